/*
 * Adaptive Metropolis. In burn-in a chain learns the covariance of where it has been, later steps weighing
 * more (the start is far away on purpose), and a factor that brings its acceptance to what is best for a
 * normal target of its dimension. After burn-in nothing is learnt, so that the kept chain leaves the target
 * as it is. See poolraming/bayes.h.
 */
#include "analysis/parallel.h"
#include "core/memory.h"
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/random.h>
#include <string.h>

enum { SUB_MOVE = 0, SUB_START = 1, STARTS = 1000, CHAINS_MOST = 64 };

/* One chain. */
typedef struct {
    uint64_t number;
    uint64_t step;            /* taken so far */
    uint64_t moves, accepted; /* since burn-in */
    double log_density;
    double log_factor;  /* ln of the factor on the proposal's length */
    double *x;          /* [d] */
    double *proposed;   /* [d] */
    double *score;      /* [d] */
    double *mean;       /* [d] of where it has been */
    double *covariance; /* [d × d] */
    double *lower;      /* [d × d] Cholesky triangle of the proposal's covariance before the factor */
    double *trial;      /* [d × d] */
} chain_t;

typedef struct {
    const pr_target_t *target;
    pr_metropolis_options_t options; /* without zeros */
    pr_metropolis_t *out;
    chain_t *chain;
    double *numbers;  /* of all chains */
    uint64_t burn_in; /* steps before those that are kept now */
} sampler_t;

static double scale_of(const sampler_t *self, size_t i)
{
    return self->options.scale ? self->options.scale[i] : 1;
}

static pr_stream_t stream_of(const sampler_t *self, const chain_t *chain, uint64_t number, uint16_t sub)
{
    pr_source_t source = {self->options.seed, chain->number};
    pr_address_t address = {PR_PROCESS_METROPOLIS, (uint16_t)(number >> 16), (uint16_t)number, sub};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, address);
    return stream;
}

/* NAN, and what is too likely to be true, count as impossible. */
static double density_at(const sampler_t *self, void *worker, const double *x)
{
    double value = self->target->log_density(self->target->context, worker, x);
    return isfinite(value) ? value : -INFINITY;
}

/* ---- the proposal ---- */

/* The triangle of (2.38²/d)(C + ridge); where C is not positive definite, the one before stays. The ridge: a
   millionth of each variance, and of the first proposal's a millionth millionth. */
static void refresh(const sampler_t *self, chain_t *chain)
{
    size_t d = self->target->d;
    double factor = 2.38 * 2.38 / (double)d;
    for (size_t i = 0; i < d * d; i++) {
        chain->trial[i] = factor * chain->covariance[i];
    }
    for (size_t i = 0; i < d; i++) {
        double scale = scale_of(self, i);
        chain->trial[i * d + i] += 1e-6 * chain->trial[i * d + i] + 1e-12 * scale * scale;
    }
    gsl_matrix_view view = gsl_matrix_view_array(chain->trial, d, d);
    if (gsl_linalg_cholesky_decomp1(&view.matrix) == 0) {
        memcpy(chain->lower, chain->trial, d * d * sizeof *chain->lower);
    }
}

/* Weights rise linearly with the step: the way in from the start is forgotten with the square of the steps.
   The first covariance counts for 10·d steps. */
static void learn(const sampler_t *self, chain_t *chain, double acceptance)
{
    size_t d = self->target->d;
    double t = (double)chain->step, weight = 2 / (t + 10 * (double)d + 1);
    for (size_t i = 0; i < d; i++) {
        chain->score[i] = chain->x[i] - chain->mean[i];
        chain->mean[i] += weight * chain->score[i];
    }
    for (size_t i = 0; i < d; i++) {
        for (size_t j = 0; j < d; j++) {
            double product = weight * chain->score[i] * chain->score[j];
            chain->covariance[i * d + j] = (1 - weight) * (chain->covariance[i * d + j] + product);
        }
    }
    double best = 0.234 + 0.206 / (double)d;
    chain->log_factor += (acceptance - best) * pow(t, -0.6);
    if (chain->step % (10 + d) == 0) {
        refresh(self, chain);
    }
}

static void propose(const sampler_t *self, chain_t *chain, pr_stream_t *stream)
{
    size_t d = self->target->d;
    double factor = exp(chain->log_factor);
    for (size_t i = 0; i < d; i++) {
        chain->score[i] = pr_normal_draw(stream);
    }
    for (size_t i = 0; i < d; i++) {
        double move = 0;
        for (size_t j = 0; j <= i; j++) {
            move += chain->lower[i * d + j] * chain->score[j];
        }
        chain->proposed[i] = chain->x[i] + factor * move;
    }
}

/* ---- a chain ---- */

static void take_step(const sampler_t *self, void *worker, chain_t *chain)
{
    bool learns = chain->step < self->burn_in;
    pr_stream_t stream = stream_of(self, chain, chain->step++, SUB_MOVE);
    propose(self, chain, &stream);
    double density = density_at(self, worker, chain->proposed);
    double ratio = density - chain->log_density;
    bool accepted = log(pr_stream_uniform(&stream)) < ratio;
    if (accepted) {
        memcpy(chain->x, chain->proposed, self->target->d * sizeof *chain->x);
        chain->log_density = density;
    }
    if (learns) {
        learn(self, chain, ratio < 0 ? exp(ratio) : 1);
    } else {
        chain->moves++;
        chain->accepted += accepted;
    }
}

/* About the centre with twice the scale; attempts that hit the impossible come nearer to the centre. */
static int start(const sampler_t *self, void *worker, chain_t *chain)
{
    size_t d = self->target->d;
    for (uint64_t attempt = 0; attempt < STARTS; attempt++) {
        pr_stream_t stream = stream_of(self, chain, attempt, SUB_START);
        double reach = 2 * (1 - (double)attempt / STARTS);
        for (size_t i = 0; i < d; i++) {
            double centre = self->options.centre ? self->options.centre[i] : 0;
            chain->x[i] = centre + reach * scale_of(self, i) * pr_normal_draw(&stream);
        }
        chain->log_density = density_at(self, worker, chain->x);
        if (chain->log_density > -INFINITY) {
            memcpy(chain->mean, chain->x, d * sizeof *chain->mean);
            refresh(self, chain);
            return 0;
        }
    }
    return PR_ERR_DOMAIN;
}

static bool is_stopped(const sampler_t *self)
{
    return self->options.stop && *self->options.stop;
}

static int run_chain(void *context, void *worker, size_t job)
{
    sampler_t *self = context;
    chain_t *chain = &self->chain[job];
    pr_metropolis_t *out = self->out;
    int status = chain->step == 0 ? start(self, worker, chain) : 0;
    chain->moves = chain->accepted = 0;
    while (status == 0 && chain->step < self->burn_in) {
        take_step(self, worker, chain);
        status = is_stopped(self) ? PR_INTERRUPTED : 0;
    }
    refresh(self, chain);
    for (size_t k = 0; k < out->steps && status == 0; k++) {
        for (size_t i = 0; i < out->thin; i++) {
            take_step(self, worker, chain);
        }
        memcpy(out->draws + (job * out->steps + k) * out->d, chain->x, out->d * sizeof *chain->x);
        out->log_density[job * out->steps + k] = chain->log_density;
        status = is_stopped(self) ? PR_INTERRUPTED : 0;
    }
    return status;
}

static int open_worker(void *context, void **worker)
{
    const pr_target_t *target = ((const sampler_t *)context)->target;
    *worker = NULL;
    return target->open ? target->open(target->context, worker) : 0;
}

static void close_worker(void *context, void *worker)
{
    const pr_target_t *target = ((const sampler_t *)context)->target;
    if (target->close) {
        target->close(target->context, worker);
    }
}

/* ---- looks ---- */

static int look(sampler_t *self)
{
    pr_metropolis_t *out = self->out;
    size_t rows = out->chains * out->steps;
    double *column = pr_new(rows, sizeof *column);
    int status = column ? 0 : PR_ERR_MEMORY;
    bool all = true;
    out->rhat = out->ess = NAN; /* fmax and fmin look past it */
    for (size_t i = 0; i < out->d && status == 0; i++) {
        pr_mixing_t *mixing = &out->mixing[i];
        pr_draws_column(rows, out->d, out->draws, i, column);
        status = pr_mixing(mixing, out->chains, out->steps, column);
        out->rhat = fmax(out->rhat, mixing->rhat);
        out->ess = fmin(out->ess, fmin(mixing->ess_bulk, mixing->ess_tail));
        all = all && mixing->rhat <= self->options.rhat_most && mixing->ess_bulk >= self->options.ess_least &&
              mixing->ess_tail >= self->options.ess_least;
    }
    out->converged = all && status == 0;
    pr_free(column);
    return status;
}

static void count_accepted(sampler_t *self)
{
    uint64_t moves = 0, accepted = 0;
    for (size_t c = 0; c < self->out->chains; c++) {
        moves += self->chain[c].moves;
        accepted += self->chain[c].accepted;
    }
    self->out->acceptance = (double)accepted / (double)moves;
}

static int run_looks(sampler_t *self)
{
    pr_metropolis_t *out = self->out;
    pr_jobs_t jobs = {self, open_worker, close_worker, run_chain};
    for (;;) {
        int status = pr_jobs_run(&jobs, out->chains, self->options.threads);
        status = status ? status : look(self);
        if (status != 0) {
            return status;
        }
        count_accepted(self);
        if (out->converged || 2 * out->thin * out->steps > self->options.most_steps) {
            return 0;
        }
        self->burn_in += out->thin * out->steps;
        out->thin *= 2;
    }
}

/* ---- preparation ---- */

static size_t or_else(size_t value, size_t otherwise)
{
    return value ? value : otherwise;
}

/* The steps of a chain are numbered in 32 bits. */
static bool fill_options(pr_metropolis_options_t *self, const pr_metropolis_options_t *given, size_t d)
{
    *self = *given;
    self->chains = or_else(given->chains, 4);
    self->burn_in = or_else(given->burn_in, 2000 + 200 * d);
    self->steps = or_else(given->steps, 2000);
    self->thin = or_else(given->thin, 1);
    self->rhat_most = given->rhat_most > 0 ? given->rhat_most : 1.01;
    self->ess_least = given->ess_least > 0 ? given->ess_least : 400;
    enum { MOST = 1u << 30 };
    if (d < 1 || d > 1000 || self->chains < 2 || self->chains > CHAINS_MOST || self->steps < 4 ||
        self->steps > MOST || self->thin > MOST / self->steps || self->burn_in > MOST) {
        return false;
    }
    self->most_steps = or_else(given->most_steps, 64 * self->steps * self->thin);
    self->most_steps = self->most_steps > MOST ? MOST : self->most_steps;
    for (size_t i = 0; i < d; i++) {
        bool good = (!self->scale || (self->scale[i] > 0 && isfinite(self->scale[i]))) &&
                    (!self->centre || isfinite(self->centre[i]));
        if (!good) {
            return false;
        }
    }
    return true;
}

static void place(sampler_t *self, size_t c)
{
    size_t d = self->target->d;
    chain_t *chain = &self->chain[c];
    double *at = self->numbers + c * (4 * d + 3 * d * d);
    chain->number = c;
    chain->x = at;
    chain->proposed = at + d;
    chain->score = at + 2 * d;
    chain->mean = at + 3 * d;
    chain->covariance = at + 4 * d;
    chain->lower = chain->covariance + d * d;
    chain->trial = chain->lower + d * d;
    for (size_t i = 0; i < d; i++) {
        chain->covariance[i * d + i] = scale_of(self, i) * scale_of(self, i);
    }
}

static int allocate(sampler_t *self)
{
    pr_metropolis_t *out = self->out;
    size_t d = out->d, rows = out->chains * out->steps;
    self->chain = pr_new(out->chains, sizeof *self->chain);
    self->numbers = pr_new(out->chains * (4 * d + 3 * d * d), sizeof *self->numbers);
    out->draws = pr_new(rows, d * sizeof *out->draws);
    out->log_density = pr_new(rows, sizeof *out->log_density);
    out->mixing = pr_new(d, sizeof *out->mixing);
    if (!self->chain || !self->numbers || !out->draws || !out->log_density || !out->mixing) {
        return PR_ERR_MEMORY;
    }
    for (size_t c = 0; c < out->chains; c++) {
        place(self, c);
    }
    return 0;
}

int pr_metropolis_run(pr_metropolis_t *self, const pr_target_t *target,
                      const pr_metropolis_options_t *options)
{
    sampler_t sampler = {.target = target, .out = self};
    memset(self, 0, sizeof *self);
    if (!fill_options(&sampler.options, options, target->d)) {
        return PR_ERR_DOMAIN;
    }
    self->d = target->d;
    self->chains = sampler.options.chains;
    self->steps = sampler.options.steps;
    self->thin = sampler.options.thin;
    sampler.burn_in = sampler.options.burn_in;
    int status = allocate(&sampler);
    status = status ? status : run_looks(&sampler);
    pr_free(sampler.chain);
    pr_free(sampler.numbers);
    if (status != 0) {
        self->steps = 0;
        self->converged = false;
    }
    return status;
}

void pr_metropolis_free(pr_metropolis_t *self)
{
    pr_free(self->draws);
    pr_free(self->log_density);
    pr_free(self->mixing);
    memset(self, 0, sizeof *self);
}
