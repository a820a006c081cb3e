/*
 * Going on or not: rules for a series of choices of which each sees what is known by then. The first part
 * works on plain arrays and knows no budgets; the second fills them from a scenario with gates. Nothing here
 * reads, writes or prints. docs/continuation.md gives the formulas.
 *
 * Everything rests on common random numbers: replicate i has the same luck after every choice, so that rules
 * are compared in pairs. Standard errors are sd/√n of such pairs.
 */
#ifndef POOLRAMING_CONTINUATION_H
#define POOLRAMING_CONTINUATION_H

#include <poolraming/decide.h>
#include <poolraming/decision.h>
#include <poolraming/engine.h>

enum {
    PR_ACTIONS_MAX = PR_MAX_PATHS, /* of a choice */
    PR_EVIDENCE_MAX = 6,           /* things known at a choice */
    PR_THRESHOLDS_MAX = 19,        /* of one of them */
    PR_CONDITIONS = 2,             /* at most in a rule */
    PR_SHAPES_KEPT = 6,            /* of rules for the first choice, beside the best */
    PR_TREE_NODES_MAX = 64,
    PR_CONTINUATION_LEAST = 100, /* replicates */
    PR_TREE_LEAVES_MAX = 64      /* series of paths that are simulated */
};

/* ---- A tree of choices ---- */

/* What follows an action. */
typedef struct {
    int next;            /* the choice that comes then, a higher number than this one's; −1: none */
    const double *value; /* [n], where none: what all choices up to here are worth, in any one unit */
} pr_action_t;

/* A choice after given earlier ones; borrowed. */
typedef struct {
    size_t items;                            /* of evidence; 0: nothing is known */
    const double *evidence[PR_EVIDENCE_MAX]; /* [n] each; NaN: not known in that replicate */
    const unsigned char *open; /* [n]: where 0 nothing is to be chosen and action 0 follows; NULL: open in all
                                */
    size_t actions;
    pr_action_t action[PR_ACTIONS_MAX];
} pr_choice_t;

/* Choice 0 is the first; borrowed. */
typedef struct {
    size_t n; /* replicates */
    size_t count;
    const pr_choice_t *choice; /* [count] */
} pr_tree_t;

/* 0, or PR_ERR_DOMAIN with a sentence: sizes, order, values that are not finite. */
PR_API int pr_tree_check(const pr_tree_t *self, pr_errors_t *errors);

/* ---- The best conditional policy that regression finds ---- */

/*
 * Least squares (Longstaff & Schwartz 2001), from the last choice back: what each action brings, as it turned
 * out under the policy fitted for later choices, is regressed on the polynomials of the evidence up to
 * `degree` (1 … 3), and the action with the highest fit is taken. Only replicates in which the choice is open
 * take part. An unknown item counts as its mean.
 *
 * `folds` 0: fitted and valued on the same replicates, as in the paper: too favourable. 2 … PR_FOLDS_MAX:
 * replicate i is valued under the policy fitted on the other folds (i mod folds). `value` [n] receives what
 * the policy brings in each replicate; may be NULL. 0 or PR_ERR_*.
 */
PR_API int pr_regression_policy(pr_valued_t *self, const pr_tree_t *tree, int degree, size_t folds,
                                double *value, pr_errors_t *errors);

/* ---- Threshold rules ---- */

/* x ≥ threshold, or x < threshold; never of what is not known. */
typedef struct {
    int item;
    bool below;
    double threshold;
} pr_condition_t;

typedef enum {
    PR_SHAPE_ALWAYS, /* action 0, whatever is known */
    PR_SHAPE_WHEN,   /* action 0 where condition 0 holds, else action 1 */
    PR_SHAPE_BOTH,   /* action 0 where both conditions hold, else action 1 */
    PR_SHAPE_BARS    /* action 0 where condition 0 holds, else action 1 where condition 1 does, else action 2;
                        both x ≥ t of one item, the first bar the higher */
} pr_shape_t;

typedef struct {
    pr_shape_t shape;
    pr_condition_t condition[PR_CONDITIONS];
    int action[3];
} pr_threshold_rule_t;

/* How many conditions and actions a shape has. */
PR_API int pr_shape_conditions(pr_shape_t shape);
PR_API int pr_shape_actions(pr_shape_t shape);

/* The action for what is known: `known` holds the choice's items. */
PR_API int pr_threshold_choose(const pr_threshold_rule_t *rule, const double *known);

/* Thresholds for x[n], ascending: the quantiles 5, 10 … 95 %, rounded to 1, 2 or 5 · 10^k of about a tenth of
   themselves; only those that leave at least one in fifty on both sides. Returns how many, or PR_ERR_MEMORY.
 */
PR_API int pr_threshold_grid(size_t n, const double *x, double out[PR_THRESHOLDS_MAX], pr_errors_t *errors);

/* The replicates that take part. */
typedef enum { PR_REPLICATES_ALL, PR_REPLICATES_EVEN, PR_REPLICATES_ODD } pr_replicates_t;

/*
 * The rules, one for each choice, with the highest mean over `of`. For a choice every rule of at most
 * `conditions` (0 … PR_CONDITIONS) conditions on the grid is tried, every action in every place. With one
 * choice that is the best rule there is; with more they are improved in turn, from the last one back, until
 * none can be, once from the rules that fit when everybody comes by and once from the best fixed choices:
 * never worse than any fixed choices. A choice that the rules never come to has the rule that fits if they
 * did. `without`: an item of evidence that no rule may use, −1 none. `rule` [tree->count]; `tried` (may be
 * NULL) receives the number of rules tried for all choices in one turn. 0 or PR_ERR_*.
 */
PR_API int pr_rules_best(pr_threshold_rule_t *rule, const pr_tree_t *tree, pr_replicates_t of, int conditions,
                         int without, size_t *tried, pr_errors_t *errors);

/*
 * Takes conditions away, from the last choice back: each gets the simplest best rule with which all together
 * bring less than `errors_least` standard errors less than the rules that were given. Else they would hold
 * conditions that only describe the luck of the replicates that chose them. 0 or PR_ERR_*.
 */
PR_API int pr_rules_shorten(pr_threshold_rule_t *rule, const pr_tree_t *tree, pr_replicates_t of, int without,
                            double errors_least, pr_errors_t *errors);

/* What rules bring in each replicate: value [n]. taken[choice · PR_ACTIONS_MAX + action] (may be NULL): the
   share of all replicates that come to that choice and take that action. */
PR_API int pr_rules_value(double *value, double *taken, const pr_tree_t *tree,
                          const pr_threshold_rule_t *rule);

/* ---- All of it ---- */

/* The best rules of some complexity: chosen on the even replicates, where conditions that bring less than two
   standard errors are taken away, and valued on the odd ones. Never worse than the best fixed choices on the
   half that chose them. */
typedef struct {
    pr_threshold_rule_t *rule; /* [choices], owned */
    double *taken;             /* [choices][PR_ACTIONS_MAX], over all replicates, owned */
    pr_valued_t chosen;        /* mean of the half that chose them: too favourable */
    pr_valued_t valued;        /* of the other half */
    pr_valued_t gain;          /* there, over the best fixed choices */
} pr_rule_set_t;

/* A kind of rule for the first choice: one set of items, directions and actions at its best thresholds. */
typedef struct {
    pr_threshold_rule_t rule;
    double chosen;      /* mean of the even replicates, later choices by the advised rules */
    pr_valued_t valued; /* of the odd ones */
    pr_valued_t less;   /* there, than the advised rules; below 0 where it brings more */
} pr_rule_kind_t;

typedef struct {
    size_t n, choices;
    size_t tried;                           /* rules of the most complex kind, all choices together */
    pr_rule_set_t level[1 + PR_CONDITIONS]; /* by the most conditions that a rule has; 0: fixed choices */
    int advised; /* level: the least complex one that no more complex one beats by two standard errors */
    int apart;   /* the item left out below; −1 none */
    pr_rule_set_t without;  /* of the most conditions, but without that item */
    pr_valued_t item_worth; /* of the item: the most complex rules with it less those without it */
    int degree; /* of the polynomials of least squares: the best of 1 to 3 on the even replicates */
    pr_valued_t regression; /* its conditional policy, cross-fitted, on the odd ones; evidence as normal
                               scores of its ranks, so that a few large figures do not steer it */
    pr_valued_t regression_gain, foresight_gain; /* over the best fixed choices */
    pr_valued_t loss;      /* what the advised rules bring less than that; below 0 where they bring more */
    pr_valued_t foresight; /* mean of the best that could have followed in each replicate: knows chance too,
                              an  upper bound that nobody can reach and never the EVPI */
    pr_valued_t foresight_loss;
    size_t kinds;
    pr_rule_kind_t kind[PR_SHAPES_KEPT]; /* the best of each, by `chosen`, highest first */
} pr_continuation_t;

/* `apart`: an item whose worth is asked for, −1 none. At least PR_CONTINUATION_LEAST
   replicates. 0 or PR_ERR_*; free with
   pr_continuation_free in every case. */
PR_API int pr_continuation_solve(pr_continuation_t *self, const pr_tree_t *tree, int apart,
                                 pr_errors_t *errors);
PR_API void pr_continuation_free(pr_continuation_t *self);

/* ---- The gates of a scenario ---- */

/* What may be known at a gate. */
typedef enum {
    PR_KNOWN_ESTIMATE,  /* of the evaluation, with its noise; only where the gate has one */
    PR_KNOWN_WAITING,   /* residents waiting or being helped, mean of the gate's window */
    PR_KNOWN_VACANCIES, /* posts, the same */
    PR_KNOWN_REACHED,   /* residents reached from the start up to data_until */
    PR_KNOWN
} pr_known_t;

/* A choice of the tree: a gate after the paths chosen so far. */
typedef struct {
    size_t gate;
    int before; /* the choice that led to it, −1 for the first */
    int by;     /* the path that was chosen there */
} pr_gate_node_t;

/* Every replicate of a scenario under every series of paths at its gates. A stop is not reopened; a gate
   whose choice is fixed has one path. */
typedef struct {
    const pr_scenario_t *scenario; /* borrowed */
    uint64_t seed;
    size_t n, stride; /* replicates, and how many a row below has room for */
    bool interrupted;
    size_t node_count, leaf_count;
    pr_gate_node_t node[PR_TREE_NODES_MAX];
    pr_choice_t choice[PR_TREE_NODES_MAX]; /* action a: the a-th path that the gate has; see path */
    int path[PR_TREE_NODES_MAX][PR_ACTIONS_MAX];
    int leaf[PR_TREE_NODES_MAX][PR_ACTIONS_MAX]; /* of an action that no choice follows; else −1 */
    double *known;                               /* [node][PR_KNOWN][stride], owned */
    double *effect;                              /* [leaf][stride]: residents reached, discounted; owned */
    double *success;                             /* [leaf][stride]: successes, discounted, owned */
    double *money;                               /* [leaf][stride]: cashable less borne, owned */
    double *value;                               /* [leaf][stride]: what the tree looks at, owned */
} pr_gate_study_t;

/* Does the scenario have a gate with a choice? */
PR_API bool pr_gates_choose(const pr_scenario_t *scenario);

/*
 * Simulates `options->ensemble.replicates` replicates under every series of paths, with the same parameters,
 * processes and findings of evaluations. PR_ERR_INPUT with a sentence where the scenario has no gate with a
 * choice or too many series; PR_ERR_IDENTITY where a gate would see something of what it or a later gate
 * chooses; PR_INTERRUPTED (whole rounds were kept). Free with pr_gate_study_free in every case.
 */
PR_API int pr_gate_study(pr_gate_study_t *self, const pr_scenario_t *scenario,
                         const pr_run_options_t *options, pr_errors_t *errors);
PR_API void pr_gate_study_free(pr_gate_study_t *self);

/* The tree with a resident reached worth `worth_eur`; valid until the next call. */
PR_API pr_tree_t pr_gate_study_tree(pr_gate_study_t *self, double worth_eur);

/* What is known at gate `g` from a ledger of which the months up to its data_until are read and no others. */
PR_API void pr_gate_known(const pr_scenario_t *scenario, size_t g, const pr_evidence_t *seen,
                          const pr_ledger_t *ledger, double out[PR_KNOWN]);

/* What follows from the first gate on, flow[PR_FLOWS] of decide.h: that of its year and later, and of the
   years from its decision to then what its evaluation and the end of the pool cost. */
PR_API void pr_gate_flows(const pr_scenario_t *scenario, const pr_replicate_t *replicate, double *flow);

/* ---- Rules for a scenario ---- */

enum { PR_RULE_VALUES_MAX = 4 };

/* The rules at some value of a resident reached. */
typedef struct {
    double worth; /* euros */
    pr_continuation_t solved;
    pr_valued_t own;      /* what the scenario's own rules bring on the odd replicates */
    pr_valued_t own_gain; /* that, over the best fixed choices */
    pr_valued_t own_less; /* the advised rules less that */
} pr_rules_at_t;

typedef struct pr_gate_rules {
    pr_gate_study_t study;
    bool given;         /* the value was; else `at` holds a few round ones: assumptions */
    double success_eur; /* what a success is worth on top; NaN: not given */
    size_t values;
    pr_rules_at_t at[PR_RULE_VALUES_MAX]; /* ascending */
} pr_gate_rules_t;

/* Simulates the gates and solves them at `worth_eur`, or, NaN, at a few round values around those at which
   other fixed paths become best. After an interruption `values` holds those that were solved by then.
   `success_eur`: what a success is worth on top, NaN nothing. 0, PR_INTERRUPTED or PR_ERR_*; free with
   pr_gate_rules_free in every case. */
PR_API int pr_gate_rules_run(pr_gate_rules_t *self, const pr_scenario_t *scenario, double worth_eur,
                             double success_eur, const pr_run_options_t *options, pr_errors_t *errors);
PR_API void pr_gate_rules_free(pr_gate_rules_t *self);

#endif
