/*
 * Are the errors of Latin hypercubes and Sobol' points honest, and what do these bring? A smooth function of
 * the scenario's scores with noise of its own stands in for the model, so that its mean is known and hundreds
 * of seeds are cheap; then the model itself.
 */
#include "support_run.h"
#include <math.h>
#include <stdlib.h>

enum { SEEDS = 400, N = 1024, SERIES = 4 };

static const char BASIS[] = POOLRAMING_SCENARIOS "/basis.cfg";
static const pr_sampling_t other[] = {PR_SAMPLING_LHS, PR_SAMPLING_SOBOL};

enum { SMOOTH, MIXED, NOISE, UNIFORM };
/* Means of the series: Σ a(e^{0.3 z} − e^{0.045}) + z1 z2, that with noise of sd 1, noise alone, and Σ Φ(z).
 */
static double mean_of(const pr_scenario_t *scenario, size_t series)
{
    return series == UNIFORM ? 0.5 * (double)scenario->uncertain_count : 0;
}

static double noise_of(uint64_t seed, uint64_t replicate)
{
    uint32_t word[4];
    const pr_source_t source = {seed, replicate};
    pr_block(&source, (pr_address_t){PR_PROCESS_SURPLUS, 1, 0, 0}, 0, word);
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static int draw(void *context, void *worker, uint64_t replicate, double *row)
{
    (void)worker;
    const pr_sampler_t *sampler = context;
    double score[PR_MAX_UNCERTAIN], sum = 0, uniform = 0;
    pr_sampler_scores(sampler, replicate, score);
    for (size_t i = 0; i < sampler->scenario->uncertain_count; i++) {
        sum += (double)(1 + i % 3) * (exp(0.3 * score[i]) - exp(0.045));
        uniform += 0.5 * erfc(-score[i] / sqrt(2));
    }
    row[SMOOTH] = sum + score[0] * score[1];
    row[NOISE] = noise_of(sampler->seed, replicate);
    row[MIXED] = row[SMOOTH] + 10 * row[NOISE];
    row[UNIFORM] = uniform;
    return 0;
}

typedef struct {
    double z[SERIES][SEEDS], plain_z[SERIES][SEEDS], variance[SERIES][SEEDS], plain[SERIES][SEEDS];
} seen_t;

static void run_seed(const pr_scenario_t *scenario, pr_sampling_t sampling, size_t seed, seen_t *seen)
{
    pr_sampler_t sampler;
    pr_ensemble_t out;
    assert_int_equal(pr_sampler_init(&sampler, sampling, scenario, 1000 + seed, N), 0);
    pr_experiment_t experiment = {.series = SERIES, .draw = draw, .context = &sampler};
    pr_ensemble_options_t options = {
        .replicates = N, .threads = 2, .grouping = pr_sampling_grouping(sampling)};
    assert_int_equal(pr_ensemble_run(&out, &experiment, &options, NULL), 0);
    for (size_t i = 0; i < SERIES; i++) {
        const pr_summary_t *s = &out.summary[i];
        double off = s->mean - mean_of(scenario, i);
        seen->z[i][seed] = off / s->se;
        seen->plain_z[i][seed] = off / s->se_plain;
        seen->variance[i][seed] = s->se * s->se;
        seen->plain[i][seed] = s->se_plain * s->se_plain;
    }
    pr_ensemble_free(&out);
    pr_sampler_free(&sampler);
}

static double average(const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < SEEDS; i++) {
        sum += x[i] / SEEDS;
    }
    return sum;
}

static double second_moment(const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < SEEDS; i++) {
        sum += x[i] * x[i] / SEEDS;
    }
    return sum;
}

/*
 * With R = 16 groups whose means are bell-shaped, z = (mean − truth)/se is Student's t with ν = 15: mean 0,
 * variance ν/(ν − 2) = 1.1538, kurtosis 3 + 6/(ν − 4) = 3.545. Over S seeds the mean of z has standard error
 * √(1.1538/S), the mean of z² √(2.545/S)·1.1538. Within 5 of each: 0 ± 0.27 and 1.15 ± 0.46.
 */
static void expect_honest(const double *z)
{
    const double nu = PR_SCRAMBLINGS - 1, variance = nu / (nu - 2), kurtosis = 3 + 6 / (nu - 4);
    double mean = average(z), square = second_moment(z);
    if (!(fabs(mean) <= 5 * sqrt(variance / SEEDS)) ||
        !(fabs(square - variance) <= 5 * variance * sqrt((kurtosis - 1) / SEEDS))) {
        fail_msg("z has mean %g and mean square %g", mean, square);
    }
}

/* All seeds, once for all tests. */
static const seen_t *see(const pr_scenario_t *scenario, pr_sampling_t sampling)
{
    static seen_t seen[PR_SAMPLING_SOBOL + 1];
    static bool known[PR_SAMPLING_SOBOL + 1];
    for (size_t seed = 0; seed < SEEDS && !known[sampling]; seed++) {
        run_seed(scenario, sampling, seed, &seen[sampling]);
    }
    known[sampling] = true;
    return &seen[sampling];
}

static double gain_of(const seen_t *seen, size_t series)
{
    return average(seen->plain[series]) / average(seen->variance[series]);
}

static void test_errors_are_honest(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    for (size_t s = 0; s < 2; s++) {
        const seen_t *seen = see(&scenario, other[s]);
        for (size_t i = 0; i < SERIES; i++) {
            expect_honest(seen->z[i]);
        }
        /* Plain Monte Carlo's error would be far too large: this test can tell. */
        assert_true(second_moment(seen->plain_z[SMOOTH]) < 0.3);

        /* A smooth sum gains much; with noise in it less than 1/share; noise alone nothing: se² has mean σ²/n
           and, with ν = 15, a relative spread √(2/15), so that the ratio is 1 ± 5 √(2/15/S) = 1 ± 0.091. */
        assert_true(gain_of(seen, SMOOTH) > 5);
        assert_true(gain_of(seen, UNIFORM) > 50);
        double share = 100 * average(seen->plain[NOISE]) / average(seen->plain[MIXED]);
        assert_true(gain_of(seen, MIXED) > 1.2);
        assert_true(gain_of(seen, MIXED) < 1.2 / share);
        assert_true(fabs(1 / gain_of(seen, NOISE) - 1) <= 5 * sqrt(2.0 / 15 / SEEDS));
        if (other[s] == PR_SAMPLING_LHS) {
            /* Case D5 with 64 strata and 16 hypercubes: variance d/(12 · 64³ · 16). */
            double wanted = (double)scenario.uncertain_count / 12 / (64.0 * 64 * 64) / 16;
            double relative = average(seen->variance[UNIFORM]) / wanted - 1;
            assert_true(fabs(relative) <= 5 * sqrt(2.0 / 15 / SEEDS));
        }
    }
    pr_scenario_free(&scenario);
}

/* The 5–95 % of a gain holds the true one nine times out of ten: of 400 seeds 360 ± 5 √(400 · 0.9 · 0.1)
   = 30. Noise alone has a true gain of 1. */
static void test_the_interval_of_a_gain_holds_it(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    const seen_t *seen = see(&scenario, PR_SAMPLING_SOBOL);
    int held = 0;
    for (size_t seed = 0; seed < SEEDS; seed++) {
        double low, high;
        pr_sampling_interval(seen->plain[NOISE][seed] / seen->variance[NOISE][seed], PR_SCRAMBLINGS, &low,
                             &high);
        held += low <= 1 && high >= 1;
    }
    assert_in_range(held, 330, 390);
    pr_scenario_free(&scenario);
}

static pr_run_t *model(const pr_scenario_t *scenario, pr_sampling_t sampling)
{
    pr_run_t *run = calloc(1, sizeof *run);
    assert_non_null(run);
    pr_run_options_t options = options_of(7, 4096, 2);
    options.sampling = sampling;
    run_or_fail(run, scenario, &options);
    return run;
}

/* |difference| <= 5 √(se² + se²). */
static void expect_same_mean(const pr_summary_t *plain, const pr_summary_t *sampled)
{
    double error = sqrt(plain->se * plain->se + sampled->se * sampled->se);
    if (!(fabs(plain->mean - sampled->mean) <= 5 * error)) {
        fail_msg("%g against %g, error %g", plain->mean, sampled->mean, error);
    }
}

static void test_the_model_keeps_its_means_and_gains(void **state)
{
    (void)state;
    static const char *const metric[] = {"cost.total", "surplus.reduction_net", "service.residents_reached",
                                         "deployment.hours", "demand.new_residents"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, NULL, 0);
    pr_run_t *plain = model(&scenario, PR_SAMPLING_MC);
    for (size_t s = 0; s < 2; s++) {
        pr_run_t *run = model(&scenario, other[s]);
        for (size_t i = 0; i < sizeof metric / sizeof *metric; i++) {
            expect_same_mean(pr_run_find(plain, metric[i], 0, all_years()),
                             pr_run_find(run, metric[i], 0, all_years()));
        }
        pr_sampling_effect_t effect;
        assert_int_equal(pr_sampling_effect(&effect, run, &(pr_ensemble_options_t){.threads = 2}, NULL), 0);
        assert_int_equal(effect.count, PR_HEADLINES);
        for (size_t i = 0; i < effect.count; i++) {
            double noise = 1 - effect.of[i].parts.parameter_share, se = effect.of[i].parts.share_se;
            assert_true(effect.of[i].low < effect.of[i].gain && effect.of[i].gain < effect.of[i].high);
            assert_true(noise > -5 * se && noise < 1 + 5 * se);
            assert_true(effect.of[i].low <
                        1 / fmax(noise - 5 * se, 1e-6)); /* not beyond what chance leaves */
        }
        /* Hours follow leave, filling and the like almost smoothly; chance is a thirtieth. */
        assert_true(effect.of[3].low > 1);
        assert_true(effect.of[3].gain > 4);
        pr_run_free(run);
        free(run);
    }
    pr_run_free(plain);
    free(plain);
    pr_scenario_free(&scenario);
}

/* With every parameter fixed all is chance: nothing to gain, and it is said so. */
static void test_chance_alone_gains_nothing(void **state)
{
    (void)state;
    static const char *const set[] = {"run.parameters=\"fixed\""};
    pr_scenario_t scenario;
    load_or_fail(&scenario, BASIS, set, 1);
    pr_run_t *run = model(&scenario, PR_SAMPLING_LHS);
    pr_sampling_effect_t effect;
    assert_int_equal(pr_sampling_effect(&effect, run, &(pr_ensemble_options_t){.threads = 2}, NULL), 0);
    for (size_t i = 0; i < effect.count; i++) {
        const pr_sampling_gain_t *gain = &effect.of[i];
        /* 64 groups: the gain is 1 up to 5 √(2/63). */
        assert_true(fabs(1 / gain->gain - 1) <= 5 * sqrt(2.0 / 63));
        assert_true(fabs(gain->parts.parameter_share) <= 5 * gain->parts.share_se);
    }
    pr_run_free(run);
    free(run);
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_are_honest),
        cmocka_unit_test(test_the_interval_of_a_gain_holds_it),
        cmocka_unit_test(test_the_model_keeps_its_means_and_gains),
        cmocka_unit_test(test_chance_alone_gains_nothing),
    };
    return cmocka_run_group_tests_name("sampling", tests, start_library, NULL);
}
