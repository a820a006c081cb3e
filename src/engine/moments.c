/* Two-level sums of a series. See poolraming/statistics.h. */
#include <float.h>
#include <math.h>
#include <poolraming/statistics.h>

/* Partial sums side by side: a fixed pattern, so that the bytes do not depend on the compiler's vectors. */
enum { LANES = 8 };

typedef struct {
    double sum[LANES], sum2[LANES];
} lanes_t;

static inline void add(lanes_t *lanes, int lane, double d)
{
    lanes->sum[lane] += d;
    lanes->sum2[lane] += d * d;
}

static double total(const double lane[LANES])
{
    return ((lane[0] + lane[4]) + (lane[1] + lane[5])) + ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

static void choose_x0(pr_moments_t *self, const double *x, size_t n)
{
    for (size_t i = 0; self->n == 0 && i < n; i++) {
        if (isfinite(x[i])) {
            self->x0 = x[i];
            return;
        }
    }
}

static void add_all(lanes_t *lanes, const double *x, size_t n, double x0)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
            add(lanes, lane, x[i + (size_t)lane] - x0);
        }
    }
    for (int lane = 0; i < n; i++, lane++) {
        add(lanes, lane, x[i] - x0);
    }
}

/* In the same lanes, an undefined value adding 0; returns how many are defined. */
static uint64_t add_defined(lanes_t *lanes, const double *x, size_t n, double x0)
{
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        bool defined = fabs(x[i]) <= DBL_MAX;
        add(lanes, (int)(i % LANES), defined ? x[i] - x0 : 0.0);
        count += defined;
    }
    return count;
}

void pr_moments_add_round(pr_moments_t *self, const double *x, size_t n)
{
    lanes_t lanes = {0};
    uint64_t defined = n;
    choose_x0(self, x, n);
    add_all(&lanes, x, n, self->x0);
    if (!isfinite(
            total(lanes.sum2))) { /* what is undefined shows there; rare, so that only then it is sought */
        lanes = (lanes_t){0};
        defined = add_defined(&lanes, x, n, self->x0);
    }
    self->n += defined;
    self->undefined += n - defined;
    self->sum += total(lanes.sum);
    self->sum2 += total(lanes.sum2);
}

double pr_moments_mean(const pr_moments_t *self)
{
    return self->n > 0 ? self->x0 + self->sum / (double)self->n : NAN;
}

double pr_moments_sd(const pr_moments_t *self)
{
    if (self->n < 2) {
        return NAN;
    }
    double n = (double)self->n;
    double square = self->sum2 - self->sum * (self->sum / n);
    return sqrt(fmax(square, 0) / (n - 1));
}

double pr_moments_se(const pr_moments_t *self)
{
    return pr_moments_sd(self) / sqrt((double)self->n);
}
