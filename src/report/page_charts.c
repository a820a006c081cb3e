/* The charts of a page, each with the figures in it and a sentence that says what is to be seen. */
#include "report/gnuplot.h"
#include "report/page.h"
#include <math.h>
#include <string.h>

/* ---- the figures of a chart ---- */

/* A mean or a quantile in `unit`; what is given in units of 100 cents is divided by `scale`. */
static void figure_cells(const pr_page_t *self, pr_table_t *table, const pr_summary_t *found, double scale)
{
    pr_summary_t summary = found ? *found : (pr_summary_t){.mean = NAN, .p05 = NAN, .p95 = NAN};
    summary.mean /= scale;
    summary.se /= scale;
    summary.se_plain /= scale;
    pr_table_cell(table, pr_view_mean(self->view.lang, &summary, 1).s);
    pr_table_cell(table, pr_view_quantile(self->view.lang, &summary, summary.p05 / scale, 1).s);
    pr_table_cell(table, pr_view_quantile(self->view.lang, &summary, summary.p95 / scale, 1).s);
}

/* What a chart shows in periods of the region. */
typedef struct {
    const char *metric[3];
    pr_text_id_t head[3];
    int metrics;
    double scale;
    pr_text_id_t unit; /* of the period's column */
} shown_t;

static void heads(const pr_page_t *self, const shown_t *shown, pr_table_t *table)
{
    static const pr_text_id_t part[] = {PR_TEXT_HTML_MEAN, PR_TEXT_P05, PR_TEXT_P95};
    pr_table_init(table, 1 + 3 * (size_t)shown->metrics);
    table->group = 3;
    pr_table_cell(table, "");
    for (int i = 0; i < shown->metrics; i++) {
        pr_table_cell(table, pr_text(self->view.lang, shown->head[i]));
        pr_table_cell(table, "");
        pr_table_cell(table, "");
    }
    pr_table_cell(table, pr_text(self->view.lang, shown->unit));
    for (int i = 0; i < 3 * shown->metrics; i++) {
        pr_table_cell(table, pr_text(self->view.lang, part[i % 3]));
    }
    pr_table_rule(table);
}

/* One row for each period in order: years, half-years, or the months that end these. */
static void periods(const pr_page_t *self, const shown_t *shown, pr_period_kind_t kind, pr_table_t *table)
{
    const pr_scenario_t *scenario = self->of->scenario;
    int each = kind == PR_PERIOD_YEAR ? 1 : 2;
    heads(self, shown, table);
    for (int i = 0; i < each * scenario->years; i++) {
        int part = kind == PR_PERIOD_YEAR ? 0 : kind == PR_PERIOD_HALF ? 1 + i % 2 : 6 * (1 + i % 2);
        pr_period_t period = {kind, scenario->first_year + i / each, part};
        if (!pr_run_find(self->of->run, shown->metric[0], 0, period)) {
            continue;
        }
        char name[16];
        pr_period_format(period, name);
        pr_table_cell(table, kind == PR_PERIOD_MONTH
                                 ? pr_month_words(self->view.lang, 12 * period.year + part - 1).s
                                 : name);
        for (int k = 0; k < shown->metrics; k++) {
            figure_cells(self, table, pr_run_find(self->of->run, shown->metric[k], 0, period), shown->scale);
        }
    }
}

static void cost_figures(const pr_page_t *self, pr_table_t *table)
{
    periods(self, &(shown_t){{"cost.total"}, {PR_TEXT_HTML_COST_THOUSANDS}, 1, 1000, PR_TEXT_YEAR},
            PR_PERIOD_YEAR, table);
}

static void capacity_figures(const pr_page_t *self, pr_table_t *table)
{
    periods(self,
            &(shown_t){{"capacity.target_persons", "capacity.active_persons"},
                       {PR_TEXT_TARGET_PERSONS, PR_TEXT_ACTIVE_PERSONS},
                       2,
                       1,
                       PR_TEXT_HTML_END_OF},
            PR_PERIOD_MONTH, table);
}

static void demand_figures(const pr_page_t *self, pr_table_t *table)
{
    periods(self,
            &(shown_t){{"demand.new_residents", "service.residents_reached", "service.backlog_residents"},
                       {PR_TEXT_NEW_RESIDENTS, PR_TEXT_REACHED, PR_TEXT_HTML_WAITING},
                       3,
                       1,
                       PR_TEXT_HTML_HALF},
            PR_PERIOD_HALF, table);
}

/* The amount that costs exceed with these chances. */
static void exceedance_figures(const pr_page_t *self, pr_table_t *table)
{
    const pr_summary_t *cost =
        pr_run_find(self->of->run, "cost.total", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    pr_summary_t summary = cost ? *cost : (pr_summary_t){.undefined = 1};
    const struct {
        double chance, eur;
    } point[] = {{0.95, summary.p05}, {0.90, summary.p10}, {0.75, summary.p25}, {0.50, summary.p50},
                 {0.25, summary.p75}, {0.10, summary.p90}, {0.05, summary.p95}};
    pr_table_init(table, 2);
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_HTML_CHANCE));
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_HTML_COST_THOUSANDS));
    pr_table_rule(table);
    summary.se /= 1000;
    summary.se_plain /= 1000;
    for (size_t i = 0; i < sizeof point / sizeof *point; i++) {
        pr_table_cell(table, pr_percents(self->view.lang, point[i].chance, 0).s);
        pr_table_cell(table, pr_view_quantile(self->view.lang, &summary, point[i].eur / 1000, 0).s);
    }
}

/* Each year's lower share, on the central path, in the chart's unit. */
static void reduction_figures(const pr_page_t *self, pr_table_t *table)
{
    const pr_scenario_t *scenario = self->of->scenario;
    int years = pr_bridge_columns(scenario) < scenario->years ? pr_bridge_columns(scenario) : scenario->years;
    pr_table_init(table, 1 + (size_t)years);
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_CHART_REDUCTION_X));
    for (int y = 0; y < years; y++) {
        pr_table_cell(table, pr_view_span(scenario->first_year + y, scenario->first_year + y).s);
    }
    pr_table_rule(table);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        pr_table_cell(table, scenario->municipality[m].name);
        for (int y = 0; y < years; y++) {
            double cents = (double)self->of->run->central.surplus.reduction[1 + m][y].cents;
            pr_table_cell(table, pr_fixed(self->view.lang, cents / 100000, 1).s);
        }
    }
}

static void benefit_figures(const pr_page_t *self, pr_table_t *table)
{
    static const struct {
        const char *metric;
        pr_text_id_t words;
    } row[] = {{"value.net_present.payer.regional", PR_TEXT_PAYER_REGIONAL},
               {"value.net_present.payer.wmo_local", PR_TEXT_PAYER_WMO_LOCAL},
               {"value.net_present.payer.participatiewet", PR_TEXT_PAYER_PARTICIPATIEWET},
               {"value.net_present.payer.uwv", PR_TEXT_PAYER_UWV},
               {"value.net_present.payer.insurer", PR_TEXT_PAYER_INSURER},
               {"value.net_present.payer.wlz", PR_TEXT_PAYER_WLZ},
               {"value.net_present.payer.other", PR_TEXT_PAYER_OTHER},
               {"value.net_present.municipal", PR_TEXT_BENEFIT_MUNICIPAL},
               {"value.net_present.cashable", PR_TEXT_BENEFIT_CASHABLE},
               {"value.net_present", PR_TEXT_BENEFIT_ALL}};
    heads(self, &(shown_t){{NULL}, {PR_TEXT_HTML_BENEFIT_THOUSANDS}, 1, 1000, PR_TEXT_BENEFIT_PAYER}, table);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        pr_table_cell(table, pr_text(self->view.lang, row[i].words));
        figure_cells(self, table,
                     pr_run_find(self->of->run, row[i].metric, 0, (pr_period_t){PR_PERIOD_ALL, 0, 0}), 1000);
    }
}

/* ---- what is to be seen ---- */

static pr_number_t in_year(const pr_page_t *self, const char *metric, int year, double scale)
{
    const pr_summary_t *found = pr_view_year(&self->view, metric, 0, year);
    pr_summary_t summary = found ? *found : (pr_summary_t){.mean = NAN};
    summary.mean /= scale;
    summary.se /= scale;
    return pr_view_mean(self->view.lang, &summary, scale > 1 ? 0 : 1);
}

/* From the first full year of the pool to its last. */
static void years_words(const pr_page_t *self, pr_text_id_t id, const char *metric, double scale,
                        pr_text_t *out)
{
    int first, last;
    pr_view_pool(&self->view, &first, &last);
    first = first > 0 ? first : self->of->scenario->month_year;
    last = last > 0 ? last : self->of->scenario->last_year;
    PR_FILL(out, self->view.lang, id, pr_view_span(first, first).s, in_year(self, metric, first, scale).s,
            pr_view_span(last, last).s, in_year(self, metric, last, scale).s);
}

static void cost_words(const pr_page_t *self, pr_text_t *out)
{
    years_words(self, PR_TEXT_HTML_COST_WORDS, "cost.total", 1000, out);
}

static void capacity_words(const pr_page_t *self, pr_text_t *out)
{
    years_words(self, PR_TEXT_HTML_CAPACITY_WORDS, "capacity.active_persons", 1, out);
}

static void demand_words(const pr_page_t *self, pr_text_t *out)
{
    years_words(self, PR_TEXT_HTML_DEMAND_WORDS, "service.residents_reached", 1, out);
}

static void exceedance_words(const pr_page_t *self, pr_text_t *out)
{
    const pr_summary_t *cost =
        pr_run_find(self->of->run, "cost.total", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    pr_summary_t summary = cost ? *cost : (pr_summary_t){.undefined = 1};
    summary.se /= 1000;
    summary.se_plain /= 1000;
    PR_FILL(out, self->view.lang, PR_TEXT_HTML_EXCEED_WORDS,
            pr_view_quantile(self->view.lang, &summary, summary.p50 / 1000, 0).s,
            pr_view_quantile(self->view.lang, &summary, summary.p95 / 1000, 0).s);
}

static const struct {
    const char *name;
    pr_text_id_t title;
    void (*words)(const pr_page_t *self, pr_text_t *out); /* NULL: `plain` */
    pr_text_id_t plain;
    void (*figures)(const pr_page_t *self, pr_table_t *table);
} CHART[] = {
    {"kosten", PR_TEXT_CHART_COST, cost_words, PR_TEXT_HTML_SKIP, cost_figures},
    {"daling", PR_TEXT_CHART_REDUCTION, NULL, PR_TEXT_HTML_REDUCTION_WORDS, reduction_figures},
    {"capaciteit", PR_TEXT_CHART_CAPACITY, capacity_words, PR_TEXT_HTML_SKIP, capacity_figures},
    {"vraag", PR_TEXT_CHART_DEMAND, demand_words, PR_TEXT_HTML_SKIP, demand_figures},
    {"overschrijding", PR_TEXT_CHART_EXCEED, exceedance_words, PR_TEXT_HTML_SKIP, exceedance_figures},
    {"baten", PR_TEXT_CHART_BENEFIT, NULL, PR_TEXT_HTML_BENEFIT_WORDS, benefit_figures}};

/* The place of a chart among those that a run draws. */
static size_t chart_of(const char *name)
{
    size_t count = 0, i = 0;
    const pr_chart_t *chart = pr_charts(&count);
    while (i + 1 < count && strcmp(chart[i].name, name) != 0) {
        i++;
    }
    return i;
}

static void figure(const pr_page_t *self, size_t i, const char *svg)
{
    pr_text_t words;
    pr_table_t table;
    pr_text_init(&words);
    pr_table_init(&table, 1);
    if (CHART[i].words) {
        CHART[i].words(self, &words);
    } else {
        pr_text_adds(&words, pr_text(self->view.lang, CHART[i].plain));
    }
    CHART[i].figures(self, &table);
    pr_html_figure(self->html, pr_text(self->view.lang, CHART[i].title), words.data ? words.data : "", svg,
                   &table);
    self->view.out->failed = self->view.out->failed || words.failed;
    pr_table_free(&table);
    pr_text_free(&words);
}

void pr_page_chart(const pr_page_t *self, const char *name)
{
    size_t i = 0;
    while (strcmp(CHART[i].name, name) != 0) {
        i++;
    }
    size_t count, chart = chart_of(name);
    if (pr_chart_applies(&pr_charts(&count)[chart], self->of->run)) {
        figure(self, i, self->of->chart ? self->of->chart[chart].data : NULL);
    }
}

/* ---- one for each municipality ---- */

static void fan_block(const pr_run_t *run, size_t m, pr_text_t *out)
{
    const pr_scenario_t *scenario = run->plan.scenario;
    char name[24];
    snprintf(name, sizeof name, "fan%zu", m + 1);
    pr_text_addf(out, "$%s << END_OF_BLOCK\n", name);
    for (int y = 0; y < pr_bridge_columns(scenario); y++) {
        int year = scenario->first_year + y;
        const pr_summary_t *net =
            pr_run_find(run, "municipality.net_effect", 1 + (int)m, (pr_period_t){PR_PERIOD_YEAR, year, 0});
        if (net && !net->undefined) {
            pr_text_addf(out, "%d,%s,%s,%s,%s,%s\n", year, pr_ten(net->mean).s, pr_ten(net->p05).s,
                         pr_ten(net->p25).s, pr_ten(net->p75).s, pr_ten(net->p95).s);
        }
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

int pr_page_fans(const pr_report_t *report, const pr_run_t *run, pr_text_t *out, pr_errors_t *errors)
{
    static const pr_text_id_t text[] = {PR_TEXT_DECIDED,           PR_TEXT_INDICATIVE, PR_TEXT_CHART_RANGE,
                                        PR_TEXT_CHART_RANGE_INNER, PR_TEXT_CHART_MEAN, PR_TEXT_HTML_FAN_Y};
    const pr_scenario_t *scenario = run->plan.scenario;
    pr_text_t blocks;
    pr_text_init(&blocks);
    if (pr_money_decided(scenario) > 0) {
        pr_text_addf(&blocks, "decided_until = %d\n", scenario->decided_until);
    }
    pr_text_addf(&blocks, "fans = %zu\n$texts << END_OF_BLOCK\n", scenario->municipality_count);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        pr_chart_text_line(&blocks, pr_text(report->lang, text[i]));
    }
    pr_text_adds(&blocks, "END_OF_BLOCK\n");
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        fan_block(run, m, &blocks);
    }
    int result = pr_chart_draw_blocks("gemeente", report, &blocks, out, errors);
    pr_text_free(&blocks);
    return result;
}
