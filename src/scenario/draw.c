/* The parameters of a replicate: drawn once each, a pure function of seed, replicate and the parameter's
 * path. */
#include <poolraming/random.h>
#include <poolraming/scenario.h>
#include <string.h>

enum { CORRELATED_MAX = 64 };

static double score_of(const pr_setting_t *setting, const pr_source_t *source)
{
    pr_address_t address = {PR_PROCESS_PARAMETER, (uint16_t)(setting->hash >> 16),
                            (uint16_t)(setting->hash & 0xFFFF), 0};
    uint32_t word[4];
    pr_block(source, address, 0, word);
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static void normalise(double *share, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += share[i];
    }
    for (size_t i = 0; i < count && sum > 0; i++) {
        share[i] /= sum;
    }
}

/* Shares that are uncertain one by one add up to 1 after they are drawn; shares that already do stay as they
 * are. */
static void normalise_shares(const pr_scenario_t *self, pr_inputs_t *out)
{
    normalise(out->demand.form_share, PR_FORMS);
    normalise(out->demand.theme_share, self->theme_count);
    normalise(out->role_share, self->role_count);
}

static void correlated_values(const pr_scenario_t *self, const double *score, double *value)
{
    double together[CORRELATED_MAX];
    size_t d = self->correlation.count;
    for (size_t i = 0; i < d; i++) {
        together[i] = score[self->correlation.score[i]];
    }
    if (d > 0) {
        pr_copula_apply(&self->correlation.copula, together, together);
    }
    for (size_t i = 0; i < d; i++) {
        const pr_setting_t *setting = &self->setting[self->correlation.setting[i]];
        value[self->correlation.score[i]] = pr_dist_from_normal(&setting->dist, together[i]);
    }
}

void pr_scenario_values_of(const pr_scenario_t *self, size_t n, const size_t *which, const double *score,
                           double *value)
{
    bool together = false;
    for (size_t i = 0; i < n; i++) {
        const pr_setting_t *setting = &self->setting[self->uncertain[which[i]]];
        if (setting->correlated) {
            together = true;
        } else {
            value[which[i]] = pr_dist_from_normal(&setting->dist, score[which[i]]);
        }
    }
    if (together) {
        correlated_values(self, score, value);
    }
}

void pr_scenario_values(const pr_scenario_t *self, const double *score, double *value)
{
    size_t all[PR_MAX_UNCERTAIN];
    for (size_t i = 0; i < self->uncertain_count; i++) {
        all[i] = i;
    }
    pr_scenario_values_of(self, self->uncertain_count, all, score, value);
}

void pr_scenario_inputs_at(const pr_scenario_t *self, const double *value, pr_inputs_t *out)
{
    *out = self->central;
    for (size_t i = 0; i < self->uncertain_count; i++) {
        const pr_setting_t *setting = &self->setting[self->uncertain[i]];
        *(double *)(void *)((char *)out + setting->offset) = setting->scale * value[i];
    }
    normalise_shares(self, out);
}

void pr_scenario_inputs(const pr_scenario_t *self, const double *score, pr_inputs_t *out)
{
    double value[PR_MAX_UNCERTAIN];
    pr_scenario_values(self, score, value);
    pr_scenario_inputs_at(self, value, out);
}

void pr_scenario_scores(const pr_scenario_t *self, uint64_t seed, uint64_t replicate, double *score)
{
    pr_source_t source = {seed, replicate};
    for (size_t i = 0; i < self->uncertain_count; i++) {
        score[i] = score_of(&self->setting[self->uncertain[i]], &source);
    }
}

void pr_scenario_draw(const pr_scenario_t *self, uint64_t seed, uint64_t replicate, pr_inputs_t *out)
{
    double score[PR_MAX_UNCERTAIN];
    pr_scenario_scores(self, seed, replicate, score);
    pr_scenario_inputs(self, score, out);
}
