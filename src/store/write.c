/* Adding a record: one transaction, so that it is there whole or not at all. */
#include "core/bytes.h"
#include "store/store.h"
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

enum { TRIES = 64 }; /* ids that are taken */

/* An id from all that tells runs apart; `n` counts the tries. */
static void make_id(pr_record_t *record, uint64_t salt, unsigned n)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char numbers[80];
    snprintf(numbers, sizeof numbers, "%llu %llu %u", (unsigned long long)salt,
             (unsigned long long)record->seed, n);
    const char *part[] = {record->started, record->command, record->fingerprint, numbers};
    sha256_init(&context);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        sha256_update(&context, part[i] ? strlen(part[i]) + 1 : 0, (const uint8_t *)part[i]);
    }
    sha256_digest(&context, sizeof digest, digest);
    pr_bytes_hex(digest, PR_ARCHIVE_ID / 2, record->id);
}

/* A statement with its values, run once; SQLite's code, SQLITE_OK when done. */
static int finish(sqlite3_stmt *statement, int prepared)
{
    int code = prepared;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    return code;
}

static int bind_texts(sqlite3_stmt *statement, int first, size_t count, const char *const *text)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        code = sqlite3_bind_text(statement, first + (int)i, text[i] ? text[i] : "", -1, SQLITE_STATIC);
    }
    return code;
}

static int bind_whole(sqlite3_stmt *statement, int first, size_t count, const int64_t *x)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        code = sqlite3_bind_int64(statement, first + (int)i, x[i]);
    }
    return code;
}

/* NaN becomes NULL. */
static int bind_real(sqlite3_stmt *statement, int first, size_t count, const double *x)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        code = sqlite3_bind_double(statement, first + (int)i, x[i]);
    }
    return code;
}

#define SIZE(array) (sizeof(array) / sizeof *(array))

static int add_run(sqlite3 *database, const pr_record_t *record)
{
    static const char sql[] =
        "INSERT INTO run(id, kind, started, version, command, detail, fingerprint, seed, asked, replicates,"
        " interrupted, seconds, precision, sampling) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12, ?13, ?14)";
    const char *text[] = {record->id,         pr_record_kind_name(record->kind),
                          record->started,    record->version,
                          record->command,    record->detail == PR_DETAIL_FULL ? "full" : "standard",
                          record->fingerprint};
    const int64_t whole[] = {(int64_t)record->seed, (int64_t)record->asked, (int64_t)record->replicates,
                             record->interrupted};
    const double real[] = {record->seconds, record->precision};
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK && (code = bind_texts(statement, 1, SIZE(text), text)) == SQLITE_OK &&
        (code = bind_whole(statement, 8, SIZE(whole), whole)) == SQLITE_OK) {
        code = bind_real(statement, 12, SIZE(real), real);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 14, pr_sampling_name(record->sampling), -1, SQLITE_STATIC);
    }
    code = finish(statement, code);
    sqlite3_finalize(statement);
    return code;
}

/* Tries ids until one is free. */
static int add_run_once(sqlite3 *database, pr_record_t *record, uint64_t salt)
{
    int code = SQLITE_CONSTRAINT_UNIQUE;
    for (unsigned n = 0; n < TRIES && code == SQLITE_CONSTRAINT_UNIQUE; n++) {
        make_id(record, salt, n);
        code = add_run(database, record);
    }
    return code;
}

static int add_texts(sqlite3 *database, const char *sql, const int64_t *key, size_t keys,
                     const char *const *text, size_t texts)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK && (code = bind_whole(statement, 1, keys, key)) == SQLITE_OK) {
        code = bind_texts(statement, 1 + (int)keys, texts, text);
    }
    code = finish(statement, code);
    sqlite3_finalize(statement);
    return code;
}

static int add_bytes(sqlite3 *database, const pr_record_input_t *of)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, "INSERT OR IGNORE INTO input(sha256, bytes) VALUES(?1, ?2)", -1,
                                  &statement, NULL);
    if (code == SQLITE_OK && (code = bind_texts(statement, 1, 1, &of->sha256)) == SQLITE_OK) {
        code = sqlite3_bind_blob64(statement, 2, of->bytes, of->length, SQLITE_STATIC);
    }
    code = finish(statement, code);
    sqlite3_finalize(statement);
    return code;
}

static int add_figures(sqlite3 *database, const pr_record_t *record, int64_t run)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < record->option_count && code == SQLITE_OK; i++) {
        const int64_t key[] = {run, (int64_t)i};
        const char *text[] = {record->option[i].name, record->option[i].value};
        code = add_texts(database, "INSERT INTO run_option VALUES(?1, ?2, ?3, ?4)", key, SIZE(key), text,
                         SIZE(text));
    }
    for (size_t i = 0; i < record->input_count && code == SQLITE_OK; i++) {
        const pr_record_input_t *of = &record->input[i];
        const int64_t key[] = {run, (int64_t)i};
        const char *text[] = {of->sha256, of->option, of->path};
        code = add_bytes(database, of);
        if (code == SQLITE_OK) {
            code = add_texts(database, "INSERT INTO run_input VALUES(?1, ?2, ?3, ?4, ?5)", key, SIZE(key),
                             text, SIZE(text));
        }
    }
    return code;
}

static int add_inputs(sqlite3 *database, const pr_record_t *record, int64_t run)
{
    int code = SQLITE_OK;
    for (size_t k = 0; k < record->scenario_count && code == SQLITE_OK; k++) {
        const pr_record_scenario_t *of = &record->scenario[k];
        const char *whole[] = {of->sha256, of->text}, *text[] = {of->sha256, of->id, of->title, of->path};
        const int64_t key[] = {run, (int64_t)k};
        code = add_texts(database, "INSERT OR IGNORE INTO scenario(sha256, text) VALUES(?1, ?2)", NULL, 0,
                         whole, SIZE(whole));
        if (code == SQLITE_OK) {
            code = add_texts(database, "INSERT INTO run_scenario VALUES(?1, ?2, ?3, ?4, ?5, ?6)", key,
                             SIZE(key), text, SIZE(text));
        }
    }
    for (size_t i = 0; i < record->assignment_count && code == SQLITE_OK; i++) {
        const int64_t key[] = {run, (int64_t)i};
        code = add_texts(database, "INSERT INTO run_assignment VALUES(?1, ?2, ?3)", key, SIZE(key),
                         &record->assignment[i], 1);
    }
    return code == SQLITE_OK ? add_figures(database, record, run) : code;
}

static int add_outcome(sqlite3_stmt *statement, const pr_record_outcome_t *of, int64_t run, size_t position)
{
    const pr_summary_t *s = &of->summary;
    const int64_t whole[] = {run, (int64_t)position, of->scenario, of->difference, (int64_t)s->undefined};
    const char *text[] = {of->metric, of->unit, of->period, of->municipality, of->measure, of->item};
    const double real[] = {s->mean, s->sd, s->se, s->p05, s->p50, s->p95};
    int code = sqlite3_reset(statement);
    if (code == SQLITE_OK && (code = bind_whole(statement, 1, SIZE(whole), whole)) == SQLITE_OK &&
        (code = bind_texts(statement, 6, SIZE(text), text)) == SQLITE_OK) {
        code = bind_real(statement, 12, SIZE(real), real);
    }
    return finish(statement, code);
}

static int add_outcomes(sqlite3 *database, const pr_record_t *record, int64_t run)
{
    static const char sql[] =
        "INSERT INTO outcome(run, position, scenario, difference, undefined, metric, unit, period,"
        " municipality, measure, item, mean, sd, se, p05, p50, p95)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    for (size_t i = 0; i < record->outcome_count && code == SQLITE_OK; i++) {
        code = add_outcome(statement, &record->outcome[i], run, i);
    }
    sqlite3_finalize(statement);
    return code;
}

int pr_archive_add(pr_archive_t *self, pr_record_t *record, uint64_t salt, pr_archive_trouble_t *trouble)
{
    *trouble = (pr_archive_trouble_t){0};
    int status = 0, code = pr_store_do(self->database, "BEGIN IMMEDIATE");
    if (code == SQLITE_OK) {
        code = pr_store_upgrade(self->database);
    }
    if (code == SQLITE_OK) {
        code = add_run_once(self->database, record, salt);
    }
    int64_t run = sqlite3_last_insert_rowid(self->database);
    if (code == SQLITE_OK) {
        code = add_inputs(self->database, record, run);
    }
    if (code == SQLITE_OK) {
        code = add_outcomes(self->database, record, run);
    }
    if (code == SQLITE_OK) {
        code = pr_store_do(self->database, "COMMIT");
    }
    if (code != SQLITE_OK) {
        status = pr_store_trouble(self->database, code, trouble);
        if (!sqlite3_get_autocommit(self->database)) {
            pr_store_do(self->database, "ROLLBACK");
        }
        record->id[0] = '\0';
    }
    return status;
}
