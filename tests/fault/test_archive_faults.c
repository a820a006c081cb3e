/* SQLite or we run out of memory at the n-th request, for every n: a record is kept or it is not, what was
   kept before stays, and nothing leaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_scenario.h"
#include <sqlite3.h>

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool counting;
static long requests, fail_at;

static bool fails(void)
{
    return counting && ++requests == fail_at;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

/* SQLite's own memory goes through these. */
static sqlite3_mem_methods usual;

static void *sqlite_malloc(int size)
{
    return fails() ? NULL : usual.xMalloc(size);
}

static void *sqlite_realloc(void *block, int size)
{
    return fails() ? NULL : usual.xRealloc(block, size);
}

static int setup(void **state)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods counted = usual;
    counted.xMalloc = sqlite_malloc;
    counted.xRealloc = sqlite_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counted) != SQLITE_OK || sqlite3_initialize() != SQLITE_OK) {
        return -1;
    }
    return scenario_setup(state);
}

typedef struct {
    loaded_t *loaded;
    pr_run_t run;
    pr_record_t record;
} kept_t;

static void make(kept_t *self)
{
    static const char *const sets[] = {"run.seed=5"};
    const pr_run_options_t options = {.seed = 7, .ensemble = {.replicates = 5, .threads = 1}};
    self->loaded = scenario_load(POOLRAMING_TESTS "/fuzz/small.cfg", sets, 1);
    assert_int_equal(self->loaded->status, 0);
    assert_int_equal(pr_run_scenario(&self->run, &self->loaded->scenario, &options, NULL), 0);
    assert_int_equal(pr_record_of_run(&self->run, &self->record), 0);
    self->record.started = self->record.version = self->record.command = "x";
    self->record.assignment = sets;
    self->record.assignment_count = 1;
}

static void unmake(kept_t *self)
{
    pr_record_free(&self->record);
    pr_run_free(&self->run);
    scenario_free(self->loaded);
}

static int add(const char *path, pr_record_t *record, uint64_t salt, long n)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    requests = 0;
    fail_at = n;
    counting = true;
    int status = pr_archive_open(&archive, path, true, 0, &trouble);
    if (status == 0) {
        status = pr_archive_add(archive, record, salt, &trouble);
    }
    pr_archive_close(archive);
    counting = false;
    assert_true((status == 0) == (trouble.fault == PR_ARCHIVE_FINE));
    return status;
}

static size_t count_of(const char *path)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    pr_record_t *list = NULL;
    size_t count = 0;
    if (pr_archive_open(&archive, path, false, 0, &trouble) == 0) {
        assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    }
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    return count;
}

static void adding(void **state)
{
    (void)state;
    kept_t kept = {0};
    make(&kept);
    const char *path = scenario_path("add.db");
    assert_int_equal(add(path, &kept.record, 1, -1), 0);
    remove(path);
    size_t records = 0;
    long n = 0;
    int failed = 0;
    do { /* from no file on; a request past the last one does not fail */
        n++;
        bool done = add(path, &kept.record, (uint64_t)n, n) == 0;
        records += done;
        failed += !done;
        assert_int_equal(count_of(path), records);
    } while (requests >= n);
    assert_true(failed > 20);
    unmake(&kept);
}

static int look(const char *path, long n)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    pr_record_t *list = NULL, record = {0};
    size_t count = 0;
    requests = 0;
    fail_at = n;
    counting = true;
    int status = pr_archive_open(&archive, path, false, 0, &trouble);
    if (status == 0) {
        status = pr_archive_list(archive, &list, &count, &trouble);
    }
    if (status == 0) {
        status = pr_archive_load(archive, "last", &record, &trouble);
    }
    pr_record_free(&record);
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    counting = false;
    return status;
}

static void looking(void **state)
{
    (void)state;
    kept_t kept = {0};
    make(&kept);
    const char *path = scenario_path("look.db");
    assert_int_equal(add(path, &kept.record, 1, -1), 0);
    assert_int_equal(look(path, -1), 0);
    long n = 0;
    int failed = 0;
    do {
        n++;
        failed += look(path, n) != 0;
    } while (requests >= n);
    assert_true(failed > 20);
    unmake(&kept);
}

static void filling_in(void **state)
{
    (void)state;
    kept_t kept = {0};
    make(&kept);
    long n = 0;
    int status;
    do {
        pr_record_t record;
        n++;
        requests = 0;
        fail_at = n;
        counting = true;
        status = pr_record_of_run(&kept.run, &record);
        counting = false;
        assert_int_equal(status, requests >= n ? PR_ERR_MEMORY : 0);
        pr_record_free(&record);
    } while (requests >= n);
    assert_true(n > 3);
    unmake(&kept);
}

/* A record of another kind, with options and figures. */
static void filling_in_a_study(void **state)
{
    (void)state;
    static const char *const word[] = {"municipality.net_effect", "", "all"};
    kept_t kept = {0};
    pr_explain_item_t outcome;
    make(&kept);
    assert_int_equal(pr_sensitivity_find(&outcome, &kept.loaded->scenario, word, 3, NULL), 0);
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    const pr_scenario_sensitivity_options_t how = {
        .evaluations = PR_SENSITIVITY_LEAST, .seed = 7, .run = {.threads = 1}};
    assert_int_equal(pr_scenario_sensitivity_run(of, &kept.loaded->scenario, &outcome, 1, &how, NULL), 0);
    pr_record_input_t input = {"reports", "/a.csv",
                               "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "x", 1};
    const char *path = scenario_path("study.db");
    long n = 0;
    int status;
    do {
        pr_record_t record;
        n++;
        requests = 0;
        fail_at = n;
        counting = true;
        status = pr_record_of_sensitivity(of, &record);
        counting = false;
        assert_int_equal(status, requests >= n ? PR_ERR_MEMORY : 0);
        if (status == 0) {
            record.started = record.version = record.command = "x";
            record.input = &input;
            record.input_count = 1;
            assert_int_equal(add(path, &record, 1, -1), 0);
        }
        pr_record_free(&record);
    } while (status != 0);
    assert_true(n > 3);
    n = 0;
    int failed = 0;
    do {
        n++;
        failed += look(path, n) != 0;
    } while (requests >= n);
    assert_true(failed > 20);
    pr_scenario_sensitivity_free(of);
    free(of);
    unmake(&kept);
}

/* Both trees of two texts. */
static void ignore(void *context, const char *path, const char *before, const char *after)
{
    (void)path;
    (void)before;
    (void)after;
    ++*(int *)context;
}

static void settings_that_differ(void **state)
{
    (void)state;
    long n = 0;
    int told = 0, status;
    do {
        n++;
        requests = 0;
        fail_at = n;
        counting = true;
        status = pr_scenario_changes("a = { b = 1; c = \"x\"; };", "a = { b = 2; };", ignore, &told, NULL);
        counting = false;
        assert_int_equal(status, requests >= n ? PR_ERR_MEMORY : 0);
    } while (requests >= n);
    assert_true(told >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adding),
        cmocka_unit_test(looking),
        cmocka_unit_test(filling_in),
        cmocka_unit_test(filling_in_a_study),
        cmocka_unit_test(settings_that_differ),
    };
    return cmocka_run_group_tests(tests, setup, scenario_teardown);
}
