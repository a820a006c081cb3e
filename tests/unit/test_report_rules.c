/* Rules as a committee reads them, in both languages. */
#include "report/rules.h"
#include "support_run.h"
#include <stdlib.h>

typedef struct {
    pr_scenario_t scenario;
    pr_gate_study_t study;
} fixture_t;

static void fixture_open(fixture_t *self, const char *const *set, size_t count)
{
    load_or_fail(&self->scenario, POOLRAMING_SCENARIOS "/poort-evaluatie.cfg", set, count);
    pr_run_options_t options = options_of(1, 2, 1);
    assert_int_equal(pr_gate_study(&self->study, &self->scenario, &options, NULL), 0);
}

static void fixture_close(fixture_t *self)
{
    pr_gate_study_free(&self->study);
    pr_scenario_free(&self->scenario);
    free(self);
}

static void expect_words(const fixture_t *self, const pr_threshold_rule_t *rule, const char *dutch,
                         const char *english)
{
    const char *const wanted[PR_LANGS] = {[PR_LANG_NL] = dutch, [PR_LANG_EN] = english};
    for (int lang = 0; lang < PR_LANGS; lang++) {
        pr_text_t text;
        pr_text_init(&text);
        pr_rule_words(&text, (pr_lang_t)lang, &self->study, 0, rule);
        assert_string_equal(text.data, wanted[lang]);
        pr_text_free(&text);
    }
}

static void every_shape_in_words(void **state)
{
    (void)state;
    fixture_t *self = calloc(1, sizeof *self);
    fixture_open(self, NULL, 0);
    const pr_threshold_rule_t always = {PR_SHAPE_ALWAYS, {{0}}, {1, 0, 0}};
    const pr_threshold_rule_t when = {PR_SHAPE_WHEN, {{PR_KNOWN_ESTIMATE, false, 0.015}}, {2, 0, 0}};
    const pr_threshold_rule_t both = {
        PR_SHAPE_BOTH, {{PR_KNOWN_WAITING, false, 85}, {PR_KNOWN_VACANCIES, true, 1.5}}, {2, 1, 0}};
    const pr_threshold_rule_t bars = {
        PR_SHAPE_BARS, {{PR_KNOWN_REACHED, false, 1600}, {PR_KNOWN_REACHED, false, 900}}, {2, 1, 0}};
    expect_words(self, &always, "altijd Doorgaan met 450.000", "always Doorgaan met 450.000");
    expect_words(
        self, &when,
        "Groeien naar 700.000 als de evaluatie bij minstens 1,5 % van de gevolgden succes vindt; anders "
        "Stoppen",
        "Groeien naar 700.000 if the evaluation finds success in at least 1.5% of those followed; "
        "otherwise Stoppen");
    expect_words(
        self, &both,
        "Groeien naar 700.000 als het aantal wachtenden minstens 85 is en het aantal open plaatsen onder "
        "1,5 ligt; anders Doorgaan met 450.000",
        "Groeien naar 700.000 if the number waiting is at least 85 and the number of vacant posts is "
        "below 1.5; otherwise Doorgaan met 450.000");
    expect_words(
        self, &bars,
        "Groeien naar 700.000 als het aantal bereikte inwoners sinds de start minstens 1.600 is; anders "
        "Doorgaan met 450.000 als het aantal bereikte inwoners sinds de start minstens 900 is; anders "
        "Stoppen",
        "Groeien naar 700.000 if the number of residents reached since the start is at least 1,600; "
        "otherwise Doorgaan met 450.000 if the number of residents reached since the start is at least "
        "900; otherwise Stoppen");
    fixture_close(self);
}

/* An evaluation that counts who was reached speaks of residents, not of a share. */
static void a_count_is_no_share(void **state)
{
    (void)state;
    static const char *const counted[] = {"policy.gates.besluit-2026.evaluation.outcome=residents_reached",
                                          "policy.gates.besluit-2029.evaluation.outcome=residents_reached",
                                          "policy.gates.besluit-2026.evaluation.at_least.groei-700=120",
                                          "policy.gates.besluit-2026.evaluation.at_least.door-450=50"};
    fixture_t *self = calloc(1, sizeof *self);
    fixture_open(self, counted, 4);
    const pr_threshold_rule_t below = {PR_SHAPE_WHEN, {{PR_KNOWN_ESTIMATE, true, 110}}, {0, 2, 0}};
    expect_words(
        self, &below,
        "Stoppen als het aantal bereikte inwoners in het venster onder 110 ligt; anders Groeien naar "
        "700.000",
        "Stoppen if the number of residents reached in the window is below 110; otherwise Groeien naar "
        "700.000");
    fixture_close(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_shape_in_words),
                                       cmocka_unit_test(a_count_is_no_share)};
    return cmocka_run_group_tests(tests, start_library, NULL);
}
