/* The command line: the only room that reads argv and the environment, prints, and decides the exit status.
 */
#ifndef PR_CLI_CLI_H
#define PR_CLI_CLI_H

#include <poolraming/poolraming.h>
#include <stdbool.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_INPUT = 2, EXIT_INTERRUPTED = 130 };

enum { ASSIGNMENTS_MAX = 256, OPERANDS_MAX = 32, FOLDER_MOST = 4000, OUTCOMES_MAX = 8 };

/* Which options a command takes. */
enum { RUNS = 1, WRITES = 2, LOADS = 4, DRAWS = 8, EXPLAINS = 16, DRIVES = 32, DECIDES = 64, LEARNS = 128 };

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
    const char *assignment[ASSIGNMENTS_MAX];
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
    const char *operands; /* "SCENARIO" */
    unsigned letter;      /* which options it takes: see options.c */
    const char *nl, *en;  /* one line */
    const char *example;
    int (*run)(const options_t *options);
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

/* Reads argv from index `from` on; 0 or EXIT_INPUT after saying what is wrong. */
int options_read(options_t *self, int argc, char **argv, const command_t *command);
/* A name from the command line for a message: it cannot act on a terminal, and is cut where it is long. */
typedef struct {
    char s[200];
} shown_t;
shown_t shown(const char *name);
void options_help(FILE *out, pr_lang_t lang, const command_t *command);
pr_lang_t language_of_environment(void);

/* ---- what commands share: session.c ---- */

/* Prints every message on stderr, one a line. */
void print_errors(const pr_errors_t *errors);
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

/* ---- progress line: progress.c ---- */

void progress_start(pr_lang_t lang, progress_mode_t mode, bool quiet);
void progress_show(void *context, uint64_t done, uint64_t most);
void progress_end(void);
/* Seconds of a clock that only goes forward. */
double monotonic_seconds(void);

#endif
