/*
 * The posterior: right for data of its own model (ranks are uniform over 200 data sets), near the truth for
 * reports of the whole model, the same for any number of threads.
 */
#include "analysis/calibrate.h"
#include "support_reported.h"
#include "support_run.h"

enum { HALVES = 4, SETS = 200, RANKS = 15, SEED = 20260415 };

/* ---- data of the likelihood's own model ---- */

/* Reported figures and the two published ones, as one list of numbers. */
typedef struct {
    double value[PR_REPORTED_KINDS][4][HALVES]; /* region and three municipalities */
    double definitive, september;
} data_t;

static void to_reported(const data_t *data, pr_reported_t *out, pr_published_list_t *list)
{
    pr_reported_init(out);
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (int scope = 0; scope < 4; scope++) {
            memcpy(out->value[kind][scope], data->value[kind][scope], sizeof data->value[kind][scope]);
        }
    }
    out->halves = HALVES;
    *list = (pr_published_list_t){.count = 2};
    list->figure[0] =
        (pr_published_t){2025, PR_VINTAGE_DEFINITIVE, {(int32_t)lround(data->definitive * 1e6)}, "x"};
    list->figure[1] =
        (pr_published_t){2025, PR_VINTAGE_SEPTEMBER, {(int32_t)lround(data->september * 1e6)}, "x"};
}

/* Experts one half-year after the other, by the chances that the likelihood gives to each number. */
static void simulate_persons(const pr_evidence_set_t *set, const pr_inputs_t *inputs, pr_reported_t *reported,
                             pr_stream_t *stream)
{
    double *persons = reported->value[PR_REPORTED_PERSONS][0], before = 0;
    for (int half = 0; half < HALVES; half++) {
        double u = pr_stream_uniform(stream), sum = 0, log_p = 0;
        for (int n = 0; n < 60 && sum < u; n++) {
            persons[half] = n;
            log_p = pr_evidence_log(set, PR_EVIDENCE_PERSONS, inputs, NULL);
            sum += exp(log_p - before);
        }
        before = log_p;
    }
}

static void simulate_residents(const pr_evidence_set_t *set, const pr_inputs_t *inputs,
                               pr_reported_t *reported, pr_stream_t *stream, double mean, double variance)
{
    static pr_demand_evidence_t of;
    double latent[HALVES], factor[HALVES], share = 1 - inputs->deployment.community_share;
    for (int half = 0; half < HALVES; half++) {
        latent[half] = pr_normal_draw(stream);
    }
    pr_evidence_shocks(set, inputs, latent, factor);
    for (size_t m = 0; m < 3; m++) {
        pr_evidence_demand(set, inputs, factor, m, &of);
        double u = pr_stream_uniform(stream), waiting = 500;
        size_t lag = 0;
        while (lag + 1 < of.lags && u > of.weight[lag]) {
            u -= of.weight[lag++];
        }
        double g = pr_gamma_draw(stream, of.shape) / of.shape;
        reported->value[PR_REPORTED_WAITING][1 + m][0] = waiting; /* what came before is not known */
        for (int half = 1; half < HALVES; half++) {
            double come = (double)pr_poisson_draw(stream, of.mean[lag * HALVES + (size_t)half] * g);
            double hours = share * reported->value[PR_REPORTED_HOURS][1 + m][half] / mean;
            double helped = hours + sqrt(hours * variance / (mean * mean)) * pr_normal_draw(stream);
            waiting += come - helped;
            reported->value[PR_REPORTED_REACHED][1 + m][half] = helped;
            reported->value[PR_REPORTED_WAITING][1 + m][half] = waiting;
        }
    }
}

static void simulate_hours(const pr_evidence_set_t *set, const pr_inputs_t *inputs, pr_reported_t *reported,
                           pr_stream_t *stream)
{
    for (int half = 1; half < HALVES; half++) {
        double mean, sd;
        pr_evidence_hours(set, inputs, half, &mean, &sd);
        double hours = mean + sd * pr_normal_draw(stream);
        for (size_t m = 0; m < 3; m++) {
            reported->value[PR_REPORTED_HOURS][1 + m][half] = hours / 3;
        }
    }
}

static int simulate(void *context, uint64_t number, const double *score, double *out)
{
    const pr_scenario_t *scenario = context;
    pr_inputs_t *inputs = malloc(sizeof *inputs);
    pr_evidence_set_t *set = malloc(sizeof *set);
    pr_reported_t *reported = malloc(sizeof *reported);
    const pr_source_t source = {SEED + 1, number};
    data_t data;
    pr_stream_t stream;
    double mean = 0, square = 0;
    assert_true(inputs && set && reported);
    pr_scenario_inputs(scenario, score, inputs);
    pr_reported_init(reported);
    reported->halves = HALVES;
    assert_int_equal(pr_evidence_init(set, scenario, reported, NULL, HALVES), 0);
    pr_stream_open(&stream, &source, (pr_address_t){PR_PROCESS_CALIBRATE, 0, 0, 9});
    simulate_persons(set, inputs, reported, &stream);
    simulate_hours(set, inputs, reported, &stream);
    for (int f = 0; f < PR_FORMS; f++) {
        double hours = inputs->demand.hours_mean[f], cv = inputs->demand.hours_cv[f];
        mean += inputs->demand.form_share[f] * hours;
        square += inputs->demand.form_share[f] * hours * hours * (1 + cv * cv);
    }
    simulate_residents(set, inputs, reported, &stream, mean, square - mean * mean);
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (int scope = 0; scope < 4; scope++) {
            memcpy(data.value[kind][scope], reported->value[kind][scope], sizeof data.value[kind][scope]);
        }
    }
    const pr_index_inputs_t *in = &inputs->index[PR_SERIES_OVA];
    data.definitive =
        in->mean_growth + in->persistence * (0.06 - in->mean_growth) + in->shock_sd * pr_normal_draw(&stream);
    data.september = data.definitive - in->september_gap - in->september_gap_sd * pr_normal_draw(&stream);
    memcpy(out, &data, sizeof data);
    free(reported);
    free(set);
    free(inputs);
    return 0;
}

static int prior(void *context, uint64_t number, double *score)
{
    pr_scenario_scores(context, SEED, number, score);
    return 0;
}

/* Scores far enough apart in the chains to be nearly independent. */
static int posterior(void *context, uint64_t number, const double *numbers, size_t draws, double *out)
{
    const pr_scenario_t *scenario = context;
    pr_reported_t *reported = malloc(sizeof *reported);
    pr_published_list_t *list = malloc(sizeof *list);
    data_t data;
    pr_calibration_t calibration;
    assert_true(reported && list);
    memcpy(&data, numbers, sizeof data);
    to_reported(&data, reported, list);
    const pr_calibrate_options_t options = {
        .seed = SEED + 1000 * number, .threads = 1, .no_checks = true, .burn_in = 1500, .steps = 2500};
    int status = pr_calibrate_posterior(&calibration, scenario, reported, list, HALVES, &options, NULL);
    for (size_t i = 0; i < draws && status == 0; i++) {
        const double *row = calibration.score + (i * calibration.draws / draws) * scenario->uncertain_count;
        memcpy(out + i * scenario->uncertain_count, row, scenario->uncertain_count * sizeof *row);
    }
    pr_calibration_free(&calibration);
    free(list);
    free(reported);
    return status;
}

/* 15 parameters, each with a chance of 0.0005 to fail where all is well: under 1 % together. */
static void ranks_are_uniform(void **state)
{
    (void)state;
    static pr_scenario_t scenario;
    pr_rank_check_result_t result;
    load_or_fail(&scenario, POOLRAMING_TESTS "/stat/calibrate-small.cfg", NULL, 0);
    const pr_rank_check_t check = {
        scenario.uncertain_count, sizeof(data_t) / sizeof(double), &scenario, prior, simulate, posterior};
    assert_int_equal(pr_rank_check_run(&result, &check, SETS, RANKS, 8, 0), 0);
    int bad = 0;
    for (size_t i = 0; i < result.d; i++) {
        const pr_uniformity_t *test = &result.tests[i];
        bool off = test->chi2_p < 0.0005;
        bad += off;
        print_message("%-42s chi2 p %.4f, ks p %.4f%s\n", scenario.setting[scenario.uncertain[i]].path,
                      test->chi2_p, test->ks_p, off ? "  <--" : "");
    }
    pr_rank_check_free(&result);
    pr_scenario_free(&scenario);
    assert_int_equal(bad, 0);
}

/* ---- reports of the whole model ---- */

static pr_scenario_t basis;

static int load_basis(void **state)
{
    start_library(state);
    load_or_fail(&basis, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0);
    return 0;
}

static int free_basis(void **state)
{
    (void)state;
    pr_scenario_free(&basis);
    return 0;
}

static void calibrate(pr_calibration_t *out, const pr_reported_t *reported, int threads, bool checks)
{
    static const pr_published_list_t none;
    const pr_calibrate_options_t options = {
        .seed = 2385, .threads = threads, .no_checks = !checks, .replicates = 64};
    assert_int_equal(pr_calibrate_run(out, &basis, reported, &none, &options, NULL), 0);
    assert_true(out->converged);
}

/* The posterior's mean is within five of its standard deviations of the truth, for every parameter and
   factor, and they are not off more than their own spread says: the mean of z² is below 2 (it is 1 where the
   likelihood is the model; over some 120 numbers of which half are independent its sd is about √(2/60) =
   0.2). Shares of forms are left out: they are made to sum to 1 after they are drawn. */
static void known_values_are_recovered(void **state)
{
    (void)state;
    double squares = 0, count = 0;
    for (uint64_t number = 3; number < 6; number++) {
        static pr_reported_t reported;
        static pr_inputs_t truth;
        static pr_trace_t trace;
        pr_calibration_t of;
        pr_replicate_t *replicate = calloc(1, sizeof *replicate);
        assert_int_equal(pr_replicate_init(replicate, &basis), 0);
        replicate->ledger.trace = &trace;
        pr_scenario_draw(&basis, SEED, number, &replicate->inputs);
        truth = replicate->inputs;
        assert_int_equal(pr_replicate_simulate_with(replicate, &basis, SEED, number), 0);
        pr_reported_from_ledger(&reported, &basis, &replicate->ledger, 6);
        calibrate(&of, &reported, 0, false);
        for (size_t i = 0; i < of.count; i++) {
            const pr_setting_t *setting = &basis.setting[of.parameter[i].setting];
            double real =
                *(const double *)(const void *)((const char *)&truth + setting->offset) / setting->scale;
            double z = (of.parameter[i].posterior.mean - real) / of.parameter[i].posterior.sd;
            bool shares = strstr(setting->path, ".share") != NULL;
            if (!shares && fabs(z) > 5) {
                print_error("%s: %g, really %g, z %.2f\n", setting->path, of.parameter[i].posterior.mean,
                            real, z);
            }
            assert_true(shares || fabs(z) <= 5);
            squares += shares ? 0 : z * z;
            count += !shares;
        }
        for (size_t i = 0; i < of.factor_count; i++) {
            double real = trace.heterogeneity[of.factor[i].municipality];
            double z = (of.factor[i].posterior.mean - real) / of.factor[i].posterior.sd;
            assert_true(fabs(z) <= 5);
            squares += z * z;
            count++;
        }
        pr_calibration_free(&of);
        pr_replicate_free(replicate);
        free(replicate);
    }
    print_message("mean z² %.3f over %.0f\n", squares / count, count);
    assert_true(squares / count < 2);
}

/* Five times as many residents as the model gave, in one municipality: its factor rises, others stay. */
static void a_factor_follows_its_figures(void **state)
{
    (void)state;
    static pr_reported_t reported;
    pr_calibration_t before, after;
    int venlo = pr_scenario_find_municipality(&basis, "Venlo");
    reported_simulate(&reported, &basis, &basis.central, SEED, 1, 4);
    calibrate(&before, &reported, 0, false);
    for (int half = 0; half < 4; half++) {
        reported.value[PR_REPORTED_REACHED][1 + venlo][half] *= 5;
    }
    calibrate(&after, &reported, 0, false);
    for (size_t i = 0; i < after.factor_count; i++) {
        double was = before.factor[i].posterior.mean, is = after.factor[i].posterior.mean;
        bool his = after.factor[i].municipality == (size_t)venlo;
        print_message("%s %.2f %.2f\n", basis.municipality[after.factor[i].municipality].name, was, is);
        assert_true(his ? is > 2 * was : fabs(is - was) < was / 2);
    }
    pr_calibration_free(&before);
    pr_calibration_free(&after);
}

/* Of what Venlo's figures say nothing nothing is kept: other municipalities have no factor, Venray's head
   start is not looked at, and what can't be told from its prior is the prior. The matrix that is left is
   definite. */
static void what_says_nothing_stays(void **state)
{
    (void)state;
    static pr_reported_t all, reported;
    pr_calibration_t of;
    pr_copula_t copula;
    int venlo = pr_scenario_find_municipality(&basis, "Venlo"), kept = 0, told = 0;
    reported_simulate(&all, &basis, NULL, SEED, 4, 4);
    pr_reported_init(&reported);
    reported.halves = 4;
    for (int kind = 0; kind < PR_REPORTED_PERSONS; kind++) {
        memcpy(reported.value[kind][1 + venlo], all.value[kind][1 + venlo],
               sizeof all.value[kind][1 + venlo]);
    }
    calibrate(&of, &reported, 0, false);
    assert_int_equal(of.factor_count, 1);
    assert_int_equal(of.factor[0].municipality, venlo);
    for (size_t i = 0; i < of.count; i++) {
        const pr_calibrated_t *at = &of.parameter[i];
        const pr_dist_t *prior = &basis.setting[at->setting].dist;
        assert_null(strstr(basis.setting[at->setting].path, "head_start"));
        told += at->told;
        kept += !at->told;
        assert_true(at->told || (at->posterior.mean == pr_dist_mean(prior) && at->moved == 0 &&
                                 at->posterior.p95 == pr_dist_quantile(prior, 0.95)));
        for (size_t j = 0; j < of.correlated && !at->told && !at->tied; j++) {
            assert_true(j == i || of.correlation[i * of.correlated + j] == 0);
        }
    }
    assert_true(told > 0 && kept > 0);
    assert_true(of.account[PR_REPORTED_REACHED].read == 4 && of.account[PR_REPORTED_REACHED].used == 4);
    assert_true(of.account[PR_REPORTED_HOURS].read == 4 && of.account[PR_REPORTED_PERSONS].read == 0);
    assert_int_equal(pr_copula_init(&copula, of.correlated, of.correlation, PR_CORRELATION_NORMAL, NULL, 0),
                     0);
    pr_copula_free(&copula);
    pr_calibration_free(&of);
}

static void same_for_any_number_of_threads(void **state)
{
    (void)state;
    static pr_reported_t reported;
    pr_calibration_t one, more;
    reported_simulate(&reported, &basis, NULL, SEED, 2, 3);
    calibrate(&one, &reported, 1, true);
    for (int threads = 1; threads <= 3; threads += 2) {
        calibrate(&more, &reported, threads, true);
        assert_int_equal(one.draws, more.draws);
        assert_memory_equal(one.score, more.score, one.draws * basis.uncertain_count * sizeof *one.score);
        assert_memory_equal(one.factors, more.factors, one.draws * one.factor_count * sizeof *one.factors);
        assert_memory_equal(one.correlation, more.correlation,
                            one.correlated * one.correlated * sizeof(double));
        for (size_t i = 0; i < one.backtest.forecast.count; i++) {
            assert_true(one.backtest.forecast.figure[i].crps == more.backtest.forecast.figure[i].crps);
        }
        pr_calibration_free(&more);
    }
    pr_calibration_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_uniform),
        cmocka_unit_test(known_values_are_recovered),
        cmocka_unit_test(a_factor_follows_its_figures),
        cmocka_unit_test(what_says_nothing_stays),
        cmocka_unit_test(same_for_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, load_basis, free_basis);
}
