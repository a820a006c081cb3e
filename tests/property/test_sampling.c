/* Runs on Latin hypercubes and Sobol' points that end between rounds: still whole groups. */
#include "support_run.h"

static const char BASIS[] = POOLRAMING_SCENARIOS "/basis.cfg";
static const pr_sampling_t other[] = {PR_SAMPLING_LHS, PR_SAMPLING_SOBOL};

static volatile sig_atomic_t asked;

static void ask_after_the_first_round(void *context, uint64_t done, uint64_t most)
{
    (void)context;
    (void)most;
    asked = done >= PR_ROUND;
}

/* Whole rounds are whole hypercubes: an interrupted run is the run of as many replicates, errors included. */
static void test_an_interrupted_run_has_whole_groups(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        pr_run_t stopped, whole;
        pr_run_options_t options = sampled(other[s], 1024 + 512, 2);
        options.ensemble.stop = &asked;
        options.ensemble.progress = ask_after_the_first_round;
        asked = 0;
        assert_int_equal(pr_run_scenario(&stopped, &scenario, &options, NULL), PR_INTERRUPTED);
        assert_int_equal(stopped.ensemble.replicates, PR_ROUND);
        options = sampled(other[s], PR_ROUND, 1);
        run_or_fail(&whole, &scenario, &options);
        same_run(&stopped, &whole);
        pr_run_free(&stopped);
        pr_run_free(&whole);
    }
    pr_scenario_free(&scenario);
}

/* The precision stop looks at the errors by group, and what it arrives at is the run of that count. */
static void test_precision_looks_at_the_groups(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t plain, precise, direct;
    pr_run_options_t options = sampled(PR_SAMPLING_MC, 2048, 2);
    options.ensemble.precision = 0.009; /* residents reached: 0.41/√n plain, half of it with Sobol' points */
    run_or_fail(&plain, &scenario, &options);
    assert_int_equal(plain.ensemble.replicates, 2048);
    options.sampling = PR_SAMPLING_SOBOL;
    run_or_fail(&precise, &scenario, &options);
    assert_true(precise.ensemble.precision_reached);
    assert_int_equal(precise.ensemble.replicates, 1024);
    options = sampled(PR_SAMPLING_SOBOL, 1024, 1);
    run_or_fail(&direct, &scenario, &options);
    same_run(&precise, &direct);
    pr_run_free(&plain);
    pr_run_free(&precise);
    pr_run_free(&direct);
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_interrupted_run_has_whole_groups),
        cmocka_unit_test(test_precision_looks_at_the_groups),
    };
    return cmocka_run_group_tests_name("sampling", tests, start_library, NULL);
}
