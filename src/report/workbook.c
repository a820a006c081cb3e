/* The book of report.xlsx: cells, formats, years, and the file. See workbook.h. */
#include "report/workbook.h"
#include "core/memory.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

enum {
    CELL_MOST = 32767 - 1, /* characters in a cell */
    PROPERTY_MOST = 255,   /* and in a property */
    SPACE = 4 << 20,       /* more than any workbook and its temporaries take */
    NO_DATE = 315532800,   /* 1 January 1980, as in the archive: the clock has no place in a result */
    INPUT_COLOUR = 0x0000FF,
    INPUT_GROUND = 0xFFFBE6,
    HEAD_COLOUR = 0xDCE6F1,
    WRONG_COLOUR = 0x9C0006,
    WRONG_GROUND = 0xFFC7CE
};

static const char NAME[] = "report.xlsx";

void pr_book_check(pr_book_t *self, lxw_error error)
{
    self->failed = self->failed ? self->failed : error;
}

/* ---- texts ---- */

/* "_x0041_" would be read as an A: its underscore is written as such an escape itself. */
static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* At most `most` UTF-16 units, which is how a spreadsheet counts; no character cut in two. U+FFFE and U+FFFF
   are no characters of XML. */
static void clean_text(pr_text_t *out, const char *text, size_t most)
{
    char *copy = pr_text_copy(text ? text : "");
    size_t units = 0;
    if (!copy) {
        out->failed = true;
        return;
    }
    pr_text_make_printable(copy);
    for (const char *s = copy; *s;) {
        uint32_t point = 0;
        size_t length = pr_text_decode(s, &point);
        bool escape = is_escape(s);
        units += point > 0xFFFF ? 2 : escape ? 7 : 1;
        if (length == 0 || units > most) {
            break;
        }
        if ((point & 0xFFFE) == 0xFFFE) {
            pr_text_adds(out, "?");
        } else {
            pr_text_add(out, s, length);
        }
        pr_text_adds(out, escape ? "x005F_" : "");
        s += length;
    }
    pr_free(copy);
}

void pr_book_text(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, const char *text, pr_format_t format)
{
    pr_text_t clean;
    pr_text_init(&clean);
    clean_text(&clean, text, CELL_MOST);
    if (!clean.failed) {
        pr_book_check(self, worksheet_write_string(self->sheet[sheet], at.row, at.col,
                                                   clean.data ? clean.data : "", self->format[format]));
    }
    self->no_memory = self->no_memory || clean.failed;
    pr_text_free(&clean);
}

void pr_book_say(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_id_t id, pr_format_t format)
{
    pr_book_text(self, sheet, at, pr_text(self->lang, id), format);
}

void pr_book_made(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_t *text, pr_format_t format)
{
    self->no_memory = self->no_memory || text->failed;
    if (!text->failed) {
        pr_book_text(self, sheet, at, text->data, format);
    }
    pr_text_free(text);
}

/* ---- numbers and formulas ---- */

void pr_book_number(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, double x, pr_format_t format)
{
    if (isfinite(x)) {
        pr_book_check(self,
                      worksheet_write_number(self->sheet[sheet], at.row, at.col, x, self->format[format]));
    } else {
        pr_book_check(self, worksheet_write_blank(self->sheet[sheet], at.row, at.col, self->format[format]));
    }
}

void pr_book_cents(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, int64_t cents, pr_format_t format)
{
    pr_book_number(self, sheet, at, (double)cents / 100, format);
}

void pr_book_formula(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, double value, pr_format_t format,
                     const char *formula, ...)
{
    char text[PR_FORMULA_MOST];
    va_list arguments;
    va_start(arguments, formula);
    int length = vsnprintf(text, sizeof text, formula, arguments);
    va_end(arguments);
    bool fits = length > 0 && (size_t)length < sizeof text;
    pr_book_check(self, fits ? worksheet_write_formula_num(self->sheet[sheet], at.row, at.col, text,
                                                           self->format[format], value)
                             : LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
}

pr_cell_t pr_cell(pr_at_t at)
{
    pr_cell_t out;
    lxw_rowcol_to_cell(out.s, at.row, at.col);
    return out;
}

pr_cell_t pr_cell_fixed(pr_at_t at)
{
    pr_cell_t out;
    lxw_rowcol_to_cell_abs(out.s, at.row, at.col, LXW_TRUE, LXW_TRUE);
    return out;
}

const char *pr_sheet_name(pr_lang_t lang, pr_sheet_id_t sheet)
{
    static const pr_text_id_t name[PR_SHEETS] = {
        [PR_SHEET_GUIDE] = PR_TEXT_XLSX_GUIDE,
        [PR_SHEET_BUDGET] = PR_TEXT_XLSX_BUDGET,
        [PR_SHEET_INDEX] = PR_TEXT_XLSX_INDEX,
        [PR_SHEET_KEY] = PR_TEXT_XLSX_KEY,
        [PR_SHEET_SURPLUS] = PR_TEXT_XLSX_SURPLUS,
        [PR_SHEET_CAPACITY] = PR_TEXT_XLSX_CAPACITY,
        [PR_SHEET_DEMAND] = PR_TEXT_XLSX_DEMAND,
        [PR_SHEET_ASSUMPTIONS] = PR_TEXT_XLSX_ASSUMPTIONS,
        [PR_SHEET_COMPARISON] = PR_TEXT_XLSX_COMPARISON,
        [PR_SHEET_SPLIT + PR_SPLIT_REDUCTION] = PR_TEXT_XLSX_SPLIT_REDUCTION,
        [PR_SHEET_SPLIT + PR_SPLIT_REAL] = PR_TEXT_XLSX_SPLIT_REAL,
        [PR_SHEET_SPLIT + PR_SPLIT_CONTRIBUTION] = PR_TEXT_XLSX_SPLIT_CONTRIBUTION};
    return pr_text(lang, name[sheet]);
}

pr_number_t pr_cell_of(const pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "'%.36s'!%s", pr_sheet_name(self->lang, sheet), pr_cell_fixed(at).s);
    return out;
}

const char *pr_book_metric(const pr_book_t *self, const char *metric)
{
    size_t count = 0;
    const pr_metric_t *table = pr_metric_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].id, metric) == 0) {
            return pr_metric_label(&table[i], self->lang);
        }
    }
    return metric;
}

/* ---- formats ---- */

/* Also of the cells without a format, by which the widths of columns are measured: a letter that every
   spreadsheet has, or one as wide. */
static void set_font(lxw_format *format)
{
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 10);
}

static void make_formats(pr_book_t *self)
{
    bool dutch = self->lang == PR_LANG_NL;
    const char *euros = dutch ? "\"€ \"#,##0.00;-\"€ \"#,##0.00" : "\"€\"#,##0.00;-\"€\"#,##0.00";
    const struct {
        const char *number;
        bool bold, wrapped, input, shaded, shrunk;
        int size;
    } form[PR_FORMATS] = {[PR_FORMAT_TITLE] = {.bold = true, .size = 14},
                          [PR_FORMAT_NOTE] = {.wrapped = true},
                          [PR_FORMAT_SECTION] = {.bold = true, .size = 11},
                          [PR_FORMAT_HEAD] = {.bold = true, .wrapped = true, .shaded = true},
                          [PR_FORMAT_STATUS] = {.wrapped = true, .shaded = true},
                          [PR_FORMAT_WRAPPED] = {.wrapped = true},
                          [PR_FORMAT_VERDICT] = {.wrapped = true},
                          [PR_FORMAT_WRONG] = {.bold = true},
                          [PR_FORMAT_TEXT_TOTAL] = {.bold = true},
                          [PR_FORMAT_EUROS] = {.number = euros, .shrunk = true},
                          [PR_FORMAT_EUROS_INPUT] = {.number = euros, .input = true, .shrunk = true},
                          [PR_FORMAT_EUROS_TOTAL] = {.number = euros, .bold = true, .shrunk = true},
                          [PR_FORMAT_PERCENT] = {.number = "0.00%"},
                          [PR_FORMAT_PERCENT_WHOLE] = {.number = "0%"},
                          [PR_FORMAT_PERCENT_INPUT] = {.number = "0.00%", .input = true},
                          [PR_FORMAT_PERCENT_TOTAL] = {.number = "0.00%", .bold = true},
                          [PR_FORMAT_FACTOR] = {.number = "0.00000000"},
                          [PR_FORMAT_YEAR] = {.number = "0"},
                          [PR_FORMAT_PLAIN_INPUT] = {.input = true},
                          [PR_FORMAT_PLAIN_TOTAL] = {.bold = true},
                          [PR_FORMAT_FOURTHS] = {.number = "0.0000"},
                          [PR_FORMAT_FOURTHS_INPUT] = {.number = "0.0000", .input = true},
                          [PR_FORMAT_WHOLE] = {.number = "#,##0"},
                          [PR_FORMAT_TENTHS] = {.number = "#,##0.0"},
                          [PR_FORMAT_HUNDREDTHS] = {.number = "#,##0.00"}};
    set_font(STAILQ_FIRST(self->workbook->formats));
    for (int i = 0; i < PR_FORMATS; i++) {
        lxw_format *format = self->format[i] = workbook_add_format(self->workbook);
        set_font(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (form[i].number) {
            format_set_num_format(format, form[i].number);
        }
        if (form[i].bold) {
            format_set_bold(format);
        }
        if (form[i].wrapped) {
            format_set_text_wrap(format);
        }
        if (form[i].input) {
            format_set_font_color(format, INPUT_COLOUR);
            format_set_bg_color(format, INPUT_GROUND);
        }
        if (form[i].shaded) {
            format_set_bg_color(format, HEAD_COLOUR);
            format_set_align(format, LXW_ALIGN_CENTER);
        }
        if (form[i].shrunk) { /* an amount that grows is small rather than ### */
            format_set_shrink(format);
        }
        if (form[i].size) {
            format_set_font_size(format, form[i].size);
        }
    }
    format_set_align(self->format[PR_FORMAT_YEAR], LXW_ALIGN_CENTER);
    format_set_font_color(self->format[PR_FORMAT_WRONG], WRONG_COLOUR);
    format_set_bg_color(self->format[PR_FORMAT_WRONG], WRONG_GROUND);
    format_set_indent(self->format[PR_FORMAT_TEXT], 1); /* beside a number */
    format_set_indent(self->format[PR_FORMAT_VERDICT], 1);
    format_set_indent(self->format[PR_FORMAT_WRAPPED], 1);
    format_set_top(self->format[PR_FORMAT_EUROS_TOTAL], LXW_BORDER_THIN);
    format_set_top(self->format[PR_FORMAT_TEXT_TOTAL], LXW_BORDER_THIN);
    format_set_top(self->format[PR_FORMAT_PERCENT_TOTAL], LXW_BORDER_THIN);
    format_set_top(self->format[PR_FORMAT_PLAIN_TOTAL], LXW_BORDER_THIN);
}

/* ---- years ---- */

/* Of the region's amounts in a year. */
static pr_mark_kind_t mark_of(const pr_book_t *self, int y)
{
    const pr_view_t view = {self->lang, self->scenario, self->run, NULL, NULL};
    return pr_view_mark(&view, y, y + 1);
}

/* The sentences of the tables, which are broken into lines there. */
static void planned_path(const pr_book_t *self, pr_text_t *words)
{
    const pr_view_t view = {self->lang, self->scenario, self->run, words, NULL};
    pr_gates_planned(&view);
    for (size_t i = 0; i < words->length; i++) {
        words->data[i] = words->data[i] == '\n' ? ' ' : words->data[i];
    }
}

void pr_book_notes(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row)
{
    static const pr_text_id_t note[] = {
        [PR_MARK_SPRING] = PR_TEXT_MARK_NOTE, [PR_MARK_PROJECTED] = PR_TEXT_MARK_PROJECTED_NOTE};
    pr_text_t words;
    pr_text_init(&words);
    planned_path(self, &words);
    self->no_memory = self->no_memory || words.failed;
    if (words.length > 0 && !words.failed) {
        pr_book_paragraph(self, sheet, row++, words.data);
    }
    pr_text_free(&words);
    for (pr_mark_kind_t mark = PR_MARK_SPRING; mark <= PR_MARK_PROJECTED; mark++) {
        bool any = false;
        for (int y = 0; y < self->scenario->years; y++) {
            any = any || mark_of(self, y) == mark;
        }
        if (any) {
            pr_book_paragraph(self, sheet, row++, pr_text(self->lang, note[mark]));
        }
    }
}

void pr_book_year_blocks(pr_book_t *self, pr_sheet_id_t sheet, int first)
{
    for (int y = 0; y <= self->scenario->years; y++) {
        pr_book_column_block(self, sheet, first + y);
    }
}

void pr_book_years(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, bool sums, bool marked)
{
    static const pr_text_id_t sum[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_XLSX_ALL_YEARS};
    static const char *const mark[] = {
        [PR_MARK_NONE] = "", [PR_MARK_SPRING] = " *", [PR_MARK_PROJECTED] = " †"};
    const pr_scenario_t *scenario = self->scenario;
    pr_number_t words;
    pr_at_t at = first;
    for (int y = 0; y < scenario->years; y++, at.col++) {
        int year = scenario->first_year + y;
        pr_year_status_t status = pr_scenario_status(scenario, year);
        pr_book_number(self, sheet, at, year, PR_FORMAT_HEAD);
        snprintf(words.s, sizeof words.s, "%.50s%s",
                 pr_text(self->lang, status == PR_STATUS_DECIDED ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE),
                 marked ? mark[mark_of(self, y)] : "");
        pr_book_text(self, sheet, (pr_at_t){at.row + 1, at.col}, words.s, PR_FORMAT_STATUS);
    }
    for (int i = 0; i < 3 && sums; i++, at.col++) {
        pr_book_say(self, sheet, at, PR_TEXT_TOTAL, PR_FORMAT_HEAD);
        pr_book_say(self, sheet, (pr_at_t){at.row + 1, at.col}, sum[i], PR_FORMAT_STATUS);
    }
}

/* Years [from, to). */
static void sum_of_years(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_at_t first, int from, int to,
                         const int64_t *cents, pr_format_t format)
{
    int64_t sum = 0;
    for (int y = from; y < to; y++) {
        sum += cents[y];
    }
    if (from == to) {
        pr_book_cents(self, sheet, at, 0, format);
        return;
    }
    pr_cell_t begin = pr_cell((pr_at_t){first.row, (lxw_col_t)(first.col + from)}),
              end = pr_cell((pr_at_t){first.row, (lxw_col_t)(first.col + to - 1)});
    pr_book_formula(self, sheet, at, (double)sum / 100, format, "=SUM(%s:%s)", begin.s, end.s);
}

void pr_book_sums(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, const int64_t *cents,
                  pr_format_t format)
{
    int years = self->scenario->years, decided = pr_money_decided(self->scenario);
    const int range[][2] = {{0, decided}, {decided, years}, {0, years}};
    for (int i = 0; i < 3; i++) {
        pr_at_t at = {first.row, (lxw_col_t)(first.col + years + i)};
        sum_of_years(self, sheet, at, first, range[i][0], range[i][1], cents, format);
    }
}

/* ---- the file ---- */

/* A property holds a copy that may not change; the library takes it as char *. */
static void set_properties(pr_book_t *self)
{
    pr_text_t title, comments;
    pr_text_init(&title);
    pr_text_init(&comments);
    char author[] = "Poolraming " POOLRAMING_VERSION, program[] = "Poolraming", seed[32], replicates[32];
    snprintf(seed, sizeof seed, "%" PRIu64, self->seed);
    snprintf(replicates, sizeof replicates, "%" PRIu64, self->replicates);
    clean_text(&title, self->scenario->title, PROPERTY_MOST);
    PR_FILL(&comments, self->lang, PR_TEXT_XLSX_PROVENANCE, POOLRAMING_VERSION, self->scenario->id,
            self->scenario->sha256, seed, replicates);
    self->no_memory = self->no_memory || title.failed || comments.failed;
    if (!title.failed && !comments.failed) {
        lxw_doc_properties properties = {.title = title.data,
                                         .author = author,
                                         .company = program,
                                         .comments = comments.data,
                                         .created = NO_DATE};
        const char *const own[][2] = {{"program_version", POOLRAMING_VERSION},
                                      {"scenario_id", self->scenario->id},
                                      {"scenario_sha256", self->scenario->sha256},
                                      {"seed", seed},
                                      {"replicates", replicates}};
        pr_book_check(self, workbook_set_properties(self->workbook, &properties));
        for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
            pr_book_check(self, workbook_set_custom_property_string(self->workbook, own[i][0], own[i][1]));
        }
    }
    pr_text_free(&title);
    pr_text_free(&comments);
}

static void add_sheets(pr_book_t *self)
{
    int first = self->comparison ? PR_SHEET_COMPARISON : 0,
        end = self->comparison ? PR_SHEETS : PR_SHEET_COMPARISON;
    for (int i = first; i < end && !self->no_memory; i++) {
        self->sheet[i] = workbook_add_worksheet(self->workbook, pr_sheet_name(self->lang, (pr_sheet_id_t)i));
        self->no_memory = !self->sheet[i];
    }
}

static void fill_run(pr_book_t *self)
{
    pr_weights_find(self);
    pr_sheet_guide(self);
    pr_sheet_budget(self);
    pr_sheet_index(self);
    pr_sheet_key(self);
    pr_sheet_surplus(self);
    pr_sheet_capacity(self);
    pr_sheet_demand(self);
    pr_sheet_assumptions(self);
    for (pr_split_t split = 0; split < PR_SPLITS; split++) {
        pr_sheet_split(self, split);
    }
}

static void fill_book(pr_book_t *self)
{
    make_formats(self);
    set_properties(self);
    add_sheets(self);
    if (!self->no_memory) {
        (self->comparison ? pr_sheet_comparison : fill_run)(self);
    }
}

static int write_book(void *context, const char *path, const char *folder, pr_errors_t *errors)
{
    pr_book_t *self = context;
    char *temporary = pr_text_copy(folder);
    lxw_workbook_options options = {.tmpdir = temporary};
    int result = PR_ERR_MEMORY;
    self->workbook = temporary ? workbook_new_opt(path, &options) : NULL;
    if (self->workbook) {
        fill_book(self);
        errno = 0;
        lxw_error closed = workbook_close(self->workbook); /* frees it */
        int reason = errno ? errno : EIO;
        bool whole = closed == LXW_NO_ERROR && pr_workbook_whole(path);
        result = self->no_memory          ? PR_ERR_MEMORY
                 : !self->failed && whole ? 0
                                          : (errno = whole ? EINVAL : reason, PR_ERR_IO);
    }
    if (result == PR_ERR_MEMORY) {
        pr_errors_add(errors, result, NAME, 0, "out of memory");
    }
    pr_free(temporary);
    return result;
}

int pr_workbook_write(pr_output_set_t *set, const pr_report_t *report, const pr_scenario_t *scenario,
                      const pr_run_t *run, pr_errors_t *errors)
{
    pr_book_t book = {.lang = report->lang,
                      .report = report,
                      .scenario = scenario,
                      .run = run,
                      .seed = run->seed,
                      .replicates = run->ensemble.replicates};
    return pr_output_fill(set, NAME, SPACE, write_book, &book, errors);
}

int pr_workbook_compare(pr_output_set_t *set, const pr_report_t *report, const pr_comparison_t *comparison,
                        pr_errors_t *errors)
{
    pr_book_t book = {.lang = report->lang,
                      .report = report,
                      .scenario = comparison->scenario[0],
                      .comparison = comparison,
                      .seed = comparison->seed,
                      .replicates = comparison->ensemble.replicates};
    return pr_output_fill(set, NAME, SPACE, write_book, &book, errors);
}
