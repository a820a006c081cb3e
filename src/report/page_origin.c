/* Where the figures of a page come from. */
#include "report/page.h"
#include <gsl/gsl_version.h>
#include <inttypes.h>

static void versions(pr_html_t *html, const pr_report_t *report)
{
    pr_text_t words;
    pr_text_init(&words);
    pr_text_addf(&words, "gsl %s", gsl_version);
    for (size_t i = 0; i < report->component_count; i++) {
        pr_text_addf(&words, ", %s %s", report->component[i].name, report->component[i].version);
    }
    pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_LIBRARIES), words.data);
    html->out->failed = html->out->failed || words.failed;
    pr_text_free(&words);
}

/* The only things in which the pages of two equal runs may differ. */
static void moment(pr_html_t *html, const pr_report_t *report)
{
    if (report->started) {
        pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_STARTED),
                     pr_moment(html->lang, report->started).s);
    }
    if (report->started && report->duration_seconds >= 0) {
        pr_number_t seconds = pr_fixed(html->lang, report->duration_seconds, 1);
        pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_DURATION), seconds.s);
    }
}

static void one_scenario(pr_html_t *html, const pr_scenario_t *scenario)
{
    pr_html_term(html, pr_text(html->lang, PR_TEXT_XLSX_SCENARIO), scenario->id);
    for (size_t i = 0; i < scenario->overlay_count; i++) {
        pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_OVERLAY), scenario->overlay[i]);
    }
    pr_html_term(html, "SHA-256", scenario->sha256);
}

void pr_page_provenance(pr_html_t *html, const pr_report_t *report, const pr_scenario_t *const *scenario,
                        size_t scenarios, uint64_t seed, uint64_t replicates)
{
    char digits[32];
    pr_html_heading(html, pr_text(html->lang, PR_TEXT_HTML_PROVENANCE));
    pr_html_paragraph(html, pr_text(html->lang, PR_TEXT_HTML_AGAIN));
    pr_html_open(html, "dl", NULL);
    pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_PROGRAM), "poolraming " POOLRAMING_VERSION);
    for (size_t i = 0; i < scenarios; i++) {
        one_scenario(html, scenario[i]);
    }
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_SEED), digits);
    pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_REPLICATES),
                 pr_whole(html->lang, (int64_t)replicates).s);
    pr_html_term(html, pr_text(html->lang, PR_TEXT_HTML_RNG), "Philox4x32-10");
    versions(html, report);
    moment(html, report);
    pr_html_close(html, "dl");
    for (size_t i = 0; i < scenarios; i++) {
        pr_text_t title;
        pr_text_init(&title);
        PR_FILL(&title, html->lang, PR_TEXT_HTML_RESOLVED, scenario[i]->id);
        pr_html_details(html, title.data);
        pr_html_lines(html, scenario[i]->resolved ? scenario[i]->resolved : "");
        pr_html_details_end(html);
        html->out->failed = html->out->failed || title.failed;
        pr_text_free(&title);
    }
}
