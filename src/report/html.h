/*
 * One page of HTML that stands by itself: style and script are in it, nothing is fetched. It is written so
 * that a reader of XML takes it too: every element is closed, no named entity is used.
 *
 * Every text is escaped where it is written; control characters, marks that turn the direction of writing and
 * broken UTF-8 become '?', as on a terminal. No function takes markup, but for `svg`, which gnuplot made.
 */
#ifndef PR_REPORT_HTML_H
#define PR_REPORT_HTML_H

#include "report/table.h"
#include "report/texts.h"

typedef struct {
    pr_text_t *out; /* borrowed; check out->failed at the end */
    pr_lang_t lang;
    pr_text_t heading; /* of the table or the text to come */
    pr_text_t ids;     /* those in use, each ended by '\0' */
    size_t id_count;
    int level; /* of headings: the last section's */
    int figures;
} pr_html_t;

void pr_html_init(pr_html_t *self, pr_text_t *out, pr_lang_t lang);
void pr_html_free(pr_html_t *self);

/* From <!DOCTYPE> to the link past the way around; `title` is for the window, and no heading. Then the
   caller's <header> and <nav>, <main>, and from its end to the last tag. */
void pr_html_begin(pr_html_t *self, const char *title);
void pr_html_main(pr_html_t *self);
void pr_html_end(pr_html_t *self);

/* ---- Texts ---- */

/* Escaped, for between tags and inside attributes. */
void pr_html_text(pr_html_t *self, const char *text);
/* The same in <bdi>, so that a text from a scenario that runs from right to left turns nothing around it. */
void pr_html_foreign(pr_html_t *self, const char *text);
/* <tag class="style">; `style` may be NULL. */
void pr_html_open(pr_html_t *self, const char *tag, const char *style);
void pr_html_close(pr_html_t *self, const char *tag);
/* Both, with a text between them. */
void pr_html_element(pr_html_t *self, const char *tag, const char *style, const char *text);
void pr_html_paragraph(pr_html_t *self, const char *text);
/* A paragraph that stands out. */
void pr_html_warning(pr_html_t *self, const char *text);
/* <pre> with lines of a file. */
void pr_html_lines(pr_html_t *self, const char *text);
/* A row of a <dl>. */
void pr_html_term(pr_html_t *self, const char *term, const char *text);

/* ---- Parts of a page ---- */

/* An id for an anchor that nothing else on the page has: "Horst aan de Maas" becomes "horst-aan-de-maas". The
   longest that fits; a number follows where it is taken. */
typedef struct {
    char s[80];
} pr_html_id_t;
pr_html_id_t pr_html_id(pr_html_t *self, const char *name);

/* <section> with a heading of the level 2 or more. `id` is from pr_html_id, made before so that others can
   link to it. `mark` is NULL, or the name that the picker shows it by. */
void pr_html_section(pr_html_t *self, const char *id, int level, const char *heading, const char *mark);
void pr_html_section_end(pr_html_t *self);
/* Keeps a heading for the table that follows; where a paragraph comes first it becomes a heading of its own.
 */
void pr_html_heading(pr_html_t *self, const char *heading);
/* <details> that a click opens; printed open. */
void pr_html_details(pr_html_t *self, const char *summary);
void pr_html_details_end(pr_html_t *self);
/* <a href="#id"> */
void pr_html_link(pr_html_t *self, const char *id, const char *text);
/* The choice of a municipality among the sections with a mark; only seen where scripts run. */
void pr_html_picker(pr_html_t *self);

/* A box that scrolls by itself with a table in it; the rows are the caller's until the end. The caption may
   be NULL: then it is what pr_html_heading kept. `style` is NULL, or "words" for a table of texts, in which
   only cells of the class "n" are figures. */
void pr_html_table_begin(pr_html_t *self, const char *caption, const char *style, bool sortable);
void pr_html_table_end(pr_html_t *self);
/* A whole table as the terminal has it: rows before its first rule are its head. See pr_table_t. */
void pr_html_table(pr_html_t *self, const pr_table_t *table);

/*
 * A figure: the picture, which `description` says in words; its title; and the figures that it shows, in
 * <details>. `svg` is what gnuplot gave, to its first </svg>; NULL where there is no picture: the table is
 * open then.
 */
void pr_html_figure(pr_html_t *self, const char *title, const char *description, const char *svg,
                    const pr_table_t *table);

/* Used by pr_html_figure: the <svg> alone, its ids made unique by `number`, its titles replaced. */
void pr_html_svg(pr_html_t *self, const char *svg, int number, const char *title, const char *description);

#endif
