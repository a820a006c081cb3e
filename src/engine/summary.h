/* Statistics of a series from its moments and quantiles. */
#ifndef PR_ENGINE_SUMMARY_H
#define PR_ENGINE_SUMMARY_H

#include <poolraming/engine.h>
#include <poolraming/statistics.h>

enum { PR_SUMMARY_QUANTILES = 7 };

/* 5 % … 95 %, ascending, as pr_summary_t has them. */
extern const double pr_summary_levels[PR_SUMMARY_QUANTILES];

/* `q` holds the quantiles at pr_summary_levels; `se` is the error that the replicates' order tells. */
pr_summary_t pr_summary_of(const pr_moments_t *moments, double se, const double q[PR_SUMMARY_QUANTILES]);

/* The same series times a factor that is not negative. */
pr_summary_t pr_summary_times(const pr_summary_t *self, double factor);

#endif
