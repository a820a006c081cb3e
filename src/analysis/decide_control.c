/* Control variates: see decide.h. Flows are fitted, not net benefits, so that one fit serves every worth. */
#include "analysis/decide.h"
#include "core/memory.h"
#include <gsl/gsl_linalg.h>
#include <string.h>

enum { SHAPES = 2, LEAST_A_TERM = 10 };

static const pr_flow_t fitted[] = {PR_FLOW_COST, PR_FLOW_AVOIDED, PR_FLOW_REACHED, PR_FLOW_SUCCESSES};
enum { FITTED = sizeof fitted / sizeof *fitted };

/* Both have mean 0 for a normal score. */
static double shape(double z, size_t which)
{
    return which == 0 ? z : z * z - 1;
}

static bool is_alone(const pr_decide_draws_t *draws, size_t unknown)
{
    return !draws->unknown[unknown].setting->correlated;
}

static double *slope_of(const pr_control_t *self, pr_flow_t flow, size_t option, size_t unknown)
{
    return self->slope + ((flow * self->draws->options + option) * self->draws->unknowns + unknown) * SHAPES;
}

/* Terms of one replicate, the first the constant. */
static size_t terms_of(const pr_decide_draws_t *draws, size_t r, double *out)
{
    size_t count = 0;
    out[count++] = 1;
    for (size_t i = 0; i < draws->unknowns; i++) {
        for (size_t s = 0; is_alone(draws, i) && s < SHAPES; s++) {
            out[count++] = shape(draws->score[i * draws->replicates + r], s);
        }
    }
    return count;
}

/* Sums of squares and products of the terms, and with every flow of every option. */
static void accumulate(const pr_decide_draws_t *draws, size_t count, double *term, gsl_matrix *square,
                       gsl_matrix *right)
{
    for (size_t r = 0; r < draws->replicates; r++) {
        terms_of(draws, r, term);
        for (size_t i = 0; i < count; i++) {
            double *row = gsl_matrix_ptr(square, i, 0);
            for (size_t j = 0; j <= i; j++) {
                row[j] += term[i] * term[j];
            }
        }
        for (size_t f = 0; f < FITTED; f++) {
            for (size_t k = 0; k < draws->options; k++) {
                double y = draws->flow[fitted[f]][k * draws->replicates + r];
                double *row = gsl_matrix_ptr(right, f * draws->options + k, 0);
                for (size_t i = 0; i < count; i++) {
                    row[i] += term[i] * y;
                }
            }
        }
    }
}

static void keep_slopes(pr_control_t *self, const gsl_matrix *right)
{
    const pr_decide_draws_t *draws = self->draws;
    for (size_t f = 0; f < FITTED; f++) {
        for (size_t k = 0; k < draws->options; k++) {
            size_t at = 1;
            for (size_t i = 0; i < draws->unknowns; i++) {
                for (size_t s = 0; is_alone(draws, i) && s < SHAPES; s++) {
                    slope_of(self, fitted[f], k, i)[s] = gsl_matrix_get(right, f * draws->options + k, at++);
                }
            }
        }
    }
}

static int fit(pr_control_t *self, size_t count)
{
    const pr_decide_draws_t *draws = self->draws;
    size_t rows = FITTED * draws->options;
    double *term = pr_new(count, sizeof *term), *squares = pr_new(count * count, sizeof *squares),
           *rights = pr_new(rows * count, sizeof *rights);
    int status = term && squares && rights ? 0 : PR_ERR_MEMORY;
    if (status == 0) {
        gsl_matrix_view square = gsl_matrix_view_array(squares, count, count),
                        right = gsl_matrix_view_array(rights, rows, count);
        accumulate(draws, count, term, &square.matrix, &right.matrix);
        if (gsl_linalg_cholesky_decomp1(&square.matrix) == 0) {
            for (size_t i = 0; i < rows; i++) {
                gsl_vector_view one = gsl_matrix_row(&right.matrix, i);
                gsl_linalg_cholesky_svx(&square.matrix, &one.vector);
            }
            keep_slopes(self, &right.matrix);
        }
    }
    pr_free(term);
    pr_free(squares);
    pr_free(rights);
    return status;
}

int pr_control_init(pr_control_t *self, const pr_decide_draws_t *draws)
{
    size_t count = 1;
    self->draws = draws;
    self->slope = pr_new(PR_FLOWS * draws->options * draws->unknowns * SHAPES, sizeof *self->slope);
    for (size_t i = 0; i < draws->unknowns; i++) {
        count += is_alone(draws, i) ? SHAPES : 0;
    }
    bool enough = draws->replicates >= LEAST_A_TERM * count;
    return !self->slope ? PR_ERR_MEMORY : enough ? fit(self, count) : 0;
}

void pr_control_free(pr_control_t *self)
{
    pr_free(self->slope);
    memset(self, 0, sizeof *self);
}

void pr_control_add(const pr_control_t *self, const pr_valuation_t *valuation, size_t unknown, double sign,
                    double *nb)
{
    const pr_decide_draws_t *draws = self->draws;
    const double *score = draws->score + unknown * draws->replicates;
    for (size_t k = 0; k < draws->options; k++) {
        double slope[SHAPES];
        for (size_t s = 0; s < SHAPES; s++) {
            slope[s] = sign * (valuation->value * slope_of(self, PR_FLOW_REACHED, k, unknown)[s] +
                               valuation->success_value * slope_of(self, PR_FLOW_SUCCESSES, k, unknown)[s] +
                               slope_of(self, PR_FLOW_AVOIDED, k, unknown)[s] -
                               slope_of(self, PR_FLOW_COST, k, unknown)[s]);
        }
        double *out = nb + k * draws->replicates;
        for (size_t r = 0; r < draws->replicates; r++) {
            out[r] += slope[0] * shape(score[r], 0) + slope[1] * shape(score[r], 1);
        }
    }
}
