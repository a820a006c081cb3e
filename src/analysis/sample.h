/* A sample of inputs and an outcome, by column: what regression and given-data indices share. */
#ifndef PR_ANALYSIS_SAMPLE_H
#define PR_ANALYSIS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t n;         /* rows whose outcome is finite */
    size_t undefined; /* the others */
    size_t inputs;
    double *column; /* [inputs + 1][n], owned: the inputs, then the outcome */
} pr_sample_t;

/* Copies x[n][inputs] and y[n]. 0; PR_ERR_DOMAIN for no inputs or an x of a row that counts which is not
   finite; PR_ERR_MEMORY. Free it in every case. */
int pr_sample_init(pr_sample_t *self, size_t n, size_t inputs, const double *x, const double *y);
void pr_sample_free(pr_sample_t *self);

/* Column `i` about its mean and at length 1; all 0 and false where it does not vary by more than rounding. */
bool pr_sample_standardise(pr_sample_t *self, size_t i);

/* Below this share of the size of the values, a standard deviation is rounding. */
#define PR_SAMPLE_ROUNDING 1e-12

#endif
