/*
 * Memory that runs out: between count_requests() and counted(), request number `fail_at` fails, or all from
 * there on; `held` is how many blocks were taken and not given back. Needs the linker's
 *     -Wl,--wrap=calloc,--wrap=aligned_alloc,--wrap=realloc,--wrap=free
 */
#ifndef PR_TESTS_OUT_OF_MEMORY_H
#define PR_TESTS_OUT_OF_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

void *__real_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static bool counting, fails_on;
static long requests, fail_at, held;

/* n 0: no request fails; `on`: nor does any after it succeed. */
static void count_requests(long n, bool on)
{
    requests = held = 0;
    fail_at = n;
    fails_on = on;
    counting = true;
}

static void counted(void)
{
    counting = false;
}

static bool request_fails(void)
{
    if (!counting) {
        return false;
    }
    requests++;
    return fail_at > 0 && (fails_on ? requests >= fail_at : requests == fail_at);
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = request_fails() ? NULL : __real_calloc(count, size);
    held += counting && block;
    return block;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = request_fails() ? NULL : __real_aligned_alloc(alignment, size);
    held += counting && block;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    void *new = request_fails() ? NULL : __real_realloc(block, size);
    held += counting && new && !block;
    return new;
}

void __wrap_free(void *block)
{
    held -= counting && block;
    __real_free(block);
}

#endif
