#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/demand.h"
#include "support_pool.h"

static const pr_source_t SOURCE = {.seed = 2385, .replicate = 31};

typedef struct {
    pool_case_t *pool;
    pr_lanes_t lanes;
    int launch[PR_MAX_MUNICIPALITIES];
    pr_demand_t demand;
} fixture_t;

static int prepare(fixture_t *self)
{
    pr_lanes_init(&self->lanes, &self->pool->scenario);
    int status = pr_launch_draw(&self->lanes, &self->pool->inputs, &SOURCE, 0, self->launch);
    return status ? status
                  : pr_demand_init(&self->demand, &self->pool->scenario, &self->pool->inputs, &self->lanes,
                                   self->launch, &SOURCE);
}

/* P3: Bass by its closed form, p 0.03 and q 0.38. */
static void awareness_is_bass(void **state)
{
    (void)state;
    fixture_t f = {.pool = pool_case_new(3)};
    pr_inputs_t *in = &f.pool->inputs;
    in->demand.bass_innovation = 0.03;
    in->demand.bass_imitation = 0.38;
    memcpy(in->launch_month, (double[]){4, 4, 4}, 3 * sizeof(double));
    in->head_start_months[1] = 12;
    in->head_start_months[2] = 2.385;
    assert_int_equal(prepare(&f), 0);
    const double at[] = {0, 5, 10, 20};
    for (int i = 0; i < 4; i++) {
        double decay = exp(-0.41 * at[i]);
        double closed = (1 - decay) / (1 + 0.38 / 0.03 * decay);
        assert_true(fabs(pr_demand_awareness(&f.demand, 0, 4 + (int)at[i]) - closed) < 1e-14);
    }
    assert_true(pr_demand_awareness(&f.demand, 0, 4) == 0);
    for (int t = 0; t < 4; t++) { /* exactly nobody before launch, head start or not */
        for (size_t i = 0; i < 3; i++) {
            assert_true(pr_demand_awareness(&f.demand, i, t) == 0);
        }
    }
    assert_true(fabs(pr_demand_awareness(&f.demand, 1, 4) - pr_demand_awareness(&f.demand, 0, 16)) < 1e-14);
    double decay = exp(-0.41 * (7 + 2.385));
    assert_true(fabs(pr_demand_awareness(&f.demand, 2, 11) - (1 - decay) / (1 + 0.38 / 0.03 * decay)) <
                1e-14);
    pool_case_free(f.pool);
}

static void awareness_at_the_edges(void **state)
{
    (void)state;
    fixture_t f = {.pool = pool_case_new(1)};
    pr_demand_inputs_t *in = &f.pool->inputs.demand;
    f.pool->inputs.launch_month[0] = 0;
    in->bass_imitation = 0;
    in->bass_innovation = 0.08;
    assert_int_equal(prepare(&f), 0);
    assert_true(fabs(pr_demand_awareness(&f.demand, 0, 9) - (1 - exp(-0.72))) < 1e-14);
    in->bass_innovation = 0; /* p + q = 0 */
    assert_int_equal(prepare(&f), 0);
    assert_true(pr_demand_awareness(&f.demand, 0, 90) == 0);
    in->bass_imitation = 0.3; /* nobody to imitate */
    assert_int_equal(prepare(&f), 0);
    assert_true(pr_demand_awareness(&f.demand, 0, 90) == 0);
    in->bass_innovation = 0.05;
    f.pool->inputs.head_start_months[0] = -3.5; /* a late start of awareness: exactly 0 until then */
    assert_int_equal(prepare(&f), 0);
    assert_true(pr_demand_awareness(&f.demand, 0, 3) == 0);
    assert_true(pr_demand_awareness(&f.demand, 0, 4) > 0);
    pool_case_free(f.pool);
}

/* λ and the words of each draw, spelled out: this fixes the streams. */
static void arrivals_are_drawn_at_their_address(void **state)
{
    (void)state;
    fixture_t f = {.pool = pool_case_region()};
    pr_inputs_t *in = &f.pool->inputs;
    in->deployment.launch_lag_months = 0;
    in->demand.season[7] = 0.8;
    memcpy(in->demand.form_share, (double[]){0.9, 0.5, 0.6}, 3 * sizeof(double)); /* drawn: sum is not 1 */
    assert_int_equal(prepare(&f), 0);
    const int t = 12 * 3 + 7;
    double z = f.demand.z, residents[14], hours[14];
    for (int k = 0; k <= t; k++) {
        z = 0.9 * z + 0.1 * pr_demand_shock(&f.demand, &SOURCE, k);
    }
    assert_true(fabs(f.demand.z - z) < 1e-15);
    pr_demand_arrive(&f.demand, &SOURCE, t, residents, hours);

    const uint16_t month = 12 * 2027 + 7;
    for (size_t i = 0; i < 14; i++) {
        size_t m = f.lanes.place[i];
        uint32_t word[4];
        pr_stream_t stream;
        pr_stream_open(&stream, &SOURCE, (pr_address_t){PR_PROCESS_HETEROGENEITY, 0, f.lanes.code[i], 0});
        double spread = pr_gamma_draw(&stream, 4) / 4;
        double decay = exp(-0.11 * (t - in->launch_month[m] + in->head_start_months[m]));
        double awareness = (1 - decay) / (1 + 0.05 / 0.06 * decay);
        double lambda = in->population[m] * pow(1.005, 3) * 0.25 * 0.005 / 12 * 0.8 * awareness * spread *
                        exp(z - 0.01 / 0.19 / 2);
        assert_true(fabs(f.demand.lambda[i] - lambda) <= 1e-12 * lambda); /* what a trace shows */
        double count = 0, sum = 0;
        pr_block(&SOURCE, (pr_address_t){PR_PROCESS_ARRIVAL, month, f.lanes.code[i], 0}, 0, word);
        for (uint16_t form = 0; form < PR_FORMS; form++) {
            double share = in->demand.form_share[form] / 2, cv = in->demand.hours_cv[form];
            double n = (double)pr_poisson_inverse(pr_uniform_of_word(word[form]), lambda * share);
            pr_address_t address = {PR_PROCESS_ARRIVAL_HOURS, month, f.lanes.code[i], form};
            uint32_t own[4];
            pr_block(&SOURCE, address, 0, own);
            count += n;
            sum += n > 0 ? pr_gamma(&SOURCE, address, 1, n / (cv * cv), own) * cv * cv *
                               in->demand.hours_mean[form]
                         : 0;
        }
        assert_true(residents[i] == count);
        assert_true(fabs(hours[i] - sum) <= 1e-12 * sum);
    }
    pool_case_free(f.pool);
}

static void what_does_not_vary_is_not_drawn(void **state)
{
    (void)state;
    fixture_t f = {.pool = pool_case_new(2)};
    pool_case_calm(f.pool);
    f.pool->inputs.population[0] = 4e6; /* λ far above 200 */
    assert_int_equal(prepare(&f), 0);
    assert_true(f.demand.base[0] == 4e6 * 0.25 * 0.005 / 12);
    assert_true(pr_demand_shock(&f.demand, &SOURCE, 0) == 0);
    assert_true(f.demand.z == 0);
    double residents[2], hours[2];
    pr_demand_arrive(&f.demand, &SOURCE, 1, residents, hours);
    assert_true(residents[0] > 200);
    double rest = hours[0] - 3 * residents[0]; /* 13 · individual + 6 · group */
    assert_true(rest == floor(rest) && rest > 0 && rest < 13 * residents[0]);
    pool_case_free(f.pool);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        double value;
    } bad[] = {
        {offsetof(pr_demand_inputs_t, heterogeneity_shape), 0},
        {offsetof(pr_demand_inputs_t, bass_innovation), -0.01},
        {offsetof(pr_demand_inputs_t, shock_persistence), 1},
        {offsetof(pr_demand_inputs_t, shock_sd), NAN},
        {offsetof(pr_demand_inputs_t, uptake_per_year), -0.005},
        {offsetof(pr_demand_inputs_t, population_growth), -1},
        {offsetof(pr_demand_inputs_t, season[3]), -0.2},
        {offsetof(pr_demand_inputs_t, form_share[1]), -0.2},
        {offsetof(pr_demand_inputs_t, hours_mean[2]), NAN},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fixture_t f = {.pool = pool_case_region()};
        memcpy((char *)&f.pool->inputs.demand + bad[i].offset, &bad[i].value, sizeof(double));
        assert_int_equal(prepare(&f), PR_ERR_DOMAIN);
        pool_case_free(f.pool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awareness_is_bass),
        cmocka_unit_test(awareness_at_the_edges),
        cmocka_unit_test(arrivals_are_drawn_at_their_address),
        cmocka_unit_test(what_does_not_vary_is_not_drawn),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
