/*
 * Scenarios on common random numbers. One experiment simulates a replicate of every scenario, so that each
 * difference is that of two futures with the same luck: draws are addressed by path, process, month and CBS
 * code, and no scenario can move those of another.
 *
 * A row of the experiment: the base's outcomes; then per other scenario its outcomes, the differences,
 * whether higher, whether lower, and the products that the ratios of means need. Outcomes are the series of
 * the shared plan and after them its spans.
 */
#include "analysis/compare.h"
#include "analysis/plan_worker.h"
#include "core/memory.h"
#include "engine/metrics.h"
#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* Equal values may differ by this much, relative to their size, where they are added up in another order. */
static const double SUMMING = 1e-11;

static const char COST[] = "cost.total.real";

/* Blocks of `outcomes` numbers that another scenario has in a row. */
typedef enum { BLOCK_VALUE, BLOCK_DIFFERENCE, BLOCK_HIGHER, BLOCK_LOWER, BLOCKS } block_t;

typedef struct {
    pr_comparison_t *out;
    pr_compare_side_t *side; /* [out->count] */
    double *rounding;        /* [outcomes]: what the rounding of cents alone can make of no difference */
    ptrdiff_t cost;          /* outcomes; −1 where there is none */
    ptrdiff_t bought[PR_BUYS];
    uint64_t seed;
    bool verify;
    _Atomic uint64_t broken; /* 1 + the replicate in which an identity failed */
} context_t;

typedef struct {
    size_t count;
    pr_replicate_t *replicate; /* [count] */
    double *row;               /* of one scenario's own plan */
} worker_t;

static size_t outcomes_of(const pr_comparison_t *self)
{
    return self->plan.count + self->span_count;
}

/* Where scenario `other` begins in a row. */
static size_t start_of(const pr_comparison_t *self, size_t other)
{
    size_t outcomes = outcomes_of(self);
    return other == 0 ? 0 : outcomes + (other - 1) * (BLOCKS * outcomes + PR_BUYS);
}

/* ---- one replicate ---- */

static void close_worker(void *context, void *worker)
{
    (void)context;
    worker_t *self = worker;
    if (self) {
        pr_replicates_free(self->replicate, self->count);
        pr_free(self->row);
        pr_free(self);
    }
}

static int open_worker(void *context, void **worker)
{
    const context_t *compare = context;
    worker_t *self = pr_new(1, sizeof *self);
    size_t most = 0;
    *worker = self;
    if (!self) {
        return PR_ERR_MEMORY;
    }
    self->count = compare->out->count;
    for (size_t k = 0; k < self->count; k++) {
        most = compare->side[k].plan.count > most ? compare->side[k].plan.count : most;
    }
    self->replicate = pr_new(self->count, sizeof *self->replicate);
    self->row = pr_new(most, sizeof *self->row);
    int status = self->replicate && self->row ? 0 : PR_ERR_MEMORY;
    for (size_t k = 0; k < self->count && status == 0; k++) {
        status = pr_replicate_init(&self->replicate[k], compare->out->scenario[k]);
    }
    return status;
}

/* The shared outcomes of a scenario from its own row. */
static void take_outcomes(const pr_comparison_t *self, const size_t *from, const double *row, double *out)
{
    for (size_t i = 0; i < self->plan.count; i++) {
        out[i] = row[from[i]];
    }
    for (size_t i = 0; i < self->span_count; i++) {
        const pr_compare_span_t *span = &self->span[i];
        double sum = 0;
        for (size_t year = 0; year < span->count; year++) {
            sum += out[span->first + year];
        }
        out[self->plan.count + i] = span->mean ? sum / (double)span->count : sum;
    }
}

static double difference_of(double a, double b, double rounding)
{
    double difference = b - a;
    return fabs(difference) <= rounding + SUMMING * (1 + fabs(a) + fabs(b)) ? 0 : difference;
}

static void compare_outcomes(const context_t *self, const double *base, double *start)
{
    size_t outcomes = outcomes_of(self->out);
    double *difference = start + BLOCK_DIFFERENCE * outcomes, *higher = start + BLOCK_HIGHER * outcomes,
           *lower = start + BLOCK_LOWER * outcomes, *product = start + BLOCKS * outcomes;
    for (size_t i = 0; i < outcomes; i++) {
        double d = difference[i] = difference_of(base[i], start[i], self->rounding[i]);
        higher[i] = isnan(d) ? d : d > 0;
        lower[i] = isnan(d) ? d : d < 0;
    }
    for (size_t i = 0; i < PR_BUYS; i++) {
        bool known = self->cost >= 0 && self->bought[i] >= 0;
        product[i] = known ? difference[self->cost] * difference[self->bought[i]] : NAN;
    }
}

static int simulate(const context_t *self, pr_replicate_t *replicate, size_t k, uint64_t number,
                    pr_errors_t *errors)
{
    const pr_scenario_t *scenario = self->out->scenario[k];
    int status = pr_replicate_simulate(replicate, scenario, self->seed, number);
    return status == 0 && self->verify ? pr_replicate_verify(replicate, scenario, errors) : status;
}

static int draw(void *context, void *worker, uint64_t number, double *row)
{
    context_t *self = context;
    worker_t *mine = worker;
    for (size_t k = 0; k < mine->count; k++) {
        int status = simulate(self, &mine->replicate[k], k, number, NULL);
        if (status != 0) {
            if (status == PR_ERR_IDENTITY) {
                atomic_store(&self->broken, number + 1);
            }
            return status;
        }
        double *start = row + start_of(self->out, k);
        pr_plan_record(&self->side[k].plan, &mine->replicate[k], mine->row);
        take_outcomes(self->out, self->side[k].from, mine->row, start);
        if (k > 0) {
            compare_outcomes(self, row, start);
        }
    }
    return 0;
}

/* ---- the run ---- */

/* Says what broke by simulating the replicate once more. */
static void explain_broken(context_t *self, pr_errors_t *errors)
{
    uint64_t broken = atomic_load(&self->broken);
    void *worker = NULL;
    if (broken > 0 && open_worker(self, &worker) == 0) {
        pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                      "an identity does not hold in replicate %llu:", (unsigned long long)(broken - 1));
        for (size_t k = 0; k < self->out->count; k++) {
            simulate(self, &((worker_t *)worker)->replicate[k], k, broken - 1, errors);
        }
    }
    close_worker(self, worker);
}

/* Each line of each year is rounded to a cent, in both scenarios. */
static double *cents_of_rounding(const pr_comparison_t *self)
{
    size_t count = 0, most = 0;
    const pr_metric_t *metric = pr_metric_table(&count);
    double *out = pr_new(outcomes_of(self), sizeof *out);
    for (size_t k = 0; k < self->count; k++) {
        most = self->scenario[k]->line_count > most ? self->scenario[k]->line_count : most;
    }
    for (size_t i = 0; out && i < outcomes_of(self); i++) {
        const pr_compare_span_t *span = i < self->plan.count ? NULL : &self->span[i - self->plan.count];
        const pr_series_t *series = &self->plan.series[span ? span->first : i];
        bool money = strncmp(metric[series->metric].unit, "EUR", 3) == 0;
        bool year = !span && series->period.kind == PR_PERIOD_YEAR;
        size_t years = span ? span->count : year ? 1 : (size_t)self->scenario[0]->years;
        out[i] = money ? 0.01 * (double)(most * years) : 0;
    }
    return out;
}

static ptrdiff_t outcome_of_span(const pr_comparison_t *self, const char *metric, pr_part_t part)
{
    ptrdiff_t span = pr_compare_find_span(self, metric, 0, part);
    return span < 0 ? -1 : (ptrdiff_t)self->plan.count + span;
}

static ptrdiff_t find_bought(const pr_comparison_t *self, pr_buys_t what)
{
    switch (what) {
    case PR_BUYS_REACHED:
        return outcome_of_span(self, "service.residents_reached", PR_PART_WHOLE);
    case PR_BUYS_BACKLOG:
        return outcome_of_span(self, "service.backlog_residents", PR_PART_WHOLE);
    default:
        return pr_plan_find(&self->plan, "service.wait_months", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    }
}

/* The base's outcomes stand first in a row, within the ensemble's first pass. */
static size_t find_headlines(const pr_comparison_t *self, size_t *out)
{
    static const char *const names[] = {"cost.total", "surplus.reduction_net", "service.residents_reached",
                                        "deployment.hours"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ptrdiff_t found = pr_plan_find(&self->plan, names[i], 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
        if (found >= 0) {
            out[count++] = (size_t)found;
        }
    }
    return count;
}

/* As in a run of one scenario: money and the index vary little. Only differences are shown with quantiles. */
static unsigned char *mark_narrow(const pr_comparison_t *self, size_t series)
{
    size_t count = 0;
    const pr_metric_t *metric = pr_metric_table(&count);
    unsigned char *narrow = pr_new(series, 1);
    for (size_t k = 1; narrow && k < self->count; k++) {
        unsigned char *difference = narrow + start_of(self, k) + BLOCK_DIFFERENCE * outcomes_of(self);
        for (size_t i = 0; i < self->plan.count; i++) {
            difference[i] = !metric[self->plan.series[i].metric].monthly;
        }
    }
    return narrow;
}

static int run_experiment(context_t *context, const pr_run_options_t *options, pr_errors_t *errors)
{
    pr_comparison_t *self = context->out;
    size_t headline[8];
    pr_experiment_t experiment = {.series = start_of(self, self->count),
                                  .context = context,
                                  .open = open_worker,
                                  .close = close_worker,
                                  .draw = draw};
    unsigned char *narrow = mark_narrow(self, experiment.series);
    if (!narrow) {
        return PR_ERR_MEMORY;
    }
    experiment.narrow = narrow;
    pr_ensemble_options_t ensemble = options->ensemble;
    ensemble.headline = headline;
    ensemble.headline_count = find_headlines(self, headline);
    ensemble.curve_count = 0;
    int status = pr_ensemble_run(&self->ensemble, &experiment, &ensemble, errors);
    explain_broken(context, errors);
    pr_free(narrow);
    return status;
}

static int match_and_run(context_t *context, const pr_run_options_t *options, pr_errors_t *errors)
{
    pr_comparison_t *self = context->out;
    int status = context->side ? pr_compare_match(self, context->side) : PR_ERR_MEMORY;
    if (status == 0) {
        context->rounding = cents_of_rounding(self);
        status = context->rounding ? 0 : PR_ERR_MEMORY;
    }
    if (status != 0) {
        return pr_errors_add(errors, status, NULL, 0, "the comparison could not be prepared: %s",
                             pr_errors_words(errors, pr_status_name(status)));
    }
    context->cost = outcome_of_span(self, COST, PR_PART_WHOLE);
    for (pr_buys_t what = 0; what < PR_BUYS; what++) {
        context->bought[what] = find_bought(self, what);
    }
    return run_experiment(context, options, errors);
}

int pr_compare_run(pr_comparison_t *self, const pr_scenario_t *const *scenario, size_t count,
                   const pr_run_options_t *options, pr_errors_t *errors)
{
    *self = (pr_comparison_t){.scenario = scenario, .count = count, .seed = options->seed};
    if (count < 2) {
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "%zu scenarios were given: expected two or more to compare", count);
    }
    int status = 0;
    for (size_t k = 1; k < count; k++) {
        int checked = pr_compare_check(scenario[0], scenario[k], errors);
        status = status ? status : checked;
    }
    if (status != 0) {
        return status;
    }
    context_t context = {.out = self,
                         .side = pr_new(count, sizeof *context.side),
                         .seed = options->seed,
                         .verify = options->verify};
    status = match_and_run(&context, options, errors);
    for (size_t k = 0; context.side && k < count; k++) {
        pr_compare_side_free(&context.side[k]);
    }
    pr_free(context.side);
    pr_free(context.rounding);
    return status;
}

void pr_compare_free(pr_comparison_t *self)
{
    pr_plan_free(&self->plan);
    pr_free(self->span);
    pr_ensemble_free(&self->ensemble);
    memset(self, 0, sizeof *self);
}

/* ---- what came out ---- */

pr_difference_t pr_compare_at(const pr_comparison_t *self, size_t other, size_t outcome)
{
    size_t outcomes = outcomes_of(self);
    const pr_summary_t *base = self->ensemble.summary + outcome,
                       *start = self->ensemble.summary + start_of(self, other) + outcome;
    bool defined = start[BLOCK_DIFFERENCE * outcomes].undefined == 0;
    return (pr_difference_t){.base = base,
                             .other = start + BLOCK_VALUE * outcomes,
                             .difference = start + BLOCK_DIFFERENCE * outcomes,
                             .higher = defined ? start[BLOCK_HIGHER * outcomes].mean : NAN,
                             .lower = defined ? start[BLOCK_LOWER * outcomes].mean : NAN};
}

static const pr_difference_t nothing = {.higher = NAN, .lower = NAN};

pr_difference_t pr_compare_find(const pr_comparison_t *self, size_t other, const char *metric, int scope,
                                pr_period_t period)
{
    ptrdiff_t series = pr_plan_find(&self->plan, metric, scope, period);
    return series < 0 ? nothing : pr_compare_at(self, other, (size_t)series);
}

pr_difference_t pr_compare_span(const pr_comparison_t *self, size_t other, const char *metric, int scope,
                                pr_part_t part)
{
    ptrdiff_t span = pr_compare_find_span(self, metric, scope, part);
    return span < 0 ? nothing : pr_compare_at(self, other, self->plan.count + (size_t)span);
}

/*
 * R = ȳ/x̄; var R ≈ (s_y² − 2 R s_xy + R² s_x²) / (n x̄²), s_xy = (mean of xy − x̄ ȳ) n/(n − 1).
 * A constant has no covariance, whatever the rounding of the products says.
 */
static pr_purchase_t ratio(const pr_summary_t *y, const pr_summary_t *x, double product, double n)
{
    const double per = 100000;
    double r = y->mean / x->mean;
    bool constant = x->sd == 0 || y->sd == 0;
    double covariance = constant ? 0 : (product - x->mean * y->mean) * n / (n - 1);
    double variance = y->sd * y->sd - 2 * r * covariance + r * r * x->sd * x->sd;
    return (pr_purchase_t){PR_BUYS_KNOWN, per * r, per * sqrt(fmax(variance, 0) / n) / fabs(x->mean)};
}

pr_purchase_t pr_compare_buys(const pr_comparison_t *self, size_t other, pr_buys_t what)
{
    ptrdiff_t cost = outcome_of_span(self, COST, PR_PART_WHOLE), bought = find_bought(self, what);
    pr_purchase_t out = {PR_BUYS_UNDEFINED, NAN, NAN};
    if (cost < 0 || bought < 0) {
        return out;
    }
    const pr_summary_t *x = pr_compare_at(self, other, (size_t)cost).difference,
                       *y = pr_compare_at(self, other, (size_t)bought).difference;
    size_t product = start_of(self, other) + BLOCKS * outcomes_of(self) + (size_t)what;
    if (x->mean == 0) {
        out.status = PR_BUYS_SAME_COST;
    } else if (!(fabs(x->mean) >= 2 * x->se)) {
        out.status = PR_BUYS_UNCLEAR_COST;
    } else if (y->undefined == 0) {
        out = ratio(y, x, self->ensemble.summary[product].mean, (double)self->ensemble.replicates);
    }
    return out;
}
