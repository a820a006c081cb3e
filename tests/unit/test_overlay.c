/* Files of settings laid over a scenario: what they change and leave, where it comes from, and the mark of
   invented figures that they bring. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_enough.h"
#include "support_good.h"

#define SHIPPED(name) POOLRAMING_SCENARIOS "/" name

/* Loads a shipped scenario with up to three changes. */
static loaded_t *with(const char *path, const char *first, const char *second, const char *third)
{
    const char *change[] = {first, second, third};
    return scenario_load(path, change, (first != NULL) + (size_t)(second != NULL) + (size_t)(third != NULL));
}

static const char *laid(const char *name, const char *text)
{
    static char change[4][200];
    static int next;
    char *out = change[next++ % 4];
    snprintf(out, sizeof change[0], PR_OVERLAY "%s", scenario_write(name, text, strlen(text)));
    return out;
}

static const char LEARNT[] =
    "extends = \"nowhere.cfg\"; # what it was made on is not asked for\n"
    "id = \"learnt\"; title = \"Learnt\"; story = \"Of figures.\";\n"
    "demand = { uptake = { dist = \"beta\"; mean = 0.0123; sd = 0.002; source = \"x\"; }; };\n"
    "municipalities = ( { id = \"venlo\"; demand_factor = 1.37; } );\n";

static void only_its_settings_are_laid(void **state)
{
    (void)state;
    loaded_t *plain = good(with(SHIPPED("stop-2025.cfg"), NULL, NULL, NULL));
    loaded_t *over = good(with(SHIPPED("stop-2025.cfg"), laid("learnt.cfg", LEARNT), NULL, NULL));
    const pr_scenario_t *a = &plain->scenario, *b = &over->scenario;
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->story, b->story);
    assert_string_not_equal(a->sha256, b->sha256);
    assert_true(scenario_setting(over, "demand.uptake")->dist.family == PR_DIST_BETA);
    assert_true(b->central.demand_factor[pr_scenario_find_municipality(b, "venlo")] == 1.37);
    assert_memory_equal(a->central.line_real_eur, b->central.line_real_eur, sizeof a->central.line_real_eur);
    assert_int_equal(a->setting_count + 1, b->setting_count); /* the factor */
    assert_int_equal(b->overlay_count, 1);
    assert_string_equal(b->overlay[0], scenario_path("learnt.cfg"));
    assert_int_equal(a->overlay_count, 0);
    assert_int_equal(b->invented, PR_INVENTED_NO);
    scenario_free(plain);
    scenario_free(over);
}

static void a_setting_knows_the_file_that_was_laid(void **state)
{
    (void)state;
    loaded_t *over = good(with(SHIPPED("basis.cfg"), laid("learnt.cfg", LEARNT), NULL, NULL));
    const pr_origin_t *origin = pr_scenario_origin(&over->scenario, "demand.uptake");
    assert_string_equal(origin->file, scenario_path("learnt.cfg"));
    assert_int_equal(origin->line, 3);
    origin = pr_scenario_origin(&over->scenario, "municipalities.venlo.demand_factor");
    assert_int_equal(origin->line, 4);
    assert_string_equal(pr_scenario_origin(&over->scenario, "demand.precarious_share")->file,
                        SHIPPED("basis.cfg"));
    scenario_free(over);
}

/* In the order given: a later file over an earlier one, --set over both. */
static void the_last_change_holds(void **state)
{
    (void)state;
    const char *first = laid("first.cfg", "demand = { uptake = 0.011; giving_up = 0.05; };\n");
    const char *second = laid("second.cfg", "demand = { uptake = 0.013; };\n");
    loaded_t *over = good(with(SHIPPED("basis.cfg"), first, second, "workforce.overhead_share=0.31"));
    assert_true(over->scenario.central.demand.uptake_per_year == 0.013);
    assert_true(over->scenario.central.demand.giving_up_per_month == 0.05);
    assert_true(over->scenario.central.workforce.overhead_share == 0.31);
    assert_int_equal(over->scenario.overlay_count, 2);
    scenario_free(over);
    over = good(with(SHIPPED("basis.cfg"), first, second, "demand.uptake=0.017"));
    assert_true(over->scenario.central.demand.uptake_per_year == 0.017);
    scenario_free(over);
}

static void what_is_wrong_stands_in_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } of[] = {{"id = \"x\";\ndemand = {\n  uptake = -1;\n};\n", "over.cfg:3: demand.uptake is -1: expected"},
              {"\nuptakes = 1;\n", "over.cfg:2: uptakes is not a setting"},
              {"# a\n# b\ndemand = { uptake = 0.01;\n", "over.cfg:3: "},
              {"themes = ( { id = \"armoede\"; share = 0.9; } );\n",
               "the shares of themes add up to 1.65: expected 1"},
              {"invented = \"perhaps\";\n", "over.cfg:1: invented is \"perhaps\": expected one of"}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        loaded_t *over = with(SHIPPED("basis.cfg"), laid("over.cfg", of[i].text), NULL, NULL);
        char *errors = scenario_errors(over);
        assert_int_equal(over->status, PR_ERR_INPUT);
        if (!strstr(errors, of[i].said)) {
            fail_msg("%s: expected %s", errors, of[i].said);
        }
        free(errors);
        scenario_free(over);
    }
    loaded_t *over = with(SHIPPED("basis.cfg"), PR_OVERLAY "/none.cfg", NULL, NULL);
    assert_int_equal(over->status, PR_ERR_INPUT);
    assert_string_equal(over->errors.items[0].file, "/none.cfg");
    scenario_free(over);
}

/* ---- invented figures ---- */

static void an_invented_file_marks_what_it_lies_over(void **state)
{
    (void)state;
    static const char *const word[] = {"verzonnen", "invented", "fictitious"};
    static const char *const title[] = {"Stoppen na 2025 (op VERZONNEN cijfers)",
                                        "Stoppen na 2025 (on INVENTED figures)",
                                        "Stoppen na 2025 (on FICTITIOUS figures)"};
    for (size_t i = 0; i < 3; i++) {
        char text[200], id[60];
        pr_warning_t warning[PR_WARNINGS_MAX];
        snprintf(text, sizeof text, "invented = \"%s\";\ndemand = { uptake = 0.011; };\n", word[i]);
        snprintf(id, sizeof id, "stop-2025-%s", word[i]);
        loaded_t *over = good(with(SHIPPED("stop-2025.cfg"), laid("over.cfg", text), NULL, NULL));
        const pr_scenario_t *s = &over->scenario;
        assert_string_equal(s->id, id);
        assert_string_equal(s->title, title[i]);
        assert_int_equal(s->invented, 1 + i);
        size_t count = pr_scenario_warnings(s, warning);
        assert_int_equal(warning[count - 1].id, PR_WARN_INVENTED);
        /* The text that is kept gives the same scenario, marked once. */
        loaded_t *again = calloc(1, sizeof *again);
        pr_errors_init(&again->errors);
        again->status = pr_scenario_load_text(&again->scenario, "kept", s->resolved, &again->errors);
        good(again);
        assert_string_equal(again->scenario.id, id);
        assert_string_equal(again->scenario.title, title[i]);
        assert_string_equal(again->scenario.sha256, s->sha256);
        scenario_free(again);
        scenario_free(over);
    }
}

/* A name that says so already stays; a long one keeps its length; what extends a marked scenario is marked.
 */
static void the_mark_is_made_once_and_handed_on(void **state)
{
    (void)state;
    const char *over = laid("over.cfg", "invented = \"verzonnen\";\n");
    loaded_t *loaded =
        good(with(SHIPPED("basis.cfg"), over, "id=\"x-verzonnen-2\"", "title=\"Op VERZONNEN cijfers\""));
    assert_string_equal(loaded->scenario.id, "x-verzonnen-2");
    assert_string_equal(loaded->scenario.title, "Op VERZONNEN cijfers");
    scenario_free(loaded);
    loaded = good(with(SHIPPED("basis.cfg"), over,
                       "id=\"a23456789-123456789-123456789-123456789-123456789-123456789\"", NULL));
    assert_int_equal(strlen(loaded->scenario.id), 60);
    assert_string_equal(loaded->scenario.id + 50, "-verzonnen");
    scenario_free(loaded);
    scenario_write("marked.cfg", "extends = \"" SHIPPED("basis.cfg") "\";\ninvented = \"invented\";\n",
                   strlen("extends = \"" SHIPPED("basis.cfg") "\";\ninvented = \"invented\";\n"));
    loaded = good(
        scenario_load_text("more.cfg", "extends = \"marked.cfg\";\nid = \"mine\";\ntitle = \"Mine\";\n"));
    assert_string_equal(loaded->scenario.id, "mine-invented");
    assert_string_equal(loaded->scenario.title, "Mine (on INVENTED figures)");
    scenario_free(loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_its_settings_are_laid),
        cmocka_unit_test(a_setting_knows_the_file_that_was_laid),
        cmocka_unit_test(the_last_change_holds),
        cmocka_unit_test(what_is_wrong_stands_in_the_file),
        cmocka_unit_test(an_invented_file_marks_what_it_lies_over),
        cmocka_unit_test(the_mark_is_made_once_and_handed_on),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
