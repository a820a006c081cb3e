#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <poolraming/distribution.h>
#include <poolraming/error.h>
#include <poolraming/random.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

#include "random/law.h"

static char why[256];

/* A specification from up to four named numbers. */
typedef struct {
    pr_family_t family;
    const char *name[4];
    double number[4];
} said_t;

static pr_dist_spec_t spec_of(const said_t *said)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, said->family);
    for (int i = 0; i < 4 && said->name[i]; i++) {
        *pr_dist_spec_number(&spec, said->name[i]) = said->number[i];
    }
    return spec;
}

static pr_dist_t dist_of(said_t said)
{
    pr_dist_t dist;
    pr_dist_spec_t spec = spec_of(&said);
    if (pr_dist_init(&dist, &spec, why, sizeof why) != 0) {
        fail_msg("%s", why);
    }
    return dist;
}

static void assert_near(double x, double expected, double relative)
{
    if (!(fabs(x - expected) <= relative * fabs(expected))) {
        fail_msg("%.15g is not %.15g", x, expected);
    }
}

static void assert_moments(said_t said, double mean, double sd)
{
    pr_dist_t dist = dist_of(said);
    assert_near(pr_dist_mean(&dist), mean, 5e-10);
    assert_near(pr_dist_sd(&dist), sd, 5e-10);
    pr_dist_free(&dist);
}

static void assert_quantiles(said_t said, double q05, double q50, double q95, double relative)
{
    pr_dist_t dist = dist_of(said);
    assert_near(pr_dist_quantile(&dist, 0.05), q05, relative);
    assert_near(pr_dist_quantile(&dist, 0.5), q50, relative);
    assert_near(pr_dist_quantile(&dist, 0.95), q95, relative);
    pr_dist_free(&dist);
}

/* D1 */
static void reference_numbers(void **state)
{
    (void)state;
    said_t range = {PR_DIST_LOGNORMAL, {"q05", "q95"}, {1, 10}};
    pr_dist_t dist = dist_of(range);
    assert_near(dist.parameter[0], 1.151292546, 5e-10);
    assert_near(dist.parameter[1], 0.699936169, 1e-9);
    assert_near(dist.mean, 4.040012827, 5e-10);
    assert_near(pr_dist_quantile(&dist, 0.5), 3.162277660, 5e-10);
    pr_dist_free(&dist);
    dist = dist_of((said_t){PR_DIST_LOGNORMAL, {"mean", "sd"}, {300, 30}});
    assert_near(dist.parameter[0], 5.698807309, 5e-10);
    assert_near(dist.parameter[1], 0.099751345, 5e-9);
    pr_dist_free(&dist);

    said_t pert = {PR_DIST_PERT, {"min", "mode", "max"}, {5, 10, 30}};
    dist = dist_of(pert);
    assert_near(dist.parameter[0], 1.8, 1e-14);
    assert_near(dist.parameter[1], 4.2, 1e-14);
    pr_dist_free(&dist);
    assert_moments(pert, 12.5, 4.330127019);
    assert_quantiles(pert, 6.474434690, 11.916806485, 20.531918104, 1e-9);
    said_t triangular = {PR_DIST_TRIANGULAR, {"min", "mode", "max"}, {5, 10, 30}};
    assert_moments(triangular, 15, 5.400617249);
    assert_quantiles(triangular, 7.5, 14.188611700, 25, 5e-10);
}

/* Each family given in each way: its mean and sd are those of what it draws. Integrates x and x² over the
   normal score by Simpson's rule; the tails beyond ±8 hold less than 1e-15. */
static void moments_are_of_the_draws(void **state)
{
    (void)state;
    static const said_t cases[] = {
        {PR_DIST_FIXED, {"value"}, {-2.385}},
        {PR_DIST_NORMAL, {"mean", "sd"}, {3.7, 1.9}},
        {PR_DIST_NORMAL, {"mu", "sigma"}, {-3.7, 0.019}},
        {PR_DIST_NORMAL, {"q05", "q95"}, {-0.4, 1.2}},
        {PR_DIST_TRUNCATED_NORMAL, {"mean", "sd", "lo", "hi"}, {0.5, 0.2, 0, 0.99}},
        {PR_DIST_TRUNCATED_NORMAL, {"mu", "sigma", "lo"}, {1, 2, 0.3}},
        {PR_DIST_TRUNCATED_NORMAL, {"mu", "sigma", "hi"}, {1, 2, -7}},
        {PR_DIST_TRUNCATED_NORMAL, {"mean", "sd", "lo"}, {0, 1, 12.5}},
        {PR_DIST_LOGNORMAL, {"mu", "sigma"}, {-5.3, 0.55}},
        {PR_DIST_LOGNORMAL, {"mean", "sd"}, {3450, 4100}},
        {PR_DIST_LOGNORMAL, {"q05", "q95"}, {0.002, 0.012}},
        {PR_DIST_LOGNORMAL, {"q05", "q50", "q95"}, {0.002, 0.005, 0.012}},
        {PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {55000, 70000, 85000}},
        {PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {0.1, 0.25, 0.3}},
        {PR_DIST_BETA, {"alpha", "beta"}, {0.385, 4.2}},
        {PR_DIST_BETA, {"mean", "sd"}, {0.15, 0.04}},
        {PR_DIST_BETA, {"q05", "q95"}, {0.12, 0.5}},
        {PR_DIST_GAMMA, {"shape", "scale"}, {0.385, 11}},
        {PR_DIST_GAMMA, {"mean", "sd"}, {16, 11.2}},
        {PR_DIST_GAMMA, {"q05", "q95"}, {2, 10}},
        {PR_DIST_UNIFORM, {"min", "max"}, {-3, 14.5}},
        {PR_DIST_UNIFORM, {"mean", "sd"}, {0.7, 0.1}},
        {PR_DIST_UNIFORM, {"q05", "q95"}, {10, 28}},
        {PR_DIST_TRIANGULAR, {"min", "mode", "max"}, {0, 0, 0.1}},
        {PR_DIST_PERT, {"min", "mode", "max"}, {0, 0.02, 0.1}},
        {PR_DIST_PERT, {"min", "mode", "max", "lambda"}, {6, 12, 18, 2.385}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pr_dist_t dist = dist_of(cases[i]);
        double mean = 0, second = 0, lo, hi, previous = -INFINITY;
        pr_dist_support(&dist, &lo, &hi);
        enum { STEPS = 16000 };
        for (int j = 0; j <= STEPS; j++) {
            double z = -8 + 16.0 * j / STEPS, x = pr_dist_from_normal(&dist, z);
            double weight = (j == 0 || j == STEPS ? 1 : j % 2 ? 4 : 2) / 3.0 * 16 / STEPS;
            weight *= exp(-0.5 * z * z) / sqrt(2 * M_PI);
            mean += weight * (x - dist.mean);
            second += weight * (x - dist.mean) * (x - dist.mean);
            assert_true(isfinite(x) && x >= lo && x <= hi);
            /* Rises, up to rounding. */
            assert_true(x >= previous - 1e-12 * dist.sd);
            previous = x;
        }
        double size = fmax(fabs(dist.mean), dist.sd);
        assert_true(fabs(mean) < 1e-6 * size);
        assert_true(fabs(sqrt(second) - dist.sd) < 1e-6 * size);
        pr_dist_free(&dist);
        pr_dist_free(&dist);
    }
}

static void quantiles_given_are_met(void **state)
{
    (void)state;
    static const pr_family_t two[] = {PR_DIST_NORMAL, PR_DIST_LOGNORMAL, PR_DIST_BETA, PR_DIST_GAMMA,
                                      PR_DIST_UNIFORM};
    static const double pairs[][2] = {{0.12, 0.5}, {0.002, 0.012}, {0.9, 0.97}, {1e-6, 0.8}};
    for (size_t i = 0; i < sizeof two / sizeof two[0]; i++) {
        for (size_t j = 0; j < sizeof pairs / sizeof pairs[0]; j++) {
            pr_dist_t dist = dist_of((said_t){two[i], {"q05", "q95"}, {pairs[j][0], pairs[j][1]}});
            assert_near(pr_dist_quantile(&dist, 0.05), pairs[j][0], 1e-7);
            assert_near(pr_dist_quantile(&dist, 0.95), pairs[j][1], 1e-7);
            pr_dist_free(&dist);
        }
    }
    static const double triples[][3] = {
        {0.12, 0.16, 0.5}, {-3, 1, 2}, {5, 10, 15}, {0.1, 0.2, 0.3}, {1, 2, 3.0000001}};
    for (size_t j = 0; j < sizeof triples / sizeof triples[0]; j++) {
        const double *q = triples[j];
        assert_quantiles((said_t){PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {q[0], q[1], q[2]}}, q[0], q[1],
                         q[2], 1e-9);
        /* Mirrored numbers give the mirrored distribution. */
        pr_dist_t a = dist_of((said_t){PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {q[0], q[1], q[2]}});
        pr_dist_t b = dist_of((said_t){PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {-q[2], -q[1], -q[0]}});
        assert_true(fabs(pr_dist_from_normal(&a, 1.385) + pr_dist_from_normal(&b, -1.385)) <
                    1e-9 * fabs(q[2]));
        assert_near(a.sd, b.sd, 1e-9);
        pr_dist_free(&a);
        pr_dist_free(&b);
    }
}

/* What a quantile is off by, relative to it: the error of the tail probability through the tail's slope. */
static double table_error(const pr_dist_t *dist, double z)
{
    double a = dist->parameter[0], b = dist->parameter[1], x = pr_dist_from_normal(dist, z);
    bool beta = dist->family == PR_DIST_BETA;
    double h = 1e-5 * (beta ? x * (1 - x) : x), tail[2];
    for (int i = 0; i < 2; i++) {
        double at = x + i * h;
        tail[i] = beta ? (z < 0 ? gsl_cdf_beta_P(at, a, b) : gsl_cdf_beta_Q(at, a, b))
                       : (z < 0 ? gsl_cdf_gamma_P(at, a, b) : gsl_cdf_gamma_Q(at, a, b));
    }
    double expected = 0.5 * erfc(fabs(z) * M_SQRT1_2);
    return fabs((tail[0] - expected) / ((tail[1] - tail[0]) / h)) / x;
}

static void tables_are_precise(void **state)
{
    (void)state;
    static const double shapes[] = {0.031, 0.1, 0.385, 1, 2.385, 60, 4000, 99000};
    enum { SHAPES = sizeof shapes / sizeof shapes[0] };
    for (int i = 0; i < SHAPES * (SHAPES + 1); i++) {
        double a = shapes[i % SHAPES];
        bool beta = i / SHAPES < SHAPES;
        pr_dist_t dist = beta ? dist_of((said_t){PR_DIST_BETA, {"alpha", "beta"}, {a, shapes[i / SHAPES]}})
                              : dist_of((said_t){PR_DIST_GAMMA, {"shape", "scale"}, {a, 3.7}});
        for (double z = -6; z <= 6; z += 0.0938) {
            double x = pr_dist_from_normal(&dist, z);
            /* Outside, the distribution function itself has no digits left. */
            if (x > 1e-280 && (!beta || x < 1 - 1e-6)) {
                assert_true(table_error(&dist, z) < 1e-6);
            }
        }
        pr_dist_free(&dist);
    }
}

/* Most knots are read off a series: they are those that Newton's method gives, one by one. Beyond shapes of
   some thousands GSL's distribution functions have only ten digits, and so has a solution. */
static void knots_are_solutions(void **state)
{
    (void)state;
    static const double shapes[] = {0.03, 0.0385, 0.1, 0.385, 1, 2.385, 60, 4000, 1e5};
    static double table[2 * PR_TABLE_KNOTS];
    enum { SHAPES = sizeof shapes / sizeof shapes[0] };
    for (int i = 0; i < SHAPES * (SHAPES + 1); i++) {
        double a = shapes[i % SHAPES], b = i / SHAPES < SHAPES ? shapes[i / SHAPES] : 0;
        pr_law_t law = b > 0 ? pr_law_beta(a, b) : pr_law_gamma(a);
        double t = pr_law_centre(law), most = a > 4000 || b > 4000 ? 1e-9 : 1e-12;
        assert_true(pr_table_fill(table, law));
        for (int k = 0; k < PR_TABLE_KNOTS; k++) {
            t = pr_law_quantile(law, PR_TABLE_REACH * (2.0 * k / (PR_TABLE_KNOTS - 1) - 1), t);
            if (!(fabs(table[2 * k] - t) <= most * (1 + fabs(t)))) {
                fail_msg("shapes %g and %g, knot %d: %.17g is not %.17g", a, b, k, table[2 * k], t);
            }
        }
    }
}

static void tails_are_precise(void **state)
{
    (void)state;
    pr_dist_t dist = dist_of((said_t){PR_DIST_UNIFORM, {"min", "max"}, {-1, 0}});
    assert_near(pr_dist_from_normal(&dist, 8), -0.5 * erfc(8 * M_SQRT1_2), 1e-12);
    pr_dist_free(&dist);
    dist = dist_of((said_t){PR_DIST_TRIANGULAR, {"min", "mode", "max"}, {-1, -0.3, 0}});
    assert_near(pr_dist_from_normal(&dist, 8), -sqrt(0.5 * erfc(8 * M_SQRT1_2) * 0.3), 1e-12);
    pr_dist_free(&dist);
    /* Cut at 0, upper tail: P(X > x) = Q(x)/Q(0). */
    dist = dist_of((said_t){PR_DIST_TRUNCATED_NORMAL, {"mean", "sd", "lo"}, {0, 1, 0}});
    assert_near(erfc(pr_dist_from_normal(&dist, 7) * M_SQRT1_2), 0.5 * erfc(7 * M_SQRT1_2), 1e-11);
    pr_dist_free(&dist);
}

static void values_with_weights(void **state)
{
    (void)state;
    const double values[] = {18, 6, 12, 40}, weights[] = {3, 2, 5, 0};
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, PR_DIST_DISCRETE);
    spec.values = values;
    spec.weights = weights;
    spec.count = 4;
    pr_dist_t dist;
    assert_int_equal(pr_dist_init(&dist, &spec, why, sizeof why), 0);
    assert_near(pr_dist_mean(&dist), 12.6, 1e-14);
    assert_near(pr_dist_sd(&dist), sqrt(0.2 * 6.6 * 6.6 + 0.5 * 0.36 + 0.3 * 5.4 * 5.4), 1e-14);
    assert_true(pr_dist_quantile(&dist, 0.2) == 6 && pr_dist_quantile(&dist, 0.2001) == 12);
    assert_true(pr_dist_quantile(&dist, 0.7) == 12 && pr_dist_from_normal(&dist, 8) == 18);
    double lo, hi;
    pr_dist_support(&dist, &lo, &hi);
    assert_true(lo == 6 && hi == 18);
    pr_dist_free(&dist);

    spec.family = PR_DIST_EMPIRICAL;
    spec.weights = NULL;
    assert_int_equal(pr_dist_init(&dist, &spec, why, sizeof why), 0);
    assert_near(pr_dist_mean(&dist), 19, 1e-14);
    assert_true(pr_dist_quantile(&dist, 0.75) == 18 && pr_dist_quantile(&dist, 0.76) == 40);
    pr_dist_free(&dist);
}

static void impossible_ones_are_refused(void **state)
{
    (void)state;
    static const struct {
        said_t said;
        const char *sentence;
    } cases[] = {
        {{PR_DIST_BETA, {"mean", "sd"}, {0.15, 0.6}},
         "beta: sd 0.6 is impossible for mean 0.15: it must be below sqrt(mean*(1-mean)) = 0.3571"},
        {{PR_DIST_BETA, {"mean", "sd"}, {1.2, 0.1}}, "beta: mean is 1.2: it must be between 0 and 1"},
        {{PR_DIST_BETA, {"mean"}, {0.2}},
         "beta: takes alpha and beta, or mean and sd, or q05 and q95; given: mean"},
        {{PR_DIST_BETA, {"q05", "q95"}, {0.2, 1}},
         "beta: q05 is 0.2 and q95 is 1: both must be between 0 and 1"},
        {{PR_DIST_BETA, {"q05", "q95"}, {0.2, 0.200001}},
         "beta: none has q05 0.2 and q95 0.200001 with alpha and beta between 0.03 and 100000"},
        {{PR_DIST_BETA, {"alpha", "beta"}, {0.001, 2}},
         "beta: a shape of 0.001 is too wide to compute with: the least is 0.03"},
        {{PR_DIST_NORMAL, {"mean", "sd", "q05"}, {1, 2, 3}},
         "normal: takes mean and sd, or mu and sigma, or q05 and q95; given: mean, sd and q05"},
        {{PR_DIST_NORMAL, {"mean", "sd"}, {1, 0}}, "normal: sd is 0: it must be above 0"},
        {{PR_DIST_NORMAL, {"mean", "sd"}, {1, INFINITY}}, "normal: sd is not a finite number"},
        {{PR_DIST_NORMAL, {NULL}, {0}},
         "normal: takes mean and sd, or mu and sigma, or q05 and q95; given: nothing"},
        {{PR_DIST_NORMAL, {"q05", "q95"}, {2, 1}}, "normal: q05 is 2 and q95 is 1: q05 must be below q95"},
        {{PR_DIST_TRUNCATED_NORMAL, {"mean", "sd"}, {1, 2}},
         "truncated_normal: neither lo nor hi is given: it takes one or both"},
        {{PR_DIST_TRUNCATED_NORMAL, {"mean", "sd", "lo", "hi"}, {5, 1, 60, 70}},
         "truncated_normal: a normal with mean 5 and sd 1 has no weight between 60 and 70"},
        {{PR_DIST_LOGNORMAL, {"q05", "q95"}, {-1, 1}}, "lognormal: q05 is -1: it must be above 0"},
        {{PR_DIST_LOGNORMAL, {"mu", "sigma"}, {1, 60}},
         "lognormal: its mean or standard deviation is too large to compute with"},
        {{PR_DIST_GAMMA, {"shape", "scale"}, {-1, 1}}, "gamma: shape is -1: it must be above 0"},
        {{PR_DIST_GAMMA, {"mean", "sd"}, {1, 1e-9}},
         "gamma: a shape of 1e+18 is too narrow to compute with: the most is 100000; use a normal"},
        {{PR_DIST_UNIFORM, {"min", "max"}, {3, 3}}, "uniform: min is 3 and max is 3: min must be below max"},
        {{PR_DIST_TRIANGULAR, {"min", "mode", "max"}, {0, 5, 4}},
         "triangular: mode is 5: it must be between min 0 and max 4"},
        {{PR_DIST_PERT, {"min", "mode", "max", "lambda"}, {0, 1, 4, 0}},
         "pert: lambda is 0: it must be above 0"},
        {{PR_DIST_QUANTILES, {"q05", "q50", "q95"}, {1, 1, 2}},
         "quantiles: q05 is 1 and q50 is 1: q05 must be below q50"},
        {{PR_DIST_DISCRETE, {"mean"}, {1}}, "discrete: takes values and weights; given: mean"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pr_dist_t dist;
        pr_dist_spec_t spec = spec_of(&cases[i].said);
        assert_int_equal(pr_dist_init(&dist, &spec, why, sizeof why), PR_ERR_DOMAIN);
        assert_string_equal(why, cases[i].sentence);
        assert_int_equal(pr_dist_init(&dist, &spec, NULL, 0), PR_ERR_DOMAIN);
        pr_dist_free(&dist);
    }
}

static void names_are_found(void **state)
{
    (void)state;
    for (int i = 0; i < PR_DIST_FAMILIES; i++) {
        pr_family_t family;
        assert_int_equal(pr_family_find(pr_family_name((pr_family_t)i), &family), 0);
        assert_int_equal(family, i);
    }
    pr_family_t family;
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, PR_DIST_PERT);
    assert_int_equal(pr_family_find("weibull", &family), PR_ERR_DOMAIN);
    assert_null(pr_dist_spec_number(&spec, "median"));
    assert_ptr_equal(pr_dist_spec_number(&spec, pr_dist_spec_name(17)), &spec.lambda);
    assert_null(pr_dist_spec_name(18));
}

static void copula_mixes_scores(void **state)
{
    (void)state;
    const double matrix[9] = {1, 0.5, -0.3, 0.5, 1, 0.2, -0.3, 0.2, 1};
    const double two[4] = {1, 0.5, 0.5, 1}, one[1] = {1};
    pr_copula_t a, b;
    double in[3] = {0.385, -1.2, 2.1}, out[3], small[2];
    assert_int_equal(pr_copula_init(&a, 3, matrix, PR_CORRELATION_NORMAL, why, sizeof why), 0);
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            double product = 0;
            for (int k = 0; k < 3; k++) {
                product += a.lower[3 * i + k] * a.lower[3 * j + k];
            }
            assert_true(fabs(product - matrix[3 * i + j]) < 1e-15);
        }
    }
    /* One more at the end moves no other. */
    pr_copula_apply(&a, in, out);
    assert_int_equal(pr_copula_init(&b, 2, two, PR_CORRELATION_NORMAL, why, sizeof why), 0);
    pr_copula_apply(&b, in, small);
    assert_memory_equal(out, small, sizeof small);
    pr_copula_apply(&a, in, in);
    assert_memory_equal(in, out, sizeof in);
    pr_copula_free(&a);
    pr_copula_free(&b);
    /* D2 backwards: Spearman 0.4825837395 is 0.5 between scores. */
    const double ranks[4] = {1, 0.4825837395, 0.4825837395, 1};
    assert_int_equal(pr_copula_init(&b, 2, ranks, PR_CORRELATION_RANK, why, sizeof why), 0);
    assert_near(b.lower[2], 0.5, 1e-9);
    pr_copula_free(&b);
    assert_int_equal(pr_copula_init(&b, 1, one, PR_CORRELATION_RANK, why, sizeof why), 0);
    assert_true(b.lower[0] == 1);
    pr_copula_free(&b);
    pr_copula_free(&b);
}

static void bad_matrices_are_refused(void **state)
{
    (void)state;
    static const struct {
        double matrix[9];
        const char *sentence;
    } cases[] = {
        {{1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1},
         "correlation: the matrix is not positive definite: its smallest eigenvalue is -0.8"},
        {{1, 0.9, 0, 0.8, 1, 0, 0, 0, 1},
         "correlation: entry (2, 1) is 0.8 and (1, 2) is 0.9: they must be equal"},
        {{1, 0, 0, 0, 2, 0, 0, 0, 1}, "correlation: entry (2, 2) is 2: the diagonal must be 1"},
        {{1, 0, 1.5, 0, 1, 0, 1.5, 0, 1}, "correlation: entry (3, 1) is 1.5: it must be between -1 and 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pr_copula_t copula;
        int code = pr_copula_init(&copula, 3, cases[i].matrix, PR_CORRELATION_NORMAL, why, sizeof why);
        assert_int_equal(code, PR_ERR_DOMAIN);
        assert_string_equal(why, cases[i].sentence);
        pr_copula_free(&copula);
    }
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_numbers),        cmocka_unit_test(moments_are_of_the_draws),
        cmocka_unit_test(quantiles_given_are_met),  cmocka_unit_test(tables_are_precise),
        cmocka_unit_test(knots_are_solutions),      cmocka_unit_test(tails_are_precise),
        cmocka_unit_test(values_with_weights),      cmocka_unit_test(impossible_ones_are_refused),
        cmocka_unit_test(names_are_found),          cmocka_unit_test(copula_mixes_scores),
        cmocka_unit_test(bad_matrices_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
