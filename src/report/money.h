/* Sums of the central path that files and tables share. Scopes and columns as in pr_surplus_t. */
#ifndef PR_REPORT_MONEY_H
#define PR_REPORT_MONEY_H

#include "report/numbers.h"
#include <poolraming/engine.h>

/* A line's channel as booked. */
pr_channel_t pr_money_channel(const pr_scenario_t *scenario, size_t line);

/* Real cents of a channel and year, region and municipalities: out[0 … municipality_count]. The sum of the
   lines is split once, as the nominal sum is. */
void pr_money_real(const pr_scenario_t *scenario, const pr_budget_t *budget, pr_channel_t channel, int y,
                   int64_t *out);

/* A weight among n as a percentage for files: that of a key as given ("28.47"), any other to the sixth
   decimal. */
pr_number_t pr_money_share(size_t n, const int64_t *weight, size_t m);

/* The weakest basis of the lines of a channel that have an amount in a year. */
pr_index_basis_t pr_money_basis(const pr_scenario_t *scenario, const pr_central_t *central,
                                pr_channel_t channel, int y);

/*
 * Euros that the replicates' reduction and contribution of a scope and year have on average above the central
 * path's: an uncertain index, other paths of gates, allocation by residents. 0 in the column after the last
 * year. `se` is a bound, the sum of both errors.
 */
double pr_money_spread(const pr_scenario_t *scenario, const pr_run_t *run, int scope, int y, double *se);

/* What a reader must know of an amount's index; of several amounts the last of these holds. */
typedef enum {
    PR_MARK_NONE,
    PR_MARK_SPRING, /* rests on a figure of another vintage than the contract's, in some year of its factor */
    PR_MARK_PROJECTED /* a decided amount that rests on a projection: no figure was published */
} pr_mark_kind_t;

pr_mark_kind_t pr_money_mark(const pr_scenario_t *scenario, const pr_central_t *central, size_t line, int y);
/* The last of all lines of a channel. */
pr_mark_kind_t pr_money_channel_mark(const pr_scenario_t *scenario, const pr_central_t *central,
                                     pr_channel_t channel, int y);

/* Years are decided up to here: years [0, decided) and [decided, years). */
int pr_money_decided(const pr_scenario_t *scenario);

#endif
