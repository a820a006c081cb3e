/* The parts of a comparison for people, on a terminal and on a page; its charts. */
#ifndef PR_REPORT_COMPARE_VIEW_H
#define PR_REPORT_COMPARE_VIEW_H

#include "report/csv.h"
#include "report/files.h"
#include "report/view.h"
#include <poolraming/report_compare.h>

/* A part about one scenario beside the base. */
typedef struct {
    pr_view_t view; /* of the base, without a run */
    const pr_comparison_t *of;
    size_t other;
} pr_compare_page_t;

/* How many replicates, on which numbers. */
void pr_compare_basis(const pr_compare_page_t *self);
/* A heading with both scenarios, then what to take from their difference. */
void pr_compare_pair(const pr_compare_page_t *self);
void pr_compare_answer(const pr_compare_page_t *self);
void pr_compare_years(const pr_compare_page_t *self);
void pr_compare_municipalities(const pr_compare_page_t *self);
void pr_compare_purchases(const pr_compare_page_t *self);
void pr_compare_notes(const pr_compare_page_t *self);
/* A cell with a mean difference in units of `unit`, and one with its 5–95 %. */
void pr_compare_cells(const pr_compare_page_t *self, pr_table_t *table, const pr_summary_t *difference,
                      double unit);

/* compare.csv: its header and the rows that are wanted; NULL: all. 0 or PR_ERR_MEMORY. */
int pr_compare_csv(const pr_report_t *report, const pr_comparison_t *of, bool (*wanted)(const char *metric),
                   pr_csv_t *csv);

/* A picture, and what it shows in words and in figures. */
typedef struct {
    const char *name; /* plots/<name>.gp, <out>/plots/<name>.svg */
    pr_text_id_t title, words;
    pr_text_id_t text[2]; /* of the axes; the last may be that of the one before */
    void (*rows)(const pr_compare_page_t *self, pr_table_t *table);
} pr_compare_chart_t;
enum { PR_COMPARE_CHARTS = 2 };
extern const pr_compare_chart_t pr_compare_chart[PR_COMPARE_CHARTS];

/* 0, PR_ERR_CHILD, PR_ERR_IO or PR_ERR_MEMORY; PR_GNUPLOT_HOPELESS where the next chart need not be tried. */
int pr_compare_chart_draw(const pr_compare_chart_t *self, const pr_report_t *report,
                          const pr_comparison_t *of, pr_text_t *picture, pr_errors_t *errors);

/* report.html of a comparison; pictures [PR_COMPARE_CHARTS], without length where there is none. */
int pr_compare_html(const pr_report_t *report, const pr_comparison_t *of, const pr_text_t *picture,
                    pr_text_t *out, pr_errors_t *errors);

#endif
