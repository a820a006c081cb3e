/* The CSV files: dialects, quoting, sums, and what a mask hides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/csv.h"
#include "unit/test_report_fixture.h"

static char *text_field(const char *field, pr_csv_dialect_t dialect)
{
    static char copy[256];
    pr_text_t text;
    pr_csv_t csv = {0};
    pr_text_init(&text);
    csv = (pr_csv_t){.text = &text, .dialect = dialect};
    pr_csv_text(&csv, field);
    pr_csv_text(&csv, "z");
    pr_csv_end(&csv);
    strcpy(copy, text.data);
    pr_text_free(&text);
    return copy;
}

static void test_quoting(void **state)
{
    (void)state;
    assert_string_equal(text_field("plain", PR_CSV_RFC4180), "plain,z\r\n");
    assert_string_equal(text_field("", PR_CSV_RFC4180), ",z\r\n");
    assert_string_equal(text_field("a,b", PR_CSV_RFC4180), "\"a,b\",z\r\n");
    assert_string_equal(text_field("a,b", PR_CSV_NL), "a,b;z\r\n");
    assert_string_equal(text_field("a;\"b\"", PR_CSV_NL), "\"a;\"\"b\"\"\";z\r\n");
    assert_string_equal(text_field("a\nb", PR_CSV_RFC4180), "\"a\nb\",z\r\n");
}

static void test_formulas_are_text(void **state)
{
    (void)state;
    assert_string_equal(text_field("=1+1", PR_CSV_RFC4180), "'=1+1,z\r\n");
    assert_string_equal(text_field("+31", PR_CSV_RFC4180), "'+31,z\r\n");
    assert_string_equal(text_field("-x", PR_CSV_RFC4180), "'-x,z\r\n");
    assert_string_equal(text_field("@x", PR_CSV_RFC4180), "'@x,z\r\n");
    assert_string_equal(text_field("\tx", PR_CSV_RFC4180), "'\tx,z\r\n");
    assert_string_equal(text_field("\rx", PR_CSV_RFC4180), "\"'\rx\",z\r\n");
    assert_string_equal(text_field("=HYPERLINK(\"u\")", PR_CSV_RFC4180), "\"'=HYPERLINK(\"\"u\"\")\",z\r\n");
}

static void test_dutch_dialect(void **state)
{
    (void)state;
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_NL);
    pr_csv_header(&csv, "year,mean");
    pr_csv_whole(&csv, -2024);
    pr_csv_number(&csv, pr_exact(-1.0494));
    pr_csv_end(&csv);
    assert_string_equal(text.data, "\xEF\xBB\xBFyear;mean\r\n-2024;-1,0494\r\n");
    pr_text_free(&text);
}

typedef void (*money_t)(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central);

static pr_text_t money_file(const fixture_t *f, money_t write)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_RFC4180);
    write(&csv, &f->scenario, &f->run.central);
    assert_false(text.failed);
    return text;
}

/* The memo's tables 1 and 2 are the real amounts. */
static void test_memo(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_text_t budget = money_file(f, pr_csv_budget), surplus = money_file(f, pr_csv_surplus);
    /* valgrind gives a long double no more digits than a double, and 1.0494 is then not printed as such. */
    volatile long double third = 1.0L / 3.0L;
    bool has_digits = third != (long double)(double)third;
    assert_non_null(strstr(
        budget.data, has_digits ? "2024,decided,people,surplus,ova,spring,400000.00,1.0494,419760.00\r\n"
                                : "2024,decided,people,surplus,ova,spring,400000.00,1.04"));
    assert_non_null(
        strstr(budget.data, "2023,decided,procurement,execution,ova,none,12000.00,1,12000.00\r\n"));
    assert_non_null(strstr(budget.data, "2026,indicative,people,surplus,ova,projected,700000.00,"));
    assert_non_null(strstr(surplus.data, "2024,decided,Venlo,28.47,spring,128115.00,134443.88\r\n"));
    assert_non_null(strstr(surplus.data, "2025,decided,Beesel,0.78,spring,3510.00,"));
    pr_text_free(&budget);
    pr_text_free(&surplus);
    fixture_free(f);
}

/* Sums the last column (`column` from 0) of the rows that begin with `prefix`, in cents. */
static int64_t sum_of(const char *file, const char *prefix, const char *with, int column)
{
    long double sum = 0;
    for (const char *line = file; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        char row[512];
        size_t length = strcspn(line, "\r");
        memcpy(row, line, length);
        row[length] = '\0';
        if (strncmp(row, prefix, strlen(prefix)) != 0 || !strstr(row, with)) {
            continue;
        }
        char *field = row;
        for (int i = 0; i < column; i++) {
            field = strchr(field, ',') + 1;
        }
        sum += strtold(field, NULL) * 100;
    }
    return llroundl(sum);
}

static void test_parts_sum_to_totals(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_text_t budget = money_file(f, pr_csv_budget), surplus = money_file(f, pr_csv_surplus);
    pr_text_t change = money_file(f, pr_csv_wijziging);
    for (int y = 0; y < f->scenario.years; y++) {
        char year[16];
        snprintf(year, sizeof year, "%d,", 2023 + y);
        int64_t project = sum_of(budget.data, year, ",surplus,", 8);
        int64_t execution = sum_of(budget.data, year, ",execution,", 8);
        assert_int_equal(sum_of(surplus.data, year, "", 6), project);
        assert_int_equal(sum_of(surplus.data, year, "", 5), sum_of(budget.data, year, ",surplus,", 6));
        assert_int_equal(sum_of(change.data, year, ",bate,", 5), -100 * ((project + 50) / 100));
        assert_int_equal(sum_of(change.data, year, ",last,", 5), 100 * ((execution + 50) / 100));
    }
    assert_non_null(
        strstr(change.data, "2024,decided,Venlo,surplus.reduction,bate,-134444,incidental,spring\r\n"));
    assert_non_null(strstr(change.data, "2026,indicative,Venlo,surplus.reduction,bate,-"));
    assert_null(strstr(change.data, "2023,decided,Venlo,surplus.reduction"));
    assert_non_null(strstr(change.data, ",structural_if_decided,projected\r\n"));
    assert_null(strstr(change.data, ",structural,")); /* nothing decided lasts that long */
    pr_text_free(&budget);
    pr_text_free(&surplus);
    pr_text_free(&change);
    fixture_free(f);
}

/* In the Dutch dialect the begrotingswijziging is for people: Dutch names and words, the same amounts. */
static void test_dutch_wijziging(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_NL);
    pr_csv_wijziging(&csv, &f->scenario, &f->run.central);
    static const char head[] = "\xEF\xBB\xBFjaar;status;gemeente;post;soort;bedrag_eur;aard;indexcijfer\r\n";
    assert_true(strncmp(text.data, head, sizeof head - 1) == 0);
    assert_non_null(strstr(text.data, "\r\n2024;besloten;Venlo;daling aandeel positief saldo;bate;-134444;"
                                      "incidenteel;voorjaar\r\n"));
    assert_non_null(strstr(
        text.data, "\r\n2023;besloten;Venlo;bijdrage uitvoeringskosten;last;3416;incidenteel;geen\r\n"));
    assert_non_null(strstr(text.data, ";structureel indien besloten;raming\r\n"));
    static const char *const english[] = {"decided", "indicative", "surplus.", "spring", "structural"};
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        assert_null(strstr(text.data, english[i]));
    }
    pr_text_free(&text);
    fixture_free(f);
}

/* Rows of a year, item and nature in the begrotingswijziging. */
static int rows_of(fixture_t *f, int year, const char *item, const char *nature)
{
    char start[16], both[64];
    int count = 0;
    pr_text_t change = money_file(f, pr_csv_wijziging);
    snprintf(start, sizeof start, "\n%d,", year);
    snprintf(both, sizeof both, ",%s,", nature);
    for (const char *row = strstr(change.data, start); row; row = strstr(row + 1, start)) {
        char line[256];
        snprintf(line, sizeof line, "%.*s", (int)strcspn(row + 1, "\r"), row + 1);
        count += strstr(line, item) && strstr(line, both);
    }
    pr_text_free(&change);
    return count;
}

static void assert_nature(fixture_t *f, int year, const char *item, int incidental, int structural)
{
    /* What is not decided says so, and is never told as what a municipality enters. */
    static const char *const nature[][2] = {
        [PR_STATUS_DECIDED] = {"incidental", "structural"},
        [PR_STATUS_INDICATIVE] = {"incidental_if_decided", "structural_if_decided"}};
    pr_year_status_t status = pr_scenario_status(&f->scenario, year);
    assert_int_equal(rows_of(f, year, item, nature[status][0]), incidental);
    assert_int_equal(rows_of(f, year, item, nature[status][1]), structural);
    assert_int_equal(rows_of(f, year, item, nature[!status][0]), 0);
    assert_int_equal(rows_of(f, year, item, nature[!status][1]), 0);
}

/* An evaluation in a structural year has a row of its own, and both rows add to the item's own rounding. */
static void test_one_off_is_incidental(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    f->scenario.central.line_real_eur[MEMO_EVALUATION][5] = 15000;
    f->scenario.central.line_real_eur[MEMO_MEETINGS][6] = 25000;
    fixture_rerun(f);
    assert_nature(f, 2027, "execution.contribution", 0, 14);
    assert_nature(f, 2028, "execution.contribution", 14, 14);
    assert_nature(f, 2028, "surplus.reduction", 0, 14);
    assert_nature(f, 2029, "surplus.reduction", 14, 14);
    pr_text_t change = money_file(f, pr_csv_wijziging);
    int64_t once = f->run.central.budget.line[MEMO_EVALUATION][5].cents;
    int64_t all = f->run.central.surplus.contribution[0][5].cents;
    int64_t incidental = 0, total = sum_of(change.data, "2028,", ",execution.contribution,", 5);
    for (const char *row = strstr(change.data, "\n2028,"); row; row = strstr(row + 1, "\n2028,")) {
        char line[256];
        snprintf(line, sizeof line, "%.*s", (int)strcspn(row + 1, "\r"), row + 1);
        incidental += strstr(line, ",incidental_if_decided,") ? sum_of(line, "2028,", ",last,", 5) : 0;
    }
    assert_int_equal(total, 100 * ((all + 50) / 100));
    assert_int_equal(incidental, 100 * ((once + 50) / 100));
    pr_text_free(&change);
    fixture_free(f);
}

/* An evaluation in two years running is one all the same, by its purpose. */
static void test_purpose_is_incidental(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    f->scenario.central.line_real_eur[MEMO_EVALUATION][5] = 15000;
    f->scenario.central.line_real_eur[MEMO_EVALUATION][6] = 15000;
    fixture_rerun(f);
    assert_nature(f, 2028, "execution.contribution", 0, 14);
    f->scenario.line[MEMO_EVALUATION].purpose = PR_PURPOSE_EVALUATION;
    assert_nature(f, 2028, "execution.contribution", 14, 14);
    fixture_free(f);
}

/* What a gate has not decided, or what ends within the years, is not for good; a fixed gate decides. */
static void test_planned_is_incidental(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    assert_nature(f, 2026, "surplus.reduction", 0, 14);
    f->scenario.gate_count = 1;
    f->scenario.gate[0].year = 2030;
    f->scenario.gate[0].rule.choose = PR_CHOOSE_EVALUATION;
    assert_nature(f, 2029, "surplus.reduction", 0, 14); /* four years before the gate */
    assert_nature(f, 2030, "surplus.reduction", 14, 0);
    f->scenario.gate[0].year = 2029;
    assert_nature(f, 2028, "surplus.reduction", 14, 0); /* three */
    f->scenario.gate[0].rule.choose = PR_CHOOSE_FIXED;
    assert_nature(f, 2029, "surplus.reduction", 0, 14);
    f->scenario.gate_count = 0;
    for (int y = 7; y < MEMO_YEARS; y++) {
        f->scenario.central.line_real_eur[MEMO_PEOPLE][y] = 0;
    }
    fixture_rerun(f);
    assert_nature(f, 2028, "surplus.reduction", 14, 0); /* four years, then nothing */
    assert_nature(f, 2028, "execution.contribution", 0, 14);
    f->scenario.decided_until = 2029;
    fixture_rerun(f);
    assert_nature(f, 2028, "surplus.reduction", 0, 14); /* decided for six years */
    fixture_free(f);
}

/* A decided year without a published figure is not told as one that has. */
static void test_decided_on_a_projection(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    f->scenario.decided_until = 2026;
    fixture_rerun(f);
    pr_text_t budget = money_file(f, pr_csv_budget);
    assert_non_null(strstr(budget.data, "\r\n2025,decided,people,surplus,ova,spring,"));
    assert_non_null(strstr(budget.data, "\r\n2026,decided,people,surplus,ova,projected,"));
    pr_text_free(&budget);
    fixture_free(f);
}

static pr_text_t results_file(const fixture_t *f, const pr_mask_t *mask)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_RFC4180);
    pr_csv_results(&csv, &f->run, mask);
    assert_false(text.failed);
    return text;
}

static ptrdiff_t series_of(const fixture_t *f, const char *metric, int scope, int year)
{
    ptrdiff_t found = pr_plan_find(&f->run.plan, metric, scope, (pr_period_t){PR_PERIOD_YEAR, year, 0});
    assert_true(found >= 0);
    return found;
}

static void test_results(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_summary_t *constant = &f->run.ensemble.summary[series_of(f, "cost.total", 0, 2024)];
    pr_summary_t *third = &f->run.ensemble.summary[series_of(f, "service.wait_months", 0, 2025)];
    pr_summary_t *missing = &f->run.ensemble.summary[series_of(f, "service.wait_months", 0, 2024)];
    *constant = fixture_summary(0.1 + 0.2, 0);
    *third = fixture_summary(2.0 / 3, 0.5);
    *missing = fixture_summary(2.385, 0.5);
    missing->undefined = 17;
    pr_text_t text = results_file(f, NULL);
    assert_memory_equal(
        text.data, "metric,unit,period,municipality,mean,sd,se,p05,p10,p25,p50,p75,p90,p95,undefined\r\n",
        82);
    assert_non_null(
        strstr(text.data, "\r\ncost.total,EUR,2024,,0.30000000000000004,0,0,0.30000000000000004,"));
    assert_non_null(strstr(text.data, "\r\nservice.wait_months,months,2025,,0.6666666667,0.5,0.005,"));
    assert_non_null(strstr(text.data, "\r\nservice.wait_months,months,2024,,,,,"));
    assert_non_null(strstr(text.data, ",17\r\n"));
    pr_text_free(&text);
    fixture_free(f);
}

/* What a mask must hide: the count, everything that tells it, and a lone hidden part of a published sum. */
static void test_mask(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_mask_t mask;
    for (size_t i = 0; i < f->run.plan.count; i++) {
        char name[64];
        pr_plan_metric_name(&f->run.plan, i, name, sizeof name);
        if (strncmp(name, "service.theme.", 14) == 0) {
            f->run.ensemble.summary[i] = fixture_summary(100.0 + f->run.plan.series[i].scope, 3);
        }
    }
    ptrdiff_t small = series_of(f, "service.theme.ggz", 3, 2027);
    f->run.ensemble.summary[small] = fixture_summary(4.999, 2);
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    assert_int_equal(pr_mask_of(&mask, (size_t)small), PR_MASKED_SMALL);
    ptrdiff_t partner = series_of(f, "service.theme.ggz", 1, 2027); /* the smallest other municipality */
    assert_int_not_equal(pr_mask_of(&mask, (size_t)partner), PR_SHOWN);
    assert_int_equal(pr_mask_of(&mask, (size_t)series_of(f, "service.theme.ggz", 9, 2027)), PR_SHOWN);
    assert_int_equal(pr_mask_of(&mask, (size_t)series_of(f, "service.theme.ggz", 0, 2027)), PR_SHOWN);
    assert_int_equal(pr_mask_of(&mask, (size_t)series_of(f, "service.residents_reached", 1, 2024)), PR_SHOWN);
    pr_text_t text = results_file(f, &mask);
    assert_non_null(strstr(text.data,
                           "\r\nservice.theme.ggz,residents,2027,Echt-Susteren,<5,<5,<5,<5,<5,<5,<5,<5,<5,"
                           "<5,<5\r\n"));
    pr_text_free(&text);
    text = results_file(f, NULL);
    assert_null(strstr(text.data, "<5"));
    pr_text_free(&text);
    pr_mask_free(&mask);
    fixture_free(f);
}

/* With any made-up small counts no published sum has exactly one hidden part. */
static void test_mask_leaves_no_lone_cell(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_mask_t mask;
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    for (int year = 2024; year <= 2031; year++) {
        for (int theme = 0; theme < 2; theme++) {
            const char *metric = theme ? "service.theme.ggz" : "demand.theme.armoede";
            int hidden = 0;
            for (int scope = 1; scope <= 14; scope++) {
                hidden += pr_mask_of(&mask, (size_t)series_of(f, metric, scope, year)) != PR_SHOWN;
            }
            assert_int_not_equal(hidden, 1);
        }
    }
    pr_mask_free(&mask);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quoting),
        cmocka_unit_test(test_formulas_are_text),
        cmocka_unit_test(test_dutch_dialect),
        cmocka_unit_test(test_memo),
        cmocka_unit_test(test_dutch_wijziging),
        cmocka_unit_test(test_one_off_is_incidental),
        cmocka_unit_test(test_purpose_is_incidental),
        cmocka_unit_test(test_planned_is_incidental),
        cmocka_unit_test(test_decided_on_a_projection),
        cmocka_unit_test(test_parts_sum_to_totals),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_mask),
        cmocka_unit_test(test_mask_leaves_no_lone_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
