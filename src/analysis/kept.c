/* Experiments that keep their figures themselves: see kept.h. */
#include "analysis/kept.h"
#include <stdatomic.h>

typedef struct {
    const pr_experiment_t *experiment;
    const volatile sig_atomic_t *stop;
    _Atomic uint64_t first; /* replicate that was not drawn; the count where all were */
} keeper_t;

static int open_worker(void *context, void **worker)
{
    const keeper_t *self = context;
    return pr_inner_open(self->experiment->open, self->experiment->context, worker);
}

static void close_worker(void *context, void *worker)
{
    const keeper_t *self = context;
    pr_inner_close(self->experiment->close, self->experiment->context, worker);
}

static int draw(void *context, void *worker, uint64_t number, double *row)
{
    keeper_t *self = context;
    if (number >= PR_ROUND && pr_stop_asked(self->stop)) {
        uint64_t first = atomic_load(&self->first);
        while (number < first && !atomic_compare_exchange_weak(&self->first, &first, number)) {
        }
        for (size_t i = 0; i < self->experiment->series; i++) {
            row[i] = 0;
        }
        return 0;
    }
    return self->experiment->draw(self->experiment->context, worker, number, row);
}

int pr_kept_run(const pr_experiment_t *experiment, uint64_t count, const pr_ensemble_options_t *options,
                uint64_t *kept, pr_errors_t *errors)
{
    keeper_t keeper = {.experiment = experiment, .stop = options->stop, .first = count};
    const pr_experiment_t kept_one = {.series = experiment->series,
                                      .context = &keeper,
                                      .open = open_worker,
                                      .close = close_worker,
                                      .draw = draw};
    const pr_ensemble_options_t plain = {.replicates = count,
                                         .threads = options->threads,
                                         .stop = options->stop,
                                         .progress = options->progress,
                                         .progress_context = options->progress_context};
    pr_ensemble_t ensemble;
    int status = pr_ensemble_run(&ensemble, &kept_one, &plain, errors);
    uint64_t first = atomic_load(&keeper.first);
    if (status == 0 && first < count) {
        status = PR_INTERRUPTED;
    }
    uint64_t whole = first < ensemble.replicates ? first / PR_ROUND * PR_ROUND : ensemble.replicates;
    *kept = status >= 0 ? whole : 0;
    pr_ensemble_free(&ensemble);
    return status;
}
