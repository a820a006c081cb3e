/* poolraming rerun: a kept run once more, from the scenario that was kept; and, where its files have changed
   since, from the files as they are now. */
#include "cli/cli.h"
#include <poolraming/report_archive.h>
#include <poolraming/report_compare.h>
#include <stdlib.h>
#include <string.h>

/* A run or a comparison of the scenarios of a record. */
typedef struct {
    pr_run_t run;
    pr_comparison_t comparison;
    pr_record_t record;
} again_t;

typedef struct {
    const options_t *options;
    pr_record_t kept;
    pr_scenario_t *scenario, *file; /* [kept.scenario_count] */
    const pr_scenario_t *list[OPERANDS_MAX], *files[OPERANDS_MAX];
    const char *unread[OPERANDS_MAX];
    char why[OPERANDS_MAX][300];
    again_t again, now;
    volatile sig_atomic_t enough; /* as many replicates as the run had that was interrupted */
} rerun_t;

/* A run that was interrupted is stopped after as many replicates. */
static void progress(void *context, uint64_t done, uint64_t most)
{
    rerun_t *self = context;
    self->enough = (self->kept.interrupted && done >= self->kept.replicates) || stop_was_asked();
    progress_show(NULL, done, most);
}

static void set_options(rerun_t *self, const pr_scenario_t *scenario, pr_run_options_t *out)
{
    const pr_record_t *kept = &self->kept;
    prepare_run(self->options, scenario, out);
    out->seed = kept->seed;
    out->detail = kept->detail;
    out->sampling = kept->sampling;
    out->ensemble.replicates = kept->asked;
    out->ensemble.precision = kept->precision;
    out->ensemble.progress = progress;
    out->ensemble.progress_context = self;
    out->ensemble.stop = &self->enough;
    self->enough = 0;
}

/* 0 where as much was simulated as had been. */
static int simulate(rerun_t *self, const pr_scenario_t *const *list, again_t *out, pr_errors_t *errors)
{
    pr_run_options_t options;
    bool one = self->kept.kind == PR_RECORD_RUN;
    set_options(self, list[0], &options);
    int status = one ? pr_run_scenario(&out->run, list[0], &options, errors)
                     : pr_compare_run(&out->comparison, list, self->kept.scenario_count, &options, errors);
    progress_end();
    if (status == PR_INTERRUPTED && !stop_was_asked()) {
        status = 0;
    }
    if (status == 0) {
        status = one ? pr_record_of_run(&out->run, &out->record)
                     : pr_record_of_comparison(&out->comparison, &out->record);
    }
    return status;
}

static void again_free(again_t *self)
{
    pr_run_free(&self->run);
    pr_compare_free(&self->comparison);
    pr_record_free(&self->record);
}

static int load_kept(rerun_t *self, pr_errors_t *errors)
{
    int status = 0;
    for (size_t k = 0; k < self->kept.scenario_count && status == 0; k++) {
        const pr_record_scenario_t *of = &self->kept.scenario[k];
        status = pr_scenario_load_text(&self->scenario[k], *of->path ? of->path : of->id, of->text, errors);
        self->list[k] = &self->scenario[k];
    }
    return status;
}

/* The first that is wrong, with its file where that is another than the scenario's. */
static void why_unread(rerun_t *self, size_t k, const pr_errors_t *errors, int status)
{
    const pr_error_t *first = errors->count > 0 ? &errors->items[0] : NULL;
    bool another = first && first->file && strcmp(first->file, self->kept.scenario[k].path) != 0;
    snprintf(self->why[k], sizeof self->why[k], "%.140s%s%.140s", another ? first->file : "",
             another ? ": " : "",
             first ? first->text : pr_translate(self->options->lang, pr_status_name(status)));
}

/* Files that are gone or wrong now are no errors here: the kept scenario stands. */
static bool load_files(rerun_t *self)
{
    bool changed = false, all = true;
    for (size_t k = 0; k < self->kept.scenario_count; k++) {
        const pr_record_scenario_t *of = &self->kept.scenario[k];
        pr_errors_t errors;
        pr_errors_init_in(&errors, self->options->lang);
        int status = *of->path ? pr_scenario_load(&self->file[k], of->path, self->kept.assignment,
                                                  self->kept.assignment_count, &errors)
                               : PR_ERR_IO;
        if (status == 0) {
            self->files[k] = &self->file[k];
            changed = changed || strcmp(self->file[k].sha256, of->sha256) != 0;
        } else {
            all = false;
            why_unread(self, k, &errors, status);
            self->unread[k] = self->why[k];
        }
        pr_errors_free(&errors);
    }
    return changed && all;
}

static int write_run(const rerun_t *self, pr_report_t *report, pr_errors_t *errors, pr_errors_t *warnings)
{
    const pr_run_t *run = &self->again.run;
    const pr_ensemble_options_t options = {.threads = self->options->threads, .stop = report->stop};
    pr_influence_t influence;
    int status = pr_influence_run(&influence, run, &options, errors);
    report->influence = influence.replicates > 0 ? &influence : NULL;
    if (status == 0) {
        status = pr_report_write(report, &self->scenario[0], run, errors, warnings);
    }
    pr_influence_free(&influence);
    return status;
}

static int write_comparison(const rerun_t *self, pr_report_t *report, pr_errors_t *errors,
                            pr_errors_t *warnings)
{
    const pr_comparison_t *comparison = &self->again.comparison;
    const pr_ensemble_options_t options = {.threads = self->options->threads, .stop = report->stop};
    pr_influence_t influence;
    int status = pr_influence_scenario(&influence, &self->scenario[0], comparison->seed,
                                       comparison->ensemble.replicates, &options, errors);
    report->influence = influence.replicates > 0 ? &influence : NULL;
    if (status == 0) {
        status = pr_report_compare_write(report, comparison, errors, warnings);
    }
    pr_influence_free(&influence);
    return status;
}

static int write_files(const rerun_t *self, pr_errors_t *errors, pr_errors_t *warnings)
{
    char folder[4096];
    pr_report_t report;
    if (!self->options->out_dir) {
        return 0;
    }
    prepare_report(self->options, "", folder, &report);
    report.plots = false;
    return (self->kept.kind == PR_RECORD_RUN ? write_run : write_comparison)(self, &report, errors, warnings);
}

static int tell(const rerun_t *self, bool changed, pr_errors_t *errors)
{
    char folder[4096];
    pr_report_t report;
    const pr_rerun_t of = {.record = &self->kept,
                           .again = &self->again.record,
                           .series = self->again.record.series,
                           .now = changed ? &self->now.record : NULL,
                           .files = self->files,
                           .unread = self->unread};
    prepare_report(self->options, "", folder, &report);
    return pr_report_rerun(&report, &of, stdout, errors);
}

/* The exit status: 1 also where the kept scenario gives something else. */
static int rerun(rerun_t *self, pr_errors_t *errors, pr_errors_t *warnings)
{
    int status = load_kept(self, errors);
    bool changed = status == 0 && load_files(self);
    if (status == 0) {
        status = simulate(self, self->list, &self->again, errors);
    }
    if (status == 0 && changed) {
        status = simulate(self, self->files, &self->now, errors);
    }
    if (status == 0) {
        status = write_files(self, errors, warnings);
    }
    if (status == 0 && !self->options->quiet) {
        status = tell(self, changed, errors);
    }
    if (status < 0 && errors->count == 0) {
        pr_errors_add_status(errors, status, NULL);
    }
    bool differs = status == 0 && strcmp(self->kept.fingerprint, self->again.record.fingerprint) != 0;
    return differs ? EXIT_FAILED : exit_status(status);
}

static int rerun_kept(rerun_t *self)
{
    pr_errors_t errors, warnings;
    size_t count = self->kept.scenario_count;
    pr_errors_init_in(&errors, self->options->lang);
    pr_errors_init_in(&warnings, self->options->lang);
    self->scenario = calloc(count, sizeof *self->scenario);
    self->file = calloc(count, sizeof *self->file);
    int status = EXIT_FAILED;
    if (!self->scenario || !self->file || count > OPERANDS_MAX) {
        pr_errors_add_status(&errors, PR_ERR_MEMORY, NULL);
    } else {
        status = rerun(self, &errors, &warnings);
    }
    print_errors(&errors);
    print_warnings(self->options->lang, &warnings);
    pr_errors_free(&errors);
    pr_errors_free(&warnings);
    again_free(&self->again);
    again_free(&self->now);
    for (size_t k = 0; k < count && self->scenario && self->file; k++) {
        pr_scenario_free(&self->scenario[k]);
        pr_scenario_free(&self->file[k]);
    }
    free(self->scenario);
    free(self->file);
    return status;
}

int command_rerun(const options_t *options)
{
    char place[FOLDER_MOST + 100];
    const char *path = archive_path(options, place, sizeof place);
    rerun_t *self = path ? calloc(1, sizeof *self) : NULL;
    if (!self) {
        return path ? EXIT_FAILED : EXIT_INPUT;
    }
    self->options = options;
    pr_archive_t *archive = NULL;
    int status = archive_look(options, path, &archive);
    if (status == EXIT_DONE) {
        status = archive_get(options, archive, path, options->operand[0], &self->kept, NULL);
    }
    pr_archive_close(archive); /* nobody waits for a simulation */
    if (status == EXIT_DONE) {
        status = rerun_kept(self);
    }
    pr_record_free(&self->kept);
    free(self);
    return status;
}
