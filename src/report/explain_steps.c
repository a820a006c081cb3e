/* The steps of the central path: amounts, index, rounding, key, outcome. */
#include "report/csv.h"
#include "report/explain.h"
#include <math.h>
#include <string.h>

/* At most twelve decimals: enough to redo a step by hand, and a double of 1.0494 shows as 1.0494. */
static pr_number_t twelve(pr_lang_t lang, double x)
{
    return pr_page_exact(lang, round(x * 1e12) / 1e12);
}

static void head_cells(pr_table_t *table, pr_lang_t lang, const pr_text_id_t *id, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pr_table_cell(table, pr_text(lang, id[i]));
    }
    pr_table_rule(table);
}

/* ---- amounts ---- */

static void say_booking(pr_page_t *self)
{
    const pr_explain_path_t *path = self->of->path;
    pr_text_id_t id = self->of->scenario->booking == PR_BOOKING_TOTAL ? PR_TEXT_EXPLAIN_BOOKING_TOTAL
                      : path->channel == PR_CHANNEL_SURPLUS           ? PR_TEXT_EXPLAIN_BOOKING_SURPLUS
                                                                      : PR_TEXT_EXPLAIN_BOOKING_EXECUTION;
    if (path->channel != PR_CHANNELS) {
        PR_SAY(&self->view, id, pr_page_place(self, "budget.booking").s);
    }
}

static void amount_row(pr_page_t *self, pr_table_t *table, const pr_explain_year_t *year,
                       const pr_explain_line_t *line)
{
    const pr_line_t *at = &self->of->scenario->line[line->line];
    char path[192];
    pr_table_cell(table, at->label);
    pr_table_cell(table, pr_money(self->view.lang, line->real.cents).s);
    pr_policy_setting(self->of->scenario, line->line, year->year, path);
    pr_table_cell(table, pr_page_place_cell(self, path).s);
    snprintf(path, sizeof path, "budget.lines.%s.channel", at->id);
    pr_words_t place = pr_page_place_cell(self, path), channel;
    snprintf(channel.s, sizeof channel.s, "%s [%.250s]",
             pr_text(self->view.lang, at->channel == PR_CHANNEL_SURPLUS ? PR_TEXT_EXPLAIN_CHANNEL_SURPLUS
                                                                        : PR_TEXT_EXPLAIN_CHANNEL_EXECUTION),
             place.s);
    pr_table_cell(table, channel.s);
}

static void say_amounts(pr_page_t *self, const pr_explain_year_t *year)
{
    static const pr_text_id_t head[] = {PR_TEXT_LINE, PR_TEXT_EXPLAIN_AMOUNT, PR_TEXT_EXPLAIN_SET_IN,
                                        PR_TEXT_EXPLAIN_CHANNEL};
    pr_table_t table;
    int64_t sum = 0;
    char when[16], level[16];
    snprintf(when, sizeof when, "%d", year->year);
    snprintf(level, sizeof level, "%d", self->of->scenario->price_level_year);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_AMOUNTS, when, level);
    if (year->lines == 0) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_NO_AMOUNTS, when);
    } else {
        pr_table_init(&table, sizeof head / sizeof *head);
        head_cells(&table, self->view.lang, head, sizeof head / sizeof *head);
        for (size_t i = 0; i < year->lines; i++) {
            amount_row(self, &table, year, &year->line[i]);
            sum += year->line[i].real.cents;
        }
        pr_table_rule(&table);
        pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_EXPLAIN_SUM));
        pr_table_cell(&table, pr_money(self->view.lang, sum).s);
        pr_table_end(&table);
        pr_table_print(&table, self->view.out);
        pr_table_free(&table);
    }
    say_booking(self);
}

/* ---- index ---- */

static const char *series_name(pr_series_id_t series)
{
    return series == PR_SERIES_OVA ? "OVA" : "PPC";
}

static const char *series_path(pr_series_id_t series)
{
    return series == PR_SERIES_OVA ? "ova" : "ppc";
}

static pr_words_t index_place(pr_page_t *self, pr_series_id_t series, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "index.%s.%s", series_path(series), name);
    return pr_page_place(self, path);
}

static pr_words_t figure_place(pr_page_t *self, const pr_figure_t *figure)
{
    char path[120];
    snprintf(path, sizeof path, "figures.%.80s.value", figure->id ? figure->id : "");
    return pr_page_place(self, path);
}

static void say_figure(pr_page_t *self, const pr_explain_figure_t *at)
{
    static const pr_text_id_t vintage[PR_VINTAGES] = {
        PR_TEXT_EXPLAIN_VINTAGE_SPRING, PR_TEXT_EXPLAIN_VINTAGE_SEPTEMBER, PR_TEXT_EXPLAIN_VINTAGE_DEFINITIVE,
        PR_TEXT_EXPLAIN_VINTAGE_APPLIED};
    pr_lang_t lang = self->view.lang;
    char year[16];
    const char *series = series_name(at->series);
    pr_text_id_t unknown = at->definitive ? PR_TEXT_EXPLAIN_VINTAGE_DEFINITIVE : PR_TEXT_EXPLAIN_PROVISIONAL;
    snprintf(year, sizeof year, "%d", at->year);
    if (at->figure) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_FIGURE, series, pr_text(lang, vintage[at->vintage]), year,
               pr_page_growth(lang, at->growth).s, figure_place(self, at->figure).s,
               at->figure->source ? at->figure->source : "");
    } else if (isnan(at->growth)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_FIGURE_NONE, series, pr_text(lang, unknown), year);
    } else {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_FIGURE_PROJECTED, series, pr_text(lang, unknown), year,
               pr_page_growth(lang, at->growth).s);
    }
}

static const pr_figure_t *published(const pr_scenario_t *scenario, pr_series_id_t series,
                                    pr_vintage_t vintage, int year)
{
    const pr_figure_t *figure = &scenario->figure[series][vintage][year - PR_FIGURES_FROM];
    return figure->known ? figure : NULL;
}

/* One year of the projection; `before` is last year's growth, NaN where this is the first row. */
static void walk_year(pr_page_t *self, pr_series_id_t series, int year, double before)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_index_inputs_t *inputs = &scenario->central.index[series];
    double growth = self->of->central->index.definitive[series][year - scenario->first_year];
    const pr_figure_t *definitive = published(scenario, series, PR_VINTAGE_DEFINITIVE, year);
    const pr_figure_t *september = published(scenario, series, PR_VINTAGE_SEPTEMBER, year);
    const pr_figure_t *known = september ? september : published(scenario, series, PR_VINTAGE_SPRING, year);
    pr_lang_t lang = self->view.lang;
    char when[16];
    snprintf(when, sizeof when, "%d", year);
    if (definitive) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_WALK_PUBLISHED, when, pr_page_growth(lang, growth).s,
               figure_place(self, definitive).s);
    } else if (known) {
        double gap = september ? inputs->september_gap : inputs->spring_gap;
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_WALK_GAP, when,
               pr_page_growth(lang, known->growth.millionths / 1e6).s, pr_page_growth(lang, gap).s,
               index_place(self, series, september ? "september_gap" : "spring_gap").s,
               pr_page_growth(lang, growth).s);
    } else {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_WALK_STEP, when, pr_page_growth(lang, inputs->mean_growth).s,
               twelve(lang, inputs->persistence).s,
               pr_page_growth(lang, isnan(before) ? inputs->mean_growth : before).s,
               pr_page_growth(lang, growth).s);
    }
}

/* From the last definitive figure on, up to `last`. */
static void say_walk(pr_page_t *self, pr_series_id_t series, int last)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_index_inputs_t *inputs = &scenario->central.index[series];
    pr_lang_t lang = self->view.lang;
    int year = last;
    while (year > scenario->first_year && !published(scenario, series, PR_VINTAGE_DEFINITIVE, year)) {
        year--;
    }
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_WALK, series_name(series),
           pr_page_growth(lang, inputs->mean_growth).s, index_place(self, series, "mean_growth").s,
           twelve(lang, inputs->persistence).s, index_place(self, series, "persistence").s);
    for (double before = NAN; year <= last; year++) {
        walk_year(self, series, year, before);
        before = self->of->central->index.definitive[series][year - scenario->first_year];
    }
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_WALK_PROVISIONAL, pr_page_growth(lang, inputs->september_gap).s,
           index_place(self, series, "september_gap").s);
}

/* What a factor rests on; English as bridge.csv has it. */
static const char *basis_words(pr_lang_t lang, pr_index_basis_t basis)
{
    switch (basis) {
    case PR_BASIS_SPRING:
        return pr_text(lang, PR_TEXT_EXPLAIN_VINTAGE_SPRING);
    case PR_BASIS_SEPTEMBER:
        return pr_text(lang, PR_TEXT_EXPLAIN_VINTAGE_SEPTEMBER);
    case PR_BASIS_DEFINITIVE:
        return pr_text(lang, PR_TEXT_EXPLAIN_VINTAGE_DEFINITIVE);
    case PR_BASIS_APPLIED:
        return pr_text(lang, PR_TEXT_EXPLAIN_VINTAGE_APPLIED);
    case PR_BASIS_PROJECTED:
        return pr_text(lang, PR_TEXT_EXPLAIN_BASIS_PROJECTED);
    default:
        return pr_basis_name(basis);
    }
}

static void say_growth(pr_page_t *self, const pr_explain_growth_t *growth, double before)
{
    pr_lang_t lang = self->view.lang;
    char year[16];
    snprintf(year, sizeof year, "%d", growth->year);
    pr_words_t basis;
    pr_text_t rests;
    pr_text_init(&rests);
    PR_FILL(&rests, lang, PR_TEXT_EXPLAIN_BASIS, basis_words(lang, growth->basis));
    snprintf(basis.s, sizeof basis.s, "%s", rests.failed || !rests.data ? "" : rests.data);
    self->view.out->failed = self->view.out->failed || rests.failed;
    pr_text_free(&rests);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_INDEX_YEAR, year, pr_page_growth(lang, growth->growth).s,
           twelve(lang, before).s, twelve(lang, 1 + growth->growth).s,
           twelve(lang, (double)growth->factor.factor).s, basis.s);
    for (size_t i = 0; i < growth->figures; i++) {
        say_figure(self, &growth->figure[i]);
    }
}

/* The last year of a series for which the index needs a figure that nobody published; 0 for none. */
static int last_projected(const pr_explain_index_t *index, pr_series_id_t series)
{
    int last = 0;
    for (size_t y = 0; y < index->years; y++) {
        for (size_t i = 0; i < index->year[y].figures; i++) {
            const pr_explain_figure_t *at = &index->year[y].figure[i];
            bool projected = at->series == series && !at->figure && !isnan(at->growth);
            last = projected && at->year > last ? at->year : last;
        }
    }
    return last;
}

/* Where the lines of this class were given it. */
static void say_class(pr_page_t *self, const pr_explain_index_t *index)
{
    const pr_explain_year_t *year = &self->of->path->year[0];
    pr_text_t text;
    pr_text_init(&text);
    for (size_t i = 0; self->of->path->years == 1 && i < year->lines; i++) {
        const pr_line_t *line = &self->of->scenario->line[year->line[i].line];
        char path[160];
        snprintf(path, sizeof path, "budget.lines.%s.index", line->id);
        if (line->index == index->kind) {
            pr_text_addf(&text, "%s%s [%s]", text.length > 0 ? ", " : "", line->id,
                         pr_page_place(self, path).s);
        }
    }
    if (text.length > 0 && !text.failed) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_CLASS, text.data);
    }
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_text_free(&text);
}

/* Whether a figure of another vintage than the contract's was used. */
static bool rests_on_spring(const pr_explain_index_t *index)
{
    for (size_t y = 0; y < index->years; y++) {
        for (size_t i = 0; i < index->year[y].figures; i++) {
            const pr_explain_figure_t *at = &index->year[y].figure[i];
            if (at->figure && at->vintage == PR_VINTAGE_SPRING) {
                return true;
            }
        }
    }
    return false;
}

static void say_index(pr_page_t *self, const pr_explain_index_t *index)
{
    double before = 1;
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_INDEX, pr_class_name(index->kind),
                    pr_rule_name(self->of->scenario->index_rule), pr_page_place(self, "index.rule").s);
    say_class(self, index);
    for (size_t i = 0; i < index->years; i++) {
        say_growth(self, &index->year[i], before);
        before = (double)index->year[i].factor.factor;
    }
    for (int series = 0; series < PR_SERIES_COUNT; series++) {
        int last = last_projected(index, (pr_series_id_t)series);
        if (last > 0) {
            say_walk(self, (pr_series_id_t)series, last);
        }
    }
    if (rests_on_spring(index)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_SPRING, "");
    }
}

static void say_indices(pr_page_t *self, int year)
{
    size_t shown = 0;
    char when[16];
    for (int kind = 0; kind < PR_INDEX_CLASSES; kind++) {
        if (self->of->path->index[kind].years > 0) {
            say_index(self, &self->of->path->index[kind]);
            shown++;
        }
    }
    if (shown == 0 && !self->of->path->real) {
        snprintf(when, sizeof when, "%d", year);
        PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_INDEX_NONE, when);
    }
}

/* ---- rounding ---- */

static void say_rounding(pr_page_t *self, const pr_explain_year_t *year)
{
    static const pr_text_id_t head[] = {PR_TEXT_LINE, PR_TEXT_EXPLAIN_AMOUNT, PR_TEXT_EXPLAIN_FACTOR,
                                        PR_TEXT_EXPLAIN_PRODUCT, PR_TEXT_EXPLAIN_ROUNDED};
    pr_lang_t lang = self->view.lang;
    pr_table_t table;
    if (year->lines == 0 || self->of->path->real) {
        return;
    }
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_ROUND, "");
    pr_table_init(&table, sizeof head / sizeof *head);
    head_cells(&table, lang, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < year->lines; i++) {
        const pr_explain_line_t *line = &year->line[i];
        long double product = (long double)line->real.cents * line->factor.factor / 100;
        pr_table_cell(&table, self->of->scenario->line[line->line].label);
        pr_table_cell(&table, pr_money(lang, line->real.cents).s);
        pr_table_cell(&table, twelve(lang, (double)line->factor.factor).s);
        pr_table_cell(&table, pr_fixed(lang, (double)product, 5).s);
        pr_table_cell(&table, pr_money(lang, line->nominal.cents).s);
    }
    pr_table_rule(&table);
    pr_table_cell(&table, pr_text(lang, PR_TEXT_EXPLAIN_SUM));
    for (int i = 0; i < 3; i++) {
        pr_table_cell(&table, "");
    }
    pr_table_cell(&table, pr_money(lang, year->total).s);
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

/* ---- key ---- */

static void key_row(pr_page_t *self, pr_table_t *table, const pr_explain_year_t *year, size_t m)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_explain_share_t *share = &year->share[m];
    pr_lang_t lang = self->view.lang;
    char name[80], rank[32];
    bool asked = self->of->item->scope == 1 + (int)m;
    snprintf(name, sizeof name, "%s%.60s", asked ? "> " : "  ", scenario->municipality[m].name);
    snprintf(rank, sizeof rank, "%zu", share->rank);
    pr_table_cell(table, name);
    double weights = (double)year->weights;
    int decimals = year->policy == PR_ALLOCATION_KEY ? 2 : 4;
    pr_table_cell(table, pr_percents(lang, (double)year->weight[m] / weights, decimals).s);
    pr_table_cell(table, pr_whole(lang, share->floor).s);
    pr_table_cell(table, pr_fixed(lang, (double)share->remainder / weights, 4).s);
    pr_table_cell(table, rank);
    pr_table_cell(table, share->extra ? "+1" : "");
    pr_table_cell(table, pr_money(lang, share->share.cents).s);
}

/* Which key or policy divides the total. */
static void say_split(pr_page_t *self, const pr_explain_year_t *year)
{
    const pr_explanation_t *of = self->of;
    const pr_key_t *key = &of->scenario->key[year->key];
    const pr_municipality_t *asked = &of->scenario->municipality[of->item->scope - 1];
    pr_number_t total = pr_euros(self->view.lang, year->total);
    char left[32], path[160];
    snprintf(left, sizeof left, "%zu", year->left);
    if (year->policy != PR_ALLOCATION_KEY) {
        pr_page_policy(self, year);
        PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_POLICY_SPLIT, total.s, left);
        return;
    }
    snprintf(path, sizeof path, "%s.%d",
             of->path->kind == PR_EXPLAIN_BALANCE      ? "surplus.key"
             : of->path->channel == PR_CHANNEL_SURPLUS ? "budget.key_surplus"
                                                       : "budget.key_execution",
             year->year);
    pr_words_t choice = pr_page_place(self, path);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_KEY, key->id, choice.s, total.s, left);
    snprintf(path, sizeof path, "keys.%s.shares.%s", key->id, asked->id);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_SHARE_PLACE, asked->name, pr_page_place(self, path).s);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_KEY_SOURCE, key->source ? key->source : "");
}

static void say_key(pr_page_t *self, const pr_explain_year_t *year)
{
    bool by_key = year->policy == PR_ALLOCATION_KEY;
    const pr_text_id_t head[] = {
        PR_TEXT_MUNICIPALITY,      by_key ? PR_TEXT_EXPLAIN_KEY_SHARE : PR_TEXT_EXPLAIN_POLICY_SHARE,
        PR_TEXT_EXPLAIN_KEY_QUOTA, PR_TEXT_EXPLAIN_KEY_REST,
        PR_TEXT_EXPLAIN_KEY_RANK,  PR_TEXT_EXPLAIN_KEY_EXTRA,
        PR_TEXT_EXPLAIN_KEY_RESULT};
    const pr_explanation_t *of = self->of;
    if (year->key < 0 || of->item->scope == 0) {
        return;
    }
    say_split(self, year);
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head);
    head_cells(&table, self->view.lang, head, sizeof head / sizeof *head);
    for (size_t m = 0; m < of->scenario->municipality_count; m++) {
        key_row(self, &table, year, m);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

/* ---- years, outcome ---- */

static void say_balance(pr_page_t *self, const pr_explain_year_t *year)
{
    char when[16], path[64];
    snprintf(when, sizeof when, "%d", year->year);
    snprintf(path, sizeof path, "surplus.mean.%d", year->year);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_BALANCE, when, pr_euros(self->view.lang, year->total).s,
                    pr_page_place(self, path).s);
}

static void say_years(pr_page_t *self)
{
    const pr_explain_path_t *path = self->of->path;
    pr_lang_t lang = self->view.lang;
    char command[400];
    const pr_scenario_t *scenario = self->of->scenario;
    bool decided =
        scenario->decided_until >= scenario->first_year && scenario->decided_until <= scenario->last_year;
    snprintf(command, sizeof command, "%s%s%s %d", self->of->item->metric,
             self->of->item->scope > 0 ? " " : "",
             self->of->item->scope > 0 ? pr_page_scope(lang, self->of) : "",
             decided ? scenario->decided_until : scenario->last_year);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_YEARS, command);
    pr_table_t table;
    pr_table_init(&table, 3);
    pr_table_cell(&table, pr_text(lang, PR_TEXT_YEAR));
    pr_table_cell(&table, pr_text(lang, PR_TEXT_REGION));
    pr_table_cell(&table, pr_page_scope(lang, self->of));
    pr_table_rule(&table);
    for (size_t y = 0; y < path->years; y++) {
        char when[16];
        snprintf(when, sizeof when, "%d", path->year[y].year);
        pr_table_cell(&table, when);
        pr_table_cell(&table, pr_money(lang, path->year[y].total).s);
        pr_table_cell(&table, pr_money(lang, path->year[y].cents).s);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

/* Which file holds the figure, alone or as the sum of rows. */
static void say_file(pr_page_t *self)
{
    const pr_explanation_t *of = self->of;
    const pr_explain_path_t *path = of->path;
    bool reduction = strcmp(of->item->metric, "surplus.reduction") == 0;
    bool line = strncmp(of->item->metric, "cost.", 5) == 0 && path->channel == PR_CHANNELS &&
                strncmp(of->item->metric, "cost.total", 10) != 0;
    bool one = of->item->period.kind == PR_PERIOD_YEAR && of->item->period.year <= of->scenario->last_year;
    bool alone = one && (line || path->kind == PR_EXPLAIN_INDEX || (reduction && of->item->scope > 0));
    const char *file = reduction && of->item->scope > 0 ? "surplus.csv" : "budget.csv";
    if (path->kind == PR_EXPLAIN_BALANCE || (!reduction && of->item->scope > 0) ||
        (path->kind == PR_EXPLAIN_INDEX && !one)) {
        return;
    }
    PR_SAY(&self->view, alone ? PR_TEXT_EXPLAIN_OUTCOME_FILE : PR_TEXT_EXPLAIN_OUTCOME_SUM, file);
}

/* What the same share of the same lines is before indexing: the memo's own figure. */
static void say_real(pr_page_t *self)
{
    const pr_explanation_t *of = self->of;
    const pr_explain_path_t *path = of->path;
    bool shared = path->kind == PR_EXPLAIN_LINES && path->years == 1 && path->year[0].key >= 0;
    if (!shared || path->year[0].year > of->scenario->last_year) {
        return;
    }
    int64_t real[1 + PR_MAX_MUNICIPALITIES];
    char level[16];
    pr_money_real(of->scenario, &of->central->budget, path->channel,
                  path->year[0].year - of->scenario->first_year, real);
    snprintf(level, sizeof level, "%d", of->scenario->price_level_year);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_REAL, level, pr_euros(self->view.lang, real[of->item->scope]).s);
}

static void say_outcome(pr_page_t *self)
{
    const pr_explain_path_t *path = self->of->path;
    pr_number_t figure = path->kind == PR_EXPLAIN_INDEX ? pr_page_exact(self->view.lang, path->value)
                                                        : pr_euros(self->view.lang, path->cents);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_OUTCOME, figure.s);
    say_file(self);
    say_real(self);
    if (path->certain) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_CERTAIN, "");
    }
}

void pr_page_steps(pr_page_t *self)
{
    const pr_explain_path_t *path = self->of->path;
    const pr_explain_year_t *year = &path->year[0];
    if (path->kind == PR_EXPLAIN_NONE) {
        return;
    }
    if (path->kind == PR_EXPLAIN_INDEX) {
        say_indices(self, self->of->item->period.year);
    } else if (path->years != 1) {
        say_years(self);
    } else if (path->kind == PR_EXPLAIN_BALANCE) {
        say_balance(self, year);
        say_key(self, year);
    } else {
        say_amounts(self, year);
        if (year->lines > 0) {
            say_indices(self, year->year);
        }
        say_rounding(self, year);
        say_key(self, year);
    }
    say_outcome(self);
}
