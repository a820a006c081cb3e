/*
 * Which inputs drive an outcome: methods on plain arrays and on a callback, for any model. Formulas with
 * their sources: docs/sensitivity.md. Nothing here reads, writes or prints; the same arguments give the same
 * bytes for any number of threads.
 */
#ifndef POOLRAMING_SENSITIVITY_H
#define POOLRAMING_SENSITIVITY_H

#include <poolraming/engine.h>

/* A model with `outcomes` results. `evaluate` fills y[outcomes] at the point x[inputs]; it must be a pure
   function of x and `noise`, the number of its chance (two evaluations with one number have the same
   chance; numbers stay below 2^48, and do not depend on a design's seed: that of chance is the model's own).
   `open` makes a workspace for one thread, `close` frees it (also NULL); both may be NULL. Callbacks return 0
   or PR_ERR_*. */
typedef struct {
    size_t inputs, outcomes; /* 1 at least */
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    int (*evaluate)(void *context, void *worker, const double *x, uint64_t noise, double *y);
} pr_sensitivity_model_t;

/* An estimate with its standard error and confidence interval. It is never cut off: one that is a little
   below 0 or above 1 says how large its error is. */
typedef struct {
    double value, se, low, high;
} pr_estimate_t;

/* ---- One way at a time: the tornado ---- */

/* Where the inputs go: units and meaning are the callback's. */
typedef struct {
    const double *base, *low, *high; /* [inputs] */
    uint64_t first_noise;            /* every point is evaluated at the noise numbers first_noise … */
    uint64_t draws;                  /* … + draws − 1: common random numbers; 1 at least */
} pr_tornado_design_t;

/* Means over the draws of an outcome with one input at its low and at its high, and their differences from
   the base, pair by pair; se is that of the mean difference (0 for one draw). */
typedef struct {
    double low, high;
    double low_change, low_se;   /* low − base */
    double high_change, high_se; /* high − base */
    double swing, swing_se;      /* high − low */
    double length;               /* from the lowest to the highest of low, base and high: orders the bars */
    uint64_t undefined;          /* draws left out of it: no value at base, low or high */
} pr_tornado_bar_t;

typedef struct {
    size_t inputs, outcomes;
    double *base;          /* [outcomes], owned: mean at the base, of the draws that have a value */
    double *base_se;       /* [outcomes], owned; 0 for one draw */
    pr_tornado_bar_t *bar; /* [outcomes][inputs], owned; NaN where no draw has a value */
    size_t *order;         /* [outcomes][inputs], owned: inputs by length of their bar, the longest first */
    uint64_t evaluations;
} pr_tornado_t;

/* (2 inputs + 1) × draws evaluations. `options` gives threads, stop and progress. 0; PR_INTERRUPTED (nothing
   is kept); PR_ERR_DOMAIN for no inputs, outcomes or draws; or what a callback gave. Free it in every case.
 */
PR_API int pr_tornado_run(pr_tornado_t *self, const pr_sensitivity_model_t *model,
                          const pr_tornado_design_t *design, const pr_ensemble_options_t *options,
                          pr_errors_t *errors);
PR_API void pr_tornado_free(pr_tornado_t *self);

/* ---- Regression and (rank) correlation on a sample ---- */

typedef enum {
    PR_INPUT_KNOWN,
    PR_INPUT_CONSTANT, /* does not vary: coefficient and partial correlation 0, p 1 */
    PR_INPUT_COLLINEAR /* a combination of other inputs: nothing is left of it without them, so its partial
                          correlation is 0 and p 1; the coefficient is that of the shortest solution */
} pr_input_status_t;

typedef struct {
    pr_input_status_t status;
    double coefficient, se; /* standardised (SRC); of ranks: SRRC */
    double partial;         /* partial correlation given all other inputs (PCC); of ranks: PRCC */
    double t, p;            /* of both: t with n − rank − 1 degrees of freedom, two-sided */
} pr_regressor_t;

typedef enum {
    PR_REGRESSION_KNOWN,
    PR_REGRESSION_CONSTANT, /* the outcome does not vary: R² and all coefficients 0, p 1 */
    PR_REGRESSION_TOO_FEW   /* no degrees of freedom are left: as above */
} pr_regression_status_t;

typedef struct {
    pr_regression_status_t status;
    size_t n;         /* rows that count */
    size_t undefined; /* rows left out: the outcome is not finite there */
    size_t inputs;
    size_t rank;           /* inputs that can be told apart */
    size_t freedom;        /* n − rank − 1; 0: none */
    double r2;             /* share of the variance (of the ranks) that the regression explains */
    double r2_adjusted;    /* 1 − (1 − R²)(n − 1)/(n − rank − 1) */
    pr_regressor_t *input; /* [inputs], owned */
} pr_regression_t;

/* Linear regression of y[n] on the columns of x[n][inputs], all standardised; with `ranks`, of the ranks of
   both (ties at their mean). 0; PR_ERR_DOMAIN for no inputs or an x that is not finite; PR_ERR_MEMORY. Free
   it in every case. */
PR_API int pr_regression_run(pr_regression_t *self, size_t n, size_t inputs, const double *x, const double *y,
                             bool ranks);
PR_API void pr_regression_free(pr_regression_t *self);

/* ---- First-order indices from a sample that is there ---- */

typedef enum {
    PR_GIVEN_KNOWN,
    PR_GIVEN_CONSTANT, /* the input or the outcome does not vary: index 0, interval [0, 0] */
    PR_GIVEN_TOO_FEW   /* fewer than 8 rows with a value: as above */
} pr_given_status_t;

typedef struct {
    pr_given_status_t status;
    pr_estimate_t first; /* Var(E[y|x]) / Var(y) */
    size_t bins;         /* that hold rows; equal values of x are never parted */
    size_t n;            /* rows that count: y is finite */
} pr_given_t;

typedef struct {
    size_t bins;      /* asked for; 0: √n / 2, up to 64. At most n / 8 are made */
    size_t resamples; /* of the bootstrap; 0: 200 */
    double level;     /* of the interval; 0: 0.95 */
    uint64_t seed;
} pr_given_options_t;

/* A line in each of the bins of equal probability of x, with the degrees of freedom that they take counted:
   of pure noise the mean is 0. The error is the bootstrap's. Fills out[inputs]. 0; PR_ERR_DOMAIN for no
   inputs, an x that is not finite or options out of range (bins up to 255, resamples 2 … 65,535, 0 < level <
   1); PR_ERR_MEMORY. */
PR_API int pr_given_data(pr_given_t *out, size_t n, size_t inputs, const double *x, const double *y,
                         const pr_given_options_t *options);

/* ---- Sobol' indices ---- */

enum { PR_SCRAMBLINGS_LEAST = 16, PR_SCRAMBLINGS_MOST = 4096 };

/*
 * Inputs are independent and uniform, or standard normal: a callback makes of them what it needs. Inputs that
 * it then correlates must be in one group, else the indices mean nothing. Process noise is a group of its
 * own: rows of A and B have different noise numbers and AB_g keeps A's, but for AB_noise, which has B's
 * number and A's inputs. So the total index of the noise is the share of the variance that no knowledge of
 * inputs removes, and the total index of a group counts what it does together with the noise.
 */
typedef struct {
    size_t groups;       /* of inputs; 0: each input is its own */
    const size_t *group; /* [inputs]: below `groups`, and every group has an input; not read where 0 */
    bool noise;          /* one more group, the last: process noise. Without it all noise numbers are 0 */
    bool scores;         /* the callback gets standard normal scores, else uniforms in (0, 1) */
    uint64_t seed;
    size_t scramblings; /* PR_SCRAMBLINGS_LEAST … PR_SCRAMBLINGS_MOST; 0: the least */
    size_t points;      /* of each scrambling at the first look: a power of two; 0: 64 */
    size_t most_points; /* at most after doubling; 0: `points` */
    double tolerance;   /* > 0: double until no interval's half width is larger; 0: stop at the first look */
    double level;       /* of the intervals; 0: 0.95 */
} pr_sobol_design_t;

typedef struct {
    pr_estimate_t first; /* Saltelli et al. (2010), equation (b) of table 2 */
    pr_estimate_t total; /* Jansen (1999), equation (f) of the same table */
} pr_sobol_index_t;

typedef enum {
    PR_SOBOL_KNOWN,
    PR_SOBOL_CONSTANT, /* the outcome does not vary: all indices 0, intervals [0, 0] */
    PR_SOBOL_UNDEFINED /* some scrambling has fewer than two rows with a value: indices NaN */
} pr_sobol_status_t;

/* Of one outcome. */
typedef struct {
    pr_sobol_status_t status;
    double mean, variance; /* over A and B */
    uint64_t undefined;    /* rows left out: some evaluation has no value */
    double half_width;     /* of the widest interval */
} pr_sobol_outcome_t;

typedef struct {
    size_t outcomes;
    size_t groups; /* of `index`: with the noise, last, where it is a group */
    size_t scramblings;
    size_t points;               /* of each scrambling */
    uint64_t evaluations;        /* scramblings × points × (groups + 2) */
    bool precise;                /* a tolerance was asked for, and is kept */
    pr_sobol_outcome_t *outcome; /* [outcomes], owned */
    pr_sobol_index_t *index;     /* [outcomes][groups], owned */
} pr_sobol_indices_t;

/*
 * First-order and total indices of all outcomes. The intervals come from the scramblings: jackknife, t with
 * scramblings − 1 degrees of freedom. `options` gives threads, stop and progress. 0; PR_INTERRUPTED (what the
 * last whole look gave is kept; points 0: nothing); PR_ERR_DOMAIN with a sentence for a design that cannot
 * be; PR_ERR_MEMORY; or what a callback gave. Free it in every case.
 */
PR_API int pr_sobol_indices_run(pr_sobol_indices_t *self, const pr_sensitivity_model_t *model,
                                const pr_sobol_design_t *design, const pr_ensemble_options_t *options,
                                pr_errors_t *errors);
PR_API void pr_sobol_indices_free(pr_sobol_indices_t *self);

#endif
