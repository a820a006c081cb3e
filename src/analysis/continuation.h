/* What the parts of continuation share. */
#ifndef PR_ANALYSIS_CONTINUATION_H
#define PR_ANALYSIS_CONTINUATION_H

#include <poolraming/continuation.h>

static inline bool pr_takes_part(pr_replicates_t of, size_t i)
{
    return of == PR_REPLICATES_ALL || (i % 2 == 0) == (of == PR_REPLICATES_EVEN);
}

/* Mean of x − y over those that take part, and its standard error; y NULL: of x. */
pr_valued_t pr_part_mean(size_t n, const double *x, const double *y, pr_replicates_t of);

/* What action `a` of a choice brings in replicate i; `down` [choices][n] is what later choices bring. */
static inline double pr_action_brings(const pr_tree_t *tree, const pr_action_t *action, const double *down,
                                      size_t i)
{
    return action->next >= 0 ? down[(size_t)action->next * tree->n + i] : action->value[i];
}

/* Does the choice lie with the rule in replicate i? */
static inline bool pr_choice_open(const pr_choice_t *choice, size_t i)
{
    return !choice->open || choice->open[i];
}

/* A finite grid of one choice: thresholds of each item, and for each replicate how many of them it reaches.
 */
enum { PR_CELL_UNKNOWN = 255 };
typedef struct {
    size_t count[PR_EVIDENCE_MAX];
    double threshold[PR_EVIDENCE_MAX][PR_THRESHOLDS_MAX];
    bool some_unknown[PR_EVIDENCE_MAX];
    unsigned char *cell[PR_EVIDENCE_MAX]; /* [n], owned; PR_CELL_UNKNOWN where the item is not known */
} pr_grid_t;

int pr_grid_init(pr_grid_t *self, const pr_choice_t *choice, size_t n, pr_errors_t *errors);
void pr_grid_free(pr_grid_t *self);

/* Rules of one choice in a fixed order, the simple ones first: each with the sum that it brings over the
   replicates `part` [n]. */
typedef struct {
    const pr_tree_t *tree;
    size_t choice;
    const pr_grid_t *grid;
    const double *down;
    const unsigned char *part;
    int conditions, without;
    void (*visit)(void *context, const pr_threshold_rule_t *rule, double sum);
    void *context;
    size_t tried; /* out */
} pr_trial_t;

int pr_rules_try(pr_trial_t *self);

/* down [choices][n] from rules; also the choices before `from` are left as they are. */
void pr_rules_down(double *down, const pr_tree_t *tree, const pr_threshold_rule_t *rule);
/* The same for one choice, later ones being there. */
void pr_rules_down_one(double *down, const pr_tree_t *tree, const pr_threshold_rule_t *rule, size_t choice);

/* What a solution works with beside itself. */
typedef struct {
    const pr_tree_t *tree;
    double *fixed, *value, *other; /* [n] each: of the best fixed choices, of the advised rules, spare */
    const pr_threshold_rule_t *constant; /* the best fixed choices */
    pr_errors_t *errors;
} pr_continuation_work_t;

/* Regression and foresight beside the advised rules. */
int pr_continuation_bounds(pr_continuation_t *self, const pr_continuation_work_t *work);

#endif
