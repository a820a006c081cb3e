/* Files are written whole or not at all, and a failure leaves what was there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/files.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static char folder[64];
static pr_errors_t errors;

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/poolraming-files-XXXXXX");
    pr_errors_init(&errors);
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    char command[128];
    pr_errors_free(&errors);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

static char *in_folder(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void assert_content(const char *name, const char *text)
{
    char bytes[256] = "";
    FILE *file = fopen(in_folder(name), "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(bytes, text);
}

/* Names in the folder, temporaries too. */
static int files_in_folder(void)
{
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(dir);
    return count;
}

static void test_whole_file(void **state)
{
    (void)state;
    pr_file_writer_t file;
    put("a.csv", "old");
    assert_int_equal(pr_file_open(&file, in_folder("a.csv"), &errors), 0);
    assert_int_equal(pr_file_write(&file, "new", 3, &errors), 0);
    assert_content("a.csv", "old");
    assert_int_equal(pr_file_finish(&file, &errors), 0);
    assert_int_equal(pr_file_publish(&file, &errors), 0);
    assert_content("a.csv", "new");
    assert_int_equal(files_in_folder(), 1);
    pr_file_abort(&file);
}

/* A disk that is full, as a limit on the size of files: the process must outlive SIGXFSZ. */
static void test_full_disk(void **state)
{
    (void)state;
    static char big[1 << 20];
    struct rlimit before, small = {4096, 0};
    pr_output_set_t set;
    put("a.csv", "old");
    getrlimit(RLIMIT_FSIZE, &before);
    small.rlim_max = before.rlim_max;
    assert_int_equal(pr_output_init(&set, folder, &errors), 0);
    setrlimit(RLIMIT_FSIZE, &small);
    int result = pr_output_add(&set, "a.csv", big, sizeof big, &errors);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(result, PR_ERR_IO);
    pr_output_abort(&set);
    assert_content("a.csv", "old");
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.items[0].text, "File too large"));
    assert_non_null(strstr(errors.items[0].file, "a.csv"));
}

static void test_no_folder(void **state)
{
    (void)state;
    pr_output_set_t set;
    put("file", "");
    assert_int_equal(pr_output_init(&set, in_folder("file/sub"), &errors), PR_ERR_IO);
    pr_output_abort(&set);
    assert_int_equal(pr_output_init(&set, in_folder("file"), &errors), PR_ERR_IO);
    pr_output_abort(&set);
    pr_file_writer_t file;
    assert_int_equal(pr_file_open(&file, in_folder("absent/a"), &errors), PR_ERR_IO);
    assert_int_equal(errors.count, 3);
    assert_int_equal(pr_folder_create(in_folder("a/b//c/"), &errors), 0);
    assert_int_equal(pr_folder_create(in_folder("a/b/c"), &errors), 0);
}

/* A folder in the place of one file: nothing of the set appears. */
static void test_set_is_all_or_nothing(void **state)
{
    (void)state;
    pr_output_set_t set;
    put("a.csv", "old");
    assert_int_equal(pr_folder_create(in_folder("b.csv"), &errors), 0);
    assert_int_equal(pr_output_init(&set, folder, &errors), 0);
    assert_int_equal(pr_output_add(&set, "a.csv", "new", 3, &errors), 0);
    assert_int_equal(pr_output_add(&set, "b.csv", "new", 3, &errors), PR_ERR_IO);
    pr_output_abort(&set);
    pr_output_abort(&set);
    assert_content("a.csv", "old");
    assert_int_equal(files_in_folder(), 2);
}

static void test_set_commits_and_drops(void **state)
{
    (void)state;
    pr_output_set_t set;
    put("stale.svg", "old");
    assert_int_equal(pr_output_init(&set, folder, &errors), 0);
    assert_int_equal(pr_output_add(&set, "a.csv", "a", 1, &errors), 0);
    assert_int_equal(pr_output_add(&set, "plots/b.svg", "b", 1, &errors), 0);
    assert_int_equal(pr_output_drop(&set, "stale.svg", &errors), 0);
    assert_int_equal(pr_output_drop(&set, "never.svg", &errors), 0);
    assert_content("stale.svg", "old");
    assert_int_equal(pr_output_commit(&set, &errors), 0);
    assert_content("a.csv", "a");
    assert_content("plots/b.svg", "b");
    assert_int_equal(files_in_folder(), 2);
    pr_output_abort(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_whole_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(test_set_is_all_or_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_set_commits_and_drops, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
