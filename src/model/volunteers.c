/* Places are independent of each other, as the posts of the paid experts are: free, or with a volunteer. */
#include "model/volunteers.h"
#include <limits.h>
#include <math.h>
#include <poolraming/error.h>
#include <string.h>

enum { LEAVING, FILLING }; /* sub of PR_PROCESS_VOLUNTEERS */

static const double WEEKS_PER_MONTH = 52.0 / 12;

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

/* The allowance follows the index of the first line that pays it. */
static pr_index_class_t allowance_class(const pr_scenario_t *scenario)
{
    for (size_t i = 0; i < scenario->line_count; i++) {
        if (scenario->line[i].purpose == PR_PURPOSE_ALLOWANCE) {
            return scenario->line[i].index;
        }
    }
    return PR_INDEX_NONE;
}

/* Volunteers wanted in year y, whether they can be guided or not. */
static double wanted(const pr_scenario_t *scenario, const pr_volunteer_inputs_t *in, int y)
{
    return scenario->volunteers_by_year ? in->target_of[y] : in->target;
}

static bool are_wanted(const pr_scenario_t *scenario, const pr_volunteer_inputs_t *in)
{
    bool some = false;
    for (int y = 0; y < scenario->years; y++) {
        some = some || wanted(scenario, in, y) != 0; /* a NaN is looked at, and refused */
    }
    return some;
}

static bool is_valid(const pr_scenario_t *scenario, const pr_volunteer_inputs_t *in)
{
    bool valid = in->hours_per_week >= 0 && !isinf(in->hours_per_week) && in->allowance_eur >= 0 &&
                 !isinf(in->allowance_eur) && in->span >= 0 && !isinf(in->span) &&
                 is_share(in->leaving_per_year) && is_share(in->filling_per_month) &&
                 is_share(in->signal_share);
    for (int y = 0; y < scenario->years; y++) {
        double most = wanted(scenario, in, y);
        valid = valid && most >= 0 && most < INT_MAX / 2;
    }
    return valid;
}

/* How many the budget for guidance can guide: fte × span, to the nearest, as posts are. */
static double guided(const pr_budget_t *budget, double cost_per_fte_eur, double span, int y)
{
    const double whole = 1e-6;
    double fte = (double)budget->guidance[y].cents / 100 / cost_per_fte_eur;
    return floor(fte * span + 0.5 + whole);
}

void pr_volunteers_plan(pr_volunteers_t *self, const pr_scenario_t *scenario, const pr_budget_t *budget,
                        const double *cost_per_fte_eur)
{
    for (int y = 0; y < scenario->years && are_wanted(scenario, self->inputs); y++) {
        double most = guided(budget, cost_per_fte_eur[y], self->inputs->span, y);
        double target = (double)pr_round_half_away(wanted(scenario, self->inputs, y));
        self->places[y] = (int)(most < target ? most : target);
    }
}

int pr_volunteers_init(pr_volunteers_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                       const pr_index_path_t *index, const pr_budget_t *budget,
                       const double *cost_per_fte_eur)
{
    memset(self, 0, sizeof *self);
    const pr_volunteer_inputs_t *in = &inputs->volunteers;
    self->inputs = in;
    self->first_month = 12 * scenario->month_year;
    self->years_before = scenario->month_year - scenario->first_year;
    if (!are_wanted(scenario, in)) {
        return 0; /* switched off, whatever the other numbers */
    }
    if (!is_valid(scenario, in)) {
        return PR_ERR_DOMAIN;
    }
    pr_index_class_t class = allowance_class(scenario);
    for (int y = 0; y < scenario->years; y++) {
        self->allowance_eur[y] = in->allowance_eur * (double)index->factor[class][y].factor;
    }
    pr_volunteers_plan(self, scenario, budget, cost_per_fte_eur);
    self->leaving = 1 - pow(1 - in->leaving_per_year, 1.0 / 12);
    return 0;
}

static int draw(const pr_volunteers_t *self, const pr_source_t *source, int t, uint16_t sub, int n, double p)
{
    if (n == 0 || p == 0) {
        return 0;
    }
    uint32_t word[4];
    pr_address_t address = {PR_PROCESS_VOLUNTEERS, (uint16_t)(self->first_month + t), 0, sub};
    pr_block(source, address, 0, word);
    return (int)pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), n, p);
}

void pr_volunteers_step(pr_volunteers_t *self, const pr_source_t *source, int t, bool open,
                        pr_volunteer_month_t *out)
{
    int y = self->years_before + t / 12;
    memset(out, 0, sizeof *out);
    out->places = open ? self->places[y] : 0;
    if (out->places == 0 && self->active == 0) {
        return;
    }
    out->ended = self->active > out->places ? self->active - out->places : 0;
    self->active -= out->ended;
    out->left = draw(self, source, t, LEAVING, self->active, self->leaving);
    self->active -= out->left;
    out->joined = draw(self, source, t, FILLING, out->places - self->active, self->inputs->filling_per_month);
    self->active += out->joined;
    out->active = self->active;
    out->hours = self->active * self->inputs->hours_per_week * WEEKS_PER_MONTH;
    out->signal_hours = self->inputs->signal_share * out->hours;
    out->allowances_eur = self->active * self->allowance_eur[y] / 12;
}
