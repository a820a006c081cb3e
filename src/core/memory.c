#include "core/memory.h"
#include <stdint.h>
#include <stdlib.h>

void *pr_new(size_t count, size_t size)
{
    return calloc(count ? count : 1, size ? size : 1);
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
