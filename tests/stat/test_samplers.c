/*
 * Samplers against their laws. Seeds are fixed, so that a test either always passes or never; a p-value below
 * 1e-4 in about a hundred tests would itself be a one-in-a-hundred event.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <poolraming/distribution.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

#include "support_uniform.h"

enum { N = 100000, CELLS = 4096 };
static double x[N], y[N];

static pr_stream_t stream_of(uint64_t replicate)
{
    pr_source_t source = {.seed = 385, .replicate = replicate};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_ARRIVAL, 24295, 957, 0});
    return stream;
}

/* The uniform of replicate i: as the month loop draws, one counter each. */
static void fill_uniform(double *u, uint16_t process)
{
    for (uint64_t i = 0; i < N; i++) {
        pr_source_t source = {.seed = 385, .replicate = i};
        uint32_t word[4];
        pr_block(&source, (pr_address_t){process, 24295, 957, 0}, 0, word);
        u[i] = pr_uniform_of_word(word[0]);
    }
}

/* Pearson's χ² = Σ (O − E)²/E, cells joined from the left until E >= 10; the rest belongs to the last. */
static void assert_chi2(const double *observed, const double *expected, size_t cells)
{
    double chi2 = 0, o = 0, e = 0, rest_o = 0, rest_e = 0;
    int groups = 0;
    for (size_t i = 0; i < cells; i++) {
        rest_o += observed[i];
        rest_e += expected[i];
    }
    for (size_t i = 0; i < cells; i++) {
        o += observed[i];
        e += expected[i];
        rest_o -= observed[i];
        rest_e -= expected[i];
        if (e >= 10 && (rest_e >= 10 || i + 1 == cells)) {
            chi2 += (o - e) * (o - e) / e;
            groups++;
            o = e = 0;
        }
    }
    if (e > 0.5) {
        chi2 += (o - e) * (o - e) / e;
        groups++;
    }
    double p = groups > 1 ? gsl_cdf_chisq_Q(chi2, groups - 1) : 1;
    if (p < P_MIN) {
        fail_msg("chi2 %g in %d groups: p %g", chi2, groups, p);
    }
}

static void poisson_has_its_law(void **state)
{
    (void)state;
    static const double lambdas[] = {1e-4, 0.03, 0.3, 1, 2.385, 7.1, 15, 29.999, 30.001, 44, 210, 1500};
    static double observed[CELLS], expected[CELLS];
    fill_uniform(x, PR_PROCESS_ARRIVAL);
    for (size_t j = 0; j < sizeof lambdas / sizeof lambdas[0]; j++) {
        memset(observed, 0, sizeof observed);
        for (int i = 0; i < N; i++) {
            observed[pr_poisson_inverse(x[i], lambdas[j])]++;
        }
        for (unsigned k = 0; k < CELLS; k++) {
            expected[k] = N * gsl_ran_poisson_pdf(k, lambdas[j]);
        }
        assert_chi2(observed, expected, CELLS);
    }
}

static void binomial_has_its_law(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        double p;
    } cases[] = {{1, 0.25},  {14, 0.0134}, {14, 0.5},   {14, 0.9},   {59, 0.5}, {61, 0.4999},
                 {61, 0.51}, {600, 0.02},  {600, 0.06}, {3000, 0.8}, {0, 0.3},  {9, 0}};
    static double observed[CELLS], expected[CELLS];
    fill_uniform(x, PR_PROCESS_LEAVING);
    for (size_t j = 0; j < sizeof cases / sizeof cases[0]; j++) {
        memset(observed, 0, sizeof observed);
        for (int i = 0; i < N; i++) {
            observed[pr_binomial_inverse(x[i], cases[j].n, cases[j].p)]++;
        }
        for (unsigned k = 0; k < CELLS; k++) {
            expected[k] = N * gsl_ran_binomial_pdf(k, cases[j].p, (unsigned)cases[j].n);
        }
        assert_chi2(observed, expected, CELLS);
    }
}

/* All outcomes of five residents over three classes, one of which cannot be. */
static void multinomial_has_its_law(void **state)
{
    (void)state;
    const double weight[4] = {4.5, 2.5, 0, 3}, share[4] = {0.45, 0.25, 0, 0.3};
    static double observed[216], expected[216];
    for (uint64_t i = 0; i < 80000; i++) {
        pr_stream_t stream = stream_of(i);
        double u[3];
        for (int k = 0; k < 3; k++) {
            u[k] = pr_stream_uniform(&stream);
        }
        int64_t count[4];
        pr_multinomial(5, 4, weight, u, count);
        assert_int_equal(count[2], 0);
        observed[36 * count[0] + 6 * count[1] + count[3]]++;
    }
    for (unsigned i = 0; i < 216; i++) {
        const unsigned count[4] = {i / 36, i / 6 % 6, 0, i % 6};
        bool possible = count[0] + count[1] + count[3] == 5;
        expected[i] = possible ? 80000 * gsl_ran_multinomial_pdf(4, share, count) : 0;
    }
    assert_chi2(observed, expected, 216);
}

static void normal_has_its_law(void **state)
{
    (void)state;
    fill_uniform(x, PR_PROCESS_DEMAND_SHOCK);
    for (int i = 0; i < N; i++) {
        x[i] = gsl_cdf_ugaussian_P(pr_normal_inverse(x[i]));
    }
    assert_ks(x, N);
}

/* Both forms: from the fixed words of a block with retries in later ones, and from a stream. */
static void gamma_has_its_law(void **state)
{
    (void)state;
    static const double shapes[] = {0.05, 0.385, 0.999, 1, 1.001, 2.385, 8.16, 230, 40000};
    for (size_t j = 0; j < sizeof shapes / sizeof shapes[0]; j++) {
        for (uint64_t i = 0; i < N; i++) {
            pr_source_t source = {.seed = 99, .replicate = i};
            pr_address_t address = {PR_PROCESS_ARRIVAL_HOURS, 24300, (uint16_t)j, 0};
            uint32_t word[4];
            pr_block(&source, address, 0, word);
            x[i] = gsl_cdf_gamma_P(pr_gamma(&source, address, 1, shapes[j], word + 1), shapes[j], 1);
            pr_stream_t stream;
            address.sub = 1;
            pr_stream_open(&stream, &source, address);
            y[i] = gsl_cdf_gamma_P(pr_gamma_draw(&stream, shapes[j]), shapes[j], 1);
        }
        assert_ks(x, N);
        assert_ks(y, N);
    }
}

static void beta_has_its_law(void **state)
{
    (void)state;
    static const double shapes[][2] = {{4.2, 55.8}, {0.385, 0.7}, {1, 1}, {0.05, 3}, {60, 0.9}, {700, 1300}};
    for (size_t j = 0; j < sizeof shapes / sizeof shapes[0]; j++) {
        for (uint64_t i = 0; i < N; i++) {
            pr_stream_t stream = stream_of(i * 8 + j);
            double b = pr_beta_draw(&stream, shapes[j][0], shapes[j][1]);
            x[i] = gsl_cdf_beta_P(b, shapes[j][0], shapes[j][1]);
        }
        assert_ks(x, N);
    }
}

/* Neighbouring counters are unrelated: pairs of first words whose addresses differ by one step in one field,
   in 16 × 16 cells. */
static void neighbours_are_independent(void **state)
{
    (void)state;
    for (int field = 0; field < 7; field++) {
        double observed[256] = {0}, expected[256];
        for (uint32_t i = 0; i < N; i++) {
            uint32_t word[2][4];
            for (uint16_t step = 0; step < 2; step++) {
                uint16_t at = (uint16_t)(i % 32768 * 2 + step), other = (uint16_t)(i / 32768);
                pr_source_t source = {.seed = 1 + (field == 6 ? step : 0),
                                      .replicate = field == 5   ? i * 2 + step
                                                   : field == 6 ? i
                                                                : 3};
                pr_address_t address = {field == 0 ? at : other, field == 1 ? at : other,
                                        field == 2 ? at : other, field == 3 ? at : other};
                pr_block(&source, address, field == 4 ? at : 0, word[step]);
            }
            observed[(word[0][0] >> 28) * 16 + (word[1][0] >> 28)]++;
        }
        for (int i = 0; i < 256; i++) {
            expected[i] = N / 256.0;
        }
        assert_chi2(observed, expected, 256);
    }
}

/* Common random numbers: the variance of the difference over that of independent runs, λ + λ'. */
static void common_numbers_survive_a_changed_mean(void **state)
{
    (void)state;
    static const double pairs[][2] = {{15, 15.3}, {40, 44}, {29.9, 30.2}};
    fill_uniform(x, PR_PROCESS_ARRIVAL);
    for (int j = 0; j < 3; j++) {
        pr_moments_t moments = {0};
        for (int i = 0; i < N; i++) {
            y[i] = (double)(pr_poisson_inverse(x[i], pairs[j][1]) - pr_poisson_inverse(x[i], pairs[j][0]));
        }
        pr_moments_add_round(&moments, y, N);
        double sd = pr_moments_sd(&moments);
        assert_true(sd * sd / (pairs[j][0] + pairs[j][1]) <= 0.01);
    }
}

/* Mean of n values with its own standard error: within 4 of them of what it should be. */
static void assert_mean(const double *values, size_t n, double expected, double largest_se)
{
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, values, n);
    assert_true(pr_moments_se(&moments) <= largest_se);
    double miss = fabs(pr_moments_mean(&moments) - expected) / pr_moments_se(&moments);
    if (miss > 4) {
        fail_msg("mean %g, expected %g: %g standard errors", pr_moments_mean(&moments), expected, miss);
    }
}

/* D2: on pairs of independent draws Kendall's tau is E[sign], with variance at most 1; Spearman's is
   12·E[Φ(z1)Φ(z2)] − 3. */
static void copula_has_its_rank_correlations(void **state)
{
    (void)state;
    const double matrix[4] = {1, 0.5, 0.5, 1};
    pr_copula_t copula;
    assert_int_equal(pr_copula_init(&copula, 2, matrix, PR_CORRELATION_NORMAL, NULL, 0), 0);
    for (uint64_t i = 0; i < N; i++) {
        pr_stream_t stream = stream_of(i);
        double in[4], a[2], b[2];
        for (int k = 0; k < 4; k++) {
            in[k] = pr_normal_draw(&stream);
        }
        pr_copula_apply(&copula, in, a);
        pr_copula_apply(&copula, in + 2, b);
        x[i] = (a[0] - b[0]) * (a[1] - b[1]) > 0 ? 1 : -1;
        y[i] = 12 * gsl_cdf_ugaussian_P(a[0]) * gsl_cdf_ugaussian_P(a[1]) - 3;
    }
    assert_mean(x, N, 1.0 / 3, 1 / sqrt(N));
    assert_mean(y, N, 0.4825837395, 0.01);
    pr_copula_free(&copula);
}

/* D3: shares below a bound have SE = √(F(1 − F)/n). */
static void compound_poisson_has_its_law(void **state)
{
    (void)state;
    static const double bound[] = {5, 10, 20, 30},
                        share[] = {0.2313084493, 0.5639166686, 0.9256079853, 0.9925507982};
    int below[4] = {0}, zeros = 0;
    for (uint64_t i = 0; i < N; i++) {
        pr_stream_t stream = stream_of(i);
        int64_t events = pr_poisson_draw(&stream, 5);
        /* A sum of n exponentials is a gamma of shape n. */
        double sum = 2 * pr_gamma_draw(&stream, (double)events);
        for (int k = 0; k < 4; k++) {
            below[k] += sum <= bound[k];
        }
        events = pr_poisson_draw(&stream, 5);
        x[i] = 0;
        for (int64_t k = 0; k < events; k++) {
            x[i] += 3 * pr_gamma_draw(&stream, 2);
        }
        y[i] = (x[i] - 30) * (x[i] - 30);
        zeros += x[i] == 0;
    }
    for (int k = 0; k < 4; k++) {
        double se = sqrt(share[k] * (1 - share[k]) / N);
        assert_true(fabs((double)below[k] / N - share[k]) <= 4 * se);
    }
    assert_mean(x, N, 30, 0.06);
    assert_mean(y, N, 270, 2);
    const double none = 0.0067379470;
    assert_true(fabs((double)zeros / N - none) <= 4 * sqrt(none * (1 - none) / N));
}

/* D6: Var(A − B) = 100² + 110² − 2·0.95·100·110 = 0.0542986425 of 100² + 110². The variance of N(0, v) is
   estimated by d², with SE v·√(2/n). */
static void common_numbers_have_their_variance(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < N; i++) {
        pr_stream_t stream = stream_of(i);
        gsl_rng rng = pr_stream_gsl(&stream);
        double a, b;
        gsl_ran_bivariate_gaussian(&rng, 100, 110, 0.95, &a, &b);
        x[i] = (a - b) * (a - b) / (100 * 100 + 110 * 110);
    }
    assert_mean(x, N, 0.0542986425, 1.05 * 0.0542986425 * sqrt(2.0 / N));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_has_its_law),
        cmocka_unit_test(binomial_has_its_law),
        cmocka_unit_test(multinomial_has_its_law),
        cmocka_unit_test(normal_has_its_law),
        cmocka_unit_test(gamma_has_its_law),
        cmocka_unit_test(beta_has_its_law),
        cmocka_unit_test(neighbours_are_independent),
        cmocka_unit_test(common_numbers_survive_a_changed_mean),
        cmocka_unit_test(copula_has_its_rank_correlations),
        cmocka_unit_test(compound_poisson_has_its_law),
        cmocka_unit_test(common_numbers_have_their_variance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
