/* A run of one scenario: its plan as an experiment of the ensemble. */
#include "core/memory.h"
#include "engine/bootstrap.h"
#include "engine/metrics.h"
#include "engine/risk.h"
#include "engine/spans.h"
#include <poolraming/engine.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const pr_scenario_t *scenario;
    const pr_run_t *out;
    pr_sampler_t sampler;
    bool verify;
    _Atomic uint64_t broken; /* 1 + a replicate that failed */
    pr_ratios_t ratios;      /* of means, and the values of replicates that they rest on */
} run_context_t;

static int open_replicate(void *context, void **worker)
{
    run_context_t *run = context;
    pr_replicate_t *replicate = pr_new(1, sizeof *replicate);
    *worker = replicate;
    return replicate ? pr_replicate_init(replicate, run->scenario) : PR_ERR_MEMORY;
}

static void close_replicate(void *context, void *worker)
{
    (void)context;
    if (worker) {
        pr_replicate_free(worker);
        pr_free(worker);
    }
}

static int draw_replicate(void *context, void *worker, uint64_t number, double *row)
{
    run_context_t *run = context;
    pr_replicate_t *replicate = worker;
    int status = pr_sampler_simulate(&run->sampler, replicate, number);
    if (status == 0 && run->verify) {
        status = pr_replicate_verify(replicate, run->scenario, NULL);
    }
    if (status == 0) {
        pr_plan_record_own(&run->out->plan, replicate, row);
        pr_spans_record(run->out, row);
        pr_risk_record(run->out, replicate, row);
        pr_ratios_keep(&run->ratios, number, row);
    } else {
        atomic_store(&run->broken, number + 1);
    }
    return status;
}

/* Says what broke by simulating the replicate once more; returns the run's status. */
static int explain_broken(run_context_t *run, int status, pr_errors_t *errors)
{
    uint64_t broken = atomic_load(&run->broken);
    unsigned long long number = broken - 1;
    if (status == PR_ERR_DOMAIN && broken) {
        return pr_errors_add(
            errors, PR_ERR_INPUT, run->scenario->path, 0,
            "in replicate %llu the parameters as drawn can't be computed with (an index factor outside "
            "0 to 10,000, a share outside 0 to 1): expected narrower distributions",
            number);
    }
    pr_replicate_t *replicate = status == PR_ERR_IDENTITY && broken ? pr_new(1, sizeof *replicate) : NULL;
    if (replicate && pr_replicate_init(replicate, run->scenario) == 0 &&
        pr_sampler_simulate(&run->sampler, replicate, number) == 0) {
        pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                      "an identity does not hold in replicate %llu:", number);
        pr_replicate_verify(replicate, run->scenario, errors);
    }
    close_replicate(run, replicate);
    return status;
}

size_t pr_plan_headlines(const pr_plan_t *self, size_t out[PR_HEADLINES])
{
    static const char *const names[PR_HEADLINES] = {"cost.total", "surplus.reduction_net",
                                                    "service.residents_reached", "deployment.hours"};
    size_t count = 0;
    for (size_t i = 0; i < PR_HEADLINES; i++) {
        ptrdiff_t found = pr_plan_find(self, names[i], 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
        if (found >= 0) {
            out[count++] = (size_t)found;
        }
    }
    return count;
}

/* What follows the index alone varies little: its quantiles deserve more digits. Not so what is settled,
   which ranges from 0 up. */
static unsigned char *mark_narrow(const pr_plan_t *plan, size_t series)
{
    unsigned char *narrow = pr_new(series, 1);
    for (size_t i = 0; narrow && i < plan->count; i++) {
        switch (pr_metric_sources[plan->series[i].metric].from) {
        case PR_FROM_INDEX:
        case PR_FROM_LINE:
        case PR_FROM_TOTAL:
        case PR_FROM_CHANNEL:
            narrow[i] = 1;
            break;
        case PR_FROM_SURPLUS:
            narrow[i] =
                pr_metric_sources[plan->series[i].metric].offset == offsetof(pr_surplus_t, reduction) ||
                pr_metric_sources[plan->series[i].metric].offset == offsetof(pr_surplus_t, contribution);
            break;
        default:
            break;
        }
    }
    return narrow;
}

/* Series of the plan, then spans, then risks. */
static size_t series_of(const pr_run_t *self)
{
    return self->plan.count + self->span_count + self->risk_count;
}

/* Those of the plan; no other series is a multiple. */
static pr_multiple_t *extend_multiples(const pr_run_t *self)
{
    size_t count = series_of(self);
    pr_multiple_t *multiple = pr_new(count, sizeof *multiple);
    for (size_t i = 0; multiple && i < count; i++) {
        multiple[i] = i < self->plan.count ? self->plan.multiple[i] : (pr_multiple_t){i, 1};
    }
    return multiple;
}

/* What a run has and how its replicates are drawn, before any is. */
static int prepare(pr_run_t *self, const pr_scenario_t *scenario, const pr_run_options_t *options,
                   run_context_t *context)
{
    int status = pr_central_path(scenario, &self->central);
    if (status == 0) {
        status = pr_plan_init(&self->plan, scenario, options->detail);
    }
    if (status == 0) {
        status = pr_spans_init(self);
    }
    if (status == 0) {
        self->risk_count = options->risk ? pr_risk_count(scenario) : 0;
        status = pr_sampler_init(&context->sampler, options->sampling, scenario, options->seed,
                                 options->ensemble.replicates);
    }
    return status != 0 ? status : pr_ratios_init(&context->ratios, &self->plan, options->ensemble.replicates);
}

static int run_ensemble(pr_run_t *self, const pr_run_options_t *options, const pr_experiment_t *experiment,
                        size_t *curve, pr_errors_t *errors)
{
    size_t headline[PR_HEADLINES] = {0};
    pr_ensemble_options_t ensemble = options->ensemble;
    ensemble.headline = headline;
    ensemble.headline_count = pr_plan_headlines(&self->plan, headline);
    curve[0] = headline[0]; /* cost.total over all years */
    for (size_t i = 0; i < self->risk_count; i++) {
        curve[1 + i] = self->plan.count + self->span_count + i;
    }
    ensemble.curve = curve;
    ensemble.curve_count = 1 + self->risk_count;
    ensemble.grouping = pr_sampling_grouping(options->sampling);
    return pr_ensemble_run(&self->ensemble, experiment, &ensemble, errors);
}

static int summarise_ratios(const run_context_t *context, const pr_run_options_t *options, pr_run_t *self,
                            pr_errors_t *errors)
{
    int status = pr_ratios_summarise(&context->ratios, options->seed, pr_sampling_grouping(options->sampling),
                                     &self->ensemble);
    return status == 0 ? 0
                       : pr_errors_add(errors, status, NULL, 0, "the ratios of means: %s",
                                       pr_errors_words(errors, pr_status_name(status)));
}

int pr_run_scenario(pr_run_t *self, const pr_scenario_t *scenario, const pr_run_options_t *options,
                    pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->seed = options->seed;
    self->sampling = options->sampling;
    run_context_t context = {.scenario = scenario, .out = self, .verify = options->verify};
    int status = prepare(self, scenario, options, &context);
    unsigned char *narrow = status == 0 ? mark_narrow(&self->plan, series_of(self)) : NULL;
    pr_multiple_t *multiple = narrow ? extend_multiples(self) : NULL;
    size_t *curve = multiple ? pr_new(1 + self->risk_count, sizeof *curve) : NULL;
    if (curve) {
        pr_experiment_t experiment = {.series = series_of(self),
                                      .context = &context,
                                      .open = open_replicate,
                                      .close = close_replicate,
                                      .draw = draw_replicate,
                                      .narrow = narrow,
                                      .multiple = multiple,
                                      /* a tenth of a thousandth of a resident, an hour, a euro, a share */
                                      .negligible = 1e-4};
        status = run_ensemble(self, options, &experiment, curve, errors);
        status = explain_broken(&context, status, errors);
        int summed = status >= 0 ? summarise_ratios(&context, options, self, errors) : 0;
        status = summed ? summed : status;
    } else {
        status = status ? status : PR_ERR_MEMORY;
        pr_errors_add(errors, status, NULL, 0, "the run could not be prepared: %s",
                      pr_errors_words(errors, pr_status_name(status)));
    }
    pr_free(curve);
    pr_free(multiple);
    pr_free(narrow);
    pr_ratios_free(&context.ratios);
    pr_sampler_free(&context.sampler);
    return status;
}

void pr_run_free(pr_run_t *self)
{
    pr_plan_free(&self->plan);
    pr_ensemble_free(&self->ensemble);
    pr_free(self->span);
    memset(self, 0, sizeof *self);
}

const pr_summary_t *pr_run_find(const pr_run_t *self, const char *metric, int scope, pr_period_t period)
{
    ptrdiff_t series = pr_plan_find(&self->plan, metric, scope, period);
    return series < 0 ? NULL : &self->ensemble.summary[series];
}
