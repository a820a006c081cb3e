/* results.csv and curve.csv: every outcome of a run, tidy. */
#include "report/csv.h"
#include <inttypes.h>
#include <string.h>

static void head(pr_csv_t *self)
{
    pr_csv_header(self, "metric,unit,period,municipality,mean,sd,se,p05,p10,p25,p50,p75,p90,p95,undefined");
}

/* A constant is exact, everything else an estimate. */
static pr_number_t figure(const pr_summary_t *summary, double x)
{
    return summary->sd == 0 ? pr_exact(x) : pr_ten(x);
}

static void moments(pr_csv_t *self, const pr_summary_t *summary)
{
    const double moment[] = {summary->mean, summary->sd, summary->se};
    for (size_t i = 0; i < sizeof moment / sizeof *moment; i++) {
        pr_csv_number(self, summary->undefined ? (pr_number_t){""} : figure(summary, moment[i]));
    }
}

static void quantiles(pr_csv_t *self, const pr_summary_t *summary)
{
    const double quantile[] = {summary->p05, summary->p10, summary->p25, summary->p50,
                               summary->p75, summary->p90, summary->p95};
    for (size_t i = 0; i < sizeof quantile / sizeof *quantile; i++) {
        pr_csv_number(self, figure(summary, quantile[i]));
    }
}

static void row(pr_csv_t *self, const pr_run_t *run, size_t series, const char *name, pr_masked_t masked)
{
    const pr_series_t *at = &run->plan.series[series];
    const pr_scenario_t *scenario = run->plan.scenario;
    const pr_summary_t *summary = &run->ensemble.summary[series];
    size_t metrics = 0;
    const pr_metric_t *metric = pr_metric_table(&metrics);
    char period[16];
    pr_period_format(at->period, period);
    pr_csv_text(self, name);
    pr_csv_text(self, metric[at->metric].unit);
    pr_csv_text(self, period);
    pr_csv_text(self, at->scope > 0 ? scenario->municipality[at->scope - 1].name : "");
    if (masked != PR_SHOWN) {
        for (int i = 0; i < 11; i++) {
            pr_csv_text(self, pr_mask_sign(masked));
        }
    } else {
        moments(self, summary);
        quantiles(self, summary);
        pr_csv_whole(self, (int64_t)summary->undefined);
    }
    pr_csv_end(self);
}

void pr_csv_results(pr_csv_t *self, const pr_run_t *run, const pr_mask_t *mask)
{
    head(self);
    for (size_t i = 0; i < run->plan.count; i++) {
        char name[256];
        pr_plan_metric_name(&run->plan, i, name, sizeof name);
        row(self, run, i, name, pr_mask_of(mask, i));
    }
}

void pr_csv_results_of(pr_csv_t *self, const pr_run_t *run, const char *const *metric, size_t count)
{
    head(self);
    for (size_t i = 0; i < run->plan.count; i++) {
        char name[256];
        pr_plan_metric_name(&run->plan, i, name, sizeof name);
        bool wanted = false;
        for (size_t k = 0; k < count && run->plan.series[i].scope == 0; k++) {
            wanted = wanted || strcmp(name, metric[k]) == 0;
        }
        if (wanted) {
            row(self, run, i, name, PR_SHOWN);
        }
    }
}

void pr_csv_curve(pr_csv_t *self, const pr_run_t *run)
{
    pr_csv_header(self, "metric,period,share,value");
    for (int i = 0; run->ensemble.curve && i < PR_CURVE_POINTS; i++) {
        pr_csv_text(self, "cost.total");
        pr_csv_text(self, "all");
        pr_csv_number(self, pr_exact((i + 1) / 100.0));
        pr_csv_number(self, pr_ten(run->ensemble.curve[i]));
        pr_csv_end(self);
    }
}
