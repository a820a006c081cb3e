/* report.xlsx as a file: whole, the same for the same run, and never half. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/workbook.h"
#include "unit/test_report_fixture.h"
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

static char folder[] = "/tmp/poolraming-workbook-XXXXXX";
static const char *const name = "report.xlsx";

static void path_of(const char *file, char out[128])
{
    snprintf(out, 128, "%s/%s", folder, file);
}

static int write_book(const fixture_t *f, pr_lang_t lang, pr_errors_t *errors)
{
    const pr_report_t report = {.lang = lang};
    pr_output_set_t set = {0};
    int result = pr_output_init(&set, folder, errors);
    if (result == 0 && (result = pr_workbook_write(&set, &report, &f->scenario, &f->run, errors)) == 0) {
        result = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    return result;
}

/* The file's bytes, to be freed. */
static unsigned char *read_book(size_t *length)
{
    char path[128];
    path_of(name, path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    unsigned char *bytes = calloc(1, 1 << 20);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static int files_in_folder(void)
{
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    }
    closedir(dir);
    return count;
}

static bool holds(const unsigned char *bytes, size_t length, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= length; i++) {
        if (memcmp(bytes + i, text, size) == 0) {
            return true;
        }
    }
    return false;
}

static void test_whole_and_repeatable(void **state)
{
    (void)state;
    static const char *const part[] = {
        "[Content_Types].xml",      "xl/workbook.xml",           "xl/styles.xml",
        "xl/sharedStrings.xml",     "docProps/core.xml",         "docProps/custom.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet11.xml", "xl/charts/chart1.xml",
        "xl/charts/chart5.xml"};
    fixture_t *f = fixture_new();
    char path[128];
    size_t length, again, other;
    path_of(name, path);
    assert_int_equal(write_book(f, PR_LANG_NL, NULL), 0);
    unsigned char *first = read_book(&length);
    assert_true(pr_workbook_whole(path));
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        assert_true(holds(first, length, part[i]));
    }
    assert_false(holds(first, length, "xl/worksheets/sheet12.xml"));
    assert_int_equal(write_book(f, PR_LANG_NL, NULL), 0);
    unsigned char *second = read_book(&again);
    assert_int_equal(length, again);
    assert_memory_equal(first, second, length);
    assert_int_equal(write_book(f, PR_LANG_EN, NULL), 0);
    unsigned char *third = read_book(&other);
    assert_true(other != length || memcmp(first, third, length) != 0);
    assert_int_equal(files_in_folder(), 1);
    free(first);
    free(second);
    free(third);
    fixture_free(f);
}

/* A file that is cut off or changed anywhere in its parts is not whole. */
static void test_damage(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    char path[128];
    size_t length;
    assert_int_equal(write_book(f, PR_LANG_NL, NULL), 0);
    unsigned char *bytes = read_book(&length);
    path_of("damaged", path);
    for (size_t cut = 0; cut < length; cut += 997) {
        FILE *file = fopen(path, "wb");
        assert_int_equal(fwrite(bytes, 1, cut, file), cut);
        fclose(file);
        assert_false(pr_workbook_whole(path));
    }
    int found = 0, tried = 0;
    for (size_t at = 100; at < length - 2000; at += 4001, tried++) { /* within the parts */
        FILE *file = fopen(path, "wb");
        bytes[at] ^= 0x55;
        assert_int_equal(fwrite(bytes, 1, length, file), length);
        bytes[at] ^= 0x55;
        fclose(file);
        found += !pr_workbook_whole(path);
    }
    assert_true(2 * found > tried); /* what decompresses to other digits is a document still */
    unlink(path);
    assert_false(pr_workbook_whole(path));
    free(bytes);
    fixture_free(f);
}

/* No room, or no folder that can be written: one sentence, and the earlier file as it was. */
static void test_no_room(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    size_t length, after;
    assert_int_equal(write_book(f, PR_LANG_NL, NULL), 0);
    unsigned char *before = read_book(&length);
    struct rlimit kept, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    static const rlim_t size[] = {0, 1, 4096, 100000, 1000000};
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        pr_errors_t errors;
        pr_errors_init(&errors);
        limit = kept;
        limit.rlim_cur = size[i];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        int result = write_book(f, PR_LANG_EN, &errors);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
        assert_int_equal(result, PR_ERR_IO);
        assert_int_equal(errors.count, 1);
        assert_non_null(strstr(errors.items[0].text, "cannot be written: File too large"));
        unsigned char *now = read_book(&after);
        assert_int_equal(length, after);
        assert_memory_equal(before, now, length);
        assert_int_equal(files_in_folder(), 1);
        free(now);
        pr_errors_free(&errors);
    }
    free(before);
    fixture_free(f);
}

/* Names longer than a cell, and a character of two units at the edge. */
static void test_long_texts(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    char *title = f->scenario.title, *label = f->scenario.line[0].label;
    char *text = calloc(1, 200001);
    char path[128];
    for (size_t i = 0; i < 50000; i++) {
        memcpy(text + 4 * i, "\xF0\x9D\x95\x8F", 4);
    }
    path_of(name, path);
    for (int shift = 0; shift < 2; shift++) {
        text[0] = shift ? 'x' : text[0];
        text[1] = shift ? 'y' : text[1];
        f->scenario.title = text;
        f->scenario.line[0].label = text;
        assert_int_equal(write_book(f, PR_LANG_NL, NULL), 0);
        assert_true(pr_workbook_whole(path));
    }
    f->scenario.title = title;
    f->scenario.line[0].label = label;
    free(text);
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
    path_of(name, path);
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole_and_repeatable),
                                       cmocka_unit_test(test_damage), cmocka_unit_test(test_no_room),
                                       cmocka_unit_test(test_long_texts)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
