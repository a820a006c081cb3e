/* What must hold for allocation policies, on random ones: to the cent, within bounds, and with one scale. */
#include "support_any.h"
#include <math.h>
#include <poolraming/allocation.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { CASES = 2000, SEED = 20230911 };

static pr_scenario_t memo;
static pr_index_path_t path;
static pr_budget_t budget;
static pr_surplus_t surplus;
static pr_residents_t residents;
static double payroll[MEMO_YEARS];
/* Floors up to the key and caps from it on leave room, as factors and as points. */
static void any_mix(void)
{
    pr_allocation_inputs_t *in = &memo.central.allocation;
    int key = below(1000001), reached = below(1000001 - key);
    in->key_weight = key / 1e6;
    in->residents_weight = reached / 1e6;
    in->population_weight = (1000000 - key - reached) / 1e6;
    memo.allocation_bounds = (pr_bounds_t)below(2);
    bool tight = below(3) == 0;
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        in->floor_of[m] = below(1000001) / 1e6;
        in->cap_of[m] = 1 + below(tight ? 100000 : 3000000) / 1e6;
    }
}

static void any_residents(void)
{
    bool nobody = below(5) == 0;
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        memo.central.population[m] = below(6) == 0 ? 0 : below(200000);
        for (int y = 0; y < MEMO_YEARS; y++) {
            bool none = nobody || y == 0 || below(3) == 0;
            residents.reached[y][m] = none ? 0 : below(1000000) / 7.7;
        }
    }
}

static void any_case(uint64_t replicate)
{
    start_any(SEED, replicate);
    memo_scenario(&memo);
    memo.key_count = 2;
    any_key(memo.key[0].share);
    any_key(memo.key[1].share);
    any_mix();
    any_residents();
    memo.booking = (pr_booking_t)below(2);
    memo.settlement_year = (pr_settlement_year_t)below(2);
    for (int y = 0; y < MEMO_YEARS; y++) {
        payroll[y] = 1e6 * pr_stream_uniform(&stream);
        for (int channel = 0; channel < PR_CHANNELS; channel++) {
            memo.channel_key[channel][y] = below(2);
            memo.allocation[channel][y] = (pr_allocation_id_t)below(PR_ALLOCATIONS);
        }
    }
    memo.has_allocation[PR_CHANNEL_SURPLUS] = memo.has_allocation[PR_CHANNEL_EXECUTION] = true;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), 0);
    pr_budget_path(&memo, &memo.central, &path, &budget);
    pr_allocation_path(&memo, &memo.central, &residents, &budget);
    pr_surplus_path(&memo, &memo.central, &budget, payroll, NULL, &surplus);
}

static void parts_sum_to_the_cent(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    for (uint64_t c = 0; c < CASES; c++) {
        any_case(c);
        if (pr_budget_verify(&memo, &path, &budget, &surplus, &errors) != 0) {
            fail_msg("case %d: %s", (int)c, errors.items[0].text);
        }
        for (int y = 0; y < MEMO_YEARS; y++) {
            int64_t sum = 0;
            for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
                sum += surplus.reduction[1 + m][y].cents;
                assert_true(surplus.reduction[1 + m][y].cents >= 0);
            }
            assert_int_equal(sum, budget.channel[PR_CHANNEL_SURPLUS][y].cents);
        }
    }
    pr_errors_free(&errors);
}

/* Bounded shares are the weights times one scale, but for those at a bound, which that scale would bring past
   it. A share is rounded to a whole part, either way: its scale is known to ± 1/weight. */
static void bounded_shares_have_one_scale(void **state)
{
    (void)state;
    int bounded = 0;
    for (uint64_t c = 0; c < CASES; c++) {
        any_case(c);
        pr_allocation_base_t base;
        int64_t mix[PR_MAX_MUNICIPALITIES], share[PR_MAX_MUNICIPALITIES];
        pr_allocation_base(&memo, &memo.central, &residents, PR_CHANNEL_SURPLUS, MEMO_2026, &base);
        pr_allocation_mix(&base, mix);
        memcpy(share, mix, sizeof share);
        assert_int_equal(pr_allocation_bound(base.count, base.floor, base.cap, share), 0);
        long double low = 0, high = INFINITY;
        int64_t sum = 0;
        for (size_t m = 0; m < base.count; m++) {
            sum += share[m];
            assert_true(share[m] >= base.floor[m] && share[m] <= base.cap[m]);
            bounded += share[m] != mix[m];
            long double least = mix[m] > 0 ? (long double)(share[m] - 1) / (long double)mix[m] : 0;
            long double most = mix[m] > 0 ? (long double)(share[m] + 1) / (long double)mix[m] : INFINITY;
            low = share[m] > base.floor[m] && least > low ? least : low;
            high = share[m] < base.cap[m] && most < high ? most : high;
        }
        assert_int_equal(sum, PR_ALLOCATION_WHOLE);
        if (!(low <= high)) {
            fail_msg("case %d: scale %.15Lg above %.15Lg", (int)c, low, high);
        }
    }
    assert_true(bounded > CASES); /* else nothing was tried */
}

/* The order of the municipalities moves no part by more than the rounding. */
static void order_moves_nothing(void **state)
{
    (void)state;
    for (uint64_t c = 0; c < CASES / 4; c++) {
        any_case(c);
        pr_allocation_base_t base, turned;
        int64_t share[PR_MAX_MUNICIPALITIES], other[PR_MAX_MUNICIPALITIES];
        pr_allocation_base(&memo, &memo.central, &residents, PR_CHANNEL_SURPLUS, MEMO_2026, &base);
        turned = base;
        for (size_t m = 0; m < base.count; m++) {
            size_t to = (m + 5) % base.count;
            turned.key[to] = base.key[m];
            turned.population[to] = base.population[m];
            turned.residents[0][to] = base.residents[0][m];
            turned.floor[to] = base.floor[m];
            turned.cap[to] = base.cap[m];
        }
        pr_allocation_policy(PR_ALLOCATION_MIXED)->weigh(&base, share);
        pr_allocation_policy(PR_ALLOCATION_MIXED)->weigh(&turned, other);
        for (size_t m = 0; m < base.count; m++) {
            int64_t gap = share[m] - other[(m + 5) % base.count];
            assert_true(gap < 100000000 && gap > -100000000); /* 10^-9 of the whole */
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_sum_to_the_cent),
        cmocka_unit_test(bounded_shares_have_one_scale),
        cmocka_unit_test(order_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
