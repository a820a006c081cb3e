/* The verify build's record of opened blocks: the sources themselves, compiled here with the switch on. */
#ifndef PR_VERIFY_KEYS
#define PR_VERIFY_KEYS
#endif
#include "random/keys.c"
#include "random/philox.c"
#include "random/stream.c"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
/* cmocka needs the three above. */
#include <cmocka.h>

static const pr_source_t source = {.seed = 11, .replicate = 4};
static const pr_address_t address = {PR_PROCESS_HIRING, 24299, 0, 3};

static int reset(void **state)
{
    (void)state;
    pr_keys_reset();
    return 0;
}

static void once_is_fine(void **state)
{
    (void)state;
    pr_stream_t stream;
    pr_stream_open(&stream, &source, address);
    for (int i = 0; i < 40000; i++) {
        pr_stream_word(&stream);
    }
    uint32_t word[4];
    pr_source_t other = {.seed = 11, .replicate = 5};
    pr_block(&other, address, 0, word);
    assert_int_equal(pr_keys_repeats(NULL), 0);
}

static void twice_is_seen(void **state)
{
    (void)state;
    uint32_t word[4];
    pr_block(&source, address, 1, word);
    pr_stream_t stream;
    pr_stream_open(&stream, &source, address);
    for (int i = 0; i < 5; i++) {
        pr_stream_word(&stream);
    }
    pr_address_t first;
    assert_int_equal(pr_keys_repeats(&first), 1);
    assert_memory_equal(&first, &address, sizeof first);
}

static void batches_are_seen(void **state)
{
    (void)state;
    const uint16_t code[3] = {957, 983, 957};
    uint32_t word[4][3];
    pr_blocks(&source, 12, 24299, 0, 0, 3, code, word[0], word[1], word[2], word[3]);
    pr_address_t first;
    assert_int_equal(pr_keys_repeats(&first), 1);
    assert_int_equal(first.code, 957);
    pr_keys_reset();
    assert_int_equal(pr_keys_repeats(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(once_is_fine, reset, reset),
        cmocka_unit_test_setup_teardown(twice_is_seen, reset, reset),
        cmocka_unit_test_setup_teardown(batches_are_seen, reset, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
