/* What of a run goes into its record: the headline metrics per year and over all years, nothing by month. */
#include "core/arena.h"
#include "core/memory.h"
#include <math.h>
#include <nettle/sha2.h>
#include <poolraming/archive.h>
#include <stdio.h>
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

/* ---- the fingerprint ---- */

static void hash_number(struct sha256_ctx *context, double x)
{
    uint64_t bits = 0;
    uint8_t bytes[sizeof bits];
    if (!isnan(x)) { /* of which there are many */
        memcpy(&bits, &x, sizeof bits);
    } else {
        bits = UINT64_MAX;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(bits >> (8 * i));
    }
    sha256_update(context, sizeof bytes, bytes);
}

static void take_fingerprint(const pr_ensemble_t *ensemble, size_t series, char out[65])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
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
            hash_number(&context, x[k]);
        }
    }
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
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

static pr_record_outcome_t outcome_of(pr_arena_t *arena, const pick_t *picked, size_t series, int scenario,
                                      bool difference, const pr_summary_t *summary)
{
    size_t count;
    char period[16];
    const pr_series_t *at = &picked->plan->series[series];
    pr_period_format(at->period, period);
    return (pr_record_outcome_t){
        .scenario = scenario,
        .difference = difference,
        .metric = picked->name,
        .unit = pr_metric_table(&count)[at->metric].unit,
        .period = pr_arena_copy(arena, period),
        .municipality = at->scope > 0 ? picked->plan->scenario->municipality[at->scope - 1].name : "",
        .summary = {.mean = summary->mean,
                    .sd = summary->sd,
                    .se = summary->se,
                    .p05 = summary->p05,
                    .p10 = NAN,
                    .p25 = NAN,
                    .p50 = summary->p50,
                    .p75 = NAN,
                    .p90 = NAN,
                    .p95 = summary->p95,
                    .undefined = summary->undefined}};
}

static int begin(pr_record_t *out, const pr_plan_t *plan, size_t scenarios, size_t a_series)
{
    size_t count = 0;
    memset(out, 0, sizeof *out);
    out->net_effect = NAN;
    for (size_t i = 0; i < plan->count; i++) {
        count += pick(plan, i).name ? a_series : 0;
    }
    out->texts = pr_arena_new();
    out->scenario = pr_new(scenarios, sizeof *out->scenario);
    out->outcome = pr_new(count, sizeof *out->outcome);
    return out->texts && out->scenario && out->outcome ? 0 : PR_ERR_MEMORY;
}

static pr_record_scenario_t scenario_of(const pr_scenario_t *scenario)
{
    return (pr_record_scenario_t){.id = scenario->id,
                                  .title = scenario->title ? scenario->title : "",
                                  .path = "",
                                  .sha256 = scenario->sha256,
                                  .text = scenario->resolved};
}

static int end(pr_record_t *out, const pr_ensemble_t *ensemble, size_t series, uint64_t seed)
{
    out->seed = seed;
    out->replicates = out->asked = ensemble->replicates;
    out->precision = ensemble->precision;
    out->interrupted = ensemble->interrupted;
    out->series = series;
    take_fingerprint(ensemble, series, out->fingerprint);
    return pr_arena_failed(out->texts) ? PR_ERR_MEMORY : 0;
}

int pr_record_of_run(const pr_run_t *run, pr_record_t *out)
{
    int status = begin(out, &run->plan, 1, 1);
    if (status != 0) {
        return status;
    }
    out->kind = PR_RECORD_RUN;
    out->detail = run->plan.detail;
    out->sampling = run->sampling;
    out->scenario[out->scenario_count++] = scenario_of(run->plan.scenario);
    for (size_t i = 0; i < run->plan.count; i++) {
        pick_t picked = pick(&run->plan, i);
        if (picked.name) {
            out->outcome[out->outcome_count++] =
                outcome_of(out->texts, &picked, i, 0, false, &run->ensemble.summary[i]);
        }
    }
    /* amounts that only a page for the council asks for are not counted */
    return end(out, &run->ensemble, run->plan.count + run->span_count, run->seed);
}

int pr_record_of_comparison(const pr_comparison_t *comparison, pr_record_t *out)
{
    const pr_plan_t *plan = &comparison->plan;
    int status = begin(out, plan, comparison->count, 2 * comparison->count - 1);
    if (status != 0) {
        return status;
    }
    out->kind = PR_RECORD_COMPARE;
    for (size_t k = 0; k < comparison->count; k++) {
        out->scenario[out->scenario_count++] = scenario_of(comparison->scenario[k]);
        for (size_t i = 0; i < plan->count; i++) {
            pick_t picked = pick(plan, i);
            pr_difference_t at = pr_compare_at(comparison, k ? k : 1, i);
            if (picked.name) {
                out->outcome[out->outcome_count++] =
                    outcome_of(out->texts, &picked, i, (int)k, false, k ? at.other : at.base);
            }
            if (picked.name && k) {
                out->outcome[out->outcome_count++] =
                    outcome_of(out->texts, &picked, i, (int)k, true, at.difference);
            }
        }
    }
    return end(out, &comparison->ensemble, comparison->ensemble.series, comparison->seed);
}

/* ---- records ---- */

void pr_record_free(pr_record_t *self)
{
    pr_arena_free(self->texts);
    pr_free(self->scenario);
    pr_free(self->outcome);
    memset(self, 0, sizeof *self);
}

const pr_summary_t *pr_record_find(const pr_record_t *self, int scenario, const char *metric,
                                   const char *municipality, const char *period)
{
    for (size_t i = 0; i < self->outcome_count; i++) {
        const pr_record_outcome_t *at = &self->outcome[i];
        if (at->scenario == scenario && !at->difference && strcmp(at->period, period) == 0 &&
            strcmp(at->municipality, municipality) == 0 && strcmp(at->metric, metric) == 0) {
            return &at->summary;
        }
    }
    return NULL;
}
