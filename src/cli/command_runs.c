/* poolraming runs, poolraming show: what is in the archive. */
#include "cli/cli.h"
#include <poolraming/report_archive.h>

/* What a report of the archive gave, told; the exit status. */
static int finish(int status, pr_errors_t *errors)
{
    if (status != 0 && errors->count == 0) {
        pr_errors_add_status(errors, status, NULL);
    }
    print_errors(errors);
    pr_errors_free(errors);
    return exit_status(status);
}

static int print_runs(const options_t *options, const char *path, const pr_record_t *list, size_t count)
{
    char folder[4096];
    pr_report_t report;
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    prepare_report(options, "", folder, &report);
    return finish(options->format == FORMAT_JSON
                      ? pr_report_runs_json(&report, list, count, stdout, &errors)
                      : pr_report_runs(&report, path, list, count, stdout, &errors),
                  &errors);
}

int command_runs(const options_t *options)
{
    char place[FOLDER_MOST + 100];
    const char *path = archive_path(options, place, sizeof place);
    if (!path) {
        return EXIT_INPUT;
    }
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    pr_record_t *list = NULL;
    size_t count = 0;
    int listed = pr_archive_open(&archive, path, false, ARCHIVE_WAIT_MS, &trouble);
    if (listed == 0) {
        listed = pr_archive_list(archive, &list, &count, &trouble);
    }
    bool readable = listed == 0 || trouble.fault == PR_ARCHIVE_MISSING; /* no file yet: no runs */
    int status = readable ? print_runs(options, path, list, count)
                          : archive_failed(options, &trouble, path, NULL, listed);
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    return status;
}

static int print_record(const options_t *options, const pr_record_t *record)
{
    char folder[4096];
    pr_report_t report;
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    prepare_report(options, "", folder, &report);
    return finish(options->format == FORMAT_JSON ? pr_report_record_json(&report, record, stdout, &errors)
                                                 : pr_report_record(&report, record, stdout, &errors),
                  &errors);
}

int command_show(const options_t *options)
{
    char place[FOLDER_MOST + 100];
    const char *path = archive_path(options, place, sizeof place);
    if (!path) {
        return EXIT_INPUT;
    }
    pr_archive_t *archive = NULL;
    pr_record_t record = {0};
    int status = archive_look(options, path, &archive);
    if (status == EXIT_DONE) {
        status = archive_get(options, archive, path, options->operand[0], &record, NULL);
    }
    if (status == EXIT_DONE) {
        status = print_record(options, &record);
    }
    pr_record_free(&record);
    pr_archive_close(archive);
    return status;
}
