/* What a mechanism or another scenario must not move: rows of single replicates, to the bit. */
#include "support_rows.h"
#include <math.h>
#include <stdlib.h>

/* A surplus before the pool is an input of its own: it moves nothing else. */
static void a_process_without_effect_moves_nothing(void **state)
{
    (void)state;
    pr_scenario_t with, without;
    pr_plan_t plan_with, plan_without;
    load_shipped(&with, "surplus-krap", NULL, 0);
    load_shipped(&without, "basis", NULL, 0);
    for (uint64_t k = 0; k < 20; k++) {
        double *a = row_of(&with, &plan_with, 9, k), *b = row_of(&without, &plan_without, 9, k);
        for (size_t i = 0; i < plan_without.count; i++) {
            char name[128];
            pr_plan_metric_name(&plan_without, i, name, sizeof name);
            const pr_series_t *series = &plan_without.series[i];
            double x = value_of(&plan_with, a, name, series->scope, series->period);
            assert_memory_equal(&x, &b[i], sizeof x);
        }
        free(a);
        free(b);
        pr_plan_free(&plan_with);
        pr_plan_free(&plan_without);
    }
    pr_scenario_free(&with);
    pr_scenario_free(&without);
}

/* The rows of `b` that `a` has too are the same to the bit; returns how many. */
static size_t same_rows(const pr_scenario_t *a, const pr_scenario_t *b, uint64_t replicate)
{
    pr_plan_t plan_a, plan_b;
    double *x = row_of(a, &plan_a, 9, replicate), *y = row_of(b, &plan_b, 9, replicate);
    for (size_t i = 0; i < plan_a.count; i++) {
        char name[128];
        const pr_series_t *series = &plan_a.series[i];
        pr_plan_metric_name(&plan_a, i, name, sizeof name);
        double found = value_of(&plan_b, y, name, series->scope, series->period);
        if (memcmp(&found, &x[i], sizeof found) != 0) {
            fail_msg("%s of scope %d: %.17g against %.17g", name, series->scope, found, x[i]);
        }
    }
    size_t count = plan_a.count;
    free(x);
    free(y);
    pr_plan_free(&plan_a);
    pr_plan_free(&plan_b);
    return count;
}

/* Switched off a mechanism changes no bit of `basis`, whatever its numbers; no row is added either. */
static void switched_off_is_the_basis(void **state)
{
    (void)state;
    static const char *const off[] = {"deployment.mode=none",
                                      "deployment.modes.referral.uptake=0.385",
                                      "deployment.modes.presence.resident_share=0.2",
                                      "deployment.modes.integrated.absence_cover=0.9",
                                      "volunteers.target=0",
                                      "volunteers.hours_per_week=23.85",
                                      "volunteers.signal_share=0.7",
                                      "budgetkring.circles=0",
                                      "budgetkring.size=23.85",
                                      "budgetkring.drop_out=0.85",
                                      "build5.communities=0",
                                      "build5.carried_phase5=0.85",
                                      "build5.months.phase1=1.5",
                                      "allocation.surplus.y2024_2031=key",
                                      "allocation.execution.y2023_2031=key",
                                      "allocation.mixed.cap=1.05",
                                      "allocation.compare=true"};
    pr_scenario_t basis, other;
    load_shipped(&basis, "basis", NULL, 0);
    load_shipped(&other, "basis", off, sizeof off / sizeof *off);
    for (uint64_t k = 0; k < 20; k++) {
        assert_int_equal(same_rows(&basis, &other, k), same_rows(&other, &basis, k));
    }
    pr_scenario_free(&other);
    /* A mode of ones, without a lag: only the row of the idle hours is new. */
    static const char *const ones[] = {"deployment.mode=integrated", "deployment.modes.integrated.uptake=1.0",
                                       "deployment.modes.integrated.resident_share=1.0",
                                       "deployment.modes.integrated.startup_months=0",
                                       "deployment.modes.integrated.absence_cover=0"};
    load_shipped(&other, "basis", ones, sizeof ones / sizeof *ones);
    for (uint64_t k = 0; k < 20; k++) {
        assert_true(same_rows(&basis, &other, k) > 0);
    }
    pr_scenario_free(&other);
    pr_scenario_free(&basis);
}

/* A mixed key that is all key, or that may not leave it, is the key: only the rows of the policy are new, and
   they hold nothing but the swing that the key has too. */
static void a_mix_of_the_key_is_the_basis(void **state)
{
    (void)state;
    static const char *const mix[2][4] = {{"allocation.surplus.y2024_2031=mixed", "allocation.mixed.key=1",
                                           "allocation.mixed.residents=0", "allocation.mixed.population=0"},
                                          {"allocation.surplus.y2024_2031=mixed",
                                           "allocation.execution.y2024_2031=mixed",
                                           "allocation.mixed.floor=1", "allocation.mixed.cap=1"}};
    pr_scenario_t basis, other;
    load_shipped(&basis, "basis", NULL, 0);
    for (int way = 0; way < 2; way++) {
        load_shipped(&other, "basis", mix[way], 4);
        for (uint64_t k = 0; k < 20; k++) {
            pr_plan_t plan;
            assert_true(same_rows(&basis, &other, k) > 0);
            double *row = row_of(&other, &plan, 9, k);
            assert_true(value_of(&plan, row, "allocation.difference", 12, all_years()) == 0);
            assert_true(value_of(&plan, row, "allocation.moved", 0, all_years()) == 0);
            assert_true(value_of(&plan, row, "allocation.swing", 12, year_of(2026)) > 0);
            free(row);
            pr_plan_free(&plan);
        }
        pr_scenario_free(&other);
    }
    pr_scenario_free(&basis);
}

/* Another split of the same money: nobody is hired, comes or is reached otherwise, and the region pays the
   same. By reach alone, next year's amount follows this year's residents. */
static void policies_move_only_amounts(void **state)
{
    (void)state;
    static const char *const names[] = {"verdeling-gebruik", "verdeling-gemengd", "verdeling-bevolking"};
    pr_scenario_t basis, other;
    pr_plan_t plan_basis, plan;
    load_shipped(&basis, "basis", NULL, 0);
    for (size_t i = 0; i < 3; i++) {
        load_shipped(&other, names[i], NULL, 0);
        for (uint64_t k = 0; k < 20; k++) {
            double *a = row_of(&basis, &plan_basis, 9, k), *b = row_of(&other, &plan, 9, k);
            for (size_t j = 0; j < plan_basis.count; j++) {
                char name[128];
                const pr_series_t *series = &plan_basis.series[j];
                pr_plan_metric_name(&plan_basis, j, name, sizeof name);
                bool moves = series->scope > 0 && series->period.year != 2025 &&
                             series->period.year != 2024 &&
                             (strncmp(name, "surplus.", 8) == 0 || strcmp(name, "settlement") == 0 ||
                              strcmp(name, "municipality.net_effect") == 0);
                double found = value_of(&plan, b, name, series->scope, series->period);
                assert_true(moves || memcmp(&found, &a[j], sizeof found) == 0);
            }
            double total = value_of(&plan, b, "surplus.reduction", 0, year_of(2028));
            double reached = value_of(&plan, b, "service.residents_reached", 0, year_of(2027));
            double venlo =
                value_of(&plan, b, "service.residents_reached", 12, year_of(2027)) / reached * total;
            /* Half a thousandth of a resident either way, and a cent. */
            assert_true(i > 0 || fabs(value_of(&plan, b, "surplus.reduction", 12, year_of(2028)) - venlo) <
                                     0.01 + total * 0.0005 * 15 / reached);
            free(a);
            free(b);
            pr_plan_free(&plan_basis);
            pr_plan_free(&plan);
        }
        pr_scenario_free(&other);
    }
    pr_scenario_free(&basis);
}

/* Volunteers who give no hours change no resident, no hour and no person; their lines only cost. */
static void volunteers_without_hours_only_cost(void **state)
{
    (void)state;
    static const char *const idle[] = {"volunteers.hours_per_week=0"};
    pr_scenario_t basis, almere;
    pr_plan_t plan_basis, plan;
    load_shipped(&basis, "basis", NULL, 0);
    load_shipped(&almere, "almere-gemengd", idle, 1);
    for (uint64_t k = 0; k < 20; k++) {
        double *a = row_of(&basis, &plan_basis, 9, k), *b = row_of(&almere, &plan, 9, k);
        for (size_t i = 0; i < plan_basis.count; i++) {
            char name[128];
            const pr_series_t *series = &plan_basis.series[i];
            pr_plan_metric_name(&plan_basis, i, name, sizeof name);
            bool people = strncmp(name, "capacity.", 9) == 0 || strncmp(name, "service.", 8) == 0 ||
                          strncmp(name, "demand.", 7) == 0 || strncmp(name, "deployment.", 11) == 0 ||
                          strcmp(name, "settlement") == 0 || strcmp(name, "contractor.overspend") == 0;
            double found = value_of(&plan, b, name, series->scope, series->period);
            assert_true(!people || memcmp(&found, &a[i], sizeof found) == 0);
        }
        for (int year = 2023; year <= 2031; year++) { /* to the cent */
            double paid = value_of(&plan, b, "volunteers.paid", 0, year_of(year));
            double unspent = value_of(&plan, b, "volunteers.unspent", 0, year_of(year));
            double line = value_of(&plan, b, "cost.vergoeding-vrijwilligers", 0, year_of(year));
            double guidance = value_of(&plan, b, "cost.begeleiding-vrijwilligers", 0, year_of(year));
            double more = value_of(&plan, b, "surplus.reduction", 0, year_of(year)) -
                          value_of(&plan_basis, a, "surplus.reduction", 0, year_of(year));
            assert_int_equal(llround(100 * (paid + unspent)), llround(100 * line));
            assert_int_equal(llround(100 * more), llround(100 * (line + guidance)));
        }
        free(a);
        free(b);
        pr_plan_free(&plan_basis);
        pr_plan_free(&plan);
    }
    pr_scenario_free(&basis);
    pr_scenario_free(&almere);
}

/* What belongs to the people who come and to those of the pool, not to how they are helped. */
static bool is_untouched_by_groups(const char *name)
{
    static const char *const prefix[] = {"capacity.", "cost.", "surplus.", "index.", "demand.new_residents"};
    bool untouched = strcmp(name, "settlement") == 0;
    for (size_t i = 0; i < sizeof prefix / sizeof *prefix; i++) {
        untouched = untouched || strncmp(name, prefix[i], strlen(prefix[i])) == 0;
    }
    return untouched;
}

/* Circles and communities cost nothing and bring nobody: the same money, people and new residents as in
   `basis`, to the bit. Communities that carry nobody change nothing at all but their own rows. */
static void groups_change_only_how_residents_are_helped(void **state)
{
    (void)state;
    static const char *const names[] = {"budgetkringen", "build5"};
    static const char *const nobody[] = {"build5.carried_phase4=0", "build5.carried_phase5=0"};
    pr_scenario_t basis, other;
    load_shipped(&basis, "basis", NULL, 0);
    for (size_t i = 0; i < 2; i++) {
        load_shipped(&other, names[i], NULL, 0);
        for (uint64_t k = 0; k < 20; k++) {
            pr_plan_t plan_basis, plan;
            double *a = row_of(&basis, &plan_basis, 9, k), *b = row_of(&other, &plan, 9, k);
            for (size_t s = 0; s < plan_basis.count; s++) {
                char name[128];
                const pr_series_t *series = &plan_basis.series[s];
                pr_plan_metric_name(&plan_basis, s, name, sizeof name);
                double found = value_of(&plan, b, name, series->scope, series->period);
                assert_true(!is_untouched_by_groups(name) || memcmp(&found, &a[s], sizeof found) == 0);
            }
            free(a);
            free(b);
            pr_plan_free(&plan_basis);
            pr_plan_free(&plan);
        }
        pr_scenario_free(&other);
    }
    load_shipped(&other, "build5", nobody, 2);
    for (uint64_t k = 0; k < 20; k++) {
        assert_true(same_rows(&basis, &other, k) > 0);
    }
    pr_scenario_free(&other);
    pr_scenario_free(&basis);
}

/* The three modes differ in nothing but the mode: the same people, money and parameters. */
static void modes_differ_in_nothing_else(void **state)
{
    (void)state;
    static const char *const names[] = {"wijkteam-verwijzing", "wijkteam-aanwezig", "wijkteam-geintegreerd"};
    pr_scenario_t scenario[3];
    for (size_t i = 0; i < 3; i++) {
        load_shipped(&scenario[i], names[i], NULL, 0);
        assert_int_equal(scenario[i].mode, PR_MODE_REFERRAL + i);
        assert_int_equal(scenario[i].setting_count, scenario[0].setting_count);
        for (uint64_t k = 0; k < 20; k++) {
            pr_inputs_t a, b;
            pr_scenario_draw(&scenario[0], 9, k, &a);
            pr_scenario_draw(&scenario[i], 9, k, &b);
            assert_memory_equal(&a, &b, sizeof a);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        pr_scenario_free(&scenario[i]);
    }
}

/* Another order of municipalities: other launch months and other ties, unless these are given; the rest
 * permutes. */
static void adding_a_municipality_leaves_the_others_demand(void **state)
{
    (void)state;
    static const char *const months[] = {"deployment.launch_first=3",
                                         "deployment.launch_span=0",
                                         "municipalities.extra.name=extra",
                                         "municipalities.extra.cbs=4001",
                                         "municipalities.extra.population=20000",
                                         "keys.module2.shares.extra=0"};
    pr_scenario_t few, more;
    pr_plan_t plan_few, plan_more;
    load_shipped(&few, "basis", months, 2);
    load_shipped(&more, "basis", months, 6);
    assert_int_equal(more.municipality_count, 15);
    for (uint64_t k = 0; k < 20; k++) {
        double *a = row_of(&few, &plan_few, 4, k), *b = row_of(&more, &plan_more, 4, k);
        for (int scope = 1; scope <= 14; scope++) {
            for (int year = 2024; year <= 2031; year++) {
                assert_true(value_of(&plan_few, a, "demand.new_residents", scope, year_of(year)) ==
                            value_of(&plan_more, b, "demand.new_residents", scope, year_of(year)));
            }
        }
        free(a);
        free(b);
        pr_plan_free(&plan_few);
        pr_plan_free(&plan_more);
    }
    pr_scenario_free(&few);
    pr_scenario_free(&more);
}

/* Twice the budget and twice the cost of an fte buy the same people. */
static void doubling_amounts_and_cost_changes_no_person(void **state)
{
    (void)state;
    static const char *const once[] = {"workforce.cost_per_fte=65432.1"};
    static const char *const twice[] = {
        "workforce.cost_per_fte=130864.2",        "budget.lines.fte.amounts.y2024=800000",
        "budget.lines.fte.amounts.y2025=850000",  "budget.lines.fte.amounts.y2026=1400000",
        "budget.lines.fte.amounts.y2027=1400000", "budget.lines.fte.amounts.y2028=1400000",
        "budget.lines.fte.amounts.y2029=1400000", "budget.lines.fte.amounts.y2030=1400000",
        "budget.lines.fte.amounts.y2031=1400000"};
    pr_scenario_t a, b;
    pr_plan_t plan_a, plan_b;
    load_shipped(&a, "basis", once, 1);
    load_shipped(&b, "basis", twice, 9);
    for (uint64_t k = 0; k < 20; k++) {
        double *x = row_of(&a, &plan_a, 6, k), *y = row_of(&b, &plan_b, 6, k);
        static const char *const people[] = {"capacity.target_persons", "capacity.active_persons",
                                             "capacity.trainees", "capacity.hires", "capacity.leavers"};
        for (size_t i = 0; i < 5; i++) {
            for (int year = 2024; year <= 2031; year++) {
                assert_true(value_of(&plan_a, x, people[i], 0, year_of(year)) ==
                            value_of(&plan_b, y, people[i], 0, year_of(year)));
            }
        }
        free(x);
        free(y);
        pr_plan_free(&plan_a);
        pr_plan_free(&plan_b);
    }
    pr_scenario_free(&a);
    pr_scenario_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_without_effect_moves_nothing),
        cmocka_unit_test(switched_off_is_the_basis),
        cmocka_unit_test(a_mix_of_the_key_is_the_basis),
        cmocka_unit_test(policies_move_only_amounts),
        cmocka_unit_test(volunteers_without_hours_only_cost),
        cmocka_unit_test(groups_change_only_how_residents_are_helped),
        cmocka_unit_test(modes_differ_in_nothing_else),
        cmocka_unit_test(adding_a_municipality_leaves_the_others_demand),
        cmocka_unit_test(doubling_amounts_and_cost_changes_no_person),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
