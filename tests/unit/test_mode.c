/* Deployment modes: the contacts' formula by hand, and what each number does to a month. */
#include "model/mode.h"
#include "support_pool.h"
#include "support_run.h"
#include <stdlib.h>

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

static void contacts_follow_the_recurrence(void **state)
{
    (void)state;
    double yearly = 1 - pow(0.9, 12); /* a tenth leaves each month */
    const double by_hand[] = {0.5, 0.725, 0.82625};
    for (int age = 0; age < 3; age++) {
        assert_true(near(pr_mode_contacts(2, yearly, age), by_hand[age]));
        assert_true(near(pr_mode_contacts(2, 0, age), 1 - pow(0.5, age + 1)));
    }
    assert_true(near(pr_mode_contacts(2, yearly, 500), 0.5 / 0.55));
    double learns = 1 / 7.31, stays = pow(1 - 0.2385, 1.0 / 12), contacts = 0;
    for (int age = 0; age < 96; age++) {
        contacts = stays * contacts + learns * (1 - stays * contacts);
        assert_true(near(pr_mode_contacts(7.31, 0.2385, age), contacts));
    }
    for (int age = 0; age < 96; age++) { /* at once: who leaves is replaced by somebody who refers */
        assert_true(pr_mode_contacts(1, 0.385, age) == 1 && pr_mode_contacts(0, 0.385, age) == 1);
    }
}

/* The table of variants and the choices of the setting are one list. */
static void variants_are_found_by_name(void **state)
{
    (void)state;
    for (int mode = 0; mode < PR_MODES; mode++) {
        char set[64];
        const char *sets[] = {set};
        pr_scenario_t scenario;
        snprintf(set, sizeof set, "deployment.mode=%s", pr_mode_variants[mode].name);
        load_or_fail(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", sets, 1);
        assert_int_equal(scenario.mode, mode);
        assert_true(strlen(pr_mode_variants[mode].doc) > 10);
        pr_scenario_free(&scenario);
    }
}

static void set_mode(pool_case_t *self, pr_mode_id_t mode, pr_mode_inputs_t inputs)
{
    self->scenario.mode = mode;
    self->inputs.deployment.mode[mode] = inputs;
}

static void assert_run(pool_case_t *self)
{
    assert_int_equal(pool_case_run(self, 2385, 5), 0);
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), 0);
}

static void assert_same(const pool_case_t *a, const pool_case_t *b)
{
    for (pr_month_series_t s = 0; s < PR_MONTH_SERIES; s++) {
        for (size_t scope = 0; scope < (s < PR_MONTH_FIRST_LOCAL ? 1 : a->ledger.scopes); scope++) {
            assert_memory_equal(pr_ledger_row(&a->ledger, s, scope), pr_ledger_row(&b->ledger, s, scope),
                                POOL_MONTHS * sizeof(double));
        }
    }
}

/* All factors 1, no lag, no cover: no mode. And without a mode its numbers are not read. */
static void a_mode_of_ones_is_none(void **state)
{
    (void)state;
    pool_case_t *none = pool_case_region(), *ones = pool_case_region(), *off = pool_case_region();
    set_mode(ones, PR_MODE_REFERRAL,
             (pr_mode_inputs_t){.uptake = 1, .resident_share = 1, .contact_turnover = 0.385});
    off->inputs.deployment.mode[PR_MODE_REFERRAL] = (pr_mode_inputs_t){.uptake = NAN};
    assert_run(none);
    assert_run(ones);
    assert_run(off);
    assert_same(none, ones);
    assert_same(none, off);
    pool_case_free(none);
    pool_case_free(ones);
    pool_case_free(off);
}

/* Ten posts of 0.6 fte: 589.5 h a month, 530.55 of them local, 424.44 for residents, a fifth of these idle.
 */
static void a_share_of_the_hours_is_idle(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(2);
    pool_case_calm(self);
    pool_case_key(self, (int[]){7500, 2500});
    self->inputs.workforce.contract_fte = 0.6;
    self->inputs.deployment.demand_weight = self->inputs.deployment.sharing = 0;
    pool_case_people(self, 2024, 2031, 10 * 0.6 * 70000);
    set_mode(self, PR_MODE_PRESENCE, (pr_mode_inputs_t){.uptake = 1, .resident_share = 0.8});
    assert_run(self);
    for (int t = 0; t < POOL_MONTHS; t++) {
        double launched = t >= 1;
        assert_true(fabs(pool_case_at(self, PR_MONTH_IDLE_HOURS, 0, t) - launched * 84.888) < 1e-9);
        assert_true(fabs(pool_case_at(self, PR_MONTH_IDLE_HOURS, 1, t) - launched * 63.666) < 1e-9);
        assert_true(fabs(pool_case_at(self, PR_MONTH_RESIDENT_HOURS, 2, t) - launched * 84.888) < 1e-9);
        assert_true(fabs(pool_case_at(self, PR_MONTH_COMMUNITY_HOURS, 0, t) - launched * 106.11) < 1e-9);
        assert_true(fabs(pool_case_at(self, PR_MONTH_DEPLOYMENT_HOURS, 0, t) - launched * 530.55) < 1e-9);
    }
    self->inputs.deployment.mode[PR_MODE_PRESENCE].resident_share = 0;
    assert_run(self);
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_SERVED, 0, t) == 0);
    }
    pool_case_free(self);
}

static void without_uptake_nobody_comes(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    set_mode(self, PR_MODE_REFERRAL, (pr_mode_inputs_t){.uptake = 0, .resident_share = 1});
    assert_run(self);
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 0, t) == 0);
    }
    pool_case_free(self);
}

/* The people are the same with and without cover; hours are those of the formula. */
static void colleagues_take_over_from_at_most_one(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    pr_workforce_inputs_t *in = &self->inputs.workforce;
    in->absence_mean = 0.5; /* often more absent than present */
    in->absence_concentration = 2;
    set_mode(self, PR_MODE_INTEGRATED,
             (pr_mode_inputs_t){.uptake = 1, .resident_share = 1, .absence_cover = 0.385});
    assert_run(self);
    int more_absent = 0;
    for (int t = 0; t < POOL_MONTHS; t++) {
        double absent = pool_case_at(self, PR_MONTH_ABSENT, 0, t);
        double present = pool_case_at(self, PR_MONTH_ACTIVE_PERSONS, 0, t) - absent;
        double working = present + 0.385 * fmin(absent, present) +
                         in->trainee_productivity * pool_case_at(self, PR_MONTH_TRAINEES, 0, t);
        double hours = self->ledger.contract_fte[1 + t / 12] * 131 * 0.75 * working;
        assert_true(fabs(pool_case_at(self, PR_MONTH_PRODUCTIVE_HOURS, 0, t) - hours) < 1e-9);
        more_absent += absent > present;
    }
    assert_true(more_absent > 10);
    in->absence_mean = 1; /* nobody is there to take over */
    in->trainee_share = 0;
    assert_run(self);
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_PRODUCTIVE_HOURS, 0, t) == 0);
    }
    pool_case_free(self);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    const pr_mode_inputs_t good = {
        .uptake = 0.7, .resident_share = 0.9, .startup_months = 6, .contact_turnover = 0.15};
    static const struct {
        size_t offset;
        double value;
    } bad[] = {
        {offsetof(pr_mode_inputs_t, uptake), -0.01},        {offsetof(pr_mode_inputs_t, uptake), INFINITY},
        {offsetof(pr_mode_inputs_t, resident_share), 1.01}, {offsetof(pr_mode_inputs_t, startup_months), -1},
        {offsetof(pr_mode_inputs_t, startup_months), NAN},  {offsetof(pr_mode_inputs_t, contact_turnover), 1},
        {offsetof(pr_mode_inputs_t, absence_cover), 1.2},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pool_case_t *self = pool_case_region();
        pr_mode_inputs_t inputs = good;
        memcpy((char *)&inputs + bad[i].offset, &bad[i].value, sizeof(double));
        set_mode(self, PR_MODE_INTEGRATED, inputs);
        assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
        pool_case_free(self);
    }
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contacts_follow_the_recurrence),
        cmocka_unit_test(variants_are_found_by_name),
        cmocka_unit_test(a_mode_of_ones_is_none),
        cmocka_unit_test(a_share_of_the_hours_is_idle),
        cmocka_unit_test(without_uptake_nobody_comes),
        cmocka_unit_test(colleagues_take_over_from_at_most_one),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
