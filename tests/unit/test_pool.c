/* The month loop: what reaches the ledger, from build-up to the end of the pool. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_pool.h"

static double sum(const pool_case_t *self, pr_month_series_t series, size_t scope, int from, int to)
{
    double total = 0;
    for (int t = from; t <= to; t++) {
        total += pool_case_at(self, series, scope, t);
    }
    return total;
}

static void assert_run(pool_case_t *self)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pool_case_run(self, 2385, 3), 0);
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, &errors), 0);
    assert_int_equal(errors.count, 0);
    assert_int_equal(pr_keys_repeats(NULL), 0);
    pr_errors_free(&errors);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

static void a_ledger_can_be_freed_twice(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    pr_ledger_t ledger;
    assert_int_equal(pr_ledger_init(&ledger, &self->scenario), 0);
    assert_int_equal(ledger.halves, 16);
    assert_int_equal(ledger.scopes, 15);
    pr_ledger_free(&ledger);
    pr_ledger_free(&ledger);
    self->scenario.months = 95;
    assert_int_equal(pr_ledger_init(&ledger, &self->scenario), PR_ERR_DOMAIN);
    pr_ledger_free(&ledger);
    pool_case_free(self);
}

/* Three municipalities with keys 50, 30, 20 that launch in months 2, 4 and never; a full pool of 10 posts. */
static pool_case_t *three(void)
{
    pool_case_t *self = pool_case_new(3);
    pool_case_calm(self);
    pool_case_key(self, (int[]){5000, 3000, 2000});
    memcpy(self->inputs.launch_month, (double[]){2, 4, 200}, 3 * sizeof(double));
    self->inputs.workforce.contract_fte = 0.6;
    pool_case_people(self, 2024, 2031, 10 * 0.6 * 70000);
    return self;
}

static void hours_build_up_until_someone_launches(void **state)
{
    (void)state;
    pool_case_t *self = three();
    self->inputs.deployment.demand_weight = self->inputs.deployment.sharing = 0;
    assert_run(self);
    const double hours = 10 * 0.6 * 131 * 0.75, local = hours * 0.9;
    for (int t = 0; t < 96; t++) {
        assert_true(near(pool_case_at(self, PR_MONTH_PRODUCTIVE_HOURS, 0, t), hours));
        assert_true(near(pool_case_at(self, PR_MONTH_REGIONAL_HOURS, 0, t), hours * 0.1));
        assert_true(near(pool_case_at(self, PR_MONTH_BUILD_UP_HOURS, 0, t), t < 2 ? local : 0));
        double first = t < 2 ? 0 : t < 4 ? 1 : 5.0 / 8; /* the key over those launched */
        assert_true(near(pool_case_at(self, PR_MONTH_DEPLOYMENT_HOURS, 1, t), first * local));
        assert_true(near(pool_case_at(self, PR_MONTH_COMMUNITY_HOURS, 1, t), first * local * 0.2));
        assert_true(near(pool_case_at(self, PR_MONTH_RESIDENT_HOURS, 1, t), first * local * 0.8));
        assert_true(pool_case_at(self, PR_MONTH_DEPLOYMENT_HOURS, 3, t) == 0);
        assert_true(t >= 4 || pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 2, t) == 0);
        assert_true(pool_case_at(self, PR_MONTH_COVERED, 0, t) == (t < 2 ? 0 : t < 4 ? 1 : 2));
        double deviation = pool_case_at(self, PR_MONTH_ALLOCATION_DEVIATION, 0, t);
        assert_true(t < 2 ? isnan(deviation) : near(deviation, t < 4 ? 0.5 : 0.2));
    }
    /* Owed after months 2…5: the third is owed its key share of everything. */
    assert_true(near(pool_case_at(self, PR_MONTH_HOURS_OWED, 3, 5), 0.2 * 4 * local));
    assert_true(near(pool_case_at(self, PR_MONTH_HOURS_OWED, 1, 5), (0.5 * 4 - 2 - 2 * 0.625) * local));
    assert_true(pool_case_at(self, PR_MONTH_HOURS_OWED, 0, 5) == 0);
    assert_int_equal(self->ledger.launch[2], 200);
    assert_true(self->ledger.contract_fte[1] == 0.6 && self->ledger.cost_per_fte_eur[3] == 70000);
    self->inputs.deployment.coverage_hours = 0.625 * local * 0.9999;
    assert_run(self);
    assert_true(pool_case_at(self, PR_MONTH_COVERED, 0, 50) == 1);
    pool_case_free(self);
}

/* θ = 1: the resident hours follow the work at hand; with ψ = 1 none is unused while another has work left.
 */
static void hours_follow_demand(void **state)
{
    (void)state;
    pool_case_t *self = three();
    self->inputs.population[0] = 4e5;
    self->inputs.deployment.demand_weight = 1;
    self->inputs.deployment.sharing = 0;
    assert_run(self);
    for (int t = 10; t < 96; t++) {
        double left[2], work[2];
        for (size_t m = 0; m < 2; m++) {
            double received = pool_case_at(self, PR_MONTH_RESIDENT_HOURS, 1 + m, t);
            left[m] = received;
            work[m] = pool_case_at(self, PR_MONTH_SERVICE_HOURS, 1 + m, t);
        }
        /* a fluid queue under θ = 1 is worked off at the same pace everywhere: both are short or neither */
        bool short_first = work[0] >= left[0] - 1e-9, short_second = work[1] >= left[1] - 1e-9;
        assert_true(short_first == short_second);
    }
    self->inputs.deployment.demand_weight = 0;
    self->inputs.deployment.sharing = 1;
    assert_run(self);
    for (int t = 10; t < 96; t++) {
        double hours = pool_case_at(self, PR_MONTH_RESIDENT_HOURS, 0, t);
        double given = pool_case_at(self, PR_MONTH_SERVICE_HOURS, 0, t);
        assert_true(near(given, hours) || pool_case_at(self, PR_MONTH_BACKLOG, 0, t) == 0);
    }
    pool_case_free(self);
}

static void without_budget_the_pool_ends(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    pool_case_people(self, 2026, 2027, 0); /* months 24…47; the budget returns in 2028 */
    self->inputs.demand.uptake_per_year = 0.05;
    assert_run(self);
    double waiting = pool_case_at(self, PR_MONTH_BACKLOG, 0, 23);
    double people =
        pool_case_at(self, PR_MONTH_ACTIVE_PERSONS, 0, 23) + pool_case_at(self, PR_MONTH_TRAINEES, 0, 23);
    assert_true(waiting > 0 && people > 0);
    assert_true(near(pool_case_at(self, PR_MONTH_RELEASED, 0, 24), waiting));
    assert_true(near(pool_case_at(self, PR_MONTH_ENDED, 0, 24), people));
    for (int t = 24; t < 48; t++) {
        const pr_month_series_t none[] = {
            PR_MONTH_NEW_RESIDENTS, PR_MONTH_SERVED,         PR_MONTH_GAVE_UP,
            PR_MONTH_BACKLOG,       PR_MONTH_ACTIVE_PERSONS, PR_MONTH_PAYROLL_EUR,
            PR_MONTH_COVERED,       PR_MONTH_RESIDENT_HOURS, PR_MONTH_BUILD_UP_HOURS};
        for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
            assert_true(pool_case_at(self, none[k], 0, t) == 0);
        }
    }
    assert_true(sum(self, PR_MONTH_RELEASED, 0, 25, 95) == 0);
    assert_true(sum(self, PR_MONTH_NEW_RESIDENTS, 0, 48, 59) > 0);
    assert_true(sum(self, PR_MONTH_SERVED, 0, 48, 59) > 0);
    pool_case_free(self);
}

static void years_carry_payroll_and_shocks(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    assert_run(self);
    assert_true(self->ledger.payroll_eur[0] == 0 && self->ledger.demand_mean_shock[0] == 0);
    for (int y = 1; y < 9; y++) {
        int t = 12 * (y - 1);
        assert_true(near(self->ledger.payroll_eur[y], sum(self, PR_MONTH_PAYROLL_EUR, 0, t, t + 11)));
        double shocks = sum(self, PR_MONTH_DEMAND_SHOCK, 0, t, t + 11);
        assert_true(near(self->ledger.demand_mean_shock[y], shocks / sqrt(12)));
        double budget = (double)self->budget.people[y].cents / 100;
        assert_true(self->ledger.payroll_eur[y] <= budget * (1 + 1e-12));
    }
    pool_case_free(self);
}

static void nobody_launches_nobody_comes(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    for (size_t m = 0; m < 14; m++) {
        self->inputs.launch_month[m] = 96;
    }
    assert_run(self);
    assert_true(sum(self, PR_MONTH_NEW_RESIDENTS, 0, 0, 95) == 0);
    assert_true(near(sum(self, PR_MONTH_BUILD_UP_HOURS, 0, 0, 95),
                     0.9 * sum(self, PR_MONTH_PRODUCTIVE_HOURS, 0, 0, 95)));
    self->scenario.municipality_count = self->scenario.theme_count = 0;
    pr_ledger_free(&self->ledger);
    assert_run(self);
    pool_case_free(self);
}

/* This fixes the stream of the themes: word k mod 4 of block k/4, at the first month of the half-year. */
static void themes_are_drawn_at_their_address(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    const double share[] = {0.2, 0.1, 0.3, 0.1, 0.1, 0.2};
    memcpy(self->inputs.demand.theme_share, share, sizeof share);
    self->scenario.theme_count = 6;
    assert_run(self);
    for (int half = 0; half < 16; half++) {
        for (size_t scope = 1; scope < 15; scope++) {
            double arrived = sum(self, PR_MONTH_NEW_RESIDENTS, scope, 6 * half, 6 * half + 5);
            pr_address_t address = {PR_PROCESS_THEME, (uint16_t)(12 * 2024 + 6 * half),
                                    self->scenario.municipality[scope - 1].cbs, 0};
            uint32_t word[8];
            int64_t count[6];
            double uniform[5];
            pr_block(&(pr_source_t){2385, 3}, address, 0, word);
            pr_block(&(pr_source_t){2385, 3}, address, 1, word + 4);
            for (size_t k = 0; k < 5; k++) {
                uniform[k] = pr_uniform_of_word(word[k]);
            }
            pr_multinomial((int64_t)arrived, 6, share, uniform, count);
            for (size_t k = 0; k < 6; k++) {
                size_t at = ((size_t)half * 15 + scope) * PR_MAX_THEMES + k;
                assert_true(self->ledger.theme_demand[at] == (double)count[k]);
            }
        }
    }
    pool_case_free(self);
}

/* Each change of one number must be seen, with a sentence. */
static void verify_fires_on_a_broken_ledger(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    assert_run(self);
    const pr_month_series_t broken[] = {
        PR_MONTH_TARGET_PERSONS,  PR_MONTH_ACTIVE_PERSONS, PR_MONTH_TRAINEES,
        PR_MONTH_VACANCIES,       PR_MONTH_HIRES,          PR_MONTH_LEAVERS,
        PR_MONTH_ENDED,           PR_MONTH_PAYROLL_EUR,    PR_MONTH_PRODUCTIVE_HOURS,
        PR_MONTH_REGIONAL_HOURS,  PR_MONTH_BUILD_UP_HOURS, PR_MONTH_DEPLOYMENT_HOURS,
        PR_MONTH_COMMUNITY_HOURS, PR_MONTH_RESIDENT_HOURS, PR_MONTH_HOURS_OWED,
        PR_MONTH_NEW_RESIDENTS,   PR_MONTH_DEMAND_HOURS,   PR_MONTH_SERVED,
        PR_MONTH_SERVICE_HOURS,   PR_MONTH_BACKLOG,        PR_MONTH_GAVE_UP,
        PR_MONTH_RELEASED};
    const double wrong[] = {0.001, -0.001, NAN};
    for (size_t k = 0; k < 3 * sizeof broken / sizeof *broken; k++) {
        pr_month_series_t series = broken[k / 3];
        double *at = &pr_ledger_row(&self->ledger, series, series < PR_MONTH_FIRST_LOCAL ? 0 : 12)[57];
        double right = *at;
        pr_errors_t errors;
        pr_errors_init(&errors);
        *at += wrong[k % 3];
        assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, &errors), PR_ERR_IDENTITY);
        assert_true(errors.count > 0);
        *at = right;
        pr_errors_free(&errors);
    }
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), 0);
    self->ledger.theme_demand[(9 * 15 + 12) * PR_MAX_THEMES + 3] += 1;
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), PR_ERR_IDENTITY);
    self->ledger.theme_demand[(9 * 15 + 12) * PR_MAX_THEMES + 3] -= 1;
    self->ledger.theme_served[(9 * 15 + 12) * PR_MAX_THEMES + 4] += 0.001;
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), PR_ERR_IDENTITY);
    pool_case_free(self);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const size_t offset[] = {
        offsetof(pr_inputs_t, deployment.regional_share),  offsetof(pr_inputs_t, deployment.community_share),
        offsetof(pr_inputs_t, deployment.demand_weight),   offsetof(pr_inputs_t, deployment.sharing),
        offsetof(pr_inputs_t, demand.giving_up_per_month),
    };
    for (size_t i = 0; i < 2 * sizeof offset / sizeof *offset; i++) {
        pool_case_t *self = pool_case_region();
        double bad = i % 2 ? -0.01 : 1.01;
        memcpy((char *)&self->inputs + offset[i / 2], &bad, sizeof bad);
        assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
        pool_case_free(self);
    }
    pool_case_t *self = pool_case_region();
    memset(self->inputs.demand.theme_share, 0, sizeof self->inputs.demand.theme_share);
    assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
    pool_case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_can_be_freed_twice),
        cmocka_unit_test(hours_build_up_until_someone_launches),
        cmocka_unit_test(hours_follow_demand),
        cmocka_unit_test(without_budget_the_pool_ends),
        cmocka_unit_test(years_carry_payroll_and_shocks),
        cmocka_unit_test(nobody_launches_nobody_comes),
        cmocka_unit_test(themes_are_drawn_at_their_address),
        cmocka_unit_test(verify_fires_on_a_broken_ledger),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
