/*
 * Value of knowing inputs, by cross-fitted regression (after Strong, Oakley & Brennan 2014; cross-fitting as
 * in Chernozhukov et al. 2018). Per fold: the others give the fits g_o(φ) of the net-benefit differences and
 * the option b with the highest mean; the fold's replicates then say what taking d(φ) = argmax g_o(φ) gains,
 * NB_d − NB_b. Given the other folds, the mean gain is without bias for the value of that rule, which no rule
 * on φ exceeds in EVPPI.
 */
#include "analysis/crossfit.h"
#include "analysis/decision.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/statistics.h>
#include <string.h>

typedef struct {
    const pr_payoffs_t *payoffs;
    size_t folds, targets;
    double *block;             /* owned: differences, fits, gains */
    double *y, *fit;           /* [targets][n]: option o + 1 less option 0 */
    double *gain;              /* [n] */
    size_t base[PR_FOLDS_MAX]; /* the option to take without knowledge, from the other folds */
} rule_t;

static double nb_at(const pr_payoffs_t *payoffs, size_t option, size_t r)
{
    return payoffs->nb[option * payoffs->replicates + r];
}

static void take_differences(rule_t *self)
{
    for (size_t o = 0; o < self->targets; o++) {
        for (size_t r = 0; r < self->payoffs->replicates; r++) {
            self->y[o * self->payoffs->replicates + r] =
                nb_at(self->payoffs, o + 1, r) - nb_at(self->payoffs, 0, r);
        }
    }
}

/* The option with the highest mean in all folds but one. */
static void find_bases(rule_t *self)
{
    size_t n = self->payoffs->replicates;
    for (size_t f = 0; f < self->folds; f++) {
        double sum[PR_OPTIONS_MAX] = {0};
        for (size_t r = 0; r < n; r++) {
            for (size_t o = 0; o < self->targets && pr_fold_of(r, self->folds) != f; o++) {
                sum[o + 1] += self->y[o * n + r];
            }
        }
        self->base[f] = pr_highest(self->payoffs->options, sum);
    }
}

static double fit_at(const rule_t *self, size_t option, size_t r)
{
    return option == 0 ? 0 : self->fit[(option - 1) * self->payoffs->replicates + r];
}

/* Share of the variance that the fit of an option explains. */
static double explained_by(const rule_t *self, size_t target)
{
    size_t n = self->payoffs->replicates;
    const double *y = self->y + target * n, *fit = self->fit + target * n;
    double mean = pr_mean_of(n, y).value, total = 0, left = 0;
    for (size_t r = 0; r < n; r++) {
        total += (y[r] - mean) * (y[r] - mean);
        left += (y[r] - fit[r]) * (y[r] - fit[r]);
    }
    return total > 0 ? 1 - left / total : 0;
}

static void follow_rule(const rule_t *self, pr_information_t *out, size_t *choice)
{
    size_t n = self->payoffs->replicates, changed = 0;
    double fitted = 0;
    for (size_t r = 0; r < n; r++) {
        size_t base = self->base[pr_fold_of(r, self->folds)], taken = base;
        for (size_t o = 0; o <= self->targets; o++) {
            taken = fit_at(self, o, r) > fit_at(self, taken, r) ? o : taken;
        }
        self->gain[r] = nb_at(self->payoffs, taken, r) - nb_at(self->payoffs, base, r);
        fitted += fit_at(self, taken, r) - fit_at(self, base, r);
        changed += taken != base;
        if (choice) {
            choice[r] = taken;
        }
    }
    out->value = pr_mean_of(n, self->gain);
    out->fitted = fitted / (double)n;
    out->changed = (double)changed / (double)n;
    out->order = pr_order_of(out->value);
    for (size_t o = 0; o < self->targets; o++) {
        double explained = explained_by(self, o);
        out->explained = o == 0 ? explained : fmax(out->explained, explained);
    }
}

static int check_inputs(const pr_payoffs_t *payoffs, const double *x, const size_t *which, size_t count,
                        pr_errors_t *errors)
{
    int status = pr_check_payoffs(payoffs, errors);
    for (size_t i = 0; i < count && status == 0; i++) {
        const double *input = x + (which ? which[i] : i) * payoffs->replicates;
        for (size_t r = 0; r < payoffs->replicates && status == 0; r++) {
            status = isfinite(input[r])
                         ? 0
                         : pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                                         "input %zu, replicate %zu is %g: expected a finite number",
                                         which ? which[i] : i, r, input[r]);
        }
    }
    return status;
}

/* Lays out the memory of a rule; the caller frees `block`. */
static int rule_init(rule_t *self, const pr_payoffs_t *payoffs, size_t folds)
{
    size_t n = payoffs->replicates, targets = payoffs->options - 1;
    *self = (rule_t){.payoffs = payoffs, .folds = folds, .targets = targets};
    self->block = pr_new((2 * targets + 1) * n, sizeof *self->block);
    if (!self->block) {
        return PR_ERR_MEMORY;
    }
    self->gain = self->block;
    self->y = self->block + n;
    self->fit = self->y + targets * n;
    take_differences(self);
    find_bases(self);
    return 0;
}

int pr_information_value(pr_information_t *self, const pr_payoffs_t *payoffs, const double *x,
                         const size_t *which, size_t count, const pr_crossfit_options_t *options,
                         double *gain, size_t *choice, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    int status = check_inputs(payoffs, x, which, count, errors);
    size_t n = payoffs->replicates, folds = status == 0 ? pr_folds_for(options, n, errors) : 0;
    rule_t rule;
    if (folds == 0) {
        return PR_ERR_DOMAIN;
    }
    status = rule_init(&rule, payoffs, folds);
    if (status == 0 && rule.targets > 0) {
        status = pr_crossfit_many(rule.fit, n, rule.targets, rule.y, x, which, count, folds,
                                  options ? options->stop : NULL);
    }
    if (status == 0) {
        follow_rule(&rule, self, choice);
    }
    if (status == 0 && gain) {
        memcpy(gain, rule.gain, n * sizeof *gain);
    }
    pr_free(rule.block);
    return status == PR_ERR_MEMORY ? pr_no_memory(errors) : status;
}

pr_order_t pr_information_order(size_t n, const double *more, const double *less, pr_valued_t *difference)
{
    pr_moments_t moments = {0};
    for (size_t r = 0; r < n; r++) {
        double d = more[r] - less[r];
        pr_moments_add_round(&moments, &d, 1);
    }
    *difference = (pr_valued_t){pr_moments_mean(&moments), pr_moments_se(&moments)};
    return pr_order_of(*difference);
}
