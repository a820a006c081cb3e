/* libconfig reads each file by itself; its settings become nodes of our tree, which are then overlaid. */
#include "scenario/read.h"
#include "core/bytes.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include "scenario/lexer.h"
#include <ctype.h>
#include <errno.h>
#include <libconfig.h>
#include <limits.h>
#include <math.h>
#include <poolraming/scenario.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    pr_arena_t *arena;
    pr_errors_t *errors;
    const char *file;
    bool no_lines;                     /* reading --set: there is no file to point into */
    const char *stack[PR_EXTENDS_MAX]; /* real paths of the files being read */
    size_t depth, files, nodes;
    bool in_years; /* what is read stands under a year: written out once, not by 16 × 16 × … */
    bool broken;   /* a part could not be read */
    int status;
} reader_t;

static int line_of(const reader_t *self, const config_setting_t *setting)
{
    return self->no_lines ? 0 : (int)config_setting_source_line(setting);
}

static int vrefuse(reader_t *self, int line, const char *format, va_list arguments)
{
    int status = pr_errors_vadd(self->errors, PR_ERR_INPUT, self->file, line, format, arguments);
    self->status = self->status == PR_ERR_MEMORY ? PR_ERR_MEMORY : status;
    return status;
}

static int PR_PRINTF(3, 4) refuse(reader_t *self, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int status = vrefuse(self, line, format, arguments);
    va_end(arguments);
    return status;
}

/* As refuse, where what follows can't be judged. */
static void PR_PRINTF(3, 4) refuse_whole(reader_t *self, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    self->broken = true;
    vrefuse(self, line, format, arguments);
    va_end(arguments);
}

/* ---- one libconfig setting to one node ---- */

static pr_node_t *convert(reader_t *self, const config_setting_t *setting, const char *name);

static void append(reader_t *self, pr_node_t *parent, pr_node_t *child)
{
    if (child && pr_node_append(self->arena, parent, child) != 0) {
        self->status = PR_ERR_MEMORY;
    }
}

static void append_unique(reader_t *self, pr_node_t *parent, pr_node_t *child, const char *what)
{
    if (child && pr_node_child(parent, child->name)) {
        refuse(self, child->line, "%s %s is given twice: expected once", what, child->name);
    } else {
        append(self, parent, child);
    }
}

/* A year or a range of years becomes one child a year, named by its number. */
static void append_years(reader_t *self, pr_node_t *parent, const config_setting_t *setting, int first,
                         int last)
{
    if (last < first || last - first >= PR_MAX_YEARS) {
        refuse_whole(self, line_of(self, setting),
                     "%s is not a range of years: expected y2026_2031, the first year first and at most 16",
                     config_setting_name(setting));
        return;
    }
    self->in_years = true;
    for (int year = first; year <= last; year++) {
        char name[8];
        snprintf(name, sizeof name, "%d", year);
        append_unique(self, parent, convert(self, setting, name), pr_errors_words(self->errors, "the year"));
    }
    self->in_years = false;
}

static void convert_group(reader_t *self, const config_setting_t *setting, pr_node_t *node, bool skip_id)
{
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *element = config_setting_get_elem(setting, (unsigned)i);
        const char *name = config_setting_name(element);
        int first = 0, last = 0;
        if (skip_id && strcmp(name, "id") == 0) {
            continue;
        }
        if (!self->in_years && pr_node_is_years(name, &first, &last)) {
            append_years(self, node, element, first, last);
        } else {
            append(self, node, convert(self, element, name));
        }
    }
}

static const char *id_of(const config_setting_t *setting)
{
    const char *id = NULL;
    if (config_setting_type(setting) == CONFIG_TYPE_GROUP) {
        config_setting_lookup_string(setting, "id", &id);
    }
    return id;
}

/* A list of groups with an id becomes a group of children named by it. */
static void convert_list_by_id(reader_t *self, const config_setting_t *setting, pr_node_t *node)
{
    node->kind = PR_NODE_GROUP;
    node->by_id = true;
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *element = config_setting_get_elem(setting, (unsigned)i);
        int line = line_of(self, element);
        const char *id = id_of(element);
        if (!id) {
            refuse(self, line, "this element of %s has no id: expected a group with id = \"…\"", node->name);
            continue;
        }
        if (!pr_node_is_identifier(id)) {
            refuse(self, line,
                   "the id \"%s\" of %s is not usable: expected 1 to 40 of a-z, 0-9, - and _, a letter first",
                   id, node->name);
            continue;
        }
        pr_node_t *child = pr_node_new(self->arena, PR_NODE_GROUP, id, self->file, line);
        if (!child) {
            self->status = PR_ERR_MEMORY;
            return;
        }
        convert_group(self, element, child, true);
        append_unique(self, node, child, node->name);
    }
}

static void convert_list(reader_t *self, const config_setting_t *setting, pr_node_t *node)
{
    int count = config_setting_length(setting);
    for (int i = 0; i < count; i++) {
        if (node->name && id_of(config_setting_get_elem(setting, (unsigned)i))) {
            convert_list_by_id(self, setting, node);
            return;
        }
    }
    node->kind = PR_NODE_LIST;
    for (int i = 0; i < count; i++) {
        append(self, node, convert(self, config_setting_get_elem(setting, (unsigned)i), NULL));
    }
}

static void convert_scalar(reader_t *self, const config_setting_t *setting, pr_node_t *node)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        node->kind = PR_NODE_INTEGER;
        node->value.integer = config_setting_get_int(setting);
        break;
    case CONFIG_TYPE_INT64:
        node->kind = PR_NODE_INTEGER;
        node->value.integer = config_setting_get_int64(setting);
        break;
    case CONFIG_TYPE_FLOAT:
        node->kind = PR_NODE_FLOAT;
        node->value.real = config_setting_get_float(setting);
        break;
    case CONFIG_TYPE_BOOL:
        node->kind = PR_NODE_BOOLEAN;
        node->value.integer = config_setting_get_bool(setting);
        break;
    default:
        node->kind = PR_NODE_TEXT;
        node->value.text = pr_arena_copy(self->arena, config_setting_get_string(setting));
        if (!node->value.text) {
            self->status = PR_ERR_MEMORY;
            node->value.text = "";
        } else if (strlen(node->value.text) > PR_TEXT_MAX) {
            refuse(self, node->line, "the text of %s is too long: expected at most 20000 bytes",
                   node->name ? node->name : pr_errors_words(self->errors, "this element"));
        }
    }
}

static pr_node_t *convert(reader_t *self, const config_setting_t *setting, const char *name)
{
    if (self->nodes++ >= PR_NODES_MAX) {
        if (!self->broken) {
            refuse_whole(self, line_of(self, setting),
                         "there are too many settings: expected at most 200000");
        }
        return NULL;
    }
    pr_node_t *node = pr_node_new(self->arena, PR_NODE_GROUP, name, self->file, line_of(self, setting));
    if (!node) {
        self->status = PR_ERR_MEMORY;
        return NULL;
    }
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        convert_group(self, setting, node, false);
        break;
    case CONFIG_TYPE_LIST:
    case CONFIG_TYPE_ARRAY:
        convert_list(self, setting, node);
        break;
    default:
        convert_scalar(self, setting, node);
    }
    return node;
}

/* ---- one text to one tree ---- */

static pr_node_t *parse(reader_t *self, const char *text, size_t length)
{
    pr_text_t prepared;
    pr_text_init(&prepared);
    pr_node_t *root = NULL;
    int status = pr_lexer_prepare(text, length, self->file, self->no_lines ? 0 : 1, &prepared, self->errors);
    if (status != 0) {
        self->status = status;
        pr_text_free(&prepared);
        return NULL;
    }
    config_t config;
    config_init(&config);
    if (!config_read_string(&config, prepared.data ? prepared.data : "")) {
        const char *why = config_error_text(&config);
        refuse(self, self->no_lines ? 0 : config_error_line(&config),
               "this can't be read (%s): expected settings of the form name = value; with a year as y2026",
               pr_errors_words(self->errors, why ? why : "syntax error"));
    } else {
        root = pr_node_new(self->arena, PR_NODE_GROUP, NULL, self->file, 1);
        if (root) {
            convert_group(self, config_root_setting(&config), root, false);
        } else {
            self->status = PR_ERR_MEMORY;
        }
    }
    config_destroy(&config);
    pr_text_free(&prepared);
    return root;
}

/* The file's bytes, bounded; NULL with an error added. */
static char *slurp(reader_t *self, const char *path, const char *from_file, int from_line, size_t *length)
{
    const char *why;
    int failed;
    char *bytes = pr_bytes_read(path, length, &why, &failed);
    if (why && from_file) {
        self->status = pr_errors_add(
            self->errors, PR_ERR_INPUT, from_file, from_line,
            "the scenario file %.400s can't be read (%s): expected a text file of at most 1 MiB", path,
            pr_errors_words(self->errors, why));
    } else if (why) {
        self->status =
            pr_errors_add(self->errors, PR_ERR_INPUT, *path ? path : "SCENARIO", 0,
                          "this scenario file can't be read (%s): expected a text file of at most 1 MiB",
                          pr_errors_words(self->errors, why));
    } else if (!bytes) {
        self->status = pr_errors_add(self->errors, failed, from_file, from_line,
                                     "the scenario file %s could not be read whole", path);
    }
    return bytes;
}

static char *beside(reader_t *self, const char *file, const char *relative)
{
    const char *slash = relative[0] == '/' ? NULL : strrchr(file, '/');
    pr_text_t path;
    pr_text_init(&path);
    if (slash) {
        pr_text_add(&path, file, (size_t)(slash - file) + 1);
    }
    pr_text_adds(&path, relative);
    char *copy = path.failed ? NULL : pr_arena_copy(self->arena, path.data);
    pr_text_free(&path);
    return copy;
}

/* The file whose folder a name is seen from: a symbolic link is another name for what it points to. */
static const char *seen_from(const reader_t *self, const char *file)
{
    struct stat status;
    bool link = lstat(file, &status) == 0 && S_ISLNK(status.st_mode);
    return link ? self->stack[self->depth - 1] : file;
}

static pr_node_t *read_file(reader_t *self, const char *path, const char *from_file, int from_line);

static void read_base(reader_t *self, const pr_node_t *name, pr_node_t *base)
{
    if (name->kind != PR_NODE_TEXT) {
        refuse_whole(self, name->line, "extends is %s: expected a file name or a list of them",
                     pr_errors_words(self->errors, pr_node_kind_name(name->kind)));
        return;
    }
    char *path = beside(self, seen_from(self, name->file), name->value.text);
    pr_node_t *tree = path ? read_file(self, path, name->file, name->line) : NULL;
    if (!path || (tree && pr_node_overlay(self->arena, base, tree) != 0)) {
        self->status = PR_ERR_MEMORY;
    }
    self->broken = self->broken || !tree;
}

/* Takes `extends` out of `root` and overlays root on what it names. */
static pr_node_t *apply_extends(reader_t *self, pr_node_t *root)
{
    pr_node_t *extends = pr_node_child(root, "extends");
    if (!extends) {
        return root;
    }
    size_t kept = 0;
    for (size_t i = 0; i < root->count; i++) {
        if (root->child[i] != extends) {
            root->child[kept++] = root->child[i];
        }
    }
    root->count = kept;
    pr_node_t *base = pr_node_new(self->arena, PR_NODE_GROUP, NULL, root->file, 1);
    if (!base) {
        self->status = PR_ERR_MEMORY;
        return root;
    }
    if (extends->kind == PR_NODE_LIST) {
        for (size_t i = 0; i < extends->count; i++) {
            read_base(self, extends->child[i], base);
        }
    } else {
        read_base(self, extends, base);
    }
    if (pr_node_overlay(self->arena, base, root) != 0) {
        self->status = PR_ERR_MEMORY;
    }
    return base;
}

static pr_node_t *read_file(reader_t *self, const char *path, const char *from_file, int from_line)
{
    char real[PATH_MAX];
    const char *name = realpath(path, real) ? real : path;
    for (size_t i = 0; i < self->depth; i++) {
        if (strcmp(self->stack[i], name) == 0) {
            self->status = pr_errors_add(
                self->errors, PR_ERR_INPUT, from_file, from_line,
                "extends goes in a circle by way of %s: expected files that do not extend each other", path);
            return NULL;
        }
    }
    if (self->depth == PR_EXTENDS_MAX || self->files++ >= PR_FILES_MAX) {
        bool first = self->depth == PR_EXTENDS_MAX || self->files == PR_FILES_MAX + 1;
        self->status = !first
                           ? PR_ERR_INPUT
                           : pr_errors_add(self->errors, PR_ERR_INPUT, from_file, from_line,
                                           "too many files extend each other: expected at most %d on top of "
                                           "each other and %d in all",
                                           PR_EXTENDS_MAX, PR_FILES_MAX);
        return NULL;
    }
    size_t length = 0;
    char *bytes = slurp(self, path, from_file, from_line, &length);
    char *kept_name = pr_arena_copy(self->arena, name), *file = pr_arena_copy(self->arena, path);
    pr_node_t *root = NULL;
    if (bytes && !(kept_name && file)) {
        self->status = PR_ERR_MEMORY;
    } else if (bytes) {
        const char *outer = self->file;
        self->stack[self->depth++] = kept_name;
        self->file = file;
        root = parse(self, bytes, length);
        root = root ? apply_extends(self, root) : NULL;
        self->file = outer;
        self->depth--;
    }
    pr_free(bytes);
    return root;
}

int pr_read_scenario(pr_arena_t *arena, const char *path, pr_node_t **out, pr_errors_t *errors)
{
    reader_t self = {.arena = arena, .errors = errors};
    *out = read_file(&self, path, NULL, 0);
    if (self.broken) {
        *out = NULL;
    }
    return self.status ? self.status : *out ? 0 : PR_ERR_MEMORY;
}

int pr_read_text(pr_arena_t *arena, const char *name, const char *text, pr_node_t **out, pr_errors_t *errors)
{
    reader_t self = {.arena = arena, .errors = errors, .file = name};
    *out = parse(&self, text, strlen(text));
    const pr_node_t *extends = *out ? pr_node_child(*out, "extends") : NULL;
    if (extends) {
        refuse_whole(&self, extends->line,
                     "extends stands in a text that is no file: expected a whole scenario");
    }
    if (self.broken) {
        *out = NULL;
    }
    return self.status ? self.status : *out ? 0 : PR_ERR_MEMORY;
}

int pr_read_own(pr_arena_t *arena, const char *path, pr_node_t **out, pr_errors_t *errors)
{
    reader_t self = {.arena = arena, .errors = errors, .file = pr_arena_copy(arena, path)};
    size_t length = 0;
    char *bytes = self.file ? slurp(&self, path, NULL, 0, &length) : NULL;
    *out = bytes ? parse(&self, bytes, length) : NULL;
    pr_free(bytes);
    if (self.broken) {
        *out = NULL;
    }
    return self.status ? self.status : *out ? 0 : PR_ERR_MEMORY;
}

/* ---- --set path=value ---- */

/* Wraps the settings of `leaf` in groups named by the steps of path[0 … length). */
static pr_node_t *wrap(reader_t *self, const char *path, size_t length, pr_node_t *leaf)
{
    pr_node_t *root = pr_node_new(self->arena, PR_NODE_GROUP, NULL, self->file, 0), *parent = root;
    for (size_t at = 0; root && at < length;) {
        size_t step = strcspn(path + at, ".");
        step = step < length - at ? step : length - at;
        char *name = pr_arena_copy_bytes(self->arena, path + at, step);
        pr_node_t *child = pr_node_new(self->arena, PR_NODE_GROUP, name, self->file, 0);
        if (!child || !name || pr_node_append(self->arena, parent, child) != 0) {
            return NULL;
        }
        parent = child;
        at += step + 1;
    }
    for (size_t i = 0; root && i < leaf->count; i++) {
        if (pr_node_append(self->arena, parent, leaf->child[i]) != 0) {
            return NULL;
        }
    }
    return root;
}

/* A bare word or month is a text: --set budget.booking=total needs no quotes. */
static bool is_word(const char *value)
{
    if (strlen(value) == 7 && value[4] == '-' && strspn(value, "0123456789-") == 7) {
        return true;
    }
    size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return isalpha((unsigned char)value[0]) && value[length] == '\0' && strcmp(value, "true") != 0 &&
           strcmp(value, "false") != 0;
}

static bool has_empty_step(const char *path, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (path[i] == '.' && path[i + 1] == '.') {
            return true;
        }
    }
    return false;
}

int pr_read_assignment(pr_arena_t *arena, const char *assignment, pr_node_t *tree, pr_errors_t *errors)
{
    reader_t self = {.arena = arena, .errors = errors, .file = "--set", .no_lines = true};
    const char *equals = strchr(assignment, '=');
    size_t length = equals ? (size_t)(equals - assignment) : 0;
    if (length == 0 || length > 200 ||
        strspn(assignment, "abcdefghijklmnopqrstuvwxyz0123456789_-.") < length || assignment[0] == '.' ||
        equals[-1] == '.' || has_empty_step(assignment, length) ||
        (length == 7 && strncmp(assignment, "extends", 7) == 0)) {
        return refuse(
            &self, 0,
            "\"%.200s\" is not an assignment: expected path=value, such as workforce.filling_per_month=0.3",
            assignment);
    }
    pr_text_t text;
    pr_text_init(&text);
    pr_text_add(&text, "--set ", 6);
    pr_text_add(&text, assignment, length);
    self.file = text.failed ? NULL : pr_arena_copy(arena, text.data);
    text.length = 0;
    /* The last step is read as in a file, so that it may be a year (2026 or y2026) or a range of them. */
    size_t prefix = length;
    while (prefix > 0 && assignment[prefix - 1] != '.') {
        prefix--;
    }
    char name[201];
    snprintf(name, sizeof name, "%s%.*s", isdigit((unsigned char)assignment[prefix]) ? "y" : "",
             (int)(length - prefix), assignment + prefix);
    int first = 0, last = 0;
    size_t wanted = pr_node_is_years(name, &first, &last) ? (size_t)(last - first + 1) : 1;
    const char *quote = is_word(equals + 1) ? "\"" : "";
    pr_text_addf(&text, "%s = %s%s%s;", name, quote, equals + 1, quote);
    pr_node_t *root = text.failed || !self.file ? NULL : parse(&self, text.data, text.length);
    pr_text_free(&text);
    if (!root || self.status) {
        return self.status ? self.status : PR_ERR_MEMORY;
    }
    if (root->count != wanted) {
        return refuse(&self, 0, "this is not one value: expected path=value, once");
    }
    pr_node_t *wrapped = wrap(&self, assignment, prefix > 0 ? prefix - 1 : 0, root);
    return wrapped ? pr_node_overlay(arena, tree, wrapped) : PR_ERR_MEMORY;
}

#define TEXT_OF(number) #number
#define VERSION_OF(major, minor) TEXT_OF(major) "." TEXT_OF(minor)

const char *pr_scenario_reader_version(void)
{
    return VERSION_OF(LIBCONFIG_VER_MAJOR, LIBCONFIG_VER_MINOR);
}
