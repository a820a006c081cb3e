/* A replicate allocates nothing: not in the month loop, not before it, not when it is recorded. */
#include "support_run.h"
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static size_t allocations;

void *__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    allocations++;
    return __real_realloc(block, size);
}

static void a_replicate_allocates_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {
        "basis",    "surplus-krap",  "vraag",  "stop-2025",      "almere-gemengd", "wijkteam-geintegreerd",
        "sroi-4-5", "budgetkringen", "build5", "poort-evaluatie"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        snprintf(path, sizeof path, POOLRAMING_SCENARIOS "/%s.cfg", names[i]);
        pr_scenario_t scenario;
        pr_plan_t plan;
        load_or_fail(&scenario, path, NULL, 0);
        assert_int_equal(pr_plan_init(&plan, &scenario, PR_DETAIL_FULL), 0);
        pr_replicate_t *replicate = calloc(1, sizeof *replicate);
        double *row = calloc(plan.count, sizeof *row);
        assert_int_equal(pr_replicate_init(replicate, &scenario), 0);
        size_t before = allocations;
        for (uint64_t k = 0; k < 200; k++) {
            assert_int_equal(pr_replicate_simulate(replicate, &scenario, 1, k), 0);
            pr_plan_record(&plan, replicate, row);
        }
        assert_int_equal(allocations - before, 0);
        assert_true(before > 0); /* the counter counts */
        pr_replicate_free(replicate);
        free(replicate);
        free(row);
        pr_plan_free(&plan);
        pr_scenario_free(&scenario);
    }
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_replicate_allocates_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
