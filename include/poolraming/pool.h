/*
 * The people side of the model: workforce, deployment, demand and service, month by month. One replicate
 * writes one ledger; nothing is allocated while it runs.
 */
#ifndef POOLRAMING_POOL_H
#define POOLRAMING_POOL_H

#include <poolraming/budget.h>
#include <poolraming/random.h>
#include <poolraming/scenario.h>

/* What a ledger holds per month. Persons and vacancies are month-ends; the others are of the month. */
typedef enum {
    /* of the region */
    PR_MONTH_TARGET_PERSONS,
    PR_MONTH_ACTIVE_PERSONS,
    PR_MONTH_ACTIVE_FTE,
    PR_MONTH_TRAINEES,
    PR_MONTH_VACANCIES,
    PR_MONTH_HIRES,
    PR_MONTH_HIRES_FROM_BENEFIT,
    PR_MONTH_LEAVERS, /* experts and trainees, of their own accord */
    PR_MONTH_ENDED,   /* contracts ended by a cut or the end of the pool */
    PR_MONTH_ABSENT,
    PR_MONTH_PAYROLL_EUR,
    PR_MONTH_PRODUCTIVE_HOURS,
    PR_MONTH_REGIONAL_HOURS,
    PR_MONTH_BUILD_UP_HOURS,
    PR_MONTH_VOLUNTEER_PLACES, /* volunteers wanted who can also be guided */
    PR_MONTH_VOLUNTEERS,
    PR_MONTH_VOLUNTEERS_JOINED,
    PR_MONTH_VOLUNTEERS_LEFT,  /* of their own accord */
    PR_MONTH_VOLUNTEERS_ENDED, /* no longer guided, or the end of the pool */
    PR_MONTH_VOLUNTEER_HOURS,
    PR_MONTH_SIGNAL_HOURS,         /* of these: bundling signals */
    PR_MONTH_DEMAND_SHOCK,         /* ε_t */
    PR_MONTH_ALLOCATION_DEVIATION, /* NaN in a month in which nothing is deployed */
    PR_MONTH_COVERED,              /* municipalities launched and given at least the hours of coverage */
    /* of the region (scope 0) and of each municipality (scope 1 + m) */
    PR_MONTH_DEPLOYMENT_HOURS, /* hours in the municipality, after unused hours were shared */
    PR_MONTH_COMMUNITY_HOURS,
    PR_MONTH_IDLE_HOURS,     /* meant for named residents, but nobody was sent: the price of a mode */
    PR_MONTH_RESIDENT_HOURS, /* hours for named residents in launched municipalities */
    PR_MONTH_HOURS_OWED,     /* cumulative: key share − received; 0 for the region */
    PR_MONTH_NEW_RESIDENTS,
    PR_MONTH_DEMAND_HOURS,
    PR_MONTH_SERVED,
    PR_MONTH_SERVICE_HOURS,
    PR_MONTH_BACKLOG, /* residents waiting or being helped, month-end */
    PR_MONTH_GAVE_UP,
    PR_MONTH_RELEASED,
    /* the same, with Budgetkringen; else 0 */
    PR_MONTH_CIRCLES_RUNNING, /* circles that met */
    PR_MONTH_CIRCLES_PAUSED,  /* circles with residents that did not */
    PR_MONTH_CIRCLE_FACILITATORS,
    PR_MONTH_CIRCLE_HOURS,   /* part of the service hours */
    PR_MONTH_CIRCLE_ARRIVED, /* new residents who want a circle */
    PR_MONTH_CIRCLE_WAITING, /* for a circle, month-end; part of the backlog */
    PR_MONTH_CIRCLE_MEMBERS, /* in a circle, month-end; part of the backlog */
    PR_MONTH_CIRCLE_SERVED,  /* residents whose round is over; part of those served */
    PR_MONTH_CIRCLE_GONE,    /* part of those who gave up or were released */
    /* the same, with communities of Build5; else 0 */
    PR_MONTH_COMMUNITIES_ENDED,
    PR_MONTH_COMMUNITIES_1, /* in phase 1, month-end */
    PR_MONTH_COMMUNITIES_2,
    PR_MONTH_COMMUNITIES_3,
    PR_MONTH_COMMUNITIES_4,
    PR_MONTH_COMMUNITIES_5,
    PR_MONTH_COMMUNITY_MEMBERS,
    PR_MONTH_CARRIED, /* new residents carried by communities: they need no hours and never wait */
    PR_MONTH_SERIES,
    PR_MONTH_FIRST_LOCAL = PR_MONTH_DEPLOYMENT_HOURS,
    PR_MONTH_FIRST_CIRCLE = PR_MONTH_CIRCLES_RUNNING,
    PR_MONTH_FIRST_COMMUNITY = PR_MONTH_COMMUNITIES_ENDED
} pr_month_series_t;

/* How the demand and the weights of each month came about, for an audit of one replicate; the ensemble keeps
   none. Municipalities in scenario order. In a month in which no municipality is open to residents awareness,
   intensity and weights are 0. */
typedef struct {
    double heterogeneity[PR_MAX_MUNICIPALITIES];              /* G_m */
    double population[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];   /* N_{m,y}, by year of the month axis */
    double shock_level[PR_MAX_MONTHS];                        /* Z_t */
    double shock_factor[PR_MAX_MONTHS];                       /* exp(Z_t − v/2) */
    double awareness[PR_MAX_MUNICIPALITIES][PR_MAX_MONTHS];   /* A_m(t) */
    double mode_uptake[PR_MAX_MUNICIPALITIES][PR_MAX_MONTHS]; /* 1 without a mode */
    double intensity[PR_MAX_MUNICIPALITIES][PR_MAX_MONTHS];   /* λ: residents expected in the month */
    double work_hours[PR_MAX_MUNICIPALITIES][PR_MAX_MONTHS]; /* still needed, the month's new ones included */
    double weight[PR_MAX_MUNICIPALITIES][PR_MAX_MONTHS];     /* of the hours to deploy, sum 1 */
} pr_trace_t;

/* One replicate's record. Allocated once, reused by every replicate. */
typedef struct {
    int months;
    size_t scopes;                     /* 1 + municipalities */
    double *month[PR_MONTH_SERIES];    /* [scope · PR_MAX_MONTHS + t]; scope 0 only where regional */
    double *theme_demand;              /* [(half · scopes + scope) · PR_MAX_THEMES + theme], residents */
    double *theme_served;              /* the same shape */
    int halves;                        /* half-years on the month axis */
    int launch[PR_MAX_MUNICIPALITIES]; /* L_m on the month axis; may lie beyond it */
    double payroll_eur[PR_MAX_YEARS];  /* by year − first_year */
    double demand_mean_shock[PR_MAX_YEARS]; /* z̄_y = Σ ε_t / √12 */
    double cost_per_fte_eur[PR_MAX_YEARS];  /* κ_y, nominal */
    double contract_fte[PR_MAX_YEARS];      /* c_y */
    double allowance_eur[PR_MAX_YEARS];     /* of one volunteer a year, nominal */
    double allowances_eur[PR_MAX_YEARS];    /* of all volunteers: what is paid */
    pr_trace_t *trace;                      /* filled where the caller sets it; borrowed; else NULL */
    double *block;                          /* the memory of what is pointed to above, owned */
} pr_ledger_t;

/* The months of a series; `scope` is 0 for a regional one. */
static inline double *pr_ledger_row(const pr_ledger_t *self, pr_month_series_t series, size_t scope)
{
    return self->month[series] + scope * PR_MAX_MONTHS;
}

/* Memory for the months and half-years of a scenario. 0, PR_ERR_MEMORY or PR_ERR_DOMAIN; free it in every
 * case. */
PR_API int pr_ledger_init(pr_ledger_t *self, const pr_scenario_t *scenario);
PR_API void pr_ledger_free(pr_ledger_t *self);

/* Simulates the pool of one replicate. `source` names the seed and the replicate; the draws are a pure
   function of it and of each draw's address. */
PR_API int pr_pool_simulate(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                            const pr_index_path_t *index, const pr_budget_t *budget, pr_source_t source,
                            pr_ledger_t *ledger);

/* Identities: residents in = carried + served + gave up + released + waiting; people in = active + trainees +
   left, volunteers in = active + left; residents who want a circle = in one + waiting + served + gone; hours
   deployed = hours of the municipalities; region = sum. 0 or PR_ERR_IDENTITY. */
PR_API int pr_pool_verify(const pr_scenario_t *scenario, const pr_ledger_t *ledger, pr_errors_t *errors);

#endif
