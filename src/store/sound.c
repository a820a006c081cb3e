/* Whether a record that was read is one that its command keeps. It is done again from what is kept, and a
   file that another program has changed is still a good database. */
#include "core/bytes.h"
#include "store/store.h"
#include <stdlib.h>
#include <string.h>

/* What each kind has; the number of scenarios is that of the command's files. */
static const struct {
    size_t least, most;    /* scenarios */
    const char *option[2]; /* that it never lacks */
    bool figures;
} needs[PR_RECORD_KINDS] = {[PR_RECORD_RUN] = {1, 1, {NULL}, false},
                            [PR_RECORD_COMPARE] = {2, SIZE_MAX, {NULL}, false},
                            [PR_RECORD_SENSITIVITY] = {1, 1, {"outcome", "period"}, false},
                            [PR_RECORD_DECIDE] = {1, SIZE_MAX, {"from"}, false},
                            [PR_RECORD_CALIBRATE] = {1, 1, {NULL}, true}};

/* The numbers among the options, and what the command line takes for them. */
static const struct {
    const char *name;
    double least, most;
    bool whole;
} numbers[] = {{"from", 1000, 9999, true}, {"value", 0, 1e12, false}, {"success-value", 0, 1e12, false}};

static bool has_option(const pr_record_t *record, const char *name)
{
    for (size_t i = 0; i < record->option_count; i++) {
        if (strcmp(record->option[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* One file or both, each by the option that named it. */
static bool has_figures(const pr_record_t *record)
{
    size_t reports = 0, ova = 0;
    for (size_t i = 0; i < record->input_count; i++) {
        reports += strcmp(record->input[i].option, "reports") == 0;
        ova += strcmp(record->input[i].option, "ova") == 0;
    }
    return reports <= 1 && ova <= 1 && reports + ova > 0 && reports + ova == record->input_count;
}

static bool is_whole_record(const pr_record_t *record)
{
    bool good = record->scenario_count >= needs[record->kind].least &&
                record->scenario_count <= needs[record->kind].most &&
                (!needs[record->kind].figures || has_figures(record));
    for (size_t i = 0; i < sizeof needs->option / sizeof *needs->option; i++) {
        const char *name = needs[record->kind].option[i];
        good = good && (!name || has_option(record, name));
    }
    return good;
}

/* An option that is a number has one that the command would have taken. */
static bool is_good_option(const pr_record_option_t *option)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (strcmp(option->name, numbers[i].name) == 0) {
            char *end = NULL;
            double x = strtod(option->value, &end);
            return option->value[0] >= '0' && option->value[0] <= '9' && !*end && x >= numbers[i].least &&
                   x <= numbers[i].most &&
                   (!numbers[i].whole || strspn(option->value, "0123456789") == strlen(option->value));
        }
    }
    return true;
}

int pr_store_check_bytes(const char *bytes, size_t length, const char *sha256)
{
    char now[65];
    pr_bytes_sha256(bytes, length, now);
    return strcmp(now, sha256) == 0 ? SQLITE_OK : PR_STORE_ALTERED;
}

int pr_store_check(const pr_record_t *record)
{
    for (size_t i = 0; i < record->option_count; i++) {
        if (record->kind == PR_RECORD_DECIDE && !is_good_option(&record->option[i])) {
            return PR_STORE_NO_VALUE;
        }
    }
    return is_whole_record(record) ? SQLITE_OK : PR_STORE_INCOMPLETE;
}
