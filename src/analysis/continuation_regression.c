/* The best conditional policy that least squares finds: see continuation.h. */
#include "analysis/continuation.h"
#include "core/memory.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <string.h>

enum { TERMS_MAX = 84 }; /* monomials of six items up to degree three */

/* The fitted policy of one choice. */
typedef struct {
    size_t items, terms;
    int degree;
    double centre[PR_EVIDENCE_MAX], scale[PR_EVIDENCE_MAX]; /* scale 0: the item tells nothing */
    double coefficient[PR_ACTIONS_MAX][TERMS_MAX];
} fit_t;

/* All that a regression over the tree works with. */
typedef struct {
    const pr_tree_t *tree;
    int degree;
    size_t folds;
    fit_t *fit;   /* [choices] */
    double *down; /* [choices][n]: what a choice brings */
    pr_errors_t *errors;
} work_t;

/* ---- the polynomials ---- */

/* 1, then every item, every product of two, of three, in a fixed order. */
static size_t monomials(size_t items, int degree, const double *z, double *out)
{
    size_t count = 0;
    out[count++] = 1;
    for (size_t i = 0; i < items && degree >= 1; i++) {
        out[count++] = z[i];
    }
    for (size_t i = 0; i < items && degree >= 2; i++) {
        for (size_t j = i; j < items; j++) {
            out[count++] = z[i] * z[j];
        }
    }
    for (size_t i = 0; i < items && degree >= 3; i++) {
        for (size_t j = i; j < items; j++) {
            for (size_t k = j; k < items; k++) {
                out[count++] = z[i] * z[j] * z[k];
            }
        }
    }
    return count;
}

static void basis(const fit_t *fit, const pr_choice_t *choice, size_t i, double *out)
{
    double z[PR_EVIDENCE_MAX];
    for (size_t k = 0; k < fit->items; k++) {
        double x = choice->evidence[k][i];
        z[k] = isnan(x) || !(fit->scale[k] > 0) ? 0 : (x - fit->centre[k]) / fit->scale[k];
    }
    monomials(fit->items, fit->degree, z, out);
}

/* ---- one choice ---- */

/* Is replicate i among those that fold `f` is fitted on? f = folds: all are. */
static bool trains(const work_t *self, size_t i, size_t f)
{
    return f >= self->folds || i % self->folds != f;
}

static void standardise(const work_t *self, const pr_choice_t *choice, size_t f, fit_t *fit)
{
    for (size_t k = 0; k < choice->items; k++) {
        double sum = 0, sum2 = 0, x0 = NAN, count = 0;
        for (size_t i = 0; i < self->tree->n; i++) {
            double x = choice->evidence[k][i];
            if (trains(self, i, f) && pr_choice_open(choice, i) && !isnan(x)) {
                x0 = isnan(x0) ? x : x0;
                sum += x - x0;
                sum2 += (x - x0) * (x - x0);
                count++;
            }
        }
        double mean = sum / count, variance = sum2 / count - mean * mean;
        fit->centre[k] = count > 0 ? x0 + mean : 0;
        fit->scale[k] = count > 0 && variance > 1e-18 * sum2 ? sqrt(variance) : 0;
    }
}

/* The rows of the design: replicates that train and in which the choice is open. */
static size_t list_rows(const work_t *self, const pr_choice_t *choice, size_t f, size_t *row)
{
    size_t count = 0;
    for (size_t i = 0; i < self->tree->n; i++) {
        if (trains(self, i, f) && pr_choice_open(choice, i)) {
            row[count++] = i;
        }
    }
    return count;
}

static int solve(const work_t *self, size_t c, const size_t *row, size_t rows, gsl_matrix *design,
                 gsl_multifit_linear_workspace *space, gsl_vector *right, gsl_vector *out)
{
    const pr_choice_t *choice = &self->tree->choice[c];
    fit_t *fit = &self->fit[c];
    int status = gsl_multifit_linear_svd(design, space);
    for (size_t a = 0; a < choice->actions && status == 0; a++) {
        double residual, norm;
        for (size_t r = 0; r < rows; r++) {
            gsl_vector_set(right, r, pr_action_brings(self->tree, &choice->action[a], self->down, row[r]));
        }
        status = gsl_multifit_linear_solve(0, design, right, out, &residual, &norm, space);
        for (size_t t = 0; t < fit->terms; t++) {
            fit->coefficient[a][t] = gsl_vector_get(out, t);
        }
    }
    return status == 0 ? 0 : status == GSL_ENOMEM ? PR_ERR_MEMORY : PR_ERR_DOMAIN;
}

/* Too few rows for the polynomials: the mean alone. */
static int regress(const work_t *self, size_t c, const size_t *row, size_t rows)
{
    const pr_choice_t *choice = &self->tree->choice[c];
    fit_t *fit = &self->fit[c];
    double term[TERMS_MAX];
    fit->terms = monomials(fit->items, fit->degree, fit->centre, term);
    if (rows < fit->terms) {
        fit->degree = 0;
        fit->terms = 1;
    }
    gsl_matrix *design = gsl_matrix_alloc(rows, fit->terms);
    gsl_vector *right = gsl_vector_alloc(rows), *out = gsl_vector_alloc(fit->terms);
    gsl_multifit_linear_workspace *space = gsl_multifit_linear_alloc(rows, fit->terms);
    int status = design && right && out && space ? 0 : PR_ERR_MEMORY;
    for (size_t r = 0; r < rows && status == 0; r++) {
        basis(fit, choice, row[r], term);
        for (size_t t = 0; t < fit->terms; t++) {
            gsl_matrix_set(design, r, t, term[t]);
        }
    }
    if (status == 0) {
        status = solve(self, c, row, rows, design, space, right, out);
    }
    gsl_matrix_free(design);
    gsl_vector_free(right);
    gsl_vector_free(out);
    gsl_multifit_linear_free(space);
    return status;
}

/* The action with the highest fit, the first of equals. */
static size_t fitted_action(const fit_t *fit, const pr_choice_t *choice, size_t i)
{
    double term[TERMS_MAX], most = -INFINITY;
    size_t best = 0;
    if (!pr_choice_open(choice, i) || fit->terms == 0) {
        return 0;
    }
    basis(fit, choice, i, term);
    for (size_t a = 0; a < choice->actions; a++) {
        double brings = 0;
        for (size_t t = 0; t < fit->terms; t++) {
            brings += fit->coefficient[a][t] * term[t];
        }
        if (brings > most) {
            most = brings;
            best = a;
        }
    }
    return best;
}

/* ---- the tree ---- */

/* Fits every choice without fold `f`, from the last one back; self->down is then what the policy brings in
   each replicate, those of the fold too. */
static int fit_tree(work_t *self, size_t f, size_t *row)
{
    const pr_tree_t *tree = self->tree;
    int status = 0;
    for (size_t c = tree->count; c-- > 0 && status == 0;) {
        const pr_choice_t *choice = &tree->choice[c];
        self->fit[c] = (fit_t){.items = choice->items, .degree = self->degree};
        size_t rows = list_rows(self, choice, f, row);
        standardise(self, choice, f, &self->fit[c]);
        status = rows > 0 ? regress(self, c, row, rows) : 0;
        for (size_t i = 0; i < tree->n && status == 0; i++) {
            size_t a = fitted_action(&self->fit[c], choice, i);
            self->down[c * tree->n + i] = pr_action_brings(tree, &choice->action[a], self->down, i);
        }
    }
    return status;
}

static int run(work_t *self, size_t *row, double *value)
{
    size_t n = self->tree->n, rounds = self->folds > 0 ? self->folds : 1;
    int status = 0;
    for (size_t f = 0; f < rounds && status == 0; f++) {
        status = fit_tree(self, f, row);
        for (size_t i = 0; i < n && status == 0; i++) {
            if (self->folds == 0 || i % self->folds == f) {
                value[i] = self->down[i];
            }
        }
    }
    return status;
}

int pr_regression_policy(pr_valued_t *self, const pr_tree_t *tree, int degree, size_t folds, double *value,
                         pr_errors_t *errors)
{
    *self = (pr_valued_t){NAN, NAN};
    int status = pr_tree_check(tree, errors);
    if (status == 0 && (degree < 1 || degree > 3 || folds == 1 || folds > PR_FOLDS_MAX)) {
        status = pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                               "degree %d with %zu folds: expected degree 1 to 3, and 0 or 2 to %d folds",
                               degree, folds, PR_FOLDS_MAX);
    }
    if (status != 0) {
        return status;
    }
    work_t work = {.tree = tree, .degree = degree, .folds = folds, .errors = errors};
    size_t *row = pr_new(tree->n, sizeof *row);
    double *own = pr_new(tree->n, sizeof *own);
    work.fit = pr_new(tree->count, sizeof *work.fit);
    work.down = pr_new(tree->count * tree->n, sizeof *work.down);
    status = row && own && work.fit && work.down ? run(&work, row, own) : PR_ERR_MEMORY;
    if (status == 0) {
        *self = pr_part_mean(tree->n, own, NULL, PR_REPLICATES_ALL);
    } else {
        pr_errors_add(errors, status, NULL, 0, "the regression failed: %s",
                      pr_errors_words(errors, pr_status_name(status)));
    }
    if (status == 0 && value) {
        memcpy(value, own, tree->n * sizeof *value);
    }
    pr_free(row);
    pr_free(own);
    pr_free(work.fit);
    pr_free(work.down);
    return status;
}
