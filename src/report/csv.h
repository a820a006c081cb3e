/* Comma-separated values in two dialects, and the files of a run in them. */
#ifndef PR_REPORT_CSV_H
#define PR_REPORT_CSV_H

#include "core/text.h"
#include "report/mask.h"
#include "report/numbers.h"
#include <poolraming/report.h>

/* Appends rows to a text; check text->failed at the end. */
typedef struct {
    pr_text_t *text;
    pr_csv_dialect_t dialect;
    bool inside;                  /* a row */
    const char *mark_head, *mark; /* of a last column that says the same in each row; NULL: there is none */
    bool tame; /* control characters and double quotes out: a block of data inside a script */
} pr_csv_t;

/* Writes the byte order mark of the Dutch dialect. */
void pr_csv_begin(pr_csv_t *self, pr_text_t *text, pr_csv_dialect_t dialect);
/* Where figures of a scenario are invented, each row says so: `data` is `invented`. Before the header. */
void pr_csv_mark(pr_csv_t *self, const pr_scenario_t *scenario);
/*
 * A text, quoted where it must be. One that begins with = + - @, tab, CR or LF gets an apostrophe in front: a
 * spreadsheet would run it as a formula. Numbers never pass here.
 */
void pr_csv_text(pr_csv_t *self, const char *text);
/* A number as pr_exact and its kind give it; the Dutch dialect gets its comma here. */
void pr_csv_number(pr_csv_t *self, pr_number_t number);
void pr_csv_whole(pr_csv_t *self, int64_t x);
void pr_csv_end(pr_csv_t *self);
/* A row of column names, separated by commas in `names`. */
void pr_csv_header(pr_csv_t *self, const char *names);

/* results.csv. Columns of interface.md and `undefined`: replicates in which the outcome has no value. Where
   that is not 0, mean, sd and se are empty and the quantiles are those of the other replicates. `mask` may be
   NULL. */
void pr_csv_results(pr_csv_t *self, const pr_run_t *run, const pr_mask_t *mask);
/* curve.csv: `metric,period,share,value`, the quantiles 1 %…99 % of cost.total over all years. */
void pr_csv_curve(pr_csv_t *self, const pr_run_t *run);
/* The same rows of results.csv for some metrics only: what a chart is drawn from. */
void pr_csv_results_of(pr_csv_t *self, const pr_run_t *run, const char *const *metric, size_t count);

/* budget.csv: one row per year and line, no totals. `channel` is the channel as booked. */
void pr_csv_budget(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central);
/*
 * surplus.csv: one row per year and municipality, no row for the region: a sum over the column must be the
 * total, not twice the total. The region's total is the surplus channel of budget.csv.
 */
void pr_csv_surplus(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central);
/*
 * allocation.csv: per policy, year and municipality what it would be asked for on the central path had that
 * policy held in all years, beside the key: difference is more (+) or less (-) than by the key, swing the
 * size of the change since the year before (0 in the first). `used`: the scenario has that policy in that
 * year. The policy "scenario" is the path with the scenario's policy of each year. Channels: surplus, and
 * execution where it has a policy.
 */
void pr_csv_allocation(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central);
/*
 * bridge.csv: per year and municipality the steps from the memo to the net effect. real, index and
 * contribution are on the central path and exact; settlement and net effect are means over the replicates,
 * with their standard error and range: the unrounded figures behind the bridge's tables. mean_less_central is
 * what the replicates cost on average above the path; real + index + contribution + mean_less_central −
 * settlement_mean = net_effect_mean.
 */
void pr_csv_bridge(pr_csv_t *self, const pr_scenario_t *scenario, const pr_run_t *run);
/*
 * begrotingswijziging.csv: what a municipality enters, whole euros. The lower share in the positive balance
 * is a change of a bate (income, negative: less of it), the contribution to the execution costs a change of a
 * last (expense, positive). Whole euros are given out by largest remainder, so that a year's rows of an item
 * sum to the region's rounded total. Incidental: at most three years in a row with one status (commissie
 * BBV), what no gate has decided, indicative years of what ends, and one-off lines; longer is structural. A
 * year with both has a row of each. Of an indicative year it is what it would be if it were decided, and
 * says so ("structural_if_decided"): undecided amounts are not entered. Nothing is settled here: a budget
 * assumes that the pool is staffed. In the Dutch dialect its names and words are Dutch: people open that one.
 */
void pr_csv_wijziging(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central);

const char *pr_class_name(pr_index_class_t kind);
const char *pr_basis_name(pr_index_basis_t basis);
const char *pr_year_status_name(pr_year_status_t status);

#endif
