/* What knowing is worth, without the model: options whose net benefit depends on one unknown, on plain
   arrays. Two options: stop (worth 0), or go on, worth 1,000 (θ − 0.4), θ uniform on (0, 1). Going on is best
   by 100 on average; who knew θ would stop below 0.4 and be spared E max(0, 0.4 − θ) · 1,000 = 80. So EVPI
   = 80. */
#include <poolraming/decision.h>
#include <poolraming/poolraming.h>
#include <stdio.h>

enum { REPLICATES = 20000, OPTIONS = 2 };

static double unknown[REPLICATES], benefit[OPTIONS * REPLICATES];

int main(void)
{
    pr_start();
    for (size_t r = 0; r < REPLICATES; r++) {
        unknown[r] = ((double)r + 0.5) / REPLICATES; /* one point in each of so many equal parts */
        benefit[REPLICATES + r] = 1000.0 * (unknown[r] - 0.4);
    }
    const pr_payoffs_t payoffs = {.options = OPTIONS, .replicates = REPLICATES, .nb = benefit};
    pr_option_t option[OPTIONS];
    pr_valued_t perfect;
    pr_information_t known;
    pr_errors_t errors;
    size_t best = 0;
    pr_errors_init(&errors);
    int status = pr_options_compare(&payoffs, option, &best, &errors);
    status = status ? status : pr_clairvoyance(&payoffs, &perfect, &errors);
    status =
        status ? status : pr_information_value(&known, &payoffs, unknown, NULL, 1, NULL, NULL, NULL, &errors);
    if (status == 0) {
        printf("best option: %zu, mean %.1f\n", best, option[best].mean.value);
        printf("payoff table: %.1f\n", perfect.value);
        printf("regression: %.1f, standard error %.1f\n", known.value.value, known.value.se);
    } else if (errors.count > 0) {
        fprintf(stderr, "%s\n", errors.items[0].text);
    }
    pr_errors_free(&errors);
    return status == 0 ? 0 : 1;
}
