/* What a study looks at: when, and at which option. */
#include "analysis/decide.h"
#include <string.h>

enum { FOLLOW_MONTHS = 6, DATA_MONTH = 5 }; /* where no gate says otherwise; June */

const char *pr_id_of(const pr_scenario_t *scenario)
{
    return scenario->id ? scenario->id : "";
}

/* A study sees what the gate of that year would see; without one, June of the year before. Of several gates
   the one that sees least: whose data end first, or that follows longest. */
void pr_decide_study_months(pr_decide_draws_t *self)
{
    self->data_until = 12 * (self->from - 1) + DATA_MONTH;
    self->follow_months = FOLLOW_MONTHS;
    bool any = false;
    for (size_t k = 0; k < self->options; k++) {
        for (size_t g = 0; g < self->scenario[k]->gate_count; g++) {
            const pr_gate_t *gate = &self->scenario[k]->gate[g];
            bool evaluates = gate->year == self->from && gate->rule.choose == PR_CHOOSE_EVALUATION;
            if (evaluates &&
                (!any || gate->data_until < self->data_until ||
                 (gate->data_until == self->data_until && gate->follow_months > self->follow_months))) {
                self->data_until = gate->data_until;
                self->follow_months = gate->follow_months;
                any = true;
            }
        }
    }
}

/* Is option a rather what a study looks at than b, by the mean number that they reached in time? */
static bool is_observed_before(const pr_decide_draws_t *self, size_t a, double reached_a, size_t b,
                               double reached_b)
{
    int year = self->data_until / 12;
    bool in_force_a = self->scenario[a]->decided_until >= year,
         in_force_b = self->scenario[b]->decided_until >= year;
    if (in_force_a != in_force_b) {
        return in_force_a;
    }
    return reached_a != reached_b ? reached_a < reached_b
                                  : strcmp(pr_id_of(self->scenario[a]), pr_id_of(self->scenario[b])) < 0;
}

void pr_decide_observe(pr_decide_draws_t *self, size_t done)
{
    double fewest = 0;
    for (size_t k = 0; k < self->options; k++) {
        double reached = 0;
        for (size_t r = 0; r < done; r++) { /* whole numbers: their sum is exact */
            reached += (double)self->reachable[k * self->replicates + r];
        }
        if (k == 0 || is_observed_before(self, k, reached, self->observed, fewest)) {
            self->observed = k;
            fewest = reached;
        }
    }
    memmove(self->reachable, self->reachable + self->observed * self->replicates,
            done * sizeof *self->reachable);
    memmove(self->success_share, self->success_share + self->observed * self->replicates,
            done * sizeof *self->success_share);
}
