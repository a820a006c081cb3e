/* Updates that have a formula, against figures worked out elsewhere and against sums that define them. */
#include "support_bayes.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>

/* ---- V6 ---- */

static void test_a_share_by_v6(void **state)
{
    (void)state;
    pr_share_law_t law = {1, 1};
    assert_int_equal(pr_share_update(&law, 437, 980), 0);
    assert_true(law.a == 438 && law.b == 544);
    assert_near(pr_share_mean(&law), 0.4460285, 1e-7);
    assert_near(pr_share_quantile(&law, 0.025), 0.4150655, 1e-7);
    assert_near(pr_share_quantile(&law, 0.975), 0.4771998, 1e-7);
    assert_near(pr_share_sd(&law), sqrt(438.0 * 544 / (982.0 * 982 * 983)), 1e-15);
}

static void test_a_rate_by_v6(void **state)
{
    (void)state;
    pr_rate_law_t law = {3, 5};
    assert_int_equal(pr_rate_update(&law, 3, 2), 0);
    assert_true(law.shape == 6 && law.rate == 7);
    assert_near(pr_rate_mean(&law), 0.8571429, 1e-7);
    assert_near(pr_rate_sd(&law), sqrt(6.0) / 7, 1e-15);
    /* P(Gamma(6, 7) <= q) = p, Erlang: 1 − Σ_{i<6} e^(−7q)(7q)^i/i! */
    double x = 7 * pr_rate_quantile(&law, 0.9), term = exp(-x), sum = 0;
    for (int i = 0; i < 6; i++) {
        sum += term;
        term *= x / (i + 1);
    }
    assert_near(1 - sum, 0.9, 1e-10);
}

static void test_parts_make_the_whole(void **state)
{
    (void)state;
    pr_share_law_t whole = {2.385, 0.7}, parts = whole;
    assert_int_equal(pr_share_update(&whole, 13, 40), 0);
    assert_int_equal(pr_share_update(&parts, 4, 11), 0);
    assert_int_equal(pr_share_update(&parts, 9, 29), 0);
    assert_near(whole.a, parts.a, 1e-12);
    assert_near(whole.b, parts.b, 1e-12);
    pr_rate_law_t rate = {2.385, 0.7};
    assert_int_equal(pr_rate_update(&rate, 0, 0), 0); /* no data */
    assert_true(rate.shape == 2.385 && rate.rate == 0.7);
}

static void test_what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    pr_share_law_t share = {1, 1};
    assert_int_equal(pr_share_update(&share, 5, 4), PR_ERR_DOMAIN);
    assert_int_equal(pr_share_update(&share, -1, 4), PR_ERR_DOMAIN);
    assert_int_equal(pr_share_update(&share, 1, NAN), PR_ERR_DOMAIN);
    assert_true(share.a == 1 && share.b == 1);
    assert_true(isnan(pr_share_quantile(&share, 0)) && isnan(pr_share_quantile(&share, 1)));
    pr_rate_law_t rate = {1, 1};
    assert_int_equal(pr_rate_update(&rate, -1, 4), PR_ERR_DOMAIN);
    assert_int_equal(pr_rate_update(&rate, 1, -4), PR_ERR_DOMAIN);
    assert_int_equal(pr_rate_update(&rate, 1, 0), PR_ERR_DOMAIN); /* events in no time at all */
    assert_int_equal(pr_rate_update(&rate, INFINITY, 1), PR_ERR_DOMAIN);
    assert_true(rate.shape == 1 && rate.rate == 1);
    pr_level_law_t level = {1, 1};
    assert_int_equal(pr_level_update(&level, 3, 2, 0), PR_ERR_DOMAIN);
    assert_int_equal(pr_level_update(&level, NAN, 2, 1), PR_ERR_DOMAIN);
    assert_true(level.mean == 1 && level.sd == 1);
}

/* Where GSL's inverses fail or do not end: the distribution function at the quantile is p again. */
static void test_quantiles_of_all_shapes(void **state)
{
    (void)state;
    pr_share_law_t large = {1e7, 3e5}, near = {1.0001e5, 3e5}, beyond = {0.9999e5, 3e5};
    const double shape[] = {0.01, 0.05, 0.7, 2.385, 57, 3000, 9e4, 3e5, 1e7},
                 p[] = {0.001, 0.05, 0.5, 0.975, 0.9999};
    for (size_t i = 0; i < 45; i++) {
        pr_rate_law_t rate = {shape[i / 5], 0.7};
        double x = pr_rate_quantile(&rate, p[i % 5]);
        assert_true(x < 1e-300 || fabs(gsl_cdf_gamma_P(x, rate.shape, 1 / 0.7) - p[i % 5]) < 1e-9);
        for (size_t j = 0; j < 7; j++) { /* beyond, GSL's function is no witness */
            pr_share_law_t share = {shape[i / 5], shape[j]};
            x = pr_share_quantile(&share, p[i % 5]);
            /* at the ends neighbouring doubles are far apart in p */
            assert_true(x < 1e-11 || x > 1 - 1e-11 ||
                        fabs(gsl_cdf_beta_P(x, share.a, share.b) - p[i % 5]) < 1e-6);
        }
    }
    /* mean and sd of nearly a normal; and no jump where one formula takes over from the other */
    assert_near(pr_share_quantile(&large, 0.5), pr_share_mean(&large), 1e-3 * pr_share_sd(&large));
    for (size_t k = 0; k < 5; k++) {
        double scores = (pr_share_quantile(&near, p[k]) - pr_share_mean(&near)) / pr_share_sd(&near);
        double others = (pr_share_quantile(&beyond, p[k]) - pr_share_mean(&beyond)) / pr_share_sd(&beyond);
        assert_near(scores, others, 2e-4);
    }
}

/* ---- predictions: their own sums ---- */

static void test_predicted_successes_sum_up(void **state)
{
    (void)state;
    pr_share_law_t law = {2.385, 4.17};
    double sum = 0, mean = 0, square = 0;
    for (int64_t k = 0; k <= 57; k++) {
        double p = exp(pr_share_predicted_log(&law, k, 57));
        sum += p;
        mean += p * (double)k;
        square += p * (double)(k * k);
        int64_t quantile = pr_share_predicted_quantile(&law, 57, sum - 0.5 * p);
        assert_int_equal(quantile, k);
    }
    assert_near(sum, 1, 1e-12);
    assert_near(mean, pr_share_predicted_mean(&law, 57), 1e-10);
    assert_near(sqrt(square - mean * mean), pr_share_predicted_sd(&law, 57), 1e-10);
    assert_true(pr_share_predicted_log(&law, 58, 57) == -INFINITY);
    assert_true(pr_share_predicted_log(&law, -1, 57) == -INFINITY);
    assert_int_equal(pr_share_predicted_quantile(&law, 0, 0.3), 0);
    assert_int_equal(pr_share_predicted_quantile(&law, 5, 1), -1);
}

static void test_predicted_events_sum_up(void **state)
{
    (void)state;
    pr_rate_law_t law = {2.385, 0.7};
    double sum = 0, mean = 0, square = 0;
    for (int64_t k = 0; k < 400; k++) {
        double p = exp(pr_rate_predicted_log(&law, k, 1.9));
        if (p > 1e-6) {
            assert_int_equal(pr_rate_predicted_quantile(&law, 1.9, sum + 0.5 * p), k);
        }
        sum += p;
        mean += p * (double)k;
        square += p * (double)(k * k);
    }
    assert_near(sum, 1, 1e-12);
    assert_near(mean, pr_rate_predicted_mean(&law, 1.9), 1e-10);
    assert_near(sqrt(square - mean * mean), pr_rate_predicted_sd(&law, 1.9), 1e-9);
    assert_int_equal(pr_rate_predicted_quantile(&law, 0, 0.99), 0);
    assert_int_equal(pr_rate_predicted_quantile(&law, -1, 0.5), -1);
}

/* ---- counts with a shared factor ---- */

/* The mixture itself, by the trapezium rule over ln G, which is exact to rounding for such an integrand. */
static double mixture_log(size_t n, const int64_t *count, const double *mean, double shape)
{
    double sum = 0, step = 1e-3;
    for (int i = -40000; i <= 5000; i++) {
        double g = exp(i * step), log_p = log(g) + log(gsl_ran_gamma_pdf(g, shape, 1 / shape));
        for (size_t k = 0; k < n; k++) {
            log_p += (double)count[k] * log(mean[k] * g) - mean[k] * g - lgamma((double)count[k] + 1);
        }
        sum += exp(log_p) * step;
    }
    return log(sum);
}

static void test_counts_that_share_a_factor(void **state)
{
    (void)state;
    const int64_t count[] = {3, 0, 11};
    const double mean[] = {2.385, 0.4, 7.1};
    assert_near(pr_shared_counts_log(3, count, mean, 1.7), mixture_log(3, count, mean, 1.7), 1e-9);
    assert_near(pr_negative_binomial_log(11, 7.1, 0.9), mixture_log(1, &count[2], &mean[2], 0.9), 1e-9);
    /* one count is GSL's law with p = shape/(shape + mean) */
    assert_near(pr_negative_binomial_log(4, 2.385, 3.3),
                log(gsl_ran_negative_binomial_pdf(4, 3.3 / (3.3 + 2.385), 3.3)), 1e-12);
    assert_near(pr_shared_counts_log(0, NULL, NULL, 2), 0, 1e-15);
}

static void test_a_large_shape_is_a_poisson(void **state)
{
    (void)state;
    const int64_t count[] = {104, 97};
    const double mean[] = {98.3, 101.9};
    double poisson = pr_shared_counts_log(2, count, mean, INFINITY);
    assert_near(poisson, log(gsl_ran_poisson_pdf(104, 98.3)) + log(gsl_ran_poisson_pdf(97, 101.9)), 1e-11);
    /* the factor's variance 1/k moves it by ½((Σy − Σm)² − Σy)/k at most */
    assert_near(pr_shared_counts_log(2, count, mean, 1e12), poisson, 1e-9);
    assert_near(pr_shared_counts_log(2, count, mean, 29.9), mixture_log(2, count, mean, 29.9), 1e-9);
    assert_near(pr_shared_counts_log(2, count, mean, 30.1), mixture_log(2, count, mean, 30.1), 1e-9);
}

static void test_impossible_counts(void **state)
{
    (void)state;
    assert_true(pr_negative_binomial_log(1, 0, 2) == -INFINITY);
    assert_true(pr_negative_binomial_log(-1, 3, 2) == -INFINITY);
    assert_near(pr_negative_binomial_log(0, 0, 2), 0, 0);
    assert_true(isnan(pr_negative_binomial_log(1, -2, 2)));
    assert_true(isnan(pr_negative_binomial_log(1, 2, 0)));
    assert_true(isnan(pr_negative_binomial_log(1, NAN, 2)));
}

/* ---- levels and regression ---- */

static void test_a_level(void **state)
{
    (void)state;
    pr_level_law_t law = {2, 3}, parts = law;
    assert_int_equal(pr_level_update(&law, 7.25, 4, 5), 0);
    /* precisions 1/9 and 4/25: 25/61 and 36/61 of the weight */
    assert_near(law.mean, (25 * 2 + 36 * 7.25) / 61, 1e-13);
    assert_near(law.sd, 15 / sqrt(61), 1e-13);
    const double y[] = {4, 9.5, 7, 8.5};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pr_level_update(&parts, y[i], 1, 5), 0);
    }
    assert_near(parts.mean, law.mean, 1e-12);
    assert_near(parts.sd, law.sd, 1e-12);
    assert_int_equal(pr_level_update(&law, NAN, 0, 5), 0); /* nothing was observed */
    assert_near(law.sd, 15 / sqrt(61), 1e-13);
    assert_near(pr_level_quantile(&law, 0.975), law.mean + 1.959963984540054 * law.sd, 1e-12);
    assert_near(pr_level_predicted_sd(&law, 5), sqrt(225.0 / 61 + 25), 1e-13);
}

/* One column of ones: the textbook's normal-inverse-gamma of a mean. κ_n = κ + n, m_n = (κm + nȳ)/κ_n, shape
   + n/2, rate + ½Σ(y − ȳ)² + ½κn(ȳ − m)²/κ_n. */
static void test_regression_on_a_constant_is_the_textbook(void **state)
{
    (void)state;
    const double mean = 2, sd = 0.5, x[] = {1, 1, 1, 1, 1}, y[] = {3.1, 2.2, 4.7, 1.9, 3.6};
    pr_linear_law_t law;
    assert_int_equal(pr_linear_init(&law, 1, &mean, &sd, 1.5, 0.8), 0);
    assert_int_equal(pr_linear_update(&law, 5, x, y), 0);
    double kappa = 4, average = 3.1, scale, squares = 0;
    for (int i = 0; i < 5; i++) {
        squares += (y[i] - average) * (y[i] - average);
    }
    double rate = 0.8 + 0.5 * squares + 0.5 * kappa * 5 * (average - 2) * (average - 2) / (kappa + 5);
    assert_near(law.mean[0], (kappa * 2 + 5 * average) / 9, 1e-13);
    assert_near(law.shape, 4, 1e-13);
    assert_near(law.rate, rate, 1e-12);
    assert_near(pr_linear_coefficient(&law, 0, &scale), law.mean[0], 0);
    assert_near(scale, sqrt(rate / 4 / 9), 1e-13);
    assert_near(pr_linear_quantile(&law, 0, 0.9), law.mean[0] + scale * gsl_cdf_tdist_Pinv(0.9, 8), 1e-12);
    double sigma = pr_linear_sd_quantile(&law, 0.3); /* P(σ <= s) = P(1/σ² >= 1/s²) */
    assert_near(gsl_cdf_gamma_Q(1 / (sigma * sigma), 4, 1 / rate), 0.3, 1e-10);
    assert_near(pr_linear_predicted(&law, x, &scale), law.mean[0], 1e-15);
    assert_near(scale, sqrt(rate / 4 * (1 + 1.0 / 9)), 1e-13);
}

static void test_regression_by_parts_and_with_little_prior(void **state)
{
    (void)state;
    const double mean[] = {0, 0}, sd[] = {1e5, 1e5}, y[] = {1.1, 2.9, 5.2, 6.8, 9.1};
    const double x[] = {1, 0, 1, 1, 1, 2, 1, 3, 1, 4};
    pr_linear_law_t whole, parts;
    assert_int_equal(pr_linear_init(&whole, 2, mean, sd, 0.7, 0.3), 0);
    parts = whole;
    assert_int_equal(pr_linear_update(&whole, 5, x, y), 0);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(pr_linear_update(&parts, 1, x + 2 * i, y + i), 0);
    }
    /* least squares: slope Σ(x − 2)y/10 = 1.99, intercept ȳ − 2·slope = 1.04 */
    assert_near(whole.mean[1], 1.99, 1e-8);
    assert_near(whole.mean[0], 1.04, 1e-8);
    assert_near(parts.mean[0], whole.mean[0], 1e-8);
    assert_near(parts.rate, whole.rate, 1e-8);
    assert_near(parts.shape, whole.shape, 1e-12);
}

static void test_regression_refuses(void **state)
{
    (void)state;
    const double mean[] = {0, 0}, sd[] = {1, -1}, good[] = {1, 1}, row[] = {NAN, 1}, y = 2;
    pr_linear_law_t law;
    assert_int_equal(pr_linear_init(&law, 2, mean, sd, 1, 1), PR_ERR_DOMAIN);
    assert_int_equal(pr_linear_init(&law, 0, mean, good, 1, 1), PR_ERR_DOMAIN);
    assert_int_equal(pr_linear_init(&law, PR_LINEAR_MAX + 1, mean, good, 1, 1), PR_ERR_DOMAIN);
    assert_int_equal(pr_linear_init(&law, 2, mean, good, 1, 0), PR_ERR_DOMAIN);
    assert_int_equal(pr_linear_init(&law, 2, mean, good, 1, 1), 0);
    assert_int_equal(pr_linear_update(&law, 1, row, &y), PR_ERR_DOMAIN);
    assert_true(law.shape == 1 && law.mean[0] == 0);
}

/* ---- yearly figures ---- */

static void test_only_years_that_follow_are_pairs(void **state)
{
    (void)state;
    const double mean[] = {0.01, 0.5}, sd[] = {2, 1};
    const int year[] = {2015, 2016, 2018, 2019, 2020}, wrong[] = {2015, 2015, 2018, 2019, 2020};
    const double y[] = {0.012, 0.021, 0.034, 0.027, 0.031};
    const double x[] = {1, 0.012, 1, 0.034, 1, 0.027}, next[] = {0.021, 0.027, 0.031};
    pr_linear_law_t law, rows;
    size_t pairs;
    assert_int_equal(pr_linear_init(&law, 2, mean, sd, 2, 0.0002), 0);
    rows = law;
    assert_int_equal(pr_ar1_update(&law, 5, year, y, &pairs), 0);
    assert_int_equal(pairs, 3);
    assert_int_equal(pr_linear_update(&rows, 3, x, next), 0);
    assert_near(law.mean[0], rows.mean[0], 1e-12);
    assert_near(law.mean[1], rows.mean[1], 1e-12);
    assert_near(law.rate, rows.rate, 1e-15);
    assert_int_equal(pr_ar1_update(&law, 5, wrong, y, &pairs), PR_ERR_DOMAIN);
    assert_true(isnan(pr_ar1_log(5, wrong, y, 0, 0.5, 1)));
}

/* Against the whole covariance matrix sd²φ^|t − s|/(1 − φ²) of the years that are there. */
static void test_years_with_gaps_have_their_exact_density(void **state)
{
    (void)state;
    const int year[] = {2015, 2016, 2019, 2024};
    const double y[] = {0.012, 0.041, -0.004, 0.027}, mean = 0.02, phi = -0.6, sd = 0.013;
    double covariance[16], off[4];
    gsl_matrix_view view = gsl_matrix_view_array(covariance, 4, 4);
    gsl_vector_view vector = gsl_vector_view_array(off, 4);
    for (int i = 0; i < 16; i++) {
        covariance[i] = sd * sd * pow(phi, abs(year[i / 4] - year[i % 4])) / (1 - phi * phi);
    }
    gsl_linalg_cholesky_decomp1(&view.matrix);
    double log_density = -2 * log(2 * M_PI), squares = 0;
    for (int i = 0; i < 4; i++) {
        log_density -= log(covariance[5 * i]);
        off[i] = y[i] - mean;
    }
    gsl_linalg_cholesky_svx(&view.matrix, &vector.vector);
    for (int i = 0; i < 4; i++) {
        squares += off[i] * (y[i] - mean);
    }
    assert_near(pr_ar1_log(4, year, y, mean, phi, sd), log_density - 0.5 * squares, 1e-11);
    assert_true(pr_ar1_log(4, year, y, mean, 1, sd) == -INFINITY);
    assert_true(pr_ar1_log(4, year, y, mean, 0.3, 0) == -INFINITY);
    assert_near(pr_ar1_log(0, year, y, mean, 0.3, 1), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_share_by_v6),
        cmocka_unit_test(test_a_rate_by_v6),
        cmocka_unit_test(test_parts_make_the_whole),
        cmocka_unit_test(test_what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(test_quantiles_of_all_shapes),
        cmocka_unit_test(test_predicted_successes_sum_up),
        cmocka_unit_test(test_predicted_events_sum_up),
        cmocka_unit_test(test_counts_that_share_a_factor),
        cmocka_unit_test(test_a_large_shape_is_a_poisson),
        cmocka_unit_test(test_impossible_counts),
        cmocka_unit_test(test_a_level),
        cmocka_unit_test(test_regression_on_a_constant_is_the_textbook),
        cmocka_unit_test(test_regression_by_parts_and_with_little_prior),
        cmocka_unit_test(test_regression_refuses),
        cmocka_unit_test(test_only_years_that_follow_are_pairs),
        cmocka_unit_test(test_years_with_gaps_have_their_exact_density),
    };
    return cmocka_run_group_tests(tests, start_library_once, NULL);
}
