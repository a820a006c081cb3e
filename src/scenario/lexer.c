#include "scenario/lexer.h"
#include "scenario/read.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *at, *end;
    const char *file;
    int line, depth;
    pr_text_t *out;
    pr_errors_t *errors;
    int status;
} lexer_t;

static void refuse(lexer_t *self, const char *message)
{
    self->status = pr_errors_add(self->errors, PR_ERR_INPUT, self->file, self->line, "%s", message);
}

static void copy_to(lexer_t *self, const char *to)
{
    for (const char *c = self->at; c < to; c++) {
        self->line += *c == '\n';
    }
    pr_text_add(self->out, self->at, (size_t)(to - self->at));
    self->at = to;
}

static const char *find(const char *from, const char *end, const char *what)
{
    size_t n = strlen(what);
    for (const char *c = from; c + n <= end; c++) {
        if (memcmp(c, what, n) == 0) {
            return c + n;
        }
    }
    return end;
}

static void take_string(lexer_t *self)
{
    const char *c = self->at + 1;
    while (c < self->end && *c != '"') {
        c += *c == '\\' && c + 1 < self->end ? 2 : 1;
    }
    const char *after = c < self->end ? c + 1 : self->end;
    if (after - self->at > PR_TEXT_MAX) {
        refuse(self, "this text is too long: at most 20000 bytes are allowed");
    }
    copy_to(self, after);
}

/* A word: a name, a number, true or false. */
static void take_word(lexer_t *self)
{
    const char *c = self->at + 1;
    while (c < self->end && (isalnum((unsigned char)*c) || strchr("_.*", *c) ||
                             ((*c == '-' || *c == '+') && (isalnum((unsigned char)c[-1]))))) {
        c++;
    }
    size_t length = (size_t)(c - self->at);
    size_t sign = *self->at == '-' || *self->at == '+';
    bool digits = length > sign;
    for (size_t i = sign; i < length; i++) {
        digits = digits && isdigit((unsigned char)self->at[i]);
    }
    char number[32];
    bool wide = false;
    if (digits && length < sizeof number) {
        memcpy(number, self->at, length);
        number[length] = '\0';
        errno = 0;
        long long value = strtoll(number, NULL, 10);
        wide = value > INT32_MAX || value < INT32_MIN;
        digits = errno == 0;
    } else if (digits) {
        digits = false;
        errno = ERANGE;
    } else {
        errno = 0;
    }
    if (!digits && errno == ERANGE) {
        refuse(self, "this whole number is too large: at most 9223372036854775807 is possible");
    }
    copy_to(self, c);
    if (wide) {
        pr_text_adds(self->out, "L");
    }
}

static void take_one(lexer_t *self)
{
    char c = *self->at;
    if (c == '"') {
        take_string(self);
    } else if (c == '#' || (c == '/' && self->at + 1 < self->end && self->at[1] == '/')) {
        copy_to(self, find(self->at, self->end, "\n"));
    } else if (c == '/' && self->at + 1 < self->end && self->at[1] == '*') {
        copy_to(self, find(self->at + 2, self->end, "*/"));
    } else if (c == '@') {
        refuse(
            self,
            "@include is not read, since what it includes can't be overridden: use extends = \"file.cfg\"");
        copy_to(self, find(self->at, self->end, "\n"));
    } else if (isalnum((unsigned char)c) ||
               ((c == '-' || c == '+') && self->at + 1 < self->end && isdigit((unsigned char)self->at[1]))) {
        take_word(self);
    } else {
        if (strchr("{([", c) && ++self->depth > PR_DEPTH_MAX) {
            refuse(self, "settings are nested too deeply: at most 16 levels are read");
        }
        self->depth -= strchr("})]", c) != NULL;
        copy_to(self, self->at + 1);
    }
}

int pr_lexer_prepare(const char *text, size_t length, const char *file, pr_text_t *out, pr_errors_t *errors)
{
    lexer_t self = {.at = text, .end = text + length, .file = file, .line = 1, .out = out, .errors = errors};
    if (memchr(text, '\0', length)) {
        refuse(&self, "this is not a text file: it holds a zero byte; a scenario is a text file in UTF-8");
        return self.status;
    }
    while (self.at < self.end && self.depth <= PR_DEPTH_MAX) {
        take_one(&self);
    }
    return out->failed ? PR_ERR_MEMORY : self.status;
}
