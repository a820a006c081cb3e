/*
 * A picture of gnuplot inside a page. Several stand on one page, so that what they define gets names of their
 * own; what gnuplot says of itself is left out, and the page says in words what is to be seen.
 */
#include "report/html.h"
#include <string.h>

/* The text after the element that starts at `s`, "<title>…</title>". */
static const char *after_element(const char *s, const char *end)
{
    const char *found = strstr(s, end);
    return found ? found + strlen(end) : s + strlen(s);
}

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* The names that gnuplot gives and refers to, each followed by its own text. */
static const char *renamed(pr_html_t *self, const char *s, int number)
{
    static const struct {
        const char *from, *to;
    } name[] = {{" id=\"", " id=\""},
                {" id='", " id='"},
                {" xlink:href=\"#", " href=\"#"},
                {" xlink:href='#", " href='#"},
                {"url(#", "url(#"}};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        if (starts(s, name[i].from)) {
            pr_text_addf(self->out, "%sg%d_", name[i].to, number);
            return s + strlen(name[i].from);
        }
    }
    return NULL;
}

/* One tag, from '<' up to and with '>'. */
static const char *tag(pr_html_t *self, const char *s, int number)
{
    while (*s && *s != '>') {
        const char *after = *s == ' ' || *s == 'u' ? renamed(self, s, number) : NULL;
        if (!after) {
            pr_text_add(self->out, s, 1);
            after = s + 1;
        }
        s = after;
    }
    if (*s) {
        pr_text_adds(self->out, ">");
        s++;
    }
    return s;
}

/* The picture's own size, as it is asked for in its first tag. */
static void view_box(pr_html_t *self, const char *svg)
{
    static const char name[] = "viewBox=\"";
    const char *box = strstr(svg, name), *close = strchr(svg, '>');
    if (box && close && box < close) {
        box += sizeof name - 1;
        pr_text_adds(self->out, " viewBox=\"");
        pr_text_add(self->out, box, strspn(box, "0123456789. -"));
        pr_text_adds(self->out, "\"");
    }
}

void pr_html_svg(pr_html_t *self, const char *svg, int number, const char *title, const char *description)
{
    const char *s = strstr(svg, "<svg");
    if (!s) {
        return;
    }
    pr_text_adds(self->out, "<svg role=\"img\"");
    view_box(self, s);
    pr_text_addf(self->out, " aria-labelledby=\"g%d_title g%d_desc\">\n<title id=\"g%d_title\">", number,
                 number, number);
    pr_html_text(self, title);
    pr_text_addf(self->out, "</title>\n<desc id=\"g%d_desc\">", number);
    pr_html_text(self, description);
    pr_text_adds(self->out, "</desc>\n");
    const char *end = after_element(s, "</svg>");
    for (s = after_element(s, ">"); s < end;) {
        if (starts(s, "<title")) {
            s = after_element(s, "</title>");
        } else if (starts(s, "<desc")) {
            s = after_element(s, "</desc>");
        } else if (*s == '<') {
            s = tag(self, s, number);
        } else {
            size_t length = strcspn(s, "<");
            pr_text_add(self->out, s, length);
            s += length;
        }
    }
}
