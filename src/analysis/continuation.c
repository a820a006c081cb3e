/*
 * Rules at a series of choices, all of it: chosen on one half of the replicates, valued on the other, beside
 * fixed choices, the conditional policy of least squares, and foresight. See continuation.h.
 */
#include "analysis/continuation.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

/* A more complex rule is worth its words where it brings this many standard errors more. */
static const double ERRORS = 2;

pr_valued_t pr_part_mean(size_t n, const double *x, const double *y, pr_replicates_t of)
{
    double sum = 0, sum2 = 0, x0 = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        if (pr_takes_part(of, i)) {
            double d = x[i] - (y ? y[i] : 0);
            x0 = count > 0 ? x0 : d;
            sum += d - x0;
            sum2 += (d - x0) * (d - x0);
            count++;
        }
    }
    double mean = sum / count, variance = (sum2 - sum * mean) / (count - 1);
    return (pr_valued_t){x0 + mean, count > 1 ? sqrt(fmax(0, variance) / count) : NAN};
}

/* ---- is it a tree? ---- */

static bool finite_all(size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return false;
        }
    }
    return true;
}

static int check_action(const pr_tree_t *self, size_t c, size_t a, pr_errors_t *errors)
{
    const pr_action_t *action = &self->choice[c].action[a];
    if (action->next >= 0 ? (size_t)action->next <= c || (size_t)action->next >= self->count
                          : !action->value || !finite_all(self->n, action->value)) {
        return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                             "action %zu of choice %zu: expected a later choice, or finite values", a, c);
    }
    return 0;
}

int pr_tree_check(const pr_tree_t *self, pr_errors_t *errors)
{
    int status = 0;
    if (self->n == 0 || self->count == 0 || self->count > PR_TREE_NODES_MAX) {
        return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                             "%zu choices in %zu replicates: expected 1 to %d choices and a replicate",
                             self->count, self->n, PR_TREE_NODES_MAX);
    }
    for (size_t c = 0; c < self->count; c++) {
        const pr_choice_t *choice = &self->choice[c];
        if (choice->actions == 0 || choice->actions > PR_ACTIONS_MAX || choice->items > PR_EVIDENCE_MAX) {
            status = pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                                   "choice %zu has %zu actions and %zu items: expected 1 to %d and 0 to %d",
                                   c, choice->actions, choice->items, PR_ACTIONS_MAX, PR_EVIDENCE_MAX);
            continue;
        }
        for (size_t a = 0; a < choice->actions; a++) {
            int one = check_action(self, c, a, errors);
            status = one ? one : status;
        }
    }
    return status;
}

/* ---- sets of rules ---- */

typedef pr_continuation_work_t work_t;

static void set_free(pr_rule_set_t *self)
{
    pr_free(self->rule);
    pr_free(self->taken);
    memset(self, 0, sizeof *self);
}

/* Finds and values a set; `value` receives what it brings in each replicate. */
static int set_find(pr_rule_set_t *self, const work_t *work, int conditions, int without, size_t *tried,
                    double *value)
{
    const pr_tree_t *tree = work->tree;
    self->rule = pr_new(tree->count, sizeof *self->rule);
    self->taken = pr_new(tree->count * PR_ACTIONS_MAX, sizeof *self->taken);
    int status = self->rule && self->taken ? 0 : PR_ERR_MEMORY;
    if (status == 0) {
        status =
            pr_rules_best(self->rule, tree, PR_REPLICATES_EVEN, conditions, without, tried, work->errors);
    }
    if (status == 0 && conditions > 0) {
        status = pr_rules_shorten(self->rule, tree, PR_REPLICATES_EVEN, without, ERRORS, work->errors);
        status = status == 0 ? pr_rules_value(value, NULL, tree, self->rule) : status;
    }
    if (status == 0 && conditions > 0 &&
        pr_part_mean(tree->n, value, work->fixed, PR_REPLICATES_EVEN).value < 0) {
        memcpy(self->rule, work->constant, tree->count * sizeof *self->rule);
    }
    if (status == 0) {
        status = pr_rules_value(value, self->taken, tree, self->rule);
    }
    if (status == 0) {
        self->chosen = pr_part_mean(tree->n, value, NULL, PR_REPLICATES_EVEN);
        self->valued = pr_part_mean(tree->n, value, NULL, PR_REPLICATES_ODD);
        self->gain = pr_part_mean(tree->n, value, work->fixed, PR_REPLICATES_ODD);
    }
    return status;
}

static int find_levels(pr_continuation_t *self, work_t *work)
{
    size_t n = work->tree->n;
    double *advised = work->value, *level = work->other;
    int status = set_find(&self->level[0], work, 0, -1, NULL, work->fixed);
    self->level[0].gain = (pr_valued_t){0, 0};
    work->constant = self->level[0].rule;
    if (status == 0) {
        memcpy(advised, work->fixed, n * sizeof *advised);
    }
    for (int k = 1; k <= PR_CONDITIONS && status == 0; k++) {
        status = set_find(&self->level[k], work, k, -1, &self->tried, level);
        pr_valued_t more =
            status == 0 ? pr_part_mean(n, level, advised, PR_REPLICATES_ODD) : (pr_valued_t){NAN, NAN};
        if (more.value > ERRORS * more.se) {
            self->advised = k;
            memcpy(advised, level, n * sizeof *advised);
        }
    }
    return status;
}

/* What an item is worth to rules: the same search with and without it. */
static int find_apart(pr_continuation_t *self, const work_t *work)
{
    const pr_tree_t *tree = work->tree;
    int status = set_find(&self->without, work, PR_CONDITIONS, self->apart, NULL, work->other);
    if (status == 0) {
        status = pr_rules_value(work->fixed, NULL, tree, self->level[PR_CONDITIONS].rule);
    }
    if (status == 0) {
        self->item_worth = pr_part_mean(tree->n, work->fixed, work->other, PR_REPLICATES_ODD);
    }
    return status;
}

/* ---- kinds of rules for the first choice ---- */

static bool same_kind(const pr_threshold_rule_t *a, const pr_threshold_rule_t *b)
{
    bool same = a->shape == b->shape;
    for (int k = 0; k < pr_shape_conditions(a->shape) && same; k++) {
        same = a->condition[k].item == b->condition[k].item && a->condition[k].below == b->condition[k].below;
    }
    for (int k = 0; k < pr_shape_actions(a->shape) && same; k++) {
        same = a->action[k] == b->action[k];
    }
    return same;
}

/* Takes place `at` out, and puts the rule where its sum belongs. */
static void place(pr_continuation_t *self, size_t at, const pr_threshold_rule_t *rule, double sum)
{
    for (; at > 0 && self->kind[at - 1].chosen < sum; at--) {
        self->kind[at] = self->kind[at - 1];
    }
    self->kind[at] = (pr_rule_kind_t){.rule = *rule, .chosen = sum};
}

/* Keeps the best of each kind; `chosen` is the sum as yet. */
static void keep_kind(void *context, const pr_threshold_rule_t *rule, double sum)
{
    pr_continuation_t *self = context;
    for (size_t k = 0; k < self->kinds; k++) {
        if (same_kind(&self->kind[k].rule, rule)) {
            if (sum > self->kind[k].chosen) {
                place(self, k, rule, sum);
            }
            return;
        }
    }
    if (self->kinds < PR_SHAPES_KEPT) {
        place(self, self->kinds++, rule, sum);
    } else if (sum > self->kind[PR_SHAPES_KEPT - 1].chosen) {
        place(self, PR_SHAPES_KEPT - 1, rule, sum);
    }
}

/* Values the kinds with the advised rules for later choices. */
static int value_kinds(pr_continuation_t *self, const work_t *work, pr_threshold_rule_t *rule)
{
    const pr_tree_t *tree = work->tree;
    int status = 0;
    memcpy(rule, self->level[self->advised].rule, tree->count * sizeof *rule);
    for (size_t k = 0; k < self->kinds && status == 0; k++) {
        pr_rule_kind_t *kind = &self->kind[k];
        rule[0] = kind->rule;
        status = pr_rules_value(work->other, NULL, tree, rule);
        if (status == 0) {
            kind->chosen = pr_part_mean(tree->n, work->other, NULL, PR_REPLICATES_EVEN).value;
            kind->valued = pr_part_mean(tree->n, work->other, NULL, PR_REPLICATES_ODD);
            kind->less = pr_part_mean(tree->n, work->value, work->other, PR_REPLICATES_ODD);
        }
    }
    return status;
}

static int try_kinds(pr_continuation_t *self, const work_t *work, pr_grid_t *grid, double *down,
                     unsigned char *part)
{
    const pr_tree_t *tree = work->tree;
    pr_rules_down(down, tree, self->level[self->advised].rule);
    for (size_t i = 0; i < tree->n; i++) {
        part[i] = pr_takes_part(PR_REPLICATES_EVEN, i);
    }
    pr_trial_t trial = {.tree = tree,
                        .grid = grid,
                        .down = down,
                        .part = part,
                        .conditions = PR_CONDITIONS,
                        .without = -1,
                        .visit = keep_kind,
                        .context = self};
    return pr_rules_try(&trial);
}

static int find_kinds(pr_continuation_t *self, const work_t *work)
{
    const pr_tree_t *tree = work->tree;
    pr_grid_t grid = {0};
    pr_threshold_rule_t *rule = pr_new(tree->count, sizeof *rule);
    double *down = pr_new(tree->count * tree->n, sizeof *down);
    unsigned char *part = pr_new(tree->n, 1);
    int status = rule && down && part ? pr_grid_init(&grid, &tree->choice[0], tree->n, NULL) : PR_ERR_MEMORY;
    status = status == 0 ? try_kinds(self, work, &grid, down, part) : status;
    status = status == 0 ? value_kinds(self, work, rule) : status;
    pr_grid_free(&grid);
    pr_free(rule);
    pr_free(down);
    pr_free(part);
    return status;
}

/* ---- all of it ---- */

static int solve(pr_continuation_t *self, work_t *work)
{
    int status = find_levels(self, work);
    status = status == 0 ? pr_continuation_bounds(self, work) : status;
    status = status == 0 ? find_kinds(self, work) : status;
    return status == 0 && self->apart >= 0 ? find_apart(self, work) : status;
}

int pr_continuation_solve(pr_continuation_t *self, const pr_tree_t *tree, int apart, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int status = pr_tree_check(tree, errors);
    if (status == 0 && tree->n < PR_CONTINUATION_LEAST) {
        status = pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                               "%zu replicates are too few to choose a rule on one half and value it on the "
                               "other: expected at least %d",
                               tree->n, PR_CONTINUATION_LEAST);
    }
    if (status != 0) {
        return status;
    }
    self->n = tree->n;
    self->choices = tree->count;
    self->apart = apart;
    self->item_worth = (pr_valued_t){NAN, NAN};
    work_t work = {.tree = tree, .errors = errors};
    work.fixed = pr_new(tree->n, sizeof(double));
    work.value = pr_new(tree->n, sizeof(double));
    work.other = pr_new(tree->n, sizeof(double));
    status = work.fixed && work.value && work.other ? solve(self, &work) : PR_ERR_MEMORY;
    if (status == PR_ERR_MEMORY) {
        pr_errors_add(errors, status, NULL, 0, "out of memory");
    }
    pr_free(work.fixed);
    pr_free(work.value);
    pr_free(work.other);
    return status;
}

void pr_continuation_free(pr_continuation_t *self)
{
    for (int k = 0; k <= PR_CONDITIONS; k++) {
        set_free(&self->level[k]);
    }
    set_free(&self->without);
    memset(self, 0, sizeof *self);
}
