/* The one child process of the report: gnuplot, fed through a pipe, its picture read back. */
#ifndef PR_REPORT_GNUPLOT_H
#define PR_REPORT_GNUPLOT_H

#include "core/text.h"
#include <poolraming/error.h>
#include <signal.h>

/* gnuplot is missing, hangs, or was to stop: the next chart would fare the same. */
enum { PR_GNUPLOT_HOPELESS = 2 };

/*
 * Runs `program` (found through PATH) on a script and appends what it writes to `picture`. No file name and
 * no shell are involved. 0; PR_ERR_CHILD where it fails or draws nothing, with its own words in the sentence;
 * PR_GNUPLOT_HOPELESS where it cannot be started, or hangs past `seconds` or until `*stop` (may be NULL; then
 * it and its group are killed), with a sentence too; PR_ERR_MEMORY. The process gets no signal from a broken
 * pipe.
 */
int pr_gnuplot_run(const char *program, double seconds, const volatile sig_atomic_t *stop,
                   const pr_text_t *script, pr_text_t *picture, pr_errors_t *errors);

#endif
