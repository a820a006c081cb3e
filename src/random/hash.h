/* Random bits that belong to a number, not to an event: the same ones may be asked for many times, so that
   verify builds do not write them down. Philox on the layout of random.h, process QUASIRANDOM. */
#ifndef PR_RANDOM_HASH_H
#define PR_RANDOM_HASH_H

#include "random/block.h"

/* What the bits are for: the month of the address. Append, never renumber. */
enum pr_hash_use {
    PR_HASH_SCRAMBLE = 0,
    PR_HASH_STRATUM = 1,
    PR_HASH_PLACE = 2, /* within a stratum */
    PR_HASH_RESAMPLE = 3
};

typedef struct {
    uint64_t seed;
    uint16_t use;       /* enum pr_hash_use */
    uint16_t number;    /* scrambling, replication */
    uint16_t dimension; /* or resample */
} pr_hash_t;

/* Four words of (step, value). */
static inline void pr_hash_words(const pr_hash_t *self, uint16_t step, uint32_t value, uint32_t word[4])
{
    pr_source_t source = {self->seed, (uint64_t)self->number << 32 | value};
    pr_address_t address = {PR_PROCESS_QUASIRANDOM, self->use, self->dimension, step};
    philox4x32_ctr_t out = philox4x32_R(10, pr_counter(&source, address, 0), pr_key(&source));
    for (int i = 0; i < 4; i++) {
        word[i] = out.v[i];
    }
}

#endif
