/* The steps from the memo's table 2 to the net effect; every printed row and column adds up. */
#include "report/view.h"
#include <math.h>

int64_t pr_bridge_before(const pr_bridge_t *self)
{
    return self->real + self->index + self->execution;
}

int64_t pr_bridge_net(const pr_bridge_t *self)
{
    return pr_bridge_before(self) - self->settled;
}

int pr_bridge_columns(const pr_scenario_t *scenario)
{
    return scenario->years + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
}

static int64_t units(int64_t cents, int64_t unit)
{
    return pr_round_half_away((long double)cents / (long double)unit);
}

/* Cents of the expected settlement of columns [from, to), and the sum of their standard errors. */
static int64_t expected(const pr_view_t *self, int scope, int from, int to, double *se)
{
    double mean = 0, error = 0;
    for (int column = from; column < to; column++) {
        const pr_summary_t *summary =
            pr_view_year(self, "settlement", scope, self->scenario->first_year + column);
        mean += summary && isfinite(summary->mean) ? summary->mean : 0;
        error += summary && isfinite(summary->se) ? summary->se : 0;
    }
    if (se) {
        *se = error;
    }
    return pr_cents_from_eur(mean);
}

int64_t pr_bridge_settled(const pr_view_t *self, int from, int to, int64_t unit, double *se)
{
    int64_t cents = expected(self, 0, from, to, se), step = 100;
    for (int decimals = pr_decimals(*se, 0); decimals < 0; decimals++) {
        step *= 10;
    }
    step = step > unit ? step : unit;
    return units(cents, step) * (step / unit);
}

pr_bridge_t pr_bridge_year(const pr_view_t *self, int column, int64_t unit)
{
    const pr_central_t *central = &self->run->central;
    pr_bridge_t out = {0};
    double se;
    out.settled = pr_bridge_settled(self, column, column + 1, unit, &se);
    if (column < self->scenario->years) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES];
        pr_money_real(self->scenario, &central->budget, PR_CHANNEL_SURPLUS, column, real);
        out.real = units(real[0], unit);
        out.execution = units(central->surplus.contribution[0][column].cents, unit);
        /* What rounding leaves over is in the index, so that the sum is the rounded total. */
        out.index = units(central->budget.total[column].cents, unit) - out.real - out.execution;
    }
    return out;
}

/* Cents of each municipality over the years [from, to). */
typedef struct {
    int64_t real[PR_MAX_MUNICIPALITIES], index[PR_MAX_MUNICIPALITIES], execution[PR_MAX_MUNICIPALITIES],
        settled[PR_MAX_MUNICIPALITIES];
} local_t;

static void collect(const pr_view_t *self, int from, int to, local_t *out)
{
    const pr_surplus_t *surplus = &self->run->central.surplus;
    *out = (local_t){0};
    for (int y = from; y < to && y < self->scenario->years; y++) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES];
        pr_money_real(self->scenario, &self->run->central.budget, PR_CHANNEL_SURPLUS, y, real);
        for (size_t m = 0; m < self->scenario->municipality_count; m++) {
            out->real[m] += real[1 + m];
            out->index[m] += surplus->reduction[1 + m][y].cents - real[1 + m];
            out->execution[m] += surplus->contribution[1 + m][y].cents;
        }
    }
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        out->settled[m] = expected(self, 1 + (int)m, from, to, NULL);
    }
}

/* The region's figure is rounded to what its error supports; the municipalities follow in proportion, by
   their real share where the run has no figures of their own. */
static void scale(size_t n, const int64_t *weight, const int64_t *otherwise, int64_t total, int64_t *out)
{
    long double sum = 0;
    for (size_t m = 0; m < n; m++) {
        sum += (long double)weight[m];
    }
    const int64_t *by = sum > 0 ? weight : otherwise;
    if (by == otherwise) {
        for (size_t m = 0; m < n; m++) {
            sum += (long double)otherwise[m];
        }
    }
    for (size_t m = 0; m < n; m++) {
        out[m] = sum > 0 ? pr_round_half_away((long double)by[m] * (long double)total / sum) : 0;
    }
}

void pr_bridge_sum(const pr_view_t *self, int from, int to, int64_t unit, pr_bridge_t *out)
{
    size_t n = self->scenario->municipality_count;
    local_t cents;
    collect(self, from, to, &cents);
    out[0] = (pr_bridge_t){0};
    for (int column = from; column < to; column++) {
        pr_bridge_t year = pr_bridge_year(self, column, unit);
        out[0].real += year.real;
        out[0].index += year.index;
        out[0].execution += year.execution;
        out[0].settled += year.settled;
    }
    int64_t part[4][PR_MAX_MUNICIPALITIES];
    pr_units_round(n, cents.real, unit, out[0].real, part[0]);
    pr_units_round(n, cents.index, unit, out[0].index, part[1]);
    pr_units_round(n, cents.execution, unit, out[0].execution, part[2]);
    int64_t settled[PR_MAX_MUNICIPALITIES];
    scale(n, cents.settled, cents.real, out[0].settled * unit, settled);
    pr_units_round(n, settled, unit, out[0].settled, part[3]);
    for (size_t m = 0; m < n; m++) {
        out[1 + m] = (pr_bridge_t){part[0][m], part[1][m], part[2][m], part[3][m]};
    }
}
