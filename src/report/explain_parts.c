/* What a simulated figure is made of, and where its spread comes from. */
#include "report/explain.h"
#include <math.h>
#include <string.h>

/* How a metric comes about, and the outcomes beside which it should be read. */
typedef struct {
    const char *metric; /* or its beginning, where it ends in '.' */
    pr_text_id_t text;
    const char *part[4];
} origin_t;

static const origin_t ORIGINS[] = {
    {"settlement",
     PR_TEXT_EXPLAIN_OF_SETTLEMENT,
     {"capacity.target_persons", "capacity.active_persons", "capacity.trainees", "capacity.vacancies"}},
    {"contractor.overspend",
     PR_TEXT_EXPLAIN_OF_OVERSPEND,
     {"capacity.target_persons", "capacity.active_persons"}},
    {"surplus.reduction_net", PR_TEXT_EXPLAIN_OF_NET, {"surplus.reduction", "settlement"}},
    {"municipality.net_effect",
     PR_TEXT_EXPLAIN_OF_EFFECT,
     {"surplus.reduction", "settlement", "execution.contribution"}},
    {"surplus.after", PR_TEXT_EXPLAIN_OF_AFTER, {"surplus.before", "surplus.reduction_net"}},
    {"surplus.shortfall", PR_TEXT_EXPLAIN_OF_SHORTFALL, {"surplus.before", "surplus.reduction_net"}},
    {"surplus.shortfall_probability",
     PR_TEXT_EXPLAIN_OF_SHORTFALL,
     {"surplus.before", "surplus.reduction_net"}},
    {"capacity.active_persons",
     PR_TEXT_EXPLAIN_OF_PEOPLE,
     {"capacity.target_persons", "capacity.trainees", "capacity.vacancies"}},
    {"capacity.active_fte",
     PR_TEXT_EXPLAIN_OF_PEOPLE,
     {"capacity.target_persons", "capacity.active_persons"}},
    {"capacity.vacancies", PR_TEXT_EXPLAIN_OF_PEOPLE, {"capacity.target_persons", "capacity.active_persons"}},
    {"capacity.productive_hours",
     PR_TEXT_EXPLAIN_OF_HOURS,
     {"capacity.active_fte", "capacity.regional_hours", "capacity.build_up_hours", "deployment.hours"}},
    {"deployment.hours",
     PR_TEXT_EXPLAIN_OF_DEPLOYMENT,
     {"capacity.productive_hours", "capacity.regional_hours", "capacity.build_up_hours"}},
    {"deployment.hours_per_week", PR_TEXT_EXPLAIN_OF_WEEK, {"deployment.hours"}},
    {"deployment.fte_by_key", PR_TEXT_EXPLAIN_OF_KEY, {"capacity.active_fte"}},
    {"demand.new_residents", PR_TEXT_EXPLAIN_OF_DEMAND, {"demand.hours"}},
    {"demand.hours", PR_TEXT_EXPLAIN_OF_DEMAND, {"demand.new_residents"}},
    {"demand.theme.", PR_TEXT_EXPLAIN_OF_THEME, {"demand.new_residents"}},
    {"service.residents_reached",
     PR_TEXT_EXPLAIN_OF_REACHED,
     {"demand.new_residents", "service.hours", "service.gave_up", "service.backlog_residents"}},
    {"service.backlog_residents",
     PR_TEXT_EXPLAIN_OF_REACHED,
     {"demand.new_residents", "service.residents_reached", "service.gave_up"}},
    {"service.theme.", PR_TEXT_EXPLAIN_OF_THEME, {"service.residents_reached"}},
    {"service.activity_hours.", PR_TEXT_EXPLAIN_OF_ROLE, {"deployment.hours"}},
    {"service.wait_months",
     PR_TEXT_EXPLAIN_OF_WAIT,
     {"service.backlog_residents", "service.residents_reached", "service.gave_up"}},
    {"service.utilisation", PR_TEXT_EXPLAIN_OF_UTILISATION, {"service.hours", "deployment.hours"}},
    {"gate.", PR_TEXT_EXPLAIN_OF_GATE, {NULL}},
    {"allocation.difference", PR_TEXT_EXPLAIN_OF_DIFFERENCE, {"surplus.reduction"}},
    {"allocation.swing", PR_TEXT_EXPLAIN_OF_SWING, {"surplus.reduction"}},
    {"allocation.moved", PR_TEXT_EXPLAIN_OF_MOVED, {"surplus.reduction"}},
    {"value.break_even_per_resident",
     PR_TEXT_EXPLAIN_OF_RATIO,
     {"value.cost_present", "value.residents_present"}},
    {"value.break_even_avoided_cost",
     PR_TEXT_EXPLAIN_OF_RATIO,
     {"value.cost_present", "value.success_years_present"}},
    {"value.benefit_cost_ratio", PR_TEXT_EXPLAIN_OF_RATIO, {"value.benefit_present", "value.cost_present"}},
    {"value.", PR_TEXT_EXPLAIN_OF_VALUE, {"value.benefit_present", "value.cost_present"}},
    {"benefit.", PR_TEXT_EXPLAIN_OF_BENEFIT, {"service.residents_reached"}},
    {"volunteers.", PR_TEXT_EXPLAIN_OF_ALLOWANCE, {"capacity.volunteers"}},
};

static const origin_t *origin_of(const char *metric)
{
    static const origin_t other = {"", PR_TEXT_EXPLAIN_OF_OTHER, {NULL}};
    for (size_t i = 0; i < sizeof ORIGINS / sizeof *ORIGINS; i++) {
        size_t length = strlen(ORIGINS[i].metric);
        bool family = ORIGINS[i].metric[length - 1] == '.';
        if (family ? strncmp(metric, ORIGINS[i].metric, length) == 0
                   : strcmp(metric, ORIGINS[i].metric) == 0) {
            return &ORIGINS[i];
        }
    }
    return &other;
}

/* ---- what it consists of ---- */

/* The period that a figure is about: a settlement that is booked a year later is about the year before. */
static pr_period_t period_of(const pr_explanation_t *of)
{
    pr_period_t period = of->item->period;
    bool later =
        of->scenario->settlement_year == PR_SETTLEMENT_NEXT && strcmp(of->item->metric, "settlement") == 0;
    period.year -= later && period.kind == PR_PERIOD_YEAR;
    return period;
}

/* Sum over the item's years of an amount of the central path. */
static int64_t central_sum(const pr_explanation_t *of, const pr_nominal_t *amount, int columns)
{
    const pr_period_t period = period_of(of);
    int64_t sum = 0;
    for (int y = 0; y < columns; y++) {
        bool wanted = period.kind == PR_PERIOD_ALL || period.year == of->scenario->first_year + y;
        sum += wanted ? amount[y].cents : 0;
    }
    return sum;
}

static double weeks_of(const pr_explanation_t *of)
{
    const pr_period_t period = of->item->period;
    double weeks = 0;
    for (int t = 0; t < of->scenario->months; t++) {
        int year = of->scenario->month_year + t / 12, month = 1 + t % 12;
        bool wanted =
            period.kind == PR_PERIOD_ALL ||
            (period.year == year &&
             (period.kind == PR_PERIOD_YEAR || (period.kind == PR_PERIOD_MONTH && period.part == month) ||
              (period.kind == PR_PERIOD_HALF && period.part == 1 + (month > 6))));
        weeks += wanted ? of->run->plan.weeks[t] : 0;
    }
    return weeks;
}

/* The formula, with the amounts of the central path where it has them. */
static void say_formula(pr_page_t *self, const origin_t *origin)
{
    const pr_explanation_t *of = self->of;
    const pr_surplus_t *surplus = &of->central->surplus;
    const pr_budget_t *budget = &of->central->budget;
    int scope = of->item->scope, years = of->scenario->years;
    pr_lang_t lang = self->view.lang;
    pr_number_t first = {""}, second = {""}, third = {""};
    switch (origin->text) {
    case PR_TEXT_EXPLAIN_OF_SETTLEMENT:
    case PR_TEXT_EXPLAIN_OF_OVERSPEND:
        first = pr_euros(lang, central_sum(of, budget->lump_sum, years));
        second = pr_euros(lang, central_sum(of, budget->people, years));
        break;
    case PR_TEXT_EXPLAIN_OF_NET:
        first = pr_euros(lang, central_sum(of, surplus->reduction_net[scope], years + 1));
        break;
    case PR_TEXT_EXPLAIN_OF_EFFECT:
    case PR_TEXT_EXPLAIN_OF_AFTER:
        first = pr_euros(lang, central_sum(of, surplus->reduction[scope], years + 1));
        second = pr_euros(lang, central_sum(of, surplus->contribution[scope], years + 1));
        third =
            pr_euros(lang, central_sum(of,
                                       origin->text == PR_TEXT_EXPLAIN_OF_AFTER ? surplus->after[scope]
                                                                                : surplus->net_effect[scope],
                                       years + 1));
        break;
    case PR_TEXT_EXPLAIN_OF_RATIO:
        PR_SAY(&self->view, origin->text, origin->part[0], origin->part[1]);
        return;
    case PR_TEXT_EXPLAIN_OF_WEEK:
        first = pr_fixed(lang, weeks_of(of), 3);
        break;
    default:
        break;
    }
    PR_SAY(&self->view, origin->text, first.s, second.s, third.s);
}

static const pr_summary_t *part_summary(const pr_explanation_t *of, const char *metric, size_t *series)
{
    int scope = of->item->scope;
    ptrdiff_t found = pr_plan_find(&of->run->plan, metric, scope, period_of(of));
    found = found < 0 ? pr_plan_find(&of->run->plan, metric, 0, period_of(of)) : found;
    *series = found < 0 ? 0 : (size_t)found;
    return found < 0 ? NULL : &of->run->ensemble.summary[found];
}

static void range_cell(pr_table_t *table, pr_lang_t lang, const pr_summary_t *summary, int most)
{
    char range[160];
    snprintf(range, sizeof range, "%s – %s", pr_view_quantile(lang, summary, summary->p05, most).s,
             pr_view_quantile(lang, summary, summary->p95, most).s);
    pr_table_cell(table, range);
}

static void part_row(pr_page_t *self, pr_table_t *table, const char *metric)
{
    size_t series, metrics = 0;
    const pr_summary_t *summary = part_summary(self->of, metric, &series);
    if (!summary) {
        return;
    }
    const pr_series_t *at = &self->of->run->plan.series[series];
    const pr_metric_t *row = &pr_metric_table(&metrics)[at->metric];
    pr_table_cell(table, metric);
    pr_table_cell(table, at->scope > 0 ? self->of->scenario->municipality[at->scope - 1].name
                                       : pr_text(self->view.lang, PR_TEXT_REGION));
    pr_table_cell(table, pr_view_mean(self->view.lang, summary, 2).s);
    range_cell(table, self->view.lang, summary, 2);
    pr_table_cell(table, pr_page_unit(self->view.lang, row->unit));
}

void pr_page_parts(pr_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_EXPLAIN_PART, PR_TEXT_MUNICIPALITY, PR_TEXT_EXPLAIN_MEAN,
                                        PR_TEXT_RANGE, PR_TEXT_EXPLAIN_UNIT};
    if (self->of->path->kind != PR_EXPLAIN_NONE || !self->of->run) {
        return;
    }
    const origin_t *origin = origin_of(self->of->item->metric);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_CONSISTS, "");
    size_t series;
    const pr_period_t about = period_of(self->of);
    if (about.year != self->of->item->period.year) {
        char booked[16], year[16];
        pr_period_format(self->of->item->period, booked);
        pr_period_format(about, year);
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_BOOKED_LATER, year, booked,
               pr_page_place(self, "budget.settlement_year").s);
    }
    say_formula(self, origin);
    if (!origin->part[0] || !part_summary(self->of, origin->part[0], &series)) {
        return;
    }
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < 4 && origin->part[i]; i++) {
        part_row(self, &table, origin->part[i]);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

/* ---- spread ---- */

static void say_shares(pr_page_t *self)
{
    const pr_variance_parts_t *parts = &self->of->spread->parts;
    pr_lang_t lang = self->view.lang;
    double share = parts->parameter_share, error = 100 * parts->share_se;
    if (!isfinite(share)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_PARTS_NONE, "");
        return;
    }
    share = share < 0 ? 0 : share > 1 ? 1 : share; /* on the page; the estimate itself may pass both ends */
    int decimals = pr_decimals(error, 1) > 0 ? 1 : 0;
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_PARTS_SHARES, pr_percents(lang, share, decimals).s,
           pr_percents(lang, parts->share_se, 1).s, pr_percents(lang, 1 - share, decimals).s,
           pr_whole(lang, (int64_t)parts->draws).s, pr_whole(lang, (int64_t)parts->noise).s);
}

static void driver_row(pr_page_t *self, pr_table_t *table, const pr_driver_t *driver)
{
    const pr_setting_t *setting = &self->of->scenario->setting[driver->setting];
    pr_lang_t lang = self->view.lang;
    double low = pr_dist_quantile(&setting->dist, 0.05), high = pr_dist_quantile(&setting->dist, 0.95);
    int decimals = high > low ? 2 - (int)floor(log10(high - low)) : 2;
    decimals = decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
    char text[200];
    pr_table_cell(table, setting->path);
    snprintf(text, sizeof text, "%s ± %s", pr_fixed(lang, driver->correlation, 2).s,
             pr_fixed(lang, driver->se, 2).s);
    pr_table_cell(table, text);
    snprintf(text, sizeof text, "%s – %s", pr_fixed(lang, low, decimals).s, pr_fixed(lang, high, decimals).s);
    pr_table_cell(table, text);
    pr_table_cell(table, setting->assumption ? "A" : "");
    pr_table_cell(table, pr_page_place_cell(self, setting->path).s);
}

static void say_drivers(pr_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_EXPLAIN_DRIVER, PR_TEXT_EXPLAIN_CORRELATION, PR_TEXT_RANGE};
    const pr_explain_spread_t *spread = self->of->spread;
    if (!isfinite(spread->parts.parameter_share)) {
        return; /* it varies in no replicate */
    }
    if (spread->drivers == 0) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_DRIVERS_NONE,
               pr_whole(self->view.lang, (int64_t)spread->replicates).s,
               pr_fixed(self->view.lang, spread->chance, 2).s);
        return;
    }
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_DRIVERS, pr_whole(self->view.lang, (int64_t)spread->replicates).s,
           pr_fixed(self->view.lang, spread->chance, 2).s);
    pr_table_t table;
    pr_table_init(&table, 5);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_cell(&table, "A");
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_EXPLAIN_SET_IN));
    pr_table_rule(&table);
    for (size_t i = 0; i < spread->drivers; i++) {
        driver_row(self, &table, &spread->driver[i]);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

static void say_estimate(pr_page_t *self, const pr_summary_t *summary, const char *unit)
{
    pr_lang_t lang = self->view.lang;
    int most = 4;
    if (summary->undefined > 0) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_UNDEFINED, pr_whole(lang, (int64_t)summary->undefined).s);
    } else if (isnan(summary->sd) && isfinite(summary->mean) && isfinite(summary->se)) {
        int decimals = pr_decimals(summary->se, most);
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_RATIO, pr_fixed(lang, summary->mean, decimals).s,
               pr_fixed(lang, summary->se, decimals + 1).s,
               pr_view_quantile(lang, summary, summary->p05, most).s,
               pr_view_quantile(lang, summary, summary->p95, most).s, pr_page_unit(lang, unit));
    } else if (isnan(summary->sd)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_PARTS_NONE, "");
    } else if (summary->sd == 0) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_CONSTANT, pr_page_exact(lang, summary->mean).s);
    } else {
        int decimals = pr_decimals(summary->se, most);
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_ESTIMATE, pr_fixed(lang, summary->mean, decimals).s,
               pr_fixed(lang, summary->se, decimals + 1).s,
               pr_view_quantile(lang, summary, summary->p05, most).s,
               pr_view_quantile(lang, summary, summary->p95, most).s, pr_page_unit(lang, unit));
    }
}

void pr_page_spread(pr_page_t *self)
{
    const pr_explanation_t *of = self->of;
    const pr_summary_t *summary = pr_explanation_summary(of);
    if (!summary) {
        return;
    }
    size_t metrics = 0;
    ptrdiff_t series = pr_plan_find(&of->run->plan, of->item->metric, of->item->scope, of->item->period);
    const char *unit = pr_metric_table(&metrics)[of->run->plan.series[series].metric].unit;
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)of->run->seed);
    PR_PAGE_HEADING(self, pr_text_for(PR_TEXT_EXPLAIN_REPLICATES, of->run->ensemble.replicates),
                    pr_whole(self->view.lang, (int64_t)of->run->ensemble.replicates).s, seed);
    say_estimate(self, summary, unit);
    if (of->spread) {
        PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_PARTS, "");
        say_shares(self);
        say_drivers(self);
    }
}
