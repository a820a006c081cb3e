/*
 * Value of information: estimates against cases whose answer is known, and against each other. Every Monte
 * Carlo comparison is within five standard errors of what it compares, with the formula of σ beside it.
 */
#include "support_decision.h"

enum { N = 20000 };

static void within(const char *what, double value, double expected, double se)
{
    if (!(fabs(value - expected) <= 5 * se)) {
        fail_msg("%s: %.6f, expected %.6f within five times %.6f", what, value, expected, se);
    }
}

/* Two options, D the difference of net benefit, T = E[D | what is known] ~ N(μ, s²) and v = var(D) − s². The
   rule takes the other option where T < 0 and gains −D there: var = E[(T² + v) 1(T<0)] − (EVPPI)², with E[T²
   1(T<0)] = (μ² + s²)Φ(−μ/s) − μ s φ(μ/s). */
static double gain_se(double mean, double known, double all, double n)
{
    double d = mean / known, tail = 0.5 * erfc(d / sqrt(2)), density = exp(-d * d / 2) / sqrt(2 * acos(-1));
    double square = (mean * mean + known * known + all * all - known * known) * tail - mean * known * density;
    double value = pr_information_normal(mean, known);
    return sqrt((square - value * value) / n);
}

/* ---- case V1 ---- */

static void check_known(const char *what, pr_information_t known, double expected, double se)
{
    within(what, known.value.value, expected, se);
    assert_true(known.value.se > 0.8 * se && known.value.se < 1.2 * se);
    /* With sd 1 to √5 and a line to fit, what errors of the fit add to its maxima is of order 1/n. */
    within(what, known.fitted, expected, se);
    assert_int_equal(known.order, PR_ORDER_KEPT);
}

static void regression_on_the_reference_case(void **state)
{
    (void)state;
    two_options_t self = two_options(N, 1001, 0);
    const size_t first[] = {0}, second[] = {1}, both[] = {0, 1}, stranger[] = {2};
    check_known("EVPI", value_of(&self, both, 2, NULL), V1_EVPI, gain_se(1, sqrt(5), sqrt(5), N));
    check_known("EVPI of all", value_of(&self, NULL, 3, NULL), V1_EVPI, gain_se(1, sqrt(5), sqrt(5), N));
    check_known("EVPPI of p1", value_of(&self, first, 1, NULL), V1_EVPPI_1, gain_se(1, 1, sqrt(5), N));
    check_known("EVPPI of p2", value_of(&self, second, 1, NULL), V1_EVPPI_2, gain_se(1, 2, sqrt(5), N));
    pr_information_t nothing = value_of(&self, stranger, 1, NULL);
    assert_true(fabs(nothing.value.value) <= 5 * nothing.value.se);
    pr_option_t option[2];
    size_t best;
    assert_int_equal(pr_options_compare(&self.payoffs, option, &best, NULL), 0);
    assert_int_equal(best, 1);
    within("P(2 best)", option[1].best.value, V1_SECOND_BEST,
           sqrt(V1_SECOND_BEST * (1 - V1_SECOND_BEST) / N));
    two_options_free(&self);
}

static int mean_of_study(void *context, size_t replicates, const size_t *followed, double *out)
{
    return pr_study_normal(replicates, 1002, 0, followed, context, 1, 1, 1, out);
}

static void studies_of_the_reference_case(void **state)
{
    (void)state;
    two_options_t self = two_options(N, 1003, 0);
    const size_t size[] = {1, 10, 100, 1000};
    const double expected[] = {0.0251272708, 0.0723251203, 0.0821176056, 0.0831946061};
    const pr_study_t study = {1, self.x, mean_of_study, NULL, 0, 0};
    pr_study_point_t out[4];
    pr_study_best_t best;
    assert_int_equal(pr_study_curve(out, &best, &self.payoffs, &study, 4, size, NULL, NULL), 0);
    for (size_t i = 0; i < 4; i++) {
        double n = (double)size[i];
        check_known("EVSI", out[i].evsi, expected[i], gain_se(1, sqrt(n / (n + 1)), sqrt(5), N));
    }
    /* The data's luck is the same at every size: the curve rises more surely than its points are known. */
    assert_true(out[0].evsi.fitted < out[1].evsi.fitted && out[1].evsi.fitted < out[2].evsi.fitted);
    two_options_free(&self);
}

/* What is known in V1 under the outer number: both, p1 or p2. */
static int draw_reference(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb)
{
    const int *known = context;
    (void)worker;
    double p1 = 1 + normal_of(1004, *known & 1 ? outer : inner, 1);
    double p2 = 2 * normal_of(1004, *known & 2 ? outer : inner, 2);
    nb[0] = 0;
    nb[1] = p1 - p2 + 3 * normal_of(1004, inner, 3);
    return 0;
}

static void nested_on_the_reference_case(void **state)
{
    (void)state;
    const double expected[] = {0, V1_EVPPI_1, V1_EVPPI_2, V1_EVPI};
    for (int known = 1; known <= 3; known++) {
        const pr_nested_t design = {.options = 2, .context = &known, .draw = draw_reference};
        const pr_ensemble_options_t options = {.threads = 2};
        pr_nested_value_t out;
        assert_int_equal(pr_nested_value(&out, &design, 4000, 64, &options, NULL), 0);
        /* After the correction the bias is of order 1/K²: below a tenth of what the raw value has too much.
         */
        within("nested", out.value.value, expected[known], out.value.se + out.bias / 50);
        assert_true(out.bias > 0 && out.raw.value > out.value.value);
        assert_true(out.value.se < 0.05);
    }
}

/* V(K) of V1 is V(∞) for inner means with variance v/K more: the bias that the correction should find. */
static void bias_of_nested_maxima(void **state)
{
    (void)state;
    const int known = 1;
    const double inner = 16, v = 4 + 9; /* variance of p2 and of the noise */
    double more = pr_information_normal(1, sqrt(1 + v / inner)) - V1_EVPPI_1;
    int context = known;
    const pr_nested_t design = {.options = 2, .context = &context, .draw = draw_reference};
    const pr_ensemble_options_t options = {.threads = 2};
    pr_nested_value_t out;
    assert_int_equal(pr_nested_value(&out, &design, 20000, (uint64_t)inner, &options, NULL), 0);
    within("raw", out.raw.value, V1_EVPPI_1 + more, out.raw.se);
    double half = pr_information_normal(1, sqrt(1 + 2 * v / inner)) - V1_EVPPI_1;
    within("bias", out.bias, half - more, out.value.se);
    /* What is left is smaller than what was there. */
    assert_true(fabs(2 * more - half) < more / 2);
}

/* ---- a fit that misses ---- */

/* E NB₂ = e^Y − k with Y = 0.8 (a + b) ~ N(0, s²), s² = 1.28: no sum of bends and one product. Its EVPPI is
   that of an option price (Black & Scholes 1973), e^{s²/2} Φ(d + s) − k Φ(d), d = −ln k / s, as the mean is
   below 0. The fit costs less than 5 %; the mean of REPEATS values has se/√REPEATS. */
static void misfit_costs_little(void **state)
{
    (void)state;
    enum { REPEATS = 20, SMALL = 5000 };
    const double k = 2.5, s = sqrt(1.28), d = -log(k) / s;
    double truth = exp(s * s / 2) * 0.5 * erfc(-(d + s) / sqrt(2)) - k * 0.5 * erfc(-d / sqrt(2));
    double sum = 0, fitted = 0, variance = 0;
    for (uint64_t i = 0; i < REPEATS; i++) {
        two_options_t self = two_options(SMALL, 5000 + i, 0);
        fill_normal(self.x, 2 * SMALL, 5000 + i, 1, 0, 1);
        for (size_t r = 0; r < SMALL; r++) {
            self.nb[SMALL + r] =
                exp(0.8 * (self.x[r] + self.x[SMALL + r])) - k + 2 * normal_of(5000 + i, r, 4);
        }
        pr_information_t known = value_of(&self, NULL, 2, NULL);
        sum += known.value.value / REPEATS;
        fitted += known.fitted / REPEATS;
        variance += known.value.se * known.value.se / REPEATS;
        two_options_free(&self);
    }
    double se = sqrt(variance / REPEATS);
    assert_true(sum < truth + 5 * se && sum > 0.95 * truth - 5 * se && fitted > sum + 5 * se);
}

/* ---- the error bar ---- */

/* REPEATS runs of n: the mean within five sd/√REPEATS of the truth, the standard error right within a fifth
   (its own relative error is below 1/√(2·REPEATS), 5 %), and 95 % intervals that hold the truth in 95 % of
   the runs, within five √(0.95·0.05/REPEATS). */
static void coverage_of_the_error_bar(void **state)
{
    (void)state;
    enum { REPEATS = 200, SMALL = 2000 };
    const size_t first[] = {0};
    double sum = 0, sum2 = 0, errors = 0, covered = 0;
    for (uint64_t i = 0; i < REPEATS; i++) {
        two_options_t self = two_options(SMALL, 2000 + i, 3);
        pr_valued_t value = value_of(&self, first, 1, NULL).value;
        sum += value.value;
        sum2 += value.value * value.value;
        errors += value.se;
        covered += fabs(value.value - V1_EVPPI_1) <= 1.96 * value.se;
        two_options_free(&self);
    }
    double mean = sum / REPEATS, sd = sqrt(sum2 / REPEATS - mean * mean);
    within("mean", mean, V1_EVPPI_1, sd / sqrt(REPEATS));
    within("se", errors / REPEATS, gain_se(1, 1, sqrt(14), SMALL), gain_se(1, 1, sqrt(14), SMALL) / 25);
    assert_true(fabs(errors / REPEATS / sd - 1) < 0.2);
    within("coverage", covered / REPEATS, 0.95, sqrt(0.95 * 0.05 / REPEATS));
}

/* ---- nothing but noise ---- */

static void noise_is_worth_nothing_to_know_about(void **state)
{
    (void)state;
    enum { SMALL = 2000, REPEATS = 40 };
    double sum = 0, variance = 0;
    for (uint64_t i = 0; i < REPEATS; i++) {
        two_options_t self = two_options(SMALL, 3000 + i, 0);
        for (size_t r = 0; r < SMALL; r++) {
            self.nb[r] = normal_of(3000 + i, r, 10);
            self.nb[SMALL + r] = normal_of(3000 + i, r, 11) + 0.05;
        }
        pr_information_t known = value_of(&self, NULL, 3, NULL);
        pr_valued_t clairvoyance;
        assert_int_equal(pr_clairvoyance(&self.payoffs, &clairvoyance, NULL), 0);
        assert_true(clairvoyance.value > 10 * clairvoyance.se);
        assert_true(fabs(known.value.value) <= 5 * known.value.se);
        assert_true(known.order != PR_ORDER_BROKEN && known.explained < 0.01);
        sum += known.value.value;
        variance += known.value.se * known.value.se;
        two_options_free(&self);
    }
    assert_true(sum <= 5 * sqrt(variance)); /* a rule on noise gains nothing; it can lose */
}

/* ---- random cases ---- */

enum { INPUTS = 5, OPTIONS = 3, CASE = 4000 };

/* Net benefits of a random case in replicate inputs z, with bends, products and noise. */
static double random_nb(uint64_t seed, size_t option, const double *z, double noise)
{
    const double *a = z;
    double nb = 0.5 * normal_of(seed, option, 100);
    for (uint16_t i = 0; i < INPUTS; i++) {
        nb += normal_of(seed, option, (uint16_t)(110 + i)) * a[i];
    }
    nb += normal_of(seed, option, 120) * a[0] * a[1] + normal_of(seed, option, 121) * sin(2 * a[2]);
    return nb + noise;
}

static void fill_random(uint64_t seed, double *x, double *nb, double *heard)
{
    for (size_t r = 0; r < CASE; r++) {
        double z[INPUTS];
        for (uint16_t i = 0; i < INPUTS; i++) {
            z[i] = x[i * CASE + r] = normal_of(seed, r, (uint16_t)(1 + i));
        }
        for (uint16_t o = 0; o < OPTIONS; o++) {
            nb[o * CASE + r] = random_nb(seed, o, z, 2 * normal_of(seed, r, (uint16_t)(20 + o)));
        }
        heard[r] = z[0] + 0.7 * normal_of(seed, r, 30);
    }
}

static void in_order(const char *what, uint64_t seed, const double *more, const double *less)
{
    pr_valued_t difference;
    pr_information_order(CASE, more, less, &difference);
    if (difference.value < -5 * difference.se) {
        fail_msg("case %llu, %s: %.5f with se %.5f", (unsigned long long)seed, what, difference.value,
                 difference.se);
    }
}

/* EVPI ≥ EVPPI(group) ≥ EVPPI(member) ≥ EVSI ≥ 0, differences within five of their paired standard errors. */
static void more_knowledge_is_worth_no_less(void **state)
{
    (void)state;
    const size_t member[] = {0}, group[] = {0, 1};
    double *x = array_of(INPUTS * CASE), *nb = array_of(OPTIONS * CASE), *heard = array_of(CASE),
           *gain = array_of(5 * CASE);
    const pr_payoffs_t payoffs = {OPTIONS, CASE, nb};
    for (uint64_t seed = 4000; seed < 4040; seed++) {
        pr_information_t out[4];
        fill_random(seed, x, nb, heard);
        pr_information_value(&out[0], &payoffs, x, NULL, INPUTS, NULL, gain, NULL, NULL);
        pr_information_value(&out[1], &payoffs, x, group, 2, NULL, gain + CASE, NULL, NULL);
        pr_information_value(&out[2], &payoffs, x, member, 1, NULL, gain + 2 * CASE, NULL, NULL);
        pr_information_value(&out[3], &payoffs, heard, NULL, 1, NULL, gain + 3 * CASE, NULL, NULL);
        in_order("EVPI and group", seed, gain, gain + CASE);
        in_order("group and member", seed, gain + CASE, gain + 2 * CASE);
        in_order("member and study", seed, gain + 2 * CASE, gain + 3 * CASE);
        in_order("study and nothing", seed, gain + 3 * CASE, gain + 4 * CASE);
        pr_valued_t clairvoyance;
        assert_int_equal(pr_clairvoyance(&payoffs, &clairvoyance, NULL), 0);
        assert_true(clairvoyance.value > out[0].value.value);
    }
    free(x);
    free(nb);
    free(heard);
    free(gain);
}

/* The random case with a group known, or only the first input. */
typedef struct {
    uint64_t seed;
    uint16_t known;
} random_case_t;

static int draw_random(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb)
{
    const random_case_t *self = context;
    double z[INPUTS];
    (void)worker;
    for (uint16_t i = 0; i < INPUTS; i++) {
        z[i] =
            normal_of(self->seed, i < self->known ? outer : inner + UINT64_C(1000000000), (uint16_t)(1 + i));
    }
    for (uint16_t o = 0; o < OPTIONS; o++) {
        nb[o] = random_nb(self->seed, o, z, 2 * normal_of(self->seed, inner, (uint16_t)(20 + o)));
    }
    return 0;
}

/* Both estimate the same from draws of their own: |difference| ≤ 5 √(se² + se²), and the bend of sin(2x) and
   the product cost the regression less than 0.02. */
static void regression_against_nested(void **state)
{
    (void)state;
    double *x = array_of(INPUTS * CASE), *nb = array_of(OPTIONS * CASE), *heard = array_of(CASE);
    const pr_payoffs_t payoffs = {OPTIONS, CASE, nb};
    for (uint64_t seed = 4000; seed < 4003; seed++) {
        fill_random(seed, x, nb, heard);
        for (uint16_t known = 1; known <= 3; known++) {
            random_case_t random_case = {seed, known};
            const pr_nested_t design = {.options = OPTIONS, .context = &random_case, .draw = draw_random};
            const pr_ensemble_options_t options = {.threads = 2};
            pr_nested_value_t nested;
            pr_information_t fitted;
            assert_int_equal(pr_nested_value(&nested, &design, 1000, 64, &options, NULL), 0);
            assert_int_equal(pr_information_value(&fitted, &payoffs, x, NULL, known, NULL, NULL, NULL, NULL),
                             0);
            double se = hypot(nested.value.se, fitted.value.se);
            within("nested and regression", fitted.value.value, nested.value.value, se + 0.02 / 5);
        }
    }
    free(x);
    free(nb);
    free(heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regression_on_the_reference_case),
        cmocka_unit_test(studies_of_the_reference_case),
        cmocka_unit_test(nested_on_the_reference_case),
        cmocka_unit_test(bias_of_nested_maxima),
        cmocka_unit_test(misfit_costs_little),
        cmocka_unit_test(coverage_of_the_error_bar),
        cmocka_unit_test(noise_is_worth_nothing_to_know_about),
        cmocka_unit_test(more_knowledge_is_worth_no_less),
        cmocka_unit_test(regression_against_nested),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
