/* Truncated normal, beta, gamma, discrete and empirical distributions. */
#include "core/memory.h"
#include "random/build.h"
#include "random/law.h"
#include <gsl/gsl_integration.h>
#include <math.h>
#include <poolraming/error.h>
#include <stdbool.h>
#include <stdlib.h>

/* Weight under which a truncated normal has nothing left to draw from. */
#define WEIGHT_MIN 1e-280

/* Moments about the edge nearest to the parent's mean, of the density relative to its value there, so that
   nothing vanishes far out in a tail. */
static int truncated_moments(double from, double to, double *mean, double *sd)
{
    enum { PANELS = 16, POINTS = 24 };
    double anchor = from > 0 ? from : to < 0 ? to : 0;
    /* Beyond this the density has fallen by e^-50. */
    double reach = sqrt(anchor * anchor + 100), weight = 0, first = 0, second = 0;
    from = fmax(from, -reach);
    to = fmin(to, reach);
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(POINTS);
    if (!rule) {
        return PR_ERR_MEMORY;
    }
    double width = (to - from) / PANELS;
    for (int i = 0; i < PANELS * POINTS; i++) {
        double z, w, left = from + i / POINTS * width;
        gsl_integration_glfixed_point(left, left + width, (size_t)(i % POINTS), &z, &w, rule);
        double density = w * exp(0.5 * (anchor - z) * (anchor + z));
        weight += density;
        first += density * (z - anchor);
        second += density * (z - anchor) * (z - anchor);
    }
    gsl_integration_glfixed_table_free(rule);
    double shift = first / weight;
    *mean = anchor + shift;
    *sd = sqrt(second / weight - shift * shift);
    return 0;
}

int pr_build_truncated_normal(pr_dist_t *self, const pr_dist_spec_t *spec, double mu, double sigma,
                              pr_why_t why)
{
    if (isnan(spec->lo) && isnan(spec->hi)) {
        return pr_refuse(why, "truncated_normal: neither lo nor hi is given: it takes one or both");
    }
    self->lo = isnan(spec->lo) ? -INFINITY : spec->lo;
    self->hi = isnan(spec->hi) ? INFINITY : spec->hi;
    if (!(sigma > 0)) {
        return pr_refuse(why, "truncated_normal: sd is %g: it must be above 0", sigma);
    }
    if (!(self->lo < self->hi)) {
        return pr_refuse(why, "truncated_normal: lo is %g and hi is %g: lo must be below hi", self->lo,
                         self->hi);
    }
    double from = (self->lo - mu) / sigma, to = (self->hi - mu) / sigma;
    double c[6] = {mu,
                   sigma,
                   0.5 * erfc(-from * M_SQRT1_2),
                   0.5 * erfc(-to * M_SQRT1_2),
                   0.5 * erfc(from * M_SQRT1_2),
                   0.5 * erfc(to * M_SQRT1_2)};
    for (int i = 0; i < 6; i++) {
        self->parameter[i] = c[i];
    }
    if (fmax(c[3] - c[2], c[4] - c[5]) < WEIGHT_MIN) {
        return pr_refuse(why,
                         "truncated_normal: a normal with mean %g and sd %g has no weight between %g and %g",
                         mu, sigma, self->lo, self->hi);
    }
    int code = truncated_moments(from, to, &self->mean, &self->sd);
    self->mean = mu + sigma * self->mean;
    self->sd *= sigma;
    return code;
}

static int tabulate(pr_dist_t *self, pr_law_t law, pr_why_t why)
{
    self->table = pr_new(2 * (size_t)PR_TABLE_KNOTS, sizeof *self->table);
    if (!self->table) {
        return PR_ERR_MEMORY;
    }
    if (!pr_table_fill(self->table, law)) {
        return pr_refuse(why, "%s: its quantiles cannot be computed (shape %g)", pr_family_name(self->family),
                         law.a);
    }
    return 0;
}

static int check_shape(const pr_dist_t *self, double shape, pr_why_t why)
{
    const char *family = pr_family_name(self->family);
    if (!(shape >= PR_SHAPE_MIN)) {
        return pr_refuse(why, "%s: a shape of %g is too wide to compute with: the least is %g", family, shape,
                         PR_SHAPE_MIN);
    }
    if (shape > PR_SHAPE_MAX) {
        return pr_refuse(why, "%s: a shape of %g is too narrow to compute with: the most is %g; use a normal",
                         family, shape, PR_SHAPE_MAX);
    }
    return 0;
}

int pr_build_beta(pr_dist_t *self, double alpha, double beta, pr_why_t why)
{
    int code = check_shape(self, alpha, why);
    code = code ? code : check_shape(self, beta, why);
    if (code) {
        return code;
    }
    double sum = alpha + beta, width = self->hi - self->lo;
    self->parameter[0] = alpha;
    self->parameter[1] = beta;
    self->mean = self->lo + width * alpha / sum;
    self->sd = width * sqrt(alpha * beta / (sum + 1)) / sum;
    return tabulate(self, pr_law_beta(alpha, beta), why);
}

int pr_build_gamma(pr_dist_t *self, double shape, double scale, pr_why_t why)
{
    int code = check_shape(self, shape, why);
    if (code) {
        return code;
    }
    self->parameter[0] = shape;
    self->parameter[1] = scale;
    self->lo = 0;
    self->hi = INFINITY;
    self->mean = shape * scale;
    self->sd = sqrt(shape) * scale;
    return tabulate(self, pr_law_gamma(shape), why);
}

typedef struct {
    double value, weight;
} pair_t;

static int by_value(const void *a, const void *b)
{
    double x = ((const pair_t *)a)->value, y = ((const pair_t *)b)->value;
    return (x > y) - (x < y);
}

static int check_values(const pr_dist_spec_t *spec, double *total, pr_why_t why)
{
    const char *family = pr_family_name(spec->family);
    *total = 0;
    for (size_t i = 0; i < spec->count; i++) {
        double weight = spec->weights ? spec->weights[i] : 1;
        if (!isfinite(spec->values[i])) {
            return pr_refuse(why, "%s: value %zu is not a finite number", family, i + 1);
        }
        if (!(isfinite(weight) && weight >= 0)) {
            return pr_refuse(why, "%s: weight %zu is %g: it must be 0 or more", family, i + 1, weight);
        }
        *total += weight;
    }
    return *total > 0 ? 0 : pr_refuse(why, "%s: all weights are 0", family);
}

/* Moments about the first value, so that equal values have sd exactly 0. */
static void set_values(pr_dist_t *self, const pair_t *pairs, double total)
{
    double sum = 0, first = 0, second = 0;
    size_t last = 0;
    for (size_t i = 0; i < self->count; i++) {
        double offset = pairs[i].value - pairs[0].value;
        sum += pairs[i].weight;
        first += pairs[i].weight / total * offset;
        second += pairs[i].weight / total * offset * offset;
        self->values[i] = pairs[i].value;
        self->cumulative[i] = sum / total;
        last = pairs[i].weight > 0 ? i : last;
    }
    for (size_t i = last; i < self->count; i++) {
        self->cumulative[i] = 1;
    }
    self->mean = pairs[0].value + first;
    self->sd = sqrt(fmax(second - first * first, 0));
    self->hi = pairs[last].value;
    for (size_t i = self->count; i-- > 0;) {
        self->lo = pairs[i].weight > 0 ? pairs[i].value : self->lo;
    }
}

int pr_build_values(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    double total;
    int code = check_values(spec, &total, why);
    if (code) {
        return code;
    }
    pair_t *pairs = pr_new(spec->count, sizeof *pairs);
    self->values = pr_new(spec->count, sizeof *self->values);
    self->cumulative = pr_new(spec->count, sizeof *self->cumulative);
    self->count = spec->count;
    if (!pairs || !self->values || !self->cumulative) {
        code = PR_ERR_MEMORY;
        goto out;
    }
    for (size_t i = 0; i < spec->count; i++) {
        pairs[i] = (pair_t){spec->values[i], spec->weights ? spec->weights[i] : 1};
    }
    qsort(pairs, spec->count, sizeof *pairs, by_value);
    set_values(self, pairs, total);
out:
    pr_free(pairs);
    return code;
}
