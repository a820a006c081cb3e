/* What the municipalities must find beyond what they budget: see pr_run_risk. */
#ifndef PR_ENGINE_RISK_H
#define PR_ENGINE_RISK_H

#include <poolraming/engine.h>

/* Series of a scenario, and so curves: every scope, part of the years and kind of risk. */
size_t pr_risk_count(const pr_scenario_t *scenario);
/* Fills row[plan.count + span_count …] of a run that keeps them; nothing in one that does not. */
void pr_risk_record(const pr_run_t *self, const pr_replicate_t *replicate, double *row);

#endif
