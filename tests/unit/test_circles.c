/* Budgetkringen by hand: rounds, facilitators, pauses, what the pool can lead, and what is left of the rest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/circles.h"
#include "support_pool.h"

/* Two facilitators of 3.5 hours, nobody drops out, every number of a round set by the test. */
static const pr_circle_inputs_t CALM = {.circles = 1,
                                        .size = 9.4, /* rounds to 9 */
                                        .minimum = 6,
                                        .facilitators = 2,
                                        .duration_months = 12,
                                        .meetings_per_month = 1,
                                        .meeting_hours = 3.5,
                                        .per_person = 2};

static const pr_source_t SOURCE = {2385, 7};

typedef struct {
    pr_circles_t circles;
    pr_lanes_t lanes;
    pr_circle_inputs_t inputs;
    double needed[2], used[2], served[2], gone[2];
} case_t;

/* Two municipalities launched in month 0. */
static case_t *case_new(const pr_circle_inputs_t *inputs)
{
    case_t *self = calloc(1, sizeof *self);
    const int launch[2] = {0, 0};
    self->inputs = *inputs;
    self->lanes = (pr_lanes_t){.count = 2, .place = {0, 1}, .code = {1001, 1002}};
    assert_int_equal(pr_circles_init(&self->circles, &self->inputs, &self->lanes, launch, 12 * 2024, &SOURCE),
                     0);
    return self;
}

/* A month in which the first municipality gets `arrived` residents and all hours it could want. */
static void month(case_t *self, int t, int experts, int trainees, double arrived, double hours)
{
    const double both[2] = {arrived, 0}, available[2] = {hours, hours};
    memset(self->served, 0, sizeof self->served);
    if (t == 0) {
        pr_keys_reset();
    }
    pr_circles_gather(&self->circles, &SOURCE, t, experts, trainees, both, self->needed);
    pr_circles_meet(&self->circles, available, self->used, self->served);
}

/* With delay 0, no drop-out, one place and one month everyone is served in the month of arrival. */
static void a_circle_of_one_serves_at_once(void **state)
{
    (void)state;
    pr_circle_inputs_t one = CALM;
    one.size = one.minimum = one.duration_months = 1;
    case_t *self = case_new(&one);
    for (int t = 0; t < 24; t++) {
        month(self, t, 1, 0, 1, 100);
        assert_true(self->served[0] == 1 && self->used[0] == 7);
        assert_true(self->circles.waiting[0] == 0);
        pr_circle_count_t count = pr_circles_count(&self->circles, 0);
        assert_true(count.running == 1 && count.paused == 0 && count.facilitators == 2 && count.members == 0);
    }
    free(self);
}

/* Nine of eleven start in month 2, when six wait; they are served at the end of their twelfth meeting. */
static void a_round_takes_its_months(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.training_months = 3;
    in.training_hours = 4;
    case_t *self = case_new(&in);
    const double arrived[] = {3, 2, 6};
    assert_true(self->circles.hours_per_resident == 2 * 12 * 3.5 / 9);
    for (int t = 0; t < 20; t++) {
        month(self, t, 1, 0, t < 3 ? arrived[t] : 0, 100);
        bool meets = t >= 2 && t < 14;
        assert_true(self->used[0] == (meets ? 7 + (t < 5 ? 8 : 0) : 0));
        assert_true(self->needed[0] == self->used[0] && self->needed[1] == 0);
        assert_true(self->served[0] == (t == 13 ? 9 : 0));
        assert_int_equal(self->circles.waiting[0], t == 0 ? 3 : t == 1 ? 5 : 2);
        pr_circle_count_t count = pr_circles_count(&self->circles, 0);
        assert_int_equal(count.running, meets);
        assert_int_equal(count.members, t >= 2 && t < 13 ? 9 : 0);
    }
    free(self);
}

/* Who drops out with certainty in every month but that of the start, and nobody stands in: a meeting, three
   months of pause, a meeting. With a stand-in nothing pauses, but all stay in training. */
static void a_pause_lasts_its_months(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.duration_months = 5;
    in.training_months = 12;
    in.training_hours = 1;
    in.training_drop_out_per_year = 1;
    in.pause_months = 3;
    case_t *self = case_new(&in);
    for (int t = 0; t < 17; t++) {
        month(self, t, 1, 0, t == 0 ? 9 : 0, 100);
        pr_circle_count_t count = pr_circles_count(&self->circles, 0);
        assert_int_equal(count.running, t % 4 == 0);
        assert_int_equal(count.paused, t % 4 != 0);
        assert_int_equal(count.facilitators, t % 4 == 0 ? 2 : 0);
        assert_true(self->used[0] == (t % 4 == 0 ? 9 : 0));
        assert_true(self->served[0] == (t == 16 ? 9 : 0)); /* five meetings */
    }
    free(self);
    in.training_stand_in = 1;
    self = case_new(&in);
    for (int t = 0; t < 5; t++) {
        month(self, t, 1, 0, t == 0 ? 9 : 0, 100);
        assert_true(self->used[0] == 9 && self->served[0] == (t == 4 ? 9 : 0));
    }
    free(self);
}

/* Only a trained colleague makes the chance of a stand-in that of after the training. */
static void who_is_trained_stands_in(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.training_months = 2;
    in.drop_out_per_year = 1; /* only once trained */
    in.stand_in = 1;
    in.pause_months = 1;
    case_t *self = case_new(&in);
    for (int t = 0; t < 6; t++) { /* 0, 1: in training; 2: both have finished at its end, and go in month 3 */
        month(self, t, 1, 0, t == 0 ? 9 : 0, 100);
        assert_int_equal(pr_circles_count(&self->circles, 0).running, 1);
        assert_int_equal(self->circles.months[0][0], t < 3 ? t : t - 3);
    }
    free(self);
    in.stand_in = 0;
    self = case_new(&in);
    for (int t = 0; t < 6; t++) {
        month(self, t, 1, 0, t == 0 ? 9 : 0, 100);
        assert_int_equal(pr_circles_count(&self->circles, 0).running, t != 3);
    }
    free(self);
}

/* An expert leads each circle; with trainees beside experts there are more seats; the fullest goes first. */
static void the_pool_limits_the_circles(void **state)
{
    (void)state;
    static const struct {
        int experts, trainees, running;
    } pool[] = {{0, 9, 0}, {1, 0, 1}, {1, 1, 2}, {2, 0, 2}, {3, 0, 3}, {1, 9, 2}};
    pr_circle_inputs_t in = CALM;
    in.circles = 4;
    for (size_t i = 0; i < sizeof pool / sizeof *pool; i++) {
        case_t *self = case_new(&in);
        month(self, 0, pool[i].experts, pool[i].trainees, 36, 1000);
        assert_int_equal(pr_circles_count(&self->circles, 0).running, pool[i].running);
        free(self);
    }
    /* Sixteen: circles of nine and seven. The pool loses one of two experts: the smaller one waits, with one
       of its facilitators, until there are two again. */
    in.per_person = 1;
    in.facilitators = 1;
    case_t *self = case_new(&in);
    month(self, 0, 2, 0, 16, 1000);
    assert_int_equal(pr_circles_count(&self->circles, 0).members, 16);
    month(self, 1, 1, 0, 0, 1000);
    assert_int_equal(pr_circles_count(&self->circles, 0).running, 1);
    assert_int_equal(pr_circles_count(&self->circles, 0).paused, 1);
    assert_true(self->circles.met[0] && !self->circles.met[1]);
    month(self, 2, 2, 0, 0, 1000);
    assert_int_equal(pr_circles_count(&self->circles, 0).running, 2);
    free(self);
}

/* A circle that stops for want of people lets go who came last, in whichever seat. */
static void who_came_last_goes_first(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.circles = 1;
    in.facilitators = 2;
    case_t *self = case_new(&in);
    month(self, 0, 9, 0, 9, 1000);
    self->circles.months[0][0] = 3;
    self->circles.months[1][0] = 14;
    month(self, 1, 0, 0, 0, 1000);
    assert_int_equal(pr_circles_count(&self->circles, 0).paused, 1);
    assert_true(self->circles.months[0][0] < 0 && self->circles.months[1][0] == 15);
    free(self);
}

/* Without hours there is no meeting, and the round takes longer; circles never use more than there is. */
static void without_hours_nobody_meets(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.circles = 2;
    in.duration_months = 3;
    case_t *self = case_new(&in);
    const double hours[] = {14, 13.9, 6.9, 7, 7, 14};
    const int running[] = {2, 1, 0, 1, 1, 1};
    const double served[] = {0, 0, 0, 9, 0, 6};
    for (int t = 0; t < 6; t++) {
        month(self, t, 9, 0, t == 0 ? 15 : 0, hours[t]);
        pr_circle_count_t count = pr_circles_count(&self->circles, 0);
        assert_int_equal(count.running, running[t]);
        assert_true(self->served[0] == served[t] && self->used[0] <= hours[t]);
    }
    free(self);
}

static void who_waits_gives_up_and_at_the_end_all_leave(void **state)
{
    (void)state;
    case_t *self = case_new(&CALM);
    month(self, 0, 1, 0, 14, 100); /* nine meet, five wait */
    pr_circles_leave(&self->circles, &SOURCE, 0, 1, self->gone);
    assert_true(self->gone[0] == 5 && self->gone[1] == 0);
    assert_int_equal(pr_circles_count(&self->circles, 0).members, 9);
    month(self, 1, 1, 0, 0, 6); /* no meeting: they wait too */
    pr_circles_leave(&self->circles, &SOURCE, 1, 1, self->gone);
    assert_true(self->gone[0] == 9);
    month(self, 2, 1, 0, 14, 100);
    pr_circles_end(&self->circles, self->gone);
    assert_true(self->gone[0] == 14);
    assert_int_equal(pr_circles_count(&self->circles, 0).facilitators, 0);
    assert_int_equal(self->circles.months[0][0], -1);
    free(self);
}

static void refuses_what_is_no_number(void **state)
{
    (void)state;
    case_t *self = case_new(&CALM);
    const int launch[2] = {0, 0};
    double *const number[] = {
        &self->inputs.circles,           &self->inputs.size,           &self->inputs.minimum,
        &self->inputs.facilitators,      &self->inputs.pause_months,   &self->inputs.duration_months,
        &self->inputs.per_person,        &self->inputs.meeting_hours,  &self->inputs.stand_in,
        &self->inputs.training_stand_in, &self->inputs.training_hours, &self->inputs.start_delay_months};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        const double wrong[] = {-0.5, NAN, INFINITY};
        double right = *number[i];
        for (size_t k = 0; k < 3; k++) {
            *number[i] = wrong[k];
            assert_int_equal(pr_circles_init(&self->circles, &self->inputs, &self->lanes, launch, 0, &SOURCE),
                             PR_ERR_DOMAIN);
        }
        *number[i] = right;
    }
    free(self);
}

/* ---- in the pool ---- */

static pool_case_t *region_with(const pr_circle_inputs_t *circles)
{
    pool_case_t *self = pool_case_region();
    self->inputs.circles = *circles;
    self->scenario.has_circles = circles->circles > 0;
    return self;
}

/* Circles move no draw of another process: as many people and the same residents come. Off they change no
   bit, whatever their numbers. */
static void circles_touch_nobody_elses_draws(void **state)
{
    (void)state;
    pr_circle_inputs_t in = CALM;
    in.start_delay_months = 6;
    in.training_months = 12;
    in.drop_out_per_year = in.training_drop_out_per_year = 0.4;
    in.stand_in = in.training_stand_in = 0.4;
    in.pause_months = 3;
    pool_case_t *with = region_with(&in), *without = pool_case_region();
    in.circles = 0;
    in.size = NAN;
    pool_case_t *off = region_with(&in);
    pool_case_verified_run(with);
    pool_case_verified_run(without);
    pool_case_verified_run(off);
    pool_case_same_draws(with, without, off);
    for (int t = 0; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(off, PR_MONTH_CIRCLES_RUNNING, 0, t) == 0);
    }
    assert_true(pool_case_at(with, PR_MONTH_CIRCLES_RUNNING, 0, 60) > 0);
    pool_case_free(with);
    pool_case_free(without);
    pool_case_free(off);
}

/* All residents want a group, ten a month in one municipality; calm circles of nine for a year, as many as it
   takes: hours, residents and backlog follow by hand. */
static void a_calm_municipality_by_hand(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(1);
    pool_case_calm(self);
    pool_case_people(self, 2024, 2029, 420000); /* nine posts: 18 circles can be led, 9 are filled */
    self->inputs.circles = CALM;
    self->inputs.circles.circles = 8;
    self->inputs.circles.size = self->inputs.circles.minimum = 1;
    self->inputs.circles.duration_months = 2;
    self->scenario.has_circles = true;
    memcpy(self->inputs.demand.form_share, (double[]){0, 1, 0}, sizeof(double[3]));
    self->inputs.demand.giving_up_per_month = 0;
    pool_case_verified_run(self);
    double members = 0, waiting = 0;
    for (int t = 0; t < 72; t++) {
        double came = pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 1, t);
        /* Who is in the second month leaves at its end; free places are taken at once. */
        double second = members, places = 8 - second;
        double starts = fmin(places, waiting + came);
        waiting += came - starts;
        members = starts;
        assert_true(pool_case_at(self, PR_MONTH_CIRCLE_ARRIVED, 1, t) == came);
        assert_true(pool_case_at(self, PR_MONTH_SERVED, 1, t) == second);
        assert_true(pool_case_at(self, PR_MONTH_BACKLOG, 1, t) == waiting + members);
        assert_true(pool_case_at(self, PR_MONTH_SERVICE_HOURS, 1, t) == 7 * (second + starts));
        assert_true(pool_case_at(self, PR_MONTH_DEMAND_HOURS, 1, t) == came * 14);
        assert_true(pool_case_at(self, PR_MONTH_CIRCLE_FACILITATORS, 1, t) == 2 * (second + starts));
    }
    /* The pool stops: everyone is released, no circle is left. */
    assert_true(pool_case_at(self, PR_MONTH_RELEASED, 1, 72) == waiting + members);
    assert_true(pool_case_at(self, PR_MONTH_CIRCLE_GONE, 1, 72) == waiting + members);
    for (int t = 72; t < POOL_MONTHS; t++) {
        assert_true(pool_case_at(self, PR_MONTH_CIRCLES_RUNNING, 1, t) == 0);
        assert_true(pool_case_at(self, PR_MONTH_CIRCLES_PAUSED, 1, t) == 0);
        assert_true(pool_case_at(self, PR_MONTH_BACKLOG, 1, t) == 0);
    }
    pool_case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle_of_one_serves_at_once),
        cmocka_unit_test(a_round_takes_its_months),
        cmocka_unit_test(a_pause_lasts_its_months),
        cmocka_unit_test(who_is_trained_stands_in),
        cmocka_unit_test(the_pool_limits_the_circles),
        cmocka_unit_test(who_came_last_goes_first),
        cmocka_unit_test(without_hours_nobody_meets),
        cmocka_unit_test(who_waits_gives_up_and_at_the_end_all_leave),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(circles_touch_nobody_elses_draws),
        cmocka_unit_test(a_calm_municipality_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
