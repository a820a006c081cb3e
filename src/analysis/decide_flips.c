/*
 * Which value of one parameter makes another option the best. A cubic in the parameter's normal score, fitted
 * to the differences of net benefit, says where to look; a simulation with the parameter held there, on the
 * same random numbers, says how far the fit is off and moves the point by one Newton step. What the held
 * replicates differ from their own draws is added to the mean of all replicates: the noise that both share
 * drops out.
 */
#include "analysis/decide.h"
#include "analysis/kept.h"
#include "core/memory.h"
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { TERMS = 4, LOOKS = 41, CHECKS = 512, SIDES = 2 };

static const double REACH = 2.3263478740408408; /* the 1 and 99 % points */
static const double SURE = 2.0;                 /* standard errors */
static const double WIDTH = 1.959963984540054;
static const double STEP = 1e-3; /* just past a crossing */

/* Differences with the best option, fitted on one parameter. */
typedef struct {
    size_t options, best, replicates;
    double term[PR_DECIDE_OPTIONS][TERMS];
    double sd[PR_DECIDE_OPTIONS]; /* of the differences, around the fit */
} fit_t;

static void terms_at(double z, double out[TERMS]) /* Hermite polynomials: nearly orthogonal on the draws */
{
    out[0] = 1;
    out[1] = z;
    out[2] = z * z - 1;
    out[3] = z * z * z - 3 * z;
}

static double value_at(const fit_t *self, size_t option, double z)
{
    double x[TERMS], sum = 0;
    terms_at(z, x);
    for (size_t i = 0; i < TERMS; i++) {
        sum += self->term[option][i] * x[i];
    }
    return sum;
}

static double slope_at(const fit_t *self, size_t option, double z)
{
    const double *term = self->term[option];
    return term[1] + 2 * term[2] * z + term[3] * (3 * z * z - 3);
}

/* Standard error of the fit at z, at most: the terms are orthogonal with squares 1, 1, 2 and 6 on average. */
static double error_at(const fit_t *self, size_t option, double z)
{
    double x[TERMS];
    terms_at(z, x);
    double sum = 1 + x[1] * x[1] + x[2] * x[2] / 2 + x[3] * x[3] / 6;
    return self->sd[option] * sqrt(sum / (double)self->replicates);
}

/* The option that the fit puts first at z, the best one left out. */
static size_t rival_at(const fit_t *self, double z)
{
    size_t rival = self->best == 0 ? 1 : 0;
    for (size_t k = 0; k < self->options; k++) {
        if (k != self->best && value_at(self, k, z) > value_at(self, rival, z)) {
            rival = k;
        }
    }
    return rival;
}

static int lead(void *context, double z, double *out)
{
    const fit_t *self = context;
    *out = value_at(self, rival_at(self, z), z);
    return 0;
}

/* Least squares by the normal equations: four terms that are nearly orthogonal. */
static int fit_differences(fit_t *self, size_t n, const double *score, const double *nb)
{
    double square[TERMS * TERMS] = {0}, right[PR_DECIDE_OPTIONS][TERMS] = {{0}};
    double sum2[PR_DECIDE_OPTIONS] = {0};
    const double *base = nb + self->best * n;
    for (size_t r = 0; r < n; r++) {
        double x[TERMS];
        terms_at(score[r], x);
        for (size_t i = 0; i < TERMS; i++) {
            for (size_t j = 0; j < TERMS; j++) {
                square[i * TERMS + j] += x[i] * x[j];
            }
            for (size_t k = 0; k < self->options; k++) {
                right[k][i] += x[i] * (nb[k * n + r] - base[r]);
            }
        }
        for (size_t k = 0; k < self->options; k++) {
            sum2[k] += (nb[k * n + r] - base[r]) * (nb[k * n + r] - base[r]);
        }
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(square, TERMS, TERMS);
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0) {
        return PR_ERR_DOMAIN;
    }
    for (size_t k = 0; k < self->options; k++) {
        gsl_vector_view from = gsl_vector_view_array(right[k], TERMS),
                        to = gsl_vector_view_array(self->term[k], TERMS);
        gsl_linalg_cholesky_solve(&matrix.matrix, &from.vector, &to.vector);
        for (size_t i = 0; i < TERMS; i++) {
            sum2[k] -= self->term[k][i] * right[k][i];
        }
        self->sd[k] = sqrt(fmax(0, sum2[k]) / (double)n);
    }
    return 0;
}

/* ---- the simulation ---- */

typedef struct {
    pr_decide_t *of;
    const pr_decide_options_t *how;
    pr_errors_t *errors;
    double *nb;      /* [options][replicates], of the valuation at hand */
    double *held[2]; /* [PR_FLOWS][checked]: the best option, the other */
    double *moved;   /* [checked] */
} search_t;

static double worth_of(const pr_valuation_t *valuation, const double *flow, size_t n, size_t r)
{
    return valuation->value * flow[PR_FLOW_REACHED * n + r] +
           valuation->success_value * flow[PR_FLOW_SUCCESSES * n + r] + flow[PR_FLOW_AVOIDED * n + r] -
           flow[PR_FLOW_COST * n + r];
}

/* What `other` is worth more than the best with the parameter held: mean of all replicates + mean of what
   holding does, and the standard error of that sum, whose parts share replicates. */
static int lead_when_held(search_t *self, const pr_flip_t *flip, double score, pr_valued_t *out)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    const pr_valuation_t *valuation = &self->of->valuation[flip->valuation];
    size_t option[2] = {valuation->best, flip->other}, m = self->of->checked, n = draws->replicates;
    const double *base = self->nb + option[0] * n, *other = self->nb + option[1] * n;
    pr_ensemble_options_t plain = {.threads = self->how->run.ensemble.threads,
                                   .stop = self->how->run.ensemble.stop};
    for (size_t i = 0; i < 2; i++) {
        if (pr_stop_asked(plain.stop)) {
            return PR_INTERRUPTED;
        }
        int status =
            pr_decide_moved(draws, flip->unknown, score, option[i], m, &plain, self->held[i], self->errors);
        if (status != 0) {
            return status;
        }
    }
    double mean = 0, shift = 0, spread = 0, moved = 0, both = 0;
    for (size_t r = 0; r < n; r++) {
        mean += (other[r] - base[r]) / (double)n;
    }
    for (size_t r = 0; r < m; r++) {
        self->moved[r] = worth_of(valuation, self->held[1], m, r) - worth_of(valuation, self->held[0], m, r) -
                         (other[r] - base[r]);
        shift += self->moved[r] / (double)m;
    }
    for (size_t r = 0; r < n; r++) {
        double d = other[r] - base[r] - mean;
        spread += d * d;
        moved += r < m ? (self->moved[r] - shift) * (self->moved[r] - shift) : 0;
        both += r < m ? d * (self->moved[r] - shift) : 0;
    }
    double variance = spread / ((double)n - 1) / (double)n + moved / ((double)m - 1) / (double)m +
                      2 * both / ((double)m - 1) / (double)n;
    *out = (pr_valued_t){mean + shift, sqrt(fmax(0, variance))};
    return 0;
}

static double limited(double z)
{
    return fmax(-REACH, fmin(REACH, z));
}

/* The point, its interval and the end of the range, all simulated. */
static int check_flip(search_t *self, const fit_t *fit, double score, pr_flip_t *flip)
{
    pr_valued_t here;
    const pr_weighed_t *unknown = &self->of->draws.unknown[flip->unknown];
    double slope = slope_at(fit, flip->other, score), end = flip->above ? REACH : -REACH;
    int status = lead_when_held(self, flip, score, &here);
    status = status ? status : lead_when_held(self, flip, end, &flip->end);
    if (status != 0) {
        return status;
    }
    double better = score - here.value / slope, wide = WIDTH * here.se / fabs(slope);
    bool inside = fabs(better) <= REACH && (flip->above ? slope > 0 : slope < 0);
    better = inside ? better : score;
    flip->at = pr_unknown_value(unknown, better);
    flip->from = pr_unknown_value(unknown, limited(better - wide));
    flip->to = pr_unknown_value(unknown, limited(better + wide));
    bool sure = inside && flip->end.value > SURE * flip->end.se;
    flip->status = sure ? PR_FLIP_CONFIRMED : PR_FLIP_UNSURE;
    return 0;
}

/* ---- the search ---- */

/* Of the crossings with a direction the one nearest to the parameter's median; false where there is none. */
static bool nearest(const pr_break_even_t *found, int direction, double *score)
{
    bool any = false;
    size_t kept = found->count < PR_BREAK_EVENS_MAX ? found->count : PR_BREAK_EVENS_MAX;
    for (size_t i = 0; i < kept; i++) {
        if (found->direction[i] == direction && (!any || fabs(found->at[i]) < fabs(*score))) {
            *score = found->at[i];
            any = true;
        }
    }
    return any;
}

static int add_flip(search_t *self, const fit_t *fit, size_t valuation, size_t unknown, double score,
                    bool above)
{
    const pr_weighed_t *of = &self->of->draws.unknown[unknown];
    pr_flip_t *flip = &self->of->flip[self->of->flips++];
    double value = pr_unknown_value(of, score);
    *flip = (pr_flip_t){.valuation = valuation,
                        .unknown = unknown,
                        .status = PR_FLIP_UNSURE,
                        .other = rival_at(fit, score + (above ? STEP : -STEP)),
                        .above = above,
                        .low = pr_unknown_value(of, -REACH),
                        .high = pr_unknown_value(of, REACH),
                        .at = value,
                        .from = NAN,
                        .to = NAN,
                        .end = {NAN, NAN}};
    return check_flip(self, fit, score, flip);
}

/* Whether the fit can tell at the end of the range that the choice has changed. */
static bool is_told(const fit_t *fit, bool above)
{
    double end = above ? REACH : -REACH;
    size_t other = rival_at(fit, end);
    return value_at(fit, other, end) > SURE * error_at(fit, other, end);
}

static int flip_parameter(search_t *self, size_t valuation, size_t unknown)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    fit_t fit = {.options = draws->options,
                 .best = self->of->valuation[valuation].best,
                 .replicates = draws->replicates};
    pr_break_even_t found;
    size_t before = self->of->flips;
    int status =
        fit_differences(&fit, draws->replicates, draws->score + unknown * draws->replicates, self->nb);
    status = status ? status : pr_break_even(&found, lead, &fit, -REACH, REACH, LOOKS, 1e-6, self->errors);
    for (int side = 0; side < SIDES && status == 0; side++) {
        double score = 0;
        if (nearest(&found, side ? 1 : -1, &score) && is_told(&fit, side)) {
            status = add_flip(self, &fit, valuation, unknown, score, side);
        }
    }
    if (status == 0 && self->of->flips == before) {
        const pr_weighed_t *of = &draws->unknown[unknown];
        self->of->flip[self->of->flips++] = (pr_flip_t){.valuation = valuation,
                                                        .unknown = unknown,
                                                        .status = PR_FLIP_NONE,
                                                        .other = SIZE_MAX,
                                                        .low = pr_unknown_value(of, -REACH),
                                                        .high = pr_unknown_value(of, REACH),
                                                        .at = NAN,
                                                        .from = NAN,
                                                        .to = NAN,
                                                        .end = {NAN, NAN}};
    }
    return status;
}

static int flip_valuation(search_t *self, size_t at)
{
    const pr_valuation_t *valuation = &self->of->valuation[at];
    int status = 0;
    pr_decide_payoffs(&self->of->draws, valuation->value, valuation->success_value, self->nb);
    for (size_t i = 0; i < self->of->draws.unknowns && status == 0; i++) {
        status = pr_stop_asked(self->how->run.ensemble.stop) ? PR_INTERRUPTED : flip_parameter(self, at, i);
    }
    return status;
}

static int open_search(search_t *self)
{
    pr_decide_t *of = self->of;
    const pr_decide_draws_t *draws = &of->draws;
    size_t looked = 0;
    of->checked = draws->replicates < CHECKS ? draws->replicates : CHECKS;
    for (size_t i = 0; i < of->valuations; i++) {
        looked += of->valuation[i].flipped;
    }
    of->flip = pr_new(looked * draws->unknowns * SIDES, sizeof *of->flip);
    self->nb = pr_new(draws->options * draws->replicates, sizeof *self->nb);
    self->held[0] = pr_new(PR_FLOWS * of->checked, sizeof(double));
    self->held[1] = pr_new(PR_FLOWS * of->checked, sizeof(double));
    self->moved = pr_new(of->checked, sizeof *self->moved);
    return of->flip && self->nb && self->held[0] && self->held[1] && self->moved ? 0 : PR_ERR_MEMORY;
}

int pr_decide_flip(pr_decide_t *self, const pr_decide_options_t *how, pr_errors_t *errors)
{
    search_t search = {.of = self, .how = how, .errors = errors};
    int status = open_search(&search);
    if (status != 0) {
        status = pr_errors_add(errors, status, NULL, 0, "out of memory");
    }
    for (size_t i = 0; i < self->valuations && status == 0; i++) {
        if (self->valuation[i].flipped) {
            status = flip_valuation(&search, i);
        }
    }
    self->searched = status == 0;
    self->flips = self->searched ? self->flips : 0;
    pr_free(search.nb);
    pr_free(search.held[0]);
    pr_free(search.held[1]);
    pr_free(search.moved);
    return status;
}
