/* report.html of a run: what the tables say, as a page for those who pay, those who book and those who check.
 */
#ifndef PR_REPORT_PAGE_H
#define PR_REPORT_PAGE_H

#include "report/charts.h"
#include "report/html.h"
#include "report/view.h"

/* Pictures are borrowed, each as gnuplot gave it; empty where it was not drawn. */
typedef struct {
    const pr_report_t *report;
    const pr_scenario_t *scenario;
    const pr_run_t *run;
    const pr_text_t *chart; /* in the order of pr_charts */
    const pr_text_t *fans;  /* of pr_page_fans: one after the other, in the order of the municipalities */
} pr_page_source_t;

/* Appends the page; out->failed without memory. */
void pr_page_write(const pr_page_source_t *self, pr_text_t *out);

/* A chart for each municipality, all from one gnuplot. As pr_chart_draw. */
int pr_page_fans(const pr_report_t *report, const pr_run_t *run, pr_text_t *out, pr_errors_t *errors);

/* ---- Parts of the page ---- */

typedef struct {
    const pr_page_source_t *of;
    pr_html_t *html;
    pr_view_t view;
    pr_html_id_t place[PR_MAX_MUNICIPALITIES]; /* #venlo */
} pr_page_t;

/* The chart with this name, and the figures in it. */
void pr_page_chart(const pr_page_t *self, const char *name);
void pr_page_municipalities(const pr_page_t *self);
void pr_page_register(const pr_page_t *self);
/* Under a table with marks: what they mean. */
void pr_page_marks(const pr_page_t *self);
/* Under a table: what does not add up. */
void pr_page_quantiles(const pr_page_t *self);

/* What the figures come from. Start and duration stand here and nowhere else. */
void pr_page_provenance(pr_html_t *html, const pr_report_t *report, const pr_scenario_t *const *scenario,
                        size_t scenarios, uint64_t seed, uint64_t replicates);

#endif
