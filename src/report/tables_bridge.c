/* Tables of the bridge: memo's table 2, index, execution costs, expected settlement, net effect. */
#include "report/view.h"
#include <string.h>

enum { EURO = 100, THOUSAND = 100000 };

static void text_cell(pr_table_t *table, const pr_view_t *self, pr_text_id_t id)
{
    pr_table_cell(table, pr_text(self->lang, id));
}

/* An amount in whole units, with the mark or the room that the mark takes. */
static void amount(pr_table_t *table, const pr_view_t *self, int64_t units, bool marked)
{
    char cell[80];
    snprintf(cell, sizeof cell, "%s%s", pr_whole(self->lang, units).s, marked ? "*" : " ");
    pr_table_cell(table, cell);
}

static void head(pr_table_t *table, const pr_view_t *self, bool years)
{
    static const pr_text_id_t first[] = {PR_TEXT_COLUMN_REAL_1,      PR_TEXT_COLUMN_INDEX_1,
                                         PR_TEXT_COLUMN_EXECUTION_1, PR_TEXT_COLUMN_BEFORE_1,
                                         PR_TEXT_COLUMN_SETTLED_1,   PR_TEXT_COLUMN_NET_1};
    static const pr_text_id_t second[] = {PR_TEXT_COLUMN_INDEX_2, PR_TEXT_COLUMN_EXECUTION_2,
                                          PR_TEXT_COLUMN_BEFORE_2, PR_TEXT_COLUMN_SETTLED_2,
                                          PR_TEXT_COLUMN_NET_2};
    pr_table_cell(table, "");
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        text_cell(table, self, first[i]);
    }
    pr_table_cell(table, years ? pr_text(self->lang, PR_TEXT_COLUMN_RANGE_1) : "");
    pr_table_end(table);
    text_cell(table, self, years ? PR_TEXT_YEAR : PR_TEXT_MUNICIPALITY);
    pr_text_t price;
    pr_text_init(&price);
    pr_number_t year = pr_view_span(self->scenario->price_level_year, self->scenario->price_level_year);
    PR_FILL(&price, self->lang, PR_TEXT_PRICE_LEVEL, year.s);
    self->out->failed = self->out->failed || price.failed;
    pr_table_cell(table, price.failed ? "" : price.data);
    pr_text_free(&price);
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        text_cell(table, self, second[i]);
    }
    pr_table_cell(table, years ? pr_text(self->lang, PR_TEXT_RANGE) : "");
    pr_table_end(table);
    pr_table_rule(table);
}

static void bridge_cells(pr_table_t *table, const pr_view_t *self, const pr_bridge_t *row, int64_t scale,
                         bool marked)
{
    amount(table, self, row->real * scale, false);
    amount(table, self, row->index * scale, marked);
    amount(table, self, row->execution * scale, marked);
    amount(table, self, pr_bridge_before(row) * scale, marked);
    amount(table, self, row->settled * scale, marked);
    amount(table, self, pr_bridge_net(row) * scale, marked);
}

static bool years_marked(const pr_view_t *self, int from, int to)
{
    for (int y = from; y < to && y < self->scenario->years; y++) {
        for (size_t line = 0; line < self->scenario->line_count; line++) {
            if (pr_money_marked(self->scenario, &self->run->central, line, y)) {
                return true;
            }
        }
    }
    return false;
}

static void municipalities(const pr_view_t *self, pr_text_id_t heading, int from, int to, int64_t unit)
{
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    bool marked = years_marked(self, from, to);
    pr_table_t table;
    pr_number_t span = pr_view_span(self->scenario->first_year + from, self->scenario->first_year + to - 1);
    PR_HEADING(self, heading, span.s,
               pr_text(self->lang, unit == EURO ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    pr_bridge_sum(self, from, to, unit, row);
    pr_table_init(&table, 8);
    head(&table, self, false);
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        pr_table_cell(&table, self->scenario->municipality[m].name);
        bridge_cells(&table, self, &row[1 + m], 1, marked);
        pr_table_end(&table);
    }
    pr_table_rule(&table);
    text_cell(&table, self, PR_TEXT_REGION);
    bridge_cells(&table, self, &row[0], 1, marked);
    pr_table_end(&table);
    pr_table_print(&table, self->out);
    pr_table_free(&table);

    double se = 0;
    pr_bridge_settled(self, from, to, unit, &se);
    pr_number_t error = pr_euros(self->lang, 100 * (int64_t)(se + 0.999));
    error.s[error.s[0] ? strcspn(error.s, self->lang == PR_LANG_EN ? "." : ",") : 0] = '\0';
    PR_SAY(self, PR_TEXT_SETTLED_NOTE, error.s);
    PR_SAY(self, PR_TEXT_BRIDGE_NOTE, "");
}

/* The settlement of a year between its 5 and 95 % points, in thousands like the indicative amounts. */
static void range_cell(pr_table_t *table, const pr_view_t *self, int year)
{
    const pr_summary_t *summary = pr_view_year(self, "settlement", 0, year);
    char cell[160];
    snprintf(cell, sizeof cell, "%s–%s",
             pr_view_quantile(self->lang, summary, summary ? summary->p05 : 0, -3).s,
             pr_view_quantile(self->lang, summary, summary ? summary->p95 : 0, -3).s);
    pr_table_cell(table, cell);
}

static void years(const pr_view_t *self)
{
    int decided = pr_money_decided(self->scenario);
    pr_table_t table;
    PR_HEADING(self, PR_TEXT_BRIDGE_YEARS, "");
    pr_table_init(&table, 8);
    head(&table, self, true);
    for (int column = 0; column < pr_bridge_columns(self->scenario); column++) {
        bool indicative = column >= decided;
        int year = self->scenario->first_year + column;
        pr_bridge_t row = pr_bridge_year(self, column, indicative ? THOUSAND : EURO);
        if (column == 0 || column == decided) {
            pr_table_cell(&table, pr_text(self->lang, indicative ? PR_TEXT_INDICATIVE : PR_TEXT_DECIDED));
            pr_table_end(&table);
        }
        pr_table_cell(&table, pr_view_span(year, year).s);
        bridge_cells(&table, self, &row, indicative ? 1000 : 1, years_marked(self, column, column + 1));
        range_cell(&table, self, year);
        pr_table_end(&table);
    }
    pr_table_print(&table, self->out);
    pr_table_free(&table);
}

void pr_table_bridge(const pr_view_t *self)
{
    int decided = pr_money_decided(self->scenario), columns = pr_bridge_columns(self->scenario);
    if (decided > 0) {
        municipalities(self, PR_TEXT_BRIDGE_DECIDED, 0, decided, EURO);
    }
    if (years_marked(self, 0, columns)) {
        PR_SAY(self, PR_TEXT_MARK_NOTE, "");
    }
    years(self);
    if (decided < columns) {
        municipalities(self, PR_TEXT_BRIDGE_INDICATIVE, decided, columns, THOUSAND);
    }
    pr_gates_planned(self);
}
