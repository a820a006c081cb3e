/* Charts: a script of data blocks and a template from plots/, drawn by gnuplot. */
#ifndef PR_REPORT_CHARTS_H
#define PR_REPORT_CHARTS_H

#include "core/text.h"
#include <poolraming/report.h>

typedef struct {
    const char *name; /* plots/<name>.gp, <out>/plots/<name>.svg */
    int lines;        /* high on a terminal */
    void (*blocks)(const pr_report_t *report, const pr_run_t *run, pr_text_t *out);
    bool (*applies)(const pr_scenario_t *scenario); /* NULL: to every scenario */
} pr_chart_t;

/* A chart of anything else: its blocks as text, and the template of its name. */
typedef struct {
    const char *name; /* plots/<name>.gp */
    int lines;
    int decided_until; /* 0: no year is decided */
    const pr_text_t *blocks;
} pr_picture_t;

const pr_chart_t *pr_charts(size_t *count);
bool pr_chart_applies(const pr_chart_t *self, const pr_run_t *run);

/* The whole script of a chart. 0; PR_ERR_IO without a template, PR_ERR_MEMORY. */
int pr_chart_script(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                    pr_text_t *out, pr_errors_t *errors);
/* The script drawn: SVG, or plain text. 0, PR_ERR_CHILD, PR_ERR_IO or PR_ERR_MEMORY; PR_GNUPLOT_HOPELESS
   where the next chart need not be tried. */
int pr_chart_draw(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                  pr_text_t *picture, pr_errors_t *errors);
/* The same for a picture. */
int pr_picture_draw(const pr_picture_t *self, const pr_report_t *report, bool terminal, pr_text_t *picture,
                    pr_errors_t *errors);

/* Lines of a block of texts: "|" and the text, printable. */
void pr_chart_text(pr_text_t *out, const char *text);

#endif
