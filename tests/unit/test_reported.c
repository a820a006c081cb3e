/* Reported figures: what a right file holds, and what each wrong one of tests/bad-figures says; nothing is
   half-read. Files named …-ova-… are published figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_reported.h"
#include "support_scenario.h"
#include <glob.h>

#define BAD POOLRAMING_TESTS "/bad-figures/"
#define HEAD "municipality,period,hours,reached,waiting,persons\n"

static pr_scenario_t scenario;
static pr_reported_t reported;
static pr_published_list_t published;

static int setup(void **state)
{
    (void)state;
    pr_start();
    return pr_scenario_load(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0, NULL);
}

static int teardown(void **state)
{
    (void)state;
    pr_scenario_free(&scenario);
    return 0;
}

static int parse(const char *text, pr_errors_t *errors)
{
    char bytes[4096];
    snprintf(bytes, sizeof bytes, "%s", text);
    return pr_reported_parse(&reported, &scenario, "x.csv", bytes, strlen(bytes), errors);
}

static double value(pr_reported_kind_t kind, const char *municipality, int half)
{
    int scope = municipality ? 1 + pr_scenario_find_municipality(&scenario, municipality) : 0;
    return reported.value[kind][scope][half];
}

static void columns_and_cells(void **state)
{
    (void)state;
    assert_int_equal(parse(HEAD "Venlo,2025-H1,1234.5,17,3,\nRegio,2025-H1,,,,9\nWeert,2024-H2,,0,,\n", NULL),
                     0);
    assert_true(value(PR_REPORTED_HOURS, "Venlo", 2) == 1234.5);
    assert_true(value(PR_REPORTED_REACHED, "Venlo", 2) == 17);
    assert_true(value(PR_REPORTED_WAITING, "Venlo", 2) == 3);
    assert_true(value(PR_REPORTED_PERSONS, NULL, 2) == 9);
    assert_true(value(PR_REPORTED_REACHED, "Weert", 1) == 0); /* 0 is a figure, an empty cell is none */
    assert_true(isnan(value(PR_REPORTED_HOURS, "Weert", 1)));
    assert_true(isnan(value(PR_REPORTED_REACHED, "Venlo", 1)));
    assert_int_equal(reported.figures, 5);
    assert_int_equal(reported.halves, 3);
}

/* Dutch names, in another order, with a byte order mark, CRLF, quotes and a decimal comma. */
static void dutch_spreadsheet(void **state)
{
    (void)state;
    assert_int_equal(
        parse("\xEF\xBB\xBF# verzonnen\r\n\r\nPeriode;Gemeente;Bereikt;Uren\r\n"
              "2025-H1;\"Horst aan de Maas\";\"17\";1234,5\r\n2025-h2; peel-en-maas ;3; \r\n;;;\r\n",
              NULL),
        0);
    assert_true(value(PR_REPORTED_HOURS, "Horst aan de Maas", 2) == 1234.5);
    assert_true(value(PR_REPORTED_REACHED, "Horst aan de Maas", 2) == 17);
    assert_true(value(PR_REPORTED_REACHED, "Peel en Maas", 3) == 3);
    assert_int_equal(reported.figures, 3);
}

static void quotes_hold_separators_and_lines(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(parse(HEAD "\"a,b\nc \"\"d\"\"\",2025-H1,1,,,\nWeert,2025-H1,x,,,\n", &errors),
                     PR_ERR_INPUT);
    assert_int_equal(errors.count, 2);
    assert_int_equal(errors.items[0].line, 2);
    assert_non_null(strstr(errors.items[0].text, "\"a,b?c \"d\"\""));
    assert_int_equal(errors.items[1].line, 4); /* the quoted field takes two lines */
    pr_errors_free(&errors);
}

static void nothing_is_half_read(void **state)
{
    (void)state;
    assert_int_equal(parse(HEAD "Venlo,2025-H1,1,2,3,\nVenlo,2025-H1,1,2,3,\n", NULL), PR_ERR_INPUT);
    assert_int_equal(reported.figures, 0);
    assert_int_equal(reported.halves, 0);
    assert_true(isnan(value(PR_REPORTED_HOURS, "Venlo", 2)));
}

static void header_only(void **state)
{
    (void)state;
    assert_int_equal(parse(HEAD, NULL), 0);
    assert_int_equal(reported.figures, 0);
    assert_int_equal(parse("gemeente;periode\nVenlo;2025-H1\n", NULL), 0);
    assert_int_equal(reported.figures, 0);
}

/* What is written from a replicate reads back as it was, in whole numbers. */
static void reads_what_the_model_reports(void **state)
{
    (void)state;
    static pr_reported_t before;
    static char bytes[1 << 16];
    for (int dutch = 0; dutch < 2; dutch++) {
        reported_simulate(&before, &scenario, NULL, 2385, 7, 4);
        FILE *stream = fmemopen(bytes, sizeof bytes, "w");
        reported_write(stream, &scenario, &before, dutch);
        fclose(stream);
        assert_int_equal(pr_reported_parse(&reported, &scenario, "x.csv", bytes, strlen(bytes), NULL), 0);
        assert_int_equal(reported.halves, 4);
        assert_int_equal(reported.figures, before.figures);
        for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
            for (int scope = 0; scope <= 14; scope++) {
                double was = before.value[kind][scope][2], is = reported.value[kind][scope][2];
                assert_true(isnan(was) ? isnan(is) : fabs(was - is) <= 0.5);
            }
        }
    }
}

/* A word of a remark before the header, as a spreadsheet saves it too. */
static void invented_figures_are_marked(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool invented;
    } of[] = {{"# verzonnen\n", true},
              {"# VERZONNEN VOORBEELD: geen werkelijke cijfers.\r\n", true},
              {"# a remark\n\n#Invented, by hand\n", true},
              {"\"# fictitious; for a test\";;;\n", true},
              {"# deze cijfers zijn verzonnen\n", true},
              {"# Een voorbeeld (\u201cVerzonnen\u201d).\n", true},
              {"# example_with_fictitious_figures\n", true},
              {"# wij namen fictieve cijfers\n", true},
              {"# verzonnen: niet gemeld\n# niet verzonnen\n", true}, /* it was said before */
              {"# inventedness\n", false},
              {"# onverzonnen en geverzonnene\n", false},
              {"# niet gemeten maar geteld\n", false},
              {"# \u00e9verzonnen verzonnen\u00eb\n", false},
              {"sep=;\n", false},
              {"", false}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        char text[300];
        snprintf(text, sizeof text, "%sgemeente;periode;bereikt\nVenlo;2025-H1;3\n", of[i].head);
        assert_int_equal(parse(text, NULL), 0);
        assert_int_equal(reported.figures, 1);
        assert_int_equal(reported.invented, of[i].invented);
    }
    char ova[] = "# verzonnen\njaar;moment;procent;bron\n2026;september;3,9;x\n";
    assert_int_equal(pr_published_parse(&published, "x.csv", ova, strlen(ova), NULL), 0);
    assert_true(published.invented);
}

/* Whoever denies something is asked what: neither answer is taken for granted. */
static void denied_inventions_are_refused(void **state)
{
    (void)state;
    static const char *const head[] = {"# niet verzonnen\n", "# a remark\n# These figures aren't invented.\n",
                                       "# Geen van deze cijfers is verzonnen\r\n",
                                       "\"# no figure here is fictitious\";;;\n",
                                       "# niet-verzonnen\n# verzonnen\n"};
    static const int line[] = {1, 2, 1, 1, 1};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        char text[300];
        pr_errors_t errors;
        pr_errors_init(&errors);
        snprintf(text, sizeof text, "%sgemeente;periode;bereikt\nVenlo;2025-H1;3\n", head[i]);
        assert_int_equal(parse(text, &errors), PR_ERR_INPUT);
        assert_int_equal(errors.count, 1);
        assert_int_equal(errors.items[0].line, line[i]);
        assert_non_null(strstr(errors.items[0].text, "can be read in two ways"));
        pr_errors_free(&errors);
    }
}

/* Where the award slips half a year, the half-year before it has nothing to report. */
static void nothing_before_the_pool_begins(void **state)
{
    (void)state;
    static pr_scenario_t later;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_scenario_load(&later, POOLRAMING_SCENARIOS "/start-later.cfg", NULL, 0, NULL), 0);
    char early[] = HEAD "Venlo,2024-H1,0,0,0,\nWeert,2024-H1,0,3,0,\nRegio,2024-H2,,,,9\n";
    assert_int_equal(pr_reported_parse(&reported, &later, "x.csv", early, strlen(early), &errors),
                     PR_ERR_INPUT);
    assert_int_equal(errors.count, 1);
    assert_int_equal(errors.items[0].line, 3);
    assert_non_null(strstr(errors.items[0].text, "expected 0 or an empty cell before 2024-07"));
    pr_errors_free(&errors);
    pr_scenario_free(&later);
}

static void published_figures(void **state)
{
    (void)state;
    char text[] =
        "jaar;moment;procent;bron\r\n2025;definitief;4,18;\"NZa; \"\"x\"\"\"\r\n2026;september;3,9;VNG\r\n";
    assert_int_equal(pr_published_parse(&published, "x.csv", text, strlen(text), NULL), 0);
    assert_int_equal(published.count, 2);
    assert_int_equal(published.figure[0].growth.millionths, 41800);
    assert_int_equal(published.figure[0].vintage, PR_VINTAGE_DEFINITIVE);
    assert_string_equal(published.figure[0].source, "NZa; \"x\"");
    assert_int_equal(published.figure[1].vintage, PR_VINTAGE_SEPTEMBER);
}

static void drop(char *text, const char *what)
{
    for (char *at = text; (at = strstr(at, what)) != NULL;) {
        memmove(at, at + strlen(what), strlen(at + strlen(what)) + 1);
    }
}

static bool check_case(const char *path)
{
    char expected_path[512], expected[4096] = "", found[8192] = "";
    pr_errors_t errors;
    pr_errors_init(&errors);
    snprintf(expected_path, sizeof expected_path, "%.*s.txt", (int)(strlen(path) - 4), path);
    FILE *stream = fopen(expected_path, "rb");
    if (stream) {
        expected[fread(expected, 1, sizeof expected - 1, stream)] = '\0';
        fclose(stream);
    }
    int status = strstr(path, "-ova-") ? pr_published_read(&published, path, &errors)
                                       : pr_reported_read(&reported, &scenario, path, &errors);
    for (size_t i = 0; i < errors.count; i++) {
        pr_errors_format(&errors, i, found + strlen(found), sizeof found - strlen(found) - 2);
        strcat(found, "\n");
    }
    pr_errors_free(&errors);
    drop(found, BAD);
    bool good = status == PR_ERR_INPUT && *expected && strcmp(found, expected) == 0 &&
                reported.figures == 0 && published.count == 0;
    if (!good) {
        print_error("%s\nexpected: %s\nfound:    %s\n", path, expected, found);
    }
    return good;
}

static void every_bad_file(void **state)
{
    (void)state;
    glob_t cases;
    int wrong = 0;
    pr_reported_init(&reported);
    memset(&published, 0, sizeof published);
    assert_int_equal(glob(BAD "[0-9]*.csv", 0, NULL, &cases), 0);
    assert_true(cases.gl_pathc >= 30);
    for (size_t i = 0; i < cases.gl_pathc; i++) {
        wrong += !check_case(cases.gl_pathv[i]);
    }
    globfree(&cases);
    assert_int_equal(wrong, 0);
}

static void files_that_are_none(void **state)
{
    (void)state;
    static const char *const path[] = {"", "/none.csv", "/dev/zero", "/tmp"};
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
        pr_errors_t errors;
        pr_errors_init(&errors);
        assert_int_equal(pr_reported_read(&reported, &scenario, path[i], &errors), PR_ERR_INPUT);
        assert_int_equal(errors.count, 1);
        assert_non_null(strstr(errors.items[0].text, "expected a CSV file"));
        pr_errors_free(&errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_and_cells),
        cmocka_unit_test(dutch_spreadsheet),
        cmocka_unit_test(quotes_hold_separators_and_lines),
        cmocka_unit_test(nothing_is_half_read),
        cmocka_unit_test(header_only),
        cmocka_unit_test(reads_what_the_model_reports),
        cmocka_unit_test(invented_figures_are_marked),
        cmocka_unit_test(denied_inventions_are_refused),
        cmocka_unit_test(nothing_before_the_pool_begins),
        cmocka_unit_test(published_figures),
        cmocka_unit_test(every_bad_file),
        cmocka_unit_test(files_that_are_none),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
