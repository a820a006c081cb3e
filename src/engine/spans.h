/* Sums over the decided and the indicative years: quantiles of a sum do not follow from those of its years.
 */
#ifndef PR_ENGINE_SPANS_H
#define PR_ENGINE_SPANS_H

#include <poolraming/engine.h>

/* Fills self->span by the plan; the caller owns it. 0 or PR_ERR_MEMORY. */
int pr_spans_init(pr_run_t *self);
/* Fills row[plan.count … plan.count + span_count) from the row's years. */
void pr_spans_record(const pr_run_t *self, double *row);

#endif
