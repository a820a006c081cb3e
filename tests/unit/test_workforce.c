#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/workforce.h"
#include "support_pool.h"

static const pr_source_t SOURCE = {.seed = 2385, .replicate = 17};

/* A workforce of `self`, stepped to the end of month `last`; the months in `out` (last + 1 of them). */
static void simulate(pool_case_t *self, int last, pr_workforce_month_t *out)
{
    pr_workforce_t workforce;
    assert_int_equal(
        pr_workforce_init(&workforce, &self->scenario, &self->inputs, &self->index, &self->budget), 0);
    for (int t = 0; t <= last; t++) {
        pr_workforce_step(&workforce, &SOURCE, t, &out[t]);
    }
}

static pr_workforce_plan_t plan_of(pool_case_t *self)
{
    pr_workforce_plan_t plan;
    assert_int_equal(pr_workforce_plan(&self->scenario, &self->inputs, &self->index, &self->budget, &plan),
                     0);
    return plan;
}

static void target_is_the_budget_in_posts(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    const double post = 70000 * 0.6; /* κ c */
    self->inputs.workforce.contract_fte = 0.6;
    pool_case_people(self, 2024, 2024, 9.31 * post);
    pool_case_people(self, 2025, 2025, 9.5 * post - 0.01); /* a cent short of the half counts as the half */
    pool_case_people(self, 2026, 2026, 9.49 * post);
    pool_case_people(self, 2027, 2027, 0.02 * post);
    pr_workforce_plan_t plan = plan_of(self);
    const int expected[] = {0, 9, 10, 9, 1, 0};
    for (int y = 0; y < 6; y++) {
        assert_int_equal(plan.target[y], expected[y]);
        double spent = plan.target[y] * plan.contract_fte[y] * plan.cost_per_fte_eur[y];
        double budget = (double)self->budget.people[y].cents / 100;
        assert_true(fabs(spent - budget) <= 1e-12 * budget); /* a full pool spends the budget */
    }
    self->inputs.vat_share = 0.1736;
    assert_int_equal(plan_of(self).target[1], 8); /* 9.31 · 0.8264 = 7.69 */
    pool_case_free(self);
}

static void cost_follows_definitive_wages_and_drift(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    self->inputs.workforce.wage_drift = 0.003;
    self->index.definitive[PR_SERIES_OVA][0] = 0.0636; /* the price-level year's own growth is in κ_b */
    self->index.definitive[PR_SERIES_OVA][1] = 0.06;
    self->index.definitive[PR_SERIES_OVA][2] = 0.041;
    pr_workforce_plan_t plan = plan_of(self);
    assert_true(plan.cost_per_fte_eur[0] == 70000);
    assert_true(fabs(plan.cost_per_fte_eur[1] - 70000 * 1.063) < 1e-8);
    assert_true(fabs(plan.cost_per_fte_eur[2] - 70000 * 1.063 * 1.044) < 1e-8);
    pool_case_free(self);
}

static void a_late_start_buys_the_months_that_are_left(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    pool_case_calm(self);
    self->scenario.start_month = 7; /* August 2024: five of twelve months */
    pool_case_people(self, 2024, 2024, 7.2 * 70000 * (24.0 / 36) * 5 / 12);
    pool_case_people(self, 2025, 2025, 350000);
    pr_workforce_month_t month[24];
    simulate(self, 23, month);
    double payroll[2] = {0};
    for (int t = 0; t < 24; t++) {
        assert_int_equal(month[t].target, t < 7 ? 0 : t < 12 ? 7 : 8);
        assert_int_equal(month[t].active, month[t].target);
        payroll[t / 12] += month[t].payroll_eur;
    }
    for (int y = 0; y < 2; y++) {
        double budget = (double)self->budget.people[1 + y].cents / 100;
        assert_true(fabs(payroll[y] - budget) < 1e-9 * budget);
    }
    self->scenario.start_month = 15; /* in 2025: nothing in 2024, whatever its budget */
    simulate(self, 23, month);
    assert_int_equal(month[11].target, 0);
    assert_int_equal(month[14].target, 0);
    assert_int_equal(month[15].target, 10); /* 350,000 ÷ (70,000 · ⅔ · 9/12) */
    pool_case_free(self);
}

static void filled_at_once_the_pool_is_full_in_every_month(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    self->inputs.workforce.filling_per_month = 1;
    self->inputs.workforce.trainee_share = 0;
    self->inputs.workforce.leaving_per_year = 0.385;
    pool_case_people(self, 2024, 2027, 653210.5);
    pr_workforce_month_t month[48];
    simulate(self, 47, month);
    int leavers = 0;
    double payroll = 0;
    for (int t = 0; t < 48; t++) {
        assert_int_equal(month[t].active, 14);
        assert_int_equal(month[t].trainees + month[t].vacancies + month[t].ended, 0);
        assert_int_equal(month[t].hires, t == 0 ? 14 : month[t].leavers);
        leavers += month[t].leavers;
        payroll += month[t].payroll_eur;
    }
    assert_true(leavers > 0);
    assert_true(fabs(payroll - 4 * 653210.5) < 1e-6);
    pool_case_free(self);
}

static void trainees_join_after_their_training(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    pool_case_calm(self);
    self->inputs.workforce.trainee_share = 1;
    self->inputs.workforce.training_months = 2.5; /* rounds to 3, away from zero */
    self->inputs.workforce.trainee_productivity = 0.4;
    self->inputs.workforce.contract_fte = 0.6;
    pool_case_people(self, 2024, 2024, 5 * 70000 * 0.6);
    pr_workforce_month_t month[6];
    simulate(self, 5, month);
    const double full = 5 * 0.6 * 131 * 0.75;
    for (int t = 0; t < 6; t++) {
        assert_int_equal(month[t].trainees, t < 3 ? 5 : 0);
        assert_int_equal(month[t].active, t < 3 ? 0 : 5);
        assert_true(fabs(month[t].productive_hours - (t < 3 ? 0.4 : 1) * full) < 1e-9);
        assert_true(fabs(month[t].payroll_eur - 5 * 0.6 * 70000 / 12) < 1e-6); /* trainees are paid */
    }
    self->inputs.workforce.training_months = 0;
    simulate(self, 0, month);
    assert_int_equal(month[0].active, 5);
    assert_int_equal(month[0].trainees, 0);

    self->inputs.workforce.training_months = 3;
    self->inputs.workforce.trainee_leaving_per_year = 1; /* none sees the second month of training */
    simulate(self, 5, month);
    for (int t = 0; t < 6; t++) {
        assert_int_equal(month[t].active, 0);
        assert_int_equal(month[t].leavers, t == 0 ? 0 : 5);
    }
    pool_case_free(self);
}

/* Five experts and trainees hired in October (2), November (3) and December (1), three months of training. */
static pr_workforce_month_t january_with_target(int target)
{
    pool_case_t *self = pool_case_new(0);
    pool_case_calm(self);
    self->inputs.workforce.filling_per_month = 0;
    self->inputs.workforce.training_months = 3;
    pr_workforce_t workforce;
    assert_int_equal(
        pr_workforce_init(&workforce, &self->scenario, &self->inputs, &self->index, &self->budget), 0);
    workforce.active = 5;
    workforce.trainees = 6;
    workforce.cohort[9 % 3] = 2;
    workforce.cohort[10 % 3] = 3;
    workforce.cohort[11 % 3] = 1;
    workforce.plan.target[2] = target;
    pr_workforce_month_t month;
    pr_workforce_step(&workforce, &SOURCE, 12, &month);
    pool_case_free(self);
    return month;
}

static void a_cut_ends_the_least_trained_first(void **state)
{
    (void)state;
    pr_workforce_month_t month = january_with_target(7); /* ends 1 of December and 3 of November */
    assert_int_equal(month.ended, 4);
    assert_int_equal(month.active, 7); /* October's two join in this very month */
    assert_int_equal(month.trainees, 0);
    month = january_with_target(8); /* one of November's stays */
    assert_int_equal(month.ended, 3);
    assert_int_equal(month.active, 7);
    assert_int_equal(month.trainees, 1);
    month = january_with_target(3);
    assert_int_equal(month.ended, 8);
    assert_int_equal(month.active, 3);
    assert_int_equal(month.trainees, 0);
    month = january_with_target(0);
    assert_int_equal(month.ended, 11);
    assert_int_equal(month.active, 0);
    month = january_with_target(13);
    assert_int_equal(month.ended, 0);
    assert_int_equal(month.vacancies, 2);
}

static void absence_may_be_none_or_all(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(0);
    pool_case_calm(self);
    pool_case_people(self, 2024, 2024, 400000);
    pr_workforce_month_t month;
    simulate(self, 0, &month);
    assert_int_equal(month.absent, 0);
    self->inputs.workforce.absence_mean = 1;
    simulate(self, 0, &month);
    assert_int_equal(month.absent, month.active);
    assert_true(month.productive_hours == 0);
    assert_true(month.payroll_eur > 0); /* who is ill is paid */
    pool_case_free(self);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        double value;
    } bad[] = {
        {offsetof(pr_workforce_inputs_t, cost_per_fte_eur), 0},
        {offsetof(pr_workforce_inputs_t, contract_fte), -0.5},
        {offsetof(pr_workforce_inputs_t, leaving_per_year), 1.01},
        {offsetof(pr_workforce_inputs_t, trainee_leaving_per_year), -0.01},
        {offsetof(pr_workforce_inputs_t, trainee_share), 1.2},
        {offsetof(pr_workforce_inputs_t, filling_per_month), NAN},
        {offsetof(pr_workforce_inputs_t, from_benefit_share), 2},
        {offsetof(pr_workforce_inputs_t, absence_mean), -0.1},
        {offsetof(pr_workforce_inputs_t, absence_concentration), 0},
        {offsetof(pr_workforce_inputs_t, training_months), PR_MAX_TRAINING_MONTHS + 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pool_case_t *self = pool_case_region();
        memcpy((char *)&self->inputs.workforce + bad[i].offset, &bad[i].value, sizeof(double));
        assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
        pool_case_free(self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(target_is_the_budget_in_posts),
        cmocka_unit_test(cost_follows_definitive_wages_and_drift),
        cmocka_unit_test(a_late_start_buys_the_months_that_are_left),
        cmocka_unit_test(filled_at_once_the_pool_is_full_in_every_month),
        cmocka_unit_test(trainees_join_after_their_training),
        cmocka_unit_test(a_cut_ends_the_least_trained_first),
        cmocka_unit_test(absence_may_be_none_or_all),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
