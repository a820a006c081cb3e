/* What rules for the gates of a scenario look like to people and to other programs. */
#ifndef POOLRAMING_REPORT_CONTINUATION_H
#define POOLRAMING_REPORT_CONTINUATION_H

#include <poolraming/continuation.h>
#include <poolraming/report.h>

/* The advised rules in words, what they bring and lose, and others beside them, for each value of a resident;
   plain text of about 100 columns. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_rules_tables(const pr_report_t *self, const pr_gate_rules_t *rules, FILE *out,
                                  pr_errors_t *errors);

#endif
