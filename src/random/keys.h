/* Verify builds write down every block that is opened: two draws on one block is the likeliest defect of a
   counter-based generator, and no statistic shows it. */
#ifndef PR_RANDOM_KEYS_H
#define PR_RANDOM_KEYS_H

#include <poolraming/random.h>

#ifdef PR_VERIFY_KEYS
void pr_keys_open(const pr_source_t *source, pr_address_t address, uint16_t block);
#else
static inline void pr_keys_open(const pr_source_t *source, pr_address_t address, uint16_t block)
{
    (void)source;
    (void)address;
    (void)block;
}
#endif

#endif
