/*
 * Each community is a Markov chain over its five phases and the end, by months. With p = 1/max(1, months) of
 * a phase and f the monthly chance of falling back it goes on with p, back with (1 − p)f, and stays else: one
 * uniform decides, low values go on and high ones fall back.
 */
#include "model/communities.h"
#include <math.h>
#include <poolraming/error.h>
#include <string.h>

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static bool is_amount(double x)
{
    return x >= 0 && !isinf(x);
}

static bool is_valid(const pr_community_inputs_t *in)
{
    bool valid =
        in->communities >= 0 && in->communities <= PR_MAX_COMMUNITIES && is_amount(in->restart_months) &&
        is_share(in->fall_back_per_year) && is_amount(in->members_first) && is_amount(in->members_last) &&
        is_share(in->carried_stable) && is_share(in->carried_secured) && is_share(in->survives_without_pool);
    for (int k = 0; k < PR_PHASES - 1; k++) {
        valid = valid && is_amount(in->months[k]);
    }
    return valid;
}

static double chance_of(double months)
{
    return months > 1 ? 1 / months : 1;
}

static void prepare(pr_communities_t *self)
{
    const pr_community_inputs_t *in = self->inputs;
    double fall = 1 - pow(1 - in->fall_back_per_year, 1.0 / 12);
    self->forward[0] = in->restart_months > 0 ? chance_of(in->restart_months) : 0;
    for (int k = 1; k <= PR_PHASES; k++) {
        self->forward[k] = k < PR_PHASES ? chance_of(in->months[k - 1]) : 0;
        self->back[k] = (1 - self->forward[k]) * fall;
        /* From the second phase, the first group, on: in equal steps to the last. */
        self->members[k] =
            k < 2 ? 0
                  : in->members_first + (in->members_last - in->members_first) * (k - 2) / (PR_PHASES - 2);
    }
    self->carried[PR_PHASES - 1] = in->carried_stable;
    self->carried[PR_PHASES] = in->carried_secured;
}

int pr_communities_init(pr_communities_t *self, const pr_community_inputs_t *inputs, const pr_lanes_t *lanes,
                        int first_month)
{
    memset(self, 0, sizeof *self);
    self->inputs = inputs;
    self->lanes = lanes;
    self->first_month = first_month;
    if (!is_valid(inputs)) {
        return PR_ERR_DOMAIN;
    }
    self->per_lane = (int)pr_round_half_away(inputs->communities);
    prepare(self);
    return 0;
}

static int moved(const pr_communities_t *self, int phase, double u)
{
    return u < self->forward[phase] ? phase + 1 : u > 1 - self->back[phase] ? phase - 1 : phase;
}

/* Without a pool nobody helps a community on: it stays as it is, or falls back and ends. */
static int left_alone(const pr_communities_t *self, int phase, double u)
{
    return phase > 0 && u > 1 - self->back[phase] ? 0 : phase;
}

/* The pool has just ended: only what was secured may go on. */
static int orphaned(const pr_communities_t *self, int phase, double u)
{
    return phase == PR_PHASES && u < self->inputs->survives_without_pool ? phase : 0;
}

typedef int (*change_t)(const pr_communities_t *self, int phase, double u);

/* Community k has word k mod 4 of block k/4 of its municipality. */
static void change_all(pr_communities_t *self, const pr_source_t *source, int t, uint16_t process,
                       change_t change)
{
    uint16_t month = (uint16_t)(self->first_month + t);
    uint32_t word[4][PR_MAX_MUNICIPALITIES];
    for (int k = 0; k < self->per_lane; k++) {
        if (k % 4 == 0) {
            pr_blocks(source, process, month, 0, (uint16_t)(k / 4), self->lanes->count, self->lanes->code,
                      word[0], word[1], word[2], word[3]);
        }
        for (size_t i = 0; i < self->lanes->count; i++) {
            int *phase = &self->phase[i * PR_MAX_COMMUNITIES + (size_t)k];
            *phase = self->started[i] ? change(self, *phase, pr_uniform_of_word(word[k % 4][i])) : *phase;
        }
    }
}

static void start(pr_communities_t *self, size_t lane)
{
    for (int k = 0; k < self->per_lane; k++) {
        self->phase[lane * PR_MAX_COMMUNITIES + (size_t)k] = 1;
    }
    self->started[lane] = true;
}

void pr_communities_step(pr_communities_t *self, const pr_source_t *source, int t, bool open,
                         const bool *launched)
{
    if (open) {
        change_all(self, source, t, PR_PROCESS_COMMUNITY, moved);
    } else if (self->open) {
        change_all(self, source, t, PR_PROCESS_COMMUNITY_ALONE, orphaned);
    } else {
        change_all(self, source, t, PR_PROCESS_COMMUNITY, left_alone);
    }
    for (size_t i = 0; i < self->lanes->count; i++) {
        if (launched[i] && !self->started[i]) {
            start(self, i);
        }
    }
    self->open = open;
}

pr_community_count_t pr_communities_count(const pr_communities_t *self, size_t lane)
{
    pr_community_count_t out = {.members = 0};
    for (int k = 0; k < self->per_lane && self->started[lane]; k++) {
        int phase = self->phase[lane * PR_MAX_COMMUNITIES + (size_t)k];
        out.phase[phase]++;
        out.members += self->members[phase];
        out.carried += self->carried[phase] / self->per_lane;
    }
    return out;
}
