/* Rules where the best one is known: a normal signal, and a switch in two steps. */
#include "support_run.h"
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <poolraming/continuation.h>
#include <stdlib.h>

enum { N = 20000 };

static bool within(double x, double expected, double se)
{
    return fabs(x - expected) <= 5 * se;
}

/*
 * Nothing, or x + e with x seen beforehand, both N(0, 1). Best: go where x ≥ 0, worth E max(0, x) = φ(0) =
 * 1/√(2π). With a threshold t it is φ(t) = φ(0) e^(−t²/2), with variance E[(x² + 1) 1(x ≥ t)] − φ(t)² =
 * t φ(t) + 2 (1 − Φ(t)) − φ(t)²; a gain over doing nothing is its own value. A second item is noise.
 */
static void the_best_threshold_on_a_normal_signal(void **state)
{
    (void)state;
    static double x[N], noise[N], go[N], stay[N];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 2385);
    for (int i = 0; i < N; i++) {
        x[i] = gsl_ran_gaussian(rng, 1);
        noise[i] = gsl_ran_gaussian(rng, 1);
        go[i] = x[i] + gsl_ran_gaussian(rng, 1);
    }
    const pr_choice_t choice = {
        .items = 2, .evidence = {noise, x}, .actions = 2, .action = {{-1, stay}, {-1, go}}};
    const pr_tree_t tree = {N, 1, &choice};
    pr_continuation_t self;
    assert_int_equal(pr_continuation_solve(&self, &tree, 0, NULL), 0);
    assert_int_equal(self.advised, 1);
    const pr_threshold_rule_t *rule = &self.level[1].rule[0];
    assert_true(rule->shape == PR_SHAPE_WHEN && rule->condition[0].item == 1);
    double t = rule->condition[0].threshold, density = exp(-t * t / 2) / sqrt(2 * M_PI);
    double tail = erfc(t / sqrt(2)) / 2, best = 1 / sqrt(2 * M_PI);
    assert_true(fabs(t) <= 0.2);
    assert_true(rule->action[rule->condition[0].below ? 1 : 0] == 1);
    double se = sqrt((t * density + 2 * tail - density * density) / (N / 2));
    assert_true(within(self.level[1].valued.value, density, se));
    assert_true(fabs(self.level[1].valued.se - se) < 0.05 * se);
    assert_true(
        within(self.regression.value, best, self.regression.se)); /* the loss of its fit is far smaller */
    assert_true(within(self.loss.value, best - density, self.loss.se));
    assert_true(within(self.item_worth.value, 0, self.item_worth.se)); /* of the noise */
    /* whoever saw e too: E max(0, N(0, 2)) = √2 φ(0) */
    assert_true(within(self.foresight.value, M_SQRT2 * best, self.foresight.se));
    assert_true(self.level[2].chosen.value > self.level[2].valued.value - 5 * self.level[2].valued.se);
    pr_continuation_free(&self);
    gsl_rng_free(rng);
}

/* What the best rule brings on the half that chose it above what it brings on the other. */
static double flattery(const pr_tree_t *tree)
{
    static double value[N];
    pr_threshold_rule_t rule;
    double even = 0, odd = 0;
    assert_int_equal(pr_rules_best(&rule, tree, PR_REPLICATES_EVEN, 2, -1, NULL, NULL), 0);
    assert_int_equal(pr_rules_value(value, NULL, tree, &rule), 0);
    for (size_t i = 0; i < tree->n; i += 2) {
        even += 2 * value[i] / (double)tree->n;
        odd += 2 * value[i + 1] / (double)tree->n;
    }
    return even - odd;
}

/* Where nothing that is seen has to do with what follows, no rule is advised over the best fixed choice, at
   most once in twenty at two standard errors (one-sided: 2.3 %, twice); here in 40 trials. */
static void noise_advises_nothing(void **state)
{
    (void)state;
    enum { TRIALS = 40, SMALL = 1000 };
    static double x[SMALL], y[SMALL], one[SMALL], two[SMALL];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 17);
    int advised = 0;
    double optimism = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        for (int i = 0; i < SMALL; i++) {
            x[i] = gsl_ran_gaussian(rng, 1);
            y[i] = gsl_ran_exponential(rng, 3);
            one[i] = gsl_ran_gaussian(rng, 1) + 0.2;
            two[i] = gsl_ran_gaussian(rng, 1);
        }
        const pr_choice_t choice = {
            .items = 2, .evidence = {x, y}, .actions = 2, .action = {{-1, one}, {-1, two}}};
        const pr_tree_t tree = {SMALL, 1, &choice};
        pr_continuation_t self;
        assert_int_equal(pr_continuation_solve(&self, &tree, -1, NULL), 0);
        advised += self.advised > 0;
        pr_continuation_free(&self);
        optimism += flattery(&tree) / TRIALS;
    }
    /* Binomial(40, 0.046): mean 1.8, sd 1.3; five of them above is 8.4 */
    assert_true(advised <= 8);
    assert_true(optimism > 0.02); /* choosing among hundreds of rules flatters the half that chose */
    gsl_rng_free(rng);
}

/*
 * Two steps: at the first x, at the second y is seen, both N(0, 1) and independent. Stop at first: 0. Go on
 * and stop: −0.1. Go on and finish: x + y − 0.1. Best at the second step: finish where x + y ≥ 0, but only y
 * is seen then; with x known at the first step, go on where v(x) = E max(…) is above 0. The regression sees x
 * at both. Its policy is worth E max(0, −0.1 + E[max(0, x + y) | x]), by numerical integration: E[max(0, x +
 * y) | x] = x Φ(x) + φ(x).
 */
static void two_steps_against_integration(void **state)
{
    (void)state;
    static double x[N], y[N], stop[N], half[N], whole[N], value[N];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 99);
    for (int i = 0; i < N; i++) {
        x[i] = gsl_ran_gaussian(rng, 1);
        y[i] = gsl_ran_gaussian(rng, 1);
        half[i] = -0.1;
        whole[i] = x[i] + y[i] - 0.1;
    }
    const pr_choice_t choice[] = {
        {.items = 1, .evidence = {x}, .actions = 2, .action = {{-1, stop}, {1, NULL}}},
        {.items = 2, .evidence = {x, y}, .actions = 2, .action = {{-1, half}, {-1, whole}}}};
    const pr_tree_t tree = {N, 2, choice};
    double exact = 0, width = 1e-3;
    for (double u = -8; u < 8; u += width) {
        double density = exp(-u * u / 2) / sqrt(2 * M_PI), chance = erfc(-u / M_SQRT2) / 2;
        exact += fmax(0, u * chance + density - 0.1) * density * width;
    }
    pr_valued_t fitted, crossed;
    assert_int_equal(pr_regression_policy(&fitted, &tree, 3, 0, NULL, NULL), 0);
    assert_int_equal(pr_regression_policy(&crossed, &tree, 3, PR_FOLDS, value, NULL), 0);
    assert_true(within(crossed.value, exact, crossed.se));
    assert_true(within(fitted.value, exact, fitted.se));
    pr_valued_t again = pr_mean_of(N, value);
    assert_true(fabs(again.value - crossed.value) < 1e-12 && fabs(again.se - crossed.se) < 1e-12);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_threshold_on_a_normal_signal),
        cmocka_unit_test(noise_advises_nothing),
        cmocka_unit_test(two_steps_against_integration),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
