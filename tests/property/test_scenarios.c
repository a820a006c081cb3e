/* Every shipped scenario: reads without errors, keeps every identity, reads back from its resolved text; and
   the pool that stops. */
#include "support_rows.h"
#include <math.h>
#include <stdlib.h>

static const char *const shipped[] = {"basis",
                                      "stop-2025",
                                      "doorgaan-450",
                                      "uitbreiding-gefaseerd",
                                      "bc-wmo-2022",
                                      "start-later",
                                      "surplus-krap",
                                      "sleutel-strikt",
                                      "vraag",
                                      "saldo-valt-weg",
                                      "ova-schok",
                                      "btw-niet-compensabel",
                                      "almere-gemengd",
                                      "wijkteam-verwijzing",
                                      "wijkteam-aanwezig",
                                      "wijkteam-geintegreerd",
                                      "sroi-4-5",
                                      "budgetkringen",
                                      "build5",
                                      "verdeling-gebruik",
                                      "verdeling-gemengd",
                                      "verdeling-bevolking",
                                      "poort-evaluatie",
                                      "poort-groei"};
enum { SHIPPED = sizeof shipped / sizeof *shipped };

static void identities_hold_in_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHIPPED; i++) {
        pr_scenario_t scenario;
        load_shipped(&scenario, shipped[i], NULL, 0);
        pr_run_options_t options = options_of(2, 200, 2);
        options.verify = true;
        pr_run_t run;
        run_or_fail(&run, &scenario, &options);
        pr_run_free(&run);
        /* Corners: all by key, all by demand, nothing shared, the cash view, the memo's booking. */
        static const char *const corner[] = {"deployment.demand_weight=1.0", "deployment.sharing=1.0",
                                             "budget.settlement_year=next", "budget.booking=total",
                                             "workforce.training_months=0"};
        pr_scenario_free(&scenario);
        load_shipped(&scenario, shipped[i], corner, 5);
        options.ensemble.replicates = 50;
        run_or_fail(&run, &scenario, &options);
        pr_run_free(&run);
        pr_scenario_free(&scenario);
    }
}

/* In a verify build also: no random block is opened twice, with a copula and with a late award. */
static void identities_hold_with_correlation(void **state)
{
    (void)state;
    static const char *const late[] = {"time.start=2024-11"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, POOLRAMING_TESTS "/golden/samenhang.cfg", late, 1);
    pr_run_options_t options = options_of(3, 100, 2);
    options.verify = true;
    pr_run_t run;
    run_or_fail(&run, &scenario, &options);
    /* Nobody comes before there are people. */
    assert_true(pr_run_find(&run, "demand.new_residents", 0, (pr_period_t){PR_PERIOD_HALF, 2024, 1})->mean ==
                0);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* With the cash view the settlement of 2031 falls in 2032; before and after the pool have no such year. */
static void the_cash_view_adds_up(void **state)
{
    (void)state;
    static const char *const next[] = {"budget.settlement_year=next"};
    pr_scenario_t scenario;
    pr_plan_t plan;
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/surplus-krap.cfg", next, 1);
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    assert_int_equal(pr_plan_init(&plan, &scenario, PR_DETAIL_STANDARD), 0);
    assert_true(pr_plan_find(&plan, "settlement", 0, year_of(2032)) >= 0);
    assert_true(pr_plan_find(&plan, "surplus.after", 0, year_of(2032)) < 0);
    double *row = calloc(plan.count, sizeof *row), before = 0, after = 0, net = 0;
    assert_int_equal(pr_replicate_init(replicate, &scenario), 0);
    assert_int_equal(pr_replicate_simulate(replicate, &scenario, 1, 0), 0);
    pr_plan_record(&plan, replicate, row);
    for (int year = 2023; year <= 2031; year++) {
        before += row[pr_plan_find(&plan, "surplus.before", 0, year_of(year))];
        after += row[pr_plan_find(&plan, "surplus.after", 0, year_of(year))];
        net += row[pr_plan_find(&plan, "surplus.reduction_net", 0, year_of(year))];
    }
    assert_true(fabs(before - net - after) < 0.005);
    assert_true(fabs(row[pr_plan_find(&plan, "surplus.after", 0, all_years())] - after) < 0.005);
    pr_replicate_free(replicate);
    free(replicate);
    free(row);
    pr_plan_free(&plan);
    pr_scenario_free(&scenario);
}

/* A draw that leads nowhere names the replicate and is the input's fault. */
static void an_impossible_draw_is_named(void **state)
{
    (void)state;
    static const char *const wild[] = {"index.ova.shock_sd=50"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", wild, 1);
    pr_run_options_t options = options_of(3, 2000, 2);
    pr_run_t run;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_run_scenario(&run, &scenario, &options, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.items[0].text, "in replicate "));
    pr_errors_free(&errors);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* Circles and communities together, with a pool that stops for two years: every identity holds, nobody waits
   without a pool, and those who still come are carried. */
static void groups_outlive_a_pool_that_stops(void **state)
{
    (void)state;
    static const char *const stop[] = {"build5.communities=3",
                                       "build5.survives_without_pool=0.85",
                                       "budgetkring.circles=2",
                                       "budgetkring.minimum=3",
                                       "volunteers.target=0",
                                       "deployment.mode=referral",
                                       "budget.lines.fte.amounts.y2028_2029=0"};
    pr_scenario_t scenario;
    load_shipped(&scenario, "build5", stop, 7);
    pr_run_options_t options = options_of(5, 200, 2);
    options.verify = true;
    pr_run_t run;
    run_or_fail(&run, &scenario, &options);
    for (int year = 2028; year <= 2029; year++) {
        pr_period_t period = year_of(year);
        double came = pr_run_find(&run, "demand.new_residents", 0, period)->mean;
        assert_true(came > 1);
        assert_true(came == pr_run_find(&run, "build5.residents_carried", 0, period)->mean);
        assert_true(pr_run_find(&run, "service.backlog_residents", 0, period)->mean == 0);
        assert_true(pr_run_find(&run, "budgetkring.circles_running", 0, period)->mean == 0);
        assert_true(pr_run_find(&run, "build5.communities.phase4", 0, period)->mean == 0);
    }
    assert_true(pr_run_find(&run, "budgetkring.residents", 0, year_of(2031))->mean > 1);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* The pool ends: nobody is left waiting, and everyone who came is accounted for. */
static void stopping_releases_everyone(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_plan_t plan;
    load_shipped(&scenario, "stop-2025", NULL, 0);
    for (uint64_t k = 0; k < 20; k++) {
        double *row = row_of(&scenario, &plan, 8, k);
        for (int year = 2026; year <= 2031; year++) {
            assert_true(value_of(&plan, row, "service.backlog_residents", 0, year_of(year)) == 0);
            assert_true(value_of(&plan, row, "demand.new_residents", 0, year_of(year)) == 0);
            assert_true(value_of(&plan, row, "capacity.active_persons", 0, year_of(year)) == 0);
            assert_true(value_of(&plan, row, "cost.total", 0, year_of(year)) == 0);
        }
        double waiting = value_of(&plan, row, "service.backlog_residents", 0, year_of(2025));
        double released = value_of(&plan, row, "service.released", 0, all_years());
        assert_true(fabs(waiting - released) <= 1e-9 * fmax(1, waiting));
        free(row);
        pr_plan_free(&plan);
    }
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities_hold_in_all),
        cmocka_unit_test(identities_hold_with_correlation),
        cmocka_unit_test(the_cash_view_adds_up),
        cmocka_unit_test(an_impossible_draw_is_named),
        cmocka_unit_test(groups_outlive_a_pool_that_stops),
        cmocka_unit_test(stopping_releases_everyone),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
