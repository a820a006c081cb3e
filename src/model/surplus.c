/* What is settled, reduced and asked: each yearly sum is split once; all else is addition. */
#include <math.h>
#include <poolraming/allocation.h>

typedef pr_nominal_t row_t[PR_MAX_YEARS + 1]; /* one scope; row 0 is the region */

static pr_nominal_t positive(int64_t cents)
{
    return (pr_nominal_t){cents > 0 ? cents : 0};
}

/* Splits the region's amount of a column over the municipalities' rows. */
static void split_column(const pr_scenario_t *scenario, int key, row_t *row, int column)
{
    pr_nominal_t share[PR_MAX_MUNICIPALITIES];
    pr_key_share(scenario, &scenario->key[key], row[0][column], share);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        row[1 + m][column] = share[m];
    }
}

/* The same by the weights of a channel. */
static void weigh_column(const pr_scenario_t *scenario, const int64_t *weight, row_t *row, int column)
{
    pr_nominal_t share[PR_MAX_MUNICIPALITIES];
    pr_allocation_share(scenario, weight, row[0][column], share);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        row[1 + m][column] = share[m];
    }
}

static void columns_clear(const pr_scenario_t *scenario, pr_surplus_t *out)
{
    row_t *const table[] = {out->reduction,  out->settlement, out->reduction_net, out->contribution,
                            out->net_effect, out->before,     out->after,         out->shortfall,
                            out->difference, out->swing};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
            for (int column = 0; column <= scenario->years; column++) {
                table[i][scope][column].cents = 0;
            }
        }
    }
    for (int column = 0; column <= scenario->years; column++) {
        out->moved[column].cents = 0;
    }
}

/* What the contractor did not spend of the lump sum goes back to those who paid: by the weights of the year
   it was budgeted in, also where it is booked a year later. */
static void settle(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                   double payroll_eur, int y, pr_surplus_t *out)
{
    long double with_tax = (long double)payroll_eur * 100.0L / (1.0L - inputs->vat_share);
    int64_t spent = pr_round_half_away(with_tax) + budget->lump_sum_other[y].cents;
    int64_t left = budget->lump_sum[y].cents - spent;
    int column = y + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
    out->settlement[0][column] = positive(left);
    out->overspend[y] = positive(-left);
    weigh_column(scenario, budget->weight[PR_CHANNEL_SURPLUS][y], out->settlement, column);
}

static void book_budget(const pr_scenario_t *scenario, const pr_budget_t *budget, int y, pr_surplus_t *out)
{
    out->reduction[0][y] = budget->channel[PR_CHANNEL_SURPLUS][y];
    out->contribution[0][y] = budget->channel[PR_CHANNEL_EXECUTION][y];
    weigh_column(scenario, budget->weight[PR_CHANNEL_SURPLUS][y], out->reduction, y);
    weigh_column(scenario, budget->weight[PR_CHANNEL_EXECUTION][y], out->contribution, y);
}

static int64_t size_of(int64_t cents)
{
    return cents < 0 ? -cents : cents;
}

/* Who is asked for more or less than by the key, and what changed since the year before. */
static void compare_with_key(const pr_scenario_t *scenario, int y, pr_surplus_t *out)
{
    pr_nominal_t by_key[PR_MAX_MUNICIPALITIES];
    const pr_key_t *key = &scenario->key[scenario->channel_key[PR_CHANNEL_SURPLUS][y]];
    int64_t differences = 0;
    pr_key_share(scenario, key, out->reduction[0][y], by_key);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        int64_t amount = out->reduction[1 + m][y].cents;
        int64_t before = y > 0 ? out->reduction[1 + m][y - 1].cents : amount;
        out->difference[1 + m][y].cents = amount - by_key[m].cents;
        out->swing[1 + m][y].cents = size_of(amount - before);
        out->swing[0][y].cents += size_of(amount - before);
        differences += size_of(amount - by_key[m].cents);
    }
    out->moved[y].cents = differences / 2; /* the differences sum to 0, so that their sizes are even */
}

static void net(const pr_scenario_t *scenario, pr_surplus_t *out)
{
    for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
        for (int column = 0; column <= scenario->years; column++) {
            int64_t reduction = out->reduction[scope][column].cents - out->settlement[scope][column].cents;
            out->reduction_net[scope][column].cents = reduction;
            out->net_effect[scope][column].cents = reduction + out->contribution[scope][column].cents;
        }
    }
}

/* S_y: lognormal with the given mean; without a shock that mean itself, not the median that X = 0 gives. */
static pr_nominal_t surplus_before(const pr_surplus_inputs_t *inputs, int y, const double *shock)
{
    double mean = inputs->mean_eur[y];
    if (!(mean > 0)) {
        return (pr_nominal_t){0};
    }
    if (shock) {
        double variance = log1p(inputs->cv * inputs->cv);
        mean *= exp(sqrt(variance) * shock[y] - variance / 2);
    }
    return (pr_nominal_t){pr_cents_from_eur(mean)};
}

static void compare_with_surplus(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                                 const double *shock, int y, pr_surplus_t *out)
{
    out->before[0][y] = surplus_before(&inputs->surplus, y, shock);
    split_column(scenario, scenario->surplus_key[y], out->before, y);
    for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
        out->after[scope][y].cents = out->before[scope][y].cents - out->reduction_net[scope][y].cents;
    }
    out->shortfall[0][y] = positive(-out->after[0][y].cents);
    split_column(scenario, scenario->surplus_key[y], out->shortfall, y);
}

void pr_surplus_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                     const double *payroll_eur, const double *surplus_shock, pr_surplus_t *out)
{
    columns_clear(scenario, out);
    for (int y = 0; y < scenario->years; y++) {
        out->overspend[y].cents = 0;
        book_budget(scenario, budget, y, out);
        if (scenario->has_allocation[PR_CHANNEL_SURPLUS]) {
            compare_with_key(scenario, y, out);
        }
        if (payroll_eur) {
            settle(scenario, inputs, budget, payroll_eur[y], y, out);
        }
    }
    net(scenario, out);
    for (int y = 0; scenario->has_surplus && y < scenario->years; y++) {
        compare_with_surplus(scenario, inputs, surplus_shock, y, out);
    }
}

void pr_surplus_shocks(const pr_scenario_t *scenario, const pr_surplus_inputs_t *inputs, double start,
                       const double *own, const double *demand_mean_shock, double *out)
{
    double own_weight = sqrt(fmax(0, 1 - inputs->demand_correlation * inputs->demand_correlation));
    double innovation = sqrt(fmax(0, 1 - inputs->persistence * inputs->persistence));
    double before = start;
    for (int y = 0; y < scenario->years; y++) {
        /* Years before the month axis have no demand to share with; e_y keeps its variance of 1. */
        bool shared = demand_mean_shock && scenario->first_year + y >= scenario->month_year;
        double e = own[y];
        if (shared) {
            e = inputs->demand_correlation * demand_mean_shock[y] + own_weight * own[y];
        }
        before = inputs->persistence * before + innovation * e;
        out[y] = before;
    }
}
