/*
 * What knowing a parameter of the model is worth, two ways: by cross-fitted regression on ordinary
 * replicates, as `decide` does, and by nested Monte Carlo through the model, with the parameter held in each
 * outer draw and all else drawn anew in each inner one. Both estimate EVPPI, with independent errors, so that
 * their difference has standard error √(se₁² + se₂²). The regression loses what its fit misses, the nested
 * value what is left of its bias; both are small beside the error here.
 */
#include "support_run.h"
#include <math.h>
#include <poolraming/decide.h>

enum { ORDINARY = 3072, OUTER = 448, INNER = 24, OPTIONS = 2 };

static const char *const name[OPTIONS] = {POOLRAMING_SCENARIOS "/stop-2025.cfg",
                                          POOLRAMING_SCENARIOS "/doorgaan-450.cfg"};
static const char *const parameter = "demand.uptake"; /* what matters most to know: docs/decision.md */
static const double WORTH = 1200;                     /* euros a resident: near where the choice turns */
static const int FROM = 2026;
static const uint64_t SEED = 20260419;

typedef struct {
    pr_scenario_t scenario[OPTIONS];
    size_t held[OPTIONS]; /* place of the parameter among the uncertain ones */
} model_t;

static size_t find(const pr_scenario_t *scenario)
{
    for (size_t i = 0; i < scenario->uncertain_count; i++) {
        const pr_setting_t *setting = &scenario->setting[scenario->uncertain[i]];
        if (strcmp(setting->path, parameter) == 0) {
            assert_true(!setting->correlated); /* its score can be held by itself */
            return i;
        }
    }
    fail();
    return 0;
}

static double held_score(uint64_t outer)
{
    const pr_source_t source = {SEED + 1, outer};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_PARAMETER, 0, 0, 1}, 0, word);
    return pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
}

static int open_worker(void *context, void **worker)
{
    const model_t *self = context;
    pr_replicate_t *replicate = calloc(OPTIONS, sizeof *replicate);
    *worker = replicate;
    int status = replicate ? 0 : PR_ERR_MEMORY;
    for (size_t k = 0; k < OPTIONS && status == 0; k++) {
        status = pr_replicate_init(&replicate[k], &self->scenario[k]);
    }
    return status;
}

static void close_worker(void *context, void *worker)
{
    (void)context;
    pr_replicate_t *replicate = worker;
    for (size_t k = 0; replicate && k < OPTIONS; k++) {
        pr_replicate_free(&replicate[k]);
    }
    free(replicate);
}

static int draw(void *context, void *worker, uint64_t outer, uint64_t inner, double *nb)
{
    const model_t *self = context;
    pr_replicate_t *replicate = worker;
    int status = 0;
    for (size_t k = 0; k < OPTIONS && status == 0; k++) {
        double score[PR_MAX_UNCERTAIN], flow[PR_FLOWS];
        const pr_scenario_t *scenario = &self->scenario[k];
        pr_scenario_scores(scenario, SEED, inner, score);
        score[self->held[k]] = held_score(outer);
        pr_scenario_inputs(scenario, score, &replicate[k].inputs);
        status = pr_replicate_simulate_with(&replicate[k], scenario, SEED, inner);
        pr_flows_of(scenario, &replicate[k], FROM, flow);
        nb[k] = WORTH * flow[PR_FLOW_REACHED] + flow[PR_FLOW_AVOIDED] - flow[PR_FLOW_COST];
    }
    return status;
}

static pr_valued_t by_regression(const model_t *model)
{
    const pr_scenario_t *list[OPTIONS] = {&model->scenario[0], &model->scenario[1]};
    const pr_decide_options_t how = {
        .from = FROM, .value = WORTH, .success_value = NAN, .run = options_of(20230415, ORDINARY, 0)};
    pr_decide_draws_t draws;
    pr_information_t found;
    size_t known = 0;
    assert_int_equal(pr_decide_simulate(&draws, list, OPTIONS, &how, NULL), 0);
    while (strcmp(draws.unknown[known].setting->path, parameter) != 0) {
        known++;
    }
    double *nb = calloc(OPTIONS * draws.replicates, sizeof *nb);
    assert_non_null(nb);
    pr_decide_payoffs(&draws, WORTH, 0, nb);
    assert_int_equal(pr_information_value(&found, &(pr_payoffs_t){OPTIONS, draws.replicates, nb}, draws.score,
                                          &known, 1, NULL, NULL, NULL, NULL),
                     0);
    free(nb);
    pr_decide_draws_free(&draws);
    return found.value;
}

static void regression_agrees_with_nested_draws_through_the_model(void **state)
{
    (void)state;
    static model_t model;
    for (size_t k = 0; k < OPTIONS; k++) {
        load_or_fail(&model.scenario[k], name[k], NULL, 0);
        model.held[k] = find(&model.scenario[k]);
    }
    const pr_nested_t design = {
        .options = OPTIONS, .context = &model, .open = open_worker, .close = close_worker, .draw = draw};
    const pr_ensemble_options_t options = {.threads = 0};
    pr_nested_value_t nested;
    assert_int_equal(pr_nested_value(&nested, &design, OUTER, INNER, &options, NULL), 0);
    pr_valued_t regression = by_regression(&model);
    double apart = regression.value - nested.value.value, se = hypot(regression.se, nested.value.se);
    print_message("EVPPI of %s: regression %.0f (%.0f), nested %.0f (%.0f), bias taken away %.0f\n",
                  parameter, regression.value, regression.se, nested.value.value, nested.value.se,
                  nested.bias);
    assert_true(fabs(apart) < 5 * se);
    /* Neither is 0 within its error, and 5 joint errors are less than what they find: the test can fail. */
    assert_true(regression.value > 5 * regression.se && nested.value.value > 5 * nested.value.se);
    assert_true(5 * se < regression.value);
    for (size_t k = 0; k < OPTIONS; k++) {
        pr_scenario_free(&model.scenario[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regression_agrees_with_nested_draws_through_the_model),
    };
    pr_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
