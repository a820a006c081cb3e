#include "scenario/lexer.h"
#include "scenario/read.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *at, *end;
    const char *file;
    int line, depth;
    char open[PR_DEPTH_MAX]; /* brackets not closed yet, and where they stand */
    int open_line[PR_DEPTH_MAX];
    size_t settings;
    pr_text_t *out;
    pr_errors_t *errors;
    int status;
} lexer_t;

static void refuse(lexer_t *self, int line, const char *message)
{
    self->status = pr_errors_add(self->errors, PR_ERR_INPUT, self->file, line, "%s",
                                 pr_errors_words(self->errors, message));
}

/* What can't be read on from. */
static void give_up(lexer_t *self, int line, const char *message)
{
    refuse(self, line, message);
    self->at = self->end;
    self->depth = 0;
}

static void count_line(lexer_t *self, char c)
{
    self->line += c == '\n' && self->line > 0;
}

static void copy_to(lexer_t *self, const char *to)
{
    for (; self->at < to; self->at++) {
        count_line(self, *self->at);
        if (self->at[0] != '\r' || self->at[1] != '\n') {
            pr_text_add(self->out, self->at, 1);
        }
    }
}

static const char *find(const char *from, const char *end, const char *what)
{
    size_t n = strlen(what);
    for (const char *c = from; c + n <= end; c++) {
        if (memcmp(c, what, n) == 0) {
            return c + n;
        }
    }
    return NULL;
}

/* A file of another kind or encoding is refused whole: its first wrong byte says enough. */
static bool is_text(lexer_t *self)
{
    int line = self->line;
    for (const char *c = self->at; c < self->end;) {
        uint32_t point = 0;
        size_t length = pr_text_decode(c, &point);
        if (length == 0) {
            give_up(self, self->line, "this is not UTF-8: expected a file that was saved as UTF-8");
        } else if (point == 0) {
            give_up(self, self->line,
                    "this is not a text file (it holds a zero byte): expected a text file in UTF-8");
        } else if ((point < 0x20 && !strchr("\t\n\r", (int)point)) || (point >= 0x7F && point < 0xA0)) {
            give_up(self, self->line, "this holds a control character: expected printable text");
        } else {
            count_line(self, *c);
            c += length;
            continue;
        }
        return false;
    }
    self->line = line;
    return true;
}

static void take_string(lexer_t *self)
{
    const char *c = self->at + 1;
    while (c < self->end && *c != '"') {
        if (*c == '\\' && c[1] == 'x') {
            refuse(self, self->line, "\\x is not read in a text: expected the character itself");
        }
        c += *c == '\\' && c + 1 < self->end ? 2 : 1;
    }
    if (c >= self->end) {
        give_up(self, self->line, "this text is never closed: expected a \" at its end");
    } else {
        copy_to(self, c + 1);
    }
}

static void take_comment(lexer_t *self, const char *until)
{
    const char *after = find(self->at + 1 + (*until == '*'), self->end, until);
    if (!after && *until == '*') {
        give_up(self, self->line, "this comment is never closed: expected a */ at its end");
    } else {
        copy_to(self, after ? after : self->end);
    }
}

/* libconfig would read 0x10, wrap 0xFFFFFFFFFF to -1 and split 12ab in two. */
static void take_number(lexer_t *self)
{
    const char *c = self->at + 1;
    while (c < self->end && (isalnum((unsigned char)*c) || *c == '.' || *c == '_' ||
                             ((*c == '-' || *c == '+') && (c[-1] == 'e' || c[-1] == 'E')))) {
        c++;
    }
    char *after = NULL;
    errno = 0;
    long long whole = strtoll(self->at, &after, 10);
    bool too_large = errno == ERANGE, wide = whole > INT32_MAX || whole < INT32_MIN;
    bool is_whole = after == c || (after > self->at && after + strspn(after, "L") == c && c - after <= 2);
    double real = is_whole ? 0 : strtod(self->at, &after);
    if (!is_whole && (after != c || memchr(self->at, 'x', (size_t)(c - self->at)) ||
                      memchr(self->at, 'X', (size_t)(c - self->at)))) {
        refuse(self, self->line, "this is not a number: expected decimal digits, such as 2026, 0.15 or 1e-3");
    } else if (is_whole && too_large) {
        refuse(self, self->line,
               "this whole number is too large: expected -9223372036854775808 to 9223372036854775807");
    } else if (!isfinite(real)) {
        refuse(self, self->line, "this number is too large: expected a number below 1e308");
    }
    bool in_list = self->depth > 0 && self->open[self->depth - 1] != '}';
    if (*c == ',' && isdigit((unsigned char)c[1]) && !in_list) {
        refuse(self, self->line, "a decimal comma is not read: expected a point, such as 0.15");
    }
    copy_to(self, c);
    if (is_whole && wide && c[-1] != 'L') {
        pr_text_adds(self->out, "L");
    }
}

static void take_name(lexer_t *self)
{
    const char *c = self->at + 1;
    while (c < self->end && (isalnum((unsigned char)*c) || strchr("-_*", *c))) {
        c++;
    }
    copy_to(self, c);
}

static void take_bracket(lexer_t *self, char c)
{
    static const char openers[] = "{([", closers[] = "})]";
    const char *opener = strchr(openers, c);
    if (opener && self->depth == PR_DEPTH_MAX) {
        give_up(self, self->line, "settings are nested too deeply: expected at most 16 levels");
        return;
    }
    if (opener) {
        self->open[self->depth] = closers[opener - openers];
        self->open_line[self->depth++] = self->line;
    } else if (self->depth == 0 || self->open[self->depth - 1] != c) {
        give_up(self, self->line, "this bracket closes nothing: expected the one that was opened last");
        return;
    } else {
        self->depth--;
    }
    pr_text_adds(self->out, c == '[' ? "(" : c == ']' ? ")" : (char[]){c, '\0'});
    self->at++;
}

static void take_one(lexer_t *self)
{
    char c = *self->at, next = self->at[1];
    bool is_sign = c == '-' || c == '+';
    if (c == '"') {
        take_string(self);
    } else if (c == '#' || (c == '/' && next == '/')) {
        take_comment(self, "\n");
    } else if (c == '/' && next == '*') {
        take_comment(self, "*/");
    } else if (c == '@') {
        refuse(self, self->line,
               "@include is not read, since what it includes can't be overridden: expected extends = "
               "\"file.cfg\"");
        take_comment(self, "\n");
    } else if (isdigit((unsigned char)c) || c == '.' ||
               (is_sign && (isdigit((unsigned char)next) || next == '.'))) {
        take_number(self);
    } else if (isalpha((unsigned char)c)) {
        take_name(self);
    } else if (strchr("{([})]", c)) {
        take_bracket(self, c);
    } else {
        self->settings += c == '=' || c == ':';
        copy_to(self, self->at + 1);
    }
    if (self->settings > PR_SETTINGS_MAX) { /* libconfig takes quadratic time */
        give_up(self, self->line, "there are too many settings: expected at most 20000 in a file");
        self->settings = 0;
    }
}

int pr_lexer_prepare(const char *text, size_t length, const char *file, int first_line, pr_text_t *out,
                     pr_errors_t *errors)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* Notepad begins its files with it */
    size_t skip = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    lexer_t self = {.at = text + skip,
                    .end = text + length,
                    .file = file,
                    .line = first_line,
                    .out = out,
                    .errors = errors};
    for (bool good = is_text(&self); good && self.at < self.end;) {
        take_one(&self);
    }
    if (self.depth > 0) {
        give_up(&self, self.open_line[self.depth - 1], "this bracket is never closed: expected its end");
    }
    return out->failed ? PR_ERR_MEMORY : self.status;
}
