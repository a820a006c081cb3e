/* sensitivity.csv and tornado.csv: every estimate, tidy. */
#include "report/sensitivity_files.h"
#include "report/sensitivity_rows.h"
#include <math.h>

static const char HEAD[] =
    "outcome,unit,period,municipality,method,kind,parameter,label,basis,estimate,se,low,"
    "high,p";
static const char TORNADO_HEAD[] =
    "outcome,unit,period,municipality,parameter,label,parameter_unit,basis,correlated,parameter_low,"
    "parameter_central,parameter_high,base,low,high,low_change,low_se,high_change,high_se,swing,swing_se,"
    "length,draws";

static void put_outcome(pr_csv_t *csv, const pr_sensitivity_outcome_t *of)
{
    pr_csv_text(csv, of->metric);
    pr_csv_text(csv, of->unit);
    pr_csv_text(csv, of->period);
    pr_csv_text(csv, of->municipality);
}

static void put_row(void *context, const pr_sensitivity_row_t *row)
{
    pr_csv_t *csv = context;
    const char *const text[] = {row->method, row->kind, row->parameter, row->label, row->basis};
    const double number[] = {row->estimate, row->se, row->low, row->high, row->p};
    put_outcome(csv, &row->of);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        pr_csv_text(csv, text[i]);
    }
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        pr_csv_number(csv, pr_ten(number[i]));
    }
    pr_csv_end(csv);
}

int pr_csv_sensitivity(pr_csv_t *self, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    pr_csv_header(self, HEAD);
    return pr_sensitivity_rows(report, of, put_row, self);
}

static void put_bar(pr_csv_t *csv, const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                    size_t outcome, size_t input)
{
    const pr_setting_t *setting = pr_sensitivity_setting(of, input);
    const pr_tornado_bar_t *bar = &of->tornado.bar[outcome * of->inputs + input];
    const double number[] = {of->low[input],   of->central[input], of->high[input], of->tornado.base[outcome],
                             bar->low,         bar->high,          bar->low_change, bar->low_se,
                             bar->high_change, bar->high_se,       bar->swing,      bar->swing_se,
                             bar->length};
    pr_csv_text(csv, setting->path);
    pr_csv_text(csv, pr_setting_label(setting, report->lang));
    pr_csv_text(csv, pr_setting_unit(setting, report->lang));
    pr_csv_text(csv, pr_sensitivity_basis(setting));
    pr_csv_text(csv, of->together[input] ? "yes" : "no");
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        pr_csv_number(csv, pr_ten(number[i]));
    }
    pr_csv_whole(csv, (int64_t)(of->tornado_draws - bar->undefined));
}

void pr_csv_tornado(pr_csv_t *self, const pr_report_t *report, const pr_scenario_sensitivity_t *of)
{
    pr_csv_header(self, TORNADO_HEAD);
    for (size_t i = 0; i < of->outcomes && of->has_tornado; i++) {
        pr_sensitivity_outcome_t outcome = pr_sensitivity_outcome(of, i);
        for (size_t k = 0; k < of->inputs; k++) {
            put_outcome(self, &outcome);
            put_bar(self, report, of, i, of->tornado.order[i * of->inputs + k]);
            pr_csv_end(self);
        }
    }
}
