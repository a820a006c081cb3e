/* Settings that no row of the table knows, with the nearest name that one does. */
#include "scenario/resolve.h"
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 256 };

/* Does `pattern` ("keys.*.shares") begin `path`, at a segment's end? */
static const char *continues(const char *path, const char *pattern)
{
    size_t length = strlen(pattern);
    if (length == 0) {
        return path;
    }
    return strncmp(path, pattern, length) == 0 && path[length] == '.' ? path + length + 1 : NULL;
}

/* Adds the ids that a mark of the table stands for: municipalities, budget lines or paths. */
static size_t ids_of(const pr_scenario_t *scenario, char mark, const char *names[], size_t count, size_t most)
{
    size_t n = mark == '@'   ? scenario->municipality_count
               : mark == '%' ? scenario->line_count
                             : scenario->path_count;
    for (size_t i = 0; i < n && count < most; i++) {
        names[count++] = mark == '@'   ? scenario->municipality[i].id
                         : mark == '%' ? scenario->line[i].id
                                       : scenario->budget_path[i].id;
    }
    return count;
}

/* Names that may stand in a group of that pattern; returns how many, at most `most`. *years: they are
   years; *listed: the mark of the list that they come from. */
static size_t names_of(const pr_loader_t *self, const char *pattern, const char *names[], char store[][64],
                       size_t most, bool *years, char *listed)
{
    size_t count = 0;
    for (size_t i = 0; i < pr_descriptor_count && count < most; i++) {
        const char *next = continues(pr_descriptors[i].path, pattern);
        size_t length = next ? strcspn(next, ".") : 0;
        *years = *years || (next && *next == '#');
        if (length == 0 || length >= 64 || strchr("*#", *next)) {
            continue;
        }
        if (strchr("@%&", *next)) {
            *listed = *next;
            count = ids_of(self->scenario, *next, names, count, most);
            continue;
        }
        memcpy(store[count], next, length);
        store[count][length] = '\0';
        names[count] = store[count];
        count++;
    }
    return count;
}

/* The first setting of the table whose last step this is, where no list is on its way; NULL: there is none.
 */
static const char *path_to(const char *name)
{
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const char *path = pr_descriptors[i].path, *dot = strrchr(path, '.');
        if (dot && strcmp(dot + 1, name) == 0 && !strpbrk(path, "*@#%&")) {
            return path;
        }
    }
    return NULL;
}

/* How the nearest name is to be written: beside what it replaces in a file, whole behind --set. */
static void name_near(const pr_node_t *node, const char *path, const char *near, char out[PATH_SIZE])
{
    const char *dot = node->line == 0 ? strrchr(path, '.') : NULL;
    snprintf(out, PATH_SIZE, "%.*s%s", dot ? (int)(dot - path) + 1 : 0, path, near);
}

static void report_unknown(pr_loader_t *self, const pr_node_t *node, const char *pattern, const char *path)
{
    const char *names[192] = {NULL};
    char store[192][64];
    bool years = false;
    char listed = '\0';
    size_t count = names_of(self, pattern, names, store, 190, &years, &listed);
    if (listed && self->lists_wrong) {
        return;
    }
    if (!*pattern) {
        names[count++] = "extends";
        names[count++] = "correlation";
    }
    char whole[PATH_SIZE];
    const char *near = pr_text_nearest(node->name, names, count), *elsewhere = path_to(node->name);
    if (near) {
        name_near(node, path, near, whole);
        pr_loader_refuse(self, node, "%s is not a setting: did you mean %s?", path, whole);
    } else if (elsewhere) {
        pr_loader_refuse(self, node, "%s is not a setting: did you mean %s?", path, elsewhere);
    } else if (listed) {
        pr_loader_refuse(self, node, "%s is not a setting: expected the id of a %s", path,
                         listed == '@'   ? pr_errors_words(self->errors, "municipality")
                         : listed == '%' ? pr_errors_words(self->errors, "budget line")
                                         : pr_errors_words(self->errors, "budget path"));
    } else if (years) {
        pr_loader_refuse(self, node, "%s is not a setting: expected years from %d to %d", path,
                         self->scenario->first_year, self->scenario->last_year);
    } else {
        pr_loader_refuse(self, node, "%s is not a setting: expected one of those in docs/scenario.md", path);
    }
}

static void find_unknown(pr_loader_t *self, const pr_node_t *node, const char *pattern, const char *path)
{
    for (size_t i = 0; i < node->count; i++) {
        const pr_node_t *child = node->child[i];
        char deeper[PATH_SIZE], longer[PATH_SIZE];
        snprintf(longer, sizeof longer, "%s%s%s", path, *path ? "." : "", child->name ? child->name : "?");
        snprintf(deeper, sizeof deeper, "%s%s%s", pattern, *pattern ? "." : "",
                 node->by_id   ? "*"
                 : child->name ? child->name
                               : "?");
        if (!child->known && child->name) {
            report_unknown(self, child, pattern, longer);
        } else if (child->kind == PR_NODE_GROUP && !child->leaf) {
            find_unknown(self, child, deeper, longer);
        }
    }
}

void pr_resolve_unknown(pr_loader_t *self)
{
    find_unknown(self, self->tree, "", "");
}
