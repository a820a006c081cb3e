/* poolraming rerun: a kept run once more, from the scenarios and figures that were kept; and, where their
   files have changed since, from the files as they are now. */
#include "cli/again.h"
#include <poolraming/report_archive.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char s[1400];
} why_t;

typedef struct {
    const options_t *options;
    pr_record_t kept;
    pr_scenario_t *scenario, *file; /* [kept.scenario_count] */
    const pr_scenario_t *list[OPERANDS_MAX], *files[OPERANDS_MAX];
    const char *unread[OPERANDS_MAX];
    why_t why[OPERANDS_MAX];
    pr_figures_t figures[FIGURE_FILES];
    pr_record_input_t input[FIGURE_FILES]; /* as the files are now */
    const char *figures_unread[FIGURE_FILES];
    const char *overlay_unread[ASSIGNMENTS_MAX];
    why_t figures_why[FIGURE_FILES], overlay_why[ASSIGNMENTS_MAX], now_why;
    again_t again, now;
    bool now_failed;
    volatile sig_atomic_t enough; /* as many replicates as the run had that was interrupted */
} rerun_t;

/* A run that was interrupted is stopped after as many replicates. */
static void progress(void *context, uint64_t done, uint64_t most)
{
    rerun_t *self = context;
    self->enough = done >= self->kept.replicates || stop_was_asked();
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
    if (kept->interrupted) {
        out->ensemble.progress = progress;
        out->ensemble.progress_context = self;
        out->ensemble.stop = &self->enough;
        self->enough = 0;
    }
}

static again_of_t what(const rerun_t *self, const pr_scenario_t *const *list, const pr_record_input_t *input)
{
    return (again_of_t){.options = self->options, .kept = &self->kept, .scenario = list, .input = input};
}

/* 0 where as much was simulated as had been. */
static int simulate(rerun_t *self, const pr_scenario_t *const *list, const pr_record_input_t *input,
                    again_t *out, pr_errors_t *errors)
{
    again_of_t of = what(self, list, input);
    set_options(self, list[0], &of.run);
    int status = again_run(&of, out, errors);
    return status == PR_INTERRUPTED && !stop_was_asked() ? 0 : status;
}

/* The first of the errors, whole, with its file where that is another than `file`. */
static why_t first_of(const pr_errors_t *errors, const char *file, pr_lang_t lang, int status)
{
    why_t out;
    const pr_error_t *first = errors->count > 0 ? &errors->items[0] : NULL;
    bool another = first && first->file && strcmp(first->file, file) != 0;
    snprintf(out.s, sizeof out.s, "%.300s%s%s", another ? first->file : "", another ? ": " : "",
             first ? first->text : pr_translate(lang, pr_status_name(status)));
    return out;
}

/* Files that no longer go together are no errors here either. */
static int simulate_files(rerun_t *self)
{
    pr_errors_t errors;
    pr_errors_init_in(&errors, self->options->lang);
    int status = simulate(self, self->files, self->input, &self->now, &errors);
    self->now_failed = status < 0;
    if (self->now_failed) {
        self->now_why = first_of(&errors, "", self->options->lang, status);
        status = 0;
    }
    pr_errors_free(&errors);
    return status;
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

/* The change of the scenarios that is the file in which the first error is; how many there are for none. */
static size_t overlay_at_fault(const pr_record_t *kept, const pr_errors_t *errors)
{
    const char *file = errors->count > 0 ? errors->items[0].file : NULL;
    size_t i = 0;
    while (i < kept->assignment_count &&
           (!file || strncmp(kept->assignment[i], PR_OVERLAY, sizeof PR_OVERLAY - 1) != 0 ||
            strcmp(kept->assignment[i] + sizeof PR_OVERLAY - 1, file) != 0)) {
        i++;
    }
    return i;
}

/* What is wrong with a file that lies over every scenario is wrong once. */
static void keep_why(rerun_t *self, size_t k, const pr_errors_t *errors, int status)
{
    size_t i = overlay_at_fault(&self->kept, errors);
    bool overlay = i < self->kept.assignment_count;
    const char *file = overlay ? errors->items[0].file : self->kept.scenario[k].path;
    why_t why = first_of(errors, file, self->options->lang, status);
    if (overlay) {
        self->overlay_why[i] = why;
        self->overlay_unread[i] = self->overlay_why[i].s;
    } else {
        self->why[k] = why;
        self->unread[k] = self->why[k].s;
    }
}

/* Files that are gone or wrong now are no errors here: the kept scenario stands. */
static void load_scenarios(rerun_t *self, bool *changed, bool *all)
{
    for (size_t k = 0; k < self->kept.scenario_count; k++) {
        const pr_record_scenario_t *of = &self->kept.scenario[k];
        pr_errors_t errors;
        pr_errors_init_in(&errors, self->options->lang);
        int status = *of->path ? pr_scenario_load(&self->file[k], of->path, self->kept.assignment,
                                                  self->kept.assignment_count, &errors)
                               : PR_ERR_IO;
        if (status == 0) {
            self->files[k] = &self->file[k];
            *changed = *changed || strcmp(self->file[k].sha256, of->sha256) != 0;
        } else {
            *all = false;
            keep_why(self, k, &errors, status);
        }
        pr_errors_free(&errors);
    }
}

static void load_figures(rerun_t *self, bool *changed, bool *all)
{
    for (size_t i = 0; i < self->kept.input_count; i++) {
        const pr_record_input_t *of = &self->kept.input[i];
        pr_figures_t *figures = &self->figures[i];
        pr_errors_t errors;
        pr_errors_init_in(&errors, self->options->lang);
        int status = pr_figures_read(figures, of->path, &errors);
        self->input[i] = *of;
        if (status == 0) {
            self->input[i].sha256 = figures->sha256;
            self->input[i].bytes = figures->bytes;
            self->input[i].length = figures->length;
            *changed = *changed || strcmp(figures->sha256, of->sha256) != 0;
        } else {
            *all = false;
            self->figures_why[i] = first_of(&errors, of->path, self->options->lang, status);
            self->figures_unread[i] = self->figures_why[i].s;
        }
        pr_errors_free(&errors);
    }
}

/* Whether the files say something else than what was kept, and all can be read. */
static bool load_files(rerun_t *self)
{
    bool changed = false, all = true;
    load_scenarios(self, &changed, &all);
    load_figures(self, &changed, &all);
    return changed && all;
}

static int write_files(rerun_t *self, pr_errors_t *errors, pr_errors_t *warnings)
{
    char folder[4096];
    pr_report_t report;
    if (!self->options->out_dir) {
        return 0;
    }
    again_of_t of = what(self, self->list, self->kept.input);
    of.run.seed = self->kept.seed;
    prepare_report(self->options, "", folder, &report);
    report.plots = false;
    return again_write(&of, &self->again, &report, errors, warnings);
}

static int tell(const rerun_t *self, bool changed, pr_errors_t *errors)
{
    char folder[4096];
    pr_report_t report;
    const pr_rerun_t of = {.record = &self->kept,
                           .again = &self->again.record,
                           .series = self->again.record.series,
                           .now = changed && !self->now_failed ? &self->now.record : NULL,
                           .now_failed = self->now_failed ? self->now_why.s : NULL,
                           .files = self->files,
                           .unread = self->unread,
                           .overlay_unread = self->overlay_unread,
                           .input = self->input,
                           .input_unread = self->figures_unread};
    prepare_report(self->options, "", folder, &report);
    return pr_report_rerun(&report, &of, stdout, errors);
}

/* The exit status: 1 also where the kept scenario gives something else. */
static int rerun(rerun_t *self, pr_errors_t *errors, pr_errors_t *warnings)
{
    int status = load_kept(self, errors);
    bool changed = status == 0 && load_files(self);
    if (status == 0) {
        status = simulate(self, self->list, self->kept.input, &self->again, errors);
    }
    if (status == 0 && changed) {
        status = simulate_files(self);
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
    if (!self->scenario || !self->file || count > OPERANDS_MAX ||
        self->kept.assignment_count > ASSIGNMENTS_MAX || self->kept.input_count > FIGURE_FILES) {
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
    for (size_t i = 0; i < FIGURE_FILES; i++) {
        pr_figures_free(&self->figures[i]);
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
