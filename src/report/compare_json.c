/* A comparison as JSON: see report_compare.h. */
#include "report/compare_rows.h"
#include "report/json.h"
#include "report/streams.h"

typedef struct {
    pr_text_t *out;
    bool any, ok;
} writer_t;

static json_t *provenance(const pr_report_t *report, const pr_comparison_t *of, bool *ok)
{
    json_t *object = pr_json_head(of->scenario, of->count, ok);
    pr_json_put(object, "seed", pr_json_count(of->seed), ok);
    pr_json_put(object, "replicates", pr_json_count(of->ensemble.replicates), ok);
    pr_json_put(object, "rng", pr_json_text("Philox4x32-10"), ok);
    pr_json_put(object, "quantiles", pr_json_text(of->ensemble.counted ? "counted" : "exact"), ok);
    pr_json_put(object, "interrupted", json_boolean(of->ensemble.interrupted), ok);
    pr_json_put(object, "masked", json_boolean(!report->unmasked), ok);
    pr_json_put(object, "versions", pr_json_versions(report, ok), ok);
    return object;
}

static void figures(json_t *object, const pr_difference_t *at, bool *ok)
{
    const pr_summary_t *difference = at->difference;
    const struct {
        const char *key;
        const pr_summary_t *of;
        double x;
        bool moment;
    } member[] = {
        {"base_mean", at->base, at->base->mean, true},      {"mean", at->other, at->other->mean, true},
        {"difference", difference, difference->mean, true}, {"se", difference, difference->se, true},
        {"p05", difference, difference->p05, false},        {"p50", difference, difference->p50, false},
        {"p95", difference, difference->p95, false},        {"chance_higher", difference, at->higher, false},
        {"chance_lower", difference, at->lower, false}};
    for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
        bool empty = member[i].moment && member[i].of->undefined > 0;
        pr_json_put(object, member[i].key, empty ? json_null() : pr_json_number(member[i].of, member[i].x),
                    ok);
    }
}

static void row(void *context, const pr_compare_row_t *of)
{
    writer_t *self = context;
    json_t *object = json_object();
    pr_json_put(object, "scenario", pr_json_text(of->scenario), &self->ok);
    pr_json_put(object, "base", pr_json_text(of->base), &self->ok);
    pr_json_put(object, "metric", pr_json_text(of->metric), &self->ok);
    pr_json_put(object, "unit", pr_json_text(of->unit), &self->ok);
    pr_json_put(object, "period", pr_json_text(of->period), &self->ok);
    pr_json_put(object, "municipality", pr_json_text(of->municipality), &self->ok);
    if (of->masked != PR_SHOWN) {
        pr_json_put(object, "masked", pr_json_text(pr_mask_sign(of->masked)), &self->ok);
    } else {
        figures(object, &of->at, &self->ok);
    }
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

int pr_report_compare_json(const pr_report_t *self, const pr_comparison_t *comparison, FILE *out,
                           pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    writer_t writer = {.out = &text, .ok = true};
    pr_text_adds(&text, "{\"provenance\": ");
    pr_json_dump(&text, provenance(self, comparison, &writer.ok), JSON_INDENT(2), &writer.ok);
    pr_text_adds(&text, ",\n\"differences\": [");
    int status = pr_compare_rows(self, comparison, row, &writer);
    pr_text_adds(&text, "\n]}\n");
    text.failed = text.failed || !writer.ok || status != 0;
    status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
