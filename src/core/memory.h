/* Allocation with overflow checks; the one place that calls malloc, so that tests can make it fail. */
#ifndef PR_CORE_MEMORY_H
#define PR_CORE_MEMORY_H

#include <stddef.h>

/* `count` zeroed elements, NULL when there is no memory or the size overflows; count 0 gives a valid block.
 */
void *pr_new(size_t count, size_t size);

/* `count` elements, not zeroed, for a block of many megabytes that is walked in long strides: in large pages
   where the system gives them, since otherwise every step would miss the page table's cache. NULL without
   memory. */
void *pr_new_large(size_t count, size_t size);

/* As realloc for `count` elements; the old block stays valid when this fails. New space is not zeroed. */
void *pr_resize(void *block, size_t count, size_t size);

/* Legal on NULL. */
void pr_free(void *block);

#endif
