/* The draws of benefits against their laws, and the bootstrap against the delta method. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/bootstrap.h"
#include "support_pool.h"
#include <poolraming/benefit.h>

enum { REPLICATES = 20000, REACHED = 60, PLACES = 3, FIRST = 1 };

/* Three municipalities that reach 60.5 residents in all months of 2024 together, and nobody later. */
static pool_case_t *reached_case(void)
{
    pool_case_t *self = pool_case_new(PLACES);
    pr_benefit_inputs_t *in = &self->inputs.benefit;
    self->scenario.benefit_method = PR_BENEFIT_MECHANISM;
    *in = (pr_benefit_inputs_t){.success_share = 0.2385,
                                .avoided_eur_per_year = 3450,
                                .avoided_cv = 0.8,
                                .years = 1,
                                .payer_concentration = 20,
                                .payer_share = {0.10, 0.35, 0.10, 0, 0.30, 0.05, 0.10}};
    assert_int_equal(pr_ledger_init(&self->ledger, &self->scenario), 0);
    for (size_t m = 1; m <= PLACES; m++) {
        for (int t = 0; t < 12; t++) {
            pr_ledger_row(&self->ledger, PR_MONTH_SERVED, m)[t] = (REACHED + 0.5) / 12;
            pr_ledger_row(&self->ledger, PR_MONTH_SERVED, 0)[t] += (REACHED + 0.5) / 12;
        }
    }
    return self;
}

static void draw(pool_case_t *self, uint64_t k, pr_benefit_t *out)
{
    static const pr_surplus_t none;
    pr_keys_reset();
    assert_int_equal(pr_benefit_simulate(&self->scenario, &self->inputs, &self->budget, &none, &self->ledger,
                                         (pr_source_t){2385, k}, out),
                     0);
}

/* Successes ~ Binomial(3·60, p): mean np, variance np(1 − p). σ of the mean √(v/R); of the variance
   v √((2 + κ)/R), κ = (1 − 6p(1 − p))/(np(1 − p)). The half resident of each place counts in no year. */
static void successes_are_binomial(void **state)
{
    (void)state;
    pool_case_t *self = reached_case();
    double p = self->inputs.benefit.success_share, n = PLACES * REACHED, sum = 0, square = 0;
    for (uint64_t k = 0; k < REPLICATES; k++) {
        pr_benefit_t b;
        draw(self, k, &b);
        double d = b.successes[FIRST] - n * p;
        assert_true(b.successes[FIRST + 1] == 0);
        sum += d;
        square += d * d;
    }
    double v = n * p * (1 - p), kurtosis = (1 - 6 * p * (1 - p)) / v;
    assert_true(fabs(sum / REPLICATES) < 5 * sqrt(v / REPLICATES));
    assert_true(fabs(square / REPLICATES - v) < 5 * v * sqrt((2 + kurtosis) / REPLICATES));
    pool_case_free(self);
}

/* With everybody a success: the sum of n costs of mean μ and coefficient of variation c is a gamma of shape
   a = n/c², mean nμ, variance nμ²c²; κ = 6/a. */
static void avoided_costs_are_one_gamma_of_the_sum(void **state)
{
    (void)state;
    pool_case_t *self = reached_case();
    pr_benefit_inputs_t *in = &self->inputs.benefit;
    in->success_share = 1;
    double n = PLACES * REACHED, mean = n * in->avoided_eur_per_year, sum = 0, square = 0;
    double v = mean * in->avoided_eur_per_year * in->avoided_cv * in->avoided_cv;
    for (uint64_t k = 0; k < REPLICATES; k++) {
        pr_benefit_t b;
        draw(self, k, &b);
        double d = b.gain[FIRST] - mean;
        sum += d;
        square += d * d;
    }
    double kurtosis = 6 * in->avoided_cv * in->avoided_cv / n;
    assert_true(fabs(sum / REPLICATES) < 5 * sqrt(v / REPLICATES));
    assert_true(fabs(square / REPLICATES - v) < 5 * v * sqrt((2 + kurtosis) / REPLICATES));
    pool_case_free(self);
}

/* A Dirichlet(c·s): mean s, variance s(1 − s)/(c + 1), covariance −s t/(c + 1). */
static void payers_are_dirichlet(void **state)
{
    (void)state;
    pool_case_t *self = reached_case();
    const double *share = self->inputs.benefit.payer_share;
    double sum[PR_PAYERS] = {0}, square[PR_PAYERS] = {0}, product = 0, fourth = 0;
    for (uint64_t k = 0; k < REPLICATES; k++) {
        pr_benefit_t b;
        draw(self, k, &b);
        for (size_t i = 0; i < PR_PAYERS; i++) {
            double d = b.share[i] - share[i];
            sum[i] += d;
            square[i] += d * d;
        }
        double both = (b.share[1] - share[1]) * (b.share[4] - share[4]);
        product += both;
        fourth += both * both;
    }
    for (size_t i = 0; i < PR_PAYERS; i++) {
        double v = share[i] * (1 - share[i]) / 21;
        assert_true(fabs(sum[i] / REPLICATES) <= 5 * sqrt(v / REPLICATES));
        assert_true(fabs(square[i] / REPLICATES - v) <= 5 * v * sqrt(6.0 / REPLICATES)); /* κ below 4 here */
    }
    /* σ of a mean of products from their own second moment. */
    double mean = product / REPLICATES, sigma = sqrt((fourth / REPLICATES - mean * mean) / REPLICATES);
    assert_true(fabs(mean + share[1] * share[4] / 21) < 5 * sigma);
    pool_case_free(self);
}

/* y = 2x + noise: the ratio of means of n pairs has σ² = (var y − 2R cov + R² var x)/(n x̄²), by the delta
   method; the resamples' spread agrees within its own error, √(1/(2B)) of it, and n is large enough for the
   rest. */
static void resamples_have_the_spread_of_the_delta_method(void **state)
{
    (void)state;
    enum { N = 5000, B = 2000 };
    pr_ratios_t ratios = {.count = 1, .above = {1}, .below = {0}, .columns = 2, .kept = N};
    ratios.value = calloc(2 * N, sizeof *ratios.value);
    double *out = calloc(B, sizeof *out), x = 0, y = 0, xx = 0, yy = 0, xy = 0, sum = 0, square = 0;
    pr_stream_t stream;
    pr_stream_open(&stream, &(pr_source_t){2385, 0}, (pr_address_t){999, 0, 0, 0});
    for (size_t i = 0; i < N; i++) {
        double a = pr_gamma_draw(&stream, 2.385), b = 2 * a + 0.7 * pr_normal_draw(&stream);
        ratios.value[2 * i] = a;
        ratios.value[2 * i + 1] = b;
        x += a / N;
        y += b / N;
        xx += a * a / N;
        yy += b * b / N;
        xy += a * b / N;
    }
    pr_bootstrap_ratios(&ratios, N, 7, B, out);
    double ratio = y / x;
    for (size_t i = 0; i < B; i++) {
        sum += (out[i] - ratio) / B;
        square += (out[i] - ratio) * (out[i] - ratio) / B;
    }
    double variance = (yy - y * y) - 2 * ratio * (xy - x * y) + ratio * ratio * (xx - x * x);
    double sigma = sqrt(variance / N) / x;
    assert_true(fabs(sqrt(square) / sigma - 1) < 5 * sqrt(1.0 / (2 * B)));
    assert_true(fabs(sum) < 5 * sigma / sqrt(B));
    free(ratios.value);
    free(out);
    pr_keys_reset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(successes_are_binomial),
        cmocka_unit_test(avoided_costs_are_one_gamma_of_the_sum),
        cmocka_unit_test(payers_are_dirichlet),
        cmocka_unit_test(resamples_have_the_spread_of_the_delta_method),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
