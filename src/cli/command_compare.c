/* poolraming compare: several scenarios on common random numbers; the first is the base. */
#include "cli/cli.h"
#include <poolraming/analysis.h>
#include <poolraming/report_compare.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say_where(const options_t *options, const pr_report_t *report, const pr_comparison_t *comparison)
{
    if (comparison->ensemble.interrupted || stop_was_asked()) {
        fprintf(stderr,
                pr_translate(options->lang, "Interrupted: the files in %s rest on %llu replicates.\n"),
                shown(report->out_dir).s, (unsigned long long)comparison->ensemble.replicates);
    } else if (!options->quiet && options->format == FORMAT_TEXT) {
        shown_t folder = shown(report->out_dir);
        printf(pr_translate(options->lang, "\nFiles: %s\nReport: %s/report.html\nWorkbook: %s/report.xlsx\n"),
               folder.s, folder.s, folder.s);
    }
}

/* out/<base>-<other>-… unless --out says otherwise. */
static void name_of(const pr_scenario_t *scenario, size_t count, char *out, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < count && length < size; i++) {
        int more = snprintf(out + length, size - length, "%s%s", i ? "-" : "", scenario[i].id);
        length += more > 0 ? (size_t)more : 0;
    }
}

static void keep(const options_t *options, const pr_comparison_t *comparison, const pr_run_options_t *run,
                 const char *started, double seconds)
{
    pr_record_t record;
    if (archive_wanted(options)) {
        int filled = pr_record_of_comparison(comparison, &record);
        record.asked = run->ensemble.replicates;
        archive_keep(options, filled, &record, options->operand, started, seconds);
    }
}

static int compare(const options_t *options, const pr_scenario_t *scenario, pr_errors_t *errors)
{
    const pr_scenario_t *list[OPERANDS_MAX];
    pr_run_options_t run;
    pr_comparison_t comparison;
    for (size_t i = 0; i < options->operands; i++) {
        list[i] = &scenario[i];
    }
    char started[32];
    stamp(started);
    double begin = monotonic_seconds();
    prepare_run(options, &scenario[0], &run);
    pr_influence_t influence = {0};
    int status = pr_compare_run(&comparison, list, options->operands, &run, errors);
    progress_end();
    int looked = status == 0 ? pr_influence_scenario(&influence, list[0], comparison.seed,
                                                     comparison.ensemble.replicates, &run.ensemble, errors)
                             : 0;
    status = looked ? looked : status;
    if (status == 0 || status == PR_INTERRUPTED) {
        char name[200], folder[4096];
        pr_report_t report;
        pr_errors_t warnings;
        pr_errors_init_in(&warnings, options->lang);
        name_of(scenario, options->operands, name, sizeof name);
        prepare_report(options, name, folder, &report);
        tell_influence(&report, &influence, status == PR_INTERRUPTED);
        int written = pr_report_compare_write(&report, &comparison, errors, &warnings);
        if (written == 0) {
            keep(options, &comparison, &run, started, monotonic_seconds() - begin);
        }
        if (written == 0 && options->format == FORMAT_JSON) {
            written = pr_report_compare_json(&report, &comparison, stdout, errors);
        } else if (written == 0 && !options->quiet) {
            written = pr_report_compare_tables(&report, &comparison, stdout, errors);
        }
        if (written == 0) {
            say_where(options, &report, &comparison);
        }
        print_warnings(options->lang, &warnings);
        pr_errors_free(&warnings);
        status = written ? written : stop_was_asked() ? PR_INTERRUPTED : status;
    }
    pr_influence_free(&influence);
    pr_compare_free(&comparison);
    return status;
}

int command_compare(const options_t *options)
{
    pr_scenario_t *scenario = calloc(options->operands, sizeof *scenario);
    int status = scenario ? EXIT_DONE : EXIT_FAILED;
    size_t loaded = 0;
    for (size_t i = 0; scenario && i < options->operands;
         i++) { /* all of them, so that all errors show at once */
        int one = load_scenario(options, options->operand[i], &scenario[i]);
        status = one == EXIT_DONE ? status : one;
        loaded = i + 1;
    }
    if (status == EXIT_DONE) {
        pr_errors_t errors;
        pr_errors_init_in(&errors, options->lang);
        if (!options->quiet) {
            note_twice(options);
        }
        status = compare(options, scenario, &errors);
        status = conclude(options->lang, status, &errors, NULL);
    }
    for (size_t i = 0; i < loaded; i++) {
        pr_scenario_free(&scenario[i]);
    }
    free(scenario);
    return status;
}
