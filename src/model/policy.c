/*
 * A gate is taken in January of its year: it looks, chooses, and the years up to the next gate are budgeted
 * by the same code as all others. A stop is not reopened: later gates have nothing to decide.
 */
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/policy.h>
#include <string.h>

/* Reached residents are sums of shares of people: what is whole must not be lost to rounding. */
static const double SLACK = 1e-9;

/* ---- the rule ---- */

static bool expands(const pr_gate_rule_t *rule, const pr_evidence_t *seen)
{
    return (isnan(rule->waiting_above) || seen->waiting > rule->waiting_above) &&
           (isnan(rule->vacancies_below) || seen->vacancies < rule->vacancies_below);
}

/* The path with the highest bar that is reached, −1 where none is. */
static int best_reached(const pr_gate_rule_t *rule, double estimate)
{
    int best = -1;
    for (int p = 0; p < PR_MAX_PATHS; p++) {
        double bar = rule->at_least[p];
        if ((bar <= 0 || estimate >= bar) && (best < 0 || bar > rule->at_least[best])) {
            best = p;
        }
    }
    return best;
}

int pr_gate_choose(const pr_gate_rule_t *rule, int current, int step_up, const pr_evidence_t *seen)
{
    int chosen = -1;
    switch (rule->choose) {
    case PR_CHOOSE_FIXED:
        return rule->path;
    case PR_CHOOSE_EVALUATION:
        chosen = best_reached(rule, seen->estimate);
        break;
    case PR_CHOOSE_EXPAND:
        if (expands(rule, seen)) {
            chosen = rule->path >= 0 ? rule->path : step_up >= 0 ? step_up : current;
        }
        break;
    }
    return chosen >= 0 ? chosen : rule->otherwise >= 0 ? rule->otherwise : current;
}

/* ---- what a gate sees ---- */

/* Sum over months [from, to) of the axis, of the region. */
static double months_sum(const pr_ledger_t *ledger, pr_month_series_t series, int from, int to)
{
    double sum = 0;
    for (int t = from < 0 ? 0 : from; t < to; t++) {
        sum += pr_ledger_row(ledger, series, 0)[t];
    }
    return sum;
}

static void follow(const pr_gate_t *gate, double success_share, pr_source_t source, pr_evidence_t *out)
{
    double most = floor(out->reachable + SLACK);
    out->followed = most < gate->followed ? (int)most : gate->followed;
    if (out->followed > 0) {
        pr_address_t address = {PR_PROCESS_EVALUATION, (uint16_t)(12 * gate->year), 0, 0};
        uint32_t word[4];
        pr_block(&source, address, 0, word);
        out->successes =
            (int)pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), out->followed, success_share);
        out->estimate = (double)out->successes / out->followed;
    }
}

void pr_gate_look(const pr_scenario_t *scenario, size_t g, double success_share, const pr_ledger_t *ledger,
                  pr_source_t source, pr_evidence_t *out)
{
    const pr_gate_t *gate = &scenario->gate[g];
    int end = gate->data_until + 1 - 12 * scenario->month_year; /* the first month that is not seen */
    int from = end - gate->window_months > 0 ? end - gate->window_months : 0;
    *out = (pr_evidence_t){.estimate = NAN};
    out->waiting = months_sum(ledger, PR_MONTH_BACKLOG, from, end) / (end - from);
    out->vacancies = months_sum(ledger, PR_MONTH_VACANCIES, from, end) / (end - from);
    if (gate->rule.choose != PR_CHOOSE_EVALUATION) {
        return;
    }
    if (gate->outcome == PR_EVALUATE_SUCCESS) {
        out->reachable = months_sum(ledger, PR_MONTH_SERVED, 0, end - gate->follow_months);
        follow(gate, success_share, source, out);
    } else {
        out->estimate = months_sum(ledger, PR_MONTH_SERVED, from, end);
    }
}

/* ---- what is budgeted ---- */

void pr_policy_budget(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                      const pr_decisions_t *decisions, pr_budget_t *out)
{
    double line_eur[PR_MAX_LINES];
    int first = scenario->gate_count > 0 ? scenario->gate[0].decision / 12 - scenario->first_year : 0;
    for (int y = first; y < scenario->years && decisions->count > 0; y++) {
        pr_policy_amounts(scenario, inputs, decisions, y, line_eur);
        pr_budget_year(scenario, index, y, line_eur, out);
    }
}

void pr_policy_decide(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                      const pr_ledger_t *ledger, pr_source_t source, pr_decisions_t *decisions,
                      pr_budget_t *budget)
{
    size_t g = decisions->count;
    pr_decision_t *decision = &decisions->gate[g];
    int current = pr_policy_path(scenario, decisions, scenario->gate[g].year);
    *decision = (pr_decision_t){.path = -1, .seen.estimate = NAN};
    if (!pr_path_stops(scenario, current)) {
        int step_up = current >= 0 ? scenario->budget_path[current].expands_to : -1;
        pr_gate_look(scenario, g, inputs->benefit.success_share, ledger, source, &decision->seen);
        decision->path = pr_gate_choose(&scenario->gate[g].rule, current, step_up, &decision->seen);
    }
    decisions->count = g + 1;
    pr_policy_budget(scenario, inputs, index, decisions, budget);
}

void pr_policy_close(const pr_scenario_t *scenario, const pr_ledger_t *ledger, pr_decisions_t *decisions)
{
    for (size_t g = 0; g < decisions->count; g++) {
        pr_decision_t *decision = &decisions->gate[g];
        int january = 12 * (scenario->gate[g].year - scenario->month_year);
        if (pr_path_stops(scenario, decision->path)) {
            decision->ended = pr_ledger_row(ledger, PR_MONTH_ENDED, 0)[january];
            decision->released = pr_ledger_row(ledger, PR_MONTH_RELEASED, 0)[january];
        }
    }
}

/* ---- Identities ---- */

static int verify_amounts(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                          const pr_decisions_t *decisions, int y, pr_errors_t *errors)
{
    double line_eur[PR_MAX_LINES];
    pr_policy_amounts(scenario, inputs, decisions, y, line_eur);
    int status = 0;
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (budget->line_real[i][y].cents != pr_cents_from_eur(line_eur[i])) {
            status =
                pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                              "%d: line %s has %.2f and its path gives %.2f", scenario->first_year + y,
                              scenario->line[i].id, (double)budget->line_real[i][y].cents / 100, line_eur[i]);
        }
    }
    return status;
}

/* What must be 0 once the pool has stopped; only those whom a surviving community carries still come. */
static int verify_end(const pr_scenario_t *scenario, const pr_ledger_t *ledger, size_t g, pr_errors_t *errors)
{
    static const pr_month_series_t none[] = {PR_MONTH_TARGET_PERSONS, PR_MONTH_ACTIVE_PERSONS,
                                             PR_MONTH_TRAINEES,       PR_MONTH_PAYROLL_EUR,
                                             PR_MONTH_BACKLOG,        PR_MONTH_NEW_RESIDENTS};
    int status = 0;
    for (int t = 12 * (scenario->gate[g].year - scenario->month_year); t < scenario->months; t++) {
        for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
            double left = pr_ledger_row(ledger, none[i], 0)[t];
            left -= none[i] == PR_MONTH_NEW_RESIDENTS ? pr_ledger_row(ledger, PR_MONTH_CARRIED, 0)[t] : 0;
            if (!(left == 0)) {
                status = pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                                       "gate %s stopped the pool, but series %d of month %d is %.17g",
                                       scenario->gate[g].id, (int)none[i], t, left);
            }
        }
    }
    return status;
}

static int verify_decision(const pr_scenario_t *scenario, const pr_ledger_t *ledger,
                           const pr_decisions_t *decisions, size_t g, pr_errors_t *errors)
{
    const pr_decision_t *decision = &decisions->gate[g];
    int current = pr_policy_path(scenario, decisions, scenario->gate[g].year - 1);
    int step_up = current >= 0 ? scenario->budget_path[current].expands_to : -1;
    int wanted = pr_path_stops(scenario, current)
                     ? -1
                     : pr_gate_choose(&scenario->gate[g].rule, current, step_up, &decision->seen);
    int status = 0;
    if (decision->path != wanted || !(decision->seen.followed <= decision->seen.reachable + SLACK)) {
        status = pr_errors_add(
            errors, PR_ERR_IDENTITY, NULL, 0,
            "gate %s chose path %d, but its rule gives %d (%d of %.17g residents followed)",
            scenario->gate[g].id, decision->path, wanted, decision->seen.followed, decision->seen.reachable);
    }
    if (pr_path_stops(scenario, decision->path)) {
        int end = verify_end(scenario, ledger, g, errors);
        status = end != 0 ? end : status;
    }
    return status;
}

int pr_policy_verify(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                     const pr_ledger_t *ledger, const pr_decisions_t *decisions, pr_errors_t *errors)
{
    int status = 0;
    for (int y = 0; y < scenario->years && scenario->gate_count > 0; y++) {
        int amounts = verify_amounts(scenario, inputs, budget, decisions, y, errors);
        status = amounts != 0 ? amounts : status;
    }
    for (size_t g = 0; g < scenario->gate_count; g++) {
        int decision = verify_decision(scenario, ledger, decisions, g, errors);
        status = decision != 0 ? decision : status;
    }
    return status;
}
