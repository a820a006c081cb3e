/* Latin hypercubes: see poolraming/quasirandom.h. */
#include "random/hash.h"
#include <math.h>
#include <poolraming/quasirandom.h>

/* Half as many leave pairs of points in hypercubes of five or six points a few percent off uniform. */
enum { ROUNDS = 24 };

/* A uniform number below `below` that belongs to (round, half). */
static uint64_t jump(const pr_hash_t *hash, unsigned round, uint64_t half, uint64_t below)
{
    uint32_t word[4];
    pr_hash_words(hash, (uint16_t)round, (uint32_t)half, word);
    return (uint64_t)word[0] * below >> 32;
}

/* A permutation of width × height: the halves of a number move each other around in turn. */
static uint64_t permute(const pr_hash_t *hash, uint64_t number, uint64_t width, uint64_t height)
{
    uint64_t across = number % width, down = number / width;
    for (unsigned round = 0; round < ROUNDS; round += 2) {
        across = (across + jump(hash, round, down, width)) % width;
        down = (down + jump(hash, round + 1, across, height)) % height;
    }
    return down * width + across;
}

uint64_t pr_latin_stratum(uint64_t seed, uint16_t replication, uint64_t n, uint64_t point, size_t dimension)
{
    pr_hash_t hash = {seed, PR_HASH_STRATUM, replication, (uint16_t)dimension};
    uint64_t width = (uint64_t)ceil(sqrt((double)n)), height = (n + width - 1) / width;
    do {
        point = permute(&hash, point, width, height);
    } while (point >= n); /* a number outside lies on a cycle that began inside: go on until it is inside */
    return point;
}

double pr_latin_at(uint64_t seed, uint16_t replication, uint64_t n, uint64_t point, size_t dimension)
{
    pr_hash_t hash = {seed, PR_HASH_PLACE, replication, (uint16_t)dimension};
    uint32_t word[4];
    pr_hash_words(&hash, 0, (uint32_t)point, word);
    double place = pr_uniform_of_words(word[0], word[1]);
    double stratum = (double)pr_latin_stratum(seed, replication, n, point, dimension);
    return fmin((stratum + place) / (double)n, 1 - 0x1p-53);
}
