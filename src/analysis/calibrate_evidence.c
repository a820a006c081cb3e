/*
 * From a scenario's inputs to the likelihood of what was reported: expected residents per half-year and lag,
 * hours where residents wait, posts, index figures. What is approximated and why: docs/calibration.md.
 */
#include "analysis/calibrate.h"
#include "model/workforce.h"
#include <math.h>
#include <poolraming/policy.h>
#include <stdlib.h>
#include <string.h>

static double reported(const pr_evidence_set_t *self, pr_reported_kind_t kind, int scope, int half)
{
    return half < self->halves ? self->reported->value[kind][scope][half] : NAN;
}

/* Those waiting at the start of a half-year: nobody before anything was paid. */
static double waiting_before(const pr_evidence_set_t *self, int scope, int half)
{
    return half > 0 ? reported(self, PR_REPORTED_WAITING, scope, half - 1) : 0;
}

/* ---- new residents ---- */

/* reached + change of waiting + gave up, of whom η/(1 − η) a month of those waiting at its end; taken as the
   mean of start and end. NAN where one of the figures is missing. */
static double new_residents(const pr_evidence_set_t *self, double giving_up, int scope, int half)
{
    double before = waiting_before(self, scope, half),
           after = reported(self, PR_REPORTED_WAITING, scope, half);
    double gave_up = 6 * giving_up / (1 - fmin(giving_up, 0.99)) * (before + after) / 2;
    double count = reported(self, PR_REPORTED_REACHED, scope, half) + after - before + gave_up;
    return count < 0 ? 0 : count;
}

/* Covariance of the means of Z over six months, `apart` half-years from each other. */
static double shock_covariance(const pr_demand_inputs_t *in, int apart)
{
    double sum = 0;
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
            sum += pow(in->shock_persistence, abs(6 * apart + i - j));
        }
    }
    return in->shock_sd * in->shock_sd / (1 - in->shock_persistence * in->shock_persistence) * sum / 36;
}

void pr_evidence_shocks(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *latent,
                        double *factor)
{
    double lower[PR_MAX_HALVES][PR_MAX_HALVES], covariance[PR_MAX_HALVES];
    for (int h = 0; h < self->halves; h++) {
        covariance[h] = shock_covariance(&inputs->demand, h);
    }
    for (int i = 0; i < self->halves; i++) {
        double level = 0;
        for (int j = 0; j <= i; j++) {
            double rest = covariance[i - j];
            for (int k = 0; k < j; k++) {
                rest -= lower[i][k] * lower[j][k];
            }
            lower[i][j] = i == j ? sqrt(fmax(rest, 0)) : lower[j][j] > 0 ? rest / lower[j][j] : 0;
            level += lower[i][j] * latent[j];
        }
        factor[i] = exp(level - covariance[0] / 2);
    }
}

static size_t lag_weights(double mean, double *weight)
{
    double sum = 0;
    size_t lags = 0;
    for (double p = exp(-mean); lags < PR_LAGS_MAX && (lags <= mean || p > 1e-9); lags++) {
        weight[lags] = p;
        sum += p;
        p *= mean / (double)(lags + 1);
    }
    for (size_t l = 0; l < lags; l++) {
        weight[l] /= sum;
    }
    return lags;
}

static bool is_open(const pr_evidence_set_t *self, int t)
{
    const pr_scenario_t *s = self->scenario;
    return self->central.budget.people[s->month_year - s->first_year + t / 12].cents > 0 &&
           t >= s->start_month;
}

/* New residents of each month at full awareness, factor and shock 1. */
static void monthly_base(const pr_evidence_set_t *self, const pr_inputs_t *inputs, size_t m, double *base)
{
    const pr_scenario_t *s = self->scenario;
    const pr_demand_inputs_t *in = &inputs->demand;
    double people = inputs->population[m] * in->precarious_share * in->uptake_per_year / 12, growth = 1;
    for (int t = 0; t < 6 * self->halves; t++) {
        if (t % 12 == 0) {
            growth = pow(1 + in->population_growth, s->month_year + t / 12 - s->population_year);
        }
        base[t] = is_open(self, t) ? people * growth * in->season[t % 12] : 0;
    }
}

/* A_m by months since the launch, times what the mode does. */
static void awareness(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const pr_mode_t *mode,
                      size_t m, double *aware)
{
    double p = inputs->demand.bass_innovation, q = inputs->demand.bass_imitation;
    double head = inputs->head_start_months[m], decay = exp(-(p + q) * head), month = exp(-(p + q));
    for (int age = 0; age < 6 * self->halves; age++, decay *= month) {
        aware[age] = age + head > 0 && p > 0 ? (1 - decay) / (1 + q / p * decay) : 0;
        aware[age] *= mode->changes_uptake ? mode->uptake[age] : 1;
    }
}

static void expected_residents(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *factor,
                               size_t m, pr_demand_evidence_t *out)
{
    double base[PR_MAX_MONTHS], aware[PR_MAX_MONTHS], planned = inputs->launch_month[m];
    int start = self->scenario->start_month, months = 6 * self->halves;
    int launch = planned > start ? (int)pr_round_half_away(planned) : start;
    pr_mode_t mode = {0};
    pr_mode_init(&mode, self->scenario->mode, &inputs->deployment);
    monthly_base(self, inputs, m, base);
    awareness(self, inputs, &mode, m, aware);
    double known = inputs->demand_factor[m] > 0 ? inputs->demand_factor[m] : 1;
    memset(out->mean, 0, sizeof out->mean[0] * out->lags * (size_t)self->halves);
    for (size_t l = 0; l < out->lags; l++) {
        int from = launch + (int)l;
        for (int t = from; t < months; t++) {
            out->mean[l * (size_t)self->halves + (size_t)(t / 6)] += base[t] * aware[t - from];
        }
        for (int h = 0; h < self->halves; h++) {
            out->mean[l * (size_t)self->halves + (size_t)h] *= factor[h] * known;
        }
    }
}

void pr_evidence_demand(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *factor,
                        size_t municipality, pr_demand_evidence_t *out)
{
    out->lags = lag_weights(inputs->deployment.launch_lag_months, out->weight);
    out->shape = inputs->demand_factor[municipality] > 0 ? INFINITY : inputs->demand.heterogeneity_shape;
    for (int h = 0; h < self->halves; h++) {
        out->count[h] = new_residents(self, inputs->demand.giving_up_per_month, 1 + (int)municipality, h);
    }
    expected_residents(self, inputs, factor, municipality, out);
}

bool pr_evidence_has_demand(const pr_evidence_set_t *self, size_t municipality)
{
    for (int half = 0; half < self->halves; half++) {
        if (!isnan(new_residents(self, 0, 1 + (int)municipality, half))) {
            return true;
        }
    }
    return false;
}

static double demand_log(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *latent)
{
    double factor[PR_MAX_HALVES], log_p = 0;
    pr_demand_evidence_t of;
    pr_evidence_shocks(self, inputs, latent, factor);
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        if (!pr_evidence_has_demand(self, m)) {
            continue;
        }
        pr_evidence_demand(self, inputs, factor, m, &of);
        log_p += pr_demand_log((size_t)self->halves, of.count, of.lags, of.weight, of.mean, of.shape, NULL);
    }
    return log_p;
}

/* ---- hours a resident ---- */

/* All hours were used where at both ends at least a month's reach was waiting. */
static bool was_full(const pr_evidence_set_t *self, int scope, int half, double *residents, double *hours)
{
    double before = waiting_before(self, scope, half),
           after = reported(self, PR_REPORTED_WAITING, scope, half);
    *residents = reported(self, PR_REPORTED_REACHED, scope, half);
    *hours = reported(self, PR_REPORTED_HOURS, scope, half);
    return *residents > 0 && *hours > 0 && before >= *residents / 6 && after >= *residents / 6 && before > 0;
}

static double hours_log(const pr_evidence_set_t *self, const pr_inputs_t *inputs)
{
    const pr_demand_inputs_t *in = &inputs->demand;
    double mean = 0, square = 0, log_p = 0, residents, hours;
    for (int f = 0; f < PR_FORMS; f++) {
        mean += in->form_share[f] * in->hours_mean[f];
        square += in->form_share[f] * in->hours_mean[f] * in->hours_mean[f] *
                  (1 + in->hours_cv[f] * in->hours_cv[f]);
    }
    double share = 1 - inputs->deployment.community_share;
    if (self->scenario->mode != PR_MODE_NONE) {
        share *= inputs->deployment.mode[self->scenario->mode].resident_share;
    }
    for (int scope = 1; scope <= (int)self->scenario->municipality_count; scope++) {
        for (int half = 0; half < self->halves; half++) {
            if (was_full(self, scope, half, &residents, &hours)) {
                log_p += pr_track_log(residents, share * hours, mean, square - mean * mean);
            }
        }
    }
    return log_p;
}

/* ---- experts ---- */

/* All hours in municipalities, NAN where one of them did not report, or where others than experts work too.
 */
static double all_hours(const pr_evidence_set_t *self, int half)
{
    double sum = self->scenario->has_volunteers ? NAN : 0;
    for (int scope = 1; scope <= (int)self->scenario->municipality_count; scope++) {
        sum += reported(self, PR_REPORTED_HOURS, scope, half);
    }
    return sum;
}

/* Hours of a half-year can be set beside the experts at both its ends. */
static bool has_hours(const pr_evidence_set_t *self, int half)
{
    return half > 0 && !isnan(all_hours(self, half)) && reported(self, PR_REPORTED_PERSONS, 0, half) > 0 &&
           !isnan(reported(self, PR_REPORTED_PERSONS, 0, half - 1));
}

/* Posts as the inputs make them; false where they allow none. */
static bool posts_of(const pr_evidence_set_t *self, const pr_inputs_t *inputs, pr_post_t *post,
                     pr_workforce_plan_t *plan)
{
    const pr_workforce_inputs_t *in = &inputs->workforce;
    *post = (pr_post_t){1 - pow(1 - in->leaving_per_year, 1.0 / 12),
                        1 - pow(1 - in->trainee_leaving_per_year, 1.0 / 12), in->filling_per_month,
                        in->trainee_share, (int)pr_round_half_away(in->training_months)};
    return pr_workforce_plan(self->scenario, inputs, &self->central.index, &self->central.budget, plan) == 0;
}

static int year_of(const pr_evidence_set_t *self, int t)
{
    return self->scenario->month_year - self->scenario->first_year + t / 12;
}

void pr_evidence_hours(const pr_evidence_set_t *self, const pr_inputs_t *inputs, int half, double *mean,
                       double *sd)
{
    const pr_workforce_inputs_t *in = &inputs->workforce;
    pr_workforce_plan_t plan;
    pr_post_t post;
    double stays, fills, learns, absent = in->absence_mean, productive = in->trainee_productivity;
    double experts =
        (reported(self, PR_REPORTED_PERSONS, 0, half - 1) + reported(self, PR_REPORTED_PERSONS, 0, half)) / 2;
    posts_of(self, inputs, &post, &plan);
    double others = fmax(0, plan.target[year_of(self, 6 * half)] - experts);
    pr_post_chances(&post, 6 * half + 3, &stays, &fills, &learns);
    learns = learns > 0 ? learns / (1 - fills) : 0;
    double covered = self->scenario->mode == PR_MODE_NONE
                         ? 0
                         : inputs->deployment.mode[self->scenario->mode].absence_cover * absent;
    double each = (1 - inputs->deployment.regional_share) * plan.contract_fte[year_of(self, 6 * half)] *
                  in->hours_per_fte_month * (1 - in->overhead_share);
    double moves = experts * post.leaving + others * (1 - learns) * post.filling;
    double variance =
        6 * experts * absent * (1 - absent) * (1 + fmax(experts - 1, 0) / (in->absence_concentration + 1)) +
        18 * moves + 36 * productive * productive * others * learns * (1 - learns);
    *mean = each * (6 * experts * (1 - absent + covered) + 6 * productive * others * learns);
    *sd = each * sqrt(variance);
}

static double pool_hours_log(const pr_evidence_set_t *self, const pr_inputs_t *inputs, int half)
{
    double mean, sd;
    pr_evidence_hours(self, inputs, half, &mean, &sd);
    double z = (all_hours(self, half) - mean) / sd;
    return sd > 0 ? -0.5 * z * z - log(sd) : -INFINITY;
}

static double persons_log(const pr_evidence_set_t *self, const pr_inputs_t *inputs)
{
    const pr_scenario_t *s = self->scenario;
    pr_workforce_plan_t plan;
    pr_post_t post;
    int target[PR_MAX_MONTHS];
    if (!posts_of(self, inputs, &post, &plan)) {
        return -INFINITY;
    }
    for (int t = 0; t < 6 * self->halves; t++) {
        target[t] = t >= s->start_month ? plan.target[year_of(self, t)] : 0;
    }
    double log_p =
        pr_persons_log(&post, (size_t)self->halves, self->reported->value[PR_REPORTED_PERSONS][0], target);
    for (int half = 1; half < self->halves && log_p > -INFINITY; half++) {
        log_p += has_hours(self, half) ? pool_hours_log(self, inputs, half) : 0;
    }
    return log_p;
}

double pr_evidence_log(const pr_evidence_set_t *self, pr_evidence_kind_t evidence, const pr_inputs_t *inputs,
                       const double *latent)
{
    switch (evidence) {
    case PR_EVIDENCE_DEMAND:
        return demand_log(self, inputs, latent);
    case PR_EVIDENCE_HOURS:
        return hours_log(self, inputs);
    case PR_EVIDENCE_PERSONS:
        return persons_log(self, inputs);
    case PR_EVIDENCE_INDEX:
    case PR_EVIDENCES:
        break;
    }
    return pr_index_figures_log(&inputs->index[PR_SERIES_OVA], self->years, self->year);
}

/* ---- what takes part ---- */

bool pr_evidence_takes(const pr_evidence_set_t *self, pr_evidence_kind_t evidence,
                       const pr_setting_t *setting)
{
    static const struct {
        pr_evidence_kind_t evidence;
        const char *path; /* with a dot at its end: everything below it */
    } part[] = {{PR_EVIDENCE_DEMAND, "demand.uptake"},
                {PR_EVIDENCE_DEMAND, "demand.precarious_share"},
                {PR_EVIDENCE_DEMAND, "demand.population_growth"},
                {PR_EVIDENCE_DEMAND, "demand.bass_innovation"},
                {PR_EVIDENCE_DEMAND, "demand.bass_imitation"},
                {PR_EVIDENCE_DEMAND, "demand.heterogeneity_shape"},
                {PR_EVIDENCE_DEMAND, "demand.shock_persistence"},
                {PR_EVIDENCE_DEMAND, "demand.shock_sd"},
                {PR_EVIDENCE_DEMAND, "demand.season."},
                {PR_EVIDENCE_DEMAND, "deployment.launch_lag"},
                {PR_EVIDENCE_DEMAND, "municipalities."},
                {PR_EVIDENCE_HOURS, "deployment.community_share"},
                {PR_EVIDENCE_HOURS, "demand.forms."},
                {PR_EVIDENCE_PERSONS, "workforce.leaving_per_year"},
                {PR_EVIDENCE_PERSONS, "workforce.trainee_leaving_per_year"},
                {PR_EVIDENCE_PERSONS, "workforce.training_months"},
                {PR_EVIDENCE_PERSONS, "workforce.trainee_share"},
                {PR_EVIDENCE_PERSONS, "workforce.filling_per_month"},
                {PR_EVIDENCE_PERSONS, "workforce.cost_per_fte"},
                {PR_EVIDENCE_PERSONS, "workforce.contract_fte"},
                {PR_EVIDENCE_PERSONS, "workforce.wage_drift"},
                {PR_EVIDENCE_PERSONS, "workforce.hours_per_fte_month"},
                {PR_EVIDENCE_PERSONS, "workforce.overhead_share"},
                {PR_EVIDENCE_PERSONS, "workforce.absence_mean"},
                {PR_EVIDENCE_PERSONS, "workforce.absence_concentration"},
                {PR_EVIDENCE_PERSONS, "workforce.trainee_productivity"},
                {PR_EVIDENCE_PERSONS, "deployment.regional_share"},
                {PR_EVIDENCE_INDEX, "index.ova."}};
    if (evidence == PR_EVIDENCE_DEMAND && self->waits && strcmp(setting->path, "demand.giving_up") == 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        size_t length = strlen(part[i].path);
        bool below = part[i].path[length - 1] == '.';
        if (part[i].evidence == evidence && (below ? strncmp(setting->path, part[i].path, length) == 0
                                                   : strcmp(setting->path, part[i].path) == 0)) {
            return true;
        }
    }
    return false;
}

size_t pr_evidence_latents(const pr_evidence_set_t *self, pr_evidence_kind_t evidence)
{
    return evidence == PR_EVIDENCE_DEMAND ? (size_t)self->halves : 0;
}

/* ---- making ready ---- */

static double growth_of(const pr_figure_t *figure)
{
    return figure->known ? figure->growth.millionths / 1e6 : NAN;
}

static const pr_published_t *published_of(const pr_published_list_t *list, int year, pr_vintage_t vintage)
{
    for (size_t i = 0; list && i < list->count; i++) {
        if (list->figure[i].year == year && list->figure[i].vintage == vintage) {
            return &list->figure[i];
        }
    }
    return NULL;
}

/* The figure of a year and vintage: what was published replaces what the scenario had; fresh where it says
   something else. */
static double figure_of(pr_evidence_set_t *self, const pr_published_list_t *list, int year,
                        pr_vintage_t vintage, bool *fresh)
{
    const pr_figure_t *had = &self->scenario->figure[PR_SERIES_OVA][vintage][year - PR_FIGURES_FROM];
    const pr_published_t *now = published_of(list, year, vintage);
    *fresh = now && !(had->known && had->growth.millionths == now->growth.millionths);
    self->used[PR_EVIDENCE_INDEX] += *fresh;
    return now ? now->growth.millionths / 1e6 : growth_of(had);
}

static void gather_index(pr_evidence_set_t *self, const pr_published_list_t *list)
{
    for (int year = PR_FIGURES_FROM; year < PR_FIGURES_FROM + PR_FIGURES_YEARS; year++) {
        pr_index_year_t now = {.year = year};
        now.definitive = figure_of(self, list, year, PR_VINTAGE_DEFINITIVE, &now.fresh);
        now.provisional[0] = figure_of(self, list, year, PR_VINTAGE_SPRING, &now.fresh_provisional[0]);
        now.provisional[1] = figure_of(self, list, year, PR_VINTAGE_SEPTEMBER, &now.fresh_provisional[1]);
        if (!isnan(now.definitive) || !isnan(now.provisional[0]) || !isnan(now.provisional[1])) {
            self->year[self->years++] = now;
        }
    }
}

/* Circles and communities take residents out of the common queue, volunteers add hours: then the hours of a
   resident can't be read from the report. */
static bool hours_can_be_read(const pr_scenario_t *s)
{
    return !s->has_circles && !s->has_communities && !s->has_volunteers;
}

static void count_figures(pr_evidence_set_t *self)
{
    double residents, hours;
    for (int half = 0; half < self->halves; half++) {
        self->used[PR_EVIDENCE_PERSONS] +=
            (size_t)!isnan(reported(self, PR_REPORTED_PERSONS, 0, half)) + has_hours(self, half);
        for (int scope = 1; scope <= (int)self->scenario->municipality_count; scope++) {
            self->used[PR_EVIDENCE_DEMAND] += (size_t)!isnan(new_residents(self, 0, scope, half));
            self->used[PR_EVIDENCE_HOURS] +=
                hours_can_be_read(self->scenario) && was_full(self, scope, half, &residents, &hours);
            self->waits = self->waits || reported(self, PR_REPORTED_WAITING, scope, half) > 0;
        }
    }
}

/* Whether a figure bears on something that was sampled. */
static bool is_used(const pr_evidence_set_t *self, const bool *sampled, int kind, int scope, int half)
{
    double residents, hours;
    bool demand = sampled[PR_EVIDENCE_DEMAND], full = sampled[PR_EVIDENCE_HOURS],
         all = sampled[PR_EVIDENCE_PERSONS];
    bool now = !isnan(new_residents(self, 0, scope, half)),
         next = !isnan(new_residents(self, 0, scope, half + 1));
    bool queue = full && scope > 0 && was_full(self, scope, half, &residents, &hours);
    switch ((pr_reported_kind_t)kind) {
    case PR_REPORTED_HOURS:
        return queue || (all && has_hours(self, half));
    case PR_REPORTED_REACHED:
        return (demand && now) || queue;
    case PR_REPORTED_WAITING:
        return (demand && (now || next)) || queue ||
               (full && scope > 0 && was_full(self, scope, half + 1, &residents, &hours));
    case PR_REPORTED_PERSONS:
    case PR_REPORTED_KINDS:
        break;
    }
    return all;
}

void pr_evidence_account(const pr_evidence_set_t *self, const bool sampled[PR_EVIDENCES],
                         const pr_published_list_t *published, pr_figures_account_t *out)
{
    memset(out, 0, PR_FIGURE_KINDS * sizeof *out);
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (int scope = 0; scope <= (int)self->scenario->municipality_count; scope++) {
            for (int half = 0; half < self->halves; half++) {
                bool is = !isnan(reported(self, (pr_reported_kind_t)kind, scope, half));
                out[kind].read += is;
                out[kind].used += is && is_used(self, sampled, kind, scope, half);
            }
        }
    }
    out[PR_REPORTED_KINDS].read = published ? published->count : 0;
    out[PR_REPORTED_KINDS].used = self->used[PR_EVIDENCE_INDEX];
}

int pr_evidence_init(pr_evidence_set_t *self, const pr_scenario_t *scenario, const pr_reported_t *reported_,
                     const pr_published_list_t *published, int halves)
{
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->reported = reported_;
    self->halves = halves < reported_->halves ? halves : reported_->halves;
    gather_index(self, published);
    count_figures(self);
    return pr_central_path(scenario, &self->central);
}
