/* Numbers for tests of decisions: normal inputs by number, and arrays that end the test where memory runs
 * out. */
#ifndef PR_TESTS_SUPPORT_DECISION_H
#define PR_TESTS_SUPPORT_DECISION_H

#include "support_run.h"
#include <math.h>
#include <stdlib.h>

static inline double *array_of(size_t n)
{
    double *out = calloc(n, sizeof *out);
    if (!out) {
        abort();
    }
    return out;
}

static inline double uniform_of(uint64_t seed, uint64_t replicate, uint16_t sub)
{
    pr_source_t source = {seed, replicate};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_PARAMETER, 0, 0, sub}, 0, word);
    return pr_uniform_of_words(word[0], word[1]);
}

static inline double normal_of(uint64_t seed, uint64_t replicate, uint16_t sub)
{
    return pr_normal_inverse(uniform_of(seed, replicate, sub));
}

static inline void fill_normal(double *x, size_t n, uint64_t seed, uint16_t sub, double mean, double sd)
{
    for (size_t r = 0; r < n; r++) {
        x[r] = mean + sd * normal_of(seed, r, sub);
    }
}

/* Case V1: option 1 is worth 0, option 2 p1 − p2, p1 ~ N(1, 1), p2 ~ N(0, sd 2); `noise` on option 2 besides.
   The third input has nothing to do with it. */
typedef struct {
    size_t n;
    double *x, *nb;
    pr_payoffs_t payoffs;
} two_options_t;

#define V1_EVPI 0.4798107063
#define V1_EVPPI_1 0.0833154706
#define V1_EVPPI_2 0.3955931148
#define V1_SECOND_BEST 0.6726395770

static inline two_options_t two_options(size_t n, uint64_t seed, double noise)
{
    two_options_t self = {.n = n, .x = array_of(3 * n), .nb = array_of(2 * n)};
    fill_normal(self.x, n, seed, 1, 1, 1);
    fill_normal(self.x + n, n, seed, 2, 0, 2);
    fill_normal(self.x + 2 * n, n, seed, 3, 5, 1);
    for (size_t r = 0; r < n; r++) {
        self.nb[n + r] = self.x[r] - self.x[n + r] + noise * normal_of(seed, r, 4);
    }
    self.payoffs = (pr_payoffs_t){2, n, self.nb};
    return self;
}

static inline void two_options_free(two_options_t *self)
{
    free(self->x);
    free(self->nb);
}

static inline pr_information_t value_of(const two_options_t *self, const size_t *which, size_t count,
                                        double *gain)
{
    pr_information_t out;
    assert_int_equal(
        pr_information_value(&out, &self->payoffs, self->x, which, count, NULL, gain, NULL, NULL), 0);
    return out;
}

#endif
