/* What the commands share: loading, saying what is wrong, Ctrl-C, options of a run and of its report. */
#include "cli/cli.h"
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void ask_to_stop(int signal)
{
    (void)signal;
    stop_asked = 1;
}

static void listen_for_stop(void)
{
    struct sigaction action = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND};
    stop_asked = 0;
    sigaction(SIGINT, &action, NULL); /* a second Ctrl-C ends the program at once */
}

void prepare_charts(void)
{
    listen_for_stop();
}

void stamp(char out[32])
{
    time_t now = time(NULL);
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

void this_month(int *year, int *month)
{
    time_t now = time(NULL);
    struct tm parts;
    gmtime_r(&now, &parts);
    *year = 1900 + parts.tm_year;
    *month = 1 + parts.tm_mon;
}

bool stop_was_asked(void)
{
    return stop_asked != 0;
}

/* Whether a line is new: what is wrong with a file that lies over several scenarios is wrong once. */
static bool is_new(const char *line)
{
    static uint64_t said[PR_ERRORS_MAX];
    static size_t count;
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *line; line++) {
        hash = (hash ^ (unsigned char)*line) * UINT64_C(0x100000001b3);
    }
    for (size_t i = 0; i < count; i++) {
        if (said[i] == hash) {
            return false;
        }
    }
    if (count < PR_ERRORS_MAX) {
        said[count++] = hash;
    }
    return true;
}

void print_errors(const pr_errors_t *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        char line[2048];
        size_t length = pr_errors_format(errors, i, line, sizeof line), text = strlen(errors->items[i].text);
        if (!is_new(line)) {
            continue;
        }
        size_t place = errors->items[i].file && length < sizeof line ? length - text : 0;
        fprintf(stderr, "%s%.*s%s%s\n", mark(stderr, MARK_ERROR), (int)place, line, mark(stderr, MARK_NONE),
                line + place);
    }
    if (errors->omitted) {
        fprintf(stderr, "… %zu\n", errors->omitted);
    }
}

void print_warnings(pr_lang_t lang, const pr_errors_t *warnings)
{
    for (size_t i = 0; i < warnings->count; i++) {
        char line[2048];
        pr_errors_format(warnings, i, line, sizeof line);
        begin_warning(lang);
        fprintf(stderr, "%s\n", line);
    }
}

int conclude(pr_lang_t lang, int status, pr_errors_t *errors, pr_errors_t *warnings)
{
    if (status < 0 && errors->count == 0) {
        pr_errors_add_status(errors, status, NULL);
    }
    print_errors(errors);
    pr_errors_free(errors);
    if (warnings) {
        print_warnings(lang, warnings);
        pr_errors_free(warnings);
    }
    return exit_status(status);
}

static const char *warning_text(pr_lang_t lang, pr_warning_id_t id)
{
    static const char *const texts[] = {
        [PR_WARN_NO_COORDINATOR] = N_("no coordinator is budgeted from %d on"),
        [PR_WARN_NO_EVALUATION] = N_("no second evaluation is budgeted after the decided years"),
        [PR_WARN_NO_PROCUREMENT] = N_("no extension or re-tender is budgeted after the decided years"),
        [PR_WARN_OUTSIDE_TENDER] =
            N_("in %d the lump sum is above what was tendered: outside the tendered scope"),
        [PR_WARN_NOT_CONTRACT_INDEX] =
            N_("from %d on the index rests on a spring figure, not on September's (contract)"),
        [PR_WARN_FICTITIOUS_SURPLUS] =
            N_("the balance before the pool is fictitious: draw no conclusions from it"),
        [PR_WARN_CLAIMED_BENEFIT] = N_("the benefits are a report's claim, not an outcome of the pool"),
        [PR_WARN_EVALUATION_UNPAID] =
            N_("a decision rests on an evaluation in %d for which nothing is budgeted"),
        [PR_WARN_INVENTED] = N_("it rests on invented figures: nothing that follows is a finding"),
    };
    return pr_translate(lang, texts[id]);
}

void print_scenario_warnings(pr_lang_t lang, const pr_scenario_t *scenario)
{
    pr_warning_t warning[PR_WARNINGS_MAX];
    size_t count = pr_scenario_warnings(scenario, warning);
    for (size_t i = 0; i < count; i++) {
        const char *text = warning_text(lang, warning[i].id), *mark = strstr(text, "%d");
        begin_note(lang);
        if (mark) {
            fprintf(stderr, "%.*s%d%s\n", (int)(mark - text), text, warning[i].year, mark + 2);
        } else {
            fprintf(stderr, "%s\n", text);
        }
    }
}

int output_failed(pr_lang_t lang, int reason)
{
    fprintf(stderr, pr_translate(lang, "the output cannot be written: %s\n"),
            pr_reason(lang, reason ? reason : EIO).s);
    return EXIT_FAILED;
}

int exit_status(int status)
{
    switch (status) {
    case 0:
        return EXIT_DONE;
    case PR_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case PR_ERR_INPUT:
        return EXIT_INPUT;
    default:
        return EXIT_FAILED;
    }
}

/* Whether a file that is laid over `path` was made on it, or on what extends it. */
static bool was_made_on(const options_t *options, const char *path)
{
    char one[PATH_MAX], other[PATH_MAX];
    bool found = false;
    for (size_t i = 0; i < options->overlays && realpath(path, one); i++) {
        pr_scenario_t over;
        int status = pr_scenario_load(&over, options->overlay[i] + sizeof PR_OVERLAY - 1, NULL, 0, NULL);
        for (size_t k = 0; status == 0 && k < over.origin_count && !found; k++) {
            const char *file = over.origin[k].file;
            found = file && realpath(file, other) && strcmp(one, other) == 0;
        }
        pr_scenario_free(&over);
    }
    return found;
}

/* What a scenario says itself and a file that is laid over it says too: that file's value holds. */
static void note_overlaid(const options_t *options, const char *path, const pr_scenario_t *scenario)
{
    enum { SHOWN_MOST = 5 };
    pr_scenario_t plain;
    size_t count = 0;
    int status = pr_scenario_load(&plain, path, NULL, 0, NULL);
    for (size_t i = 0; status == 0 && i < plain.origin_count; i++) {
        const pr_origin_t *own = &plain.origin[i], *now = pr_scenario_origin(scenario, own->path);
        bool laid = own->file && strcmp(own->file, path) == 0 && now && now->file && now->line > 0 &&
                    strcmp(now->file, path) != 0;
        if (laid && count++ < SHOWN_MOST) {
            begin_note(options->lang);
            fprintf(stderr, pr_translate(options->lang, "%s:%d: %s does not hold: %s:%d lies over it\n"),
                    shown(own->file).s, own->line, own->path, shown(now->file).s, now->line);
        }
    }
    if (count > SHOWN_MOST) {
        begin_note(options->lang);
        fprintf(stderr,
                pr_translate_count(options->lang, "%s: nor does %zu other setting\n",
                                   "%s: nor do %zu other settings\n", count - SHOWN_MOST),
                shown(path).s, count - SHOWN_MOST);
    }
    pr_scenario_free(&plain);
}

/* Of the files that are laid over scenarios: whether one is something else, which is said once. */
static bool overlay_is_another_thing(const options_t *options)
{
    static bool looked, found;
    for (size_t i = 0; i < options->overlays && !looked && !found; i++) {
        found = refuse_content(options->lang, options->overlay[i] + sizeof PR_OVERLAY - 1) != EXIT_DONE;
    }
    looked = true;
    return found;
}

int load_scenario(const options_t *options, const char *path, pr_scenario_t *scenario)
{
    if (refuse_path(options->lang, path) != EXIT_DONE) {
        memset(scenario, 0, sizeof *scenario); /* the caller may free it */
        return EXIT_INPUT;
    }
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    int status = pr_scenario_load(scenario, path, options->assignment, options->assignments, &errors);
    if (status != 0 && errors.count == 0) {
        pr_errors_add_status(&errors, status, path);
    }
    if (status != PR_ERR_INPUT ||
        (refuse_content(options->lang, path) == EXIT_DONE && !overlay_is_another_thing(options))) {
        print_errors(&errors);
    }
    pr_errors_free(&errors);
    if (status != 0) {
        pr_scenario_free(scenario);
    } else if (options->overlays > 0 && !options->quiet && !was_made_on(options, path)) {
        note_overlaid(options, path, scenario);
    }
    return exit_status(status);
}

void prepare_run(const options_t *options, const pr_scenario_t *scenario, pr_run_options_t *out)
{
    memset(out, 0, sizeof *out);
    out->seed = options->has_seed ? options->seed : scenario->seed;
    out->detail = options->detail;
    out->verify = options->verify;
    out->sampling = options->sampling;
    out->risk = options->page == PAGE_COUNCIL;
    out->ensemble.replicates = options->replicates ? options->replicates : scenario->replicates;
    out->ensemble.precision = options->precision;
    out->ensemble.threads = options->threads;
    out->ensemble.stop = &stop_asked;
    out->ensemble.progress = progress_show;
    listen_for_stop();
    progress_start(options->lang, options->progress, options->quiet);
}

void tell_influence(pr_report_t *report, const pr_influence_t *influence, bool stopped)
{
    report->influence = influence->replicates > 0 ? influence : NULL;
    report->influence_stopped = stopped && !report->influence;
}

void prepare_report(const options_t *options, const char *name, char folder[4096], pr_report_t *out)
{
    static char plots[4096];
    static const char *const plots_dirs[] = {plots};
    static pr_component_t components[1];
    char own[4000];
    find_own_files(own, sizeof own);
    snprintf(plots, sizeof plots, "%s/plots", own);
    components[0] = (pr_component_t){"libconfig", pr_scenario_reader_version()};
    if (options->out_dir) {
        snprintf(folder, 4096, "%s", options->out_dir);
    } else {
        snprintf(folder, 4096, "out/%s", name);
    }
    *out = (pr_report_t){.lang = options->lang,
                         .csv = options->csv,
                         .out_dir = folder,
                         .unmasked = options->unmasked,
                         .workbook = true,
                         .page = true,
                         .plots = options->plots == PLOTS_FILES,
                         .half_year = options->half_year,
                         .council = options->page == PAGE_COUNCIL,
                         .has_buffer = options->has_buffer,
                         .buffer_eur = options->buffer_eur,
                         .gnuplot_seconds = options->plots_seconds,
                         .stop = &stop_asked,
                         .plots_dir = plots_dirs,
                         .plots_dir_count = 1,
                         .component = components,
                         .component_count = 1,
                         .duration_seconds = -1};
}
