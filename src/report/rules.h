/* Rules at gates in words, for tables and files. */
#ifndef PR_REPORT_RULES_H
#define PR_REPORT_RULES_H

#include "report/view.h"
#include <poolraming/report_continuation.h>

/* Appends what a rule does at a choice: "Groeien naar 700.000 als …; anders Doorgaan met 450.000". */
void pr_rule_words(pr_text_t *out, pr_lang_t lang, const pr_gate_study_t *study, size_t node,
                   const pr_threshold_rule_t *rule);

/* The path of an action of a choice. */
const pr_path_t *pr_rule_path(const pr_gate_study_t *study, size_t node, int action);

/* "estimate", "waiting", …: as in rules.csv. */
const char *pr_known_id(int item);

/* Appends the tables as members of a JSON object: ,"rules": […], "rules_value": […]. */
void pr_rules_json_arrays(pr_text_t *out, const pr_gate_rules_t *rules, pr_lang_t lang, bool *ok);

#endif
