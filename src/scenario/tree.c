#include "scenario/tree.h"
#include "core/catalogue.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *pr_node_kind_name(pr_node_kind_t kind)
{
    static const char *const names[] = {N_("a group"),       N_("a list"),        N_("a whole number"),
                                        N_("a real number"), N_("true or false"), N_("a text")};
    return names[kind];
}

pr_node_t *pr_node_new(pr_arena_t *arena, pr_node_kind_t kind, const char *name, const char *file, int line)
{
    pr_node_t *node = pr_arena_alloc(arena, 1, sizeof *node);
    if (!node) {
        return NULL;
    }
    node->kind = kind;
    node->file = file;
    node->line = line;
    if (name) {
        node->name = pr_arena_copy(arena, name);
        if (!node->name) {
            return NULL;
        }
    }
    return node;
}

int pr_node_append(pr_arena_t *arena, pr_node_t *parent, pr_node_t *child)
{
    if (parent->count == parent->capacity) {
        size_t capacity = parent->capacity ? 2 * parent->capacity : 8;
        pr_node_t **children = pr_arena_alloc(arena, capacity, sizeof(pr_node_t *));
        if (!children) {
            return PR_ERR_MEMORY;
        }
        if (parent->count) {
            memcpy(children, parent->child, parent->count * sizeof(pr_node_t *));
        }
        parent->child = children;
        parent->capacity = capacity;
    }
    parent->child[parent->count++] = child;
    return 0;
}

pr_node_t *pr_node_child(const pr_node_t *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->child[i]->name && strcmp(self->child[i]->name, name) == 0) {
            return self->child[i];
        }
    }
    return NULL;
}

pr_node_t *pr_node_find(const pr_node_t *self, const char *path)
{
    char step[128];
    const pr_node_t *node = self;
    while (node && *path) {
        size_t length = strcspn(path, ".");
        if (length == 0 || length >= sizeof step) {
            return NULL;
        }
        memcpy(step, path, length);
        step[length] = '\0';
        path += length + (path[length] == '.');
        const pr_node_t *next = pr_node_child(node, step);
        if (!next && step[0] == 'y' && isdigit((unsigned char)step[1])) {
            next = pr_node_child(node, step + 1);
        }
        node = next;
    }
    return (pr_node_t *)(uintptr_t)node;
}

bool pr_node_number(const pr_node_t *self, double *out)
{
    if (self->kind == PR_NODE_INTEGER) {
        *out = (double)self->value.integer;
        return true;
    }
    if (self->kind == PR_NODE_FLOAT) {
        *out = self->value.real;
        return true;
    }
    return false;
}

static bool four_digits(const char *text)
{
    return strspn(text, "0123456789") == 4;
}

bool pr_node_is_years(const char *name, int *first, int *last)
{
    if (name[0] != 'y' || !four_digits(name + 1)) {
        return false;
    }
    *first = *last = atoi(name + 1);
    if (name[5] == '_' && four_digits(name + 6) && name[10] == '\0') {
        *last = atoi(name + 6);
        return true;
    }
    return name[5] == '\0';
}

bool pr_node_is_identifier(const char *id)
{
    int first = 0, last = 0;
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return length > 0 && length <= 40 && id[length] == '\0' && isalpha((unsigned char)id[0]) &&
           !pr_node_is_years(id, &first, &last);
}

bool pr_node_is_parameter(const pr_node_t *self)
{
    static const char *const marks[] = {"dist", "value", "mean", "q05", "q50", "q95", "values"};
    if (self->kind != PR_NODE_GROUP) {
        return false;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const pr_node_t *mark = pr_node_child(self, marks[i]);
        if (mark && mark->kind != PR_NODE_GROUP) { /* surplus.mean is a group of years */
            return true;
        }
    }
    return false;
}

int pr_node_overlay(pr_arena_t *arena, pr_node_t *base, pr_node_t *over)
{
    for (size_t i = 0; i < over->count; i++) {
        pr_node_t *from = over->child[i];
        pr_node_t *into = pr_node_child(base, from->name);
        if (!into) {
            if (pr_node_append(arena, base, from) != 0) {
                return PR_ERR_MEMORY;
            }
        } else if (into->kind == PR_NODE_GROUP && from->kind == PR_NODE_GROUP &&
                   (base->by_id || (!pr_node_is_parameter(into) && !pr_node_is_parameter(from)))) {
            if (pr_node_overlay(arena, into, from) != 0) {
                return PR_ERR_MEMORY;
            }
        } else {
            *into = *from;
        }
    }
    return 0;
}

void pr_number_write(double value, pr_text_t *out)
{
    char digits[64];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        for (char *c = digits; *c; c++) {
            *c = *c == ',' ? '.' : *c;
        }
        if (strtod(digits, NULL) == value) {
            break;
        }
    }
    pr_text_adds(out, digits);
    if (isfinite(value) && !strpbrk(digits, ".e")) {
        pr_text_adds(out, ".0"); /* so that it reads back as a real number */
    }
}

static void write_text(const char *text, pr_text_t *out)
{
    pr_text_adds(out, "\"");
    for (const char *c = text; *c; c++) {
        switch (*c) {
        case '"':
        case '\\':
            pr_text_addf(out, "\\%c", *c);
            break;
        case '\n':
            pr_text_adds(out, "\\n");
            break;
        case '\r':
            pr_text_adds(out, "\\r");
            break;
        case '\t':
            pr_text_adds(out, "\\t");
            break;
        case '\f':
            pr_text_adds(out, "\\f");
            break;
        default:
            pr_text_add(out, c, 1); /* other control characters are refused when read */
        }
    }
    pr_text_adds(out, "\"");
}

static void write_node(const pr_node_t *node, int depth, pr_text_t *out);

static void indent(int depth, pr_text_t *out)
{
    for (int i = 0; i < depth; i++) {
        pr_text_adds(out, "  ");
    }
}

static void write_children(const pr_node_t *node, int depth, pr_text_t *out)
{
    for (size_t i = 0; i < node->count; i++) {
        const pr_node_t *child = node->child[i];
        indent(depth, out);
        if (node->by_id) {
            pr_text_adds(out, "{ id = ");
            write_text(child->name, out);
            pr_text_adds(out, ";\n");
            write_children(child, depth + 1, out);
            indent(depth, out);
            pr_text_adds(out, i + 1 < node->count ? "},\n" : "}\n");
        } else {
            pr_text_addf(out, "%s%s = ", isdigit((unsigned char)child->name[0]) ? "y" : "", child->name);
            write_node(child, depth, out);
            pr_text_adds(out, ";\n");
        }
    }
}

static void write_node(const pr_node_t *node, int depth, pr_text_t *out)
{
    switch (node->kind) {
    case PR_NODE_GROUP:
        pr_text_adds(out, node->by_id ? "(\n" : "{\n");
        write_children(node, depth + 1, out);
        indent(depth, out);
        pr_text_adds(out, node->by_id ? ")" : "}");
        break;
    case PR_NODE_LIST:
        pr_text_adds(out, "( ");
        for (size_t i = 0; i < node->count; i++) {
            write_node(node->child[i], depth + 1, out);
            pr_text_adds(out, i + 1 < node->count ? ", " : " ");
        }
        pr_text_adds(out, ")");
        break;
    case PR_NODE_INTEGER:
        pr_text_addf(out, "%lld", (long long)node->value.integer);
        if (node->value.integer > INT32_MAX || node->value.integer < INT32_MIN) {
            pr_text_adds(out, "L");
        }
        break;
    case PR_NODE_FLOAT:
        pr_number_write(node->value.real, out);
        break;
    case PR_NODE_BOOLEAN:
        pr_text_adds(out, node->value.integer ? "true" : "false");
        break;
    case PR_NODE_TEXT:
        write_text(node->value.text, out);
        break;
    }
}

void pr_node_write(const pr_node_t *self, pr_text_t *out)
{
    write_children(self, 0, out);
}

void pr_node_write_value(const pr_node_t *self, pr_text_t *out)
{
    write_node(self, 0, out);
}
