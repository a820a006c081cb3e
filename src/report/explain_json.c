/* One explained figure as JSON: see report_explain.h. */
#include "report/csv.h"
#include "report/explain.h"
#include "report/json.h"
#include "report/streams.h"
#include <jansson.h>
#include <math.h>
#include <poolraming/policy.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const pr_explanation_t *of;
    pr_lang_t lang;
    bool ok;
} writer_t;

static void put(writer_t *self, json_t *object, const char *key, json_t *value)
{
    self->ok = json_object_set_new(object, key, value) == 0 && self->ok;
}

static void append(writer_t *self, json_t *array, json_t *value)
{
    self->ok = json_array_append_new(array, value) == 0 && self->ok;
}

/* The double that a text's digits stand for; null where there is none. */
static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *cents(int64_t amount)
{
    return json_string(pr_plain_cents(amount).s);
}

/* A scenario's text is UTF-8: files that are not were refused. */
static json_t *text(const char *string)
{
    json_t *value = string ? json_string(string) : NULL;
    return value ? value : json_null();
}

static json_t *place(writer_t *self, const char *path)
{
    const pr_origin_t *origin = pr_scenario_origin(self->of->scenario, path);
    json_t *object = json_object();
    put(self, object, "setting", text(path));
    put(self, object, "file", text(origin ? origin->file : NULL));
    put(self, object, "line", origin && origin->line > 0 ? json_integer(origin->line) : json_null());
    return object;
}

static json_t *place_of(writer_t *self, const char *format, const char *name, int year)
{
    char path[200];
    snprintf(path, sizeof path, "%s%s.%d", format, name, year);
    return place(self, path);
}

/* ---- steps ---- */

static json_t *line_object(writer_t *self, const pr_explain_line_t *line, int year)
{
    const pr_line_t *at = &self->of->scenario->line[line->line];
    char path[192];
    json_t *object = json_object();
    put(self, object, "line", text(at->id));
    put(self, object, "label", text(at->label));
    put(self, object, "index", text(pr_class_name(at->index)));
    put(self, object, "real_eur", cents(line->real.cents));
    put(self, object, "factor", number((double)line->factor.factor));
    put(self, object, "nominal_eur", cents(line->nominal.cents));
    pr_policy_setting(self->of->scenario, line->line, year, path);
    put(self, object, "amount_set", place(self, path));
    snprintf(path, sizeof path, "budget.lines.%s.channel", at->id);
    put(self, object, "channel_set", place(self, path));
    return object;
}

static json_t *share_object(writer_t *self, const pr_explain_year_t *year, size_t m)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_explain_share_t *share = &year->share[m];
    const pr_key_t *key = &scenario->key[year->key];
    char path[160];
    json_t *object = json_object();
    snprintf(path, sizeof path, "keys.%s.shares.%s", key->id, scenario->municipality[m].id);
    put(self, object, "municipality", text(scenario->municipality[m].name));
    put(self, object, "share_pct", cents(key->share[m].hundredths));
    put(self, object, "floor_cents", json_integer(share->floor));
    if (year->policy == PR_ALLOCATION_KEY) {
        put(self, object, "remainder_over_10000", json_integer(share->remainder));
    } else {
        put(self, object, "weight", json_integer(year->weight[m]));
        put(self, object, "remainder_over_weights", json_integer(share->remainder));
    }
    put(self, object, "rank", json_integer((json_int_t)share->rank));
    put(self, object, "extra_cent", json_boolean(share->extra));
    put(self, object, "eur", cents(share->share.cents));
    put(self, object, "set", place(self, path));
    return object;
}

static json_t *key_object(writer_t *self, const pr_explain_year_t *year)
{
    const pr_explain_path_t *path = self->of->path;
    json_t *object = json_object(), *shares = json_array();
    for (size_t m = 0; m < self->of->scenario->municipality_count; m++) {
        append(self, shares, share_object(self, year, m));
    }
    put(self, object, "id", text(self->of->scenario->key[year->key].id));
    put(self, object, "source", text(self->of->scenario->key[year->key].source));
    put(self, object, "chosen",
        place_of(self,
                 path->kind == PR_EXPLAIN_BALANCE      ? "surplus.key"
                 : path->channel == PR_CHANNEL_SURPLUS ? "budget.key_surplus"
                                                       : "budget.key_execution",
                 "", year->year));
    if (year->policy != PR_ALLOCATION_KEY) {
        put(self, object, "policy", text(pr_allocation_policy(year->policy)->name));
        put(self, object, "policy_set",
            place_of(self,
                     path->channel == PR_CHANNEL_SURPLUS ? "allocation.surplus" : "allocation.execution", "",
                     year->year));
        put(self, object, "weights", json_integer(year->weights));
    }
    put(self, object, "cents_left", json_integer((json_int_t)year->left));
    put(self, object, "shares", shares);
    return object;
}

static json_t *year_object(writer_t *self, const pr_explain_year_t *year)
{
    json_t *object = json_object(), *lines = json_array();
    for (size_t i = 0; i < year->lines; i++) {
        append(self, lines, line_object(self, &year->line[i], year->year));
    }
    put(self, object, "year", json_integer(year->year));
    put(self, object, "lines", lines);
    if (self->of->path->kind == PR_EXPLAIN_BALANCE) {
        put(self, object, "balance_set", place_of(self, "surplus.mean", "", year->year));
    }
    put(self, object, "total_eur", cents(year->total));
    put(self, object, "key", year->key >= 0 ? key_object(self, year) : json_null());
    put(self, object, "eur", cents(year->cents));
    return object;
}

static json_t *figure_object(writer_t *self, const pr_explain_figure_t *figure)
{
    char path[160];
    json_t *object = json_object();
    put(self, object, "series", text(figure->series == PR_SERIES_OVA ? "ova" : "ppc"));
    put(self, object, "year", json_integer(figure->year));
    put(self, object, "vintage", text(figure->figure ? pr_vintage_name(figure->vintage) : "projected"));
    put(self, object, "growth", number(figure->growth));
    if (figure->figure) {
        snprintf(path, sizeof path, "figures.%.80s.value", figure->figure->id ? figure->figure->id : "");
        put(self, object, "source", text(figure->figure->source));
        put(self, object, "set", place(self, path));
    }
    return object;
}

static json_t *index_object(writer_t *self, const pr_explain_index_t *index)
{
    json_t *object = json_object(), *years = json_array();
    for (size_t y = 0; y < index->years; y++) {
        const pr_explain_growth_t *growth = &index->year[y];
        json_t *year = json_object(), *figures = json_array();
        for (size_t i = 0; i < growth->figures; i++) {
            append(self, figures, figure_object(self, &growth->figure[i]));
        }
        put(self, year, "year", json_integer(growth->year));
        put(self, year, "growth", number(growth->growth));
        put(self, year, "factor", number((double)growth->factor.factor));
        put(self, year, "basis", text(pr_basis_name(growth->basis)));
        put(self, year, "figures", figures);
        append(self, years, year);
    }
    put(self, object, "class", text(pr_class_name(index->kind)));
    put(self, object, "rule", text(pr_rule_name(self->of->scenario->index_rule)));
    put(self, object, "rule_set", place(self, "index.rule"));
    put(self, object, "years", years);
    return object;
}

static json_t *central_object(writer_t *self)
{
    const pr_explain_path_t *path = self->of->path;
    if (path->kind == PR_EXPLAIN_NONE) {
        return json_null();
    }
    json_t *object = json_object(), *years = json_array(), *indices = json_array();
    for (size_t y = 0; y < path->years; y++) {
        append(self, years, year_object(self, &path->year[y]));
    }
    for (int kind = 0; kind < PR_INDEX_CLASSES; kind++) {
        if (path->index[kind].years > 0) {
            append(self, indices, index_object(self, &path->index[kind]));
        }
    }
    put(self, object, "booking", text(self->of->scenario->booking == PR_BOOKING_TOTAL ? "total" : "project"));
    put(self, object, "booking_set", place(self, "budget.booking"));
    put(self, object, "years", years);
    put(self, object, "index", indices);
    put(self, object, "certain", json_boolean(path->certain));
    put(self, object, "value",
        path->kind == PR_EXPLAIN_INDEX ? json_string(pr_exact(path->value).s) : cents(path->cents));
    return object;
}

/* ---- spread ---- */

static json_t *estimate_object(writer_t *self)
{
    const pr_summary_t *summary = pr_explanation_summary(self->of);
    if (!summary) {
        return json_null();
    }
    bool defined = summary->undefined == 0;
    json_t *object = json_object();
    put(self, object, "replicates", json_integer((json_int_t)self->of->run->ensemble.replicates));
    put(self, object, "mean", defined ? number(summary->mean) : json_null());
    put(self, object, "sd", defined ? number(summary->sd) : json_null());
    put(self, object, "se", defined ? number(summary->se) : json_null());
    put(self, object, "p05", number(summary->p05));
    put(self, object, "p95", number(summary->p95));
    put(self, object, "undefined", json_integer((json_int_t)summary->undefined));
    return object;
}

static json_t *driver_object(writer_t *self, const pr_driver_t *driver)
{
    const pr_setting_t *setting = &self->of->scenario->setting[driver->setting];
    json_t *object = json_object();
    put(self, object, "correlation", number(driver->correlation));
    put(self, object, "se", number(driver->se));
    put(self, object, "p05", number(pr_dist_quantile(&setting->dist, 0.05)));
    put(self, object, "p95", number(pr_dist_quantile(&setting->dist, 0.95)));
    put(self, object, "unit", text(setting->unit));
    put(self, object, "assumption", json_boolean(setting->assumption));
    put(self, object, "source", text(pr_setting_source(setting, self->lang)));
    put(self, object, "set", place(self, setting->path));
    return object;
}

static json_t *spread_object(writer_t *self)
{
    const pr_explain_spread_t *spread = self->of->spread;
    if (!spread) {
        return json_null();
    }
    json_t *object = json_object(), *drivers = json_array();
    for (size_t i = 0; i < spread->drivers; i++) {
        append(self, drivers, driver_object(self, &spread->driver[i]));
    }
    put(self, object, "parameter_share", number(spread->parts.parameter_share));
    put(self, object, "parameter_share_se", number(spread->parts.share_se));
    put(self, object, "parameter_variance", number(spread->parts.parameter_variance));
    put(self, object, "chance_variance", number(spread->parts.noise_variance));
    put(self, object, "parameter_draws", json_integer((json_int_t)spread->parts.draws));
    put(self, object, "chance_draws", json_integer((json_int_t)spread->parts.noise));
    put(self, object, "rank_correlations", drivers);
    put(self, object, "rank_correlation_chance", number(spread->chance));
    put(self, object, "rank_correlation_replicates", json_integer((json_int_t)spread->replicates));
    return object;
}

/* A gate that changes the figure: its planned path, and how often each path was chosen. */
static json_t *gate_object(writer_t *self, size_t gate, int planned)
{
    const pr_scenario_t *scenario = self->of->scenario;
    json_t *object = json_object(), *chosen = json_object();
    for (int p = -1; p < (int)scenario->path_count; p++) {
        const pr_summary_t *share = pr_explanation_chosen(self->of, gate, p);
        put(self, chosen, p >= 0 ? scenario->budget_path[p].id : "closed",
            share ? number(share->mean) : json_null());
    }
    put(self, object, "gate", text(scenario->gate[gate].id));
    put(self, object, "year", json_integer(scenario->gate[gate].year));
    put(self, object, "planned", text(planned >= 0 ? scenario->budget_path[planned].id : NULL));
    put(self, object, "chosen", chosen);
    return object;
}

static json_t *gates_array(writer_t *self)
{
    json_t *gates = json_array();
    pr_decisions_t planned;
    pr_policy_plan(self->of->scenario, &planned);
    for (size_t g = 0; g < self->of->scenario->gate_count; g++) {
        if (pr_explanation_depends(self->of, g)) {
            append(self, gates, gate_object(self, g, planned.gate[g].path));
        }
    }
    return gates;
}

static int add_bytes(const char *bytes, size_t length, void *out)
{
    pr_text_add(out, bytes, length);
    return ((pr_text_t *)out)->failed ? -1 : 0;
}

int pr_report_explain_json(const pr_report_t *self, const pr_explanation_t *of, FILE *out,
                           pr_errors_t *errors)
{
    writer_t writer = {of, self->lang, true};
    pr_masked_t masked = PR_SHOWN;
    char period[16];
    pr_text_t bytes;
    pr_text_init(&bytes);
    writer.ok = pr_explanation_mask(self, of, &masked) == 0;
    pr_period_format(of->item->period, period);
    json_t *object = json_object();
    put(&writer, object, "metric", text(of->item->metric));
    put(&writer, object, "municipality",
        text(of->item->scope > 0 ? of->scenario->municipality[of->item->scope - 1].name : ""));
    put(&writer, object, "period", text(period));
    put(&writer, object, "scenario_sha256", text(of->scenario->sha256));
    pr_json_put_laid(object, of->scenario, &writer.ok);
    if (masked != PR_SHOWN) {
        put(&writer, object, "masked", text(pr_mask_sign(masked)));
    } else {
        put(&writer, object, "central", central_object(&writer));
        if (of->scenario->gate_count > 0) {
            put(&writer, object, "gates", gates_array(&writer));
        }
        put(&writer, object, "estimate", estimate_object(&writer));
        put(&writer, object, "spread", spread_object(&writer));
    }
    bool dumped = writer.ok && json_dump_callback(object, add_bytes, &bytes, JSON_INDENT(2)) == 0;
    pr_text_adds(&bytes, "\n");
    json_decref(object);
    int result = dumped ? pr_stream_write(out, &bytes, errors)
                        : pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    pr_text_free(&bytes);
    return result;
}
