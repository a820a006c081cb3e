/* poolraming diff: why the net effect of one kept run is not that of another. */
#include "cli/cli.h"
#include <poolraming/report_archive.h>
#include <stdlib.h>

/* Two runs and what is between them. */
typedef struct {
    pr_record_t record[2];
    size_t part[2];
    pr_scenario_t scenario[2];
    pr_change_means_t means[2];
    pr_change_t change;
} between_t;

static int split(between_t *self, pr_errors_t *errors)
{
    int status = 0;
    for (int i = 0; i < 2 && status == 0; i++) {
        const pr_record_scenario_t *of = &self->record[i].scenario[self->part[i]];
        status = pr_scenario_load_text(&self->scenario[i], *of->path ? of->path : of->id, of->text, errors);
        if (status == 0) {
            pr_record_means(&self->record[i], self->part[i], &self->scenario[i], &self->means[i]);
        }
    }
    if (status == 0) {
        status = pr_change_split(&self->scenario[0], &self->means[0], &self->scenario[1], &self->means[1],
                                 &self->change, errors);
    }
    return status == 0 ? pr_change_verify(&self->change, self->scenario[0].municipality_count, errors)
                       : status;
}

static int print_change(const options_t *options, const pr_report_t *report,
                        const pr_difference_of_runs_t *of, pr_errors_t *errors, pr_errors_t *warnings)
{
    int status = 0;
    if (options->format == FORMAT_JSON) {
        status = pr_report_change_json(report, of, stdout, errors);
    } else if (!options->quiet) {
        status = pr_report_change(report, of, stdout, errors);
    }
    if (status == 0 && options->plots == PLOTS_TERMINAL) {
        status = pr_report_change_plot(report, of, stdout, errors, warnings);
    }
    return status;
}

static int tell(const options_t *options, const between_t *self, pr_errors_t *errors, pr_errors_t *warnings)
{
    char name[100], folder[4096];
    pr_report_t report;
    const pr_difference_of_runs_t of = {.record = {&self->record[0], &self->record[1]},
                                        .part = {self->part[0], self->part[1]},
                                        .scenario = {&self->scenario[0], &self->scenario[1]},
                                        .change = &self->change};
    snprintf(name, sizeof name, "diff-%.8s-%.8s", self->record[0].id, self->record[1].id);
    prepare_report(options, name, folder, &report);
    prepare_charts();
    int status = pr_report_change_write(&report, &of, errors, warnings);
    if (status == 0) {
        status = print_change(options, &report, &of, errors, warnings);
    }
    if (status == 0 && !options->quiet && options->format == FORMAT_TEXT) {
        printf(pr_translate(options->lang, "\nFiles: %s\n"), shown(folder).s);
    }
    return status == 0 && stop_was_asked() ? PR_INTERRUPTED : status;
}

static int diff(const options_t *options, between_t *self)
{
    pr_errors_t errors, warnings;
    pr_errors_init_in(&errors, options->lang);
    pr_errors_init_in(&warnings, options->lang);
    int status = split(self, &errors);
    if (status == 0) {
        status = tell(options, self, &errors, &warnings);
    }
    return conclude(options->lang, status, &errors, &warnings);
}

/* Studies keep no net effect per year and municipality. */
static int refuse_kind(const options_t *options, const pr_record_t *record)
{
    if (record->kind == PR_RECORD_RUN || record->kind == PR_RECORD_COMPARE) {
        return EXIT_DONE;
    }
    fprintf(stderr,
            pr_translate(options->lang,
                         "%s (%s) keeps no net effect per year and municipality: expected a run or "
                         "a comparison; poolraming run keeps one of the same scenario\n"),
            record->id, pr_record_kind_name(record->kind));
    return EXIT_INPUT;
}

int command_diff(const options_t *options)
{
    char place[FOLDER_MOST + 100];
    const char *path = archive_path(options, place, sizeof place);
    between_t *self = path ? calloc(1, sizeof *self) : NULL;
    if (!self) {
        return path ? EXIT_FAILED : EXIT_INPUT;
    }
    pr_archive_t *archive = NULL;
    int status = archive_look(options, path, &archive);
    for (int i = 0; i < 2 && status == EXIT_DONE; i++) {
        status = archive_get(options, archive, path, options->operand[i], &self->record[i], &self->part[i]);
        status = status == EXIT_DONE ? refuse_kind(options, &self->record[i]) : status;
    }
    pr_archive_close(archive);
    if (status == EXIT_DONE) {
        status = diff(options, self);
    }
    for (int i = 0; i < 2; i++) {
        pr_scenario_free(&self->scenario[i]);
        pr_record_free(&self->record[i]);
    }
    free(self);
    return status;
}
