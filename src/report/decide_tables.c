/* A decision for people: the answer first, then what it rests on. */
#include "report/decide_cells.h"
#include "report/page_parts.h"
#include "report/streams.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- options ---- */

static void options(const pr_decide_page_t *self)
{
    static const pr_text_id_t head[] = {
        PR_TEXT_DECIDE_OPTION,  PR_TEXT_DECIDE_COST,      PR_TEXT_DECIDE_AVOIDED,  PR_TEXT_DECIDE_REACHED,
        PR_TEXT_DECIDE_PRESENT, PR_TEXT_DECIDE_UNIT_COST, PR_TEXT_DECIDE_SHORTFALL};
    const pr_decide_t *of = self->of;
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_DECIDE_OPTIONS, pr_view_span(of->draws.from, of->draws.from).s);
    pr_decide_table_open(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < of->draws.options; k++) {
        pr_decide_option_cell(self, &table, k);
        pr_decide_cell(self, &table, of->flow[PR_FLOW_COST][k], PR_DECIDE_THOUSAND, 0);
        pr_decide_cell(self, &table, of->flow[PR_FLOW_AVOIDED][k], PR_DECIDE_THOUSAND, 0);
        pr_decide_cell(self, &table, of->flow[PR_FLOW_RESIDENTS][k], 1, 0);
        pr_decide_cell(self, &table, of->flow[PR_FLOW_REACHED][k], 1, 0);
        pr_decide_cell(self, &table, of->unit_cost[k], 1, 0);
        pr_decide_chance_cell(self, &table, of->flow[PR_FLOW_SHORTFALL][k]);
    }
    pr_decide_table_close(self, &table);
}

static void frontier_row(const pr_decide_page_t *self, pr_table_t *table, pr_yardstick_t yardstick, size_t k)
{
    static const pr_text_id_t off[] = {PR_TEXT_DECIDE_CHEAPEST, PR_TEXT_DECIDE_SAME, PR_TEXT_DECIDE_DOMINATED,
                                       PR_TEXT_DECIDE_EXTENDED};
    const pr_frontier_t *at = &self->of->frontier[yardstick][k];
    bool on = at->status == PR_FRONTIER_ON, first = on && at->previous == k;
    pr_decide_option_cell(self, table, k);
    char other[2] = {first ? '\0' : pr_decide_letter(on ? at->previous : at->by), '\0'};
    pr_table_cell(table, other);
    if (!on || first) {
        pr_table_cell(table, pr_text(self->view.lang, off[at->status]));
        pr_table_end(table);
        return;
    }
    pr_decide_cell(self, table, at->more_cost, PR_DECIDE_THOUSAND, 0);
    pr_decide_cell(self, table, at->more_effect, 1, 1);
    pr_decide_cell(self, table, at->icer, 1, 0);
}

static void frontier(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    bool resident = yardstick == PR_YARDSTICK_RESIDENT;
    const pr_text_id_t head[] = {PR_TEXT_DECIDE_OPTION, PR_TEXT_DECIDE_AGAINST, PR_TEXT_DECIDE_MORE_COST,
                                 resident ? PR_TEXT_DECIDE_MORE_RESIDENTS : PR_TEXT_DECIDE_MORE_SUCCESSES,
                                 PR_TEXT_DECIDE_ICER};
    pr_table_t table;
    PR_HEADING(&self->view, resident ? PR_TEXT_DECIDE_FRONTIER_RESIDENT : PR_TEXT_DECIDE_FRONTIER_SUCCESS,
               "");
    pr_decide_table_open(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < self->of->draws.options; k++) {
        frontier_row(self, &table, yardstick, k);
    }
    pr_decide_table_close(self, &table);
}

/* ---- which is best ---- */

static void at_worth(const pr_decide_page_t *self, const pr_valuation_t *at)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_OPTION, PR_TEXT_DECIDE_NET_BENEFIT,
                                        PR_TEXT_DECIDE_DIFFERENCE, PR_TEXT_DECIDE_CHANCE,
                                        PR_TEXT_DECIDE_REGRET};
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_DECIDE_AT, pr_decide_worth(self, at).s,
               pr_decide_unit(self, at->yardstick));
    pr_decide_table_open(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < self->of->draws.options; k++) {
        pr_decide_option_cell(self, &table, k);
        pr_decide_cell(self, &table, at->option[k].mean, PR_DECIDE_THOUSAND, 0);
        pr_decide_cell(self, &table, at->option[k].difference, PR_DECIDE_THOUSAND, 0);
        pr_decide_chance_cell(self, &table, at->option[k].best);
        pr_decide_cell(self, &table, at->option[k].regret, PR_DECIDE_THOUSAND, 0);
    }
    pr_decide_table_close(self, &table);
}

/* At a switch two options are worth the same by construction: neither is best, one is cheaper. */
static void best_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at)
{
    size_t to = pr_decide_switch_to(self->of, at);
    if (to == SIZE_MAX) {
        pr_table_cell(table, pr_decide_named(self, at->best).s);
        return;
    }
    pr_text_t text;
    pr_text_init(&text);
    PR_FILL(&text, self->view.lang, PR_TEXT_DECIDE_TIE,
            pr_decide_named(self, self->of->frontier[at->yardstick][to].previous).s,
            pr_decide_named(self, to).s);
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_table_cell(table, text.data ? text.data : "");
    pr_text_free(&text);
}

static void grid(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_decide_t *of = self->of;
    pr_table_t table;
    PR_HEADING(
        &self->view,
        yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_GRID_RESIDENT : PR_TEXT_DECIDE_GRID_SUCCESS, "");
    pr_table_init(&table, 2 + of->draws.options);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_WORTH));
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_BEST));
    for (size_t k = 0; k < of->draws.options; k++) {
        pr_table_cell(&table, (char[]){pr_decide_letter(k), '\0'});
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->yardstick != yardstick) {
            continue;
        }
        pr_decide_worth_cell(self, &table, at);
        best_cell(self, &table, at);
        for (size_t k = 0; k < of->draws.options; k++) {
            pr_decide_chance_cell(self, &table, at->option[k].best);
        }
    }
    pr_decide_table_close(self, &table);
}

/* ---- break-even ---- */

static pr_number_t span_of(pr_lang_t lang, double from, double to)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%.28s – %.28s", pr_short(lang, from).s, pr_short(lang, to).s);
    return out;
}

static void flip_row(const pr_decide_page_t *self, pr_table_t *table, const pr_flip_t *flip)
{
    pr_lang_t lang = self->view.lang;
    const pr_valuation_t *at = &self->of->valuation[flip->valuation];
    char choice[16], bound[96];
    snprintf(choice, sizeof choice, "%c → %c", pr_decide_letter(at->best), pr_decide_letter(flip->other));
    snprintf(bound, sizeof bound, "%s %s%s",
             pr_text(lang, flip->above ? PR_TEXT_DECIDE_ABOVE : PR_TEXT_DECIDE_BELOW),
             pr_short(lang, flip->at).s, flip->status == PR_FLIP_UNSURE ? "?" : "");
    pr_decide_parameter_cell(self, table, flip->unknown);
    pr_decide_worth_cell(self, table, at);
    pr_table_cell(table, choice);
    pr_table_cell(table, bound);
    pr_table_cell(table, isnan(flip->from) ? "–" : span_of(lang, flip->from, flip->to).s);
    pr_table_cell(table, span_of(lang, flip->low, flip->high).s);
}

static size_t flips_at(const pr_decide_t *of, size_t valuation)
{
    size_t count = 0;
    for (size_t i = 0; i < of->flips; i++) {
        count += of->flip[i].valuation == valuation && of->flip[i].status != PR_FLIP_NONE;
    }
    return count;
}

static void flips(const pr_decide_page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_PARAMETER, PR_TEXT_DECIDE_WORTH,
                                        PR_TEXT_DECIDE_CHOICE,    PR_TEXT_DECIDE_WHERE,
                                        PR_TEXT_DECIDE_INTERVAL,  PR_TEXT_DECIDE_RANGE};
    const pr_decide_t *of = self->of;
    pr_table_t table;
    size_t rows = 0;
    PR_HEADING(&self->view, PR_TEXT_DECIDE_FLIPS, "");
    pr_decide_table_open(self, &table, sizeof head / sizeof *head, head);
    table.first = pr_decide_name_width(self);
    for (size_t i = 0; i < of->flips; i++) {
        if (of->flip[i].status != PR_FLIP_NONE) {
            flip_row(self, &table, &of->flip[i]);
            rows++;
        }
    }
    if (rows > 0) {
        pr_view_table(&self->view, &table);
    }
    pr_table_free(&table);
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->flipped && flips_at(of, i) == 0) {
            PR_SAY(&self->view, PR_TEXT_DECIDE_FLIPS_NONE, pr_decide_worth(self, at).s,
                   pr_decide_unit(self, at->yardstick), pr_decide_named(self, at->best).s);
        }
    }
}

/* ---- all of it ---- */

static void basis(const pr_decide_page_t *self)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    const pr_scenario_t *first = draws->scenario[0];
    char seed[32], from[16], to[16], level[16];
    snprintf(seed, sizeof seed, "%" PRIu64, draws->seed);
    snprintf(from, sizeof from, "%d", draws->from);
    snprintf(to, sizeof to, "%d", first->last_year);
    snprintf(level, sizeof level, "%d", first->price_level_year);
    PR_SAY(&self->view, PR_TEXT_DECIDE_RUN_LINE, pr_whole(self->view.lang, (int64_t)draws->replicates).s,
           seed, from, to, level, pr_percents(self->view.lang, first->central.benefit.discount_rate, 2).s);
    if (draws->interrupted) {
        PR_WARN(&self->view, PR_TEXT_DECIDE_CUT, pr_whole(self->view.lang, (int64_t)draws->replicates).s);
    }
}

static void notes(const pr_decide_page_t *self)
{
    PR_SAY(&self->view, PR_TEXT_DECIDE_NOTE_BENEFIT, "");
    PR_SAY(&self->view, PR_TEXT_DECIDE_SHORTFALL_NOTE, "");
    PR_SAY(&self->view, PR_TEXT_DECIDE_NOTE_CHANCE, "");
    PR_SAY(&self->view, PR_TEXT_DECIDE_NOTE_VALUE, "");
    PR_SAY(&self->view, PR_TEXT_DECIDE_NOTE_NONE, "");
    PR_SAY(&self->view, PR_TEXT_DECIDE_NOTE_FLIPS, pr_whole(self->view.lang, (int64_t)self->of->checked).s);
}

static void values(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    for (size_t i = 0; i < self->of->valuations; i++) {
        if (self->of->valuation[i].flipped && self->of->valuation[i].yardstick == yardstick) {
            at_worth(self, &self->of->valuation[i]);
        }
    }
}

void pr_decide_part(const pr_decide_page_t *self, pr_decide_part_t part, pr_yardstick_t yardstick)
{
    switch (part) {
    case PR_DECIDE_BASIS:
        basis(self);
        break;
    case PR_DECIDE_TABLE_OPTIONS:
        options(self);
        break;
    case PR_DECIDE_TABLE_FRONTIER:
        frontier(self, yardstick);
        break;
    case PR_DECIDE_TABLE_VALUES:
        values(self, yardstick);
        break;
    case PR_DECIDE_TABLE_KNOWLEDGE:
        pr_decide_knowledge(self, yardstick);
        break;
    case PR_DECIDE_TABLE_FLIPS:
        flips(self);
        break;
    case PR_DECIDE_NOTES:
        notes(self);
        break;
    }
}

static void page(const pr_decide_page_t *self)
{
    int from = self->of->draws.from;
    PR_SAY(&self->view, PR_TEXT_DECIDE_TITLE, pr_view_span(from, from).s);
    pr_invented_warn(&self->view, self->of->draws.scenario, self->of->draws.options);
    basis(self);
    PR_HEADING(&self->view, PR_TEXT_DECIDE_ANSWER, "");
    pr_decide_answer(self);
    options(self);
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        frontier(self, y);
        grid(self, y);
        values(self, y);
        pr_decide_knowledge(self, y);
    }
    pr_decide_studies(self);
    if (self->of->searched) {
        flips(self);
    }
    pr_decide_names(self);
    PR_HEADING(&self->view, PR_TEXT_NOTES, "");
    notes(self);
}

int pr_report_decide_tables(const pr_report_t *self, const pr_decide_t *decide, FILE *out,
                            pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const pr_decide_page_t whole = {
        .view = {.lang = self->lang, .scenario = decide->draws.scenario[0], .out = &text}, .of = decide};
    page(&whole);
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
