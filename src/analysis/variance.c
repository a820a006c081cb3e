/* Parts of a variance by a two-level design, and rank correlations: see explain.h. */
#include "analysis/kept.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/explain.h>
#include <stdlib.h>
#include <string.h>

/* The design as an ensemble of one series, which gives it threads, rounds and a way to stop; the values
   themselves are kept beside it, each at its own place. */
typedef struct {
    const pr_two_level_t *design;
    uint64_t noise;
    double *value; /* [draws × noise] */
} keeper_t;

static int open_design(void *context, void **worker)
{
    const keeper_t *self = context;
    return pr_inner_open(self->design->open, self->design->context, worker);
}

static void close_design(void *context, void *worker)
{
    const keeper_t *self = context;
    pr_inner_close(self->design->close, self->design->context, worker);
}

static int draw_design(void *context, void *worker, uint64_t number, double *row)
{
    keeper_t *self = context;
    int status = self->design->draw(self->design->context, worker, number / self->noise, number, row);
    self->value[number] = status == 0 ? *row : NAN;
    return status;
}

/* Mean and sum of squares within one parameter draw; false where a value is undefined. */
static bool group_of(const double *value, uint64_t noise, double *mean, double *within)
{
    double sum = 0, squares = 0;
    for (uint64_t k = 0; k < noise; k++) {
        sum += value[k] - value[0]; /* shifted: a constant has no rounding */
    }
    double middle = sum / (double)noise;
    for (uint64_t k = 0; k < noise; k++) {
        double d = value[k] - value[0] - middle;
        squares += d * d;
    }
    *mean = value[0] + middle;
    *within = squares;
    return isfinite(*mean) && isfinite(squares);
}

/* Both variances from the sums over `draws` groups: of means m, of m², and of squares within. */
static void components(double draws, double noise, double sum, double sum2, double within, double *between,
                       double *inside)
{
    double square = sum2 - sum * sum / draws;
    *inside = within / (draws * (noise - 1));
    *between = square / (draws - 1) - *inside / noise;
}

static double share_of(double between, double inside)
{
    double total = between + inside;
    return total > 0 ? between / total : NAN;
}

/* Standard error of the share: every parameter draw left out once. */
static double jackknife(uint64_t draws, double noise, const double *mean, const double *squares, double sum,
                        double sum2, double within)
{
    double n = (double)draws, total = 0, total2 = 0, first = 0;
    for (uint64_t r = 0; r < draws; r++) {
        double between, inside;
        components(n - 1, noise, sum - mean[r], sum2 - mean[r] * mean[r], within - squares[r], &between,
                   &inside);
        double share = share_of(between, inside);
        first = r == 0 ? share : first;
        total += share - first;
        total2 += (share - first) * (share - first);
    }
    double variance = (total2 - total * total / n) * (n - 1) / n;
    return variance >= 0 ? sqrt(variance) : isnan(variance) ? NAN : 0;
}

static void estimate(pr_variance_parts_t *self, uint64_t draws, double *mean, double *squares)
{
    double noise = (double)self->noise, sum = 0, sum2 = 0, within = 0, centre = 0;
    for (uint64_t r = 0; r < draws; r++) {
        centre += mean[r] / (double)draws;
    }
    for (uint64_t r = 0; r < draws; r++) {
        mean[r] -= centre;
        sum += mean[r];
        sum2 += mean[r] * mean[r];
        within += squares[r];
    }
    self->parameter_variance = self->noise_variance = self->parameter_share = self->share_se = NAN;
    if (draws >= 3) {
        components((double)draws, noise, sum, sum2, within, &self->parameter_variance, &self->noise_variance);
        self->parameter_share = share_of(self->parameter_variance, self->noise_variance);
        self->share_se = jackknife(draws, noise, mean, squares, sum, sum2, within);
    }
}

/* Groups of the `count` values that were drawn. */
static int summarise(pr_variance_parts_t *self, const double *value, uint64_t count)
{
    uint64_t draws = count / self->noise;
    double *mean = pr_new(draws, sizeof *mean), *squares = pr_new(draws, sizeof *squares);
    int status = mean && squares ? 0 : PR_ERR_MEMORY;
    for (uint64_t r = 0; r < draws && status == 0; r++) {
        bool good = group_of(value + r * self->noise, self->noise, &mean[self->draws], &squares[self->draws]);
        self->draws += good;
        self->undefined += !good;
    }
    if (status == 0) {
        estimate(self, self->draws, mean, squares);
    }
    pr_free(mean);
    pr_free(squares);
    return status;
}

int pr_variance_parts(pr_variance_parts_t *self, const pr_two_level_t *design, uint64_t draws, uint64_t noise,
                      const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->noise = noise;
    if (draws < 2 || noise < 2 || draws > SIZE_MAX / sizeof(double) / noise) {
        return PR_ERR_DOMAIN;
    }
    keeper_t keeper = {design, noise, pr_new(draws * noise, sizeof(double))};
    if (!keeper.value) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    pr_experiment_t experiment = {
        .series = 1, .context = &keeper, .open = open_design, .close = close_design, .draw = draw_design};
    uint64_t kept = 0;
    int status = pr_kept_run(&experiment, draws * noise, options, &kept, errors);
    if (status == 0 || status == PR_INTERRUPTED) {
        int summed = summarise(self, keeper.value, kept);
        status = summed ? summed : status;
    }
    pr_free(keeper.value);
    return status;
}

/* ---- ranks ---- */

typedef struct {
    double x;
    size_t at;
} placed_t;

static int by_value(const void *a, const void *b)
{
    double x = ((const placed_t *)a)->x, y = ((const placed_t *)b)->x;
    return (x > y) - (x < y);
}

int pr_ranks(size_t n, const double *x, double *rank)
{
    placed_t *placed = pr_new(n, sizeof *placed);
    if (!placed) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        placed[i] = (placed_t){x[i], i};
    }
    qsort(placed, n, sizeof *placed, by_value);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && placed[to].x <= placed[from].x; to++) {
        }
        for (size_t i = from; i < to; i++) {
            rank[placed[i].at] = (double)(from + 1 + to) / 2;
        }
    }
    pr_free(placed);
    return 0;
}

double pr_correlation_of(size_t n, const double *x, const double *y)
{
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double)n;
        mean_y += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double a = x[i] - mean_x, b = y[i] - mean_y;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}
