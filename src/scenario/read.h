/* Reading scenario files into trees: the only file that talks to libconfig. */
#ifndef PR_SCENARIO_READ_H
#define PR_SCENARIO_READ_H

#include "scenario/tree.h"

enum {
    PR_DEPTH_MAX = 16,       /* of nested settings */
    PR_SETTINGS_MAX = 20000, /* in a file */
    PR_NODES_MAX = 200000,   /* of all files, after ranges of years are written out */
    PR_EXTENDS_MAX = 16,     /* of files that extend each other */
    PR_FILES_MAX = 64,       /* read for one scenario, a file that is extended twice counted twice */
    PR_TEXT_MAX = 20000      /* bytes of one text */
};

/* Reads `path` and all that it extends, overlaid; *out is the tree without `extends`, NULL where a part could
   not be read: then what is missing would only look like more errors. Every error found is added to `errors`;
   0 or PR_ERR_*. Nodes and names live in the arena. */
int pr_read_scenario(pr_arena_t *arena, const char *path, pr_node_t **out, pr_errors_t *errors);

/* The same for a text that extends nothing; `name` stands for its file. */
int pr_read_text(pr_arena_t *arena, const char *name, const char *text, pr_node_t **out, pr_errors_t *errors);

/* The settings of the file `path` alone, with an `extends` that is not followed. */
int pr_read_own(pr_arena_t *arena, const char *path, pr_node_t **out, pr_errors_t *errors);

/* Reads "path=value" as given with --set and overlays it on `tree`. */
int pr_read_assignment(pr_arena_t *arena, const char *assignment, pr_node_t *tree, pr_errors_t *errors);

#endif
