/* Tables of plain text: see table.h. */
#include "report/table.h"
#include <string.h>

static const char RULE[] = "\x01";

void pr_table_init(pr_table_t *self, size_t columns)
{
    memset(self, 0, sizeof *self);
    self->gap = 2;
    self->first = PR_TABLE_FIRST_WIDTH;
    self->columns = columns < PR_TABLE_COLUMNS ? columns : PR_TABLE_COLUMNS;
}

void pr_table_free(pr_table_t *self)
{
    pr_text_free(&self->cells);
    self->count = 0;
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

void pr_table_cut(char *text, size_t columns)
{
    if (pr_text_columns(text) <= columns) {
        return;
    }
    size_t length = strlen(text);
    do {
        do {
            length--;
        } while (continues(text[length]));
        text[length] = '\0';
    } while (pr_text_columns(text) >= columns);
    memcpy(text + length, "…",
           sizeof "…"); /* what was cut held at least two columns: see the caller's buffer */
}

void pr_table_cell(pr_table_t *self, const char *text)
{
    char cell[256];
    size_t length = strlen(text);
    length = length < sizeof cell - 8 ? length : sizeof cell - 8;
    memcpy(cell, text, length);
    cell[length] = '\0';
    pr_text_make_printable(cell);
    if (self->count % self->columns == 0) {
        pr_table_cut(cell, self->first);
    }
    pr_text_add(&self->cells, cell, strlen(cell) + 1);
    self->count++;
}

void pr_table_end(pr_table_t *self)
{
    while (self->count % self->columns != 0) {
        pr_table_cell(self, "");
    }
}

void pr_table_rule(pr_table_t *self)
{
    pr_text_add(&self->cells, RULE, sizeof RULE);
    for (size_t i = 0; i < self->columns; i++) {
        self->count++;
        pr_text_add(&self->cells, "", i > 0);
    }
}

bool pr_table_is_rule(const char *cell)
{
    return strcmp(cell, RULE) == 0;
}

static void spaces(pr_text_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pr_text_adds(out, " ");
    }
}

static void widths(const pr_table_t *self, size_t *width)
{
    const char *cell = self->cells.data;
    for (size_t i = 0; i < self->count; i++, cell += strlen(cell) + 1) {
        size_t columns = pr_table_is_rule(cell) ? 0 : pr_text_columns(cell);
        size_t *most = &width[i % self->columns];
        *most = columns > *most ? columns : *most;
    }
}

static void rule(const pr_table_t *self, pr_text_t *out, const size_t *width)
{
    for (size_t i = 0; i < self->columns; i++) {
        for (size_t k = 0; k < width[i] + (i > 0 ? self->gap : 0); k++) {
            pr_text_adds(out, "-");
        }
    }
    pr_text_adds(out, "\n");
}

/* One row; spaces at its end are left out. Returns the first cell of the next. */
static const char *row(const pr_table_t *self, const char *cell, const size_t *width, pr_text_t *out)
{
    size_t owed = 0;
    for (size_t i = 0; i < self->columns; i++, cell += strlen(cell) + 1) {
        size_t gap = width[i] - pr_text_columns(cell);
        owed += i == 0 ? 0 : self->gap + gap;
        if (*cell) {
            spaces(out, owed);
            pr_text_adds(out, cell);
            owed = 0;
        }
        owed += i == 0 ? gap : 0;
    }
    pr_text_adds(out, "\n");
    return cell;
}

void pr_table_print(const pr_table_t *self, pr_text_t *out)
{
    size_t width[PR_TABLE_COLUMNS] = {0};
    if (self->cells.failed || !self->cells.data) {
        out->failed = out->failed || self->cells.failed;
        return;
    }
    widths(self, width);
    const char *cell = self->cells.data;
    for (size_t i = 0; i < self->count; i += self->columns) {
        if (pr_table_is_rule(cell)) {
            rule(self, out, width);
            for (size_t k = 0; k < self->columns; k++) {
                cell += strlen(cell) + 1;
            }
        } else {
            cell = row(self, cell, width, out);
        }
    }
}

void pr_paragraph_within(pr_text_t *out, const char *text, size_t indent, size_t width)
{
    size_t column = strspn(text, " ");
    bool first = true;
    spaces(out, column);
    for (const char *word = text + column; *word;) {
        char piece[256];
        size_t length = strcspn(word, " ");
        if (length >= 3 && memcmp(word + length - 3, "€", 3) == 0 && word[length]) {
            length += 1 + strcspn(word + length + 1, " "); /* the sign stays with its amount */
        }
        if (strncmp(word + length, " %", 2) == 0) {
            length += 1 + strcspn(word + length + 1, " ");
        }
        size_t kept = length < sizeof piece - 1 ? length : sizeof piece - 1;
        while (kept < length && continues(word[kept])) {
            kept--;
        }
        memcpy(piece, word, kept);
        piece[kept] = '\0';
        size_t wide = pr_text_columns(piece);
        if (!first && column + 1 + wide > width) {
            pr_text_adds(out, "\n");
            spaces(out, indent);
            column = indent;
        } else if (!first) {
            pr_text_adds(out, " ");
            column++;
        }
        pr_text_adds(out, piece);
        column += wide;
        first = false;
        word += kept + (word[kept] == ' ');
    }
    pr_text_adds(out, "\n");
}

void pr_paragraph(pr_text_t *out, const char *text, size_t indent)
{
    pr_paragraph_within(out, text, indent, PR_TABLE_WIDTH);
}
