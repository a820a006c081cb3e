/*
 * How the sheets of report.xlsx lie on paper: A4, letters of at least 8 points. A sheet that would have to be
 * smaller goes over several pages side by side, each with the columns that say what a row is. The scale is
 * computed here, since a spreadsheet that fits a sheet to a page heeds no breaks and knows no smallest
 * letter.
 */
#include "report/workbook.h"

enum {
    A4 = 9,
    LEGIBLE = 81, /* per cent: 10 points become 8.1 */
    NOTE_ROW = 1
};

#define MARGIN 0.4 /* inches, left and right */
#define LINE 13.5  /* points */

/* Points within the margins at 100 %, less 2 % for what spreadsheets round differently. */
static const struct {
    double wide, high;
} room[2] = {{768, 505}, {526, 745}}; /* landscape, portrait */

/* Points: a digit of 10 points Arial a character, and the air beside it. */
static double width_of(const pr_layout_t *self, lxw_col_t column)
{
    double width = column < PR_SHEET_COLUMNS ? self->width[column] : 0;
    return 5.56 * (width > 0 ? width : LXW_DEF_COL_WIDTH) + 4;
}

static double width_between(const pr_layout_t *self, lxw_col_t from, lxw_col_t to)
{
    double sum = 0;
    for (lxw_col_t column = from; column < to; column++) {
        sum += width_of(self, column);
    }
    return sum;
}

void pr_book_width(pr_book_t *self, pr_sheet_id_t sheet, int first, int last, double width)
{
    for (int column = first; column <= last && column < PR_SHEET_COLUMNS; column++) {
        self->layout[sheet].width[column] = width;
    }
    pr_book_check(self,
                  worksheet_set_column(self->sheet[sheet], (lxw_col_t)first, (lxw_col_t)last, width, NULL));
}

size_t pr_book_lines(const char *text, double width)
{
    return 1 + (text ? (size_t)((double)pr_text_columns(text) / width) : 0);
}

void pr_book_height(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row, size_t lines)
{
    enum { MOST = 30 }; /* a row has at most 409 points */
    lines = lines < MOST ? lines : MOST;
    if (row < PR_SHEET_ROWS && lines > 0) {
        self->layout[sheet].more[row] = (uint8_t)(lines - 1);
    }
    pr_book_check(self, worksheet_set_row(self->sheet[sheet], row, LINE * (double)lines, NULL));
}

void pr_book_paragraph(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row, const char *text)
{
    enum { WIDE = 650, CHARACTER = 5 }; /* points */
    const pr_layout_t *layout = &self->layout[sheet];
    lxw_col_t columns = 1;
    double width = width_of(layout, 0);
    while (columns < PR_SHEET_COLUMNS && layout->width[columns] > 0 &&
           width + width_of(layout, columns) <= WIDE) {
        width += width_of(layout, columns++);
    }
    if (columns > 1) {
        pr_book_check(self, worksheet_merge_range(self->sheet[sheet], row, 0, row, columns - 1, "",
                                                  self->format[PR_FORMAT_NOTE]));
    }
    pr_book_text(self, sheet, (pr_at_t){row, 0}, text, PR_FORMAT_NOTE);
    pr_book_height(self, sheet, row, pr_book_lines(text, width / CHARACTER));
}

void pr_book_head(pr_book_t *self, pr_sheet_id_t sheet, const char *title, const char *note)
{
    pr_book_text(self, sheet, (pr_at_t){0, 0}, title, PR_FORMAT_TITLE);
    pr_book_height(self, sheet, 0, 2);
    pr_book_paragraph(self, sheet, NOTE_ROW, note);
}

void pr_book_column_block(pr_book_t *self, pr_sheet_id_t sheet, int column)
{
    pr_layout_t *layout = &self->layout[sheet];
    if (layout->columns < PR_SHEET_BREAKS) {
        layout->column[layout->columns++] = (lxw_col_t)column;
    }
}

void pr_book_row_block(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row)
{
    pr_layout_t *layout = &self->layout[sheet];
    if (layout->rows < PR_SHEET_BREAKS) {
        layout->row[layout->rows++] = row;
    }
}

/* Breaks where the next block would not fit; 0 where all fit side by side. Returns the width of the widest
   page. */
static double break_columns(pr_book_t *self, pr_sheet_id_t sheet, const pr_paper_t *page)
{
    const pr_layout_t *layout = &self->layout[sheet];
    lxw_col_t at[PR_SHEET_BREAKS + 1], end = (lxw_col_t)(page->last.col + 1);
    size_t breaks = 0;
    double capacity = room[page->portrait].wide * 100 / LEGIBLE, all = width_between(layout, 0, end),
           used = width_between(layout, 0, layout->columns ? layout->column[0] : end), widest = used;
    if (all <= capacity) {
        return all;
    }
    for (size_t i = 0; i < layout->columns; i++) {
        lxw_col_t next = i + 1 < layout->columns ? layout->column[i + 1] : end;
        double block = width_between(layout, layout->column[i], next);
        if (used + block > capacity) {
            at[breaks++] = layout->column[i];
            used = width_between(layout, 0, page->body.col);
        }
        used += block;
        widest = used > widest ? used : widest;
    }
    at[breaks] = 0;
    if (breaks > 0) {
        pr_book_check(self, worksheet_set_v_pagebreaks(self->sheet[sheet], at));
    }
    return widest;
}

static double lines_between(const pr_layout_t *self, lxw_row_t from, lxw_row_t to)
{
    double lines = 0;
    for (lxw_row_t row = from; row < to; row++) {
        lines += 1 + (row < PR_SHEET_ROWS ? self->more[row] : 0);
    }
    return lines;
}

static void break_rows(pr_book_t *self, pr_sheet_id_t sheet, const pr_paper_t *page, double scale)
{
    const pr_layout_t *layout = &self->layout[sheet];
    lxw_row_t at[PR_SHEET_BREAKS + 1], first = 0;
    size_t breaks = 0;
    double capacity = room[page->portrait].high / LINE * 100 / scale,
           repeated = lines_between(layout, page->repeat_from, page->repeat_to);
    for (size_t i = 0; i < layout->rows; i++) {
        lxw_row_t next = i + 1 < layout->rows ? layout->row[i + 1] : page->last.row + 1;
        double used = lines_between(layout, first, next) + (breaks > 0 ? repeated : 0);
        if (used > capacity && layout->row[i] > first) {
            first = at[breaks++] = layout->row[i];
        }
    }
    at[breaks] = 0;
    if (breaks > 0) {
        pr_book_check(self, worksheet_set_h_pagebreaks(self->sheet[sheet], at));
    }
}

static double scale_of(double wide, double width)
{
    double scale = 100 * wide / width;
    return scale > 100 ? 100 : scale < LEGIBLE ? LEGIBLE : scale;
}

void pr_book_page(pr_book_t *self, pr_sheet_id_t sheet, const pr_paper_t *page)
{
    lxw_worksheet *paper = self->sheet[sheet];
    double scale = scale_of(room[page->portrait].wide, break_columns(self, sheet, page));
    char footer[64];
    snprintf(footer, sizeof footer, "&L&A&C%.32s&R&P / &N", self->scenario->id);
    break_rows(self, sheet, page, scale);
    worksheet_set_default_row(paper, LINE, LXW_FALSE);
    worksheet_freeze_panes(paper, page->body.row, page->body.col);
    pr_book_check(self, worksheet_print_area(paper, 0, 0, page->last.row, page->last.col));
    if (page->repeat_to > page->repeat_from) {
        pr_book_check(self, worksheet_repeat_rows(paper, page->repeat_from, page->repeat_to - 1));
    }
    if (page->body.col > 0) {
        pr_book_check(self, worksheet_repeat_columns(paper, 0, (lxw_col_t)(page->body.col - 1)));
    }
    if (page->portrait) {
        worksheet_set_portrait(paper);
    } else {
        worksheet_set_landscape(paper);
    }
    worksheet_print_across(paper);
    worksheet_set_paper(paper, A4);
    worksheet_set_margins(paper, MARGIN, MARGIN, 0.5, 0.6);
    worksheet_set_print_scale(paper, (uint16_t)scale);
    pr_book_check(self, worksheet_set_footer(paper, footer));
}
