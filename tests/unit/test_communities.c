/* Build5 by hand: certain moves, members, what is carried, and what is left when the pool ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/communities.h"
#include "support_pool.h"

/* Each phase takes a month, nothing falls back. */
static const pr_community_inputs_t CERTAIN = {.communities = 1.4, /* rounds to 1 */
                                              .months = {1, 1, 0, 0.5},
                                              .restart_months = 1,
                                              .members_first = 8,
                                              .members_last = 40,
                                              .carried_stable = 0.2,
                                              .carried_secured = 0.5,
                                              .survives_without_pool = 1};

static const pr_source_t SOURCE = {2385, 7};

typedef struct {
    pr_communities_t communities;
    pr_lanes_t lanes;
    pr_community_inputs_t inputs;
} case_t;

/* Two municipalities, launched in the months 0 and 3. */
static case_t *case_new(const pr_community_inputs_t *inputs)
{
    case_t *self = calloc(1, sizeof *self);
    self->inputs = *inputs;
    self->lanes = (pr_lanes_t){.count = 2, .place = {0, 1}, .code = {1001, 1002}};
    assert_int_equal(pr_communities_init(&self->communities, &self->inputs, &self->lanes, 12 * 2024), 0);
    return self;
}

static void month(case_t *self, int t, bool open)
{
    const bool launched[2] = {open, open && t >= 3};
    if (t == 0) {
        pr_keys_reset();
    }
    pr_communities_step(&self->communities, &SOURCE, t, open, launched);
}

/* The phase of a municipality's only community; 0: ended; −1: not yet there. */
static int phase_of(const case_t *self, size_t lane)
{
    pr_community_count_t count = pr_communities_count(&self->communities, lane);
    for (int k = 0; k <= PR_PHASES; k++) {
        if (count.phase[k] == 1) {
            return k;
        }
    }
    return -1;
}

static void certain_moves_take_exact_months(void **state)
{
    (void)state;
    const double members[] = {0, 0, 8, 8 + 32.0 / 3, 8 + 64.0 / 3, 40}, carried[] = {0, 0, 0, 0, 0.2, 0.5};
    case_t *self = case_new(&CERTAIN);
    for (int t = 0; t < 20; t++) {
        month(self, t, true);
        int phase = t < 4 ? 1 + t : 5;
        pr_community_count_t count = pr_communities_count(&self->communities, 0);
        assert_int_equal(phase_of(self, 0), phase);
        assert_int_equal(phase_of(self, 1), t < 3 ? -1 : t < 7 ? t - 2 : 5);
        assert_true(count.members == members[phase] && count.carried == carried[phase]);
    }
    free(self);
}

/* Certain to fall back and never on: it ends, and is tried again a month later; or never. */
static void what_falls_back_from_the_first_phase_ends(void **state)
{
    (void)state;
    pr_community_inputs_t in = CERTAIN;
    in.months[0] = INFINITY;
    in.fall_back_per_year = 1;
    case_t *self = calloc(1, sizeof *self);
    assert_int_equal(pr_communities_init(&self->communities, &in, &self->lanes, 0), PR_ERR_DOMAIN);
    free(self);
    in.months[0] = 1e300;
    self = case_new(&in);
    for (int t = 0; t < 12; t++) {
        month(self, t, true);
        assert_int_equal(phase_of(self, 0), t % 2 == 0);
    }
    free(self);
    in.restart_months = 0;
    self = case_new(&in);
    for (int t = 0; t < 12; t++) {
        month(self, t, true);
        assert_int_equal(phase_of(self, 0), t == 0);
    }
    free(self);
}

/* Up to phase 5 in four months; from there back to 4 and on again, and so on. */
static void fall_back_comes_from_the_last_phase_too(void **state)
{
    (void)state;
    pr_community_inputs_t in = CERTAIN;
    in.fall_back_per_year = 1; /* no chance where it is certain to go on */
    case_t *self = case_new(&in);
    for (int t = 0; t < 12; t++) {
        month(self, t, true);
        assert_int_equal(phase_of(self, 0), t < 4 ? 1 + t : 5 - t % 2);
    }
    free(self);
}

static void several_share_a_municipality(void **state)
{
    (void)state;
    pr_community_inputs_t in = CERTAIN;
    in.communities = 6;
    case_t *self = case_new(&in);
    for (int t = 0; t < 5; t++) {
        month(self, t, true);
    }
    pr_community_count_t count = pr_communities_count(&self->communities, 0);
    assert_int_equal(count.phase[5], 6);
    assert_true(count.members == 240 && fabs(count.carried - 0.5) < 1e-15);
    free(self);
}

/* In month 7 the pool ends: the first municipality is in phase 5, the second in phase 4. */
static void only_what_is_secured_outlives_the_pool(void **state)
{
    (void)state;
    for (int survives = 0; survives < 2; survives++) {
        pr_community_inputs_t in = CERTAIN;
        in.survives_without_pool = survives;
        case_t *self = case_new(&in);
        for (int t = 0; t < 12; t++) {
            month(self, t, t < 7);
            if (t == 6) {
                assert_int_equal(phase_of(self, 1), 4);
            }
            if (t >= 7) {
                assert_int_equal(phase_of(self, 0), survives ? 5 : 0);
                assert_int_equal(phase_of(self, 1), 0);
            }
        }
        /* A pool that comes back starts again what has ended. */
        month(self, 12, true);
        assert_int_equal(phase_of(self, 0), survives ? 5 : 1);
        assert_int_equal(phase_of(self, 1), 1);
        free(self);
    }
    /* One that falls back without a pool ends, and is not tried again. */
    pr_community_inputs_t in = CERTAIN;
    in.fall_back_per_year = 1;
    case_t *self = case_new(&in);
    for (int t = 0; t < 12; t++) {
        month(self, t, t < 5);
        assert_int_equal(phase_of(self, 0), t < 5 ? 1 + t : t == 5 ? 5 : 0);
    }
    free(self);
}

static void refuses_what_is_no_number(void **state)
{
    (void)state;
    case_t *self = case_new(&CERTAIN);
    double *const number[] = {
        &self->inputs.communities,        &self->inputs.months[2],       &self->inputs.restart_months,
        &self->inputs.fall_back_per_year, &self->inputs.members_first,   &self->inputs.members_last,
        &self->inputs.carried_stable,     &self->inputs.carried_secured, &self->inputs.survives_without_pool};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        const double wrong[] = {-0.5, NAN, INFINITY};
        double right = *number[i];
        for (size_t k = 0; k < 3; k++) {
            *number[i] = wrong[k];
            assert_int_equal(pr_communities_init(&self->communities, &self->inputs, &self->lanes, 0),
                             PR_ERR_DOMAIN);
        }
        *number[i] = right;
    }
    free(self);
}

/* ---- in the pool ---- */

static pool_case_t *region_with(const pr_community_inputs_t *communities)
{
    pool_case_t *self = pool_case_region();
    self->inputs.communities = *communities;
    self->scenario.has_communities = communities->communities > 0;
    return self;
}

/* The same people and the same new residents; fewer of them in service. Off nothing changes, whatever the
   numbers. */
static void communities_touch_nobody_elses_draws(void **state)
{
    (void)state;
    pr_community_inputs_t in = CERTAIN;
    in.months[2] = 7.3;
    in.fall_back_per_year = 0.2;
    pool_case_t *with = region_with(&in), *without = pool_case_region();
    in.communities = 0;
    in.members_first = NAN;
    pool_case_t *off = region_with(&in);
    pool_case_verified_run(with);
    pool_case_verified_run(without);
    pool_case_verified_run(off);
    pool_case_same_draws(with, without, off);
    double carried = 0;
    for (int t = 0; t < POOL_MONTHS; t++) {
        carried += pool_case_at(with, PR_MONTH_CARRIED, 0, t);
        assert_true(pool_case_at(with, PR_MONTH_DEMAND_HOURS, 0, t) <=
                    pool_case_at(without, PR_MONTH_DEMAND_HOURS, 0, t));
    }
    assert_true(carried > 100);
    pool_case_free(with);
    pool_case_free(without);
    pool_case_free(off);
}

/* Everyone is carried from phase 5 on: in service nobody comes, no hour is asked for. After the pool they are
   still carried; where no community outlives it nobody comes. With circles too: nobody waits for one. */
static void who_is_carried_needs_no_hours(void **state)
{
    (void)state;
    for (int survives = 0; survives < 2; survives++) {
        pool_case_t *self = pool_case_new(2);
        pool_case_calm(self);
        pool_case_people(self, 2024, 2028, 420000);
        self->inputs.communities = CERTAIN;
        self->inputs.communities.carried_stable = 0;
        self->inputs.communities.carried_secured = 1;
        self->inputs.communities.survives_without_pool = survives;
        self->inputs.circles = (pr_circle_inputs_t){.circles = 1,
                                                    .size = 9,
                                                    .minimum = 9,
                                                    .facilitators = 2,
                                                    .duration_months = 12,
                                                    .meetings_per_month = 1,
                                                    .meeting_hours = 3.5,
                                                    .per_person = 2};
        self->scenario.has_communities = self->scenario.has_circles = true;
        pool_case_verified_run(self);
        double after = 0;
        for (int t = 0; t < POOL_MONTHS; t++) { /* launched in month 1: phase 5 from month 5 on */
            double came = pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 0, t);
            double carried = pool_case_at(self, PR_MONTH_CARRIED, 0, t);
            assert_true(carried == (t < 5 ? 0 : came));
            if (t >= 5) {
                assert_true(pool_case_at(self, PR_MONTH_DEMAND_HOURS, 0, t) == 0);
                assert_true(pool_case_at(self, PR_MONTH_CIRCLE_ARRIVED, 0, t) == 0);
            }
            after += t >= 60 ? came : 0;
        }
        assert_true(survives ? after > 100 : after == 0);
        assert_true(pool_case_at(self, PR_MONTH_COMMUNITY_MEMBERS, 0, 70) == (survives ? 80 : 0));
        pool_case_free(self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certain_moves_take_exact_months),
        cmocka_unit_test(what_falls_back_from_the_first_phase_ends),
        cmocka_unit_test(fall_back_comes_from_the_last_phase_too),
        cmocka_unit_test(several_share_a_municipality),
        cmocka_unit_test(only_what_is_secured_outlives_the_pool),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(communities_touch_nobody_elses_draws),
        cmocka_unit_test(who_is_carried_needs_no_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
