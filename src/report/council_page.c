/* The council's page: see council.h. */
#include "report/council.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <inttypes.h>
#include <math.h>
#include <poolraming/council.h>

typedef struct {
    pr_view_t view;
    const pr_council_t *of;
    int decided; /* years [0, decided) are */
} page_t;

/* A filled-in paragraph of the page's width; headings have a line of air above. */
#define SAY(page, id, ...)                                                                                   \
    pr_view_say_within(&(page)->view, PR_COUNCIL_WIDTH, id,                                                  \
                       sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                               \
                       (const char *[]){__VA_ARGS__})
#define HEAD(page, id, ...) (pr_text_adds((page)->view.out, "\n"), SAY(page, id, __VA_ARGS__))

static const char *scope_name(const page_t *self)
{
    return self->of->scope > 0 ? self->view.scenario->municipality[self->of->scope - 1].name
                               : pr_text(self->view.lang, PR_TEXT_RAAD_REGION);
}

static pr_number_t part_span(const page_t *self, pr_part_t part)
{
    int first = self->view.scenario->first_year, last = self->view.scenario->last_year;
    int split = first + self->decided;
    return pr_view_span(part == PR_PART_INDICATIVE ? split : first,
                        part == PR_PART_DECIDED ? split - 1 : last);
}

static bool has_part(const page_t *self, pr_part_t part)
{
    int decided = self->decided, years = self->view.scenario->years;
    return part == PR_PART_DECIDED ? decided > 0 : part == PR_PART_INDICATIVE ? decided < years : true;
}

static void page_head(const page_t *self)
{
    const pr_run_t *run = self->of->run;
    const pr_scenario_t *scenario = self->view.scenario;
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    SAY(self, PR_TEXT_RAAD_TITLE, scope_name(self));
    SAY(self, pr_text_for(PR_TEXT_RAAD_RUN, self->of->run->ensemble.replicates),
        scenario->title ? scenario->title : "",
        pr_whole(self->view.lang, (int64_t)run->ensemble.replicates).s, seed);
    if (run->sampling != PR_SAMPLING_MC) {
        SAY(self, pr_sampling_text(run->sampling), "");
    }
    if (run->ensemble.interrupted) {
        SAY(self, PR_TEXT_INTERRUPTED, "");
    }
}

/* ---- budget ---- */

/* Cents of some years: what comes off the balance, and the contribution. */
typedef struct {
    int64_t reduction, contribution;
} row_t;

static row_t budget_sum(const page_t *self, int from, int to)
{
    const pr_surplus_t *surplus = &self->of->run->central.surplus;
    row_t sum = {0, 0};
    for (int y = from; y < to; y++) {
        sum.reduction += surplus->reduction[self->of->scope][y].cents;
        sum.contribution += surplus->contribution[self->of->scope][y].cents;
    }
    return sum;
}

static pr_mark_kind_t channel_mark(const page_t *self, pr_channel_t channel, int from, int to)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (int y = from; y < to; y++) {
        pr_mark_kind_t mark = pr_money_channel_mark(self->view.scenario, &self->of->run->central, channel, y);
        last = mark > last ? mark : last;
    }
    return last;
}

/* Years [from, to); each amount is rounded by itself, as in the other tables. */
static void budget_row(const page_t *self, pr_table_t *table, const char *label, int64_t unit, int from,
                       int to)
{
    row_t row = budget_sum(self, from, to);
    pr_table_cell(table, label);
    pr_view_amount(&self->view, table, pr_units(row.reduction, 0, unit), unit,
                   channel_mark(self, PR_CHANNEL_SURPLUS, from, to));
    pr_view_amount(&self->view, table, pr_units(row.contribution, 0, unit), unit,
                   channel_mark(self, PR_CHANNEL_EXECUTION, from, to));
    pr_view_amount(&self->view, table, pr_units(row.reduction + row.contribution, 0, unit), unit,
                   pr_view_mark(&self->view, from, to));
}

static void budget_table(const page_t *self, pr_part_t part)
{
    static const pr_text_id_t head[] = {PR_TEXT_RAAD_REDUCTION, PR_TEXT_RAAD_CONTRIBUTION, PR_TEXT_TOTAL};
    bool decided = part == PR_PART_DECIDED;
    int from = decided ? 0 : self->decided, to = decided ? self->decided : self->view.scenario->years;
    int64_t unit = decided ? PR_UNIT_CENT : PR_UNIT_THOUSAND;
    pr_table_t table;
    HEAD(self, decided ? PR_TEXT_RAAD_BUDGET_DECIDED : PR_TEXT_RAAD_BUDGET_INDICATIVE, "");
    pr_table_init(&table, 4);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_YEAR));
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_view_head(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    for (int y = from; y < to; y++) {
        int year = self->view.scenario->first_year + y;
        budget_row(self, &table, pr_view_span(year, year).s, unit, y, y + 1);
    }
    pr_table_rule(&table);
    budget_row(self, &table, part_span(self, part).s, unit, from, to);
    if (!decided && from > 0) {
        budget_row(self, &table, part_span(self, PR_PART_WHOLE).s, unit, 0, to);
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

static void budget(const page_t *self)
{
    static const pr_text_id_t note[] = {PR_TEXT_MARK_NOTE, PR_TEXT_MARK_PROJECTED_NOTE};
    bool marked[2] = {false, false};
    for (pr_part_t part = PR_PART_DECIDED; part <= PR_PART_INDICATIVE; part++) {
        if (has_part(self, part)) {
            budget_table(self, part);
        }
    }
    for (int y = 0; y < self->view.scenario->years; y++) {
        pr_mark_kind_t mark = pr_view_mark(&self->view, y, y + 1);
        marked[0] = marked[0] || mark == PR_MARK_SPRING;
        marked[1] = marked[1] || mark == PR_MARK_PROJECTED;
    }
    for (int i = 0; i < 2; i++) {
        if (marked[i]) {
            SAY(self, note[i], "");
        }
    }
}

/* ---- certainty ---- */

/* Standard error of a quantile of a bell shape, in those of its mean: √(p(1 − p)) / φ(z_p). */
static double quantile_error(const pr_summary_t *summary, int percent)
{
    double p = percent / 100.0;
    double density = gsl_ran_ugaussian_pdf(gsl_cdf_ugaussian_Pinv(p));
    return fmax(summary->se, summary->se_plain) * sqrt(p * (1 - p)) / density;
}

/* Digits of a column: what its least certain level supports, so that amounts never fall with the certainty as
   printed. Those of indicative years are whole thousands. */
static int column_digits(const page_t *self, pr_risk_t risk, pr_part_t part)
{
    const pr_summary_t *summary = pr_run_risk(self->of->run, risk, self->of->scope, part);
    int most = part == PR_PART_DECIDED || self->decided == self->view.scenario->years ? 0 : -3;
    return pr_decimals(quantile_error(summary, pr_council_level[PR_COUNCIL_LEVELS - 1]), most);
}

/* Euros, upwards to the digit that is shown: an amount that suffices must not be told as less. */
static pr_number_t needed_amount(const page_t *self, pr_risk_t risk, pr_part_t part, int percent)
{
    const pr_summary_t *summary = pr_run_risk(self->of->run, risk, self->of->scope, part);
    double needed = pr_council_needed(self->of, risk, part, percent);
    if (!summary || isnan(needed) || isnan(summary->se)) {
        return (pr_number_t){"–"};
    }
    int digits = column_digits(self, risk, part);
    double step = pow(10, -digits);
    return pr_fixed(self->view.lang, ceil(needed / step * (1 - 1e-12)) * step, digits);
}

static pr_number_t in_euros(const page_t *self, pr_number_t amount)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, self->view.lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

static const char *class_word(const page_t *self, double ratio)
{
    static const pr_text_id_t word[] = {PR_TEXT_RAAD_CLASS_A, PR_TEXT_RAAD_CLASS_B, PR_TEXT_RAAD_CLASS_C,
                                        PR_TEXT_RAAD_CLASS_D, PR_TEXT_RAAD_CLASS_E, PR_TEXT_RAAD_CLASS_F};
    return isnan(ratio) ? "–" : pr_text(self->view.lang, word[pr_buffer_class(ratio) - 'A']);
}

/* In digits that the amount below the line supports. */
static pr_number_t ratio_number(const page_t *self, double ratio, int percent)
{
    pr_risk_t rated = pr_council_rated(self->of);
    const pr_summary_t *summary = pr_run_risk(self->of->run, rated, self->of->scope, PR_PART_WHOLE);
    double needed = pr_council_needed(self->of, rated, PR_PART_WHOLE, percent);
    return isnan(ratio) ? (pr_number_t){"–"}
                        : pr_fixed(self->view.lang, ratio,
                                   pr_decimals(ratio * quantile_error(summary, percent) / needed, 2));
}

static void ratio_cells(const page_t *self, pr_table_t *table, int percent)
{
    double ratio = pr_council_ratio(self->of, percent);
    pr_table_cell(table, ratio_number(self, ratio, percent).s);
    pr_table_cell(table, class_word(self, ratio));
}

static void certainty_head(const page_t *self, pr_table_t *table, bool rated)
{
    static const pr_text_id_t label[PR_PARTS] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_RAAD_ALL};
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_RAAD_CERTAINTY));
    for (pr_part_t part = 0; part < PR_PARTS; part++) {
        if (has_part(self, part)) {
            pr_table_cell(table, pr_text(self->view.lang, label[part]));
        }
    }
    if (rated) {
        pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_RAAD_RATIO));
        pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_RAAD_CLASS));
    }
    pr_table_rule(table);
}

static void certainty_table(const page_t *self, pr_risk_t risk)
{
    bool rated = self->of->has_buffer && risk == pr_council_rated(self->of);
    size_t columns = 1 + (rated ? 2 : 0);
    for (pr_part_t part = 0; part < PR_PARTS; part++) {
        columns += has_part(self, part);
    }
    pr_table_t table;
    pr_table_init(&table, columns);
    certainty_head(self, &table, rated);
    for (int i = 0; i < PR_COUNCIL_LEVELS; i++) {
        int percent = pr_council_level[i];
        pr_table_cell(&table, pr_percents(self->view.lang, percent / 100.0, 0).s);
        for (pr_part_t part = 0; part < PR_PARTS; part++) {
            if (has_part(self, part)) {
                pr_table_cell(&table, needed_amount(self, risk, part, percent).s);
            }
        }
        if (rated) {
            ratio_cells(self, &table, percent);
        }
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

enum { FEW_FOR_99 = 1000 }; /* replicates of which ten lie beyond 99 % */

static bool has_uncertain_amounts(const page_t *self)
{
    const bool *allocated = self->view.scenario->has_allocation;
    const pr_summary_t *real =
        pr_run_find(self->of->run, "cost.total.real", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    bool moves =
        real && real->sd > 0 && self->view.scenario->gate_count == 0; /* with gates their choice does */
    return moves || allocated[PR_CHANNEL_SURPLUS] || allocated[PR_CHANNEL_EXECUTION];
}

/* Does a decided year rest on a figure of another vintage than the contract's? */
static bool decided_on_spring(const pr_scenario_t *scenario)
{
    pr_warning_t warning[PR_WARNINGS_MAX];
    size_t count = pr_scenario_warnings(scenario, warning);
    bool spring = false;
    for (size_t i = 0; i < count; i++) {
        spring = spring ||
                 (warning[i].id == PR_WARN_NOT_CONTRACT_INDEX && warning[i].year <= scenario->decided_until);
    }
    return spring;
}

static void certainty(const page_t *self)
{
    const pr_scenario_t *scenario = self->view.scenario;
    const pr_ensemble_t *ensemble = &self->of->run->ensemble;
    HEAD(self, PR_TEXT_RAAD_NEEDED, "");
    SAY(self, PR_TEXT_RAAD_MEANING, "");
    if (decided_on_spring(scenario)) {
        SAY(self, PR_TEXT_RAAD_SPRING, "");
    }
    if (has_uncertain_amounts(self)) {
        SAY(self, PR_TEXT_RAAD_AMOUNTS, "");
    }
    if (scenario->gate_count > 0) {
        SAY(self, PR_TEXT_RAAD_GATES, "");
    }
    pr_text_adds(self->view.out, "\n");
    certainty_table(self, PR_RISK_COST);
    if (scenario->has_surplus) {
        HEAD(self, scenario->surplus_is_assumption ? PR_TEXT_RAAD_TOTAL_ASSUMED : PR_TEXT_RAAD_TOTAL, "");
        certainty_table(self, PR_RISK_TOTAL);
    }
    SAY(self, ensemble->counted ? PR_TEXT_RAAD_COUNTED : PR_TEXT_RAAD_EXACT, "");
    if (ensemble->replicates < FEW_FOR_99) {
        SAY(self, pr_text_for(PR_TEXT_RAAD_FEW, ensemble->replicates),
            pr_whole(self->view.lang, (int64_t)ensemble->replicates).s);
    }
}

/* ---- the paragraph ---- */

#define FILL(page, out, id, ...) PR_FILL(out, (page)->view.lang, id, __VA_ARGS__)

static pr_number_t budget_amount(const page_t *self, pr_part_t part)
{
    bool decided = part == PR_PART_DECIDED;
    int from = decided ? 0 : self->decided, to = decided ? self->decided : self->view.scenario->years;
    row_t sum = budget_sum(self, from, to);
    int64_t cents = sum.reduction + sum.contribution;
    return pr_whole(self->view.lang,
                    decided ? pr_units(cents, 0, PR_UNIT_EURO) : 1000 * pr_units(cents, 0, PR_UNIT_THOUSAND));
}

static void cost_part(const page_t *self, pr_text_t *out)
{
    static const pr_text_id_t id[] = {PR_TEXT_RAAD_COST_DECIDED, PR_TEXT_RAAD_COST_INDICATIVE};
    for (pr_part_t part = PR_PART_DECIDED; part <= PR_PART_INDICATIVE; part++) {
        if (has_part(self, part)) {
            FILL(self, out, id[part], part_span(self, part).s, in_euros(self, budget_amount(self, part)).s);
        }
    }
}

static void needed_part(const page_t *self, pr_text_t *out)
{
    pr_risk_t rated = pr_council_rated(self->of);
    double needed = pr_council_needed(self->of, rated, PR_PART_WHOLE, PR_COUNCIL_LEVEL_TOLD);
    pr_number_t level = pr_percents(self->view.lang, PR_COUNCIL_LEVEL_TOLD / 100.0, 0);
    if (needed > 0) {
        FILL(self, out, PR_TEXT_RAAD_SUFFICES, level.s,
             in_euros(self, needed_amount(self, rated, PR_PART_WHOLE, PR_COUNCIL_LEVEL_TOLD)).s);
    } else {
        FILL(self, out, PR_TEXT_RAAD_NOTHING_NEEDED, level.s);
    }
}

static void surplus_part(const page_t *self, pr_text_t *out)
{
    const pr_scenario_t *scenario = self->view.scenario;
    FILL(self, out,
         !scenario->has_surplus            ? PR_TEXT_RAAD_NO_SURPLUS
         : scenario->surplus_is_assumption ? PR_TEXT_RAAD_SURPLUS_ASSUMED
                                           : PR_TEXT_RAAD_SURPLUS_SOURCED,
         "");
}

static void buffer_part(const page_t *self, pr_text_t *out)
{
    double ratio = pr_council_ratio(self->of, PR_COUNCIL_LEVEL_TOLD);
    if (!self->of->has_buffer) {
        FILL(self, out, PR_TEXT_RAAD_NO_BUFFER, "");
        return;
    }
    pr_number_t buffer = in_euros(self, pr_fixed(self->view.lang, self->of->buffer_eur, 0));
    if (isnan(ratio)) {
        FILL(self, out, PR_TEXT_RAAD_BUFFER_NOT_NEEDED, buffer.s);
    } else {
        FILL(self, out, PR_TEXT_RAAD_BUFFER, buffer.s, ratio_number(self, ratio, PR_COUNCIL_LEVEL_TOLD).s,
             class_word(self, ratio));
    }
}

static void paragraph(const page_t *self)
{
    pr_text_t text;
    pr_text_init(&text);
    HEAD(self, PR_TEXT_RAAD_PARAGRAPH, "");
    FILL(self, &text, PR_TEXT_RAAD_OPENING, scope_name(self), self->view.scenario->title);
    cost_part(self, &text);
    FILL(self, &text, PR_TEXT_RAAD_WHO_BEARS, "");
    needed_part(self, &text);
    surplus_part(self, &text);
    buffer_part(self, &text);
    self->view.out->failed = self->view.out->failed || text.failed;
    if (!text.failed) {
        pr_text_make_printable(text.data);
        pr_paragraph_within(self->view.out, text.data, 0, PR_COUNCIL_WIDTH);
    }
    pr_text_free(&text);
}

void pr_council_page(const pr_council_t *self, pr_lang_t lang, pr_text_t *out)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    const page_t page = {{lang, scenario, self->run, out, NULL}, self, pr_money_decided(scenario)};
    page_head(&page);
    budget(&page);
    certainty(&page);
    paragraph(&page);
}
