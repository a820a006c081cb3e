/* Numbers for people and for files: every mark, rounding, and that columns add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/numbers.h"
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void test_money(void **state)
{
    (void)state;
    assert_string_equal(pr_money(PR_LANG_NL, 123456789).s, "1.234.567,89");
    assert_string_equal(pr_money(PR_LANG_EN, 123456789).s, "1,234,567.89");
}

static void test_euros(void **state)
{
    (void)state;
    assert_string_equal(pr_euros(PR_LANG_NL, 12811500).s, "€ 128.115,00");
    assert_string_equal(pr_euros(PR_LANG_EN, 12811500).s, "€128,115.00");
    assert_string_equal(pr_euros(PR_LANG_NL, -5).s, "€ -0,05");
    assert_string_equal(pr_money(PR_LANG_NL, INT64_MIN).s, "-92.233.720.368.547.758,08");
}

static void test_whole(void **state)
{
    (void)state;
    assert_string_equal(pr_whole(PR_LANG_NL, 0).s, "0");
    assert_string_equal(pr_whole(PR_LANG_NL, 999).s, "999");
    assert_string_equal(pr_whole(PR_LANG_NL, -1000).s, "-1.000");
    assert_string_equal(pr_whole(PR_LANG_EN, 1234567).s, "1,234,567");
}

static void test_fixed(void **state)
{
    (void)state;
    assert_string_equal(pr_fixed(PR_LANG_NL, 0.85, 2).s, "0,85");
    assert_string_equal(pr_fixed(PR_LANG_NL, 2.385, 2).s, "2,39"); /* the decimal half, not the binary one */
    assert_string_equal(pr_fixed(PR_LANG_NL, 1234.4, -2).s, "1.200");
    assert_string_equal(pr_fixed(PR_LANG_NL, -0.04, 1).s, "0,0");
    assert_string_equal(pr_fixed(PR_LANG_NL, NAN, 1).s, "");
    assert_string_equal(pr_fixed(PR_LANG_NL, -INFINITY, 1).s, "-∞");
    assert_string_equal(pr_percents(PR_LANG_NL, 0.2847, 2).s, "28,47 %");
    assert_string_equal(pr_percents(PR_LANG_EN, 0.2847, 1).s, "28.5%");
}

/* u/√12 <= se: 1/√12 = 0.2887. */
static void test_decimals(void **state)
{
    (void)state;
    assert_int_equal(pr_decimals(0.9, 9), 0);
    assert_int_equal(pr_decimals(0.29, 9), 0);
    assert_int_equal(pr_decimals(0.28, 9), 1);
    assert_int_equal(pr_decimals(4, 9), -1);
    assert_int_equal(pr_decimals(0.0001, 2), 2);
    assert_int_equal(pr_decimals(0, 1), 1);
    assert_int_equal(pr_decimals(NAN, 1), 1);
    assert_string_equal(pr_fixed(PR_LANG_NL, 503.27, pr_decimals(0.9, 2)).s, "503");
}

static void test_exact_reads_back(void **state)
{
    (void)state;
    const double x[] = {1.0494, 1.09326492, 0.1,        1.0 / 3,         -2.385e-7, 6196123.45,
                        1e300,  5e-324,     123456789., 472230.00000001, 0.1 + 0.2};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        assert_true(strtod(pr_exact(x[i]).s, NULL) == x[i]);
    }
    assert_string_equal(pr_exact(1.0494).s, "1.0494");
    assert_string_equal(pr_exact(-0.0).s, "0");
    assert_string_equal(pr_exact(700000).s, "700000");
    assert_string_equal(pr_exact(NAN).s, "");
    assert_string_equal(pr_ten(1.0 / 3).s, "0.3333333333");
    assert_string_equal(pr_plain_cents(-5).s, "-0.05");
    assert_string_equal(pr_plain_cents(25623000).s, "256230.00");
}

/* Skipped where the machine has no such locale. */
static void test_locale_does_not_matter(void **state)
{
    (void)state;
    if (!setlocale(LC_ALL, "nl_NL.UTF-8") && !setlocale(LC_ALL, "de_DE.UTF-8")) {
        skip();
    }
    char exact[64], ten[64];
    strcpy(exact, pr_exact(1.0494).s);
    strcpy(ten, pr_ten(1.0 / 3).s);
    setlocale(LC_ALL, "C");
    assert_string_equal(exact, "1.0494");
    assert_string_equal(ten, "0.3333333333");
}

static void test_units_sum_to_total(void **state)
{
    (void)state;
    const int64_t cents[] = {33333, 33333, 33334, -250};
    int64_t out[4];
    for (int64_t total = -3; total < 1200; total += 7) {
        pr_units_round(4, cents, 100, total, out);
        assert_int_equal(out[0] + out[1] + out[2] + out[3], total);
    }
    pr_units_round(4, cents, 100, 998, out);
    assert_int_equal(out[0], 333);
    assert_int_equal(out[1], 333);
    assert_int_equal(out[2], 334);
    assert_int_equal(out[3], -2);
    pr_units_round(0, cents, 100, 0, out);
}

static void test_moments(void **state)
{
    (void)state;
    assert_string_equal(pr_moment(PR_LANG_NL, "2026-11-02T09:15:07Z").s, "2 november 2026, 09:15");
    assert_string_equal(pr_moment(PR_LANG_EN, "2026-11-02T09:15:07Z").s, "2 November 2026, 09:15");
    assert_string_equal(pr_moment(PR_LANG_NL, "2026-05-23T23:59").s, "23 mei 2026, 23:59");
    assert_string_equal(pr_moment(PR_LANG_NL, "2026-13-23T23:59").s, "2026-13-23T23:59");
    assert_string_equal(pr_moment(PR_LANG_NL, "gisteren").s, "gisteren");
    assert_string_equal(pr_moment(PR_LANG_NL, "").s, "");
    assert_string_equal(pr_month_name(PR_LANG_NL, 9), "september");
    assert_string_equal(pr_month_name(PR_LANG_EN, 12), "December");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_euros),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_exact_reads_back),
        cmocka_unit_test(test_locale_does_not_matter),
        cmocka_unit_test(test_units_sum_to_total),
        cmocka_unit_test(test_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
