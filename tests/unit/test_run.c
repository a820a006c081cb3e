/* A run of the real scenario: what --draw shows is what the ensemble saw; counts and threads do not matter.
 */
#include "engine/metrics.h"
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <stdlib.h>

#define BASIS POOLRAMING_SCENARIOS "/basis.cfg"

static void one_replicate_is_what_the_ensemble_saw(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t run;
    pr_run_options_t options = options_of(7, 1, 1);
    run_or_fail(&run, &scenario, &options);
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    double *row = calloc(run.plan.count, sizeof *row);
    assert_int_equal(pr_replicate_init(replicate, &scenario), 0);
    assert_int_equal(pr_replicate_simulate(replicate, &scenario, 7, 0), 0);
    pr_plan_record(&run.plan, replicate, row);
    for (size_t i = 0; i < run.plan.count; i++) {
        const pr_summary_t *summary = &run.ensemble.summary[i];
        if (pr_metric_sources[run.plan.series[i].metric].from == PR_FROM_RATIO) {
            assert_true(isnan(row[i]) != 0); /* a ratio of means: none in a replicate */
        } else if (isnan(row[i])) {
            assert_int_equal(summary->undefined, 1);
        } else {
            assert_memory_equal(&row[i], &summary->mean, sizeof(double));
        }
    }
    free(row);
    pr_replicate_free(replicate);
    free(replicate);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* Over some years together: the sum in each replicate, whose quantiles are not the sums of quantiles. */
static void parts_of_the_term_are_summed_in_every_replicate(void **state)
{
    (void)state;
    enum { N = 41 }; /* so that type 7 quantiles at 5 and 95 % are the 3rd and the 39th value */
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t run;
    pr_run_options_t options = options_of(7, N, 2);
    run_or_fail(&run, &scenario, &options);
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    assert_int_equal(pr_replicate_init(replicate, &scenario), 0);
    double value[2][N], mean[2] = {0};
    for (uint64_t k = 0; k < N; k++) {
        assert_int_equal(pr_replicate_simulate(replicate, &scenario, 7, k), 0);
        for (int part = 0; part < 2; part++) {
            int64_t cents = 0;
            for (int y = part == 0 ? 0 : 3; y < (part == 0 ? 3 : 9); y++) {
                cents += replicate->surplus.net_effect[12][y].cents;
            }
            value[part][k] = (double)cents / 100;
            mean[part] += value[part][k] / N;
        }
    }
    for (int part = 0; part < 2; part++) {
        const pr_summary_t *summary = pr_run_part(&run, "municipality.net_effect", 12, (pr_part_t)part);
        int below = 0, above = 0;
        assert_true(fabs(summary->mean - mean[part]) <= 1e-9 * mean[part]);
        for (int k = 0; k < N; k++) {
            below += value[part][k] < summary->p05 - 0.005;
            above += value[part][k] > summary->p95 + 0.005;
        }
        assert_int_equal(below, 2);
        assert_int_equal(above, 2);
    }
    assert_ptr_equal(pr_run_part(&run, "cost.total", 0, PR_PART_WHOLE),
                     pr_run_find(&run, "cost.total", 0, all_years()));
    assert_null(pr_run_part(&run, "cost.total", 3, PR_PART_DECIDED));
    assert_null(pr_run_part(&run, "surplus.shortfall", 0, PR_PART_DECIDED)); /* no balance is given */
    pr_replicate_free(replicate);
    free(replicate);
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

/* Replicate by replicate the same numbers, also from a workspace that simulated others before. */
static void a_workspace_remembers_nothing(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_plan_t plan;
    assert_int_equal(pr_plan_init(&plan, &scenario, PR_DETAIL_FULL), 0);
    pr_replicate_t *fresh = calloc(1, sizeof *fresh), *used = calloc(1, sizeof *used);
    double *a = calloc(plan.count, sizeof *a), *b = calloc(plan.count, sizeof *b);
    assert_int_equal(pr_replicate_init(used, &scenario), 0);
    for (uint64_t k = 0; k < 20; k++) {
        assert_int_equal(pr_replicate_init(fresh, &scenario), 0);
        assert_int_equal(pr_replicate_simulate(fresh, &scenario, 3, k), 0);
        assert_int_equal(pr_replicate_simulate(used, &scenario, 3, k), 0);
        pr_plan_record(&plan, fresh, a);
        pr_plan_record(&plan, used, b);
        assert_memory_equal(a, b, plan.count * sizeof *a);
        pr_replicate_free(fresh);
    }
    pr_replicate_free(used);
    free(fresh);
    free(used);
    free(a);
    free(b);
    pr_plan_free(&plan);
    pr_scenario_free(&scenario);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t one, more;
    pr_run_options_t options = options_of(11, enough(300, 40), 1);
    run_or_fail(&one, &scenario, &options);
    for (int threads = 2; threads <= 7; threads += threads == 2 ? 1 : 4) {
        options.ensemble.threads = threads;
        run_or_fail(&more, &scenario, &options);
        assert_memory_equal(one.ensemble.summary, more.ensemble.summary,
                            one.plan.count * sizeof *one.ensemble.summary);
        pr_run_free(&more);
    }
    pr_run_free(&one);
    pr_scenario_free(&scenario);
}

/* The first N replicates of 2N are those of N: mean(2N) = (mean(N) + mean(second half))/2 is hard to see in a
   summary, so the values themselves are compared. */
static void more_replicates_begin_with_the_same(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t few, many;
    pr_run_options_t options = options_of(5, 50, 2);
    run_or_fail(&few, &scenario, &options);
    options.ensemble.replicates = 100;
    run_or_fail(&many, &scenario, &options);
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    double *row = calloc(few.plan.count, sizeof *row);
    ptrdiff_t reached = pr_plan_find(&few.plan, "service.residents_reached", 0, all_years());
    double first = 0, all = 0;
    assert_int_equal(pr_replicate_init(replicate, &scenario), 0);
    for (uint64_t k = 0; k < 100; k++) {
        assert_int_equal(pr_replicate_simulate(replicate, &scenario, 5, k), 0);
        pr_plan_record(&few.plan, replicate, row);
        first += k < 50 ? row[reached] : 0;
        all += row[reached];
    }
    assert_true(fabs(few.ensemble.summary[reached].mean - first / 50) < 1e-9 * first);
    assert_true(fabs(many.ensemble.summary[reached].mean - all / 100) < 1e-9 * all);
    pr_replicate_free(replicate);
    free(replicate);
    free(row);
    pr_run_free(&few);
    pr_run_free(&many);
    pr_scenario_free(&scenario);
}

/* Two half-years are the year, years are the whole, municipalities are the region. */
static void parts_are_the_whole(void **state)
{
    (void)state;
    static const char *const flows[] = {
        "deployment.hours", "demand.new_residents", "service.residents_reached",
        "service.gave_up",  "demand.hours",         "service.theme.armoede"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t run;
    pr_run_options_t options = options_of(5, 1, 1);
    run_or_fail(&run, &scenario, &options);
    for (size_t f = 0; f < 6; f++) {
        double years = 0, places = 0;
        for (int year = 2024; year <= 2031; year++) {
            double whole = pr_run_find(&run, flows[f], 0, year_of(year))->mean;
            double h1 = pr_run_find(&run, flows[f], 0, (pr_period_t){PR_PERIOD_HALF, year, 1})->mean;
            double h2 = pr_run_find(&run, flows[f], 0, (pr_period_t){PR_PERIOD_HALF, year, 2})->mean;
            assert_true(h1 + h2 == whole);
            years += whole;
        }
        double all = pr_run_find(&run, flows[f], 0, all_years())->mean;
        assert_true(years == all);
        for (int scope = 1; scope <= 14; scope++) {
            places += pr_run_find(&run, flows[f], scope, all_years())->mean;
        }
        assert_true(fabs(places - all) <= 1e-9 * fmax(1, all));
    }
    pr_run_free(&run);
    pr_scenario_free(&scenario);
}

static void what_is_asked_for_wrongly_is_not_there(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_plan_t plan;
    assert_int_equal(pr_plan_init(&plan, &scenario, PR_DETAIL_STANDARD), 0);
    assert_true(pr_plan_find(&plan, "cost.totaal", 0, all_years()) < 0);
    assert_true(pr_plan_find(&plan, "cost.total", 1, all_years()) < 0);
    assert_true(pr_plan_find(&plan, "cost.total", 0, year_of(2040)) < 0);
    assert_true(pr_plan_find(&plan, "surplus.before", 0, all_years()) < 0); /* basis gives none */
    pr_plan_free(&plan);
    pr_plan_free(&plan);
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_replicate_is_what_the_ensemble_saw),
        cmocka_unit_test(parts_of_the_term_are_summed_in_every_replicate),
        cmocka_unit_test(a_workspace_remembers_nothing),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(more_replicates_begin_with_the_same),
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(what_is_asked_for_wrongly_is_not_there),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
