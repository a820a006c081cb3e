/* The steps from the memo's table 2 to the net effect. They are kept in cents and rounded where they are
   printed, each by itself: whatever shows an amount shows the same digits of it. */
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

double pr_bridge_error(const pr_bridge_t *self)
{
    return self->spread_se + self->settled_se;
}

int pr_bridge_columns(const pr_scenario_t *scenario)
{
    return scenario->years + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
}

int64_t pr_units(int64_t cents, double se, int64_t unit)
{
    int64_t step = PR_UNIT_EURO;
    if (se > 0) {
        for (int decimals = pr_decimals(se, 0); decimals < 0; decimals++) {
            step *= 10;
        }
    }
    step = se > 0 && step > unit ? step : unit;
    return pr_round_half_away((long double)cents / (long double)step) * (step / unit);
}

static void add_settled(const pr_view_t *self, int column, size_t scope, pr_bridge_t *out)
{
    const pr_summary_t *of =
        pr_view_year(self, "settlement", (int)scope, self->scenario->first_year + column);
    out->settled += of && isfinite(of->mean) ? pr_cents_from_eur(of->mean) : 0;
    out->settled_se += of && isfinite(of->se) ? of->se : 0;
}

static void add_spread(const pr_view_t *self, int column, size_t scope, pr_bridge_t *out)
{
    double se;
    out->spread += pr_cents_from_eur(pr_money_spread(self->scenario, self->run, (int)scope, column, &se));
    out->spread_se += se;
}

static void add_year(const pr_view_t *self, int column, pr_bridge_t *out)
{
    const pr_central_t *central = &self->run->central;
    int64_t real[1 + PR_MAX_MUNICIPALITIES] = {0};
    bool booked = column < self->scenario->years;
    if (booked) {
        pr_money_real(self->scenario, &central->budget, PR_CHANNEL_SURPLUS, column, real);
    }
    for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
        add_settled(self, column, scope, &out[scope]);
        if (booked) {
            out[scope].real += real[scope];
            out[scope].index += central->surplus.reduction[scope][column].cents - real[scope];
            out[scope].execution += central->surplus.contribution[scope][column].cents;
            add_spread(self, column, scope, &out[scope]);
        }
    }
}

void pr_bridge_sum(const pr_view_t *self, int from, int to, pr_bridge_t *out)
{
    for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
        out[scope] = (pr_bridge_t){0};
    }
    for (int column = from; column < to; column++) {
        add_year(self, column, out);
    }
}

bool pr_bridge_any_spread(const pr_bridge_t *row, size_t count, int64_t unit)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any = any || pr_units(row[i].spread, row[i].spread_se, unit) != 0;
    }
    return any;
}

int64_t pr_bridge_figure(const pr_bridge_t *self, pr_figure_kind_t kind, int64_t unit)
{
    return kind == PR_FIGURE_NET ? pr_units(pr_bridge_net(self), pr_bridge_error(self), unit)
                                 : pr_units(self->real + self->index, 0, unit);
}

int64_t pr_bridge_step(const pr_bridge_t *self, pr_step_t step, int64_t unit)
{
    const struct {
        int64_t cents;
        double se;
    } of[PR_STEPS] = {
        {self->real, 0},
        {self->index, 0},
        {self->execution, 0},
        {pr_bridge_before(self), 0},
        {self->spread, self->spread_se},
        {self->settled, self->settled_se},
        {pr_bridge_net(self), pr_bridge_error(self)},
    };
    return pr_units(of[step].cents, of[step].se, unit);
}
