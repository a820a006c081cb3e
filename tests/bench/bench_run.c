/*
 * Where the time of a run goes: draws, model and statistics apart, on one thread. Build by `cmake --build …
 * --target bench_run` and run by hand: `bench_run SCENARIO`. Machines are noisy: compare within one run only.
 *
 * Draws are replayed: the same numbers of the same kinds, with the means and counts that the replicates had,
 * without the model around them.
 */
#include <math.h>
#include <poolraming/poolraming.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLE = 256, ROWS = 16, REPEATS = 8 };

static pr_scenario_t scenario;
static pr_plan_t plan;
static pr_replicate_t *replicates; /* SAMPLE of them */
static double *rows;               /* [ROWS][plan.count] */
static volatile double sink;

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* of this process alone: others may be at work */
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void print_processor(void)
{
    char line[256];
    FILE *info = fopen("/proc/cpuinfo", "r");
    while (info && fgets(line, sizeof line, info)) {
        if (strncmp(line, "model name", 10) == 0) {
            printf("processor:%s", strchr(line, ':') + 1);
            break;
        }
    }
    if (info) {
        fclose(info);
    }
}

/* ---- the draws of one replicate, replayed ---- */

static void replay_arrivals(const pr_source_t *source, const pr_replicate_t *r, int t, const uint16_t *code,
                            size_t n)
{
    uint32_t word[4][PR_MAX_MUNICIPALITIES], own[4][PR_MAX_MUNICIPALITIES];
    double lambda[PR_MAX_MUNICIPALITIES], u[PR_MAX_MUNICIPALITIES];
    int64_t count[PR_MAX_MUNICIPALITIES];
    uint16_t month = (uint16_t)(12 * scenario.month_year + t);
    pr_blocks(source, PR_PROCESS_ARRIVAL, month, 0, 0, n, code, word[0], word[1], word[2], word[3]);
    for (uint16_t f = 0; f < PR_FORMS; f++) {
        for (size_t i = 0; i < n; i++) {
            const double *new = pr_ledger_row(&r->ledger, PR_MONTH_NEW_RESIDENTS, 1 + i);
            lambda[i] = r->inputs.demand.form_share[f] * (t > 0 ? 0.5 * (new[t] + new[t - 1]) : new[t]);
            u[i] = pr_uniform_of_word(word[f][i]);
        }
        pr_poisson_many(n, u, lambda, count);
        pr_blocks(source, PR_PROCESS_ARRIVAL_HOURS, month, f, 0, n, code, own[0], own[1], own[2], own[3]);
        double cv = r->inputs.demand.hours_cv[f];
        for (size_t i = 0; i < n; i++) {
            uint32_t words[3] = {own[0][i], own[1][i], own[2][i]};
            if (count[i] > 0) {
                sink = pr_gamma(source, (pr_address_t){PR_PROCESS_ARRIVAL_HOURS, month, code[i], f}, 1,
                                (double)count[i] / (cv * cv), words);
            }
        }
    }
}

static void replay_themes(const pr_source_t *source, const pr_replicate_t *r, size_t n)
{
    for (int half = 0; half < scenario.months / 6; half++) {
        for (size_t i = 0; i < n; i++) {
            const double *new = pr_ledger_row(&r->ledger, PR_MONTH_NEW_RESIDENTS, 1 + i);
            double residents = 0, u[PR_MAX_THEMES];
            int64_t part[PR_MAX_THEMES];
            for (int t = 6 * half; t < 6 * half + 6; t++) {
                residents += new[t];
            }
            pr_stream_t stream;
            pr_stream_open(&stream, source,
                           (pr_address_t){PR_PROCESS_THEME, (uint16_t)half, scenario.municipality[i].cbs, 0});
            for (size_t k = 0; k + 1 < scenario.theme_count; k++) {
                u[k] = pr_uniform_of_word(pr_stream_word(&stream));
            }
            if (residents > 0) {
                pr_multinomial((int64_t)residents, scenario.theme_count, r->inputs.demand.theme_share, u,
                               part);
            }
        }
    }
}

static void replay_workforce(const pr_source_t *source, const pr_replicate_t *r, int t)
{
    uint16_t month = (uint16_t)(12 * scenario.month_year + t);
    double active = pr_ledger_row(&r->ledger, PR_MONTH_ACTIVE_PERSONS, 0)[t];
    double trainees = pr_ledger_row(&r->ledger, PR_MONTH_TRAINEES, 0)[t];
    double vacancies = pr_ledger_row(&r->ledger, PR_MONTH_VACANCIES, 0)[t];
    double hires = pr_ledger_row(&r->ledger, PR_MONTH_HIRES, 0)[t];
    pr_stream_t stream;
    for (uint16_t cohort = 0; cohort < (uint16_t)trainees; cohort++) { /* one cohort a trainee, at most */
        pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_TRAINEE_LEAVING, month, 0, cohort});
        sink = (double)pr_binomial_draw(&stream, 1, 0.015);
    }
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_LEAVING, month, 0, 0});
    sink = (double)pr_binomial_draw(&stream, (int64_t)active, 0.013);
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_HIRING, month, 0, 0});
    sink = (double)pr_binomial_draw(&stream, (int64_t)(vacancies + hires), 0.25);
    sink = (double)pr_binomial_draw(&stream, (int64_t)hires, 0.5);
    sink = (double)pr_binomial_draw(&stream, (int64_t)hires, 0.3);
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_ABSENCE, month, 0, 0});
    sink = (double)pr_binomial_draw(&stream, (int64_t)active, pr_beta_draw(&stream, 4.2, 55.8));
    sink = pr_normal_draw(&stream); /* demand's shock of the month */
}

static void replay_draws(uint64_t number)
{
    const pr_replicate_t *r = &replicates[number % SAMPLE];
    pr_source_t source = {scenario.seed, number};
    pr_inputs_t inputs;
    uint16_t code[PR_MAX_MUNICIPALITIES];
    size_t n = scenario.municipality_count;
    pr_scenario_draw(&scenario, scenario.seed, number, &inputs);
    sink = inputs.vat_share;
    for (size_t i = 0; i < n; i++) {
        code[i] = scenario.municipality[i].cbs;
    }
    for (int i = 0; i < 4 * scenario.years; i++) {
        uint32_t word[4];
        pr_block(&source, (pr_address_t){PR_PROCESS_INDEX_LEVEL, (uint16_t)i, 0, 0}, 0, word);
        sink = pr_normal_inverse(pr_uniform_of_words(word[0], word[1]));
    }
    for (int t = 0; t < scenario.months; t++) {
        replay_workforce(&source, r, t);
        replay_arrivals(&source, r, t, code, n);
    }
    replay_themes(&source, r, n);
}

/* ---- statistics alone: rows that are there already ---- */

static int copy_row(void *context, void *worker, uint64_t number, double *row)
{
    (void)context;
    (void)worker;
    memcpy(row, rows + (number % ROWS) * plan.count, plan.count * sizeof *row);
    return 0;
}

/* Copying rows stands for recording, which is timed apart: its own time is not the statistics'. */
static double time_copies(uint64_t n)
{
    double *row = calloc(ROWS, plan.count * sizeof *row);
    double start = seconds();
    for (uint64_t k = 0; row && k < n; k++) {
        copy_row(NULL, NULL, k, row + k % 8 * plan.count); /* as into a tile */
        sink = row[k % plan.count];
    }
    double took = (seconds() - start) / (double)n;
    free(row);
    return took;
}

static double time_statistics(uint64_t n)
{
    pr_experiment_t experiment = {
        .series = plan.count, .draw = copy_row, .multiple = plan.multiple, .negligible = 1e-4 /* as a run */};
    pr_ensemble_options_t options = {.replicates = n, .threads = 1};
    pr_ensemble_t ensemble;
    double start = seconds();
    if (pr_ensemble_run(&ensemble, &experiment, &options, NULL) != 0) {
        exit(1);
    }
    pr_ensemble_free(&ensemble);
    return (seconds() - start) / (double)n;
}

/* One workspace, as a thread of a run has it. */
static double time_replicates(bool recorded)
{
    static pr_replicate_t one;
    if (!one.ledger.block && pr_replicate_init(&one, &scenario) != 0) {
        exit(1);
    }
    double start = seconds();
    for (uint64_t k = 0; k < SAMPLE; k++) {
        pr_replicate_simulate(&one, &scenario, scenario.seed, k);
        if (recorded) {
            pr_plan_record(&plan, &one, rows);
        }
    }
    return (seconds() - start) / SAMPLE;
}

static double time_run(uint64_t n, pr_detail_t detail)
{
    pr_run_options_t options = {.seed = scenario.seed, .detail = detail};
    options.ensemble.replicates = n;
    options.ensemble.threads = 1;
    pr_run_t run;
    double start = seconds();
    if (pr_run_scenario(&run, &scenario, &options, NULL) != 0) {
        exit(1);
    }
    double took = (seconds() - start) / (double)n;
    printf("whole run, %-8s %6zu series: %6.1f µs a replicate, %5.0f a second and thread\n",
           detail == PR_DETAIL_FULL ? "full," : "standard,", run.plan.count, took * 1e6, 1 / took);
    pr_run_free(&run);
    return took;
}

static void prepare(const char *path)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    if (pr_scenario_load(&scenario, path, NULL, 0, &errors) != 0 ||
        pr_plan_init(&plan, &scenario, PR_DETAIL_STANDARD) != 0) {
        fprintf(stderr, "%s: %s\n", path, errors.count ? errors.items[0].text : "out of memory");
        exit(2);
    }
    replicates = calloc(SAMPLE, sizeof *replicates);
    rows = calloc(ROWS * plan.count, sizeof *rows);
    for (uint64_t k = 0; k < SAMPLE; k++) {
        if (!replicates || !rows || pr_replicate_init(&replicates[k], &scenario) != 0) {
            exit(1);
        }
        pr_replicate_simulate(&replicates[k], &scenario, scenario.seed, k);
        pr_plan_record(&plan, &replicates[k], rows + k % ROWS * plan.count);
    }
}

int main(int argc, char **argv)
{
    pr_start();
    print_processor();
    prepare(argc > 1 ? argv[1] : "scenarios/basis.cfg");
    double draws = INFINITY, simulate = INFINITY, record = INFINITY;
    for (int repeat = 0; repeat < REPEATS;
         repeat++) { /* the least of several: the machine's noise only adds */
        double start = seconds();
        for (uint64_t k = 0; k < SAMPLE; k++) {
            replay_draws(k);
        }
        draws = fmin(draws, (seconds() - start) / SAMPLE);
        simulate = fmin(simulate, time_replicates(false));
        record = fmin(record, time_replicates(true));
    }
    record -= simulate;
    double statistics = fmin(time_statistics(20480), time_statistics(20480)) -
                        fmin(time_copies(20480), time_copies(20480)) + record;
    double total = simulate + statistics;
    printf("draws      %6.1f µs  %3.0f %%\nmodel      %6.1f µs  %3.0f %%\nstatistics %6.1f µs  %3.0f %%  (of "
           "which "
           "months to periods %.1f µs)\n",
           draws * 1e6, 100 * draws / total, (simulate - draws) * 1e6, 100 * (simulate - draws) / total,
           statistics * 1e6, 100 * statistics / total, record * 1e6);
    time_run(20480, PR_DETAIL_STANDARD);
    time_run(20480, PR_DETAIL_FULL);
    return 0;
}
