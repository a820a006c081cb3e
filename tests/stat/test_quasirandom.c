/* Laws of scrambled points and Latin hypercubes. Seeds are fixed. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/poolraming.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

#include "support_uniform.h"

static pr_sobol_t sobol;

static int make_sobol(void **state)
{
    (void)state;
    return pr_sobol_init(&sobol, PR_SOBOL_DIMENSIONS);
}

static int free_sobol(void **state)
{
    (void)state;
    pr_sobol_free(&sobol);
    return 0;
}

/* One point over scramblings and seeds, point 0 too; dimensions on both sides of GSL's 40. */
static void a_scrambled_point_is_uniform(void **state)
{
    (void)state;
    static const uint32_t points[] = {0, 1, 2, 1023, 123456789};
    static const size_t dimensions[] = {0, 1, 39, 40, 500, 1110};
    enum { N = 20000 };
    static double u[N];
    for (size_t p = 0; p < 5; p++) {
        for (size_t d = 0; d < 6; d++) {
            for (uint64_t s = 0; s < N; s++) {
                u[s] = pr_sobol_scrambled(&sobol, 100 + s / 5000, (uint16_t)(s % 5000), points[p],
                                          dimensions[d]);
            }
            assert_ks(u, N);
        }
    }
}

/* The low digits too: 2^32 u less its whole part, and every one of the 32 digits: of n fair bits the mean has
   standard deviation 1/(2√n). */
static void all_digits_are_fair(void **state)
{
    (void)state;
    enum { N = 20000 };
    static double low[N];
    double ones[PR_SOBOL_BITS] = {0};
    for (uint64_t s = 0; s < N; s++) {
        double u = pr_sobol_scrambled(&sobol, 17, (uint16_t)s, 5, 60) * 0x1p32;
        low[s] = u - floor(u);
        for (int bit = 0; bit < PR_SOBOL_BITS; bit++) {
            ones[bit] += (uint32_t)u >> bit & 1;
        }
    }
    assert_ks(low, N);
    for (int bit = 0; bit < PR_SOBOL_BITS; bit++) {
        assert_true(fabs(ones[bit] / N - 0.5) < 5 * 0.5 / sqrt(N));
    }
}

/* Two points, two dimensions and two scramblings: correlation 0 within 5/√n for independent uniforms. Two
   points of one dimension are in different halves or not: (0, 1) are, so that u_0 u_1 tells of -1/4 /(1/3) …
   a correlation of −3/4. */
static void dimensions_and_scramblings_are_independent(void **state)
{
    (void)state;
    enum { N = 50000 };
    static double a[N], b[N], c[N], d[N];
    for (uint64_t s = 0; s < N; s++) {
        a[s] = pr_sobol_scrambled(&sobol, 8, (uint16_t)s, 0, 3);
        b[s] = pr_sobol_scrambled(&sobol, 8, (uint16_t)s, 0, 4);
        c[s] = pr_sobol_scrambled(&sobol, 8, (uint16_t)(s + 1), 0, 3);
        d[s] = pr_sobol_scrambled(&sobol, 8, (uint16_t)s, 1, 3);
    }
    assert_true(fabs(pr_correlation_of(N, a, b)) < 5 / sqrt(N));
    assert_true(fabs(pr_correlation_of(N, a, c)) < 5 / sqrt(N));
    /* u_0 and u_1 lie in different halves, uniform and independent within: covariance −1/16, variance 1/12;
       the standard error of such a correlation is below (1 − r²)·√2/√n. */
    assert_true(fabs(pr_correlation_of(N, a, d) + 0.75) < 5 * (1 - 0.5625) * sqrt(2.0 / N));
}

/* Every ordered pair of strata equally often, in the smallest hypercubes, where a keyed permutation is the
   least random; and pairs of dimensions. */
static void latin_pairs_are_uniform(void **state)
{
    (void)state;
    enum { REPLICATIONS = 50000 };
    for (uint64_t n = 2; n <= 7; n++) {
        double within[49] = {0}, across[49] = {0}, chi2_within = 0, chi2_across = 0;
        for (uint32_t r = 0; r < REPLICATIONS; r++) {
            uint64_t first = pr_latin_stratum(3, (uint16_t)r, n, 0, 9);
            within[first * n + pr_latin_stratum(3, (uint16_t)r, n, 1, 9)]++;
            across[first * n + pr_latin_stratum(3, (uint16_t)r, n, 0, 10)]++;
        }
        double cells = (double)(n * n), pairs = (double)(n * (n - 1));
        for (uint64_t i = 0; i < n * n; i++) {
            double expected = i / n == i % n ? 0 : REPLICATIONS / pairs;
            if (i / n == i % n) {
                assert_true(within[i] == 0);
            } else {
                chi2_within += pow(within[i] - expected, 2) / expected;
            }
            chi2_across += pow(across[i] - REPLICATIONS / cells, 2) / (REPLICATIONS / cells);
        }
        assert_true(gsl_cdf_chisq_Q(chi2_within, pairs - 1) > P_MIN);
        assert_true(gsl_cdf_chisq_Q(chi2_across, cells - 1) > P_MIN);
    }
}

/* One point is uniform. */
static void a_latin_point_is_uniform(void **state)
{
    (void)state;
    enum { N = 20000 };
    static double u[N];
    static const uint64_t sizes[] = {1, 2, 7, 100, 1000000};
    for (size_t s = 0; s < 5; s++) {
        for (uint32_t r = 0; r < N; r++) {
            u[r] = pr_latin_at(21, (uint16_t)r, sizes[s], sizes[s] / 2, 41);
        }
        assert_ks(u, N);
    }
}

/* D5: the mean of a sum of d uniforms over N strata has variance d/(12 N³); of R replications the relative
   standard error of the variance is √(2/(R − 1)) (normal: many terms). Of scrambled Sobol' points the same,
   since each dimension is stratified in the same way. */
static void sums_have_the_variance_of_strata(void **state)
{
    (void)state;
    enum { D = 6, N = 16, R = 4000 };
    static double mean[2][R];
    for (uint16_t r = 0; r < R; r++) {
        double sum[2] = {0, 0};
        for (uint32_t i = 0; i < N; i++) {
            for (size_t d = 0; d < D; d++) {
                sum[0] += pr_latin_at(31, r, N, i, 100 + d);
                sum[1] += pr_sobol_scrambled(&sobol, 31, r, i, 100 + d);
            }
        }
        mean[0][r] = sum[0] / N;
        mean[1][r] = sum[1] / N;
    }
    for (int k = 0; k < 2; k++) {
        pr_moments_t moments = {0};
        pr_moments_add_round(&moments, mean[k], R);
        double variance = pow(pr_moments_sd(&moments), 2), expected = D / (12.0 * N * N * N);
        assert_true(fabs(pr_moments_mean(&moments) - D / 2.0) < 5 * sqrt(expected / R));
        assert_true(fabs(variance / expected - 1) < 5 * sqrt(2.0 / (R - 1)));
    }
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scrambled_point_is_uniform),
        cmocka_unit_test(all_digits_are_fair),
        cmocka_unit_test(dimensions_and_scramblings_are_independent),
        cmocka_unit_test(latin_pairs_are_uniform),
        cmocka_unit_test(a_latin_point_is_uniform),
        cmocka_unit_test(sums_have_the_variance_of_strata),
    };
    return cmocka_run_group_tests(tests, make_sobol, free_sobol);
}
