/* The sheets Leeswijzer and Aannamen: what the book is, and every number of the scenario with its source. */
#include "report/register.h"
#include "report/workbook.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- Leeswijzer ---- */

enum { SHEET_COLUMN = 0, WORDS_COLUMN };

static lxw_row_t guide_line(pr_book_t *self, lxw_row_t row, const char *name, const char *words)
{
    enum { WIDE = 110 }; /* characters that fit a line */
    pr_book_text(self, PR_SHEET_GUIDE, (pr_at_t){row, SHEET_COLUMN}, name, PR_FORMAT_WRAPPED);
    pr_book_text(self, PR_SHEET_GUIDE, (pr_at_t){row, WORDS_COLUMN}, words, PR_FORMAT_WRAPPED);
    pr_book_height(self, PR_SHEET_GUIDE, row, pr_book_lines(words, WIDE));
    return row + 1;
}

static lxw_row_t guide_section(pr_book_t *self, lxw_row_t row, pr_text_id_t id)
{
    pr_book_say(self, PR_SHEET_GUIDE, (pr_at_t){row + 1, SHEET_COLUMN}, id, PR_FORMAT_SECTION);
    return row + 2;
}

static lxw_row_t guide_sheets(pr_book_t *self, lxw_row_t row)
{
    static const struct {
        pr_sheet_id_t sheet;
        pr_text_id_t words;
    } line[] = {{PR_SHEET_BUDGET, PR_TEXT_XLSX_GUIDE_BUDGET},
                {PR_SHEET_INDEX, PR_TEXT_XLSX_GUIDE_INDEX},
                {PR_SHEET_KEY, PR_TEXT_XLSX_GUIDE_KEY},
                {PR_SHEET_SURPLUS, PR_TEXT_XLSX_GUIDE_SURPLUS},
                {PR_SHEET_CAPACITY, PR_TEXT_XLSX_GUIDE_CAPACITY},
                {PR_SHEET_DEMAND, PR_TEXT_XLSX_GUIDE_DEMAND},
                {PR_SHEET_ASSUMPTIONS, PR_TEXT_XLSX_GUIDE_ASSUMPTIONS},
                {PR_SHEET_SPLIT, PR_TEXT_XLSX_GUIDE_SPLIT}};
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        row = guide_line(self, row, pr_sheet_name(self->lang, line[i].sheet),
                         pr_text(self->lang, line[i].words));
    }
    return row;
}

/* Whether all inputs can be used, in one place: the checks of the sheets that have some. */
static lxw_row_t guide_checks(pr_book_t *self, lxw_row_t row)
{
    static const pr_sheet_id_t checked[] = {PR_SHEET_BUDGET, PR_SHEET_INDEX, PR_SHEET_KEY, PR_SHEET_SURPLUS};
    row = guide_section(self, row, PR_TEXT_XLSX_CHECK);
    for (size_t i = 0; i < sizeof checked / sizeof *checked; i++, row++) {
        pr_book_text(self, PR_SHEET_GUIDE, (pr_at_t){row, SHEET_COLUMN},
                     pr_sheet_name(self->lang, checked[i]), PR_FORMAT_WRAPPED);
        pr_book_verdict(self, PR_SHEET_GUIDE, (pr_at_t){row, WORDS_COLUMN}, PR_TEXT_XLSX_FINE, "=%s",
                        pr_cell_of(self, checked[i], pr_sheet_check()).s);
    }
    return row;
}

static lxw_row_t guide_provenance(pr_book_t *self, lxw_row_t row)
{
    char seed[32], replicates[32];
    pr_text_t words;
    snprintf(seed, sizeof seed, "%" PRIu64, self->seed);
    snprintf(replicates, sizeof replicates, "%" PRIu64, self->replicates);
    pr_text_init(&words);
    PR_FILL(&words, self->lang, PR_TEXT_XLSX_PROVENANCE, POOLRAMING_VERSION, self->scenario->id,
            self->scenario->sha256, seed, replicates);
    self->no_memory = self->no_memory || words.failed;
    if (!words.failed) {
        row = guide_line(self, row, "", words.data);
    }
    pr_text_free(&words);
    return row;
}

void pr_sheet_guide(pr_book_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_book_width(self, PR_SHEET_GUIDE, SHEET_COLUMN, SHEET_COLUMN, 22);
    pr_book_width(self, PR_SHEET_GUIDE, WORDS_COLUMN, WORDS_COLUMN, 110);
    pr_book_text(self, PR_SHEET_GUIDE, (pr_at_t){0, 0}, scenario->title, PR_FORMAT_TITLE);
    pr_book_height(self, PR_SHEET_GUIDE, 0, 2);
    lxw_row_t row = 1;
    if (scenario->story) {
        row = guide_line(self, row, "", scenario->story);
    }
    row = guide_section(self, row, PR_TEXT_XLSX_GUIDE_WHAT);
    row = guide_sheets(self, row);
    row = guide_section(self, row, PR_TEXT_XLSX_GUIDE_HOW);
    row = guide_line(self, row, "", pr_text(self->lang, PR_TEXT_XLSX_GUIDE_LIVE));
    row = guide_line(self, row, "", pr_text(self->lang, PR_TEXT_XLSX_GUIDE_STATUS));
    row = guide_checks(self, row);
    row = guide_section(self, row, PR_TEXT_XLSX_GUIDE_SOURCE);
    row = guide_provenance(self, row);
    const pr_paper_t paper = {.body = {1, 0}, .last = {row, WORDS_COLUMN}};
    pr_book_page(self, PR_SHEET_GUIDE, &paper);
}

/* ---- Aannamen ---- */

enum { TOP = 4 };
enum { SETTING, MEANING, VALUE, LOW, HIGH, UNIT, ASSUMPTION, SOURCE, NOTE, PLACE, COLUMNS };
static const double column_width[COLUMNS] = {28, 28, 9, 9, 9, 12, 9, 22, 22, 14};

static void put_words(pr_book_t *self, lxw_row_t row, int column, const char *words)
{
    pr_book_text(self, PR_SHEET_ASSUMPTIONS, (pr_at_t){row, (lxw_col_t)column}, words, PR_FORMAT_WRAPPED);
}

static void put_figure(pr_book_t *self, lxw_row_t row, int column, double x)
{
    pr_book_number(self, PR_SHEET_ASSUMPTIONS, (pr_at_t){row, (lxw_col_t)column}, x,
                   x == rint(x)   ? PR_FORMAT_PLAIN
                   : fabs(x) < 10 ? PR_FORMAT_FOURTHS
                                  : PR_FORMAT_HUNDREDTHS);
}

/* As high as its longest text needs. */
static void fit_row(pr_book_t *self, lxw_row_t row, const char *setting, const char *meaning,
                    const char *source, const char *note)
{
    const size_t lines[] = {
        pr_book_lines(setting, column_width[SETTING]), pr_book_lines(meaning, column_width[MEANING]),
        pr_book_lines(source, column_width[SOURCE]), pr_book_lines(note, column_width[NOTE])};
    size_t most = 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        most = lines[i] > most ? lines[i] : most;
    }
    pr_book_height(self, PR_SHEET_ASSUMPTIONS, row, most);
}

static void put_source(pr_book_t *self, lxw_row_t row, bool assumption, const char *source)
{
    put_words(self, row, ASSUMPTION, pr_text(self->lang, assumption ? PR_TEXT_XLSX_YES : PR_TEXT_XLSX_NO));
    put_words(self, row, SOURCE, source ? source : pr_text(self->lang, PR_TEXT_XLSX_NO_SOURCE));
}

static void put_place(pr_book_t *self, lxw_row_t row, const char *file, int line)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    pr_text_t place;
    pr_text_init(&place);
    pr_text_adds(&place, slash ? slash + 1 : file ? file : pr_text(self->lang, PR_TEXT_XLSX_DEFAULT));
    if (file && line > 0) {
        pr_text_addf(&place, ":%d", line);
    }
    pr_book_made(self, PR_SHEET_ASSUMPTIONS, (pr_at_t){row, PLACE}, &place, PR_FORMAT_WRAPPED);
}

static void put_setting(pr_book_t *self, lxw_row_t row, const pr_setting_t *setting)
{
    const char *label = pr_setting_label(setting, self->lang),
               *source = pr_setting_source(setting, self->lang);
    put_words(self, row, SETTING, setting->path);
    put_words(self, row, MEANING, label);
    put_figure(self, row, VALUE, pr_dist_mean(&setting->dist));
    if (setting->uncertain) {
        put_figure(self, row, LOW, pr_dist_quantile(&setting->dist, 0.05));
        put_figure(self, row, HIGH, pr_dist_quantile(&setting->dist, 0.95));
    }
    put_words(self, row, UNIT, pr_setting_unit(setting, self->lang));
    put_source(self, row, setting->assumption, source);
    put_words(self, row, NOTE, setting->note);
    put_place(self, row, setting->file, setting->line);
    fit_row(self, row, setting->path, label, source, setting->note);
}

static lxw_row_t put_keys(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    for (size_t k = 0; k < scenario->key_count; k++, row++) {
        put_words(self, row, SETTING, scenario->key[k].id);
        put_words(self, row, MEANING, pr_text(self->lang, PR_TEXT_XLSX_KEY_MEANING));
        put_source(self, row, false, scenario->key[k].source);
        fit_row(self, row, NULL, NULL, scenario->key[k].source, NULL);
    }
    return row;
}

static void put_published(pr_book_t *self, lxw_row_t row, pr_vintage_t vintage, const char *series, int year,
                          const pr_figure_t *figure)
{
    static const pr_text_id_t name[PR_VINTAGES] = {PR_TEXT_XLSX_SPRING, PR_TEXT_XLSX_SEPTEMBER,
                                                   PR_TEXT_XLSX_DEFINITIVE, PR_TEXT_XLSX_APPLIED};
    char meaning[128], path[192];
    snprintf(meaning, sizeof meaning, "%s %d, %s", series, year, pr_text(self->lang, name[vintage]));
    snprintf(path, sizeof path, "figures.%.150s", figure->id ? figure->id : "");
    put_words(self, row, SETTING, path);
    put_words(self, row, MEANING, meaning);
    put_figure(self, row, VALUE, figure->growth.millionths / 1e4);
    put_words(self, row, UNIT, "%");
    put_source(self, row, false, figure->source);
    fit_row(self, row, path, meaning, figure->source, NULL);
}

static lxw_row_t put_figures(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    for (int s = 0; s < PR_SERIES_COUNT; s++) {
        for (int year = scenario->first_year; year <= scenario->last_year; year++) {
            for (pr_vintage_t v = 0; v < PR_VINTAGES; v++) {
                const pr_figure_t *figure = &scenario->figure[s][v][year - PR_FIGURES_FROM];
                if (figure->known) {
                    put_published(self, row++, v, s == PR_SERIES_OVA ? "OVA" : "PPC", year, figure);
                }
            }
        }
    }
    return row;
}

static lxw_row_t put_gates(pr_book_t *self, lxw_row_t row)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_view_t view = {self->lang, scenario, NULL, NULL, NULL};
    for (size_t g = 0; g < scenario->gate_count; g++, row++) {
        put_words(self, row, SETTING, scenario->gate[g].id);
        put_words(self, row, MEANING, pr_text(self->lang, PR_TEXT_XLSX_GATE_MEANING));
        put_source(self, row, scenario->gate[g].assumption, scenario->gate[g].source);
        pr_gate_words_t words = pr_gate_words(&view, g);
        put_words(self, row, NOTE, words.s);
        fit_row(self, row, NULL, NULL, scenario->gate[g].source, words.s);
    }
    return row;
}

static void assumption_page(pr_book_t *self, lxw_row_t end)
{
    static const pr_text_id_t head[COLUMNS] = {
        PR_TEXT_XLSX_SETTING, PR_TEXT_XLSX_MEANING, PR_TEXT_XLSX_VALUE,      PR_TEXT_P05,
        PR_TEXT_P95,          PR_TEXT_XLSX_UNIT,    PR_TEXT_XLSX_ASSUMPTION, PR_TEXT_XLSX_SOURCE,
        PR_TEXT_XLSX_NOTE,    PR_TEXT_XLSX_PLACE};
    for (int i = 0; i < COLUMNS; i++) {
        pr_book_width(self, PR_SHEET_ASSUMPTIONS, i, i, column_width[i]);
        pr_book_say(self, PR_SHEET_ASSUMPTIONS, (pr_at_t){TOP - 1, (lxw_col_t)i}, head[i], PR_FORMAT_HEAD);
    }
    pr_book_head(self, PR_SHEET_ASSUMPTIONS, pr_text(self->lang, PR_TEXT_XLSX_ASSUMPTIONS_TITLE),
                 pr_text(self->lang, PR_TEXT_XLSX_ASSUMPTIONS_NOTE));
    pr_book_check(self,
                  worksheet_autofilter(self->sheet[PR_SHEET_ASSUMPTIONS], TOP - 1, 0, end - 1, COLUMNS - 1));
    const pr_paper_t paper = {
        .body = {TOP, 1}, .last = {end - 1, COLUMNS - 1}, .repeat_from = TOP - 1, .repeat_to = TOP};
    pr_book_page(self, PR_SHEET_ASSUMPTIONS, &paper);
}

void pr_sheet_assumptions(pr_book_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    lxw_row_t row = TOP;
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (pr_register_shows(scenario, &scenario->setting[i])) {
            put_setting(self, row++, &scenario->setting[i]);
        }
    }
    row = put_gates(self, row);
    row = put_keys(self, row);
    row = put_figures(self, row);
    assumption_page(self, row);
}
