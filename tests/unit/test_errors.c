#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poolraming/error.h>
#include <string.h>

static void format_is(const pr_errors_t *errors, size_t i, const char *expected)
{
    char out[256];
    assert_int_equal(pr_errors_format(errors, i, out, sizeof out), strlen(expected));
    assert_string_equal(out, expected);
}

static void sentences_with_their_place(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_errors_add(&errors, PR_ERR_INPUT, "a.cfg", 7, "%s is %d: expected %d", "x", 1, 2),
                     PR_ERR_INPUT);
    assert_int_equal(pr_errors_add(&errors, PR_ERR_IO, "a.cfg", 0, "disk full"), PR_ERR_IO);
    pr_errors_add(&errors, PR_ERR_CHILD, NULL, 7, "no file");
    assert_int_equal(errors.count, 3);
    format_is(&errors, 0, "a.cfg:7: x is 1: expected 2");
    format_is(&errors, 1, "a.cfg: disk full");
    format_is(&errors, 2, "no file");
    char small[8];
    assert_int_equal(pr_errors_format(&errors, 0, small, sizeof small), 27);
    assert_string_equal(small, "a.cfg:7");
    assert_int_equal(pr_errors_format(&errors, 0, NULL, 0), 27);
    pr_errors_free(&errors);
    pr_errors_free(&errors);
    assert_int_equal(pr_errors_add(NULL, PR_ERR_DOMAIN, "a", 1, "nobody listens"), PR_ERR_DOMAIN);
}

static void what_is_hostile_is_harmless(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    pr_errors_add(&errors, PR_ERR_INPUT, "\x1B[2J\n.cfg", 1, "%s", "een\nregel %s %n \x1B]0;x\x07");
    format_is(&errors, 0, "?[2J?.cfg:1: een?regel %s %n ?]0;x?");
    char long_text[4000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    pr_errors_add(&errors, PR_ERR_INPUT, NULL, 0, "%s", long_text);
    assert_int_equal(strlen(errors.items[1].text), 1023);
    pr_errors_free(&errors);
}

static void a_flood_is_counted(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    for (int i = 0; i < 2385; i++) {
        pr_errors_add(&errors, PR_ERR_INPUT, "a.cfg", i + 1, "nummer %d", i);
    }
    assert_int_equal(errors.count, PR_ERRORS_MAX);
    assert_int_equal(errors.omitted, 2385 - PR_ERRORS_MAX);
    format_is(&errors, PR_ERRORS_MAX - 1, "a.cfg:200: nummer 199");
    pr_errors_free(&errors);
    assert_int_equal(errors.omitted, 0);
}

static void every_code_has_a_name(void **state)
{
    (void)state;
    for (int code = PR_ERR_IDENTITY; code <= PR_INTERRUPTED; code++) {
        assert_string_not_equal(pr_status_name(code), "unknown status");
    }
    assert_string_equal(pr_status_name(-99), "unknown status");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_with_their_place),
        cmocka_unit_test(what_is_hostile_is_harmless),
        cmocka_unit_test(a_flood_is_counted),
        cmocka_unit_test(every_code_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
