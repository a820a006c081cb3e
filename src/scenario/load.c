/* Loading a scenario: files → tree → table rows → what must hold between settings. */
#include "core/bytes.h"
#include "core/memory.h"
#include "scenario/read.h"
#include "scenario/resolve.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pr_node_t *at(const pr_loader_t *self, const char *path)
{
    return pr_node_find(self->tree, path);
}

/* ---- time ---- */

/* False where the years are not known, on which all else hangs. A year that was refused before is 0. */
static bool check_time(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    s->years = s->last_year - s->first_year + 1;
    if (s->first_year == 0 || s->last_year == 0) {
        return false;
    }
    if (s->years < 1 || s->years > PR_MAX_YEARS) {
        pr_loader_refuse(self, pr_loader_place(self, at(self, "time.last_year"), at(self, "time")),
                         "time.last_year is %d: expected %d to %d, at most %d years", s->last_year,
                         s->first_year, s->first_year + PR_MAX_YEARS - 1, PR_MAX_YEARS);
        return false;
    }
    /* A later price level would book amounts of that year as nominal ones of an earlier year; with an earlier
       one, wages and index of years that are not in the budget would be missing. */
    if (s->price_level_year > 0 && s->price_level_year != s->first_year &&
        s->price_level_year != s->first_year - 1) {
        pr_loader_refuse(
            self, pr_loader_place(self, at(self, "time.price_level_year"), at(self, "time")),
            "time.price_level_year is %d: expected the first budget year %d or the year before it",
            s->price_level_year, s->first_year);
    }
    if (s->first_indexed_year != 0 && s->first_indexed_year <= s->price_level_year) {
        pr_loader_refuse(self, pr_loader_place(self, at(self, "time.first_indexed_year"), at(self, "time")),
                         "time.first_indexed_year is %d: expected a year after the price level year %d",
                         s->first_indexed_year, s->price_level_year);
    }
    return true;
}

/* The month axis starts in January of the first year with a budget for people. */
static void set_month_axis(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    s->month_year = s->last_year + 1;
    for (int y = s->years - 1; y >= 0; y--) {
        for (size_t i = 0; i < s->line_count; i++) {
            if (s->line[i].pays_people && s->central.line_real_eur[i][y] > 0) {
                s->month_year = s->first_year + y;
            }
        }
    }
    if (s->month_year > s->last_year) {
        pr_loader_refuse(
            self, pr_loader_place(self, at(self, "budget.lines"), NULL),
            "no line pays people in any year: expected a line with purpose = \"people\" and an amount");
        return;
    }
    s->months = 12 * (s->last_year - s->month_year + 1);
    s->start_month = 0;
    if (self->raw->start != 0) {
        s->start_month = self->raw->start - 12 * s->month_year;
        if (s->start_month < 0 || s->start_month >= s->months) {
            pr_loader_refuse(
                self, at(self, "time.start"),
                "time.start is outside the years with a budget for people: expected %d-01 to %d-12",
                s->month_year, s->last_year);
        }
    }
}

/* ---- lines, keys, shares ---- */

static void check_lines(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    for (size_t i = 0; i < s->line_count; i++) {
        pr_line_t *line = &s->line[i];
        line->pays_people = line->purpose == PR_PURPOSE_PEOPLE;
        if (line->pays_people && !line->in_lump_sum) {
            const pr_node_t *node = pr_node_child(at(self, "budget.lines"), line->id);
            pr_loader_refuse(self, pr_loader_place(self, pr_node_child(node, "lump_sum"), node),
                             "budget.lines.%s pays people outside the lump sum: expected lump_sum = true",
                             line->id);
        }
    }
}

static bool has_line_for(const pr_scenario_t *s, pr_purpose_t purpose)
{
    for (size_t i = 0; i < s->line_count; i++) {
        if (s->line[i].purpose == purpose) {
            return true;
        }
    }
    return false;
}

/* The most volunteers wanted in a year, on average. */
static double most_volunteers(const pr_scenario_t *s)
{
    const pr_volunteer_inputs_t *in = &s->central.volunteers;
    double most = s->volunteers_by_year ? 0 : in->target;
    for (int y = 0; s->volunteers_by_year && y < s->years; y++) {
        most = fmax(most, in->target_of[y]);
    }
    return most;
}

/* Nobody is guided or paid without a budget line that says so: their cost must be seen. */
static void check_volunteers(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    const char *name = s->volunteers_by_year ? "volunteers.targets" : "volunteers.target";
    const pr_node_t *target = pr_loader_place(self, at(self, name), NULL);
    double most = most_volunteers(s);
    if (s->volunteers_by_year && s->central.volunteers.target > 0) {
        pr_loader_refuse(self, target,
                         "volunteers.targets is set and volunteers.target is %.6g: expected one of the two "
                         "(volunteers.target = 0)",
                         s->central.volunteers.target);
    }
    if (!s->has_volunteers) {
        return;
    }
    if (!has_line_for(s, PR_PURPOSE_GUIDANCE)) {
        pr_loader_refuse(self, target,
                         "%s is %.6g and no budget line guides them: expected a line with "
                         "purpose = \"guidance\"",
                         name, most);
    }
    if (s->central.volunteers.allowance_eur > 0 && !has_line_for(s, PR_PURPOSE_ALLOWANCE)) {
        pr_loader_refuse(self, target,
                         "%s is %.6g and no budget line pays their allowance: expected a line "
                         "with purpose = \"allowance\", or volunteers.allowance = 0",
                         name, most);
    }
}

/* A circle that needs more residents than it has places would never start. */
static void check_circles(pr_loader_t *self)
{
    const pr_circle_inputs_t *in = &self->scenario->central.circles;
    if (self->scenario->has_circles && in->minimum > in->size) {
        pr_loader_refuse(self,
                         pr_loader_place(self, at(self, "budgetkring.minimum"), at(self, "budgetkring")),
                         "budgetkring.minimum is %.6g and a circle has %.6g places: expected at most "
                         "budgetkring.size",
                         in->minimum, in->size);
    }
}

/* A community that stands on its own carries no smaller share, and has no fewer members, than before. */
static void check_communities(pr_loader_t *self)
{
    const pr_community_inputs_t *in = &self->scenario->central.communities;
    const struct {
        const char *early_name, *late_name;
        double early, late;
    } pair[] = {{"build5.carried_phase4", "build5.carried_phase5", in->carried_stable, in->carried_secured},
                {"build5.members_phase2", "build5.members_phase5", in->members_first, in->members_last}};
    for (size_t i = 0; self->scenario->has_communities && i < sizeof pair / sizeof *pair; i++) {
        if (pair[i].early > pair[i].late) {
            const pr_node_t *place = at(self, pair[i].late_name);
            pr_loader_refuse(
                self, pr_loader_place(self, place ? place : at(self, pair[i].early_name), at(self, "build5")),
                "%s is %.6g and %s is %.6g: expected at least as much in the later phase", pair[i].early_name,
                pair[i].early, pair[i].late_name, pair[i].late);
        }
    }
}

static void check_keys(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    for (size_t k = 0; k < s->key_count; k++) {
        int64_t sum = 0;
        for (size_t m = 0; m < s->municipality_count; m++) {
            sum += s->key[k].share[m].hundredths;
        }
        if (sum != 10000) {
            const pr_node_t *key = pr_node_child(at(self, "keys"), s->key[k].id);
            const pr_node_t *shares = pr_node_child(key, "shares");
            pr_loader_refuse(self, pr_loader_place(self, shares, key),
                             "keys.%s.shares add up to %lld.%02lld: expected 100.00 exactly", s->key[k].id,
                             (long long)(sum / 100), (long long)(sum % 100));
        }
    }
}

static void check_sum_of_one(pr_loader_t *self, const char *path, const double *share, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += share[i];
    }
    bool fixed = true; /* means of distributions need not add up exactly: they are renormalised when drawn */
    for (size_t i = 0; i < self->scenario->setting_count; i++) {
        const pr_setting_t *setting = &self->scenario->setting[i];
        fixed = fixed && !(setting->uncertain && strncmp(setting->path, path, strlen(path)) == 0);
    }
    double slack = fixed ? 1e-9 : 0.1;
    if (count > 0 && !(fabs(sum - 1) <= slack)) {
        pr_loader_refuse(self, pr_loader_place(self, at(self, path), NULL),
                         "the shares of %s add up to %.6g: expected 1", path, sum);
    }
}

static void check_season(pr_loader_t *self)
{
    double sum = 0;
    for (int i = 0; i < 12; i++) {
        sum += self->scenario->central.demand.season[i];
    }
    if (!(fabs(sum - 12) <= 1e-6)) {
        pr_loader_refuse(self, pr_loader_place(self, at(self, "demand.season"), NULL),
                         "the factors of demand.season have mean %.6g: expected 1", sum / 12);
    }
}

static void check_municipalities(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    for (size_t i = 0; i < s->municipality_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const pr_node_t *node = pr_node_child(at(self, "municipalities"), s->municipality[i].id);
            const pr_node_t *other = pr_node_child(at(self, "municipalities"), s->municipality[j].id);
            if (s->municipality[i].cbs == s->municipality[j].cbs && s->municipality[i].cbs) {
                pr_loader_refuse(
                    self, pr_loader_place(self, pr_node_child(node, "cbs"), pr_node_child(other, "cbs")),
                    "municipalities.%s has the CBS code of %s, %u: expected a code of its own",
                    s->municipality[i].id, s->municipality[j].id, (unsigned)s->municipality[i].cbs);
            }
            if (s->municipality[i].name && s->municipality[j].name &&
                strcmp(s->municipality[i].name, s->municipality[j].name) == 0) {
                pr_loader_refuse(
                    self, pr_loader_place(self, pr_node_child(node, "name"), pr_node_child(other, "name")),
                    "municipalities.%s is named \"%s\", as %s is: expected a name of its own",
                    s->municipality[i].id, s->municipality[i].name, s->municipality[j].id);
            }
        }
    }
}

/* Planned launch months follow from the order unless given: the start meetings are spread over the first
 * year. */
static void plan_launches(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    for (size_t i = 0; i < s->municipality_count; i++) {
        const pr_node_t *node = pr_node_child(at(self, "municipalities"), s->municipality[i].id);
        s->municipality[i].launch_given = node && pr_node_child(node, "launch_month");
        if (!s->municipality[i].launch_given) {
            s->central.launch_month[i] = floor(self->raw->launch_first + self->raw->launch_span * (double)i /
                                                                             (double)s->municipality_count);
        }
    }
}

/* ---- figures ---- */

static void place_figures(pr_loader_t *self)
{
    for (size_t i = 0; i < self->raw->figure_count; i++) {
        const pr_raw_figure_t *raw = &self->raw->figure[i];
        const pr_node_t *node = pr_node_child(at(self, "figures"), raw->id);
        int year = raw->year - PR_FIGURES_FROM;
        if (year < 0 || year >= PR_FIGURES_YEARS) {
            continue; /* already refused */
        }
        pr_figure_t *figure = &self->scenario->figure[raw->series][raw->vintage][year];
        if (figure->known) {
            pr_loader_refuse(self, node,
                             "figures.%s gives the figure of a series, year and vintage that another one "
                             "gives too: expected one of each",
                             raw->id);
        }
        figure->known = true;
        figure->growth = raw->value;
        figure->id = raw->id;
        figure->source = raw->source;
    }
}

/* ---- what the whole is called ---- */

static void check_names(pr_loader_t *self)
{
    const char *id = self->scenario->id;
    size_t length = id ? strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") : 0;
    if (id && (length == 0 || id[length] || length > PR_ID_MOST)) {
        pr_loader_refuse(self, at(self, "id"),
                         "id is \"%.60s\": expected 1 to 60 of a-z, 0-9, - and _, since files are "
                         "named by it",
                         id);
    }
}

static void check_hashes(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    for (size_t i = 0; i < s->setting_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (s->setting[i].uncertain && s->setting[j].uncertain &&
                s->setting[i].hash == s->setting[j].hash) {
                pr_loader_refuse(self, NULL,
                                 "%s and %s would share their random numbers: expected another id",
                                 s->setting[i].path, s->setting[j].path);
            }
        }
    }
}

static void set_resolved(pr_loader_t *self)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_node_write(self->tree, &text);
    self->scenario->resolved = text.failed || !text.data ? NULL : pr_arena_copy(self->arena, text.data);
    if (!self->scenario->resolved) {
        self->status = PR_ERR_MEMORY;
        pr_text_free(&text);
        return;
    }
    pr_bytes_sha256(text.data, text.length, self->scenario->sha256);
    pr_text_free(&text);
}

/* ---- loading ---- */

/* Which settings are drawn, in the order of settings; and where among them the correlated ones are. */
static void list_uncertain(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    pr_correlated_t *together = &s->correlation;
    s->uncertain = pr_arena_alloc(self->arena, PR_MAX_UNCERTAIN, sizeof *s->uncertain);
    together->score = pr_arena_alloc(self->arena, together->count + 1, sizeof *together->score);
    if (!s->uncertain || !together->score) {
        self->status = PR_ERR_MEMORY;
        return;
    }
    for (size_t i = 0; i < s->setting_count && !s->parameters_fixed; i++) {
        if (!s->setting[i].uncertain) {
            continue;
        }
        if (s->uncertain_count == PR_MAX_UNCERTAIN) {
            pr_loader_refuse(self, NULL, "%s is one distribution too many: expected at most %d",
                             s->setting[i].path, PR_MAX_UNCERTAIN);
            return;
        }
        for (size_t k = 0; k < together->count; k++) {
            if (together->setting[k] == i) {
                together->score[k] = s->uncertain_count;
            }
        }
        s->uncertain[s->uncertain_count++] = i;
    }
    together->count = s->parameters_fixed ? 0 : together->count;
}

static bool rests_on_assumption(const pr_scenario_t *s, const char *prefix)
{
    for (size_t i = 0; i < s->setting_count; i++) {
        if (s->setting[i].assumption && strncmp(s->setting[i].path, prefix, strlen(prefix)) == 0) {
            return true;
        }
    }
    return false;
}

static void resolve(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    pr_resolve_lists(self);
    pr_policy_prepare(self);
    pr_resolve_rows(self, "time.", false);
    if (!check_time(self)) {
        return;
    }
    s->has_surplus = at(self, "surplus.mean") != NULL;
    s->volunteers_by_year = at(self, "volunteers.targets") != NULL;
    pr_resolve_rows(self, "time.", true);
    pr_correlation_resolve(self);
    pr_resolve_unknown(self);
    if (self->status != 0) {
        return; /* what must hold between settings can't be judged on wrong ones */
    }
    s->parameters_fixed = self->raw->parameters == 1;
    s->surplus_is_assumption = rests_on_assumption(s, "surplus.mean.");
    s->has_volunteers = most_volunteers(s) > 0;
    s->has_circles = s->central.circles.circles > 0;
    s->has_communities = s->central.communities.communities > 0;
    check_names(self);
    check_lines(self);
    check_volunteers(self);
    check_circles(self);
    check_communities(self);
    check_keys(self);
    pr_allocation_check(self);
    check_municipalities(self);
    check_sum_of_one(self, "themes", s->central.demand.theme_share, s->theme_count);
    check_sum_of_one(self, "roles", s->central.role_share, s->role_count);
    check_sum_of_one(self, "demand.forms", s->central.demand.form_share, PR_FORMS);
    check_sum_of_one(self, "benefit.payers", s->central.benefit.payer_share, PR_PAYERS);
    check_season(self);
    check_hashes(self);
    list_uncertain(self);
    place_figures(self);
    plan_launches(self);
    set_month_axis(self);
    if (self->status == 0) {
        pr_policy_check(self);
    }
    if (self->status == 0) {
        pr_invented_mark(self);
        set_resolved(self);
    }
}

/* `text`: what to read in place of the file `path`; NULL: the file. */
static int load(pr_scenario_t *self, const char *path, const char *text, const char *const *changes,
                size_t change_count, pr_errors_t *errors)
{
    pr_arena_t *arena = pr_arena_new();
    pr_raw_t *raw = arena ? pr_arena_alloc(arena, 1, sizeof *raw) : NULL;
    self->texts = arena;
    pr_loader_t loader = {.scenario = self, .raw = raw, .arena = arena, .errors = errors};
    self->path = raw ? pr_arena_copy(arena, path) : NULL;
    if (!self->path) {
        return PR_ERR_MEMORY;
    }
    int status = text ? pr_read_text(arena, self->path, text, &loader.tree, errors)
                      : pr_read_scenario(arena, path, &loader.tree, errors);
    if (loader.tree) {
        int changed = pr_changes_apply(&loader, changes, change_count);
        status = status ? status : changed;
    }
    loader.status = status;
    if (loader.tree && status != PR_ERR_MEMORY) {
        resolve(&loader);
        status = loader.status;
    }
    return status;
}

static int load_plainly(pr_scenario_t *self, const char *path, const char *text, const char *const *changes,
                        size_t change_count, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    /* A Dutch locale reads 0.5 as 0 and writes it with a comma. */
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        return PR_ERR_MEMORY;
    }
    locale_t before = uselocale(plain);
    int status = load(self, path, text, changes, change_count, errors);
    if (self->texts && pr_arena_failed(self->texts)) {
        status = PR_ERR_MEMORY;
    }
    uselocale(before);
    freelocale(plain);
    return status;
}

int pr_scenario_load(pr_scenario_t *self, const char *path, const char *const *changes, size_t change_count,
                     pr_errors_t *errors)
{
    return load_plainly(self, path, NULL, changes, change_count, errors);
}

int pr_scenario_load_text(pr_scenario_t *self, const char *name, const char *text, pr_errors_t *errors)
{
    return load_plainly(self, name, text, NULL, 0, errors);
}

void pr_scenario_free(pr_scenario_t *self)
{
    for (size_t i = 0; i < self->setting_count; i++) {
        pr_dist_free(&self->setting[i].dist);
    }
    pr_free(self->setting);
    pr_free(self->origin);
    pr_copula_free(&self->correlation.copula);
    pr_arena_free(self->texts);
    memset(self, 0, sizeof *self);
}

const pr_origin_t *pr_scenario_origin(const pr_scenario_t *self, const char *path)
{
    for (size_t i = 0; i < self->origin_count; i++) {
        if (self->origin[i].path && strcmp(self->origin[i].path, path) == 0) {
            return &self->origin[i];
        }
    }
    return NULL;
}

int pr_scenario_find_municipality(const pr_scenario_t *self, const char *name)
{
    for (size_t i = 0; i < self->municipality_count; i++) {
        if (strcmp(self->municipality[i].id, name) == 0 || strcmp(self->municipality[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

pr_year_status_t pr_scenario_status(const pr_scenario_t *self, int year)
{
    return year <= self->decided_until ? PR_STATUS_DECIDED : PR_STATUS_INDICATIVE;
}
