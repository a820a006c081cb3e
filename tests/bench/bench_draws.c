/* Nanoseconds per draw, for whoever changes a sampler. Not a test: build and run it by hand. */
#include <poolraming/random.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { N = 1000000, LANES = 14 };
static double u[N];
static uint32_t words[N][4];
static volatile double sink;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void report(const char *what, double since, double count)
{
    printf("%-16s %6.1f ns\n", what, (now_ns() - since) / count);
}

static void bench_blocks(void)
{
    pr_source_t source = {.seed = 1};
    uint16_t code[LANES];
    uint32_t word[4][LANES];
    for (uint16_t i = 0; i < LANES; i++) {
        code[i] = (uint16_t)(880 + 7 * i);
    }
    /* Touched first, so that page faults are not counted. */
    memset(words, 1, sizeof words);
    memset(u, 1, sizeof u);
    double start = now_ns();
    for (uint64_t i = 0; i < N; i++) {
        source.replicate = i;
        pr_block(&source, (pr_address_t){1, 2, 3, 4}, 0, words[i]);
        u[i] = pr_uniform_of_word(words[i][0]);
    }
    report("block", start, N);
    start = now_ns();
    for (int i = 0; i < N / LANES; i++) {
        pr_blocks(&source, 12, (uint16_t)i, 0, 0, LANES, code, word[0], word[1], word[2], word[3]);
        sink = word[0][3];
    }
    report("block of 14", start, N);
}

static void bench_samplers(void)
{
    static const double lambdas[] = {0.3, 1, 4, 15, 29, 31, 200}, shapes[] = {0.5, 8, 50};
    char what[32];
    for (size_t j = 0; j < sizeof lambdas / sizeof lambdas[0]; j++) {
        double start = now_ns();
        for (int i = 0; i < N; i++) {
            sink = (double)pr_poisson_inverse(u[i], lambdas[j]);
        }
        snprintf(what, sizeof what, "poisson %g", lambdas[j]);
        report(what, start, N);
    }
    pr_source_t source = {.seed = 1};
    for (size_t j = 0; j < sizeof shapes / sizeof shapes[0]; j++) {
        double start = now_ns();
        for (int i = 0; i < N; i++) {
            sink = pr_gamma(&source, (pr_address_t){1, 2, (uint16_t)i, 4}, 1, shapes[j], words[i] + 1);
        }
        snprintf(what, sizeof what, "gamma %g", shapes[j]);
        report(what, start, N);
    }
    double start = now_ns();
    for (int i = 0; i < N; i++) {
        sink = pr_normal_inverse(u[i]);
    }
    report("normal", start, N);
    start = now_ns();
    for (int i = 0; i < N; i++) {
        sink = (double)pr_binomial_inverse(u[i], 14, 0.0134);
    }
    report("binomial 14", start, N);
}

int main(void)
{
    bench_blocks();
    bench_samplers();
    return 0;
}
