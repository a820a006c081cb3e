/* The assumption register on a page: what is uncertain first, by how much it moves the net effect. */
#include "core/memory.h"
#include "report/page.h"
#include "report/register.h"
#include <math.h>
#include <string.h>

/* A row, and what it does. */
typedef struct {
    const pr_setting_t *setting;
    const pr_given_t *given; /* NULL: not looked at */
} entry_t;

static double share_of(const entry_t *self)
{
    return self->given && self->given->status == PR_GIVEN_KNOWN ? self->given->first.value : -INFINITY;
}

static bool tells(const entry_t *self)
{
    return self->given && pr_influence_tells(self->given);
}

/* The strongest first, those within the noise after all others; equal ones stay in their order. */
static void sort(entry_t *entry, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        entry_t moved = entry[i];
        size_t at = i;
        for (; at > 0 &&
               (tells(&moved) > tells(&entry[at - 1]) ||
                (tells(&moved) == tells(&entry[at - 1]) && share_of(&moved) > share_of(&entry[at - 1])));
             at--) {
            entry[at] = entry[at - 1];
        }
        entry[at] = moved;
    }
}

static size_t uncertain(const pr_page_t *self, entry_t *out)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_influence_t *influence = self->of->report->influence;
    size_t count = 0;
    for (size_t i = 0; i < scenario->uncertain_count; i++) {
        const pr_setting_t *setting = &scenario->setting[scenario->uncertain[i]];
        if (pr_register_shows(scenario, setting)) {
            bool known = influence && influence->inputs == scenario->uncertain_count;
            out[count++] = (entry_t){setting, known ? &influence->given[i] : NULL};
        }
    }
    sort(out, count);
    return count;
}

/* ---- cells ---- */

static void meaning_cell(const pr_page_t *self, const pr_setting_t *setting)
{
    pr_text_adds(self->view.out, "<tr><th scope=\"row\">");
    pr_html_foreign(self->html, pr_setting_label(setting, self->view.lang));
    pr_text_adds(self->view.out, "<br/>");
    pr_html_element(self->html, "span", "path", setting->path);
    pr_html_close(self->html, "th");
}

static void value_cells(const pr_page_t *self, const pr_setting_t *setting)
{
    pr_text_t value;
    pr_text_init(&value);
    pr_register_value(&value, self->view.lang, setting);
    pr_html_element(self->html, "td", "n", value.data);
    pr_html_element(self->html, "td", NULL, pr_setting_unit(setting, self->view.lang));
    self->view.out->failed = self->view.out->failed || value.failed;
    pr_text_free(&value);
}

/* "36 % ± 1,2 %", or that it is within the noise. */
static void influence_cell(const pr_page_t *self, const entry_t *entry)
{
    pr_lang_t lang = self->view.lang;
    if (!entry->given || entry->given->status != PR_GIVEN_KNOWN) {
        pr_html_element(self->html, "td", "n", "–");
        return;
    }
    const pr_estimate_t *first = &entry->given->first;
    int decimals = pr_decimals(100 * first->se, 1);
    pr_number_t error = pr_percents(lang, first->se, 1);
    pr_text_addf(self->view.out, "<td class=\"n\" data-value=\"%s\">", pr_ten(first->value).s);
    if (tells(entry)) {
        pr_html_text(self->html, pr_percents(lang, first->value, decimals).s);
        pr_text_adds(self->view.out, " <span class=\"path\">± ");
        pr_html_text(self->html, error.s);
        pr_text_adds(self->view.out, "</span>");
    } else {
        pr_html_element(self->html, "span", "path", pr_text(lang, PR_TEXT_HTML_NOISE));
    }
    pr_html_close(self->html, "td");
}

/* Whose word it is, and where it stands. */
static void source_cells(const pr_page_t *self, bool assumption, const char *source, const char *note)
{
    pr_html_element(self->html, "td", NULL,
                    pr_text(self->view.lang, assumption ? PR_TEXT_XLSX_YES : PR_TEXT_XLSX_NO));
    pr_html_open(self->html, "td", "long");
    pr_html_foreign(self->html, source ? source : pr_text(self->view.lang, PR_TEXT_XLSX_NO_SOURCE));
    if (note && *note) {
        pr_text_adds(self->view.out, "<br/>");
        pr_html_open(self->html, "span", "path");
        pr_html_foreign(self->html, note);
        pr_html_close(self->html, "span");
    }
    pr_html_close(self->html, "td");
}

static void place_cell(const pr_page_t *self, const pr_setting_t *setting)
{
    const char *slash = setting->file ? strrchr(setting->file, '/') : NULL;
    const char *file = slash ? slash + 1 : setting->file;
    pr_text_t place;
    pr_text_init(&place);
    pr_text_adds(&place, file ? file : pr_text(self->view.lang, PR_TEXT_XLSX_DEFAULT));
    if (file && setting->line > 0) {
        pr_text_addf(&place, ":%d", setting->line);
    }
    pr_html_element(self->html, "td", "path", place.data);
    self->view.out->failed = self->view.out->failed || place.failed;
    pr_text_free(&place);
    pr_text_adds(self->view.out, "</tr>\n");
}

/* ---- tables ---- */

/* `influence`: with the column that says what a number does. */
static void table_begin(const pr_page_t *self, pr_text_id_t caption, bool influence)
{
    static const struct {
        pr_text_id_t text;
        bool number;
    } head[] = {{PR_TEXT_XLSX_MEANING, false},    {PR_TEXT_HTML_VALUE, true},
                {PR_TEXT_XLSX_UNIT, false},       {PR_TEXT_HTML_INFLUENCE, true},
                {PR_TEXT_XLSX_ASSUMPTION, false}, {PR_TEXT_HTML_SOURCE, false},
                {PR_TEXT_XLSX_PLACE, false}};
    pr_html_table_begin(self->html, pr_text(self->view.lang, caption), "words", true);
    pr_text_adds(self->view.out, "<thead>\n<tr>");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        if (influence || head[i].text != PR_TEXT_HTML_INFLUENCE) {
            pr_text_addf(self->view.out, "<th scope=\"col\"%s>", head[i].number ? " class=\"n\"" : "");
            pr_html_text(self->html, pr_text(self->view.lang, head[i].text));
            pr_html_close(self->html, "th");
        }
    }
    pr_text_adds(self->view.out, "</tr>\n</thead>\n<tbody>\n");
}

static void table_end(const pr_page_t *self)
{
    pr_html_close(self->html, "tbody");
    pr_html_table_end(self->html);
}

static void uncertain_table(const pr_page_t *self, const entry_t *entry, size_t count)
{
    bool influence = self->of->report->influence != NULL;
    table_begin(self, influence ? PR_TEXT_HTML_UNCERTAIN : PR_TEXT_PAGE_UNCERTAIN, influence);
    for (size_t i = 0; i < count; i++) {
        const pr_setting_t *setting = entry[i].setting;
        meaning_cell(self, setting);
        value_cells(self, setting);
        if (influence) {
            influence_cell(self, &entry[i]);
        }
        source_cells(self, setting->assumption, pr_setting_source(setting, self->view.lang), setting->note);
        place_cell(self, setting);
    }
    table_end(self);
}

/* Keys and gates: words, not numbers. */
static void words_row(const pr_page_t *self, pr_text_id_t what, const char *id, bool assumption,
                      const char *source, const char *note)
{
    pr_text_adds(self->view.out, "<tr><th scope=\"row\">");
    pr_html_text(self->html, pr_text(self->view.lang, what));
    pr_text_adds(self->view.out, "<br/><span class=\"path\">");
    pr_html_foreign(self->html, id);
    pr_text_adds(self->view.out, "</span></th><td class=\"n\"></td><td></td>");
    source_cells(self, assumption, source, note);
    pr_text_adds(self->view.out, "<td></td></tr>\n");
}

static void figure_row(const pr_page_t *self, const char *series, int year, pr_vintage_t vintage,
                       const pr_figure_t *figure)
{
    static const pr_text_id_t name[PR_VINTAGES] = {PR_TEXT_XLSX_SPRING, PR_TEXT_XLSX_SEPTEMBER,
                                                   PR_TEXT_XLSX_DEFINITIVE, PR_TEXT_XLSX_APPLIED};
    pr_text_addf(self->view.out, "<tr><th scope=\"row\">%s %d, ", series, year);
    pr_html_text(self->html, pr_text(self->view.lang, name[vintage]));
    pr_html_close(self->html, "th");
    pr_html_element(self->html, "td", "n",
                    pr_percents(self->view.lang, figure->growth.millionths / 1e6, 2).s);
    pr_text_adds(self->view.out, "<td></td>");
    source_cells(self, false, figure->source, NULL);
    pr_text_adds(self->view.out, "<td></td></tr>\n");
}

static void figure_rows(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    for (int s = 0; s < PR_SERIES_COUNT; s++) {
        for (int year = scenario->first_year; year <= scenario->last_year && year >= PR_FIGURES_FROM;
             year++) {
            for (pr_vintage_t v = 0; v < PR_VINTAGES; v++) {
                const pr_figure_t *figure = &scenario->figure[s][v][year - PR_FIGURES_FROM];
                if (figure->known) {
                    figure_row(self, s == PR_SERIES_OVA ? "OVA" : "PPC", year, v, figure);
                }
            }
        }
    }
}

static void certain_table(const pr_page_t *self)
{
    const pr_scenario_t *scenario = self->of->scenario;
    table_begin(self, PR_TEXT_HTML_CERTAIN, false);
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const pr_setting_t *setting = &scenario->setting[i];
        if (!setting->uncertain && pr_register_shows(scenario, setting)) {
            meaning_cell(self, setting);
            value_cells(self, setting);
            source_cells(self, setting->assumption, pr_setting_source(setting, self->view.lang),
                         setting->note);
            place_cell(self, setting);
        }
    }
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        words_row(self, PR_TEXT_XLSX_GATE_MEANING, gate->id, gate->assumption, gate->source,
                  pr_gate_words(&self->view, g).s);
    }
    for (size_t k = 0; k < scenario->key_count; k++) {
        words_row(self, PR_TEXT_XLSX_KEY_MEANING, scenario->key[k].id, false, scenario->key[k].source, NULL);
    }
    figure_rows(self);
    table_end(self);
}

void pr_page_register(const pr_page_t *self)
{
    const pr_influence_t *influence = self->of->report->influence;
    size_t most = self->of->scenario->uncertain_count;
    entry_t *entry = pr_new(most + 1, sizeof *entry);
    if (!entry) {
        self->view.out->failed = true;
        return;
    }
    size_t count = uncertain(self, entry);
    if (influence && influence->replicates > 0) {
        PR_SAY(&self->view, PR_TEXT_HTML_INFLUENCE_NOTE,
               pr_whole(self->view.lang, (int64_t)influence->replicates).s);
    } else if (count > 0 && self->of->report->influence_stopped) {
        PR_SAY(&self->view, PR_TEXT_HTML_INFLUENCE_STOPPED, "");
    }
    if (count > 0) {
        uncertain_table(self, entry, count);
    }
    pr_html_details(self->html, pr_text(self->view.lang, PR_TEXT_HTML_CERTAIN));
    certain_table(self);
    pr_html_details_end(self->html);
    pr_free(entry);
}
