/*
 * Statistics of one series over replicates: moments by two-level sums, exact quantiles, and quantiles by
 * counting. The same values in the same rounds give the same bytes, whoever computes them.
 */
#ifndef POOLRAMING_STATISTICS_H
#define POOLRAMING_STATISTICS_H

#include <poolraming/export.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sums of x − x0 and (x − x0)², x0 the first defined value: a constant has sd exactly 0. Start from zeros:
   `pr_moments_t m = {0};`. A value that is NaN or infinite is undefined: counted apart and skipped. */
typedef struct {
    uint64_t n; /* defined values */
    uint64_t undefined;
    double x0;
    double sum;
    double sum2;
} pr_moments_t;

/* Adds one round: `n` values in replicate order. Summed by itself first (eight interleaved partial sums),
   then added to the totals, so that rounds can be simulated anywhere and added in order. */
PR_API void pr_moments_add_round(pr_moments_t *self, const double *x, size_t n);

/* Of the defined values; NAN where there are none (sd and se: fewer than two). sd has n − 1; se = sd/√n. */
PR_API double pr_moments_mean(const pr_moments_t *self);
PR_API double pr_moments_sd(const pr_moments_t *self);
PR_API double pr_moments_se(const pr_moments_t *self);

/* Quantile of `n` ascending values, type 7 of Hyndman & Fan (1996): at rank (n − 1)p, linear in between.
   0 <= p <= 1; NAN for n = 0. */
PR_API double pr_quantile_sorted(const double *sorted, size_t n, double p);
/* Sorts `x` in place, undefined values last; returns how many are defined. */
PR_API size_t pr_quantile_sort(double *x, size_t n);

/* Distribution-free confidence interval of the p-quantile: 1-based order statistics with coverage of at least
   `level`; *lower = 0 and *upper = n + 1 mean that the sample is too small for a bound on that side. */
PR_API void pr_quantile_interval(size_t n, double p, double level, size_t *lower, size_t *upper);

/* Counted quantiles keep this much of the values' digits. */
#define PR_COUNTS_BITS 10      /* relative error of a quantile at most 2^-10 */
#define PR_COUNTS_FINE_BITS 14 /* 2^-14: for narrow series such as an index */

/*
 * Counts per cell; a cell is the sign, exponent and leading mantissa bits of the double. Counts do not depend
 * on the order of the values and add up over workers. |x| < `negligible` counts as 0. Up to 2^32 − 1 values.
 * A count keeps its low byte in a window over the cells that were hit, and the rest, where there is any, in
 * pages beside it: most cells count little, and what does not fit a processor's cache costs more than
 * counting.
 */
typedef struct {
    uint8_t *low; /* owned: `pages` pages; of the first only the places of undefined and of 0 are used */
    uint32_t **carried; /* owned: [pages], how often each place's low byte ran over; NULL where none did */
    uint32_t first;     /* cell of the window's first place */
    uint32_t pages;
    uint32_t carries; /* pages of `carried` that exist */
    uint32_t mantissa_bits;
    double negligible;
    bool coarse; /* some value is not the edge of its cell */
    uint64_t n;  /* defined values */
    uint64_t undefined;
    double min, max;
} pr_counts_t;

/* Nothing smaller is told from 0 unless the caller says so. */
#define PR_COUNTS_NEGLIGIBLE 1e-9

/* mantissa_bits 1…16, negligible > 0: the more octaves lie above it, the more memory a wide series takes. No
   memory is taken before the first value. */
PR_API void pr_counts_init(pr_counts_t *self, uint32_t mantissa_bits, double negligible);
PR_API void pr_counts_free(pr_counts_t *self);
/* PR_ERR_MEMORY leaves the counts as they were. */
PR_API int pr_counts_add(pr_counts_t *self, const double *x, size_t n);
/* Adds the counts of `other`, which has the same mantissa_bits (else PR_ERR_DOMAIN). */
PR_API int pr_counts_merge(pr_counts_t *self, const pr_counts_t *other);
/*
 * Quantile, type 7 as in pr_quantile_sorted. Exact where every value is the edge of its cell (whole numbers
 * up to 2^(mantissa_bits + 1), constants, 0/1); else within 2^-mantissa_bits of it, relative to the order
 * statistics it lies between. 0 <= p <= 1; NAN when empty.
 */
PR_API double pr_counts_quantile(const pr_counts_t *self, double p);
/* The same for `count` ascending p, in one walk through the cells. */
PR_API void pr_counts_quantiles(const pr_counts_t *self, size_t count, const double *p, double *out);
/* Memory in use beside the struct itself. */
PR_API size_t pr_counts_bytes(const pr_counts_t *self);

#endif
