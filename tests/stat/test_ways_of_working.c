/* The law of the volunteers' number, and of the residents who come under a mode. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/mode.h"
#include "model/volunteers.h"
#include "support_pool.h"

enum { PLACES = 50, REPLICATES = 20000, LAST = POOL_MONTHS - 1 };

/* The chance that a place has a volunteer at the end of month t: π ← π(1 − l), π ← π + f(1 − π). */
static double chance_of_a_place(const pr_volunteer_inputs_t *in, int t)
{
    double leave = 1 - pow(1 - in->leaving_per_year, 1.0 / 12), chance = 0;
    for (int k = 0; k <= t; k++) {
        chance *= 1 - leave;
        chance += in->filling_per_month * (1 - chance);
    }
    return chance;
}

/* Places are independent: N_t ~ Binomial(places, π_t). */
static void volunteers_follow_the_binomial_of_a_place(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    self->inputs.volunteers = (pr_volunteer_inputs_t){
        .target = PLACES, .leaving_per_year = 0.25, .filling_per_month = 0.2385, .span = 40};
    double cost[PR_MAX_YEARS];
    for (int y = 0; y < PR_MAX_YEARS; y++) {
        cost[y] = 70000;
        self->budget.guidance[y].cents = 8750000;
    }
    const int when[] = {0, 5, LAST};
    double sum[3] = {0}, square[3] = {0}, chance[3];
    for (int i = 0; i < 3; i++) {
        chance[i] = chance_of_a_place(&self->inputs.volunteers, when[i]);
    }
    /* Stationary: f / (f + l − f l). */
    double leave = 1 - pow(0.75, 1.0 / 12);
    assert_true(fabs(chance[2] - 0.2385 / (0.2385 + leave - 0.2385 * leave)) < 1e-9);
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_volunteers_t volunteers;
        pr_volunteer_month_t month[POOL_MONTHS];
        assert_int_equal(pr_volunteers_init(&volunteers, &self->scenario, &self->inputs, &self->index,
                                            &self->budget, cost),
                         0);
        pr_keys_reset();
        for (int t = 0; t <= LAST; t++) {
            pr_volunteers_step(&volunteers, &(pr_source_t){2385, r}, t, true, &month[t]);
        }
        for (int i = 0; i < 3; i++) {
            double d = month[when[i]].active - PLACES * chance[i];
            sum[i] += d;
            square[i] += d * d;
        }
    }
    for (int i = 0; i < 3; i++) {
        double p = chance[i], variance = PLACES * p * (1 - p);
        /* σ of a mean of R: √(variance ÷ R); of a mean square: √((μ₄ − σ⁴) ÷ R), μ₄ = σ⁴·3 + σ²(1 − 6p(1 −
         * p)).
         */
        double fourth = 3 * variance * variance + variance * (1 - 6 * p * (1 - p));
        assert_true(fabs(sum[i] / REPLICATES) < 5 * sqrt(variance / REPLICATES));
        assert_true(fabs(square[i] / REPLICATES - variance) <
                    5 * sqrt((fourth - variance * variance) / REPLICATES));
    }
    pool_case_free(self);
}

/* A calm region: a month's new residents over R replicates are Poisson with mean R · N π u/12 · factor ·
 * K(age).
 */
static void residents_follow_the_contacts(void **state)
{
    (void)state;
    enum { RUNS = 400, TOWNS = 5 };
    pool_case_t *self = pool_case_new(TOWNS);
    pool_case_calm(self);
    pool_case_people(self, 2024, 2031, 420000);
    self->scenario.mode = PR_MODE_REFERRAL;
    self->inputs.deployment.mode[PR_MODE_REFERRAL] = (pr_mode_inputs_t){
        .uptake = 0.7385, .resident_share = 1, .startup_months = 6.3, .contact_turnover = 0.385};
    const int when[] = {1, 2, 6, 18, LAST}; /* launched in month 1 */
    double sum[5] = {0};
    for (uint64_t r = 0; r < RUNS; r++) {
        assert_int_equal(pool_case_run(self, 2385, r), 0);
        for (int i = 0; i < 5; i++) {
            sum[i] += pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 0, when[i]);
        }
    }
    for (int i = 0; i < 5; i++) {
        double contacts = pr_mode_contacts(6.3, 0.385, when[i] - 1);
        double mean = RUNS * TOWNS * 40000 * 0.25 * 0.005 / 12 * 0.7385 * contacts;
        assert_true(fabs(sum[i] - mean) < 5 * sqrt(mean)); /* σ of a Poisson count: √mean */
    }
    pool_case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(volunteers_follow_the_binomial_of_a_place),
        cmocka_unit_test(residents_follow_the_contacts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
