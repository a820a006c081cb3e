/* The files of a sensitivity: what writes each of them. */
#ifndef PR_REPORT_SENSITIVITY_FILES_H
#define PR_REPORT_SENSITIVITY_FILES_H

#include "report/csv.h"
#include <poolraming/report_sensitivity.h>

/* See report_sensitivity.h. 0 or PR_ERR_MEMORY. */
int pr_csv_sensitivity(pr_csv_t *self, const pr_report_t *report, const pr_scenario_sensitivity_t *of);
void pr_csv_tornado(pr_csv_t *self, const pr_report_t *report, const pr_scenario_sensitivity_t *of);
int pr_json_sensitivity(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of);

/* What the charts are made of: blocks of the same rows. */
void pr_chart_tornado(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of);
void pr_chart_sobol(pr_text_t *out, const pr_report_t *report, const pr_scenario_sensitivity_t *of);

#endif
