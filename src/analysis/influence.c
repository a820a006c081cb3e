/* What moves the net effect, from ordinary replicates: see poolraming/influence.h. */
#include "core/memory.h"
#include <poolraming/explain.h>
#include <poolraming/influence.h>
#include <poolraming/sensitivity_scenario.h>
#include <string.h>

typedef struct {
    const pr_scenario_t *scenario;
    pr_scenario_model_t model;
    uint64_t seed;
    size_t inputs;
    double *x, *y; /* [replicates][inputs] and [replicates], owned */
} job_t;

static int open_worker(void *context, void **worker)
{
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&((job_t *)context)->model);
    return model.open(model.context, worker);
}

static void close_worker(void *context, void *worker)
{
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&((job_t *)context)->model);
    model.close(model.context, worker);
}

static int draw(void *context, void *worker, uint64_t number, double *row)
{
    job_t *self = context;
    double score[PR_MAX_UNCERTAIN], *value = self->x + number * self->inputs;
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&self->model);
    pr_scenario_scores(self->scenario, self->seed, number, score);
    pr_scenario_values(self->scenario, score, value);
    *row = 0; /* what is looked at is kept beside the ensemble */
    return model.evaluate(model.context, worker, value, number, &self->y[number]);
}

static int look(job_t *self, pr_influence_t *out, uint64_t replicates, const pr_ensemble_options_t *options,
                pr_errors_t *errors)
{
    pr_experiment_t experiment = {
        .series = 1, .context = self, .open = open_worker, .close = close_worker, .draw = draw};
    pr_ensemble_options_t plain = {
        .replicates = replicates, .threads = options->threads, .stop = options->stop};
    pr_given_options_t given = {.seed = self->seed};
    pr_ensemble_t ensemble;
    int status = pr_ensemble_run(&ensemble, &experiment, &plain, errors);
    out->replicates = status == 0 || status == PR_INTERRUPTED ? ensemble.replicates : 0;
    pr_ensemble_free(&ensemble);
    int found = out->replicates > 0
                    ? pr_given_data(out->given, out->replicates, self->inputs, self->x, self->y, &given)
                    : 0;
    return found ? found : status;
}

int pr_influence_scenario(pr_influence_t *self, const pr_scenario_t *scenario, uint64_t seed,
                          uint64_t replicates, const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    static const char *const outcome[] = {"municipality.net_effect", "", "all"};
    uint64_t most = replicates < PR_INFLUENCE_MOST ? replicates : PR_INFLUENCE_MOST;
    job_t job = {.scenario = scenario, .seed = seed, .inputs = scenario->uncertain_count};
    pr_explain_item_t item;
    memset(self, 0, sizeof *self);
    if (job.inputs == 0) {
        return 0;
    }
    int status = pr_explain_find(&item, scenario, outcome, 3, errors);
    status = status ? status : pr_scenario_model_init(&job.model, scenario, &item, 1, seed);
    self->given = pr_new(job.inputs, sizeof *self->given);
    job.x = pr_new(most * job.inputs, sizeof *job.x);
    job.y = pr_new(most, sizeof *job.y);
    status = status || (self->given && job.x && job.y) ? status : PR_ERR_MEMORY;
    if (status == 0) {
        self->inputs = job.inputs;
        status = look(&job, self, most, options, errors);
    }
    pr_scenario_model_free(&job.model);
    pr_free(job.x);
    pr_free(job.y);
    return status;
}

int pr_influence_run(pr_influence_t *self, const pr_run_t *run, const pr_ensemble_options_t *options,
                     pr_errors_t *errors)
{
    return pr_influence_scenario(self, run->plan.scenario, run->seed, run->ensemble.replicates, options,
                                 errors);
}

void pr_influence_free(pr_influence_t *self)
{
    pr_free(self->given);
    memset(self, 0, sizeof *self);
}
