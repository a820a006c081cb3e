/* The sheets Capaciteit and Vraag: yearly outcomes of the replicates for the region, as values. */
#include "report/workbook.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOP = 5, YEAR = 0, STATUS, FIRST };

/* An outcome: its mean, and the quantiles where they are told. */
typedef struct {
    const char *metric;
    bool range;
    int most; /* decimals */
} outcome_t;

/* A sheet of outcomes and the columns of its chart, −1 where an outcome is not there. */
typedef struct {
    pr_sheet_id_t sheet;
    pr_text_id_t title, chart;
    const outcome_t *outcome;
    size_t count;
    const char *const *drawn; /* metrics of the chart, NULL at the end */
} people_t;

static const pr_summary_t *summary_of(const pr_book_t *self, const char *metric, int year)
{
    return pr_run_find(self->run, metric, 0, (pr_period_t){PR_PERIOD_YEAR, year, 0});
}

static bool is_there(const pr_book_t *self, const outcome_t *outcome)
{
    return summary_of(self, outcome->metric, self->scenario->last_year) != NULL;
}

/* As in the files: a constant with every digit, an estimate with ten. Shown with the decimals that the
   standard error supports. */
static void put_figure(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, const pr_summary_t *summary,
                       double x, int decimals)
{
    static const pr_format_t format[] = {PR_FORMAT_WHOLE, PR_FORMAT_TENTHS, PR_FORMAT_HUNDREDTHS};
    if (isfinite(x)) {
        pr_book_number(self, sheet, at, summary->sd == 0 ? x : strtod(pr_ten(x).s, NULL),
                       format[decimals < 0   ? 0
                              : decimals > 2 ? 2
                                             : decimals]);
    } else {
        pr_book_text(self, sheet, at, "–", PR_FORMAT_TEXT);
    }
}

static void put_year(pr_book_t *self, const people_t *people, const outcome_t *outcome, int year, pr_at_t at)
{
    const pr_summary_t *summary = summary_of(self, outcome->metric, year);
    bool spread = self->replicates > 1;
    if (!summary) {
        return;
    }
    int decimals = pr_decimals(summary->se, outcome->most);
    put_figure(self, people->sheet, at, summary, summary->undefined ? (double)NAN : summary->mean, decimals);
    if (outcome->range) {
        put_figure(self, people->sheet, (pr_at_t){at.row, at.col + 1}, summary,
                   spread ? summary->p05 : (double)NAN, decimals);
        put_figure(self, people->sheet, (pr_at_t){at.row, at.col + 2}, summary,
                   spread ? summary->p95 : (double)NAN, decimals);
    }
}

/* Returns the column after it. */
static lxw_col_t put_outcome(pr_book_t *self, const people_t *people, const outcome_t *outcome,
                             lxw_col_t column)
{
    static const pr_text_id_t part[] = {PR_TEXT_XLSX_MEAN, PR_TEXT_P05, PR_TEXT_P95};
    const pr_scenario_t *scenario = self->scenario;
    int width = outcome->range ? 3 : 1;
    pr_book_column_block(self, people->sheet, column);
    if (outcome->range) {
        pr_book_check(self, worksheet_merge_range(self->sheet[people->sheet], TOP - 2, column, TOP - 2,
                                                  (lxw_col_t)(column + 2), "", self->format[PR_FORMAT_HEAD]));
    }
    pr_book_text(self, people->sheet, (pr_at_t){TOP - 2, column}, pr_book_metric(self, outcome->metric),
                 PR_FORMAT_HEAD);
    for (int i = 0; i < width; i++) {
        pr_book_say(self, people->sheet, (pr_at_t){TOP - 1, (lxw_col_t)(column + i)}, part[i],
                    PR_FORMAT_STATUS);
    }
    for (int year = scenario->month_year; year <= scenario->last_year; year++) {
        put_year(self, people, outcome, year,
                 (pr_at_t){(lxw_row_t)(TOP + year - scenario->month_year), column});
    }
    return (lxw_col_t)(column + width);
}

/* The lines of a chart: the mean of an outcome and its quantiles. */
static void draw(pr_book_t *self, const people_t *people, lxw_chart *chart, const char *metric)
{
    const pr_scenario_t *scenario = self->scenario;
    const char *name = pr_sheet_name(self->lang, people->sheet);
    lxw_row_t last = (lxw_row_t)(TOP + scenario->last_year - scenario->month_year);
    lxw_col_t column = FIRST;
    for (size_t i = 0; i < people->count; i++) {
        const outcome_t *outcome = &people->outcome[i];
        int width = outcome->range ? 3 : 1;
        for (int k = 0; k < width && is_there(self, outcome) && strcmp(outcome->metric, metric) == 0; k++) {
            lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
            char label[256];
            snprintf(label, sizeof label, "%.200s%s%s", pr_book_metric(self, metric), k ? ", " : "",
                     k ? pr_text(self->lang, k == 1 ? PR_TEXT_P05 : PR_TEXT_P95) : "");
            lxw_chart_line line = {.width = k ? 1 : 2.25F,
                                   .dash_type = k ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID,
                                   .color = metric == people->drawn[0] ? 0x1F77B4 : 0xD62728};
            chart_series_set_categories(series, name, TOP, YEAR, last, YEAR);
            chart_series_set_values(series, name, TOP, (lxw_col_t)(column + k), last,
                                    (lxw_col_t)(column + k));
            chart_series_set_name(series, label);
            chart_series_set_line(series, &line);
        }
        column = (lxw_col_t)(column + (is_there(self, outcome) ? width : 0));
    }
}

static void put_chart(pr_book_t *self, const people_t *people)
{
    lxw_chart *chart = workbook_add_chart(self->workbook, LXW_CHART_LINE);
    for (size_t i = 0; people->drawn[i]; i++) {
        draw(self, people, chart, people->drawn[i]);
    }
    lxw_chart_options size = {.x_scale = 1.8, .y_scale = 1.3};
    chart_title_set_name(chart, pr_text(self->lang, people->chart));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_axis_set_min(chart->y_axis, 0);
    pr_book_check(self, worksheet_insert_chart_opt(
                            self->sheet[people->sheet],
                            (lxw_row_t)(TOP + self->scenario->last_year - self->scenario->month_year + 2),
                            FIRST, chart, &size)); /* beside the columns that every page repeats */
}

static void put_years(pr_book_t *self, pr_sheet_id_t sheet)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_book_say(self, sheet, (pr_at_t){TOP - 2, YEAR}, PR_TEXT_YEAR, PR_FORMAT_HEAD);
    pr_book_say(self, sheet, (pr_at_t){TOP - 2, STATUS}, PR_TEXT_STATUS, PR_FORMAT_HEAD);
    pr_book_text(self, sheet, (pr_at_t){TOP - 1, YEAR}, "", PR_FORMAT_STATUS);
    pr_book_text(self, sheet, (pr_at_t){TOP - 1, STATUS}, "", PR_FORMAT_STATUS);
    for (int year = scenario->month_year; year <= scenario->last_year; year++) {
        lxw_row_t row = (lxw_row_t)(TOP + year - scenario->month_year);
        bool decided = pr_scenario_status(scenario, year) == PR_STATUS_DECIDED;
        pr_book_number(self, sheet, (pr_at_t){row, YEAR}, year, PR_FORMAT_YEAR);
        pr_book_say(self, sheet, (pr_at_t){row, STATUS}, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE,
                    PR_FORMAT_TEXT);
    }
}

static void put_people(pr_book_t *self, const people_t *people)
{
    lxw_col_t column = FIRST;
    pr_number_t count = pr_whole(self->lang, (int64_t)self->replicates);
    pr_text_t note;
    pr_book_width(self, people->sheet, YEAR, STATUS, 11);
    pr_book_width(self, people->sheet, FIRST, FIRST + 3 * (int)people->count - 1, 11);
    for (size_t i = 0; i < people->count; i++) {
        if (is_there(self, &people->outcome[i])) {
            column = put_outcome(self, people, &people->outcome[i], column);
        }
    }
    pr_text_init(&note);
    PR_FILL(&note, self->lang, PR_TEXT_XLSX_ENSEMBLE_NOTE, count.s);
    self->no_memory = self->no_memory || note.failed;
    if (!note.failed) {
        pr_book_head(self, people->sheet, pr_text(self->lang, people->title), note.data);
    }
    pr_text_free(&note);
    put_years(self, people->sheet);
    put_chart(self, people);
    pr_book_height(self, people->sheet, TOP - 2, 3);
    lxw_row_t end = (lxw_row_t)(TOP + self->scenario->last_year - self->scenario->month_year + 24);
    pr_book_row_block(self, people->sheet, end - 22);
    const pr_paper_t paper = {.body = {TOP, FIRST},
                              .last = {end, (lxw_col_t)(column - 1)},
                              .repeat_from = TOP - 2,
                              .repeat_to = TOP};
    pr_book_page(self, people->sheet, &paper);
}

void pr_sheet_capacity(pr_book_t *self)
{
    static const outcome_t outcome[] = {
        {"capacity.target_persons", false, 1},  {"capacity.active_persons", true, 1},
        {"capacity.active_fte", true, 1},       {"capacity.trainees", false, 1},
        {"capacity.vacancies", false, 1},       {"capacity.volunteers", true, 1},
        {"capacity.productive_hours", true, 0}, {"deployment.hours_per_week", true, 0}};
    static const char *const drawn[] = {"capacity.active_persons", "capacity.target_persons", NULL};
    const people_t people = {PR_SHEET_CAPACITY, PR_TEXT_XLSX_CAPACITY_TITLE,      PR_TEXT_XLSX_CHART_CAPACITY,
                             outcome,           sizeof outcome / sizeof *outcome, drawn};
    put_people(self, &people);
}

void pr_sheet_demand(pr_book_t *self)
{
    static const outcome_t outcome[] = {
        {"demand.new_residents", true, 0},      {"demand.hours", true, 0},
        {"service.residents_reached", true, 0}, {"service.backlog_residents", true, 0},
        {"service.wait_months", false, 2},      {"service.gave_up", false, 0},
        {"service.utilisation", true, 2}};
    static const char *const drawn[] = {"service.residents_reached", "demand.new_residents", NULL};
    const people_t people = {PR_SHEET_DEMAND, PR_TEXT_XLSX_DEMAND_TITLE,        PR_TEXT_XLSX_CHART_DEMAND,
                             outcome,         sizeof outcome / sizeof *outcome, drawn};
    put_people(self, &people);
}
