/*
 * Sobol' indices by randomised quasi-Monte Carlo: see poolraming/sensitivity.h. A scrambled point of 2 ×
 * inputs coordinates is a row of A and one of B. A look doubles the points of every scrambling and keeps the
 * sums of those before, which are the first half of the same sequence. Rows are evaluated in batches that fit
 * in memory and summed in their order.
 */
#include "analysis/evaluations.h"
#include "analysis/sobol_sums.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/quasirandom.h>
#include <poolraming/random.h>
#include <string.h>

enum { POINTS_USUAL = 64, BATCH_NUMBERS = 4194304 }; /* of a batch, 32 MiB */
#define POINTS_MOST ((size_t)1 << 30)

typedef struct {
    const pr_sensitivity_model_t *model;
    pr_sobol_design_t design; /* with the usual values filled in */
    size_t groups;            /* with the noise */
    pr_sobol_t points;
    pr_sobol_sums_t sums;
    pr_evaluations_t evaluations;
    double *y;     /* [batch][groups + 2][outcomes] */
    size_t batch;  /* rows */
    uint32_t from; /* points of each scrambling before this look */
    uint32_t to;   /* and after it */
    uint64_t row;  /* of the look, the first of this batch */
} study_t;

/* ---- places ---- */

/* Row → scrambling and point. */
static uint16_t scrambling_of(const study_t *self, uint64_t row, uint32_t *point)
{
    uint64_t each = self->to - self->from;
    *point = self->from + (uint32_t)(row % each);
    return (uint16_t)(row / each);
}

static size_t group_of(const study_t *self, size_t input)
{
    return self->design.groups > 0 ? self->design.group[input] : input;
}

/* Evaluation c of a row: 0 is A, 1 is B, 2 + g is A with group g of B. */
static void place(const void *context, uint64_t number, double *x, uint64_t *noise)
{
    const study_t *self = context;
    size_t inputs = self->model->inputs, columns = self->groups + 2, column = (size_t)(number % columns);
    uint32_t point;
    uint16_t scrambling = scrambling_of(self, self->row + number / columns, &point);
    for (size_t i = 0; i < inputs; i++) {
        bool other = column == 1 || column == 2 + group_of(self, i);
        double u =
            pr_sobol_scrambled(&self->points, self->design.seed, scrambling, point, other ? inputs + i : i);
        x[i] = self->design.scores ? pr_normal_inverse(u) : u;
    }
    if (self->design.noise) {
        bool other = column == 1 || column == 1 + self->groups;
        *noise = (uint64_t)scrambling << 32 | (uint64_t)point << 1 | other;
    }
}

/* ---- looks ---- */

static void add_rows(study_t *self, size_t rows)
{
    size_t width = (self->groups + 2) * self->model->outcomes;
    for (size_t i = 0; i < rows; i++) {
        uint32_t point;
        pr_sobol_sums_add(&self->sums, scrambling_of(self, self->row + i, &point), self->y + i * width);
    }
}

static int look(study_t *self, pr_errors_t *errors)
{
    uint64_t rows = (uint64_t)self->design.scramblings * (self->to - self->from);
    int status = 0;
    for (self->row = 0; self->row < rows && status == 0; self->row += self->batch) {
        uint64_t left = rows - self->row, count = left < self->batch ? left : self->batch;
        status = pr_evaluations_run(&self->evaluations, count * (self->groups + 2), self->y, errors);
        if (status == 0) {
            add_rows(self, (size_t)count);
        }
    }
    return status;
}

static bool is_precise(const pr_sobol_indices_t *self, double tolerance)
{
    for (size_t o = 0; o < self->outcomes; o++) {
        if (!(self->outcome[o].half_width <= tolerance)) { /* NaN is not precise */
            return false;
        }
    }
    return true;
}

static int look_until_precise(pr_sobol_indices_t *self, study_t *study, pr_errors_t *errors)
{
    const pr_sobol_design_t *design = &study->design;
    for (size_t points = design->points; points <= design->most_points; points *= 2) {
        study->from = study->to;
        study->to = (uint32_t)points;
        int status = look(study, errors);
        if (status != 0) {
            return status;
        }
        pr_sobol_sums_estimate(&study->sums, design->level, self->outcome, self->index);
        self->points = points;
        self->evaluations = study->evaluations.done;
        self->precise = design->tolerance > 0 && is_precise(self, design->tolerance);
        if (self->precise || !(design->tolerance > 0)) {
            break;
        }
    }
    return 0;
}

/* ---- the design ---- */

static bool is_power_of_two(size_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

/* Every group from 0 on has an input. */
static bool groups_are_whole(const pr_sobol_design_t *design, size_t inputs)
{
    for (size_t g = 0; g < design->groups; g++) {
        size_t i = 0;
        while (i < inputs && design->group[i] != g) {
            i++;
        }
        if (i == inputs) {
            return false;
        }
    }
    for (size_t i = 0; i < inputs && design->groups > 0; i++) {
        if (design->group[i] >= design->groups) {
            return false;
        }
    }
    return true;
}

/* What is wrong with it; NULL: nothing. */
static const char *complaint(const pr_sobol_design_t *design, const pr_sensitivity_model_t *model)
{
    if (model->inputs == 0 || model->outcomes == 0) {
        return N_("there must be an input and an outcome");
    }
    if (model->inputs > PR_SOBOL_DIMENSIONS / 2) {
        return N_(
            "there are more than 555 inputs: the sequence has 1,111 dimensions, of which each input takes "
            "two");
    }
    if (design->groups > model->inputs || !groups_are_whole(design, model->inputs)) {
        return N_("every input must be in one of the groups, and every group must have an input");
    }
    if (design->scramblings < PR_SCRAMBLINGS_LEAST || design->scramblings > PR_SCRAMBLINGS_MOST) {
        return N_("the number of scramblings must be between 16 and 4096");
    }
    if (!is_power_of_two(design->points) || !is_power_of_two(design->most_points) || design->points < 2 ||
        design->most_points < design->points || design->most_points > POINTS_MOST) {
        return N_("the points of a scrambling must be powers of two, 2 at least and 2^30 at most");
    }
    if (!(design->level > 0 && design->level < 1) || !(design->tolerance >= 0)) {
        return N_("the level must be between 0 and 1, and the tolerance not negative");
    }
    return NULL;
}

static pr_sobol_design_t fill_in(const pr_sobol_design_t *design)
{
    pr_sobol_design_t out = *design;
    out.scramblings = out.scramblings ? out.scramblings : PR_SCRAMBLINGS_LEAST;
    out.points = out.points ? out.points : POINTS_USUAL;
    out.most_points = out.most_points && out.tolerance > 0 ? out.most_points : out.points;
    out.level = design->level == 0 ? 0.95 : design->level; /* exact: not given */
    return out;
}

static int prepare(pr_sobol_indices_t *self, study_t *study)
{
    size_t outcomes = study->model->outcomes, width = (study->groups + 2) * outcomes;
    uint64_t rows = (uint64_t)study->design.scramblings * study->design.most_points;
    uint64_t batch = width < BATCH_NUMBERS ? BATCH_NUMBERS / width : 1;
    study->batch = (size_t)(batch < rows ? batch : rows);
    study->evaluations.most = rows * (study->groups + 2);
    self->outcome = pr_new(outcomes, sizeof *self->outcome);
    self->index = pr_new(outcomes * study->groups, sizeof *self->index);
    study->y = pr_new(study->batch * width, sizeof *study->y);
    int status = self->outcome && self->index && study->y ? 0 : PR_ERR_MEMORY;
    if (status == 0) {
        status = pr_sobol_init(&study->points, 2 * study->model->inputs);
    }
    return status == 0 ? pr_sobol_sums_init(&study->sums, study->design.scramblings, outcomes, study->groups)
                       : status;
}

int pr_sobol_indices_run(pr_sobol_indices_t *self, const pr_sensitivity_model_t *model,
                         const pr_sobol_design_t *design, const pr_ensemble_options_t *options,
                         pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    study_t study = {.model = model, .design = fill_in(design)};
    const char *wrong = complaint(&study.design, model);
    if (wrong) {
        return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0, "sobol: %s", pr_errors_words(errors, wrong));
    }
    study.groups = (design->groups ? design->groups : model->inputs) + design->noise;
    study.evaluations = (pr_evaluations_t){model, options, &study, place, 0, 0};
    self->outcomes = model->outcomes;
    self->groups = study.groups;
    self->scramblings = study.design.scramblings;
    int status = prepare(self, &study);
    if (status == 0) {
        status = look_until_precise(self, &study, errors);
    }
    pr_free(study.y);
    pr_sobol_free(&study.points);
    pr_sobol_sums_free(&study.sums);
    return status;
}

void pr_sobol_indices_free(pr_sobol_indices_t *self)
{
    pr_free(self->outcome);
    pr_free(self->index);
    memset(self, 0, sizeof *self);
}
