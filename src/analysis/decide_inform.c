/*
 * What knowing is worth at each informed valuation: everything, groups, single parameters, and a study of the
 * share of successes. Each piece at each valuation is a task of its own; an ensemble of tasks gives them
 * threads, and what a task finds is kept at its own place, so that their order does not matter.
 */
#include "analysis/decide.h"
#include "analysis/kept.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

enum { STUDY_SUB = 0 };

typedef struct {
    pr_decide_t *of;
    size_t *informed; /* [informed_count] valuations */
    size_t informed_count;
    double prior_a, prior_b; /* of the share of successes: Beta with the mean and sd of the draws */
    size_t *reachable;       /* [replicates]: see prepare_study */
    pr_control_t control;
    size_t order[PR_DECIDE_OPTIONS]; /* options by id: what is found does not depend on how they were given */
    size_t share; /* the unknown that a study is about; draws.unknowns where it is not uncertain */
} context_t;

/* ---- pieces ---- */

static bool is_in(const pr_decide_draws_t *draws, size_t unknown, pr_piece_kind_t kind, size_t at)
{
    return kind == PR_PIECE_ALL || (kind == PR_PIECE_PARAMETER && unknown == at) ||
           (kind == PR_PIECE_GROUP && draws->unknown[unknown].group == at);
}

static int add_piece(pr_decide_t *self, pr_piece_kind_t kind, size_t at)
{
    pr_piece_t *piece = &self->piece[self->pieces];
    *piece = (pr_piece_t){.kind = kind, .at = at, .which = pr_new(self->draws.unknowns, sizeof(size_t))};
    if (!piece->which) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < self->draws.unknowns; i++) {
        if (is_in(&self->draws, i, kind, at)) {
            piece->which[piece->count++] = i;
        }
    }
    self->pieces++;
    return 0;
}

static int make_pieces(pr_decide_t *self)
{
    self->piece = pr_new(1 + PR_GROUPS + self->draws.unknowns, sizeof *self->piece);
    int status = self->piece ? add_piece(self, PR_PIECE_ALL, 0) : PR_ERR_MEMORY;
    for (size_t g = 0; g < PR_GROUPS && status == 0; g++) {
        status = add_piece(self, PR_PIECE_GROUP, g);
    }
    for (size_t i = 0; i < self->draws.unknowns && status == 0; i++) {
        status = add_piece(self, PR_PIECE_PARAMETER, i);
    }
    return status;
}

/* ---- the study ---- */

typedef struct {
    const context_t *context;
    const pr_decide_draws_t *draws;
} study_t;

static int observe(void *context, size_t replicates, const size_t *followed, double *out)
{
    const study_t *self = context;
    return pr_study_binomial(replicates, self->draws->seed, STUDY_SUB, followed, self->draws->success_share,
                             self->context->prior_a, self->context->prior_b, out);
}

/* Beta(a, b) with the mean and variance of the draws: the posterior mean orders what is found, whatever its
   prior; this one puts studies of other sizes on one scale. */
static void find_prior(context_t *self)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    double n = (double)draws->replicates, mean = 0, variance = 0;
    for (size_t r = 0; r < draws->replicates; r++) {
        mean += draws->success_share[r] / n;
    }
    for (size_t r = 0; r < draws->replicates; r++) {
        double d = draws->success_share[r] - mean;
        variance += d * d / (n - 1);
    }
    double size = variance > 0 ? mean * (1 - mean) / variance - 1 : 1;
    self->prior_a = size > 0 && mean > 0 ? mean * size : 1;
    self->prior_b = size > 0 && mean < 1 ? (1 - mean) * size : 1;
}

static int value_study(const context_t *self, const pr_payoffs_t *payoffs, pr_valuation_t *valuation)
{
    study_t context = {self, &self->of->draws};
    const pr_study_t study = {.statistics = 1,
                              .context = &context,
                              .simulate = observe,
                              .reachable = self->reachable,
                              .fixed_cost = self->of->study_cost};
    return pr_study_curve(valuation->study, &valuation->study_best, payoffs, &study, self->of->sizes,
                          self->of->size, &self->of->regression, NULL);
}

/* ---- tasks ---- */

/* A thread's net benefits: of the valuation that it looked at last, and what is left of them beside what a
   piece explains. */
typedef struct {
    double *nb, *rest;
    double *ordered; /* the net benefits of a piece, options by id */
    size_t valuation;
} worker_t;

static void close_worker(void *context, void *worker)
{
    (void)context;
    worker_t *self = worker;
    if (self) {
        pr_free(self->nb);
        pr_free(self->rest);
        pr_free(self->ordered);
        pr_free(self);
    }
}

static int open_worker(void *context, void **worker)
{
    const context_t *self = context;
    const pr_decide_draws_t *draws = &self->of->draws;
    worker_t *mine = pr_new(1, sizeof *mine);
    *worker = mine;
    if (mine) {
        mine->valuation = SIZE_MAX;
        mine->nb = pr_new(draws->options * draws->replicates, sizeof *mine->nb);
        mine->rest = pr_new(draws->options * draws->replicates, sizeof *mine->rest);
        mine->ordered = pr_new(draws->options * draws->replicates, sizeof *mine->ordered);
    }
    return mine && mine->nb && mine->rest && mine->ordered ? 0 : PR_ERR_MEMORY;
}

/* The net benefits at hand, options by id. */
static pr_payoffs_t put_in_order(const context_t *self, worker_t *mine)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    for (size_t k = 0; k < draws->options; k++) {
        memcpy(mine->ordered + k * draws->replicates, mine->nb + self->order[k] * draws->replicates,
               draws->replicates * sizeof *mine->nb);
    }
    return (pr_payoffs_t){draws->options, draws->replicates, mine->ordered};
}

static int work(void *context, void *worker, uint64_t task, double *row)
{
    const context_t *self = context;
    worker_t *mine = worker;
    pr_decide_t *of = self->of;
    size_t tasks = of->pieces + 1, piece = (size_t)task % tasks;
    size_t at = self->informed[(size_t)task / tasks];
    pr_valuation_t *valuation = &of->valuation[at];
    *row = 0;
    if (pr_stop_asked(of->regression.stop)) {
        return PR_INTERRUPTED;
    }
    if (mine->valuation != at) {
        pr_decide_payoffs(&of->draws, valuation->value, valuation->success_value, mine->rest);
        for (size_t i = 0; i < of->draws.unknowns; i++) {
            pr_control_add(&self->control, valuation, i, -1, mine->rest);
        }
        mine->valuation = at;
    }
    memcpy(mine->nb, mine->rest, of->draws.options * of->draws.replicates * sizeof *mine->nb);
    if (piece == of->pieces) {
        if (self->share < of->draws.unknowns) {
            pr_control_add(&self->control, valuation, self->share, 1, mine->nb);
        }
        const pr_payoffs_t payoffs = put_in_order(self, mine);
        return value_study(self, &payoffs, valuation);
    }
    const pr_piece_t *known = &of->piece[piece];
    for (size_t i = 0; i < known->count; i++) {
        pr_control_add(&self->control, valuation, known->which[i], 1, mine->nb);
    }
    const pr_payoffs_t payoffs = put_in_order(self, mine);
    return pr_information_value(&valuation->information[piece], &payoffs, of->draws.score, known->which,
                                known->count, &of->regression, NULL, NULL, NULL);
}

/* How many could be followed tells by itself how many were reached, which half-year reports say without any
   study. So that a study is not paid for it, each replicate gets the number of its neighbour: of the same
   law, and independent of all that the replicate is. */
static int prepare_study(context_t *self)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    self->reachable = pr_new(draws->replicates, sizeof *self->reachable);
    for (size_t r = 0; self->reachable && r < draws->replicates; r++) {
        self->reachable[r] = draws->reachable[(r + 1) % draws->replicates];
    }
    self->share = draws->unknowns;
    for (size_t i = 0; i < draws->unknowns; i++) {
        if (strcmp(draws->unknown[i].setting->path, "benefit.success_share") == 0) {
            self->share = i;
        }
    }
    find_prior(self);
    return self->reachable ? 0 : PR_ERR_MEMORY;
}

/* Options by id, each inserted where it belongs. */
static void order_options(context_t *self)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    for (size_t k = 0; k < draws->options; k++) {
        size_t at = k;
        for (; at > 0 &&
               strcmp(pr_id_of(draws->scenario[k]), pr_id_of(draws->scenario[self->order[at - 1]])) < 0;
             at--) {
            self->order[at] = self->order[at - 1];
        }
        self->order[at] = k;
    }
}

static int prepare(context_t *self)
{
    pr_decide_t *of = self->of;
    order_options(self);
    self->informed = pr_new(of->valuations, sizeof *self->informed);
    int status = self->informed ? make_pieces(of) : PR_ERR_MEMORY;
    status = status ? status : prepare_study(self);
    status = status ? status : pr_control_init(&self->control, &of->draws);
    for (size_t i = 0; i < of->valuations && status == 0; i++) {
        pr_valuation_t *valuation = &of->valuation[i];
        if (valuation->informed) {
            valuation->information = pr_new(of->pieces, sizeof *valuation->information);
            self->informed[self->informed_count++] = i;
            status = valuation->information ? 0 : PR_ERR_MEMORY;
        }
    }
    return status;
}

int pr_decide_inform(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors)
{
    context_t context = {.of = self};
    int status = prepare(&context);
    if (status != 0) {
        status = pr_errors_add(errors, status, NULL, 0, "out of memory");
    } else if (context.informed_count > 0) {
        const pr_experiment_t tasks = {
            .series = 1, .context = &context, .open = open_worker, .close = close_worker, .draw = work};
        const pr_ensemble_options_t plain = {.replicates = context.informed_count * (self->pieces + 1),
                                             .threads = how->run.ensemble.threads};
        pr_ensemble_t done;
        status = pr_ensemble_run(&done, &tasks, &plain, errors);
        pr_ensemble_free(&done);
    }
    self->informed = status == 0;
    pr_control_free(&context.control);
    pr_free(context.informed);
    pr_free(context.reachable);
    return status;
}
