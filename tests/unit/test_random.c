#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <poolraming/random.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
/* cmocka needs the four above. */
#include <cmocka.h>

static pr_stream_t stream_of(uint64_t replicate)
{
    pr_source_t source = {.seed = 20240117, .replicate = replicate};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_THEME, 24288, 983, 2});
    return stream;
}

/* D9: kat_vectors of Random123, philox4x32 with 10 rounds; they also fix where each field sits in the
 * counter. */
static void known_answers(void **state)
{
    (void)state;
    static const struct {
        pr_source_t source;
        pr_address_t address;
        uint16_t block;
        uint32_t expected[4];
    } cases[] = {
        {{0, 0}, {0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{UINT64_MAX, 0xffffffffffff},
         {0xffff, 0xffff, 0xffff, 0xffff},
         0xffff,
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x299f31d0a4093822, 0x734413198a2e},
         {.process = 0x0370, .month = 0x85a3, .code = 0x08d3, .sub = 0x243f},
         0x6a88,
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t word[4];
        pr_block(&cases[i].source, cases[i].address, cases[i].block, word);
        assert_memory_equal(word, cases[i].expected, sizeof word);
    }
}

static void many_blocks_equal_one(void **state)
{
    (void)state;
    pr_source_t source = {.seed = 0x123456789abcdef0, .replicate = 0xabcd12345678};
    uint16_t code[37];
    uint32_t many[4][37];
    for (size_t i = 0; i < 37; i++) {
        code[i] = (uint16_t)(i * 1789 + 885);
    }
    for (size_t n = 0; n <= 37; n++) {
        pr_blocks(&source, 12, 24301, 3, 7, n, code, many[0], many[1], many[2], many[3]);
        for (size_t i = 0; i < n; i++) {
            uint32_t one[4];
            pr_block(&source, (pr_address_t){12, 24301, code[i], 3}, 7, one);
            for (size_t word = 0; word < 4; word++) {
                assert_int_equal(many[word][i], one[word]);
            }
        }
    }
}

static void uniforms_are_open_and_symmetric(void **state)
{
    (void)state;
    assert_true(pr_uniform_of_word(0) > 0);
    assert_true(pr_uniform_of_word(UINT32_MAX) < 1);
    assert_true(pr_uniform_of_word(0) == 1 - pr_uniform_of_word(UINT32_MAX));
    assert_true(pr_uniform_of_words(0, 0) == 0x1p-53);
    assert_true(pr_uniform_of_words(UINT32_MAX, UINT32_MAX) == 1 - 0x1p-53);
}

static void stream_reads_blocks_in_order(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(5), later;
    pr_stream_open_at(&later, &stream.source, stream.address, 2);
    for (uint16_t block = 0; block < 4; block++) {
        uint32_t word[4];
        pr_block(&stream.source, stream.address, block, word);
        for (int i = 0; i < 4; i++) {
            assert_int_equal(pr_stream_word(&stream), word[i]);
            if (block >= 2) {
                assert_int_equal(pr_stream_word(&later), word[i]);
            }
        }
    }
}

static void gsl_reads_the_stream(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(9), copy = stream;
    gsl_rng rng = pr_stream_gsl(&stream);
    assert_int_equal(gsl_rng_get(&rng), pr_stream_word(&copy));
    assert_true(gsl_rng_uniform(&rng) == pr_stream_uniform(&copy));
    assert_true(isfinite(gsl_ran_gamma(&rng, 2.385, 1.5)));

    gsl_rng *own = gsl_rng_alloc(pr_rng_philox);
    gsl_rng_set(own, 0);
    assert_int_equal(gsl_rng_get(own), 0x6627e8d5);
    gsl_rng_free(own);
}

/* FNV-1a's published values. */
static void hash_is_fnv1a(void **state)
{
    (void)state;
    assert_int_equal(pr_hash_path(""), 0x811c9dc5);
    assert_int_equal(pr_hash_path("foobar"), 0xbf9cf968);
    pr_address_t address = pr_address_of_path("foobar");
    assert_int_equal(address.process, PR_PROCESS_PARAMETER);
    assert_int_equal(address.month, 0xbf9c);
    assert_int_equal(address.code, 0xf968);
}

static void normal_inverse_is_exact(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(1);
    for (int i = 0; i < 20000; i++) {
        double u = pr_stream_uniform(&stream);
        double z = pr_normal_inverse(u), expected = gsl_cdf_ugaussian_Pinv(u);
        assert_true(fabs(z - expected) <= 1e-13 * fabs(expected));
        /* Far in the tail: Φ(z) gives u back; its relative slope there is about z. */
        double tiny = ldexp(u, -(i % 900));
        z = pr_normal_inverse(tiny);
        assert_true(fabs(0.5 * erfc(-z * M_SQRT1_2) / tiny - 1) < 1e-14 * (1 + z * z));
    }
    assert_true(pr_normal_inverse(0.5) == 0);
    assert_true(pr_normal_inverse(0.3) == -pr_normal_inverse(0.7));
    assert_true(isinf(pr_normal_inverse(0)) && isinf(pr_normal_inverse(1)));
}

/* P(X <= k) by summing in long double from a point with no weight below it; GSL's own is off by 2e-7 at 1e5.
 */
static double poisson_cdf(int64_t k, double lambda)
{
    if (lambda < 1000) {
        return k < 0 ? 0 : gsl_cdf_poisson_P((unsigned)k, lambda);
    }
    int64_t from = (int64_t)(lambda - 12 * sqrt(lambda));
    long double p =
        expl(-(long double)lambda + (long double)from * logl(lambda) - lgammal((long double)from + 1));
    long double sum = 0;
    for (int64_t i = from; i <= k; i++) {
        sum += p;
        p *= (long double)lambda / (long double)(i + 1);
    }
    return (double)sum;
}

/* k is right if u lies in (F(k − 1), F(k)], give or take what F itself is worth. */
static void assert_inverts(double u, double below, double at, double tolerance)
{
    assert_true(u > below - tolerance);
    assert_true(u <= at + tolerance);
}

static void poisson_inverse_is_exact(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(2);
    for (double lambda = 1e-6; lambda<1.2e5; lambda *= lambda> 20 && lambda < 40 ? 1.013 : 1.37) {
        for (int i = 0; i < (lambda < 1000 ? 400 : 60); i++) {
            double u = pr_stream_uniform(&stream);
            int64_t k = pr_poisson_inverse(u, lambda);
            /* The sum in long double carries λ·2^-63 of the exponent. */
            assert_inverts(u, poisson_cdf(k - 1, lambda), poisson_cdf(k, lambda), 2e-12);
        }
    }
    assert_int_equal(pr_poisson_inverse(0.999999, 0), 0);
    assert_true(pr_poisson_inverse(1 - 0x1p-53, 30) < 90);
    assert_true(pr_poisson_inverse(0x1p-53, 200) > 70);
}

static void binomial_inverse_is_exact(void **state)
{
    (void)state;
    static const int64_t sizes[] = {1, 2, 7, 14, 59, 60, 61, 250, 1000, 20000};
    static const double shares[] = {1e-9, 0.0134, 0.1, 0.25, 0.5, 0.51, 0.7385, 0.97, 1 - 1e-9};
    pr_stream_t stream = stream_of(3);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (size_t j = 0; j < sizeof shares / sizeof shares[0]; j++) {
            for (int i = 0; i < 200; i++) {
                double u = pr_stream_uniform(&stream);
                int64_t k = pr_binomial_inverse(u, sizes[s], shares[j]);
                assert_in_range(k, 0, sizes[s]);
                double below =
                    k == 0 ? 0 : gsl_cdf_binomial_P((unsigned)k - 1, shares[j], (unsigned)sizes[s]);
                assert_inverts(u, below, gsl_cdf_binomial_P((unsigned)k, shares[j], (unsigned)sizes[s]),
                               1e-10);
            }
        }
    }
    assert_int_equal(pr_binomial_inverse(0.7, 0, 0.385), 0);
    assert_int_equal(pr_binomial_inverse(1 - 0x1p-53, 14, 0), 0);
    assert_int_equal(pr_binomial_inverse(0x1p-53, 14, 1), 14);
}

static void inverses_do_not_fall(void **state)
{
    (void)state;
    static const double lambdas[] = {0.0385, 2.385, 29.9, 30.1, 238.5};
    for (size_t j = 0; j < sizeof lambdas / sizeof lambdas[0]; j++) {
        int64_t poisson = 0, binomial = 0;
        for (int i = 0; i < 20000; i++) {
            double u = (i + 0.385) / 20000;
            int64_t next = pr_poisson_inverse(u, lambdas[j]);
            assert_true(next >= poisson);
            poisson = next;
            next = pr_binomial_inverse(u, 500, lambdas[j] / 500);
            assert_true(next >= binomial);
            binomial = next;
        }
    }
}

/* The next attempt of a refused gamma reads its own blocks, so that the first words of no other draw move. */
static void gamma_retries_in_its_own_blocks(void **state)
{
    (void)state;
    pr_source_t source = {.seed = 7, .replicate = 3};
    pr_address_t address = {PR_PROCESS_ARRIVAL_HOURS, 24290, 957, 0};
    const uint32_t refused[3] = {0, UINT32_MAX, 1u << 31};
    double value = pr_gamma(&source, address, 1, 2.385, refused);
    pr_stream_t stream;
    pr_stream_open_at(&stream, &source, address, 1);
    assert_true(value == pr_gamma_draw(&stream, 2.385));
    assert_true(pr_gamma(&source, address, 1, 0, refused) == 0);
}

static void beta_survives_small_shapes(void **state)
{
    (void)state;
    pr_stream_t stream = stream_of(4);
    for (int i = 0; i < 1000; i++) {
        double x = pr_beta_draw(&stream, 0.001, 0.002);
        assert_true(x >= 0 && x <= 1);
    }
}

static void multinomial_parts_sum_up(void **state)
{
    (void)state;
    const double weight[5] = {0.3, 0, 0.45, 0.25, 0};
    pr_stream_t stream = stream_of(6);
    for (int i = 0; i < 2000; i++) {
        double u[4];
        int64_t count[5];
        for (int j = 0; j < 4; j++) {
            u[j] = pr_stream_uniform(&stream);
        }
        pr_multinomial(i % 50, 5, weight, u, count);
        assert_int_equal(count[0] + count[2] + count[3], i % 50);
        assert_int_equal(count[1], 0);
        assert_int_equal(count[4], 0);
    }
    int64_t whole;
    pr_multinomial(17, 1, weight, NULL, &whole);
    assert_int_equal(whole, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(many_blocks_equal_one),
        cmocka_unit_test(uniforms_are_open_and_symmetric),
        cmocka_unit_test(stream_reads_blocks_in_order),
        cmocka_unit_test(gsl_reads_the_stream),
        cmocka_unit_test(hash_is_fnv1a),
        cmocka_unit_test(normal_inverse_is_exact),
        cmocka_unit_test(poisson_inverse_is_exact),
        cmocka_unit_test(binomial_inverse_is_exact),
        cmocka_unit_test(inverses_do_not_fall),
        cmocka_unit_test(gamma_retries_in_its_own_blocks),
        cmocka_unit_test(beta_survives_small_shapes),
        cmocka_unit_test(multinomial_parts_sum_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
