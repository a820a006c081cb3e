/* What must hold of a policy: paths that can be paid for, gates that see only what is known by then. */
#include "scenario/resolve.h"
#include <math.h>
#include <poolraming/policy.h>
#include <string.h>

static const pr_node_t *path_node(const pr_loader_t *self, size_t p)
{
    return pr_node_child(pr_node_find(self->tree, "policy.paths"), self->scenario->budget_path[p].id);
}

static const pr_node_t *gate_node(const pr_loader_t *self, size_t g)
{
    return pr_node_child(pr_node_find(self->tree, "policy.gates"), self->scenario->gate[g].id);
}

/* Where an error about a setting of a gate is told: at the setting, else at the gate. */
static const pr_node_t *gate_place(const pr_loader_t *self, size_t g, const char *setting)
{
    const pr_node_t *gate = gate_node(self, g), *found = pr_node_find(gate, setting);
    return pr_loader_place(self, found ? found : gate, gate);
}

typedef struct {
    char s[16];
} month_text_t;

/* 2025-09, as a month is written in a scenario. */
static month_text_t month_text(int month)
{
    month_text_t out;
    snprintf(out.s, sizeof out.s, "%04d-%02d", month / 12 % 10000, month % 12 + 1);
    return out;
}

void pr_policy_prepare(pr_loader_t *self)
{
    pr_scenario_t *s = self->scenario;
    for (size_t p = 0; p < s->path_count; p++) {
        s->budget_path[p].expands_to = -1;
    }
    for (size_t g = 0; g < s->gate_count; g++) {
        pr_gate_rule_t *rule = &s->gate[g].rule;
        rule->path = rule->otherwise = s->gate[g].planned = -1;
        rule->waiting_above = rule->vacancies_below = NAN;
        for (size_t p = 0; p < PR_MAX_PATHS; p++) {
            rule->at_least[p] = NAN;
        }
    }
}

/* ---- paths ---- */

/* The names that stand in the place of a path in gate.<id>.<path>. */
static bool is_reserved(const char *id)
{
    static const char *const taken[] = {"closed",    "estimate", "followed",  "ended",    "released",
                                        "reachable", "waiting",  "successes", "vacancies"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(taken[i], id) == 0) {
            return true;
        }
    }
    return false;
}

static void check_path(pr_loader_t *self, size_t p)
{
    pr_scenario_t *s = self->scenario;
    pr_path_t *path = &s->budget_path[p];
    const pr_node_t *node = path_node(self, p), *amounts = pr_node_child(node, "amounts");
    double people = 0;
    bool gives_people = false;
    if (is_reserved(path->id)) {
        pr_loader_refuse(self, pr_loader_place(self, node, NULL),
                         "policy.paths.%s has the name of another outcome of a gate: expected another id",
                         path->id);
    }
    for (size_t i = 0; i < s->line_count; i++) {
        path->gives[i] = amounts && pr_node_child(amounts, s->line[i].id);
        gives_people = gives_people || (path->gives[i] && s->line[i].pays_people);
        people += path->gives[i] && s->line[i].pays_people ? s->central.policy.path_eur[p][i] : 0;
    }
    if (path->stop && people > 0) {
        pr_loader_refuse(
            self, pr_loader_place(self, amounts, node),
            "policy.paths.%s stops the pool and pays people: expected stop = false, or no amount "
            "for them",
            path->id);
    }
    if (!path->stop && gives_people && people <= 0) {
        pr_loader_refuse(self, pr_loader_place(self, amounts, node),
                         "policy.paths.%s pays no people: expected stop = true, or an amount for them",
                         path->id);
    }
    if (path->expands_to >= 0 && (path->stop || s->budget_path[path->expands_to].stop)) {
        pr_loader_refuse(self, pr_loader_place(self, pr_node_child(node, "expands_to"), node),
                         "policy.paths.%s.expands_to leads from or to a stop: expected a larger path",
                         path->id);
    }
}

static void check_exit(pr_loader_t *self)
{
    if (self->scenario->central.policy.exit_eur > 0 && pr_policy_line(self->scenario, PR_PURPOSE_EXIT) < 0) {
        pr_loader_refuse(self, pr_loader_place(self, pr_node_find(self->tree, "policy.exit_cost"), NULL),
                         "policy.exit_cost is %.6g and no budget line carries it: expected a line with "
                         "purpose = \"exit\"",
                         self->scenario->central.policy.exit_eur);
    }
}

/* ---- gates ---- */

/* False where the months of the gate can't be judged by its year. */
static bool check_year(pr_loader_t *self, size_t g)
{
    const pr_scenario_t *s = self->scenario;
    const pr_gate_t *gate = &s->gate[g], *before = g > 0 ? gate - 1 : NULL;
    if (gate->year <= s->month_year || gate->year > s->last_year) {
        pr_loader_refuse(self, gate_place(self, g, "year"),
                         "policy.gates.%s.year is %d: expected a year after the first with people, %d to %d",
                         gate->id, gate->year, s->month_year + 1, s->last_year);
    } else if (before && gate->year == before->year) {
        pr_loader_refuse(self, gate_place(self, g, "year"),
                         "policy.gates.%s.year is %d, as that of %s: expected one gate a year", gate->id,
                         gate->year, before->id);
    } else if (before && gate->year < before->year) {
        pr_loader_refuse(
            self, gate_place(self, g, "year"),
            "policy.gates.%s.year is %d, before that of %s: expected gates in the order of their "
            "years",
            gate->id, gate->year, before->id);
    } else {
        return true;
    }
    return false;
}

static void check_months(pr_loader_t *self, size_t g)
{
    const pr_scenario_t *s = self->scenario;
    const pr_gate_t *gate = &s->gate[g];
    int first = 12 * s->month_year, from = g > 0 ? 12 * gate[-1].year : first, to = 12 * gate->year - 1;
    if (gate->decision < from || gate->decision > to) {
        pr_loader_refuse(self, gate_place(self, g, "decision"),
                         "policy.gates.%s.decision is %s: expected a month of the contract that it follows, "
                         "%s to %s",
                         gate->id, month_text(gate->decision).s, month_text(from).s, month_text(to).s);
    } else if (gate->data_until > gate->decision || gate->data_until < first) {
        pr_loader_refuse(self, gate_place(self, g, "data_until"),
                         "policy.gates.%s.data_until is %s: expected a month up to the decision, %s to %s",
                         gate->id, month_text(gate->data_until).s, month_text(first).s,
                         month_text(gate->decision).s);
    }
}

/* Bars of a share lie in 0 … 1; a little above it is never reached, which is how "never" is written. */
static void check_bars(pr_loader_t *self, size_t g)
{
    const double never = 1.1;
    const pr_scenario_t *s = self->scenario;
    const pr_gate_t *gate = &s->gate[g];
    const double *bar = gate->rule.at_least;
    size_t bars = 0;
    for (size_t p = 0; p < s->path_count; p++) {
        if (isnan(bar[p])) {
            continue;
        }
        bars++;
        if (gate->outcome == PR_EVALUATE_SUCCESS && bar[p] > never) {
            pr_loader_refuse(
                self, gate_place(self, g, "evaluation.at_least"),
                "policy.gates.%s.evaluation.at_least.%s is %.6g: expected a share from 0 to 1 (up to "
                "%.1f, for never)",
                gate->id, s->budget_path[p].id, bar[p], never);
        }
        for (size_t q = 0; q < p; q++) {
            if (bar[q] == bar[p]) {
                pr_loader_refuse(
                    self, gate_place(self, g, "evaluation.at_least"),
                    "policy.gates.%s.evaluation.at_least gives %s and %s one bar, %.6g: expected "
                    "a bar of its own for each",
                    gate->id, s->budget_path[q].id, s->budget_path[p].id, bar[p]);
            }
        }
    }
    if (bars == 0) {
        pr_loader_refuse(self, gate_place(self, g, "evaluation"),
                         "policy.gates.%s chooses by an evaluation without a bar: expected evaluation = { "
                         "at_least = { path = 0.05; … }; }",
                         gate->id);
    }
}

static void check_evaluation(pr_loader_t *self, size_t g)
{
    const pr_scenario_t *s = self->scenario;
    const pr_gate_t *gate = &s->gate[g];
    check_bars(self, g);
    if (gate->outcome == PR_EVALUATE_SUCCESS && s->benefit_method != PR_BENEFIT_MECHANISM &&
        !self->policy_told) {
        self->policy_told = true; /* once, not for each gate */
        pr_loader_refuse(
            self, pr_loader_place(self, pr_node_find(self->tree, "benefit.method"), gate_node(self, g)),
            "policy.gates.%s evaluates successes and benefit.method counts none: expected "
            "benefit.method = \"mechanism\", or outcome = \"residents_reached\"",
            gate->id);
    }
    bool costs = s->central.policy.evaluation_eur[g] > 0 || s->central.policy.per_resident_eur[g] > 0;
    if (costs && pr_policy_line(s, PR_PURPOSE_EVALUATION) < 0) {
        const pr_node_t *place = pr_loader_place(self, pr_node_find(gate_node(self, g), "evaluation"),
                                                 pr_node_find(self->tree, "budget.lines"));
        pr_loader_refuse(self, place,
                         "policy.gates.%s has an evaluation that costs something and no budget line carries "
                         "it: expected a line with purpose = \"evaluation\"",
                         gate->id);
    }
    if (gate->rule.otherwise < 0 && g == 0) {
        pr_loader_refuse(self, gate_place(self, g, "otherwise"),
                         "policy.gates.%s.otherwise is not set: expected the path where no bar is reached, "
                         "since there is none before the first gate",
                         gate->id);
    }
}

static void check_expansion(pr_loader_t *self, size_t g)
{
    const pr_gate_t *gate = &self->scenario->gate[g];
    const pr_gate_rule_t *rule = &gate->rule;
    if (isnan(rule->waiting_above) && isnan(rule->vacancies_below)) {
        pr_loader_refuse(self, gate_place(self, g, "expand_when"),
                         "policy.gates.%s.expand_when is empty: expected waiting_above, vacancies_below or "
                         "both",
                         gate->id);
    }
    if (g == 0 && (rule->path < 0 || rule->otherwise < 0)) {
        pr_loader_refuse(self, gate_place(self, g, "expand_when"),
                         "policy.gates.%s has no path or no otherwise: expected both, since there is no path "
                         "before the first gate",
                         gate->id);
    }
}

/* Can the gate choose that path? A rule that keeps or steps up may lead anywhere but to a stop. */
static bool can_choose(const pr_scenario_t *s, const pr_gate_rule_t *rule, int path)
{
    bool open = rule->otherwise < 0 || (rule->choose == PR_CHOOSE_EXPAND && rule->path < 0);
    return path == rule->otherwise || (open && !s->budget_path[path].stop) ||
           (rule->choose == PR_CHOOSE_EVALUATION ? !isnan(rule->at_least[path]) : path == rule->path);
}

static void check_planned(pr_loader_t *self, size_t g)
{
    pr_scenario_t *s = self->scenario;
    pr_gate_t *gate = &s->gate[g];
    bool fixed = gate->rule.choose == PR_CHOOSE_FIXED;
    if (fixed && gate->rule.path < 0) {
        pr_loader_refuse(self, gate_place(self, g, "choose"),
                         "policy.gates.%s.path is not set: expected the path that is always chosen",
                         gate->id);
        return;
    }
    if (gate->planned < 0 && !fixed) {
        pr_loader_refuse(self, gate_place(self, g, "choose"),
                         "policy.gates.%s.planned is not set: expected the path that the budget counts on",
                         gate->id);
        return;
    }
    if (fixed && gate->planned < 0) {
        gate->planned = gate->rule.path;
    }
    if (fixed ? gate->planned != gate->rule.path : !can_choose(s, &gate->rule, gate->planned)) {
        pr_loader_refuse(
            self, gate_place(self, g, "planned"),
            "policy.gates.%s.planned is \"%s\", which this gate can't choose: expected one of its "
            "choices",
            gate->id, s->budget_path[gate->planned].id);
    }
}

static void check_gate(pr_loader_t *self, size_t g)
{
    pr_gate_t *gate = &self->scenario->gate[g];
    gate->assumption = pr_says_assumption(gate->source);
    gate->gives_cost = pr_node_find(gate_node(self, g), "evaluation.fixed_cost") != NULL;
    if (check_year(self, g)) {
        check_months(self, g);
    }
    check_planned(self, g);
    if (gate->rule.choose == PR_CHOOSE_EVALUATION) {
        check_evaluation(self, g);
    } else if (gate->rule.choose == PR_CHOOSE_EXPAND) {
        check_expansion(self, g);
    }
}

void pr_policy_check(pr_loader_t *self)
{
    const pr_scenario_t *s = self->scenario;
    const pr_node_t *policy = pr_node_find(self->tree, "policy");
    if ((s->path_count > 0) != (s->gate_count > 0)) {
        const char *missing = s->path_count > 0 ? "gates" : "paths";
        pr_loader_refuse(
            self, pr_loader_place(self, policy, NULL),
            "policy.%s is not set: expected a list of groups ( { id = \"…\"; … }, … ), since a policy "
            "has both paths and gates",
            missing);
        return;
    }
    for (size_t p = 0; p < s->path_count; p++) {
        check_path(self, p);
    }
    for (size_t g = 0; g < s->gate_count; g++) {
        check_gate(self, g);
    }
    check_exit(self);
}
