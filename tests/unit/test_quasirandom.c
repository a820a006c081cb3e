/* Sobol' points and Latin hypercubes: what holds exactly. */
#include <math.h>
#include <poolraming/poolraming.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

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
    pr_sobol_free(&sobol); /* twice is legal */
    return 0;
}

/* The ten points that Joe & Kuo print; of the first two dimensions they are GSL's of D4, after the point 0.
 */
static void starts_at_zero(void **state)
{
    (void)state;
    static const double expected[10][3] = {{0, 0, 0},
                                           {.5, .5, .5},
                                           {.75, .25, .25},
                                           {.25, .75, .75},
                                           {.375, .375, .625},
                                           {.875, .875, .125},
                                           {.625, .125, .875},
                                           {.125, .625, .375},
                                           {.1875, .3125, .9375},
                                           {.6875, .8125, .4375}};
    for (uint32_t i = 0; i < 10; i++) {
        for (size_t d = 0; d < 3; d++) {
            assert_true(pr_sobol_at(&sobol, i, d) == expected[i][d]);
        }
    }
}

/* Points of Joe & Kuo's table as another program computes them from the published file, × 2^32. */
static void published_points(void **state)
{
    (void)state;
    static const uint32_t index[] = {1, 2, 3, 4, 1000, 123456789, 0xffffffff};
    static const struct {
        size_t dimension;
        uint32_t digits[7];
    } cases[] = {
        {0, {0x80000000, 0xc0000000, 0x40000000, 0x60000000, 0x38400000, 0xf9d46f20, 0x00000001}},
        {1, {0x80000000, 0x40000000, 0xc0000000, 0x60000000, 0x18c00000, 0xcadcd1a0, 0xffffffff}},
        {2, {0x80000000, 0x40000000, 0xc0000000, 0xa0000000, 0x84c00000, 0x01a3d160, 0xc5005555}},
        {3, {0x80000000, 0x40000000, 0xc0000000, 0xe0000000, 0xad400000, 0xe8a64f20, 0x50050093}},
        {9, {0x80000000, 0xc0000000, 0x40000000, 0xa0000000, 0x11c00000, 0x6767c1a0, 0x82ff78f1}},
        {39, {0x80000000, 0x40000000, 0xc0000000, 0xe0000000, 0x7ac00000, 0xff5bc220, 0x3d3df141}},
        {40, {0x80000000, 0x40000000, 0xc0000000, 0xe0000000, 0xe9c00000, 0x0d0527a0, 0x3fecfc45}},
        {99, {0x80000000, 0xc0000000, 0x40000000, 0xe0000000, 0x2fc00000, 0xa04ccea0, 0x58b73b7d}},
        {479, {0x80000000, 0x40000000, 0xc0000000, 0x60000000, 0x34c00000, 0x23f3bb20, 0xce06f005}},
        {480, {0x80000000, 0x40000000, 0xc0000000, 0xe0000000, 0xc0c00000, 0x01eab7a0, 0xe41dc07b}},
        {1023, {0x80000000, 0xc0000000, 0x40000000, 0xe0000000, 0xb6c00000, 0xab7b28a0, 0x651de84d}},
        {1110, {0x80000000, 0xc0000000, 0x40000000, 0xe0000000, 0x5ec00000, 0x7a792fa0, 0x2700003d}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        for (size_t i = 0; i < 7; i++) {
            double expected = cases[c].digits[i] * 0x1p-32;
            assert_true(pr_sobol_at(&sobol, index[i], cases[c].dimension) == expected);
        }
    }
}

/* Every stratum of 1/n has one of n values. */
static void assert_strata(const double *u, size_t n)
{
    unsigned char *seen = calloc(n, 1);
    for (size_t i = 0; i < n; i++) {
        assert_true(u[i] >= 0 && u[i] < 1);
        size_t stratum = (size_t)(u[i] * (double)n);
        assert_int_equal(seen[stratum], 0);
        seen[stratum] = 1;
    }
    free(seen);
}

/* All 1,111 dimensions, before and after scrambling, in the first run of 2^m points and in a later one. */
static void each_dimension_is_a_net(void **state)
{
    (void)state;
    static double plain[256], scrambled[256];
    for (size_t d = 0; d < PR_SOBOL_DIMENSIONS; d++) {
        for (uint32_t n = 1; n <= 256; n *= 4) {
            uint32_t from = d % 2 ? 0 : 3 * n;
            for (uint32_t i = 0; i < n; i++) {
                plain[i] = pr_sobol_at(&sobol, from + i, d);
                scrambled[i] = pr_sobol_scrambled(&sobol, 2385, 7, from + i, d);
            }
            assert_strata(plain, n);
            assert_strata(scrambled, n);
        }
    }
}

/* The digits of a dimension before the last one tell all dimensions apart: no two are the same sequence. */
static void dimensions_differ(void **state)
{
    (void)state;
    enum { D = PR_SOBOL_DIMENSIONS, BITS = PR_SOBOL_BITS };
    for (size_t d = 1; d < D; d++) {
        for (size_t e = 0; e < d; e++) {
            assert_memory_not_equal(sobol.direction + d * BITS, sobol.direction + e * BITS,
                                    16 * sizeof *sobol.direction);
        }
    }
}

enum { M = 10 };

/* The first two dimensions are a net in both at once: one of 2^10 points in every box of 2^-a × 2^-b, a + b =
   10; nested scrambling keeps that. */
static void the_first_pair_is_a_net(void **state)
{
    (void)state;
    enum { N = 1 << M };
    for (unsigned a = 0; a <= M; a++) {
        unsigned char seen[2][N] = {{0}};
        for (uint32_t i = 0; i < N; i++) {
            double u[2][2] = {
                {pr_sobol_at(&sobol, i, 0), pr_sobol_at(&sobol, i, 1)},
                {pr_sobol_scrambled(&sobol, 1, 0, i, 0), pr_sobol_scrambled(&sobol, 1, 0, i, 1)}};
            for (size_t s = 0; s < 2; s++) {
                size_t box = ((size_t)(u[s][0] * (1 << a)) << (M - a)) + (size_t)(u[s][1] * (1 << (M - a)));
                assert_int_equal(seen[s][box]++, 0);
            }
        }
    }
}

/* ---- two dimensions at once: 2^M points ---- */

/* Row `digit` of the generator matrix of a dimension, one bit for each of the first M digits of the index. */
static uint32_t generator_row(size_t dimension, unsigned digit)
{
    uint32_t row = 0;
    for (unsigned k = 0; k < M; k++) {
        row |= (sobol.direction[dimension * PR_SOBOL_BITS + k] >> (31 - digit) & 1) << k;
    }
    return row;
}

/* Whether the first `a` rows of one and `b` of another are independent: then every box of 2^-a × 2^-b has the
   same number of 2^M points. */
static bool are_independent(size_t one, unsigned a, size_t other, unsigned b)
{
    uint32_t basis[M] = {0};
    for (unsigned i = 0; i < a + b; i++) {
        uint32_t row = i < a ? generator_row(one, i) : generator_row(other, i - a);
        int bit = M - 1;
        for (; bit >= 0; bit--) {
            if (row >> bit & 1 && basis[bit] == 0) {
                basis[bit] = row;
                break;
            }
            row ^= row >> bit & 1 ? basis[bit] : 0;
        }
        if (bit < 0) {
            return false;
        }
    }
    return true;
}

/* The least t for which 2^M points of two dimensions are a (t, M, 2)-net. */
static unsigned quality_of(size_t one, size_t other)
{
    for (unsigned k = 1; k <= M; k++) {
        for (unsigned a = 0; a <= k; a++) {
            if (!are_independent(one, a, other, k - a)) {
                return M - k + 1;
            }
        }
    }
    return 0;
}

/* What docs/sensitivity.md says of pairs among the dimensions that 49 inputs take; a coordinate that is 0, or
   a copy, would have t = 10. */
static void pairs_of_dimensions(void **state)
{
    (void)state;
    unsigned worst = 0, good = 0;
    for (size_t d = 1; d < 98; d++) {
        for (size_t e = 0; e < d; e++) {
            unsigned t = quality_of(d, e);
            worst = t > worst ? t : worst;
            good += t <= 4;
        }
    }
    assert_int_equal(quality_of(0, 1), 0);
    assert_int_equal(worst, 7);
    assert_int_equal(good, 16 + 699 + 1549 + 1350 + 690); /* of 4,753 */
    assert_true(quality_of(480, 1110) < M && quality_of(40, 1000) < M);
}

/* Points whose first j digits are the same and whose next one differs are so after scrambling too. */
static void scrambling_is_nested(void **state)
{
    (void)state;
    enum { N = 512 };
    for (size_t d = 0; d < 1000; d += 333) {
        uint64_t before[N], after[N];
        for (uint32_t i = 0; i < N; i++) {
            before[i] = (uint64_t)(pr_sobol_at(&sobol, i, d) * 0x1p32);
            after[i] = (uint64_t)(pr_sobol_scrambled(&sobol, 99, 3, i, d) * 0x1p32);
        }
        for (size_t i = 1; i < N; i++) {
            for (size_t k = 0; k < i; k++) {
                int first = __builtin_clzll(before[i] ^ before[k]);
                assert_int_equal(__builtin_clzll(after[i] ^ after[k]), first);
            }
        }
    }
}

static void a_point_is_a_function_of_its_numbers(void **state)
{
    (void)state;
    double u[20];
    pr_sobol_scrambled_point(&sobol, 5, 2, 77, 30, 20, u);
    pr_sobol_t small;
    assert_int_equal(pr_sobol_init(&small, 50), 0);
    for (size_t i = 20; i-- > 0;) {
        assert_true(u[i] == pr_sobol_scrambled(&small, 5, 2, 77, 30 + i));
        assert_true(u[i] != pr_sobol_scrambled(&small, 6, 2, 77, 30 + i));
        assert_true(u[i] != pr_sobol_scrambled(&small, 5, 3, 77, 30 + i));
    }
    pr_sobol_free(&small);
}

static void dimensions_out_of_range(void **state)
{
    (void)state;
    pr_sobol_t none;
    assert_int_equal(pr_sobol_init(&none, 0), PR_ERR_DOMAIN);
    pr_sobol_free(&none);
    assert_int_equal(pr_sobol_init(&none, PR_SOBOL_DIMENSIONS + 1), PR_ERR_DOMAIN);
    pr_sobol_free(&none);
}

static void latin_strata_are_permutations(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1, 2, 3, 5, 16, 17, 99, 100, 1000, 4095};
    static double u[4095];
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (size_t d = 0; d < 2000; d += 487) {
            unsigned char seen[4095] = {0};
            for (uint64_t i = 0; i < sizes[s]; i++) {
                uint64_t stratum = pr_latin_stratum(11, 2, sizes[s], i, d);
                assert_true(stratum < sizes[s]);
                assert_int_equal(seen[stratum]++, 0);
                u[i] = pr_latin_at(11, 2, sizes[s], i, d);
                assert_true(u[i] > 0);
                assert_int_equal((uint64_t)(u[i] * (double)sizes[s]), stratum);
            }
            assert_strata(u, sizes[s]);
        }
    }
}

static void large_hypercubes_stay_inside(void **state)
{
    (void)state;
    static const uint64_t n = (uint64_t)1 << 32;
    for (uint64_t i = 0; i < 1000; i++) {
        uint64_t point = n - 1 - i * 4294967;
        double u = pr_latin_at(3, 65535, n, point, 65535);
        assert_true(u > 0 && u < 1);
        assert_true(pr_latin_stratum(3, 65535, n, point, 65535) < n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_at_zero),
        cmocka_unit_test(published_points),
        cmocka_unit_test(each_dimension_is_a_net),
        cmocka_unit_test(dimensions_differ),
        cmocka_unit_test(the_first_pair_is_a_net),
        cmocka_unit_test(pairs_of_dimensions),
        cmocka_unit_test(scrambling_is_nested),
        cmocka_unit_test(a_point_is_a_function_of_its_numbers),
        cmocka_unit_test(dimensions_out_of_range),
        cmocka_unit_test(latin_strata_are_permutations),
        cmocka_unit_test(large_hypercubes_stay_inside),
    };
    return cmocka_run_group_tests(tests, make_sobol, free_sobol);
}
