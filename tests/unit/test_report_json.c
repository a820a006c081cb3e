/* results.json: whole, readable, and equal but for the clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/json.h"
#include "unit/test_report_fixture.h"
#include <poolraming/register.h>

static pr_text_t json_of(const fixture_t *f, const pr_report_t *report, const pr_mask_t *mask)
{
    pr_text_t text;
    pr_text_init(&text);
    assert_int_equal(pr_json_results(&text, report, &f->run, mask), 0);
    return text;
}

static void test_provenance(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_component_t component[] = {{"libconfig", "1.5"}};
    const pr_report_t report = {.started = "2025-03-01T09:00:00Z",
                                .duration_seconds = 2.5,
                                .component = component,
                                .component_count = 1};
    pr_text_t text = json_of(f, &report, NULL);
    static const char *const expected[] = {"\"scenario_id\": \"basis\"",
                                           "\"scenario_text\": \"id = \\\"basis\\\";\\n\"",
                                           "\"seed\": 1,",
                                           "\"replicates\": 10000",
                                           "\"rng\": \"Philox4x32-10\"",
                                           "\"quantiles\": \"counted\"",
                                           "\"libconfig\": \"1.5\"",
                                           "\"started\": \"2025-03-01T09:00:00Z\"",
                                           "\"duration_seconds\": 2.5"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_non_null(strstr(text.data, expected[i]));
    }
    pr_text_free(&text);
    fixture_free(f);
}

static void test_seed_keeps_its_digits(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_report_t report = {0};
    f->run.seed = UINT64_MAX;
    pr_text_t text = json_of(f, &report, NULL);
    assert_non_null(strstr(text.data, "\"seed\": \"18446744073709551615\""));
    assert_null(strstr(text.data, "started"));
    pr_text_free(&text);
    fixture_free(f);
}

static void test_outcomes(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_report_t report = {0};
    pr_mask_t mask;
    f->run.ensemble.summary[0] = fixture_summary(NAN, NAN);
    f->run.ensemble.summary[0].undefined = 10000;
    assert_int_equal(pr_mask_init(&mask, &f->run), 0);
    pr_text_t text = json_of(f, &report, &mask), again = json_of(f, &report, &mask);
    assert_string_equal(text.data, again.data);
    assert_non_null(strstr(text.data,
                           "\"outcomes\": [\n{\"metric\": \"index.ova\", \"unit\": \"factor\", "
                           "\"period\": \"2023\", \"municipality\": \"\", \"mean\": null, \"sd\": null"));
    assert_non_null(strstr(text.data, "\"municipality\": \"Beesel\", \"masked\": \"<5\"}"));
    pr_text_free(&text);
    pr_text_free(&again);
    pr_mask_free(&mask);
    fixture_free(f);
}

/* Broken UTF-8 in a title must not cost the file. */
static void test_hostile_text(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    static char title[] = "a\xff\"\n</script>";
    const pr_report_t report = {0};
    f->scenario.title = title;
    pr_text_t text = json_of(f, &report, NULL);
    assert_non_null(strstr(text.data, "\"scenario_title\": \"a?\\\"?</script>\""));
    pr_text_free(&text);
    fixture_free(f);
}

/* Also where a list is empty. */
static void test_register_is_json(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const size_t keys = f->scenario.key_count;
    for (f->scenario.key_count = 0; f->scenario.key_count <= keys; f->scenario.key_count++) {
        char *bytes = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&bytes, &length);
        assert_int_equal(pr_report_register_json(PR_LANG_EN, &f->scenario, out, NULL), 0);
        fclose(out);
        json_t *root = json_loads(bytes, 0, NULL);
        assert_non_null(root);
        assert_int_equal(json_array_size(json_object_get(root, "keys")), f->scenario.key_count);
        assert_string_equal(json_string_value(json_object_get(json_object_get(root, "scenario"), "id")),
                            f->scenario.id);
        json_decref(root);
        free(bytes);
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_provenance),       cmocka_unit_test(test_seed_keeps_its_digits),
        cmocka_unit_test(test_outcomes),         cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_register_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
