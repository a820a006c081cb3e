/*
 * The sampler on targets whose moments are known. A mean of draws has standard error sd/√ess, the effective
 * number from the chains themselves; a mean of squares of a normal has √2·σ²/√ess, ess of the squares. Every
 * comparison is within five of them. Seeds are fixed.
 */
#include "support_bayes.h"
#include <gsl/gsl_linalg.h>
#include <poolraming/statistics.h>

/* The mean over all draws of a function of a row, with its standard error. */
typedef struct {
    double mean, se;
} estimate_t;

static estimate_t mean_over(const pr_metropolis_t *self, double (*of)(const double *row))
{
    size_t rows = self->chains * self->steps;
    double *value = malloc(rows * sizeof *value);
    pr_moments_t moments = {0};
    pr_mixing_t mixing;
    for (size_t i = 0; i < rows; i++) {
        value[i] = of(self->draws + i * self->d);
    }
    pr_moments_add_round(&moments, value, rows);
    assert_int_equal(pr_mixing(&mixing, self->chains, self->steps, value), 0);
    free(value);
    return (estimate_t){pr_moments_mean(&moments), pr_moments_sd(&moments) / sqrt(mixing.ess_mean)};
}

static void assert_mean(const pr_metropolis_t *self, double (*of)(const double *row), double wanted)
{
    estimate_t estimate = mean_over(self, of);
    if (!(fabs(estimate.mean - wanted) < 5 * estimate.se)) {
        fail_msg("%g, wanted %g, standard error %g", estimate.mean, wanted, estimate.se);
    }
}

static pr_metropolis_t sample(const pr_target_t *target, pr_metropolis_options_t options)
{
    pr_metropolis_t self;
    options.threads = 2;
    assert_int_equal(pr_metropolis_run(&self, target, &options), 0);
    if (!self.converged) {
        fail_msg("R-hat %g, ess %g, acceptance %g", self.rhat, self.ess, self.acceptance);
    }
    return self;
}

/* ---- five correlated normals of very different scale ---- */

enum { D = 5 };
static const double centre[D] = {100, -3, 0.02, 7, 0}, sd[D] = {25, 1, 0.004, 2, 0.3};
static double inverse[D * D];

/* ρ_ij = (−0.8)^|i − j| */
static double covariance_of(int i, int j)
{
    return sd[i] * sd[j] * pow(-0.8, abs(i - j));
}

static double normal_log(void *context, void *worker, const double *x)
{
    double sum = 0;
    (void)context;
    (void)worker;
    for (int i = 0; i < D; i++) {
        for (int j = 0; j < D; j++) {
            sum += (x[i] - centre[i]) * inverse[i * D + j] * (x[j] - centre[j]);
        }
    }
    return -0.5 * sum;
}

static double first(const double *x)
{
    return x[0];
}

static double third(const double *x)
{
    return x[2];
}

static double product_01(const double *x)
{
    return (x[0] - centre[0]) * (x[1] - centre[1]);
}

static double product_24(const double *x)
{
    return (x[2] - centre[2]) * (x[4] - centre[4]);
}

static double square_3(const double *x)
{
    return (x[3] - centre[3]) * (x[3] - centre[3]);
}

static void test_correlated_normals(void **state)
{
    (void)state;
    const double rough[D] = {100, 0.3, 0.01, 1, 1}, start[D] = {0, 0, 0, 0, 0};
    gsl_matrix_view view = gsl_matrix_view_array(inverse, D, D);
    for (int i = 0; i < D * D; i++) {
        inverse[i] = covariance_of(i / D, i % D);
    }
    gsl_linalg_cholesky_decomp1(&view.matrix);
    gsl_linalg_cholesky_invert(&view.matrix);
    pr_target_t target = {.d = D, .log_density = normal_log};
    pr_metropolis_t self =
        sample(&target, (pr_metropolis_options_t){.seed = 385, .centre = start, .scale = rough});
    assert_mean(&self, first, centre[0]);
    assert_mean(&self, third, centre[2]);
    assert_mean(&self, product_01, covariance_of(0, 1));
    assert_mean(&self, product_24, covariance_of(2, 4));
    assert_mean(&self, square_3, covariance_of(3, 3));
    /* what Roberts, Gelman & Gilks (1997) found best for five dimensions: about 0.28 */
    assert_true(self.acceptance > 0.2 && self.acceptance < 0.4);
    pr_metropolis_free(&self);
}

/* ---- a banana: x ~ N(0, 2²), y | x ~ N(x², 0.7²) ---- */

static double banana_log(void *context, void *worker, const double *x)
{
    double off = (x[1] - x[0] * x[0]) / 0.7;
    (void)context;
    (void)worker;
    return -0.5 * (x[0] * x[0] / 4 + off * off);
}

static double second(const double *x)
{
    return x[1];
}

static double square_0(const double *x)
{
    return x[0] * x[0];
}

static void test_a_banana(void **state)
{
    (void)state;
    pr_target_t target = {.d = 2, .log_density = banana_log};
    pr_metropolis_t self =
        sample(&target, (pr_metropolis_options_t){.seed = 20230415, .most_steps = 1 << 20});
    assert_mean(&self, first, 0);
    assert_mean(&self, square_0, 4);
    assert_mean(&self, second, 4);
    pr_metropolis_free(&self);
}

/* ---- a bounded one: Beta(2.385, 0.7) through its log-odds, with the Jacobian p(1 − p) ---- */

static double log_odds_log(void *context, void *worker, const double *x)
{
    (void)context;
    (void)worker;
    return -2.385 * log1p(exp(-x[0])) - 0.7 * log1p(exp(x[0]));
}

static double share(const double *x)
{
    return 1 / (1 + exp(-x[0]));
}

static double share_below_60(const double *x)
{
    return share(x) < 0.6;
}

static void test_a_share_through_its_log_odds(void **state)
{
    (void)state;
    pr_share_law_t law = {2.385, 0.7};
    pr_target_t target = {.d = 1, .log_density = log_odds_log};
    pr_metropolis_t self = sample(&target, (pr_metropolis_options_t){.seed = 7});
    assert_mean(&self, share, pr_share_mean(&law));
    /* the distribution function at 0.6, found through its quantile */
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        *(pr_share_quantile(&law, middle) < 0.6 ? &low : &high) = middle;
    }
    assert_mean(&self, share_below_60, low);
    assert_true(self.acceptance > 0.3 && self.acceptance < 0.6); /* about 0.44 in one dimension */
    pr_metropolis_free(&self);
}

/* ---- what must be noticed ---- */

/* Two normals eighty sd apart: a chain sees the one it starts in. */
static double two_peaks_log(void *context, void *worker, const double *x)
{
    double low = x[0] + 40, high = x[0] - 40;
    (void)context;
    (void)worker;
    return x[0] < 0 ? -0.5 * low * low : -0.5 * high * high;
}

static void test_separated_chains_are_no_convergence(void **state)
{
    (void)state;
    const double wide = 40;
    pr_target_t target = {.d = 1, .log_density = two_peaks_log};
    pr_metropolis_options_t options = {
        .seed = 12, .chains = 6, .scale = &wide, .most_steps = 8000, .threads = 2};
    pr_metropolis_t self;
    assert_int_equal(pr_metropolis_run(&self, &target, &options), 0);
    assert_false(self.converged);
    assert_true(self.rhat > 1.5);
    assert_int_equal(self.thin, 4); /* two doublings were tried */
    assert_true(self.mixing[0].ess_bulk < 20);
    pr_metropolis_free(&self);
}

/* ---- diagnostics on series whose law is known ---- */

enum { CHAINS = 4, STEPS = 2000, REPEATS = 60 };
static double series[CHAINS][STEPS];

/* Stationary AR(1) of variance 1; chain c moved and stretched. */
static void fill_series(uint64_t seed, double phi, double move, double stretch)
{
    for (uint64_t c = 0; c < CHAINS; c++) {
        pr_stream_t stream = test_stream(seed, c);
        double x = pr_normal_draw(&stream);
        for (int t = 0; t < STEPS; t++) {
            series[c][t] = (double)c * move + (c == 0 ? stretch : 1) * x;
            x = phi * x + sqrt(1 - phi * phi) * pr_normal_draw(&stream);
        }
    }
}

/* Of the mean of an AR(1) the draws count for S(1 − φ)/(1 + φ). The mean of 60 estimates is within five of
   its own standard errors, and 2 % (the estimate's bias: where Geyer's sequence is cut). */
static void check_ess(double phi)
{
    double sum = 0, sum2 = 0, bulk = 0, most, wanted = CHAINS * STEPS * (1 - phi) / (1 + phi);
    most = 1 + 0.5 * (1 + 5 * sqrt(2.0 / 7)) * 8 / fmin(wanted, 4800);
    for (uint64_t i = 0; i < REPEATS; i++) {
        pr_mixing_t mixing;
        fill_series(1000 + i, phi, 0, 1);
        assert_int_equal(pr_mixing(&mixing, CHAINS, STEPS, *series), 0);
        double ratio = mixing.ess_mean / wanted;
        sum += ratio;
        sum2 += ratio * ratio;
        bulk += mixing.ess_bulk / mixing.ess_mean / REPEATS;
        assert_true(mixing.rhat < most);
    }
    double mean = sum / REPEATS, se = sqrt((sum2 / REPEATS - mean * mean) / (REPEATS - 1));
    if (!(fabs(mean - 1) < 5 * se + 0.02) || !(fabs(bulk - 1) < 0.02)) {
        fail_msg("phi %g: mean ratio %g, standard error %g; bulk %g", phi, mean, se, bulk);
    }
}

static void test_effective_draws_of_an_ar1(void **state)
{
    (void)state;
    check_ess(0);
    check_ess(0.5);
    check_ess(0.9);
    check_ess(-0.5); /* antithetic: more than there are */
}

static void test_rhat_sees_location_and_spread(void **state)
{
    (void)state;
    pr_mixing_t mixing;
    fill_series(5, 0.3, 0, 1);
    assert_int_equal(pr_mixing(&mixing, CHAINS, STEPS, *series), 0);
    assert_true(mixing.rhat < 1.01);
    fill_series(5, 0.3, 0.25, 1); /* means a quarter of an sd apart */
    assert_int_equal(pr_mixing(&mixing, CHAINS, STEPS, *series), 0);
    assert_true(mixing.rhat > 1.01);
    fill_series(5, 0.3, 0, 2); /* one chain twice as wide: the folded ranks see it */
    assert_int_equal(pr_mixing(&mixing, CHAINS, STEPS, *series), 0);
    assert_true(mixing.rhat > 1.01);
    fill_series(5, 0.3, 0, 1); /* all chains drift: their halves differ */
    for (int c = 0; c < CHAINS; c++) {
        for (int t = 0; t < STEPS; t++) {
            series[c][t] += (double)t / STEPS;
        }
    }
    assert_int_equal(pr_mixing(&mixing, CHAINS, STEPS, *series), 0);
    assert_true(mixing.rhat > 1.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_correlated_normals),
        cmocka_unit_test(test_a_banana),
        cmocka_unit_test(test_a_share_through_its_log_odds),
        cmocka_unit_test(test_separated_chains_are_no_convergence),
        cmocka_unit_test(test_effective_draws_of_an_ar1),
        cmocka_unit_test(test_rhat_sees_location_and_spread),
    };
    return cmocka_run_group_tests(tests, start_library_once, NULL);
}
