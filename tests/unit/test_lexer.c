/* What libconfig gets to see of a scenario's text, and what it never does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scenario/lexer.h"
#include "scenario/read.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void becomes(const char *text, const char *expected)
{
    pr_text_t out;
    pr_errors_t errors;
    pr_text_init(&out);
    pr_errors_init(&errors);
    assert_int_equal(pr_lexer_prepare(text, strlen(text), "x.cfg", 1, &out, &errors), 0);
    assert_int_equal(errors.count, 0);
    assert_string_equal(out.data ? out.data : "", expected);
    pr_errors_free(&errors);
    pr_text_free(&out);
}

static void refused_bytes(const char *text, size_t length, int line, const char *part)
{
    pr_text_t out;
    pr_errors_t errors;
    pr_text_init(&out);
    pr_errors_init(&errors);
    assert_int_equal(pr_lexer_prepare(text, length, "x.cfg", 1, &out, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].file, "x.cfg");
    assert_int_equal(errors.items[0].line, line);
    assert_non_null(strstr(errors.items[0].text, part));
    pr_errors_free(&errors);
    pr_text_free(&out);
}

static void refused(const char *text, int line, const char *part)
{
    refused_bytes(text, strlen(text), line, part);
}

static void stays(const char *text)
{
    becomes(text, text);
}

static void most_stays_as_it_is(void **state)
{
    (void)state;
    stays("");
    stays("a = 1; b : 2.5, c = { d = -3; };\n");
    stays("horst-aan-de-maas = 3.37;\n");
    stays("a = .99999999999; b = -.5; c = 5.; d = +1.5e-3; e = 1E6;\n");
    stays("a\t=\t\"tab\tin een tekst\";\t# en erna\n");
    stays("a = true; b = FALSE; *c = 1;\n");
    stays("a = \"één € 100.000.000.000\"; # 99999999999999999999999\n");
    stays("/* 0x10 ({[ @include \" */ // 1e999 ]\n");
    stays("a = \"0x10 ({[ @include # // /* 99999999999999999999 \\\" \\\\\";\n");
    stays("# zonder regeleinde");
}

static void whole_numbers_keep_64_bits(void **state)
{
    (void)state;
    stays("a = 2147483647; b = -2147483648;");
    becomes("a = 2147483648;", "a = 2147483648L;");
    becomes("a = -2147483649;", "a = -2147483649L;");
    becomes("a = 2900000000000;", "a = 2900000000000L;");
    stays("a = 2900000000000L; b = 1L; c = 1LL;");
    becomes("a = 9223372036854775807;", "a = 9223372036854775807L;");
    refused("a = 1;\nb = 9223372036854775808;", 2, "too large");
    refused("a = -9223372036854775809L;", 1, "too large");
    becomes("a = 00000000000000000000000000000000000001;", "a = 00000000000000000000000000000000000001;");
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"a = 0x10;",   "a = 0XFFFFFFFFFF;",  "a = 1LLL;", "a = 12ab;",
                                        "a = 1.2.3;",  "a = 3000000000b=1;", "a = 1e;",   "a = .e5;",
                                        "a = -0x1p3;", "a = 1_000;",         "a = 1.5L;", "a = 700.000.000;"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        refused(texts[i], 1, "not a number");
    }
    refused("\n\na = 1e999;", 3, "too large");
    refused("a = -1e999;", 1, "too large");
    refused("a = 0,667;", 1, "comma");
    stays("a = 1, b = 2;"); /* a separator, since no digit follows at once */
}

static void lists_and_arrays_are_one(void **state)
{
    (void)state;
    becomes("a = [1, 2.5, [3,4]];", "a = (1, 2.5, (3,4));");
    becomes("a = [1,3000000000];", "a = (1,3000000000L);");
}

static void windows_files(void **state)
{
    (void)state;
    becomes("\xEF\xBB\xBF"
            "a = 1;\r\nb = \"x\r\ny\";\r\n",
            "a = 1;\nb = \"x\ny\";\n");
    becomes("\xEF\xBB\xBF", "");
    refused("a = 1;\r\nb = 0x1;\r\n", 2, "not a number");
    refused("\xFF\xFE"
            "a\0 \0",
            1, "UTF-8");
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    refused_bytes("a = 1;\n\0", 8, 2, "zero byte");
    refused("a = 1;\nb = \"\xE9\";", 2, "UTF-8");          /* Latin-1 */
    refused("\n\n\xE2\x82", 3, "UTF-8");                   /* cut off */
    refused("\xC0\xAF", 1, "UTF-8");                       /* overlong */
    refused("\xED\xA0\x80", 1, "UTF-8");                   /* half a surrogate pair */
    refused("a = \"\n\x1B[2J\";", 2, "control character"); /* wherever it stands */
    refused("a = \"\xC2\x9B\";", 1, "control character");
    refused("# \x7F", 1, "control character");
    refused("a = \"x\\x00y\";", 1, "\\x");
}

static void what_never_ends_is_refused(void **state)
{
    (void)state;
    refused("\na = \"x;\nb = 1;\n", 2, "text is never closed");
    refused("a = \"x\\\"", 1, "text is never closed");
    refused("a = \"x\\", 1, "text is never closed");
    refused("a = 1;\n/* b\n\n", 2, "comment is never closed");
    refused("/*/", 1, "comment is never closed");
    refused("a = {\n b = (\n 1 );\n", 1, "bracket is never closed");
    refused("a = {\n };\n };", 3, "closes nothing");
    refused("a = (\n };", 2, "closes nothing");
    refused("\n@include \"x.cfg\"\n", 2, "extends");
}

static void nesting_and_count_are_bounded(void **state)
{
    (void)state;
    char text[200] = "a = ";
    for (int i = 0; i < PR_DEPTH_MAX; i++) {
        strcat(text, "(");
    }
    for (int i = 0; i < PR_DEPTH_MAX; i++) {
        strcat(text, ")");
    }
    stays(text);
    refused("((((((((((((((((((((((((((((((((((", 1, "nested");
    pr_text_t many;
    pr_text_init(&many);
    for (int i = 0; i <= PR_SETTINGS_MAX; i++) {
        pr_text_addf(&many, "a%d=1;", i);
    }
    refused(many.data, 1, "too many settings");
    pr_text_free(&many);
}

static void all_wrong_numbers_are_told(void **state)
{
    (void)state;
    pr_text_t out;
    pr_errors_t errors;
    pr_text_init(&out);
    pr_errors_init(&errors);
    static const char text[] = "a = 0x1;\nb = 1e999;\n@include \"x\"\nc = \"\\x1b\";\n";
    assert_int_equal(pr_lexer_prepare(text, sizeof text - 1, "x", 1, &out, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(errors.items[i].line, i + 1);
    }
    pr_errors_free(&errors);
    assert_int_equal(pr_lexer_prepare("\n0x1", 4, "--set a", 0, &out, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.items[0].line, 0); /* there are no lines to name */
    pr_errors_free(&errors);
    pr_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_stays_as_it_is),
        cmocka_unit_test(whole_numbers_keep_64_bits),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(lists_and_arrays_are_one),
        cmocka_unit_test(windows_files),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(what_never_ends_is_refused),
        cmocka_unit_test(nesting_and_count_are_bounded),
        cmocka_unit_test(all_wrong_numbers_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
