/* The memo's table 1, real and nominal, and the reduction per municipality: the central path as it is booked.
 */
#include "report/view.h"

enum { CENT = 1, THOUSAND = 100000 };

/* Columns of one table: years [from, to), their total, and where asked the total of all years. */
typedef struct {
    const pr_view_t *view;
    pr_table_t table;
    int from, to;
    int64_t unit;
    bool grand; /* a column for all years together */
} block_t;

static pr_number_t shown(const block_t *self, int64_t units)
{
    return self->unit == CENT ? pr_money(self->view->lang, units) : pr_whole(self->view->lang, units);
}

static void block_amount(block_t *self, int64_t units, bool marked)
{
    char cell[80];
    snprintf(cell, sizeof cell, "%s%s", shown(self, units).s, marked ? "*" : " ");
    pr_table_cell(&self->table, cell);
}

/* The amounts below end in a mark or its room; so does their heading. */
static void head_cell(block_t *self, pr_number_t head)
{
    char cell[80];
    snprintf(cell, sizeof cell, "%s ", head.s);
    pr_table_cell(&self->table, cell);
}

static void block_open(block_t *self, const pr_view_t *view, bool decided, pr_text_id_t first)
{
    int split = pr_money_decided(view->scenario), origin = view->scenario->first_year;
    *self = (block_t){.view = view,
                      .from = decided ? 0 : split,
                      .to = decided ? split : view->scenario->years,
                      .unit = decided ? CENT : THOUSAND,
                      .grand = !decided && split > 0};
    pr_table_init(&self->table, (size_t)(self->to - self->from) + 2 + self->grand);
    pr_table_cell(&self->table, pr_text(view->lang, first));
    for (int y = self->from; y < self->to; y++) {
        head_cell(self, pr_view_span(origin + y, origin + y));
    }
    head_cell(self, pr_view_span(origin + self->from, origin + self->to - 1));
    if (self->grand) {
        head_cell(self, pr_view_span(origin, origin + self->to - 1));
    }
    pr_table_rule(&self->table);
}

static void block_close(block_t *self)
{
    pr_table_print(&self->table, self->view->out);
    pr_table_free(&self->table);
}

/* One row of units and marks over all years; the totals are sums of what is printed. */
static void block_row(block_t *self, const char *label, const int64_t *units, int64_t earlier,
                      const bool *marked)
{
    int64_t total = 0;
    bool any = false;
    pr_table_cell(&self->table, label);
    for (int y = self->from; y < self->to; y++) {
        block_amount(self, units[y], marked && marked[y]);
        total += units[y];
        any = any || (marked && marked[y]);
    }
    block_amount(self, total, any);
    for (int y = 0; y < self->from; y++) {
        any = any || (marked && marked[y]);
    }
    if (self->grand) {
        block_amount(self, total + earlier, any);
    }
    pr_table_end(&self->table);
}

/* Rows of a table: cents per row and year, printed so that each column sums to `sum`. */
typedef struct {
    size_t count;
    const char *label[PR_MAX_MUNICIPALITIES];
    int64_t cents[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS], units[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];
    bool marked[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];
    int64_t sum_cents[PR_MAX_YEARS], sum[PR_MAX_YEARS];
    bool sum_marked[PR_MAX_YEARS];
    int64_t earlier[PR_MAX_MUNICIPALITIES], earlier_sum; /* units of the years before the block */
} rows_t;

static void rows_round(rows_t *self, const block_t *block)
{
    int64_t value[PR_MAX_MUNICIPALITIES], out[PR_MAX_MUNICIPALITIES], before[PR_MAX_MUNICIPALITIES] = {0};
    for (int y = 0; y < block->to; y++) {
        for (size_t i = 0; i < self->count; i++) {
            value[i] = self->cents[i][y];
            before[i] += y < block->from ? value[i] : 0;
            self->sum_marked[y] = self->sum_marked[y] || self->marked[i][y];
        }
        pr_units_round(self->count, value, block->unit, self->sum[y], out);
        for (size_t i = 0; i < self->count; i++) {
            self->units[i][y] = out[i];
        }
    }
    pr_units_round(self->count, before, block->unit, self->earlier_sum, self->earlier);
}

static int64_t rounded(const block_t *block, int64_t cents)
{
    return pr_round_half_away((long double)cents / (long double)block->unit);
}

static void sum_years(rows_t *self, const block_t *block)
{
    int64_t earlier = 0;
    for (int y = 0; y < block->to; y++) {
        self->sum_cents[y] = 0;
        for (size_t i = 0; i < self->count; i++) {
            self->sum_cents[y] += self->cents[i][y];
        }
        self->sum[y] = rounded(block, self->sum_cents[y]);
        earlier += y < block->from ? self->sum_cents[y] : 0;
    }
    self->earlier_sum = rounded(block, earlier);
}

static void rows_print(block_t *block, const rows_t *rows, const char *sum_label, bool rule)
{
    for (size_t i = 0; i < rows->count; i++) {
        block_row(block, rows->label[i], rows->units[i], rows->earlier[i], rows->marked[i]);
    }
    if (rows->count > 0 && rule) {
        pr_table_rule(&block->table);
    }
    block_row(block, sum_label, rows->sum, rows->earlier_sum, rows->sum_marked);
}

/* The lines of a channel. */
static void channel_rows(const pr_view_t *view, pr_channel_t channel, bool nominal, rows_t *rows)
{
    const pr_scenario_t *scenario = view->scenario;
    const pr_budget_t *budget = &view->run->central.budget;
    *rows = (rows_t){0};
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (scenario->line[i].channel != channel) {
            continue;
        }
        size_t row = rows->count++;
        rows->label[row] = scenario->line[i].label;
        for (int y = 0; y < scenario->years; y++) {
            rows->cents[row][y] = nominal ? budget->line[i][y].cents : budget->line_real[i][y].cents;
            rows->marked[row][y] = nominal && pr_money_marked(scenario, &view->run->central, i, y);
        }
    }
}

/* Both channels and their total. The rounded total less the rounded execution costs is the project's part,
   here as in the bridge. */
static void budget_rows(block_t *block, bool nominal)
{
    const pr_view_t *view = block->view;
    rows_t project, execution, total = {0};
    channel_rows(view, PR_CHANNEL_SURPLUS, nominal, &project);
    channel_rows(view, PR_CHANNEL_EXECUTION, nominal, &execution);
    sum_years(&project, block);
    sum_years(&execution, block);
    int64_t earlier = 0;
    for (int y = 0; y < block->to; y++) {
        total.sum_cents[y] = project.sum_cents[y] + execution.sum_cents[y];
        total.sum[y] = rounded(block, total.sum_cents[y]);
        project.sum[y] = total.sum[y] - execution.sum[y];
        earlier += y < block->from ? total.sum_cents[y] : 0;
    }
    total.earlier_sum = rounded(block, earlier);
    project.earlier_sum = total.earlier_sum - execution.earlier_sum;
    rows_round(&project, block);
    rows_round(&execution, block);
    for (int y = 0; y < block->to; y++) {
        total.sum_marked[y] = project.sum_marked[y] || execution.sum_marked[y];
    }
    rows_print(block, &project, pr_text(view->lang, PR_TEXT_SUBTOTAL_PROJECT), false);
    pr_table_rule(&block->table);
    rows_print(block, &execution, pr_text(view->lang, PR_TEXT_SUBTOTAL_EXECUTION), false);
    pr_table_rule(&block->table);
    rows_print(block, &total, pr_text(view->lang, PR_TEXT_TOTAL), false);
}

static void budget_table(const pr_view_t *self, bool decided, bool nominal)
{
    block_t block;
    char price[64];
    pr_text_t level;
    pr_text_init(&level);
    snprintf(price, sizeof price, "%d", self->scenario->price_level_year);
    PR_FILL(&level, self->lang, PR_TEXT_PRICE_LEVEL, price);
    const char *prices = nominal ? pr_text(self->lang, PR_TEXT_NOMINAL) : level.failed ? "" : level.data;
    PR_HEADING(self, PR_TEXT_BUDGET, pr_text(self->lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE),
               prices, pr_text(self->lang, decided ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    self->out->failed = self->out->failed || level.failed;
    pr_text_free(&level);
    block_open(&block, self, decided, PR_TEXT_LINE);
    budget_rows(&block, nominal);
    block_close(&block);
}

static bool has_years(const pr_view_t *self, bool decided)
{
    int split = pr_money_decided(self->scenario);
    return decided ? split > 0 : split < self->scenario->years;
}

void pr_table_budget(const pr_view_t *self)
{
    for (int part = 0; part < 4; part++) {
        if (has_years(self, part < 2)) {
            budget_table(self, part < 2, part % 2 == 1);
        }
    }
    pr_gates_planned(self);
}

static void reduction_table(const pr_view_t *self, bool decided)
{
    const pr_central_t *central = &self->run->central;
    block_t block;
    rows_t rows = {.count = self->scenario->municipality_count};
    PR_HEADING(self, PR_TEXT_REDUCTION, pr_text(self->lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE),
               pr_text(self->lang, decided ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    block_open(&block, self, decided, PR_TEXT_MUNICIPALITY);
    for (int y = 0; y < block.to; y++) {
        bool marked = pr_money_channel_marked(self->scenario, central, PR_CHANNEL_SURPLUS, y);
        for (size_t m = 0; m < rows.count; m++) {
            rows.label[m] = self->scenario->municipality[m].name;
            rows.cents[m][y] = central->surplus.reduction[1 + m][y].cents;
            rows.marked[m][y] = marked && rows.cents[m][y] != 0;
        }
    }
    sum_years(&rows, &block);
    for (int y = block.from; y < block.to && !decided; y++) { /* as in the bridge: total less execution */
        pr_bridge_t bridge = pr_bridge_year(self, y, THOUSAND);
        rows.sum[y] = bridge.real + bridge.index;
    }
    rows_round(&rows, &block);
    rows_print(&block, &rows, pr_text(self->lang, PR_TEXT_REGION), true);
    block_close(&block);
}

void pr_table_reduction(const pr_view_t *self)
{
    for (int part = 0; part < 2; part++) {
        if (has_years(self, part == 0)) {
            reduction_table(self, part == 0);
        }
    }
    pr_gates_planned(self);
}
