/* Parts that pages share: see page_parts.h. */
#include "report/page_parts.h"
#include "report/page.h"
#include "report/settings_changed.h"

static void say(pr_html_t *self, const char *tag, const char *style, pr_text_id_t id)
{
    pr_html_element(self, tag, style, pr_text(self->lang, id));
}

/* ---- the head ---- */

void pr_page_begin(pr_html_t *self, pr_text_id_t kicker, const char *title, const pr_page_part_t *part,
                   size_t count)
{
    pr_html_begin(self, title);
    pr_html_open(self, "header", NULL);
    say(self, "p", "kicker", kicker);
    pr_html_element(self, "h1", NULL, title);
    pr_html_close(self, "header");
    pr_text_adds(self->out, "<nav class=\"bar\" aria-label=\"");
    pr_html_text(self, pr_text(self->lang, PR_TEXT_PAGE_PARTS));
    pr_text_adds(self->out, "\">\n<div><ul>\n");
    for (size_t i = 0; i < count; i++) {
        pr_html_open(self, "li", NULL);
        pr_html_link(self, part[i].id, pr_text(self->lang, part[i].heading));
        pr_html_close(self, "li");
        pr_html_id(self, part[i].id); /* nobody else's from here on */
    }
    pr_text_adds(self->out, "</ul></div>\n</nav>\n");
    pr_html_main(self);
}

void pr_page_part(pr_html_t *self, const pr_page_part_t *part)
{
    pr_html_section(self, part->id, 2, pr_text(self->lang, part->heading), NULL);
}

/* ---- settings that differ ---- */

/* What no outcome follows from is left out: titles, sources, explanations. */
static void setting_row(void *context, const char *path, const char *before, const char *after)
{
    pr_html_t *self = context;
    const char *value[] = {before, after};
    if (pr_setting_is_word(path)) {
        return;
    }
    pr_text_adds(self->out, "<tr><th scope=\"row\">");
    pr_html_foreign(self, path);
    pr_html_close(self, "th");
    for (size_t i = 0; i < 2; i++) {
        pr_html_open(self, "td", NULL);
        pr_html_foreign(self, value[i] ? value[i] : pr_text(self->lang, PR_TEXT_DIFF_NOT_GIVEN));
        pr_html_close(self, "td");
    }
    pr_text_adds(self->out, "</tr>\n");
}

int pr_page_settings(pr_html_t *self, const pr_scenario_t *base, const pr_scenario_t *other,
                     pr_errors_t *errors)
{
    static const pr_text_id_t head[] = {PR_TEXT_XLSX_SETTING, PR_TEXT_PAGE_IN_BASE, PR_TEXT_PAGE_IN_OTHER};
    pr_text_t caption;
    pr_text_init(&caption);
    PR_FILL(&caption, self->lang, PR_TEXT_PAGE_SETTINGS, other->id, base->id);
    self->out->failed = self->out->failed || caption.failed;
    pr_html_table_begin(self, caption.data ? caption.data : "", "words", false);
    pr_text_adds(self->out, "<thead><tr>");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_text_adds(self->out, "<th scope=\"col\">");
        pr_html_text(self, pr_text(self->lang, head[i]));
        pr_html_close(self, "th");
    }
    pr_text_adds(self->out, "</tr></thead>\n<tbody>\n");
    int status = pr_scenario_changes(base->resolved, other->resolved, setting_row, self, errors);
    pr_html_close(self, "tbody");
    pr_html_table_end(self);
    pr_text_free(&caption);
    return status;
}

void pr_page_assumptions(pr_html_t *self, const pr_report_t *report, const pr_scenario_t *scenario)
{
    const pr_page_source_t of = {.report = report, .scenario = scenario};
    pr_page_register(
        &(pr_page_t){.of = &of, .html = self, .view = {self->lang, scenario, NULL, self->out, self}});
}
