/* From rows of replicates to rows of series: what the copy between them costs is memory, not arithmetic. */
#ifndef PR_ENGINE_TILE_H
#define PR_ENGINE_TILE_H

#include <stddef.h>

enum { PR_TILE = 8 }; /* replicates that a thread writes at once: one cache line of the block */

/* block[i · stride + k] = rows[k · width + series[i]] for i < count and k < replicates <= PR_TILE. The block
   starts on a cache line and stride is a multiple of PR_TILE. */
void pr_tile_turn(double *block, size_t stride, size_t count, const double *rows, size_t width,
                  const size_t *series, size_t replicates);

/* Asks for n values that are wanted soon. */
static inline void pr_tile_ask(const double *values, size_t n)
{
    for (size_t k = 0; k < n; k += PR_TILE) {
        __builtin_prefetch(values + k);
    }
}

#endif
