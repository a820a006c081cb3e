/* What is laid over a scenario from outside: files of settings, --set. And the mark that such a file brings.
 */
#include "scenario/read.h"
#include "scenario/resolve.h"
#include <stdio.h>
#include <string.h>

/* What a file stands on and what it is called say nothing of another scenario. */
static bool is_its_own(const pr_node_t *node)
{
    static const char *const own[] = {"extends", "id", "title", "story"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strcmp(own[i], node->name) == 0) {
            return true;
        }
    }
    return false;
}

static int lay_file(pr_loader_t *self, const char *path)
{
    pr_scenario_t *s = self->scenario;
    pr_node_t *over = NULL;
    size_t kept = 0;
    const char *name = pr_arena_copy(self->arena, path);
    int status = name ? pr_read_own(self->arena, path, &over, self->errors) : PR_ERR_MEMORY;
    if (name) {
        s->overlay[s->overlay_count++] = name;
    }
    if (!over || status != 0) {
        return status;
    }
    for (size_t i = 0; i < over->count; i++) {
        if (!is_its_own(over->child[i])) {
            over->child[kept++] = over->child[i];
        }
    }
    over->count = kept;
    return pr_node_overlay(self->arena, self->tree, over);
}

int pr_changes_apply(pr_loader_t *self, const char *const *change, size_t count)
{
    static const size_t mark = sizeof PR_OVERLAY - 1;
    int status = 0;
    self->scenario->overlay = pr_arena_alloc(self->arena, count + 1, sizeof(char *));
    if (!self->scenario->overlay) {
        return PR_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        bool file = strncmp(change[i], PR_OVERLAY, mark) == 0;
        int done = file ? lay_file(self, change[i] + mark)
                        : pr_read_assignment(self->arena, change[i], self->tree, self->errors);
        status = status ? status : done;
    }
    return status;
}

/* ---- invented figures ---- */

/* The text of a setting at the top, with `more` behind it. */
static void lengthen(pr_loader_t *self, const char *name, size_t most, const char *more, char **out)
{
    pr_node_t *node = pr_node_child(self->tree, name);
    size_t length = strlen(*out), room = most - strlen(more);
    while (room < length && ((unsigned char)(*out)[room] & 0xC0) == 0x80) {
        room--; /* not in the middle of a letter */
    }
    pr_text_t text;
    pr_text_init(&text);
    pr_text_addf(&text, "%.*s%s", (int)room, *out, more);
    char *copy = text.failed ? NULL : pr_arena_copy(self->arena, text.data);
    if (copy) {
        node->value.text = *out = copy;
    } else {
        self->status = PR_ERR_MEMORY;
    }
    pr_text_free(&text);
}

void pr_invented_mark(pr_loader_t *self)
{
    /* As calibrate writes them: a file that was laid over a scenario marks it as the file itself is marked.
     */
    static const struct {
        const char *id, *title, *told;
    } mark[] = {[PR_INVENTED_VERZONNEN] = {"-verzonnen", " (op VERZONNEN cijfers)", "VERZONNEN"},
                [PR_INVENTED_INVENTED] = {"-invented", " (on INVENTED figures)", "INVENTED"},
                [PR_INVENTED_FICTITIOUS] = {"-fictitious", " (on FICTITIOUS figures)", "FICTITIOUS"}};
    pr_scenario_t *s = self->scenario;
    if (s->invented == PR_INVENTED_NO || !s->id || !s->title) {
        return;
    }
    if (!strstr(s->id, mark[s->invented].id)) {
        lengthen(self, "id", PR_ID_MOST, mark[s->invented].id, &s->id);
    }
    if (!strstr(s->title, mark[s->invented].told)) {
        lengthen(self, "title", PR_TEXT_MAX, mark[s->invented].title, &s->title);
    }
}
