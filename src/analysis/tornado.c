/* One input at a time at its low and its high: see poolraming/sensitivity.h. */
#include "analysis/evaluations.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/statistics.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const pr_tornado_design_t *design;
    size_t inputs;
} places_t;

/* Points 0 base, 1 + 2i input i low, 2 + 2i high; each at all draws. */
static void place(const void *context, uint64_t number, double *x, uint64_t *noise)
{
    const places_t *self = context;
    const pr_tornado_design_t *design = self->design;
    uint64_t point = number / design->draws;
    *noise = design->first_noise + number % design->draws;
    for (size_t i = 0; i < self->inputs; i++) {
        x[i] = point == 1 + 2 * i ? design->low[i] : point == 2 + 2 * i ? design->high[i] : design->base[i];
    }
}

static double error_of(const pr_moments_t *moments)
{
    return moments->n == 1 ? 0 : pr_moments_se(moments);
}

/* Values of an outcome at a point: one per draw, `stride` apart. */
typedef struct {
    const double *base, *low, *high;
    size_t stride;
    uint64_t draws;
} series_t;

/* A draw counts where all three have a value, so that the differences are those of the means. */
static void fill_bar(const series_t *at, pr_tornado_bar_t *bar)
{
    enum { LOW, HIGH, LOW_CHANGE, HIGH_CHANGE, SWING, KINDS };
    pr_moments_t moments[KINDS] = {{0}};
    for (uint64_t d = 0; d < at->draws; d++) {
        double base = at->base[d * at->stride], low = at->low[d * at->stride],
               high = at->high[d * at->stride];
        double value[KINDS] = {low, high, low - base, high - base, high - low};
        if (!isfinite(base) || !isfinite(low) || !isfinite(high)) {
            bar->undefined++;
            continue;
        }
        for (int k = 0; k < KINDS; k++) {
            pr_moments_add_round(&moments[k], &value[k], 1);
        }
    }
    bar->low = pr_moments_mean(&moments[LOW]);
    bar->high = pr_moments_mean(&moments[HIGH]);
    bar->low_change = pr_moments_mean(&moments[LOW_CHANGE]);
    bar->low_se = error_of(&moments[LOW_CHANGE]);
    bar->high_change = pr_moments_mean(&moments[HIGH_CHANGE]);
    bar->high_se = error_of(&moments[HIGH_CHANGE]);
    bar->swing = pr_moments_mean(&moments[SWING]);
    bar->swing_se = error_of(&moments[SWING]);
    bar->length =
        fmax(0, fmax(bar->low_change, bar->high_change)) - fmin(0, fmin(bar->low_change, bar->high_change));
}

typedef struct {
    size_t input;
    double length;
} placed_t;

static int by_length(const void *a, const void *b)
{
    const placed_t *l = a, *r = b;
    int longer = (l->length < r->length) - (l->length > r->length);
    return longer ? longer : (l->input > r->input) - (l->input < r->input);
}

static int order_bars(const pr_tornado_bar_t *bar, size_t inputs, size_t *order)
{
    placed_t *placed = pr_new(inputs, sizeof *placed);
    if (!placed) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < inputs; i++) {
        placed[i] = (placed_t){i, isnan(bar[i].swing) ? -1 : bar[i].length};
    }
    qsort(placed, inputs, sizeof *placed, by_length);
    for (size_t i = 0; i < inputs; i++) {
        order[i] = placed[i].input;
    }
    pr_free(placed);
    return 0;
}

static int summarise(pr_tornado_t *self, const double *y, uint64_t draws)
{
    size_t point = (size_t)draws * self->outcomes;
    int status = 0;
    for (size_t o = 0; o < self->outcomes && status == 0; o++) {
        pr_tornado_bar_t *bar = self->bar + o * self->inputs;
        pr_moments_t base = {0};
        for (uint64_t d = 0; d < draws; d++) {
            pr_moments_add_round(&base, y + d * self->outcomes + o, 1);
        }
        self->base[o] = pr_moments_mean(&base);
        self->base_se[o] = error_of(&base);
        for (size_t i = 0; i < self->inputs; i++) {
            const double *low = y + (1 + 2 * i) * point + o;
            fill_bar(&(series_t){y + o, low, low + point, self->outcomes, draws}, &bar[i]);
        }
        status = order_bars(bar, self->inputs, self->order + o * self->inputs);
    }
    return status;
}

static int allocate(pr_tornado_t *self)
{
    size_t bars = self->inputs * self->outcomes;
    self->base = pr_new(self->outcomes, sizeof *self->base);
    self->base_se = pr_new(self->outcomes, sizeof *self->base_se);
    self->bar = pr_new(bars, sizeof *self->bar);
    self->order = pr_new(bars, sizeof *self->order);
    return self->base && self->base_se && self->bar && self->order ? 0 : PR_ERR_MEMORY;
}

int pr_tornado_run(pr_tornado_t *self, const pr_sensitivity_model_t *model, const pr_tornado_design_t *design,
                   const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->inputs = model->inputs;
    self->outcomes = model->outcomes;
    if (model->inputs == 0 || model->outcomes == 0 || design->draws == 0 ||
        design->draws > SIZE_MAX / sizeof(double) / model->outcomes / (2 * model->inputs + 1)) {
        return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                             "tornado: it takes at least one input, outcome and draw, and memory for all");
    }
    uint64_t count = design->draws * (2 * model->inputs + 1);
    places_t places = {design, model->inputs};
    pr_evaluations_t evaluations = {model, options, &places, place, 0, count};
    double *y = pr_new((size_t)count * model->outcomes, sizeof *y);
    int status = y ? allocate(self) : PR_ERR_MEMORY;
    if (status == 0) {
        status = pr_evaluations_run(&evaluations, count, y, errors);
    }
    if (status == 0) {
        self->evaluations = count;
        status = summarise(self, y, design->draws);
    }
    pr_free(y);
    return status;
}

void pr_tornado_free(pr_tornado_t *self)
{
    pr_free(self->base);
    pr_free(self->base_se);
    pr_free(self->bar);
    pr_free(self->order);
    memset(self, 0, sizeof *self);
}
