#include "core/arena.h"
#include "core/memory.h"
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
} chunk_t;

struct pr_arena {
    chunk_t *chunks;
    bool failed;
};

enum { CHUNK_BYTES = 64 * 1024 };

pr_arena_t *pr_arena_new(void)
{
    return pr_new(1, sizeof(pr_arena_t));
}

void pr_arena_free(pr_arena_t *self)
{
    if (!self) {
        return;
    }
    for (chunk_t *chunk = self->chunks; chunk;) {
        chunk_t *next = chunk->next;
        pr_free(chunk);
        chunk = next;
    }
    pr_free(self);
}

void *pr_arena_alloc(pr_arena_t *self, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) {
        return NULL;
    }
    size_t bytes = (count * size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!self->chunks || self->chunks->size - self->chunks->used < bytes) {
        size_t room = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
        chunk_t *chunk = pr_new(1, sizeof *chunk + room);
        if (!chunk) {
            self->failed = true;
            return NULL;
        }
        chunk->size = room;
        chunk->next = self->chunks;
        self->chunks = chunk;
    }
    void *block = self->chunks->bytes + self->chunks->used;
    self->chunks->used += bytes;
    return block;
}

char *pr_arena_copy_bytes(pr_arena_t *self, const char *bytes, size_t length)
{
    char *copy = pr_arena_alloc(self, length + 1, 1);
    if (copy) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

char *pr_arena_copy(pr_arena_t *self, const char *string)
{
    return string ? pr_arena_copy_bytes(self, string, strlen(string)) : NULL;
}

bool pr_arena_failed(const pr_arena_t *self)
{
    return self->failed;
}
