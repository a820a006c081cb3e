/* Memory runs out at the n-th request of a sampled run that keeps its risk, for every n: it says so, and
   gives back all it took. */
#include "support_run.h"
#include <stdbool.h>

void *__real_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static bool counting;
static long requests, fail_at, held;

static bool fails(void)
{
    return counting && ++requests == fail_at;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = fails() ? NULL : __real_calloc(count, size);
    held += counting && block;
    return block;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = fails() ? NULL : __real_aligned_alloc(alignment, size);
    held += counting && block;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    void *new = fails() ? NULL : __real_realloc(block, size);
    held += counting && new && !block;
    return new;
}

void __wrap_free(void *block)
{
    held -= counting && block != NULL;
    __real_free(block);
}

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
        for (fail_at = 1; status != 0; fail_at++) {
            requests = held = 0;
            counting = true;
            status = run_and_judge(&scenario, sampling);
            counting = false;
            assert_int_equal(status, requests >= fail_at ? PR_ERR_MEMORY : 0);
            assert_int_equal(held, 0);
        }
        assert_true(fail_at > 10);
    }
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_request)};
    return cmocka_run_group_tests_name("sampling faults", tests, start_library, NULL);
}
