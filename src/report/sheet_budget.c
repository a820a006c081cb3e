/* The sheet Begroting: the lines at the price level, which a reader may change, and what the index makes of
   them. */
#include "report/csv.h"
#include "report/workbook.h"

enum { TOP = 4, LABEL = 0, CHANNEL, CLASS, FIRST_YEAR };
/* A table: heading, two rows of columns' heads, lines, the two channels, their total; a check of the inputs
   or a line of air. */
enum { HEAD = 3, SUMS = PR_CHANNELS + 1, NOTES = 4, LABEL_WIDTH = 22 };

static lxw_row_t table_row(const pr_scenario_t *scenario, bool nominal)
{
    return (lxw_row_t)(TOP + (nominal ? HEAD + (int)scenario->line_count + SUMS + 2 : 0));
}

static pr_at_t line_at(const pr_scenario_t *scenario, bool nominal, size_t line, int column)
{
    return (pr_at_t){table_row(scenario, nominal) + HEAD + (lxw_row_t)line, (lxw_col_t)column};
}

static pr_at_t sum_at(const pr_scenario_t *scenario, bool nominal, int sum, int column)
{
    return line_at(scenario, nominal, scenario->line_count + (size_t)sum, column);
}

pr_at_t pr_sheet_channel(const pr_scenario_t *scenario, bool nominal, pr_channel_t channel, int y)
{
    return sum_at(scenario, nominal, channel, FIRST_YEAR + y);
}

static pr_text_id_t channel_text(pr_channel_t channel)
{
    return channel == PR_CHANNEL_SURPLUS ? PR_TEXT_XLSX_CHANNEL_SURPLUS : PR_TEXT_XLSX_CHANNEL_EXECUTION;
}

static int64_t line_cents(const pr_book_t *self, bool nominal, size_t line, int y)
{
    const pr_budget_t *budget = &self->run->central.budget;
    return nominal ? budget->line[line][y].cents : budget->line_real[line][y].cents;
}

static void put_heads(pr_book_t *self, bool nominal)
{
    static const pr_text_id_t head[] = {PR_TEXT_XLSX_LINE, PR_TEXT_XLSX_CHANNEL, PR_TEXT_XLSX_CLASS};
    pr_at_t at = {table_row(self->scenario, nominal), 0};
    char level[16];
    pr_text_t title;
    pr_text_init(&title);
    snprintf(level, sizeof level, "%d", self->scenario->price_level_year);
    PR_FILL(&title, self->lang, nominal ? PR_TEXT_XLSX_NOMINAL : PR_TEXT_XLSX_REAL, level);
    pr_book_made(self, PR_SHEET_BUDGET, at, &title, PR_FORMAT_SECTION);
    for (int i = 0; i < FIRST_YEAR; i++) {
        pr_book_say(self, PR_SHEET_BUDGET, (pr_at_t){at.row + 1, (lxw_col_t)i}, head[i], PR_FORMAT_HEAD);
        pr_book_text(self, PR_SHEET_BUDGET, (pr_at_t){at.row + 2, (lxw_col_t)i}, "", PR_FORMAT_STATUS);
    }
    pr_book_years(self, PR_SHEET_BUDGET, (pr_at_t){at.row + 1, FIRST_YEAR}, true, nominal);
}

/* A hundred-millionth of a euro is the guard of core/money.c: a millionth of a cent. */
static void put_nominal(pr_book_t *self, size_t line, int y)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_index_class_t class = scenario->line[line].index;
    pr_cell_t real = pr_cell(line_at(scenario, false, line, FIRST_YEAR + y));
    pr_at_t at = line_at(scenario, true, line, FIRST_YEAR + y);
    double value = (double)line_cents(self, true, line, y) / 100;
    if (class == PR_INDEX_NONE) {
        pr_book_formula(self, PR_SHEET_BUDGET, at, value, PR_FORMAT_EUROS, "=ROUND(N(%s),2)", real.s);
    } else {
        pr_book_formula(self, PR_SHEET_BUDGET, at, value, PR_FORMAT_EUROS,
                        "=ROUND(N(%s)*%s+SIGN(N(%s))*0.00000001,2)", real.s,
                        pr_cell_of(self, PR_SHEET_INDEX, pr_sheet_factor(scenario, class, y)).s, real.s);
    }
}

static void put_line(pr_book_t *self, bool nominal, size_t line)
{
    const pr_scenario_t *scenario = self->scenario;
    int64_t cents[PR_MAX_YEARS];
    pr_book_text(self, PR_SHEET_BUDGET, line_at(scenario, nominal, line, LABEL), scenario->line[line].label,
                 PR_FORMAT_WRAPPED);
    pr_book_height(self, PR_SHEET_BUDGET, line_at(scenario, nominal, line, LABEL).row,
                   pr_book_lines(scenario->line[line].label, LABEL_WIDTH));
    pr_book_say(self, PR_SHEET_BUDGET, line_at(scenario, nominal, line, CHANNEL),
                channel_text(pr_money_channel(scenario, line)), PR_FORMAT_TEXT);
    pr_book_text(self, PR_SHEET_BUDGET, line_at(scenario, nominal, line, CLASS),
                 pr_class_name(scenario->line[line].index), PR_FORMAT_TEXT);
    for (int y = 0; y < scenario->years; y++) {
        cents[y] = line_cents(self, nominal, line, y);
        if (nominal) {
            put_nominal(self, line, y);
        } else {
            pr_book_cents(self, PR_SHEET_BUDGET, line_at(scenario, false, line, FIRST_YEAR + y), cents[y],
                          PR_FORMAT_EUROS_INPUT);
        }
    }
    pr_book_sums(self, PR_SHEET_BUDGET, line_at(scenario, nominal, line, FIRST_YEAR), cents, PR_FORMAT_EUROS);
}

/* The sum of a channel's lines, by the word that stands beside them, or of both channels. */
static void put_sum(pr_book_t *self, bool nominal, int sum)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_at_t name = sum_at(scenario, nominal, sum, CHANNEL);
    bool whole = sum == PR_CHANNELS;
    int64_t cents[PR_MAX_YEARS] = {0};
    pr_book_say(self, PR_SHEET_BUDGET, sum_at(scenario, nominal, sum, LABEL), PR_TEXT_TOTAL,
                PR_FORMAT_TEXT_TOTAL);
    pr_book_text(self, PR_SHEET_BUDGET, name,
                 whole ? "" : pr_text(self->lang, channel_text((pr_channel_t)sum)), PR_FORMAT_TEXT_TOTAL);
    pr_book_text(self, PR_SHEET_BUDGET, sum_at(scenario, nominal, sum, CLASS), "", PR_FORMAT_TEXT_TOTAL);
    pr_cell_t first = pr_cell_fixed(line_at(scenario, nominal, 0, CHANNEL)),
              last = pr_cell_fixed(line_at(scenario, nominal, scenario->line_count - 1, CHANNEL));
    for (int y = 0; y < scenario->years; y++) {
        int column = FIRST_YEAR + y;
        pr_cell_t from = pr_cell(line_at(scenario, nominal, 0, column)),
                  to = pr_cell(line_at(scenario, nominal, scenario->line_count - 1, column));
        for (size_t i = 0; i < scenario->line_count; i++) {
            bool counts = whole || pr_money_channel(scenario, i) == (pr_channel_t)sum;
            cents[y] += counts ? line_cents(self, nominal, i, y) : 0;
        }
        if (whole) {
            pr_book_formula(self, PR_SHEET_BUDGET, sum_at(scenario, nominal, sum, column),
                            (double)cents[y] / 100, PR_FORMAT_EUROS_TOTAL, "=SUM(%s:%s)",
                            pr_cell(sum_at(scenario, nominal, 0, column)).s,
                            pr_cell(sum_at(scenario, nominal, 1, column)).s);
        } else {
            pr_book_formula(self, PR_SHEET_BUDGET, sum_at(scenario, nominal, sum, column),
                            (double)cents[y] / 100, PR_FORMAT_EUROS_TOTAL, "=ROUND(SUMIF(%s:%s,%s,%s:%s),2)",
                            first.s, last.s, pr_cell_fixed(name).s, from.s, to.s);
        }
    }
    pr_book_sums(self, PR_SHEET_BUDGET, sum_at(scenario, nominal, sum, FIRST_YEAR), cents,
                 PR_FORMAT_EUROS_TOTAL);
}

/* ---- inputs ---- */

static void put_check(pr_book_t *self)
{
    static const pr_text_id_t good = PR_TEXT_XLSX_FINE;
    const pr_scenario_t *scenario = self->scenario;
    size_t n = scenario->line_count;
    int last = FIRST_YEAR + scenario->years - 1;
    pr_at_t row = sum_at(scenario, false, SUMS, LABEL);
    pr_text_t problems;
    pr_text_init(&problems);
    pr_book_input(self, PR_SHEET_BUDGET, line_at(scenario, false, 0, FIRST_YEAR),
                  line_at(scenario, false, n - 1, last), PR_INPUT_AMOUNT);
    pr_book_say(self, PR_SHEET_BUDGET, row, PR_TEXT_XLSX_CHECK, PR_FORMAT_TEXT);
    pr_book_height(self, PR_SHEET_BUDGET, row.row, 2);
    for (int column = FIRST_YEAR; column <= last; column++) {
        pr_book_input_check(self, PR_SHEET_BUDGET, (pr_at_t){row.row, (lxw_col_t)column},
                            line_at(scenario, false, 0, column), line_at(scenario, false, n - 1, column),
                            PR_INPUT_AMOUNT);
    }
    pr_book_problems(self, &problems, (pr_at_t){row.row, FIRST_YEAR}, (pr_at_t){row.row, (lxw_col_t)last},
                     scenario->years, &good, 1);
    pr_book_sheet_check(self, PR_SHEET_BUDGET, &problems);
}

/* ---- the sheet ---- */

static void chart(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    const char *name = pr_sheet_name(self->lang, PR_SHEET_BUDGET);
    lxw_chart *chart = workbook_add_chart(self->workbook, LXW_CHART_COLUMN_STACKED);
    lxw_row_t head = table_row(scenario, true) + 1;
    lxw_col_t last = (lxw_col_t)(FIRST_YEAR + scenario->years - 1);
    for (size_t i = 0; i < scenario->line_count; i++) {
        lxw_row_t at = line_at(scenario, true, i, 0).row;
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, name, head, FIRST_YEAR, head, last);
        chart_series_set_values(series, name, at, FIRST_YEAR, at, last);
        chart_series_set_name_range(series, name, at, LABEL);
    }
    lxw_chart_options size = {.x_scale = 2, .y_scale = 1.3};
    chart_title_set_name(chart, pr_text(self->lang, PR_TEXT_XLSX_CHART_BUDGET));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    pr_book_check(self, worksheet_insert_chart_opt(self->sheet[PR_SHEET_BUDGET], row, CHANNEL, chart, &size));
}

void pr_sheet_budget(pr_book_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int columns = FIRST_YEAR + scenario->years + 3;
    pr_book_width(self, PR_SHEET_BUDGET, LABEL, LABEL, LABEL_WIDTH);
    pr_book_width(self, PR_SHEET_BUDGET, CHANNEL, CHANNEL, 16);
    pr_book_width(self, PR_SHEET_BUDGET, CLASS, CLASS, 12);
    pr_book_width(self, PR_SHEET_BUDGET, FIRST_YEAR, columns - 4, 12.2);
    pr_book_width(self, PR_SHEET_BUDGET, columns - 3, columns - 1, 16);
    pr_book_head(self, PR_SHEET_BUDGET, pr_text(self->lang, PR_TEXT_XLSX_BUDGET_TITLE),
                 pr_text(self->lang, PR_TEXT_XLSX_BUDGET_NOTE));
    for (int nominal = 0; nominal < 2; nominal++) {
        put_heads(self, nominal);
        for (size_t line = 0; line < scenario->line_count; line++) {
            put_line(self, nominal, line);
        }
        for (int sum = 0; sum < SUMS; sum++) {
            put_sum(self, nominal, sum);
        }
    }
    put_check(self);
    lxw_row_t end = sum_at(scenario, true, SUMS, 0).row + 1;
    pr_book_notes(self, PR_SHEET_BUDGET, end);
    chart(self, end + NOTES);
    pr_book_year_blocks(self, PR_SHEET_BUDGET, FIRST_YEAR);
    pr_book_row_block(self, PR_SHEET_BUDGET, table_row(scenario, true));
    pr_book_row_block(self, PR_SHEET_BUDGET, end + NOTES);
    const pr_paper_t paper = {.body = {TOP - 1, 1}, .last = {end + NOTES + 22, (lxw_col_t)(columns - 1)}};
    pr_book_page(self, PR_SHEET_BUDGET, &paper);
}
