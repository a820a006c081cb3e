/* Budget lines and their sums: table 1 to the cent, booking, and identities that must fire. */
#include "support_money.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static pr_scenario_t memo;
static pr_index_path_t path;
static pr_budget_t budget;
static pr_surplus_t surplus;

static int setup(void **state)
{
    (void)state;
    memo_scenario(&memo);
    return 0;
}

static void run(void)
{
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), 0);
    pr_budget_path(&memo, &memo.central, &path, &budget);
    pr_surplus_path(&memo, &memo.central, &budget, NULL, NULL, &surplus);
}

/* M1: the memo's table 1. */
static void test_the_memo_s_table_1(void **state)
{
    (void)state;
    memo_unindexed(&memo);
    run();
    static const int64_t total[] = {12000, 461200, 476200, 711200}, project[] = {0, 450000, 450000, 700000};
    static const int64_t people[] = {0, 400000, 425000, 700000};
    for (int y = 0; y < MEMO_YEARS; y++) {
        int i = y < 3 ? y : 3;
        assert_int_equal(budget.total[y].cents, 100 * total[i]);
        assert_int_equal(budget.channel[PR_CHANNEL_SURPLUS][y].cents, 100 * project[i]);
        assert_int_equal(budget.channel[PR_CHANNEL_EXECUTION][y].cents, 100 * (total[i] - project[i]));
        assert_int_equal(budget.lump_sum[y].cents, 100 * project[i]);
        assert_int_equal(budget.people[y].cents, 100 * people[i]);
        assert_int_equal(budget.lump_sum_other[y].cents, 100 * (project[i] - people[i]));
    }
}

/* 400,000 and 25,000 twice, each × 1.0494; 6,400 → 6,716.16; 4,800 → 5,037.12. */
static void test_indexed_lines(void **state)
{
    (void)state;
    run();
    assert_int_equal(budget.line[MEMO_PEOPLE][MEMO_2024].cents, 41976000);
    assert_int_equal(budget.line[MEMO_COORDINATOR][MEMO_2024].cents, 2623500);
    assert_int_equal(budget.channel[PR_CHANNEL_SURPLUS][MEMO_2024].cents, 47223000);
    assert_int_equal(budget.channel[PR_CHANNEL_EXECUTION][MEMO_2024].cents, 671616 + 503712);
    assert_int_equal(budget.channel[PR_CHANNEL_SURPLUS][MEMO_2025].cents, 49196921 + 0);
    assert_int_equal(budget.total[MEMO_2023].cents, 1200000);
}

/* 2025 comes from the real amount: 0.10 × 1.0933 is 0.11, where indexing 2024's rounded 0.10 again would stay
   at 0.10; totals are sums of the rounded lines. */
static void test_rounded_once_a_year(void **state)
{
    (void)state;
    for (int y = 0; y < MEMO_YEARS; y++) {
        memo.central.line_real_eur[MEMO_COORDINATOR][y] = 0.1;
        memo.central.line_real_eur[MEMO_MEETINGS][y] = 0.1;
    }
    run();
    assert_int_equal(budget.line[MEMO_COORDINATOR][MEMO_2024].cents, 10);
    assert_int_equal(budget.line[MEMO_COORDINATOR][MEMO_2025].cents, 11);
    assert_int_equal(budget.lump_sum_other[MEMO_2025].cents, 22);
}

static void test_real_amounts_are_rounded_to_cents(void **state)
{
    (void)state;
    memo.central.line_real_eur[MEMO_PEOPLE][MEMO_2024] = 400000.0049;
    memo.central.line_real_eur[MEMO_PEOPLE][MEMO_2025] = 425000.005;
    run();
    assert_int_equal(budget.line_real[MEMO_PEOPLE][MEMO_2024].cents, 40000000);
    assert_int_equal(budget.line_real[MEMO_PEOPLE][MEMO_2025].cents, 42500001);
}

static void test_booking_total_takes_every_line(void **state)
{
    (void)state;
    memo.booking = PR_BOOKING_TOTAL;
    run();
    for (int y = 0; y < MEMO_YEARS; y++) {
        assert_int_equal(budget.channel[PR_CHANNEL_SURPLUS][y].cents, budget.total[y].cents);
        assert_int_equal(budget.channel[PR_CHANNEL_EXECUTION][y].cents, 0);
    }
    assert_int_equal(surplus.reduction[0][MEMO_2023].cents, 1200000);
}

static void test_tax_is_inside_the_lines(void **state)
{
    (void)state;
    run();
    int64_t total = budget.total[MEMO_2024].cents;
    memo.central.vat_share = 21.0 / 121;
    run();
    assert_int_equal(budget.total[MEMO_2024].cents, total);
}

static size_t complaints(pr_errors_t *errors)
{
    pr_errors_free(errors);
    int status = pr_budget_verify(&memo, &path, &budget, &surplus, errors);
    assert_int_equal(status, errors->count ? PR_ERR_IDENTITY : 0);
    return errors->count;
}

static void test_sound_paths_pass(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    run();
    assert_int_equal(complaints(&errors), 0);
    memo.has_surplus = true;
    memo.booking = PR_BOOKING_TOTAL;
    memo.settlement_year = PR_SETTLEMENT_NEXT;
    memo.central.surplus.mean_eur[MEMO_2024] = 100000;
    double payroll[MEMO_YEARS] = {0, 300000, 999999.99, 3, 4, 5, 6, 7, 8};
    run();
    pr_surplus_path(&memo, &memo.central, &budget, payroll, NULL, &surplus);
    assert_int_equal(complaints(&errors), 0);
    pr_errors_free(&errors);
}

/* A cent too much in one place is told once for every identity it breaks. */
static void assert_fires(pr_nominal_t *amount, size_t count, const char *text)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    amount->cents++;
    assert_int_equal(complaints(&errors), count);
    assert_string_equal(errors.items[0].text, text);
    amount->cents--;
    assert_int_equal(complaints(&errors), 0);
    pr_errors_free(&errors);
}

static void test_broken_paths_are_told(void **state)
{
    (void)state;
    memo.has_surplus = true;
    memo.central.surplus.mean_eur[MEMO_2024] = 100000;
    run();
    assert_fires(&budget.line[MEMO_PEOPLE][MEMO_2024], 4,
                 "2024, the region: people is 419760.01, but its real amount times its index is 419760.00");
    assert_fires(&budget.total[MEMO_2023], 2,
                 "2023, the region: the total is 12000.01, but the sum of the lines is 12000.00");
    assert_fires(&budget.lump_sum[MEMO_2024], 2,
                 "2024, the region: the lump sum is 472230.01, but the sum of its lines is 472230.00");
    assert_fires(&surplus.net_effect[MEMO_SCOPE_VENLO][MEMO_2024], 2,
                 "2024, the region: the net effect is 483983.28, but the sum of the municipalities is "
                 "483983.29");
    assert_fires(&surplus.contribution[0][MEMO_2024], 3,
                 "2024, the region: the contribution is 11753.29, but its channel is 11753.28");
    assert_fires(&surplus.shortfall[0][MEMO_2024], 2,
                 "2024, the region: the shortfall is 372230.01, but what the surplus lacks is 372230.00");
    assert_fires(&surplus.settlement[0][MEMO_2025], 2,
                 "2025, the region: the settlement is 0.01, but the sum of the municipalities is 0.00");
    assert_fires(&surplus.settlement[MEMO_SCOPE_VENLO][MEMO_YEARS], 2,
                 "2032, the region: the settlement is 0.00, but the sum of the municipalities is 0.01");
    assert_fires(&surplus.after[MEMO_SCOPE_VENLO][MEMO_2025], 2,
                 "2025, the region: the surplus after the pool is -491969.21, but the sum of the "
                 "municipalities is -491969.20");
}

/* Names and all, but for what the scenario calls a line. */
static void test_broken_paths_are_told_in_dutch(void **state)
{
    (void)state;
    pr_errors_t errors;
    run();
    budget.line[MEMO_PEOPLE][MEMO_2024].cents++;
    pr_errors_init_in(&errors, PR_LANG_NL);
    assert_int_equal(complaints(&errors), 4);
    assert_string_equal(errors.items[0].text,
                        "2024, de regio: een identiteit klopt niet: people is 419760.01, "
                        "maar haar bedrag op prijspeil maal haar index is 419760.00");
    assert_string_equal(errors.items[1].text, "2024, de regio: een identiteit klopt niet: het totaal is "
                                              "483983.28, maar de som van de regels is 483983.29");
    pr_errors_free(&errors);
}

static void test_an_index_before_its_time_is_told(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    run();
    path.factor[PR_INDEX_OVA][MEMO_2023].factor = 1.1L;
    pr_budget_path(&memo, &memo.central, &path, &budget);
    pr_surplus_path(&memo, &memo.central, &budget, NULL, NULL, &surplus);
    assert_int_equal(complaints(&errors), 1);
    assert_string_equal(errors.items[0].text,
                        "2023, the region: procurement is 13200.00, but its real amount, "
                        "not indexed, is 12000.00");
    pr_errors_free(&errors);
}

static void test_a_settlement_beyond_the_lump_sum_is_told(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    run();
    surplus.settlement[0][MEMO_2024].cents = budget.lump_sum[MEMO_2024].cents + 1;
    surplus.overspend[MEMO_2024].cents = 7;
    assert_int_equal(complaints(&errors), 4);
    assert_string_equal(errors.items[0].text,
                        "2024, the region: the settlement is 472230.01, but what can be "
                        "settled of the lump sum is 472230.00");
    assert_string_equal(
        errors.items[1].text,
        "2024, the region: the overspend is 0.07, but that of a year with a settlement is 0.00");
    pr_errors_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_memo_s_table_1, setup),
        cmocka_unit_test_setup(test_indexed_lines, setup),
        cmocka_unit_test_setup(test_rounded_once_a_year, setup),
        cmocka_unit_test_setup(test_real_amounts_are_rounded_to_cents, setup),
        cmocka_unit_test_setup(test_booking_total_takes_every_line, setup),
        cmocka_unit_test_setup(test_tax_is_inside_the_lines, setup),
        cmocka_unit_test_setup(test_sound_paths_pass, setup),
        cmocka_unit_test_setup(test_broken_paths_are_told, setup),
        cmocka_unit_test_setup(test_broken_paths_are_told_in_dutch, setup),
        cmocka_unit_test_setup(test_an_index_before_its_time_is_told, setup),
        cmocka_unit_test_setup(test_a_settlement_beyond_the_lump_sum_is_told, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
