/*
 * Ratios of means, with a bootstrap interval: where a denominator can be near 0 in a replicate, the ratio of
 * a replicate has no mean, and one number is told for all of them. Replicates are drawn with replacement;
 * resample b, place i is a pure function of the seed, b and i.
 */
#ifndef PR_ENGINE_BOOTSTRAP_H
#define PR_ENGINE_BOOTSTRAP_H

#include <poolraming/engine.h>

enum {
    PR_RESAMPLES = 1000,
    PR_RATIOS_MAX = 8,
    PR_RATIOS_KEPT = 262144 /* replicates that are resampled: the words of one random address */
};

/* What to compute, and the values of each replicate. Zeroed, it has no ratios. */
typedef struct {
    size_t count;                                      /* of the ratios */
    size_t series[PR_RATIOS_MAX];                      /* of the plan: where the ratio goes */
    size_t above[PR_RATIOS_MAX], below[PR_RATIOS_MAX]; /* columns of `value` */
    size_t columns;
    size_t column[2 * PR_RATIOS_MAX]; /* series of the plan */
    size_t kept;
    double *value; /* [kept][columns], owned */
} pr_ratios_t;

/* Takes the ratios of means of a plan; memory only where there are any. 0, PR_ERR_MEMORY or PR_ERR_DOMAIN. */
int pr_ratios_init(pr_ratios_t *self, const pr_plan_t *plan, uint64_t replicates);
void pr_ratios_free(pr_ratios_t *self);

/* Keeps what a replicate's row has of them. Replicates may come in any order and from several threads. */
void pr_ratios_keep(pr_ratios_t *self, uint64_t replicate, const double *row);

/* Overwrites the summaries: `mean` is the ratio of the means of all replicates; se and the quantiles are
   those of the resamples, NaN where some resample has no ratio; sd is NaN. Beyond PR_RATIOS_KEPT replicates
   the interval is that of the first so many: too wide, never too narrow. Where replicates are independent
   only between groups, whole groups are resampled, and the R of them spread by √(R/(R − 1)) more. 0 or
   PR_ERR_MEMORY. */
int pr_ratios_summarise(const pr_ratios_t *self, uint64_t seed, pr_grouping_t grouping,
                        pr_ensemble_t *ensemble);

/* The ratios above/below of the means of each of `resamples` resamples of `n` rows of `columns` values:
   out[ratio · resamples + b]. n is 1 … PR_RATIOS_KEPT. */
void pr_bootstrap_ratios(const pr_ratios_t *self, size_t n, uint64_t seed, size_t resamples, double *out);

#endif
