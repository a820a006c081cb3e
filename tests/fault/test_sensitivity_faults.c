/* Memory runs out at the n-th request, for every n, once or from there on: each method then says so, and
   gives back all it took. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault/out_of_memory.h"
#include "support_sensitivity.h"

enum { ROWS = 40 };
static double x[ROWS][3], y[ROWS];
static const pr_ensemble_options_t alone = {.threads = 1};

static int run_tornado(pr_errors_t *errors)
{
    static const double at[] = {0.1, 0.2, 0.3};
    pr_tornado_design_t design = {at, at, at, 0, 3};
    pr_tornado_t tornado;
    int status = pr_tornado_run(&tornado, &ishigami_model, &design, &alone, errors);
    pr_tornado_free(&tornado);
    return status;
}

static int run_regression(pr_errors_t *errors)
{
    (void)errors;
    pr_regression_t fit;
    int status = pr_regression_run(&fit, ROWS, 3, x[0], y, true);
    pr_regression_free(&fit);
    return status;
}

static int run_given(pr_errors_t *errors)
{
    (void)errors;
    pr_given_t given[3];
    return pr_given_data(given, ROWS, 3, x[0], y, &(pr_given_options_t){.resamples = 2});
}

static int run_indices(pr_errors_t *errors)
{
    pr_sobol_design_t design = {.points = 2, .most_points = 4, .tolerance = 1e-9, .noise = true};
    pr_sobol_indices_t indices;
    int status = pr_sobol_indices_run(&indices, &ishigami_model, &design, &alone, errors);
    pr_sobol_indices_free(&indices);
    return status;
}

/* The status with request n failing; n 0: none. */
static int run_with_fault(int (*run)(pr_errors_t *), long n, bool on)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    count_requests(n, on);
    int status = run(&errors);
    pr_errors_free(&errors);
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void every_request_fails(void **state)
{
    (void)state;
    static int (*const runs[])(pr_errors_t *) = {run_tornado, run_regression, run_given, run_indices};
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        assert_int_equal(run_with_fault(runs[i], 0, false), 0);
        long all = requests;
        assert_true(all > 5);
        for (long n = 1; n <= all; n++) {
            for (int on = 0; on < 2; on++) {
                int status = run_with_fault(runs[i], n, on);
                if (status != PR_ERR_MEMORY) {
                    fail_msg("method %zu: request %ld of %ld failed, and it gave %d", i, n, all, status);
                }
            }
        }
    }
}

static int fill_sample(void **state)
{
    (void)state;
    for (int r = 0; r < ROWS; r++) {
        for (int i = 0; i < 3; i++) {
            x[r][i] = pr_latin_at(1, 0, ROWS, (uint64_t)r, (size_t)i);
        }
        ishigami(NULL, NULL, x[r], 0, &y[r]);
    }
    return 0;
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_request_fails)};
    return cmocka_run_group_tests(tests, fill_sample, NULL);
}
