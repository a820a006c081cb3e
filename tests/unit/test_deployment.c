#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/deployment.h"
#include "support_pool.h"

static void assert_near(const double *actual, const double *expected, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(fabs(actual[i] - expected[i]) <= 1e-12 * fmax(1, fabs(expected[i])));
    }
}

static void lanes_are_in_order_of_code(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(4);
    const uint16_t code[] = {983, 889, 1711, 957}, sorted[] = {889, 957, 983, 1711};
    const size_t place[] = {1, 3, 0, 2};
    for (size_t m = 0; m < 4; m++) {
        self->scenario.municipality[m].cbs = code[m];
    }
    pr_lanes_t lanes;
    pr_lanes_init(&lanes, &self->scenario);
    assert_int_equal(lanes.count, 4);
    assert_memory_equal(lanes.code, sorted, sizeof sorted);
    assert_memory_equal(lanes.place, place, sizeof place);
    pool_case_free(self);
}

static void launch_is_planned_plus_a_lag(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(4);
    const double planned[] = {0.4, 2.5, -3, 140};
    const int expected[] = {0, 3, 0, 140}; /* rounded half away, not before the axis, maybe beyond it */
    memcpy(self->inputs.launch_month, planned, sizeof planned);
    const pr_source_t source = {2385, 4};
    pr_lanes_t lanes;
    int launch[4];
    pr_lanes_init(&lanes, &self->scenario);
    assert_int_equal(pr_launch_draw(&lanes, &self->inputs, &source, 0, launch), 0);
    assert_memory_equal(launch, expected, sizeof expected);

    self->inputs.deployment.launch_lag_months = 2.3;
    assert_int_equal(pr_launch_draw(&lanes, &self->inputs, &source, 0, launch), 0);
    for (size_t i = 0; i < 4; i++) { /* the address of the lag is fixed */
        uint32_t word[4];
        pr_block(&source, (pr_address_t){PR_PROCESS_LAUNCH, 0, lanes.code[i], 0}, 0, word);
        int64_t lag = pr_poisson_inverse(pr_uniform_of_words(word[0], word[1]), 2.3);
        assert_int_equal(launch[i], expected[i] + lag);
    }
    self->inputs.launch_month[1] = NAN;
    assert_int_equal(pr_launch_draw(&lanes, &self->inputs, &source, 0, launch), PR_ERR_DOMAIN);
    self->inputs.launch_month[1] = 1;
    self->inputs.deployment.launch_lag_months = -1;
    assert_int_equal(pr_launch_draw(&lanes, &self->inputs, &source, 0, launch), PR_ERR_DOMAIN);
    pool_case_free(self);
}

static void weights_mix_key_and_demand(void **state)
{
    (void)state;
    const bool launched[] = {true, false, true, true};
    const double key[] = {0.2, 0.5, 0.3, 0}, load[] = {30, 99, 0, 10};
    double weight[4];
    pr_deployment_weights(4, launched, key, load, 0, weight);
    assert_near(weight, (double[]){0.4, 0, 0.6, 0}, 4);
    pr_deployment_weights(4, launched, key, load, 1, weight);
    assert_near(weight, (double[]){0.75, 0, 0, 0.25}, 4);
    pr_deployment_weights(4, launched, key, load, 0.3, weight);
    assert_near(weight, (double[]){0.505, 0, 0.42, 0.075}, 4);
    pr_deployment_weights(4, launched, key, (double[]){0, 7, 0, 0}, 1, weight); /* no demand: the key */
    assert_near(weight, (double[]){0.4, 0, 0.6, 0}, 4);
    const bool keyless[] = {false, false, false, true};
    pr_deployment_weights(4, keyless, key, (double[4]){0}, 0, weight); /* neither key nor demand: evenly */
    assert_near(weight, (double[]){0, 0, 0, 1}, 4);
    pr_deployment_weights(4, (bool[4]){false}, key, load, 0.5, weight);
    assert_near(weight, (double[4]){0}, 4);
}

static void unused_hours_go_where_work_is_left(void **state)
{
    (void)state;
    const double work[] = {10, 50, 0, 28, 20};
    const double given[] = {40, 20, 10, 18, 20}; /* unused 30, –, 10, –, 0; short –, 30, –, 10, 0 */
    double hours[5];
    memcpy(hours, given, sizeof given);
    pr_deployment_share(5, 0, work, hours);
    assert_memory_equal(hours, given, sizeof given);
    pr_deployment_share(5, 0.5, work, hours); /* 20 move: 15 and 5 from the donors, 15 and 5 to the others */
    assert_near(hours, (double[]){25, 35, 5, 23, 20}, 5);
    memcpy(hours, given, sizeof given);
    pr_deployment_share(5, 1, work, hours);
    assert_memory_equal(hours, ((double[]){10, 50, 0, 28, 20}), sizeof given);
    const double much[] = {100, 20, 10, 18, 20}; /* unused 100: never more than the 40 that are short */
    memcpy(hours, much, sizeof much);
    pr_deployment_share(5, 0.5, work, hours);
    assert_near(hours, (double[]){64, 50, 6, 28, 20}, 5);
    assert_true(hours[1] == 50 && hours[3] == 28); /* to the last bit: no trace of work is left */
}

static void account_keeps_what_is_owed(void **state)
{
    (void)state;
    const double key[] = {0.5, 0.3, 0.2};
    double owed[3] = {0};
    double deviation = pr_deployment_account(3, key, (double[]){40, 60, 0}, owed);
    assert_true(fabs(deviation - 0.3) < 1e-15); /* ½(0.1 + 0.3 + 0.2) */
    assert_near(owed, (double[]){10, -30, 20}, 3);
    assert_true(isnan(pr_deployment_account(3, key, (double[3]){0}, owed)));
    assert_near(owed, (double[]){10, -30, 20}, 3);
    pr_deployment_account(3, key, (double[]){0, 0, 10}, owed);
    assert_near(owed, (double[]){15, -27, 12}, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_are_in_order_of_code), cmocka_unit_test(launch_is_planned_plus_a_lag),
        cmocka_unit_test(weights_mix_key_and_demand), cmocka_unit_test(unused_hours_go_where_work_is_left),
        cmocka_unit_test(account_keeps_what_is_owed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
