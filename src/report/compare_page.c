/* report.html of a comparison. */
#include "report/compare_view.h"
#include "report/page.h"
#include "report/page_parts.h"

enum { ANSWER, PICTURES, PAIRS, ASSUMPTIONS, NOTES, PROVENANCE, PARTS };
static const pr_page_part_t part[PARTS] = {{"antwoord", PR_TEXT_DECIDE_ANSWER},
                                           {"grafieken", PR_TEXT_PAGE_PICTURES},
                                           {"verschillen", PR_TEXT_PAGE_DIFFERENCES},
                                           {"aannamen", PR_TEXT_PAGE_ASSUMPTIONS},
                                           {"toelichting", PR_TEXT_NOTES},
                                           {"herkomst", PR_TEXT_PAGE_PROVENANCE}};

static void answer(pr_compare_page_t *self)
{
    pr_html_t *html = self->view.html;
    pr_page_part(html, &part[ANSWER]);
    for (self->other = 1; self->other < self->of->count; self->other++) {
        pr_compare_pair(self);
        pr_compare_answer(self);
    }
    pr_compare_basis(self);
    pr_html_section_end(html);
}

static void pictures(pr_compare_page_t *self, const pr_text_t *picture)
{
    pr_html_t *html = self->view.html;
    pr_page_part(html, &part[PICTURES]);
    pr_html_open(html, "div", "pair flat");
    for (size_t i = 0; i < PR_COMPARE_CHARTS; i++) {
        pr_table_t table;
        pr_compare_chart[i].rows(self, &table);
        pr_html_figure(html, pr_text(html->lang, pr_compare_chart[i].title),
                       pr_text(html->lang, pr_compare_chart[i].words),
                       picture[i].length > 0 ? picture[i].data : NULL, &table);
        pr_table_free(&table);
    }
    pr_html_close(html, "div");
    pr_html_section_end(html);
}

static int pairs(pr_compare_page_t *self, pr_errors_t *errors)
{
    pr_html_t *html = self->view.html;
    int status = 0;
    pr_page_part(html, &part[PAIRS]);
    for (self->other = 1; self->other < self->of->count && status == 0; self->other++) {
        const pr_scenario_t *other = self->of->scenario[self->other];
        pr_text_t heading;
        pr_text_init(&heading);
        PR_FILL(&heading, html->lang, PR_TEXT_COMPARE_PAIR, other->id, self->of->scenario[0]->id,
                other->title ? other->title : "");
        html->out->failed = html->out->failed || heading.failed;
        pr_html_section(html, pr_html_id(html, other->id).s, 3, heading.data ? heading.data : "", NULL);
        pr_text_free(&heading);
        pr_compare_years(self);
        pr_compare_municipalities(self);
        pr_compare_purchases(self);
        status = pr_page_settings(html, self->of->scenario[0], other, errors);
        pr_html_section_end(html);
    }
    pr_html_section_end(html);
    return status;
}

static void ending(pr_compare_page_t *self, const pr_report_t *report)
{
    pr_html_t *html = self->view.html;
    const pr_comparison_t *of = self->of;
    pr_page_part(html, &part[ASSUMPTIONS]);
    pr_html_paragraph(html, pr_text(html->lang, PR_TEXT_PAGE_ASSUMPTIONS_HOW));
    pr_page_assumptions(html, report, of->scenario[0]);
    pr_html_section_end(html);
    pr_page_part(html, &part[NOTES]);
    pr_compare_notes(self);
    pr_html_section_end(html);
    pr_page_part(html, &part[PROVENANCE]);
    pr_page_provenance(html, report, of->scenario, of->count, of->seed, of->ensemble.replicates);
    pr_html_section_end(html);
}

int pr_compare_html(const pr_report_t *report, const pr_comparison_t *of, const pr_text_t *picture,
                    pr_text_t *out, pr_errors_t *errors)
{
    pr_html_t html;
    pr_text_t title;
    const pr_scenario_t *base = of->scenario[0];
    pr_text_init(&title);
    pr_html_init(&html, out, report->lang);
    pr_compare_page_t page = {.view = {.lang = report->lang, .scenario = base, .out = out, .html = &html},
                              .of = of};
    PR_FILL(&title, report->lang, PR_TEXT_COMPARE_TITLE, base->id, base->title ? base->title : "");
    out->failed = out->failed || title.failed;
    pr_page_begin(&html, PR_TEXT_PAGE_COMPARISON, title.data ? title.data : "", part, PARTS);
    pr_invented_warn(&page.view, of->scenario, of->count);
    answer(&page);
    pictures(&page, picture);
    int status = pairs(&page, errors);
    ending(&page, report);
    pr_html_end(&html);
    pr_html_free(&html);
    pr_text_free(&title);
    return status;
}
