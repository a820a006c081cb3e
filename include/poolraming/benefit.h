/*
 * What the pool may be worth: benefits by payer, and their present value against its cost. Pure functions of
 * a replicate's money and months; euros are doubles in prices of the price-level year. docs/model.md
 * "Benefits".
 */
#ifndef POOLRAMING_BENEFIT_H
#define POOLRAMING_BENEFIT_H

#include <poolraming/budget.h>
#include <poolraming/pool.h>
#include <poolraming/random.h>
#include <poolraming/scenario.h>

/* Years in which benefits are counted: the scenario's and PR_BENEFIT_TAIL after them. */
enum { PR_BENEFIT_YEARS = PR_MAX_YEARS + PR_BENEFIT_TAIL };

/* One replicate. Arrays by year − first_year; all 0 with the method none. */
typedef struct {
    double share[PR_PAYERS];          /* of the method's gain, sum 1 */
    double cashable_share;            /* of the municipal part */
    double cost[PR_BENEFIT_YEARS];    /* net of what is settled for the year, whenever that is booked */
    double reached[PR_BENEFIT_YEARS]; /* residents */
    double successes[PR_BENEFIT_YEARS];
    double success_years[PR_BENEFIT_YEARS]; /* falling in the year, after decay */
    double gain[PR_BENEFIT_YEARS];          /* of the method, to be split over the payers */
    double work[PR_BENEFIT_YEARS];          /* benefits not paid to those hired from one */
    double payer[PR_PAYERS][PR_BENEFIT_YEARS];
    double total[PR_BENEFIT_YEARS]; /* of all payers */
    double cashable[PR_BENEFIT_YEARS];
    double after_horizon; /* of the total: what falls after the last budget year */
    /* Present values at the end of the price-level year, up to PR_BENEFIT_TAIL years after the last one. */
    double present_cost, present_total, present_success_years, present_reached;
    double net, net_cashable, net_municipal; /* benefit − cost */
    double net_payer[PR_PAYERS];             /* all cost is the regional budget's */
} pr_benefit_t;

/* A way of counting benefits. */
typedef struct {
    const char *name;           /* as in `benefit.method` */
    const char *doc;            /* what it does, in English; pr_benefit_doc */
    const char *const *setting; /* paths that it reads, or groups of them; NULL-terminated */
    bool has_successes;         /* and work from a benefit */
    /* Fills gain, share and cashable_share, and where there are any successes and success-years. */
    void (*count)(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_ledger_t *ledger,
                  const pr_source_t *source, pr_benefit_t *out);
} pr_benefit_info_t;

/* Never NULL for a method of the enum. */
PR_API const pr_benefit_info_t *pr_benefit_info(pr_benefit_method_t method);
PR_API const char *pr_benefit_doc(const pr_benefit_info_t *self, pr_lang_t lang);
/* 0, or PR_ERR_DOMAIN where no method has that name. */
PR_API int pr_benefit_find(const char *name, pr_benefit_method_t *method);

/* "regional", "wmo_local", …: as in `benefit.payers` and `benefit.payer.<id>`. */
PR_API const char *pr_payer_id(pr_payer_t payer);

/* Σ flow[k] (1 + rate)^−(first + k): the value at time 0 of flows at `first`, `first` + 1, … */
PR_API double pr_npv(double rate, int first, size_t n, const double *flow);

/* Real euros that the municipalities bear of year `y`: its lines less what is settled for it, whenever that
   is booked, each in prices of the price-level year by its own index. */
PR_API double pr_benefit_cost(const pr_scenario_t *scenario, const pr_budget_t *budget,
                              const pr_surplus_t *surplus, int y);

/* The benefits of one replicate. 0, or PR_ERR_DOMAIN where an input allows none. */
PR_API int pr_benefit_simulate(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                               const pr_budget_t *budget, const pr_surplus_t *surplus,
                               const pr_ledger_t *ledger, pr_source_t source, pr_benefit_t *out);

/* Identities: payers sum to the total and to what was gained, nothing is counted twice or after the horizon,
   successes are among those reached, a claim is its ratio times the cost, present values sum to the net. 0 or
   PR_ERR_IDENTITY with a sentence each. */
PR_API int pr_benefit_verify(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                             const pr_benefit_t *benefit, pr_errors_t *errors);

#endif
