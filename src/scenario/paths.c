/*
 * What a policy's decisions budget: the amounts of each year, of the planned path too, and the settings that
 * they come from.
 */
#include <poolraming/policy.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

int pr_policy_path(const pr_scenario_t *scenario, const pr_decisions_t *decisions, int year)
{
    int path = -1;
    for (size_t g = 0; g < decisions->count && scenario->gate[g].year <= year; g++) {
        path = decisions->gate[g].path >= 0 ? decisions->gate[g].path : path;
    }
    return path;
}

ptrdiff_t pr_policy_line(const pr_scenario_t *scenario, pr_purpose_t purpose)
{
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (scenario->line[i].purpose == purpose) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

/* An evaluation is paid in the year of its decision. Its fixed part takes the place of what the line has, so
   that the memo's 15,000 is not counted twice; a fixed part that is not given is what the line has. */
static void add_evaluation(const pr_scenario_t *scenario, const pr_policy_inputs_t *in, size_t g,
                           const pr_decision_t *decision, double *line_eur)
{
    const pr_gate_t *gate = &scenario->gate[g];
    ptrdiff_t line = pr_policy_line(scenario, PR_PURPOSE_EVALUATION);
    if (line < 0 || gate->rule.choose != PR_CHOOSE_EVALUATION || decision->path < 0) {
        return;
    }
    if (gate->gives_cost) {
        line_eur[line] = in->evaluation_eur[g];
    }
    line_eur[line] += in->per_resident_eur[g] * decision->seen.followed;
}

void pr_policy_amounts(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                       const pr_decisions_t *decisions, int y, double *line_eur)
{
    int year = scenario->first_year + y, path = pr_policy_path(scenario, decisions, year);
    for (size_t i = 0; i < scenario->line_count; i++) {
        line_eur[i] = path >= 0 && scenario->budget_path[path].gives[i] ? inputs->policy.path_eur[path][i]
                      : pr_path_stops(scenario, path)                   ? 0
                                                                        : inputs->line_real_eur[i][y];
    }
    for (size_t g = 0; g < decisions->count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        if (gate->decision / 12 == year) {
            add_evaluation(scenario, &inputs->policy, g, &decisions->gate[g], line_eur);
        }
        /* Contracts end on 31 December: what that costs belongs to the year that they end in. */
        ptrdiff_t line = pr_policy_line(scenario, PR_PURPOSE_EXIT);
        if (gate->year == year + 1 && pr_path_stops(scenario, decisions->gate[g].path) && line >= 0) {
            line_eur[line] += inputs->policy.exit_eur;
        }
    }
}

void pr_policy_plan(const pr_scenario_t *scenario, pr_decisions_t *out)
{
    memset(out, 0, sizeof *out);
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        bool stopped = pr_path_stops(scenario, pr_policy_path(scenario, out, gate->year));
        bool follows =
            gate->rule.choose == PR_CHOOSE_EVALUATION && gate->outcome == PR_EVALUATE_SUCCESS && !stopped;
        out->gate[g].path = stopped ? -1 : gate->planned;
        out->gate[g].seen.followed = follows ? gate->followed : 0;
        out->count = g + 1;
    }
}

/* ---- where an amount comes from ---- */

bool pr_policy_varies(const pr_scenario_t *scenario, size_t line, int year)
{
    const pr_policy_inputs_t *in = &scenario->central.policy;
    pr_purpose_t purpose = scenario->line[line].purpose;
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        bool decided = year >= gate->year;
        bool followed =
            year == gate->decision / 12 && purpose == PR_PURPOSE_EVALUATION && in->per_resident_eur[g] > 0;
        bool ended = year == gate->year - 1 && purpose == PR_PURPOSE_EXIT && in->exit_eur > 0;
        if (gate->rule.choose != PR_CHOOSE_FIXED && (decided || followed || ended)) {
            return true;
        }
    }
    return false;
}

void pr_policy_setting(const pr_scenario_t *scenario, size_t line, int year, char out[192])
{
    pr_decisions_t planned;
    pr_policy_plan(scenario, &planned);
    int path = pr_policy_path(scenario, &planned, year);
    const char *id = scenario->line[line].id;
    if (path >= 0 && scenario->budget_path[path].gives[line]) {
        snprintf(out, 192, "policy.paths.%s.amounts.%s", scenario->budget_path[path].id, id);
    } else if (pr_path_stops(scenario, path)) {
        snprintf(out, 192, "policy.paths.%s.stop", scenario->budget_path[path].id);
    } else {
        snprintf(out, 192, "budget.lines.%s.amounts.%d", id, year);
    }
    for (size_t g = 0; g < planned.count; g++) {
        const pr_gate_t *gate = &scenario->gate[g];
        pr_purpose_t purpose = scenario->line[line].purpose;
        if (purpose == PR_PURPOSE_EVALUATION && gate->decision / 12 == year && gate->gives_cost &&
            gate->rule.choose == PR_CHOOSE_EVALUATION && planned.gate[g].path >= 0) {
            snprintf(out, 192, "policy.gates.%s.evaluation.fixed_cost", gate->id);
        } else if (purpose == PR_PURPOSE_EXIT && gate->year == year + 1 &&
                   pr_path_stops(scenario, planned.gate[g].path) && scenario->central.policy.exit_eur > 0) {
            snprintf(out, 192, "policy.exit_cost");
        }
    }
}
