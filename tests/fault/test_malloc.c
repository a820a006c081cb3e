/* Memory runs out at the n-th request, for every n, once or from there on: loading a scenario then fails,
   and gives back all it took. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault/out_of_memory.h"
#include "support_scenario.h"

/* The status of loading with request n failing; n 0: none. */
static int load(const char *path, long n, bool on, pr_scenario_t *scenario)
{
    static const char *const sets[] = {PR_OVERLAY POOLRAMING_SCENARIOS "/indexcijfer-toegepast.cfg",
                                       "invented=verzonnen", "run.seed=5"};
    pr_errors_t errors;
    pr_errors_init(&errors);
    count_requests(n, on);
    int status = pr_scenario_load(scenario, path, sets, 3, &errors);
    pr_scenario_free(scenario);
    pr_errors_free(&errors);
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void every_request(const char *path, int expected)
{
    pr_scenario_t *scenario = calloc(1, sizeof *scenario);
    assert_int_equal(load(path, 0, false, scenario), expected);
    long all = requests;
    assert_true(all > 10);
    for (long n = 1; n <= all; n++) {
        for (int on = 0; on < 2; on++) {
            int status = load(path, n, on, scenario);
            if (status >= 0 || (expected == 0 && status != PR_ERR_MEMORY)) {
                fail_msg("request %ld of %ld failed%s, and loading gave %d", n, all,
                         on ? " like all after it" : "", status);
            }
        }
    }
    free(scenario);
}

static void a_good_scenario(void **state)
{
    (void)state;
    every_request(POOLRAMING_SCENARIOS "/basis.cfg", 0);
}

static void a_correlated_scenario(void **state)
{
    (void)state;
    static const char text[] =
        "extends = \"" POOLRAMING_TESTS "/fuzz/small.cfg\";\n"
        "workforce = { leaving_per_year = { dist = \"beta\"; mean = 0.2; sd = 0.05; };\n"
        "  training_months = { dist = \"discrete\"; values = [ 6, 12 ]; weights = [ 1, 2 ]; }; };\n"
        "correlation = { parameters = [ \"workforce.leaving_per_year\", \"workforce.training_months\" ];\n"
        "  matrix = ( [ 1, 0.5 ], [ 0.5, 1 ] ); };\n";
    every_request(scenario_write("correlated.cfg", text, sizeof text - 1), 0);
}

static void broken_scenarios(void **state)
{
    (void)state;
    every_request(POOLRAMING_TESTS "/bad/023-several-at-once.cfg", PR_ERR_INPUT);
    every_request(POOLRAMING_TESTS "/bad/118-extends-without-end.cfg", PR_ERR_INPUT);
    every_request(POOLRAMING_TESTS "/bad/155-correlation-not-positive-definite.cfg", PR_ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_scenario),
        cmocka_unit_test(a_correlated_scenario),
        cmocka_unit_test(broken_scenarios),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
