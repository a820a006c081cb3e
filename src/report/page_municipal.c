/* A section for each municipality: what it pays and how that comes about, what it gets, and from when. */
#include "report/page.h"
#include <string.h>

/* ---- how its net effect comes about ---- */

static void step_head(const pr_page_t *self, const pr_parts_t *parts, pr_table_t *table)
{
    static const pr_text_id_t name[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_COMPARE_SUM};
    int origin = self->of->scenario->first_year;
    pr_table_init(table, 1 + (size_t)parts->count);
    for (int line = 0; line < 3; line++) {
        pr_table_cell(table, line == 2 ? pr_text(self->view.lang, PR_TEXT_HTML_STEP) : "");
        for (int i = 0; i < parts->count; i++) {
            pr_number_t span = pr_view_span(origin + parts->from[i], origin + parts->to[i] - 1);
            pr_text_id_t unit = parts->unit[i] == PR_UNIT_EURO ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS;
            pr_view_head(table, line == 0   ? pr_text(self->view.lang, name[parts->part[i]])
                                : line == 1 ? span.s
                                            : pr_text(self->view.lang, unit));
        }
    }
    pr_table_rule(table);
}

static void step_label(const pr_page_t *self, pr_table_t *table, pr_step_t step)
{
    static const pr_text_id_t label[PR_STEPS] = {PR_TEXT_HTML_STEP_REAL,      PR_TEXT_HTML_STEP_INDEX,
                                                 PR_TEXT_HTML_STEP_EXECUTION, PR_TEXT_HTML_STEP_BEFORE,
                                                 PR_TEXT_HTML_STEP_SPREAD,    PR_TEXT_HTML_STEP_SETTLED,
                                                 PR_TEXT_HTML_STEP_NET};
    int year = self->of->scenario->price_level_year;
    pr_text_t words;
    pr_text_init(&words);
    PR_FILL(&words, self->view.lang, label[step], pr_view_span(year, year).s);
    pr_table_cell(table, words.failed ? "" : words.data);
    self->view.out->failed = self->view.out->failed || words.failed;
    pr_text_free(&words);
}

static bool any_spread(const pr_parts_t *parts, size_t m)
{
    bool any = false;
    for (int i = 0; i < parts->count; i++) {
        any = any || pr_bridge_any_spread(&parts->net[i][1 + m], 1, parts->unit[i]);
    }
    return any;
}

static void range_row(const pr_page_t *self, const pr_parts_t *parts, size_t m, pr_table_t *table)
{
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_HTML_STEP_RANGE));
    for (int i = 0; i < parts->count; i++) {
        pr_view_head(table, pr_view_range(self->view.lang,
                                          pr_run_part(self->of->run, "municipality.net_effect", 1 + (int)m,
                                                      parts->part[i]),
                                          parts->unit[i])
                                .s);
    }
}

static void steps(const pr_page_t *self, const pr_parts_t *parts, size_t m)
{
    pr_table_t table;
    step_head(self, parts, &table);
    for (pr_step_t step = 0; step < PR_STEPS; step++) {
        if (step == PR_STEP_SPREAD && !any_spread(parts, m)) {
            continue;
        }
        step_label(self, &table, step);
        for (int i = 0; i < parts->count; i++) {
            int64_t units = pr_bridge_step(&parts->net[i][1 + m], step, parts->unit[i]);
            bool plain = step == PR_STEP_REAL || units == 0; /* an amount of nothing rests on nothing */
            pr_view_amount(&self->view, &table, units, parts->unit[i],
                           plain ? PR_MARK_NONE : pr_view_mark(&self->view, parts->from[i], parts->to[i]));
        }
    }
    range_row(self, parts, m, &table);
    PR_HEADING(&self->view, PR_TEXT_HTML_STEPS, self->of->scenario->municipality[m].name);
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
}

/* ---- year by year ---- */

/* The m-th picture of those that stand one after the other. */
static const char *fan_of(const pr_page_t *self, size_t m)
{
    const char *svg = self->of->fans ? self->of->fans->data : NULL;
    for (size_t i = 0; svg && (svg = strstr(svg, "<svg")) != NULL && i < m; i++) {
        svg++;
    }
    return svg;
}

static void status_row(const pr_page_t *self, pr_table_t *table, int column)
{
    int decided = pr_money_decided(self->of->scenario);
    if (column == 0 || column == decided) {
        pr_table_cell(table,
                      pr_text(self->view.lang, column < decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
        pr_table_end(table);
    }
}

/* A year's net effect as the tables of the region have it, and its spread. */
static void year_row(const pr_page_t *self, pr_table_t *table, size_t m, int column)
{
    bool indicative = column >= pr_money_decided(self->of->scenario);
    int year = self->of->scenario->first_year + column;
    const pr_summary_t *net = pr_view_year(&self->view, "municipality.net_effect", 1 + (int)m, year);
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(&self->view, column, column + 1, row);
    int64_t units =
        pr_bridge_figure(&row[1 + m], PR_FIGURE_NET, indicative ? PR_UNIT_THOUSAND : PR_UNIT_EURO);
    pr_table_cell(table, pr_view_span(year, year).s);
    pr_view_amount(&self->view, table, units * (indicative ? 1000 : 1), PR_UNIT_EURO,
                   units ? pr_view_mark(&self->view, column, column + 1) : PR_MARK_NONE);
    const double quantile[] = {net ? net->p05 : 0, net ? net->p25 : 0, net ? net->p75 : 0,
                               net ? net->p95 : 0};
    for (size_t i = 0; i < sizeof quantile / sizeof *quantile; i++) {
        pr_table_cell(table, pr_view_quantile(self->view.lang, net, quantile[i], 0).s);
    }
}

static void years(const pr_page_t *self, size_t m)
{
    static const pr_text_id_t head[] = {PR_TEXT_YEAR,     PR_TEXT_HTML_STEP_NET, PR_TEXT_P05,
                                        PR_TEXT_HTML_P25, PR_TEXT_HTML_P75,      PR_TEXT_P95};
    const char *name = self->of->scenario->municipality[m].name;
    pr_text_t title;
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    for (int column = 0; column < pr_bridge_columns(self->of->scenario); column++) {
        status_row(self, &table, column);
        year_row(self, &table, m, column);
    }
    pr_text_init(&title);
    PR_FILL(&title, self->view.lang, PR_TEXT_HTML_FAN, name);
    pr_html_figure(self->html, title.data ? title.data : name,
                   pr_text(self->view.lang, PR_TEXT_HTML_FAN_WORDS), fan_of(self, m), &table);
    self->view.out->failed = self->view.out->failed || title.failed;
    pr_text_free(&title);
    pr_table_free(&table);
}

/* ---- hours ---- */

static const pr_key_t *key_of(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    return &scenario->key[scenario->channel_key[PR_CHANNEL_SURPLUS][scenario->years - 1]];
}

static void hours_heads(const pr_page_t *self, pr_table_t *table)
{
    static const pr_text_id_t head[] = {PR_TEXT_YEAR, PR_TEXT_HOURS_COLUMN, PR_TEXT_RANGE, PR_TEXT_FTE_COLUMN,
                                        PR_TEXT_HTML_HOURS_KEY};
    pr_table_init(table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(table);
}

/* Its hours beside those that its share of the region's would be. */
static void hours(const pr_page_t *self, size_t m, const pr_hours_t *of_year)
{
    const pr_scenario_t *scenario = self->of->scenario;
    int first, last;
    pr_table_t table;
    pr_view_pool(&self->view, &first, &last);
    if (last == 0) {
        return;
    }
    hours_heads(self, &table);
    for (int year = first; year <= last; year++) {
        const pr_hours_t *hours = &of_year[year - scenario->first_year];
        double share = key_of(self)->share[m].hundredths / 10000.0;
        if (year == first || year == scenario->decided_until + 1) {
            bool decided = pr_scenario_status(scenario, year) == PR_STATUS_DECIDED;
            pr_table_cell(&table, pr_text(self->view.lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
            pr_table_end(&table);
        }
        pr_table_cell(&table, pr_view_span(year, year).s);
        pr_hours_cells(&self->view, &table, 1 + m, year, hours);
        pr_table_cell(&table, pr_fixed(self->view.lang, share * (double)hours->hours[0] / 10, 1).s);
    }
    PR_HEADING(&self->view, PR_TEXT_HTML_HOURS, scenario->municipality[m].name);
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
}

/* ---- a section ---- */

static void first_words(const pr_page_t *self, const pr_parts_t *parts, size_t m)
{
    const pr_scenario_t *scenario = self->of->scenario;
    static const pr_text_id_t words[] = {PR_TEXT_HTML_LOCAL_DECIDED, PR_TEXT_HTML_LOCAL_INDICATIVE};
    int origin = scenario->first_year;
    for (int i = 0; i < parts->count; i++) {
        if (parts->part[i] != PR_PART_WHOLE) {
            int64_t euros = pr_bridge_figure(&parts->net[i][1 + m], PR_FIGURE_NET, parts->unit[i]) *
                            (parts->unit[i] / PR_UNIT_EURO);
            pr_number_t amount = pr_euros(self->view.lang, 100 * euros);
            amount.s[strlen(amount.s) - 3] = '\0'; /* whole euros */
            PR_SAY(&self->view, words[parts->part[i]],
                   pr_view_span(origin + parts->from[i], origin + parts->to[i] - 1).s, amount.s);
        }
    }
    int month = 12 * scenario->month_year + (int)scenario->central.launch_month[m];
    PR_SAY(&self->view, PR_TEXT_HTML_LOCAL_KEY,
           pr_percents(self->view.lang, key_of(self)->share[m].hundredths / 10000.0, 2).s,
           pr_month_words(self->view.lang, month).s,
           pr_plain(self->view.lang, scenario->central.deployment.launch_lag_months).s);
}

static void list_places(const pr_page_t *self)
{
    pr_html_open(self->html, "ul", "places");
    for (size_t m = 0; m < self->of->scenario->municipality_count; m++) {
        pr_html_open(self->html, "li", NULL);
        pr_html_link(self->html, self->place[m].s, self->of->scenario->municipality[m].name);
        pr_html_close(self->html, "li");
    }
    pr_html_close(self->html, "ul");
}

void pr_page_municipalities(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    pr_parts_t parts;
    pr_hours_t of_year[PR_MAX_YEARS];
    pr_parts_find(&self->view, &parts);
    for (int y = 0; y < scenario->years; y++) {
        pr_hours_year(&self->view, scenario->first_year + y, &of_year[y]);
    }
    list_places(self);
    pr_page_marks(self);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        const char *name = scenario->municipality[m].name;
        pr_html_section(self->html, self->place[m].s, 3, name, name);
        first_words(self, &parts, m);
        pr_html_open(self->html, "div", "pair");
        pr_html_open(self->html, "div", NULL);
        steps(self, &parts, m);
        pr_page_quantiles(self);
        hours(self, m, of_year);
        pr_html_close(self->html, "div");
        years(self, m);
        pr_html_close(self->html, "div");
        pr_html_section_end(self->html);
    }
}
