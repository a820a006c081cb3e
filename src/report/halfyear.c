/* The rows of the half-year report and what is hidden in it: see halfyear.h. */
#include "report/halfyear.h"
#include <string.h>

static const char REACHED[] = "service.residents_reached";
enum { SMALLEST_SHOWN = 5 };

static ptrdiff_t find(const pr_halfyear_t *self, const char *metric, int scope)
{
    return pr_plan_find(&self->run->plan, metric, scope, self->half);
}

/* ---- mask of the municipalities' totals ---- */

static double reached(const pr_halfyear_t *self, int scope)
{
    ptrdiff_t series = find(self, REACHED, scope);
    return series < 0 ? 0 : self->run->ensemble.summary[series].mean;
}

/* Whether a theme of the municipality is hidden, so that its total can't be had by adding up. */
static bool has_hidden_theme(const pr_halfyear_t *self, int scope)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    for (size_t i = 0; i < scenario->theme_count; i++) {
        char name[256];
        snprintf(name, sizeof name, "service.theme.%s", scenario->theme[i].id);
        ptrdiff_t series = find(self, name, scope);
        if (series >= 0 && pr_mask_of(self->mask, (size_t)series) != PR_SHOWN) {
            return true;
        }
    }
    return false;
}

/* The municipality that is hidden to protect the only small one: the smallest with a hidden theme. */
static int companion(const pr_halfyear_t *self, int small)
{
    int best = 0;
    bool best_hidden = false;
    for (int scope = 1; scope <= (int)self->run->plan.scenario->municipality_count; scope++) {
        bool hidden = scope != small && has_hidden_theme(self, scope);
        bool better = best == 0 || (hidden && !best_hidden) ||
                      (hidden == best_hidden && reached(self, scope) < reached(self, best));
        if (scope != small && better) {
            best = scope;
            best_hidden = hidden;
        }
    }
    return best;
}

static pr_masked_t mask_total(const pr_halfyear_t *self, int scope)
{
    int small = 0, count = 0;
    for (int m = 1; m <= (int)self->run->plan.scenario->municipality_count; m++) {
        if (reached(self, m) < SMALLEST_SHOWN) {
            small = m;
            count++;
        }
    }
    if (reached(self, scope) < SMALLEST_SHOWN) {
        return PR_MASKED_SMALL;
    }
    return count == 1 && scope == companion(self, small) ? PR_MASKED_OTHER : PR_SHOWN;
}

pr_masked_t pr_halfyear_mask(const pr_halfyear_t *self, size_t series)
{
    const pr_series_t *at = &self->run->plan.series[series];
    size_t metrics = 0;
    if (self->mask && at->scope > 0 && strcmp(pr_metric_table(&metrics)[at->metric].id, REACHED) == 0) {
        return mask_total(self, at->scope);
    }
    return pr_mask_of(self->mask, series);
}

/* ---- rows ---- */

static void band_cells(pr_csv_t *csv, const pr_summary_t *summary, pr_masked_t masked)
{
    const double figure[] = {summary->mean, summary->p05, summary->p10, summary->p90, summary->p95};
    for (size_t i = 0; i < sizeof figure / sizeof *figure; i++) {
        if (masked != PR_SHOWN) {
            pr_csv_text(csv, pr_mask_sign(masked));
        } else if (i == 0 && summary->undefined > 0) {
            pr_csv_text(csv, "");
        } else {
            pr_csv_number(csv, summary->sd == 0 ? pr_exact(figure[i]) : pr_ten(figure[i]));
        }
    }
}

static void metric_row(const pr_halfyear_t *self, pr_csv_t *csv, const char *metric, int scope)
{
    ptrdiff_t series = find(self, metric, scope);
    if (series < 0) {
        return;
    }
    const pr_scenario_t *scenario = self->run->plan.scenario;
    size_t metrics = 0;
    char period[16];
    pr_period_format(self->half, period);
    pr_csv_text(csv, metric);
    pr_csv_text(csv, pr_metric_table(&metrics)[self->run->plan.series[series].metric].unit);
    pr_csv_text(csv, period);
    pr_csv_text(csv, scope > 0 ? scenario->municipality[scope - 1].name : "");
    band_cells(csv, &self->run->ensemble.summary[series], pr_halfyear_mask(self, (size_t)series));
    pr_csv_text(csv, "planning_band_not_target");
    pr_csv_end(csv);
}

/* The region first, as in results.csv, then every municipality that has the metric. */
static void metric_rows(const pr_halfyear_t *self, pr_csv_t *csv, const char *metric)
{
    for (int scope = 0; scope <= (int)self->run->plan.scenario->municipality_count; scope++) {
        metric_row(self, csv, metric, scope);
    }
}

static void named_rows(const pr_halfyear_t *self, pr_csv_t *csv, const char *prefix, const pr_named_t *named,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s%s", prefix, named[i].id);
        metric_rows(self, csv, name);
    }
}

void pr_halfyear_csv(const pr_halfyear_t *self, pr_csv_t *csv)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    pr_csv_header(csv, "metric,unit,period,municipality,mean,p05,p10,p90,p95,meaning");
    metric_rows(self, csv, "deployment.hours");
    metric_rows(self, csv, "capacity.regional_hours");
    metric_rows(self, csv, "capacity.build_up_hours");
    metric_rows(self, csv, REACHED);
    named_rows(self, csv, "service.theme.", scenario->theme, scenario->theme_count);
    metric_rows(self, csv, "service.hours");
    named_rows(self, csv, "service.activity_hours.", scenario->role, scenario->role_count);
}
