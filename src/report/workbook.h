/*
 * report.xlsx: a run as a workbook whose amounts, index and shares are formulas, so that a reader can follow
 * and change them. Only the central path is live; what comes from the replicates are values. Each formula
 * carries the program's own result. Here is the book that the sheets are written into, and where a sheet's
 * cells are for the formulas of another.
 *
 * Writers check nothing: the first failure is kept in the book, and pr_workbook_write says so.
 */
#ifndef PR_REPORT_WORKBOOK_H
#define PR_REPORT_WORKBOOK_H

#include "report/files.h"
#include "report/view.h"
#include <poolraming/analysis.h>
#include <xlsxwriter.h>

typedef enum {
    PR_FORMAT_TITLE,
    PR_FORMAT_NOTE, /* wrapped, grey */
    PR_FORMAT_SECTION,
    PR_FORMAT_HEAD,
    PR_FORMAT_STATUS, /* below a heading */
    PR_FORMAT_TEXT,
    PR_FORMAT_WRAPPED,
    PR_FORMAT_TEXT_TOTAL,
    PR_FORMAT_VERDICT, /* what a check says … */
    PR_FORMAT_WRONG,   /* … and how it looks where something is wrong */
    PR_FORMAT_EUROS,
    PR_FORMAT_EUROS_INPUT, /* inputs are blue on yellow: what a reader may change */
    PR_FORMAT_EUROS_TOTAL,
    PR_FORMAT_PERCENT,
    PR_FORMAT_PERCENT_WHOLE,
    PR_FORMAT_PERCENT_INPUT,
    PR_FORMAT_PERCENT_TOTAL,
    PR_FORMAT_FACTOR,
    PR_FORMAT_YEAR,
    PR_FORMAT_PLAIN, /* any number */
    PR_FORMAT_PLAIN_INPUT,
    PR_FORMAT_PLAIN_TOTAL,
    PR_FORMAT_FOURTHS,
    PR_FORMAT_FOURTHS_INPUT,
    PR_FORMAT_WHOLE,
    PR_FORMAT_TENTHS,
    PR_FORMAT_HUNDREDTHS,
    PR_FORMATS
} pr_format_t;

typedef enum {
    PR_SHEET_GUIDE,
    PR_SHEET_BUDGET,
    PR_SHEET_INDEX,
    PR_SHEET_KEY,
    PR_SHEET_SURPLUS,
    PR_SHEET_CAPACITY,
    PR_SHEET_DEMAND,
    PR_SHEET_ASSUMPTIONS,
    PR_SHEET_SPLIT,                           /* and the next two, in the order of pr_split_t */
    PR_SHEET_COMPARISON = PR_SHEET_SPLIT + 3, /* of a comparison, alone */
    PR_SHEETS
} pr_sheet_id_t;

/* The three sums a year that are split by largest remainder. */
typedef enum { PR_SPLIT_REDUCTION, PR_SPLIT_REAL, PR_SPLIT_CONTRIBUTION, PR_SPLITS } pr_split_t;

/* What is split by the same weights is told once: the years of a key or of another allocation policy. */
typedef struct {
    pr_channel_t channel;
    int y;        /* the first use */
    bool key;     /* shares of a key in hundredths of a percent, or the weights of a policy */
    bool live;    /* small enough for exact sums in a spreadsheet, in each of its years */
    double total; /* of the weights */
} pr_weight_table_t;

typedef struct {
    int count;
    pr_weight_table_t table[PR_CHANNELS * PR_MAX_YEARS];
    int of[PR_CHANNELS][PR_MAX_YEARS];
} pr_weights_t;

/* What is known of a sheet when its pages are made. */
enum { PR_SHEET_COLUMNS = 64, PR_SHEET_ROWS = 512, PR_SHEET_BREAKS = 96 };
typedef struct {
    double width[PR_SHEET_COLUMNS]; /* characters; 0: the default */
    uint8_t more[PR_SHEET_ROWS];    /* lines of a row beyond its first */
    lxw_col_t column[PR_SHEET_BREAKS];
    lxw_row_t row[PR_SHEET_BREAKS];
    size_t columns, rows; /* where a page may begin, in order */
} pr_layout_t;

typedef struct {
    pr_lang_t lang;
    const pr_report_t *report;
    const pr_scenario_t *scenario;
    const pr_run_t *run;               /* NULL: a comparison */
    const pr_comparison_t *comparison; /* NULL: a run; `scenario` is its base */
    uint64_t seed, replicates;
    lxw_workbook *workbook; /* owned until it is closed */
    lxw_worksheet *sheet[PR_SHEETS];
    lxw_format *format[PR_FORMATS];
    pr_layout_t layout[PR_SHEETS];
    pr_weights_t weights; /* of a run */
    lxw_error failed;     /* the first failure */
    bool no_memory;
} pr_book_t;

/* Characters of a formula, far less than a spreadsheet takes. */
enum { PR_FORMULA_MOST = 2048 };

/* A cell's name by value: "C5", "$C$5" … */
typedef struct {
    char s[24];
} pr_cell_t;

typedef struct {
    lxw_row_t row;
    lxw_col_t col;
} pr_at_t;

/* A text as text whatever it holds: printable, no escape of the file format, at most what a cell can hold. */
void pr_book_text(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, const char *text, pr_format_t format);
void pr_book_say(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_id_t id, pr_format_t format);
/* Nothing is written where it is not finite. */
void pr_book_number(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, double x, pr_format_t format);
void pr_book_cents(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, int64_t cents, pr_format_t format);
/* `value` is what the program computed. */
void pr_book_formula(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, double value, pr_format_t format,
                     const char *formula, ...) PR_PRINTF(6, 7);
void pr_book_check(pr_book_t *self, lxw_error error);
/* An owned text that was being made for a cell: written and freed. */
void pr_book_made(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_t *text, pr_format_t format);

pr_cell_t pr_cell(pr_at_t at);       /* C5 */
pr_cell_t pr_cell_fixed(pr_at_t at); /* $C$5 */
/* "Index!$C$5", with the sheet's name in the language. */
pr_number_t pr_cell_of(const pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at);
/* What a metric is called. */
const char *pr_book_metric(const pr_book_t *self, const char *metric);
const char *pr_sheet_name(pr_lang_t lang, pr_sheet_id_t sheet);

/* ---- pages: workbook_page.c ---- */

/* Wrapped over as many columns as a page has; after the widths. */
void pr_book_paragraph(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row, const char *text);
/* A title, and a paragraph below it. */
void pr_book_head(pr_book_t *self, pr_sheet_id_t sheet, const char *title, const char *note);
void pr_book_width(pr_book_t *self, pr_sheet_id_t sheet, int first, int last, double width);
/* A page may begin at this column or row; elsewhere what belongs together would be torn apart. */
void pr_book_column_block(pr_book_t *self, pr_sheet_id_t sheet, int column);
void pr_book_row_block(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row);

/* How a sheet is scrolled and printed: rows above `body` and columns left of it stay on the screen; on paper
   these columns and the rows [repeat_from, repeat_to) are on every page. */
typedef struct {
    pr_at_t body, last;
    lxw_row_t repeat_from, repeat_to;
    bool portrait;
} pr_paper_t;
/* On A4, as wide as fits with letters of at least 8 points, over several pages where it must be. After all
   else of the sheet. */
void pr_book_page(pr_book_t *self, pr_sheet_id_t sheet, const pr_paper_t *page);
/* Rows of wrapped text get their height here: not every program finds it by itself. */
void pr_book_height(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row, size_t lines);
/* Lines that a text takes in a column of that width. */
size_t pr_book_lines(const char *text, double width);

/* ---- inputs and checks: workbook_input.c ---- */

typedef enum {
    PR_INPUT_AMOUNT,
    PR_INPUT_FIGURE, /* a published growth; may be empty */
    PR_INPUT_GROWTH,
    PR_INPUT_PERSISTENCE,
    PR_INPUT_GAP,
    PR_INPUT_SHARE,  /* of a key */
    PR_INPUT_WEIGHT, /* of another policy */
    PR_INPUTS
} pr_input_t;

/* Cells that a reader may change: a spreadsheet says what is expected and refuses anything else. */
void pr_book_input(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, pr_at_t last, pr_input_t kind);
/* A cell that says whether these inputs can be used, since what is pasted is not refused. */
void pr_book_input_check(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_at_t first, pr_at_t last,
                         pr_input_t kind);
/* Adds to a formula how many of these cells do not say `good`. */
void pr_book_problems(const pr_book_t *self, pr_text_t *formula, pr_at_t first, pr_at_t last, int cells,
                      const pr_text_id_t *good, size_t goods);
/* The check of a whole sheet: how many problems the formula finds. Frees it. */
void pr_book_sheet_check(pr_book_t *self, pr_sheet_id_t sheet, pr_text_t *problems);
/* Where it stands. */
pr_at_t pr_sheet_check(void);

/* A formula that gives a text: `good`, as it does with the program's own figures, or what is wrong, which
   stands out. */
void pr_book_verdict(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t at, pr_text_id_t good, const char *formula,
                     ...) PR_PRINTF(5, 6);

/* Below a table of the central path: which path of the gates is planned, and what the marks of its heads
 * mean. */
void pr_book_notes(pr_book_t *self, pr_sheet_id_t sheet, lxw_row_t row);

/* Pages may begin at a year, and at the sums after them. */
void pr_book_year_blocks(pr_book_t *self, pr_sheet_id_t sheet, int first);
/* Heads of years as columns from `first` on, with their status below; then of the sums of decided, indicative
   and all years, where there are sums. `marked`: amounts
   that rest on the index have their mark beside the status. */
void pr_book_years(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, bool sums, bool marked);
/* The formulas below these sums, for one row of cents by year. */
void pr_book_sums(pr_book_t *self, pr_sheet_id_t sheet, pr_at_t first, const int64_t *cents,
                  pr_format_t format);

/* Where a class's factor of a year stands, and a channel's sum. */
pr_at_t pr_sheet_factor(const pr_scenario_t *scenario, pr_index_class_t kind, int y);
pr_at_t pr_sheet_channel(const pr_scenario_t *scenario, bool nominal, pr_channel_t channel, int y);
pr_at_t pr_sheet_share(const pr_scenario_t *scenario, size_t m, int y);
/* Which part of the sum of a year that is. */
pr_at_t pr_sheet_applied(const pr_scenario_t *scenario, size_t m, int y);
/* Where the weight of a municipality stands in its table. */
pr_at_t pr_sheet_weight(const pr_book_t *self, pr_channel_t channel, int y, size_t m);
/* Fills in self->weights. */
void pr_weights_find(pr_book_t *self);
const pr_weight_table_t *pr_weights_of(const pr_book_t *self, pr_channel_t channel, int y);

void pr_sheet_guide(pr_book_t *self);
void pr_sheet_assumptions(pr_book_t *self);
void pr_sheet_index(pr_book_t *self);
void pr_sheet_key(pr_book_t *self);
void pr_sheet_budget(pr_book_t *self);
void pr_sheet_surplus(pr_book_t *self);
void pr_sheet_split(pr_book_t *self, pr_split_t split);
void pr_sheet_capacity(pr_book_t *self);
void pr_sheet_demand(pr_book_t *self);
void pr_sheet_comparison(pr_book_t *self);

/* The channel of a split, and cents of region and municipalities: out[0 … municipality_count]. */
pr_channel_t pr_split_channel(pr_split_t split);
void pr_split_amounts(const pr_book_t *self, pr_split_t split, int y, int64_t *out);

/* Adds report.xlsx to the files of a run. 0, PR_ERR_IO or PR_ERR_MEMORY with a sentence in `errors`. */
int pr_workbook_write(pr_output_set_t *set, const pr_report_t *report, const pr_scenario_t *scenario,
                      const pr_run_t *run, pr_errors_t *errors);

/* The same for a comparison: its own report.xlsx, with the sheet of differences. */
int pr_workbook_compare(pr_output_set_t *set, const pr_report_t *report, const pr_comparison_t *comparison,
                        pr_errors_t *errors);

/* Is a file a whole archive of whole XML documents? The library that writes it does not notice where a
   temporary of its own could not be written. */
bool pr_workbook_whole(const char *path);

#endif
