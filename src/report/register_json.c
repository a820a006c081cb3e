/* The assumption register as JSON: see register.h. */
#include "report/json.h"
#include "report/register.h"
#include "report/streams.h"
#include <math.h>

typedef struct {
    pr_text_t *out;
    pr_lang_t lang;
    bool any, ok;
} writer_t;

/* An object of a list, on a line of its own. */
static void give(writer_t *self, json_t *object)
{
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

static void open_list(writer_t *self, const char *name)
{
    pr_text_addf(self->out, ",\n\"%s\": [", name);
    self->any = false;
}

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *setting_object(writer_t *self, const pr_setting_t *setting)
{
    bool range = setting->uncertain;
    const pr_dist_t *dist = &setting->dist;
    json_t *object = json_object();
    pr_json_put(object, "path", pr_json_text(setting->path), &self->ok);
    pr_json_put(object, "value", number(pr_dist_mean(dist)), &self->ok);
    pr_json_put(object, "p05", range ? number(pr_dist_quantile(dist, 0.05)) : json_null(), &self->ok);
    pr_json_put(object, "p95", range ? number(pr_dist_quantile(dist, 0.95)) : json_null(), &self->ok);
    pr_json_put(object, "unit", pr_json_text(pr_setting_unit(setting, self->lang)), &self->ok);
    pr_json_put(object, "label", pr_json_text(pr_setting_label(setting, self->lang)), &self->ok);
    pr_json_put(object, "assumption", json_boolean(setting->assumption), &self->ok);
    pr_json_put(object, "source", pr_json_text(pr_setting_source(setting, self->lang)), &self->ok);
    pr_json_put(object, "note", pr_json_text(setting->note), &self->ok);
    pr_json_put(object, "file", pr_json_text(setting->file), &self->ok);
    pr_json_put(object, "line", setting->line > 0 ? json_integer(setting->line) : json_null(), &self->ok);
    return object;
}

static void numbers(writer_t *self, const pr_scenario_t *scenario)
{
    open_list(self, "numbers");
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (pr_register_shows(scenario, &scenario->setting[i])) {
            give(self, setting_object(self, &scenario->setting[i]));
        }
    }
    pr_text_adds(self->out, "\n]");
}

static void keys(writer_t *self, const pr_scenario_t *scenario)
{
    open_list(self, "keys");
    for (size_t k = 0; k < scenario->key_count; k++) {
        json_t *object = json_object();
        pr_json_put(object, "id", pr_json_text(scenario->key[k].id), &self->ok);
        pr_json_put(object, "source", pr_json_text(scenario->key[k].source), &self->ok);
        give(self, object);
    }
    pr_text_adds(self->out, "\n]");
}

static json_t *figure_object(writer_t *self, int series, int vintage, int year, const pr_figure_t *figure)
{
    static const char *const series_name[PR_SERIES_COUNT] = {"ova", "ppc"};
    static const char *const vintage_name[PR_VINTAGES] = {"spring", "september", "definitive", "applied"};
    json_t *object = json_object();
    pr_json_put(object, "series", pr_json_text(series_name[series]), &self->ok);
    pr_json_put(object, "year", json_integer(year), &self->ok);
    pr_json_put(object, "vintage", pr_json_text(vintage_name[vintage]), &self->ok);
    pr_json_put(object, "growth_percent", number((double)figure->growth.millionths / 1e4), &self->ok);
    pr_json_put(object, "source", pr_json_text(figure->source), &self->ok);
    return object;
}

static void figures(writer_t *self, const pr_scenario_t *scenario)
{
    open_list(self, "figures");
    for (int s = 0; s < PR_SERIES_COUNT; s++) {
        for (int year = scenario->first_year; year <= scenario->last_year; year++) {
            for (int v = 0; v < PR_VINTAGES; v++) {
                const pr_figure_t *figure = &scenario->figure[s][v][year - PR_FIGURES_FROM];
                if (figure->known) {
                    give(self, figure_object(self, s, v, year, figure));
                }
            }
        }
    }
    pr_text_adds(self->out, "\n]");
}

int pr_report_register_json(pr_lang_t lang, const pr_scenario_t *scenario, FILE *stream, pr_errors_t *errors)
{
    pr_text_t out;
    pr_text_init(&out);
    writer_t writer = {.out = &out, .lang = lang, .ok = true};
    json_t *object = json_object();
    pr_json_put(object, "id", pr_json_text(scenario->id), &writer.ok);
    pr_json_put(object, "title", pr_json_text(scenario->title), &writer.ok);
    pr_json_put(object, "sha256", pr_json_text(scenario->sha256), &writer.ok);
    pr_json_put_laid(object, scenario, &writer.ok);
    pr_text_adds(&out, "{\"scenario\": ");
    pr_json_dump(&out, object, 0, &writer.ok);
    numbers(&writer, scenario);
    keys(&writer, scenario);
    figures(&writer, scenario);
    pr_text_adds(&out, "\n}\n");
    out.failed = out.failed || !writer.ok;
    int status = pr_stream_write(stream, &out, errors);
    pr_text_free(&out);
    return status;
}
