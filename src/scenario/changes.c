/* Which settings two scenarios do not have alike: their trees side by side. */
#include "core/memory.h"
#include "scenario/read.h"
#include <locale.h>
#include <poolraming/scenario.h>
#include <string.h>

typedef struct {
    pr_setting_change_t tell;
    void *context;
    pr_text_t path, before, after;
} walk_t;

static const char *value_of(const pr_node_t *node, pr_text_t *out)
{
    out->length = 0;
    if (!node) {
        return NULL;
    }
    pr_node_write_value(node, out);
    return out->failed ? NULL : out->data;
}

static void walk(walk_t *self, const pr_node_t *before, const pr_node_t *after);

static bool is_group(const pr_node_t *node)
{
    return node && node->kind == PR_NODE_GROUP;
}

/* One setting in both; either may be NULL. A group that only one of them has is told setting by setting. */
static void compare(walk_t *self, const pr_node_t *before, const pr_node_t *after)
{
    bool groups = (is_group(before) || !before) && (is_group(after) || !after);
    size_t length = self->path.length;
    pr_text_addf(&self->path, "%s%s", length ? "." : "", before ? before->name : after->name);
    if (groups) {
        walk(self, before, after);
    } else {
        const char *a = value_of(before, &self->before), *b = value_of(after, &self->after);
        bool failed = self->path.failed || self->before.failed || self->after.failed;
        if (!failed && (!a || !b || strcmp(a, b) != 0)) {
            self->tell(self->context, self->path.data, a, b);
        }
    }
    if (!self->path.failed) {
        self->path.length = length;
        self->path.data[length] = '\0';
    }
}

static void walk(walk_t *self, const pr_node_t *before, const pr_node_t *after)
{
    for (size_t i = 0; before && i < before->count; i++) {
        compare(self, before->child[i], after ? pr_node_child(after, before->child[i]->name) : NULL);
    }
    for (size_t i = 0; after && i < after->count; i++) {
        if (!before || !pr_node_child(before, after->child[i]->name)) {
            compare(self, NULL, after->child[i]);
        }
    }
}

static int changes(pr_arena_t *arena, const char *before, const char *after, walk_t *self,
                   pr_errors_t *errors)
{
    pr_node_t *a = NULL, *b = NULL;
    int status = pr_read_text(arena, "before", before, &a, errors);
    if (status == 0) {
        status = pr_read_text(arena, "after", after, &b, errors);
    }
    if (status != 0) {
        return status;
    }
    walk(self, a, b);
    return self->path.failed || self->before.failed || self->after.failed ? PR_ERR_MEMORY : 0;
}

int pr_scenario_changes(const char *before, const char *after, pr_setting_change_t tell, void *context,
                        pr_errors_t *errors)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* as in loading: a Dutch one reads 0.5 as 0 */
    pr_arena_t *arena = plain ? pr_arena_new() : NULL;
    int status = PR_ERR_MEMORY;
    if (arena) {
        locale_t usual = uselocale(plain);
        walk_t self = {.tell = tell, .context = context};
        pr_text_init(&self.path);
        pr_text_init(&self.before);
        pr_text_init(&self.after);
        status = changes(arena, before, after, &self, errors);
        pr_text_free(&self.path);
        pr_text_free(&self.before);
        pr_text_free(&self.after);
        uselocale(usual);
    }
    pr_arena_free(arena);
    if (plain) {
        freelocale(plain);
    }
    return status;
}
