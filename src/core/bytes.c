#include "core/bytes.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include <errno.h>
#include <nettle/sha2.h>
#include <poolraming/error.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

char *pr_bytes_read(const char *path, size_t *length, const char **why, int *status)
{
    struct stat state;
    FILE *stream = NULL;
    *why = NULL;
    *status = PR_ERR_INPUT;
    if (stat(path, &state) != 0) {
        *why = strerror(errno);
    } else if (!S_ISREG(state.st_mode)) {
        *why = N_("it is not a regular file");
    } else if (state.st_size == 0) {
        *why = N_("it is empty");
    } else if (state.st_size > PR_FILE_BYTES_MAX) {
        *why = N_("it is larger than 1 MiB");
    } else if (!(stream = fopen(path, "rb"))) {
        *why = strerror(errno);
    }
    if (*why) {
        return NULL;
    }
    char *bytes = pr_new((size_t)state.st_size + 1, 1);
    *length = bytes ? fread(bytes, 1, (size_t)state.st_size, stream) : 0;
    if (!bytes || ferror(stream)) {
        *status = bytes ? PR_ERR_IO : PR_ERR_MEMORY;
        pr_free(bytes);
        bytes = NULL;
    }
    fclose(stream);
    return bytes;
}

void pr_bytes_hex(const uint8_t *bytes, size_t count, char *out)
{
    static const char digit[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        *out++ = digit[bytes[i] >> 4];
        *out++ = digit[bytes[i] & 15];
    }
    *out = '\0';
}

void pr_bytes_sha256(const char *bytes, size_t length, char out[65])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, length, (const uint8_t *)bytes);
    sha256_digest(&context, sizeof digest, digest);
    pr_bytes_hex(digest, sizeof digest, out);
}
