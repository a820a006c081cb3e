/* Random inputs of the money model. The stream is opened by start_any(). */
#ifndef PR_TESTS_SUPPORT_ANY_H
#define PR_TESTS_SUPPORT_ANY_H

#include "support_money.h"
#include <poolraming/random.h>
#include <string.h>

static pr_stream_t stream;

static inline void start_any(uint64_t seed, uint64_t replicate)
{
    pr_source_t source = {seed, replicate};
    pr_stream_open(&stream, &source, (pr_address_t){.process = PR_PROCESS_PARAMETER});
}

/* Whole number in 0 … n − 1; the modulo bias is of no concern here. */
static inline int below(int n)
{
    return (int)(pr_stream_word(&stream) % (uint32_t)n);
}

/* Weights that sum to 10,000: a random walk of single hundredths would leave no zeros, blocks do. */
static inline void any_key(pr_percent_t *share)
{
    memset(share, 0, MEMO_MUNICIPALITIES * sizeof *share);
    for (int left = 10000, part; left > 0; left -= part) {
        part = 1 + below(left < 2000 ? left : 2000);
        share[below(MEMO_MUNICIPALITIES)].hundredths += part;
    }
}

#endif
