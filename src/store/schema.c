/* The tables of an archive, and whether a file has them. */
#include "core/catalogue.h"
#include "store/store.h"

/* Tells our files from those of other programs: "PRar". */
enum { APPLICATION = 0x50526172 };

/* What each version added to the one before it. */
static const char *const TABLES[PR_ARCHIVE_SCHEMA] = {
    "CREATE TABLE scenario(sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE run(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, started TEXT,"
    " seconds REAL, version TEXT, command TEXT, seed INTEGER, asked INTEGER, replicates INTEGER,"
    " precision REAL, detail TEXT, sampling TEXT, interrupted INTEGER, fingerprint TEXT NOT NULL);"
    "CREATE TABLE run_scenario(run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL REFERENCES scenario, id TEXT, title TEXT, path TEXT,"
    " PRIMARY KEY(run, position)) WITHOUT ROWID;"
    "CREATE TABLE run_assignment(run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
    " assignment TEXT NOT NULL, PRIMARY KEY(run, position)) WITHOUT ROWID;"
    "CREATE TABLE outcome(run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
    " scenario INTEGER NOT NULL, difference INTEGER NOT NULL, metric TEXT NOT NULL, unit TEXT,"
    " period TEXT NOT NULL, municipality TEXT NOT NULL, mean REAL, sd REAL, se REAL, p05 REAL, p50 REAL,"
    " p95 REAL, undefined INTEGER, PRIMARY KEY(run, position)) WITHOUT ROWID;",
    "ALTER TABLE outcome ADD COLUMN measure TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE outcome ADD COLUMN item TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE run_option(run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
    " name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(run, position)) WITHOUT ROWID;"
    "CREATE TABLE input(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE run_input(run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL REFERENCES input, option TEXT NOT NULL, path TEXT,"
    " PRIMARY KEY(run, position)) WITHOUT ROWID;"};

static int number_of(sqlite3 *database, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        *out = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
    }
    sqlite3_finalize(statement);
    return code;
}

int pr_store_version(sqlite3 *database, int64_t *out)
{
    return number_of(database, "PRAGMA user_version", out);
}

int pr_store_upgrade(sqlite3 *database)
{
    int64_t version = 0;
    char mark[60];
    int code = pr_store_version(database, &version);
    if (code == SQLITE_OK && version < 0) { /* since it was opened */
        code = SQLITE_CORRUPT;
    }
    for (int64_t v = version; v < PR_ARCHIVE_SCHEMA && code == SQLITE_OK; v++) {
        code = pr_store_do(database, TABLES[v]);
    }
    if (code == SQLITE_OK && version < PR_ARCHIVE_SCHEMA) {
        sqlite3_snprintf(sizeof mark, mark, "PRAGMA user_version = %d", PR_ARCHIVE_SCHEMA);
        code = pr_store_do(database, mark);
    }
    return code;
}

static int create_tables(sqlite3 *database)
{
    char mark[60];
    sqlite3_snprintf(sizeof mark, mark, "PRAGMA application_id = %d", APPLICATION);
    int code = pr_store_upgrade(database);
    return code == SQLITE_OK ? pr_store_do(database, mark) : code;
}

/* What the file is; *empty where it has no tables yet. */
static int judge(sqlite3 *database, bool *empty, pr_archive_trouble_t *trouble)
{
    int64_t application = 0, version = 0, tables = 0;
    int code = number_of(database, "SELECT count(*) FROM sqlite_master", &tables);
    if (code == SQLITE_OK) {
        code = number_of(database, "PRAGMA application_id", &application);
    }
    if (code == SQLITE_OK) {
        code = pr_store_version(database, &version);
    }
    if (code != SQLITE_OK) {
        return pr_store_trouble(database, code, trouble);
    }
    *empty = tables == 0 && application == 0 && version == 0;
    if (!*empty && application != APPLICATION) {
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_FOREIGN, "application_id %lld",
                               (long long)application);
    }
    if (!*empty && version < 1) {
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_DAMAGED, "user_version %lld",
                               (long long)version);
    }
    if (version > PR_ARCHIVE_SCHEMA) {
        return pr_store_refuse(trouble, PR_ERR_IO, PR_ARCHIVE_NEWER, "%lld > %d", (long long)version,
                               PR_ARCHIVE_SCHEMA);
    }
    return 0;
}

/* Only one of several processes that find an empty file makes its tables: the others wait for it. */
static int create_once(sqlite3 *database, pr_archive_trouble_t *trouble)
{
    bool empty = false;
    int code = pr_store_do(database, "BEGIN IMMEDIATE");
    if (code != SQLITE_OK) {
        return pr_store_trouble(database, code, trouble);
    }
    int status = judge(database, &empty, trouble);
    code = status == 0 && empty ? create_tables(database) : SQLITE_OK;
    if (code == SQLITE_OK && status == 0) {
        code = pr_store_do(database, "COMMIT");
    }
    if (code != SQLITE_OK) {
        status = pr_store_trouble(database, code, trouble);
    }
    if (status != 0) {
        pr_store_do(database, "ROLLBACK");
    }
    return status;
}

int pr_store_schema(sqlite3 *database, bool create, pr_archive_trouble_t *trouble)
{
    bool empty = false;
    int status = judge(database, &empty, trouble);
    if (status != 0 || !empty) {
        return status;
    }
    return create ? create_once(database, trouble)
                  : pr_store_refuse(trouble, PR_ERR_INPUT, PR_ARCHIVE_MISSING, N_("the file is empty"));
}
