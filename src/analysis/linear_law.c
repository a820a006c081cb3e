/* Normal-inverse-gamma regression, and yearly figures as AR(1). See poolraming/bayes.h. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <string.h>

typedef struct {
    double factor[PR_LINEAR_MAX * PR_LINEAR_MAX]; /* Cholesky of a precision */
    size_t k;
} solver_t;

static bool factorise(solver_t *self, size_t k, const double *precision)
{
    self->k = k;
    memcpy(self->factor, precision, k * k * sizeof *precision);
    gsl_matrix_view view = gsl_matrix_view_array(self->factor, k, k);
    return gsl_linalg_cholesky_decomp1(&view.matrix) == 0;
}

static void solve(const solver_t *self, double *x)
{
    gsl_matrix_const_view view = gsl_matrix_const_view_array(self->factor, self->k, self->k);
    gsl_vector_view vector = gsl_vector_view_array(x, self->k);
    gsl_linalg_cholesky_svx(&view.matrix, &vector.vector);
}

static double dot(size_t k, const double *x, const double *y)
{
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

/* xᵀ precision⁻¹ x; NAN where the precision has no inverse. */
static double spread(const pr_linear_law_t *self, const double *x)
{
    solver_t solver;
    double y[PR_LINEAR_MAX];
    memcpy(y, x, self->k * sizeof *y);
    if (!factorise(&solver, self->k, self->precision)) {
        return NAN;
    }
    solve(&solver, y);
    return dot(self->k, x, y);
}

int pr_linear_init(pr_linear_law_t *self, size_t k, const double *mean, const double *sd, double shape,
                   double rate)
{
    memset(self, 0, sizeof *self);
    bool good = k >= 1 && k <= PR_LINEAR_MAX && shape > 0 && rate > 0 && isfinite(shape + rate);
    for (size_t i = 0; good && i < k; i++) {
        self->mean[i] = mean[i];
        self->precision[i * k + i] = 1 / (sd[i] * sd[i]);
        good = isfinite(mean[i]) && sd[i] > 0 && isfinite(self->precision[i * k + i]) &&
               self->precision[i * k + i] > 0;
    }
    self->k = k;
    self->shape = shape;
    self->rate = rate;
    return good ? 0 : PR_ERR_DOMAIN;
}

/* XᵀX onto the precision, Xᵀ(y − X·mean) as the right-hand side: the step from the old mean to the new. */
static void add_rows(pr_linear_law_t *self, size_t n, const double *x, const double *y, double *step)
{
    size_t k = self->k;
    for (size_t r = 0; r < n; r++, x += k) {
        double off = y[r] - dot(k, x, self->mean);
        for (size_t i = 0; i < k; i++) {
            step[i] += x[i] * off;
            for (size_t j = 0; j < k; j++) {
                self->precision[i * k + j] += x[i] * x[j];
            }
        }
    }
}

/* Squares about the new mean, of the rows and of the prior: no cancellation, never negative. */
static double squares(const pr_linear_law_t *prior, const double *mean, size_t n, const double *x,
                      const double *y)
{
    size_t k = prior->k;
    double sum = 0, step[PR_LINEAR_MAX];
    for (size_t r = 0; r < n; r++) {
        double off = y[r] - dot(k, x + r * k, mean);
        sum += off * off;
    }
    for (size_t i = 0; i < k; i++) {
        step[i] = mean[i] - prior->mean[i];
    }
    for (size_t i = 0; i < k; i++) {
        sum += step[i] * dot(k, prior->precision + i * k, step);
    }
    return sum;
}

int pr_linear_update(pr_linear_law_t *self, size_t n, const double *x, const double *y)
{
    pr_linear_law_t new = *self;
    solver_t solver;
    double step[PR_LINEAR_MAX] = {0};
    add_rows(&new, n, x, y, step);
    if (!factorise(&solver, new.k, new.precision)) {
        return PR_ERR_DOMAIN;
    }
    solve(&solver, step);
    for (size_t i = 0; i < new.k; i++) {
        new.mean[i] += step[i];
    }
    new.shape += 0.5 * (double)n;
    new.rate += 0.5 * squares(self, new.mean, n, x, y);
    if (!isfinite(new.rate)) {
        return PR_ERR_DOMAIN;
    }
    *self = new;
    return 0;
}

double pr_linear_coefficient(const pr_linear_law_t *self, size_t i, double *scale)
{
    double unit[PR_LINEAR_MAX] = {0};
    unit[i] = 1;
    *scale = sqrt(self->rate / self->shape * spread(self, unit));
    return self->mean[i];
}

double pr_linear_quantile(const pr_linear_law_t *self, size_t i, double p)
{
    double scale, location = pr_linear_coefficient(self, i, &scale);
    return p > 0 && p < 1 ? location + scale * gsl_cdf_tdist_Pinv(p, 2 * self->shape) : NAN;
}

double pr_linear_sd_quantile(const pr_linear_law_t *self, double p)
{
    pr_rate_law_t inverse_square = {self->shape, self->rate};
    return 1 / sqrt(pr_rate_quantile(&inverse_square, 1 - p));
}

double pr_linear_predicted(const pr_linear_law_t *self, const double *x, double *scale)
{
    *scale = sqrt(self->rate / self->shape * (1 + spread(self, x)));
    return dot(self->k, x, self->mean);
}

/* ---- yearly figures ---- */

static bool ascends(size_t n, const int *year)
{
    for (size_t i = 1; i < n; i++) {
        if (year[i] <= year[i - 1]) {
            return false;
        }
    }
    return true;
}

int pr_ar1_update(pr_linear_law_t *law, size_t n, const int *year, const double *y, size_t *pairs)
{
    pr_linear_law_t new = *law;
    *pairs = 0;
    if (law->k != 2 || !ascends(n, year)) {
        return PR_ERR_DOMAIN;
    }
    for (size_t i = 1; i < n; i++) {
        double row[2] = {1, y[i - 1]};
        if (year[i] == year[i - 1] + 1) {
            if (pr_linear_update(&new, 1, row, &y[i]) != 0) {
                return PR_ERR_DOMAIN;
            }
            ++*pairs;
        }
    }
    *law = new;
    return 0;
}

static double normal_log(double x, double mean, double variance)
{
    return -0.5 * (log(2 * M_PI * variance) + (x - mean) * (x - mean) / variance);
}

double pr_ar1_log(size_t n, const int *year, const double *y, double mean, double persistence, double sd)
{
    if (!ascends(n, year)) {
        return NAN;
    }
    if (!(fabs(persistence) < 1 && sd > 0)) {
        return -INFINITY;
    }
    double stationary = sd * sd / (1 - persistence * persistence), sum = 0;
    for (size_t i = 0; i < n; i++) {
        double kept = i == 0 ? 0 : pow(persistence, year[i] - year[i - 1]);
        double before = i == 0 ? mean : y[i - 1];
        sum += normal_log(y[i], mean + kept * (before - mean), stationary * (1 - kept * kept));
    }
    return sum;
}
