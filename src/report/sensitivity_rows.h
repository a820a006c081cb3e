/* The estimates of a sensitivity one by one, as its files have them. */
#ifndef PR_REPORT_SENSITIVITY_ROWS_H
#define PR_REPORT_SENSITIVITY_ROWS_H

#include "core/text.h"
#include <poolraming/report_sensitivity.h>

/* Texts last as long as the call that gives them. */
typedef struct {
    const char *metric, *unit, *municipality;
    char period[16];
} pr_sensitivity_outcome_t;

typedef struct {
    size_t outcome;
    pr_sensitivity_outcome_t of;
    const char *method;
    const char *kind, *parameter, *label, *basis; /* "" where they do not apply */
    double estimate, se, low, high, p;            /* NaN where there is none */
} pr_sensitivity_row_t;

pr_sensitivity_outcome_t pr_sensitivity_outcome(const pr_scenario_sensitivity_t *of, size_t outcome);
/* "bereikte inwoners, regio, alle jaren" */
void pr_sensitivity_title(pr_lang_t lang, const pr_scenario_sensitivity_t *of, size_t outcome,
                          pr_text_t *out);
/* "assumption" or "source". */
const char *pr_sensitivity_basis(const pr_setting_t *setting);
/* Ids and labels of an unknown's parameters, joined by " + "; of rest and chance a word. False without
 * memory. */
bool pr_sensitivity_names(const pr_scenario_sensitivity_t *of, const pr_unknown_t *unknown, pr_lang_t lang,
                          pr_text_t *parameter, pr_text_t *label);
/* Whether an unknown has a parameter that is an assumption. */
bool pr_sensitivity_assumed(const pr_scenario_sensitivity_t *of, const pr_unknown_t *unknown);
/* Unknowns of an outcome by total index, the largest first; rest and then chance last. order[of->unknowns].
 */
void pr_sensitivity_order(const pr_scenario_sensitivity_t *of, size_t outcome, size_t *order);
/* The index of an unknown. */
const pr_sobol_index_t *pr_sensitivity_index(const pr_scenario_sensitivity_t *of, size_t outcome,
                                             size_t unknown);

/* Calls `each` for every estimate but those of the tornado. 0 or PR_ERR_MEMORY. */
int pr_sensitivity_rows(const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                        void (*each)(void *context, const pr_sensitivity_row_t *row), void *context);

#endif
