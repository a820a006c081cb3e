/* From words to a figure of a scenario's plan, or one sentence that says what was meant. */
#include "core/memory.h"
#include "core/text.h"
#include "engine/metrics.h"
#include <poolraming/explain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WORDS_MOST = 2000 };

/* ---- periods ---- */

static bool digits(const char *text, size_t count)
{
    return strspn(text, "0123456789") >= count;
}

static bool read_period(const char *text, pr_period_t *out)
{
    size_t length = strlen(text);
    if (strcmp(text, "all") == 0 || strcmp(text, "alles") == 0) {
        *out = (pr_period_t){PR_PERIOD_ALL, 0, 0};
        return true;
    }
    if (length < 4 || !digits(text, 4)) {
        return false;
    }
    int year = atoi(text), part = length > 5 ? atoi(text + 5 + (text[5] == 'H' || text[5] == 'h')) : 0;
    if (length == 4) {
        *out = (pr_period_t){PR_PERIOD_YEAR, year, 0};
        return true;
    }
    bool half = length == 7 && text[4] == '-' && (text[5] == 'H' || text[5] == 'h') && digits(text + 6, 1);
    bool month = length == 7 && text[4] == '-' && digits(text + 5, 2);
    *out = (pr_period_t){half ? PR_PERIOD_HALF : PR_PERIOD_MONTH, year, part};
    return (half && part >= 1 && part <= 2) || (month && part >= 1 && part <= 12);
}

/* ---- names ---- */

/* Ids of all metrics that the plan has for the region; `name` has room for `most`. Returns how many. */
static size_t metric_names(const pr_plan_t *plan, char (*name)[256], size_t most)
{
    size_t count = 0;
    for (size_t g = 0; g < plan->group_count && count < most; g++) {
        if (plan->group[g].scope == 0) {
            pr_plan_metric_name(plan, plan->group[g].first, name[count++], sizeof *name);
        }
    }
    return count;
}

/* Why a metric of the table is not one of this scenario's, where more can be said than that: 0 or an error.
 */
static int refuse_on_balance(const pr_scenario_t *scenario, const char *metric, pr_errors_t *errors)
{
    size_t metrics = 0;
    const pr_metric_t *table = pr_metric_table(&metrics);
    for (size_t i = 0; i < metrics; i++) {
        if (strcmp(table[i].id, metric) != 0 || pr_metric_sources[i].needs != PR_NEEDS_SURPLUS) {
            continue;
        }
        return scenario->has_surplus
                   ? pr_errors_add(errors, PR_ERR_INPUT, scenario->path, 0,
                                   "%s is not given: surplus.mean, the balance before the pool, is an "
                                   "assumption (expected a source other than \"aanname\")",
                                   metric)
                   : pr_errors_add(errors, PR_ERR_INPUT, scenario->path, 0,
                                   "%s is not known: expected surplus.mean, the balance before the pool",
                                   metric);
    }
    return 0;
}

static int refuse_metric(const pr_plan_t *plan, const char *metric, pr_errors_t *errors)
{
    int refused = refuse_on_balance(plan->scenario, metric, errors);
    if (refused) {
        return refused;
    }
    char(*name)[256] = pr_new(plan->group_count, sizeof *name);
    const char **names = pr_new(plan->group_count, sizeof *names);
    const char *near = NULL;
    if (name && names) {
        size_t count = metric_names(plan, name, plan->group_count);
        for (size_t i = 0; i < count; i++) {
            names[i] = name[i];
        }
        near = pr_text_nearest(metric, names, count);
    }
    int status =
        near ? pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "\"%.80s\" is no metric of this scenario: did you mean %s?", metric, near)
             : pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "\"%.80s\" is no metric of this scenario: expected one of results.csv, such as "
                             "surplus.reduction or cost.total",
                             metric);
    pr_free(name);
    pr_free(names);
    return status;
}

/* 0 the region, 1 + m; −1 where nothing is called that. */
static int find_scope(const pr_scenario_t *scenario, const char *name)
{
    static const char *const region[] = {"", "region", "regio"};
    for (size_t i = 0; i < sizeof region / sizeof *region; i++) {
        if (strcasecmp(name, region[i]) == 0) {
            return 0;
        }
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        if (strcasecmp(scenario->municipality[m].name, name) == 0 ||
            strcasecmp(scenario->municipality[m].id, name) == 0) {
            return 1 + (int)m;
        }
    }
    return -1;
}

static int refuse_municipality(const pr_scenario_t *scenario, const char *name, pr_errors_t *errors)
{
    const char *names[2 * PR_MAX_MUNICIPALITIES];
    size_t count = 0;
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        names[count++] = scenario->municipality[m].name;
        names[count++] = scenario->municipality[m].id;
    }
    const char *near = pr_text_nearest(name, names, count);
    if (near) {
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "\"%.80s\" is no municipality of this scenario: did you mean %s?", name, near);
    }
    return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                         "\"%.80s\" is no municipality of this scenario: expected one of its %zu, such as %s",
                         name, scenario->municipality_count, scenario->municipality[0].name);
}

int pr_explain_scope(const pr_scenario_t *scenario, const char *name, pr_errors_t *errors)
{
    int scope = find_scope(scenario, name);
    return scope < 0 ? refuse_municipality(scenario, name, errors) : scope;
}

/* ---- the figure in the plan ---- */

static const pr_plan_group_t *find_group(const pr_plan_t *plan, const char *metric, int scope)
{
    for (size_t g = 0; g < plan->group_count; g++) {
        char name[256];
        pr_plan_metric_name(plan, plan->group[g].first, name, sizeof name);
        if (plan->group[g].scope == scope && strcmp(name, metric) == 0) {
            return &plan->group[g];
        }
    }
    return NULL;
}

static int refuse_period(const pr_plan_t *plan, const pr_plan_group_t *group, const pr_explain_item_t *item,
                         pr_errors_t *errors)
{
    pr_metric_periods_t periods = group->periods;
    char asked[16];
    pr_period_format(item->period, asked);
    if (periods.years == 0) { /* known for one period only */
        char only[16];
        pr_period_format(plan->series[group->first].period, only);
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0, "%s is not known for %s: expected %s",
                             item->metric, asked, only);
    }
    return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                         "%s is not known for %s: expected a year from %d to %d%s%s, or all", item->metric,
                         asked, periods.first_year, periods.first_year + periods.years - 1,
                         periods.halves ? pr_errors_words(errors, ", a half-year such as 2025-H1") : "",
                         periods.months ? pr_errors_words(errors, ", a month such as 2025-03") : "");
}

static int find_in_plan(const pr_plan_t *plan, pr_explain_item_t *self, const char *municipality,
                        pr_errors_t *errors)
{
    if (!find_group(plan, self->metric, 0)) {
        return refuse_metric(plan, self->metric, errors);
    }
    self->scope = pr_explain_scope(plan->scenario, municipality, errors);
    if (self->scope < 0) {
        return self->scope;
    }
    const pr_plan_group_t *group = find_group(plan, self->metric, self->scope);
    if (!group) {
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "%s is known for the region only: expected no municipality", self->metric);
    }
    if (pr_plan_find(plan, self->metric, self->scope, self->period) < 0) {
        return refuse_period(plan, group, self, errors);
    }
    self->detail =
        self->scope > 0 && self->period.kind == PR_PERIOD_MONTH ? PR_DETAIL_FULL : PR_DETAIL_STANDARD;
    return 0;
}

/* ---- words ---- */

/* Metric, municipality and period point into `text`. */
typedef struct {
    char text[WORDS_MOST + 1];
    char *metric, *municipality, *period;
} words_t;

/* All words with one space between them, cut into their three parts; false where they are too long. */
static bool split_words(words_t *self, const char *const *word, size_t words)
{
    size_t length = 0;
    for (size_t i = 0; i < words; i++) {
        bool gap = length > 0;
        for (const char *s = word[i]; *s; s++) {
            if (*s == ' ' || *s == '\t') {
                gap = length > 0;
                continue;
            }
            if (length + 2 > WORDS_MOST) {
                return false;
            }
            if (gap) {
                self->text[length++] = ' ';
            }
            self->text[length++] = *s;
            gap = false;
        }
    }
    self->text[length] = '\0';
    char *first = strchr(self->text, ' '), *last = strrchr(self->text, ' ');
    self->metric = self->text;
    self->municipality = self->period = self->text + length;
    if (first) {
        *first = *last = '\0';
        self->period = last + 1;
        self->municipality = last > first ? first + 1 : self->municipality;
    }
    return true;
}

/* The last word is no period. It may have been meant as one, unless it is the metric or ends the name of a
   municipality; what is wrong with the metric goes first. */
static int refuse_words(const pr_plan_t *plan, const words_t *parts, pr_errors_t *errors)
{
    char name[WORDS_MOST + 2];
    snprintf(name, sizeof name, "%s%s%s", parts->municipality, *parts->municipality ? " " : "",
             parts->period);
    bool absent = find_scope(plan->scenario, name) >= 0;
    if (*parts->metric && !find_group(plan, parts->metric, 0)) {
        return refuse_metric(plan, parts->metric, errors);
    }
    return absent
               ? pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                               "there is no period: expected one at the end, such as 2025, 2025-H2, 2025-03 "
                               "or all")
               : pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                               "\"%.80s\" is no period: expected one such as 2025, 2025-H2, 2025-03 or all",
                               parts->period);
}

int pr_explain_find(pr_explain_item_t *self, const pr_scenario_t *scenario, const char *const *word,
                    size_t words, pr_errors_t *errors)
{
    words_t parts;
    memset(self, 0, sizeof *self);
    if (!split_words(&parts, word, words)) {
        return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                             "the figure is too long: expected a metric, a municipality and a period");
    }
    bool dated = read_period(parts.period, &self->period);
    snprintf(self->metric, sizeof self->metric, "%.255s", parts.metric);
    pr_plan_t plan;
    int status = pr_plan_init(&plan, scenario, PR_DETAIL_FULL);
    status = status  ? pr_errors_add_status(errors, status, NULL)
             : dated ? find_in_plan(&plan, self, parts.municipality, errors)
                     : refuse_words(&plan, &parts, errors);
    pr_plan_free(&plan);
    return status;
}
