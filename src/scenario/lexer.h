/* A look at a scenario's text before libconfig sees it: what libconfig 1.5 gets wrong in silence. */
#ifndef PR_SCENARIO_LEXER_H
#define PR_SCENARIO_LEXER_H

#include "core/text.h"
#include <poolraming/error.h>

/* Copies `text` to `out`, giving whole numbers beyond 32 bits the suffix L (libconfig 1.5 wraps them
   otherwise); line numbers stay. Refuses numbers beyond 64 bits, @include (an included setting can't be
   overridden), zero bytes, texts that are too long and nesting that is too deep. 0 or PR_ERR_INPUT. */
int pr_lexer_prepare(const char *text, size_t length, const char *file, pr_text_t *out, pr_errors_t *errors);

#endif
