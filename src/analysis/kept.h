/* Experiments that keep their figures themselves, each replicate at a place of its own: the ensemble gives
   threads, rounds and a way to stop. */
#ifndef PR_ANALYSIS_KEPT_H
#define PR_ANALYSIS_KEPT_H

#include <poolraming/engine.h>

/* Was the caller asked to stop? */
static inline bool pr_stop_asked(const volatile sig_atomic_t *stop)
{
    return stop && *stop;
}

/* A worker of what an experiment wraps, where that has any: *worker is NULL otherwise. 0 or what `open` says.
 */
static inline int pr_inner_open(int (*open)(void *context, void **worker), void *context, void **worker)
{
    *worker = NULL;
    return open ? open(context, worker) : 0;
}

static inline void pr_inner_close(void (*close)(void *context, void *worker), void *context, void *worker)
{
    if (close) {
        close(context, worker);
    }
}

/*
 * Draws 0 … count − 1 with the threads, stop and progress of `options`; all else of them is left out. Once it
 * is asked to stop, replicates after the first round are no longer drawn, so that nobody waits for a round.
 * `kept` receives how many there are: whole rounds after an interruption, 0 after an error. 0, PR_INTERRUPTED
 * or PR_ERR_*.
 */
int pr_kept_run(const pr_experiment_t *experiment, uint64_t count, const pr_ensemble_options_t *options,
                uint64_t *kept, pr_errors_t *errors);

#endif
