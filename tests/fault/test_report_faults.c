/*
 * Every allocation and every call that writes fails once, at call n for every n: the report says so, leaks
 * nothing and leaves the earlier files as they were. Needs the linker's
 *     -Wl,--wrap=calloc,--wrap=realloc,--wrap=fwrite,--wrap=fflush,--wrap=fsync,--wrap=fclose,--wrap=rename
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/page.h"
#include "unit/test_report_fixture.h"
#include <dirent.h>
#include <errno.h>
#include <poolraming/poolraming.h>
#include <poolraming/register.h>
#include <poolraming/report_explain.h>
#include <poolraming/report_sensitivity.h>
#include <unistd.h>

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
size_t __real_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);
int __real_fflush(FILE *stream);
int __real_fsync(int fd);
int __real_fclose(FILE *stream);
int __real_rename(const char *from, const char *to);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
size_t __wrap_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);
int __wrap_fflush(FILE *stream);
int __wrap_fsync(int fd);
int __wrap_fclose(FILE *stream);
int __wrap_rename(const char *from, const char *to);

typedef enum { NONE, MEMORY, WRITE, FLUSH, SYNC, CLOSE, RENAME, KINDS } kind_t;
static kind_t failing;
static long calls_left; /* the call that fails, counted down */

static bool fails(kind_t kind)
{
    if (failing != kind || --calls_left != 0) {
        return false;
    }
    errno = kind == MEMORY ? ENOMEM : ENOSPC;
    return true;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails(MEMORY) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails(MEMORY) ? NULL : __real_realloc(block, size);
}

size_t __wrap_fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    return fails(WRITE) ? 0 : __real_fwrite(bytes, size, count, stream);
}

int __wrap_fflush(FILE *stream)
{
    return fails(FLUSH) ? EOF : __real_fflush(stream);
}

int __wrap_fsync(int fd)
{
    return fails(SYNC) ? -1 : __real_fsync(fd);
}

/* A close that fails has closed all the same. */
int __wrap_fclose(FILE *stream)
{
    bool failed = fails(CLOSE);
    int result = __real_fclose(stream);
    errno = failed ? ENOSPC : errno;
    return failed ? EOF : result;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : __real_rename(from, to);
}

static char folder[64];
static const char *const names[] = {
    "results.csv",  "curve.csv",   "budget.csv",           "surplus.csv",         "begrotingswijziging.csv",
    "results.json", "report.html", "halfjaar-2025-H2.csv", "halfjaar-2025-H2.txt"};
enum { FILES = sizeof names / sizeof *names };

static void put_old_files(void)
{
    for (size_t i = 0; i < FILES; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs("old", file);
        __real_fclose(file);
    }
}

static int count_old_files(void)
{
    int old = 0;
    for (size_t i = 0; i < FILES; i++) {
        char path[128], bytes[8] = "";
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        bytes[fread(bytes, 1, 4, file)] = '\0';
        __real_fclose(file);
        old += strcmp(bytes, "old") == 0;
    }
    return old;
}

static void assert_no_temporaries(void)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        assert_null(strstr(entry->d_name, ".tmp"));
    }
    closedir(dir);
}

/* Writes with call n of a kind failing; 0 once there is no call n. */
static int write_with_fault(const fixture_t *f, kind_t kind, long n, pr_errors_t *errors)
{
    const pr_report_t report = {
        .out_dir = folder, .page = kind != MEMORY, .half_year = {PR_PERIOD_HALF, 2025, 2}};
    failing = kind;
    calls_left = n;
    int result = pr_report_write(&report, &f->scenario, &f->run, errors, NULL);
    failing = NONE;
    assert_true(result == 0 || result == PR_ERR_IO || result == PR_ERR_MEMORY);
    return calls_left > 0 ? 0 : result;
}

static void test_write(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_plan_t *plan = &f->run.plan;
    plan->count = 300; /* enough of results.csv; every call once */
    while (plan->group[plan->group_count - 1].first + plan->group[plan->group_count - 1].count > 300) {
        plan->group_count--;
    }
    for (kind_t kind = MEMORY; kind < KINDS; kind++) {
        bool more = true;
        for (long n = 1; more; n += kind == MEMORY && n > 300 ? 97 : 1) {
            pr_errors_t errors;
            pr_errors_init(&errors);
            put_old_files();
            int result = write_with_fault(f, kind, n, &errors);
            more = calls_left <= 0;
            assert_no_temporaries();
            if (more && kind != MEMORY) { /* jansson and stdio may do without some memory */
                assert_int_equal(result, PR_ERR_IO);
                assert_true(errors.count > 0);
                assert_non_null(strstr(errors.items[0].text, "No space left on device"));
            }
            if (more && (kind == WRITE || kind == FLUSH || kind == CLOSE)) {
                assert_int_equal(count_old_files(), FILES);
            }
            pr_errors_free(&errors);
        }
    }
    fixture_free(f);
}

static void test_tables(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_report_t report = {0};
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    calls_left = 0;
    for (long n = 1; calls_left <= 0; n++) {
        failing = MEMORY;
        calls_left = n;
        int result = pr_report_tables(&report, &f->scenario, &f->run, stream, NULL);
        failing = NONE;
        assert_int_equal(result, calls_left > 0 ? 0 : PR_ERR_MEMORY);
    }
    __real_fclose(stream);
    fixture_free(f);
}

/* A page that lacks a part is never taken for a whole one. */
static void test_page(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_report_t report = {0};
    const pr_page_source_t source = {.report = &report, .scenario = &f->scenario, .run = &f->run};
    calls_left = 0;
    for (long n = 1; calls_left <= 0; n += 1 + n / 40) {
        pr_text_t page;
        pr_text_init(&page);
        failing = MEMORY;
        calls_left = n;
        pr_page_write(&source, &page);
        failing = NONE;
        assert_int_equal(page.failed, calls_left <= 0);
        pr_text_free(&page);
    }
    fixture_free(f);
}

/* Every part of an explanation: memory that is not there is said, and nothing is printed by half. */
static void explain_with_faults(const pr_explanation_t *of, FILE *stream,
                                int (*print)(const pr_report_t *, const pr_explanation_t *, FILE *,
                                             pr_errors_t *))
{
    const pr_report_t report = {0};
    calls_left = 0;
    for (long n = 1; calls_left <= 0; n++) {
        failing = MEMORY;
        calls_left = n;
        int result = print(&report, of, stream, NULL);
        failing = NONE;
        assert_int_equal(result, calls_left > 0 ? 0 : PR_ERR_MEMORY);
    }
}

static void test_explanation(void **state)
{
    (void)state;
    static const char *const items[] = {"surplus.reduction Venlo 2026", "settlement 2025", "cost.total all",
                                        "index.ova 2027"};
    fixture_t *f = fixture_new();
    pr_explain_path_t *path = calloc(1, sizeof *path);
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        pr_explain_item_t item;
        pr_explain_spread_t spread = {
            .parts = {.draws = 10, .noise = 4, .parameter_share = 0.5, .share_se = 0.1}};
        assert_int_equal(pr_explain_find(&item, &f->scenario, &items[i], 1, NULL), 0);
        assert_int_equal(pr_explain_path(path, &f->scenario, &f->run.central, &item, NULL), 0);
        const pr_explanation_t of = {&f->scenario, &item, &f->run.central, path, &f->run, &spread};
        explain_with_faults(&of, stream, pr_report_explain);
        explain_with_faults(&of, stream, pr_report_explain_json);
    }
    __real_fclose(stream);
    free(path);
    fixture_free(f);
}

static void test_register(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    calls_left = 0;
    for (long n = 1; calls_left <= 0; n++) {
        failing = MEMORY;
        calls_left = n;
        int result = pr_report_register_json(PR_LANG_NL, &f->scenario, stream, NULL);
        failing = NONE;
        assert_int_equal(result, calls_left > 0 ? 0 : PR_ERR_MEMORY);
    }
    __real_fclose(stream);
    fixture_free(f);
}

static pr_scenario_sensitivity_t *small_study(const pr_scenario_t *scenario)
{
    static const char *const words[] = {"settlement all", "service.residents_reached Venlo 2026"};
    pr_explain_item_t item[2];
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    const pr_scenario_sensitivity_options_t options = {.evaluations = PR_SENSITIVITY_LEAST, .seed = 5};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pr_sensitivity_find(&item[i], scenario, &words[i], 1, NULL), 0);
    }
    assert_int_equal(pr_scenario_sensitivity_run(of, scenario, item, 2, &options, NULL), 0);
    return of;
}

/* Tables and JSON say where there is no memory; the files are whole or the old ones. */
static void test_sensitivity(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_start();
    assert_int_equal(pr_scenario_load(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0, NULL), 0);
    pr_scenario_sensitivity_t *of = small_study(&scenario);
    const pr_report_t report = {.out_dir = folder};
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    calls_left = 0;
    for (long n = 1; calls_left <= 0; n++) {
        failing = MEMORY;
        calls_left = n;
        int result = pr_report_sensitivity_tables(&report, of, stream, NULL);
        failing = NONE;
        assert_int_equal(result, calls_left > 0 ? 0 : PR_ERR_MEMORY);
    }
    for (kind_t kind = MEMORY; kind < KINDS; kind++) {
        calls_left = 0;
        for (long n = 1; calls_left <= 0; n++) {
            failing = kind;
            calls_left = n;
            int result = pr_report_sensitivity_write(&report, of, NULL, NULL);
            failing = NONE;
            int wanted = calls_left > 0 ? 0 : kind == MEMORY ? PR_ERR_MEMORY : PR_ERR_IO;
            assert_true(result == wanted || (kind == MEMORY && result == 0)); /* stdio may do without some */
            assert_no_temporaries();
        }
    }
    __real_fclose(stream);
    pr_scenario_sensitivity_free(of);
    free(of);
    pr_scenario_free(&scenario);
}

/* A stream to a full device. */
static void test_full_stream(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    const pr_report_t report = {0};
    FILE *stream = fopen("/dev/full", "w");
    assert_non_null(stream);
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_report_tables(&report, &f->scenario, &f->run, stream, &errors), PR_ERR_IO);
    assert_non_null(strstr(errors.items[0].text, "No space left on device"));
    pr_errors_free(&errors);
    __real_fclose(stream);
    fixture_free(f);
}

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/poolraming-faults-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write, setup, teardown),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_explanation),
        cmocka_unit_test(test_register),
        cmocka_unit_test_setup_teardown(test_sensitivity, setup, teardown),
        cmocka_unit_test(test_full_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
