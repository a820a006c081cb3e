/*
 * Cross-fitted regression of several targets on the same inputs. All that least squares needs of a set of
 * replicates is its sums of products, so these are kept per fold: any union of folds is fitted, and judged on
 * another fold, without another look at the replicates.
 */
#ifndef PR_ANALYSIS_CROSSFIT_H
#define PR_ANALYSIS_CROSSFIT_H

#include <poolraming/decision.h>

/* fit[targets][n] of y[targets][n]; which NULL: all inputs; stop may be NULL. Values must be finite. 0,
   PR_INTERRUPTED or PR_ERR_MEMORY. */
int pr_crossfit_many(double *fit, size_t n, size_t targets, const double *y, const double *x,
                     const size_t *which, size_t count, size_t folds, const volatile sig_atomic_t *stop);

/* The number of folds, checked against n; 0 with a sentence where it does not do. */
size_t pr_folds_for(const pr_crossfit_options_t *options, size_t n, pr_errors_t *errors);

#endif
