/* Sequential reading of one address, and GSL's view of it. See poolraming/random.h. */
#include "random/block.h"
#include <string.h>

uint32_t pr_hash_path(const char *path)
{
    uint32_t hash = 2166136261u;
    for (; *path; path++) {
        hash = (hash ^ (unsigned char)*path) * 16777619u;
    }
    return hash;
}

pr_address_t pr_address_of_path(const char *path)
{
    uint32_t hash = pr_hash_path(path);
    pr_address_t address = {
        .process = PR_PROCESS_PARAMETER, .month = (uint16_t)(hash >> 16), .code = (uint16_t)hash};
    return address;
}

void pr_stream_open(pr_stream_t *self, const pr_source_t *source, pr_address_t address)
{
    pr_stream_open_at(self, source, address, 0);
}

void pr_stream_open_at(pr_stream_t *self, const pr_source_t *source, pr_address_t address, uint16_t block)
{
    memset(self, 0, sizeof *self);
    self->source = *source;
    self->address = address;
    self->block = block;
    self->used = 4;
}

uint32_t pr_stream_word(pr_stream_t *self)
{
    if (self->used == 4) {
        pr_block_inline(&self->source, self->address, self->block++, self->word);
        self->used = 0;
    }
    return self->word[self->used++];
}

double pr_stream_uniform(pr_stream_t *self)
{
    uint32_t high = pr_stream_word(self);
    return pr_uniform_of_words(high, pr_stream_word(self));
}

/* GSL's generator: its state is a pr_stream_t. */

static void gsl_set(void *state, unsigned long seed)
{
    pr_source_t source = {.seed = seed};
    pr_stream_open(state, &source, (pr_address_t){0});
}

static unsigned long gsl_get(void *state)
{
    return pr_stream_word(state);
}

static double gsl_get_double(void *state)
{
    return pr_stream_uniform(state);
}

static const gsl_rng_type philox_type = {.name = "philox4x32-10",
                                         .max = 0xFFFFFFFFu,
                                         .min = 0,
                                         .size = sizeof(pr_stream_t),
                                         .set = gsl_set,
                                         .get = gsl_get,
                                         .get_double = gsl_get_double};

const gsl_rng_type *const pr_rng_philox = &philox_type;

gsl_rng pr_stream_gsl(pr_stream_t *stream)
{
    return (gsl_rng){.type = pr_rng_philox, .state = stream};
}
