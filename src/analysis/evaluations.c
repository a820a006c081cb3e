/* See evaluations.h. An ensemble of one idle series gives threads, rounds and a way to stop. */
#include "analysis/evaluations.h"
#include "analysis/kept.h"
#include "core/memory.h"

typedef struct {
    const pr_evaluations_t *evaluations;
    double *y;
} keeper_t;

typedef struct {
    double *x;
    void *model; /* its workspace */
} worker_t;

static int open_worker(void *context, void **out)
{
    const pr_sensitivity_model_t *model = ((const keeper_t *)context)->evaluations->model;
    worker_t *worker = pr_new(1, sizeof *worker);
    *out = worker;
    if (!worker) {
        return PR_ERR_MEMORY;
    }
    worker->x = pr_new(model->inputs, sizeof *worker->x);
    if (!worker->x) {
        return PR_ERR_MEMORY;
    }
    return model->open ? model->open(model->context, &worker->model) : 0;
}

static void close_worker(void *context, void *workspace)
{
    const pr_sensitivity_model_t *model = ((const keeper_t *)context)->evaluations->model;
    worker_t *worker = workspace;
    if (worker && model->close) {
        model->close(model->context, worker->model);
    }
    if (worker) {
        pr_free(worker->x);
    }
    pr_free(worker);
}

static int evaluate(void *context, void *workspace, uint64_t number, double *row)
{
    const keeper_t *keeper = context;
    const pr_evaluations_t *self = keeper->evaluations;
    worker_t *worker = workspace;
    uint64_t noise = 0;
    *row = 0;
    self->place(self->context, number, worker->x, &noise);
    return self->model->evaluate(self->model->context, worker->model, worker->x, noise,
                                 keeper->y + number * self->model->outcomes);
}

static void tell_progress(void *context, uint64_t done, uint64_t most)
{
    const pr_evaluations_t *self = context;
    (void)most;
    self->options->progress(self->options->progress_context, self->done + done, self->most);
}

int pr_evaluations_run(pr_evaluations_t *self, uint64_t count, double *y, pr_errors_t *errors)
{
    keeper_t keeper = {self, y};
    pr_experiment_t experiment = {
        .series = 1, .context = &keeper, .open = open_worker, .close = close_worker, .draw = evaluate};
    const pr_ensemble_options_t options = {.threads = self->options->threads,
                                           .stop = self->options->stop,
                                           .progress = self->options->progress ? tell_progress : NULL,
                                           .progress_context = self};
    uint64_t kept = 0;
    int status = pr_kept_run(&experiment, count, &options, &kept, errors);
    self->done += status == 0 ? count : 0;
    return status;
}
