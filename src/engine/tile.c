/* See tile.h. */
#include "engine/tile.h"
#ifdef __SSE2__
#include <emmintrin.h>

/* A line that is written whole need not be read first, and nobody reads it before all replicates of a round
   are there: past the caches. */
static void put_line(double *to, const double *from, size_t width)
{
    for (size_t k = 0; k < PR_TILE; k += 2) {
        _mm_stream_pd(to + k, _mm_set_pd(from[(k + 1) * width], from[k * width]));
    }
}

static void end_lines(void)
{
    _mm_sfence();
}
#else
static void put_line(double *to, const double *from, size_t width)
{
    for (size_t k = 0; k < PR_TILE; k++) {
        to[k] = from[k * width];
    }
}

static void end_lines(void)
{
}
#endif

void pr_tile_turn(double *block, size_t stride, size_t count, const double *rows, size_t width,
                  const size_t *series, size_t replicates)
{
    for (size_t i = 0; i < count && replicates == PR_TILE; i++) {
        put_line(block + i * stride, rows + series[i], width);
    }
    for (size_t i = 0; i < count && replicates < PR_TILE; i++) {
        for (size_t k = 0; k < replicates; k++) {
            block[i * stride + k] = rows[k * width + series[i]];
        }
    }
    end_lines();
}
