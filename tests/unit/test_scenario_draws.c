/* What scenarios draw: a function of seed and replicate that neither order nor what comes beside it moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_enough.h"
#include "support_good.h"
#include <math.h>

static void a_draw_is_a_function_of_seed_and_replicate(void **state)
{
    (void)state;
    loaded_t *loaded = basis_set(NULL);
    pr_inputs_t *drawn = calloc(4, sizeof *drawn);
    pr_scenario_draw(&loaded->scenario, 5, 1, &drawn[0]);
    pr_scenario_draw(&loaded->scenario, 5, 2, &drawn[1]);
    pr_scenario_draw(&loaded->scenario, 6, 1, &drawn[2]);
    pr_scenario_draw(&loaded->scenario, 5, 1, &drawn[3]);
    assert_memory_equal(&drawn[0], &drawn[3], sizeof *drawn);
    for (size_t i = 0; i < loaded->scenario.setting_count; i++) {
        const pr_setting_t *setting = &loaded->scenario.setting[i];
        double value[4];
        for (int k = 0; k < 4; k++) {
            memcpy(&value[k], (const char *)&drawn[k] + setting->offset, sizeof(double));
        }
        bool renormalised = strstr(setting->path, ".share") != NULL;
        assert_true(renormalised || (setting->uncertain ? value[0] != value[1] && value[0] != value[2]
                                                        : value[0] == setting->scale * setting->dist.mean));
        assert_true(renormalised || (value[0] >= setting->scale * setting->lowest - 1e-9 &&
                                     value[0] <= setting->scale * setting->highest + 1e-9));
    }
    const double *share = drawn[0].demand.form_share;
    assert_true(fabs(share[0] + share[1] + share[2] - 1) < 1e-12);
    free(drawn);
    scenario_free(loaded);
}

static void fixed_parameters_are_not_drawn(void **state)
{
    (void)state;
    loaded_t *loaded = basis_set("run.parameters=fixed");
    pr_inputs_t *drawn = calloc(1, sizeof *drawn);
    pr_scenario_draw(&loaded->scenario, 5, 1, drawn);
    const double *mean = loaded->scenario.central.demand.form_share;
    double sum = mean[0] + mean[1] + mean[2];
    for (int i = 0; i < PR_FORMS; i++) {
        assert_true(fabs(drawn->demand.form_share[i] - mean[i] / sum) < 1e-15);
    }
    memcpy(drawn->demand.form_share, mean, sizeof drawn->demand.form_share);
    memcpy(drawn->demand.theme_share, loaded->scenario.central.demand.theme_share,
           sizeof drawn->demand.theme_share);
    memcpy(drawn->role_share, loaded->scenario.central.role_share, sizeof drawn->role_share);
    assert_memory_equal(drawn, &loaded->scenario.central, sizeof *drawn);
    free(drawn);
    scenario_free(loaded);
}

/* The resolved text with its settings in reverse order. */
static char *reversed(const char *text)
{
    size_t length = strlen(text), used = 0;
    char *out = calloc(1, length + 1);
    for (size_t end = length, at = length; at-- > 0;) {
        bool starts = (at == 0 || text[at - 1] == '\n') && !strchr(" })\n", text[at]);
        if (starts) {
            memcpy(out + used, text + at, end - at);
            used += end - at;
            end = at;
        }
    }
    assert_int_equal(used, length);
    return out;
}

static void the_order_of_settings_moves_no_draw(void **state)
{
    (void)state;
    loaded_t *first = basis_set(NULL);
    char *text = reversed(first->scenario.resolved);
    assert_string_not_equal(text, first->scenario.resolved);
    loaded_t *second = good(scenario_load_text("reversed.cfg", text));
    pr_inputs_t *drawn = calloc(2, sizeof *drawn);
    pr_scenario_draw(&first->scenario, 2385, 31, &drawn[0]);
    pr_scenario_draw(&second->scenario, 2385, 31, &drawn[1]);
    assert_memory_equal(&drawn[0], &drawn[1], sizeof *drawn);
    free(drawn);
    free(text);
    scenario_free(first);
    scenario_free(second);
}

static void the_order_of_municipalities_moves_no_draw(void **state)
{
    (void)state;
    static const char order[] = "municipalities = ( { id = \"venray\"; }, { id = \"venlo\"; } );\n";
    scenario_write("order.cfg", order, strlen(order));
    loaded_t *first = basis_set(NULL);
    loaded_t *second = good(scenario_load_text(
        "ordered.cfg", "extends = [ \"order.cfg\", \"" POOLRAMING_SCENARIOS "/basis.cfg\" ];\n"));
    pr_inputs_t *drawn = calloc(2, sizeof *drawn);
    pr_scenario_draw(&first->scenario, 2385, 31, &drawn[0]);
    pr_scenario_draw(&second->scenario, 2385, 31, &drawn[1]);
    assert_int_equal(pr_scenario_find_municipality(&second->scenario, "venray"), 0);
    assert_true(drawn[0].head_start_months[12] == drawn[1].head_start_months[0]);
    assert_true(drawn[0].head_start_months[12] > 0);
    assert_memory_equal(&drawn[0].workforce, &drawn[1].workforce, sizeof drawn[0].workforce);
    assert_int_equal(second->scenario.key[0].share[1].hundredths, 2847);
    free(drawn);
    scenario_free(first);
    scenario_free(second);
}

static void a_correlated_parameter_at_the_end_moves_no_other(void **state)
{
    (void)state;
    loaded_t *loaded[3] = {
        basis_set(NULL),
        basis_with("correlation = { parameters = [ \"workforce.leaving_per_year\", \"demand.uptake\" ];\n"
                   "  matrix = ( [ 1, 0.8 ], [ 0.8, 1 ] ); };\n"),
        basis_with("correlation = { parameters = [ \"workforce.leaving_per_year\", \"demand.uptake\",\n"
                   "    \"workforce.filling_per_month\" ]; of = \"normal_scores\";\n"
                   "  matrix = ( [ 1, 0.8, -0.5 ], [ 0.8, 1, -0.3 ], [ -0.5, -0.3, 1 ] ); };\n"),
    };
    pr_inputs_t *drawn = calloc(3, sizeof *drawn);
    for (int k = 0; k < 3; k++) {
        assert_int_equal(loaded[k]->scenario.correlation.count, k ? k + 1 : 0);
        pr_scenario_draw(&loaded[k]->scenario, 2385, 31, &drawn[k]);
    }
    assert_true(drawn[0].workforce.leaving_per_year == drawn[1].workforce.leaving_per_year);
    assert_true(drawn[0].demand.uptake_per_year != drawn[1].demand.uptake_per_year);
    assert_true(drawn[1].workforce.filling_per_month != drawn[2].workforce.filling_per_month);
    drawn[2].workforce.filling_per_month = drawn[1].workforce.filling_per_month;
    assert_memory_equal(&drawn[1], &drawn[2], sizeof *drawn);
    for (int k = 0; k < 3; k++) {
        scenario_free(loaded[k]);
    }
    free(drawn);
}

/* Fisher's z of n pairs has standard deviation 1/√(n − 3); the scores of both are monotone in the draws. */
static void correlated_draws_are_correlated(void **state)
{
    (void)state;
    const uint64_t n = enough(2000, 100);
    loaded_t *loaded =
        basis_with("correlation = { parameters = [ \"workforce.wage_drift\", \"index.ova.mean_growth\" ];\n"
                   "  matrix = ( [ 1, 0.7 ], [ 0.7, 1 ] ); };\n");
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    pr_inputs_t *drawn = calloc(1, sizeof *drawn);
    for (uint64_t i = 0; i < n; i++) {
        pr_scenario_draw(&loaded->scenario, 2385, i, drawn);
        double x = drawn->workforce.wage_drift, y = drawn->index[PR_SERIES_OVA].mean_growth; /* both normal */
        sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
    }
    double count = (double)n,
           r = (sxy - sx * sy / count) / sqrt((sxx - sx * sx / count) * (syy - sy * sy / count));
    assert_true(fabs(atanh(r) - atanh(0.7)) < 5 / sqrt(count - 3));
    free(drawn);
    scenario_free(loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draw_is_a_function_of_seed_and_replicate),
        cmocka_unit_test(fixed_parameters_are_not_drawn),
        cmocka_unit_test(the_order_of_settings_moves_no_draw),
        cmocka_unit_test(the_order_of_municipalities_moves_no_draw),
        cmocka_unit_test(a_correlated_parameter_at_the_end_moves_no_other),
        cmocka_unit_test(correlated_draws_are_correlated),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
