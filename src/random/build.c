/*
 * From what was said of a distribution to the distribution. Each row of `ways` is a set of numbers that
 * determines a family, with the function that takes it from there; any other set is refused with the ways
 * listed.
 */
#include "random/build.h"
#include "core/catalogue.h"
#include "random/spec.h"
#include <math.h>
#include <poolraming/error.h>
#include <stdio.h>
#include <string.h>

/* Φ⁻¹(0.95) */
#define Z95 1.6448536269514722

typedef int (*build_t)(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why);

static int check_above_0(const char *family, const char *name, double x, pr_why_t why)
{
    return x > 0 ? 0 : pr_refuse(why, "%s: %s is %g: it must be above 0", family, name, x);
}

static int check_order(const char *family, const char *low_name, double low, const char *high_name,
                       double high, pr_why_t why)
{
    return low < high ? 0
                      : pr_refuse(why, "%s: %s is %g and %s is %g: %s must be below %s", family, low_name,
                                  low, high_name, high, low_name, high_name);
}

static void set_moments(pr_dist_t *self, double mean, double sd)
{
    self->mean = mean;
    self->sd = sd;
}

static void set_support(pr_dist_t *self, double lo, double hi)
{
    self->lo = lo;
    self->hi = hi;
}

static int fixed(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    (void)why;
    self->parameter[0] = spec->value;
    set_moments(self, spec->value, 0);
    set_support(self, spec->value, spec->value);
    return 0;
}

/* Normal. */

static int normal(pr_dist_t *self, double mu, double sigma)
{
    self->parameter[0] = mu;
    self->parameter[1] = sigma;
    set_moments(self, mu, sigma);
    set_support(self, -INFINITY, INFINITY);
    return 0;
}

static int normal_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("normal", "sd", spec->sd, why);
    return code ? code : normal(self, spec->mean, spec->sd);
}

static int normal_mu_sigma(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("normal", "sigma", spec->sigma, why);
    return code ? code : normal(self, spec->mu, spec->sigma);
}

static int normal_quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_order("normal", "q05", spec->q05, "q95", spec->q95, why);
    return code ? code : normal(self, 0.5 * (spec->q05 + spec->q95), (spec->q95 - spec->q05) / (2 * Z95));
}

static int truncated_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    return pr_build_truncated_normal(self, spec, spec->mean, spec->sd, why);
}

static int truncated_mu_sigma(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    return pr_build_truncated_normal(self, spec, spec->mu, spec->sigma, why);
}

/* Lognormal. */

static int lognormal(pr_dist_t *self, double mu, double sigma)
{
    self->parameter[0] = mu;
    self->parameter[1] = sigma;
    double mean = exp(mu + 0.5 * sigma * sigma);
    set_moments(self, mean, mean * sqrt(expm1(sigma * sigma)));
    set_support(self, 0, INFINITY);
    return 0;
}

static int lognormal_mu_sigma(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("lognormal", "sigma", spec->sigma, why);
    return code ? code : lognormal(self, spec->mu, spec->sigma);
}

static int lognormal_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("lognormal", "mean", spec->mean, why);
    code = code ? code : check_above_0("lognormal", "sd", spec->sd, why);
    if (code) {
        return code;
    }
    double cv = spec->sd / spec->mean, variance = log1p(cv * cv);
    return lognormal(self, log(spec->mean) - 0.5 * variance, sqrt(variance));
}

static int lognormal_quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("lognormal", "q05", spec->q05, why);
    code = code ? code : check_order("lognormal", "q05", spec->q05, "q95", spec->q95, why);
    if (code) {
        return code;
    }
    double low = log(spec->q05), high = log(spec->q95);
    return lognormal(self, 0.5 * (low + high), (high - low) / (2 * Z95));
}

/* Three quantiles: x = q50 + s(e^{σz} − 1); σ and s are negative together where it leans left. */
static int quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_order("quantiles", "q05", spec->q05, "q50", spec->q50, why);
    code = code ? code : check_order("quantiles", "q50", spec->q50, "q95", spec->q95, why);
    if (code) {
        return code;
    }
    double up = spec->q95 - spec->q50, ratio = up / (spec->q50 - spec->q05);
    self->family = PR_DIST_QUANTILES;
    self->parameter[0] = spec->q50;
    if (fabs(ratio - 1) < 1e-12) {
        self->parameter[1] = up / Z95;
        set_moments(self, spec->q50, up / Z95);
        set_support(self, -INFINITY, INFINITY);
        return 0;
    }
    double sigma = log(ratio) / Z95, s = up / (ratio - 1), half_variance = 0.5 * sigma * sigma;
    self->parameter[1] = s;
    self->parameter[2] = sigma;
    set_moments(self, spec->q50 + s * expm1(half_variance),
                fabs(s) * exp(half_variance) * sqrt(expm1(sigma * sigma)));
    set_support(self, s > 0 ? spec->q50 - s : -INFINITY, s > 0 ? INFINITY : spec->q50 - s);
    return 0;
}

/* Beta and PERT. */

static int beta_alpha_beta(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    set_support(self, 0, 1);
    int code = check_above_0("beta", "alpha", spec->alpha, why);
    code = code ? code : check_above_0("beta", "beta", spec->beta, why);
    return code ? code : pr_build_beta(self, spec->alpha, spec->beta, why);
}

static int beta_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    double mean = spec->mean, sd = spec->sd, most = sqrt(mean * (1 - mean));
    if (!(mean > 0 && mean < 1)) {
        return pr_refuse(why, "beta: mean is %g: it must be between 0 and 1", mean);
    }
    if (sd >= most) {
        return pr_refuse(why,
                         "beta: sd %g is impossible for mean %g: it must be below sqrt(mean*(1-mean)) = %.4g",
                         sd, mean, most);
    }
    int code = check_above_0("beta", "sd", sd, why);
    if (code) {
        return code;
    }
    double concentration = mean * (1 - mean) / (sd * sd) - 1;
    set_support(self, 0, 1);
    return pr_build_beta(self, mean * concentration, (1 - mean) * concentration, why);
}

static int beta_quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_order("beta", "q05", spec->q05, "q95", spec->q95, why);
    if (code) {
        return code;
    }
    if (spec->q05 <= 0 || spec->q95 >= 1) {
        return pr_refuse(why, "beta: q05 is %g and q95 is %g: both must be between 0 and 1", spec->q05,
                         spec->q95);
    }
    double alpha, beta;
    code = pr_fit_beta(spec->q05, spec->q95, &alpha, &beta, why);
    set_support(self, 0, 1);
    return code ? code : pr_build_beta(self, alpha, beta, why);
}

/* The triangular and PERT shapes share their three numbers. */
static int check_three_points(const pr_dist_spec_t *spec, pr_why_t why)
{
    const char *family = pr_family_name(spec->family);
    int code = check_order(family, "min", spec->min, "max", spec->max, why);
    if (code == 0 && (spec->mode < spec->min || spec->mode > spec->max)) {
        return pr_refuse(why, "%s: mode is %g: it must be between min %g and max %g", family, spec->mode,
                         spec->min, spec->max);
    }
    return code;
}

static int pert(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    double lambda = isnan(spec->lambda) ? 4 : spec->lambda, width = spec->max - spec->min;
    int code = check_three_points(spec, why);
    code = code ? code : check_above_0("pert", "lambda", lambda, why);
    if (code) {
        return code;
    }
    set_support(self, spec->min, spec->max);
    return pr_build_beta(self, 1 + lambda * (spec->mode - spec->min) / width,
                         1 + lambda * (spec->max - spec->mode) / width, why);
}

static int triangular(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    double low = spec->min, mode = spec->mode, high = spec->max;
    int code = check_three_points(spec, why);
    double left = mode - low, right = high - mode;
    self->parameter[0] = mode;
    set_support(self, low, high);
    set_moments(self, low + (2 * left + right) / 3, sqrt((left * left + left * right + right * right) / 18));
    return code;
}

/* Gamma. */

static int gamma_shape_scale(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("gamma", "shape", spec->shape, why);
    code = code ? code : check_above_0("gamma", "scale", spec->scale, why);
    return code ? code : pr_build_gamma(self, spec->shape, spec->scale, why);
}

static int gamma_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("gamma", "mean", spec->mean, why);
    code = code ? code : check_above_0("gamma", "sd", spec->sd, why);
    double ratio = spec->mean / spec->sd;
    return code ? code : pr_build_gamma(self, ratio * ratio, spec->sd / ratio, why);
}

static int gamma_quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("gamma", "q05", spec->q05, why);
    code = code ? code : check_order("gamma", "q05", spec->q05, "q95", spec->q95, why);
    if (code) {
        return code;
    }
    double shape, scale;
    code = pr_fit_gamma(spec->q05, spec->q95, &shape, &scale, why);
    return code ? code : pr_build_gamma(self, shape, scale, why);
}

/* Uniform. */

static int uniform(pr_dist_t *self, double low, double high)
{
    set_support(self, low, high);
    set_moments(self, low + 0.5 * (high - low), (high - low) / sqrt(12));
    return 0;
}

static int uniform_min_max(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_order("uniform", "min", spec->min, "max", spec->max, why);
    return code ? code : uniform(self, spec->min, spec->max);
}

static int uniform_mean_sd(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_above_0("uniform", "sd", spec->sd, why);
    double half = spec->sd * sqrt(3);
    return code ? code : uniform(self, spec->mean - half, spec->mean + half);
}

static int uniform_quantiles(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    int code = check_order("uniform", "q05", spec->q05, "q95", spec->q95, why);
    double margin = (spec->q95 - spec->q05) / 18;
    return code ? code : uniform(self, spec->q05 - margin, spec->q95 + margin);
}

/* The table. */

#define BIT(name) (1u << PR_SAID_##name)
#define MEAN_SD (BIT(MEAN) | BIT(SD))
#define MU_SIGMA (BIT(MU) | BIT(SIGMA))
#define Q05_Q95 (BIT(Q05) | BIT(Q95))
#define MIN_MODE_MAX (BIT(MIN) | BIT(MODE) | BIT(MAX))

static const struct {
    pr_family_t family;
    unsigned required;
    unsigned optional;
    build_t build;
} ways[] = {
    {PR_DIST_FIXED, BIT(VALUE), 0, fixed},
    {PR_DIST_NORMAL, MEAN_SD, 0, normal_mean_sd},
    {PR_DIST_NORMAL, MU_SIGMA, 0, normal_mu_sigma},
    {PR_DIST_NORMAL, Q05_Q95, 0, normal_quantiles},
    {PR_DIST_TRUNCATED_NORMAL, MEAN_SD, BIT(LO) | BIT(HI), truncated_mean_sd},
    {PR_DIST_TRUNCATED_NORMAL, MU_SIGMA, BIT(LO) | BIT(HI), truncated_mu_sigma},
    {PR_DIST_LOGNORMAL, MU_SIGMA, 0, lognormal_mu_sigma},
    {PR_DIST_LOGNORMAL, MEAN_SD, 0, lognormal_mean_sd},
    {PR_DIST_LOGNORMAL, Q05_Q95, 0, lognormal_quantiles},
    {PR_DIST_LOGNORMAL, Q05_Q95 | BIT(Q50), 0, quantiles},
    {PR_DIST_BETA, BIT(ALPHA) | BIT(BETA), 0, beta_alpha_beta},
    {PR_DIST_BETA, MEAN_SD, 0, beta_mean_sd},
    {PR_DIST_BETA, Q05_Q95, 0, beta_quantiles},
    {PR_DIST_GAMMA, BIT(SHAPE) | BIT(SCALE), 0, gamma_shape_scale},
    {PR_DIST_GAMMA, MEAN_SD, 0, gamma_mean_sd},
    {PR_DIST_GAMMA, Q05_Q95, 0, gamma_quantiles},
    {PR_DIST_UNIFORM, BIT(MIN) | BIT(MAX), 0, uniform_min_max},
    {PR_DIST_UNIFORM, MEAN_SD, 0, uniform_mean_sd},
    {PR_DIST_UNIFORM, Q05_Q95, 0, uniform_quantiles},
    {PR_DIST_TRIANGULAR, MIN_MODE_MAX, 0, triangular},
    {PR_DIST_PERT, MIN_MODE_MAX, BIT(LAMBDA), pert},
    {PR_DIST_DISCRETE, BIT(VALUES) | BIT(WEIGHTS), 0, pr_build_values},
    {PR_DIST_EMPIRICAL, BIT(VALUES), 0, pr_build_values},
    {PR_DIST_QUANTILES, Q05_Q95 | BIT(Q50), 0, quantiles},
};

enum { WAYS = sizeof ways / sizeof ways[0] };

static int refuse_way(const pr_dist_spec_t *spec, unsigned said, pr_why_t why)
{
    char takes[256] = "", given[160], one[64];
    for (size_t i = 0; i < WAYS; i++) {
        if (ways[i].family == spec->family) {
            pr_said_list(ways[i].required, why.lang, one, sizeof one);
            size_t length = strlen(takes);
            snprintf(takes + length, sizeof takes - length, "%s%s",
                     length ? pr_translate(why.lang, ", or ") : "", one);
        }
    }
    pr_said_list(said, why.lang, given, sizeof given);
    return pr_refuse(
        why, "%s: takes %s%s; given: %s", pr_family_name(spec->family), takes,
        spec->family == PR_DIST_TRUNCATED_NORMAL ? pr_translate(why.lang, ", with lo or hi or both") : "",
        said ? given : pr_translate(why.lang, "nothing"));
}

static int build(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why)
{
    unsigned said = pr_spec_said(spec);
    int code = pr_spec_check_finite(spec, why);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < WAYS; i++) {
        if (ways[i].family == spec->family && (said & ~ways[i].optional) == ways[i].required) {
            return ways[i].build(self, spec, why);
        }
    }
    return refuse_way(spec, said, why);
}

int pr_dist_init(pr_dist_t *self, const pr_dist_spec_t *spec, char *why, size_t size)
{
    return pr_dist_init_in(self, spec, PR_LANG_EN, why, size);
}

int pr_dist_init_in(pr_dist_t *self, const pr_dist_spec_t *spec, pr_lang_t lang, char *text, size_t size)
{
    pr_why_t why = {text, size, lang};
    memset(self, 0, sizeof *self);
    self->family = spec->family;
    if (size > 0) {
        text[0] = '\0';
    }
    int code = build(self, spec, why);
    if (code == 0 && !(isfinite(self->mean) && isfinite(self->sd))) {
        code = pr_refuse(why, "%s: its mean or standard deviation is too large to compute with",
                         pr_family_name(spec->family));
    }
    if (code) {
        pr_dist_free(self);
    }
    return code;
}
