/* Which parameters move the net effect: from the replicates of the run itself, the same for any threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poolraming/poolraming.h>
#include <string.h>

static pr_scenario_t scenario;
static pr_run_t run;

/* Enough for the strongest parameter, about half of the variance, to stand out. */
enum { REPLICATES = 1000 };

static int setup(void **state)
{
    (void)state;
    pr_start();
    const pr_run_options_t options = {.seed = 20230415, .ensemble = {.replicates = REPLICATES, .threads = 2}};
    int status = pr_scenario_load(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0, NULL);
    return status ? status : pr_run_scenario(&run, &scenario, &options, NULL);
}

static int teardown(void **state)
{
    (void)state;
    pr_run_free(&run);
    pr_scenario_free(&scenario);
    return 0;
}

static void test_strongest(void **state)
{
    (void)state;
    const pr_ensemble_options_t options = {.threads = 2};
    pr_influence_t influence;
    assert_int_equal(pr_influence_run(&influence, &run, &options, NULL), 0);
    assert_int_equal(influence.inputs, scenario.uncertain_count);
    assert_int_equal(influence.replicates, REPLICATES);
    size_t most = 0, told = 0;
    for (size_t i = 0; i < influence.inputs; i++) {
        const pr_given_t *given = &influence.given[i];
        most = given->first.value > influence.given[most].first.value ? i : most;
        told += pr_influence_tells(given);
        if (strncmp(scenario.setting[scenario.uncertain[i]].path, "benefit.", 8) == 0) {
            /* benefits move no cost: 0 within five standard errors of the bootstrap */
            assert_true(given->first.value < 5 * given->first.se);
        }
    }
    assert_string_equal(scenario.setting[scenario.uncertain[most]].path, "workforce.filling_per_month");
    assert_true(pr_influence_tells(&influence.given[most]));
    assert_true(told < influence.inputs / 2);
    pr_influence_free(&influence);
}

static void test_threads(void **state)
{
    (void)state;
    pr_influence_t one, three;
    assert_int_equal(pr_influence_run(&one, &run, &(pr_ensemble_options_t){.threads = 1}, NULL), 0);
    assert_int_equal(pr_influence_run(&three, &run, &(pr_ensemble_options_t){.threads = 3}, NULL), 0);
    assert_memory_equal(one.given, three.given, one.inputs * sizeof *one.given);
    pr_influence_free(&one);
    pr_influence_free(&three);
    pr_influence_free(&three); /* twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_strongest), cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
