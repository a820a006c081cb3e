/* decide.json: where the figures come from, and the tables with the columns of their CSV files. */
#include "report/decide_files.h"
#include "report/json.h"
#include "report/streams.h"
#include <math.h>

typedef struct {
    pr_text_t *out;
    bool any, ok;
} writer_t;

static json_t *number(double x)
{
    static const pr_summary_t estimate = {.sd = 1}; /* ten digits, as in the CSV files */
    return pr_json_number(&estimate, x);
}

static json_t *provenance(const pr_report_t *report, const pr_decide_t *of, bool *ok)
{
    const pr_decide_draws_t *draws = &of->draws;
    json_t *object = pr_json_head(draws->scenario, draws->options, ok);
    pr_json_put(object, "decision_from", pr_json_count((uint64_t)draws->from), ok);
    pr_json_put(object, "price_level_year", pr_json_count((uint64_t)draws->scenario[0]->price_level_year),
                ok);
    pr_json_put(object, "discount_rate", number(draws->scenario[0]->central.benefit.discount_rate), ok);
    pr_json_put(object, "study_cost", number(of->study_cost), ok);
    pr_json_put(object, "study_cost_real", number(of->study_cost_real), ok);
    pr_json_put(object, "seed", pr_json_count(draws->seed), ok);
    pr_json_put(object, "replicates", pr_json_count(draws->replicates), ok);
    pr_json_put(object, "replicates_break_even", pr_json_count(of->checked), ok);
    pr_json_put(object, "rng", pr_json_text("Philox4x32-10"), ok);
    pr_json_put(object, "interrupted", json_boolean(draws->interrupted), ok);
    pr_json_put(object, "versions", pr_json_versions(report, ok), ok);
    return object;
}

static void row(void *context, const pr_cell_t *cell, size_t count)
{
    writer_t *self = context;
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        pr_json_put(object, cell[i].name, cell[i].text ? pr_json_text(cell[i].text) : number(cell[i].number),
                    &self->ok);
    }
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

void pr_decide_json(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    size_t count = 0;
    const pr_decide_table_t *table = pr_decide_tables(&count);
    writer_t writer = {.out = out, .ok = true};
    const pr_sink_t sink = {row, &writer};
    pr_text_adds(out, "{\"provenance\": ");
    pr_json_dump(out, provenance(report, decide, &writer.ok), JSON_INDENT(2), &writer.ok);
    for (size_t i = 0; i < count; i++) {
        if (!pr_decide_has(decide, &table[i])) {
            continue;
        }
        writer.any = false;
        pr_text_addf(out, ",\n\"%s\": [", table[i].name);
        table[i].walk(decide, &sink);
        pr_text_adds(out, "\n]");
    }
    pr_text_adds(out, "}\n");
    out->failed = out->failed || !writer.ok;
}

int pr_report_decide_json(const pr_report_t *self, const pr_decide_t *decide, FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_decide_json(self, decide, &text);
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
