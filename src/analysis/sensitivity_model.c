/* The model as a function of parameters and of a number for its chance: see sensitivity_scenario.h. */
#include "analysis/plan_worker.h"
#include "core/memory.h"
#include "engine/metrics.h"
#include <poolraming/sensitivity_scenario.h>
#include <string.h>

int pr_scenario_model_init(pr_scenario_model_t *self, const pr_scenario_t *scenario,
                           const pr_explain_item_t *outcome, size_t outcomes, uint64_t seed)
{
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->seed = seed;
    pr_detail_t detail = PR_DETAIL_STANDARD;
    for (size_t i = 0; i < outcomes; i++) {
        detail = outcome[i].detail == PR_DETAIL_FULL ? PR_DETAIL_FULL : detail;
    }
    int status = pr_plan_init(&self->plan, scenario, detail);
    self->series = pr_new(outcomes, sizeof *self->series);
    if (status != 0 || !self->series) {
        return status ? status : PR_ERR_MEMORY;
    }
    for (self->outcomes = 0; self->outcomes < outcomes; self->outcomes++) {
        const pr_explain_item_t *item = &outcome[self->outcomes];
        ptrdiff_t found = pr_plan_find(&self->plan, item->metric, item->scope, item->period);
        if (found < 0) {
            return PR_ERR_DOMAIN;
        }
        self->series[self->outcomes] = (size_t)found;
    }
    return outcomes > 0 ? 0 : PR_ERR_DOMAIN;
}

void pr_scenario_model_free(pr_scenario_model_t *self)
{
    pr_plan_free(&self->plan);
    pr_free(self->series);
    memset(self, 0, sizeof *self);
}

int pr_sensitivity_find(pr_explain_item_t *self, const pr_scenario_t *scenario, const char *const *word,
                        size_t words, pr_errors_t *errors)
{
    size_t metrics = 0;
    int status = pr_explain_find(self, scenario, word, words, errors);
    const pr_metric_t *metric = pr_metric_table(&metrics);
    for (size_t i = 0; i < metrics && status == 0; i++) {
        if (pr_metric_sources[i].from == PR_FROM_RATIO && strcmp(metric[i].id, self->metric) == 0) {
            status =
                pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                              "%s is a ratio of means over the replicates and has no value in one of them: "
                              "expected an outcome that has, such as value.net_present",
                              self->metric);
        }
    }
    return status;
}

static int open_worker(void *context, void **worker)
{
    const pr_scenario_model_t *self = context;
    return pr_plan_worker_open(self->scenario, &self->plan, worker);
}

/* With the parameters that are in the worker's replicate already. */
static int evaluate(const pr_scenario_model_t *self, pr_plan_worker_t *my, uint64_t noise, double *y)
{
    int status = pr_replicate_simulate_with(&my->replicate, self->scenario, self->seed, noise);
    if (status == 0) {
        pr_plan_record(&self->plan, &my->replicate, my->row);
        for (size_t i = 0; i < self->outcomes; i++) {
            y[i] = my->row[self->series[i]];
        }
    }
    return status;
}

static int evaluate_scores(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    const pr_scenario_model_t *self = context;
    pr_scenario_inputs(self->scenario, x, &((pr_plan_worker_t *)worker)->replicate.inputs);
    return evaluate(self, worker, noise, y);
}

static int evaluate_values(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    const pr_scenario_model_t *self = context;
    pr_scenario_inputs_at(self->scenario, x, &((pr_plan_worker_t *)worker)->replicate.inputs);
    return evaluate(self, worker, noise, y);
}

static pr_sensitivity_model_t model_of(pr_scenario_model_t *self,
                                       int (*evaluation)(void *context, void *worker, const double *x,
                                                         uint64_t noise, double *y))
{
    return (pr_sensitivity_model_t){.inputs = self->scenario->uncertain_count,
                                    .outcomes = self->outcomes,
                                    .context = self,
                                    .open = open_worker,
                                    .close = pr_plan_worker_close,
                                    .evaluate = evaluation};
}

pr_sensitivity_model_t pr_scenario_model_of_scores(pr_scenario_model_t *self)
{
    return model_of(self, evaluate_scores);
}

pr_sensitivity_model_t pr_scenario_model_of_values(pr_scenario_model_t *self)
{
    return model_of(self, evaluate_values);
}

/* Gives all of set `from` the number of set `to`. */
static void join(size_t *set, size_t count, size_t from, size_t to)
{
    for (size_t i = 0; i < count; i++) {
        set[i] = set[i] == from ? to : set[i];
    }
}

size_t pr_scenario_together(const pr_scenario_t *scenario, size_t *together)
{
    const pr_correlated_t *of = &scenario->correlation;
    size_t sets = 0, n = scenario->uncertain_count;
    for (size_t i = 0; i < n; i++) {
        together[i] = 0;
    }
    /* The factor of a matrix has entries only between what the matrix ties together. */
    for (size_t i = 0; i < of->count; i++) {
        for (size_t j = 0; j < i; j++) {
            size_t *a = &together[of->score[j]], *b = &together[of->score[i]];
            if (of->copula.lower[i * of->count + j] == 0 || (*a && *a == *b)) {
                continue;
            }
            size_t number = *a ? *a : *b ? *b : ++sets;
            if (*a && *b) { /* the last set takes the number that falls free */
                size_t free = *b;
                join(together, n, free, number);
                join(together, n, sets--, free);
                continue;
            }
            *a = *b = number;
        }
    }
    return sets;
}
