/* poolraming sensitivity: which uncertain parameters drive an outcome, and how much is chance. */
#include "cli/cli.h"
#include <poolraming/report_sensitivity.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What finance, those who count residents and those who plan the pool ask for first. */
static const char *const usual[] = {"municipality.net_effect", "service.residents_reached", "settlement"};

/* A count per municipality and theme may be of a handful of people, at a parameter's low point too. */
static int refuse_masked(const options_t *options, const pr_explain_item_t *item, pr_errors_t *errors)
{
    bool counts = strncmp(item->metric, "service.theme.", strlen("service.theme.")) == 0 ||
                  strncmp(item->metric, "demand.theme.", strlen("demand.theme.")) == 0;
    if (!counts || item->scope == 0 || options->unmasked) {
        return 0;
    }
    return pr_errors_add(
        errors, PR_ERR_INPUT, NULL, 0,
        "%s of a municipality may be a count below 5: expected --unmasked, or no municipality", item->metric);
}

/* All of them, so that all errors show at once. */
static int find_outcomes(const options_t *options, const pr_scenario_t *scenario, pr_explain_item_t *out,
                         size_t *count, pr_errors_t *errors)
{
    const char *const *metric = options->outcomes ? options->outcome : usual;
    int status = 0;
    *count = options->outcomes ? options->outcomes : sizeof usual / sizeof *usual;
    for (size_t i = 0; i < *count; i++) {
        const char *word[] = {metric[i], options->municipality ? options->municipality : "",
                              options->period ? options->period : "all"};
        int one = pr_sensitivity_find(&out[i], scenario, word, sizeof word / sizeof *word, errors);
        one = one ? one : refuse_masked(options, &out[i], errors);
        status = one ? one : status;
    }
    return status;
}

static void say_where(const options_t *options, const pr_report_t *report,
                      const pr_scenario_sensitivity_t *of)
{
    if (of->interrupted || stop_was_asked()) {
        fprintf(stderr,
                pr_translate(options->lang, "Interrupted: the files in %s rest on %llu evaluations.\n"),
                shown(report->out_dir).s, (unsigned long long)of->evaluations);
    } else if (!options->quiet && options->format == FORMAT_TEXT) {
        printf(pr_translate(options->lang, "\nFiles: %s/sensitivity.csv, tornado.csv, sensitivity.json\n"),
               shown(report->out_dir).s);
    }
}

static void keep(const options_t *options, const pr_scenario_sensitivity_t *of, const pr_report_t *report)
{
    pr_record_t record;
    if (archive_wanted(options)) {
        int filled = pr_record_of_sensitivity(of, &record);
        record.asked = options->replicates;
        record.precision = options->precision;
        archive_keep(options, filled, &record, options->operand, report->started, report->duration_seconds);
    }
}

static int report_on(const options_t *options, const pr_scenario_t *scenario,
                     const pr_scenario_sensitivity_t *of, const char *started, double seconds,
                     pr_errors_t *errors, pr_errors_t *warnings)
{
    char folder[4096];
    pr_report_t report;
    prepare_report(options, scenario->id, folder, &report);
    prepare_charts();
    report.started = started;
    report.duration_seconds = seconds;
    int status = pr_report_sensitivity_write(&report, of, errors, warnings);
    if (status == 0) { /* the files are whole: what is printed may still fail */
        keep(options, of, &report);
    }
    if (status == 0 && options->format == FORMAT_JSON) {
        status = pr_report_sensitivity_json(&report, of, stdout, errors);
    } else if (status == 0 && !options->quiet) {
        status = pr_report_sensitivity_tables(&report, of, stdout, errors);
    }
    if (status == 0) {
        say_where(options, &report, of);
    }
    return status;
}

static int study(const options_t *options, const pr_scenario_t *scenario, const pr_explain_item_t *outcome,
                 size_t outcomes, pr_errors_t *errors, pr_errors_t *warnings)
{
    char started[32];
    pr_run_options_t run;
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    if (!of) {
        return PR_ERR_MEMORY;
    }
    stamp(started);
    double begin = monotonic_seconds();
    prepare_run(options, scenario, &run);
    pr_scenario_sensitivity_options_t how = {.evaluations = options->replicates,
                                             .tolerance = options->precision,
                                             .seed = run.seed,
                                             .run = run.ensemble};
    int status = pr_scenario_sensitivity_run(of, scenario, outcome, outcomes, &how, errors);
    progress_end();
    if (status == 0 || status == PR_INTERRUPTED) {
        int written =
            report_on(options, scenario, of, started, monotonic_seconds() - begin, errors, warnings);
        status = written ? written : stop_was_asked() ? PR_INTERRUPTED : status;
    }
    pr_scenario_sensitivity_free(of);
    free(of);
    return status;
}

static int refuse_few(const options_t *options)
{
    if (options->replicates == 0 || options->replicates >= PR_SENSITIVITY_LEAST) {
        return EXIT_DONE;
    }
    fprintf(stderr, pr_translate(options->lang, "--replicates: expected at least %d evaluations\n"),
            PR_SENSITIVITY_LEAST);
    return EXIT_INPUT;
}

int command_sensitivity(const options_t *options)
{
    pr_scenario_t scenario;
    pr_explain_item_t outcome[OUTCOMES_MAX];
    pr_errors_t errors, warnings;
    size_t outcomes = 0;
    int status = refuse_few(options);
    status = status ? status : load_scenario(options, options->operand[0], &scenario);
    if (status != EXIT_DONE) {
        return status;
    }
    pr_errors_init_in(&errors, options->lang);
    pr_errors_init_in(&warnings, options->lang);
    status = find_outcomes(options, &scenario, outcome, &outcomes, &errors);
    if (status == 0) {
        if (!options->quiet) {
            print_scenario_warnings(options->lang, &scenario);
        }
        status = study(options, &scenario, outcome, outcomes, &errors, &warnings);
    }
    pr_scenario_free(&scenario);
    return conclude(options->lang, status, &errors, &warnings);
}
