/*
 * One replicate into one row: months into half-years, years and the whole. The row has the order of the plan,
 * so recording walks the plan's groups and writes each group's series one after the other.
 */
#include "engine/metrics.h"
#include <math.h>

typedef struct {
    const pr_plan_t *plan;
    const pr_replicate_t *replicate;
    int outflow_scope; /* whose outflow is there; −1: nobody's yet */
    double outflow[PR_MAX_MONTHS];
} recorder_t;

/* ---- monthly series: what a period makes of its months ---- */

enum { HALVES_MAX = PR_MAX_MONTHS / 6 };

/* Sums of half-years, years and the whole; each of the sums before it, so that two half-years are exactly a
 * year. */
typedef struct {
    double half[HALVES_MAX], year[PR_MAX_YEARS], all;
} sums_t;

static void sum_periods(const double *x, int halves, sums_t *out)
{
    out->all = 0;
    for (int h = 0; h < halves; h++) {
        const double *m = x + 6 * h;
        out->half[h] = ((m[0] + m[1]) + (m[2] + m[3])) + (m[4] + m[5]);
    }
    for (int y = 0; y < halves / 2; y++) {
        out->year[y] = out->half[2 * y] + out->half[2 * y + 1];
        out->all += out->year[y];
    }
}

static void put_sums(double *out, const pr_metric_periods_t *periods, const double *x)
{
    sums_t sums;
    sum_periods(x, periods->halves, &sums);
    for (int y = 0; y < periods->years; y++) {
        *out++ = sums.year[y];
    }
    for (int h = 0; h < periods->halves; h++) {
        *out++ = sums.half[h];
    }
    for (int t = 0; t < periods->months; t++) {
        *out++ = x[t];
    }
    *out++ = sums.all;
}

static double ratio(double above, double below)
{
    return below > 0 ? above / below : NAN;
}

static void put_ratios(double *out, const pr_metric_periods_t *periods, const double *x, const double *per)
{
    sums_t above, below;
    sum_periods(x, periods->halves, &above);
    sum_periods(per, periods->halves, &below);
    for (int y = 0; y < periods->years; y++) {
        *out++ = ratio(above.year[y], below.year[y]);
    }
    for (int h = 0; h < periods->halves; h++) {
        *out++ = ratio(above.half[h], below.half[h]);
    }
    for (int t = 0; t < periods->months; t++) {
        *out++ = ratio(x[t], per[t]);
    }
    *out++ = ratio(above.all, below.all);
}

/* Mean over the months in which the outcome is defined: a ratio to how many there are. */
static void put_means(double *out, const pr_metric_periods_t *periods, const double *x)
{
    double defined[PR_MAX_MONTHS], value[PR_MAX_MONTHS];
    for (int t = 0; t < 6 * periods->halves; t++) {
        defined[t] = isnan(x[t]) ? 0 : 1;
        value[t] = isnan(x[t]) ? 0 : x[t];
    }
    put_ratios(out, periods, value, defined);
}

static void put_lasts(double *out, const pr_metric_periods_t *periods, const double *x)
{
    for (int y = 0; y < periods->years; y++) {
        *out++ = x[12 * y + 11];
    }
    for (int h = 0; h < periods->halves; h++) {
        *out++ = x[6 * h + 5];
    }
    for (int t = 0; t < periods->months; t++) {
        *out++ = x[t];
    }
    *out++ = x[12 * periods->years - 1];
}

/* The stock at each month's end over the mean monthly outflow of the last twelve months; then as a stock. */
static void put_clearance(double *out, const pr_metric_periods_t *periods, const double *stock,
                          const double *outflow)
{
    double clearance[PR_MAX_MONTHS];
    sums_t sums;
    sum_periods(outflow, periods->halves, &sums);
    for (int h = 0; h < periods->halves; h++) {
        double total = sums.half[h] + (h > 0 ? sums.half[h - 1] : 0);
        clearance[6 * h + 5] = ratio(stock[6 * h + 5], total / (h > 0 ? 12 : 6));
    }
    for (int t = 0; t < periods->months; t++) {
        int from = t >= 11 ? t - 11 : 0;
        double total = 0;
        for (int k = from; k <= t && t % 6 != 5; k++) {
            total += outflow[k];
        }
        clearance[t] = t % 6 == 5 ? clearance[t] : ratio(stock[t], total / (t - from + 1));
    }
    put_lasts(out, periods, clearance);
}

static void put_months(double *out, const pr_metric_periods_t *periods, pr_aggregation_t aggregation,
                       const double *x, const double *per)
{
    switch (aggregation) {
    case PR_AGGREGATE_SUM:
        put_sums(out, periods, x);
        break;
    case PR_AGGREGATE_MEAN:
        put_means(out, periods, x);
        break;
    case PR_AGGREGATE_LAST:
        put_lasts(out, periods, x);
        break;
    case PR_AGGREGATE_RATIO:
        put_ratios(out, periods, x, per);
        break;
    case PR_AGGREGATE_CLEARANCE:
        put_clearance(out, periods, x, per);
        break;
    }
}

static const double *series_of(const recorder_t *self, int series, int scope)
{
    return pr_ledger_row(&self->replicate->ledger, (pr_month_series_t)series, (size_t)scope);
}

/* Served and gave up: what Little's mean stay and the clearance time divide by. */
static const double *outflow_of(recorder_t *self, int scope)
{
    if (self->outflow_scope != scope) {
        const double *served = series_of(self, PR_MONTH_SERVED, scope),
                     *gave_up = series_of(self, PR_MONTH_GAVE_UP, scope);
        for (int t = 0; t < self->plan->scenario->months; t++) {
            self->outflow[t] = served[t] + gave_up[t];
        }
        self->outflow_scope = scope;
    }
    return self->outflow;
}

static void put_plain(recorder_t *self, const pr_plan_group_t *group, pr_aggregation_t aggregation,
                      double *out)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    const double *per = NULL;
    if (aggregation == PR_AGGREGATE_CLEARANCE || source->per == PR_MONTH_SERVED) {
        per = outflow_of(self, group->scope);
    } else if (source->per) {
        per = series_of(self, source->per, group->scope);
    }
    put_months(out, &group->periods, aggregation, series_of(self, source->series, group->scope), per);
}

static void put_scaled(const recorder_t *self, const pr_plan_group_t *group, pr_aggregation_t aggregation,
                       double *out)
{
    const pr_scenario_t *scenario = self->plan->scenario;
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    double scaled[PR_MAX_MONTHS];
    if (source->from == PR_FROM_ROLES) {
        const double *x = series_of(self, source->series, group->scope);
        double share = self->replicate->inputs.role_share[group->item];
        for (int t = 0; t < scenario->months; t++) {
            scaled[t] = share * x[t];
        }
    } else { /* PR_FROM_KEY: a regional series, by the municipality's key of the year */
        const double *x = series_of(self, source->series, 0);
        for (int t = 0; t < scenario->months; t++) {
            int year = scenario->month_year - scenario->first_year + t / 12;
            const pr_key_t *key = &scenario->key[scenario->channel_key[PR_CHANNEL_SURPLUS][year]];
            scaled[t] = group->scope == 0 ? x[t] : x[t] * key->share[group->scope - 1].hundredths / 10000.0;
        }
    }
    put_months(out, &group->periods, aggregation, scaled, NULL);
}

static void put_theme(const recorder_t *self, const pr_plan_group_t *group, double *out)
{
    const pr_metric_periods_t *periods = &group->periods;
    const pr_ledger_t *ledger = &self->replicate->ledger;
    const double *base =
        pr_metric_sources[group->metric].series == 0 ? ledger->theme_demand : ledger->theme_served;
    double half[PR_MAX_MONTHS / 6], all = 0;
    for (int h = 0; h < periods->halves; h++) {
        half[h] =
            base[((size_t)h * ledger->scopes + (size_t)group->scope) * PR_MAX_THEMES + (size_t)group->item];
    }
    for (int y = 0; y < periods->years; y++) {
        *out++ = half[2 * y] + half[2 * y + 1];
        all += half[2 * y] + half[2 * y + 1];
    }
    for (int h = 0; h < periods->halves; h++) {
        *out++ = half[h];
    }
    *out = all;
}

/* ---- yearly series ---- */

static double euro(pr_nominal_t amount)
{
    return (double)amount.cents / 100.0;
}

/* A line's real amount is the one that was indexed: dividing the rounded nominal one would give it back short
   of a cent. */
static double line_euro(const recorder_t *self, int line, int year, bool real)
{
    const pr_budget_t *budget = &self->replicate->budget;
    return real ? (double)budget->line_real[line][year].cents / 100.0 : euro(budget->line[line][year]);
}

/* Lines of a channel as booked, or of all channels. */
static double lines_euro(const recorder_t *self, int channel, int year, bool real)
{
    const pr_scenario_t *scenario = self->plan->scenario;
    double total = 0;
    for (size_t i = 0; i < scenario->line_count; i++) {
        pr_channel_t booked =
            scenario->booking == PR_BOOKING_TOTAL ? PR_CHANNEL_SURPLUS : scenario->line[i].channel;
        total += channel < 0 || (int)booked == channel ? line_euro(self, (int)i, year, real) : 0;
    }
    return total;
}

static double lines_total(const recorder_t *self, const pr_metric_source_t *source, int year)
{
    const pr_budget_t *budget = &self->replicate->budget;
    int channel = source->from == PR_FROM_TOTAL ? -1 : source->series;
    if (source->real) {
        return lines_euro(self, channel, year, true);
    }
    return euro(channel < 0 ? budget->total[year] : budget->channel[channel][year]);
}

/* Allowances: what was paid, or what was budgeted and not paid; to the cent. */
static double allowances_euro(const recorder_t *self, bool unspent, int year)
{
    int64_t paid = pr_cents_from_eur(self->replicate->ledger.allowances_eur[year]);
    int64_t budgeted = self->replicate->budget.allowance[year].cents;
    return euro((pr_nominal_t){unspent ? budgeted - paid : paid});
}

static double benefit_number(const recorder_t *self, const pr_metric_source_t *source, size_t item,
                             size_t year)
{
    const char *start = (const char *)&self->replicate->benefit + source->offset;
    return ((const double *)(const void *)start)[item * PR_BENEFIT_YEARS + year];
}

/* Avoided costs are mostly wages: the years' own prices follow OVA. */
static double benefit_of_year(const recorder_t *self, const pr_plan_group_t *group, int year)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    double real = benefit_number(self, source, group->item > 0 ? (size_t)group->item : 0, (size_t)year);
    return source->real ? real : real * (double)self->replicate->index.factor[PR_INDEX_OVA][year].factor;
}

/* A number of the whole; what is a ratio of means has none in a replicate. */
static void put_value(const recorder_t *self, const pr_plan_group_t *group, double *out)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    bool ratio = source->from == PR_FROM_RATIO;
    *out = ratio ? NAN : benefit_number(self, source, 0, group->item > 0 ? (size_t)group->item : 0);
}

/* What a gate decided and saw; nothing was seen where the pool had stopped before. */
static void put_gate(const recorder_t *self, const pr_plan_group_t *group, double *out)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    int gate = source->item == PR_ITEM_GATE_PATH ? group->item / PR_MAX_PATHS : group->item;
    const pr_decision_t *decision = &self->replicate->decisions.gate[gate];
    bool closed = decision->path < 0;
    switch ((pr_gate_series_t)source->series) {
    case PR_GATE_CHOSEN:
        *out++ = decision->path == group->item % PR_MAX_PATHS;
        break;
    case PR_GATE_CLOSED:
        *out++ = closed;
        break;
    case PR_GATE_ESTIMATE:
        *out++ = decision->seen.estimate;
        break;
    case PR_GATE_FOLLOWED:
        *out++ = closed ? (double)NAN : (double)decision->seen.followed;
        break;
    case PR_GATE_ENDED:
        *out++ = decision->ended;
        break;
    case PR_GATE_RELEASED:
        *out++ = decision->released;
        break;
    }
}

static double yearly(const recorder_t *self, const pr_plan_group_t *group, int year)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    const pr_surplus_t *surplus = &self->replicate->surplus;
    switch (source->from) {
    case PR_FROM_INDEX:
        return (double)self->replicate->index.factor[PR_INDEX_OVA][year].factor;
    case PR_FROM_LINE:
        return line_euro(self, group->item, year, source->real);
    case PR_FROM_OVERSPEND:
        return euro(surplus->overspend[year]);
    case PR_FROM_ALLOWANCES:
        return allowances_euro(self, source->series == 1, year);
    case PR_FROM_PROBABILITY:
        return surplus->shortfall[0][year].cents > 0;
    case PR_FROM_SURPLUS: {
        const char *start = (const char *)surplus + source->offset;
        const pr_nominal_t *cell = (const pr_nominal_t *)(const void *)start;
        return euro(cell[(size_t)group->scope * (PR_MAX_YEARS + 1) + (size_t)year]);
    }
    case PR_FROM_BENEFIT:
        return benefit_of_year(self, group, year);
    default:
        return lines_total(self, source, year);
    }
}

static void put_years(const recorder_t *self, const pr_plan_group_t *group, pr_aggregation_t aggregation,
                      double *out)
{
    double total = 0, most = 0, last = 0;
    for (int y = 0; y < group->periods.years; y++) {
        last = yearly(self, group, y);
        total += last;
        most = last > most ? last : most;
        *out++ = last;
    }
    /* The chance of a shortfall over all years is that of a shortfall in any of them. */
    *out++ = aggregation == PR_AGGREGATE_LAST ? last : aggregation == PR_AGGREGATE_MEAN ? most : total;
}

void pr_plan_record_own(const pr_plan_t *self, const pr_replicate_t *replicate, double *row)
{
    size_t count = 0;
    const pr_metric_t *metric = pr_metric_table(&count);
    recorder_t recorder = {.plan = self, .replicate = replicate, .outflow_scope = -1};
    for (size_t g = 0; g < self->group_count; g++) {
        const pr_plan_group_t *group = &self->group[g];
        pr_aggregation_t aggregation = metric[group->metric].aggregation;
        double *out = row + group->first;
        if (self->multiple[group->first].of != group->first) {
            continue;
        }
        switch (pr_metric_sources[group->metric].from) {
        case PR_FROM_MONTHS:
            put_plain(&recorder, group, aggregation, out);
            break;
        case PR_FROM_KEY:
        case PR_FROM_ROLES:
            put_scaled(&recorder, group, aggregation, out);
            break;
        case PR_FROM_THEMES:
            put_theme(&recorder, group, out);
            break;
        case PR_FROM_VALUE:
        case PR_FROM_RATIO:
            put_value(&recorder, group, out);
            break;
        case PR_FROM_GATE:
            put_gate(&recorder, group, out);
            break;
        default:
            put_years(&recorder, group, aggregation, out);
        }
    }
}

void pr_plan_record(const pr_plan_t *self, const pr_replicate_t *replicate, double *row)
{
    pr_plan_record_own(self, replicate, row);
    for (size_t i = 0; i < self->count; i++) {
        if (self->multiple[i].of != i) {
            row[i] = row[self->multiple[i].of] * self->multiple[i].factor;
        }
    }
}
