/* What the archive of runs looks like to people and to other programs. */
#ifndef POOLRAMING_REPORT_ARCHIVE_H
#define POOLRAMING_REPORT_ARCHIVE_H

#include <poolraming/archive.h>
#include <poolraming/change.h>
#include <poolraming/report.h>

/* One sentence about what went wrong with an archive, printable and cut at `size`. `asked`: the id that was
   asked for, where one was. */
PR_API void pr_report_archive_trouble(pr_lang_t lang, const pr_archive_trouble_t *trouble, const char *path,
                                      const char *asked, char *out, size_t size);

/* The list of runs, and one of them, as plain text of about 100 columns; as JSON with all that is kept:
   {"runs": [one object a line]} and one object. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_runs(const pr_report_t *self, const char *path, const pr_record_t *list, size_t count,
                          FILE *out, pr_errors_t *errors);
PR_API int pr_report_runs_json(const pr_report_t *self, const pr_record_t *list, size_t count, FILE *out,
                               pr_errors_t *errors);
PR_API int pr_report_record(const pr_report_t *self, const pr_record_t *record, FILE *out,
                            pr_errors_t *errors);
PR_API int pr_report_record_json(const pr_report_t *self, const pr_record_t *record, FILE *out,
                                 pr_errors_t *errors);

/* How a run that was done again compares with its record. Everything is borrowed. */
typedef struct {
    const pr_record_t *record;
    const pr_record_t *again; /* from the scenarios and figures that were kept */
    size_t series;            /* that both fingerprints hold */
    const pr_record_t *now;   /* from the files as they are now; NULL where none changed */
    const char *now_failed;   /* why nothing comes out of them; NULL where something does */
    const pr_scenario_t *const
        *files;                /* [scenario_count], NULL for one that cannot be read or is not known */
    const char *const *unread; /* [scenario_count], why; NULL where it was read or is not known */
    const char *const *overlay_unread; /* [assignment_count], why a file that lies over them was not read;
                                          NULL where it was, or is none */
    const pr_record_input_t *input;    /* [input_count]: figures as their files have them now */
    const char *const *input_unread;   /* [input_count], why; NULL where it was read */
} pr_rerun_t;

/* Says identical, or what differs in figures; and what changed in the files since, with what that gives. 0,
   PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_rerun(const pr_report_t *self, const pr_rerun_t *of, FILE *out, pr_errors_t *errors);

/* The change between two runs; each is one scenario of a record. Everything is borrowed. */
typedef struct {
    const pr_record_t *record[2];
    size_t part[2]; /* which of the record's scenarios */
    const pr_scenario_t *scenario[2];
    const pr_change_t *change;
} pr_difference_of_runs_t;

/* The means of a recorded scenario that a change is split from. */
PR_API void pr_record_means(const pr_record_t *self, size_t part, const pr_scenario_t *scenario,
                            pr_change_means_t *out);

/* The waterfall of the region and of the municipalities in whole euros that add up as printed, the settings
   that differ, and how the parts were made. 0, PR_ERR_IO, PR_ERR_INPUT or PR_ERR_MEMORY. */
PR_API int pr_report_change(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                            pr_errors_t *errors);
/* The same as JSON, amounts as texts in cents' precision. */
PR_API int pr_report_change_json(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                                 pr_errors_t *errors);
/* Writes diff.csv — `period,municipality,from_eur,index_eur,amounts_eur,volume_eur,key_eur,policy_eur,
   spread_eur,to_eur`, periods the years (the one after the last only where something is booked in it) and
   `all`, municipality empty for the region — and, where asked,
   plots/verschil.svg into the output folder. A chart that fails is a warning. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_change_write(const pr_report_t *self, const pr_difference_of_runs_t *of,
                                  pr_errors_t *errors, pr_errors_t *warnings);
/* The chart as text, `--plots terminal`. */
PR_API int pr_report_change_plot(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                                 pr_errors_t *errors, pr_errors_t *warnings);

#endif
