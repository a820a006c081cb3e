/*
 * Who is asked for more and who for less than by the key, by each policy. A difference says that the key
 * differs from the population or from the reach; it says nothing of a demand that would not be met.
 */
#include "report/view.h"
#include <math.h>

enum { THOUSAND = 100000 };

/* Cents per policy and municipality over the years [from, to). */
typedef struct {
    pr_channel_t channel;
    int from, to;
    int64_t cents[PR_ALLOCATIONS][PR_MAX_MUNICIPALITIES];
} compared_t;

/* Years from the first with another policy than the key; else the indicative ones, else all. */
static int first_compared(const pr_scenario_t *scenario, pr_channel_t channel)
{
    for (int y = 0; y < scenario->years; y++) {
        if (scenario->allocation[channel][y] != PR_ALLOCATION_KEY) {
            return y;
        }
    }
    int decided = pr_money_decided(scenario);
    return decided < scenario->years ? decided : 0;
}

static void compare(const pr_view_t *self, pr_channel_t channel, compared_t *out)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_central_t *central = &self->run->central;
    size_t n = scenario->municipality_count;
    *out = (compared_t){.channel = channel, .from = first_compared(scenario, channel), .to = scenario->years};
    for (int i = 0; i < PR_ALLOCATIONS; i++) {
        pr_nominal_t amount[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];
        pr_allocation_amounts(scenario, &scenario->central, &central->residents, &central->budget, channel,
                              (pr_allocation_id_t)i, amount);
        for (size_t m = 0; m < n; m++) {
            for (int y = out->from; y < out->to; y++) {
                out->cents[i][m] += amount[m][y].cents;
            }
        }
    }
}

static pr_number_t with_sign(pr_lang_t lang, int64_t units)
{
    pr_number_t number = pr_whole(lang, units), out;
    snprintf(out.s, sizeof out.s, "%s%.60s", units > 0 ? "+" : "", number.s);
    return out;
}

static void policies_table(const pr_view_t *self, const compared_t *compared)
{
    static const pr_text_id_t head[PR_ALLOCATIONS] = {PR_TEXT_ALLOCATION_KEY, PR_TEXT_ALLOCATION_PREVIOUS,
                                                      PR_TEXT_ALLOCATION_THREE, PR_TEXT_ALLOCATION_POPULATION,
                                                      PR_TEXT_ALLOCATION_MIXED};
    pr_table_t table;
    pr_table_init(&table, 1 + PR_ALLOCATIONS);
    pr_table_cell(&table, pr_text(self->lang, PR_TEXT_MUNICIPALITY));
    for (int i = 0; i < PR_ALLOCATIONS; i++) {
        pr_table_cell(&table, pr_text(self->lang, head[i]));
    }
    pr_table_rule(&table);
    const int64_t *key = compared->cents[PR_ALLOCATION_KEY];
    int64_t total = 0;
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        total += key[m];
        pr_table_cell(&table, self->scenario->municipality[m].name);
        pr_table_cell(&table, pr_whole(self->lang, pr_units(key[m], 0, THOUSAND)).s);
        for (int i = PR_ALLOCATION_KEY + 1; i < PR_ALLOCATIONS; i++) {
            int64_t more = pr_units(compared->cents[i][m] - key[m], 0, THOUSAND);
            pr_table_cell(&table, with_sign(self->lang, more).s);
        }
    }
    pr_table_rule(&table);
    pr_table_cell(&table, pr_text(self->lang, PR_TEXT_REGION));
    pr_table_cell(&table, pr_whole(self->lang, pr_units(total, 0, THOUSAND)).s);
    for (int i = PR_ALLOCATION_KEY + 1; i < PR_ALLOCATIONS; i++) {
        pr_table_cell(&table, pr_whole(self->lang, 0).s);
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
}

/* "28,47 % van de sleutel, 19,8 % van de inwoners" of the two that differ most, either way. */
static void population_sentence(const pr_view_t *self, const compared_t *compared)
{
    const int64_t *key = compared->cents[PR_ALLOCATION_KEY];
    const int64_t *people = compared->cents[PR_ALLOCATION_POPULATION];
    size_t more = 0, less = 0;
    int64_t total = 0;
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        more = people[m] - key[m] > people[more] - key[more] ? m : more;
        less = people[m] - key[m] < people[less] - key[less] ? m : less;
        total += key[m];
    }
    if (total == 0 || people[more] == key[more]) {
        return;
    }
    long double whole = (long double)total;
    PR_SAY(self, PR_TEXT_ALLOCATION_DIFFERS, self->scenario->municipality[more].name,
           pr_percents(self->lang, (double)(people[more] / whole), 1).s,
           pr_percents(self->lang, (double)(key[more] / whole), 1).s, self->scenario->municipality[less].name,
           pr_percents(self->lang, (double)(people[less] / whole), 1).s,
           pr_percents(self->lang, (double)(key[less] / whole), 1).s);
}

/* The mean over the replicates of a yearly metric, averaged over years; with a bound on its error. */
static pr_summary_t mean_of_years(const pr_view_t *self, const char *metric, int scope, int from, int to)
{
    pr_summary_t out = {0};
    for (int y = from; y < to; y++) {
        const pr_summary_t *year = pr_view_year(self, metric, scope, self->scenario->first_year + y);
        out.mean += year ? year->mean / (to - from) : 0;
        out.se += year ? year->se / (to - from) : 0;
    }
    return out;
}

static int64_t swing_by_key(const pr_view_t *self, size_t m, int from, int to)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_central_t *central = &self->run->central;
    pr_nominal_t amount[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];
    int64_t sum = 0;
    pr_allocation_amounts(scenario, &scenario->central, &central->residents, &central->budget,
                          PR_CHANNEL_SURPLUS, PR_ALLOCATION_KEY, amount);
    for (int y = from; y < to; y++) {
        int64_t change = amount[m][y].cents - amount[m][y - 1].cents;
        sum += change < 0 ? -change : change;
    }
    return sum / (to - from);
}

/* What the replicates say of the scenario's own policy: difference with the key, and how amounts move once
   the policy is there. */
static void spread_table(const pr_view_t *self, int from, int to)
{
    static const pr_text_id_t head[] = {
        PR_TEXT_MUNICIPALITY,        PR_TEXT_P05, PR_TEXT_P95, PR_TEXT_BENEFIT_MEAN, PR_TEXT_ALLOCATION_SWING,
        PR_TEXT_ALLOCATION_SWING_KEY};
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t m = 0; m < self->scenario->municipality_count; m++) {
        const pr_summary_t *all =
            pr_run_find(self->run, "allocation.difference", 1 + (int)m, (pr_period_t){PR_PERIOD_ALL, 0, 0});
        pr_summary_t swing = mean_of_years(self, "allocation.swing", 1 + (int)m, from + 1, to);
        pr_table_cell(&table, self->scenario->municipality[m].name);
        pr_table_cell(&table, pr_view_quantile(self->lang, all, all ? all->p05 : NAN, -3).s);
        pr_table_cell(&table, pr_view_quantile(self->lang, all, all ? all->p95 : NAN, -3).s);
        pr_table_cell(&table, pr_view_mean(self->lang, all, -3).s);
        pr_table_cell(&table, pr_view_mean(self->lang, &swing, -2).s);
        pr_table_cell(&table, pr_fixed(self->lang, (double)swing_by_key(self, m, from + 1, to) / 100, -2).s);
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
}

/* Whether the policy of a year that asks for money rests on residents reached of whom there are none: then
   the key holds. */
static bool falls_back(const pr_view_t *self, pr_channel_t channel, int y)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_allocation_id_t policy = scenario->allocation[channel][y];
    int64_t reached = 0;
    pr_allocation_base_t base;
    pr_allocation_base(scenario, &scenario->central, &self->run->central.residents, channel, y, &base);
    for (int back = 0; back < (policy == PR_ALLOCATION_THREE_YEAR_AVERAGE ? PR_ALLOCATION_LOOK_BACK : 1);
         back++) {
        for (size_t m = 0; m < base.count; m++) {
            reached += base.residents[back][m];
        }
    }
    return pr_allocation_policy(policy)->by_residents && reached == 0 &&
           self->run->central.budget.channel[channel][y].cents != 0;
}

/* "2023, 2024", where the scenario asks for a policy and the key holds. */
static void fallback_sentence(const pr_view_t *self, pr_channel_t channel)
{
    const pr_scenario_t *scenario = self->scenario;
    char years[PR_MAX_YEARS * 8] = "";
    size_t length = 0;
    bool mixed = true;
    for (int y = 0; y < scenario->years; y++) {
        if (falls_back(self, channel, y)) {
            length += (size_t)snprintf(years + length, sizeof years - length, "%s%d", length > 0 ? ", " : "",
                                       scenario->first_year + y);
            mixed = mixed && scenario->allocation[channel][y] == PR_ALLOCATION_MIXED;
        }
    }
    if (length > 0) {
        PR_SAY(self, mixed ? PR_TEXT_ALLOCATION_FALLBACK_MIXED : PR_TEXT_ALLOCATION_FALLBACK, years);
    }
}

/* One channel: what each policy would ask for. */
static void channel_tables(const pr_view_t *self, pr_channel_t channel)
{
    const pr_scenario_t *scenario = self->scenario;
    bool surplus = channel == PR_CHANNEL_SURPLUS;
    compared_t compared;
    compare(self, channel, &compared);
    pr_number_t span = pr_view_span(scenario->first_year + compared.from, scenario->last_year);
    PR_HEADING(self, surplus ? PR_TEXT_ALLOCATION : PR_TEXT_ALLOCATION_EXECUTION, span.s);
    policies_table(self, &compared);
    population_sentence(self, &compared);
    fallback_sentence(self, channel);
    PR_SAY(self, surplus ? PR_TEXT_ALLOCATION_NOTE : PR_TEXT_ALLOCATION_NOTE_EXECUTION, "");
    if (surplus && scenario->has_allocation[channel] && compared.from + 1 < compared.to) {
        pr_number_t years = pr_view_span(scenario->first_year + compared.from + 1, scenario->last_year);
        PR_HEADING(self, PR_TEXT_ALLOCATION_SPREAD, span.s, years.s);
        spread_table(self, compared.from, compared.to);
        PR_SAY(self, PR_TEXT_ALLOCATION_SPREAD_NOTE, "");
    }
}

void pr_table_allocation(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    bool execution = scenario->has_allocation[PR_CHANNEL_EXECUTION];
    if (!scenario->allocation_shown) {
        return;
    }
    if (scenario->has_allocation[PR_CHANNEL_SURPLUS] || !execution) {
        channel_tables(self, PR_CHANNEL_SURPLUS);
    }
    if (execution) {
        channel_tables(self, PR_CHANNEL_EXECUTION);
    }
}
