/*
 * Distributions of uncertain parameters: given in the ways people give them, drawn by inversion of one
 * standard normal score, so that a copula and a quasi-random sequence can drive them. GSL's error handler
 * must be off.
 */
#ifndef POOLRAMING_DISTRIBUTION_H
#define POOLRAMING_DISTRIBUTION_H

#include <poolraming/export.h>
#include <poolraming/language.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PR_DIST_FIXED,            /* value */
    PR_DIST_NORMAL,           /* mean, sd | mu, sigma | q05, q95 */
    PR_DIST_TRUNCATED_NORMAL, /* mean, sd | mu, sigma | of the parent; with lo, hi or both */
    PR_DIST_LOGNORMAL,        /* mu, sigma (of the log) | mean, sd | q05, q95 | q05, q50, q95 as QUANTILES */
    PR_DIST_BETA,             /* on 0…1: alpha, beta | mean, sd | q05, q95 */
    PR_DIST_GAMMA,            /* shape, scale | mean, sd | q05, q95 */
    PR_DIST_UNIFORM,          /* min, max | mean, sd | q05, q95 */
    PR_DIST_TRIANGULAR,       /* min, mode, max */
    PR_DIST_PERT, /* min, mode, max [, lambda = 4]: beta on min…max with mean (min+λ·mode+max)/(λ+2) */
    PR_DIST_DISCRETE,  /* values, weights: weights need not sum to 1 */
    PR_DIST_EMPIRICAL, /* values, equally likely: the quantile is a step function, a draw is a value */
    PR_DIST_QUANTILES, /* q05, q50, q95: shifted lognormal through all three (mirrored where it leans left,
                          normal where symmetric) */
    PR_DIST_FAMILIES
} pr_family_t;

/* "normal", "truncated_normal", …; never NULL. */
PR_API const char *pr_family_name(pr_family_t family);
/* 0, or PR_ERR_DOMAIN where no family has that name. */
PR_API int pr_family_find(const char *name, pr_family_t *family);

/* What was said of a distribution: NAN where nothing was said. */
typedef struct {
    pr_family_t family;
    double value;
    double mean, sd;
    double q05, q50, q95;
    double min, mode, max;
    double mu, sigma;
    double alpha, beta;
    double shape, scale;
    double lo, hi;
    double lambda;
    const double *values;  /* borrowed, `count` of them; NULL when absent */
    const double *weights; /* borrowed, `count` of them; NULL when absent */
    size_t count;
} pr_dist_spec_t;

/* Nothing said but the family. */
PR_API void pr_dist_spec_init(pr_dist_spec_t *self, pr_family_t family);
/* The number of that name ("q05"), NULL where there is none: for readers of files. */
PR_API double *pr_dist_spec_number(pr_dist_spec_t *self, const char *name);
/* Name of number `i`, NULL past the last. */
PR_API const char *pr_dist_spec_name(size_t i);

/* Read through the functions below. */
typedef struct {
    pr_family_t family;
    double parameter[6]; /* by family: see distribution.c */
    double lo, hi;       /* support, possibly infinite */
    double mean, sd;
    double *values;     /* owned: discrete values, ascending */
    double *cumulative; /* owned: weight up to and including values[i], as a share */
    double *table;      /* owned: knots of a tabulated quantile function */
    size_t count;       /* of values */
} pr_dist_t;

/*
 * Prepares a distribution; slow quantile functions (beta, gamma, PERT) are tabulated here. Returns 0,
 * PR_ERR_MEMORY, or PR_ERR_DOMAIN with one English sentence in `why` (`size` bytes, always terminated, may be
 * NULL with size 0) that names the family, the numbers and the condition they break.
 */
PR_API int pr_dist_init(pr_dist_t *self, const pr_dist_spec_t *spec, char *why, size_t size);
/* The same with the sentence in a language of choice. */
PR_API int pr_dist_init_in(pr_dist_t *self, const pr_dist_spec_t *spec, pr_lang_t lang, char *why,
                           size_t size);
/* Legal after a failed init and twice. */
PR_API void pr_dist_free(pr_dist_t *self);

/* Exact, of the distribution itself, not of its table. */
PR_API double pr_dist_mean(const pr_dist_t *self);
PR_API double pr_dist_sd(const pr_dist_t *self);
/* The smallest interval that holds every draw; ±INFINITY where unbounded. */
PR_API void pr_dist_support(const pr_dist_t *self, double *lo, double *hi);
/* 0 < p < 1. Discrete and empirical: the smallest value with P(X <= value) >= p. Tabulated families: relative
   error below 1e-6 for p between 1e-9 and 1 − 1e-9, scores beyond ±8 count as ±8. */
PR_API double pr_dist_quantile(const pr_dist_t *self, double p);
/* The quantile at Φ(z), precise in both tails: what draws use. Finite for |z| <= 8. */
PR_API double pr_dist_from_normal(const pr_dist_t *self, double z);

/* What the entries of a correlation matrix correlate. */
typedef enum {
    PR_CORRELATION_NORMAL, /* the normal scores themselves */
    PR_CORRELATION_RANK    /* Spearman's ρ_s; the scores get 2 sin(π ρ_s / 6) */
} pr_correlation_t;

/* Gaussian copula of d standard normal scores, by the lower Cholesky triangle in the order of the list: one
   more at the end moves no other. */
typedef struct {
    size_t d;
    double *lower; /* owned, d × d row-major, upper triangle 0 */
} pr_copula_t;

/* `matrix` is d × d row-major. Returns 0, PR_ERR_MEMORY, or PR_ERR_DOMAIN with a sentence in `why` where it
   is not symmetric, has no unit diagonal, an entry is outside −1…1, or it is not positive definite. */
PR_API int pr_copula_init(pr_copula_t *self, size_t d, const double *matrix, pr_correlation_t kind, char *why,
                          size_t size);
PR_API int pr_copula_init_in(pr_copula_t *self, size_t d, const double *matrix, pr_correlation_t kind,
                             pr_lang_t lang, char *why, size_t size);
/* z = L · independent; both of d scores; in place is allowed. */
PR_API void pr_copula_apply(const pr_copula_t *self, const double *independent, double *z);
PR_API void pr_copula_free(pr_copula_t *self);

#endif
