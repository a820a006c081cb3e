/*
 * The contacts of a municipality's team: each month a share l of those who don't yet refer learns to, after a
 * share n of those who did has left and was replaced by people who don't. From none before the launch:
 *
 *     K(0) = l,  K(s) = (1 − n)K(s − 1) + l(1 − (1 − n)K(s − 1))
 *     K(s) = K* (1 − r^(s + 1)),  r = (1 − n)(1 − l),  K* = l / (1 − r)
 */
#include "model/mode.h"
#include <math.h>
#include <poolraming/error.h>

double pr_mode_contacts(double startup_months, double turnover_per_year, int age)
{
    double learns = startup_months > 1 ? 1 / startup_months : 1;
    double stays = pow(1 - turnover_per_year, 1.0 / 12);
    double kept = stays * (1 - learns);
    return learns / (1 - kept) * (1 - pow(kept, age + 1));
}

static void nothing(const pr_mode_inputs_t *inputs, pr_mode_t *out)
{
    (void)inputs;
    out->changes_uptake = false;
    out->resident_share = 1;
    out->absence_cover = 0;
}

static void with_contacts(const pr_mode_inputs_t *inputs, pr_mode_t *out)
{
    out->changes_uptake = true;
    for (int age = 0; age < PR_MAX_MONTHS; age++) {
        out->uptake[age] =
            inputs->uptake * pr_mode_contacts(inputs->startup_months, inputs->contact_turnover, age);
    }
    out->resident_share = inputs->resident_share;
    out->absence_cover = inputs->absence_cover;
}

const pr_mode_variant_t pr_mode_variants[PR_MODES] = {
    {"none", "no mode: uptake, hours and absence as they are", nothing},
    {"referral", "the team refers residents to the pool: it lags and depends on contacts", with_contacts},
    {"presence", "an expert is with the team at fixed times: seen, but at times nobody calls", with_contacts},
    {"integrated", "experts are part of the team: used in full, and they cover each other", with_contacts},
};

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

int pr_mode_init(pr_mode_t *self, pr_mode_id_t mode, const pr_deployment_inputs_t *inputs)
{
    const pr_mode_inputs_t *in = &inputs->mode[mode];
    if (mode != PR_MODE_NONE &&
        (!(in->uptake >= 0 && isfinite(in->uptake)) || !(in->startup_months >= 0) ||
         isinf(in->startup_months) || !(in->contact_turnover >= 0 && in->contact_turnover < 1) ||
         !is_share(in->resident_share) || !is_share(in->absence_cover))) {
        return PR_ERR_DOMAIN;
    }
    pr_mode_variants[mode].apply(in, self);
    return 0;
}
