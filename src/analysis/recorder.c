#include "analysis/recorder.h"
#include "core/memory.h"

int pr_recorder_open(const pr_scenario_t *scenario, const pr_plan_t *plan, void **worker)
{
    pr_recorder_t *made = pr_new(1, sizeof *made + plan->count * sizeof(double));
    *worker = made;
    return made ? pr_replicate_init(&made->replicate, scenario) : PR_ERR_MEMORY;
}

void pr_recorder_close(void *context, void *worker)
{
    (void)context;
    if (worker) {
        pr_replicate_free(&((pr_recorder_t *)worker)->replicate);
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
