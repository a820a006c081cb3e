/*
 * The gates of a scenario as a tree of choices. Each series of paths is a copy of the scenario whose gates
 * can choose nothing else; they look at the same things as before, so that what a gate sees is recorded as in
 * any other replicate. A gate sees what its earlier ones chose and nothing else: two series with the same
 * beginning must show it the same, to the bit.
 */
#include "analysis/kept.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <stdatomic.h>
#include <string.h>

/* ---- one replicate ---- */

void pr_gate_known(const pr_scenario_t *scenario, size_t g, const pr_evidence_t *seen,
                   const pr_ledger_t *ledger, double out[PR_KNOWN])
{
    int end = scenario->gate[g].data_until + 1 - 12 * scenario->month_year;
    const double *served = pr_ledger_row(ledger, PR_MONTH_SERVED, 0);
    out[PR_KNOWN_ESTIMATE] = seen->estimate;
    out[PR_KNOWN_WAITING] = seen->waiting;
    out[PR_KNOWN_VACANCIES] = seen->vacancies;
    out[PR_KNOWN_REACHED] = 0;
    for (int t = 0; t < end; t++) {
        out[PR_KNOWN_REACHED] += served[t];
    }
}

/* What the decision itself costs before its first year: the evaluation, and ending the pool. */
static double decision_cost(const pr_scenario_t *scenario, const pr_budget_t *budget, int y)
{
    int64_t cents = 0;
    for (size_t i = 0; i < scenario->line_count; i++) {
        pr_purpose_t purpose = scenario->line[i].purpose;
        bool counts = purpose == PR_PURPOSE_EVALUATION || purpose == PR_PURPOSE_EXIT;
        cents += counts ? budget->line_real[i][y].cents : 0;
    }
    return (double)cents / 100;
}

void pr_gate_flows(const pr_scenario_t *scenario, const pr_replicate_t *replicate, double *flow)
{
    const pr_gate_t *first = &scenario->gate[0];
    pr_flows_of(scenario, replicate, first->year, flow);
    for (int year = first->decision / 12; year < first->year; year++) {
        double factor = pow(1 + replicate->inputs.benefit.discount_rate, scenario->price_level_year - year);
        flow[PR_FLOW_COST] +=
            factor * decision_cost(scenario, &replicate->budget, year - scenario->first_year);
    }
}

/* ---- the tree ---- */

typedef struct {
    int path[PR_MAX_GATES]; /* forced at each gate */
    int node[PR_MAX_GATES]; /* that is passed; −1 after a stop */
} series_t;

typedef struct {
    pr_gate_study_t *out;
    series_t series[PR_TREE_LEAVES_MAX];
    int first[PR_TREE_NODES_MAX]; /* series that records what is known at the node */
    pr_scenario_t *forced;        /* [leaves] copies that borrow everything */
    _Atomic uint64_t broken;      /* 1 + the replicate in which a gate saw too much */
} study_t;

/* The paths that a gate may choose, in the scenario's order; returns how many. */
static size_t paths_of(const pr_scenario_t *scenario, size_t g, int path[PR_ACTIONS_MAX])
{
    const pr_gate_rule_t *rule = &scenario->gate[g].rule;
    size_t count = 0;
    for (int p = 0; p < (int)scenario->path_count; p++) {
        if (rule->choose != PR_CHOOSE_FIXED || p == rule->path) {
            path[count++] = p;
        }
    }
    return count;
}

bool pr_gates_choose(const pr_scenario_t *scenario)
{
    int path[PR_ACTIONS_MAX];
    for (size_t g = 0; g < scenario->gate_count; g++) {
        if (paths_of(scenario, g, path) > 1) {
            return true;
        }
    }
    return false;
}

/* Adds the choice at gate `g` after `so_far`, and all that follow; false where there is no room. */
static bool grow(study_t *self, size_t g, int before, int by, const series_t *so_far)
{
    pr_gate_study_t *out = self->out;
    const pr_scenario_t *scenario = out->scenario;
    if (out->node_count == PR_TREE_NODES_MAX || g >= PR_MAX_GATES) {
        return false;
    }
    int node = (int)out->node_count++;
    out->node[node] = (pr_gate_node_t){g, before, by};
    self->first[node] = (int)out->leaf_count;
    pr_choice_t *choice = &out->choice[node];
    choice->items = PR_KNOWN;
    choice->actions = paths_of(scenario, g, out->path[node]);
    for (size_t a = 0; a < choice->actions; a++) {
        series_t series = *so_far;
        int path = out->path[node][a];
        series.path[g] = path;
        series.node[g] = node;
        out->leaf[node][a] = -1;
        choice->action[a].next = -1;
        if (g + 1 < scenario->gate_count && !pr_path_stops(scenario, path)) {
            choice->action[a].next = (int)out->node_count;
            if (!grow(self, g + 1, node, path, &series)) {
                return false;
            }
        } else if (out->leaf_count == PR_TREE_LEAVES_MAX) {
            return false;
        } else {
            out->leaf[node][a] = (int)out->leaf_count;
            self->series[out->leaf_count++] = series;
        }
    }
    return true;
}

static int build(study_t *self, pr_errors_t *errors)
{
    const pr_scenario_t *scenario = self->out->scenario;
    series_t none;
    for (size_t g = 0; g < PR_MAX_GATES; g++) {
        none.path[g] = 0;
        none.node[g] = -1;
    }
    if (!pr_gates_choose(scenario)) {
        return pr_errors_add(errors, PR_ERR_INPUT, scenario->path, 0,
                             "no gate of this scenario has a choice: expected policy.gates with two paths or "
                             "more");
    }
    if (!grow(self, 0, -1, -1, &none)) {
        return pr_errors_add(
            errors, PR_ERR_INPUT, scenario->path, 0,
            "the gates allow more series of paths than can be simulated: expected at most %d",
            PR_TREE_LEAVES_MAX);
    }
    return 0;
}

/* Gates that can choose one path and still look at what they looked at. */
static void force(pr_scenario_t *scenario, const series_t *series)
{
    for (size_t g = 0; g < scenario->gate_count; g++) {
        pr_gate_rule_t *rule = &scenario->gate[g].rule;
        for (size_t p = 0; p < PR_MAX_PATHS; p++) {
            rule->at_least[p] = (int)p == series->path[g] ? 0 : NAN; /* a bar of 0 is always reached */
        }
        rule->path = rule->otherwise = scenario->gate[g].planned = series->path[g];
    }
}

/* ---- the experiment ---- */

static int open_worker(void *context, void **worker)
{
    const study_t *self = context;
    pr_replicate_t *replicate = pr_new(1, sizeof *replicate);
    *worker = replicate;
    return replicate ? pr_replicate_init(replicate, self->out->scenario) : PR_ERR_MEMORY;
}

static void close_worker(void *context, void *worker)
{
    (void)context;
    if (worker) {
        pr_replicate_free(worker);
        pr_free(worker);
    }
}

static double *known_row(const pr_gate_study_t *self, size_t node, size_t item)
{
    return self->known + (node * PR_KNOWN + item) * self->stride;
}

/* The first series through a choice records what is known there; later ones must see the same. */
static int keep_known(study_t *self, size_t leaf, const pr_replicate_t *replicate, uint64_t number)
{
    const pr_scenario_t *scenario = self->out->scenario;
    for (size_t g = 0; g < scenario->gate_count && self->series[leaf].node[g] >= 0; g++) {
        size_t node = (size_t)self->series[leaf].node[g];
        double known[PR_KNOWN];
        pr_gate_known(scenario, g, &replicate->decisions.gate[g].seen, &replicate->ledger, known);
        for (size_t k = 0; k < PR_KNOWN; k++) {
            double *kept = known_row(self->out, node, k) + number;
            if (self->first[node] == (int)leaf) {
                *kept = known[k];
            } else if (memcmp(kept, &known[k], sizeof known[k]) != 0) {
                atomic_store(&self->broken, number + 1);
                return PR_ERR_IDENTITY;
            }
        }
    }
    return 0;
}

static int draw(void *context, void *worker, uint64_t number, double *row)
{
    study_t *self = context;
    pr_gate_study_t *out = self->out;
    pr_replicate_t *replicate = worker;
    int status = 0;
    pr_scenario_draw(out->scenario, out->seed, number, &replicate->inputs);
    for (size_t leaf = 0; leaf < out->leaf_count && status == 0; leaf++) {
        double flow[PR_FLOWS];
        status = pr_replicate_simulate_with(replicate, &self->forced[leaf], out->seed, number);
        if (status == 0) {
            status = keep_known(self, leaf, replicate, number);
            pr_gate_flows(&self->forced[leaf], replicate, flow);
            out->effect[leaf * out->stride + number] = flow[PR_FLOW_REACHED];
            out->success[leaf * out->stride + number] = flow[PR_FLOW_SUCCESSES];
            out->money[leaf * out->stride + number] = flow[PR_FLOW_AVOIDED] - flow[PR_FLOW_COST];
        }
    }
    *row = 0;
    return status;
}

static int allocate(study_t *self)
{
    pr_gate_study_t *out = self->out;
    size_t rows = out->leaf_count * out->stride;
    self->forced = pr_new(out->leaf_count, sizeof *self->forced);
    out->known = pr_new(out->node_count * PR_KNOWN * out->stride, sizeof(double));
    out->effect = pr_new(rows, sizeof(double));
    out->success = pr_new(rows, sizeof(double));
    out->money = pr_new(rows, sizeof(double));
    out->value = pr_new(rows, sizeof(double));
    return self->forced && out->known && out->effect && out->success && out->money && out->value
               ? 0
               : PR_ERR_MEMORY;
}

static int simulate(study_t *self, const pr_run_options_t *options, pr_errors_t *errors)
{
    pr_gate_study_t *out = self->out;
    for (size_t leaf = 0; leaf < out->leaf_count; leaf++) {
        self->forced[leaf] = *out->scenario;
        force(&self->forced[leaf], &self->series[leaf]);
    }
    pr_experiment_t experiment = {
        .series = 1, .context = self, .open = open_worker, .close = close_worker, .draw = draw};
    uint64_t kept = 0;
    int status = pr_kept_run(&experiment, out->stride, &options->ensemble, &kept, errors);
    out->n = (size_t)kept;
    out->interrupted = status == PR_INTERRUPTED;
    if (atomic_load(&self->broken) > 0) {
        pr_errors_add(errors, status, NULL, 0,
                      "in replicate %llu a gate saw something of what was chosen later",
                      (unsigned long long)(atomic_load(&self->broken) - 1));
    }
    return status;
}

int pr_gate_study(pr_gate_study_t *self, const pr_scenario_t *scenario, const pr_run_options_t *options,
                  pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->seed = options->seed;
    self->stride = (size_t)options->ensemble.replicates;
    study_t *study = pr_new(1, sizeof *study);
    if (!study) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    study->out = self;
    int status = build(study, errors);
    if (status == 0 && (status = allocate(study)) != 0) {
        pr_errors_add(errors, status, NULL, 0, "there is no memory for %zu series of paths",
                      self->leaf_count);
    }
    if (status == 0) {
        status = simulate(study, options, errors);
    }
    pr_free(study->forced);
    pr_free(study);
    return status;
}

pr_tree_t pr_gate_study_tree(pr_gate_study_t *self, double worth_eur)
{
    for (size_t i = 0; i < self->leaf_count * self->stride; i++) {
        self->value[i] = worth_eur * self->effect[i] + self->money[i];
    }
    for (size_t node = 0; node < self->node_count; node++) {
        pr_choice_t *choice = &self->choice[node];
        for (size_t k = 0; k < PR_KNOWN; k++) {
            choice->evidence[k] = known_row(self, node, k);
        }
        for (size_t a = 0; a < choice->actions; a++) {
            int leaf = self->leaf[node][a];
            choice->action[a].value = leaf >= 0 ? self->value + (size_t)leaf * self->stride : NULL;
        }
    }
    return (pr_tree_t){self->n, self->node_count, self->choice};
}

void pr_gate_study_free(pr_gate_study_t *self)
{
    pr_free(self->known);
    pr_free(self->effect);
    pr_free(self->success);
    pr_free(self->money);
    pr_free(self->value);
    memset(self, 0, sizeof *self);
}
