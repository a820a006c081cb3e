/* The bytes of a file that people give us, bounded; and what identifies bytes. */
#ifndef PR_CORE_BYTES_H
#define PR_CORE_BYTES_H

#include <stddef.h>
#include <stdint.h>

enum { PR_FILE_BYTES_MAX = 1 << 20 };

/*
 * The file's bytes and a closing 0; the caller frees them with pr_free. NULL where it is no regular file of 1
 * byte to 1 MiB or can't be opened: *why then says so; NULL with *why NULL where memory or reading failed
 * (*status is PR_ERR_MEMORY or PR_ERR_IO).
 */
char *pr_bytes_read(const char *path, size_t *length, const char **why, int *status);

/* Two hexadecimal digits a byte, and a closing 0. */
void pr_bytes_hex(const uint8_t *bytes, size_t count, char *out);
/* SHA-256 in hexadecimal digits. */
void pr_bytes_sha256(const char *bytes, size_t length, char out[65]);

#endif
