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

/* The advised rules in words, what they bring and lose, and others; the view needs no scenario. */
void pr_rules_section(const pr_view_t *view, const pr_gate_rules_t *rules);

/* "estimate", "waiting", …: as in rules.csv. */
const char *pr_known_id(int item);

/* The share of the replicates in which a gate takes a path under a set of rules; path −1: in which the pool
   had stopped before. */
double pr_rules_share(const pr_gate_study_t *study, const pr_rule_set_t *set, size_t gate, int path);

#endif
