/* Updates that have a formula: shares, rates, levels. See poolraming/bayes.h. */
#include "random/law.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <limits.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/random.h>

static bool is_probability(double p)
{
    return p > 0 && p < 1;
}

/* On the law's own scale (log-odds, logarithm). GSL's inverses fail or do not end for some shapes; Newton's
   method on that scale does not, and beyond its shapes halving an interval is slow but sure. */
static double quantile_of(pr_law_t law, double p)
{
    double least = law.is_beta ? fmin(law.a, law.b) : law.a, most = law.is_beta ? fmax(law.a, law.b) : law.a;
    if (least >= PR_SHAPE_MIN && most <= PR_SHAPE_MAX && p > 1e-15 && p < 1 - 1e-15) {
        return pr_law_quantile(law, pr_normal_inverse(p), pr_law_centre(law));
    }
    double low = -745, high = 745; /* e^low is the smallest number above 0 */
    while (high - low > 1e-14 * (1 + fabs(low))) {
        double middle = low + (high - low) / 2;
        bool below = p < 0.5 ? pr_law_lower(law, middle) < p : pr_law_upper(law, middle) > 1 - p;
        *(below ? &low : &high) = middle;
    }
    return low;
}

/* ---- a share ---- */

int pr_share_update(pr_share_law_t *self, double successes, double trials)
{
    double a = self->a + successes, b = self->b + (trials - successes);
    if (!(successes >= 0 && successes <= trials && a > 0 && b > 0 && isfinite(a) && isfinite(b))) {
        return PR_ERR_DOMAIN;
    }
    *self = (pr_share_law_t){a, b};
    return 0;
}

double pr_share_mean(const pr_share_law_t *self)
{
    return self->a / (self->a + self->b);
}

double pr_share_sd(const pr_share_law_t *self)
{
    double sum = self->a + self->b;
    return sqrt(self->a * self->b / (sum + 1)) / sum;
}

/* Two shapes beyond what GSL's distribution function can tell apart: normal with the skewness put in (Cornish
   & Fisher 1938), off by less than 1e-4 sd. */
static double large_quantile(const pr_share_law_t *self, double p)
{
    double sum = self->a + self->b, z = pr_normal_inverse(p);
    double skew = 2 * (self->b - self->a) / (sum + 2) * sqrt((sum + 1) / (self->a * self->b));
    return pr_share_mean(self) + pr_share_sd(self) * (z + skew * (z * z - 1) / 6);
}

double pr_share_quantile(const pr_share_law_t *self, double p)
{
    if (!is_probability(p)) {
        return NAN;
    }
    return fmin(self->a, self->b) > PR_SHAPE_MAX
               ? large_quantile(self, p)
               : 1 / (1 + exp(-quantile_of(pr_law_beta(self->a, self->b), p)));
}

double pr_share_predicted_mean(const pr_share_law_t *self, int64_t trials)
{
    return (double)trials * pr_share_mean(self);
}

double pr_share_predicted_sd(const pr_share_law_t *self, int64_t trials)
{
    double sum = self->a + self->b, n = (double)trials;
    return sqrt(n * self->a * self->b * (sum + n) / (sum + 1)) / sum;
}

double pr_share_predicted_log(const pr_share_law_t *self, int64_t successes, int64_t trials)
{
    if (successes < 0 || successes > trials) {
        return -INFINITY;
    }
    double k = (double)successes, n = (double)trials;
    double ways = -log1p(n) - gsl_sf_lnbeta(k + 1, n - k + 1);
    return ways + gsl_sf_lnbeta(self->a + k, self->b + n - k) - gsl_sf_lnbeta(self->a, self->b);
}

int64_t pr_share_predicted_quantile(const pr_share_law_t *self, int64_t trials, double p)
{
    if (!is_probability(p) || trials < 0) {
        return -1;
    }
    double below = 0;
    for (int64_t k = 0; k < trials; k++) {
        below += exp(pr_share_predicted_log(self, k, trials));
        if (below >= p) {
            return k;
        }
    }
    return trials;
}

/* ---- a rate ---- */

int pr_rate_update(pr_rate_law_t *self, double count, double exposure)
{
    double shape = self->shape + count, rate = self->rate + exposure;
    if (!(count >= 0 && exposure >= 0 && shape > 0 && rate > 0 && isfinite(shape) && isfinite(rate)) ||
        (count > 0 && exposure <= 0)) {
        return PR_ERR_DOMAIN;
    }
    *self = (pr_rate_law_t){shape, rate};
    return 0;
}

double pr_rate_mean(const pr_rate_law_t *self)
{
    return self->shape / self->rate;
}

double pr_rate_sd(const pr_rate_law_t *self)
{
    return sqrt(self->shape) / self->rate;
}

double pr_rate_quantile(const pr_rate_law_t *self, double p)
{
    return is_probability(p) ? exp(quantile_of(pr_law_gamma(self->shape), p)) / self->rate : NAN;
}

double pr_rate_predicted_mean(const pr_rate_law_t *self, double exposure)
{
    return exposure * pr_rate_mean(self);
}

double pr_rate_predicted_sd(const pr_rate_law_t *self, double exposure)
{
    return sqrt(exposure * self->shape * (self->rate + exposure)) / self->rate;
}

double pr_rate_predicted_log(const pr_rate_law_t *self, int64_t count, double exposure)
{
    return pr_negative_binomial_log(count, exposure * pr_rate_mean(self), self->shape);
}

int64_t pr_rate_predicted_quantile(const pr_rate_law_t *self, double exposure, double p)
{
    if (!is_probability(p) || !(exposure >= 0 && isfinite(exposure))) {
        return -1;
    }
    double success = self->rate / (self->rate + exposure);
    unsigned low = 0, high = 1;
    while (high < UINT_MAX / 2 && gsl_cdf_negative_binomial_P(high, success, self->shape) < p) {
        high *= 2;
    }
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (gsl_cdf_negative_binomial_P(middle, success, self->shape) >= p) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* ---- counts that share a factor ---- */

/* ln P of all counts, were their factor 1 and their total given: Σ y ln m − ln y!. */
static double log_split(size_t n, const int64_t *count, const double *mean)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(mean[i] >= 0)) {
            return NAN;
        }
        if (count[i] < 0 || (count[i] > 0 && mean[i] <= 0)) {
            return -INFINITY;
        }
        if (count[i] > 0) {
            sum += (double)count[i] * log(mean[i]) - gsl_sf_lngamma((double)count[i] + 1);
        }
    }
    return sum;
}

/* What Stirling's formula leaves out of ln Γ(x), x >= 30: below rounding from the next term on. */
static double stirling_rest(double x)
{
    double square = 1 / (x * x);
    return (1.0 / 12 - (1.0 / 360 - square / 1260) * square) / x;
}

/* ln E[G^counts e^(−means·G)]. Of a large shape the gammas are differenced before they are computed, since
   their own digits would be lost. */
static double log_factor(double counts, double means, double shape)
{
    double all = shape + counts, none = -shape * log1p(means / shape);
    if (shape < 30) {
        return gsl_sf_lngamma(all) - gsl_sf_lngamma(shape) - counts * log(shape + means) + none;
    }
    double gammas =
        (shape - 0.5) * log1p(counts / shape) - counts + stirling_rest(all) - stirling_rest(shape);
    return gammas + counts * log1p((counts - means) / (shape + means)) + none;
}

double pr_shared_counts_log(size_t n, const int64_t *count, const double *mean, double shape)
{
    double split = log_split(n, count, mean), counts = 0, means = 0;
    if (!(shape > 0) || isnan(split)) {
        return NAN;
    }
    if (isinf(split)) {
        return split;
    }
    for (size_t i = 0; i < n; i++) {
        counts += (double)count[i];
        means += mean[i];
    }
    if (isinf(shape)) {
        return split - means;
    }
    return split + log_factor(counts, means, shape);
}

double pr_negative_binomial_log(int64_t count, double mean, double shape)
{
    return pr_shared_counts_log(1, &count, &mean, shape);
}

/* ---- a level ---- */

int pr_level_update(pr_level_law_t *self, double observed_mean, double n, double noise)
{
    if (!(n >= 0 && noise > 0 && self->sd > 0) || (n > 0 && !isfinite(observed_mean))) {
        return PR_ERR_DOMAIN;
    }
    if (n > 0) {
        double before = 1 / (self->sd * self->sd), data = n / (noise * noise);
        self->mean += data / (before + data) * (observed_mean - self->mean);
        self->sd = 1 / sqrt(before + data);
    }
    return 0;
}

double pr_level_quantile(const pr_level_law_t *self, double p)
{
    return is_probability(p) ? self->mean + gsl_cdf_gaussian_Pinv(p, self->sd) : NAN;
}

double pr_level_predicted_sd(const pr_level_law_t *self, double noise)
{
    return hypot(self->sd, noise);
}
