/* What a page is written with: texts that cannot act, anchors that are one's own, tables, pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/html.h"
#include "report/page.h"
#include "unit/test_report_fixture.h"

static pr_text_t out;
static pr_html_t html;

static int setup(void **state)
{
    (void)state;
    pr_text_init(&out);
    pr_html_init(&html, &out, PR_LANG_NL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    pr_html_free(&html);
    pr_text_free(&out);
    return 0;
}

/* Where the text ends in what was written; what was written must have it. */
static const char *says_after(const char *from, const char *text)
{
    const char *found = strstr(from, text);
    if (!found) {
        fail_msg("\"%s\" is not in \"%s\"", text, from);
    }
    return found + strlen(text);
}

static size_t count_of(const char *text)
{
    size_t count = 0;
    for (const char *s = out.data; (s = strstr(s, text)) != NULL; s++) {
        count++;
    }
    return count;
}

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } sample[] = {{"<b> & \"'", "&#60;b&#62; &#38; &#34;&#39;"},
                  {"a\tb\x1b[1m\x7f", "a?b?[1m?"},
                  {"\xe2\x80\xae omgekeerd", "? omgekeerd"}, /* U+202E turns what follows */
                  {"\xff", "?"},
                  {"€ 1.234 is 95 % van x", "€&#160;1.234 is 95&#160;% van x"},
                  {"van 7 ± 2 tot 9", "van 7&#160;±&#160;2 tot 9"},
                  {"", ""},
                  {NULL, ""}};
    for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
        out.length = 0;
        pr_html_element(&html, "b", NULL, sample[i].text);
        char expected[128];
        snprintf(expected, sizeof expected, "<b>%s</b>", sample[i].written);
        assert_string_equal(out.data, expected);
    }
    out.length = 0;
    pr_html_foreign(&html, "<שלום>");
    assert_string_equal(out.data, "<bdi>&#60;שלום&#62;</bdi>");
    out.length = 0;
    pr_html_lines(&html, "a <\n  b\n\nc");
    assert_string_equal(out.data, "<pre>a &#60;\n  b\n\nc\n</pre>\n");
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        const char *name, *id;
    } sample[] = {{"Horst aan de Maas", "horst-aan-de-maas"},
                  {"Horst  aan de Maas!", "horst-aan-de-maas-2"},
                  {"main", "main-2"}, /* the page has one itself */
                  {"Picker", "picker-2"},
                  {"", "x"},
                  {"ééń", "x-2"},
                  {"x", "x-3"},
                  {"x 2", "x-2-2"}};
    for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
        assert_string_equal(pr_html_id(&html, sample[i].name).s, sample[i].id);
    }
    char longest[10001];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(strlen(pr_html_id(&html, longest).s), 63);
    assert_int_equal(strlen(pr_html_id(&html, longest).s), 65);
}

static void cells(pr_table_t *table, size_t count, const char *const *cell)
{
    for (size_t i = 0; i < count; i++) {
        pr_table_cell(table, cell[i]);
    }
    pr_table_end(table);
}
#define CELLS(table, ...)                                                                                    \
    cells(table, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

/* Two lines of the head in one cell; amounts and their marks apart; the sum below all rows; nothing of a
   column in which nothing stands. */
static void test_table(void **state)
{
    (void)state;
    pr_table_t table;
    pr_table_init(&table, 4);
    table.sortable = true;
    CELLS(&table, "", "Netto- ", "5 %", "");
    CELLS(&table, "Gemeente", "effect ", "", "");
    pr_table_rule(&table);
    CELLS(&table, "A<b>", "1.234,50*", "7", "");
    CELLS(&table, "Venlo", "12 ", "–", "");
    pr_table_rule(&table);
    CELLS(&table, "Regio", "1.246,50†", "8", "");
    pr_html_heading(&html, "Kop");
    pr_html_table(&html, &table);
    pr_table_free(&table);
    const char *s =
        says_after(out.data, "<div class=\"box\" role=\"group\" tabindex=\"0\" aria-labelledby=\"tabel\">");
    s = says_after(
        s, "<table class=\"figures\" data-sort=\"\">\n<caption id=\"tabel\"><span>Kop</span></caption>");
    s = says_after(s,
                   "<tr><th scope=\"col\">Gemeente</th><th scope=\"col\" class=\"n\">Netto-<br/>effect</th>"
                   "<th scope=\"col\" class=\"n\">5&#160;%</th></tr>");
    s = says_after(
        s, "<tbody><tr><th scope=\"row\"><bdi>A&#60;b&#62;</bdi></th><td>1.234,50<span class=\"m\">*</span>"
           "</td><td>7</td></tr>\n");
    s = says_after(s, "<td>12<span class=\"m\"></span></td><td>–</td></tr>\n</tbody>\n<tfoot>");
    says_after(s, "<bdi>Regio</bdi></th><td>1.246,50<span "
                  "class=\"m\">†</span></td><td>8</td></tr>\n</tfoot>\n</table>");
    assert_int_equal(html.heading.length, 0);
}

/* Headings of groups of columns, a part of the rows, and a row that is set in. */
static void test_groups(void **state)
{
    (void)state;
    pr_table_t table;
    pr_table_init(&table, 5);
    table.group = PR_TABLE_RUNS;
    CELLS(&table, "", "besloten", "", "indicatief", "");
    CELLS(&table, "", "2024", "2025", "2026", "2027");
    pr_table_rule(&table);
    CELLS(&table, "besloten");
    CELLS(&table, "personen", "1", "2", "3", "4");
    CELLS(&table, "   5 %", "0", "1", "2", "3");
    CELLS(&table, "indicatief");
    CELLS(&table, "uren", "1", "2", "3", "4");
    pr_html_table(&html, &table);
    pr_table_free(&table);
    const char *s = says_after(
        out.data, "<td rowspan=\"2\"></td><th scope=\"colgroup\" colspan=\"2\" class=\"g\">besloten</th>"
                  "<th scope=\"colgroup\" colspan=\"2\" class=\"g\">indicatief</th></tr>");
    s = says_after(s, "<th scope=\"col\" class=\"n\">2024</th>");
    s = says_after(
        s,
        "<tbody class=\"part\"><tr><th scope=\"rowgroup\" class=\"part\" colspan=\"5\">besloten</th></tr>");
    s = says_after(s, "<bdi>personen</bdi>");
    s = says_after(s, "<th scope=\"row\" class=\"sub\"><span class=\"vh\">personen, "
                      "</span><bdi>5&#160;%</bdi></th><td>0</td>");
    s = says_after(s, "</tbody>\n<tbody class=\"part\"><tr><th scope=\"rowgroup\"");
    says_after(s, "<bdi>uren</bdi>");
}

static const char SVG[] =
    "<?xml version=\"1.0\"?>\n<svg width=\"9\" viewBox=\"0 0 9 5\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    "<title>Gnuplot</title>\n<desc>Produced by\n GNUPLOT</desc>\n<g id=\"a\"><title>plot_1</title>"
    "<use xlink:href='#b' id='c'/><path fill='url(#p)'/><text>x id=\"no\" url(#no)</text></g></svg>\n"
    "<svg><g id=\"second\"/></svg>";

static void test_svg(void **state)
{
    (void)state;
    pr_html_svg(&html, SVG, 7, "Titel <1>", "Wat er te zien is");
    assert_string_equal(
        out.data,
        "<svg role=\"img\" viewBox=\"0 0 9 5\" aria-labelledby=\"g7_title g7_desc\">\n"
        "<title id=\"g7_title\">Titel &#60;1&#62;</title>\n<desc id=\"g7_desc\">Wat er te zien is</desc>\n"
        "\n\n\n<g id=\"g7_a\"><use href='#g7_b' id='g7_c'/><path fill='url(#g7_p)'/>"
        "<text>x id=\"no\" url(#no)</text></g></svg>");
}

/* What is no picture writes none, and half a tag ends. */
static void test_no_svg(void **state)
{
    (void)state;
    pr_html_svg(&html, "gnuplot: nothing", 1, "t", "d");
    assert_int_equal(out.length, 0);
    pr_html_svg(&html, "<svg><g id=\"", 1, "t", "d");
    assert_non_null(strstr(out.data, "g1_"));
}

/* A heading that no table takes is a heading. */
static void test_headings(void **state)
{
    (void)state;
    pr_html_section(&html, "venlo", 3, "Venlo", "Venlo");
    pr_html_heading(&html, "Kop & staart");
    pr_html_paragraph(&html, "Tekst");
    pr_html_section_end(&html);
    assert_string_equal(out.data,
                        "<section id=\"venlo\" data-pick=\"Venlo\" aria-labelledby=\"h_venlo\">\n"
                        "<h3 id=\"h_venlo\"><bdi>Venlo</bdi></h3>\n<h4>Kop &#38; staart</h4>\n<p>Tekst</p>\n"
                        "</section>\n");
}

/* Figures are told once where there is no picture, behind a click where there is one. */
static void test_figure(void **state)
{
    (void)state;
    for (int drawn = 0; drawn < 2; drawn++) {
        pr_table_t table;
        pr_table_init(&table, 2);
        CELLS(&table, "Jaar", "x");
        pr_table_rule(&table);
        CELLS(&table, "2024", "1");
        out.length = 0;
        pr_html_figure(&html, "Kosten", "Wat er te zien is.", drawn ? SVG : NULL, &table);
        assert_int_equal(count_of("<details>"), drawn);
        assert_int_equal(count_of("<svg"), drawn);
        assert_int_equal(count_of("id=\"g2_title\""), drawn);
        says_after(out.data, "<caption");
        pr_table_free(&table);
    }
}

/* The page of a run that is made up, without charts: every part is there, and the amounts of the tables. */
static void test_page(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    for (pr_lang_t lang = PR_LANG_NL; lang < PR_LANGS; lang++) {
        const pr_report_t report = {.lang = lang, .started = "2026-01-01T00:00:00Z", .duration_seconds = 1.5};
        out.length = 0;
        pr_page_write(&(pr_page_source_t){.report = &report, .scenario = &f->scenario, .run = &f->run}, &out);
        assert_false(out.failed);
        assert_int_equal(count_of("<h1>"), 1);
        assert_int_equal(count_of("<main"), 1);
        assert_int_equal(count_of("data-pick="), MEMO_MUNICIPALITIES);
        assert_int_equal(count_of(lang == PR_LANG_NL ? "1 januari 2026, 00:00" : "1 January 2026, 00:00"), 1);
        assert_int_equal(count_of("<svg"), 0);
        assert_int_equal(count_of("{1}"), 0);
        says_after(out.data, lang == PR_LANG_NL ? ">1.016.596<span" : ">1,016,596<span");
        says_after(out.data, f->scenario.sha256);
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_text, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_ids, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_table, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_groups, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_svg, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_no_svg, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_headings, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_figure, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_page, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
