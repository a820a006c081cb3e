/* The sheet Index: published figures, what follows from them by model/index.c, and the factors. */
#include "report/csv.h"
#include "report/workbook.h"
#include <math.h>
#include <string.h>

/* A block of a series: heading, parameters, head of the columns, years. */
enum { TOP = 4, PARAMETERS = 4, SERIES_HEAD = 2 + PARAMETERS, CLASS_HEAD = 2 };
enum {
    YEAR,
    SPRING,
    SEPTEMBER,
    DEFINITIVE,
    APPLIED,
    USED_DEFINITIVE,
    USED_PROVISIONAL,
    VERDICT,
    SERIES_COLUMNS
};
enum { PARAMETER = 1, PARAMETER_VERDICT };
enum { CLASS_PROVISIONAL = 1, CLASS_DEFINITIVE, CLASS_GROWTH, CLASS_FACTOR, CLASS_BASIS };
enum { SPAN = PR_FIGURES_YEARS };

static bool class_used(const pr_scenario_t *scenario, pr_index_class_t kind)
{
    bool used = kind == PR_INDEX_OVA;
    for (size_t i = 0; i < scenario->line_count; i++) {
        used = used || scenario->line[i].index == kind;
    }
    return used && kind != PR_INDEX_NONE;
}

static bool series_used(const pr_scenario_t *scenario, pr_series_id_t series)
{
    return series == PR_SERIES_OVA || class_used(scenario, PR_INDEX_PPC) ||
           class_used(scenario, PR_INDEX_OVA90_PPC10);
}

static const pr_figure_t *figure_of(const pr_scenario_t *scenario, pr_series_id_t series,
                                    pr_vintage_t vintage, int year)
{
    const pr_figure_t *figure = &scenario->figure[series][vintage][year - PR_FIGURES_FROM];
    return figure->known ? figure : NULL;
}

/* One year before the first growth; a scenario's price level is of that year or the next. */
static int origin_of(const pr_scenario_t *scenario)
{
    return scenario->first_year - 1;
}

/* Where a series starts: its last definitive figure up to the origin. */
static int start_of(const pr_scenario_t *scenario, pr_series_id_t series)
{
    int year = origin_of(scenario);
    while (year > PR_FIGURES_FROM && !figure_of(scenario, series, PR_VINTAGE_DEFINITIVE, year)) {
        year--;
    }
    return year;
}

/* First row of a series' block, or of that after the last series. */
static lxw_row_t series_row(const pr_scenario_t *scenario, int series)
{
    int row = TOP;
    for (int s = 0; s < series; s++) {
        pr_series_id_t id = (pr_series_id_t)s;
        row += series_used(scenario, id) ? SERIES_HEAD + scenario->last_year - start_of(scenario, id) + 2 : 0;
    }
    return (lxw_row_t)row;
}

static lxw_row_t class_row(const pr_scenario_t *scenario, int kind)
{
    lxw_row_t row = series_row(scenario, PR_SERIES_COUNT);
    for (int k = 0; k < kind; k++) {
        row += class_used(scenario, (pr_index_class_t)k)
                   ? (lxw_row_t)(CLASS_HEAD + scenario->last_year - origin_of(scenario) + 2)
                   : 0;
    }
    return row;
}

/* A column of a series in a year. */
static pr_at_t series_at(const pr_scenario_t *scenario, pr_series_id_t series, int year, int column)
{
    int row = (int)series_row(scenario, series) + SERIES_HEAD + year - start_of(scenario, series);
    return (pr_at_t){(lxw_row_t)row, (lxw_col_t)column};
}

static pr_at_t class_at(const pr_scenario_t *scenario, pr_index_class_t kind, int year, int column)
{
    int row = (int)class_row(scenario, kind) + CLASS_HEAD + year - origin_of(scenario);
    return (pr_at_t){(lxw_row_t)row, (lxw_col_t)column};
}

pr_at_t pr_sheet_factor(const pr_scenario_t *scenario, pr_index_class_t kind, int y)
{
    return class_at(scenario, kind, scenario->first_year + y, CLASS_FACTOR);
}

/* ---- what the program computed ---- */

/* Definitive and provisional growth per series and year; from the central path where that has the year. */
typedef struct {
    double definitive[PR_SERIES_COUNT][SPAN], provisional[PR_SERIES_COUNT][SPAN];
} growths_t;

static void series_year(const pr_book_t *self, pr_series_id_t series, int year, growths_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_index_inputs_t *inputs = &scenario->central.index[series];
    const pr_figure_t *definitive = figure_of(scenario, series, PR_VINTAGE_DEFINITIVE, year),
                      *september = figure_of(scenario, series, PR_VINTAGE_SEPTEMBER, year),
                      *spring = september ? NULL : figure_of(scenario, series, PR_VINTAGE_SPRING, year),
                      *known = september ? september : spring;
    int i = year - PR_FIGURES_FROM, y = year - scenario->first_year;
    double *d = out->definitive[series], *p = out->provisional[series];
    if (y >= 0) {
        d[i] = self->run->central.index.definitive[series][y];
        p[i] = self->run->central.index.provisional[series][y];
        return;
    }
    double gap = spring ? inputs->spring_gap : inputs->september_gap, mean = inputs->mean_growth;
    double before = i > 0 && year > start_of(scenario, series) ? d[i - 1] : mean;
    d[i] = definitive ? definitive->growth.millionths / 1e6
           : known    ? known->growth.millionths / 1e6 + gap
                      : mean + inputs->persistence * (before - mean);
    p[i] = known ? known->growth.millionths / 1e6 : d[i] - (year > scenario->price_level_year ? gap : 0);
}

/* A class takes a series, or a mix of both. */
static double class_growth(pr_index_class_t kind, const double (*growth)[SPAN], int year)
{
    int i = year - PR_FIGURES_FROM;
    double ova = growth[PR_SERIES_OVA][i], ppc = growth[PR_SERIES_PPC][i];
    return kind == PR_INDEX_OVA ? ova : kind == PR_INDEX_PPC ? ppc : 0.9 * ova + 0.1 * ppc;
}

/* ---- a series ---- */

static void parameters(pr_book_t *self, pr_series_id_t series)
{
    const pr_index_inputs_t *inputs = &self->scenario->central.index[series];
    const struct {
        pr_text_id_t name;
        double value;
        pr_input_t kind;
    } row[PARAMETERS] = {{PR_TEXT_XLSX_MEAN_GROWTH, inputs->mean_growth, PR_INPUT_GROWTH},
                         {PR_TEXT_XLSX_PERSISTENCE, inputs->persistence, PR_INPUT_PERSISTENCE},
                         {PR_TEXT_XLSX_SEPTEMBER_GAP, inputs->september_gap, PR_INPUT_GAP},
                         {PR_TEXT_XLSX_SPRING_GAP, inputs->spring_gap, PR_INPUT_GAP}};
    pr_at_t at = {series_row(self->scenario, series) + 1, 0};
    for (int i = 0; i < PARAMETERS; i++, at.row++) {
        pr_book_say(self, PR_SHEET_INDEX, at, row[i].name, PR_FORMAT_TEXT);
        pr_at_t to = {at.row, PARAMETER};
        pr_book_number(self, PR_SHEET_INDEX, to, row[i].value,
                       row[i].kind == PR_INPUT_PERSISTENCE ? PR_FORMAT_FOURTHS_INPUT
                                                           : PR_FORMAT_PERCENT_INPUT);
        pr_book_input(self, PR_SHEET_INDEX, to, to, row[i].kind);
        pr_book_input_check(self, PR_SHEET_INDEX, (pr_at_t){at.row, PARAMETER_VERDICT}, to, to, row[i].kind);
    }
}

static void heads(pr_book_t *self, lxw_row_t row, const pr_text_id_t *head, int count)
{
    for (int i = 0; i < count; i++) {
        pr_book_say(self, PR_SHEET_INDEX, (pr_at_t){row, (lxw_col_t)i}, head[i], PR_FORMAT_HEAD);
    }
    pr_book_height(self, PR_SHEET_INDEX, row, 2);
}

static void published(pr_book_t *self, pr_series_id_t series, int year)
{
    static const int column[PR_VINTAGES] = {[PR_VINTAGE_SPRING] = SPRING,
                                            [PR_VINTAGE_SEPTEMBER] = SEPTEMBER,
                                            [PR_VINTAGE_DEFINITIVE] = DEFINITIVE,
                                            [PR_VINTAGE_APPLIED] = APPLIED};
    for (pr_vintage_t v = 0; v < PR_VINTAGES; v++) {
        const pr_figure_t *figure = figure_of(self->scenario, series, v, year);
        pr_book_number(self, PR_SHEET_INDEX, series_at(self->scenario, series, year, column[v]),
                       figure ? figure->growth.millionths / 1e6 : (double)NAN, PR_FORMAT_PERCENT_INPUT);
    }
}

/* "N($B$5)": what is no number counts as 0, which the check beside it says. */
static pr_number_t parameter(const pr_scenario_t *scenario, pr_series_id_t series, lxw_row_t i)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "N(%s)",
             pr_cell_fixed((pr_at_t){series_row(scenario, series) + 1 + i, PARAMETER}).s);
    return out;
}

static void followed(pr_book_t *self, pr_series_id_t series, int year, const growths_t *growths)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_number_t mean = parameter(scenario, series, 0), persistence = parameter(scenario, series, 1),
                september_gap = parameter(scenario, series, 2), spring_gap = parameter(scenario, series, 3);
    pr_at_t to = series_at(scenario, series, year, USED_DEFINITIVE);
    pr_number_t before = mean;
    if (year > start_of(scenario, series)) {
        snprintf(before.s, sizeof before.s, "%s", pr_cell((pr_at_t){to.row - 1, to.col}).s);
    }
    pr_cell_t spring = pr_cell(series_at(scenario, series, year, SPRING)),
              september = pr_cell(series_at(scenario, series, year, SEPTEMBER)),
              definitive = pr_cell(series_at(scenario, series, year, DEFINITIVE));
    int i = year - PR_FIGURES_FROM;
    pr_book_formula(self, PR_SHEET_INDEX, to, growths->definitive[series][i], PR_FORMAT_PERCENT,
                    "=IF(ISNUMBER(%s),%s,IF(ISNUMBER(%s),%s+%s,IF(ISNUMBER(%s),%s+%s,%s+%s*(%s-%s))))",
                    definitive.s, definitive.s, september.s, september.s, september_gap.s, spring.s, spring.s,
                    spring_gap.s, mean.s, persistence.s, before.s, mean.s);
    pr_book_formula(self, PR_SHEET_INDEX, series_at(scenario, series, year, USED_PROVISIONAL),
                    growths->provisional[series][i], PR_FORMAT_PERCENT,
                    "=IF(ISNUMBER(%s),%s,IF(ISNUMBER(%s),%s,%s-%s))", september.s, september.s, spring.s,
                    spring.s, pr_cell(to).s, year > scenario->price_level_year ? september_gap.s : "0");
}

static void put_series(pr_book_t *self, pr_series_id_t series, growths_t *growths)
{
    static const pr_text_id_t head[SERIES_COLUMNS] = {PR_TEXT_YEAR,
                                                      PR_TEXT_XLSX_SPRING,
                                                      PR_TEXT_XLSX_SEPTEMBER,
                                                      PR_TEXT_XLSX_DEFINITIVE,
                                                      PR_TEXT_XLSX_APPLIED,
                                                      PR_TEXT_XLSX_DEFINITIVE_USED,
                                                      PR_TEXT_XLSX_PROVISIONAL_USED,
                                                      PR_TEXT_XLSX_CHECK};
    const pr_scenario_t *scenario = self->scenario;
    int first = start_of(scenario, series);
    pr_text_t title;
    pr_text_init(&title);
    PR_FILL(&title, self->lang, PR_TEXT_XLSX_SERIES, series == PR_SERIES_OVA ? "OVA" : "PPC");
    pr_book_made(self, PR_SHEET_INDEX, (pr_at_t){series_row(scenario, series), 0}, &title, PR_FORMAT_SECTION);
    parameters(self, series);
    heads(self, series_row(scenario, series) + SERIES_HEAD - 1, head, SERIES_COLUMNS);
    pr_book_row_block(self, PR_SHEET_INDEX, series_row(scenario, series));
    pr_book_input(self, PR_SHEET_INDEX, series_at(scenario, series, first, SPRING),
                  series_at(scenario, series, scenario->last_year, APPLIED), PR_INPUT_FIGURE);
    for (int year = first; year <= scenario->last_year; year++) {
        series_year(self, series, year, growths);
        pr_book_number(self, PR_SHEET_INDEX, series_at(scenario, series, year, YEAR), year, PR_FORMAT_YEAR);
        published(self, series, year);
        followed(self, series, year, growths);
        pr_book_input_check(self, PR_SHEET_INDEX, series_at(scenario, series, year, VERDICT),
                            series_at(scenario, series, year, SPRING),
                            series_at(scenario, series, year, APPLIED), PR_INPUT_FIGURE);
    }
}

/* ---- a class ---- */

/* What a class takes from a column of its series. */
static void taken(pr_book_t *self, pr_index_class_t kind, int year, int column, int to, double value)
{
    pr_cell_t ova = pr_cell(series_at(self->scenario, PR_SERIES_OVA, year, column)),
              ppc = pr_cell(series_at(self->scenario, PR_SERIES_PPC, year, column));
    pr_at_t at = class_at(self->scenario, kind, year, to);
    if (kind == PR_INDEX_OVA90_PPC10) {
        pr_book_formula(self, PR_SHEET_INDEX, at, value, PR_FORMAT_PERCENT, "=0.9*%s+0.1*%s", ova.s, ppc.s);
    } else {
        pr_book_formula(self, PR_SHEET_INDEX, at, value, PR_FORMAT_PERCENT, "=%s",
                        kind == PR_INDEX_OVA ? ova.s : ppc.s);
    }
}

/* The rule of the scenario, on the class's figures of the year and the one before. */
static void rule_formula(const pr_book_t *self, pr_index_class_t kind, int year, char *out, size_t size)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_cell_t p = pr_cell(class_at(scenario, kind, year, CLASS_PROVISIONAL)),
              d = pr_cell(class_at(scenario, kind, year, CLASS_DEFINITIVE)),
              p_before = pr_cell(class_at(scenario, kind, year - 1, CLASS_PROVISIONAL)),
              d_before = pr_cell(class_at(scenario, kind, year - 1, CLASS_DEFINITIVE));
    switch (scenario->index_rule) {
    case PR_RULE_DEFINITIVE:
        snprintf(out, size, "%s", d.s);
        break;
    case PR_RULE_TRUE_UP_COMPOUND:
        snprintf(out, size, "(1+%s)*(1+%s)/(1+%s)-1", p.s, d_before.s, p_before.s);
        break;
    case PR_RULE_TRUE_UP_POINTS:
        snprintf(out, size, "%s+%s-%s", p.s, d_before.s, p_before.s);
        break;
    case PR_RULE_TRUE_UP_RATIO:
        snprintf(out, size, "%s+(1+%s)/(1+%s)-1", p.s, d_before.s, p_before.s);
        break;
    case PR_RULE_PROVISIONAL:
    case PR_RULES:
        snprintf(out, size, "%s", p.s);
        break;
    }
}

/* The region's own figure goes before the rule; of a mix where both series have one. */
static void put_growth(pr_book_t *self, pr_index_class_t kind, int year, double value)
{
    char rule[128];
    pr_at_t at = class_at(self->scenario, kind, year, CLASS_GROWTH);
    pr_cell_t ova = pr_cell(series_at(self->scenario, PR_SERIES_OVA, year, APPLIED)),
              ppc = pr_cell(series_at(self->scenario, PR_SERIES_PPC, year, APPLIED));
    const char *own = kind == PR_INDEX_OVA ? ova.s : ppc.s;
    rule_formula(self, kind, year, rule, sizeof rule);
    if (kind == PR_INDEX_OVA90_PPC10) {
        pr_book_formula(self, PR_SHEET_INDEX, at, value, PR_FORMAT_PERCENT,
                        "=IF(AND(ISNUMBER(%s),ISNUMBER(%s)),0.9*%s+0.1*%s,%s)", ova.s, ppc.s, ova.s, ppc.s,
                        rule);
    } else {
        pr_book_formula(self, PR_SHEET_INDEX, at, value, PR_FORMAT_PERCENT, "=IF(ISNUMBER(%s),%s,%s)", own,
                        own, rule);
    }
}

/* Every year but the origin is on the central path. */
static void class_year(pr_book_t *self, pr_index_class_t kind, int year)
{
    static const pr_text_id_t basis[PR_BASES] = {PR_TEXT_XLSX_BASIS_NONE,       PR_TEXT_XLSX_BASIS_APPLIED,
                                                 PR_TEXT_XLSX_BASIS_DEFINITIVE, PR_TEXT_XLSX_BASIS_SEPTEMBER,
                                                 PR_TEXT_XLSX_BASIS_SPRING,     PR_TEXT_XLSX_BASIS_PROJECTED};
    const pr_scenario_t *scenario = self->scenario;
    const pr_index_path_t *path = &self->run->central.index;
    int y = year - scenario->first_year;
    pr_at_t to = class_at(scenario, kind, year, CLASS_FACTOR), growth = {to.row, CLASS_GROWTH};
    if (year > scenario->price_level_year && year >= scenario->first_indexed_year) {
        put_growth(self, kind, year, path->applied[kind][y]);
    } else {
        pr_book_number(self, PR_SHEET_INDEX, growth, 0, PR_FORMAT_PERCENT);
    }
    pr_book_formula(self, PR_SHEET_INDEX, to, (double)path->factor[kind][y].factor, PR_FORMAT_FACTOR,
                    "=%s*(1+%s)", pr_cell((pr_at_t){to.row - 1, to.col}).s, pr_cell(growth).s);
    pr_book_say(self, PR_SHEET_INDEX, class_at(scenario, kind, year, CLASS_BASIS),
                basis[path->basis[kind][y]], PR_FORMAT_TEXT);
}

static void put_class(pr_book_t *self, pr_index_class_t kind, const growths_t *growths)
{
    static const pr_text_id_t head[] = {
        PR_TEXT_YEAR,        PR_TEXT_XLSX_PROVISIONAL_USED, PR_TEXT_XLSX_DEFINITIVE_USED,
        PR_TEXT_XLSX_GROWTH, PR_TEXT_XLSX_FACTOR,           PR_TEXT_XLSX_BASIS};
    const pr_scenario_t *scenario = self->scenario;
    int origin = origin_of(scenario);
    pr_text_t title;
    pr_text_init(&title);
    PR_FILL(&title, self->lang, PR_TEXT_XLSX_CLASS_TITLE, pr_class_name(kind));
    pr_book_made(self, PR_SHEET_INDEX, (pr_at_t){class_row(scenario, kind), 0}, &title, PR_FORMAT_SECTION);
    pr_book_row_block(self, PR_SHEET_INDEX, class_row(scenario, kind));
    heads(self, class_row(scenario, kind) + CLASS_HEAD - 1, head, sizeof head / sizeof *head);
    for (int year = origin; year <= scenario->last_year; year++) {
        pr_book_number(self, PR_SHEET_INDEX, class_at(scenario, kind, year, YEAR), year, PR_FORMAT_YEAR);
        taken(self, kind, year, USED_PROVISIONAL, CLASS_PROVISIONAL,
              class_growth(kind, growths->provisional, year));
        taken(self, kind, year, USED_DEFINITIVE, CLASS_DEFINITIVE,
              class_growth(kind, growths->definitive, year));
        if (year == origin) {
            pr_book_number(self, PR_SHEET_INDEX, class_at(scenario, kind, year, CLASS_FACTOR), 1,
                           PR_FORMAT_FACTOR);
        } else {
            class_year(self, kind, year);
        }
    }
}

/* ---- the sheet ---- */

static void put_check(pr_book_t *self)
{
    static const pr_text_id_t good = PR_TEXT_XLSX_FINE;
    const pr_scenario_t *scenario = self->scenario;
    lxw_row_t end = class_row(scenario, 0);
    int years = 0, parameters = 0;
    pr_text_t problems;
    pr_text_init(&problems);
    for (pr_series_id_t series = 0; series < PR_SERIES_COUNT; series++) {
        if (series_used(scenario, series)) {
            years += scenario->last_year - start_of(scenario, series) + 1;
            parameters += PARAMETERS;
        }
    }
    pr_book_problems(self, &problems, (pr_at_t){TOP, VERDICT}, (pr_at_t){end, VERDICT}, years, &good, 1);
    pr_book_problems(self, &problems, (pr_at_t){TOP, PARAMETER_VERDICT}, (pr_at_t){end, PARAMETER_VERDICT},
                     parameters, &good, 1);
    pr_book_sheet_check(self, PR_SHEET_INDEX, &problems);
}

static void chart(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    const char *name = pr_sheet_name(self->lang, PR_SHEET_INDEX);
    lxw_chart *chart = workbook_add_chart(self->workbook, LXW_CHART_LINE);
    for (pr_index_class_t kind = 0; kind < PR_INDEX_CLASSES; kind++) {
        if (class_used(scenario, kind)) {
            pr_at_t from = pr_sheet_factor(scenario, kind, 0),
                    to = pr_sheet_factor(scenario, kind, scenario->years - 1);
            lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
            chart_series_set_categories(series, name, from.row, YEAR, to.row, YEAR);
            chart_series_set_values(series, name, from.row, from.col, to.row, to.col);
            chart_series_set_name(series, pr_class_name(kind));
        }
    }
    lxw_chart_options size = {.x_scale = 1.6, .y_scale = 1};
    chart_title_set_name(chart, pr_text(self->lang, PR_TEXT_XLSX_CHART_INDEX));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_axis_set_num_format(chart->y_axis, "0.00");
    pr_book_check(self, worksheet_insert_chart_opt(self->sheet[PR_SHEET_INDEX], row, YEAR, chart, &size));
}

void pr_sheet_index(pr_book_t *self)
{
    static const char *const rule[PR_RULES] = {"provisional", "definitive", "true_up_compound",
                                               "true_up_points", "true_up_ratio"};
    growths_t growths;
    memset(&growths, 0, sizeof growths);
    pr_text_t note;
    pr_text_init(&note);
    pr_book_width(self, PR_SHEET_INDEX, 0, 0, 26);
    pr_book_width(self, PR_SHEET_INDEX, 1, VERDICT - 1, 14);
    pr_book_width(self, PR_SHEET_INDEX, VERDICT, VERDICT, 34);
    PR_FILL(&note, self->lang, PR_TEXT_XLSX_INDEX_NOTE, rule[self->scenario->index_rule]);
    self->no_memory = self->no_memory || note.failed;
    if (!note.failed) {
        pr_book_head(self, PR_SHEET_INDEX, pr_text(self->lang, PR_TEXT_XLSX_INDEX_TITLE), note.data);
    }
    pr_text_free(&note);
    for (pr_series_id_t series = 0; series < PR_SERIES_COUNT; series++) {
        if (series_used(self->scenario, series)) {
            put_series(self, series, &growths);
        }
    }
    for (pr_index_class_t kind = 0; kind < PR_INDEX_CLASSES; kind++) {
        if (class_used(self->scenario, kind)) {
            put_class(self, kind, &growths);
        }
    }
    lxw_row_t end = class_row(self->scenario, PR_INDEX_CLASSES);
    pr_book_say(self, PR_SHEET_INDEX, (pr_at_t){end, 0}, PR_TEXT_XLSX_BASIS_NOTE, PR_FORMAT_TEXT);
    put_check(self);
    chart(self, end + 2);
    pr_book_row_block(self, PR_SHEET_INDEX, end + 2);
    const pr_paper_t paper = {.body = {TOP - 1, 1}, .last = {end + 18, SERIES_COLUMNS - 1}};
    pr_book_page(self, PR_SHEET_INDEX, &paper);
}
