/* results.json: the outcomes with their provenance; what other pages in JSON are made of. */
#ifndef PR_REPORT_JSON_H
#define PR_REPORT_JSON_H

#include "core/text.h"
#include "report/mask.h"
#include <jansson.h>
#include <poolraming/report.h>

/* A member of an object; a value that could not be made leaves the object without it and `ok` false. */
void pr_json_put(json_t *object, const char *key, json_t *value, bool *ok);
/* Text that is not UTF-8 would make no string: printable first. NULL is null. */
json_t *pr_json_text(const char *string);
/* Seeds and counts are 64 bits without a sign; JSON readers keep 53 bits: above that they are texts. */
json_t *pr_json_count(uint64_t x);
/* The double that results.csv's digits stand for; null where there is none. */
json_t *pr_json_number(const pr_summary_t *summary, double x);
/* What was laid over a scenario, and that its figures are invented: members only where it is so. */
void pr_json_put_laid(json_t *object, const pr_scenario_t *scenario, bool *ok);
/* What any provenance begins with: the program and its version. */
json_t *pr_json_program(bool *ok);
/* The same, with one scenario in full and the seed. */
json_t *pr_json_origin(const pr_scenario_t *scenario, uint64_t seed, bool *ok);
/* What it ends with: versions, and where they are known start and duration. */
void pr_json_end(json_t *object, const pr_report_t *report, bool *ok);
/* What the provenance of several scenarios begins with: the program, and each of them in full. */
json_t *pr_json_head(const pr_scenario_t *const *scenario, size_t count, bool *ok);
/* Of the compiler, libraries and components. */
json_t *pr_json_versions(const pr_report_t *report, bool *ok);
/* Appends a value and takes it over. */
void pr_json_dump(pr_text_t *out, json_t *value, size_t flags, bool *ok);

/*
 * {"provenance": {…}, "outcomes": [one object a line]}, keys in fixed order. Numbers as in results.csv: exact
 * for constants, ten significant digits otherwise; null where there is none; a masked outcome has "masked":
 * "<5" and no numbers. 0 or PR_ERR_MEMORY.
 */
int pr_json_results(pr_text_t *out, const pr_report_t *report, const pr_run_t *run, const pr_mask_t *mask);

#endif
