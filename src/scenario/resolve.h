/* From the tree of settings to pr_scenario_t, row by row of the table. */
#ifndef PR_SCENARIO_RESOLVE_H
#define PR_SCENARIO_RESOLVE_H

#include "scenario/table.h"
#include "scenario/tree.h"

enum { PR_ID_MOST = 60 }; /* characters of a scenario's id */

typedef struct {
    pr_scenario_t *scenario;
    pr_raw_t *raw;
    pr_arena_t *arena;
    pr_node_t *tree;
    pr_errors_t *errors;
    size_t setting_capacity, origin_capacity;
    bool lists_wrong; /* then names that come from a list can't be judged */
    bool policy_told; /* that successes are evaluated which nobody counts */
    int status;
} pr_loader_t;

/* Adds an error at a node (or at the scenario's file where the node is a default) and remembers it. */
int pr_loader_refuse(pr_loader_t *self, const pr_node_t *at, const char *format, ...) PR_PRINTF(3, 4);

/* Where an error between settings is told: the part of `node`, else of `wider`, that the scenario sets
   itself, rather than what it extends; else `node`. Both may be NULL. */
const pr_node_t *pr_loader_place(const pr_loader_t *self, const pr_node_t *node, const pr_node_t *wider);

/* Refuses a value: `path` is so and so: expected `expected`. */
void pr_loader_expect(pr_loader_t *self, const pr_node_t *node, const char *path, const char *expected);

/* Counts the lists and takes their ids. */
void pr_resolve_lists(pr_loader_t *self);
/* Resolves the rows whose path begins with `prefix` (with `rest` false) or all others (with `rest` true). */
void pr_resolve_rows(pr_loader_t *self, const char *prefix, bool rest);
/* Reports settings that no row knows, with the nearest known name. */
void pr_resolve_unknown(pr_loader_t *self);

/* Lays the changes of pr_scenario_load over the tree, those that name a file and --set; overlay.c. */
int pr_changes_apply(pr_loader_t *self, const char *const *change, size_t count);
/* Has id and title say that figures are invented; overlay.c. */
void pr_invented_mark(pr_loader_t *self);

/* Marks what a policy leaves open, before its rows are resolved; policy.c. */
void pr_policy_prepare(pr_loader_t *self);
/* What must hold of paths and gates, on the month axis of the scenario; policy.c. */
void pr_policy_check(pr_loader_t *self);

/* A number or a distribution at `node` becomes a setting; parameter.c. */
void pr_parameter_resolve(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                          size_t offset);
/* What must hold for the allocation policies, and which of them are used; check_allocation.c. */
void pr_allocation_check(pr_loader_t *self);
/* Does a source say that what it stands for is an assumption? So does none. parameter.c. */
bool pr_says_assumption(const char *source);
/* correlation = { parameters; matrix; of; }; parameter.c. */
void pr_correlation_resolve(pr_loader_t *self);

#endif
