/* Memory runs out at the n-th request, for every n: the search for rules says so, and gives back all it took.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault/out_of_memory.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <stdlib.h>

enum { N = 120 };
static double known[2][N], value[3][N];
static pr_choice_t choice[2];
static const pr_tree_t tree = {N, 2, choice};
static pr_scenario_t *scenario;

static void fill(void)
{
    for (int i = 0; i < N; i++) {
        known[0][i] = (i * 37) % N;
        known[1][i] = (i * 53) % N;
        value[0][i] = 40;
        value[1][i] = known[0][i] + (i * 71) % 50;
        value[2][i] = known[1][i] + known[0][i] - (i * 31) % 70;
    }
    choice[0] = (pr_choice_t){
        .items = 1, .evidence = {known[0]}, .actions = 2, .action = {{-1, value[0]}, {1, NULL}}};
    choice[1] = (pr_choice_t){.items = 2,
                              .evidence = {known[0], known[1]},
                              .actions = 2,
                              .action = {{-1, value[1]}, {-1, value[2]}}};
}

static int solve(void)
{
    pr_continuation_t self;
    int status = pr_continuation_solve(&self, &tree, 1, NULL);
    pr_continuation_free(&self);
    return status;
}

static int regress(void)
{
    pr_valued_t out;
    return pr_regression_policy(&out, &tree, 2, 5, NULL, NULL);
}

static int best(void)
{
    pr_threshold_rule_t rule[2];
    int status = pr_rules_best(rule, &tree, PR_REPLICATES_ALL, 2, -1, NULL, NULL);
    return status ? status : pr_rules_shorten(rule, &tree, PR_REPLICATES_ALL, -1, 2, NULL);
}

static int gates(void)
{
    static pr_gate_study_t study;
    pr_run_options_t options = options_of(1, 8, 1);
    int status = pr_gate_study(&study, scenario, &options, NULL);
    pr_gate_study_free(&study);
    return status;
}

static int rules(void)
{
    static pr_gate_rules_t self;
    pr_run_options_t options = options_of(1, PR_CONTINUATION_LEAST, 1);
    int status = pr_gate_rules_run(&self, scenario, 1500, NAN, &options, NULL);
    pr_gate_rules_free(&self);
    return status;
}

/* The status with request n failing; 0: none. */
static int attempt(int (*run)(void), long n)
{
    count_requests(n, false);
    int status = run();
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void requests_of(int (*run)(void), long step)
{
    assert_int_equal(attempt(run, 0), 0);
    long all = requests;
    assert_true(all > 2);
    for (long n = 1; n <= all; n += step) {
        if (attempt(run, n) != PR_ERR_MEMORY) {
            fail_msg("request %ld of %ld failed, and nothing was said", n, all);
        }
    }
}

static void the_search(void **state)
{
    (void)state;
    fill();
    requests_of(regress, 1);
    requests_of(best, 1);
    requests_of(solve, 1);
}

static void the_gates(void **state)
{
    (void)state;
    static const char *const set[] = {"policy.gates.besluit-2029.choose=fixed",
                                      "policy.gates.besluit-2029.path=groei-700"};
    scenario = calloc(1, sizeof *scenario);
    load_or_fail(scenario, POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", set, 2);
    requests_of(gates, 1);
    requests_of(rules, 17); /* the search is tested above */
    pr_scenario_free(scenario);
    free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_search), cmocka_unit_test(the_gates)};
    return cmocka_run_group_tests(tests, start_library, NULL);
}
