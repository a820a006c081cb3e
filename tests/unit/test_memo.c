/* The memo's tables 1 and 2 to the cent, from scenarios/basis.cfg. Source: memo 20 April 2023. */
#include "support_run.h"

static const struct {
    const char *municipality;
    int64_t year_eur; /* 2024 and 2025 each */
} table2[] = {{"Beesel", 3510},
              {"Bergen", 15480},
              {"Echt-Susteren", 22995},
              {"Gennep", 3870},
              {"Horst aan de Maas", 15165},
              {"Leudal", 38160},
              {"Maasgouw", 15525},
              {"Nederweert", 7830},
              {"Peel en Maas", 42705},
              {"Roerdalen", 11880},
              {"Roermond", 36405},
              {"Venlo", 128115},
              {"Venray", 46215},
              {"Weert", 62145}};

static const struct {
    const char *line;
    int64_t eur[4]; /* 2023, 2024, 2025, 2026 and each later year */
} table1[] = {{"fte", {0, 400000, 425000, 700000}},
              {"coordinator", {0, 25000, 25000, 0}},
              {"startbijeenkomsten", {0, 25000, 0, 0}},
              {"financieel-beheer", {0, 6400, 6400, 6400}},
              {"contractmanagement", {12000, 4800, 4800, 4800}},
              {"evaluatie", {0, 0, 15000, 0}}};

static void load_central(pr_scenario_t *scenario, pr_central_t *central, bool indexed)
{
    static const char *const unindexed[] = {"budget.lines.fte.index=none",
                                            "budget.lines.coordinator.index=none",
                                            "budget.lines.startbijeenkomsten.index=none",
                                            "budget.lines.financieel-beheer.index=none",
                                            "budget.lines.contractmanagement.index=none",
                                            "budget.lines.evaluatie.index=none"};
    load_or_fail(scenario, POOLRAMING_SCENARIOS "/basis.cfg", unindexed, indexed ? 0 : 6);
    assert_int_equal(pr_central_path(scenario, central), 0);
}

static void table_1_is_exact(void **state)
{
    (void)state;
    static const int64_t total[] = {12000, 461200, 476200, 711200};
    pr_scenario_t scenario;
    pr_central_t central;
    load_central(&scenario, &central, false);
    assert_int_equal(scenario.line_count, 6);
    for (int y = 0; y < scenario.years; y++) {
        int column = y < 3 ? y : 3;
        for (size_t i = 0; i < 6; i++) {
            assert_string_equal(scenario.line[i].id, table1[i].line);
            assert_int_equal(central.budget.line[i][y].cents, 100 * table1[i].eur[column]);
        }
        assert_int_equal(central.budget.total[y].cents, 100 * total[column]);
    }
    pr_scenario_free(&scenario);
}

static void table_2_is_exact(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_central_t central;
    load_central(&scenario, &central, false);
    assert_int_equal(scenario.municipality_count, 14);
    int64_t both = 0;
    for (size_t m = 0; m < 14; m++) {
        assert_string_equal(scenario.municipality[m].name, table2[m].municipality);
        assert_int_equal(central.surplus.reduction[1 + m][0].cents, 0);
        assert_int_equal(central.surplus.reduction[1 + m][1].cents, 100 * table2[m].year_eur);
        assert_int_equal(central.surplus.reduction[1 + m][2].cents, 100 * table2[m].year_eur);
        both += central.surplus.reduction[1 + m][1].cents + central.surplus.reduction[1 + m][2].cents;
    }
    assert_int_equal(both, 90000000);
    assert_int_equal(central.surplus.reduction[0][1].cents, 45000000);
    int venlo = pr_scenario_find_municipality(&scenario, "Venlo");
    assert_int_equal(venlo, 11);
    assert_int_equal(central.surplus.reduction[1 + venlo][1].cents +
                         central.surplus.reduction[1 + venlo][2].cents,
                     25623000);
    pr_scenario_free(&scenario);
}

static void indexed_it_rests_on_a_spring_figure(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_central_t central;
    load_central(&scenario, &central, true);
    assert_int_equal(central.surplus.reduction[0][1].cents, 47223000);
    assert_int_equal(central.surplus.reduction[0][2].cents, 49196921);
    assert_int_equal(central.index.basis[PR_INDEX_OVA][1], PR_BASIS_SPRING);
    assert_int_equal(central.index.basis[PR_INDEX_OVA][2], PR_BASIS_SPRING);
    assert_int_equal(central.index.basis[PR_INDEX_OVA][3], PR_BASIS_PROJECTED);
    pr_scenario_free(&scenario);
}

static void the_other_booking_takes_every_line(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_central_t central;
    const char *set[] = {"budget.booking=total"};
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", set, 1);
    assert_int_equal(pr_central_path(&scenario, &central), 0);
    assert_int_equal(central.surplus.reduction[0][0].cents, 1200000);
    for (int y = 0; y < scenario.years; y++) {
        assert_int_equal(central.surplus.reduction[0][y].cents, central.budget.total[y].cents);
        assert_int_equal(central.surplus.contribution[0][y].cents, 0);
    }
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_1_is_exact),
        cmocka_unit_test(table_2_is_exact),
        cmocka_unit_test(indexed_it_rests_on_a_spring_figure),
        cmocka_unit_test(the_other_booking_takes_every_line),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
