/* The metric table and where each metric comes from, from one list: metrics.def. */
#include "engine/metrics.h"
#include "core/catalogue.h"
#include <stddef.h>

#define SUM PR_AGGREGATE_SUM
#define MEAN PR_AGGREGATE_MEAN
#define LAST PR_AGGREGATE_LAST
#define RATIO PR_AGGREGATE_RATIO
#define CLEARANCE PR_AGGREGATE_CLEARANCE
#define REGION false
#define LOCAL true

static const pr_metric_t metrics[] = {
#define METRIC(id, unit, aggregation, monthly, local, by_half, label, ...)                                   \
    {id, unit, aggregation, monthly, local, by_half, ROW_IN_("outcome", label)},
#include "engine/metrics.def"
#undef METRIC
};

#define NO_ITEM PR_ITEM_NONE
#define MONTHLY PR_FROM_MONTHS
#define WEEKLY PR_FROM_WEEKS
#define BY_KEY PR_FROM_KEY
#define ROLES PR_FROM_ROLES
#define THEMES PR_FROM_THEMES
#define OVA_FACTOR PR_FROM_INDEX
#define LINE PR_FROM_LINE
#define TOTAL PR_FROM_TOTAL
#define CHANNEL PR_FROM_CHANNEL
#define SURPLUS_ARRAY PR_FROM_SURPLUS
#define OVERSPEND PR_FROM_OVERSPEND
#define PROBABILITY PR_FROM_PROBABILITY
#define ALLOWANCES PR_FROM_ALLOWANCES
#define NOTHING PR_NEEDS_NOTHING
#define A_SURPLUS PR_NEEDS_SURPLUS
#define VOLUNTEERS PR_NEEDS_VOLUNTEERS
#define A_MODE PR_NEEDS_MODE
#define CIRCLES PR_NEEDS_CIRCLES
#define COMMUNITIES PR_NEEDS_COMMUNITIES
#define AN_ALLOCATION PR_NEEDS_ALLOCATION
#define A_POLICY PR_NEEDS_POLICY
#define GATE_OF PR_FROM_GATE
#define BENEFIT_ARRAY PR_FROM_BENEFIT
#define VALUE_OF PR_FROM_VALUE
#define MEANS PR_FROM_RATIO

const pr_metric_source_t pr_metric_sources[] = {
#define METRIC(id, unit, aggregation, monthly, local, by_half, label, from, item, series, per, offset, real, \
               needs)                                                                                        \
    {from, item, series, per, offset, real, needs},
#include "engine/metrics.def"
#undef METRIC
};

const pr_metric_t *pr_metric_table(size_t *count)
{
    *count = sizeof metrics / sizeof *metrics;
    return metrics;
}

const char *pr_metric_label(const pr_metric_t *self, pr_lang_t lang)
{
    return pr_translate_as(lang, "outcome", self->label);
}

static bool has_what_it_needs(const pr_scenario_t *scenario, pr_metric_needs_t needs)
{
    switch (needs) {
    case PR_NEEDS_SURPLUS:
        return scenario->has_surplus;
    case PR_NEEDS_VOLUNTEERS:
        return scenario->has_volunteers;
    case PR_NEEDS_MODE:
        return scenario->mode != PR_MODE_NONE;
    case PR_NEEDS_CIRCLES:
        return scenario->has_circles;
    case PR_NEEDS_COMMUNITIES:
        return scenario->has_communities;
    case PR_NEEDS_ALLOCATION:
        return scenario->has_allocation[PR_CHANNEL_SURPLUS];
    case PR_NEEDS_POLICY:
        return scenario->gate_count > 0;
    default:
        return true;
    }
}

bool pr_metric_is_present(const pr_scenario_t *scenario, const pr_metric_source_t *source)
{
    switch (source->from) {
    case PR_FROM_BENEFIT:
    case PR_FROM_VALUE:
    case PR_FROM_RATIO:
        return scenario->benefit_method != PR_BENEFIT_NONE &&
               (source->series == 0 || pr_benefit_info(scenario->benefit_method)->has_successes);
    case PR_FROM_PROBABILITY: /* of an assumption a chance would be a finding that nobody made */
        return !scenario->surplus_is_assumption && has_what_it_needs(scenario, source->needs);
    default:
        return has_what_it_needs(scenario, source->needs);
    }
}

bool pr_metric_has_item(const pr_scenario_t *scenario, const pr_metric_source_t *source, size_t item)
{
    if (source->item == PR_ITEM_GATE_PATH) {
        return item % PR_MAX_PATHS < scenario->path_count;
    }
    if (source->item != PR_ITEM_GATE) {
        return true;
    }
    const pr_gate_t *gate = &scenario->gate[item];
    bool evaluates = gate->rule.choose == PR_CHOOSE_EVALUATION;
    return source->series == PR_GATE_ESTIMATE   ? evaluates
           : source->series == PR_GATE_FOLLOWED ? evaluates && gate->outcome == PR_EVALUATE_SUCCESS
                                                : true;
}
