/* What a record tells, done again: each kind as its own command does it. */
#ifndef PR_CLI_AGAIN_H
#define PR_CLI_AGAIN_H

#include "cli/studies.h"

/* What is to be done. Borrowed. */
typedef struct {
    const options_t *options;
    const pr_record_t *kept;
    const pr_scenario_t *const *scenario; /* [kept->scenario_count] */
    const pr_record_input_t *input;       /* [kept->input_count] */
    pr_run_options_t run;                 /* seed, replicates and all else as it was kept */
} again_of_t;

/* What comes out; which members are filled follows from the kind. */
typedef struct {
    pr_run_t run;
    pr_comparison_t comparison;
    pr_scenario_sensitivity_t sensitivity;
    decision_t decision;
    calibration_work_t calibration;
    pr_record_t record;
} again_t;

/* Simulates, and fills in out->record. `out` begins as zeros. 0, PR_INTERRUPTED (the record rests on what
   there is; after Ctrl-C there is none) or PR_ERR_*; free it in every case. */
int again_run(again_of_t *of, again_t *out, pr_errors_t *errors);
/* Writes the files of its command into the report's folder. */
int again_write(const again_of_t *of, again_t *out, pr_report_t *report, pr_errors_t *errors,
                pr_errors_t *warnings);
void again_free(again_t *self);

#endif
