/* A sensitivity for people: which unknowns carry an outcome, first in sentences and then in tables. */
#include "report/page_parts.h"
#include "report/sensitivity_page.h"
#include "report/streams.h"
#include <inttypes.h>
#include <math.h>
#include <poolraming/report_sensitivity.h>
#include <string.h>

enum { ROWS = 10 };

/* ---- what tables share ---- */

static void head_cells(const pr_sensitivity_page_t *self, pr_table_t *table, const pr_text_id_t *head,
                       size_t count)
{
    pr_table_init(table, count + 1);
    for (size_t i = 0; i < count; i++) {
        pr_table_cell(table, pr_text(self->view.lang, head[i]));
        if (i == 0) {
            pr_table_cell(table, "A");
        }
    }
    pr_table_rule(table);
}

static void parameter_cells(const pr_sensitivity_page_t *self, pr_table_t *table, size_t input)
{
    const pr_setting_t *setting = pr_sensitivity_setting(self->of, input);
    char cell[256];
    snprintf(cell, sizeof cell, "%.240s%s", setting->path, self->of->together[input] ? " ‡" : "");
    pr_table_cell(table, cell);
    pr_table_cell(table, setting->assumption ? "A" : "");
}

/* ---- Sobol' indices ---- */

static void index_row(const pr_sensitivity_page_t *self, pr_table_t *table, size_t unknown)
{
    const pr_unknown_t *at = &self->of->unknown[unknown];
    const pr_sobol_index_t *index = pr_sensitivity_index(self->of, self->outcome, unknown);
    bool label = at->kind == PR_UNKNOWN_REST || at->kind == PR_UNKNOWN_CHANCE;
    pr_text_t parameter, words;
    pr_text_init(&parameter);
    pr_text_init(&words);
    if (!pr_sensitivity_names(self->of, at, self->view.lang, &parameter, &words)) {
        self->view.out->failed = true;
    } else {
        pr_table_cell(table, label ? words.data : parameter.data);
        pr_table_cell(table, pr_sensitivity_assumed(self->of, at) ? "A" : "");
        pr_table_cell(table, pr_sensitivity_page_share(self, index->first.value, index->first.se).s);
        pr_table_cell(table, pr_sensitivity_page_interval(self, &index->first).s);
        pr_table_cell(table, pr_sensitivity_page_share(self, index->total.value, index->total.se).s);
        pr_table_cell(table, pr_sensitivity_page_interval(self, &index->total).s);
    }
    pr_text_free(&parameter);
    pr_text_free(&words);
}

/* Parameters with an index of their own because of another outcome may do nothing to this one. */
static bool is_worth_a_row(const pr_sensitivity_page_t *self, size_t unknown)
{
    pr_unknown_kind_t kind = self->of->unknown[unknown].kind;
    return kind == PR_UNKNOWN_REST || kind == PR_UNKNOWN_CHANCE ||
           !(pr_sensitivity_index(self->of, self->outcome, unknown)->total.value < PR_SENSITIVITY_WORTH);
}

static void indices_line(const pr_sensitivity_page_t *self)
{
    const pr_sobol_indices_t *sobol = &self->of->sobol;
    double width = sobol->outcome[self->outcome].half_width;
    pr_text_id_t line =
        width <= self->of->tolerance ? PR_TEXT_SENSITIVITY_SOBOL_PRECISE : PR_TEXT_SENSITIVITY_SOBOL_WIDE;
    PR_SAY(&self->view, line, pr_sensitivity_page_count(self, sobol->scramblings).s,
           pr_sensitivity_page_count(self, sobol->points).s,
           pr_sensitivity_page_count(self, sobol->evaluations).s, pr_percents(self->view.lang, width, 1).s,
           pr_percents(self->view.lang, self->of->tolerance, 1).s);
}

static void indices(const pr_sensitivity_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_SENSITIVITY_UNKNOWN, PR_TEXT_SENSITIVITY_FIRST,
                                        PR_TEXT_SENSITIVITY_INTERVAL, PR_TEXT_SENSITIVITY_TOTAL,
                                        PR_TEXT_SENSITIVITY_INTERVAL};
    size_t order[PR_SENSITIVITY_ALONE_MOST + 2];
    pr_table_t table;
    pr_sensitivity_page_heading(self, PR_TEXT_SENSITIVITY_SOBOL, "");
    indices_line(self);
    head_cells(self, &table, head, sizeof head / sizeof *head);
    pr_sensitivity_order(self->of, self->outcome, order);
    size_t left_out = 0;
    for (size_t i = 0; i < self->of->unknowns; i++) {
        if (is_worth_a_row(self, order[i])) {
            index_row(self, &table, order[i]);
        } else {
            left_out++;
        }
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
    if (left_out > 0) {
        PR_SAY(&self->view, pr_text_for(PR_TEXT_SENSITIVITY_LEFT_OUT, left_out),
               pr_sensitivity_page_count(self, left_out).s,
               pr_percents(self->view.lang, PR_SENSITIVITY_WORTH, 1).s);
    }
}

/* ---- tornado ---- */

static const pr_tornado_bar_t *bar_of(const pr_sensitivity_page_t *self, size_t place, size_t *input)
{
    *input = self->of->tornado.order[self->outcome * self->of->inputs + place];
    return &self->of->tornado.bar[self->outcome * self->of->inputs + *input];
}

static bool is_clear(double change, double se)
{
    return fabs(change) > 2 * se;
}

/* Bars worth a row: the longest, as far as they can be told from nothing. */
static size_t count_bars(const pr_sensitivity_page_t *self)
{
    size_t count = 0, input;
    while (count < self->of->inputs && count < ROWS) {
        const pr_tornado_bar_t *bar = bar_of(self, count, &input);
        if (!is_clear(bar->swing, bar->swing_se) && !is_clear(bar->low_change, bar->low_se) &&
            !is_clear(bar->high_change, bar->high_se)) {
            break;
        }
        count++;
    }
    return count;
}

static void bar_row(const pr_sensitivity_page_t *self, pr_table_t *table, size_t place, pr_text_t *units)
{
    size_t input;
    const pr_tornado_bar_t *bar = bar_of(self, place, &input);
    const pr_setting_t *setting = pr_sensitivity_setting(self->of, input);
    double se = self->of->tornado.base_se[self->outcome];
    const char *unit = pr_setting_unit(setting, self->view.lang);
    pr_number_t swing = pr_sensitivity_page_number(self, bar->swing, bar->swing_se);
    char cell[80];
    parameter_cells(self, table, input);
    pr_table_cell(table, pr_short(self->view.lang, self->of->low[input]).s);
    pr_table_cell(table, pr_short(self->view.lang, self->of->high[input]).s);
    pr_table_cell(table, pr_sensitivity_page_number(self, bar->low, se).s);
    pr_table_cell(table, pr_sensitivity_page_number(self, bar->high, se).s);
    bool plus = bar->swing > 0 && strpbrk(swing.s, "123456789") != NULL; /* as printed */
    snprintf(cell, sizeof cell, "%s%s", plus ? "+" : "", swing.s);
    pr_table_cell(table, cell);
    pr_table_cell(table, pr_sensitivity_page_error(self, bar->swing_se).s);
    if (unit && *unit) {
        pr_text_addf(units, "%s%s %s", units->length ? "; " : "", setting->path, unit);
    }
}

/* What the rows leave out. */
static void others_line(const pr_sensitivity_page_t *self, size_t shown)
{
    size_t input;
    if (shown < self->of->inputs) {
        const pr_tornado_bar_t *bar = bar_of(self, shown, &input);
        PR_SAY(&self->view, pr_text_for(PR_TEXT_SENSITIVITY_OTHERS, self->of->inputs - shown),
               pr_sensitivity_page_count(self, self->of->inputs - shown).s,
               pr_sensitivity_page_number(self, bar->length, bar->swing_se).s);
    }
}

static void tornado(const pr_sensitivity_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_SENSITIVITY_PARAMETER,    PR_TEXT_SENSITIVITY_AT_LOW,
                                        PR_TEXT_SENSITIVITY_AT_HIGH,      PR_TEXT_SENSITIVITY_OUTCOME_LOW,
                                        PR_TEXT_SENSITIVITY_OUTCOME_HIGH, PR_TEXT_SENSITIVITY_SWING,
                                        PR_TEXT_SENSITIVITY_ERROR};
    const pr_tornado_t *of = &self->of->tornado;
    size_t shown = count_bars(self);
    pr_table_t table;
    pr_text_t units;
    pr_text_init(&units);
    pr_sensitivity_page_heading(self, PR_TEXT_SENSITIVITY_TORNADO, "");
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_TORNADO_HOW,
           pr_sensitivity_page_count(self, self->of->tornado_draws).s,
           pr_sensitivity_page_number(self, of->base[self->outcome], of->base_se[self->outcome]).s,
           pr_sensitivity_page_unit(self));
    if (shown == 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NO_SWING, "");
        return;
    }
    head_cells(self, &table, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < shown; i++) {
        bar_row(self, &table, i, &units);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
    others_line(self, shown);
    if (units.length > 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_UNITS, units.data);
    }
    self->view.out->failed = self->view.out->failed || units.failed;
    pr_text_free(&units);
}

/* ---- regression and rank correlation ---- */

/* "0,46***": p times the number of parameters looked at. */
static pr_number_t starred(const pr_sensitivity_page_t *self, double x, double p)
{
    double all = p * (double)self->of->inputs;
    const char *stars = all < 0.001 ? "***" : all < 0.01 ? "** " : all < 0.05 ? "*  " : "   ";
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%.50s%s", pr_fixed(self->view.lang, x, 2).s, stars);
    return out;
}

/* Inputs by size of the partial correlation of ranks; order[inputs]. */
static void order_by_correlation(const pr_sensitivity_page_t *self, size_t *order)
{
    const pr_regressor_t *of = pr_sensitivity_page_sample(self)->ranks.input;
    for (size_t i = 0; i < self->of->inputs; i++) {
        size_t at = i;
        for (; at > 0 && fabs(of[order[at - 1]].partial) < fabs(of[i].partial); at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

static void regression_row(const pr_sensitivity_page_t *self, pr_table_t *table, size_t input)
{
    const pr_regressor_t *raw = &pr_sensitivity_page_sample(self)->raw.input[input],
                         *rank = &pr_sensitivity_page_sample(self)->ranks.input[input];
    const pr_estimate_t *given = &self->of->given[self->outcome * self->of->inputs + input].first;
    pr_lang_t lang = self->view.lang;
    parameter_cells(self, table, input);
    pr_table_cell(table, pr_fixed(lang, raw->coefficient, pr_decimals(raw->se, 3)).s);
    pr_table_cell(table, pr_sensitivity_page_error(self, raw->se).s);
    pr_table_cell(table, starred(self, raw->partial, raw->p).s);
    pr_table_cell(table, starred(self, rank->partial, rank->p).s);
    pr_table_cell(table, pr_sensitivity_page_share(self, given->value, given->se).s);
    pr_table_cell(table, pr_sensitivity_page_interval(self, given).s);
}

static void regression_table(const pr_sensitivity_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_SENSITIVITY_PARAMETER, PR_TEXT_SENSITIVITY_SRC,
                                        PR_TEXT_SENSITIVITY_ERROR,     PR_TEXT_SENSITIVITY_PCC,
                                        PR_TEXT_SENSITIVITY_PRCC,      PR_TEXT_SENSITIVITY_FIRST,
                                        PR_TEXT_SENSITIVITY_INTERVAL};
    size_t order[PR_MAX_UNCERTAIN], shown = 0;
    pr_table_t table;
    head_cells(self, &table, head, sizeof head / sizeof *head);
    order_by_correlation(self, order);
    for (size_t i = 0; i < self->of->inputs && shown < ROWS; i++) {
        const pr_outcome_sample_t *sample = pr_sensitivity_page_sample(self);
        double p = fmin(sample->raw.input[order[i]].p, sample->ranks.input[order[i]].p);
        if (p * (double)self->of->inputs < 0.05) {
            regression_row(self, &table, order[i]);
            shown++;
        }
    }
    if (shown > 0) {
        pr_table_print(&table, self->view.out);
    } else {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NO_CORRELATION, "");
    }
    pr_table_free(&table);
}

static void regression(const pr_sensitivity_page_t *self)
{
    const pr_outcome_sample_t *sample = pr_sensitivity_page_sample(self);
    pr_sensitivity_page_heading(self, PR_TEXT_SENSITIVITY_REGRESSION, "");
    if (!sample->raw.input || sample->raw.status != PR_REGRESSION_KNOWN) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_REGRESSION_NONE, "");
        return;
    }
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_REGRESSION_HOW, pr_sensitivity_page_count(self, sample->raw.n).s,
           pr_percents(self->view.lang, sample->raw.r2, 0).s,
           pr_percents(self->view.lang, sample->ranks.r2, 0).s);
    regression_table(self);
}

/* ---- notes ---- */

/* "a + b; c + d" */
static void together_note(const pr_sensitivity_page_t *self)
{
    pr_text_t names;
    pr_text_init(&names);
    for (size_t set = 1; set <= self->of->sets; set++) {
        const char *before = set > 1 ? "; " : "";
        for (size_t i = 0; i < self->of->inputs; i++) {
            if (self->of->together[i] == set) {
                pr_text_addf(&names, "%s%s", before, pr_sensitivity_setting(self->of, i)->path);
                before = " + ";
            }
        }
    }
    if (names.length > 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_TOGETHER, names.data);
    }
    self->view.out->failed = self->view.out->failed || names.failed;
    pr_text_free(&names);
}

static void notes(const pr_sensitivity_page_t *self)
{
    pr_lang_t lang = self->view.lang;
    PR_HEADING(&self->view, PR_TEXT_NOTES, "");
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_MARKS, "");
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_INDICES, "");
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_CHANCE, "");
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_SCREEN, pr_percents(lang, PR_SENSITIVITY_SCREEN, 0).s,
           pr_sensitivity_page_count(self, PR_SENSITIVITY_ALONE_MOST).s);
    together_note(self);
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTE_REGRESSION,
           pr_sensitivity_page_count(self, self->of->inputs).s);
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_FILES, pr_sensitivity_page_count(self, self->of->inputs).s);
}

static void title(const pr_sensitivity_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, self->of->seed);
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_TITLE, scenario->title ? scenario->title : "");
    pr_invented_warn(&self->view, &scenario, 1);
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_RUN_LINE, scenario->id ? scenario->id : "",
           pr_sensitivity_page_count(self, self->of->evaluations).s, seed);
    if (self->of->interrupted) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_INTERRUPTED, "");
    }
}

static void tables(const pr_sensitivity_page_t *self)
{
    if (!pr_sensitivity_page_varies(self) || self->of->inputs == 0) {
        return; /* the sentences said all there is */
    }
    if (self->of->has_sobol) {
        indices(self);
    }
    if (self->of->has_tornado) {
        tornado(self);
    }
    regression(self);
}

int pr_report_sensitivity_tables(const pr_report_t *self, const pr_scenario_sensitivity_t *of, FILE *out,
                                 pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_sensitivity_page_t page = {.view = {.lang = self->lang, .scenario = of->scenario, .out = &text},
                                  .of = of};
    title(&page);
    for (page.outcome = 0; page.outcome < of->outcomes; page.outcome++) {
        pr_sensitivity_page_sentences(&page);
    }
    for (page.outcome = 0; page.outcome < of->outcomes; page.outcome++) {
        tables(&page);
    }
    if (of->inputs > 0) {
        page.outcome = 0;
        notes(&page);
    }
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
