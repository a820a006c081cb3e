/* The tables: the memo's figures, columns that add up as printed, widths, both languages, and their caveats.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/table.h"
#include "report/view.h"
#include "unit/test_report_fixture.h"

static void assert_all_in(const char *text, const char *const *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!strstr(text, expected[i])) {
            fail_msg("not in the tables: %s", expected[i]);
        }
    }
}

static void test_memo_in_dutch(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    static const char *const expected[] = {
        "Besloten jaren 2023–2025",
        "256.230 ",
        "900.000 ",
        "7.020 ",
        "Totaal                           12.000,00   461.200,00   476.200,00   949.400,00",
        "256.230",
        "Daling aandeel in positief saldo per gemeente",
        "134.443,88*",
        "964.199,21*",
        "* Rust (mede) op een indexcijfer van het voorjaar",
        "geen\nzuinigheid",
        "tellen niet op",
        "dan daalt het in 2023–2025 met € 1.016.596,03 in plaats van € 964.199,21"};
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_all_in(text, expected, sizeof expected / sizeof *expected);
    assert_null(strstr(text, "Positief saldo vóór en na de pool"));
    free(text);
    fixture_free(f);
}

static void test_english(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    static const char *const expected[] = {"Decided years 2023–2025", "256,230 ", "134,443.88*",
                                           "Settlement means hours that were not delivered"};
    char *text = fixture_tables(f, PR_LANG_EN);
    assert_all_in(text, expected, sizeof expected / sizeof *expected);
    assert_null(strstr(text, "gemeente"));
    free(text);
    fixture_free(f);
}

static void test_width(void **state)
{
    (void)state;
    for (int until = 2022; until <= 2025; until += 3) { /* all years in one table, or two parts */
        fixture_t *f = fixture_new();
        f->scenario.decided_until = until;
        f->scenario.benefit_method = PR_BENEFIT_MECHANISM;
        f->scenario.central.benefit.guidance_eur_per_hour = 66.43;
        fixture_rerun(f);
        for (pr_lang_t lang = 0; lang < PR_LANGS; lang++) {
            char *text = fixture_tables(f, lang);
            for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
                assert_in_range(pr_text_columns(line), 0, 104);
            }
            free(text);
        }
        fixture_free(f);
    }
}

/* On the central path, to the cent: municipalities add to the region. What is printed is rounded. */
static void test_bridge_adds_up(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_text_t out;
    pr_text_init(&out);
    const pr_view_t view = {PR_LANG_NL, &f->scenario, &f->run, &out, NULL};
    const struct {
        int from, to;
    } part[] = {{0, 3}, {3, 9}, {0, 9}};
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    for (size_t i = 0; i < 3; i++) {
        pr_bridge_t sum = {0};
        pr_bridge_sum(&view, part[i].from, part[i].to, row);
        for (size_t m = 1; m <= 14; m++) {
            sum.real += row[m].real;
            sum.index += row[m].index;
            sum.execution += row[m].execution;
        }
        assert_int_equal(sum.real, row[0].real);
        assert_int_equal(sum.index, row[0].index);
        assert_int_equal(sum.execution, row[0].execution);
    }
    pr_bridge_sum(&view, 0, 3, row);
    assert_int_equal(row[0].real, 90000000);
    assert_int_equal(row[12].real, 25623000); /* Venlo */
    assert_int_equal(pr_bridge_step(&row[0], PR_STEP_BEFORE, PR_UNIT_EURO), 1016596);
    assert_int_equal(row[0].settled, 14424690);
    /* 111,234.56 (se 445) + 33,012.34 (se 132) */
    assert_int_equal(pr_bridge_step(&row[0], PR_STEP_SETTLED, PR_UNIT_EURO), 144000);
    fixture_free(f);
}

static void test_booking_total(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    f->scenario.booking = PR_BOOKING_TOTAL;
    fixture_rerun(f);
    static const char *const expected[] = {"alle kosten verlagen het positief saldo", "€ 52.396,82"};
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_all_in(text, expected, 2);
    free(text);
    fixture_free(f);
}

static void test_fictitious_surplus(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    f->scenario.has_surplus = f->scenario.surplus_is_assumption = true;
    fixture_rerun(f);
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_non_null(strstr(text, "fictief"));
    assert_null(strstr(text, "kans op tekort"));
    free(text);
    f->scenario.surplus_is_assumption = false;
    fixture_rerun(f);
    text = fixture_tables(f, PR_LANG_NL);
    assert_null(strstr(text, "fictief"));
    assert_non_null(strstr(text, "kans op tekort"));
    free(text);
    fixture_free(f);
}

static double *mean_of(fixture_t *f, const char *metric)
{
    ptrdiff_t i = pr_plan_find(&f->run.plan, metric, 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    assert_true(i >= 0);
    return &f->run.ensemble.summary[i].mean;
}

/* The words stand after `heading`, one after the other. */
static void assert_in_order(const char *text, const char *heading, const char *const *words, size_t count)
{
    const char *section = strstr(text, heading);
    assert_non_null(section);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const char *next = strstr(section, words[i]);
        assert_non_null(next);
        assert_true((size_t)(next - section) > at);
        at = (size_t)(next - section);
    }
}

static void test_benefit(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_benefit_inputs_t *in = &f->scenario.central.benefit;
    *in = (pr_benefit_inputs_t){
        .guidance_eur_per_hour = 66.43, .avoided_eur_per_year = 3450, .sroi_ratio = 4.5};
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_null(strstr(text, "quitte"));
    free(text);
    f->scenario.benefit_method = PR_BENEFIT_MECHANISM;
    fixture_rerun(f);
    const pr_summary_t ratio = {.mean = 1503.7, .sd = NAN, .se = 2, .p05 = 1499, .p95 = 1508};
    *(pr_summary_t *)(void *)mean_of(f, "value.break_even_per_resident") = ratio;
    *mean_of(f, "value.break_even_avoided_cost") = 61243;
    *mean_of(f, "benefit.successes") = 80;
    *mean_of(f, "service.residents_reached") = 4000;
    *(pr_summary_t *)(void *)mean_of(f, "value.net_present.cashable") = fixture_summary(-4270000, 270000);
    *(pr_summary_t *)(void *)mean_of(f, "value.net_present") = fixture_summary(-3890000, 590000);
    text = fixture_tables(f, PR_LANG_NL);
    static const char *const expected[] = {
        "Quitte speelt de pool pas als elke bereikte inwoner gemiddeld € 1.504 aan kosten elders voorkomt",
        "Wmo-begeleiding van € 66,43",
        "(± € 2, de schattingsfout)",
        "€ 61.243",
        "aangenomen is € 3.450",
        "slagen er ongeveer 36.",
        "moeilijk meetbaar en aantoonbaar",
        "geen bevinding"};
    assert_all_in(text, expected, sizeof expected / sizeof *expected);
    /* First what must be true, then by payer, then cashable, then all: never the total first. */
    static const char *const order[] = {"Wat waar moet zijn om quitte te spelen", "meetbaar en aantoonbaar",
                                        "zorgverzekeraars", "gemeenten, verlaagt begroting",
                                        "alle betalers samen"};
    assert_in_order(text, "Wat de pool waard kan zijn", order, 5);
    free(text);
    f->scenario.benefit_method = PR_BENEFIT_SROI;
    fixture_rerun(f);
    text = fixture_tables(f, PR_LANG_EN);
    assert_non_null(strstr(text, "a claim of 4.5 euros for a euro of cost"));
    assert_non_null(strstr(text, "“moeilijk meetbaar en aantoonbaar”"));
    assert_null(strstr(text, "of every hundred reached"));
    free(text);
    fixture_free(f);
}

/* No decided years, only decided years, settlement a year later: no table falls over. */
static void test_other_shapes(void **state)
{
    (void)state;
    for (int until = 2022; until <= 2031; until += 9) {
        fixture_t *f = fixture_new();
        f->scenario.decided_until = until;
        f->scenario.settlement_year = PR_SETTLEMENT_NEXT;
        fixture_rerun(f);
        char *text = fixture_tables(f, PR_LANG_NL);
        assert_non_null(strstr(text, "2032"));
        free(text);
        fixture_free(f);
    }
}

/* Names and titles cannot move the cursor or break a row. */
static void test_hostile_names(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    static char name[] = "\x1b[31mVenlo\n\r", title[] = "a\x1b]0;x\x07", story[] = "b\x1b[2J {2}\nc";
    static char label[] = "een heel erg lange kostenpost met een naam van meer dan vierendertig tekens é";
    f->scenario.municipality[11].name = name;
    f->scenario.title = title;
    f->scenario.story = story;
    f->scenario.line[0].label = label;
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_null(strchr(text, '\x1b'));
    assert_null(strchr(text, '\r'));
    assert_non_null(strstr(text, "?[31mVenlo??"));
    assert_non_null(strstr(text, "a?]0;x?\nb?[2J {2}?c\nScenario"));
    assert_non_null(strstr(text, "een heel erg lange kostenpost met…"));
    free(text);
    fixture_free(f);
}

static void test_table_layout(void **state)
{
    (void)state;
    pr_table_t table;
    pr_text_t out;
    pr_text_init(&out);
    pr_table_init(&table, 3);
    static const char *const cell[] = {"é", "a", "b", "abc", "", "12345"};
    for (size_t i = 0; i < 6; i++) {
        if (i == 3) {
            pr_table_rule(&table);
        }
        pr_table_cell(&table, cell[i]);
    }
    pr_table_print(&table, &out);
    assert_string_equal(out.data, "é    a      b\n-------------\nabc     12345\n");
    pr_table_free(&table);
    pr_text_free(&out);
}

static void test_text_fill(void **state)
{
    (void)state;
    pr_text_t out;
    pr_text_init(&out);
    PR_FILL(&out, PR_LANG_EN, PR_TEXT_HEAD_REACH, "2027", "{3}", " (5–95%: 413 to 701)");
    assert_string_equal(out.data, "Residents reached in 2027: {3} expected (5–95%: 413 to 701).");
    pr_text_free(&out);
}

static void test_signs_stay_with_their_number(void **state)
{
    (void)state;
    pr_text_t out = {0};
    pr_paragraph_within(&out, "van € 20 blijft 30 % over", 0, 10);
    assert_string_equal(out.data, "van € 20\nblijft\n30 % over\n");
    pr_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memo_in_dutch), cmocka_unit_test(test_english),
        cmocka_unit_test(test_width),         cmocka_unit_test(test_bridge_adds_up),
        cmocka_unit_test(test_booking_total), cmocka_unit_test(test_fictitious_surplus),
        cmocka_unit_test(test_other_shapes),  cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_table_layout),  cmocka_unit_test(test_text_fill),
        cmocka_unit_test(test_benefit),       cmocka_unit_test(test_signs_stay_with_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
