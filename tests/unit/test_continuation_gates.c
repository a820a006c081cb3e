/* Rules at the gates of a scenario: what a gate sees, what each series of paths brings, and that threads
   change nothing. */
#include "support_enough.h"
#include "support_run.h"
#include "support_scenario.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <stdlib.h>

enum { SEED = 11, REPLICATES = 130 };

static void study_or_fail(pr_gate_study_t *self, const pr_scenario_t *scenario, uint64_t replicates,
                          int threads)
{
    pr_run_options_t options = options_of(SEED, replicates, threads);
    assert_int_equal(pr_gate_study(self, scenario, &options, NULL), 0);
    assert_int_equal(self->n, replicates);
}

static pr_scenario_t *load(const char *name, const char *const *set, size_t count)
{
    char path[512];
    pr_scenario_t *scenario = calloc(1, sizeof *scenario);
    snprintf(path, sizeof path, POOLRAMING_SCENARIOS "/%s.cfg", name);
    load_or_fail(scenario, path, set, count);
    return scenario;
}

static void unload(pr_scenario_t *scenario)
{
    pr_scenario_free(scenario);
    free(scenario);
}

/* Gates fixed with settings, as anybody would, give what the series gives. */
static void a_series_is_the_scenario_with_fixed_gates(void **state)
{
    (void)state;
    static const char *const fixed[] = {"policy.gates.besluit-2026.expand_when.waiting_above=0",
                                        "policy.gates.besluit-2026.expand_when.vacancies_below=1000",
                                        "policy.gates.besluit-2026.path=stap-575",
                                        "policy.gates.besluit-2029.path=groei-700",
                                        "policy.gates.besluit-2029.expand_when.waiting_above=0",
                                        "policy.gates.besluit-2029.expand_when.vacancies_below=1000",
                                        "demand.uptake=0.4"};
    pr_scenario_t *scenario = load("poort-groei", fixed + 6, 1), *same = load("poort-groei", fixed, 7);
    pr_gate_study_t *study = calloc(1, sizeof *study);
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    const uint64_t n = enough(20, 4);
    study_or_fail(study, scenario, n, 1);
    assert_int_equal(study->node_count, 4);
    assert_int_equal(study->leaf_count, 9);
    assert_int_equal(pr_replicate_init(replicate, same), 0);
    size_t node = (size_t)study->choice[0].action[1].next, leaf = (size_t)study->leaf[node][2];
    assert_int_equal(study->node[node].by, 1);
    for (uint64_t k = 0; k < n; k++) {
        double flow[PR_FLOWS], money;
        assert_int_equal(pr_replicate_simulate(replicate, same, SEED, k), 0);
        assert_int_equal(replicate->decisions.gate[0].path, 1);
        assert_int_equal(replicate->decisions.gate[1].path, 2);
        pr_gate_flows(same, replicate, flow);
        money = flow[PR_FLOW_AVOIDED] - flow[PR_FLOW_COST];
        assert_true(study->effect[leaf * study->stride + k] == flow[PR_FLOW_REACHED]);
        assert_true(study->money[leaf * study->stride + k] == money);
    }
    pr_replicate_free(replicate);
    free(replicate);
    pr_gate_study_free(study);
    free(study);
    unload(scenario);
    unload(same);
}

/* A stop ends it: no gate comes after, and nothing is reached or borne but the decision's own cost. */
static void a_stop_is_not_reopened(void **state)
{
    (void)state;
    static const char *const set[] = {"policy.gates.besluit-2026.evaluation.fixed_cost=17500.5"};
    pr_scenario_t *scenario = load("poort-evaluatie", set, 1);
    pr_gate_study_t *study = calloc(1, sizeof *study);
    study_or_fail(study, scenario, 20, 1);
    assert_int_equal(study->node_count, 3);
    assert_int_equal(study->leaf_count, 7);
    assert_int_equal(study->choice[0].action[0].next, -1);
    size_t stop = (size_t)study->leaf[0][0];
    for (uint64_t k = 0; k < 20; k++) {
        pr_inputs_t inputs;
        pr_scenario_draw(scenario, SEED, k, &inputs);
        double evaluation =
            17500.5 * pow(1 + inputs.benefit.discount_rate, -2); /* 2025, at the end of 2023 */
        assert_true(study->effect[stop * study->stride + k] == 0);
        assert_true(study->money[stop * study->stride + k] >= -evaluation - 1e-6);
        assert_true(study->money[stop * study->stride + k] < 0.5 * 1e6);
    }
    pr_gate_study_free(study);
    free(study);
    unload(scenario);
}

/* What is known reads the months up to data_until and no others. */
static void nothing_after_data_until_is_known(void **state)
{
    (void)state;
    static const char *const name[] = {"poort-evaluatie", "poort-groei"};
    for (size_t s = 0; s < 2; s++) {
        pr_scenario_t *scenario = load(name[s], NULL, 0);
        pr_gate_study_t *study = calloc(1, sizeof *study);
        pr_replicate_t *replicate = calloc(1, sizeof *replicate);
        study_or_fail(study, scenario, 12, 1);
        for (uint64_t k = 0; k < 12; k++) {
            assert_int_equal(pr_replicate_init(replicate, scenario), 0);
            assert_int_equal(pr_replicate_simulate(replicate, scenario, SEED, k), 0);
            int unseen = scenario->gate[0].data_until + 1 - 12 * scenario->month_year;
            for (int series = 0; series < PR_MONTH_SERIES; series++) {
                for (int t = unseen; t < PR_MAX_MONTHS; t++) {
                    pr_ledger_row(&replicate->ledger, (pr_month_series_t)series, 0)[t] = NAN;
                }
            }
            pr_evidence_t seen;
            double known[PR_KNOWN], less[PR_KNOWN];
            pr_source_t source = {SEED, k};
            pr_gate_look(scenario, 0, replicate->inputs.benefit.success_share, &replicate->ledger, source,
                         &seen);
            pr_gate_known(scenario, 0, &seen, &replicate->ledger, known);
            for (size_t item = 0; item < PR_KNOWN; item++) {
                double recorded = study->known[item * study->stride + k];
                assert_memory_equal(&known[item], &recorded, sizeof recorded);
            }
            pr_ledger_row(&replicate->ledger, PR_MONTH_SERVED, 0)[unseen - 1] = NAN; /* does count */
            pr_gate_known(scenario, 0, &seen, &replicate->ledger, less);
            assert_true(isnan(less[PR_KNOWN_REACHED]));
            pr_replicate_free(replicate);
        }
        free(replicate);
        pr_gate_study_free(study);
        free(study);
        unload(scenario);
    }
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    if (memory_only()) {
        skip();
    }
    pr_scenario_t *scenario = load("poort-evaluatie", NULL, 0);
    pr_gate_rules_t *one = calloc(1, sizeof *one), *more = calloc(1, sizeof *more);
    pr_run_options_t options = options_of(SEED, REPLICATES, 1);
    assert_int_equal(pr_gate_rules_run(one, scenario, NAN, NAN, &options, NULL), 0);
    options.ensemble.threads = 3;
    assert_int_equal(pr_gate_rules_run(more, scenario, NAN, NAN, &options, NULL), 0);
    assert_true(one->values >= 3 && one->values == more->values);
    size_t rows = one->study.leaf_count * one->study.stride;
    assert_memory_equal(one->study.effect, more->study.effect, rows * sizeof(double));
    assert_memory_equal(one->study.money, more->study.money, rows * sizeof(double));
    for (size_t i = 0; i < one->values; i++) {
        const pr_continuation_t *a = &one->at[i].solved, *b = &more->at[i].solved;
        assert_true(one->at[i].worth == more->at[i].worth && a->advised == b->advised);
        for (int k = 0; k <= PR_CONDITIONS; k++) {
            assert_memory_equal(a->level[k].rule, b->level[k].rule, a->choices * sizeof *a->level[k].rule);
            assert_memory_equal(&a->level[k].valued, &b->level[k].valued, sizeof a->level[k].valued);
        }
        assert_memory_equal(&a->regression, &b->regression, sizeof a->regression);
        assert_memory_equal(&a->loss, &b->loss, sizeof a->loss);
    }
    pr_gate_rules_free(one);
    pr_gate_rules_free(more);
    pr_gate_rules_free(more);
    free(one);
    free(more);
    unload(scenario);
}

/* The scenario's own rules bring what an ordinary run of it brings. */
static void own_rules_bring_what_a_run_brings(void **state)
{
    (void)state;
    static const char *const name[] = {"poort-evaluatie", "poort-groei"};
    for (size_t s = 0; s < enough(2, 1); s++) {
        pr_scenario_t *scenario = load(name[s], NULL, 0);
        pr_gate_rules_t *rules = calloc(1, sizeof *rules);
        pr_replicate_t *replicate = calloc(1, sizeof *replicate);
        pr_run_options_t options = options_of(SEED, REPLICATES, 2);
        double sum = 0;
        assert_int_equal(pr_gate_rules_run(rules, scenario, 1500, 2385, &options, NULL), 0);
        assert_int_equal(pr_replicate_init(replicate, scenario), 0);
        for (uint64_t k = 1; k < REPLICATES; k += 2) {
            double flow[PR_FLOWS];
            assert_int_equal(pr_replicate_simulate(replicate, scenario, SEED, k), 0);
            pr_gate_flows(scenario, replicate, flow);
            sum += 1500 * flow[PR_FLOW_REACHED] + 2385 * flow[PR_FLOW_SUCCESSES] + flow[PR_FLOW_AVOIDED] -
                   flow[PR_FLOW_COST];
        }
        double own = rules->at[0].own.value;
        assert_true(fabs(own - 2 * sum / REPLICATES) < 1e-9 * fabs(own));
        const pr_continuation_t *solved = &rules->at[0].solved;
        double less = solved->level[solved->advised].valued.value - own;
        assert_true(fabs(rules->at[0].own_less.value - less) < 1e-9 * fabs(own));
        assert_int_equal(solved->apart, s == 0 ? PR_KNOWN_ESTIMATE : -1);
        pr_replicate_free(replicate);
        pr_gate_rules_free(rules);
        free(replicate);
        free(rules);
        unload(scenario);
    }
}

/* A gate that is fixed leaves one path; without any choice there is nothing to find. */
static void fixed_gates_leave_no_choice(void **state)
{
    (void)state;
    static const char *const fixed[] = {
        "policy.gates.besluit-2026.choose=fixed", "policy.gates.besluit-2026.path=groei-700",
        "policy.gates.besluit-2029.choose=fixed", "policy.gates.besluit-2029.path=groei-700"};
    pr_scenario_t *one = load("poort-evaluatie", fixed, 2), *none = load("poort-evaluatie", fixed, 4),
                  *basis = load("basis", NULL, 0);
    pr_gate_rules_t *rules = calloc(1, sizeof *rules);
    pr_run_options_t options = options_of(SEED, REPLICATES, 2);
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_true(pr_gates_choose(one));
    assert_false(pr_gates_choose(none));
    assert_false(pr_gates_choose(basis));
    assert_int_equal(pr_gate_rules_run(rules, one, 1500, NAN, &options, &errors), 0);
    assert_int_equal(rules->study.node_count, 2);
    assert_int_equal(rules->study.leaf_count, 3);
    assert_int_equal(rules->values, 1);
    pr_gate_rules_free(rules);
    assert_int_equal(pr_gate_rules_run(rules, none, 1500, NAN, &options, &errors), PR_ERR_INPUT);
    pr_gate_rules_free(rules);
    assert_int_equal(pr_gate_rules_run(rules, basis, 1500, NAN, &options, &errors), PR_ERR_INPUT);
    pr_gate_rules_free(rules);
    options.ensemble.replicates = 99;
    assert_int_equal(pr_gate_rules_run(rules, one, 1500, NAN, &options, &errors), PR_ERR_INPUT);
    pr_gate_rules_free(rules);
    assert_int_equal(errors.count, 3);
    pr_errors_free(&errors);
    free(rules);
    unload(one);
    unload(none);
    unload(basis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_is_the_scenario_with_fixed_gates),
        cmocka_unit_test(a_stop_is_not_reopened),
        cmocka_unit_test(nothing_after_data_until_is_known),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(own_rules_bring_what_a_run_brings),
        cmocka_unit_test(fixed_gates_leave_no_choice),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
