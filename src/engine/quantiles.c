/* Exact quantiles of sorted values and their distribution-free interval. See poolraming/statistics.h. */
#include <math.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <stdlib.h>
#include <string.h>

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

/* Bits that order as the doubles do: the sign bit flipped, all bits where negative. */
static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

enum { DIGIT_BITS = 11, DIGITS = 6, BUCKETS = 1 << DIGIT_BITS, RADIX_MOST = 4096 };

/* One pass of a radix sort; false where all keys share the digit, so that nothing moved. */
static bool sort_by_digit(const uint64_t *from, uint64_t *to, size_t n, int digit)
{
    uint32_t start[BUCKETS + 1] = {0};
    int shift = digit * DIGIT_BITS;
    for (size_t i = 0; i < n; i++) {
        start[(from[i] >> shift & (BUCKETS - 1)) + 1]++;
    }
    if (start[(from[0] >> shift & (BUCKETS - 1)) + 1] == n) {
        return false;
    }
    for (size_t b = 0; b < BUCKETS; b++) {
        start[b + 1] += start[b];
    }
    for (size_t i = 0; i < n; i++) {
        to[start[from[i] >> shift & (BUCKETS - 1)]++] = from[i];
    }
    return true;
}

/* Five times as fast as qsort where an ensemble sorts thousands of series. */
static void radix_sort(double *x, size_t n)
{
    uint64_t a[RADIX_MOST], b[RADIX_MOST], *from = a, *to = b;
    for (size_t i = 0; i < n; i++) {
        a[i] = key_of(x[i]);
    }
    for (int digit = 0; digit < DIGITS; digit++) {
        if (sort_by_digit(from, to, n, digit)) {
            uint64_t *swap = from;
            from = to;
            to = swap;
        }
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = value_of(from[i]);
    }
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
    if (defined >= 512 && defined <= RADIX_MOST) {
        radix_sort(x, defined);
    } else {
        qsort(x, defined, sizeof *x, ascending);
    }
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
