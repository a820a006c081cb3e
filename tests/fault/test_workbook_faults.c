/*
 * Memory that is not there, and a disk that fills up after there was room: report.xlsx is whole or there is
 * none. The library that writes it says of the second on stderr what went wrong; that cannot be switched off.
 * Needs the linker's
 *     -Wl,--wrap=calloc,--wrap=realloc,--wrap=posix_fallocate
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/workbook.h"
#include "unit/test_report_fixture.h"
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
int __real_posix_fallocate(int fd, off_t from, off_t length);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
int __wrap_posix_fallocate(int fd, off_t from, off_t length);

static long calls_left; /* the call that fails, counted down; 0: none */
static bool always_room;

static bool fails(void)
{
    return calls_left > 0 && --calls_left == 0;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

int __wrap_posix_fallocate(int fd, off_t from, off_t length)
{
    return always_room ? 0 : __real_posix_fallocate(fd, from, length);
}

static char folder[] = "/tmp/poolraming-faults-XXXXXX";

static void path_of(char out[128])
{
    snprintf(out, 128, "%s/report.xlsx", folder);
}

static int write_book(const fixture_t *f, pr_errors_t *errors)
{
    const pr_report_t report = {0};
    pr_output_set_t set = {0};
    int result = pr_output_init(&set, folder, errors);
    if (result == 0 && (result = pr_workbook_write(&set, &report, &f->scenario, &f->run, errors)) == 0) {
        result = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    return result;
}

static void test_memory(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    bool more = true;
    for (long n = 1; more; n += n < 12 ? 1 : n / 2) {
        calls_left = n;
        int result = write_book(f, NULL);
        more = calls_left == 0;
        calls_left = 0;
        assert_int_equal(result, more ? PR_ERR_MEMORY : 0);
    }
    fixture_free(f);
}

static void test_disk(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    char path[128];
    struct rlimit kept, limit;
    struct stat status;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    path_of(path);
    always_room = true;
    int failed = 0, written = 0;
    for (rlim_t size = 2000; size < 1200000; size += size / 3) {
        pr_errors_t errors;
        pr_errors_init(&errors);
        unlink(path);
        limit = kept;
        limit.rlim_cur = size;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        int result = write_book(f, &errors);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
        assert_true(result == 0 || result == PR_ERR_IO);
        assert_int_equal(errors.count, result == 0 ? 0 : 1);
        assert_int_equal(stat(path, &status), result == 0 ? 0 : -1);
        assert_true(result != 0 || pr_workbook_whole(path));
        failed += result != 0;
        written += result == 0;
        pr_errors_free(&errors);
    }
    always_room = false;
    assert_true(failed > 5 && written > 0);
    fixture_free(f);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char path[128];
    path_of(path);
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory), cmocka_unit_test(test_disk)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
