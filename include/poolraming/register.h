/* The assumption register: every number of a scenario with its value, range, source and place. */
#ifndef POOLRAMING_REGISTER_H
#define POOLRAMING_REGISTER_H

#include <poolraming/report.h>

/* Prints the register as plain text; assumptions are marked. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_register(pr_lang_t lang, const pr_scenario_t *scenario, FILE *out, pr_errors_t *errors);

/* The same as JSON: {"scenario": {…}, "numbers": […], "keys": […], "figures": […]}, an object a line; values
   and ranges as the scenario writes them, with every digit. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_register_json(pr_lang_t lang, const pr_scenario_t *scenario, FILE *out,
                                   pr_errors_t *errors);

#endif
