/*
 * What figures say nothing of keeps its prior. A parameter that no likelihood looks at is not sampled; of
 * what was sampled, what can't be told from its prior by the sampler's own chance is put back.
 * docs/calibration.md, "What stays as it was".
 */
#include "analysis/calibrate_work.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

enum { POINTS = 16, TRIES = 400 };

/* ---- what the likelihood looks at ---- */

void pr_calibrate_at_begin(pr_calibrate_at_t *self, const pr_scenario_t *scenario)
{
    memset(self->score, 0, sizeof self->score);
    pr_scenario_values(scenario, self->score, self->value);
}

double pr_block_log(const pr_block_t *block, pr_calibrate_at_t *at, const double *x)
{
    double log_p = 0;
    for (size_t i = 0; i < block->scores; i++) {
        at->score[block->score[i]] = x[i];
    }
    pr_scenario_values_of(block->of->scenario, block->scores, block->score, at->score, at->value);
    pr_scenario_inputs_at(block->of->scenario, at->value, &at->inputs);
    for (int e = 0; e < PR_EVIDENCES; e++) {
        if (block->evidence[e]) {
            log_p += pr_evidence_log(block->of, (pr_evidence_kind_t)e, &at->inputs, x + block->scores);
        }
    }
    return log_p;
}

/* Scores of a replicate; each shock half an sd, so that what carries them shows. */
static void point_of(const pr_block_t *block, uint64_t seed, uint64_t number, double *all, double *x)
{
    pr_scenario_scores(block->of->scenario, seed, number, all);
    for (size_t i = 0; i < block->scores; i++) {
        x[i] = all[block->score[i]];
    }
    for (size_t i = 0; i < block->latents; i++) {
        x[block->scores + i] = 0.5;
    }
}

/* Marks the scores that change the likelihood at a point of the prior, each moved alone to that of another
   point. False where the figures are impossible there. */
static bool look_at(const pr_block_t *block, pr_calibrate_at_t *at, double *x, const double *other,
                    bool *looked)
{
    double here = pr_block_log(block, at, x);
    for (size_t i = 0; i < block->scores && isfinite(here); i++) {
        double was = x[i];
        x[i] = other[i];
        looked[i] = looked[i] || pr_block_log(block, at, x) != here;
        x[i] = was;
    }
    return isfinite(here);
}

static void keep_looked(pr_block_t *block, const bool *looked)
{
    size_t kept = 0;
    for (size_t i = 0; i < block->scores; i++) {
        const pr_scenario_t *s = block->of->scenario;
        if (looked[i] || s->setting[s->uncertain[block->score[i]]].correlated) {
            block->score[kept] = block->score[i];
            block->told[kept++] = block->told[i];
        }
    }
    block->scores = kept;
}

int pr_block_keep_looked_at(pr_block_t *block, uint64_t seed)
{
    pr_calibrate_at_t *at = pr_new(1, sizeof *at);
    double *x = pr_new(PR_MAX_UNCERTAIN + PR_MAX_HALVES, sizeof *x),
           *all = pr_new(PR_MAX_UNCERTAIN, sizeof *all);
    double *other = pr_new(PR_MAX_UNCERTAIN + PR_MAX_HALVES, sizeof *other);
    bool looked[PR_MAX_UNCERTAIN] = {false};
    int status = at && x && all && other ? 0 : PR_ERR_MEMORY, points = 0;
    if (status == 0) {
        pr_calibrate_at_begin(at, block->of->scenario);
    }
    for (uint64_t try = 0; status == 0 && try < TRIES && points < POINTS; try++) {
        point_of(block, seed, 2 * try, all, x);
        point_of(block, seed, 2 * try + 1, all, other);
        points += look_at(block, at, x, other, looked);
    }
    if (points == POINTS) { /* fewer say too little */
        keep_looked(block, looked);
    }
    pr_free(at);
    pr_free(x);
    pr_free(all);
    pr_free(other);
    return status;
}

/* ---- what was told ---- */

/* Whether scores that were standard normal before have another mean or spread now. `work` of n. */
static bool differs(size_t n, const double *score, size_t looks, double *work)
{
    double limit = pr_draws_t_limit(2 * looks);
    for (size_t i = 0; i < n; i++) {
        work[i] = score[i] * score[i];
    }
    return fabs(pr_draws_t(n, score, 0)) > limit || fabs(pr_draws_t(n, work, 1)) > limit;
}

/* The score of a parameter's own value under its own prior: what a correlation of the prior makes of it. */
static void parameter_scores(const pr_calibration_t *of, size_t i, double *score)
{
    const pr_scenario_t *s = of->scenario;
    double together[PR_CORRELATED_MOST];
    size_t at = 0, place = 0, d = s->correlation.count;
    for (; s->uncertain[at] != of->parameter[i].setting; at++) {
    }
    for (; place < d && s->correlation.score[place] != at; place++) {
    }
    for (size_t k = 0; k < of->draws; k++) {
        const double *row = of->score + k * s->uncertain_count;
        for (size_t j = 0; place < d && j < d; j++) {
            together[j] = row[s->correlation.score[j]];
        }
        if (place < d) {
            pr_copula_apply(&s->correlation.copula, together, together);
        }
        score[k] = place < d ? together[place] : row[at];
    }
}

/* The score of a factor under Gamma(k, 1/k), k that of the same draw. */
static void factor_scores(const pr_calibration_t *of, size_t i, const double *shape, double *score)
{
    for (size_t k = 0; k < of->draws; k++) {
        double p = gsl_cdf_gamma_P(of->factors[k * of->factor_count + i], shape[k], 1 / shape[k]);
        score[k] = pr_normal_inverse(fmin(fmax(p, 1e-15), 1 - 1e-15));
    }
}

static bool goes_together(const pr_calibration_t *of, size_t column)
{
    for (size_t j = 0; j < of->correlated; j++) {
        if (j != column && of->correlation[column * of->correlated + j] != 0) {
            return true;
        }
    }
    return false;
}

int pr_calibrate_tell(pr_calibration_t *of, const double *shape)
{
    size_t looks = of->count + of->factor_count, n = of->draws;
    double *score = pr_new(n, sizeof *score), *work = pr_new(n, sizeof *work);
    for (size_t i = 0; i < of->count && score && work; i++) {
        parameter_scores(of, i, score);
        of->parameter[i].told = differs(n, score, looks, work);
        of->parameter[i].tied = goes_together(of, i);
    }
    for (size_t i = 0; i < of->factor_count && score && work; i++) {
        factor_scores(of, i, shape, score);
        of->factor[i].told = differs(n, score, looks, work) || goes_together(of, of->count + i);
    }
    int status = score && work ? 0 : PR_ERR_MEMORY;
    pr_free(score);
    pr_free(work);
    return status;
}

size_t pr_calibration_read(const pr_calibration_t *self)
{
    size_t read = 0;
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        read += self->account[kind].read;
    }
    return read;
}

size_t pr_calibration_told(const pr_calibration_t *self)
{
    size_t told = 0;
    for (size_t i = 0; i < self->count; i++) {
        told += self->parameter[i].told;
    }
    return told;
}

bool pr_calibration_learnt(const pr_calibration_t *self)
{
    bool learnt = self->used[PR_EVIDENCE_INDEX] > 0;
    for (size_t i = 0; i < self->count; i++) {
        learnt = learnt || self->parameter[i].told || self->parameter[i].tied;
    }
    for (size_t i = 0; i < self->factor_count; i++) {
        learnt = learnt || self->factor[i].told;
    }
    return learnt;
}
