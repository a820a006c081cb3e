/* Index: published figures, rules, basis, and the central path, exactly. */
#include "support_money.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* Loose enough for a plain double, which is all that valgrind gives a long double. */
static const long double TIGHT = 1e-15L;

static pr_scenario_t memo;
static pr_index_path_t path;

static int setup(void **state)
{
    (void)state;
    memo_scenario(&memo);
    return 0;
}

static void run(void)
{
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), 0);
}

static long double factor(pr_index_class_t kind, int y)
{
    return path.factor[kind][y].factor;
}

static int64_t indexed(int64_t cents, int y)
{
    return pr_real_index((pr_real_t){cents}, path.factor[PR_INDEX_OVA][y]).cents;
}

static void assert_near(long double found, long double wanted, long double tolerance)
{
    if (!(fabsl(found - wanted) <= tolerance)) {
        fail_msg("%.20Lg is not %.20Lg", found, wanted);
    }
}

static void test_known_years_are_exact(void **state)
{
    (void)state;
    run();
    assert_true(factor(PR_INDEX_OVA, MEMO_2023) == 1);
    assert_near(factor(PR_INDEX_OVA, MEMO_2024), 1.0494L, TIGHT);
    assert_near(factor(PR_INDEX_OVA, MEMO_2025), 1.09326492L, TIGHT);
    assert_int_equal(indexed(45000000, MEMO_2024), 47223000);
    assert_int_equal(indexed(45000000, MEMO_2025), 49196921);
}

static void test_half_cents_go_away_from_zero(void **state)
{
    (void)state;
    run();
    assert_int_equal(indexed(62500, MEMO_2024), 65588); /* 655.875 */
    assert_int_equal(indexed(-62500, MEMO_2024), -65588);
    assert_int_equal(indexed(12500, MEMO_2024), 13118); /* 131.175 */
}

/* What long double is for: half a cent of ten milliard euro. */
static void test_half_cents_of_large_amounts(void **state)
{
    (void)state;
    volatile long double one = 1;
    if (one + 0x1p-60L == one) {
        skip();
    }
    run();
    assert_near(factor(PR_INDEX_OVA, MEMO_2024), 1.0494L, 1e-18L);
    assert_near(factor(PR_INDEX_OVA, MEMO_2025), 1.09326492L, 1e-18L);
    assert_int_equal(indexed(1000000062500, MEMO_2024), 1049400065588);
    assert_int_equal(indexed(-1000000062500, MEMO_2024), -1049400065588);
}

/* M2. NZa compounds wages; the VNG's two advices take the 90/10 mix. */
static void test_bodies_that_true_up(void **state)
{
    (void)state;
    memo.index_rule = PR_RULE_TRUE_UP_COMPOUND;
    run();
    assert_near(path.applied[PR_INDEX_OVA][MEMO_2024], 1.0494L * 1.0636L / 1.0474L - 1, TIGHT);
    assert_near(path.applied[PR_INDEX_OVA][MEMO_2024], 0.0656L, 0.00005L);
    assert_near(path.applied[PR_INDEX_OVA][MEMO_2025], 0.0523L, 0.00005L);
    memo.index_rule = PR_RULE_TRUE_UP_POINTS;
    run();
    assert_near(path.applied[PR_INDEX_OVA90_PPC10][MEMO_2025], 0.04957L, TIGHT);
    memo.index_rule = PR_RULE_TRUE_UP_RATIO;
    run();
    assert_near(path.applied[PR_INDEX_OVA90_PPC10][MEMO_2024], 0.062941L, 0.0000005L);
}

static void test_the_rule_on_bare_numbers(void **state)
{
    (void)state;
    assert_near(pr_index_rule_apply(PR_RULE_PROVISIONAL, 0.04, 0.05, 0.02, 0.03), 0.04, TIGHT);
    assert_near(pr_index_rule_apply(PR_RULE_DEFINITIVE, 0.04, 0.05, 0.02, 0.03), 0.05, TIGHT);
    assert_near(pr_index_rule_apply(PR_RULE_TRUE_UP_POINTS, 0.04, 0.05, 0.02, 0.03), 0.05, TIGHT);
    assert_near(pr_index_rule_apply(PR_RULE_TRUE_UP_COMPOUND, 0.04, 0.05, 0.02, 0.03),
                1.04L * 1.03L / 1.02L - 1, TIGHT);
    assert_near(pr_index_rule_apply(PR_RULE_TRUE_UP_RATIO, 0.04, 0.05, 0.02, 0.03), 0.04L + 1.03L / 1.02L - 1,
                1e-15L);
}

/* Every true-up chain telescopes: definitive growth up to last year, provisional growth of this one. */
static void test_compound_true_up_telescopes(void **state)
{
    (void)state;
    memo.index_rule = PR_RULE_TRUE_UP_COMPOUND;
    run();
    long double chain = 1;
    for (int y = MEMO_2024; y < MEMO_YEARS; y++) {
        chain *= 1 + (long double)path.definitive[PR_SERIES_OVA][y - 1];
        assert_near(factor(PR_INDEX_OVA, y),
                    chain * (1 + (long double)path.provisional[PR_SERIES_OVA][y]) /
                        (1 + (long double)path.provisional[PR_SERIES_OVA][MEMO_2023]),
                    1e-15L);
    }
}

/* M3: 80 % wages at 4.5 % and 20 % prices at 2.5 % is 4.1 % each year, chained; here as one published figure,
   since the mix of the contract's own class is 90/10. */
static void chain_of(int hundredths, int64_t last)
{
    memo.price_level_year = 2024;
    memo.first_indexed_year = 2025;
    for (int year = 2025; year <= 2031; year++) {
        memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, year, hundredths);
    }
    run();
    assert_int_equal(indexed(10000000, MEMO_2031), last); /* 1000.0000 in hundredths of a cent */
}

static void test_chain_of_a_mixed_index(void **state)
{
    (void)state;
    chain_of(410, 13248146);
    static const int64_t wanted[] = {10000000, 10410000, 10836810, 11281119, 11743645, 12225135, 12726365};
    for (int i = 0; i < 7; i++) {
        assert_int_equal(indexed(10000000, MEMO_2024 + i), wanted[i]);
    }
    assert_true(factor(PR_INDEX_NONE, MEMO_2031) == 1);
    chain_of(290, 12215398); /* weights swapped */
}

static void test_the_mix_is_ninety_ten(void **state)
{
    (void)state;
    for (int year = 2024; year <= 2031; year++) {
        memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, year, 450);
        memo_publish(&memo, PR_SERIES_PPC, PR_VINTAGE_SEPTEMBER, year, 250);
    }
    run();
    assert_near(factor(PR_INDEX_OVA90_PPC10, MEMO_2031), powl(1.043L, 8), TIGHT);
    assert_near(factor(PR_INDEX_OVA, MEMO_2031), powl(1.045L, 8), TIGHT);
    assert_near(factor(PR_INDEX_PPC, MEMO_2031), powl(1.025L, 8), TIGHT);
}

static void test_basis_tells_the_weakest_figure(void **state)
{
    (void)state;
    run();
    const pr_index_basis_t *basis = path.basis[PR_INDEX_OVA];
    assert_int_equal(basis[MEMO_2023], PR_BASIS_NONE);
    assert_int_equal(basis[MEMO_2024], PR_BASIS_SPRING);
    assert_int_equal(basis[MEMO_2025], PR_BASIS_SPRING);
    assert_int_equal(basis[MEMO_2026], PR_BASIS_PROJECTED);
    assert_int_equal(path.basis[PR_INDEX_NONE][MEMO_2031], PR_BASIS_NONE);
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2026, 321);
    run();
    assert_int_equal(basis[MEMO_2026], PR_BASIS_SPRING); /* for 2024's and 2025's sake */
    memo_forget(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2026);
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2024, 477);
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_APPLIED, 2025, 523);
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_APPLIED, 2027, 301);
    run();
    assert_int_equal(basis[MEMO_2024], PR_BASIS_SEPTEMBER);
    assert_int_equal(basis[MEMO_2025], PR_BASIS_SEPTEMBER);
    assert_int_equal(basis[MEMO_2026 + 1], PR_BASIS_PROJECTED);
    assert_int_equal(path.basis[PR_INDEX_OVA90_PPC10][MEMO_2024], PR_BASIS_SPRING);
    memo.index_rule = PR_RULE_DEFINITIVE;
    run();
    assert_int_equal(basis[MEMO_2024], PR_BASIS_DEFINITIVE);
}

static void test_september_outranks_spring(void **state)
{
    (void)state;
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2024, 477);
    run();
    assert_near(path.applied[PR_INDEX_OVA][MEMO_2024], 0.0477L, TIGHT);
}

static void test_applied_figures_replace_the_rule(void **state)
{
    (void)state;
    memo.index_rule = PR_RULE_TRUE_UP_COMPOUND;
    run();
    double by_rule = path.applied[PR_INDEX_OVA90_PPC10][MEMO_2025];
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_APPLIED, 2025, 611);
    run();
    assert_near(path.applied[PR_INDEX_OVA][MEMO_2025], 0.0611L, TIGHT);
    assert_true(path.applied[PR_INDEX_OVA90_PPC10][MEMO_2025] == by_rule); /* one half is no mix */
    assert_near(path.provisional[PR_SERIES_OVA][MEMO_2025], 0.0418L, TIGHT);
    memo_publish(&memo, PR_SERIES_PPC, PR_VINTAGE_APPLIED, 2025, 211);
    run();
    assert_near(path.applied[PR_INDEX_PPC][MEMO_2025], 0.0211L, TIGHT);
    assert_near(path.applied[PR_INDEX_OVA90_PPC10][MEMO_2025], 0.0571L, TIGHT);
}

/* 2025: p known, d = p + β of the spring vintage; from 2026 on the process without shocks. */
static void test_central_path(void **state)
{
    (void)state;
    run();
    const pr_index_inputs_t *ova = &memo.central.index[PR_SERIES_OVA];
    long double d = 0.0418L + ova->spring_gap;
    assert_near(path.definitive[PR_SERIES_OVA][MEMO_2025], d, TIGHT);
    for (int y = MEMO_2026; y < MEMO_YEARS; y++) {
        d = ova->mean_growth + ova->persistence * (d - ova->mean_growth);
        assert_near(path.definitive[PR_SERIES_OVA][y], d, TIGHT);
        assert_near(path.provisional[PR_SERIES_OVA][y], d - ova->september_gap, TIGHT);
        assert_near(path.applied[PR_INDEX_OVA][y], d - ova->september_gap, TIGHT);
    }
}

static void test_zero_shocks_are_the_central_path(void **state)
{
    (void)state;
    static const pr_index_shocks_t zeros;
    static pr_index_path_t other;
    run();
    assert_int_equal(pr_index_path(&memo, &memo.central, &zeros, &other), 0);
    assert_memory_equal(path.applied, other.applied, sizeof path.applied);
}

/* The walk starts at the last definitive figure, however far back, and at μ where there is none. */
static void test_start_of_the_process(void **state)
{
    (void)state;
    const pr_index_inputs_t *ova = &memo.central.index[PR_SERIES_OVA];
    memset(memo.figure, 0, sizeof memo.figure);
    run();
    assert_near(path.definitive[PR_SERIES_OVA][MEMO_2023], ova->mean_growth, TIGHT);
    memo_publish(&memo, PR_SERIES_OVA, PR_VINTAGE_DEFINITIVE, 2019, 342);
    run();
    assert_near(path.definitive[PR_SERIES_OVA][MEMO_2023],
                ova->mean_growth + powl(ova->persistence, 4) * (0.0342L - ova->mean_growth), TIGHT);
}

/* 2023's provisional figures are unknown: 2024 has nothing to correct, and its basis says so. */
static void test_true_up_without_a_figure_corrects_nothing(void **state)
{
    (void)state;
    memo_forget(&memo, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2023);
    memo_forget(&memo, PR_SERIES_OVA, PR_VINTAGE_SPRING, 2023);
    for (int rule = PR_RULE_TRUE_UP_COMPOUND; rule <= PR_RULE_TRUE_UP_RATIO; rule++) {
        memo.index_rule = (pr_index_rule_t)rule;
        run();
        assert_near(path.applied[PR_INDEX_OVA][MEMO_2024], 0.0494L, TIGHT);
        assert_int_equal(path.basis[PR_INDEX_OVA][MEMO_2024], PR_BASIS_PROJECTED);
    }
}

static void test_shocks_of_prices_follow_wages(void **state)
{
    (void)state;
    pr_index_shocks_t shocks = {0};
    shocks.level[PR_SERIES_OVA][MEMO_2026] = 1.7;
    shocks.level[PR_SERIES_PPC][MEMO_2026] = -0.6;
    shocks.revision[PR_SERIES_PPC][MEMO_2026] = 0.9;
    run();
    double central = path.definitive[PR_SERIES_PPC][MEMO_2026];
    assert_int_equal(pr_index_path(&memo, &memo.central, &shocks, &path), 0);
    const pr_index_inputs_t *ppc = &memo.central.index[PR_SERIES_PPC];
    double mixed = 0.385 * 1.7 - 0.6 * sqrt(1 - 0.385 * 0.385);
    double definitive = central + ppc->shock_sd * mixed;
    assert_near(path.definitive[PR_SERIES_PPC][MEMO_2026], definitive, TIGHT);
    assert_near(path.provisional[PR_SERIES_PPC][MEMO_2026],
                definitive - ppc->september_gap - 0.9 * ppc->september_gap_sd, TIGHT);
}

static void test_first_indexed_year(void **state)
{
    (void)state;
    memo.first_indexed_year = 2025;
    run();
    assert_true(factor(PR_INDEX_OVA, MEMO_2024) == 1);
    assert_int_equal(path.basis[PR_INDEX_OVA][MEMO_2024], PR_BASIS_NONE);
    assert_near(factor(PR_INDEX_OVA, MEMO_2025), 1.0418L, TIGHT);
}

static void test_price_level_outside_the_budget_years(void **state)
{
    (void)state;
    memo.price_level_year = memo.first_indexed_year = 2021; /* 3.87 % in 2022, 4.74 % in 2023 */
    run();
    assert_near(factor(PR_INDEX_OVA, MEMO_2023), 1.0387L * 1.0474L, TIGHT);
    assert_near(factor(PR_INDEX_OVA, MEMO_2024), 1.0387L * 1.0474L * 1.0494L, TIGHT);
    memo.price_level_year = 2031;
    run();
    assert_true(factor(PR_INDEX_OVA, MEMO_2031) == 1);
}

static void test_outside_the_domain(void **state)
{
    (void)state;
    memo.central.index[PR_SERIES_OVA].mean_growth = -1.5;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), PR_ERR_DOMAIN);
    memo.central.index[PR_SERIES_OVA].mean_growth = NAN;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), PR_ERR_DOMAIN);
    memo.central.index[PR_SERIES_OVA].mean_growth = 0.028;
    memo.price_level_year = 1989;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), PR_ERR_DOMAIN);
    memo.price_level_year = 2023;
    memo.last_year = 2050;
    assert_int_equal(pr_index_path(&memo, &memo.central, NULL, &path), PR_ERR_DOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_known_years_are_exact, setup),
        cmocka_unit_test_setup(test_half_cents_go_away_from_zero, setup),
        cmocka_unit_test_setup(test_half_cents_of_large_amounts, setup),
        cmocka_unit_test_setup(test_bodies_that_true_up, setup),
        cmocka_unit_test_setup(test_the_rule_on_bare_numbers, setup),
        cmocka_unit_test_setup(test_compound_true_up_telescopes, setup),
        cmocka_unit_test_setup(test_chain_of_a_mixed_index, setup),
        cmocka_unit_test_setup(test_the_mix_is_ninety_ten, setup),
        cmocka_unit_test_setup(test_basis_tells_the_weakest_figure, setup),
        cmocka_unit_test_setup(test_september_outranks_spring, setup),
        cmocka_unit_test_setup(test_applied_figures_replace_the_rule, setup),
        cmocka_unit_test_setup(test_central_path, setup),
        cmocka_unit_test_setup(test_zero_shocks_are_the_central_path, setup),
        cmocka_unit_test_setup(test_start_of_the_process, setup),
        cmocka_unit_test_setup(test_true_up_without_a_figure_corrects_nothing, setup),
        cmocka_unit_test_setup(test_shocks_of_prices_follow_wages, setup),
        cmocka_unit_test_setup(test_first_indexed_year, setup),
        cmocka_unit_test_setup(test_price_level_outside_the_budget_years, setup),
        cmocka_unit_test_setup(test_outside_the_domain, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
