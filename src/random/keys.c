#include "random/keys.h"
#include <poolraming/random.h>

#ifdef PR_VERIFY_KEYS

#include "core/memory.h"
#include <stdbool.h>
#include <string.h>

typedef struct {
    pr_source_t source;
    pr_address_t address;
    uint16_t block;
    bool used;
} opened_t;

/* Open addressing with linear probing; capacity is a power of two. */
static _Thread_local struct {
    opened_t *slot;
    size_t capacity;
    size_t count;
    size_t repeats;
    pr_address_t first;
} keys;

void pr_keys_reset(void)
{
    pr_free(keys.slot);
    memset(&keys, 0, sizeof keys);
}

size_t pr_keys_repeats(pr_address_t *first)
{
    if (first) {
        *first = keys.first;
    }
    return keys.repeats;
}

static bool equal(const opened_t *a, const opened_t *b)
{
    return a->source.seed == b->source.seed && a->source.replicate == b->source.replicate &&
           a->address.process == b->address.process && a->address.month == b->address.month &&
           a->address.code == b->address.code && a->address.sub == b->address.sub && a->block == b->block;
}

static size_t hash(const opened_t *key)
{
    uint64_t h = key->source.seed ^ key->source.replicate * 0x9E3779B97F4A7C15u;
    h ^= (uint64_t)key->address.process << 48 | (uint64_t)key->address.month << 32 |
         (uint64_t)key->address.code << 16 | key->address.sub;
    h = (h ^ (uint64_t)key->block << 40) * 0xD6E8FEB86659FD93u;
    return (size_t)(h ^ h >> 32);
}

/* The slot of `key`, or the free one where it belongs. */
static opened_t *find(opened_t *slot, size_t capacity, const opened_t *key)
{
    size_t i = hash(key) & (capacity - 1);
    while (slot[i].used && !equal(&slot[i], key)) {
        i = (i + 1) & (capacity - 1);
    }
    return &slot[i];
}

static bool grow(void)
{
    if (2 * keys.count < keys.capacity) {
        return true;
    }
    size_t capacity = keys.capacity ? 2 * keys.capacity : 1024;
    opened_t *slot = pr_new(capacity, sizeof *slot);
    if (!slot) {
        return false;
    }
    for (size_t i = 0; i < keys.capacity; i++) {
        if (keys.slot[i].used) {
            *find(slot, capacity, &keys.slot[i]) = keys.slot[i];
        }
    }
    pr_free(keys.slot);
    keys.slot = slot;
    keys.capacity = capacity;
    return true;
}

void pr_keys_open(const pr_source_t *source, pr_address_t address, uint16_t block)
{
    /* Without memory a diagnosis is lost, not a result. */
    if (!grow()) {
        return;
    }
    opened_t key = {.source = *source, .address = address, .block = block, .used = true};
    opened_t *slot = find(keys.slot, keys.capacity, &key);
    if (!slot->used) {
        *slot = key;
        keys.count++;
    } else if (keys.repeats++ == 0) {
        keys.first = address;
    }
}

#else

void pr_keys_reset(void)
{
}

size_t pr_keys_repeats(pr_address_t *first)
{
    (void)first;
    return 0;
}

#endif
