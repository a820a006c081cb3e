/* What the municipalities must find beyond what they budget: see poolraming/engine.h. */
#include "engine/risk.h"
#include <math.h>

static size_t kinds(const pr_scenario_t *scenario)
{
    return scenario->has_surplus ? PR_RISKS : 1;
}

size_t pr_risk_count(const pr_scenario_t *scenario)
{
    return (1 + scenario->municipality_count) * PR_PARTS * kinds(scenario);
}

/* Its place among the run's risks. */
static size_t place_of(const pr_scenario_t *scenario, pr_risk_t risk, int scope, pr_part_t part)
{
    return ((size_t)scope * PR_PARTS + part) * kinds(scenario) + risk;
}

/* Cents that a year's reduction and contribution turn out higher than budgeted. */
static double cost_above(const pr_run_t *self, const pr_surplus_t *surplus, int scope, int y)
{
    const pr_surplus_t *budget = &self->central.surplus;
    int64_t is = surplus->reduction[scope][y].cents + surplus->contribution[scope][y].cents;
    int64_t was = budget->reduction[scope][y].cents + budget->contribution[scope][y].cents;
    return (double)(is - was);
}

/* Cents of the budgeted reduction that the region's surplus does not bear, split by that year's key as a
   shortfall is. */
static double unborne(const pr_run_t *self, const pr_surplus_t *surplus, int scope, int y)
{
    const pr_scenario_t *scenario = self->plan.scenario;
    const pr_key_t *key = &scenario->key[scenario->surplus_key[y]];
    double budgeted = (double)self->central.surplus.reduction[0][y].cents;
    double shortage = fmax(0, budgeted - (double)surplus->before[0][y].cents);
    return scope == 0 ? shortage : shortage * (key->share[scope - 1].hundredths / 10000.0);
}

static double sum_of(const pr_run_t *self, const pr_surplus_t *surplus, pr_risk_t risk, int scope,
                     pr_part_t part)
{
    const pr_scenario_t *scenario = self->plan.scenario;
    double cents = 0;
    for (int y = 0; y < scenario->years; y++) {
        bool decided = pr_scenario_status(scenario, scenario->first_year + y) == PR_STATUS_DECIDED;
        if (part == PR_PART_WHOLE || decided == (part == PR_PART_DECIDED)) {
            cents += cost_above(self, surplus, scope, y);
            cents += risk == PR_RISK_TOTAL ? unborne(self, surplus, scope, y) : 0;
        }
    }
    return cents / 100;
}

void pr_risk_record(const pr_run_t *self, const pr_replicate_t *replicate, double *row)
{
    const pr_scenario_t *scenario = self->plan.scenario;
    double *out = row + self->plan.count + self->span_count;
    for (size_t i = 0; i < self->risk_count; i++) {
        pr_risk_t risk = (pr_risk_t)(i % kinds(scenario));
        size_t rest = i / kinds(scenario);
        out[i] =
            sum_of(self, &replicate->surplus, risk, (int)(rest / PR_PARTS), (pr_part_t)(rest % PR_PARTS));
    }
}

static bool has_risk(const pr_run_t *self, pr_risk_t risk)
{
    return self->risk_count > 0 && (size_t)risk < kinds(self->plan.scenario);
}

const pr_summary_t *pr_run_risk(const pr_run_t *self, pr_risk_t risk, int scope, pr_part_t part)
{
    size_t first = self->plan.count + self->span_count;
    return has_risk(self, risk)
               ? &self->ensemble.summary[first + place_of(self->plan.scenario, risk, scope, part)]
               : NULL;
}

double pr_run_risk_at(const pr_run_t *self, pr_risk_t risk, int scope, pr_part_t part, int percent)
{
    if (!has_risk(self, risk)) {
        return NAN;
    }
    size_t curve = 1 + place_of(self->plan.scenario, risk, scope, part);
    return self->ensemble.curve[curve * PR_CURVE_POINTS + (size_t)percent - 1];
}
