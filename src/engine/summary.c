#include "engine/summary.h"

const double pr_summary_levels[PR_SUMMARY_QUANTILES] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

pr_summary_t pr_summary_of(const pr_moments_t *moments, double se, const double q[PR_SUMMARY_QUANTILES])
{
    return (pr_summary_t){.mean = pr_moments_mean(moments),
                          .sd = pr_moments_sd(moments),
                          .se = se,
                          .se_plain = pr_moments_se(moments),
                          .p05 = q[0],
                          .p10 = q[1],
                          .p25 = q[2],
                          .p50 = q[3],
                          .p75 = q[4],
                          .p90 = q[5],
                          .p95 = q[6],
                          .undefined = moments->undefined};
}

pr_summary_t pr_summary_times(const pr_summary_t *self, double factor)
{
    return (pr_summary_t){self->mean * factor, self->sd * factor,  self->se * factor,
                          self->p05 * factor,  self->p10 * factor, self->p25 * factor,
                          self->p50 * factor,  self->p75 * factor, self->p90 * factor,
                          self->p95 * factor,  self->undefined,    self->se_plain * factor};
}
