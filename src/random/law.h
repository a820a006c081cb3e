/*
 * Quantiles of gamma and beta on the scale where they are smooth and never underflow: t = ln x for a gamma of
 * scale 1, t = ln(x/(1 − x)) for a beta on 0…1. On it both have a log-concave density, so that Newton's
 * method on the logarithm of a tail cannot fail; GSL's own inverses can.
 */
#ifndef PR_RANDOM_LAW_H
#define PR_RANDOM_LAW_H

#include <stdbool.h>

typedef struct {
    bool is_beta;
    double a;        /* gamma: shape */
    double b;        /* beta only */
    double log_norm; /* ln Γ(a) or ln B(a, b), which every density needs */
} pr_law_t;

pr_law_t pr_law_gamma(double shape);
pr_law_t pr_law_beta(double a, double b);

/* Shapes that the quantiles are computed for: below, the table loses its precision; above, GSL does. */
#define PR_SHAPE_MIN 0.03
#define PR_SHAPE_MAX 1e5

/* The weight below and above t. */
double pr_law_lower(pr_law_t law, double t);
double pr_law_upper(pr_law_t law, double t);
/* t at the probability Φ(z), |z| <= 8; `start` is any t near, e.g. the centre. NAN where it cannot be
 * computed. */
double pr_law_quantile(pr_law_t law, double z, double start);
/* t where half of the weight lies on each side, roughly. */
double pr_law_centre(pr_law_t law);

/* The quantile function on a grid of scores: cubic Hermite with exact slopes. Not every knot is solved for:
   see law.c, and bench_load for what that saves. */
enum { PR_TABLE_KNOTS = 1025 };
#define PR_TABLE_REACH 8.0

/* table[2i] and table[2i + 1] are t and dt/dz at knot i; 2·PR_TABLE_KNOTS numbers. False where a value is not
   finite or the interpolant would not rise. */
bool pr_table_fill(double *table, pr_law_t law);
/* t at score z; beyond the grid the value at its end. */
double pr_table_value(const double *table, double z);

#endif
