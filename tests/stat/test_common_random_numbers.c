/* What common random numbers are for: a difference that is known far better than from independent runs. */
#include "support_run.h"
#include <math.h>
#include <poolraming/analysis.h>
#include <stdlib.h>
#include <string.h>

static const pr_period_t ALL = {PR_PERIOD_ALL, 0, 0};

/* ---- the ensemble on a law that is known ---- */

/* Two normals of sd 100 and 110 with correlation 0.95 on common numbers, and the second on its own. */
static int draw_normals(void *context, void *worker, uint64_t replicate, double *row)
{
    (void)context;
    (void)worker;
    double z[3];
    for (uint16_t i = 0; i < 3; i++) {
        uint32_t word[4];
        pr_block(&(pr_source_t){2385, replicate}, (pr_address_t){PR_PROCESS_SURPLUS, 0, 0, i}, 0, word);
        z[i] = pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
    }
    double first = 100 * z[0], second = 110 * (0.95 * z[0] + sqrt(1 - 0.95 * 0.95) * z[1]);
    row[0] = second - first;
    row[1] = 110 * z[2] - first;
    return 0;
}

/* Case D6: (100² + 110² − 2·0.95·100·110) ÷ (100² + 110²) = 0.0542986425. The variance of n normals has a
   relative standard error of √(2 ÷ (n − 1)), so the ratio of two has at most √(4 ÷ (n − 1)) where they are
   positively correlated, as here by the common first term. */
static void variance_of_a_common_difference(void **state)
{
    (void)state;
    const double n = 200000, expected = 0.0542986425;
    pr_ensemble_t ensemble;
    const pr_experiment_t experiment = {.series = 2, .draw = draw_normals};
    const pr_ensemble_options_t options = {.replicates = (uint64_t)n, .threads = 2};
    assert_int_equal(pr_ensemble_run(&ensemble, &experiment, &options, NULL), 0);
    double ratio = pow(ensemble.summary[0].sd / ensemble.summary[1].sd, 2);
    double se = expected * sqrt(4 / (n - 1));
    assert_true(se < 0.005 * expected);
    assert_true(fabs(ratio - expected) <= 4 * se);
    pr_ensemble_free(&ensemble);
}

/* ---- the pool ---- */

enum { REPLICATES = 2048 };

typedef struct {
    pr_scenario_t scenario[2];
    pr_comparison_t comparison;
    pr_run_t apart; /* the second scenario on another seed */
} pair_t;

static void load(pr_scenario_t *self, const char *uptake)
{
    const char *const assignment[] = {"run.parameters=\"fixed\"", uptake};
    load_or_fail(self, POOLRAMING_SCENARIOS "/basis.cfg", assignment, 2);
}

static pair_t *pair_of(const char *uptake, const char *other)
{
    pair_t *self = calloc(1, sizeof *self);
    pr_run_options_t options = {.seed = 2385, .ensemble = {.replicates = REPLICATES, .threads = 2}};
    load(&self->scenario[0], uptake);
    load(&self->scenario[1], other);
    const pr_scenario_t *const scenario[] = {&self->scenario[0], &self->scenario[1]};
    assert_int_equal(pr_compare_run(&self->comparison, scenario, 2, &options, NULL), 0);
    options.seed++;
    assert_int_equal(pr_run_scenario(&self->apart, &self->scenario[1], &options, NULL), 0);
    return self;
}

static void pair_free(pair_t *self)
{
    pr_compare_free(&self->comparison);
    pr_run_free(&self->apart);
    pr_scenario_free(&self->scenario[0]);
    pr_scenario_free(&self->scenario[1]);
    free(self);
}

/* Variance of the difference on common numbers over that of two independent runs. */
static double variance_ratio(const pair_t *self, const char *metric)
{
    pr_difference_t at = pr_compare_find(&self->comparison, 1, metric, 0, ALL);
    double apart = pr_run_find(&self->apart, metric, 0, ALL)->sd;
    return at.difference->sd * at.difference->sd / (at.base->sd * at.base->sd + apart * apart);
}

static void a_little_more_uptake_is_told_sharply(void **state)
{
    (void)state;
    pair_t *self = pair_of("demand.uptake=0.005", "demand.uptake=0.00525");
    pr_difference_t new = pr_compare_find(&self->comparison, 1, "demand.new_residents", 0, ALL);
    /* Demand is proportional to uptake; the difference itself is known to `se`. */
    assert_true(fabs(new.difference->mean - 0.05 * new.base->mean) <= 5 * new.difference->se);
    assert_true(new.lower == 0 && new.higher == 1);
    double demand = variance_ratio(self, "demand.new_residents"),
           reached = variance_ratio(self, "service.residents_reached");
    print_message("variance ratio of new residents %.5f, of residents reached %.5f\n", demand, reached);
    assert_true(demand <= 0.01 && reached <= 0.01);
    pair_free(self);
}

/* What one process is changed in moves no draw of another: the index and demand stay as they were. */
static void other_streams_stay_where_they_are(void **state)
{
    (void)state;
    static const char *const untouched[] = {"index.ova", "cost.total", "demand.new_residents", "demand.hours",
                                            "demand.theme.armoede"};
    pair_t *self = pair_of("workforce.leaving_per_year=0.15", "workforce.leaving_per_year=0.30");
    for (size_t i = 0; i < sizeof untouched / sizeof *untouched; i++) {
        pr_difference_t at = pr_compare_find(&self->comparison, 1, untouched[i], 0, ALL);
        assert_true(at.difference->mean == 0 && at.difference->sd == 0);
        assert_true(at.base->sd > 0);
    }
    assert_true(pr_compare_find(&self->comparison, 1, "capacity.leavers", 0, ALL).difference->mean > 1);
    assert_true(variance_ratio(self, "capacity.active_persons") < 1);
    pair_free(self);
}

/* A parameter that is fixed instead of drawn moves no other parameter. */
static void a_fixed_parameter_moves_no_other(void **state)
{
    (void)state;
    static pr_scenario_t base, other;
    static pr_inputs_t a, b;
    const char *const assignment[] = {"workforce.filling_per_month=0.3"};
    load_or_fail(&base, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0);
    load_or_fail(&other, POOLRAMING_SCENARIOS "/basis.cfg", assignment, 1);
    for (uint64_t replicate = 0; replicate < 100; replicate++) {
        pr_scenario_draw(&base, 2385, replicate, &a);
        pr_scenario_draw(&other, 2385, replicate, &b);
        assert_true(a.workforce.filling_per_month != b.workforce.filling_per_month);
        b.workforce.filling_per_month = a.workforce.filling_per_month;
        assert_memory_equal(&a, &b, sizeof a);
    }
    pr_scenario_free(&base);
    pr_scenario_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(variance_of_a_common_difference),
                                       cmocka_unit_test(a_little_more_uptake_is_told_sharply),
                                       cmocka_unit_test(other_streams_stay_where_they_are),
                                       cmocka_unit_test(a_fixed_parameter_moves_no_other)};
    return cmocka_run_group_tests(tests, start_library, NULL);
}
