/* poolraming calibrate: reported figures against a scenario, and the scenario that follows. */
#include "cli/cli.h"
#include "report/numbers.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORECAST_REPLICATES = 2000 };

/* All that a calibration holds; too large for a stack. */
typedef struct {
    pr_scenario_t scenario, learnt;
    pr_reported_t reported;
    pr_published_list_t published;
    pr_calibration_t calibration;
    pr_comparison_t forecast;
    bool has_learnt, has_forecast;
} parts_t;

/* What has not ended can't have been reported; invented figures may be of any time. */
static int refuse_future(const options_t *options, const parts_t *parts, pr_errors_t *errors)
{
    char half[16];
    int year, month, last = parts->reported.halves - 1;
    this_month(&year, &month);
    int ended = 2 * (year - parts->scenario.month_year) + (month > 6) - 1;
    if (last <= ended) {
        return 0;
    }
    pr_reported_half(&parts->scenario, last, half);
    return pr_errors_add(
        errors, PR_ERR_INPUT, options->reports, parts->reported.last_line,
        "%s has not ended yet: expected half-years that have, or a first line \"# verzonnen\" where "
        "the figures are invented",
        half);
}

static int read_figures(const options_t *options, parts_t *parts, pr_errors_t *errors)
{
    pr_reported_init(&parts->reported);
    int reports =
        options->reports ? pr_reported_read(&parts->reported, &parts->scenario, options->reports, errors) : 0;
    int published = options->ova ? pr_published_read(&parts->published, options->ova, errors) : 0;
    if (reports == 0 && !parts->reported.invented) {
        reports = refuse_future(options, parts, errors);
    }
    return reports ? reports : published;
}

static int calibrate(const options_t *options, parts_t *parts, pr_run_options_t *run, pr_errors_t *errors)
{
    prepare_run(options, &parts->scenario, run);
    const pr_calibrate_options_t of = {.seed = run->seed,
                                       .threads = options->threads,
                                       .replicates = options->replicates,
                                       .stop = run->ensemble.stop};
    int status = pr_calibrate_run(&parts->calibration, &parts->scenario, &parts->reported, &parts->published,
                                  &of, errors);
    progress_end();
    double rhat = parts->calibration.rhat, ess = parts->calibration.ess;
    if (status == 0 && !parts->calibration.converged) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, options->reports ? options->reports : options->ova, 0,
            "the posterior did not settle (R-hat %s, %s effective draws): nothing is written; expected R-hat "
            "up to 1.01 and 400 draws, another --seed or wider assumptions may help",
            isfinite(rhat) ? pr_fixed(options->lang, rhat, 3).s : "–", pr_fixed(options->lang, ess, 0).s);
    }
    return status;
}

/* The scenario that was written, read back and simulated beside the one before it. */
static int forecast(const options_t *options, parts_t *parts, pr_run_options_t *run, pr_errors_t *errors)
{
    char path[4200];
    pr_report_t report;
    char folder[4096];
    prepare_report(options, parts->scenario.id, folder, &report);
    snprintf(path, sizeof path, "%s/" PR_OVERLAY_TRIAL, report.out_dir);
    parts->has_learnt = true;
    int status = pr_scenario_load(&parts->learnt, path, options->assignment, options->assignments, errors);
    if (status != 0 || !pr_calibration_learnt(&parts->calibration)) {
        return status;
    }
    const pr_scenario_t *const both[] = {&parts->scenario, &parts->learnt};
    run->ensemble.replicates = options->replicates ? options->replicates : FORECAST_REPLICATES;
    run->ensemble.progress = NULL;
    run->ensemble.all_or_nothing = true;
    parts->has_forecast = true;
    return pr_compare_run(&parts->forecast, both, 2, run, errors);
}

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

static int work(const options_t *options, parts_t *parts, pr_errors_t *errors, pr_errors_t *warnings)
{
    char folder[4096];
    pr_report_t report;
    pr_run_options_t run;
    int status = read_figures(options, parts, errors);
    if (status != 0 || (status = calibrate(options, parts, &run, errors)) != 0) {
        return status;
    }
    prepare_report(options, parts->scenario.id, folder, &report);
    pr_calibrated_report_t of = {.calibration = &parts->calibration, .seed = run.seed};
    const char *base = options->operand[0];
    status = pr_report_calibrate_overlay(&report, &of, base, PR_OVERLAY_TRIED, errors);
    if (status == 0) {
        status = forecast(options, parts, &run, errors);
        int kept = pr_report_calibrate_overlay(&report, &of, base,
                                               status == 0 ? PR_OVERLAY_KEPT : PR_OVERLAY_REFUSED, errors);
        status = status ? status : kept;
    }
    of.forecast = parts->has_forecast ? &parts->forecast : NULL;
    if (status == 0) {
        status = pr_report_calibrate_write(&report, &of, errors, warnings);
    }
    status = status == 0 ? show(options, &report, &of, errors) : status;
    return status == 0 && stop_was_asked() ? PR_INTERRUPTED : status;
}

static void free_parts(parts_t *parts)
{
    if (parts->has_forecast) {
        pr_compare_free(&parts->forecast);
    }
    if (parts->has_learnt) {
        pr_scenario_free(&parts->learnt);
    }
    pr_calibration_free(&parts->calibration);
    free(parts);
}

int command_calibrate(const options_t *options)
{
    if (!options->reports && !options->ova) {
        fprintf(stderr,
                pr_translate(options->lang, "poolraming calibrate: expected --reports CSV or --ova CSV\n"));
        return EXIT_INPUT;
    }
    parts_t *parts = calloc(1, sizeof *parts);
    if (!parts) {
        return EXIT_FAILED;
    }
    int status = load_scenario(options, options->operand[0], &parts->scenario);
    if (status == EXIT_DONE) {
        pr_errors_t errors, warnings;
        pr_errors_init_in(&errors, options->lang);
        pr_errors_init_in(&warnings, options->lang);
        status = work(options, parts, &errors, &warnings);
        if (status < 0 && errors.count == 0) {
            pr_errors_add_status(&errors, status, NULL);
        }
        if (status == PR_INTERRUPTED) {
            fprintf(
                stderr,
                pr_translate(options->lang,
                             "Interrupted: what is in the output folder is whole, but not all is there.\n"));
        }
        print_errors(&errors);
        print_warnings(options->lang, &warnings);
        pr_errors_free(&errors);
        pr_errors_free(&warnings);
        status = exit_status(status);
        pr_scenario_free(&parts->scenario);
    }
    free_parts(parts);
    return status;
}
