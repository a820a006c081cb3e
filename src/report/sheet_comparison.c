/* The sheet Vergelijking: the main outcomes of a comparison, a row each; the difference is a formula. */
#include "report/compare_rows.h"
#include "report/workbook.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIO, OUTCOME, PERIOD, NAME, BASE, OTHER, DIFFERENCE, ERROR, LOW, HIGH, HIGHER, LOWER, COLUMNS };
enum { INDENT = 2 }; /* characters */

static const double width[COLUMNS] = {17, 28, 13, 16, 11.5, 11.5, 11.5, 13, 11.5, 11.5, 8.5, 8.5};

typedef struct {
    pr_book_t *book;
    lxw_row_t row;
} writer_t;

/* Which outcomes, also per municipality or not, and how they are shown. */
static const struct outcome {
    const char *metric;
    bool local;
    pr_format_t format;
} outcomes[] = {{"cost.total", false, PR_FORMAT_WHOLE},
                {"cost.total.real", false, PR_FORMAT_WHOLE},
                {"settlement", false, PR_FORMAT_WHOLE},
                {"municipality.net_effect", true, PR_FORMAT_WHOLE},
                {"capacity.active_persons", false, PR_FORMAT_TENTHS},
                {"deployment.hours_per_week", false, PR_FORMAT_TENTHS},
                {"service.residents_reached", false, PR_FORMAT_WHOLE},
                {"service.backlog_residents", false, PR_FORMAT_WHOLE},
                {"service.wait_months", false, PR_FORMAT_HUNDREDTHS}};
enum { OUTCOMES = sizeof outcomes / sizeof *outcomes };

static const struct outcome *outcome_of(const pr_compare_row_t *row)
{
    for (size_t i = 0; i < OUTCOMES; i++) {
        if (strcmp(outcomes[i].metric, row->metric) == 0 && (outcomes[i].local || !*row->municipality)) {
            return row->masked == PR_SHOWN ? &outcomes[i] : NULL;
        }
    }
    return NULL;
}

static const char *period_of(pr_lang_t lang, const char *period)
{
    static const struct {
        const char *name;
        pr_text_id_t text;
    } word[] = {{"decided", PR_TEXT_DECIDED},
                {"indicative", PR_TEXT_INDICATIVE},
                {"whole", PR_TEXT_XLSX_AVERAGE},
                {"all", PR_TEXT_XLSX_ALL_YEARS}};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        if (strcmp(word[i].name, period) == 0) {
            return pr_text(lang, word[i].text);
        }
    }
    return period;
}

/* A constant as it is, an estimate with ten digits, as compare.csv has them. */
static double figure(const pr_summary_t *summary, double x, bool moment)
{
    return moment && summary->undefined   ? (double)NAN
           : summary->sd == 0 || isnan(x) ? x
                                          : strtod(pr_ten(x).s, NULL);
}

static void put_figures(pr_book_t *book, lxw_row_t row, const pr_difference_t *at, pr_format_t format)
{
    const pr_summary_t *difference = at->difference;
    double base = figure(at->base, at->base->mean, true), other = figure(at->other, at->other->mean, true);
    const double value[COLUMNS] = {[BASE] = base,
                                   [OTHER] = other,
                                   [ERROR] = figure(difference, difference->se, true),
                                   [LOW] = figure(difference, difference->p05, false),
                                   [HIGH] = figure(difference, difference->p95, false),
                                   [HIGHER] = at->higher,
                                   [LOWER] = at->lower};
    for (int column = BASE; column < COLUMNS; column++) {
        pr_at_t to = {row, (lxw_col_t)column};
        if (column != DIFFERENCE) {
            pr_book_number(book, PR_SHEET_COMPARISON, to, value[column],
                           column < HIGHER ? format : PR_FORMAT_PERCENT_WHOLE);
        } else if (isfinite(base) && isfinite(other)) {
            pr_book_formula(book, PR_SHEET_COMPARISON, to, figure(difference, difference->mean, true), format,
                            "=%s-%s", pr_cell((pr_at_t){row, OTHER}).s, pr_cell((pr_at_t){row, BASE}).s);
        }
    }
}

static void put_row(void *context, const pr_compare_row_t *row)
{
    writer_t *self = context;
    const struct outcome *outcome = outcome_of(row);
    if (!outcome) {
        return;
    }
    pr_lang_t lang = self->book->lang;
    const char *word[] = {[SCENARIO] = row->scenario,
                          [OUTCOME] = pr_book_metric(self->book, row->metric),
                          [PERIOD] = period_of(lang, row->period),
                          [NAME] = *row->municipality ? row->municipality : pr_text(lang, PR_TEXT_REGION)};
    size_t lines = 1;
    for (int i = SCENARIO; i <= NAME; i++) {
        size_t wanted = pr_book_lines(word[i], width[i] - INDENT);
        lines = wanted > lines ? wanted : lines;
        pr_book_text(self->book, PR_SHEET_COMPARISON, (pr_at_t){self->row, (lxw_col_t)i}, word[i],
                     PR_FORMAT_WRAPPED);
    }
    if (lines > 1) {
        pr_book_height(self->book, PR_SHEET_COMPARISON, self->row, lines);
    }
    put_figures(self->book, self->row++, &row->at, outcome->format);
}

/* Base and scenarios with what they are; returns the row after them. */
static lxw_row_t put_scenarios(pr_book_t *self)
{
    const pr_comparison_t *of = self->comparison;
    lxw_row_t row = 2;
    for (size_t k = 0; k < of->count; k++, row++) {
        pr_text_t hash;
        pr_text_init(&hash);
        pr_text_addf(&hash, "SHA-256 %s", of->scenario[k]->sha256);
        pr_book_text(self, PR_SHEET_COMPARISON, (pr_at_t){row, SCENARIO}, of->scenario[k]->id,
                     PR_FORMAT_TEXT);
        pr_book_text(self, PR_SHEET_COMPARISON, (pr_at_t){row, OUTCOME}, of->scenario[k]->title,
                     PR_FORMAT_TEXT);
        pr_book_made(self, PR_SHEET_COMPARISON, (pr_at_t){row, BASE}, &hash, PR_FORMAT_TEXT);
    }
    return row + 1;
}

static void put_head(pr_book_t *self, lxw_row_t row)
{
    static const pr_text_id_t head[COLUMNS] = {PR_TEXT_XLSX_SCENARIO,
                                               PR_TEXT_XLSX_OUTCOME,
                                               PR_TEXT_XLSX_PERIOD,
                                               PR_TEXT_MUNICIPALITY,
                                               PR_TEXT_XLSX_BASE_MEAN,
                                               PR_TEXT_XLSX_OTHER_MEAN,
                                               PR_TEXT_XLSX_DIFFERENCE,
                                               PR_TEXT_XLSX_ERROR,
                                               PR_TEXT_P05,
                                               PR_TEXT_P95,
                                               PR_TEXT_XLSX_HIGHER,
                                               PR_TEXT_XLSX_LOWER};
    for (int i = 0; i < COLUMNS; i++) {
        pr_book_width(self, PR_SHEET_COMPARISON, i, i, width[i]);
        pr_book_say(self, PR_SHEET_COMPARISON, (pr_at_t){row, (lxw_col_t)i}, head[i], PR_FORMAT_HEAD);
    }
    pr_text_t title, note;
    pr_number_t count = pr_whole(self->lang, (int64_t)self->replicates), seed;
    snprintf(seed.s, sizeof seed.s, "%llu", (unsigned long long)self->seed);
    pr_text_init(&title);
    pr_text_init(&note);
    PR_FILL(&title, self->lang, PR_TEXT_XLSX_COMPARISON_TITLE, self->scenario->id);
    PR_FILL(&note, self->lang, PR_TEXT_XLSX_COMPARISON_NOTE, count.s, seed.s);
    self->no_memory = self->no_memory || title.failed || note.failed;
    if (!self->no_memory) {
        pr_book_head(self, PR_SHEET_COMPARISON, title.data, note.data);
    }
    pr_text_free(&title);
    pr_text_free(&note);
    pr_book_height(self, PR_SHEET_COMPARISON, row, 2);
}

void pr_sheet_comparison(pr_book_t *self)
{
    lxw_row_t head = put_scenarios(self);
    writer_t writer = {self, head + 1};
    put_head(self, head);
    if (pr_compare_rows(self->report, self->comparison, put_row, &writer) != 0) {
        self->no_memory = true;
    }
    lxw_row_t last = writer.row > head + 1 ? writer.row - 1 : head + 1;
    pr_book_check(self, worksheet_autofilter(self->sheet[PR_SHEET_COMPARISON], head, 0, last, COLUMNS - 1));
    const pr_paper_t paper = {.body = {head + 1, OUTCOME + 1},
                              .last = {last, COLUMNS - 1},
                              .repeat_from = head,
                              .repeat_to = head + 1};
    pr_book_page(self, PR_SHEET_COMPARISON, &paper);
}
