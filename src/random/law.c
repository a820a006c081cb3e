#include "random/law.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* Below this t one term of the series is exact to double precision. */
#define ONE_TERM (-36.0)
#define LN_SQRT_2PI 0.91893853320467274178

static double log_density(pr_law_t law, double t)
{
    if (!law.is_beta) {
        return law.a * t - exp(t) - gsl_sf_lngamma(law.a);
    }
    /* ln x and ln(1 − x) without cancellation */
    double log_x = t < 0 ? t - log1p(exp(t)) : -log1p(exp(-t));
    double log_y = t < 0 ? -log1p(exp(t)) : -t - log1p(exp(-t));
    return law.a * log_x + law.b * log_y - gsl_sf_lnbeta(law.a, law.b);
}

static double log_lower(pr_law_t law, double t)
{
    if (!law.is_beta) {
        return t < ONE_TERM ? law.a * t - gsl_sf_lngamma(law.a + 1) : log(gsl_cdf_gamma_P(exp(t), law.a, 1));
    }
    if (t + log1p(law.b) < ONE_TERM) {
        return law.a * t - log(law.a) - gsl_sf_lnbeta(law.a, law.b);
    }
    return t < 0 ? log(gsl_cdf_beta_P(1 / (1 + exp(-t)), law.a, law.b))
                 : log(gsl_cdf_beta_Q(1 / (1 + exp(t)), law.b, law.a));
}

static double log_upper(pr_law_t law, double t)
{
    if (law.is_beta) {
        return log_lower((pr_law_t){true, law.b, law.a}, -t);
    }
    return t < ONE_TERM ? log1p(-exp(log_lower(law, t))) : log(gsl_cdf_gamma_Q(exp(t), law.a, 1));
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
        if (!(next > below && next < above)) {
            next = isfinite(below) && isfinite(above) ? 0.5 * (below + above) : t + (excess < 0 ? 1 : -1);
        }
        if (fabs(next - t) <= 1e-14 * (1 + fabs(next))) {
            return next;
        }
        t = next;
    }
    return isfinite(above - below) && above - below < 1e-9 * (1 + fabs(t)) ? t : NAN;
}

static const double step = 2 * PR_TABLE_REACH / (PR_TABLE_KNOTS - 1);

static void fill_knot(double *table, pr_law_t law, int i, double start)
{
    double z = -PR_TABLE_REACH + i * step;
    double t = pr_law_quantile(law, z, start);
    table[2 * i] = t;
    table[2 * i + 1] = exp(-0.5 * z * z - LN_SQRT_2PI - log_density(law, t));
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
    enum { MIDDLE = PR_TABLE_KNOTS / 2 };
    fill_knot(table, law, MIDDLE, pr_law_centre(law));
    for (int i = 1; i <= MIDDLE; i++) {
        fill_knot(table, law, MIDDLE - i, table[2 * (MIDDLE - i + 1)]);
        fill_knot(table, law, MIDDLE + i, table[2 * (MIDDLE + i - 1)]);
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
