/* Rows of single replicates of the shipped scenarios, for tests. */
#ifndef PR_TESTS_SUPPORT_ROWS_H
#define PR_TESTS_SUPPORT_ROWS_H

#include "support_run.h"
#include <stdlib.h>

/* A shipped scenario, by its name. */
static inline void load_shipped(pr_scenario_t *scenario, const char *name, const char *const *set,
                                size_t count)
{
    char path[512];
    snprintf(path, sizeof path, POOLRAMING_SCENARIOS "/%s.cfg", name);
    load_or_fail(scenario, path, set, count);
    assert_string_equal(scenario->id, name);
}

/* The row of one replicate, to be freed. */
static inline double *row_of(const pr_scenario_t *scenario, pr_plan_t *plan, uint64_t seed, uint64_t number)
{
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    assert_int_equal(pr_plan_init(plan, scenario, PR_DETAIL_STANDARD), 0);
    double *row = calloc(plan->count, sizeof *row);
    assert_int_equal(pr_replicate_init(replicate, scenario), 0);
    assert_int_equal(pr_replicate_simulate(replicate, scenario, seed, number), 0);
    pr_plan_record(plan, replicate, row);
    pr_replicate_free(replicate);
    free(replicate);
    return row;
}

static inline double value_of(const pr_plan_t *plan, const double *row, const char *metric, int scope,
                              pr_period_t period)
{
    ptrdiff_t i = pr_plan_find(plan, metric, scope, period);
    assert_true(i >= 0);
    return row[i];
}

#endif
