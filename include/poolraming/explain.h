/*
 * One figure explained: the steps of the central path that lead to it, and the parts of its spread. Nothing
 * here reads, writes or prints. Steps are recomputed and compared with the model's own figure: an explanation
 * that tells another story than the model is an error, not a story.
 */
#ifndef POOLRAMING_EXPLAIN_H
#define POOLRAMING_EXPLAIN_H

#include <poolraming/engine.h>

/* ---- Which figure ---- */

typedef struct {
    char metric[256]; /* "surplus.reduction" */
    int scope;        /* 0 the region, 1 + m municipality m */
    pr_period_t period;
    pr_detail_t detail; /* that the plan needs to hold it */
} pr_explain_item_t;

/*
 * Finds a figure by words: a metric, a municipality's name or id (none: the region), and a period ("2025",
 * "2025-H2", "2025-03", "all"), in this order; a word may hold several. 0; PR_ERR_INPUT with one sentence
 * that gives the nearest name or what there is; PR_ERR_MEMORY.
 */
PR_API int pr_explain_find(pr_explain_item_t *self, const pr_scenario_t *scenario, const char *const *word,
                           size_t words, pr_errors_t *errors);

/* The scope that words mean: 0 the region ("", "region", "regio"), 1 + m municipality m by its name or id;
   PR_ERR_INPUT with a sentence that gives the nearest name. */
PR_API int pr_explain_scope(const pr_scenario_t *scenario, const char *name, pr_errors_t *errors);

/* ---- The central path ---- */

/* A growth figure that a year's index rests on. */
typedef struct {
    pr_series_id_t series;
    int year;
    bool definitive;           /* else provisional, or applied */
    double growth;             /* fraction; NaN where the rule corrects nothing */
    const pr_figure_t *figure; /* as published; NULL: projected */
    pr_vintage_t vintage;      /* of `figure` */
} pr_explain_figure_t;

typedef struct {
    int year;
    double growth; /* applied, fraction */
    pr_factor_t factor;
    pr_index_basis_t basis; /* of the factor */
    size_t figures;
    pr_explain_figure_t figure[6]; /* what the rule takes, per series of the class */
} pr_explain_growth_t;

/* One index class up to the last year that is explained. */
typedef struct {
    pr_index_class_t kind;
    size_t years; /* 0: the class is not used, or no year is indexed */
    pr_explain_growth_t year[PR_MAX_YEARS];
} pr_explain_index_t;

typedef struct {
    size_t line; /* in the scenario */
    pr_real_t real;
    pr_factor_t factor;
    pr_nominal_t nominal;
} pr_explain_line_t;

/* A municipality's part by largest remainder. */
typedef struct {
    int64_t floor;      /* cents, rounded down in size */
    int64_t remainder;  /* of total × weight, over the sum of the weights */
    size_t rank;        /* 1 is the largest remainder */
    bool extra;         /* got one of the cents that were left */
    pr_nominal_t share; /* of which the sign is the total's */
} pr_explain_share_t;

typedef struct {
    int year;
    size_t lines;
    pr_explain_line_t line[PR_MAX_LINES]; /* those booked here that have an amount; none for surplus.before */
    int64_t total;                        /* cents */
    int key;                              /* that splits the total, −1: not split */
    pr_allocation_id_t policy;            /* by which it is split, with that key as its base or fallback */
    pr_allocation_base_t base;            /* what the policy looked at; not for the key */
    int64_t mix[PR_MAX_MUNICIPALITIES];   /* of the mixed key: before floor and cap */
    int64_t weight[PR_MAX_MUNICIPALITIES]; /* by which the total is split */
    int64_t weights;                       /* their sum */
    size_t left;                           /* cents given out to the largest remainders */
    pr_explain_share_t share[PR_MAX_MUNICIPALITIES];
    int64_t cents; /* of the item's scope */
} pr_explain_year_t;

typedef enum {
    PR_EXPLAIN_NONE,   /* depends on people, who have no central path */
    PR_EXPLAIN_INDEX,  /* index.ova */
    PR_EXPLAIN_LINES,  /* cost.*, surplus.reduction, execution.contribution */
    PR_EXPLAIN_BALANCE /* surplus.before */
} pr_explain_kind_t;

typedef struct {
    pr_explain_kind_t kind;
    bool real;            /* in prices of the price-level year: no index */
    bool certain;         /* published figures and fixed amounts only: the same in every replicate */
    pr_channel_t channel; /* whose lines are summed; PR_CHANNELS: all, or one line */
    size_t years;
    pr_explain_year_t year[PR_MAX_YEARS];
    pr_explain_index_t index[PR_INDEX_CLASSES];
    int64_t cents; /* the figure; where it is an amount */
    double value;  /* the figure as results.csv would have it on the central path */
} pr_explain_path_t;

/* 0; PR_ERR_DOMAIN; PR_ERR_IDENTITY with a sentence where the steps do not end in the model's figure. */
PR_API int pr_explain_path(pr_explain_path_t *self, const pr_scenario_t *scenario,
                           const pr_central_t *central, const pr_explain_item_t *item, pr_errors_t *errors);

/* ---- Parts of a spread ---- */

/* A figure with two sources of variation, each under a number of its own. `draw` must be a pure function of
   the two numbers; `open` makes a workspace for one thread, `close` frees it (also NULL). 0 or PR_ERR_*. */
typedef struct {
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    int (*draw)(void *context, void *worker, uint64_t parameters, uint64_t noise, double *out);
} pr_two_level_t;

/*
 * One-way random-effects analysis of variance of R parameter draws × K noise draws (Searle, Casella &
 * McCulloch, "Variance Components", 1992, ch. 3). MSB and MSW are the mean squares between and within
 * parameter draws; Var(E[Y|parameters]) is estimated by (MSB − MSW)/K and E[Var(Y|parameters)] by MSW, both
 * without bias. The share is first/(first + second): what would be gone of the variance if all parameters
 * were known. It is not cut off at 0, so that its error can be judged. Standard error: jackknife over the
 * parameter draws.
 */
typedef struct {
    uint64_t draws;     /* R that count */
    uint64_t noise;     /* K */
    uint64_t undefined; /* parameter draws left out: the figure has no value in one of theirs */
    double parameter_variance, noise_variance;
    double parameter_share, share_se; /* NaN where nothing varies, or R < 3 */
} pr_variance_parts_t;

/* Draw (r, k) has parameter number r and noise number r K + k. `options` gives threads, stop and progress; R
   and K at least 2, else PR_ERR_DOMAIN. 0, PR_INTERRUPTED (whole draws were kept) or PR_ERR_*. */
PR_API int pr_variance_parts(pr_variance_parts_t *self, const pr_two_level_t *design, uint64_t draws,
                             uint64_t noise, const pr_ensemble_options_t *options, pr_errors_t *errors);

/* Ranks 1 … n, ties at their mean. 0 or PR_ERR_MEMORY. */
PR_API int pr_ranks(size_t n, const double *x, double *rank);
/* Pearson's correlation; of ranks it is Spearman's. NaN where either does not vary. */
PR_API double pr_correlation_of(size_t n, const double *x, const double *y);

enum {
    PR_DRIVERS = 5,
    PR_SPREAD_NOISE = 4,   /* K */
    PR_SPREAD_MOST = 8192, /* R K at most */
    PR_DRIVERS_MOST = 4096 /* replicates that the rank correlations look at */
};

/* A parameter that a figure goes along with. */
typedef struct {
    size_t setting; /* in the scenario */
    double correlation, se;
} pr_driver_t;

typedef struct {
    pr_variance_parts_t parts;
    uint64_t replicates; /* that the rank correlations rest on */
    double chance; /* of some sixty parameters without any say, one in twenty runs shows a correlation of
                      this size: 3.3/√(n − 1) */
    size_t drivers;
    pr_driver_t driver[PR_DRIVERS]; /* above `chance`, and of settings that can move the figure; by size, the
                                       strongest first */
} pr_explain_spread_t;

/* Parts and drivers of a figure. Replicates, seed and threads are those of `options`. 0, PR_INTERRUPTED or
   PR_ERR_*. */
PR_API int pr_explain_spread(pr_explain_spread_t *self, const pr_scenario_t *scenario,
                             const pr_explain_item_t *item, const pr_run_options_t *options,
                             pr_errors_t *errors);

#endif
