/* For every row of the table: a scenario with that one setting broken gives exactly one error, which names
   the setting, its file and its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scenario/table.h"
#include "support_scenario.h"
#include <math.h>

enum { LINE = 4 }; /* where the broken setting stands */

/* An element of the scenario for each list. */
static const char *element_of(const char *path)
{
    static const char *const ids[][2] = {
        {"figures.", "ova-2024-voorjaar"}, {"budget.lines.", "coordinator"}, {"keys.", "module2"},
        {"municipalities.", "venlo"},      {"themes.", "armoede"},           {"roles.", "trainer"},
        {"policy.paths.", "door-450"},     {"policy.gates.", "besluit-2029"}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (strncmp(path, ids[i][0], strlen(ids[i][0])) == 0) {
            return ids[i][1];
        }
    }
    fail_msg("no element is known for %s", path);
    return "";
}

/* The row's path for one element, municipality and year; `leaf` replaces its last step unless NULL. */
static void concrete(const char *row, const char *leaf, char *out, size_t size)
{
    out[0] = '\0';
    for (const char *step = row; *step;) {
        size_t length = strcspn(step, "."), used = strlen(out);
        bool last = step[length] == '\0';
        const char *name = *step == '*'   ? element_of(row)
                           : *step == '@' ? "venlo"
                           : *step == '%' ? "coordinator"
                           : *step == '&' ? "door-450"
                           : *step == '#' ? "2026"
                                          : NULL;
        if (last && leaf) {
            name = leaf;
        }
        snprintf(out + used, size - used, "%s%.*s", used ? "." : "", name ? (int)strlen(name) : (int)length,
                 name ? name : step);
        step += length + !last;
    }
}

/* The setting as a file would have it: a { b = ( { id = "c"; d = value; } ); }. */
static void write_setting(const char *row, const char *path, const char *value, char *out, size_t size)
{
    char closing[64] = "", old[40];
    size_t used = (size_t)snprintf(out, size, "extends = \"whole.cfg\";\n\n\n");
    while (*path) {
        size_t length = strcspn(path, "."), row_length = strcspn(row, ".");
        const char *next = row[row_length] ? row + row_length + 1 : "";
        const char *opening = *next == '*' ? "( { id = \"" : *next ? "{ " : "";
        const char *y = *row == '#' ? "y" : "";
        snprintf(old, sizeof old, "%s", closing);
        if (*row == '*') {
            used += (size_t)snprintf(out + used, size - used, "%.*s\"; ", (int)length, path);
        } else {
            used += (size_t)snprintf(out + used, size - used, "%s%.*s = %s", y, (int)length, path, opening);
            snprintf(closing, sizeof closing, "%s%s", *next == '*' ? " } );" : *next ? " };" : "", old);
        }
        path += length + (path[length] == '.');
        row = next;
    }
    snprintf(out + used, size - used, "%s;%s\n", value, closing);
}

/* Every distribution of basis.cfg put at its mean, since preparing them takes most of the time of loading. */
enum { MEANS_MAX = 200 };
static char means[MEANS_MAX][160];
static size_t means_count;

static loaded_t *load_broken(const char *text, const char *path)
{
    const char *sets[MEANS_MAX];
    size_t count = 0, length = strlen(path);
    for (size_t i = 0; i < means_count; i++) {
        if (strncmp(means[i], path, length) != 0 || means[i][length] != '=') {
            sets[count++] = means[i];
        }
    }
    return scenario_load(scenario_write("broken.cfg", text, strlen(text)), sets, count);
}

static int wrong;

static void check(const char *row, const char *path, const char *value, const char *part)
{
    char text[1000];
    write_setting(row, path, value, text, sizeof text);
    loaded_t *loaded = load_broken(text, path);
    const pr_error_t *error = loaded->errors.items;
    bool good = loaded->status == PR_ERR_INPUT && loaded->errors.count == 1 && error->line == LINE &&
                error->file && strcmp(error->file, loaded->scenario.path) == 0 &&
                strncmp(error->text, path, strlen(path)) == 0 && strstr(error->text, part);
    if (!good) {
        char *errors = scenario_errors(loaded);
        print_error("%s = %s gives %d and:\n%s", path, value, loaded->status, errors);
        free(errors);
        wrong++;
    }
    scenario_free(loaded);
}

static bool has_range(pr_kind_t kind)
{
    return kind == PR_KIND_INTEGER || kind == PR_KIND_COUNT || kind == PR_KIND_CODE ||
           kind == PR_KIND_PERCENT || kind == PR_KIND_GROWTH || kind == PR_KIND_AMOUNT ||
           kind == PR_KIND_FIXED || kind == PR_KIND_NUMBER;
}

static bool is_whole(pr_kind_t kind)
{
    return kind == PR_KIND_INTEGER || kind == PR_KIND_COUNT || kind == PR_KIND_CODE;
}

/* A scalar of another type, and a group. */
static void wrong_types(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        char path[200];
        concrete(row->path, NULL, path, sizeof path);
        check(row->path, path, has_range(row->kind) ? "\"5\"" : "5", ": expected ");
        check(row->path, path, i % 2 ? "{ a = 1; b = \"x\"; }" : "[ 1, 2 ]", ": expected ");
        if (is_whole(row->kind)) {
            check(row->path, path, "2024.0", "2024.0: expected a whole number");
        }
    }
    assert_int_equal(wrong, 0);
}

static void outside_the_range(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        if (!has_range(row->kind)) {
            continue;
        }
        char path[200], low[64], high[64];
        concrete(row->path, NULL, path, sizeof path);
        double step =
            is_whole(row->kind) ? 1 : 1e-6 * fmax(1e-3, fmin(fabs(row->lowest), fabs(row->highest)));
        const char *form = is_whole(row->kind) ? "%.0f" : "%.17f";
        snprintf(low, sizeof low, form, row->lowest - step);
        snprintf(high, sizeof high, form, row->highest + fmax(step, row->highest * 1e-12));
        check(row->path, path, low, ": expected ");
        if (isfinite(row->highest)) { /* else only what no whole number can hold: tests/bad/039 */
            check(row->path, path, high, ": expected ");
        }
    }
    assert_int_equal(wrong, 0);
}

static void unknown_choices(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        if (row->kind == PR_KIND_CHOICE || row->kind == PR_KIND_KEY || row->kind == PR_KIND_PATH) {
            char path[200];
            concrete(row->path, NULL, path, sizeof path);
            check(row->path, path, "\"geen\"", ": expected one of \"");
        }
    }
    assert_int_equal(wrong, 0);
}

/* The last two letters swapped, or the last one twice. */
static void misspell(const char *name, char *out)
{
    size_t n = strlen(name);
    strcpy(out, name);
    if (n > 1 && out[n - 1] != out[n - 2]) {
        out[n - 1] = name[n - 2];
        out[n - 2] = name[n - 1];
    } else {
        out[n] = out[n - 1];
        out[n + 1] = '\0';
    }
}

static void misspelt_names(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        char right[200], path[200], leaf[64], part[96];
        concrete(row->path, NULL, right, sizeof right);
        const char *name = strrchr(right, '.') ? strrchr(right, '.') + 1 : right;
        bool year = strcmp(name, "2026") == 0;
        if (year) {
            strcpy(leaf, "2099");
        } else {
            misspell(name, leaf);
        }
        concrete(row->path, leaf, path, sizeof path);
        snprintf(part, sizeof part, " is not a setting: %s%s", year ? "expected years" : "did you mean ",
                 year ? "" : name);
        check(row->path, path, "1", part);
    }
    assert_int_equal(wrong, 0);
}

/* basis.cfg with a policy, and with what it leaves out set too. */
static int setup(void **state)
{
    static const char whole[] = "extends = \"" POOLRAMING_SCENARIOS "/poort-evaluatie.cfg\";\n"
                                "surplus = { mean = { y2023_2031 = 900000; }; };\n"
                                "volunteers = { targets = { y2023_2031 = 0; }; };\n";
    int status = scenario_setup(state);
    loaded_t *loaded = scenario_load_text("whole.cfg", whole);
    for (size_t i = 0; i < loaded->scenario.setting_count && means_count < MEANS_MAX; i++) {
        const pr_setting_t *setting = &loaded->scenario.setting[i];
        if (setting->uncertain) {
            snprintf(means[means_count++], sizeof *means, "%s=%.17g", setting->path, setting->dist.mean);
        }
    }
    status = status ? status : loaded->status;
    scenario_free(loaded);
    return status;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_types),
        cmocka_unit_test(outside_the_range),
        cmocka_unit_test(unknown_choices),
        cmocka_unit_test(misspelt_names),
    };
    return cmocka_run_group_tests(tests, setup, scenario_teardown);
}
