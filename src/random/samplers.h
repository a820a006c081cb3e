/* Inline parts of the samplers, for hot loops. Contract: poolraming/random.h. */
#ifndef PR_RANDOM_SAMPLERS_H
#define PR_RANDOM_SAMPLERS_H

#include <math.h>
#include <poolraming/random.h>

/* Above this mean, inversion starts from a guess instead of from 0. */
#define PR_INVERSION_MEAN_MAX 30.0

/* A probability that no longer moves the sum: the end of a tail. */
#define PR_NEGLIGIBLE 1e-20

/* pr_poisson_inverse for lambda <= PR_INVERSION_MEAN_MAX, with p0 = exp(-lambda) computed before. */
static inline int64_t pr_poisson_small(double u, double lambda, double p0)
{
    double p = p0, sum = p0, k = 0;
    while (sum < u && p > PR_NEGLIGIBLE) {
        k += 1;
        p *= lambda / k;
        sum += p;
    }
    return (int64_t)k;
}

/* One attempt of Marsaglia & Tsang (2000) for shape >= 1 from a standard normal and a uniform; negative where
   it is refused. */
static inline double pr_gamma_attempt(double shape, double normal, double u)
{
    double d = shape - 1.0 / 3.0;
    double v = 1.0 + normal / sqrt(9.0 * d);
    if (v <= 0) {
        return -1;
    }
    v = v * v * v;
    double x2 = normal * normal;
    if (u < 1.0 - 0.0331 * x2 * x2 || log(u) < 0.5 * x2 + d * (1.0 - v + log(v))) {
        return d * v;
    }
    return -1;
}

#endif
