/*
 * The change between two runs, part by part. One group of settings after another is taken from the second
 * scenario, and the central path is computed each time; what is settled has no central path, so its mean over
 * the replicates is split as that path splits. Whatever else the replicates have on average is the last part.
 */
#include "analysis/compare.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/allocation.h>
#include <poolraming/change.h>
#include <string.h>

enum {
    FROM_INDEX = 1 << PR_CHANGE_INDEX,
    FROM_AMOUNTS = 1 << PR_CHANGE_AMOUNTS,
    FROM_VOLUME = 1 << PR_CHANGE_VOLUME,
    FROM_KEY = 1 << PR_CHANGE_KEY,
    FROM_POLICY = 1 << PR_CHANGE_POLICY,
    STEPS = PR_CHANGE_SPREAD
};

/* Two scenarios and, behind them, room for one of both and its path. */
typedef struct {
    const pr_scenario_t *side[2];
    const pr_change_means_t *means[2];
    pr_scenario_t mixed; /* borrows all it points to */
    pr_central_t central;
    int64_t state[STEPS + 1][1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
} work_t;

static const pr_scenario_t *side_of(const work_t *self, unsigned taken, unsigned group)
{
    return self->side[(taken & group) != 0];
}

static ptrdiff_t find_line(const pr_scenario_t *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (strcmp(scenario->line[i].id, id) == 0) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

/* ---- the groups ---- */

static void take_index(const pr_scenario_t *from, pr_scenario_t *out)
{
    memcpy(out->figure, from->figure, sizeof out->figure);
    memcpy(out->central.index, from->central.index, sizeof out->central.index);
    out->central.index_correlation = from->central.index_correlation;
    out->index_rule = from->index_rule;
    out->first_indexed_year = from->first_indexed_year;
}

static void take_amounts(const pr_scenario_t *from, pr_scenario_t *out)
{
    memcpy(out->line, from->line, sizeof out->line);
    memcpy(out->central.line_real_eur, from->central.line_real_eur, sizeof out->central.line_real_eur);
    out->line_count = from->line_count;
    out->booking = from->booking;
}

/* Lines that both have are indexed as the index's side says. */
static void take_classes(const pr_scenario_t *from, pr_scenario_t *out)
{
    for (size_t i = 0; i < out->line_count; i++) {
        ptrdiff_t found = find_line(from, out->line[i].id);
        if (found >= 0) {
            out->line[i].index = from->line[found].index;
        }
    }
}

static void take_key(const pr_scenario_t *from, pr_scenario_t *out)
{
    memcpy(out->key, from->key, sizeof out->key);
    memcpy(out->channel_key, from->channel_key, sizeof out->channel_key);
    memcpy(out->surplus_key, from->surplus_key, sizeof out->surplus_key);
    out->key_count = from->key_count;
}

/* A policy's paths name lines by their place: those of `from` are found among the lines of `out`. */
static void place_paths(const pr_scenario_t *from, pr_scenario_t *out)
{
    for (size_t p = 0; p < from->path_count; p++) {
        for (size_t i = 0; i < out->line_count; i++) {
            ptrdiff_t found = find_line(from, out->line[i].id);
            out->budget_path[p].gives[i] = found >= 0 && from->budget_path[p].gives[found];
            out->central.policy.path_eur[p][i] = found >= 0 ? from->central.policy.path_eur[p][found] : 0;
        }
    }
}

static void take_policy(const pr_scenario_t *from, pr_scenario_t *out)
{
    memcpy(out->budget_path, from->budget_path, sizeof out->budget_path);
    memcpy(out->gate, from->gate, sizeof out->gate);
    memcpy(out->allocation, from->allocation, sizeof out->allocation);
    memcpy(out->has_allocation, from->has_allocation, sizeof out->has_allocation);
    out->path_count = from->path_count;
    out->gate_count = from->gate_count;
    out->allocation_bounds = from->allocation_bounds;
    out->allocation_shown = from->allocation_shown;
    out->central.policy = from->central.policy;
    out->central.allocation = from->central.allocation;
    place_paths(from, out);
}

static void mix(work_t *self, unsigned taken)
{
    self->mixed = *side_of(self, taken, FROM_VOLUME);
    take_index(side_of(self, taken, FROM_INDEX), &self->mixed);
    take_amounts(side_of(self, taken, FROM_AMOUNTS), &self->mixed);
    take_classes(side_of(self, taken, FROM_INDEX), &self->mixed);
    take_key(side_of(self, taken, FROM_KEY), &self->mixed);
    take_policy(side_of(self, taken, FROM_POLICY), &self->mixed);
}

/* ---- states ---- */

/* The mean of what is settled, split by the weights of the year in which it was budgeted. */
static void settle(const work_t *self, unsigned taken, int64_t state[][PR_MAX_YEARS + 1])
{
    const pr_scenario_t *volume = side_of(self, taken, FROM_VOLUME);
    const pr_change_means_t *means = self->means[(taken & FROM_VOLUME) != 0];
    int late = volume->settlement_year == PR_SETTLEMENT_NEXT;
    for (int y = 0; y < volume->years; y++) {
        pr_nominal_t share[PR_MAX_MUNICIPALITIES], settled = {pr_cents_from_eur(means->settlement[y + late])};
        pr_allocation_share(volume, self->central.budget.weight[PR_CHANNEL_SURPLUS][y], settled, share);
        state[0][y + late] -= settled.cents;
        for (size_t m = 0; m < volume->municipality_count; m++) {
            state[1 + m][y + late] -= share[m].cents;
        }
    }
}

static int compute_state(work_t *self, int step)
{
    unsigned taken = (1U << step) - 1;
    mix(self, taken);
    int status = pr_central_path(&self->mixed, &self->central);
    for (size_t scope = 0; status == 0 && scope <= self->mixed.municipality_count; scope++) {
        for (int column = 0; column <= self->mixed.years; column++) {
            self->state[step][scope][column] = self->central.surplus.net_effect[scope][column].cents;
        }
    }
    if (status == 0) {
        settle(self, taken, self->state[step]);
    }
    return status;
}

/* ---- the parts ---- */

/* Cents of the means of one column. The parts of a mean sum to it, but their roundings need not: what lacks
   or is too much goes, cent by cent, where rounding moved most. */
static void round_column(const pr_change_means_t *means, size_t municipalities, int column,
                         int64_t out[][PR_MAX_YEARS + 1])
{
    double moved[1 + PR_MAX_MUNICIPALITIES];
    int64_t lacks = out[0][column] = pr_cents_from_eur(means->net_effect[0][column]);
    for (size_t m = 1; m <= municipalities; m++) {
        out[m][column] = pr_cents_from_eur(means->net_effect[m][column]);
        moved[m] = (double)out[m][column] - 100 * means->net_effect[m][column];
        lacks -= out[m][column];
    }
    while (lacks != 0 && municipalities > 0) {
        int step = lacks > 0 ? 1 : -1;
        size_t most = 1;
        for (size_t m = 2; m <= municipalities; m++) {
            most = step * moved[m] < step * moved[most] ? m : most;
        }
        out[most][column] += step;
        moved[most] += step;
        lacks -= step;
    }
}

static int check_means(const pr_change_means_t *means, size_t municipalities, int columns,
                       pr_errors_t *errors)
{
    for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (size_t m = 1; m <= municipalities; m++) {
            sum += means->net_effect[m][column];
        }
        if (!(fabs(sum - means->net_effect[0][column]) < 1)) {
            return pr_errors_add(errors, PR_ERR_INPUT, NULL, 0,
                                 "the net effects of the municipalities sum to %.0f euros and the region's "
                                 "is %.0f: expected the same",
                                 sum, means->net_effect[0][column]);
        }
    }
    return 0;
}

static void sum_up(const pr_change_means_t *means, size_t municipalities, int columns,
                   int64_t out[][PR_MAX_YEARS + 1])
{
    for (int column = 0; column < columns; column++) {
        round_column(means, municipalities, column, out);
    }
}

static void take_differences(const work_t *self, pr_change_t *out)
{
    size_t n = self->side[0]->municipality_count;
    for (size_t scope = 0; scope <= n; scope++) {
        for (int column = 0; column < out->columns; column++) {
            for (int step = 0; step < STEPS; step++) {
                out->part[step][scope][column] =
                    self->state[step + 1][scope][column] - self->state[step][scope][column];
            }
            int64_t before = out->from[scope][column] - self->state[0][scope][column];
            int64_t after = out->to[scope][column] - self->state[STEPS][scope][column];
            out->part[PR_CHANGE_SPREAD][scope][column] = after - before;
        }
    }
}

static int check_order(const pr_scenario_t *a, const pr_scenario_t *b, pr_errors_t *errors)
{
    for (size_t m = 0; m < a->municipality_count; m++) {
        if (strcmp(a->municipality[m].id, b->municipality[m].id) != 0) {
            return pr_errors_add(errors, PR_ERR_INPUT, b->path, 0,
                                 "municipality %zu is %s in one scenario and %s in the other: expected the "
                                 "same order in scenarios whose change is split",
                                 m + 1, a->municipality[m].id, b->municipality[m].id);
        }
    }
    return 0;
}

int pr_change_split(const pr_scenario_t *a, const pr_change_means_t *a_means, const pr_scenario_t *b,
                    const pr_change_means_t *b_means, pr_change_t *out, pr_errors_t *errors)
{
    memset(out, 0, sizeof *out);
    int status = pr_compare_check(a, b, errors);
    if (status == 0) {
        status = check_order(a, b, errors);
    }
    const pr_change_means_t *const means[] = {a_means, b_means};
    for (int i = 0; i < 2 && status == 0; i++) {
        status = check_means(means[i], a->municipality_count, a->years + 1, errors);
    }
    work_t *work = status == 0 ? pr_new(1, sizeof *work) : NULL;
    if (!work) {
        return status ? status : PR_ERR_MEMORY;
    }
    work->side[0] = a;
    work->side[1] = b;
    work->means[0] = a_means;
    work->means[1] = b_means;
    out->columns = a->years + 1;
    for (int step = 0; step <= STEPS && status == 0; step++) {
        status = compute_state(work, step);
    }
    if (status == 0) {
        sum_up(a_means, a->municipality_count, out->columns, out->from);
        sum_up(b_means, a->municipality_count, out->columns, out->to);
        take_differences(work, out);
    }
    pr_free(work);
    return status;
}

int pr_change_verify(const pr_change_t *self, size_t municipalities, pr_errors_t *errors)
{
    int status = 0;
    for (int column = 0; column < self->columns; column++) {
        int64_t region[PR_CHANGE_PARTS + 2] = {0};
        for (size_t scope = municipalities + 1; scope-- > 0;) {
            int64_t row[PR_CHANGE_PARTS + 2] = {self->from[scope][column], self->to[scope][column]};
            int64_t sum = row[0];
            for (int part = 0; part < PR_CHANGE_PARTS; part++) {
                row[2 + part] = self->part[part][scope][column];
                sum += row[2 + part];
            }
            bool whole = sum == row[1];
            for (int i = 0; i < PR_CHANGE_PARTS + 2; i++) {
                whole = whole && (scope > 0 || row[i] == region[i]);
                region[i] += row[i];
            }
            if (!whole) {
                status = pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                                       "the change of scope %zu in column %d does not add up", scope, column);
            }
        }
    }
    return status;
}
