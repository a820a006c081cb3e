/* Break-even search: see poolraming/decision.h. */
#include "analysis/decision.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 200 };

typedef struct {
    double x, y;
} point_t;

/* The function with its error, and its values at both ends of a step: the solver asks for them again. */
typedef struct {
    int (*f)(void *context, double x, double *y);
    void *context;
    int status;
    point_t end[2];
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
        if (x >= self->end[i].x && x <= self->end[i].x) {
            return self->end[i].y;
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

/* Narrows the step between two points whose values differ in sign. */
static int solve(pr_break_even_t *self, watched_t *watch, double tolerance)
{
    gsl_function function = {watched, watch};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        return PR_ERR_MEMORY;
    }
    bool done = gsl_root_fsolver_set(solver, &function, watch->end[0].x, watch->end[1].x) != GSL_SUCCESS;
    for (int i = 0; i < MOST_STEPS && !done && watch->status == 0; i++) {
        done = gsl_root_fsolver_iterate(solver) != GSL_SUCCESS;
        double from = gsl_root_fsolver_x_lower(solver), to = gsl_root_fsolver_x_upper(solver);
        done = done || to - from <= tolerance;
    }
    double root = gsl_root_fsolver_root(solver);
    keep(self, root, watched(root, watch), watch->end[0].y);
    gsl_root_fsolver_free(solver);
    return watch->status;
}

/* The sign changes from `last`, the last point whose value was not 0, to `next`. Where points of value 0 lie
   in between, the first of them (`zero`, else NaN) is the break-even; else there is one step in between. */
static int cross(pr_break_even_t *self, watched_t *watch, point_t last, point_t next, double zero,
                 double tolerance)
{
    if (!isnan(zero)) {
        keep(self, zero, 0, last.y);
        return 0;
    }
    watch->end[0] = last;
    watch->end[1] = next;
    return solve(self, watch, tolerance);
}

static int walk(pr_break_even_t *self, watched_t *watch, double low, double high, size_t points,
                double tolerance)
{
    point_t last = {NAN, NAN};
    double zero = NAN;
    for (size_t i = 0; i < points && watch->status == 0; i++) {
        double x = i + 1 == points ? high : low + (high - low) * (double)i / (double)(points - 1);
        point_t next = {x, look(watch, x)};
        self->low_value = i == 0 ? next.y : self->low_value;
        self->high_value = next.y;
        if (fabs(next.y) <= 0) {
            zero = isnan(zero) ? x : zero;
            continue;
        }
        if ((last.y < 0 && next.y > 0) || (last.y > 0 && next.y < 0)) {
            watch->status = cross(self, watch, last, next, zero, tolerance);
        }
        last = next;
        zero = NAN;
    }
    static const pr_break_even_status_t found[] = {PR_BREAK_EVEN_NONE, PR_BREAK_EVEN_ONE,
                                                   PR_BREAK_EVEN_SEVERAL};
    self->status = isnan(last.y) ? PR_BREAK_EVEN_FLAT : found[self->count < 2 ? self->count : 2];
    return watch->status;
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
    watched_t watch = {.f = f, .context = context};
    int status = walk(self, &watch, low, high, points, tolerance);
    return status == 0
               ? 0
               : pr_errors_add(errors, status, NULL, 0, "no break-even could be looked for from %g to %g: %s",
                               low, high, pr_errors_words(errors, pr_status_name(status)));
}
