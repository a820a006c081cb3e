/* The catalogue as it is built in: every text has Dutch that keeps its marks, and errors are said in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/catalogue.h"
#include "report/texts.h"
#include "scenario/table.h"
#include "support_enough.h"
#include "support_scenario.h"
#include <errno.h>
#include <glob.h>

#define BAD POOLRAMING_TESTS "/bad/"

static void known_and_unknown_texts(void **state)
{
    (void)state;
    assert_string_equal(pr_translate(PR_LANG_NL, "a whole number"), "een geheel getal");
    assert_string_equal(pr_translate(PR_LANG_EN, "a whole number"), "a whole number");
    assert_string_equal(pr_translate(PR_LANG_NL, "nobody says this"), "nobody says this");
    assert_string_equal(pr_translate(PR_LANG_NL, ""), "");
    assert_string_equal(pr_translate_in_context(PR_LANG_NL, "nowhere\004nobody says this"),
                        "nobody says this");
    assert_string_equal(pr_translate_in_context(PR_LANG_EN, "nowhere\004nobody says this"),
                        "nobody says this");
    assert_string_equal(pr_reason(PR_LANG_NL, ENOSPC).s, "de schijf is vol");
    assert_string_equal(pr_reason(PR_LANG_EN, ENOSPC).s, "No space left on device");
}

/* A text with two forms: of a count of 1, and of all others. */
static void counts_have_their_form(void **state)
{
    (void)state;
    static const struct {
        pr_lang_t lang;
        uint64_t count;
        const char *said;
    } of[] = {{PR_LANG_EN, 1, "{1} replicate, seed {2}"},
              {PR_LANG_EN, 0, "{1} replicates, seed {2}"},
              {PR_LANG_EN, 2, "{1} replicates, seed {2}"},
              {PR_LANG_NL, 1, "{1} herhaling, startgetal {2}"},
              {PR_LANG_NL, 0, "{1} herhalingen, startgetal {2}"},
              {PR_LANG_NL, 7, "{1} herhalingen, startgetal {2}"}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        assert_string_equal(pr_text(of[i].lang, pr_text_for(PR_TEXT_SHOW_SEED, of[i].count)), of[i].said);
    }
    assert_string_equal(pr_text(PR_LANG_NL, PR_TEXT_SHOW_SEED), "{1} herhalingen, startgetal {2}");
    assert_string_equal(pr_text(PR_LANG_NL, pr_text_for(PR_TEXT_TOTAL, 1)),
                        pr_text(PR_LANG_NL, PR_TEXT_TOTAL));
    assert_string_equal(pr_translate_count(PR_LANG_NL, "nobody", "says this", 1), "nobody");
    assert_string_equal(pr_translate_count(PR_LANG_NL, "nobody", "says this", 2), "says this");
}

/* The order of the binary search, and that it finds the first, the last and all between. */
static void every_text_is_found(void **state)
{
    (void)state;
    const char *dutch, *english, *before = "";
    size_t i = 1; /* 0 is the head */
    for (; (english = pr_catalogue_text(i, &dutch)) != NULL; i++) {
        assert_true(strcmp(before, english) < 0);
        assert_ptr_equal(pr_translate_in_context(PR_LANG_NL, english), dutch);
        before = english;
    }
    assert_true(i > 300);
}

/* ---- tables ---- */

/* What is not found is given back as it is. */
static int lacks(const char *text, const char *dutch, const char *row)
{
    if (text && dutch == text) {
        print_error("%s: no Dutch of \"%s\"\n", row, text);
        return 1;
    }
    return 0;
}

static int lacks_dutch(const char *text, const char *row)
{
    return lacks(text, text ? pr_translate(PR_LANG_NL, text) : NULL, row);
}

/* Of any row of any table: a text that po/extract.sh did not see would be English to everybody. */
static void every_row_has_dutch(void **state)
{
    (void)state;
    int wrong = 0;
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    for (size_t i = 0; i < metrics; i++) {
        wrong += lacks(metric[i].label, pr_metric_label(&metric[i], PR_LANG_NL), metric[i].id);
    }
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        const char *unit = *row->unit ? row->unit : NULL;
        wrong += lacks_dutch(row->label, row->path) + lacks_dutch(row->source, row->path);
        wrong += lacks(unit, unit ? pr_unit_in(PR_LANG_NL, unit) : NULL, row->path);
    }
    for (size_t i = 0; i < pr_list_count; i++) {
        wrong += lacks_dutch(pr_lists[i].label, pr_lists[i].path);
    }
    for (int i = 0; i < PR_BENEFIT_METHODS; i++) {
        const pr_benefit_info_t *method = pr_benefit_info((pr_benefit_method_t)i);
        wrong += lacks(method->doc, pr_benefit_doc(method, PR_LANG_NL), method->name);
    }
    for (int i = 0; i < PR_ALLOCATIONS; i++) {
        const pr_allocation_policy_t *policy = pr_allocation_policy((pr_allocation_id_t)i);
        wrong += lacks(policy->doc, pr_allocation_doc(policy, PR_LANG_NL), policy->name);
    }
    assert_int_equal(wrong, 0);
}

static void one_english_word_has_two_dutch_ones_by_its_context(void **state)
{
    (void)state;
    assert_string_equal(pr_translate(PR_LANG_NL, "hours"), "uren");
    assert_string_equal(pr_translate_as(PR_LANG_NL, "unit", "hours"), "uur");
    assert_string_equal(pr_translate_as(PR_LANG_EN, "unit", "hours"), "hours");
    assert_string_equal(pr_translate_as(PR_LANG_NL, "nowhere", "hours"), "hours");
}

/* A scenario's own words are never taken for the program's. */
static void a_source_of_the_scenario_stays_as_it_is(void **state)
{
    (void)state;
    loaded_t *loaded =
        scenario_load(POOLRAMING_SCENARIOS "/basis.cfg",
                      (const char *[]){"workforce.cost_per_fte={value=1e5;source=\"assumption\";}"}, 1);
    assert_int_equal(loaded->status, 0);
    const pr_setting_t *own = scenario_setting(loaded, "workforce.cost_per_fte");
    assert_string_equal(pr_setting_source(own, PR_LANG_NL), "assumption");
    assert_true(own->assumption);
    pr_setting_t without = {.default_source = true};
    assert_null(pr_setting_source(&without, PR_LANG_NL));
    scenario_free(loaded);
}

/* {1} … {9}, each as often as it stands there. */
static void count_marks(const char *text, int count[10])
{
    memset(count, 0, 10 * sizeof *count);
    for (const char *s = text; *s; s++) {
        if (s[0] == '{' && s[1] >= '1' && s[1] <= '9' && s[2] == '}') {
            count[s[1] - '0'] = 1;
        }
    }
}

static void both_languages_have_the_same_marks(void **state)
{
    (void)state;
    const char *dutch, *english;
    int wrong = 0;
    for (size_t i = 1; (english = pr_catalogue_text(i, &dutch)) != NULL; i++) {
        int in_english[10], in_dutch[10];
        count_marks(english, in_english);
        count_marks(dutch, in_dutch);
        if (memcmp(in_english, in_dutch, sizeof in_dutch) != 0) {
            print_error("%s\n%s\n", english, dutch);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- errors ---- */

/* Words that no Dutch sentence has, and that no setting is called. */
static bool has_english(const char *line)
{
    static const char *const words[] = {"expected", "did you", " the ", " must ", " is not", " with ",
                                        " and ",    " of the", " this", " given", " has ",   " or "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(line, words[i])) {
            print_error("\"%s\": %s\n", words[i], line);
            return true;
        }
    }
    return false;
}

static size_t load_in(pr_lang_t lang, const char *path, char lines[][1200], size_t most)
{
    pr_scenario_t scenario;
    pr_errors_t errors;
    pr_errors_init_in(&errors, lang);
    int status = pr_scenario_load(&scenario, path, NULL, 0, &errors);
    assert_int_equal(status == 0, errors.count == 0);
    size_t count = errors.count < most ? errors.count : most;
    for (size_t i = 0; i < count; i++) {
        pr_errors_format(&errors, i, lines[i], 1200);
    }
    pr_errors_free(&errors);
    assert_int_equal(errors.lang, lang);
    pr_scenario_free(&scenario);
    return count;
}

static void what_is_wrong_with_a_scenario_is_said_in_dutch(void **state)
{
    (void)state;
    static char dutch[40][1200], english[40][1200];
    glob_t cases;
    size_t sentences = 0;
    int wrong = 0;
    assert_int_equal(glob(BAD "[0-9]*.cfg", 0, NULL, &cases), 0);
    for (size_t i = 0; i < cases.gl_pathc; i += enough(1, 150)) {
        size_t count = load_in(PR_LANG_NL, cases.gl_pathv[i], dutch, 40);
        assert_int_equal(load_in(PR_LANG_EN, cases.gl_pathv[i], english, 40), count);
        for (size_t k = 0; k < count; k++) {
            bool same = strcmp(dutch[k], english[k]) == 0;
            if (same) {
                print_error("the same in both: %s\n", dutch[k]);
            }
            wrong += same || has_english(dutch[k]);
            sentences++;
        }
    }
    globfree(&cases);
    assert_int_equal(wrong, 0);
    assert_true(sentences >= enough(250, 1));
}

static void what_is_wrong_with_figures_is_said_in_dutch(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load(POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0);
    glob_t cases;
    int wrong = 0;
    assert_int_equal(loaded->status, 0);
    assert_int_equal(glob(POOLRAMING_TESTS "/bad-figures/[0-9]*.csv", 0, NULL, &cases), 0);
    assert_true(cases.gl_pathc >= 25);
    for (size_t i = 0; i < cases.gl_pathc; i += enough(1, 5)) {
        pr_errors_t errors;
        pr_reported_t reported;
        pr_published_list_t published;
        pr_errors_init_in(&errors, PR_LANG_NL);
        int status = strstr(cases.gl_pathv[i], "-ova-")
                         ? pr_published_read(&published, cases.gl_pathv[i], &errors)
                         : pr_reported_read(&reported, &loaded->scenario, cases.gl_pathv[i], &errors);
        assert_int_equal(status, PR_ERR_INPUT);
        for (size_t k = 0; k < errors.count; k++) {
            wrong += has_english(errors.items[k].text);
        }
        pr_errors_free(&errors);
    }
    globfree(&cases);
    scenario_free(loaded);
    assert_int_equal(wrong, 0);
}

static void a_list_without_a_language_is_english(void **state)
{
    (void)state;
    pr_errors_t errors;
    pr_errors_init(&errors);
    pr_errors_add_status(&errors, PR_ERR_MEMORY, NULL);
    assert_string_equal(errors.items[0].text, "out of memory");
    assert_string_equal(pr_errors_words(&errors, "a list"), "a list");
    assert_string_equal(pr_errors_words(NULL, "a list"), "a list");
    pr_errors_free(&errors);
    pr_errors_init_in(&errors, PR_LANG_NL);
    pr_errors_add_status(&errors, PR_ERR_MEMORY, NULL);
    assert_string_equal(errors.items[0].text, "onvoldoende geheugen");
    /* an argument that moves: the Dutch has it in another place */
    pr_errors_add(&errors, PR_ERR_INPUT, NULL, 0,
                  "the caps of the mixed key add up to %.6g %% with the key %s: expected at least 100", 23.85,
                  "m");
    assert_string_equal(errors.items[1].text,
                        "de plafonds van de gemengde sleutel tellen met verdeelsleutel m op "
                        "tot 23.85 %: verwacht: minstens 100");
    pr_errors_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_and_unknown_texts),
        cmocka_unit_test(counts_have_their_form),
        cmocka_unit_test(every_text_is_found),
        cmocka_unit_test(every_row_has_dutch),
        cmocka_unit_test(one_english_word_has_two_dutch_ones_by_its_context),
        cmocka_unit_test(a_source_of_the_scenario_stays_as_it_is),
        cmocka_unit_test(both_languages_have_the_same_marks),
        cmocka_unit_test(what_is_wrong_with_a_scenario_is_said_in_dutch),
        cmocka_unit_test(what_is_wrong_with_figures_is_said_in_dutch),
        cmocka_unit_test(a_list_without_a_language_is_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
