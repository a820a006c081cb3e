/*
 * Choosing between options whose worth is uncertain, and what finding out more is worth. Functions on plain
 * arrays and callbacks: nothing here knows budgets, reads, writes or prints. docs/decision.md gives the
 * formulas.
 *
 * Arrays are option-major, parameter-major: nb[option · replicates + r], x[input · replicates + r]. Amounts
 * are in any one unit, more is better. Replicates are independent draws of all that is uncertain, parameters
 * θ and process noise ω alike, and the options of a replicate share them (common random numbers). Functions
 * return 0 or PR_ERR_*: a value that is not finite, or a size of 0, is PR_ERR_DOMAIN with a sentence in
 * `errors` (which may be NULL). Results are the same bytes whatever the number of threads.
 */
#ifndef POOLRAMING_DECISION_H
#define POOLRAMING_DECISION_H

#include <poolraming/engine.h>

enum {
    PR_OPTIONS_MAX = 64,
    PR_FOLDS = 5, /* default of pr_crossfit_options_t */
    PR_FOLDS_MAX = 20,
    PR_BREAK_EVENS_MAX = 16
};

/* An estimate with its standard error; se is NaN for fewer than two replicates. */
typedef struct {
    double value, se;
} pr_valued_t;

/* Net benefit of each option in each replicate; borrowed. */
typedef struct {
    size_t options, replicates;
    const double *nb; /* [options][replicates] */
} pr_payoffs_t;

/* ---- Options side by side ---- */

typedef struct {
    pr_valued_t mean;
    pr_valued_t best;       /* share of the replicates in which it is best; k that tie get 1/k each */
    pr_valued_t regret;     /* mean of best of the replicate − this: the expected opportunity loss */
    pr_valued_t loss;       /* mean of max(0, −nb): how far it is expected to end below 0 */
    pr_valued_t difference; /* mean less that of the option with the highest mean: ≤ 0; paired se */
} pr_option_t;

/* `out` [options]; `*best` the option with the highest mean, the first of equals. Noise counts: `best` is the
   chance that an option turns out best, not that it is the better choice. A chance of a shortfall is
   pr_mean_of of 0s and 1s. */
PR_API int pr_options_compare(const pr_payoffs_t *payoffs, pr_option_t *out, size_t *best,
                              pr_errors_t *errors);

/* Mean of n values and sd/√n. */
PR_API pr_valued_t pr_mean_of(size_t n, const double *x);

/* Mean of the replicates' maxima less the maximum of the means: what knowing every chance event beforehand
   would be worth. It counts noise as knowledge, and is never the EVPI. */
PR_API int pr_clairvoyance(const pr_payoffs_t *payoffs, pr_valued_t *out, pr_errors_t *errors);

/* ---- Costs and effects ---- */

typedef enum {
    PR_FRONTIER_ON,      /* efficient */
    PR_FRONTIER_SAME,    /* cost and effect of an earlier option */
    PR_FRONTIER_STRONG,  /* another costs no more and gives no less, and is better in one of them */
    PR_FRONTIER_EXTENDED /* a mix of two others costs less for the same effect */
} pr_frontier_status_t;

typedef struct {
    pr_frontier_status_t status;
    size_t
        by; /* not ON: the option that dominates it (EXTENDED: the cheaper of the two; SAME: the earlier) */
    size_t previous; /* ON: the next cheaper option on the frontier, which the increments are against; itself
                        for the cheapest */
    double cost, effect;                /* means */
    pr_valued_t more_cost, more_effect; /* against `previous`; se NaN where only means were given */
    pr_valued_t icer; /* more_cost ÷ more_effect; NaN for the cheapest and off the frontier */
} pr_frontier_t;

/* Increments from means: `out` [options], in the order given. */
PR_API int pr_frontier_of_means(size_t options, const double *cost, const double *effect, pr_frontier_t *out,
                                pr_errors_t *errors);
/* The same from cost and effect [options][replicates]: increments with paired standard errors, ICERs as ratio
   of means with that of the delta method. Which options are on the frontier is taken as it is found. */
PR_API int pr_frontier_of_replicates(size_t options, size_t replicates, const double *cost,
                                     const double *effect, pr_frontier_t *out, pr_errors_t *errors);

/* Ratio of the means of y and x, se by the delta method; NaN where the mean of x is 0. */
PR_API pr_valued_t pr_ratio_of_means(size_t n, const double *y, const double *x);

/*
 * Acceptability over what an effect is worth: nb = worth · effect − cost. share[option · points + i] is the
 * share of the replicates in which an option is best at worth[i], ties shared; choice[i] the option with the
 * highest mean, whose share is the acceptability frontier. Where replicates hold process noise a share is the
 * chance that the option turns out best, not how sure one is of the choice.
 */
PR_API int pr_acceptability(size_t options, size_t replicates, const double *cost, const double *effect,
                            size_t points, const double *worth, double *share, size_t *choice,
                            pr_errors_t *errors);

/* ---- Knowledge of parameters: regression ---- */

/* Zeroed: the defaults. */
typedef struct {
    size_t folds;                      /* 3 … PR_FOLDS_MAX; 0: PR_FOLDS */
    const volatile sig_atomic_t *stop; /* set by the caller to end early, with PR_INTERRUPTED; may be NULL */
} pr_crossfit_options_t;

/* The fold of replicate r: a fixed function of r; of any `folds` successive replicates from a multiple of
   `folds` on one is in each. */
PR_API size_t pr_fold_of(size_t replicate, size_t folds);

/* Whether an inequality that must hold does so in the estimates. */
typedef enum {
    PR_ORDER_KEPT,
    PR_ORDER_NOISE, /* broken, by less than three standard errors */
    PR_ORDER_BROKEN /* broken by more: more than chance, a regression that misses something */
} pr_order_t;

/*
 * The value of deciding when something is known. Folds of replicates take turns: the rest fit E[nb difference
 * | known], and the fold's own net benefits say what the rule "take the option with the highest fit" gains
 * over the option with the highest mean in the rest. So no maximum profits from his own fit; the estimate can
 * be negative and is not cut off. It is that of a rule that can be followed, below the truth by what the fit
 * misses.
 */
typedef struct {
    pr_valued_t value; /* mean gain; se = sd/√n of the replicates' gains */
    double fitted;    /* mean of the highest fit less the fit of the option without knowledge: less noise, but
                         errors of the    fit mostly raise it; far from `value` the fit is poor */
    pr_order_t order; /* of value ≥ 0 */
    double explained; /* share of the variance of the differences that the fit explains, out of fold; the most
                         over the options; negative where it is worse than the mean; 0 where nothing varies */
    double changed;   /* share of the replicates in which the rule takes another option */
} pr_information_t;

/*
 * Value of knowing the inputs `which` [count] among x[input][replicates]. EVPPI where they are parameters
 * (one or a group); EVPI where they are all parameters; EVSI where they are the statistics that a study would
 * report. An ordinary run will do: no inner loop. `gain` [replicates] (may be NULL) receives the gains, for
 * pr_information_order; `choice` [replicates] (may be NULL) the option that the rule takes. `which` NULL: all
 * inputs 0 … count − 1. count 0 is worth 0. At least 10 replicates a fold. Replicates need not be independent
 * (Latin hypercube, Sobol points), but then se is too high.
 */
PR_API int pr_information_value(pr_information_t *self, const pr_payoffs_t *payoffs, const double *x,
                                const size_t *which, size_t count, const pr_crossfit_options_t *options,
                                double *gain, size_t *choice, pr_errors_t *errors);

/* more − less and its paired standard error from the gains of two estimates on the same replicates, and
   whether more ≥ less. */
PR_API pr_order_t pr_information_order(size_t n, const double *more, const double *less,
                                       pr_valued_t *difference);

/*
 * Cross-fitted regression of y[replicates] on x[count][replicates]: fit[r] comes from the other folds.
 * Candidates, chosen per fold by an inner cross-validation: the mean; one input, linear or a natural cubic
 * spline; several inputs, linear, additive splines, with products of the linear terms; each with several
 * ridge penalties. A model is taken only where it gains more on the mean than chance would give the best of
 * so many.
 */
PR_API int pr_crossfit(double *fit, size_t replicates, const double *y, const double *x, size_t count,
                       const pr_crossfit_options_t *options, pr_errors_t *errors);

/* ---- Knowledge of parameters: nested Monte Carlo ---- */

/* Net benefits with what is known (outer) and what is not (inner) under numbers of their own. `draw` fills
   nb[options]; it must be a pure function of the two numbers. `open` makes a workspace for one thread,
   `close` frees it (also NULL); both may be NULL. 0 or PR_ERR_*. With all parameters under the outer number
   the value is the EVPI, with some it is their EVPPI. */
typedef struct {
    size_t options;
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    int (*draw)(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb);
} pr_nested_t;

typedef struct {
    pr_valued_t value; /* corrected: 2 V(K) − V(K/2), which takes away the bias of order 1/K (Richardson) */
    pr_valued_t
        raw; /* V(K): mean over the outer draws of the highest inner mean, less the highest mean: too high */
    double bias;      /* raw − corrected */
    pr_order_t order; /* of value ≥ 0 */
    uint64_t outer, inner;
    double mean[PR_OPTIONS_MAX]; /* of each option */
} pr_nested_value_t;

/* Draw (r, k) has outer number r and inner number r K + k. inner is even, at least 2; outer at least 2.
   `options` gives threads, stop and progress. 0, PR_INTERRUPTED (whole outer draws were kept) or PR_ERR_*. */
PR_API int pr_nested_value(pr_nested_value_t *self, const pr_nested_t *design, uint64_t outer, uint64_t inner,
                           const pr_ensemble_options_t *options, pr_errors_t *errors);
/* The same from net benefits that are there: nb[option · outer · inner + r · inner + k]. */
PR_API int pr_nested_value_of(pr_nested_value_t *self, size_t options, size_t outer, size_t inner,
                              const double *nb, pr_errors_t *errors);

/* ---- A study ---- */

/* A study that reports one of a few signals; exact. */
typedef struct {
    size_t options, states, signals;
    const double *prior;      /* [states], sums to 1 */
    const double *likelihood; /* [states][signals], each state sums to 1 */
    const double *payoff;     /* [options][states], without the study */
    const double *after; /* [signals][options][states]: payoffs once a signal is known; NULL: as `payoff` */
    double cost;         /* of the study */
} pr_discrete_study_t;

typedef struct {
    double prior_value; /* of the best option without any study */
    size_t prior_best;
    double evpi;        /* value of knowing the state, at `payoff` */
    double study_value; /* expected value with the study, before its cost */
    double evsi;        /* study_value − prior_value: what the study may cost at most */
    double net;         /* evsi − cost */
    double best_value;  /* of the best of both: the optimal value */
} pr_discrete_value_t;

/* chance, value, best [signals] and posterior [signals][states] (each may be NULL) receive a signal's
   probability, the value and number of the option to take then, and the posterior; a signal of probability 0
   has value and posterior 0. */
PR_API int pr_discrete_study(pr_discrete_value_t *self, const pr_discrete_study_t *study, double *chance,
                             double *value, size_t *best, double *posterior, pr_errors_t *errors);

/*
 * A study that follows residents. `simulate` fills out[statistics][replicates]: what a study would report in
 * each replicate that follows followed[r] of them, drawn from the replicate's own truth. It should draw the
 * data's noise from numbers that do not depend on the size, so that the curve is smooth: pr_study_binomial,
 * pr_study_normal.
 */
typedef struct {
    size_t statistics;
    void *context;
    int (*simulate)(void *context, size_t replicates, const size_t *followed, double *out);
    const size_t
        *reachable; /* [replicates]: at most so many can have been followed in time; NULL: no bound */
    double fixed_cost, unit_cost; /* of a study; per resident followed */
} pr_study_t;

typedef struct {
    size_t size;     /* planned */
    double followed; /* mean of min(size, reachable) */
    pr_information_t evsi;
    double cost;     /* fixed + unit · followed */
    pr_valued_t net; /* EVSI − cost */
} pr_study_point_t;

typedef struct {
    size_t best;            /* point with the highest net gain, the first of equals */
    bool pays;              /* its net gain is above 0 */
    pr_valued_t most_cost;  /* the highest EVSI of the points: no study of these may cost more */
    pr_valued_t most_fixed; /* the highest EVSI less costs per resident: what the fixed part may be at most */
} pr_study_best_t;

/* EVSI at each of size[points], `out` [points]; the value of planned studies, so that size 0 is worth 0. */
PR_API int pr_study_curve(pr_study_point_t *out, pr_study_best_t *best, const pr_payoffs_t *payoffs,
                          const pr_study_t *study, size_t points, const size_t *size,
                          const pr_crossfit_options_t *options, pr_errors_t *errors);

/* Statistics for `simulate`: the posterior mean (a + y)/(a + b + followed) after y successes among those
   followed with chance[r], prior Beta(a, b); and that of a normal mean after `followed` observations around
   mean[r], prior N(prior_mean, prior_sd²). One uniform a replicate, a pure function of (seed, replicate,
   sub): the size moves it not. */
PR_API int pr_study_binomial(size_t replicates, uint64_t seed, uint16_t sub, const size_t *followed,
                             const double *chance, double a, double b, double *out);
PR_API int pr_study_normal(size_t replicates, uint64_t seed, uint16_t sub, const size_t *followed,
                           const double *mean, double sd, double prior_mean, double prior_sd, double *out);

/* Value of information about a difference of two options: E max(0, D) − max(0, E D) for D ~ N(mean, sd²), sd
   that of the expectation once the information is there (sd ≥ 0). */
PR_API double pr_information_normal(double mean, double sd);

/* ---- Break even ---- */

typedef enum {
    PR_BREAK_EVEN_NONE,
    PR_BREAK_EVEN_ONE,
    PR_BREAK_EVEN_SEVERAL,
    PR_BREAK_EVEN_FLAT /* 0 at every point that was looked at: the parameter does not part the options */
} pr_break_even_status_t;

typedef struct {
    pr_break_even_status_t status;
    size_t count;                        /* all that were found; the first PR_BREAK_EVENS_MAX are kept */
    double at[PR_BREAK_EVENS_MAX];       /* ascending */
    int direction[PR_BREAK_EVENS_MAX];   /* +1 the difference rises through 0, −1 it falls */
    double residual[PR_BREAK_EVENS_MAX]; /* the difference there: large where it jumps */
    double low_value, high_value;        /* the difference at both ends */
} pr_break_even_t;

/*
 * All values of x in [low, high] at which f changes sign: looks at `points` (at least 2) equal steps, then
 * Brent's method to `tolerance` (> 0, in x). f is a difference of expected net benefit on common random
 * numbers, a pure function of x; two changes within one step are missed. A value of 0 that does not change
 * the sign is no break-even. f returns 0 or PR_ERR_*.
 */
PR_API int pr_break_even(pr_break_even_t *self, int (*f)(void *context, double x, double *y), void *context,
                         double low, double high, size_t points, double tolerance, pr_errors_t *errors);

#endif
