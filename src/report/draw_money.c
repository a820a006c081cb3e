/* What one replicate comes to in money: settlement, surplus, benefits. */
#include "report/draw.h"
#include "report/money.h"

static void euros(pr_draw_t *self, const char *metric, int y, int64_t cents)
{
    pr_draw_year(self, metric, "EUR", y, 0, pr_plain_cents(cents));
}

static void settlement_rows(pr_draw_t *self, int y)
{
    const pr_replicate_t *replicate = self->replicate;
    pr_draw_year(self, "capacity.payroll", "EUR", y, 0, pr_exact(replicate->ledger.payroll_eur[y]));
    if (self->scenario->has_volunteers) {
        int64_t paid = pr_cents_from_eur(replicate->ledger.allowances_eur[y]);
        euros(self, "volunteers.paid", y, paid);
        euros(self, "volunteers.unspent", y, replicate->budget.allowance[y].cents - paid);
    }
    euros(self, "contractor.overspend", y, replicate->surplus.overspend[y].cents);
    if (self->scenario->has_surplus) {
        pr_draw_year(self, "surplus.shock", "", y, 0, pr_exact(replicate->surplus_shock[y]));
    }
}

/* By what a channel was split, where that is not always the key. */
static void allocation_rows(pr_draw_t *self, int y)
{
    static const char *const metric[PR_CHANNELS] = {"allocation.surplus.share", "allocation.execution.share"};
    size_t n = self->scenario->municipality_count;
    for (int channel = 0; channel < PR_CHANNELS; channel++) {
        const int64_t *weight = self->replicate->budget.weight[channel][y];
        for (size_t m = 0; m < n && self->scenario->has_allocation[channel]; m++) {
            pr_draw_year(self, metric[channel], "%", y, 1 + m, pr_money_share(n, weight, m));
        }
    }
}

static void surplus_rows(pr_draw_t *self, int column)
{
    const pr_surplus_t *surplus = &self->replicate->surplus;
    typedef const pr_nominal_t(*scopes_t)[PR_MAX_YEARS + 1];
    const struct {
        const char *metric;
        scopes_t amount;
        bool before; /* known only where the surplus before the pool is given */
    } item[] = {{"surplus.reduction", surplus->reduction, false},
                {"settlement", surplus->settlement, false},
                {"surplus.reduction_net", surplus->reduction_net, false},
                {"execution.contribution", surplus->contribution, false},
                {"municipality.net_effect", surplus->net_effect, false},
                {"surplus.before", surplus->before, true},
                {"surplus.after", surplus->after, true},
                {"surplus.shortfall", surplus->shortfall, true}};
    bool in_budget = column < self->scenario->years;
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
            if (!item[i].before || (self->scenario->has_surplus && in_budget)) {
                pr_draw_year(self, item[i].metric, "EUR", column, scope,
                             pr_plain_cents(item[i].amount[scope][column].cents));
            }
        }
    }
}

/* In prices of the price-level year, up to the last year in which benefits are counted. */
static void benefit_year(pr_draw_t *self, bool successes, int y)
{
    const pr_benefit_t *benefit = &self->replicate->benefit;
    char name[64];
    const struct {
        const char *metric, *unit;
        const double *year;
        bool successes;
    } item[] = {{"benefit.cost.real", "EUR real", benefit->cost, false},
                {"benefit.reached", "residents", benefit->reached, false},
                {"benefit.successes", "residents", benefit->successes, true},
                {"benefit.success_years", "years", benefit->success_years, true},
                {"benefit.gain.real", "EUR real", benefit->gain, false},
                {"benefit.work.real", "EUR real", benefit->work, true},
                {"benefit.total.real", "EUR real", benefit->total, false},
                {"benefit.cashable.real", "EUR real", benefit->cashable, false}};
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        if (successes || !item[i].successes) {
            pr_draw_year(self, item[i].metric, item[i].unit, y, 0, pr_exact(item[i].year[y]));
        }
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        snprintf(name, sizeof name, "benefit.payer.%s.real", pr_payer_id((pr_payer_t)k));
        pr_draw_year(self, name, "EUR real", y, 0, pr_exact(benefit->payer[k][y]));
    }
}

static void value_rows(pr_draw_t *self, bool successes)
{
    static const pr_period_t all = {PR_PERIOD_ALL, 0, 0};
    const pr_benefit_t *benefit = &self->replicate->benefit;
    char name[64];
    const struct {
        const char *metric, *unit;
        double value;
        bool successes;
    } item[] = {{"benefit.after_horizon.real", "EUR real", benefit->after_horizon, false},
                {"value.cost_present", "EUR real", benefit->present_cost, false},
                {"value.benefit_present", "EUR real", benefit->present_total, false},
                {"value.residents_present", "residents", benefit->present_reached, false},
                {"value.success_years_present", "years", benefit->present_success_years, true},
                {"value.net_present", "EUR real", benefit->net, false},
                {"value.net_present.cashable", "EUR real", benefit->net_cashable, false},
                {"value.net_present.municipal", "EUR real", benefit->net_municipal, false}};
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        if (successes || !item[i].successes) {
            pr_draw_period(self, item[i].metric, item[i].unit, all, 0, pr_exact(item[i].value));
        }
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        snprintf(name, sizeof name, "value.net_present.payer.%s", pr_payer_id((pr_payer_t)k));
        pr_draw_period(self, name, "EUR real", all, 0, pr_exact(benefit->net_payer[k]));
    }
}

static void benefit_rows(pr_draw_t *self)
{
    const pr_benefit_t *benefit = &self->replicate->benefit;
    bool successes = pr_benefit_info(self->scenario->benefit_method)->has_successes;
    char name[64];
    for (size_t k = 0; k < PR_PAYERS; k++) {
        snprintf(name, sizeof name, "benefit.share.%s", pr_payer_id((pr_payer_t)k));
        pr_draw_once(self, name, "share", 0, pr_exact(benefit->share[k]));
    }
    for (int y = 0; y < self->scenario->years + PR_BENEFIT_TAIL; y++) {
        benefit_year(self, successes, y);
    }
    value_rows(self, successes);
}

void pr_draw_money(pr_draw_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int columns = scenario->years + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
    for (int column = 0; column < columns; column++) {
        if (column < scenario->years) {
            settlement_rows(self, column);
            allocation_rows(self, column);
        }
        surplus_rows(self, column);
    }
    if (scenario->benefit_method != PR_BENEFIT_NONE) {
        benefit_rows(self);
    }
}
