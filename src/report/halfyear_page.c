/* The page of the half-year report: see halfyear.h. */
#include "report/halfyear.h"
#include <math.h>
#include <string.h>

typedef struct {
    pr_view_t view;
    const pr_halfyear_t *of;
} page_t;

static void band(pr_table_t *table, pr_lang_t lang, const pr_summary_t *summary, double low, double high)
{
    char cell[160] = "–";
    if (!isnan(summary->se)) { /* one replicate has no band */
        snprintf(cell, sizeof cell, "%s – %s", pr_view_quantile(lang, summary, low, 0).s,
                 pr_view_quantile(lang, summary, high, 0).s);
    }
    pr_table_cell(table, cell);
}

/* Mean and both bands of a metric in a scope: three cells. */
static void figures(const page_t *self, pr_table_t *table, const char *metric, int scope)
{
    ptrdiff_t series = pr_plan_find(&self->of->run->plan, metric, scope, self->of->half);
    pr_masked_t masked = series < 0 ? PR_SHOWN : pr_halfyear_mask(self->of, (size_t)series);
    if (series < 0 || masked != PR_SHOWN) {
        pr_table_cell(table, series < 0 ? "–" : pr_mask_sign(masked));
        pr_table_cell(table, "");
        pr_table_cell(table, "");
        return;
    }
    const pr_summary_t *summary = &self->of->run->ensemble.summary[series];
    pr_table_cell(table, pr_view_mean(self->view.lang, summary, 0).s);
    band(table, self->view.lang, summary, summary->p10, summary->p90);
    band(table, self->view.lang, summary, summary->p05, summary->p95);
}

static void heads(const page_t *self, pr_table_t *table, pr_text_id_t first, const pr_text_id_t *group,
                  size_t groups)
{
    pr_table_cell(table, pr_text(self->view.lang, first));
    for (size_t i = 0; i < groups; i++) {
        pr_table_cell(table, pr_text(self->view.lang, group[i]));
        pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_HALFYEAR_INNER));
        pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_RANGE));
    }
    pr_table_rule(table);
}

/* A row per municipality and one for the region; three cells for each of the metrics. */
static void municipality_table(const page_t *self, const char *const *metric, const pr_text_id_t *head,
                               size_t metrics)
{
    const pr_scenario_t *scenario = self->view.scenario;
    int municipalities = (int)scenario->municipality_count;
    pr_table_t table;
    pr_table_init(&table, 1 + 3 * metrics);
    heads(self, &table, PR_TEXT_MUNICIPALITY, head, metrics);
    for (int row = 1; row <= municipalities + 1; row++) {
        int scope = row <= municipalities ? row : 0;
        if (scope == 0) {
            pr_table_rule(&table);
        }
        pr_table_cell(&table, scope ? scenario->municipality[scope - 1].name
                                    : pr_text(self->view.lang, PR_TEXT_REGION));
        for (size_t i = 0; i < metrics; i++) {
            figures(self, &table, metric[i], scope);
        }
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

static void page_head(const page_t *self)
{
    const pr_halfyear_t *of = self->of;
    pr_lang_t lang = self->view.lang;
    char period[16], seed[32];
    pr_period_format(of->half, period);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)of->run->seed);
    bool decided = pr_scenario_status(self->view.scenario, of->half.year) == PR_STATUS_DECIDED;
    PR_SAY(&self->view, PR_TEXT_HALFYEAR_TITLE, period,
           pr_text(lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
    PR_SAY(&self->view, pr_text_for(PR_TEXT_HALFYEAR_RUN, of->run->ensemble.replicates),
           self->view.scenario->title ? self->view.scenario->title : "",
           pr_whole(lang, (int64_t)of->run->ensemble.replicates).s, seed);
    PR_HEADING(&self->view, PR_TEXT_HALFYEAR_BAND, "");
    PR_SAY(&self->view, PR_TEXT_HALFYEAR_MEANING, "");
    if (of->mask) {
        PR_SAY(&self->view, PR_TEXT_HALFYEAR_MASK, "");
    }
}

/* Two themes a table. */
static void theme_tables(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_HALFYEAR_EXPECTED, PR_TEXT_HALFYEAR_EXPECTED};
    const pr_scenario_t *scenario = self->view.scenario;
    for (size_t i = 0; i < scenario->theme_count; i += 2) {
        char name[2][256];
        const char *metric[2] = {name[0], name[1]};
        size_t count = scenario->theme_count - i < 2 ? 1 : 2;
        for (size_t k = 0; k < count; k++) {
            snprintf(name[k], sizeof name[k], "service.theme.%s", scenario->theme[i + k].id);
        }
        const char *left = scenario->theme[i].label, *right = count > 1 ? scenario->theme[i + 1].label : "";
        PR_HEADING(&self->view, count > 1 ? PR_TEXT_HALFYEAR_THEMES : PR_TEXT_HALFYEAR_THEME, left, right);
        municipality_table(self, metric, head, count);
    }
}

static void activity_row(const page_t *self, pr_table_t *table, const char *label, const char *metric)
{
    pr_table_cell(table, label);
    figures(self, table, metric, 0);
}

static void activity_table(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_HALFYEAR_HOURS};
    const pr_scenario_t *scenario = self->view.scenario;
    pr_lang_t lang = self->view.lang;
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_HALFYEAR_ACTIVITIES, "");
    pr_table_init(&table, 4);
    heads(self, &table, PR_TEXT_HALFYEAR_ACTIVITY, head, 1);
    activity_row(self, &table, pr_text(lang, PR_TEXT_HALFYEAR_RESIDENTS), "service.hours");
    for (size_t i = 0; i < scenario->role_count; i++) {
        char name[256];
        snprintf(name, sizeof name, "service.activity_hours.%s", scenario->role[i].id);
        activity_row(self, &table, scenario->role[i].label, name);
    }
    activity_row(self, &table, pr_text(lang, PR_TEXT_HALFYEAR_REGIONAL), "capacity.regional_hours");
    activity_row(self, &table, pr_text(lang, PR_TEXT_HALFYEAR_BUILD_UP), "capacity.build_up_hours");
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

/* Whether some replicate has posts in the half-year: without them there is nothing to expect, nor to hide. */
static bool has_pool(const page_t *self)
{
    const pr_summary_t *posts = pr_run_find(self->of->run, "capacity.target_persons", 0, self->of->half);
    return posts && posts->mean > 0;
}

void pr_halfyear_page(const pr_halfyear_t *self, pr_lang_t lang, pr_text_t *out)
{
    static const char *const metric[] = {"deployment.hours", "service.residents_reached"};
    static const pr_text_id_t head[] = {PR_TEXT_HALFYEAR_HOURS, PR_TEXT_HALFYEAR_REACHED};
    static const pr_text_id_t note[] = {PR_TEXT_HALFYEAR_ONLY_REACHED, PR_TEXT_NOTE_QUANTILES};
    const page_t page = {{lang, self->run->plan.scenario, self->run, out, NULL}, self};
    page_head(&page);
    if (!has_pool(&page)) {
        PR_HEADING(&page.view, PR_TEXT_HALFYEAR_NO_POOL, "");
        return;
    }
    PR_HEADING(&page.view, PR_TEXT_HALFYEAR_DEPLOYMENT, "");
    municipality_table(&page, metric, head, 2);
    theme_tables(&page);
    activity_table(&page);
    PR_HEADING(&page.view, PR_TEXT_HALFYEAR_OTHER, "");
    for (size_t i = 0; i < sizeof note / sizeof *note; i++) {
        PR_SAY(&page.view, note[i], "");
    }
}
