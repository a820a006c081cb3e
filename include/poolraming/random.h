/*
 * Random numbers. A draw is a pure function of (seed, replicate, process, month, municipality, sub): Philox
 * 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11) on a counter that spells these
 * out. Order of evaluation, threads and added processes move no other draw.
 *
 * Key: the 64-bit seed, low half first. Counter, four 32-bit words:
 *   word 0 = sub   (high 16) | block                    (low 16)
 *   word 1 = month (high 16) | code                     (low 16)
 *   word 2 = replicate, bits 0-31
 *   word 3 = process (high 16) | replicate, bits 32-47  (low 16)
 *
 * Samplers invert the distribution function, so that common random numbers survive a changed parameter.
 * In verify builds (-DPR_VERIFY_KEYS) every block that is opened is written down: see pr_keys_repeats.
 */
#ifndef POOLRAMING_RANDOM_H
#define POOLRAMING_RANDOM_H

#include <gsl/gsl_rng.h>
#include <poolraming/export.h>
#include <stddef.h>
#include <stdint.h>

/* Written into every counter: append, never renumber or reuse. */
enum pr_process {
    PR_PROCESS_PARAMETER = 1,
    PR_PROCESS_INDEX_LEVEL = 2,
    PR_PROCESS_INDEX_REVISION = 3,
    PR_PROCESS_SURPLUS = 4,
    PR_PROCESS_LEAVING = 5,
    PR_PROCESS_TRAINEE_LEAVING = 6,
    PR_PROCESS_HIRING = 7,
    PR_PROCESS_ABSENCE = 8,
    PR_PROCESS_LAUNCH = 9,
    PR_PROCESS_HETEROGENEITY = 10,
    PR_PROCESS_DEMAND_SHOCK = 11,
    PR_PROCESS_ARRIVAL = 12,
    PR_PROCESS_ARRIVAL_HOURS = 13,
    PR_PROCESS_THEME = 14,
    PR_PROCESS_VOLUNTEERS = 15,
    PR_PROCESS_CIRCLE = 16,          /* a Budgetkring's facilitators; sub: its place */
    PR_PROCESS_CIRCLE_START = 17,    /* sub: its place */
    PR_PROCESS_CIRCLE_LEAVING = 18,  /* residents; sub: 0 waiting, 1 + place */
    PR_PROCESS_COMMUNITY = 20,       /* its phase; block and word: its number */
    PR_PROCESS_COMMUNITY_ALONE = 21, /* what becomes of it when the pool ends */
    PR_PROCESS_CARRIED = 22,         /* residents carried by communities; sub: form */
    PR_PROCESS_EVALUATION = 24,      /* by year of the gate */
    PR_PROCESS_SUCCESS = 40,         /* by year and municipality */
    PR_PROCESS_AVOIDED = 41,         /* by year */
    PR_PROCESS_PAYER = 42,           /* sub: payer */
    PR_PROCESS_BOOTSTRAP = 43,       /* its replicate is the number of the resample */
    PR_PROCESS_QUASIRANDOM = 44,     /* scrambling, strata and resamples: month says which */
    PR_PROCESS_STUDY = 45,           /* data of a study in decision.h; sub: the statistic */
    PR_PROCESS_METROPOLIS = 46,      /* its replicate is the chain; month, code: step; sub: 0 move, 1 start */
    PR_PROCESS_CALIBRATE = 49        /* its replicate is the number of the draw; sub: 0 launch, 1 factor */
    /* 19, 23, 25 to 39, 47 to 48, 50 to 51, 52 and up: later processes */
};

/* What a whole replicate shares. `replicate` must be below 2^48. */
typedef struct {
    uint64_t seed;
    uint64_t replicate;
} pr_source_t;

/* One place of drawing. Numbers, never positions in a list. */
typedef struct {
    uint16_t process; /* enum pr_process */
    uint16_t month;   /* absolute: 12·year + month − 1; 0 where none applies */
    uint16_t code;    /* CBS code of the municipality; 0 for the region */
    uint16_t sub;     /* form, cohort, theme, …; 0 where none applies */
} pr_address_t;

/* Four random words: block `block` (0-65535) of an address. Inline form: random/block.h. */
PR_API void pr_block(const pr_source_t *source, pr_address_t address, uint16_t block, uint32_t word[4]);

/* The same for `n` municipalities side by side: word0[i] … word3[i] are bit by bit the words that pr_block
   gives for code[i]. The arrays must not overlap. */
PR_API void pr_blocks(const pr_source_t *source, uint16_t process, uint16_t month, uint16_t sub,
                      uint16_t block, size_t n, const uint16_t *code, uint32_t *word0, uint32_t *word1,
                      uint32_t *word2, uint32_t *word3);

/* 32 bits of a parameter's path (FNV-1a). A parameter is drawn at process PARAMETER, month = high half, code
   = low half: who reads the parameters refuses two paths with one hash. */
PR_API uint32_t pr_hash_path(const char *path);
PR_API pr_address_t pr_address_of_path(const char *path);

/* Uniform in (0, 1), symmetric about 1/2, never 0 or 1. */
static inline double pr_uniform_of_word(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}

/* As above with the 52 high bits of two words: odd multiples of 2^-53. */
static inline double pr_uniform_of_words(uint32_t high, uint32_t low)
{
    uint64_t bits = ((uint64_t)high << 32 | low) >> 12;
    return ((double)bits + 0.5) * 0x1p-52;
}

/*
 * Reads the words of one address in order, block after block (262,144 words): for rejection loops and rare
 * draws. Plain data: copy it to fork it, nothing to free. Reading opens blocks, opening the stream does not.
 */
typedef struct {
    pr_source_t source;
    pr_address_t address;
    uint32_t word[4];
    uint16_t block; /* the next block to open */
    uint16_t used;  /* words of `word` already given; 4 = none left */
} pr_stream_t;

/* From the first word of the address on; the source is copied, nothing is allocated. */
PR_API void pr_stream_open(pr_stream_t *self, const pr_source_t *source, pr_address_t address);
/* As pr_stream_open, the first word read being word 0 of `block`. */
PR_API void pr_stream_open_at(pr_stream_t *self, const pr_source_t *source, pr_address_t address,
                              uint16_t block);
PR_API uint32_t pr_stream_word(pr_stream_t *self);
/* pr_uniform_of_words of the next two words, the high one first. */
PR_API double pr_stream_uniform(pr_stream_t *self);

/* The generator for GSL, so that every gsl_ran_* reads from a stream. pr_stream_gsl allocates nothing: use
   `gsl_rng r = pr_stream_gsl(&stream);` and pass `&r` while `stream` lives; do not gsl_rng_free it.
   gsl_rng_alloc(pr_rng_philox) works too: a stream of its own, address all 0, gsl_rng_set sets the seed. */
PR_API extern const gsl_rng_type *const pr_rng_philox;
PR_API gsl_rng pr_stream_gsl(pr_stream_t *stream);

/* Standard normal quantile, 0 < u < 1: relative error below 1e-15 (Wichura 1988, AS 241, PPND16).
   ±infinity at 1 and 0. */
PR_API double pr_normal_inverse(double u);

/* The smallest k with P(X <= k) >= u, 0 < u < 1: exact to 1e-12 in u while GSL's distribution function is
   (lambda up to 1,000); beyond, the few u that need that function share its error (2e-6 at 1.6e5). Up to
   rounding it does not fall in u. lambda >= 0 and finite; 0 gives 0; above 1e9 an expansion without
   correction. */
PR_API int64_t pr_poisson_inverse(double u, double lambda);
/* The same for n pairs side by side, count by count: count[i] is pr_poisson_inverse(u[i], lambda[i]). */
PR_API void pr_poisson_many(size_t n, const double *u, const double *lambda, int64_t *count);
/* The same; n >= 0, 0 <= p <= 1; n = 0, p = 0 and p = 1 are exact. */
PR_API int64_t pr_binomial_inverse(double u, int64_t n, double p);

/*
 * Gamma with mean `shape` and scale 1, shape > 0 (0 gives 0): Marsaglia & Tsang (2000) with a normal by
 * inversion. word[0] is the normal's, word[1] the acceptance's, word[2] the boost's (used only for shape <
 * 1). When the first attempt is refused, further ones read blocks of the same address from `retry_block` on.
 */
PR_API double pr_gamma(const pr_source_t *source, pr_address_t address, uint16_t retry_block, double shape,
                       const uint32_t word[3]);
/* All words from a stream. */
PR_API double pr_gamma_draw(pr_stream_t *stream, double shape);
/* a, b > 0. */
PR_API double pr_beta_draw(pr_stream_t *stream, double a, double b);
PR_API double pr_normal_draw(pr_stream_t *stream);
PR_API int64_t pr_poisson_draw(pr_stream_t *stream, double lambda);
PR_API int64_t pr_binomial_draw(pr_stream_t *stream, int64_t n, double p);

/* Splits n over `k` >= 1 classes in proportion to weight[k] (>= 0, not all 0) by conditional binomials: u[k -
   1] are the uniforms, in the order of the classes; count[k] receives the parts, which sum to n. */
PR_API void pr_multinomial(int64_t n, size_t k, const double *weight, const double *u, int64_t *count);

/*
 * Verify builds: forgets the blocks opened by this thread; call it at the start of a replicate (and at the
 * end of a thread, to free the memory).
 */
PR_API void pr_keys_reset(void);
/* How often this thread opened a block for a second time since the reset: 0 unless the program has a defect,
   or the library was built without PR_VERIFY_KEYS. `first` (may be NULL) receives the address of the first
   one. */
PR_API size_t pr_keys_repeats(pr_address_t *first);

#endif
