/* A look at a scenario's text before libconfig sees it: what libconfig 1.5 gets wrong in silence. */
#ifndef PR_SCENARIO_LEXER_H
#define PR_SCENARIO_LEXER_H

#include "core/text.h"
#include <poolraming/error.h>

/* Copies `text` (with a terminator after `length` bytes) to `out`, giving whole numbers beyond 32 bits the
   suffix L (libconfig 1.5 wraps them otherwise) and writing [ ] as ( ), so that numbers of both kinds may
   stand in one list. A byte order mark and the CR of a Windows line end are left out; line numbers stay.
   Refuses what is no UTF-8 text, what is no decimal number or too large for one, @include (an included
   setting can't be overridden), unclosed texts, comments and brackets, and nesting that is too deep. Lines
   count from `first_line`; 0: there are none to name. 0, PR_ERR_INPUT or PR_ERR_MEMORY. */
int pr_lexer_prepare(const char *text, size_t length, const char *file, int first_line, pr_text_t *out,
                     pr_errors_t *errors);

#endif
