/* The files of a sensitivity, published together; and the data of its charts. */
#include "report/charts.h"
#include "report/explain.h"
#include "report/files.h"
#include "report/gnuplot.h"
#include "report/sensitivity_files.h"
#include "report/sensitivity_rows.h"

static int add_text(pr_output_set_t *set, const char *name, const pr_text_t *text, int status,
                    pr_errors_t *errors)
{
    return status != 0 || text->failed ? pr_errors_add(errors, PR_ERR_MEMORY, name, 0, "out of memory")
                                       : pr_output_add(set, name, text->data, text->length, errors);
}

static int add_csv(pr_output_set_t *set, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                   bool tornado, pr_errors_t *errors)
{
    pr_text_t text;
    pr_csv_t csv;
    int status = 0;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, report->csv);
    pr_csv_mark(&csv, of->scenario);
    if (tornado) {
        pr_csv_tornado(&csv, report, of);
    } else {
        status = pr_csv_sensitivity(&csv, report, of);
    }
    status = add_text(set, tornado ? "tornado.csv" : "sensitivity.csv", &text, status, errors);
    pr_text_free(&text);
    return status;
}

static int add_json(pr_output_set_t *set, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                    pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    int status = pr_json_sensitivity(&text, report, of);
    status = add_text(set, "sensitivity.json", &text, status, errors);
    pr_text_free(&text);
    return status;
}

/* ---- charts ---- */

/* Lines for each outcome, as the rows of the data name it: what stands above its panel, and its unit. */
static void panel_texts(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    pr_text_adds(out, "$panels << END_OF_BLOCK\n");
    for (size_t i = 0; i < of->outcomes; i++) {
        pr_text_t title;
        pr_text_init(&title);
        pr_sensitivity_title(report->lang, of, i, &title);
        out->failed = out->failed || title.failed;
        pr_chart_text_line(out, title.data);
        pr_text_free(&title);
    }
    pr_text_adds(out, "END_OF_BLOCK\n$units << END_OF_BLOCK\n");
    for (size_t i = 0; i < of->outcomes; i++) {
        pr_chart_text_line(out, pr_page_unit(report->lang, of->metric[i]->unit));
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static void texts(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                  const pr_text_id_t *id, size_t count)
{
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    pr_chart_text_line(out, pr_text(report->lang, id[0]));
    pr_chart_source_line(report, of->scenario, PR_TEXT_SENSITIVITY_CHART_SOURCE, of->evaluations, of->seed,
                         out);
    for (size_t i = 1; i < count; i++) {
        pr_chart_text_line(out, pr_text(report->lang, id[i]));
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

/* Beside the rows, one line each: gnuplot would end a text of a row at its first comma. */
static void put_label(void *context, const pr_sensitivity_row_t *row)
{
    pr_chart_text_line(context, row->label);
}

void pr_chart_tornado(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    static const pr_text_id_t id[] = {PR_TEXT_TORNADO_CHART, PR_TEXT_TORNADO_CHART_LOW,
                                      PR_TEXT_TORNADO_CHART_HIGH, PR_TEXT_TORNADO_CHART_THOUSAND,
                                      PR_TEXT_TORNADO_CHART_ASSUMED};
    texts(out, report, of, id, sizeof id / sizeof *id);
    panel_texts(out, report, of);
    pr_text_adds(out, "$labels << END_OF_BLOCK\n");
    for (size_t i = 0; i < of->outcomes * of->inputs; i++) {
        const pr_setting_t *setting = pr_sensitivity_setting(of, of->tornado.order[i]);
        pr_chart_text_line(out, pr_setting_label(setting, report->lang));
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
    pr_csv_t csv = pr_chart_block_begin(out, "tornado");
    pr_csv_tornado(&csv, report, of);
    pr_chart_block_end(out, "tornado");
}

void pr_chart_sobol(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    static const pr_text_id_t id[] = {PR_TEXT_SOBOL_CHART, PR_TEXT_SOBOL_CHART_FIRST,
                                      PR_TEXT_SOBOL_CHART_TOTAL, PR_TEXT_SOBOL_CHART_X,
                                      PR_TEXT_TORNADO_CHART_ASSUMED};
    texts(out, report, of, id, sizeof id / sizeof *id);
    panel_texts(out, report, of);
    pr_text_adds(out, "$labels << END_OF_BLOCK\n");
    int status = pr_sensitivity_rows(report, of, put_label, out);
    pr_text_adds(out, "END_OF_BLOCK\n");
    pr_csv_t csv = pr_chart_block_begin(out, "sensitivity");
    status = status ? status : pr_csv_sensitivity(&csv, report, of);
    pr_chart_block_end(out, "sensitivity");
    out->failed = out->failed || status != 0;
}

static int add_chart(pr_output_set_t *set, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                     bool tornado, bool *wanted, pr_errors_t *errors, pr_errors_t *warnings)
{
    const char *name = tornado ? "tornado" : "sobol";
    char path[64];
    int drawn = PR_ERR_CHILD;
    pr_text_t blocks, picture;
    pr_text_init(&blocks);
    pr_text_init(&picture);
    snprintf(path, sizeof path, "plots/%s.svg", name);
    if (*wanted && (tornado ? of->has_tornado : of->has_sobol)) {
        (tornado ? pr_chart_tornado : pr_chart_sobol)(&blocks, report, of);
        drawn = pr_chart_draw_blocks(name, report, &blocks, &picture, warnings);
    }
    *wanted = *wanted && drawn != PR_GNUPLOT_HOPELESS;
    int status = drawn == 0 ? add_text(set, path, &picture, 0, errors) : pr_output_drop(set, path, errors);
    pr_text_free(&blocks);
    pr_text_free(&picture);
    return status;
}

int pr_report_sensitivity_write(const pr_report_t *self, const pr_scenario_sensitivity_t *of,
                                pr_errors_t *errors, pr_errors_t *warnings)
{
    pr_output_set_t set = {0};
    bool wanted = self->plots;
    int status = pr_output_init(&set, self->out_dir, errors);
    status = status ? status : add_csv(&set, self, of, false, errors);
    status = status ? status : add_csv(&set, self, of, true, errors);
    status = status ? status : add_json(&set, self, of, errors);
    status = status ? status : add_chart(&set, self, of, true, &wanted, errors, warnings);
    status = status ? status : add_chart(&set, self, of, false, &wanted, errors, warnings);
    status = status ? status : pr_output_commit(&set, errors);
    pr_output_abort(&set);
    return status;
}
