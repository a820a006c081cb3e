/* Kept runs as JSON. */
#include "report/json.h"
#include "report/streams.h"
#include <math.h>
#include <poolraming/report_archive.h>

static json_t *real(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *scenarios(const pr_record_t *record, bool *ok)
{
    json_t *array = json_array();
    for (size_t k = 0; k < record->scenario_count; k++) {
        const pr_record_scenario_t *of = &record->scenario[k];
        json_t *object = json_object();
        pr_json_put(object, "id", pr_json_text(of->id), ok);
        pr_json_put(object, "title", pr_json_text(of->title), ok);
        pr_json_put(object, "path", pr_json_text(of->path), ok);
        pr_json_put(object, "sha256", pr_json_text(of->sha256), ok);
        if (of->text) {
            pr_json_put(object, "text", pr_json_text(of->text), ok);
        }
        *ok = json_array_append_new(array, object) == 0 && *ok;
    }
    return array;
}

static json_t *assignments(const pr_record_t *record, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < record->assignment_count; i++) {
        *ok = json_array_append_new(array, pr_json_text(record->assignment[i])) == 0 && *ok;
    }
    return array;
}

static json_t *options(const pr_record_t *record, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < record->option_count; i++) {
        json_t *object = json_object();
        pr_json_put(object, "name", pr_json_text(record->option[i].name), ok);
        pr_json_put(object, "value", pr_json_text(record->option[i].value), ok);
        *ok = json_array_append_new(array, object) == 0 && *ok;
    }
    return array;
}

static json_t *inputs(const pr_record_t *record, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < record->input_count; i++) {
        const pr_record_input_t *of = &record->input[i];
        json_t *object = json_object();
        pr_json_put(object, "option", pr_json_text(of->option), ok);
        pr_json_put(object, "path", pr_json_text(of->path), ok);
        pr_json_put(object, "sha256", pr_json_text(of->sha256), ok);
        pr_json_put(object, "text", pr_json_text(of->bytes), ok);
        *ok = json_array_append_new(array, object) == 0 && *ok;
    }
    return array;
}

static json_t *head(const pr_record_t *record, bool *ok)
{
    json_t *object = json_object();
    pr_json_put(object, "id", pr_json_text(record->id), ok);
    pr_json_put(object, "kind", pr_json_text(pr_record_kind_name(record->kind)), ok);
    pr_json_put(object, "started", pr_json_text(record->started), ok);
    pr_json_put(object, "duration_seconds", real(record->seconds), ok);
    pr_json_put(object, "version", pr_json_text(record->version), ok);
    pr_json_put(object, "command", pr_json_text(record->command), ok);
    pr_json_put(object, "seed", pr_json_count(record->seed), ok);
    pr_json_put(object, "asked", pr_json_count(record->asked), ok);
    pr_json_put(object, "replicates", pr_json_count(record->replicates), ok);
    pr_json_put(object, "precision_asked", record->precision > 0 ? real(record->precision) : json_null(), ok);
    pr_json_put(object, "detail", pr_json_text(record->detail == PR_DETAIL_FULL ? "full" : "standard"), ok);
    pr_json_put(object, "sampling", pr_json_text(pr_sampling_name(record->sampling)), ok);
    pr_json_put(object, "interrupted", json_boolean(record->interrupted), ok);
    pr_json_put(object, "fingerprint", pr_json_text(record->fingerprint), ok);
    return object;
}

static json_t *outcome(const pr_record_t *record, const pr_record_outcome_t *of, bool *ok)
{
    const struct {
        const char *key;
        double x;
    } member[] = {{"mean", of->summary.mean}, {"sd", of->summary.sd},   {"se", of->summary.se},
                  {"p05", of->summary.p05},   {"p50", of->summary.p50}, {"p95", of->summary.p95}};
    json_t *object = json_object();
    pr_json_put(object, "scenario", pr_json_text(record->scenario[of->scenario].id), ok);
    pr_json_put(object, "difference", json_boolean(of->difference), ok);
    pr_json_put(object, "metric", pr_json_text(of->metric), ok);
    pr_json_put(object, "unit", pr_json_text(of->unit), ok);
    pr_json_put(object, "period", pr_json_text(of->period), ok);
    pr_json_put(object, "municipality", pr_json_text(of->municipality), ok);
    if (*of->measure) {
        pr_json_put(object, "measure", pr_json_text(of->measure), ok);
        pr_json_put(object, "item", pr_json_text(of->item), ok);
    }
    for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
        pr_json_put(object, member[i].key, pr_json_number(&of->summary, member[i].x), ok);
    }
    pr_json_put(object, "undefined", pr_json_count(of->summary.undefined), ok);
    return object;
}

int pr_report_runs_json(const pr_report_t *self, const pr_record_t *list, size_t count, FILE *out,
                        pr_errors_t *errors)
{
    (void)self;
    bool ok = true;
    pr_text_t text;
    pr_text_init(&text);
    pr_text_adds(&text, "{\"runs\": [");
    for (size_t i = 0; i < count && ok; i++) {
        json_t *object = head(&list[i], &ok);
        pr_json_put(object, "scenarios", scenarios(&list[i], &ok), &ok);
        pr_json_put(object, "net_effect_mean", real(list[i].net_effect), &ok);
        pr_text_adds(&text, i ? ",\n" : "\n");
        pr_json_dump(&text, object, 0, &ok);
    }
    pr_text_adds(&text, "\n]}\n");
    text.failed = text.failed || !ok;
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}

int pr_report_record_json(const pr_report_t *self, const pr_record_t *record, FILE *out, pr_errors_t *errors)
{
    (void)self;
    bool ok = true;
    pr_text_t text;
    pr_text_init(&text);
    json_t *object = head(record, &ok);
    pr_json_put(object, "assignments", assignments(record, &ok), &ok);
    if (record->option_count > 0) {
        pr_json_put(object, "options", options(record, &ok), &ok);
    }
    if (record->input_count > 0) {
        pr_json_put(object, "inputs", inputs(record, &ok), &ok);
    }
    pr_json_put(object, "scenarios", scenarios(record, &ok), &ok);
    pr_text_adds(&text, "{\"run\": ");
    pr_json_dump(&text, object, JSON_INDENT(2), &ok);
    pr_text_adds(&text, ",\n\"outcomes\": [");
    for (size_t i = 0; i < record->outcome_count && ok; i++) {
        pr_text_adds(&text, i ? ",\n" : "\n");
        pr_json_dump(&text, outcome(record, &record->outcome[i], &ok), 0, &ok);
    }
    pr_text_adds(&text, "\n]}\n");
    text.failed = text.failed || !ok;
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
