/* A record done again: see again.h. */
#include "cli/again.h"
#include "report/files.h"
#include <errno.h>
#include <math.h>
#include <poolraming/report_compare.h>
#include <poolraming/report_decide.h>
#include <poolraming/report_sensitivity.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The value of an option that was kept; NULL where there is none. */
static const char *option_of(const pr_record_t *kept, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < kept->option_count; i++) {
        value = strcmp(kept->option[i].name, name) == 0 ? kept->option[i].value : value;
    }
    return value;
}

static double number_of(const pr_record_t *kept, const char *name)
{
    const char *value = option_of(kept, name);
    return value ? strtod(value, NULL) : NAN;
}

/* ---- run and compare ---- */

static int again_one(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    return pr_run_scenario(&out->run, of->scenario[0], &of->run, errors);
}

static int record_one(const again_t *out, const again_of_t *of, pr_record_t *record)
{
    (void)of;
    return pr_record_of_run(&out->run, record);
}

static int again_compare(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    return pr_compare_run(&out->comparison, of->scenario, of->kept->scenario_count, &of->run, errors);
}

static int record_compare(const again_t *out, const again_of_t *of, pr_record_t *record)
{
    (void)of;
    return pr_record_of_comparison(&out->comparison, record);
}

/* What moves the net effect stands in the report of a page; it is looked at without the stop of the run. */
static pr_ensemble_options_t looking(const again_of_t *of, const pr_report_t *report)
{
    return (pr_ensemble_options_t){.threads = of->options->threads, .stop = report->stop};
}

static int write_one(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                     pr_errors_t *warnings)
{
    const pr_ensemble_options_t options = looking(of, report);
    pr_influence_t influence;
    int status = pr_influence_run(&influence, &out->run, &options, errors);
    report->influence = influence.replicates > 0 ? &influence : NULL;
    if (status == 0) {
        status = pr_report_write(report, of->scenario[0], &out->run, errors, warnings);
    }
    pr_influence_free(&influence);
    return status;
}

static int write_compare(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                         pr_errors_t *warnings)
{
    const pr_ensemble_options_t options = looking(of, report);
    pr_influence_t influence;
    int status = pr_influence_scenario(&influence, of->scenario[0], out->comparison.seed,
                                       out->comparison.ensemble.replicates, &options, errors);
    report->influence = influence.replicates > 0 ? &influence : NULL;
    if (status == 0) {
        status = pr_report_compare_write(report, &out->comparison, errors, warnings);
    }
    pr_influence_free(&influence);
    return status;
}

/* ---- sensitivity ---- */

static int again_sensitivity(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    const pr_record_t *kept = of->kept;
    const char *municipality = option_of(kept, "municipality"), *period = option_of(kept, "period");
    pr_explain_item_t outcome[PR_SENSITIVITY_OUTCOMES_MOST];
    size_t count = 0;
    int status = 0;
    for (size_t i = 0; i < kept->option_count && count < PR_SENSITIVITY_OUTCOMES_MOST; i++) {
        if (strcmp(kept->option[i].name, "outcome") == 0) {
            const char *word[] = {kept->option[i].value, municipality ? municipality : "",
                                  period ? period : "all"};
            int one = pr_sensitivity_find(&outcome[count++], of->scenario[0], word, 3, errors);
            status = status ? status : one;
        }
    }
    const pr_scenario_sensitivity_options_t how = {.evaluations = kept->asked,
                                                   .tolerance = kept->precision,
                                                   .seed = of->run.seed,
                                                   .run = of->run.ensemble};
    return status ? status
                  : pr_scenario_sensitivity_run(&out->sensitivity, of->scenario[0], outcome, count, &how,
                                                errors);
}

static int record_sensitivity(const again_t *out, const again_of_t *of, pr_record_t *record)
{
    (void)of;
    return pr_record_of_sensitivity(&out->sensitivity, record);
}

static int write_sensitivity(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                             pr_errors_t *warnings)
{
    (void)of;
    return pr_report_sensitivity_write(report, &out->sensitivity, errors, warnings);
}

/* ---- decide ---- */

static int again_decide(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    const char *from = option_of(of->kept, "from");
    const pr_decide_options_t how = {.from = from ? (int)strtol(from, NULL, 10) : 0,
                                     .value = number_of(of->kept, "value"),
                                     .success_value = number_of(of->kept, "success-value"),
                                     .run = of->run};
    bool gates = of->kept->scenario_count > 1 || pr_gates_choose(of->scenario[0]);
    return gates ? decision_run(&out->decision, of->scenario, of->kept->scenario_count, &how, errors)
                 : pr_errors_add(errors, PR_ERR_INPUT, of->scenario[0]->path, 0,
                                 "no gate is left to decide at: expected at least one (policy.gates)");
}

static int record_decide(const again_t *out, const again_of_t *of, pr_record_t *record)
{
    (void)of;
    return pr_record_of_decision(&out->decision.decided, record);
}

static int write_decide(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                        pr_errors_t *warnings)
{
    const pr_ensemble_options_t options = looking(of, report);
    const pr_decide_draws_t *draws = &out->decision.decided.draws;
    pr_influence_t influence;
    int status =
        pr_influence_scenario(&influence, of->scenario[0], draws->seed, draws->replicates, &options, errors);
    report->influence = influence.replicates > 0 ? &influence : NULL;
    if (status == 0) {
        status = pr_report_decide_write(report, &out->decision.decided, errors, warnings);
    }
    pr_influence_free(&influence);
    return status;
}

/* ---- calibrate ---- */

/* The scenario as a file that calibrated.cfg can extend. */
static int write_base(const char *path, const char *text, pr_errors_t *errors)
{
    pr_file_writer_t file;
    int status = pr_file_open(&file, path, errors);
    if (status == 0 && (status = pr_file_write(&file, text, strlen(text), errors)) == 0 &&
        (status = pr_file_finish(&file, errors)) == 0) {
        status = pr_file_publish(&file, errors);
    }
    return status;
}

/* The new scenario is written and read back, as the command does: in a folder of its own, which goes again.
 */
static int calibrate_in(again_of_t *of, calibration_work_t *work, const char *folder, pr_errors_t *errors)
{
    char base[4200], overlay[4200], unused[4096];
    pr_report_t report;
    prepare_report(of->options, "", unused, &report);
    report.out_dir = folder;
    snprintf(base, sizeof base, "%s/base.cfg", folder);
    snprintf(overlay, sizeof overlay, "%s/" PR_OVERLAY_NAME, folder);
    work->base = base;
    int status = write_base(base, of->scenario[0]->resolved, errors);
    if (status == 0) {
        status = calibration_run(work, &of->run, &report, errors);
    }
    unlink(base);
    unlink(overlay);
    work->base = of->kept->scenario[0].path;
    return status;
}

static int again_calibrate(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    const char *temporary = getenv("TMPDIR");
    char folder[4000];
    calibration_work_t *work = &out->calibration;
    work->scenario = of->scenario[0];
    work->input = of->input;
    work->inputs = of->kept->input_count;
    work->assignment = of->kept->assignment;
    work->assignments = of->kept->assignment_count;
    work->replicates = of->kept->asked;
    work->past = true;
    snprintf(folder, sizeof folder, "%.3900s/poolraming-XXXXXX",
             temporary && *temporary == '/' ? temporary : "/tmp");
    if (work->inputs == 0) {
        return PR_ERR_DOMAIN;
    }
    if (!mkdtemp(folder)) {
        return pr_errors_add(errors, PR_ERR_IO, folder, 0, "%s: %s",
                             pr_errors_words(errors, N_("the folder cannot be created")),
                             pr_reason(errors->lang, errno).s);
    }
    int status = calibrate_in(of, work, folder, errors);
    rmdir(folder);
    return status;
}

static int record_calibrate(const again_t *out, const again_of_t *of, pr_record_t *record)
{
    pr_calibrated_report_t report = calibration_report(&out->calibration, &of->run);
    return pr_record_of_calibration(report.calibration, report.forecast, report.seed, record);
}

static int write_calibrate(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                           pr_errors_t *warnings)
{
    const calibration_work_t *work = &out->calibration;
    pr_calibrated_report_t calibrated = calibration_report(work, &of->run);
    int status = pr_report_calibrate_overlay(report, &calibrated, work->base, PR_OVERLAY_TRIED, errors);
    if (status == 0) {
        status = pr_report_calibrate_overlay(report, &calibrated, work->base, PR_OVERLAY_KEPT, errors);
    }
    return status ? status : pr_report_calibrate_write(report, &calibrated, errors, warnings);
}

/* ---- all kinds ---- */

static const struct {
    int (*run)(again_of_t *of, again_t *out, pr_errors_t *errors);
    int (*record)(const again_t *out, const again_of_t *of, pr_record_t *record);
    int (*write)(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                 pr_errors_t *warnings);
} kinds[PR_RECORD_KINDS] = {
    [PR_RECORD_RUN] = {again_one, record_one, write_one},
    [PR_RECORD_COMPARE] = {again_compare, record_compare, write_compare},
    [PR_RECORD_SENSITIVITY] = {again_sensitivity, record_sensitivity, write_sensitivity},
    [PR_RECORD_DECIDE] = {again_decide, record_decide, write_decide},
    [PR_RECORD_CALIBRATE] = {again_calibrate, record_calibrate, write_calibrate}};

int again_run(again_of_t *of, again_t *out, pr_errors_t *errors)
{
    int status = kinds[of->kept->kind].run(of, out, errors);
    progress_end();
    if (status < 0 || (status == PR_INTERRUPTED && stop_was_asked())) {
        return status;
    }
    int recorded = kinds[of->kept->kind].record(out, of, &out->record);
    return recorded ? recorded : status;
}

int again_write(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                pr_errors_t *warnings)
{
    return kinds[of->kept->kind].write(of, out, report, errors, warnings);
}

void again_free(again_t *self)
{
    pr_run_free(&self->run);
    pr_compare_free(&self->comparison);
    pr_scenario_sensitivity_free(&self->sensitivity);
    decision_free(&self->decision);
    calibration_free(&self->calibration);
    pr_record_free(&self->record);
}
