/* poolraming run: one scenario, from file to tables, files and charts. */
#include "cli/cli.h"
#include <poolraming/explain.h>
#include <stdio.h>
#include <stdlib.h>

/* The replicate of --draw and how it came about. */
typedef struct {
    pr_replicate_t replicate;
    pr_trace_t trace;
} drawn_t;

static uint64_t seed_of(const options_t *options, const pr_scenario_t *scenario)
{
    return options->has_seed ? options->seed : scenario->seed;
}

static uint64_t replicates_of(const options_t *options, const pr_scenario_t *scenario)
{
    return options->replicates ? options->replicates : scenario->replicates;
}

/* As the run with this sampling and number of replicates has it. */
static int simulate(const options_t *options, const pr_scenario_t *scenario, drawn_t *drawn)
{
    pr_sampler_t sampler;
    int status = pr_replicate_init(&drawn->replicate, scenario);
    drawn->replicate.ledger.trace = &drawn->trace;
    int made = pr_sampler_init(&sampler, options->sampling, scenario, seed_of(options, scenario),
                               replicates_of(options, scenario));
    status = status ? status : made;
    if (status == 0) {
        status = pr_sampler_simulate(&sampler, &drawn->replicate, options->draw);
    }
    pr_sampler_free(&sampler);
    return status;
}

static int draw(const options_t *options, const pr_scenario_t *scenario, drawn_t *drawn, pr_errors_t *errors)
{
    char folder[4096];
    pr_report_t report;
    prepare_report(options, scenario->id, folder, &report);
    int scope = options->municipality ? pr_explain_scope(scenario, options->municipality, errors) : -1;
    if (options->municipality && scope < 0) {
        return scope;
    }
    int status = simulate(options, scenario, drawn);
    if (status == 0 && options->verify) {
        status = pr_replicate_verify(&drawn->replicate, scenario, errors);
    }
    return status == 0 ? pr_report_draw(&report, scenario, &drawn->replicate, scope, stdout, errors) : status;
}

static int print_draw(const options_t *options, const pr_scenario_t *scenario)
{
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    drawn_t *drawn = calloc(1, sizeof *drawn);
    int status = drawn ? draw(options, scenario, drawn, &errors) : PR_ERR_MEMORY;
    if (drawn) {
        pr_replicate_free(&drawn->replicate);
    }
    free(drawn);
    return conclude(options->lang, status, &errors, NULL);
}

static int print_results(const options_t *options, const pr_report_t *report, const pr_scenario_t *scenario,
                         const pr_run_t *run, pr_errors_t *errors, pr_errors_t *warnings)
{
    int status = 0;
    if (options->format == FORMAT_JSON) {
        status = pr_report_json(report, scenario, run, stdout, errors);
    } else if (options->page == PAGE_COUNCIL) {
        status = options->quiet ? 0 : pr_report_council(report, scenario, run, stdout, errors);
    } else if (!options->quiet) {
        status = pr_report_tables(report, scenario, run, stdout, errors);
    }
    if (status == 0 && options->plots == PLOTS_TERMINAL) {
        status = pr_report_plots(report, scenario, run, stdout, errors, warnings);
    }
    return status;
}

/* `stopped`: before the files were written, also where all replicates were done. */
static void say_where(const options_t *options, const pr_report_t *report, const pr_run_t *run, bool stopped)
{
    if (stopped || stop_was_asked()) {
        fprintf(stderr,
                pr_translate(options->lang, "Interrupted: the files in %s rest on %llu replicates.\n"),
                shown(report->out_dir).s, (unsigned long long)run->ensemble.replicates);
    } else if (!options->quiet && options->format == FORMAT_TEXT) {
        shown_t folder = shown(report->out_dir);
        printf(pr_translate(options->lang, "\nFiles: %s\nReport: %s/report.html\nWorkbook: %s/report.xlsx\n"),
               folder.s, folder.s, folder.s);
    }
}

static void keep(const options_t *options, const pr_run_t *run, const pr_run_options_t *run_options,
                 const pr_report_t *report)
{
    pr_record_t record;
    if (archive_wanted(options)) {
        int filled = pr_record_of_run(run, &record);
        record.asked = run_options->ensemble.replicates;
        archive_keep(options, filled, &record, options->operand, report->started, report->duration_seconds);
    }
}

/* Of the council's page; its municipality was looked for before. */
static int council_scope(const options_t *options, const pr_scenario_t *scenario)
{
    bool one = options->page == PAGE_COUNCIL && options->municipality;
    return one ? 1 + pr_scenario_find_municipality(scenario, options->municipality) : 0;
}

static int run_scenario(const options_t *options, const pr_scenario_t *scenario, pr_errors_t *errors,
                        pr_errors_t *warnings)
{
    pr_run_options_t run_options;
    pr_run_t run;
    pr_sampling_effect_t effect;
    pr_influence_t influence = {0};
    char started[32], folder[4096];
    pr_report_t report;
    stamp(started);
    double begin = monotonic_seconds();
    prepare_run(options, scenario, &run_options);
    int status = pr_run_scenario(&run, scenario, &run_options, errors);
    progress_end();
    bool told = (status == 0 || status == PR_INTERRUPTED) && run.sampling != PR_SAMPLING_MC;
    int judged = told ? pr_sampling_effect(&effect, &run, &run_options.ensemble, errors) : 0;
    status = judged < 0 ? judged : status;
    int looked = status == 0 ? pr_influence_run(&influence, &run, &run_options.ensemble, errors) : 0;
    status = looked ? looked : status;
    if (status == 0 || status == PR_INTERRUPTED) {
        prepare_report(options, scenario->id, folder, &report);
        prepare_charts();
        report.sampling = told ? &effect : NULL;
        tell_influence(&report, &influence, status == PR_INTERRUPTED);
        report.council_scope = council_scope(options, scenario);
        report.started = started;
        report.duration_seconds = monotonic_seconds() - begin;
        int written = pr_report_write(&report, scenario, &run, errors, warnings);
        if (written == 0) { /* the files are whole: what is printed may still fail */
            keep(options, &run, &run_options, &report);
            written = print_results(options, &report, scenario, &run, errors, warnings);
        }
        if (written == 0) {
            say_where(options, &report, &run, status == PR_INTERRUPTED);
        }
        status = written ? written : stop_was_asked() ? PR_INTERRUPTED : status;
    }
    pr_influence_free(&influence);
    pr_run_free(&run);
    return status;
}

/* Months start where people are paid: an earlier half-year has nothing to report. */
static int refuse_half_year(const options_t *options, const pr_scenario_t *scenario)
{
    const pr_period_t *half = &options->half_year;
    if (half->kind != PR_PERIOD_HALF ||
        (half->year >= scenario->month_year && half->year <= scenario->last_year)) {
        return EXIT_DONE;
    }
    fprintf(
        stderr,
        pr_translate(options->lang, "--half-year: %d-H%d is outside the scenario: expected %d-H1 to %d-H2\n"),
        half->year, half->part, scenario->month_year, scenario->last_year);
    return EXIT_INPUT;
}

/* Says what is wrong in the language asked for. */
static int refuse(const options_t *options, const char *wrong)
{
    fprintf(stderr, "%s\n", pr_translate(options->lang, wrong));
    return EXIT_INPUT;
}

/* Options that only go together with others. */
static int refuse_lonely(const options_t *options)
{
    bool page = options->page == PAGE_COUNCIL;
    if (options->municipality && !options->has_draw && !page) {
        return refuse(options, N_("--municipality: expected --draw K or --page raad with it"));
    }
    if (options->has_buffer && !page) {
        return refuse(options, N_("--buffer: expected --page raad with it"));
    }
    if (page && options->has_draw) {
        return refuse(options, N_("--page raad does not go with --draw: one replicate has no certainty"));
    }
    return EXIT_DONE;
}

static int refuse_municipality(const options_t *options, const pr_scenario_t *scenario)
{
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    bool unknown = options->page == PAGE_COUNCIL && options->municipality &&
                   pr_explain_scope(scenario, options->municipality, &errors) < 0;
    print_errors(&errors);
    pr_errors_free(&errors);
    return unknown ? EXIT_INPUT : EXIT_DONE;
}

/* Every scrambling needs a whole number of points, and a replicate to print must be one of the run's. */
static int refuse_sampling(const options_t *options, const pr_scenario_t *scenario)
{
    const char *name = pr_sampling_name(options->sampling);
    uint64_t n = replicates_of(options, scenario), below, above;
    if (!pr_sampling_fits(options->sampling, n, &below, &above)) {
        char either[64] = "";
        if (below > 0 && below < above) {
            snprintf(either, sizeof either, pr_translate(options->lang, "%llu or "),
                     (unsigned long long)below);
        }
        fprintf(stderr,
                pr_translate(options->lang,
                             "--sampling %s: %llu replicates can't be dealt over 16 scramblings: expected -n "
                             "%s%llu\n"),
                name, (unsigned long long)n, either, (unsigned long long)above);
        return EXIT_INPUT;
    }
    if (options->has_draw && options->sampling != PR_SAMPLING_MC && options->draw >= n) {
        fprintf(stderr,
                pr_translate(options->lang,
                             "--draw %llu: with --sampling %s and %llu replicates expected 0 to "
                             "%llu\n"),
                (unsigned long long)options->draw, name, (unsigned long long)n, (unsigned long long)(n - 1));
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

static int refuse_options(const options_t *options, const pr_scenario_t *scenario)
{
    int status = refuse_half_year(options, scenario);
    status = status == EXIT_DONE ? refuse_lonely(options) : status;
    status = status == EXIT_DONE ? refuse_municipality(options, scenario) : status;
    return status == EXIT_DONE ? refuse_sampling(options, scenario) : status;
}

int command_run(const options_t *options)
{
    pr_scenario_t scenario;
    int loaded = load_scenario(options, options->operand[0], &scenario);
    if (loaded != EXIT_DONE) {
        return loaded;
    }
    if (refuse_options(options, &scenario) != EXIT_DONE) {
        pr_scenario_free(&scenario);
        return EXIT_INPUT;
    }
    if (options->has_draw) {
        int drawn = print_draw(options, &scenario);
        pr_scenario_free(&scenario);
        return drawn;
    }
    if (!options->quiet) {
        print_scenario_warnings(options->lang, &scenario);
    }
    pr_errors_t errors, warnings;
    pr_errors_init_in(&errors, options->lang);
    pr_errors_init_in(&warnings, options->lang);
    int status = run_scenario(options, &scenario, &errors, &warnings);
    pr_scenario_free(&scenario);
    return conclude(options->lang, status, &errors, &warnings);
}
