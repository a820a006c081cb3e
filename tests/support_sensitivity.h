/* Models whose indices are known. */
#ifndef PR_TESTS_SUPPORT_SENSITIVITY_H
#define PR_TESTS_SUPPORT_SENSITIVITY_H

#include <math.h>
#include <poolraming/poolraming.h>
#include <string.h>

/* A standard normal that belongs to a noise number. */
static inline double chance_of(uint64_t seed, uint64_t noise, uint16_t which)
{
    pr_source_t source = {seed, noise};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_THEME, which, 0, 0}, 0, word);
    pr_keys_reset();
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static inline double chance(uint64_t noise, uint16_t which)
{
    return chance_of(777, noise, which);
}

/* S1: Ishigami, a 7, b 0.1; uniforms. */
static inline int ishigami(void *context, void *worker, const double *u, uint64_t noise, double *y)
{
    (void)context, (void)worker, (void)noise;
    double x[3];
    for (int i = 0; i < 3; i++) {
        x[i] = acos(-1) * (2 * u[i] - 1);
    }
    y[0] = sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0]);
    return 0;
}

/* S2: Sobol' g; uniforms. */
static inline int sobol_g(void *context, void *worker, const double *u, uint64_t noise, double *y)
{
    static const double a[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    (void)context, (void)worker, (void)noise;
    y[0] = 1;
    for (int i = 0; i < 8; i++) {
        y[0] *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    }
    return 0;
}

/* S3 and what noise makes of it; scores. 3x1 + 2x2 + x3; the same with noise; noise only; a constant; x1
   times noise; and 3x1 + 2x2 + x3 where it has a value: x1 above −1. The context is the seed of
   the noise, if any. */
enum { LINEAR, NOISY, NOISE, CONSTANT, PRODUCT, PARTIAL, LINEAR_OUTCOMES };
static inline int linear(void *context, void *worker, const double *z, uint64_t noise, double *y)
{
    (void)worker;
    double e = chance_of(context ? *(const uint64_t *)context : 777, noise, 0);
    y[LINEAR] = 3 * z[0] + 2 * z[1] + z[2];
    y[NOISY] = y[LINEAR] + e;
    y[NOISE] = e;
    y[CONSTANT] = 2.385;
    y[PRODUCT] = z[0] * e;
    y[PARTIAL] = z[0] > -1 ? y[LINEAR] : NAN;
    return 0;
}

static const pr_sensitivity_model_t ishigami_model = {.inputs = 3, .outcomes = 1, .evaluate = ishigami};
static const pr_sensitivity_model_t sobol_g_model = {.inputs = 8, .outcomes = 1, .evaluate = sobol_g};
static const pr_sensitivity_model_t linear_model = {
    .inputs = 3, .outcomes = LINEAR_OUTCOMES, .evaluate = linear};

/* Runs a design that must succeed. */
static inline pr_sobol_indices_t indices_of(const pr_sensitivity_model_t *model, pr_sobol_design_t design,
                                            int threads)
{
    pr_sobol_indices_t out;
    pr_ensemble_options_t options = {.threads = threads};
    assert_int_equal(pr_sobol_indices_run(&out, model, &design, &options, NULL), 0);
    return out;
}

#endif
