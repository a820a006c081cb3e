/* The likelihood of reported figures against closed forms and against itself: probabilities sum to 1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>
#include <math.h>
#include <poolraming/poolraming.h>

static void near(double found, double expected, double relative)
{
    if (!(fabs(found - expected) <= relative * fabs(expected) + 1e-300)) {
        fail_msg("%.17g, expected %.17g", found, expected);
    }
}

/* ---- new residents ---- */

static void one_lag_is_the_shared_count(void **state)
{
    (void)state;
    const double count[] = {3, NAN, 17, 0}, mean[] = {2.385, 100, 11.3, 0.7}, weight[] = {1};
    const int64_t whole[] = {3, 17, 0};
    const double seen[] = {2.385, 11.3, 0.7};
    for (double shape = 0.7; shape < 50; shape *= 3.1) {
        near(pr_demand_log(4, count, 1, weight, mean, shape, NULL),
             pr_shared_counts_log(3, whole, seen, shape), 1e-9);
    }
    near(pr_demand_log(4, count, 1, weight, mean, INFINITY, NULL),
         log(gsl_ran_poisson_pdf(3, 2.385) * gsl_ran_poisson_pdf(17, 11.3) * gsl_ran_poisson_pdf(0, 0.7)),
         1e-8);
}

static void lags_are_summed(void **state)
{
    (void)state;
    const double count[] = {3, 9}, weight[] = {0.385, 0.615}, mean[] = {2.1, 8.3, 0.4, 6.1};
    double posterior[2];
    double first = 0.385 * exp(pr_demand_log(2, count, 1, (double[]){1}, mean, 2.9, NULL));
    double second = 0.615 * exp(pr_demand_log(2, count, 1, (double[]){1}, mean + 2, 2.9, NULL));
    near(exp(pr_demand_log(2, count, 2, weight, mean, 2.9, posterior)), first + second, 1e-12);
    near(posterior[0], first / (first + second), 1e-12);
    near(posterior[0] + posterior[1], 1, 1e-12);
}

/* Residents where none can be expected are far off, not impossible: the report may know better. */
static void residents_before_any_launch(void **state)
{
    (void)state;
    const double count[] = {2}, mean[] = {0}, weight[] = {1};
    double log_p = pr_demand_log(1, count, 1, weight, mean, 2.9, NULL);
    assert_true(isfinite(log_p) && log_p < -30);
}

/* ---- hours ---- */

static void helped_in_hours(void **state)
{
    (void)state;
    double sum = 0;
    for (double residents = 0.05; residents < 200; residents += 0.1) {
        sum += 0.1 * exp(pr_track_log(residents, 523.85, 9.7, 61.3));
    }
    near(sum, 1, 1e-6);
    near(exp(pr_track_log(523.85 / 9.7, 523.85, 9.7, 61.3)),
         1 / sqrt(2 * M_PI * 523.85 * 61.3 / (9.7 * 9.7 * 9.7)), 1e-12);
    assert_true(isinf(pr_track_log(3, 0, 9.7, 61.3)));
    assert_true(isinf(pr_track_log(-3, 100, 9.7, 61.3)));
}

/* ---- experts ---- */

static const pr_post_t plain = {.leaving = 0.023850, .filling = 0.2385};
static const pr_post_t trained = {
    .leaving = 0.023850, .trainee_leaving = 0.041, .filling = 0.2385, .trainee_share = 0.385, .training = 9};

/* Without training a post is a chain of two states: p ← p(1 − l) + (1 − p(1 − l)) f. */
static void posts_of_two_states(void **state)
{
    (void)state;
    double stays, fills, learns, with = 1, without = 0;
    for (int t = 0; t < 7; t++) {
        with = with * (1 - plain.leaving) + (1 - with * (1 - plain.leaving)) * plain.filling;
        without = without * (1 - plain.leaving) + (1 - without * (1 - plain.leaving)) * plain.filling;
    }
    pr_post_chances(&plain, 7, &stays, &fills, &learns);
    near(stays, with, 1e-12);
    near(fills, without, 1e-12);
    assert_true(fabs(learns) < 1e-12);
}

/* The stationary share of experts and trainees of docs/model.md "Workforce" (P* 14: 12.64272 and 0.80271). */
static void posts_in_the_long_run(void **state)
{
    (void)state;
    const pr_post_t post = {.leaving = 1 - pow(1 - 0.15, 1.0 / 12),
                            .trainee_leaving = 1 - pow(1 - 0.2, 1.0 / 12),
                            .filling = 0.25,
                            .trainee_share = 0.4,
                            .training = 12};
    double stays, fills, learns;
    pr_post_chances(&post, 2000, &stays, &fills, &learns);
    near(14 * stays, 12.64272, 1e-6);
    near(14 * fills, 12.64272, 1e-6);
    near(14 * learns, 0.80271, 1e-5);
}

static void targets(int *out, int first, int second)
{
    for (int t = 0; t < 12; t++) {
        out[t] = t < 6 ? first : second;
    }
}

/* All numbers of experts together have probability 1, also where posts are added or cut. */
static void persons_sum_to_one(void **state)
{
    (void)state;
    static const int second[] = {7, 12, 4};
    for (size_t k = 0; k < 3; k++) {
        int target[12];
        double sum = 0;
        targets(target, 7, second[k]);
        for (int a = 0; a <= 7; a++) {
            for (int b = 0; b <= 12; b++) {
                sum += exp(pr_persons_log(&trained, 2, (double[]){a, b}, target));
            }
        }
        near(sum, 1, 1e-9);
    }
}

/* The first figure is binomial; a half-year that was not observed is summed over. */
static void persons_by_hand(void **state)
{
    (void)state;
    int target[12];
    double stays, fills, learns, sum = 0;
    targets(target, 7, 7);
    pr_post_chances(&trained, 6, &stays, &fills, &learns);
    near(exp(pr_persons_log(&trained, 1, (double[]){4}, target)), gsl_ran_binomial_pdf(4, fills, 7), 1e-9);
    for (int a = 0; a <= 7; a++) {
        sum += exp(pr_persons_log(&trained, 2, (double[]){a, 5}, target));
    }
    near(exp(pr_persons_log(&trained, 2, (double[]){NAN, 5}, target)), sum, 1e-9);
    assert_true(isinf(pr_persons_log(&trained, 1, (double[]){8}, target))); /* more than there are posts */
}

/* ---- index ---- */

static double normal(double x, double mean, double sd)
{
    return log(gsl_ran_gaussian_pdf(x - mean, sd));
}

static void only_fresh_figures_count(void **state)
{
    (void)state;
    const pr_index_inputs_t in = {0.028, 0.41, 0.012, 0.004, 0.009, 0.0118, 0.0127};
    pr_index_year_t year[] = {{2023, 0.0636, {NAN, 0.0474}, false, {false, false}},
                              {2024, 0.06, {0.0494, NAN}, false, {false, false}},
                              {2025, 0.0418, {0.0431, 0.0399}, false, {false, false}},
                              {2026, NAN, {0.031, 0.0342}, false, {false, false}}};
    assert_true(pr_index_figures_log(&in, 4, year) == 0);
    year[2].fresh = true; /* also what its provisional figures say of the gaps, and the year after it */
    double expected = normal(0.0418, 0.028 + 0.41 * (0.06 - 0.028), 0.012) +
                      normal(0.0418 - 0.0431, 0.0118, 0.0127) + normal(0.0418 - 0.0399, 0.004, 0.009) +
                      normal(0.0342, 0.028 + 0.41 * (0.0418 - 0.028) - 0.004, hypot(0.012, 0.009));
    near(pr_index_figures_log(&in, 4, year), expected, 1e-9);
    near(pr_index_figures_log(&in, 3, year),
         expected - normal(0.0342, 0.028 + 0.41 * (0.0418 - 0.028) - 0.004, hypot(0.012, 0.009)), 1e-9);
}

/* ---- outside the band ---- */

static void ties_are_not_outside(void **state)
{
    (void)state;
    const double sorted[] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 7};
    double below, above;
    pr_band_chances(10, sorted, 0, 3, &below, &above);
    near(below, 0, 0);
    near(above, 0.1, 1e-15);
    pr_band_chances(10, sorted, 0.5, 1.5, &below, &above);
    near(below, 0.4, 1e-15);
    near(above, 0.4, 1e-15);
    pr_band_chances(10, sorted, 7, 7, &below, &above);
    near(below, 0.9, 1e-15);
    near(above, 0, 0);
}

/* The end of a band is within it, whatever the rank; sums over municipalities count no second time. */
static void outside_is_beyond_the_band(void **state)
{
    (void)state;
    const pr_summary_t band = {.p10 = 1, .p90 = 7};
    pr_checked_t figure[] = {
        {PR_REPORTED_PERSONS, 0, 0, 7, band, .rank = 0.91, .chance_below = 0.04, .chance_above = 0.07},
        {PR_REPORTED_REACHED, 0, 0, 9, band, .rank = 0.99, .chance_below = 0.10, .chance_above = 0.10},
        {PR_REPORTED_REACHED, 1, 0, 8, band, .rank = 0.96, .chance_below = 0, .chance_above = 0.09},
        {PR_REPORTED_REACHED, 2, 0, 1, band, .rank = 0.02, .chance_below = 0, .chance_above = 0.08},
        {PR_REPORTED_HOURS, 1, 0, 0.5, band, .rank = 0.05, .chance_below = 0.10, .chance_above = 0.10}};
    const pr_checks_t checks = {5, figure};
    static const int side[] = {0, 1, 1, 0, -1};
    pr_outside_t of;
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(pr_checked_side(&figure[i]), side[i]);
    }
    pr_checks_outside(&checks, &of);
    assert_int_equal(of.counted, 4);
    assert_int_equal(of.above, 1);
    assert_int_equal(of.below, 1);
    near(of.expected_above, 0.34, 1e-12);
    near(of.expected_below, 0.14, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_lag_is_the_shared_count), cmocka_unit_test(lags_are_summed),
        cmocka_unit_test(residents_before_any_launch), cmocka_unit_test(helped_in_hours),
        cmocka_unit_test(posts_of_two_states),         cmocka_unit_test(posts_in_the_long_run),
        cmocka_unit_test(persons_sum_to_one),          cmocka_unit_test(persons_by_hand),
        cmocka_unit_test(only_fresh_figures_count),    cmocka_unit_test(ties_are_not_outside),
        cmocka_unit_test(outside_is_beyond_the_band),
    };
    pr_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
