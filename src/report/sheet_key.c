/*
 * The sheet Verdeelsleutel: what the sums of the years are split by. A key, or the weights of another
 * allocation policy, is entered once, however many years and channels it holds for.
 */
#include "report/workbook.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* A table: title, what it holds for, source, heads, municipalities, sum, difference, a line of air. */
enum { TOP = 4, HEAD = 4, TAIL = 3 };
enum { NAME, WEIGHT, SHARE, VERDICT, COLUMNS };
enum { HUNDREDTHS = 10000 }; /* of a percent in a whole */

/* Products up to here are exact in a spreadsheet, which counts in doubles. */
#define EXACT 9007199254740992.0

/* ---- which tables there are ---- */

static bool is_key(const pr_scenario_t *scenario, pr_channel_t channel, int y)
{
    return scenario->allocation[channel][y] == PR_ALLOCATION_KEY;
}

/* Of the same key; or of the same policy with the same weights. */
static bool same_weights(const pr_book_t *self, const pr_weight_table_t *table, pr_channel_t channel, int y)
{
    const pr_scenario_t *scenario = self->scenario;
    const int64_t(*weight)[PR_MAX_YEARS][PR_MAX_MUNICIPALITIES] = self->run->central.budget.weight;
    if (table->key || is_key(scenario, channel, y)) {
        return table->key && is_key(scenario, channel, y) &&
               scenario->channel_key[table->channel][table->y] == scenario->channel_key[channel][y];
    }
    return scenario->allocation[table->channel][table->y] == scenario->allocation[channel][y] &&
           memcmp(weight[table->channel][table->y], weight[channel][y],
                  scenario->municipality_count * sizeof weight[channel][y][0]) == 0;
}

static int table_of(const pr_book_t *self, pr_channel_t channel, int y)
{
    const pr_weights_t *weights = &self->weights;
    int i = 0;
    while (i < weights->count && !same_weights(self, &weights->table[i], channel, y)) {
        i++;
    }
    return i;
}

static pr_weight_table_t new_table(const pr_book_t *self, pr_channel_t channel, int y)
{
    pr_weight_table_t table = {channel, y, is_key(self->scenario, channel, y), true, 0};
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        table.total += (double)self->run->central.budget.weight[channel][y][m];
    }
    return table;
}

void pr_weights_find(pr_book_t *self)
{
    pr_weights_t *weights = &self->weights;
    for (pr_channel_t channel = 0; channel < PR_CHANNELS; channel++) {
        for (int y = 0; y < self->scenario->years; y++) {
            int i = weights->of[channel][y] = table_of(self, channel, y);
            if (i == weights->count) {
                weights->table[weights->count++] = new_table(self, channel, y);
            }
            for (pr_split_t split = 0; split < PR_SPLITS; split++) {
                int64_t cents[1 + PR_MAX_MUNICIPALITIES];
                pr_split_amounts(self, split, y, cents);
                bool exact = weights->table[i].total * (fabs((double)cents[0]) + 1) < EXACT;
                weights->table[i].live =
                    weights->table[i].live && (pr_split_channel(split) != channel || exact);
            }
        }
    }
}

const pr_weight_table_t *pr_weights_of(const pr_book_t *self, pr_channel_t channel, int y)
{
    return &self->weights.table[self->weights.of[channel][y]];
}

/* ---- where it stands ---- */

static pr_at_t at_of(const pr_book_t *self, int table, int row, int column)
{
    int high = HEAD + (int)self->scenario->municipality_count + TAIL;
    return (pr_at_t){(lxw_row_t)(TOP + table * high + row), (lxw_col_t)column};
}

pr_at_t pr_sheet_weight(const pr_book_t *self, pr_channel_t channel, int y, size_t m)
{
    return at_of(self, self->weights.of[channel][y], HEAD + (int)m, WEIGHT);
}

/* ---- the words above a table ---- */

/* "positive balance 2023–2025, 2027" */
static void put_channel_years(const pr_book_t *self, int table, pr_channel_t channel, pr_text_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    bool any = false;
    for (int y = 0; y < scenario->years; y++) {
        int to = y;
        if (self->weights.of[channel][y] != table) {
            continue;
        }
        while (to + 1 < scenario->years && self->weights.of[channel][to + 1] == table) {
            to++;
        }
        pr_text_addf(out, "%s%s %s", any || out->length == 0 ? "" : "; ",
                     any ? ","
                         : pr_text(self->lang, channel == PR_CHANNEL_SURPLUS
                                                   ? PR_TEXT_XLSX_CHANNEL_SURPLUS
                                                   : PR_TEXT_XLSX_CHANNEL_EXECUTION),
                     pr_view_span(scenario->first_year + y, scenario->first_year + to).s);
        any = true;
        y = to;
    }
}

static void put_words(pr_book_t *self, int table)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_weight_table_t *of = &self->weights.table[table];
    const pr_key_t *key = &scenario->key[scenario->channel_key[of->channel][of->y]];
    pr_text_t title, years, held;
    pr_text_init(&title);
    pr_text_init(&years);
    pr_text_init(&held);
    PR_FILL(&title, self->lang, of->key ? PR_TEXT_XLSX_KEY_OF : PR_TEXT_XLSX_POLICY_OF,
            of->key ? key->id : pr_allocation_policy(scenario->allocation[of->channel][of->y])->name);
    for (pr_channel_t channel = 0; channel < PR_CHANNELS; channel++) {
        put_channel_years(self, table, channel, &years);
    }
    self->no_memory = self->no_memory || years.failed;
    PR_FILL(&held, self->lang, PR_TEXT_XLSX_KEY_HOLDS, years.data ? years.data : "");
    pr_book_made(self, PR_SHEET_KEY, at_of(self, table, 0, NAME), &title, PR_FORMAT_SECTION);
    pr_book_made(self, PR_SHEET_KEY, at_of(self, table, 1, NAME), &held, PR_FORMAT_PLAIN);
    if (of->key) {
        pr_book_text(self, PR_SHEET_KEY, at_of(self, table, 2, NAME), key->source, PR_FORMAT_PLAIN);
    } else {
        pr_book_say(self, PR_SHEET_KEY, at_of(self, table, 2, NAME),
                    of->live ? PR_TEXT_XLSX_POLICY_LIVE : PR_TEXT_XLSX_POLICY_VALUES, PR_FORMAT_PLAIN);
    }
    pr_text_free(&years);
}

/* ---- the figures ---- */

/* What a weight is told in: a key's as a percentage, and so what is no input. */
static double unit_of(const pr_weight_table_t *table)
{
    return table->key ? HUNDREDTHS : table->live ? 1 : table->total;
}

/* What is applied stands in the first year that is split so: what is no number, or negative, is 0 there. */
static void put_municipality(pr_book_t *self, int table, size_t m)
{
    const pr_weight_table_t *of = &self->weights.table[table];
    int row = HEAD + (int)m;
    double weight = (double)self->run->central.budget.weight[of->channel][of->y][m];
    pr_at_t at = at_of(self, table, row, WEIGHT);
    pr_sheet_id_t split =
        PR_SHEET_SPLIT +
        (pr_sheet_id_t)(of->channel == PR_CHANNEL_SURPLUS ? PR_SPLIT_REDUCTION : PR_SPLIT_CONTRIBUTION);
    pr_book_text(self, PR_SHEET_KEY, at_of(self, table, row, NAME), self->scenario->municipality[m].name,
                 PR_FORMAT_TEXT);
    pr_book_number(self, PR_SHEET_KEY, at, weight / unit_of(of),
                   !of->live ? PR_FORMAT_PERCENT
                   : of->key ? PR_FORMAT_PERCENT_INPUT
                             : PR_FORMAT_PLAIN_INPUT);
    pr_book_formula(self, PR_SHEET_KEY, at_of(self, table, row, SHARE), weight / of->total, PR_FORMAT_PERCENT,
                    "=%s", pr_cell_of(self, split, pr_sheet_applied(self->scenario, m, of->y)).s);
    if (of->live) {
        pr_book_input_check(self, PR_SHEET_KEY, at_of(self, table, row, VERDICT), at, at,
                            of->key ? PR_INPUT_SHARE : PR_INPUT_WEIGHT);
    }
}

/* Does it add up to 100 %, and by how much not? Of weights any sum does. */
static void put_sum(pr_book_t *self, int table)
{
    const pr_weight_table_t *of = &self->weights.table[table];
    int n = (int)self->scenario->municipality_count;
    pr_at_t sum = at_of(self, table, HEAD + n, WEIGHT), less = at_of(self, table, HEAD + n + 1, WEIGHT),
            verdict = at_of(self, table, HEAD + n, VERDICT), applied = at_of(self, table, HEAD + n, SHARE);
    pr_book_say(self, PR_SHEET_KEY, at_of(self, table, HEAD + n, NAME), PR_TEXT_TOTAL, PR_FORMAT_TEXT_TOTAL);
    for (int column = WEIGHT; column <= SHARE; column++) {
        bool percent = of->key || !of->live || column == SHARE;
        pr_book_formula(self, PR_SHEET_KEY, at_of(self, table, HEAD + n, column),
                        column == SHARE ? 1 : of->total / unit_of(of),
                        percent ? PR_FORMAT_PERCENT_TOTAL : PR_FORMAT_PLAIN_TOTAL, "=SUM(%s:%s)",
                        pr_cell(at_of(self, table, HEAD, column)).s,
                        pr_cell(at_of(self, table, HEAD + n - 1, column)).s);
    }
    if (!of->key) {
        pr_book_verdict(self, PR_SHEET_KEY, verdict, PR_TEXT_XLSX_FINE, "=IF(%s>0,\"%s\",\"%s\")",
                        pr_cell(applied).s, pr_text(self->lang, PR_TEXT_XLSX_FINE),
                        pr_text(self->lang, PR_TEXT_XLSX_SUM_NONE));
        return;
    }
    pr_book_say(self, PR_SHEET_KEY, at_of(self, table, HEAD + n + 1, NAME), PR_TEXT_XLSX_SUM_LESS_WHOLE,
                PR_FORMAT_TEXT);
    pr_book_formula(self, PR_SHEET_KEY, less, 0, PR_FORMAT_PERCENT, "=ROUND(%s-1,6)", pr_cell(sum).s);
    pr_book_verdict(self, PR_SHEET_KEY, verdict, PR_TEXT_XLSX_SUM_FINE,
                    "=IF(%s=0,\"%s\",IF(%s=0,\"%s\",100*ABS(%s)&\" \"&IF(%s>0,\"%s\",\"%s\")))",
                    pr_cell(applied).s, pr_text(self->lang, PR_TEXT_XLSX_SUM_NONE), pr_cell(less).s,
                    pr_text(self->lang, PR_TEXT_XLSX_SUM_FINE), pr_cell(less).s, pr_cell(less).s,
                    pr_text(self->lang, PR_TEXT_XLSX_SUM_MORE), pr_text(self->lang, PR_TEXT_XLSX_SUM_LESS));
}

static void put_table(pr_book_t *self, int table)
{
    static const pr_text_id_t head[COLUMNS] = {PR_TEXT_MUNICIPALITY, PR_TEXT_XLSX_WEIGHT, PR_TEXT_XLSX_SHARE,
                                               PR_TEXT_XLSX_CHECK};
    const pr_weight_table_t *of = &self->weights.table[table];
    size_t n = self->scenario->municipality_count;
    put_words(self, table);
    for (int i = 0; i < COLUMNS; i++) {
        bool percentage = i == WEIGHT && of->key && of->live;
        pr_book_say(self, PR_SHEET_KEY, at_of(self, table, HEAD - 1, i),
                    percentage ? PR_TEXT_XLSX_PERCENTAGE : head[i], PR_FORMAT_HEAD);
    }
    for (size_t m = 0; m < n; m++) {
        put_municipality(self, table, m);
    }
    put_sum(self, table);
    if (of->live) {
        pr_book_input(self, PR_SHEET_KEY, at_of(self, table, HEAD, WEIGHT),
                      at_of(self, table, HEAD + (int)n - 1, WEIGHT),
                      of->key ? PR_INPUT_SHARE : PR_INPUT_WEIGHT);
    }
    pr_book_row_block(self, PR_SHEET_KEY, at_of(self, table, 0, 0).row);
}

/* ---- the sheet ---- */

static void put_check(pr_book_t *self, lxw_row_t end)
{
    static const pr_text_id_t good[] = {PR_TEXT_XLSX_FINE, PR_TEXT_XLSX_SUM_FINE};
    int cells = 0;
    pr_text_t problems;
    pr_text_init(&problems);
    for (int i = 0; i < self->weights.count; i++) {
        cells += 1 + (self->weights.table[i].live ? (int)self->scenario->municipality_count : 0);
    }
    pr_book_problems(self, &problems, (pr_at_t){TOP, VERDICT}, (pr_at_t){end, VERDICT}, cells, good,
                     sizeof good / sizeof *good);
    pr_book_sheet_check(self, PR_SHEET_KEY, &problems);
}

void pr_sheet_key(pr_book_t *self)
{
    lxw_row_t end = at_of(self, self->weights.count, 0, 0).row - 2;
    pr_book_width(self, PR_SHEET_KEY, NAME, NAME, 26);
    pr_book_width(self, PR_SHEET_KEY, WEIGHT, SHARE, 14);
    pr_book_width(self, PR_SHEET_KEY, VERDICT, VERDICT, 50);
    pr_book_head(self, PR_SHEET_KEY, pr_text(self->lang, PR_TEXT_XLSX_KEY_TITLE),
                 pr_text(self->lang, PR_TEXT_XLSX_KEY_NOTE));
    for (int table = 0; table < self->weights.count; table++) {
        put_table(self, table);
    }
    put_check(self, end);
    const pr_paper_t paper = {.body = {TOP - 1, 1}, .last = {end, COLUMNS - 1}, .portrait = true};
    pr_book_page(self, PR_SHEET_KEY, &paper);
}
