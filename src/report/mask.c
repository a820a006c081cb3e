/* Small counts: see mask.h. */
#include "report/mask.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

enum { SMALLEST_SHOWN = 5 };

/* A cell that the mask looks at: a count of a theme in a municipality. */
typedef struct {
    size_t index; /* in the plan */
    pr_series_t at;
    double mean;
} cell_t;

typedef struct {
    cell_t *cell;
    size_t count;
    unsigned char *state;
} cells_t;

/* The published sums that a cell is part of. */
typedef enum { SUM_REGION, SUM_THEMES, SUM_HALVES, SUM_YEARS, SUMS } sum_t;

static bool is_theme_count(const pr_metric_t *metric)
{
    return strncmp(metric->id, "demand.theme.", 13) == 0 || strncmp(metric->id, "service.theme.", 14) == 0;
}

static bool same_period(pr_period_t a, pr_period_t b)
{
    return a.kind == b.kind && a.year == b.year && a.part == b.part;
}

/* Whether two cells are terms of one published sum, or term and sum where the sum is itself a cell. */
static bool together(const pr_series_t *a, const pr_series_t *b, sum_t sum)
{
    if (a->metric != b->metric) {
        return false;
    }
    bool scope = a->scope == b->scope, item = a->item == b->item;
    pr_period_kind_t p = a->period.kind, q = b->period.kind;
    switch (sum) {
    case SUM_REGION:
        return item && same_period(a->period, b->period);
    case SUM_THEMES:
        return scope && same_period(a->period, b->period);
    case SUM_HALVES:
        return scope && item && a->period.year == b->period.year &&
               (p == PR_PERIOD_HALF || p == PR_PERIOD_YEAR) && (q == PR_PERIOD_HALF || q == PR_PERIOD_YEAR);
    default:
        return scope && item && (p == PR_PERIOD_ALL || p == PR_PERIOD_YEAR) &&
               (q == PR_PERIOD_ALL || q == PR_PERIOD_YEAR);
    }
}

/* Hides the smallest shown cell of a sum in which `self` is the only hidden one; true where it did. */
static bool guard(cells_t *cells, const cell_t *self, sum_t sum)
{
    const cell_t *smallest = NULL;
    for (size_t i = 0; i < cells->count; i++) {
        const cell_t *other = &cells->cell[i];
        if (other == self || !together(&self->at, &other->at, sum)) {
            continue;
        }
        if (cells->state[other->index] != PR_SHOWN) {
            return false;
        }
        if (!smallest || other->mean < smallest->mean) {
            smallest = other;
        }
    }
    if (smallest) {
        cells->state[smallest->index] = PR_MASKED_OTHER;
    }
    return smallest != NULL;
}

static void guard_all(cells_t *cells)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < cells->count; i++) {
            for (sum_t sum = 0; cells->state[cells->cell[i].index] != PR_SHOWN && sum < SUMS; sum++) {
                changed = guard(cells, &cells->cell[i], sum) || changed;
            }
        }
    }
}

static void collect(cells_t *cells, const pr_run_t *run)
{
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    for (size_t i = 0; i < run->plan.count; i++) {
        const pr_series_t *at = &run->plan.series[i];
        if (at->scope > 0 && at->metric < metrics && is_theme_count(&metric[at->metric])) {
            double mean = run->ensemble.summary[i].mean;
            cells->cell[cells->count++] = (cell_t){i, *at, mean};
            cells->state[i] = mean >= SMALLEST_SHOWN ? PR_SHOWN : PR_MASKED_SMALL;
        }
    }
}

int pr_mask_init(pr_mask_t *self, const pr_run_t *run)
{
    cells_t cells = {.cell = pr_new(run->plan.count, sizeof(cell_t)), .state = pr_new(run->plan.count, 1)};
    self->state = cells.state;
    if (!cells.cell || !cells.state) {
        pr_free(cells.cell);
        pr_mask_free(self);
        return PR_ERR_MEMORY;
    }
    collect(&cells, run);
    guard_all(&cells);
    pr_free(cells.cell);
    return 0;
}

void pr_mask_free(pr_mask_t *self)
{
    pr_free(self->state);
    self->state = NULL;
}

pr_masked_t pr_mask_of(const pr_mask_t *self, size_t series)
{
    return self && self->state ? (pr_masked_t)self->state[series] : PR_SHOWN;
}

const char *pr_mask_sign(pr_masked_t masked)
{
    return masked == PR_MASKED_SMALL ? "<5" : masked == PR_MASKED_OTHER ? "x" : "";
}
