/* What `decide` is made of. */
#ifndef PR_ANALYSIS_DECIDE_H
#define PR_ANALYSIS_DECIDE_H

#include <poolraming/decide.h>

/* "" where a scenario has none. */
const char *pr_id_of(const pr_scenario_t *scenario);

/* Sets data_until and follow_months. */
void pr_decide_study_months(pr_decide_draws_t *self);
/* Keeps of what was seen of every option in `done` replicates only what the study looks at. */
void pr_decide_observe(pr_decide_draws_t *self, size_t done);

/* What knowing is worth at every informed valuation: fills information and study. 0, PR_INTERRUPTED (then it
   is not whole) or PR_ERR_*. */
int pr_decide_inform(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors);

/* Looks for break-evens at every flipped valuation. 0, PR_INTERRUPTED (then there are none) or PR_ERR_*. */
int pr_decide_flip(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors);

/*
 * Control variates. Net benefits are fitted, once, on a straight and a curved term of every parameter that is
 * drawn by itself. The value of knowing some parameters does not change when the terms of the others, whose
 * means are 0 whatever is known, are taken off; the noise does.
 */
typedef struct {
    const pr_decide_draws_t *draws;
    double *slope; /* owned: [PR_FLOWS][options][unknowns][2] */
} pr_control_t;

/* 0, PR_ERR_MEMORY; leaves slopes of 0 where the replicates are too few to fit them. */
int pr_control_init(pr_control_t *self, const pr_decide_draws_t *draws);
void pr_control_free(pr_control_t *self);
/* Adds `sign` times the terms of one parameter to the net benefits of a valuation, nb[options][replicates].
 */
void pr_control_add(const pr_control_t *self, const pr_valuation_t *valuation, size_t unknown, double sign,
                    double *nb);

#endif
