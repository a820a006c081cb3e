/*
 * What each option costs and reaches, replicate by replicate. One experiment simulates a replicate of every
 * option; the ensemble gives threads, rounds and a way to stop, the figures themselves are kept beside it,
 * each at its own place.
 */
#include "analysis/compare.h"
#include "analysis/decide.h"
#include "analysis/kept.h"
#include "analysis/plan_worker.h"
#include "core/memory.h"
#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* ---- one replicate ---- */

static double discount(const pr_scenario_t *scenario, double rate, int year)
{
    return pow(1 + rate, scenario->price_level_year - year);
}

/* Residents reached from month `from` to before `to` of the axis. */
static double reached_between(const pr_scenario_t *scenario, const pr_ledger_t *ledger, int from, int to)
{
    const double *served = pr_ledger_row(ledger, PR_MONTH_SERVED, 0);
    double sum = 0;
    for (int t = from < 0 ? 0 : from; t < to && t < scenario->months; t++) {
        sum += served[t];
    }
    return sum;
}

static bool is_short(const pr_scenario_t *scenario, const pr_replicate_t *replicate, int from)
{
    bool any = false;
    for (int y = from - scenario->first_year; y < scenario->years; y++) {
        any = any || replicate->surplus.shortfall[0][y].cents > 0;
    }
    return any;
}

void pr_flows_of(const pr_scenario_t *scenario, const pr_replicate_t *replicate, int from, double *flow)
{
    const pr_benefit_t *benefit = &replicate->benefit;
    bool sourced = scenario->has_surplus && !scenario->surplus_is_assumption;
    memset(flow, 0, PR_FLOWS * sizeof *flow);
    for (int y = from - scenario->first_year; y < scenario->years + PR_BENEFIT_TAIL; y++) {
        int year = scenario->first_year + y, month = 12 * (year - scenario->month_year);
        double factor = discount(scenario, replicate->inputs.benefit.discount_rate, year);
        flow[PR_FLOW_AVOIDED] += factor * benefit->cashable[y];
        flow[PR_FLOW_SUCCESSES] += factor * benefit->successes[y];
        if (y < scenario->years) {
            double reached = reached_between(scenario, &replicate->ledger, month, month + 12);
            flow[PR_FLOW_COST] +=
                factor * pr_benefit_cost(scenario, &replicate->budget, &replicate->surplus, y);
            flow[PR_FLOW_REACHED] += factor * reached;
            flow[PR_FLOW_RESIDENTS] += reached;
        }
    }
    flow[PR_FLOW_SHORTFALL] = sourced ? is_short(scenario, replicate, from) : NAN;
}

/* ---- what is not known ---- */

static const struct {
    const char *prefix;
    pr_group_t group;
} prefixes[] = {{"workforce.", PR_GROUP_PEOPLE},
                {"volunteers.", PR_GROUP_PEOPLE},
                {"deployment.", PR_GROUP_DEPLOYMENT},
                {"municipalities.", PR_GROUP_DEPLOYMENT},
                {"modes.", PR_GROUP_DEPLOYMENT},
                {"circles.", PR_GROUP_DEPLOYMENT},
                {"communities.", PR_GROUP_DEPLOYMENT},
                {"demand.", PR_GROUP_DEMAND},
                {"population.", PR_GROUP_DEMAND},
                {"benefit.", PR_GROUP_BENEFIT},
                {"index.", PR_GROUP_INDEX}};

const char *pr_group_id(pr_group_t group)
{
    static const char *const id[PR_GROUPS] = {"people", "deployment", "demand", "benefit", "index", "money"};
    return id[group];
}

pr_group_t pr_group_of(const char *path)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(path, prefixes[i].prefix, strlen(prefixes[i].prefix)) == 0) {
            return prefixes[i].group;
        }
    }
    return PR_GROUP_MONEY;
}

double pr_unknown_value(const pr_weighed_t *unknown, double score)
{
    return pr_dist_from_normal(&unknown->setting->dist, score);
}

/* Which unknown a setting is; self->unknowns where it is new. */
static size_t find_unknown(const pr_decide_draws_t *self, const char *path)
{
    size_t found = 0;
    while (found < self->unknowns && strcmp(self->unknown[found].setting->path, path) != 0) {
        found++;
    }
    return found;
}

static int collect_unknowns(pr_decide_draws_t *self)
{
    size_t most = 0;
    for (size_t k = 0; k < self->options; k++) {
        most += self->scenario[k]->uncertain_count;
    }
    self->unknown = pr_new(most, sizeof *self->unknown);
    self->place = pr_new(self->options * PR_MAX_UNCERTAIN, sizeof *self->place);
    for (size_t k = 0; self->unknown && self->place && k < self->options; k++) {
        for (size_t i = 0; i < self->scenario[k]->uncertain_count; i++) {
            const pr_setting_t *setting = &self->scenario[k]->setting[self->scenario[k]->uncertain[i]];
            size_t at = find_unknown(self, setting->path);
            self->place[k * PR_MAX_UNCERTAIN + i] = at;
            if (at == self->unknowns) {
                self->unknown[self->unknowns++] = (pr_weighed_t){setting, pr_group_of(setting->path), k};
            }
        }
    }
    return self->unknown && self->place ? 0 : PR_ERR_MEMORY;
}

/* The scores as the parameters have them: correlated ones through the copula. */
static void correlate(const pr_scenario_t *scenario, double *score)
{
    const pr_correlated_t *correlation = &scenario->correlation;
    double together[PR_MAX_UNCERTAIN];
    for (size_t i = 0; i < correlation->count; i++) {
        together[i] = score[correlation->score[i]];
    }
    if (correlation->count > 0) {
        pr_copula_apply(&correlation->copula, together, together);
    }
    for (size_t i = 0; i < correlation->count; i++) {
        score[correlation->score[i]] = together[i];
    }
}

/* Holds one parameter at a score: independent scores that make the copula give it, and the others as they
   were. */
static void hold(const pr_scenario_t *scenario, size_t held, double score, double *independent)
{
    const pr_correlated_t *correlation = &scenario->correlation;
    double wanted[PR_MAX_UNCERTAIN];
    if (!scenario->setting[scenario->uncertain[held]].correlated) {
        independent[held] = score;
        return;
    }
    memcpy(wanted, independent, scenario->uncertain_count * sizeof *wanted);
    correlate(scenario, wanted);
    wanted[held] = score;
    for (size_t i = 0; i < correlation->count; i++) { /* forward substitution */
        const double *row = correlation->copula.lower + i * correlation->copula.d;
        double rest = wanted[correlation->score[i]];
        for (size_t j = 0; j < i; j++) {
            rest -= row[j] * independent[correlation->score[j]];
        }
        independent[correlation->score[i]] = rest / row[i];
    }
}

/* ---- the experiment ---- */

typedef struct {
    const pr_decide_draws_t *draws;
    size_t first, count; /* options simulated */
    double *flow[PR_FLOWS];
    size_t stride;  /* replicates a flow has room for */
    ptrdiff_t held; /* unknown held at `score`; −1: none */
    double score;
    _Atomic int last_year[PR_DECIDE_OPTIONS]; /* see pr_decide_draws_t */
    pr_decide_draws_t *whole; /* also what a replicate knows; NULL where one parameter is held */
} context_t;

typedef struct {
    size_t count;
    pr_replicate_t *replicate; /* [count] */
} worker_t;

static void close_worker(void *context, void *worker)
{
    (void)context;
    worker_t *self = worker;
    if (self) {
        pr_replicates_free(self->replicate, self->count);
        pr_free(self);
    }
}

static int open_worker(void *context, void **worker)
{
    const context_t *decide = context;
    worker_t *self = pr_new(1, sizeof *self);
    *worker = self;
    if (!self) {
        return PR_ERR_MEMORY;
    }
    self->replicate = pr_new(decide->count, sizeof *self->replicate);
    self->count = self->replicate ? decide->count : 0;
    int status = self->replicate ? 0 : PR_ERR_MEMORY;
    for (size_t k = 0; k < decide->count && status == 0; k++) {
        status = pr_replicate_init(&self->replicate[k], decide->draws->scenario[decide->first + k]);
    }
    return status;
}

static int simulate(const context_t *self, size_t option, pr_replicate_t *replicate, uint64_t number)
{
    double score[PR_MAX_UNCERTAIN];
    const pr_scenario_t *scenario = self->draws->scenario[option];
    pr_scenario_scores(scenario, self->draws->seed, number, score);
    for (size_t i = 0; self->held >= 0 && i < scenario->uncertain_count; i++) {
        if (self->draws->place[option * PR_MAX_UNCERTAIN + i] == (size_t)self->held) {
            hold(scenario, i, self->score, score);
        }
    }
    pr_scenario_inputs(scenario, score, &replicate->inputs);
    return pr_replicate_simulate_with(replicate, scenario, self->draws->seed, number);
}

/* The last year in which the option reaches anybody, of this replicate and those before it. */
static void keep_last_year(context_t *self, size_t option, const pr_replicate_t *replicate)
{
    const pr_scenario_t *scenario = self->draws->scenario[option];
    int kept = atomic_load(&self->last_year[option]), year = scenario->last_year;
    for (; year > kept && year >= scenario->month_year; year--) {
        int month = 12 * (year - scenario->month_year);
        if (reached_between(scenario, &replicate->ledger, month, month + 12) > 0) {
            break;
        }
    }
    while (year > kept && year >= scenario->month_year &&
           !atomic_compare_exchange_weak(&self->last_year[option], &kept, year)) {
    }
}

/* What a study would see in an option. */
static void keep_seen(pr_decide_draws_t *self, size_t option, const pr_replicate_t *replicate,
                      uint64_t number)
{
    const pr_scenario_t *scenario = self->scenario[option];
    size_t at = option * self->replicates + number;
    int end = self->data_until + 1 - 12 * scenario->month_year - self->follow_months;
    self->success_share[at] = replicate->inputs.benefit.success_share;
    self->reachable[at] = (size_t)floor(reached_between(scenario, &replicate->ledger, 0, end) + 1e-9);
}

/* The scores of a replicate. */
static void keep_scores(pr_decide_draws_t *self, uint64_t number)
{
    double score[PR_MAX_UNCERTAIN];
    for (size_t k = 0, known = 0; known < self->unknowns; k++) { /* the others own nothing new */
        const pr_scenario_t *scenario = self->scenario[k];
        pr_scenario_scores(scenario, self->seed, number, score);
        correlate(scenario, score);
        for (size_t i = 0; i < scenario->uncertain_count; i++) {
            size_t at = self->place[k * PR_MAX_UNCERTAIN + i];
            if (self->unknown[at].owner == k) {
                self->score[at * self->replicates + number] = score[i];
                known++;
            }
        }
    }
}

static int draw(void *context, void *worker, uint64_t number, double *row)
{
    context_t *self = context;
    worker_t *mine = worker;
    int status = 0;
    for (size_t k = 0; k < mine->count && status == 0; k++) {
        double flow[PR_FLOWS];
        const pr_scenario_t *scenario = self->draws->scenario[self->first + k];
        status = simulate(self, self->first + k, &mine->replicate[k], number);
        pr_flows_of(scenario, &mine->replicate[k], self->draws->from, flow);
        for (size_t f = 0; f < PR_FLOWS; f++) {
            self->flow[f][k * self->stride + number] = flow[f];
        }
        if (self->whole) {
            keep_seen(self->whole, k, &mine->replicate[k], number);
            keep_last_year(self, k, &mine->replicate[k]);
        }
    }
    if (status == 0 && self->whole) {
        keep_scores(self->whole, number);
    }
    *row = 0;
    return status;
}

static int run(context_t *context, const pr_ensemble_options_t *options, uint64_t *replicates,
               pr_errors_t *errors)
{
    pr_experiment_t experiment = {
        .series = 1, .context = context, .open = open_worker, .close = close_worker, .draw = draw};
    return pr_kept_run(&experiment, context->stride, options, replicates, errors);
}

int pr_decide_moved(const pr_decide_draws_t *self, size_t unknown, double score, size_t option,
                    size_t replicates, const pr_ensemble_options_t *options, double *out, pr_errors_t *errors)
{
    uint64_t done = 0;
    context_t context = {.draws = self,
                         .first = option,
                         .count = 1,
                         .stride = replicates,
                         .held = (ptrdiff_t)unknown,
                         .score = score};
    for (size_t f = 0; f < PR_FLOWS; f++) {
        context.flow[f] = out + f * replicates;
    }
    return run(&context, options, &done, errors);
}

/* ---- the draws ---- */

/* The decision is about the first year that no option calls decided. */
static int decision_year(const pr_scenario_t *const *scenario, size_t options, int asked)
{
    int year = scenario[0]->first_year;
    for (size_t k = 0; k < options; k++) {
        year = scenario[k]->decided_until >= year ? scenario[k]->decided_until + 1 : year;
    }
    return asked != 0 ? asked : year;
}

static int check(const pr_scenario_t *const *scenario, size_t options, int from,
                 const pr_decide_options_t *how, pr_errors_t *errors)
{
    int status = 0;
    if (options < 2 || options > PR_DECIDE_OPTIONS) {
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "%zu options were given: expected 2 to %d to choose from", options,
                             PR_DECIDE_OPTIONS);
    }
    for (size_t k = 1; k < options; k++) {
        int checked = pr_compare_check(scenario[0], scenario[k], errors);
        status = status ? status : checked;
        for (size_t i = 0; i < k; i++) {
            if (strcmp(pr_id_of(scenario[i]), pr_id_of(scenario[k])) == 0 && scenario[i] != scenario[k]) {
                status = pr_errors_add(errors, PR_ERR_INPUT, scenario[k]->path, 0,
                                       "two options have the id %s: expected an id of its own for each",
                                       pr_id_of(scenario[k]));
            }
        }
    }
    if (status == 0 && (from < scenario[0]->first_year || from > scenario[0]->last_year)) {
        status = pr_errors_add(errors, PR_ERR_INPUT, scenario[0]->path, 0,
                               "%d is no year of the budget: expected one from %d to %d to decide from", from,
                               scenario[0]->first_year, scenario[0]->last_year);
    }
    uint64_t n = how->run.ensemble.replicates;
    if (n < PR_DECIDE_LEAST || n > PR_DECIDE_MOST) {
        status = pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                               "the number of replicates asked for is %llu: expected %d to %d to decide on",
                               (unsigned long long)n, PR_DECIDE_LEAST, PR_DECIDE_MOST);
    }
    return status;
}

static int open_draws(pr_decide_draws_t *self)
{
    int status = collect_unknowns(self);
    for (size_t f = 0; f < PR_FLOWS && status == 0; f++) {
        self->flow[f] = pr_new(self->options * self->replicates, sizeof(double));
        status = self->flow[f] ? 0 : PR_ERR_MEMORY;
    }
    self->score = pr_new(self->unknowns * self->replicates, sizeof *self->score);
    self->success_share = pr_new(self->options * self->replicates, sizeof *self->success_share);
    self->reachable = pr_new(self->options * self->replicates, sizeof *self->reachable);
    return status == 0 && self->score && self->success_share && self->reachable ? 0 : PR_ERR_MEMORY;
}

/* After an interruption: rows of what was asked for become rows of what there is. */
static void shorten(double *block, size_t rows, size_t from, size_t to)
{
    for (size_t i = 1; i < rows && to < from; i++) {
        memmove(block + i * to, block + i * from, to * sizeof *block);
    }
}

static void keep_whole_rounds(pr_decide_draws_t *self, size_t done)
{
    for (size_t f = 0; f < PR_FLOWS; f++) {
        shorten(self->flow[f], self->options, self->replicates, done);
    }
    shorten(self->score, self->unknowns, self->replicates, done);
    self->replicates = done;
}

int pr_decide_simulate(pr_decide_draws_t *self, const pr_scenario_t *const *scenario, size_t options,
                       const pr_decide_options_t *how, pr_errors_t *errors)
{
    *self = (pr_decide_draws_t){.scenario = scenario,
                                .options = options,
                                .replicates = (size_t)how->run.ensemble.replicates,
                                .seed = how->run.seed};
    self->from = options > 0 ? decision_year(scenario, options, how->from) : 0;
    int status = check(scenario, options, self->from, how, errors);
    if (status != 0) {
        return status;
    }
    pr_decide_study_months(self);
    if (open_draws(self) != 0) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    uint64_t done = 0;
    context_t context = {
        .draws = self, .count = options, .stride = self->replicates, .held = -1, .whole = self};
    memcpy(context.flow, self->flow, sizeof context.flow);
    status = run(&context, &how->run.ensemble, &done, errors);
    if (status == 0 || status == PR_INTERRUPTED) {
        for (size_t k = 0; k < options; k++) {
            self->last_year[k] = atomic_load(&context.last_year[k]);
        }
        pr_decide_observe(self, (size_t)done);
        keep_whole_rounds(self, (size_t)done);
        self->interrupted = status == PR_INTERRUPTED;
    }
    return status;
}

void pr_decide_draws_free(pr_decide_draws_t *self)
{
    for (size_t f = 0; f < PR_FLOWS; f++) {
        pr_free(self->flow[f]);
    }
    pr_free(self->unknown);
    pr_free(self->place);
    pr_free(self->score);
    pr_free(self->success_share);
    pr_free(self->reachable);
    memset(self, 0, sizeof *self);
}

void pr_decide_payoffs(const pr_decide_draws_t *self, double value, double success_value, double *nb)
{
    for (size_t i = 0; i < self->options * self->replicates; i++) {
        nb[i] = value * self->flow[PR_FLOW_REACHED][i] + success_value * self->flow[PR_FLOW_SUCCESSES][i] +
                self->flow[PR_FLOW_AVOIDED][i] - self->flow[PR_FLOW_COST][i];
    }
}
