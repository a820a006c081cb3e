/*
 * How a table is filled. dt/dz = φ(z)/g(t), g the density on the scale of t, and with w = e^t (gamma) or
 * (a + b)x (beta) ln g has the slope a − w. So t(z) solves a differential equation whose Taylor series
 * follows from recursion. One knot in `stride` is solved for by Newton's method; half a stride to either side
 * the knots are read off its series, a whole stride away it gives the start for the next one to solve. How
 * far that start was off tells whether the series may be trusted, being some 2^TERMS times better at half the
 * distance; where it may not (two peaks far apart), all is done again with half the stride, at last without a
 * series.
 */
#include "random/law.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

/* Below this t one term of a tail's power series is exact to double precision. */
#define ONE_TERM (-36.0)
#define LN_SQRT_2PI 0.91893853320467274178
/* Newton's method squares what the logarithm of a tail is off by: what is left is below rounding. */
#define CLOSE 1e-8

pr_law_t pr_law_gamma(double shape)
{
    return (pr_law_t){false, shape, 0, gsl_sf_lngamma(shape)};
}

pr_law_t pr_law_beta(double a, double b)
{
    return (pr_law_t){true, a, b, gsl_sf_lnbeta(a, b)};
}

/* The law of −t. */
static pr_law_t mirrored(pr_law_t beta)
{
    return (pr_law_t){true, beta.b, beta.a, beta.log_norm};
}

static double log_density(pr_law_t law, double t)
{
    if (!law.is_beta) {
        return law.a * t - exp(t) - law.log_norm;
    }
    /* ln x and ln(1 − x) without cancellation */
    double log_x = t < 0 ? t - log1p(exp(t)) : -log1p(exp(-t));
    double log_y = t < 0 ? -log1p(exp(t)) : -t - log1p(exp(-t));
    return law.a * log_x + law.b * log_y - law.log_norm;
}

static double log_lower(pr_law_t law, double t)
{
    if (t + (law.is_beta ? log1p(law.b) : 0) < ONE_TERM) {
        return law.a * t - log(law.a) - law.log_norm;
    }
    if (!law.is_beta) {
        return log(gsl_cdf_gamma_P(exp(t), law.a, 1));
    }
    return t < 0 ? log(gsl_cdf_beta_P(1 / (1 + exp(-t)), law.a, law.b))
                 : log(gsl_cdf_beta_Q(1 / (1 + exp(t)), law.b, law.a));
}

static double log_upper(pr_law_t law, double t)
{
    if (law.is_beta) {
        return log_lower(mirrored(law), -t);
    }
    return t < ONE_TERM ? log1p(-exp(log_lower(law, t))) : log(gsl_cdf_gamma_Q(exp(t), law.a, 1));
}

double pr_law_lower(pr_law_t law, double t)
{
    return exp(log_lower(law, t));
}

double pr_law_upper(pr_law_t law, double t)
{
    return exp(log_upper(law, t));
}

double pr_law_centre(pr_law_t law)
{
    return law.is_beta ? log(law.a / law.b) : log(law.a);
}

/* Newton on the logarithm of the smaller tail, kept inside what is known to hold the root. */
double pr_law_quantile(pr_law_t law, double z, double start)
{
    bool lower = z <= 0;
    double target = log(0.5 * erfc(fabs(z) * M_SQRT1_2));
    double t = start, below = -INFINITY, above = INFINITY;
    for (int i = 0; i < 200; i++) {
        double tail = lower ? log_lower(law, t) : log_upper(law, t);
        double excess = lower ? tail - target : target - tail;
        if (excess < 0) {
            below = t;
        } else {
            above = t;
        }
        double next = t - excess / exp(log_density(law, t) - tail);
        if (fabs(excess) <= CLOSE) {
            return next;
        }
        if (!(next > below && next < above)) {
            next = isfinite(below) && isfinite(above) ? 0.5 * (below + above) : t + (excess < 0 ? 1 : -1);
        }
        t = next;
    }
    return isfinite(above - below) && above - below < 1e-9 * (1 + fabs(t)) ? t : NAN;
}

static const double step = 2 * PR_TABLE_REACH / (PR_TABLE_KNOTS - 1);

enum { TERMS = 12, MIDDLE = PR_TABLE_KNOTS / 2, STRIDE = 16 };

/* out[k] is the coefficient of h^k in t(z + h). */
static void expand(pr_law_t law, double z, double t, double out[TERMS + 1])
{
    if (law.is_beta && t > 0) { /* seen from the end that is near, where nothing cancels */
        expand(mirrored(law), -z, -t, out);
        for (int k = 0; k <= TERMS; k += 2) {
            out[k] = -out[k];
        }
        return;
    }
    /* With v = dt/dz: v' = −z v − (a − w) v², w' = (1 − c w) w v. */
    double c = law.is_beta ? 1 / (law.a + law.b) : 0, v[TERMS + 1], w[TERMS + 1], vv[TERMS], wv[TERMS];
    out[0] = t;
    v[0] = exp(-0.5 * z * z - LN_SQRT_2PI - log_density(law, t));
    w[0] = law.is_beta ? 1 / (c * (1 + exp(-t))) : exp(t);
    for (int k = 0; k < TERMS; k++) {
        out[k + 1] = v[k] / (k + 1);
        vv[k] = wv[k] = 0;
        for (int i = 0; i <= k; i++) {
            vv[k] += v[i] * v[k - i];
            wv[k] += w[i] * v[k - i];
        }
        double dv = -z * v[k] - (k > 0 ? v[k - 1] : 0) - law.a * vv[k], dw = wv[k];
        for (int i = 0; i <= k; i++) {
            dv += w[i] * vv[k - i];
            dw -= c * w[i] * wv[k - i];
        }
        v[k + 1] = dv / (k + 1);
        w[k + 1] = dw / (k + 1);
    }
}

/* The sum of a series, and its slope. */
static double sum_at(const double series[TERMS + 1], double h, double *slope)
{
    double sum = series[TERMS], rate = 0;
    for (int k = TERMS - 1; k >= 0; k--) {
        rate = rate * h + sum;
        sum = sum * h + series[k];
    }
    *slope = rate;
    return sum;
}

static double score(int knot)
{
    return -PR_TABLE_REACH + knot * step;
}

/* The knots around a solved one that are nearer to it than to the next. */
static void fill_around(double *table, int knot, int stride, const double series[TERMS + 1])
{
    for (int i = -stride / 2; i <= stride / 2; i++) {
        if (knot + i >= 0 && knot + i < PR_TABLE_KNOTS) {
            double *entry = &table[2 * (knot + i)];
            entry[0] = sum_at(series, i * step, &entry[1]);
        }
    }
}

/* From the middle to one end; false where a series can't be trusted over this stride. */
static bool fill_side(double *table, pr_law_t law, int stride, int side, const double middle[TERMS + 1])
{
    double series[TERMS + 1], slope;
    memcpy(series, middle, sizeof series);
    for (int i = stride; i <= MIDDLE; i += stride) {
        int knot = MIDDLE + side * i;
        double start = sum_at(series, side * stride * step, &slope);
        double t = pr_law_quantile(law, score(knot), start);
        if (stride > 1 && !(fabs(start - t) <= 1e-9 * (1 + fabs(t)))) {
            return false;
        }
        expand(law, score(knot), t, series);
        fill_around(table, knot, stride, series);
    }
    return true;
}

static bool fill(double *table, pr_law_t law, int stride)
{
    double series[TERMS + 1];
    expand(law, 0, pr_law_quantile(law, 0, pr_law_centre(law)), series);
    fill_around(table, MIDDLE, stride, series);
    return fill_side(table, law, stride, -1, series) && fill_side(table, law, stride, 1, series);
}

/* A cubic Hermite interpolant rises if its slopes are within three times the secant (Fritsch & Carlson 1980).
 */
static bool rises(const double *table)
{
    for (int i = 0; i + 1 < PR_TABLE_KNOTS; i++) {
        const double *knot = &table[2 * i];
        double secant = (knot[2] - knot[0]) / step;
        if (!(isfinite(knot[0]) && isfinite(knot[2]) && secant > 0 && knot[1] >= 0 && knot[1] <= 3 * secant &&
              knot[3] >= 0 && knot[3] <= 3 * secant)) {
            return false;
        }
    }
    return true;
}

bool pr_table_fill(double *table, pr_law_t law)
{
    int stride = STRIDE;
    while (!fill(table, law, stride) && stride > 1) {
        stride /= 2;
    }
    return rises(table);
}

double pr_table_value(const double *table, double z)
{
    double at = (fmin(fmax(z, -PR_TABLE_REACH), PR_TABLE_REACH) + PR_TABLE_REACH) / step;
    int i = (int)fmin(at, PR_TABLE_KNOTS - 2);
    double s = at - i, r = 1 - s;
    const double *knot = &table[2 * i];
    return r * r * ((1 + 2 * s) * knot[0] + s * step * knot[1]) +
           s * s * ((1 + 2 * r) * knot[2] - r * step * knot[3]);
}
