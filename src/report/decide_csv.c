/* The files of a decision, whole or not at all. */
#include "report/csv.h"
#include "report/decide_charts.h"
#include "report/decide_files.h"
#include "report/files.h"
#include "report/gnuplot.h"
#include <stdio.h>

static void row(void *context, const pr_cell_t *cell, size_t count)
{
    pr_csv_t *csv = context;
    for (size_t i = 0; i < count; i++) {
        if (cell[i].text) {
            pr_csv_text(csv, cell[i].text);
        } else {
            pr_csv_number(csv, pr_ten(cell[i].number));
        }
    }
    pr_csv_end(csv);
}

void pr_decide_csv(const pr_decide_table_t *table, const pr_decide_t *decide, pr_csv_dialect_t dialect,
                   bool tame, pr_text_t *out)
{
    pr_csv_t csv;
    const pr_sink_t sink = {row, &csv};
    pr_csv_begin(&csv, out, dialect);
    csv.tame = tame;
    for (size_t k = 0; k < decide->draws.options && !tame; k++) {
        pr_csv_mark(&csv, decide->draws.scenario[k]);
    }
    pr_csv_header(&csv, table->columns);
    table->walk(decide, &sink);
}

static int add(pr_output_set_t *set, const char *name, const pr_text_t *text, pr_errors_t *errors)
{
    if (text->failed) {
        return pr_errors_add(errors, PR_ERR_MEMORY, name, 0, "out of memory");
    }
    return pr_output_add(set, name, text->data, text->length, errors);
}

static int add_table(pr_output_set_t *set, const pr_report_t *report, const pr_decide_t *decide,
                     const pr_decide_table_t *table, pr_errors_t *errors)
{
    char name[64];
    pr_text_t text;
    snprintf(name, sizeof name, "%s.csv", table->name);
    if (!pr_decide_has(decide, table)) {
        return pr_output_drop(set, name, errors);
    }
    pr_text_init(&text);
    pr_decide_csv(table, decide, report->csv, false, &text);
    int status = add(set, name, &text, errors);
    pr_text_free(&text);
    return status;
}

static int add_json(pr_output_set_t *set, const pr_report_t *report, const pr_decide_t *decide,
                    pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_decide_json(report, decide, &text);
    int status = add(set, "decide.json", &text, errors);
    pr_text_free(&text);
    return status;
}

/* A chart that cannot be drawn is a warning, and one of an earlier run does not stay. */
static int add_chart(pr_output_set_t *set, const pr_report_t *report, const pr_decide_t *decide,
                     const pr_decide_chart_t *chart, pr_text_t *picture, bool *wanted, pr_errors_t *errors,
                     pr_errors_t *warnings)
{
    char name[64];
    snprintf(name, sizeof name, "plots/%s.svg", chart->name);
    int drawn = *wanted && chart->applies(decide)
                    ? pr_decide_chart_draw(chart, report, decide, picture, warnings)
                    : PR_ERR_CHILD;
    *wanted = *wanted && drawn != PR_GNUPLOT_HOPELESS;
    if (drawn != 0) {
        picture->length = 0;
    }
    return drawn == 0 ? add(set, name, picture, errors) : pr_output_drop(set, name, errors);
}

static int add_page(pr_output_set_t *set, const pr_report_t *report, const pr_decide_t *decide,
                    const pr_text_t *picture, pr_errors_t *errors)
{
    pr_text_t text;
    if (!report->page) {
        return pr_output_drop(set, "report.html", errors);
    }
    pr_text_init(&text);
    int status = pr_decide_html(report, decide, picture, &text, errors);
    if (status == 0) {
        status = add(set, "report.html", &text, errors);
    }
    pr_text_free(&text);
    return status;
}

static int write_all(pr_output_set_t *set, const pr_report_t *report, const pr_decide_t *decide,
                     pr_text_t *picture, pr_errors_t *errors, pr_errors_t *warnings)
{
    size_t tables = 0, charts = 0;
    const pr_decide_table_t *table = pr_decide_tables(&tables);
    const pr_decide_chart_t *chart = pr_decide_charts(&charts);
    bool wanted = report->plots;
    int status = pr_output_init(set, report->out_dir, errors);
    for (size_t i = 0; i < tables && status == 0; i++) {
        status = add_table(set, report, decide, &table[i], errors);
    }
    if (status == 0) {
        status = add_json(set, report, decide, errors);
    }
    for (size_t i = 0; i < charts && status == 0; i++) {
        status = add_chart(set, report, decide, &chart[i], &picture[i], &wanted, errors, warnings);
    }
    if (status == 0) {
        status = add_page(set, report, decide, picture, errors);
    }
    return status == 0 ? pr_output_commit(set, errors) : status;
}

int pr_report_decide_write(const pr_report_t *self, const pr_decide_t *decide, pr_errors_t *errors,
                           pr_errors_t *warnings)
{
    pr_output_set_t set = {0};
    pr_text_t picture[PR_DECIDE_CHARTS];
    for (size_t i = 0; i < PR_DECIDE_CHARTS; i++) {
        pr_text_init(&picture[i]);
    }
    int status = write_all(&set, self, decide, picture, errors, warnings);
    pr_output_abort(&set);
    for (size_t i = 0; i < PR_DECIDE_CHARTS; i++) {
        pr_text_free(&picture[i]);
    }
    return status;
}
