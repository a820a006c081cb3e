/* One row a setting: path, where it goes, unit, default, allowed range, 5–95 % range, source, what it is. */
#include "scenario/table.h"
#include "core/catalogue.h"
#include <math.h>
#include <stddef.h>

#define SCENARIO(member) PR_INTO_SCENARIO, offsetof(pr_scenario_t, member), 0, 0
#define RAW(member) PR_INTO_RAW, offsetof(pr_raw_t, member), 0, 0
#define INPUT(member) PR_INTO_INPUTS, offsetof(pr_inputs_t, member), 0, 0
#define YEARS(member) PR_INTO_SCENARIO, offsetof(pr_scenario_t, member), 0, sizeof(int)
#define ELEMENT(list, type, member)                                                                          \
    PR_INTO_SCENARIO, offsetof(pr_scenario_t, list) + offsetof(type, member), sizeof(type), 0
#define RAW_ELEMENT(list, type, member)                                                                      \
    PR_INTO_RAW, offsetof(pr_raw_t, list) + offsetof(type, member), sizeof(type), 0
#define INPUT_ELEMENT(member) PR_INTO_INPUTS, offsetof(pr_inputs_t, member), sizeof(double), 0

#define INNER(struct_type, into_kind, member, outer, inner)                                                  \
    into_kind, offsetof(struct_type, member), outer, inner

#define REQUIRED NULL, false
#define OPTIONAL NULL, true
#define DEFAULT(text) text, false

static const char *const invented_choices[] = {"no", "verzonnen", "invented", "fictitious", NULL};
static const char *const parameters_choices[] = {"uncertain", "fixed", NULL};
static const char *const rule_choices[] = {"provisional",    "definitive",    "true_up_compound",
                                           "true_up_points", "true_up_ratio", NULL};
static const char *const class_choices[] = {"none", "ova", "ppc", "ova90_ppc10", NULL};
static const char *const series_choices[] = {"ova", "ppc", NULL};
static const char *const vintage_choices[] = {"spring", "september", "definitive", "applied", NULL};
static const char *const channel_choices[] = {"surplus", "execution", NULL};
static const char *const purpose_choices[] = {
    "people", "coordination", "administration", "procurement", "evaluation",
    "other",  "allowance",    "guidance",       "exit",        NULL};
static const char *const mode_choices[] = {"none", "referral", "presence", "integrated", NULL};
static const char *const allocation_choices[] = {"key",        "previous_year", "three_year_average",
                                                 "population", "mixed",         NULL};
static const char *const bounds_choices[] = {"factor", "points", NULL};
static const char *const booking_choices[] = {"project", "total", NULL};
static const char *const settlement_choices[] = {"same", "next", NULL};
static const char *const choose_choices[] = {"fixed", "evaluation", "expand_when", NULL};
static const char *const evaluated_choices[] = {"success_share", "residents_reached", NULL};
static const char *const benefit_choices[] = {"none", "mechanism", "sroi", NULL};

/* Texts are English here and Dutch in po/nl.po. The marks stand in these two macros, so that po/extract.sh
   finds whole texts, those that the macros below put together too. */
/* A row of an uncertain number. */
#define NUMBER(path, into, unit, scale, lowest, highest, fallback, range, source, label)                     \
    {                                                                                                        \
        path, PR_KIND_NUMBER, into, ROW_IN_("unit", unit), scale, lowest, highest, fallback, range,          \
            ROW_(source), NULL, ROW_(label)                                                                  \
    }
/* Any other row: no scale, no range of uncertainty. */
#define PLAIN(path, kind, into, unit, lowest, highest, fallback, choices, label)                             \
    {                                                                                                        \
        path, kind, into, ROW_IN_("unit", unit), 1, lowest, highest, fallback, NULL, NULL, choices,          \
            ROW_(label)                                                                                      \
    }

#define ASSUMED "assumption"
/* The index is kept up to here. */
#define LAST_YEAR (PR_FIGURES_FROM + PR_FIGURES_YEARS - 1)

#define INDEX_ROWS(name, series, mean, mean_range, sd, gap, gap_range, gap_sd, spring, spring_sd, basis, of) \
    NUMBER("index." name ".mean_growth", INPUT(index[series].mean_growth), "%", 0.01, -20, 30,               \
           DEFAULT(mean), mean_range, basis, of "mean growth a year in the long run (μ)"),                   \
        NUMBER("index." name ".persistence", INPUT(index[series].persistence), "", 1, -0.999, 0.999,         \
               DEFAULT("0.5"), "0.2–0.8", basis, of "how much of a deviation lasts into the next year (φ)"), \
        NUMBER("index." name ".shock_sd", INPUT(index[series].shock_sd), "percentage points", 0.01, 0, 50,   \
               DEFAULT(sd), NULL, basis, of "standard deviation of the yearly shock (σ)"),                   \
        NUMBER("index." name ".september_gap", INPUT(index[series].september_gap), "percentage points",      \
               0.01, -50, 50, DEFAULT(gap), gap_range, basis,                                                \
               of "definitive minus September figure, on average (β)"),                                      \
        NUMBER("index." name ".september_gap_sd", INPUT(index[series].september_gap_sd),                     \
               "percentage points", 0.01, 0, 50, DEFAULT(gap_sd), NULL, basis,                               \
               of "standard deviation of definitive minus September figure (τ)"),                            \
        NUMBER("index." name ".spring_gap", INPUT(index[series].spring_gap), "percentage points", 0.01, -50, \
               50, DEFAULT(spring), NULL, basis, of "definitive minus spring figure, on average"),           \
        NUMBER("index." name ".spring_gap_sd", INPUT(index[series].spring_gap_sd), "percentage points",      \
               0.01, 0, 50, DEFAULT(spring_sd), NULL, basis,                                                 \
               of "standard deviation of definitive minus spring figure")

#define FORM_ROWS(name, form, share, share_range, hours, hours_range, cv, what)                              \
    NUMBER("demand.forms." name ".share", INPUT(demand.form_share[form]), "", 1, 0, 1, DEFAULT(share),       \
           share_range, ASSUMED, "share of new residents: " what),                                           \
        NUMBER("demand.forms." name ".hours", INPUT(demand.hours_mean[form]), "hours", 1, 0.01, 1000,        \
               DEFAULT(hours), hours_range, ASSUMED, "staff hours a resident: " what),                       \
        NUMBER("demand.forms." name ".hours_cv", INPUT(demand.hours_cv[form]), "", 1, 0, 5, DEFAULT(cv),     \
               NULL, ASSUMED, "coefficient of variation of those hours: " what)

#define MODE_ROWS(name, which, factor, factor_range, part, part_range, lag, lag_range, taken, taken_range,   \
                  how)                                                                                       \
    NUMBER("deployment.modes." name ".uptake", INPUT(deployment.mode[which].uptake), "", 1, 0, 5,            \
           DEFAULT(factor), factor_range, ASSUMED "; seeds/004 gives the direction, no figure",              \
           "multiplies the uptake of residents, " how),                                                      \
        NUMBER("deployment.modes." name ".resident_share", INPUT(deployment.mode[which].resident_share), "", \
               1, 0, 1, DEFAULT(part), part_range, ASSUMED "; seeds/004 gives the direction, no figure",     \
               "share of the hours for residents that reaches them, " how),                                  \
        NUMBER("deployment.modes." name ".startup_months", INPUT(deployment.mode[which].startup_months),     \
               "months", 1, 0, 120, DEFAULT(lag), lag_range,                                                 \
               ASSUMED "; seeds/004: a process that takes long",                                             \
               "mean time until a contact in the team refers (up to 1: at once), " how),                     \
        NUMBER("deployment.modes." name ".contact_turnover", INPUT(deployment.mode[which].contact_turnover), \
               "chance a year", 1, 0, 0.99, DEFAULT("0.15"), "0.10–0.25",                                    \
               ASSUMED "; as peer experts leave; seeds/004: turnover in the team",                           \
               "turnover of the contacts in the team, " how),                                                \
        NUMBER("deployment.modes." name ".absence_cover", INPUT(deployment.mode[which].absence_cover), "",   \
               1, 0, 1, DEFAULT(taken), taken_range,                                                         \
               ASSUMED "; seeds/004: a pool helps with absence and turnover",                                \
               "share of an absent expert's hours that a colleague takes over, " how)

#define SEASON_ROW(name, i, month)                                                                           \
    NUMBER("demand.season." name, INPUT(demand.season[i]), "", 1, 0, 10, DEFAULT("1.0"), NULL, ASSUMED,      \
           "seasonal factor of " month ", 1 on average")

#define PAYER_ROW(name, payer, share, who)                                                                   \
    NUMBER("benefit.payers." name, INPUT(benefit.payer_share[payer]), "", 1, 0, 1, DEFAULT(share), NULL,     \
           ASSUMED, "share of the costs avoided: " who)

const pr_descriptor_t pr_descriptors[] = {
    PLAIN("id", PR_KIND_TEXT, SCENARIO(id), "", 0, 0, REQUIRED, NULL, "name of the scenario in file names"),
    PLAIN("title", PR_KIND_TEXT, SCENARIO(title), "", 0, 0, REQUIRED, NULL, "title in tables and charts"),
    PLAIN("story", PR_KIND_TEXT, SCENARIO(story), "", 0, 0, DEFAULT("\"\""), NULL,
          "who works this way, what the documents say, what is assumed"),
    PLAIN("invented", PR_KIND_CHOICE, SCENARIO(invented), "", 0, 0, OPTIONAL, invented_choices,
          "whether figures are invented: that word then comes behind id and title, also of each scenario "
          "that this "
          "file is laid over"),

    PLAIN("run.seed", PR_KIND_COUNT, SCENARIO(seed), "", 0, INFINITY, DEFAULT("20230415"), NULL,
          "seed of the random numbers"),
    PLAIN("run.replicates", PR_KIND_COUNT, SCENARIO(replicates), "", 1, 1e8, DEFAULT("10000"), NULL,
          "number of replicates"),
    PLAIN("run.parameters", PR_KIND_CHOICE, RAW(parameters), "", 0, 0, DEFAULT("\"uncertain\""),
          parameters_choices, "draw uncertain parameters, or set all at their mean"),

    PLAIN("time.first_year", PR_KIND_INTEGER, SCENARIO(first_year), "year", 2000, LAST_YEAR, DEFAULT("2023"),
          NULL, "first budget year"),
    PLAIN("time.last_year", PR_KIND_INTEGER, SCENARIO(last_year), "year", 2000, LAST_YEAR, DEFAULT("2031"),
          NULL, "last budget year"),
    PLAIN("time.price_level_year", PR_KIND_INTEGER, SCENARIO(price_level_year), "year", 2000, LAST_YEAR,
          DEFAULT("2023"), NULL, "price level of the amounts"),
    PLAIN("time.first_indexed_year", PR_KIND_INTEGER, SCENARIO(first_indexed_year), "year", 2000, LAST_YEAR,
          DEFAULT("2024"), NULL, "first year that is indexed"),
    PLAIN("time.decided_until", PR_KIND_INTEGER, SCENARIO(decided_until), "year", 2000, LAST_YEAR,
          DEFAULT("2025"), NULL, "last decided year; amounts after it are indicative"),
    PLAIN("time.start", PR_KIND_MONTH, RAW(start), "month", 0, 0, OPTIONAL, NULL,
          "first month in which people are hired, where the award comes after 1 January"),

    PLAIN("index.rule", PR_KIND_CHOICE, SCENARIO(index_rule), "", 0, 0, DEFAULT("\"provisional\""),
          rule_choices, "rule for the growth applied; the contract: provisional"),
    INDEX_ROWS("ova", PR_SERIES_OVA, "2.8", "1.8–3.8", "1.2", "0.4", "-0.4–1.2", "0.9", "1.18", "1.27",
               "calc: definitive OVA 2005–2024 and provisional figures (NZa, VNG)", "OVA index: "),
    INDEX_ROWS("ppc", PR_SERIES_PPC, "2.3", NULL, "2.0", "2.07", NULL, "3.11", "2.07", "3.11",
               "calc: definitive PPC 2005–2024 and provisional figures (NZa, VNG)", "PPC index: "),
    NUMBER("index.correlation", INPUT(index_correlation), "", 1, -0.999, 0.999, DEFAULT("0.6"), NULL,
           "calc: residuals of OVA and PPC 2006–2024", "correlation of the shocks of OVA and PPC"),
    PLAIN("figures.*.series", PR_KIND_CHOICE, RAW_ELEMENT(figure, pr_raw_figure_t, series), "", 0, 0,
          DEFAULT("\"ova\""), series_choices, "series of this published figure"),
    PLAIN("figures.*.year", PR_KIND_INTEGER, RAW_ELEMENT(figure, pr_raw_figure_t, year), "year",
          PR_FIGURES_FROM, PR_FIGURES_FROM + PR_FIGURES_YEARS - 1, REQUIRED, NULL, "year it holds for"),
    PLAIN("figures.*.vintage", PR_KIND_CHOICE, RAW_ELEMENT(figure, pr_raw_figure_t, vintage), "", 0, 0,
          REQUIRED, vintage_choices,
          "when it was published: spring or September of the year before, definitive, or what the region "
          "applied"),
    PLAIN("figures.*.value", PR_KIND_GROWTH, RAW_ELEMENT(figure, pr_raw_figure_t, value), "%", -50, 50,
          REQUIRED, NULL, "growth"),
    PLAIN("figures.*.source", PR_KIND_TEXT, RAW_ELEMENT(figure, pr_raw_figure_t, source), "", 0, 0, REQUIRED,
          NULL, "where the figure stands"),

    PLAIN("budget.booking", PR_KIND_CHOICE, SCENARIO(booking), "", 0, 0, DEFAULT("\"project\""),
          booking_choices,
          "project: project lines reduce the positive balance, the rest raises execution costs; total: "
          "everything reduces the balance"),
    PLAIN("budget.settlement_year", PR_KIND_CHOICE, SCENARIO(settlement_year), "", 0, 0, DEFAULT("\"same\""),
          settlement_choices, "year in which the settlement is booked"),
    PLAIN("budget.tendered", PR_KIND_AMOUNT, SCENARIO(tendered), "euro", 0, 1e9, DEFAULT("700000"), NULL,
          "tendered lump sum a year after the decided years, at the price level"),
    NUMBER("budget.vat_share", INPUT(vat_share), "", 1, 0, 0.5, DEFAULT("0"), "0–0.1736", ASSUMED,
           "non-compensable VAT as a share of the contract amounts (21/121 = 0.1736)"),
    PLAIN("budget.key_surplus.#", PR_KIND_KEY, YEARS(channel_key[PR_CHANNEL_SURPLUS]), "", 0, 0,
          DEFAULT("\"module2\""), NULL, "key of the positive balance, per year"),
    PLAIN("budget.key_execution.#", PR_KIND_KEY, YEARS(channel_key[PR_CHANNEL_EXECUTION]), "", 0, 0,
          DEFAULT("\"module2\""), NULL, "key of the execution costs, per year (assumption: module 2)"),
    PLAIN("budget.lines.*.label", PR_KIND_TEXT, ELEMENT(line, pr_line_t, label), "", 0, 0, REQUIRED, NULL,
          "name of the budget line"),
    PLAIN("budget.lines.*.source", PR_KIND_TEXT, ELEMENT(line, pr_line_t, source), "", 0, 0, OPTIONAL, NULL,
          "source of the amounts"),
    PLAIN("budget.lines.*.channel", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, channel), "", 0, 0, REQUIRED,
          channel_choices, "surplus (project costs) or execution (execution costs)"),
    PLAIN("budget.lines.*.index", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, index), "", 0, 0,
          DEFAULT("\"ova\""), class_choices, "index class of the line"),
    PLAIN("budget.lines.*.purpose", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, purpose), "", 0, 0,
          DEFAULT("\"other\""), purpose_choices,
          "what the line pays for; people: the peer experts; allowance and guidance: those of volunteers; "
          "exit: what it costs to stop"),
    PLAIN("budget.lines.*.lump_sum", PR_KIND_BOOLEAN, ELEMENT(line, pr_line_t, in_lump_sum), "", 0, 0,
          DEFAULT("false"), NULL, "is part of the contractor's lump sum"),
    NUMBER("budget.lines.*.amounts.#",
           INNER(pr_inputs_t, PR_INTO_INPUTS, line_real_eur, sizeof(double[PR_MAX_YEARS]), sizeof(double)),
           "euro", 1, 0, 1e9, REQUIRED, NULL, "memo of 20 April 2023, table 1",
           "amount a year at the price level"),

    PLAIN("allocation.surplus.#", PR_KIND_CHOICE, YEARS(allocation[PR_CHANNEL_SURPLUS]), "", 0, 0,
          DEFAULT("\"key\""), allocation_choices,
          "allocation policy of the lower balance, per year; key: the key"),
    PLAIN("allocation.execution.#", PR_KIND_CHOICE, YEARS(allocation[PR_CHANNEL_EXECUTION]), "", 0, 0,
          DEFAULT("\"key\""), allocation_choices, "allocation policy of the execution costs, per year"),
    PLAIN("allocation.compare", PR_KIND_BOOLEAN, SCENARIO(allocation_shown), "", 0, 0, DEFAULT("false"), NULL,
          "show the allocation policies side by side, also where only the key is used"),
    NUMBER("allocation.mixed.key", INPUT(allocation.key_weight), "", 1, 0, 1, DEFAULT("0.5"), NULL, ASSUMED,
           "mixed key: weight of the key"),
    NUMBER("allocation.mixed.residents", INPUT(allocation.residents_weight), "", 1, 0, 1, DEFAULT("0.3"),
           NULL, ASSUMED, "mixed key: weight of the residents reached in the year before"),
    NUMBER("allocation.mixed.population", INPUT(allocation.population_weight), "", 1, 0, 1, DEFAULT("0.2"),
           NULL, ASSUMED, "mixed key: weight of the population"),
    PLAIN("allocation.mixed.bounds", PR_KIND_CHOICE, SCENARIO(allocation_bounds), "", 0, 0,
          DEFAULT("\"factor\""), bounds_choices,
          "what floor and cap are: factors of the key, or percentage points below and above it"),
    NUMBER("allocation.mixed.floor", INPUT(allocation.floor), "", 1, 0, 50, DEFAULT("0.5"), NULL, ASSUMED,
           "mixed key: floor of every municipality's share"),
    NUMBER("allocation.mixed.cap", INPUT(allocation.cap), "", 1, 0, 50, DEFAULT("1.5"), NULL, ASSUMED,
           "mixed key: cap of every municipality's share"),

    PLAIN("keys.*.source", PR_KIND_TEXT, ELEMENT(key, pr_key_t, source), "", 0, 0, REQUIRED, NULL,
          "where the key stands"),
    PLAIN("keys.*.shares.@", PR_KIND_PERCENT,
          INNER(pr_scenario_t, PR_INTO_SCENARIO, key[0].share, sizeof(pr_key_t), sizeof(pr_percent_t)), "%",
          0, 100, REQUIRED, NULL, "share of the municipality, 100.00 % together"),

    PLAIN("municipalities.*.name", PR_KIND_TEXT, ELEMENT(municipality, pr_municipality_t, name), "", 0, 0,
          REQUIRED, NULL, "name of the municipality"),
    PLAIN("municipalities.*.cbs", PR_KIND_CODE, ELEMENT(municipality, pr_municipality_t, cbs), "", 1, 9999,
          REQUIRED, NULL, "CBS municipality code"),
    NUMBER("municipalities.*.population", INPUT_ELEMENT(population), "inhabitants", 1, 0, 2e6, REQUIRED, NULL,
           "CBS", "inhabitants on 1 January of the population year"),
    NUMBER("municipalities.*.launch_month", INPUT_ELEMENT(launch_month), "month", 1, 0, 191, OPTIONAL, NULL,
           ASSUMED, "planned launch month, counted from the first month (0); else it follows from the order"),
    NUMBER("municipalities.*.head_start_months", INPUT_ELEMENT(head_start_months), "months", 1, 0, 120,
           DEFAULT("0"), NULL, ASSUMED, "head start in awareness at the launch"),
    NUMBER("municipalities.*.demand_factor", INPUT_ELEMENT(demand_factor), "", 1, 0.0001, 1e6, OPTIONAL, NULL,
           ASSUMED, "factor (above 0) on uptake in this municipality, where it is known; else it is drawn"),

    NUMBER("municipalities.*.allocation_floor", INPUT_ELEMENT(allocation.floor_of), "", 1, 0, 50, OPTIONAL,
           NULL, ASSUMED, "mixed key: a floor of its own, in place of allocation.mixed.floor"),
    NUMBER("municipalities.*.allocation_cap", INPUT_ELEMENT(allocation.cap_of), "", 1, 0, 50, OPTIONAL, NULL,
           ASSUMED, "mixed key: a cap of its own, in place of allocation.mixed.cap"),

    PLAIN("themes.*.label", PR_KIND_TEXT, ELEMENT(theme, pr_named_t, label), "", 0, 0, REQUIRED, NULL,
          "name of the theme"),
    NUMBER("themes.*.share", INPUT_ELEMENT(demand.theme_share), "", 1, 0, 1, REQUIRED, NULL, ASSUMED,
           "share of new residents, 1 together"),
    PLAIN("roles.*.label", PR_KIND_TEXT, ELEMENT(role, pr_named_t, label), "", 0, 0, REQUIRED, NULL,
          "name of the role"),
    NUMBER("roles.*.share", INPUT_ELEMENT(role_share), "", 1, 0, 1, REQUIRED, NULL, ASSUMED,
           "share of community hours, 1 together"),

    NUMBER("surplus.mean.#", INNER(pr_inputs_t, PR_INTO_INPUTS, surplus.mean_eur, 0, sizeof(double)), "euro",
           1, 0, 1e10, OPTIONAL, NULL, ASSUMED, "expected positive balance before the pool, per year"),
    NUMBER("surplus.cv", INPUT(surplus.cv), "", 1, 0, 5, DEFAULT("0.3"), NULL, ASSUMED,
           "coefficient of variation of the balance"),
    NUMBER("surplus.persistence", INPUT(surplus.persistence), "", 1, -0.999, 0.999, DEFAULT("0.5"), NULL,
           ASSUMED, "correlation of the balance with that of the year before"),
    NUMBER("surplus.demand_correlation", INPUT(surplus.demand_correlation), "", 1, -1, 1, DEFAULT("0"), NULL,
           ASSUMED, "correlation of the balance with the shocks in demand"),
    PLAIN("surplus.key.#", PR_KIND_KEY, YEARS(surplus_key), "", 0, 0, DEFAULT("\"module2\""), NULL,
          "key of the balance before the pool, per year"),

    NUMBER("workforce.cost_per_fte", INPUT(workforce.cost_per_fte_eur), "euro per fte a year", 1, 1000, 1e6,
           DEFAULT("70000"), "55,000–85,000",
           "calc: CAO Sociaal Werk scale 6 (FCB), 1,878 hours, IKB 20%; employer's charges and overhead: "
           "assumption",
           "loaded cost of an fte at the price level (κ)"),
    NUMBER("workforce.wage_drift", INPUT(workforce.wage_drift), "percentage points a year", 0.01, -20, 20,
           DEFAULT("0"), "-0.5–0.5", ASSUMED, "wage growth on top of OVA (δ)"),
    NUMBER("workforce.contract_fte", INPUT(workforce.contract_fte), "fte", 1, 0.05, 1.5, DEFAULT("0.667"),
           "0.44–0.89", ASSUMED, "size of a contract (24 of 36 hours)"),
    NUMBER("workforce.hours_per_fte_month", INPUT(workforce.hours_per_fte_month), "hours per fte a month", 1,
           10, 744, DEFAULT("131"), "122–140",
           "calc: 1,878 hours less leave, holidays and training (assumption)",
           "net hours without leave, holidays and training; sickness apart"),
    NUMBER("workforce.overhead_share", INPUT(workforce.overhead_share), "", 1, 0, 0.95, DEFAULT("0.25"),
           "0.15–0.35", ASSUMED, "share of hours for supervision, travel and planning"),
    NUMBER("workforce.leaving_per_year", INPUT(workforce.leaving_per_year), "chance a year", 1, 0, 0.99,
           DEFAULT("0.15"), "0.10–0.25", "CBS 2022–2023: 11% leave the sector, more leave their employer",
           "peer experts leaving"),
    NUMBER("workforce.trainee_leaving_per_year", INPUT(workforce.trainee_leaving_per_year), "chance a year",
           1, 0, 0.99, DEFAULT("0.17"), "0.08–0.35",
           "De menselijke maat: one of six facilitators in training (weak)", "trainees dropping out"),
    NUMBER("workforce.training_months", INPUT(workforce.training_months), "months", 1, 0,
           PR_MAX_TRAINING_MONTHS, DEFAULT("12"), "6–18", "De menselijke maat: a year of learning on the job",
           "length of the training"),
    NUMBER("workforce.trainee_productivity", INPUT(workforce.trainee_productivity), "", 1, 0, 1,
           DEFAULT("0.5"), "0.3–0.7", ASSUMED, "productivity during the training"),
    NUMBER("workforce.trainee_share", INPUT(workforce.trainee_share), "", 1, 0, 1, DEFAULT("0.5"), "0.2–0.8",
           ASSUMED, "share of hires that start as trainees"),
    NUMBER("workforce.filling_per_month", INPUT(workforce.filling_per_month), "chance a month", 1, 0, 1,
           DEFAULT("0.25"), "0.12–0.50", ASSUMED, "chance that a vacancy is filled within a month"),
    NUMBER("workforce.from_benefit_share", INPUT(workforce.from_benefit_share), "", 1, 0, 1, DEFAULT("0.3"),
           "0.1–0.5", ASSUMED, "share of hires that come from a benefit"),
    NUMBER("workforce.absence_mean", INPUT(workforce.absence_mean), "", 1, 0, 0.9, DEFAULT("0.07"),
           "0.05–0.10", "social work 6.4% (2020), care and welfare 8.0% (2022)", "sickness absence"),
    NUMBER("workforce.absence_concentration", INPUT(workforce.absence_concentration), "", 1, 0.1, 1e6,
           DEFAULT("60"), "30–120", ASSUMED, "how little absence varies from month to month"),

    NUMBER("deployment.regional_share", INPUT(deployment.regional_share), "", 1, 0, 1, DEFAULT("0.10"),
           "0.05–0.20", ASSUMED, "share of hours for the whole region"),
    NUMBER("deployment.community_share", INPUT(deployment.community_share), "", 1, 0, 1, DEFAULT("0.20"),
           "0.10–0.35", ASSUMED, "share of the hours in a municipality for training, advice and projects"),
    NUMBER("deployment.demand_weight", INPUT(deployment.demand_weight), "", 1, 0, 1, DEFAULT("0.5"), "0–1",
           ASSUMED, "division of hours: 0 by the key, 1 by demand (θ)"),
    NUMBER("deployment.sharing", INPUT(deployment.sharing), "", 1, 0, 1, DEFAULT("0.5"), "0–1", ASSUMED,
           "share of unused hours that goes to municipalities with a backlog (ψ)"),
    NUMBER("deployment.launch_lag", INPUT(deployment.launch_lag_months), "months", 1, 0, 36, DEFAULT("2"),
           "0–6", "Movisie/De menselijke maat: planned for 2016, first meeting in December 2016",
           "mean delay of the launch in a municipality"),
    PLAIN("deployment.launch_first", PR_KIND_FIXED, RAW(launch_first), "month", 0, 191, DEFAULT("1"), NULL,
          "first planned launch month in the order of municipalities (1: February of the first year)"),
    PLAIN("deployment.launch_span", PR_KIND_FIXED, RAW(launch_span), "months", 0, 191, DEFAULT("9"), NULL,
          "months over which the start meetings are spread"),
    NUMBER("deployment.coverage_hours", INPUT(deployment.coverage_hours), "hours a month", 1, 0, 1000,
           DEFAULT("16"), "8–35", ASSUMED,
           "hours from which a municipality counts as covered (half a day a week)"),
    PLAIN("deployment.mode", PR_KIND_CHOICE, SCENARIO(mode), "", 0, 0, DEFAULT("\"none\""), mode_choices,
          "how the pool works with the neighbourhood teams; none: hours and uptake as they are"),
    MODE_ROWS("referral", PR_MODE_REFERRAL, "0.7", "0.4–0.9", "0.95", "0.8–1", "6", "3–12", "0", "0–0.3",
              "referral"),
    MODE_ROWS("presence", PR_MODE_PRESENCE, "1.0", NULL, "0.80", "0.6–0.9", "2", "1–4", "0", "0–0.3",
              "presence at fixed times"),
    MODE_ROWS("integrated", PR_MODE_INTEGRATED, "1.1", "0.9–1.3", "0.95", "0.85–1", "1", "0–3", "0.3",
              "0–0.6", "integrated in the team"),

    NUMBER("volunteers.target", INPUT(volunteers.target), "persons", 1, 0, 100000, DEFAULT("0"), NULL,
           ASSUMED, "volunteers beside the paid experts; 0: none"),
    NUMBER("volunteers.targets.#",
           INNER(pr_inputs_t, PR_INTO_INPUTS, volunteers.target_of, 0, sizeof(double)), "persons", 1, 0,
           100000, OPTIONAL, NULL, ASSUMED,
           "volunteers wanted per year, where their number grows or shrinks; volunteers.target is then 0"),
    NUMBER("volunteers.hours_per_week", INPUT(volunteers.hours_per_week), "hours a week", 1, 0, 40,
           DEFAULT("3"), "1–6", ASSUMED, "hours of one volunteer, averaged over the year (52 weeks)"),
    NUMBER("volunteers.leaving_per_year", INPUT(volunteers.leaving_per_year), "chance a year", 1, 0, 0.99,
           DEFAULT("0.25"), "0.15–0.40", ASSUMED, "volunteers leaving"),
    NUMBER("volunteers.filling_per_month", INPUT(volunteers.filling_per_month), "chance a month", 1, 0, 1,
           DEFAULT("0.25"), "0.12–0.50", ASSUMED "; as with paid experts",
           "chance that a free place is filled within a month"),
    NUMBER("volunteers.allowance", INPUT(volunteers.allowance_eur), "euro a year", 1, 0, 100000,
           DEFAULT("800"), "0–2,100", ASSUMED "; seeds/004: a small allowance",
           "allowance of one volunteer at the price level"),
    NUMBER("volunteers.span", INPUT(volunteers.span), "persons per fte", 1, 0.1, 10000, DEFAULT("40"),
           "20–60", ASSUMED, "volunteers that one fte of guidance can guide"),
    NUMBER("volunteers.signal_share", INPUT(volunteers.signal_share), "", 1, 0, 1, DEFAULT("0.2"),
           "0.05–0.40", ASSUMED "; seeds/002: collecting experiences and translating them",
           "share of their hours for bundling signals"),

    NUMBER("budgetkring.circles", INPUT(circles.circles), "circles", 1, 0, PR_MAX_CIRCLES, DEFAULT("0"), NULL,
           ASSUMED, "circles (Budgetkringen) that a municipality can have at the same time; 0: none"),
    NUMBER("budgetkring.size", INPUT(circles.size), "persons", 1, 1, 100, DEFAULT("9"), "8–10",
           "seeds/003: eight to ten participants", "residents in a full circle"),
    NUMBER("budgetkring.minimum", INPUT(circles.minimum), "persons", 1, 1, 100, DEFAULT("6"), "4–8", ASSUMED,
           "residents who wait before a circle starts"),
    NUMBER("budgetkring.facilitators", INPUT(circles.facilitators), "persons", 1, 1, PR_MAX_FACILITATORS,
           DEFAULT("2"), NULL, "seeds/003: two facilitators instead of one", "facilitators of a circle"),
    NUMBER("budgetkring.start_delay", INPUT(circles.start_delay_months), "months", 1, 0, 120, DEFAULT("9"),
           "6–12", "seeds/003: planned for 2016, first meeting in December 2016",
           "mean time from the launch of a municipality until a circle can start"),
    NUMBER("budgetkring.duration", INPUT(circles.duration_months), "months", 1, 1, 120, DEFAULT("12"), "9–15",
           ASSUMED "; seeds/003: a year of training with one group", "time that a round takes its residents"),
    NUMBER("budgetkring.meetings", INPUT(circles.meetings_per_month), "a month", 1, 0, 10, DEFAULT("1"), NULL,
           ASSUMED ": 12 meetings", "meetings of a circle"),
    NUMBER("budgetkring.meeting_hours", INPUT(circles.meeting_hours), "hours", 1, 0, 100, DEFAULT("3.5"),
           "2–6", ASSUMED, "hours a facilitator and meeting, preparation included"),
    NUMBER("budgetkring.training_months", INPUT(circles.training_months), "months", 1, 0, 120, DEFAULT("12"),
           "6–18", "seeds/003: for a year, on the job", "training of a facilitator, on the job"),
    NUMBER("budgetkring.training_hours", INPUT(circles.training_hours), "hours a month", 1, 0, 100,
           DEFAULT("4"), "2–8", ASSUMED, "hours for that training, per facilitator"),
    NUMBER("budgetkring.drop_out", INPUT(circles.drop_out_per_year), "chance a year", 1, 0, 0.99,
           DEFAULT("0.15"), "0.10–0.25", ASSUMED "; as peer experts leave",
           "drop-out of a trained facilitator"),
    NUMBER("budgetkring.training_drop_out", INPUT(circles.training_drop_out_per_year), "chance a year", 1, 0,
           0.99, DEFAULT("0.17"), "0.08–0.35", "seeds/003: one of six facilitators in training stopped",
           "drop-out of a facilitator in training"),
    NUMBER("budgetkring.stand_in", INPUT(circles.stand_in), "", 1, 0, 1, DEFAULT("0.8"), "0.5–0.95",
           ASSUMED "; seeds/003: they can stand in for each other",
           "chance that a circle goes on after a drop-out, where a trained facilitator is left"),
    NUMBER("budgetkring.training_stand_in", INPUT(circles.training_stand_in), "", 1, 0, 1, DEFAULT("0.2"),
           "0–0.5", ASSUMED "; seeds/003: in the year of training the colleague was kept waiting too",
           "that chance where no trained facilitator is left"),
    NUMBER("budgetkring.pause", INPUT(circles.pause_months), "months", 1, 0, 120, DEFAULT("4"), "2–8",
           ASSUMED "; seeds/003: postponed several times",
           "how long a circle is then paused, until there is a new facilitator"),
    NUMBER("budgetkring.per_person", INPUT(circles.per_person), "circles per person", 1, 0, 20, DEFAULT("2"),
           "1–3", ASSUMED, "circles that one peer expert of the pool can lead at the same time"),

    NUMBER("build5.communities", INPUT(communities.communities), "communities", 1, 0, PR_MAX_COMMUNITIES,
           DEFAULT("0"), NULL, ASSUMED,
           "communities of Build5 in a municipality, from its launch on; 0: none"),
    NUMBER("build5.months.phase1", INPUT(communities.months[0]), "months", 1, 0, 600, DEFAULT("4"), "2–8",
           ASSUMED "; seeds/000 gives phases, no durations",
           "mean time in phase 1, initiation, if nothing falls back"),
    NUMBER("build5.months.phase2", INPUT(communities.months[1]), "months", 1, 0, 600, DEFAULT("6"), "3–12",
           ASSUMED "; seeds/000 gives phases, no durations",
           "mean time in phase 2, realisation, if nothing falls back"),
    NUMBER("build5.months.phase3", INPUT(communities.months[2]), "months", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED "; seeds/000 gives phases, no durations",
           "mean time in phase 3, development, if nothing falls back"),
    NUMBER("build5.months.phase4", INPUT(communities.months[3]), "months", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED "; seeds/000 gives phases, no durations",
           "mean time in phase 4, stabilisation, if nothing falls back"),
    NUMBER("build5.fall_back", INPUT(communities.fall_back_per_year), "chance a year", 1, 0, 0.99,
           DEFAULT("0.10"), "0–0.25", ASSUMED, "falling back to the phase before; from phase 1: the end"),
    NUMBER("build5.restart", INPUT(communities.restart_months), "months", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED, "mean time until it is tried again after an end; 0: never"),
    NUMBER("build5.members_phase2", INPUT(communities.members_first), "persons", 1, 0, 10000, DEFAULT("8"),
           "5–10", ASSUMED "; seeds/000: a small group of peers", "members of a community in phase 2"),
    NUMBER("build5.members_phase5", INPUT(communities.members_last), "persons", 1, 0, 10000, DEFAULT("40"),
           "20–100", ASSUMED, "members of a community in phase 5; equal steps in between"),
    NUMBER("build5.carried_phase4", INPUT(communities.carried_stable), "", 1, 0, 1, DEFAULT("0.2"), "0–0.4",
           ASSUMED, "share of new residents that a community in phase 4 carries"),
    NUMBER("build5.carried_phase5", INPUT(communities.carried_secured), "", 1, 0, 1, DEFAULT("0.5"),
           "0.2–0.8", ASSUMED "; seeds/000: this group keeps itself going", "that share in phase 5"),
    NUMBER("build5.survives_without_pool", INPUT(communities.survives_without_pool), "", 1, 0, 1,
           DEFAULT("0.5"), "0–1",
           ASSUMED "; seeds/000: autonomous, with professional support to profit lastingly",
           "chance that a community in phase 5 goes on when the pool ends; in earlier phases it ends"),

    PLAIN("demand.population_year", PR_KIND_INTEGER, SCENARIO(population_year), "year", 2000, LAST_YEAR,
          DEFAULT("2024"), NULL, "year of the population figures"),
    NUMBER("demand.population_growth", INPUT(demand.population_growth), "a year", 1, -0.2, 0.2,
           DEFAULT("0.005"), "0–0.008", "calc: CBS, region +2.1% in three years", "population growth (g)"),
    NUMBER("demand.precarious_share", INPUT(demand.precarious_share), "", 1, 0, 1, DEFAULT("0.25"),
           "0.20–0.28", "paper Ervaringskennis als nieuwe kennisbron: over a quarter",
           "share with a precarious existence (π)"),
    NUMBER("demand.uptake", INPUT(demand.uptake_per_year), "a year", 1, 0, 1, DEFAULT("0.005"), "0.002–0.012",
           ASSUMED, "share of that group that turns to the pool in a year at full awareness (u)"),
    SEASON_ROW("jan", 0, "January"),
    SEASON_ROW("feb", 1, "February"),
    SEASON_ROW("mar", 2, "March"),
    SEASON_ROW("apr", 3, "April"),
    SEASON_ROW("may", 4, "May"),
    SEASON_ROW("jun", 5, "June"),
    SEASON_ROW("jul", 6, "July"),
    SEASON_ROW("aug", 7, "August"),
    SEASON_ROW("sep", 8, "September"),
    SEASON_ROW("oct", 9, "October"),
    SEASON_ROW("nov", 10, "November"),
    SEASON_ROW("dec", 11, "December"),
    NUMBER("demand.bass_innovation", INPUT(demand.bass_innovation), "a month", 1, 0, 1, DEFAULT("0.06"),
           "0.03–0.10", ASSUMED, "awareness: innovation (Bass p)"),
    NUMBER("demand.bass_imitation", INPUT(demand.bass_imitation), "a month", 1, 0, 1, DEFAULT("0.05"),
           "0.02–0.10", ASSUMED, "awareness: imitation (Bass q)"),
    NUMBER("demand.heterogeneity_shape", INPUT(demand.heterogeneity_shape), "", 1, 0.01, 1e9, DEFAULT("4"),
           "2–10", ASSUMED, "how little municipalities differ (k)"),
    NUMBER("demand.shock_persistence", INPUT(demand.shock_persistence), "a month", 1, 0, 0.9999,
           DEFAULT("0.9"), "0.7–0.97", ASSUMED, "how long a shock in demand lasts (φ_z)"),
    NUMBER("demand.shock_sd", INPUT(demand.shock_sd), "", 1, 0, 5, DEFAULT("0.1"), "0.05–0.2", ASSUMED,
           "size of the monthly shock in demand (σ_z)"),
    FORM_ROWS("individual", PR_FORM_INDIVIDUAL, "0.45", "0.3–0.7", "16", "8–30", "0.7", "individual support"),
    FORM_ROWS("group", PR_FORM_GROUP, "0.25", "0.15–0.4", "9", "5–14", "0.5", "group"),
    FORM_ROWS("walk_in", PR_FORM_WALK_IN, "0.30", "0.15–0.5", "3", "1–6", "0.7", "walk-in"),
    NUMBER("demand.giving_up", INPUT(demand.giving_up_per_month), "chance a month", 1, 0, 1, DEFAULT("0.10"),
           "0.03–0.20", ASSUMED, "chance that somebody who waits gives up (η)"),

    PLAIN("benefit.method", PR_KIND_CHOICE, SCENARIO(benefit_method), "", 0, 0, DEFAULT("\"none\""),
          benefit_choices,
          "how benefits are counted; none: not; mechanism: successes that avoid costs; sroi: a claimed ratio "
          "of benefit to cost"),
    NUMBER("benefit.success_share", INPUT(benefit.success_share), "", 1, 0, 1, DEFAULT("0.02"), "0–0.10",
           "reviews (Lloyd-Evans 2014, White 2020): recovery, no less use of care",
           "share of the residents reached who need less care, beyond what would have happened anyway (p)"),
    NUMBER("benefit.avoided_per_year", INPUT(benefit.avoided_eur_per_year), "euro a year", 1, 0, 1e7,
           DEFAULT("3450"), "900–13,000", "calc: 1 hour of Wmo guidance a week at 66.43",
           "cost that a success avoids, on average, at the price level"),
    NUMBER("benefit.avoided_cv", INPUT(benefit.avoided_cv), "", 1, 0, 10, DEFAULT("1.0"), NULL, ASSUMED,
           "coefficient of variation of that cost between persons"),
    NUMBER("benefit.years", INPUT(benefit.years), "year", 1, 0, PR_BENEFIT_TAIL + 1, DEFAULT("1.5"), "0.5–3",
           ASSUMED, "how long a success lasts"),
    NUMBER("benefit.decay", INPUT(benefit.decay), "a year", 1, 0, 1, DEFAULT("0.4"), "0.2–0.7", ASSUMED,
           "part of the avoided cost that is lost each year"),
    PAYER_ROW("regional", PR_PAYER_REGIONAL, "0.10", "regional budget (BW, MO, B&P)"),
    PAYER_ROW("wmo_local", PR_PAYER_WMO_LOCAL, "0.35", "the municipality's Wmo"),
    PAYER_ROW("participatiewet", PR_PAYER_PARTICIPATIEWET, "0.10", "social assistance (Participatiewet)"),
    PAYER_ROW("uwv", PR_PAYER_UWV, "0", "UWV"),
    PAYER_ROW("insurer", PR_PAYER_INSURER, "0.30", "health insurer"),
    PAYER_ROW("wlz", PR_PAYER_WLZ, "0.05", "long-term care (Wlz)"),
    PAYER_ROW("other", PR_PAYER_OTHER, "0.10", "resident and society"),
    NUMBER("benefit.payer_concentration", INPUT(benefit.payer_concentration), "", 1, 0, 1e6, DEFAULT("20"),
           NULL, ASSUMED, "how certain those shares are (Dirichlet); 0: they are fixed"),
    NUMBER("benefit.cashable_share", INPUT(benefit.cashable_share), "", 1, 0, 1, DEFAULT("0.3"), "0–0.6",
           ASSUMED, "share of the municipal benefit that lowers a budget"),
    NUMBER("benefit.work_months", INPUT(benefit.work_months), "months", 1, 0, 120, DEFAULT("12"), "6–24",
           ASSUMED, "months of benefit that somebody hired from a benefit would still have had"),
    NUMBER("benefit.work_eur_per_year", INPUT(benefit.work_eur_per_year), "euro a year", 1, 0, 1e6,
           DEFAULT("16300"), "14,000–20,000", "social assistance of a single person 2025, net (16,287)",
           "benefit a year"),
    NUMBER("benefit.work_participatiewet_share", INPUT(benefit.work_participatiewet_share), "", 1, 0, 1,
           DEFAULT("0.6"), "0.4–0.8", ASSUMED,
           "share of those benefits that the municipality pays (Participatiewet); the rest is UWV's"),
    NUMBER("benefit.sroi_ratio", INPUT(benefit.sroi_ratio), "euros for a euro", 1, 0, 100, DEFAULT("4.5"),
           "2–5.6", "claim: PGOsupport/Vital Innovators, April 2021",
           "claimed benefit for a euro of cost, over five years"),
    NUMBER("benefit.sroi_municipal_cash", INPUT(benefit.sroi_municipal_cash), "", 1, 0, 1, DEFAULT("0.05"),
           "0–0.2", ASSUMED, "share of that benefit that is cash of the municipalities"),
    NUMBER("benefit.discount_rate", INPUT(benefit.discount_rate), "% a year", 0.01, 0, 20, DEFAULT("2.25"),
           "1.5–3", "Werkgroep discontovoet 2020", "real discount rate"),
    NUMBER("benefit.guidance_per_hour", INPUT(benefit.guidance_eur_per_hour), "euro an hour", 1, 1, 1000,
           DEFAULT("66.43"), NULL, "Handleiding kostenonderzoek: guidance at home, price level 2023 (calc)",
           "an hour of Wmo guidance, as a measure of what is avoided"),

    PLAIN("policy.paths.*.label", PR_KIND_TEXT, ELEMENT(budget_path, pr_path_t, label), "", 0, 0, REQUIRED,
          NULL, "name of the path"),
    PLAIN("policy.paths.*.source", PR_KIND_TEXT, ELEMENT(budget_path, pr_path_t, source), "", 0, 0, OPTIONAL,
          NULL, "source of the amounts"),
    PLAIN("policy.paths.*.stop", PR_KIND_BOOLEAN, ELEMENT(budget_path, pr_path_t, stop), "", 0, 0,
          DEFAULT("false"), NULL,
          "the pool ends: every line for which this path gives no amount is 0, up to the last year"),
    PLAIN("policy.paths.*.expands_to", PR_KIND_PATH, ELEMENT(budget_path, pr_path_t, expands_to), "", 0, 0,
          OPTIONAL, NULL, "the path one step up, for a decision to expand"),
    NUMBER("policy.paths.*.amounts.%",
           INNER(pr_inputs_t, PR_INTO_INPUTS, policy.path_eur, sizeof(double[PR_MAX_LINES]), sizeof(double)),
           "euro a year", 1, 0, 1e9, OPTIONAL, NULL, ASSUMED,
           "amount of a budget line in each year of the contract period, price level; else the line's own"),
    PLAIN("policy.gates.*.source", PR_KIND_TEXT, ELEMENT(gate, pr_gate_t, source), "", 0, 0, OPTIONAL, NULL,
          "source of the rule; without one it is an assumption"),
    PLAIN("policy.gates.*.year", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, year), "year", 2000, LAST_YEAR,
          REQUIRED, NULL, "first year that this gate decides on; it holds up to the next gate"),
    PLAIN("policy.gates.*.decision", PR_KIND_MONTH, ELEMENT(gate, pr_gate_t, decision), "month", 0, 0,
          REQUIRED, NULL, "month of the decision"),
    PLAIN("policy.gates.*.data_until", PR_KIND_MONTH, ELEMENT(gate, pr_gate_t, data_until), "month", 0, 0,
          REQUIRED, NULL, "last month of which the decision sees anything"),
    PLAIN("policy.gates.*.window_months", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, window_months), "months",
          1, 120, DEFAULT("6"), NULL,
          "months up to that month over which is measured (assumption: one half-year report)"),
    PLAIN(
        "policy.gates.*.choose", PR_KIND_CHOICE, ELEMENT(gate, pr_gate_t, rule.choose), "", 0, 0, REQUIRED,
        choose_choices,
        "how it chooses; fixed: always `path`; evaluation: by what an evaluation finds; expand_when: by who "
        "waits and which posts are open"),
    PLAIN("policy.gates.*.path", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, rule.path), "", 0, 0, OPTIONAL, NULL,
          "path that is chosen (with expand_when: where the condition holds; else one step up)"),
    PLAIN("policy.gates.*.otherwise", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, rule.otherwise), "", 0, 0,
          OPTIONAL, NULL, "path where no condition holds; the path so far where it is absent"),
    PLAIN("policy.gates.*.planned", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, planned), "", 0, 0, OPTIONAL, NULL,
          "path that the budget counts on (required, unless the decision is fixed)"),
    PLAIN("policy.gates.*.expand_when.waiting_above", PR_KIND_FIXED,
          ELEMENT(gate, pr_gate_t, rule.waiting_above), "inhabitants", 0, 1e6, OPTIONAL, NULL,
          "expand where more residents wait or are helped than this, on average"),
    PLAIN("policy.gates.*.expand_when.vacancies_below", PR_KIND_FIXED,
          ELEMENT(gate, pr_gate_t, rule.vacancies_below), "posts", 0, 1e6, OPTIONAL, NULL,
          "and fewer posts are vacant than this, on average"),
    PLAIN(
        "policy.gates.*.evaluation.outcome", PR_KIND_CHOICE, ELEMENT(gate, pr_gate_t, outcome), "", 0, 0,
        DEFAULT("\"success_share\""), evaluated_choices,
        "what the evaluation measures; success_share: the share of successes among residents followed, with "
        "chance; residents_reached: as counted"),
    PLAIN("policy.gates.*.evaluation.followed", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, followed),
          "inhabitants", 1, 100000, DEFAULT("60"), NULL,
          "residents who are followed (assumption); fewer where fewer were reached in time"),
    PLAIN("policy.gates.*.evaluation.follow_months", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, follow_months),
          "months", 0, 60, DEFAULT("6"), NULL, "how long they are followed, up to data_until"),
    PLAIN("policy.gates.*.evaluation.at_least.&", PR_KIND_FIXED,
          INNER(pr_scenario_t, PR_INTO_SCENARIO, gate[0].rule.at_least, sizeof(pr_gate_t), sizeof(double)),
          "", 0, 1e6, OPTIONAL, NULL,
          "a path is chosen where the outcome is at least this; of several the one with the highest bar"),
    NUMBER("policy.gates.*.evaluation.fixed_cost", INPUT_ELEMENT(policy.evaluation_eur), "euro", 1, 0, 1e7,
           OPTIONAL, NULL, "memo of 20 April 2023, table 1: 15,000 in 2025",
           "fixed cost in the year of the decision, price level; else what the evaluation's line has"),
    NUMBER("policy.gates.*.evaluation.cost_per_resident", INPUT_ELEMENT(policy.per_resident_eur), "euro", 1,
           0, 1e5, DEFAULT("0"), NULL, ASSUMED, "cost for each resident followed, on top of it, price level"),
    NUMBER("policy.exit_cost", INPUT(policy.exit_eur), "euro", 1, 0, 1e8, OPTIONAL, NULL, ASSUMED,
           "cost of stopping that the municipalities pay, in the pool's last year, price level; where absent "
           "it is the contractor's"),
};
const size_t pr_descriptor_count = sizeof pr_descriptors / sizeof *pr_descriptors;

#define LIST(path, list, type, count, most, label)                                                           \
    {                                                                                                        \
        path, offsetof(pr_scenario_t, count), offsetof(pr_scenario_t, list) + offsetof(type, id),            \
            sizeof(type), most, PR_INTO_SCENARIO, ROW_(label), false                                         \
    }

const pr_list_t pr_lists[] = {
    LIST("municipalities", municipality, pr_municipality_t, municipality_count, PR_MAX_MUNICIPALITIES,
         "municipalities, in the order of the tables"),
    LIST("budget.lines", line, pr_line_t, line_count, PR_MAX_LINES, "budget lines"),
    LIST("keys", key, pr_key_t, key_count, PR_MAX_KEYS, "keys"),
    LIST("themes", theme, pr_named_t, theme_count, PR_MAX_THEMES, "themes"),
    LIST("roles", role, pr_named_t, role_count, PR_MAX_ROLES, "roles beside the support of residents"),
    {"figures", offsetof(pr_raw_t, figure_count), offsetof(pr_raw_t, figure) + offsetof(pr_raw_figure_t, id),
     sizeof(pr_raw_figure_t), PR_FIGURES_MAX, PR_INTO_RAW, ROW_("published index figures"), true},
    {"policy.paths", offsetof(pr_scenario_t, path_count),
     offsetof(pr_scenario_t, budget_path) + offsetof(pr_path_t, id), sizeof(pr_path_t), PR_MAX_PATHS,
     PR_INTO_SCENARIO, ROW_("budgets to choose from"), true},
    {"policy.gates", offsetof(pr_scenario_t, gate_count),
     offsetof(pr_scenario_t, gate) + offsetof(pr_gate_t, id), sizeof(pr_gate_t), PR_MAX_GATES,
     PR_INTO_SCENARIO, ROW_("moments of decision"), true},
};
const size_t pr_list_count = sizeof pr_lists / sizeof *pr_lists;

const char *pr_unit_in(pr_lang_t lang, const char *unit)
{
    return pr_translate_as(lang, "unit", unit);
}
