#include "engine/series.h"
#include "engine/summary.h"

static bool is_headline(const pr_ensemble_options_t *options, size_t series)
{
    for (size_t i = 0; i < options->headline_count; i++) {
        if (options->headline[i] == series) {
            return true;
        }
    }
    return false;
}

size_t pr_series_list(const pr_experiment_t *experiment, const pr_ensemble_options_t *options, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < options->headline_count; i++) {
        out[count++] = options->headline[i];
    }
    for (size_t s = 0; s < experiment->series; s++) {
        bool own = !experiment->multiple || experiment->multiple[s].of == s;
        if (own && !is_headline(options, s)) {
            out[count++] = s;
        }
    }
    return count;
}

void pr_series_scale(pr_ensemble_t *self, const pr_experiment_t *experiment)
{
    for (size_t s = 0; experiment->multiple && s < experiment->series; s++) {
        if (experiment->multiple[s].of != s) {
            self->summary[s] =
                pr_summary_times(&self->summary[experiment->multiple[s].of], experiment->multiple[s].factor);
        }
    }
}
