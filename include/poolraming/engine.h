/*
 * The engine: replicates in rounds over threads, reduced in replicate order, so that the same scenario, seed
 * and count give the same bytes for any number of threads; and the outcomes of a scenario as the engine
 * records them.
 */
#ifndef POOLRAMING_ENGINE_H
#define POOLRAMING_ENGINE_H

#include <poolraming/allocation.h>
#include <poolraming/benefit.h>
#include <poolraming/budget.h>
#include <poolraming/policy.h>
#include <poolraming/pool.h>
#include <poolraming/quasirandom.h>
#include <poolraming/scenario.h>
#include <signal.h>

/* ---- Ensembles: any function of a replicate that fills a row of numbers ---- */

enum {
    PR_ROUND = 1024,            /* replicates a round */
    PR_EXACT_REPLICATES = 4096, /* up to here quantiles are exact (type 7), above they are counted */
    PR_CURVE_POINTS = 99,       /* a curve holds the quantiles 1 %…99 % */
    PR_SCRAMBLINGS = 16         /* groups of replicates where these are not independent */
};

/* Statistics of one series over the replicates; NaN where undefined. */
typedef struct {
    double mean, sd, se;
    double p05, p10, p25, p50, p75, p90, p95;
    uint64_t undefined; /* replicates in which the outcome has no value (NaN) */
    double se_plain; /* sd/√n: the mean's standard error had the replicates been independent; where they are,
                        it is se. The quantiles are told no better than by this one. */
} pr_summary_t;

/* Whether replicates are independent of each other, or only the groups that they are dealt over: number k of
   a round of PR_ROUND falls in group k mod PR_SCRAMBLINGS. Then `se` follows from the groups:
   src/engine/groups.h. */
typedef enum {
    PR_GROUPS_NONE,     /* independent: se = sd/√n */
    PR_GROUPS_CONTINUE, /* the same groups in every round */
    PR_GROUPS_RENEW     /* each round has groups of its own */
} pr_grouping_t;

/* A series that is an exact multiple of another in every replicate: its statistics follow from that one's. */
typedef struct {
    size_t of;     /* itself where it is no multiple */
    double factor; /* > 0 */
} pr_multiple_t;

/* What is simulated. `draw` fills row[0 … series) for a replicate; it must be a pure function of `replicate`.
   `open` makes a workspace for one thread, `close` frees it (also NULL). Callbacks return 0 or PR_ERR_*. */
typedef struct {
    size_t series;
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    int (*draw)(void *context, void *worker, uint64_t replicate, double *row);
    const unsigned char *narrow;   /* per series: 1 where quantiles deserve 14 mantissa bits; may be NULL */
    const pr_multiple_t *multiple; /* per series, of one that is no multiple itself; may be NULL */
    double negligible;             /* counted quantiles take a smaller |x| for 0; 0: 1e-9 */
} pr_experiment_t;

typedef struct {
    uint64_t replicates; /* at most this many */
    double precision; /* > 0: stop when se < precision·|mean| for all headline series, looking at 1,024·2^k */
    const size_t *headline; /* series that the precision stop looks at */
    size_t headline_count;
    const size_t *curve; /* series of which a curve is kept */
    size_t curve_count;
    pr_grouping_t grouping;
    int threads;                       /* 0: all cores */
    const volatile sig_atomic_t *stop; /* set by the caller to end after the current round; may be NULL */
    bool all_or_nothing;               /* what is stopped is of no use: end after the replicate at hand,
                                          with PR_INTERRUPTED and no statistics */
    void (*progress)(void *context, uint64_t done,
                     uint64_t most); /* between rounds, from the calling thread */
    void *progress_context;
} pr_ensemble_options_t;

typedef struct {
    size_t series;
    pr_summary_t *summary; /* [series], owned */
    double *curve;         /* [curve_count][PR_CURVE_POINTS], owned */
    uint64_t replicates;   /* that the summaries hold */
    bool interrupted;
    double precision;      /* asked for; 0: none */
    double relative_error; /* the largest se ÷ |mean| of the headline series; not finite where a mean is 0 */
    bool precision_reached; /* asked for, and relative_error is below it */
    bool counted;           /* quantiles are counted, not exact */
} pr_ensemble_t;

/* Runs an experiment. 0, PR_INTERRUPTED (whole rounds were kept) or PR_ERR_*. `self` is overwritten; free it
   with pr_ensemble_free in every case. */
PR_API int pr_ensemble_run(pr_ensemble_t *self, const pr_experiment_t *experiment,
                           const pr_ensemble_options_t *options, pr_errors_t *errors);
PR_API void pr_ensemble_free(pr_ensemble_t *self);

/* ---- Outcomes of a scenario ---- */

typedef enum { PR_PERIOD_YEAR, PR_PERIOD_HALF, PR_PERIOD_MONTH, PR_PERIOD_ALL } pr_period_kind_t;

typedef struct {
    pr_period_kind_t kind;
    int year; /* 0 for PR_PERIOD_ALL */
    int part; /* half 1…2, month 1…12, else 0 */
} pr_period_t;

/* "2026", "2026-H1", "2026-03" or "all"; `out` has at least 16 bytes. */
PR_API void pr_period_format(pr_period_t period, char out[16]);

typedef enum {
    PR_AGGREGATE_SUM,      /* flows and money */
    PR_AGGREGATE_MEAN,     /* mean of month-ends, or of the months where defined */
    PR_AGGREGATE_LAST,     /* stocks and the index */
    PR_AGGREGATE_RATIO,    /* ratio of the period's sums */
    PR_AGGREGATE_CLEARANCE /* stock at the end ÷ monthly outflow of the last twelve months */
} pr_aggregation_t;

/* One metric of interface.md; the metric table is the list of them in the order of results.csv. */
typedef struct {
    const char *id;   /* "cost.<line>": the part in <> is filled in per line, theme, role or payer */
    const char *unit; /* "EUR", "persons", "hours", "months", "share", … */
    pr_aggregation_t aggregation;
    bool monthly;      /* lives on the month axis (months, half-years, years), else per budget year */
    bool local;        /* also per municipality */
    bool by_half;      /* drawn per half-year: no months */
    const char *label; /* in English; pr_metric_label */
} pr_metric_t;

/* All metrics, *count of them, in the order of results.csv; static: not to be freed. */
PR_API const pr_metric_t *pr_metric_table(size_t *count);
/* What a metric is, in that language; a constant. */
PR_API const char *pr_metric_label(const pr_metric_t *self, pr_lang_t lang);

/* One series: an outcome of a scope in a period. */
typedef struct {
    size_t metric; /* in the metric table */
    int item;      /* line, theme, role or payer, else −1 */
    int scope;     /* 0 the region, 1 + m municipality m */
    pr_period_t period;
} pr_series_t;

typedef enum {
    PR_DETAIL_STANDARD, /* months of the region; half-years and years of the municipalities */
    PR_DETAIL_FULL      /* months of the municipalities too */
} pr_detail_t;

/* How many series of each kind an outcome has in a scope, in this order; then comes `all`. */
typedef struct {
    int years, halves, months;
    int first_year; /* of the years */
} pr_metric_periods_t;

/* The series of one outcome and scope stand together: years, half-years, months, all. */
typedef struct {
    size_t metric; /* in the metric table */
    int item;      /* line, theme, role or payer, else −1 */
    int scope;
    size_t first, count; /* its series */
    pr_metric_periods_t periods;
} pr_plan_group_t;

/* The plan of a run: which series there are, in the order of results.csv: the region first, then what is
   known per municipality. */
typedef struct {
    const pr_scenario_t *scenario; /* borrowed: must outlive the plan */
    pr_detail_t detail;
    size_t count;
    pr_series_t *series; /* [count], owned */
    size_t group_count;
    pr_plan_group_t *group;      /* [group_count], owned */
    pr_multiple_t *multiple;     /* [count], owned */
    double weeks[PR_MAX_MONTHS]; /* of each month of the axis: days / 7 */
} pr_plan_t;

/* Which series a scenario has; borrows the scenario. 0 or PR_ERR_MEMORY; free it in every case. */
PR_API int pr_plan_init(pr_plan_t *self, const pr_scenario_t *scenario, pr_detail_t detail);
PR_API void pr_plan_free(pr_plan_t *self);

/* The id of a series' metric with its line, theme or role filled in; returns the length. */
PR_API size_t pr_plan_metric_name(const pr_plan_t *self, size_t series, char *out, size_t size);

/* Index of a series by metric name ("cost.total", "service.theme.armoede"), scope and period; −1 where there
   is none. */
PR_API ptrdiff_t pr_plan_find(const pr_plan_t *self, const char *metric, int scope, pr_period_t period);

/* The outcomes that a run leads with and that the precision stop looks at: series of the plan over all years,
   cost.total first. Returns how many. */
enum { PR_HEADLINES = 4 };
PR_API size_t pr_plan_headlines(const pr_plan_t *self, size_t out[PR_HEADLINES]);

/* One replicate, whole: what the ensemble saw and what --draw prints. */
typedef struct {
    uint64_t replicate;
    pr_inputs_t inputs;
    pr_index_path_t index;
    pr_budget_t budget;
    pr_ledger_t ledger;
    pr_residents_t residents; /* reached; only where an allocation policy asks for them */
    pr_decisions_t decisions; /* of the gates; then `budget` follows them */
    double surplus_shock[PR_MAX_YEARS];
    pr_surplus_t surplus;
    pr_benefit_t benefit;
} pr_replicate_t;

/* Memory for the replicates of one scenario, one after the other: none is asked for while they are simulated.
   0, PR_ERR_MEMORY or PR_ERR_DOMAIN; free it in every case. */
PR_API int pr_replicate_init(pr_replicate_t *self, const pr_scenario_t *scenario);
PR_API void pr_replicate_free(pr_replicate_t *self);
/* Draws the parameters and simulates all months, a pure function of scenario, seed and replicate; what `self`
   held is overwritten. 0 or a negative code where the parameters drawn lead nowhere. */
PR_API int pr_replicate_simulate(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                                 uint64_t replicate);

/* The same with the parameters of one replicate and the processes of another: what is not known and what is
   chance have numbers of their own. */
PR_API int pr_replicate_simulate_at(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                                    uint64_t parameters, uint64_t processes);
/* The same with the parameters that are in self->inputs already. */
PR_API int pr_replicate_simulate_with(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                                      uint64_t processes);

/* ---- Where the parameters of the replicates come from ---- */

typedef enum {
    PR_SAMPLING_MC,   /* every replicate its own draws (default) */
    PR_SAMPLING_LHS,  /* Latin hypercubes: PR_SCRAMBLINGS new ones in each round of PR_ROUND replicates */
    PR_SAMPLING_SOBOL /* PR_SCRAMBLINGS scramblings of one Sobol' sequence, which go on from round to round */
} pr_sampling_t;

/* "mc", "lhs", "sobol" */
PR_API const char *pr_sampling_name(pr_sampling_t sampling);
/* Whether every group gets a whole number of points, two at least. If not, *below (0 where there is none) and
 *above are the nearest numbers of replicates that do. */
PR_API bool pr_sampling_fits(pr_sampling_t sampling, uint64_t replicates, uint64_t *below, uint64_t *above);
/* How an ensemble must take its standard errors. */
PR_API pr_grouping_t pr_sampling_grouping(pr_sampling_t sampling);
/* Over how many independent groups so many replicates are dealt; with mc every one is its own. */
PR_API uint64_t pr_sampling_groups(pr_sampling_t sampling, uint64_t replicates);

/*
 * The parameters of replicate k. Dimension i of a point is uncertain parameter i of the scenario, in the
 * order of its settings; the copula comes after. mc: by the replicate's number. sobol: point k div 16 of
 * scrambling k mod 16. lhs: of round r = k div 1,024, which has s replicates (1,024 but in the last), point
 * (k mod 1,024) div 16 of Latin hypercube 16 r + k mod 16, which has s/16 points: so a run that ends after
 * whole rounds has whole hypercubes, and only replicates of a last, smaller round depend on `replicates`.
 * Read only once made: threads share it.
 */
typedef struct {
    pr_sampling_t sampling;
    const pr_scenario_t *scenario; /* borrowed */
    uint64_t seed, replicates;
    pr_sobol_t sobol; /* owned; of PR_SAMPLING_SOBOL */
} pr_sampler_t;

/* `replicates` must fit, else PR_ERR_DOMAIN; so must, for sobol, the number of uncertain parameters. 0 or
   PR_ERR_*; free it in every case. */
PR_API int pr_sampler_init(pr_sampler_t *self, pr_sampling_t sampling, const pr_scenario_t *scenario,
                           uint64_t seed, uint64_t replicates);
PR_API void pr_sampler_free(pr_sampler_t *self);
/* score[uncertain_count]; replicate < replicates unless sampling is mc. */
PR_API void pr_sampler_scores(const pr_sampler_t *self, uint64_t replicate, double *score);
/* pr_replicate_simulate with these parameters and the processes of the replicate's own number. */
PR_API int pr_sampler_simulate(const pr_sampler_t *self, pr_replicate_t *out, uint64_t replicate);

/* Every identity of a replicate; 0 or PR_ERR_IDENTITY with a sentence each. */
PR_API int pr_replicate_verify(const pr_replicate_t *self, const pr_scenario_t *scenario,
                               pr_errors_t *errors);

/* Fills row[plan->count] from a replicate. */
PR_API void pr_plan_record(const pr_plan_t *self, const pr_replicate_t *replicate, double *row);
/* The same but for multiples of other series, which are left as they are. */
PR_API void pr_plan_record_own(const pr_plan_t *self, const pr_replicate_t *replicate, double *row);

/* The central path: every shock at 0, every parameter at its mean, every gate on its planned path; never
 * depends on seed or replicates. */
typedef struct {
    pr_index_path_t index;
    pr_budget_t budget;
    pr_surplus_t surplus;     /* nothing settled: settlement depends on people, who have no central path */
    pr_residents_t residents; /* expected; only where scenario->allocation_shown, else 0 */
} pr_central_t;

/* Every parameter at its mean and every shock at 0: no seed, no replicates. 0 or a negative
   code. */
PR_API int pr_central_path(const pr_scenario_t *scenario, pr_central_t *out);

/* ---- A run of one scenario ---- */

/* Some of the years together. */
typedef enum {
    PR_PART_DECIDED,    /* up to the scenario's `decided_until`; in a comparison the base's */
    PR_PART_INDICATIVE, /* after it */
    PR_PART_WHOLE,      /* both */
    PR_PARTS
} pr_part_t;

/* The sum of an outcome over the decided or the indicative years, replicate by replicate: for the tables,
   which results.csv has not. */
typedef struct {
    size_t first, count; /* its years: series of the plan, one at least */
    pr_part_t part;
} pr_run_span_t;

typedef struct {
    pr_plan_t plan;
    pr_central_t central;
    pr_ensemble_t
        ensemble;        /* summaries by series of the plan; curve 0 is cost.total over all years. Of a ratio
                            of means: the ratio as `mean`, its bootstrap standard error and quantiles */
    pr_run_span_t *span; /* [span_count], owned: summaries plan.count … of the ensemble */
    size_t span_count;
    size_t
        risk_count; /* summaries plan.count + span_count … and curves 1 … of the ensemble; see pr_run_risk */
    uint64_t seed;
    pr_sampling_t sampling;
} pr_run_t;

typedef struct {
    uint64_t seed;
    pr_detail_t detail;
    bool verify;                    /* check every identity after each replicate */
    bool risk;                      /* keep the amounts of pr_run_risk */
    pr_sampling_t sampling;         /* of the parameters; replicates must fit it */
    pr_ensemble_options_t ensemble; /* replicates, precision, threads, stop, progress */
} pr_run_options_t;

/* Simulates a scenario, which must outlive the run; the same bytes for any number of threads. 0,
   PR_INTERRUPTED (the run is whole as far as it got) or PR_ERR_*, told in `errors`; free it in every case. */
PR_API int pr_run_scenario(pr_run_t *self, const pr_scenario_t *scenario, const pr_run_options_t *options,
                           pr_errors_t *errors);
PR_API void pr_run_free(pr_run_t *self);

/* The summary of a metric, scope and period; NULL where the run has no such series. */
PR_API const pr_summary_t *pr_run_find(const pr_run_t *self, const char *metric, int scope,
                                       pr_period_t period);
/* The same over a part of the years; NULL where there is none. There are parts of municipality.net_effect
   and, for the region, of cost.total, surplus.shortfall and service.residents_reached. */
PR_API const pr_summary_t *pr_run_part(const pr_run_t *self, const char *metric, int scope, pr_part_t part);

/*
 * What the municipalities must find beyond what they budget, euros over a part of the years; negative where
 * something is left. They budget reduction R⁰ and contribution E⁰ of the central path
 * (begrotingswijziging.csv), and count on the surplus for R⁰. With R, E and the surplus before the pool S of
 * a replicate: cost  = Σ (R + E) − (R⁰ + E⁰)      what indexation, drawn amounts and gates make of it total =
 * cost + Σ max(0, R⁰ − S)    and what the surplus falls short of so that total = Σ R + E − E⁰ − min(R⁰, S):
 * nothing is counted twice. A region's shortage is split by that year's key. Settlement is left out: it comes
 * after the year, and is hours not delivered. Overspending is the contractor's.
 */
typedef enum { PR_RISK_COST, PR_RISK_TOTAL, PR_RISKS } pr_risk_t;

/* NULL where the run kept none, or where no surplus is given (PR_RISK_TOTAL). */
PR_API const pr_summary_t *pr_run_risk(const pr_run_t *self, pr_risk_t risk, int scope, pr_part_t part);
/* Its quantile at 1 … 99 percent: the amount that suffices with that certainty; NAN where there is none. */
PR_API double pr_run_risk_at(const pr_run_t *self, pr_risk_t risk, int scope, pr_part_t part, int percent);

#endif
