/* A sensitivity for people: what its sentences and its tables share. */
#ifndef PR_REPORT_SENSITIVITY_PAGE_H
#define PR_REPORT_SENSITIVITY_PAGE_H

#include "report/sensitivity_rows.h"
#include "report/view.h"

#define PR_SENSITIVITY_WORTH 0.005 /* total index that deserves a row or a name */

/* The part about one outcome. */
typedef struct {
    pr_view_t view;
    const pr_scenario_sensitivity_t *of;
    size_t outcome;
} pr_sensitivity_page_t;

/* An amount of the outcome in the digits that its error supports; what is exact in four significant ones. */
pr_number_t pr_sensitivity_page_number(const pr_sensitivity_page_t *self, double x, double se);
/* One digit more than what it is the error of. */
pr_number_t pr_sensitivity_page_error(const pr_sensitivity_page_t *self, double se);
pr_number_t pr_sensitivity_page_share(const pr_sensitivity_page_t *self, double x, double se);
/* "43 – 48 %" */
pr_number_t pr_sensitivity_page_interval(const pr_sensitivity_page_t *self, const pr_estimate_t *of);
pr_number_t pr_sensitivity_page_count(const pr_sensitivity_page_t *self, uint64_t count);
/* Of the outcome, in the language of the page. */
const char *pr_sensitivity_page_unit(const pr_sensitivity_page_t *self);
const pr_outcome_sample_t *pr_sensitivity_page_sample(const pr_sensitivity_page_t *self);
bool pr_sensitivity_page_varies(const pr_sensitivity_page_t *self);
/* A heading about the outcome. */
void pr_sensitivity_page_heading(const pr_sensitivity_page_t *self, pr_text_id_t id, const char *metric);
/* Which unknowns carry the outcome, and how much is chance. */
void pr_sensitivity_page_sentences(const pr_sensitivity_page_t *self);

#endif
