/* Strings: copies, a growing buffer, nearest names, and what keeps hostile text harmless on a terminal. */
#ifndef PR_CORE_TEXT_H
#define PR_CORE_TEXT_H

#include <poolraming/export.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growing, always terminated buffer. A failed append sets `failed` and later appends do nothing, so that a
   writer checks once at the end. */
typedef struct {
    char *data; /* owned; NULL until the first append */
    size_t length;
    size_t capacity;
    bool failed;
} pr_text_t;

void pr_text_init(pr_text_t *self);
void pr_text_free(pr_text_t *self);
void pr_text_add(pr_text_t *self, const char *bytes, size_t length);
void pr_text_adds(pr_text_t *self, const char *string);
void pr_text_addf(pr_text_t *self, const char *format, ...) PR_PRINTF(2, 3);

/* A copy that the caller frees with pr_free; NULL for NULL or without memory. */
char *pr_text_copy(const char *string);

/* Length of the UTF-8 sequence at `string` (terminated) and its code point; 0 where it is not well formed
   (RFC 3629). */
size_t pr_text_decode(const char *string, uint32_t *point);

/* In place: control characters (C0, DEL, C1, bidirectional marks) and broken UTF-8 become '?'. */
void pr_text_make_printable(char *string);

/* In place, at the same length: no "]]>" is left, which no text of XML may hold. */
void pr_text_make_character_data(char *string);

/* Columns that a UTF-8 string takes on a terminal: code points, combining marks not counted. */
size_t pr_text_columns(const char *string);

/* The name of `names` (`count` strings) nearest to `word` by edit distance, NULL where none is near
   (more than a third of the letters differ). */
const char *pr_text_nearest(const char *word, const char *const *names, size_t count);

#endif
