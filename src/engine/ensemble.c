/*
 * Replicates in rounds. All threads simulate a round into one block, series by series; after a barrier they
 * split the series and reduce each in replicate order. No merge and no shared sums, so the bytes do not
 * depend on the number of threads. What is more than memory should hold is done in passes over parts of the
 * series: a replicate is a pure function of its number, so simulating it again gives the same values.
 */
#include "core/memory.h"
#include "engine/groups.h"
#include "engine/series.h"
#include "engine/summary.h"
#include "engine/tile.h"
#include <math.h>
#include <poolraming/engine.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 32,                       /* series that a thread reduces at once */
    THREADS_MAX = PR_ROUND / PR_TILE, /* more would find no tile */
    SHORT_REPLICATES = 32768,         /* of runs that a person waits for: time before memory */
    SERIES_A_PASS_SHORT = 32768,
    SERIES_A_PASS_EXACT = 10000 /* exact quantiles keep every value */
};

/* A longer run stays in half a gigabyte, however many replicates and threads: what a series takes in the
   block and in counts (measured over a million replicates of the shipped scenarios), and what a thread takes
   beside its rows. */
enum { PASS_BYTES = 440000000, SERIES_BYTES = 30000, THREAD_BYTES = 1000000 };

typedef enum { WORK_ROUND, WORK_FINISH, WORK_QUIT } work_t;

typedef struct {
    const pr_experiment_t *experiment;
    const pr_ensemble_options_t *options;
    pr_ensemble_t *out;
    const size_t *series; /* of this pass, `count` of them */
    size_t count;
    bool exact;
    size_t stride; /* replicates a series has room for in the block */
    double *block; /* [last − first][stride] */
    pr_moments_t *moments;
    pr_groups_t *groups; /* NULL where replicates are independent */
    pr_counts_t *counts; /* NULL when exact */
    uint64_t base;       /* first replicate of the round */
    size_t size;         /* replicates of the round */
    work_t work;
    atomic_size_t next_tile, next_chunk;
    atomic_int status;
    pthread_mutex_t gate;      /* held until it is known how many threads there are */
    pthread_barrier_t barrier; /* of that many */
    int threads;
} pass_t;

typedef struct {
    pass_t *pass;
    void *workspace;
    double *rows; /* [PR_TILE][experiment->series] */
    pthread_t thread;
} worker_t;

static void fail(pass_t *pass, int status)
{
    int none = 0;
    atomic_compare_exchange_strong(&pass->status, &none, status);
}

/* ---- one round ---- */

static bool gives_up(const pass_t *pass)
{
    return pass->options->all_or_nothing && pass->options->stop && *pass->options->stop;
}

static void simulate_tile(pass_t *pass, worker_t *worker, size_t tile)
{
    size_t begin = tile * PR_TILE;
    size_t count = pass->size - begin < PR_TILE ? pass->size - begin : PR_TILE;
    size_t series = pass->experiment->series;
    for (size_t k = 0; k < count; k++) {
        int status = pass->experiment->draw(pass->experiment->context, worker->workspace,
                                            pass->base + begin + k, worker->rows + k * series);
        if (status != 0 || gives_up(pass)) {
            fail(pass, status ? status : PR_INTERRUPTED);
            return;
        }
    }
    size_t column = (pass->exact ? (size_t)pass->base : 0) + begin;
    pr_tile_turn(pass->block + column, pass->stride, pass->count, worker->rows, series, pass->series, count);
}

static void reduce_series(pass_t *pass, size_t i)
{
    const double *values = pass->block + i * pass->stride + (pass->exact ? (size_t)pass->base : 0);
    if (i + 1 < pass->count) {
        pr_tile_ask(values + pass->stride, pass->size); /* the next series, while this one is counted */
    }
    pr_moments_add_round(&pass->moments[i], values, pass->size);
    if (pass->groups) {
        pr_groups_add_round(&pass->groups[i], pass->moments[i].x0, values, pass->size,
                            pass->options->grouping == PR_GROUPS_RENEW);
    }
    if (pass->counts) {
        int status = pr_counts_add(&pass->counts[i], values, pass->size);
        if (status != 0) {
            fail(pass, status);
        }
    }
}

static void do_round(pass_t *pass, worker_t *worker)
{
    size_t tiles = (pass->size + PR_TILE - 1) / PR_TILE;
    for (size_t tile;
         (tile = atomic_fetch_add(&pass->next_tile, 1)) < tiles && atomic_load(&pass->status) == 0;) {
        simulate_tile(pass, worker, tile);
    }
    pthread_barrier_wait(&pass->barrier);
    size_t series = pass->count, chunks = (series + CHUNK - 1) / CHUNK;
    for (size_t chunk;
         (chunk = atomic_fetch_add(&pass->next_chunk, 1)) < chunks && atomic_load(&pass->status) == 0;) {
        for (size_t i = chunk * CHUNK; i < (chunk + 1) * CHUNK && i < series; i++) {
            reduce_series(pass, i);
        }
    }
}

/* ---- after the last round ---- */

/* Quantiles of series i of the pass at ascending p; `defined` values of it are sorted where they are exact.
 */
static void quantiles(const pass_t *pass, size_t i, size_t defined, size_t count, const double *p,
                      double *out)
{
    if (!pass->exact) {
        pr_counts_quantiles(&pass->counts[i], count, p, out);
        return;
    }
    for (size_t k = 0; k < count; k++) {
        out[k] = pr_quantile_sorted(pass->block + i * pass->stride, defined, p[k]);
    }
}

static void finish_curves(pass_t *pass, size_t i, size_t defined)
{
    double p[PR_CURVE_POINTS];
    for (int point = 0; point < PR_CURVE_POINTS; point++) {
        p[point] = (point + 1) / 100.0;
    }
    for (size_t c = 0; c < pass->options->curve_count; c++) {
        if (pass->options->curve[c] == pass->series[i]) {
            quantiles(pass, i, defined, PR_CURVE_POINTS, p, pass->out->curve + c * PR_CURVE_POINTS);
        }
    }
}

static double error_of(const pass_t *pass, size_t i)
{
    const pr_moments_t *moments = &pass->moments[i];
    return pass->groups ? pr_groups_se(&pass->groups[i], moments) : pr_moments_se(moments);
}

static void finish_series(pass_t *pass, size_t i)
{
    double q[PR_SUMMARY_QUANTILES];
    size_t defined = pass->exact ? pr_quantile_sort(pass->block + i * pass->stride, pass->base) : 0;
    quantiles(pass, i, defined, PR_SUMMARY_QUANTILES, pr_summary_levels, q);
    pass->out->summary[pass->series[i]] = pr_summary_of(&pass->moments[i], error_of(pass, i), q);
    finish_curves(pass, i, defined);
}

static void do_finish(pass_t *pass)
{
    size_t series = pass->count;
    for (size_t chunk; (chunk = atomic_fetch_add(&pass->next_chunk, 1)) * CHUNK < series;) {
        for (size_t i = chunk * CHUNK; i < (chunk + 1) * CHUNK && i < series; i++) {
            finish_series(pass, i);
        }
    }
}

/* ---- threads ---- */

/* All threads meet before and after each piece of work; the calling thread works too. */
static void share_work(pass_t *pass, worker_t *self, work_t work)
{
    pass->work = work;
    atomic_store(&pass->next_tile, 0);
    atomic_store(&pass->next_chunk, 0);
    pthread_barrier_wait(&pass->barrier);
    if (work == WORK_ROUND) {
        do_round(pass, self);
    } else if (work == WORK_FINISH) {
        do_finish(pass);
    }
    if (work != WORK_QUIT) {
        pthread_barrier_wait(&pass->barrier);
    }
}

static void *thread_main(void *argument)
{
    worker_t *self = argument;
    pthread_mutex_lock(&self->pass->gate);
    pthread_mutex_unlock(&self->pass->gate);
    for (;;) {
        pthread_barrier_wait(&self->pass->barrier);
        if (self->pass->work == WORK_QUIT) {
            pr_keys_reset(); /* a verify build keeps a list for each thread */
            return NULL;
        }
        if (self->pass->work == WORK_ROUND) {
            do_round(self->pass, self);
        } else {
            do_finish(self->pass);
        }
        pthread_barrier_wait(&self->pass->barrier);
    }
}

static int open_worker(pass_t *pass, worker_t *worker)
{
    worker->pass = pass;
    worker->rows = pr_new(PR_TILE * pass->experiment->series, sizeof(double));
    if (!worker->rows) {
        return PR_ERR_MEMORY;
    }
    return pass->experiment->open ? pass->experiment->open(pass->experiment->context, &worker->workspace) : 0;
}

static void close_worker(worker_t *worker)
{
    if (worker->pass && worker->pass->experiment->close) {
        worker->pass->experiment->close(worker->pass->experiment->context, worker->workspace);
    }
    pr_free(worker->rows);
}

static int wanted_threads(const pr_ensemble_options_t *options)
{
    long threads = options->threads > 0 ? options->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return (int)(threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads);
}

/* ---- control between rounds ---- */

static bool is_precise(const pass_t *pass, uint64_t done)
{
    const pr_ensemble_options_t *options = pass->options;
    uint64_t rounds = done / PR_ROUND;
    if (!(options->precision > 0) || done % PR_ROUND != 0 || (rounds & (rounds - 1)) != 0) {
        return false;
    }
    for (size_t i = 0; i < options->headline_count;
         i++) { /* the first of the series listed: see pr_series_list */
        const pr_moments_t *moments = &pass->moments[i];
        double sd = pr_moments_sd(moments), se = error_of(pass, i);
        if (!(sd > 0) || !(se < options->precision * fabs(pr_moments_mean(moments)))) {
            return false;
        }
    }
    return options->headline_count > 0;
}

static void run_rounds(pass_t *pass, worker_t *self, uint64_t most, bool decides)
{
    const pr_ensemble_options_t *options = pass->options;
    while (pass->base < most && atomic_load(&pass->status) == 0) {
        pass->size = most - pass->base < PR_ROUND ? (size_t)(most - pass->base) : PR_ROUND;
        share_work(pass, self, WORK_ROUND);
        if (atomic_load(&pass->status) != 0) {
            return;
        }
        pass->base += pass->size;
        if (options->progress) {
            options->progress(options->progress_context, pass->base, most);
        }
        if (decides && pass->base < most && is_precise(pass, pass->base)) {
            pass->out->precision_reached = true;
            return;
        }
        if (decides && pass->base < most && options->stop && *options->stop) {
            pass->out->interrupted = true;
            return;
        }
    }
}

static int allocate(pass_t *pass, uint64_t most)
{
    size_t series = pass->count;
    pass->stride = pass->exact ? ((size_t)most + PR_TILE - 1) / PR_TILE * PR_TILE : PR_ROUND;
    pass->block = pr_new_large(series * pass->stride, sizeof(double));
    pass->moments = pr_new(series, sizeof *pass->moments);
    bool grouped = pass->options->grouping != PR_GROUPS_NONE;
    pass->groups = grouped ? pr_new(series, sizeof *pass->groups) : NULL;
    if (!pass->exact) {
        pass->counts = pr_new(series, sizeof *pass->counts);
        for (size_t i = 0; pass->counts && i < series; i++) {
            bool fine = pass->experiment->narrow && pass->experiment->narrow[pass->series[i]];
            pr_counts_init(&pass->counts[i], fine ? PR_COUNTS_FINE_BITS : PR_COUNTS_BITS,
                           pass->experiment->negligible > 0 ? pass->experiment->negligible
                                                            : PR_COUNTS_NEGLIGIBLE);
        }
    }
    return pass->block && pass->moments && (pass->groups || !grouped) && (pass->exact || pass->counts)
               ? 0
               : PR_ERR_MEMORY;
}

static void release(pass_t *pass)
{
    for (size_t i = 0; pass->counts && i < pass->count; i++) {
        pr_counts_free(&pass->counts[i]);
    }
    pr_free(pass->counts);
    pr_free(pass->groups);
    pr_free(pass->moments);
    pr_free(pass->block);
}

/* Starts the helpers of the calling thread; fewer than wanted where the system has no more. Returns how many
   threads work. */
static int start_threads(pass_t *pass, worker_t *workers)
{
    int started = 1;
    pthread_mutex_init(&pass->gate, NULL);
    pthread_mutex_lock(&pass->gate);
    while (started < pass->threads &&
           pthread_create(&workers[started].thread, NULL, thread_main, &workers[started]) == 0) {
        started++;
    }
    pthread_barrier_init(&pass->barrier, NULL, (unsigned)started);
    pthread_mutex_unlock(&pass->gate);
    return started;
}

static int work_through(pass_t *pass, worker_t *workers, uint64_t most, bool decides)
{
    int started = start_threads(pass, workers);
    run_rounds(pass, &workers[0], most, decides);
    int status = atomic_load(&pass->status);
    if (status == 0) {
        share_work(pass, &workers[0], WORK_FINISH);
        status = atomic_load(&pass->status);
    }
    share_work(pass, &workers[0], WORK_QUIT);
    pr_keys_reset();
    for (int i = 1; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    pthread_barrier_destroy(&pass->barrier);
    pthread_mutex_destroy(&pass->gate);
    return status;
}

/* One pass over the series first … last; sets how many replicates it took. */
static int run_pass(pass_t *pass, uint64_t most, bool decides, uint64_t *replicates)
{
    worker_t *workers = pr_new((size_t)pass->threads, sizeof *workers);
    int status = workers ? allocate(pass, most) : PR_ERR_MEMORY;
    for (int i = 0; status == 0 && i < pass->threads; i++) {
        status = open_worker(pass, &workers[i]);
    }
    if (status == 0) {
        status = work_through(pass, workers, most, decides);
    }
    *replicates = pass->base;
    for (int i = 0; workers && i < pass->threads; i++) {
        close_worker(&workers[i]);
    }
    release(pass);
    pr_free(workers);
    return status;
}

static size_t pass_width(const pr_experiment_t *experiment, uint64_t most, int threads)
{
    if (most <= SHORT_REPLICATES) {
        return most <= PR_EXACT_REPLICATES ? SERIES_A_PASS_EXACT : SERIES_A_PASS_SHORT;
    }
    size_t taken = (size_t)threads * (THREAD_BYTES + PR_TILE * experiment->series * sizeof(double));
    size_t width = taken < PASS_BYTES ? (PASS_BYTES - taken) / SERIES_BYTES : 0;
    return width > CHUNK ? width : CHUNK;
}

/* `series`: what is recorded, `count` of them, the headlines first. */
static int run_passes(pr_ensemble_t *self, const pr_experiment_t *experiment,
                      const pr_ensemble_options_t *options, const size_t *series, size_t count, uint64_t most,
                      bool decides)
{
    int threads = wanted_threads(options);
    size_t width = pass_width(experiment, most, threads);
    self->counted = most > PR_EXACT_REPLICATES;
    for (size_t first = 0; first < count; first += width) {
        pass_t pass = {.experiment = experiment,
                       .options = options,
                       .out = self,
                       .series = series + first,
                       .count = first + width < count ? width : count - first,
                       .exact = !self->counted,
                       .threads = threads};
        uint64_t replicates = 0;
        int status = run_pass(&pass, most, decides && first == 0, &replicates);
        if (status != 0) {
            return status;
        }
        most = self->replicates = replicates; /* later passes take what the first one took */
    }
    return 0;
}

/* How precise the headlines turned out, also where the last round was the last that was allowed. */
static void judge_precision(pr_ensemble_t *self, const pr_ensemble_options_t *options)
{
    self->precision = options->precision;
    for (size_t i = 0; i < options->headline_count; i++) {
        const pr_summary_t *headline = &self->summary[options->headline[i]];
        double error = headline->sd == 0 ? 0 : headline->se / fabs(headline->mean);
        if (isnan(error) || error > self->relative_error) {
            self->relative_error = error;
        }
    }
    self->precision_reached =
        options->precision > 0 && options->headline_count > 0 && self->relative_error < options->precision;
}

static int run_listed(pr_ensemble_t *self, const pr_experiment_t *experiment,
                      const pr_ensemble_options_t *options, size_t *series)
{
    size_t count = pr_series_list(experiment, options, series);
    int status = run_passes(self, experiment, options, series, count, options->replicates, true);
    if (status == 0 && self->counted && self->precision_reached && self->replicates <= PR_EXACT_REPLICATES) {
        /* The same count asked for directly gives exact quantiles: so must a count that precision arrived at.
         */
        status = run_passes(self, experiment, options, series, count, self->replicates, false);
    }
    pr_series_scale(self, experiment);
    judge_precision(self, options);
    return status;
}

int pr_ensemble_run(pr_ensemble_t *self, const pr_experiment_t *experiment,
                    const pr_ensemble_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->series = experiment->series;
    self->summary = pr_new(experiment->series, sizeof *self->summary);
    self->curve = pr_new(options->curve_count * PR_CURVE_POINTS, sizeof *self->curve);
    size_t *series = pr_new(experiment->series + options->headline_count, sizeof *series);
    int status = self->summary && self->curve && series ? run_listed(self, experiment, options, series)
                                                        : PR_ERR_MEMORY;
    pr_free(series);
    if (status == PR_ERR_MEMORY) {
        pr_errors_add(errors, status, NULL, 0, "there is no memory for %zu series of %d replicates",
                      experiment->series, PR_ROUND);
    }
    return status != 0 ? status : self->interrupted ? PR_INTERRUPTED : 0;
}

void pr_ensemble_free(pr_ensemble_t *self)
{
    pr_free(self->summary);
    pr_free(self->curve);
    memset(self, 0, sizeof *self);
}
