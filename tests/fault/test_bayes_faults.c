/* Memory runs out at the n-th request, for every n, once or from there on: what was asked for then fails with
   PR_ERR_MEMORY, and gives back all it took. */
#include "fault/out_of_memory.h"
#include "support_bayes.h"

enum { ROWS = 64 };
static double rows[ROWS][2];

static double target_log(void *context, void *worker, const double *x)
{
    (void)context;
    (void)worker;
    return -0.5 * (x[0] * x[0] + x[1] * x[1]);
}

static int run_metropolis(void)
{
    pr_target_t target = {.d = 2, .log_density = target_log};
    pr_metropolis_options_t options = {.burn_in = 50, .steps = 20, .most_steps = 40, .threads = 1};
    pr_metropolis_t self;
    int status = pr_metropolis_run(&self, &target, &options);
    assert_true(status == 0 || (self.steps == 0 && !self.converged));
    pr_metropolis_free(&self);
    return status;
}

static int run_mixing(void)
{
    pr_mixing_t mixing;
    return pr_mixing(&mixing, 2, ROWS, *rows);
}

static int run_summary(void)
{
    pr_summary_t summary;
    return pr_draws_summary(&summary, ROWS, 2, *rows, 1, 0);
}

static int run_correlation(void)
{
    double matrix[4];
    return pr_draws_normal_correlation(ROWS, 2, *rows, 2, matrix, NULL);
}

static int run_fit(void)
{
    pr_dist_spec_t prior;
    pr_draws_fit_t fit;
    pr_dist_spec_init(&prior, PR_DIST_UNIFORM);
    prior.min = -10, prior.max = 10;
    int status = pr_draws_fit(&fit, &prior, 2 * ROWS, *rows, NULL, 0);
    pr_draws_fit_free(&fit);
    return status;
}

static int run_values(void)
{
    const double values[] = {1, 2}, weights[] = {1, 1}, draws[] = {1, 2, 2, 1, 2};
    pr_dist_spec_t prior;
    pr_draws_fit_t fit;
    pr_dist_spec_init(&prior, PR_DIST_DISCRETE);
    prior.values = values, prior.weights = weights, prior.count = 2;
    int status = pr_draws_fit(&fit, &prior, 5, draws, NULL, 0);
    pr_draws_fit_free(&fit);
    return status;
}

static int give_row(void *context, uint64_t number, double *parameters)
{
    (void)context;
    parameters[0] = (double)(number % 4) / 4;
    return 0;
}

static int give_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    (void)number;
    data[0] = parameters[0];
    return 0;
}

static int give_draws(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    (void)context;
    for (size_t k = 0; k < draws; k++) {
        out[k] = data[0] + (double)number - 5;
    }
    return 0;
}

static int run_ranks(void)
{
    pr_rank_check_t check = {1, 1, NULL, give_row, give_data, give_draws};
    pr_rank_check_result_t result;
    int status = pr_rank_check_run(&result, &check, 20, 9, 2, 1);
    pr_rank_check_free(&result);
    return status;
}

/* With request n failing; n 0: none. */
static int call(int (*what)(void), long n, bool on)
{
    pr_keys_reset(); /* a verify build's list is no part of the call */
    count_requests(n, on);
    int status = what();
    pr_keys_reset();
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void every_request(int (*what)(void))
{
    assert_int_equal(call(what, 0, false), 0);
    long all = requests;
    assert_true(all > 0);
    for (long n = 1; n <= all; n++) {
        for (int on = 0; on < 2; on++) {
            int status = call(what, n, on);
#ifdef PR_VERIFY_KEYS
            status = status ? status : PR_ERR_MEMORY; /* the list of keys does without */
#endif
            if (status != PR_ERR_MEMORY) {
                fail_msg("request %ld of %ld failed, and the call gave %d", n, all, status);
            }
        }
    }
}

static void test_the_sampler(void **state)
{
    (void)state;
    every_request(run_metropolis);
    every_request(run_mixing);
}

static void test_summaries(void **state)
{
    (void)state;
    every_request(run_summary);
    every_request(run_correlation);
}

static void test_fits(void **state)
{
    (void)state;
    every_request(run_fit);
    every_request(run_values);
}

static void test_the_rank_check(void **state)
{
    (void)state;
    every_request(run_ranks);
}

static int setup(void **state)
{
    pr_stream_t stream = test_stream(3, 0);
    for (size_t i = 0; i < ROWS; i++) {
        rows[i][0] = pr_normal_draw(&stream);
        rows[i][1] = rows[i][0] + pr_normal_draw(&stream);
    }
    return start_library_once(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sampler),
        cmocka_unit_test(test_summaries),
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_the_rank_check),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
