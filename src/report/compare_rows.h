/* The differences of a comparison one by one, as compare.csv and `--format json` have them. */
#ifndef PR_REPORT_COMPARE_ROWS_H
#define PR_REPORT_COMPARE_ROWS_H

#include "report/mask.h"
#include <poolraming/report_compare.h>

typedef struct {
    const char *scenario, *base; /* ids */
    const char *metric, *unit, *period, *municipality;
    pr_masked_t masked; /* PR_SHOWN, or `at` is not to be looked at */
    pr_difference_t at;
} pr_compare_row_t;

/* Calls `each` for every difference, per scenario the series of the plan and then the spans. A row and its
   texts last as long as the call. 0 or PR_ERR_MEMORY. */
int pr_compare_rows(const pr_report_t *report, const pr_comparison_t *of,
                    void (*each)(void *context, const pr_compare_row_t *row), void *context);

#endif
