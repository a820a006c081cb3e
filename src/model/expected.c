/* Residents on the central path: the rates of demand added up, without a draw. docs/model.md "Allocation". */
#include "model/demand.h"
#include "model/mode.h"
#include <math.h>
#include <poolraming/allocation.h>
#include <string.h>

/* Inputs in which nothing of demand is left to chance: nothing below then draws. */
static pr_inputs_t calm(const pr_inputs_t *inputs)
{
    pr_inputs_t out = *inputs;
    out.demand.heterogeneity_shape = INFINITY;
    out.demand.shock_sd = 0;
    out.deployment.launch_lag_months = 0;
    return out;
}

/* Launches: planned, not before there are people, and the lag at its mean, in whole months. */
static int expect_launches(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_lanes_t *lanes,
                           const pr_inputs_t *still, int *launch)
{
    const pr_source_t none = {0, 0};
    int status = pr_launch_draw(lanes, still, &none, scenario->start_month, launch);
    int lag = (int)pr_round_half_away((long double)inputs->deployment.launch_lag_months);
    for (size_t i = 0; i < lanes->count; i++) {
        launch[i] += lag;
    }
    return status;
}

/* Whether there is a pool in a month: people are paid. */
static bool is_open(const pr_scenario_t *scenario, const pr_budget_t *budget, int t)
{
    int y = scenario->month_year - scenario->first_year + t / 12;
    return budget->people[y].cents > 0 && t >= scenario->start_month;
}

static void add_months(const pr_scenario_t *scenario, const pr_budget_t *budget, const pr_demand_t *demand,
                       pr_residents_t *out)
{
    for (int t = 0; t < scenario->months; t++) {
        double rate[PR_MAX_MUNICIPALITIES];
        int y = scenario->month_year - scenario->first_year + t / 12;
        pr_demand_rates(demand, t, rate);
        for (size_t i = 0; i < demand->lanes->count && is_open(scenario, budget, t); i++) {
            out->reached[y][demand->lanes->place[i]] += rate[i];
        }
    }
}

int pr_residents_expected(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                          pr_residents_t *out)
{
    const pr_source_t none = {0, 0};
    pr_inputs_t still = calm(inputs);
    pr_lanes_t lanes;
    pr_demand_t demand;
    pr_mode_t mode;
    int launch[PR_MAX_MUNICIPALITIES];
    memset(out, 0, sizeof *out);
    pr_lanes_init(&lanes, scenario);
    int status = expect_launches(scenario, inputs, &lanes, &still, launch);
    if (status == 0) {
        status = pr_demand_init(&demand, scenario, &still, &lanes, launch, &none);
    }
    if (status == 0) {
        status = pr_mode_init(&mode, scenario->mode, &inputs->deployment);
    }
    if (status == 0) {
        demand.mode_uptake = mode.changes_uptake ? mode.uptake : NULL;
        add_months(scenario, budget, &demand, out);
    }
    return status;
}
