/* Volunteers beside the paid experts: a population of its own. docs/model.md "Volunteers". */
#ifndef PR_MODEL_VOLUNTEERS_H
#define PR_MODEL_VOLUNTEERS_H

#include <poolraming/pool.h>

typedef struct {
    const pr_volunteer_inputs_t *inputs;
    int first_month, years_before;      /* absolute number of month 0; from first_year to its year */
    int places[PR_MAX_YEARS];           /* volunteers wanted who can be guided, by year − first_year */
    double allowance_eur[PR_MAX_YEARS]; /* of one volunteer a year, nominal */
    double leaving;                     /* chance a month */
    int active;                         /* persons */
} pr_volunteers_t;

/* Places and persons are month-ends, the others of the month. */
typedef struct {
    int places, active, joined, left, ended;
    double hours, signal_hours, allowances_eur;
} pr_volunteer_month_t;

/* Nobody yet; `inputs` is borrowed. `cost_per_fte_eur`: κ by year − first_year, what an fte of guidance
   costs. 0 or PR_ERR_DOMAIN. */
int pr_volunteers_init(pr_volunteers_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                       const pr_index_path_t *index, const pr_budget_t *budget,
                       const double *cost_per_fte_eur);

/* Places for a budget that has changed; who is there stays until the month's step. */
void pr_volunteers_plan(pr_volunteers_t *self, const pr_scenario_t *scenario, const pr_budget_t *budget,
                        const double *cost_per_fte_eur);

/* Month t of the axis; months in order. Without a pool (`open` false) nobody stays. */
void pr_volunteers_step(pr_volunteers_t *self, const pr_source_t *source, int t, bool open,
                        pr_volunteer_month_t *out);

#endif
