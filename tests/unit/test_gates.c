/* Policy and gates in replicates: what a gate may see, what it budgets, how often, and what a stop means. */
#include "support_enough.h"
#include "support_run.h"
#include "support_scenario.h"
#include <math.h>
#include <stdlib.h>

/* ---- replicates ---- */

typedef struct {
    loaded_t *loaded;
    pr_plan_t plan;
    pr_replicate_t *replicate;
    double *row;
} sample_t;

/* A shipped scenario with settings, or a text. */
static void sample_open(sample_t *self, const char *path, const char *const *set, size_t count)
{
    self->loaded = scenario_load(path, set, count);
    scenario_print_errors(self->loaded);
    assert_int_equal(self->loaded->status, 0);
    assert_int_equal(pr_plan_init(&self->plan, &self->loaded->scenario, PR_DETAIL_FULL), 0);
    self->replicate = calloc(1, sizeof *self->replicate);
    self->row = calloc(self->plan.count, sizeof *self->row);
    assert_int_equal(pr_replicate_init(self->replicate, &self->loaded->scenario), 0);
}

static void sample_shipped(sample_t *self, const char *name, const char *const *set, size_t count)
{
    char path[512];
    snprintf(path, sizeof path, POOLRAMING_SCENARIOS "/%s.cfg", name);
    sample_open(self, path, set, count);
}

static void sample_draw(sample_t *self, uint64_t number)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    const pr_scenario_t *scenario = &self->loaded->scenario;
    assert_int_equal(pr_replicate_simulate(self->replicate, scenario, 11, number), 0);
    int status = pr_replicate_verify(self->replicate, scenario, &errors);
    for (size_t i = 0; i < errors.count; i++) {
        print_error("%s\n", errors.items[i].text);
    }
    assert_int_equal(status, 0);
    pr_errors_free(&errors);
    pr_plan_record(&self->plan, self->replicate, self->row);
}

static void sample_close(sample_t *self)
{
    pr_replicate_free(self->replicate);
    free(self->replicate);
    free(self->row);
    pr_plan_free(&self->plan);
    scenario_free(self->loaded);
}

static double found(const sample_t *self, const char *metric, pr_period_t period)
{
    ptrdiff_t i = pr_plan_find(&self->plan, metric, 0, period);
    assert_true(i >= 0);
    return self->row[i];
}

/* Every row of `b` is in `a` with the same bits; returns how many there are. */
static size_t same_rows(const sample_t *a, const sample_t *b)
{
    size_t same = 0;
    for (size_t g = 0; g < b->plan.group_count; g++) {
        const pr_plan_group_t *group = &b->plan.group[g];
        char name[128];
        pr_plan_metric_name(&b->plan, group->first, name, sizeof name);
        ptrdiff_t first = pr_plan_find(&a->plan, name, group->scope, b->plan.series[group->first].period);
        assert_true(first >= 0);
        if (memcmp(a->row + first, b->row + group->first, group->count * sizeof(double)) != 0) {
            fail_msg("%s of scope %d differs", name, group->scope);
        }
        same += group->count;
    }
    return same;
}

static void expect_same(const char *a, const char *const *set, size_t count, const char *b)
{
    sample_t policy, plain;
    sample_shipped(&policy, a, set, count);
    sample_shipped(&plain, b, NULL, 0);
    for (uint64_t k = 0; k < 12; k++) {
        sample_draw(&policy, k);
        sample_draw(&plain, k);
        assert_true(same_rows(&policy, &plain) == plain.plan.count);
    }
    sample_close(&policy);
    sample_close(&plain);
}

static const char *const on_basis[] = {
    "policy.gates.besluit-2026.choose=fixed", "policy.gates.besluit-2026.path=groei-700",
    "policy.gates.besluit-2029.choose=fixed", "policy.gates.besluit-2029.path=groei-700"};
static const char *const stopping[] = {"policy.gates.besluit-2026.choose=fixed",
                                       "policy.gates.besluit-2026.path=stop",
                                       "policy.gates.besluit-2026.planned=stop"};

static void gates_fixed_on_the_lines_change_no_bit(void **state)
{
    (void)state;
    expect_same("poort-evaluatie", on_basis, 4, "basis");
    expect_same("poort-evaluatie", stopping, 3, "stop-2025");
}

static void staged_growth_that_is_fixed_is_the_staged_scenario(void **state)
{
    (void)state;
    static const char *const always[] = {"policy.gates.besluit-2026.expand_when.waiting_above=0",
                                         "policy.gates.besluit-2029.expand_when.waiting_above=0",
                                         "policy.gates.besluit-2026.expand_when.vacancies_below=1000",
                                         "policy.gates.besluit-2029.expand_when.vacancies_below=1000",
                                         "demand.uptake=0.4"};
    sample_t policy, plain;
    sample_shipped(&policy, "poort-groei", always, 5);
    sample_shipped(&plain, "uitbreiding-gefaseerd", always + 4, 1);
    for (uint64_t k = 0; k < 8; k++) {
        sample_draw(&policy, k);
        sample_draw(&plain, k);
        assert_true(same_rows(&policy, &plain) == plain.plan.count);
    }
    sample_close(&policy);
    sample_close(&plain);
}

/* A bar at 0 is always reached, one above 1 never: then an evaluation decides nothing. */
static void bars_at_the_ends_are_fixed_gates(void **state)
{
    (void)state;
    static const char *const always[] = {"policy.gates.besluit-2026.evaluation.at_least.groei-700=0",
                                         "policy.gates.besluit-2029.evaluation.at_least.groei-700=0",
                                         "policy.gates.besluit-2026.evaluation.at_least.door-450=1.1",
                                         "policy.gates.besluit-2029.evaluation.at_least.door-450=1.1",
                                         "policy.gates.besluit-2029.evaluation.fixed_cost=0"};
    static const char *const never[] = {"policy.gates.besluit-2026.evaluation.at_least.groei-700=1.1",
                                        "policy.gates.besluit-2026.evaluation.at_least.door-450=1.05"};
    expect_same("poort-evaluatie", always, 5, "basis");
    expect_same("poort-evaluatie", never, 2, "stop-2025");
}

/* ---- what a gate sees ---- */

static void poison(pr_ledger_t *ledger, int from)
{
    for (int s = 0; s < PR_MONTH_SERIES; s++) {
        size_t scopes = s < PR_MONTH_FIRST_LOCAL ? 1 : ledger->scopes;
        for (size_t scope = 0; scope < scopes; scope++) {
            for (int t = from; t < PR_MAX_MONTHS; t++) {
                pr_ledger_row(ledger, (pr_month_series_t)s, scope)[t] = NAN;
            }
        }
    }
    for (size_t i = 0; i < (size_t)ledger->halves * ledger->scopes * PR_MAX_THEMES; i++) {
        ledger->theme_demand[i] = ledger->theme_served[i] = NAN;
    }
    for (int y = 0; y < PR_MAX_YEARS; y++) {
        ledger->payroll_eur[y] = ledger->demand_mean_shock[y] = ledger->allowances_eur[y] = NAN;
        ledger->cost_per_fte_eur[y] = ledger->contract_fte[y] = ledger->allowance_eur[y] = NAN;
    }
}

static void nothing_after_data_until_is_seen(void **state)
{
    (void)state;
    static const char *const scenario_name[] = {"poort-evaluatie", "poort-groei"};
    static const char *const counted[] = {"policy.gates.besluit-2026.evaluation.outcome=residents_reached",
                                          "policy.gates.besluit-2029.evaluation.outcome=residents_reached"};
    for (size_t i = 0; i < 3; i++) {
        sample_t sample;
        sample_shipped(&sample, scenario_name[i % 2], counted, i == 2 ? 2 : 0);
        const pr_scenario_t *scenario = &sample.loaded->scenario;
        for (uint64_t k = 0; k < 10; k++) {
            for (size_t g = 0; g < 2; g++) {
                pr_ledger_free(&sample.replicate->ledger); /* poison stays in series that nothing uses */
                assert_int_equal(pr_ledger_init(&sample.replicate->ledger, scenario), 0);
                sample_draw(&sample, k);
                pr_source_t source = {11, k};
                double chance = sample.replicate->inputs.benefit.success_share;
                pr_ledger_t *ledger = &sample.replicate->ledger;
                const pr_decision_t *decision = &sample.replicate->decisions.gate[g];
                if (decision->path < 0) {
                    continue;
                }
                pr_evidence_t seen, blind;
                int first_unseen = scenario->gate[g].data_until + 1 - 12 * scenario->month_year;
                poison(ledger, first_unseen);
                pr_gate_look(scenario, g, chance, ledger, source, &seen);
                assert_memory_equal(&seen, &decision->seen, sizeof seen);
                poison(ledger, first_unseen - 1); /* the last month that counts */
                pr_gate_look(scenario, g, chance, ledger, source, &blind);
                assert_true(isnan(blind.waiting) && isnan(blind.vacancies));
            }
        }
        sample_close(&sample);
    }
}

/* Who is followed was reached at least follow_months before data_until. */
static void only_who_was_reached_in_time_is_followed(void **state)
{
    (void)state;
    sample_t sample;
    sample_shipped(&sample, "poort-evaluatie", NULL, 0);
    int cut = 0;
    for (uint64_t k = 0; k < 40; k++) {
        sample_draw(&sample, k);
        double reached = 0;
        for (int t = 0; t < 12; t++) { /* up to December 2024: half a year before June 2025 */
            reached += pr_ledger_row(&sample.replicate->ledger, PR_MONTH_SERVED, 0)[t];
        }
        const pr_evidence_t *seen = &sample.replicate->decisions.gate[0].seen;
        assert_true(seen->followed == (int)fmin(60, floor(reached + 1e-9)));
        assert_true(seen->successes >= 0 && seen->successes <= seen->followed);
        cut += seen->followed < 60;
    }
    assert_true(cut > 5 && cut < 40);
    sample_close(&sample);
}

/* ---- what is budgeted ---- */

static void an_evaluation_is_paid_once(void **state)
{
    (void)state;
    static const char *const per_resident[] = {
        "policy.gates.besluit-2026.evaluation.cost_per_resident=123.45",
        "policy.gates.besluit-2029.evaluation.fixed_cost=9000"};
    static const char *const given[] = {"policy.gates.besluit-2026.evaluation.fixed_cost=17500.5"};
    sample_t memo, more, other;
    sample_shipped(&memo, "poort-evaluatie", NULL, 0);
    sample_shipped(&more, "poort-evaluatie", per_resident, 2);
    sample_shipped(&other, "poort-evaluatie", given, 1);
    for (uint64_t k = 0; k < 20; k++) {
        sample_draw(&memo, k);
        sample_draw(&more, k);
        sample_draw(&other, k);
        const pr_decision_t *first = &more.replicate->decisions.gate[0], *last = first + 1;
        assert_true(found(&memo, "cost.evaluatie.real", year_of(2025)) == 15000);
        assert_true(found(&other, "cost.evaluatie.real", year_of(2025)) == 17500.5);
        double wanted = 15000 + 123.45 * first->seen.followed;
        assert_true(fabs(found(&more, "cost.evaluatie.real", year_of(2025)) - wanted) < 0.005 + 1e-9);
        assert_true(found(&more, "cost.evaluatie.real", year_of(2028)) == (last->path >= 0 ? 9000 : 0));
        assert_true(found(&memo, "cost.evaluatie.real", year_of(2026)) == 0);
    }
    sample_close(&memo);
    sample_close(&more);
    sample_close(&other);
}

static const char *const exit_line = "extends = \"" POOLRAMING_SCENARIOS "/poort-evaluatie.cfg\";\n"
                                     "budget = { lines = ( { id = \"afbouw\"; label = \"Afbouw\"; channel = "
                                     "\"execution\"; purpose = \"exit\";\n"
                                     "  amounts = { y2023_2031 = 0; }; } ); };\n"
                                     "policy = { exit_cost = 80000; };\n";

/* Contracts end on 31 December: the cost is that year's, in a stop at either gate and nowhere else. */
static void stopping_costs_in_the_last_year(void **state)
{
    (void)state;
    sample_t sample;
    int stops[3] = {0};
    sample_open(&sample, scenario_write("afbouw.cfg", exit_line, strlen(exit_line)), NULL, 0);
    for (uint64_t k = 0; k < 60; k++) {
        sample_draw(&sample, k);
        const pr_decision_t *gate = sample.replicate->decisions.gate;
        int which = gate[0].path == 0 ? 0 : gate[1].path == 0 ? 1 : 2;
        assert_true(found(&sample, "cost.afbouw.real", year_of(2025)) == (which == 0 ? 80000 : 0));
        assert_true(found(&sample, "cost.afbouw.real", year_of(2028)) == (which == 1 ? 80000 : 0));
        assert_true(found(&sample, "cost.afbouw.real", all_years()) == (which < 2 ? 80000 : 0));
        stops[which]++;
    }
    assert_true(stops[0] > 0 && stops[1] > 0 && stops[2] > 0);
    sample_close(&sample);
}

static void the_central_path_is_the_planned_one(void **state)
{
    (void)state;
    sample_t policy, plain;
    pr_central_t *planned = calloc(1, sizeof *planned), *lines = calloc(1, sizeof *lines);
    sample_shipped(&policy, "poort-groei", NULL, 0);
    sample_shipped(&plain, "doorgaan-450", NULL, 0);
    assert_int_equal(pr_central_path(&policy.loaded->scenario, planned), 0);
    assert_int_equal(pr_central_path(&plain.loaded->scenario, lines), 0);
    assert_memory_equal(planned->budget.line, lines->budget.line, sizeof lines->budget.line);
    assert_memory_equal(planned->surplus.reduction, lines->surplus.reduction,
                        sizeof lines->surplus.reduction);
    sample_close(&policy);
    sample_close(&plain);
    free(planned);
    free(lines);
}

/* A figure of the planned path is explained from the path's own lines. */
static void an_amount_names_its_setting(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", NULL, 0);
    const pr_scenario_t *s = &loaded->scenario;
    char setting[192];
    pr_policy_setting(s, 0, 2025, setting);
    assert_string_equal(setting, "budget.lines.fte.amounts.2025");
    pr_policy_setting(s, 0, 2026, setting);
    assert_string_equal(setting, "policy.paths.groei-700.amounts.fte");
    pr_policy_setting(s, 3, 2026, setting);
    assert_string_equal(setting, "budget.lines.financieel-beheer.amounts.2026");
    pr_policy_setting(s, 5, 2028, setting);
    assert_string_equal(setting, "policy.gates.besluit-2029.evaluation.fixed_cost");
    assert_non_null(pr_scenario_origin(s, setting));
    assert_false(pr_policy_varies(s, 0, 2025));
    assert_true(pr_policy_varies(s, 0, 2026));
    static const char *const words[] = {"surplus.reduction", "Venlo", "2026"};
    pr_central_t *central = calloc(1, sizeof *central);
    pr_explain_path_t *path = calloc(1, sizeof *path);
    pr_explain_item_t item;
    assert_int_equal(pr_explain_find(&item, s, words, 3, &loaded->errors), 0);
    assert_int_equal(pr_central_path(s, central), 0);
    assert_int_equal(pr_explain_path(path, s, central, &item, &loaded->errors), 0);
    assert_false(path->certain);
    assert_true(path->cents ==
                central->surplus.reduction[1 + pr_scenario_find_municipality(s, "Venlo")][3].cents);
    free(path);
    free(central);
    static const char *const other_year[] = {"gate.besluit-2026.stop", "2027"};
    assert_int_equal(pr_explain_find(&item, s, other_year, 2, &loaded->errors), PR_ERR_INPUT);
    assert_string_equal(loaded->errors.items[loaded->errors.count - 1].text,
                        "gate.besluit-2026.stop is not known for 2027: expected 2026");
    scenario_free(loaded);
}

/* ---- a stop ---- */

static void a_stop_lets_everybody_go_and_is_not_reopened(void **state)
{
    (void)state;
    sample_t sample;
    int stops = 0;
    sample_shipped(&sample, "poort-evaluatie", NULL, 0);
    for (uint64_t k = 0; k < 30; k++) {
        sample_draw(&sample, k);
        const pr_decision_t *gate = sample.replicate->decisions.gate;
        const pr_ledger_t *ledger = &sample.replicate->ledger;
        bool stopped = gate[0].path == 0;
        assert_true(stopped == (gate[1].path < 0));
        assert_true(found(&sample, "gate.besluit-2029.closed", year_of(2029)) == stopped);
        assert_true(found(&sample, "gate.besluit-2026.stop", year_of(2026)) == stopped);
        if (stopped) {
            double people = pr_ledger_row(ledger, PR_MONTH_ACTIVE_PERSONS, 0)[23] +
                            pr_ledger_row(ledger, PR_MONTH_TRAINEES, 0)[23];
            assert_true(gate[0].ended == people);
            assert_true(fabs(gate[0].released - pr_ledger_row(ledger, PR_MONTH_BACKLOG, 0)[23]) < 1e-9);
            assert_true(found(&sample, "cost.total", year_of(2026)) == 0);
            assert_true(found(&sample, "cost.total", year_of(2031)) == 0);
            assert_true(isnan(found(&sample, "gate.besluit-2029.estimate", year_of(2029))));
        } else {
            assert_true(gate[0].ended == 0 && gate[0].released == 0);
        }
        stops += stopped;
    }
    assert_true(stops > 3 && stops < 27);
    sample_close(&sample);
}

/* A decision that is not the rule's, or a budget that is not the path's, is found. */
static void a_broken_decision_is_found(void **state)
{
    (void)state;
    sample_t sample;
    pr_errors_t errors;
    pr_errors_init(&errors);
    sample_shipped(&sample, "poort-evaluatie", NULL, 0);
    pr_scenario_t *s = &sample.loaded->scenario;
    sample_draw(&sample, 3);
    pr_replicate_t *r = sample.replicate;
    r->budget.line_real[0][3].cents += 1;
    assert_int_equal(pr_policy_verify(s, &r->inputs, &r->budget, &r->ledger, &r->decisions, &errors),
                     PR_ERR_IDENTITY);
    assert_int_equal(errors.count, 1);
    r->budget.line_real[0][3].cents -= 1;
    r->decisions.gate[0].path = r->decisions.gate[0].path == 1 ? 2 : 1;
    assert_int_equal(pr_policy_verify(s, &r->inputs, &r->budget, &r->ledger, &r->decisions, &errors),
                     PR_ERR_IDENTITY);
    pr_errors_free(&errors);
    sample_close(&sample);
}

/* ---- how often ---- */

/* X ~ Binomial(40, 0.05) at a gate where everybody was reached in time: P(X = 0) = 0.95^40, P(X = 1) =
   40·0.05·0.95^39. σ of a share of N replicates: √(p(1 − p)/N). */
static void shares_are_those_of_the_binomial(void **state)
{
    (void)state;
    static const char *const set[] = {"policy.gates.besluit-2026.choose=fixed",
                                      "policy.gates.besluit-2026.path=groei-700",
                                      "policy.gates.besluit-2029.evaluation.followed=40",
                                      "benefit.success_share=0.05",
                                      "policy.gates.besluit-2029.evaluation.at_least.door-450=0.025",
                                      "policy.gates.besluit-2029.evaluation.at_least.groei-700=0.05"};
    const uint64_t n = enough(3000, 40);
    loaded_t *loaded = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", set, 6);
    assert_int_equal(loaded->status, 0);
    pr_run_options_t options = options_of(5, n, 2);
    pr_run_t run;
    run_or_fail(&run, &loaded->scenario, &options);
    double none = pow(0.95, 40), one = 40 * 0.05 * pow(0.95, 39);
    const struct {
        const char *metric;
        double share;
    } wanted[] = {{"gate.besluit-2029.stop", none},
                  {"gate.besluit-2029.door-450", one},
                  {"gate.besluit-2029.groei-700", 1 - none - one}};
    assert_true(pr_run_find(&run, "gate.besluit-2029.followed", 0, year_of(2029))->mean == 40);
    for (size_t i = 0; i < 3; i++) {
        double p = wanted[i].share, sigma = sqrt(p * (1 - p) / (double)n);
        double mean = pr_run_find(&run, wanted[i].metric, 0, year_of(2029))->mean;
        if (!(fabs(mean - p) <= 5 * sigma)) {
            fail_msg("%s: %.4f, expected %.4f ± %.4f", wanted[i].metric, mean, p, sigma);
        }
    }
    pr_run_free(&run);
    scenario_free(loaded);
}

/* Whom a community of its own carries still comes: no one else does. */
static void a_community_may_outlive_a_stop(void **state)
{
    (void)state;
    static const char *const set[] = {"build5.communities=2", "build5.survives_without_pool=1"};
    loaded_t *loaded = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", set, 2);
    assert_int_equal(loaded->status, 0);
    pr_run_options_t options = options_of(5, 40, 2);
    options.verify = true;
    pr_run_t run;
    run_or_fail(&run, &loaded->scenario, &options);
    assert_true(pr_run_find(&run, "gate.besluit-2026.stop", 0, year_of(2026))->mean > 0);
    pr_run_free(&run);
    scenario_free(loaded);
}

static void any_number_of_threads_gives_the_same(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", NULL, 0);
    pr_run_t run[2];
    for (int i = 0; i < 2; i++) {
        pr_run_options_t options = options_of(5, enough(1100, 20), 1 + 2 * i);
        options.verify = true;
        run_or_fail(&run[i], &loaded->scenario, &options);
    }
    assert_memory_equal(run[0].ensemble.summary, run[1].ensemble.summary,
                        run[0].plan.count * sizeof *run[0].ensemble.summary);
    pr_run_free(&run[0]);
    pr_run_free(&run[1]);
    scenario_free(loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gates_fixed_on_the_lines_change_no_bit),
        cmocka_unit_test(staged_growth_that_is_fixed_is_the_staged_scenario),
        cmocka_unit_test(bars_at_the_ends_are_fixed_gates),
        cmocka_unit_test(nothing_after_data_until_is_seen),
        cmocka_unit_test(only_who_was_reached_in_time_is_followed),
        cmocka_unit_test(an_evaluation_is_paid_once),
        cmocka_unit_test(stopping_costs_in_the_last_year),
        cmocka_unit_test(the_central_path_is_the_planned_one),
        cmocka_unit_test(an_amount_names_its_setting),
        cmocka_unit_test(a_stop_lets_everybody_go_and_is_not_reopened),
        cmocka_unit_test(a_broken_decision_is_found),
        cmocka_unit_test(shares_are_those_of_the_binomial),
        cmocka_unit_test(a_community_may_outlive_a_stop),
        cmocka_unit_test(any_number_of_threads_gives_the_same),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
