/* Allocation policies: each by hand on a small case; floor and cap; amounts, differences and swings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_money.h"
#include "support_pool.h"
#include "support_scenario.h"
#include <poolraming/allocation.h>

#define PERCENT (PR_ALLOCATION_WHOLE / 100)

/* Three municipalities: key 50, 30, 20 %. */
static pr_allocation_base_t base_of_three(void)
{
    pr_allocation_base_t base = {.count = 3, .key = {5000, 3000, 2000}};
    static const int64_t reached[PR_ALLOCATION_LOOK_BACK][3] = {
        {10500, 21000, 73500}, {0, 4500, 500}, {25000, 0, 0}};
    static const int64_t people[3] = {20000000, 30000000, 50000000};
    for (size_t m = 0; m < 3; m++) {
        for (size_t back = 0; back < PR_ALLOCATION_LOOK_BACK; back++) {
            base.residents[back][m] = reached[back][m];
        }
        base.population[m] = people[m];
        base.cap[m] = PR_ALLOCATION_WHOLE;
    }
    base.key_weight = 500000;
    base.residents_weight = 300000;
    base.population_weight = 200000;
    return base;
}

/* Splits 1,000.01 euro by a policy and compares the cents. */
static void expect_cents(const pr_allocation_base_t *base, pr_allocation_id_t policy, int64_t a, int64_t b,
                         int64_t c)
{
    int64_t weight[3], share[3];
    pr_allocation_policy(policy)->weigh(base, weight);
    assert_int_equal(pr_key_split(100001, 3, weight, share), 0);
    assert_int_equal(share[0], a);
    assert_int_equal(share[1], b);
    assert_int_equal(share[2], c);
}

static void policies_by_hand(void **state)
{
    (void)state;
    pr_allocation_base_t base = base_of_three();
    expect_cents(&base, PR_ALLOCATION_KEY, 50001, 30000, 20000); /* 500.005, 300.003, 200.002 */
    /* 10.5, 21 and 73.5 of 105: 10, 20 and 70 % */
    expect_cents(&base, PR_ALLOCATION_PREVIOUS_YEAR, 10000, 20000, 70001);
    /* 35.5, 25.5 and 74 of 135: 262.9656, 188.8908 and 548.1536 */
    expect_cents(&base, PR_ALLOCATION_THREE_YEAR_AVERAGE, 26297, 18889, 54815);
    expect_cents(&base, PR_ALLOCATION_POPULATION, 20000, 30000, 50001);
    /* 0.5 · 50 + 0.3 · 10 + 0.2 · 20 = 32, 15 + 6 + 6 = 27 and 10 + 21 + 10 = 41 % */
    expect_cents(&base, PR_ALLOCATION_MIXED, 32000, 27000, 41001);
}

/* Where a policy has nothing to go by, the key takes its place; in a mix for that part alone. */
static void the_key_stands_in(void **state)
{
    (void)state;
    pr_allocation_base_t base = base_of_three();
    memset(base.residents[0], 0, sizeof base.residents[0]);
    expect_cents(&base, PR_ALLOCATION_PREVIOUS_YEAR, 50001, 30000, 20000);
    /* 25, 4.5 and 0.5 of 30 are left: 833.3417, 150.0015, 16.6668 */
    expect_cents(&base, PR_ALLOCATION_THREE_YEAR_AVERAGE, 83334, 15000, 1667);
    /* 0.8 · 50 + 0.2 · 20 = 44, 24 + 6 = 30 and 16 + 10 = 26 % */
    expect_cents(&base, PR_ALLOCATION_MIXED, 44001, 30000, 26000);
    memset(base.residents, 0, sizeof base.residents);
    memset(base.population, 0, sizeof base.population);
    expect_cents(&base, PR_ALLOCATION_THREE_YEAR_AVERAGE, 50001, 30000, 20000);
    expect_cents(&base, PR_ALLOCATION_POPULATION, 50001, 30000, 20000);
    expect_cents(&base, PR_ALLOCATION_MIXED, 50001, 30000, 20000);
}

/* Who was not reached pays nothing by reach alone, and a tie goes to the first. */
static void a_weight_of_nothing_gets_nothing(void **state)
{
    (void)state;
    pr_allocation_base_t base = base_of_three();
    base.residents[0][0] = 0;
    base.residents[0][1] = base.residents[0][2] = 1;
    expect_cents(&base, PR_ALLOCATION_PREVIOUS_YEAR, 0, 50001, 50000);
}

static void expect_bounded(const int64_t *floor, const int64_t *cap, const int64_t *weight,
                           const int64_t *wanted)
{
    int64_t found[3] = {weight[0], weight[1], weight[2]};
    assert_int_equal(pr_allocation_bound(3, floor, cap, found), 0);
    for (size_t m = 0; m < 3; m++) {
        assert_int_equal(found[m], wanted[m]);
    }
}

static void floor_and_cap_by_hand(void **state)
{
    (void)state;
    const int64_t mix[] = {32 * PERCENT, 27 * PERCENT, 41 * PERCENT};
    /* Floors 40, 24 and 16, caps 75, 45 and 30: the third is 11 above, the first 8 below. The third is set at
       30; 70 over 32 : 27 leaves the first at 37.97, below 40; what remains for the second is 30. */
    const int64_t floor[] = {40 * PERCENT, 24 * PERCENT, 16 * PERCENT};
    const int64_t cap[] = {75 * PERCENT, 45 * PERCENT, 30 * PERCENT};
    expect_bounded(floor, cap, mix, (const int64_t[]){40 * PERCENT, 30 * PERCENT, 30 * PERCENT});
    /* A cap alone: the 5 above it go to the others as 32 : 27; 64 · 32/59 rounds to the first. */
    const int64_t none[] = {0, 0, 0}, high[] = {PR_ALLOCATION_WHOLE, PR_ALLOCATION_WHOLE, 36 * PERCENT};
    int64_t share[3] = {mix[0], mix[1], mix[2]}, rest[2];
    assert_int_equal(pr_key_split(64 * PERCENT, 2, mix, rest), 0);
    assert_int_equal(pr_allocation_bound(3, none, high, share), 0);
    assert_int_equal(share[0], rest[0]);
    assert_int_equal(share[1], rest[1]);
    assert_int_equal(share[2], 36 * PERCENT);
    /* As much below as above: both are set at once. */
    const int64_t low[] = {34 * PERCENT, 0, 0},
                  top[] = {PR_ALLOCATION_WHOLE, PR_ALLOCATION_WHOLE, 39 * PERCENT};
    expect_bounded(low, top, mix, (const int64_t[]){34 * PERCENT, 27 * PERCENT, 39 * PERCENT});
    /* Bounds that meet leave no choice. */
    const int64_t key[] = {50 * PERCENT, 30 * PERCENT, 20 * PERCENT};
    expect_bounded(key, key, mix, key);
}

/* All that is left goes to municipalities without a weight: by their caps. */
static void room_without_weights(void **state)
{
    (void)state;
    const int64_t weight[] = {100 * PERCENT, 0, 0}, floor[] = {0, 10 * PERCENT, 0};
    const int64_t cap[] = {40 * PERCENT, 40 * PERCENT, 60 * PERCENT};
    expect_bounded(floor, cap, weight, (const int64_t[]){40 * PERCENT, 24 * PERCENT, 36 * PERCENT});
}

static void bounds_without_room_are_refused(void **state)
{
    (void)state;
    int64_t weight[] = {32 * PERCENT, 27 * PERCENT, 41 * PERCENT};
    const int64_t none[] = {0, 0, 0}, tight[] = {30 * PERCENT, 30 * PERCENT, 30 * PERCENT};
    const int64_t much[] = {40 * PERCENT, 40 * PERCENT, 21 * PERCENT};
    const int64_t all[] = {PR_ALLOCATION_WHOLE, PR_ALLOCATION_WHOLE, PR_ALLOCATION_WHOLE};
    assert_int_equal(pr_allocation_bound(3, none, tight, weight), PR_ERR_DOMAIN);
    assert_int_equal(pr_allocation_bound(3, much, all, weight), PR_ERR_DOMAIN);
    assert_int_equal(pr_allocation_bound(3, tight, none, weight), PR_ERR_DOMAIN);
    assert_int_equal(weight[0], 32 * PERCENT);
}

/* ---- in a scenario ---- */

static pr_scenario_t memo;
static pr_index_path_t path;
static pr_budget_t budget;
static pr_surplus_t surplus;
static pr_residents_t residents;

/* The memo without index, with residents in each year who are its key turned around. */
static void memo_with(pr_allocation_id_t policy)
{
    memo_unindexed(&memo);
    memset(&residents, 0, sizeof residents);
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        memo.central.population[m] = 1000.0 * (double)(1 + m);
        memo.central.allocation.floor_of[m] = 0;
        memo.central.allocation.cap_of[m] = 50;
        for (int y = MEMO_2024; y < MEMO_YEARS; y++) {
            residents.reached[y][m] = memo.key[0].share[MEMO_MUNICIPALITIES - 1 - m].hundredths;
        }
    }
    for (int y = MEMO_2025; y < MEMO_YEARS; y++) {
        memo.allocation[PR_CHANNEL_SURPLUS][y] = policy;
    }
    memo.has_allocation[PR_CHANNEL_SURPLUS] = policy != PR_ALLOCATION_KEY;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), 0);
}

static int memo_path(const double *payroll, pr_errors_t *errors)
{
    pr_budget_path(&memo, &memo.central, &path, &budget);
    pr_allocation_path(&memo, &memo.central, &residents, &budget);
    pr_surplus_path(&memo, &memo.central, &budget, payroll, NULL, &surplus);
    return pr_budget_verify(&memo, &path, &budget, &surplus, errors);
}

static void amounts_differences_and_swings(void **state)
{
    (void)state;
    const size_t venlo = MEMO_SCOPE_VENLO, gennep = 4;
    memo_with(PR_ALLOCATION_PREVIOUS_YEAR);
    assert_int_equal(memo_path(NULL, NULL), 0);
    /* 2024 by the key; from 2025 on Venlo has the share of Echt-Susteren, 5.11 %, Gennep Roermond's 8.09 %.
     */
    assert_int_equal(surplus.reduction[venlo][MEMO_2024].cents, 12811500);
    assert_int_equal(surplus.reduction[venlo][MEMO_2025].cents, 2299500);
    assert_int_equal(surplus.reduction[venlo][MEMO_2026].cents, 3577000);
    assert_int_equal(surplus.difference[venlo][MEMO_2024].cents, 0);
    assert_int_equal(surplus.difference[venlo][MEMO_2025].cents, 2299500 - 12811500);
    assert_int_equal(surplus.swing[venlo][MEMO_2024].cents, 12811500); /* from nothing */
    assert_int_equal(surplus.swing[venlo][MEMO_2025].cents, 12811500 - 2299500);
    assert_int_equal(surplus.swing[venlo][MEMO_2026].cents, 3577000 - 2299500);
    assert_int_equal(surplus.swing[venlo][MEMO_2023].cents, 0);
    int64_t moved = 0, swings = 0;
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        int64_t turned = memo.key[0].share[MEMO_MUNICIPALITIES - 1 - m].hundredths;
        int64_t difference = 4500 * (turned - memo.key[0].share[m].hundredths); /* of 450,000.00, in cents */
        assert_int_equal(surplus.difference[1 + m][MEMO_2025].cents, difference);
        moved += difference > 0 ? difference : 0;
        swings += surplus.swing[1 + m][MEMO_2025].cents;
    }
    assert_int_equal(surplus.moved[MEMO_2025].cents, moved);
    assert_int_equal(surplus.swing[0][MEMO_2025].cents, swings);
    assert_int_equal(surplus.difference[0][MEMO_2025].cents, 0);
    assert_int_equal(surplus.difference[gennep][MEMO_2026].cents, 7000 * (809 - 86));
    /* The execution channel keeps its key. */
    assert_int_equal(surplus.contribution[venlo][MEMO_2025].cents, 262 * 2847);
}

/* What is not spent goes back by the weights it was budgeted with, also where it is booked a year later. */
static void settlement_returns_by_its_own_year(void **state)
{
    (void)state;
    double payroll[MEMO_YEARS] = {0};
    payroll[MEMO_2024] = 300000;
    payroll[MEMO_2025] = 325000;
    memo_with(PR_ALLOCATION_PREVIOUS_YEAR);
    memo.settlement_year = PR_SETTLEMENT_NEXT;
    assert_int_equal(memo_path(payroll, NULL), 0);
    /* 100,000 of each year: that of 2024 by the key in 2025, that of 2025 by reach in 2026. */
    assert_int_equal(surplus.settlement[MEMO_SCOPE_VENLO][MEMO_2025].cents, 2847000);
    assert_int_equal(surplus.settlement[MEMO_SCOPE_VENLO][MEMO_2026].cents, 511000);
}

/* A mix of the key alone is the key, whatever the residents; so is one whose bounds meet at it. */
static void a_mix_of_the_key_is_the_key(void **state)
{
    (void)state;
    static pr_surplus_t by_key;
    memo_with(PR_ALLOCATION_KEY);
    assert_int_equal(memo_path(NULL, NULL), 0);
    by_key = surplus;
    for (int way = 0; way < 2; way++) {
        memo_with(PR_ALLOCATION_MIXED);
        pr_allocation_inputs_t *in = &memo.central.allocation;
        in->key_weight = way == 0 ? 1 : 0.2;
        in->residents_weight = 1 - in->key_weight;
        for (size_t m = 0; m < MEMO_MUNICIPALITIES && way == 1; m++) {
            in->floor_of[m] = in->cap_of[m] = 1;
        }
        assert_int_equal(memo_path(NULL, NULL), 0);
        assert_memory_equal(surplus.reduction, by_key.reduction, sizeof surplus.reduction);
        assert_memory_equal(surplus.difference, by_key.difference, sizeof surplus.difference);
    }
}

/* 60 % key and 40 % population over 450,000: Beesel 0.6 · 0.78 + 0.4 · 100/105 = 0.84895 %, but at most 1.05
   times its key; points are of the whole. */
static void bounds_as_factor_and_as_points(void **state)
{
    (void)state;
    memo_with(PR_ALLOCATION_MIXED);
    pr_allocation_inputs_t *in = &memo.central.allocation;
    in->key_weight = 0.6;
    in->population_weight = 0.4;
    assert_int_equal(memo_path(NULL, NULL), 0);
    assert_int_equal(surplus.reduction[1][MEMO_2025].cents, 382029); /* 3,820.286 */
    in->cap_of[0] = 1.05;
    assert_int_equal(memo_path(NULL, NULL), 0);
    assert_int_equal(surplus.reduction[1][MEMO_2025].cents, 368550); /* 0.819 % */
    memo.allocation_bounds = PR_BOUNDS_POINTS;
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        in->floor_of[m] = 50;
    }
    in->cap_of[0] = 0.05; /* 0.83 % */
    assert_int_equal(memo_path(NULL, NULL), 0);
    assert_int_equal(surplus.reduction[1][MEMO_2025].cents, 373500);
    in->cap_of[0] = 50;
    memset(in->floor_of, 0, sizeof in->floor_of); /* not a point below the key: then nobody can give */
    assert_int_equal(memo_path(NULL, NULL), 0);
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        assert_int_equal(surplus.difference[1 + m][MEMO_2025].cents, 0);
    }
}

static void verify_sees_what_is_wrong(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    memo_with(PR_ALLOCATION_MIXED);
    memo.central.allocation.key_weight = 1;
    assert_int_equal(memo_path(NULL, &errors), 0);
    assert_int_equal(errors.count, 0);
    /* A cent to another municipality: the sum still holds, the split does not. */
    surplus.reduction[1][MEMO_2025].cents++;
    surplus.reduction[2][MEMO_2025].cents--;
    assert_int_equal(pr_allocation_verify(&memo, &budget, &surplus, &errors), PR_ERR_IDENTITY);
    assert_int_equal(errors.count, 2);
    assert_non_null(strstr(errors.items[0].text, "2025, Beesel: the reduction is 351001, but its part in"));
    surplus.reduction[1][MEMO_2025].cents--;
    surplus.reduction[2][MEMO_2025].cents++;
    memo.central.allocation.cap_of[0] = 0.99;
    assert_int_equal(pr_allocation_verify(&memo, &budget, &surplus, NULL), PR_ERR_IDENTITY);
    memo.central.allocation.cap_of[0] = 50;
    assert_int_equal(pr_allocation_verify(&memo, &budget, &surplus, NULL), 0);
    memo.allocation[PR_CHANNEL_SURPLUS][MEMO_2025] = PR_ALLOCATION_KEY;
    assert_int_equal(pr_allocation_verify(&memo, &budget, &surplus, NULL), PR_ERR_IDENTITY);
    pr_errors_free(&errors);
}

/* ---- residents ---- */

static void assert_near(double found, double wanted, double slack)
{
    if (!(fabs(found - wanted) <= slack)) {
        fail_msg("%.17g instead of %.17g", found, wanted);
    }
}

/* 40,000 people, a quarter of them precarious, 0.5 % of those a year: 50, from February on 45.83. */
static void expected_residents_by_hand(void **state)
{
    (void)state;
    pr_residents_t expected;
    pool_case_t *self = pool_case_new(2);
    pool_case_calm(self);
    pool_case_people(self, 2024, 2025, 400000);
    self->inputs.launch_month[1] = 10;
    assert_int_equal(pr_residents_expected(&self->scenario, &self->inputs, &self->budget, &expected), 0);
    assert_near(expected.reached[0][0], 0, 0);
    assert_near(expected.reached[1][0], 50.0 * 11 / 12, 1e-9);
    assert_near(expected.reached[1][1], 50.0 * 2 / 12, 1e-9);
    assert_near(expected.reached[2][1], 50, 1e-9);
    assert_near(expected.reached[3][1], 0, 0); /* nobody is paid from 2026 on */
    self->inputs.deployment.launch_lag_months = 2.4;
    assert_int_equal(pr_residents_expected(&self->scenario, &self->inputs, &self->budget, &expected), 0);
    assert_near(expected.reached[1][0], 50.0 * 9 / 12, 1e-9);
    /* Shocks and differences between municipalities are not in it. */
    self->inputs.demand.shock_sd = 0.3;
    self->inputs.demand.heterogeneity_shape = 0.5;
    pr_residents_t again;
    assert_int_equal(pr_residents_expected(&self->scenario, &self->inputs, &self->budget, &again), 0);
    assert_memory_equal(&again, &expected, sizeof again);
    pool_case_free(self);
}

static void reached_residents_are_the_ledgers(void **state)
{
    (void)state;
    pr_residents_t reached;
    pool_case_t *self = pool_case_region();
    assert_int_equal(pool_case_run(self, 5, 3), 0);
    pr_residents_reached(&self->scenario, &self->ledger, &reached);
    for (size_t m = 0; m < 14; m++) {
        for (int y = 1; y < self->scenario.years; y++) {
            double sum = 0;
            for (int t = 12 * (y - 1); t < 12 * y; t++) {
                sum += pool_case_at(self, PR_MONTH_SERVED, 1 + m, t);
            }
            assert_near(reached.reached[y][m], sum, 1e-9);
        }
        assert_true(reached.reached[0][m] == 0); /* 2023 has no months */
    }
    assert_true(reached.reached[4][MEMO_VENLO] > 1);
    pool_case_free(self);
}

/* A file's name of a policy is the policy of that name. */
static void names_are_those_of_the_table(void **state)
{
    (void)state;
    for (int i = 0; i < PR_ALLOCATIONS; i++) {
        char text[400];
        snprintf(text, sizeof text, BASIS "allocation = { execution = { y2027 = \"%s\"; }; };\n",
                 pr_allocation_policy((pr_allocation_id_t)i)->name);
        loaded_t *loaded = scenario_load_text("policy.cfg", text);
        assert_int_equal(loaded->status, 0);
        assert_int_equal(loaded->scenario.allocation[PR_CHANNEL_EXECUTION][4], i);
        assert_int_equal(loaded->scenario.allocation[PR_CHANNEL_EXECUTION][3], PR_ALLOCATION_KEY);
        assert_int_equal(loaded->scenario.has_allocation[PR_CHANNEL_EXECUTION], i != PR_ALLOCATION_KEY);
        assert_false(loaded->scenario.has_allocation[PR_CHANNEL_SURPLUS]);
        assert_int_equal(loaded->scenario.allocation_shown, i != PR_ALLOCATION_KEY);
        scenario_free(loaded);
    }
}

/* A floor of its own counts for one municipality, the common one for the others. */
static void own_bounds_are_read(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load_text(
        "bounds.cfg", BASIS "municipalities = ( { id = \"venlo\"; allocation_floor = 0.9; } );\n"
                            "allocation = { mixed = { floor = 0.25; }; };\n");
    assert_int_equal(loaded->status, 0);
    const pr_allocation_inputs_t *in = &loaded->scenario.central.allocation;
    assert_near(in->floor_of[MEMO_VENLO], 0.9, 0);
    assert_near(in->floor_of[0], 0.25, 0);
    assert_near(in->cap_of[MEMO_VENLO], 1.5, 0);
    scenario_free(loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies_by_hand),
        cmocka_unit_test(the_key_stands_in),
        cmocka_unit_test(a_weight_of_nothing_gets_nothing),
        cmocka_unit_test(floor_and_cap_by_hand),
        cmocka_unit_test(room_without_weights),
        cmocka_unit_test(bounds_without_room_are_refused),
        cmocka_unit_test(amounts_differences_and_swings),
        cmocka_unit_test(settlement_returns_by_its_own_year),
        cmocka_unit_test(a_mix_of_the_key_is_the_key),
        cmocka_unit_test(bounds_as_factor_and_as_points),
        cmocka_unit_test(verify_sees_what_is_wrong),
        cmocka_unit_test(expected_residents_by_hand),
        cmocka_unit_test(reached_residents_are_the_ledgers),
        cmocka_unit_test(names_are_those_of_the_table),
        cmocka_unit_test(own_bounds_are_read),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
