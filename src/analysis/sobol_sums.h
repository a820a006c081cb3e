/* Sobol' indices from the rows of a Saltelli design: sums per scrambling, and what follows from them. */
#ifndef PR_ANALYSIS_SOBOL_SUMS_H
#define PR_ANALYSIS_SOBOL_SUMS_H

#include <poolraming/sensitivity.h>

typedef struct {
    size_t scramblings, outcomes, groups;
    size_t width;     /* numbers of a scrambling and outcome: SUMS + SUMS_GROUP × groups */
    double *sum;      /* [scramblings][outcomes][width], owned */
    double *first;    /* [outcomes], owned: the first value seen; all others are counted from it */
    double *size;     /* [outcomes], owned: the largest absolute value */
    bool *seen;       /* [outcomes], owned */
    double *one;      /* [width], owned: room for a total less one scrambling */
    double *all;      /* [width], owned */
    double *without;  /* [2 groups][scramblings], owned: indices with one scrambling left out */
    uint64_t *missed; /* [outcomes], owned: rows left out */
} pr_sobol_sums_t;

/* 0 or PR_ERR_MEMORY. Free it in every case. */
int pr_sobol_sums_init(pr_sobol_sums_t *self, size_t scramblings, size_t outcomes, size_t groups);
void pr_sobol_sums_free(pr_sobol_sums_t *self);

/* Adds a row of the design: y[groups + 2][outcomes], of A, B, AB_0, AB_1, … */
void pr_sobol_sums_add(pr_sobol_sums_t *self, size_t scrambling, const double *y);

/* Indices of all outcomes with intervals at `level` into out[outcomes] and index[outcomes][groups]. */
void pr_sobol_sums_estimate(pr_sobol_sums_t *self, double level, pr_sobol_outcome_t *out,
                            pr_sobol_index_t *index);

#endif
