/* The months of one replicate, room by room: people, demand, service. Within a month the rows of the region
   come first where a quantity is the sum of its municipalities. */
#include "report/draw.h"

typedef enum { PEOPLE, DEMAND, SERVICE } part_t;
typedef enum { ALWAYS, VOLUNTEERS, MODE, CIRCLES, COMMUNITIES } where_t;

/* A quantity of the month ledger, in the order in which a month computes them. */
typedef struct {
    pr_month_series_t series;
    part_t part;
    where_t where; /* printed only for a scenario that has them */
    const char *metric, *unit;
} month_t;

static const month_t MONTHS[] = {
    {PR_MONTH_TARGET_PERSONS, PEOPLE, ALWAYS, "capacity.target_persons", "persons"},
    {PR_MONTH_ENDED, PEOPLE, ALWAYS, "capacity.ended", "persons"},
    {PR_MONTH_LEAVERS, PEOPLE, ALWAYS, "capacity.leavers", "persons"},
    {PR_MONTH_HIRES, PEOPLE, ALWAYS, "capacity.hires", "persons"},
    {PR_MONTH_HIRES_FROM_BENEFIT, PEOPLE, ALWAYS, "capacity.hires_from_benefit", "persons"},
    {PR_MONTH_TRAINEES, PEOPLE, ALWAYS, "capacity.trainees", "persons"},
    {PR_MONTH_ACTIVE_PERSONS, PEOPLE, ALWAYS, "capacity.active_persons", "persons"},
    {PR_MONTH_ACTIVE_FTE, PEOPLE, ALWAYS, "capacity.active_fte", "fte"},
    {PR_MONTH_VACANCIES, PEOPLE, ALWAYS, "capacity.vacancies", "persons"},
    {PR_MONTH_ABSENT, PEOPLE, ALWAYS, "capacity.absent", "persons"},
    {PR_MONTH_PAYROLL_EUR, PEOPLE, ALWAYS, "capacity.payroll", "EUR"},
    {PR_MONTH_PRODUCTIVE_HOURS, PEOPLE, ALWAYS, "capacity.productive_hours", "hours"},
    {PR_MONTH_VOLUNTEER_PLACES, PEOPLE, VOLUNTEERS, "capacity.volunteer_places", "persons"},
    {PR_MONTH_VOLUNTEERS_ENDED, PEOPLE, VOLUNTEERS, "capacity.volunteers_ended", "persons"},
    {PR_MONTH_VOLUNTEERS_LEFT, PEOPLE, VOLUNTEERS, "capacity.volunteers_left", "persons"},
    {PR_MONTH_VOLUNTEERS_JOINED, PEOPLE, VOLUNTEERS, "capacity.volunteers_joined", "persons"},
    {PR_MONTH_VOLUNTEERS, PEOPLE, VOLUNTEERS, "capacity.volunteers", "persons"},
    {PR_MONTH_VOLUNTEER_HOURS, PEOPLE, VOLUNTEERS, "capacity.volunteer_hours", "hours"},
    {PR_MONTH_SIGNAL_HOURS, PEOPLE, VOLUNTEERS, "capacity.signal_hours", "hours"},
    {PR_MONTH_REGIONAL_HOURS, PEOPLE, ALWAYS, "capacity.regional_hours", "hours"},
    {PR_MONTH_BUILD_UP_HOURS, PEOPLE, ALWAYS, "capacity.build_up_hours", "hours"},
    {PR_MONTH_DEMAND_SHOCK, DEMAND, ALWAYS, "demand.shock", ""},
    {PR_MONTH_NEW_RESIDENTS, DEMAND, ALWAYS, "demand.new_residents", "residents"},
    {PR_MONTH_DEMAND_HOURS, DEMAND, ALWAYS, "demand.hours", "hours"},
    {PR_MONTH_COMMUNITIES_ENDED, DEMAND, COMMUNITIES, "build5.communities.ended", "communities"},
    {PR_MONTH_COMMUNITIES_1, DEMAND, COMMUNITIES, "build5.communities.phase1", "communities"},
    {PR_MONTH_COMMUNITIES_2, DEMAND, COMMUNITIES, "build5.communities.phase2", "communities"},
    {PR_MONTH_COMMUNITIES_3, DEMAND, COMMUNITIES, "build5.communities.phase3", "communities"},
    {PR_MONTH_COMMUNITIES_4, DEMAND, COMMUNITIES, "build5.communities.phase4", "communities"},
    {PR_MONTH_COMMUNITIES_5, DEMAND, COMMUNITIES, "build5.communities.phase5", "communities"},
    {PR_MONTH_COMMUNITY_MEMBERS, DEMAND, COMMUNITIES, "build5.members", "persons"},
    {PR_MONTH_CARRIED, DEMAND, COMMUNITIES, "build5.residents_carried", "residents"},
    {PR_MONTH_CIRCLE_ARRIVED, DEMAND, CIRCLES, "budgetkring.new_residents", "residents"},
    {PR_MONTH_DEPLOYMENT_HOURS, SERVICE, ALWAYS, "deployment.hours", "hours"},
    {PR_MONTH_COMMUNITY_HOURS, SERVICE, ALWAYS, "deployment.community_hours", "hours"},
    {PR_MONTH_IDLE_HOURS, SERVICE, MODE, "deployment.idle_hours", "hours"},
    {PR_MONTH_RESIDENT_HOURS, SERVICE, ALWAYS, "deployment.resident_hours", "hours"},
    {PR_MONTH_CIRCLES_RUNNING, SERVICE, CIRCLES, "budgetkring.circles_running", "circles"},
    {PR_MONTH_CIRCLES_PAUSED, SERVICE, CIRCLES, "budgetkring.circles_paused", "circles"},
    {PR_MONTH_CIRCLE_FACILITATORS, SERVICE, CIRCLES, "budgetkring.facilitators", "persons"},
    {PR_MONTH_CIRCLE_HOURS, SERVICE, CIRCLES, "budgetkring.hours", "hours"},
    {PR_MONTH_CIRCLE_SERVED, SERVICE, CIRCLES, "budgetkring.residents", "residents"},
    {PR_MONTH_CIRCLE_GONE, SERVICE, CIRCLES, "budgetkring.residents_gone", "residents"},
    {PR_MONTH_CIRCLE_MEMBERS, SERVICE, CIRCLES, "budgetkring.residents_in", "residents"},
    {PR_MONTH_CIRCLE_WAITING, SERVICE, CIRCLES, "budgetkring.waiting", "residents"},
    {PR_MONTH_SERVICE_HOURS, SERVICE, ALWAYS, "service.hours", "hours"},
    {PR_MONTH_SERVED, SERVICE, ALWAYS, "service.residents_reached", "residents"},
    {PR_MONTH_GAVE_UP, SERVICE, ALWAYS, "service.gave_up", "residents"},
    {PR_MONTH_RELEASED, SERVICE, ALWAYS, "service.released", "residents"},
    {PR_MONTH_BACKLOG, SERVICE, ALWAYS, "service.backlog_residents", "residents"},
    {PR_MONTH_HOURS_OWED, SERVICE, ALWAYS, "deployment.hours_owed", "hours"},
    {PR_MONTH_ALLOCATION_DEVIATION, SERVICE, ALWAYS, "allocation.deviation", "share"},
    {PR_MONTH_COVERED, SERVICE, ALWAYS, "service.coverage", "municipalities"},
};
_Static_assert(sizeof MONTHS / sizeof *MONTHS == PR_MONTH_SERIES, "every series of the ledger has a name");

static bool is_shown(const pr_scenario_t *scenario, const month_t *of, part_t part)
{
    return of->part == part &&
           (of->where == ALWAYS || (of->where == VOLUNTEERS && scenario->has_volunteers) ||
            (of->where == MODE && scenario->mode != PR_MODE_NONE) ||
            (of->where == CIRCLES && scenario->has_circles) ||
            (of->where == COMMUNITIES && scenario->has_communities));
}

static pr_period_t month_of(const pr_draw_t *self, int t)
{
    return (pr_period_t){PR_PERIOD_MONTH, self->scenario->month_year + t / 12, t % 12 + 1};
}

static void month_rows(pr_draw_t *self, part_t part, int t)
{
    const pr_ledger_t *ledger = &self->replicate->ledger;
    for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++) {
        bool local = MONTHS[i].series >= PR_MONTH_FIRST_LOCAL;
        for (size_t scope = 0; scope < (local ? ledger->scopes : 1); scope++) {
            if (is_shown(self->scenario, &MONTHS[i], part)) {
                double value = pr_ledger_row(ledger, MONTHS[i].series, scope)[t];
                pr_draw_period(self, MONTHS[i].metric, MONTHS[i].unit, month_of(self, t), scope,
                               pr_exact(value));
            }
        }
    }
}

/* A quantity of the trace: [municipality][month]. */
static void trace_rows(pr_draw_t *self, const char *metric, const char *unit,
                       const double (*value)[PR_MAX_MONTHS], int t)
{
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        pr_draw_period(self, metric, unit, month_of(self, t), 1 + m, pr_exact(value[m][t]));
    }
}

/* Counts per municipality and theme are masked in results.csv too. */
static void theme_rows(pr_draw_t *self, const char *group, const double *residents)
{
    const pr_ledger_t *ledger = &self->replicate->ledger;
    char name[128];
    for (int half = 0; half < ledger->halves; half++) {
        for (size_t k = 0; k < self->scenario->theme_count; k++) {
            snprintf(name, sizeof name, "%s.%s", group, self->scenario->theme[k].id);
            for (size_t scope = 0; scope < (self->unmasked ? ledger->scopes : 1); scope++) {
                size_t at = ((size_t)half * ledger->scopes + scope) * PR_MAX_THEMES + k;
                pr_period_t period = {PR_PERIOD_HALF, self->scenario->month_year + half / 2, 1 + half % 2};
                pr_draw_period(self, name, "residents", period, scope, pr_exact(residents[at]));
            }
        }
    }
}

void pr_draw_people(pr_draw_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_ledger_t *ledger = &self->replicate->ledger;
    for (int y = scenario->month_year - scenario->first_year; y < scenario->years; y++) {
        pr_draw_year(self, "capacity.cost_per_fte", "EUR", y, 0, pr_exact(ledger->cost_per_fte_eur[y]));
        pr_draw_year(self, "capacity.contract_fte", "fte", y, 0, pr_exact(ledger->contract_fte[y]));
        if (scenario->has_volunteers) {
            pr_draw_year(self, "volunteers.allowance", "EUR", y, 0, pr_exact(ledger->allowance_eur[y]));
        }
    }
    for (int t = 0; t < scenario->months; t++) {
        month_rows(self, PEOPLE, t);
    }
}

/* What λ is made of and does not change within a year. */
static void demand_constants(pr_draw_t *self, const pr_trace_t *trace)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_inputs_t *inputs = &self->replicate->inputs;
    int first = scenario->month_year - scenario->first_year;
    pr_draw_once(self, "demand.precarious_share", "share", 0, pr_exact(inputs->demand.precarious_share));
    pr_draw_once(self, "demand.uptake_per_year", "share", 0, pr_exact(inputs->demand.uptake_per_year));
    pr_draw_once(self, "demand.bass_innovation", "per month", 0, pr_exact(inputs->demand.bass_innovation));
    pr_draw_once(self, "demand.bass_imitation", "per month", 0, pr_exact(inputs->demand.bass_imitation));
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        double launch = self->replicate->ledger.launch[m];
        pr_draw_once(self, "demand.launch_month", "months", 1 + m, pr_exact(launch));
        pr_draw_once(self, "demand.head_start", "months", 1 + m, pr_exact(inputs->head_start_months[m]));
        pr_draw_once(self, "demand.heterogeneity", "factor", 1 + m, pr_exact(trace->heterogeneity[m]));
        for (int y = first; y < scenario->years; y++) {
            pr_draw_year(self, "demand.population", "residents", y, 1 + m,
                         pr_exact(trace->population[m][y - first]));
        }
    }
}

void pr_draw_demand(pr_draw_t *self)
{
    const pr_trace_t *trace = self->replicate->ledger.trace;
    const double *season = self->replicate->inputs.demand.season;
    demand_constants(self, trace);
    for (int t = 0; t < self->scenario->months; t++) {
        pr_period_t month = month_of(self, t);
        pr_draw_period(self, "demand.season", "factor", month, 0, pr_exact(season[t % 12]));
        pr_draw_period(self, "demand.shock_level", "", month, 0, pr_exact(trace->shock_level[t]));
        pr_draw_period(self, "demand.shock_factor", "factor", month, 0, pr_exact(trace->shock_factor[t]));
        trace_rows(self, "demand.awareness", "share", trace->awareness, t);
        if (self->scenario->mode != PR_MODE_NONE) {
            trace_rows(self, "demand.mode_uptake", "factor", trace->mode_uptake, t);
        }
        trace_rows(self, "demand.intensity", "residents", trace->intensity, t);
        month_rows(self, DEMAND, t);
    }
    theme_rows(self, "demand.theme", self->replicate->ledger.theme_demand);
}

void pr_draw_service(pr_draw_t *self)
{
    const pr_trace_t *trace = self->replicate->ledger.trace;
    for (int t = 0; t < self->scenario->months; t++) {
        trace_rows(self, "deployment.work_hours", "hours", trace->work_hours, t);
        trace_rows(self, "deployment.weight", "share", trace->weight, t);
        month_rows(self, SERVICE, t);
    }
    theme_rows(self, "service.theme", self->replicate->ledger.theme_served);
}
