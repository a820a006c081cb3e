/* Sobol' indices: what holds exactly, whatever stops them or fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_enough.h"
#include "support_sensitivity.h"
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#define assert_near(value, expected, most) assert_true(fabs((value) - (expected)) <= (most))

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
    for (size_t inputs = 60; inputs <= enough(555, 60); inputs += 495) {
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
