/* Samplers, by inversion wherever that is possible. See poolraming/random.h. */
#include "random/samplers.h"
#include "random/block.h"
#include <gsl/gsl_cdf.h>
#include <stdbool.h>

/* Beyond this GSL's distribution functions do not reach: the guess stands. */
#define CDF_MAX 1e9

enum { PR_POISSON_LANES = 16 };

/* A discrete distribution function seen from a guess. */
typedef struct {
    double u;
    double a, b; /* Poisson: lambda; binomial: p, n */
    bool binomial;
} target_t;

/* F(k) >= u, asked of the smaller tail. */
static bool reaches(const target_t *target, int64_t k)
{
    if (k < 0) {
        return false;
    }
    unsigned at = (unsigned)k;
    if (target->binomial) {
        unsigned n = (unsigned)target->b;
        return target->u < 0.5 ? gsl_cdf_binomial_P(at, target->a, n) >= target->u
                               : gsl_cdf_binomial_Q(at, target->a, n) <= 1.0 - target->u;
    }
    return target->u < 0.5 ? gsl_cdf_poisson_P(at, target->a) >= target->u
                           : gsl_cdf_poisson_Q(at, target->a) <= 1.0 - target->u;
}

/* The smallest k up to `last` that reaches u, walking from a guess that is near. */
static int64_t walk(const target_t *target, int64_t k, int64_t last)
{
    if (reaches(target, k)) {
        while (reaches(target, k - 1)) {
            k--;
        }
        return k;
    }
    while (k < last && !reaches(target, k)) {
        k++;
    }
    return k;
}

/*
 * M. B. Giles, "Algorithm 955: approximation of the inverse Poisson cumulative distribution function", ACM
 * TOMS 42 (2016): the second-order expansion is within `error` of the continuous inverse, so that the
 * distribution function is needed only where a whole number lies that near.
 */
static int64_t poisson_large(double u, double lambda)
{
    double w = pr_normal_inverse(u), root = sqrt(lambda), w2 = w * w;
    double guess = lambda + root * w + (1.0 / 3.0 + w2 / 6.0) - (w / 36.0 + w * w2 / 72.0) / root;
    double error = (1.0 / 40.0 + w2 / 80.0 + w2 * w2 / 160.0) / lambda;
    double k = floor(guess);
    bool sure = fabs(w) < 3.0 && floor(guess - error) == k && floor(guess + error) == k;
    if (sure || guess > CDF_MAX) {
        return (int64_t)k;
    }
    target_t target = {.u = u, .a = lambda};
    return walk(&target, k < 0 ? 0 : (int64_t)k, INT64_MAX);
}

int64_t pr_poisson_inverse(double u, double lambda)
{
    return lambda <= PR_INVERSION_MEAN_MAX ? pr_poisson_small(u, lambda, exp(-lambda))
                                           : poisson_large(u, lambda);
}

/* Sixteen walks of pr_poisson_small side by side, each with its operations in their order. What such a walk
   does not reach, a mean that is too large or a u beyond the last sum, is drawn alone. */
static void poisson_lanes(size_t n, const double *u, const double *lambda, int64_t *count)
{
    double mean[PR_POISSON_LANES], p[PR_POISSON_LANES], sum[PR_POISSON_LANES], k[PR_POISSON_LANES] = {0};
    for (size_t i = 0; i < n; i++) {
        mean[i] = lambda[i] <= PR_INVERSION_MEAN_MAX ? lambda[i] : 0;
        p[i] = sum[i] = exp(-mean[i]);
    }
    double walking = 1;
    for (double step = 1; walking > 0 && step < 200; step++) {
        walking = 0;
        for (size_t i = 0; i < n; i++) {
            double goes_on = sum[i] < u[i] ? 1.0 : 0.0;
            k[i] += goes_on;
            walking += goes_on;
            p[i] *= mean[i] / step;
            sum[i] += p[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        bool reached = lambda[i] <= PR_INVERSION_MEAN_MAX && sum[i] >= u[i];
        count[i] = reached ? (int64_t)k[i] : pr_poisson_inverse(u[i], lambda[i]);
    }
}

void pr_poisson_many(size_t n, const double *u, const double *lambda, int64_t *count)
{
    for (size_t start = 0; start < n; start += PR_POISSON_LANES) {
        size_t lanes = n - start < PR_POISSON_LANES ? n - start : PR_POISSON_LANES;
        poisson_lanes(lanes, u + start, lambda + start, count + start);
    }
}

/* x^n for 0 <= n <= 64, without logarithms: n roundings at most. */
static double power(double x, int64_t n)
{
    double product = 1;
    for (; n > 0; n >>= 1, x *= x) {
        product *= n & 1 ? x : 1;
    }
    return product;
}

/* From 0 by the recursion of probabilities; p <= 1/2 and n·p small. */
static int64_t binomial_small(double u, int64_t n, double p)
{
    double odds = p / (1.0 - p);
    double probability = n <= 64 ? power(1.0 - p, n) : exp((double)n * log1p(-p)), sum = probability;
    int64_t k = 0;
    while (sum < u && probability > PR_NEGLIGIBLE && k < n) {
        probability *= odds * (double)(n - k) / (double)(k + 1);
        sum += probability;
        k++;
    }
    return k;
}

static int64_t binomial_large(double u, int64_t n, double p)
{
    double w = pr_normal_inverse(u), mean = (double)n * p;
    double guess = floor(mean + sqrt(mean * (1.0 - p)) * w + (1.0 - 2.0 * p) * (w * w - 1.0) / 6.0 + 0.5);
    int64_t k = guess < 0 ? 0 : guess > (double)n ? n : (int64_t)guess;
    if ((double)n > CDF_MAX) {
        return k;
    }
    target_t target = {.u = u, .a = p, .b = (double)n, .binomial = true};
    return walk(&target, k, n);
}

int64_t pr_binomial_inverse(double u, int64_t n, double p)
{
    if (n <= 0 || p <= 0) {
        return 0;
    }
    if (p >= 1) {
        return n;
    }
    if (p > 0.5) {
        return n - pr_binomial_inverse(1.0 - u, n, 1.0 - p);
    }
    return (double)n * p <= PR_INVERSION_MEAN_MAX ? binomial_small(u, n, p) : binomial_large(u, n, p);
}

/* Gamma of shape >= 1, retrying from the stream. */
static double gamma_retry(pr_stream_t *stream, double shape)
{
    double value;
    do {
        double normal = pr_normal_draw(stream);
        value = pr_gamma_attempt(shape, normal, pr_stream_uniform(stream));
    } while (value < 0);
    return value;
}

double pr_gamma(const pr_source_t *source, pr_address_t address, uint16_t retry_block, double shape,
                const uint32_t word[3])
{
    if (shape <= 0) {
        return 0;
    }
    double raised = shape < 1 ? shape + 1 : shape;
    double normal = pr_normal_inverse(pr_uniform_of_word(word[0]));
    double value = pr_gamma_attempt(raised, normal, pr_uniform_of_word(word[1]));
    if (value < 0) {
        pr_stream_t stream;
        pr_stream_open_at(&stream, source, address, retry_block);
        value = gamma_retry(&stream, raised);
    }
    return shape < 1 ? value * pow(pr_uniform_of_word(word[2]), 1.0 / shape) : value;
}

double pr_gamma_draw(pr_stream_t *stream, double shape)
{
    if (shape <= 0) {
        return 0;
    }
    if (shape < 1) {
        double boost = pow(pr_stream_uniform(stream), 1.0 / shape);
        return boost * gamma_retry(stream, shape + 1);
    }
    return gamma_retry(stream, shape);
}

/* ln of a gamma draw: for small shapes the draw itself would vanish. */
static double log_gamma_draw(pr_stream_t *stream, double shape)
{
    double boost = shape < 1 ? log(pr_stream_uniform(stream)) / shape : 0;
    return boost + log(gamma_retry(stream, shape < 1 ? shape + 1 : shape));
}

double pr_beta_draw(pr_stream_t *stream, double a, double b)
{
    double log_a = log_gamma_draw(stream, a);
    return 1.0 / (1.0 + exp(log_gamma_draw(stream, b) - log_a));
}

double pr_normal_draw(pr_stream_t *stream)
{
    return pr_normal_inverse(pr_stream_uniform(stream));
}

int64_t pr_poisson_draw(pr_stream_t *stream, double lambda)
{
    return pr_poisson_inverse(pr_stream_uniform(stream), lambda);
}

int64_t pr_binomial_draw(pr_stream_t *stream, int64_t n, double p)
{
    return pr_binomial_inverse(pr_stream_uniform(stream), n, p);
}

void pr_multinomial(int64_t n, size_t k, const double *weight, const double *u, int64_t *count)
{
    for (size_t i = 0; i + 1 < k; i++) {
        /* Summed afresh, so that the last class with weight takes exactly what is left. */
        double rest = 0;
        for (size_t j = i; j < k; j++) {
            rest += weight[j];
        }
        count[i] = rest > 0 ? pr_binomial_inverse(u[i], n, weight[i] / rest) : 0;
        n -= count[i];
    }
    count[k - 1] = n;
}
