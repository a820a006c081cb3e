/* Uniformity of ranks, and the check of posteriors that rests on it. See poolraming/bayes.h. */
#include "analysis/parallel.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <string.h>

/* ---- uniformity ---- */

/* P(√n D > λ) as n grows. */
static double kolmogorov(double lambda)
{
    double sum = 0, sign = 1;
    if (lambda < 0.2) {
        return 1; /* within 1e-12, where the series needs many terms */
    }
    for (int k = 1; k <= 100; k++, sign = -sign) {
        sum += sign * exp(-2.0 * k * k * lambda * lambda);
    }
    return fmin(fmax(2 * sum, 0), 1);
}

/* At the ranks themselves, where both distribution functions are known. */
static void test_distance(pr_uniformity_t *self, const size_t *count, size_t draws)
{
    double n = (double)self->n, below = 0;
    for (size_t r = 0; r <= draws; r++) {
        below += (double)count[r];
        self->ks = fmax(self->ks, fabs(below / n - (double)(r + 1) / (double)(draws + 1)));
    }
    self->ks_p = kolmogorov((sqrt(n) + 0.12 + 0.11 / sqrt(n)) * self->ks);
}

static void test_bins(pr_uniformity_t *self, const size_t *count, size_t draws)
{
    size_t ranks = draws + 1, r = 0;
    for (size_t b = 0; b < self->bins; b++) {
        double observed = 0, width = 0;
        for (; r < ranks && r * self->bins / ranks == b; r++) {
            observed += (double)count[r];
            width++;
        }
        double expected = (double)self->n * width / (double)ranks;
        self->chi2 += (observed - expected) * (observed - expected) / expected;
    }
    self->chi2_p = gsl_cdf_chisq_Q(self->chi2, (double)self->bins - 1);
}

/* How often each rank occurs; NULL without memory. */
static size_t *count_ranks(size_t n, const size_t *rank, size_t draws)
{
    size_t *count = pr_new(draws + 1, sizeof *count);
    for (size_t i = 0; i < n && count; i++) {
        count[rank[i]]++;
    }
    return count;
}

static size_t bins_for(size_t n, size_t draws, size_t bins)
{
    size_t usual = n / 10 < 20 ? n / 10 : 20;
    bins = bins ? bins : usual < draws + 1 ? usual : draws + 1;
    return bins >= 2 && bins <= draws + 1 ? bins : 0;
}

int pr_rank_uniformity(pr_uniformity_t *self, size_t n, const size_t *rank, size_t draws, size_t bins)
{
    *self = (pr_uniformity_t){.n = n, .bins = draws > 0 && draws < SIZE_MAX ? bins_for(n, draws, bins) : 0};
    bool good = self->bins > 0 && n > 0;
    for (size_t i = 0; i < n && good; i++) {
        good = rank[i] <= draws;
    }
    if (!good) {
        return PR_ERR_DOMAIN;
    }
    size_t *count = count_ranks(n, rank, draws);
    if (!count) {
        return PR_ERR_MEMORY;
    }
    test_bins(self, count, draws);
    test_distance(self, count, draws);
    pr_free(count);
    return 0;
}

/* ---- the check ---- */

typedef struct {
    const pr_rank_check_t *check;
    pr_rank_check_result_t *out;
} study_t;

/* What one data set takes. */
static int open_numbers(void *context, void **worker)
{
    const study_t *study = context;
    size_t d = study->check->d, draws = study->out->draws;
    *worker = pr_new(d + study->check->data + draws * d, sizeof(double));
    return *worker ? 0 : PR_ERR_MEMORY;
}

static void close_numbers(void *context, void *worker)
{
    (void)context;
    pr_free(worker);
}

static size_t rank_among(double truth, const double *draw, size_t draws, size_t stride, uint64_t number)
{
    size_t below = 0, equal = 0;
    for (size_t k = 0; k < draws; k++) {
        double x = draw[k * stride];
        below += x < truth;
        equal += !(x < truth) && !(x > truth);
    }
    return below + (equal + (number & 1)) / 2;
}

static int rank_one(void *context, void *worker, size_t number)
{
    const study_t *study = context;
    const pr_rank_check_t *check = study->check;
    pr_rank_check_result_t *out = study->out;
    double *truth = worker, *data = truth + check->d, *draw = data + check->data;
    int status = check->prior(check->context, number, truth);
    status = status ? status : check->simulate(check->context, number, truth, data);
    status = status ? status : check->posterior(check->context, number, data, out->draws, draw);
    for (size_t i = 0; i < check->d && status == 0; i++) {
        out->rank[i * out->n + number] = rank_among(truth[i], draw + i, out->draws, check->d, number);
    }
    return status;
}

int pr_rank_check_run(pr_rank_check_result_t *self, const pr_rank_check_t *check, size_t n, size_t draws,
                      size_t bins, int threads)
{
    *self = (pr_rank_check_result_t){.d = check->d, .n = n, .draws = draws};
    if (check->d < 1 || n < 1 || draws < 1) {
        return PR_ERR_DOMAIN;
    }
    self->rank = pr_new(n, check->d * sizeof *self->rank);
    self->tests = pr_new(check->d, sizeof *self->tests);
    study_t study = {check, self};
    pr_jobs_t jobs = {&study, open_numbers, close_numbers, rank_one};
    int status = self->rank && self->tests ? pr_jobs_run(&jobs, n, threads) : PR_ERR_MEMORY;
    for (size_t i = 0; i < check->d && status == 0; i++) {
        status = pr_rank_uniformity(&self->tests[i], n, self->rank + i * n, draws, bins);
    }
    return status;
}

void pr_rank_check_free(pr_rank_check_result_t *self)
{
    pr_free(self->rank);
    pr_free(self->tests);
    memset(self, 0, sizeof *self);
}
