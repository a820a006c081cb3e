/* What a study is worth: see poolraming/decision.h. */
#include "analysis/decision.h"
#include "core/memory.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <poolraming/random.h>
#include <string.h>

/* ---- a few signals, exactly ---- */

static const double SUM_OF_CHANCES = 1e-9; /* how far from 1 a sum of probabilities may be */

static int check_chances(const char *what, size_t row, size_t n, const double *chance, pr_errors_t *errors)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(chance[i] >= 0 && chance[i] <= 1)) {
            return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                                 "%s %zu, place %zu is %g: expected a probability from 0 to 1",
                                 pr_errors_words(errors, what), row, i, chance[i]);
        }
        sum += chance[i];
    }
    return fabs(sum - 1) <= SUM_OF_CHANCES
               ? 0
               : pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0, "%s %zu adds up to %.12g: expected 1",
                               pr_errors_words(errors, what), row, sum);
}

static int check_study(const pr_discrete_study_t *study, pr_errors_t *errors)
{
    if (study->options < 1 || study->options > PR_OPTIONS_MAX || study->states < 1 || study->signals < 1 ||
        !isfinite(study->cost)) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, NULL, 0,
            "%zu options, %zu states, %zu signals, cost %g: expected 1 to %d options, at least one "
            "state and signal, and a finite cost",
            study->options, study->states, study->signals, study->cost, PR_OPTIONS_MAX);
    }
    int status = check_chances("prior", 0, study->states, study->prior, errors);
    for (size_t s = 0; s < study->states && status == 0; s++) {
        status = check_chances("likelihood: state", s, study->signals, study->likelihood + s * study->signals,
                               errors);
    }
    status = status ? status
                    : pr_check_finite("payoff: option", study->options, study->states, study->payoff, errors);
    if (status == 0 && study->after) {
        status = pr_check_finite("payoff after a signal: row", study->signals * study->options, study->states,
                                 study->after, errors);
    }
    return status;
}

/* P(state) or, for a signal, P(state and signal). */
static double weight_of(const pr_discrete_study_t *study, const size_t *signal, size_t state)
{
    return study->prior[state] * (signal ? study->likelihood[state * study->signals + *signal] : 1);
}

/* The best option by payoffs over the states with these weights, and its weighted sum. */
static size_t best_option(const pr_discrete_study_t *study, const size_t *signal, double *value)
{
    const double *payoff =
        signal && study->after ? study->after + *signal * study->options * study->states : study->payoff;
    double sum[PR_OPTIONS_MAX] = {0};
    for (size_t o = 0; o < study->options; o++) {
        for (size_t s = 0; s < study->states; s++) {
            sum[o] += weight_of(study, signal, s) * payoff[o * study->states + s];
        }
    }
    size_t best = pr_highest(study->options, sum);
    *value = sum[best];
    return best;
}

static double perfect_value(const pr_discrete_study_t *study)
{
    double sum = 0;
    for (size_t s = 0; s < study->states; s++) {
        double top = study->payoff[s];
        for (size_t o = 1; o < study->options; o++) {
            top = fmax(top, study->payoff[o * study->states + s]);
        }
        sum += study->prior[s] * top;
    }
    return sum;
}

/* The probability of a signal; its posterior goes to posterior[states], which may be NULL. */
static double hear(const pr_discrete_study_t *study, size_t signal, double *posterior)
{
    double sum = 0;
    for (size_t s = 0; s < study->states; s++) {
        sum += weight_of(study, &signal, s);
    }
    for (size_t s = 0; s < study->states && posterior; s++) {
        posterior[s] = sum > 0 ? weight_of(study, &signal, s) / sum : 0;
    }
    return sum;
}

int pr_discrete_study(pr_discrete_value_t *self, const pr_discrete_study_t *study, double *chance,
                      double *value, size_t *best, double *posterior, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int status = check_study(study, errors);
    if (status != 0) {
        return status;
    }
    self->prior_best = best_option(study, NULL, &self->prior_value);
    self->evpi = perfect_value(study) - self->prior_value;
    for (size_t i = 0; i < study->signals; i++) {
        double weighted, heard = hear(study, i, posterior ? posterior + i * study->states : NULL);
        size_t option = best_option(study, &i, &weighted);
        self->study_value += weighted;
        if (chance) {
            chance[i] = heard;
        }
        if (value) {
            value[i] = heard > 0 ? weighted / heard : 0;
        }
        if (best) {
            best[i] = option;
        }
    }
    self->evsi = self->study_value - self->prior_value;
    self->net = self->evsi - study->cost;
    self->best_value = self->prior_value + fmax(0, self->net);
    return 0;
}

/* ---- by size ---- */

/* The net gain of a point, and what keeps the best of the points before it. */
static void judge_point(pr_study_point_t *point, size_t at, const pr_study_t *study,
                        const pr_study_point_t *all, pr_study_best_t *best)
{
    double units = study->unit_cost * point->followed;
    const pr_valued_t value = point->evsi.value, fixed = {value.value - units, value.se};
    point->cost = study->fixed_cost + units;
    point->net = (pr_valued_t){value.value - point->cost, value.se};
    if (at == 0 || point->net.value > all[best->best].net.value) {
        best->best = at;
    }
    if (at == 0 || value.value > best->most_cost.value) {
        best->most_cost = value;
    }
    if (at == 0 || fixed.value > best->most_fixed.value) {
        best->most_fixed = fixed;
    }
}

/* Nobody is followed who cannot be reached in time. */
static void follow(const pr_study_t *study, size_t n, size_t size, size_t *followed, double *mean)
{
    double sum = 0;
    for (size_t r = 0; r < n; r++) {
        followed[r] = study->reachable && study->reachable[r] < size ? study->reachable[r] : size;
        sum += (double)followed[r];
    }
    *mean = sum / (double)n;
}

static int value_point(pr_study_point_t *point, const pr_payoffs_t *payoffs, const pr_study_t *study,
                       const pr_crossfit_options_t *options, size_t *followed, double *statistic,
                       pr_errors_t *errors)
{
    size_t n = payoffs->replicates;
    follow(study, n, point->size, followed, &point->followed);
    int status = study->simulate(study->context, n, followed, statistic);
    return status ? status
                  : pr_information_value(&point->evsi, payoffs, statistic, NULL, study->statistics, options,
                                         NULL, NULL, errors);
}

static int check_curve(const pr_payoffs_t *payoffs, const pr_study_t *study, size_t points,
                       pr_errors_t *errors)
{
    int status = pr_check_payoffs(payoffs, errors);
    if (status == 0 &&
        (points < 1 || study->statistics < 1 || !isfinite(study->fixed_cost + study->unit_cost))) {
        status = pr_errors_add(
            errors, PR_ERR_DOMAIN, NULL, 0,
            "%zu sizes, %zu statistics, costs %g and %g: expected at least one of both and finite "
            "costs",
            points, study->statistics, study->fixed_cost, study->unit_cost);
    }
    return status;
}

int pr_study_curve(pr_study_point_t *out, pr_study_best_t *best, const pr_payoffs_t *payoffs,
                   const pr_study_t *study, size_t points, const size_t *size,
                   const pr_crossfit_options_t *options, pr_errors_t *errors)
{
    memset(best, 0, sizeof *best);
    int status = check_curve(payoffs, study, points, errors);
    if (status != 0) {
        return status;
    }
    size_t *followed = pr_new(payoffs->replicates, sizeof *followed);
    double *statistic = pr_new(payoffs->replicates * study->statistics, sizeof *statistic);
    status = followed && statistic ? 0 : pr_no_memory(errors);
    for (size_t i = 0; i < points && status == 0; i++) {
        out[i] = (pr_study_point_t){.size = size[i]};
        status = value_point(&out[i], payoffs, study, options, followed, statistic, errors);
        judge_point(&out[i], i, study, out, best);
    }
    best->pays = status == 0 && out[best->best].net.value > 0;
    pr_free(followed);
    pr_free(statistic);
    return status;
}

/* ---- statistics ---- */

/* The two words of a replicate make one uniform, whatever the size of the study. */
static double uniform_of(uint64_t seed, uint64_t replicate, uint16_t sub)
{
    const pr_source_t source = {seed, replicate};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_STUDY, 0, 0, sub}, 0, word);
    return pr_uniform_of_words(word[0], word[1]);
}

int pr_study_binomial(size_t replicates, uint64_t seed, uint16_t sub, const size_t *followed,
                      const double *chance, double a, double b, double *out)
{
    int status = a > 0 && b > 0 ? 0 : PR_ERR_DOMAIN;
    pr_keys_reset();
    for (size_t r = 0; r < replicates && status == 0; r++) {
        double among = (double)followed[r], u = uniform_of(seed, r, sub);
        if (!(chance[r] >= 0 && chance[r] <= 1)) {
            status = PR_ERR_DOMAIN;
            break;
        }
        out[r] = (a + (double)pr_binomial_inverse(u, (int64_t)followed[r], chance[r])) / (a + b + among);
    }
    pr_keys_reset();
    return status;
}

int pr_study_normal(size_t replicates, uint64_t seed, uint16_t sub, const size_t *followed,
                    const double *mean, double sd, double prior_mean, double prior_sd, double *out)
{
    int status = sd > 0 && prior_sd > 0 ? 0 : PR_ERR_DOMAIN;
    pr_keys_reset();
    for (size_t r = 0; r < replicates && status == 0; r++) {
        double among = (double)followed[r], noise = pr_normal_inverse(uniform_of(seed, r, sub));
        double weight = among * prior_sd * prior_sd / (among * prior_sd * prior_sd + sd * sd);
        double observed = among > 0 ? mean[r] + sd / sqrt(among) * noise : prior_mean;
        out[r] = prior_mean + weight * (observed - prior_mean);
    }
    pr_keys_reset();
    return status;
}

/* For d = |mean|/sd: sd (φ(d) − d Φ(−d)), the unit normal loss (Raiffa & Schlaifer 1961, § 5.3). */
double pr_information_normal(double mean, double sd)
{
    double d = fabs(mean) / sd;
    return sd > 0 ? sd * (gsl_ran_ugaussian_pdf(d) - d * gsl_cdf_ugaussian_Q(d)) : 0;
}
