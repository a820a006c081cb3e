/* The people of the pool, month by month: docs/model.md "Workforce". */
#ifndef PR_MODEL_WORKFORCE_H
#define PR_MODEL_WORKFORCE_H

#include <poolraming/pool.h>

/* What the budget buys in each year, by year − first_year. */
typedef struct {
    int target[PR_MAX_YEARS];              /* P*_y, persons; 0 without budget */
    double contract_fte[PR_MAX_YEARS];     /* c_y, 0 without budget */
    double cost_per_fte_eur[PR_MAX_YEARS]; /* κ_y, nominal */
} pr_workforce_plan_t;

typedef struct {
    const pr_workforce_inputs_t *inputs;
    pr_workforce_plan_t plan;
    int first_month, start_month;       /* absolute number of month 0; first month with people, on the axis */
    int years_before;                   /* from first_year to the year of month 0 */
    double leaving, trainee_leaving;    /* chances a month */
    double absence_cover;               /* share of an absent expert's hours that a colleague takes over */
    int training;                       /* n, whole months */
    int active, trainees;               /* persons */
    int cohort[PR_MAX_TRAINING_MONTHS]; /* trainees by hire month modulo n */
} pr_workforce_t;

/* Persons are month-ends, the others of the month. */
typedef struct {
    int target, active, trainees, vacancies, hires, hires_from_benefit, leavers, ended, absent;
    double active_fte, payroll_eur, productive_hours;
} pr_workforce_month_t;

/* Targets, contract sizes and costs; PR_ERR_DOMAIN where an input allows none. */
int pr_workforce_plan(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                      const pr_budget_t *budget, pr_workforce_plan_t *out);

/* An empty pool with its plan and without cover; `inputs` is borrowed. 0 or PR_ERR_DOMAIN. */
int pr_workforce_init(pr_workforce_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                      const pr_index_path_t *index, const pr_budget_t *budget);

/* Month t of the axis; months in order. */
void pr_workforce_step(pr_workforce_t *self, const pr_source_t *source, int t, pr_workforce_month_t *out);

#endif
