/*
 * Columns of a regression on several inputs: 1; per input x and natural cubic splines of x; products of
 * inputs. The splines (truncated powers, linear beyond the outer knots: Harrell, "Regression Modeling
 * Strategies", 2015, § 2.4.5) have knots at the sample's quantiles. Columns of an input have mean 0 and sd 1
 * in the sample. Nothing here looks at what is to be explained.
 */
#ifndef PR_ANALYSIS_BASIS_H
#define PR_ANALYSIS_BASIS_H

#include <stddef.h>

enum { PR_KNOTS_MAX = 8 };

typedef struct {
    const double *x; /* borrowed: [n] */
    size_t first;    /* column of the linear term; the splines follow */
    size_t columns;  /* 0 where x does not vary, 1 where it has two values */
    size_t knots;
    double knot[PR_KNOTS_MAX];
    double centre[PR_KNOTS_MAX], scale[PR_KNOTS_MAX]; /* of each column */
} pr_basis_input_t;

typedef struct {
    size_t n, inputs;
    pr_basis_input_t *input; /* [inputs], owned */
    size_t additive;         /* columns without the products */
    size_t columns;
    size_t pairs;
    size_t (*pair)[2]; /* [pairs], inputs of the products, owned */
} pr_basis_t;

/* which NULL: inputs 0 … count − 1 of x[][n]. 0 or PR_ERR_MEMORY; free it in every case. */
int pr_basis_init(pr_basis_t *self, size_t n, const double *x, const size_t *which, size_t count);
/* Adds products of the pairs of inputs i < j for which wanted[i · inputs + j]. 0 or PR_ERR_MEMORY. */
int pr_basis_multiply(pr_basis_t *self, const unsigned char *wanted);
void pr_basis_free(pr_basis_t *self);

/* row[columns] of replicate r. */
void pr_basis_row(const pr_basis_t *self, size_t r, double *row);

#endif
