/* The files of a decision. */
#ifndef PR_REPORT_DECIDE_FILES_H
#define PR_REPORT_DECIDE_FILES_H

#include "core/text.h"
#include "report/decide_rows.h"
#include <poolraming/report_decide.h>

void pr_decide_json(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out);

/* report.html of a decision; pictures in the order of pr_decide_charts, without length where there is none.
   0, or PR_ERR_INPUT or PR_ERR_MEMORY. */
int pr_decide_html(const pr_report_t *report, const pr_decide_t *decide, const pr_text_t *picture,
                   pr_text_t *out, pr_errors_t *errors);

/* One of the tables as CSV in a dialect. */
void pr_decide_csv(const pr_decide_table_t *table, const pr_decide_t *decide, pr_csv_dialect_t dialect,
                   bool tame, pr_text_t *out);

#endif
