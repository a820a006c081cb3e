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

const char *pr_council_years(pr_part_t part)
{
    static const char *const years[PR_PARTS] = {"decided", "indicative", "all"};
    return years[part];
}

const char *pr_council_risk(pr_risk_t risk)
{
    static const char *const risks[PR_RISKS] = {"cost", "total"};
    return risks[risk];
}

const char *pr_council_surplus(const pr_council_t *self)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    return !scenario->has_surplus ? "none" : scenario->surplus_is_assumption ? "assumption" : "sourced";
}

static pr_council_row_t row_of(const pr_council_t *self, pr_risk_t risk, pr_part_t part, int percent)
{
    bool rated = self->has_buffer && part == PR_PART_WHOLE && risk == pr_council_rated(self);
    return (pr_council_row_t){.part = part,
                              .risk = risk,
                              .percent = percent,
                              .quantile_eur = pr_run_risk_at(self->run, risk, self->scope, part, percent),
                              .needed_eur = pr_council_needed(self, risk, part, percent),
                              .rated = rated,
                              .ratio = rated ? pr_council_ratio(self, percent) : NAN};
}

size_t pr_council_rows(const pr_council_t *self, pr_council_row_t out[PR_COUNCIL_ROWS])
{
    size_t count = 0;
    for (pr_risk_t risk = 0; risk < PR_RISKS; risk++) {
        for (pr_part_t part = 0; part < PR_PARTS && pr_run_risk(self->run, risk, self->scope, part); part++) {
            for (int i = 0; i < PR_COUNCIL_LEVELS; i++) {
                out[count++] = row_of(self, risk, part, pr_council_level[i]);
            }
        }
    }
    return count;
}

static void ratio_cells(const pr_council_t *self, pr_csv_t *csv, const pr_council_row_t *row)
{
    const char kind[] = {pr_buffer_class(row->ratio), '\0'};
    pr_number_t none = {""};
    pr_csv_number(csv, row->rated ? pr_exact(self->buffer_eur) : none);
    pr_csv_number(csv, isnan(row->ratio) ? none : pr_ten(row->ratio));
    pr_csv_text(csv, isnan(row->ratio) ? "" : kind);
}

void pr_council_csv(const pr_council_t *self, pr_csv_t *csv)
{
    const pr_scenario_t *scenario = self->run->plan.scenario;
    pr_council_row_t row[PR_COUNCIL_ROWS];
    size_t count = pr_council_rows(self, row);
    pr_csv_header(csv,
                  "municipality,years,risk,surplus,certainty_pct,quantile_eur,needed_eur,buffer_eur,ratio,"
                  "class");
    for (size_t i = 0; i < count; i++) {
        pr_csv_text(csv, self->scope > 0 ? scenario->municipality[self->scope - 1].name : "");
        pr_csv_text(csv, pr_council_years(row[i].part));
        pr_csv_text(csv, pr_council_risk(row[i].risk));
        pr_csv_text(csv, pr_council_surplus(self));
        pr_csv_whole(csv, row[i].percent);
        pr_csv_number(csv, pr_ten(row[i].quantile_eur));
        pr_csv_number(csv, pr_ten(row[i].needed_eur));
        ratio_cells(self, csv, &row[i]);
        pr_csv_end(csv);
    }
}
