/* What a sampling of the parameters did for the means of the headlines, and what it can't do: see
 * poolraming/analysis.h. */
#include "analysis/plan_worker.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/analysis.h>

enum { PLACES = PR_SAMPLING_DRAWS * PR_SAMPLING_NOISE }; /* one round of an ensemble */

/* The first headline's design simulates and keeps the values of all; the others read them. */
typedef struct {
    const pr_run_t *run;
    size_t count, headline[PR_HEADLINES];
    size_t at;     /* the headline that is asked for */
    double *value; /* [PLACES][PR_HEADLINES] */
} design_t;

static int open_worker(void *context, void **worker)
{
    const pr_plan_t *plan = &((const design_t *)context)->run->plan;
    return pr_plan_worker_open(plan->scenario, plan, worker);
}

static int simulate(design_t *self, pr_plan_worker_t *my, uint64_t parameters, uint64_t noise)
{
    const pr_plan_t *plan = &self->run->plan;
    int status = pr_replicate_simulate_at(&my->replicate, plan->scenario, self->run->seed, parameters, noise);
    if (status == 0) {
        pr_plan_record(plan, &my->replicate, my->row);
        for (size_t i = 0; i < self->count; i++) {
            self->value[noise * PR_HEADLINES + i] = my->row[self->headline[i]];
        }
    }
    return status;
}

static int draw(void *context, void *worker, uint64_t parameters, uint64_t noise, double *out)
{
    design_t *self = context;
    int status = self->at == 0 ? simulate(self, worker, parameters, noise) : 0;
    *out = self->value[noise * PR_HEADLINES + self->at];
    return status;
}

void pr_sampling_interval(double gain, uint64_t groups, double *low, double *high)
{
    double freedom = (double)groups - 1;
    *low = groups > 1 ? gain * gsl_cdf_chisq_Pinv(0.05, freedom) / freedom : NAN;
    *high = groups > 1 ? gain * gsl_cdf_chisq_Pinv(0.95, freedom) / freedom : NAN;
}

static void fill_gain(pr_sampling_gain_t *self, const pr_run_t *run, size_t series)
{
    const pr_summary_t *summary = &run->ensemble.summary[series];
    double ratio = summary->se_plain / summary->se;
    self->series = series;
    self->gain = summary->se > 0 ? ratio * ratio : NAN;
    pr_sampling_interval(self->gain, pr_sampling_groups(run->sampling, run->ensemble.replicates), &self->low,
                         &self->high);
}

int pr_sampling_effect(pr_sampling_effect_t *self, const pr_run_t *run, const pr_ensemble_options_t *options,
                       pr_errors_t *errors)
{
    *self = (pr_sampling_effect_t){0};
    design_t design = {.run = run, .value = pr_new((size_t)PLACES * PR_HEADLINES, sizeof(double))};
    if (!design.value) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    const pr_ensemble_options_t plain = {.threads = options->threads}; /* one round: nothing to stop */
    const pr_two_level_t two_level = {
        .context = &design, .open = open_worker, .close = pr_plan_worker_close, .draw = draw};
    int status = 0;
    design.count = pr_plan_headlines(&run->plan, design.headline);
    for (; design.at < design.count && status == 0; design.at++) {
        pr_sampling_gain_t *gain = &self->of[design.at];
        fill_gain(gain, run, design.headline[design.at]);
        status =
            pr_variance_parts(&gain->parts, &two_level, PR_SAMPLING_DRAWS, PR_SAMPLING_NOISE, &plain, errors);
        self->count++;
    }
    pr_free(design.value);
    return status;
}
