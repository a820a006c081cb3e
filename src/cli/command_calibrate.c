/* poolraming calibrate: reported figures against a scenario, and the scenario that follows. */
#include "cli/studies.h"
#include "report/numbers.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORECAST_REPLICATES = 2000 };

static const char REPORTS[] = "reports"; /* the option; the other one is of published figures */

/* What has not ended can't have been reported; invented figures may be of any time. */
static int refuse_future(const calibration_work_t *self, const char *name, pr_errors_t *errors)
{
    char half[16];
    int year, month, last = self->reported.halves - 1;
    this_month(&year, &month);
    int ended = 2 * (year - self->scenario->month_year) + (month > 6) - 1;
    if (last <= ended) {
        return 0;
    }
    pr_reported_half(self->scenario, last, half);
    return pr_errors_add(
        errors, PR_ERR_INPUT, name, self->reported.last_line,
        "%s has not ended yet: expected half-years that have, or a first line \"# verzonnen\" where "
        "the figures are invented",
        half);
}

/* Reading changes the bytes. */
static int read_input(calibration_work_t *self, const pr_record_input_t *input, pr_errors_t *errors)
{
    char *bytes = malloc(input->length + 1);
    if (!bytes) {
        return PR_ERR_MEMORY;
    }
    memcpy(bytes, input->bytes, input->length);
    bytes[input->length] = '\0';
    bool reports = strcmp(input->option, REPORTS) == 0;
    int status = reports ? pr_reported_parse(&self->reported, self->scenario, input->path, bytes,
                                             input->length, errors)
                         : pr_published_parse(&self->published, input->path, bytes, input->length, errors);
    free(bytes);
    bool real = status == 0 && reports && !self->past && !self->reported.invented;
    return real ? refuse_future(self, input->path, errors) : status;
}

/* All of them, so that all errors show at once. */
static int read_figures(calibration_work_t *self, pr_errors_t *errors)
{
    int status = 0;
    pr_reported_init(&self->reported);
    for (size_t i = 0; i < self->inputs; i++) {
        int one = read_input(self, &self->input[i], errors);
        status = status ? status : one;
    }
    return status;
}

static int calibrate(calibration_work_t *self, const pr_run_options_t *run, pr_errors_t *errors)
{
    const pr_calibrate_options_t of = {.seed = run->seed,
                                       .threads = run->ensemble.threads,
                                       .replicates = self->replicates,
                                       .stop = run->ensemble.stop};
    int status =
        pr_calibrate_run(&self->calibration, self->scenario, &self->reported, &self->published, &of, errors);
    progress_end();
    double rhat = self->calibration.rhat, ess = self->calibration.ess;
    if (status == 0 && !self->calibration.converged) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, self->input[0].path, 0,
            "the posterior did not settle (R-hat %s, %s effective draws): nothing is written; expected R-hat "
            "up to 1.01 and 400 draws, another --seed or wider assumptions may help",
            isfinite(rhat) ? pr_fixed(errors->lang, rhat, 3).s : "–", pr_fixed(errors->lang, ess, 0).s);
    }
    return status;
}

/* The scenario that was written, read back and simulated beside the one before it. */
static int forecast(calibration_work_t *self, pr_run_options_t *run, const pr_report_t *report,
                    pr_errors_t *errors)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/" PR_OVERLAY_TRIAL, report->out_dir);
    self->has_learnt = true;
    int status = pr_scenario_load(&self->learnt, path, self->assignment, self->assignments, errors);
    if (status != 0 || !pr_calibration_learnt(&self->calibration)) {
        return status;
    }
    const pr_scenario_t *const both[] = {self->scenario, &self->learnt};
    run->ensemble.replicates = self->replicates ? self->replicates : FORECAST_REPLICATES;
    run->ensemble.progress = NULL;
    run->ensemble.all_or_nothing = true;
    self->has_forecast = true;
    return pr_compare_run(&self->forecast, both, 2, run, errors);
}

int calibration_run(calibration_work_t *self, pr_run_options_t *run, const pr_report_t *report,
                    pr_errors_t *errors)
{
    int status = read_figures(self, errors);
    if (status != 0 || (status = calibrate(self, run, errors)) != 0) {
        return status;
    }
    pr_calibrated_report_t of = calibration_report(self, run);
    status = pr_report_calibrate_overlay(report, &of, self->base, PR_OVERLAY_TRIED, errors);
    if (status == 0) {
        status = forecast(self, run, report, errors);
        int kept = pr_report_calibrate_overlay(report, &of, self->base,
                                               status == 0 ? PR_OVERLAY_KEPT : PR_OVERLAY_REFUSED, errors);
        status = status ? status : kept;
    }
    return status;
}

pr_calibrated_report_t calibration_report(const calibration_work_t *self, const pr_run_options_t *run)
{
    return (pr_calibrated_report_t){&self->calibration, self->has_forecast ? &self->forecast : NULL,
                                    run->seed};
}

void calibration_free(calibration_work_t *self)
{
    if (self->has_forecast) {
        pr_compare_free(&self->forecast);
    }
    if (self->has_learnt) {
        pr_scenario_free(&self->learnt);
    }
    pr_calibration_free(&self->calibration);
}

/* ---- the command ---- */

static int show(const options_t *options, const pr_report_t *report, const pr_calibrated_report_t *of,
                pr_errors_t *errors)
{
    if (options->format == FORMAT_JSON) {
        return pr_report_calibrate_json(report, of, stdout, errors);
    }
    if (options->quiet) {
        return 0;
    }
    int status = pr_report_calibrate_tables(report, of, stdout, errors);
    if (status == 0) {
        printf(pr_translate(options->lang, "\nScenario: %s/calibrated.cfg\n"), shown(report->out_dir).s);
    }
    return status;
}

/* The figures of the command line, read once: what was calibrated on is what is kept. */
typedef struct {
    pr_figures_t figures[FIGURE_FILES];
    pr_record_input_t input[FIGURE_FILES];
    size_t count;
} files_t;

static int read_files(const options_t *options, files_t *files, pr_errors_t *errors)
{
    const char *const option[] = {REPORTS, "ova"}, *const path[] = {options->reports, options->ova};
    int status = 0;
    for (size_t i = 0; i < FIGURE_FILES; i++) {
        pr_figures_t *figures = &files->figures[files->count];
        int one = path[i] ? pr_figures_read(figures, path[i], errors) : 0;
        status = status ? status : one;
        if (path[i] && one == 0) {
            files->input[files->count++] = (pr_record_input_t){.option = option[i],
                                                               .path = path[i],
                                                               .sha256 = figures->sha256,
                                                               .bytes = figures->bytes,
                                                               .length = figures->length};
        }
    }
    return status;
}

static void keep(const options_t *options, const calibration_work_t *work, files_t *files,
                 const pr_run_options_t *run, const pr_report_t *report)
{
    pr_record_t record;
    if (archive_wanted(options)) {
        pr_calibrated_report_t of = calibration_report(work, run);
        int filled = pr_record_of_calibration(of.calibration, of.forecast, of.seed, &record);
        record.input = files->input;
        record.input_count = files->count;
        record.asked = options->replicates;
        archive_keep(options, filled, &record, options->operand, report->started, report->duration_seconds);
    }
}

/* After Ctrl-C: before the files, of which none is there then, or while what follows them was made. */
static int heed_stop(const options_t *options, int status)
{
    static const char nothing[] = N_("Interrupted: there was nothing to write yet.\n"),
                      whole[] =
                          N_("Interrupted: what is in the output folder is whole, but not all is there.\n");
    bool late = status == 0 && stop_was_asked();
    if (late || status == PR_INTERRUPTED) {
        fputs(pr_translate(options->lang, late ? whole : nothing), stderr);
    }
    return late ? PR_INTERRUPTED : status;
}

static int work(const options_t *options, calibration_work_t *self, files_t *files, pr_errors_t *errors,
                pr_errors_t *warnings)
{
    char started[32], folder[4096];
    pr_report_t report;
    pr_run_options_t run;
    stamp(started);
    double begin = monotonic_seconds();
    prepare_report(options, self->scenario->id, folder, &report);
    int status = read_files(options, files, errors);
    self->input = files->input;
    self->inputs = files->count;
    if (status == 0) {
        prepare_run(options, self->scenario, &run);
        status = calibration_run(self, &run, &report, errors);
    }
    if (status == 0) {
        pr_calibrated_report_t of = calibration_report(self, &run);
        report.started = started;
        report.duration_seconds = monotonic_seconds() - begin;
        status = pr_report_calibrate_write(&report, &of, errors, warnings);
        if (status == 0) { /* the files are whole: what is printed may still fail */
            keep(options, self, files, &run, &report);
            status = show(options, &report, &of, errors);
        }
    }
    return heed_stop(options, status);
}

static int calibrate_loaded(const options_t *options, calibration_work_t *self, files_t *files)
{
    pr_errors_t errors, warnings;
    pr_errors_init_in(&errors, options->lang);
    pr_errors_init_in(&warnings, options->lang);
    int status = work(options, self, files, &errors, &warnings);
    return conclude(options->lang, status, &errors, &warnings);
}

int command_calibrate(const options_t *options)
{
    if (!options->reports && !options->ova) {
        fprintf(stderr,
                pr_translate(options->lang, "poolraming calibrate: expected --reports CSV or --ova CSV\n"));
        return EXIT_INPUT;
    }
    pr_scenario_t scenario;
    files_t files = {0};
    calibration_work_t *self = calloc(1, sizeof *self);
    int status = self ? load_scenario(options, options->operand[0], &scenario) : EXIT_FAILED;
    if (status == EXIT_DONE) {
        self->scenario = &scenario;
        self->base = options->operand[0];
        self->assignment = options->assignment;
        self->assignments = options->assignments;
        self->replicates = options->replicates;
        status = calibrate_loaded(options, self, &files);
        calibration_free(self);
        pr_scenario_free(&scenario);
    }
    for (size_t i = 0; i < FIGURE_FILES; i++) {
        pr_figures_free(&files.figures[i]);
    }
    free(self);
    return status;
}
