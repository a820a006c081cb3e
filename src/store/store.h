/* What the files of the archive share: statements, and what went wrong with one. */
#ifndef PR_STORE_STORE_H
#define PR_STORE_STORE_H

#include "core/arena.h"
#include <poolraming/archive.h>
#include <sqlite3.h>

struct pr_archive {
    sqlite3 *database;
};

/* Codes of our own beside SQLite's: the database is good, and what stands in it is none of our records. */
enum {
    PR_STORE_ALTERED = SQLITE_CORRUPT | 201 << 8,    /* bytes that are not what their SHA-256 says */
    PR_STORE_INCOMPLETE = SQLITE_CORRUPT | 202 << 8, /* a part that records of its kind have is missing */
    PR_STORE_NO_VALUE = SQLITE_CORRUPT | 203 << 8    /* an option that its command would not take */
};

/* Fills in why SQLite refused, by its last code; returns PR_ERR_IO or PR_ERR_MEMORY. */
int pr_store_trouble(sqlite3 *database, int code, pr_archive_trouble_t *trouble);
/* The same for a reason of our own. */
int pr_store_refuse(pr_archive_trouble_t *trouble, int status, pr_archive_fault_t fault, const char *format,
                    ...) PR_PRINTF(4, 5);

/* One or more statements without values. SQLite's code. */
int pr_store_do(sqlite3 *database, const char *sql);

/* The text of a column, copied; "" where there is none, NULL without memory. */
const char *pr_store_text(pr_arena_t *arena, sqlite3_stmt *row, int column);

/* SQLITE_OK, or PR_STORE_*: whether bytes are those of their SHA-256, and whether a record that was read
   whole is one that its command keeps. */
int pr_store_check_bytes(const char *bytes, size_t length, const char *sha256);
int pr_store_check(const pr_record_t *record);

/* Room for one more in an array that grows by doubling: its size follows from its count. NULL without memory,
   and then the old one stays. */
void *pr_store_room(void *array, size_t count, size_t size);

/* Puts the tables in an empty file and sees that a filled one has ours. Inside a transaction where `create`.
 */
int pr_store_schema(sqlite3 *database, bool create, pr_archive_trouble_t *trouble);
/* The version of the tables that the file has now; SQLite's code. */
int pr_store_version(sqlite3 *database, int64_t *out);
/* Brings a file's tables up to date, inside the caller's transaction; SQLite's code. */
int pr_store_upgrade(sqlite3 *database);

#endif
