/* What a thread of an experiment keeps: one scenario's replicate and its row of a plan; or replicates alone.
 */
#ifndef PR_ANALYSIS_PLAN_WORKER_H
#define PR_ANALYSIS_PLAN_WORKER_H

#include <poolraming/engine.h>

typedef struct {
    pr_replicate_t replicate;
    double row[]; /* of the plan */
} pr_plan_worker_t;

/* For `open` of an experiment: 0, PR_ERR_MEMORY, or what pr_replicate_init says. *worker is to be closed in
   every case. */
int pr_plan_worker_open(const pr_scenario_t *scenario, const pr_plan_t *plan, void **worker);
/* `close` of an experiment, whatever its context. */
void pr_plan_worker_close(void *context, void *worker);

/* Frees `count` replicates and the array that holds them; NULL is allowed. */
void pr_replicates_free(pr_replicate_t *replicate, size_t count);

#endif
