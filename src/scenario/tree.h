/*
 * Our own tree of settings. libconfig reads one file at a time; overlaying, --set, defaults and the hunt for
 * unknown settings happen here, where every node knows the file and line it came from.
 */
#ifndef PR_SCENARIO_TREE_H
#define PR_SCENARIO_TREE_H

#include "core/arena.h"
#include "core/text.h"
#include <poolraming/error.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    PR_NODE_GROUP, /* named children; also a list of groups with an id, merged by it */
    PR_NODE_LIST,  /* children without names */
    PR_NODE_INTEGER,
    PR_NODE_FLOAT,
    PR_NODE_BOOLEAN,
    PR_NODE_TEXT
} pr_node_kind_t;

typedef struct pr_node {
    pr_node_kind_t kind;
    bool by_id;       /* a group that was written as a list of groups with an id */
    bool known;       /* some descriptor knows this setting */
    bool leaf;        /* and takes all that is below it as one value */
    const char *name; /* NULL in a list */
    const char *file; /* NULL for a default of the program */
    int line;
    union {
        int64_t integer; /* also boolean */
        double real;
        const char *text;
    } value;
    struct pr_node **child;
    size_t count, capacity;
} pr_node_t;

/* "a group", "a list", "a whole number", … */
const char *pr_node_kind_name(pr_node_kind_t kind);

pr_node_t *pr_node_new(pr_arena_t *arena, pr_node_kind_t kind, const char *name, const char *file, int line);
int pr_node_append(pr_arena_t *arena, pr_node_t *parent, pr_node_t *child);

/* Child by name, NULL where there is none. */
pr_node_t *pr_node_child(const pr_node_t *self, const char *name);

/* Descendant by dotted path; a year may be written 2026 or y2026. NULL where there is none. */
pr_node_t *pr_node_find(const pr_node_t *self, const char *path);

/* True and *out for an integer or float node. */
bool pr_node_number(const pr_node_t *self, double *out);

/* What may be the id of a list's element: 1 to 40 of a-z, 0-9, - and _, a letter first, and no year. */
bool pr_node_is_identifier(const char *id);

/* "y2026" or "y2026_2031": the first and last year (in that order or not), false for any other name. */
bool pr_node_is_years(const char *name, int *first, int *last);

/* A group that describes a number: it has one of dist, mean, value, q05, … that is no group itself. An
   element of a list may look like one. */
bool pr_node_is_parameter(const pr_node_t *self);

/* Overlays `over` on `base`, setting by setting: groups merge by name, all else is replaced. Nodes of `over`
   are taken into `base`. */
int pr_node_overlay(pr_arena_t *arena, pr_node_t *base, pr_node_t *over);

/* Writes the tree as a scenario file that reads back as the same tree. */
void pr_node_write(const pr_node_t *self, pr_text_t *out);

/* The value of one node alone, as pr_node_write writes it behind the name. */
void pr_node_write_value(const pr_node_t *self, pr_text_t *out);

/* A number in a short form that reads back exactly, always with a '.' and never in a locale's form. */
void pr_number_write(double value, pr_text_t *out);

#endif
