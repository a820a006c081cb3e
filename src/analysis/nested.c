/*
 * Value of information by nested Monte Carlo. The mean over K inner draws of each option has noise, of which
 * the maximum takes the high side: V(K) = V + b/K + …. With both halves of the inner draws, V(K/2) comes from
 * the same numbers, and 2 V(K) − V(K/2) has no term in 1/K.
 */
#include "analysis/decision.h"
#include "analysis/kept.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

/* Net benefits in memory: option o, outer r, inner k at o · option + (r · inner + k) · draw. */
typedef struct {
    size_t options, outer, inner;
    const double *nb;
    size_t option_step, draw_step;
} table_t;

/* Sum over `count` inner draws from `first` on, of each option. */
static void sum_inner(const table_t *table, size_t outer, size_t first, size_t count, double *sum)
{
    for (size_t o = 0; o < table->options; o++) {
        const double *nb =
            table->nb + o * table->option_step + (outer * table->inner + first) * table->draw_step;
        sum[o] = 0;
        for (size_t k = 0; k < count; k++) {
            sum[o] += nb[k * table->draw_step];
        }
    }
}

/* Highest inner mean, by all inner draws and by halves; the inner means of both halves go to mean[options].
 */
static void maxima_of(const table_t *table, size_t outer, double *mean, double *whole, double *halves)
{
    size_t half = table->inner / 2;
    double other[PR_OPTIONS_MAX], count = (double)half;
    sum_inner(table, outer, 0, half, mean);
    sum_inner(table, outer, half, half, other);
    *halves =
        (mean[pr_highest(table->options, mean)] + other[pr_highest(table->options, other)]) / (2 * count);
    for (size_t o = 0; o < table->options; o++) {
        mean[o] = (mean[o] + other[o]) / (2 * count);
    }
    *whole = mean[pr_highest(table->options, mean)];
}

static void means_of(pr_nested_value_t *self, const table_t *table)
{
    double mean[PR_OPTIONS_MAX], whole, halves;
    for (size_t r = 0; r < table->outer; r++) {
        maxima_of(table, r, mean, &whole, &halves);
        for (size_t o = 0; o < table->options; o++) {
            self->mean[o] += mean[o] / (double)table->outer;
        }
    }
}

static int summarise(pr_nested_value_t *self, const table_t *table, pr_errors_t *errors)
{
    double mean[PR_OPTIONS_MAX], whole, halves;
    double *raw = pr_new(table->outer, 2 * sizeof *raw);
    if (!raw) {
        return pr_no_memory(errors);
    }
    double *corrected = raw + table->outer;
    self->outer = table->outer;
    self->inner = table->inner;
    means_of(self, table);
    size_t best = pr_highest(table->options, self->mean);
    for (size_t r = 0; r < table->outer; r++) {
        maxima_of(table, r, mean, &whole, &halves);
        raw[r] = whole - mean[best];
        corrected[r] = 2 * whole - halves - mean[best];
    }
    self->raw = pr_mean_of(table->outer, raw);
    self->value = pr_mean_of(table->outer, corrected);
    self->bias = self->raw.value - self->value.value;
    self->order = pr_order_of(self->value);
    pr_free(raw);
    return 0;
}

static int check_design(size_t options, uint64_t outer, uint64_t inner, pr_errors_t *errors)
{
    bool good = options >= 1 && options <= PR_OPTIONS_MAX && outer >= 2 && inner >= 2 && inner % 2 == 0 &&
                outer <= SIZE_MAX / (sizeof(double) * PR_OPTIONS_MAX) / inner;
    return good ? 0
                : pr_errors_add(
                      errors, PR_ERR_DOMAIN, NULL, 0,
                      "%zu options, %llu outer and %llu inner draws: expected 1 to %d options, at least 2 "
                      "outer draws and an even number of inner draws",
                      options, (unsigned long long)outer, (unsigned long long)inner, PR_OPTIONS_MAX);
}

int pr_nested_value_of(pr_nested_value_t *self, size_t options, size_t outer, size_t inner, const double *nb,
                       pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int status = check_design(options, outer, inner, errors);
    status = status ? status : pr_check_finite("net benefit: option", options, outer * inner, nb, errors);
    table_t table = {options, outer, inner, nb, outer * inner, 1};
    return status ? status : summarise(self, &table, errors);
}

/* ---- from a callback ---- */

/* The design as an ensemble, which gives it threads, rounds and a way to stop; values are kept beside it. */
typedef struct {
    const pr_nested_t *design;
    uint64_t inner;
    double *nb; /* [draws][options] */
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
    int status = self->design->draw(self->design->context, worker, number / self->inner, number, row);
    for (size_t o = 0; o < self->design->options && status == 0; o++) {
        self->nb[number * self->design->options + o] = row[o];
        status = isfinite(row[o]) ? 0 : PR_ERR_DOMAIN;
    }
    return status;
}

static int run_design(pr_nested_value_t *self, keeper_t *keeper, uint64_t outer,
                      const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    size_t count = keeper->design->options;
    pr_experiment_t experiment = {
        .series = count, .context = keeper, .open = open_design, .close = close_design, .draw = draw_design};
    uint64_t kept = 0;
    int status = pr_kept_run(&experiment, outer * keeper->inner, options, &kept, errors);
    table_t table = {count, kept / keeper->inner, keeper->inner, keeper->nb, 1, count};
    if (status == PR_ERR_DOMAIN) {
        pr_errors_add(errors, status, NULL, 0, "a net benefit of the nested draws is not a finite number");
    }
    if (status == 0 || status == PR_INTERRUPTED) {
        int summed = summarise(self, &table, errors);
        status = summed ? summed : status;
    }
    return status;
}

int pr_nested_value(pr_nested_value_t *self, const pr_nested_t *design, uint64_t outer, uint64_t inner,
                    const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int status = check_design(design->options, outer, inner, errors);
    if (status != 0) {
        return status;
    }
    keeper_t keeper = {design, inner, pr_new(outer * inner, design->options * sizeof(double))};
    status = keeper.nb ? run_design(self, &keeper, outer, options, errors) : pr_no_memory(errors);
    pr_free(keeper.nb);
    return status;
}
