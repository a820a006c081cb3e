/* Which series of an experiment are recorded; the others are multiples of those. */
#ifndef PR_ENGINE_SERIES_H
#define PR_ENGINE_SERIES_H

#include <poolraming/engine.h>

/* The headlines, in their order, so that the first pass has them; then all others that are no multiple.
   Returns how many; `out` has room for all series and all headlines. */
size_t pr_series_list(const pr_experiment_t *experiment, const pr_ensemble_options_t *options, size_t *out);

/* Fills in the summaries of the multiples. */
void pr_series_scale(pr_ensemble_t *self, const pr_experiment_t *experiment);

#endif
