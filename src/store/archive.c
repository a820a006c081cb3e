/* Opening an archive: see archive.h. The only room with SQLite. */
#include "core/catalogue.h"
#include "core/memory.h"
#include "core/text.h"
#include "report/files.h"
#include "store/store.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int pr_store_refuse(pr_archive_trouble_t *trouble, int status, pr_archive_fault_t fault, const char *format,
                    ...)
{
    va_list arguments;
    trouble->fault = fault;
    va_start(arguments, format);
    vsnprintf(trouble->detail, sizeof trouble->detail, format, arguments);
    va_end(arguments);
    pr_text_make_printable(trouble->detail);
    return status;
}

/* What a code says: in our words, in those of what SQLite did last, or in its general ones. */
static const char *words_of(sqlite3 *database, int code)
{
    switch (code) {
    case PR_STORE_ALTERED:
        return N_("what was kept is not what its SHA-256 says");
    case PR_STORE_INCOMPLETE:
        return N_("a part of what was kept is missing");
    case PR_STORE_NO_VALUE:
        return N_("an option that was kept has no possible value");
    default:
        return database && (sqlite3_errcode(database) & 0xff) == (code & 0xff) ? sqlite3_errmsg(database)
                                                                               : sqlite3_errstr(code);
    }
}

int pr_store_trouble(sqlite3 *database, int code, pr_archive_trouble_t *trouble)
{
    const char *words = words_of(database, code);
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return pr_store_refuse(trouble, PR_ERR_MEMORY, PR_ARCHIVE_MEMORY, "%s", words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_LOCKED, "%s", words);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: /* a table or column that must be there is not */
    case SQLITE_SCHEMA:
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_DAMAGED, "%s", words);
    default:
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_UNUSABLE, "%s", words);
    }
}

int pr_store_do(sqlite3 *database, const char *sql)
{
    return sqlite3_exec(database, sql, NULL, NULL, NULL);
}

const char *pr_store_text(pr_arena_t *arena, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return pr_arena_copy(arena, text ? text : "");
}

/* A name that SQLite takes for a file, whatever it begins with (":memory:", "file:…"); NULL without memory.
 */
static char *file_name(const char *path)
{
    pr_text_t name;
    pr_text_init(&name);
    pr_text_addf(&name, "%s%s", *path == '/' ? "" : "./", path);
    if (name.failed) {
        pr_text_free(&name);
    }
    return name.data;
}

static int create_folder(char *path, pr_archive_trouble_t *trouble)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path) {
        return 0;
    }
    pr_errors_t errors;
    pr_errors_init(&errors);
    *slash = '\0';
    int status = pr_folder_create(path, &errors);
    *slash = '/';
    if (status != 0) {
        char line[sizeof trouble->detail] = "";
        if (errors.count) {
            pr_errors_format(&errors, 0, line, sizeof line);
        }
        pr_store_refuse(trouble, status, status == PR_ERR_MEMORY ? PR_ARCHIVE_MEMORY : PR_ARCHIVE_UNUSABLE,
                        "%s", line);
    }
    pr_errors_free(&errors);
    return status;
}

/* Where there is nothing to open: said in a word of its own, since nobody did anything wrong. */
static int look_for(const char *path, pr_archive_trouble_t *trouble)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        return missing ? pr_store_refuse(trouble, PR_ERR_INPUT, PR_ARCHIVE_MISSING, "%s", strerror(ENOENT))
                       : pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_UNUSABLE, "%s", strerror(errno));
    }
    return S_ISREG(status.st_mode)
               ? 0
               : pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_UNUSABLE, N_("it is not a regular file"));
}

static int open_database(pr_archive_t *self, const char *path, bool create, int wait_ms,
                         pr_archive_trouble_t *trouble)
{
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path, &self->database, flags, NULL);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(self->database, 1);
        code = sqlite3_busy_timeout(self->database, wait_ms);
    }
    /* What a file says of itself must not make SQLite do things. */
    if (code == SQLITE_OK) {
        code = pr_store_do(self->database, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON");
    }
    return code == SQLITE_OK ? 0 : pr_store_trouble(self->database, code, trouble);
}

static int open_at(pr_archive_t *self, char *path, bool create, int wait_ms, pr_archive_trouble_t *trouble)
{
    int status = create ? create_folder(path, trouble) : look_for(path, trouble);
    if (status == 0) {
        status = open_database(self, path, create, wait_ms, trouble);
    }
    return status == 0 ? pr_store_schema(self->database, create, trouble) : status;
}

int pr_archive_open(pr_archive_t **out, const char *path, bool create, int wait_ms,
                    pr_archive_trouble_t *trouble)
{
    *out = NULL;
    *trouble = (pr_archive_trouble_t){0};
    pr_archive_t *self = pr_new(1, sizeof *self);
    char *name = self ? file_name(path) : NULL;
    int status = name ? open_at(self, name, create, wait_ms, trouble)
                      : pr_store_refuse(trouble, PR_ERR_MEMORY, PR_ARCHIVE_MEMORY, N_("out of memory"));
    pr_free(name);
    if (status != 0) {
        pr_archive_close(self);
        return status;
    }
    *out = self;
    return 0;
}

void pr_archive_close(pr_archive_t *self)
{
    if (self) {
        sqlite3_close(self->database);
        pr_free(self);
    }
}
