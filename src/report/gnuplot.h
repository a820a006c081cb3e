/* The one child process of the report: gnuplot, fed through a pipe, its picture read back. */
#ifndef PR_REPORT_GNUPLOT_H
#define PR_REPORT_GNUPLOT_H

#include "core/text.h"
#include <poolraming/error.h>

/*
 * Runs `program` (found through PATH) on a script and appends what it writes to `picture`. No file name and
 * no shell are involved. 0; PR_ERR_CHILD where it is missing, fails, hangs past `seconds` (then it and its
 * group are killed) or draws nothing, with its own words in the sentence; PR_ERR_MEMORY. The process gets no
 * signal from a broken pipe.
 */
int pr_gnuplot_run(const char *program, double seconds, const pr_text_t *script, pr_text_t *picture,
                   pr_errors_t *errors);

#endif
