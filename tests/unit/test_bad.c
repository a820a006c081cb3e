/* Every broken scenario of tests/bad says exactly what is wrong with it: NNN-name.cfg and the lines of
   NNN-name.txt. Lines "# --set path=value" at the top of a case are given as assignments. What can't be kept
   in a repository (pipes, links, 50 MB) is made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_enough.h"
#include "support_scenario.h"
#include <glob.h>
#include <sys/stat.h>

#define BAD POOLRAMING_TESTS "/bad/"
enum { SETS_MAX = 8 };

static char *slurp(const char *path)
{
    FILE *stream = fopen(path, "rb");
    char *bytes = calloc(1, 1 << 20);
    if (!stream || !bytes || (fread(bytes, 1, (1 << 20) - 1, stream) == 0 && ferror(stream))) {
        fail_msg("%s can't be read", path);
    }
    fclose(stream);
    return bytes;
}

static void drop(char *text, const char *what)
{
    for (char *at = text; (at = strstr(at, what)) != NULL;) {
        memmove(at, at + strlen(what), strlen(at + strlen(what)) + 1);
    }
}

/* Cuts the assignments out of the text of a case. */
static size_t assignments_of(char *text, const char *sets[SETS_MAX])
{
    static const char mark[] = "# --set ";
    size_t count = 0;
    for (; count < SETS_MAX && strncmp(text, mark, sizeof mark - 1) == 0; text += strlen(text) + 1) {
        sets[count++] = text + sizeof mark - 1;
        text[strcspn(text, "\n")] = '\0';
    }
    return count;
}

static bool check_case(const char *path)
{
    char expected_path[512];
    snprintf(expected_path, sizeof expected_path, "%.*s.txt", (int)(strlen(path) - 4), path);
    char *text = slurp(path), *expected = slurp(expected_path);
    const char *sets[SETS_MAX];
    loaded_t *loaded = scenario_load(path, sets, assignments_of(text, sets));
    char *errors = scenario_errors(loaded);
    drop(errors, BAD);
    bool good = loaded->status == PR_ERR_INPUT && strcmp(errors, expected) == 0 && *expected;
    if (!good) {
        print_error("%s\nexpected: %s\nfound:    %s\n", path, expected, errors);
    }
    free(errors);
    free(expected);
    free(text);
    scenario_free(loaded);
    return good;
}

static void every_case(void **state)
{
    (void)state;
    glob_t cases;
    assert_int_equal(glob(BAD "[0-9]*.cfg", 0, NULL, &cases), 0);
    assert_true(cases.gl_pathc >= 200);
    int wrong = 0;
    for (size_t i = 0; i < cases.gl_pathc; i++) {
        wrong += !check_case(cases.gl_pathv[i]);
    }
    globfree(&cases);
    assert_int_equal(wrong, 0);
}

/* One error, which has these words; `loaded` is freed. */
static void says(loaded_t *loaded, const char *words)
{
    char line[8192] = "";
    if (loaded->errors.count == 1) {
        pr_errors_format(&loaded->errors, 0, line, sizeof line);
    }
    if (loaded->status != PR_ERR_INPUT || !strstr(line, words)) {
        scenario_print_errors(loaded);
        fail_msg("expected one error with: %s", words);
    }
    scenario_free(loaded);
}

static void files_that_are_none(void **state)
{
    (void)state;
    says(scenario_load(scenario_path("none.cfg"), NULL, 0), "No such file");
    says(scenario_load("", NULL, 0), "No such file");
    says(scenario_load(scenario_folder, NULL, 0), "not a regular file");
    says(scenario_load("/dev/zero", NULL, 0), "not a regular file");
    assert_int_equal(mkfifo(scenario_path("pipe.cfg"), 0600), 0);
    says(scenario_load(scenario_path("pipe.cfg"), NULL, 0), "not a regular file");
    assert_int_equal(symlink("loop.cfg", scenario_path("loop.cfg")), 0);
    says(scenario_load(scenario_path("loop.cfg"), NULL, 0), "symbolic links");
    assert_int_equal(symlink("nowhere", scenario_path("broken.cfg")), 0);
    says(scenario_load(scenario_path("broken.cfg"), NULL, 0), "No such file");
    char name[5001];
    memset(name, 'x', 5000);
    name[5000] = '\0';
    says(scenario_load(name, NULL, 0), "can't be read");
    says(scenario_load("\x1B[2J.cfg", NULL, 0), "?[2J.cfg");
}

static void a_link_does_not_hide_a_circle(void **state)
{
    (void)state;
    assert_int_equal(symlink("circle.cfg", scenario_path("other.cfg")), 0);
    says(scenario_load_text("circle.cfg", "extends = \"other.cfg\";\n"), "circle");
}

static void huge_files(void **state)
{
    (void)state;
    FILE *stream = fopen(scenario_path("huge.cfg"), "wb");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 50L * 1024 * 1024 - 1, SEEK_SET), 0); /* 50 MB with a hole in it */
    fputc('\n', stream);
    fclose(stream);
    says(scenario_load(scenario_path("huge.cfg"), NULL, 0), "larger than 1 MiB");
    says(scenario_load_text("extends-huge.cfg", "extends = \"huge.cfg\";\n"), "larger than 1 MiB");
}

static void a_long_chain(void **state)
{
    (void)state;
    char name[32], text[64];
    for (int i = 0; i <= 16; i++) {
        snprintf(name, sizeof name, "chain-%d.cfg", i);
        snprintf(text, sizeof text, "extends = \"chain-%d.cfg\";\n", i + 1);
        scenario_write(name, text, strlen(text));
    }
    says(scenario_load(scenario_path("chain-0.cfg"), NULL, 0), "too many files");
}

static void thousands_of_settings(void **state)
{
    (void)state;
    const size_t unknown_settings = enough(10000, 1000); /* libconfig's time is quadratic in it */
    char *text = calloc(1, 1 << 19);
    size_t length = (size_t)sprintf(text, BASIS);
    for (size_t i = 0; i < unknown_settings; i++) {
        length += (size_t)sprintf(text + length, "setting_%zu = %zu;\n", i, i);
    }
    loaded_t *loaded = scenario_load_text("many.cfg", text);
    assert_int_equal(loaded->status, PR_ERR_INPUT);
    assert_int_equal(loaded->errors.count, PR_ERRORS_MAX);
    assert_int_equal(loaded->errors.omitted, unknown_settings - PR_ERRORS_MAX);
    scenario_free(loaded);
    free(text);
}

/* Small files that would grow without bound. */
static void bombs(void **state)
{
    (void)state;
    char *text = calloc(1, 1 << 20);
    char *end = text + sprintf(text, BASIS "budget = { y2023_2038 = (");
    for (int i = 0; i < 20000; i++) {
        end += sprintf(end, "%s%d", i ? "," : "", i);
    }
    strcpy(end, "); };\n");
    says(scenario_load_text("years.cfg", text), "too many settings");
    end = text + sprintf(text, BASIS "themes = (");
    for (int i = 0; i < 6000; i++) {
        end += sprintf(end, "%s{id=\"t%d\";label=\"\";share=0;}", i ? "," : "", i);
    }
    strcpy(end, ");\n");
    says(scenario_load_text("list.cfg", text), "elements: expected at most 12");
    says(scenario_load_text("deep.cfg", "a=((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("),
         "nested");
    says(scenario_load_text("nested-years.cfg", BASIS
                            "a={y2000_2015={y2000_2015={y2000_2015={y2000_2015={y2000_2015=1;};};};};};"),
         "a is not a setting");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(a_link_does_not_hide_a_circle),
        cmocka_unit_test(huge_files),
        cmocka_unit_test(a_long_chain),
        cmocka_unit_test(thousands_of_settings),
        cmocka_unit_test(bombs),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
