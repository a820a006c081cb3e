/* What of a run or comparison goes into its record: the headline metrics per year and over all years, nothing
   by month. */
#include "store/record.h"
#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    bool local; /* of the municipalities too */
} metrics[] = {{"index.ova", false},
               {"cost.total", false},
               {"cost.total.real", false},
               {"surplus.reduction", true},
               {"surplus.reduction_net", true},
               {"surplus.shortfall", false},
               {"execution.contribution", true},
               {"settlement", true},
               {"municipality.net_effect", true},
               {"capacity.target_persons", false},
               {"capacity.active_persons", false},
               {"capacity.volunteers", false},
               {"deployment.hours", true},
               {"demand.new_residents", false},
               {"service.residents_reached", true},
               {"service.backlog_residents", false},
               {"service.released", false},
               {"benefit.total", false},
               {"value.net_present", false}};
enum { METRICS = sizeof metrics / sizeof *metrics };

/* Every outcome, also of those that are not recorded. */
static void take_fingerprint(pr_recorder_t *self, const pr_ensemble_t *ensemble, size_t series)
{
    self->out->series = series;
    for (size_t i = 0; i < series; i++) {
        const pr_summary_t *s = &ensemble->summary[i];
        const double x[] = {s->mean,
                            s->sd,
                            s->se,
                            s->p05,
                            s->p10,
                            s->p25,
                            s->p50,
                            s->p75,
                            s->p90,
                            s->p95,
                            (double)s->undefined};
        for (size_t k = 0; k < sizeof x / sizeof *x; k++) {
            pr_recorder_number(self, x[k]);
        }
    }
}

/* ---- outcomes ---- */

/* What is asked of each series of a plan: where it is recorded, and under which name. */
typedef struct {
    const pr_plan_t *plan;
    const char *name; /* NULL: not recorded */
} pick_t;

static pick_t pick(const pr_plan_t *plan, size_t series)
{
    pick_t out = {plan, NULL};
    char name[256];
    const pr_series_t *at = &plan->series[series];
    if (at->period.kind != PR_PERIOD_YEAR && at->period.kind != PR_PERIOD_ALL) {
        return out;
    }
    pr_plan_metric_name(plan, series, name, sizeof name);
    for (size_t i = 0; i < METRICS && !out.name; i++) {
        if (strcmp(metrics[i].name, name) == 0 && (metrics[i].local || at->scope == 0)) {
            out.name = metrics[i].name;
        }
    }
    return out;
}

static void add_outcome(pr_recorder_t *self, const pick_t *picked, size_t series, size_t scenario,
                        bool difference, const pr_summary_t *summary)
{
    size_t count;
    char period[16];
    const pr_series_t *at = &picked->plan->series[series];
    pr_period_format(at->period, period);
    const pr_record_outcome_t outcome = {
        .scenario = (int)scenario,
        .difference = difference,
        .metric = picked->name,
        .unit = pr_metric_table(&count)[at->metric].unit,
        .period = period,
        .municipality = at->scope > 0 ? picked->plan->scenario->municipality[at->scope - 1].name : "",
        .summary = pr_recorded_summary(summary)};
    pr_recorder_add(self, &outcome);
}

static int end(pr_recorder_t *self, const pr_plan_t *plan, const pr_ensemble_t *ensemble, size_t series,
               uint64_t seed)
{
    pr_record_t *out = self->out;
    out->seed = seed;
    out->detail = plan->detail;
    out->replicates = out->asked = ensemble->replicates;
    out->precision = ensemble->precision;
    out->interrupted = ensemble->interrupted;
    take_fingerprint(self, ensemble, series);
    return pr_recorder_end(self);
}

int pr_record_of_run(const pr_run_t *run, pr_record_t *out)
{
    pr_recorder_t self;
    pr_recorder_begin(&self, out, PR_RECORD_RUN, &run->plan.scenario, 1);
    out->sampling = run->sampling;
    for (size_t i = 0; i < run->plan.count; i++) {
        pick_t picked = pick(&run->plan, i);
        if (picked.name) {
            add_outcome(&self, &picked, i, 0, false, &run->ensemble.summary[i]);
        }
    }
    /* amounts that only a page for the council asks for are not counted */
    return end(&self, &run->plan, &run->ensemble, run->plan.count + run->span_count, run->seed);
}

int pr_record_of_comparison(const pr_comparison_t *comparison, pr_record_t *out)
{
    pr_recorder_t self;
    const pr_plan_t *plan = &comparison->plan;
    pr_recorder_begin(&self, out, PR_RECORD_COMPARE, comparison->scenario, comparison->count);
    for (size_t k = 0; k < comparison->count; k++) {
        for (size_t i = 0; i < plan->count; i++) {
            pick_t picked = pick(plan, i);
            pr_difference_t at = pr_compare_at(comparison, k ? k : 1, i);
            if (picked.name) {
                add_outcome(&self, &picked, i, k, false, k ? at.other : at.base);
            }
            if (picked.name && k) {
                add_outcome(&self, &picked, i, k, true, at.difference);
            }
        }
    }
    return end(&self, plan, &comparison->ensemble, comparison->ensemble.series, comparison->seed);
}

const pr_summary_t *pr_record_find(const pr_record_t *self, int scenario, const char *metric,
                                   const char *municipality, const char *period)
{
    for (size_t i = 0; i < self->outcome_count; i++) {
        const pr_record_outcome_t *at = &self->outcome[i];
        if (at->scenario == scenario && !at->difference && !*at->measure && strcmp(at->period, period) == 0 &&
            strcmp(at->municipality, municipality) == 0 && strcmp(at->metric, metric) == 0) {
            return &at->summary;
        }
    }
    return NULL;
}
