/*
 * The inputs of report.xlsx: what a cell accepts, which a spreadsheet says and keeps to, and the cells that
 * say whether what stands there can be used, since what is pasted is not refused. Bounds are those of the
 * settings in scenario/table.c.
 */
#include "report/workbook.h"
#include <stdarg.h>

/* The smallest step of a share: a hundredth of a percent. */
static const struct {
    double low, high;
    bool empty, steps; /* may be empty; counts in steps of a hundredth of a percent */
    pr_text_id_t message;
} input[PR_INPUTS] = {[PR_INPUT_AMOUNT] = {0, 1e9, false, false, PR_TEXT_XLSX_INPUT_AMOUNT},
                      [PR_INPUT_FIGURE] = {-0.5, 0.5, true, false, PR_TEXT_XLSX_INPUT_FIGURE},
                      [PR_INPUT_GROWTH] = {-0.2, 0.3, false, false, PR_TEXT_XLSX_INPUT_GROWTH},
                      [PR_INPUT_PERSISTENCE] = {-0.999, 0.999, false, false, PR_TEXT_XLSX_INPUT_PERSISTENCE},
                      [PR_INPUT_GAP] = {-0.5, 0.5, false, false, PR_TEXT_XLSX_INPUT_GAP},
                      [PR_INPUT_SHARE] = {0, 1, false, true, PR_TEXT_XLSX_INPUT_SHARE},
                      [PR_INPUT_WEIGHT] = {0, 1e12, false, false, PR_TEXT_XLSX_INPUT_WEIGHT}};

static pr_number_t range_of(pr_at_t first, pr_at_t last)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%s:%s", pr_cell(first).s, pr_cell(last).s);
    return out;
}

/* The library copies what it is given, but takes it as char *. */
void pr_book_input(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, pr_at_t last, pr_input_t kind)
{
    char message[256], title[33];
    snprintf(message, sizeof message, "%s", pr_text(self->lang, input[kind].message));
    snprintf(title, sizeof title, "%s", pr_text(self->lang, PR_TEXT_XLSX_INPUT));
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                .ignore_blank = LXW_VALIDATION_ON,
                                .show_input = LXW_VALIDATION_ON,
                                .show_error = LXW_VALIDATION_ON,
                                .minimum_number = input[kind].low,
                                .maximum_number = input[kind].high,
                                .input_title = title,
                                .input_message = message,
                                .error_title = title,
                                .error_message = message};
    pr_book_check(self, worksheet_data_validation_range(self->sheet[sheet], first.row, first.col, last.row,
                                                        last.col, &rule));
}

void pr_book_verdict(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_id_t good, const char *formula,
                     ...)
{
    char text[PR_FORMULA_MOST], quoted[64];
    lxw_conditional_format other = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                    .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
                                    .value_string = quoted,
                                    .format = self->format[PR_FORMAT_WRONG]};
    va_list arguments;
    va_start(arguments, formula);
    int length = vsnprintf(text, sizeof text, formula, arguments);
    va_end(arguments);
    bool fits = length > 0 && (size_t)length < sizeof text;
    snprintf(quoted, sizeof quoted, "\"%.60s\"", pr_text(self->lang, good));
    pr_book_check(self, fits ? worksheet_write_formula_str(self->sheet[sheet], at.row, at.col, text,
                                                           self->format[PR_FORMAT_VERDICT],
                                                           pr_text(self->lang, good))
                             : LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    pr_book_check(self, worksheet_conditional_format_cell(self->sheet[sheet], at.row, at.col, &other));
}

void pr_book_input_check(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_at_t first, pr_at_t last,
                         pr_input_t kind)
{
    pr_lang_t lang = self->lang;
    pr_number_t cells = range_of(first, last), wanted;
    char steps[192] = "";
    snprintf(wanted.s, sizeof wanted.s, "%d",
             ((int)last.row - (int)first.row + 1) * (last.col - first.col + 1));
    if (input[kind].empty) {
        snprintf(wanted.s, sizeof wanted.s, "COUNTA(%.48s)", cells.s);
    }
    if (input[kind].steps) { /* one cell */
        snprintf(steps, sizeof steps, "IF(ABS(10000*%s-ROUND(10000*%s,0))>0.000001,\"%.60s\",",
                 pr_cell(first).s, pr_cell(first).s, pr_text(lang, PR_TEXT_XLSX_BAD_STEPS));
    }
    pr_book_verdict(
        self, sheet, at, PR_TEXT_XLSX_FINE,
        "=IF(COUNT(%s)<%s,\"%s\",IF(OR(MIN(%s)<%.10g,MAX(%s)>%.10g),\"%s\",%s\"%s\"%s))", cells.s, wanted.s,
        pr_text(lang, input[kind].empty ? PR_TEXT_XLSX_BAD_FIGURE : PR_TEXT_XLSX_BAD_NUMBER), cells.s,
        input[kind].low, cells.s, input[kind].high, pr_text(lang, PR_TEXT_XLSX_BAD_BOUNDS), steps,
        pr_text(lang, PR_TEXT_XLSX_FINE), *steps ? ")" : "");
}

void pr_book_problems(const pr_book_t *self, pr_text_t *formula, pr_at_t first, pr_at_t last, int cells,
                      const pr_text_id_t *good, size_t goods)
{
    pr_text_addf(formula, "+%d", cells);
    for (size_t i = 0; i < goods; i++) {
        pr_text_addf(formula, "-COUNTIF(%s,\"%s\")", range_of(first, last).s, pr_text(self->lang, good[i]));
    }
}

pr_at_t pr_sheet_check(void)
{
    return (pr_at_t){2, 1};
}

void pr_book_sheet_check(pr_book_t *self, pr_sheet_id_t sheet, pr_text_t *problems)
{
    pr_at_t at = pr_sheet_check();
    self->no_memory = self->no_memory || problems->failed;
    if (!problems->failed) {
        pr_book_say(self, sheet, (pr_at_t){at.row, 0}, PR_TEXT_XLSX_CHECK, PR_FORMAT_TEXT);
        pr_book_check(self, worksheet_merge_range(self->sheet[sheet], at.row, at.col, at.row, at.col + 2, "",
                                                  self->format[PR_FORMAT_VERDICT]));
        pr_book_verdict(self, sheet, at, PR_TEXT_XLSX_FINE, "=IF(0%s=0,\"%s\",0%s&\" %s\")", problems->data,
                        pr_text(self->lang, PR_TEXT_XLSX_FINE), problems->data,
                        pr_text(self->lang, PR_TEXT_XLSX_PROBLEMS));
    }
    pr_text_free(problems);
}
