/* Latin hypercubes and Sobol' points as a run takes them: counts that fit, strata, threads, draws, errors by
 * group. */
#include "engine/bootstrap.h"
#include "engine/groups.h"
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <stdlib.h>

static const char BASIS[] = POOLRAMING_SCENARIOS "/basis.cfg";
static const pr_sampling_t other[] = {PR_SAMPLING_LHS, PR_SAMPLING_SOBOL};

static void test_counts_that_fit(void **state)
{
    (void)state;
    static const struct {
        pr_sampling_t sampling;
        uint64_t n, below, above;
        bool fits;
    } row[] = {{PR_SAMPLING_MC, 7, 7, 7, true},
               {PR_SAMPLING_SOBOL, 32, 32, 48, true},
               {PR_SAMPLING_SOBOL, 16, 0, 32, false},
               {PR_SAMPLING_SOBOL, 1000, 992, 1008, false},
               {PR_SAMPLING_LHS, 10000, 10000, 10016, true},
               {PR_SAMPLING_LHS, 31, 0, 32, false},
               {PR_SAMPLING_LHS, 4194304, 4194304, 4194304, true},
               {PR_SAMPLING_LHS, 4194320, 4194304, 4194304, false},
               {PR_SAMPLING_LHS, 5000001, 4194304, 4194304, false}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        uint64_t below, above;
        assert_int_equal(pr_sampling_fits(row[i].sampling, row[i].n, &below, &above), row[i].fits);
        assert_int_equal(below, row[i].below);
        assert_int_equal(above, row[i].above);
    }
    assert_int_equal(pr_sampling_groups(PR_SAMPLING_LHS, 10000), 160);
    assert_int_equal(pr_sampling_groups(PR_SAMPLING_SOBOL, 10000), 16);
    assert_true(PR_SCRAMBLINGS >= 16);
}

static void sampler_or_fail(pr_sampler_t *sampler, pr_sampling_t sampling, const pr_scenario_t *scenario,
                            uint64_t n)
{
    assert_int_equal(pr_sampler_init(sampler, sampling, scenario, 5, n), 0);
}

/* In every dimension each of the points of a group, replicates first + g + 16 i, is in a stratum of its own.
 */
static void one_in_each_stratum(const pr_sampler_t *sampler, uint64_t first, uint64_t points)
{
    size_t d = sampler->scenario->uncertain_count;
    double score[PR_MAX_UNCERTAIN];
    unsigned char *hit = calloc(points * d, 1);
    assert_non_null(hit);
    for (uint64_t i = 0; i < points; i++) {
        pr_sampler_scores(sampler, first + PR_SCRAMBLINGS * i, score);
        for (size_t k = 0; k < d; k++) {
            double u = 0.5 * erfc(-score[k] / sqrt(2));
            size_t stratum = (size_t)(u * (double)points);
            assert_true(stratum < points);
            assert_int_equal(hit[k * points + stratum]++, 0);
        }
    }
    free(hit);
}

static void test_every_group_is_stratified(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_sampler_t sampler;
    sampler_or_fail(&sampler, PR_SAMPLING_LHS, &scenario, 1024 + 240);
    one_in_each_stratum(&sampler, 0, 64);
    one_in_each_stratum(&sampler, 15, 64);
    one_in_each_stratum(&sampler, 1024 + 3, 15); /* the smaller last round has smaller hypercubes */
    pr_sampler_free(&sampler);
    sampler_or_fail(&sampler, PR_SAMPLING_SOBOL, &scenario, 4096);
    one_in_each_stratum(&sampler, 0, 256);
    one_in_each_stratum(&sampler, 7, 64);
    one_in_each_stratum(&sampler, 1024 + 9, 64); /* an aligned run of a Sobol' sequence */
    pr_sampler_free(&sampler);
    pr_scenario_free(&scenario);
}

static void test_groups_differ(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        pr_sampler_t sampler;
        double a[PR_MAX_UNCERTAIN], b[PR_MAX_UNCERTAIN], next[PR_MAX_UNCERTAIN];
        sampler_or_fail(&sampler, other[s], &scenario, 2048);
        pr_sampler_scores(&sampler, 0, a);
        pr_sampler_scores(&sampler, 1, b);
        pr_sampler_scores(&sampler, 1024, next);
        for (size_t k = 0; k < scenario.uncertain_count; k++) {
            assert_true(fabs(a[k] - b[k]) > 0);
            assert_true(fabs(a[k] - next[k]) > 0);
        }
        pr_sampler_free(&sampler);
    }
    pr_scenario_free(&scenario);
}

static void test_plain_sampling_is_what_it_was(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_replicate_t one, two;
    pr_sampler_t sampler;
    assert_int_equal(pr_replicate_init(&one, &scenario), 0);
    assert_int_equal(pr_replicate_init(&two, &scenario), 0);
    sampler_or_fail(&sampler, PR_SAMPLING_MC, &scenario, 7);
    assert_int_equal(pr_replicate_simulate(&one, &scenario, 5, 123456), 0);
    assert_int_equal(pr_sampler_simulate(&sampler, &two, 123456), 0);
    assert_memory_equal(&one.inputs, &two.inputs, sizeof one.inputs);
    assert_memory_equal(&one.surplus, &two.surplus, sizeof one.surplus);
    pr_sampler_free(&sampler);
    pr_replicate_free(&one);
    pr_replicate_free(&two);
    pr_scenario_free(&scenario);
}

static void test_same_bytes_for_any_threads(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        pr_run_t one, three;
        pr_run_options_t options = sampled(other[s], enough(96, 32), 1);
        run_or_fail(&one, &scenario, &options);
        options.ensemble.threads = 3;
        run_or_fail(&three, &scenario, &options);
        same_run(&one, &three);
        pr_run_free(&one);
        pr_run_free(&three);
    }
    pr_scenario_free(&scenario);
}

/* The mean of a run is that of its replicates simulated one by one. */
static void test_replicates_can_be_drawn_again(void **state)
{
    (void)state;
    enum { N = 48 };
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        pr_run_t run;
        pr_run_options_t options = sampled(other[s], N, 2);
        run_or_fail(&run, &scenario, &options);
        pr_sampler_t sampler;
        pr_replicate_t replicate;
        sampler_or_fail(&sampler, other[s], &scenario, N);
        assert_int_equal(pr_replicate_init(&replicate, &scenario), 0);
        double *row = calloc(run.plan.count, sizeof *row), *sum = calloc(run.plan.count, sizeof *sum);
        assert_true(row && sum);
        for (uint64_t k = N; k-- > 0;) {
            assert_int_equal(pr_sampler_simulate(&sampler, &replicate, k), 0);
            pr_plan_record(&run.plan, &replicate, row);
            for (size_t i = 0; i < run.plan.count; i++) {
                sum[i] += row[i] / N;
            }
        }
        size_t headline[PR_HEADLINES], count = pr_plan_headlines(&run.plan, headline);
        assert_int_equal(count, PR_HEADLINES);
        for (size_t i = 0; i < count; i++) {
            double mean = run.ensemble.summary[headline[i]].mean;
            assert_true(fabs(sum[headline[i]] - mean) <= 1e-12 * fabs(mean));
        }
        free(row);
        free(sum);
        pr_replicate_free(&replicate);
        pr_sampler_free(&sampler);
        pr_run_free(&run);
    }
    pr_scenario_free(&scenario);
}

/* ---- errors by group ---- */

/* se² = R/(R − 1) Σ (S_g − m N_g)²/n², written out. */
static double error_by_hand(const double *x, size_t n, bool renew)
{
    size_t rounds = renew ? (n + PR_ROUND - 1) / PR_ROUND : 1, groups = rounds * PR_SCRAMBLINGS;
    double sum[256] = {0}, count[256] = {0}, mean = 0, defined = 0, square = 0;
    for (size_t k = 0; k < n; k++) {
        size_t g = (renew ? k / PR_ROUND * PR_SCRAMBLINGS : 0) + k % PR_SCRAMBLINGS;
        if (isfinite(x[k])) {
            sum[g] += x[k];
            count[g]++;
            mean += x[k];
            defined++;
        }
    }
    for (size_t g = 0; g < groups; g++) {
        double d = sum[g] - mean / defined * count[g];
        square += d * d;
    }
    return sqrt(square * (double)groups / ((double)groups - 1)) / defined;
}

static int normal_row(void *context, void *worker, uint64_t replicate, double *row)
{
    (void)worker;
    pr_stream_t stream;
    pr_source_t source = {42, replicate};
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_SURPLUS, 1, 0, 0});
    double z = pr_normal_draw(&stream);
    row[0] = 1000 + z;
    row[1] = replicate % 5 == 3 ? NAN : z; /* undefined in some */
    row[2] = 2.385;
    row[3] = (double)(replicate % PR_SCRAMBLINGS); /* nothing but groups */
    for (size_t i = 0; context && i < 4; i++) {
        ((double *)context)[4 * replicate + i] = row[i];
    }
    return 0;
}

static void test_errors_follow_the_groups(void **state)
{
    (void)state;
    enum { MOST = 3008 };
    static const uint64_t counts[] = {32, 1024, 3008};
    static double value[4 * MOST], column[MOST];
    for (size_t c = 0; c < 6; c++) {
        pr_ensemble_t out;
        bool renew = c % 2;
        uint64_t n = counts[c / 2];
        pr_experiment_t experiment = {.series = 4, .draw = normal_row, .context = value};
        pr_ensemble_options_t options = {
            .replicates = n, .threads = 2, .grouping = renew ? PR_GROUPS_RENEW : PR_GROUPS_CONTINUE};
        assert_int_equal(pr_ensemble_run(&out, &experiment, &options, NULL), 0);
        for (size_t i = 0; i < 4; i++) {
            for (size_t k = 0; k < n; k++) {
                column[k] = value[4 * k + i];
            }
            double wanted = error_by_hand(column, n, renew);
            assert_true(fabs(out.summary[i].se - wanted) <= 1e-7 * wanted + 1e-12);
            assert_true(fabs(out.summary[i].se_plain -
                             out.summary[i].sd / sqrt((double)(n - out.summary[i].undefined))) <=
                        1e-15 * out.summary[i].sd);
        }
        assert_true(out.summary[2].se <= 0);                               /* a constant: exactly 0 */
        assert_true(renew || out.summary[3].se > out.summary[3].se_plain); /* between groups alone */
        pr_ensemble_free(&out);
    }
}

static void test_independent_replicates_keep_their_error(void **state)
{
    (void)state;
    pr_ensemble_t out;
    pr_experiment_t experiment = {.series = 4, .draw = normal_row};
    pr_ensemble_options_t options = {.replicates = 2000, .threads = 2};
    assert_int_equal(pr_ensemble_run(&out, &experiment, &options, NULL), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_memory_equal(&out.summary[i].se, &out.summary[i].se_plain, sizeof(double));
    }
    pr_ensemble_free(&out);
}

/* ---- ratios of means, what does not fit ---- */

/* Every group holds the same sums: between groups the ratio does not vary, between replicates it does. */
static void test_ratios_resample_whole_groups(void **state)
{
    (void)state;
    enum { N = 64 };
    double value[2 * N];
    pr_summary_t summary[3] = {{.mean = 5.5}, {.mean = 2}, {.mean = 0}};
    pr_ensemble_t ensemble = {.series = 3, .summary = summary, .replicates = N};
    for (size_t k = 0; k < N; k++) {
        value[2 * k] = (double)(k / PR_SCRAMBLINGS) + 4;
        value[2 * k + 1] = 2;
    }
    pr_ratios_t ratios = {.count = 1,
                          .series = {2},
                          .above = {0},
                          .below = {1},
                          .columns = 2,
                          .column = {0, 1},
                          .kept = N,
                          .value = value};
    assert_int_equal(pr_ratios_summarise(&ratios, 1, PR_GROUPS_NONE, &ensemble), 0);
    assert_true(summary[2].se > 0.05); /* sd 1.118/2 over √64: 0.07 */
    assert_int_equal(pr_ratios_summarise(&ratios, 1, PR_GROUPS_CONTINUE, &ensemble), 0);
    assert_true(fabs(summary[2].mean - 2.75) < 1e-12);
    assert_true(summary[2].se < 1e-12);
}

static void test_a_count_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        pr_run_t run;
        pr_errors_t errors;
        pr_errors_init(&errors);
        pr_run_options_t options = sampled(other[s], 100, 1);
        assert_int_equal(pr_run_scenario(&run, &scenario, &options, &errors), PR_ERR_DOMAIN);
        assert_int_equal(errors.count, 1);
        pr_errors_free(&errors);
        pr_run_free(&run);
    }
    pr_scenario_free(&scenario);
}

static void test_fixed_parameters_can_be_sampled_too(void **state)
{
    (void)state;
    static const char *const set[] = {"run.parameters=\"fixed\""};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, set, 1);
    assert_int_equal(scenario.uncertain_count, 0);
    pr_run_t plain, sobol;
    pr_run_options_t options = sampled(PR_SAMPLING_MC, 64, 1);
    run_or_fail(&plain, &scenario, &options);
    options.sampling = PR_SAMPLING_SOBOL;
    run_or_fail(&sobol, &scenario, &options);
    const pr_summary_t *one = pr_run_find(&plain, "deployment.hours", 0, all_years());
    const pr_summary_t *two = pr_run_find(&sobol, "deployment.hours", 0, all_years());
    assert_memory_equal(&one->mean, &two->mean, sizeof(double)); /* the same processes */
    pr_run_free(&plain);
    pr_run_free(&sobol);
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_that_fit),
        cmocka_unit_test(test_every_group_is_stratified),
        cmocka_unit_test(test_groups_differ),
        cmocka_unit_test(test_plain_sampling_is_what_it_was),
        cmocka_unit_test(test_same_bytes_for_any_threads),
        cmocka_unit_test(test_replicates_can_be_drawn_again),
        cmocka_unit_test(test_errors_follow_the_groups),
        cmocka_unit_test(test_independent_replicates_keep_their_error),
        cmocka_unit_test(test_ratios_resample_whole_groups),
        cmocka_unit_test(test_a_count_that_does_not_fit_is_refused),
        cmocka_unit_test(test_fixed_parameters_can_be_sampled_too),
    };
    return cmocka_run_group_tests_name("sampling", tests, start_library, NULL);
}
