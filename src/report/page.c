/* The page of a run, in the order in which people ask: see page.h. */
#include "report/page.h"
#include <math.h>
#include <string.h>

/* ---- the head of the page ---- */

typedef struct {
    pr_text_id_t heading;
    void (*write)(const pr_page_t *self);
    bool (*applies)(const pr_scenario_t *scenario); /* NULL: to every scenario */
} part_t;

static void page_header(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    pr_html_open(self->html, "header", NULL);
    pr_html_element(self->html, "p", "kicker", pr_text(self->view.lang, PR_TEXT_HTML_KICKER));
    pr_html_open(self->html, "h1", NULL);
    pr_html_foreign(self->html, scenario->title ? scenario->title : scenario->id);
    pr_html_close(self->html, "h1");
    pr_html_open(self->html, "div", "note");
    pr_headline_run(&self->view);
    pr_html_close(self->html, "div");
    pr_html_close(self->html, "header");
}

static void navigation(const pr_page_t *self, const part_t *part, const pr_html_id_t *id, size_t count)
{
    pr_text_addf(self->view.out, "<nav class=\"bar\" aria-label=\"%s\">\n<div>\n<ul>\n",
                 pr_text(self->view.lang, PR_TEXT_HTML_CONTENTS));
    for (size_t i = 0; i < count; i++) {
        if (!part[i].applies || part[i].applies(self->of->scenario)) {
            pr_html_open(self->html, "li", NULL);
            pr_html_link(self->html, id[i].s, pr_text(self->view.lang, part[i].heading));
            pr_html_close(self->html, "li");
        }
    }
    pr_html_close(self->html, "ul");
    pr_html_picker(self->html);
    pr_html_close(self->html, "div");
    pr_html_close(self->html, "nav");
}

/* ---- the answer ---- */

static pr_number_t euros(pr_lang_t lang, const pr_summary_t *summary, double x)
{
    pr_number_t amount = pr_view_quantile(lang, summary, x, 0), out;
    snprintf(out.s, sizeof out.s, lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

static void range_sentence(const pr_page_t *self, pr_part_t part, pr_text_id_t text, int from, int to)
{
    const pr_summary_t *net = pr_run_part(self->of->run, "municipality.net_effect", 0, part);
    pr_lang_t lang = self->view.lang;
    int origin = self->of->scenario->first_year;
    if (from < to && net && !net->undefined && net->sd > 0) {
        PR_SAY(&self->view, text, pr_view_span(origin + from, origin + to - 1).s,
               euros(lang, net, net->p05).s, euros(lang, net, net->p95).s);
    }
}

/* The parameter with the largest share below `above`, among those that can be told from 0; `inputs` where
   there is none. */
static size_t strongest(const pr_influence_t *self, double above)
{
    size_t best = self->inputs;
    for (size_t i = 0; i < self->inputs; i++) {
        double share = self->given[i].first.value;
        bool more = best == self->inputs || share > self->given[best].first.value;
        best = pr_influence_tells(&self->given[i]) && share < above && more ? i : best;
    }
    return best;
}

/* "kans dat een vacature binnen een maand is vervuld (52 % van de spreiding, aanname)" */
static void driver_words(const pr_page_t *self, const pr_setting_t *setting, const pr_estimate_t *share,
                         pr_text_t *out)
{
    pr_lang_t lang = self->view.lang;
    pr_text_addf(out, "%s%s (", out->length > 0 ? "; " : "", pr_setting_label(setting, lang));
    PR_FILL(out, lang, PR_TEXT_HTML_SHARE,
            pr_percents(lang, share->value, pr_decimals(100 * share->se, 0)).s);
    if (setting->assumption) {
        pr_text_addf(out, ", %s", pr_text(lang, PR_TEXT_HTML_ASSUMED));
    }
    pr_text_adds(out, ")");
}

/* What moves the net effect most, as far as it was looked at. */
static void driver_sentence(const pr_page_t *self)
{
    enum { TOLD = 3 };
    const pr_influence_t *influence = self->of->report->influence;
    const pr_scenario_t *scenario = self->of->scenario;
    pr_text_t list;
    double above = INFINITY;
    pr_text_init(&list);
    for (int told = 0; influence && told < TOLD; told++) {
        size_t i = strongest(influence, above);
        if (i == influence->inputs) {
            break;
        }
        driver_words(self, &scenario->setting[scenario->uncertain[i]], &influence->given[i].first, &list);
        above = influence->given[i].first.value;
    }
    if (list.length > 0 && !list.failed) {
        PR_SAY(&self->view, PR_TEXT_HTML_DRIVERS, list.data);
    }
    self->view.out->failed = self->view.out->failed || list.failed;
    pr_text_free(&list);
}

static void assumption_sentence(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    int64_t assumed = 0;
    for (size_t i = 0; i < scenario->uncertain_count; i++) {
        assumed += scenario->setting[scenario->uncertain[i]].assumption;
    }
    if (assumed > 0) {
        PR_SAY(&self->view, PR_TEXT_HTML_ASSUMED_COUNT, pr_whole(self->view.lang, assumed).s,
               pr_whole(self->view.lang, (int64_t)scenario->uncertain_count).s);
    }
}

static bool has_spring(const pr_page_t *self, int from, int to)
{
    bool any = false;
    for (int y = from; y < to; y++) {
        any = any || pr_view_mark(&self->view, y, y + 1) == PR_MARK_SPRING;
    }
    return any;
}

static void how_sure(const pr_page_t *self)
{
    int decided = pr_money_decided(self->of->scenario), columns = pr_bridge_columns(self->of->scenario);
    range_sentence(self, PR_PART_DECIDED, PR_TEXT_HTML_SURE_DECIDED, 0, decided);
    if (has_spring(self, 0, decided)) {
        PR_SAY(&self->view, PR_TEXT_HTML_SURE_SPRING, "");
    }
    range_sentence(self, PR_PART_INDICATIVE, PR_TEXT_HTML_SURE_INDICATIVE, decided, columns);
    driver_sentence(self);
    assumption_sentence(self);
}

static void answer_part(const pr_page_t *self, pr_text_id_t heading, void (*write)(const pr_page_t *self))
{
    const char *text = pr_text(self->view.lang, heading);
    pr_html_section(self->html, pr_html_id(self->html, text).s, 2, text, NULL);
    write(self);
    pr_html_section_end(self->html);
}

static void what_it_costs(const pr_page_t *self)
{
    pr_headline_cost(&self->view);
    pr_headline_surplus(&self->view);
}

void pr_page_marks(const pr_page_t *self)
{
    static const pr_text_id_t note[] = {
        [PR_MARK_SPRING] = PR_TEXT_HTML_MARK, [PR_MARK_PROJECTED] = PR_TEXT_HTML_MARK_PROJECTED};
    for (pr_mark_kind_t mark = PR_MARK_SPRING; mark <= PR_MARK_PROJECTED; mark++) {
        bool any = false;
        for (int y = 0; y < self->of->scenario->years; y++) {
            any = any || pr_view_mark(&self->view, y, y + 1) == mark;
        }
        if (any) {
            pr_html_element(self->html, "p", "small", pr_text(self->view.lang, note[mark]));
        }
    }
}

static void what_it_takes(const pr_page_t *self)
{
    pr_table_net_range(&self->view, false);
    pr_page_marks(self);
}

static void answer(const pr_page_t *self)
{
    pr_html_open(self->html, "div", "answer");
    pr_html_open(self->html, "div", NULL);
    answer_part(self, PR_TEXT_HTML_COSTS, what_it_costs);
    answer_part(self, PR_TEXT_HTML_SURE, how_sure);
    pr_html_close(self->html, "div");
    answer_part(self, PR_TEXT_HTML_TAKES, what_it_takes);
    pr_html_close(self->html, "div");
}

/* ---- the parts after the answer ---- */

static void bridge(const pr_page_t *self)
{
    pr_table_bridge(&self->view);
    pr_table_net_years(&self->view);
    pr_table_net_range(&self->view, true);
}

/* On what each year's amounts rest. */
static void index_table(const pr_page_t *self)
{
    static const pr_text_id_t basis_name[] = {[PR_BASIS_APPLIED] = PR_TEXT_EXPLAIN_VINTAGE_APPLIED,
                                              [PR_BASIS_SEPTEMBER] = PR_TEXT_EXPLAIN_VINTAGE_SEPTEMBER,
                                              [PR_BASIS_SPRING] = PR_TEXT_EXPLAIN_VINTAGE_SPRING,
                                              [PR_BASIS_PROJECTED] = PR_TEXT_EXPLAIN_BASIS_PROJECTED};
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_central_t *central = &self->of->run->central;
    pr_table_t table;
    pr_table_init(&table, 4);
    PR_HEADING(&self->view, PR_TEXT_HTML_INDEX, "");
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_YEAR));
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_STATUS));
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_HTML_INDEX_FACTOR));
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_HTML_INDEX_BASIS));
    pr_table_rule(&table);
    for (int y = 0; y < scenario->years; y++) {
        int year = scenario->first_year + y;
        bool decided = pr_scenario_status(scenario, year) == PR_STATUS_DECIDED;
        pr_index_basis_t basis = pr_money_basis(scenario, central, PR_CHANNEL_SURPLUS, y);
        const pr_summary_t *index = pr_view_year(&self->view, "index.ova", 0, year);
        pr_table_cell(&table, pr_view_span(year, year).s);
        pr_table_cell(&table, pr_text(self->view.lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
        pr_table_cell(&table, index ? pr_view_mean(self->view.lang, index, 4).s : "–");
        pr_table_cell(&table, basis == PR_BASIS_NONE ? "–" : pr_text(self->view.lang, basis_name[basis]));
    }
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
}

static void budget(const pr_page_t *self)
{
    pr_table_budget(&self->view);
    index_table(self);
    pr_table_reduction(&self->view);
    pr_table_allocation(&self->view);
    pr_table_gates(&self->view);
    pr_table_surplus(&self->view);
    pr_page_quantiles(self);
}

static void charts(const pr_page_t *self)
{
    if (!self->of->report->plots) {
        PR_SAY(&self->view, PR_TEXT_HTML_NO_CHARTS, "");
    }
    pr_html_open(self->html, "div", "pair");
    pr_page_chart(self, "kosten");
    pr_page_chart(self, "overschrijding");
    pr_page_chart(self, "daling");
    pr_html_close(self->html, "div");
}

static void people(const pr_page_t *self)
{
    pr_headline_pool(&self->view);
    pr_html_open(self->html, "div", "pair flat");
    pr_page_chart(self, "capaciteit");
    pr_page_chart(self, "vraag");
    pr_html_close(self->html, "div");
    pr_table_capacity(&self->view);
    pr_table_hours(&self->view);
    pr_page_quantiles(self);
}

static bool has_benefits(const pr_scenario_t *scenario)
{
    return scenario->benefit_method != PR_BENEFIT_NONE;
}

static void benefits(const pr_page_t *self)
{
    pr_table_benefit(&self->view);
    pr_page_chart(self, "baten");
}

static void origin(const pr_page_t *self)
{
    const pr_page_source_t *of = self->of;
    pr_table_notes(&self->view);
    pr_table_sampling(&self->view, of->report->sampling);
    pr_page_provenance(self->html, of->report, &of->scenario, 1, of->run->seed, of->run->ensemble.replicates);
}

void pr_page_quantiles(const pr_page_t *self)
{
    pr_html_element(self->html, "p", "small", pr_text(self->view.lang, PR_TEXT_NOTE_QUANTILES));
}

static void all_parts(const pr_page_t *self)
{
    static const part_t part[] = {{PR_TEXT_HTML_BRIDGE, bridge, NULL},
                                  {PR_TEXT_HTML_BUDGET, budget, NULL},
                                  {PR_TEXT_HTML_CHARTS, charts, NULL},
                                  {PR_TEXT_HTML_MUNICIPALITIES, pr_page_municipalities, NULL},
                                  {PR_TEXT_HTML_PEOPLE, people, NULL},
                                  {PR_TEXT_HTML_BENEFITS, benefits, has_benefits},
                                  {PR_TEXT_HTML_REGISTER, pr_page_register, NULL},
                                  {PR_TEXT_HTML_ORIGIN, origin, NULL}};
    enum { PARTS = sizeof part / sizeof *part };
    pr_html_id_t id[PARTS];
    for (size_t i = 0; i < PARTS; i++) {
        id[i] = pr_html_id(self->html, pr_text(self->view.lang, part[i].heading));
    }
    page_header(self);
    navigation(self, part, id, PARTS);
    pr_html_main(self->html);
    answer(self);
    for (size_t i = 0; i < PARTS; i++) {
        if (!part[i].applies || part[i].applies(self->of->scenario)) {
            pr_html_section(self->html, id[i].s, 2, pr_text(self->view.lang, part[i].heading), NULL);
            part[i].write(self);
            pr_html_section_end(self->html);
        }
    }
}

void pr_page_write(const pr_page_source_t *self, pr_text_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_html_t html;
    pr_html_init(&html, out, self->report->lang);
    pr_page_t page = {
        .of = self, .html = &html, .view = {self->report->lang, scenario, self->run, out, &html}};
    for (size_t m = 0; m < scenario->municipality_count; m++) { /* first: others link to these */
        page.place[m] = pr_html_id(&html, scenario->municipality[m].name);
    }
    pr_html_begin(&html, scenario->title ? scenario->title : scenario->id);
    all_parts(&page);
    pr_html_end(&html);
    pr_html_free(&html);
}
