/* Allocation policies: the mixed key is a rule that must hold in every year, whatever the residents. */
#include "scenario/resolve.h"
#include <math.h>
#include <poolraming/allocation.h>
#include <stdio.h>
#include <string.h>

static const pr_node_t *mixed_part(const pr_loader_t *self, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "allocation.mixed.%s", name);
    return pr_loader_place(self, pr_node_find(self->tree, path), NULL);
}

static const pr_node_t *municipal_part(const pr_loader_t *self, size_t m, const char *name)
{
    const pr_node_t *list = pr_node_find(self->tree, "municipalities");
    return pr_node_child(pr_node_child(list, self->scenario->municipality[m].id), name);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* A rule is agreed on, not drawn; its numbers are exact to the sixth decimal, so that shares are. */
static void check_number(pr_loader_t *self, const pr_setting_t *setting)
{
    const pr_node_t *node = pr_loader_place(self, pr_node_find(self->tree, setting->path), NULL);
    if (setting->uncertain) {
        pr_loader_refuse(self, node, "%s is a distribution: expected a number, since a rule is not drawn",
                         setting->path);
        return;
    }
    double millions = 1e6 * pr_dist_mean(&setting->dist);
    if (fabs(millions - round(millions)) > 1e-6) {
        pr_loader_refuse(self, node, "%s is %.12g: expected a number with at most 6 decimals", setting->path,
                         millions / 1e6);
    }
}

static void check_numbers(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    for (size_t i = 0; i < s->setting_count; i++) {
        const char *path = s->setting[i].path;
        bool municipal = strncmp(path, "municipalities.", 15) == 0 &&
                         (ends_with(path, ".allocation_floor") || ends_with(path, ".allocation_cap"));
        if (municipal || strncmp(path, "allocation.mixed.", 17) == 0) {
            check_number(self, &s->setting[i]);
        }
    }
}

static void check_sum(pr_loader_t *self)
{
    const pr_allocation_inputs_t *in = &self->scenario->central.allocation;
    double sum = in->key_weight + in->residents_weight + in->population_weight;
    if (fabs(sum - 1) > 1e-9) {
        const pr_node_t *mixed = pr_node_find(self->tree, "allocation.mixed");
        pr_loader_refuse(self, pr_loader_place(self, mixed, NULL),
                         "the weights key, residents and population of allocation.mixed add up to %.9g: "
                         "expected 1",
                         sum);
    }
}

/* Municipalities without a floor or cap of their own have the common one. */
static void fill_bounds(pr_loader_t *self)
{
    pr_allocation_inputs_t *in = &self->scenario->central.allocation;
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        if (!municipal_part(self, m, "allocation_floor")) {
            in->floor_of[m] = in->floor;
        }
        if (!municipal_part(self, m, "allocation_cap")) {
            in->cap_of[m] = in->cap;
        }
    }
}

/* The setting that a bound came from: a municipality's own, else the common one. */
static const pr_node_t *bound_part(const pr_loader_t *self, const char *municipal, const char *common)
{
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        const pr_node_t *own = municipal_part(self, m, municipal);
        if (own) {
            return own;
        }
    }
    return mixed_part(self, common);
}

static void check_order(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    const pr_allocation_inputs_t *in = &s->central.allocation;
    if (s->allocation_bounds == PR_BOUNDS_POINTS) {
        return; /* below and above: never past each other */
    }
    if (in->floor > in->cap) {
        pr_loader_refuse(self, mixed_part(self, "floor"),
                         "allocation.mixed.floor is %.6g and allocation.mixed.cap %.6g: expected a floor up "
                         "to the cap",
                         in->floor, in->cap);
    }
    for (size_t m = 0; m < s->municipality_count; m++) {
        const pr_node_t *floor = municipal_part(self, m, "allocation_floor");
        const pr_node_t *cap = municipal_part(self, m, "allocation_cap");
        if ((floor || cap) && in->floor_of[m] > in->cap_of[m]) {
            pr_loader_refuse(
                self, floor ? floor : cap,
                "municipalities.%s has a floor of %.6g and a cap of %.6g: expected a floor up to "
                "the cap",
                s->municipality[m].id, in->floor_of[m], in->cap_of[m]);
        }
    }
}

static double percent_of(const int64_t *part, size_t n)
{
    double sum = 0;
    for (size_t m = 0; m < n; m++) {
        sum += (double)part[m] / (double)PR_ALLOCATION_WHOLE;
    }
    return 100 * sum;
}

/* Whether the floors, or the caps, leave no way to divide the whole with the key of a channel and year. */
static void check_room(pr_loader_t *self, pr_channel_t channel, int y)
{
    const pr_scenario_t *s = self->scenario;
    const char *key = s->key[s->channel_key[channel][y]].id;
    pr_allocation_base_t base;
    pr_allocation_base(s, &s->central, NULL, channel, y, &base);
    double floors = percent_of(base.floor, base.count), caps = percent_of(base.cap, base.count);
    if (floors > 100 + 1e-9) {
        pr_loader_refuse(
            self, bound_part(self, "allocation_floor", "floor"),
            "the floors of the mixed key add up to %.6g %% with the key %s: expected at most 100", floors,
            key);
    }
    if (caps < 100 - 1e-9) {
        pr_loader_refuse(self, bound_part(self, "allocation_cap", "cap"),
                         "the caps of the mixed key add up to %.6g %% with the key %s: expected at least 100",
                         caps, key);
    }
}

static bool was_checked(const pr_scenario_t *s, int channel, int y)
{
    for (int k = 0; k < channel * s->years + y; k++) {
        if (s->channel_key[k / s->years][k % s->years] == s->channel_key[channel][y]) {
            return true;
        }
    }
    return false;
}

void pr_allocation_check(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    int before = self->status;
    check_numbers(self);
    check_sum(self);
    fill_bounds(self);
    check_order(self);
    for (int channel = 0; channel < PR_CHANNELS; channel++) {
        for (int y = 0; y < s->years; y++) {
            bool used = s->allocation[channel][y] != PR_ALLOCATION_KEY;
            s->has_allocation[channel] = s->has_allocation[channel] || used;
            s->allocation_shown = s->allocation_shown || used;
            if (self->status == before && !was_checked(s, channel, y)) {
                check_room(self, (pr_channel_t)channel, y);
            }
        }
    }
}
