/* Parts that pages share: see page_parts.h. */
#include "report/page_parts.h"
#include "report/page.h"
#include "report/settings_changed.h"
#include "report/view.h"
#include <stdlib.h>
#include <string.h>

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

void pr_invented_warn(const pr_view_t *self, const pr_scenario_t *const *scenario, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any = any || scenario[i]->invented != PR_INVENTED_NO;
    }
    if (any) {
        PR_WARN(self, PR_TEXT_INVENTED, "");
    }
}

/* ---- settings that differ ---- */

/* A row is held back until the next one: years that follow each other and differ alike are one row. */
typedef struct {
    pr_html_t *html;
    pr_text_t path, before, after; /* of the row held back: `path` up to its year */
    int first, last;               /* its years; 0: it has none */
    bool held;
} rows_t;

/* The year at the end of a path, and where it begins; 0 where there is none. */
static int year_of(const char *path, size_t *at)
{
    const char *dot = strrchr(path, '.');
    *at = strlen(path);
    if (!dot || strlen(dot + 1) != 4 || strspn(dot + 1, "0123456789") != 4) {
        return 0;
    }
    *at = (size_t)(dot + 1 - path);
    return (int)strtol(dot + 1, NULL, 10);
}

static void row_out(rows_t *self)
{
    pr_html_t *html = self->html;
    const char *value[] = {self->before.data, self->after.data};
    if (!self->held || self->path.failed || self->before.failed || self->after.failed) {
        return;
    }
    if (self->first > 0) {
        pr_text_adds(&self->path, pr_view_span(self->first, self->last).s);
    }
    pr_text_adds(html->out, "<tr><th scope=\"row\">");
    pr_html_foreign(html, self->path.data);
    pr_html_close(html, "th");
    for (size_t i = 0; i < 2; i++) {
        pr_html_open(html, "td", NULL);
        pr_html_foreign(html, value[i]);
        pr_html_close(html, "td");
    }
    pr_text_adds(html->out, "</tr>\n");
}

static void text_set(pr_text_t *self, const char *text, size_t length)
{
    self->length = 0;
    pr_text_add(self, text, length);
}

static bool is_text(const pr_text_t *self, const char *text, size_t length)
{
    return !self->failed && self->length == length && memcmp(self->data, text, length) == 0;
}

/* What no outcome follows from is left out: titles, sources, explanations. */
static void setting_row(void *context, const char *path, const char *before, const char *after)
{
    rows_t *self = context;
    const char *none = pr_text(self->html->lang, PR_TEXT_DIFF_NOT_GIVEN);
    size_t at;
    int year = year_of(path, &at);
    before = before ? before : none;
    after = after ? after : none;
    if (pr_setting_is_word(path)) {
        return;
    }
    bool goes_on = self->held && year > 0 && year == self->last + 1 && is_text(&self->path, path, at) &&
                   is_text(&self->before, before, strlen(before)) &&
                   is_text(&self->after, after, strlen(after));
    if (!goes_on) {
        row_out(self);
        text_set(&self->path, path, at);
        text_set(&self->before, before, strlen(before));
        text_set(&self->after, after, strlen(after));
        self->first = year;
        self->held = true;
    }
    self->last = year;
}

static int setting_rows(pr_html_t *html, const pr_scenario_t *base, const pr_scenario_t *other,
                        pr_errors_t *errors)
{
    rows_t rows = {.html = html};
    pr_text_init(&rows.path);
    pr_text_init(&rows.before);
    pr_text_init(&rows.after);
    int status = pr_scenario_changes(base->resolved, other->resolved, setting_row, &rows, errors);
    row_out(&rows);
    html->out->failed = html->out->failed || rows.path.failed || rows.before.failed || rows.after.failed;
    pr_text_free(&rows.path);
    pr_text_free(&rows.before);
    pr_text_free(&rows.after);
    return status;
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
    int status = setting_rows(self, base, other, errors);
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
