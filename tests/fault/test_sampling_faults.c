/* Memory runs out at the n-th request of a sampled run that keeps its risk, for every n: it says so, and
   gives back all it took. */
#include "fault/out_of_memory.h"
#include "support_run.h"

static int run_and_judge(const pr_scenario_t *scenario, pr_sampling_t sampling)
{
    pr_run_t run;
    pr_sampling_effect_t effect;
    pr_run_options_t options = options_of(1, 32, 1);
    options.risk = true;
    options.sampling = sampling;
    int status = pr_run_scenario(&run, scenario, &options, NULL);
    if (status == 0 && sampling == PR_SAMPLING_SOBOL) {
        status = pr_sampling_effect(&effect, &run, &options.ensemble, NULL);
    }
    pr_run_free(&run);
    return status;
}

static void test_every_request(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/surplus-krap.cfg", NULL, 0);
    for (pr_sampling_t sampling = PR_SAMPLING_LHS; sampling <= PR_SAMPLING_SOBOL; sampling++) {
        int status = PR_ERR_MEMORY;
        long n = 0;
        while (status != 0) {
            count_requests(++n, false);
            status = run_and_judge(&scenario, sampling);
            counted();
            assert_int_equal(status, requests >= n ? PR_ERR_MEMORY : 0);
            assert_int_equal(held, 0);
        }
        assert_true(n > 10);
    }
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_request)};
    return cmocka_run_group_tests_name("sampling faults", tests, start_library, NULL);
}
