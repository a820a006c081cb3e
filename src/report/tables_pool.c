/* Capacity and demand per year, hours per municipality, and the surplus around the pool. */
#include "report/view.h"
#include <math.h>

/* A row of the capacity table. */
typedef struct {
    const char *metric;
    pr_text_id_t label;
    int most; /* decimals */
    bool percent;
    double scale; /* 0: 1 */
} outcome_t;

static const outcome_t OUTCOMES[] = {
    {"capacity.target_persons", PR_TEXT_TARGET_PERSONS, 1, false, 0},
    {"capacity.active_persons", PR_TEXT_ACTIVE_PERSONS, 1, false, 0},
    {"capacity.active_fte", PR_TEXT_ACTIVE_FTE, 1, false, 0},
    {"capacity.vacancies", PR_TEXT_VACANCIES, 1, false, 0},
    {"capacity.productive_hours", PR_TEXT_PRODUCTIVE_HOURS, 0, false, 0},
    {"settlement", PR_TEXT_SETTLED_ROW, 0, false, 0.001}, /* always shown with the hours: it is no thrift */
    {"capacity.volunteers", PR_TEXT_VOLUNTEERS, 1, false, 0},
    {"capacity.volunteer_hours", PR_TEXT_VOLUNTEER_HOURS, 0, false, 0},
    {"deployment.hours_per_week", PR_TEXT_HOURS_PER_WEEK, 1, false, 0},
    {"deployment.idle_hours", PR_TEXT_IDLE_HOURS, 0, false, 0},
    {"demand.new_residents", PR_TEXT_NEW_RESIDENTS, 0, false, 0},
    {"build5.residents_carried", PR_TEXT_CARRIED, 0, false, 0},
    {"service.residents_reached", PR_TEXT_REACHED, 0, false, 0},
    {"budgetkring.residents", PR_TEXT_CIRCLE_RESIDENTS, 0, false, 0},
    {"budgetkring.circles_running", PR_TEXT_CIRCLES_RUNNING, 1, false, 0},
    {"service.backlog_residents", PR_TEXT_WAITING, 0, false, 0},
    {"service.wait_months", PR_TEXT_WAIT_MONTHS, 1, false, 0},
    {"service.utilisation", PR_TEXT_UTILISATION, 0, true, 0},
};

/* A gap between volunteers wanted and places that is told: more than the uncertainty of both makes. */
static const double CAPPED = 0.25;

typedef enum { LINE_MEAN, LINE_P05, LINE_P95 } line_t;

static void outcome_cell(pr_table_t *table, const pr_view_t *self, const outcome_t *outcome, line_t line,
                         int year)
{
    const pr_summary_t *found = pr_view_year(self, outcome->metric, 0, year);
    pr_summary_t summary = found ? *found : (pr_summary_t){.mean = NAN, .p05 = NAN, .p95 = NAN};
    double scale = outcome->percent ? 100 : outcome->scale > 0 ? outcome->scale : 1;
    summary.mean *= scale;
    summary.se *= scale;
    summary.se_plain *= scale;
    summary.p05 *= scale;
    summary.p95 *= scale;
    pr_number_t number = line == LINE_MEAN
                             ? pr_view_mean(self->lang, &summary, outcome->most)
                             : pr_view_quantile(self->lang, &summary,
                                                line == LINE_P05 ? summary.p05 : summary.p95, outcome->most);
    char cell[80];
    bool sign = outcome->percent && number.s[0] >= '0' && number.s[0] <= '9';
    snprintf(cell, sizeof cell, "%s%s", number.s, sign ? self->lang == PR_LANG_EN ? "%" : " %" : "");
    pr_table_cell(table, cell);
}

/* Years without a pool at the end are left out: a sentence says that it is gone. */
static int last_told(const pr_view_t *self)
{
    int first, last;
    pr_view_pool(self, &first, &last);
    return last > 0 ? last : self->scenario->last_year;
}

static void year_heads(pr_table_t *table, const pr_view_t *self, int last)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_table_cell(table, "");
    for (int year = scenario->month_year; year <= last; year++) {
        bool first = year == scenario->month_year || year == scenario->decided_until + 1;
        pr_text_id_t status =
            pr_scenario_status(scenario, year) == PR_STATUS_DECIDED ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE;
        pr_table_cell(table, first ? pr_text(self->lang, status) : "");
    }
    pr_table_cell(table, "");
    for (int year = scenario->month_year; year <= last; year++) {
        pr_table_cell(table, pr_view_span(year, year).s);
    }
    pr_table_rule(table);
}

/* What is wanted on the central path and what the budget for guidance has places for, in the year with the
   widest gap. */
static void places_note(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_volunteer_inputs_t *in = &scenario->central.volunteers;
    const pr_summary_t *fewest = NULL;
    double wanted = 0;
    int at = 0;
    for (int year = scenario->month_year; year <= scenario->last_year; year++) {
        double aim = scenario->volunteers_by_year ? in->target_of[year - scenario->first_year] : in->target;
        const pr_summary_t *places = pr_view_year(self, "capacity.volunteer_places", 0, year);
        if (places && aim - places->mean > (fewest ? wanted - fewest->mean : CAPPED * aim)) {
            fewest = places;
            wanted = aim;
            at = year;
        }
    }
    if (fewest) {
        PR_SAY(self, PR_TEXT_NOTE_VOLUNTEER_PLACES, pr_view_span(at, at).s, pr_fixed(self->lang, wanted, 0).s,
               pr_view_mean(self->lang, fewest, 0).s);
    }
}

static void volunteer_notes(const pr_view_t *self)
{
    const pr_summary_t *unspent =
        pr_run_find(self->run, "volunteers.unspent", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    places_note(self);
    PR_SAY(self, PR_TEXT_NOTE_ALLOWANCES, "");
    if (unspent && unspent->p05 < 0) {
        PR_SAY(self, PR_TEXT_NOTE_ALLOWANCES_OVER,
               pr_fixed(self->lang, -unspent->p05, pr_decimals(pr_view_quantile_error(unspent), -3)).s);
    }
}

void pr_table_capacity(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    static const pr_text_id_t other[] = {PR_TEXT_TOTAL, PR_TEXT_P05, PR_TEXT_P95};
    int last = last_told(self);
    pr_table_t table;
    PR_HEADING(self, PR_TEXT_CAPACITY, "");
    pr_table_init(&table, (size_t)(last - scenario->month_year + 2));
    table.group = PR_TABLE_RUNS;
    year_heads(&table, self, last);
    for (size_t i = 0; i < sizeof OUTCOMES / sizeof *OUTCOMES; i++) {
        if (!pr_view_year(self, OUTCOMES[i].metric, 0, scenario->month_year)) {
            continue; /* the scenario has no such outcome */
        }
        for (line_t line = LINE_MEAN; line <= LINE_P95; line++) {
            char label[64];
            snprintf(label, sizeof label, "   %s", pr_text(self->lang, other[line]));
            pr_table_cell(&table, line == LINE_MEAN ? pr_text(self->lang, OUTCOMES[i].label) : label);
            for (int year = scenario->month_year; year <= last; year++) {
                outcome_cell(&table, self, &OUTCOMES[i], line, year);
            }
            pr_table_end(&table);
        }
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
    PR_SAY(self, PR_TEXT_NOTE_UNDEFINED, "");
    if (last < scenario->last_year) {
        pr_view_pool_ended(self, last + 1);
    }
    if (scenario->has_volunteers) {
        volunteer_notes(self);
    }
    if (scenario->has_communities) {
        PR_SAY(self, PR_TEXT_NOTE_CARRIED, "");
    }
}

static void tenths(const pr_view_t *self, const char *metric, int year, double scale, int64_t *out)
{
    int64_t value[PR_MAX_MUNICIPALITIES], sum = 0;
    size_t n = self->scenario->municipality_count;
    for (size_t m = 0; m < n; m++) {
        const pr_summary_t *summary = pr_view_year(self, metric, 1 + (int)m, year);
        bool known = summary && isfinite(summary->mean);
        value[m] = known ? pr_round_half_away((long double)(summary->mean * scale * 1000)) : 0;
        sum += value[m];
    }
    out[0] = pr_round_half_away((long double)sum / 1000);
    pr_units_round(n, value, 1000, out[0], out + 1);
}

void pr_hours_year(const pr_view_t *self, int year, pr_hours_t *out)
{
    tenths(self, "deployment.hours_per_week", year, 10, out->hours);
    tenths(self, "deployment.fte_by_key", year, 100, out->fte);
}

void pr_hours_cells(const pr_view_t *self, pr_table_t *table, size_t scope, int year, const pr_hours_t *hours)
{
    const pr_summary_t *summary = pr_view_year(self, "deployment.hours_per_week", (int)scope, year);
    char range[160] = "–";
    if (summary && !isnan(summary->se)) {
        snprintf(range, sizeof range, "%s–%s", pr_view_quantile(self->lang, summary, summary->p05, 1).s,
                 pr_view_quantile(self->lang, summary, summary->p95, 1).s);
    }
    pr_table_cell(table, pr_fixed(self->lang, (double)hours->hours[scope] / 10, 1).s);
    pr_table_cell(table, range);
    pr_table_cell(table, pr_fixed(self->lang, (double)hours->fte[scope] / 100, 2).s);
}

static void hours_heads(pr_table_t *table, const pr_view_t *self, const int *year, int years)
{
    pr_table_cell(table, "");
    for (int i = 0; i < years; i++) {
        bool decided = pr_scenario_status(self->scenario, year[i]) == PR_STATUS_DECIDED;
        char head[64];
        snprintf(head, sizeof head, "%d %s", year[i],
                 pr_text(self->lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
        pr_table_cell(table, "");
        pr_table_cell(table, head);
        pr_table_cell(table, "");
    }
    pr_table_cell(table, pr_text(self->lang, PR_TEXT_MUNICIPALITY));
    for (int i = 0; i < years; i++) {
        pr_table_cell(table, pr_text(self->lang, PR_TEXT_HOURS_COLUMN));
        pr_table_cell(table, pr_text(self->lang, PR_TEXT_RANGE));
        pr_table_cell(table, pr_text(self->lang, PR_TEXT_FTE_COLUMN));
    }
    pr_table_rule(table);
}

/* The last decided and the first indicative year with a pool; how many there are. */
static int hours_years(const pr_view_t *self, int year[2])
{
    int first, last, years = 0, decided = self->scenario->decided_until;
    pr_view_pool(self, &first, &last);
    if (last > 0 && first <= decided) {
        year[years++] = last < decided ? last : decided;
    }
    if (last > decided) {
        year[years++] = first > decided ? first : decided + 1;
    }
    return years;
}

void pr_table_hours(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int year[2], years = hours_years(self, year);
    pr_hours_t hours[2];
    pr_table_t table;
    if (years == 0) {
        return;
    }
    PR_HEADING(self, PR_TEXT_HOURS, "");
    pr_table_init(&table, 1 + 3 * (size_t)years);
    table.group = 3;
    table.sortable = true;
    hours_heads(&table, self, year, years);
    for (int i = 0; i < years; i++) {
        pr_hours_year(self, year[i], &hours[i]);
    }
    for (size_t row = 1; row <= scenario->municipality_count + 1; row++) {
        size_t scope = row <= scenario->municipality_count ? row : 0;
        if (scope == 0) {
            pr_table_rule(&table);
        }
        pr_table_cell(&table,
                      scope ? scenario->municipality[scope - 1].name : pr_text(self->lang, PR_TEXT_REGION));
        for (int i = 0; i < years; i++) {
            pr_hours_cells(self, &table, scope, year[i], &hours[i]);
        }
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
}

static void thousands_cell(pr_table_t *table, const pr_view_t *self, const char *metric, int year)
{
    const pr_summary_t *found = pr_view_year(self, metric, 0, year);
    pr_number_t number = {"–"};
    if (found && !found->undefined && isfinite(found->mean)) {
        number = pr_fixed(self->lang, found->mean / 1000, pr_decimals(found->se / 1000, 0));
    }
    pr_table_cell(table, number.s);
}

static void surplus_row(pr_table_t *table, const pr_view_t *self, int year, bool chances)
{
    bool decided = pr_scenario_status(self->scenario, year) == PR_STATUS_DECIDED;
    const pr_summary_t *chance = pr_view_year(self, "surplus.shortfall_probability", 0, year);
    pr_table_cell(table, pr_view_span(year, year).s);
    pr_table_cell(table, pr_text(self->lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
    thousands_cell(table, self, "surplus.before", year);
    thousands_cell(table, self, "surplus.reduction_net", year);
    thousands_cell(table, self, "surplus.after", year);
    thousands_cell(table, self, "surplus.shortfall", year);
    if (chances && chance) {
        pr_table_cell(table, pr_percents(self->lang, chance->mean, pr_decimals(100 * chance->se, 1)).s);
    }
    pr_table_end(table);
}

void pr_table_surplus(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    static const pr_text_id_t head[] = {PR_TEXT_YEAR,           PR_TEXT_STATUS,
                                        PR_TEXT_SURPLUS_BEFORE, PR_TEXT_SURPLUS_NET,
                                        PR_TEXT_SURPLUS_AFTER,  PR_TEXT_SURPLUS_SHORTFALL,
                                        PR_TEXT_SURPLUS_CHANCE};
    bool chances = !scenario->surplus_is_assumption;
    size_t columns = sizeof head / sizeof *head - !chances;
    pr_table_t table;
    if (!scenario->has_surplus) {
        return;
    }
    PR_HEADING(self, chances ? PR_TEXT_SURPLUS : PR_TEXT_SURPLUS_FICTITIOUS_TITLE, "");
    pr_table_init(&table, columns);
    for (size_t i = 0; i < columns; i++) {
        pr_table_cell(&table, pr_text(self->lang, head[i]));
    }
    pr_table_rule(&table);
    for (int year = scenario->first_year; year <= scenario->last_year; year++) {
        surplus_row(&table, self, year, chances);
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
    if (!chances) {
        PR_SAY(self, PR_TEXT_SURPLUS_FICTITIOUS, "");
    }
}
