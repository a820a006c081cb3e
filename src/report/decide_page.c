/* report.html of a decision. */
#include "report/decide_cells.h"
#include "report/decide_charts.h"
#include "report/decide_files.h"
#include "report/decide_view.h"
#include "report/page.h"
#include "report/page_parts.h"
#include "report/rules.h"

static const pr_page_part_t ANSWER = {"antwoord", PR_TEXT_DECIDE_ANSWER},
                            OPTIONS = {"opties", PR_TEXT_PAGE_OPTIONS},
                            CHANCES = {"beste", PR_TEXT_PAGE_CHANCES},
                            KNOWING = {"weten", PR_TEXT_PAGE_KNOWING}, FLIPS = {"omslag", PR_TEXT_PAGE_FLIPS},
                            RULES = {"regels", PR_TEXT_PAGE_RULES},
                            CHOICES = {"verschillen", PR_TEXT_PAGE_CHOICES},
                            ASSUMPTIONS = {"aannamen", PR_TEXT_PAGE_ASSUMPTIONS},
                            NOTES = {"toelichting", PR_TEXT_NOTES},
                            PROVENANCE = {"herkomst", PR_TEXT_PAGE_PROVENANCE};

static void by_yardstick(const pr_decide_page_t *self, pr_decide_part_t table)
{
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        pr_decide_part(self, table, y);
    }
}

/* What the letters and ids stand for: the rest of the page has no room for titles. */
static void titles(const pr_decide_page_t *self)
{
    for (size_t k = 0; k < self->of->draws.options; k++) {
        const char *title = self->of->draws.scenario[k]->title;
        pr_text_t text;
        pr_text_init(&text);
        pr_text_addf(&text, "%c  %s: %s", pr_decide_letter(k), pr_decide_named(self, k).s,
                     title ? title : "");
        pr_html_element(self->view.html, "p", "small options", text.data ? text.data : "");
        self->view.out->failed = self->view.out->failed || text.failed;
        pr_text_free(&text);
    }
}

static void answer(const pr_decide_page_t *self)
{
    pr_page_part(self->view.html, &ANSWER);
    titles(self);
    pr_decide_say(self, PR_DECIDE_WHICH);
    pr_decide_say(self, PR_DECIDE_EVALUATION);
    pr_decide_part(self, PR_DECIDE_BASIS, 0);
    pr_html_section_end(self->view.html);
}

/* A chart, or where none is drawn its figures alone; nothing where there is nothing to draw. */
static void picture_of(const pr_decide_page_t *self, const pr_text_t *picture, size_t chart)
{
    size_t count;
    const pr_decide_chart_t *of = &pr_decide_charts(&count)[chart];
    pr_html_t *html = self->view.html;
    pr_table_t table;
    if (of->applies(self->of)) {
        of->figures(self, &table);
        pr_html_figure(html, pr_text(html->lang, of->title), pr_text(html->lang, of->words),
                       picture[chart].length > 0 ? picture[chart].data : NULL, &table);
        pr_table_free(&table);
    }
}

static void options(const pr_decide_page_t *self, const pr_text_t *picture)
{
    pr_html_t *html = self->view.html;
    pr_page_part(html, &OPTIONS);
    pr_decide_part(self, PR_DECIDE_TABLE_OPTIONS, 0);
    picture_of(self, picture, PR_CHART_UNIT_COST);
    by_yardstick(self, PR_DECIDE_TABLE_FRONTIER);
    pr_html_section_end(html);
    pr_page_part(html, &CHANCES);
    pr_decide_say(self, PR_DECIDE_HOW_SURE);
    picture_of(self, picture, PR_CHART_ACCEPTABILITY);
    by_yardstick(self, PR_DECIDE_TABLE_VALUES);
    pr_html_section_end(html);
}

static void knowing(const pr_decide_page_t *self, const pr_text_t *picture)
{
    pr_html_t *html = self->view.html;
    pr_page_part(html, &KNOWING);
    pr_decide_say(self, PR_DECIDE_KNOWING);
    picture_of(self, picture, PR_CHART_KNOWLEDGE);
    by_yardstick(self, PR_DECIDE_TABLE_KNOWLEDGE);
    picture_of(self, picture, PR_CHART_STUDY);
    pr_html_section_end(html);
    pr_page_part(html, &FLIPS);
    pr_decide_part(self, PR_DECIDE_TABLE_FLIPS, 0);
    pr_html_section_end(html);
}

static void rules(const pr_decide_page_t *self)
{
    pr_page_part(self->view.html, &RULES);
    for (size_t i = 0; i < self->of->rules_count; i++) {
        pr_rules_section(&self->view, &self->of->rules[i]);
    }
    pr_html_section_end(self->view.html);
}

static int choices(const pr_decide_page_t *self, pr_errors_t *errors)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    int status = 0;
    pr_page_part(self->view.html, &CHOICES);
    for (size_t k = 1; k < draws->options && status == 0; k++) {
        status = pr_page_settings(self->view.html, draws->scenario[0], draws->scenario[k], errors);
    }
    pr_html_section_end(self->view.html);
    return status;
}

static void assumptions(const pr_decide_page_t *self, const pr_report_t *report)
{
    pr_html_t *html = self->view.html;
    pr_page_part(html, &ASSUMPTIONS);
    pr_html_paragraph(html, pr_text(html->lang, PR_TEXT_PAGE_DECIDE_ASSUMPTIONS_HOW));
    pr_page_assumptions(html, report, self->of->draws.scenario[0]);
    pr_html_section_end(html);
}

static void ending(const pr_decide_page_t *self, const pr_report_t *report)
{
    pr_html_t *html = self->view.html;
    const pr_decide_draws_t *draws = &self->of->draws;
    if (self->of->valuations > 0) {
        pr_page_part(html, &NOTES);
        pr_decide_part(self, PR_DECIDE_NOTES, 0);
        pr_html_section_end(html);
    }
    pr_page_part(html, &PROVENANCE);
    pr_page_provenance(html, report, draws->scenario, draws->options, draws->seed, draws->replicates);
    pr_html_section_end(html);
}

/* The parts that there is something to say in. */
static size_t parts_of(const pr_decide_t *of, pr_page_part_t *out)
{
    const struct {
        const pr_page_part_t *part;
        bool there;
    } part[] = {{&ANSWER, of->valuations > 0},     {&OPTIONS, of->valuations > 0},
                {&CHANCES, of->valuations > 0},    {&KNOWING, of->valuations > 0},
                {&FLIPS, of->valuations > 0},      {&RULES, of->rules_count > 0},
                {&CHOICES, of->draws.options > 1}, {&ASSUMPTIONS, true},
                {&NOTES, of->valuations > 0},      {&PROVENANCE, true}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i].there) {
            out[count++] = *part[i].part;
        }
    }
    return count;
}

static void head(const pr_decide_page_t *self)
{
    pr_page_part_t part[10];
    pr_text_t title;
    int from = self->of->draws.from;
    size_t count = parts_of(self->of, part);
    pr_text_init(&title);
    PR_FILL(&title, self->view.lang, PR_TEXT_DECIDE_TITLE, pr_view_span(from, from).s);
    self->view.out->failed = self->view.out->failed || title.failed;
    pr_page_begin(self->view.html, PR_TEXT_PAGE_DECISION, title.data ? title.data : "", part, count);
    pr_text_free(&title);
}

int pr_decide_html(const pr_report_t *report, const pr_decide_t *decide, const pr_text_t *picture,
                   pr_text_t *out, pr_errors_t *errors)
{
    pr_html_t html;
    int status = 0;
    pr_html_init(&html, out, report->lang);
    const pr_decide_page_t self = {
        .view = {.lang = report->lang, .scenario = decide->draws.scenario[0], .out = out, .html = &html},
        .of = decide};
    head(&self);
    pr_invented_warn(&self.view, decide->draws.scenario, decide->draws.options);
    if (decide->valuations > 0) {
        answer(&self);
        options(&self, picture);
        knowing(&self, picture);
    }
    if (decide->rules_count > 0) {
        rules(&self);
    }
    if (decide->draws.options > 1) {
        status = choices(&self, errors);
    }
    assumptions(&self, report);
    ending(&self, report);
    pr_html_end(&html);
    pr_html_free(&html);
    return status;
}
