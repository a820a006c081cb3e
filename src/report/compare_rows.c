#include "report/compare_rows.h"
#include "core/memory.h"

typedef struct {
    const pr_comparison_t *of;
    const pr_mask_t *mask; /* [scenarios]; NULL: unmasked */
    void (*each)(void *context, const pr_compare_row_t *row);
    void *context;
} walk_t;

/* The difference of an outcome: a series, or what a span makes of it. */
static void give(const walk_t *self, size_t other, size_t series, size_t outcome, const char *period,
                 pr_masked_t masked)
{
    const pr_comparison_t *of = self->of;
    const pr_series_t *at = &of->plan.series[series];
    size_t metrics = 0;
    char name[256];
    pr_plan_metric_name(&of->plan, series, name, sizeof name);
    pr_compare_row_t row = {.scenario = of->scenario[other]->id,
                            .base = of->scenario[0]->id,
                            .metric = name,
                            .unit = pr_metric_table(&metrics)[at->metric].unit,
                            .period = period,
                            .municipality =
                                at->scope > 0 ? of->scenario[0]->municipality[at->scope - 1].name : "",
                            .masked = masked,
                            .at = pr_compare_at(of, other, outcome)};
    self->each(self->context, &row);
}

static void give_series(const walk_t *self, size_t other, size_t series)
{
    char period[16];
    pr_period_format(self->of->plan.series[series].period, period);
    pr_masked_t masked = pr_mask_of(self->mask, series);
    if (self->mask && masked == PR_SHOWN) {
        masked = pr_mask_of(&self->mask[other], series);
    }
    give(self, other, series, series, period, masked);
}

/* The sum of all years is the period `all`; their mean has no other name. */
static void give_span(const walk_t *self, size_t other, size_t span)
{
    static const char *const period[PR_PARTS] = {"decided", "indicative", "whole"};
    const pr_compare_span_t *of = &self->of->span[span];
    if (of->part != PR_PART_WHOLE || of->mean) {
        give(self, other, of->first, self->of->plan.count + span, period[of->part], PR_SHOWN);
    }
}

static void walk(const walk_t *self)
{
    for (size_t k = 1; k < self->of->count; k++) {
        for (size_t i = 0; i < self->of->plan.count; i++) {
            give_series(self, k, i);
        }
        for (size_t i = 0; i < self->of->span_count; i++) {
            give_span(self, k, i);
        }
    }
}

/* A mask looks at a run: each scenario's part of the comparison is shown to it as one. */
static int open_masks(const pr_comparison_t *of, pr_mask_t *mask)
{
    int status = 0;
    for (size_t k = 0; k < of->count && status == 0; k++) {
        const pr_difference_t at = pr_compare_at(of, k > 0 ? k : 1, 0);
        const pr_summary_t *first = k > 0 ? at.other : at.base;
        pr_run_t run = {.plan = of->plan};
        run.ensemble.summary = of->ensemble.summary + (first - of->ensemble.summary);
        status = pr_mask_init(&mask[k], &run);
    }
    return status;
}

int pr_compare_rows(const pr_report_t *report, const pr_comparison_t *of,
                    void (*each)(void *context, const pr_compare_row_t *row), void *context)
{
    pr_mask_t *mask = pr_new(of->count, sizeof *mask);
    const walk_t self = {of, report->unmasked ? NULL : mask, each, context};
    bool ready = mask && (report->unmasked || open_masks(of, mask) == 0);
    if (ready) {
        walk(&self);
    }
    for (size_t k = 0; mask && k < of->count; k++) {
        pr_mask_free(&mask[k]);
    }
    pr_free(mask);
    return ready ? 0 : PR_ERR_MEMORY;
}
