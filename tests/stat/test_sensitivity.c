/* Sensitivity against models whose indices are known, and the intervals tested too. Seeds are fixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_sensitivity.h"
#include "support_uniform.h"

#define assert_near(value, expected, most) assert_true(fabs((value) - (expected)) <= (most))

/* Within 5 standard errors; `room` for an error that is 0 by rounding. */
static void assert_estimate(pr_estimate_t got, double expected, double room)
{
    if (!(fabs(got.value - expected) <= 5 * got.se + room)) {
        fail_msg("%g with standard error %g, expected %g", got.value, got.se, expected);
    }
}

/* ---- S1 and S2 ---- */

static void assert_indices(const pr_sobol_indices_t *got, const double *first, const double *total,
                           double most)
{
    for (size_t g = 0; g < got->groups; g++) {
        assert_near(got->index[g].first.value, first[g], most);
        assert_near(got->index[g].total.value, total[g], most);
        assert_estimate(got->index[g].first, first[g], 1e-6);
        assert_estimate(got->index[g].total, total[g], 1e-6);
        assert_true(got->index[g].first.se < most && got->index[g].total.se < most);
    }
}

/* 2^14 rows in 16 scramblings, and 2^14 in each. */
static void ishigami_has_its_indices(void **state)
{
    (void)state;
    static const double first[] = {0.313905191148, 0.442411144790, 0};
    static const double total[] = {0.557588855210, 0.442411144790, 0.243683664062};
    for (size_t points = 1024; points <= 16384; points *= 16) {
        pr_sobol_indices_t got =
            indices_of(&ishigami_model, (pr_sobol_design_t){.points = points, .seed = 20240117}, 0);
        double most = points == 1024 ? 0.01 : 0.001;
        assert_indices(&got, first, total, most);
        assert_near(got.outcome[0].mean, 3.5, most);
        assert_near(got.outcome[0].variance, 13.844587940719, 13.8 * most);
        pr_sobol_indices_free(&got);
    }
}

static void sobol_g_has_its_indices(void **state)
{
    (void)state;
    static const double first[] = {0.716192, 0.179048, 0.023676, 0.007162,
                                   0.000072, 0.000072, 0.000072, 0.000072};
    static const double total[] = {0.787144, 0.242198, 0.034317, 0.010460,
                                   0.000105, 0.000105, 0.000105, 0.000105};
    for (size_t points = 1024; points <= 16384; points *= 16) {
        pr_sobol_indices_t got =
            indices_of(&sobol_g_model, (pr_sobol_design_t){.points = points, .seed = 41}, 0);
        assert_indices(&got, first, total, points == 1024 ? 0.01 : 0.001);
        pr_sobol_indices_free(&got);
    }
}

/* ---- S3, noise ---- */

static const pr_sobol_design_t scores = {.noise = true, .scores = true, .seed = 5, .points = 2048};

static void linear_models_have_their_indices(void **state)
{
    (void)state;
    static const double plain[] = {9 / 14.0, 4 / 14.0, 1 / 14.0, 0};
    static const double noisy[] = {9 / 15.0, 4 / 15.0, 1 / 15.0, 1 / 15.0};
    static const double product_total[] = {1, 0, 0, 1};
    pr_sobol_indices_t got = indices_of(&linear_model, scores, 0);
    for (size_t g = 0; g < 4; g++) {
        const pr_sobol_index_t *index = got.index + g;
        assert_estimate(index[LINEAR * 4].first, plain[g], 1e-9);
        assert_estimate(index[LINEAR * 4].total, plain[g], 1e-9);
        assert_near(index[LINEAR * 4].total.value, plain[g], 0.01);
        assert_estimate(index[NOISY * 4].first, noisy[g], 0);
        assert_estimate(index[NOISY * 4].total, noisy[g], 0);
        assert_near(index[NOISY * 4].total.value, noisy[g], 0.01);
        assert_estimate(index[NOISE * 4].first, g == 3, 0);
        assert_estimate(index[NOISE * 4].total, g == 3, 0);
        /* Known x1 says nothing of the mean; with the noise it is everything. */
        assert_estimate(index[PRODUCT * 4].first, 0, 0);
        assert_estimate(index[PRODUCT * 4].total, product_total[g], 0);
    }
    pr_sobol_indices_free(&got);
}

/* What no knowledge removes: S_T(noise) = 1 − S(all inputs), here with all inputs in one group. */
static void the_total_of_noise_is_what_is_left(void **state)
{
    (void)state;
    static const size_t one[] = {0, 0, 0};
    pr_sobol_design_t design = scores;
    design.groups = 1;
    design.group = one;
    pr_sobol_indices_t got = indices_of(&linear_model, design, 0);
    assert_int_equal(got.groups, 2);
    for (size_t o = 0; o <= PARTIAL; o++) {
        const pr_sobol_index_t *index = got.index + 2 * o;
        double se = hypot(index[0].first.se, index[1].total.se);
        double share = o == CONSTANT ? 0 : 1;
        assert_near(index[0].first.value + index[1].total.value, share, 5 * se + 1e-9);
    }
    assert_estimate(got.index[2 * NOISY].first, 14 / 15.0, 0);
    assert_estimate(got.index[2 * PRODUCT + 1].total, 1, 0);
    pr_sobol_indices_free(&got);
}

/* Of an additive model the index of a group is the sum of its members'; of g it is more:
   Π(1 + V_i) − 1 over the group, with V_i = 1/(3 (1 + a_i)²), over the same of all. */
static void groups_have_their_indices(void **state)
{
    (void)state;
    static const size_t pairs[] = {0, 0, 1, 1, 1, 1, 1, 1}, two[] = {1, 1, 0};
    pr_sobol_design_t design = {.groups = 2, .group = pairs, .points = 4096, .seed = 6};
    pr_sobol_indices_t groups = indices_of(&sobol_g_model, design, 0);
    design.groups = 0;
    pr_sobol_indices_t single = indices_of(&sobol_g_model, design, 0);
    double inside = (1 + 1 / 3.0) * (1 + 1 / 12.0) - 1, outside = (1 + 1 / (3 * 5.5 * 5.5)) * (1 + 1 / 300.0);
    for (int i = 0; i < 4; i++) {
        outside *= 1 + 1 / 30000.0;
    }
    double all = (1 + inside) * outside - 1;
    assert_int_equal(groups.groups, 2);
    assert_estimate(groups.index[0].first, inside / all, 0);
    assert_estimate(groups.index[1].first, (outside - 1) / all, 0);
    assert_estimate(groups.index[0].total, 1 - (outside - 1) / all, 0);
    double members = single.index[0].first.value + single.index[1].first.value;
    assert_true(groups.index[0].first.value > members);
    pr_sobol_indices_free(&groups);
    pr_sobol_indices_free(&single);
    design = scores;
    design.groups = 2;
    design.group = two;
    pr_sobol_indices_t additive = indices_of(&linear_model, design, 0);
    assert_estimate(additive.index[0].first, 1 / 14.0, 0);
    assert_estimate(additive.index[1].first, 13 / 14.0, 0);
    pr_sobol_indices_free(&additive);
}

/* ---- coverage of the intervals ---- */

typedef struct {
    long in, all;
} hits_t;

static void count_hit(hits_t *self, pr_estimate_t got, double truth)
{
    self->in += got.low <= truth && truth <= got.high;
    self->all++;
}

/* The share of intervals that hold the truth: at least `level` less 5 √(level (1 − level)/n), and less `room`
   for an interval that is approximate; nor so wide that none misses. */
static void assert_coverage(const char *what, hits_t hits, double level, double room)
{
    double n = (double)hits.all, share = (double)hits.in / n;
    if (share < level - 5 * sqrt(level * (1 - level) / n) - room || hits.in == hits.all) {
        fail_msg("%s: %ld of %ld intervals of %g hold the truth", what, hits.in, hits.all, level);
    }
}

/* Sobol' indices at 95 % and 80 %: Ishigami, and the linear model with noise. */
static void intervals_of_sobol_indices_cover(void **state)
{
    (void)state;
    static const double truth[][2] = {
        {0.313905191148, 0.557588855210}, {0.442411144790, 0.442411144790}, {0, 0.243683664062}};
    static const double noisy[] = {9 / 15.0, 4 / 15.0, 1 / 15.0, 1 / 15.0};
    for (int l = 0; l < 2; l++) {
        double level = l ? 0.8 : 0.95;
        hits_t hits[7][2] = {{{0, 0}}};
        for (uint64_t seed = 0; seed < 200; seed++) {
            pr_sobol_design_t design = {.points = 128, .seed = 1000 + seed, .level = level};
            pr_sobol_indices_t got = indices_of(&ishigami_model, design, 0);
            design.scores = design.noise = true;
            design.points = 32;
            pr_sensitivity_model_t model = linear_model;
            model.context = &design.seed;
            pr_sobol_indices_t linear = indices_of(&model, design, 0);
            for (size_t g = 0; g < 3; g++) {
                count_hit(&hits[g][0], got.index[g].first, truth[g][0]);
                count_hit(&hits[g][1], got.index[g].total, truth[g][1]);
            }
            for (size_t g = 0; g < 4; g++) {
                count_hit(&hits[3 + g][0], linear.index[NOISY * 4 + g].first, noisy[g]);
                count_hit(&hits[3 + g][1], linear.index[NOISY * 4 + g].total, noisy[g]);
            }
            pr_sobol_indices_free(&got);
            pr_sobol_indices_free(&linear);
        }
        for (size_t i = 0; i < 14; i++) {
            assert_coverage(i % 2 ? "total" : "first", hits[i / 2][i % 2], level, 0.02);
        }
    }
}

/* ---- samples ---- */

enum { ROWS_MOST = 50000 };
static double x[ROWS_MOST][3], y[ROWS_MOST];

/* Rows of the linear model; outcome `which`. */
static void draw_rows(size_t n, uint64_t seed, int which)
{
    for (size_t r = 0; r < n; r++) {
        double out[LINEAR_OUTCOMES];
        for (uint16_t i = 0; i < 3; i++) {
            x[r][i] = chance(seed << 20 | r, (uint16_t)(10 + i));
        }
        linear(NULL, NULL, x[r], seed << 20 | r, out);
        y[r] = out[which];
    }
}

/* S3: partial correlations 3/√10, 2/√5, 1/√2; the standard error of a (partial) correlation is (1 − ρ²)/√n.
   Of ranks: Spearman's r = (6/π) asin(ρ/2) with each independent input, R² = Σ r², so that the partial
   correlation is r/√(r² + 1 − R²); its error is some times 1/√n. */
static void partial_correlations_of_a_noisy_model(void **state)
{
    (void)state;
    const double expected[] = {3 / sqrt(10), 2 / sqrt(5), 1 / sqrt(2)};
    enum { N = ROWS_MOST };
    double rank[3], left = 1;
    for (int i = 0; i < 3; i++) {
        rank[i] = 6 / acos(-1) * asin((3 - i) / sqrt(15) / 2);
        left -= rank[i] * rank[i];
    }
    draw_rows(N, 1, NOISY);
    pr_regression_t fit, ranks;
    assert_int_equal(pr_regression_run(&fit, N, 3, x[0], y, false), 0);
    assert_int_equal(pr_regression_run(&ranks, N, 3, x[0], y, true), 0);
    assert_near(fit.r2, 14 / 15.0, 5 * 2 * sqrt(14 / 15.0) / 15 / sqrt(N)); /* se 2 ρ (1 − ρ²)/√n */
    for (int i = 0; i < 3; i++) {
        double error = (1 - expected[i] * expected[i]) / sqrt(N);
        assert_near(fit.input[i].partial, expected[i], 5 * error);
        assert_near(fit.input[i].coefficient, (3 - i) / sqrt(15), 5 * fit.input[i].se + 5 * 0.5 / sqrt(N));
        assert_near(ranks.input[i].coefficient, rank[i], 5 / sqrt(N));
        assert_near(ranks.input[i].partial, rank[i] / sqrt(rank[i] * rank[i] + left), 5 / sqrt(N));
        assert_true(fit.input[i].p < 1e-12 && ranks.input[i].p < 1e-12);
    }
    pr_regression_free(&fit);
    pr_regression_free(&ranks);
}

/* Of an outcome that is noise p is uniform, also in a small sample; of ranks nearly, so n is larger. */
static void p_values_are_uniform_under_no_effect(void **state)
{
    (void)state;
    enum { SAMPLES = 3000 };
    static double p[2][SAMPLES];
    for (uint64_t s = 0; s < SAMPLES; s++) {
        pr_regression_t fit;
        draw_rows(60, 100 + s, NOISE);
        assert_int_equal(pr_regression_run(&fit, 12, 3, x[0], y, false), 0);
        p[0][s] = fit.input[1].p;
        pr_regression_free(&fit);
        assert_int_equal(pr_regression_run(&fit, 60, 3, x[0], y, true), 0);
        p[1][s] = fit.input[2].p;
        pr_regression_free(&fit);
    }
    assert_ks(p[0], SAMPLES);
    assert_ks(p[1], SAMPLES);
}

/* Given data: no bias of pure noise, also in bins of few rows; the error bar covers. */
static void given_data_of_noise_and_of_a_line(void **state)
{
    (void)state;
    static const double truth[] = {9 / 15.0, 4 / 15.0, 1 / 15.0};
    enum { SAMPLES = 300, N = 400 };
    hits_t hits[3] = {{0, 0}};
    pr_moments_t noise = {0}, wide = {0};
    pr_given_t given[3];
    for (uint64_t s = 0; s < SAMPLES; s++) {
        pr_given_options_t options = {.seed = s, .resamples = 100};
        draw_rows(N, 5000 + s, NOISE);
        assert_int_equal(pr_given_data(given, N, 3, x[0], y, &options), 0);
        pr_moments_add_round(&noise, &given[0].first.value, 1);
        options.bins = 40;
        assert_int_equal(pr_given_data(given, N, 3, x[0], y, &options), 0);
        pr_moments_add_round(&wide, &given[0].first.value, 1);
        draw_rows(N, 9000 + s, NOISY);
        options.bins = 0;
        assert_int_equal(pr_given_data(given, N, 3, x[0], y, &options), 0);
        for (int i = 0; i < 3; i++) {
            count_hit(&hits[i], given[i].first, truth[i]);
        }
    }
    assert_near(pr_moments_mean(&noise), 0, 5 * pr_moments_se(&noise));
    assert_near(pr_moments_mean(&wide), 0, 5 * pr_moments_se(&wide));
    assert_true(pr_moments_se(&noise) < 0.005);
    for (int i = 0; i < 3; i++) {
        assert_coverage("given data", hits[i], 0.95, 0.02);
    }
}

/* Curved: Ishigami from 50,000 rows of a Latin hypercube. A line in each of 64 bins leaves of sin² at most a
   share of (2π/64)⁴/120 or so: nothing. */
static void given_data_of_ishigami(void **state)
{
    (void)state;
    static const double first[] = {0.313905191148, 0.442411144790, 0};
    for (size_t r = 0; r < ROWS_MOST; r++) {
        for (size_t i = 0; i < 3; i++) {
            x[r][i] = pr_latin_at(13, 0, ROWS_MOST, r, i);
        }
        ishigami(NULL, NULL, x[r], 0, &y[r]);
    }
    pr_given_t given[3];
    pr_given_options_t options = {.seed = 1, .resamples = 50};
    assert_int_equal(pr_given_data(given, ROWS_MOST, 3, x[0], y, &options), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(given[i].bins, 64);
        assert_estimate(given[i].first, first[i], 0);
        assert_true(given[i].first.se < 0.005);
    }
}

int main(void)
{
    pr_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ishigami_has_its_indices),
        cmocka_unit_test(sobol_g_has_its_indices),
        cmocka_unit_test(linear_models_have_their_indices),
        cmocka_unit_test(the_total_of_noise_is_what_is_left),
        cmocka_unit_test(groups_have_their_indices),
        cmocka_unit_test(intervals_of_sobol_indices_cover),
        cmocka_unit_test(partial_correlations_of_a_noisy_model),
        cmocka_unit_test(p_values_are_uniform_under_no_effect),
        cmocka_unit_test(given_data_of_noise_and_of_a_line),
        cmocka_unit_test(given_data_of_ishigami),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
