/*
 * Do chains mix? Rank-normalised split R̂ and effective sample sizes (Vehtari, Gelman, Simpson, Carpenter &
 * Bürkner 2021, "Rank-normalization, folding, and localization", Bayesian Analysis 16:667). Every chain is
 * split in two halves, so that a drift within a chain counts as a difference between chains. Autocovariances
 * by FFT; their sum ends by Geyer's (1992) initial monotone sequence.
 */
#include "core/memory.h"
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/explain.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <string.h>

typedef struct {
    size_t m, n;     /* halves, and draws in each */
    double *split;   /* [m][n] */
    double *value;   /* [m][n]: what is looked at */
    double *sorted;  /* [m·n] */
    size_t padded;   /* power of two >= 2n */
    double *fourier; /* [padded] */
    double *lag;     /* [n]: mean autocovariance over halves */
} look_t;

/* ---- between and within ---- */

typedef struct {
    double within, between; /* mean variance in a half; variance of the means of halves */
    double total;           /* the variance that both say all draws have */
} parts_t;

static double mean_of(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] - x[0];
    }
    return x[0] + sum / (double)n;
}

static double variance_of(const double *x, size_t n, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (double)(n - 1);
}

static parts_t parts_of(const look_t *look)
{
    parts_t parts = {0, 0, 0};
    double m = (double)look->m, n = (double)look->n, mean = mean_of(look->value, look->m * look->n);
    for (size_t c = 0; c < look->m; c++) {
        double own = mean_of(look->value + c * look->n, look->n);
        parts.within += variance_of(look->value + c * look->n, look->n, own) / m;
        parts.between += (own - mean) * (own - mean) / (m - 1);
    }
    parts.total = (n - 1) / n * parts.within + parts.between;
    return parts;
}

static double rhat_of(const look_t *look)
{
    parts_t parts = parts_of(look);
    return parts.total > 0 ? sqrt(parts.total / parts.within) : NAN;
}

/* ---- effective draws ---- */

/* Adds the autocovariances of one half to look->lag. */
static void add_lags(look_t *look, const double *x)
{
    double mean = mean_of(x, look->n), scale = (double)look->n * (double)look->m;
    double *f = look->fourier;
    size_t size = look->padded;
    memset(f, 0, size * sizeof *f);
    for (size_t i = 0; i < look->n; i++) {
        f[i] = x[i] - mean;
    }
    gsl_fft_real_radix2_transform(f, 1, size);
    f[0] *= f[0];
    f[size / 2] *= f[size / 2];
    for (size_t k = 1; k < size / 2; k++) {
        f[k] = f[k] * f[k] + f[size - k] * f[size - k];
        f[size - k] = 0;
    }
    gsl_fft_halfcomplex_radix2_inverse(f, 1, size);
    for (size_t t = 0; t < look->n; t++) {
        look->lag[t] += f[t] / scale;
    }
}

/* Σ over lags of the autocorrelation, both directions: pairs while they are positive, never rising. */
static double sum_of_lags(const look_t *look, parts_t parts)
{
    double sum = -1, least = INFINITY;
    for (size_t t = 0; t + 1 < look->n; t += 2) {
        double even = t == 0 ? 1 : 1 - (parts.within - look->lag[t]) / parts.total;
        double pair = even + 1 - (parts.within - look->lag[t + 1]) / parts.total;
        if (!(pair > 0)) {
            return even > 0 ? sum + even : sum;
        }
        least = fmin(least, pair);
        sum += 2 * least;
    }
    return sum;
}

/* NAN where nothing varies. Antithetic chains count for more than their number, up to a factor log10 of it.
 */
static double ess_of(look_t *look)
{
    parts_t parts = parts_of(look);
    double draws = (double)(look->m * look->n);
    if (!(parts.total > 0)) {
        return NAN;
    }
    memset(look->lag, 0, look->n * sizeof *look->lag);
    for (size_t c = 0; c < look->m; c++) {
        add_lags(look, look->value + c * look->n);
    }
    return draws / fmax(sum_of_lags(look, parts), 1 / log10(draws));
}

/* ---- what is looked at ---- */

/* Normal scores of the ranks of look->value, in place. */
static int normalise(look_t *look)
{
    size_t draws = look->m * look->n;
    double *rank = pr_new(draws, sizeof *rank);
    int status = rank ? pr_ranks(draws, look->value, rank) : PR_ERR_MEMORY;
    for (size_t i = 0; i < draws && status == 0; i++) {
        look->value[i] = pr_normal_inverse((rank[i] - 0.375) / ((double)draws + 0.25));
    }
    pr_free(rank);
    return status;
}

static void look_at_distance(look_t *look)
{
    size_t draws = look->m * look->n;
    double median = pr_quantile_sorted(look->sorted, draws, 0.5);
    for (size_t i = 0; i < draws; i++) {
        look->value[i] = fabs(look->split[i] - median);
    }
}

static double ess_of_quantile(look_t *look, double p)
{
    size_t draws = look->m * look->n;
    double limit = pr_quantile_sorted(look->sorted, draws, p);
    for (size_t i = 0; i < draws; i++) {
        look->value[i] = look->split[i] <= limit;
    }
    return ess_of(look);
}

static void look_at_draws(look_t *look)
{
    memcpy(look->value, look->split, look->m * look->n * sizeof *look->value);
}

static int judge(pr_mixing_t *self, look_t *look)
{
    look_at_draws(look);
    self->ess_mean = ess_of(look);
    int status = normalise(look);
    self->ess_bulk = ess_of(look);
    self->rhat = rhat_of(look);
    look_at_distance(look);
    status = status ? status : normalise(look);
    self->rhat = fmax(self->rhat, rhat_of(look));
    self->ess_tail = fmin(ess_of_quantile(look, 0.05), ess_of_quantile(look, 0.95));
    return status;
}

/* Halves; of an odd number of steps the middle one is left out. */
static bool split(look_t *look, size_t chains, size_t steps, const double *x)
{
    look->m = 2 * chains;
    look->n = steps / 2;
    size_t draws = look->m * look->n;
    for (look->padded = 1; look->padded < 2 * look->n; look->padded *= 2) {
    }
    look->split = pr_new(draws, sizeof(double));
    look->value = pr_new(draws, sizeof(double));
    look->sorted = pr_new(draws, sizeof(double));
    look->fourier = pr_new(look->padded, sizeof(double));
    look->lag = pr_new(look->n, sizeof(double));
    if (!look->split || !look->value || !look->sorted || !look->fourier || !look->lag) {
        return false;
    }
    for (size_t c = 0; c < chains; c++) {
        size_t half = look->n * sizeof(double);
        memcpy(look->split + 2 * c * look->n, x + c * steps, half);
        memcpy(look->split + (2 * c + 1) * look->n, x + (c + 1) * steps - look->n, half);
    }
    memcpy(look->sorted, look->split, draws * sizeof(double));
    pr_quantile_sort(look->sorted, draws);
    return true;
}

static bool is_finite(size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return false;
        }
    }
    return true;
}

int pr_mixing(pr_mixing_t *self, size_t chains, size_t steps, const double *x)
{
    look_t look = {0};
    *self = (pr_mixing_t){NAN, NAN, NAN, NAN};
    if (chains < 1 || steps < 4 || !is_finite(chains * steps, x)) {
        return PR_ERR_DOMAIN;
    }
    int status = split(&look, chains, steps, x) ? judge(self, &look) : PR_ERR_MEMORY;
    pr_free(look.split);
    pr_free(look.value);
    pr_free(look.sorted);
    pr_free(look.fourier);
    pr_free(look.lag);
    return status;
}
