#include "report/calibrate_rows.h"
#include "report/csv.h"
#include "report/texts.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS_MOST = 6 };

const char pr_calibrate_head[] =
    "section,name,unit,period,municipality,observed,prior_mean,prior_p05,prior_p95,"
    "mean,p05,p10,p90,p95,rank,z,crps,rhat,ess,prior_p10,prior_p90,label,basis,data,"
    "outside,chance_below,chance_above";

const char *const pr_calibrate_outcomes[PR_CALIBRATE_OUTCOMES] = {"service.residents_reached", "settlement",
                                                                  "municipality.net_effect", "cost.total"};

static const char *const units[PR_REPORTED_KINDS] = {"hours", "residents", "residents", "persons"};

const char *pr_calibrate_number_name(pr_calibrate_number_t number)
{
    static const char *const name[PR_ROW_NUMBERS] = {
        "observed", "prior_mean",   "prior_p05",   "prior_p95", "mean", "p05", "p10",       "p90",
        "p95",      "rank",         "z",           "crps",      "rhat", "ess", "prior_p10", "prior_p90",
        "outside",  "chance_below", "chance_above"};
    return name[number];
}

const char *pr_calibrate_used_where(pr_lang_t lang, int kind)
{
    static const pr_text_id_t id[PR_FIGURE_KINDS] = {
        PR_TEXT_CALIBRATE_WHERE_HOURS, PR_TEXT_CALIBRATE_WHERE_REACHED, PR_TEXT_CALIBRATE_WHERE_WAITING,
        PR_TEXT_CALIBRATE_WHERE_PERSONS, PR_TEXT_CALIBRATE_WHERE_OVA};
    return pr_text(lang, id[kind]);
}

pr_calibrate_label_t pr_calibrate_label(pr_lang_t lang, const pr_scenario_t *scenario,
                                        const pr_setting_t *setting)
{
    static const char below[] = "municipalities.";
    const char *label = pr_setting_label(setting, lang), *where = "";
    pr_calibrate_label_t out;
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        size_t length = strlen(scenario->municipality[m].id);
        const char *id = setting->path + sizeof below - 1;
        if (strncmp(setting->path, below, sizeof below - 1) == 0 &&
            strncmp(id, scenario->municipality[m].id, length) == 0 && id[length] == '.') {
            where = scenario->municipality[m].name;
        }
    }
    snprintf(out.s, sizeof out.s, "%.80s%s%.160s", where, *where ? ": " : "", label ? label : "");
    return out;
}

void pr_calibrate_numbers(pr_lang_t lang, const pr_calibrated_t *parameter, pr_number_t *before,
                          pr_number_t *now)
{
    int decimals = pr_decimals(parameter->posterior.se, DECIMALS_MOST);
    *before = pr_fixed(lang, parameter->prior_mean, decimals);
    *now = pr_fixed(lang, parameter->posterior.mean, decimals);
}

pr_number_t pr_calibrate_estimate(pr_lang_t lang, double mean, double p05, double p95, double se)
{
    pr_number_t out;
    int decimals = pr_decimals(se, DECIMALS_MOST), wide = pr_decimals(2.1 * se, DECIMALS_MOST);
    snprintf(out.s, sizeof out.s, "%.17s (%.17s – %.17s)", pr_fixed(lang, mean, decimals).s,
             pr_fixed(lang, p05, wide).s, pr_fixed(lang, p95, wide).s);
    return out;
}

pr_number_t pr_calibrate_about(pr_lang_t lang, double expected)
{
    return pr_fixed(lang, expected, expected > 0 && expected < 1);
}

pr_text_id_t pr_calibrate_outside(uint64_t counted, uint64_t above, uint64_t below)
{
    return counted > 1    ? PR_TEXT_CALIBRATE_OUTSIDE
           : counted == 0 ? PR_TEXT_CALIBRATE_NONE_COUNTED
           : above > 0    ? PR_TEXT_CALIBRATE_ONE_ABOVE
           : below > 0    ? PR_TEXT_CALIBRATE_ONE_BELOW
                          : PR_TEXT_CALIBRATE_ONE_WITHIN;
}

void pr_calibrate_csv_row(void *context, const pr_calibrate_row_t *row)
{
    pr_csv_t *csv = context;
    const char *name[] = {row->section, row->name, row->unit, row->period, row->municipality};
    const char *more[] = {row->label, row->basis, row->data};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        pr_csv_text(csv, name[i]);
    }
    for (int i = 0; i < PR_ROW_OUTSIDE; i++) {
        pr_csv_number(csv, pr_ten(row->number[i]));
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        pr_csv_text(csv, more[i]);
    }
    for (int i = PR_ROW_OUTSIDE; i < PR_ROW_NUMBERS; i++) {
        pr_csv_number(csv, pr_ten(row->number[i]));
    }
    pr_csv_end(csv);
}

typedef struct {
    pr_lang_t lang;
    const pr_calibrated_report_t *of;
    void (*each)(void *context, const pr_calibrate_row_t *row);
    void *context;
} walk_t;

static pr_calibrate_row_t row_of(const walk_t *self, const char *section, const char *name)
{
    pr_calibrate_row_t row = {.section = section,
                              .name = name,
                              .unit = "",
                              .period = "",
                              .municipality = "",
                              .label = "",
                              .basis = "",
                              .data = self->of->calibration->invented ? "invented" : "reported"};
    for (int i = 0; i < PR_ROW_NUMBERS; i++) {
        row.number[i] = NAN;
    }
    return row;
}

static void put_summary(pr_calibrate_row_t *row, const pr_summary_t *summary)
{
    row->number[PR_ROW_MEAN] = summary->mean;
    row->number[PR_ROW_P05] = summary->p05;
    row->number[PR_ROW_P10] = summary->p10;
    row->number[PR_ROW_P90] = summary->p90;
    row->number[PR_ROW_P95] = summary->p95;
}

static void put_prior(pr_calibrate_row_t *row, double mean, double p05, double p95)
{
    row->number[PR_ROW_PRIOR_MEAN] = mean;
    row->number[PR_ROW_PRIOR_P05] = p05;
    row->number[PR_ROW_PRIOR_P95] = p95;
}

static const char *municipality(const walk_t *self, int scope)
{
    return scope > 0 ? self->of->calibration->scenario->municipality[scope - 1].name : "";
}

static void figures(const walk_t *self)
{
    const pr_calibration_t *of = self->of->calibration;
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        pr_calibrate_row_t row = row_of(
            self, "figures", kind < PR_REPORTED_KINDS ? pr_reported_name((pr_reported_kind_t)kind) : "ova");
        row.unit = "figures";
        row.number[PR_ROW_OBSERVED] = (double)of->account[kind].read;
        row.number[PR_ROW_MEAN] = (double)of->account[kind].used;
        self->each(self->context, &row);
    }
}

static void parameter(const walk_t *self, const pr_calibrated_t *at)
{
    const pr_scenario_t *s = self->of->calibration->scenario;
    const pr_setting_t *setting = &s->setting[at->setting];
    pr_calibrate_label_t label = pr_calibrate_label(self->lang, s, setting);
    pr_calibrate_row_t row = row_of(self, at->told ? "parameter" : "kept", setting->path);
    row.unit = setting->unit;
    row.label = label.s;
    row.basis = setting->assumption ? "assumption" : "source";
    put_prior(&row, at->prior_mean, at->prior_p05, at->prior_p95);
    if (at->told) {
        put_summary(&row, &at->posterior);
        row.number[PR_ROW_Z] = at->moved;
    }
    row.number[PR_ROW_RHAT] = at->rhat;
    row.number[PR_ROW_ESS] = at->ess;
    self->each(self->context, &row);
}

static void parameters(const walk_t *self)
{
    const pr_calibration_t *of = self->of->calibration;
    for (size_t i = 0; i < of->count; i++) {
        parameter(self, &of->parameter[i]);
    }
    for (size_t i = 0; i < of->factor_count; i++) {
        const pr_calibrated_factor_t *factor = &of->factor[i];
        pr_calibrate_row_t row = row_of(self, factor->told ? "factor" : "kept", "demand_factor");
        row.municipality = municipality(self, 1 + (int)factor->municipality);
        put_prior(&row, 1, factor->prior_p05, factor->prior_p95);
        if (factor->told) {
            put_summary(&row, &factor->posterior);
        }
        self->each(self->context, &row);
    }
}

static void checked(const walk_t *self, const char *section, const pr_checked_t *figure, bool forecast)
{
    char period[16];
    pr_reported_half(self->of->calibration->scenario, figure->half, period);
    pr_calibrate_row_t row = row_of(self, section, pr_reported_name(figure->kind));
    row.unit = units[figure->kind];
    row.period = period;
    row.municipality = municipality(self, figure->scope);
    row.number[PR_ROW_OBSERVED] = figure->observed;
    if (forecast) {
        put_summary(&row, &figure->predicted);
    } else {
        put_prior(&row, figure->predicted.mean, figure->predicted.p05, figure->predicted.p95);
        row.number[PR_ROW_PRIOR_P10] = figure->predicted.p10;
        row.number[PR_ROW_PRIOR_P90] = figure->predicted.p90;
    }
    row.number[PR_ROW_RANK] = figure->rank;
    row.number[PR_ROW_Z] = figure->z;
    row.number[PR_ROW_CRPS] = figure->crps;
    row.number[PR_ROW_OUTSIDE] = pr_checked_side(figure);
    row.number[PR_ROW_CHANCE_BELOW] = figure->chance_below;
    row.number[PR_ROW_CHANCE_ABOVE] = figure->chance_above;
    self->each(self->context, &row);
}

static void score(const walk_t *self, int kind, const char *what, double value, double low, double high)
{
    char name[64];
    snprintf(name, sizeof name, "%s.%s", pr_reported_name((pr_reported_kind_t)kind), what);
    pr_calibrate_row_t row = row_of(self, "score", name);
    row.unit = "share";
    row.number[PR_ROW_MEAN] = value;
    row.number[PR_ROW_P05] = low;
    row.number[PR_ROW_P95] = high;
    self->each(self->context, &row);
}

static void scores(const walk_t *self)
{
    const pr_backtest_t *of = &self->of->calibration->backtest;
    for (int kind = 0; kind < PR_REPORTED_KINDS && of->held_out >= 0; kind++) {
        const pr_backtest_score_t *at = &of->score[kind];
        if (at->coverage.n == 0) {
            continue;
        }
        score(self, kind, "coverage_80", at->coverage.share, at->coverage.lower, at->coverage.upper);
        score(self, kind, "mape", at->error.mape, NAN, NAN);
        score(self, kind, "wape", at->error.wape, NAN, NAN);
        score(self, kind, "bias", at->error.bias, NAN, NAN);
        pr_calibrate_row_t row = row_of(self, "score", pr_reported_name((pr_reported_kind_t)kind));
        row.unit = units[kind];
        row.number[PR_ROW_PRIOR_MEAN] = at->prior_crps;
        row.number[PR_ROW_CRPS] = at->crps;
        self->each(self->context, &row);
    }
}

pr_difference_t pr_calibrate_moved(const pr_calibrated_report_t *of, const char *metric, int scope)
{
    return of->forecast ? pr_compare_find(of->forecast, 1, metric, scope, (pr_period_t){PR_PERIOD_ALL, 0, 0})
                        : (pr_difference_t){0};
}

static void forecasts(const walk_t *self)
{
    const pr_scenario_t *s = self->of->calibration->scenario;
    for (int i = 0; i < PR_CALIBRATE_OUTCOMES; i++) {
        for (int scope = 0; scope <= (int)s->municipality_count; scope++) {
            pr_difference_t at = pr_calibrate_moved(self->of, pr_calibrate_outcomes[i], scope);
            if (!at.base || !at.other || at.base->undefined || at.other->undefined) {
                continue;
            }
            pr_calibrate_row_t row = row_of(self, "forecast", pr_calibrate_outcomes[i]);
            row.period = "all";
            row.unit = i == 0 ? "residents" : "EUR";
            row.municipality = municipality(self, scope);
            put_prior(&row, at.base->mean, at.base->p05, at.base->p95);
            put_summary(&row, at.other);
            self->each(self->context, &row);
        }
    }
}

static void outside_row(const walk_t *self, const char *name, size_t seen, double expected)
{
    pr_calibrate_row_t row = row_of(self, "outside", name);
    row.unit = "figures";
    row.number[PR_ROW_OBSERVED] = (double)seen;
    row.number[PR_ROW_PRIOR_MEAN] = expected;
    self->each(self->context, &row);
}

static void outside(const walk_t *self)
{
    pr_outside_t of;
    pr_checks_outside(&self->of->calibration->prior_check, &of);
    if (of.counted > 0) {
        outside_row(self, "counted", of.counted, NAN);
        outside_row(self, "above", of.above, of.expected_above);
        outside_row(self, "below", of.below, of.expected_below);
    }
}

void pr_calibrate_rows(pr_lang_t lang, const pr_calibrated_report_t *of,
                       void (*each)(void *context, const pr_calibrate_row_t *row), void *context)
{
    const walk_t walk = {lang, of, each, context};
    const pr_calibration_t *calibration = of->calibration;
    figures(&walk);
    parameters(&walk);
    for (size_t i = 0; i < calibration->prior_check.count; i++) {
        checked(&walk, "check", &calibration->prior_check.figure[i], false);
    }
    for (size_t i = 0; i < calibration->backtest.forecast.count; i++) {
        checked(&walk, "backtest", &calibration->backtest.forecast.figure[i], true);
    }
    scores(&walk);
    forecasts(&walk);
    outside(&walk);
}
