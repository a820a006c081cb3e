/* A sensitivity as JSON: see report_sensitivity.h. */
#include "report/json.h"
#include "report/sensitivity_files.h"
#include "report/sensitivity_rows.h"
#include "report/streams.h"

typedef struct {
    pr_text_t *out;
    bool any, ok;
} writer_t;

/* The double that the digits of the CSV files stand for. */
static json_t *estimate(double x)
{
    static const pr_summary_t not_exact = {.sd = 1};
    return pr_json_number(&not_exact, x);
}

static json_t *provenance(const pr_report_t *report, const pr_scenario_sensitivity_t *of, bool *ok)
{
    json_t *object = pr_json_origin(of->scenario, of->seed, ok);
    pr_json_put(object, "evaluations", pr_json_count(of->evaluations), ok);
    pr_json_put(object, "replicates", pr_json_count(of->replicates), ok);
    pr_json_put(object, "tornado_draws", pr_json_count(of->tornado_draws), ok);
    pr_json_put(object, "sobol_scramblings", pr_json_count(of->sobol.scramblings), ok);
    pr_json_put(object, "sobol_points", pr_json_count(of->sobol.points), ok);
    pr_json_put(object, "rng", pr_json_text("Philox4x32-10"), ok);
    pr_json_put(object, "precision_asked", estimate(of->tolerance), ok);
    pr_json_put(object, "precision_reached", json_boolean(of->has_sobol && of->sobol.precise), ok);
    pr_json_put(object, "interrupted", json_boolean(of->interrupted), ok);
    pr_json_end(object, report, ok);
    return object;
}

static json_t *outcome_object(const pr_sensitivity_outcome_t *of, bool *ok)
{
    json_t *object = json_object();
    pr_json_put(object, "outcome", pr_json_text(of->metric), ok);
    pr_json_put(object, "unit", pr_json_text(of->unit), ok);
    pr_json_put(object, "period", pr_json_text(of->period), ok);
    pr_json_put(object, "municipality", pr_json_text(of->municipality), ok);
    return object;
}

static void append(writer_t *self, json_t *object)
{
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

static void put_outcome(writer_t *self, const pr_scenario_sensitivity_t *of, size_t i)
{
    static const char *const status[] = {"known", "constant", "undefined"};
    const pr_outcome_sample_t *sample = &of->sample[i];
    pr_sensitivity_outcome_t outcome = pr_sensitivity_outcome(of, i);
    json_t *object = outcome_object(&outcome, &self->ok);
    pr_json_put(object, "mean", estimate(sample->mean), &self->ok);
    pr_json_put(object, "se", estimate(sample->se), &self->ok);
    pr_json_put(object, "sd", estimate(sample->sd), &self->ok);
    pr_json_put(object, "undefined", pr_json_count(sample->undefined), &self->ok);
    pr_json_put(object, "sobol_status",
                of->has_sobol ? pr_json_text(status[of->sobol.outcome[i].status]) : json_null(), &self->ok);
    pr_json_put(object, "sobol_undefined", pr_json_count(of->has_sobol ? of->sobol.outcome[i].undefined : 0),
                &self->ok);
    append(self, object);
}

static void put_row(void *context, const pr_sensitivity_row_t *row)
{
    writer_t *self = context;
    json_t *object = outcome_object(&row->of, &self->ok);
    const struct {
        const char *key, *text;
    } text[] = {{"method", row->method},
                {"kind", row->kind},
                {"parameter", row->parameter},
                {"label", row->label},
                {"basis", row->basis}};
    const struct {
        const char *key;
        double x;
    } number[] = {
        {"estimate", row->estimate}, {"se", row->se}, {"low", row->low}, {"high", row->high}, {"p", row->p}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        pr_json_put(object, text[i].key, pr_json_text(text[i].text), &self->ok);
    }
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        pr_json_put(object, number[i].key, estimate(number[i].x), &self->ok);
    }
    append(self, object);
}

static void put_bar(writer_t *self, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                    size_t outcome, size_t input)
{
    const pr_setting_t *setting = pr_sensitivity_setting(of, input);
    const pr_tornado_bar_t *bar = &of->tornado.bar[outcome * of->inputs + input];
    bool *ok = &self->ok;
    pr_sensitivity_outcome_t at = pr_sensitivity_outcome(of, outcome);
    json_t *object = outcome_object(&at, ok);
    const struct {
        const char *key;
        double x;
    } number[] = {{"parameter_low", of->low[input]},
                  {"parameter_central", of->central[input]},
                  {"parameter_high", of->high[input]},
                  {"base", of->tornado.base[outcome]},
                  {"low", bar->low},
                  {"high", bar->high},
                  {"low_change", bar->low_change},
                  {"low_se", bar->low_se},
                  {"high_change", bar->high_change},
                  {"high_se", bar->high_se},
                  {"swing", bar->swing},
                  {"swing_se", bar->swing_se},
                  {"length", bar->length}};
    pr_json_put(object, "parameter", pr_json_text(setting->path), ok);
    pr_json_put(object, "label", pr_json_text(pr_setting_label(setting, report->lang)), ok);
    pr_json_put(object, "parameter_unit", pr_json_text(pr_setting_unit(setting, report->lang)), ok);
    pr_json_put(object, "basis", pr_json_text(pr_sensitivity_basis(setting)), ok);
    pr_json_put(object, "correlated", json_boolean(of->together[input] > 0), ok);
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        pr_json_put(object, number[i].key, estimate(number[i].x), ok);
    }
    pr_json_put(object, "draws", pr_json_count(of->tornado_draws - bar->undefined), ok);
    append(self, object);
}

int pr_json_sensitivity(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    writer_t writer = {.out = out, .ok = true};
    pr_text_adds(out, "{\"provenance\": ");
    pr_json_dump(out, provenance(report, of, &writer.ok), JSON_INDENT(2), &writer.ok);
    pr_text_adds(out, ",\n\"outcomes\": [");
    for (size_t i = 0; i < of->outcomes; i++) {
        put_outcome(&writer, of, i);
    }
    pr_text_adds(out, "\n],\n\"estimates\": [");
    writer.any = false;
    int status = pr_sensitivity_rows(report, of, put_row, &writer);
    pr_text_adds(out, "\n],\n\"tornado\": [");
    writer.any = false;
    for (size_t i = 0; i < of->outcomes && of->has_tornado; i++) {
        for (size_t k = 0; k < of->inputs; k++) {
            put_bar(&writer, report, of, i, of->tornado.order[i * of->inputs + k]);
        }
    }
    pr_text_adds(out, "\n]}\n");
    return status ? status : writer.ok && !out->failed ? 0 : PR_ERR_MEMORY;
}

int pr_report_sensitivity_json(const pr_report_t *self, const pr_scenario_sensitivity_t *of, FILE *out,
                               pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    if (pr_json_sensitivity(&text, self, of) != 0) {
        text.failed = true;
    }
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
