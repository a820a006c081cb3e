/* What a person who is new here gets wrong, answered with what to do. */
#include "cli/cli.h"
#include "core/bytes.h"
#include "core/memory.h"
#include "core/text.h"
#include "scenario/table.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MOST = 512, PATH_MOST = PATH_MAX + 64 };

typedef struct {
    char *name[NAMES_MOST]; /* owned, sorted: the order of a folder must not matter */
    size_t count;
} names_t;

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), of_end = strlen(end);
    return length > of_end && strcmp(name + length - of_end, end) == 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_scenarios(const char *folder, names_t *out)
{
    out->count = 0;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && out->count < NAMES_MOST && (entry = readdir(dir))) {
        char *copy = ends_in(entry->d_name, ".cfg") ? pr_text_copy(entry->d_name) : NULL;
        if (copy) {
            out->name[out->count++] = copy;
        }
    }
    if (dir) {
        closedir(dir);
    }
    qsort(out->name, out->count, sizeof *out->name, compare_names);
}

static void free_names(names_t *names)
{
    for (size_t i = 0; i < names->count; i++) {
        pr_free(names->name[i]);
    }
}

/* The scenario of a folder whose name is nearest to `base`, with its folder; false where none is near. */
static bool find_near(const char *folder, const char *base, char out[PATH_MOST])
{
    names_t names;
    char wanted[NAME_MAX + 8];
    snprintf(wanted, sizeof wanted, "%.*s%s", NAME_MAX, base, ends_in(base, ".cfg") ? "" : ".cfg");
    list_scenarios(*folder ? folder : ".", &names);
    const char *near = pr_text_nearest(wanted, (const char *const *)names.name, names.count);
    int length = near ? snprintf(out, PATH_MOST, "%s%s", folder, near) : 0;
    free_names(&names);
    return length > 0 && length < PATH_MOST;
}

/* A scenario that comes with the program. */
static bool find_near_own(const char *base, char out[PATH_MOST])
{
    char own[PATH_MAX], folder[PATH_MAX], whole[PATH_MAX + 16];
    find_own_files(own, sizeof own);
    snprintf(whole, sizeof whole, "%s/scenarios", own);
    if (!realpath(whole, folder)) {
        return false;
    }
    snprintf(whole, sizeof whole, "%s/", folder);
    return find_near(whole, base, out);
}

static int refuse_absent(pr_lang_t lang, const char *path)
{
    if (strcmp(path, "-") == 0) {
        print_marked(stderr, MARK_ERROR, "-");
        fprintf(stderr,
                pr_translate(lang, ": a scenario is not read from standard input: expected a file (.cfg), "
                                   "since scenarios name each other by their place\n"));
        return EXIT_INPUT;
    }
    char folder[PATH_MAX], near[PATH_MOST];
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    snprintf(folder, sizeof folder, "%.*s", (int)(base - path), path);
    print_marked(stderr, MARK_ERROR, shown(path).s);
    if (find_near(folder, base, near) || find_near_own(base, near)) {
        fprintf(stderr, pr_translate(lang, ": there is no such file: did you mean %s?\n"), shown(near).s);
    } else {
        fprintf(stderr, pr_translate(lang, ": there is no such file: expected a scenario (.cfg); to begin a "
                                           "new one: poolraming init own.cfg\n"));
    }
    return EXIT_INPUT;
}

static int refuse_folder(pr_lang_t lang, const char *path)
{
    char folder[PATH_MAX], near[PATH_MOST];
    names_t names;
    snprintf(folder, sizeof folder, "%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/");
    list_scenarios(folder, &names);
    bool some = names.count > 0;
    if (some && !find_near(folder, "basis.cfg", near)) {
        snprintf(near, sizeof near, "%s%s", folder, names.name[0]);
    }
    free_names(&names);
    print_marked(stderr, MARK_ERROR, shown(path).s);
    fprintf(stderr, pr_translate(lang, ": this is a folder: expected a scenario (.cfg)%s%s\n"),
            some ? pr_translate(lang, ", such as ") : "", some ? shown(near).s : "");
    return EXIT_INPUT;
}

int refuse_path(pr_lang_t lang, const char *path)
{
    struct stat status;
    if (!*path) {
        return EXIT_DONE; /* the reader says so */
    }
    if (stat(path, &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? refuse_absent(lang, path) : EXIT_DONE;
    }
    if (S_ISDIR(status.st_mode)) {
        return refuse_folder(lang, path);
    }
    if (ends_in(path, ".csv") || ends_in(path, ".xlsx")) {
        print_marked(stderr, MARK_ERROR, shown(path).s);
        fprintf(stderr, pr_translate(lang, ": this is a table: expected a scenario (.cfg); poolraming "
                                           "calibrate reads reported figures with --reports\n"));
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

/* ---- a file that is something else ---- */

static size_t skip_blanks(const char *line, size_t at, size_t length)
{
    while (at < length && (line[at] == ' ' || line[at] == '\t')) {
        at++;
    }
    return at;
}

/* Is this a name that a scenario has at its top? */
static bool is_top(const char *name, size_t length)
{
    bool known = length == 7 && strncmp(name, "extends", 7) == 0;
    for (size_t i = 0; i < pr_descriptor_count && !known; i++) {
        const char *path = pr_descriptors[i].path;
        known = strcspn(path, ".") == length && strncmp(path, name, length) == 0;
    }
    return known;
}

/* Does a line begin as a setting does? `run { seed = 1; };` is a broken one, "Note: this" is none. `any`: its
   name need not be known. */
static bool is_like_setting(const char *line, size_t length, bool any)
{
    size_t begin = skip_blanks(line, 0, length), end = begin;
    while (end < length && line[end] && (isalnum((unsigned char)line[end]) || strchr("_-.*", line[end]))) {
        end++;
    }
    if (end == begin || !isalpha((unsigned char)line[begin]) ||
        (!any && !is_top(line + begin, end - begin))) {
        return false;
    }
    size_t at = skip_blanks(line, end, length);
    while (length > at && strchr(" \t\r", line[length - 1])) {
        length--;
    }
    return at < length && line[at] &&
           (line[at] == '=' || (line[length - 1] == ';' && strchr("{([:\"0123456789", line[at])));
}

/* A file in which no line is like a setting, of which the reader would say that every line is wrong. */
static bool is_another_thing(const char *path)
{
    size_t length = 0;
    const char *why;
    int failed;
    char *bytes = pr_bytes_read(path, &length, &why, &failed);
    bool empty = true, like = false, page = bytes && bytes[strspn(bytes, " \t\r\n")] == '<'; /* HTML, XML */
    for (size_t at = 0, next; bytes && at < length && !like && !page; at = next + 1) {
        const char *end = memchr(bytes + at, '\n', length - at);
        next = end ? (size_t)(end - bytes) : length;
        like = is_like_setting(bytes + at, next - at, ends_in(path, ".cfg"));
        empty = empty && (next == at || bytes[at] == '#');
    }
    pr_free(bytes);
    return page || (bytes && !empty && !like);
}

int refuse_content(pr_lang_t lang, const char *path)
{
    char own[PATH_MAX], basis[PATH_MAX + 32], whole[PATH_MAX];
    if (!is_another_thing(path)) {
        return EXIT_DONE;
    }
    find_own_files(own, sizeof own);
    snprintf(basis, sizeof basis, "%s/scenarios/basis.cfg", own);
    bool found = realpath(basis, whole) != NULL;
    print_marked(stderr, MARK_ERROR, shown(path).s);
    fprintf(stderr,
            pr_translate(
                lang, ": this is not a scenario: expected a text file with settings (name = value;)%s%s; to "
                      "begin one: poolraming init own.cfg\n"),
            found ? pr_translate(lang, ", such as ") : "", found ? shown(whole).s : "");
    return EXIT_INPUT;
}

/* ---- where the files go ---- */

/* The folder that is there already, of a folder that may not be: "." in the end. */
static void find_standing(const char *folder, char out[PATH_MAX], struct stat *status)
{
    snprintf(out, PATH_MAX, "%s", folder);
    while (stat(out, status) != 0) {
        char *slash = strrchr(out, '/');
        if (!slash || slash == out) {
            snprintf(out, PATH_MAX, "%s", slash ? "/" : ".");
            if (stat(out, status) != 0) {
                memset(status, 0, sizeof *status);
            }
            return;
        }
        *slash = '\0';
    }
}

int refuse_out(const options_t *options, const command_t *command)
{
    struct stat status;
    char standing[PATH_MAX];
    bool writes = (command->letter & WRITES) && !options->has_draw;
    if (!options->out_dir && !writes) {
        return EXIT_DONE;
    }
    const char *folder = options->out_dir ? options->out_dir : "out/x";
    find_standing(folder, standing, &status);
    if (!S_ISDIR(status.st_mode)) {
        if (!options->out_dir) {
            return EXIT_DONE; /* what is wrong with the scenario goes first */
        }
        print_marked(stderr, MARK_ERROR, "--out:");
        fprintf(stderr, pr_translate(options->lang, " %s is not a folder: expected the name of a folder\n"),
                shown(standing).s);
        return EXIT_INPUT;
    }
    if (access(standing, W_OK | X_OK) != 0) {
        int reason = errno;
        print_marked(stderr, MARK_ERROR, "--out:");
        fprintf(stderr,
                pr_translate(options->lang,
                             " nothing can be written in %s (%s): expected --out with a folder in "
                             "which that can be done\n"),
                shown(standing).s, pr_reason(options->lang, reason).s);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

void note_twice(const options_t *options)
{
    char one[PATH_MAX], other[PATH_MAX];
    for (size_t i = 1; i < options->operands; i++) {
        for (size_t k = 0; k < i; k++) {
            if (realpath(options->operand[i], one) && realpath(options->operand[k], other) &&
                strcmp(one, other) == 0) {
                begin_note(options->lang);
                fprintf(stderr, pr_translate(options->lang, "%s was given twice\n"),
                        shown(options->operand[i]).s);
                return;
            }
        }
    }
}

/* ---- commands ---- */

/* A scenario where a command should be: a file, or a name that looks like one. */
static bool looks_like_scenario(const char *word)
{
    struct stat status;
    return ends_in(word, ".cfg") || strchr(word, '/') || (*word && stat(word, &status) == 0);
}

static const char *nearest_command(const char *word)
{
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < command_count && count < sizeof names / sizeof *names; i++) {
        if (!(commands[i].letter & HIDDEN)) {
            names[count++] = commands[i].name;
        }
    }
    return pr_text_nearest(word, names, count);
}

static void list_commands(FILE *out)
{
    bool first = true;
    for (size_t i = 0; i < command_count; i++) {
        if (!(commands[i].letter & HIDDEN)) {
            fprintf(out, "%s%s", first ? "" : ", ", commands[i].name);
            first = false;
        }
    }
}

int refuse_command(pr_lang_t lang, const char *word)
{
    const char *near = nearest_command(word);
    print_marked(stderr, MARK_ERROR, "poolraming:");
    fprintf(stderr, pr_translate(lang, " \"%s\" is not a command: "), shown(word).s);
    if (looks_like_scenario(word)) {
        fprintf(stderr, pr_translate(lang, "did you mean poolraming run %s?\n"), shown(word).s);
    } else if (strcmp(word, "version") == 0) {
        fprintf(stderr, pr_translate(lang, "did you mean poolraming --version?\n"));
    } else if (near) {
        fprintf(stderr, pr_translate(lang, "did you mean %s? poolraming help lists all commands\n"), near);
    } else {
        fprintf(stderr, pr_translate(lang, "expected "));
        list_commands(stderr);
        fprintf(stderr, "\n");
    }
    return EXIT_INPUT;
}
