/* Options side by side: see poolraming/decision.h. */
#include "analysis/decision.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/statistics.h>

/* ---- shared ---- */

int pr_no_memory(pr_errors_t *errors)
{
    return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
}

int pr_check_finite(const char *what, size_t rows, size_t n, const double *x, pr_errors_t *errors)
{
    for (size_t i = 0; i < rows * n; i++) {
        if (!isfinite(x[i])) {
            return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0,
                                 "%s %zu, replicate %zu is %g: expected a finite number",
                                 pr_errors_words(errors, what), i / n, i % n, x[i]);
        }
    }
    return 0;
}

int pr_check_payoffs(const pr_payoffs_t *payoffs, pr_errors_t *errors)
{
    if (payoffs->options < 1 || payoffs->options > PR_OPTIONS_MAX || payoffs->replicates < 1) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, NULL, 0,
            "%zu options and %zu replicates: expected 1 to %d options and at least 1 replicate",
            payoffs->options, payoffs->replicates, PR_OPTIONS_MAX);
    }
    return pr_check_finite("net benefit: option", payoffs->options, payoffs->replicates, payoffs->nb, errors);
}

size_t pr_highest(size_t count, const double *value)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        best = value[i] > value[best] ? i : best;
    }
    return best;
}

pr_order_t pr_order_of(pr_valued_t estimate)
{
    return estimate.value >= 0                 ? PR_ORDER_KEPT
           : estimate.value > -3 * estimate.se ? PR_ORDER_NOISE
                                               : PR_ORDER_BROKEN;
}

pr_valued_t pr_mean_of(size_t n, const double *x)
{
    pr_moments_t moments = {0};
    pr_moments_add_round(&moments, x, n);
    if (moments.undefined > 0) {
        return (pr_valued_t){NAN, NAN};
    }
    return (pr_valued_t){pr_moments_mean(&moments), pr_moments_se(&moments)};
}

/* ---- options ---- */

static const double *row_of(const pr_payoffs_t *payoffs, size_t option)
{
    return payoffs->nb + option * payoffs->replicates;
}

/* The highest net benefit of a replicate, and how many options have it. */
static double top_of(const pr_payoffs_t *payoffs, size_t replicate, size_t *ties)
{
    double top = row_of(payoffs, 0)[replicate];
    *ties = 1;
    for (size_t o = 1; o < payoffs->options; o++) {
        double nb = row_of(payoffs, o)[replicate];
        *ties = nb > top ? 1 : *ties + !(nb < top);
        top = fmax(top, nb);
    }
    return top;
}

/* A number of one option in one replicate, given that replicate's top and the values of the chosen option. */
typedef double (*number_t)(double nb, double top, size_t ties, double chosen);

static double is_best(double nb, double top, size_t ties, double chosen)
{
    (void)chosen;
    return nb < top ? 0 : 1 / (double)ties;
}

static double regret_of(double nb, double top, size_t ties, double chosen)
{
    (void)ties;
    (void)chosen;
    return top - nb;
}

static double loss_of(double nb, double top, size_t ties, double chosen)
{
    (void)top;
    (void)ties;
    (void)chosen;
    return fmax(0, -nb);
}

static double difference_of(double nb, double top, size_t ties, double chosen)
{
    (void)top;
    (void)ties;
    return nb - chosen;
}

static pr_valued_t mean_number(const pr_payoffs_t *payoffs, size_t option, size_t best, number_t number,
                               double *scratch)
{
    for (size_t r = 0; r < payoffs->replicates; r++) {
        size_t ties;
        double top = top_of(payoffs, r, &ties);
        scratch[r] = number(row_of(payoffs, option)[r], top, ties, row_of(payoffs, best)[r]);
    }
    return pr_mean_of(payoffs->replicates, scratch);
}

/* Mean of each option's net benefit; returns the highest. */
static size_t means_of(const pr_payoffs_t *payoffs, pr_valued_t mean[PR_OPTIONS_MAX])
{
    double value[PR_OPTIONS_MAX];
    for (size_t o = 0; o < payoffs->options; o++) {
        mean[o] = pr_mean_of(payoffs->replicates, row_of(payoffs, o));
        value[o] = mean[o].value;
    }
    return pr_highest(payoffs->options, value);
}

/* Work space of a number a replicate, after looking at the payoffs; NULL with *status set. */
static double *scratch_for(const pr_payoffs_t *payoffs, int *status, pr_errors_t *errors)
{
    *status = pr_check_payoffs(payoffs, errors);
    double *scratch = *status == 0 ? pr_new(payoffs->replicates, sizeof *scratch) : NULL;
    if (*status == 0 && !scratch) {
        *status = pr_no_memory(errors);
    }
    return scratch;
}

int pr_options_compare(const pr_payoffs_t *payoffs, pr_option_t *out, size_t *best, pr_errors_t *errors)
{
    int status;
    pr_valued_t mean[PR_OPTIONS_MAX];
    double *scratch = scratch_for(payoffs, &status, errors);
    if (!scratch) {
        return status;
    }
    *best = means_of(payoffs, mean);
    for (size_t o = 0; o < payoffs->options; o++) {
        out[o].mean = mean[o];
        out[o].best = mean_number(payoffs, o, *best, is_best, scratch);
        out[o].regret = mean_number(payoffs, o, *best, regret_of, scratch);
        out[o].loss = mean_number(payoffs, o, *best, loss_of, scratch);
        out[o].difference = mean_number(payoffs, o, *best, difference_of, scratch);
    }
    pr_free(scratch);
    return 0;
}

int pr_clairvoyance(const pr_payoffs_t *payoffs, pr_valued_t *out, pr_errors_t *errors)
{
    int status;
    pr_valued_t mean[PR_OPTIONS_MAX];
    double *scratch = scratch_for(payoffs, &status, errors);
    if (!scratch) {
        return status;
    }
    *out = mean_number(payoffs, means_of(payoffs, mean), 0, regret_of, scratch);
    pr_free(scratch);
    return 0;
}
