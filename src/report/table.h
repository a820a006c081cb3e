/* A table of plain text: the first column left, the others right, widths in columns of the terminal. */
#ifndef PR_REPORT_TABLE_H
#define PR_REPORT_TABLE_H

#include "core/text.h"
#include <poolraming/export.h>
#include <stdbool.h>
#include <stddef.h>

enum { PR_TABLE_COLUMNS = 24, PR_TABLE_FIRST_WIDTH = 34, PR_TABLE_WIDTH = 100 };
#define PR_TABLE_RUNS ((size_t)-1)

/* Cells row by row; a failed append shows in `cells.failed`. */
typedef struct {
    pr_text_t cells; /* each ended by '\0' */
    size_t columns, count;
    size_t gap;   /* between columns: 2 unless set */
    size_t first; /* the first cell of a row is cut at so many columns: PR_TABLE_FIRST_WIDTH unless set */
    /* Only for a page; a terminal shows neither. */
    size_t group; /* columns that a text in the upper lines of the head is about: 0 its own, PR_TABLE_RUNS all
                     up to the next text */
    bool sortable; /* rows between the first two rules may change places */
} pr_table_t;

void pr_table_init(pr_table_t *self, size_t columns);
void pr_table_free(pr_table_t *self);
/* The next cell; made printable, and the first of a row cut at `first` columns. */
void pr_table_cell(pr_table_t *self, const char *text);
/* Cuts a printable text at a number of columns, two at least, with '…' for the rest. */
void pr_table_cut(char *text, size_t columns);
/* Fills the row with empty cells. */
void pr_table_end(pr_table_t *self);
/* A line across, after the row that was ended last. */
void pr_table_rule(pr_table_t *self);
/* Is the row that starts with this cell a line across? */
bool pr_table_is_rule(const char *cell);
void pr_table_print(const pr_table_t *self, pr_text_t *out);

/* Appends a paragraph, broken at spaces to PR_TABLE_WIDTH columns; later lines are indented. */
void pr_paragraph(pr_text_t *out, const char *text, size_t indent);
/* The same to another width. */
void pr_paragraph_within(pr_text_t *out, const char *text, size_t indent, size_t width);

#endif
