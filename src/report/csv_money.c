/* The central path as files: budget.csv, surplus.csv, allocation.csv, begrotingswijziging.csv. */
#include "report/csv.h"
#include "report/money.h"
#include <math.h>

const char *pr_basis_name(pr_index_basis_t basis)
{
    static const char *const name[PR_BASES] = {"none",      "applied", "definitive",
                                               "september", "spring",  "projected"};
    return basis < PR_BASES ? name[basis] : "unknown";
}

const char *pr_year_status_name(pr_year_status_t status)
{
    return status == PR_STATUS_DECIDED ? "decided" : "indicative";
}

static void year_cells(pr_csv_t *self, const pr_scenario_t *scenario, int y)
{
    pr_csv_whole(self, scenario->first_year + y);
    pr_csv_text(self, pr_year_status_name(pr_scenario_status(scenario, scenario->first_year + y)));
}

const char *pr_class_name(pr_index_class_t class)
{
    static const char *const name[PR_INDEX_CLASSES] = {"none", "ova", "ppc", "ova90_ppc10"};
    return name[class];
}

void pr_csv_budget(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central)
{
    pr_csv_header(self, "year,status,line,channel,index,index_basis,real_eur,factor,nominal_eur");
    for (int y = 0; y < scenario->years; y++) {
        for (size_t i = 0; i < scenario->line_count; i++) {
            pr_index_class_t class = scenario->line[i].index;
            pr_channel_t channel = pr_money_channel(scenario, i);
            year_cells(self, scenario, y);
            pr_csv_text(self, scenario->line[i].id);
            pr_csv_text(self, channel == PR_CHANNEL_SURPLUS ? "surplus" : "execution");
            pr_csv_text(self, pr_class_name(class));
            pr_csv_text(self, pr_basis_name(central->index.basis[class][y]));
            pr_csv_number(self, pr_plain_cents(central->budget.line_real[i][y].cents));
            pr_csv_number(self, pr_exact((double)central->index.factor[class][y].factor));
            pr_csv_number(self, pr_plain_cents(central->budget.line[i][y].cents));
            pr_csv_end(self);
        }
    }
}

void pr_csv_surplus(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central)
{
    pr_csv_header(self, "year,status,municipality,share_pct,index_basis,real_eur,nominal_eur");
    for (int y = 0; y < scenario->years; y++) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES];
        pr_money_real(scenario, &central->budget, PR_CHANNEL_SURPLUS, y, real);
        const int64_t *weight = central->budget.weight[PR_CHANNEL_SURPLUS][y];
        pr_index_basis_t basis = pr_money_basis(scenario, central, PR_CHANNEL_SURPLUS, y);
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            year_cells(self, scenario, y);
            pr_csv_text(self, scenario->municipality[m].name);
            pr_csv_number(self, pr_money_share(scenario->municipality_count, weight, m));
            pr_csv_text(self, pr_basis_name(basis));
            pr_csv_number(self, pr_plain_cents(real[1 + m]));
            pr_csv_number(self, pr_plain_cents(central->surplus.reduction[1 + m][y].cents));
            pr_csv_end(self);
        }
    }
}

/* One policy, or the path of the scenario with its policy of each year, in all years of a channel. */
typedef struct {
    pr_channel_t channel;
    const char *name;
    bool own; /* the scenario's path */
    pr_allocation_id_t policy;
    pr_nominal_t amount[PR_MAX_MUNICIPALITIES][PR_MAX_YEARS];
} policy_t;

static void policy_amounts(const pr_scenario_t *scenario, const pr_central_t *central, policy_t *out)
{
    const pr_nominal_t(*row)[PR_MAX_YEARS + 1] =
        out->channel == PR_CHANNEL_SURPLUS ? central->surplus.reduction : central->surplus.contribution;
    if (!out->own) {
        pr_allocation_amounts(scenario, &scenario->central, &central->residents, &central->budget,
                              out->channel, out->policy, out->amount);
        return;
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        for (int y = 0; y < scenario->years; y++) {
            out->amount[m][y] = row[1 + m][y];
        }
    }
}

static void policy_year(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central,
                        const policy_t *policy, const policy_t *key, int y)
{
    int64_t other[PR_MAX_MUNICIPALITIES];
    const int64_t *weight = central->budget.weight[policy->channel][y];
    if (!policy->own) {
        pr_allocation_weights(scenario, &scenario->central, &central->residents, policy->channel, y,
                              policy->policy, other);
        weight = other;
    }
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        int64_t amount = policy->amount[m][y].cents;
        int64_t change = y > 0 ? amount - policy->amount[m][y - 1].cents : 0;
        pr_csv_text(self, policy->channel == PR_CHANNEL_SURPLUS ? "surplus" : "execution");
        pr_csv_text(self, policy->name);
        pr_csv_text(self,
                    policy->own || scenario->allocation[policy->channel][y] == policy->policy ? "yes" : "no");
        year_cells(self, scenario, y);
        pr_csv_text(self, scenario->municipality[m].name);
        pr_csv_number(self, pr_money_share(scenario->municipality_count, weight, m));
        pr_csv_number(self, pr_plain_cents(amount));
        pr_csv_number(self, pr_plain_cents(key->amount[m][y].cents));
        pr_csv_number(self, pr_plain_cents(amount - key->amount[m][y].cents));
        pr_csv_number(self, pr_plain_cents(change < 0 ? -change : change));
        pr_csv_end(self);
    }
}

static void policy_channel(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central,
                           pr_channel_t channel)
{
    policy_t key = {.channel = channel, .policy = PR_ALLOCATION_KEY};
    policy_amounts(scenario, central, &key);
    for (int i = 0; i <= PR_ALLOCATIONS; i++) {
        policy_t policy = {.channel = channel, .own = i == PR_ALLOCATIONS};
        policy.policy = policy.own ? PR_ALLOCATION_KEY : (pr_allocation_id_t)i;
        policy.name = policy.own ? "scenario" : pr_allocation_policy(policy.policy)->name;
        policy_amounts(scenario, central, &policy);
        for (int y = 0; y < scenario->years; y++) {
            policy_year(self, scenario, central, &policy, &key, y);
        }
    }
}

void pr_csv_allocation(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central)
{
    pr_csv_header(self, "channel,policy,used,year,status,municipality,share_pct,amount_eur,by_key_eur,"
                        "difference_eur,swing_eur");
    policy_channel(self, scenario, central, PR_CHANNEL_SURPLUS);
    if (scenario->has_allocation[PR_CHANNEL_EXECUTION]) {
        policy_channel(self, scenario, central, PR_CHANNEL_EXECUTION);
    }
}

static void summary_cells(pr_csv_t *self, const pr_run_t *run, const char *metric, int scope, int year)
{
    const pr_summary_t *summary = pr_run_find(run, metric, scope, (pr_period_t){PR_PERIOD_YEAR, year, 0});
    const double value[] = {summary ? summary->mean : NAN, summary ? summary->se : NAN,
                            summary ? summary->p05 : NAN, summary ? summary->p95 : NAN};
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        pr_csv_number(self, pr_ten(value[i]));
    }
}

void pr_csv_bridge(pr_csv_t *self, const pr_scenario_t *scenario, const pr_run_t *run)
{
    const pr_surplus_t *surplus = &run->central.surplus;
    pr_csv_header(
        self,
        "year,status,municipality,real_eur,index_eur,contribution_eur,settlement_mean_eur,settlement_se,"
        "settlement_p05,settlement_p95,net_effect_mean_eur,net_effect_se,net_effect_p05,net_effect_p95,"
        "mean_less_central_eur");
    for (int y = 0; y < scenario->years; y++) {
        int64_t real[1 + PR_MAX_MUNICIPALITIES];
        pr_money_real(scenario, &run->central.budget, PR_CHANNEL_SURPLUS, y, real);
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            year_cells(self, scenario, y);
            pr_csv_text(self, scenario->municipality[m].name);
            pr_csv_number(self, pr_plain_cents(real[1 + m]));
            pr_csv_number(self, pr_plain_cents(surplus->reduction[1 + m][y].cents - real[1 + m]));
            pr_csv_number(self, pr_plain_cents(surplus->contribution[1 + m][y].cents));
            summary_cells(self, run, "settlement", 1 + (int)m, scenario->first_year + y);
            summary_cells(self, run, "municipality.net_effect", 1 + (int)m, scenario->first_year + y);
            double se;
            pr_csv_number(self, pr_ten(pr_money_spread(scenario, run, 1 + (int)m, y, &se)));
            pr_csv_end(self);
        }
    }
}

typedef const pr_nominal_t (*scopes_t)[PR_MAX_YEARS + 1];

/* ---- incidental or structural: docs/model.md ---- */

/* Does an amount of this year hang on a decision that each replicate takes by itself? */
static bool undecided(const pr_scenario_t *scenario, int y)
{
    bool any = false;
    for (size_t g = 0; g < scenario->gate_count; g++) {
        any = any || (scenario->gate[g].rule.choose != PR_CHOOSE_FIXED &&
                      scenario->first_year + y >= scenario->gate[g].year);
    }
    return any;
}

/* The region has an amount in `y` that is as certain as that of `like`. */
static bool goes_on(const pr_scenario_t *scenario, scopes_t amount, int y, int like)
{
    return y >= 0 && y < scenario->years && amount[0][y].cents != 0 && !undecided(scenario, y) &&
           pr_scenario_status(scenario, scenario->first_year + y) ==
               pr_scenario_status(scenario, scenario->first_year + like);
}

/* For good as far as can be seen: more than three years of one status, and where nothing is decided yet, no
   end within the years. */
static bool lasts(const pr_scenario_t *scenario, scopes_t amount, int y)
{
    int from = y, to = y;
    while (goes_on(scenario, amount, from - 1, y)) {
        from--;
    }
    while (goes_on(scenario, amount, to + 1, y)) {
        to++;
    }
    bool decided = pr_scenario_status(scenario, scenario->first_year + y) == PR_STATUS_DECIDED;
    bool ends = to + 1 < scenario->years && amount[0][to + 1].cents == 0;
    return !undecided(scenario, y) && to - from + 1 > 3 && (decided || !ends);
}

/* Evaluations, the end of the pool, and what is paid in one year only. */
static bool one_off(const pr_scenario_t *scenario, const pr_budget_t *budget, size_t line, int y)
{
    pr_purpose_t purpose = scenario->line[line].purpose;
    const pr_real_t *real = budget->line_real[line];
    bool alone = (y == 0 || real[y - 1].cents == 0) && (y + 1 == scenario->years || real[y + 1].cents == 0);
    return alone || purpose == PR_PURPOSE_EVALUATION || purpose == PR_PURPOSE_EXIT;
}

/* What of a channel's year is incidental: everything, or the sum of its one-off lines. */
static pr_nominal_t incidental(const pr_scenario_t *scenario, const pr_central_t *central,
                               pr_channel_t channel, scopes_t amount, int y)
{
    pr_nominal_t sum = {0};
    if (!lasts(scenario, amount, y)) {
        return amount[0][y];
    }
    for (size_t line = 0; line < scenario->line_count; line++) {
        if (pr_money_channel(scenario, line) == channel && one_off(scenario, &central->budget, line, y)) {
            sum.cents += central->budget.line[line][y].cents;
        }
    }
    return sum;
}

/* Words of the begrotingswijziging. The term of three years is about what is decided: an indicative year's
   nature says that it is not, so that nobody enters it by its nature unawares. The Dutch dialect is opened by
   people, the other read by programs. */
typedef struct {
    const char *header, *status[2], *nature[2][2], *item[2], *basis[PR_BASES];
} words_t;

static const words_t *words_of(const pr_csv_t *self)
{
    static const words_t identifiers = {
        .header = "year,status,municipality,item,entry,amount_eur,nature,index_basis",
        .status = {[PR_STATUS_DECIDED] = "decided", [PR_STATUS_INDICATIVE] = "indicative"},
        .nature = {[PR_STATUS_DECIDED] = {"incidental", "structural"},
                   [PR_STATUS_INDICATIVE] = {"incidental_if_decided", "structural_if_decided"}},
        .item = {"surplus.reduction", "execution.contribution"},
        .basis = {"none", "applied", "definitive", "september", "spring", "projected"}};
    static const words_t dutch = {
        .header = "jaar,status,gemeente,post,soort,bedrag_eur,aard,indexcijfer",
        .status = {[PR_STATUS_DECIDED] = "besloten", [PR_STATUS_INDICATIVE] = "indicatief"},
        .nature = {[PR_STATUS_DECIDED] = {"incidenteel", "structureel"},
                   [PR_STATUS_INDICATIVE] = {"incidenteel indien besloten", "structureel indien besloten"}},
        .item = {"daling aandeel positief saldo", "bijdrage uitvoeringskosten"},
        .basis = {"geen", "toegepast", "definitief", "september", "voorjaar", "raming"}};
    return self->dialect == PR_CSV_NL ? &dutch : &identifiers;
}

/* One item of the begrotingswijziging. */
typedef struct {
    const char *item, *entry;
    scopes_t amount;
    int sign;
    pr_channel_t channel;
} item_t;

/* One nature of an item and year, where the region has an amount of it. */
static void wijziging_rows(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central,
                           const item_t *item, int y, bool structural, const int64_t *euros)
{
    const words_t *words = words_of(self);
    int year = scenario->first_year + y;
    pr_year_status_t status = pr_scenario_status(scenario, year);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        pr_csv_whole(self, year);
        pr_csv_text(self, words->status[status]);
        pr_csv_text(self, scenario->municipality[m].name);
        pr_csv_text(self, item->item);
        pr_csv_text(self, item->entry);
        pr_csv_whole(self, item->sign * euros[m]);
        pr_csv_text(self, words->nature[status][structural]);
        pr_csv_text(self, words->basis[pr_money_basis(scenario, central, item->channel, y)]);
        pr_csv_end(self);
    }
}

static void whole_euros(size_t n, const int64_t *cents, pr_nominal_t total, int64_t *out)
{
    pr_units_round(n, cents, 100, pr_round_half_away((long double)total.cents / 100), out);
}

/* The structural part is what is left, so that both add up to the item's own rounding. */
static void wijziging_year(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central,
                           const item_t *item, int y)
{
    size_t n = scenario->municipality_count;
    int64_t cents[PR_MAX_MUNICIPALITIES], rest[PR_MAX_MUNICIPALITIES], once[PR_MAX_MUNICIPALITIES];
    pr_nominal_t part = incidental(scenario, central, item->channel, item->amount, y),
                 share[PR_MAX_MUNICIPALITIES];
    pr_allocation_share(scenario, central->budget.weight[item->channel][y], part, share);
    for (size_t m = 0; m < n; m++) {
        once[m] = share[m].cents;
        cents[m] = item->amount[1 + m][y].cents;
    }
    whole_euros(n, cents, item->amount[0][y], rest);
    whole_euros(n, once, part, cents);
    for (size_t m = 0; m < n; m++) {
        rest[m] -= cents[m];
    }
    if (part.cents != item->amount[0][y].cents) {
        wijziging_rows(self, scenario, central, item, y, true, rest);
    }
    if (part.cents != 0) {
        wijziging_rows(self, scenario, central, item, y, false, cents);
    }
}

void pr_csv_wijziging(pr_csv_t *self, const pr_scenario_t *scenario, const pr_central_t *central)
{
    const words_t *words = words_of(self);
    const item_t item[] = {{words->item[0], "bate", central->surplus.reduction, -1, PR_CHANNEL_SURPLUS},
                           {words->item[1], "last", central->surplus.contribution, 1, PR_CHANNEL_EXECUTION}};
    if (self->mark && self->dialect == PR_CSV_NL) {
        self->mark_head = "cijfers";
        self->mark = "verzonnen";
    }
    pr_csv_header(self, words->header);
    for (int y = 0; y < scenario->years; y++) {
        for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
            if (item[i].amount[0][y].cents != 0) {
                wijziging_year(self, scenario, central, &item[i], y);
            }
        }
    }
}
