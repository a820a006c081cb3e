/*
 * Points that fill the unit cube more evenly than chance: the Sobol' sequence with nested uniform scrambling,
 * and Latin hypercubes. Every coordinate is a pure function of its numbers, so points can be taken in any
 * order and by any thread.
 *
 * Sobol': points in the Gray code order of Antonov & Saleev (1979), with point 0, which GSL leaves out: so
 * each aligned run of 2^m points is balanced. Polynomials: the primitive ones over GF(2) in order of degree
 * and coefficients, found by the program. Initial direction numbers: Joe & Kuo, "Constructing Sobol sequences
 * with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), search criterion D(6). What holds
 * of it: in every dimension points a 2^m … (a + 1) 2^m − 1 have one value in each of the 2^m strata of 1/2^m
 * (a (0, m, 1)-net). The first two dimensions together are a (0, m, 2)-net; for other pairs Joe & Kuo
 * searched numbers with a low t, lower near the first dimensions than far from them, and no bound holds of
 * all: the inputs that matter most belong in front.
 *
 * Scrambling: Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995): each binary digit is flipped
 * or not by a random bit that belongs to the digits before it. It keeps the nets above; every scrambled point
 * is uniform, so that a mean over a scrambling is unbiased and independent scramblings give an honest error.
 */
#ifndef POOLRAMING_QUASIRANDOM_H
#define POOLRAMING_QUASIRANDOM_H

#include <poolraming/export.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PR_SOBOL_DIMENSIONS = 1111, /* at most: one, and every primitive polynomial up to degree 13 */
    PR_SOBOL_BITS = 32          /* of an index and of a point that is not scrambled */
};

/* The direction numbers of the first `dimensions`. Read only once made: threads may share it. */
typedef struct {
    size_t dimensions;
    uint32_t *direction; /* owned: [dimensions][PR_SOBOL_BITS] */
} pr_sobol_t;

/* 0; PR_ERR_DOMAIN for 0 or more than PR_SOBOL_DIMENSIONS dimensions; PR_ERR_MEMORY. Free it in every case.
 */
PR_API int pr_sobol_init(pr_sobol_t *self, size_t dimensions);
PR_API void pr_sobol_free(pr_sobol_t *self);

/* Coordinate `dimension` (from 0, below self->dimensions) of point `index`: in [0, 1), a multiple of 2^-32.
   Point 0 is 0. */
PR_API double pr_sobol_at(const pr_sobol_t *self, uint32_t index, size_t dimension);

/* The same point in scrambling number `scrambling` of `seed`: in (0, 1), an odd multiple of 2^-53. */
PR_API double pr_sobol_scrambled(const pr_sobol_t *self, uint64_t seed, uint16_t scrambling, uint32_t index,
                                 size_t dimension);

/* Its coordinates `first` … `first` + `count` − 1 into u[count]. */
PR_API void pr_sobol_scrambled_point(const pr_sobol_t *self, uint64_t seed, uint16_t scrambling,
                                     uint32_t index, size_t first, size_t count, double *u);

/*
 * Latin hypercube of n points (McKay, Beckman & Conover 1979): in each dimension every stratum [s/n, (s +
 * 1)/n) has one point, at a uniform place in it. The permutation of a dimension is keyed: a generalised
 * Feistel network (Black & Rogaway 2002) over Philox, so that nothing is stored and n may be large (1 …
 * 2^32). `point` is below n, `dimension` below 65,536.
 */
PR_API uint64_t pr_latin_stratum(uint64_t seed, uint16_t replication, uint64_t n, uint64_t point,
                                 size_t dimension);
/* In (0, 1). */
PR_API double pr_latin_at(uint64_t seed, uint16_t replication, uint64_t n, uint64_t point, size_t dimension);

#endif
