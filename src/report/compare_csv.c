/* compare.csv: every difference of a comparison, tidy. */
#include "report/compare_rows.h"
#include "report/csv.h"
#include "report/workbook.h"

static const char HEAD[] = "scenario,base,metric,unit,period,municipality,base_mean,mean,difference,se,p05,"
                           "p50,p95,chance_higher,chance_lower";

enum { FIGURES = 9 };

/* A constant is exact, everything else an estimate. */
static void number(pr_csv_t *csv, const pr_summary_t *summary, double x)
{
    pr_csv_number(csv, summary->sd == 0 ? pr_exact(x) : pr_ten(x));
}

static void mean(pr_csv_t *csv, const pr_summary_t *summary, double x)
{
    if (summary->undefined) {
        pr_csv_text(csv, "");
    } else {
        number(csv, summary, x);
    }
}

static void figures(pr_csv_t *csv, const pr_difference_t *at)
{
    const pr_summary_t *difference = at->difference;
    mean(csv, at->base, at->base->mean);
    mean(csv, at->other, at->other->mean);
    mean(csv, difference, difference->mean);
    mean(csv, difference, difference->se);
    number(csv, difference, difference->p05);
    number(csv, difference, difference->p50);
    number(csv, difference, difference->p95);
    pr_csv_number(csv, pr_ten(at->higher));
    pr_csv_number(csv, pr_ten(at->lower));
}

static void row(void *context, const pr_compare_row_t *of)
{
    pr_csv_t *csv = context;
    const char *name[] = {of->scenario, of->base, of->metric, of->unit, of->period, of->municipality};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        pr_csv_text(csv, name[i]);
    }
    for (int i = 0; i < FIGURES && of->masked != PR_SHOWN; i++) {
        pr_csv_text(csv, pr_mask_sign(of->masked));
    }
    if (of->masked == PR_SHOWN) {
        figures(csv, &of->at);
    }
    pr_csv_end(csv);
}

int pr_report_compare_write(const pr_report_t *self, const pr_comparison_t *comparison, pr_errors_t *errors)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_output_set_t set = {0};
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, self->csv);
    pr_csv_header(&csv, HEAD);
    int status = pr_compare_rows(self, comparison, row, &csv);
    if (status != 0 || text.failed) {
        status = pr_errors_add(errors, PR_ERR_MEMORY, "compare.csv", 0, "out of memory");
    }
    if (status == 0 && (status = pr_output_init(&set, self->out_dir, errors)) == 0 &&
        (status = pr_output_add(&set, "compare.csv", text.data, text.length, errors)) == 0) {
        status = self->workbook ? pr_workbook_compare(&set, self, comparison, errors)
                                : pr_output_drop(&set, "report.xlsx", errors);
    }
    if (status == 0) {
        status = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    pr_text_free(&text);
    return status;
}
