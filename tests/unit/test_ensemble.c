/* Ensembles on a small experiment: same bytes for any threads, passes, precision, interruption, failures. */
#include "support_run.h"
#include <math.h>
#include <stdatomic.h>

enum { SERIES = 7 };

/* Series: a normal, its square, a constant, the replicate's number, one that is undefined in every third
   replicate, 0 or 1, and a lognormal. */
static int draw(void *context, void *worker, uint64_t replicate, double *row)
{
    (void)worker;
    uint64_t *fails_at = context;
    if (fails_at && replicate == *fails_at) {
        return PR_ERR_DOMAIN;
    }
    pr_stream_t stream;
    pr_source_t source = {42, replicate};
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_SURPLUS, 1, 0, 0});
    double z = pr_normal_draw(&stream);
    row[0] = z;
    row[1] = z * z;
    row[2] = 3.25;
    row[3] = (double)replicate;
    row[4] = replicate % 3 == 0 ? NAN : z;
    row[5] = z > 0;
    row[6] = exp(1.2 * z);
    return 0;
}

static const pr_experiment_t experiment = {.series = SERIES, .draw = draw};

static void run(pr_ensemble_t *out, uint64_t n, int threads, double precision,
                const volatile sig_atomic_t *stop)
{
    static const size_t headline[] = {6}, curve[] = {0};
    pr_ensemble_options_t options = {.replicates = n,
                                     .threads = threads,
                                     .precision = precision,
                                     .headline = headline,
                                     .headline_count = 1,
                                     .curve = curve,
                                     .curve_count = 1,
                                     .stop = stop};
    int status = pr_ensemble_run(out, &experiment, &options, NULL);
    assert_int_equal(status, stop && *stop ? PR_INTERRUPTED : 0);
}

static void same_bytes_for_any_threads(void **state)
{
    (void)state;
    static const uint64_t counts[] = {1, 7, 1024, 3000, 5000, 9000};
    for (size_t c = 0; c < 6; c++) {
        pr_ensemble_t one;
        run(&one, counts[c], 1, 0, NULL);
        for (int threads = 2; threads <= 7; threads += threads == 2 ? 1 : 4) {
            pr_ensemble_t more;
            run(&more, counts[c], threads, 0, NULL);
            assert_memory_equal(one.summary, more.summary, SERIES * sizeof *one.summary);
            assert_memory_equal(one.curve, more.curve, PR_CURVE_POINTS * sizeof(double));
            pr_ensemble_free(&more);
        }
        pr_ensemble_free(&one);
    }
}

static void statistics_are_those_of_the_values(void **state)
{
    (void)state;
    pr_ensemble_t e;
    run(&e, 4001, 2, 0, NULL);
    assert_false(e.counted);
    assert_true(e.summary[2].mean == 3.25 && e.summary[2].sd == 0 && e.summary[2].se == 0 &&
                e.summary[2].p05 == 3.25);
    assert_true(e.summary[3].mean == 2000 && e.summary[3].p50 == 2000 && e.summary[3].p05 == 200);
    assert_int_equal(e.summary[4].undefined, 1334);
    assert_int_equal(e.summary[0].undefined, 0);
    /* sd of 0…n−1 is sqrt(n(n+1)/12) */
    assert_true(fabs(e.summary[3].sd - sqrt(4001.0 * 4002.0 / 12)) < 1e-9 * e.summary[3].sd);
    pr_ensemble_free(&e);
}

static void counted_quantiles_are_near_the_exact_ones(void **state)
{
    (void)state;
    pr_ensemble_t e;
    run(&e, 40000, 2, 0, NULL);
    assert_true(e.counted);
    assert_true(fabs(e.summary[3].p90 - 35999.1) <= 35999.1 / 1024);
    assert_true(e.summary[5].p05 == 0 && e.summary[5].p95 == 1);
    /* lognormal(0, 1.2): median 1, density at it 1/(1.2 sqrt(2π)); se of the median = 1/(2 f √n) */
    double se = 0.5 * 1.2 * sqrt(2 * M_PI) / sqrt(40000.0);
    assert_true(fabs(e.summary[6].p50 - 1) < 5 * se + 1.0 / 1024);
    pr_ensemble_free(&e);
}

static void precision_stops_at_a_power_of_two_rounds(void **state)
{
    (void)state;
    pr_ensemble_t e;
    run(&e, 1000000, 2, 0.03, NULL);
    assert_true(e.precision_reached);
    assert_true(e.summary[6].se < 0.03 * e.summary[6].mean);
    uint64_t rounds = e.replicates / PR_ROUND;
    assert_true(e.replicates % PR_ROUND == 0 && (rounds & (rounds - 1)) == 0);
    /* The count it arrived at, asked for directly, gives the same bytes: also where quantiles are then exact.
     */
    pr_ensemble_t direct;
    run(&direct, e.replicates, 1, 0, NULL);
    assert_memory_equal(e.summary, direct.summary, SERIES * sizeof *e.summary);
    pr_ensemble_free(&direct);
    pr_ensemble_free(&e);
}

static void stopping_keeps_whole_rounds(void **state)
{
    (void)state;
    volatile sig_atomic_t stop = 1;
    pr_ensemble_t e;
    run(&e, 1000000, 2, 0, &stop);
    assert_true(e.interrupted);
    assert_int_equal(e.replicates, PR_ROUND);
    assert_true(e.summary[3].mean == (PR_ROUND - 1) / 2.0);
    pr_ensemble_free(&e);
}

/* Asks to stop at replicate 100 and counts what is drawn. */
typedef struct {
    volatile sig_atomic_t stop;
    atomic_int drawn;
} stopped_t;

static int draw_and_stop(void *context, void *worker, uint64_t replicate, double *row)
{
    stopped_t *self = context;
    atomic_fetch_add(&self->drawn, 1);
    if (replicate == 100) {
        self->stop = 1;
    }
    return draw(NULL, worker, replicate, row);
}

static void all_or_nothing_ends_within_a_round(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        for (int whole = 0; whole < 2; whole++) {
            stopped_t of = {0};
            const pr_experiment_t stopping = {.series = SERIES, .draw = draw_and_stop, .context = &of};
            pr_ensemble_options_t options = {
                .replicates = 1000, .threads = threads, .stop = &of.stop, .all_or_nothing = whole == 0};
            pr_ensemble_t e;
            assert_int_equal(pr_ensemble_run(&e, &stopping, &options, NULL), whole ? 0 : PR_INTERRUPTED);
            if (whole || threads == 1) { /* tiles are taken in order */
                assert_int_equal(atomic_load(&of.drawn), whole ? 1000 : 101);
            }
            pr_ensemble_free(&e);
        }
    }
}

static void a_failing_replicate_ends_the_run(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        uint64_t fails_at = 1500;
        pr_experiment_t failing = experiment;
        failing.context = &fails_at;
        pr_ensemble_options_t options = {.replicates = 9000, .threads = threads};
        pr_ensemble_t e;
        assert_int_equal(pr_ensemble_run(&e, &failing, &options, NULL), PR_ERR_DOMAIN);
        pr_ensemble_free(&e);
        pr_ensemble_free(&e);
    }
}

/* Wide experiments take several passes over the same replicates. */
enum { WIDE = 25000 };

static int draw_wide(void *context, void *worker, uint64_t replicate, double *row)
{
    (void)context;
    (void)worker;
    for (size_t s = 0; s < WIDE; s++) {
        row[s] = (double)(replicate % 97) + (double)s;
    }
    return 0;
}

static void passes_do_not_show(void **state)
{
    (void)state;
    pr_experiment_t wide = {.series = WIDE, .draw = draw_wide};
    pr_ensemble_options_t options = {.replicates = 194, .threads = 2};
    pr_ensemble_t e;
    assert_int_equal(pr_ensemble_run(&e, &wide, &options, NULL), 0);
    for (size_t s = 0; s < WIDE; s += 1111) {
        assert_true(e.summary[s].mean == 48 + (double)s);
        assert_true(e.summary[s].p50 == 48 + (double)s);
    }
    pr_ensemble_free(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes_for_any_threads),
        cmocka_unit_test(statistics_are_those_of_the_values),
        cmocka_unit_test(counted_quantiles_are_near_the_exact_ones),
        cmocka_unit_test(precision_stops_at_a_power_of_two_rounds),
        cmocka_unit_test(stopping_keeps_whole_rounds),
        cmocka_unit_test(all_or_nothing_ends_within_a_round),
        cmocka_unit_test(a_failing_replicate_ends_the_run),
        cmocka_unit_test(passes_do_not_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
