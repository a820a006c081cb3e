/* compare.csv: every difference of a comparison, tidy. */
#include "core/memory.h"
#include "report/csv.h"
#include "report/files.h"
#include <poolraming/report_compare.h>

static const char HEAD[] = "scenario,base,metric,unit,period,municipality,base_mean,mean,difference,se,p05,"
                           "p50,p95,chance_higher,chance_lower";

enum { FIGURES = 9 };

typedef struct {
    pr_csv_t csv;
    const pr_comparison_t *of;
    const pr_mask_t *mask; /* [scenarios]; NULL: unmasked */
} writer_t;

/* A constant is exact, everything else an estimate. */
static void number(writer_t *self, const pr_summary_t *summary, double x)
{
    pr_csv_number(&self->csv, summary->sd == 0 ? pr_exact(x) : pr_ten(x));
}

static void mean(writer_t *self, const pr_summary_t *summary, double x)
{
    if (summary->undefined) {
        pr_csv_text(&self->csv, "");
    } else {
        number(self, summary, x);
    }
}

static void figures(writer_t *self, const pr_difference_t *at)
{
    const pr_summary_t *difference = at->difference;
    mean(self, at->base, at->base->mean);
    mean(self, at->other, at->other->mean);
    mean(self, difference, difference->mean);
    mean(self, difference, difference->se);
    number(self, difference, difference->p05);
    number(self, difference, difference->p50);
    number(self, difference, difference->p95);
    pr_csv_number(&self->csv, pr_ten(at->higher));
    pr_csv_number(&self->csv, pr_ten(at->lower));
}

/* Scenario, metric and municipality of a series. */
static void names(writer_t *self, size_t other, size_t series, const char *period)
{
    const pr_comparison_t *of = self->of;
    const pr_series_t *at = &of->plan.series[series];
    size_t metrics = 0;
    char name[256];
    pr_plan_metric_name(&of->plan, series, name, sizeof name);
    pr_csv_text(&self->csv, of->scenario[other]->id);
    pr_csv_text(&self->csv, of->scenario[0]->id);
    pr_csv_text(&self->csv, name);
    pr_csv_text(&self->csv, pr_metric_table(&metrics)[at->metric].unit);
    pr_csv_text(&self->csv, period);
    pr_csv_text(&self->csv, at->scope > 0 ? of->scenario[0]->municipality[at->scope - 1].name : "");
}

static void series_row(writer_t *self, size_t other, size_t series)
{
    char period[16];
    pr_period_format(self->of->plan.series[series].period, period);
    names(self, other, series, period);
    pr_masked_t masked = pr_mask_of(self->mask, series);
    if (self->mask && masked == PR_SHOWN) {
        masked = pr_mask_of(&self->mask[other], series);
    }
    if (masked != PR_SHOWN) {
        for (int i = 0; i < FIGURES; i++) {
            pr_csv_text(&self->csv, pr_mask_sign(masked));
        }
    } else {
        const pr_difference_t at = pr_compare_at(self->of, other, series);
        figures(self, &at);
    }
    pr_csv_end(&self->csv);
}

/* The sum of all years is the period `all`; their mean has no other name. */
static void span_row(writer_t *self, size_t other, size_t span)
{
    static const char *const period[PR_PARTS] = {"decided", "indicative", "whole"};
    const pr_compare_span_t *of = &self->of->span[span];
    if (of->part == PR_PART_WHOLE && !of->mean) {
        return;
    }
    const pr_difference_t at = pr_compare_at(self->of, other, self->of->plan.count + span);
    names(self, other, of->first, period[of->part]);
    figures(self, &at);
    pr_csv_end(&self->csv);
}

static void rows(writer_t *self)
{
    pr_csv_header(&self->csv, HEAD);
    for (size_t k = 1; k < self->of->count; k++) {
        for (size_t i = 0; i < self->of->plan.count; i++) {
            series_row(self, k, i);
        }
        for (size_t i = 0; i < self->of->span_count; i++) {
            span_row(self, k, i);
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

static int write_file(writer_t *self, const pr_report_t *report, pr_errors_t *errors)
{
    pr_text_t text;
    pr_output_set_t set = {0};
    pr_text_init(&text);
    pr_csv_begin(&self->csv, &text, report->csv);
    rows(self);
    int status = text.failed ? pr_errors_add(errors, PR_ERR_MEMORY, "compare.csv", 0, "out of memory") : 0;
    if (status == 0 && (status = pr_output_init(&set, report->out_dir, errors)) == 0 &&
        (status = pr_output_add(&set, "compare.csv", text.data, text.length, errors)) == 0) {
        status = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    pr_text_free(&text);
    return status;
}

int pr_report_compare_write(const pr_report_t *self, const pr_comparison_t *comparison, pr_errors_t *errors)
{
    pr_mask_t *mask = pr_new(comparison->count, sizeof *mask);
    writer_t writer = {.of = comparison, .mask = self->unmasked ? NULL : mask};
    int status = mask && (self->unmasked || open_masks(comparison, mask) == 0)
                     ? write_file(&writer, self, errors)
                     : pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    for (size_t k = 0; mask && k < comparison->count; k++) {
        pr_mask_free(&mask[k]);
    }
    pr_free(mask);
    return status;
}
