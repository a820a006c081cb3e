/*
 * The ledger of one replicate, as rows `quantity,period,municipality,value`: every digit, in the order in
 * which the model computes, so that an auditor can follow it by hand.
 */
#include "report/csv.h"
#include "report/money.h"
#include "report/streams.h"

/* A quantity of the month ledger under the name it has here. */
typedef struct {
    pr_month_series_t series;
    const char *name;
} month_name_t;

static const month_name_t MONTHS[] = {
    {PR_MONTH_TARGET_PERSONS, "people.target"},
    {PR_MONTH_LEAVERS, "people.left"},
    {PR_MONTH_ENDED, "people.ended"},
    {PR_MONTH_HIRES, "people.hired"},
    {PR_MONTH_HIRES_FROM_BENEFIT, "people.hired_from_benefit"},
    {PR_MONTH_TRAINEES, "people.trainees"},
    {PR_MONTH_ACTIVE_PERSONS, "people.active"},
    {PR_MONTH_ACTIVE_FTE, "people.active_fte"},
    {PR_MONTH_VACANCIES, "people.vacancies"},
    {PR_MONTH_ABSENT, "people.absent"},
    {PR_MONTH_PAYROLL_EUR, "people.payroll_eur"},
    {PR_MONTH_PRODUCTIVE_HOURS, "hours.productive"},
    {PR_MONTH_REGIONAL_HOURS, "hours.regional"},
    {PR_MONTH_BUILD_UP_HOURS, "hours.build_up"},
    {PR_MONTH_VOLUNTEER_PLACES, "volunteers.places"},
    {PR_MONTH_VOLUNTEERS_ENDED, "volunteers.ended"},
    {PR_MONTH_VOLUNTEERS_LEFT, "volunteers.left"},
    {PR_MONTH_VOLUNTEERS_JOINED, "volunteers.joined"},
    {PR_MONTH_VOLUNTEERS, "volunteers.active"},
    {PR_MONTH_VOLUNTEER_HOURS, "hours.volunteers"},
    {PR_MONTH_SIGNAL_HOURS, "hours.signals"},
    {PR_MONTH_DEMAND_SHOCK, "demand.shock"},
    {PR_MONTH_NEW_RESIDENTS, "residents.new"},
    {PR_MONTH_DEMAND_HOURS, "residents.hours_asked"},
    {PR_MONTH_DEPLOYMENT_HOURS, "hours.deployed"},
    {PR_MONTH_COMMUNITY_HOURS, "hours.community"},
    {PR_MONTH_IDLE_HOURS, "hours.idle"},
    {PR_MONTH_RESIDENT_HOURS, "hours.for_residents"},
    {PR_MONTH_SERVICE_HOURS, "hours.given"},
    {PR_MONTH_SERVED, "residents.served"},
    {PR_MONTH_GAVE_UP, "residents.gave_up"},
    {PR_MONTH_RELEASED, "residents.released"},
    {PR_MONTH_BACKLOG, "residents.waiting"},
    {PR_MONTH_HOURS_OWED, "hours.owed"},
    {PR_MONTH_ALLOCATION_DEVIATION, "hours.deviation"},
    {PR_MONTH_COVERED, "municipalities.covered"},
};

/* What a row is made of. */
typedef struct {
    pr_csv_t csv;
    const pr_scenario_t *scenario;
    const pr_replicate_t *replicate;
} draw_t;

static void row(draw_t *self, const char *quantity, pr_period_t period, size_t scope, pr_number_t value)
{
    char text[16] = "";
    if (period.kind != PR_PERIOD_ALL) {
        pr_period_format(period, text);
    }
    pr_csv_text(&self->csv, quantity);
    pr_csv_text(&self->csv, text);
    pr_csv_text(&self->csv, scope > 0 ? self->scenario->municipality[scope - 1].name : "");
    pr_csv_number(&self->csv, value);
    pr_csv_end(&self->csv);
}

static void year_row(draw_t *self, const char *quantity, int y, size_t scope, pr_number_t value)
{
    row(self, quantity, (pr_period_t){PR_PERIOD_YEAR, self->scenario->first_year + y, 0}, scope, value);
}

static void parameters(draw_t *self)
{
    const pr_period_t none = {PR_PERIOD_ALL, 0, 0};
    for (size_t i = 0; i < self->scenario->setting_count; i++) {
        const pr_setting_t *setting = &self->scenario->setting[i];
        if (setting->uncertain) { /* as the model uses it: fractions, euros, hours */
            const char *base = (const char *)&self->replicate->inputs;
            const double *value = (const double *)(const void *)(base + setting->offset);
            char name[256];
            snprintf(name, sizeof name, "parameter.%s", setting->path);
            row(self, name, none, 0, pr_exact(*value));
        }
    }
}

static void index_rows(draw_t *self, int y)
{
    static const char *const series[PR_SERIES_COUNT] = {"ova", "ppc"};
    static const char *const class[PR_INDEX_CLASSES] = {"none", "ova", "ppc", "ova90_ppc10"};
    const pr_index_path_t *index = &self->replicate->index;
    char name[64];
    for (size_t s = 0; s < PR_SERIES_COUNT; s++) {
        snprintf(name, sizeof name, "index.%s.provisional", series[s]);
        year_row(self, name, y, 0, pr_exact(index->provisional[s][y]));
        snprintf(name, sizeof name, "index.%s.definitive", series[s]);
        year_row(self, name, y, 0, pr_exact(index->definitive[s][y]));
    }
    for (size_t c = PR_INDEX_OVA; c < PR_INDEX_CLASSES; c++) {
        snprintf(name, sizeof name, "index.%s.applied", class[c]);
        year_row(self, name, y, 0, pr_exact(index->applied[c][y]));
        snprintf(name, sizeof name, "index.%s.factor", class[c]);
        year_row(self, name, y, 0, pr_exact((double)index->factor[c][y].factor));
    }
}

static void budget_rows(draw_t *self, int y)
{
    const pr_budget_t *budget = &self->replicate->budget;
    for (size_t i = 0; i < self->scenario->line_count; i++) {
        char name[128];
        snprintf(name, sizeof name, "cost.%s.real_eur", self->scenario->line[i].id);
        year_row(self, name, y, 0, pr_plain_cents(budget->line_real[i][y].cents));
        snprintf(name, sizeof name, "cost.%s.nominal_eur", self->scenario->line[i].id);
        year_row(self, name, y, 0, pr_plain_cents(budget->line[i][y].cents));
    }
    year_row(self, "cost.total_eur", y, 0, pr_plain_cents(budget->total[y].cents));
    year_row(self, "cost.lump_sum_eur", y, 0, pr_plain_cents(budget->lump_sum[y].cents));
    year_row(self, "cost.people_eur", y, 0, pr_plain_cents(budget->people[y].cents));
    year_row(self, "people.cost_per_fte_eur", y, 0, pr_exact(self->replicate->ledger.cost_per_fte_eur[y]));
    year_row(self, "people.contract_fte", y, 0, pr_exact(self->replicate->ledger.contract_fte[y]));
}

static void month_rows(draw_t *self, int t)
{
    const pr_ledger_t *ledger = &self->replicate->ledger;
    const pr_period_t month = {PR_PERIOD_MONTH, self->scenario->month_year + t / 12, t % 12 + 1};
    for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++) {
        bool local = MONTHS[i].series >= PR_MONTH_FIRST_LOCAL;
        for (size_t scope = 0; scope < (local ? ledger->scopes : 1); scope++) {
            double value = pr_ledger_row(ledger, MONTHS[i].series, scope)[t];
            row(self, MONTHS[i].name, month, scope, pr_exact(value));
        }
    }
}

static void surplus_rows(draw_t *self, int column)
{
    const pr_surplus_t *surplus = &self->replicate->surplus;
    typedef const pr_nominal_t(*scopes_t)[PR_MAX_YEARS + 1];
    const struct {
        const char *name;
        scopes_t amount;
        bool surplus;
    } item[] = {{"surplus.reduction_eur", surplus->reduction, false},
                {"settlement_eur", surplus->settlement, false},
                {"surplus.reduction_net_eur", surplus->reduction_net, false},
                {"execution.contribution_eur", surplus->contribution, false},
                {"municipality.net_effect_eur", surplus->net_effect, false},
                {"surplus.before_eur", surplus->before, true},
                {"surplus.after_eur", surplus->after, true},
                {"surplus.shortfall_eur", surplus->shortfall, true}};
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
            if (!item[i].surplus || self->scenario->has_surplus) {
                year_row(self, item[i].name, column, scope,
                         pr_plain_cents(item[i].amount[scope][column].cents));
            }
        }
    }
}

static void settlement_rows(draw_t *self, int y)
{
    const pr_replicate_t *replicate = self->replicate;
    year_row(self, "people.payroll_year_eur", y, 0, pr_exact(replicate->ledger.payroll_eur[y]));
    year_row(self, "contractor.overspend_eur", y, 0, pr_plain_cents(replicate->surplus.overspend[y].cents));
    if (self->scenario->has_volunteers) {
        year_row(self, "volunteers.allowance_eur", y, 0, pr_exact(replicate->ledger.allowance_eur[y]));
        year_row(self, "volunteers.paid_year_eur", y, 0, pr_exact(replicate->ledger.allowances_eur[y]));
        year_row(self, "volunteers.budgeted_eur", y, 0, pr_plain_cents(replicate->budget.allowance[y].cents));
        year_row(self, "volunteers.guidance_eur", y, 0, pr_plain_cents(replicate->budget.guidance[y].cents));
    }
    if (self->scenario->has_surplus) {
        year_row(self, "surplus.shock", y, 0, pr_exact(replicate->surplus_shock[y]));
    }
}

/* In prices of the price-level year, up to the last year in which benefits are counted. */
static void benefit_rows(draw_t *self)
{
    const pr_benefit_t *benefit = &self->replicate->benefit;
    const pr_period_t none = {PR_PERIOD_ALL, 0, 0};
    char name[64];
    const struct {
        const char *name;
        const double *year;
    } item[] = {{"benefit.cost_eur", benefit->cost},        {"benefit.reached", benefit->reached},
                {"benefit.successes", benefit->successes},  {"benefit.success_years", benefit->success_years},
                {"benefit.gain_eur", benefit->gain},        {"benefit.work_eur", benefit->work},
                {"benefit.cashable_eur", benefit->cashable}};
    for (size_t k = 0; k < PR_PAYERS; k++) {
        snprintf(name, sizeof name, "benefit.share.%s", pr_payer_id((pr_payer_t)k));
        row(self, name, none, 0, pr_exact(benefit->share[k]));
    }
    for (int y = 0; y < self->scenario->years + PR_BENEFIT_TAIL; y++) {
        for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
            year_row(self, item[i].name, y, 0, pr_exact(item[i].year[y]));
        }
        for (size_t k = 0; k < PR_PAYERS; k++) {
            snprintf(name, sizeof name, "benefit.payer.%s_eur", pr_payer_id((pr_payer_t)k));
            year_row(self, name, y, 0, pr_exact(benefit->payer[k][y]));
        }
    }
    row(self, "value.cost_present", none, 0, pr_exact(benefit->present_cost));
    row(self, "value.benefit_present", none, 0, pr_exact(benefit->present_total));
    row(self, "value.net_present", none, 0, pr_exact(benefit->net));
    row(self, "value.net_present.cashable", none, 0, pr_exact(benefit->net_cashable));
}

/* What each gate saw, what its evaluation found and which path it chose (1), or that it had closed. */
static void gate_rows(draw_t *self, size_t g)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_gate_t *gate = &scenario->gate[g];
    const pr_decision_t *decision = &self->replicate->decisions.gate[g];
    const pr_evidence_t *seen = &decision->seen;
    const struct {
        const char *name;
        double value;
    } item[] = {
        {"waiting", seen->waiting},     {"vacancies", seen->vacancies}, {"reachable", seen->reachable},
        {"followed", seen->followed},   {"successes", seen->successes}, {"estimate", seen->estimate},
        {"closed", decision->path < 0}, {"ended", decision->ended},     {"released", decision->released}};
    const pr_period_t year = {PR_PERIOD_YEAR, gate->year, 0};
    char name[128];
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        snprintf(name, sizeof name, "gate.%s.%s", gate->id, item[i].name);
        row(self, name, year, 0, pr_exact(item[i].value));
    }
    for (size_t p = 0; p < scenario->path_count; p++) {
        snprintf(name, sizeof name, "gate.%s.%s", gate->id, scenario->budget_path[p].id);
        row(self, name, year, 0, pr_exact(decision->path == (int)p));
    }
}

static void whole_draw(draw_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_period_t none = {PR_PERIOD_ALL, 0, 0};
    pr_csv_header(&self->csv, "quantity,period,municipality,value");
    row(self, "replicate", none, 0, pr_exact((double)self->replicate->replicate));
    parameters(self);
    for (int y = 0; y < scenario->years; y++) {
        index_rows(self, y);
        budget_rows(self, y);
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        row(self, "launch.month_of_axis", none, 1 + m, pr_exact(self->replicate->ledger.launch[m]));
    }
    for (int t = 0; t < scenario->months; t++) {
        month_rows(self, t);
    }
    for (size_t g = 0; g < scenario->gate_count; g++) {
        gate_rows(self, g);
    }
    for (int column = 0; column < scenario->years + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
         column++) {
        if (column < scenario->years) {
            settlement_rows(self, column);
        }
        surplus_rows(self, column);
    }
    if (scenario->benefit_method != PR_BENEFIT_NONE) {
        benefit_rows(self);
    }
}

int pr_report_draw(const pr_report_t *self, const pr_scenario_t *scenario, const pr_replicate_t *replicate,
                   FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    draw_t draw = {.scenario = scenario, .replicate = replicate};
    pr_text_init(&text);
    pr_csv_begin(&draw.csv, &text, self->csv);
    whole_draw(&draw);
    int result = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return result;
}
