/* Errors with their context: see poolraming/error.h. */
#include "core/catalogue.h"
#include "core/memory.h"
#include "core/text.h"
#include <poolraming/error.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void pr_errors_init(pr_errors_t *self)
{
    pr_errors_init_in(self, PR_LANG_EN);
}

void pr_errors_init_in(pr_errors_t *self, pr_lang_t lang)
{
    memset(self, 0, sizeof *self);
    self->lang = lang;
}

void pr_errors_free(pr_errors_t *self)
{
    for (size_t i = 0; i < self->count; i++) {
        pr_free(self->items[i].text);
        pr_free(self->items[i].file);
    }
    pr_free(self->items);
    pr_errors_init_in(self, self->lang);
}

static int reserve(pr_errors_t *self)
{
    if (self->count < self->capacity) {
        return 0;
    }
    size_t capacity = self->capacity ? 2 * self->capacity : 8;
    pr_error_t *items = pr_resize(self->items, capacity, sizeof *items);
    if (!items) {
        return PR_ERR_MEMORY;
    }
    self->items = items;
    self->capacity = capacity;
    return 0;
}

int pr_errors_add(pr_errors_t *self, int code, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int status = pr_errors_vadd(self, code, file, line, format, arguments);
    va_end(arguments);
    return status;
}

int pr_errors_add_status(pr_errors_t *self, int code, const char *file)
{
    return pr_errors_add(self, code, file, 0, "%s", pr_errors_words(self, pr_status_name(code)));
}

const char *pr_errors_words(const pr_errors_t *self, const char *text)
{
    return self ? pr_translate(self->lang, text) : text;
}

int pr_errors_vadd(pr_errors_t *self, int code, const char *file, int line, const char *format,
                   va_list arguments)
{
    if (!self) {
        return code;
    }
    if (self->count >= PR_ERRORS_MAX || reserve(self) != 0) {
        self->omitted++;
        return code;
    }
    char text[1024];
    vsnprintf(text, sizeof text, pr_translate(self->lang, format), arguments);
    pr_text_make_printable(text);

    pr_error_t item = {.text = pr_text_copy(text), .file = pr_text_copy(file), .line = line, .code = code};
    if (!item.text || (file && !item.file)) {
        pr_free(item.text);
        pr_free(item.file);
        self->omitted++;
        return code;
    }
    if (item.file) {
        pr_text_make_printable(item.file);
    }
    self->items[self->count++] = item;
    return code;
}

size_t pr_errors_format(const pr_errors_t *self, size_t i, char *out, size_t size)
{
    const pr_error_t *item = &self->items[i];
    int length;
    if (item->file && item->line > 0) {
        length = snprintf(out, size, "%s:%d: %s", item->file, item->line, item->text);
    } else if (item->file) {
        length = snprintf(out, size, "%s: %s", item->file, item->text);
    } else {
        length = snprintf(out, size, "%s", item->text);
    }
    return length < 0 ? 0 : (size_t)length;
}

const char *pr_status_name(int code)
{
    switch (code) {
    case PR_OK:
        return N_("done");
    case PR_ERR_MEMORY:
        return N_("out of memory");
    case PR_ERR_INPUT:
        return N_("the input is wrong");
    case PR_ERR_IO:
        return N_("a file could not be read or written");
    case PR_ERR_CHILD:
        return N_("a child process failed");
    case PR_ERR_DOMAIN:
        return N_("an argument is outside its domain");
    case PR_ERR_IDENTITY:
        return N_("an identity does not hold");
    case PR_INTERRUPTED:
        return N_("interrupted");
    default:
        return N_("unknown status");
    }
}
