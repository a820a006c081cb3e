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

/*
 * Draws 0 … count − 1 with the threads, stop and progress of `options`; all else of them is left out. Once it
 * is asked to stop, replicates after the first round are no longer drawn, so that nobody waits for a round.
 * `kept` receives how many there are: whole rounds after an interruption, 0 after an error. 0, PR_INTERRUPTED
 * or PR_ERR_*.
 */
int pr_kept_run(const pr_experiment_t *experiment, uint64_t count, const pr_ensemble_options_t *options,
                uint64_t *kept, pr_errors_t *errors);

#endif
