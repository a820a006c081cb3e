/* Sensitivity of a scenario: the model at scores is the ordinary replicate, chance and what is correlated are
 * groups of their own, and what cannot matter has indices of 0. */
#include "support_enough.h"
#include "support_run.h"
#include "support_scenario.h"
#include <math.h>
#include <poolraming/sensitivity_scenario.h>

static const char basis[] = POOLRAMING_SCENARIOS "/basis.cfg";
static const char correlated[] = POOLRAMING_TESTS "/golden/samenhang.cfg";
enum { SEED = 977 };

static pr_explain_item_t item_of(const pr_scenario_t *scenario, const char *words)
{
    pr_explain_item_t item;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_sensitivity_find(&item, scenario, &words, 1, &errors), 0);
    pr_errors_free(&errors);
    return item;
}

static pr_scenario_sensitivity_t *study(const pr_scenario_t *scenario, const char *const *words, size_t count,
                                        int threads)
{
    pr_explain_item_t item[PR_SENSITIVITY_OUTCOMES_MOST];
    pr_errors_t errors;
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    pr_scenario_sensitivity_options_t options = {
        .evaluations = PR_SENSITIVITY_LEAST, .seed = SEED, .run = {.threads = threads}};
    for (size_t i = 0; i < count; i++) {
        item[i] = item_of(scenario, words[i]);
    }
    pr_errors_init(&errors);
    assert_int_equal(pr_scenario_sensitivity_run(of, scenario, item, count, &options, &errors), 0);
    assert_int_equal(errors.count, 0);
    pr_errors_free(&errors);
    return of;
}

static void end(pr_scenario_sensitivity_t *of)
{
    pr_scenario_sensitivity_free(of);
    free(of);
}

static size_t input_of(const pr_scenario_t *scenario, const char *path)
{
    for (size_t i = 0; i < scenario->uncertain_count; i++) {
        if (strcmp(scenario->setting[scenario->uncertain[i]].path, path) == 0) {
            return i;
        }
    }
    fail_msg("no uncertain %s", path);
    return 0;
}

/* ---- the model as a function ---- */

static void same_as_ordinary(const char *path)
{
    static const char *const words[] = {"municipality.net_effect all", "service.residents_reached Venlo 2027",
                                        "deployment.hours Venlo 2025-03", "service.wait_months all"};
    enum { COUNT = sizeof words / sizeof *words };
    pr_scenario_t scenario;
    pr_explain_item_t item[COUNT];
    pr_scenario_model_t model;
    void *worker[2];
    load_or_fail(&scenario, path, NULL, 0);
    for (size_t i = 0; i < COUNT; i++) {
        item[i] = item_of(&scenario, words[i]);
    }
    assert_int_equal(pr_scenario_model_init(&model, &scenario, item, COUNT, SEED), 0);
    pr_sensitivity_model_t of[] = {pr_scenario_model_of_scores(&model), pr_scenario_model_of_values(&model)};
    pr_replicate_t ordinary;
    double *row = calloc(model.plan.count, sizeof *row), score[PR_MAX_UNCERTAIN], value[PR_MAX_UNCERTAIN];
    assert_int_equal(pr_replicate_init(&ordinary, &scenario), 0);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(of[i].open(of[i].context, &worker[i]), 0);
    }
    for (uint64_t replicate = 3; replicate < 9; replicate++) {
        assert_int_equal(pr_replicate_simulate(&ordinary, &scenario, SEED, replicate), 0);
        pr_plan_record(&model.plan, &ordinary, row);
        pr_scenario_scores(&scenario, SEED, replicate, score);
        pr_scenario_values(&scenario, score, value);
        for (size_t i = 0; i < 2; i++) {
            double y[COUNT];
            assert_int_equal(of[i].evaluate(of[i].context, worker[i], i ? value : score, replicate, y), 0);
            for (size_t k = 0; k < COUNT; k++) {
                assert_memory_equal(&y[k], &row[model.series[k]], sizeof *y);
            }
        }
    }
    for (size_t i = 0; i < 2; i++) {
        of[i].close(of[i].context, worker[i]);
    }
    free(row);
    pr_replicate_free(&ordinary);
    pr_scenario_model_free(&model);
    pr_scenario_free(&scenario);
}

static void a_replicate_is_its_scores(void **state)
{
    (void)state;
    same_as_ordinary(basis);
    same_as_ordinary(correlated);
}

static void a_ratio_of_means_is_no_outcome(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_explain_item_t item;
    pr_errors_t errors;
    const char *words = "value.break_even_per_resident all";
    load_or_fail(&scenario, basis, NULL, 0);
    pr_errors_init(&errors);
    assert_int_equal(pr_sensitivity_find(&item, &scenario, &words, 1, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.items[0].text, "ratio of means"));
    pr_errors_free(&errors);
    pr_scenario_free(&scenario);
}

/* ---- what is correlated ---- */

static void correlated_parameters_are_one_unknown(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    load_or_fail(&scenario, correlated, NULL, 0);
    size_t uptake = input_of(&scenario, "demand.uptake"), leave = input_of(&scenario, "demand.giving_up"),
           cost = input_of(&scenario, "workforce.cost_per_fte"),
           hours = input_of(&scenario, "workforce.hours_per_fte_month"), together[PR_MAX_UNCERTAIN];
    assert_int_equal(pr_scenario_together(&scenario, together), 2);
    assert_int_equal(together[uptake], together[leave]);
    assert_int_equal(together[cost], together[hours]);
    assert_int_not_equal(together[uptake], together[cost]);
    size_t tied = 0;
    for (size_t i = 0; i < scenario.uncertain_count; i++) {
        tied += together[i] > 0;
    }
    assert_int_equal(tied, 4);

    const char *words = "service.residents_reached all";
    pr_scenario_sensitivity_t *of = study(&scenario, &words, 1, 2);
    assert_int_equal(of->group[uptake], of->group[leave]);
    assert_int_equal(of->group[cost], of->group[hours]);
    const pr_unknown_t *unknown = &of->unknown[of->group[uptake]];
    assert_int_equal(unknown->kind, PR_UNKNOWN_TOGETHER);
    assert_int_equal(unknown->count, 2);
    assert_int_equal(of->unknown[of->unknowns - 1].kind, PR_UNKNOWN_CHANCE);
    size_t members = 0;
    for (size_t i = 0; i < of->unknowns; i++) {
        members += of->unknown[i].count;
    }
    assert_int_equal(members, of->inputs);
    end(of);
    pr_scenario_free(&scenario);
}

/* A chain ties its ends, though nothing was said of them; who is listed without a correlation stands alone.
 */
static void what_is_tied_through_another_is_together(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load_text(
        "chain.cfg",
        BASIS "id = \"chain\";\ncorrelation = { of = \"normal_scores\"; parameters = [ "
              "\"demand.uptake\", \"deployment.sharing\", \"benefit.years\", \"demand.giving_up\" ];\n"
              "matrix = ( (1.0, 0.0, 0.0, 0.4), (0.0, 1.0, 0.0, 0.4), (0.0, 0.0, 1.0, 0.0), "
              "(0.4, 0.4, 0.0, 1.0) ); };\n");
    size_t together[PR_MAX_UNCERTAIN];
    scenario_print_errors(loaded);
    assert_int_equal(loaded->status, 0);
    assert_int_equal(pr_scenario_together(&loaded->scenario, together), 1);
    assert_int_equal(together[input_of(&loaded->scenario, "demand.uptake")], 1);
    assert_int_equal(together[input_of(&loaded->scenario, "deployment.sharing")], 1);
    assert_int_equal(together[input_of(&loaded->scenario, "demand.giving_up")], 1);
    assert_int_equal(together[input_of(&loaded->scenario, "benefit.years")], 0);
    scenario_free(loaded);
}

/* Two sets become one where a later parameter is tied to both. */
static void sets_that_meet_are_one(void **state)
{
    (void)state;
    loaded_t *loaded = scenario_load_text(
        "meet.cfg",
        BASIS "id = \"meet\";\ncorrelation = { of = \"normal_scores\"; parameters = [ \"demand.uptake\", "
              "\"deployment.sharing\", \"benefit.years\", \"demand.giving_up\", "
              "\"workforce.wage_drift\" ]; matrix = ( (1.0, 0.3, 0.0, 0.0, 0.2), (0.3, 1.0, 0.0, 0.0, "
              "0.0), (0.0, 0.0, 1.0, 0.3, 0.2), (0.0, 0.0, 0.3, 1.0, 0.0), (0.2, 0.0, 0.2, 0.0, 1.0) ); "
              "};\n");
    size_t together[PR_MAX_UNCERTAIN], tied = 0;
    scenario_print_errors(loaded);
    assert_int_equal(loaded->status, 0);
    assert_int_equal(pr_scenario_together(&loaded->scenario, together), 1);
    for (size_t i = 0; i < loaded->scenario.uncertain_count; i++) {
        assert_true(together[i] <= 1);
        tied += together[i];
    }
    assert_int_equal(tied, 5);
    scenario_free(loaded);
}

/* ---- what cannot matter ---- */

/* Benefits are told afterwards: no resident is reached by them. */
static void what_cannot_matter_has_indices_of_0(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_scenario_model_t model;
    size_t group[PR_MAX_UNCERTAIN];
    load_or_fail(&scenario, basis, NULL, 0);
    pr_explain_item_t item = item_of(&scenario, "service.residents_reached all");
    assert_int_equal(pr_scenario_model_init(&model, &scenario, &item, 1, SEED), 0);
    for (size_t i = 0; i < scenario.uncertain_count; i++) {
        group[i] = strncmp(scenario.setting[scenario.uncertain[i]].path, "benefit.", 8) == 0;
    }
    pr_sobol_design_t design = {
        .groups = 2, .group = group, .noise = true, .scores = true, .seed = SEED, .points = 8};
    pr_sensitivity_model_t of = pr_scenario_model_of_scores(&model);
    pr_ensemble_options_t options = {0};
    pr_sobol_indices_t indices;
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_sobol_indices_run(&indices, &of, &design, &options, &errors), 0);
    assert_true(indices.index[1].total.value == 0 && indices.index[1].first.value == 0);
    assert_true(indices.index[0].total.value > 0.5 && indices.index[2].total.value > 0);
    pr_sobol_indices_free(&indices);
    pr_errors_free(&errors);
    pr_scenario_model_free(&model);
    pr_scenario_free(&scenario);
}

static void fixed_parameters_leave_only_chance(void **state)
{
    (void)state;
    static const char *const set[] = {"run.parameters=fixed"};
    static const char *const words[] = {"service.residents_reached all", "surplus.reduction 2024"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, basis, set, 1);
    pr_scenario_sensitivity_t *of = study(&scenario, words, 2, 1);
    assert_int_equal(of->inputs, 0);
    assert_false(of->has_tornado);
    assert_int_equal(of->unknowns, 1);
    assert_int_equal(of->unknown[0].kind, PR_UNKNOWN_CHANCE);
    assert_true(of->sobol.index[0].total.value == 1 && of->sobol.index[0].first.value == 1);
    assert_true(of->sobol.index[1].total.value == 0); /* published figures: it never varies */
    assert_int_equal(of->sobol.outcome[1].status, PR_SOBOL_CONSTANT);
    end(of);
    pr_scenario_free(&scenario);
}

/* ---- the methods among each other ---- */

static void figures_are_those_of_a_run(void **state)
{
    (void)state;
    if (memory_only()) {
        skip();
    }
    static const char *const set[] = {"run.parameters=fixed"};
    const char *words = "settlement all";
    pr_scenario_t scenario, fixed;
    load_or_fail(&scenario, basis, NULL, 0);
    load_or_fail(&fixed, basis, set, 1);
    pr_scenario_sensitivity_t *of = study(&scenario, &words, 1, 2);
    pr_run_t run, central;
    pr_run_options_t options = options_of(SEED, of->replicates, 1),
                     few = options_of(SEED, of->tornado_draws, 1);
    run_or_fail(&run, &scenario, &options);
    run_or_fail(&central, &fixed, &few);
    const pr_summary_t *whole = pr_run_find(&run, "settlement", 0, all_years());
    assert_true(of->sample[0].mean == whole->mean && of->sample[0].sd == whole->sd);
    /* The tornado's middle is every parameter at its mean, on the first replicates of the processes. */
    double mean = pr_run_find(&central, "settlement", 0, all_years())->mean;
    assert_true(fabs(of->tornado.base[0] - mean) <= 1e-9 * fabs(mean));
    /* Slower filling leaves more to settle: both ways of asking agree on the strongest. */
    size_t filling = input_of(&scenario, "workforce.filling_per_month");
    assert_int_equal(of->tornado.order[0], filling);
    assert_int_equal(of->group[filling], 0);
    assert_true(of->tornado.bar[filling].swing < 0 && of->sample[0].ranks.input[filling].partial < -0.5);
    assert_true(of->low[filling] < of->central[filling] && of->central[filling] < of->high[filling]);
    pr_run_free(&run);
    pr_run_free(&central);
    end(of);
    pr_scenario_free(&fixed);
    pr_scenario_free(&scenario);
}

static void threads_move_no_bit(void **state)
{
    (void)state;
    if (memory_only()) {
        skip();
    }
    static const char *const words[] = {"municipality.net_effect Venlo 2026", "service.wait_months 2025-H1"};
    pr_scenario_t scenario;
    load_or_fail(&scenario, correlated, NULL, 0);
    pr_scenario_sensitivity_t *one = study(&scenario, words, 2, 1), *two = study(&scenario, words, 2, 3);
    assert_int_equal(one->unknowns, two->unknowns);
    assert_int_equal(one->evaluations, two->evaluations);
    assert_memory_equal(one->sobol.index, two->sobol.index, 2 * one->unknowns * sizeof *one->sobol.index);
    assert_memory_equal(one->tornado.bar, two->tornado.bar, 2 * one->inputs * sizeof *one->tornado.bar);
    for (size_t i = 0; i < 2 * one->inputs; i++) {
        assert_memory_equal(&one->given[i].first, &two->given[i].first, sizeof one->given[i].first);
    }
    for (size_t i = 0; i < one->inputs; i++) {
        const pr_regressor_t *a = &one->sample[1].ranks.input[i], *b = &two->sample[1].ranks.input[i];
        assert_true(a->partial == b->partial && a->coefficient == b->coefficient && a->p == b->p);
    }
    end(one);
    end(two);
    pr_scenario_free(&scenario);
}

static void an_interruption_leaves_what_was_finished(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_errors_t errors;
    load_or_fail(&scenario, basis, NULL, 0);
    volatile sig_atomic_t stop = 1;
    pr_explain_item_t item = item_of(&scenario, "settlement all");
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    pr_scenario_sensitivity_options_t options = {
        .evaluations = 20000, .seed = SEED, .run = {.threads = 1, .stop = &stop}};
    pr_errors_init(&errors);
    assert_int_equal(pr_scenario_sensitivity_run(of, &scenario, &item, 1, &options, &errors), PR_INTERRUPTED);
    assert_true(of->interrupted && !of->has_tornado && !of->has_sobol);
    assert_true(of->replicates < 20000 / 8);
    pr_errors_free(&errors);
    end(of);
    pr_scenario_free(&scenario);
}

static void outcomes_are_one_to_eight(void **state)
{
    (void)state;
    pr_scenario_t scenario;
    pr_errors_t errors;
    load_or_fail(&scenario, basis, NULL, 0);
    pr_explain_item_t item = item_of(&scenario, "settlement all");
    pr_scenario_sensitivity_t *of = calloc(1, sizeof *of);
    pr_scenario_sensitivity_options_t options = {.seed = SEED};
    pr_errors_init(&errors);
    assert_int_equal(pr_scenario_sensitivity_run(of, &scenario, &item, 0, &options, &errors), PR_ERR_DOMAIN);
    pr_scenario_sensitivity_free(of);
    assert_int_equal(pr_scenario_sensitivity_run(of, &scenario, &item, PR_SENSITIVITY_OUTCOMES_MOST + 1,
                                                 &options, &errors),
                     PR_ERR_DOMAIN);
    pr_errors_free(&errors);
    end(of);
    pr_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_replicate_is_its_scores),
        cmocka_unit_test(a_ratio_of_means_is_no_outcome),
        cmocka_unit_test(correlated_parameters_are_one_unknown),
        cmocka_unit_test(what_is_tied_through_another_is_together),
        cmocka_unit_test(sets_that_meet_are_one),
        cmocka_unit_test(what_cannot_matter_has_indices_of_0),
        cmocka_unit_test(fixed_parameters_leave_only_chance),
        cmocka_unit_test(figures_are_those_of_a_run),
        cmocka_unit_test(threads_move_no_bit),
        cmocka_unit_test(an_interruption_leaves_what_was_finished),
        cmocka_unit_test(outcomes_are_one_to_eight),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
