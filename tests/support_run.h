/* Runs of the shipped scenarios for tests. */
#ifndef PR_TESTS_SUPPORT_RUN_H
#define PR_TESTS_SUPPORT_RUN_H

#include <poolraming/poolraming.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A group's setup. */
static inline int start_library(void **state)
{
    (void)state;
    pr_start();
    return 0;
}

static inline void load_or_fail(pr_scenario_t *scenario, const char *path, const char *const *set,
                                size_t count)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    int status = pr_scenario_load(scenario, path, set, count, &errors);
    for (size_t i = 0; i < errors.count; i++) {
        char line[1200];
        pr_errors_format(&errors, i, line, sizeof line);
        print_error("%s\n", line);
    }
    pr_errors_free(&errors);
    assert_int_equal(status, 0);
}

static inline void run_or_fail(pr_run_t *run, const pr_scenario_t *scenario, const pr_run_options_t *options)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    int status = pr_run_scenario(run, scenario, options, &errors);
    for (size_t i = 0; i < errors.count; i++) {
        print_error("%s\n", errors.items[i].text);
    }
    pr_errors_free(&errors);
    assert_int_equal(status, 0);
}

static inline pr_run_options_t options_of(uint64_t seed, uint64_t replicates, int threads)
{
    pr_run_options_t options = {.seed = seed};
    options.ensemble.replicates = replicates;
    options.ensemble.threads = threads;
    return options;
}

static inline pr_period_t year_of(int year)
{
    return (pr_period_t){PR_PERIOD_YEAR, year, 0};
}

static inline pr_period_t all_years(void)
{
    return (pr_period_t){PR_PERIOD_ALL, 0, 0};
}

static inline pr_run_options_t sampled(pr_sampling_t sampling, uint64_t n, int threads)
{
    pr_run_options_t options = options_of(5, n, threads);
    options.sampling = sampling;
    return options;
}

/* The same bits in every outcome. */
static inline void same_run(const pr_run_t *one, const pr_run_t *two)
{
    size_t count = one->plan.count + one->span_count;
    assert_int_equal(one->ensemble.replicates, two->ensemble.replicates);
    assert_memory_equal(one->ensemble.summary, two->ensemble.summary, count * sizeof *one->ensemble.summary);
    assert_memory_equal(one->ensemble.curve, two->ensemble.curve, PR_CURVE_POINTS * sizeof(double));
}

#endif
