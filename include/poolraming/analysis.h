/*
 * Questions that take more than one run: scenarios side by side on common random numbers. Nothing here reads,
 * writes or prints.
 */
#ifndef POOLRAMING_ANALYSIS_H
#define POOLRAMING_ANALYSIS_H

#include <poolraming/engine.h>
#include <poolraming/explain.h>

/* ---- Comparison: the same seed and replicate number in every scenario ---- */

/* An outcome over a part of the years, besides what the plan has. */
typedef struct {
    size_t first, count; /* its years: series of the comparison's plan, one at least */
    pr_part_t part;
    bool mean; /* of the years, else their sum */
} pr_compare_span_t;

/*
 * Differences of outcomes, replicate by replicate: scenario k − base. The plan holds the yearly and whole-run
 * series that all scenarios have by metric name, scope and period, in the order and scopes of the base. Where
 * month axes start in different years, only the years that all have are there, and over all years only what
 * months without people do not change (no means over months).
 */
typedef struct {
    const pr_scenario_t *const *scenario; /* borrowed: [count]; the first is the base */
    size_t count;
    pr_plan_t plan;          /* owned */
    pr_compare_span_t *span; /* [span_count], owned */
    size_t span_count;
    pr_ensemble_t ensemble; /* owned; read it through pr_compare_at */
    uint64_t seed;
} pr_comparison_t;

/*
 * Simulates all scenarios on the same random numbers. They must have the same municipalities (id and CBS
 * code, in any order), years and price-level year, else PR_ERR_INPUT with a sentence that names both; the
 * array and its scenarios must outlive `self`. `options->detail` is not looked at; the precision stop looks
 * at the base's headline outcomes; `verify` holds for every scenario. 0, PR_INTERRUPTED (whole rounds were
 * kept) or PR_ERR_*; free with pr_compare_free in every case.
 */
PR_API int pr_compare_run(pr_comparison_t *self, const pr_scenario_t *const *scenario, size_t count,
                          const pr_run_options_t *options, pr_errors_t *errors);
PR_API void pr_compare_free(pr_comparison_t *self);

/* One outcome in the base and in another scenario; pointers are NULL where there is no such outcome. What is
   undefined in either is undefined in the difference; chances are then NaN. Ties are neither higher nor
   lower: what rounding to cents or adding up in another order can make of equal values is a tie, of
   difference 0. */
typedef struct {
    const pr_summary_t *base, *other, *difference;
    double higher, lower; /* shares of the replicates in which the other is higher, lower */
} pr_difference_t;

/* `other` is 1 … count − 1; `outcome` a series of the plan, or plan.count + a span. */
PR_API pr_difference_t pr_compare_at(const pr_comparison_t *self, size_t other, size_t outcome);
PR_API pr_difference_t pr_compare_find(const pr_comparison_t *self, size_t other, const char *metric,
                                       int scope, pr_period_t period);
/* There are spans of cost.total, cost.total.real, surplus.reduction_net, municipality.net_effect,
   service.residents_reached and service.released (sums), and of capacity.active_persons,
   deployment.hours_per_week and service.backlog_residents (means of the years). */
PR_API pr_difference_t pr_compare_span(const pr_comparison_t *self, size_t other, const char *metric,
                                       int scope, pr_part_t part);

/* What an extra € 100,000 in prices of the price-level year buys. */
typedef enum {
    PR_BUYS_REACHED, /* residents reached, all years */
    PR_BUYS_BACKLOG, /* residents waiting or being helped, mean of the year-ends */
    PR_BUYS_WAIT,    /* service.wait_months, all years */
    PR_BUYS
} pr_buys_t;

typedef enum {
    PR_BUYS_KNOWN,
    PR_BUYS_SAME_COST,    /* costs do not differ */
    PR_BUYS_UNCLEAR_COST, /* the mean difference of costs is less than two standard errors */
    PR_BUYS_UNDEFINED     /* the outcome does not exist in every replicate of both */
} pr_buys_status_t;

typedef struct {
    pr_buys_status_t status;
    double mean, se; /* NaN where not known */
} pr_purchase_t;

/* Ratio of means, mean difference of the outcome ÷ mean difference of cost.total.real × 100,000, with its
   standard error by the delta method. */
PR_API pr_purchase_t pr_compare_buys(const pr_comparison_t *self, size_t other, pr_buys_t what);

/* ---- Sampling of the parameters: what it did, and what it can't do ---- */

/*
 * Of one headline outcome. The gain is the variance of its mean by plain Monte Carlo over that by the run's
 * sampling, (se_plain ÷ se)²: so many times more replicates would plain Monte Carlo have needed for the same
 * standard error of the mean. Of quantiles it says nothing. The run's variance is known from R groups only,
 * so that the gain is known up to a factor: low … high hold it nine times out of ten where groups' means are
 * bell-shaped, R − 1 times the variances' ratio then being chi-squared. No sampling of parameters removes the
 * noise share; with it the gain stays below 1 ÷ noise share.
 */
typedef struct {
    size_t series;             /* of the run's plan */
    double gain, low, high;    /* NaN where nothing varies */
    pr_variance_parts_t parts; /* by a two-level design of its own; parts.parameter_share may be NaN */
} pr_sampling_gain_t;

enum { PR_SAMPLING_DRAWS = 512, PR_SAMPLING_NOISE = 2 }; /* of the two-level design */

typedef struct {
    size_t count;
    pr_sampling_gain_t of[PR_HEADLINES];
} pr_sampling_effect_t;

/* The interval of a gain that was seen with `groups` groups. */
PR_API void pr_sampling_interval(double gain, uint64_t groups, double *low, double *high);

/* Of a finished run; `options` gives the threads. 0 or PR_ERR_*. */
PR_API int pr_sampling_effect(pr_sampling_effect_t *self, const pr_run_t *run,
                              const pr_ensemble_options_t *options, pr_errors_t *errors);

#endif
