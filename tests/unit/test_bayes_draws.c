/* Summaries of draws, fits, and what does not depend on chance of chains. */
#include "support_bayes.h"
#include <signal.h>

enum { N = 4000 };
static double x[N];

/* The quantiles of a distribution in the middle of N equal weights: draws without chance. */
static void fill(const pr_dist_spec_t *spec)
{
    pr_dist_t dist;
    char why[200];
    if (pr_dist_init(&dist, spec, why, sizeof why) != 0) {
        fail_msg("%s", why);
    }
    for (int i = 0; i < N; i++) { /* in an order that is not theirs */
        x[(i * 1237) % N] = pr_dist_quantile(&dist, (i + 0.5) / N);
    }
    pr_dist_free(&dist);
}

static pr_dist_spec_t spec_of(pr_family_t family)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family);
    return spec;
}

/* ---- fits ---- */

static void assert_own_family(const pr_dist_spec_t *prior)
{
    pr_draws_fit_t fit;
    fill(prior);
    assert_int_equal(pr_draws_fit(&fit, prior, N, x, NULL, 0), 0);
    if (fit.spec.family != prior->family || fit.misfit > 0.03) {
        fail_msg("%s came back as %s, misfit %g", pr_family_name(prior->family),
                 pr_family_name(fit.spec.family), fit.misfit);
    }
    pr_draws_fit_free(&fit);
    pr_draws_fit_free(&fit);
}

static void test_a_family_finds_itself(void **state)
{
    (void)state;
    pr_dist_spec_t spec = spec_of(PR_DIST_NORMAL);
    spec.mean = -2.385, spec.sd = 0.7;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_LOGNORMAL);
    spec.mu = 1.3, spec.sigma = 0.6;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_GAMMA);
    spec.shape = 1.7, spec.scale = 3.1;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_BETA);
    spec.alpha = 0.8, spec.beta = 3.3;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_UNIFORM);
    spec.min = 2, spec.max = 5.5;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_PERT);
    spec.min = 2, spec.mode = 2.6, spec.max = 5.5;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_TRIANGULAR);
    spec.min = 2, spec.mode = 4.1, spec.max = 5.5;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_TRUNCATED_NORMAL);
    spec.mu = 0.3, spec.sigma = 0.4, spec.lo = 0;
    assert_own_family(&spec);
    spec = spec_of(PR_DIST_QUANTILES);
    spec.q05 = 1, spec.q50 = 2, spec.q95 = 5;
    assert_own_family(&spec);
}

/* A narrow posterior between the ends of a flat prior is no flat one; it stays between the ends. */
static void test_another_family_where_the_own_does_not_fit(void **state)
{
    (void)state;
    pr_dist_spec_t prior = spec_of(PR_DIST_UNIFORM), posterior = spec_of(PR_DIST_TRUNCATED_NORMAL);
    prior.min = 0, prior.max = 1;
    posterior.mu = 0.1, posterior.sigma = 0.2, posterior.lo = 0, posterior.hi = 1;
    fill(&posterior);
    pr_draws_fit_t fit;
    assert_int_equal(pr_draws_fit(&fit, &prior, N, x, NULL, 0), 0);
    assert_int_equal(fit.spec.family, PR_DIST_TRUNCATED_NORMAL);
    assert_true(fit.misfit < 0.01);
    assert_near(fit.spec.mu, 0.1, 0.01);
    assert_near(fit.spec.sigma, 0.2, 0.01);
    pr_draws_fit_free(&fit);
    /* a family of which no member stays inside is refused with a sentence */
    char why[200];
    assert_int_equal(pr_draws_fit_family(&fit, PR_DIST_NORMAL, &prior, N, x, why, sizeof why), PR_ERR_DOMAIN);
    assert_non_null(strstr(why, "normal"));
    pr_draws_fit_free(&fit);
    assert_int_equal(pr_draws_fit_family(&fit, PR_DIST_NORMAL, NULL, N, x, why, sizeof why), 0);
    assert_true(fit.misfit > PR_FIT_GOOD);
    pr_draws_fit_free(&fit);
}

static void test_without_a_prior_the_best_is_taken(void **state)
{
    (void)state;
    pr_dist_spec_t spec = spec_of(PR_DIST_LOGNORMAL);
    spec.mu = 0.2, spec.sigma = 0.9;
    fill(&spec);
    pr_draws_fit_t fit;
    assert_int_equal(pr_draws_fit(&fit, NULL, N, x, NULL, 0), 0);
    assert_true(fit.misfit < 0.01);
    assert_true(fit.spec.family == PR_DIST_LOGNORMAL || fit.spec.family == PR_DIST_QUANTILES);
    pr_draws_fit_free(&fit);
}

static void test_values_keep_their_places(void **state)
{
    (void)state;
    const double values[] = {6, 12, 24}, weights[] = {1, 1, 1};
    pr_dist_spec_t prior = spec_of(PR_DIST_DISCRETE);
    prior.values = values, prior.weights = weights, prior.count = 3;
    for (int i = 0; i < N; i++) {
        x[i] = i % 7 == 0 ? 24 : 12; /* 6 has become impossible */
    }
    pr_draws_fit_t fit;
    assert_int_equal(pr_draws_fit(&fit, &prior, N, x, NULL, 0), 0);
    assert_int_equal(fit.spec.family, PR_DIST_DISCRETE);
    assert_int_equal(fit.spec.count, 3);
    assert_true(fit.weights[0] == 0 && fit.weights[1] == 3428 && fit.weights[2] == 572);
    assert_near(fit.misfit, 0, 0);
    pr_draws_fit_free(&fit);
}

static void test_awkward_draws(void **state)
{
    (void)state;
    char why[200];
    const double same[] = {2.385, 2.385, 2.385}, broken[] = {1, NAN, 2};
    pr_draws_fit_t fit;
    assert_int_equal(pr_draws_fit(&fit, NULL, 3, same, why, sizeof why), 0);
    assert_int_equal(fit.spec.family, PR_DIST_FIXED);
    assert_true(fit.spec.value == 2.385 && fit.misfit == 0);
    pr_draws_fit_free(&fit);
    assert_int_equal(pr_draws_fit(&fit, NULL, 3, broken, why, sizeof why), PR_ERR_DOMAIN);
    assert_string_equal(why, "fit: needs two draws or more, all of them finite numbers");
    pr_draws_fit_free(&fit);
    pr_dist_spec_t prior = spec_of(PR_DIST_BETA); /* says nothing */
    assert_int_equal(pr_draws_fit(&fit, &prior, 3, same, why, sizeof why), PR_ERR_DOMAIN);
    assert_non_null(strstr(why, "beta"));
    pr_draws_fit_free(&fit);
    assert_int_equal(pr_draws_fit_family(&fit, PR_DIST_FAMILIES, NULL, 3, same, why, sizeof why),
                     PR_ERR_DOMAIN);
}

/* ---- summaries ---- */

static void test_a_column_is_summarised(void **state)
{
    (void)state;
    const double rows[] = {1, 10, 2, 20, 3, 30, 4, 40, 5, 60};
    pr_summary_t summary;
    assert_int_equal(pr_draws_summary(&summary, 5, 2, rows, 1, 2), 0);
    assert_near(summary.mean, 32, 1e-13);
    assert_near(summary.sd, sqrt(1480.0 / 4), 1e-12);
    assert_near(summary.se, summary.sd / sqrt(2), 1e-12);
    assert_near(summary.p50, 30, 0);
    assert_near(summary.p90, 52, 1e-12);
    assert_int_equal(pr_draws_summary(&summary, 5, 2, rows, 1, 0), 0);
    assert_near(summary.se, summary.sd / sqrt(5), 1e-12);
}

/* Monotone in one another: correlation ±1 whatever the scale; a constant: 0. */
static void test_correlation_of_scores(void **state)
{
    (void)state;
    enum { ROWS = 500 };
    static double rows[ROWS][4];
    double matrix[16], shrunk;
    pr_stream_t stream = test_stream(7, 0);
    for (int i = 0; i < ROWS; i++) {
        double z = pr_normal_draw(&stream);
        rows[i][0] = exp(3 * z);
        rows[i][1] = -z * z * z;
        rows[i][2] = 2.385;
        rows[i][3] = 0.6 * z + 0.8 * pr_normal_draw(&stream);
    }
    assert_int_equal(pr_draws_normal_correlation(ROWS, 4, *rows, -1, matrix, &shrunk), 0);
    /* −1 is singular: one step towards 0 */
    assert_near(shrunk, 0.01, 1e-15);
    assert_near(matrix[1], -0.99, 1e-12);
    assert_true(matrix[0] == 1 && matrix[2] == 0 && matrix[4] == matrix[1]);
    /* ρ 0.6 with standard error (1 − ρ²)/√n, scores of ranks being as good as the numbers themselves */
    assert_near(matrix[3], 0.99 * 0.6, 5 * 0.64 / sqrt(ROWS));
    assert_int_equal(pr_draws_normal_correlation(ROWS, 4, *rows, 2, matrix, NULL), 0);
    assert_near(matrix[1], -0.99, 1e-15);
    assert_near(100 * matrix[3], round(100 * matrix[3]), 1e-12);
}

/* ---- chains ---- */

static double correlated_log(void *context, void *worker, const double *at)
{
    const double rho = *(const double *)context;
    (void)worker;
    return -0.5 * (at[0] * at[0] - 2 * rho * at[0] * at[1] + at[1] * at[1]) / (1 - rho * rho);
}

static void test_threads_give_the_same_bytes(void **state)
{
    (void)state;
    double rho = 0.9;
    pr_target_t target = {.d = 2, .context = &rho, .log_density = correlated_log};
    pr_metropolis_options_t options = {.seed = 385, .chains = 3, .burn_in = 300, .steps = 200, .threads = 1};
    pr_metropolis_t one, three, other;
    assert_int_equal(pr_metropolis_run(&one, &target, &options), 0);
    options.threads = 3;
    assert_int_equal(pr_metropolis_run(&three, &target, &options), 0);
    options.seed = 386;
    assert_int_equal(pr_metropolis_run(&other, &target, &options), 0);
    assert_memory_equal(one.draws, three.draws, 3 * 200 * 2 * sizeof(double));
    assert_memory_equal(one.log_density, three.log_density, 3 * 200 * sizeof(double));
    assert_memory_equal(one.mixing, three.mixing, 2 * sizeof(pr_mixing_t));
    assert_true(one.acceptance == three.acceptance && one.thin == three.thin);
    assert_memory_not_equal(one.draws, other.draws, 3 * 200 * 2 * sizeof(double));
    pr_metropolis_free(&one);
    pr_metropolis_free(&one);
    pr_metropolis_free(&three);
    pr_metropolis_free(&other);
}

/* One more chain moves no other: a draw is a pure function of seed, chain and step. */
static void test_a_chain_depends_on_its_number_alone(void **state)
{
    (void)state;
    double rho = -0.5;
    pr_target_t target = {.d = 2, .context = &rho, .log_density = correlated_log};
    pr_metropolis_options_t options = {
        .seed = 385, .chains = 2, .burn_in = 100, .steps = 50, .most_steps = 50, .threads = 1};
    pr_metropolis_t two, three;
    assert_int_equal(pr_metropolis_run(&two, &target, &options), 0);
    options.chains = 3;
    assert_int_equal(pr_metropolis_run(&three, &target, &options), 0);
    assert_int_equal(three.thin, 1);
    assert_memory_equal(two.draws, three.draws, 2 * 50 * 2 * sizeof(double));
    for (size_t i = 0; i < 150; i++) {
        assert_near(three.log_density[i], correlated_log(&rho, NULL, three.draws + 2 * i), 0);
    }
    pr_metropolis_free(&two);
    pr_metropolis_free(&three);
}

static double nowhere(void *context, void *worker, const double *at)
{
    (void)context;
    (void)worker;
    return at[0] > 1e9 ? 0 : NAN;
}

static int no_room(void *context, void **worker)
{
    (void)context;
    (void)worker;
    return PR_ERR_IO;
}

static void test_what_cannot_be_sampled_is_refused(void **state)
{
    (void)state;
    double rho = 0.3, flat[] = {1, 0}, lost[] = {0, INFINITY};
    volatile sig_atomic_t stop = 1;
    pr_target_t target = {.d = 2, .context = &rho, .log_density = correlated_log};
    pr_target_t impossible = {.d = 1, .log_density = nowhere};
    pr_target_t closed = {.d = 2, .context = &rho, .open = no_room, .log_density = correlated_log};
    pr_metropolis_options_t plain = {.steps = 10, .burn_in = 10, .threads = 1};
    pr_metropolis_options_t bad[] = {{.chains = 1},         {.chains = 65},     {.steps = 3},
                                     {.thin = SIZE_MAX},    {.scale = flat},    {.centre = lost},
                                     {.burn_in = SIZE_MAX}, {.steps = SIZE_MAX}};
    pr_metropolis_t self;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(pr_metropolis_run(&self, &target, &bad[i]), PR_ERR_DOMAIN);
        pr_metropolis_free(&self);
    }
    assert_int_equal(pr_metropolis_run(&self, &impossible, &plain), PR_ERR_DOMAIN);
    pr_metropolis_free(&self);
    assert_int_equal(pr_metropolis_run(&self, &closed, &plain), PR_ERR_IO);
    pr_metropolis_free(&self);
    plain.stop = &stop;
    assert_int_equal(pr_metropolis_run(&self, &target, &plain), PR_INTERRUPTED);
    assert_int_equal(self.steps, 0);
    pr_metropolis_free(&self);
}

/* ---- mixing ---- */

static void test_mixing_of_what_does_not_vary(void **state)
{
    (void)state;
    pr_mixing_t mixing;
    double apart[40];
    for (int i = 0; i < 40; i++) {
        apart[i] = i < 20 ? 1 : 2; /* two chains that stand still */
        x[i] = 2.385;
    }
    assert_int_equal(pr_mixing(&mixing, 2, 20, x), 0);
    assert_true(isnan(mixing.rhat) && isnan(mixing.ess_bulk));
    assert_int_equal(pr_mixing(&mixing, 2, 20, apart), 0);
    assert_true(isinf(mixing.rhat));
    assert_true(mixing.ess_bulk < 3);
    assert_int_equal(pr_mixing(&mixing, 2, 3, x), PR_ERR_DOMAIN);
    apart[7] = NAN;
    assert_int_equal(pr_mixing(&mixing, 2, 20, apart), PR_ERR_DOMAIN);
}

/* ---- what chance could have made ---- */

/* An AR(1) chain of standard normals: the mean's standard error is √((1 + φ)/(1 − φ)/N). */
static void chain_of(uint64_t number, double persistence, double *out)
{
    pr_stream_t stream = test_stream(2385, number);
    double at = pr_normal_draw(&stream);
    for (int i = 0; i < N; i++) {
        out[i] = at;
        at = persistence * at + sqrt(1 - persistence * persistence) * pr_normal_draw(&stream);
    }
}

/* t is Student's with 39 degrees of freedom: its variance is 39/37, and over 400 chains that has an sd of
   about √(2.3/400)·39/37 = 0.08; batches of 100 steps, which are short beside a memory of 19, add up to 0.2.
 */
static void test_chance_is_told_from_a_shift(void **state)
{
    (void)state;
    enum { CHAINS = 400 };
    double squares = 0, shift = 10 * sqrt(19.0 / N);
    int large = 0;
    for (uint64_t number = 0; number < CHAINS; number++) {
        chain_of(number, 0.9, x);
        double t = pr_draws_t(N, x, 0);
        squares += t * t / CHAINS;
        large += fabs(t) > pr_draws_t_limit(CHAINS);
        assert_true(fabs(pr_draws_t(N, x, shift)) > 4); /* ten standard errors off */
    }
    assert_near(squares, 39.0 / 37, 5 * 0.08 + 0.2);
    assert_true(large <= 1);
    assert_near(pr_draws_t_limit(1), 2.7079, 1e-3); /* tables: t 0.995, 39 */
    assert_true(pr_draws_t_limit(800) > pr_draws_t_limit(80));
}

/* Three columns: the second follows the first, the third is alone. What is kept stays, what is chance is 0.
 */
static void test_correlation_by_chance_is_left_out(void **state)
{
    (void)state;
    static double rows[N][3], other[N];
    double matrix[9];
    bool kept[9] = {false};
    chain_of(1, 0.8, x);
    chain_of(2, 0.8, other);
    for (int i = 0; i < N; i++) {
        rows[i][0] = x[i];
        rows[i][1] = 0.6 * x[i] + 0.8 * other[i];
    }
    chain_of(3, 0.8, x);
    for (int i = 0; i < N; i++) {
        rows[i][2] = x[i];
    }
    assert_int_equal(pr_draws_told_correlation(N, 3, *rows, NULL, 3, matrix, NULL), 0);
    assert_near(matrix[1], 0.6, 5 * (1 - 0.36) * sqrt(9.0 / N));
    assert_true(matrix[2] == 0 && matrix[5] == 0 && matrix[8] == 1);
    kept[2] = kept[6] = true;
    assert_int_equal(pr_draws_told_correlation(N, 3, *rows, kept, 3, matrix, NULL), 0);
    assert_true(matrix[2] != 0 && matrix[2] == matrix[6] && matrix[5] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_family_finds_itself),
        cmocka_unit_test(test_another_family_where_the_own_does_not_fit),
        cmocka_unit_test(test_without_a_prior_the_best_is_taken),
        cmocka_unit_test(test_values_keep_their_places),
        cmocka_unit_test(test_awkward_draws),
        cmocka_unit_test(test_a_column_is_summarised),
        cmocka_unit_test(test_correlation_of_scores),
        cmocka_unit_test(test_chance_is_told_from_a_shift),
        cmocka_unit_test(test_correlation_by_chance_is_left_out),
        cmocka_unit_test(test_threads_give_the_same_bytes),
        cmocka_unit_test(test_a_chain_depends_on_its_number_alone),
        cmocka_unit_test(test_what_cannot_be_sampled_is_refused),
        cmocka_unit_test(test_mixing_of_what_does_not_vary),
    };
    return cmocka_run_group_tests(tests, start_library_once, NULL);
}
