/* A decision for people: the answer first, then what it rests on. */
#include "core/memory.h"
#include "report/decide_view.h"
#include "report/streams.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { THOUSAND = 1000, PARAMETERS_SHOWN = 8, COLUMNS_SHOWN = 5 };

/* A table with its headings; ids end the list. */
static void open_table(const pr_decide_page_t *self, pr_table_t *table, size_t columns,
                       const pr_text_id_t *head)
{
    pr_table_init(table, columns);
    for (size_t i = 0; i < columns; i++) {
        pr_table_cell(table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(table);
}

static void close_table(const pr_decide_page_t *self, pr_table_t *table)
{
    pr_view_table(&self->view, table);
    pr_table_free(table);
}

static void cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t x, double unit, int most)
{
    pr_table_cell(table, pr_decide_estimate(self->view.lang, x, unit, most).s);
}

/* What knowing is worth: "365 ± 7"; "≈ 0 (± 1,6)" where it cannot be told from nothing, and a word where
   nobody would choose otherwise. */
static void worth_of_knowing(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t x, double unit,
                             int most)
{
    pr_lang_t lang = self->view.lang;
    x.se = x.value < -2 * x.se ? -x.value : x.se; /* what is never below 0 was off by that much */
    pr_number_t amount = pr_decide_estimate(lang, x, unit, most), out;
    const char *error = strstr(amount.s, " ± ");
    switch (pr_decide_told(x)) {
    case PR_TOLD_NONE:
        pr_table_cell(table, pr_text(lang, PR_TEXT_DECIDE_NO_RULE));
        break;
    case PR_TOLD_NOISE:
        snprintf(out.s, sizeof out.s, error ? "≈ 0 (%.40s)" : "≈ 0", error ? error + 1 : "");
        pr_table_cell(table, out.s);
        break;
    default:
        pr_table_cell(table, amount.s);
    }
}

/* "A  basis": tables with a column per option have room for a letter only. */
static char letter_of(size_t option)
{
    return (char)('A' + option);
}

static void option_cell(const pr_decide_page_t *self, pr_table_t *table, size_t option)
{
    char name[72];
    snprintf(name, sizeof name, "%c  %s", letter_of(option), pr_decide_named(self, option).s);
    pr_table_cell(table, name);
}

static void chance_cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t chance)
{
    pr_table_cell(table, isnan(chance.value)
                             ? "–"
                             : pr_percents(self->view.lang, chance.value, pr_decimals(100 * chance.se, 0)).s);
}

/* ---- options ---- */

static void options(const pr_decide_page_t *self)
{
    static const pr_text_id_t head[] = {
        PR_TEXT_DECIDE_OPTION,  PR_TEXT_DECIDE_COST,      PR_TEXT_DECIDE_AVOIDED,  PR_TEXT_DECIDE_REACHED,
        PR_TEXT_DECIDE_PRESENT, PR_TEXT_DECIDE_UNIT_COST, PR_TEXT_DECIDE_SHORTFALL};
    const pr_decide_t *of = self->of;
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_DECIDE_OPTIONS, pr_view_span(of->draws.from, of->draws.from).s);
    open_table(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < of->draws.options; k++) {
        option_cell(self, &table, k);
        cell(self, &table, of->flow[PR_FLOW_COST][k], THOUSAND, 0);
        cell(self, &table, of->flow[PR_FLOW_AVOIDED][k], THOUSAND, 0);
        cell(self, &table, of->flow[PR_FLOW_RESIDENTS][k], 1, 0);
        cell(self, &table, of->flow[PR_FLOW_REACHED][k], 1, 0);
        cell(self, &table, of->unit_cost[k], 1, 0);
        chance_cell(self, &table, of->flow[PR_FLOW_SHORTFALL][k]);
    }
    close_table(self, &table);
}

static void frontier_row(const pr_decide_page_t *self, pr_table_t *table, pr_yardstick_t yardstick, size_t k)
{
    static const pr_text_id_t off[] = {PR_TEXT_DECIDE_CHEAPEST, PR_TEXT_DECIDE_SAME, PR_TEXT_DECIDE_DOMINATED,
                                       PR_TEXT_DECIDE_EXTENDED};
    const pr_frontier_t *at = &self->of->frontier[yardstick][k];
    bool on = at->status == PR_FRONTIER_ON, first = on && at->previous == k;
    option_cell(self, table, k);
    char other[2] = {first ? '\0' : letter_of(on ? at->previous : at->by), '\0'};
    pr_table_cell(table, other);
    if (!on || first) {
        pr_table_cell(table, pr_text(self->view.lang, off[at->status]));
        pr_table_end(table);
        return;
    }
    cell(self, table, at->more_cost, THOUSAND, 0);
    cell(self, table, at->more_effect, 1, 1);
    cell(self, table, at->icer, 1, 0);
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
    open_table(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < self->of->draws.options; k++) {
        frontier_row(self, &table, yardstick, k);
    }
    close_table(self, &table);
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
    open_table(self, &table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < self->of->draws.options; k++) {
        option_cell(self, &table, k);
        cell(self, &table, at->option[k].mean, THOUSAND, 0);
        cell(self, &table, at->option[k].difference, THOUSAND, 0);
        chance_cell(self, &table, at->option[k].best);
        cell(self, &table, at->option[k].regret, THOUSAND, 0);
    }
    close_table(self, &table);
}

static void worth_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at)
{
    pr_text_t text;
    pr_text_init(&text);
    PR_FILL(&text, self->view.lang, at->kind == PR_WORTH_SWITCH ? PR_TEXT_DECIDE_SWITCH : PR_TEXT_GATE_ROW,
            pr_decide_worth(self, at).s);
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_table_cell(table, text.data ? text.data + strspn(text.data, " ") : "");
    pr_text_free(&text);
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
            pr_decide_option(self, self->of->frontier[at->yardstick][to].previous),
            pr_decide_option(self, to));
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
        pr_table_cell(&table, (char[]){letter_of(k), '\0'});
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->yardstick != yardstick) {
            continue;
        }
        worth_cell(self, &table, at);
        best_cell(self, &table, at);
        for (size_t k = 0; k < of->draws.options; k++) {
            chance_cell(self, &table, at->option[k].best);
        }
    }
    close_table(self, &table);
}

/* ---- what knowing is worth ---- */

/* The informed valuations of a yardstick; at most COLUMNS_SHOWN. */
static size_t informed(const pr_decide_t *of, pr_yardstick_t yardstick, bool switches,
                       const pr_valuation_t **out)
{
    size_t count = 0;
    for (size_t i = 0; i < of->valuations && count < COLUMNS_SHOWN; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->informed && at->yardstick == yardstick && (!switches || at->kind != PR_WORTH_GRID)) {
            out[count++] = at;
        }
    }
    return count;
}

static double most_of(const pr_valuation_t *const *at, size_t count, size_t piece)
{
    double most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, at[i]->information[piece].value.value);
    }
    return most;
}

static const char *piece_name(const pr_decide_page_t *self, size_t piece)
{
    const pr_piece_t *of = &self->of->piece[piece];
    return of->kind == PR_PIECE_ALL     ? pr_text(self->view.lang, PR_TEXT_DECIDE_EVPI)
           : of->kind == PR_PIECE_GROUP ? pr_decide_group(self->view.lang, (pr_group_t)of->at)
                                        : self->of->draws.unknown[of->at].setting->path;
}

static void piece_row(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                      size_t count, size_t piece)
{
    pr_table_cell(table, piece_name(self, piece));
    for (size_t i = 0; i < count; i++) {
        worth_of_knowing(self, table, at[i]->information[piece].value, THOUSAND, 1);
    }
}

/* The parameters that are worth most to know at some of the values, the first ones first. */
static void parameter_rows(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                           size_t count)
{
    const pr_decide_t *of = self->of;
    bool *shown = pr_new(of->pieces, sizeof *shown);
    self->view.out->failed = self->view.out->failed || !shown;
    for (size_t row = 0; shown && row < PARAMETERS_SHOWN; row++) {
        size_t best = of->pieces;
        for (size_t i = 1 + PR_GROUPS; i < of->pieces; i++) {
            bool better = !shown[i] && most_of(at, count, i) > 0 &&
                          (best == of->pieces || most_of(at, count, i) > most_of(at, count, best));
            best = better ? i : best;
        }
        if (best == of->pieces) {
            break;
        }
        shown[best] = true;
        piece_row(self, table, at, count, best);
    }
    pr_free(shown);
}

static void knowledge(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_valuation_t *at[COLUMNS_SHOWN];
    size_t count = informed(self->of, yardstick, false, at);
    pr_table_t table;
    if (count == 0) {
        return;
    }
    PR_HEADING(&self->view,
               yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_KNOWLEDGE_RESIDENT
                                                  : PR_TEXT_DECIDE_KNOWLEDGE_SUCCESS,
               "");
    pr_table_init(&table, 1 + count);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_KNOWN));
    for (size_t i = 0; i < count; i++) {
        worth_cell(self, &table, at[i]);
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < 1 + PR_GROUPS; i++) {
        if (self->of->piece[i].count > 0) {
            piece_row(self, &table, at, count, i);
        }
    }
    pr_table_rule(&table);
    parameter_rows(self, &table, at, count);
    pr_table_rule(&table);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_CLAIRVOYANCE));
    for (size_t i = 0; i < count; i++) {
        cell(self, &table, at[i]->clairvoyance, THOUSAND, 1);
    }
    close_table(self, &table);
}

static void study_heads(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                        size_t count)
{
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_PLANNED));
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_FOLLOWED));
    for (size_t i = 0; i < count; i++) {
        pr_text_t text;
        pr_text_init(&text);
        PR_FILL(&text, self->view.lang,
                at[i]->yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_PER_RESIDENT
                                                          : PR_TEXT_DECIDE_PER_SUCCESS,
                pr_decide_worth(self, at[i]).s);
        self->view.out->failed = self->view.out->failed || text.failed;
        pr_table_cell(table, text.data ? text.data : "");
        pr_text_free(&text);
    }
    pr_table_rule(table);
}

static void studies(const pr_decide_page_t *self)
{
    const pr_valuation_t *at[COLUMNS_SHOWN * PR_YARDSTICKS];
    size_t count = 0;
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        count += informed(self->of, y, true, at + count);
    }
    pr_table_t table;
    if (count == 0) {
        return;
    }
    PR_HEADING(&self->view, PR_TEXT_DECIDE_STUDIES, "");
    pr_table_init(&table, 2 + count);
    study_heads(self, &table, at, count);
    for (size_t s = 0; s < self->of->sizes; s++) {
        pr_table_cell(&table, pr_whole(self->view.lang, (int64_t)self->of->size[s]).s);
        pr_table_cell(&table, pr_fixed(self->view.lang, at[0]->study[s].followed, 1).s);
        for (size_t i = 0; i < count; i++) {
            worth_of_knowing(self, &table, at[i]->study[s].evsi.value, 1, 0);
        }
    }
    close_table(self, &table);
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
    snprintf(choice, sizeof choice, "%c → %c", letter_of(at->best), letter_of(flip->other));
    snprintf(bound, sizeof bound, "%s %s%s",
             pr_text(lang, flip->above ? PR_TEXT_DECIDE_ABOVE : PR_TEXT_DECIDE_BELOW),
             pr_short(lang, flip->at).s, flip->status == PR_FLIP_UNSURE ? "?" : "");
    pr_table_cell(table, self->of->draws.unknown[flip->unknown].setting->path);
    worth_cell(self, table, at);
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
    PR_HEADING(&self->view, PR_TEXT_DECIDE_FLIPS, "");
    open_table(self, &table, sizeof head / sizeof *head, head);
    for (size_t i = 0; i < of->flips; i++) {
        if (of->flip[i].status != PR_FLIP_NONE) {
            flip_row(self, &table, &of->flip[i]);
        }
    }
    close_table(self, &table);
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->flipped && flips_at(of, i) == 0) {
            PR_SAY(&self->view, PR_TEXT_DECIDE_FLIPS_NONE, pr_decide_worth(self, at).s,
                   pr_decide_unit(self, at->yardstick), pr_decide_named(self, at->best).s);
        }
    }
}

/* ---- all of it ---- */

static void assumption(const pr_decide_page_t *self)
{
    const pr_valuation_t *any = &self->of->valuation[0];
    for (size_t i = 0; i < self->of->valuations; i++) {
        const pr_valuation_t *at = &self->of->valuation[i];
        any = at->kind == PR_WORTH_GIVEN ? at : any;
    }
    pr_number_t value = pr_decide_euros(self->view.lang, any->value, 0),
                success = pr_decide_euros(self->view.lang, any->success_value, 0);
    if (any->kind == PR_WORTH_GIVEN) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED_GIVEN, value.s, success.s);
        return;
    }
    PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED, "");
    if (any->success_value > 0) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED_SUCCESS, success.s);
    }
}

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
        PR_SAY(&self->view, PR_TEXT_DECIDE_CUT, pr_whole(self->view.lang, (int64_t)draws->replicates).s);
    }
    assumption(self);
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
    case PR_DECIDE_TABLE_CHANCES:
        grid(self, yardstick);
        break;
    case PR_DECIDE_TABLE_VALUES:
        values(self, yardstick);
        break;
    case PR_DECIDE_TABLE_KNOWLEDGE:
        knowledge(self, yardstick);
        break;
    case PR_DECIDE_TABLE_STUDIES:
        studies(self);
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
    basis(self);
    PR_HEADING(&self->view, PR_TEXT_DECIDE_ANSWER, "");
    pr_decide_answer(self);
    options(self);
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        frontier(self, y);
        grid(self, y);
        values(self, y);
        knowledge(self, y);
    }
    studies(self);
    if (self->of->searched) {
        flips(self);
    }
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
