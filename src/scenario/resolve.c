#include "scenario/resolve.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 256 };

int pr_loader_refuse(pr_loader_t *self, const pr_node_t *at, const char *format, ...)
{
    bool placed = at && at->file;
    va_list arguments;
    va_start(arguments, format);
    int status = pr_errors_vadd(self->errors, PR_ERR_INPUT, placed ? at->file : self->scenario->path,
                                placed ? at->line : 0, format, arguments);
    va_end(arguments);
    if (self->status != PR_ERR_MEMORY) { /* without memory much looks wrong that is not */
        self->status = status;
    }
    return status;
}

/* Was it asked for by name, or only by what extends it? */
static bool is_asked_for(const pr_loader_t *self, const char *file)
{
    for (size_t i = 0; i < self->scenario->overlay_count; i++) {
        if (strcmp(file, self->scenario->overlay[i]) == 0) {
            return true;
        }
    }
    return strcmp(file, self->scenario->path) == 0 || strncmp(file, "--set ", 6) == 0;
}

static const pr_node_t *own_part(const pr_loader_t *self, const pr_node_t *node)
{
    if (is_asked_for(self, node && node->file ? node->file : "")) {
        return node;
    }
    const pr_node_t *found = NULL;
    for (size_t i = 0; node && i < node->count && !found; i++) {
        found = own_part(self, node->child[i]);
    }
    return found;
}

const pr_node_t *pr_loader_place(const pr_loader_t *self, const pr_node_t *node, const pr_node_t *wider)
{
    const pr_node_t *own = own_part(self, node);
    own = own ? own : own_part(self, wider);
    return own ? own : node;
}

static char *keep(pr_loader_t *self, const char *text)
{
    char *copy = pr_arena_copy(self->arena, text);
    if (text && !copy) {
        self->status = PR_ERR_MEMORY;
    }
    return copy;
}

/* ---- lists ---- */

static void *target(pr_loader_t *self, pr_into_t into, size_t offset)
{
    switch (into) {
    case PR_INTO_INPUTS:
        return (char *)&self->scenario->central + offset;
    case PR_INTO_RAW:
        return (char *)self->raw + offset;
    default:
        return (char *)self->scenario + offset;
    }
}

static void resolve_list(pr_loader_t *self, const pr_list_t *list)
{
    pr_node_t *node = pr_node_find(self->tree, list->path);
    size_t *count = target(self, list->target, list->count_offset);
    if (!node || (node->kind == PR_NODE_LIST && node->count == 0)) {
        if (node) {
            node->known = true;
        }
        if (!list->optional) {
            pr_loader_refuse(self, node ? node : self->tree,
                             "%s is %s: expected a list of groups ( { id = \"…\"; … }, … )", list->path,
                             node ? pr_errors_words(self->errors, "empty")
                                  : pr_errors_words(self->errors, "not set"));
        }
        return;
    }
    node->known = true;
    if (node->kind != PR_NODE_GROUP || !node->by_id) {
        pr_loader_refuse(self, node, "%s is %s: expected a list of groups ( { id = \"…\"; … }, … )",
                         list->path, pr_errors_words(self->errors, pr_node_kind_name(node->kind)));
        node->leaf = true;
        return;
    }
    if (node->count > list->most) {
        pr_loader_refuse(self, pr_loader_place(self, node->child[list->most], node),
                         "%s has %zu elements: expected at most %zu", list->path, node->count, list->most);
        node->count = list->most;
    }
    for (size_t i = 0; i < node->count; i++) {
        pr_node_t *element = node->child[i];
        element->known = true;
        if (element->kind != PR_NODE_GROUP || !pr_node_is_identifier(element->name)) {
            pr_loader_refuse(
                self, element,
                "%s.%s is no element of the list: expected a group { id = \"…\"; … } with an id of "
                "a-z, 0-9, - and _",
                list->path, element->name);
        }
        char **id = target(self, list->target, list->id_offset + i * list->stride);
        *id = keep(self, element->name);
        *count = i + (*id != NULL);
    }
}

void pr_resolve_lists(pr_loader_t *self)
{
    for (size_t i = 0; i < pr_list_count; i++) {
        resolve_list(self, &pr_lists[i]);
    }
    self->lists_wrong = self->status != 0;
}

/* ---- values by kind ---- */

void pr_loader_expect(pr_loader_t *self, const pr_node_t *node, const char *path, const char *expected)
{
    pr_text_t shown;
    pr_text_init(&shown);
    if (node->kind == PR_NODE_INTEGER) {
        pr_text_addf(&shown, "%" PRId64, node->value.integer);
    } else if (node->kind == PR_NODE_FLOAT) {
        pr_number_write(node->value.real, &shown); /* 2024.0 is not the whole number that was asked for */
    } else if (node->kind == PR_NODE_TEXT) {
        pr_text_addf(&shown, "\"%.60s\"", node->value.text);
    } else if (node->kind == PR_NODE_BOOLEAN) {
        pr_text_adds(&shown, node->value.integer ? "true" : "false");
    } else {
        pr_text_adds(&shown, pr_errors_words(self->errors, pr_node_kind_name(node->kind)));
    }
    pr_loader_refuse(self, node, "%s is %s: expected %s", path,
                     shown.failed ? pr_errors_words(self->errors, "wrong") : shown.data,
                     pr_errors_words(self->errors, expected));
    pr_text_free(&shown);
}

static void expect_range(pr_loader_t *self, const pr_node_t *node, const char *path, const char *what,
                         double lowest, double highest)
{
    char expected[160];
    snprintf(expected, sizeof expected,
             isinf(highest) ? pr_errors_words(self->errors, "%s, %.12g or more")
                            : pr_errors_words(self->errors, "%s from %.12g to %.12g"),
             pr_errors_words(self->errors, what), lowest, highest);
    pr_loader_expect(self, node, path, expected);
}

static void refuse_choice(pr_loader_t *self, const pr_node_t *node, const char *path,
                          const char *const *choices, size_t count)
{
    pr_text_t all;
    pr_text_init(&all);
    for (size_t i = 0; i < count; i++) {
        pr_text_addf(&all, "%s\"%s\"", i == 0 ? pr_errors_words(self->errors, "one of ") : ", ", choices[i]);
    }
    const char *near = node->kind == PR_NODE_TEXT ? pr_text_nearest(node->value.text, choices, count) : NULL;
    if (near) {
        pr_text_addf(&all, pr_errors_words(self->errors, "; did you mean \"%s\"?"), near);
    }
    pr_loader_expect(self, node, path, all.failed || !all.data ? N_("one of its choices") : all.data);
    pr_text_free(&all);
}

/* The text's position in `choices`, −1 after an error. */
static int choice(pr_loader_t *self, const pr_node_t *node, const char *path, const char *const *choices)
{
    size_t count = 0;
    for (; choices[count]; count++) {
        if (node->kind == PR_NODE_TEXT && strcmp(choices[count], node->value.text) == 0) {
            return (int)count;
        }
    }
    refuse_choice(self, node, path, choices, count);
    return -1;
}

static void read_text(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                      void *out)
{
    (void)row;
    if (node->kind != PR_NODE_TEXT) {
        pr_loader_expect(self, node, path, N_("a text in double quotes"));
    } else {
        *(char **)out = keep(self, node->value.text);
    }
}

static void read_boolean(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                         void *out)
{
    (void)row;
    if (node->kind != PR_NODE_BOOLEAN) {
        pr_loader_expect(self, node, path, N_("true or false"));
    } else {
        *(bool *)out = node->value.integer != 0;
    }
}

static void read_whole(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                       void *out)
{
    int64_t value = node->kind == PR_NODE_INTEGER ? node->value.integer : 0;
    if (node->kind != PR_NODE_INTEGER || (double)value < row->lowest || (double)value > row->highest) {
        expect_range(self, node, path, N_("a whole number"), row->lowest, row->highest);
    } else if (row->kind == PR_KIND_COUNT) {
        *(uint64_t *)out = (uint64_t)value;
    } else if (row->kind == PR_KIND_CODE) {
        *(uint16_t *)out = (uint16_t)value;
    } else {
        *(int *)out = (int)value;
    }
}

static bool number_in_range(pr_loader_t *self, const pr_descriptor_t *row, const pr_node_t *node,
                            const char *path, const char *what, double *number)
{
    bool good = pr_node_number(node, number) && *number >= row->lowest && *number <= row->highest;
    if (!good) {
        expect_range(self, node, path, what, row->lowest, row->highest);
    }
    return good;
}

static void read_fixed(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                       void *out)
{
    double number;
    if (number_in_range(self, row, node, path, N_("a number"), &number)) {
        *(double *)out = number;
    }
}

/* An exact decimal: what is written × unit must be whole. */
static void read_exact(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                       void *out)
{
    const char *what = row->kind == PR_KIND_AMOUNT ? N_("an amount in euro") : N_("a percentage");
    int decimals = row->kind == PR_KIND_GROWTH ? 4 : 2;
    double number;
    if (!number_in_range(self, row, node, path, what, &number)) {
        return;
    }
    double scaled = number * (decimals == 4 ? 10000 : 100);
    if (fabs(scaled - round(scaled)) > 1e-6 * fmax(1, fabs(scaled) * 1e-6)) {
        char expected[120];
        snprintf(expected, sizeof expected, pr_errors_words(self->errors, "%s with at most %d decimals"),
                 pr_errors_words(self->errors, what), decimals);
        pr_loader_expect(self, node, path, expected);
    } else if (row->kind == PR_KIND_AMOUNT) {
        ((pr_real_t *)out)->cents = llround(scaled);
    } else if (row->kind == PR_KIND_GROWTH) {
        ((pr_growth_t *)out)->millionths = (int32_t)llround(scaled);
    } else {
        ((pr_percent_t *)out)->hundredths = (int32_t)llround(scaled);
    }
}

static void read_month(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                       void *out)
{
    (void)row;
    static const char digits[] = "0123456789";
    const char *text = node->kind == PR_NODE_TEXT ? node->value.text : "";
    bool good = strspn(text, digits) == 4 && text[4] == '-' && strspn(text + 5, digits) == 2 && !text[7];
    int year = good ? atoi(text) : 0, month = good ? atoi(text + 5) : 0;
    if (year < 1 || month < 1 || month > 12) {
        pr_loader_expect(self, node, path, N_("a month as a text, such as \"2024-07\""));
        return;
    }
    *(int *)out = 12 * year + month - 1;
}

static void read_choice(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                        void *out)
{
    int found = choice(self, node, path, row->choices);
    *(int *)out = found < 0 ? 0 : found;
}

static void read_key_name(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                          void *out)
{
    (void)row;
    const pr_scenario_t *scenario = self->scenario;
    const char *ids[PR_MAX_KEYS + 1] = {NULL};
    for (size_t i = 0; i < scenario->key_count; i++) {
        ids[i] = scenario->key[i].id;
    }
    int found = self->lists_wrong ? -1 : choice(self, node, path, ids);
    *(int *)out = found < 0 ? 0 : found;
}

static void read_path_name(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                           void *out)
{
    const char *ids[PR_MAX_PATHS + 1] = {NULL};
    (void)row;
    for (size_t i = 0; i < self->scenario->path_count; i++) {
        ids[i] = self->scenario->budget_path[i].id;
    }
    *(int *)out = self->lists_wrong ? -1 : choice(self, node, path, ids);
}

static void read_number(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                        void *out)
{
    pr_parameter_resolve(self, row, node, path,
                         (size_t)((const char *)out - (const char *)&self->scenario->central));
}

/* Each reads the value of one kind of row into `out`, or says what was expected. */
static void (*const readers[])(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node,
                               const char *path, void *out) = {
    [PR_KIND_TEXT] = read_text,     [PR_KIND_INTEGER] = read_whole,   [PR_KIND_COUNT] = read_whole,
    [PR_KIND_CODE] = read_whole,    [PR_KIND_MONTH] = read_month,     [PR_KIND_CHOICE] = read_choice,
    [PR_KIND_PERCENT] = read_exact, [PR_KIND_GROWTH] = read_exact,    [PR_KIND_AMOUNT] = read_exact,
    [PR_KIND_FIXED] = read_fixed,   [PR_KIND_BOOLEAN] = read_boolean, [PR_KIND_NUMBER] = read_number,
    [PR_KIND_KEY] = read_key_name,  [PR_KIND_PATH] = read_path_name,
};

/* Remembers where a setting comes from, so that a figure can be followed back to its line. */
static void keep_origin(pr_loader_t *self, const pr_node_t *node, const char *path)
{
    pr_scenario_t *scenario = self->scenario;
    if (scenario->origin_count == self->origin_capacity) {
        size_t capacity = self->origin_capacity ? 2 * self->origin_capacity : 1024;
        pr_origin_t *origin = pr_resize(scenario->origin, capacity, sizeof *origin);
        if (!origin) {
            self->status = PR_ERR_MEMORY;
            return;
        }
        scenario->origin = origin;
        self->origin_capacity = capacity;
    }
    scenario->origin[scenario->origin_count++] =
        (pr_origin_t){keep(self, path), keep(self, node->file), node->line};
}

static void resolve_value(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                          size_t offset)
{
    node->known = node->leaf = true;
    keep_origin(self, node, path);
    readers[row->kind](self, row, node, path, target(self, row->target, offset));
}

/* ---- walking a row's path through the tree ---- */

/* A default as it would be written in a file. */
static pr_node_t *default_node(pr_loader_t *self, const char *name, const char *text)
{
    pr_node_t *node = pr_node_new(self->arena, PR_NODE_FLOAT, name, NULL, 0);
    if (!node) {
        return NULL;
    }
    size_t length = strlen(text);
    if (text[0] == '"') {
        node->kind = PR_NODE_TEXT;
        node->value.text = pr_arena_copy_bytes(self->arena, text + 1, length - 2);
        node = node->value.text ? node : NULL;
    } else if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0) {
        node->kind = PR_NODE_BOOLEAN;
        node->value.integer = text[0] == 't';
    } else if (!strpbrk(text, ".e")) {
        node->kind = PR_NODE_INTEGER;
        node->value.integer = strtoll(text, NULL, 10);
    } else {
        node->value.real = strtod(text, NULL);
    }
    return node;
}

static void resolve_leaf(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *parent, const char *name,
                         const char *path, size_t offset, bool optional)
{
    pr_node_t *node = pr_node_child(parent, name);
    if (!node && row->fallback) {
        node = default_node(self, name, row->fallback);
        if (!node || pr_node_append(self->arena, parent, node) != 0) {
            self->status = PR_ERR_MEMORY;
            return;
        }
    }
    if (node) {
        resolve_value(self, row, node, path, offset);
    } else if (!optional) {
        pr_lang_t lang = self->errors ? self->errors->lang : PR_LANG_EN;
        pr_loader_refuse(self, parent, "%s is not set: expected its value (%s%s%s)", path,
                         pr_translate(lang, row->label), row->unit[0] ? ", in " : "",
                         pr_unit_in(lang, row->unit));
    }
}

static void walk(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *rest,
                 size_t offset, const char *path);

/* One step further to child `name`; `rest` is what follows this segment ("" at the leaf). */
static void step(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *name,
                 const char *rest, size_t offset, const char *path, bool optional)
{
    char longer[PATH_SIZE];
    snprintf(longer, sizeof longer, "%s%s%s", path, *path ? "." : "", name);
    if (*rest == '\0') {
        resolve_leaf(self, row, node, name, longer, offset, optional);
        return;
    }
    pr_node_t *child = pr_node_child(node, name);
    if (!child && strchr(rest, '*')) {
        return; /* a list that is not there was refused, or need not be there */
    }
    if (!child) {
        if (row->optional && *rest != '@') {
            return;
        }
        if (strchr("@#", *rest) && !row->fallback) { /* once, not for each year or municipality */
            pr_loader_refuse(self, node, "%s is not set: expected a group { name = value; … } (%s)", longer,
                             pr_errors_words(self->errors, row->label));
            return;
        }
        child = pr_node_new(self->arena, PR_NODE_GROUP, name, node->file, node->line);
        if (!child || pr_node_append(self->arena, node, child) != 0) {
            self->status = PR_ERR_MEMORY;
            return;
        }
    }
    if (child->kind != PR_NODE_GROUP) {
        if (!child->known) {
            pr_loader_expect(self, child, longer, N_("a group { name = value; … }"));
        }
        child->known = true;
        return; /* a list that is none was refused before */
    }
    child->known = true;
    walk(self, row, child, rest, offset, longer);
}

/* A group that holds years, but none of the axis: what it holds is refused as no setting, with the years
   that are, so that each of these need not be asked for. */
static bool is_off_axis(const pr_scenario_t *scenario, const pr_node_t *node)
{
    bool years = false;
    for (size_t i = 0; i < node->count; i++) {
        int year = node->child[i]->name ? atoi(node->child[i]->name) : 0;
        if (year >= scenario->first_year && year <= scenario->last_year) {
            return false;
        }
        years = years || year > 0;
    }
    return years;
}

static void walk(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *rest,
                 size_t offset, const char *path)
{
    const pr_scenario_t *scenario = self->scenario;
    size_t length = strcspn(rest, ".");
    const char *after = rest + length + (rest[length] == '.');
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)length, rest);
    if (name[0] == '*') {
        for (size_t i = 0; node->by_id && i < node->count; i++) {
            step(self, row, node, node->child[i]->name, after, offset + i * row->stride, path, row->optional);
        }
    } else if (name[0] == '@') {
        for (size_t i = 0; i < scenario->municipality_count; i++) {
            step(self, row, node, scenario->municipality[i].id, after, offset + i * row->inner_stride, path,
                 self->lists_wrong);
        }
    } else if (name[0] == '%') {
        for (size_t i = 0; i < scenario->line_count; i++) {
            step(self, row, node, scenario->line[i].id, after, offset + i * row->inner_stride, path, true);
        }
    } else if (name[0] == '&') {
        for (size_t i = 0; i < scenario->path_count; i++) {
            step(self, row, node, scenario->budget_path[i].id, after, offset + i * row->inner_stride, path,
                 true);
        }
    } else if (name[0] == '#') {
        for (int i = 0; i < scenario->years && (row->fallback || !is_off_axis(scenario, node)); i++) {
            snprintf(name, sizeof name, "%d", scenario->first_year + i);
            step(self, row, node, name, after, offset + (size_t)i * row->inner_stride, path, false);
        }
    } else {
        step(self, row, node, name, after, offset, path, row->optional);
    }
}

void pr_resolve_rows(pr_loader_t *self, const char *prefix, bool rest)
{
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        if ((strncmp(row->path, prefix, strlen(prefix)) == 0) != rest) {
            walk(self, row, self->tree, row->path, row->offset, "");
        }
    }
}
