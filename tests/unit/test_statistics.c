#include <math.h>
#include <poolraming/error.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

enum { N = 20000 };
static double x[N], sorted[N];

static pr_stream_t stream_of(uint64_t replicate)
{
    pr_source_t source = {.seed = 3131, .replicate = replicate};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, (pr_address_t){0});
    return stream;
}

/* D8 */
static void moments_far_from_zero(void **state)
{
    (void)state;
    x[0] = 10000000.2;
    for (int i = 1; i < 1001; i++) {
        x[i] = i % 2 ? 10000000.1 : 10000000.3;
    }
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, x, 1001);
    assert_int_equal(moments.n, 1001);
    assert_true(fabs(pr_moments_mean(&moments) - 10000000.2) < 1e-7);
    assert_true(fabs(pr_moments_sd(&moments) - 0.1) < 1e-7);
    assert_true(fabs(pr_moments_se(&moments) - 0.1 / sqrt(1001)) < 1e-8);
}

static void moments_of_constants_and_nothing(void **state)
{
    (void)state;
    pr_moments_t moments = {0};
    assert_true(isnan(pr_moments_mean(&moments)));
    for (int i = 0; i < 1024; i++) {
        x[i] = 4721.37;
    }
    for (int round = 0; round < 3; round++) {
        pr_moments_add_round(&moments, x, 1024);
    }
    assert_true(pr_moments_mean(&moments) == 4721.37);
    assert_true(pr_moments_sd(&moments) == 0);
}

static void moments_skip_the_undefined(void **state)
{
    (void)state;
    const double with[] = {NAN, 3.5, INFINITY, 4.5, -INFINITY, NAN, 8.25, NAN, 1.25, NAN, 2.385};
    const double without[] = {3.5, 4.5, 8.25, 1.25, 2.385};
    pr_moments_t a = {0}, b = {0};
    pr_moments_add_round(&a, with, 1);
    assert_true(isnan(pr_moments_mean(&a)));
    pr_moments_add_round(&a, with + 1, 10);
    pr_moments_add_round(&b, without, 5);
    assert_int_equal(a.n, 5);
    assert_int_equal(a.undefined, 6);
    assert_true(fabs(pr_moments_mean(&a) - pr_moments_mean(&b)) < 1e-14);
    assert_true(fabs(pr_moments_sd(&a) - pr_moments_sd(&b)) < 1e-14);
}

/* Against long double over all values at once; a second run of the same rounds gives the same bytes. */
static void moments_by_rounds(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(1);
    pr_moments_t a = {0}, b = {0};
    long double sum = 0, sum2 = 0;
    for (int i = 0; i < N; i++) {
        x[i] = exp(2 + pr_normal_draw(&stream));
        sum += x[i];
    }
    for (int i = 0; i < N; i++) {
        sum2 += (x[i] - sum / N) * (x[i] - sum / N);
    }
    for (size_t start = 0; start < N; start += 1024) {
        size_t n = N - start < 1024 ? N - start : 1024;
        pr_moments_add_round(&a, x + start, n);
        pr_moments_add_round(&b, x + start, n);
    }
    assert_memory_equal(&a, &b, sizeof a);
    assert_true(fabs(pr_moments_mean(&a) / (double)(sum / N) - 1) < 1e-14);
    assert_true(fabs(pr_moments_sd(&a) / (double)sqrtl(sum2 / (N - 1)) - 1) < 1e-12);
}

/* D7 */
static void quantile_type_7(void **state)
{
    (void)state;
    double values[] = {95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610,
                       95.1591, 95.1195, 95.1065, 95.0925, 95.1990, 95.1682};
    assert_int_equal(pr_quantile_sort(values, 12), 12);
    assert_true(fabs(pr_quantile_sorted(values, 12, 0.9) - 95.19568) < 1e-9);
    assert_true(pr_quantile_sorted(values, 12, 0) == 95.0610);
    assert_true(pr_quantile_sorted(values, 12, 1) == 95.1990);
    assert_true(isnan(pr_quantile_sorted(values, 0, 0.5)));
    double some[] = {3, NAN, 1, INFINITY, 2};
    assert_int_equal(pr_quantile_sort(some, 5), 3);
    assert_true(some[0] == 1 && some[2] == 3);
}

/* D7 */
static void quantile_interval(void **state)
{
    (void)state;
    size_t lower, upper;
    pr_quantile_interval(1000, 0.9, 0.95, &lower, &upper);
    assert_int_equal(lower, 881);
    assert_int_equal(upper, 919);
    pr_quantile_interval(10, 0.95, 0.95, &lower, &upper);
    assert_int_equal(upper, 11);
}

static const double shares[] = {0, 0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999, 1};

/* Counted against sorted, to `relative` of the larger neighbour in size. */
static void assert_counts(uint32_t bits, size_t n, double relative)
{
    pr_counts_t counts;
    pr_counts_init(&counts, bits, PR_COUNTS_NEGLIGIBLE);
    for (size_t start = 0; start < n; start += 1024) {
        assert_int_equal(pr_counts_add(&counts, x + start, n - start < 1024 ? n - start : 1024), 0);
    }
    memcpy(sorted, x, n * sizeof *x);
    assert_int_equal(pr_quantile_sort(sorted, n), n);
    assert_int_equal(counts.n, n);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        double rank = (double)(n - 1) * shares[i];
        double size = fmax(fabs(sorted[(size_t)floor(rank)]), fabs(sorted[(size_t)ceil(rank)]));
        double error = pr_counts_quantile(&counts, shares[i]) - pr_quantile_sorted(sorted, n, shares[i]);
        assert_true(fabs(error) <= relative * size);
    }
    assert_true(bits != PR_COUNTS_BITS || pr_counts_bytes(&counts) < 400000);
    pr_counts_free(&counts);
    pr_counts_free(&counts);
}

static void counts_of_wide_series(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(2);
    for (int kind = 0; kind < 4; kind++) {
        for (int i = 0; i < N; i++) {
            double z = pr_normal_draw(&stream);
            x[i] = kind == 0   ? exp(8 + 2 * z)
                   : kind == 1 ? pr_stream_uniform(&stream)
                   : kind == 2 ? -exp(z)
                               : z;
        }
        assert_counts(PR_COUNTS_BITS, N, 0x1p-10);
        assert_counts(PR_COUNTS_FINE_BITS, N, 0x1p-14);
    }
}

static void counts_are_exact_for_whole_numbers(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(3);
    for (int kind = 0; kind < 4; kind++) {
        for (int i = 0; i < N; i++) {
            double u = pr_stream_uniform(&stream);
            x[i] = kind == 0   ? (double)pr_poisson_inverse(u, 2.385)
                   : kind == 1 ? (double)pr_poisson_inverse(u, 800)
                   : kind == 2 ? u < 0.3
                               : (double)pr_poisson_inverse(u, 15) - 15;
        }
        assert_counts(PR_COUNTS_BITS, N, 1e-15);
    }
}

static void counts_of_constants_and_single_values(void **state)
{
    (void)state;
    const double constants[] = {0, 1e-10, -3.1415926, 95.1772, 1e300, 700000};
    for (size_t j = 0; j < sizeof constants / sizeof constants[0]; j++) {
        for (int i = 0; i < 1500; i++) {
            x[i] = constants[j];
        }
        assert_counts(PR_COUNTS_BITS, 1500, 0);
        assert_counts(PR_COUNTS_BITS, 1, 0);
    }
}

static void counts_of_extremes(void **state)
{
    (void)state;
    const double wild[] = {NAN, 1.7e308, -1.7e308, INFINITY, 0, -0.0, 5e-324, -1e-9, 1e-9, 42};
    pr_counts_t counts;
    pr_counts_init(&counts, PR_COUNTS_BITS, PR_COUNTS_NEGLIGIBLE);
    assert_true(isnan(pr_counts_quantile(&counts, 0.5)));
    assert_int_equal(pr_counts_add(&counts, wild, 10), 0);
    assert_int_equal(counts.n, 8);
    assert_int_equal(counts.undefined, 2);
    assert_true(pr_counts_quantile(&counts, 0) == -1.7e308);
    assert_true(pr_counts_quantile(&counts, 1) == 1.7e308);
    assert_true(fabs(pr_counts_quantile(&counts, 0.5)) < 1e-9);
    assert_true(fabs(pr_counts_quantile(&counts, 6.0 / 7) / 42 - 1) < 0x1p-10);
    pr_counts_free(&counts);
}

/* Order and division over workers change nothing. */
static void counts_merge(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(4);
    pr_counts_t whole, part[3], fine;
    pr_counts_init(&whole, PR_COUNTS_BITS, PR_COUNTS_NEGLIGIBLE);
    pr_counts_init(&fine, PR_COUNTS_FINE_BITS, PR_COUNTS_NEGLIGIBLE);
    for (int i = 0; i < N; i++) {
        x[i] = i % 7 == 0 ? NAN : 1000 * pr_normal_draw(&stream);
    }
    assert_int_equal(pr_counts_add(&whole, x, N), 0);
    for (int i = 0; i < 3; i++) {
        pr_counts_init(&part[i], PR_COUNTS_BITS, PR_COUNTS_NEGLIGIBLE);
        assert_int_equal(pr_counts_add(&part[i], x + i * 6000, i < 2 ? 6000 : N - 12000), 0);
    }
    assert_int_equal(pr_counts_merge(&part[2], &part[0]), 0);
    assert_int_equal(pr_counts_merge(&part[2], &part[1]), 0);
    assert_int_equal(part[2].undefined, whole.undefined);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        assert_true(pr_counts_quantile(&whole, shares[i]) == pr_counts_quantile(&part[2], shares[i]));
    }
    assert_int_equal(pr_counts_merge(&whole, &fine), PR_ERR_DOMAIN);
    for (int i = 0; i < 3; i++) {
        pr_counts_free(&part[i]);
    }
    pr_counts_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_far_from_zero),
        cmocka_unit_test(moments_of_constants_and_nothing),
        cmocka_unit_test(moments_skip_the_undefined),
        cmocka_unit_test(moments_by_rounds),
        cmocka_unit_test(quantile_type_7),
        cmocka_unit_test(quantile_interval),
        cmocka_unit_test(counts_of_wide_series),
        cmocka_unit_test(counts_are_exact_for_whole_numbers),
        cmocka_unit_test(counts_of_constants_and_single_values),
        cmocka_unit_test(counts_of_extremes),
        cmocka_unit_test(counts_merge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
