/* The queue of one municipality, and its themes, against closed forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_pool.h"

enum { REPLICATES = 20000 };

/* One municipality with one hour a month, one hour a resident, Poisson(ρ) arrivals, nobody gives up. */
static pool_case_t *one_server(double rho)
{
    pool_case_t *self = pool_case_new(1);
    pool_case_calm(self);
    pr_workforce_inputs_t *w = &self->inputs.workforce;
    w->contract_fte = w->hours_per_fte_month = 1;
    w->overhead_share = 0;
    self->inputs.deployment = (pr_deployment_inputs_t){0};
    pr_demand_inputs_t *d = &self->inputs.demand;
    memcpy(d->form_share, (double[]){1, 0, 0}, sizeof d->form_share);
    d->hours_mean[0] = 1;
    d->giving_up_per_month = 0;
    d->precarious_share = 1;
    d->uptake_per_year = 12 * rho / 40000;
    pool_case_people(self, 2024, 2031, 70000);
    return self;
}

/* Stationary end-of-month Q: mean ρ²/(2(1 − ρ)), P(0) = (1 − ρ)e^ρ. At ρ <= 0.5 it is stationary long before
   the 96th month. */
static void the_queue_of_one_server(void **state)
{
    (void)state;
    const double rho[] = {0.2385, 0.5};
    for (int i = 0; i < 2; i++) {
        pool_case_t *self = one_server(rho[i]);
        double sum = 0, square = 0, empty = 0;
        for (uint64_t r = 0; r < REPLICATES; r++) {
            assert_int_equal(pool_case_run(self, 2385, r), 0);
            double q = pool_case_at(self, PR_MONTH_BACKLOG, 1, 95);
            assert_true(q == floor(q)); /* an hour each: the fluid queue counts residents */
            sum += q;
            square += q * q;
            empty += q == 0;
        }
        double mean = sum / REPLICATES, none = (1 - rho[i]) * exp(rho[i]);
        /* σ of the mean √((m₂ − m₁²) ÷ R), of the share √(p(1 − p) ÷ R). */
        double sigma = sqrt((square / REPLICATES - mean * mean) / REPLICATES);
        assert_true(fabs(mean - rho[i] * rho[i] / (2 * (1 - rho[i]))) < 5 * sigma);
        assert_true(sigma < 0.05 * mean);
        assert_true(fabs(empty / REPLICATES - none) < 5 * sqrt(none * (1 - none) / REPLICATES));
        pool_case_free(self);
    }
}

/* A half-year's residents of a theme: mean Λp, variance Λp, covariance of two themes 0 (a Poisson split). */
static void themes_split_the_residents(void **state)
{
    (void)state;
    pool_case_t *self = one_server(2.385);
    const double expected[] = {6 * 2.385 * 0.3, 6 * 2.385 * 0.25};
    const int half = 9, n = REPLICATES / 4;
    double sum[2] = {0}, square[2] = {0}, fourth[2] = {0}, product = 0, both = 0;
    self->inputs.launch_month[0] = 0;
    for (uint64_t r = 0; r < (uint64_t)n; r++) {
        assert_int_equal(pool_case_run(self, 2385, r), 0);
        double d[2];
        for (size_t k = 0; k < 2; k++) {
            d[k] = self->ledger.theme_demand[((size_t)half * 2 + 1) * PR_MAX_THEMES + k] - expected[k];
            sum[k] += d[k];
            square[k] += d[k] * d[k];
            fourth[k] += d[k] * d[k] * d[k] * d[k];
        }
        product += d[0] * d[1];
        both += d[0] * d[0] * d[1] * d[1];
    }
    for (int k = 0; k < 2; k++) {
        /* σ of the mean √(Λp ÷ R), of the mean square √((m₄ − m₂²) ÷ R). */
        double v = square[k] / n;
        assert_true(fabs(sum[k] / n) < 5 * sqrt(expected[k] / n));
        assert_true(fabs(v - expected[k]) < 5 * sqrt((fourth[k] / n - v * v) / n));
    }
    assert_true(fabs(product / n) < 5 * sqrt(both / n / n)); /* σ: √(mean of the squared products ÷ R) */
    pool_case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_of_one_server),
        cmocka_unit_test(themes_split_the_residents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
