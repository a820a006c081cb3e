/* Columns of a regression: see basis.h. */
#include "analysis/basis.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/statistics.h>
#include <string.h>

/* Few inputs may bend more. */
enum { FEW_INPUTS = 3, KNOTS_OF_FEW = 8, KNOTS_OF_MANY = 5 };
static const double OUTER_KNOT = 0.03;

static double cube(double x)
{
    return x > 0 ? x * x * x : 0;
}

/* Column c of an input, before it is centred: 0 is x itself. */
static double raw_column(const pr_basis_input_t *self, size_t c, double x)
{
    if (c == 0) {
        return x;
    }
    const double *t = self->knot;
    double last = t[self->knots - 1], before = t[self->knots - 2], wide = last - t[0], gap = last - before;
    return cube((x - t[c - 1]) / wide) - cube((x - before) / wide) * ((last - t[c - 1]) / gap) +
           cube((x - last) / wide) * ((before - t[c - 1]) / gap);
}

static void place_knots(pr_basis_input_t *self, size_t knots, size_t n, double *sorted)
{
    memcpy(sorted, self->x, n * sizeof *sorted);
    pr_quantile_sort(sorted, n);
    for (size_t k = 0; k < knots; k++) {
        double p = OUTER_KNOT + (1 - 2 * OUTER_KNOT) * (double)k / (double)(knots - 1);
        double t = pr_quantile_sorted(sorted, n, p);
        if (self->knots == 0 || t > self->knot[self->knots - 1]) {
            self->knot[self->knots++] = t;
        }
    }
    bool varies = sorted[n - 1] > sorted[0];
    self->columns = !varies ? 0 : self->knots < 3 ? 1 : self->knots - 1;
}

static void scale_column(pr_basis_input_t *self, size_t c, size_t n)
{
    double sum = 0, sum2 = 0, first = raw_column(self, c, self->x[0]);
    for (size_t r = 0; r < n; r++) {
        sum += raw_column(self, c, self->x[r]) - first;
    }
    self->centre[c] = first + sum / (double)n;
    for (size_t r = 0; r < n; r++) {
        double d = raw_column(self, c, self->x[r]) - self->centre[c];
        sum2 += d * d;
    }
    self->scale[c] = sum2 > 0 ? sqrt((double)n / sum2) : 0;
}

int pr_basis_init(pr_basis_t *self, size_t n, const double *x, const size_t *which, size_t count)
{
    memset(self, 0, sizeof *self);
    size_t knots = count <= FEW_INPUTS ? KNOTS_OF_FEW : KNOTS_OF_MANY;
    double *sorted = pr_new(n, sizeof *sorted);
    self->input = pr_new(count, sizeof *self->input);
    self->additive = 1;
    if (!sorted || !self->input) {
        pr_free(sorted);
        return PR_ERR_MEMORY;
    }
    self->n = n;
    self->inputs = count;
    for (size_t i = 0; i < count; i++) {
        pr_basis_input_t *input = &self->input[i];
        input->x = x + (which ? which[i] : i) * n;
        input->first = self->additive;
        place_knots(input, knots, n, sorted);
        for (size_t c = 0; c < input->columns; c++) {
            scale_column(input, c, n);
        }
        self->additive += input->columns;
    }
    self->columns = self->additive;
    pr_free(sorted);
    return 0;
}

int pr_basis_multiply(pr_basis_t *self, const unsigned char *wanted)
{
    size_t inputs = self->inputs;
    self->pair = pr_new(inputs * inputs, sizeof *self->pair);
    if (!self->pair) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < inputs; i++) {
        for (size_t j = i + 1; j < inputs; j++) {
            if (wanted[i * inputs + j]) {
                self->pair[self->pairs][0] = i;
                self->pair[self->pairs++][1] = j;
            }
        }
    }
    self->columns = self->additive + self->pairs;
    return 0;
}

void pr_basis_free(pr_basis_t *self)
{
    pr_free(self->input);
    pr_free(self->pair);
    memset(self, 0, sizeof *self);
}

void pr_basis_row(const pr_basis_t *self, size_t r, double *row)
{
    row[0] = 1;
    for (size_t i = 0; i < self->inputs; i++) {
        const pr_basis_input_t *input = &self->input[i];
        for (size_t c = 0; c < input->columns; c++) {
            row[input->first + c] = (raw_column(input, c, input->x[r]) - input->centre[c]) * input->scale[c];
        }
    }
    for (size_t p = 0; p < self->pairs; p++) {
        row[self->additive + p] =
            row[self->input[self->pair[p][0]].first] * row[self->input[self->pair[p][1]].first];
    }
}
