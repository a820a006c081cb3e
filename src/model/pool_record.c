/* A month of the pool into the ledger of its replicate, and the factors of its demand into the trace. */
#include "model/pool_state.h"

void pr_record_workforce(const pr_workforce_month_t *staff, int t, pr_ledger_t *ledger)
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

void pr_record_volunteers(const pr_volunteer_month_t *volunteers, int t, pr_ledger_t *ledger)
{
    ledger->month[PR_MONTH_VOLUNTEER_PLACES][t] = volunteers->places;
    ledger->month[PR_MONTH_VOLUNTEERS][t] = volunteers->active;
    ledger->month[PR_MONTH_VOLUNTEERS_JOINED][t] = volunteers->joined;
    ledger->month[PR_MONTH_VOLUNTEERS_LEFT][t] = volunteers->left;
    ledger->month[PR_MONTH_VOLUNTEERS_ENDED][t] = volunteers->ended;
    ledger->month[PR_MONTH_VOLUNTEER_HOURS][t] = volunteers->hours;
    ledger->month[PR_MONTH_SIGNAL_HOURS][t] = volunteers->signal_hours;
}

void pr_record_local(const pr_pool_t *self, int t, pr_ledger_t *ledger)
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

void pr_trace_constants(const pr_pool_t *self, pr_trace_t *trace)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        size_t m = self->lanes.place[i];
        trace->heterogeneity[m] = self->demand.spread[i];
        for (int y = 0; y < self->scenario->months / 12; y++) {
            trace->population[m][y] = self->inputs->population[m] * self->demand.growth[y];
        }
    }
}

void pr_trace_month(const pr_pool_t *self, bool asked, int t, pr_trace_t *trace)
{
    double sum[PR_MAX_MUNICIPALITIES];
    const double *work = pr_groups_work(self, sum);
    trace->shock_level[t] = self->demand.z;
    trace->shock_factor[t] = pr_demand_shock_factor(&self->demand);
    for (size_t i = 0; i < self->lanes.count; i++) {
        size_t m = self->lanes.place[i];
        trace->awareness[m][t] = asked ? pr_demand_awareness(&self->demand, i, t) : 0;
        trace->mode_uptake[m][t] = pr_demand_mode_uptake(&self->demand, i, t);
        trace->intensity[m][t] = asked ? self->demand.lambda[i] : 0;
        trace->work_hours[m][t] = work[i];
        trace->weight[m][t] = self->weight[i];
    }
}
