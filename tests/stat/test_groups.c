/* The laws of what grows by itself: Build5's phases as a Markov chain, and the pauses of Budgetkringen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/circles.h"
#include "model/communities.h"
#include "support_pool.h"
#include <gsl/gsl_linalg.h>

enum { STATES = PR_PHASES + 1, TOWNS = 40, LATE = 1500 };

static const pr_community_inputs_t GROWING = {.communities = PR_MAX_COMMUNITIES,
                                              .months = {4, 6, 12, 12},
                                              .fall_back_per_year = 0.2385,
                                              .restart_months = 12,
                                              .members_first = 8,
                                              .members_last = 40,
                                              .carried_stable = 0.2,
                                              .carried_secured = 0.5};

/* The chain of docs/mechanisms/build5.md, state 0 the end. */
static void matrix_of(const pr_community_inputs_t *in, double p[STATES][STATES])
{
    double fall = 1 - pow(1 - in->fall_back_per_year, 1.0 / 12);
    memset(p, 0, STATES * sizeof *p);
    for (int k = 0; k < STATES; k++) {
        double on = k == 0 ? 1 / in->restart_months : k < PR_PHASES ? 1 / in->months[k - 1] : 0;
        double back = k > 0 ? (1 - on) * fall : 0;
        if (k < PR_PHASES) {
            p[k][k + 1] = on;
        }
        if (k > 0) {
            p[k][k - 1] = back;
        }
        p[k][k] = 1 - on - back;
    }
}

/* Solves a·x = b; the matrix is spent. */
static void solve(gsl_matrix *a, const double *b, double *x, size_t n)
{
    gsl_permutation *order = gsl_permutation_alloc(n);
    gsl_vector_const_view right = gsl_vector_const_view_array(b, n);
    gsl_vector_view left = gsl_vector_view_array(x, n);
    int sign;
    gsl_linalg_LU_decomp(a, order, &sign);
    gsl_linalg_LU_solve(a, order, &right.vector, &left.vector);
    gsl_permutation_free(order);
}

/* π P = π, Σπ = 1: the last equation is replaced by the sum. */
static void stationary_of(double p[STATES][STATES], double *out)
{
    gsl_matrix *a = gsl_matrix_alloc(STATES, STATES);
    double b[STATES] = {0};
    for (size_t i = 0; i < STATES; i++) {
        for (size_t k = 0; k < STATES; k++) {
            gsl_matrix_set(a, i, k, i == STATES - 1 ? 1 : p[k][i] - (i == k));
        }
    }
    b[STATES - 1] = 1;
    solve(a, b, out, STATES);
    gsl_matrix_free(a);
}

/* The law after some months from phase 1. */
static void law_after(double p[STATES][STATES], int months, double *law)
{
    memset(law, 0, STATES * sizeof *law);
    law[1] = 1;
    for (int t = 0; t < months; t++) {
        double next[STATES] = {0};
        for (int i = 0; i < STATES; i++) {
            for (int k = 0; k < STATES; k++) {
                next[k] += law[i] * p[i][k];
            }
        }
        memcpy(law, next, sizeof next);
    }
}

static void lanes_of(pr_lanes_t *lanes)
{
    *lanes = (pr_lanes_t){.count = TOWNS};
    for (size_t i = 0; i < TOWNS; i++) {
        lanes->place[i] = i;
        lanes->code[i] = (uint16_t)(1001 + i);
    }
}

/* σ of a share of N independent communities: √(p(1 − p) ÷ N). */
static void assert_shares(const double *count, const double *law, double n)
{
    for (int k = 0; k < STATES; k++) {
        double sigma = sqrt(law[k] * (1 - law[k]) / n);
        assert_true(fabs(count[k] / n - law[k]) < 5 * sigma);
    }
}

/* Independent communities (towns × communities × replicates) in an early month, the last one of a scenario,
   and so late that the law is the stationary one. */
static void phases_follow_the_chain(void **state)
{
    (void)state;
    enum { REPLICATES = 60 };
    const int when[] = {5, POOL_MONTHS - 1, LATE};
    double p[STATES][STATES], law[3][STATES], stationary[STATES], count[3][STATES] = {{0}};
    bool launched[TOWNS];
    pr_lanes_t lanes;
    lanes_of(&lanes);
    matrix_of(&GROWING, p);
    stationary_of(p, stationary);
    for (size_t i = 0; i < TOWNS; i++) {
        launched[i] = true;
    }
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_communities_t communities;
        assert_int_equal(pr_communities_init(&communities, &GROWING, &lanes, 12 * 2024), 0);
        for (int t = 0; t <= LATE; t++) {
            pr_keys_reset();
            pr_communities_step(&communities, &(pr_source_t){2385, r}, t, true, launched);
            for (int w = 0; w < 3; w++) {
                for (size_t i = 0; t == when[w] && i < TOWNS; i++) {
                    pr_community_count_t found = pr_communities_count(&communities, i);
                    for (int k = 0; k < STATES; k++) {
                        count[w][k] += found.phase[k];
                    }
                }
            }
        }
    }
    for (int w = 0; w < 3; w++) {
        law_after(p, when[w], law[w]);
        assert_shares(count[w], law[w], (double)REPLICATES * TOWNS * PR_MAX_COMMUNITIES);
    }
    for (int k = 0; k < STATES; k++) { /* what is late is stationary */
        assert_true(fabs(law[2][k] - stationary[k]) < 1e-9);
    }
}

/* The mean time from the launch to phase 5: t = (I − Q)⁻¹ 1 over the other states; its variance
   (2(I − Q)⁻¹ − I)t − t². */
static void the_time_to_phase_five_is_that_of_the_fundamental_matrix(void **state)
{
    (void)state;
    enum { REPLICATES = 40, TRANSIENT = PR_PHASES };
    double p[STATES][STATES], one[TRANSIENT], mean[TRANSIENT], twice[TRANSIENT];
    matrix_of(&GROWING, p);
    for (int round = 0; round < 2; round++) {
        gsl_matrix *a = gsl_matrix_alloc(TRANSIENT, TRANSIENT);
        for (size_t i = 0; i < TRANSIENT; i++) {
            one[i] = 1;
            for (size_t k = 0; k < TRANSIENT; k++) {
                gsl_matrix_set(a, i, k, (i == k) - p[i][k]);
            }
        }
        solve(a, round == 0 ? one : mean, round == 0 ? mean : twice, TRANSIENT);
        gsl_matrix_free(a);
    }
    double variance = 2 * twice[1] - mean[1] - mean[1] * mean[1];
    assert_true(mean[1] > 34 && variance > 0); /* 4 + 6 + 12 + 12, and longer for what falls back */
    pr_lanes_t lanes;
    lanes_of(&lanes);
    bool launched[TOWNS];
    for (size_t i = 0; i < TOWNS; i++) {
        launched[i] = true;
    }
    double sum = 0, n = 0;
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_communities_t communities;
        bool reached[PR_COMMUNITY_SLOTS] = {false};
        assert_int_equal(pr_communities_init(&communities, &GROWING, &lanes, 12 * 2024), 0);
        for (int t = 0; t < 4 * LATE; t++) { /* the chance of not being there by then is below 1e-9 */
            pr_keys_reset();
            pr_communities_step(&communities, &(pr_source_t){2386, r}, t, true, launched);
            for (size_t c = 0; c < PR_COMMUNITY_SLOTS; c++) {
                if (communities.phase[c] == PR_PHASES && !reached[c]) {
                    reached[c] = true;
                    sum += t;
                    n++;
                }
            }
        }
    }
    assert_true(n == (double)REPLICATES * PR_COMMUNITY_SLOTS);
    assert_true(fabs(sum / n - mean[1]) < 5 * sqrt(variance / n)); /* σ of a mean of n times */
}

/*
 * A circle without end whose facilitators drop out with chance l and are replaced at once with chance s: in a
 * month in which it runs it pauses with q = 1 − (1 − l(1 − s))², for P months; it then meets with new
 * facilitators before anyone can drop out of it again. The chance of meeting in month t by that chain:
 * m_0 = 1, m_t = (1 − q)m_{t−1} + q·m_{t−1−P}: it went on, or resumed after a pause that began P months ago.
 */
static void pauses_follow_drop_out_and_stand_in(void **state)
{
    (void)state;
    enum { PAUSE = 3, REPLICATES = 400, LAST = 60 };
    const double stand_in = 0.385, a_year = 0.6385;
    pr_circle_inputs_t in = {.circles = 2,
                             .size = 9,
                             .minimum = 9,
                             .facilitators = 2,
                             .duration_months = 10000,
                             .drop_out_per_year = a_year,
                             .training_months = 5,
                             .training_drop_out_per_year = a_year,
                             .stand_in = stand_in,
                             .training_stand_in = stand_in,
                             .pause_months = PAUSE,
                             .per_person = 2};
    double leave = 1 - pow(1 - a_year, 1.0 / 12);
    double q = 1 - pow(1 - leave * (1 - stand_in), 2), meets[LAST + 1] = {1};
    for (int t = 1; t <= LAST; t++) {
        meets[t] = (1 - q) * meets[t - 1] + (t > PAUSE ? q * meets[t - 1 - PAUSE] : 0);
    }
    assert_true(fabs(meets[LAST] - 1 / (1 + q * PAUSE)) < 1e-6); /* a run of 1/q, a pause of P */
    pr_lanes_t lanes;
    lanes_of(&lanes);
    int launch[TOWNS] = {0}, found[LAST + 1] = {0};
    for (uint64_t r = 0; r < REPLICATES; r++) {
        pr_circles_t circles;
        const pr_source_t source = {2385, r};
        double arrived[TOWNS], needed[TOWNS], used[TOWNS], served[TOWNS] = {0};
        assert_int_equal(pr_circles_init(&circles, &in, &lanes, launch, 12 * 2024, &source), 0);
        for (int t = 0; t <= LAST; t++) {
            for (size_t i = 0; i < TOWNS; i++) {
                arrived[i] = t == 0 ? 18 : 0;
            }
            pr_keys_reset();
            pr_circles_gather(&circles, &source, t, 1000, 0, arrived, needed);
            pr_circles_meet(&circles, needed, used, served);
            for (size_t i = 0; i < TOWNS; i++) {
                found[t] += pr_circles_count(&circles, i).running;
            }
        }
    }
    const double n = 2.0 * TOWNS * REPLICATES;
    const int when[] = {1, 2, 5, 20, LAST};
    for (int i = 0; i < 5; i++) {
        double p = meets[when[i]];
        assert_true(fabs(found[when[i]] / n - p) < 5 * sqrt(p * (1 - p) / n));
    }
}

/* The months until a circle can start are Poisson: mean and variance 9; σ of a mean √(9 ÷ n), of a mean
   square √((μ₄ − 9²) ÷ n), μ₄ = 9 + 3·9². */
static void starts_are_late_by_a_poisson(void **state)
{
    (void)state;
    pr_circle_inputs_t in = {.circles = PR_MAX_CIRCLES,
                             .size = 9,
                             .minimum = 6,
                             .facilitators = 2,
                             .duration_months = 12,
                             .start_delay_months = 9,
                             .per_person = 2};
    pr_lanes_t lanes;
    lanes_of(&lanes);
    int launch[TOWNS];
    double sum = 0, square = 0, n = 0;
    for (size_t i = 0; i < TOWNS; i++) {
        launch[i] = (int)i;
    }
    for (uint64_t r = 0; r < 100; r++) {
        pr_circles_t circles;
        pr_keys_reset();
        assert_int_equal(pr_circles_init(&circles, &in, &lanes, launch, 12 * 2024, &(pr_source_t){2385, r}),
                         0);
        for (size_t c = 0; c < PR_CIRCLE_SLOTS; c++) {
            double d = circles.ready[c] - launch[c / PR_MAX_CIRCLES] - 9;
            sum += d;
            square += d * d;
            n++;
        }
    }
    assert_true(fabs(sum / n) < 5 * sqrt(9 / n));
    assert_true(fabs(square / n - 9) < 5 * sqrt((9 + 3 * 81 - 81) / n));
}

/* Of the new residents a share is carried: Binomial(new, share) in every month, so that over all of them the
   number carried has mean s·N and variance s(1 − s)N, given N. */
static void a_share_of_residents_is_carried(void **state)
{
    (void)state;
    pool_case_t *self = pool_case_new(5);
    pool_case_calm(self);
    pool_case_people(self, 2024, 2031, 420000);
    self->inputs.communities = (pr_community_inputs_t){
        .communities = 1, .months = {1, 1, 1, 1}, .restart_months = 1, .carried_secured = 0.385};
    self->scenario.has_communities = true;
    double came = 0, carried = 0;
    for (uint64_t r = 0; r < 50; r++) {
        assert_int_equal(pool_case_run(self, 2385, r), 0);
        for (int t = 5; t < POOL_MONTHS; t++) {
            came += pool_case_at(self, PR_MONTH_NEW_RESIDENTS, 0, t);
            carried += pool_case_at(self, PR_MONTH_CARRIED, 0, t);
        }
    }
    assert_true(fabs(carried - 0.385 * came) < 5 * sqrt(0.385 * 0.615 * came));
    pool_case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phases_follow_the_chain),
        cmocka_unit_test(the_time_to_phase_five_is_that_of_the_fundamental_matrix),
        cmocka_unit_test(pauses_follow_drop_out_and_stand_in),
        cmocka_unit_test(starts_are_late_by_a_poisson),
        cmocka_unit_test(a_share_of_residents_is_carried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
