/*
 * Policy: at a gate the contract is extended on one of the scenario's budget paths, or ends. A gate sees the
 * ledger up to and including its `data_until` and nothing later. docs/model.md "Policy and gates".
 */
#ifndef POOLRAMING_POLICY_H
#define POOLRAMING_POLICY_H

#include <poolraming/budget.h>
#include <poolraming/pool.h>
#include <poolraming/random.h>
#include <poolraming/scenario.h>

/* What is known at a gate. */
typedef struct {
    double reachable; /* residents reached early enough to have been followed */
    int followed;     /* of them, at most as many as asked for */
    int successes;    /* found among them */
    double estimate;  /* of the evaluation; NaN where there is none or nobody could be followed */
    double waiting;   /* residents waiting or being helped: mean of month-ends in the window */
    double vacancies; /* posts: the same */
} pr_evidence_t;

/* What a gate decided. */
typedef struct {
    int path; /* into scenario->budget_path; −1 where the pool had stopped before, so that nothing was decided
               */
    pr_evidence_t seen;
    double ended;    /* people whose contracts end because this gate stops the pool */
    double released; /* residents let go with them */
} pr_decision_t;

/* Decisions in the order of the gates: the first `count` of them have been taken. */
typedef struct {
    size_t count;
    pr_decision_t gate[PR_MAX_GATES];
} pr_decisions_t;

/* Does a path end the pool? False for −1, no path. */
static inline bool pr_path_stops(const pr_scenario_t *scenario, int path)
{
    return path >= 0 && scenario->budget_path[path].stop;
}

/* The path that a rule chooses. `current`: the path so far, `step_up`: the one it expands to; −1 where there
   is none. Reads nothing but its arguments. A bar at or below 0 is always reached; a NaN in the evidence
   reaches nothing else. */
PR_API int pr_gate_choose(const pr_gate_rule_t *rule, int current, int step_up, const pr_evidence_t *seen);

/* What a gate sees in a ledger, of which it reads the months up to data_until only. An evaluation of
   successes finds Binomial(followed, success_share) of them, a pure function of `source` and the gate's year.
 */
PR_API void pr_gate_look(const pr_scenario_t *scenario, size_t gate, double success_share,
                         const pr_ledger_t *ledger, pr_source_t source, pr_evidence_t *out);

/* The path in force in a year, −1 before the first gate or without one. */
PR_API int pr_policy_path(const pr_scenario_t *scenario, const pr_decisions_t *decisions, int year);

/* The first line with a purpose: that of evaluations, or of the end of the pool; −1 where there is none. */
PR_API ptrdiff_t pr_policy_line(const pr_scenario_t *scenario, pr_purpose_t purpose);

/* Real euros of year `y`, line_count of them, with what evaluations and the end of the pool cost in it. */
PR_API void pr_policy_amounts(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                              const pr_decisions_t *decisions, int y, double *line_eur);

/* Budgets anew the years that the decisions touch: those of the first decision and after it. */
PR_API void pr_policy_budget(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                             const pr_index_path_t *index, const pr_decisions_t *decisions, pr_budget_t *out);

/* What budgets and tables count on: every gate on its planned path, everybody followed who is asked for. */
PR_API void pr_policy_plan(const pr_scenario_t *scenario, pr_decisions_t *out);

/* Takes the next decision in a replicate and budgets its years. */
PR_API void pr_policy_decide(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                             const pr_index_path_t *index, const pr_ledger_t *ledger, pr_source_t source,
                             pr_decisions_t *decisions, pr_budget_t *budget);

/* pr_pool_simulate with gates: they open in January of their years and change `budget` from then on, and the
   years of their evaluations. Without gates the same as pr_pool_simulate. */
PR_API int pr_pool_simulate_gates(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                                  const pr_index_path_t *index, pr_source_t source, pr_budget_t *budget,
                                  pr_decisions_t *decisions, pr_ledger_t *ledger);

/* After the last month: what a stop meant for people and residents. */
PR_API void pr_policy_close(const pr_scenario_t *scenario, const pr_ledger_t *ledger,
                            pr_decisions_t *decisions);

/* Does a line's amount in a year depend on what a replicate decides or finds? */
PR_API bool pr_policy_varies(const pr_scenario_t *scenario, size_t line, int year);

/* The setting that a line's amount of the central path comes from: "budget.lines.fte.amounts.2026",
   "policy.paths.groei.amounts.fte"; `out` has at least 192 bytes. */
PR_API void pr_policy_setting(const pr_scenario_t *scenario, size_t line, int year, char out[192]);

/* Identities: each year has the amounts of the path that was chosen, by the rule and what was seen; nobody is
   employed or waits after a stop. 0 or PR_ERR_IDENTITY with a sentence each. */
PR_API int pr_policy_verify(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                            const pr_budget_t *budget, const pr_ledger_t *ledger,
                            const pr_decisions_t *decisions, pr_errors_t *errors);

#endif
