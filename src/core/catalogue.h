/*
 * What people read is written in English in the code; po/nl.po gives the Dutch. The compiled catalogue is
 * part of the library and read here, not by glibc's gettext: that one takes the language from the process's
 * locale and environment and the texts from installed files, and has no two languages in one process.
 */
#ifndef PR_CORE_CATALOGUE_H
#define PR_CORE_CATALOGUE_H

#include <poolraming/language.h>
#include <stddef.h>

/* Marks a text that is translated elsewhere, so that it is taken up in the catalogue. */
#define N_(text) text
/* The same where one English text has two Dutch ones: what sets this one apart. */
#define NC_(context, text) context "\004" text
/* The same in rows of tables, where macros put texts together: po/extract.sh reads what they become, and
   gives these marks another meaning. Never a format. */
#ifndef ROW_
#define ROW_(text) text
#define ROW_IN_(context, text) text
#endif

/* `text` in that language; `text` itself in English or where the catalogue has none. A format keeps its
   arguments: msgfmt checks that both languages take the same. The text is the program's, never a user's. */
const char *pr_translate(pr_lang_t lang, const char *text) __attribute__((format_arg(2)));
/* The same for what NC_ marked. */
const char *pr_translate_in_context(pr_lang_t lang, const char *marked);
/* The same for what ROW_IN_ marked, which does not carry its context. */
const char *pr_translate_as(pr_lang_t lang, const char *context, const char *text);

/* The form for `count` of a text that has two. */
const char *pr_translate_count(pr_lang_t lang, const char *one, const char *many, unsigned long long count)
    __attribute__((format_arg(2), format_arg(3)));

/* What strerror says, in that language; a copy, safe between threads. */
typedef struct {
    char s[200];
} pr_reason_t;
pr_reason_t pr_reason(pr_lang_t lang, int code);

/* Text `i` of the catalogue, in the order of its English; NULL past the last. For tests. */
const char *pr_catalogue_text(size_t i, const char **dutch);

#endif
