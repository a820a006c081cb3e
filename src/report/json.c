/* results.json: see json.h. */
#include "report/json.h"
#include "core/memory.h"
#include "report/numbers.h"
#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A member of an object; a value that could not be made leaves the object without it and `ok` false. */
static void put(json_t *object, const char *key, json_t *value, bool *ok)
{
    *ok = json_object_set_new(object, key, value) == 0 && *ok;
}

/* Text that is not UTF-8 would make no string: printable first. */
static json_t *text(const char *string)
{
    json_t *value = string ? json_string(string) : json_null();
    if (!value) {
        char *copy = pr_text_copy(string);
        if (copy) {
            pr_text_make_printable(copy);
            value = json_string(copy);
        }
        pr_free(copy);
    }
    return value;
}

/* Seeds and counts are 64 bits without a sign; JSON readers keep 53 bits: above that they are texts. */
static json_t *count(uint64_t x)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64, x);
    return x < UINT64_C(1) << 53 ? json_integer((json_int_t)x) : json_string(digits);
}

/* The double that results.csv's digits stand for. */
static json_t *number(const pr_summary_t *summary, double x)
{
    if (!isfinite(x)) {
        return json_null();
    }
    char text_of[64];
    snprintf(text_of, sizeof text_of, summary->sd == 0 ? "%.17g" : "%.10g",
             x); /* read back in the same locale */
    return json_real(strtod(text_of, NULL));
}

static json_t *versions(const pr_report_t *report, bool *ok)
{
    json_t *object = json_object();
    put(object, "compiler", text(__VERSION__), ok);
    put(object, "gsl", text(gsl_version), ok);
    put(object, "jansson", text(jansson_version_str()), ok);
    for (size_t i = 0; i < report->component_count; i++) {
        put(object, report->component[i].name, text(report->component[i].version), ok);
    }
    return object;
}

static json_t *provenance(const pr_report_t *report, const pr_run_t *run, bool *ok)
{
    const pr_scenario_t *scenario = run->plan.scenario;
    json_t *object = json_object();
    put(object, "program", text("poolraming"), ok);
    put(object, "version", text(POOLRAMING_VERSION), ok);
    put(object, "scenario_id", text(scenario->id), ok);
    put(object, "scenario_title", text(scenario->title), ok);
    put(object, "scenario_sha256", text(scenario->sha256), ok);
    put(object, "scenario_text", text(scenario->resolved), ok);
    put(object, "seed", count(run->seed), ok);
    put(object, "replicates", count(run->ensemble.replicates), ok);
    put(object, "rng", text("Philox4x32-10"), ok);
    put(object, "quantiles", text(run->ensemble.counted ? "counted" : "exact"), ok);
    put(object, "interrupted", json_boolean(run->ensemble.interrupted), ok);
    put(object, "precision_reached", json_boolean(run->ensemble.precision_reached), ok);
    put(object, "masked", json_boolean(!report->unmasked), ok);
    put(object, "versions", versions(report, ok), ok);
    if (report->started) {
        put(object, "started", text(report->started), ok);
    }
    if (report->started && report->duration_seconds >= 0) {
        put(object, "duration_seconds", json_real(report->duration_seconds), ok);
    }
    return object;
}

static void outcome_numbers(json_t *object, const pr_summary_t *summary, bool *ok)
{
    const struct {
        const char *key;
        double x;
        bool moment;
    } member[] = {{"mean", summary->mean, true}, {"sd", summary->sd, true},    {"se", summary->se, true},
                  {"p05", summary->p05, false},  {"p10", summary->p10, false}, {"p25", summary->p25, false},
                  {"p50", summary->p50, false},  {"p75", summary->p75, false}, {"p90", summary->p90, false},
                  {"p95", summary->p95, false}};
    for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
        bool empty = member[i].moment && summary->undefined > 0;
        put(object, member[i].key, empty ? json_null() : number(summary, member[i].x), ok);
    }
    put(object, "undefined", count(summary->undefined), ok);
}

static json_t *outcome(const pr_run_t *run, size_t series, pr_masked_t masked, bool *ok)
{
    const pr_series_t *at = &run->plan.series[series];
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    char name[256], period[16];
    pr_plan_metric_name(&run->plan, series, name, sizeof name);
    pr_period_format(at->period, period);
    json_t *object = json_object();
    put(object, "metric", text(name), ok);
    put(object, "unit", text(metric[at->metric].unit), ok);
    put(object, "period", text(period), ok);
    put(object, "municipality",
        text(at->scope > 0 ? run->plan.scenario->municipality[at->scope - 1].name : ""), ok);
    if (masked != PR_SHOWN) {
        put(object, "masked", text(pr_mask_sign(masked)), ok);
    } else {
        outcome_numbers(object, &run->ensemble.summary[series], ok);
    }
    return object;
}

static int append(const char *bytes, size_t length, void *out)
{
    pr_text_add(out, bytes, length);
    return ((pr_text_t *)out)->failed ? -1 : 0;
}

/* Takes `value` over. */
static void dump(pr_text_t *out, json_t *value, size_t flags, bool *ok)
{
    *ok = *ok && json_dump_callback(value, append, out, flags) == 0;
    json_decref(value);
}

int pr_json_results(pr_text_t *out, const pr_report_t *report, const pr_run_t *run, const pr_mask_t *mask)
{
    bool ok = true;
    pr_text_adds(out, "{\"provenance\": ");
    dump(out, provenance(report, run, &ok), JSON_INDENT(2), &ok);
    pr_text_adds(out, ",\n\"outcomes\": [\n");
    for (size_t i = 0; i < run->plan.count && ok; i++) {
        dump(out, outcome(run, i, pr_mask_of(mask, i), &ok), 0, &ok);
        pr_text_adds(out, i + 1 < run->plan.count ? ",\n" : "\n");
    }
    pr_text_adds(out, "]}\n");
    return ok && !out->failed ? 0 : PR_ERR_MEMORY;
}
