/* Choosing and finding out: cases with exact answers (V1, V2, V3, V5), and what is refused. */
#include "support_decision.h"

static void near(double value, double expected)
{
    if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected)))) {
        fail_msg("%.12g: expected %.12g", value, expected);
    }
}

/* ---- options ---- */

static void options_side_by_side(void **state)
{
    (void)state;
    /* The first and the second tie in the last replicate. */
    const double nb[] = {1.5, -2, 4, 7, 3, 0.5, -1, 7, -9, 1, 0, 2};
    const pr_payoffs_t payoffs = {3, 4, nb};
    pr_option_t option[3];
    size_t best;
    assert_int_equal(pr_options_compare(&payoffs, option, &best, NULL), 0);
    assert_int_equal(best, 0);
    near(option[0].mean.value, 2.625);
    near(option[1].mean.value, 2.375);
    near(option[0].best.value, 1.5 / 4);
    near(option[1].best.value, 1.5 / 4);
    near(option[2].best.value, 1.0 / 4);
    near(option[0].regret.value, (1.5 + 3) / 4);
    near(option[1].regret.value, (0.5 + 5) / 4);
    near(option[1].loss.value, 1.0 / 4);
    near(option[0].difference.value, 0);
    near(option[0].difference.se, 0);
    near(option[1].difference.value, -0.25);
    /* Differences 1.5, 2.5, −5, 0 around −0.25: Σd² − n·mean² = 33.5 − 0.25, sd² = 33.25/3. */
    near(option[1].difference.se, sqrt(33.25 / 3 / 4));
    pr_valued_t clairvoyance;
    assert_int_equal(pr_clairvoyance(&payoffs, &clairvoyance, NULL), 0);
    near(clairvoyance.value, (3 + 1 + 4 + 7) / 4.0 - 2.625);
    near(clairvoyance.se, option[0].regret.se);
}

static void one_option_leaves_nothing_to_choose(void **state)
{
    (void)state;
    double nb[60], x[60];
    for (size_t r = 0; r < 60; r++) {
        nb[r] = x[r] = normal_of(385, r, 1);
    }
    const pr_payoffs_t payoffs = {1, 60, nb};
    pr_option_t option;
    size_t best;
    pr_valued_t clairvoyance;
    pr_information_t known;
    pr_nested_value_t nested;
    assert_int_equal(pr_options_compare(&payoffs, &option, &best, NULL), 0);
    assert_int_equal(pr_clairvoyance(&payoffs, &clairvoyance, NULL), 0);
    assert_int_equal(pr_information_value(&known, &payoffs, x, NULL, 1, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(pr_nested_value_of(&nested, 1, 10, 6, nb, NULL), 0);
    assert_true(option.regret.value == 0 && option.difference.value == 0 && option.best.value == 1);
    assert_true(clairvoyance.value == 0 && known.value.value == 0 && known.value.se == 0 &&
                known.fitted == 0);
    assert_true(fabs(nested.value.value) < 1e-15 && fabs(nested.raw.value) < 1e-15);
}

/* ---- costs and effects ---- */

static const double V5_COST[] = {5000, 10000, 12000, 25000, 35000, 55000}, V5_EFFECT[] = {1, 2, 1.5, 3, 4, 5};

static void frontier_of_the_reference_case(void **state)
{
    (void)state;
    pr_frontier_t out[6];
    assert_int_equal(pr_frontier_of_means(6, V5_COST, V5_EFFECT, out, NULL), 0);
    const pr_frontier_status_t expected[] = {PR_FRONTIER_ON,       PR_FRONTIER_ON, PR_FRONTIER_STRONG,
                                             PR_FRONTIER_EXTENDED, PR_FRONTIER_ON, PR_FRONTIER_ON};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(out[i].status, expected[i]);
        assert_int_equal(isnan(out[i].icer.value), i == 0 || i == 2 || i == 3);
    }
    assert_int_equal(out[2].by, 1);
    assert_int_equal(out[3].by, 1);
    assert_int_equal(out[4].previous, 1);
    near(out[1].icer.value, 5000);
    near(out[4].icer.value, 12500);
    near(out[5].icer.value, 20000);
    near(out[4].more_cost.value, 25000);
    near(out[4].more_effect.value, 2);
}

static void equal_options_and_points_on_a_line(void **state)
{
    (void)state;
    const double cost[] = {30, 10, 10, 20, 10}, effect[] = {3, 1, 1, 2, 0.5};
    pr_frontier_t out[5];
    assert_int_equal(pr_frontier_of_means(5, cost, effect, out, NULL), 0);
    assert_int_equal(out[1].status, PR_FRONTIER_ON);
    assert_int_equal(out[2].status, PR_FRONTIER_SAME);
    assert_int_equal(out[2].by, 1);
    assert_int_equal(out[3].status,
                     PR_FRONTIER_ON); /* on the line from the second to the first: a mix is no cheaper */
    assert_int_equal(out[4].status, PR_FRONTIER_STRONG);
    near(out[0].icer.value, 10);
    assert_int_equal(out[0].previous, 3);
}

static void ratio_of_means_and_its_error(void **state)
{
    (void)state;
    const double y[] = {2, 4, 9}, x[] = {1, 2, 3};
    pr_valued_t ratio = pr_ratio_of_means(3, y, x);
    near(ratio.value, 2.5);
    /* Residuals −0.5, −1, 1.5: 3.5/2/3, over the mean of x. */
    near(ratio.se, sqrt(3.5 / 6) / 2);
    const double cost[] = {0, 0, 0, 2, 4, 9}, effect[] = {0, 0, 0, 1, 2, 3};
    pr_frontier_t out[2];
    assert_int_equal(pr_frontier_of_replicates(2, 3, cost, effect, out, NULL), 0);
    near(out[1].icer.value, 2.5);
    near(out[1].icer.se, ratio.se);
    near(out[1].more_cost.se, sqrt(13.0 / 3)); /* 2, 4, 9: variance 13 */
    assert_true(isnan(pr_ratio_of_means(1, y, x).se));
    assert_true(isnan(pr_ratio_of_means(3, y, (const double[]){-1, 0, 1}).value));
}

static void acceptability_over_worth(void **state)
{
    (void)state;
    /* At worth w the second is worth w·e − 10 with effects 1, 2, 3, 4: best from w = 10, 5, 3⅓, 2.5 on. */
    const double cost[] = {0, 0, 0, 0, 10, 10, 10, 10}, effect[] = {0, 0, 0, 0, 1, 2, 3, 4},
                 worth[] = {0, 3, 4.5, 5, 11};
    double share[10];
    size_t choice[5];
    assert_int_equal(pr_acceptability(2, 4, cost, effect, 5, worth, share, choice, NULL), 0);
    const double expected[] = {0, 0.25, 0.5, 0.625, 1};
    for (size_t i = 0; i < 5; i++) {
        near(share[5 + i], expected[i]);
        near(share[i], 1 - expected[i]);
        assert_int_equal(choice[i], worth[i] > 4); /* mean effect 2.5 */
    }
}

/* ---- a few signals ---- */

static void oil(void **state)
{
    (void)state;
    const double prior[] = {0.25, 0.75}, likelihood[] = {0.6, 0.4, 0.2, 0.8}, payoff[] = {700, -100, 90, 90};
    const pr_discrete_study_t study = {2, 2, 2, prior, likelihood, payoff, NULL, 30};
    pr_discrete_value_t out;
    double chance[2], value[2], posterior[4];
    size_t best[2];
    assert_int_equal(pr_discrete_study(&out, &study, chance, value, best, posterior, NULL), 0);
    near(out.prior_value, 100);
    near(out.evpi, 142.5);
    near(out.evsi, 53);
    near(out.study_value, 153);
    near(out.best_value, 123);
    near(out.net, 23);
    near(chance[0], 0.3);
    near(posterior[0], 0.5);
    near(value[0], 300);
    near(value[1], 90);
    assert_true(out.prior_best == 0 && best[0] == 0 && best[1] == 1);
}

/* What the right is sold for depends on what the test said. */
static void shale_gas(void **state)
{
    (void)state;
    const double prior[] = {0.7, 0.3}, likelihood[] = {0.9, 0.1, 0.3, 0.7}, payoff[] = {2200, -300, 800, 800},
                 after[] = {2200, -300, 1000, 1000, 2200, -300, 600, 600};
    const pr_discrete_study_t study = {2, 2, 2, prior, likelihood, payoff, after, 50};
    pr_discrete_value_t out;
    size_t best[2];
    assert_int_equal(pr_discrete_study(&out, &study, NULL, NULL, best, NULL, NULL), 0);
    near(out.prior_value, 1450);
    near(out.best_value, 1477);
    assert_true(out.prior_best == 0 && best[0] == 0 && best[1] == 1);
    const double sell[] = {800, 800};
    const pr_discrete_study_t only_sell = {1, 2, 2, prior, likelihood, sell, NULL, 50};
    assert_int_equal(pr_discrete_study(&out, &only_sell, NULL, NULL, NULL, NULL, NULL), 0);
    near(out.best_value, 800);
}

/* ---- two options, linear and normal ---- */

static void normal_differences(void **state)
{
    (void)state;
    near(pr_information_normal(1, sqrt(5)), V1_EVPI);
    near(pr_information_normal(1, 1), V1_EVPPI_1);
    near(pr_information_normal(-1, 2), V1_EVPPI_2);
    assert_true(pr_information_normal(1, 0) == 0);
    const double n[] = {1, 10, 100, 1000},
                 expected[] = {0.0251272708, 0.0723251203, 0.0821176056, 0.0831946061};
    for (size_t i = 0; i < 4; i++) {
        near(pr_information_normal(1, sqrt(n[i] / (n[i] + 1))), expected[i]);
    }
}

/* ---- break even ---- */

static int looks;

static int cubic(void *context, double x, double *y)
{
    const double *root = context;
    looks++;
    *y = (x - root[0]) * (x - root[1]) * (x - root[2]);
    return 0;
}

static int line(void *context, double x, double *y)
{
    const double *coefficient = context;
    *y = coefficient[0] + coefficient[1] * x;
    return 0;
}

static int step(void *context, double x, double *y)
{
    (void)context;
    *y = x < 2.385 ? -4 : 7;
    return 0;
}

static int touch(void *context, double x, double *y)
{
    (void)context;
    *y = (x - 0.5) * (x - 0.5);
    return 0;
}

static int plateau(void *context, double x, double *y)
{
    (void)context;
    *y = x < 0.3 ? 0.3 - x : x > 0.6 ? 0.6 - x : 0;
    return 0;
}

static int broken(void *context, double x, double *y)
{
    *y = x > 0.5 ? NAN : 1;
    return context && x > 0.3 ? PR_ERR_MEMORY : 0;
}

static void break_evens(void **state)
{
    (void)state;
    pr_break_even_t out;
    double root[] = {0.2385, 1.7, 2.9};
    assert_int_equal(pr_break_even(&out, cubic, root, 0, 3, 11, 1e-10, NULL), 0);
    assert_int_equal(out.status, PR_BREAK_EVEN_SEVERAL);
    assert_int_equal(out.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(fabs(out.at[i] - root[i]) < 1e-9 && fabs(out.residual[i]) < 1e-8);
        assert_int_equal(out.direction[i], i == 1 ? -1 : 1);
    }
    near(out.low_value, -0.2385 * 1.7 * 2.9);
    assert_true(looks < 60);
    double falling[] = {5, -2};
    assert_int_equal(pr_break_even(&out, line, falling, 0, 10, 5, 1e-9, NULL), 0); /* a point of the grid */
    assert_true(out.status == PR_BREAK_EVEN_ONE && out.at[0] == 2.5 && out.direction[0] == -1);
    assert_int_equal(pr_break_even(&out, line, falling, 3, 10, 5, 1e-9, NULL), 0);
    assert_int_equal(out.status, PR_BREAK_EVEN_NONE);
    assert_int_equal(pr_break_even(&out, touch, NULL, 0, 1, 5, 1e-9, NULL), 0);
    assert_int_equal(out.status, PR_BREAK_EVEN_NONE);
    assert_int_equal(pr_break_even(&out, step, NULL, 0, 10, 3, 1e-9, NULL), 0);
    assert_true(out.status == PR_BREAK_EVEN_ONE && fabs(out.at[0] - 2.385) < 1e-8 &&
                fabs(out.residual[0]) >= 4);
    assert_int_equal(pr_break_even(&out, plateau, NULL, 0, 1, 11, 1e-9, NULL), 0);
    assert_true(out.status == PR_BREAK_EVEN_ONE && fabs(out.at[0] - 0.3) <= 0.1 && out.direction[0] == -1);
    double nothing[] = {0, 0};
    assert_int_equal(pr_break_even(&out, line, nothing, 0, 10, 5, 1e-9, NULL), 0);
    assert_int_equal(out.status, PR_BREAK_EVEN_FLAT);
    assert_int_equal(pr_break_even(&out, broken, NULL, 0, 1, 5, 1e-9, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_break_even(&out, broken, &looks, 0, 1, 5, 1e-9, NULL), PR_ERR_MEMORY);
    assert_int_equal(pr_break_even(&out, line, falling, 1, 1, 5, 1e-9, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_break_even(&out, line, falling, 0, 1, 1, 1e-9, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_break_even(&out, line, falling, 0, 1, 5, 0, NULL), PR_ERR_DOMAIN);
}

/* ---- regression ---- */

static void folds_are_balanced_and_fixed(void **state)
{
    (void)state;
    const size_t first[] = {0, 1, 2, 3, 4, 4, 0, 1, 2, 3};
    for (size_t start = 0; start < 1000; start += 5) {
        unsigned seen = 0;
        for (size_t r = start; r < start + 5; r++) {
            seen |= 1u << pr_fold_of(r, 5);
        }
        assert_int_equal(seen, 31);
    }
    for (size_t r = 0; r < 10; r++) {
        assert_int_equal(pr_fold_of(5 + r, 5), first[r]);
    }
}

/* A line is found exactly, a fold cannot see its own outliers, and what does not vary is no input. */
static void crossfit_of_a_line(void **state)
{
    (void)state;
    enum { N = 200 };
    double x[2 * N], y[N], fit[N], other[N];
    for (size_t r = 0; r < N; r++) {
        x[r] = normal_of(11, r, 1);
        x[N + r] = 3.25;
        y[r] = 2.385 - 7.5 * x[r];
    }
    assert_int_equal(pr_crossfit(fit, N, y, x, 2, NULL, NULL), 0);
    for (size_t r = 0; r < N; r++) {
        assert_true(fabs(fit[r] - y[r]) < 1e-6);
    }
    y[17] += 1000;
    assert_int_equal(pr_crossfit(other, N, y, x, 2, NULL, NULL), 0);
    assert_true(fabs(other[17] - fit[17]) < 1e-5);
    assert_int_equal(pr_crossfit(fit, N, y, x, 0, NULL, NULL), 0);
    assert_true(fabs(fit[17] - 2.385) < 5);
    for (size_t r = 0; r < N; r++) {
        y[r] = 4.75;
    }
    assert_int_equal(pr_crossfit(fit, N, y, x, 2, NULL, NULL), 0);
    for (size_t r = 0; r < N; r++) {
        near(fit[r], 4.75);
    }
}

static void what_a_rule_reports(void **state)
{
    (void)state;
    enum { N = 500 };
    two_options_t self = two_options(N, 21, 0);
    double gain[N];
    size_t choice[N], changed = 0;
    pr_information_t out;
    const size_t swapped[] = {1, 0};
    assert_int_equal(pr_information_value(&out, &self.payoffs, self.x, swapped, 2, NULL, gain, choice, NULL),
                     0);
    for (size_t r = 0; r < N; r++) {
        /* Both inputs known and no noise: the better option is known too, within the rounding of the fit. */
        assert_true(choice[r] == (self.nb[N + r] > 0) || fabs(self.nb[N + r]) < 1e-3);
        near(gain[r], choice[r] == 1 ? 0 : -self.nb[N + r]);
        changed += choice[r] == 0;
    }
    pr_valued_t mean = pr_mean_of(N, gain);
    near(out.value.value, mean.value);
    near(out.value.se, mean.se);
    near(out.changed, (double)changed / N);
    near(out.explained, 1);
    assert_int_equal(out.order, PR_ORDER_KEPT);
    pr_information_t nothing = value_of(&self, NULL, 0, NULL);
    assert_true(nothing.value.value == 0 && nothing.value.se == 0 && nothing.changed == 0);
    two_options_free(&self);
}

/* One replicate makes the first option the best: only its own fold does not see it. */
static void the_choice_without_knowledge_comes_from_other_folds(void **state)
{
    (void)state;
    enum { N = 100, ODD = 37 };
    two_options_t self = two_options(N, 22, 0);
    size_t choice[N];
    pr_information_t out;
    self.nb[ODD] = 1e6;
    assert_int_equal(pr_information_value(&out, &self.payoffs, NULL, NULL, 0, NULL, NULL, choice, NULL), 0);
    for (size_t r = 0; r < N; r++) {
        assert_int_equal(choice[r], pr_fold_of(r, PR_FOLDS) == pr_fold_of(ODD, PR_FOLDS));
    }
    assert_true(out.value.value == 0 && out.changed == 0);
    two_options_free(&self);
}

static void orders(void **state)
{
    (void)state;
    const double more[] = {1, 2, 3, 4}, less[] = {2, 2, 2, 2.5}, much[] = {9, 9.1, 9.2, 9.3};
    pr_valued_t difference;
    assert_int_equal(pr_information_order(4, more, less, &difference), PR_ORDER_KEPT);
    near(difference.value, 0.375);
    assert_int_equal(pr_information_order(4, less, more, &difference), PR_ORDER_NOISE);
    assert_int_equal(pr_information_order(4, less, much, &difference), PR_ORDER_BROKEN);
    assert_int_equal(pr_information_order(4, less, less, &difference), PR_ORDER_KEPT);
}

/* ---- nested ---- */

static int draw_two_options(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb)
{
    (void)worker;
    nb[0] = 0;
    nb[1] = 1 + normal_of(31, outer, 1) - 2 * normal_of(31, inner, 2);
    if (context && inner == 77) {
        nb[1] = NAN;
    }
    return 0;
}

static void nested_by_hand_and_by_threads(void **state)
{
    (void)state;
    /* Two outer draws of four: option 1 is 0, option 2 has means 2 and −1, with halves 3, 1 and 0, −2. */
    const double nb[] = {0, 0, 0, 0, 0, 0, 0, 0, 4, 2, 1, 1, 1, -1, -2, -2};
    pr_nested_value_t out, again;
    assert_int_equal(pr_nested_value_of(&out, 2, 2, 4, nb, NULL), 0);
    near(out.mean[1], 0.5);
    near(out.raw.value, (2 + 0) / 2.0 - 0.5);
    near(out.value.value, 2 * 1 - (3 + 1 + 0 + 0) / 4.0 - 0.5);
    near(out.bias, out.raw.value - out.value.value);
    const pr_nested_t design = {.options = 2, .draw = draw_two_options};
    const pr_ensemble_options_t one = {.threads = 1}, three = {.threads = 3};
    assert_int_equal(pr_nested_value(&out, &design, 500, 4, &one, NULL), 0);
    assert_int_equal(pr_nested_value(&again, &design, 500, 4, &three, NULL), 0);
    assert_memory_equal(&out.value, &again.value, sizeof out.value);
    const pr_nested_t hole = {.options = 2, .context = &out, .draw = draw_two_options};
    assert_int_equal(pr_nested_value(&out, &hole, 500, 4, &one, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_nested_value(&out, &design, 500, 3, &one, NULL), PR_ERR_DOMAIN);
    assert_int_equal(pr_nested_value(&out, &design, 1, 4, &one, NULL), PR_ERR_DOMAIN);
}

/* ---- studies ---- */

static int simulate_mean(void *context, size_t replicates, const size_t *followed, double *out)
{
    return pr_study_normal(replicates, 41, 0, followed, context, 1, 1, 1, out);
}

static void studies_cost_and_reach(void **state)
{
    (void)state;
    enum { N = 400 };
    two_options_t self = two_options(N, 51, 0);
    size_t reachable[N], sizes[] = {0, 10, 50};
    for (size_t r = 0; r < N; r++) {
        reachable[r] = r % 2 ? 10 : 30;
    }
    const pr_study_t study = {1, self.x, simulate_mean, reachable, 0.01, 0.0005};
    pr_study_point_t out[3];
    pr_study_best_t best;
    assert_int_equal(pr_study_curve(out, &best, &self.payoffs, &study, 3, sizes, NULL, NULL), 0);
    assert_true(out[0].evsi.value.value == 0 && out[0].evsi.value.se == 0 && out[0].followed == 0);
    near(out[1].followed, 10);
    near(out[2].followed, 20);
    near(out[2].cost, 0.01 + 0.0005 * 20);
    near(out[2].net.value, out[2].evsi.value.value - out[2].cost);
    size_t most = out[1].evsi.value.value > out[2].evsi.value.value ? 1 : 2;
    near(best.most_cost.value, out[most].evsi.value.value);
    near(best.most_fixed.value, fmax(out[1].evsi.value.value - 0.005, out[2].evsi.value.value - 0.01));
    assert_true(best.best > 0 && best.pays);
    two_options_free(&self);
}

static void study_data_keep_their_luck(void **state)
{
    (void)state;
    const double chance[] = {0.446, 0.2}, mean[] = {1.7, -0.4};
    const size_t none[] = {0, 0}, some[] = {980, 980}, many[] = {1000000, 1000000};
    double out[2], again[2];
    assert_int_equal(pr_study_binomial(2, 5, 3, none, chance, 2, 6, out), 0);
    assert_true(out[0] == 0.25 && out[1] == 0.25);
    assert_int_equal(pr_study_binomial(2, 5, 3, some, chance, 1, 1, out), 0);
    assert_int_equal(pr_study_binomial(2, 5, 3, some, chance, 1, 1, again), 0);
    assert_memory_equal(out, again, sizeof out);
    for (size_t r = 0; r < 2; r++) {
        assert_true(fabs(out[r] - chance[r]) < 5 * sqrt(chance[r] * (1 - chance[r]) / 980));
    }
    assert_int_equal(pr_study_normal(2, 5, 3, none, mean, 2, 0.5, 3, out), 0);
    assert_true(out[0] == 0.5 && out[1] == 0.5);
    assert_int_equal(pr_study_normal(2, 5, 3, many, mean, 2, 0.5, 3, out), 0);
    assert_true(fabs(out[0] - 1.7) < 5 * 2 / 1000.0 && fabs(out[1] + 0.4) < 5 * 2 / 1000.0);
    assert_int_equal(pr_study_binomial(2, 5, 3, some, mean, 1, 1, out), PR_ERR_DOMAIN);
    assert_int_equal(pr_study_normal(2, 5, 3, some, mean, 0, 1, 1, out), PR_ERR_DOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_side_by_side),
        cmocka_unit_test(one_option_leaves_nothing_to_choose),
        cmocka_unit_test(frontier_of_the_reference_case),
        cmocka_unit_test(equal_options_and_points_on_a_line),
        cmocka_unit_test(ratio_of_means_and_its_error),
        cmocka_unit_test(acceptability_over_worth),
        cmocka_unit_test(oil),
        cmocka_unit_test(shale_gas),
        cmocka_unit_test(normal_differences),
        cmocka_unit_test(break_evens),
        cmocka_unit_test(folds_are_balanced_and_fixed),
        cmocka_unit_test(crossfit_of_a_line),
        cmocka_unit_test(what_a_rule_reports),
        cmocka_unit_test(the_choice_without_knowledge_comes_from_other_folds),
        cmocka_unit_test(orders),
        cmocka_unit_test(nested_by_hand_and_by_threads),
        cmocka_unit_test(studies_cost_and_reach),
        cmocka_unit_test(study_data_keep_their_luck),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
