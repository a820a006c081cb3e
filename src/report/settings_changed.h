/* Settings that two resolved scenarios do not have alike, as a list for people. */
#ifndef PR_REPORT_SETTINGS_CHANGED_H
#define PR_REPORT_SETTINGS_CHANGED_H

#include "report/view.h"

/* Does no outcome follow from it: a title, an explanation, a source? */
bool pr_setting_is_word(const char *path);

/* A line each, the first few. 0, PR_ERR_INPUT or PR_ERR_MEMORY. */
int pr_settings_changed(const pr_view_t *view, const char *before, const char *after, pr_errors_t *errors);

#endif
