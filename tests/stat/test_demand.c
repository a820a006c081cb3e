/* The law of demand: counts, their spread between municipalities, the region's shock, hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/demand.h"
#include "support_pool.h"
#include <poolraming/allocation.h>

enum { REPLICATES = 20000 };

/* A mean of n numbers, and the standard error that the numbers themselves give: √((m₂ − m₁²) ÷ n). */
typedef struct {
    double n, sum, square;
} mean_t;

static void add(mean_t *self, double x)
{
    self->n++;
    self->sum += x;
    self->square += x * x;
}

static void assert_mean(const mean_t *self, double expected)
{
    double mean = self->sum / self->n;
    double se = sqrt((self->square / self->n - mean * mean) / self->n);
    assert_true(fabs(mean - expected) < 5 * se);
    assert_true(se < 0.05 * expected); /* the bound says something */
}

static void prepare(pr_demand_t *self, const pool_case_t *pool, const pr_lanes_t *lanes, uint64_t replicate)
{
    static int launch[PR_MAX_MUNICIPALITIES]; /* month 0 */
    const pr_source_t source = {2385, replicate};
    pr_keys_reset();
    assert_int_equal(pr_demand_init(self, &pool->scenario, &pool->inputs, lanes, launch, &source), 0);
}

/* Full awareness, no shock: a month's count has mean λ and variance λ + λ²/k, a year's Λ + Λ²/k: G is drawn
   once per replicate. Var = E(N − λ)², of which the test needs the mean. */
static void counts_are_gamma_poisson(void **state)
{
    (void)state;
    pool_case_t *pool = pool_case_new(1);
    pool_case_calm(pool);
    const double k = 2.385, month = 40000 * 0.25 * 0.005 / 12, year = 12 * month;
    pool->inputs.demand.heterogeneity_shape = k;
    pr_lanes_t lanes;
    pr_lanes_init(&lanes, &pool->scenario);
    mean_t mean[2] = {{0}}, variance[2] = {{0}};
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_demand_t demand;
        double total = 0, residents, hours;
        prepare(&demand, pool, &lanes, r);
        for (int t = 0; t < 12; t++) {
            pr_demand_arrive(&demand, &(pr_source_t){2385, r}, t, &residents, &hours);
            total += residents;
        }
        add(&mean[0], residents);
        add(&variance[0], (residents - month) * (residents - month));
        add(&mean[1], total);
        add(&variance[1], (total - year) * (total - year));
    }
    assert_mean(&mean[0], month);
    assert_mean(&variance[0], month + month * month / k);
    assert_mean(&mean[1], year);
    assert_mean(&variance[1], year + year * year / k);
    pool_case_free(pool);
}

/* The residents expected on the central path are the mean of those who come: of a year the variance is
   Λ + Λ²/k. Nothing but the differences between municipalities is left to chance. */
static void expected_residents_are_the_mean(void **state)
{
    (void)state;
    pool_case_t *pool = pool_case_region();
    const double k = 2.385;
    pool->inputs.demand.heterogeneity_shape = k;
    pool->inputs.demand.shock_sd = 0;
    pool->inputs.deployment.launch_lag_months = 0;
    pr_residents_t expected;
    assert_int_equal(pr_residents_expected(&pool->scenario, &pool->inputs, &pool->budget, &expected), 0);
    enum { VENLO = 11, FEW = 2000 };
    double sum[2] = {0};
    for (uint64_t r = 0; r < FEW; r++) {
        assert_int_equal(pool_case_run(pool, 2385, r), 0);
        for (int t = 0; t < 24; t++) {
            sum[t / 12] += pool_case_at(pool, PR_MONTH_NEW_RESIDENTS, 1 + VENLO, t);
        }
    }
    for (int y = 0; y < 2; y++) {
        double mean = expected.reached[1 + y][VENLO];
        assert_true(mean > 0);
        assert_true(fabs(sum[y] / FEW - mean) < 5 * sqrt((mean + mean * mean / k) / FEW));
    }
    pool_case_free(pool);
}

/* The factor e^{Z − v/2}: mean 1 from the first month on, lag-1 covariance e^{φv} − 1. */
static void the_shock_is_stationary(void **state)
{
    (void)state;
    pool_case_t *pool = pool_case_new(0);
    pool->inputs.demand.shock_persistence = 0.8;
    pool->inputs.demand.shock_sd = 0.3;
    const double v = 0.09 / 0.36;
    pr_lanes_t lanes;
    pr_lanes_init(&lanes, &pool->scenario);
    mean_t first = {0}, last = {0}, square = {0}, product = {0}, shock = {0}, shock_square = {0};
    for (uint64_t r = 0; r < 4 * REPLICATES; r++) {
        pr_demand_t demand;
        double factor[24];
        prepare(&demand, pool, &lanes, r);
        for (int t = 0; t < 24; t++) {
            double e = pr_demand_shock(&demand, &(pr_source_t){2385, r}, t);
            factor[t] = exp(demand.z - demand.z_variance / 2);
            add(&shock, 1 + e);
            add(&shock_square, e * e);
        }
        add(&first, factor[0]);
        add(&last, factor[23]);
        add(&square, factor[0] * factor[0]);
        add(&product, factor[0] * factor[1]);
    }
    assert_mean(&first, 1);
    assert_mean(&last, 1);
    assert_mean(&square, exp(v));
    assert_mean(&product, exp(0.8 * v)); /* covariance e^{φv} − 1, the means being 1 */
    assert_mean(&shock, 1);
    assert_mean(&shock_square, 1);
    pool_case_free(pool);
}

/* Hours are compound Poisson over the forms: mean λ Σ s m, variance λ Σ s m²(1 + cv²). Forms are independent,
   so that a municipality where only one form exists has that form's count. */
static void hours_are_compound_poisson(void **state)
{
    (void)state;
    pool_case_t *pool = pool_case_new(5);
    pool_case_calm(pool);
    pr_demand_inputs_t *in = &pool->inputs.demand;
    const double cv[] = {0.7, 1.6, 0.7}; /* 1.6: one resident's gamma has a shape below 1 */
    memcpy(in->hours_cv, cv, sizeof cv);
    const double lambda = 40000 * 0.25 * 0.005 / 12;
    double expected = 0, variance = 0;
    for (int f = 0; f < PR_FORMS; f++) {
        double m = in->hours_mean[f];
        expected += lambda * in->form_share[f] * m;
        variance += lambda * in->form_share[f] * m * m * (1 + cv[f] * cv[f]);
    }
    pr_lanes_t lanes;
    pr_lanes_init(&lanes, &pool->scenario);
    mean_t mean = {0}, square = {0};
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_demand_t demand;
        double residents[5], hours[5];
        prepare(&demand, pool, &lanes, r);
        pr_demand_arrive(&demand, &(pr_source_t){2385, r}, 40, residents, hours);
        for (int i = 0; i < 5; i++) {
            add(&mean, hours[i]);
            add(&square, (hours[i] - expected) * (hours[i] - expected));
        }
    }
    assert_mean(&mean, expected);
    assert_mean(&square, variance);
    pool_case_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_gamma_poisson),
        cmocka_unit_test(expected_residents_are_the_mean),
        cmocka_unit_test(the_shock_is_stationary),
        cmocka_unit_test(hours_are_compound_poisson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
