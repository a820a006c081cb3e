#include "core/text.h"
#include "core/memory.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void pr_text_init(pr_text_t *self)
{
    memset(self, 0, sizeof *self);
}

void pr_text_free(pr_text_t *self)
{
    pr_free(self->data);
    pr_text_init(self);
}

static bool reserve(pr_text_t *self, size_t extra)
{
    if (self->failed || extra > SIZE_MAX / 4 || self->length > SIZE_MAX / 4) {
        self->failed = true;
        return false;
    }
    size_t needed = self->length + extra + 1;
    if (needed <= self->capacity) {
        return true;
    }
    size_t capacity = self->capacity ? self->capacity : 256;
    while (capacity < needed) {
        capacity *= 2;
    }
    char *data = pr_resize(self->data, capacity, 1);
    if (!data) {
        self->failed = true;
        return false;
    }
    self->data = data;
    self->capacity = capacity;
    return true;
}

void pr_text_add(pr_text_t *self, const char *bytes, size_t length)
{
    if (!reserve(self, length)) {
        return;
    }
    memcpy(self->data + self->length, bytes, length);
    self->length += length;
    self->data[self->length] = '\0';
}

void pr_text_adds(pr_text_t *self, const char *string)
{
    pr_text_add(self, string, strlen(string));
}

void pr_text_addf(pr_text_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(self, (size_t)length)) {
        self->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(self->data + self->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    self->length += (size_t)length;
}

char *pr_text_copy(const char *string)
{
    if (!string) {
        return NULL;
    }
    size_t size = strlen(string) + 1;
    char *copy = pr_new(size, 1);
    if (copy) {
        memcpy(copy, string, size);
    }
    return copy;
}

size_t pr_text_decode(const char *string, uint32_t *point)
{
    const unsigned char *s = (const unsigned char *)string;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = s[0] < 0x80 ? 1 : s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC0 ? 2 : 0;
    if (length == 0 || s[0] > 0xF4) {
        return 0;
    }
    uint32_t value = length == 1 ? s[0] : s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (s[i] & 0x3Fu);
    }
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *point = value;
    return length;
}

static bool is_harmful(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0x061C ||
           point == 0xFEFF || (point >= 0xFFF9 && point <= 0xFFFB);
}

void pr_text_make_printable(char *string)
{
    unsigned char *in = (unsigned char *)string;
    unsigned char *out = in;
    while (*in) {
        uint32_t point = 0;
        size_t length = pr_text_decode((const char *)in, &point);
        if (length == 0) {
            *out++ = '?';
            in++;
        } else if (is_harmful(point)) {
            *out++ = '?';
            in += length;
        } else {
            memmove(out, in, length);
            out += length;
            in += length;
        }
    }
    *out = '\0';
}

void pr_text_make_character_data(char *string)
{
    for (char *end = strstr(string, "]]>"); end; end = strstr(end, "]]>")) {
        end[2] = ')';
    }
}

size_t pr_text_columns(const char *string)
{
    size_t columns = 0;
    for (const char *s = string; *s;) {
        uint32_t point = 0;
        size_t length = pr_text_decode(s, &point);
        columns += !(length && point >= 0x300 && point <= 0x36F);
        s += length ? length : 1;
    }
    return columns;
}

/* Edit distance with neighbouring letters swapped counted once (optimal string alignment). */
static size_t distance(const char *a, const char *b)
{
    enum { LIMIT = 64 };
    size_t n = strlen(a), m = strlen(b);
    if (n >= LIMIT || m >= LIMIT) {
        return SIZE_MAX;
    }
    size_t row[3][LIMIT];
    for (size_t j = 0; j <= m; j++) {
        row[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *before = row[(i - 1) % 3], *twice = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && twice[j - 2] + 1 < best) {
                best = twice[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return row[n % 3][m];
}

const char *pr_text_nearest(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t best = strlen(word) / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, names[i]);
        if (d < best) {
            best = d;
            nearest = names[i];
        }
    }
    return nearest;
}
