/* Costs and effects: dominance, increments and acceptability: see poolraming/decision.h. */
#include "analysis/decision.h"
#include "core/memory.h"
#include <math.h>

/* ---- dominance ---- */

static bool dominates(const pr_frontier_t *a, const pr_frontier_t *b)
{
    return a->cost <= b->cost && a->effect >= b->effect && (a->cost < b->cost || a->effect > b->effect);
}

/* The cheapest of the options that dominate it strongly; itself where there is none. */
static size_t dominator_of(size_t options, const pr_frontier_t *out, size_t option)
{
    size_t by = option;
    for (size_t j = 0; j < options; j++) {
        if (dominates(&out[j], &out[option]) &&
            (by == option || dominates(&out[j], &out[by]) ||
             (out[j].cost < out[by].cost && !dominates(&out[by], &out[j])))) {
            by = j;
        }
    }
    return by;
}

static void mark_plain_dominance(size_t options, pr_frontier_t *out)
{
    for (size_t i = 0; i < options; i++) {
        size_t by = dominator_of(options, out, i);
        out[i].status = by == i ? PR_FRONTIER_ON : PR_FRONTIER_STRONG;
        out[i].by = by;
        for (size_t j = 0; j < i && out[i].status == PR_FRONTIER_ON; j++) {
            if (out[j].cost >= out[i].cost && out[j].cost <= out[i].cost && out[j].effect >= out[i].effect &&
                out[j].effect <= out[i].effect) {
                out[i].status = PR_FRONTIER_SAME;
                out[i].by = j;
            }
        }
    }
}

static double slope(const pr_frontier_t *from, const pr_frontier_t *to)
{
    return (to->cost - from->cost) / (to->effect - from->effect);
}

/* The next option on the frontier: of those with more effect that with the lowest cost per extra effect, and
   of equals the nearest; `from` itself where there is none. */
static size_t next_on(size_t options, const pr_frontier_t *out, size_t from)
{
    size_t next = from;
    for (size_t j = 0; j < options; j++) {
        if (out[j].status != PR_FRONTIER_ON || out[j].effect <= out[from].effect) {
            continue;
        }
        double mine = slope(&out[from], &out[j]),
               best = next == from ? INFINITY : slope(&out[from], &out[next]);
        if (mine < best || (mine <= best && out[j].effect < out[next].effect)) {
            next = j;
        }
    }
    return next;
}

static void step_to(pr_frontier_t *out, size_t from, size_t to)
{
    out[to].previous = from;
    out[to].more_cost.value = out[to].cost - out[from].cost;
    out[to].more_effect.value = out[to].effect - out[from].effect;
    out[to].icer.value = slope(&out[from], &out[to]);
}

static void walk_frontier(size_t options, pr_frontier_t *out)
{
    size_t at = options;
    for (size_t i = 0; i < options; i++) {
        if (out[i].status == PR_FRONTIER_ON && (at == options || out[i].cost < out[at].cost)) {
            at = i;
        }
    }
    for (size_t next = next_on(options, out, at); next != at; at = next, next = next_on(options, out, at)) {
        for (size_t j = 0; j < options; j++) {
            bool between = out[j].effect > out[at].effect && out[j].effect < out[next].effect;
            if (out[j].status == PR_FRONTIER_ON && between) {
                out[j].status = PR_FRONTIER_EXTENDED;
                out[j].by = at;
            }
        }
        step_to(out, at, next);
    }
}

static int check_sizes(size_t options, size_t replicates, pr_errors_t *errors)
{
    if (options < 1 || options > PR_OPTIONS_MAX || replicates < 1) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, NULL, 0,
            "%zu options and %zu replicates: expected 1 to %d options and at least 1 replicate", options,
            replicates, PR_OPTIONS_MAX);
    }
    return 0;
}

static int check_both(size_t options, size_t replicates, const double *cost, const double *effect,
                      pr_errors_t *errors)
{
    int status = check_sizes(options, replicates, errors);
    status = status ? status : pr_check_finite("cost: option", options, replicates, cost, errors);
    return status ? status : pr_check_finite("effect: option", options, replicates, effect, errors);
}

int pr_frontier_of_means(size_t options, const double *cost, const double *effect, pr_frontier_t *out,
                         pr_errors_t *errors)
{
    const pr_valued_t unknown = {NAN, NAN};
    int status = check_both(options, 1, cost, effect, errors);
    if (status != 0) {
        return status;
    }
    for (size_t i = 0; i < options; i++) {
        out[i] = (pr_frontier_t){.by = i,
                                 .previous = i,
                                 .cost = cost[i],
                                 .effect = effect[i],
                                 .more_cost = unknown,
                                 .more_effect = unknown,
                                 .icer = unknown};
    }
    mark_plain_dominance(options, out);
    walk_frontier(options, out);
    return 0;
}

/* ---- standard errors ---- */

/* R = ȳ/x̄: var R ≈ var(y − R x)/(n x̄²). */
pr_valued_t pr_ratio_of_means(size_t n, const double *y, const double *x)
{
    double below = pr_mean_of(n, x).value, ratio = pr_mean_of(n, y).value / below, sum2 = 0;
    if (!(fabs(below) > 0)) {
        return (pr_valued_t){NAN, NAN};
    }
    for (size_t r = 0; r < n; r++) {
        double residual = y[r] - ratio * x[r]; /* of mean 0 by the choice of the ratio */
        sum2 += residual * residual;
    }
    double count = (double)n;
    return (pr_valued_t){ratio, n < 2 ? NAN : sqrt(sum2 / (count - 1) / count) / fabs(below)};
}

static void errors_of_step(pr_frontier_t *step, size_t option, size_t n, const double *cost,
                           const double *effect, double *more_cost, double *more_effect)
{
    for (size_t r = 0; r < n; r++) {
        more_cost[r] = cost[option * n + r] - cost[step->previous * n + r];
        more_effect[r] = effect[option * n + r] - effect[step->previous * n + r];
    }
    step->more_cost = pr_mean_of(n, more_cost);
    step->more_effect = pr_mean_of(n, more_effect);
    step->icer = pr_ratio_of_means(n, more_cost, more_effect);
}

int pr_frontier_of_replicates(size_t options, size_t replicates, const double *cost, const double *effect,
                              pr_frontier_t *out, pr_errors_t *errors)
{
    double mean_cost[PR_OPTIONS_MAX], mean_effect[PR_OPTIONS_MAX];
    int status = check_both(options, replicates, cost, effect, errors);
    if (status != 0) {
        return status;
    }
    for (size_t i = 0; i < options; i++) {
        mean_cost[i] = pr_mean_of(replicates, cost + i * replicates).value;
        mean_effect[i] = pr_mean_of(replicates, effect + i * replicates).value;
    }
    double *scratch = pr_new(replicates, 2 * sizeof *scratch);
    if (!scratch) {
        return pr_no_memory(errors);
    }
    status = pr_frontier_of_means(options, mean_cost, mean_effect, out, errors);
    for (size_t i = 0; i < options && status == 0; i++) {
        if (out[i].previous != i) {
            errors_of_step(&out[i], i, replicates, cost, effect, scratch, scratch + replicates);
        }
    }
    pr_free(scratch);
    return status;
}

/* ---- acceptability ---- */

/* Adds a replicate to the shares at one worth, and its net benefits to the sums. */
static void add_replicate(size_t options, const double *nb, double *sum, double *share)
{
    double top = nb[pr_highest(options, nb)], ties = 0;
    for (size_t o = 0; o < options; o++) {
        ties += !(nb[o] < top);
    }
    for (size_t o = 0; o < options; o++) {
        sum[o] += nb[o];
        share[o] += nb[o] < top ? 0 : 1 / ties;
    }
}

int pr_acceptability(size_t options, size_t replicates, const double *cost, const double *effect,
                     size_t points, const double *worth, double *share, size_t *choice, pr_errors_t *errors)
{
    int status = check_both(options, replicates, cost, effect, errors);
    status = status ? status : pr_check_finite("worth: grid", 1, points, worth, errors);
    for (size_t i = 0; i < points && status == 0; i++) {
        double sum[PR_OPTIONS_MAX] = {0}, part[PR_OPTIONS_MAX] = {0}, nb[PR_OPTIONS_MAX];
        for (size_t r = 0; r < replicates; r++) {
            for (size_t o = 0; o < options; o++) {
                nb[o] = worth[i] * effect[o * replicates + r] - cost[o * replicates + r];
            }
            add_replicate(options, nb, sum, part);
        }
        choice[i] = pr_highest(options, sum);
        for (size_t o = 0; o < options; o++) {
            share[o * points + i] = part[o] / (double)replicates;
        }
    }
    return status;
}
