/*
 * Is report.xlsx whole? The library that writes it puts each part in a temporary of its own and does not look
 * whether that could be written, so that on a full disk a part may be cut off inside an archive that is in
 * order. Here every part is unpacked again and must be a document that closes all it opens.
 */
#include "core/memory.h"
#include "report/workbook.h"
#include <string.h>
#include <zlib.h>

enum { TAIL = 22, ENTRY = 46, LOCAL = 30, MOST = 1 << 28 };

typedef struct {
    unsigned char *bytes;
    size_t length;
} bytes_t;

/* `count` bytes at `from`, lowest first. */
static size_t number(const bytes_t *self, size_t from, int count)
{
    size_t x = 0;
    for (int i = count - 1; i >= 0; i--) {
        x = x << 8 | self->bytes[from + (size_t)i];
    }
    return x;
}

static bool is_document(const char *text, size_t length)
{
    long depth = 0;
    const char *end = text + length, *close = NULL;
    for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at = close) {
        close = memchr(at, '>', (size_t)(end - at));
        if (!close) {
            return false;
        }
        if (at[1] == '/') {
            depth--;
        } else if (at[1] != '?' && at[1] != '!' && close[-1] != '/') {
            depth++;
        }
    }
    return close && depth == 0;
}

/* One part of the archive, unpacked. */
static bool part_whole(const bytes_t *self, size_t from, size_t packed, size_t size)
{
    char *text = size > 0 && size < MOST ? pr_new(size, 1) : NULL;
    z_stream stream = {.next_in = self->bytes + from, .avail_in = (uInt)packed};
    bool whole = false;
    if (text && inflateInit2(&stream, -MAX_WBITS) == Z_OK) {
        stream.next_out = (Bytef *)text;
        stream.avail_out = (uInt)size;
        whole =
            inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == size && is_document(text, size);
        inflateEnd(&stream);
    }
    pr_free(text);
    return whole;
}

/* The directory at the end lists the parts. */
static bool archive_whole(const bytes_t *self)
{
    if (self->length < TAIL || number(self, self->length - TAIL, 4) != 0x06054b50) {
        return false;
    }
    size_t parts = number(self, self->length - TAIL + 10, 2), at = number(self, self->length - TAIL + 16, 4);
    bool whole = parts > 0;
    for (size_t i = 0; i < parts && whole; i++) {
        whole = at + ENTRY <= self->length && number(self, at, 4) == 0x02014b50 &&
                number(self, at + 10, 2) == Z_DEFLATED;
        size_t packed = whole ? number(self, at + 20, 4) : 0, local = whole ? number(self, at + 42, 4) : 0;
        whole = whole && local + LOCAL <= self->length;
        size_t from = whole ? local + LOCAL + number(self, local + 26, 2) + number(self, local + 28, 2) : 0;
        whole = whole && from + packed <= self->length &&
                part_whole(self, from, packed, number(self, at + 24, 4));
        at += whole ? ENTRY + number(self, at + 28, 2) + number(self, at + 30, 2) + number(self, at + 32, 2)
                    : 0;
    }
    return whole;
}

bool pr_workbook_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    bytes_t bytes = {0};
    bool whole = false;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        long length = ftell(file);
        rewind(file);
        bytes.length = length > 0 && length < MOST ? (size_t)length : 0;
        bytes.bytes = bytes.length ? pr_new(bytes.length, 1) : NULL;
        whole =
            bytes.bytes && fread(bytes.bytes, 1, bytes.length, file) == bytes.length && archive_whole(&bytes);
    }
    if (file) {
        fclose(file);
    }
    pr_free(bytes.bytes);
    return whole;
}
