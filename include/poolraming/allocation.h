/*
 * Allocation policies: by what the yearly sum of a channel is split over the municipalities, beside the fixed
 * key. A policy turns what is known of a year into whole, non-negative weights; pr_key_split does the rest,
 * to the cent, ties in the scenario's order. Pure functions. docs/mechanisms/allocation.md.
 */
#ifndef POOLRAMING_ALLOCATION_H
#define POOLRAMING_ALLOCATION_H

#include <poolraming/budget.h>
#include <poolraming/pool.h>
#include <poolraming/scenario.h>

enum { PR_ALLOCATION_LOOK_BACK = 3 }; /* years before, of which the residents may count */

/* The weights of the mixed key sum to this: 10^6 for its own weights times 10^11 for a share. */
#define PR_ALLOCATION_WHOLE INT64_C(100000000000000000)

/* Residents reached per year (by year − first_year) and municipality; 0 in years without months. */
typedef struct {
    double reached[PR_MAX_YEARS][PR_MAX_MUNICIPALITIES];
} pr_residents_t;

/* What a policy may look at for one channel and year, all in whole numbers. */
typedef struct {
    size_t count;                       /* municipalities */
    int64_t key[PR_MAX_MUNICIPALITIES]; /* the channel's key, hundredths of a percent */
    /* reached one, two, three years before, thousandths of a resident */
    int64_t residents[PR_ALLOCATION_LOOK_BACK][PR_MAX_MUNICIPALITIES];
    int64_t population[PR_MAX_MUNICIPALITIES]; /* of the population year, thousandths of an inhabitant */
    int64_t key_weight, residents_weight, population_weight;          /* of the mixed key, millionths */
    int64_t floor[PR_MAX_MUNICIPALITIES], cap[PR_MAX_MUNICIPALITIES]; /* parts of PR_ALLOCATION_WHOLE */
} pr_allocation_base_t;

/* A policy. */
typedef struct {
    const char *name;  /* as in `allocation.surplus` */
    const char *doc;   /* by what it splits, in English; pr_allocation_doc */
    bool by_residents; /* rests on residents reached: differs between replicates */
    /* count weights with a positive sum; where its own base is 0 for all, those of the key. */
    void (*weigh)(const pr_allocation_base_t *base, int64_t *weight);
} pr_allocation_policy_t;

/* Never NULL for a policy of the enum. */
PR_API const pr_allocation_policy_t *pr_allocation_policy(pr_allocation_id_t policy);
PR_API const char *pr_allocation_doc(const pr_allocation_policy_t *self, pr_lang_t lang);

/* Key, residents of the year before and population, each as shares, mixed by their weights: what the mixed
   key is before its floor and cap. Sums to PR_ALLOCATION_WHOLE where the weights sum to a million. */
PR_API void pr_allocation_mix(const pr_allocation_base_t *base, int64_t *weight);

/* Brings weights between floor and cap with their sum unchanged: those within stay in proportion to each
   other. PR_ERR_DOMAIN, and nothing changed, where a floor is above its cap, the floors sum to more or the
   caps to less. At most PR_MAX_MUNICIPALITIES; sums must fit 62 bits. */
PR_API int pr_allocation_bound(size_t n, const int64_t *floor, const int64_t *cap, int64_t *weight);

/* What policies look at in a channel and year. `residents` may be NULL: none were reached. */
PR_API void pr_allocation_base(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                               const pr_residents_t *residents, pr_channel_t channel, int y,
                               pr_allocation_base_t *out);

/* The weights of a policy in a channel and year. */
PR_API void pr_allocation_weights(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                                  const pr_residents_t *residents, pr_channel_t channel, int y,
                                  pr_allocation_id_t policy, int64_t *weight);

/* Splits money by weights: as pr_key_share does by a key. */
PR_API void pr_allocation_share(const pr_scenario_t *scenario, const int64_t *weight, pr_nominal_t total,
                                pr_nominal_t *out);

/* Sets budget->weight of the channels and years that have another policy than their key. */
PR_API void pr_allocation_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                               const pr_residents_t *residents, pr_budget_t *budget);

/* What each municipality would be asked for in a channel had one policy held in all years; `out` has a row
   per municipality and a column per year. */
PR_API void pr_allocation_amounts(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                                  const pr_residents_t *residents, const pr_budget_t *budget,
                                  pr_channel_t channel, pr_allocation_id_t policy,
                                  pr_nominal_t out[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS]);

/* Residents reached in a replicate. */
PR_API void pr_residents_reached(const pr_scenario_t *scenario, const pr_ledger_t *ledger,
                                 pr_residents_t *out);

/* Residents on the central path, without a draw: all who are expected to come are taken as reached, with
   every shock at 0, no differences between municipalities, and launches at their mean, in whole months. 0 or
   PR_ERR_DOMAIN. */
PR_API int pr_residents_expected(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                                 const pr_budget_t *budget, pr_residents_t *out);

/* Identities: reductions, contributions and settlements are the split by the weights of their year; weights
   of a key are the key's; those of the mixed key lie between floor and cap. 0 or PR_ERR_IDENTITY with a
   sentence each. */
PR_API int pr_allocation_verify(const pr_scenario_t *scenario, const pr_budget_t *budget,
                                const pr_surplus_t *surplus, pr_errors_t *errors);

#endif
