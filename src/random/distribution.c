/*
 * Evaluation of distributions. What parameter[] holds, by family:
 *   fixed: value                          normal: mu, sigma
 *   truncated normal: mu, sigma, P(parent < lo), P(parent < hi), P(parent > lo), P(parent > hi)
 *   lognormal: mu, sigma                  gamma: shape, scale
 *   beta and PERT: alpha, beta            triangular: mode
 *   quantiles: q50, s, σ in q50 + s(e^{σz} − 1); σ = 0 stands for q50 + s·z
 */
#include "core/memory.h"
#include "random/law.h"
#include <math.h>
#include <poolraming/distribution.h>
#include <poolraming/random.h>
#include <string.h>

/* A probability, its complement and its normal score, so that neither tail loses digits. */
typedef struct {
    double p, q, z;
} point_t;

static double truncated_normal(const pr_dist_t *self, point_t at)
{
    const double *c = self->parameter;
    double p = c[2] * at.q + c[3] * at.p;
    double q = c[4] * at.q + c[5] * at.p;
    double z = p < q ? pr_normal_inverse(p) : -pr_normal_inverse(q);
    return fmin(fmax(c[0] + c[1] * z, self->lo), self->hi);
}

static double triangular(const pr_dist_t *self, point_t at)
{
    double width = self->hi - self->lo, mode = self->parameter[0];
    if (at.p * width <= mode - self->lo) {
        return self->lo + sqrt(at.p * width * (mode - self->lo));
    }
    return self->hi - sqrt(at.q * width * (self->hi - mode));
}

static double step(const pr_dist_t *self, double p)
{
    size_t low = 0, high = self->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->cumulative[middle] >= p) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return self->values[low];
}

static double quantile(const pr_dist_t *self, point_t at)
{
    const double *c = self->parameter;
    switch (self->family) {
    case PR_DIST_FIXED:
        return c[0];
    case PR_DIST_NORMAL:
        return c[0] + c[1] * at.z;
    case PR_DIST_TRUNCATED_NORMAL:
        return truncated_normal(self, at);
    case PR_DIST_LOGNORMAL:
        return exp(c[0] + c[1] * at.z);
    case PR_DIST_QUANTILES:
        return c[2] == 0 ? c[0] + c[1] * at.z : c[0] + c[1] * expm1(c[2] * at.z);
    case PR_DIST_GAMMA:
        return c[1] * exp(pr_table_value(self->table, at.z));
    case PR_DIST_BETA:
    case PR_DIST_PERT:
        return self->lo + (self->hi - self->lo) / (1 + exp(-pr_table_value(self->table, at.z)));
    case PR_DIST_UNIFORM:
        return at.p < 0.5 ? self->lo + at.p * (self->hi - self->lo) : self->hi - at.q * (self->hi - self->lo);
    case PR_DIST_TRIANGULAR:
        return triangular(self, at);
    case PR_DIST_DISCRETE:
    case PR_DIST_EMPIRICAL:
        return step(self, at.p);
    case PR_DIST_FAMILIES:
        break;
    }
    return NAN;
}

double pr_dist_quantile(const pr_dist_t *self, double p)
{
    return quantile(self, (point_t){.p = p, .q = 1 - p, .z = pr_normal_inverse(p)});
}

double pr_dist_from_normal(const pr_dist_t *self, double z)
{
    return quantile(self, (point_t){.p = 0.5 * erfc(-z * M_SQRT1_2), .q = 0.5 * erfc(z * M_SQRT1_2), .z = z});
}

double pr_dist_mean(const pr_dist_t *self)
{
    return self->mean;
}

double pr_dist_sd(const pr_dist_t *self)
{
    return self->sd;
}

void pr_dist_support(const pr_dist_t *self, double *lo, double *hi)
{
    *lo = self->lo;
    *hi = self->hi;
}

void pr_dist_free(pr_dist_t *self)
{
    pr_free(self->values);
    pr_free(self->cumulative);
    pr_free(self->table);
    memset(self, 0, sizeof *self);
}
