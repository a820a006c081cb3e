/* poolraming decide: options on common random numbers; which is best, and what knowing more is worth. */
#include "cli/studies.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <poolraming/decide.h>
#include <poolraming/report_continuation.h>
#include <poolraming/report_decide.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The options of the documents, that stand beside basis.cfg: see its own head and theirs. */
static const char *const shipped[] = {"stop-2025", "doorgaan-450", "uitbreiding-gefaseerd", "bc-wmo-2022"};
enum { SHIPPED = sizeof shipped / sizeof *shipped, PATH_MOST = 4096 };

typedef struct {
    const char *path[OPERANDS_MAX + SHIPPED]; /* those given, then those found */
    char beside[SHIPPED][PATH_MOST];
    size_t count;
    bool found; /* options were added that were not given */
} paths_t;

static void list_options(const options_t *options, paths_t *out)
{
    for (size_t i = 0; i < options->operands; i++) {
        out->path[out->count++] = options->operand[i];
    }
    const char *only = options->operand[0], *name = strrchr(only, '/');
    name = name ? name + 1 : only;
    if (options->operands != 1 || strcmp(name, "basis.cfg") != 0) {
        return;
    }
    for (size_t i = 0; i < SHIPPED; i++) {
        int length = snprintf(out->beside[i], PATH_MOST, "%.*s%s.cfg", (int)(name - only), only, shipped[i]);
        if (length > 0 && length < PATH_MOST && access(out->beside[i], R_OK) == 0) {
            out->path[out->count++] = out->beside[i];
            out->found = true;
        }
    }
}

static void say_options(const options_t *options, const pr_scenario_t *scenario, const paths_t *paths)
{
    if (!paths->found || options->quiet) {
        return;
    }
    begin_note(options->lang);
    fprintf(stderr, pr_translate(options->lang, "only basis.cfg was given; options are also"));
    for (size_t i = options->operands; i < paths->count; i++) {
        fprintf(stderr, "%s %s", i > options->operands ? "," : "", shown(scenario[i].id).s);
    }
    fprintf(stderr, "\n");
}

static void say_where(const options_t *options, const pr_report_t *report, const pr_decide_t *decide)
{
    if (decide->draws.interrupted || stop_was_asked()) {
        fprintf(stderr,
                pr_translate(options->lang, "Interrupted: the files in %s rest on %llu replicates.\n"),
                shown(report->out_dir).s, (unsigned long long)decide->draws.replicates);
    } else if (!options->quiet && options->format == FORMAT_TEXT) {
        shown_t folder = shown(report->out_dir);
        printf(pr_translate(options->lang, "\nFiles: %s\nReport: %s/report.html\n"), folder.s, folder.s);
    }
}

/* What a record holds of an interrupted decision rests on its replicates; where that is nothing, none is
 * kept.
 */
static void keep(const options_t *options, const pr_decide_t *decide, const paths_t *paths,
                 const pr_decide_options_t *how, const char *started, double seconds)
{
    static const char *const name[] = {"value", "success-value"};
    const double value[] = {how->value, how->success_value};
    pr_record_t record;
    if (!archive_wanted(options) || (decide->draws.interrupted && decide->valuations == 0)) {
        return;
    }
    int filled = pr_record_of_decision(decide, &record);
    char text[32];
    snprintf(text, sizeof text, "%d", decide->draws.from);
    filled = filled ? filled : pr_record_add_option(&record, "from", text);
    for (size_t i = 0; i < sizeof name / sizeof *name && filled == 0; i++) {
        snprintf(text, sizeof text, "%.17g", value[i]);
        filled = isnan(value[i]) ? 0 : pr_record_add_option(&record, name[i], text);
    }
    record.asked = how->run.ensemble.replicates;
    archive_keep(options, filled, &record, paths->path, started, seconds);
}

static int report_decision(const options_t *options, const pr_decide_t *decide, const paths_t *paths,
                           const pr_decide_options_t *how, const pr_influence_t *influence,
                           const char *started, double begin, pr_errors_t *errors)
{
    char name[200], folder[4096];
    pr_report_t report;
    pr_errors_t warnings;
    snprintf(name, sizeof name, "%.150s-besluit", decide->draws.scenario[0]->id);
    prepare_report(options, name, folder, &report);
    tell_influence(&report, influence, stop_was_asked());
    pr_errors_init_in(&warnings, options->lang);
    int status = pr_report_decide_write(&report, decide, errors, &warnings);
    if (status == 0) { /* the files are whole: what is printed may still fail */
        keep(options, decide, paths, how, started, monotonic_seconds() - begin);
    }
    if (status == 0 && options->format == FORMAT_JSON) {
        status = pr_report_decide_json(&report, decide, stdout, errors);
    } else if (status == 0 && !options->quiet) {
        status = decide->valuations > 0 ? pr_report_decide_tables(&report, decide, stdout, errors) : 0;
        for (size_t i = 0; i < decide->rules_count && status == 0; i++) {
            status = pr_report_rules_tables(&report, &decide->rules[i], stdout, errors);
        }
    }
    if (status == 0) {
        say_where(options, &report, decide);
    }
    print_warnings(options->lang, &warnings);
    pr_errors_free(&warnings);
    return status;
}

/* Rules for the gates of every scenario that has a choice there; adds them to what was decided. */
static int find_rules(decision_t *self, const pr_decide_options_t *how, pr_errors_t *errors)
{
    int status = 0;
    pr_decide_t *decided = &self->decided;
    decided->rules = self->rules = calloc(decided->draws.options, sizeof *self->rules);
    for (size_t i = 0; self->rules && i < decided->draws.options && status == 0; i++) {
        if (pr_gates_choose(decided->draws.scenario[i])) {
            pr_gate_rules_t *one = &self->rules[self->found++];
            status = pr_gate_rules_run(one, decided->draws.scenario[i], how->value, how->success_value,
                                       &how->run, errors);
            decided->draws.interrupted = decided->draws.interrupted || one->study.interrupted;
            decided->draws.replicates = decided->valuations > 0 ? decided->draws.replicates : one->study.n;
            decided->rules_count += one->values > 0;
        }
    }
    return self->rules ? status : PR_ERR_MEMORY;
}

/* One scenario has no options but the paths at its gates. */
static void decide_gates_only(pr_decide_t *decided, const pr_scenario_t *const *scenario,
                              const pr_decide_options_t *how)
{
    decided->draws.scenario = scenario;
    decided->draws.options = 1;
    decided->draws.replicates = (size_t)how->run.ensemble.replicates;
    decided->draws.from = scenario[0]->gate[0].year;
    decided->draws.seed = how->run.seed;
}

int decision_run(decision_t *self, const pr_scenario_t *const *list, size_t count,
                 const pr_decide_options_t *how, pr_errors_t *errors)
{
    int status = 0;
    memset(self, 0, sizeof *self);
    if (count > 1) {
        status = pr_decide_run(&self->decided, list, count, how, errors);
    } else {
        decide_gates_only(&self->decided, list, how);
    }
    return status ? status : find_rules(self, how, errors);
}

bool decision_has(const decision_t *self)
{
    return self->decided.valuations > 0 || self->decided.rules_count > 0;
}

void decision_free(decision_t *self)
{
    for (size_t i = 0; i < self->found; i++) {
        pr_gate_rules_free(&self->rules[i]);
    }
    free(self->rules);
    pr_decide_free(&self->decided);
    memset(self, 0, sizeof *self);
}

static int decide(const options_t *options, const pr_scenario_t *scenario, const paths_t *paths,
                  pr_errors_t *errors)
{
    const pr_scenario_t *list[OPERANDS_MAX + SHIPPED];
    pr_decide_options_t how = {
        .from = options->from, .value = options->value, .success_value = options->success_value};
    decision_t decision;
    char started[32];
    for (size_t i = 0; i < paths->count; i++) {
        list[i] = &scenario[i];
    }
    stamp(started);
    double begin = monotonic_seconds();
    prepare_run(options, &scenario[0], &how.run);
    int status = decision_run(&decision, list, paths->count, &how, errors);
    progress_end();
    pr_influence_t influence = {0};
    if (status == 0) {
        const pr_decide_draws_t *draws = &decision.decided.draws;
        status = pr_influence_scenario(&influence, list[0], draws->seed, draws->replicates, &how.run.ensemble,
                                       errors);
    }
    if (status == 0 || (status == PR_INTERRUPTED && decision_has(&decision))) {
        int written =
            report_decision(options, &decision.decided, paths, &how, &influence, started, begin, errors);
        status = written ? written : stop_was_asked() ? PR_INTERRUPTED : status;
    } else if (status == PR_INTERRUPTED) {
        fprintf(stderr, pr_translate(options->lang, "Interrupted: there was nothing to write yet.\n"));
    }
    pr_influence_free(&influence);
    decision_free(&decision);
    return status;
}

static int refuse_single(const options_t *options)
{
    fprintf(stderr,
            pr_translate(options->lang, "poolraming decide: expected at least two options, or basis.cfg with "
                                        "the options beside it, or a scenario with a gate (policy.gates)\n"));
    return EXIT_INPUT;
}

static int decide_loaded(const options_t *options, const pr_scenario_t *scenario, const paths_t *paths)
{
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    say_options(options, scenario, paths);
    int status = decide(options, scenario, paths, &errors);
    return conclude(options->lang, status, &errors, NULL);
}

int command_decide(const options_t *options)
{
    paths_t paths = {0};
    list_options(options, &paths);
    pr_scenario_t *scenario = calloc(paths.count, sizeof *scenario);
    int status = scenario ? EXIT_DONE : EXIT_FAILED;
    size_t loaded = 0;
    for (; scenario && loaded < paths.count; loaded++) { /* all of them, so that all errors show at once */
        int one = load_scenario(options, paths.path[loaded], &scenario[loaded]);
        status = one == EXIT_DONE ? status : one;
    }
    if (status == EXIT_DONE && paths.count < 2 && !pr_gates_choose(&scenario[0])) {
        status = refuse_single(options);
    } else if (status == EXIT_DONE) {
        status = decide_loaded(options, scenario, &paths);
    }
    for (size_t i = 0; i < loaded; i++) {
        pr_scenario_free(&scenario[i]);
    }
    free(scenario);
    return status;
}
