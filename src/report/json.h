/* results.json: the outcomes with their provenance. */
#ifndef PR_REPORT_JSON_H
#define PR_REPORT_JSON_H

#include "core/text.h"
#include "report/mask.h"
#include <poolraming/report.h>

/*
 * {"provenance": {…}, "outcomes": [one object a line]}, keys in fixed order. Numbers as in results.csv: exact
 * for constants, ten significant digits otherwise; null where there is none; a masked outcome has "masked":
 * "<5" and no numbers. 0 or PR_ERR_MEMORY.
 */
int pr_json_results(pr_text_t *out, const pr_report_t *report, const pr_run_t *run, const pr_mask_t *mask);

#endif
