/* What the files of poolraming/decision.h share. */
#ifndef PR_ANALYSIS_DECISION_H
#define PR_ANALYSIS_DECISION_H

#include <poolraming/decision.h>

/* 0, or PR_ERR_DOMAIN with a sentence that names the first value of x[rows][n] that is not finite. */
int pr_check_finite(const char *what, size_t rows, size_t n, const double *x, pr_errors_t *errors);
/* The same for net benefits, and for their number of options and replicates. */
int pr_check_payoffs(const pr_payoffs_t *payoffs, pr_errors_t *errors);
int pr_no_memory(pr_errors_t *errors);

/* Whether an estimate keeps "at least 0". */
pr_order_t pr_order_of(pr_valued_t estimate);

/* The place of the highest of `count` numbers, the first of equals. */
size_t pr_highest(size_t count, const double *value);

#endif
