/* Summaries of draws. See poolraming/bayes.h. */
#include "core/memory.h"
#include "engine/summary.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/explain.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <string.h>

void pr_draws_column(size_t n, size_t d, const double *draws, size_t column, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = draws[i * d + column];
    }
}

int pr_draws_summary(pr_summary_t *self, size_t n, size_t d, const double *draws, size_t column, double ess)
{
    double q[PR_SUMMARY_QUANTILES], *x = pr_new(n, sizeof *x);
    pr_moments_t moments = {0};
    if (!x) {
        return PR_ERR_MEMORY;
    }
    pr_draws_column(n, d, draws, column, x);
    pr_moments_add_round(&moments, x, n);
    size_t defined = pr_quantile_sort(x, n);
    for (size_t i = 0; i < PR_SUMMARY_QUANTILES; i++) {
        q[i] = pr_quantile_sorted(x, defined, pr_summary_levels[i]);
    }
    pr_free(x);
    double se = ess > 0 ? pr_moments_sd(&moments) / sqrt(ess) : pr_moments_se(&moments);
    *self = pr_summary_of(&moments, se, q);
    return 0;
}

/* ---- correlation of normal scores ---- */

/* score[d][n]: the columns' normal scores one after another. `rank` and `x` are work space of n. */
static int fill_scores(size_t n, size_t d, const double *draws, double *score, double *x, double *rank)
{
    for (size_t j = 0; j < d; j++) {
        pr_draws_column(n, d, draws, j, x);
        int status = pr_ranks(n, x, rank);
        if (status != 0) {
            return status;
        }
        for (size_t i = 0; i < n; i++) {
            score[j * n + i] = pr_normal_inverse((rank[i] - 0.375) / ((double)n + 0.25));
        }
    }
    return 0;
}

static void correlate(size_t n, size_t d, const double *score, double *matrix)
{
    for (size_t i = 0; i < d; i++) {
        matrix[i * d + i] = 1;
        for (size_t j = 0; j < i; j++) {
            double r = pr_correlation_of(n, score + i * n, score + j * n);
            matrix[i * d + j] = matrix[j * d + i] = isnan(r) ? 0 : fmin(fmax(r, -1), 1);
        }
    }
}

/* ---- what chance could have made ---- */

double pr_draws_t(size_t n, const double *x, double expected)
{
    size_t each = n / PR_BATCHES;
    double sum = 0, squares = 0;
    for (size_t b = 0; b < PR_BATCHES; b++) {
        double mean = 0;
        for (size_t i = 0; i < each; i++) {
            mean += x[b * each + i] / (double)each;
        }
        sum += mean - expected;
        squares += (mean - expected) * (mean - expected);
    }
    double mean = sum / PR_BATCHES, variance = (squares - sum * mean) / (PR_BATCHES - 1);
    return variance > 0 ? mean / sqrt(variance / PR_BATCHES) : NAN;
}

double pr_draws_t_limit(size_t looks)
{
    return gsl_cdf_tdist_Qinv(0.01 / 2 / (double)(looks > 0 ? looks : 1), PR_BATCHES - 1);
}

/* `product` is work space of n. */
static void leave_out_chance(size_t n, size_t d, const double *score, const bool *kept, double *product,
                             double *matrix)
{
    double limit = pr_draws_t_limit(d * (d - 1) / 2);
    for (size_t i = 0; i < d; i++) {
        for (size_t j = 0; j < i; j++) {
            for (size_t k = 0; k < n; k++) {
                product[k] = score[i * n + k] * score[j * n + k];
            }
            if (!(kept && kept[i * d + j]) && !(fabs(pr_draws_t(n, product, 0)) > limit)) {
                matrix[i * d + j] = matrix[j * d + i] = 0;
            }
        }
    }
}

/* to = from with its off-diagonal entries multiplied by `keep` and rounded. */
static void shrink(size_t d, const double *from, double keep, int decimals, double *to)
{
    double unit = decimals < 0 ? 0 : pow(10, decimals);
    for (size_t i = 0; i < d * d; i++) {
        double r = i % (d + 1) == 0 ? 1 : keep * from[i];
        to[i] = decimals < 0 ? r : round(r * unit) / unit + 0.0; /* no −0 */
    }
}

static int make_definite(size_t d, int decimals, const double *from, double *to, double *shrunk)
{
    for (int percent = 0; percent <= 100; percent++) {
        pr_copula_t copula;
        *shrunk = percent / 100.0;
        shrink(d, from, 1 - *shrunk, decimals, to);
        int status = pr_copula_init(&copula, d, to, PR_CORRELATION_NORMAL, NULL, 0);
        pr_copula_free(&copula);
        if (status != PR_ERR_DOMAIN) {
            return status;
        }
    }
    return PR_ERR_DOMAIN;
}

static int correlation_of(size_t n, size_t d, const double *draws, bool told, const bool *kept, int decimals,
                          double *matrix, double *shrunk)
{
    double by, *score = pr_new(n, d * sizeof *score), *x = pr_new(n, sizeof *x);
    double *rank = pr_new(n, sizeof *rank), *raw = pr_new(d, d * sizeof *raw);
    int status = score && x && rank && raw ? fill_scores(n, d, draws, score, x, rank) : PR_ERR_MEMORY;
    if (status == 0) {
        correlate(n, d, score, raw);
        if (told) {
            leave_out_chance(n, d, score, kept, x, raw);
        }
        status = make_definite(d, decimals, raw, matrix, &by);
    }
    if (status == 0 && shrunk) {
        *shrunk = by;
    }
    pr_free(score);
    pr_free(x);
    pr_free(rank);
    pr_free(raw);
    return status;
}

int pr_draws_normal_correlation(size_t n, size_t d, const double *draws, int decimals, double *matrix,
                                double *shrunk)
{
    return correlation_of(n, d, draws, false, NULL, decimals, matrix, shrunk);
}

int pr_draws_told_correlation(size_t n, size_t d, const double *draws, const bool *kept, int decimals,
                              double *matrix, double *shrunk)
{
    return correlation_of(n, d, draws, true, kept, decimals, matrix, shrunk);
}
