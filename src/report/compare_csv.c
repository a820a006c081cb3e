/* compare.csv: every difference of a comparison, tidy. */
#include "report/compare_rows.h"
#include "report/compare_view.h"
#include "report/gnuplot.h"
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

typedef struct {
    pr_csv_t *csv;
    bool (*wanted)(const char *metric);
} writer_t;

static void row(void *context, const pr_compare_row_t *of)
{
    const writer_t *self = context;
    pr_csv_t *csv = self->csv;
    if (self->wanted && !self->wanted(of->metric)) {
        return;
    }
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

int pr_compare_csv(const pr_report_t *report, const pr_comparison_t *of, bool (*wanted)(const char *metric),
                   pr_csv_t *csv)
{
    writer_t self = {csv, wanted};
    pr_csv_header(csv, HEAD);
    return pr_compare_rows(report, of, row, &self);
}

/* ---- the files ---- */

/* What every file is made from. */
typedef struct {
    const pr_report_t *report;
    const pr_comparison_t *of;
    pr_errors_t *errors, *warnings;
} source_t;

static int add_csv(pr_output_set_t *set, const source_t *source)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, source->report->csv);
    for (size_t k = 0; k < source->of->count; k++) {
        pr_csv_mark(&csv, source->of->scenario[k]);
    }
    int status = pr_compare_csv(source->report, source->of, NULL, &csv);
    if (status != 0 || text.failed) {
        status = pr_errors_add(source->errors, PR_ERR_MEMORY, "compare.csv", 0, "out of memory");
    } else {
        status = pr_output_add(set, "compare.csv", text.data, text.length, source->errors);
    }
    pr_text_free(&text);
    return status;
}

/* A chart that cannot be drawn is a warning, and one of an earlier run does not stay. */
static int add_charts(pr_output_set_t *set, const source_t *source, pr_text_t *picture)
{
    bool wanted = source->report->plots;
    int status = 0;
    for (size_t i = 0; i < PR_COMPARE_CHARTS && status == 0; i++) {
        char name[64];
        snprintf(name, sizeof name, "plots/%s.svg", pr_compare_chart[i].name);
        int drawn = wanted ? pr_compare_chart_draw(&pr_compare_chart[i], source->report, source->of,
                                                   &picture[i], source->warnings)
                           : PR_ERR_CHILD;
        wanted = wanted && drawn != PR_GNUPLOT_HOPELESS;
        if (drawn == 0) {
            status = pr_output_add(set, name, picture[i].data, picture[i].length, source->errors);
        } else {
            picture[i].length = 0;
            status = pr_output_drop(set, name, source->errors);
        }
    }
    return status;
}

static int add_page(pr_output_set_t *set, const source_t *source, const pr_text_t *picture)
{
    pr_text_t text;
    if (!source->report->page) {
        return pr_output_drop(set, "report.html", source->errors);
    }
    pr_text_init(&text);
    int status = pr_compare_html(source->report, source->of, picture, &text, source->errors);
    if (status == 0 && text.failed) {
        status = pr_errors_add(source->errors, PR_ERR_MEMORY, "report.html", 0, "out of memory");
    }
    if (status == 0) {
        status = pr_output_add(set, "report.html", text.data, text.length, source->errors);
    }
    pr_text_free(&text);
    return status;
}

static int write_all(pr_output_set_t *set, const source_t *source, pr_text_t *picture)
{
    int status = pr_output_init(set, source->report->out_dir, source->errors);
    if (status == 0) {
        status = add_csv(set, source);
    }
    if (status == 0) {
        status = source->report->workbook
                     ? pr_workbook_compare(set, source->report, source->of, source->errors)
                     : pr_output_drop(set, "report.xlsx", source->errors);
    }
    if (status == 0) {
        status = add_charts(set, source, picture);
    }
    if (status == 0) {
        status = add_page(set, source, picture);
    }
    return status == 0 ? pr_output_commit(set, source->errors) : status;
}

int pr_report_compare_write(const pr_report_t *self, const pr_comparison_t *comparison, pr_errors_t *errors,
                            pr_errors_t *warnings)
{
    pr_output_set_t set = {0};
    pr_text_t picture[PR_COMPARE_CHARTS];
    for (size_t i = 0; i < PR_COMPARE_CHARTS; i++) {
        pr_text_init(&picture[i]);
    }
    const source_t source = {self, comparison, errors, warnings};
    int status = write_all(&set, &source, picture);
    pr_output_abort(&set);
    for (size_t i = 0; i < PR_COMPARE_CHARTS; i++) {
        pr_text_free(&picture[i]);
    }
    return status;
}
