/*
 * Threshold rules of one choice. Thresholds are few, so that a replicate is known by its cells: how many
 * thresholds each of its items reaches. What an action brings is summed per pair of cells once; the sum over
 * any rectangle, and so what any rule with two conditions brings, is then four look-ups.
 */
#include "analysis/continuation.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/statistics.h>
#include <string.h>

/* ---- rules ---- */

int pr_shape_conditions(pr_shape_t shape)
{
    return shape == PR_SHAPE_ALWAYS ? 0 : shape == PR_SHAPE_WHEN ? 1 : 2;
}

int pr_shape_actions(pr_shape_t shape)
{
    return shape == PR_SHAPE_ALWAYS ? 1 : shape == PR_SHAPE_BARS ? 3 : 2;
}

static bool holds(const pr_condition_t *condition, const double *known)
{
    double x = known[condition->item];
    return condition->below ? x < condition->threshold : x >= condition->threshold;
}

int pr_threshold_choose(const pr_threshold_rule_t *rule, const double *known)
{
    if (rule->shape == PR_SHAPE_ALWAYS) {
        return rule->action[0];
    }
    bool first = holds(&rule->condition[0], known);
    if (rule->shape == PR_SHAPE_WHEN) {
        return rule->action[first ? 0 : 1];
    }
    bool second = holds(&rule->condition[1], known);
    return rule->shape == PR_SHAPE_BOTH ? rule->action[first && second ? 0 : 1]
                                        : rule->action[first    ? 0
                                                       : second ? 1
                                                                : 2];
}

/* ---- the grid ---- */

/* The smallest of 1, 2 and 5 · 10^k that is at least x > 0, but for rounding. */
static double round_step(double x)
{
    double power = pow(10, floor(log10(x)));
    static const double step[] = {1, 2, 5, 10};
    size_t i = 0;
    while (i < 3 && step[i] * power < x * (1 - 1e-9)) {
        i++;
    }
    return step[i] * power;
}

/* k · step; of steps below 1 by division, so that three times a tenth is 0.3. */
static double multiple_of(double k, double step)
{
    return step < 1 ? k / round(1 / step) : k * step;
}

enum { STEPS = 20 }; /* of thresholds, about, between 10 and 90 % */

/* A quantile as somebody would say it: rounded to about a tenth of itself, no coarser than `step` and no
   finer than a fifth of it. */
static double rounded(double q, double step)
{
    double own = q != 0 ? round_step(fabs(q) / 10) : step, least = round_step(step / 5);
    own = own < least ? least : own > step ? step : own;
    return multiple_of(round(q / own), own);
}

static size_t grid_of(const double *sorted, size_t n, double *out)
{
    double low = pr_quantile_sorted(sorted, n, 0.1), high = pr_quantile_sorted(sorted, n, 0.9);
    size_t count = 0, below = 0, least = n / 50 > 0 ? n / 50 : 1;
    double range = high > low ? high - low : n > 0 ? sorted[n - 1] - sorted[0] : 0;
    for (int part = 1; part <= PR_THRESHOLDS_MAX && range > 0; part++) {
        double q = pr_quantile_sorted(sorted, n, (double)part / (PR_THRESHOLDS_MAX + 1));
        double t = rounded(q, round_step(range / STEPS));
        while (below < n && sorted[below] < t) {
            below++;
        }
        if (below >= least && n - below >= least && (count == 0 || t > out[count - 1])) {
            out[count++] = t;
        }
    }
    return count;
}

int pr_threshold_grid(size_t n, const double *x, double out[PR_THRESHOLDS_MAX], pr_errors_t *errors)
{
    double *sorted = pr_new(n, sizeof *sorted);
    if (!sorted) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    memcpy(sorted, x, n * sizeof *x);
    size_t known = pr_quantile_sort(sorted, n);
    int count = (int)grid_of(sorted, known, out);
    pr_free(sorted);
    return count;
}

int pr_grid_init(pr_grid_t *self, const pr_choice_t *choice, size_t n, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    for (size_t k = 0; k < choice->items; k++) {
        int count = pr_threshold_grid(n, choice->evidence[k], self->threshold[k], errors);
        self->cell[k] = pr_new(n, 1);
        if (count < 0 || !self->cell[k]) {
            return count < 0 ? count : pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
        }
        self->count[k] = (size_t)count;
        for (size_t i = 0; i < n; i++) {
            double x = choice->evidence[k][i];
            size_t cell = 0;
            self->some_unknown[k] = self->some_unknown[k] || isnan(x);
            while (cell < self->count[k] && x >= self->threshold[k][cell]) {
                cell++;
            }
            self->cell[k][i] = (unsigned char)(isnan(x) ? PR_CELL_UNKNOWN : cell);
        }
    }
    return 0;
}

void pr_grid_free(pr_grid_t *self)
{
    for (size_t k = 0; k < PR_EVIDENCE_MAX; k++) {
        pr_free(self->cell[k]);
    }
    memset(self, 0, sizeof *self);
}

/* ---- every rule of a choice ---- */

enum { EDGE = PR_THRESHOLDS_MAX + 2 }; /* cells are 0 … thresholds; prefix sums have one more */

/* prefix[x][y]: what an action brings where the first item's cell is below x and the second's below y. */
typedef struct {
    double prefix[PR_ACTIONS_MAX][EDGE][EDGE];
    double all[PR_ACTIONS_MAX]; /* over everybody, items known or not */
} sums_t;

static bool is_tried(const pr_trial_t *self, size_t item)
{
    return (int)item != self->without && self->grid->count[item] > 0;
}

static double brings(const pr_trial_t *self, size_t a, size_t i)
{
    const pr_choice_t *choice = &self->tree->choice[self->choice];
    size_t taken = pr_choice_open(choice, i) ? a : 0;
    return pr_action_brings(self->tree, &choice->action[taken], self->down, i);
}

static void sum_all(const pr_trial_t *self, sums_t *sums)
{
    size_t actions = self->tree->choice[self->choice].actions;
    for (size_t a = 0; a < actions; a++) {
        sums->all[a] = 0;
        for (size_t i = 0; i < self->tree->n; i++) {
            sums->all[a] += self->part[i] ? brings(self, a, i) : 0;
        }
    }
}

/* Sums per pair of cells, then over all pairs below them. `y` NULL: one item. */
static void sum_cells(const pr_trial_t *self, const unsigned char *x, const unsigned char *y, sums_t *sums)
{
    size_t actions = self->tree->choice[self->choice].actions;
    for (size_t a = 0; a < actions; a++) {
        double(*p)[EDGE] = sums->prefix[a];
        memset(p, 0, sizeof sums->prefix[a]);
        for (size_t i = 0; i < self->tree->n; i++) {
            size_t column = y ? y[i] : 0;
            if (self->part[i] && x[i] != PR_CELL_UNKNOWN && column != PR_CELL_UNKNOWN) {
                p[x[i] + 1][column + 1] += brings(self, a, i);
            }
        }
        for (size_t r = 1; r < EDGE; r++) {
            for (size_t c = 1; c < EDGE; c++) {
                p[r][c] += p[r - 1][c] + p[r][c - 1] - p[r - 1][c - 1];
            }
        }
    }
}

/* The cells of a condition on threshold t: [from, to) of EDGE. */
static size_t from_cell(bool below, size_t t)
{
    return below ? 0 : t + 1;
}

static size_t to_cell(bool below, size_t t)
{
    return below ? t + 1 : EDGE - 1;
}

static double rectangle(double (*p)[EDGE], size_t x0, size_t x1, size_t y0, size_t y1)
{
    return p[x1][y1] - p[x0][y1] - p[x1][y0] + p[x0][y0];
}

/* Tries a rule with every pair of actions: the first where its conditions hold. */
static void try_actions(pr_trial_t *self, sums_t *sums, pr_threshold_rule_t *rule, const size_t edge[4])
{
    size_t actions = self->tree->choice[self->choice].actions;
    for (size_t a = 0; a < actions; a++) {
        for (size_t b = 0; b < actions; b++) {
            if (a == b) {
                continue;
            }
            rule->action[0] = (int)a;
            rule->action[1] = (int)b;
            double inside = rectangle(sums->prefix[a], edge[0], edge[1], edge[2], edge[3]) -
                            rectangle(sums->prefix[b], edge[0], edge[1], edge[2], edge[3]);
            self->tried++;
            self->visit(self->context, rule, sums->all[b] + inside);
        }
    }
}

static void try_constants(pr_trial_t *self, const sums_t *sums)
{
    for (size_t a = 0; a < self->tree->choice[self->choice].actions; a++) {
        pr_threshold_rule_t rule = {.shape = PR_SHAPE_ALWAYS, .action = {(int)a}};
        self->tried++;
        self->visit(self->context, &rule, sums->all[a]);
    }
}

/* One condition x ≥ t; with x < t the same rules would come again, but where x is not known in some. */
static void try_one(pr_trial_t *self, sums_t *sums, size_t item)
{
    sum_cells(self, self->grid->cell[item], NULL, sums);
    for (size_t t = 0; t < self->grid->count[item]; t++) {
        for (int below = 0; below <= self->grid->some_unknown[item]; below++) {
            pr_threshold_rule_t rule = {
                .shape = PR_SHAPE_WHEN,
                .condition = {{(int)item, below != 0, self->grid->threshold[item][t]}}};
            const size_t edge[] = {from_cell(below, t), to_cell(below, t), 0, EDGE - 1};
            try_actions(self, sums, &rule, edge);
        }
    }
}

/* Two bars on one item: sums->prefix is that of the item. */
static void try_bars(pr_trial_t *self, sums_t *sums, size_t item, size_t low, size_t high)
{
    const double *threshold = self->grid->threshold[item];
    size_t actions = self->tree->choice[self->choice].actions;
    pr_threshold_rule_t rule = {
        .shape = PR_SHAPE_BARS,
        .condition = {{(int)item, false, threshold[high]}, {(int)item, false, threshold[low]}}};
    for (size_t a = 0; a < actions; a++) {
        for (size_t b = 0; b < actions; b++) {
            for (size_t c = 0; c < actions; c++) {
                if (a == b || b == c || a == c) {
                    continue;
                }
                rule.action[0] = (int)a;
                rule.action[1] = (int)b;
                rule.action[2] = (int)c;
                double above = rectangle(sums->prefix[a], high + 1, EDGE - 1, 0, EDGE - 1) -
                               rectangle(sums->prefix[c], high + 1, EDGE - 1, 0, EDGE - 1);
                double between = rectangle(sums->prefix[b], low + 1, high + 1, 0, EDGE - 1) -
                                 rectangle(sums->prefix[c], low + 1, high + 1, 0, EDGE - 1);
                self->tried++;
                self->visit(self->context, &rule, sums->all[c] + above + between);
            }
        }
    }
}

static void try_both(pr_trial_t *self, sums_t *sums, size_t first, size_t second)
{
    const pr_grid_t *grid = self->grid;
    sum_cells(self, grid->cell[first], grid->cell[second], sums);
    for (size_t s = 0; s < grid->count[first]; s++) {
        for (size_t t = 0; t < grid->count[second]; t++) {
            for (int way = 0; way < 4; way++) {
                bool low = way & 1, low2 = way & 2;
                pr_threshold_rule_t rule = {.shape = PR_SHAPE_BOTH,
                                            .condition = {{(int)first, low, grid->threshold[first][s]},
                                                          {(int)second, low2, grid->threshold[second][t]}}};
                const size_t edge[] = {from_cell(low, s), to_cell(low, s), from_cell(low2, t),
                                       to_cell(low2, t)};
                try_actions(self, sums, &rule, edge);
            }
        }
    }
}

int pr_rules_try(pr_trial_t *self)
{
    size_t items = self->tree->choice[self->choice].items;
    sums_t *sums = pr_new(1, sizeof *sums);
    self->tried = 0;
    if (!sums) {
        return PR_ERR_MEMORY;
    }
    sum_all(self, sums);
    try_constants(self, sums);
    for (size_t k = 0; k < items && self->conditions >= 1; k++) {
        if (is_tried(self, k)) {
            try_one(self, sums, k);
        }
        for (size_t high = 1; is_tried(self, k) && self->conditions >= 2 && high < self->grid->count[k];
             high++) {
            for (size_t low = 0; low < high; low++) {
                try_bars(self, sums, k, low, high);
            }
        }
    }
    for (size_t k = 0; k + 1 < items && self->conditions >= 2; k++) {
        for (size_t l = k + 1; l < items; l++) {
            if (is_tried(self, k) && is_tried(self, l)) {
                try_both(self, sums, k, l);
            }
        }
    }
    pr_free(sums);
    return 0;
}
