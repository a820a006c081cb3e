#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/memory.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

static void a_text_grows(void **state)
{
    (void)state;
    pr_text_t text;
    pr_text_init(&text);
    assert_null(text.data);
    for (int i = 0; i < 2385; i++) {
        pr_text_addf(&text, "%d,", i % 10);
        assert_int_equal(text.length, 2 * (i + 1));
        assert_int_equal(strlen(text.data), text.length);
    }
    pr_text_adds(&text, "");
    pr_text_add(&text, "een\0twee", 8); /* bytes, not a string */
    assert_int_equal(text.length, 4778);
    assert_memory_equal(text.data + 4770, "een\0twee", 9);
    assert_false(text.failed);
    pr_text_add(&text, "x", SIZE_MAX / 2);
    assert_true(text.failed);
    pr_text_adds(&text, "niets meer");
    assert_int_equal(text.length, 4778);
    pr_text_free(&text);
    pr_text_free(&text);
}

static void a_copy_is_ours(void **state)
{
    (void)state;
    char *copy = pr_text_copy("coördinator");
    assert_string_equal(copy, "coördinator");
    pr_free(copy);
    assert_null(pr_text_copy(NULL));
}

static void decoding(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        uint32_t point;
    } cases[] = {
        {"a", 1, 'a'},
        {"é", 2, 0xE9},
        {"€", 3, 0x20AC},
        {"\xF0\x9F\x98\x80", 4, 0x1F600},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
        {"\x80", 0, 0},             /* a continuation alone */
        {"\xC3", 0, 0},             /* cut off */
        {"\xC1\xBF", 0, 0},         /* overlong */
        {"\xE0\x9F\xBF", 0, 0},     /* overlong */
        {"\xED\xBF\xBF", 0, 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 0, 0}, /* beyond Unicode */
        {"\xFF", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t point = 0;
        assert_int_equal(pr_text_decode(cases[i].text, &point), cases[i].length);
        assert_int_equal(point, cases[i].point);
    }
}

static void printable(const char *text, const char *expected)
{
    char copy[64];
    strcpy(copy, text);
    pr_text_make_printable(copy);
    assert_string_equal(copy, expected);
    pr_text_make_printable(copy); /* nothing is left to change */
    assert_string_equal(copy, expected);
}

static void hostile_text_is_harmless(void **state)
{
    (void)state;
    printable("", "");
    printable("Peel en Maas: € 1.234, één", "Peel en Maas: € 1.234, één");
    printable("\x1B]0;titel\x07", "?]0;titel?");
    printable("regel\neen\r\ttwee", "regel?een??twee");
    printable("\x7F\xC2\x9B"
              "2J",
              "??2J");
    printable("\u202Eomgekeerd\u2069", "?omgekeerd?");
    printable("\uFEFFx\u200By", "?x?y");
    printable("\xE9\xE9n", "??n");
    printable("half \xE2\x82", "half ??");
}

static void columns(void **state)
{
    (void)state;
    assert_int_equal(pr_text_columns(""), 0);
    assert_int_equal(pr_text_columns("Venlo"), 5);
    assert_int_equal(pr_text_columns("coördinator"), 11);
    assert_int_equal(pr_text_columns("co\u0308rdinator"), 10);
    assert_int_equal(pr_text_columns("€ 5"), 3);
    assert_int_equal(pr_text_columns("\xE9\xE9n"), 3);
}

static void nearest_names(void **state)
{
    (void)state;
    static const char *const names[] = {"leaving_per_year", "trainee_leaving_per_year", "cv", "seed",
                                        "overhead_share"};
    const size_t count = sizeof names / sizeof *names;
    assert_string_equal(pr_text_nearest("leaving_per_yaer", names, count), "leaving_per_year");
    assert_string_equal(pr_text_nearest("leavingperyear", names, count), "leaving_per_year");
    assert_string_equal(pr_text_nearest("vc", names, count), "cv");
    assert_string_equal(pr_text_nearest("cvv", names, count), "cv");
    assert_string_equal(pr_text_nearest("seeds", names, count), "seed");
    assert_null(pr_text_nearest("workforce", names, count));
    assert_null(pr_text_nearest("", names, count));
    assert_null(pr_text_nearest("seed", names, 0));
    char long_word[1001];
    memset(long_word, 'e', 1000);
    long_word[1000] = '\0';
    assert_null(pr_text_nearest(long_word, names, count)); /* a third of it is more than any name */
    long_word[63] = '\0';
    assert_null(pr_text_nearest(long_word, names, count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_grows), cmocka_unit_test(a_copy_is_ours),
        cmocka_unit_test(decoding),     cmocka_unit_test(hostile_text_is_harmless),
        cmocka_unit_test(columns),      cmocka_unit_test(nearest_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
