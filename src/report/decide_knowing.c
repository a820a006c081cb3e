/* What knowing is worth, and what the evaluation is: two tables of a decision. */
#include "core/memory.h"
#include "report/calibrate_rows.h"
#include "report/decide_cells.h"
#include <math.h>

/* COLUMNS_ALL: of a yardstick, so that those of both and three more fit in a table. */
enum { PARAMETERS_SHOWN = 8, COLUMNS_SHOWN = 5, COLUMNS_ALL = 10 };

/* The informed valuations of a yardstick; at most `most`. */
static size_t informed(const pr_decide_t *of, pr_yardstick_t yardstick, bool switches, size_t most,
                       const pr_valuation_t **out)
{
    size_t count = 0;
    for (size_t i = 0; i < of->valuations && count < most; i++) {
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

void pr_decide_piece_cell(const pr_decide_page_t *self, pr_table_t *table, size_t piece)
{
    const pr_piece_t *of = &self->of->piece[piece];
    if (of->kind == PR_PIECE_PARAMETER) {
        pr_decide_parameter_cell(self, table, of->at);
    } else {
        pr_table_cell(table, of->kind == PR_PIECE_ALL ? pr_text(self->view.lang, PR_TEXT_DECIDE_EVPI)
                                                      : pr_decide_group(self->view.lang, (pr_group_t)of->at));
    }
}

static void piece_row(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                      size_t count, size_t piece)
{
    pr_decide_piece_cell(self, table, piece);
    for (size_t i = 0; i < count; i++) {
        pr_decide_knowing_cell(self->view.lang, table, at[i]->information[piece].value, PR_DECIDE_THOUSAND,
                               1);
    }
}

/* The parameters that are worth most to know at some of the values, the first ones first: a row for each, or
   without a table a mark in `named`. */
static void parameter_rows(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                           size_t count, bool *named)
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
        if (table) {
            piece_row(self, table, at, count, best);
        } else {
            named[of->piece[best].at] = true;
        }
    }
    pr_free(shown);
}

void pr_decide_knowledge(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_valuation_t *at[COLUMNS_SHOWN];
    size_t count = informed(self->of, yardstick, false, COLUMNS_SHOWN, at);
    pr_table_t table;
    if (count == 0) {
        return;
    }
    PR_HEADING(&self->view,
               yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_KNOWLEDGE_RESIDENT
                                                  : PR_TEXT_DECIDE_KNOWLEDGE_SUCCESS,
               "");
    pr_table_init(&table, 1 + count);
    table.first = pr_decide_name_width(self);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_KNOWN));
    for (size_t i = 0; i < count; i++) {
        pr_decide_worth_cell(self, &table, at[i]);
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < 1 + PR_GROUPS; i++) {
        if (self->of->piece[i].count > 0) {
            piece_row(self, &table, at, count, i);
        }
    }
    pr_table_rule(&table);
    parameter_rows(self, &table, at, count, NULL);
    pr_table_rule(&table);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_DECIDE_CLAIRVOYANCE));
    for (size_t i = 0; i < count; i++) {
        pr_decide_cell(self, &table, at[i]->clairvoyance, PR_DECIDE_THOUSAND, 1);
    }
    pr_decide_table_close(self, &table);
}

void pr_decide_names(const pr_decide_page_t *self)
{
    const pr_decide_t *of = self->of;
    bool *named = pr_new(of->draws.unknowns, sizeof *named), any = false;
    self->view.out->failed = self->view.out->failed || !named;
    for (pr_yardstick_t y = 0; named && y < of->yardsticks; y++) {
        const pr_valuation_t *at[COLUMNS_SHOWN];
        size_t count = informed(of, y, false, COLUMNS_SHOWN, at);
        parameter_rows(self, NULL, at, count, named);
    }
    for (size_t i = 0; named && i < of->flips; i++) {
        named[of->flip[i].unknown] = named[of->flip[i].unknown] || of->flip[i].status != PR_FLIP_NONE;
    }
    for (size_t i = 0; named && i < of->draws.unknowns; i++) {
        const pr_setting_t *setting = of->draws.unknown[i].setting;
        if (named[i] && !any) {
            PR_HEADING(&self->view, PR_TEXT_DECIDE_NAMES, "");
            any = true;
        }
        if (named[i]) {
            PR_SAY(&self->view, PR_TEXT_DECIDE_NAME, setting->path,
                   pr_calibrate_label(self->view.lang, self->view.scenario, setting).s);
        }
    }
    pr_free(named);
}

static void study_heads(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                        size_t count, bool whole)
{
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_PLANNED));
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_FOLLOWED));
    for (size_t i = 0; i < count; i++) {
        pr_decide_per_cell(self, table, at[i]);
    }
    if (whole) {
        pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_COST));
    }
    pr_table_rule(table);
}

static void study_row(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *const *at,
                      size_t count, bool whole, size_t s)
{
    pr_lang_t lang = self->view.lang;
    pr_table_cell(table, pr_whole(lang, (int64_t)self->of->size[s]).s);
    pr_table_cell(table, pr_fixed(lang, at[0]->study[s].followed, 1).s);
    for (size_t i = 0; i < count; i++) {
        pr_decide_knowing_cell(lang, table, at[i]->study[s].evsi.value, 1, 0);
    }
    if (whole) {
        pr_table_cell(table, pr_fixed(lang, at[0]->study[s].cost, 0).s);
    }
}

bool pr_decide_studies_open(const pr_decide_page_t *self, pr_table_t *table, bool whole)
{
    const pr_valuation_t *at[COLUMNS_ALL * PR_YARDSTICKS];
    size_t count = 0;
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        count += informed(self->of, y, true, whole ? COLUMNS_ALL : COLUMNS_SHOWN, at + count);
    }
    if (count == 0) {
        return false;
    }
    pr_table_init(table, 2 + count + whole);
    study_heads(self, table, at, count, whole);
    for (size_t s = 0; s < self->of->sizes; s++) {
        study_row(self, table, at, count, whole, s);
    }
    return true;
}

void pr_decide_studies(const pr_decide_page_t *self)
{
    pr_table_t table;
    if (pr_decide_studies_open(self, &table, false)) {
        PR_HEADING(&self->view, PR_TEXT_DECIDE_STUDIES, "");
        pr_decide_table_close(self, &table);
    }
}
