/* What a person should know before relying on a scenario; never saved in silence, never more than that. */
#include <poolraming/policy.h>

/* On the central path, which follows the gates as planned. */
static double spent(const pr_scenario_t *self, pr_purpose_t purpose, int year)
{
    double sum = 0, line_eur[PR_MAX_LINES];
    pr_decisions_t planned;
    pr_policy_plan(self, &planned);
    pr_policy_amounts(self, &self->central, &planned, year, line_eur);
    for (size_t i = 0; i < self->line_count; i++) {
        sum += self->line[i].purpose == purpose ? line_eur[i] : 0;
    }
    return sum;
}

static double lump_sum(const pr_scenario_t *self, const pr_decisions_t *decisions, int year)
{
    double sum = 0, line_eur[PR_MAX_LINES];
    pr_policy_amounts(self, &self->central, decisions, year, line_eur);
    for (size_t i = 0; i < self->line_count; i++) {
        sum += self->line[i].in_lump_sum ? line_eur[i] : 0;
    }
    return sum;
}

/* The most that any path would cost: all gates as planned, or all on one path. */
static double highest_lump_sum(const pr_scenario_t *self, int year)
{
    pr_decisions_t decisions;
    pr_policy_plan(self, &decisions);
    double most = lump_sum(self, &decisions, year);
    for (size_t p = 0; p < self->path_count; p++) {
        for (size_t g = 0; g < self->gate_count; g++) {
            decisions.gate[g].path = (int)p;
        }
        double amount = lump_sum(self, &decisions, year);
        most = amount > most ? amount : most;
    }
    return most;
}

/* The last amount that a budget for a purpose reaches in the decided years, or in the indicative ones. */
static double highest(const pr_scenario_t *self, pr_purpose_t purpose, pr_year_status_t status)
{
    double most = 0;
    for (int y = 0; y < self->years; y++) {
        double amount = spent(self, purpose, y);
        bool counts = pr_scenario_status(self, self->first_year + y) == status &&
                      self->first_year + y >= self->month_year;
        most = counts && amount > most ? amount : most;
    }
    return most;
}

static int first_year_without_coordinator(const pr_scenario_t *self)
{
    for (int y = 0; y < self->years; y++) {
        if (spent(self, PR_PURPOSE_PEOPLE, y) > 0 && spent(self, PR_PURPOSE_COORDINATION, y) <= 0) {
            return self->first_year + y;
        }
    }
    return 0;
}

static int first_year_outside_tender(const pr_scenario_t *self)
{
    for (int y = 0; y < self->years; y++) {
        if (pr_scenario_status(self, self->first_year + y) == PR_STATUS_INDICATIVE &&
            highest_lump_sum(self, y) > (double)self->tendered.cents / 100 + 0.005) {
            return self->first_year + y;
        }
    }
    return 0;
}

static int first_year_off_contract(const pr_scenario_t *self)
{
    for (int year = self->first_indexed_year; year <= self->last_year; year++) {
        int i = year - PR_FIGURES_FROM;
        if (i < 0 || i >= PR_FIGURES_YEARS) {
            continue;
        }
        const pr_figure_t(*figure)[PR_FIGURES_YEARS] = self->figure[PR_SERIES_OVA];
        if (figure[PR_VINTAGE_SPRING][i].known && !figure[PR_VINTAGE_SEPTEMBER][i].known &&
            !figure[PR_VINTAGE_APPLIED][i].known) {
            return year;
        }
    }
    return 0;
}

static bool people_in_indicative_years(const pr_scenario_t *self)
{
    return highest(self, PR_PURPOSE_PEOPLE, PR_STATUS_INDICATIVE) > 0;
}

/* The year of a planned evaluation that nobody pays. */
static int first_year_unpaid(const pr_scenario_t *self)
{
    pr_decisions_t planned;
    pr_policy_plan(self, &planned);
    for (size_t g = 0; g < self->gate_count; g++) {
        int year = self->gate[g].decision / 12;
        if (self->gate[g].rule.choose == PR_CHOOSE_EVALUATION && planned.gate[g].path >= 0 &&
            spent(self, PR_PURPOSE_EVALUATION, year - self->first_year) <= 0) {
            return year;
        }
    }
    return 0;
}

size_t pr_scenario_warnings(const pr_scenario_t *self, pr_warning_t *out)
{
    size_t count = 0;
    int year = first_year_without_coordinator(self);
    if (year) {
        out[count++] = (pr_warning_t){PR_WARN_NO_COORDINATOR, year};
    }
    if (people_in_indicative_years(self) && highest(self, PR_PURPOSE_EVALUATION, PR_STATUS_INDICATIVE) <= 0) {
        out[count++] = (pr_warning_t){PR_WARN_NO_EVALUATION, 0};
    }
    if (people_in_indicative_years(self) && highest(self, PR_PURPOSE_PROCUREMENT, PR_STATUS_INDICATIVE) <=
                                                highest(self, PR_PURPOSE_PROCUREMENT, PR_STATUS_DECIDED)) {
        out[count++] = (pr_warning_t){PR_WARN_NO_PROCUREMENT, 0};
    }
    year = first_year_outside_tender(self);
    if (year) {
        out[count++] = (pr_warning_t){PR_WARN_OUTSIDE_TENDER, year};
    }
    year = first_year_off_contract(self);
    if (year) {
        out[count++] = (pr_warning_t){PR_WARN_NOT_CONTRACT_INDEX, year};
    }
    if (self->has_surplus && self->surplus_is_assumption) {
        out[count++] = (pr_warning_t){PR_WARN_FICTITIOUS_SURPLUS, 0};
    }
    if (self->benefit_method == PR_BENEFIT_SROI) {
        out[count++] = (pr_warning_t){PR_WARN_CLAIMED_BENEFIT, 0};
    }
    year = first_year_unpaid(self);
    if (year) {
        out[count++] = (pr_warning_t){PR_WARN_EVALUATION_UNPAID, year};
    }
    if (self->invented != PR_INVENTED_NO) {
        out[count++] = (pr_warning_t){PR_WARN_INVENTED, 0};
    }
    return count;
}
