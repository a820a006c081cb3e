/*
 * The month loop: workforce, volunteers, Z, arrivals and their hours, weights, service, giving up. Each room
 * keeps its own state; this file only carries hours and residents from one to the next and writes the ledger.
 * Whom a community carries needs no hours; who wants a circle waits for one, and not in the common queue.
 */
#include "model/pool_state.h"
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/policy.h>
#include <string.h>

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static int mode_init(pr_pool_t *self)
{
    int status = pr_mode_init(&self->mode, self->scenario->mode, &self->inputs->deployment);
    if (status == 0) {
        self->workforce.absence_cover = self->mode.absence_cover;
        self->demand.mode_uptake = self->mode.changes_uptake ? self->mode.uptake : NULL;
    }
    return status;
}

static int pool_init(pr_pool_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                     const pr_index_path_t *index, const pr_budget_t *budget, const pr_source_t *source)
{
    const pr_deployment_inputs_t *in = &inputs->deployment;
    double themes = scenario->theme_count > 0 ? 0 : 1;
    for (size_t k = 0; k < scenario->theme_count; k++) {
        themes += inputs->demand.theme_share[k];
    }
    self->scenario = scenario;
    self->inputs = inputs;
    self->source = *source;
    pr_lanes_init(&self->lanes, scenario);
    pr_service_init(&self->service, self->lanes.count);
    memset(self->theme, 0, sizeof self->theme);
    memset(self->local, 0, sizeof self->local);
    if (!is_share(in->regional_share) || !is_share(in->community_share) || !is_share(in->demand_weight) ||
        !is_share(in->sharing) || !is_share(inputs->demand.giving_up_per_month) || !(themes > 0)) {
        return PR_ERR_DOMAIN;
    }
    int status = pr_launch_draw(&self->lanes, inputs, source, scenario->start_month, self->launch);
    if (status == 0) {
        status = pr_workforce_init(&self->workforce, scenario, inputs, index, budget);
    }
    if (status == 0) {
        status = pr_volunteers_init(&self->volunteers, scenario, inputs, index, budget,
                                    self->workforce.plan.cost_per_fte_eur);
    }
    if (status == 0) {
        status = pr_demand_init(&self->demand, scenario, inputs, &self->lanes, self->launch, source);
    }
    if (status == 0) {
        status = pr_groups_init(self);
    }
    return status == 0 ? mode_init(self) : status;
}

static void arrive(pr_pool_t *self, const pr_workforce_month_t *staff, int t)
{
    double *residents = pr_local(self, PR_MONTH_NEW_RESIDENTS);
    double *hours = pr_local(self, PR_MONTH_DEMAND_HOURS);
    pr_demand_arrive(&self->demand, &self->source, t, residents, hours);
    if (!self->has_circles && !self->has_communities) {
        pr_service_arrive(&self->service, residents, hours);
        return;
    }
    const double *group = pr_local(self, PR_MONTH_CIRCLE_ARRIVED),
                 *carried = pr_local(self, PR_MONTH_CARRIED);
    double others[PR_MAX_MUNICIPALITIES];
    for (size_t i = 0; i < self->lanes.count; i++) {
        others[i] = residents[i] - group[i] - carried[i];
    }
    pr_service_arrive(&self->service, others, hours);
    if (self->has_circles) {
        pr_groups_gather(self, staff, t, hours);
    }
}

static void nobody_arrives(pr_pool_t *self)
{
    size_t size = self->lanes.count * sizeof(double);
    memset(pr_local(self, PR_MONTH_NEW_RESIDENTS), 0, size);
    memset(pr_local(self, PR_MONTH_DEMAND_HOURS), 0, size);
    if (self->has_circles) {
        memset(pr_local(self, PR_MONTH_CIRCLE_ARRIVED), 0, size);
        memset(self->circle_hours, 0, size);
    }
    if (self->has_communities) {
        memset(pr_local(self, PR_MONTH_CARRIED), 0, size);
    }
}

/* Without a pool only those come whom a community carries that has outlived it. */
static void arrive_without_pool(pr_pool_t *self, int t)
{
    double *residents = pr_local(self, PR_MONTH_NEW_RESIDENTS);
    double hours[PR_MAX_MUNICIPALITIES];
    nobody_arrives(self);
    if (self->has_communities) {
        pr_demand_arrive(&self->demand, &self->source, t, residents, hours);
        memcpy(residents, pr_local(self, PR_MONTH_CARRIED), self->lanes.count * sizeof *residents);
        memset(pr_local(self, PR_MONTH_CIRCLE_ARRIVED), 0, self->lanes.count * sizeof *residents);
    }
}

/* Divides the hours that are not regional, those of paid experts and those of volunteers, which are all for
   residents; returns build-up hours: those for which nobody has launched. */
static double deploy(pr_pool_t *self, double hours, double volunteer_hours)
{
    const pr_deployment_inputs_t *in = &self->inputs->deployment;
    size_t n = self->lanes.count;
    double *weight = self->weight, sum[PR_MAX_MUNICIPALITIES];
    const double *work = pr_groups_work(self, sum);
    double *community = pr_local(self, PR_MONTH_COMMUNITY_HOURS);
    double *idle = pr_local(self, PR_MONTH_IDLE_HOURS);
    double *resident = pr_local(self, PR_MONTH_RESIDENT_HOURS);
    double *deployed = pr_local(self, PR_MONTH_DEPLOYMENT_HOURS);
    bool any = false;
    pr_deployment_weights(n, self->launched, self->key, work, in->demand_weight, weight);
    for (size_t i = 0; i < n; i++) {
        any = any || self->launched[i];
        community[i] = in->community_share * (hours * weight[i]);
        resident[i] = hours * weight[i] - community[i] + volunteer_hours * weight[i];
        idle[i] = (1 - self->mode.resident_share) * resident[i];
        resident[i] -= idle[i];
    }
    pr_deployment_share(n, in->sharing, work, resident);
    for (size_t i = 0; i < n; i++) {
        deployed[i] = community[i] + resident[i] + idle[i];
    }
    return any ? 0 : hours + volunteer_hours;
}

/* While the pool exists residents are helped or give up; when it ends they are released. */
static void serve(pr_pool_t *self, int t, bool open)
{
    double rest[PR_MAX_MUNICIPALITIES];
    double *served = pr_local(self, PR_MONTH_SERVED), *given = pr_local(self, PR_MONTH_SERVICE_HOURS);
    double *gave_up = pr_local(self, PR_MONTH_GAVE_UP), *released = pr_local(self, PR_MONTH_RELEASED);
    size_t size = self->lanes.count * sizeof *served;
    if (open) {
        const double *hours =
            self->has_circles ? pr_groups_meet(self, rest) : pr_local(self, PR_MONTH_RESIDENT_HOURS);
        pr_service_serve(&self->service, hours, served, given);
        pr_service_leave(&self->service, self->inputs->demand.giving_up_per_month, gave_up);
        memset(released, 0, size);
    } else {
        pr_service_leave(&self->service, 1, released);
        memset(served, 0, size);
        memset(given, 0, size);
        memset(gave_up, 0, size);
    }
    memcpy(pr_local(self, PR_MONTH_BACKLOG), self->service.residents, size);
    if (self->has_circles) {
        pr_groups_add(self, t, open);
    }
}

static double covered(pr_pool_t *self)
{
    const double *deployed = pr_local(self, PR_MONTH_DEPLOYMENT_HOURS);
    int count = 0;
    for (size_t i = 0; i < self->lanes.count; i++) {
        count += self->launched[i] && deployed[i] >= self->inputs->deployment.coverage_hours;
    }
    return count;
}

/* Themes are drawn once a half-year: theme k has word k mod 4 of block k/4, whatever the number of themes. */
static void settle_themes(pr_pool_t *self, int half, pr_ledger_t *ledger)
{
    size_t n = self->lanes.count, themes = self->scenario->theme_count;
    uint32_t word[PR_MAX_THEMES][PR_MAX_MUNICIPALITIES];
    uint16_t month = (uint16_t)(12 * self->scenario->month_year + 6 * half);
    for (size_t k = 0; k < themes; k += 4) {
        pr_blocks(&self->source, PR_PROCESS_THEME, month, 0, (uint16_t)(k / 4), n, self->lanes.code, word[k],
                  word[k + 1], word[k + 2], word[k + 3]);
    }
    double *demand = ledger->theme_demand + (size_t)half * ledger->scopes * PR_MAX_THEMES;
    double *served = ledger->theme_served + (size_t)half * ledger->scopes * PR_MAX_THEMES;
    memset(demand, 0, PR_MAX_THEMES * sizeof *demand);
    memset(served, 0, PR_MAX_THEMES * sizeof *served);
    for (size_t i = 0; i < n; i++) {
        size_t row = (1 + self->lanes.place[i]) * PR_MAX_THEMES;
        uint32_t own[PR_MAX_THEMES];
        for (size_t k = 0; k < themes; k++) {
            own[k] = word[k][i];
        }
        pr_theme_settle(&self->theme[i], themes, self->inputs->demand.theme_share, own,
                        pr_local(self, PR_MONTH_BACKLOG)[i], demand + row, served + row);
        for (size_t k = 0; k < themes; k++) {
            demand[k] += demand[row + k];
            served[k] += served[row + k];
        }
    }
}

static void count_themes(pr_pool_t *self, int t, pr_ledger_t *ledger)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        self->theme[i].arrived += pr_local(self, PR_MONTH_NEW_RESIDENTS)[i];
        self->theme[i].served += pr_local(self, PR_MONTH_SERVED)[i];
    }
    if (t % 6 == 5 && self->scenario->theme_count > 0) {
        settle_themes(self, t / 6, ledger);
    }
}

static void simulate_month(pr_pool_t *self, int t, pr_ledger_t *ledger)
{
    size_t n = self->lanes.count;
    int year = self->scenario->month_year - self->scenario->first_year + t / 12;
    pr_workforce_month_t staff;
    pr_workforce_step(&self->workforce, &self->source, t, &staff);
    pr_record_workforce(&staff, t, ledger);
    pr_volunteer_month_t volunteers;
    pr_volunteers_step(&self->volunteers, &self->source, t, staff.target > 0, &volunteers);
    pr_record_volunteers(&volunteers, t, ledger);
    double shock = pr_demand_shock(&self->demand, &self->source, t);

    bool open = staff.target > 0,
         any = false; /* without posts there is no pool: no one enters or is helped */
    for (size_t i = 0; i < n; i++) {
        self->launched[i] = open && t >= self->launch[i];
        any = any || self->launched[i];
    }
    if (self->has_communities) {
        pr_groups_grow(self, t, open);
    }
    if (any) {
        arrive(self, &staff, t);
    } else if (open) {
        nobody_arrives(self);
    } else {
        arrive_without_pool(self, t);
    }
    if (t % 12 == 0) {
        pr_deployment_key(&self->lanes, self->scenario, year, self->key);
    }
    double regional = self->inputs->deployment.regional_share * staff.productive_hours;
    double build_up =
        deploy(self, staff.productive_hours - regional, volunteers.hours - volunteers.signal_hours);
    if (ledger->trace) {
        pr_trace_month(self, any || (self->has_communities && !open), t, ledger->trace);
    }
    serve(self, t, open);

    ledger->month[PR_MONTH_REGIONAL_HOURS][t] = regional;
    ledger->month[PR_MONTH_BUILD_UP_HOURS][t] = build_up;
    ledger->month[PR_MONTH_DEMAND_SHOCK][t] = shock;
    ledger->month[PR_MONTH_ALLOCATION_DEVIATION][t] = pr_deployment_account(
        n, self->key, pr_local(self, PR_MONTH_DEPLOYMENT_HOURS), pr_local(self, PR_MONTH_HOURS_OWED));
    ledger->month[PR_MONTH_COVERED][t] = covered(self);
    pr_record_local(self, t, ledger);
    count_themes(self, t, ledger);
    ledger->payroll_eur[year] += staff.payroll_eur;
    ledger->allowances_eur[year] += volunteers.allowances_eur;
    ledger->demand_mean_shock[year] += shock / sqrt(12);
}

/* A gate opens in January, before the people of its year are planned: what it decides changes the budget, and
   with it the posts and places from then on. Years before it keep theirs. */
static int open_gate(pr_pool_t *self, const pr_index_path_t *index, pr_budget_t *budget,
                     pr_decisions_t *decisions, pr_ledger_t *ledger)
{
    const pr_workforce_plan_t *plan = &self->workforce.plan;
    pr_policy_decide(self->scenario, self->inputs, index, ledger, self->source, decisions, budget);
    int status = pr_workforce_plan(self->scenario, self->inputs, index, budget, &self->workforce.plan);
    pr_volunteers_plan(&self->volunteers, self->scenario, budget, plan->cost_per_fte_eur);
    memcpy(ledger->contract_fte, plan->contract_fte, sizeof ledger->contract_fte);
    return status;
}

/* Is month t the January of the next gate's year? */
static bool gate_opens(const pr_scenario_t *scenario, const pr_decisions_t *decisions, int t)
{
    return t % 12 == 0 && decisions->count < scenario->gate_count &&
           scenario->gate[decisions->count].year == scenario->month_year + t / 12;
}

/* Everything of a replicate before its first month. */
static int pool_open(pr_pool_t *pool, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                     const pr_index_path_t *index, const pr_budget_t *budget, const pr_source_t *source,
                     pr_ledger_t *ledger)
{
    int status = pool_init(pool, scenario, inputs, index, budget, source);
    if (status != 0) {
        return status;
    }
    const pr_workforce_plan_t *plan = &pool->workforce.plan;
    memset(ledger->payroll_eur, 0, sizeof ledger->payroll_eur);
    memset(ledger->allowances_eur, 0, sizeof ledger->allowances_eur);
    memcpy(ledger->allowance_eur, pool->volunteers.allowance_eur, sizeof ledger->allowance_eur);
    memset(ledger->demand_mean_shock, 0, sizeof ledger->demand_mean_shock);
    memcpy(ledger->cost_per_fte_eur, plan->cost_per_fte_eur, sizeof ledger->cost_per_fte_eur);
    memcpy(ledger->contract_fte, plan->contract_fte, sizeof ledger->contract_fte);
    for (size_t i = 0; i < pool->lanes.count; i++) {
        ledger->launch[pool->lanes.place[i]] = pool->launch[i];
    }
    if (ledger->trace) {
        pr_trace_constants(pool, ledger->trace);
    }
    return 0;
}

int pr_pool_simulate(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                     const pr_budget_t *budget, pr_source_t source, pr_ledger_t *ledger)
{
    pr_pool_t pool;
    int status = pool_open(&pool, scenario, inputs, index, budget, &source, ledger);
    for (int t = 0; t < scenario->months && status == 0; t++) {
        simulate_month(&pool, t, ledger);
    }
    return status;
}

int pr_pool_simulate_gates(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                           const pr_index_path_t *index, pr_source_t source, pr_budget_t *budget,
                           pr_decisions_t *decisions, pr_ledger_t *ledger)
{
    pr_pool_t pool;
    decisions->count = 0;
    int status = pool_open(&pool, scenario, inputs, index, budget, &source, ledger);
    for (int t = 0; t < scenario->months && status == 0; t++) {
        if (gate_opens(scenario, decisions, t)) {
            status = open_gate(&pool, index, budget, decisions, ledger);
        }
        if (status == 0) {
            simulate_month(&pool, t, ledger);
        }
    }
    pr_policy_close(scenario, ledger, decisions);
    return status;
}
