#include "core/memory.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

void *pr_new(size_t count, size_t size)
{
    return calloc(count ? count : 1, size ? size : 1);
}

void *pr_new_large(size_t count, size_t size)
{
    enum { LARGE_PAGE = 2 * 1024 * 1024 };
    if (size != 0 && count > (SIZE_MAX - LARGE_PAGE) / size) {
        return NULL;
    }
    size_t bytes = (count * size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    void *block = aligned_alloc(LARGE_PAGE, bytes ? bytes : LARGE_PAGE);
#ifdef MADV_HUGEPAGE
    if (block) {
        madvise(block, bytes, MADV_HUGEPAGE); /* a wish: refused, the block serves all the same */
    }
#endif
    return block;
}

void *pr_resize(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    size_t bytes = count * size;
    return realloc(block, bytes ? bytes : 1);
}

void pr_free(void *block)
{
    free(block);
}
