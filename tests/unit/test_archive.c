/* The archive of runs: what is kept comes back as it was, and a file that cannot be used is told and left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/bytes.h"
#include "support_scenario.h"
#include <math.h>
#include <sqlite3.h>
#include <sys/stat.h>

enum { WAIT_MS = 50 };

static const char SMALL[] = POOLRAMING_TESTS "/fuzz/small.cfg";

/* A run of a small scenario and its record. */
typedef struct {
    loaded_t *loaded;
    pr_run_t run;
    pr_record_t record;
} kept_t;

static kept_t make(uint64_t seed)
{
    static const char *const sets[] = {"run.seed=5", "title=\"a 'title' % \\\"\""};
    kept_t self = {.loaded = scenario_load(SMALL, NULL, 0)};
    assert_int_equal(self.loaded->status, 0);
    const pr_run_options_t options = {.seed = seed, .ensemble = {.replicates = 40, .threads = 1}};
    assert_int_equal(pr_run_scenario(&self.run, &self.loaded->scenario, &options, NULL), 0);
    assert_int_equal(pr_record_of_run(&self.run, &self.record), 0);
    self.record.started = "2026-01-02T03:04:05Z";
    self.record.seconds = 1.25;
    self.record.version = "0.1.0";
    self.record.command = "poolraming run small.cfg";
    self.record.assignment = sets;
    self.record.assignment_count = 2;
    self.record.asked = 50;
    self.record.sampling = PR_SAMPLING_SOBOL;
    return self;
}

static void unmake(kept_t *self)
{
    pr_record_free(&self->record);
    pr_run_free(&self->run);
    scenario_free(self->loaded);
}

static pr_archive_t *open_new(const char *name)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    assert_int_equal(pr_archive_open(&archive, scenario_path(name), true, WAIT_MS, &trouble), 0);
    return archive;
}

static pr_archive_fault_t fault_of(const char *path, bool create)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    int status = pr_archive_open(&archive, path, create, WAIT_MS, &trouble);
    assert_true((status == 0) == (archive != NULL));
    assert_true((status == 0) == (trouble.fault == PR_ARCHIVE_FINE));
    pr_archive_close(archive);
    return trouble.fault;
}

static void do_sql(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static void assert_same(double a, double b)
{
    assert_true(a == b || (isnan(a) && isnan(b)));
}

static void assert_record(const pr_record_t *a, const pr_record_t *b)
{
    assert_string_equal(a->started, b->started);
    assert_string_equal(a->version, b->version);
    assert_string_equal(a->command, b->command);
    assert_string_equal(a->fingerprint, b->fingerprint);
    assert_true(a->seconds == b->seconds && a->seed == b->seed && a->asked == b->asked);
    assert_true(a->replicates == b->replicates && a->precision == b->precision && a->detail == b->detail);
    assert_int_equal(a->sampling, b->sampling);
    assert_int_equal(a->scenario_count, b->scenario_count);
    assert_string_equal(a->scenario[0].text, b->scenario[0].text);
    assert_string_equal(a->scenario[0].title, b->scenario[0].title);
    assert_int_equal(a->assignment_count, b->assignment_count);
    for (size_t i = 0; i < a->assignment_count; i++) {
        assert_string_equal(a->assignment[i], b->assignment[i]);
    }
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->option_count, b->option_count);
    for (size_t i = 0; i < a->option_count; i++) {
        assert_string_equal(a->option[i].name, b->option[i].name);
        assert_string_equal(a->option[i].value, b->option[i].value);
    }
    assert_int_equal(a->input_count, b->input_count);
    for (size_t i = 0; i < a->input_count; i++) {
        assert_string_equal(a->input[i].option, b->input[i].option);
        assert_string_equal(a->input[i].path, b->input[i].path);
        assert_string_equal(a->input[i].sha256, b->input[i].sha256);
        assert_int_equal(a->input[i].length, b->input[i].length);
        assert_memory_equal(a->input[i].bytes, b->input[i].bytes, a->input[i].length + 1);
    }
    assert_int_equal(a->outcome_count, b->outcome_count);
    for (size_t i = 0; i < a->outcome_count; i++) {
        const pr_record_outcome_t *x = &a->outcome[i], *y = &b->outcome[i];
        assert_string_equal(x->metric, y->metric);
        assert_string_equal(x->period, y->period);
        assert_string_equal(x->municipality, y->municipality);
        assert_string_equal(x->measure, y->measure);
        assert_string_equal(x->item, y->item);
        assert_same(x->summary.mean, y->summary.mean);
        assert_same(x->summary.sd, y->summary.sd);
        assert_same(x->summary.se, y->summary.se);
        assert_same(x->summary.p05, y->summary.p05);
        assert_same(x->summary.p50, y->summary.p50);
        assert_same(x->summary.p95, y->summary.p95);
        assert_true(x->summary.undefined == y->summary.undefined);
    }
}

static void what_is_kept_comes_back(void **state)
{
    (void)state;
    kept_t kept = make(UINT64_C(9007199254740993)); /* no double has it */
    pr_archive_t *archive = open_new("a/b/runs.db");
    pr_archive_trouble_t trouble;
    pr_record_t back;
    assert_true(kept.record.outcome_count > 100);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0);
    pr_archive_close(archive);
    archive = open_new("a/b/runs.db");
    assert_int_equal(pr_archive_load(archive, kept.record.id, &back, &trouble), 0);
    assert_record(&kept.record, &back);
    pr_record_free(&back);

    pr_record_t *list;
    size_t count;
    assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    assert_int_equal(count, 1);
    const pr_summary_t *net = pr_record_find(&kept.record, 0, "municipality.net_effect", "", "all");
    assert_non_null(net);
    assert_true(list[0].net_effect == net->mean);
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    unmake(&kept);
}

/* Kinds that are no run: options, figures as they were read (whatever bytes they have), measures and items. A
   metric of the same name is not taken for the net effect of a run. */
static void what_is_no_run_comes_back(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("studies.db");
    pr_archive_trouble_t trouble;
    pr_record_t record, back, *list;
    size_t count;
    pr_explain_item_t outcome;
    static const char *const word[] = {"municipality.net_effect", "", "all"};
    assert_int_equal(pr_sensitivity_find(&outcome, &kept.loaded->scenario, word, 3, NULL), 0);
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    const pr_scenario_sensitivity_options_t how = {
        .evaluations = PR_SENSITIVITY_LEAST, .seed = UINT64_C(9007199254740993), .run = {.threads = 1}};
    assert_int_equal(pr_scenario_sensitivity_run(of, &kept.loaded->scenario, &outcome, 1, &how, NULL), 0);
    assert_int_equal(pr_record_of_sensitivity(of, &record), 0);
    static const char bytes[] = "uren;\0\xff\n\"x\"";
    char sha256[2][65];
    pr_bytes_sha256(bytes, sizeof bytes - 1, sha256[0]);
    pr_bytes_sha256("", 0, sha256[1]);
    pr_record_input_t input[] = {{"reports", "/a/b.csv", sha256[0], bytes, sizeof bytes - 1},
                                 {"ova", "/a/c.csv", sha256[1], "", 0}};
    record.input = input;
    record.input_count = 2;
    record.started = record.version = record.command = "x";
    assert_int_equal(record.option_count, 2);
    assert_string_equal(record.option[0].name, "outcome");
    assert_string_equal(record.option[0].value, "municipality.net_effect");
    for (int i = 0; i < 2; i++) { /* the same figures are kept once */
        assert_int_equal(pr_archive_add(archive, &record, (uint64_t)i, &trouble), 0);
        assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), 0);
        assert_record(&record, &back);
        assert_null(pr_record_find(&back, 0, "municipality.net_effect", "", "all"));
        pr_record_free(&back);
    }
    assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    assert_int_equal(list[0].kind, PR_RECORD_SENSITIVITY);
    assert_true(isnan(list[0].net_effect));
    pr_archive_list_free(list, count);
    do_sql(scenario_path("studies.db"),
           "CREATE TEMP TABLE t(n CHECK(n = 2)); INSERT INTO t SELECT count(*) FROM input");
    pr_archive_close(archive);
    pr_record_free(&record);
    pr_scenario_sensitivity_free(of);
    free(of);
    unmake(&kept);
}

/* As the first released program made it. */
static const char FIRST_VERSION[] =
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
    " p95 REAL, undefined INTEGER, PRIMARY KEY(run, position)) WITHOUT ROWID;"
    "PRAGMA application_id = 1347576178; PRAGMA user_version = 1;"
    "INSERT INTO scenario VALUES('5c84865e9b0b722d417d325762442e587feb4a08f3b39238f2261541adfe0289', 'id = "
    "\"x\";');"
    "INSERT INTO run VALUES(1, '0123abcd', 'run', '2026-01-02T03:04:05Z', 1.5, '0.1.0', 'poolraming run x',"
    " 7, 20, 20, 0.0, 'standard', 'mc', 0, 'ff');"
    "INSERT INTO run_scenario SELECT 1, 0, sha256, 'x', 'X', '/x.cfg' FROM scenario;"
    "INSERT INTO run_assignment VALUES(1, 0, 'run.seed=5');"
    "INSERT INTO outcome VALUES(1, 0, 0, 0, 'municipality.net_effect', 'EUR', 'all', '', 2.385, 1, 0.5, 1, 2,"
    " 3, 0);";

static void assert_first(pr_archive_t *archive)
{
    pr_archive_trouble_t trouble;
    pr_record_t back;
    assert_int_equal(pr_archive_load(archive, "0123", &back, &trouble), 0);
    assert_int_equal(back.kind, PR_RECORD_RUN);
    assert_int_equal(back.outcome_count, 1);
    assert_string_equal(back.outcome[0].measure, "");
    assert_string_equal(back.assignment[0], "run.seed=5");
    assert_int_equal(back.option_count + back.input_count, 0);
    const pr_summary_t *net = pr_record_find(&back, 0, "municipality.net_effect", "", "all");
    assert_non_null(net);
    assert_true(net->mean == 2.385 && back.net_effect == 2.385);
    pr_record_free(&back);
}

/* Looking changes nothing; what is kept later brings the tables up to date, or leaves them as they were. */
static void an_archive_of_the_first_version(void **state)
{
    (void)state;
    kept_t kept = make(7);
    const char *path = scenario_path("first.db");
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    pr_record_t back, *list;
    size_t count;
    do_sql(path, FIRST_VERSION);
    assert_int_equal(pr_archive_open(&archive, path, true, WAIT_MS, &trouble), 0);
    assert_first(archive);
    do_sql(path, "CREATE TEMP TABLE t(n CHECK(n = 1)); INSERT INTO t SELECT * FROM pragma_user_version");
    do_sql(path, "CREATE TRIGGER full BEFORE INSERT ON outcome BEGIN SELECT RAISE(ABORT, 'no'); END");
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), PR_ERR_IO);
    do_sql(path, "DROP TRIGGER full; CREATE TEMP TABLE t(n CHECK(n = 1));"
                 " INSERT INTO t SELECT * FROM pragma_user_version");
    assert_first(archive);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0);
    do_sql(path, "CREATE TEMP TABLE t(n CHECK(n = 2)); INSERT INTO t SELECT * FROM pragma_user_version");
    assert_first(archive);
    assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), 0);
    assert_record(&kept.record, &back);
    pr_record_free(&back);
    assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    assert_int_equal(count, 2);
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    unmake(&kept);
}

/* A row of a scenario that is not there, no scenario at all, a kind that this program does not make. */
static void records_that_point_nowhere(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("nowhere.db");
    pr_archive_trouble_t trouble;
    pr_record_t back;
    static const char *const damage[] = {"UPDATE outcome SET scenario = 1 WHERE position = 3",
                                         "UPDATE outcome SET scenario = -1 WHERE position = 3",
                                         "DELETE FROM outcome; DELETE FROM run_scenario",
                                         "UPDATE run SET kind = 'guess'"};
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        do_sql(scenario_path("nowhere.db"), "DELETE FROM outcome; DELETE FROM run_scenario;"
                                            "DELETE FROM run_assignment; DELETE FROM run");
        assert_int_equal(pr_archive_add(archive, &kept.record, i, &trouble), 0);
        do_sql(scenario_path("nowhere.db"), damage[i]);
        assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), PR_ERR_IO);
        assert_int_equal(trouble.fault, PR_ARCHIVE_DAMAGED);
    }
    pr_archive_close(archive);
    unmake(&kept);
}

/* The figures "x", with their SHA-256. */
#define FIGURES                                                                                              \
    "INSERT INTO input VALUES('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', "          \
    "CAST('x' AS BLOB));"                                                                                    \
    "INSERT INTO run_input SELECT number, 0, sha256, 'reports', '' FROM run, input;"

/* A good database with another record in it than its command keeps: changed bytes, parts that are gone,
   options that the command would not have taken. */
static void records_that_were_changed(void **state)
{
    (void)state;
    static const char decide[] = "UPDATE run SET kind = 'decide';"
                                 "INSERT INTO run_option SELECT number, 0, 'from', '2026' FROM run;"
                                 "INSERT INTO run_option SELECT number, 1, 'value', '1500.25' FROM run";
    static const char sensitivity[] =
        "UPDATE run SET kind = 'sensitivity';"
        "INSERT INTO run_option SELECT number, 0, 'outcome', 'cost.total' FROM run;"
        "INSERT INTO run_option SELECT number, 1, 'period', 'all' FROM run";
    static const char calibrate[] = "UPDATE run SET kind = 'calibrate';" FIGURES;
    static const struct {
        const char *good, *damage, *says;
    } record[] = {
        {"", "UPDATE scenario SET text = replace(text, '400000', '300000')", "SHA-256"},
        {"", "DELETE FROM scenario", "missing"},
        {"", "UPDATE run SET kind = 'compare'", "missing"},
        {"", "UPDATE run SET kind = 'sensitivity'", "missing"},
        {"", "UPDATE run SET kind = 'decide'", "missing"},
        {"", "UPDATE run SET kind = 'calibrate'", "missing"},
        {"", "INSERT INTO run_scenario SELECT run, 1, sha256, id, title, path FROM run_scenario", "missing"},
        {calibrate, "UPDATE input SET bytes = CAST('y' AS BLOB)", "SHA-256"},
        {calibrate, "DELETE FROM input", "missing"},
        {calibrate, "DELETE FROM run_input", "missing"},
        {calibrate, "UPDATE run_input SET option = 'guess'", "missing"},
        {calibrate, "INSERT INTO run_input SELECT run, 1, sha256, option, path FROM run_input", "missing"},
        {sensitivity, "DELETE FROM run_option", "missing"},
        {sensitivity, "DELETE FROM run_option WHERE name = 'outcome'", "missing"},
        {decide, "DELETE FROM run_option WHERE name = 'from'", "missing"},
        {decide, "UPDATE run_option SET value = '99999999999' WHERE name = 'from'", "value"},
        {decide, "UPDATE run_option SET value = '2026.5' WHERE name = 'from'", "value"},
        {decide, "UPDATE run_option SET value = '2.026e3' WHERE name = 'from'", "value"},
        {decide, "UPDATE run_option SET value = 'soon' WHERE name = 'from'", "value"},
        {decide, "UPDATE run_option SET value = '' WHERE name = 'value'", "value"},
        {decide, "UPDATE run_option SET value = '12x' WHERE name = 'value'", "value"},
        {decide, "UPDATE run_option SET value = 'inf' WHERE name = 'value'", "value"},
        {decide, "UPDATE run_option SET value = '1e999' WHERE name = 'value'", "value"},
        {decide, "UPDATE run_option SET value = 'nan', name = 'success-value' WHERE name = 'value'", "value"},
        {decide, "UPDATE run_option SET value = '-1' WHERE name = 'value'", "value"}};
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("changed.db");
    const char *path = scenario_path("changed.db");
    pr_archive_trouble_t trouble;
    pr_record_t back;
    for (size_t i = 0; i < sizeof record / sizeof *record; i++) {
        do_sql(path,
               "DELETE FROM outcome; DELETE FROM run_scenario; DELETE FROM scenario; DELETE FROM run_input;"
               "DELETE FROM input; DELETE FROM run_option; DELETE FROM run_assignment; DELETE FROM run");
        assert_int_equal(pr_archive_add(archive, &kept.record, i, &trouble), 0);
        do_sql(path, record[i].good);
        assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), 0);
        pr_record_free(&back);
        do_sql(path, record[i].damage);
        int status = pr_archive_load(archive, "last", &back, &trouble);
        assert_int_equal(status, PR_ERR_IO);
        assert_int_equal(trouble.fault, PR_ARCHIVE_DAMAGED);
        assert_non_null(strstr(trouble.detail, record[i].says));
    }
    pr_archive_close(archive);
    unmake(&kept);
}

/* Equal runs get ids of their own, also with an equal salt; the latest comes first. */
static void ids_are_short_and_their_beginnings_suffice(void **state)
{
    (void)state;
    enum { RUNS = 40 };
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("ids.db");
    pr_archive_trouble_t trouble;
    pr_record_t back, *list;
    char id[RUNS][PR_ARCHIVE_ID + 1];
    size_t count;
    for (int i = 0; i < RUNS; i++) {
        assert_int_equal(pr_archive_add(archive, &kept.record, (uint64_t)i / 2, &trouble), 0);
        snprintf(id[i], sizeof id[i], "%s", kept.record.id);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(id[i], id[k]);
        }
    }
    assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    assert_int_equal(count, RUNS);
    assert_string_equal(list[0].id, id[RUNS - 1]);
    pr_archive_list_free(list, count);
    assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), 0);
    assert_string_equal(back.id, id[RUNS - 1]);
    pr_record_free(&back);

    /* 40 ids and 16 digits: some begin with the same one. */
    int alone = 0, together = 0;
    for (const char *digit = "0123456789abcdef"; *digit; digit++) {
        int fits = 0;
        for (int i = 0; i < RUNS; i++) {
            fits += id[i][0] == *digit;
        }
        const char prefix[] = {*digit, '\0'};
        int status = pr_archive_load(archive, prefix, &back, &trouble);
        assert_int_equal(status, fits == 1 ? 0 : PR_ERR_INPUT);
        assert_int_equal(trouble.fault, fits == 0   ? PR_ARCHIVE_UNKNOWN
                                        : fits == 1 ? PR_ARCHIVE_FINE
                                                    : PR_ARCHIVE_AMBIGUOUS);
        alone += fits == 1;
        together += fits > 1;
        pr_record_free(&back);
    }
    assert_true(together > 0);
    static const char *const none[] = {"", "%", "_", "x", "' OR 1=1 --", "laatste", "0123456789abcdef0"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(pr_archive_load(archive, none[i], &back, &trouble), PR_ERR_INPUT);
        assert_int_equal(trouble.fault, PR_ARCHIVE_UNKNOWN);
    }
    pr_archive_close(archive);
    unmake(&kept);
}

/* A text is kept once, however many runs have it. */
static void texts_are_kept_once(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("once.db");
    pr_archive_trouble_t trouble;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pr_archive_add(archive, &kept.record, (uint64_t)i, &trouble), 0);
    }
    pr_archive_close(archive);
    do_sql(scenario_path("once.db"),
           "CREATE TEMP TABLE t(n CHECK(n = 1)); INSERT INTO t SELECT count(*) FROM scenario");
    unmake(&kept);
}

static void files_that_are_no_archive(void **state)
{
    (void)state;
    assert_int_equal(fault_of(scenario_path("none.db"), false), PR_ARCHIVE_MISSING);
    assert_int_equal(fault_of(scenario_path("no/such/none.db"), false), PR_ARCHIVE_MISSING);
    assert_int_equal(fault_of(scenario_write("text.db",
                                             "not a database, but long enough to be looked at"
                                             " by who reads a hundred bytes of it at the start",
                                             94),
                              true),
                     PR_ARCHIVE_DAMAGED);
    assert_int_equal(fault_of(scenario_write("empty.db", "", 0), false), PR_ARCHIVE_MISSING);
    assert_int_equal(fault_of(scenario_path("empty.db"), true), PR_ARCHIVE_FINE);
    mkdir(scenario_path("folder.db"), 0777);
    assert_int_equal(fault_of(scenario_path("folder.db"), true), PR_ARCHIVE_UNUSABLE);
    assert_int_equal(fault_of(scenario_path("folder.db"), false), PR_ARCHIVE_UNUSABLE);
    assert_int_equal(fault_of("/proc/poolraming/runs.db", true), PR_ARCHIVE_UNUSABLE);
    assert_int_equal(fault_of("/dev/null/runs.db", true), PR_ARCHIVE_UNUSABLE);
    do_sql(scenario_path("other.db"), "CREATE TABLE mine(x)");
    assert_int_equal(fault_of(scenario_path("other.db"), true), PR_ARCHIVE_FOREIGN);
    do_sql(scenario_path("marked.db"), "PRAGMA application_id = 77");
    assert_int_equal(fault_of(scenario_path("marked.db"), true), PR_ARCHIVE_FOREIGN);
}

static void a_newer_archive_is_refused(void **state)
{
    (void)state;
    pr_archive_close(open_new("newer.db"));
    assert_int_equal(fault_of(scenario_path("newer.db"), true), PR_ARCHIVE_FINE);
    do_sql(scenario_path("newer.db"), "PRAGMA user_version = 3");
    assert_int_equal(PR_ARCHIVE_SCHEMA, 2);
    assert_int_equal(fault_of(scenario_path("newer.db"), true), PR_ARCHIVE_NEWER);
    assert_int_equal(fault_of(scenario_path("newer.db"), false), PR_ARCHIVE_NEWER);
}

/* No program made it: tables are looked up by it. */
static void a_version_before_the_first_is_refused(void **state)
{
    (void)state;
    static const char *const mark[] = {"PRAGMA user_version = 0", "PRAGMA user_version = -5"};
    const char *path = scenario_path("before.db");
    pr_archive_close(open_new("before.db"));
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        do_sql(path, mark[i]);
        assert_int_equal(fault_of(path, true), PR_ARCHIVE_DAMAGED);
        assert_int_equal(fault_of(path, false), PR_ARCHIVE_DAMAGED);
    }
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("falls.db");
    pr_archive_trouble_t trouble;
    do_sql(scenario_path("falls.db"), mark[1]);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), PR_ERR_IO);
    assert_int_equal(trouble.fault, PR_ARCHIVE_DAMAGED);
    pr_archive_close(archive);
    unmake(&kept);
}

/* Another process that writes, and one that reads on and on. */
static void a_locked_archive(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("locked.db");
    pr_archive_trouble_t trouble;
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(scenario_path("locked.db"), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), PR_ERR_IO);
    assert_int_equal(trouble.fault, PR_ARCHIVE_LOCKED);
    assert_int_equal(fault_of(scenario_path("locked.db"), true), PR_ARCHIVE_LOCKED);
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(sqlite3_exec(other, "BEGIN; SELECT * FROM run", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), PR_ERR_IO);
    assert_int_equal(trouble.fault, PR_ARCHIVE_LOCKED);
    assert_string_equal(kept.record.id, "");
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0); /* as if nothing had been */
    sqlite3_close(other);
    pr_archive_close(archive);
    unmake(&kept);
}

/* What is kept stays, and what cannot be kept leaves nothing behind. */
static void half_a_record_is_none(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("half.db");
    pr_archive_trouble_t trouble;
    pr_record_t *list;
    size_t count;
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0);
    do_sql(scenario_path("half.db"), "CREATE TRIGGER full BEFORE INSERT ON outcome WHEN NEW.position = 90"
                                     " BEGIN SELECT RAISE(ABORT, 'no'); END");
    assert_int_equal(pr_archive_add(archive, &kept.record, 2, &trouble), PR_ERR_IO);
    assert_int_equal(pr_archive_list(archive, &list, &count, &trouble), 0);
    assert_int_equal(count, 1);
    pr_archive_list_free(list, count);
    pr_archive_close(archive);
    unmake(&kept);
}

/* Every page in turn overwritten: never an end of the program, and always an answer. */
static void damaged_pages(void **state)
{
    (void)state;
    enum { PAGE = 4096 };
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("whole.db");
    pr_archive_trouble_t trouble;
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0);
    pr_archive_close(archive);
    FILE *file = fopen(scenario_path("whole.db"), "rb");
    static char bytes[1 << 20];
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(length > 10 * PAGE && length < sizeof bytes);
    int damaged = 0;
    for (size_t page = 0; page < length / PAGE; page += 1 + page / 8) {
        char saved[PAGE];
        memcpy(saved, bytes + page * PAGE, PAGE);
        memset(bytes + page * PAGE + (page ? 0 : 100), 0x5a, PAGE - (page ? 0 : 100));
        const char *path = scenario_write("damaged.db", bytes, length);
        memcpy(bytes + page * PAGE, saved, PAGE);
        pr_record_t back = {0};
        int status = pr_archive_open(&archive, path, false, WAIT_MS, &trouble);
        if (status == 0) {
            status = pr_archive_load(archive, "last", &back, &trouble);
        }
        damaged += status != 0 && trouble.fault == PR_ARCHIVE_DAMAGED;
        pr_record_free(&back);
        pr_archive_close(archive);
    }
    assert_true(damaged > 5);
    unmake(&kept);
}

/* An id that would lead to another folder is damage. */
static void a_hostile_archive(void **state)
{
    (void)state;
    kept_t kept = make(7);
    pr_archive_t *archive = open_new("hostile.db");
    pr_archive_trouble_t trouble;
    pr_record_t back;
    assert_int_equal(pr_archive_add(archive, &kept.record, 1, &trouble), 0);
    do_sql(scenario_path("hostile.db"), "UPDATE run SET id = '../../x'");
    assert_int_equal(pr_archive_load(archive, "last", &back, &trouble), PR_ERR_IO);
    assert_int_equal(trouble.fault, PR_ARCHIVE_DAMAGED);
    pr_archive_close(archive);
    unmake(&kept);
}

/* Every shipped scenario, read again from its resolved text, is the same scenario. */
static void resolved_texts_give_the_same_scenario(void **state)
{
    (void)state;
    static const char *const names[] = {
        "basis",       "almere-gemengd",  "bc-wmo-2022",       "budgetkringen",
        "build5",      "poort-evaluatie", "poort-groei",       "sroi-4-5",
        "start-later", "surplus-krap",    "verdeling-gemengd", "vraag"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s.cfg", POOLRAMING_SCENARIOS, names[i]);
        loaded_t *loaded = scenario_load(path, NULL, 0);
        pr_scenario_t *again = calloc(1, sizeof *again);
        assert_int_equal(loaded->status, 0);
        assert_int_equal(pr_scenario_load_text(again, "kept", loaded->scenario.resolved, NULL), 0);
        assert_string_equal(again->sha256, loaded->scenario.sha256);
        assert_memory_equal(&again->central, &loaded->scenario.central, sizeof again->central);
        pr_scenario_free(again);
        free(again);
        scenario_free(loaded);
    }
    pr_scenario_t *none = calloc(1, sizeof *none);
    assert_int_equal(pr_scenario_load_text(none, "kept", "extends = \"basis.cfg\";", NULL), PR_ERR_INPUT);
    pr_scenario_free(none);
    free(none);
}

typedef struct {
    char text[500];
} told_t;

static void tell(void *context, const char *path, const char *before, const char *after)
{
    told_t *self = context;
    size_t length = strlen(self->text);
    snprintf(self->text + length, sizeof self->text - length, "%s:%s>%s ", path, before ? before : "-",
             after ? after : "-");
}

static void settings_that_differ(void **state)
{
    (void)state;
    told_t told = {""};
    assert_int_equal(
        pr_scenario_changes("a = 1; b = { c = 2.5; d = \"x\"; }; e = ( { id = \"k\"; v = 1; } );",
                            "b = { c = 2.5; d = \"y\"; f = true; }; e = ( { id = \"k\"; v = 2; } );", tell,
                            &told, NULL),
        0);
    assert_string_equal(told.text, "a:1>- b.d:\"x\">\"y\" b.f:->true e.k.v:1>2 ");
    assert_int_equal(pr_scenario_changes("a = 1;", "a = ;", tell, &told, NULL), PR_ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_comes_back),
        cmocka_unit_test(what_is_no_run_comes_back),
        cmocka_unit_test(an_archive_of_the_first_version),
        cmocka_unit_test(records_that_point_nowhere),
        cmocka_unit_test(records_that_were_changed),
        cmocka_unit_test(ids_are_short_and_their_beginnings_suffice),
        cmocka_unit_test(texts_are_kept_once),
        cmocka_unit_test(files_that_are_no_archive),
        cmocka_unit_test(a_newer_archive_is_refused),
        cmocka_unit_test(a_version_before_the_first_is_refused),
        cmocka_unit_test(a_locked_archive),
        cmocka_unit_test(half_a_record_is_none),
        cmocka_unit_test(damaged_pages),
        cmocka_unit_test(a_hostile_archive),
        cmocka_unit_test(resolved_texts_give_the_same_scenario),
        cmocka_unit_test(settings_that_differ),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
