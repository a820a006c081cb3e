/* Where the archive of runs is, and keeping one in it. The environment, the clock and the process are read
   here and nowhere below. */
#include "cli/cli.h"
#include "core/arena.h"
#include "core/text.h"
#include "report/texts.h"
#include <poolraming/report_archive.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool is_none(const options_t *options)
{
    return options->archive && strcmp(options->archive, "none") == 0;
}

/* The XDG rule: a relative XDG_DATA_HOME counts as none. */
static bool usual_path(char *path, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int length = 0;
    if (data && *data == '/') {
        length = snprintf(path, size, "%s/poolraming/runs.db", data);
    } else if (home && *home == '/') {
        length = snprintf(path, size, "%s/.local/share/poolraming/runs.db", home);
    }
    return length > 0 && (size_t)length < size;
}

/* A filled-in text on stderr. */
static void say(const options_t *options, pr_text_id_t id, const char *first, const char *second)
{
    pr_text_t text;
    pr_text_init(&text);
    PR_FILL(&text, options->lang, id, first, second);
    fprintf(stderr, "%s\n", text.failed || !text.data ? first : text.data);
    pr_text_free(&text);
}

bool archive_wanted(const options_t *options)
{
    return !is_none(options);
}

const char *archive_path(const options_t *options, char *path, size_t size)
{
    if (is_none(options)) {
        say(options, PR_TEXT_ARCHIVE_NONE, "", "");
        return NULL;
    }
    if (options->archive) {
        snprintf(path, size, "%s", options->archive);
        return path;
    }
    if (!usual_path(path, size)) {
        say(options, PR_TEXT_ARCHIVE_NO_HOME, "", "");
        return NULL;
    }
    return path;
}

int archive_failed(const options_t *options, const pr_archive_trouble_t *trouble, const char *path,
                   const char *asked, int status)
{
    char line[2048];
    pr_report_archive_trouble(options->lang, trouble, path, asked, line, sizeof line);
    fprintf(stderr, "%s\n", line);
    return exit_status(status);
}

int archive_look(const options_t *options, const char *path, pr_archive_t **out)
{
    pr_archive_trouble_t trouble;
    int status = pr_archive_open(out, path, false, ARCHIVE_WAIT_MS, &trouble);
    return status == 0 ? EXIT_DONE : archive_failed(options, &trouble, path, NULL, status);
}

/* The number behind a slash, from 0; a number that is none is too large. */
static size_t part_of(const char *digits)
{
    bool good = strspn(digits, "0123456789") == strlen(digits) && strlen(digits) >= 1 && strlen(digits) <= 4;
    return good ? (size_t)atoi(digits) - 1 : SIZE_MAX;
}

int archive_get(const options_t *options, pr_archive_t *archive, const char *path, const char *operand,
                pr_record_t *out, size_t *part)
{
    char id[64];
    const char *slash = part ? strchr(operand, '/') : NULL;
    snprintf(id, sizeof id, "%.*s", slash ? (int)(slash - operand) : 60, operand);
    pr_archive_trouble_t trouble;
    int status = pr_archive_load(archive, id, out, &trouble);
    if (status != 0) {
        return archive_failed(options, &trouble, path, shown(operand).s, status);
    }
    if (part) {
        *part = slash ? part_of(slash + 1) : 0;
    }
    if (part && *part >= out->scenario_count) {
        char count[32];
        snprintf(count, sizeof count, "%zu", out->scenario_count);
        say(options, pr_text_for(PR_TEXT_ARCHIVE_NO_PART, out->scenario_count), shown(operand).s, count);
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

/* ---- keeping ---- */

/* A word as a shell would take it back. */
static void add_word(pr_text_t *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:+@%";
    if (*word && strspn(word, plain) == strlen(word)) {
        pr_text_adds(out, word);
        return;
    }
    pr_text_adds(out, "'");
    for (; *word; word++) {
        if (*word == '\'') {
            pr_text_adds(out, "'\\''");
        } else {
            pr_text_add(out, word, 1);
        }
    }
    pr_text_adds(out, "'");
}

static void add_command(const options_t *options, pr_text_t *out)
{
    pr_text_adds(out, "poolraming");
    for (int i = 1; i < options->arguments; i++) {
        pr_text_adds(out, " ");
        add_word(out, options->argument[i]);
    }
    if (out->data) {
        pr_text_make_printable(out->data); /* a name that is no UTF-8 would be no text */
    }
}

/* A file with its folder behind a prefix, so that it is found from anywhere later; "" for none. */
static const char *absolute(pr_record_t *record, const char *prefix, const char *folder, const char *name)
{
    char path[2 * FOLDER_MOST];
    bool whole = *name == '/' || !*name;
    int length = snprintf(path, sizeof path, "%s%s%s%s", prefix, whole ? "" : folder, whole ? "" : "/", name);
    return length > 0 && (size_t)length < sizeof path ? pr_arena_copy(record->texts, path) : "";
}

/* The changes to a scenario; files that are laid over it are among them. */
static void add_changes(const options_t *options, pr_record_t *record, const char *folder,
                        const char *change[ASSIGNMENTS_MAX])
{
    memcpy(change, options->assignment, options->assignments * sizeof *change);
    for (size_t i = 0; i < options->overlays; i++) {
        change[i] = absolute(record, PR_OVERLAY, folder, options->overlay[i] + sizeof PR_OVERLAY - 1);
    }
    record->assignment = change;
    record->assignment_count = options->assignments;
}

static void add_paths(pr_record_t *record, const char *folder, const char *const *name)
{
    for (size_t k = 0; k < record->scenario_count; k++) {
        record->scenario[k].path = absolute(record, "", folder, name[k]);
    }
    for (size_t i = 0; i < record->input_count; i++) {
        record->input[i].path = absolute(record, "", folder, record->input[i].path);
    }
}

/* What differs between runs that are otherwise alike. */
static uint64_t make_salt(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec + ((uint64_t)getpid() << 40);
}

static void warn(const options_t *options, const char *why)
{
    begin_warning(options->lang);
    say(options, PR_TEXT_ARCHIVE_KEEP, why, "");
}

static void warn_trouble(const options_t *options, const pr_archive_trouble_t *trouble, const char *path)
{
    char line[2048];
    pr_report_archive_trouble(options->lang, trouble, path, NULL, line, sizeof line);
    warn(options, line);
}

static void add(const options_t *options, pr_record_t *record, const char *path)
{
    pr_archive_t *archive = NULL;
    pr_archive_trouble_t trouble;
    int status = pr_archive_open(&archive, path, true, ARCHIVE_WAIT_MS, &trouble);
    if (status == 0) {
        status = pr_archive_add(archive, record, make_salt(), &trouble);
    }
    pr_archive_close(archive);
    if (status != 0) {
        warn_trouble(options, &trouble, path);
    } else if (!options->quiet && isatty(STDERR_FILENO)) {
        say(options, PR_TEXT_ARCHIVE_KEPT, record->id, "");
    }
}

static void add_with_texts(const options_t *options, pr_record_t *record, const char *const *name,
                           const char *path)
{
    pr_text_t command;
    const char *change[ASSIGNMENTS_MAX];
    char folder[FOLDER_MOST];
    if (!getcwd(folder, sizeof folder)) {
        folder[0] = '\0';
    }
    pr_text_init(&command);
    add_command(options, &command);
    add_changes(options, record, folder, change);
    add_paths(record, folder, name);
    record->command = command.data;
    if (command.failed || pr_arena_failed(record->texts)) {
        warn_trouble(options, &(pr_archive_trouble_t){.fault = PR_ARCHIVE_MEMORY}, path);
    } else {
        add(options, record, path);
    }
    pr_text_free(&command);
}

void archive_keep(const options_t *options, int filled, pr_record_t *record, const char *const *path,
                  const char *started, double seconds)
{
    char place[FOLDER_MOST + 100];
    if (filled != 0) {
        warn(options, pr_translate(options->lang, pr_status_name(filled)));
    } else if (!options->archive && !usual_path(place, sizeof place)) {
        warn(options, pr_text(options->lang, PR_TEXT_ARCHIVE_NO_HOME));
    } else {
        record->started = started;
        record->seconds = seconds;
        record->version = pr_version();
        add_with_texts(options, record, path, options->archive ? options->archive : place);
    }
    pr_record_free(record);
}
