/* The record of one replicate, and the identities that it must obey. */
#include "core/catalogue.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/pool.h>
#include <string.h>

int pr_ledger_init(pr_ledger_t *self, const pr_scenario_t *scenario)
{
    memset(self, 0, sizeof *self);
    if (scenario->months < 0 || scenario->months > PR_MAX_MONTHS || scenario->months % 12 != 0 ||
        scenario->municipality_count > PR_MAX_MUNICIPALITIES) {
        return PR_ERR_DOMAIN;
    }
    self->months = scenario->months;
    self->halves = scenario->months / 6;
    self->scopes = 1 + scenario->municipality_count;
    size_t local = PR_MONTH_SERIES - PR_MONTH_FIRST_LOCAL;
    size_t rows = PR_MONTH_FIRST_LOCAL + local * self->scopes;
    size_t themes = (size_t)self->halves * self->scopes * PR_MAX_THEMES;
    self->block = pr_new(rows * PR_MAX_MONTHS + 2 * themes, sizeof *self->block);
    if (!self->block) {
        return PR_ERR_MEMORY;
    }
    double *next = self->block;
    for (int s = 0; s < PR_MONTH_SERIES; s++) {
        self->month[s] = next;
        next += (s < PR_MONTH_FIRST_LOCAL ? 1 : self->scopes) * PR_MAX_MONTHS;
    }
    self->theme_demand = next;
    self->theme_served = next + themes;
    return 0;
}

void pr_ledger_free(pr_ledger_t *self)
{
    pr_free(self->block);
    memset(self, 0, sizeof *self);
}

/* ---- Identities ---- */

static double value(const pr_ledger_t *self, pr_month_series_t series, size_t scope, int t)
{
    return pr_ledger_row(self, series, scope)[t];
}

/* Written so that a NaN fails. */
static bool agree(double a, double b, double size)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(size));
}

static int broken(pr_errors_t *errors, const char *identity, size_t scope, int t, double a, double b)
{
    return pr_errors_add(errors, PR_ERR_IDENTITY, NULL, 0,
                         "identity \"%s\" does not hold in scope %zu, month %d: %.17g against %.17g",
                         pr_errors_words(errors, identity), scope, t, a, b);
}

/* In = carried + served + gave up + released + waiting, cumulative in every month. */
static int verify_residents(const pr_ledger_t *self, size_t scope, pr_errors_t *errors)
{
    double in = 0, out = 0;
    for (int t = 0; t < self->months; t++) {
        double carried = value(self, PR_MONTH_CARRIED, scope, t);
        in += value(self, PR_MONTH_NEW_RESIDENTS, scope, t);
        if (!(carried >= 0 && carried <= value(self, PR_MONTH_NEW_RESIDENTS, scope, t))) {
            return broken(errors, N_("carried <= new residents"), scope, t, carried, in);
        }
        out += carried + value(self, PR_MONTH_SERVED, scope, t) + value(self, PR_MONTH_GAVE_UP, scope, t) +
               value(self, PR_MONTH_RELEASED, scope, t);
        double waiting = value(self, PR_MONTH_BACKLOG, scope, t);
        if (!agree(in, out + waiting, in) || !(waiting >= 0)) {
            return broken(errors, N_("residents in = carried + served + gave up + released + waiting"), scope,
                          t, in, out + waiting);
        }
    }
    return 0;
}

/* Hired = active + trainees + left + ended; posts = people + vacancies. */
static int verify_people(const pr_ledger_t *self, pr_errors_t *errors)
{
    double hired = 0, left = 0;
    for (int t = 0; t < self->months; t++) {
        hired += value(self, PR_MONTH_HIRES, 0, t);
        left += value(self, PR_MONTH_LEAVERS, 0, t) + value(self, PR_MONTH_ENDED, 0, t);
        double people = value(self, PR_MONTH_ACTIVE_PERSONS, 0, t) + value(self, PR_MONTH_TRAINEES, 0, t);
        double posts = value(self, PR_MONTH_TARGET_PERSONS, 0, t);
        double vacancies = value(self, PR_MONTH_VACANCIES, 0, t);
        if (!agree(hired, people + left, hired)) {
            return broken(errors, N_("people in = active + trainees + left"), 0, t, hired, people + left);
        }
        if (!agree(posts, people + vacancies, posts)) {
            return broken(errors, N_("posts = active + trainees + vacancies"), 0, t, posts,
                          people + vacancies);
        }
    }
    return 0;
}

/* Volunteers joined = active + left + ended; never more than there are places. */
static int verify_volunteers(const pr_ledger_t *self, pr_errors_t *errors)
{
    double joined = 0, gone = 0;
    for (int t = 0; t < self->months; t++) {
        joined += value(self, PR_MONTH_VOLUNTEERS_JOINED, 0, t);
        gone += value(self, PR_MONTH_VOLUNTEERS_LEFT, 0, t) + value(self, PR_MONTH_VOLUNTEERS_ENDED, 0, t);
        double active = value(self, PR_MONTH_VOLUNTEERS, 0, t);
        double places = value(self, PR_MONTH_VOLUNTEER_PLACES, 0, t);
        double hours = value(self, PR_MONTH_VOLUNTEER_HOURS, 0, t);
        double signals = value(self, PR_MONTH_SIGNAL_HOURS, 0, t);
        if (!agree(joined, active + gone, joined)) {
            return broken(errors, N_("volunteers in = active + left"), 0, t, joined, active + gone);
        }
        if (!(active >= 0 && active <= places)) {
            return broken(errors, N_("volunteers <= places"), 0, t, active, places);
        }
        if (!(signals >= 0 && signals <= hours)) {
            return broken(errors, N_("hours for signals <= hours of volunteers"), 0, t, signals, hours);
        }
    }
    return 0;
}

/* Who wants a circle waits, is in one, was served in one or left; and is among all residents. */
static int verify_circles(const pr_ledger_t *self, size_t scope, pr_errors_t *errors)
{
    double in = 0, out = 0;
    for (int t = 0; t < self->months; t++) {
        double served = value(self, PR_MONTH_CIRCLE_SERVED, scope, t);
        double here =
            value(self, PR_MONTH_CIRCLE_WAITING, scope, t) + value(self, PR_MONTH_CIRCLE_MEMBERS, scope, t);
        double hours = value(self, PR_MONTH_CIRCLE_HOURS, scope, t);
        double given = value(self, PR_MONTH_SERVICE_HOURS, scope, t);
        double backlog = value(self, PR_MONTH_BACKLOG, scope, t);
        in += value(self, PR_MONTH_CIRCLE_ARRIVED, scope, t);
        out += served + value(self, PR_MONTH_CIRCLE_GONE, scope, t);
        if (in != out + here || !(here >= 0)) { /* whole numbers */
            return broken(errors, N_("residents who want a circle = in one + waiting + served + gone"), scope,
                          t, in, out + here);
        }
        if (!(here <= backlog) || !(served <= value(self, PR_MONTH_SERVED, scope, t))) {
            return broken(errors, N_("residents of circles <= all residents"), scope, t, here, backlog);
        }
        if (!(hours <= given + 1e-9 * fmax(1, given))) {
            return broken(errors, N_("hours of circles <= hours given"), scope, t, hours, given);
        }
    }
    return 0;
}

/* Communities are in a phase or have ended: none is lost; nobody is a member of what has ended. */
static int verify_communities(const pr_ledger_t *self, size_t scope, pr_errors_t *errors)
{
    double before = 0;
    for (int t = 0; t < self->months; t++) {
        double alive = 0;
        for (pr_month_series_t s = PR_MONTH_COMMUNITIES_1; s <= PR_MONTH_COMMUNITIES_5; s++) {
            alive += value(self, s, scope, t);
        }
        double all = alive + value(self, PR_MONTH_COMMUNITIES_ENDED, scope, t);
        double members = value(self, PR_MONTH_COMMUNITY_MEMBERS, scope, t);
        if (!(all >= before) || !(alive >= 0)) {
            return broken(errors, N_("communities = in a phase + ended"), scope, t, before, all);
        }
        if (!(members >= 0) || (members > 0 && alive == 0)) {
            return broken(errors, N_("members are of communities"), scope, t, members, alive);
        }
        before = all;
    }
    return 0;
}

static int verify_hours(const pr_ledger_t *self, size_t scope, pr_errors_t *errors)
{
    for (int t = 0; t < self->months; t++) {
        double deployed = value(self, PR_MONTH_DEPLOYMENT_HOURS, scope, t);
        double community = value(self, PR_MONTH_COMMUNITY_HOURS, scope, t);
        double resident = value(self, PR_MONTH_RESIDENT_HOURS, scope, t);
        double given = value(self, PR_MONTH_SERVICE_HOURS, scope, t);
        double idle = value(self, PR_MONTH_IDLE_HOURS, scope, t);
        if (!agree(deployed, community + resident + idle, deployed) || !(idle >= 0)) {
            return broken(errors, N_("hours deployed = community + residents + idle"), scope, t, deployed,
                          community + resident + idle);
        }
        if (!(given <= resident + 1e-9 * fmax(1, resident))) {
            return broken(errors, N_("hours given <= hours for residents"), scope, t, given, resident);
        }
        double parts = deployed + value(self, PR_MONTH_REGIONAL_HOURS, 0, t) +
                       value(self, PR_MONTH_BUILD_UP_HOURS, 0, t) + value(self, PR_MONTH_SIGNAL_HOURS, 0, t);
        double hours =
            value(self, PR_MONTH_PRODUCTIVE_HOURS, 0, t) + value(self, PR_MONTH_VOLUNTEER_HOURS, 0, t);
        if (scope == 0 && !agree(hours, parts, hours)) {
            return broken(errors,
                          N_("hours of experts and volunteers = deployed + regional + build-up + signals"), 0,
                          t, hours, parts);
        }
    }
    return 0;
}

/* Region = sum of the municipalities; for hours owed the sum is 0 as well, since the key sums to 1. */
static int verify_sums(const pr_ledger_t *self, pr_errors_t *errors)
{
    double deployed = 0;
    for (int t = 0; t < self->months; t++) {
        deployed += value(self, PR_MONTH_DEPLOYMENT_HOURS, 0, t);
        for (pr_month_series_t s = PR_MONTH_FIRST_LOCAL; s < PR_MONTH_SERIES; s++) {
            double sum = 0;
            for (size_t scope = 1; scope < self->scopes; scope++) {
                sum += value(self, s, scope, t);
            }
            double region = value(self, s, 0, t);
            if (!agree(region, sum, s == PR_MONTH_HOURS_OWED ? deployed : region)) {
                return broken(errors, N_("region = sum of the municipalities"), (size_t)s, t, region, sum);
            }
        }
    }
    return 0;
}

static int verify_payroll(const pr_scenario_t *scenario, const pr_ledger_t *self, pr_errors_t *errors)
{
    for (int t = 0; t < self->months; t += 12) {
        int y = scenario->month_year - scenario->first_year + t / 12;
        double sum = 0;
        for (int k = t; k < t + 12; k++) {
            sum += value(self, PR_MONTH_PAYROLL_EUR, 0, k);
        }
        if (!agree(sum, self->payroll_eur[y], sum)) {
            return broken(errors, N_("payroll of the year = sum of its months"), 0, t, self->payroll_eur[y],
                          sum);
        }
    }
    return 0;
}

/* What is paid in a year = its volunteer-months × the allowance ÷ 12. */
static int verify_allowances(const pr_scenario_t *scenario, const pr_ledger_t *self, pr_errors_t *errors)
{
    for (int t = 0; t < self->months; t += 12) {
        int y = scenario->month_year - scenario->first_year + t / 12;
        double months = 0;
        for (int k = t; k < t + 12; k++) {
            months += value(self, PR_MONTH_VOLUNTEERS, 0, k);
        }
        double paid = months * self->allowance_eur[y] / 12;
        if (!agree(paid, self->allowances_eur[y], paid)) {
            return broken(errors, N_("allowances of the year = volunteers × allowance"), 0, t,
                          self->allowances_eur[y], paid);
        }
    }
    return 0;
}

/* The themes of a half-year sum to its residents, those who came and those who were served. */
static int verify_themes(const pr_ledger_t *self, size_t themes, size_t scope, pr_errors_t *errors)
{
    for (int half = 0; half < self->halves && themes > 0; half++) {
        double demand = 0, served = 0;
        for (int t = 6 * half; t < 6 * half + 6; t++) {
            demand += value(self, PR_MONTH_NEW_RESIDENTS, scope, t);
            served += value(self, PR_MONTH_SERVED, scope, t);
        }
        size_t first = ((size_t)half * self->scopes + scope) * PR_MAX_THEMES;
        double new_by_theme = 0, served_by_theme = 0;
        for (size_t k = first; k < first + themes; k++) {
            new_by_theme += self->theme_demand[k];
            served_by_theme += self->theme_served[k];
        }
        if (!agree(demand, new_by_theme, demand)) {
            return broken(errors, N_("new residents = sum of the themes"), scope, 6 * half, demand,
                          new_by_theme);
        }
        if (!agree(served, served_by_theme, served)) {
            return broken(errors, N_("residents served = sum of the themes"), scope, 6 * half, served,
                          served_by_theme);
        }
    }
    return 0;
}

int pr_pool_verify(const pr_scenario_t *scenario, const pr_ledger_t *ledger, pr_errors_t *errors)
{
    int status = verify_people(ledger, errors);
    status = verify_volunteers(ledger, errors) != 0 ? PR_ERR_IDENTITY : status;
    status = verify_allowances(scenario, ledger, errors) != 0 ? PR_ERR_IDENTITY : status;
    status = verify_sums(ledger, errors) != 0 ? PR_ERR_IDENTITY : status;
    status = verify_payroll(scenario, ledger, errors) != 0 ? PR_ERR_IDENTITY : status;
    for (size_t scope = 0; scope < ledger->scopes; scope++) {
        status = verify_residents(ledger, scope, errors) != 0 ? PR_ERR_IDENTITY : status;
        status = verify_circles(ledger, scope, errors) != 0 ? PR_ERR_IDENTITY : status;
        status = verify_communities(ledger, scope, errors) != 0 ? PR_ERR_IDENTITY : status;
        status = verify_hours(ledger, scope, errors) != 0 ? PR_ERR_IDENTITY : status;
        status = verify_themes(ledger, scenario->theme_count, scope, errors) != 0 ? PR_ERR_IDENTITY : status;
    }
    return status;
}
