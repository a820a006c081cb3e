/* Persons, not fte: a post is one contract of size c_y, empty, with a trainee or with an expert. */
#include "model/workforce.h"
#include <limits.h>
#include <math.h>
#include <poolraming/error.h>
#include <string.h>

enum { HIRING_FILLED, HIRING_TRAINEES, HIRING_FROM_BENEFIT }; /* sub of PR_PROCESS_HIRING */
enum { ABSENCE_RATE, ABSENCE_PERSONS };                       /* sub of PR_PROCESS_ABSENCE */

/* κ_y: the employer foresees wages, so a year's cost follows its definitive figure. */
static double cost_per_fte(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                           const pr_index_path_t *index, int year)
{
    double cost = inputs->workforce.cost_per_fte_eur;
    for (int k = scenario->price_level_year + 1; k <= year; k++) {
        if (k >= scenario->first_year) {
            double growth = index->definitive[PR_SERIES_OVA][k - scenario->first_year];
            cost *= 1 + growth + inputs->workforce.wage_drift;
        }
    }
    return cost;
}

/* The part of a year from the first month with people on. */
static double share_of_year(const pr_scenario_t *scenario, int year)
{
    int january = 12 * (year - scenario->month_year);
    int months = january + 12 - scenario->start_month;
    return january < 0 || months <= 0 ? 0 : months >= 12 ? 1 : months / 12.0;
}

int pr_workforce_plan(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                      const pr_budget_t *budget, pr_workforce_plan_t *out)
{
    const double whole = 1e-6; /* where the ratio is whole in real terms, rounding to cents must not decide */
    memset(out, 0, sizeof *out);
    for (int y = 0; y < scenario->years; y++) {
        int year = scenario->first_year + y;
        double share = share_of_year(scenario, year);
        double amount = (double)budget->people[y].cents / 100 * (1 - inputs->vat_share);
        double cost = cost_per_fte(scenario, inputs, index, year);
        out->cost_per_fte_eur[y] = cost;
        if (!(cost > 0) || !(inputs->workforce.contract_fte > 0)) {
            return PR_ERR_DOMAIN;
        }
        if (!(amount > 0) || share == 0) {
            continue;
        }
        double fte = amount / (cost * share);
        double posts = floor(fte / inputs->workforce.contract_fte + 0.5 + whole);
        if (!(posts < INT_MAX / 2)) {
            return PR_ERR_DOMAIN;
        }
        out->target[y] = posts < 1 ? 1 : (int)posts;
        out->contract_fte[y] = fte / out->target[y];
    }
    return 0;
}

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

int pr_workforce_init(pr_workforce_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                      const pr_index_path_t *index, const pr_budget_t *budget)
{
    memset(self, 0, sizeof *self);
    const pr_workforce_inputs_t *in = &inputs->workforce;
    bool draws_absence = in->absence_mean > 0 && in->absence_mean < 1;
    if (!is_share(in->leaving_per_year) || !is_share(in->trainee_leaving_per_year) ||
        !is_share(in->trainee_share) || !is_share(in->filling_per_month) ||
        !is_share(in->from_benefit_share) || !is_share(in->absence_mean) ||
        (draws_absence && !(in->absence_concentration > 0)) ||
        !(in->training_months >= 0 && in->training_months <= PR_MAX_TRAINING_MONTHS)) {
        return PR_ERR_DOMAIN;
    }
    self->inputs = in;
    self->first_month = 12 * scenario->month_year;
    self->start_month = scenario->start_month;
    self->years_before = scenario->month_year - scenario->first_year;
    self->leaving = 1 - pow(1 - in->leaving_per_year, 1.0 / 12);
    self->trainee_leaving = 1 - pow(1 - in->trainee_leaving_per_year, 1.0 / 12);
    self->training = (int)pr_round_half_away(in->training_months);
    return pr_workforce_plan(scenario, inputs, index, budget, &self->plan);
}

/* Binomial(n, p) at an address of the region. */
static int draw(const pr_source_t *source, uint16_t process, int month, int sub, int n, double p)
{
    if (n == 0 || p == 0) {
        return 0;
    }
    uint32_t word[4];
    pr_block(source, (pr_address_t){process, (uint16_t)month, 0, (uint16_t)sub}, 0, word);
    return (int)pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), n, p);
}

/* The cohort hired `age` months before t, 1…n. */
static int *cohort_of(pr_workforce_t *self, int t, int age)
{
    return &self->cohort[(t + self->training - age) % self->training];
}

/* Ends contracts above the target: trainees with the least training first, then experts. */
static int cut(pr_workforce_t *self, int t, int target)
{
    int ended = self->active + self->trainees - target;
    if (ended <= 0) {
        return 0;
    }
    int left = ended;
    for (int age = 1; age <= self->training && left > 0; age++) {
        int *cohort = cohort_of(self, t, age);
        int gone = *cohort < left ? *cohort : left;
        *cohort -= gone;
        self->trainees -= gone;
        left -= gone;
    }
    self->active -= left;
    return ended;
}

static int leave(pr_workforce_t *self, const pr_source_t *source, int t)
{
    int month = self->first_month + t;
    int experts = draw(source, PR_PROCESS_LEAVING, month, 0, self->active, self->leaving);
    self->active -= experts;
    int learning = 0;
    for (int age = 1; age <= self->training && self->trainees > 0; age++) {
        int *cohort = cohort_of(self, t, age);
        int gone =
            draw(source, PR_PROCESS_TRAINEE_LEAVING, month, month - age, *cohort, self->trainee_leaving);
        *cohort -= gone;
        learning += gone;
    }
    self->trainees -= learning;
    return experts + learning;
}

static void graduate(pr_workforce_t *self, int t)
{
    if (self->training > 0) {
        int *cohort = cohort_of(self, t, self->training);
        self->active += *cohort;
        self->trainees -= *cohort;
        *cohort = 0;
    }
}

/* After graduate(): the cohort of month t takes the place of the one that has just joined. */
static void hire(pr_workforce_t *self, const pr_source_t *source, int t, pr_workforce_month_t *out)
{
    const pr_workforce_inputs_t *in = self->inputs;
    const uint16_t process = PR_PROCESS_HIRING;
    int month = self->first_month + t;
    int vacancies = out->target - self->active - self->trainees;
    vacancies = vacancies > 0 ? vacancies : 0;
    int hires = draw(source, process, month, HIRING_FILLED, vacancies, in->filling_per_month);
    int learning = 0;
    if (self->training > 0) {
        learning = draw(source, process, month, HIRING_TRAINEES, hires, in->trainee_share);
        self->cohort[t % self->training] = learning;
    }
    self->trainees += learning;
    self->active += hires - learning;
    out->hires = hires;
    out->hires_from_benefit =
        draw(source, process, month, HIRING_FROM_BENEFIT, hires, in->from_benefit_share);
    out->vacancies = vacancies - hires;
}

static int absent(const pr_workforce_t *self, const pr_source_t *source, int month)
{
    double rate = self->inputs->absence_mean;
    if (self->active == 0) {
        return 0;
    }
    if (rate > 0 && rate < 1) {
        pr_address_t address = {PR_PROCESS_ABSENCE, (uint16_t)month, 0, ABSENCE_RATE};
        double concentration = self->inputs->absence_concentration;
        pr_stream_t stream;
        pr_stream_open(&stream, source, address);
        rate = pr_beta_draw(&stream, rate * concentration, (1 - rate) * concentration);
    }
    return draw(source, PR_PROCESS_ABSENCE, month, ABSENCE_PERSONS, self->active, rate);
}

void pr_workforce_step(pr_workforce_t *self, const pr_source_t *source, int t, pr_workforce_month_t *out)
{
    const pr_workforce_inputs_t *in = self->inputs;
    int y = self->years_before + t / 12;
    memset(out, 0, sizeof *out);
    out->target = t >= self->start_month ? self->plan.target[y] : 0;
    out->ended = cut(self, t, out->target);
    out->leavers = leave(self, source, t);
    graduate(self, t);
    hire(self, source, t, out);
    out->absent = absent(self, source, self->first_month + t);
    out->active = self->active;
    out->trainees = self->trainees;

    double contract = self->plan.contract_fte[y];
    int present = self->active - out->absent;
    /* Who is there takes over from at most one who is not. */
    double covered = self->absence_cover * (out->absent < present ? out->absent : present);
    double working = present + covered + in->trainee_productivity * self->trainees;
    out->active_fte = self->active * contract;
    out->productive_hours = contract * in->hours_per_fte_month * (1 - in->overhead_share) * working;
    out->payroll_eur = (self->active + self->trainees) * contract * self->plan.cost_per_fte_eur[y] / 12;
}
