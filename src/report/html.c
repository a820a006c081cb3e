/* Pages of HTML: see html.h. */
#include "report/html.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include "report/html_assets.h"
#include <stdlib.h>
#include <string.h>

void pr_html_init(pr_html_t *self, pr_text_t *out, pr_lang_t lang)
{
    memset(self, 0, sizeof *self);
    self->out = out;
    self->lang = lang;
    self->level = 1;
    pr_text_init(&self->heading);
    pr_text_init(&self->ids);
    pr_html_id(self, "main");
    pr_html_id(self, "picker");
}

void pr_html_free(pr_html_t *self)
{
    pr_text_free(&self->heading);
    pr_text_free(&self->ids);
}

/* ---- texts ---- */

static bool comes_before(const char *text, const char *space, const char *sign)
{
    size_t size = strlen(sign);
    return (size_t)(space - text) >= size && memcmp(space - size, sign, size) == 0;
}

/* A sign stays with its amount: "€ 1.000", "95 %" and "7 ± 2" have spaces that no line is broken at. */
static bool holds_together(const char *text, const char *space)
{
    static const char error[] = "±";
    return space[1] == '%' || strncmp(space + 1, error, sizeof error - 1) == 0 ||
           comes_before(text, space, error) || comes_before(text, space, "€");
}

static void escape(pr_text_t *out, const char *text)
{
    for (const char *s = text; *s; s++) {
        if (strchr("<>&\"'", *s)) {
            pr_text_addf(out, "&#%d;", *s);
        } else if (*s == ' ' && holds_together(text, s)) {
            pr_text_adds(out, "&#160;");
        } else {
            pr_text_add(out, s, 1);
        }
    }
}

void pr_html_text(pr_html_t *self, const char *text)
{
    char *copy = pr_text_copy(text ? text : "");
    if (copy) {
        pr_text_make_printable(copy);
        escape(self->out, copy);
    }
    self->out->failed = self->out->failed || !copy;
    pr_free(copy);
}

void pr_html_foreign(pr_html_t *self, const char *text)
{
    pr_html_element(self, "bdi", NULL, text);
}

void pr_html_open(pr_html_t *self, const char *tag, const char *style)
{
    if (style) {
        pr_text_addf(self->out, "<%s class=\"%s\">", tag, style);
    } else {
        pr_text_addf(self->out, "<%s>", tag);
    }
}

void pr_html_close(pr_html_t *self, const char *tag)
{
    static const char inside[] = " a b bdi button dt option span strong th td ";
    char word[24];
    snprintf(word, sizeof word, " %s ", tag);
    pr_text_addf(self->out, strstr(inside, word) ? "</%s>" : "</%s>\n", tag);
}

void pr_html_element(pr_html_t *self, const char *tag, const char *style, const char *text)
{
    pr_html_open(self, tag, style);
    pr_html_text(self, text);
    pr_html_close(self, tag);
}

/* A heading that no table took. */
static void heading_flush(pr_html_t *self)
{
    if (self->heading.length > 0) {
        char tag[16];
        snprintf(tag, sizeof tag, "h%d", self->level < 6 ? self->level + 1 : 6);
        pr_html_element(self, tag, NULL, self->heading.data);
        self->heading.length = 0;
    }
}

void pr_html_paragraph(pr_html_t *self, const char *text)
{
    heading_flush(self);
    pr_html_element(self, "p", NULL, text);
}

void pr_html_warning(pr_html_t *self, const char *text)
{
    heading_flush(self);
    pr_html_element(self, "p", "warning", text);
}

void pr_html_lines(pr_html_t *self, const char *text)
{
    pr_html_open(self, "pre", NULL);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        pr_text_t one;
        pr_text_init(&one);
        pr_text_add(&one, line, length);
        self->out->failed = self->out->failed || one.failed;
        pr_html_text(self, one.data);
        pr_text_free(&one);
        pr_text_adds(self->out, "\n");
        line += length + (line[length] == '\n');
    }
    pr_html_close(self, "pre");
}

void pr_html_term(pr_html_t *self, const char *term, const char *text)
{
    pr_html_element(self, "dt", NULL, term);
    pr_html_open(self, "dd", NULL);
    pr_html_foreign(self, text);
    pr_html_close(self, "dd");
}

/* ---- the page ---- */

static void asset(pr_html_t *self, const char *tag, const unsigned char *bytes, size_t length)
{
    pr_text_addf(self->out, "<%s>\n", tag);
    pr_text_add(self->out, (const char *)bytes, length);
    pr_text_addf(self->out, "</%s>\n", tag);
}

void pr_html_begin(pr_html_t *self, const char *title)
{
    pr_text_addf(self->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
                 pr_translate(self->lang, "en"));
    /* Should a text ever act, it still cannot reach anything. */
    pr_text_adds(self->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                            "style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n"
                            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    pr_html_element(self, "title", NULL, title);
    asset(self, "style", pr_html_style, pr_html_style_size);
    pr_text_adds(self->out, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
    pr_html_text(self, pr_text(self->lang, PR_TEXT_HTML_SKIP));
    pr_text_adds(self->out, "</a>\n");
}

void pr_html_main(pr_html_t *self)
{
    pr_text_adds(self->out, "<main id=\"main\">\n");
}

void pr_html_end(pr_html_t *self)
{
    heading_flush(self);
    pr_text_adds(self->out, "</main>\n");
    asset(self, "script", pr_html_script, pr_html_script_size);
    pr_text_adds(self->out, "</body>\n</html>\n");
}

/* ---- anchors ---- */

static bool is_taken(const pr_html_t *self, const char *id)
{
    const char *other = self->ids.data;
    for (size_t i = 0; i < self->id_count; i++, other += strlen(other) + 1) {
        if (strcmp(id, other) == 0) {
            return true;
        }
    }
    return false;
}

/* Letters and digits of ASCII, small; whatever lies between them is one hyphen. */
static void slug(const char *name, char *out, size_t most)
{
    size_t n = 0;
    for (const char *s = name; *s && n + 1 < most; s++) {
        char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[n++] = c;
        } else if (n > 0 && out[n - 1] != '-') {
            out[n++] = '-';
        }
    }
    n -= n > 0 && out[n - 1] == '-';
    out[n] = '\0';
}

pr_html_id_t pr_html_id(pr_html_t *self, const char *name)
{
    pr_html_id_t out;
    char base[64];
    slug(name, base, sizeof base);
    snprintf(out.s, sizeof out.s, "%s", *base ? base : "x");
    for (int number = 2; is_taken(self, out.s); number++) {
        snprintf(out.s, sizeof out.s, "%s-%d", *base ? base : "x", number);
    }
    pr_text_add(&self->ids, out.s, strlen(out.s) + 1);
    self->id_count += !self->ids.failed;
    self->out->failed = self->out->failed || self->ids.failed;
    return out;
}

/* ---- parts ---- */

void pr_html_section(pr_html_t *self, const char *id, int level, const char *heading, const char *mark)
{
    heading_flush(self);
    self->level = level;
    pr_text_addf(self->out, "<section id=\"%s\"", id);
    if (mark) {
        pr_text_adds(self->out, " data-pick=\"");
        pr_html_text(self, mark);
        pr_text_adds(self->out, "\"");
    }
    pr_text_addf(self->out, " aria-labelledby=\"h_%s\">\n<h%d id=\"h_%s\">", id, level, id);
    pr_html_foreign(self, heading);
    pr_text_addf(self->out, "</h%d>\n", level);
}

void pr_html_section_end(pr_html_t *self)
{
    heading_flush(self);
    pr_html_close(self, "section");
}

void pr_html_heading(pr_html_t *self, const char *heading)
{
    heading_flush(self);
    pr_text_adds(&self->heading, heading);
    self->out->failed = self->out->failed || self->heading.failed;
}

void pr_html_details(pr_html_t *self, const char *summary)
{
    heading_flush(self);
    pr_html_open(self, "details", NULL);
    pr_html_element(self, "summary", NULL, summary);
}

void pr_html_details_end(pr_html_t *self)
{
    heading_flush(self);
    pr_html_close(self, "details");
}

void pr_html_link(pr_html_t *self, const char *id, const char *text)
{
    pr_text_addf(self->out, "<a href=\"#%s\">", id);
    pr_html_text(self, text);
    pr_html_close(self, "a");
}

void pr_html_picker(pr_html_t *self)
{
    pr_text_adds(self->out, "<div class=\"picker\" hidden=\"hidden\">\n<label for=\"picker\">");
    pr_html_text(self, pr_text(self->lang, PR_TEXT_HTML_PICKER));
    pr_text_adds(self->out, "</label>\n<select id=\"picker\"><option value=\"\">");
    pr_html_text(self, pr_text(self->lang, PR_TEXT_HTML_PICKER_ALL));
    pr_text_adds(self->out, "</option></select>\n</div>\n");
}

/* The picture, and what it is. */
static void picture(pr_html_t *self, const char *title, const char *description, const char *svg)
{
    if (svg) {
        pr_html_svg(self, svg, self->figures, title, description);
    }
    pr_html_open(self, "figcaption", NULL);
    pr_html_element(self, "strong", NULL, title);
    pr_text_adds(self->out, ". ");
    pr_html_text(self, description);
    pr_html_close(self, "figcaption");
}

static void figures_of(pr_html_t *self, const char *title, const pr_table_t *table)
{
    pr_text_t caption;
    pr_text_init(&caption);
    PR_FILL(&caption, self->lang, PR_TEXT_HTML_FIGURES_OF, title);
    pr_html_heading(self, caption.data ? caption.data : title);
    self->out->failed = self->out->failed || caption.failed;
    pr_text_free(&caption);
    pr_html_table(self, table);
}

void pr_html_figure(pr_html_t *self, const char *title, const char *description, const char *svg,
                    const pr_table_t *table)
{
    heading_flush(self);
    self->figures++;
    pr_html_open(self, "figure", NULL);
    picture(self, title, description, svg);
    if (svg) {
        pr_html_details(self, pr_text(self->lang, PR_TEXT_HTML_FIGURES));
        figures_of(self, title, table);
        pr_html_details_end(self);
    } else {
        figures_of(self, title, table);
    }
    pr_html_close(self, "figure");
}
