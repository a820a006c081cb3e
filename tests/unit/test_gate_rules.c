/* Gates by themselves and in words: the rule on plain evidence, what reports say of it, what is warned of. */
#include "support_enough.h"
#include "support_run.h"
#include "support_scenario.h"
#include <math.h>
#include <stdlib.h>

enum { DOOR, STAP, GROEI, STOP };

static pr_gate_rule_t rule_of(pr_choose_t choose)
{
    pr_gate_rule_t rule = {.choose = choose, .path = -1, .otherwise = -1};
    rule.waiting_above = rule.vacancies_below = NAN;
    for (int p = 0; p < PR_MAX_PATHS; p++) {
        rule.at_least[p] = NAN;
    }
    return rule;
}

/* ---- the rule by itself ---- */

static void a_fixed_rule_looks_at_nothing(void **state)
{
    (void)state;
    pr_gate_rule_t rule = rule_of(PR_CHOOSE_FIXED);
    const pr_evidence_t nothing = {.estimate = NAN, .waiting = NAN, .vacancies = NAN};
    rule.path = STAP;
    assert_int_equal(pr_gate_choose(&rule, DOOR, GROEI, &nothing), STAP);
}

static void the_highest_bar_that_is_reached_counts(void **state)
{
    (void)state;
    pr_gate_rule_t rule = rule_of(PR_CHOOSE_EVALUATION);
    rule.otherwise = STOP;
    rule.at_least[GROEI] = 0.0525;
    rule.at_least[DOOR] = 0.0125;
    static const struct {
        double estimate;
        int path;
    } found[] = {{0, STOP},       {0.0124, STOP}, {0.0125, DOOR}, {0.0524, DOOR},
                 {0.0525, GROEI}, {0.93, GROEI},  {NAN, STOP}};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        pr_evidence_t seen = {.estimate = found[i].estimate};
        assert_int_equal(pr_gate_choose(&rule, -1, -1, &seen), found[i].path);
    }
    rule.otherwise = -1; /* no bar reached: on as before */
    assert_int_equal(pr_gate_choose(&rule, STAP, GROEI, &(pr_evidence_t){.estimate = 0.003}), STAP);
    rule.at_least[DOOR] = 0; /* always reached, even where nobody could be followed */
    assert_int_equal(pr_gate_choose(&rule, STAP, GROEI, &(pr_evidence_t){.estimate = NAN}), DOOR);
    assert_int_equal(pr_gate_choose(&rule, STAP, GROEI, &(pr_evidence_t){.estimate = 0.0525}), GROEI);
}

static void a_pool_expands_where_people_wait_and_posts_are_filled(void **state)
{
    (void)state;
    pr_gate_rule_t rule = rule_of(PR_CHOOSE_EXPAND);
    rule.waiting_above = 140;
    rule.vacancies_below = 2;
    static const struct {
        double waiting, vacancies;
        int path;
    } found[] = {{140.01, 1.99, STAP}, {140, 1.99, DOOR}, {140.01, 2, DOOR},
                 {139, 2.5, DOOR},     {NAN, 1, DOOR},    {200, NAN, DOOR}};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        pr_evidence_t seen = {.waiting = found[i].waiting, .vacancies = found[i].vacancies};
        assert_int_equal(pr_gate_choose(&rule, DOOR, STAP, &seen), found[i].path);
    }
    const pr_evidence_t busy = {.waiting = 200, .vacancies = 3};
    assert_int_equal(pr_gate_choose(&rule, DOOR, STAP, &busy), DOOR);
    rule.vacancies_below = NAN; /* who waits is enough */
    assert_int_equal(pr_gate_choose(&rule, DOOR, STAP, &busy), STAP);
    assert_int_equal(pr_gate_choose(&rule, GROEI, -1, &busy), GROEI); /* no step above */
    rule.path = GROEI;
    rule.otherwise = STOP;
    assert_int_equal(pr_gate_choose(&rule, DOOR, STAP, &busy), GROEI);
    assert_int_equal(pr_gate_choose(&rule, DOOR, STAP, &(pr_evidence_t){.waiting = 3}), STOP);
}

/* All text of the tables, without the line breaks that depend on width; the caller frees it. */
static char *tables_of(const pr_scenario_t *scenario, const pr_run_t *run, pr_lang_t lang)
{
    char *text = NULL;
    size_t size = 0;
    pr_errors_t errors;
    pr_errors_init(&errors);
    FILE *out = open_memstream(&text, &size);
    const pr_report_t report = {.lang = lang};
    assert_int_equal(pr_report_tables(&report, scenario, run, out, &errors), 0);
    fclose(out);
    pr_errors_free(&errors);
    for (char *s = text; *s; s++) {
        *s = *s == '\n' ? ' ' : *s;
    }
    return text;
}

static void tables_say_the_rule(const char *name, pr_lang_t lang, const char *const *words, size_t count)
{
    char path[512];
    snprintf(path, sizeof path, POOLRAMING_SCENARIOS "/%s.cfg", name);
    loaded_t *loaded = scenario_load(path, NULL, 0);
    pr_run_options_t options = options_of(5, enough(100, 10), 2);
    pr_run_t run;
    run_or_fail(&run, &loaded->scenario, &options);
    char *text = tables_of(&loaded->scenario, &run, lang);
    for (size_t i = 0; i < count; i++) {
        if (!strstr(text, words[i])) {
            fail_msg("%s is not in: %s", words[i], text);
        }
    }
    free(text);
    pr_run_free(&run);
    scenario_free(loaded);
}

static void reports_say_rules_in_words(void **state)
{
    (void)state;
    static const char *const dutch[] = {
        "Uitbreiden (575.000 per jaar) als gemiddeld meer dan 140 inwoners wachten en minder dan 2 plaatsen "
        "openstaan, gemeten over 6 maanden tot en met juni 2025; anders 450.000 per jaar.",
        "een stap hoger", "anders blijft het zoals het was", "450.000 per jaar (gepland)",
        "Bedragen op het geplande pad: vanaf 2026 450.000 per jaar (in "};
    static const char *const english[] = {"Expand (575.000 per jaar) if on average more than 140 residents "
                                          "wait and fewer than 2 posts are vacant, "
                                          "measured over 6 months up to June 2025; else 450.000 per jaar.",
                                          "one step up", "else it stays as it was",
                                          "450.000 per jaar (planned)"};
    static const char *const evaluation[] = {
        "Doorgaan met 450.000 vanaf 1 %, Groeien naar 700.000 vanaf 5 %; onder alle grenzen Stoppen.",
        "De evaluatie volgt 60 inwoners 6 maanden lang",
        "al eerder gestopt",
        "contracten eindigen op 31 december 2025",
        "Wat stoppen kost, is voor de opdrachtnemer",
        "omdat op tijd niet meer inwoners waren bereikt"};
    tables_say_the_rule("poort-groei", PR_LANG_NL, dutch, 5);
    tables_say_the_rule("poort-groei", PR_LANG_EN, english, 4);
    tables_say_the_rule("poort-evaluatie", PR_LANG_NL, evaluation, 6);
}

/* ---- warnings ---- */

static bool warns(const pr_scenario_t *scenario, pr_warning_id_t id, int year)
{
    pr_warning_t warning[PR_WARNINGS_MAX];
    size_t count = pr_scenario_warnings(scenario, warning);
    for (size_t i = 0; i < count; i++) {
        if (warning[i].id == id && warning[i].year == year) {
            return true;
        }
    }
    return false;
}

static void an_evaluation_without_money_is_told(void **state)
{
    (void)state;
    static const char *const unpaid[] = {"policy.gates.besluit-2029.evaluation.fixed_cost=0"};
    static const char *const wide[] = {"policy.paths.door-450.amounts.fte=700000"};
    loaded_t *paid = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", NULL, 0);
    loaded_t *not_paid = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", unpaid, 1);
    loaded_t *outside = scenario_load(POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", wide, 1);
    assert_false(warns(&paid->scenario, PR_WARN_EVALUATION_UNPAID, 2028));
    assert_false(warns(&paid->scenario, PR_WARN_NO_EVALUATION, 0));
    assert_false(warns(&paid->scenario, PR_WARN_OUTSIDE_TENDER, 2026));
    assert_true(warns(&not_paid->scenario, PR_WARN_EVALUATION_UNPAID, 2028));
    assert_true(warns(&not_paid->scenario, PR_WARN_NO_EVALUATION, 0));
    /* Not the planned path, but one that may be chosen: 725,000 with the coordinator. */
    assert_true(warns(&outside->scenario, PR_WARN_OUTSIDE_TENDER, 2026));
    scenario_free(paid);
    scenario_free(not_paid);
    scenario_free(outside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fixed_rule_looks_at_nothing),
        cmocka_unit_test(the_highest_bar_that_is_reached_counts),
        cmocka_unit_test(a_pool_expands_where_people_wait_and_posts_are_filled),
        cmocka_unit_test(reports_say_rules_in_words),
        cmocka_unit_test(an_evaluation_without_money_is_told),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
