#include "analysis/plan_worker.h"
#include "core/memory.h"

int pr_plan_worker_open(const pr_scenario_t *scenario, const pr_plan_t *plan, void **worker)
{
    pr_plan_worker_t *made = pr_new(1, sizeof *made + plan->count * sizeof(double));
    *worker = made;
    return made ? pr_replicate_init(&made->replicate, scenario) : PR_ERR_MEMORY;
}

void pr_plan_worker_close(void *context, void *worker)
{
    (void)context;
    if (worker) {
        pr_replicate_free(&((pr_plan_worker_t *)worker)->replicate);
        pr_free(worker);
    }
}

void pr_replicates_free(pr_replicate_t *replicate, size_t count)
{
    for (size_t k = 0; replicate && k < count; k++) {
        pr_replicate_free(&replicate[k]);
    }
    pr_free(replicate);
}
