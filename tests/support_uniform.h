/* Whether values are uniform, for tests. Include after cmocka. */
#ifndef PR_TESTS_SUPPORT_UNIFORM_H
#define PR_TESTS_SUPPORT_UNIFORM_H

#include <math.h>
#include <stdlib.h>

#define P_MIN 1e-4

static inline int ascending(const void *a, const void *b)
{
    double l = *(const double *)a, r = *(const double *)b;
    return (l > r) - (l < r);
}

/* Kolmogorov–Smirnov of values that are uniform if the law is right: with λ = (√n + 0.12 + 0.11/√n)·D
   (Stephens 1970) p = 2 Σ (−1)^(k−1) e^(−2k²λ²). */
static inline void assert_ks(double *u, size_t n)
{
    qsort(u, n, sizeof *u, ascending);
    double distance = 0, p = 0, root = sqrt((double)n);
    for (size_t i = 0; i < n; i++) {
        distance = fmax(distance, fmax(u[i] - (double)i / (double)n, ((double)i + 1) / (double)n - u[i]));
    }
    double lambda = (root + 0.12 + 0.11 / root) * distance;
    for (int k = 1; k < 100; k++) {
        p += (k % 2 ? 2 : -2) * exp(-2.0 * k * k * lambda * lambda);
    }
    if (p < P_MIN) {
        fail_msg("KS distance %g: p %g", distance, p);
    }
}

#endif
