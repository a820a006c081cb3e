/* What a decision and a calibration do between reading and reporting, for their own command and for rerun. */
#ifndef PR_CLI_STUDIES_H
#define PR_CLI_STUDIES_H

#include "cli/cli.h"
#include <poolraming/report_calibrate.h>

/* ---- command_decide.c ---- */

typedef struct {
    pr_decide_t decided;
    pr_gate_rules_t *rules; /* of scenarios with gates that choose */
    size_t found;
} decision_t;

/* Weighs the options, and finds rules for the gates that choose. 0, PR_INTERRUPTED or PR_ERR_*; free it in
   every case. */
int decision_run(decision_t *self, const pr_scenario_t *const *list, size_t count,
                 const pr_decide_options_t *how, pr_errors_t *errors);
void decision_free(decision_t *self);
/* Whether a decision that was interrupted has anything to write. */
bool decision_has(const decision_t *self);

/* ---- command_calibrate.c ---- */

enum { FIGURE_FILES = 2 };

/* What is calibrated, with which figures; borrowed. Large: not for a stack. */
typedef struct {
    const pr_scenario_t *scenario;
    const char *base; /* the scenario's file, which calibrated.cfg extends */
    const pr_record_input_t *input;
    size_t inputs;
    const char *const *assignment;
    size_t assignments;
    uint64_t replicates; /* 0: the usual numbers */
    bool past;           /* the figures were found to be of the past before */

    pr_reported_t reported;
    pr_published_list_t published;
    pr_calibration_t calibration;
    pr_scenario_t learnt;
    pr_comparison_t forecast;
    bool has_learnt, has_forecast;
} calibration_work_t;

/* Reads the figures, calibrates, leaves calibrated.cfg in the report's folder and simulates it beside the
   scenario that was calibrated. 0, PR_INTERRUPTED or PR_ERR_*; free it in every case. */
int calibration_run(calibration_work_t *self, pr_run_options_t *run, const pr_report_t *report,
                    pr_errors_t *errors);
void calibration_free(calibration_work_t *self);
/* What is reported of it. */
pr_calibrated_report_t calibration_report(const calibration_work_t *self, const pr_run_options_t *run);

#endif
