/* Index, by simulation: moments of the factor, the process of the definitive figure, the gap to the
   provisional one. Every bound is five standard errors, with its formula beside it. */
#include "support_money.h"
#include <math.h>
#include <poolraming/random.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 40000, SEED = 2385, UNKNOWN = 6 }; /* 2026–2031: neither figure is published */

static pr_scenario_t memo;
static pr_index_path_t path;
static pr_index_inputs_t *ova, *ppc;

static int setup(void **state)
{
    (void)state;
    memo_scenario(&memo);
    ova = &memo.central.index[PR_SERIES_OVA];
    ppc = &memo.central.index[PR_SERIES_PPC];
    return 0;
}

static void simulate(uint64_t replicate)
{
    pr_source_t source = {SEED, replicate};
    pr_stream_t level, revision;
    pr_index_shocks_t shocks;
    pr_stream_open(&level, &source, (pr_address_t){.process = PR_PROCESS_INDEX_LEVEL});
    pr_stream_open(&revision, &source, (pr_address_t){.process = PR_PROCESS_INDEX_REVISION});
    for (int series = 0; series < PR_SERIES_COUNT; series++) {
        for (int y = 0; y < MEMO_YEARS; y++) {
            shocks.level[series][y] = pr_normal_draw(&level);
            shocks.revision[series][y] = pr_normal_draw(&revision);
        }
    }
    assert_int_equal(pr_index_path(&memo, &memo.central, &shocks, &path), 0);
}

static void assert_within(double found, double wanted, double standard_error)
{
    if (!(fabs(found - wanted) <= 5 * standard_error)) {
        fail_msg("%.10g is %.2f standard errors from %.10g", found, (found - wanted) / standard_error,
                 wanted);
    }
}

/* Means, variances and covariance of two columns. */
typedef struct {
    double mean[2], variance[2], covariance;
} pair_t;

static pair_t pair_of(const double *a, const double *b)
{
    pair_t self = {0};
    for (int i = 0; i < N; i++) {
        self.mean[0] += a[i] / N;
        self.mean[1] += b[i] / N;
    }
    for (int i = 0; i < N; i++) {
        double x = a[i] - self.mean[0], y = b[i] - self.mean[1];
        self.variance[0] += x * x / (N - 1);
        self.variance[1] += y * y / (N - 1);
        self.covariance += x * y / (N - 1);
    }
    return self;
}

/* Two normal columns: se(mean) = √(v/n), se(variance) = v √(2/(n−1)), se(covariance) = √((v₀v₁ + c²)/n). */
static void assert_pair(const pair_t *found, const pair_t *wanted)
{
    for (int i = 0; i < 2; i++) {
        assert_within(found->mean[i], wanted->mean[i], sqrt(wanted->variance[i] / N));
        assert_within(found->variance[i], wanted->variance[i], wanted->variance[i] * sqrt(2.0 / (N - 1)));
    }
    double square = wanted->variance[0] * wanted->variance[1] + wanted->covariance * wanted->covariance;
    assert_within(found->covariance, wanted->covariance, sqrt(square / N));
}

/* E[G^k] of a year's factor G = 1 + a, a ~ N(mean, variance). */
static double moment(int k, double mean, double variance)
{
    double g = 1 + mean, square = g * g;
    if (k == 1) {
        return g;
    }
    if (k == 2) {
        return square + variance;
    }
    return square * square + 6 * square * variance + 3 * variance * variance;
}

/* Mean of I and of I² in 2031 against `wanted[k]` = E[I^k], k = 1, 2, 4:
   se(mean I) = √((E[I²] − E[I]²)/n), se(mean I²) = √((E[I⁴] − E[I²]²)/n). */
static void assert_factor(const double wanted[5])
{
    double mean = 0, square = 0;
    for (uint64_t r = 0; r < N; r++) {
        simulate(r);
        double factor = (double)path.factor[PR_INDEX_OVA][MEMO_2031].factor;
        mean += factor / N;
        square += factor * factor / N;
    }
    assert_within(mean, wanted[1], sqrt((wanted[2] - wanted[1] * wanted[1]) / N));
    assert_within(square, wanted[2], sqrt((wanted[4] - wanted[2] * wanted[2]) / N));
}

/* φ = 0, β = 0: E[I] = I_known (1+μ)^6, E[I²] = I_known² ((1+μ)² + σ² + τ²)^6. */
static void test_moments_of_the_provisional_factor(void **state)
{
    (void)state;
    ova->persistence = ova->september_gap = 0;
    double variance = pow(ova->shock_sd, 2) + pow(ova->september_gap_sd, 2), wanted[5];
    for (int k = 1; k <= 4; k++) {
        wanted[k] = pow(1.09326492, k) * pow(moment(k, ova->mean_growth, variance), UNKNOWN);
    }
    assert_factor(wanted);
}

/* Without τ²; 2024 is published, 2025 is its spring figure plus that vintage's gap. */
static void test_moments_of_the_definitive_factor(void **state)
{
    (void)state;
    memo.index_rule = PR_RULE_DEFINITIVE;
    ova->persistence = 0;
    double variance = pow(ova->shock_sd, 2), gap = pow(ova->spring_gap_sd, 2), wanted[5];
    for (int k = 1; k <= 4; k++) {
        wanted[k] = pow(1.06, k) * moment(k, 0.0418 + ova->spring_gap, gap) *
                    pow(moment(k, ova->mean_growth, variance), UNKNOWN);
    }
    assert_factor(wanted);
}

/* k years after 2025: mean μ + φ^k (m − μ), variance φ^2k τ² + σ² (1 − φ^2k)/(1 − φ²), with m and τ of 2025;
   neighbouring years covary by φ times the earlier variance. */
static void test_process_of_the_definitive_figure(void **state)
{
    (void)state;
    static double column[MEMO_YEARS][N];
    for (int i = 0; i < N; i++) {
        simulate((uint64_t)i);
        for (int y = MEMO_2025; y < MEMO_YEARS; y++) {
            column[y][i] = path.definitive[PR_SERIES_OVA][y];
        }
    }
    double mean[MEMO_YEARS], variance[MEMO_YEARS], phi = ova->persistence;
    for (int y = MEMO_2025; y < MEMO_YEARS; y++) {
        double decay = pow(phi, y - MEMO_2025);
        mean[y] = ova->mean_growth + decay * (0.0418 + ova->spring_gap - ova->mean_growth);
        variance[y] = pow(decay * ova->spring_gap_sd, 2) +
                      pow(ova->shock_sd, 2) * (1 - decay * decay) / (1 - phi * phi);
    }
    for (int y = MEMO_2026; y < MEMO_YEARS; y++) {
        pair_t found = pair_of(column[y - 1], column[y]);
        pair_t wanted = {{mean[y - 1], mean[y]}, {variance[y - 1], variance[y]}, phi * variance[y - 1]};
        assert_pair(&found, &wanted);
    }
}

/* r = d − p: N(β, τ²) of September's vintage, independent of d and of last year's. */
static void test_gap_between_the_figures(void **state)
{
    (void)state;
    static double gap[N], before[N], definitive[N];
    for (int i = 0; i < N; i++) {
        simulate((uint64_t)i);
        const double *p = path.provisional[PR_SERIES_OVA], *d = path.definitive[PR_SERIES_OVA];
        before[i] = d[MEMO_2026] - p[MEMO_2026];
        gap[i] = d[MEMO_2026 + 1] - p[MEMO_2026 + 1];
        definitive[i] = d[MEMO_2026];
    }
    double beta = ova->september_gap, variance = pow(ova->september_gap_sd, 2);
    pair_t found = pair_of(gap, before), wanted = {{beta, beta}, {variance, variance}, 0};
    assert_pair(&found, &wanted);
    found = pair_of(before, definitive);
    assert_within(found.covariance, 0, sqrt(found.variance[0] * found.variance[1] / N));
}

/* Innovations of the two series: correlation ρ, se = (1 − ρ²)/√n. */
static void test_wages_and_prices_move_together(void **state)
{
    (void)state;
    static double wages[N], prices[N];
    int y = MEMO_2031;
    for (int i = 0; i < N; i++) {
        simulate((uint64_t)i);
        const double *w = path.definitive[PR_SERIES_OVA], *c = path.definitive[PR_SERIES_PPC];
        wages[i] = w[y] - ova->mean_growth - ova->persistence * (w[y - 1] - ova->mean_growth);
        prices[i] = c[y] - ppc->mean_growth - ppc->persistence * (c[y - 1] - ppc->mean_growth);
    }
    pair_t found = pair_of(wages, prices);
    double rho = memo.central.index_correlation;
    double variance[2] = {pow(ova->shock_sd, 2), pow(ppc->shock_sd, 2)};
    pair_t wanted = {{0, 0}, {variance[0], variance[1]}, rho * sqrt(variance[0] * variance[1])};
    assert_pair(&found, &wanted);
    assert_within(found.covariance / sqrt(found.variance[0] * found.variance[1]), rho,
                  (1 - rho * rho) / sqrt(N));
}

/* The error bar itself: means of k = 200 batches of 200 spread with variance v/200, where v = Var I_2026;
   relative se of that variance √(2/(k−1)). */
static void test_the_error_bar(void **state)
{
    (void)state;
    enum { BATCHES = 200, SIZE = N / BATCHES };
    double batch[BATCHES] = {0}, mean = 0, spread = 0;
    for (int i = 0; i < N; i++) {
        simulate((uint64_t)i);
        batch[i / SIZE] += (double)path.factor[PR_INDEX_OVA][MEMO_2026].factor / SIZE;
    }
    for (int b = 0; b < BATCHES; b++) {
        mean += batch[b] / BATCHES;
    }
    for (int b = 0; b < BATCHES; b++) {
        spread += pow(batch[b] - mean, 2) / (BATCHES - 1);
    }
    double growth_variance =
        pow(ova->persistence * ova->spring_gap_sd, 2) + pow(ova->shock_sd, 2) + pow(ova->september_gap_sd, 2);
    double wanted = pow(1.09326492, 2) * growth_variance / SIZE;
    assert_within(spread, wanted, wanted * sqrt(2.0 / (BATCHES - 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_moments_of_the_provisional_factor, setup),
        cmocka_unit_test_setup(test_moments_of_the_definitive_factor, setup),
        cmocka_unit_test_setup(test_process_of_the_definitive_figure, setup),
        cmocka_unit_test_setup(test_gap_between_the_figures, setup),
        cmocka_unit_test_setup(test_wages_and_prices_move_together, setup),
        cmocka_unit_test_setup(test_the_error_bar, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
