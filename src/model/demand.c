/*
 * A Poisson count split over forms is one independent Poisson per form, so each form draws its own count and
 * the sum of its residents' hours as one gamma. Words: the count of form f is word f of ARRIVAL; its gamma
 * has the words 0-2 of ARRIVAL_HOURS, sub f.
 */
#include "model/demand.h"
#include <math.h>
#include <poolraming/error.h>
#include <string.h>

static int prepare_forms(pr_demand_t *self)
{
    const pr_demand_inputs_t *in = self->inputs;
    double sum = 0;
    for (int f = 0; f < PR_FORMS; f++) {
        sum += in->form_share[f];
        double variance = in->hours_cv[f] * in->hours_cv[f];
        if (!(in->form_share[f] >= 0) || !(in->hours_mean[f] >= 0) || !(variance >= 0)) {
            return PR_ERR_DOMAIN;
        }
        self->form_shape[f] = variance > 0 ? 1 / variance : 0;
        self->form_scale[f] = variance > 0 ? in->hours_mean[f] * variance : in->hours_mean[f];
    }
    for (int f = 0; f < PR_FORMS; f++) {
        self->form_share[f] = in->form_share[f] / sum;
    }
    return sum > 0 && isfinite(sum) ? 0 : PR_ERR_DOMAIN;
}

static void prepare_time(pr_demand_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs)
{
    double rate = self->inputs->bass_innovation + self->inputs->bass_imitation;
    for (int k = 0; k < scenario->months; k++) {
        self->decay[k] = exp(-rate * k);
    }
    for (size_t i = 0; i < self->lanes->count; i++) {
        self->head_start[i] = inputs->head_start_months[self->lanes->place[i]];
        self->head_decay[i] = exp(-rate * self->head_start[i]);
    }
    for (int y = 0; y < scenario->months / 12; y++) {
        int since = scenario->month_year + y - scenario->population_year;
        self->growth[y] = pow(1 + self->inputs->population_growth, since);
    }
}

/* G_m of a municipality; an infinite shape means that municipalities do not differ. */
static double heterogeneity(const pr_source_t *source, uint16_t code, double shape)
{
    if (isinf(shape)) {
        return 1;
    }
    pr_stream_t stream;
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_HETEROGENEITY, 0, code, 0});
    return pr_gamma_draw(&stream, shape) / shape;
}

static double normal(const pr_source_t *source, int month)
{
    pr_stream_t stream;
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_DEMAND_SHOCK, (uint16_t)month, 0, 0});
    return pr_normal_draw(&stream);
}

static bool is_valid(const pr_demand_inputs_t *in)
{
    bool valid = in->heterogeneity_shape > 0 && in->bass_innovation >= 0 && in->bass_imitation >= 0 &&
                 in->population_growth > -1 && in->shock_sd >= 0 && fabs(in->shock_persistence) < 1;
    for (int k = 0; k < 12; k++) {
        valid = valid && in->season[k] >= 0;
    }
    return valid;
}

int pr_demand_init(pr_demand_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                   const pr_lanes_t *lanes, const int *launch, const pr_source_t *source)
{
    memset(self, 0, sizeof *self);
    const pr_demand_inputs_t *in = &inputs->demand;
    self->inputs = in;
    self->lanes = lanes;
    self->launch = launch;
    self->first_month = 12 * scenario->month_year;
    if (!is_valid(in) || prepare_forms(self) != 0) {
        return PR_ERR_DOMAIN;
    }
    prepare_time(self, scenario, inputs);
    for (size_t i = 0; i < lanes->count; i++) {
        double people = inputs->population[lanes->place[i]] * in->precarious_share;
        double known = inputs->demand_factor[lanes->place[i]];
        self->spread[i] = known > 0 ? known : heterogeneity(source, lanes->code[i], in->heterogeneity_shape);
        self->base[i] = people * in->uptake_per_year / 12 * self->spread[i];
        if (!(self->base[i] >= 0) || isinf(self->base[i])) {
            return PR_ERR_DOMAIN;
        }
    }
    self->z_variance = in->shock_sd * in->shock_sd / (1 - in->shock_persistence * in->shock_persistence);
    if (in->shock_sd > 0) {
        self->z = sqrt(self->z_variance) * normal(source, self->first_month - 1);
    }
    return 0;
}

double pr_demand_awareness(const pr_demand_t *self, size_t lane, int t)
{
    double p = self->inputs->bass_innovation, q = self->inputs->bass_imitation;
    int age = t - self->launch[lane];
    if (age < 0 || age + self->head_start[lane] <= 0 || p == 0) {
        return 0; /* without p nobody is the first to know */
    }
    double decay = self->decay[age] * self->head_decay[lane];
    return (1 - decay) / (1 + q / p * decay);
}

double pr_demand_shock(pr_demand_t *self, const pr_source_t *source, int t)
{
    if (self->inputs->shock_sd == 0) {
        return 0;
    }
    double shock = normal(source, self->first_month + t);
    self->z = self->inputs->shock_persistence * self->z + self->inputs->shock_sd * shock;
    return shock;
}

double pr_demand_shock_factor(const pr_demand_t *self)
{
    return exp(self->z - self->z_variance / 2);
}

double pr_demand_mode_uptake(const pr_demand_t *self, size_t lane, int t)
{
    return self->mode_uptake && t >= self->launch[lane] ? self->mode_uptake[t - self->launch[lane]] : 1;
}

static void count_residents(size_t n, const uint32_t *word, const double *lambda, double share,
                            int64_t *count)
{
    double mean[PR_MAX_MUNICIPALITIES], u[PR_MAX_MUNICIPALITIES];
    for (size_t i = 0; i < n; i++) {
        mean[i] = lambda[i] * share;
        u[i] = pr_uniform_of_word(word[i]);
    }
    pr_poisson_many(n, u, mean, count);
}

/* Adds the hours of the residents of one form; first the lanes that have any, so that the loop over gammas
   has no branch to guess. */
static void add_hours(const pr_demand_t *self, const pr_source_t *source, uint16_t month, uint16_t form,
                      const int64_t *count, double *hours)
{
    const uint16_t process = PR_PROCESS_ARRIVAL_HOURS, *code = self->lanes->code;
    double shape = self->form_shape[form], scale = self->form_scale[form];
    uint32_t word[4][PR_MAX_MUNICIPALITIES];
    size_t n = self->lanes->count, found = 0, lane[PR_MAX_MUNICIPALITIES + 1];
    for (size_t i = 0; i < n; i++) {
        lane[found] = i;
        found += count[i] > 0;
    }
    if (shape > 0) {
        pr_blocks(source, process, month, form, 0, n, code, word[0], word[1], word[2], word[3]);
    }
    for (size_t k = 0; k < found; k++) {
        size_t i = lane[k];
        double sum = (double)count[i];
        if (shape > 0) {
            uint32_t own[3] = {word[0][i], word[1][i], word[2][i]};
            sum = pr_gamma(source, (pr_address_t){process, month, code[i], form}, 1, sum * shape, own);
        }
        hours[i] += sum * scale;
    }
}

/* Takes out of the residents of a form those whom communities carry. */
static void carry(const pr_demand_t *self, const pr_source_t *source, uint16_t month, uint16_t form,
                  int64_t *count)
{
    for (size_t i = 0; i < self->lanes->count; i++) {
        if (self->carried_share[i] > 0 && count[i] > 0) {
            uint32_t word[4];
            pr_block(source, (pr_address_t){PR_PROCESS_CARRIED, month, self->lanes->code[i], form}, 0, word);
            int64_t carried =
                pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), count[i], self->carried_share[i]);
            self->carried[i] += (double)carried;
            count[i] -= carried;
        }
    }
}

void pr_demand_rates(const pr_demand_t *self, int t, double *lambda)
{
    double rate = self->growth[t / 12] * self->inputs->season[t % 12] * pr_demand_shock_factor(self);
    for (size_t i = 0; i < self->lanes->count; i++) {
        lambda[i] =
            self->base[i] * pr_demand_awareness(self, i, t) * rate * pr_demand_mode_uptake(self, i, t);
    }
}

void pr_demand_arrive(pr_demand_t *self, const pr_source_t *source, int t, double *residents, double *hours)
{
    size_t n = self->lanes->count;
    uint16_t month = (uint16_t)(self->first_month + t);
    uint32_t word[4][PR_MAX_MUNICIPALITIES];
    double *lambda = self->lambda;
    int64_t count[PR_MAX_MUNICIPALITIES];

    pr_blocks(source, PR_PROCESS_ARRIVAL, month, 0, 0, n, self->lanes->code, word[0], word[1], word[2],
              word[3]);
    pr_demand_rates(self, t, lambda);
    memset(residents, 0, n * sizeof *residents);
    memset(hours, 0, n * sizeof *hours);
    if (self->carried_share) {
        memset(self->carried, 0, n * sizeof *self->carried);
    }
    for (uint16_t f = 0; f < PR_FORMS; f++) {
        double *apart = f == PR_FORM_GROUP ? self->group : NULL;
        count_residents(n, word[f], lambda, self->form_share[f], count);
        for (size_t i = 0; i < n; i++) {
            residents[i] += (double)count[i];
        }
        if (self->carried_share) {
            carry(self, source, month, f, count);
        }
        if (!apart) {
            add_hours(self, source, month, f, count, hours);
        }
        for (size_t i = 0; apart && i < n; i++) {
            apart[i] = (double)count[i];
        }
    }
}
