/* New residents and the staff hours they need: docs/model.md "Demand". */
#ifndef PR_MODEL_DEMAND_H
#define PR_MODEL_DEMAND_H

#include "model/deployment.h"

typedef struct {
    const pr_demand_inputs_t *inputs;
    const pr_lanes_t *lanes;
    const int *launch;           /* L_m by lane */
    const double *mode_uptake;   /* multiplies uptake, by months since launch; borrowed; NULL: nothing does */
    double *group;               /* receives residents of the form group, whose hours are then not counted;
                                    borrowed; NULL: they are as the others */
    const double *carried_share; /* of new residents, carried by communities: their hours are not counted;
                                    borrowed; NULL: none */
    double *carried;             /* receives how many; not NULL where there is a share */
    int first_month;             /* absolute number of month 0 */
    double spread[PR_MAX_MUNICIPALITIES]; /* G */
    double base[PR_MAX_MUNICIPALITIES];   /* N · π · u/12 · G: a month's residents at full awareness */
    double head_start[PR_MAX_MUNICIPALITIES];
    double head_decay[PR_MAX_MUNICIPALITIES]; /* e^{−(p+q)·head start} */
    double decay[PR_MAX_MONTHS];              /* e^{−(p+q)k} */
    double growth[PR_MAX_YEARS];              /* of the population, by year of the month axis */
    double form_share[PR_FORMS];              /* sum 1 */
    double form_shape[PR_FORMS];              /* gamma shape of one resident's hours, 1/cv²; 0: no spread */
    double form_scale[PR_FORMS];              /* hours: mean·cv², the mean where there is no spread */
    double z, z_variance;                     /* the region's shock and its stationary variance */
    double lambda[PR_MAX_MUNICIPALITIES];     /* residents expected in the month that arrived last */
} pr_demand_t;

/* Draws G_m and the stationary start of Z. `inputs`, `lanes` and `launch` are borrowed. 0 or PR_ERR_DOMAIN.
 */
int pr_demand_init(pr_demand_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                   const pr_lanes_t *lanes, const int *launch, const pr_source_t *source);

/* A_m(t) of a lane, 0…1. */
double pr_demand_awareness(const pr_demand_t *self, size_t lane, int t);

/* Moves Z to month t; months in order. Returns ε_t, 0 without shocks. */
double pr_demand_shock(pr_demand_t *self, const pr_source_t *source, int t);

/* exp(Z − v/2) of the month that Z is at. */
double pr_demand_shock_factor(const pr_demand_t *self);

/* What the mode does to a lane's uptake in month t, from its launch on; 1 without a mode. */
double pr_demand_mode_uptake(const pr_demand_t *self, size_t lane, int t);
/* λ of month t by lane: new residents to be expected at the shock of the month. */
void pr_demand_rates(const pr_demand_t *self, int t, double *lambda);

/* New residents of month t and their hours, by lane. */
void pr_demand_arrive(pr_demand_t *self, const pr_source_t *source, int t, double *residents, double *hours);

#endif
