/* A run of one scenario: its plan as an experiment of the ensemble. */
#include "core/memory.h"
#include "engine/bootstrap.h"
#include "engine/metrics.h"
#include "engine/spans.h"
#include <poolraming/engine.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const pr_scenario_t *scenario;
    const pr_run_t *out;
    uint64_t seed;
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
    int status = pr_replicate_simulate(replicate, run->scenario, run->seed, number);
    if (status == 0 && run->verify) {
        status = pr_replicate_verify(replicate, run->scenario, NULL);
    }
    if (status == 0) {
        pr_plan_record_own(&run->out->plan, replicate, row);
        pr_spans_record(run->out, row);
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
        pr_replicate_simulate(replicate, run->scenario, run->seed, number) == 0) {
        pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                      "an identity does not hold in replicate %llu:", number);
        pr_replicate_verify(replicate, run->scenario, errors);
    }
    close_replicate(run, replicate);
    return status;
}

static size_t find_headlines(const pr_plan_t *plan, size_t *out)
{
    static const char *const names[] = {"cost.total", "surplus.reduction_net", "service.residents_reached",
                                        "deployment.hours"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ptrdiff_t found = pr_plan_find(plan, names[i], 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
        if (found >= 0) {
            out[count++] = (size_t)found;
        }
    }
    return count;
}

/* What follows the index alone varies little: its quantiles deserve more digits. Not so what is settled,
   which ranges from 0 up. */
static unsigned char *mark_narrow(const pr_plan_t *plan, size_t spans)
{
    unsigned char *narrow = pr_new(plan->count + spans, 1);
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

/* Those of the plan; a span is no multiple. */
static pr_multiple_t *extend_multiples(const pr_run_t *self)
{
    size_t count = self->plan.count + self->span_count;
    pr_multiple_t *multiple = pr_new(count, sizeof *multiple);
    for (size_t i = 0; multiple && i < count; i++) {
        multiple[i] = i < self->plan.count ? self->plan.multiple[i] : (pr_multiple_t){i, 1};
    }
    return multiple;
}

int pr_run_scenario(pr_run_t *self, const pr_scenario_t *scenario, const pr_run_options_t *options,
                    pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->seed = options->seed;
    int status = pr_central_path(scenario, &self->central);
    if (status == 0) {
        status = pr_plan_init(&self->plan, scenario, options->detail);
    }
    if (status == 0) {
        status = pr_spans_init(self);
    }
    run_context_t context = {
        .scenario = scenario, .out = self, .seed = options->seed, .verify = options->verify};
    if (status == 0) {
        status = pr_ratios_init(&context.ratios, &self->plan, options->ensemble.replicates);
    }
    unsigned char *narrow = status == 0 ? mark_narrow(&self->plan, self->span_count) : NULL;
    pr_multiple_t *multiple = narrow ? extend_multiples(self) : NULL;
    if (!multiple) {
        pr_free(narrow);
        pr_ratios_free(&context.ratios);
        return pr_errors_add(errors, status ? status : PR_ERR_MEMORY, NULL, 0,
                             "the run could not be prepared: %s",
                             pr_status_name(status ? status : PR_ERR_MEMORY));
    }
    pr_experiment_t experiment = {.series = self->plan.count + self->span_count,
                                  .context = &context,
                                  .open = open_replicate,
                                  .close = close_replicate,
                                  .draw = draw_replicate,
                                  .narrow = narrow,
                                  .multiple = multiple,
                                  /* a tenth of a thousandth of a resident, an hour, a euro, a share */
                                  .negligible = 1e-4};
    size_t headline[8];
    pr_ensemble_options_t ensemble = options->ensemble;
    ensemble.headline = headline;
    ensemble.headline_count = find_headlines(&self->plan, headline);
    ensemble.curve = headline; /* cost.total over all years */
    ensemble.curve_count = 1;
    status = pr_ensemble_run(&self->ensemble, &experiment, &ensemble, errors);
    status = explain_broken(&context, status, errors);
    if (status >= 0) {
        int summed = pr_ratios_summarise(&context.ratios, options->seed, &self->ensemble);
        status = summed == 0 ? status
                             : pr_errors_add(errors, summed, NULL, 0, "the ratios of means: %s",
                                             pr_status_name(summed));
    }
    pr_ratios_free(&context.ratios);
    pr_free(multiple);
    pr_free(narrow);
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
