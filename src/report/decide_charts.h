/* The charts of a decision. */
#ifndef PR_REPORT_DECIDE_CHARTS_H
#define PR_REPORT_DECIDE_CHARTS_H

#include "report/decide_view.h"

/* In the order of pr_decide_charts. */
enum { PR_CHART_ACCEPTABILITY, PR_CHART_UNIT_COST, PR_CHART_STUDY, PR_CHART_KNOWLEDGE, PR_DECIDE_CHARTS };

typedef struct {
    const char *name; /* plots/<name>.gp, <out>/plots/<name>.svg */
    pr_text_id_t title, words;
    void (*blocks)(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out);
    bool (*applies)(const pr_decide_t *decide);
    void (*figures)(const pr_decide_page_t *self, pr_table_t *table); /* what it draws; the caller frees */
} pr_decide_chart_t;

const pr_decide_chart_t *pr_decide_charts(size_t *count);

void pr_decide_figures_chances(const pr_decide_page_t *self, pr_table_t *table);
void pr_decide_figures_unit_cost(const pr_decide_page_t *self, pr_table_t *table);
void pr_decide_figures_studies(const pr_decide_page_t *self, pr_table_t *table);
void pr_decide_figures_knowledge(const pr_decide_page_t *self, pr_table_t *table);

/* 0, PR_ERR_CHILD, PR_ERR_IO or PR_ERR_MEMORY; PR_GNUPLOT_HOPELESS where the next chart need not be tried. */
int pr_decide_chart_draw(const pr_decide_chart_t *self, const pr_report_t *report, const pr_decide_t *decide,
                         pr_text_t *picture, pr_errors_t *errors);

#endif
