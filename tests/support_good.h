/* Scenarios that must load: `basis` with a text over it, or with one setting set. */
#ifndef PR_SUPPORT_GOOD_H
#define PR_SUPPORT_GOOD_H

#include "support_scenario.h"

static inline loaded_t *good(loaded_t *loaded)
{
    if (loaded->status != 0 || loaded->errors.count != 0) {
        scenario_print_errors(loaded);
        fail_msg("%s does not load", loaded->scenario.path);
    }
    return loaded;
}

static inline loaded_t *basis_with(const char *text)
{
    char all[4000];
    snprintf(all, sizeof all, "%s%s", BASIS, text);
    return good(scenario_load_text("with.cfg", all));
}

static inline loaded_t *basis_set(const char *assignment)
{
    return good(scenario_load(POOLRAMING_SCENARIOS "/basis.cfg", &assignment, assignment != NULL));
}

#endif
