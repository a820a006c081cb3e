/* Tables of the bridge: memo's table 2, index, execution costs, expected settlement, net effect. */
#include "report/view.h"
#include <string.h>

static void text_cell(pr_table_t *table, const pr_view_t *self, pr_text_id_t id)
{
    pr_table_cell(table, pr_text(self->lang, id));
}

/* The steps as columns; that of the spread is left out where a table has none. */
typedef struct {
    pr_text_id_t first, second;
} column_t;

static pr_text_id_t step_head(int step, bool second)
{
    static const column_t column[PR_STEPS] = {{PR_TEXT_COLUMN_REAL_1, PR_TEXT_PRICE_LEVEL},
                                              {PR_TEXT_COLUMN_INDEX_1, PR_TEXT_COLUMN_INDEX_2},
                                              {PR_TEXT_COLUMN_EXECUTION_1, PR_TEXT_COLUMN_EXECUTION_2},
                                              {PR_TEXT_COLUMN_BEFORE_1, PR_TEXT_COLUMN_BEFORE_2},
                                              {PR_TEXT_COLUMN_SPREAD_1, PR_TEXT_COLUMN_SPREAD_2},
                                              {PR_TEXT_COLUMN_SETTLED_1, PR_TEXT_COLUMN_SETTLED_2},
                                              {PR_TEXT_COLUMN_NET_1, PR_TEXT_COLUMN_NET_2}};
    return second ? column[step].second : column[step].first;
}

static void price_cell(pr_table_t *table, const pr_view_t *self)
{
    pr_text_t price;
    pr_text_init(&price);
    pr_number_t year = pr_view_span(self->scenario->price_level_year, self->scenario->price_level_year);
    PR_FILL(&price, self->lang, PR_TEXT_PRICE_LEVEL, year.s);
    self->out->failed = self->out->failed || price.failed;
    pr_table_cell(table, price.failed ? "" : price.data);
    pr_text_free(&price);
}

static void head(pr_table_t *table, const pr_view_t *self, bool years, bool spread)
{
    pr_table_init(table, 8 + spread);
    table->sortable = !years;
    table->gap = spread ? 1 : table->gap; /* one column more in the same width */
    for (int line = 0; line < 2; line++) {
        pr_text_id_t first = years ? PR_TEXT_YEAR : PR_TEXT_MUNICIPALITY;
        pr_table_cell(table, line ? pr_text(self->lang, first) : "");
        for (int step = 0; step < PR_STEPS; step++) {
            if (line == 1 && step == 0) {
                price_cell(table, self);
            } else if (step != PR_STEP_SPREAD || spread) {
                text_cell(table, self, step_head(step, line == 1));
            }
        }
        pr_text_id_t range = line ? PR_TEXT_RANGE : PR_TEXT_COLUMN_RANGE_1;
        pr_table_cell(table, years ? pr_text(self->lang, range) : "");
        pr_table_end(table);
    }
    pr_table_rule(table);
}

static void bridge_cells(pr_table_t *table, const pr_view_t *self, const pr_bridge_t *row, int64_t unit,
                         int64_t scale, pr_mark_kind_t mark, bool spread)
{
    for (pr_step_t step = 0; step < PR_STEPS; step++) {
        int64_t units = pr_bridge_step(row, step, unit);
        bool plain = step == PR_STEP_REAL || units == 0; /* an amount of nothing rests on nothing */
        if (step != PR_STEP_SPREAD || spread) {
            pr_view_amount(self, table, units * scale, PR_UNIT_EURO, plain ? PR_MARK_NONE : mark);
        }
    }
}

/* An error of so many euros, rounded up. */
static void error_note(const pr_view_t *self, pr_text_id_t id, double se)
{
    pr_number_t error = pr_euros(self->lang, 100 * (int64_t)(se + 0.999));
    error.s[error.s[0] ? strcspn(error.s, self->lang == PR_LANG_EN ? "." : ",") : 0] = '\0';
    PR_SAY(self, id, error.s);
}

/* Under a table: how sure its means are, and which path the rest is on. */
static void means_note(const pr_view_t *self, const pr_bridge_t *row, int to, bool spread)
{
    error_note(self, PR_TEXT_SETTLED_NOTE, row[0].settled_se);
    if (spread) {
        double most = 0;
        for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
            most = row[scope].spread_se > most ? row[scope].spread_se : most;
        }
        error_note(self, PR_TEXT_SPREAD_NOTE, most);
    }
    if (self->scenario->gate_count > 0 && self->scenario->first_year + to > self->scenario->gate[0].year) {
        pr_gates_planned(self);
    }
}

static void municipalities(const pr_view_t *self, pr_text_id_t heading, int from, int to, int64_t unit)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_mark_kind_t mark = pr_view_mark(self, from, to);
    pr_table_t table;
    PR_HEADING(self, heading, pr_view_span(scenario->first_year + from, scenario->first_year + to - 1).s,
               pr_text(self->lang, unit == PR_UNIT_EURO ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    pr_bridge_sum(self, from, to, row);
    bool spread = pr_bridge_any_spread(row, 1 + scenario->municipality_count, unit);
    head(&table, self, false, spread);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        pr_table_cell(&table, scenario->municipality[m].name);
        bridge_cells(&table, self, &row[1 + m], unit, 1, mark, spread);
        pr_table_end(&table);
    }
    pr_table_rule(&table);
    text_cell(&table, self, PR_TEXT_REGION);
    bridge_cells(&table, self, &row[0], unit, 1, mark, spread);
    pr_table_end(&table);
    pr_view_table(self, &table);
    pr_table_free(&table);
    means_note(self, row, to, spread);
}

static void years(const pr_view_t *self)
{
    int decided = pr_money_decided(self->scenario), columns = pr_bridge_columns(self->scenario);
    pr_table_t table;
    pr_bridge_t all[PR_MAX_YEARS + 1], row[1 + PR_MAX_MUNICIPALITIES];
    bool spread = false;
    for (int column = 0; column < columns; column++) {
        pr_bridge_sum(self, column, column + 1, row);
        all[column] = row[0];
        spread = spread || pr_bridge_any_spread(row, 1, column >= decided ? PR_UNIT_THOUSAND : PR_UNIT_EURO);
    }
    PR_HEADING(self, PR_TEXT_BRIDGE_YEARS, "");
    head(&table, self, true, spread);
    for (int column = 0; column < columns; column++) {
        bool indicative = column >= decided;
        int year = self->scenario->first_year + column;
        if (column == 0 || column == decided) {
            text_cell(&table, self, indicative ? PR_TEXT_INDICATIVE : PR_TEXT_DECIDED);
            pr_table_end(&table);
        }
        pr_table_cell(&table, pr_view_span(year, year).s);
        bridge_cells(&table, self, &all[column], indicative ? PR_UNIT_THOUSAND : PR_UNIT_EURO,
                     indicative ? 1000 : 1, pr_view_mark(self, column, column + 1), spread);
        pr_table_cell(&table,
                      pr_view_range(self->lang, pr_view_year(self, "municipality.net_effect", 0, year),
                                    PR_UNIT_THOUSAND)
                          .s);
    }
    pr_view_table(self, &table);
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
