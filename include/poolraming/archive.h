/*
 * The archive of runs: what was simulated, from which scenario, and what came out, kept in one SQLite file.
 * Nothing here reads the clock, the environment or a home folder: the caller names the file and the time.
 * Many processes may use one archive at the same time. A record is there whole or not at all, and a file that
 * is damaged, foreign or of a newer program is left as it is.
 */
#ifndef POOLRAMING_ARCHIVE_H
#define POOLRAMING_ARCHIVE_H

#include <poolraming/analysis.h>
#include <poolraming/calibrate.h>
#include <poolraming/decide.h>
#include <poolraming/engine.h>
#include <poolraming/error.h>
#include <poolraming/export.h>
#include <poolraming/sensitivity_scenario.h>

enum {
    PR_ARCHIVE_SCHEMA = 2, /* version of the file's tables; a newer one is refused, an older one read */
    PR_ARCHIVE_ID = 8      /* hexadecimal digits of a run's id */
};

/* Why an archive could not be used. */
typedef enum {
    PR_ARCHIVE_FINE,
    PR_ARCHIVE_MISSING,   /* there is no such file: nothing was recorded yet */
    PR_ARCHIVE_LOCKED,    /* another process held it all the time that was waited */
    PR_ARCHIVE_DAMAGED,   /* not a database, or a damaged one */
    PR_ARCHIVE_FOREIGN,   /* a database of another program */
    PR_ARCHIVE_NEWER,     /* of a newer version of this program */
    PR_ARCHIVE_UNKNOWN,   /* no run has an id that begins so */
    PR_ARCHIVE_AMBIGUOUS, /* several have: `detail` lists them */
    PR_ARCHIVE_UNUSABLE,  /* it cannot be opened, read or written: `detail` says why */
    PR_ARCHIVE_MEMORY,
    PR_ARCHIVE_FAULTS
} pr_archive_fault_t;

typedef struct {
    pr_archive_fault_t fault;
    char detail[500]; /* SQLite's own words, ids, or a version; printable */
} pr_archive_trouble_t;

/* The command that made a record. */
typedef enum {
    PR_RECORD_RUN,
    PR_RECORD_COMPARE,
    PR_RECORD_SENSITIVITY,
    PR_RECORD_DECIDE,
    PR_RECORD_CALIBRATE,
    PR_RECORD_KINDS
} pr_record_kind_t;

/* "run", "compare", …: the name of the command. */
PR_API const char *pr_record_kind_name(pr_record_kind_t kind);

/* A scenario of a run. */
typedef struct {
    const char *id, *title;
    const char *path;   /* its file, with its folder; "" where none is known */
    const char *sha256; /* of `text` */
    const char *text;   /* resolved; NULL in a list */
} pr_record_scenario_t;

/* An option of the command line that the result depends on, by its name without dashes; one that may be given
   more than once has a row each time. */
typedef struct {
    const char *name, *value;
} pr_record_option_t;

/* A file of figures that was read, whole: the same bytes give the same result. */
typedef struct {
    const char *option; /* that named it: "reports", "ova" */
    const char *path;   /* with its folder; "" where none is known */
    const char *sha256; /* of the bytes */
    const char *bytes;  /* followed by a 0; NULL in a list */
    size_t length;
} pr_record_input_t;

/*
 * One recorded outcome. Of runs and comparisons (`measure` and `item` empty): a headline metric per year and
 * over all years, of the region and of the municipalities; of a comparison both the values of each scenario
 * and the differences from the first. Of the other kinds `measure` says what is told of `metric`, and `item`
 * of which parameter, value or kind of figures: docs/archive.md lists them. Statistics as in pr_summary_t;
 * what is not recorded there is NaN.
 */
typedef struct {
    int scenario;                                      /* 0 … scenario_count − 1 */
    bool difference;                                   /* from scenario 0 */
    const char *metric, *unit, *period, *municipality; /* as in results.csv: its name; "" the region */
    const char *measure, *item;
    pr_summary_t summary; /* mean, sd, se, p05, p50, p95, undefined */
} pr_record_outcome_t;

/* One run. A record that was read owns all it points to (pr_record_free); one to be written borrows. */
typedef struct {
    char id[PR_ARCHIVE_ID + 1];
    pr_record_kind_t kind;
    const char *started;           /* ISO 8601 */
    double seconds;                /* that it took */
    const char *version;           /* of the program */
    const char *command;           /* as typed, in one line */
    const char *const *assignment; /* changes to the scenarios: see pr_scenario_load */
    size_t assignment_count;
    uint64_t seed, asked, replicates; /* asked: the most that it was allowed, 0 the usual number; of a
                                         sensitivity evaluations, of a calibration draws of the posterior */
    double precision;                 /* asked for; 0: none, or the usual one */
    pr_detail_t detail;
    pr_sampling_t sampling;
    bool interrupted;
    size_t series;        /* that the fingerprint holds; 0 in a record that was read */
    char fingerprint[65]; /* SHA-256 of every outcome, also of those that are not recorded */
    pr_record_scenario_t *scenario;
    size_t scenario_count;
    const pr_record_option_t *option; /* options and inputs: none in a list */
    size_t option_count;
    pr_record_input_t *input;
    size_t input_count;
    pr_record_outcome_t *outcome; /* NULL in a list */
    size_t outcome_count;
    double net_effect; /* of the first scenario, region, all years; NaN where none; read only */
    void *texts;       /* what a record that was read owns */
} pr_record_t;

/* Frees what a record owns; legal after a failure and twice. */
PR_API void pr_record_free(pr_record_t *self);

/*
 * Fill kind, seed, replicates, detail, sampling, interrupted, series, fingerprint, scenarios, outcomes and
 * the options that the result knows of, and of runs and comparisons precision; asked, where it was more than
 * was done, and the rest are the caller's. What is recorded and its scenarios must
 * outlive `out`; free it in every case. 0 or PR_ERR_MEMORY.
 *
 * Of an interrupted decision only what follows from its replicates is taken: the rest stopped at no place
 * that can be found again. PR_ERR_DOMAIN where nothing of it does.
 */
PR_API int pr_record_of_run(const pr_run_t *run, pr_record_t *out);
PR_API int pr_record_of_comparison(const pr_comparison_t *comparison, pr_record_t *out);
PR_API int pr_record_of_sensitivity(const pr_scenario_sensitivity_t *sensitivity, pr_record_t *out);
PR_API int pr_record_of_decision(const pr_decide_t *decision, pr_record_t *out);
/* `forecast`: before and after, NULL where nothing was simulated. */
PR_API int pr_record_of_calibration(const pr_calibration_t *calibration, const pr_comparison_t *forecast,
                                    uint64_t seed, pr_record_t *out);
/* Appends an option; both texts are copied. */
PR_API int pr_record_add_option(pr_record_t *self, const char *name, const char *value);

/* The summary of an outcome of a run or comparison; NULL where it is not recorded. `municipality`: name, ""
   for the region. */
PR_API const pr_summary_t *pr_record_find(const pr_record_t *self, int scenario, const char *metric,
                                          const char *municipality, const char *period);

typedef struct pr_archive pr_archive_t;

/* Opens an archive; `create`: makes the file and its folders where there are none. `wait_ms`: how long to
   wait for other processes, each time. 0, or with `trouble` filled in PR_ERR_INPUT where nothing was recorded
   yet, PR_ERR_IO or PR_ERR_MEMORY; *out is NULL after a failure. */
PR_API int pr_archive_open(pr_archive_t **out, const char *path, bool create, int wait_ms,
                           pr_archive_trouble_t *trouble);
PR_API void pr_archive_close(pr_archive_t *self);

/* Adds a record, whole or not at all, and gives it an id; a file of an older version gets the newer tables in
   the same transaction. `salt`: anything that differs between runs that are otherwise alike. */
PR_API int pr_archive_add(pr_archive_t *self, pr_record_t *record, uint64_t salt,
                          pr_archive_trouble_t *trouble);

/* All runs, the latest first, without texts and outcomes. The caller frees each record, and the array with
   pr_archive_list_free. */
PR_API int pr_archive_list(pr_archive_t *self, pr_record_t **out, size_t *count,
                           pr_archive_trouble_t *trouble);
PR_API void pr_archive_list_free(pr_record_t *list, size_t count);

/* The one run whose id begins with `prefix`, whole; "last" is the latest. PR_ERR_INPUT where none or several
   begin so. */
PR_API int pr_archive_load(pr_archive_t *self, const char *prefix, pr_record_t *out,
                           pr_archive_trouble_t *trouble);

#endif
