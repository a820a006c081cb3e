/*
 * The Sobol' sequence: see poolraming/quasirandom.h. A dimension's direction numbers follow from a primitive
 * polynomial x^s + a_1 x^(s-1) + … + 1 and its s initial numbers by the recurrence of Sobol' (1967) as Joe &
 * Kuo write it: m_k = 2 a_1 m_(k-1) ^ … ^ 2^(s-1) a_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^ m_(k-s).
 */
#include "core/memory.h"
#include "random/hash.h"
#include <poolraming/error.h>
#include <poolraming/quasirandom.h>
#include <stdbool.h>
#include <string.h>

static const char *const initial_numbers[PR_SOBOL_DIMENSIONS - 1] = {
#include "random/sobol.def"
};

/* ---- primitive polynomials over GF(2): bit i is the coefficient of x^i ---- */

static uint32_t multiply(uint32_t a, uint32_t b, uint32_t modulus, unsigned degree)
{
    uint32_t product = 0;
    for (; b != 0; b >>= 1) {
        product ^= b & 1 ? a : 0;
        a <<= 1;
        a ^= a >> degree & 1 ? modulus : 0;
    }
    return product;
}

static uint32_t power_of_x(uint32_t exponent, uint32_t modulus, unsigned degree)
{
    uint32_t result = 1, square = degree > 1 ? 2 : 2 ^ modulus;
    for (; exponent != 0; exponent >>= 1) {
        result = exponent & 1 ? multiply(result, square, modulus, degree) : result;
        square = multiply(square, square, modulus, degree);
    }
    return result;
}

/* Whether the powers of x run through all 2^degree − 1 polynomials that are not 0. */
static bool is_primitive(uint32_t polynomial, unsigned degree)
{
    uint32_t order = (1U << degree) - 1, left = order;
    if (power_of_x(order, polynomial, degree) != 1) {
        return false;
    }
    for (uint32_t prime = 2; left > 1; prime++) {
        if (left % prime == 0 && prime < order && power_of_x(order / prime, polynomial, degree) == 1) {
            return false;
        }
        while (left % prime == 0) {
            left /= prime;
        }
    }
    return true;
}

/* The next one by degree and coefficients; x + 1 after 1. */
static uint32_t next_primitive(uint32_t polynomial, unsigned *degree)
{
    do {
        polynomial += polynomial == 1 ? 2 : polynomial & 1 ? 2 : 1;
        *degree += polynomial >> (*degree + 1) & 1;
    } while (!is_primitive(polynomial, *degree));
    return polynomial;
}

/* ---- direction numbers ---- */

static uint32_t digit_of(char c)
{
    return (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* m_1 … m_degree from their free bits: see sobol.def. */
static void unpack(const char *text, unsigned degree, uint32_t *m)
{
    size_t digits = strlen(text), bits = (size_t)degree * (degree - 1) / 2;
    size_t at = digits * 4 - bits; /* of the first bit that counts */
    for (unsigned i = 0; i < degree; i++) {
        m[i] = 0;
        for (unsigned k = 0; k < i; k++, at++) {
            m[i] = m[i] << 1 | (digit_of(text[at / 4]) >> (3 - at % 4) & 1);
        }
        m[i] = m[i] << 1 | 1;
    }
}

static void recur(uint32_t polynomial, unsigned degree, uint32_t *m)
{
    for (unsigned k = degree; k < PR_SOBOL_BITS; k++) {
        m[k] = m[k - degree];
        for (unsigned i = 1; i <= degree; i++) {
            m[k] ^= polynomial >> (degree - i) & 1 ? m[k - i] << i : 0;
        }
    }
}

int pr_sobol_init(pr_sobol_t *self, size_t dimensions)
{
    memset(self, 0, sizeof *self);
    if (dimensions == 0 || dimensions > PR_SOBOL_DIMENSIONS) {
        return PR_ERR_DOMAIN;
    }
    self->direction = pr_new(dimensions * PR_SOBOL_BITS, sizeof *self->direction);
    if (!self->direction) {
        return PR_ERR_MEMORY;
    }
    self->dimensions = dimensions;
    uint32_t polynomial = 1;
    unsigned degree = 0;
    for (size_t d = 0; d < dimensions; d++) {
        uint32_t *m = self->direction + d * PR_SOBOL_BITS;
        if (d == 0) {
            for (unsigned k = 0; k < PR_SOBOL_BITS; k++) {
                m[k] = 1; /* van der Corput */
            }
        } else {
            polynomial = next_primitive(polynomial, &degree);
            unpack(initial_numbers[d - 1], degree, m);
            recur(polynomial, degree, m);
        }
        for (unsigned k = 0; k < PR_SOBOL_BITS; k++) {
            m[k] <<= PR_SOBOL_BITS - 1 - k;
        }
    }
    return 0;
}

void pr_sobol_free(pr_sobol_t *self)
{
    pr_free(self->direction);
    memset(self, 0, sizeof *self);
}

/* ---- points ---- */

static uint32_t digits_of(const pr_sobol_t *self, uint32_t index, size_t dimension)
{
    const uint32_t *direction = self->direction + dimension * PR_SOBOL_BITS;
    uint32_t digits = 0;
    for (uint32_t gray = index ^ index >> 1; gray != 0; gray >>= 1, direction++) {
        digits ^= gray & 1 ? *direction : 0;
    }
    return digits;
}

/*
 * The tree of random bits, seven levels at a time: the 127 nodes under a node are the bits of one block, as a
 * heap (node 1 on top, 2i and 2i + 1 under i). Below the 32 digits every point has a branch of its own, where
 * flipping zeros is drawing digits.
 */
enum { LEVELS = 7, BLOCKS = (PR_SOBOL_BITS + LEVELS - 1) / LEVELS };

static double scramble(const pr_hash_t *hash, uint32_t digits)
{
    uint32_t word[4], flips = 0;
    for (unsigned block = 0; block < BLOCKS; block++) {
        unsigned above = block * LEVELS, node = 1;
        pr_hash_words(hash, (uint16_t)block, above == 0 ? 0 : digits >> (PR_SOBOL_BITS - above), word);
        for (unsigned level = above; level < above + LEVELS && level < PR_SOBOL_BITS; level++) {
            unsigned shift = PR_SOBOL_BITS - 1 - level;
            flips |= (word[node / 32] >> node % 32 & 1) << shift;
            node = 2 * node + (digits >> shift & 1);
        }
    }
    pr_hash_words(hash, BLOCKS, digits, word);
    return pr_uniform_of_words(digits ^ flips, word[0]);
}

double pr_sobol_at(const pr_sobol_t *self, uint32_t index, size_t dimension)
{
    return digits_of(self, index, dimension) * 0x1p-32;
}

double pr_sobol_scrambled(const pr_sobol_t *self, uint64_t seed, uint16_t scrambling, uint32_t index,
                          size_t dimension)
{
    pr_hash_t hash = {seed, PR_HASH_SCRAMBLE, scrambling, (uint16_t)dimension};
    return scramble(&hash, digits_of(self, index, dimension));
}

void pr_sobol_scrambled_point(const pr_sobol_t *self, uint64_t seed, uint16_t scrambling, uint32_t index,
                              size_t first, size_t count, double *u)
{
    for (size_t i = 0; i < count; i++) {
        u[i] = pr_sobol_scrambled(self, seed, scrambling, index, first + i);
    }
}
