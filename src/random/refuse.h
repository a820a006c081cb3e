/* One sentence that says why an argument is refused. */
#ifndef PR_RANDOM_REFUSE_H
#define PR_RANDOM_REFUSE_H

#include <poolraming/export.h>
#include <poolraming/language.h>
#include <stddef.h>

typedef struct {
    char *text; /* borrowed; may be NULL with size 0 */
    size_t size;
    pr_lang_t lang;
} pr_why_t;

/* Writes the sentence, its format translated, and returns PR_ERR_DOMAIN, so that a caller can write `return
 * pr_refuse(…)`. */
int pr_refuse(pr_why_t why, const char *format, ...) PR_PRINTF(2, 3);

#endif
