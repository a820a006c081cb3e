/*
 * Shares are counted in whole parts, so that floors, caps and totals are exact: each of key, residents and
 * population is first split into 10^11 parts, and their weights are millionths.
 */
#include "core/catalogue.h"
#include <inttypes.h>
#include <poolraming/allocation.h>
#include <string.h>

#define PARTS INT64_C(100000000000)
#define MILLION 1000000.0L
enum { KEY_PARTS = 10000000 }; /* PARTS of a hundredth of a percent */

/* ---- the policies ---- */

static int64_t sum_of(size_t n, const int64_t *x)
{
    int64_t sum = 0;
    for (size_t m = 0; m < n; m++) {
        sum += x[m];
    }
    return sum;
}

static void by_key(const pr_allocation_base_t *base, int64_t *weight)
{
    memcpy(weight, base->key, base->count * sizeof *weight);
}

static void or_by_key(const pr_allocation_base_t *base, int64_t *weight)
{
    if (sum_of(base->count, weight) == 0) {
        by_key(base, weight);
    }
}

/* Years that do not exist have no residents; the sum of those that do has the proportions of their mean. */
static void by_residents(const pr_allocation_base_t *base, int years, int64_t *weight)
{
    memset(weight, 0, base->count * sizeof *weight);
    for (int back = 0; back < years; back++) {
        for (size_t m = 0; m < base->count; m++) {
            weight[m] += base->residents[back][m];
        }
    }
    or_by_key(base, weight);
}

static void by_previous_year(const pr_allocation_base_t *base, int64_t *weight)
{
    by_residents(base, 1, weight);
}

static void by_three_years(const pr_allocation_base_t *base, int64_t *weight)
{
    by_residents(base, PR_ALLOCATION_LOOK_BACK, weight);
}

static void by_population(const pr_allocation_base_t *base, int64_t *weight)
{
    memcpy(weight, base->population, base->count * sizeof *weight);
    or_by_key(base, weight);
}

void pr_allocation_mix(const pr_allocation_base_t *base, int64_t *weight)
{
    const struct {
        int64_t weight;
        void (*weigh)(const pr_allocation_base_t *base, int64_t *weight);
    } part[] = {{base->key_weight, by_key},
                {base->residents_weight, by_previous_year},
                {base->population_weight, by_population}};
    memset(weight, 0, base->count * sizeof *weight);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        int64_t own[PR_MAX_MUNICIPALITIES], share[PR_MAX_MUNICIPALITIES] = {0};
        part[i].weigh(base, own);
        (void)pr_key_split(PARTS, base->count, own, share);
        for (size_t m = 0; m < base->count; m++) {
            weight[m] += part[i].weight * share[m];
        }
    }
}

static void by_mix(const pr_allocation_base_t *base, int64_t *weight)
{
    pr_allocation_mix(base, weight);
    /* Bounds that leave no room were refused when they were read; else pr_allocation_verify speaks. */
    (void)pr_allocation_bound(base->count, base->floor, base->cap, weight);
}

const pr_allocation_policy_t *pr_allocation_policy(pr_allocation_id_t policy)
{
    static const pr_allocation_policy_t policies[PR_ALLOCATIONS] = {
        {"key", N_("the key"), false, by_key},
        {"previous_year", N_("residents reached in the year before"), true, by_previous_year},
        {"three_year_average", N_("residents reached, mean of the three years before"), true, by_three_years},
        {"population", N_("population"), false, by_population},
        {"mixed", N_("key, residents reached and population together, between a floor and a cap"), true,
         by_mix},
    };
    return &policies[policy];
}

const char *pr_allocation_doc(const pr_allocation_policy_t *self, pr_lang_t lang)
{
    return pr_translate(lang, self->doc);
}

/* ---- floor and cap ---- */

/* Municipalities that are not yet set at a bound, and what is left for them. */
typedef struct {
    size_t count;
    const int64_t *floor, *cap, *weight;
    bool set[PR_MAX_MUNICIPALITIES];
    int64_t share[PR_MAX_MUNICIPALITIES];
    int64_t rest;
} bounding_t;

/* Divides the rest in proportion to the weights of those that are free, or to their caps where all of those
   are 0. */
static void divide_rest(bounding_t *self, int64_t *share)
{
    int64_t weight[PR_MAX_MUNICIPALITIES] = {0};
    for (int try = 0; try < 2 && sum_of(self->count, weight) == 0; try++) {
        for (size_t m = 0; m < self->count; m++) {
            weight[m] = self->set[m] ? 0 : try == 0 ? self->weight[m] : self->cap[m];
        }
    }
    memset(share, 0, self->count * sizeof *share);
    (void)pr_key_split(self->rest, self->count, weight, share); /* no weight at all: nothing is left */
}

/* One round: those that pass a bound are set at it, on the side where more is passed, since setting these
   moves the others away from the other side. False where nobody passes. */
static bool bound_once(bounding_t *self)
{
    int64_t share[PR_MAX_MUNICIPALITIES], lacking = 0, above = 0;
    divide_rest(self, share);
    for (size_t m = 0; m < self->count; m++) {
        lacking += !self->set[m] && share[m] < self->floor[m] ? self->floor[m] - share[m] : 0;
        above += !self->set[m] && share[m] > self->cap[m] ? share[m] - self->cap[m] : 0;
    }
    for (size_t m = 0; m < self->count; m++) {
        bool low = share[m] < self->floor[m] && lacking >= above;
        bool high = share[m] > self->cap[m] && above >= lacking;
        if (!self->set[m]) {
            self->share[m] = low ? self->floor[m] : high ? self->cap[m] : share[m];
            self->set[m] = low || high;
            self->rest -= self->set[m] ? self->share[m] : 0;
        }
    }
    return lacking + above > 0;
}

int pr_allocation_bound(size_t n, const int64_t *floor, const int64_t *cap, int64_t *weight)
{
    bounding_t bounding = {
        .count = n, .floor = floor, .cap = cap, .weight = weight, .rest = sum_of(n, weight)};
    if (sum_of(n, floor) > bounding.rest || sum_of(n, cap) < bounding.rest) {
        return PR_ERR_DOMAIN;
    }
    for (size_t m = 0; m < n; m++) {
        if (floor[m] > cap[m]) {
            return PR_ERR_DOMAIN;
        }
    }
    while (bound_once(&bounding)) {
    }
    memcpy(weight, bounding.share, n * sizeof *weight);
    return 0;
}

/* ---- what a policy looks at ---- */

static int64_t thousandths(double x)
{
    return pr_round_half_away(1000.0L * (long double)x);
}

static int64_t millionths(double x)
{
    return pr_round_half_away(MILLION * (long double)x);
}

/* Floor and cap of a municipality's share. A factor is of its key; points are percentage points of the
   whole. */
static void base_bounds(const pr_scenario_t *scenario, const pr_allocation_inputs_t *inputs,
                        pr_allocation_base_t *out)
{
    const int64_t point = PR_ALLOCATION_WHOLE / 100000000; /* a millionth of a percentage point */
    bool points = scenario->allocation_bounds == PR_BOUNDS_POINTS;
    for (size_t m = 0; m < out->count; m++) {
        int64_t key = out->key[m] * KEY_PARTS, whole_key = 1000000 * key;
        int64_t low = millionths(inputs->floor_of[m]), high = millionths(inputs->cap_of[m]);
        int64_t floor = points ? whole_key - low * point : low * key;
        int64_t cap = points ? whole_key + high * point : high * key;
        out->floor[m] = floor > 0 ? floor : 0;
        out->cap[m] = cap < PR_ALLOCATION_WHOLE ? cap : PR_ALLOCATION_WHOLE;
    }
}

void pr_allocation_base(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                        const pr_residents_t *residents, pr_channel_t channel, int y,
                        pr_allocation_base_t *out)
{
    const pr_key_t *key = &scenario->key[scenario->channel_key[channel][y]];
    memset(out, 0, sizeof *out);
    out->count = scenario->municipality_count;
    for (size_t m = 0; m < out->count; m++) {
        out->key[m] = key->share[m].hundredths;
        out->population[m] = thousandths(inputs->population[m]);
        for (int back = 0; residents && back < PR_ALLOCATION_LOOK_BACK && back < y; back++) {
            out->residents[back][m] = thousandths(residents->reached[y - 1 - back][m]);
        }
    }
    out->key_weight = millionths(inputs->allocation.key_weight);
    out->residents_weight = millionths(inputs->allocation.residents_weight);
    out->population_weight = millionths(inputs->allocation.population_weight);
    base_bounds(scenario, &inputs->allocation, out);
}

void pr_residents_reached(const pr_scenario_t *scenario, const pr_ledger_t *ledger, pr_residents_t *out)
{
    int first = scenario->month_year - scenario->first_year;
    memset(out, 0, sizeof *out);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        const double *served = pr_ledger_row(ledger, PR_MONTH_SERVED, 1 + m);
        for (int t = 0; t < scenario->months; t++) {
            out->reached[first + t / 12][m] += served[t];
        }
    }
}

/* ---- splitting ---- */

void pr_allocation_share(const pr_scenario_t *scenario, const int64_t *weight, pr_nominal_t total,
                         pr_nominal_t *out)
{
    int64_t share[PR_MAX_MUNICIPALITIES] = {0};
    /* Weights that are none leave shares of zero, which make pr_budget_verify speak. */
    if (total.cents != 0) {
        (void)pr_key_split(total.cents, scenario->municipality_count, weight, share);
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        out[m].cents = share[m];
    }
}

void pr_allocation_weights(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                           const pr_residents_t *residents, pr_channel_t channel, int y,
                           pr_allocation_id_t policy, int64_t *weight)
{
    pr_allocation_base_t base;
    pr_allocation_base(scenario, inputs, residents, channel, y, &base);
    pr_allocation_policy(policy)->weigh(&base, weight);
}

void pr_allocation_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                        const pr_residents_t *residents, pr_budget_t *budget)
{
    for (pr_channel_t channel = 0; channel < PR_CHANNELS; channel++) {
        for (int y = 0; y < scenario->years; y++) {
            pr_allocation_id_t policy = scenario->allocation[channel][y];
            if (policy != PR_ALLOCATION_KEY) {
                pr_allocation_weights(scenario, inputs, residents, channel, y, policy,
                                      budget->weight[channel][y]);
            }
        }
    }
}

void pr_allocation_amounts(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                           const pr_residents_t *residents, const pr_budget_t *budget, pr_channel_t channel,
                           pr_allocation_id_t policy, pr_nominal_t out[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS])
{
    for (int y = 0; y < scenario->years; y++) {
        int64_t weight[PR_MAX_MUNICIPALITIES];
        pr_nominal_t share[PR_MAX_MUNICIPALITIES];
        pr_allocation_weights(scenario, inputs, residents, channel, y, policy, weight);
        pr_allocation_share(scenario, weight, budget->channel[channel][y], share);
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            out[m][y] = share[m];
        }
    }
}

/* ---- identities ---- */

typedef struct {
    const pr_scenario_t *scenario;
    const pr_budget_t *budget;
    pr_errors_t *errors;
    int status;
} check_t;

static void broken(check_t *self, int y, size_t m, const char *what, int64_t found, const char *rule,
                   int64_t wanted)
{
    self->status = pr_errors_add(self->errors, PR_ERR_IDENTITY, NULL, 0, "%d, %s: %s is %lld, but %s is %lld",
                                 self->scenario->first_year + y, self->scenario->municipality[m].name,
                                 pr_errors_words(self->errors, what), (long long)found,
                                 pr_errors_words(self->errors, rule), (long long)wanted);
}

/* Weights of a key are the key's; the mixed key lies between floor and cap and is a whole. */
static void verify_weights(check_t *self, pr_channel_t channel, int y)
{
    pr_allocation_id_t policy = self->scenario->allocation[channel][y];
    const int64_t *weight = self->budget->weight[channel][y];
    pr_allocation_base_t base;
    pr_allocation_base(self->scenario, &self->scenario->central, NULL, channel, y, &base);
    for (size_t m = 0; m < base.count; m++) {
        if (policy == PR_ALLOCATION_KEY && weight[m] != base.key[m]) {
            broken(self, y, m, N_("the weight"), weight[m], N_("its key"), base.key[m]);
        }
        if (policy == PR_ALLOCATION_MIXED && weight[m] < base.floor[m]) {
            broken(self, y, m, N_("the share"), weight[m], N_("its floor"), base.floor[m]);
        }
        if (policy == PR_ALLOCATION_MIXED && weight[m] > base.cap[m]) {
            broken(self, y, m, N_("the share"), weight[m], N_("its cap"), base.cap[m]);
        }
    }
    int64_t sum = sum_of(base.count, weight);
    if (policy == PR_ALLOCATION_MIXED && sum != PR_ALLOCATION_WHOLE) {
        broken(self, y, 0, N_("the sum of all shares"), sum, N_("the whole"), PR_ALLOCATION_WHOLE);
    }
}

typedef const pr_nominal_t row_t[PR_MAX_YEARS + 1];

/* The amounts of a column are the split of the region's by the weights of the year it was budgeted in; parts
   that do not even sum are told by pr_budget_verify. */
static void verify_split(check_t *self, pr_channel_t channel, int y, row_t *row, int column, const char *name)
{
    pr_nominal_t share[PR_MAX_MUNICIPALITIES];
    size_t n = self->scenario->municipality_count;
    int64_t left = row[0][column].cents;
    pr_allocation_share(self->scenario, self->budget->weight[channel][y], row[0][column], share);
    for (size_t m = 0; m < n; m++) {
        left -= row[1 + m][column].cents;
    }
    for (size_t m = 0; m < n && left == 0; m++) {
        if (row[1 + m][column].cents != share[m].cents) {
            broken(self, y, m, name, row[1 + m][column].cents, N_("its part in cents"), share[m].cents);
        }
    }
}

int pr_allocation_verify(const pr_scenario_t *scenario, const pr_budget_t *budget,
                         const pr_surplus_t *surplus, pr_errors_t *errors)
{
    check_t check = {.scenario = scenario, .budget = budget, .errors = errors};
    bool next = scenario->settlement_year == PR_SETTLEMENT_NEXT;
    for (int y = 0; y < scenario->years; y++) {
        verify_weights(&check, PR_CHANNEL_SURPLUS, y);
        verify_weights(&check, PR_CHANNEL_EXECUTION, y);
        verify_split(&check, PR_CHANNEL_SURPLUS, y, surplus->reduction, y, N_("the reduction"));
        verify_split(&check, PR_CHANNEL_EXECUTION, y, surplus->contribution, y, N_("the contribution"));
        verify_split(&check, PR_CHANNEL_SURPLUS, y, surplus->settlement, y + next, N_("the settlement"));
    }
    return check.status;
}
