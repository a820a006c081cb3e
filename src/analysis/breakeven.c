/* Break-even search: see poolraming/decision.h. */
#include "analysis/decision.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 200 };

/* The function with its error, and its values at both ends of a step: the solver asks for them again. */
typedef struct {
    int (*f)(void *context, double x, double *y);
    void *context;
    int status;
    double x[2], y[2];
} watched_t;

static double look(watched_t *self, double x)
{
    double y = NAN;
    if (self->status == 0) {
        self->status = self->f(self->context, x, &y);
    }
    if (self->status == 0 && !isfinite(y)) {
        self->status = PR_ERR_DOMAIN;
    }
    return self->status == 0 ? y : NAN;
}

static double watched(double x, void *context)
{
    watched_t *self = context;
    for (size_t i = 0; i < 2; i++) {
        if (x >= self->x[i] && x <= self->x[i]) {
            return self->y[i];
        }
    }
    return look(self, x);
}

static void keep(pr_break_even_t *self, double at, double residual, double before)
{
    if (self->count < PR_BREAK_EVENS_MAX) {
        self->at[self->count] = at;
        self->residual[self->count] = residual;
        self->direction[self->count] = before < 0 ? 1 : -1;
    }
    self->count++;
}

/* Narrows a step whose ends differ in sign. */
static int solve(pr_break_even_t *self, watched_t *look_at, double tolerance)
{
    gsl_function function = {watched, look_at};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        return PR_ERR_MEMORY;
    }
    bool done = gsl_root_fsolver_set(solver, &function, look_at->x[0], look_at->x[1]) != GSL_SUCCESS;
    for (int i = 0; i < MOST_STEPS && !done && look_at->status == 0; i++) {
        done = gsl_root_fsolver_iterate(solver) != GSL_SUCCESS;
        double from = gsl_root_fsolver_x_lower(solver), to = gsl_root_fsolver_x_upper(solver);
        done = done || to - from <= tolerance;
    }
    double root = gsl_root_fsolver_root(solver), residual = watched(root, look_at);
    keep(self, root, residual, look_at->y[0]);
    gsl_root_fsolver_free(solver);
    return look_at->status;
}

/*
 * Walks over the grid from the last value that was not 0: a change of sign within one step is solved for;
 * where values of 0 lie in between, the first of them is the break-even.
 */
static int walk(pr_break_even_t *self, watched_t *look_at, double low, double high, size_t points,
                double tolerance)
{
    double last = 0, zero = NAN, x_before = low, y_before = 0;
    for (size_t i = 0; i < points && look_at->status == 0; i++) {
        double x = i + 1 == points ? high : low + (high - low) * (double)i / (double)(points - 1);
        double y = look(look_at, x);
        self->low_value = i == 0 ? y : self->low_value;
        self->high_value = y;
        bool is_zero = fabs(y) <= 0, changes = last * y < 0 || (last < 0) != (y < 0);
        if (is_zero) {
            zero = isnan(zero) ? x : zero;
        } else if (last != 0 && changes && !isnan(zero)) {
            keep(self, zero, 0, last);
        } else if (last != 0 && changes && look_at->status == 0) {
            look_at->x[0] = x_before, look_at->y[0] = y_before;
            look_at->x[1] = x, look_at->y[1] = y;
            look_at->status = solve(self, look_at, tolerance);
        }
        if (!is_zero) {
            last = y;
            zero = NAN;
        }
        x_before = x, y_before = y;
    }
    bool flat = !(fabs(last) > 0);
    self->status = flat              ? PR_BREAK_EVEN_FLAT
                   : self->count > 1 ? PR_BREAK_EVEN_SEVERAL
                                     : (self->count == 1 ? PR_BREAK_EVEN_ONE : PR_BREAK_EVEN_NONE);
    return look_at->status;
}

int pr_break_even(pr_break_even_t *self, int (*f)(void *context, double x, double *y), void *context,
                  double low, double high, size_t points, double tolerance, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    if (!(low < high) || !isfinite(high - low) || points < 2 || !(tolerance > 0)) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, NULL, 0,
            "break-even from %g to %g at %zu points, tolerance %g: expected low < high, at least 2 "
            "points and a tolerance above 0",
            low, high, points, tolerance);
    }
    watched_t look_at = {.f = f, .context = context, .x = {NAN, NAN}};
    int status = walk(self, &look_at, low, high, points, tolerance);
    return status == 0 ? 0
                       : pr_errors_add(errors, status, NULL, 0,
                                       "the difference has no value somewhere from %g to %g", low, high);
}
