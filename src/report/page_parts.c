/* Parts that pages share: see page_parts.h. */
#include "report/page_parts.h"
#include "core/memory.h"
#include "report/register.h"
#include <inttypes.h>
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
    pr_text_adds(self->out, "</ul></div>\n</nav>\n<main id=\"main\">\n");
}

void pr_page_part(pr_html_t *self, const pr_page_part_t *part)
{
    pr_html_section(self, part->id, 2, pr_text(self->lang, part->heading), NULL);
}

void pr_page_picture(pr_html_t *self, pr_text_id_t title, pr_text_id_t words, const pr_text_t *svg)
{
    const char *name = pr_text(self->lang, title), *description = pr_text(self->lang, words);
    if (svg->length == 0) {
        return;
    }
    pr_html_open(self, "figure", NULL);
    pr_html_svg(self, svg->data, ++self->figures, name, description);
    pr_html_open(self, "figcaption", NULL);
    pr_html_element(self, "strong", NULL, name);
    pr_text_adds(self->out, " ");
    pr_html_text(self, description);
    pr_html_close(self, "figcaption");
    pr_html_close(self, "figure");
}

/* ---- tables of words ---- */

static void words_begin(pr_html_t *self, const char *caption, const pr_text_id_t *head, size_t count)
{
    pr_html_table_begin(self, caption, false);
    pr_text_adds(self->out, "<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        pr_text_adds(self->out, "<th scope=\"col\" class=\"w\">");
        pr_html_text(self, pr_text(self->lang, head[i]));
        pr_html_close(self, "th");
    }
    pr_text_adds(self->out, "</tr></thead>\n<tbody>\n");
}

static void words_end(pr_html_t *self)
{
    pr_html_close(self, "tbody");
    pr_html_table_end(self);
}

static void words_cell(pr_html_t *self, const char *text)
{
    pr_text_adds(self->out, "<td class=\"w\">");
    pr_html_foreign(self, text);
    pr_html_close(self, "td");
}

static void words_head(pr_html_t *self, const char *text)
{
    pr_text_adds(self->out, "<tr><th scope=\"row\" class=\"w\">");
    pr_html_foreign(self, text);
    pr_html_close(self, "th");
}

/* ---- settings that differ ---- */

static void setting_row(void *context, const char *path, const char *before, const char *after)
{
    pr_html_t *self = context;
    const char *none = pr_text(self->lang, PR_TEXT_DIFF_NOT_GIVEN);
    words_head(self, path);
    words_cell(self, before ? before : none);
    words_cell(self, after ? after : none);
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
    words_begin(self, caption.data ? caption.data : "", head, sizeof head / sizeof *head);
    int status = pr_scenario_changes(base->resolved, other->resolved, setting_row, self, errors);
    words_end(self);
    pr_text_free(&caption);
    return status;
}

/* ---- the assumption register ---- */

typedef struct {
    const pr_setting_t *setting;
    double rank;
    size_t place;
} ranked_t;

static int by_rank(const void *a, const void *b)
{
    const ranked_t *x = a, *y = b;
    return x->rank > y->rank ? -1 : x->rank < y->rank ? 1 : x->place < y->place ? -1 : 1;
}

static void value_cell(pr_html_t *self, const pr_setting_t *setting)
{
    char text[200];
    const pr_dist_t *dist = &setting->dist;
    const char *unit = self->lang == PR_LANG_NL ? setting->unit_nl : setting->unit_en;
    pr_number_t low = pr_short(self->lang, pr_dist_quantile(dist, 0.05)),
                high = pr_short(self->lang, pr_dist_quantile(dist, 0.95));
    snprintf(text, sizeof text, "%s%s%.20s%s%.20s%s %.40s", pr_short(self->lang, pr_dist_mean(dist)).s,
             setting->uncertain ? " (" : "", setting->uncertain ? low.s : "", setting->uncertain ? " – " : "",
             setting->uncertain ? high.s : "", setting->uncertain ? ")" : "", unit ? unit : "");
    words_cell(self, text);
}

static void source_cell(pr_html_t *self, const pr_setting_t *setting)
{
    const char *file = setting->file ? strrchr(setting->file, '/') : NULL;
    pr_text_t text;
    pr_text_init(&text);
    pr_text_adds(&text, setting->source ? setting->source : pr_text(self->lang, PR_TEXT_XLSX_NO_SOURCE));
    pr_text_addf(&text, "%s%s [%s", setting->note ? "; " : "", setting->note ? setting->note : "",
                 file            ? file + 1
                 : setting->file ? setting->file
                                 : pr_text(self->lang, PR_TEXT_XLSX_DEFAULT));
    if (setting->file && setting->line > 0) {
        pr_text_addf(&text, ":%d", setting->line);
    }
    pr_text_adds(&text, "]");
    self->out->failed = self->out->failed || text.failed;
    words_cell(self, text.failed ? "" : text.data);
    pr_text_free(&text);
}

static void register_row(pr_html_t *self, const pr_setting_t *setting)
{
    words_head(self, setting->path);
    words_cell(self, self->lang == PR_LANG_NL ? setting->label_nl : setting->label_en);
    value_cell(self, setting);
    words_cell(self, pr_text(self->lang, setting->assumption ? PR_TEXT_XLSX_YES : PR_TEXT_XLSX_NO));
    source_cell(self, setting);
    pr_text_adds(self->out, "</tr>\n");
}

static void register_table(pr_html_t *self, const pr_scenario_t *scenario, const ranked_t *row, size_t count)
{
    static const pr_text_id_t head[] = {PR_TEXT_XLSX_SETTING, PR_TEXT_XLSX_MEANING, PR_TEXT_PAGE_VALUE,
                                        PR_TEXT_XLSX_ASSUMPTION, PR_TEXT_XLSX_SOURCE};
    pr_text_t caption;
    pr_text_init(&caption);
    PR_FILL(&caption, self->lang, PR_TEXT_PAGE_REGISTER, scenario->id);
    self->out->failed = self->out->failed || caption.failed;
    words_begin(self, caption.data ? caption.data : "", head, sizeof head / sizeof *head);
    for (size_t i = 0; i < count; i++) {
        register_row(self, row[i].setting);
    }
    words_end(self);
    pr_text_free(&caption);
}

void pr_page_register(pr_html_t *self, const pr_scenario_t *scenario, const double *rank)
{
    ranked_t *row = pr_new(scenario->setting_count, sizeof *row);
    size_t count = 0;
    self->out->failed = self->out->failed || !row;
    for (size_t i = 0; row && i < scenario->setting_count; i++) {
        const pr_setting_t *setting = &scenario->setting[i];
        if (pr_register_shows(scenario, setting)) {
            row[count++] =
                (ranked_t){setting, rank ? rank[i] : setting->assumption + 2 * setting->uncertain, i};
        }
    }
    if (row) {
        qsort(row, count, sizeof *row, by_rank);
        pr_html_details(self, pr_text(self->lang, PR_TEXT_PAGE_REGISTER_OPEN));
        register_table(self, scenario, row, count);
        pr_html_details_end(self);
    }
    pr_free(row);
}

/* ---- where it comes from ---- */

static void term(pr_html_t *self, pr_text_id_t id, const char *text)
{
    say(self, "dt", NULL, id);
    pr_html_open(self, "dd", NULL);
    pr_html_foreign(self, text);
    pr_html_close(self, "dd");
}

static void scenario_rows(pr_html_t *self, const pr_scenario_t *const *scenario, size_t count)
{
    static const pr_text_id_t head[] = {PR_TEXT_XLSX_SCENARIO, PR_TEXT_PAGE_TITLE, PR_TEXT_PAGE_FINGERPRINT};
    words_begin(self, pr_text(self->lang, PR_TEXT_PAGE_SCENARIOS), head, sizeof head / sizeof *head);
    for (size_t k = 0; k < count; k++) {
        words_head(self, scenario[k]->id);
        words_cell(self, scenario[k]->title);
        words_cell(self, scenario[k]->sha256);
        pr_text_adds(self->out, "</tr>\n");
    }
    words_end(self);
}

/* Line by line: the text holds line ends that a page must keep. */
static void resolved_text(pr_html_t *self, const char *text)
{
    pr_text_t line;
    pr_text_init(&line);
    pr_html_details(self, pr_text(self->lang, PR_TEXT_PAGE_RESOLVED));
    pr_text_adds(self->out, "<pre tabindex=\"0\">");
    while (text && *text) {
        size_t length = strcspn(text, "\n");
        line.length = 0;
        pr_text_add(&line, text, length);
        if (length > 0) {
            pr_html_text(self, line.data);
        }
        pr_text_adds(self->out, "\n");
        text += length + (text[length] == '\n');
    }
    pr_text_adds(self->out, "</pre>\n");
    pr_html_details_end(self);
    self->out->failed = self->out->failed || line.failed;
    pr_text_free(&line);
}

void pr_page_provenance(pr_html_t *self, const pr_report_t *report, const pr_scenario_t *const *scenario,
                        size_t count, uint64_t replicates, uint64_t seed)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    pr_html_open(self, "dl", NULL);
    term(self, PR_TEXT_PAGE_PROGRAM, "poolraming " POOLRAMING_VERSION);
    term(self, PR_TEXT_PAGE_REPLICATES, pr_whole(report->lang, (int64_t)replicates).s);
    term(self, PR_TEXT_PAGE_SEED, digits);
    term(self, PR_TEXT_PAGE_RNG, "Philox4x32-10");
    pr_html_close(self, "dl");
    scenario_rows(self, scenario, count);
    resolved_text(self, scenario[0]->resolved);
}
