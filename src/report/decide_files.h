/* The files of a decision. */
#ifndef PR_REPORT_DECIDE_FILES_H
#define PR_REPORT_DECIDE_FILES_H

#include "core/text.h"
#include "report/decide_rows.h"
#include <poolraming/report_decide.h>

void pr_decide_json(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out);

/* One of the tables as CSV in a dialect. */
void pr_decide_csv(const pr_decide_table_t *table, const pr_decide_t *decide, pr_csv_dialect_t dialect,
                   bool tame, pr_text_t *out);

#endif
