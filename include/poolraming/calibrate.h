/*
 * Reported figures against the model: the likelihood on plain arrays, and the posterior of a scenario's
 * parameters. Formulas, what informs what, approximations and what is not updated: docs/calibration.md.
 */
#ifndef POOLRAMING_CALIBRATE_H
#define POOLRAMING_CALIBRATE_H

#include <poolraming/bayes.h>
#include <poolraming/engine.h>
#include <poolraming/reported.h>

/* ---- The likelihood, on plain arrays ---- */

/*
 * ln P of a municipality's new residents per half-year. count[h] >= 0, not necessarily whole, NAN where not
 * observed; given the launch lag l, which has probability weight[l], and the factor G they are independent
 * Poisson counts of mean mean[l·halves + h]·G; G ~ Gamma(shape, 1/shape), 1 where shape is INFINITY. Lag and
 * factor are summed and integrated out. Where `posterior` is not NULL it receives the lags' probabilities
 * given the counts.
 */
PR_API double pr_demand_log(size_t halves, const double *count, size_t lags, const double *weight,
                            const double *mean, double shape, double *posterior);

/* ln of the density of the residents whom `hours` hours helped, where each takes `mean` hours with that
   variance: normal about hours/mean with variance hours·variance/mean³, as a renewal process in the long run;
   all > 0, else −INFINITY. */
PR_API double pr_track_log(double residents, double hours, double mean, double variance);

/* Chances a month of one post: model.md "Workforce". */
typedef struct {
    double leaving, trainee_leaving, filling, trainee_share;
    int training; /* months, 0 … PR_MAX_TRAINING_MONTHS */
} pr_post_t;

/*
 * ln P of the experts at work at the ends of half-years: persons[h], NAN where not observed; target[t] posts
 * in month t, 6·halves of them. Each figure given the one before it: posts that had an expert and posts that
 * had none are two binomials, and new posts a third (exact for two figures and a constant target). −INFINITY
 * where impossible.
 */
PR_API double pr_persons_log(const pr_post_t *post, size_t halves, const double *persons, const int *target);
/* Chances that a post has an expert `months` later: given that it has one, and for a new post; and that a new
   post then has a trainee. */
PR_API void pr_post_chances(const pr_post_t *post, int months, double *stays, double *fills, double *learns);

/* Growth figures of one year as fractions, NAN where there is none; fresh: not yet in the prior. */
typedef struct {
    int year;
    double definitive, provisional[2]; /* 0 spring, 1 September */
    bool fresh, fresh_provisional[2];
} pr_index_year_t;

/* ln of the density of what is fresh: definitive figures given the one of the year before, definitive less
   provisional where both are known, the latest provisional figure where the definitive one is not. Years
   ascend. Terms without a fresh figure are left out: they are in the prior. */
PR_API double pr_index_figures_log(const pr_index_inputs_t *inputs, size_t n, const pr_index_year_t *year);

/* ---- The posterior of a scenario ---- */

/* What figures inform. */
typedef enum {
    PR_EVIDENCE_DEMAND,  /* new residents: uptake, awareness, launches, factors per municipality */
    PR_EVIDENCE_HOURS,   /* hours where residents wait: hours a resident, community work */
    PR_EVIDENCE_PERSONS, /* experts at work and all their hours: hazards, size, cost and hours of a post */
    PR_EVIDENCE_INDEX,   /* published figures */
    PR_EVIDENCES
} pr_evidence_kind_t;

/*
 * One uncertain setting that was sampled, in the user's unit. Where its posterior can't be told from its
 * prior (docs/calibration.md, "What stays as it was") `told` is false: then the prior stands exactly,
 * `posterior` is the prior's and there is no fit. `tied`: it goes together with something in the posterior.
 */
typedef struct {
    size_t setting; /* in scenario->setting */
    pr_evidence_kind_t evidence;
    bool told, tied;
    double prior_mean, prior_sd, prior_p05, prior_p95;
    pr_summary_t posterior;
    double moved;       /* (posterior mean − prior mean) ÷ prior sd */
    double rhat, ess;   /* of its score */
    double ess_mean;    /* effective draws for the mean */
    pr_draws_fit_t fit; /* owned */
} pr_calibrated_t;

/* The factor G of a municipality that reported residents; `told` as above, or tied to something that was. */
typedef struct {
    size_t municipality;
    bool told;
    double prior_p05, prior_p95; /* of Gamma(k, 1/k), k at its mean; its mean is 1 */
    pr_summary_t posterior;
    pr_draws_fit_t fit; /* owned */
} pr_calibrated_factor_t;

/* Kinds of figures that are counted: those of reports, then published ones. */
enum { PR_FIGURE_KINDS = PR_REPORTED_KINDS + 1 };

/* Figures of one kind: how many there are, and how many bear on something uncertain. */
typedef struct {
    size_t read, used;
} pr_figures_account_t;

/* One reported figure beside what the model said of it. */
typedef struct {
    pr_reported_kind_t kind;
    int scope, half;
    double observed;
    pr_summary_t predicted;
    double rank;                       /* share of the replicates below it, ties for half */
    double z;                          /* (observed − mean) ÷ sd; NAN where the sd is 0 */
    double crps;                       /* in the unit of the figure */
    double chance_below, chance_above; /* of the replicates themselves, strictly below p10 and above p90 */
} pr_checked_t;

typedef struct {
    size_t count;
    pr_checked_t *figure; /* owned */
} pr_checks_t;

/* Figures that were reported themselves (sums over municipalities are not) outside their bands from 10 to
   90 %, and how many that would be on average by the forecasts themselves. */
typedef struct {
    size_t counted, above, below;
    double expected_above, expected_below;
} pr_outside_t;

/* How the figures of one kind were foreseen; municipalities for hours, reached and waiting. */
typedef struct {
    pr_coverage_t coverage; /* of the band from 10 to 90 % */
    pr_percentage_error_t error;
    double crps, prior_crps; /* means; the prior's is what calibration has to beat */
} pr_backtest_score_t;

typedef struct {
    int held_out;         /* half-year from which figures were kept apart; −1: no back-test */
    pr_checks_t forecast; /* of these, by what was known before them */
    pr_backtest_score_t score[PR_REPORTED_KINDS];
} pr_backtest_t;

typedef struct {
    const pr_scenario_t *scenario; /* borrowed */
    const pr_reported_t *reported; /* borrowed */
    const pr_published_list_t *published;
    size_t used[PR_EVIDENCES]; /* figures that each kind of evidence rests on; 0: its prior stands */
    pr_figures_account_t account[PR_FIGURE_KINDS];
    bool invented;                  /* some figures are marked so: nothing here is a finding */
    size_t count;                   /* parameters that were sampled */
    pr_calibrated_t *parameter;     /* [count], owned */
    size_t factor_count;            /* of municipalities that reported residents */
    pr_calibrated_factor_t *factor; /* [factor_count], owned */
    size_t correlated;              /* count + factor_count; 0 where nothing was sampled */
    double *correlation; /* [correlated²] of the normal scores, owned; 0 where the sampler's chance
                            could have made it */
    size_t draws;        /* kept of the posterior */
    double *score;       /* [draws][scenario->uncertain_count], owned; those not updated are NAN */
    double *factors;     /* [draws][factor_count], owned */
    double rhat, ess;    /* the worst of all chains */
    bool converged;
    pr_checks_t prior_check; /* every reported figure beside the scenario as it was */
    pr_backtest_t backtest;
} pr_calibration_t;

typedef struct {
    uint64_t seed;
    int threads;                       /* 0: all cores */
    uint64_t replicates;               /* of the checks and the back-test; 0: 1,000 */
    bool no_checks;                    /* the posterior only */
    size_t burn_in, steps;             /* of each chain, without a second look; 0: as long as it takes */
    const volatile sig_atomic_t *stop; /* may be NULL */
} pr_calibrate_options_t;

/*
 * The posterior of the scenario's uncertain parameters given what was reported and published. Without a
 * figure that informs anything count is 0 and nothing changes. 0 (also without convergence: see `converged`),
 * PR_INTERRUPTED, PR_ERR_INPUT with a sentence where the figures are impossible under the scenario,
 * PR_ERR_MEMORY. Free with pr_calibration_free in every case.
 */
PR_API int pr_calibrate_run(pr_calibration_t *self, const pr_scenario_t *scenario,
                            const pr_reported_t *reported, const pr_published_list_t *published,
                            const pr_calibrate_options_t *options, pr_errors_t *errors);
PR_API void pr_calibration_free(pr_calibration_t *self);
/* Figures that were read, published ones included. */
PR_API size_t pr_calibration_read(const pr_calibration_t *self);
/* Parameters whose posterior can be told from the prior; and whether anything changes at all, a new index
   figure or a correlation included. */
PR_API size_t pr_calibration_told(const pr_calibration_t *self);
PR_API bool pr_calibration_learnt(const pr_calibration_t *self);

/* 1 above p90, −1 below p10, else 0: a figure on an end of the band lies within it. */
PR_API int pr_checked_side(const pr_checked_t *self);
/* Whether the figure was reported itself: persons of the region, all others of a municipality. */
PR_API bool pr_checked_counts(const pr_checked_t *self);
PR_API void pr_checks_outside(const pr_checks_t *self, pr_outside_t *out);
/* Shares of n > 0 values strictly below `low` and strictly above `high`; `sorted` ascends. With ties these
   need not be those that the quantiles `low` and `high` are named after. */
PR_API void pr_band_chances(size_t n, const double *sorted, double low, double high, double *below,
                            double *above);

/* What a half-year report of a replicate would say; residents are fluid in the model and need not be whole.
   Half-years 0 … halves − 1. */
PR_API void pr_reported_from_ledger(pr_reported_t *self, const pr_scenario_t *scenario,
                                    const pr_ledger_t *ledger, int halves);

#endif
