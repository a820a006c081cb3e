/* What holds for any options: orders of value, frontiers against what each worth would choose, units and
 * names. */
#include "support_decision.h"

enum { CASES = 500 };

/* ---- a few signals ---- */

typedef struct {
    double prior[4], likelihood[4 * 3], garbled[4 * 3], payoff[3 * 4];
} signals_t;

static void fill_chances(double *out, size_t n, uint64_t seed, uint16_t sub)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = -log(uniform_of(seed, i, sub));
        sum += out[i];
    }
    for (size_t i = 0; i < n; i++) {
        out[i] /= sum;
    }
}

/* The second study hears the first one's signal and sometimes says another. */
static void random_signals(signals_t *self, uint64_t seed)
{
    double confusion[9];
    fill_chances(self->prior, 4, seed, 1);
    for (uint16_t i = 0; i < 3; i++) {
        fill_chances(confusion + 3 * i, 3, seed, (uint16_t)(20 + i));
    }
    memset(self->garbled, 0, sizeof self->garbled);
    for (uint16_t s = 0; s < 4; s++) {
        fill_chances(self->likelihood + 3 * s, 3, seed, (uint16_t)(10 + s));
        for (size_t i = 0; i < 9; i++) {
            self->garbled[3 * s + i % 3] += self->likelihood[3 * s + i / 3] * confusion[i];
        }
    }
    fill_normal(self->payoff, 12, seed, 30, 0, 100);
}

static void better_signals_are_worth_no_less(void **state)
{
    (void)state;
    size_t changed = 0;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        signals_t c;
        pr_discrete_value_t clear, garbled;
        random_signals(&c, seed);
        pr_discrete_study_t study = {3, 4, 3, c.prior, c.likelihood, c.payoff, NULL, 0};
        assert_int_equal(pr_discrete_study(&clear, &study, NULL, NULL, NULL, NULL, NULL), 0);
        study.likelihood = c.garbled;
        assert_int_equal(pr_discrete_study(&garbled, &study, NULL, NULL, NULL, NULL, NULL), 0);
        assert_true(clear.evpi >= clear.evsi - 1e-10 && clear.evsi >= garbled.evsi - 1e-10);
        assert_true(garbled.evsi >= -1e-10);
        changed += clear.evsi > 1e-6 && clear.evsi > garbled.evsi + 1e-6;
    }
    assert_true(changed > CASES / 4);
}

/* ---- frontiers ---- */

/* An option is best at some worth ≥ 0 of an effect if and only if it is on the frontier. */
static void frontier_is_what_some_worth_chooses(void **state)
{
    (void)state;
    enum { OPTIONS = 7 };
    size_t strong = 0, extended = 0;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        double cost[OPTIONS], effect[OPTIONS], last = 0;
        pr_frontier_t out[OPTIONS];
        fill_normal(cost, OPTIONS, seed, 41, 100, 30);
        fill_normal(effect, OPTIONS, seed, 42, 10, 3);
        for (size_t i = 0; i < OPTIONS; i++) {
            effect[i] += 0.08 * cost[i];
        }
        assert_int_equal(pr_frontier_of_means(OPTIONS, cost, effect, out, NULL), 0);
        for (size_t i = 0; i < OPTIONS; i++) {
            strong += out[i].status == PR_FRONTIER_STRONG;
            extended += out[i].status == PR_FRONTIER_EXTENDED;
            bool on = out[i].status == PR_FRONTIER_ON;
            assert_true(on || out[out[i].by].status != PR_FRONTIER_STRONG);
            /* Just above the worth from which it is the next, it is the best. */
            double worth = !on ? 0 : out[i].previous == i ? 0 : out[i].icer.value * (1 + 1e-12);
            size_t best = 0;
            for (size_t j = 1; j < OPTIONS; j++) {
                best = worth * effect[j] - cost[j] > worth * effect[best] - cost[best] ? j : best;
            }
            assert_true(!on || worth * effect[i] - cost[i] >= worth * effect[best] - cost[best] - 1e-9);
            last = fmax(last, on && out[i].previous != i ? out[i].icer.value : 0);
        }
        for (double worth = 0; worth < 1.5 * last; worth += last / 97) {
            size_t best = 0;
            for (size_t j = 1; j < OPTIONS; j++) {
                best = worth * effect[j] - cost[j] > worth * effect[best] - cost[best] ? j : best;
            }
            assert_int_equal(out[best].status, PR_FRONTIER_ON);
        }
    }
    assert_true(strong > CASES && extended > CASES / 2);
}

static void acceptability_adds_up(void **state)
{
    (void)state;
    enum { OPTIONS = 4, N = 50, POINTS = 9 };
    for (uint64_t seed = 0; seed < CASES / 10; seed++) {
        double cost[OPTIONS * N], effect[OPTIONS * N], worth[POINTS], share[OPTIONS * POINTS],
            nb[OPTIONS * N];
        size_t choice[POINTS], best;
        pr_option_t option[OPTIONS];
        fill_normal(cost, OPTIONS * N, seed, 51, 100, 30);
        fill_normal(effect, OPTIONS * N, seed, 52, 10, 3);
        for (size_t i = 0; i < POINTS; i++) {
            worth[i] = 3.7 * (double)i;
        }
        assert_int_equal(pr_acceptability(OPTIONS, N, cost, effect, POINTS, worth, share, choice, NULL), 0);
        for (size_t i = 0; i < POINTS; i++) {
            for (size_t k = 0; k < OPTIONS * N; k++) {
                nb[k] = worth[i] * effect[k] - cost[k];
            }
            assert_int_equal(pr_options_compare(&(pr_payoffs_t){OPTIONS, N, nb}, option, &best, NULL), 0);
            assert_int_equal(choice[i], best);
            double sum = 0;
            for (size_t o = 0; o < OPTIONS; o++) {
                assert_true(fabs(share[o * POINTS + i] - option[o].best.value) < 1e-12);
                assert_true(option[o].regret.value >= 0 && option[o].difference.value <= 0);
                sum += share[o * POINTS + i];
            }
            assert_true(fabs(sum - 1) < 1e-12);
        }
    }
}

/* ---- knowledge ---- */

/* Other units and another zero of the outcome, other units of an input: the same rule, the value in the new
 * units. */
static void units_do_not_matter(void **state)
{
    (void)state;
    enum { N = 400 };
    const size_t first[] = {0};
    for (uint64_t seed = 0; seed < 20; seed++) {
        two_options_t self = two_options(N, seed, 1);
        pr_information_t known = value_of(&self, first, 1, NULL);
        for (size_t r = 0; r < N; r++) {
            double common = 1000 * normal_of(seed, r, 61);
            self.nb[r] = 2.5 * self.nb[r] + common;
            self.nb[N + r] = 2.5 * self.nb[N + r] + common;
            self.x[r] = 12 + 1e6 * self.x[r];
        }
        pr_information_t again = value_of(&self, first, 1, NULL);
        assert_true(fabs(again.value.value - 2.5 * known.value.value) < 1e-6);
        assert_true(fabs(again.fitted - 2.5 * known.fitted) < 1e-4);
        two_options_free(&self);
    }
}

/* A rule is no better than knowing everything that happens, and no rule is worse than always the worst. */
static void gains_stay_within_the_options(void **state)
{
    (void)state;
    enum { N = 300 };
    for (uint64_t seed = 0; seed < 20; seed++) {
        two_options_t self = two_options(N, seed, 5);
        double gain[N];
        pr_valued_t clairvoyance;
        pr_information_t known = value_of(&self, NULL, 3, gain);
        assert_int_equal(pr_clairvoyance(&self.payoffs, &clairvoyance, NULL), 0);
        for (size_t r = 0; r < N; r++) {
            assert_true(fabs(gain[r]) <= fabs(self.nb[N + r]));
        }
        assert_true(known.value.value < clairvoyance.value && known.fitted >= 0);
        two_options_free(&self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(better_signals_are_worth_no_less),
        cmocka_unit_test(frontier_is_what_some_worth_chooses),
        cmocka_unit_test(acceptability_adds_up),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(gains_stay_within_the_options),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
