/* What must hold for the money of every scenario, on random ones. */
#include "support_any.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CASES = 2000, SEED = 20230710 };

static pr_scenario_t memo;
static pr_index_shocks_t shocks;
static pr_index_path_t path, other_path;
static pr_budget_t budget, other_budget;
static pr_surplus_t surplus, other_surplus;
static double payroll[MEMO_YEARS], surplus_shock[MEMO_YEARS];
/* Any size: 1 to 62 random bits. */
static int64_t any_amount(void)
{
    uint64_t bits = (uint64_t)pr_stream_word(&stream) << 32 | pr_stream_word(&stream);
    return (int64_t)(bits >> (2 + below(62)));
}

static void any_lines(void)
{
    for (size_t i = 0; i < MEMO_LINES; i++) {
        memo.line[i].index = (pr_index_class_t)below(PR_INDEX_CLASSES);
        memo.line[i].channel = memo.line[i].in_lump_sum ? PR_CHANNEL_SURPLUS : (pr_channel_t)below(2);
        for (int y = 0; y < MEMO_YEARS; y++) {
            memo.central.line_real_eur[i][y] = below(4) == 0 ? 0 : below(1000000000) / 997.0;
        }
    }
}

static void any_years(void)
{
    for (int y = 0; y < MEMO_YEARS; y++) {
        memo.channel_key[PR_CHANNEL_SURPLUS][y] = below(3);
        memo.channel_key[PR_CHANNEL_EXECUTION][y] = below(3);
        memo.surplus_key[y] = below(3);
        memo.central.surplus.mean_eur[y] = below(2) * 1e6 * pr_stream_uniform(&stream);
        payroll[y] = 1e6 * pr_stream_uniform(&stream);
        surplus_shock[y] = pr_normal_draw(&stream);
        for (int series = 0; series < PR_SERIES_COUNT; series++) {
            shocks.level[series][y] = pr_normal_draw(&stream);
            shocks.revision[series][y] = pr_normal_draw(&stream);
        }
    }
}

static void any_scenario(uint64_t replicate)
{
    start_any(SEED, replicate);
    memo_scenario(&memo);
    memo.key_count = 3;
    for (int k = 0; k < 3; k++) {
        any_key(memo.key[k].share);
    }
    any_lines();
    any_years();
    memo.index_rule = (pr_index_rule_t)below(PR_RULES);
    memo.booking = (pr_booking_t)below(2);
    memo.settlement_year = (pr_settlement_year_t)below(2);
    memo.has_surplus = below(2) == 0;
    memo.central.vat_share = below(2) * 0.1736;
    memo.central.surplus.cv = 0.4;
}

static void run(pr_index_path_t *index, pr_budget_t *lines, pr_surplus_t *result)
{
    assert_int_equal(pr_index_path(&memo, &memo.central, &shocks, index), 0);
    pr_budget_path(&memo, &memo.central, index, lines);
    pr_surplus_path(&memo, &memo.central, lines, payroll, surplus_shock, result);
}

static void test_parts_sum_to_totals(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    for (uint64_t c = 0; c < CASES; c++) {
        any_scenario(c);
        run(&path, &budget, &surplus);
        if (pr_budget_verify(&memo, &path, &budget, &surplus, &errors) != 0) {
            fail_msg("case %d: %s", (int)c, errors.items[0].text);
        }
    }
    pr_errors_free(&errors);
}

/* Lump sum + overspend = payroll with tax + other lines + settlement. */
static void test_budget_is_spent_or_settled(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES; c++) {
        any_scenario(c);
        run(&path, &budget, &surplus);
        for (int y = 0; y < MEMO_YEARS; y++) {
            int column = y + (memo.settlement_year == PR_SETTLEMENT_NEXT);
            int64_t people =
                pr_round_half_away(100.0L * payroll[y] / (1 - (long double)memo.central.vat_share));
            int64_t spent = people + budget.lump_sum_other[y].cents;
            assert_int_equal(budget.lump_sum[y].cents + surplus.overspend[y].cents,
                             spent + surplus.settlement[0][column].cents);
        }
    }
}

/* The cash view moves settlements between years, and no cent between municipalities. */
static void test_cash_view_moves_only_years(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 10; c++) {
        any_scenario(c);
        memo.settlement_year = PR_SETTLEMENT_SAME;
        run(&path, &budget, &surplus);
        memo.settlement_year = PR_SETTLEMENT_NEXT;
        run(&other_path, &other_budget, &other_surplus);
        for (size_t scope = 0; scope <= MEMO_MUNICIPALITIES; scope++) {
            int64_t same = 0, next = 0;
            for (int column = 0; column <= MEMO_YEARS; column++) {
                same += surplus.net_effect[scope][column].cents;
                next += other_surplus.net_effect[scope][column].cents;
            }
            assert_int_equal(same, next);
        }
    }
}

static void test_booking_moves_only_channels(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 10; c++) {
        any_scenario(c);
        memo.booking = PR_BOOKING_PROJECT;
        run(&path, &budget, &surplus);
        memo.booking = PR_BOOKING_TOTAL;
        run(&other_path, &other_budget, &other_surplus);
        for (int y = 0; y < MEMO_YEARS; y++) {
            assert_int_equal(surplus.net_effect[0][y].cents, other_surplus.net_effect[0][y].cents);
        }
    }
}

/* M6: a change of nothing has no effect, bit by bit. */
static void test_same_in_same_out(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 10; c++) {
        any_scenario(c);
        run(&path, &budget, &surplus);
        run(&other_path, &other_budget, &other_surplus);
        assert_memory_equal(path.applied, other_path.applied, sizeof path.applied);
        assert_memory_equal(&budget, &other_budget, sizeof budget);
        assert_memory_equal(&surplus, &other_surplus, sizeof surplus);
    }
}

static bool same_factors(pr_index_class_t kind)
{
    for (int y = 0; y < MEMO_YEARS; y++) {
        if (path.factor[kind][y].factor != other_path.factor[kind][y].factor) {
            return false;
        }
    }
    return true;
}

/* M6: the wage index and the price index are never interchanged; what is not indexed does not move. */
static void test_series_do_not_leak(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 10; c++) {
        any_scenario(c);
        memo.index_rule = PR_RULE_PROVISIONAL;
        run(&path, &budget, &surplus);
        shocks.level[PR_SERIES_PPC][MEMO_2026] += 1;
        run(&other_path, &other_budget, &other_surplus);
        assert_true(same_factors(PR_INDEX_OVA) && same_factors(PR_INDEX_NONE));
        assert_true(!same_factors(PR_INDEX_PPC) && !same_factors(PR_INDEX_OVA90_PPC10));
        memo.central.index_correlation = 0;
        run(&path, &budget, &surplus);
        shocks.level[PR_SERIES_OVA][MEMO_2026] += 1;
        run(&other_path, &other_budget, &other_surplus);
        assert_true(same_factors(PR_INDEX_PPC) && same_factors(PR_INDEX_NONE));
        assert_true(!same_factors(PR_INDEX_OVA) && !same_factors(PR_INDEX_OVA90_PPC10));
        assert_true(other_path.factor[PR_INDEX_OVA][MEMO_2026].factor >
                    path.factor[PR_INDEX_OVA][MEMO_2026].factor);
    }
}

/* Twice the real amount is twice the nominal one, but for the rounding of either: at most one cent. */
static void test_doubling_doubles(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 10; c++) {
        any_scenario(c);
        run(&path, &budget, &surplus);
        for (size_t i = 0; i < MEMO_LINES; i++) {
            for (int y = 0; y < MEMO_YEARS; y++) {
                int64_t real = budget.line_real[i][y].cents, once = budget.line[i][y].cents;
                pr_factor_t factor = path.factor[memo.line[i].index][y];
                int64_t twice = pr_real_index((pr_real_t){2 * real}, factor).cents;
                assert_in_range(twice - 2 * once + 1, 0, 2);
                assert_int_equal(pr_real_index((pr_real_t){-real}, factor).cents, -once);
                assert_true(memo.line[i].index != PR_INDEX_NONE || twice == 2 * real);
            }
        }
    }
}

static size_t any_weights(int64_t *weight, int64_t largest)
{
    size_t n = (size_t)(1 + below(PR_KEY_SPLIT_MAX));
    for (size_t i = 0; i < n; i++) {
        weight[i] = below(5) == 0 ? 0 : any_amount() % largest;
    }
    weight[n / 2]++;
    return n;
}

static int64_t sum_of(size_t n, const int64_t *x)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

/* Sum, mirror, quota (every share within one of its exact part) and nothing for a weight of 0. */
static void test_split(void **state)
{
    (void)state;
    int64_t weight[PR_KEY_SPLIT_MAX], share[PR_KEY_SPLIT_MAX], mirror[PR_KEY_SPLIT_MAX];
    start_any(SEED, CASES);
    for (int c = 0; c < 10 * CASES; c++) {
        size_t n = any_weights(weight, c % 2 ? 1000 : INT64_MAX / 64);
        int64_t total = any_amount(), sum = sum_of(n, weight);
        assert_int_equal(pr_key_split(total, n, weight, share), 0);
        assert_int_equal(pr_key_split(-total, n, weight, mirror), 0);
        assert_int_equal(sum_of(n, share), total);
        for (size_t i = 0; i < n; i++) {
            long double exact = (long double)total / (long double)sum * (long double)weight[i];
            assert_true(fabsl((long double)share[i] - exact) < 1 + 1e-15L * exact);
            assert_true(weight[i] > 0 || share[i] == 0);
            assert_int_equal(mirror[i], -share[i]);
        }
    }
}

/* Weights times k change nothing; a total larger by k times their sum gives each k times its weight more. */
static void test_split_scales(void **state)
{
    (void)state;
    int64_t weight[PR_KEY_SPLIT_MAX], share[PR_KEY_SPLIT_MAX], other[PR_KEY_SPLIT_MAX];
    start_any(SEED, CASES + 1);
    for (int c = 0; c < 10 * CASES; c++) {
        size_t n = any_weights(weight, 1000);
        int64_t total = any_amount() % 1000000000, k = 1 + below(100000);
        assert_int_equal(pr_key_split(total, n, weight, share), 0);
        assert_int_equal(pr_key_split(total + k * sum_of(n, weight), n, weight, other), 0);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(other[i], share[i] + k * weight[i]);
            weight[i] *= k;
        }
        assert_int_equal(pr_key_split(total, n, weight, other), 0);
        assert_memory_equal(other, share, n * sizeof *share);
    }
}

/* Whether another weight leaves the same remainder: then the order decides between them. */
static bool is_tied(int64_t total, size_t n, const int64_t *weight, size_t i)
{
    int64_t sum = sum_of(n, weight);
    for (size_t j = 0; j < n; j++) {
        if (j != i && total * weight[j] % sum == total * weight[i] % sum) {
            return true;
        }
    }
    return false;
}

static void test_order_decides_ties_only(void **state)
{
    (void)state;
    int64_t weight[PR_KEY_SPLIT_MAX], share[PR_KEY_SPLIT_MAX];
    int64_t turned[PR_KEY_SPLIT_MAX], turned_share[PR_KEY_SPLIT_MAX];
    start_any(SEED, CASES + 2);
    for (int c = 0; c < CASES; c++) {
        size_t n = any_weights(weight, 1000), shift = (size_t)below((int)n);
        int64_t total = any_amount() % 1000000000;
        for (size_t i = 0; i < n; i++) {
            turned[(i + shift) % n] = weight[i];
        }
        assert_int_equal(pr_key_split(total, n, weight, share), 0);
        assert_int_equal(pr_key_split(total, n, turned, turned_share), 0);
        for (size_t i = 0; i < n; i++) {
            int64_t difference = turned_share[(i + shift) % n] - share[i];
            assert_true(difference == 0 || (llabs(difference) == 1 && is_tied(total, n, weight, i)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_sum_to_totals),
        cmocka_unit_test(test_budget_is_spent_or_settled),
        cmocka_unit_test(test_cash_view_moves_only_years),
        cmocka_unit_test(test_booking_moves_only_channels),
        cmocka_unit_test(test_same_in_same_out),
        cmocka_unit_test(test_series_do_not_leak),
        cmocka_unit_test(test_doubling_doubles),
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_split_scales),
        cmocka_unit_test(test_order_decides_ties_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
