/* See sample.h. */
#include "analysis/sample.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/error.h>
#include <stdint.h>
#include <string.h>

int pr_sample_init(pr_sample_t *self, size_t n, size_t inputs, const double *x, const double *y)
{
    memset(self, 0, sizeof *self);
    self->inputs = inputs;
    for (size_t r = 0; r < n; r++) {
        self->n += isfinite(y[r]) != 0;
    }
    self->undefined = n - self->n;
    if (inputs == 0 || inputs >= SIZE_MAX / sizeof(double) / (n + 1)) {
        return PR_ERR_DOMAIN;
    }
    self->column = pr_new((inputs + 1) * self->n, sizeof *self->column);
    if (!self->column) {
        return PR_ERR_MEMORY;
    }
    size_t to = 0;
    for (size_t r = 0; r < n; r++) {
        for (size_t i = 0; i < inputs && isfinite(y[r]); i++) {
            self->column[i * self->n + to] = x[r * inputs + i];
            if (!isfinite(x[r * inputs + i])) {
                return PR_ERR_DOMAIN;
            }
        }
        if (isfinite(y[r])) {
            self->column[inputs * self->n + to++] = y[r];
        }
    }
    return 0;
}

void pr_sample_free(pr_sample_t *self)
{
    pr_free(self->column);
    memset(self, 0, sizeof *self);
}

bool pr_sample_standardise(pr_sample_t *self, size_t i)
{
    double *v = self->column + i * self->n, first = self->n > 0 ? v[0] : 0, mean = 0, size = 0, squares = 0;
    for (size_t r = 0; r < self->n; r++) {
        size = fmax(size, fabs(v[r]));
    }
    for (size_t r = 0; r < self->n && size > 0; r++) {
        v[r] = v[r] / size - first / size; /* a constant has no rounding, what is large has squares */
        mean += v[r] / (double)self->n;
    }
    for (size_t r = 0; r < self->n; r++) {
        v[r] -= mean;
        squares += v[r] * v[r];
    }
    bool varies = squares > PR_SAMPLE_ROUNDING * PR_SAMPLE_ROUNDING * (double)self->n;
    for (size_t r = 0; r < self->n; r++) {
        v[r] = varies ? v[r] / sqrt(squares) : 0;
    }
    return varies;
}
