/* Benefits by hand: present value, kernel, payers, a claim; off, nothing else moves. */
#include "engine/bootstrap.h"
#include "engine/metrics.h"
#include "scenario/table.h"
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <stdlib.h>

#define BASIS POOLRAMING_SCENARIOS "/basis.cfg"
enum { YEARS = 9, ALL = YEARS + PR_BENEFIT_TAIL, SETS_MAX = 24 };

/* Numbers that can be followed by hand: everybody reached succeeds, all persons alike, one year, no decay. */
static const char *const BY_HAND[] = {"benefit.success_share=1",
                                      "benefit.avoided_per_year=1000",
                                      "benefit.avoided_cv=0",
                                      "benefit.years=1",
                                      "benefit.decay=0",
                                      "benefit.payer_concentration=0",
                                      "benefit.cashable_share=0.25",
                                      "benefit.work_months=6",
                                      "benefit.work_eur_per_year=10000",
                                      "benefit.work_participatiewet_share=0.6"};
enum { HAND = sizeof BY_HAND / sizeof *BY_HAND };

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

typedef struct {
    pr_scenario_t scenario;
    pr_replicate_t replicate;
} case_t;

static case_t *case_new(const char *const *set, size_t count, const char *const *more, size_t extra)
{
    const char *all[SETS_MAX];
    case_t *self = calloc(1, sizeof *self);
    assert_true(count + extra <= SETS_MAX);
    for (size_t i = 0; i < count + extra; i++) {
        all[i] = i < count ? set[i] : more[i - count];
    }
    load_or_fail(&self->scenario, BASIS, all, count + extra);
    assert_int_equal(pr_replicate_init(&self->replicate, &self->scenario), 0);
    return self;
}

static const pr_benefit_t *case_draw(case_t *self, uint64_t k)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_replicate_simulate(&self->replicate, &self->scenario, 2385, k), 0);
    if (pr_replicate_verify(&self->replicate, &self->scenario, &errors) != 0) {
        fail_msg("%s", errors.items[0].text);
    }
    pr_errors_free(&errors);
    return &self->replicate.benefit;
}

static void case_free(case_t *self)
{
    pr_replicate_free(&self->replicate);
    pr_scenario_free(&self->scenario);
    free(self);
}

/* Whole residents reached by municipality, year by year. */
static double whole_reached(const case_t *self, int year)
{
    double whole = 0;
    for (size_t m = 1; m <= self->scenario.municipality_count; m++) {
        double now = 0, before = 0;
        for (int t = 0; t < 12 * (year - 2024 + 1); t++) {
            now += pr_ledger_row(&self->replicate.ledger, PR_MONTH_SERVED, m)[t];
            before = t + 1 == 12 * (year - 2024) ? now : before;
        }
        whole += floor(now + 1e-9) - floor(before + 1e-9);
    }
    return whole;
}

/* Case M5, and what must hold of any series. */
static void present_values(void **state)
{
    (void)state;
    static const double flow[] = {-10000, 3000, 4200, 6800};
    assert_true(fabs(pr_npv(0.10, 1, 4, flow) - 1188.443412) < 5e-7);
    assert_true(near(pr_npv(0, 7, 4, flow), 4000));
    assert_true(near(pr_npv(0.0225, 0, 1, flow), -10000));
    assert_true(near(pr_npv(0.0225, -1, 1, flow), -10225));
    assert_true(near(pr_npv(0.0225, 2, 4, flow) * 1.0225 * 1.0225, pr_npv(0.0225, 0, 4, flow)));
    assert_true(pr_npv(0.1, 1, 0, flow) == 0);
}

static void everyone_succeeds_for_a_year(void **state)
{
    (void)state;
    case_t *self = case_new(BY_HAND, HAND, NULL, 0);
    for (uint64_t k = 0; k < 10; k++) {
        const pr_benefit_t *b = case_draw(self, k);
        for (int y = 0; y < ALL; y++) {
            double successes = y > 0 && y < YEARS ? whole_reached(self, 2023 + y) : 0, hires = 0;
            for (int t = 12 * (y - 1); y > 0 && y < YEARS && t < 12 * y; t++) {
                hires += pr_ledger_row(&self->replicate.ledger, PR_MONTH_HIRES_FROM_BENEFIT, 0)[t];
            }
            double work = hires * 5000, avoided = 1000 * successes;
            assert_true((y < YEARS ? b->successes[y] : 0) == successes && b->success_years[y] == successes);
            assert_true(near(b->gain[y], avoided) && near(b->work[y], work));
            assert_true(near(b->total[y], avoided + work));
            assert_true(near(b->payer[PR_PAYER_REGIONAL][y], 0.10 * avoided));
            assert_true(near(b->payer[PR_PAYER_WMO_LOCAL][y], 0.35 * avoided));
            assert_true(near(b->payer[PR_PAYER_PARTICIPATIEWET][y], 0.10 * avoided + 0.6 * work));
            assert_true(near(b->payer[PR_PAYER_UWV][y], 0.4 * work));
            assert_true(near(b->payer[PR_PAYER_INSURER][y], 0.30 * avoided));
            assert_true(near(b->payer[PR_PAYER_WLZ][y], 0.05 * avoided));
            assert_true(near(b->payer[PR_PAYER_OTHER][y], 0.10 * avoided));
            assert_true(near(b->cashable[y], 0.25 * (0.55 * avoided + 0.6 * work)));
        }
        assert_true(b->after_horizon == 0);
    }
    case_free(self);
}

/* 2.5 years with a decay of 0.4: 1, 0.6 and half of 0.36 of the yearly cost. */
static void a_success_decays_and_ends(void **state)
{
    (void)state;
    static const char *const longer[] = {"benefit.years=2.5", "benefit.decay=0.4", "benefit.work_months=0"};
    static const double kernel[] = {1, 0.6, 0.18, 0, 0};
    case_t *self = case_new(BY_HAND, HAND, longer, 3);
    const pr_benefit_t *b = case_draw(self, 3);
    double after = 0;
    for (int y = 0; y < ALL; y++) {
        double expected = 0;
        for (int j = 0; j < 5 && j <= y; j++) {
            expected += y - j < YEARS ? kernel[j] * 1000 * b->successes[y - j] : 0;
        }
        assert_true(near(b->total[y], expected));
        after += y >= YEARS ? expected : 0;
    }
    assert_true(after > 0 && near(b->after_horizon, after));
    assert_true(near(b->after_horizon, 1000 * (0.78 * b->successes[8] + 0.18 * b->successes[7])));
    case_free(self);
}

/* The longest success that a scenario can ask for ends in the last year that is counted. */
static void nothing_falls_off_the_end(void **state)
{
    (void)state;
    static const char *const longest[] = {"benefit.years=5", "benefit.work_months=0"};
    case_t *self = case_new(BY_HAND, HAND, longest, 2);
    const pr_benefit_t *b = case_draw(self, 0);
    double successes = 0, years = 0;
    for (int y = 0; y < ALL; y++) {
        successes += b->successes[y];
        years += b->success_years[y];
    }
    assert_true(successes > 0 && near(years, 5 * successes));
    case_free(self);
}

static void nobody_succeeds(void **state)
{
    (void)state;
    static const char *const none[] = {"benefit.success_share=0", "benefit.work_months=0"};
    case_t *self = case_new(BY_HAND, HAND, none, 2);
    const pr_benefit_t *b = case_draw(self, 1);
    assert_true(b->present_total == 0 && b->present_success_years == 0 && b->net == -b->present_cost);
    case_free(self);
}

/* Cost net of what is settled, in prices of 2023, whenever the settlement is booked. */
static void cost_is_net_of_the_settlement(void **state)
{
    (void)state;
    static const char *const next[] = {"budget.settlement_year=next"};
    case_t *same = case_new(BY_HAND, HAND, NULL, 0), *later = case_new(BY_HAND, HAND, next, 1);
    const pr_benefit_t *a = case_draw(same, 4), *b = case_draw(later, 4);
    const pr_replicate_t *r = &same->replicate;
    static const double real[YEARS] = {12000, 461200, 476200, 711200, 711200, 711200, 711200, 711200, 711200};
    for (int y = 0; y < YEARS; y++) {
        double factor = (double)r->index.factor[PR_INDEX_OVA][y].factor;
        double settled = (double)r->surplus.settlement[0][y].cents / 100 / factor;
        /* the lump sum's own ratio differs from the index by the rounding of its lines to cents */
        assert_true(fabs(a->cost[y] - (real[y] - settled)) < 1e-7 * real[y]);
        assert_true(a->cost[y] == b->cost[y]);
    }
    assert_true(a->net == b->net);
    case_free(same);
    case_free(later);
}

/* Present values term by term; all cost is the regional budget's. */
static void the_net_by_payer(void **state)
{
    (void)state;
    case_t *self = case_new(BY_HAND, HAND, NULL, 0);
    const pr_benefit_t *b = case_draw(self, 6);
    double cost = 0, regional = 0, other = 0, cashable = 0, sum = 0;
    for (int y = 0; y < ALL; y++) {
        double v = pow(1.0225, -y);
        cost += v * b->cost[y];
        regional += v * b->payer[PR_PAYER_REGIONAL][y];
        other += v * b->payer[PR_PAYER_OTHER][y];
        cashable += v * b->cashable[y];
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        sum += b->net_payer[k];
    }
    assert_true(near(b->present_cost, cost) && near(b->net_payer[PR_PAYER_REGIONAL], regional - cost));
    assert_true(near(b->net_payer[PR_PAYER_OTHER], other) && near(b->net_cashable, cashable - cost));
    assert_true(near(sum, b->net));
    assert_true(near(b->net_municipal, b->net_payer[PR_PAYER_REGIONAL] + b->net_payer[PR_PAYER_WMO_LOCAL] +
                                           b->net_payer[PR_PAYER_PARTICIPATIEWET]));
    case_free(self);
}

static void a_claim_is_its_ratio_times_the_cost(void **state)
{
    (void)state;
    static const char *const claim[] = {"benefit.method=sroi", "benefit.sroi_ratio=4.5",
                                        "benefit.sroi_municipal_cash=0.05"};
    case_t *self = case_new(claim, 3, NULL, 0);
    for (uint64_t k = 0; k < 10; k++) {
        const pr_benefit_t *b = case_draw(self, k);
        double cost = 0, total = 0, municipal = 0, cashable = 0, after = 0;
        for (int y = 0; y < ALL; y++) {
            cost += b->cost[y];
            total += b->total[y];
            cashable += b->cashable[y];
            after += y >= YEARS ? b->total[y] : 0;
            for (size_t p = 0; p < PR_PAYERS_MUNICIPAL; p++) {
                municipal += b->payer[p][y];
            }
            assert_true(b->work[y] == 0 && b->payer[PR_PAYER_INSURER][y] == 0);
        }
        assert_true(near(total, 4.5 * cost) && near(municipal, 0.05 * total) && near(cashable, municipal));
        assert_true(near(b->total[0], 0.9 * b->cost[0]) &&
                    near(b->total[1], 0.9 * (b->cost[0] + b->cost[1])));
        assert_true(near(b->total[ALL - 1], 0.9 * b->cost[YEARS - 1]) && near(after, b->after_horizon));
        assert_true(near(b->payer[PR_PAYER_WMO_LOCAL][5], 0.05 * 0.35 / 0.55 * b->total[5]));
    }
    case_free(self);
}

/* Drawn shares sum to 1 and so do the payers to the total; case_draw verifies each replicate. */
static void payers_sum_to_the_total(void **state)
{
    (void)state;
    case_t *self = case_new(NULL, 0, NULL, 0);
    double first = 0;
    for (uint64_t k = 0; k < 200; k++) {
        const pr_benefit_t *b = case_draw(self, k);
        for (int y = 0; y < ALL; y++) {
            double sum = 0;
            for (size_t p = 0; p < PR_PAYERS; p++) {
                sum += b->payer[p][y];
                assert_true(b->payer[p][y] >= 0);
            }
            assert_true(sum == b->total[y]);
        }
        assert_true(b->share[PR_PAYER_UWV] == 0); /* a share of 0 stays 0 */
        assert_true(k == 0 || b->share[0] != first);
        first = b->share[0];
    }
    case_free(self);
}

static void fixed_parameters_fix_the_shares(void **state)
{
    (void)state;
    static const char *const fixed[] = {"run.parameters=fixed"};
    case_t *self = case_new(fixed, 1, NULL, 0);
    assert_true(near(case_draw(self, 0)->share[PR_PAYER_WMO_LOCAL], 0.35));
    case_free(self);
}

/* The method moves nothing else: every other outcome of a replicate is the same to the bit. */
static void a_method_moves_nothing_else(void **state)
{
    (void)state;
    static const char *const off[] = {"benefit.method=none"}, *const claim[] = {"benefit.method=sroi"};
    case_t *none = case_new(off, 1, NULL, 0);
    pr_plan_t plain;
    assert_int_equal(pr_plan_init(&plain, &none->scenario, PR_DETAIL_STANDARD), 0);
    double *a = calloc(plain.count, sizeof *a);
    for (int on = 0; on < 2; on++) {
        case_t *other = case_new(claim, on == 1, NULL, 0);
        pr_plan_t plan;
        assert_int_equal(pr_plan_init(&plan, &other->scenario, PR_DETAIL_STANDARD), 0);
        double *b = calloc(plan.count, sizeof *b);
        for (uint64_t k = 0; k < 10; k++) {
            case_draw(none, k);
            case_draw(other, k);
            pr_plan_record(&plain, &none->replicate, a);
            pr_plan_record(&plan, &other->replicate, b);
            for (size_t i = 0, j = 0; j < plan.count; j++) {
                bool extra = pr_metric_sources[plan.series[j].metric].from >= PR_FROM_BENEFIT;
                if (!extra) {
                    assert_memory_equal(&a[i], &b[j], sizeof *a);
                    i++;
                }
                assert_true(j + 1 < plan.count || i == plain.count);
            }
        }
        free(b);
        pr_plan_free(&plan);
        case_free(other);
    }
    assert_true(pr_plan_find(&plain, "benefit.total", 0, all_years()) < 0);
    assert_true(pr_plan_find(&plain, "value.net_present", 0, all_years()) < 0);
    free(a);
    pr_plan_free(&plain);
    case_free(none);
}

/* Ratios of means are those of the means beside them, inside their interval, and the same from any threads.
 */
static void ratios_of_means(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"value.break_even_avoided_cost", "value.cost_present", "value.success_years_present"},
        {"value.break_even_per_resident", "value.cost_present", "value.residents_present"},
        {"value.benefit_cost_ratio", "value.benefit_present", "value.cost_present"}};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_options_t options = options_of(2385, enough(400, 40), 1);
    pr_run_t run, more;
    run_or_fail(&run, &scenario, &options);
    options.ensemble.threads = 3;
    run_or_fail(&more, &scenario, &options);
    for (size_t i = 0; i < 3; i++) {
        const pr_summary_t *ratio = pr_run_find(&run, rows[i][0], 0, all_years());
        const pr_summary_t *again = pr_run_find(&more, rows[i][0], 0, all_years());
        const pr_summary_t *above = pr_run_find(&run, rows[i][1], 0, all_years());
        const pr_summary_t *below = pr_run_find(&run, rows[i][2], 0, all_years());
        assert_true(ratio && above && below && ratio->mean == above->mean / below->mean);
        assert_true(ratio->p05 < ratio->mean && ratio->mean < ratio->p95 && ratio->se > 0);
        assert_true(isnan(ratio->sd) && ratio->p05 < ratio->p50 && ratio->p50 < ratio->p95 &&
                    ratio->undefined == 0);
        assert_memory_equal(ratio, again, sizeof *ratio);
    }
    pr_run_free(&run);
    pr_run_free(&more);
    pr_scenario_free(&scenario);
}

/* Without successes there is no break-even per success, and no replicate or resample pretends otherwise. */
static void no_ratio_without_a_denominator(void **state)
{
    (void)state;
    static const char *const none[] = {"benefit.success_share=0"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, none, 1);
    pr_run_options_t options = options_of(2385, 50, 1);
    pr_run_t run;
    run_or_fail(&run, &scenario, &options);
    const pr_summary_t *ratio = pr_run_find(&run, "value.break_even_avoided_cost", 0, all_years());
    assert_true(isnan(ratio->mean) && isnan(ratio->se) && isnan(ratio->p05) && isnan(ratio->p95));
    assert_true(pr_run_find(&run, "value.break_even_per_resident", 0, all_years())->mean > 0);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* The table of methods is the list of choices, and what it reads are settings. */
static void methods_and_settings_agree(void **state)
{
    (void)state;
    const pr_descriptor_t *method = NULL;
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        method = strcmp(pr_descriptors[i].path, "benefit.method") == 0 ? &pr_descriptors[i] : method;
    }
    assert_non_null(method);
    for (int i = 0; i < PR_BENEFIT_METHODS; i++) {
        const pr_benefit_info_t *info = pr_benefit_info((pr_benefit_method_t)i);
        pr_benefit_method_t found = PR_BENEFIT_METHODS;
        assert_string_equal(method->choices[i], info->name);
        assert_int_equal(pr_benefit_find(info->name, &found), 0);
        assert_int_equal(found, i);
        assert_true(strcmp(pr_benefit_doc(info, PR_LANG_NL), pr_benefit_doc(info, PR_LANG_EN)) != 0);
        for (const char *const *path = info->setting; *path; path++) {
            size_t length = strlen(*path), count = 0;
            for (size_t k = 0; k < pr_descriptor_count; k++) {
                const char *end = pr_descriptors[k].path + length;
                count += strncmp(pr_descriptors[k].path, *path, length) == 0 && (*end == '\0' || *end == '.');
            }
            assert_true(count > 0);
        }
    }
    assert_null(method->choices[PR_BENEFIT_METHODS]);
    pr_benefit_method_t none;
    assert_int_equal(pr_benefit_find("wens", &none), PR_ERR_DOMAIN);
    for (pr_payer_t k = 0; k < PR_PAYERS; k++) {
        char path[64];
        size_t count = 0;
        snprintf(path, sizeof path, "benefit.payers.%s", pr_payer_id(k));
        for (size_t i = 0; i < pr_descriptor_count; i++) {
            count += strcmp(pr_descriptors[i].path, path) == 0;
        }
        assert_int_equal(count, 1);
    }
}

/* Each identity is able to fail. */
static void broken_identities_are_found(void **state)
{
    (void)state;
    case_t *self = case_new(BY_HAND, HAND, NULL, 0);
    const pr_benefit_t good = *case_draw(self, 2);
    const size_t at[] = {offsetof(pr_benefit_t, share),
                         offsetof(pr_benefit_t, payer),
                         offsetof(pr_benefit_t, total) + 3 * sizeof(double),
                         offsetof(pr_benefit_t, after_horizon),
                         offsetof(pr_benefit_t, cashable) + 2 * sizeof(double),
                         offsetof(pr_benefit_t, successes) + 2 * sizeof(double),
                         offsetof(pr_benefit_t, success_years) + 2 * sizeof(double),
                         offsetof(pr_benefit_t, net),
                         offsetof(pr_benefit_t, net_payer)};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        for (int nan = 0; nan < 2; nan++) {
            pr_benefit_t bad = good;
            double *value = (double *)(void *)((char *)&bad + at[i]);
            *value = nan ? NAN : *value + 1e7;
            pr_errors_t errors;
            pr_errors_init(&errors);
            assert_int_equal(pr_benefit_verify(&self->scenario, &self->replicate.inputs, &bad, &errors),
                             PR_ERR_IDENTITY);
            assert_true(errors.count > 0);
            pr_errors_free(&errors);
        }
    }
    case_free(self);
}

/* Inputs that no scenario can have are refused, not computed with. */
static void impossible_inputs(void **state)
{
    (void)state;
    case_t *self = case_new(BY_HAND, HAND, NULL, 0);
    case_draw(self, 0);
    const size_t at[] = {offsetof(pr_benefit_inputs_t, success_share),
                         offsetof(pr_benefit_inputs_t, avoided_eur_per_year),
                         offsetof(pr_benefit_inputs_t, avoided_cv),
                         offsetof(pr_benefit_inputs_t, years),
                         offsetof(pr_benefit_inputs_t, decay),
                         offsetof(pr_benefit_inputs_t, payer_share),
                         offsetof(pr_benefit_inputs_t, payer_concentration),
                         offsetof(pr_benefit_inputs_t, cashable_share),
                         offsetof(pr_benefit_inputs_t, discount_rate)};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        pr_replicate_t *r = &self->replicate;
        pr_inputs_t inputs = r->inputs;
        pr_benefit_t out;
        *(double *)(void *)((char *)&inputs.benefit + at[i]) = i % 2 ? NAN : -0.1;
        assert_int_equal(pr_benefit_simulate(&self->scenario, &inputs, &r->budget, &r->surplus, &r->ledger,
                                             (pr_source_t){1, 0}, &out),
                         PR_ERR_DOMAIN);
    }
    case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(present_values),
        cmocka_unit_test(everyone_succeeds_for_a_year),
        cmocka_unit_test(a_success_decays_and_ends),
        cmocka_unit_test(nothing_falls_off_the_end),
        cmocka_unit_test(nobody_succeeds),
        cmocka_unit_test(cost_is_net_of_the_settlement),
        cmocka_unit_test(the_net_by_payer),
        cmocka_unit_test(a_claim_is_its_ratio_times_the_cost),
        cmocka_unit_test(payers_sum_to_the_total),
        cmocka_unit_test(fixed_parameters_fix_the_shares),
        cmocka_unit_test(a_method_moves_nothing_else),
        cmocka_unit_test(ratios_of_means),
        cmocka_unit_test(no_ratio_without_a_denominator),
        cmocka_unit_test(methods_and_settings_agree),
        cmocka_unit_test(broken_identities_are_found),
        cmocka_unit_test(impossible_inputs),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
