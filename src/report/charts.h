/* Charts: a script of data blocks and a template from plots/, drawn by gnuplot. */
#ifndef PR_REPORT_CHARTS_H
#define PR_REPORT_CHARTS_H

#include "core/text.h"
#include "report/csv.h"
#include "report/texts.h"
#include <poolraming/report.h>

typedef struct {
    const char *name; /* plots/<name>.gp, <out>/plots/<name>.svg */
    int lines;        /* high on a terminal */
    void (*blocks)(const pr_report_t *report, const pr_run_t *run, pr_text_t *out);
    bool (*applies)(const pr_scenario_t *scenario); /* NULL: to every scenario */
} pr_chart_t;

const pr_chart_t *pr_charts(size_t *count);
bool pr_chart_applies(const pr_chart_t *self, const pr_run_t *run);

/* The whole script of a chart. 0; PR_ERR_IO without a template, PR_ERR_MEMORY. */
int pr_chart_script(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                    pr_text_t *out, pr_errors_t *errors);
/* The script drawn: SVG, or plain text. 0, PR_ERR_CHILD, PR_ERR_IO or PR_ERR_MEMORY; PR_GNUPLOT_HOPELESS
   where the next chart need not be tried. */
int pr_chart_draw(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                  pr_text_t *picture, pr_errors_t *errors);

/* ---- Charts of anything else: the caller writes the blocks ---- */

/* A line of a block of texts: nothing in it can act, nor end the block. */
void pr_chart_text_line(pr_text_t *out, const char *text);
/* Title, id, number and seed in a form such as PR_TEXT_CHART_SOURCE; the title has what room the others leave
   in the picture's width. */
void pr_chart_source_line(const pr_report_t *report, const pr_scenario_t *scenario, pr_text_id_t form,
                          uint64_t count, uint64_t seed, pr_text_t *out);
/* A block of data with the columns of a CSV file; its name is a variable of the template then. */
pr_csv_t pr_chart_block_begin(pr_text_t *out, const char *name);
void pr_chart_block_end(pr_text_t *out, const char *name);
/* Blocks that are written already, drawn by plots/<name>.gp as SVG. As pr_chart_draw. */
int pr_chart_draw_blocks(const char *name, const pr_report_t *report, const pr_text_t *blocks,
                         pr_text_t *picture, pr_errors_t *errors);
/* The same as plain text of so many lines, for a terminal. */
int pr_chart_print_blocks(const char *name, int lines, const pr_report_t *report, const pr_text_t *blocks,
                          pr_text_t *picture, pr_errors_t *errors);

#endif
