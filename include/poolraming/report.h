/*
 * What a run looks like to people and to other programs: tables, CSV, JSON, charts, and the ledger of one
 * replicate. Nothing here computes an outcome; every figure comes from the run, its central path or the
 * scenario.
 *
 * Nothing reads the clock or the locale. Text from a scenario is data everywhere: it is quoted in files,
 * printable on terminals, and can neither act as a formula in a spreadsheet nor as a command in a chart.
 */
#ifndef POOLRAMING_REPORT_H
#define POOLRAMING_REPORT_H

#include <poolraming/analysis.h>
#include <poolraming/engine.h>
#include <poolraming/error.h>
#include <poolraming/export.h>
#include <poolraming/influence.h>
#include <signal.h>
#include <stdio.h>

typedef enum {
    PR_CSV_RFC4180, /* comma, decimal point */
    PR_CSV_NL       /* semicolon, decimal comma, byte order mark: opens rightly in a Dutch spreadsheet */
} pr_csv_dialect_t;

/* A part of the program and its version, for the provenance. */
typedef struct {
    const char *name, *version;
} pr_component_t;

/* How a run is reported. Zeroed it means: Dutch, RFC 4180, masked, no workbook, no page, no charts.
 * Everything is borrowed. */
typedef struct {
    pr_lang_t lang;
    pr_csv_dialect_t csv;
    const char *out_dir;   /* created with its parents */
    bool unmasked;         /* show counts per municipality × theme below 5 */
    bool workbook;         /* report.xlsx too */
    bool page;             /* report.html too */
    bool plots;            /* charts in out_dir/plots */
    pr_period_t half_year; /* kind PR_PERIOD_HALF: also halfjaar-<year>-H<half>.csv and .txt */
    bool council;          /* also raad.csv and raad.txt; the run must have kept its risk */
    int council_scope;     /* 0 the region, 1 + m municipality m */
    bool has_buffer;       /* only then the page has a ratio */
    double buffer_eur;     /* that the scope has available; said by who asks, not by the scenario */
    const pr_sampling_effect_t *sampling; /* what the sampling of parameters did; NULL: not told */
    const pr_influence_t *influence;      /* what moves the net effect, for the page; NULL: not told */
    bool influence_stopped;       /* it was to be told: the caller stopped before anything of it was known */
    const char *const *plots_dir; /* folders with the templates; the first that has one is used */
    size_t plots_dir_count;
    const char *gnuplot;               /* NULL: "gnuplot", found through PATH */
    double gnuplot_seconds;            /* a chart may take this long; 0: 30 */
    const volatile sig_atomic_t *stop; /* set by the caller to draw no more charts; may be NULL */
    /* The only things in which the files of two equal runs may differ. */
    const char *started;             /* ISO 8601; NULL leaves it out */
    double duration_seconds;         /* negative leaves it out */
    const pr_component_t *component; /* parts that the report cannot see itself: libconfig, … */
    size_t component_count;
} pr_report_t;

/*
 * Writes the output folder: results.csv, curve.csv, budget.csv, surplus.csv, bridge.csv,
 * begrotingswijziging.csv, results.json and, where asked, allocation.csv, report.xlsx, report.html,
 * halfjaar-<year>-H<half>.csv and .txt, raad.csv and .txt and plots/<name>.svg. All files are written beside
 * their final names first and renamed together; on an error the earlier files stay as they were. A chart that
 * fails is a sentence in `warnings` (code PR_ERR_CHILD, or PR_ERR_IO without a template), never an error: the
 * figures stand; where gnuplot is missing or hangs, one sentence is said and no other chart tried. Charts,
 * half-year reports, report.xlsx, report.html and allocation.csv of an earlier run that this run did not make
 * are removed, so that the folder holds one run. 0, PR_ERR_IO, PR_ERR_MEMORY, or PR_ERR_DOMAIN where a
 * council's page is asked of a run that did not keep its amounts, with a sentence in `errors`.
 */
PR_API int pr_report_write(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                           pr_errors_t *errors, pr_errors_t *warnings);

/* The tables for people, plain text of about 100 columns. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_tables(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                            FILE *out, pr_errors_t *errors);

/* The council's page, the same as raad.txt: 80 columns of plain text. PR_ERR_DOMAIN where the run kept no
   risk. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_council(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                             FILE *out, pr_errors_t *errors);

/* The charts as text, `--plots terminal`. 0 or PR_ERR_IO; a chart that fails is a warning. */
PR_API int pr_report_plots(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                           FILE *out, pr_errors_t *errors, pr_errors_t *warnings);

/* results.json on a stream, `--format json`. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_json(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                          FILE *out, pr_errors_t *errors);

/*
 * One replicate step by step with every digit, so that it can be followed by hand: rows
 * `metric,unit,period,municipality,value` in the CSV dialect, in the order parameters, index, lines, shares,
 * people, demand, service, money. What results.csv has too has its name and unit there. `scope`: beside the
 * rows of the region those of municipality `scope` − 1; 0 none of them, negative all. The replicate must have
 * been simulated with a trace in its ledger, else PR_ERR_DOMAIN. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_draw(const pr_report_t *self, const pr_scenario_t *scenario,
                          const pr_replicate_t *replicate, int scope, FILE *out, pr_errors_t *errors);

#endif
