/* What a comparison is made of before it runs. */
#ifndef PR_ANALYSIS_COMPARE_H
#define PR_ANALYSIS_COMPARE_H

#include <poolraming/analysis.h>

/* A scenario's own plan, and where in its row each series of the shared plan stands. */
typedef struct {
    pr_plan_t plan;
    size_t *from; /* [shared plan], owned */
} pr_compare_side_t;

/* 0, or PR_ERR_INPUT with a sentence: which two scenarios differ, in what. */
int pr_compare_check(const pr_scenario_t *base, const pr_scenario_t *other, pr_errors_t *errors);

/* Makes the plan that all scenarios share and its spans. `side` has self->count zeroed elements, freed by the
   caller in every case. 0 or PR_ERR_MEMORY. */
int pr_compare_match(pr_comparison_t *self, pr_compare_side_t *side);
void pr_compare_side_free(pr_compare_side_t *self);

/* Index of a span, −1 where there is none. */
ptrdiff_t pr_compare_find_span(const pr_comparison_t *self, const char *metric, int scope, pr_part_t part);

#endif
