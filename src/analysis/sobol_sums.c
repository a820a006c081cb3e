/*
 * See sobol_sums.h. With f_A, f_B and f_AB counted from the first value seen, over n rows:
 *   m = Σ(f_A + f_B)/2n,  V = Σ(f_A² + f_B²)/2n − m²,
 *   S = (Σ f_B (f_AB − f_A) − m Σ(f_AB − f_A))/(n V),  S_T = Σ (f_A − f_AB)²/(2 n V):
 * Saltelli et al. (2010), table 2, (b) and (f), with (b) about the mean, which leaves its expectation and
 * lowers its variance. Ratios are taken of sums over all scramblings; their errors come from leaving out one
 * at a time.
 */
#include "analysis/sobol_sums.h"
#include "analysis/sample.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* Places of the sums; those of group g start at SUMS + SUMS_GROUP × g. */
enum { ROWS, BOTH, SQUARES, SUMS };
enum { MOVED, MOVED_BY_B, MOVED_SQUARES, SUMS_GROUP };

int pr_sobol_sums_init(pr_sobol_sums_t *self, size_t scramblings, size_t outcomes, size_t groups)
{
    memset(self, 0, sizeof *self);
    self->scramblings = scramblings;
    self->outcomes = outcomes;
    self->groups = groups;
    self->width = SUMS + SUMS_GROUP * groups;
    self->sum = pr_new(scramblings * outcomes * self->width, sizeof *self->sum);
    self->first = pr_new(outcomes, sizeof *self->first);
    self->size = pr_new(outcomes, sizeof *self->size);
    self->seen = pr_new(outcomes, sizeof *self->seen);
    self->one = pr_new(self->width, sizeof *self->one);
    self->all = pr_new(self->width, sizeof *self->all);
    self->without = pr_new(2 * groups * scramblings, sizeof *self->without);
    self->missed = pr_new(outcomes, sizeof *self->missed);
    bool whole = self->sum && self->first && self->size && self->seen && self->one && self->all &&
                 self->without && self->missed;
    return whole ? 0 : PR_ERR_MEMORY;
}

void pr_sobol_sums_free(pr_sobol_sums_t *self)
{
    pr_free(self->sum);
    pr_free(self->first);
    pr_free(self->size);
    pr_free(self->seen);
    pr_free(self->one);
    pr_free(self->all);
    pr_free(self->without);
    pr_free(self->missed);
    memset(self, 0, sizeof *self);
}

static bool is_whole(const pr_sobol_sums_t *self, const double *y)
{
    for (size_t c = 0; c < self->groups + 2; c++) {
        if (!isfinite(y[c * self->outcomes])) {
            return false;
        }
    }
    return true;
}

/* One outcome of a row; y[c × outcomes] is column c. */
static void add_outcome(pr_sobol_sums_t *self, double *sum, size_t outcome, const double *y)
{
    size_t stride = self->outcomes;
    double x0 = self->first[outcome], a = y[0] - x0, b = y[stride] - x0;
    sum[ROWS]++;
    sum[BOTH] += a + b;
    sum[SQUARES] += a * a + b * b;
    self->size[outcome] = fmax(self->size[outcome], fmax(fabs(y[0]), fabs(y[stride])));
    for (size_t g = 0; g < self->groups; g++) {
        double *group = sum + SUMS + SUMS_GROUP * g, moved = y[(g + 2) * stride] - y[0];
        group[MOVED] += moved;
        group[MOVED_BY_B] += b * moved;
        group[MOVED_SQUARES] += moved * moved;
    }
}

void pr_sobol_sums_add(pr_sobol_sums_t *self, size_t scrambling, const double *y)
{
    for (size_t o = 0; o < self->outcomes; o++) {
        if (!is_whole(self, y + o)) {
            self->missed[o]++;
            continue;
        }
        self->first[o] = self->seen[o] ? self->first[o] : y[o];
        self->seen[o] = true;
        add_outcome(self, self->sum + (scrambling * self->outcomes + o) * self->width, o, y + o);
    }
}

/* ---- estimates ---- */

static double variance_of(const double *sum, double *mean)
{
    double n = sum[ROWS];
    *mean = sum[BOTH] / (2 * n);
    return sum[SQUARES] / (2 * n) - *mean * *mean;
}

/* First-order and total index of group g from sums. */
static void indices_of(const double *sum, size_t g, double *first, double *total)
{
    const double *group = sum + SUMS + SUMS_GROUP * g;
    double mean, variance = variance_of(sum, &mean), n = sum[ROWS];
    *first = variance > 0 ? (group[MOVED_BY_B] - mean * group[MOVED]) / (n * variance) : 0;
    *total = variance > 0 ? group[MOVED_SQUARES] / (2 * n * variance) : 0;
}

static const double *sums_at(const pr_sobol_sums_t *self, size_t scrambling, size_t outcome)
{
    return self->sum + (scrambling * self->outcomes + outcome) * self->width;
}

/* False where some scrambling has too few rows. */
static bool add_up(pr_sobol_sums_t *self, size_t outcome)
{
    bool enough = true;
    memset(self->all, 0, self->width * sizeof *self->all);
    for (size_t r = 0; r < self->scramblings; r++) {
        const double *sum = sums_at(self, r, outcome);
        enough = enough && sum[ROWS] >= 2;
        for (size_t i = 0; i < self->width; i++) {
            self->all[i] += sum[i];
        }
    }
    return enough;
}

static void leave_one_out(pr_sobol_sums_t *self, size_t outcome)
{
    size_t count = self->scramblings;
    for (size_t r = 0; r < count; r++) {
        const double *sum = sums_at(self, r, outcome);
        for (size_t i = 0; i < self->width; i++) {
            self->one[i] = self->all[i] - sum[i];
        }
        for (size_t g = 0; g < self->groups; g++) {
            indices_of(self->one, g, &self->without[2 * g * count + r],
                       &self->without[(2 * g + 1) * count + r]);
        }
    }
}

/* Jackknife: se² = (R − 1)/R Σ (θ_−r − their mean)². */
static pr_estimate_t with_interval(double value, const double *without, size_t count, double level)
{
    double n = (double)count, mean = 0, squares = 0;
    for (size_t r = 0; r < count; r++) {
        mean += (without[r] - without[0]) / n;
    }
    for (size_t r = 0; r < count; r++) {
        double d = without[r] - without[0] - mean;
        squares += d * d;
    }
    double se = sqrt(squares * (n - 1) / n), half = se * gsl_cdf_tdist_Pinv(0.5 + level / 2, n - 1);
    return (pr_estimate_t){value, se, value - half, value + half};
}

static void estimate_groups(pr_sobol_sums_t *self, size_t outcome, double level, pr_sobol_outcome_t *out,
                            pr_sobol_index_t *index)
{
    leave_one_out(self, outcome);
    for (size_t g = 0; g < self->groups; g++) {
        const double *without = self->without + 2 * g * self->scramblings;
        double first, total;
        indices_of(self->all, g, &first, &total);
        index[g].first = with_interval(first, without, self->scramblings, level);
        index[g].total = with_interval(total, without + self->scramblings, self->scramblings, level);
        out->half_width =
            fmax(out->half_width, fmax(index[g].first.high - first, index[g].total.high - total));
    }
}

static void estimate_outcome(pr_sobol_sums_t *self, size_t outcome, double level, pr_sobol_outcome_t *out,
                             pr_sobol_index_t *index)
{
    bool enough = add_up(self, outcome);
    double rounding = PR_SAMPLE_ROUNDING * self->size[outcome];
    memset(out, 0, sizeof *out);
    memset(index, 0, self->groups * sizeof *index);
    out->undefined = self->missed[outcome];
    out->mean = out->variance = NAN;
    if (self->all[ROWS] > 0) {
        out->variance = fmax(variance_of(self->all, &out->mean), 0);
        out->mean += self->first[outcome];
    }
    if (!enough) {
        out->status = PR_SOBOL_UNDEFINED;
        out->half_width = NAN;
        for (size_t g = 0; g < self->groups; g++) {
            index[g].first = index[g].total = (pr_estimate_t){NAN, NAN, NAN, NAN};
        }
    } else if (out->variance <= rounding * rounding) {
        out->status = PR_SOBOL_CONSTANT;
    } else {
        estimate_groups(self, outcome, level, out, index);
    }
}

void pr_sobol_sums_estimate(pr_sobol_sums_t *self, double level, pr_sobol_outcome_t *out,
                            pr_sobol_index_t *index)
{
    for (size_t o = 0; o < self->outcomes; o++) {
        estimate_outcome(self, o, level, &out[o], index + o * self->groups);
    }
}
