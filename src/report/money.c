/* Sums of the central path: see money.h. */
#include "report/money.h"
#include <math.h>

pr_channel_t pr_money_channel(const pr_scenario_t *scenario, size_t line)
{
    return scenario->booking == PR_BOOKING_TOTAL ? PR_CHANNEL_SURPLUS : scenario->line[line].channel;
}

void pr_money_real(const pr_scenario_t *scenario, const pr_budget_t *budget, pr_channel_t channel, int y,
                   int64_t *out)
{
    pr_nominal_t share[PR_MAX_MUNICIPALITIES], total = {0}; /* the split does not ask in which prices */
    for (size_t line = 0; line < scenario->line_count; line++) {
        if (pr_money_channel(scenario, line) == channel) {
            total.cents += budget->line_real[line][y].cents;
        }
    }
    pr_allocation_share(scenario, budget->weight[channel][y], total, share);
    out[0] = total.cents;
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        out[1 + m] = share[m].cents;
    }
}

pr_number_t pr_money_share(size_t n, const int64_t *weight, size_t m)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += weight[i];
    }
    if (sum == 10000) {
        return pr_plain_cents(weight[m]); /* a key, as it was given */
    }
    return pr_exact(round(1e8 * ((double)weight[m] / (double)sum)) / 1e6);
}

/* Adds the mean of a metric less the central amount. */
static void add_spread(const pr_scenario_t *scenario, const pr_run_t *run, const char *metric, int scope,
                       int y, pr_nominal_t central, double *sum, double *se)
{
    const pr_summary_t *summary =
        pr_run_find(run, metric, scope, (pr_period_t){PR_PERIOD_YEAR, scenario->first_year + y, 0});
    if (summary && isfinite(summary->mean)) {
        *sum += summary->mean - (double)central.cents / 100;
        *se += isfinite(summary->se) ? summary->se : 0;
    }
}

double pr_money_spread(const pr_scenario_t *scenario, const pr_run_t *run, int scope, int y, double *se)
{
    const pr_surplus_t *central = &run->central.surplus;
    double sum = 0;
    *se = 0;
    if (y < scenario->years) {
        add_spread(scenario, run, "surplus.reduction", scope, y, central->reduction[scope][y], &sum, se);
        add_spread(scenario, run, "execution.contribution", scope, y, central->contribution[scope][y], &sum,
                   se);
    }
    return fabs(sum) < 1e-5 ? 0 : sum; /* what doubles leave of equal cents */
}

static bool counts(const pr_scenario_t *scenario, const pr_central_t *central, size_t line,
                   pr_channel_t channel, int y)
{
    return pr_money_channel(scenario, line) == channel && central->budget.line_real[line][y].cents != 0;
}

pr_index_basis_t pr_money_basis(const pr_scenario_t *scenario, const pr_central_t *central,
                                pr_channel_t channel, int y)
{
    pr_index_basis_t weakest = PR_BASIS_NONE;
    for (size_t line = 0; line < scenario->line_count; line++) {
        pr_index_basis_t basis = central->index.basis[scenario->line[line].index][y];
        if (counts(scenario, central, line, channel, y) && basis > weakest) {
            weakest = basis;
        }
    }
    return weakest;
}

pr_mark_kind_t pr_money_mark(const pr_scenario_t *scenario, const pr_central_t *central, size_t line, int y)
{
    const pr_index_basis_t *basis = central->index.basis[scenario->line[line].index];
    pr_mark_kind_t mark = PR_MARK_NONE;
    if (central->budget.line_real[line][y].cents == 0) {
        return mark;
    }
    for (int k = 0; k <= y; k++) {
        mark = basis[k] == PR_BASIS_SPRING ? PR_MARK_SPRING : mark;
    }
    return basis[y] == PR_BASIS_PROJECTED && y < pr_money_decided(scenario) ? PR_MARK_PROJECTED : mark;
}

pr_mark_kind_t pr_money_channel_mark(const pr_scenario_t *scenario, const pr_central_t *central,
                                     pr_channel_t channel, int y)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (size_t line = 0; line < scenario->line_count; line++) {
        pr_mark_kind_t mark = pr_money_mark(scenario, central, line, y);
        last = pr_money_channel(scenario, line) == channel && mark > last ? mark : last;
    }
    return last;
}

int pr_money_decided(const pr_scenario_t *scenario)
{
    int decided = scenario->decided_until - scenario->first_year + 1;
    return decided < 0 ? 0 : decided > scenario->years ? scenario->years : decided;
}
