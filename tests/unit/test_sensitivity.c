/* Sensitivity by one parameter at a time, by regression and by given data: what holds exactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_sensitivity.h"
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#define assert_near(value, expected, most) assert_true(fabs((value) - (expected)) <= (most))

/* ---- tornado ---- */

/* y0 = 2a − b + chance, y1 = b², y2 undefined at even draws; c has no say. */
static int two_inputs(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    (void)context, (void)worker;
    y[0] = 2 * x[0] - x[1] + chance(noise, 1);
    y[1] = x[1] * x[1];
    y[2] = noise % 2 == 0 ? NAN : x[2] * (double)noise;
    return 0;
}

static void a_tornado_of_a_known_function(void **state)
{
    (void)state;
    static const double base[] = {1, 0, 5}, low[] = {0.5, -2, 5}, high[] = {2, 1.5, 6};
    pr_sensitivity_model_t model = {.inputs = 3, .outcomes = 3, .evaluate = two_inputs};
    pr_tornado_design_t design = {base, low, high, 40, 10};
    pr_ensemble_options_t options = {.threads = 2};
    pr_tornado_t tornado;
    assert_int_equal(pr_tornado_run(&tornado, &model, &design, &options, NULL), 0);
    assert_int_equal(tornado.evaluations, 70);
    const pr_tornado_bar_t *bar = tornado.bar;
    assert_near(bar[0].low_change, -1, 1e-12); /* common random numbers: no chance is left in it */
    assert_near(bar[0].high_change, 2, 1e-12);
    assert_near(bar[0].swing, 3, 1e-12);
    assert_near(bar[0].swing_se, 0, 1e-12);
    assert_near(bar[0].high - bar[0].high_change, tornado.base[0], 1e-12);
    assert_true(tornado.base_se[0] > 0.1);
    assert_near(bar[1].low_change, 2, 1e-12);
    assert_near(bar[1].high_change, -1.5, 1e-12);
    assert_near(bar[2].swing, 0, 0);
    size_t order[] = {1, 0, 2};
    assert_memory_equal(tornado.order, order, sizeof order);
    /* b² goes up on both sides: the bar is as long as the longer. */
    assert_near(bar[3 + 1].low_change, 4, 1e-12);
    assert_near(bar[3 + 1].high_change, 2.25, 1e-12);
    assert_near(bar[3 + 1].length, 4, 1e-12);
    assert_int_equal(tornado.order[3], 1);
    /* Draws 41, 43, … 49 have a value: mean 45, and sd √10 of c's change of 1. */
    assert_int_equal(bar[6 + 2].undefined, 5);
    assert_near(bar[6 + 2].high_change, 45, 1e-12);
    assert_near(bar[6 + 2].high_se, sqrt(10.0 / 5), 1e-12);
    pr_tornado_free(&tornado);
    pr_tornado_free(&tornado);
}

static void tornados_that_cannot_be(void **state)
{
    (void)state;
    static const double at[] = {1, 1, 1};
    pr_sensitivity_model_t model = {.inputs = 3, .outcomes = 3, .evaluate = two_inputs};
    pr_tornado_design_t design = {at, at, at, 0, 1};
    pr_ensemble_options_t options = {.threads = 1};
    pr_tornado_t tornado;
    assert_int_equal(pr_tornado_run(&tornado, &model, &design, &options, NULL), 0);
    assert_near(tornado.base_se[0], 0, 0); /* one draw */
    assert_true(isnan(tornado.bar[8].swing));
    pr_tornado_free(&tornado);
    design.draws = 0;
    assert_int_equal(pr_tornado_run(&tornado, &model, &design, &options, NULL), PR_ERR_DOMAIN);
    pr_tornado_free(&tornado);
    design.draws = UINT64_MAX / 2;
    assert_int_equal(pr_tornado_run(&tornado, &model, &design, &options, NULL), PR_ERR_DOMAIN);
    pr_tornado_free(&tornado);
}

/* ---- regression ---- */

enum { RUNS = 8, COLUMNS = 6 };

/* All combinations of a, b, c = ±1; d = a + b, e constant, f = c again. y = 3a + 2b + c + abc/2: the residual
   abc/2 is orthogonal to all. */
static void factorial(double x[RUNS][COLUMNS], double *y)
{
    for (int r = 0; r < RUNS; r++) {
        double a = r & 1 ? 1 : -1, b = r & 2 ? 1 : -1, c = r & 4 ? 1 : -1;
        double row[COLUMNS] = {a, b, c, a + b, 7.1, c};
        memcpy(x[r], row, sizeof row);
        y[r] = 3 * a + 2 * b + c + a * b * c / 2 + 100;
    }
}

static void regression_of_a_factorial(void **state)
{
    (void)state;
    double all[RUNS][COLUMNS], x[RUNS][3], y[RUNS];
    static const double expected[] = {3, 2, 1};
    factorial(all, y);
    for (int r = 0; r < RUNS; r++) {
        memcpy(x[r], all[r], sizeof x[r]);
    }
    pr_regression_t fit;
    assert_int_equal(pr_regression_run(&fit, RUNS, 3, x[0], y, false), 0);
    assert_int_equal(fit.status, PR_REGRESSION_KNOWN);
    assert_int_equal(fit.freedom, 4);
    assert_near(fit.r2, 14 / 14.25, 1e-14);
    assert_near(fit.r2_adjusted, 1 - 0.25 / 14.25 * 7 / 4, 1e-14);
    for (int i = 0; i < 3; i++) {
        double t = expected[i] / 0.5 * 2; /* b/s √df with s² = 0.25 about 8 runs */
        assert_near(fit.input[i].coefficient, expected[i] / sqrt(14.25), 1e-14);
        assert_near(fit.input[i].partial, expected[i] / hypot(expected[i], 0.5), 1e-14);
        assert_near(fit.input[i].t, t, 1e-11);
        assert_near(fit.input[i].se, fit.input[i].coefficient / t, 1e-14);
        assert_near(fit.input[i].p, 2 * gsl_cdf_tdist_Q(t, 4), 1e-14);
    }
    pr_regression_free(&fit);
    pr_regression_free(&fit);
}

static void collinear_and_constant_inputs(void **state)
{
    (void)state;
    static const pr_input_status_t status[] = {PR_INPUT_COLLINEAR, PR_INPUT_COLLINEAR, PR_INPUT_COLLINEAR,
                                               PR_INPUT_COLLINEAR, PR_INPUT_CONSTANT,  PR_INPUT_COLLINEAR};
    double x[RUNS][COLUMNS], y[RUNS];
    factorial(x, y);
    pr_regression_t fit;
    assert_int_equal(pr_regression_run(&fit, RUNS, COLUMNS, x[0], y, false), 0);
    assert_int_equal(fit.status, PR_REGRESSION_KNOWN);
    assert_int_equal(fit.rank, 3);
    assert_int_equal(fit.freedom, 4);
    assert_near(fit.r2, 14 / 14.25, 1e-12);
    for (int i = 0; i < COLUMNS; i++) {
        assert_int_equal(fit.input[i].status, status[i]);
        assert_true(fit.input[i].partial == 0 && fit.input[i].t == 0 && fit.input[i].p == 1);
        assert_true(isfinite(fit.input[i].coefficient) && isfinite(fit.input[i].se));
    }
    assert_near(fit.input[2].coefficient, 0.5 / sqrt(14.25), 1e-12); /* c and its copy share it */
    assert_true(fit.input[4].coefficient == 0);
    pr_regression_free(&fit);
    /* Without the copy c stands apart from the three that hang together. */
    double less[RUNS][5];
    for (int r = 0; r < RUNS; r++) {
        memcpy(less[r], x[r], sizeof less[r]);
    }
    assert_int_equal(pr_regression_run(&fit, RUNS, 5, less[0], y, false), 0);
    assert_int_equal(fit.input[2].status, PR_INPUT_KNOWN);
    assert_near(fit.input[2].t, 4, 1e-10);
    assert_int_equal(fit.input[0].status, PR_INPUT_COLLINEAR);
    pr_regression_free(&fit);
}

static void a_perfect_fit_is_finite(void **state)
{
    (void)state;
    double x[20][2], y[20];
    for (int r = 0; r < 20; r++) {
        x[r][0] = r;
        x[r][1] = r % 3;
        y[r] = 5 - 2.385 * r;
    }
    pr_regression_t fit;
    assert_int_equal(pr_regression_run(&fit, 20, 2, x[0], y, false), 0);
    assert_near(fit.r2, 1, 1e-12);
    assert_near(fit.input[0].partial, -1, 1e-12);
    assert_near(fit.input[1].partial, 0, 1e-6);
    assert_true(isfinite(fit.input[0].t) && fit.input[0].p < 1e-12 && fit.input[1].p > 0.1);
    pr_regression_free(&fit);
}

/* Ranks see only order: of y = eˣ a straight line. */
static void rank_regression_is_free_of_scale(void **state)
{
    (void)state;
    double x[50], y[50];
    for (int r = 0; r < 50; r++) {
        x[r] = (r * 37) % 50 / 5.0;
        y[r] = r == 11 ? INFINITY : exp(-x[r]);
    }
    pr_regression_t plain, ranks;
    assert_int_equal(pr_regression_run(&plain, 50, 1, x, y, false), 0);
    assert_int_equal(pr_regression_run(&ranks, 50, 1, x, y, true), 0);
    assert_int_equal(ranks.undefined, 1);
    assert_int_equal(ranks.n, 49);
    assert_near(ranks.input[0].coefficient, -1, 1e-12);
    assert_true(plain.r2 < 0.8);
    pr_regression_free(&plain);
    pr_regression_free(&ranks);
}

static void regressions_that_say_nothing(void **state)
{
    (void)state;
    double x[RUNS][COLUMNS], y[RUNS], same[RUNS];
    factorial(x, y);
    for (int r = 0; r < RUNS; r++) {
        same[r] = 0.1;
    }
    pr_regression_t fit;
    for (int ranks = 0; ranks < 2; ranks++) {
        assert_int_equal(pr_regression_run(&fit, RUNS, COLUMNS, x[0], same, ranks), 0);
        assert_int_equal(fit.status, PR_REGRESSION_CONSTANT);
        assert_true(fit.r2 == 0 && fit.input[0].coefficient == 0 && fit.input[0].p == 1);
        pr_regression_free(&fit);
        for (size_t n = 0; n < 3; n++) {
            assert_int_equal(pr_regression_run(&fit, n, COLUMNS, x[0], y, ranks), 0);
            assert_int_equal(fit.status, PR_REGRESSION_TOO_FEW);
            assert_true(fit.input[0].p == 1 && fit.input[0].partial == 0);
            pr_regression_free(&fit);
        }
    }
    x[3][2] = NAN;
    assert_int_equal(pr_regression_run(&fit, RUNS, COLUMNS, x[0], y, false), PR_ERR_DOMAIN);
    pr_regression_free(&fit);
    assert_int_equal(pr_regression_run(&fit, RUNS, 0, x[0], y, false), PR_ERR_DOMAIN);
    pr_regression_free(&fit);
}

/* ---- given data ---- */

/* Two values of x, y their square but for ±1: between them all of the difference. */
static void given_data_of_two_values(void **state)
{
    (void)state;
    enum { N = 400 };
    static double x[N][3], y[N];
    for (int r = 0; r < N; r++) {
        x[r][0] = r % 4 < 2 ? 10 : 20;
        x[r][1] = 3;
        x[r][2] = r;
        y[r] = x[r][0] + (r % 2 ? 1 : -1);
    }
    pr_given_t given[3];
    pr_given_options_t options = {.seed = 4};
    assert_int_equal(pr_given_data(given, N, 3, x[0], y, &options), 0);
    /* Variance 25 + 1; the ±1 is left, with N − 2 degrees of freedom. */
    assert_near(given[0].first.value, 1 - 1.0 / (N - 2) / (26.0 / (N - 1)), 1e-12);
    assert_int_equal(given[0].bins, 2);
    assert_true(given[0].first.se > 0 && given[0].first.low < 25.0 / 26 && given[0].first.high > 25.0 / 26);
    assert_int_equal(given[1].status, PR_GIVEN_CONSTANT);
    assert_true(given[1].first.value == 0 && given[1].first.low == 0 && given[1].first.high == 0);
    assert_int_equal(given[2].status, PR_GIVEN_KNOWN);
    pr_given_t again[3];
    assert_int_equal(pr_given_data(again, N, 3, x[0], y, &options), 0);
    assert_memory_equal(given, again, sizeof given);
    options.seed = 5;
    assert_int_equal(pr_given_data(again, N, 3, x[0], y, &options), 0);
    assert_true(again[0].first.se != given[0].first.se && again[0].first.value == given[0].first.value);
}

static void given_data_that_say_nothing(void **state)
{
    (void)state;
    double x[RUNS][COLUMNS], y[RUNS] = {0};
    factorial(x, y);
    pr_given_t given[COLUMNS];
    pr_given_options_t options = {0};
    y[7] = NAN;
    assert_int_equal(pr_given_data(given, RUNS, COLUMNS, x[0], y, &options), 0);
    assert_int_equal(given[0].status, PR_GIVEN_TOO_FEW);
    assert_int_equal(given[0].n, 7);
    for (int r = 0; r < RUNS; r++) {
        y[r] = 0.3;
    }
    assert_int_equal(pr_given_data(given, RUNS, COLUMNS, x[0], y, &options), 0);
    assert_int_equal(given[0].status, PR_GIVEN_CONSTANT);
    assert_true(given[0].first.value == 0 && given[0].first.high == 0);
    x[1][1] = INFINITY;
    assert_int_equal(pr_given_data(given, RUNS, COLUMNS, x[0], y, &options), PR_ERR_DOMAIN);
    options.bins = 256;
    assert_int_equal(pr_given_data(given, RUNS, COLUMNS, x[0], y, &options), PR_ERR_DOMAIN);
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tornado_of_a_known_function), cmocka_unit_test(tornados_that_cannot_be),
        cmocka_unit_test(regression_of_a_factorial),     cmocka_unit_test(collinear_and_constant_inputs),
        cmocka_unit_test(a_perfect_fit_is_finite),       cmocka_unit_test(rank_regression_is_free_of_scale),
        cmocka_unit_test(regressions_that_say_nothing),  cmocka_unit_test(given_data_of_two_values),
        cmocka_unit_test(given_data_that_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
