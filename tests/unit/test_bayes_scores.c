/* Scores of forecasts and uniformity of ranks, by hand and against closed forms. */
#include "support_bayes.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

/* ---- CRPS ---- */

/* By its definition, pair by pair. */
static double crps_by_pairs(size_t n, const double *x, double y, bool fair)
{
    double off = 0, pairs = 0, count = (double)n;
    for (size_t i = 0; i < n; i++) {
        off += fabs(x[i] - y);
        for (size_t j = 0; j < n; j++) {
            pairs += fabs(x[i] - x[j]);
        }
    }
    return off / count - pairs / (2 * count * (fair ? count - 1 : count));
}

static void test_crps_by_pairs(void **state)
{
    (void)state;
    const double x[] = {-3.2, 0.5, 0.5, 2.385, 9.1}, y[] = {-7, 0.5, 1.3, 9.1, 40};
    for (int i = 0; i < 5; i++) {
        assert_near(pr_crps(5, x, y[i], false), crps_by_pairs(5, x, y[i], false), 1e-13);
        assert_near(pr_crps(5, x, y[i], true), crps_by_pairs(5, x, y[i], true), 1e-13);
    }
    assert_near(pr_crps(1, x, 1.3, false), 4.5, 1e-15); /* of one forecast: its absolute error */
    assert_true(isnan(pr_crps(1, x, 1.3, true)) && isnan(pr_crps(0, x, 1.3, false)));
}

/* Gneiting & Raftery (2007): of N(μ, σ²), with z = (y − μ)/σ, σ[z(2Φ(z) − 1) + 2φ(z) − 1/√π]. The members are
   the n quantiles in the middle of n equal weights: off by less than the tails' E|X − x_i|, a term of 1/n².
 */
static void test_crps_of_a_normal(void **state)
{
    (void)state;
    enum { N = 20000 };
    double *x = malloc(N * sizeof *x);
    for (int i = 0; i < N; i++) {
        x[i] = 17 + 2.385 * pr_normal_inverse((i + 0.5) / N);
    }
    for (double z = -4; z < 5; z += 0.7) {
        double closed = z * (2 * gsl_cdf_ugaussian_P(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / sqrt(M_PI);
        assert_near(pr_crps(N, x, 17 + 2.385 * z, false), 2.385 * closed, 2e-4);
    }
    free(x);
}

/* Far from 0 nothing is lost. */
static void test_crps_far_from_zero(void **state)
{
    (void)state;
    const double x[] = {1e9 + 1, 1e9 + 2, 1e9 + 4};
    /* Σ|x − y|/3 = 4/3 at y = 1e9 + 1, pairs 1, 3, 2: 2·6/(2·9) */
    assert_near(pr_crps(3, x, 1e9 + 1, false), 4.0 / 3 - 2.0 / 3, 1e-12);
}

/* ---- the rest by hand ---- */

static void test_pit_takes_the_middle_of_ties(void **state)
{
    (void)state;
    const double x[] = {1, 2, 2, 2, 5};
    assert_near(pr_pit(5, x, 0.9), 0, 0);
    assert_near(pr_pit(5, x, 1), 0.1, 1e-15);
    assert_near(pr_pit(5, x, 2), 0.5, 1e-15);
    assert_near(pr_pit(5, x, 3), 0.8, 1e-15);
    assert_near(pr_pit(5, x, 6), 1, 0);
    assert_true(isnan(pr_pit(0, x, 1)));
}

static void test_binomial_interval(void **state)
{
    (void)state;
    double lower, upper;
    pr_binomial_interval(8, 10, 0.95, &lower, &upper);
    assert_near(lower, 0.4439045, 1e-7); /* R: binom.test(8, 10) */
    assert_near(upper, 0.9747893, 1e-7);
    pr_binomial_interval(0, 10, 0.95, &lower, &upper);
    assert_near(lower, 0, 0);
    assert_near(upper, 1 - pow(0.025, 0.1), 1e-12);
    pr_binomial_interval(10, 10, 0.95, &lower, &upper);
    assert_near(lower, pow(0.025, 0.1), 1e-12);
    assert_near(upper, 1, 0);
    pr_binomial_interval(0, 0, 0.95, &lower, &upper);
    assert_true(lower == 0 && upper == 1);
}

static void test_coverage(void **state)
{
    (void)state;
    const double lower[] = {0, 1, 2, 3, 4}, upper[] = {2, 3, 4, 5, 6}, y[] = {2, 0.9, 3, 5.1, 4};
    pr_coverage_t coverage = pr_coverage(5, lower, upper, y, 0.95);
    assert_int_equal(coverage.inside, 3); /* bounds count as inside */
    assert_near(coverage.share, 0.6, 1e-15);
    assert_near(coverage.lower, 0.1466328, 1e-7); /* R: binom.test(3, 5) */
    assert_near(coverage.upper, 0.9472550, 1e-7);
    assert_true(isnan(pr_coverage(0, NULL, NULL, NULL, 0.95).share));
}

static void test_percentage_errors(void **state)
{
    (void)state;
    const double forecast[] = {110, 3, 45, -20}, y[] = {100, 0, 50, -25};
    pr_percentage_error_t error = pr_percentage_error(4, forecast, y);
    assert_int_equal(error.zeros, 1);
    assert_near(error.mape, (0.1 + 0.1 + 0.2) / 3, 1e-15);
    assert_near(error.wape, (10 + 3 + 5 + 5) / 175.0, 1e-15);
    assert_near(error.bias, (10 + 3 - 5 + 5) / 175.0, 1e-15);
    error = pr_percentage_error(1, forecast + 1, y + 1);
    assert_int_equal(error.zeros, 1);
    assert_true(isnan(error.mape) && isnan(error.wape) && isnan(error.bias));
}

/* ---- uniformity ---- */

static void test_uniformity_by_hand(void **state)
{
    (void)state;
    /* ranks 0 … 4 in two bins, of three ranks and two: expected 6 and 4 of ten */
    const size_t rank[] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 4};
    pr_uniformity_t self;
    assert_int_equal(pr_rank_uniformity(&self, 10, rank, 4, 2), 0);
    assert_near(self.chi2, 4 / 6.0 + 4 / 4.0, 1e-13);
    assert_near(self.chi2_p, gsl_cdf_chisq_Q(5 / 3.0, 1), 1e-13);
    /* 0.4, 0.6, 0.8, 0.9, 1 against 0.2, 0.4, 0.6, 0.8, 1 */
    assert_near(self.ks, 0.2, 1e-13);
    assert_true(self.ks_p > 0.5);
}

/* P(√n D > 1.3581) = 0.05 and of 1.6276 0.01: the usual table (Stephens' factor apart). */
static void test_kolmogorovs_table(void **state)
{
    (void)state;
    enum { DRAWS = 999, N = 1000 };
    static size_t rank[N];
    pr_uniformity_t self;
    size_t crowd = 42; /* so many of rank 0 instead of ranks crowd … of the middle */
    for (size_t i = 0; i < N; i++) {
        rank[i] = i < crowd ? 0 : i;
    }
    assert_int_equal(pr_rank_uniformity(&self, N, rank, DRAWS, 10), 0);
    assert_near(self.ks, 0.041, 1e-12); /* 42 of 1,000 at rank 0, where one is expected */
    double lambda = (sqrt(1000.0) + 0.12 + 0.11 / sqrt(1000.0)) * 0.041, sum = 0;
    assert_near(lambda, 1.3016, 1e-3);
    for (int k = 1; k < 6; k++) {
        sum += (k % 2 ? 2 : -2) * exp(-2 * k * k * lambda * lambda);
    }
    assert_near(self.ks_p, sum, 1e-12);
    assert_near(self.ks_p, 0.0675, 1e-3);
    assert_near(self.chi2, 0, 1e-12); /* within the first bin nothing moved */
}

static void test_uniformity_refuses(void **state)
{
    (void)state;
    const size_t rank[] = {0, 5, 3};
    pr_uniformity_t self;
    assert_int_equal(pr_rank_uniformity(&self, 3, rank, 4, 2), PR_ERR_DOMAIN); /* 5 > 4 */
    assert_int_equal(pr_rank_uniformity(&self, 3, rank, 5, 0), PR_ERR_DOMAIN); /* no two bins of ten */
    assert_int_equal(pr_rank_uniformity(&self, 3, rank, 5, 7), PR_ERR_DOMAIN);
    assert_int_equal(pr_rank_uniformity(&self, 3, rank, 5, 6), 0);
    assert_int_equal(pr_rank_uniformity(&self, 0, rank, 5, 6), PR_ERR_DOMAIN);
}

/* ---- the check's own bookkeeping ---- */

static int known_prior(void *context, uint64_t number, double *parameters)
{
    parameters[0] = (double)(number % 5);
    parameters[1] = 2.5;
    return number == *(const uint64_t *)context ? PR_ERR_INPUT : 0;
}

static int no_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    (void)number;
    data[0] = parameters[0];
    return 0;
}

static int known_posterior(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    (void)context;
    (void)number;
    assert_true(data[0] >= 0);
    for (size_t k = 0; k < draws; k++) {
        out[2 * k] = (double)k + 0.5;
        out[2 * k + 1] = 2.5; /* all equal to the truth */
    }
    return 0;
}

static void test_ranks_are_counted(void **state)
{
    (void)state;
    uint64_t never = UINT64_MAX;
    pr_rank_check_t check = {2, 1, &never, known_prior, no_data, known_posterior};
    pr_rank_check_result_t result;
    assert_int_equal(pr_rank_check_run(&result, &check, 40, 4, 5, 3), 0);
    for (size_t i = 0; i < 40; i++) {
        assert_int_equal(result.rank[i], i % 5);
        assert_int_equal(result.rank[40 + i], 2); /* half of four */
    }
    assert_near(result.tests[0].chi2, 0, 0);
    assert_near(result.tests[0].ks, 0, 1e-15);
    assert_near(result.tests[1].chi2, 160, 1e-12); /* (40 − 8)²/8 + 4·8 */
    pr_rank_check_free(&result);
    pr_rank_check_free(&result);
}

static void test_a_failing_callback_ends_the_check(void **state)
{
    (void)state;
    uint64_t at = 17;
    pr_rank_check_t check = {2, 1, &at, known_prior, no_data, known_posterior};
    pr_rank_check_result_t result;
    for (int threads = 1; threads < 4; threads++) {
        assert_int_equal(pr_rank_check_run(&result, &check, 40, 4, 5, threads), PR_ERR_INPUT);
        pr_rank_check_free(&result);
    }
    assert_int_equal(pr_rank_check_run(&result, &check, 0, 4, 5, 1), PR_ERR_DOMAIN);
    pr_rank_check_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crps_by_pairs),      cmocka_unit_test(test_crps_of_a_normal),
        cmocka_unit_test(test_crps_far_from_zero), cmocka_unit_test(test_pit_takes_the_middle_of_ties),
        cmocka_unit_test(test_binomial_interval),  cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_percentage_errors),  cmocka_unit_test(test_uniformity_by_hand),
        cmocka_unit_test(test_kolmogorovs_table),  cmocka_unit_test(test_uniformity_refuses),
        cmocka_unit_test(test_ranks_are_counted),  cmocka_unit_test(test_a_failing_callback_ends_the_check),
    };
    return cmocka_run_group_tests(tests, start_library_once, NULL);
}
