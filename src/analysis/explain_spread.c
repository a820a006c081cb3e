/* Why a figure of a scenario spreads: parameters against chance, and which parameters. */
#include "analysis/kept.h"
#include "analysis/plan_worker.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/explain.h>
#include <string.h>

typedef struct {
    const pr_scenario_t *scenario;
    const char *metric;
    pr_plan_t plan;
    size_t series;
    uint64_t seed;
    double *value;     /* [replicates], of the ordinary replicates */
    double *parameter; /* [settings that are uncertain][replicates] */
    size_t *setting;   /* [uncertain] */
    size_t uncertain;  /* settings */
    uint64_t most;     /* replicates that are kept */
} spread_t;

static int open_worker(void *context, void **worker)
{
    const spread_t *self = context;
    return pr_plan_worker_open(self->scenario, &self->plan, worker);
}

static int draw_at(void *context, void *worker, uint64_t parameters, uint64_t noise, double *out)
{
    const spread_t *self = context;
    pr_plan_worker_t *my = worker;
    int status = pr_replicate_simulate_at(&my->replicate, self->scenario, self->seed, parameters, noise);
    if (status == 0) {
        pr_plan_record(&self->plan, &my->replicate, my->row);
        *out = my->row[self->series];
    }
    return status;
}

/* An ordinary replicate: the figure and every uncertain parameter are kept at their place. */
static int draw_ordinary(void *context, void *worker, uint64_t number, double *row)
{
    spread_t *self = context;
    int status = draw_at(context, worker, number, number, row);
    if (status == 0) {
        const char *inputs = (const char *)&((pr_plan_worker_t *)worker)->replicate.inputs;
        self->value[number] = *row;
        for (size_t i = 0; i < self->uncertain; i++) {
            memcpy(&self->parameter[i * self->most + number],
                   inputs + self->scenario->setting[self->setting[i]].offset, sizeof(double));
        }
    }
    return status;
}

/* Puts a correlation in its place among the strongest. */
static void rank_driver(pr_explain_spread_t *out, pr_driver_t driver)
{
    size_t place = out->drivers;
    while (place > 0 && fabs(out->driver[place - 1].correlation) < fabs(driver.correlation)) {
        place--;
    }
    if (place == PR_DRIVERS) {
        return;
    }
    out->drivers += out->drivers < PR_DRIVERS;
    for (size_t i = out->drivers - 1; i > place; i--) {
        out->driver[i] = out->driver[i - 1];
    }
    out->driver[place] = driver;
}

/* Leaves out the replicates in which the figure has no value; returns how many are left. */
static size_t drop_undefined(spread_t *self, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(self->value[i])) {
            self->value[kept] = self->value[i];
            for (size_t p = 0; p < self->uncertain; p++) {
                self->parameter[p * self->most + kept] = self->parameter[p * self->most + i];
            }
            kept++;
        }
    }
    return kept;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool successes_decide(const pr_scenario_t *scenario)
{
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        if (gate->rule.choose == PR_CHOOSE_EVALUATION && gate->outcome == PR_EVALUATE_SUCCESS) {
            return true;
        }
    }
    return false;
}

/* Can a setting move a figure? What is told afterwards, benefits and the balance before the pool, moves
   nothing else; what a gate finds is the exception. */
static bool can_move(const spread_t *self, const char *setting)
{
    const char *metric = self->metric;
    bool balance = begins(metric, "surplus.before") || begins(metric, "surplus.after") ||
                   begins(metric, "surplus.shortfall");
    if (begins(setting, "benefit.")) {
        return begins(metric, "benefit.") || begins(metric, "value.") ||
               (strcmp(setting, "benefit.success_share") == 0 && successes_decide(self->scenario));
    }
    if (begins(setting, "surplus.")) {
        return balance;
    }
    return begins(metric, "index.") ? begins(setting, "index.")
                                    : !begins(metric, "surplus.before") || begins(setting, "demand.");
}

static int find_drivers(spread_t *self, size_t count, pr_explain_spread_t *out)
{
    size_t n = drop_undefined(self, count);
    double *rank = pr_new(n, sizeof *rank), *other = pr_new(n, sizeof *other);
    int status = rank && other ? pr_ranks(n, self->value, rank) : PR_ERR_MEMORY;
    out->replicates = n;
    out->chance = n > 1 ? 3.3 / sqrt((double)n - 1) : INFINITY;
    for (size_t i = 0; i < self->uncertain && status == 0 && n > 2; i++) {
        if (!can_move(self, self->scenario->setting[self->setting[i]].path)) {
            continue;
        }
        status = pr_ranks(n, &self->parameter[i * self->most], other);
        double rho = status == 0 ? pr_correlation_of(n, rank, other) : NAN;
        if (isfinite(rho) &&
            fabs(rho) >
                out->chance) { /* its error where both are normal: (1 − ρ²)/√(n − 1), about right for ranks */
            rank_driver(out, (pr_driver_t){self->setting[i], rho, (1 - rho * rho) / sqrt((double)n - 1)});
        }
    }
    pr_free(rank);
    pr_free(other);
    return status;
}

static int run_ordinary(spread_t *self, const pr_ensemble_options_t *options, pr_explain_spread_t *out,
                        pr_errors_t *errors)
{
    pr_experiment_t experiment = {.series = 1,
                                  .context = self,
                                  .open = open_worker,
                                  .close = pr_plan_worker_close,
                                  .draw = draw_ordinary};
    uint64_t kept = 0;
    int status = pr_kept_run(&experiment, self->most, options, &kept, errors);
    if (status == 0 || status == PR_INTERRUPTED) {
        int found = find_drivers(self, kept, out);
        status = found ? found : status;
    }
    return status;
}

static int prepare(spread_t *self, const pr_explain_item_t *item)
{
    const pr_scenario_t *scenario = self->scenario;
    int status = pr_plan_init(&self->plan, scenario, item->detail);
    ptrdiff_t found = status == 0 ? pr_plan_find(&self->plan, item->metric, item->scope, item->period) : -1;
    if (status != 0 || found < 0) {
        return status ? status : PR_ERR_DOMAIN;
    }
    self->series = (size_t)found;
    self->setting = scenario->uncertain;
    self->uncertain = scenario->uncertain_count;
    self->value = pr_new(self->most, sizeof *self->value);
    self->parameter = pr_new(self->uncertain * self->most, sizeof *self->parameter);
    return self->value && self->parameter ? 0 : PR_ERR_MEMORY;
}

int pr_explain_spread(pr_explain_spread_t *self, const pr_scenario_t *scenario, const pr_explain_item_t *item,
                      const pr_run_options_t *options, pr_errors_t *errors)
{
    uint64_t replicates = options->ensemble.replicates;
    spread_t spread = {.scenario = scenario,
                       .metric = item->metric,
                       .seed = options->seed,
                       .most = replicates < PR_DRIVERS_MOST ? replicates : PR_DRIVERS_MOST};
    pr_two_level_t design = {&spread, open_worker, pr_plan_worker_close, draw_at};
    memset(self, 0, sizeof *self);
    uint64_t draws = (replicates < PR_SPREAD_MOST ? replicates : PR_SPREAD_MOST) / PR_SPREAD_NOISE;
    int status = prepare(&spread, item);
    if (status == 0) {
        status = pr_variance_parts(&self->parts, &design, draws < 2 ? 2 : draws, PR_SPREAD_NOISE,
                                   &options->ensemble, errors);
    }
    if (status == 0) {
        status = run_ordinary(&spread, &options->ensemble, self, errors);
    }
    pr_plan_free(&spread.plan);
    pr_free(spread.value);
    pr_free(spread.parameter);
    return status;
}
