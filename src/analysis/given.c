/*
 * First-order indices from a sample that is there: see poolraming/sensitivity.h. In each bin of equal
 * probability of x a line is fitted; what the lines leave, with its degrees of freedom counted, is the
 * variance that x does not explain: 1 − (SSR/(n − p))/(SST/(n − 1)), which of pure noise is 0 in the mean.
 */
#include "analysis/sample.h"
#include "core/memory.h"
#include "random/hash.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/explain.h>
#include <poolraming/sensitivity.h>
#include <poolraming/statistics.h>
#include <string.h>

enum { ROWS_LEAST = 8, BINS_MOST = 255, BINS_USUAL = 64, RESAMPLES_USUAL = 200, RESAMPLES_MOST = 65535 };

/* Sums over the rows of a bin. */
typedef struct {
    double weight, x, y, xx, xy;
} bin_t;

typedef struct {
    pr_sample_t sample;
    size_t bins;
    uint8_t *bin;   /* [inputs][n]: where a row is */
    double *weight; /* [n]: how often a resample has a row */
    double *index;  /* [inputs][resamples] */
    double *rank;   /* [n] */
} work_t;

static int allocate(work_t *self, size_t resamples)
{
    size_t n = self->sample.n, inputs = self->sample.inputs;
    self->bin = pr_new(inputs * n, sizeof *self->bin);
    self->weight = pr_new(n, sizeof *self->weight);
    self->rank = pr_new(n, sizeof *self->rank);
    self->index = pr_new(inputs * resamples, sizeof *self->index);
    return self->bin && self->weight && self->rank && self->index ? 0 : PR_ERR_MEMORY;
}

static void release(work_t *self)
{
    pr_free(self->bin);
    pr_free(self->weight);
    pr_free(self->rank);
    pr_free(self->index);
    pr_sample_free(&self->sample);
}

/* By rank; ties share one, so that equal values stay together. Returns how many bins hold rows. */
static int find_bins(work_t *self, size_t input, size_t *held)
{
    size_t n = self->sample.n;
    uint8_t *bin = self->bin + input * n;
    bool holds[BINS_MOST] = {false};
    int status = pr_ranks(n, self->sample.column + input * n, self->rank);
    *held = 0;
    for (size_t r = 0; r < n && status == 0; r++) {
        bin[r] = (uint8_t)((self->rank[r] - 0.5) * (double)self->bins / (double)n);
        *held += !holds[bin[r]];
        holds[bin[r]] = true;
    }
    return status;
}

/* What the mean and the slope of a bin explain of Σ w y². */
static double explained(const bin_t *bin, size_t *parameters)
{
    if (!(bin->weight > 0)) {
        return 0;
    }
    double mean = bin->y / bin->weight;
    double xx = bin->xx - bin->x * bin->x / bin->weight, xy = bin->xy - bin->x * mean;
    bool slopes = xx > 1e-12 * bin->xx; /* else x has one value here, but for rounding */
    *parameters += slopes ? 2 : 1;
    return bin->y * mean + (slopes ? xy * xy / xx : 0);
}

/* The index of the rows by their weights. */
static double estimate(const work_t *self, size_t input)
{
    size_t n = self->sample.n, parameters = 0;
    const double *x = self->sample.column + input * n, *y = self->sample.column + self->sample.inputs * n;
    const uint8_t *place = self->bin + input * n;
    bin_t bin[BINS_MOST] = {{0}};
    double sum = 0, squares = 0, lines = 0, count = (double)n;
    for (size_t r = 0; r < n; r++) {
        double w = self->weight[r], wx = w * x[r], wy = w * y[r];
        bin_t *at = &bin[place[r]];
        at->weight += w;
        at->x += wx;
        at->y += wy;
        at->xx += wx * x[r];
        at->xy += wx * y[r];
        sum += wy;
        squares += wy * y[r];
    }
    for (size_t b = 0; b < self->bins; b++) {
        lines += explained(&bin[b], &parameters);
    }
    double total = squares - sum * sum / count, left = squares - lines;
    bool told = total > 0 && n > parameters;
    return told ? 1 - left / (count - (double)parameters) / (total / (count - 1)) : 0;
}

/* How often each row is in a resample of n rows. */
static void resample(work_t *self, uint64_t seed, size_t number)
{
    size_t n = self->sample.n;
    pr_hash_t hash = {seed, PR_HASH_RESAMPLE, 0, (uint16_t)number};
    memset(self->weight, 0, n * sizeof *self->weight);
    for (size_t r = 0; r < n; r += 4) {
        uint32_t word[4];
        pr_hash_words(&hash, 0, (uint32_t)(r / 4), word);
        for (size_t k = 0; k < 4 && r + k < n; k++) {
            self->weight[(uint64_t)word[k] * n >> 32]++;
        }
    }
}

static void resample_all(work_t *self, const pr_given_t *out, const pr_given_options_t *options)
{
    for (size_t b = 0; b < options->resamples; b++) {
        resample(self, options->seed, b);
        for (size_t i = 0; i < self->sample.inputs; i++) {
            if (out[i].status == PR_GIVEN_KNOWN) {
                self->index[i * options->resamples + b] = estimate(self, i);
            }
        }
    }
}

static void give_error(pr_estimate_t *self, const double *index, const pr_given_options_t *options)
{
    double z = gsl_cdf_ugaussian_Pinv(0.5 + options->level / 2);
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, index, options->resamples);
    self->se = pr_moments_sd(&moments);
    self->low = self->value - z * self->se;
    self->high = self->value + z * self->se;
}

static int estimate_all(work_t *self, pr_given_t *out, const pr_given_options_t *options)
{
    size_t inputs = self->sample.inputs;
    bool varies = pr_sample_standardise(&self->sample, inputs);
    for (size_t r = 0; r < self->sample.n; r++) {
        self->weight[r] = 1;
    }
    for (size_t i = 0; i < inputs; i++) {
        bool moves = pr_sample_standardise(&self->sample, i);
        int status = find_bins(self, i, &out[i].bins);
        if (status != 0) {
            return status;
        }
        out[i].status = varies && moves ? PR_GIVEN_KNOWN : PR_GIVEN_CONSTANT;
        out[i].first.value = varies && moves ? estimate(self, i) : 0;
    }
    resample_all(self, out, options);
    for (size_t i = 0; i < inputs; i++) {
        if (out[i].status == PR_GIVEN_KNOWN) {
            give_error(&out[i].first, self->index + i * options->resamples, options);
        }
    }
    return 0;
}

static size_t bins_of(const pr_given_options_t *options, size_t n)
{
    size_t usual = (size_t)(sqrt((double)n) / 2);
    size_t bins = options->bins > 0 ? options->bins : usual < BINS_USUAL ? usual : BINS_USUAL;
    return bins > n / ROWS_LEAST ? n / ROWS_LEAST : bins; /* a line takes two rows, its error some more */
}

int pr_given_data(pr_given_t *out, size_t n, size_t inputs, const double *x, const double *y,
                  const pr_given_options_t *options)
{
    pr_given_options_t own = *options;
    own.resamples = own.resamples ? own.resamples : RESAMPLES_USUAL;
    own.level = own.level > 0 ? own.level : 0.95;
    memset(out, 0, inputs * sizeof *out);
    if (own.bins > BINS_MOST || own.resamples < 2 || own.resamples > RESAMPLES_MOST || !(own.level < 1) ||
        n > UINT32_MAX || options->level < 0) {
        return PR_ERR_DOMAIN;
    }
    work_t work = {0};
    int status = pr_sample_init(&work.sample, n, inputs, x, y);
    for (size_t i = 0; i < inputs; i++) {
        out[i].status = PR_GIVEN_TOO_FEW;
        out[i].n = work.sample.n;
    }
    if (status == 0 && work.sample.n >= ROWS_LEAST) {
        work.bins = bins_of(&own, work.sample.n);
        status = allocate(&work, own.resamples);
        if (status == 0) {
            status = estimate_all(&work, out, &own);
        }
    }
    release(&work);
    return status;
}
