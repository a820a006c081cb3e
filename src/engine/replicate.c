/* One replicate, whole: parameters, index, budget, pool, surplus, benefit. */
#include <poolraming/engine.h>
#include <string.h>

/* In the stream of the surplus: own shocks, the stationary start, and what stands in for demand's shocks
   where the months hold none. */
enum { SUB_OWN = 0, SUB_START = 1, SUB_STAND_IN = 2 };

int pr_replicate_init(pr_replicate_t *self, const pr_scenario_t *scenario)
{
    memset(self, 0, sizeof *self);
    return pr_ledger_init(&self->ledger, scenario);
}

void pr_replicate_free(pr_replicate_t *self)
{
    pr_ledger_free(&self->ledger);
}

static double normal_at(const pr_source_t *source, uint16_t process, int year, uint16_t code, uint16_t sub)
{
    pr_address_t address = {process, (uint16_t)(12 * year), code, sub};
    uint32_t word[4];
    pr_block(source, address, 0, word);
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static void draw_index_shocks(const pr_scenario_t *scenario, const pr_source_t *source,
                              pr_index_shocks_t *out)
{
    for (int series = 0; series < PR_SERIES_COUNT; series++) {
        for (int y = 0; y < scenario->years; y++) {
            int year = scenario->first_year + y;
            out->level[series][y] = normal_at(source, PR_PROCESS_INDEX_LEVEL, year, (uint16_t)series, 0);
            out->revision[series][y] =
                normal_at(source, PR_PROCESS_INDEX_REVISION, year, (uint16_t)series, 0);
        }
    }
}

static void draw_surplus_shocks(pr_replicate_t *self, const pr_scenario_t *scenario,
                                const pr_source_t *source)
{
    double own[PR_MAX_YEARS], demand[PR_MAX_YEARS];
    for (int y = 0; y < scenario->years; y++) {
        int year = scenario->first_year + y;
        bool has_shocks = year >= scenario->month_year && self->inputs.demand.shock_sd > 0;
        own[y] = normal_at(source, PR_PROCESS_SURPLUS, year, 0, SUB_OWN);
        demand[y] = has_shocks ? self->ledger.demand_mean_shock[y]
                               : normal_at(source, PR_PROCESS_SURPLUS, year, 0, SUB_STAND_IN);
    }
    double start = normal_at(source, PR_PROCESS_SURPLUS, scenario->first_year, 0, SUB_START);
    pr_surplus_shocks(scenario, &self->inputs.surplus, start, own, demand, self->surplus_shock);
}

static bool has_allocation(const pr_scenario_t *scenario)
{
    return scenario->has_allocation[PR_CHANNEL_SURPLUS] || scenario->has_allocation[PR_CHANNEL_EXECUTION];
}

int pr_replicate_simulate(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                          uint64_t replicate)
{
    return pr_replicate_simulate_at(self, scenario, seed, replicate, replicate);
}

int pr_replicate_simulate_at(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                             uint64_t parameters, uint64_t processes)
{
    pr_scenario_draw(scenario, seed, parameters, &self->inputs);
    return pr_replicate_simulate_with(self, scenario, seed, processes);
}

int pr_replicate_simulate_with(pr_replicate_t *self, const pr_scenario_t *scenario, uint64_t seed,
                               uint64_t processes)
{
    pr_source_t source = {seed, processes};
    pr_index_shocks_t shocks;
    self->replicate = processes;
    pr_keys_reset();
    draw_index_shocks(scenario, &source, &shocks);
    int status = pr_index_path(scenario, &self->inputs, &shocks, &self->index);
    if (status != 0) {
        return status;
    }
    pr_budget_path(scenario, &self->inputs, &self->index, &self->budget);
    status = pr_pool_simulate_gates(scenario, &self->inputs, &self->index, source, &self->budget,
                                    &self->decisions, &self->ledger);
    if (status != 0) {
        return status;
    }
    if (has_allocation(scenario)) {
        pr_residents_reached(scenario, &self->ledger, &self->residents);
        pr_allocation_path(scenario, &self->inputs, &self->residents, &self->budget);
    }
    if (scenario->has_surplus) {
        draw_surplus_shocks(self, scenario, &source);
    }
    pr_surplus_path(scenario, &self->inputs, &self->budget, self->ledger.payroll_eur,
                    scenario->has_surplus ? self->surplus_shock : NULL, &self->surplus);
    return pr_benefit_simulate(scenario, &self->inputs, &self->budget, &self->surplus, &self->ledger, source,
                               &self->benefit);
}

int pr_replicate_verify(const pr_replicate_t *self, const pr_scenario_t *scenario, pr_errors_t *errors)
{
    int money = pr_budget_verify(scenario, &self->index, &self->budget, &self->surplus, errors);
    int people = pr_pool_verify(scenario, &self->ledger, errors);
    int benefit = pr_benefit_verify(scenario, &self->inputs, &self->benefit, errors);
    int policy =
        pr_policy_verify(scenario, &self->inputs, &self->budget, &self->ledger, &self->decisions, errors);
    pr_address_t twice;
    if (pr_keys_repeats(&twice) > 0) {
        return pr_errors_add(
            errors, PR_ERR_IDENTITY, NULL, 0,
            "replicate %llu opened the random block of process %u, month %u, code %u, sub %u twice",
            (unsigned long long)self->replicate, (unsigned)twice.process, (unsigned)twice.month,
            (unsigned)twice.code, (unsigned)twice.sub);
    }
    return money ? money : people ? people : benefit ? benefit : policy;
}

int pr_central_path(const pr_scenario_t *scenario, pr_central_t *out)
{
    static const pr_index_shocks_t none;
    int status = pr_index_path(scenario, &scenario->central, &none, &out->index);
    if (status != 0) {
        return status;
    }
    pr_decisions_t planned;
    pr_policy_plan(scenario, &planned);
    pr_budget_path(scenario, &scenario->central, &out->index, &out->budget);
    pr_policy_budget(scenario, &scenario->central, &out->index, &planned, &out->budget);
    memset(&out->residents, 0, sizeof out->residents);
    if (scenario->allocation_shown) {
        status = pr_residents_expected(scenario, &scenario->central, &out->budget, &out->residents);
        pr_allocation_path(scenario, &scenario->central, &out->residents, &out->budget);
    }
    pr_surplus_path(scenario, &scenario->central, &out->budget, NULL, NULL, &out->surplus);
    return status;
}
