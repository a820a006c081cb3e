#include "report/streams.h"
#include "core/catalogue.h"
#include <errno.h>
#include <string.h>

int pr_stream_write(FILE *out, const pr_text_t *text, pr_errors_t *errors)
{
    if (text->failed) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    errno = 0;
    if (text->length > 0 && (fwrite(text->data, 1, text->length, out) != text->length || fflush(out) != 0)) {
        pr_reason_t reason = pr_reason(errors ? errors->lang : PR_LANG_EN, errno ? errno : EIO);
        return pr_errors_add(errors, PR_ERR_IO, NULL, 0, "the output cannot be written: %s", reason.s);
    }
    return 0;
}
