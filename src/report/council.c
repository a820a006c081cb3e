/* The rows of the council's page: see council.h. */
#include "report/council.h"
#include <math.h>
#include <poolraming/council.h>

const int pr_council_level[PR_COUNCIL_LEVELS] = {70, 75, 80, 85, 90, 95, 99};

pr_council_t pr_council_of(const pr_report_t *report, const pr_run_t *run)
{
    return (pr_council_t){run, report->council_scope, report->has_buffer, report->buffer_eur};
}

pr_risk_t pr_council_rated(const pr_council_t *self)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    return scenario->has_surplus && !scenario->surplus_is_assumption ? PR_RISK_TOTAL : PR_RISK_COST;
}

double pr_council_needed(const pr_council_t *self, pr_risk_t risk, pr_part_t part, int percent)
{
    double quantile = pr_run_risk_at(self->run, risk, self->scope, part, percent);
    return isnan(quantile) ? quantile : fmax(quantile, 0);
}

double pr_council_ratio(const pr_council_t *self, int percent)
{
    double needed = pr_council_needed(self, pr_council_rated(self), PR_PART_WHOLE, percent);
    return self->has_buffer ? pr_buffer_ratio(self->buffer_eur, needed) : NAN;
}

static const char *surplus_name(const pr_scenario_t *scenario)
{
    return !scenario->has_surplus ? "none" : scenario->surplus_is_assumption ? "assumption" : "sourced";
}

static void ratio_cells(const pr_council_t *self, pr_csv_t *csv, int percent, bool rated)
{
    double ratio = rated ? pr_council_ratio(self, percent) : NAN;
    const char kind[] = {pr_buffer_class(ratio), '\0'};
    if (rated && self->has_buffer) {
        pr_csv_number(csv, pr_exact(self->buffer_eur));
    } else {
        pr_csv_text(csv, "");
    }
    if (isnan(ratio)) {
        pr_csv_text(csv, "");
        pr_csv_text(csv, "");
    } else {
        pr_csv_number(csv, pr_ten(ratio));
        pr_csv_text(csv, kind);
    }
}

static void rows_of(const pr_council_t *self, pr_csv_t *csv, pr_risk_t risk, pr_part_t part)
{
    static const char *const years[PR_PARTS] = {"decided", "indicative", "all"};
    static const char *const risks[PR_RISKS] = {"cost", "total"};
    const pr_scenario_t *scenario = self->run->plan.scenario;
    for (int i = 0; i < PR_COUNCIL_LEVELS; i++) {
        int percent = pr_council_level[i];
        double quantile = pr_run_risk_at(self->run, risk, self->scope, part, percent);
        pr_csv_text(csv, self->scope > 0 ? scenario->municipality[self->scope - 1].name : "");
        pr_csv_text(csv, years[part]);
        pr_csv_text(csv, risks[risk]);
        pr_csv_text(csv, surplus_name(scenario));
        pr_csv_whole(csv, percent);
        pr_csv_number(csv, pr_ten(quantile));
        pr_csv_number(csv, pr_ten(pr_council_needed(self, risk, part, percent)));
        ratio_cells(self, csv, percent, part == PR_PART_WHOLE && risk == pr_council_rated(self));
        pr_csv_end(csv);
    }
}

void pr_council_csv(const pr_council_t *self, pr_csv_t *csv)
{
    pr_csv_header(csv,
                  "municipality,years,risk,surplus,certainty_pct,quantile_eur,needed_eur,buffer_eur,ratio,"
                  "class");
    for (pr_risk_t risk = 0; risk < PR_RISKS; risk++) {
        for (pr_part_t part = 0; part < PR_PARTS; part++) {
            if (pr_run_risk(self->run, risk, self->scope, part)) {
                rows_of(self, csv, risk, part);
            }
        }
    }
}
