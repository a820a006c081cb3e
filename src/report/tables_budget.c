/* The memo's table 1, real and nominal: the central path as it is booked, and what its index may do. */
#include "report/view.h"

/* Where nothing is decided all years stand in one table, closer together: each amount ends in a mark or its
   room. */
enum { MANY_YEARS = 6 };

/* Columns of one table: years [from, to), their total, and where asked the total of all years. */
typedef struct {
    const pr_view_t *view;
    pr_table_t table;
    int from, to;
    int64_t unit;
    bool grand; /* a column for all years together */
} block_t;

static void block_open(block_t *self, const pr_view_t *view, bool decided)
{
    int split = pr_money_decided(view->scenario), origin = view->scenario->first_year;
    *self = (block_t){.view = view,
                      .from = decided ? 0 : split,
                      .to = decided ? split : view->scenario->years,
                      .unit = decided ? PR_UNIT_CENT : PR_UNIT_THOUSAND,
                      .grand = !decided && split > 0};
    pr_table_init(&self->table, (size_t)(self->to - self->from) + 2 + self->grand);
    if (self->to - self->from > MANY_YEARS) {
        self->table.gap = 1;
    }
    pr_table_cell(&self->table, pr_text(view->lang, PR_TEXT_LINE));
    for (int y = self->from; y < self->to; y++) {
        pr_view_head(&self->table, pr_view_span(origin + y, origin + y).s);
    }
    pr_view_head(&self->table, pr_view_span(origin + self->from, origin + self->to - 1).s);
    if (self->grand) {
        pr_view_head(&self->table, pr_view_span(origin, origin + self->to - 1).s);
    }
    pr_table_rule(&self->table);
}

static void block_close(block_t *self)
{
    pr_view_table(self->view, &self->table);
    pr_table_free(&self->table);
}

static pr_mark_kind_t last_of(const pr_mark_kind_t *mark, int from, int to)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (int y = from; y < to; y++) {
        last = mark[y] > last ? mark[y] : last;
    }
    return last;
}

static int64_t sum_of(const int64_t *cents, int from, int to)
{
    int64_t sum = 0;
    for (int y = from; y < to; y++) {
        sum += cents[y];
    }
    return sum;
}

static void block_cell(block_t *self, int64_t cents, pr_mark_kind_t mark)
{
    pr_view_amount(self->view, &self->table, pr_units(cents, 0, self->unit), self->unit, mark);
}

/* One row of cents and marks over all years; each cell is rounded by itself. */
static void block_row(block_t *self, const char *label, const int64_t *cents, const pr_mark_kind_t *mark)
{
    pr_table_cell(&self->table, label);
    for (int y = self->from; y < self->to; y++) {
        block_cell(self, cents[y], mark[y]);
    }
    block_cell(self, sum_of(cents, self->from, self->to), last_of(mark, self->from, self->to));
    if (self->grand) {
        block_cell(self, sum_of(cents, 0, self->to), last_of(mark, 0, self->to));
    }
    pr_table_end(&self->table);
}

/* Rows of a table, per row and year, and their sum. */
typedef struct {
    size_t count;
    const char *label[PR_MAX_MUNICIPALITIES];
    int64_t cents[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS], sum[PR_MAX_YEARS];
    pr_mark_kind_t mark[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS], sum_mark[PR_MAX_YEARS];
} rows_t;

static void rows_print(block_t *block, const rows_t *rows, pr_text_id_t sum_label)
{
    for (size_t i = 0; i < rows->count; i++) {
        block_row(block, rows->label[i], rows->cents[i], rows->mark[i]);
    }
    block_row(block, pr_text(block->view->lang, sum_label), rows->sum, rows->sum_mark);
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
            pr_mark_kind_t mark = nominal ? pr_money_mark(scenario, &view->run->central, i, y) : PR_MARK_NONE;
            rows->mark[row][y] = mark;
            rows->sum[y] += rows->cents[row][y];
            rows->sum_mark[y] = mark > rows->sum_mark[y] ? mark : rows->sum_mark[y];
        }
    }
}

/* Both channels and their total. */
static void budget_rows(block_t *block, bool nominal)
{
    const pr_view_t *view = block->view;
    rows_t project, execution, total = {0};
    channel_rows(view, PR_CHANNEL_SURPLUS, nominal, &project);
    channel_rows(view, PR_CHANNEL_EXECUTION, nominal, &execution);
    for (int y = 0; y < block->to; y++) {
        total.sum[y] = project.sum[y] + execution.sum[y];
        total.sum_mark[y] = nominal ? pr_view_mark(view, y, y + 1) : PR_MARK_NONE;
    }
    rows_print(block, &project, PR_TEXT_SUBTOTAL_PROJECT);
    pr_table_rule(&block->table);
    rows_print(block, &execution, PR_TEXT_SUBTOTAL_EXECUTION);
    pr_table_rule(&block->table);
    rows_print(block, &total, PR_TEXT_TOTAL);
}

static void quantile_cell(block_t *self, const pr_summary_t *cost, bool high)
{
    int64_t unit = self->unit == PR_UNIT_CENT ? PR_UNIT_EURO : self->unit;
    pr_number_t number = {""};
    if (cost && cost->sd > 0) {
        double scale = 100 / (double)unit;
        number = pr_fixed(self->view->lang, scale * (high ? cost->p95 : cost->p05),
                          pr_decimals(pr_view_quantile_error(cost) * scale, 0));
    }
    pr_view_head(&self->table, number.s);
}

/* Under the total, where not every replicate has the same. */
static void range_rows(block_t *self)
{
    static const pr_text_id_t label[] = {PR_TEXT_COST_P05, PR_TEXT_COST_P95};
    const pr_run_t *run = self->view->run;
    int decided = pr_money_decided(self->view->scenario);
    pr_part_t part = self->from < decided ? PR_PART_DECIDED : PR_PART_INDICATIVE;
    const pr_summary_t *sum = pr_run_part(run, "cost.total", 0, part);
    for (int high = 0; high < 2 && sum && sum->sd > 0; high++) {
        pr_table_cell(&self->table, pr_text(self->view->lang, label[high]));
        for (int y = self->from; y < self->to; y++) {
            int year = self->view->scenario->first_year + y;
            quantile_cell(self, pr_view_year(self->view, "cost.total", 0, year), high);
        }
        quantile_cell(self, sum, high);
        if (self->grand) {
            quantile_cell(self, pr_run_part(run, "cost.total", 0, PR_PART_WHOLE), high);
        }
        pr_table_end(&self->table);
    }
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
    block_open(&block, self, decided);
    budget_rows(&block, nominal);
    if (nominal) {
        range_rows(&block);
    }
    block_close(&block);
}

/* Indicative years that no path spends anything in are told in a sentence of the headline. */
static bool has_years(const pr_view_t *self, bool decided)
{
    const pr_summary_t *later = pr_run_part(self->run, "cost.total", 0, PR_PART_INDICATIVE);
    int split = pr_money_decided(self->scenario);
    return decided
               ? split > 0
               : split < self->scenario->years && !(split > 0 && later && later->mean == 0 && later->sd == 0);
}

void pr_table_budget(const pr_view_t *self)
{
    for (int part = 0; part < 4; part++) {
        if (has_years(self, part < 2)) {
            budget_table(self, part < 2, part % 2 == 1);
        }
    }
    if (has_years(self, false)) {
        PR_SAY(self, PR_TEXT_ROUNDED_NOTE, "");
    }
    pr_gates_planned(self);
}
