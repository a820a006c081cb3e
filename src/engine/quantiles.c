/* Exact quantiles of sorted values and their distribution-free interval. See poolraming/statistics.h. */
#include <math.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <stdlib.h>

double pr_quantile_sorted(const double *sorted, size_t n, double p)
{
    if (n == 0) {
        return NAN;
    }
    double rank = (double)(n - 1) * p, below = floor(rank);
    size_t i = (size_t)below;
    if (i + 1 >= n) {
        return sorted[n - 1];
    }
    return sorted[i] + (rank - below) * (sorted[i + 1] - sorted[i]);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t pr_quantile_sort(double *x, size_t n)
{
    size_t defined = 0;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            double value = x[i];
            x[i] = x[defined];
            x[defined++] = value;
        }
    }
    qsort(x, defined, sizeof *x, ascending);
    return defined;
}

/* Of n values K ~ Binomial(n, p) lie below the quantile: P(K < lower) and P(K >= upper) stay within half of
   what the level leaves. */
void pr_quantile_interval(size_t n, double p, double level, size_t *lower, size_t *upper)
{
    double outside = 0.5 * (1 - level);
    *lower = (size_t)pr_binomial_inverse(outside, (int64_t)n, p);
    *upper = (size_t)pr_binomial_inverse(1 - outside, (int64_t)n, p) + 1;
}
