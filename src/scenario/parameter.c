/* Numbers that may be uncertain: { dist = "beta"; mean = 0.15; sd = 0.04; source = "…"; note = "…"; }. */
#include "core/catalogue.h"
#include "core/memory.h"
#include "scenario/resolve.h"
#include <math.h>
#include <poolraming/random.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static int append_setting(pr_loader_t *self, const pr_setting_t *setting)
{
    pr_scenario_t *scenario = self->scenario;
    if (scenario->setting_count == self->setting_capacity) {
        size_t capacity = self->setting_capacity ? 2 * self->setting_capacity : 256;
        pr_setting_t *settings = pr_resize(scenario->setting, capacity, sizeof *settings);
        if (!settings) {
            self->status = PR_ERR_MEMORY;
            return PR_ERR_MEMORY;
        }
        scenario->setting = settings;
        self->setting_capacity = capacity;
    }
    scenario->setting[scenario->setting_count++] = *setting;
    return 0;
}

static const double *numbers_of(pr_loader_t *self, const pr_node_t *list, const char *path, const char *name,
                                size_t *count)
{
    double *numbers =
        list->kind == PR_NODE_LIST ? pr_arena_alloc(self->arena, list->count, sizeof(double)) : NULL;
    bool good = numbers != NULL && list->count > 0;
    for (size_t i = 0; good && i < list->count; i++) {
        good = pr_node_number(list->child[i], &numbers[i]);
    }
    if (!good) {
        pr_loader_refuse(self, list, "%s.%s is not a list of numbers: expected [ 1.0, 2.0, … ]", path, name);
        return NULL;
    }
    *count = list->count;
    return numbers;
}

static void name_unknown(pr_loader_t *self, const pr_node_t *child, const char *path)
{
    const char *names[64] = {"dist", "source", "note", "values", "weights"};
    size_t count = 5;
    for (size_t i = 0; pr_dist_spec_name(i) && count < 64; i++) {
        names[count++] = pr_dist_spec_name(i);
    }
    const char *near = pr_text_nearest(child->name, names, count);
    pr_loader_refuse(self, child, "%s.%s is not part of a distribution: %s%s%s", path, child->name,
                     near ? pr_errors_words(self->errors, "did you mean ")
                          : pr_errors_words(self->errors, "expected one of those in docs/scenario.md"),
                     near ? near : "", near ? "?" : "");
}

static bool read_family(pr_loader_t *self, const pr_node_t *group, const char *path, pr_dist_spec_t *spec)
{
    const pr_node_t *dist = pr_node_child(group, "dist");
    pr_family_t family = PR_DIST_FIXED;
    if (dist) {
        if (dist->kind == PR_NODE_TEXT && pr_family_find(dist->value.text, &family) == 0) {
            pr_dist_spec_init(spec, family);
            return true;
        }
        const char *names[PR_DIST_FAMILIES];
        for (int i = 0; i < PR_DIST_FAMILIES; i++) {
            names[i] = pr_family_name((pr_family_t)i);
        }
        const char *near =
            dist->kind == PR_NODE_TEXT ? pr_text_nearest(dist->value.text, names, PR_DIST_FAMILIES) : NULL;
        pr_loader_refuse(
            self, dist, "%s.dist is not a known distribution: %s%s%s", path,
            near ? pr_errors_words(self->errors, "did you mean \"")
                 : pr_errors_words(self->errors, "expected normal, lognormal, beta, gamma, uniform, pert, …"),
            near ? near : "", near ? "\"?" : "");
        return false;
    }
    if (pr_node_child(group, "q50")) {
        family = PR_DIST_QUANTILES;
    } else if (!pr_node_child(group, "value")) {
        pr_loader_refuse(self, group,
                         "%s has no dist: expected dist = \"normal\" or another family, or a value", path);
        return false;
    }
    pr_dist_spec_init(spec, family);
    return true;
}

/* Fills spec and the setting's source and note; false after an error. */
static bool read_group(pr_loader_t *self, pr_node_t *group, const char *path, pr_dist_spec_t *spec,
                       pr_setting_t *setting)
{
    bool good = read_family(self, group, path, spec);
    for (size_t i = 0; i < group->count; i++) {
        pr_node_t *child = group->child[i];
        child->known = true;
        bool is_source = strcmp(child->name, "source") == 0;
        if (strcmp(child->name, "dist") == 0) {
            continue;
        }
        if (is_source || strcmp(child->name, "note") == 0) {
            if (child->kind != PR_NODE_TEXT) {
                pr_loader_refuse(self, child, "%s.%s is %s: expected a text in double quotes", path,
                                 child->name, pr_errors_words(self->errors, pr_node_kind_name(child->kind)));
                good = false;
            } else {
                char **text = is_source ? &setting->source : &setting->note;
                *text = pr_arena_copy(self->arena, child->value.text);
            }
            continue;
        }
        if (!good && !pr_node_child(group, "dist")) {
            continue;
        }
        if (strcmp(child->name, "values") == 0 || strcmp(child->name, "weights") == 0) {
            size_t count = 0;
            const double *numbers = numbers_of(self, child, path, child->name, &count);
            *(child->name[0] == 'v' ? &spec->values : &spec->weights) = numbers;
            if (numbers && spec->count && spec->count != count) {
                pr_loader_refuse(self, child,
                                 "%s.%s has %zu numbers: expected %zu, as many weights as values", path,
                                 child->name, count, spec->count);
                numbers = NULL;
            }
            spec->count = count;
            good = good && numbers;
            continue;
        }
        double *number = good ? pr_dist_spec_number(spec, child->name) : NULL;
        if (good && !number) {
            name_unknown(self, child, path);
            good = false;
        } else if (good && !pr_node_number(child, number)) {
            pr_loader_refuse(self, child, "%s.%s is %s: expected a number", path, child->name,
                             pr_errors_words(self->errors, pr_node_kind_name(child->kind)));
            good = false;
        }
    }
    return good;
}

/* An uncertain parameter must stay in its allowed range, up to scores of ±8. */
static void check_range(pr_loader_t *self, const pr_descriptor_t *row, const pr_node_t *node,
                        const char *path, const pr_setting_t *setting)
{
    const pr_dist_t *dist = &setting->dist;
    double low = setting->uncertain ? pr_dist_from_normal(dist, -8) : pr_dist_mean(dist);
    double high = setting->uncertain ? pr_dist_from_normal(dist, 8) : low;
    double slack = setting->uncertain ? 1e-9 * (row->highest - row->lowest) : 0; /* of a quantile */
    if (low >= row->lowest - slack && high <= row->highest + slack) {
        return;
    }
    if (!setting->uncertain) {
        pr_loader_refuse(self, node, "%s is %.12g: expected a number from %.12g to %.12g", path, low,
                         row->lowest, row->highest);
    } else {
        pr_loader_refuse(
            self, node,
            "%s can take values from %.6g to %.6g: expected a distribution within %.12g to %.12g "
            "(a beta, pert, uniform or truncated_normal stays within bounds, a lognormal or gamma above 0)",
            path, low, high, row->lowest, row->highest);
    }
}

static pr_lang_t language_of(const pr_loader_t *self)
{
    return self->errors ? self->errors->lang : PR_LANG_EN;
}

/* What the room of distributions says of it. */
static void refuse_why(pr_loader_t *self, const pr_node_t *node, int status, const char *path,
                       const char *why)
{
    if (status == PR_ERR_MEMORY) {
        self->status = status;
    } else {
        pr_loader_refuse(self, node, "%s%s%s", path, *path ? ": " : "", why);
    }
}

bool pr_says_assumption(const char *source)
{
    return !source || !*source || strncasecmp(source, "aanname", 7) == 0 ||
           strncasecmp(source, "assumption", 10) == 0;
}

/* Does `path` go through the element `id` of a list ("budget.lines.")? */
static bool is_below(const char *path, const char *list, const char *id)
{
    size_t before = strlen(list), length = strlen(id);
    return strncmp(path, list, before) == 0 && strncmp(path + before, id, length) == 0 &&
           path[before + length] == '.';
}

/* An amount without a source of its own has that of its budget line or path. */
static char *amount_source(const pr_scenario_t *scenario, const char *path)
{
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (is_below(path, "budget.lines.", scenario->line[i].id)) {
            return scenario->line[i].source;
        }
    }
    for (size_t i = 0; i < scenario->path_count; i++) {
        if (is_below(path, "policy.paths.", scenario->budget_path[i].id)) {
            return scenario->budget_path[i].source;
        }
    }
    return NULL;
}

void pr_parameter_resolve(pr_loader_t *self, const pr_descriptor_t *row, pr_node_t *node, const char *path,
                          size_t offset)
{
    pr_setting_t setting = {.unit = row->unit,
                            .label = row->label,
                            .line = node->line,
                            .offset = offset,
                            .scale = row->scale,
                            .hash = pr_hash_path(path),
                            .lowest = row->lowest,
                            .highest = row->highest};
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, PR_DIST_FIXED);
    if (pr_node_is_parameter(node)) {
        if (!read_group(self, node, path, &spec, &setting)) {
            return;
        }
    } else if (!pr_node_number(node, &spec.value)) {
        pr_loader_expect(self, node, path, N_("a number or a distribution { dist = \"…\"; … }"));
        return;
    }
    char why[400];
    int status = pr_dist_init_in(&setting.dist, &spec, language_of(self), why, sizeof why);
    if (status != 0) {
        refuse_why(self, node, status, path, why);
        return;
    }
    setting.path = pr_arena_copy(self->arena, path);
    setting.file = pr_arena_copy(self->arena, node->file);
    setting.uncertain = setting.dist.family != PR_DIST_FIXED;
    if (!setting.source && !node->file) {
        setting.source = pr_arena_copy(self->arena, row->source);
        setting.default_source = true;
    }
    if (!setting.source) {
        setting.source = amount_source(self->scenario, path);
    }
    setting.assumption = pr_says_assumption(setting.source);
    check_range(self, row, node, path, &setting);
    double *out = (double *)(void *)((char *)&self->scenario->central + offset);
    *out = row->scale * pr_dist_mean(&setting.dist);
    if (!setting.path) {
        self->status = PR_ERR_MEMORY;
    }
    if (!setting.path || append_setting(self, &setting) != 0) {
        pr_dist_free(&setting.dist);
    }
}

/* ---- correlated parameters ---- */

static ptrdiff_t find_setting(const pr_scenario_t *scenario, const char *path)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->setting[i].path, path) == 0) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

static bool read_correlated(pr_loader_t *self, const pr_node_t *list)
{
    pr_correlated_t *out = &self->scenario->correlation;
    out->setting = pr_arena_alloc(self->arena, list->count, sizeof *out->setting);
    bool good = out->setting != NULL;
    for (size_t i = 0; good && i < list->count; i++) {
        const pr_node_t *child = list->child[i];
        ptrdiff_t found = child->kind == PR_NODE_TEXT ? find_setting(self->scenario, child->value.text) : -1;
        if (found < 0 || !self->scenario->setting[found].uncertain) {
            pr_loader_refuse(self, child,
                             "correlation.parameters names \"%.80s\": expected the path of a setting that "
                             "has a distribution",
                             child->kind == PR_NODE_TEXT ? child->value.text : "?");
            good = false;
            break;
        }
        for (size_t j = 0; j < i; j++) {
            if (out->setting[j] == (size_t)found) {
                pr_loader_refuse(self, child, "correlation.parameters names %s twice: expected once",
                                 child->value.text);
                good = false;
            }
        }
        out->setting[i] = (size_t)found;
    }
    out->count = good ? list->count : 0;
    for (size_t i = 0; i < out->count; i++) {
        self->scenario->setting[out->setting[i]].correlated = true;
    }
    return good;
}

static bool read_matrix(pr_loader_t *self, const pr_node_t *matrix, size_t d, double *out)
{
    bool good = matrix && matrix->kind == PR_NODE_LIST && matrix->count == d;
    for (size_t i = 0; good && i < d; i++) {
        const pr_node_t *row = matrix->child[i];
        good = row->kind == PR_NODE_LIST && row->count == d;
        for (size_t j = 0; good && j < d; j++) {
            good = pr_node_number(row->child[j], &out[i * d + j]);
        }
    }
    if (!good) {
        pr_loader_refuse(self, matrix ? matrix : pr_node_child(self->tree, "correlation"),
                         "correlation.matrix does not fit: expected %zu rows of %zu numbers, one for each "
                         "of correlation.parameters",
                         d, d);
    }
    return good;
}

void pr_correlation_resolve(pr_loader_t *self)
{
    static const char *const names[] = {"parameters", "matrix", "of"};
    pr_node_t *group = pr_node_child(self->tree, "correlation");
    if (!group) {
        return;
    }
    group->known = true;
    for (size_t i = 0; i < 3 && group->kind == PR_NODE_GROUP; i++) {
        pr_node_t *child = pr_node_child(group, names[i]);
        if (child) {
            child->known = true;
        }
    }
    const pr_node_t *parameters = pr_node_child(group, "parameters"), *of = pr_node_child(group, "of");
    if (!parameters || parameters->kind != PR_NODE_LIST || parameters->count == 0 || parameters->count > 64) {
        pr_loader_refuse(self, group,
                         "correlation has no parameters: expected parameters = [ \"path\", … ], at most 64");
        return;
    }
    bool ranks = of && of->kind == PR_NODE_TEXT && strcmp(of->value.text, "ranks") == 0;
    if (of && !ranks && !(of->kind == PR_NODE_TEXT && strcmp(of->value.text, "normal_scores") == 0)) {
        pr_loader_refuse(self, of, "correlation.of is unknown: expected \"normal_scores\" or \"ranks\"");
        return;
    }
    size_t d = parameters->count;
    double *matrix = pr_arena_alloc(self->arena, d * d, sizeof *matrix);
    if (!matrix || !read_correlated(self, parameters) ||
        !read_matrix(self, pr_node_child(group, "matrix"), d, matrix)) {
        return;
    }
    char why[400];
    int status = pr_copula_init_in(&self->scenario->correlation.copula, d, matrix,
                                   ranks ? PR_CORRELATION_RANK : PR_CORRELATION_NORMAL, language_of(self),
                                   why, sizeof why);
    if (status != 0) {
        refuse_why(self, pr_node_child(group, "matrix"), status, "", why); /* it says "correlation" itself */
        self->scenario->correlation.count = 0;
    }
}

const char *pr_setting_label(const pr_setting_t *self, pr_lang_t lang)
{
    return pr_translate(lang, self->label);
}

const char *pr_setting_unit(const pr_setting_t *self, pr_lang_t lang)
{
    return pr_unit_in(lang, self->unit);
}

const char *pr_setting_source(const pr_setting_t *self, pr_lang_t lang)
{
    return self->default_source && self->source ? pr_translate(lang, self->source) : self->source;
}
