/*
 * The posterior: parameters that share a likelihood, or a correlation of the prior, are sampled together in
 * the space of their normal scores, where the prior is N(0, 1) for each; blocks that share neither are
 * independent and are sampled apart. docs/calibration.md.
 */
#include "analysis/calibrate_work.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS_MOST = 4000 };

/* ---- blocks ---- */

static void add_score(pr_block_t *block, size_t score, pr_evidence_kind_t told)
{
    for (size_t i = 0; i < block->scores; i++) {
        if (block->score[i] == score) {
            return;
        }
    }
    block->told[block->scores] = told;
    block->score[block->scores++] = score;
}

static bool has_score(const pr_block_t *block, size_t score)
{
    for (size_t i = 0; i < block->scores; i++) {
        if (block->score[i] == score) {
            return true;
        }
    }
    return false;
}

static pr_block_t block_of(const pr_evidence_set_t *set, pr_evidence_kind_t evidence)
{
    pr_block_t block = {.of = set};
    const pr_scenario_t *s = set->scenario;
    block.evidence[evidence] = true;
    block.latents = pr_evidence_latents(set, evidence);
    for (size_t i = 0; i < s->uncertain_count; i++) {
        if (pr_evidence_takes(set, evidence, &s->setting[s->uncertain[i]])) {
            add_score(&block, i, evidence);
        }
    }
    return block;
}

/* Whether a correlation of the prior reaches into the block. */
static bool is_correlated(const pr_block_t *block)
{
    const pr_correlated_t *together = &block->of->scenario->correlation;
    for (size_t i = 0; i < together->count; i++) {
        if (has_score(block, together->score[i])) {
            return true;
        }
    }
    return false;
}

static void join(pr_block_t *into, const pr_block_t *other)
{
    for (size_t i = 0; i < other->scores; i++) {
        add_score(into, other->score[i], other->told[i]);
    }
    for (int e = 0; e < PR_EVIDENCES; e++) {
        into->evidence[e] = into->evidence[e] || other->evidence[e];
    }
    into->latents += other->latents;
}

/* A block for each evidence that there is; those that a correlation joins are one, with all that it joins. */
static void make_blocks(pr_calibrate_work_t *self)
{
    const pr_correlated_t *together = &self->set.scenario->correlation;
    pr_block_t *shared = NULL;
    for (int e = 0; e < PR_EVIDENCES; e++) {
        if (self->set.used[e] == 0) {
            continue;
        }
        pr_block_t block = block_of(&self->set, (pr_evidence_kind_t)e);
        if (block.scores == 0) {
            continue; /* all of it is certain */
        }
        bool correlated = is_correlated(&block);
        if (correlated && shared) {
            join(shared, &block);
            continue;
        }
        self->block[self->blocks] = block;
        shared = correlated ? &self->block[self->blocks] : shared;
        self->blocks++;
        for (size_t i = 0; correlated && i < together->count; i++) {
            add_score(shared, together->score[i], (pr_evidence_kind_t)e);
        }
    }
}

/* What no figure reaches is not sampled. */
static int narrow_blocks(pr_calibrate_work_t *self)
{
    size_t kept = 0;
    int status = 0;
    for (size_t b = 0; b < self->blocks && status == 0; b++) {
        pr_block_t block = self->block[b];
        status = pr_block_keep_looked_at(&block, self->options->seed);
        if (block.scores > 0) {
            self->block[kept++] = block;
        }
    }
    self->blocks = kept;
    return status;
}

/* ---- sampling ---- */

static int open_worker(void *context, void **worker)
{
    const pr_block_t *block = context;
    *worker = pr_new(1, sizeof(pr_calibrate_at_t));
    if (*worker) {
        pr_calibrate_at_begin(*worker, block->of->scenario);
    }
    return *worker ? 0 : PR_ERR_MEMORY;
}

static void close_worker(void *context, void *worker)
{
    (void)context;
    pr_free(worker);
}

/* x: the block's scores, then its latents. */
static double log_density(void *context, void *worker, const double *x)
{
    const pr_block_t *block = context;
    double log_p = 0;
    for (size_t i = 0; i < block->scores + block->latents; i++) {
        if (!(fabs(x[i]) < 8)) {
            return -INFINITY; /* where quantile functions end */
        }
        log_p -= x[i] * x[i] / 2;
    }
    return log_p + pr_block_log(block, worker, x);
}

static int impossible(pr_errors_t *errors, const pr_block_t *block)
{
    static const char *const what[PR_EVIDENCES] = {N_("residents reached and waiting"), N_("hours"),
                                                   N_("persons"), N_("index figures")};
    for (int e = 0; e < PR_EVIDENCES; e++) {
        if (block->evidence[e]) {
            return pr_errors_add(errors, PR_ERR_INPUT, block->of->scenario->path, 0,
                                 "the reported %s are impossible under this scenario: expected parameters "
                                 "wide enough for them (is there a budget for these people in these years?)",
                                 pr_errors_words(errors, what[e]));
        }
    }
    return PR_ERR_INPUT;
}

static int sample(pr_calibrate_work_t *self, size_t b, pr_metropolis_t *chain, pr_errors_t *errors)
{
    pr_block_t *block = &self->block[b];
    const pr_target_t target = {block->scores + block->latents, block, open_worker, close_worker,
                                log_density};
    const pr_metropolis_options_t options = {.seed = self->options->seed + b,
                                             .burn_in = self->options->burn_in,
                                             .steps = self->options->steps ? self->options->steps : 4000,
                                             .most_steps =
                                                 self->options->steps ? self->options->steps : 256000,
                                             .threads = self->options->threads,
                                             .stop = self->options->stop};
    int status = pr_metropolis_run(chain, &target, &options);
    return status == PR_ERR_DOMAIN ? impossible(errors, block) : status;
}

/* ---- what was learnt ---- */

/* Values of all uncertain settings, in the user's unit and before shares are made to sum to 1; what was not
   sampled is at its score 0. */
static void values_at(const pr_scenario_t *s, const double *score, double *value)
{
    double known[PR_MAX_UNCERTAIN];
    for (size_t i = 0; i < s->uncertain_count; i++) {
        known[i] = isnan(score[i]) ? 0 : score[i];
    }
    pr_scenario_values(s, known, value);
}

/* Keeps `draws` rows, evenly over all chains. */
static void keep(pr_calibrate_work_t *self, const pr_block_t *block, const pr_metropolis_t *chain)
{
    pr_calibration_t *out = self->out;
    size_t all = chain->chains * chain->steps, uncertain = self->set.scenario->uncertain_count;
    for (size_t i = 0; i < out->draws; i++) {
        const double *x = chain->draws + (i * all / out->draws) * chain->d;
        for (size_t k = 0; k < block->scores; k++) {
            out->score[i * uncertain + block->score[k]] = x[k];
        }
        if (block->latents > 0) {
            memcpy(self->latent + i * block->latents, x + block->scores, block->latents * sizeof *x);
        }
    }
}

/* A description of the prior: what a fit takes from it is its family, its ends and its values. */
static pr_dist_spec_t spec_of(const pr_dist_t *dist)
{
    pr_dist_spec_t spec;
    double middle = (dist->lo + dist->hi) / 2;
    pr_dist_spec_init(&spec, dist->family);
    switch (dist->family) {
    case PR_DIST_UNIFORM:
    case PR_DIST_TRIANGULAR:
    case PR_DIST_PERT:
        spec.min = dist->lo;
        spec.max = dist->hi;
        spec.mode = dist->family == PR_DIST_UNIFORM ? NAN : middle;
        break;
    case PR_DIST_TRUNCATED_NORMAL:
        spec.mu = pr_dist_mean(dist);
        spec.sigma = pr_dist_sd(dist);
        spec.lo = isfinite(dist->lo) ? dist->lo : NAN;
        spec.hi = isfinite(dist->hi) ? dist->hi : NAN;
        break;
    case PR_DIST_QUANTILES:
        spec.q05 = pr_dist_quantile(dist, 0.05);
        spec.q50 = pr_dist_quantile(dist, 0.50);
        spec.q95 = pr_dist_quantile(dist, 0.95);
        break;
    case PR_DIST_DISCRETE:
    case PR_DIST_EMPIRICAL:
        spec.family = PR_DIST_EMPIRICAL; /* its weights are not looked at */
        spec.values = dist->values;
        spec.count = dist->count;
        break;
    default:
        spec.mean = pr_dist_mean(dist);
        spec.sd = pr_dist_sd(dist);
    }
    return spec;
}

int pr_calibrate_fit(const pr_dist_spec_t *prior, size_t n, const double *x, pr_draws_fit_t *out,
                     const char *path, pr_errors_t *errors)
{
    char why[400] = "";
    int status = pr_draws_fit_in(out, prior, n, x, errors ? errors->lang : PR_LANG_EN, why, sizeof why);
    return status == PR_ERR_DOMAIN
               ? pr_errors_add(errors, status, NULL, 0, "the posterior of %s: %s", path, why)
               : status;
}

static pr_summary_t summary_of_prior(const pr_dist_t *prior)
{
    return (pr_summary_t){.mean = pr_dist_mean(prior),
                          .sd = pr_dist_sd(prior),
                          .p05 = pr_dist_quantile(prior, 0.05),
                          .p10 = pr_dist_quantile(prior, 0.10),
                          .p25 = pr_dist_quantile(prior, 0.25),
                          .p50 = pr_dist_quantile(prior, 0.50),
                          .p75 = pr_dist_quantile(prior, 0.75),
                          .p90 = pr_dist_quantile(prior, 0.90),
                          .p95 = pr_dist_quantile(prior, 0.95)};
}

/* A parameter that was sampled, as it was before. */
static void list(pr_calibrate_work_t *self, const pr_block_t *block, const pr_metropolis_t *chain, size_t k)
{
    const pr_scenario_t *s = self->set.scenario;
    pr_calibrated_t *to = &self->out->parameter[self->out->count++];
    to->setting = s->uncertain[block->score[k]];
    to->evidence = block->told[k];
    to->rhat = chain->mixing[k].rhat;
    to->ess = fmin(chain->mixing[k].ess_bulk, chain->mixing[k].ess_tail);
    to->ess_mean = chain->mixing[k].ess_mean;
    to->posterior = summary_of_prior(&s->setting[to->setting].dist);
    to->prior_mean = to->posterior.mean;
    to->prior_sd = to->posterior.sd;
    to->prior_p05 = to->posterior.p05;
    to->prior_p95 = to->posterior.p95;
}

static int learn(pr_calibration_t *out, size_t i, const double *values, double *x, pr_errors_t *errors)
{
    const pr_scenario_t *s = out->scenario;
    pr_calibrated_t *to = &out->parameter[i];
    size_t column = 0, n = out->draws;
    for (; s->uncertain[column] != to->setting; column++) {
    }
    pr_dist_spec_t spec = spec_of(&s->setting[to->setting].dist);
    int status = pr_draws_summary(&to->posterior, n, s->uncertain_count, values, column,
                                  fmin(to->ess_mean, (double)n));
    if (status != 0) {
        return status;
    }
    to->moved = to->prior_sd > 0 ? (to->posterior.mean - to->prior_mean) / to->prior_sd : 0;
    pr_draws_column(n, s->uncertain_count, values, column, x);
    return pr_calibrate_fit(&spec, n, x, &to->fit, s->setting[to->setting].path, errors);
}

/* ---- the whole ---- */

/* How many figures of each kind there are, and how many bear on something uncertain. */
static void account(pr_calibrate_work_t *self)
{
    bool sampled[PR_EVIDENCES] = {false};
    for (size_t b = 0; b < self->blocks; b++) {
        for (int e = 0; e < PR_EVIDENCES; e++) {
            sampled[e] = sampled[e] || self->block[b].evidence[e];
        }
    }
    pr_evidence_account(&self->set, sampled, self->out->published, self->out->account);
}

static int allocate(pr_calibrate_work_t *self)
{
    pr_calibration_t *out = self->out;
    size_t uncertain = self->set.scenario->uncertain_count, parameters = 0;
    for (size_t b = 0; b < self->blocks; b++) {
        parameters += self->block[b].scores;
    }
    out->draws = DRAWS_MOST;
    out->parameter = pr_new(parameters + 1, sizeof *out->parameter);
    out->score = pr_new(out->draws * (uncertain + 1), sizeof *out->score);
    self->latent = pr_new(out->draws * (PR_MAX_HALVES + 1), sizeof *self->latent);
    self->shape = pr_new(out->draws, sizeof *self->shape);
    for (size_t i = 0; out->score && i < out->draws * uncertain; i++) {
        out->score[i] = NAN;
    }
    return out->parameter && out->score && self->latent && self->shape ? 0 : PR_ERR_MEMORY;
}

static int sample_blocks(pr_calibrate_work_t *self, pr_metropolis_t *chain, pr_errors_t *errors)
{
    pr_calibration_t *out = self->out;
    int status = 0;
    out->converged = true;
    out->rhat = 1;
    out->ess = INFINITY;
    for (size_t b = 0; b < self->blocks && status == 0; b++) {
        status = sample(self, b, &chain[b], errors);
        if (status == 0) {
            out->rhat = fmax(out->rhat, chain[b].rhat);
            out->ess = fmin(out->ess, chain[b].ess);
            out->converged = out->converged && chain[b].converged;
            keep(self, &self->block[b], &chain[b]);
        }
    }
    return status;
}

/* Every parameter that was sampled, the factors, and what of all these can be told from the prior. */
static int tell(pr_calibrate_work_t *self, const pr_metropolis_t *chain, const double *values)
{
    int status = 0;
    for (size_t b = 0; b < self->blocks; b++) {
        for (size_t k = 0; k < self->block[b].scores; k++) {
            list(self, &self->block[b], &chain[b], k);
        }
    }
    for (size_t b = 0; b < self->blocks && status == 0; b++) {
        status = self->block[b].evidence[PR_EVIDENCE_DEMAND] ? pr_calibrate_factors(self) : 0;
    }
    status = status == 0 && self->out->count > 0 ? pr_calibrate_correlate(self, values) : status;
    return status == 0 ? pr_calibrate_tell(self->out, self->shape) : status;
}

static int learn_all(pr_calibrate_work_t *self, const pr_metropolis_t *chain, pr_errors_t *errors)
{
    pr_calibration_t *out = self->out;
    const pr_scenario_t *s = self->set.scenario;
    double *values = pr_new(out->draws * (s->uncertain_count + 1), sizeof *values);
    double *x = pr_new(out->draws, sizeof *x);
    int status = values && x ? 0 : PR_ERR_MEMORY;
    for (size_t i = 0; status == 0 && i < out->draws; i++) {
        values_at(s, out->score + i * s->uncertain_count, values + i * s->uncertain_count);
    }
    status = status == 0 ? tell(self, chain, values) : status;
    for (size_t i = 0; i < out->count && status == 0; i++) {
        status = out->parameter[i].told ? learn(out, i, values, x, errors) : 0;
    }
    status = status == 0 ? pr_calibrate_learn_factors(self, errors) : status;
    pr_free(values);
    pr_free(x);
    return status;
}

int pr_calibrate_posterior(pr_calibration_t *self, const pr_scenario_t *scenario,
                           const pr_reported_t *reported, const pr_published_list_t *published, int halves,
                           const pr_calibrate_options_t *options, pr_errors_t *errors)
{
    pr_metropolis_t chain[PR_EVIDENCES];
    pr_calibrate_work_t *work = pr_new(1, sizeof *work);
    memset(self, 0, sizeof *self);
    memset(chain, 0, sizeof chain);
    *self = (pr_calibration_t){.scenario = scenario,
                               .reported = reported,
                               .published = published,
                               .invented = reported->invented || (published && published->invented),
                               .converged = true,
                               .rhat = NAN,
                               .ess = NAN,
                               .backtest.held_out = -1};
    if (!work) {
        return PR_ERR_MEMORY;
    }
    work->out = self;
    work->options = options;
    int status = pr_evidence_init(&work->set, scenario, reported, published, halves);
    if (status == 0) {
        memcpy(self->used, work->set.used, sizeof self->used);
        make_blocks(work);
        status = narrow_blocks(work);
    }
    if (status == 0) {
        account(work);
        status = work->blocks > 0 ? allocate(work) : 0;
    }
    if (status == 0 && work->blocks > 0) {
        status = sample_blocks(work, chain, errors);
    }
    if (status == 0 && work->blocks > 0 && self->converged) {
        status = learn_all(work, chain, errors);
    }
    for (size_t b = 0; b < PR_EVIDENCES; b++) {
        pr_metropolis_free(&chain[b]);
    }
    pr_free(work->latent);
    pr_free(work->shape);
    pr_free(work);
    return status;
}

void pr_calibration_free(pr_calibration_t *self)
{
    for (size_t i = 0; self->parameter && i < self->count; i++) {
        pr_draws_fit_free(&self->parameter[i].fit);
    }
    for (size_t i = 0; self->factor && i < self->factor_count; i++) {
        pr_draws_fit_free(&self->factor[i].fit);
    }
    pr_free(self->parameter);
    pr_free(self->factor);
    pr_free(self->correlation);
    pr_free(self->score);
    pr_free(self->factors);
    pr_free(self->prior_check.figure);
    pr_free(self->backtest.forecast.figure);
    memset(self, 0, sizeof *self);
}
