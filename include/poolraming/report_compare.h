/* What a comparison looks like to people and to other programs. */
#ifndef POOLRAMING_REPORT_COMPARE_H
#define POOLRAMING_REPORT_COMPARE_H

#include <poolraming/analysis.h>
#include <poolraming/report.h>

/*
 * Per scenario beside the base: what to take from it, differences per year, who wins and who loses, and what
 * an extra € 100,000 buys. Plain text of about 100 columns. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_compare_tables(const pr_report_t *self, const pr_comparison_t *comparison, FILE *out,
                                    pr_errors_t *errors);

/*
 * Writes compare.csv into the output folder, whole or not at all:
 * `scenario,base,metric,unit,period,municipality,base_mean,mean,difference,se,p05,p50,p95,chance_higher,
 * chance_lower`. p05, p50 and p95 are of the difference, se is its standard error, the chances are shares of
 * the replicates. Periods are years, `all`, and for the spans of a comparison `decided`, `indicative` and
 * (means of the years) `whole`. What is undefined in some replicate has empty means; a municipality × theme
 * that results.csv would mask in either scenario is masked here. With `workbook` also report.xlsx, the main
 * outcomes; with `page` report.html, a page that stands by itself; with `plots` plots/vergelijking.svg and
 * plots/vergelijking-gemeenten.svg, that the page has too. A chart that fails is a warning. 0, PR_ERR_IO or
 * PR_ERR_MEMORY.
 */
PR_API int pr_report_compare_write(const pr_report_t *self, const pr_comparison_t *comparison,
                                   pr_errors_t *errors, pr_errors_t *warnings);

/*
 * compare.csv on a stream as JSON, `--format json`: {"provenance": {…}, "differences": [one object a line]}
 * with the columns of compare.csv as keys; null where there is no number; a masked row has "masked" and no
 * numbers. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_compare_json(const pr_report_t *self, const pr_comparison_t *comparison, FILE *out,
                                  pr_errors_t *errors);

#endif
