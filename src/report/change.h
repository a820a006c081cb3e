/* What the tables, the file and the chart of a change share. */
#ifndef PR_REPORT_CHANGE_H
#define PR_REPORT_CHANGE_H

#include "report/csv.h"
#include "report/texts.h"
#include <poolraming/report_archive.h>

/* From, the parts in their order, to. */
enum { PR_CHANGE_BARS = PR_CHANGE_PARTS + 2 };

/* Cents of columns [from, to) of a scope, bar by bar. */
void pr_change_sum(const pr_change_t *change, size_t scope, int from, int to, int64_t out[PR_CHANGE_BARS]);

/* Of each bar. */
extern const pr_text_id_t pr_change_name[PR_CHANGE_BARS];
extern const char *const pr_change_key[PR_CHANGE_BARS];

typedef struct {
    char s[64];
} pr_run_name_t;

/* "3f2a91c0", or "3f2a91c0/2" for a scenario of a comparison. */
pr_run_name_t pr_change_run(const pr_difference_of_runs_t *of, int side);
const char *pr_change_scenario(const pr_difference_of_runs_t *of, int side);

/* Calls for the region and the municipalities: each year's columns, then all. */
typedef void (*pr_change_row_t)(void *context, const char *period, const char *municipality,
                                const int64_t bar[PR_CHANGE_BARS]);
void pr_change_rows(const pr_difference_of_runs_t *of, pr_change_row_t row, void *context);

#endif
