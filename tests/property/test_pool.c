/* What must not change, or change in one way only, when a scenario is told differently. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_pool.h"

static void run(pool_case_t *self, uint64_t replicate)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pool_case_run(self, 2385, replicate), 0);
    assert_int_equal(pr_pool_verify(&self->scenario, &self->ledger, &errors), 0);
    assert_int_equal(pr_keys_repeats(NULL), 0);
    pr_errors_free(&errors);
}

static void assert_same(const pool_case_t *a, size_t scope_a, const pool_case_t *b, size_t scope_b,
                        pr_month_series_t series)
{
    assert_memory_equal(pr_ledger_row(&a->ledger, series, scope_a),
                        pr_ledger_row(&b->ledger, series, scope_b), sizeof(double) * POOL_MONTHS);
}

static size_t ledger_bytes(const pr_ledger_t *self)
{
    const double *end = self->theme_served + (size_t)self->halves * self->scopes * PR_MAX_THEMES;
    return (size_t)(end - self->block) * sizeof *end;
}

static void assert_same_ledger(const pool_case_t *a, const pool_case_t *b)
{
    assert_memory_equal(a->ledger.block, b->ledger.block, ledger_bytes(&a->ledger));
    assert_memory_equal(a->ledger.payroll_eur, b->ledger.payroll_eur, sizeof a->ledger.payroll_eur);
}

static void a_replicate_is_a_pure_function(void **state)
{
    (void)state;
    pool_case_t *a = pool_case_region(), *b = pool_case_region();
    for (uint64_t r = 0; r < 5; r++) { /* b's memory is used, a's order is another */
        run(a, r);
        run(b, 9 - r);
        run(b, r);
        assert_same_ledger(a, b);
    }
    pool_case_free(a);
    pool_case_free(b);
}

/* Municipality m of `b` is municipality order[m] of `a`. */
static pool_case_t *permuted(const pool_case_t *a, const size_t *order)
{
    pool_case_t *b = pool_case_region();
    for (size_t m = 0; m < 14; m++) {
        b->scenario.municipality[m] = a->scenario.municipality[order[m]];
        b->scenario.key[0].share[m] = a->scenario.key[0].share[order[m]];
        b->inputs.population[m] = a->inputs.population[order[m]];
        b->inputs.launch_month[m] = a->inputs.launch_month[order[m]];
        b->inputs.head_start_months[m] = a->inputs.head_start_months[order[m]];
    }
    return b;
}

static void permuting_municipalities_permutes_rows(void **state)
{
    (void)state;
    const size_t order[] = {13, 2, 7, 0, 11, 5, 12, 1, 9, 3, 10, 6, 4, 8};
    pool_case_t *a = pool_case_region(), *b = permuted(a, order);
    for (uint64_t r = 0; r < 20; r++) {
        run(a, r);
        run(b, r);
        for (pr_month_series_t s = 0; s < PR_MONTH_SERIES; s++) {
            assert_same(a, 0, b, 0, s);
            for (size_t m = 0; m < 14 && s >= PR_MONTH_FIRST_LOCAL; m++) {
                assert_same(a, 1 + order[m], b, 1 + m, s);
            }
        }
        for (size_t half = 0; half < 16; half++) {
            for (size_t m = 0; m < 14; m++) {
                size_t at_a = (half * 15 + 1 + order[m]) * PR_MAX_THEMES,
                       at_b = (half * 15 + 1 + m) * PR_MAX_THEMES;
                assert_memory_equal(a->ledger.theme_served + at_a, b->ledger.theme_served + at_b,
                                    sizeof(double) * PR_MAX_THEMES);
            }
        }
    }
    pool_case_free(a);
    pool_case_free(b);
}

static void adding_a_municipality_leaves_the_others_demand(void **state)
{
    (void)state;
    pool_case_t *a = pool_case_region(), *b = pool_case_region();
    b->scenario.municipality_count = 15;
    b->scenario.municipality[14].cbs = 944; /* in the middle of the codes */
    b->inputs.population[14] = 7654;
    b->inputs.launch_month[14] = 3;
    for (uint64_t r = 0; r < 20; r++) {
        run(a, r);
        run(b, r);
        for (size_t scope = 1; scope < 15; scope++) {
            assert_same(a, scope, b, scope, PR_MONTH_NEW_RESIDENTS);
            assert_same(a, scope, b, scope, PR_MONTH_DEMAND_HOURS);
        }
        assert_same(a, 0, b, 0, PR_MONTH_PRODUCTIVE_HOURS);
        assert_true(pool_case_at(b, PR_MONTH_NEW_RESIDENTS, 0, 95) >=
                    pool_case_at(a, PR_MONTH_NEW_RESIDENTS, 0, 95));
    }
    pool_case_free(a);
    pool_case_free(b);
}

static void money_alone_changes_no_person(void **state)
{
    (void)state;
    pool_case_t *a = pool_case_region(), *b = pool_case_region();
    b->inputs.workforce.cost_per_fte_eur *= 2;
    for (int y = 0; y < b->scenario.years; y++) {
        b->budget.people[y].cents *= 2;
    }
    for (uint64_t r = 0; r < 20; r++) {
        run(a, r);
        run(b, r);
        for (pr_month_series_t s = 0; s < PR_MONTH_SERIES; s++) {
            size_t scopes = s < PR_MONTH_FIRST_LOCAL ? 1 : 15;
            for (size_t scope = 0; scope < scopes && s != PR_MONTH_PAYROLL_EUR; scope++) {
                assert_same(a, scope, b, scope, s);
            }
        }
        for (int t = 0; t < POOL_MONTHS; t++) {
            assert_true(pool_case_at(b, PR_MONTH_PAYROLL_EUR, 0, t) ==
                        2 * pool_case_at(a, PR_MONTH_PAYROLL_EUR, 0, t));
        }
    }
    pool_case_free(a);
    pool_case_free(b);
}

/* Whatever the index does: where budget and cost follow it, the same real amount buys the same posts, also
   where the real ratio is a half. */
static void budget_and_cost_on_one_index_keep_the_posts(void **state)
{
    (void)state;
    for (int k = 0; k < 200; k++) {
        pool_case_t *self = pool_case_new(0);
        self->inputs.workforce.contract_fte = 0.5;
        pool_case_people(self, 2024, 2031, 35000 * 12.5);
        pool_case_index(self, -0.01 + 0.000483 * k);
        run(self, 0);
        for (int t = 0; t < POOL_MONTHS; t += 12) {
            assert_true(pool_case_at(self, PR_MONTH_TARGET_PERSONS, 0, t) == 13);
        }
        pool_case_free(self);
    }
}

/* Switching one process off leaves the draws of the others. */
static void processes_do_not_touch_each_other(void **state)
{
    (void)state;
    pool_case_t *a = pool_case_region(), *b = pool_case_region();
    b->inputs.workforce.absence_mean = b->inputs.workforce.from_benefit_share = 0;
    b->scenario.theme_count = 0;
    b->inputs.demand.hours_cv[1] = 0;
    for (uint64_t r = 0; r < 10; r++) {
        run(a, r);
        run(b, r);
        const pr_month_series_t people[] = {PR_MONTH_ACTIVE_PERSONS, PR_MONTH_TRAINEES,
                                            PR_MONTH_HIRES,          PR_MONTH_LEAVERS,
                                            PR_MONTH_DEMAND_SHOCK,   PR_MONTH_PAYROLL_EUR};
        for (size_t k = 0; k < sizeof people / sizeof *people; k++) {
            assert_same(a, 0, b, 0, people[k]);
        }
        for (size_t scope = 0; scope < 15; scope++) {
            assert_same(a, scope, b, scope, PR_MONTH_NEW_RESIDENTS);
        }
    }
    pool_case_free(a);
    pool_case_free(b);
}

static void two_half_years_sum_to_the_year(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_region();
    run(self, 11);
    for (size_t scope = 0; scope < 15; scope++) {
        for (int y = 0; y < 8; y++) {
            double year = 0, served = 0, by_theme = 0, served_by_theme = 0;
            for (int t = 12 * y; t < 12 * y + 12; t++) {
                year += pool_case_at(self, PR_MONTH_NEW_RESIDENTS, scope, t);
                served += pool_case_at(self, PR_MONTH_SERVED, scope, t);
            }
            for (size_t k = 0; k < 2 * PR_MAX_THEMES; k++) {
                size_t half = 2 * (size_t)y + k / PR_MAX_THEMES;
                by_theme +=
                    self->ledger.theme_demand[(half * 15 + scope) * PR_MAX_THEMES + k % PR_MAX_THEMES];
                served_by_theme +=
                    self->ledger.theme_served[(half * 15 + scope) * PR_MAX_THEMES + k % PR_MAX_THEMES];
            }
            assert_true(by_theme == year);
            assert_true(fabs(served_by_theme - served) <= 1e-9 * fmax(1, served));
        }
    }
    pool_case_free(self);
}

/* A uniform of (0, 1) that belongs to a trial, to wander through the space of inputs. */
static double anywhere(uint64_t trial, uint16_t what)
{
    uint32_t word[4];
    pr_block(&(pr_source_t){99, trial}, (pr_address_t){.process = 999, .code = what}, 0, word);
    return pr_uniform_of_word(word[0]);
}

static void identities_hold_for_any_inputs(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 300; trial++) {
        pool_case_t *self = pool_case_region();
        uint16_t k = 0;
        double *share[] = {
            &self->inputs.deployment.regional_share,  &self->inputs.deployment.community_share,
            &self->inputs.deployment.demand_weight,   &self->inputs.deployment.sharing,
            &self->inputs.demand.giving_up_per_month, &self->inputs.workforce.leaving_per_year,
            &self->inputs.workforce.trainee_share,    &self->inputs.workforce.filling_per_month,
            &self->inputs.workforce.absence_mean,     &self->inputs.workforce.from_benefit_share,
            &self->inputs.demand.shock_persistence};
        for (size_t i = 0; i < sizeof share / sizeof *share; i++) {
            double u = anywhere(trial, k++); /* often at an edge */
            *share[i] = u < 0.1 ? 0 : u > 0.9 && i < 10 ? 1 : u;
        }
        self->inputs.demand.uptake_per_year = exp(-9 + 9 * anywhere(trial, k++));
        self->inputs.demand.shock_sd = anywhere(trial, k++);
        self->inputs.demand.hours_cv[0] = 2 * anywhere(trial, k++);
        self->inputs.demand.hours_mean[2] = anywhere(trial, k++) < 0.5 ? 0 : 3;
        self->inputs.workforce.training_months = PR_MAX_TRAINING_MONTHS * anywhere(trial, k++);
        self->scenario.start_month = (int)(20 * anywhere(trial, k++));
        for (int year = 2024; year <= 2031; year++) {
            double u = anywhere(trial, k++);
            pool_case_people(self, year, year, u < 0.2 ? 0 : 1e6 * u);
        }
        run(self, trial);
        pool_case_free(self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_replicate_is_a_pure_function),
        cmocka_unit_test(permuting_municipalities_permutes_rows),
        cmocka_unit_test(adding_a_municipality_leaves_the_others_demand),
        cmocka_unit_test(money_alone_changes_no_person),
        cmocka_unit_test(budget_and_cost_on_one_index_keep_the_posts),
        cmocka_unit_test(processes_do_not_touch_each_other),
        cmocka_unit_test(two_half_years_sum_to_the_year),
        cmocka_unit_test(identities_hold_for_any_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
