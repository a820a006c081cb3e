/* Rules for a scenario at some values of a resident reached: see continuation.h. */
#include "analysis/continuation.h"
#include "analysis/kept.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

/* Where no two fixed paths change places there is nothing to look around. */
static const double NO_SWITCH = 1500;

/* ---- values that are worth a look ---- */

typedef struct {
    double effect, money; /* means of one series of paths */
} line_t;

static line_t line_of(const pr_gate_study_t *self, size_t leaf)
{
    return (line_t){pr_mean_of(self->n, self->effect + leaf * self->stride).value,
                    pr_mean_of(self->n, self->money + leaf * self->stride).value};
}

/* The next value above `worth` at which another series is best than `best`, which it then becomes; 0: none.
 */
static double next_switch(const pr_gate_study_t *self, double worth, size_t *best)
{
    double first = INFINITY;
    size_t next = *best;
    line_t now = line_of(self, *best);
    for (size_t leaf = 0; leaf < self->leaf_count; leaf++) {
        line_t other = line_of(self, leaf);
        double at = (now.money - other.money) / (other.effect - now.effect);
        if (other.effect > now.effect && at >= worth && at < first) {
            first = at;
            next = leaf;
        }
    }
    *best = next;
    return isfinite(first) ? first : 0;
}

/* The lowest and the highest value at which the best series changes. */
static void switches_of(const pr_gate_study_t *self, double *lowest, double *highest)
{
    size_t best = 0;
    for (size_t leaf = 1; leaf < self->leaf_count; leaf++) {
        best = line_of(self, leaf).money > line_of(self, best).money ? leaf : best;
    }
    double at = next_switch(self, 0, &best);
    *lowest = *highest = at > 0 ? at : NO_SWITCH;
    while (at > 0) {
        *highest = at;
        at = next_switch(self, at, &best);
    }
}

/* Below, between, at and above the switches, in multiples of the largest of 1, 2 and 5 · 10^k that is at most
   a third of the highest. */
static size_t values_of(const pr_gate_study_t *self, double out[PR_RULE_VALUES_MAX])
{
    double lowest, highest;
    switches_of(self, &lowest, &highest);
    double power = pow(10, floor(log10(highest / 3))), part = highest / 3 / power;
    double step = power * (part >= 5 ? 5 : part >= 2 ? 2 : 1);
    const double wanted[PR_RULE_VALUES_MAX] = {0.75 * lowest, (lowest + highest) / 2, highest, 1.5 * highest};
    size_t count = 0;
    for (size_t i = 0; i < PR_RULE_VALUES_MAX; i++) {
        double value = fmax(1, round(wanted[i] / step)) * step;
        if (count == 0 || value > out[count - 1]) {
            out[count++] = value;
        }
    }
    return count;
}

/* ---- the scenario's own rules ---- */

static bool has_evaluation(const pr_scenario_t *scenario)
{
    bool any = false;
    for (size_t g = 0; g < scenario->gate_count; g++) {
        any = any || scenario->gate[g].rule.choose == PR_CHOOSE_EVALUATION;
    }
    return any;
}

/* The action that the gate's own rule takes at a choice in replicate i. */
static size_t own_action(const pr_gate_study_t *self, int node, size_t i)
{
    const pr_scenario_t *scenario = self->scenario;
    int current = self->node[node].by;
    int step_up = current >= 0 ? scenario->budget_path[current].expands_to : -1;
    const double *known = self->known + (size_t)node * PR_KNOWN * self->stride + i;
    const pr_evidence_t seen = {.estimate = known[PR_KNOWN_ESTIMATE * self->stride],
                                .waiting = known[PR_KNOWN_WAITING * self->stride],
                                .vacancies = known[PR_KNOWN_VACANCIES * self->stride]};
    int path = pr_gate_choose(&scenario->gate[self->node[node].gate].rule, current, step_up, &seen);
    size_t action = 0;
    while (action + 1 < self->choice[node].actions && self->path[node][action] != path) {
        action++;
    }
    return action;
}

static double own_value(const pr_gate_study_t *self, size_t i)
{
    int node = 0;
    size_t action = own_action(self, node, i);
    while (self->choice[node].action[action].next >= 0) {
        node = self->choice[node].action[action].next;
        action = own_action(self, node, i);
    }
    return self->choice[node].action[action].value[i];
}

static int value_own(const pr_gate_study_t *study, const pr_tree_t *tree, pr_rules_at_t *at)
{
    double *own = pr_new(tree->n, sizeof *own), *advised = pr_new(tree->n, sizeof *advised);
    int status = own && advised ? 0 : PR_ERR_MEMORY;
    for (size_t i = 0; i < tree->n && status == 0; i++) {
        own[i] = own_value(study, i);
    }
    if (status == 0) {
        status = pr_rules_value(advised, NULL, tree, at->solved.level[at->solved.advised].rule);
    }
    if (status == 0) {
        at->own = pr_part_mean(tree->n, own, NULL, PR_REPLICATES_ODD);
        at->own_less = pr_part_mean(tree->n, advised, own, PR_REPLICATES_ODD);
        status = pr_rules_value(advised, NULL, tree, at->solved.level[0].rule);
    }
    if (status == 0) {
        at->own_gain = pr_part_mean(tree->n, own, advised, PR_REPLICATES_ODD);
    }
    pr_free(own);
    pr_free(advised);
    return status;
}

/* ---- the run ---- */

static int solve_at(pr_gate_rules_t *self, double worth, pr_errors_t *errors)
{
    pr_rules_at_t *at = &self->at[self->values];
    pr_tree_t tree = pr_gate_study_tree(&self->study, worth);
    at->worth = worth;
    int apart = has_evaluation(self->study.scenario) ? PR_KNOWN_ESTIMATE : -1;
    int status = pr_continuation_solve(&at->solved, &tree, apart, errors);
    if (status == 0 && (status = value_own(&self->study, &tree, at)) != 0) {
        pr_errors_add(errors, status, NULL, 0, "out of memory");
    }
    if (status != 0) {
        pr_continuation_free(&at->solved);
    } else {
        self->values++;
    }
    return status;
}

int pr_gate_rules_run(pr_gate_rules_t *self, const pr_scenario_t *scenario, double worth_eur,
                      double success_eur, const pr_run_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->given = !isnan(worth_eur);
    self->success_eur = success_eur;
    if (options->ensemble.replicates < PR_CONTINUATION_LEAST) {
        return pr_errors_add(
            errors, PR_ERR_INPUT, NULL, 0,
            "the number of replicates asked for is %llu: expected at least %d to find a rule",
            (unsigned long long)options->ensemble.replicates, PR_CONTINUATION_LEAST);
    }
    int simulated = pr_gate_study(&self->study, scenario, options, errors);
    if (simulated != 0) {
        return simulated;
    }
    for (size_t i = 0; !isnan(success_eur) && i < self->study.leaf_count * self->study.stride; i++) {
        self->study.money[i] += success_eur * self->study.success[i];
    }
    double value[PR_RULE_VALUES_MAX] = {worth_eur};
    size_t count = self->given ? 1 : values_of(&self->study, value);
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        status = pr_stop_asked(options->ensemble.stop) ? PR_INTERRUPTED : solve_at(self, value[i], errors);
    }
    self->study.interrupted = status == PR_INTERRUPTED;
    return status;
}

void pr_gate_rules_free(pr_gate_rules_t *self)
{
    for (size_t i = 0; i < self->values; i++) {
        pr_continuation_free(&self->at[i].solved);
    }
    pr_gate_study_free(&self->study);
    memset(self, 0, sizeof *self);
}
