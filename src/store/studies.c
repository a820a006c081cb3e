/* What of a sensitivity, a decision and a calibration goes into its record. The fingerprint is that of the
   rows of the command's own files, in every digit. */
#include "report/calibrate_rows.h"
#include "report/decide_rows.h"
#include "report/sensitivity_rows.h"
#include "store/record.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <stdio.h>
#include <string.h>

/* ---- sensitivity ---- */

static void sensitivity_row(void *context, const pr_sensitivity_row_t *row)
{
    pr_recorder_t *self = context;
    const char *text[] = {row->of.metric, row->of.period, row->of.municipality, row->method, row->parameter};
    const double x[] = {row->estimate, row->se, row->low, row->high, row->p};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        pr_recorder_text(self, text[i]);
    }
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        pr_recorder_number(self, x[i]);
    }
    self->out->series++;
    if (strcmp(row->method, "sobol_first") == 0 || strcmp(row->method, "sobol_total") == 0) {
        const pr_record_outcome_t outcome = {.metric = row->of.metric,
                                             .unit = "share",
                                             .period = row->of.period,
                                             .municipality = row->of.municipality,
                                             .measure = row->method,
                                             .item = row->parameter,
                                             .summary = pr_recorded_estimate(row->estimate, row->se)};
        pr_recorder_add(self, &outcome);
    }
}

static void sensitivity_outcome(pr_recorder_t *self, const pr_scenario_sensitivity_t *of, size_t i)
{
    const pr_outcome_sample_t *sample = &of->sample[i];
    pr_sensitivity_outcome_t name = pr_sensitivity_outcome(of, i);
    pr_record_outcome_t outcome = {.metric = name.metric,
                                   .unit = name.unit,
                                   .period = name.period,
                                   .municipality = name.municipality,
                                   .measure = "mean",
                                   .summary = pr_recorded_estimate(sample->mean, sample->se)};
    outcome.summary.sd = sample->sd;
    outcome.summary.undefined = sample->undefined;
    pr_recorder_add(self, &outcome);
    pr_recorder_number(self, sample->mean);
    pr_recorder_number(self, sample->sd);
    self->out->series++;
}

static void tornado_print(pr_recorder_t *self, const pr_scenario_sensitivity_t *of)
{
    for (size_t i = 0; i < of->outcomes * of->inputs; i++) {
        const pr_tornado_bar_t *bar = &of->tornado.bar[i];
        const double x[] = {
            of->tornado.base[i / of->inputs], bar->low, bar->low_se, bar->high, bar->high_se, bar->swing_se};
        for (size_t k = 0; k < sizeof x / sizeof *x; k++) {
            pr_recorder_number(self, x[k]);
        }
        self->out->series++;
    }
}

/* The outcomes by name, so that a later default changes nothing. */
static int sensitivity_options(const pr_scenario_sensitivity_t *of, pr_record_t *out)
{
    int status = 0;
    pr_sensitivity_outcome_t name = pr_sensitivity_outcome(of, 0);
    for (size_t i = 0; i < of->outcomes && status == 0; i++) {
        status = pr_record_add_option(out, "outcome", of->outcome[i].metric);
    }
    status = status ? status : pr_record_add_option(out, "period", name.period);
    return status || !*name.municipality ? status
                                         : pr_record_add_option(out, "municipality", name.municipality);
}

int pr_record_of_sensitivity(const pr_scenario_sensitivity_t *sensitivity, pr_record_t *out)
{
    pr_recorder_t self;
    const pr_report_t english = {.lang = PR_LANG_EN};
    pr_recorder_begin(&self, out, PR_RECORD_SENSITIVITY, &sensitivity->scenario, 1);
    for (size_t i = 0; i < sensitivity->outcomes && !self.failed; i++) {
        sensitivity_outcome(&self, sensitivity, i);
    }
    int status = self.failed ? 0 : pr_sensitivity_rows(&english, sensitivity, sensitivity_row, &self);
    if (sensitivity->has_tornado) {
        tornado_print(&self, sensitivity);
    }
    out->seed = sensitivity->seed;
    out->replicates = out->asked = sensitivity->evaluations;
    out->interrupted = sensitivity->interrupted;
    status = status || self.failed ? PR_ERR_MEMORY : sensitivity_options(sensitivity, out);
    return status ? status : pr_recorder_end(&self);
}

/* ---- decide ---- */

static void decide_print(void *context, const pr_cell_t *cell, size_t count)
{
    pr_recorder_t *self = context;
    for (size_t i = 0; i < count; i++) {
        if (cell[i].text) {
            pr_recorder_text(self, cell[i].text);
        } else {
            pr_recorder_number(self, cell[i].number);
        }
    }
    self->out->series++;
}

static void add_valued(pr_recorder_t *self, size_t option, const char *metric, const char *unit,
                       const char *measure, const char *item, pr_valued_t x)
{
    const pr_record_outcome_t outcome = {.scenario = (int)option,
                                         .metric = metric,
                                         .unit = unit,
                                         .period = "all",
                                         .measure = measure,
                                         .item = item,
                                         .summary = pr_recorded_estimate(x.value, x.se)};
    pr_recorder_add(self, &outcome);
}

static void decide_option(pr_recorder_t *self, const pr_decide_t *of, size_t k)
{
    static const struct {
        const char *name, *unit;
    } flow[PR_FLOWS] = {[PR_FLOW_COST] = {"cost", "EUR"},
                        [PR_FLOW_AVOIDED] = {"avoided", "EUR"},
                        [PR_FLOW_REACHED] = {"residents_present", "residents"},
                        [PR_FLOW_SUCCESSES] = {"successes_present", "residents"},
                        [PR_FLOW_RESIDENTS] = {"residents", "residents"},
                        [PR_FLOW_SHORTFALL] = {"shortfall_chance", "share"}};
    for (pr_flow_t f = 0; f < PR_FLOWS; f++) {
        add_valued(self, k, flow[f].name, flow[f].unit, "option", "", of->flow[f][k]);
    }
    add_valued(self, k, "cost_per_resident", "EUR", "option", "", of->unit_cost[k]);
}

/* At a switch two options are worth the same: what is told is where it lies, and to which option. */
static void decide_valuation(pr_recorder_t *self, const pr_decide_t *of, const pr_valuation_t *at)
{
    const char *yardstick = pr_yardstick_id(at->yardstick);
    size_t to = pr_decide_switch_to(of, at);
    bool turns = to != SIZE_MAX;
    size_t option = turns ? to : at->best;
    pr_number_t item = turns ? (pr_number_t){"switch"} : pr_ten(at->worth);
    const pr_valued_t worth = {at->worth, pr_decide_worth_error(of, at)};
    add_valued(self, option, turns ? "switch" : "best", "EUR", yardstick, item.s,
               turns ? worth : at->option[at->best].mean);
    if (of->informed && at->informed && !of->draws.interrupted) {
        add_valued(self, option, "evpi", "EUR", yardstick, item.s, at->information[0].value);
        if (of->sizes > 0) {
            add_valued(self, option, "evsi", "EUR", yardstick, item.s, at->study_best.most_cost);
        }
    }
}

static size_t option_of(const pr_decide_t *of, const pr_scenario_t *scenario)
{
    size_t k = 0;
    while (k + 1 < of->draws.options && of->draws.scenario[k] != scenario) {
        k++;
    }
    return k;
}

static void decide_rules(pr_recorder_t *self, const pr_decide_t *of, const pr_gate_rules_t *rules)
{
    size_t k = option_of(of, rules->study.scenario);
    for (size_t i = 0; i < rules->values; i++) {
        const pr_rules_at_t *at = &rules->at[i];
        const pr_rule_set_t *set = &at->solved.level[at->solved.advised];
        pr_number_t item = pr_ten(at->worth);
        add_valued(self, k, "rules", "EUR", "resident", item.s, set->valued);
        add_valued(self, k, "rules_gain", "EUR", "resident", item.s, set->gain);
    }
}

/* Whether a table follows from the replicates alone; of an interrupted decision nothing else counts. */
static bool counts(const pr_decide_t *of, const pr_decide_table_t *table)
{
    return pr_decide_has(of, table) && (!of->draws.interrupted || table->part == PR_PART_OPTIONS);
}

int pr_record_of_decision(const pr_decide_t *decision, pr_record_t *out)
{
    pr_recorder_t self;
    size_t tables = 0;
    const pr_decide_draws_t *draws = &decision->draws;
    const pr_decide_table_t *table = pr_decide_tables(&tables);
    const pr_sink_t sink = {decide_print, &self};
    pr_recorder_begin(&self, out, PR_RECORD_DECIDE, draws->scenario, draws->options);
    for (size_t i = 0; i < tables; i++) {
        if (counts(decision, &table[i])) {
            table[i].walk(decision, &sink);
        }
    }
    for (size_t k = 0; k < draws->options && decision->valuations > 0; k++) {
        decide_option(&self, decision, k);
    }
    for (size_t i = 0; i < decision->valuations; i++) {
        decide_valuation(&self, decision, &decision->valuation[i]);
    }
    for (size_t i = 0; i < decision->rules_count && !draws->interrupted; i++) {
        decide_rules(&self, decision, &decision->rules[i]);
    }
    out->seed = draws->seed;
    out->replicates = out->asked = draws->replicates;
    out->interrupted = draws->interrupted;
    int status = pr_recorder_end(&self);
    return status == 0 && out->series == 0 ? PR_ERR_DOMAIN : status;
}

/* ---- calibrate ---- */

static void calibrate_print(void *context, const pr_calibrate_row_t *row)
{
    pr_recorder_t *self = context;
    const char *text[] = {row->section, row->name, row->period, row->municipality};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        pr_recorder_text(self, text[i]);
    }
    for (int i = 0; i < PR_ROW_NUMBERS; i++) {
        pr_recorder_number(self, row->number[i]);
    }
    self->out->series++;
}

/* The spread of draws as well: it is in no row. */
static void posterior(pr_recorder_t *self, const char *item, const char *unit, const char *municipality,
                      bool told, const pr_summary_t *summary)
{
    const pr_record_outcome_t outcome = {.metric = municipality ? "demand_factor" : "parameter",
                                         .unit = unit,
                                         .municipality = municipality,
                                         .measure = told ? "posterior" : "prior",
                                         .item = item,
                                         .summary = pr_recorded_summary(summary)};
    pr_recorder_number(self, summary->sd);
    pr_recorder_add(self, &outcome);
}

static void calibrate_parameters(pr_recorder_t *self, const pr_calibration_t *of)
{
    for (size_t i = 0; i < of->count; i++) {
        const pr_calibrated_t *at = &of->parameter[i];
        const pr_setting_t *setting = &of->scenario->setting[at->setting];
        pr_summary_t prior = pr_recorded_estimate(at->prior_mean, NAN);
        prior.sd = at->prior_sd;
        prior.p05 = at->prior_p05;
        prior.p95 = at->prior_p95;
        posterior(self, setting->path, setting->unit, NULL, at->told, at->told ? &at->posterior : &prior);
    }
    for (size_t i = 0; i < of->factor_count; i++) {
        const pr_calibrated_factor_t *at = &of->factor[i];
        if (at->told) {
            posterior(self, "", "", of->scenario->municipality[at->municipality].name, true, &at->posterior);
        }
    }
}

static void add_count(pr_recorder_t *self, const char *metric, const char *measure, const char *item,
                      double x)
{
    const pr_record_outcome_t outcome = {.metric = metric,
                                         .unit = "figures",
                                         .measure = measure,
                                         .item = item,
                                         .summary = pr_recorded_estimate(x, NAN)};
    pr_recorder_add(self, &outcome);
}

/* Figures by kind, whether they are marked as invented, and how many lie outside the band from 10 to 90 % or,
 * held out, within it. */
static void calibrate_counts(pr_recorder_t *self, const pr_calibration_t *of)
{
    pr_outside_t outside;
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        const char *name = kind < PR_REPORTED_KINDS ? pr_reported_name((pr_reported_kind_t)kind) : "ova";
        add_count(self, "figures", "read", name, (double)of->account[kind].read);
        add_count(self, "figures", "used", name, (double)of->account[kind].used);
        if (kind < PR_REPORTED_KINDS && of->backtest.held_out >= 0) {
            const pr_coverage_t *coverage = &of->backtest.score[kind].coverage;
            add_count(self, "backtest", "figures", name, (double)coverage->n);
            add_count(self, "backtest", "inside", name, (double)coverage->inside);
        }
    }
    add_count(self, "figures", "invented", "", of->invented);
    pr_checks_outside(&of->prior_check, &outside);
    add_count(self, "check", "figures", "", (double)outside.counted);
    add_count(self, "check", "above", "", (double)outside.above);
    add_count(self, "check", "below", "", (double)outside.below);
    add_count(self, "check", "expected_above", "", outside.expected_above);
    add_count(self, "check", "expected_below", "", outside.expected_below);
}

static void calibrate_forecast(pr_recorder_t *self, const pr_calibrated_report_t *of)
{
    for (int i = 0; i < PR_CALIBRATE_OUTCOMES; i++) {
        pr_difference_t at = pr_calibrate_moved(of, pr_calibrate_outcomes[i], 0);
        const pr_summary_t *both[] = {at.base, at.other};
        for (int after = 0; after < 2 && both[0] && both[1]; after++) {
            const pr_record_outcome_t outcome = {.metric = pr_calibrate_outcomes[i],
                                                 .unit = i == 0 ? "residents" : "EUR",
                                                 .period = "all",
                                                 .measure = after ? "after" : "before",
                                                 .summary = pr_recorded_summary(both[after])};
            pr_recorder_add(self, &outcome);
        }
    }
}

int pr_record_of_calibration(const pr_calibration_t *calibration, const pr_comparison_t *forecast,
                             uint64_t seed, pr_record_t *out)
{
    pr_recorder_t self;
    const pr_calibrated_report_t of = {calibration, forecast, seed};
    pr_recorder_begin(&self, out, PR_RECORD_CALIBRATE, &calibration->scenario, 1);
    pr_calibrate_rows(PR_LANG_EN, &of, calibrate_print, &self);
    calibrate_parameters(&self, calibration);
    calibrate_counts(&self, calibration);
    calibrate_forecast(&self, &of);
    out->seed = seed;
    out->replicates = calibration->draws;
    return pr_recorder_end(&self);
}
