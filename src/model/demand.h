/* New residents and the staff hours they need: docs/model.md "Demand". */
#ifndef PR_MODEL_DEMAND_H
#define PR_MODEL_DEMAND_H

#include "model/deployment.h"

typedef struct {
    const pr_demand_inputs_t *inputs;
    const pr_lanes_t *lanes;
    const int *launch;         /* L_m by lane */
    const double *mode_uptake; /* multiplies uptake, by months since launch; borrowed; NULL: nothing does */
    int first_month;           /* absolute number of month 0 */
    double base[PR_MAX_MUNICIPALITIES]; /* N · π · u/12 · G: a month's residents at full awareness */
    double head_start[PR_MAX_MUNICIPALITIES];
    double head_decay[PR_MAX_MUNICIPALITIES]; /* e^{−(p+q)·head start} */
    double decay[PR_MAX_MONTHS];              /* e^{−(p+q)k} */
    double growth[PR_MAX_YEARS];              /* of the population, by year of the month axis */
    double form_share[PR_FORMS];              /* sum 1 */
    double form_shape[PR_FORMS];              /* gamma shape of one resident's hours, 1/cv²; 0: no spread */
    double form_scale[PR_FORMS];              /* hours: mean·cv², the mean where there is no spread */
    double z, z_variance;                     /* the region's shock and its stationary variance */
} pr_demand_t;

/* Draws G_m and the stationary start of Z. `inputs`, `lanes` and `launch` are borrowed. 0 or PR_ERR_DOMAIN.
 */
int pr_demand_init(pr_demand_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                   const pr_lanes_t *lanes, const int *launch, const pr_source_t *source);

/* A_m(t) of a lane, 0…1. */
double pr_demand_awareness(const pr_demand_t *self, size_t lane, int t);

/* Moves Z to month t; months in order. Returns ε_t, 0 without shocks. */
double pr_demand_shock(pr_demand_t *self, const pr_source_t *source, int t);

/* λ of month t by lane: new residents to be expected at the shock of the month. */
void pr_demand_rates(const pr_demand_t *self, int t, double *lambda);

/* New residents of month t and their hours, by lane. */
void pr_demand_arrive(const pr_demand_t *self, const pr_source_t *source, int t, double *residents,
                      double *hours);

#endif
