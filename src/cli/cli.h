/* The command line: the only room that reads argv and the environment, prints, and decides the exit status.
 */
#ifndef PR_CLI_CLI_H
#define PR_CLI_CLI_H

#include "core/catalogue.h"
#include <poolraming/poolraming.h>
#include <stdbool.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_INPUT = 2, EXIT_INTERRUPTED = 130 };

enum { ASSIGNMENTS_MAX = 256, OVERLAYS_MAX = 8, OPERANDS_MAX = 32, FOLDER_MOST = 4000, OUTCOMES_MAX = 8 };

/* Which options a command takes. */
enum {
    RUNS = 1,
    WRITES = 2,
    LOADS = 4,
    DRAWS = 8,
    EXPLAINS = 16,
    DRIVES = 32,
    DECIDES = 64,
    LEARNS = 128,
    KEEPS = 256,
    LOOKS = 512,
    RERUNS = 1024,
    DIFFS = 2048,
    COMPARES = 4096,
    LAYS = 16384,
    HIDDEN = 8192 /* no option: a command that no list shows */
};

typedef enum { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER } progress_mode_t;
typedef enum { PLOTS_FILES, PLOTS_TERMINAL, PLOTS_NONE } plots_mode_t;
typedef enum { FORMAT_TEXT, FORMAT_JSON } format_t;
typedef enum { PAGE_TABLES, PAGE_COUNCIL } page_kind_t;

/* What the command line said; numbers are 0 where nothing was said. */
typedef struct {
    pr_lang_t lang;
    uint64_t replicates, seed, draw;
    bool has_seed, has_draw, has_buffer;
    double precision, plots_seconds, buffer_eur;
    double value, success_value; /* of decide; NaN where nothing was said */
    int from;
    int threads;
    pr_period_t half_year;    /* kind PR_PERIOD_HALF where one was asked for */
    const char *out_dir;      /* NULL: out/<scenario id> */
    const char *municipality; /* of --draw (NULL: all), --page and --outcome (NULL: the region) */
    const char *period;       /* of --outcome; NULL: all */
    const char *outcome[OUTCOMES_MAX];
    size_t outcomes;
    const char *reports, *ova; /* of calibrate: figures; NULL: none */
    const char *archive;       /* NULL: that of the user; "none": none */
    char **argument;           /* the command line as it was given: [arguments] */
    int arguments;
    char overlay[OVERLAYS_MAX][sizeof PR_OVERLAY + FOLDER_MOST];
    size_t overlays;
    const char *assignment[ASSIGNMENTS_MAX]; /* changes to a scenario: the overlays, then --set */
    size_t assignments;
    const char *operand[OPERANDS_MAX];
    size_t operands;
    progress_mode_t progress;
    plots_mode_t plots;
    format_t format;
    pr_csv_dialect_t csv;
    pr_detail_t detail;
    page_kind_t page;
    pr_sampling_t sampling;
    bool quiet, unmasked, verify, help, version;
} options_t;

typedef struct {
    const char *name;
    const char *operands; /* "SCENARIO", "SCENARIO...": at least two, "[COMMAND]": one or none; in English */
    unsigned letter;      /* which options it takes: see options.c */
    const char *text;     /* one line in English: see pr_translate */
    const char *example;
    int (*run)(const options_t *options);
    const char *more; /* a paragraph, or NULL */
} command_t;

extern const command_t commands[];
extern const size_t command_count;

int command_run(const options_t *options);
int command_compare(const options_t *options);
int command_decide(const options_t *options);
int command_explain(const options_t *options);
int command_sensitivity(const options_t *options);
int command_calibrate(const options_t *options);
int command_check(const options_t *options);
int command_init(const options_t *options);
int command_settings(const options_t *options);
int command_runs(const options_t *options);
int command_show(const options_t *options);
int command_rerun(const options_t *options);
int command_diff(const options_t *options);
int command_help(const options_t *options);
int command_manual(const options_t *options);
int command_completion(const options_t *options);

/* NULL where there is none of that name. */
const command_t *find_command(const char *name);

/* Reads argv from index `from` on; 0 or EXIT_INPUT after saying what is wrong. */
int options_read(options_t *self, int argc, char **argv, const command_t *command);
/* A name from the command line for a message: it cannot act on a terminal, and is cut where it is long. */
typedef struct {
    char s[200];
} shown_t;
shown_t shown(const char *name);
pr_lang_t language_asked(int argc, char **argv);

/* ---- help: help.c ---- */

/* How a command is used; NULL: the program. */
void print_help(FILE *out, pr_lang_t lang, const command_t *command);
/* What the program is, in a sentence. */
const char *program_purpose(pr_lang_t lang);
/* What a command does, for a list; and as a sentence. */
const char *command_text(const command_t *command, pr_lang_t lang);
void command_sentence(const command_t *command, pr_lang_t lang, char *out, size_t size);

/* ---- mistakes of those who are new here: mistakes.c ---- */

/* Each says what is wrong and what to do, and returns EXIT_INPUT; EXIT_DONE where nothing is wrong. */
int refuse_command(pr_lang_t lang, const char *word);
/* A scenario's path: a file that is not there, a folder, a table. */
int refuse_path(pr_lang_t lang, const char *path);
/* A file that was read as a scenario and is something else. */
int refuse_content(pr_lang_t lang, const char *path);
/* A folder for the files that can't be one, or in which nothing can be written (EXIT_FAILED): said before
   anything is simulated. */
int refuse_out(const options_t *options, const command_t *command);
/* A note where a scenario was given twice. */
void note_twice(const options_t *options);

/* ---- marks on a terminal: style.c ---- */

typedef enum { MARK_NONE, MARK_HEADING, MARK_ERROR, MARK_NOTE } mark_t;

/* What switches a mark on, or all off with MARK_NONE; "" where the stream is no terminal, or where NO_COLOR
   is set (https://no-color.org) or TERM says that it can't. */
const char *mark(FILE *stream, mark_t kind);
void print_marked(FILE *stream, mark_t kind, const char *text);
/* "Let op: " and "Waarschuwing: " on stderr; the sentence follows. */
void begin_note(pr_lang_t lang);
void begin_warning(pr_lang_t lang);

/* ---- the program's own files: place.c ---- */

/* The folder that holds `scenarios` and `plots`; whether it is that of a build, which leads to the source. */
bool find_own_files(char *out, size_t size);

/* ---- what commands share: session.c ---- */

/* Prints every message on stderr, one a line. */
void print_errors(const pr_errors_t *errors);
/* At a command's end: what went wrong, if only the status says so too, then the warnings (NULL: none). Frees
   both lists and returns the exit status. */
int conclude(pr_lang_t lang, int status, pr_errors_t *errors, pr_errors_t *warnings);
/* "Waarschuwing: …" on stderr. */
void print_warnings(pr_lang_t lang, const pr_errors_t *warnings);
void print_scenario_warnings(pr_lang_t lang, const pr_scenario_t *scenario);
/* Says that stdout takes no more; EXIT_FAILED. */
int output_failed(pr_lang_t lang, int reason);
/* The exit status for a status of the library. */
int exit_status(int status);
/* Loads a scenario with the options' --set; EXIT_DONE or the exit status, after saying why. */
int load_scenario(const options_t *options, const char *path, pr_scenario_t *scenario);
/* Fills run options from the command line and the scenario. Ctrl-C from here on asks the run to end. */
void prepare_run(const options_t *options, const pr_scenario_t *scenario, pr_run_options_t *out);
/* From here on Ctrl-C asks the report to draw no more charts; the next one ends the program at once. */
void prepare_charts(void);
/* The time now as ISO 8601, for the provenance. */
void stamp(char out[32]);
/* The year and month (1–12) of today. */
void this_month(int *year, int *month);
/* Whether Ctrl-C was pressed since the last of these two. */
bool stop_was_asked(void);
/* Options of the report; `folder` gets the output folder. */
void prepare_report(const options_t *options, const char *name, char folder[4096], pr_report_t *out);
/* What moves the net effect, as far as it is known; `stopped`: Ctrl-C came before it was whole. */
void tell_influence(pr_report_t *report, const pr_influence_t *influence, bool stopped);

/* ---- the archive of runs: archive.c ---- */

/* Long enough for many processes that write at the same time, short enough for a person who waits. */
enum { ARCHIVE_WAIT_MS = 10000 };

/* False with --archive none. */
bool archive_wanted(const options_t *options);
/* Keeps and frees the record of what was done with the scenarios in `path` and the figures in record->input;
   `filled` is what filling in its outcomes gave. A record that cannot be kept is a warning on stderr, never a
   failure. */
void archive_keep(const options_t *options, int filled, pr_record_t *record, const char *const *path,
                  const char *started, double seconds);
/* Where the archive is; NULL after saying that there is none. `path` has FOLDER_MOST + 100 bytes. */
const char *archive_path(const options_t *options, char *path, size_t size);
/* Opens the archive to look into; EXIT_DONE, or the exit status after saying why not. */
int archive_look(const options_t *options, const char *path, pr_archive_t **out);
/* The run of an operand "ID", or "ID/2": scenario 2 of a comparison, which goes to *part (from 0; NULL: a
   slash is no part of an id). EXIT_DONE or the exit status, after saying why; free `out` in every case. */
int archive_get(const options_t *options, pr_archive_t *archive, const char *path, const char *operand,
                pr_record_t *out, size_t *part);
int archive_failed(const options_t *options, const pr_archive_trouble_t *trouble, const char *path,
                   const char *asked, int status);

/* ---- progress line: progress.c ---- */

void progress_start(pr_lang_t lang, progress_mode_t mode, bool quiet);
void progress_show(void *context, uint64_t done, uint64_t most);
void progress_end(void);
/* Seconds of a clock that only goes forward. */
double monotonic_seconds(void);

#endif
