/* The sheet Per gemeente: municipalities by years, each share from where it is split. */
#include "report/workbook.h"
#include <math.h>
#include <stdlib.h>

enum { TOP = 4, HEAD = 3, NOTES = 4, NAME = 0, FIRST_YEAR };
enum { SETTLED = PR_SPLITS, NET, TABLES };

/* Heading, heads of the columns, municipalities, total, check, a line of air. */
static lxw_row_t table_row(const pr_scenario_t *scenario, int table)
{
    return (lxw_row_t)(TOP + table * (HEAD + (int)scenario->municipality_count + 3));
}

static pr_at_t at_of(const pr_scenario_t *scenario, int table, size_t row, int column)
{
    return (pr_at_t){table_row(scenario, table) + HEAD + (lxw_row_t)row, (lxw_col_t)column};
}

static void put_head(pr_book_t *self, int table)
{
    static const pr_text_id_t title[TABLES] = {PR_TEXT_XLSX_REDUCTION, PR_TEXT_XLSX_REDUCTION_REAL,
                                               PR_TEXT_XLSX_CONTRIBUTION, PR_TEXT_XLSX_SETTLED,
                                               PR_TEXT_XLSX_NET};
    pr_at_t at = {table_row(self->scenario, table), NAME};
    char level[16];
    pr_text_t text;
    pr_text_init(&text);
    snprintf(level, sizeof level, "%d", self->scenario->price_level_year);
    PR_FILL(&text, self->lang, title[table], level);
    pr_book_made(self, PR_SHEET_SURPLUS, at, &text, PR_FORMAT_SECTION);
    pr_book_say(self, PR_SHEET_SURPLUS, (pr_at_t){at.row + 1, NAME}, PR_TEXT_MUNICIPALITY, PR_FORMAT_HEAD);
    pr_book_text(self, PR_SHEET_SURPLUS, (pr_at_t){at.row + 2, NAME}, "", PR_FORMAT_STATUS);
    pr_book_years(self, PR_SHEET_SURPLUS, (pr_at_t){at.row + 1, FIRST_YEAR}, table < SETTLED,
                  table != PR_SPLIT_REAL);
}

/* ---- what is split ---- */

static void put_shares(pr_book_t *self, pr_split_t split)
{
    const pr_scenario_t *scenario = self->scenario;
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        int64_t row[PR_MAX_YEARS], cents[1 + PR_MAX_MUNICIPALITIES];
        pr_book_text(self, PR_SHEET_SURPLUS, at_of(scenario, split, m, NAME), scenario->municipality[m].name,
                     PR_FORMAT_TEXT);
        for (int y = 0; y < scenario->years; y++) {
            pr_split_amounts(self, split, y, cents);
            row[y] = cents[1 + m];
            pr_book_formula(
                self, PR_SHEET_SURPLUS, at_of(scenario, split, m, FIRST_YEAR + y), (double)row[y] / 100,
                PR_FORMAT_EUROS, "=%s",
                pr_cell_of(self, PR_SHEET_SPLIT + (pr_sheet_id_t)split, pr_sheet_share(scenario, m, y)).s);
        }
        pr_book_sums(self, PR_SHEET_SURPLUS, at_of(scenario, split, m, FIRST_YEAR), row, PR_FORMAT_EUROS);
    }
}

static void put_total(pr_book_t *self, pr_split_t split)
{
    const pr_scenario_t *scenario = self->scenario;
    size_t n = scenario->municipality_count;
    int64_t row[PR_MAX_YEARS], cents[1 + PR_MAX_MUNICIPALITIES];
    pr_book_say(self, PR_SHEET_SURPLUS, at_of(scenario, split, n, NAME), PR_TEXT_REGION,
                PR_FORMAT_TEXT_TOTAL);
    pr_book_say(self, PR_SHEET_SURPLUS, at_of(scenario, split, n + 1, NAME), PR_TEXT_XLSX_CHECK,
                PR_FORMAT_TEXT);
    for (int y = 0; y < scenario->years; y++) {
        int column = FIRST_YEAR + y;
        pr_at_t total = at_of(scenario, split, n, column),
                sum = pr_sheet_channel(scenario, split != PR_SPLIT_REAL, pr_split_channel(split), y);
        pr_split_amounts(self, split, y, cents);
        row[y] = cents[0];
        pr_book_formula(self, PR_SHEET_SURPLUS, total, (double)row[y] / 100, PR_FORMAT_EUROS_TOTAL,
                        "=ROUND(SUM(%s:%s),2)", pr_cell(at_of(scenario, split, 0, column)).s,
                        pr_cell(at_of(scenario, split, n - 1, column)).s);
        pr_book_formula(self, PR_SHEET_SURPLUS, at_of(scenario, split, n + 1, column), 0, PR_FORMAT_EUROS,
                        "=ROUND(%s-%s,2)", pr_cell(total).s, pr_cell_of(self, PR_SHEET_BUDGET, sum).s);
    }
    pr_book_sums(self, PR_SHEET_SURPLUS, at_of(scenario, split, n, FIRST_YEAR), row, PR_FORMAT_EUROS_TOTAL);
}

/* ---- what comes from the replicates ---- */

static double mean_of(const pr_book_t *self, const char *metric, int scope, int y)
{
    const pr_summary_t *summary = pr_run_find(
        self->run, metric, scope, (pr_period_t){PR_PERIOD_YEAR, self->scenario->first_year + y, 0});
    return summary && !summary->undefined ? strtod(pr_ten(summary->mean).s, NULL) : (double)NAN;
}

static void put_means(pr_book_t *self, int table, const char *metric)
{
    const pr_scenario_t *scenario = self->scenario;
    size_t n = scenario->municipality_count;
    for (size_t m = 0; m <= n; m++) {
        int scope = m < n ? 1 + (int)m : 0;
        if (m < n) {
            pr_book_text(self, PR_SHEET_SURPLUS, at_of(scenario, table, m, NAME),
                         scenario->municipality[m].name, PR_FORMAT_TEXT);
        } else {
            pr_book_say(self, PR_SHEET_SURPLUS, at_of(scenario, table, m, NAME), PR_TEXT_REGION,
                        PR_FORMAT_TEXT_TOTAL);
        }
        for (int y = 0; y < scenario->years; y++) {
            pr_book_number(self, PR_SHEET_SURPLUS, at_of(scenario, table, m, FIRST_YEAR + y),
                           mean_of(self, metric, scope, y), PR_FORMAT_WHOLE);
        }
    }
}

/* Do the shares of all three tables add up to the budget? */
static void put_check(pr_book_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    size_t row = scenario->municipality_count + 1;
    pr_text_t problems;
    pr_text_init(&problems);
    for (pr_split_t split = 0; split < PR_SPLITS; split++) {
        pr_text_addf(&problems, "+%d-COUNTIF(%s:%s,0)", scenario->years,
                     pr_cell(at_of(scenario, split, row, FIRST_YEAR)).s,
                     pr_cell(at_of(scenario, split, row, FIRST_YEAR + scenario->years - 1)).s);
    }
    pr_book_sheet_check(self, PR_SHEET_SURPLUS, &problems);
}

static void chart(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    const char *name = pr_sheet_name(self->lang, PR_SHEET_SURPLUS);
    lxw_chart *chart = workbook_add_chart(self->workbook, LXW_CHART_BAR);
    pr_at_t from = at_of(scenario, PR_SPLIT_REDUCTION, 0, FIRST_YEAR + scenario->years + 2),
            to = at_of(scenario, PR_SPLIT_REDUCTION, scenario->municipality_count - 1, 0);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_options size = {.x_scale = 1.6, .y_scale = 1.6};
    chart_series_set_categories(series, name, from.row, NAME, to.row, NAME);
    chart_series_set_values(series, name, from.row, from.col, to.row, from.col);
    chart_title_set_name(chart, pr_text(self->lang, PR_TEXT_XLSX_CHART_SURPLUS));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis);      /* the first municipality on top … */
    chart_axis_set_crossing_max(chart->y_axis); /* … and the amounts below */
    chart_axis_set_num_format(chart->x_axis, "#,##0");
    pr_book_check(self, worksheet_insert_chart_opt(self->sheet[PR_SHEET_SURPLUS], row, NAME, chart, &size));
}

void pr_sheet_surplus(pr_book_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int columns = FIRST_YEAR + scenario->years + 3;
    pr_book_width(self, PR_SHEET_SURPLUS, NAME, NAME, 20);
    pr_book_width(self, PR_SHEET_SURPLUS, FIRST_YEAR, columns - 4, 11.2);
    pr_book_width(self, PR_SHEET_SURPLUS, columns - 3, columns - 1, 12.5);
    pr_book_head(self, PR_SHEET_SURPLUS, pr_text(self->lang, PR_TEXT_XLSX_SURPLUS_TITLE),
                 pr_text(self->lang, PR_TEXT_XLSX_SURPLUS_NOTE));
    for (int table = 0; table < TABLES; table++) {
        pr_book_row_block(self, PR_SHEET_SURPLUS, table_row(scenario, table));
        put_head(self, table);
    }
    for (pr_split_t split = 0; split < PR_SPLITS; split++) {
        put_shares(self, split);
        put_total(self, split);
    }
    put_means(self, SETTLED, "settlement");
    put_means(self, NET, "municipality.net_effect");
    lxw_row_t end = table_row(scenario, TABLES);
    pr_book_notes(self, PR_SHEET_SURPLUS, end);
    chart(self, end + NOTES);
    pr_book_year_blocks(self, PR_SHEET_SURPLUS, FIRST_YEAR);
    pr_book_row_block(self, PR_SHEET_SURPLUS, end);
    put_check(self);
    const pr_paper_t paper = {.body = {TOP - 1, 1}, .last = {end + NOTES + 26, (lxw_col_t)(columns - 1)}};
    pr_book_page(self, PR_SHEET_SURPLUS, &paper);
}
