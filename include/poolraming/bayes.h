/*
 * Learning from figures, on plain arrays and callbacks: conjugate updates, a sampler for what has no formula,
 * summaries of its draws, scores of forecasts, and the check that a posterior is what it says. Nothing here
 * knows the model, reads or prints. Formulas and sources: docs/calibration.md. GSL's error handler must be
 * off.
 */
#ifndef POOLRAMING_BAYES_H
#define POOLRAMING_BAYES_H

#include <poolraming/distribution.h>
#include <poolraming/engine.h>
#include <poolraming/export.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Conjugate updates (Gelman et al., "Bayesian Data Analysis", 3rd ed., ch. 2 and 3) ---- */

/* A share: successes among trials. a, b > 0. */
typedef struct {
    double a, b;
} pr_share_law_t;

/* Adds `successes` of `trials`, 0 <= successes <= trials, whole or weighted; else PR_ERR_DOMAIN, `self` kept.
 */
PR_API int pr_share_update(pr_share_law_t *self, double successes, double trials);
PR_API double pr_share_mean(const pr_share_law_t *self);
PR_API double pr_share_sd(const pr_share_law_t *self);
/* 0 < p < 1, else NAN. */
PR_API double pr_share_quantile(const pr_share_law_t *self, double p);
/* Successes in `trials` new trials, beta-binomial: mean, sd, and ln P(successes), −INFINITY where impossible.
 */
PR_API double pr_share_predicted_mean(const pr_share_law_t *self, int64_t trials);
PR_API double pr_share_predicted_sd(const pr_share_law_t *self, int64_t trials);
PR_API double pr_share_predicted_log(const pr_share_law_t *self, int64_t successes, int64_t trials);
/* The smallest k with P(successes <= k) >= p; −1 where p is not in 0…1 or trials < 0. */
PR_API int64_t pr_share_predicted_quantile(const pr_share_law_t *self, int64_t trials, double p);

/* A rate: counts per unit of exposure. shape, rate > 0; mean shape ÷ rate. */
typedef struct {
    double shape, rate;
} pr_rate_law_t;

/* Adds `count` events in `exposure`; count >= 0, exposure >= 0; else PR_ERR_DOMAIN, `self` kept. */
PR_API int pr_rate_update(pr_rate_law_t *self, double count, double exposure);
PR_API double pr_rate_mean(const pr_rate_law_t *self);
PR_API double pr_rate_sd(const pr_rate_law_t *self);
PR_API double pr_rate_quantile(const pr_rate_law_t *self, double p);
/* Events in a new exposure, negative binomial. */
PR_API double pr_rate_predicted_mean(const pr_rate_law_t *self, double exposure);
PR_API double pr_rate_predicted_sd(const pr_rate_law_t *self, double exposure);
PR_API double pr_rate_predicted_log(const pr_rate_law_t *self, int64_t count, double exposure);
/* The smallest k with P(count <= k) >= p; −1 where an argument is out of range. */
PR_API int64_t pr_rate_predicted_quantile(const pr_rate_law_t *self, double exposure, double p);

/*
 * ln P(count) of a Poisson whose mean is mean × G, G ~ Gamma(shape, 1/shape): negative binomial, variance
 * mean + mean²/shape; shape INFINITY is the Poisson. Several counts that share one G (the months or
 * half-years of one municipality): pr_shared_counts_log, the marginal of all of them. NAN where mean < 0 or
 * shape <= 0; −INFINITY where impossible.
 */
PR_API double pr_negative_binomial_log(int64_t count, double mean, double shape);
PR_API double pr_shared_counts_log(size_t n, const int64_t *count, const double *mean, double shape);

/* A level, of which observations scatter with a known sd. sd > 0. */
typedef struct {
    double mean, sd;
} pr_level_law_t;

/* Adds the mean of `n` observations of known sd `noise` > 0; n = 0 changes nothing. */
PR_API int pr_level_update(pr_level_law_t *self, double observed_mean, double n, double noise);
PR_API double pr_level_quantile(const pr_level_law_t *self, double p);
/* sd of a new observation: √(sd² + noise²). */
PR_API double pr_level_predicted_sd(const pr_level_law_t *self, double noise);

/*
 * Linear regression y = Xβ + e, e ~ N(0, σ²), normal-inverse-gamma: β | σ² ~ N(mean, σ² precision⁻¹), 1/σ² ~
 * Gamma(shape, rate). Begin with a proper prior: precision positive definite, shape > 0, rate > 0.
 */
#define PR_LINEAR_MAX 8
typedef struct {
    size_t k; /* 1 … PR_LINEAR_MAX */
    double mean[PR_LINEAR_MAX];
    double precision[PR_LINEAR_MAX * PR_LINEAR_MAX]; /* k × k row-major */
    double shape, rate;
} pr_linear_law_t;

/* Independent prior: β_i ~ N(mean[i], (σ sd[i])²) given σ. PR_ERR_DOMAIN where k is out of range or a number
 * is. */
PR_API int pr_linear_init(pr_linear_law_t *self, size_t k, const double *mean, const double *sd, double shape,
                          double rate);
/* Adds n rows: x is n × k row-major. PR_ERR_DOMAIN (self kept) where the result is not positive definite. */
PR_API int pr_linear_update(pr_linear_law_t *self, size_t n, const double *x, const double *y);
/* Marginal of β_i: Student t with 2·shape degrees of freedom. Returns location; scale in *scale. */
PR_API double pr_linear_coefficient(const pr_linear_law_t *self, size_t i, double *scale);
PR_API double pr_linear_quantile(const pr_linear_law_t *self, size_t i, double p);
/* Of σ, not of σ². */
PR_API double pr_linear_sd_quantile(const pr_linear_law_t *self, double p);
/* A new y at row x[k]: Student t; returns location, scale in *scale. */
PR_API double pr_linear_predicted(const pr_linear_law_t *self, const double *x, double *scale);

/*
 * Yearly figures as AR(1) around a mean: y_t − μ = φ(y_{t−1} − μ) + e, e ~ N(0, sd²).
 * pr_ar1_update: the regression of y_t on (1, y_{t−1}) over the years that follow on one another; other pairs
 * are left out, so nothing is guessed. `law` has k = 2: β = (μ(1 − φ), φ). Returns the pairs used in *pairs.
 * pr_ar1_log: exact ln-density with a stationary start and any gaps, for a sampler: y_{t+h} given y_t has
 * mean μ + φ^h (y_t − μ) and variance sd²(1 − φ^{2h})/(1 − φ²). Years ascend strictly (else NAN); −INFINITY
 * where |φ| >= 1 or sd <= 0.
 */
PR_API int pr_ar1_update(pr_linear_law_t *law, size_t n, const int *year, const double *y, size_t *pairs);
PR_API double pr_ar1_log(size_t n, const int *year, const double *y, double mean, double persistence,
                         double sd);

/* ---- Adaptive Metropolis ---- */

/* What is sampled: ln of a density up to a constant over d numbers without bounds (transform bounded ones,
   with the Jacobian). −INFINITY: impossible; NAN is taken for impossible. A pure function of x. `open` makes
   a workspace for one thread, `close` frees it (both may be NULL). `open` returns 0 or PR_ERR_*. */
typedef struct {
    size_t d;
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    double (*log_density)(void *context, void *worker, const double *x);
} pr_target_t;

typedef struct {
    uint64_t seed;
    size_t chains;     /* 2 … 64; 0: 4 */
    size_t burn_in;    /* steps in which the proposal adapts; 0: 2,000 + 200·d */
    size_t steps;      /* kept of each chain, >= 4; 0: 2,000 */
    size_t most_steps; /* run of each chain after its burn-in: doubling stops here; 0: 64 × steps × thin */
    size_t thin;       /* at the first look every thin-th step is kept; 0: 1 */
    const double *centre; /* [d] about which chains start; NULL: 0 */
    const double
        *scale;       /* [d] > 0, rough sd of each: first proposal, and half the sd of the starts; NULL: 1 */
    double rhat_most; /* 0: 1.01 */
    double ess_least; /* 0: 400 */
    int threads;      /* 0: all cores; never more than chains */
    const volatile sig_atomic_t *stop; /* set by the caller to end early; may be NULL */
} pr_metropolis_options_t;

/* How well the chains of one number mix (Vehtari et al. 2021). */
typedef struct {
    double rhat;     /* rank-normalised split R̂, the larger of bulk and folded; NAN where nothing varies */
    double ess_bulk; /* effective draws for the centre */
    double ess_tail; /* the smaller one of the 5 % and the 95 % quantile */
    double ess_mean; /* of the draws as they are: sd ÷ √ess_mean is the standard error of the mean */
} pr_mixing_t;

typedef struct {
    size_t d, chains, steps; /* steps kept of each chain */
    size_t thin;             /* steps run for one kept */
    double *draws;           /* owned: [chains][steps][d]; as one list, chains × steps rows of d */
    double *log_density;     /* owned: [chains][steps] */
    pr_mixing_t *mixing;     /* owned: [d] */
    double rhat, ess;        /* the worst R̂, the least of bulk and tail */
    double acceptance;       /* share of the proposals after burn-in that were accepted, all chains */
    bool converged;          /* rhat <= rhat_most and ess >= ess_least */
} pr_metropolis_t;

/*
 * Random-walk Metropolis with a normal proposal of covariance (2.38²/d)·s·(C + ridge) (Haario, Saksman &
 * Tamminen 2001), C learnt from the chain's own past and s from its acceptance (Andrieu & Thoms 2008), both
 * in burn-in only: the kept chain is a plain Metropolis chain. Where a look says that chains have not met,
 * all that was run becomes burn-in, and twice as many steps are run, of which as many are kept, until
 * most_steps. A draw is a pure function of (seed, chain, step): the same bytes for any number of threads. 0
 * (also without convergence: see `converged`), PR_INTERRUPTED (nothing is kept, steps = 0), PR_ERR_DOMAIN
 * where options are out of range or no start has a finite density, PR_ERR_MEMORY, or what `open` returned.
 * Free with pr_metropolis_free in every case.
 */
PR_API int pr_metropolis_run(pr_metropolis_t *self, const pr_target_t *target,
                             const pr_metropolis_options_t *options);
PR_API void pr_metropolis_free(pr_metropolis_t *self);

/* Of one number: x is [chains][steps]; steps >= 4. 0, PR_ERR_DOMAIN or PR_ERR_MEMORY. */
PR_API int pr_mixing(pr_mixing_t *self, size_t chains, size_t steps, const double *x);

/* ---- Summaries of draws: n rows of d, row-major ---- */

/* One column. `se` of the mean is sd ÷ √ess; ess 0: n. undefined counts what is not finite, which is left
 * out. */
PR_API int pr_draws_summary(pr_summary_t *self, size_t n, size_t d, const double *draws, size_t column,
                            double ess);
/* Copies a column: out[n]. */
PR_API void pr_draws_column(size_t n, size_t d, const double *draws, size_t column, double *out);
/*
 * Correlations of the columns' normal scores, Φ⁻¹((rank − ⅜)/(n + ¼)): what a Gaussian copula takes. matrix
 * is d × d. A column that does not vary has correlation 0 with the others. Rounded to `decimals` (< 0: not),
 * then shrunk towards 0 in steps of 1 % until it is positive definite: *shrunk (may be NULL) is by how much,
 * 0 … 1.
 */
PR_API int pr_draws_normal_correlation(size_t n, size_t d, const double *draws, int decimals, double *matrix,
                                       double *shrunk);

/*
 * What a sampler's own chance could have made. PR_BATCHES batches of consecutive draws have means that are
 * nearly independent, each long beside the chain's memory, so that
 *     t = (mean − expected) ÷ (sd of the batch means ÷ √PR_BATCHES)
 * is Student's with PR_BATCHES − 1 degrees of freedom where the draws' law has that mean. NAN where nothing
 * varies; n >= PR_BATCHES, what is over is left out.
 */
enum { PR_BATCHES = 40 };
PR_API double pr_draws_t(size_t n, const double *x, double expected);
/* How large |t| must be for the chance that any of `looks` of them is that large by chance to be at most 1 %
   (Bonferroni). */
PR_API double pr_draws_t_limit(size_t looks);
/*
 * As pr_draws_normal_correlation, without what the sampler's chance could have made: an entry is 0 where the
 * mean product of two columns' scores has |t| at most pr_draws_t_limit(d(d − 1)/2). `kept` (d × d, may be
 * NULL) marks entries that stay whatever they are.
 */
PR_API int pr_draws_told_correlation(size_t n, size_t d, const double *draws, const bool *kept, int decimals,
                                     double *matrix, double *shrunk);

/* A distribution that says what draws say. */
typedef struct {
    pr_dist_spec_t spec; /* fit for pr_dist_init; values and weights point into what this struct owns */
    double misfit; /* largest |quantile of the fit − of the draws| at 5, 10, …, 95 %, in sd of the draws */
    double *values, *weights; /* owned; NULL unless discrete */
} pr_draws_fit_t;

/* What is taken for a fit: a tenth of an sd is invisible beside what a posterior itself leaves open. */
#define PR_FIT_GOOD 0.1

/*
 * The member of one family nearest to the draws: by mean and sd, or by 5 and 95 % points, whichever misfits
 * less; PERT and beta by moments between the prior's ends. PR_ERR_DOMAIN with a sentence where the family has
 * none (support, or a family that cannot be fitted). `prior` (may be NULL) gives ends: of lo, hi, min and
 * max; the fit never has weight outside its support.
 */
PR_API int pr_draws_fit_family(pr_draws_fit_t *self, pr_family_t family, const pr_dist_spec_t *prior,
                               size_t n, const double *x, char *why, size_t size);
/* The prior's own family where it misfits by no more than PR_FIT_GOOD, else the family that misfits least;
   draws that do not vary give a fixed value. A discrete prior keeps its values, weighted by the draws. */
PR_API int pr_draws_fit(pr_draws_fit_t *self, const pr_dist_spec_t *prior, size_t n, const double *x,
                        char *why, size_t size);
/* The same with the sentence in a language of choice. */
PR_API int pr_draws_fit_in(pr_draws_fit_t *self, const pr_dist_spec_t *prior, size_t n, const double *x,
                           pr_lang_t lang, char *why, size_t size);
PR_API void pr_draws_fit_free(pr_draws_fit_t *self);

/* ---- Scores of forecasts ---- */

/* Continuous ranked probability score of an ensemble, in the units of y: E|X − y| − ½E|X − X'|; `sorted`
   ascends. Fair (Ferro 2014): X and X' are different members, so that the score does not depend on their
   number; needs n >= 2. NAN for n = 0. */
PR_API double pr_crps(size_t n, const double *sorted, double y, bool fair);
/* (Members below y + half of those equal to y) ÷ n: the middle of the ties, no random number. */
PR_API double pr_pit(size_t n, const double *sorted, double y);

/* Clopper & Pearson (1934): exact interval of a share, 0 <= k <= n. n = 0 gives 0…1. */
PR_API void pr_binomial_interval(int64_t k, int64_t n, double level, double *lower, double *upper);

typedef struct {
    size_t n, inside;    /* observations; a bound itself counts as inside */
    double share;        /* NAN for n = 0 */
    double lower, upper; /* exact binomial interval of the share, taking observations as independent */
} pr_coverage_t;

/* Whether intervals held what they were to hold. level: of the binomial interval, e.g. 0.95. */
PR_API pr_coverage_t pr_coverage(size_t n, const double *lower, const double *upper, const double *y,
                                 double level);

/* Errors as a share of what was observed. An observed 0 has no percentage: left out of mape and counted. */
typedef struct {
    size_t n, zeros;
    double mape; /* mean |forecast − y| ÷ |y| over n − zeros; fraction; NAN where none is left */
    double wape; /* Σ|forecast − y| ÷ Σ|y| over all n; NAN where Σ|y| = 0 */
    double bias; /* Σ(forecast − y) ÷ Σ|y|: positive where forecasts were too high */
} pr_percentage_error_t;
PR_API pr_percentage_error_t pr_percentage_error(size_t n, const double *forecast, const double *y);

/* ---- Is a posterior what it says? ---- */

/* Uniformity of ranks 0 … draws. */
typedef struct {
    size_t n, bins;
    double chi2,
        chi2_p; /* Pearson, bins − 1 degrees of freedom, expected counts in proportion to the bins' ranks */
    double ks, ks_p; /* largest distance of the distribution functions; p by Stephens' (1970) approximation,
                        on the safe side for ranks, which are discrete */
} pr_uniformity_t;

/* n ranks among `draws` draws; bins 2 … draws + 1, 0: n ÷ 10 at most 20. PR_ERR_DOMAIN where a rank is out of
   range or there are too few. */
PR_API int pr_rank_uniformity(pr_uniformity_t *self, size_t n, const size_t *rank, size_t draws, size_t bins);

/*
 * Simulation-based calibration (Talts et al. 2018): parameters from the prior, data from the parameters,
 * draws from the posterior of these data; the rank of each parameter among its draws is uniform where the
 * posterior is right. Callbacks are pure functions of `number` and their input, and return 0 or PR_ERR_*;
 * `draws` rows of d are to be nearly independent (thin a chain). Equal draws count half, rounded by the
 * parity of `number`.
 */
typedef struct {
    size_t d, data; /* parameters; numbers in one data set */
    void *context;
    int (*prior)(void *context, uint64_t number, double *parameters);
    int (*simulate)(void *context, uint64_t number, const double *parameters, double *data);
    int (*posterior)(void *context, uint64_t number, const double *data, size_t draws, double *out);
} pr_rank_check_t;

typedef struct {
    size_t d, n, draws;
    size_t *rank;           /* owned: [d][n] */
    pr_uniformity_t *tests; /* owned: [d] */
} pr_rank_check_result_t;

/* n data sets, numbered from 0, over threads (0: all cores); the same result for any number of them. Free
   with pr_rank_check_free in every case. */
PR_API int pr_rank_check_run(pr_rank_check_result_t *self, const pr_rank_check_t *check, size_t n,
                             size_t draws, size_t bins, int threads);
PR_API void pr_rank_check_free(pr_rank_check_result_t *self);

#endif
