/* Gaussian copula. See poolraming/distribution.h. */
#include "core/memory.h"
#include "random/refuse.h"
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <poolraming/distribution.h>
#include <poolraming/error.h>
#include <stdint.h>
#include <string.h>

static int check_matrix(size_t d, const double *matrix, pr_why_t why)
{
    for (size_t i = 0; i < d; i++) {
        if (matrix[i * d + i] != 1) {
            return pr_refuse(why, "correlation: entry (%zu, %zu) is %g: the diagonal must be 1", i + 1, i + 1,
                             matrix[i * d + i]);
        }
        for (size_t j = 0; j < i; j++) {
            double below = matrix[i * d + j], above = matrix[j * d + i];
            if (below != above) {
                return pr_refuse(
                    why, "correlation: entry (%zu, %zu) is %g and (%zu, %zu) is %g: they must be equal",
                    i + 1, j + 1, below, j + 1, i + 1, above);
            }
            if (!(fabs(below) <= 1)) {
                return pr_refuse(why, "correlation: entry (%zu, %zu) is %g: it must be between -1 and 1",
                                 i + 1, j + 1, below);
            }
        }
    }
    return 0;
}

static int smallest_eigenvalue(size_t d, const double *matrix, double *smallest)
{
    int code = PR_ERR_MEMORY;
    gsl_matrix *copy = gsl_matrix_alloc(d, d);
    gsl_vector *values = gsl_vector_alloc(d);
    gsl_eigen_symm_workspace *workspace = gsl_eigen_symm_alloc(d);
    if (copy && values && workspace) {
        memcpy(copy->data, matrix, d * d * sizeof *matrix);
        gsl_eigen_symm(copy, values, workspace);
        *smallest = gsl_vector_min(values);
        code = 0;
    }
    gsl_eigen_symm_free(workspace);
    gsl_vector_free(values);
    gsl_matrix_free(copy);
    return code;
}

/* In place, row by row: row i uses rows 0…i only, so that a later one moves no earlier one. */
static bool factorise(size_t d, double *lower)
{
    for (size_t i = 0; i < d; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = lower[i * d + j];
            for (size_t k = 0; k < j; k++) {
                sum -= lower[i * d + k] * lower[j * d + k];
            }
            if (i == j && !(sum > 1e-14)) {
                return false;
            }
            lower[i * d + j] = i == j ? sqrt(sum) : sum / lower[j * d + j];
        }
        for (size_t j = i + 1; j < d; j++) {
            lower[i * d + j] = 0;
        }
    }
    return true;
}

static double of_scores(double correlation, pr_correlation_t kind)
{
    return kind == PR_CORRELATION_RANK && fabs(correlation) < 1 ? 2 * sin(M_PI * correlation / 6)
                                                                : correlation;
}

int pr_copula_init(pr_copula_t *self, size_t d, const double *matrix, pr_correlation_t kind, char *why,
                   size_t size)
{
    return pr_copula_init_in(self, d, matrix, kind, PR_LANG_EN, why, size);
}

int pr_copula_init_in(pr_copula_t *self, size_t d, const double *matrix, pr_correlation_t kind,
                      pr_lang_t lang, char *text, size_t size)
{
    pr_why_t why = {text, size, lang};
    memset(self, 0, sizeof *self);
    if (d == 0) {
        return pr_refuse(why, "correlation: the matrix is empty");
    }
    int code = check_matrix(d, matrix, why);
    if (code) {
        return code;
    }
    self->d = d;
    self->lower = d <= SIZE_MAX / d ? pr_new(d * d, sizeof *self->lower) : NULL;
    if (!self->lower) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < d * d; i++) {
        self->lower[i] = of_scores(matrix[i], kind);
    }
    double smallest = 0;
    code = smallest_eigenvalue(d, self->lower, &smallest);
    if (code == 0 && !factorise(d, self->lower)) {
        code = pr_refuse(why,
                         "correlation: the matrix is not positive definite: its smallest eigenvalue is %.4g",
                         smallest);
    }
    if (code) {
        pr_copula_free(self);
    }
    return code;
}

void pr_copula_apply(const pr_copula_t *self, const double *independent, double *z)
{
    /* From the last row up, so that it can be done in place. */
    for (size_t i = self->d; i-- > 0;) {
        const double *row = &self->lower[i * self->d];
        double sum = 0;
        for (size_t j = 0; j <= i; j++) {
            sum += row[j] * independent[j];
        }
        z[i] = sum;
    }
}

void pr_copula_free(pr_copula_t *self)
{
    pr_free(self->lower);
    memset(self, 0, sizeof *self);
}
