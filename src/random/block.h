/* The counter's layout and the raw block, inline for hot loops. Contract: poolraming/random.h. */
#ifndef PR_RANDOM_BLOCK_H
#define PR_RANDOM_BLOCK_H

#include "random/keys.h"
#include <Random123/philox.h>
#include <poolraming/random.h>

static inline philox4x32_ctr_t pr_counter(const pr_source_t *source, pr_address_t address, uint16_t block)
{
    uint16_t replicate_high = (uint16_t)(source->replicate >> 32);
    philox4x32_ctr_t counter = {{(uint32_t)address.sub << 16 | block,
                                 (uint32_t)address.month << 16 | address.code, (uint32_t)source->replicate,
                                 (uint32_t)address.process << 16 | replicate_high}};
    return counter;
}

static inline philox4x32_key_t pr_key(const pr_source_t *source)
{
    philox4x32_key_t key = {{(uint32_t)source->seed, (uint32_t)(source->seed >> 32)}};
    return key;
}

static inline void pr_block_inline(const pr_source_t *source, pr_address_t address, uint16_t block,
                                   uint32_t word[4])
{
    pr_keys_open(source, address, block);
    philox4x32_ctr_t out = philox4x32_R(10, pr_counter(source, address, block), pr_key(source));
    for (int i = 0; i < 4; i++) {
        word[i] = out.v[i];
    }
}

#endif
