/* A table of the terminal as a table of HTML. */
#include "report/html.h"
#include <string.h>

enum { HEAD_LINES = 4 };

static const char *next(const char *cell)
{
    return cell + strlen(cell) + 1;
}

/* Columns up to the last in which something stands. */
static size_t shown_of(const pr_table_t *table)
{
    size_t shown = 1;
    const char *cell = table->cells.data;
    for (size_t i = 0; i < table->count; i++, cell = next(cell)) {
        size_t column = i % table->columns;
        bool rule = pr_table_is_rule(cell);
        shown = !rule && column >= shown && strspn(cell, " ") < strlen(cell) ? column + 1 : shown;
    }
    return shown;
}

static const char *skip_row(const pr_table_t *table, const char *cell)
{
    for (size_t i = 0; i < table->columns; i++) {
        cell = next(cell);
    }
    return cell;
}

void pr_html_table_begin(pr_html_t *self, const char *caption, const char *style, bool sortable)
{
    pr_html_id_t id = pr_html_id(self, "tabel");
    pr_text_addf(self->out,
                 "<div class=\"box\" role=\"group\" tabindex=\"0\" aria-labelledby=\"%s\">\n"
                 "<table class=\"%s\"%s>\n<caption id=\"%s\"><span>",
                 id.s, style ? style : "figures", sortable ? " data-sort=\"\"" : "", id.s);
    pr_html_text(self, caption ? caption : self->heading.length > 0 ? self->heading.data : "");
    if (!caption) {
        self->heading.length = 0;
    }
    pr_text_adds(self->out, "</span></caption>\n");
}

void pr_html_table_end(pr_html_t *self)
{
    pr_text_adds(self->out, "</table>\n</div>\n");
}

/* ---- the head ---- */

/* The lines above the first rule. */
typedef struct {
    size_t lines;
    const char *cell[HEAD_LINES][PR_TABLE_COLUMNS];
} head_t;

/* The row after the head; that is the first where a table has none. */
static const char *read_head(const pr_table_t *table, head_t *out)
{
    const char *cell = table->cells.data, *row = cell;
    size_t rows = table->count / table->columns;
    for (out->lines = 0; out->lines < rows && out->lines < HEAD_LINES; out->lines++) {
        if (pr_table_is_rule(row)) {
            return skip_row(table, row);
        }
        for (size_t i = 0; i < table->columns; i++, row = next(row)) {
            out->cell[out->lines][i] = row;
        }
    }
    out->lines = 0;
    return cell;
}

/* Without the room that the terminal keeps for marks. */
static void trimmed(pr_html_t *self, const char *text)
{
    char word[256];
    size_t from = strspn(text, " "), length = strlen(text + from);
    length = length < sizeof word - 1 ? length : sizeof word - 1;
    while (length > 0 && text[from + length - 1] == ' ') {
        length--;
    }
    memcpy(word, text + from, length);
    word[length] = '\0';
    pr_html_text(self, word);
}

/* What lines [from, to) say above columns [first, last), words of one line after the other. */
static void joined(pr_html_t *self, const head_t *head, size_t from, size_t to, size_t first, size_t last,
                   const char *between)
{
    bool any = false;
    for (size_t line = from; line < to; line++) {
        for (size_t i = first; i < last; i++) {
            if (strspn(head->cell[line][i], " ") < strlen(head->cell[line][i])) {
                pr_text_adds(self->out, any ? between : "");
                trimmed(self, head->cell[line][i]);
                any = true;
            }
        }
    }
}

static bool has_words(const head_t *head, size_t from, size_t to, size_t i)
{
    for (size_t line = from; line < to; line++) {
        if (strspn(head->cell[line][i], " ") < strlen(head->cell[line][i])) {
            return true;
        }
    }
    return false;
}

/* One cell of the head; an empty one is no heading of anything. */
static void head_cell(pr_html_t *self, const head_t *head, size_t from, size_t i, const char *attribute)
{
    bool heading = has_words(head, from, head->lines, i);
    pr_text_addf(self->out, "<%s%s%s>", heading ? "th scope=\"col\"" : "td", attribute,
                 i == 0 ? "" : " class=\"n\"");
    joined(self, head, from, head->lines, i, i + 1, "<br/>");
    pr_html_close(self, heading ? "th" : "td");
}

/* The columns from `i` on that one heading of the upper lines is about. */
static size_t span_of(const pr_table_t *table, const head_t *head, size_t shown, size_t i)
{
    size_t end = i + 1;
    if (table->group != PR_TABLE_RUNS) {
        end = i + table->group;
    } else {
        while (end < shown && !has_words(head, 0, head->lines - 1, end)) {
            end++;
        }
    }
    return (end < shown ? end : shown) - i;
}

/* Columns in groups: the last line names each column, those above it the groups. */
static void grouped_head(pr_html_t *self, const pr_table_t *table, const head_t *head, size_t shown)
{
    size_t span;
    pr_text_adds(self->out, "<tr>");
    head_cell(self, head, 0, 0, " rowspan=\"2\"");
    for (size_t i = 1; i < shown; i += span) {
        span = span_of(table, head, shown, i);
        pr_text_addf(self->out, "<th scope=\"colgroup\" colspan=\"%zu\" class=\"g\">", span);
        joined(self, head, 0, head->lines - 1, i, i + span, " ");
        pr_html_close(self, "th");
    }
    pr_text_adds(self->out, "</tr>\n<tr>");
    for (size_t i = 1; i < shown; i++) {
        head_cell(self, head, head->lines - 1, i, "");
    }
    pr_html_close(self, "tr");
}

static void table_head(pr_html_t *self, const pr_table_t *table, const head_t *head, size_t shown)
{
    pr_html_open(self, "thead", NULL);
    if (table->group > 0 && head->lines > 1) {
        grouped_head(self, table, head, shown);
    } else {
        pr_text_adds(self->out, "<tr>");
        for (size_t i = 0; i < shown; i++) {
            head_cell(self, head, 0, i, "");
        }
        pr_html_close(self, "tr");
    }
    pr_html_close(self, "thead");
}

/* ---- the rows ---- */

/* An amount and its mark apart, so that the digits stay under one another. */
static void figure_cell(pr_html_t *self, const char *cell)
{
    static const char *const mark[] = {" ", "*", "†"};
    char number[256];
    size_t length = strlen(cell);
    pr_text_adds(self->out, "<td>");
    for (size_t k = 0; k < sizeof mark / sizeof *mark; k++) {
        size_t size = strlen(mark[k]);
        if (length >= size && length < sizeof number && strcmp(cell + length - size, mark[k]) == 0) {
            memcpy(number, cell, length - size);
            number[length - size] = '\0';
            trimmed(self, number);
            pr_text_addf(self->out, "<span class=\"m\">%s</span></td>", k == 0 ? "" : mark[k]);
            return;
        }
    }
    trimmed(self, cell);
    pr_text_adds(self->out, "</td>");
}

static bool is_empty_from(const pr_table_t *table, const char *cell, size_t from)
{
    for (size_t i = 0; i < table->columns; i++, cell = next(cell)) {
        if (i >= from && *cell) {
            return false;
        }
    }
    return true;
}

/* The heading of a row; one that is set in says, for those who hear it alone, what it belongs to. */
static void row_head(pr_html_t *self, const char *cell, const char *above)
{
    if (*cell == ' ' && above) {
        pr_text_adds(self->out, "<th scope=\"row\" class=\"sub\"><span class=\"vh\">");
        trimmed(self, above);
        pr_text_adds(self->out, ", </span>");
    } else {
        pr_text_adds(self->out, "<th scope=\"row\">");
    }
    pr_text_adds(self->out, "<bdi>");
    trimmed(self, cell);
    pr_text_adds(self->out, "</bdi></th>");
}

/* Returns the first cell of the next row. */
static const char *row(pr_html_t *self, const pr_table_t *table, size_t shown, const char *cell,
                       const char **above)
{
    bool alone = is_empty_from(table, cell, 1);
    pr_text_adds(self->out, "<tr>");
    if (alone && *cell) {
        pr_text_addf(self->out, "<th scope=\"rowgroup\" class=\"part\" colspan=\"%zu\">", shown);
        trimmed(self, cell);
        pr_text_adds(self->out, "</th></tr>\n");
        return skip_row(table, cell);
    }
    row_head(self, cell, *above);
    *above = *cell == ' ' ? *above : cell;
    const char *at = next(cell);
    for (size_t i = 1; i < shown; i++, at = next(at)) {
        figure_cell(self, at);
    }
    pr_text_adds(self->out, "</tr>\n");
    return skip_row(table, cell);
}

/* A row that is the heading of those below it. */
static bool begins_part(const pr_table_t *table, const char *cell)
{
    return !table->sortable && *cell && !pr_table_is_rule(cell) && is_empty_from(table, cell, 1);
}

/* Between rules the rows are a group, and so are those of a part, which stay together in print; below the
   last rule of a table that can be sorted they stay where they are. */
static void rows(pr_html_t *self, const pr_table_t *table, size_t shown, const char *cell, size_t count)
{
    const char *tag = "tbody", *above = NULL;
    bool open = false;
    for (size_t i = 0; i < count; i++) {
        bool part = begins_part(table, cell), rule = pr_table_is_rule(cell);
        if (open && (part || rule)) {
            pr_html_close(self, tag);
            open = false;
        }
        if (rule) {
            tag = table->sortable ? "tfoot" : "tbody";
            cell = skip_row(table, cell);
            continue;
        }
        if (!open) {
            pr_html_open(self, tag, part ? "part" : NULL);
            open = true;
        }
        cell = row(self, table, shown, cell, &above);
    }
    if (open) {
        pr_html_close(self, tag);
    }
}

void pr_html_table(pr_html_t *self, const pr_table_t *table)
{
    head_t head;
    if (table->cells.failed || !table->cells.data) {
        self->out->failed = self->out->failed || table->cells.failed;
        return;
    }
    bool names = table->first > PR_TABLE_FIRST_WIDTH; /* too long for a line */
    pr_html_table_begin(self, NULL, names ? "figures names" : NULL, table->sortable);
    size_t shown = shown_of(table);
    const char *body = read_head(table, &head);
    if (head.lines > 0) {
        table_head(self, table, &head, shown);
    }
    rows(self, table, shown, body, table->count / table->columns - (head.lines > 0 ? head.lines + 1 : 0));
    pr_html_table_end(self);
}
