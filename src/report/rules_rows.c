/* rules.csv, rules_value.csv and rules_share.csv cell by cell: the advised rules and what they are held
 * against. */
#include "report/decide_rows.h"
#include "report/rules.h"
#include <math.h>
#include <stdio.h>

/* One set of rules at one value. */
typedef struct {
    const pr_gate_rules_t *rules;
    const pr_rules_at_t *at;
    const char *name;
    int conditions;
    bool advised;
} place_t;

static const char *const set_id[] = {"fixed", "one", "two"};

static const char *id_of(const place_t *at)
{
    return at->rules->study.scenario->id;
}

/* ---- rules ---- */

static const char *path_id(const place_t *at, size_t node, const pr_threshold_rule_t *rule, int k)
{
    return k < pr_shape_actions(rule->shape) ? pr_rule_path(&at->rules->study, node, rule->action[k])->id
                                             : "";
}

static const char *item_id(const pr_threshold_rule_t *rule, int k)
{
    return k < pr_shape_conditions(rule->shape) ? pr_known_id(rule->condition[k].item) : "";
}

static const char *direction_id(const pr_threshold_rule_t *rule, int k)
{
    bool any = k < pr_shape_conditions(rule->shape);
    return !any ? "" : rule->condition[k].below ? "below" : "at_least";
}

static double threshold_of(const pr_threshold_rule_t *rule, int k)
{
    return k < pr_shape_conditions(rule->shape) ? rule->condition[k].threshold : NAN;
}

static void rule_row(const place_t *at, size_t node, const pr_threshold_rule_t *rule, double comes_by,
                     const pr_sink_t *sink)
{
    static const char *const shape[] = {"always", "when", "both", "bars"};
    const pr_gate_study_t *study = &at->rules->study;
    const pr_gate_t *gate = &study->scenario->gate[study->node[node].gate];
    int by = study->node[node].by;
    ROW(sink, TEXT("scenario", id_of(at)), NUMBER("value", at->at->worth), TEXT("set", at->name),
        NUMBER("conditions", at->conditions), TEXT("advised", at->advised ? "yes" : "no"),
        TEXT("gate", gate->id), NUMBER("year", gate->year),
        TEXT("after", by >= 0 ? study->scenario->budget_path[by].id : ""), NUMBER("comes_by", comes_by),
        TEXT("rule", shape[rule->shape]), TEXT("item_1", item_id(rule, 0)),
        TEXT("direction_1", direction_id(rule, 0)), NUMBER("threshold_1", threshold_of(rule, 0)),
        TEXT("item_2", item_id(rule, 1)), TEXT("direction_2", direction_id(rule, 1)),
        NUMBER("threshold_2", threshold_of(rule, 1)), TEXT("path_1", path_id(at, node, rule, 0)),
        TEXT("path_2", path_id(at, node, rule, 1)), TEXT("path_3", path_id(at, node, rule, 2)));
}

static void set_rows(const place_t *at, const pr_rule_set_t *set, const pr_sink_t *sink)
{
    for (size_t node = 0; node < at->at->solved.choices; node++) {
        double comes_by = 0;
        for (size_t a = 0; a < PR_ACTIONS_MAX; a++) {
            comes_by += set->taken[node * PR_ACTIONS_MAX + a];
        }
        rule_row(at, node, &set->rule[node], comes_by, sink);
    }
}

/* "kind_1", … */
typedef struct {
    char s[16];
} kind_id_t;

static kind_id_t kind_id(size_t k)
{
    kind_id_t out;
    snprintf(out.s, sizeof out.s, "kind_%d", (int)(k % 100) + 1);
    return out;
}

static void rules_at(const pr_gate_rules_t *rules, const pr_rules_at_t *at, const pr_sink_t *sink)
{
    const pr_continuation_t *solved = &at->solved;
    for (int k = 0; k <= PR_CONDITIONS; k++) {
        set_rows(&(place_t){rules, at, set_id[k], k, k == solved->advised}, &solved->level[k], sink);
    }
    if (solved->apart >= 0) {
        set_rows(&(place_t){rules, at, "without_evaluation", PR_CONDITIONS, false}, &solved->without, sink);
    }
    for (size_t k = 0; k < solved->kinds; k++) {
        const pr_threshold_rule_t *rule = &solved->kind[k].rule;
        rule_row(&(place_t){rules, at, kind_id(k).s, pr_shape_conditions(rule->shape), false}, 0, rule, 1,
                 sink);
    }
}

static void every_value(const pr_decide_t *decide, const pr_sink_t *sink,
                        void (*visit)(const pr_gate_rules_t *rules, const pr_rules_at_t *at,
                                      const pr_sink_t *sink))
{
    for (size_t i = 0; i < decide->rules_count; i++) {
        for (size_t k = 0; k < decide->rules[i].values; k++) {
            visit(&decide->rules[i], &decide->rules[i].at[k], sink);
        }
    }
}

void pr_rules_walk(const pr_decide_t *decide, const pr_sink_t *sink)
{
    every_value(decide, sink, rules_at);
}

/* ---- what they bring ---- */

static const pr_valued_t none = {NAN, NAN};

static void value_row(const place_t *at, pr_valued_t chosen, pr_valued_t valued, pr_valued_t gain,
                      pr_valued_t above, const pr_sink_t *sink)
{
    ROW(sink, TEXT("scenario", id_of(at)), NUMBER("value", at->at->worth),
        NUMBER("success_value", at->rules->success_eur), TEXT("given", at->rules->given ? "yes" : "no"),
        TEXT("set", at->name),
        NUMBER("conditions", at->conditions < 0 ? (double)NAN : (double)at->conditions),
        TEXT("advised", at->advised ? "yes" : "no"), NUMBER("chosen", chosen.value),
        NUMBER("chosen_se", chosen.se), NUMBER("net_benefit", valued.value),
        NUMBER("net_benefit_se", valued.se), NUMBER("gain", gain.value), NUMBER("gain_se", gain.se),
        NUMBER("above_advised", above.value), NUMBER("above_advised_se", above.se));
}

static void set_value(const place_t *at, const pr_rule_set_t *set, const pr_sink_t *sink)
{
    value_row(at, set->chosen, set->valued, set->gain, at->advised ? (pr_valued_t){0, 0} : none, sink);
}

static void values_at(const pr_gate_rules_t *rules, const pr_rules_at_t *at, const pr_sink_t *sink)
{
    const pr_continuation_t *solved = &at->solved;
    for (int k = 0; k <= PR_CONDITIONS; k++) {
        set_value(&(place_t){rules, at, set_id[k], k, k == solved->advised}, &solved->level[k], sink);
    }
    if (solved->apart >= 0) {
        set_value(&(place_t){rules, at, "without_evaluation", PR_CONDITIONS, false}, &solved->without, sink);
        value_row(&(place_t){rules, at, "evaluation", -1, false}, none, none, solved->item_worth, none, sink);
    }
    value_row(&(place_t){rules, at, "own", -1, false}, none, at->own, at->own_gain,
              (pr_valued_t){0 - at->own_less.value, at->own_less.se}, sink);
    value_row(&(place_t){rules, at, "regression", -1, false}, none, solved->regression,
              solved->regression_gain, solved->loss, sink);
    value_row(&(place_t){rules, at, "foresight", -1, false}, none, solved->foresight, solved->foresight_gain,
              solved->foresight_loss, sink);
    for (size_t k = 0; k < solved->kinds; k++) {
        const pr_rule_kind_t *kind = &solved->kind[k];
        const pr_valued_t above = {0 - kind->less.value, kind->less.se};
        value_row(&(place_t){rules, at, kind_id(k).s, pr_shape_conditions(kind->rule.shape), false},
                  (pr_valued_t){kind->chosen, NAN}, kind->valued, none, above, sink);
    }
}

void pr_rules_value_walk(const pr_decide_t *decide, const pr_sink_t *sink)
{
    every_value(decide, sink, values_at);
}

/* ---- how often ---- */

static void shares_at(const pr_gate_rules_t *rules, const pr_rules_at_t *at, const pr_sink_t *sink)
{
    const pr_scenario_t *scenario = rules->study.scenario;
    const pr_rule_set_t *set = &at->solved.level[at->solved.advised];
    for (size_t g = 0; g < scenario->gate_count; g++) {
        for (int p = -1; p < (int)scenario->path_count; p++) {
            ROW(sink, TEXT("scenario", scenario->id), NUMBER("value", at->worth),
                TEXT("gate", scenario->gate[g].id), NUMBER("year", scenario->gate[g].year),
                TEXT("path", p < 0 ? "closed" : scenario->budget_path[p].id),
                NUMBER("share", pr_rules_share(&rules->study, set, g, p)));
        }
    }
}

void pr_rules_share_walk(const pr_decide_t *decide, const pr_sink_t *sink)
{
    every_value(decide, sink, shares_at);
}
