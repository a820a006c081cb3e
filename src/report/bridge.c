/* The steps from the memo's table 2 to the net effect; every printed row and column adds up. */
#include "report/view.h"
#include <math.h>

int64_t pr_bridge_before(const pr_bridge_t *self)
{
    return self->real + self->index + self->execution;
}

int64_t pr_bridge_net(const pr_bridge_t *self)
{
    return pr_bridge_before(self) + self->spread - self->settled;
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

/* Units of a mean of the replicates, rounded to what its standard error supports. */
static int64_t supported(int64_t cents, double se, int64_t unit)
{
    int64_t step = 100;
    for (int decimals = pr_decimals(se, 0); decimals < 0; decimals++) {
        step *= 10;
    }
    step = step > unit ? step : unit;
    return units(cents, step) * (step / unit);
}

int64_t pr_bridge_settled(const pr_view_t *self, int from, int to, int64_t unit, double *se)
{
    int64_t cents = expected(self, 0, from, to, se);
    return supported(cents, *se, unit);
}

double pr_bridge_spread_error(const pr_view_t *self, int from, int to)
{
    double most = 0;
    for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
        double error = 0, se;
        for (int column = from; column < to; column++) {
            pr_money_spread(self->scenario, self->run, (int)scope, column, &se);
            error += se;
        }
        most = error > most ? error : most;
    }
    return most;
}

static int64_t spread_cents(const pr_view_t *self, int scope, int column, double *se)
{
    return pr_cents_from_eur(pr_money_spread(self->scenario, self->run, scope, column, se));
}

/* The one rule for amounts in whole units: of a year the total and its execution costs are rounded, the rest
   is the reduction. Every other total is a sum of these. */
static int64_t reduction_units(int64_t total, int64_t execution, int64_t unit)
{
    return units(total, unit) - units(execution, unit);
}

pr_bridge_t pr_bridge_year(const pr_view_t *self, int column, int64_t unit)
{
    const pr_central_t *central = &self->run->central;
    pr_bridge_t out = {0};
    double se;
    out.settled = pr_bridge_settled(self, column, column + 1, unit, &se);
    if (column < self->scenario->years) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES], execution[1 + PR_MAX_MUNICIPALITIES];
        int64_t contribution = central->surplus.contribution[0][column].cents;
        pr_money_real(self->scenario, &central->budget, PR_CHANNEL_SURPLUS, column, real);
        pr_money_real(self->scenario, &central->budget, PR_CHANNEL_EXECUTION, column, execution);
        out.real = reduction_units(real[0] + execution[0], execution[0], unit);
        out.execution = units(contribution, unit);
        out.index = reduction_units(central->budget.total[column].cents, contribution, unit) - out.real;
        int64_t spread = spread_cents(self, 0, column, &se);
        out.spread = supported(spread, se, unit);
    }
    return out;
}

/* Cents of each municipality. */
typedef struct {
    int64_t real[PR_MAX_MUNICIPALITIES], reduction[PR_MAX_MUNICIPALITIES], execution[PR_MAX_MUNICIPALITIES],
        spread[PR_MAX_MUNICIPALITIES], settled[PR_MAX_MUNICIPALITIES];
} local_t;

static const pr_key_t *key_of(const pr_scenario_t *scenario, int column)
{
    int year = column < scenario->years ? column : scenario->years - 1;
    return &scenario->key[scenario->channel_key[PR_CHANNEL_SURPLUS][year]];
}

/* Adds what each municipality gets of the region's settlement, which is rounded to what its error supports:
   in proportion to its own mean, by the key where the run has none. */
static void add_settled(const pr_view_t *self, int column, int64_t unit, local_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_key_t *key = key_of(scenario, column);
    int64_t mean[PR_MAX_MUNICIPALITIES];
    long double sum = 0, total = (long double)(pr_bridge_year(self, column, unit).settled * unit);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        mean[m] = expected(self, 1 + (int)m, column, column + 1, NULL);
        sum += (long double)mean[m];
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        long double part = sum > 0 ? (long double)mean[m] / sum : key->share[m].hundredths / 10000.0L;
        out->settled[m] += pr_round_half_away(part * total);
    }
}

/* The same for the spread. Its parts may have either sign and a sum near 0, so that proportions say nothing:
   what the region's rounding adds or leaves goes by the key. */
static void add_spread(const pr_view_t *self, int column, int64_t unit, local_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_key_t *key = key_of(scenario, column);
    int64_t mean[PR_MAX_MUNICIPALITIES], rest = pr_bridge_year(self, column, unit).spread * unit;
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        double se;
        mean[m] = spread_cents(self, 1 + (int)m, column, &se);
        rest -= mean[m];
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        out->spread[m] += mean[m] + pr_round_half_away((long double)rest * key->share[m].hundredths / 10000);
    }
}

static void add_year(const pr_view_t *self, int column, int64_t unit, local_t *out)
{
    const pr_surplus_t *surplus = &self->run->central.surplus;
    add_settled(self, column, unit, out);
    add_spread(self, column, unit, out);
    if (column < self->scenario->years) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES];
        pr_money_real(self->scenario, &self->run->central.budget, PR_CHANNEL_SURPLUS, column, real);
        for (size_t m = 0; m < self->scenario->municipality_count; m++) {
            out->real[m] += real[1 + m];
            out->reduction[m] += surplus->reduction[1 + m][column].cents;
            out->execution[m] += surplus->contribution[1 + m][column].cents;
        }
    }
}

static void add_row(pr_bridge_t *out, const pr_bridge_t *row)
{
    out->real += row->real;
    out->index += row->index;
    out->execution += row->execution;
    out->spread += row->spread;
    out->settled += row->settled;
}

void pr_bridge_sum(const pr_view_t *self, int from, int to, int64_t unit, pr_bridge_t *out)
{
    size_t n = self->scenario->municipality_count;
    local_t cents = {0};
    out[0] = (pr_bridge_t){0};
    for (int column = from; column < to; column++) {
        pr_bridge_t year = pr_bridge_year(self, column, unit);
        add_row(&out[0], &year);
        add_year(self, column, unit, &cents);
    }
    int64_t part[5][PR_MAX_MUNICIPALITIES];
    pr_units_round(n, cents.real, unit, out[0].real, part[0]);
    pr_units_round(n, cents.reduction, unit, out[0].real + out[0].index, part[1]);
    pr_units_round(n, cents.execution, unit, out[0].execution, part[2]);
    pr_units_round(n, cents.spread, unit, out[0].spread, part[3]);
    pr_units_round(n, cents.settled, unit, out[0].settled, part[4]);
    for (size_t m = 0; m < n; m++) {
        out[1 + m] = (pr_bridge_t){.real = part[0][m],
                                   .index = part[1][m] - part[0][m],
                                   .execution = part[2][m],
                                   .spread = part[3][m],
                                   .settled = part[4][m]};
    }
}

void pr_bridge_whole(const pr_view_t *self, pr_bridge_t *out)
{
    int decided = pr_money_decided(self->scenario);
    pr_bridge_t later[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(self, 0, decided, PR_UNIT_THOUSAND, out);
    pr_bridge_sum(self, decided, pr_bridge_columns(self->scenario), PR_UNIT_THOUSAND, later);
    for (size_t m = 0; m <= self->scenario->municipality_count; m++) {
        add_row(&out[m], &later[m]);
    }
}

int64_t pr_bridge_figure(const pr_bridge_t *self, pr_figure_kind_t kind)
{
    return kind == PR_FIGURE_NET ? pr_bridge_net(self) : self->real + self->index;
}

/* A municipality's cents of one year. */
static int64_t figure_cents(const local_t *self, pr_figure_kind_t kind, size_t m)
{
    int64_t net = self->reduction[m] + self->execution[m] + self->spread[m] - self->settled[m];
    return kind == PR_FIGURE_NET ? net : self->reduction[m];
}

void pr_bridge_cells(const pr_view_t *self, pr_figure_kind_t kind, int column, int64_t unit, int64_t *out)
{
    int64_t value[PR_MAX_MUNICIPALITIES];
    local_t cents = {0};
    pr_bridge_t year = pr_bridge_year(self, column, unit);
    add_year(self, column, unit, &cents);
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        value[m] = figure_cents(&cents, kind, m);
    }
    out[0] = pr_bridge_figure(&year, kind);
    pr_units_round(self->scenario->municipality_count, value, unit, out[0], out + 1);
}
