/* What people read: one table, texts.def, in English; its Dutch is in po/nl.po. */
#ifndef PR_REPORT_TEXTS_H
#define PR_REPORT_TEXTS_H

#include "core/text.h"
#include <poolraming/report.h>

/* A cell that is empty in both. */
#define PR_NO_TEXT ""

typedef enum {
#define PR_TEXT(id, text) PR_TEXT_##id,
#define PR_TEXT_IN(id, context, text) PR_TEXT_##id,
#define PR_TEXT_N(id, one, many) PR_TEXT_##id,
#include "report/texts.def"
#undef PR_TEXT_N
#undef PR_TEXT
#undef PR_TEXT_IN
    PR_TEXTS
} pr_text_id_t;

/* Of a text with two forms (PR_TEXT_N): the one for `count`, to be used as an id. */
static inline pr_text_id_t pr_text_for(pr_text_id_t id, uint64_t count)
{
    return (pr_text_id_t)(count == 1 ? id + PR_TEXTS : id);
}

/* Never NULL. */
const char *pr_text(pr_lang_t lang, pr_text_id_t id);

/* Appends a text with {1} … {9} replaced by `argument`. */
void pr_text_fill(pr_text_t *out, pr_lang_t lang, pr_text_id_t id, size_t count, const char *const *argument);
/* The same, for arguments written out. */
#define PR_FILL(out, lang, id, ...)                                                                          \
    pr_text_fill(out, lang, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                      \
                 (const char *[]){__VA_ARGS__})

#endif
