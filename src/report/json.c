/* results.json: see json.h. */
#include "report/json.h"
#include "core/memory.h"
#include "report/council.h"
#include "report/numbers.h"
#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <math.h>
#include <poolraming/council.h>
#include <stdlib.h>
#include <string.h>

void pr_json_put(json_t *object, const char *key, json_t *value, bool *ok)
{
    *ok = json_object_set_new(object, key, value) == 0 && *ok;
}

json_t *pr_json_text(const char *string)
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

json_t *pr_json_count(uint64_t x)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64, x);
    return x < UINT64_C(1) << 53 ? json_integer((json_int_t)x) : json_string(digits);
}

json_t *pr_json_number(const pr_summary_t *summary, double x)
{
    if (!isfinite(x)) {
        return json_null();
    }
    char text_of[64];
    snprintf(text_of, sizeof text_of, summary->sd == 0 ? "%.17g" : "%.10g",
             x); /* read back in the same locale */
    return json_real(strtod(text_of, NULL));
}

void pr_json_put_laid(json_t *object, const pr_scenario_t *scenario, bool *ok)
{
    json_t *array = scenario->overlay_count > 0 ? json_array() : NULL;
    for (size_t i = 0; i < scenario->overlay_count; i++) {
        *ok = json_array_append_new(array, pr_json_text(scenario->overlay[i])) == 0 && *ok;
    }
    if (scenario->overlay_count > 0) {
        pr_json_put(object, "overlays", array, ok);
    }
    if (scenario->invented != PR_INVENTED_NO) {
        pr_json_put(object, "invented", json_true(), ok);
    }
}

json_t *pr_json_program(bool *ok)
{
    json_t *object = json_object();
    pr_json_put(object, "program", pr_json_text("poolraming"), ok);
    pr_json_put(object, "version", pr_json_text(POOLRAMING_VERSION), ok);
    return object;
}

json_t *pr_json_origin(const pr_scenario_t *scenario, uint64_t seed, bool *ok)
{
    json_t *object = pr_json_program(ok);
    pr_json_put(object, "scenario_id", pr_json_text(scenario->id), ok);
    pr_json_put(object, "scenario_title", pr_json_text(scenario->title), ok);
    pr_json_put(object, "scenario_sha256", pr_json_text(scenario->sha256), ok);
    pr_json_put_laid(object, scenario, ok);
    pr_json_put(object, "scenario_text", pr_json_text(scenario->resolved), ok);
    pr_json_put(object, "seed", pr_json_count(seed), ok);
    return object;
}

void pr_json_end(json_t *object, const pr_report_t *report, bool *ok)
{
    pr_json_put(object, "versions", pr_json_versions(report, ok), ok);
    if (report->started) {
        pr_json_put(object, "started", pr_json_text(report->started), ok);
    }
    if (report->started && report->duration_seconds >= 0) {
        pr_json_put(object, "duration_seconds", json_real(report->duration_seconds), ok);
    }
}

json_t *pr_json_head(const pr_scenario_t *const *scenario, size_t count, bool *ok)
{
    json_t *object = pr_json_program(ok), *array = json_array();
    for (size_t k = 0; k < count; k++) {
        json_t *one = json_object();
        pr_json_put(one, "id", pr_json_text(scenario[k]->id), ok);
        pr_json_put(one, "title", pr_json_text(scenario[k]->title), ok);
        pr_json_put(one, "sha256", pr_json_text(scenario[k]->sha256), ok);
        pr_json_put_laid(one, scenario[k], ok);
        pr_json_put(one, "text", pr_json_text(scenario[k]->resolved), ok);
        *ok = json_array_append_new(array, one) == 0 && *ok;
    }
    pr_json_put(object, "scenarios", array, ok);
    return object;
}

json_t *pr_json_versions(const pr_report_t *report, bool *ok)
{
    json_t *object = json_object();
    pr_json_put(object, "compiler", pr_json_text(__VERSION__), ok);
    pr_json_put(object, "gsl", pr_json_text(gsl_version), ok);
    pr_json_put(object, "jansson", pr_json_text(jansson_version_str()), ok);
    for (size_t i = 0; i < report->component_count; i++) {
        pr_json_put(object, report->component[i].name, pr_json_text(report->component[i].version), ok);
    }
    return object;
}

static json_t *plain_number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

/* What the sampling did for a headline outcome. */
static json_t *gain_of(const pr_run_t *run, const pr_sampling_gain_t *gain, bool *ok)
{
    json_t *object = json_object();
    char name[256];
    pr_plan_metric_name(&run->plan, gain->series, name, sizeof name);
    pr_json_put(object, "metric", pr_json_text(name), ok);
    pr_json_put(object, "gain", plain_number(gain->gain), ok);
    pr_json_put(object, "gain_p05", plain_number(gain->low), ok);
    pr_json_put(object, "gain_p95", plain_number(gain->high), ok);
    pr_json_put(object, "noise_share", plain_number(1 - gain->parts.parameter_share), ok);
    pr_json_put(object, "noise_share_se", plain_number(gain->parts.share_se), ok);
    return object;
}

/* Said only where it is not the default. */
static void put_sampling(json_t *object, const pr_report_t *report, const pr_run_t *run, bool *ok)
{
    if (run->sampling == PR_SAMPLING_MC) {
        return;
    }
    pr_json_put(object, "sampling", pr_json_text(pr_sampling_name(run->sampling)), ok);
    pr_json_put(object, "scramblings",
                pr_json_count(pr_sampling_groups(run->sampling, run->ensemble.replicates)), ok);
    if (report->sampling) {
        json_t *list = json_array();
        for (size_t i = 0; i < report->sampling->count; i++) {
            *ok = json_array_append_new(list, gain_of(run, &report->sampling->of[i], ok)) == 0 && *ok;
        }
        pr_json_put(object, "sampling_gain", list, ok);
    }
}

static json_t *provenance(const pr_report_t *report, const pr_run_t *run, bool *ok)
{
    json_t *object = pr_json_origin(run->plan.scenario, run->seed, ok);
    pr_json_put(object, "replicates", pr_json_count(run->ensemble.replicates), ok);
    pr_json_put(object, "rng", pr_json_text("Philox4x32-10"), ok);
    put_sampling(object, report, run, ok);
    pr_json_put(object, "quantiles", pr_json_text(run->ensemble.counted ? "counted" : "exact"), ok);
    pr_json_put(object, "interrupted", json_boolean(run->ensemble.interrupted), ok);
    if (run->ensemble.precision > 0) {
        double error = run->ensemble.relative_error;
        pr_json_put(object, "precision_asked", json_real(run->ensemble.precision), ok);
        pr_json_put(object, "relative_error", isfinite(error) ? json_real(error) : json_null(), ok);
    }
    pr_json_put(object, "precision_reached", json_boolean(run->ensemble.precision_reached), ok);
    pr_json_put(object, "masked", json_boolean(!report->unmasked), ok);
    pr_json_end(object, report, ok);
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
        pr_json_put(object, member[i].key, empty ? json_null() : pr_json_number(summary, member[i].x), ok);
    }
    pr_json_put(object, "undefined", pr_json_count(summary->undefined), ok);
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
    pr_json_put(object, "metric", pr_json_text(name), ok);
    pr_json_put(object, "unit", pr_json_text(metric[at->metric].unit), ok);
    pr_json_put(object, "period", pr_json_text(period), ok);
    pr_json_put(object, "municipality",
                pr_json_text(at->scope > 0 ? run->plan.scenario->municipality[at->scope - 1].name : ""), ok);
    if (masked != PR_SHOWN) {
        pr_json_put(object, "masked", pr_json_text(pr_mask_sign(masked)), ok);
    } else {
        outcome_numbers(object, &run->ensemble.summary[series], ok);
    }
    return object;
}

/* raad.csv's rows. */
static json_t *council_row(const pr_council_t *council, const pr_council_row_t *row, bool *ok)
{
    const pr_scenario_t *scenario = council->run->plan.scenario;
    const char kind[] = {pr_buffer_class(row->ratio), '\0'};
    json_t *object = json_object();
    pr_json_put(object, "municipality",
                pr_json_text(council->scope > 0 ? scenario->municipality[council->scope - 1].name : ""), ok);
    pr_json_put(object, "years", pr_json_text(pr_council_years(row->part)), ok);
    pr_json_put(object, "risk", pr_json_text(pr_council_risk(row->risk)), ok);
    pr_json_put(object, "surplus", pr_json_text(pr_council_surplus(council)), ok);
    pr_json_put(object, "certainty_pct", json_integer(row->percent), ok);
    pr_json_put(object, "quantile_eur", plain_number(row->quantile_eur), ok);
    pr_json_put(object, "needed_eur", plain_number(row->needed_eur), ok);
    if (row->rated) {
        pr_json_put(object, "buffer_eur", json_real(council->buffer_eur), ok);
        pr_json_put(object, "ratio", plain_number(row->ratio), ok);
        pr_json_put(object, "class", pr_json_text(isnan(row->ratio) ? NULL : kind), ok);
    }
    return object;
}

static void put_council(pr_text_t *out, const pr_report_t *report, const pr_run_t *run, bool *ok)
{
    const pr_council_t council = pr_council_of(report, run);
    pr_council_row_t row[PR_COUNCIL_ROWS];
    size_t count = report->council ? pr_council_rows(&council, row) : 0;
    pr_text_adds(out, count > 0 ? ",\n\"council\": [\n" : "");
    for (size_t i = 0; i < count && *ok; i++) {
        pr_json_dump(out, council_row(&council, &row[i], ok), 0, ok);
        pr_text_adds(out, i + 1 < count ? ",\n" : "\n]");
    }
}

static int append(const char *bytes, size_t length, void *out)
{
    pr_text_add(out, bytes, length);
    return ((pr_text_t *)out)->failed ? -1 : 0;
}

void pr_json_dump(pr_text_t *out, json_t *value, size_t flags, bool *ok)
{
    *ok = *ok && json_dump_callback(value, append, out, flags) == 0;
    json_decref(value);
}

int pr_json_results(pr_text_t *out, const pr_report_t *report, const pr_run_t *run, const pr_mask_t *mask)
{
    bool ok = true;
    pr_text_adds(out, "{\"provenance\": ");
    pr_json_dump(out, provenance(report, run, &ok), JSON_INDENT(2), &ok);
    put_council(out, report, run, &ok);
    pr_text_adds(out, ",\n\"outcomes\": [\n");
    for (size_t i = 0; i < run->plan.count && ok; i++) {
        pr_json_dump(out, outcome(run, i, pr_mask_of(mask, i), &ok), 0, &ok);
        pr_text_adds(out, i + 1 < run->plan.count ? ",\n" : "\n");
    }
    pr_text_adds(out, "]}\n");
    return ok && !out->failed ? 0 : PR_ERR_MEMORY;
}
