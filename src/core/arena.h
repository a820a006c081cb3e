/* Memory that lives and dies together: many small blocks, one free. */
#ifndef PR_CORE_ARENA_H
#define PR_CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct pr_arena pr_arena_t;

pr_arena_t *pr_arena_new(void);
void pr_arena_free(pr_arena_t *self); /* legal on NULL */

/* Zeroed and aligned for any type; NULL without memory. */
void *pr_arena_alloc(pr_arena_t *self, size_t count, size_t size);

/* A copy of `length` bytes with a terminator; NULL without memory or for a NULL string. */
char *pr_arena_copy(pr_arena_t *self, const char *string);
char *pr_arena_copy_bytes(pr_arena_t *self, const char *bytes, size_t length);

/* Whether memory ever ran out: one question at the end instead of one after every copy. */
bool pr_arena_failed(const pr_arena_t *self);

#endif
