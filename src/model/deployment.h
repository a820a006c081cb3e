/* Which municipality gets which hours: launch, weights, sharing, what is owed. docs/model.md "Deployment". */
#ifndef PR_MODEL_DEPLOYMENT_H
#define PR_MODEL_DEPLOYMENT_H

#include <poolraming/pool.h>

/*
 * Lanes: the municipalities in the order of their CBS codes. Everything per municipality runs in this order,
 * so that sums round alike wherever a scenario lists a municipality.
 */
typedef struct {
    size_t count;
    size_t place[PR_MAX_MUNICIPALITIES]; /* of a lane, in the scenario */
    uint16_t code[PR_MAX_MUNICIPALITIES];
} pr_lanes_t;

void pr_lanes_init(pr_lanes_t *self, const pr_scenario_t *scenario);

/* L_m by lane: planned month, not before `first` (when people can be hired), + Poisson(lag), on the month
   axis. 0 or PR_ERR_DOMAIN. */
int pr_launch_draw(const pr_lanes_t *lanes, const pr_inputs_t *inputs, const pr_source_t *source, int first,
                   int *launch);

/* Shares of the key that divides the surplus channel in a year (by year − first_year), by lane. */
void pr_deployment_key(const pr_lanes_t *lanes, const pr_scenario_t *scenario, int year, double *key);

/* Weights over the launched municipalities, sum 1; 0 for the others. `load`: hours of work waiting. */
void pr_deployment_weights(size_t n, const bool *launched, const double *key, const double *load,
                           double demand_weight, double *weight);

/* One round of sharing: a part of the hours that municipalities have beyond their `work` moves to those with
   more work than hours, in proportion to what is unused and what is left to do. `hours` in place. */
void pr_deployment_share(size_t n, double sharing, const double *work, double *hours);

/* Adds (key share − received) to owed[]; returns ½ Σ|share of hours − key|, NaN where nothing is deployed. */
double pr_deployment_account(size_t n, const double *key, const double *received, double *owed);

#endif
