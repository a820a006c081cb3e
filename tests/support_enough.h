/* How much of the same is enough. */
#ifndef PR_TESTS_SUPPORT_ENOUGH_H
#define PR_TESTS_SUPPORT_ENOUGH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* True where only memory is looked after: a few rounds of a loop show there what a thousand do, tens of times
   as slowly. What many are for (shares, errors, bits that must not move) is judged where this is false. */
static inline bool memory_only(void)
{
    return getenv("POOLRAMING_MEMORY_ONLY") != NULL;
}

static inline uint64_t enough(uint64_t full, uint64_t few)
{
    return memory_only() ? few : full;
}

#endif
