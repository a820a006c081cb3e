/*
 * Posteriors against their own prior: over 200 simulated data sets with a fixed seed the ranks of the truth
 * among 99 draws are uniform, for the conjugate laws and for the sampler. A p-value below 1e-4 in the eight
 * here would itself be a one-in-a-thousand event. A posterior half as wide is caught.
 */
#include "support_bayes.h"

enum { SETS = 200, DRAWS = 99, BINS = 10 };
#define P_MIN 1e-4

typedef struct {
    double narrow; /* draws are pulled towards the posterior's mean by this factor: 1 is right */
} study_t;

static pr_stream_t stream_at(uint64_t number, uint16_t sub)
{
    pr_source_t source = {20230415, number};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_PARAMETER, 0, 0, sub});
    return stream;
}

static pr_rank_check_result_t run(const pr_rank_check_t *check)
{
    pr_rank_check_result_t result;
    assert_int_equal(pr_rank_check_run(&result, check, SETS, DRAWS, BINS, 2), 0);
    return result;
}

static void assert_uniform(const pr_rank_check_t *check)
{
    pr_rank_check_result_t result = run(check);
    for (size_t i = 0; i < check->d; i++) {
        if (!(result.tests[i].chi2_p > P_MIN && result.tests[i].ks_p > P_MIN)) {
            fail_msg("parameter %zu: p %g and %g", i, result.tests[i].chi2_p, result.tests[i].ks_p);
        }
    }
    pr_rank_check_free(&result);
}

/* A posterior half as wide puts the truth in the outer ranks: expected counts of the outer two bins roughly
   three times the uniform's, so that χ² of 200 data sets is far beyond its 1e-4 point (9 degrees of
   freedom: 33.7). */
static void assert_caught(const pr_rank_check_t *check)
{
    pr_rank_check_result_t result = run(check);
    assert_true(result.tests[0].chi2_p < P_MIN);
    pr_rank_check_free(&result);
}

/* ---- counts of a rate: Gamma(2.385, 0.7) ---- */

static const double exposure[3] = {0.4, 1.7, 1.1};

static int rate_prior(void *context, uint64_t number, double *parameters)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 1);
    *parameters = pr_gamma_draw(&stream, 2.385) / 0.7;
    return 0;
}

static int rate_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 2);
    for (int i = 0; i < 3; i++) {
        data[i] = (double)pr_poisson_draw(&stream, *parameters * exposure[i]);
    }
    return 0;
}

static int rate_posterior(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    const study_t *study = context;
    pr_stream_t stream = stream_at(number, 3);
    pr_rate_law_t law = {2.385, 0.7};
    int status = 0;
    for (int i = 0; i < 3; i++) {
        status = status ? status : pr_rate_update(&law, data[i], exposure[i]);
    }
    double mean = pr_rate_mean(&law);
    for (size_t k = 0; k < draws; k++) {
        out[k] = mean + study->narrow * (pr_rate_quantile(&law, pr_stream_uniform(&stream)) - mean);
    }
    return status;
}

static void test_gamma_poisson(void **state)
{
    (void)state;
    study_t study = {1};
    pr_rank_check_t check = {1, 3, &study, rate_prior, rate_data, rate_posterior};
    assert_uniform(&check);
    study.narrow = 0.5;
    assert_caught(&check);
}

/* ---- successes of a share: Beta(2, 3) ---- */

static int share_prior(void *context, uint64_t number, double *parameters)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 4);
    *parameters = pr_beta_draw(&stream, 2, 3);
    return 0;
}

static int share_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 5);
    *data = (double)pr_binomial_draw(&stream, 37, *parameters);
    return 0;
}

static int share_posterior(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    const study_t *study = context;
    pr_stream_t stream = stream_at(number, 6);
    pr_share_law_t law = {2, 3};
    int status = pr_share_update(&law, *data, 37);
    double mean = pr_share_mean(&law);
    for (size_t k = 0; k < draws; k++) {
        out[k] = mean + study->narrow * (pr_share_quantile(&law, pr_stream_uniform(&stream)) - mean);
    }
    return status;
}

static void test_beta_binomial(void **state)
{
    (void)state;
    study_t study = {1};
    pr_rank_check_t check = {1, 1, &study, share_prior, share_data, share_posterior};
    assert_uniform(&check);
    study.narrow = 0.5;
    assert_caught(&check);
}

/* ---- the sampler: six municipalities' counts with ln of the mean ~ N(1, 0.5²), ln of the shape ~ N(0.5,
 * 0.5²) ---- */

enum { PLACES = 6, PERIODS = 3 };

static int counts_prior(void *context, uint64_t number, double *parameters)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 7);
    parameters[0] = 1 + 0.5 * pr_normal_draw(&stream);
    parameters[1] = 0.5 + 0.5 * pr_normal_draw(&stream);
    return 0;
}

static int counts_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 8);
    double shape = exp(parameters[1]);
    for (int m = 0; m < PLACES; m++) {
        double factor = pr_gamma_draw(&stream, shape) / shape;
        for (int t = 0; t < PERIODS; t++) {
            data[m * PERIODS + t] = (double)pr_poisson_draw(&stream, exp(parameters[0]) * factor);
        }
    }
    return 0;
}

static double counts_log(void *context, void *worker, const double *x)
{
    const double *data = context;
    double mean = exp(x[0]), means[PERIODS] = {mean, mean, mean};
    double sum = -2 * ((x[0] - 1) * (x[0] - 1) + (x[1] - 0.5) * (x[1] - 0.5));
    (void)worker;
    for (int m = 0; m < PLACES; m++) {
        int64_t count[PERIODS];
        for (int t = 0; t < PERIODS; t++) {
            count[t] = (int64_t)data[m * PERIODS + t];
        }
        sum += pr_shared_counts_log(PERIODS, count, means, exp(x[1]));
    }
    return sum;
}

/* Every 40th step of four chains: an effective draw each. */
static int counts_posterior(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    const study_t *study = context;
    const double centre[] = {1, 0.5}, scale[] = {0.5, 0.5};
    double copy[PLACES * PERIODS];
    memcpy(copy, data, sizeof copy);
    pr_target_t target = {.d = 2, .context = copy, .log_density = counts_log};
    pr_metropolis_options_t options = {.seed = number,
                                       .burn_in = 500,
                                       .steps = 25,
                                       .thin = 40,
                                       .most_steps = 1000,
                                       .centre = centre,
                                       .scale = scale,
                                       .threads = 1};
    pr_metropolis_t chain;
    int status = pr_metropolis_run(&chain, &target, &options);
    pr_summary_t level;
    status = status ? status : pr_draws_summary(&level, 100, 2, chain.draws, 0, 0);
    if (status == 0) {
        memcpy(out, chain.draws, draws * 2 * sizeof *out);
    }
    for (size_t k = 0; k < draws && status == 0; k++) {
        out[2 * k] = level.mean + study->narrow * (out[2 * k] - level.mean);
    }
    pr_metropolis_free(&chain);
    return status;
}

static void test_the_sampler(void **state)
{
    (void)state;
    study_t study = {1};
    pr_rank_check_t check = {2, PLACES * PERIODS, &study, counts_prior, counts_data, counts_posterior};
    assert_uniform(&check);
    study.narrow = 0.5;
    assert_caught(&check);
}

/* ---- yearly figures with a gap: normal-inverse-gamma, k = 2; the year after the gap starts afresh ---- */

enum { YEARS = 12 };
static const int year[YEARS] = {2010, 2011, 2012, 2013, 2014, 2017, 2018, 2019, 2020, 2021, 2022, 2023};

static pr_linear_law_t yearly_law(void)
{
    const double mean[] = {0.01, 0.4}, sd[] = {1.5, 30};
    pr_linear_law_t law;
    assert_int_equal(pr_linear_init(&law, 2, mean, sd, 3, 0.0004), 0);
    return law;
}

/* constant, persistence, σ */
static int yearly_prior(void *context, uint64_t number, double *parameters)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 9);
    parameters[2] = 1 / sqrt(pr_gamma_draw(&stream, 3) / 0.0004);
    parameters[0] = 0.01 + 1.5 * parameters[2] * pr_normal_draw(&stream);
    parameters[1] = 0.4 + 30 * parameters[2] * pr_normal_draw(&stream);
    return 0;
}

static int yearly_data(void *context, uint64_t number, const double *parameters, double *data)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 10);
    for (int i = 0; i < YEARS; i++) {
        double z = pr_normal_draw(&stream);
        bool follows = i > 0 && year[i] == year[i - 1] + 1;
        data[i] = follows ? parameters[0] + parameters[1] * data[i - 1] + parameters[2] * z : 0.02 + 0.01 * z;
    }
    return 0;
}

static int yearly_posterior(void *context, uint64_t number, const double *data, size_t draws, double *out)
{
    (void)context;
    pr_stream_t stream = stream_at(number, 11);
    pr_linear_law_t law = yearly_law();
    size_t pairs;
    int status = pr_ar1_update(&law, YEARS, year, data, &pairs);
    assert_int_equal(pairs, 10);
    for (size_t k = 0; k < draws; k++) {
        out[3 * k] = pr_linear_quantile(&law, 0, pr_stream_uniform(&stream));
        out[3 * k + 1] = pr_linear_quantile(&law, 1, pr_stream_uniform(&stream));
        out[3 * k + 2] = pr_linear_sd_quantile(&law, pr_stream_uniform(&stream));
    }
    return status;
}

static void test_yearly_figures(void **state)
{
    (void)state;
    pr_rank_check_t check = {3, YEARS, NULL, yearly_prior, yearly_data, yearly_posterior};
    assert_uniform(&check);
}

/* The 80 % intervals of right posteriors hold the truth in 160 of 200, within five times √(200·0.8·0.2), and
   the exact interval of the share has it. */
static void test_coverage_of_right_posteriors(void **state)
{
    (void)state;
    double lower[SETS], upper[SETS], truth[SETS], data[3];
    for (uint64_t i = 0; i < SETS; i++) {
        pr_rate_law_t law = {2.385, 0.7};
        assert_int_equal(rate_prior(NULL, i, &truth[i]), 0);
        assert_int_equal(rate_data(NULL, i, &truth[i], data), 0);
        for (int k = 0; k < 3; k++) {
            assert_int_equal(pr_rate_update(&law, data[k], exposure[k]), 0);
        }
        lower[i] = pr_rate_quantile(&law, 0.1);
        upper[i] = pr_rate_quantile(&law, 0.9);
    }
    pr_coverage_t coverage = pr_coverage(SETS, lower, upper, truth, 0.9999);
    assert_true(fabs((double)coverage.inside - 160) < 5 * sqrt(200 * 0.8 * 0.2));
    assert_true(coverage.lower < 0.8 && coverage.upper > 0.8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gamma_poisson),
        cmocka_unit_test(test_beta_binomial),
        cmocka_unit_test(test_the_sampler),
        cmocka_unit_test(test_yearly_figures),
        cmocka_unit_test(test_coverage_of_right_posteriors),
    };
    return cmocka_run_group_tests(tests, start_library_once, NULL);
}
