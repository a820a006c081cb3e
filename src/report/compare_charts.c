/* The charts of a comparison, and the figures that they show. */
#include "report/charts.h"
#include "report/compare_view.h"
#include <string.h>

static bool in_chart(const char *metric)
{
    return strcmp(metric, "municipality.net_effect") == 0 || strcmp(metric, "service.residents_reached") == 0;
}

static void texts(const pr_compare_chart_t *self, const pr_report_t *report, const pr_comparison_t *of,
                  pr_text_t *out)
{
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    pr_chart_text_line(out, pr_text(report->lang, self->title));
    pr_chart_source_line(report, of->scenario[0], PR_TEXT_COMPARE_CHART_SOURCE, of->ensemble.replicates,
                         of->seed, out);
    pr_chart_text_line(out, pr_text(report->lang, self->text[0]));
    if (self->text[1] != self->text[0]) {
        pr_chart_text_line(out, pr_text(report->lang, self->text[1]));
    }
    pr_chart_text_line(out, pr_text(report->lang, PR_TEXT_COMPARE_CHART_MARKS));
    pr_text_adds(out, "END_OF_BLOCK\n");
}

int pr_compare_chart_draw(const pr_compare_chart_t *self, const pr_report_t *report,
                          const pr_comparison_t *of, pr_text_t *picture, pr_errors_t *errors)
{
    pr_text_t blocks;
    pr_text_init(&blocks);
    texts(self, report, of, &blocks);
    pr_csv_t csv = pr_chart_block_begin(&blocks, "compare");
    int status = pr_compare_csv(report, of, in_chart, &csv);
    pr_chart_block_end(&blocks, "compare");
    status = status == 0 ? pr_chart_draw_blocks(self->name, report, &blocks, picture, errors)
                         : pr_errors_add(errors, status, NULL, 0, "out of memory");
    pr_text_free(&blocks);
    return status;
}

/* ---- the same in figures ---- */

/* A row across, above those of a scenario. */
static void scenario_row(const pr_compare_page_t *self, pr_table_t *table)
{
    const char *id = self->of->scenario[self->other]->id;
    pr_table_cell(table, id ? id : "");
    pr_table_end(table);
}

static void year_rows(const pr_compare_page_t *self, pr_table_t *table)
{
    const pr_scenario_t *base = self->of->scenario[0];
    pr_lang_t lang = self->view.lang;
    const pr_text_id_t head[] = {PR_TEXT_COMPARE_CHART_NET, PR_TEXT_COMPARE_CHART_RANGE, PR_TEXT_REACHED,
                                 PR_TEXT_COMPARE_CHART_RANGE};
    pr_table_init(table, 1 + sizeof head / sizeof *head);
    pr_table_cell(table, pr_text(lang, PR_TEXT_COMPARE_CHART_YEAR));
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(table, pr_text(lang, head[i]));
    }
    pr_table_rule(table);
    pr_compare_page_t page = *self;
    for (page.other = 1; page.other < self->of->count; page.other++) {
        scenario_row(&page, table);
        for (int year = base->first_year; year <= base->last_year; year++) {
            const pr_period_t period = {PR_PERIOD_YEAR, year, 0};
            pr_table_cell(table, pr_view_span(year, year).s);
            pr_compare_cells(
                &page, table,
                pr_compare_find(self->of, page.other, "municipality.net_effect", 0, period).difference, 1000);
            pr_compare_cells(
                &page, table,
                pr_compare_find(self->of, page.other, "service.residents_reached", 0, period).difference, 1);
        }
    }
}

static void municipality_rows(const pr_compare_page_t *self, pr_table_t *table)
{
    const pr_scenario_t *base = self->of->scenario[0];
    const pr_period_t all = {PR_PERIOD_ALL, 0, 0};
    pr_compare_page_t page = *self;
    pr_table_init(table, 3);
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_COMPARE_CHART_MUNICIPALITY));
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_COMPARE_CHART_NET));
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_COMPARE_CHART_RANGE));
    pr_table_rule(table);
    for (page.other = 1; page.other < self->of->count; page.other++) {
        scenario_row(&page, table);
        for (size_t m = 0; m < base->municipality_count; m++) {
            pr_table_cell(table, base->municipality[m].name);
            pr_compare_cells(
                &page, table,
                pr_compare_find(self->of, page.other, "municipality.net_effect", 1 + (int)m, all).difference,
                1000);
        }
    }
}

const pr_compare_chart_t pr_compare_chart[PR_COMPARE_CHARTS] = {
    {"vergelijking",
     PR_TEXT_COMPARE_CHART_YEARS,
     PR_TEXT_COMPARE_CHART_YEARS_WORDS,
     {PR_TEXT_COMPARE_CHART_NET, PR_TEXT_REACHED},
     year_rows},
    {"vergelijking-gemeenten",
     PR_TEXT_COMPARE_CHART_LOCAL,
     PR_TEXT_COMPARE_CHART_LOCAL_WORDS,
     {PR_TEXT_COMPARE_CHART_NET, PR_TEXT_COMPARE_CHART_NET},
     municipality_rows}};
