/*
 * The money side of the model: index, budget, key, settlement, surplus. Pure functions on plain structs; all
 * randomness comes in as standard normal shocks, so that zeros give the central path.
 */
#ifndef POOLRAMING_BUDGET_H
#define POOLRAMING_BUDGET_H

#include <poolraming/money.h>
#include <poolraming/scenario.h>

/* On which figures an amount rests; what `budget.csv` shows as index_basis. From strong to weak. */
typedef enum {
    PR_BASIS_NONE,       /* not indexed: the class none, or no year has been indexed yet */
    PR_BASIS_APPLIED,    /* the region's own figure */
    PR_BASIS_DEFINITIVE, /* only with the rule "definitive" */
    PR_BASIS_SEPTEMBER,  /* the contract's vintage */
    PR_BASIS_SPRING,     /* not the contract's vintage: marked beside every amount that rests on it */
    PR_BASIS_PROJECTED,  /* some figure was not published */
    PR_BASES
} pr_index_basis_t;

/* Standard normal shocks of the index, one a year and series. */
typedef struct {
    double level[PR_SERIES_COUNT]
                [PR_MAX_YEARS]; /* ε_y of the definitive figure; independent between series */
    double revision[PR_SERIES_COUNT][PR_MAX_YEARS]; /* of the gap definitive − provisional */
} pr_index_shocks_t;

/* The index of every class and year of a scenario; arrays by year − first_year. */
typedef struct {
    double provisional[PR_SERIES_COUNT][PR_MAX_YEARS]; /* p_y, fraction */
    double definitive[PR_SERIES_COUNT][PR_MAX_YEARS];  /* d_y, fraction */
    double applied[PR_INDEX_CLASSES][PR_MAX_YEARS];    /* a_y, fraction; 0 in years not indexed */
    pr_factor_t factor[PR_INDEX_CLASSES][PR_MAX_YEARS];
    pr_index_basis_t basis[PR_INDEX_CLASSES][PR_MAX_YEARS]; /* weakest basis of all years in factor[y] */
} pr_index_path_t;

/* Nominal budget of one path. Year arrays by year − first_year. */
typedef struct {
    pr_real_t line_real[PR_MAX_LINES][PR_MAX_YEARS];
    pr_nominal_t line[PR_MAX_LINES][PR_MAX_YEARS];
    pr_nominal_t channel[PR_CHANNELS][PR_MAX_YEARS]; /* as booked: all in surplus with booking "total" */
    pr_nominal_t total[PR_MAX_YEARS];
    pr_nominal_t lump_sum[PR_MAX_YEARS];       /* L_y */
    pr_nominal_t lump_sum_other[PR_MAX_YEARS]; /* lump-sum lines that pay no people */
    pr_nominal_t people[PR_MAX_YEARS];         /* nominal line(s) that pay people, tax included */
    pr_nominal_t allowance[PR_MAX_YEARS];      /* lines for the volunteers' allowance */
    pr_nominal_t guidance[PR_MAX_YEARS];       /* lines for those who guide the volunteers */
    /* What a channel's sum of a year is split by: the shares of its key in hundredths of a percent, or the
       weights of another allocation policy. */
    int64_t weight[PR_CHANNELS][PR_MAX_YEARS][PR_MAX_MUNICIPALITIES];
} pr_budget_t;

/* What is settled, reduced and asked, per scope (0 the region, 1 + m municipality m) and year. The column
   `years` holds 2032 where the settlement is booked in the next year; else it is 0. Only the scenario's own
   scopes and the columns 0…years are written. */
typedef struct {
    pr_nominal_t reduction[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t settlement[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t reduction_net[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t contribution[1 + PR_MAX_MUNICIPALITIES]
                             [PR_MAX_YEARS + 1]; /* to module 2's execution costs */
    pr_nominal_t net_effect[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t before[1 + PR_MAX_MUNICIPALITIES]
                       [PR_MAX_YEARS + 1]; /* surplus before the pool, where given */
    pr_nominal_t after[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t shortfall[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    /* Where the surplus channel has another policy than its key: the reduction less that by the key, the size
       of its change since the year before (0 in the first), and half the sum of all differences: what falls
       to other municipalities than by the key. The region's difference is 0, its swing the sum of those of
       the municipalities. */
    pr_nominal_t difference[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t swing[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_nominal_t moved[PR_MAX_YEARS + 1];
    pr_nominal_t overspend[PR_MAX_YEARS]; /* the contractor's, not a municipality's */
} pr_surplus_t;

/* Index path from published figures and shocks (NULL: all 0, the central path). docs/model.md "Index".
   PR_ERR_DOMAIN where the years fall outside the figures' or a factor leaves 0…10,000. */
PR_API int pr_index_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                         const pr_index_shocks_t *shocks, pr_index_path_t *out);

/* Applied growth of one year by a rule, from provisional and definitive figures as fractions; the *_before
   are those of the year before. */
PR_API double pr_index_rule_apply(pr_index_rule_t rule, double provisional, double definitive,
                                  double provisional_before, double definitive_before);

enum { PR_KEY_SPLIT_MAX = 64 };

/* Splits `total` over `n` weights by largest remainder, in whole numbers; exact remainders, ties to the
   first; a negative total mirrors the positive one; parts sum to the total. Weights must be >= 0 with a
   positive sum that fits 64 bits, n at most PR_KEY_SPLIT_MAX, else PR_ERR_DOMAIN. */
PR_API int pr_key_split(int64_t total, size_t n, const int64_t *weight, int64_t *share);

/* The same for money and a verdeelsleutel of the scenario. `out`: municipality_count shares. */
PR_API void pr_key_share(const pr_scenario_t *scenario, const pr_key_t *key, pr_nominal_t total,
                         pr_nominal_t *out);

/* Budget lines indexed and summed; every channel is split by its key until pr_allocation_path says
   otherwise. */
PR_API void pr_budget_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                           const pr_index_path_t *index, pr_budget_t *out);

/* The same for one year alone, from real euros per line; its sums are made anew. */
PR_API void pr_budget_year(const pr_scenario_t *scenario, const pr_index_path_t *index, int y,
                           const double *line_eur, pr_budget_t *out);

/* Settlement, reduction, contribution and surplus. `payroll_eur`: the pool's payroll a year, without VAT, or
   NULL for the central budget path (then nothing is settled). `surplus_shock`: the standard normal X_y a
   year, or NULL for the central path: S_y is its mean (X_y = 0 would give its median). */
PR_API void pr_surplus_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                            const pr_budget_t *budget, const double *payroll_eur, const double *surplus_shock,
                            pr_surplus_t *out);

/* X_y of the surplus before the pool: an AR(1) with stationary start whose shocks share the correlation ρ_D
   with `demand_mean_shock` (z̄_y = Σ ε_t / √12) and take the rest from `own`; all standard normal. `start` is
   X of the year before the first. Years before the month axis, and NULL, share nothing. */
PR_API void pr_surplus_shocks(const pr_scenario_t *scenario, const pr_surplus_inputs_t *inputs, double start,
                              const double *own, const double *demand_mean_shock, double *out);

/* Identities of the money side: lines sum to totals and channels, municipalities to the region, net = gross −
   settled, no more settled than budgeted. Adds a sentence for each that does not hold; 0 or
   PR_ERR_IDENTITY. */
PR_API int pr_budget_verify(const pr_scenario_t *scenario, const pr_index_path_t *index,
                            const pr_budget_t *budget, const pr_surplus_t *surplus, pr_errors_t *errors);

#endif
