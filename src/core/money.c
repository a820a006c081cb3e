#include <math.h>
#include <poolraming/money.h>

int64_t pr_round_half_away(long double x)
{
    const long double guard = 1e-6L;
    int64_t magnitude = (int64_t)(fabsl(x) + 0.5L + guard); /* truncation: floorl costs ten times as much */
    return x < 0 ? -magnitude : magnitude;
}

int64_t pr_cents_from_eur(double eur)
{
    return pr_round_half_away((long double)eur * 100.0L);
}

pr_nominal_t pr_real_index(pr_real_t amount, pr_factor_t factor)
{
    pr_nominal_t nominal = {pr_round_half_away((long double)amount.cents * factor.factor)};
    return nominal;
}
