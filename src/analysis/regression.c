/*
 * Standardised regression and partial correlation: see poolraming/sensitivity.h. All follows from the
 * eigenvectors of the inputs' correlation matrix R = V Λ V': coefficients R⁻ r with the outcome's
 * correlations r, their variances (1 − R²)/freedom times the diagonal of R⁻, and the partial correlation from
 * the same t. Directions without variance (λ = 0) are left out: the inputs in them cannot be told apart.
 */
#include "analysis/sample.h"
#include "core/memory.h"
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <poolraming/explain.h>
#include <poolraming/sensitivity.h>
#include <string.h>

/* Correlations of columns are right to about 1e-14: what they leave of a direction below the first is none. A
   part of an input in such a direction is seen above the second. */
#define NO_VARIANCE 1e-11
#define NO_PART 1e-10
/* What is left of a perfect fit by rounding: it keeps t finite. */
#define PERFECT 1e-14

typedef struct {
    pr_sample_t sample;
    size_t count;   /* inputs that vary */
    size_t *input;  /* [count] of them */
    double *x;      /* [count][n]: standardised */
    double *r;      /* [count]: with the outcome */
    double *matrix; /* [count][count]: R */
    double *vector; /* [count][count]: its eigenvectors, by column */
    double *value;  /* [count]: its eigenvalues */
} work_t;

static int rank_columns(pr_sample_t *sample)
{
    double *rank = pr_new(sample->n, sizeof *rank);
    int status = rank ? 0 : PR_ERR_MEMORY;
    for (size_t i = 0; i <= sample->inputs && status == 0; i++) {
        double *column = sample->column + i * sample->n;
        status = pr_ranks(sample->n, column, rank);
        if (status == 0) {
            memcpy(column, rank, sample->n * sizeof *rank);
        }
    }
    pr_free(rank);
    return status;
}

static int allocate(work_t *self)
{
    size_t k = self->sample.inputs;
    self->input = pr_new(k, sizeof *self->input);
    self->r = pr_new(k, sizeof *self->r);
    self->value = pr_new(k, sizeof *self->value);
    self->matrix = pr_new(k * k, sizeof *self->matrix);
    self->vector = pr_new(k * k, sizeof *self->vector);
    return self->input && self->r && self->value && self->matrix && self->vector ? 0 : PR_ERR_MEMORY;
}

static void release(work_t *self)
{
    pr_free(self->vector);
    pr_free(self->matrix);
    pr_free(self->value);
    pr_free(self->r);
    pr_free(self->input);
    pr_sample_free(&self->sample);
}

/* Moves the inputs that vary to the front. */
static void standardise_inputs(work_t *self, pr_regressor_t *out)
{
    size_t n = self->sample.n;
    self->x = self->sample.column;
    for (size_t i = 0; i < self->sample.inputs; i++) {
        out[i] = (pr_regressor_t){.status = PR_INPUT_CONSTANT, .p = 1};
        if (pr_sample_standardise(&self->sample, i)) {
            out[i].status = PR_INPUT_KNOWN;
            memmove(self->x + self->count * n, self->sample.column + i * n, n * sizeof *self->x);
            self->input[self->count++] = i;
        }
    }
}

static int decompose(work_t *self)
{
    size_t k = self->count, n = self->sample.n;
    gsl_matrix_view x = gsl_matrix_view_array(self->x, k, n);
    gsl_matrix_view matrix = gsl_matrix_view_array(self->matrix, k, k);
    gsl_matrix_view vector = gsl_matrix_view_array(self->vector, k, k);
    gsl_vector_view value = gsl_vector_view_array(self->value, k), r = gsl_vector_view_array(self->r, k);
    gsl_vector_view y = gsl_vector_view_array(self->sample.column + self->sample.inputs * n, n);
    gsl_eigen_symmv_workspace *workspace = gsl_eigen_symmv_alloc(k);
    if (!workspace) {
        return PR_ERR_MEMORY;
    }
    gsl_blas_dsyrk(CblasLower, CblasNoTrans, 1, &x.matrix, 0, &matrix.matrix);
    gsl_blas_dgemv(CblasNoTrans, 1, &x.matrix, &y.vector, 0, &r.vector);
    int failed = gsl_eigen_symmv(&matrix.matrix, &value.vector, &vector.matrix, workspace);
    gsl_eigen_symmv_free(workspace);
    return failed ? PR_ERR_DOMAIN : 0;
}

/* Coefficients into `out`, the diagonal of R⁻ into the first row of `matrix`; returns R². */
static double solve(work_t *self, pr_regressor_t *out, size_t *rank)
{
    size_t k = self->count;
    double r2 = 0;
    memset(self->matrix, 0, k * sizeof *self->matrix);
    for (size_t l = 0; l < k; l++) {
        const double *v = self->vector + l;
        double along = 0;
        for (size_t j = 0; j < k; j++) {
            along += v[j * k] * self->r[j];
        }
        bool varies = self->value[l] > NO_VARIANCE;
        for (size_t j = 0; j < k; j++) {
            pr_regressor_t *input = &out[self->input[j]];
            double part = v[j * k];
            if (varies) {
                input->coefficient += part * along / self->value[l];
                self->matrix[j] += part * part / self->value[l];
            } else if (part * part > NO_PART) {
                input->status = PR_INPUT_COLLINEAR;
            }
        }
        r2 += varies ? along * along / self->value[l] : 0;
        *rank += varies;
    }
    return fmin(r2, 1);
}

static void test_inputs(pr_regression_t *self, const work_t *work)
{
    double left = fmax(1 - self->r2, PERFECT), freedom = (double)self->freedom;
    for (size_t j = 0; j < work->count; j++) {
        pr_regressor_t *input = &self->input[work->input[j]];
        double variance = left * work->matrix[j];
        input->se = sqrt(variance / freedom);
        if (input->status == PR_INPUT_KNOWN) {
            input->t = input->coefficient / input->se;
            input->partial = input->coefficient / hypot(input->coefficient, sqrt(variance));
            input->p = fmin(2 * gsl_cdf_tdist_Q(fabs(input->t), freedom), 1);
        }
    }
}

/* Nothing can be said of any input. */
static void say_nothing(pr_regression_t *self, pr_regression_status_t status)
{
    self->status = status;
    self->r2 = self->r2_adjusted = 0;
    for (size_t i = 0; i < self->inputs; i++) {
        self->input[i] = (pr_regressor_t){.status = self->input[i].status, .p = 1};
    }
}

static int regress(pr_regression_t *self, work_t *work)
{
    standardise_inputs(work, self->input);
    bool varies = pr_sample_standardise(&work->sample, self->inputs);
    int status = work->count > 0 ? decompose(work) : 0;
    if (status != 0) {
        return status;
    }
    self->r2 = solve(work, self->input, &self->rank);
    self->freedom = self->n > self->rank + 1 ? self->n - self->rank - 1 : 0;
    if (self->freedom == 0 || !varies) {
        say_nothing(self, self->freedom == 0 ? PR_REGRESSION_TOO_FEW : PR_REGRESSION_CONSTANT);
        return 0;
    }
    self->r2_adjusted = 1 - (1 - self->r2) * ((double)self->n - 1) / (double)self->freedom;
    test_inputs(self, work);
    return 0;
}

int pr_regression_run(pr_regression_t *self, size_t n, size_t inputs, const double *x, const double *y,
                      bool ranks)
{
    memset(self, 0, sizeof *self);
    work_t work = {0};
    int status = pr_sample_init(&work.sample, n, inputs, x, y);
    self->n = work.sample.n;
    self->undefined = work.sample.undefined;
    if (status == 0) {
        self->inputs = inputs;
        self->input = pr_new(inputs, sizeof *self->input);
        status = self->input ? allocate(&work) : PR_ERR_MEMORY;
    }
    if (status == 0 && ranks) {
        status = rank_columns(&work.sample);
    }
    if (status == 0) {
        status = regress(self, &work);
    }
    release(&work);
    return status;
}

void pr_regression_free(pr_regression_t *self)
{
    pr_free(self->input);
    memset(self, 0, sizeof *self);
}
