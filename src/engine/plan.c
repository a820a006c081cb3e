/* The plan of a run: which series there are and what they are called. */
#include "core/memory.h"
#include "engine/metrics.h"
#include <stdio.h>
#include <string.h>

void pr_period_format(pr_period_t period, char out[16])
{
    switch (period.kind) {
    case PR_PERIOD_YEAR:
        snprintf(out, 16, "%d", period.year);
        break;
    case PR_PERIOD_HALF:
        snprintf(out, 16, "%d-H%d", period.year, period.part);
        break;
    case PR_PERIOD_MONTH:
        snprintf(out, 16, "%d-%02d", period.year, period.part);
        break;
    default:
        snprintf(out, 16, "all");
    }
}

pr_metric_periods_t pr_metric_periods(const pr_plan_t *plan, size_t metric, int scope)
{
    size_t count = 0;
    const pr_metric_t *m = &pr_metric_table(&count)[metric];
    const pr_scenario_t *scenario = plan->scenario;
    pr_metric_from_t from = pr_metric_sources[metric].from;
    if (from == PR_FROM_VALUE || from == PR_FROM_RATIO || from == PR_FROM_GATE) {
        return (pr_metric_periods_t){0, 0, 0, scenario->first_year};
    }
    if (!m->monthly) {
        /* With the cash view the settlement of the last year falls in the year after it. */
        bool next = pr_metric_sources[metric].from == PR_FROM_SURPLUS &&
                    pr_metric_sources[metric].needs == PR_NEEDS_NOTHING &&
                    scenario->settlement_year == PR_SETTLEMENT_NEXT;
        return (pr_metric_periods_t){scenario->years + next, 0, 0, scenario->first_year};
    }
    bool months = !m->by_half && (scope == 0 || plan->detail == PR_DETAIL_FULL);
    return (pr_metric_periods_t){scenario->months / 12, scenario->months / 6, months ? scenario->months : 0,
                                 scenario->month_year};
}

static size_t items_of(const pr_scenario_t *scenario, pr_metric_item_t item)
{
    switch (item) {
    case PR_ITEM_LINE:
        return scenario->line_count;
    case PR_ITEM_THEME:
        return scenario->theme_count;
    case PR_ITEM_ROLE:
        return scenario->role_count;
    case PR_ITEM_PAYER:
        return PR_PAYERS;
    case PR_ITEM_GATE:
        return scenario->gate_count;
    case PR_ITEM_GATE_PATH:
        return scenario->gate_count * PR_MAX_PATHS;
    default:
        return 1;
    }
}

static void add(pr_plan_t *self, const pr_plan_group_t *group, pr_period_kind_t kind, int year, int part)
{
    if (self->series) {
        self->series[self->count] =
            (pr_series_t){group->metric, group->item, group->scope, {kind, year, part}};
    }
    self->count++;
}

/* The gate of an item of a gate's outcome. */
static const pr_gate_t *gate_of(const pr_scenario_t *scenario, pr_metric_item_t kind, int item)
{
    return &scenario->gate[kind == PR_ITEM_GATE_PATH ? item / PR_MAX_PATHS : item];
}

/* One outcome in one scope; counts only while there is no memory yet. */
static void add_group(pr_plan_t *self, size_t metric, int item, int scope)
{
    pr_metric_periods_t periods = pr_metric_periods(self, metric, scope);
    pr_plan_group_t group = {
        .metric = metric, .item = item, .scope = scope, .first = self->count, .periods = periods};
    for (int y = 0; y < periods.years; y++) {
        add(self, &group, PR_PERIOD_YEAR, periods.first_year + y, 0);
    }
    for (int h = 0; h < periods.halves; h++) {
        add(self, &group, PR_PERIOD_HALF, periods.first_year + h / 2, 1 + h % 2);
    }
    for (int t = 0; t < periods.months; t++) {
        add(self, &group, PR_PERIOD_MONTH, periods.first_year + t / 12, 1 + t % 12);
    }
    if (pr_metric_sources[metric].from == PR_FROM_GATE) {
        int year = gate_of(self->scenario, pr_metric_sources[metric].item, item)->year;
        add(self, &group, PR_PERIOD_YEAR, year, 0);
    } else {
        add(self, &group, PR_PERIOD_ALL, 0, 0);
    }
    group.count = self->count - group.first;
    if (self->group) {
        self->group[self->group_count] = group;
    }
    self->group_count++;
}

static void add_scope(pr_plan_t *self, int scope)
{
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    for (size_t i = 0; i < metrics; i++) {
        const pr_metric_source_t *source = &pr_metric_sources[i];
        if (!pr_metric_is_present(self->scenario, source) || (scope > 0 && !metric[i].local)) {
            continue;
        }
        for (size_t item = 0; item < items_of(self->scenario, source->item); item++) {
            if (pr_metric_has_item(self->scenario, source, item)) {
                add_group(self, i, source->item == PR_ITEM_NONE ? -1 : (int)item, scope);
            }
        }
    }
}

static void add_all(pr_plan_t *self)
{
    self->count = self->group_count = 0;
    for (int scope = 0; scope <= (int)self->scenario->municipality_count; scope++) {
        add_scope(self, scope);
    }
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (leap && month == 1);
}

int pr_plan_init(pr_plan_t *self, const pr_scenario_t *scenario, pr_detail_t detail)
{
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->detail = detail;
    for (int t = 0; t < scenario->months; t++) {
        self->weeks[t] = days_of_month(scenario->month_year + t / 12, t % 12) / 7.0;
    }
    add_all(self);
    self->series = pr_new(self->count, sizeof *self->series);
    self->group = pr_new(self->group_count, sizeof *self->group);
    self->multiple = pr_new(self->count, sizeof *self->multiple);
    if (!self->series || !self->group || !self->multiple) {
        return PR_ERR_MEMORY;
    }
    add_all(self);
    pr_plan_mark_multiples(self);
    return 0;
}

void pr_plan_free(pr_plan_t *self)
{
    pr_free(self->series);
    pr_free(self->group);
    pr_free(self->multiple);
    memset(self, 0, sizeof *self);
}

/* "gate.<gate>.<path>" has two parts to fill in. */
static size_t gate_name_of(const pr_scenario_t *scenario, size_t metric, int item, char *out, size_t size)
{
    size_t count = 0;
    pr_metric_item_t kind = pr_metric_sources[metric].item;
    const char *gate = gate_of(scenario, kind, item)->id;
    const char *last = kind == PR_ITEM_GATE_PATH ? scenario->budget_path[item % PR_MAX_PATHS].id
                                                 : strrchr(pr_metric_table(&count)[metric].id, '.') + 1;
    int length = snprintf(out, size, "gate.%s.%s", gate, last);
    return length < 0 ? 0 : (size_t)length;
}

static size_t name_of(const pr_scenario_t *scenario, size_t metric, int item, char *out, size_t size)
{
    size_t count = 0;
    const char *id = pr_metric_table(&count)[metric].id;
    const char *open = strchr(id, '<'), *close = strchr(id, '>');
    const char *filled = "";
    switch (pr_metric_sources[metric].item) {
    case PR_ITEM_LINE:
        filled = scenario->line[item].id;
        break;
    case PR_ITEM_THEME:
        filled = scenario->theme[item].id;
        break;
    case PR_ITEM_ROLE:
        filled = scenario->role[item].id;
        break;
    case PR_ITEM_PAYER:
        filled = pr_payer_id((pr_payer_t)item);
        break;
    case PR_ITEM_GATE:
    case PR_ITEM_GATE_PATH:
        return gate_name_of(scenario, metric, item, out, size);
    default:
        break;
    }
    int length = open ? snprintf(out, size, "%.*s%s%s", (int)(open - id), id, filled, close + 1)
                      : snprintf(out, size, "%s", id);
    return length < 0 ? 0 : (size_t)length;
}

size_t pr_plan_metric_name(const pr_plan_t *self, size_t series, char *out, size_t size)
{
    return name_of(self->scenario, self->series[series].metric, self->series[series].item, out, size);
}

ptrdiff_t pr_plan_find(const pr_plan_t *self, const char *metric, int scope, pr_period_t period)
{
    char name[128];
    for (size_t g = 0; g < self->group_count; g++) {
        const pr_plan_group_t *group = &self->group[g];
        if (group->scope != scope) {
            continue;
        }
        name_of(self->scenario, group->metric, group->item, name, sizeof name);
        if (strcmp(name, metric) != 0) {
            continue;
        }
        for (size_t i = group->first; i < group->first + group->count; i++) {
            const pr_period_t *p = &self->series[i].period;
            if (p->kind == period.kind && p->year == period.year && p->part == period.part) {
                return (ptrdiff_t)i;
            }
        }
    }
    return -1;
}
