/*
 * The distribution that says what draws say. A family offers candidates (by moments, by quantiles); those
 * that the random room refuses, or that reach outside the prior, fall away, and the one with the least misfit
 * stays. See poolraming/bayes.h.
 */
#include "core/memory.h"
#include "random/refuse.h"
#include <math.h>
#include <poolraming/bayes.h>
#include <poolraming/error.h>
#include <poolraming/statistics.h>
#include <string.h>

/* Draws in ascending order, and where the prior ends. */
typedef struct {
    const double *sorted;
    size_t n;
    double mean, sd;
    double q05, q50, q95;
    double lo, hi;          /* of the prior */
    const pr_dist_t *prior; /* NULL: none */
    pr_draws_fit_t *best;
} material_t;

static double misfit_of(const pr_dist_t *dist, const material_t *material)
{
    double worst = 0;
    for (int percent = 5; percent <= 95; percent += 5) {
        double p = percent / 100.0;
        double off = pr_dist_quantile(dist, p) - pr_quantile_sorted(material->sorted, material->n, p);
        worst = fmax(worst, fabs(off));
    }
    return material->sd > 0 ? worst / material->sd : worst > 0 ? INFINITY : 0;
}

/* Keeps the candidate where it is a distribution, stays inside the prior and misfits less than what is kept.
 */
static int offer(material_t *material, const pr_dist_spec_t *spec)
{
    pr_dist_t dist;
    double lo, hi;
    int status = pr_dist_init(&dist, spec, NULL, 0);
    if (status != 0) {
        return status == PR_ERR_MEMORY ? status : 0;
    }
    pr_dist_support(&dist, &lo, &hi);
    if (lo >= material->lo && hi <= material->hi) {
        double misfit = misfit_of(&dist, material);
        if (misfit < material->best->misfit) {
            material->best->spec = *spec;
            material->best->misfit = misfit;
        }
    }
    pr_dist_free(&dist);
    return 0;
}

/* ---- candidates by family ---- */

static int by_value(material_t *material, pr_family_t family)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family);
    spec.value = material->mean;
    return offer(material, &spec);
}

static int by_moments_or_ends(material_t *material, pr_family_t family)
{
    pr_dist_spec_t moments, points;
    pr_dist_spec_init(&moments, family);
    pr_dist_spec_init(&points, family);
    moments.mean = material->mean;
    moments.sd = material->sd;
    points.q05 = material->q05;
    points.q95 = material->q95;
    int status = offer(material, &moments);
    return status ? status : offer(material, &points);
}

static int by_three_points(material_t *material, pr_family_t family)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family);
    spec.q05 = material->q05;
    spec.q50 = material->q50;
    spec.q95 = material->q95;
    return offer(material, &spec);
}

/* A beta on lo…hi with the draws' mean and sd has α + β = s, and a PERT has λ = s − 2, mode where α says. */
static int by_pert(material_t *material, pr_family_t family)
{
    pr_dist_spec_t spec;
    double width = material->hi - material->lo, mean = (material->mean - material->lo) / width;
    double sd = material->sd / width, sum = mean * (1 - mean) / (sd * sd) - 1;
    pr_dist_spec_init(&spec, family);
    spec.min = material->lo;
    spec.max = material->hi;
    spec.lambda = sum - 2;
    spec.mode = material->lo + width * (mean * sum - 1) / (sum - 2);
    return isfinite(width) ? offer(material, &spec) : 0;
}

/* The mean of a triangle is the mean of its corners. */
static int by_triangle(material_t *material, pr_family_t family)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family);
    spec.min = material->lo;
    spec.max = material->hi;
    spec.mode = fmin(fmax(3 * material->mean - spec.min - spec.max, spec.min), spec.max);
    return isfinite(spec.max - spec.min) ? offer(material, &spec) : 0;
}

/* The parent is moved by what the truncated one's mean is off, and stretched by what its sd is: the draws'
   own mean and sd are a good start, and each round's candidate is offered. */
static int by_truncation(material_t *material, pr_family_t family)
{
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family);
    spec.mu = material->mean;
    spec.sigma = material->sd;
    spec.lo = isfinite(material->lo) ? material->lo : NAN;
    spec.hi = isfinite(material->hi) ? material->hi : NAN;
    int status = isnan(spec.lo) && isnan(spec.hi) ? 0 : offer(material, &spec);
    for (int round = 0; round < 60 && status == 0; round++) {
        pr_dist_t dist;
        if (pr_dist_init(&dist, &spec, NULL, 0) != 0) {
            break;
        }
        spec.mu += material->mean - pr_dist_mean(&dist);
        spec.sigma *= material->sd / pr_dist_sd(&dist);
        pr_dist_free(&dist);
        status = offer(material, &spec);
    }
    return status;
}

/* The prior's values, weighted by how many draws each has. */
static int by_values(material_t *material, pr_family_t family)
{
    const pr_dist_t *prior = material->prior;
    pr_draws_fit_t *best = material->best;
    if (!prior || prior->count == 0) {
        return 0;
    }
    best->values = pr_new(prior->count, sizeof *best->values);
    best->weights = pr_new(prior->count, sizeof *best->weights);
    if (!best->values || !best->weights) {
        return PR_ERR_MEMORY;
    }
    memcpy(best->values, prior->values, prior->count * sizeof *best->values);
    for (size_t i = 0, k = 0; i < material->n; i++) {
        while (k + 1 < prior->count && prior->values[k] < material->sorted[i]) {
            k++;
        }
        best->weights[k]++;
    }
    pr_dist_spec_t spec;
    pr_dist_spec_init(&spec, family == PR_DIST_EMPIRICAL ? PR_DIST_DISCRETE : family);
    spec.values = best->values;
    spec.weights = best->weights;
    spec.count = prior->count;
    return offer(material, &spec);
}

static int (*const candidates[PR_DIST_FAMILIES])(material_t *, pr_family_t) = {
    [PR_DIST_FIXED] = by_value,
    [PR_DIST_NORMAL] = by_moments_or_ends,
    [PR_DIST_TRUNCATED_NORMAL] = by_truncation,
    [PR_DIST_LOGNORMAL] = by_moments_or_ends,
    [PR_DIST_BETA] = by_moments_or_ends,
    [PR_DIST_GAMMA] = by_moments_or_ends,
    [PR_DIST_UNIFORM] = by_moments_or_ends,
    [PR_DIST_TRIANGULAR] = by_triangle,
    [PR_DIST_PERT] = by_pert,
    [PR_DIST_DISCRETE] = by_values,
    [PR_DIST_EMPIRICAL] = by_values,
    [PR_DIST_QUANTILES] = by_three_points,
};

/* ---- preparation ---- */

static int describe(material_t *self, pr_draws_fit_t *best, size_t n, double *sorted, pr_why_t why)
{
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, sorted, n);
    if (n < 2 || moments.undefined > 0) {
        return pr_refuse(why, "fit: needs two draws or more, all of them finite numbers");
    }
    pr_quantile_sort(sorted, n);
    *self = (material_t){.sorted = sorted,
                         .n = n,
                         .mean = pr_moments_mean(&moments),
                         .sd = pr_moments_sd(&moments),
                         .q05 = pr_quantile_sorted(sorted, n, 0.05),
                         .q50 = pr_quantile_sorted(sorted, n, 0.50),
                         .q95 = pr_quantile_sorted(sorted, n, 0.95),
                         .lo = -INFINITY,
                         .hi = INFINITY,
                         .best = best};
    return 0;
}

static int bind_prior(material_t *self, const pr_dist_spec_t *spec, pr_dist_t *prior, pr_why_t why)
{
    int status = spec ? pr_dist_init_in(prior, spec, why.lang, why.text, why.size) : 0;
    if (status == 0 && spec) {
        self->prior = prior;
        pr_dist_support(prior, &self->lo, &self->hi);
    }
    return status;
}

static int refuse_family(pr_family_t family, pr_why_t why)
{
    return pr_refuse(why, "fit: no %s has the mean and spread of these draws within the prior's ends",
                     pr_family_name(family));
}

/* ---- which family ---- */

static int fit_one(material_t *material, pr_family_t family, pr_why_t why)
{
    int status = candidates[family](material, family);
    return status == 0 && isinf(material->best->misfit) ? refuse_family(family, why) : status;
}

/* The usual families; the prior's own has been offered. */
static int fit_any(material_t *material, pr_why_t why)
{
    static const pr_family_t usual[] = {PR_DIST_NORMAL,   PR_DIST_LOGNORMAL,        PR_DIST_GAMMA,
                                        PR_DIST_BETA,     PR_DIST_TRUNCATED_NORMAL, PR_DIST_PERT,
                                        PR_DIST_QUANTILES};
    int status = 0;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0] && status == 0; i++) {
        status = candidates[usual[i]](material, usual[i]);
    }
    return status == 0 && isinf(material->best->misfit)
               ? pr_refuse(why,
                           "fit: no family has the mean and spread of these draws within the prior's ends")
               : status;
}

static int fit_nearest(material_t *material, pr_why_t why)
{
    pr_family_t own = material->prior ? material->prior->family : PR_DIST_NORMAL;
    if (!(material->sd > 0)) {
        return fit_one(material, PR_DIST_FIXED, why);
    }
    int status = candidates[own](material, own);
    bool done = material->prior && (material->best->misfit <= PR_FIT_GOOD || material->prior->count > 0);
    return status ? status : done ? 0 : fit_any(material, why);
}

typedef enum { ONE_FAMILY, NEAREST } choice_t;

static int fit(pr_draws_fit_t *self, choice_t choice, pr_family_t family, const pr_dist_spec_t *spec,
               size_t n, const double *x, pr_why_t why)
{
    pr_dist_t prior = {.family = PR_DIST_FIXED};
    material_t material;
    memset(self, 0, sizeof *self);
    self->misfit = INFINITY;
    if (why.size > 0) {
        why.text[0] = '\0';
    }
    double *sorted = pr_new(n, sizeof *sorted);
    if (!sorted) {
        return PR_ERR_MEMORY;
    }
    memcpy(sorted, x, n * sizeof *sorted);
    int status = describe(&material, self, n, sorted, why);
    status = status ? status : bind_prior(&material, spec, &prior, why);
    if (status == 0) {
        status = choice == NEAREST ? fit_nearest(&material, why) : fit_one(&material, family, why);
    }
    pr_dist_free(&prior);
    pr_free(sorted);
    return status;
}

int pr_draws_fit_family(pr_draws_fit_t *self, pr_family_t family, const pr_dist_spec_t *prior, size_t n,
                        const double *x, char *why, size_t size)
{
    pr_why_t sentence = {why, size, PR_LANG_EN};
    if (family < PR_DIST_FIXED || family >= PR_DIST_FAMILIES) {
        memset(self, 0, sizeof *self);
        return pr_refuse(sentence, "fit: there is no such family");
    }
    return fit(self, ONE_FAMILY, family, prior, n, x, sentence);
}

int pr_draws_fit(pr_draws_fit_t *self, const pr_dist_spec_t *prior, size_t n, const double *x, char *why,
                 size_t size)
{
    return pr_draws_fit_in(self, prior, n, x, PR_LANG_EN, why, size);
}

int pr_draws_fit_in(pr_draws_fit_t *self, const pr_dist_spec_t *prior, size_t n, const double *x,
                    pr_lang_t lang, char *why, size_t size)
{
    return fit(self, NEAREST, PR_DIST_FIXED, prior, n, x, (pr_why_t){why, size, lang});
}

void pr_draws_fit_free(pr_draws_fit_t *self)
{
    pr_free(self->values);
    pr_free(self->weights);
    memset(self, 0, sizeof *self);
}
