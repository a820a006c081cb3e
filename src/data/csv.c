/* Records and fields (RFC 4180), with a semicolon and decimal comma or a comma and decimal point. */
#include "data/csv.h"
#include "core/catalogue.h"
#include "core/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NUMBER_MOST = 30 };

void pr_data_refuse(pr_data_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    self->status = pr_errors_vadd(self->errors, PR_ERR_INPUT, self->name, self->line, format, arguments);
    va_end(arguments);
}

/* ---- records ---- */

static bool at_line_end(const pr_data_t *self)
{
    return self->at == self->end || *self->at == '\n' ||
           (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n');
}

static void pass_line_end(pr_data_t *self)
{
    if (self->at < self->end && *self->at == '\r') {
        self->at++;
    }
    if (self->at < self->end) {
        self->at++;
        self->next_line++;
    }
}

static void pass_line(pr_data_t *self)
{
    while (self->at < self->end && *self->at != '\n') {
        self->at++;
    }
    pass_line_end(self);
}

/* What stands between quotes, moved to `out`; where it has no end the rest of the text is gone. */
static char *unquote(pr_data_t *self, char *out)
{
    for (self->at++; self->at < self->end; self->at++) {
        if (*self->at == '"') {
            self->at++;
            if (self->at == self->end || *self->at != '"') {
                return out;
            }
        }
        self->next_line += *self->at == '\n';
        *out++ = *self->at;
    }
    self->broken = true;
    pr_data_refuse(self, "a quoted field has no end: expected a closing \"");
    return out;
}

/* One field from `at` on, without the blanks around it; false where something follows its quotes. */
static bool read_field(pr_data_t *self)
{
    char separator = self->semicolon ? ';' : ',';
    while (self->at < self->end && (*self->at == ' ' || *self->at == '\t')) {
        self->at++;
    }
    char *start = self->at, *out = start;
    bool quoted = self->at < self->end && *self->at == '"', clean = true;
    if (quoted) {
        out = unquote(self, start);
    }
    while (!at_line_end(self) && *self->at != separator) {
        clean = clean && (!quoted || *self->at == ' ' || *self->at == '\t');
        out = quoted ? out : self->at + 1;
        self->at++;
    }
    while (out > start && (out[-1] == ' ' || out[-1] == '\t')) {
        out--;
    }
    if (self->fields < PR_FIELDS_MAX) {
        self->field[self->fields] = start;
    }
    self->fields++;
    bool more = self->at < self->end && *self->at == separator;
    if (more) {
        self->at++;
    } else {
        pass_line_end(self);
    }
    *out = '\0'; /* after the separator was seen: it may have stood there */
    if (!clean) {
        self->broken = true;
        pr_data_refuse(self, "something follows a quoted field: expected the separator \"%c\"", separator);
    }
    return more;
}

static void read_record(pr_data_t *self)
{
    self->fields = 0;
    self->broken = false;
    self->line = self->next_line;
    while (read_field(self)) {
    }
    if (self->fields > PR_FIELDS_MAX) {
        pr_data_refuse(self, "this line has %zu fields: expected at most %d", self->fields, PR_FIELDS_MAX);
        self->broken = true;
    }
    if (self->broken) {
        self->fields = 0;
    }
}

/* A line of nothing, or of separators only, as spreadsheets leave them. */
static bool is_blank(const pr_data_t *self)
{
    for (size_t i = 0; i < self->fields; i++) {
        if (*self->field[i]) {
            return false;
        }
    }
    return true;
}

/* ---- header ---- */

static bool find_column(pr_data_t *self, const char *name, size_t *found)
{
    const char *names[2 * PR_FIELDS_MAX];
    for (size_t i = 0; i < self->columns; i++) {
        names[2 * i] = self->column[i].name;
        names[2 * i + 1] = self->column[i].dutch;
        if (strcmp(name, names[2 * i]) == 0 || strcmp(name, names[2 * i + 1]) == 0) {
            *found = i;
            return true;
        }
    }
    const char *near = pr_text_nearest(name, names, 2 * self->columns);
    if (strpbrk(name, self->semicolon ? ",\t" : ";\t")) {
        pr_data_refuse(self, "\"%.60s\" is not a column: expected names separated by %s", name,
                       pr_errors_words(self->errors, self->semicolon ? N_("semicolons only")
                                                                     : N_("semicolons or by commas")));
    } else if (near) {
        pr_data_refuse(self, "\"%.60s\" is not a column: did you mean %s?", name, near);
    } else {
        pr_text_t list;
        pr_text_init(&list);
        for (size_t i = 0; i < self->columns; i++) {
            pr_text_addf(&list, "%s%s (%s)", i ? ", " : "", self->column[i].name, self->column[i].dutch);
        }
        pr_data_refuse(self, "\"%.60s\" is not a column: expected %s", name, list.data ? list.data : "");
        pr_text_free(&list);
    }
    return false;
}

static void read_header(pr_data_t *self)
{
    bool seen[PR_FIELDS_MAX] = {false};
    read_record(self);
    for (size_t i = 0; i < self->fields; i++) {
        for (char *c = self->field[i]; *c; c++) {
            *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        }
        size_t found;
        if (find_column(self, self->field[i], &found)) {
            if (seen[found]) {
                pr_data_refuse(self, "the column %s stands twice: expected it once", self->field[i]);
            }
            seen[found] = true;
            self->place[i] = found;
        }
    }
    for (size_t i = 0; i < self->columns && self->status == 0; i++) {
        if (self->column[i].required && !seen[i]) {
            pr_data_refuse(self, "the column %s (%s) is missing: expected it in the first line",
                           self->column[i].name, self->column[i].dutch);
        }
    }
}

/* A remark that a spreadsheet has saved may stand in quotes. */
static bool is_remark(const pr_data_t *self)
{
    return *self->at == '#' || (*self->at == '"' && self->end - self->at > 1 && self->at[1] == '#');
}

/* Bytes of the letter at `text`: of ASCII, or Latin with an accent (U+00C0 … U+024F); 0 where it is none. */
static size_t letter(const char *text, const char *end)
{
    unsigned char c = (unsigned char)*text;
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return plain ? 1 : c >= 0xC3 && c <= 0xC9 && text + 1 < end ? 2 : 0;
}

/* Whether the word of `length` bytes at `text` is one of a list. */
static bool is_one_of(const char *text, size_t length, const char *const *list)
{
    for (; *list; list++) {
        if (length == strlen(*list) && strncasecmp(text, *list, length) == 0) {
            return true;
        }
    }
    return false;
}

/* A remark that has a word for invented figures says that they are: where it is the first word, or where no
   word of the remark denies anything. Where one does, who knows what it denies. */
static void heed_remark(pr_data_t *self)
{
    static const char *const invented[] = {"verzonnen", "fictief",    "fictieve",
                                           "invented",  "fictitious", NULL};
    static const char *const denied[] = {
        "niet",  "geen", "nooit",   "noch", "niets",   "nergens", "evenmin", "zonder", "not", "no",
        "never", "nor",  "nothing", "none", "neither", "without", "t",       NULL}; /* as in "aren't" */
    bool found = false, first = true, denies = false;
    for (const char *c = self->at; c < self->end && *c != '\n';) {
        size_t length = 0;
        for (size_t more; c + length < self->end && (more = letter(c + length, self->end)) > 0;) {
            length += more;
        }
        if (is_one_of(c, length, invented)) {
            found = true;
            self->invented = self->invented || first;
        }
        denies = denies || is_one_of(c, length, denied);
        first = first && length == 0;
        c += length + (length == 0);
    }
    if (found && !self->invented && denies) {
        self->line = self->next_line;
        pr_data_refuse(
            self, "this remark can be read in two ways: expected one that begins with \"verzonnen\" where "
                  "figures are invented, and one without that word where they are not");
    }
    self->invented = self->invented || found;
}

/* A hint for spreadsheets, not a record: the header says the same. */
static bool is_hint(const pr_data_t *self)
{
    return strncasecmp(self->at, "sep=", 4) == 0;
}

static void pass_remarks(pr_data_t *self)
{
    while (self->at < self->end && (is_remark(self) || is_hint(self) || at_line_end(self))) {
        if (is_remark(self)) {
            heed_remark(self);
        }
        pass_line(self);
    }
}

bool pr_data_open(pr_data_t *self, const char *name, char *bytes, size_t length, const pr_column_t *column,
                  size_t columns, pr_errors_t *errors)
{
    *self = (pr_data_t){.name = name,
                        .errors = errors,
                        .at = bytes,
                        .end = bytes + length,
                        .next_line = 1,
                        .line = 1,
                        .column = column,
                        .columns = columns};
    if (memchr(bytes, '\0', length)) {
        pr_data_refuse(self, "the file has bytes of no text: expected CSV in UTF-8");
        return false;
    }
    if (memchr(bytes, '\r', length) && !memchr(bytes, '\n', length)) {
        pr_data_refuse(self, "its lines end in CR alone: expected LF or CRLF");
        return false;
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        self->at += 3;
    }
    pass_remarks(self);
    self->line = self->next_line;
    if (self->at == self->end) {
        pr_data_refuse(self, "the file has no first line with the names of columns: expected %s,%s,…",
                       column[0].name, column[1].name);
        return false;
    }
    size_t head = strcspn(self->at, "\r\n");
    self->semicolon = memchr(self->at, ';', head) != NULL;
    read_header(self);
    return self->status == 0;
}

bool pr_data_next(pr_data_t *self)
{
    size_t expected = self->fields;
    while (self->at < self->end) {
        read_record(self);
        size_t found = self->fields;
        bool blank = found > 0 && is_blank(self);
        self->fields = expected;
        if (found == expected && !blank) {
            return true;
        }
        if (found > 0 && !blank) {
            const char *more =
                found < expected
                    ? (self->semicolon ? N_(", separated by semicolons") : N_(", separated by commas"))
                : self->semicolon ? ""
                                  : N_(" (a decimal comma needs semicolons between the fields)");
            pr_data_refuse(self,
                           found == 1 ? N_("this line has %zu field: expected %zu, as in the first line%s")
                                      : N_("this line has %zu fields: expected %zu, as in the first line%s"),
                           found, expected, pr_errors_words(self->errors, more));
        }
    }
    return false;
}

const char *pr_data_field(const pr_data_t *self, size_t column)
{
    for (size_t i = 0; i < self->fields; i++) {
        if (self->place[i] == column) {
            return self->field[i];
        }
    }
    return "";
}

/* ---- numbers ---- */

/* Digits with at most one decimal mark, a sign before them. strtod would take 1e9, inf and 0x10 too. */
static bool is_number(const char *text, char mark)
{
    text += *text == '-' || *text == '+';
    size_t whole = strspn(text, "0123456789");
    size_t rest = text[whole] == mark ? 1 + strspn(text + whole + 1, "0123456789") : 0;
    return whole > 0 && rest != 1 && text[whole + rest] == '\0' && whole + rest <= NUMBER_MOST;
}

const char *pr_data_name(const pr_data_t *self, size_t column)
{
    bool dutch = self->errors && self->errors->lang == PR_LANG_NL;
    return dutch ? self->column[column].dutch : self->column[column].name;
}

double pr_data_number(pr_data_t *self, size_t column, double lowest, double highest)
{
    char mark = self->semicolon ? ',' : '.', other = self->semicolon ? '.' : ',';
    const char *text = pr_data_field(self, column), *name = pr_data_name(self, column);
    if (!*text) {
        return NAN;
    }
    if (!is_number(text, mark)) {
        const char *wanted =
            is_number(text, other)
                ? (self->semicolon ? N_("a decimal comma") : N_("a decimal point"))
                : (self->semicolon ? N_("a number such as 12,5") : N_("a number such as 12.5"));
        pr_data_refuse(self, "%s is \"%.40s\": expected %s, since the fields are separated by %s", name, text,
                       pr_errors_words(self->errors, wanted),
                       pr_errors_words(self->errors, self->semicolon ? N_("semicolons") : N_("commas")));
        return NAN;
    }
    char plain[NUMBER_MOST + 4];
    snprintf(plain, sizeof plain, "%s", text);
    char *comma = strchr(plain, ',');
    if (comma) {
        *comma = '.'; /* the program runs in the locale C */
    }
    double value = strtod(plain, NULL);
    if (!(value >= lowest && value <= highest)) {
        pr_data_refuse(self, "%s is %.40s: expected a number from %.12g to %.12g", name, text, lowest,
                       highest);
        return NAN;
    }
    return value + 0.0; /* no −0 */
}
