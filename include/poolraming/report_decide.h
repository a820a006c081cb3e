/* What a decision looks like to people and to other programs. */
#ifndef POOLRAMING_REPORT_DECIDE_H
#define POOLRAMING_REPORT_DECIDE_H

#include <poolraming/decide.h>
#include <poolraming/report.h>

/* The answer in sentences, then its tables; plain text of about 100 columns. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_decide_tables(const pr_report_t *self, const pr_decide_t *decide, FILE *out,
                                   pr_errors_t *errors);

/*
 * Writes decide.csv, acceptability.csv, evppi.csv, evsi.csv, break_even.csv, decide.json and, where asked,
 * report.html (a page that stands by itself) and plots/<name>.svg into the output folder, whole or not at
 * all. Columns: docs/decision.md. A number is empty where there is none. A chart that fails is a warning. 0,
 * PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_decide_write(const pr_report_t *self, const pr_decide_t *decide, pr_errors_t *errors,
                                  pr_errors_t *warnings);

/* decide.json on a stream: {"provenance": {…}, "<file>": [one object a row], …} with the columns of the CSV
   files as keys and null where a cell is empty. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_decide_json(const pr_report_t *self, const pr_decide_t *decide, FILE *out,
                                 pr_errors_t *errors);

#endif
