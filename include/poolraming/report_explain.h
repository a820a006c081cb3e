/* What one explained figure looks like to people and to programs. */
#ifndef POOLRAMING_REPORT_EXPLAIN_H
#define POOLRAMING_REPORT_EXPLAIN_H

#include <poolraming/explain.h>
#include <poolraming/report.h>

/* Everything is borrowed. `run` and `spread` are NULL where the figure is the same in every replicate. */
typedef struct {
    const pr_scenario_t *scenario;
    const pr_explain_item_t *item;
    const pr_central_t *central;
    const pr_explain_path_t *path;
    const pr_run_t *run;
    const pr_explain_spread_t *spread;
} pr_explanation_t;

/* The steps in words, plain text of at most 100 columns. A count that results.csv masks is masked here too,
   with all that would tell it. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_explain(const pr_report_t *self, const pr_explanation_t *of, FILE *out,
                             pr_errors_t *errors);

/* The same as one JSON object; amounts are texts in cents' precision ("140063.63"), so that no reader rounds
   them. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_explain_json(const pr_report_t *self, const pr_explanation_t *of, FILE *out,
                                  pr_errors_t *errors);

#endif
