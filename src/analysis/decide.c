/*
 * The options by what a resident, or a success, is worth. Which worths are looked at follows from the options
 * themselves: a grid of round amounts past the last one at which the choice turns, and those at which it
 * does.
 */
#include "analysis/decide.h"
#include "core/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 10, SWITCHES = PR_DECIDE_OPTIONS - 1 };

static const double ROOM = 1.5;     /* a grid goes this far past the last switch */
static const double EMPTY = 5000.0; /* where it has none */

/* Residents that studies plan to follow. */
static const size_t study_size[] = {5, 10, 20, 30, 40, 60, 90, 120, 180, 240};

/* ---- the options ---- */

static const double *flow_of(const pr_decide_draws_t *draws, pr_flow_t flow, size_t option)
{
    return draws->flow[flow] + option * draws->replicates;
}

static void summarise_flows(pr_decide_t *self)
{
    const pr_decide_draws_t *draws = &self->draws;
    for (size_t k = 0; k < draws->options; k++) {
        for (pr_flow_t f = 0; f < PR_FLOWS; f++) {
            self->flow[f][k] = pr_mean_of(draws->replicates, flow_of(draws, f, k));
        }
        self->unit_cost[k] = pr_ratio_of_means(draws->replicates, flow_of(draws, PR_FLOW_COST, k),
                                               flow_of(draws, PR_FLOW_REACHED, k));
    }
}

/* Cost less what is avoided, and less what is worth something by the other yardstick: the intercept of the
   net benefit, so that the frontier turns where the choice does. */
static int find_frontier(pr_decide_t *self, pr_yardstick_t yardstick, double success_value,
                         pr_errors_t *errors)
{
    const pr_decide_draws_t *draws = &self->draws;
    size_t cells = draws->options * draws->replicates;
    double *cost = pr_new(cells, sizeof *cost);
    if (!cost) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    bool resident = yardstick == PR_YARDSTICK_RESIDENT;
    pr_decide_payoffs(draws, 0, resident ? success_value : 0, cost);
    for (size_t i = 0; i < cells; i++) {
        cost[i] = -cost[i];
    }
    int status = pr_frontier_of_replicates(draws->options, draws->replicates, cost,
                                           draws->flow[resident ? PR_FLOW_REACHED : PR_FLOW_SUCCESSES],
                                           self->frontier[yardstick], errors);
    pr_free(cost);
    return status;
}

static bool counts_successes(const pr_decide_t *self)
{
    bool all = true;
    for (size_t k = 0; k < self->draws.options; k++) {
        all = all && pr_benefit_info(self->draws.scenario[k]->benefit_method)->has_successes;
    }
    return all;
}

/* ---- which worths ---- */

static int by_worth(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Worths above 0 at which the next option on the frontier becomes best, ascending. */
static size_t switches_of(const pr_decide_t *self, pr_yardstick_t yardstick, double out[SWITCHES])
{
    size_t count = 0;
    for (size_t k = 0; k < self->draws.options; k++) {
        const pr_frontier_t *at = &self->frontier[yardstick][k];
        if (at->status == PR_FRONTIER_ON && at->icer.value > 0 && isfinite(at->icer.value)) {
            out[count++] = at->icer.value;
        }
    }
    qsort(out, count, sizeof *out, by_worth);
    return count;
}

/* The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below x > 0. */
static double round_up(double x)
{
    static const double digit[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(x)));
    size_t i = 0;
    while (i < 4 && digit[i] * power < x * (1 - 1e-12)) {
        i++;
    }
    return digit[i] * power;
}

static void add(pr_decide_t *self, pr_yardstick_t yardstick, pr_worth_t kind, double worth, double success)
{
    bool resident = yardstick == PR_YARDSTICK_RESIDENT;
    self->valuation[self->valuations++] = (pr_valuation_t){.yardstick = yardstick,
                                                           .kind = kind,
                                                           .worth = worth,
                                                           .value = resident ? worth : 0,
                                                           .success_value = resident ? success : worth};
}

/* The point of the grid within (low, high) that is nearest to `wanted`; NaN where there is none. */
static double point_within(double step, double low, double high, double wanted)
{
    double nearest = NAN;
    for (int i = 0; i <= STEPS; i++) {
        double x = i * step;
        if (x > low && x < high && !(fabs(x - wanted) >= fabs(nearest - wanted))) {
            nearest = x;
        }
    }
    return nearest;
}

/* Each choice is looked at once from nearby: the points just before the first switch and after the last, and
   between two switches the middle. */
static void mark_nearby(pr_decide_t *self, size_t first, double step, size_t count, const double *turn)
{
    for (size_t i = 0; i <= count; i++) {
        double low = i > 0 ? turn[i - 1] : -1, high = i < count ? turn[i] : INFINITY;
        double wanted = count == 0 ? EMPTY / 2 : i == 0 ? high : i == count ? low : (low + high) / 2;
        double at = point_within(step, low, high, wanted);
        for (size_t k = first; k < self->valuations; k++) {
            bool here = self->valuation[k].kind == PR_WORTH_GRID && self->valuation[k].worth == at;
            self->valuation[k].flipped = self->valuation[k].flipped || here;
            self->valuation[k].informed = self->valuation[k].informed || here;
        }
    }
}

static int by_valuation(const void *a, const void *b)
{
    const pr_valuation_t *x = a, *y = b;
    int yardstick = (x->yardstick > y->yardstick) - (x->yardstick < y->yardstick);
    int worth = (x->worth > y->worth) - (x->worth < y->worth);
    return yardstick ? yardstick : worth ? worth : (x->kind > y->kind) - (x->kind < y->kind);
}

static void value_by(pr_decide_t *self, pr_yardstick_t yardstick, const pr_decide_options_t *how)
{
    double turn[SWITCHES], success = isnan(how->success_value) ? 0 : how->success_value;
    size_t count = switches_of(self, yardstick, turn), first = self->valuations;
    bool given = !isnan(how->value);
    double most = count > 0 ? ROOM * turn[count - 1] : EMPTY;
    most = given && ROOM * how->value > most ? ROOM * how->value : most;
    double step = round_up(most / STEPS);
    for (int i = 0; i <= STEPS; i++) {
        if (i * step != how->value) { /* what is given has a row of its own */
            add(self, yardstick, PR_WORTH_GRID, i * step, success);
        }
    }
    for (size_t i = 0; i < count; i++) {
        add(self, yardstick, PR_WORTH_SWITCH, turn[i], success);
        self->valuation[self->valuations - 1].informed = !given;
    }
    if (given) {
        add(self, yardstick, PR_WORTH_GIVEN, how->value, success);
        self->valuation[self->valuations - 1].informed = true;
        self->valuation[self->valuations - 1].flipped = true;
    } else {
        mark_nearby(self, first, step, count, turn);
    }
}

static int compare_at(pr_decide_t *self, pr_valuation_t *valuation, double *nb, pr_errors_t *errors)
{
    const pr_payoffs_t payoffs = {self->draws.options, self->draws.replicates, nb};
    pr_decide_payoffs(&self->draws, valuation->value, valuation->success_value, nb);
    int status = pr_options_compare(&payoffs, valuation->option, &valuation->best, errors);
    return status ? status : pr_clairvoyance(&payoffs, &valuation->clairvoyance, errors);
}

static int value_options(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors)
{
    double success = isnan(how->success_value) ? 0 : how->success_value;
    bool asked = !isnan(how->value) || !isnan(how->success_value);
    self->yardsticks = asked || !counts_successes(self) ? 1 : PR_YARDSTICKS;
    self->valuation = pr_new(PR_DECIDE_VALUATIONS, sizeof *self->valuation);
    double *nb = pr_new(self->draws.options * self->draws.replicates, sizeof *nb);
    int status = self->valuation && nb ? 0 : pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    for (pr_yardstick_t y = 0; y < self->yardsticks && status == 0; y++) {
        status = find_frontier(self, y, success, errors);
        if (status == 0) {
            value_by(self, y, how);
        }
    }
    if (status == 0) {
        qsort(self->valuation, self->valuations, sizeof *self->valuation, by_valuation);
    }
    for (size_t i = 0; i < self->valuations && status == 0; i++) {
        status = compare_at(self, &self->valuation[i], nb, errors);
    }
    pr_free(nb);
    return status;
}

/* ---- the study that is budgeted ---- */

/* The evaluation lines of the option that the study looks at, in the year before the decision. */
static void cost_of_study(pr_decide_t *self)
{
    const pr_scenario_t *scenario = self->draws.scenario[self->draws.observed];
    int y = self->draws.from - 1 - scenario->first_year;
    double rate = scenario->central.benefit.discount_rate;
    for (size_t i = 0; y >= 0 && i < scenario->line_count; i++) {
        if (scenario->line[i].purpose == PR_PURPOSE_EVALUATION) {
            self->study_cost_real += scenario->central.line_real_eur[i][y];
        }
    }
    self->study_cost =
        self->study_cost_real * pow(1 + rate, scenario->price_level_year - (self->draws.from - 1));
}

/* No more sizes than can matter: the first one that nobody could follow is the last. */
static void choose_sizes(pr_decide_t *self)
{
    size_t most = 0;
    for (size_t r = 0; r < self->draws.replicates; r++) {
        most = self->draws.reachable[r] > most ? self->draws.reachable[r] : most;
    }
    while (self->sizes < PR_STUDY_SIZES && (self->sizes == 0 || self->size[self->sizes - 1] < most)) {
        self->size[self->sizes] = study_size[self->sizes];
        self->sizes++;
    }
}

int pr_decide_run(pr_decide_t *self, const pr_scenario_t *const *scenario, size_t options,
                  const pr_decide_options_t *how, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int simulated = pr_decide_simulate(&self->draws, scenario, options, how, errors);
    if (simulated < 0 || self->draws.replicates < PR_DECIDE_LEAST) {
        return simulated;
    }
    summarise_flows(self);
    cost_of_study(self);
    choose_sizes(self);
    self->regression.stop = how->run.ensemble.stop;
    int status = value_options(self, how, errors);
    status = status ? status : simulated; /* who asks to stop does not wait for regressions */
    status = status ? status : pr_decide_inform(self, how, errors);
    status = status ? status : pr_decide_flip(self, how, errors);
    for (size_t i = 0; i < self->valuations && !self->informed; i++) {
        self->valuation[i].informed = false; /* it was to be, and there was a stop */
    }
    self->draws.interrupted = status == PR_INTERRUPTED;
    return status;
}

void pr_decide_free(pr_decide_t *self)
{
    for (size_t i = 0; i < self->valuations; i++) {
        pr_free(self->valuation[i].information);
    }
    for (size_t i = 0; i < self->pieces; i++) {
        pr_free(self->piece[i].which);
    }
    pr_free(self->valuation);
    pr_free(self->piece);
    pr_free(self->flip);
    pr_decide_draws_free(&self->draws);
    memset(self, 0, sizeof *self);
}
