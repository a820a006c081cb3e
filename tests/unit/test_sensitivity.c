/* Sensitivity: what holds exactly. */
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

/* ---- Sobol' indices ---- */

static const pr_sobol_design_t with_noise = {.noise = true, .scores = true, .seed = 12, .points = 64};

/* Exactly 0, with an interval of nothing: what does not move moves nothing. */
static void constant_and_pure_noise_have_indices_of_0(void **state)
{
    (void)state;
    pr_sobol_indices_t got = indices_of(&linear_model, with_noise, 2);
    assert_int_equal(got.groups, 4);
    assert_int_equal(got.evaluations, 16 * 64 * 6);
    const pr_sobol_index_t nothing = {{0, 0, 0, 0}, {0, 0, 0, 0}};
    for (size_t g = 0; g < 4; g++) {
        assert_memory_equal(&got.index[CONSTANT * 4 + g], &nothing, sizeof nothing);
        if (g < 3) {
            const pr_sobol_index_t *index = &got.index[NOISE * 4 + g];
            assert_true(index->first.value == 0 && index->first.se == 0 && index->total.value == 0 &&
                        index->total.high == 0);
        }
    }
    assert_int_equal(got.outcome[CONSTANT].status, PR_SOBOL_CONSTANT);
    assert_true(got.outcome[CONSTANT].mean == 2.385 && got.outcome[CONSTANT].variance == 0);
    assert_int_equal(got.outcome[NOISE].status, PR_SOBOL_KNOWN);
    pr_sobol_indices_free(&got);
    pr_sobol_indices_free(&got);
}

static void rows_without_a_value_are_left_out(void **state)
{
    (void)state;
    pr_sobol_indices_t got = indices_of(&linear_model, with_noise, 1);
    /* Some of A, B and AB_1 has x1 below −1 where that of A or of B has. */
    double rows = 16 * 64, both = pow(1 - gsl_cdf_ugaussian_P(-1), 2);
    assert_near((double)got.outcome[PARTIAL].undefined, rows * (1 - both),
                5 * sqrt(rows * both * (1 - both)));
    assert_int_equal(got.outcome[LINEAR].undefined, 0);
    assert_int_equal(got.outcome[PARTIAL].status, PR_SOBOL_KNOWN);
    pr_sobol_indices_free(&got);
}

static int never(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    (void)context, (void)worker, (void)noise;
    y[0] = x[0] < 2 ? NAN : x[0];
    return 0;
}

static void an_outcome_without_a_value(void **state)
{
    (void)state;
    pr_sensitivity_model_t model = {.inputs = 1, .outcomes = 1, .evaluate = never};
    pr_sobol_indices_t got = indices_of(&model, (pr_sobol_design_t){.points = 2, .tolerance = 0.1}, 1);
    assert_int_equal(got.outcome[0].status, PR_SOBOL_UNDEFINED);
    assert_true(isnan(got.index[0].first.value) && !got.precise);
    pr_sobol_indices_free(&got);
}

static void the_same_bytes_from_any_number_of_threads(void **state)
{
    (void)state;
    pr_sobol_design_t design = with_noise;
    design.tolerance = 0.05;
    design.most_points = 256;
    pr_sobol_indices_t one = indices_of(&linear_model, design, 1);
    for (int threads = 2; threads <= 7; threads += 5) {
        pr_sobol_indices_t more = indices_of(&linear_model, design, threads);
        assert_int_equal(more.points, one.points);
        assert_memory_equal(more.index, one.index, LINEAR_OUTCOMES * 4 * sizeof *one.index);
        assert_memory_equal(more.outcome, one.outcome, LINEAR_OUTCOMES * sizeof *one.outcome);
        pr_sobol_indices_free(&more);
    }
    pr_sobol_indices_free(&one);
}

/* Points come on top of those before: the end of doubling is what that many points give at once. */
static void doubling_goes_on_where_it_was(void **state)
{
    (void)state;
    pr_sobol_design_t once = {.points = 256, .seed = 3};
    pr_sobol_design_t doubling = {.points = 32, .most_points = 256, .tolerance = 1e-9, .seed = 3};
    pr_sobol_indices_t a = indices_of(&ishigami_model, once, 2), b = indices_of(&ishigami_model, doubling, 2);
    assert_int_equal(a.points, b.points);
    assert_int_equal(a.evaluations, b.evaluations);
    assert_false(b.precise);
    for (size_t g = 0; g < 3; g++) { /* sums in another order: equal but for rounding */
        assert_near(a.index[g].first.value, b.index[g].first.value, 1e-12);
        assert_near(a.index[g].total.high, b.index[g].total.high, 1e-12);
    }
    pr_sobol_indices_free(&a);
    pr_sobol_indices_free(&b);
}

static void it_stops_when_the_intervals_are_tight(void **state)
{
    (void)state;
    pr_sobol_design_t design = {.points = 16, .most_points = 4096, .tolerance = 0.02, .seed = 8};
    pr_sobol_indices_t got = indices_of(&ishigami_model, design, 2);
    assert_true(got.precise && got.points > 16 && got.points < 4096);
    double widest = 0;
    for (size_t g = 0; g < 3; g++) {
        widest = fmax(widest, got.index[g].first.high - got.index[g].first.value);
        widest = fmax(widest, got.index[g].total.high - got.index[g].total.value);
    }
    assert_true(widest == got.outcome[0].half_width && widest <= 0.02);
    pr_sobol_indices_free(&got);
}

/* The sum of inputs i times 1 + i mod 5. */
static int many(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    (void)worker, (void)noise;
    y[0] = 0;
    for (size_t i = 0; i < *(size_t *)context; i++) {
        y[0] += (double)(1 + i % 5) * x[i];
    }
    return 0;
}

/* Beyond the 40 dimensions where GSL's sequence is 0, and up to the last that there is. */
static void many_inputs(void **state)
{
    (void)state;
    for (size_t inputs = 60; inputs <= 555; inputs += 495) {
        pr_sensitivity_model_t model = {
            .inputs = inputs, .outcomes = 1, .context = &inputs, .evaluate = many};
        pr_sobol_design_t design = {.points = inputs == 60 ? 16 : 4, .seed = 2};
        pr_sobol_indices_t got = indices_of(&model, design, 2);
        double size = (double)inputs / 5 * (1 + 4 + 9 + 16 + 25);
        for (size_t g = 0; g < inputs; g++) {
            double expected = (double)((1 + g % 5) * (1 + g % 5)) / size;
            assert_true(got.index[g].total.value > expected / 3 && got.index[g].total.value < expected * 3);
        }
        pr_sobol_indices_free(&got);
    }
}

static void designs_that_cannot_be(void **state)
{
    (void)state;
    static const size_t gap[] = {0, 2, 2}, beyond[] = {0, 1, 5};
    size_t inputs = 556;
    pr_sensitivity_model_t large = {.inputs = inputs, .outcomes = 1, .context = &inputs, .evaluate = many};
    const struct {
        const pr_sensitivity_model_t *model;
        pr_sobol_design_t design;
        const char *sentence;
    } cases[] = {
        {&large,
         {0},
         "sobol: there are more than 555 inputs: the sequence has 1,111 dimensions, of which each input "
         "takes "
         "two"},
        {&ishigami_model,
         {.groups = 3, .group = gap},
         "sobol: every input must be in one of the groups, and every group must have an input"},
        {&ishigami_model,
         {.groups = 2, .group = beyond},
         "sobol: every input must be in one of the groups, and every group must have an input"},
        {&ishigami_model,
         {.scramblings = 15},
         "sobol: the number of scramblings must be between 16 and 4096"},
        {&ishigami_model,
         {.points = 100},
         "sobol: the points of a scrambling must be powers of two, 2 at least and 2^30 at most"},
        {&ishigami_model,
         {.level = 1},
         "sobol: the level must be between 0 and 1, and the tolerance not negative"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pr_sobol_indices_t got;
        pr_errors_t errors;
        pr_ensemble_options_t options = {.threads = 1};
        pr_errors_init(&errors);
        assert_int_equal(pr_sobol_indices_run(&got, cases[i].model, &cases[i].design, &options, &errors),
                         PR_ERR_DOMAIN);
        assert_int_equal(errors.count, 1);
        assert_string_equal(errors.items[0].text, cases[i].sentence);
        pr_sobol_indices_free(&got);
        pr_errors_free(&errors);
    }
}

/* ---- stopping and failing ---- */

typedef struct {
    volatile sig_atomic_t stop;
    uint64_t at;         /* evaluations after which it stops, or fails */
    int status;          /* 0: stop */
    uint64_t last, most; /* progress */
    int open;            /* workspaces */
} control_t;

static int open_controlled(void *context, void **worker)
{
    *worker = calloc(1, 16);
    ((control_t *)context)->open++;
    return 0;
}

static void close_controlled(void *context, void *worker)
{
    ((control_t *)context)->open -= worker != NULL;
    free(worker);
}

static int controlled(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    control_t *control = context;
    control->stop = control->at == 0 && control->status == 0;
    int status = control->at == 0 ? control->status : 0;
    control->at -= control->at > 0;
    return status ? status : ishigami(NULL, worker, x, noise, y);
}

static void tell(void *context, uint64_t done, uint64_t most)
{
    control_t *control = context;
    assert_true(done >= control->last && done <= most);
    control->last = done;
    control->most = most;
}

static void a_stop_keeps_the_last_whole_look(void **state)
{
    (void)state;
    control_t control = {.at = 4000};
    pr_sensitivity_model_t model = {3, 1, &control, open_controlled, close_controlled, controlled};
    pr_ensemble_options_t options = {
        .threads = 1, .stop = &control.stop, .progress = tell, .progress_context = &control};
    pr_sobol_design_t design = {.points = 32, .most_points = 1024, .tolerance = 1e-9};
    pr_sobol_indices_t got;
    assert_int_equal(pr_sobol_indices_run(&got, &model, &design, &options, NULL), PR_INTERRUPTED);
    assert_int_equal(got.points, 32); /* 2,560 evaluations; the next look would end at 5,120 */
    assert_int_equal(got.evaluations, 2560);
    assert_true(got.index[1].total.value > 0.3);
    assert_int_equal(control.most, 1024 * 16 * 5);
    assert_true(control.last > 2560);
    pr_sobol_indices_free(&got);
    control.at = control.last = 0;
    assert_int_equal(pr_sobol_indices_run(&got, &model, &design, &options, NULL), PR_INTERRUPTED);
    assert_int_equal(got.points, 0);
    pr_sobol_indices_free(&got);
    static const double at[] = {0.1, 0.2, 0.3};
    pr_tornado_design_t bars = {at, at, at, 0, 1000};
    pr_tornado_t tornado;
    control.at = control.last = 0;
    assert_int_equal(pr_tornado_run(&tornado, &model, &bars, &options, NULL), PR_INTERRUPTED);
    pr_tornado_free(&tornado);
    assert_int_equal(control.open, 0);
}

static void what_a_callback_gives_comes_back(void **state)
{
    (void)state;
    control_t control = {.at = 100, .status = PR_ERR_IDENTITY};
    pr_sensitivity_model_t model = {3, 1, &control, open_controlled, close_controlled, controlled};
    pr_ensemble_options_t options = {.threads = 1};
    pr_sobol_design_t design = {0};
    pr_sobol_indices_t got;
    assert_int_equal(pr_sobol_indices_run(&got, &model, &design, &options, NULL), PR_ERR_IDENTITY);
    pr_sobol_indices_free(&got);
    assert_int_equal(control.open, 0);
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tornado_of_a_known_function),
        cmocka_unit_test(tornados_that_cannot_be),
        cmocka_unit_test(regression_of_a_factorial),
        cmocka_unit_test(collinear_and_constant_inputs),
        cmocka_unit_test(a_perfect_fit_is_finite),
        cmocka_unit_test(rank_regression_is_free_of_scale),
        cmocka_unit_test(regressions_that_say_nothing),
        cmocka_unit_test(given_data_of_two_values),
        cmocka_unit_test(given_data_that_say_nothing),
        cmocka_unit_test(constant_and_pure_noise_have_indices_of_0),
        cmocka_unit_test(rows_without_a_value_are_left_out),
        cmocka_unit_test(an_outcome_without_a_value),
        cmocka_unit_test(the_same_bytes_from_any_number_of_threads),
        cmocka_unit_test(doubling_goes_on_where_it_was),
        cmocka_unit_test(it_stops_when_the_intervals_are_tight),
        cmocka_unit_test(many_inputs),
        cmocka_unit_test(designs_that_cannot_be),
        cmocka_unit_test(a_stop_keeps_the_last_whole_look),
        cmocka_unit_test(what_a_callback_gives_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
