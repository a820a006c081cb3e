/* The net effect of one municipality per year, with its margin.
   Use: net_effect SCENARIO MUNICIPALITY [REPLICATES] */
#include <poolraming/poolraming.h>
#include <stdio.h>
#include <stdlib.h>

static void print_years(const pr_scenario_t *scenario, const pr_run_t *run, int scope)
{
    printf("%-6s %12s %10s %12s %12s\n", "year", "mean", "se", "p05", "p95");
    for (int year = scenario->first_year; year <= scenario->last_year; year++) {
        const pr_period_t period = {PR_PERIOD_YEAR, year, 0};
        const pr_summary_t *of = pr_run_find(run, "municipality.net_effect", scope, period);
        if (of) {
            printf("%-6d %12.2f %10.2f %12.2f %12.2f\n", year, of->mean, of->se, of->p05, of->p95);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "use: net_effect SCENARIO MUNICIPALITY [REPLICATES]\n");
        return 2;
    }
    pr_scenario_t scenario;
    pr_run_t run = {0};
    pr_errors_t errors;
    pr_start();
    pr_errors_init(&errors);
    int status = pr_scenario_load(&scenario, argv[1], NULL, 0, &errors);
    int scope = status == 0 ? pr_explain_scope(&scenario, argv[2], &errors) : -1; /* 0 is the region */
    if (scope >= 0) {
        pr_run_options_t options = {.seed = scenario.seed};
        options.ensemble.replicates = argc > 3 ? strtoull(argv[3], NULL, 10) : 1000;
        status = pr_run_scenario(&run, &scenario, &options, &errors);
        if (status == 0) {
            print_years(&scenario, &run, scope);
        }
    }
    for (size_t i = 0; i < errors.count; i++) {
        char line[1024];
        pr_errors_format(&errors, i, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    pr_run_free(&run);
    pr_scenario_free(&scenario);
    pr_errors_free(&errors);
    return status == 0 && scope >= 0 ? 0 : 1;
}
