/* Settings that changed: see settings_changed.h. */
#include "report/settings_changed.h"
#include <string.h>

enum { SHOWN_MOST = 15, VALUE_COLUMNS = 30, PATH_COLUMNS = 50 };

typedef struct {
    const pr_view_t *view;
    size_t count;
} list_t;

/* A value in a few columns: a text or a list may be long. */
static void cut(char *out, size_t size, const char *text, size_t columns)
{
    snprintf(out, size, "%.200s", text);
    pr_text_make_printable(out);
    pr_table_cut(out, columns);
}

static void tell(void *context, const char *path, const char *before, const char *after)
{
    list_t *self = context;
    const char *none = pr_text(self->view->lang, PR_TEXT_DIFF_NOT_GIVEN);
    char name[256], a[256], b[256];
    if (self->count++ < SHOWN_MOST) {
        cut(name, sizeof name, path, PATH_COLUMNS);
        cut(a, sizeof a, before ? before : none, VALUE_COLUMNS);
        cut(b, sizeof b, after ? after : none, VALUE_COLUMNS);
        PR_SAY(self->view, PR_TEXT_DIFF_SETTING, name, a, b);
    }
}

int pr_settings_changed(const pr_view_t *view, const char *before, const char *after, pr_errors_t *errors)
{
    list_t list = {view, 0};
    int status = pr_scenario_changes(before, after, tell, &list, errors);
    if (list.count > SHOWN_MOST) {
        PR_SAY(view, PR_TEXT_DIFF_SETTINGS_MORE, pr_whole(view->lang, (int64_t)(list.count - SHOWN_MOST)).s);
    }
    return status;
}
