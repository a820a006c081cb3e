/* What tests of Bayesian methods share: numbers by address, and a near-equality that names both. */
#ifndef TESTS_SUPPORT_BAYES_H
#define TESTS_SUPPORT_BAYES_H

#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/poolraming.h>
#include <poolraming/random.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs setjmp, stdarg and stdint. */
#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_near_at(a, b, tolerance, __FILE__, __LINE__)

static inline void assert_near_at(double a, double b, double tolerance, const char *file, int line)
{
    if (!(fabs(a - b) <= tolerance)) {
        print_error("%.15g and %.15g differ by %g, more than %g\n", a, b, a - b, tolerance);
        _fail(file, line);
    }
}

/* Numbers for a test: what PR_PROCESS_PARAMETER reads elsewhere is no part of it. */
static inline pr_stream_t test_stream(uint64_t seed, uint64_t number)
{
    pr_source_t source = {seed, number};
    pr_stream_t stream;
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_PARAMETER, 0, 0, 0});
    return stream;
}

static inline int start_library_once(void **state)
{
    (void)state;
    pr_start();
    return 0;
}

#endif
