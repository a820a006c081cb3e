/* How much each uncertain parameter of a scenario moves one outcome: a quick look, from replicates of the run
 * itself. */
#ifndef POOLRAMING_INFLUENCE_H
#define POOLRAMING_INFLUENCE_H

#include <poolraming/engine.h>
#include <poolraming/sensitivity.h>

/* Replicates that are looked at, the first of the run; enough to tell the strong ones apart. */
enum { PR_INFLUENCE_MOST = 4096 };

typedef struct {
    size_t inputs;       /* uncertain parameters, in the order of scenario->uncertain */
    uint64_t replicates; /* that were looked at; 0: none, and no parameter is known */
    pr_given_t *given;   /* [inputs], owned: share of the variance that the parameter explains by itself */
} pr_influence_t;

/*
 * Share of the variance of the net effect of the region over all years that each parameter explains by itself
 * (given data, sensitivity.h), from the first replicates of a run that was done, drawn one by one whatever
 * its sampling was. The same run gives the same figures for any number of threads, which `options` gives,
 * with stop. 0, PR_INTERRUPTED (from the replicates that were done) or PR_ERR_*; free it in every case.
 */
PR_API int pr_influence_run(pr_influence_t *self, const pr_run_t *run, const pr_ensemble_options_t *options,
                            pr_errors_t *errors);
/* The same of a scenario that was not run by itself, as with a comparison: as a run of so many replicates
   with this seed would tell. */
PR_API int pr_influence_scenario(pr_influence_t *self, const pr_scenario_t *scenario, uint64_t seed,
                                 uint64_t replicates, const pr_ensemble_options_t *options,
                                 pr_errors_t *errors);
PR_API void pr_influence_free(pr_influence_t *self);

/* Can it be told from 0? The lower end of the 95 % interval is above it. */
static inline bool pr_influence_tells(const pr_given_t *given)
{
    return given->status == PR_GIVEN_KNOWN && given->first.low > 0;
}

#endif
