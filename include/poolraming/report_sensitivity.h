/* What the sensitivity of a scenario looks like to people and to other programs. */
#ifndef POOLRAMING_REPORT_SENSITIVITY_H
#define POOLRAMING_REPORT_SENSITIVITY_H

#include <poolraming/report.h>
#include <poolraming/sensitivity_scenario.h>

/*
 * Per outcome a sentence that says which unknowns carry it and how much is chance; then the tornado,
 * regression and rank correlation, and Sobol' indices with their intervals. Plain text of at most 100
 * columns. 0, PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_sensitivity_tables(const pr_report_t *self, const pr_scenario_sensitivity_t *of,
                                        FILE *out, pr_errors_t *errors);

/*
 * Writes into the output folder, whole or not at all: sensitivity.csv, tornado.csv, sensitivity.json and,
 * where asked, plots/tornado.svg and plots/sobol.svg; a chart that is not drawn is removed. Other files are
 * left alone.
 *
 * sensitivity.csv:
 * `outcome,unit,period,municipality,method,kind,parameter,label,basis,estimate,se,low,high,p`. Methods, over
 * the ordinary replicates: r2 and r2_ranks (of the regressions), src and pcc (on values), srrc and prcc (on
 * ranks), first_given (share of the variance that a parameter explains by itself); by points of their own:
 * sobol_first, sobol_total. low and high are the 95 % interval. Kinds: parameter, together (correlated ones,
 * joined by " + "), rest, chance. basis: assumption or source.
 *
 * tornado.csv:
 * `outcome,unit,period,municipality,parameter,label,parameter_unit,basis,correlated,parameter_low,
 * parameter_central,parameter_high,base,low,high,low_change,low_se,high_change,high_se,swing,swing_se,length,draws`,
 * the longest bar of an outcome first. base, low and high are means of the outcome over the draws, swing is
 * high less low, length the distance from the lowest to the highest of all three.
 */
PR_API int pr_report_sensitivity_write(const pr_report_t *self, const pr_scenario_sensitivity_t *of,
                                       pr_errors_t *errors, pr_errors_t *warnings);

/* sensitivity.json on a stream, `--format json`: {"provenance": {…}, "outcomes": […], "estimates": […],
   "tornado": […]}, the last two with the columns of the CSV files as keys; null where there is no number. 0,
   PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_sensitivity_json(const pr_report_t *self, const pr_scenario_sensitivity_t *of, FILE *out,
                                      pr_errors_t *errors);

#endif
