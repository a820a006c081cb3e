/* The tree of settings: children, paths, overlays, and a text that reads back as the same tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scenario/read.h"
#include "support_scenario.h"
#include <math.h>

static pr_node_t *read_text(pr_arena_t *arena, const char *name, const char *text)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    pr_node_t *tree = NULL;
    assert_int_equal(pr_read_scenario(arena, scenario_write(name, text, strlen(text)), &tree, &errors), 0);
    pr_errors_free(&errors);
    return tree;
}

static const char base_text[] = "id = \"a\";\n"
                                "run = { seed = 3000000000; replicates = 5; };\n"
                                "themes = ( { id = \"x\"; share = 0.25; }, { id = \"y\"; share = 0.75; } );\n"
                                "amounts = { y2023 = 1; y2024_2026 = 2.5; };\n"
                                "rate = { dist = \"beta\"; mean = 0.15; sd = 0.04; };\n"
                                "flag = true; list = [ 1, 2.5, \"drie\" ];\n";

static void nodes_know_their_kind_and_place(void **state)
{
    (void)state;
    pr_arena_t *arena = pr_arena_new();
    const pr_node_t *tree = read_text(arena, "a.cfg", base_text);
    assert_int_equal(pr_node_find(tree, "run.seed")->kind, PR_NODE_INTEGER);
    assert_true(pr_node_find(tree, "run.seed")->value.integer == 3000000000);
    assert_int_equal(pr_node_find(tree, "run.seed")->line, 2);
    assert_string_equal(pr_node_find(tree, "run.seed")->file, scenario_path("a.cfg"));
    assert_int_equal(pr_node_find(tree, "flag")->kind, PR_NODE_BOOLEAN);
    assert_int_equal(pr_node_find(tree, "id")->kind, PR_NODE_TEXT);
    assert_int_equal(pr_node_find(tree, "list")->kind, PR_NODE_LIST);
    assert_int_equal(pr_node_find(tree, "list")->count, 3);
    assert_true(pr_node_find(tree, "themes")->by_id);
    assert_string_equal(pr_node_find(tree, "themes")->child[1]->name, "y");
    assert_int_equal(pr_node_find(tree, "amounts")->count, 4);
    double number = 0;
    assert_true(pr_node_number(pr_node_find(tree, "amounts.2025"), &number) && number == 2.5);
    assert_ptr_equal(pr_node_find(tree, "amounts.y2025"), pr_node_find(tree, "amounts.2025"));
    assert_false(pr_node_number(pr_node_find(tree, "flag"), &number));
    static const char *const nowhere[] = {"runs", "run.", ".run", "run..seed", "run.seed.x", "amounts.2027"};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        bool found = pr_node_find(tree, nowhere[i]) != NULL;
        assert_true(found == (strcmp(nowhere[i], "run.") == 0)); /* a dot at the end adds no step */
    }
    pr_arena_free(arena);
}

static void overlaying(void **state)
{
    (void)state;
    pr_arena_t *arena = pr_arena_new();
    pr_node_t *base = read_text(arena, "a.cfg", base_text);
    pr_node_t *over = read_text(arena, "b.cfg",
                                "run = { replicates = 6; };\n"
                                "themes = ( { id = \"z\"; share = 0.0; }, { id = \"x\"; value = 9; } );\n"
                                "amounts = { y2026_2027 = 3; };\n"
                                "rate = { value = 0.2; };\n"
                                "list = [ 9 ];\n"
                                "flag = { a = 1; };\n"
                                "id = 5;\n");
    assert_int_equal(pr_node_overlay(arena, base, over), 0);
    double number = 0;
    assert_true(pr_node_find(base, "run.seed")->value.integer == 3000000000);
    assert_int_equal(pr_node_find(base, "run.replicates")->value.integer, 6);
    assert_string_equal(pr_node_find(base, "run.replicates")->file, scenario_path("b.cfg"));
    assert_string_equal(pr_node_find(base, "run.seed")->file, scenario_path("a.cfg"));
    assert_int_equal(pr_node_find(base, "themes")->count, 3); /* the order of the base, then what is new */
    assert_string_equal(pr_node_find(base, "themes")->child[0]->name, "x");
    assert_string_equal(pr_node_find(base, "themes")->child[2]->name, "z");
    assert_true(pr_node_number(pr_node_find(base, "themes.x.share"), &number) && number == 0.25);
    assert_non_null(pr_node_find(base, "themes.x.value")); /* an element is no distribution */
    assert_int_equal(pr_node_find(base, "amounts")->count, 5);
    assert_true(pr_node_number(pr_node_find(base, "amounts.2026"), &number) && number == 3);
    assert_null(pr_node_find(base, "rate.mean")); /* a distribution is replaced whole */
    assert_int_equal(pr_node_find(base, "list")->count, 1);
    assert_int_equal(pr_node_find(base, "flag")->kind, PR_NODE_GROUP);
    assert_int_equal(pr_node_find(base, "id")->kind, PR_NODE_INTEGER);
    pr_arena_free(arena);
}

static void what_is_a_parameter(void **state)
{
    (void)state;
    pr_arena_t *arena = pr_arena_new();
    const pr_node_t *tree = read_text(arena, "a.cfg",
                                      "a = { dist = \"beta\"; };\n"
                                      "b = { mean = { y2024 = 5; }; cv = 0.3; };\n"
                                      "c = { values = [ 1, 2 ]; };\n"
                                      "d = { source = \"x\"; };\n"
                                      "e = { };\n");
    static const bool expected[] = {true, false, true, false, false};
    for (size_t i = 0; i < 5; i++) {
        assert_true(pr_node_is_parameter(tree->child[i]) == expected[i]);
    }
    pr_arena_free(arena);
}

static void years_and_identifiers(void **state)
{
    (void)state;
    int first = 0, last = 0;
    assert_true(pr_node_is_years("y2026", &first, &last) && first == 2026 && last == 2026);
    assert_true(pr_node_is_years("y2026_2031", &first, &last) && first == 2026 && last == 2031);
    assert_true(pr_node_is_years("y2031_2026", &first, &last) && first == 2031 && last == 2026);
    static const char *const no_years[] = {"",      "y",         "2026",        "y202",       "y20266",
                                           "y-202", "y2026_202", "y2026_20311", "y2026-2031", "Y2026",
                                           "y+202", "y2026_",    "y2026_-031"};
    for (size_t i = 0; i < sizeof no_years / sizeof *no_years; i++) {
        assert_false(pr_node_is_years(no_years[i], &first, &last));
    }
    static const char *const good[] = {"a", "horst-aan-de-maas", "walk_in", "y202",
                                       "a012345678901234567890123456789012345678"};
    static const char *const bad[] = {
        "",    "A", "1a",    "-a",         "_a",  "a b",
        "a.b", "é", "y2026", "y2026_2031", "a/b", "a01234567890123456789012345678901234567890"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(pr_node_is_identifier(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(pr_node_is_identifier(bad[i]));
    }
}

/* A number as written, and whether it reads back as the same number. */
static void writes(double value, const char *expected)
{
    pr_text_t out;
    pr_text_init(&out);
    pr_number_write(value, &out);
    assert_string_equal(out.data, expected);
    assert_true(strtod(out.data, NULL) == value);
    pr_text_free(&out);
}

static void numbers_read_back_exactly(void **state)
{
    (void)state;
    writes(0, "0.0");
    writes(5, "5.0");
    writes(-0.1, "-0.1");
    writes(2.385, "2.385");
    writes(0.1 + 0.2, "0.30000000000000004");
    writes(1e300, "1e+300");
    writes(1e15, "1e+15");
    writes(700000, "700000.0");
    writes(1.0 / 3, "0.3333333333333333");
    writes(1.7976931348623157e308, "1.7976931348623157e+308");
}

static char *written(const pr_node_t *tree)
{
    pr_text_t out;
    pr_text_init(&out);
    pr_node_write(tree, &out);
    assert_false(out.failed);
    return out.data;
}

static void a_tree_reads_back(void **state)
{
    (void)state;
    static const char text[] =
        "id = \"a\";\n"
        "hostile = \"\\\"; run = { seed = 5; }; # \\\\ \\n\\r\\t\\f @include \\\"x\\\" /* é €\";\n"
        "run = { seed = 9223372036854775807; low = -2147483649; small = 7; };\n"
        "themes = ( { id = \"x\"; share = 1e-9; empty = {}; }, { id = \"y\"; list = ( 1, (2, {a=1;}), \"z\" "
        "); } );\n"
        "amounts = { y2023_2038 = { value = 1e17; source = \"aanname\"; }; };\n"
        "none = (); flag = false;\n";
    pr_arena_t *arena = pr_arena_new();
    char *first = written(read_text(arena, "a.cfg", text));
    char *second = written(read_text(arena, "b.cfg", first));
    assert_string_equal(first, second);
    const pr_node_t *tree = read_text(arena, "c.cfg", second);
    assert_string_equal(pr_node_find(tree, "hostile")->value.text,
                        "\"; run = { seed = 5; }; # \\ \n\r\t\f @include \"x\" /* é €");
    assert_true(pr_node_find(tree, "run.seed")->value.integer == INT64_MAX);
    pr_text_t both = {.data = first};
    pr_text_free(&both);
    both.data = second;
    pr_text_free(&both);
    pr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_their_kind_and_place),
        cmocka_unit_test(overlaying),
        cmocka_unit_test(what_is_a_parameter),
        cmocka_unit_test(years_and_identifiers),
        cmocka_unit_test(numbers_read_back_exactly),
        cmocka_unit_test(a_tree_reads_back),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
