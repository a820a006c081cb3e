/*
 * Errors with their context. A function that fails returns a negative code; where a person must be told,
 * it has added a sentence to the list it was given: what is wrong, where, and what would be right.
 */
#ifndef POOLRAMING_ERROR_H
#define POOLRAMING_ERROR_H

#include <poolraming/export.h>
#include <poolraming/language.h>
#include <stdarg.h>
#include <stddef.h>

typedef enum {
    PR_OK = 0,
    PR_ERR_MEMORY = -1,   /* out of memory */
    PR_ERR_INPUT = -2,    /* a scenario, data file or option is wrong */
    PR_ERR_IO = -3,       /* a file could not be read or written */
    PR_ERR_CHILD = -4,    /* a child process failed */
    PR_ERR_DOMAIN = -5,   /* an argument outside the function's domain */
    PR_ERR_IDENTITY = -6, /* an identity that must hold does not: a defect of the program */
    PR_INTERRUPTED = 1    /* not an error: the run was stopped by its caller */
} pr_status_t;

/* Messages kept; what comes after is counted, not kept. */
#define PR_ERRORS_MAX 200

typedef struct {
    char *text; /* owned; one sentence, no line break, no control characters */
    char *file; /* owned; NULL where no file is concerned */
    int line;   /* 1-based; 0 where no line is known */
    int code;   /* pr_status_t */
} pr_error_t;

typedef struct {
    pr_error_t *items; /* owned, in the order they were found */
    size_t count;
    size_t capacity;
    size_t omitted; /* messages past PR_ERRORS_MAX or lost for want of memory */
    pr_lang_t lang; /* of the sentences that are added */
} pr_errors_t;

/* An empty list of English sentences; the second one in a language of choice. */
PR_API void pr_errors_init(pr_errors_t *self);
PR_API void pr_errors_init_in(pr_errors_t *self, pr_lang_t lang);
/* Keeps the language. */
PR_API void pr_errors_free(pr_errors_t *self);

/* Adds a sentence and returns `code`, so that a caller can write `return pr_errors_add(…)`.
   `file` may be NULL; `self` may be NULL (then only the code is returned). The library's own formats are
   translated into the list's language; what fills them in is not: see pr_errors_words. */
PR_API int pr_errors_add(pr_errors_t *self, int code, const char *file, int line, const char *format, ...)
    PR_PRINTF(5, 6);
PR_API int pr_errors_vadd(pr_errors_t *self, int code, const char *file, int line, const char *format,
                          va_list arguments) PR_PRINTF(5, 0);
/* The same for a failure of which no more is known than its code. */
PR_API int pr_errors_add_status(pr_errors_t *self, int code, const char *file);

/* A part of a sentence, such as a reason, in the list's language; `text` itself in English, where `self` is
   NULL and where it is no text of the library. */
PR_API const char *pr_errors_words(const pr_errors_t *self, const char *text);

/* Writes "file:line: text" (or "text") of message `i` into `out` (`size` bytes, always terminated);
   returns the length it would have had. */
PR_API size_t pr_errors_format(const pr_errors_t *self, size_t i, char *out, size_t size);

/* A short name of a status code, in English: "out of memory", … ; never NULL. */
PR_API const char *pr_status_name(int code);

#endif
