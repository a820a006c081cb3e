/*
 * Parts of a variance: the estimator against cases whose answer is known. Y = a·P + b·E with P and E standard
 * normal, K values a parameter draw, has share ρ = a²/(a² + b²) and, for R draws (Fisher 1925, § 40; Donner
 * 1986), se(ρ̂) = (1 − ρ)(1 + (K − 1)ρ) √(2 / (K (K − 1) (R − 1))). Every Monte Carlo comparison is within
 * five standard errors of what it compares.
 */
#include "support_run.h"
#include <math.h>
#include <poolraming/explain.h>
#include <stdlib.h>

enum { DRAWS = 400, NOISE = 4, REPEATS = 200 };

typedef struct {
    double parameter, noise;
    uint64_t seed;
    uint64_t hole; /* noise draws with this remainder modulo 100 have no value; 0: none */
} law_t;

static double normal_of(uint64_t seed, uint64_t replicate, uint16_t sub)
{
    pr_source_t source = {seed, replicate};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_PARAMETER, 0, 0, sub}, 0, word);
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static int draw_law(void *context, void *worker, uint64_t parameters, uint64_t noise, double *out)
{
    const law_t *law = context;
    (void)worker;
    *out = 17.385 + law->parameter * normal_of(law->seed, parameters, 1) +
           law->noise * normal_of(law->seed, noise, 2);
    if (law->hole && noise % 100 == law->hole) {
        *out = NAN;
    }
    return 0;
}

static pr_variance_parts_t parts_of(law_t law, uint64_t draws, int threads)
{
    pr_variance_parts_t parts;
    pr_two_level_t design = {.context = &law, .draw = draw_law};
    pr_ensemble_options_t options = {.threads = threads};
    assert_int_equal(pr_variance_parts(&parts, &design, draws, NOISE, &options, NULL), 0);
    return parts;
}

static double fisher_se(double share, double draws)
{
    return (1 - share) * (1 + (NOISE - 1) * share) * sqrt(2 / (NOISE * (NOISE - 1.0) * (draws - 1)));
}

/* Mean within five se/√REPEATS of ρ (the estimator's bias is of order 1/R: allowed for as 2/R); its sd, and
   the jackknife's mean, within five times sd/√(2·REPEATS) of the formula, the jackknife's own bias 1/R apart.
 */
static void check_law(double parameter, double noise, double share)
{
    double sum = 0, sum2 = 0, errors = 0, se = fisher_se(share, DRAWS);
    for (uint64_t i = 0; i < REPEATS; i++) {
        pr_variance_parts_t parts = parts_of((law_t){parameter, noise, 1000 + i, 0}, DRAWS, 1);
        assert_int_equal(parts.draws, DRAWS);
        double off = parts.parameter_share - share;
        sum += off;
        sum2 += off * off;
        errors += parts.share_se;
    }
    double mean = sum / REPEATS, sd = sqrt((sum2 - sum * mean) / (REPEATS - 1));
    double slack = 5 / sqrt(2.0 * REPEATS);
    assert_true(fabs(mean) < 5 * se / sqrt(REPEATS) + 2.0 / DRAWS);
    assert_true(fabs(sd / se - 1) < slack);
    assert_true(fabs(errors / REPEATS / se - 1) < slack);
}

static void test_pure_noise_has_share_0(void **state)
{
    (void)state;
    check_law(0, 2.385, 0);
}

static void test_halves(void **state)
{
    (void)state;
    check_law(1.3, 1.3, 0.5);
}

static void test_mostly_parameters(void **state)
{
    (void)state;
    check_law(3 * 0.77, 0.77, 0.9);
}

/* Values within a draw are the same: nothing is estimated, the share is 1 and has no error. */
static void test_pure_parameters_have_share_1(void **state)
{
    (void)state;
    pr_variance_parts_t parts = parts_of((law_t){1.7, 0, 5, 0}, DRAWS, 1);
    assert_true(parts.noise_variance == 0);
    assert_true(parts.parameter_share == 1);
    assert_true(parts.share_se == 0);
    /* Var(P) = 1.7² with se σ² √(2/(R − 1)) */
    assert_true(fabs(parts.parameter_variance - 2.89) < 5 * 2.89 * sqrt(2.0 / (DRAWS - 1)));
}

static void test_a_constant_has_no_share(void **state)
{
    (void)state;
    pr_variance_parts_t parts = parts_of((law_t){0, 0, 5, 0}, DRAWS, 1);
    assert_true(isnan(parts.parameter_share));
}

/* 1,600 values, one in a hundred undefined: sixteen draws are left out, each whole. */
static void test_undefined_values_leave_their_draw_out(void **state)
{
    (void)state;
    pr_variance_parts_t parts = parts_of((law_t){1, 1, 5, 37}, DRAWS, 1);
    assert_int_equal(parts.undefined, 16);
    assert_int_equal(parts.draws, DRAWS - 16);
    assert_true(fabs(parts.parameter_share - 0.5) < 5 * fisher_se(0.5, DRAWS - 16));
}

static void test_threads_give_the_same_bytes(void **state)
{
    (void)state;
    pr_variance_parts_t one = parts_of((law_t){1, 1, 9, 0}, 1000, 1),
                        three = parts_of((law_t){1, 1, 9, 0}, 1000, 3);
    assert_memory_equal(&one.parameter_share, &three.parameter_share, sizeof(double));
    assert_memory_equal(&one.share_se, &three.share_se, sizeof(double));
}

static void test_too_few_draws_are_refused(void **state)
{
    (void)state;
    law_t law = {1, 1, 1, 0};
    pr_variance_parts_t parts;
    pr_two_level_t design = {.context = &law, .draw = draw_law};
    pr_ensemble_options_t options = {.threads = 1};
    assert_int_equal(pr_variance_parts(&parts, &design, 1, 4, &options, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_variance_parts(&parts, &design, 4, 1, &options, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_variance_parts(&parts, &design, UINT64_MAX / 2, 4, &options, NULL), PR_ERR_DOMAIN);
}

/* ---- ranks ---- */

static void test_ranks_and_spearman_by_hand(void **state)
{
    (void)state;
    const double x[] = {2.5, -1, 2.5, 7, 0}, y[] = {10, 40, 30, 20, 50};
    const double wanted[] = {3.5, 1, 3.5, 5, 2};
    double rank[5], other[5];
    assert_int_equal(pr_ranks(5, x, rank), 0);
    assert_int_equal(pr_ranks(5, y, other), 0);
    for (int i = 0; i < 5; i++) {
        assert_true(rank[i] == wanted[i]);
    }
    /* ranks of y: 1 4 3 2 5; Σ products of deviations −7, Σ squares 9.5 and 10 */
    assert_true(fabs(pr_correlation_of(5, rank, other) + 7 / sqrt(9.5 * 10)) < 1e-15);
    const double same[] = {3, 3, 3, 3, 3};
    assert_true(isnan(pr_correlation_of(5, rank, same)));
}

/* ---- scenarios ---- */

static pr_explain_spread_t spread_of(const char *item, const char *const *set, size_t count,
                                     uint64_t replicates)
{
    pr_scenario_t scenario;
    pr_explain_item_t found;
    pr_explain_spread_t spread;
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", set, count);
    assert_int_equal(pr_explain_find(&found, &scenario, &item, 1, NULL), 0);
    pr_run_options_t options = options_of(20230415, replicates, 2);
    assert_int_equal(pr_explain_spread(&spread, &scenario, &found, &options, NULL), 0);
    pr_scenario_free(&scenario);
    return spread;
}

/* With every parameter at its mean all spread is chance. */
static void test_fixed_parameters_leave_chance(void **state)
{
    (void)state;
    const char *set[] = {"run.parameters=fixed"};
    pr_explain_spread_t spread = spread_of("settlement 2026", set, 1, 2000);
    assert_int_equal(spread.drivers, 0);
    assert_true(spread.parts.noise_variance > 0);
    assert_true(fabs(spread.parts.parameter_share) < 5 * spread.parts.share_se);
    assert_true(fabs(spread.parts.parameter_share) < 5 * fisher_se(0, 500) * 2);
}

/* An index without shocks follows the parameters alone. */
static void test_an_index_without_shocks_leaves_parameters(void **state)
{
    (void)state;
    const char *set[] = {"index.ova.shock_sd=0", "index.ova.september_gap_sd=0", "index.ova.spring_gap_sd=0"};
    pr_explain_spread_t spread = spread_of("cost.total 2031", set, 3, 2000);
    assert_true(spread.parts.noise_variance == 0);
    assert_true(spread.parts.parameter_share == 1);
    assert_true(spread.parts.share_se == 0);
    assert_in_range(spread.drivers, 1, PR_DRIVERS); /* those above the line of chance */
    for (size_t i = 1; i < spread.drivers; i++) {
        assert_true(fabs(spread.driver[i - 1].correlation) >= fabs(spread.driver[i].correlation));
    }
}

/* One uncertain parameter that the figure rises in: rank correlation 1. */
static void test_the_only_parameter_is_found(void **state)
{
    (void)state;
    const char *set[] = {"index.ova.shock_sd=0",      "index.ova.september_gap_sd=0",
                         "index.ova.spring_gap_sd=0", "index.ova.september_gap=0.4",
                         "index.ova.spring_gap=1.18", "index.ova.persistence=0.5"};
    pr_explain_spread_t spread = spread_of("index.ova 2031", set, 6, 1000);
    pr_scenario_t scenario;
    load_or_fail(&scenario, POOLRAMING_SCENARIOS "/basis.cfg", set, 6);
    assert_string_equal(scenario.setting[spread.driver[0].setting].path, "index.ova.mean_growth");
    assert_true(fabs(spread.driver[0].correlation - 1) < 1e-12);
    /* the others have none: within 5/√(n − 1) of 0 */
    for (size_t i = 1; i < spread.drivers; i++) {
        assert_true(fabs(spread.driver[i].correlation) < 5 / sqrt((double)spread.replicates - 1));
    }
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pure_noise_has_share_0),
        cmocka_unit_test(test_halves),
        cmocka_unit_test(test_mostly_parameters),
        cmocka_unit_test(test_pure_parameters_have_share_1),
        cmocka_unit_test(test_a_constant_has_no_share),
        cmocka_unit_test(test_undefined_values_leave_their_draw_out),
        cmocka_unit_test(test_threads_give_the_same_bytes),
        cmocka_unit_test(test_too_few_draws_are_refused),
        cmocka_unit_test(test_ranks_and_spearman_by_hand),
        cmocka_unit_test(test_fixed_parameters_leave_chance),
        cmocka_unit_test(test_an_index_without_shocks_leaves_parameters),
        cmocka_unit_test(test_the_only_parameter_is_found),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
