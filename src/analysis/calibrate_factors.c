/* The factors of municipalities given the parameters, and what goes together in the posterior. */
#include "analysis/calibrate_work.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

enum { SUB_LAUNCH = 0, SUB_FACTOR = 1 };

/* ---- factors of municipalities ---- */

/* A launch by its probability given the counts, then a factor given the launch: gamma again. */
static double draw_factor(const pr_calibrate_work_t *self, size_t draw, size_t m,
                          const pr_demand_evidence_t *of)
{
    const pr_source_t source = {self->options->seed, draw};
    const uint16_t code = self->set.scenario->municipality[m].cbs;
    double posterior[PR_LAGS_MAX], count = 0, mean = 0;
    size_t halves = (size_t)self->set.halves, lag = 0;
    pr_stream_t stream;
    pr_demand_log(halves, of->count, of->lags, of->weight, of->mean, of->shape, posterior);
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_CALIBRATE, 0, code, SUB_LAUNCH});
    double u = pr_stream_uniform(&stream);
    while (lag + 1 < of->lags && u > posterior[lag]) {
        u -= posterior[lag++];
    }
    for (size_t h = 0; h < halves; h++) {
        if (!isnan(of->count[h])) {
            count += of->count[h];
            mean += of->mean[lag * halves + h];
        }
    }
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_CALIBRATE, 0, code, SUB_FACTOR});
    return pr_gamma_draw(&stream, of->shape + count) / (of->shape + mean);
}

/* A factor that the scenario gives is a parameter like any other. */
static bool is_drawn(const pr_scenario_t *s, size_t m)
{
    return !(s->central.demand_factor[m] > 0) && isfinite(s->central.demand.heterogeneity_shape);
}

static int draw_factors(pr_calibrate_work_t *self)
{
    pr_calibration_t *out = self->out;
    const pr_scenario_t *s = self->set.scenario;
    pr_demand_evidence_t *of = pr_new(1, sizeof *of);
    pr_calibrate_at_t *at = pr_new(1, sizeof *at);
    double shock[PR_MAX_HALVES];
    for (size_t i = 0; of && at && i < out->draws; i++) {
        for (size_t k = 0; k < s->uncertain_count; k++) {
            double score = out->score[i * s->uncertain_count + k];
            at->score[k] = isnan(score) ? 0 : score;
        }
        pr_scenario_inputs(s, at->score, &at->inputs);
        self->shape[i] = at->inputs.demand.heterogeneity_shape;
        pr_evidence_shocks(&self->set, &at->inputs, self->latent + i * (size_t)self->set.halves, shock);
        for (size_t k = 0; k < out->factor_count; k++) {
            size_t m = out->factor[k].municipality;
            pr_evidence_demand(&self->set, &at->inputs, shock, m, of);
            out->factors[i * out->factor_count + k] = draw_factor(self, i, m, of);
        }
    }
    int status = of && at ? 0 : PR_ERR_MEMORY;
    pr_free(of);
    pr_free(at);
    return status;
}

int pr_calibrate_learn_factors(pr_calibrate_work_t *self, pr_errors_t *errors)
{
    pr_calibration_t *out = self->out;
    const pr_scenario_t *s = self->set.scenario;
    double *x = pr_new(out->draws, sizeof *x), k = s->central.demand.heterogeneity_shape;
    pr_dist_spec_t prior;
    int status = x ? 0 : PR_ERR_MEMORY;
    pr_dist_spec_init(&prior, PR_DIST_GAMMA);
    prior.mean = 1;
    prior.sd = 1 / sqrt(k);
    for (size_t i = 0; i < out->factor_count && status == 0; i++) {
        pr_calibrated_factor_t *to = &out->factor[i];
        to->prior_p05 = gsl_cdf_gamma_Pinv(0.05, k, 1 / k);
        to->prior_p95 = gsl_cdf_gamma_Pinv(0.95, k, 1 / k);
        to->posterior = (pr_summary_t){.mean = 1,
                                       .sd = prior.sd,
                                       .p05 = to->prior_p05,
                                       .p95 = to->prior_p95,
                                       .p10 = gsl_cdf_gamma_Pinv(0.10, k, 1 / k),
                                       .p90 = gsl_cdf_gamma_Pinv(0.90, k, 1 / k)};
        pr_draws_column(out->draws, out->factor_count, out->factors, i, x);
        if (to->told && (status = pr_draws_summary(&to->posterior, out->draws, 1, x, 0, 0)) == 0) {
            status = pr_calibrate_fit(&prior, out->draws, x, &to->fit, s->municipality[to->municipality].id,
                                      errors);
        }
    }
    pr_free(x);
    return status;
}

int pr_calibrate_factors(pr_calibrate_work_t *self)
{
    pr_calibration_t *out = self->out;
    const pr_scenario_t *s = self->set.scenario;
    out->factor = pr_new(s->municipality_count, sizeof *out->factor);
    for (size_t m = 0; out->factor && m < s->municipality_count; m++) {
        if (is_drawn(s, m) && pr_evidence_has_demand(&self->set, m)) {
            out->factor[out->factor_count++].municipality = m;
        }
    }
    out->factors = pr_new(out->draws * (out->factor_count + 1), sizeof *out->factors);
    return out->factor && out->factors ? draw_factors(self) : PR_ERR_MEMORY;
}

/* ---- correlation ---- */

/* Parameters of one block, and the factors with the demand they were learnt from, are correlated; blocks are
   independent, so that what their draws happen to share is left out. */
static size_t group_of(const pr_calibrate_work_t *self, size_t row, size_t *first)
{
    size_t from = 0;
    for (size_t b = 0; b < self->blocks; b++) {
        *first = from;
        from += self->block[b].scores;
        if (row < from) {
            return b;
        }
    }
    for (size_t b = 0; b < self->blocks; b++) {
        if (self->block[b].evidence[PR_EVIDENCE_DEMAND]) {
            return b;
        }
    }
    return 0;
}

/* The draws of the columns of one block, side by side. */
static void fill_rows(const pr_calibrate_work_t *self, const double *values, size_t n, const size_t *column,
                      double *rows)
{
    const pr_calibration_t *out = self->out;
    const pr_scenario_t *s = self->set.scenario;
    for (size_t k = 0; k < n; k++) {
        size_t at = column[k], score = 0;
        for (; at < out->count && s->uncertain[score] != out->parameter[at].setting; score++) {
        }
        for (size_t i = 0; i < out->draws; i++) {
            rows[i * n + k] = at < out->count ? values[i * s->uncertain_count + score]
                                              : out->factors[i * out->factor_count + at - out->count];
        }
    }
}

/* What the prior correlates stays so, however little of it is left. */
static bool was_correlated(const pr_calibration_t *of, size_t a, size_t b)
{
    const pr_setting_t *setting = of->scenario->setting;
    return a < of->count && b < of->count && setting[of->parameter[a].setting].correlated &&
           setting[of->parameter[b].setting].correlated;
}

static int correlate_block(pr_calibrate_work_t *self, const double *values, size_t n, const size_t *column)
{
    pr_calibration_t *out = self->out;
    size_t d = out->correlated;
    double *rows = pr_new(out->draws * n, sizeof *rows), *matrix = pr_new(n * n, sizeof *matrix);
    bool *kept = pr_new(n * n, sizeof *kept);
    int status = rows && matrix && kept ? 0 : PR_ERR_MEMORY;
    if (status == 0) {
        fill_rows(self, values, n, column, rows);
        for (size_t i = 0; i < n * n; i++) {
            kept[i] = was_correlated(out, column[i / n], column[i % n]);
        }
        status = pr_draws_told_correlation(out->draws, n, rows, kept, 3, matrix, NULL);
    }
    for (size_t i = 0; i < n * n && status == 0; i++) {
        out->correlation[column[i / n] * d + column[i % n]] = matrix[i];
    }
    pr_free(rows);
    pr_free(matrix);
    pr_free(kept);
    return status;
}

int pr_calibrate_correlate(pr_calibrate_work_t *self, const double *values)
{
    pr_calibration_t *out = self->out;
    size_t d = out->count + out->factor_count, first = 0, *column = pr_new(d, sizeof *column);
    out->correlation = pr_new(d * d, sizeof *out->correlation);
    out->correlated = d;
    int status = column && out->correlation ? 0 : PR_ERR_MEMORY;
    for (size_t b = 0; b < self->blocks && status == 0; b++) {
        size_t n = 0;
        for (size_t k = 0; k < d; k++) {
            if (group_of(self, k, &first) == b) {
                column[n++] = k;
            }
        }
        status = n > 0 ? correlate_block(self, values, n, column) : 0;
    }
    out->correlated = status == 0 ? d : 0;
    pr_free(column);
    return status;
}
