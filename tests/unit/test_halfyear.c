/* What the half-year report hides, and that its rows are those of the run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/halfyear.h"
#include "test_report_fixture.h"

static const pr_period_t HALF = {PR_PERIOD_HALF, 2027, 1};

static size_t series_of(const fixture_t *f, const char *metric, int scope)
{
    ptrdiff_t series = pr_plan_find(&f->run.plan, metric, scope, HALF);
    assert_true(series >= 0);
    return (size_t)series;
}

static void set_mean(fixture_t *f, const char *metric, int scope, double mean)
{
    f->run.ensemble.summary[series_of(f, metric, scope)] = fixture_summary(mean, 0.3 * mean);
}

/* Every municipality reaches 100 and more, half of them with the theme ggz. */
static fixture_t *large(void)
{
    fixture_t *f = fixture_new();
    for (int scope = 1; scope <= MEMO_MUNICIPALITIES; scope++) {
        set_mean(f, "service.residents_reached", scope, 100 + scope);
        set_mean(f, "service.theme.armoede", scope, 50 + scope);
        set_mean(f, "service.theme.ggz", scope, 50);
    }
    return f;
}

static int hidden(const fixture_t *f, const pr_mask_t *mask, pr_masked_t how, int *scope)
{
    const pr_halfyear_t half = {&f->run, mask, HALF};
    int count = 0;
    for (int m = 0; m <= MEMO_MUNICIPALITIES; m++) {
        if (pr_halfyear_mask(&half, series_of(f, "service.residents_reached", m)) == how) {
            *scope = m;
            count++;
        }
    }
    return count;
}

static void test_a_small_total_takes_a_companion_along(void **state)
{
    (void)state;
    int scope = -1;
    pr_mask_t mask = {0};
    fixture_t *f = large();
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    assert_int_equal(hidden(f, &mask, PR_SHOWN, &scope), 1 + MEMO_MUNICIPALITIES);
    pr_mask_free(&mask);

    set_mean(f, "service.residents_reached", 7, 4.999);
    set_mean(f, "service.theme.armoede", 7, 2);
    set_mean(f, "service.theme.ggz", 7, 2.999);
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    assert_int_equal(hidden(f, &mask, PR_MASKED_SMALL, &scope), 1);
    assert_int_equal(scope, 7);
    assert_int_equal(hidden(f, &mask, PR_MASKED_OTHER, &scope), 1);
    /* The themes of its companion are hidden too: together they would give its total. */
    const pr_halfyear_t half = {&f->run, &mask, HALF};
    assert_true(pr_halfyear_mask(&half, series_of(f, "service.theme.armoede", scope)) != PR_SHOWN);
    assert_int_equal(hidden(f, NULL, PR_SHOWN, &scope), 1 + MEMO_MUNICIPALITIES);
    pr_mask_free(&mask);

    set_mean(f, "service.residents_reached", 3, 1);
    set_mean(f, "service.theme.armoede", 3, 0.5);
    set_mean(f, "service.theme.ggz", 3, 0.5);
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    assert_int_equal(hidden(f, &mask, PR_MASKED_SMALL, &scope), 2);
    assert_int_equal(hidden(f, &mask, PR_MASKED_OTHER, &scope), 0);
    pr_mask_free(&mask);
    fixture_free(f);
}

static void test_rows_are_those_of_the_run(void **state)
{
    (void)state;
    fixture_t *f = large();
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    set_mean(f, "deployment.hours", MEMO_SCOPE_VENLO, 1234.5);
    pr_csv_begin(&csv, &text, PR_CSV_RFC4180);
    const pr_halfyear_t half = {&f->run, NULL, HALF};
    pr_halfyear_csv(&half, &csv);
    assert_non_null(strstr(text.data, "deployment.hours,hours,2027-H1,Venlo,1234.5,"));
    assert_non_null(strstr(text.data, ",planning_band_not_target\r\n"));
    assert_null(strstr(text.data, "new_residents"));
    pr_text_free(&text);
    pr_text_init(&text);
    pr_halfyear_page(&half, PR_LANG_EN, &text);
    assert_non_null(strstr(text.data, "Planning band, not a target (no KPIs were agreed)."));
    assert_non_null(strstr(text.data, "2027-H1 (indicative)"));
    pr_text_free(&text);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_small_total_takes_a_companion_along),
        cmocka_unit_test(test_rows_are_those_of_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
