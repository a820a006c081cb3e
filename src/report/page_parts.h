/* Parts that the pages of a comparison and of a decision share. */
#ifndef PR_REPORT_PAGE_PARTS_H
#define PR_REPORT_PAGE_PARTS_H

#include "report/view.h"

/* A section of the page: its anchor and its heading. */
typedef struct {
    const char *id;
    pr_text_id_t heading;
} pr_page_part_t;

/* From the first byte to the start of <main>, with the way to the parts that the page will have. */
void pr_page_begin(pr_html_t *self, pr_text_id_t kicker, const char *title, const pr_page_part_t *part,
                   size_t count);
void pr_page_part(pr_html_t *self, const pr_page_part_t *part);

/* Warns, on a page or a terminal, where figures of one of the scenarios are invented. */
void pr_invented_warn(const pr_view_t *self, const pr_scenario_t *const *scenario, size_t count);

/* What `other` sets otherwise than `base`. 0, PR_ERR_INPUT or PR_ERR_MEMORY. */
int pr_page_settings(pr_html_t *self, const pr_scenario_t *base, const pr_scenario_t *other,
                     pr_errors_t *errors);

/* The numbers of a scenario with their range, source and place. */
void pr_page_assumptions(pr_html_t *self, const pr_report_t *report, const pr_scenario_t *scenario);

#endif
