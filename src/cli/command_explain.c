/* poolraming explain: how one figure comes about, step by step. */
#include "cli/cli.h"
#include <poolraming/report_explain.h>
#include <stdio.h>
#include <stdlib.h>

/* The run and the parts of the spread, for a figure that is not the same in every replicate. */
static int simulate(const options_t *options, pr_explanation_t *of, pr_run_t *run,
                    pr_explain_spread_t *spread, pr_errors_t *errors)
{
    pr_run_options_t run_options;
    prepare_run(options, of->scenario, &run_options);
    run_options.detail = of->item->detail;
    int status = pr_run_scenario(run, of->scenario, &run_options, errors);
    if (status == 0) {
        of->run = run;
        const pr_summary_t *summary = pr_run_find(run, of->item->metric, of->item->scope, of->item->period);
        if (summary && (summary->sd > 0 || summary->undefined > 0)) {
            status = pr_explain_spread(spread, of->scenario, of->item, &run_options, errors);
            of->spread = status == 0 ? spread : NULL;
        }
    }
    progress_end();
    return status;
}

static int print(const options_t *options, const pr_explanation_t *of, pr_errors_t *errors)
{
    char folder[4096];
    pr_report_t report;
    prepare_report(options, of->scenario->id, folder, &report);
    if (options->format == FORMAT_JSON) {
        return pr_report_explain_json(&report, of, stdout, errors);
    }
    return options->quiet ? 0 : pr_report_explain(&report, of, stdout, errors);
}

typedef struct {
    pr_explain_item_t item;
    pr_central_t central;
    pr_explain_path_t path;
    pr_run_t run;
    pr_explain_spread_t spread;
} parts_t;

static int explain(const options_t *options, const pr_scenario_t *scenario, pr_errors_t *errors)
{
    parts_t *parts = calloc(1, sizeof *parts);
    if (!parts) {
        return PR_ERR_MEMORY;
    }
    pr_explanation_t of = {
        .scenario = scenario, .item = &parts->item, .central = &parts->central, .path = &parts->path};
    int status = pr_explain_find(&parts->item, scenario, options->operand + 1, options->operands - 1, errors);
    if (status == 0) {
        status = pr_central_path(scenario, &parts->central);
    }
    if (status == 0) {
        status = pr_explain_path(&parts->path, scenario, &parts->central, &parts->item, errors);
    }
    if (status == 0 && !parts->path.certain) {
        status = simulate(options, &of, &parts->run, &parts->spread, errors);
    }
    if (status == 0) {
        status = print(options, &of, errors);
    }
    pr_run_free(&parts->run);
    free(parts);
    return status;
}

int command_explain(const options_t *options)
{
    pr_scenario_t scenario;
    pr_errors_t errors;
    int status = load_scenario(options, options->operand[0], &scenario);
    if (status != EXIT_DONE) {
        return status;
    }
    pr_errors_init_in(&errors, options->lang);
    status = explain(options, &scenario, &errors);
    pr_scenario_free(&scenario);
    return conclude(options->lang, status, &errors, NULL);
}
