/* Budget lines: indexed each year from the real amount, never from last year's rounded one, and summed. */
#include "core/catalogue.h"
#include <inttypes.h>
#include <poolraming/allocation.h>
#include <stdio.h>
#include <string.h>

static void add(pr_nominal_t *sum, pr_nominal_t amount)
{
    sum->cents += amount.cents;
}

static pr_channel_t booked_channel(const pr_scenario_t *scenario, const pr_line_t *line)
{
    return scenario->booking == PR_BOOKING_TOTAL ? PR_CHANNEL_SURPLUS : line->channel;
}

/* Adds a nominal amount of a line to the sums of its year. */
static void line_book(const pr_scenario_t *scenario, const pr_line_t *line, int y, pr_nominal_t amount,
                      pr_budget_t *out)
{
    add(&out->total[y], amount);
    add(&out->channel[booked_channel(scenario, line)][y], amount);
    if (line->in_lump_sum) {
        add(&out->lump_sum[y], amount);
    }
    if (line->in_lump_sum && !line->pays_people) {
        add(&out->lump_sum_other[y], amount);
    }
    if (line->pays_people) {
        add(&out->people[y], amount);
    }
    if (line->purpose == PR_PURPOSE_ALLOWANCE) {
        add(&out->allowance[y], amount);
    }
    if (line->purpose == PR_PURPOSE_GUIDANCE) {
        add(&out->guidance[y], amount);
    }
}

static void year_clear(pr_budget_t *out, int y)
{
    const pr_nominal_t none = {0};
    for (int channel = 0; channel < PR_CHANNELS; channel++) {
        out->channel[channel][y] = none;
    }
    out->total[y] = out->lump_sum[y] = out->lump_sum_other[y] = none;
    out->people[y] = out->allowance[y] = out->guidance[y] = none;
}

void pr_budget_year(const pr_scenario_t *scenario, const pr_index_path_t *index, int y,
                    const double *line_eur, pr_budget_t *out)
{
    year_clear(out, y);
    for (size_t i = 0; i < scenario->line_count; i++) {
        const pr_line_t *line = &scenario->line[i];
        out->line_real[i][y].cents = pr_cents_from_eur(line_eur[i]);
        out->line[i][y] = pr_real_index(out->line_real[i][y], index->factor[line->index][y]);
        line_book(scenario, line, y, out->line[i][y], out);
    }
}

static void weigh_by_key(const pr_scenario_t *scenario, pr_budget_t *out)
{
    for (int channel = 0; channel < PR_CHANNELS; channel++) {
        for (int y = 0; y < scenario->years; y++) {
            const pr_key_t *key = &scenario->key[scenario->channel_key[channel][y]];
            for (size_t m = 0; m < scenario->municipality_count; m++) {
                out->weight[channel][y][m] = key->share[m].hundredths;
            }
        }
    }
}

void pr_budget_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_path_t *index,
                    pr_budget_t *out)
{
    double line_eur[PR_MAX_LINES];
    weigh_by_key(scenario, out);
    for (int y = 0; y < PR_MAX_YEARS; y++) {
        year_clear(out, y);
    }
    for (int y = 0; y < scenario->years; y++) {
        for (size_t i = 0; i < scenario->line_count; i++) {
            line_eur[i] = inputs->line_real_eur[i][y];
        }
        pr_budget_year(scenario, index, y, line_eur, out);
    }
}

/* Identities. Each check compares one amount with what it must be and says what it found. */
typedef struct {
    const pr_scenario_t *scenario;
    pr_errors_t *errors;
    int status;
} check_t;

enum { REGION = 0 };

static void euro_text(int64_t cents, char out[32])
{
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    snprintf(out, 32, "%s%" PRIu64 ".%02" PRIu64, cents < 0 ? "-" : "", size / 100, size % 100);
}

/* `name` as it is: that of a line is the scenario's. */
static void broken(check_t *self, int y, size_t scope, const char *name, int64_t found, const char *rule,
                   int64_t wanted)
{
    char amount[32], right[32];
    const char *where = scope == REGION ? pr_errors_words(self->errors, N_("the region"))
                                        : self->scenario->municipality[scope - 1].name;
    euro_text(found, amount);
    euro_text(wanted, right);
    self->status = pr_errors_add(self->errors, PR_ERR_IDENTITY, NULL, 0, "%d, %s: %s is %s, but %s is %s",
                                 self->scenario->first_year + y, where, name, amount,
                                 pr_errors_words(self->errors, rule), right);
}

static void expect(check_t *self, int y, size_t scope, const char *name, pr_nominal_t found, const char *rule,
                   int64_t wanted)
{
    if (found.cents != wanted) {
        broken(self, y, scope, pr_errors_words(self->errors, name), found.cents, rule, wanted);
    }
}

static void expect_line(check_t *self, int y, const pr_line_t *line, pr_nominal_t found, const char *rule,
                        int64_t wanted)
{
    if (found.cents != wanted) {
        broken(self, y, REGION, line->id, found.cents, rule, wanted);
    }
}

static void verify_lines(check_t *self, const pr_index_path_t *index, const pr_budget_t *budget, int y)
{
    const pr_scenario_t *scenario = self->scenario;
    int64_t total = 0, lump_sum = 0, people_inside = 0;
    for (size_t i = 0; i < scenario->line_count; i++) {
        const pr_line_t *line = &scenario->line[i];
        pr_nominal_t amount = budget->line[i][y];
        expect_line(self, y, line, amount, N_("its real amount times its index"),
                    pr_real_index(budget->line_real[i][y], index->factor[line->index][y]).cents);
        if (line->index == PR_INDEX_NONE || scenario->first_year + y <= scenario->price_level_year) {
            expect_line(self, y, line, amount, N_("its real amount, not indexed,"),
                        budget->line_real[i][y].cents);
        }
        total += amount.cents;
        lump_sum += line->in_lump_sum ? amount.cents : 0;
        people_inside += line->in_lump_sum && line->pays_people ? amount.cents : 0;
    }
    expect(self, y, REGION, N_("the total"), budget->total[y], N_("the sum of the lines"), total);
    expect(self, y, REGION, N_("the total"), budget->total[y], N_("the sum of the channels"),
           budget->channel[PR_CHANNEL_SURPLUS][y].cents + budget->channel[PR_CHANNEL_EXECUTION][y].cents);
    expect(self, y, REGION, N_("the lump sum"), budget->lump_sum[y], N_("the sum of its lines"), lump_sum);
    expect(self, y, REGION, N_("the lump sum"), budget->lump_sum[y], N_("its people and other lines"),
           people_inside + budget->lump_sum_other[y].cents);
}

typedef const pr_nominal_t row_t[PR_MAX_YEARS + 1];

static void verify_parts(check_t *self, const char *name, row_t *row, int y)
{
    int64_t sum = 0;
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        sum += row[1 + m][y].cents;
    }
    expect(self, y, REGION, name, row[REGION][y], N_("the sum of the municipalities"), sum);
}

static void verify_scope(check_t *self, const pr_surplus_t *surplus, size_t scope, int y)
{
    pr_nominal_t net = surplus->reduction_net[scope][y];
    expect(self, y, scope, N_("the net reduction"), net, N_("the reduction less the settlement"),
           surplus->reduction[scope][y].cents - surplus->settlement[scope][y].cents);
    expect(self, y, scope, N_("the net effect"), surplus->net_effect[scope][y],
           N_("the net reduction and the contribution"), net.cents + surplus->contribution[scope][y].cents);
    if (self->scenario->has_surplus && y < self->scenario->years) {
        expect(self, y, scope, N_("the surplus after the pool"), surplus->after[scope][y],
               N_("the surplus before it less the net reduction"),
               surplus->before[scope][y].cents - net.cents);
    }
}

/* The region's amounts against the budget they come from. */
static void verify_region(check_t *self, const pr_budget_t *budget, const pr_surplus_t *surplus, int y)
{
    int64_t after = surplus->after[REGION][y].cents;
    int column = y + (self->scenario->settlement_year == PR_SETTLEMENT_NEXT);
    pr_nominal_t settled = surplus->settlement[REGION][column];
    int64_t most = budget->lump_sum[y].cents;
    expect(self, y, REGION, N_("the reduction"), surplus->reduction[REGION][y], N_("its channel"),
           budget->channel[PR_CHANNEL_SURPLUS][y].cents);
    expect(self, y, REGION, N_("the contribution"), surplus->contribution[REGION][y], N_("its channel"),
           budget->channel[PR_CHANNEL_EXECUTION][y].cents);
    expect(self, y, REGION, N_("the shortfall"), surplus->shortfall[REGION][y], N_("what the surplus lacks"),
           after < 0 ? -after : 0);
    expect(self, y, REGION, N_("the settlement"), settled, N_("what can be settled of the lump sum"),
           settled.cents < 0      ? 0
           : settled.cents > most ? most
                                  : settled.cents);
    if (settled.cents > 0) {
        expect(self, y, REGION, N_("the overspend"), surplus->overspend[y],
               N_("that of a year with a settlement"), 0);
    }
}

static void verify_column(check_t *self, const pr_surplus_t *surplus, int y)
{
    verify_parts(self, N_("the reduction"), surplus->reduction, y);
    verify_parts(self, N_("the settlement"), surplus->settlement, y);
    verify_parts(self, N_("the net reduction"), surplus->reduction_net, y);
    verify_parts(self, N_("the contribution"), surplus->contribution, y);
    verify_parts(self, N_("the net effect"), surplus->net_effect, y);
    verify_parts(self, N_("the surplus before the pool"), surplus->before, y);
    verify_parts(self, N_("the surplus after the pool"), surplus->after, y);
    verify_parts(self, N_("the shortfall"), surplus->shortfall, y);
    verify_parts(self, N_("the difference with the key"), surplus->difference, y);
    verify_parts(self, N_("the swing"), surplus->swing, y);
    for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
        verify_scope(self, surplus, scope, y);
    }
}

int pr_budget_verify(const pr_scenario_t *scenario, const pr_index_path_t *index, const pr_budget_t *budget,
                     const pr_surplus_t *surplus, pr_errors_t *errors)
{
    check_t check = {.scenario = scenario, .errors = errors};
    for (int y = 0; y < scenario->years; y++) {
        verify_lines(&check, index, budget, y);
        verify_region(&check, budget, surplus, y);
    }
    for (int column = 0; column <= scenario->years; column++) {
        verify_column(&check, surplus, column);
    }
    int split = pr_allocation_verify(scenario, budget, surplus, errors);
    return check.status ? check.status : split;
}
