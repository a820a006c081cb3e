/* What circles and communities change in a month of the pool; nothing of it runs where a scenario has none.
 */
#include "model/pool_state.h"
#include <string.h>

static int circles_init(pr_pool_t *self)
{
    if (!self->has_circles) {
        return 0;
    }
    memset(self->circle_hours, 0, sizeof self->circle_hours);
    int status = pr_circles_init(&self->circles, &self->inputs->circles, &self->lanes, self->launch,
                                 12 * self->scenario->month_year, &self->source);
    self->demand.group = self->circles.per_lane > 0 ? pr_local(self, PR_MONTH_CIRCLE_ARRIVED) : NULL;
    return status;
}

static int communities_init(pr_pool_t *self)
{
    if (!self->has_communities) {
        return 0;
    }
    memset(self->carried_share, 0, sizeof self->carried_share);
    self->demand.carried_share = self->carried_share;
    self->demand.carried = pr_local(self, PR_MONTH_CARRIED);
    return pr_communities_init(&self->communities, &self->inputs->communities, &self->lanes,
                               12 * self->scenario->month_year);
}

/* Their series are the last ones. */
int pr_groups_init(pr_pool_t *self)
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

void pr_groups_grow(pr_pool_t *self, int t, bool open)
{
    pr_communities_step(&self->communities, &self->source, t, open, self->launched);
    for (size_t i = 0; i < self->lanes.count; i++) {
        pr_community_count_t count = pr_communities_count(&self->communities, i);
        for (int k = 0; k <= PR_PHASES; k++) {
            pr_local(self, (pr_month_series_t)(PR_MONTH_COMMUNITIES_ENDED + k))[i] = count.phase[k];
        }
        pr_local(self, PR_MONTH_COMMUNITY_MEMBERS)[i] = count.members;
        self->carried_share[i] = count.carried;
    }
}

void pr_groups_gather(pr_pool_t *self, const pr_workforce_month_t *staff, int t, double *hours)
{
    const double *group = pr_local(self, PR_MONTH_CIRCLE_ARRIVED);
    pr_circles_gather(&self->circles, &self->source, t, staff->active, staff->trainees, group,
                      self->circle_hours);
    for (size_t i = 0; i < self->lanes.count; i++) {
        hours[i] += group[i] * self->circles.hours_per_resident;
    }
}

const double *pr_groups_work(const pr_pool_t *self, double *sum)
{
    if (!self->has_circles) {
        return self->service.hours;
    }
    for (size_t i = 0; i < self->lanes.count; i++) {
        sum[i] = self->service.hours[i] + self->circle_hours[i];
    }
    return sum;
}

const double *pr_groups_meet(pr_pool_t *self, double *rest)
{
    const double *available = pr_local(self, PR_MONTH_RESIDENT_HOURS);
    double *used = pr_local(self, PR_MONTH_CIRCLE_HOURS), *served = pr_local(self, PR_MONTH_CIRCLE_SERVED);
    memset(served, 0, self->lanes.count * sizeof *served);
    pr_circles_meet(&self->circles, available, used, served);
    for (size_t i = 0; i < self->lanes.count; i++) {
        rest[i] = available[i] - used[i];
    }
    return rest;
}

static void count_circles(pr_pool_t *self)
{
    for (size_t i = 0; i < self->lanes.count; i++) {
        pr_circle_count_t count = pr_circles_count(&self->circles, i);
        pr_local(self, PR_MONTH_CIRCLES_RUNNING)[i] = count.running;
        pr_local(self, PR_MONTH_CIRCLES_PAUSED)[i] = count.paused;
        pr_local(self, PR_MONTH_CIRCLE_FACILITATORS)[i] = count.facilitators;
        pr_local(self, PR_MONTH_CIRCLE_MEMBERS)[i] = count.members;
        pr_local(self, PR_MONTH_CIRCLE_WAITING)[i] = self->circles.waiting[i];
    }
}

void pr_groups_add(pr_pool_t *self, int t, bool open)
{
    double *gone = pr_local(self, PR_MONTH_CIRCLE_GONE), *used = pr_local(self, PR_MONTH_CIRCLE_HOURS);
    double *served = pr_local(self, PR_MONTH_CIRCLE_SERVED);
    double *leaving = pr_local(self, open ? PR_MONTH_GAVE_UP : PR_MONTH_RELEASED);
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
        pr_local(self, PR_MONTH_SERVED)[i] += served[i];
        pr_local(self, PR_MONTH_SERVICE_HOURS)[i] += used[i];
        pr_local(self, PR_MONTH_BACKLOG)[i] +=
            pr_local(self, PR_MONTH_CIRCLE_WAITING)[i] + pr_local(self, PR_MONTH_CIRCLE_MEMBERS)[i];
    }
}
