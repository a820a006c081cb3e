/* Volunteers: places, hours, signals, allowance and what becomes of them, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_pool.h"

static const pr_volunteer_inputs_t FIFTY = {.target = 49.6, /* rounds to 50 */
                                            .hours_per_week = 3,
                                            .filling_per_month = 1,
                                            .allowance_eur = 800,
                                            .span = 40,
                                            .signal_share = 0.2};

static void guidance(pool_case_t *self, int from, int to, double eur)
{
    for (int year = from; year <= to; year++) {
        self->budget.guidance[year - self->scenario.first_year].cents = pr_cents_from_eur(eur);
    }
}

/* Two municipalities with keys 75 and 25 that launch in month 1; ten posts; guidance for fifty. */
static pool_case_t *calm_with(const pr_volunteer_inputs_t *volunteers)
{
    pool_case_t *self = pool_case_new(2);
    pool_case_calm(self);
    pool_case_key(self, (int[]){7500, 2500});
    self->inputs.workforce.contract_fte = 0.6;
    self->inputs.deployment.demand_weight = self->inputs.deployment.sharing = 0;
    self->inputs.volunteers = *volunteers;
    pool_case_people(self, 2024, 2031, 10 * 0.6 * 70000);
    guidance(self, 2024, 2031, 87500); /* 1.25 fte of 70,000 */
    self->scenario.line_count = 1;
    self->scenario.line[0].purpose = PR_PURPOSE_ALLOWANCE;
    self->scenario.line[0].index = PR_INDEX_OVA;
    for (int y = 0; y < self->scenario.years; y++) {
        self->index.factor[PR_INDEX_OVA][y].factor = 1 + 0.1 * y;
    }
    return self;
}

static void assert_run(pool_case_t *self)
{
    assert_int_equal(pool_case_run(self, 2385, 7), 0);
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), 0);
    assert_int_equal(pr_keys_repeats(NULL), 0);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

static void fifty_give_650_hours_a_month(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY);
    assert_run(self);
    for (int t = 0; t < POOL_MONTHS; t++) {
        bool launched = t >= 1;
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEER_PLACES, 0, t) == 50);
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, t) == 50);
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS_JOINED, 0, t) == (t == 0 ? 50 : 0));
        assert_true(near(pool_case_at(self, PR_MONTH_VOLUNTEER_HOURS, 0, t), 650));
        assert_true(near(pool_case_at(self, PR_MONTH_SIGNAL_HOURS, 0, t), 130));
        /* Experts: 589.5 h, 530.55 of them local. Volunteers add 520, all of it for residents. */
        assert_true(near(pool_case_at(self, PR_MONTH_PRODUCTIVE_HOURS, 0, t), 589.5));
        assert_true(near(pool_case_at(self, PR_MONTH_BUILD_UP_HOURS, 0, t), launched ? 0 : 1050.55));
        assert_true(near(pool_case_at(self, PR_MONTH_DEPLOYMENT_HOURS, 0, t), launched ? 1050.55 : 0));
        assert_true(near(pool_case_at(self, PR_MONTH_RESIDENT_HOURS, 1, t), launched ? 0.75 * 944.44 : 0));
        assert_true(near(pool_case_at(self, PR_MONTH_COMMUNITY_HOURS, 2, t), launched ? 0.25 * 106.11 : 0));
    }
    for (int y = 1; y < 9; y++) { /* prices of the year itself */
        assert_true(near(self->ledger.allowances_eur[y], 40000 * (1 + 0.1 * y)));
    }
    assert_true(self->ledger.allowances_eur[0] == 0);
    /* A mode of the experts holds for the hours of volunteers that are meant for residents too. */
    self->scenario.mode = PR_MODE_PRESENCE;
    self->inputs.deployment.mode[PR_MODE_PRESENCE] = (pr_mode_inputs_t){.uptake = 1, .resident_share = 0.75};
    assert_run(self);
    assert_true(near(pool_case_at(self, PR_MONTH_IDLE_HOURS, 0, 50), 236.11));
    pool_case_free(self);
}

static void the_span_limits_how_many_are_guided(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY);
    guidance(self, 2025, 2025, 35000);          /* 0.5 fte: 20 */
    guidance(self, 2026, 2026, 70000 * 0.3125); /* 12.5 counts as 13 */
    guidance(self, 2027, 2027, 0);
    guidance(self, 2028, 2028, 1e6); /* more than are wanted */
    assert_run(self);
    const int places[] = {50, 20, 13, 0, 50, 50, 50, 50}, ended[] = {0, 30, 7, 13, 0, 0, 0, 0};
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, t) == places[t / 12]);
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS_ENDED, 0, t) == (t % 12 == 0 ? ended[t / 12] : 0));
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS_LEFT, 0, t) == 0);
    }
    /* An fte of guidance costs what an fte of the pool costs: dearer fte guide fewer. */
    self->inputs.workforce.cost_per_fte_eur = 100000;
    assert_run(self);
    assert_true(pool_case_at(self, PR_MONTH_VOLUNTEER_PLACES, 0, 0) == 35);
    pool_case_free(self);
}

/* A number for each year, of which guidance may allow fewer; a year of 0 ends them all. */
static void the_number_may_differ_by_year(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY), *whole = calm_with(&FIFTY);
    const double wanted[] = {99, 20.4, 29.6, 60, 0, 50, 50, 50, 50}; /* from 2023 on */
    memcpy(self->inputs.volunteers.target_of, wanted, sizeof wanted);
    assert_run(self); /* not read */
    assert_run(whole);
    assert_memory_equal(pr_ledger_row(&self->ledger, PR_MONTH_VOLUNTEERS, 0),
                        pr_ledger_row(&whole->ledger, PR_MONTH_VOLUNTEERS, 0), POOL_MONTHS * sizeof(double));
    self->scenario.volunteers_by_year = true;
    self->inputs.volunteers.target = 0;
    assert_run(self);
    const int places[] = {20, 30, 50, 0, 50, 50, 50, 50}, ended[] = {0, 0, 0, 50, 0, 0, 0, 0};
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, t) == places[t / 12]);
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS_ENDED, 0, t) == (t % 12 == 0 ? ended[t / 12] : 0));
    }
    self->inputs.volunteers.target_of[5] = -1;
    assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
    memset(self->inputs.volunteers.target_of, 0, sizeof self->inputs.volunteers.target_of);
    self->inputs.volunteers.span = -1; /* nobody wanted: nothing is read */
    assert_run(self);
    pool_case_free(self);
    pool_case_free(whole);
}

static void without_a_pool_nobody_stays(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY);
    pool_case_people(self, 2026, 2031, 0);
    self->scenario.start_month = 3;
    assert_run(self);
    assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, 2) == 0);
    assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, 3) == 50);
    assert_true(near(self->ledger.allowances_eur[1], 40000 * 1.1 * 9 / 12));
    assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS_ENDED, 0, 24) == 50);
    assert_true(pool_case_at(self, PR_MONTH_VOLUNTEER_HOURS, 0, 24) == 0);
    assert_true(self->ledger.allowances_eur[3] == 0);
    pool_case_free(self);
}

/* With a target of 0 the other numbers are not read, and nothing else moves when there are volunteers. */
static void they_touch_nobody_elses_draws(void **state)
{
    (void)state;
    pool_case_t *without = pool_case_region(), *off = pool_case_region(), *with = pool_case_region();
    off->inputs.volunteers = (pr_volunteer_inputs_t){.hours_per_week = NAN, .span = -1};
    with->inputs.volunteers = FIFTY;
    with->inputs.volunteers.leaving_per_year = 0.25;
    with->inputs.volunteers.filling_per_month = 0.2385;
    guidance(with, 2024, 2031, 87500);
    assert_run(without);
    assert_run(off);
    assert_run(with);
    for (pr_month_series_t s = 0; s < PR_MONTH_SERIES; s++) {
        for (size_t scope = 0; scope < (s < PR_MONTH_FIRST_LOCAL ? 1 : without->ledger.scopes); scope++) {
            assert_memory_equal(pr_ledger_row(&without->ledger, s, scope),
                                pr_ledger_row(&off->ledger, s, scope), POOL_MONTHS * sizeof(double));
        }
    }
    const pr_month_series_t same[] = {PR_MONTH_ACTIVE_PERSONS, PR_MONTH_ABSENT,        PR_MONTH_PAYROLL_EUR,
                                      PR_MONTH_DEMAND_SHOCK,   PR_MONTH_NEW_RESIDENTS, PR_MONTH_DEMAND_HOURS};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_memory_equal(pr_ledger_row(&without->ledger, same[i], 0),
                            pr_ledger_row(&with->ledger, same[i], 0), POOL_MONTHS * sizeof(double));
    }
    pool_case_free(without);
    pool_case_free(off);
    pool_case_free(with);
}

/* This fixes the stream: leaving is sub 0, filling sub 1 of the month. */
static void draws_have_their_address(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY);
    self->inputs.volunteers.leaving_per_year = 0.385;
    self->inputs.volunteers.filling_per_month = 0.2385;
    assert_run(self);
    int64_t active = 0;
    for (int t = 0; t < POOL_MONTHS; t++) {
        for (uint16_t sub = 0; sub < 2; sub++) {
            uint32_t word[4];
            pr_address_t address = {PR_PROCESS_VOLUNTEERS, (uint16_t)(12 * 2024 + t), 0, sub};
            pr_block(&(pr_source_t){2385, 7}, address, 0, word);
            double u = pr_uniform_of_words(word[0], word[1]);
            active += sub ? pr_binomial_inverse(u, 50 - active, 0.2385)
                          : -pr_binomial_inverse(u, active, 1 - pow(1 - 0.385, 1.0 / 12));
        }
        assert_true(pool_case_at(self, PR_MONTH_VOLUNTEERS, 0, t) == (double)active);
    }
    pool_case_free(self);
}

static void verify_fires_on_a_broken_ledger(void **state)
{
    (void)state;
    pool_case_t *self = calm_with(&FIFTY);
    assert_run(self);
    const pr_month_series_t broken[] = {PR_MONTH_VOLUNTEERS,      PR_MONTH_VOLUNTEERS_JOINED,
                                        PR_MONTH_VOLUNTEERS_LEFT, PR_MONTH_VOLUNTEERS_ENDED,
                                        PR_MONTH_VOLUNTEER_HOURS, PR_MONTH_SIGNAL_HOURS,
                                        PR_MONTH_IDLE_HOURS};
    const double wrong[] = {0.001, -0.001, NAN};
    for (size_t k = 0; k < 3 * sizeof broken / sizeof *broken; k++) {
        pr_month_series_t series = broken[k / 3];
        double *at = &pr_ledger_row(&self->ledger, series, series < PR_MONTH_FIRST_LOCAL ? 0 : 2)[57];
        double right = *at;
        *at += wrong[k % 3];
        assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), PR_ERR_IDENTITY);
        *at = right;
    }
    pr_ledger_row(&self->ledger, PR_MONTH_VOLUNTEER_PLACES, 0)[57] = 49;
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), PR_ERR_IDENTITY);
    pr_ledger_row(&self->ledger, PR_MONTH_VOLUNTEER_PLACES, 0)[57] = 50;
    self->ledger.allowances_eur[4] += 0.01;
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, NULL), PR_ERR_IDENTITY);
    pool_case_free(self);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        double value;
    } bad[] = {
        {offsetof(pr_volunteer_inputs_t, target), -1},
        {offsetof(pr_volunteer_inputs_t, target), NAN},
        {offsetof(pr_volunteer_inputs_t, target), 1e12},
        {offsetof(pr_volunteer_inputs_t, hours_per_week), -0.1},
        {offsetof(pr_volunteer_inputs_t, leaving_per_year), 1.01},
        {offsetof(pr_volunteer_inputs_t, filling_per_month), -0.01},
        {offsetof(pr_volunteer_inputs_t, allowance_eur), INFINITY},
        {offsetof(pr_volunteer_inputs_t, span), -1},
        {offsetof(pr_volunteer_inputs_t, signal_share), 1.2},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pool_case_t *self = calm_with(&FIFTY);
        memcpy((char *)&self->inputs.volunteers + bad[i].offset, &bad[i].value, sizeof(double));
        assert_int_equal(pool_case_run(self, 1, 1), PR_ERR_DOMAIN);
        pool_case_free(self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_give_650_hours_a_month),
        cmocka_unit_test(the_span_limits_how_many_are_guided),
        cmocka_unit_test(the_number_may_differ_by_year),
        cmocka_unit_test(without_a_pool_nobody_stays),
        cmocka_unit_test(they_touch_nobody_elses_draws),
        cmocka_unit_test(draws_have_their_address),
        cmocka_unit_test(verify_fires_on_a_broken_ledger),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
