/* A finished text to a stream that the caller owns. */
#ifndef PR_REPORT_STREAMS_H
#define PR_REPORT_STREAMS_H

#include "core/text.h"
#include <poolraming/error.h>
#include <stdio.h>

/* 0, PR_ERR_MEMORY where the text failed, PR_ERR_IO where the stream did; flushes. */
int pr_stream_write(FILE *out, const pr_text_t *text, pr_errors_t *errors);

#endif
