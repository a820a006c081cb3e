/* Tables of the bridge: memo's table 2, index, execution costs, expected settlement, net effect. */
#include "report/view.h"
#include <string.h>

static void text_cell(pr_table_t *table, const pr_view_t *self, pr_text_id_t id)
{
    pr_table_cell(table, pr_text(self->lang, id));
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

/* Amounts in units, shown as multiples of `scale`. */
static void bridge_cells(pr_table_t *table, const pr_view_t *self, const pr_bridge_t *row, int64_t scale,
                         pr_mark_kind_t mark)
{
    const int64_t units[] = {row->real,    row->index,        row->execution, pr_bridge_before(row),
                             row->settled, pr_bridge_net(row)};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        pr_view_amount(self, table, units[i] * scale, PR_UNIT_EURO, i == 0 ? PR_MARK_NONE : mark);
    }
}

/* Under a table: how sure the settlement in it is. */
static void settled_note(const pr_view_t *self, int from, int to, int64_t unit)
{
    double se = 0;
    pr_bridge_settled(self, from, to, unit, &se);
    pr_number_t error = pr_euros(self->lang, 100 * (int64_t)(se + 0.999));
    error.s[error.s[0] ? strcspn(error.s, self->lang == PR_LANG_EN ? "." : ",") : 0] = '\0';
    PR_SAY(self, PR_TEXT_SETTLED_NOTE, error.s);
}

static void municipalities(const pr_view_t *self, pr_text_id_t heading, int from, int to, int64_t unit)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_mark_kind_t mark = pr_view_mark(self, from, to);
    pr_table_t table;
    PR_HEADING(self, heading, pr_view_span(scenario->first_year + from, scenario->first_year + to - 1).s,
               pr_text(self->lang, unit == PR_UNIT_EURO ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    if (heading == PR_TEXT_BRIDGE_WHOLE) {
        pr_bridge_whole(self, row);
    } else {
        pr_bridge_sum(self, from, to, unit, row);
    }
    pr_table_init(&table, 8);
    head(&table, self, false);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        pr_table_cell(&table, scenario->municipality[m].name);
        bridge_cells(&table, self, &row[1 + m], 1, mark);
        pr_table_end(&table);
    }
    pr_table_rule(&table);
    text_cell(&table, self, PR_TEXT_REGION);
    bridge_cells(&table, self, &row[0], 1, mark);
    pr_table_end(&table);
    pr_table_print(&table, self->out);
    pr_table_free(&table);
    settled_note(self, from, to, unit);
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
        pr_bridge_t row = pr_bridge_year(self, column, indicative ? PR_UNIT_THOUSAND : PR_UNIT_EURO);
        if (column == 0 || column == decided) {
            text_cell(&table, self, indicative ? PR_TEXT_INDICATIVE : PR_TEXT_DECIDED);
            pr_table_end(&table);
        }
        pr_table_cell(&table, pr_view_span(year, year).s);
        bridge_cells(&table, self, &row, indicative ? 1000 : 1, pr_view_mark(self, column, column + 1));
        pr_table_cell(&table,
                      pr_view_range(self->lang, pr_view_year(self, "municipality.net_effect", 0, year),
                                    PR_UNIT_THOUSAND)
                          .s);
    }
    pr_table_print(&table, self->out);
    pr_table_free(&table);
}

/* Once, under the first table. */
static void notes(const pr_view_t *self)
{
    PR_SAY(self, PR_TEXT_BRIDGE_NOTE, "");
    bool spring = false, projected = false;
    for (int y = 0; y < self->scenario->years; y++) {
        pr_mark_kind_t mark = pr_view_mark(self, y, y + 1);
        spring = spring || mark == PR_MARK_SPRING;
        projected = projected || mark == PR_MARK_PROJECTED;
    }
    if (spring) {
        PR_SAY(self, PR_TEXT_MARK_NOTE, "");
    }
    if (projected) {
        PR_SAY(self, PR_TEXT_MARK_PROJECTED_NOTE, "");
    }
}

void pr_table_bridge(const pr_view_t *self)
{
    int decided = pr_money_decided(self->scenario), columns = pr_bridge_columns(self->scenario);
    if (decided > 0) {
        municipalities(self, PR_TEXT_BRIDGE_DECIDED, 0, decided, PR_UNIT_EURO);
        notes(self);
    }
    if (decided < columns) {
        municipalities(self, PR_TEXT_BRIDGE_INDICATIVE, decided, columns, PR_UNIT_THOUSAND);
    }
    if (decided == 0) {
        notes(self);
    } else if (decided < columns) {
        municipalities(self, PR_TEXT_BRIDGE_WHOLE, 0, columns, PR_UNIT_THOUSAND);
    }
    years(self);
    pr_gates_planned(self);
}
