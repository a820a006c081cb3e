/* Reading records back. */
#include "core/memory.h"
#include "core/text.h"
#include "store/store.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Only runs and comparisons have a net effect; others may tell something else of that metric. */
static const char HEADS[] =
    "SELECT number, id, kind, started, seconds, version, command, seed, asked, replicates, precision, detail,"
    " interrupted, fingerprint, CASE WHEN kind IN ('run', 'compare') THEN (SELECT mean FROM outcome WHERE"
    " outcome.run = run.number AND scenario = 0 AND difference = 0 AND metric = 'municipality.net_effect'"
    " AND municipality = '' AND period = 'all') END, sampling FROM run";

static double real_of(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? NAN : sqlite3_column_double(row, column);
}

static void copy(char *out, size_t size, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    snprintf(out, size, "%s", text ? text : "");
    pr_text_make_printable(out);
}

static bool is(sqlite3_stmt *row, int column, const char *word)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text && strcmp(text, word) == 0;
}

/* An id names a folder: one that somebody else put there must be none that leads elsewhere. */
static bool is_id(const char *id)
{
    return strspn(id, "0123456789abcdef") == PR_ARCHIVE_ID && id[PR_ARCHIVE_ID] == '\0';
}

/* False where this program makes no such records. */
static bool kind_of(sqlite3_stmt *row, int column, pr_record_kind_t *out)
{
    for (pr_record_kind_t kind = 0; kind < PR_RECORD_KINDS; kind++) {
        if (is(row, column, pr_record_kind_name(kind))) {
            *out = kind;
            return true;
        }
    }
    return false;
}

/* A row of HEADS; its number in *run. */
static int read_head(sqlite3_stmt *row, pr_record_t *out, int64_t *run)
{
    memset(out, 0, sizeof *out);
    pr_arena_t *arena = out->texts = pr_arena_new();
    if (!arena) {
        return SQLITE_NOMEM;
    }
    *run = sqlite3_column_int64(row, 0);
    copy(out->id, sizeof out->id, row, 1);
    bool known = kind_of(row, 2, &out->kind);
    out->started = pr_store_text(arena, row, 3);
    out->seconds = real_of(row, 4);
    out->version = pr_store_text(arena, row, 5);
    out->command = pr_store_text(arena, row, 6);
    out->seed = (uint64_t)sqlite3_column_int64(row, 7);
    out->asked = (uint64_t)sqlite3_column_int64(row, 8);
    out->replicates = (uint64_t)sqlite3_column_int64(row, 9);
    out->precision = sqlite3_column_double(row, 10);
    out->detail = is(row, 11, "full") ? PR_DETAIL_FULL : PR_DETAIL_STANDARD;
    out->interrupted = sqlite3_column_int(row, 12) != 0;
    copy(out->fingerprint, sizeof out->fingerprint, row, 13);
    out->net_effect = real_of(row, 14);
    out->sampling = is(row, 15, pr_sampling_name(PR_SAMPLING_LHS))     ? PR_SAMPLING_LHS
                    : is(row, 15, pr_sampling_name(PR_SAMPLING_SOBOL)) ? PR_SAMPLING_SOBOL
                                                                       : PR_SAMPLING_MC;
    return pr_arena_failed(arena) ? SQLITE_NOMEM : known && is_id(out->id) ? SQLITE_OK : SQLITE_CORRUPT;
}

/* Walks through the rows of a query about one run; SQLite's code. */
typedef int (*take_t)(pr_record_t *record, sqlite3_stmt *row);

static int each_row(sqlite3 *database, const char *sql, int64_t run, pr_record_t *record, take_t take)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_int64(statement, 1, run);
    }
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        code = take(record, statement);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* What was copied from a column is there, and is what its SHA-256 says. */
static int judge(const pr_record_t *record, sqlite3_stmt *row, int column, const char *bytes, size_t length,
                 const char *sha256)
{
    bool missing = sqlite3_column_type(row, column) == SQLITE_NULL;
    return pr_arena_failed(record->texts) ? SQLITE_NOMEM
           : missing                      ? PR_STORE_INCOMPLETE
                                          : pr_store_check_bytes(bytes, length, sha256);
}

static int take_scenario(pr_record_t *record, sqlite3_stmt *row)
{
    pr_record_scenario_t *grown = pr_store_room(record->scenario, record->scenario_count, sizeof *grown);
    if (!grown) {
        return SQLITE_NOMEM;
    }
    record->scenario = grown;
    bool whole = sqlite3_column_count(row) > 4;
    grown[record->scenario_count++] =
        (pr_record_scenario_t){.id = pr_store_text(record->texts, row, 0),
                               .title = pr_store_text(record->texts, row, 1),
                               .path = pr_store_text(record->texts, row, 2),
                               .sha256 = pr_store_text(record->texts, row, 3),
                               .text = whole ? pr_store_text(record->texts, row, 4) : NULL};
    const pr_record_scenario_t *of = &grown[record->scenario_count - 1];
    return whole ? judge(record, row, 4, of->text, of->text ? strlen(of->text) : 0, of->sha256)
           : pr_arena_failed(record->texts) ? SQLITE_NOMEM
                                            : SQLITE_OK;
}

static int take_outcome(pr_record_t *record, sqlite3_stmt *row)
{
    pr_record_outcome_t *grown = pr_store_room(record->outcome, record->outcome_count, sizeof *grown);
    if (!grown) {
        return SQLITE_NOMEM;
    }
    record->outcome = grown;
    grown[record->outcome_count++] =
        (pr_record_outcome_t){.scenario = sqlite3_column_int(row, 0),
                              .difference = sqlite3_column_int(row, 1) != 0,
                              .metric = pr_store_text(record->texts, row, 2),
                              .unit = pr_store_text(record->texts, row, 3),
                              .period = pr_store_text(record->texts, row, 4),
                              .municipality = pr_store_text(record->texts, row, 5),
                              .summary = {.mean = real_of(row, 6),
                                          .sd = real_of(row, 7),
                                          .se = real_of(row, 8),
                                          .p05 = real_of(row, 9),
                                          .p10 = NAN,
                                          .p25 = NAN,
                                          .p50 = real_of(row, 10),
                                          .p75 = NAN,
                                          .p90 = NAN,
                                          .p95 = real_of(row, 11),
                                          .undefined = (uint64_t)sqlite3_column_int64(row, 12)},
                              .measure = pr_store_text(record->texts, row, 13),
                              .item = pr_store_text(record->texts, row, 14)};
    int scenario = grown[record->outcome_count - 1].scenario; /* an index of those that were read before */
    bool good = scenario >= 0 && (size_t)scenario < record->scenario_count;
    return pr_arena_failed(record->texts) ? SQLITE_NOMEM : good ? SQLITE_OK : SQLITE_CORRUPT;
}

/* A copy of `count` elements in the record's arena with room for one more; NULL without memory. */
static void *one_more(pr_record_t *record, const void *array, size_t count, size_t size)
{
    char *grown = pr_arena_alloc(record->texts, count + 1, size);
    if (grown && count > 0) {
        memcpy(grown, array, count * size);
    }
    return grown;
}

static int take_assignment(pr_record_t *record, sqlite3_stmt *row)
{
    const char **grown = one_more(record, record->assignment, record->assignment_count, sizeof *grown);
    if (!grown) {
        return SQLITE_NOMEM;
    }
    grown[record->assignment_count++] = pr_store_text(record->texts, row, 0);
    record->assignment = grown;
    return pr_arena_failed(record->texts) ? SQLITE_NOMEM : SQLITE_OK;
}

static int take_option(pr_record_t *record, sqlite3_stmt *row)
{
    const char *name = pr_store_text(record->texts, row, 0), *value = pr_store_text(record->texts, row, 1);
    bool kept = name && value && pr_record_add_option(record, name, value) == 0;
    return kept ? SQLITE_OK : SQLITE_NOMEM;
}

static int take_input(pr_record_t *record, sqlite3_stmt *row)
{
    pr_record_input_t *grown = one_more(record, record->input, record->input_count, sizeof *grown);
    const char *bytes = sqlite3_column_blob(row, 3);
    size_t length = (size_t)sqlite3_column_bytes(row, 3);
    if (!grown) {
        return SQLITE_NOMEM;
    }
    grown[record->input_count++] =
        (pr_record_input_t){.option = pr_store_text(record->texts, row, 0),
                            .path = pr_store_text(record->texts, row, 1),
                            .sha256 = pr_store_text(record->texts, row, 2),
                            .bytes = pr_arena_copy_bytes(record->texts, bytes ? bytes : "", length),
                            .length = length};
    record->input = grown;
    const pr_record_input_t *of = &grown[record->input_count - 1];
    return judge(record, row, 3, of->bytes, length, of->sha256);
}

static int read_names(sqlite3 *database, int64_t run, pr_record_t *out)
{
    return each_row(database,
                    "SELECT id, title, path, sha256 FROM run_scenario WHERE run = ?1 ORDER BY position", run,
                    out, take_scenario);
}

typedef struct {
    const char *sql[2]; /* of tables of the first version, and since; NULL: these have none */
    take_t take;
} part_t;

#define OUTCOMES(more)                                                                                       \
    "SELECT scenario, difference, metric, unit, period, municipality, mean, sd, se, p05, p50, p95,"          \
    " undefined, " more " FROM outcome WHERE run = ?1 ORDER BY position"

static int read_whole(sqlite3 *database, int64_t run, pr_record_t *out)
{
    static const char scenarios[] =
        "SELECT r.id, title, path, r.sha256, text FROM run_scenario AS r LEFT JOIN scenario USING(sha256)"
        " WHERE run = ?1 ORDER BY position";
    static const char assignments[] =
        "SELECT assignment FROM run_assignment WHERE run = ?1 ORDER BY position";
    static const part_t parts[] = {
        {{scenarios, scenarios}, take_scenario},
        {{assignments, assignments}, take_assignment},
        {{NULL, "SELECT name, value FROM run_option WHERE run = ?1 ORDER BY position"}, take_option},
        {{NULL, "SELECT option, path, r.sha256, bytes FROM run_input AS r LEFT JOIN input USING(sha256)"
                " WHERE run = ?1 ORDER BY position"},
         take_input},
        {{OUTCOMES("'', ''"), OUTCOMES("measure, item")}, take_outcome}};
    int64_t version = 0;
    int code = pr_store_version(database, &version);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && code == SQLITE_OK; i++) {
        const char *sql = parts[i].sql[version > 1];
        code = sql ? each_row(database, sql, run, out, parts[i].take) : SQLITE_OK;
    }
    return code;
}

/* ---- the list ---- */

void pr_archive_list_free(pr_record_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pr_record_free(&list[i]);
    }
    pr_free(list);
}

static int read_list(sqlite3 *database, pr_record_t **list, size_t *count)
{
    sqlite3_stmt *statement = NULL;
    char sql[sizeof HEADS + 40];
    snprintf(sql, sizeof sql, "%s ORDER BY number DESC", HEADS);
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        pr_record_t *grown = pr_store_room(*list, *count, sizeof *grown);
        int64_t run = 0;
        code = grown ? SQLITE_OK : SQLITE_NOMEM;
        if (grown) {
            *list = grown;
            code = read_head(statement, &grown[(*count)++], &run);
        }
        if (code == SQLITE_OK) {
            code = read_names(database, run, &grown[*count - 1]);
        }
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int pr_archive_list(pr_archive_t *self, pr_record_t **out, size_t *count, pr_archive_trouble_t *trouble)
{
    *out = NULL;
    *count = 0;
    *trouble = (pr_archive_trouble_t){0};
    int code = read_list(self->database, out, count);
    if (code == SQLITE_OK) {
        return 0;
    }
    pr_archive_list_free(*out, *count);
    *out = NULL;
    *count = 0;
    return pr_store_trouble(self->database, code, trouble);
}

/* ---- one run ---- */

enum { NAMED_MOST = 6 }; /* ids that an ambiguous prefix names */

/* How many ids begin with the prefix; the first into `id`, some of them into `named`. */
static int count_matches(sqlite3 *database, const char *prefix, size_t *matches, char id[PR_ARCHIVE_ID + 1],
                         char *named, size_t size)
{
    sqlite3_stmt *statement = NULL;
    const char *sql = strcmp(prefix, "last") == 0
                          ? "SELECT id FROM run WHERE ?1 = 'last' ORDER BY number DESC LIMIT 1"
                          : "SELECT id FROM run WHERE substr(id, 1, length(?1)) = lower(?1) ORDER BY id";
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, prefix, -1, SQLITE_STATIC);
    }
    size_t length = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        char found[PR_ARCHIVE_ID + 1];
        copy(found, sizeof found, statement, 0);
        if ((*matches)++ == 0) {
            memcpy(id, found, sizeof found);
        }
        if (*matches <= NAMED_MOST && length < size) {
            int more = snprintf(named + length, size - length, "%s%s", *matches > 1 ? ", " : "", found);
            length += more > 0 ? (size_t)more : 0;
        } else if (*matches == NAMED_MOST + 1 && length < size) {
            snprintf(named + length, size - length, ", …");
        }
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int read_run(sqlite3 *database, const char *id, pr_record_t *out)
{
    sqlite3_stmt *statement = NULL;
    int64_t run = 0;
    char sql[sizeof HEADS + 40];
    snprintf(sql, sizeof sql, "%s WHERE id = ?1", HEADS);
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        code = code == SQLITE_ROW    ? read_head(statement, out, &run)
               : code == SQLITE_DONE ? SQLITE_CORRUPT
                                     : code;
    }
    sqlite3_finalize(statement);
    if (code == SQLITE_OK) {
        code = read_whole(database, run, out);
    }
    return code == SQLITE_OK ? pr_store_check(out) : code;
}

int pr_archive_load(pr_archive_t *self, const char *prefix, pr_record_t *out, pr_archive_trouble_t *trouble)
{
    size_t matches = 0;
    char id[PR_ARCHIVE_ID + 1] = "", named[120] = "";
    memset(out, 0, sizeof *out);
    *trouble = (pr_archive_trouble_t){0};
    int code = *prefix ? count_matches(self->database, prefix, &matches, id, named, sizeof named) : SQLITE_OK;
    if (code == SQLITE_OK && matches != 1) {
        return matches == 0 ? pr_store_refuse(trouble, PR_ERR_INPUT, PR_ARCHIVE_UNKNOWN, "%s", "")
                            : pr_store_refuse(trouble, PR_ERR_INPUT, PR_ARCHIVE_AMBIGUOUS, "%s", named);
    }
    if (code == SQLITE_OK) {
        code = read_run(self->database, id, out);
    }
    if (code == SQLITE_OK) {
        return 0;
    }
    pr_record_free(out);
    return pr_store_trouble(self->database, code, trouble);
}
