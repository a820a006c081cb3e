/* A threshold rule as a committee would write it down. */
#include "report/rules.h"
#include <math.h>
#include <string.h>

const pr_path_t *pr_rule_path(const pr_gate_study_t *study, size_t node, int action)
{
    return &study->scenario->budget_path[study->path[node][action]];
}

const char *pr_known_id(int item)
{
    static const char *const id[PR_KNOWN] = {
        [PR_KNOWN_ESTIMATE] = "estimate",
        [PR_KNOWN_WAITING] = "waiting",
        [PR_KNOWN_VACANCIES] = "vacancies",
        [PR_KNOWN_REACHED] = "reached",
    };
    return id[item];
}

double pr_rules_share(const pr_gate_study_t *study, const pr_rule_set_t *set, size_t gate, int path)
{
    double share = path < 0 ? 1 : 0;
    for (size_t node = 0; node < study->node_count; node++) {
        for (size_t a = 0; a < study->choice[node].actions && study->node[node].gate == gate; a++) {
            double taken = set->taken[node * PR_ACTIONS_MAX + a];
            share += path < 0 ? -taken : study->path[node][a] == path ? taken : 0;
        }
    }
    return share > 1e-9 ? share : 0;
}

static pr_text_id_t text_of(const pr_gate_t *gate, const pr_condition_t *condition)
{
    static const pr_text_id_t text[PR_KNOWN][2] = {
        [PR_KNOWN_ESTIMATE] = {PR_TEXT_RULE_ESTIMATE, PR_TEXT_RULE_ESTIMATE_BELOW},
        [PR_KNOWN_WAITING] = {PR_TEXT_RULE_WAITING, PR_TEXT_RULE_WAITING_BELOW},
        [PR_KNOWN_VACANCIES] = {PR_TEXT_RULE_VACANCIES, PR_TEXT_RULE_VACANCIES_BELOW},
        [PR_KNOWN_REACHED] = {PR_TEXT_RULE_REACHED, PR_TEXT_RULE_REACHED_BELOW},
    };
    if (condition->item == PR_KNOWN_ESTIMATE && gate->outcome == PR_EVALUATE_REACHED) {
        return condition->below ? PR_TEXT_RULE_COUNTED_BELOW : PR_TEXT_RULE_COUNTED;
    }
    return text[condition->item][condition->below];
}

static void add_condition(pr_text_t *out, pr_lang_t lang, const pr_gate_t *gate,
                          const pr_condition_t *condition)
{
    bool share = condition->item == PR_KNOWN_ESTIMATE && gate->outcome == PR_EVALUATE_SUCCESS;
    pr_number_t amount = pr_plain(lang, share ? 100 * condition->threshold : condition->threshold);
    if (share) {
        size_t length = strlen(amount.s);
        snprintf(amount.s + length, sizeof amount.s - length, lang == PR_LANG_EN ? "%%" : " %%");
    }
    PR_FILL(out, lang, text_of(gate, condition), amount.s);
}

void pr_rule_words(pr_text_t *out, pr_lang_t lang, const pr_gate_study_t *study, size_t node,
                   const pr_threshold_rule_t *rule)
{
    const pr_gate_t *gate = &study->scenario->gate[study->node[node].gate];
    int conditions = pr_shape_conditions(rule->shape);
    if (rule->shape == PR_SHAPE_ALWAYS) {
        PR_FILL(out, lang, PR_TEXT_RULE_ALWAYS, pr_rule_path(study, node, rule->action[0])->label);
        return;
    }
    pr_text_adds(out, pr_rule_path(study, node, rule->action[0])->label);
    for (int k = 0; k < conditions; k++) {
        if (k > 0 && rule->shape == PR_SHAPE_BARS) {
            PR_FILL(out, lang, PR_TEXT_RULE_ELSE, pr_rule_path(study, node, rule->action[1])->label);
        }
        bool more = k > 0 && rule->shape == PR_SHAPE_BOTH;
        pr_text_addf(out, " %s ", pr_text(lang, more ? PR_TEXT_RULE_AND : PR_TEXT_RULE_IF));
        add_condition(out, lang, gate, &rule->condition[k]);
    }
    PR_FILL(out, lang, PR_TEXT_RULE_ELSE,
            pr_rule_path(study, node, rule->action[pr_shape_actions(rule->shape) - 1])->label);
}
