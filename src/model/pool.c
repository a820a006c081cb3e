/*
 * The month loop: workforce, volunteers, Z, arrivals and their hours, weights, service, giving up. Each room
 * keeps its own state; this file only carries hours and residents from one to the next and writes the ledger.
 * Whom a community carries needs no hours; who wants a circle waits for one, and not in the common queue.
 */
#include "model/circles.h"
#include "model/communities.h"
#include "model/demand.h"
#include "model/deployment.h"
#include "model/mode.h"
#include "model/service.h"
#include "model/volunteers.h"
#include "model/workforce.h"
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/policy.h>
#include <string.h>

enum { LOCAL_SERIES = PR_MONTH_SERIES - PR_MONTH_FIRST_LOCAL };

typedef struct {
    const pr_scenario_t *scenario;
    const pr_inputs_t *inputs;
    pr_source_t source;
    pr_lanes_t lanes;
    int launch[PR_MAX_MUNICIPALITIES];
    double key[PR_MAX_MUNICIPALITIES];
    pr_mode_t mode;
    pr_workforce_t workforce;
    pr_volunteers_t volunteers;
    pr_demand_t demand;
    pr_service_t service;
    bool has_circles, has_communities;
    pr_circles_t circles;
    pr_communities_t communities;
    int recorded; /* local series in use */
    pr_theme_stock_t theme[PR_MAX_MUNICIPALITIES];
    /* of the month, by lane */
    bool launched[PR_MAX_MUNICIPALITIES];
    double weight[PR_MAX_MUNICIPALITIES];
    double circle_hours[PR_MAX_MUNICIPALITIES];  /* that the meetings need */
    double carried_share[PR_MAX_MUNICIPALITIES]; /* of new residents, by communities */
    double local[LOCAL_SERIES][PR_MAX_MUNICIPALITIES];
} pool_t;

static double *local(pool_t *self, pr_month_series_t series)
{
    return self->local[series - PR_MONTH_FIRST_LOCAL];
}

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static int mode_init(pool_t *self)
{
    int status = pr_mode_init(&self->mode, self->scenario->mode, &self->inputs->deployment);
    self->workforce.absence_cover = self->mode.absence_cover;
    self->demand.mode_uptake = self->mode.changes_uptake ? self->mode.uptake : NULL;
    return status;
}

static int circles_init(pool_t *self)
{
    if (!self->has_circles) {
        return 0;
    }
    memset(self->circle_hours, 0, sizeof self->circle_hours);
    int status = pr_circles_init(&self->circles, &self->inputs->circles, &self->lanes, self->launch,
                                 12 * self->scenario->month_year, &self->source);
    self->demand.group = self->circles.per_lane > 0 ? local(self, PR_MONTH_CIRCLE_ARRIVED) : NULL;
    return status;
}

static int communities_init(pool_t *self)
{
    if (!self->has_communities) {
        return 0;
    }
    memset(self->carried_share, 0, sizeof self->carried_share);
    self->demand.carried_share = self->carried_share;
    self->demand.carried = local(self, PR_MONTH_CARRIED);
    return pr_communities_init(&self->communities, &self->inputs->communities, &self->lanes,
                               12 * self->scenario->month_year);
}

/* Circles and communities, where the scenario has them: their series are the last ones. */
static int groups_init(pool_t *self)
{
    self->has_circles = self->scenario->has_circles;
    self->has_communities = self->scenario->has_communities;
    int end = self->has_communities ? PR_MONTH_SERIES
              : self->has_circles   ? PR_MONTH_FIRST_COMMUNITY
                                    : PR_MONTH_FIRST_CIRCLE;
    self->recorded = end - PR_MONTH_FIRST_LOCAL;
    int status = circles_init(self);
    return status == 0 ? communities_init(self) : status;
}

static int pool_init(pool_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
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
        status = groups_init(self);
    }
    return status == 0 ? mode_init(self) : status;
}

static void grow(pool_t *self, int t, bool open)
{
    pr_communities_step(&self->communities, &self->source, t, open, self->launched);
    for (size_t i = 0; i < self->lanes.count; i++) {
        pr_community_count_t count = pr_communities_count(&self->communities, i);
        for (int k = 0; k <= PR_PHASES; k++) {
            local(self, (pr_month_series_t)(PR_MONTH_COMMUNITIES_ENDED + k))[i] = count.phase[k];
        }
        local(self, PR_MONTH_COMMUNITY_MEMBERS)[i] = count.members;
        self->carried_share[i] = count.carried;
    }
}

/* Those who want a circle wait for one; what they ask of hours is what a full circle takes a resident. */
static void gather(pool_t *self, const pr_workforce_month_t *staff, int t, double *hours)
{
    const double *group = local(self, PR_MONTH_CIRCLE_ARRIVED);
    pr_circles_gather(&self->circles, &self->source, t, staff->active, staff->trainees, group,
                      self->circle_hours);
    for (size_t i = 0; i < self->lanes.count; i++) {
        hours[i] += group[i] * self->circles.hours_per_resident;
    }
}

static void arrive(pool_t *self, const pr_workforce_month_t *staff, int t)
{
    double *residents = local(self, PR_MONTH_NEW_RESIDENTS);
    double *hours = local(self, PR_MONTH_DEMAND_HOURS);
    pr_demand_arrive(&self->demand, &self->source, t, residents, hours);
    if (!self->has_circles && !self->has_communities) {
        pr_service_arrive(&self->service, residents, hours);
        return;
    }
    const double *group = local(self, PR_MONTH_CIRCLE_ARRIVED), *carried = local(self, PR_MONTH_CARRIED);
    double others[PR_MAX_MUNICIPALITIES];
    for (size_t i = 0; i < self->lanes.count; i++) {
        others[i] = residents[i] - group[i] - carried[i];
    }
    pr_service_arrive(&self->service, others, hours);
    if (self->has_circles) {
        gather(self, staff, t, hours);
    }
}

static void nobody_arrives(pool_t *self)
{
    size_t size = self->lanes.count * sizeof(double);
    memset(local(self, PR_MONTH_NEW_RESIDENTS), 0, size);
    memset(local(self, PR_MONTH_DEMAND_HOURS), 0, size);
    if (self->has_circles) {
        memset(local(self, PR_MONTH_CIRCLE_ARRIVED), 0, size);
        memset(self->circle_hours, 0, size);
    }
    if (self->has_communities) {
        memset(local(self, PR_MONTH_CARRIED), 0, size);
    }
}

/* Without a pool only those come whom a community carries that has outlived it. */
static void arrive_without_pool(pool_t *self, int t)
{
    double *residents = local(self, PR_MONTH_NEW_RESIDENTS);
    double hours[PR_MAX_MUNICIPALITIES];
    nobody_arrives(self);
    if (self->has_communities) {
        pr_demand_arrive(&self->demand, &self->source, t, residents, hours);
        memcpy(residents, local(self, PR_MONTH_CARRIED), self->lanes.count * sizeof *residents);
        memset(local(self, PR_MONTH_CIRCLE_ARRIVED), 0, self->lanes.count * sizeof *residents);
    }
}

/* Hours of work waiting: in the common queue and for the meetings of circles; `sum` is room for it. */
static const double *work_waiting(const pool_t *self, double *sum)
{
    if (!self->has_circles) {
        return self->service.hours;
    }
    for (size_t i = 0; i < self->lanes.count; i++) {
        sum[i] = self->service.hours[i] + self->circle_hours[i];
    }
    return sum;
}

/* Divides the hours that are not regional, those of paid experts and those of volunteers, which are all for
   residents; returns build-up hours: those for which nobody has launched. */
static double deploy(pool_t *self, double hours, double volunteer_hours)
{
    const pr_deployment_inputs_t *in = &self->inputs->deployment;
    size_t n = self->lanes.count;
    double *weight = self->weight, sum[PR_MAX_MUNICIPALITIES];
    const double *work = work_waiting(self, sum);
    double *community = local(self, PR_MONTH_COMMUNITY_HOURS);
    double *idle = local(self, PR_MONTH_IDLE_HOURS);
    double *resident = local(self, PR_MONTH_RESIDENT_HOURS);
    double *deployed = local(self, PR_MONTH_DEPLOYMENT_HOURS);
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

/* Circles meet first: writes the residents served in them, and returns the hours that are left in `rest`. */
static const double *meet(pool_t *self, double *rest)
{
    const double *available = local(self, PR_MONTH_RESIDENT_HOURS);
    double *used = local(self, PR_MONTH_CIRCLE_HOURS), *served = local(self, PR_MONTH_CIRCLE_SERVED);
    memset(served, 0, self->lanes.count * sizeof *served);
    pr_circles_meet(&self->circles, available, used, served);
    for (size_t i = 0; i < self->lanes.count; i++) {
        rest[i] = available[i] - used[i];
    }
    return rest;
}

static void count_circles(pool_t *self)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        pr_circle_count_t count = pr_circles_count(&self->circles, i);
        local(self, PR_MONTH_CIRCLES_RUNNING)[i] = count.running;
        local(self, PR_MONTH_CIRCLES_PAUSED)[i] = count.paused;
        local(self, PR_MONTH_CIRCLE_FACILITATORS)[i] = count.facilitators;
        local(self, PR_MONTH_CIRCLE_MEMBERS)[i] = count.members;
        local(self, PR_MONTH_CIRCLE_WAITING)[i] = self->circles.waiting[i];
    }
}

/* Adds what happened in the circles to what happened in the common queue. */
static void add_circles(pool_t *self, int t, bool open)
{
    double *gone = local(self, PR_MONTH_CIRCLE_GONE), *used = local(self, PR_MONTH_CIRCLE_HOURS);
    double *served = local(self, PR_MONTH_CIRCLE_SERVED);
    double *leaving = local(self, open ? PR_MONTH_GAVE_UP : PR_MONTH_RELEASED);
    if (open) {
        pr_circles_leave(&self->circles, &self->source, t, self->inputs->demand.giving_up_per_month, gone);
    } else {
        pr_circles_end(&self->circles, gone);
        memset(used, 0, self->lanes.count * sizeof *used);
        memset(served, 0, self->lanes.count * sizeof *served);
    }
    count_circles(self);
    for (size_t i = 0; i < self->lanes.count; i++) {
        leaving[i] += gone[i];
        local(self, PR_MONTH_SERVED)[i] += served[i];
        local(self, PR_MONTH_SERVICE_HOURS)[i] += used[i];
        local(self, PR_MONTH_BACKLOG)[i] +=
            local(self, PR_MONTH_CIRCLE_WAITING)[i] + local(self, PR_MONTH_CIRCLE_MEMBERS)[i];
    }
}

/* While the pool exists residents are helped or give up; when it ends they are released. */
static void serve(pool_t *self, int t, bool open)
{
    double rest[PR_MAX_MUNICIPALITIES];
    double *served = local(self, PR_MONTH_SERVED), *given = local(self, PR_MONTH_SERVICE_HOURS);
    double *gave_up = local(self, PR_MONTH_GAVE_UP), *released = local(self, PR_MONTH_RELEASED);
    size_t size = self->lanes.count * sizeof *served;
    if (open) {
        const double *hours = self->has_circles ? meet(self, rest) : local(self, PR_MONTH_RESIDENT_HOURS);
        pr_service_serve(&self->service, hours, served, given);
        pr_service_leave(&self->service, self->inputs->demand.giving_up_per_month, gave_up);
        memset(released, 0, size);
    } else {
        pr_service_leave(&self->service, 1, released);
        memset(served, 0, size);
        memset(given, 0, size);
        memset(gave_up, 0, size);
    }
    memcpy(local(self, PR_MONTH_BACKLOG), self->service.residents, size);
    if (self->has_circles) {
        add_circles(self, t, open);
    }
}

static void record_workforce(const pr_workforce_month_t *staff, int t, pr_ledger_t *ledger)
{
    ledger->month[PR_MONTH_TARGET_PERSONS][t] = staff->target;
    ledger->month[PR_MONTH_ACTIVE_PERSONS][t] = staff->active;
    ledger->month[PR_MONTH_ACTIVE_FTE][t] = staff->active_fte;
    ledger->month[PR_MONTH_TRAINEES][t] = staff->trainees;
    ledger->month[PR_MONTH_VACANCIES][t] = staff->vacancies;
    ledger->month[PR_MONTH_HIRES][t] = staff->hires;
    ledger->month[PR_MONTH_HIRES_FROM_BENEFIT][t] = staff->hires_from_benefit;
    ledger->month[PR_MONTH_LEAVERS][t] = staff->leavers;
    ledger->month[PR_MONTH_ENDED][t] = staff->ended;
    ledger->month[PR_MONTH_ABSENT][t] = staff->absent;
    ledger->month[PR_MONTH_PAYROLL_EUR][t] = staff->payroll_eur;
    ledger->month[PR_MONTH_PRODUCTIVE_HOURS][t] = staff->productive_hours;
}

static void record_volunteers(const pr_volunteer_month_t *volunteers, int t, pr_ledger_t *ledger)
{
    ledger->month[PR_MONTH_VOLUNTEER_PLACES][t] = volunteers->places;
    ledger->month[PR_MONTH_VOLUNTEERS][t] = volunteers->active;
    ledger->month[PR_MONTH_VOLUNTEERS_JOINED][t] = volunteers->joined;
    ledger->month[PR_MONTH_VOLUNTEERS_LEFT][t] = volunteers->left;
    ledger->month[PR_MONTH_VOLUNTEERS_ENDED][t] = volunteers->ended;
    ledger->month[PR_MONTH_VOLUNTEER_HOURS][t] = volunteers->hours;
    ledger->month[PR_MONTH_SIGNAL_HOURS][t] = volunteers->signal_hours;
}

static void record_local(const pool_t *self, int t, pr_ledger_t *ledger)
{
    for (int s = 0; s < self->recorded; s++) {
        double *series = ledger->month[PR_MONTH_FIRST_LOCAL + s];
        double sum = 0;
        for (size_t i = 0; i < self->lanes.count; i++) {
            sum += self->local[s][i];
            series[(1 + self->lanes.place[i]) * PR_MAX_MONTHS + (size_t)t] = self->local[s][i];
        }
        series[t] = s + PR_MONTH_FIRST_LOCAL == PR_MONTH_HOURS_OWED ? 0 : sum;
    }
}

/* What does not change from month to month, or only with the year. */
static void trace_constants(const pool_t *self, pr_trace_t *trace)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        size_t m = self->lanes.place[i];
        trace->heterogeneity[m] = self->demand.spread[i];
        for (int y = 0; y < self->scenario->months / 12; y++) {
            trace->population[m][y] = self->inputs->population[m] * self->demand.growth[y];
        }
    }
}

/* Before anyone is served: the work is what the weights were made of. Without a launch nobody asks. */
static void trace_month(const pool_t *self, bool any, int t, pr_trace_t *trace)
{
    double sum[PR_MAX_MUNICIPALITIES];
    const double *work = work_waiting(self, sum);
    trace->shock_level[t] = self->demand.z;
    trace->shock_factor[t] = pr_demand_shock_factor(&self->demand);
    for (size_t i = 0; i < self->lanes.count; i++) {
        size_t m = self->lanes.place[i];
        trace->awareness[m][t] = any ? pr_demand_awareness(&self->demand, i, t) : 0;
        trace->mode_uptake[m][t] = pr_demand_mode_uptake(&self->demand, i, t);
        trace->intensity[m][t] = any ? self->demand.lambda[i] : 0;
        trace->work_hours[m][t] = work[i];
        trace->weight[m][t] = self->weight[i];
    }
}

static double covered(pool_t *self)
{
    const double *deployed = local(self, PR_MONTH_DEPLOYMENT_HOURS);
    int count = 0;
    for (size_t i = 0; i < self->lanes.count; i++) {
        count += self->launched[i] && deployed[i] >= self->inputs->deployment.coverage_hours;
    }
    return count;
}

/* Themes are drawn once a half-year: theme k has word k mod 4 of block k/4, whatever the number of themes. */
static void settle_themes(pool_t *self, int half, pr_ledger_t *ledger)
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
                        local(self, PR_MONTH_BACKLOG)[i], demand + row, served + row);
        for (size_t k = 0; k < themes; k++) {
            demand[k] += demand[row + k];
            served[k] += served[row + k];
        }
    }
}

static void count_themes(pool_t *self, int t, pr_ledger_t *ledger)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        self->theme[i].arrived += local(self, PR_MONTH_NEW_RESIDENTS)[i];
        self->theme[i].served += local(self, PR_MONTH_SERVED)[i];
    }
    if (t % 6 == 5 && self->scenario->theme_count > 0) {
        settle_themes(self, t / 6, ledger);
    }
}

static void simulate_month(pool_t *self, int t, pr_ledger_t *ledger)
{
    size_t n = self->lanes.count;
    int year = self->scenario->month_year - self->scenario->first_year + t / 12;
    pr_workforce_month_t staff;
    pr_workforce_step(&self->workforce, &self->source, t, &staff);
    record_workforce(&staff, t, ledger);
    pr_volunteer_month_t volunteers;
    pr_volunteers_step(&self->volunteers, &self->source, t, staff.target > 0, &volunteers);
    record_volunteers(&volunteers, t, ledger);
    double shock = pr_demand_shock(&self->demand, &self->source, t);

    bool open = staff.target > 0,
         any = false; /* without posts there is no pool: no one enters or is helped */
    for (size_t i = 0; i < n; i++) {
        self->launched[i] = open && t >= self->launch[i];
        any = any || self->launched[i];
    }
    if (self->has_communities) {
        grow(self, t, open);
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
        trace_month(self, any || (self->has_communities && !open), t, ledger->trace);
    }
    serve(self, t, open);

    ledger->month[PR_MONTH_REGIONAL_HOURS][t] = regional;
    ledger->month[PR_MONTH_BUILD_UP_HOURS][t] = build_up;
    ledger->month[PR_MONTH_DEMAND_SHOCK][t] = shock;
    ledger->month[PR_MONTH_ALLOCATION_DEVIATION][t] = pr_deployment_account(
        n, self->key, local(self, PR_MONTH_DEPLOYMENT_HOURS), local(self, PR_MONTH_HOURS_OWED));
    ledger->month[PR_MONTH_COVERED][t] = covered(self);
    record_local(self, t, ledger);
    count_themes(self, t, ledger);
    ledger->payroll_eur[year] += staff.payroll_eur;
    ledger->allowances_eur[year] += volunteers.allowances_eur;
    ledger->demand_mean_shock[year] += shock / sqrt(12);
}

/* A gate opens in January, before the people of its year are planned: what it decides changes the budget, and
   with it the posts and places from then on. Years before it keep theirs. */
static int open_gate(pool_t *self, const pr_index_path_t *index, pr_budget_t *budget,
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
static int pool_open(pool_t *pool, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
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
        trace_constants(pool, ledger->trace);
    }
    return 0;
}

int pr_pool_simulate(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                     const pr_budget_t *budget, pr_source_t source, pr_ledger_t *ledger)
{
    pool_t pool;
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
    pool_t pool;
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
