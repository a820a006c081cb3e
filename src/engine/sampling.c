/* Where the parameters of the replicates come from: see poolraming/engine.h. */
#include <poolraming/engine.h>
#include <poolraming/random.h>
#include <string.h>

enum {
    POINTS_LEAST = 2,
    HYPERCUBES_MOST = 1 << 16
}; /* a point each has no spread; their number has 16 bits */

const char *pr_sampling_name(pr_sampling_t sampling)
{
    static const char *const names[] = {"mc", "lhs", "sobol"};
    return names[sampling];
}

pr_grouping_t pr_sampling_grouping(pr_sampling_t sampling)
{
    return sampling == PR_SAMPLING_LHS     ? PR_GROUPS_RENEW
           : sampling == PR_SAMPLING_SOBOL ? PR_GROUPS_CONTINUE
                                           : PR_GROUPS_NONE;
}

uint64_t pr_sampling_groups(pr_sampling_t sampling, uint64_t replicates)
{
    switch (sampling) {
    case PR_SAMPLING_LHS:
        return (replicates + PR_ROUND - 1) / PR_ROUND * PR_SCRAMBLINGS;
    case PR_SAMPLING_SOBOL:
        return PR_SCRAMBLINGS;
    default:
        return replicates;
    }
}

/* The most replicates: a hypercube's number has 16 bits, an index of the sequence has 32. */
static uint64_t most_of(pr_sampling_t sampling)
{
    return sampling == PR_SAMPLING_LHS ? (uint64_t)HYPERCUBES_MOST / PR_SCRAMBLINGS * PR_ROUND
                                       : PR_SCRAMBLINGS * (UINT64_C(1) << PR_SOBOL_BITS);
}

bool pr_sampling_fits(pr_sampling_t sampling, uint64_t replicates, uint64_t *below, uint64_t *above)
{
    const uint64_t least = POINTS_LEAST * PR_SCRAMBLINGS, most = most_of(sampling);
    *below = *above = replicates;
    if (sampling == PR_SAMPLING_MC) {
        return true;
    }
    uint64_t whole = replicates / PR_SCRAMBLINGS * PR_SCRAMBLINGS;
    *below = replicates < least ? 0 : whole > most ? most : whole;
    *above = replicates < least ? least : whole + PR_SCRAMBLINGS > most ? most : whole + PR_SCRAMBLINGS;
    return replicates == whole && replicates >= least && replicates <= most;
}

int pr_sampler_init(pr_sampler_t *self, pr_sampling_t sampling, const pr_scenario_t *scenario, uint64_t seed,
                    uint64_t replicates)
{
    uint64_t below, above;
    *self = (pr_sampler_t){sampling, scenario, seed, replicates, {0}};
    if (!pr_sampling_fits(sampling, replicates, &below, &above)) {
        return PR_ERR_DOMAIN;
    }
    return sampling == PR_SAMPLING_SOBOL && scenario->uncertain_count > 0
               ? pr_sobol_init(&self->sobol, scenario->uncertain_count)
               : 0;
}

void pr_sampler_free(pr_sampler_t *self)
{
    pr_sobol_free(&self->sobol);
    memset(self, 0, sizeof *self);
}

/* The last round of a run may be smaller than the others. */
static uint64_t round_size(const pr_sampler_t *self, uint64_t round)
{
    uint64_t left = self->replicates - round * PR_ROUND;
    return left < PR_ROUND ? left : PR_ROUND;
}

static void latin_point(const pr_sampler_t *self, uint64_t replicate, double *u)
{
    uint64_t round = replicate / PR_ROUND, point = replicate % PR_ROUND / PR_SCRAMBLINGS;
    uint16_t hypercube = (uint16_t)(PR_SCRAMBLINGS * round + replicate % PR_SCRAMBLINGS);
    uint64_t points = round_size(self, round) / PR_SCRAMBLINGS;
    for (size_t i = 0; i < self->scenario->uncertain_count; i++) {
        u[i] = pr_latin_at(self->seed, hypercube, points, point, i);
    }
}

void pr_sampler_scores(const pr_sampler_t *self, uint64_t replicate, double *score)
{
    const pr_scenario_t *scenario = self->scenario;
    if (self->sampling == PR_SAMPLING_MC) {
        pr_scenario_scores(scenario, self->seed, replicate, score);
        return;
    }
    if (self->sampling == PR_SAMPLING_LHS) {
        latin_point(self, replicate, score);
    } else if (scenario->uncertain_count > 0) {
        pr_sobol_scrambled_point(&self->sobol, self->seed, (uint16_t)(replicate % PR_SCRAMBLINGS),
                                 (uint32_t)(replicate / PR_SCRAMBLINGS), 0, scenario->uncertain_count, score);
    }
    for (size_t i = 0; i < scenario->uncertain_count; i++) {
        score[i] = pr_normal_inverse(score[i]);
    }
}

int pr_sampler_simulate(const pr_sampler_t *self, pr_replicate_t *out, uint64_t replicate)
{
    double score[PR_MAX_UNCERTAIN];
    pr_sampler_scores(self, replicate, score);
    pr_scenario_inputs(self->scenario, score, &out->inputs);
    return pr_replicate_simulate_with(out, self->scenario, self->seed, replicate);
}
