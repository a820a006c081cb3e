/* Largest remainder: the reference splits, both ends of the number range, and what is refused. */
#include "support_money.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_split(int64_t total, size_t n, const int64_t *weight, const int64_t *wanted)
{
    int64_t share[PR_KEY_SPLIT_MAX];
    assert_int_equal(pr_key_split(total, n, weight, share), 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(share[i], wanted[i]);
    }
    assert_int_equal(pr_key_split(-total, n, weight, share), 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(share[i], -wanted[i]);
    }
}

/* M4. */
static void test_reference_splits(void **state)
{
    (void)state;
    assert_split(100000000, 3, (int64_t[]){1, 1, 1}, (int64_t[]){33333334, 33333333, 33333333});
    assert_split(10, 6, (int64_t[]){47000, 16000, 15800, 12000, 6100, 3100}, (int64_t[]){5, 2, 1, 1, 1, 0});
}

static void test_ties_go_to_the_first(void **state)
{
    (void)state;
    assert_split(2, 4, (int64_t[]){1, 1, 1, 1}, (int64_t[]){1, 1, 0, 0});
    assert_split(3, 3, (int64_t[]){0, 5, 5}, (int64_t[]){0, 2, 1});
    assert_split(1, 3, (int64_t[]){0, 0, 7}, (int64_t[]){0, 0, 1});
    assert_split(0, 2, (int64_t[]){3, 4}, (int64_t[]){0, 0});
}

/* Sums of 10,000, other sums, and products past 64 bits take different code: same result where they meet. */
static void test_all_ways_of_dividing_agree(void **state)
{
    (void)state;
    const int64_t percent[] = {2847, 1381, 5772}, scaled[] = {5694, 2762, 11544};
    const int64_t huge[] = {2847LL << 48, 1381LL << 48, 5772LL << 48};
    for (int64_t total = 1; total < 1000000000000; total = total * 7 + 3) {
        int64_t a[3], b[3], c[3];
        assert_int_equal(pr_key_split(total, 3, percent, a), 0);
        assert_int_equal(pr_key_split(total, 3, scaled, b), 0);
        assert_int_equal(pr_key_split(total, 3, huge, c), 0);
        assert_memory_equal(a, b, sizeof a);
        assert_memory_equal(a, c, sizeof a);
    }
}

static void test_the_ends_of_the_range(void **state)
{
    (void)state;
    assert_split(INT64_MAX, 2, (int64_t[]){1, 1}, (int64_t[]){INT64_MAX / 2 + 1, INT64_MAX / 2});
    assert_split(INT64_MAX, 1, (int64_t[]){INT64_MAX}, (int64_t[]){INT64_MAX});
    int64_t share[2];
    assert_int_equal(pr_key_split(INT64_MIN, 2, (int64_t[]){1, 0}, share), 0);
    assert_true(share[0] == INT64_MIN && share[1] == 0);
}

static void test_what_is_no_key_is_refused(void **state)
{
    (void)state;
    int64_t weight[PR_KEY_SPLIT_MAX + 1] = {1}, share[PR_KEY_SPLIT_MAX + 1];
    assert_int_equal(pr_key_split(5, 0, weight, share), PR_ERR_DOMAIN);
    assert_int_equal(pr_key_split(5, PR_KEY_SPLIT_MAX + 1, weight, share), PR_ERR_DOMAIN);
    assert_int_equal(pr_key_split(5, PR_KEY_SPLIT_MAX, weight, share), 0);
    assert_int_equal(pr_key_split(5, 2, (int64_t[]){0, 0}, share), PR_ERR_DOMAIN);
    assert_int_equal(pr_key_split(5, 2, (int64_t[]){3, -1}, share), PR_ERR_DOMAIN);
    assert_int_equal(pr_key_split(5, 2, (int64_t[]){INT64_MAX, 1}, share), PR_ERR_DOMAIN);
}

/* M1: the memo's table 2. */
static void test_the_memo_s_table_2(void **state)
{
    (void)state;
    static const int64_t euro[MEMO_MUNICIPALITIES] = {3510, 15480, 22995, 3870,  15165,  38160, 15525,
                                                      7830, 42705, 11880, 36405, 128115, 46215, 62145};
    pr_scenario_t memo;
    pr_nominal_t share[MEMO_MUNICIPALITIES];
    memo_scenario(&memo);
    pr_key_share(&memo, &memo.key[0], (pr_nominal_t){45000000}, share);
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        assert_int_equal(share[m].cents, 100 * euro[m]);
    }
}

static void test_a_broken_key_gives_nothing(void **state)
{
    (void)state;
    pr_scenario_t memo;
    pr_nominal_t share[MEMO_MUNICIPALITIES];
    memo_scenario(&memo);
    memset(memo.key[0].share, 0, sizeof memo.key[0].share);
    pr_key_share(&memo, &memo.key[0], (pr_nominal_t){45000000}, share);
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        assert_int_equal(share[m].cents, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference_splits),           cmocka_unit_test(test_ties_go_to_the_first),
        cmocka_unit_test(test_all_ways_of_dividing_agree), cmocka_unit_test(test_the_ends_of_the_range),
        cmocka_unit_test(test_what_is_no_key_is_refused),  cmocka_unit_test(test_the_memo_s_table_2),
        cmocka_unit_test(test_a_broken_key_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
