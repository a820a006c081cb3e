/* What `decide` is made of. */
#ifndef PR_ANALYSIS_DECIDE_H
#define PR_ANALYSIS_DECIDE_H

#include <poolraming/decide.h>

/* What knowing is worth at every informed valuation: fills information and study. */
int pr_decide_inform(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors);

/* Looks for break-evens at every flipped valuation. `check`: also simulates them. */
int pr_decide_flip(pr_decide_t *self, const pr_decide_options_t *how, bool check, pr_errors_t *errors);

#endif
