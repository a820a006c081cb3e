/*
 * What the model says of figures that are known: the scenario as it was beside every figure (which assumption
 * was off), and half-years held out beside what was known before them. The whole model is simulated, not the
 * likelihood: what the likelihood leaves out shows here.
 */
#include "analysis/calibrate.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/statistics.h>
#include <string.h>

static const uint64_t REPLICATES = 1000;

/* ---- what a report would say ---- */

static double sum_of_half(const pr_ledger_t *ledger, pr_month_series_t series, size_t scope, int half)
{
    const double *month = pr_ledger_row(ledger, series, scope);
    double sum = 0;
    for (int t = 6 * half; t < 6 * half + 6; t++) {
        sum += month[t];
    }
    return sum;
}

static double reported_of(const pr_ledger_t *ledger, pr_reported_kind_t kind, size_t scope, int half)
{
    switch (kind) {
    case PR_REPORTED_HOURS:
        return sum_of_half(ledger, PR_MONTH_DEPLOYMENT_HOURS, scope, half);
    case PR_REPORTED_REACHED:
        return sum_of_half(ledger, PR_MONTH_SERVED, scope, half);
    case PR_REPORTED_WAITING:
        return pr_ledger_row(ledger, PR_MONTH_BACKLOG, scope)[6 * half + 5];
    case PR_REPORTED_PERSONS:
    case PR_REPORTED_KINDS:
        break;
    }
    return pr_ledger_row(ledger, PR_MONTH_ACTIVE_PERSONS, 0)[6 * half + 5];
}

void pr_reported_from_ledger(pr_reported_t *self, const pr_scenario_t *scenario, const pr_ledger_t *ledger,
                             int halves)
{
    pr_reported_init(self);
    self->halves = halves;
    for (int half = 0; half < halves; half++) {
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            for (int kind = 0; kind < PR_REPORTED_PERSONS; kind++) {
                self->value[kind][1 + m][half] = reported_of(ledger, (pr_reported_kind_t)kind, 1 + m, half);
                self->figures++;
            }
        }
        self->value[PR_REPORTED_PERSONS][0][half] = reported_of(ledger, PR_REPORTED_PERSONS, 0, half);
        self->figures++;
    }
}

/* ---- which figures ---- */

/* The region's figure: its own, or the sum where every municipality has one. */
static double observed(const pr_reported_t *of, size_t municipalities, pr_reported_kind_t kind, int scope,
                       int half)
{
    if (scope > 0 || kind == PR_REPORTED_PERSONS) {
        return of->value[kind][scope][half];
    }
    double sum = 0;
    for (size_t m = 0; m < municipalities; m++) {
        sum += of->value[kind][1 + m][half];
    }
    return sum;
}

/* Lists figures of half-years from…to − 1 in a fixed order; counts them where `out` is NULL. */
static size_t list_figures(const pr_scenario_t *s, const pr_reported_t *of, int from, int to,
                           pr_checked_t *out)
{
    size_t count = 0;
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (int scope = 0; scope <= (int)s->municipality_count; scope++) {
            for (int half = from; half < to; half++) {
                double value = observed(of, s->municipality_count, (pr_reported_kind_t)kind, scope, half);
                if (isnan(value)) {
                    continue;
                }
                if (out) {
                    out[count] = (pr_checked_t){
                        .kind = (pr_reported_kind_t)kind, .scope = scope, .half = half, .observed = value};
                }
                count++;
            }
        }
    }
    return count;
}

/* ---- outside the band ---- */

void pr_band_chances(size_t n, const double *sorted, double low, double high, double *below, double *above)
{
    size_t under = 0, over = 0;
    while (under < n && sorted[under] < low) {
        under++;
    }
    while (over < n && sorted[n - 1 - over] > high) {
        over++;
    }
    *below = (double)under / (double)n;
    *above = (double)over / (double)n;
}

int pr_checked_side(const pr_checked_t *self)
{
    return (self->observed > self->predicted.p90) - (self->observed < self->predicted.p10);
}

bool pr_checked_counts(const pr_checked_t *self)
{
    return self->kind == PR_REPORTED_PERSONS || self->scope > 0;
}

void pr_checks_outside(const pr_checks_t *self, pr_outside_t *out)
{
    *out = (pr_outside_t){0};
    for (size_t i = 0; i < self->count; i++) {
        const pr_checked_t *figure = &self->figure[i];
        if (pr_checked_counts(figure)) {
            out->counted++;
            out->above += pr_checked_side(figure) > 0;
            out->below += pr_checked_side(figure) < 0;
            out->expected_above += figure->chance_above;
            out->expected_below += figure->chance_below;
        }
    }
}

/* ---- what the model says of them ---- */

typedef struct {
    const pr_calibration_t *posterior; /* NULL: the scenario as it is */
    const pr_scenario_t *scenario;
    const pr_checks_t *checks;
    uint64_t seed;
    double *row; /* [replicates][count] */
} prediction_t;

static int open_replicate(void *context, void **worker)
{
    const prediction_t *self = context;
    pr_replicate_t *replicate = pr_new(1, sizeof *replicate);
    *worker = replicate;
    return replicate ? pr_replicate_init(replicate, self->scenario) : PR_ERR_MEMORY;
}

static void close_replicate(void *context, void *worker)
{
    (void)context;
    if (worker) {
        pr_replicate_free(worker);
        pr_free(worker);
    }
}

/* A replicate's own scores where nothing was learnt, a draw of the posterior where something was. */
static void inputs_of(const prediction_t *self, uint64_t number, pr_inputs_t *out)
{
    const pr_scenario_t *s = self->scenario;
    const pr_calibration_t *of = self->posterior;
    double score[PR_MAX_UNCERTAIN];
    pr_scenario_scores(s, self->seed, number, score);
    size_t draw =
        of && of->draws > 0 ? (size_t)(number * 4001 % of->draws) : 0; /* 4001: far apart in the chain */
    for (size_t i = 0; of && of->draws > 0 && i < s->uncertain_count; i++) {
        double learnt = of->score[draw * s->uncertain_count + i];
        score[i] = isnan(learnt) ? score[i] : learnt;
    }
    pr_scenario_inputs(s, score, out);
    for (size_t k = 0; of && k < of->factor_count; k++) {
        out->demand_factor[of->factor[k].municipality] = of->factors[draw * of->factor_count + k];
    }
}

static int draw_report(void *context, void *worker, uint64_t number, double *row)
{
    const prediction_t *self = context;
    pr_replicate_t *replicate = worker;
    inputs_of(self, number, &replicate->inputs);
    int status = pr_replicate_simulate_with(replicate, self->scenario, self->seed, number);
    for (size_t i = 0; i < self->checks->count && status == 0; i++) {
        const pr_checked_t *figure = &self->checks->figure[i];
        row[i] = reported_of(&replicate->ledger, figure->kind, (size_t)figure->scope, figure->half);
        self->row[number * self->checks->count + i] = row[i];
    }
    return status;
}

static void compare(const prediction_t *self, uint64_t n, pr_checked_t *figure, size_t i, double *sorted)
{
    for (uint64_t r = 0; r < n; r++) {
        sorted[r] = self->row[r * self->checks->count + i];
    }
    pr_quantile_sort(sorted, n);
    figure->rank = pr_pit(n, sorted, figure->observed);
    figure->crps = pr_crps(n, sorted, figure->observed, true);
    pr_band_chances(n, sorted, figure->predicted.p10, figure->predicted.p90, &figure->chance_below,
                    &figure->chance_above);
    figure->z =
        figure->predicted.sd > 0 ? (figure->observed - figure->predicted.mean) / figure->predicted.sd : NAN;
}

/* Simulates and fills `checks`, whose figures are listed. */
static int predict(const pr_calibration_t *posterior, const pr_scenario_t *scenario, pr_checks_t *checks,
                   const pr_calibrate_options_t *options, pr_errors_t *errors)
{
    uint64_t n = options->replicates ? options->replicates : REPLICATES;
    prediction_t prediction = {posterior, scenario, checks, options->seed, NULL};
    pr_experiment_t experiment = {.series = checks->count,
                                  .context = &prediction,
                                  .open = open_replicate,
                                  .close = close_replicate,
                                  .draw = draw_report};
    pr_ensemble_options_t run = {
        .replicates = n, .threads = options->threads, .stop = options->stop, .all_or_nothing = true};
    pr_ensemble_t ensemble = {0};
    double *sorted = pr_new(n, sizeof *sorted);
    prediction.row = pr_new(n * (checks->count + 1), sizeof *prediction.row);
    int status =
        sorted && prediction.row ? pr_ensemble_run(&ensemble, &experiment, &run, errors) : PR_ERR_MEMORY;
    for (size_t i = 0; i < checks->count && status == 0; i++) {
        checks->figure[i].predicted = ensemble.summary[i];
        compare(&prediction, n, &checks->figure[i], i, sorted);
    }
    pr_ensemble_free(&ensemble);
    pr_free(prediction.row);
    pr_free(sorted);
    return status;
}

static int check(const pr_calibration_t *posterior, const pr_scenario_t *scenario, const pr_reported_t *of,
                 int from, int to, pr_checks_t *out, const pr_calibrate_options_t *options,
                 pr_errors_t *errors)
{
    out->count = list_figures(scenario, of, from, to, NULL);
    out->figure = pr_new(out->count + 1, sizeof *out->figure);
    if (!out->figure) {
        return PR_ERR_MEMORY;
    }
    list_figures(scenario, of, from, to, out->figure);
    return out->count > 0 ? predict(posterior, scenario, out, options, errors) : 0;
}

/* ---- back-test ---- */

static int score_kind(const pr_checks_t *forecast, const pr_checks_t *prior, int kind,
                      pr_backtest_score_t *out)
{
    double *x = pr_new(4 * (forecast->count + 1), sizeof *x);
    double *low = x, *high = x + forecast->count, *mean = x + 2 * forecast->count,
           *seen = x + 3 * forecast->count;
    size_t n = 0;
    if (!x) {
        return PR_ERR_MEMORY;
    }
    out->crps = out->prior_crps = 0;
    for (size_t i = 0; i < forecast->count; i++) {
        const pr_checked_t *figure = &forecast->figure[i];
        if ((int)figure->kind == kind && pr_checked_counts(figure)) {
            low[n] = figure->predicted.p10;
            high[n] = figure->predicted.p90;
            mean[n] = figure->predicted.mean;
            seen[n++] = figure->observed;
            out->crps += figure->crps;
            out->prior_crps += prior->figure[i].crps;
        }
    }
    out->coverage = pr_coverage(n, low, high, seen, 0.95);
    out->error = pr_percentage_error(n, mean, seen);
    out->crps = n ? out->crps / (double)n : NAN;
    out->prior_crps = n ? out->prior_crps / (double)n : NAN;
    pr_free(x);
    return 0;
}

/* The last half-year that was reported is kept apart; there must be an earlier one to learn from. */
static int hold_out(const pr_reported_t *of, const pr_scenario_t *scenario)
{
    int last = of->halves - 1;
    return last > 0 && list_figures(scenario, of, 0, last, NULL) > 0 ? last : -1;
}

static int backtest(pr_calibration_t *self, const pr_calibrate_options_t *options, pr_errors_t *errors)
{
    pr_backtest_t *out = &self->backtest;
    pr_calibration_t before;
    pr_checks_t prior = {0};
    out->held_out = hold_out(self->reported, self->scenario);
    if (out->held_out < 0) {
        return 0;
    }
    int status = pr_calibrate_posterior(&before, self->scenario, self->reported, self->published,
                                        out->held_out, options, errors);
    if (status == 0 && !before.converged) {
        out->held_out = -1; /* nothing to say: the posterior of all figures may still stand */
    } else if (status == 0) {
        status = check(&before, self->scenario, self->reported, out->held_out, self->reported->halves,
                       &out->forecast, options, errors);
    }
    if (status == 0 && out->held_out >= 0) {
        status = check(NULL, self->scenario, self->reported, out->held_out, self->reported->halves, &prior,
                       options, errors);
    }
    for (int kind = 0; kind < PR_REPORTED_KINDS && status == 0 && out->held_out >= 0; kind++) {
        status = score_kind(&out->forecast, &prior, kind, &out->score[kind]);
    }
    pr_free(prior.figure);
    pr_calibration_free(&before);
    return status;
}

int pr_calibrate_run(pr_calibration_t *self, const pr_scenario_t *scenario, const pr_reported_t *reported,
                     const pr_published_list_t *published, const pr_calibrate_options_t *options,
                     pr_errors_t *errors)
{
    int status =
        pr_calibrate_posterior(self, scenario, reported, published, reported->halves, options, errors);
    if (status != 0 || options->no_checks || !self->converged) {
        return status;
    }
    status = check(NULL, scenario, reported, 0, reported->halves, &self->prior_check, options, errors);
    return status == 0 ? backtest(self, options, errors) : status;
}
