/* Scenarios for the pool, built in memory: the tests' own defaults, after parameters.md. */
#ifndef PR_TESTS_SUPPORT_POOL_H
#define PR_TESTS_SUPPORT_POOL_H

#include <math.h>
#include <poolraming/error.h>
#include <poolraming/pool.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POOL_FIRST_YEAR = 2023, POOL_MONTH_YEAR = 2024, POOL_MONTHS = 96 };

typedef struct {
    pr_scenario_t scenario;
    pr_inputs_t inputs;
    pr_index_path_t index;
    pr_budget_t budget;
    pr_ledger_t ledger;
} pool_case_t;

/* Nominal euro a year for people in the years from … to. */
static inline void pool_case_people(pool_case_t *self, int from, int to, double eur)
{
    for (int year = from; year <= to; year++) {
        self->budget.people[year - self->scenario.first_year].cents = pr_cents_from_eur(eur);
    }
}

/* All years grow by one definitive figure, the amounts for people with it (and only once). */
static inline void pool_case_index(pool_case_t *self, double growth)
{
    double factor = 1;
    for (int y = 0; y < self->scenario.years; y++) {
        factor *= y > 0 ? 1 + growth : 1;
        self->index.definitive[PR_SERIES_OVA][y] = growth;
        pr_nominal_t *people = &self->budget.people[y];
        people->cents = pr_round_half_away((long double)people->cents * (long double)factor);
    }
}

static inline void pool_case_key(pool_case_t *self, const int *hundredths)
{
    for (size_t m = 0; m < self->scenario.municipality_count; m++) {
        self->scenario.key[0].share[m].hundredths = hundredths[m];
    }
}

static inline void pool_case_demand(pr_demand_inputs_t *in)
{
    static const double share[] = {0.45, 0.25, 0.30}, mean[] = {16, 9, 3}, cv[] = {0.7, 0.5, 0.7};
    static const double theme[] = {0.3, 0.25, 0.2, 0.15, 0.1};
    *in = (pr_demand_inputs_t){.population_growth = 0.005,
                               .precarious_share = 0.25,
                               .uptake_per_year = 0.005,
                               .bass_innovation = 0.06,
                               .bass_imitation = 0.05,
                               .heterogeneity_shape = 4,
                               .shock_persistence = 0.9,
                               .shock_sd = 0.1,
                               .giving_up_per_month = 0.10};
    memcpy(in->form_share, share, sizeof share);
    memcpy(in->hours_mean, mean, sizeof mean);
    memcpy(in->hours_cv, cv, sizeof cv);
    memcpy(in->theme_share, theme, sizeof theme);
    for (int k = 0; k < 12; k++) {
        in->season[k] = 1;
    }
}

/* The years 2023…2031, months from January 2024, `n` municipalities with codes 1001… of 40,000 people and
   equal launch in month 1 without lag; no budget yet. */
static inline pool_case_t *pool_case_new(size_t n)
{
    pool_case_t *self = calloc(1, sizeof *self);
    pr_scenario_t *s = &self->scenario;
    s->first_year = POOL_FIRST_YEAR;
    s->last_year = POOL_MONTH_YEAR + POOL_MONTHS / 12 - 1;
    s->price_level_year = POOL_FIRST_YEAR;
    s->population_year = s->month_year = POOL_MONTH_YEAR;
    s->years = s->last_year - s->first_year + 1;
    s->months = POOL_MONTHS;
    s->municipality_count = n;
    s->key_count = 1;
    s->theme_count = 5;
    self->inputs.workforce = (pr_workforce_inputs_t){.cost_per_fte_eur = 70000,
                                                     .contract_fte = 24.0 / 36,
                                                     .hours_per_fte_month = 131,
                                                     .overhead_share = 0.25,
                                                     .leaving_per_year = 0.15,
                                                     .trainee_leaving_per_year = 0.17,
                                                     .training_months = 12,
                                                     .trainee_productivity = 0.5,
                                                     .trainee_share = 0.5,
                                                     .filling_per_month = 0.25,
                                                     .from_benefit_share = 0.3,
                                                     .absence_mean = 0.07,
                                                     .absence_concentration = 60};
    self->inputs.deployment = (pr_deployment_inputs_t){.regional_share = 0.1,
                                                       .community_share = 0.2,
                                                       .demand_weight = 0.5,
                                                       .sharing = 0.5,
                                                       .coverage_hours = 16};
    pool_case_demand(&self->inputs.demand);
    for (size_t m = 0; m < n; m++) {
        s->municipality[m].cbs = (uint16_t)(1001 + m);
        s->key[0].share[m].hundredths = (int32_t)(10000 / n + (m < 10000 % n));
        self->inputs.population[m] = 40000;
        self->inputs.launch_month[m] = 1;
    }
    return self;
}

/* The region of the memo with the defaults of parameters.md. */
static inline pool_case_t *pool_case_region(void)
{
    static const uint16_t cbs[] = {889, 893,  1711, 907, 1507, 1640, 1641,
                                   946, 1894, 1669, 957, 983,  984,  988};
    static const int key[] = {78, 344, 511, 86, 337, 848, 345, 174, 949, 264, 809, 2847, 1027, 1381};
    static const double people[] = {13393, 13151, 32037, 17790, 43923,  36006, 24406,
                                    17492, 45534, 20806, 60749, 103785, 44668, 51060};
    pool_case_t *self = pool_case_new(14);
    for (size_t m = 0; m < 14; m++) {
        self->scenario.municipality[m].cbs = cbs[m];
        self->inputs.population[m] = people[m];
        self->inputs.launch_month[m] = floor(1 + 9.0 * (double)m / 14);
    }
    self->inputs.head_start_months[12] = 12; /* Venray */
    self->inputs.deployment.launch_lag_months = 2;
    pool_case_key(self, key);
    pool_case_people(self, 2024, 2024, 400000);
    pool_case_people(self, 2025, 2025, 425000);
    pool_case_people(self, 2026, 2031, 700000);
    pool_case_index(self, 0.028);
    return self;
}

/* Nothing happens at random that can be switched off: posts are filled at once and kept, nobody is absent,
   everyone is aware from launch on, hours do not vary. */
static inline void pool_case_calm(pool_case_t *self)
{
    pr_workforce_inputs_t *w = &self->inputs.workforce;
    w->leaving_per_year = w->trainee_leaving_per_year = w->trainee_share = w->absence_mean = 0;
    w->filling_per_month = 1;
    pr_demand_inputs_t *d = &self->inputs.demand;
    d->population_growth = d->shock_sd = 0;
    d->heterogeneity_shape = INFINITY;
    d->bass_innovation = 1;
    d->bass_imitation = 0;
    for (int f = 0; f < PR_FORMS; f++) {
        d->hours_cv[f] = 0;
    }
    for (size_t m = 0; m < self->scenario.municipality_count; m++) {
        self->inputs.head_start_months[m] = 1000; /* 1 − e^{−1000} is 1 */
    }
}

/* Simulates one replicate; the ledger is made on first use. 0 or PR_ERR_*. */
static inline int pool_case_run(pool_case_t *self, uint64_t seed, uint64_t replicate)
{
    int status = self->ledger.block ? 0 : pr_ledger_init(&self->ledger, &self->scenario);
    pr_keys_reset();
    return status ? status
                  : pr_pool_simulate(&self->scenario, &self->inputs, &self->index, &self->budget,
                                     (pr_source_t){seed, replicate}, &self->ledger);
}

static inline double pool_case_at(const pool_case_t *self, pr_month_series_t series, size_t scope, int t)
{
    return pr_ledger_row(&self->ledger, series, scope)[t];
}

static inline void pool_case_free(pool_case_t *self)
{
    if (self) {
        pr_ledger_free(&self->ledger);
        pr_keys_reset();
        free(self);
    }
}

/* A run whose identities hold and that opens no random block twice. */
static inline void pool_case_verified_run(pool_case_t *self)
{
    assert_int_equal(pool_case_run(self, 2385, 7), 0);
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), 0);
    assert_int_equal(pr_keys_repeats(NULL), 0);
}

/* Runs with a mechanism, without it, and with it switched off: people and new residents are the same with it,
   and off it moves no bit of any series. */
static inline void pool_case_same_draws(const pool_case_t *with, const pool_case_t *without,
                                        const pool_case_t *off)
{
    for (int t = 0; t < POOL_MONTHS; t++) {
        for (pr_month_series_t s = 0; s < PR_MONTH_SERIES; s++) {
            double x = pool_case_at(without, s, 0, t), y = pool_case_at(off, s, 0, t);
            assert_memory_equal(&x, &y, sizeof x);
            if (s < PR_MONTH_SIGNAL_HOURS || s == PR_MONTH_NEW_RESIDENTS) {
                assert_true(pool_case_at(with, s, 0, t) == x);
            }
        }
    }
}

#endif
