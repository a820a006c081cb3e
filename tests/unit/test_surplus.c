/* Settlement, reduction, contribution, and the surplus before the pool. */
#include "support_money.h"
#include <math.h>
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
    memo_unindexed(&memo);
    return 0;
}

static void run(const double *payroll_eur, const double *shock)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    /* Rubbish first: what is not written must not be read. */
    memset(&surplus, 0x5A, sizeof surplus);
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), 0);
    pr_budget_path(&memo, &memo.central, &path, &budget);
    pr_surplus_path(&memo, &memo.central, &budget, payroll_eur, shock, &surplus);
    assert_int_equal(pr_budget_verify(&memo, &path, &budget, &surplus, &errors), 0);
    pr_errors_free(&errors);
}

/* M1: table 2, its two years and their sum. */
static void test_the_memo_s_table_2(void **state)
{
    (void)state;
    static const int64_t euro[MEMO_MUNICIPALITIES] = {3510, 15480, 22995, 3870,  15165,  38160, 15525,
                                                      7830, 42705, 11880, 36405, 128115, 46215, 62145};
    run(NULL, NULL);
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        const pr_nominal_t *reduction = surplus.reduction[1 + m];
        assert_int_equal(reduction[MEMO_2023].cents, 0);
        assert_int_equal(reduction[MEMO_2024].cents, 100 * euro[m]);
        assert_int_equal(reduction[MEMO_2024].cents + reduction[MEMO_2025].cents, 200 * euro[m]);
        assert_int_equal(surplus.settlement[1 + m][MEMO_2024].cents, 0);
        assert_int_equal(surplus.before[1 + m][MEMO_2024].cents, 0); /* nothing is known of it */
        assert_int_equal(surplus.after[1 + m][MEMO_2024].cents, 0);
        assert_int_equal(surplus.shortfall[1 + m][MEMO_2024].cents, 0);
    }
    assert_int_equal(surplus.reduction[MEMO_SCOPE_VENLO][MEMO_2026].cents, 19929000);
    assert_int_equal(surplus.contribution[0][MEMO_2024].cents, 1120000);
    assert_int_equal(surplus.contribution[MEMO_SCOPE_VENLO][MEMO_2024].cents, 318864);
    assert_int_equal(surplus.net_effect[MEMO_SCOPE_VENLO][MEMO_2024].cents, 12811500 + 318864);
    assert_int_equal(surplus.net_effect[0][MEMO_2031 + 1].cents, 0);
}

/* For people 400,000, 425,000, then 700,000: 111,234.57 left in 2024, 3.01 too much in 2025, 1,000 left in
 * 2031. */
static const double PAYROLL[MEMO_YEARS] = {0,      288765.43, 425003.01, 700000, 700000,
                                           700000, 700000,    700000,    699000};

static void test_settlement_in_the_same_year(void **state)
{
    (void)state;
    run(PAYROLL, NULL);
    assert_int_equal(surplus.settlement[0][MEMO_2023].cents, 0);
    assert_int_equal(surplus.settlement[0][MEMO_2024].cents, 11123457);
    assert_int_equal(surplus.settlement[MEMO_SCOPE_VENLO][MEMO_2024].cents, 3166848); /* …848.2 */
    assert_int_equal(surplus.reduction_net[0][MEMO_2024].cents, 45000000 - 11123457);
    assert_int_equal(surplus.net_effect[0][MEMO_2024].cents, 45000000 - 11123457 + 1120000);
    assert_int_equal(surplus.overspend[MEMO_2024].cents, 0);
    assert_int_equal(surplus.settlement[0][MEMO_2025].cents, 0);
    assert_int_equal(surplus.overspend[MEMO_2025].cents, 301);
    assert_int_equal(surplus.settlement[0][MEMO_2031].cents, 100000);
    assert_int_equal(surplus.settlement[0][MEMO_2031 + 1].cents, 0);
}

static void test_settlement_in_the_next_year(void **state)
{
    (void)state;
    memo.settlement_year = PR_SETTLEMENT_NEXT;
    run(PAYROLL, NULL);
    assert_int_equal(surplus.settlement[0][MEMO_2023].cents, 0);
    assert_int_equal(surplus.settlement[0][MEMO_2024].cents, 0);
    assert_int_equal(surplus.settlement[0][MEMO_2025].cents, 11123457);
    assert_int_equal(surplus.overspend[MEMO_2025].cents, 301);
    assert_int_equal(surplus.reduction_net[0][MEMO_2025].cents, 45000000 - 11123457);
    assert_int_equal(surplus.settlement[0][MEMO_2031 + 1].cents, 100000);
    assert_int_equal(surplus.reduction_net[0][MEMO_2031 + 1].cents, -100000);
    assert_int_equal(surplus.net_effect[MEMO_SCOPE_VENLO][MEMO_2031 + 1].cents, -28470);
}

/* Tax is paid on the payroll: 240,000 / (1 − 0.2) = 300,000. */
static void test_payroll_carries_tax(void **state)
{
    (void)state;
    memo.central.vat_share = 0.2;
    double payroll[MEMO_YEARS] = {0, 240000};
    run(payroll, NULL);
    assert_int_equal(surplus.settlement[0][MEMO_2024].cents, 10000000);
}

/* Who paid gets it back: a settlement of 2024 goes by 2024's key, also where it is booked in 2025. */
static void test_settlement_follows_the_key_that_paid(void **state)
{
    (void)state;
    memo.key_count = 2;
    memo.key[1].share[0].hundredths = 10000;
    for (int y = MEMO_2025; y < MEMO_YEARS; y++) {
        memo.channel_key[PR_CHANNEL_SURPLUS][y] = 1;
    }
    memo.settlement_year = PR_SETTLEMENT_NEXT;
    run(PAYROLL, NULL);
    assert_int_equal(surplus.reduction[1][MEMO_2025].cents, 45000000);
    assert_int_equal(surplus.settlement[MEMO_SCOPE_VENLO][MEMO_2025].cents, 3166848);
    assert_int_equal(surplus.reduction_net[MEMO_SCOPE_VENLO][MEMO_2025].cents, -3166848);
    assert_int_equal(surplus.contribution[MEMO_SCOPE_VENLO][MEMO_2025].cents, 745914); /* key 0 still */
    assert_int_equal(surplus.settlement[1][MEMO_2031 + 1].cents, 100000);
}

static void give_surplus(double eur)
{
    memo.has_surplus = true;
    memo.central.surplus = (pr_surplus_inputs_t){.cv = 0.35, .persistence = 0.6, .demand_correlation = -0.45};
    for (int y = 0; y < MEMO_YEARS; y++) {
        memo.central.surplus.mean_eur[y] = eur;
    }
}

static void test_surplus_on_the_central_path_is_its_mean(void **state)
{
    (void)state;
    give_surplus(500000);
    memo.central.surplus.mean_eur[MEMO_2025] = 0;
    run(NULL, NULL);
    assert_int_equal(surplus.before[0][MEMO_2024].cents, 50000000);
    assert_int_equal(surplus.before[MEMO_SCOPE_VENLO][MEMO_2024].cents, 14235000);
    assert_int_equal(surplus.after[MEMO_SCOPE_VENLO][MEMO_2024].cents, 14235000 - 12811500);
    assert_int_equal(surplus.shortfall[0][MEMO_2024].cents, 0);
    assert_int_equal(surplus.before[0][MEMO_2025].cents, 0);
    assert_int_equal(surplus.shortfall[0][MEMO_2025].cents, 45000000);
    assert_int_equal(surplus.shortfall[MEMO_SCOPE_VENLO][MEMO_2025].cents, 12811500);
    assert_int_equal(surplus.after[0][MEMO_2026].cents, -20000000);
    assert_int_equal(surplus.shortfall[0][MEMO_2026].cents, 20000000);
    assert_int_equal(surplus.after[0][MEMO_2031 + 1].cents, 0);
}

static void test_a_settlement_lightens_the_shortfall(void **state)
{
    (void)state;
    give_surplus(300000);
    run(PAYROLL, NULL);
    assert_int_equal(surplus.shortfall[0][MEMO_2024].cents, 45000000 - 11123457 - 30000000);
}

/* The surplus may have a key of its own; the reduction keeps the channel's. */
static void test_surplus_with_its_own_key(void **state)
{
    (void)state;
    give_surplus(300000);
    memo.key_count = 2;
    memo.key[1].share[0].hundredths = 2500;
    memo.key[1].share[1].hundredths = 7500;
    memo.surplus_key[MEMO_2024] = 1;
    run(NULL, NULL);
    assert_int_equal(surplus.before[1][MEMO_2024].cents, 7500000);
    assert_int_equal(surplus.after[1][MEMO_2024].cents, 7500000 - 351000);
    assert_int_equal(surplus.after[MEMO_SCOPE_VENLO][MEMO_2024].cents, -12811500);
    assert_int_equal(surplus.shortfall[1][MEMO_2024].cents, 3750000);
    assert_int_equal(surplus.shortfall[2][MEMO_2024].cents, 11250000);
}

/* S at X, and its mean and variance by the trapezium rule over −9…9, exact far beyond a cent. */
static void test_the_lognormal_has_the_given_moments(void **state)
{
    (void)state;
    give_surplus(1234567.89);
    double mean = 0, square = 0;
    for (int i = -900; i <= 900; i++) {
        double x = i / 100.0, weight = exp(-x * x / 2) / sqrt(2 * acos(-1)) / 100;
        double shock[MEMO_YEARS] = {x};
        run(NULL, shock);
        double eur = (double)surplus.before[0][0].cents / 100;
        mean += weight * eur;
        square += weight * eur * eur;
    }
    assert_true(fabs(mean - 1234567.89) < 0.005);
    assert_true(fabs(sqrt(square - mean * mean) / mean - 0.35) < 1e-7);
    double zero[MEMO_YEARS] = {0};
    run(NULL, zero);
    assert_true(fabs((double)surplus.before[0][0].cents / 100 - 1234567.89 / sqrt(1 + 0.35 * 0.35)) < 0.0051);
}

/* Row `i` of the linear map from (start, own…, demand…) to X. */
enum { TERMS = 1 + 2 * MEMO_YEARS };
static void linear_map(double row[MEMO_YEARS][TERMS])
{
    for (int j = 0; j < TERMS; j++) {
        double unit[TERMS] = {0}, x[MEMO_YEARS];
        unit[j] = 1;
        pr_surplus_shocks(&memo, &memo.central.surplus, unit[0], unit + 1, unit + 1 + MEMO_YEARS, x);
        for (int y = 0; y < MEMO_YEARS; y++) {
            row[y][j] = x[y];
        }
    }
}

static double product(const double *a, const double *b)
{
    double sum = 0;
    for (int j = 0; j < TERMS; j++) {
        sum += a[j] * b[j];
    }
    return sum;
}

/* X is linear in independent standard normals, so that its covariances are exact sums of products. */
static void test_shocks_are_stationary_and_share_demand(void **state)
{
    (void)state;
    give_surplus(1);
    double row[MEMO_YEARS][TERMS];
    linear_map(row);
    for (int y = 0; y < MEMO_YEARS; y++) {
        assert_true(fabs(product(row[y], row[y]) - 1) < 1e-15);
        assert_true(y == 0 || fabs(product(row[y], row[y - 1]) - 0.6) < 1e-15);
        double shared = y == 0 ? 0 : -0.45 * sqrt(1 - 0.6 * 0.6); /* 2023 has no months */
        assert_true(fabs(row[y][1 + MEMO_YEARS + y] - shared) < 1e-15);
    }
}

static void test_shocks_without_demand(void **state)
{
    (void)state;
    give_surplus(1);
    double own[MEMO_YEARS] = {0.3, -1.2}, x[MEMO_YEARS];
    pr_surplus_shocks(&memo, &memo.central.surplus, 0.7, own, NULL, x);
    assert_true(fabs(x[0] - (0.6 * 0.7 + 0.8 * 0.3)) < 1e-15);
    assert_true(fabs(x[1] - (0.6 * x[0] - 0.8 * 1.2)) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_memo_s_table_2, setup),
        cmocka_unit_test_setup(test_settlement_in_the_same_year, setup),
        cmocka_unit_test_setup(test_settlement_in_the_next_year, setup),
        cmocka_unit_test_setup(test_payroll_carries_tax, setup),
        cmocka_unit_test_setup(test_settlement_follows_the_key_that_paid, setup),
        cmocka_unit_test_setup(test_surplus_on_the_central_path_is_its_mean, setup),
        cmocka_unit_test_setup(test_a_settlement_lightens_the_shortfall, setup),
        cmocka_unit_test_setup(test_surplus_with_its_own_key, setup),
        cmocka_unit_test_setup(test_the_lognormal_has_the_given_moments, setup),
        cmocka_unit_test_setup(test_shocks_are_stationary_and_share_demand, setup),
        cmocka_unit_test_setup(test_shocks_without_demand, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
