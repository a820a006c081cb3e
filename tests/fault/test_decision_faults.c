/* Memory runs out at the n-th request, for every n: the functions of a decision say so, and give back all
 * they took. */
#include "support_decision.h"

#include "fault/out_of_memory.h"

enum { N = 60 };
static two_options_t data;

static int compare(void)
{
    pr_option_t option[2];
    size_t best;
    return pr_options_compare(&data.payoffs, option, &best, NULL);
}

static int clairvoyance(void)
{
    pr_valued_t out;
    return pr_clairvoyance(&data.payoffs, &out, NULL);
}

static int frontier(void)
{
    pr_frontier_t out[2];
    return pr_frontier_of_replicates(2, N, data.nb, data.x, out, NULL);
}

static int information(void)
{
    pr_information_t out;
    return pr_information_value(&out, &data.payoffs, data.x, NULL, 3, NULL, NULL, NULL, NULL);
}

static int crossfit(void)
{
    double fit[N];
    return pr_crossfit(fit, N, data.nb + N, data.x, 1, NULL, NULL);
}

static int nested(void)
{
    pr_nested_value_t out;
    return pr_nested_value_of(&out, 2, 10, 6, data.nb, NULL);
}

static int draw(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb)
{
    (void)context;
    (void)worker;
    nb[0] = (double)outer;
    nb[1] = (double)inner;
    return 0;
}

static int nested_callback(void)
{
    pr_nested_value_t out;
    const pr_nested_t design = {.options = 2, .draw = draw};
    const pr_ensemble_options_t options = {.threads = 1};
    return pr_nested_value(&out, &design, 10, 6, &options, NULL);
}

/* Draws nothing: verify builds take memory of their own for what is drawn. */
static int simulate(void *context, size_t replicates, const size_t *followed, double *out)
{
    const double *truth = context;
    for (size_t r = 0; r < replicates; r++) {
        out[r] = truth[r] + 1 / (double)followed[r];
    }
    return 0;
}

static int curve(void)
{
    const pr_study_t study = {1, data.x, simulate, NULL, 1, 1};
    const size_t size[] = {5, 10};
    pr_study_point_t out[2];
    pr_study_best_t best;
    return pr_study_curve(out, &best, &data.payoffs, &study, 2, size, NULL, NULL);
}

static int call(int (*function)(void), long n)
{
    count_requests(n, false);
    int status = function();
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void every_request(void **state)
{
    (void)state;
    int (*const function[])(void) = {compare,  clairvoyance, frontier,        information,
                                     crossfit, nested,       nested_callback, curve};
    for (size_t i = 0; i < sizeof function / sizeof *function; i++) {
        assert_int_equal(call(function[i], 0), 0);
        long all = requests;
        assert_true(all > 0);
        for (long n = 1; n <= all; n++) {
            int status = call(function[i], n);
            if (status != PR_ERR_MEMORY) {
                fail_msg("function %zu, request %ld of %ld failed: status %d", i, n, all, status);
            }
        }
    }
}

int main(void)
{
    pr_start();
    data = two_options(N, 61, 1);
    pr_keys_reset();
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_request)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    two_options_free(&data);
    return failed;
}
