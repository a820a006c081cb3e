/* Which outcomes scenarios have in common. */
#include "analysis/compare.h"
#include "core/memory.h"
#include "engine/metrics.h"
#include <string.h>

/* ---- may they be compared at all ---- */

static const char *id_of(const pr_scenario_t *scenario)
{
    return scenario->id ? scenario->id : "";
}

static int check_municipalities(const pr_scenario_t *a, const pr_scenario_t *b, const char *file,
                                pr_errors_t *errors)
{
    for (size_t i = 0; i < a->municipality_count; i++) {
        const pr_municipality_t *wanted = &a->municipality[i];
        int found = pr_scenario_find_municipality(b, wanted->id);
        if (found < 0 || b->municipality[found].cbs != wanted->cbs) {
            return pr_errors_add(errors, PR_ERR_INPUT, file, 0,
                                 "%s has municipality %s with CBS code %u and %s has not: expected the same "
                                 "municipalities in scenarios that are compared",
                                 id_of(a), wanted->id, (unsigned)wanted->cbs, id_of(b));
        }
    }
    return 0;
}

int pr_compare_check(const pr_scenario_t *base, const pr_scenario_t *other, pr_errors_t *errors)
{
    const char *file = other->path;
    if (base->first_year != other->first_year || base->last_year != other->last_year) {
        return pr_errors_add(errors, PR_ERR_INPUT, file, 0,
                             "%s has the years %d to %d and %s %d to %d: expected the same years in "
                             "scenarios that are compared",
                             id_of(base), base->first_year, base->last_year, id_of(other), other->first_year,
                             other->last_year);
    }
    if (base->price_level_year != other->price_level_year) {
        return pr_errors_add(errors, PR_ERR_INPUT, file, 0,
                             "%s is in prices of %d and %s in prices of %d: expected one price level in "
                             "scenarios that are compared",
                             id_of(base), base->price_level_year, id_of(other), other->price_level_year);
    }
    int status = check_municipalities(base, other, file, errors);
    return status ? status : check_municipalities(other, base, file, errors);
}

/* ---- series that all have ---- */

/* Where a base's scope stands in another scenario: municipalities may be in another order. */
static int scope_in(const pr_scenario_t *scenario, const pr_scenario_t *base, int scope)
{
    return scope == 0 ? 0 : 1 + pr_scenario_find_municipality(scenario, base->municipality[scope - 1].id);
}

static const pr_plan_group_t *find_group(const pr_plan_t *plan, const pr_plan_t *base,
                                         const pr_plan_group_t *wanted)
{
    char name[256], found[256];
    int scope = scope_in(plan->scenario, base->scenario, wanted->scope);
    pr_plan_metric_name(base, wanted->first, name, sizeof name);
    for (size_t g = 0; g < plan->group_count; g++) {
        const pr_plan_group_t *group = &plan->group[g];
        if (group->metric == wanted->metric && group->scope == scope) {
            pr_plan_metric_name(plan, group->first, found, sizeof found);
            if (strcmp(name, found) == 0) {
                return group;
            }
        }
    }
    return NULL;
}

/* Months before anybody is paid add nothing to a sum, but they do count in a mean. */
static bool whole_is_comparable(const pr_plan_t *a, const pr_plan_t *b, size_t metric)
{
    size_t count = 0;
    const pr_metric_t *m = &pr_metric_table(&count)[metric];
    return !m->monthly || a->scenario->month_year == b->scenario->month_year ||
           (m->aggregation != PR_AGGREGATE_MEAN && pr_metric_sources[metric].from != PR_FROM_WEEKS);
}

static ptrdiff_t find_series(const pr_plan_t *plan, const pr_plan_t *base, const pr_plan_group_t *group,
                             pr_period_t period)
{
    if (period.kind == PR_PERIOD_ALL && !whole_is_comparable(plan, base, group->metric)) {
        return -1;
    }
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const pr_period_t *p = &plan->series[i].period;
        if (p->kind == period.kind && p->year == period.year && p->part == period.part) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

/* Adds a series of the base where every scenario has it. */
static void share_series(pr_comparison_t *self, pr_compare_side_t *side, const pr_plan_group_t *const *group,
                         size_t series)
{
    const pr_series_t *wanted = &side[0].plan.series[series];
    if ((wanted->period.kind != PR_PERIOD_YEAR && wanted->period.kind != PR_PERIOD_ALL) ||
        pr_metric_sources[wanted->metric].from == PR_FROM_RATIO) {
        return; /* a ratio of means has no value in a replicate, and no difference */
    }
    for (size_t k = 0; k < self->count; k++) {
        ptrdiff_t found = find_series(&side[k].plan, &side[0].plan, group[k], wanted->period);
        if (found < 0) {
            return;
        }
        side[k].from[self->plan.count] = (size_t)found;
    }
    self->plan.series[self->plan.count++] = *wanted;
}

static void share_group(pr_comparison_t *self, pr_compare_side_t *side, const pr_plan_group_t **group)
{
    pr_plan_group_t *shared = &self->plan.group[self->plan.group_count];
    for (size_t k = 1; k < self->count; k++) {
        group[k] = find_group(&side[k].plan, &side[0].plan, group[0]);
        if (!group[k]) {
            return;
        }
    }
    *shared = *group[0];
    shared->first = self->plan.count;
    for (size_t i = 0; i < group[0]->count; i++) {
        share_series(self, side, group, group[0]->first + i);
    }
    shared->count = self->plan.count - shared->first;
    self->plan.group_count += shared->count > 0;
}

/* ---- spans ---- */

static const struct {
    const char *metric;
    bool mean;
} spanned[] = {{"cost.total", false},
               {"cost.total.real", false},
               {"surplus.reduction_net", false},
               {"municipality.net_effect", false},
               {"service.residents_reached", false},
               {"service.released", false},
               {"capacity.active_persons", true},
               {"deployment.hours_per_week", true},
               {"service.backlog_residents", true}};

enum { SPANNED = sizeof spanned / sizeof *spanned };

static bool in_part(const pr_comparison_t *self, const pr_series_t *series, pr_part_t part)
{
    bool decided = pr_scenario_status(self->scenario[0], series->period.year) == PR_STATUS_DECIDED;
    return series->period.kind == PR_PERIOD_YEAR &&
           (part == PR_PART_WHOLE || decided == (part == PR_PART_DECIDED));
}

/* Years of a group stand in order, so those of a part stand together. */
static void add_span(pr_comparison_t *self, const pr_plan_group_t *group, pr_part_t part, bool mean)
{
    pr_compare_span_t *span = &self->span[self->span_count];
    *span = (pr_compare_span_t){.first = group->first, .part = part, .mean = mean};
    for (size_t i = group->first; i < group->first + group->count; i++) {
        if (in_part(self, &self->plan.series[i], part)) {
            span->first = span->count == 0 ? i : span->first;
            span->count++;
        }
    }
    self->span_count += span->count > 0;
}

static void add_spans(pr_comparison_t *self)
{
    for (size_t g = 0; g < self->plan.group_count; g++) {
        char name[256];
        pr_plan_metric_name(&self->plan, self->plan.group[g].first, name, sizeof name);
        for (size_t i = 0; i < SPANNED; i++) {
            for (pr_part_t part = 0; strcmp(name, spanned[i].metric) == 0 && part < PR_PARTS; part++) {
                add_span(self, &self->plan.group[g], part, spanned[i].mean);
            }
        }
    }
}

ptrdiff_t pr_compare_find_span(const pr_comparison_t *self, const char *metric, int scope, pr_part_t part)
{
    char name[256];
    for (size_t i = 0; i < self->span_count; i++) {
        const pr_compare_span_t *span = &self->span[i];
        if (span->part != part || self->plan.series[span->first].scope != scope) {
            continue;
        }
        pr_plan_metric_name(&self->plan, span->first, name, sizeof name);
        if (strcmp(name, metric) == 0) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

/* ---- all of it ---- */

static int open_side(pr_compare_side_t *self, const pr_scenario_t *scenario, size_t most)
{
    int status = pr_plan_init(&self->plan, scenario, PR_DETAIL_STANDARD);
    self->from = status == 0 ? pr_new(most ? most : self->plan.count, sizeof *self->from) : NULL;
    return self->from ? 0 : PR_ERR_MEMORY;
}

void pr_compare_side_free(pr_compare_side_t *self)
{
    pr_plan_free(&self->plan);
    pr_free(self->from);
    self->from = NULL;
}

/* As large as the base's plan: what is shared is a part of it. */
static int open_shared(pr_comparison_t *self, const pr_plan_t *base)
{
    self->plan.scenario = base->scenario;
    self->plan.series = pr_new(base->count, sizeof *self->plan.series);
    self->plan.group = pr_new(base->group_count, sizeof *self->plan.group);
    self->span = pr_new(SPANNED * PR_PARTS * (1 + base->scenario->municipality_count), sizeof *self->span);
    return self->plan.series && self->plan.group && self->span ? 0 : PR_ERR_MEMORY;
}

int pr_compare_match(pr_comparison_t *self, pr_compare_side_t *side)
{
    const pr_plan_group_t **group = pr_new(self->count, sizeof *group);
    int status = group ? 0 : PR_ERR_MEMORY;
    for (size_t k = 0; k < self->count && status == 0; k++) {
        status = open_side(&side[k], self->scenario[k], side[0].plan.count);
    }
    if (status == 0 && (status = open_shared(self, &side[0].plan)) == 0) {
        for (size_t g = 0; g < side[0].plan.group_count; g++) {
            group[0] = &side[0].plan.group[g];
            share_group(self, side, group);
        }
        add_spans(self);
    }
    pr_free(group);
    return status;
}
