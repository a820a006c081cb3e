/*
 * Largest remainder: every share is rounded down, and what is left over goes, a unit each, to the largest
 * remainders. All remainders have the same denominator, so that comparing them as whole numbers is exact.
 */
#include <poolraming/budget.h>

__extension__ typedef unsigned __int128 wide_t; /* total × weight may pass 64 bits */

enum { PERCENT_TOTAL = 10000 }; /* hundredths of a percent */

static uint64_t magnitude_of(int64_t total)
{
    return total < 0 ? 0 - (uint64_t)total : (uint64_t)total;
}

/* Sum of the weights, 0 where they are no weights. */
static uint64_t weight_sum(size_t n, const int64_t *weight)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (weight[i] < 0 || __builtin_add_overflow(sum, weight[i], &sum)) {
            return 0;
        }
    }
    return (uint64_t)sum;
}

/* Rounds down; returns the number of units left over. Always inlined: with a constant sum the division, which
   is most of the work, becomes a multiplication. */
static inline uint64_t floor_split(uint64_t total, uint64_t sum, size_t n, const int64_t *weight,
                                   uint64_t *part, uint64_t *remainder)
{
    uint64_t left = total;
    for (size_t i = 0; i < n; i++) {
        uint64_t product = total * (uint64_t)weight[i];
        part[i] = product / sum;
        remainder[i] = product % sum;
        left -= part[i];
    }
    return left;
}

static uint64_t floor_split_wide(uint64_t total, uint64_t sum, size_t n, const int64_t *weight,
                                 uint64_t *part, uint64_t *remainder)
{
    uint64_t left = total;
    for (size_t i = 0; i < n; i++) {
        wide_t product = (wide_t)total * (uint64_t)weight[i];
        part[i] = (uint64_t)(product / sum);
        remainder[i] = (uint64_t)(product % sum);
        left -= part[i];
    }
    return left;
}

/* One unit each to the `left` largest remainders, the first of equals first: rank[i] counts who goes before
   i. Fewer units are left than there are positive remainders, so that a weight of 0 gets nothing. Comparing
   all pairs has no branch to predict, which is worth more here than a sort. */
static void hand_out(uint64_t left, size_t n, const uint64_t *remainder, uint64_t *part)
{
    uint32_t rank[PR_KEY_SPLIT_MAX] = {0};
    for (size_t i = 1; i < n; i++) {
        uint32_t ahead = 0;
        for (size_t j = 0; j < i; j++) {
            bool overtakes = remainder[i] > remainder[j];
            rank[j] += overtakes;
            ahead += !overtakes;
        }
        rank[i] = ahead;
    }
    for (size_t i = 0; i < n; i++) {
        part[i] += rank[i] < left;
    }
}

int pr_key_split(int64_t total, size_t n, const int64_t *weight, int64_t *share)
{
    uint64_t part[PR_KEY_SPLIT_MAX], remainder[PR_KEY_SPLIT_MAX], left;
    uint64_t sum = n <= PR_KEY_SPLIT_MAX ? weight_sum(n, weight) : 0;
    uint64_t magnitude = magnitude_of(total);
    if (sum == 0) {
        return PR_ERR_DOMAIN;
    }
    if (magnitude > UINT64_MAX / sum) {
        left = floor_split_wide(magnitude, sum, n, weight, part, remainder);
    } else if (sum == PERCENT_TOTAL) {
        left = floor_split(magnitude, PERCENT_TOTAL, n, weight, part, remainder);
    } else {
        left = floor_split(magnitude, sum, n, weight, part, remainder);
    }
    hand_out(left, n, remainder, part);
    for (size_t i = 0; i < n; i++) {
        share[i] = (int64_t)(total < 0 ? 0 - part[i] : part[i]);
    }
    return 0;
}

void pr_key_share(const pr_scenario_t *scenario, const pr_key_t *key, pr_nominal_t total, pr_nominal_t *out)
{
    int64_t weight[PR_MAX_MUNICIPALITIES] = {0}, share[PR_MAX_MUNICIPALITIES] = {0};
    size_t n = scenario->municipality_count;
    for (size_t m = 0; m < n; m++) {
        weight[m] = key->share[m].hundredths;
    }
    /* A key that is none was refused when it was read; zero shares make pr_budget_verify speak. */
    if (total.cents != 0) {
        (void)pr_key_split(total.cents, n, weight, share);
    }
    for (size_t m = 0; m < n; m++) {
        out[m].cents = share[m];
    }
}
