/* Series that are an exact multiple of another in every replicate: hours a week of hours, roles of one
 * another. */
#include "engine/metrics.h"
#include <string.h>

/* The group with the same metric source, item and scope conditions; NULL where there is none. */
static const pr_plan_group_t *find_group(const pr_plan_t *plan, pr_metric_from_t from, int series, int item,
                                         int scope)
{
    for (size_t g = 0; g < plan->group_count; g++) {
        const pr_plan_group_t *group = &plan->group[g];
        const pr_metric_source_t *source = &pr_metric_sources[group->metric];
        if (source->from == from && source->series == series && source->per == 0 && group->item == item &&
            group->scope == scope) {
            return group;
        }
    }
    return NULL;
}

static double weeks_of(const pr_plan_t *plan, pr_period_t period)
{
    int year = period.year - plan->scenario->month_year, part = period.part;
    int first = period.kind == PR_PERIOD_ALL    ? 0
                : period.kind == PR_PERIOD_YEAR ? 12 * year
                : period.kind == PR_PERIOD_HALF ? 12 * year + 6 * (part - 1)
                                                : 12 * year + part - 1;
    int count = period.kind == PR_PERIOD_ALL    ? plan->scenario->months
                : period.kind == PR_PERIOD_YEAR ? 12
                : period.kind == PR_PERIOD_HALF ? 6
                                                : 1;
    double weeks = 0;
    for (int t = first; t < first + count; t++) {
        weeks += plan->weeks[t];
    }
    return weeks;
}

static bool roles_are_fixed(const pr_scenario_t *scenario)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (scenario->setting[i].uncertain && strncmp(scenario->setting[i].path, "roles.", 6) == 0) {
            return false;
        }
    }
    return scenario->role_count > 0 && scenario->central.role_share[0] > 0;
}

static void mark_group(const pr_plan_t *plan, const pr_plan_group_t *group, bool roles_fixed,
                       pr_multiple_t *out)
{
    const pr_metric_source_t *source = &pr_metric_sources[group->metric];
    const double *share = plan->scenario->central.role_share;
    if (source->from == PR_FROM_WEEKS) {
        const pr_plan_group_t *base = find_group(plan, PR_FROM_MONTHS, source->series, -1, group->scope);
        for (size_t i = 0; base && i < group->count; i++) {
            double weeks = weeks_of(plan, plan->series[group->first + i].period);
            out[group->first + i] = (pr_multiple_t){base->first + i, 1 / weeks};
        }
    } else if (source->from == PR_FROM_ROLES && roles_fixed && group->item > 0 && share[group->item] > 0) {
        const pr_plan_group_t *base = find_group(plan, PR_FROM_ROLES, source->series, 0, group->scope);
        for (size_t i = 0; base && i < group->count; i++) {
            out[group->first + i] = (pr_multiple_t){base->first + i, share[group->item] / share[0]};
        }
    }
}

void pr_plan_mark_multiples(pr_plan_t *plan)
{
    pr_multiple_t *multiple = plan->multiple;
    for (size_t i = 0; i < plan->count; i++) {
        multiple[i] = (pr_multiple_t){i, 1};
    }
    bool roles_fixed = roles_are_fixed(plan->scenario);
    for (size_t g = 0; g < plan->group_count; g++) {
        mark_group(plan, &plan->group[g], roles_fixed, multiple);
    }
}
