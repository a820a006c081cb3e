/* Sums over the decided and the indicative years: see spans.h. */
#include "engine/spans.h"
#include "core/memory.h"
#include <string.h>

static const struct {
    const char *metric;
    bool local; /* per municipality too */
} spanned[] = {{"municipality.net_effect", true},
               {"cost.total", false},
               {"surplus.shortfall", false},
               {"service.residents_reached", false}};

enum { SPANNED = sizeof spanned / sizeof *spanned };

static bool is_spanned(const pr_plan_t *plan, const pr_plan_group_t *group)
{
    char name[256];
    pr_plan_metric_name(plan, group->first, name, sizeof name);
    for (size_t i = 0; i < SPANNED; i++) {
        if (strcmp(name, spanned[i].metric) == 0) {
            return group->scope == 0 || spanned[i].local;
        }
    }
    return false;
}

/* Years of a group stand in order, so those of a part stand together. */
static void add_span(pr_run_t *self, const pr_plan_group_t *group, pr_part_t part)
{
    pr_run_span_t *span = &self->span[self->span_count];
    *span = (pr_run_span_t){.first = group->first, .part = part};
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const pr_period_t *period = &self->plan.series[i].period;
        bool decided = pr_scenario_status(self->plan.scenario, period->year) == PR_STATUS_DECIDED;
        if (period->kind == PR_PERIOD_YEAR && decided == (part == PR_PART_DECIDED)) {
            span->first = span->count == 0 ? i : span->first;
            span->count++;
        }
    }
    self->span_count += span->count > 0;
}

int pr_spans_init(pr_run_t *self)
{
    self->span = pr_new(SPANNED * 2 * (1 + self->plan.scenario->municipality_count), sizeof *self->span);
    for (size_t g = 0; self->span && g < self->plan.group_count; g++) {
        if (is_spanned(&self->plan, &self->plan.group[g])) {
            add_span(self, &self->plan.group[g], PR_PART_DECIDED);
            add_span(self, &self->plan.group[g], PR_PART_INDICATIVE);
        }
    }
    return self->span ? 0 : PR_ERR_MEMORY;
}

void pr_spans_record(const pr_run_t *self, double *row)
{
    for (size_t i = 0; i < self->span_count; i++) {
        double sum = 0;
        for (size_t year = 0; year < self->span[i].count; year++) {
            sum += row[self->span[i].first + year];
        }
        row[self->plan.count + i] = sum;
    }
}

const pr_summary_t *pr_run_part(const pr_run_t *self, const char *metric, int scope, pr_part_t part)
{
    char name[256];
    if (part == PR_PART_WHOLE) {
        return pr_run_find(self, metric, scope, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    }
    for (size_t i = 0; i < self->span_count; i++) {
        const pr_run_span_t *span = &self->span[i];
        if (span->part == part && self->plan.series[span->first].scope == scope) {
            pr_plan_metric_name(&self->plan, span->first, name, sizeof name);
            if (strcmp(name, metric) == 0) {
                return &self->ensemble.summary[self->plan.count + i];
            }
        }
    }
    return NULL;
}
