/* Where each metric of the table comes from. */
#ifndef PR_ENGINE_METRICS_H
#define PR_ENGINE_METRICS_H

#include <poolraming/engine.h>

typedef enum {
    PR_FROM_MONTHS,      /* ledger series, aggregated over months */
    PR_FROM_WEEKS,       /* ledger series per week of the period */
    PR_FROM_KEY,         /* ledger series times the municipality's key */
    PR_FROM_ROLES,       /* ledger series times the share of a role */
    PR_FROM_THEMES,      /* per half-year and theme */
    PR_FROM_INDEX,       /* cumulative factor of OVA */
    PR_FROM_LINE,        /* one budget line */
    PR_FROM_TOTAL,       /* all lines */
    PR_FROM_CHANNEL,     /* the lines of a channel */
    PR_FROM_SURPLUS,     /* an array of pr_surplus_t */
    PR_FROM_OVERSPEND,   /* the contractor's */
    PR_FROM_PROBABILITY, /* whether there is a shortfall */
    PR_FROM_ALLOWANCES,  /* what volunteers are paid */
    PR_FROM_BENEFIT,     /* a year array of pr_benefit_t, in real euros or counts */
    PR_FROM_VALUE,       /* a number of pr_benefit_t, of all years together */
    PR_FROM_RATIO,       /* a ratio of the means of two such numbers: none in a replicate */
    PR_FROM_GATE         /* a pr_gate_series_t of a gate, in its year alone */
} pr_metric_from_t;

/* Without it a scenario has no such outcome. */
typedef enum {
    PR_NEEDS_NOTHING,
    PR_NEEDS_SURPLUS,
    PR_NEEDS_VOLUNTEERS,
    PR_NEEDS_MODE,
    PR_NEEDS_CIRCLES,
    PR_NEEDS_COMMUNITIES,
    PR_NEEDS_ALLOCATION, /* the surplus channel has another policy than its key in some year */
    PR_NEEDS_POLICY
} pr_metric_needs_t;

typedef enum {
    PR_ITEM_NONE,
    PR_ITEM_LINE,
    PR_ITEM_THEME,
    PR_ITEM_ROLE,
    PR_ITEM_PAYER,
    PR_ITEM_GATE,
    PR_ITEM_GATE_PATH
} pr_metric_item_t;

/* What is recorded of a gate; `series` of PR_FROM_GATE. */
typedef enum {
    PR_GATE_CHOSEN, /* whether it chose a path: item = gate × PR_MAX_PATHS + path */
    PR_GATE_CLOSED, /* whether the pool had stopped before it */
    PR_GATE_ESTIMATE,
    PR_GATE_FOLLOWED,
    PR_GATE_ENDED,
    PR_GATE_RELEASED
} pr_gate_series_t;

typedef struct {
    pr_metric_from_t from;
    pr_metric_item_t item;
    int series; /* ledger series; channel; 0 demanded, 1 served; 0 paid, 1 unspent; 1: only where there are
                   successes */
    int per;    /* ledger series of a ratio's denominator; PR_MONTH_SERVED stands for all outflow; of a ratio
                   of means the denominator's offset */
    size_t offset; /* in pr_surplus_t or pr_benefit_t */
    bool real;     /* in prices of the price-level year */
    pr_metric_needs_t needs;
} pr_metric_source_t;

/* As long as the metric table and in its order. */
extern const pr_metric_source_t pr_metric_sources[];

/* Which periods a metric has in a scope. */
pr_metric_periods_t pr_metric_periods(const pr_plan_t *plan, size_t metric, int scope);

/* Whether a scenario has this outcome at all. */
bool pr_metric_is_present(const pr_scenario_t *scenario, const pr_metric_source_t *source);

/* Whether an item of such an outcome exists: evaluations only of gates that evaluate. */
bool pr_metric_has_item(const pr_scenario_t *scenario, const pr_metric_source_t *source, size_t item);

/* Fills plan->multiple. */
void pr_plan_mark_multiples(pr_plan_t *plan);

#endif
