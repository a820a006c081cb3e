/* A gamma or beta from its 5 and 95 % points, by root finding on the scale of random/law.h. */
#include "random/build.h"
#include "random/law.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <poolraming/error.h>

#define Z95 1.6448536269514722
#define TAIL 0.05

/* The root of a monotone function on a bracket; where it holds none, infinite: with the sign of the end that
   the root of a rising function lies beyond. NAN without memory. */
static double root(double (*f)(double, void *), void *context, double low, double high)
{
    gsl_function function = {.function = f, .params = context};
    double at_low = f(low, context), at_high = f(high, context);
    if (!(at_low * at_high <= 0)) {
        return at_low > 0 ? -INFINITY : INFINITY;
    }
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        return NAN;
    }
    double x = NAN;
    int status = gsl_root_fsolver_set(solver, &function, low, high);
    for (int i = 0; i < 200 && status == GSL_SUCCESS; i++) {
        status = gsl_root_fsolver_iterate(solver);
        x = gsl_root_fsolver_root(solver);
        if (fabs(gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver)) <
            1e-13 * (1 + fabs(x))) {
            break;
        }
    }
    gsl_root_fsolver_free(solver);
    return x;
}

static double point(pr_law_t law, double z)
{
    return pr_law_quantile(law, z, pr_law_centre(law));
}

/* Excess of ln(q95/q05) over the one wanted: it falls in the shape. */
static double gamma_excess(double log_shape, void *context)
{
    const double *wanted = context;
    pr_law_t law = pr_law_gamma(exp(log_shape));
    return point(law, Z95) - point(law, -Z95) - *wanted;
}

int pr_fit_gamma(double q05, double q95, double *shape, double *scale, pr_why_t why)
{
    double wanted = log(q95 / q05);
    double log_shape = root(gamma_excess, &wanted, log(PR_SHAPE_MIN), log(PR_SHAPE_MAX));
    if (isnan(log_shape)) {
        return PR_ERR_MEMORY;
    }
    if (isinf(log_shape)) {
        return pr_refuse(why, "gamma: none has q05 %g and q95 %g with a shape between %g and %g", q05, q95,
                         PR_SHAPE_MIN, PR_SHAPE_MAX);
    }
    *shape = exp(log_shape);
    *scale = q05 / exp(point(pr_law_gamma(*shape), -Z95));
    return 0;
}

/* A beta by its concentration (the smaller shape's range is what limits both) and the log-odds of its mean.
 */
typedef struct {
    double t05, t95; /* log-odds wanted */
    double sum;      /* alpha + beta */
} beta_fit_t;

static pr_law_t beta_law(double sum, double log_odds)
{
    return pr_law_beta(sum / (1 + exp(-log_odds)), sum / (1 + exp(log_odds)));
}

/* Excess of the 5 % point, as the weight missing below it: no quantile need be solved for. */
static double beta_q05_excess(double log_odds, void *context)
{
    const beta_fit_t *fit = context;
    return TAIL - pr_law_lower(beta_law(fit->sum, log_odds), fit->t05);
}

/* The mean that puts q05 right at this concentration; infinite where none does. */
static double beta_log_odds(const beta_fit_t *fit)
{
    beta_fit_t copy = *fit;
    double most = log(fit->sum / PR_SHAPE_MIN);
    return root(beta_q05_excess, &copy, -most, most);
}

/* Excess of the 95 % point, as weight, once q05 is right: it falls in the concentration. Where q05 cannot be
   as high as wanted, the distribution is far too wide. */
static double beta_q95_excess(double log_sum, void *context)
{
    beta_fit_t *fit = context;
    fit->sum = exp(log_sum);
    double log_odds = beta_log_odds(fit);
    return isfinite(log_odds) ? pr_law_upper(beta_law(fit->sum, log_odds), fit->t95) - TAIL
                              : copysign(1, log_odds);
}

int pr_fit_beta(double q05, double q95, double *alpha, double *beta, pr_why_t why)
{
    beta_fit_t fit = {.t05 = log(q05) - log1p(-q05), .t95 = log(q95) - log1p(-q95)};
    double log_sum = root(beta_q95_excess, &fit, log(4 * PR_SHAPE_MIN), log(PR_SHAPE_MAX));
    if (isnan(log_sum)) {
        return PR_ERR_MEMORY;
    }
    fit.sum = exp(log_sum);
    double log_odds = isfinite(log_sum) ? beta_log_odds(&fit) : NAN;
    if (!isfinite(log_odds)) {
        return pr_refuse(why, "beta: none has q05 %g and q95 %g with alpha and beta between %g and %g", q05,
                         q95, PR_SHAPE_MIN, PR_SHAPE_MAX);
    }
    pr_law_t law = beta_law(fit.sum, log_odds);
    *alpha = law.a;
    *beta = law.b;
    return 0;
}
