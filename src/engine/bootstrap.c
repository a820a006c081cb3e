/* Ratios of means: see bootstrap.h. */
#include "engine/bootstrap.h"
#include "core/memory.h"
#include "engine/metrics.h"
#include <math.h>
#include <poolraming/random.h>
#include <poolraming/statistics.h>
#include <string.h>

/* The region's series of a number of pr_benefit_t; −1 where the plan has none. */
static ptrdiff_t find_value(const pr_plan_t *plan, size_t offset)
{
    for (size_t g = 0; g < plan->group_count; g++) {
        const pr_plan_group_t *group = &plan->group[g];
        const pr_metric_source_t *source = &pr_metric_sources[group->metric];
        if (source->from == PR_FROM_VALUE && source->offset == offset && group->item <= 0) {
            return (ptrdiff_t)group->first;
        }
    }
    return -1;
}

static size_t column_of(pr_ratios_t *self, size_t series)
{
    size_t i = 0;
    while (i < self->columns && self->column[i] != series) {
        i++;
    }
    self->columns += i == self->columns;
    self->column[i] = series;
    return i;
}

int pr_ratios_init(pr_ratios_t *self, const pr_plan_t *plan, uint64_t replicates)
{
    memset(self, 0, sizeof *self);
    for (size_t g = 0; g < plan->group_count; g++) {
        const pr_metric_source_t *source = &pr_metric_sources[plan->group[g].metric];
        if (source->from != PR_FROM_RATIO) {
            continue;
        }
        ptrdiff_t above = find_value(plan, source->offset), below = find_value(plan, (size_t)source->per);
        if (above < 0 || below < 0 || self->count == PR_RATIOS_MAX) {
            return PR_ERR_DOMAIN;
        }
        self->series[self->count] = plan->group[g].first;
        self->above[self->count] = column_of(self, (size_t)above);
        self->below[self->count] = column_of(self, (size_t)below);
        self->count++;
    }
    self->kept = replicates < PR_RATIOS_KEPT ? (size_t)replicates : PR_RATIOS_KEPT;
    if (self->count == 0) {
        return 0;
    }
    self->value = pr_new(self->kept * self->columns, sizeof *self->value);
    return self->value ? 0 : PR_ERR_MEMORY;
}

void pr_ratios_free(pr_ratios_t *self)
{
    pr_free(self->value);
    memset(self, 0, sizeof *self);
}

void pr_ratios_keep(pr_ratios_t *self, uint64_t replicate, const double *row)
{
    if (replicate < self->kept) {
        for (size_t i = 0; i < self->columns; i++) {
            self->value[replicate * self->columns + i] = row[self->column[i]];
        }
    }
}

static void add_row(const pr_ratios_t *self, size_t n, uint32_t word, double *sum)
{
    const double *row = self->value + (size_t)((uint64_t)word * n >> 32) * self->columns;
    for (size_t i = 0; i < self->columns; i++) {
        sum[i] += row[i];
    }
}

void pr_bootstrap_ratios(const pr_ratios_t *self, size_t n, uint64_t seed, size_t resamples, double *out)
{
    for (size_t b = 0; b < resamples; b++) {
        const pr_source_t source = {seed, b};
        const pr_address_t address = {PR_PROCESS_BOOTSTRAP, 0, 0, 0};
        double sum[2 * PR_RATIOS_MAX] = {0};
        pr_keys_reset();
        for (size_t i = 0; i < n; i += 4) {
            uint32_t word[4];
            pr_block(&source, address, (uint16_t)(i / 4), word);
            for (size_t k = 0; k < 4 && i + k < n; k++) {
                add_row(self, n, word[k], sum);
            }
        }
        for (size_t r = 0; r < self->count; r++) {
            double below = sum[self->below[r]];
            out[r * resamples + b] = below > 0 ? sum[self->above[r]] / below : NAN;
        }
    }
    pr_keys_reset();
}

static pr_summary_t summary_of(double ratio, double *resample)
{
    pr_summary_t out = {ratio, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, NAN};
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, resample, PR_RESAMPLES);
    if (moments.undefined == 0) {
        pr_quantile_sort(resample, PR_RESAMPLES);
        out.se = out.se_plain = pr_moments_sd(&moments);
        out.p05 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.05);
        out.p10 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.10);
        out.p25 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.25);
        out.p50 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.50);
        out.p75 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.75);
        out.p90 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.90);
        out.p95 = pr_quantile_sorted(resample, PR_RESAMPLES, 0.95);
    }
    return out;
}

/* The sums of groups of replicates as rows; returns how many, 0 without memory. The caller frees out->value.
 */
static size_t gather_groups(const pr_ratios_t *self, size_t n, bool renew, pr_ratios_t *out)
{
    size_t rounds = renew ? (n + PR_ROUND - 1) / PR_ROUND : 1, groups = rounds * PR_SCRAMBLINGS;
    *out = *self;
    out->value = pr_new(groups * self->columns, sizeof *out->value);
    for (size_t k = 0; out->value && k < n; k++) {
        size_t group = (renew ? k / PR_ROUND * PR_SCRAMBLINGS : 0) + k % PR_SCRAMBLINGS;
        for (size_t i = 0; i < self->columns; i++) {
            out->value[group * self->columns + i] += self->value[k * self->columns + i];
        }
    }
    return out->value ? groups : 0;
}

static void widen(double *resample, double ratio, double factor)
{
    for (size_t b = 0; b < PR_RESAMPLES; b++) {
        resample[b] = ratio + factor * (resample[b] - ratio);
    }
}

static double ratio_of(const pr_ratios_t *self, size_t r, const pr_ensemble_t *ensemble)
{
    double above = ensemble->summary[self->column[self->above[r]]].mean;
    double below = ensemble->summary[self->column[self->below[r]]].mean;
    return below > 0 ? above / below : NAN;
}

/* `rows` of `self`: replicates, or the sums of groups. */
static int summarise(const pr_ratios_t *self, size_t rows, uint64_t seed, double factor,
                     pr_ensemble_t *ensemble)
{
    double *resample = pr_new(self->count * PR_RESAMPLES, sizeof *resample);
    if (!resample) {
        return PR_ERR_MEMORY;
    }
    pr_bootstrap_ratios(self, rows, seed, PR_RESAMPLES, resample);
    for (size_t r = 0; r < self->count; r++) {
        double ratio = ratio_of(self, r, ensemble);
        if (factor > 1) {
            widen(resample + r * PR_RESAMPLES, ratio, factor);
        }
        ensemble->summary[self->series[r]] = summary_of(ratio, resample + r * PR_RESAMPLES);
    }
    pr_free(resample);
    return 0;
}

int pr_ratios_summarise(const pr_ratios_t *self, uint64_t seed, pr_grouping_t grouping,
                        pr_ensemble_t *ensemble)
{
    size_t n = ensemble->replicates < self->kept ? (size_t)ensemble->replicates : self->kept;
    if (self->count == 0 || n == 0) {
        return 0;
    }
    if (grouping == PR_GROUPS_NONE) {
        return summarise(self, n, seed, 1, ensemble);
    }
    pr_ratios_t groups;
    size_t count = gather_groups(self, n, grouping == PR_GROUPS_RENEW, &groups);
    double factor = sqrt((double)count / ((double)count - 1));
    int status = count ? summarise(&groups, count, seed, factor, ensemble) : PR_ERR_MEMORY;
    pr_free(groups.value);
    return status;
}
