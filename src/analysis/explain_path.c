/*
 * The steps of the central path that lead to a figure: amounts, index, rounding, key. They are taken again
 * from the scenario, in the words of docs/model.md, and then compared with what the model made of them.
 */
#include "engine/metrics.h"
#include <math.h>
#include <poolraming/explain.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef __int128 wide_t; /* cents × weight */

typedef struct {
    const pr_scenario_t *scenario;
    const pr_central_t *central;
    const pr_explain_item_t *item;
    pr_metric_source_t source; /* of the item's metric */
    int line;                  /* of cost.<line>, else −1 */
    pr_explain_path_t *out;
} path_t;

/* ---- index: which figures a year's growth rests on ---- */

static const pr_figure_t *published(const pr_scenario_t *scenario, pr_series_id_t series,
                                    pr_vintage_t vintage, int year)
{
    const pr_figure_t *figure = &scenario->figure[series][vintage][year - PR_FIGURES_FROM];
    return figure->known ? figure : NULL;
}

/* A figure of the class's series; before the first year the path holds none: then what was published. */
static double figure_growth(const path_t *self, const pr_explain_figure_t *at)
{
    const pr_index_path_t *index = &self->central->index;
    int y = at->year - self->scenario->first_year;
    if (at->figure) {
        return at->figure->growth.millionths / 1e6;
    }
    return y < 0            ? NAN
           : at->definitive ? index->definitive[at->series][y]
                            : index->provisional[at->series][y];
}

static void add_figure(const path_t *self, pr_explain_growth_t *growth, pr_series_id_t series, int year,
                       bool definitive)
{
    static const pr_vintage_t provisional[] = {PR_VINTAGE_SEPTEMBER, PR_VINTAGE_SPRING};
    pr_explain_figure_t *at = &growth->figure[growth->figures++];
    *at = (pr_explain_figure_t){.series = series, .year = year, .definitive = definitive};
    for (int i = 0; i < (definitive ? 1 : 2) && !at->figure; i++) {
        at->vintage = definitive ? PR_VINTAGE_DEFINITIVE : provisional[i];
        at->figure = published(self->scenario, series, at->vintage, year);
    }
    at->growth = figure_growth(self, at);
}

static void add_rule(const path_t *self, pr_explain_growth_t *growth, pr_series_id_t series)
{
    pr_index_rule_t rule = self->scenario->index_rule;
    add_figure(self, growth, series, growth->year, rule == PR_RULE_DEFINITIVE);
    if (rule != PR_RULE_DEFINITIVE && rule != PR_RULE_PROVISIONAL) {
        add_figure(self, growth, series, growth->year - 1, true);
        add_figure(self, growth, series, growth->year - 1, false);
    }
}

/* The region's own figures replace the rule where every series of the class has one. */
static bool add_applied(const path_t *self, pr_explain_growth_t *growth, const pr_series_id_t *series,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const pr_figure_t *figure = published(self->scenario, series[i], PR_VINTAGE_APPLIED, growth->year);
        if (!figure) {
            growth->figures = 0;
            return false;
        }
        growth->figure[growth->figures++] = (pr_explain_figure_t){
            series[i], growth->year, false, figure->growth.millionths / 1e6, figure, PR_VINTAGE_APPLIED};
    }
    return true;
}

/* The growth that the figures give by the rule; NaN where one of them has no value of its own. */
static double growth_again(const path_t *self, const pr_explain_growth_t *growth, size_t series)
{
    double part[3] = {0, 0, 0};
    size_t each = growth->figures / series;
    for (size_t i = 0; i < growth->figures; i++) {
        double weight = series == 1 ? 1 : i < each ? 0.9 : 0.1;
        part[i % each] += weight * growth->figure[i].growth;
    }
    bool applied = growth->figure[0].figure && growth->figure[0].vintage == PR_VINTAGE_APPLIED;
    return applied ? part[0]
                   : pr_index_rule_apply(self->scenario->index_rule, part[0], part[0], part[2], part[1]);
}

static int explain_class(const path_t *self, pr_index_class_t kind, int last_year)
{
    static const pr_series_id_t both[] = {PR_SERIES_OVA, PR_SERIES_PPC};
    const pr_scenario_t *scenario = self->scenario;
    const pr_series_id_t *series = kind == PR_INDEX_PPC ? both + 1 : both;
    size_t count = kind == PR_INDEX_OVA90_PPC10 ? 2 : 1;
    pr_explain_index_t *out = &self->out->index[kind];
    long double factor = 1;
    out->kind = kind;
    for (int year = scenario->first_year; year <= last_year && kind != PR_INDEX_NONE; year++) {
        int y = year - scenario->first_year;
        if (year <= scenario->price_level_year || year < scenario->first_indexed_year) {
            continue;
        }
        pr_explain_growth_t *growth = &out->year[out->years++];
        *growth = (pr_explain_growth_t){.year = year,
                                        .growth = self->central->index.applied[kind][y],
                                        .factor = self->central->index.factor[kind][y],
                                        .basis = self->central->index.basis[kind][y]};
        bool applied = add_applied(self, growth, series, count);
        for (size_t i = 0; i < count && !applied; i++) {
            add_rule(self, growth, series[i]);
        }
        double again = growth_again(self, growth, count);
        factor *= 1 + (long double)growth->growth;
        if (fabs(again - growth->growth) > 1e-12 || fabsl(factor / growth->factor.factor - 1) > 1e-12L) {
            return PR_ERR_IDENTITY;
        }
        self->out->certain = self->out->certain && growth->basis != PR_BASIS_PROJECTED;
    }
    return 0;
}

/* ---- one year's lines ---- */

static bool has_spread(const pr_scenario_t *scenario, const char *path)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const pr_setting_t *setting = &scenario->setting[i];
        if (strcmp(setting->path, path) == 0) {
            return setting->uncertain && !scenario->parameters_fixed;
        }
    }
    return false;
}

static bool counts(const path_t *self, size_t line)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_channel_t channel =
        scenario->booking == PR_BOOKING_TOTAL ? PR_CHANNEL_SURPLUS : scenario->line[line].channel;
    return self->line >= 0 ? (int)line == self->line
                           : self->out->channel == PR_CHANNELS || self->out->channel == channel;
}

static void add_lines(const path_t *self, pr_explain_year_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_budget_t *budget = &self->central->budget;
    int y = out->year - scenario->first_year;
    for (size_t i = 0; i < scenario->line_count && y < scenario->years; i++) {
        char path[192];
        pr_policy_setting(scenario, i, out->year, path);
        bool shown = budget->line_real[i][y].cents != 0 || self->line >= 0;
        bool uncertain = has_spread(scenario, path);
        if (!counts(self, i) || !(shown || uncertain)) {
            continue;
        }
        pr_explain_line_t *line = &out->line[out->lines++];
        *line = (pr_explain_line_t){
            i, budget->line_real[i][y], self->central->index.factor[scenario->line[i].index][y], {0}};
        line->nominal = pr_real_index(line->real, line->factor);
        out->total += self->out->real ? line->real.cents : line->nominal.cents;
        self->out->certain = self->out->certain && !uncertain;
    }
    for (size_t i = 0; i < scenario->line_count && self->out->certain; i++) {
        self->out->certain = !(counts(self, i) && pr_policy_varies(scenario, i, out->year));
    }
}

static void add_balance(const path_t *self, pr_explain_year_t *out)
{
    char path[64];
    int y = out->year - self->scenario->first_year;
    snprintf(path, sizeof path, "surplus.mean.%d", out->year);
    out->total = y < self->scenario->years ? self->central->surplus.before[0][y].cents : 0;
    bool varies = self->scenario->central.surplus.cv > 0 || has_spread(self->scenario, path) ||
                  has_spread(self->scenario, "surplus.cv");
    self->out->certain = self->out->certain && !(varies && out->total != 0);
}

/* ---- key ---- */

static size_t rank_of(const pr_explain_share_t *share, size_t n, size_t m)
{
    size_t rank = 1;
    for (size_t k = 0; k < n; k++) {
        rank +=
            share[k].remainder > share[m].remainder || (share[k].remainder == share[m].remainder && k < m);
    }
    return rank;
}

static bool population_has_spread(const pr_scenario_t *scenario)
{
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        char path[160];
        snprintf(path, sizeof path, "municipalities.%s.population", scenario->municipality[m].id);
        if (has_spread(scenario, path)) {
            return true;
        }
    }
    return false;
}

/* The weights that split a year: the key's, or those of another policy of the channel. */
static void weigh(const path_t *self, int y, pr_explain_year_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    size_t n = scenario->municipality_count;
    out->policy = self->out->kind == PR_EXPLAIN_BALANCE ? PR_ALLOCATION_KEY
                                                        : scenario->allocation[self->out->channel][y];
    for (size_t m = 0; m < n; m++) {
        out->weight[m] = scenario->key[out->key].share[m].hundredths;
    }
    if (out->policy != PR_ALLOCATION_KEY) {
        const pr_allocation_policy_t *policy = pr_allocation_policy(out->policy);
        pr_allocation_base(scenario, &scenario->central, &self->central->residents, self->out->channel, y,
                           &out->base);
        pr_allocation_mix(&out->base, out->mix);
        policy->weigh(&out->base, out->weight);
        bool varies = policy->by_residents || population_has_spread(scenario);
        self->out->certain = self->out->certain && !(varies && self->item->scope > 0);
    }
    for (size_t m = 0; m < n; m++) {
        out->weights += out->weight[m];
    }
}

static void split(const path_t *self, pr_explain_year_t *out)
{
    size_t n = self->scenario->municipality_count;
    int64_t size = out->total < 0 ? -out->total : out->total, given = 0;
    for (size_t m = 0; m < n; m++) {
        wide_t product = (wide_t)size * out->weight[m];
        out->share[m] = (pr_explain_share_t){.floor = (int64_t)(product / out->weights),
                                             .remainder = (int64_t)(product % out->weights)};
        given += out->share[m].floor;
    }
    out->left = (size_t)(size - given);
    for (size_t m = 0; m < n; m++) {
        pr_explain_share_t *share = &out->share[m];
        share->rank = rank_of(out->share, n, m);
        share->extra = share->rank <= out->left;
        share->share.cents = (out->total < 0 ? -1 : 1) * (share->floor + share->extra);
    }
}

static int key_of_year(const path_t *self, int y)
{
    const pr_scenario_t *scenario = self->scenario;
    if (self->source.from != PR_FROM_SURPLUS || y >= scenario->years) {
        return -1;
    }
    return self->out->kind == PR_EXPLAIN_BALANCE ? scenario->surplus_key[y]
                                                 : scenario->channel_key[self->out->channel][y];
}

/* ---- what the model says ---- */

/* Cents of the item's scope in a year; `y` may be the year after the last. */
static int64_t model_cents(const path_t *self, int y)
{
    const pr_budget_t *budget = &self->central->budget;
    if (self->source.from == PR_FROM_SURPLUS) {
        const char *start = (const char *)&self->central->surplus + self->source.offset;
        const pr_nominal_t *cell = (const pr_nominal_t *)(const void *)start;
        return cell[(size_t)self->item->scope * (PR_MAX_YEARS + 1) + (size_t)y].cents;
    }
    int64_t sum = 0;
    for (size_t i = 0; i < self->scenario->line_count; i++) {
        int64_t cents = self->out->real ? budget->line_real[i][y].cents : budget->line[i][y].cents;
        sum += counts(self, i) ? cents : 0;
    }
    if (self->line < 0 && !self->out->real) {
        sum = self->out->channel == PR_CHANNELS ? budget->total[y].cents
                                                : budget->channel[self->out->channel][y].cents;
    }
    return sum;
}

static int explain_year(const path_t *self, int y)
{
    pr_explain_year_t *out = &self->out->year[self->out->years++];
    out->year = self->scenario->first_year + y;
    out->key = key_of_year(self, y);
    if (self->out->kind == PR_EXPLAIN_BALANCE) {
        add_balance(self, out);
    } else {
        add_lines(self, out);
    }
    if (out->key >= 0) {
        weigh(self, y, out);
        split(self, out);
    }
    bool whole = self->item->scope == 0 || out->key < 0;
    out->cents = whole ? out->total : out->share[self->item->scope - 1].share.cents;
    self->out->cents += out->cents;
    return out->cents == model_cents(self, y) ? 0 : PR_ERR_IDENTITY;
}

/* ---- all ---- */

static pr_explain_kind_t kind_of(const pr_metric_source_t *source)
{
    switch (source->from) {
    case PR_FROM_INDEX:
        return PR_EXPLAIN_INDEX;
    case PR_FROM_LINE:
    case PR_FROM_TOTAL:
    case PR_FROM_CHANNEL:
        return PR_EXPLAIN_LINES;
    case PR_FROM_SURPLUS:
        return source->offset == offsetof(pr_surplus_t, reduction) ||
                       source->offset == offsetof(pr_surplus_t, contribution)
                   ? PR_EXPLAIN_LINES
               : source->offset == offsetof(pr_surplus_t, before) ? PR_EXPLAIN_BALANCE
                                                                  : PR_EXPLAIN_NONE;
    default:
        return PR_EXPLAIN_NONE;
    }
}

static pr_channel_t channel_of(const pr_metric_source_t *source)
{
    if (source->from == PR_FROM_SURPLUS) {
        return source->offset == offsetof(pr_surplus_t, contribution) ? PR_CHANNEL_EXECUTION
                                                                      : PR_CHANNEL_SURPLUS;
    }
    return source->from == PR_FROM_CHANNEL ? (pr_channel_t)source->series : PR_CHANNELS;
}

/* The row of the metric table and the line of an item. */
static bool find_source(path_t *self)
{
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    for (size_t i = 0; i < metrics; i++) {
        const char *open = strchr(metric[i].id, '<');
        self->source = pr_metric_sources[i];
        self->line = -1;
        if (strcmp(metric[i].id, self->item->metric) == 0) {
            return true;
        }
        for (size_t k = 0;
             open && pr_metric_sources[i].item == PR_ITEM_LINE && k < self->scenario->line_count; k++) {
            char name[256];
            snprintf(name, sizeof name, "%.*s%s%s", (int)(open - metric[i].id), metric[i].id,
                     self->scenario->line[k].id, strchr(open, '>') + 1);
            if (strcmp(name, self->item->metric) == 0) {
                self->line = (int)k;
                return true;
            }
        }
    }
    return false;
}

static int explain_indices(const path_t *self, int last_year)
{
    bool used[PR_INDEX_CLASSES] = {false};
    used[PR_INDEX_OVA] = self->out->kind == PR_EXPLAIN_INDEX;
    for (size_t y = 0; y < self->out->years && !self->out->real; y++) {
        for (size_t i = 0; i < self->out->year[y].lines; i++) {
            used[self->scenario->line[self->out->year[y].line[i].line].index] = true;
        }
    }
    int status = 0;
    for (int kind = 0; kind < PR_INDEX_CLASSES && status == 0; kind++) {
        self->out->index[kind].kind = (pr_index_class_t)kind;
        status = used[kind] ? explain_class(self, (pr_index_class_t)kind, last_year) : 0;
    }
    return status;
}

int pr_explain_path(pr_explain_path_t *self, const pr_scenario_t *scenario, const pr_central_t *central,
                    const pr_explain_item_t *item, pr_errors_t *errors)
{
    path_t path = {.scenario = scenario, .central = central, .item = item, .out = self};
    memset(self, 0, sizeof *self);
    if (!find_source(&path)) {
        return 0;
    }
    self->kind = kind_of(&path.source);
    self->real = path.source.real;
    self->certain = self->kind != PR_EXPLAIN_NONE;
    self->channel = channel_of(&path.source);
    bool all = item->period.kind == PR_PERIOD_ALL;
    int from = all ? 0 : item->period.year - scenario->first_year, to = all ? scenario->years - 1 : from;
    int status = 0;
    for (int y = from; y <= to && status == 0 && self->kind >= PR_EXPLAIN_LINES; y++) {
        status = explain_year(&path, y);
    }
    int last = to < scenario->years ? to : scenario->years - 1;
    if (status == 0 && self->kind != PR_EXPLAIN_NONE && self->kind != PR_EXPLAIN_BALANCE) {
        status = explain_indices(&path, scenario->first_year + last);
    }
    self->value = self->kind == PR_EXPLAIN_INDEX ? (double)central->index.factor[PR_INDEX_OVA][last].factor
                                                 : (double)self->cents / 100.0;
    return status ? pr_errors_add(errors, status, scenario->path, 0,
                                  "the steps of %s do not end in the model's figure", item->metric)
                  : 0;
}
