/* The best threshold rules of a tree of choices: see continuation.h. */
#include "analysis/continuation.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

enum { TURNS_MAX = 20 };

/* An improvement must exceed this part of what is there: sums taken in another order differ by less. */
static const double SUMMING = 1e-11;

/* ---- what rules bring ---- */

static void known_at(const pr_choice_t *choice, size_t i, double known[PR_EVIDENCE_MAX])
{
    for (size_t k = 0; k < choice->items; k++) {
        known[k] = choice->evidence[k][i];
    }
}

static size_t chosen_at(const pr_choice_t *choice, const pr_threshold_rule_t *rule, size_t i)
{
    double known[PR_EVIDENCE_MAX] = {0};
    known_at(choice, i, known);
    return pr_choice_open(choice, i) ? (size_t)pr_threshold_choose(rule, known) : 0;
}

void pr_rules_down_one(double *down, const pr_tree_t *tree, const pr_threshold_rule_t *rule, size_t c)
{
    const pr_choice_t *choice = &tree->choice[c];
    for (size_t i = 0; i < tree->n; i++) {
        down[c * tree->n + i] = pr_action_brings(tree, &choice->action[chosen_at(choice, rule, i)], down, i);
    }
}

void pr_rules_down(double *down, const pr_tree_t *tree, const pr_threshold_rule_t *rule)
{
    for (size_t c = tree->count; c-- > 0;) {
        pr_rules_down_one(down, tree, &rule[c], c);
    }
}

int pr_rules_value(double *value, double *taken, const pr_tree_t *tree, const pr_threshold_rule_t *rule)
{
    double *down = pr_new(tree->count * tree->n, sizeof *down);
    if (!down) {
        return PR_ERR_MEMORY;
    }
    pr_rules_down(down, tree, rule);
    memcpy(value, down, tree->n * sizeof *value);
    if (taken) {
        memset(taken, 0, tree->count * PR_ACTIONS_MAX * sizeof *taken);
    }
    for (size_t i = 0; taken && i < tree->n; i++) {
        for (int c = 0; c >= 0;) {
            size_t a = chosen_at(&tree->choice[c], &rule[c], i);
            taken[(size_t)c * PR_ACTIONS_MAX + a] += 1 / (double)tree->n;
            c = tree->choice[c].action[a].next;
        }
    }
    pr_free(down);
    return 0;
}

/* ---- the search ---- */

typedef struct {
    const pr_tree_t *tree;
    pr_replicates_t of;
    int conditions, without;
    pr_grid_t *grid;     /* [choices] */
    double *down;        /* [choices][n] */
    unsigned char *part; /* [choices][n]: comes by */
    size_t tried;
} search_t;

typedef struct {
    pr_threshold_rule_t rule;
    double sum, slack;
} record_t;

static void keep_best(void *context, const pr_threshold_rule_t *rule, double sum)
{
    record_t *self = context;
    if (sum > self->sum + self->slack) {
        self->sum = sum;
        self->rule = *rule;
    }
}

/* Who comes to each choice under rules; everybody of the half where nobody does. */
static void arrive(search_t *self, const pr_threshold_rule_t *rule)
{
    const pr_tree_t *tree = self->tree;
    memset(self->part, 0, tree->count * tree->n);
    for (size_t i = 0; i < tree->n; i++) {
        for (int c = pr_takes_part(self->of, i) ? 0 : -1; c >= 0;) {
            self->part[(size_t)c * tree->n + i] = 1;
            c = tree->choice[c].action[chosen_at(&tree->choice[c], &rule[c], i)].next;
        }
    }
    for (size_t c = 0; c < tree->count; c++) {
        unsigned char *part = self->part + c * tree->n;
        for (size_t i = 0; !memchr(part, 1, tree->n) && i < tree->n; i++) {
            part[i] = pr_takes_part(self->of, i);
        }
    }
}

static void everybody(search_t *self)
{
    for (size_t i = 0; i < self->tree->count * self->tree->n; i++) {
        self->part[i] = pr_takes_part(self->of, i % self->tree->n);
    }
}

static double sum_of(const search_t *self, const double *x, const unsigned char *part)
{
    double sum = 0;
    for (size_t i = 0; i < self->tree->n; i++) {
        sum += part[i] ? x[i] : 0;
    }
    return sum;
}

static double size_of(const search_t *self, const double *x, const unsigned char *part)
{
    double sum = 0;
    for (size_t i = 0; i < self->tree->n; i++) {
        sum += part[i] ? fabs(x[i]) : 0;
    }
    return sum;
}

/* One turn, from the last choice back: each gets the best rule for those who come by. `fresh`: what is there
   counts for nothing. */
static int turn(search_t *self, pr_threshold_rule_t *rule, int conditions, bool fresh)
{
    const pr_tree_t *tree = self->tree;
    size_t tried = 0;
    int status = 0;
    for (size_t c = tree->count; c-- > 0 && status == 0;) {
        const unsigned char *part = self->part + c * tree->n;
        pr_rules_down_one(self->down, tree, &rule[c], c);
        const double *now = self->down + c * tree->n;
        record_t best = {.rule = rule[c],
                         .sum = fresh ? -INFINITY : sum_of(self, now, part),
                         .slack = SUMMING * size_of(self, now, part)};
        pr_trial_t trial = {.tree = tree,
                            .choice = c,
                            .grid = &self->grid[c],
                            .down = self->down,
                            .part = part,
                            .conditions = conditions,
                            .without = self->without,
                            .visit = keep_best,
                            .context = &best};
        status = pr_rules_try(&trial);
        tried += trial.tried;
        rule[c] = best.rule;
        pr_rules_down_one(self->down, tree, &rule[c], c);
    }
    self->tried = tried;
    return status;
}

/* Turns until the rules bring no more. */
static int climb(search_t *self, pr_threshold_rule_t *rule, double *sum)
{
    int status = 0;
    *sum = -INFINITY;
    for (int k = 0; k < TURNS_MAX && status == 0; k++) {
        double before = *sum;
        arrive(self, rule);
        status = turn(self, rule, self->conditions, false);
        *sum = sum_of(self, self->down, self->part);
        if (!(*sum > before + SUMMING * fabs(before))) {
            break;
        }
    }
    return status;
}

/* From what fits when everybody comes by, and from the best fixed choices: the better of both. */
static int search(search_t *self, pr_threshold_rule_t *rule, pr_threshold_rule_t *other)
{
    double sum, most;
    memset(rule, 0, self->tree->count * sizeof *rule);
    memset(other, 0, self->tree->count * sizeof *other);
    everybody(self);
    int status = turn(self, rule, 0, true);
    if (status == 0) {
        status = climb(self, rule, &most);
    }
    if (status == 0 && self->conditions > 0) {
        everybody(self);
        status = turn(self, other, self->conditions, true);
        status = status == 0 ? climb(self, other, &sum) : status;
        if (status == 0 && sum > most + SUMMING * fabs(most)) {
            memcpy(rule, other, self->tree->count * sizeof *rule);
        }
    }
    return status;
}

static void search_free(search_t *self)
{
    for (size_t c = 0; self->grid && c < self->tree->count; c++) {
        pr_grid_free(&self->grid[c]);
    }
    pr_free(self->grid);
    pr_free(self->down);
    pr_free(self->part);
}

static int search_init(search_t *self, const pr_tree_t *tree, pr_replicates_t of, int conditions, int without)
{
    *self = (search_t){.tree = tree, .of = of, .conditions = conditions, .without = without};
    self->grid = pr_new(tree->count, sizeof *self->grid);
    self->down = pr_new(tree->count * tree->n, sizeof *self->down);
    self->part = pr_new(tree->count * tree->n, 1);
    int status = self->grid && self->down && self->part ? 0 : PR_ERR_MEMORY;
    for (size_t c = 0; c < tree->count && status == 0; c++) {
        status = pr_grid_init(&self->grid[c], &tree->choice[c], tree->n, NULL);
    }
    return status;
}

int pr_rules_best(pr_threshold_rule_t *rule, const pr_tree_t *tree, pr_replicates_t of, int conditions,
                  int without, size_t *tried, pr_errors_t *errors)
{
    int status = pr_tree_check(tree, errors);
    if (status == 0 && (conditions < 0 || conditions > PR_CONDITIONS)) {
        status = pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0, "%d conditions: expected 0 to %d", conditions,
                               PR_CONDITIONS);
    }
    if (status != 0) {
        return status;
    }
    search_t self;
    pr_threshold_rule_t *other = pr_new(tree->count, sizeof *other);
    status = search_init(&self, tree, of, conditions, without);
    status = other ? status : PR_ERR_MEMORY;
    status = status == 0 ? search(&self, rule, other) : status;
    if (status != 0) {
        pr_errors_add(errors, status, NULL, 0, "no rules were found: %s",
                      pr_errors_words(errors, pr_status_name(status)));
    } else if (tried) {
        *tried = self.tried;
    }
    search_free(&self);
    pr_free(other);
    return status;
}

/* ---- fewer words ---- */

/* The best rule of a choice with at most `conditions` conditions, the others being as they are. */
static int best_with(search_t *self, const pr_threshold_rule_t *rule, size_t c, int conditions,
                     pr_threshold_rule_t *out)
{
    record_t best = {.rule = rule[c], .sum = -INFINITY};
    arrive(self, rule);
    pr_rules_down(self->down, self->tree, rule);
    pr_trial_t trial = {.tree = self->tree,
                        .choice = c,
                        .grid = &self->grid[c],
                        .down = self->down,
                        .part = self->part + c * self->tree->n,
                        .conditions = conditions,
                        .without = self->without,
                        .visit = keep_best,
                        .context = &best};
    int status = pr_rules_try(&trial);
    *out = best.rule;
    return status;
}

/* Gives a choice the simplest rule that costs too little to be sure of, against `value`, what the rules
   brought before any was taken away. */
static int shorten(search_t *self, pr_threshold_rule_t *rule, size_t c, double errors, const double *value)
{
    const pr_threshold_rule_t before = rule[c];
    int status = 0;
    for (int k = 0; k < pr_shape_conditions(before.shape) && status == 0; k++) {
        pr_threshold_rule_t simpler;
        rule[c] = before;
        status = best_with(self, rule, c, k, &simpler);
        if (status == 0) {
            rule[c] = simpler;
            pr_rules_down(self->down, self->tree, rule);
            pr_valued_t less = pr_part_mean(self->tree->n, value, self->down, self->of);
            if (less.value <= errors * less.se) {
                return 0;
            }
        }
    }
    rule[c] = before;
    return status;
}

int pr_rules_shorten(pr_threshold_rule_t *rule, const pr_tree_t *tree, pr_replicates_t of, int without,
                     double errors_least, pr_errors_t *errors)
{
    search_t self;
    double *value = pr_new(tree->n, sizeof *value);
    int status = search_init(&self, tree, of, PR_CONDITIONS, without);
    status = value ? status : PR_ERR_MEMORY;
    if (status == 0) {
        pr_rules_down(self.down, tree, rule);
        memcpy(value, self.down, tree->n * sizeof *value);
    }
    for (size_t c = tree->count; c-- > 0 && status == 0;) {
        status = shorten(&self, rule, c, errors_least, value);
    }
    if (status != 0) {
        pr_errors_add(errors, status, NULL, 0, "no rules were found: %s",
                      pr_errors_words(errors, pr_status_name(status)));
    }
    search_free(&self);
    pr_free(value);
    return status;
}
