/* Settings that changed: see settings_changed.h. */
#include "report/settings_changed.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MOST = 15, VALUE_COLUMNS = 30, PATH_COLUMNS = 50 };

typedef struct {
    const pr_view_t *view;
    size_t count, words;
} list_t;

bool pr_setting_is_word(const char *path)
{
    static const char *const names[] = {"id", "title", "story", "source", "note", "label"};
    const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* A value in a few columns: a text or a list may be long. */
static void cut(char *out, size_t size, const char *text, size_t columns)
{
    size_t length = 0;
    for (; *text && length + 1 < size; text++) {
        bool blank = strchr(" \n\t", *text) != NULL;
        if (!blank || (length > 0 && out[length - 1] != ' ')) {
            out[length++] = blank ? ' ' : *text;
        }
    }
    out[length] = '\0';
    pr_text_make_printable(out);
    pr_table_cut(out, columns);
}

/* A number in the form of the language; a list or a text stays as a file has it. */
static void localise(pr_lang_t lang, char *value)
{
    char *end, *point = strchr(value, '.');
    strtod(value, &end);
    if (lang == PR_LANG_NL && point && end != value && !*end) {
        *point = ',';
    }
}

static void tell(void *context, const char *path, const char *before, const char *after)
{
    list_t *self = context;
    const char *none = pr_text(self->view->lang, PR_TEXT_DIFF_NOT_GIVEN);
    char name[256], a[256], b[256]; /* what is cut takes 4 bytes a column at most */
    if (pr_setting_is_word(path)) {
        self->words++;
    } else if (self->count++ < SHOWN_MOST) {
        cut(name, sizeof name, path, PATH_COLUMNS);
        cut(a, sizeof a, before ? before : none, VALUE_COLUMNS);
        cut(b, sizeof b, after ? after : none, VALUE_COLUMNS);
        localise(self->view->lang, a);
        localise(self->view->lang, b);
        PR_SAY(self->view, PR_TEXT_DIFF_SETTING, name, a, b);
    }
}

int pr_settings_changed(const pr_view_t *view, const char *before, const char *after, pr_errors_t *errors)
{
    list_t list = {view, 0, 0};
    int status = pr_scenario_changes(before, after, tell, &list, errors);
    if (list.count > SHOWN_MOST) {
        PR_SAY(view, PR_TEXT_DIFF_SETTINGS_MORE, pr_whole(view->lang, (int64_t)(list.count - SHOWN_MOST)).s);
    }
    if (list.words > 0) {
        PR_SAY(view, PR_TEXT_DIFF_WORDS, pr_whole(view->lang, (int64_t)list.words).s);
    }
    return status;
}
