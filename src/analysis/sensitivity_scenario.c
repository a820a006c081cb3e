/* All methods of sensitivity on some outcomes of a scenario, one after the other: see sensitivity_scenario.h.
 */
#include "core/memory.h"
#include <math.h>
#include <poolraming/sensitivity_scenario.h>
#include <poolraming/statistics.h>
#include <string.h>

enum { SAMPLE_LEAST = 250, DRAWS_LEAST = 2, DRAWS_MOST = 256, POINTS_LEAST = 4, POINTS_FIRST = 64 };

/* A run of the methods: what they share. */
typedef struct {
    pr_scenario_sensitivity_t *out;
    const pr_scenario_sensitivity_options_t *options;
    pr_scenario_model_t model;
    uint64_t most; /* evaluations */
    uint64_t sample_most;
    double *x;                      /* [sample_most][inputs], owned: values of the ordinary replicates */
    double *y;                      /* [outcomes][sample_most], owned */
    size_t front[PR_MAX_UNCERTAIN]; /* the parameter that a dimension of the points stands for */
    pr_errors_t *errors;
} job_t;

/* ---- progress over all methods together ---- */

static void show_progress(void *context, uint64_t done, uint64_t most)
{
    const job_t *self = context;
    (void)most;
    uint64_t all = self->out->evaluations + done;
    self->options->run.progress(self->options->run.progress_context, all < self->most ? all : self->most,
                                self->most);
}

static pr_ensemble_options_t run_options(job_t *self, uint64_t replicates)
{
    pr_ensemble_options_t out = {
        .replicates = replicates, .threads = self->options->run.threads, .stop = self->options->run.stop};
    if (self->options->run.progress) {
        out.progress = show_progress;
        out.progress_context = self;
    }
    return out;
}

/* ---- ordinary replicates ---- */

static int open_worker(void *context, void **worker)
{
    job_t *self = context;
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&self->model);
    return model.open(model.context, worker);
}

static void close_worker(void *context, void *worker)
{
    job_t *self = context;
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&self->model);
    model.close(model.context, worker);
}

static int draw_sample(void *context, void *worker, uint64_t number, double *row)
{
    job_t *self = context;
    double score[PR_MAX_UNCERTAIN], y[PR_SENSITIVITY_OUTCOMES_MOST];
    double *value = self->x + number * self->out->inputs;
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&self->model);
    pr_scenario_scores(self->out->scenario, self->out->seed, number, score);
    pr_scenario_values(self->out->scenario, score, value);
    int status = model.evaluate(model.context, worker, value, number, y);
    for (size_t i = 0; i < self->out->outcomes && status == 0; i++) {
        self->y[i * self->sample_most + number] = y[i];
    }
    *row = 0; /* what is looked at is kept beside the ensemble */
    return status;
}

static int draw_all(job_t *self)
{
    pr_experiment_t experiment = {
        .series = 1, .context = self, .open = open_worker, .close = close_worker, .draw = draw_sample};
    pr_ensemble_options_t options = run_options(self, self->sample_most);
    pr_ensemble_t ensemble;
    int status = pr_ensemble_run(&ensemble, &experiment, &options, self->errors);
    self->out->replicates = status == 0 || status == PR_INTERRUPTED ? ensemble.replicates : 0;
    self->out->evaluations += self->out->replicates;
    pr_ensemble_free(&ensemble);
    return status;
}

static void summarise(pr_outcome_sample_t *out, const double *y, uint64_t n)
{
    pr_moments_t moments = {0};
    for (uint64_t from = 0; from < n;
         from += PR_ROUND) { /* as a run adds them: the same mean to the last bit */
        pr_moments_add_round(&moments, y + from, n - from < PR_ROUND ? n - from : PR_ROUND);
    }
    out->mean = pr_moments_mean(&moments);
    out->sd = pr_moments_sd(&moments);
    out->se = pr_moments_se(&moments);
    out->undefined = moments.undefined;
}

static int study_sample(job_t *self)
{
    pr_scenario_sensitivity_t *out = self->out;
    pr_given_options_t given = {.seed = out->seed};
    int status = 0;
    for (size_t i = 0; i < out->outcomes && status == 0; i++) {
        const double *y = self->y + i * self->sample_most;
        pr_outcome_sample_t *sample = &out->sample[i];
        size_t n = out->replicates;
        summarise(sample, y, n);
        if (out->inputs > 0 && n > 0) {
            status = pr_regression_run(&sample->raw, n, out->inputs, self->x, y, false);
            status = status ? status : pr_regression_run(&sample->ranks, n, out->inputs, self->x, y, true);
            status = status ? status
                            : pr_given_data(out->given + i * out->inputs, n, out->inputs, self->x, y, &given);
        }
    }
    return status;
}

static int run_sample(job_t *self)
{
    uint64_t wanted = self->most / 8;
    wanted = wanted < PR_SENSITIVITY_SAMPLE_MOST ? wanted : PR_SENSITIVITY_SAMPLE_MOST;
    self->sample_most = wanted > SAMPLE_LEAST ? wanted : SAMPLE_LEAST;
    self->x = pr_new(self->sample_most * self->out->inputs, sizeof *self->x);
    self->y = pr_new(self->sample_most * self->out->outcomes, sizeof *self->y);
    if (!self->x || !self->y) {
        return PR_ERR_MEMORY;
    }
    int status = draw_all(self);
    int studied = status == 0 || status == PR_INTERRUPTED ? study_sample(self) : 0;
    return studied ? studied : status;
}

/* ---- tornado ---- */

static int run_tornado(job_t *self)
{
    pr_scenario_sensitivity_t *out = self->out;
    for (size_t i = 0; i < out->inputs; i++) {
        const pr_dist_t *dist = &pr_sensitivity_setting(out, i)->dist;
        out->low[i] = pr_dist_quantile(dist, 0.05);
        out->central[i] = pr_dist_mean(dist);
        out->high[i] = pr_dist_quantile(dist, 0.95);
    }
    uint64_t draws = self->most / 8 / (2 * out->inputs + 1);
    draws = draws < DRAWS_LEAST ? DRAWS_LEAST : draws > DRAWS_MOST ? DRAWS_MOST : draws;
    pr_tornado_design_t design = {.base = out->central, .low = out->low, .high = out->high, .draws = draws};
    pr_sensitivity_model_t model = pr_scenario_model_of_values(&self->model);
    pr_ensemble_options_t options = run_options(self, 0);
    int status = pr_tornado_run(&out->tornado, &model, &design, &options, self->errors);
    out->has_tornado = status == 0;
    out->tornado_draws = out->has_tornado ? draws : 0;
    out->evaluations += out->has_tornado ? out->tornado.evaluations : 0;
    return status;
}

/* ---- which unknowns deserve indices of their own ---- */

/* A parameter, or parameters that are correlated. */
typedef struct {
    pr_unknown_t unknown;
    size_t set; /* pr_scenario_together */
    double
        strength; /* part of the variance of the outcome that it does most to, as far as the screening sees */
} candidate_t;

static double larger(double a, double b)
{
    return b > a ? b : a; /* a where b is not a number */
}

/* Between the 5 and 95 % points of a normal lie 3.29 standard deviations. */
static double share_of_swing(double swing, double sd)
{
    double sds = swing / (2 * 1.6448536269514722);
    return sd > 0 ? sds * sds / (sd * sd) : 0;
}

static double strength_of(const pr_scenario_sensitivity_t *self, size_t input)
{
    double most = 0;
    for (size_t i = 0; i < self->outcomes; i++) {
        const pr_outcome_sample_t *sample = &self->sample[i];
        double src = sample->raw.input[input].coefficient, srrc = sample->ranks.input[input].coefficient;
        most = larger(most, src * src);
        most = larger(most, srrc * srrc);
        most = larger(most, self->given[i * self->inputs + input].first.value);
        most = larger(most, share_of_swing(self->tornado.bar[i * self->inputs + input].swing, sample->sd));
    }
    return most;
}

/* One candidate a parameter or set; returns how many. */
static size_t gather(const pr_scenario_sensitivity_t *self, candidate_t *candidate)
{
    size_t count = 0;
    for (size_t i = 0; i < self->inputs; i++) {
        size_t at = count, set = self->together[i];
        for (size_t c = 0; c < count && set; c++) {
            at = candidate[c].set == set ? c : at;
        }
        if (at == count) {
            candidate[count++] = (candidate_t){{set ? PR_UNKNOWN_TOGETHER : PR_UNKNOWN_ONE, i, 0}, set, 0};
        }
        candidate[at].unknown.count++;
        candidate[at].strength = larger(candidate[at].strength, strength_of(self, i));
    }
    return count;
}

/* The strongest first; equal ones stay in their order. */
static void sort(candidate_t *candidate, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        candidate_t moved = candidate[i];
        size_t at = i;
        for (; at > 0 && candidate[at - 1].strength < moved.strength; at--) {
            candidate[at] = candidate[at - 1];
        }
        candidate[at] = moved;
    }
}

static size_t count_strong(const candidate_t *candidate, size_t count)
{
    size_t strong = 0;
    while (strong < count && strong < PR_SENSITIVITY_ALONE_MOST &&
           candidate[strong].strength >= PR_SENSITIVITY_SCREEN) {
        strong++;
    }
    return strong + 1 == count ? count : strong; /* a rest of one is that one */
}

/* Unknowns and who belongs to which. */
static void divide(pr_scenario_sensitivity_t *self, candidate_t *candidate)
{
    size_t count = gather(self, candidate);
    sort(candidate, count);
    size_t strong = count_strong(candidate, count);
    pr_unknown_t rest = {PR_UNKNOWN_REST, 0, 0};
    for (size_t i = 0; i < self->inputs; i++) {
        size_t at = 0;
        while (at < strong && candidate[at].unknown.first != i &&
               !(self->together[i] && candidate[at].set == self->together[i])) {
            at++;
        }
        self->group[i] = at;
        rest.first = at == strong && rest.count == 0 ? i : rest.first;
        rest.count += at == strong;
    }
    for (size_t i = 0; i < strong; i++) {
        self->unknown[self->unknowns++] = candidate[i].unknown;
    }
    if (rest.count > 0) {
        self->unknown[self->unknowns++] = rest;
    }
    self->unknown[self->unknowns++] = (pr_unknown_t){PR_UNKNOWN_CHANCE, 0, 0};
}

static int screen(pr_scenario_sensitivity_t *self)
{
    candidate_t *candidate = pr_new(self->inputs, sizeof *candidate);
    self->unknown = pr_new(PR_SENSITIVITY_ALONE_MOST + 2, sizeof *self->unknown);
    bool ready = candidate && self->unknown;
    if (ready) {
        divide(self, candidate);
    }
    pr_free(candidate);
    return ready ? 0 : PR_ERR_MEMORY;
}

/* ---- Sobol' indices ---- */

/* The largest power of two of points a scrambling that the evaluations left allow. */
static size_t most_points(const job_t *self)
{
    uint64_t used = self->out->evaluations, left = self->most > used ? self->most - used : 0;
    uint64_t each = (uint64_t)PR_SCRAMBLINGS_LEAST * (self->out->unknowns + 2);
    size_t points = POINTS_LEAST;
    while (2 * points * each <= left) {
        points *= 2;
    }
    return points;
}

/* Points fill their first dimensions best: the strongest unknowns come first. group[] is by dimension. */
static void order_dimensions(job_t *self, size_t *group)
{
    const pr_scenario_sensitivity_t *out = self->out;
    size_t at = 0;
    for (size_t unknown = 0; unknown + 1 < out->unknowns; unknown++) {
        for (size_t i = 0; i < out->inputs; i++) {
            if (out->group[i] == unknown) {
                self->front[at] = i;
                group[at++] = unknown;
            }
        }
    }
}

static int evaluate_ordered(void *context, void *worker, const double *x, uint64_t noise, double *y)
{
    job_t *self = context;
    double score[PR_MAX_UNCERTAIN];
    pr_sensitivity_model_t model = pr_scenario_model_of_scores(&self->model);
    for (size_t i = 0; i < model.inputs; i++) {
        score[self->front[i]] = x[i];
    }
    return model.evaluate(model.context, worker, score, noise, y);
}

static int run_sobol(job_t *self)
{
    size_t group[PR_MAX_UNCERTAIN];
    pr_scenario_sensitivity_t *out = self->out;
    int status = screen(out);
    if (status != 0) {
        return status;
    }
    size_t most = most_points(self);
    order_dimensions(self, group);
    out->tolerance = self->options->tolerance > 0 ? self->options->tolerance : PR_SENSITIVITY_TOLERANCE;
    pr_sobol_design_t design = {.groups = out->unknowns - 1,
                                .group = group,
                                .noise = true,
                                .scores = true,
                                .seed = out->seed,
                                .points = most < POINTS_FIRST ? most : POINTS_FIRST,
                                .most_points = most,
                                .tolerance = out->tolerance};
    pr_sensitivity_model_t model = {.inputs = out->inputs,
                                    .outcomes = out->outcomes,
                                    .context = self,
                                    .open = open_worker,
                                    .close = close_worker,
                                    .evaluate = evaluate_ordered};
    pr_ensemble_options_t options = run_options(self, 0);
    status = pr_sobol_indices_run(&out->sobol, &model, &design, &options, self->errors);
    out->has_sobol = (status == 0 || status == PR_INTERRUPTED) && out->sobol.points > 0;
    out->evaluations += out->has_sobol ? out->sobol.evaluations : 0;
    return status;
}

/* Without uncertain parameters there is nothing else: by definition, not by estimate. */
static int all_is_chance(pr_scenario_sensitivity_t *self)
{
    self->unknown = pr_new(1, sizeof *self->unknown);
    self->sobol.outcome = pr_new(self->outcomes, sizeof *self->sobol.outcome);
    self->sobol.index = pr_new(self->outcomes, sizeof *self->sobol.index);
    if (!self->unknown || !self->sobol.outcome || !self->sobol.index) {
        return PR_ERR_MEMORY;
    }
    self->unknown[0].kind = PR_UNKNOWN_CHANCE;
    self->unknowns = self->sobol.groups = 1;
    self->sobol.outcomes = self->outcomes;
    for (size_t i = 0; i < self->outcomes; i++) {
        bool varies = self->sample[i].sd > 0;
        pr_estimate_t all = {varies, 0, varies, varies};
        self->sobol.outcome[i].status = varies ? PR_SOBOL_KNOWN : PR_SOBOL_CONSTANT;
        self->sobol.index[i] = (pr_sobol_index_t){all, all};
    }
    self->sobol.precise = self->has_sobol = true;
    return 0;
}

/* ---- all of it ---- */

static int prepare(job_t *self, const pr_explain_item_t *outcome, size_t outcomes)
{
    pr_scenario_sensitivity_t *out = self->out;
    const pr_scenario_t *scenario = out->scenario;
    size_t metrics = 0;
    if (outcomes < 1 || outcomes > PR_SENSITIVITY_OUTCOMES_MOST) {
        return PR_ERR_DOMAIN;
    }
    int status = pr_scenario_model_init(&self->model, scenario, outcome, outcomes, out->seed);
    for (size_t i = 0; i < outcomes && status == 0; i++) {
        out->outcome[i] = outcome[i];
        out->metric[i] = &pr_metric_table(&metrics)[self->model.plan.series[self->model.series[i]].metric];
    }
    size_t n = out->inputs = scenario->uncertain_count;
    out->outcomes = outcomes;
    out->together = pr_new(n, sizeof *out->together);
    out->group = pr_new(n, sizeof *out->group);
    out->given = pr_new(n * outcomes, sizeof *out->given);
    out->low = pr_new(n, sizeof *out->low);
    out->central = pr_new(n, sizeof *out->central);
    out->high = pr_new(n, sizeof *out->high);
    bool ready = out->together && out->group && out->given && out->low && out->central && out->high;
    if (ready) {
        out->sets = pr_scenario_together(scenario, out->together);
    }
    return status ? status : ready ? 0 : PR_ERR_MEMORY;
}

int pr_scenario_sensitivity_run(pr_scenario_sensitivity_t *self, const pr_scenario_t *scenario,
                                const pr_explain_item_t *outcome, size_t outcomes,
                                const pr_scenario_sensitivity_options_t *options, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->seed = options->seed;
    job_t job = {.out = self,
                 .options = options,
                 .most = options->evaluations ? options->evaluations : PR_SENSITIVITY_USUAL,
                 .errors = errors};
    int status = prepare(&job, outcome, outcomes);
    status = status ? status : run_sample(&job);
    if (self->inputs > 0) {
        status = status ? status : run_tornado(&job);
        status = status ? status : run_sobol(&job);
    } else {
        status = status ? status : all_is_chance(self);
    }
    self->interrupted = status == PR_INTERRUPTED;
    pr_scenario_model_free(&job.model);
    pr_free(job.x);
    pr_free(job.y);
    return status;
}

void pr_scenario_sensitivity_free(pr_scenario_sensitivity_t *self)
{
    for (size_t i = 0; i < PR_SENSITIVITY_OUTCOMES_MOST; i++) {
        pr_regression_free(&self->sample[i].raw);
        pr_regression_free(&self->sample[i].ranks);
    }
    pr_tornado_free(&self->tornado);
    pr_sobol_indices_free(&self->sobol);
    pr_free(self->together);
    pr_free(self->group);
    pr_free(self->given);
    pr_free(self->low);
    pr_free(self->central);
    pr_free(self->high);
    pr_free(self->unknown);
    memset(self, 0, sizeof *self);
}
