/* What a replicate's months carry from one to the next; of pool.c and the parts of its month. */
#ifndef PR_MODEL_POOL_STATE_H
#define PR_MODEL_POOL_STATE_H

#include "model/circles.h"
#include "model/communities.h"
#include "model/demand.h"
#include "model/deployment.h"
#include "model/mode.h"
#include "model/service.h"
#include "model/volunteers.h"
#include "model/workforce.h"
#include <poolraming/pool.h>

enum { LOCAL_SERIES = PR_MONTH_SERIES - PR_MONTH_FIRST_LOCAL };

typedef struct {
    const pr_scenario_t *scenario;
    const pr_inputs_t *inputs;
    pr_source_t source;
    pr_lanes_t lanes;
    int launch[PR_MAX_MUNICIPALITIES];
    double key[PR_MAX_MUNICIPALITIES];
    pr_mode_t mode;
    pr_workforce_t workforce;
    pr_volunteers_t volunteers;
    pr_demand_t demand;
    pr_service_t service;
    bool has_circles, has_communities;
    pr_circles_t circles;
    pr_communities_t communities;
    int recorded; /* local series in use */
    pr_theme_stock_t theme[PR_MAX_MUNICIPALITIES];
    /* of the month, by lane */
    bool launched[PR_MAX_MUNICIPALITIES];
    double weight[PR_MAX_MUNICIPALITIES];
    double circle_hours[PR_MAX_MUNICIPALITIES];  /* that the meetings need */
    double carried_share[PR_MAX_MUNICIPALITIES]; /* of new residents, by communities */
    double local[LOCAL_SERIES][PR_MAX_MUNICIPALITIES];
} pr_pool_t;

/* A local series of the month, by lane. */
static inline double *pr_local(pr_pool_t *self, pr_month_series_t series)
{
    return self->local[series - PR_MONTH_FIRST_LOCAL];
}

/* ---- circles and communities, where the scenario has them: pool_groups.c ---- */

int pr_groups_init(pr_pool_t *self);
/* Communities of month t, after `launched` is known. */
void pr_groups_grow(pr_pool_t *self, int t, bool open);
/* Those who want a circle wait for one; adds to `hours` what a full circle takes for each of them. */
void pr_groups_gather(pr_pool_t *self, const pr_workforce_month_t *staff, int t, double *hours);
/* Hours of work waiting: in the common queue and for the meetings of circles; `sum` is room for it. */
const double *pr_groups_work(const pr_pool_t *self, double *sum);
/* Circles meet first: writes the residents served in them, and returns the hours that are left in `rest`. */
const double *pr_groups_meet(pr_pool_t *self, double *rest);
/* Adds what happened in the circles to what happened in the common queue. */
void pr_groups_add(pr_pool_t *self, int t, bool open);

/* ---- a month into the ledger, and its factors into the trace: pool_record.c ---- */

void pr_record_workforce(const pr_workforce_month_t *staff, int t, pr_ledger_t *ledger);
void pr_record_volunteers(const pr_volunteer_month_t *volunteers, int t, pr_ledger_t *ledger);
void pr_record_local(const pr_pool_t *self, int t, pr_ledger_t *ledger);
/* What does not change from month to month, or only with the year. */
void pr_trace_constants(const pr_pool_t *self, pr_trace_t *trace);
/* Before anyone is served: the work is what the weights were made of. Where nobody asks all is 0. */
void pr_trace_month(const pr_pool_t *self, bool asked, int t, pr_trace_t *trace);

#endif
