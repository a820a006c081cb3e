#include "report/streams.h"
#include <errno.h>
#include <string.h>

int pr_stream_write(FILE *out, const pr_text_t *text, pr_errors_t *errors)
{
    if (text->failed) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    errno = 0;
    if (text->length > 0 && (fwrite(text->data, 1, text->length, out) != text->length || fflush(out) != 0)) {
        char reason[128] = "";
        int code = errno ? errno : EIO;
        if (strerror_r(code, reason, sizeof reason) != 0) {
            snprintf(reason, sizeof reason, "error %d", code);
        }
        return pr_errors_add(errors, PR_ERR_IO, NULL, 0, "the output cannot be written: %s", reason);
    }
    return 0;
}
