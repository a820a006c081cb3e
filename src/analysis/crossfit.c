/* Cross-fitted regression: see crossfit.h. */
#include "analysis/crossfit.h"
#include "analysis/basis.h"
#include "analysis/decision.h"
#include "analysis/kept.h"
#include "core/memory.h"
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* Of the inputs that explain most: additive models of so many, and products among so many. */
enum { SOME_INPUTS = 4, MORE_INPUTS = 12, MULTIPLIED_INPUTS = 6, LEAST_PER_FOLD = 10 };

/* Penalties, per replicate, on columns of variance 1; the least only keeps columns that are nearly the same
 * apart. */
static const double RIDGE[] = {1e-9, 1e-5, 1e-3, 3e-2};
enum { RIDGES = sizeof RIDGE / sizeof *RIDGE };

/* A model: 1 and the columns of `count` inputs from place `first` in the ranking on. */
typedef struct {
    size_t first, count;
    bool bends;    /* with their splines */
    bool products; /* with products of the inputs at the head of the ranking */
    double ridge;
} model_t;

/* Sums over a set of replicates. */
typedef struct {
    double *gram;   /* [columns][columns], lower half */
    double *cross;  /* [targets][columns] */
    double *square; /* [targets] */
} sums_t;

typedef struct {
    pr_basis_t basis;
    size_t n, targets, folds, models;
    const double *y;
    const volatile sig_atomic_t *stop;
    double *centre, *scale; /* [targets], of y */
    double *block;          /* of all sums */
    sums_t fold[PR_FOLDS_MAX], train;
    double *coefficient; /* [folds][targets][columns] */
    model_t *model;      /* [models], simpler ones first */
    size_t *rank;        /* [inputs], of the fold that is being fitted */
    double *gain;        /* [inputs] */
    double *score;       /* [models][targets] */
    double *matrix;      /* [columns][columns] */
    double *beta;        /* [targets][columns] */
    size_t *column;      /* [columns] */
} crossfit_t;

size_t pr_fold_of(size_t replicate, size_t folds)
{
    /* Turned by a hash of the round (splitmix64), so that no period of the replicates falls in step. */
    uint64_t round = replicate / folds;
    uint64_t z = (round + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((replicate % folds + (z ^ (z >> 31)) % folds) % folds);
}

size_t pr_folds_for(const pr_crossfit_options_t *options, size_t n, pr_errors_t *errors)
{
    size_t folds = options && options->folds ? options->folds : PR_FOLDS;
    if (folds < 3 || folds > PR_FOLDS_MAX || n < LEAST_PER_FOLD * folds) {
        pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                      "%zu folds of %zu replicates: expected 3 to %d folds of at least %d replicates each",
                      folds, n, PR_FOLDS_MAX, LEAST_PER_FOLD);
        return 0;
    }
    return folds;
}

/* ---- sums of products ---- */

static void point_sums(sums_t *sums, double *block, size_t columns, size_t targets)
{
    *sums = (sums_t){block, block + columns * columns, block + columns * columns + targets * columns};
}

static size_t sums_size(const crossfit_t *self)
{
    return self->basis.columns * (self->basis.columns + self->targets) + self->targets;
}

static int make_sums(crossfit_t *self)
{
    size_t size = sums_size(self);
    pr_free(self->block);
    self->block = pr_new((self->folds + 1) * size, sizeof *self->block);
    for (size_t f = 0; f <= self->folds && self->block; f++) {
        sums_t *sums = f < self->folds ? &self->fold[f] : &self->train;
        point_sums(sums, self->block + f * size, self->basis.columns, self->targets);
    }
    return self->block ? 0 : PR_ERR_MEMORY;
}

static double target_of(const crossfit_t *self, size_t target, size_t r)
{
    return (self->y[target * self->n + r] - self->centre[target]) * self->scale[target];
}

static void add_row(const crossfit_t *self, sums_t *sums, size_t r, const double *row)
{
    size_t columns = self->basis.columns;
    for (size_t i = 0; i < columns; i++) {
        double x = row[i], *gram = sums->gram + i * columns;
        for (size_t j = 0; j <= i; j++) {
            gram[j] += x * row[j];
        }
    }
    for (size_t t = 0; t < self->targets; t++) {
        double y = target_of(self, t, r);
        for (size_t i = 0; i < columns; i++) {
            sums->cross[t * columns + i] += y * row[i];
        }
        sums->square[t] += y * y;
    }
}

static int add_up(crossfit_t *self)
{
    int status = make_sums(self);
    double *row = pr_new(self->basis.columns, sizeof *row);
    status = row ? status : PR_ERR_MEMORY;
    for (size_t r = 0; r < self->n && status == 0; r++) {
        pr_basis_row(&self->basis, r, row);
        add_row(self, &self->fold[pr_fold_of(r, self->folds)], r, row);
        status = pr_stop_asked(self->stop) ? PR_INTERRUPTED : 0;
    }
    pr_free(row);
    return status;
}

/* The sums of all folds but two (which may be the same). */
static void train_without(crossfit_t *self, size_t one, size_t other)
{
    size_t size = sums_size(self);
    double *out = self->train.gram;
    memset(out, 0, size * sizeof *out);
    for (size_t f = 0; f < self->folds; f++) {
        for (size_t i = 0; i < size && f != one && f != other; i++) {
            out[i] += self->fold[f].gram[i];
        }
    }
}

/* ---- one fit ---- */

static bool takes(const crossfit_t *self, const model_t *model, size_t input)
{
    for (size_t k = model->first; k < model->first + model->count; k++) {
        if (self->rank[k] == input) {
            return true;
        }
    }
    return false;
}

/* The columns of a model, and how many. */
static size_t columns_of(const crossfit_t *self, const model_t *model, size_t *column)
{
    const pr_basis_t *basis = &self->basis;
    size_t count = 0;
    column[count++] = 0;
    for (size_t k = model->first; k < model->first + model->count; k++) {
        const pr_basis_input_t *input = &basis->input[self->rank[k]];
        for (size_t c = 0; c < input->columns && (c == 0 || model->bends); c++) {
            column[count++] = input->first + c;
        }
    }
    for (size_t p = 0; p < basis->pairs && model->products; p++) {
        if (takes(self, model, basis->pair[p][0]) && takes(self, model, basis->pair[p][1])) {
            column[count++] = basis->additive + p;
        }
    }
    return count;
}

static double gram_at(const double *gram, size_t columns, size_t i, size_t j)
{
    return i >= j ? gram[i * columns + j] : gram[j * columns + i];
}

/* Least squares with a ridge on `train`, into beta[target][count]; false where it has no solution. */
static bool fit_model(crossfit_t *self, const size_t *column, size_t count, double ridge)
{
    size_t columns = self->basis.columns;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            self->matrix[i * count + j] = gram_at(self->train.gram, columns, column[i], column[j]);
        }
        self->matrix[i * count + i] += column[i] == 0 ? 0 : ridge * self->train.gram[0];
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(self->matrix, count, count);
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0) {
        return false;
    }
    for (size_t t = 0; t < self->targets; t++) {
        gsl_vector_view beta = gsl_vector_view_array(self->beta + t * columns, count);
        for (size_t i = 0; i < count; i++) {
            beta.vector.data[i] = self->train.cross[t * columns + column[i]];
        }
        gsl_linalg_cholesky_svx(&matrix.matrix, &beta.vector);
    }
    return true;
}

/* Sum of squared errors of the last fit on a fold. */
static double errors_on(const crossfit_t *self, const sums_t *fold, size_t target, const size_t *column,
                        size_t count)
{
    size_t columns = self->basis.columns;
    const double *beta = self->beta + target * columns;
    double sum = fold->square[target];
    for (size_t i = 0; i < count; i++) {
        double inner = 0;
        for (size_t j = 0; j < count; j++) {
            inner += beta[j] * gram_at(fold->gram, columns, column[i], column[j]);
        }
        sum += beta[i] * (inner - 2 * fold->cross[target * columns + column[i]]);
    }
    return sum;
}

/* ---- choice of a model ---- */

/* Ranks inputs by what each explains by itself in all folds but `fold`, over all targets. */
static void rank_inputs(crossfit_t *self, size_t fold)
{
    size_t inputs = self->basis.inputs;
    train_without(self, fold, fold);
    for (size_t i = 0; i < inputs; i++) {
        self->rank[0] = i;
        size_t count = columns_of(self, &(model_t){0, 1, true, false, 0}, self->column);
        self->gain[i] = 0;
        if (fit_model(self, self->column, count, RIDGE[1])) {
            for (size_t t = 0; t < self->targets; t++) {
                self->gain[i] +=
                    self->train.square[t] - errors_on(self, &self->train, t, self->column, count);
            }
        }
    }
    for (size_t i = 0; i < inputs; i++) {
        size_t at = i;
        for (; at > 0 && self->gain[i] > self->gain[self->rank[at - 1]]; at--) {
            self->rank[at] = self->rank[at - 1];
        }
        self->rank[at] = i;
    }
}

static void add_models(crossfit_t *self, size_t first, size_t count, bool products)
{
    for (size_t bends = 0; bends < 2; bends++) {
        for (size_t k = 0; k < (count == 1 && !bends ? 1 : RIDGES); k++) {
            self->model[self->models++] = (model_t){first, count, bends == 1, products, RIDGE[k]};
        }
    }
}

static int make_models(crossfit_t *self)
{
    size_t inputs = self->basis.inputs;
    self->model = pr_new(1 + 2 * RIDGES * (inputs + 4), sizeof *self->model);
    if (!self->model) {
        return PR_ERR_MEMORY;
    }
    self->model[self->models++] = (model_t){0, 0, false, false, RIDGE[0]};
    for (size_t i = 0; i < inputs; i++) {
        add_models(self, i, 1, false);
    }
    if (inputs > SOME_INPUTS) {
        add_models(self, 0, SOME_INPUTS, false);
    }
    if (inputs > MORE_INPUTS) {
        add_models(self, 0, MORE_INPUTS, false);
    }
    if (inputs > 1) {
        add_models(self, 0, inputs, false);
        add_models(self, 0, inputs < MULTIPLIED_INPUTS ? inputs : MULTIPLIED_INPUTS, true);
    }
    return 0;
}

/* Products that the models of any fold want. */
static int add_products(crossfit_t *self)
{
    size_t inputs = self->basis.inputs, most = inputs < MULTIPLIED_INPUTS ? inputs : MULTIPLIED_INPUTS;
    unsigned char *wanted = pr_new(inputs * inputs, 1);
    if (!wanted) {
        return PR_ERR_MEMORY;
    }
    for (size_t f = 0; f < self->folds; f++) {
        rank_inputs(self, f);
        for (size_t a = 0; a < most; a++) {
            for (size_t b = 0; b < most; b++) {
                size_t i = self->rank[a], j = self->rank[b];
                wanted[i * inputs + j] = self->basis.input[i].columns > 0 && self->basis.input[j].columns > 0;
            }
        }
    }
    int status = pr_basis_multiply(&self->basis, wanted);
    pr_free(wanted);
    return status;
}

/* Errors of each model over the other folds, each predicted from the rest of them. */
static void score_models(crossfit_t *self, size_t fold)
{
    memset(self->score, 0, self->models * self->targets * sizeof *self->score);
    for (size_t judge = 0; judge < self->folds; judge++) {
        train_without(self, fold, judge);
        for (size_t m = 0; m < self->models && judge != fold; m++) {
            size_t count = columns_of(self, &self->model[m], self->column);
            bool good = fit_model(self, self->column, count, self->model[m].ridge);
            for (size_t t = 0; t < self->targets; t++) {
                self->score[m * self->targets + t] +=
                    good ? errors_on(self, &self->fold[judge], t, self->column, count) : INFINITY;
            }
        }
    }
}

/* The model with the least errors; but only where it gains more on the mean alone than the best of so many
   models without any say would. One column has a gain of about z² − 2 mean squares, and of k columns the
   highest z² is near 2 ln k. */
static size_t best_model(const crossfit_t *self, size_t target)
{
    const double *score = self->score + target;
    size_t best = 0;
    for (size_t m = 1; m < self->models; m++) {
        best = score[m * self->targets] < score[best * self->targets] ? m : best;
    }
    double square = score[0] / self->train.gram[0], inputs = (double)self->basis.inputs;
    double chance = (4 + 2 * log(fmax(inputs, 1))) * square;
    return score[0] - score[best * self->targets] > chance ? best : 0;
}

static void fit_fold(crossfit_t *self, size_t fold)
{
    size_t columns = self->basis.columns;
    rank_inputs(self, fold);
    score_models(self, fold);
    train_without(self, fold, fold);
    for (size_t t = 0; t < self->targets; t++) {
        const model_t *model = &self->model[best_model(self, t)];
        size_t count = columns_of(self, model, self->column);
        if (fit_model(self, self->column, count, model->ridge)) {
            for (size_t i = 0; i < count; i++) {
                self->coefficient[(fold * self->targets + t) * columns + self->column[i]] =
                    self->beta[t * columns + i];
            }
        }
    }
}

/* ---- all of it ---- */

static int predict(const crossfit_t *self, double *fit)
{
    size_t columns = self->basis.columns;
    double *row = pr_new(columns, sizeof *row);
    for (size_t r = 0; r < self->n && row; r++) {
        size_t fold = pr_fold_of(r, self->folds);
        pr_basis_row(&self->basis, r, row);
        for (size_t t = 0; t < self->targets; t++) {
            const double *coefficient = self->coefficient + (fold * self->targets + t) * columns;
            double sum = 0;
            for (size_t i = 0; i < columns; i++) {
                sum += coefficient[i] * row[i];
            }
            double scale = self->scale[t];
            fit[t * self->n + r] = self->centre[t] + (scale > 0 ? sum / scale : 0);
        }
    }
    pr_free(row);
    return row ? 0 : PR_ERR_MEMORY;
}

static int scale_targets(crossfit_t *self)
{
    self->centre = pr_new(self->targets, sizeof *self->centre);
    self->scale = pr_new(self->targets, sizeof *self->scale);
    for (size_t t = 0; t < self->targets && self->centre && self->scale; t++) {
        pr_valued_t mean = pr_mean_of(self->n, self->y + t * self->n);
        self->centre[t] = mean.value;
        self->scale[t] = mean.se > 0 ? 1 / (mean.se * sqrt((double)self->n)) : 0;
    }
    return self->centre && self->scale ? 0 : PR_ERR_MEMORY;
}

/* What depends on the number of columns, so that it comes after the products. */
static int make_room(crossfit_t *self)
{
    size_t columns = self->basis.columns;
    self->coefficient = pr_new(self->folds * self->targets * columns, sizeof *self->coefficient);
    self->score = pr_new(self->models * self->targets, sizeof *self->score);
    return self->coefficient && self->score ? 0 : PR_ERR_MEMORY;
}

static int make_scratch(crossfit_t *self, size_t columns)
{
    self->matrix = pr_new(columns * columns, sizeof *self->matrix);
    self->beta = pr_new(self->targets * columns, sizeof *self->beta);
    self->column = pr_new(columns, sizeof *self->column);
    self->rank = pr_new(self->basis.inputs, sizeof *self->rank);
    self->gain = pr_new(self->basis.inputs, sizeof *self->gain);
    bool good = self->matrix && self->beta && self->column && self->rank && self->gain;
    return good ? 0 : PR_ERR_MEMORY;
}

static int prepare(crossfit_t *self, const double *x, const size_t *which, size_t count)
{
    int status = pr_basis_init(&self->basis, self->n, x, which, count);
    status = status ? status : scale_targets(self);
    /* At most all pairs of those that are multiplied in some fold. */
    size_t most = MULTIPLIED_INPUTS * (MULTIPLIED_INPUTS - 1) / 2 * self->folds;
    status = status ? status : make_scratch(self, self->basis.columns + most);
    status = status ? status : add_up(self);
    if (status == 0 && count > 1) {
        status = add_products(self);
        status = status ? status : add_up(self);
    }
    status = status ? status : make_models(self);
    return status ? status : make_room(self);
}

static void crossfit_free(crossfit_t *self)
{
    void *const owned[] = {self->centre, self->scale, self->block, self->coefficient,
                           self->model,  self->rank,  self->gain,  self->score,
                           self->matrix, self->beta,  self->column};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
        pr_free(owned[i]);
    }
    pr_basis_free(&self->basis);
}

int pr_crossfit_many(double *fit, size_t n, size_t targets, const double *y, const double *x,
                     const size_t *which, size_t count, size_t folds, const volatile sig_atomic_t *stop)
{
    crossfit_t *self = pr_new(1, sizeof *self);
    if (!self) {
        return PR_ERR_MEMORY;
    }
    self->n = n;
    self->targets = targets;
    self->folds = folds;
    self->y = y;
    self->stop = stop;
    int status = prepare(self, x, which, count);
    for (size_t f = 0; f < folds && status == 0; f++) {
        fit_fold(self, f);
        status = pr_stop_asked(stop) ? PR_INTERRUPTED : 0;
    }
    status = status ? status : predict(self, fit);
    crossfit_free(self);
    pr_free(self);
    return status;
}

int pr_crossfit(double *fit, size_t replicates, const double *y, const double *x, size_t count,
                const pr_crossfit_options_t *options, pr_errors_t *errors)
{
    size_t folds = pr_folds_for(options, replicates, errors);
    int status = folds ? pr_check_finite("outcome", 1, replicates, y, errors) : PR_ERR_DOMAIN;
    status = status ? status : pr_check_finite("input", count, replicates, x, errors);
    if (status != 0) {
        return status;
    }
    status = pr_crossfit_many(fit, replicates, 1, y, x, NULL, count, folds, options ? options->stop : NULL);
    return status == PR_ERR_MEMORY ? pr_no_memory(errors) : status;
}
