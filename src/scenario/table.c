/* One row a setting: path, where it goes, unit, default, allowed range, 5–95 % range, source, what it is. */
#include "scenario/table.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

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

/* A row of an uncertain number. */
#define NUMBER(path, into, unit, scale, lowest, highest, fallback, range, source, nl, en)                    \
    {                                                                                                        \
        path, PR_KIND_NUMBER, into, unit, scale, lowest, highest, fallback, range, source, NULL, nl, en      \
    }
/* Any other row: no scale, no range of uncertainty. */
#define PLAIN(path, kind, into, unit, lowest, highest, fallback, choices, nl, en)                            \
    {                                                                                                        \
        path, kind, into, unit, 1, lowest, highest, fallback, NULL, NULL, choices, nl, en                    \
    }

#define ASSUMED "aanname"
/* The index is kept up to here. */
#define LAST_YEAR (PR_FIGURES_FROM + PR_FIGURES_YEARS - 1)

#define INDEX_ROWS(name, series, mean, mean_range, sd, gap, gap_range, gap_sd, spring, spring_sd, basis)     \
    NUMBER("index." name ".mean_growth", INPUT(index[series].mean_growth), "%", 0.01, -20, 30,               \
           DEFAULT(mean), mean_range, basis, "gemiddelde groei per jaar op lange termijn (μ)",               \
           "mean growth a year in the long run (μ)"),                                                        \
        NUMBER("index." name ".persistence", INPUT(index[series].persistence), "", 1, -0.999, 0.999,         \
               DEFAULT("0.5"), "0.2–0.8", basis,                                                             \
               "hoe sterk een afwijking doorwerkt in het volgende jaar (φ)",                                 \
               "how much of a deviation lasts into the next year (φ)"),                                      \
        NUMBER("index." name ".shock_sd", INPUT(index[series].shock_sd), "procentpunt", 0.01, 0, 50,         \
               DEFAULT(sd), NULL, basis, "standaardafwijking van de jaarlijkse schok (σ)",                   \
               "standard deviation of the yearly shock (σ)"),                                                \
        NUMBER("index." name ".september_gap", INPUT(index[series].september_gap), "procentpunt", 0.01, -50, \
               50, DEFAULT(gap), gap_range, basis, "definitief cijfer min septembercijfer, gemiddeld (β)",   \
               "definitive minus September figure, on average (β)"),                                         \
        NUMBER("index." name ".september_gap_sd", INPUT(index[series].september_gap_sd), "procentpunt",      \
               0.01, 0, 50, DEFAULT(gap_sd), NULL, basis, "standaardafwijking van dat verschil (τ)",         \
               "standard deviation of that gap (τ)"),                                                        \
        NUMBER("index." name ".spring_gap", INPUT(index[series].spring_gap), "procentpunt", 0.01, -50, 50,   \
               DEFAULT(spring), NULL, basis, "definitief cijfer min voorjaarscijfer, gemiddeld",             \
               "definitive minus spring figure, on average"),                                                \
        NUMBER("index." name ".spring_gap_sd", INPUT(index[series].spring_gap_sd), "procentpunt", 0.01, 0,   \
               50, DEFAULT(spring_sd), NULL, basis, "standaardafwijking van dat verschil",                   \
               "standard deviation of that gap")

#define FORM_ROWS(name, form, share, share_range, hours, hours_range, cv, nl, en)                            \
    NUMBER("demand.forms." name ".share", INPUT(demand.form_share[form]), "", 1, 0, 1, DEFAULT(share),       \
           share_range, ASSUMED, "aandeel van de nieuwe inwoners: " nl, "share of new residents: " en),      \
        NUMBER("demand.forms." name ".hours", INPUT(demand.hours_mean[form]), "uur", 1, 0.01, 1000,          \
               DEFAULT(hours), hours_range, ASSUMED, "inzet per inwoner: " nl,                               \
               "staff hours a resident: " en),                                                               \
        NUMBER("demand.forms." name ".hours_cv", INPUT(demand.hours_cv[form]), "", 1, 0, 5, DEFAULT(cv),     \
               NULL, ASSUMED, "variatiecoëfficiënt van die inzet: " nl,                                      \
               "coefficient of variation of those hours: " en)

#define MODE_ROWS(name, which, factor, factor_range, part, part_range, lag, lag_range, taken, taken_range,   \
                  nl, en)                                                                                    \
    NUMBER("deployment.modes." name ".uptake", INPUT(deployment.mode[which].uptake), "", 1, 0, 5,            \
           DEFAULT(factor), factor_range, ASSUMED "; seeds/004 geeft de richting, geen cijfer",              \
           "factor op het beroep dat inwoners doen, " nl, "multiplies the uptake of residents, " en),        \
        NUMBER("deployment.modes." name ".resident_share", INPUT(deployment.mode[which].resident_share), "", \
               1, 0, 1, DEFAULT(part), part_range, ASSUMED "; seeds/004 geeft de richting, geen cijfer",     \
               "deel van de uren voor inwoners dat hen bereikt, " nl,                                        \
               "share of the hours for residents that reaches them, " en),                                   \
        NUMBER("deployment.modes." name ".startup_months", INPUT(deployment.mode[which].startup_months),     \
               "maanden", 1, 0, 120, DEFAULT(lag), lag_range,                                                \
               ASSUMED "; seeds/004: een proces van een lange adem",                                         \
               "gemiddelde tijd tot een contact in het team verwijst (tot 1: meteen), " nl,                  \
               "mean time until a contact in the team refers (up to 1: at once), " en),                      \
        NUMBER("deployment.modes." name ".contact_turnover", INPUT(deployment.mode[which].contact_turnover), \
               "kans per jaar", 1, 0, 0.99, DEFAULT("0.15"), "0.10–0.25",                                    \
               ASSUMED "; als het vertrek van ervaringsdeskundigen; seeds/004: verloop bij het team",        \
               "verloop van de contacten in het team, " nl, "turnover of the contacts in the team, " en),    \
        NUMBER("deployment.modes." name ".absence_cover", INPUT(deployment.mode[which].absence_cover), "",   \
               1, 0, 1, DEFAULT(taken), taken_range,                                                         \
               ASSUMED "; seeds/004: een pool helpt bij verzuim en verloop",                                 \
               "deel van de uren van wie ziek is dat een collega overneemt, " nl,                            \
               "share of an absent expert's hours that a colleague takes over, " en)

#define SEASON_ROW(name, i, nl, en)                                                                          \
    NUMBER("demand.season." name, INPUT(demand.season[i]), "", 1, 0, 10, DEFAULT("1.0"), NULL, ASSUMED,      \
           "seizoensfactor " nl ", gemiddeld 1 over het jaar", "seasonal factor of " en ", 1 on average")

#define PAYER_ROW(name, payer, share, nl, en)                                                                \
    NUMBER("benefit.payers." name, INPUT(benefit.payer_share[payer]), "", 1, 0, 1, DEFAULT(share), NULL,     \
           ASSUMED, "deel van de vermeden kosten: " nl, "share of the costs avoided: " en)

const pr_descriptor_t pr_descriptors[] = {
    PLAIN("id", PR_KIND_TEXT, SCENARIO(id), "", 0, 0, REQUIRED, NULL,
          "naam van het scenario in bestandsnamen", "name of the scenario in file names"),
    PLAIN("title", PR_KIND_TEXT, SCENARIO(title), "", 0, 0, REQUIRED, NULL, "titel in tabellen en grafieken",
          "title in tables and charts"),
    PLAIN("story", PR_KIND_TEXT, SCENARIO(story), "", 0, 0, DEFAULT("\"\""), NULL,
          "wie er zo werkt, wat de stukken zeggen, wat is aangenomen",
          "who works this way, what the documents say, what is assumed"),
    PLAIN("invented", PR_KIND_CHOICE, SCENARIO(invented), "", 0, 0, OPTIONAL, invented_choices,
          "of er cijfers verzonnen zijn: dat woord komt dan achter id en titel, ook van elk scenario waar "
          "dit bestand "
          "overheen ligt",
          "whether figures are invented: that word then comes behind id and title, also of each scenario "
          "that this "
          "file is laid over"),

    PLAIN("run.seed", PR_KIND_COUNT, SCENARIO(seed), "", 0, INFINITY, DEFAULT("20230415"), NULL,
          "startgetal van de toevalsgetallen", "seed of the random numbers"),
    PLAIN("run.replicates", PR_KIND_COUNT, SCENARIO(replicates), "", 1, 1e8, DEFAULT("10000"), NULL,
          "aantal trekkingen", "number of replicates"),
    PLAIN("run.parameters", PR_KIND_CHOICE, RAW(parameters), "", 0, 0, DEFAULT("\"uncertain\""),
          parameters_choices, "onzekere parameters trekken, of alle op hun gemiddelde zetten",
          "draw uncertain parameters, or set all at their mean"),

    PLAIN("time.first_year", PR_KIND_INTEGER, SCENARIO(first_year), "jaar", 2000, LAST_YEAR, DEFAULT("2023"),
          NULL, "eerste begrotingsjaar", "first budget year"),
    PLAIN("time.last_year", PR_KIND_INTEGER, SCENARIO(last_year), "jaar", 2000, LAST_YEAR, DEFAULT("2031"),
          NULL, "laatste begrotingsjaar", "last budget year"),
    PLAIN("time.price_level_year", PR_KIND_INTEGER, SCENARIO(price_level_year), "jaar", 2000, LAST_YEAR,
          DEFAULT("2023"), NULL, "prijspeil van de bedragen", "price level of the amounts"),
    PLAIN("time.first_indexed_year", PR_KIND_INTEGER, SCENARIO(first_indexed_year), "jaar", 2000, LAST_YEAR,
          DEFAULT("2024"), NULL, "eerste jaar dat wordt geïndexeerd", "first year that is indexed"),
    PLAIN("time.decided_until", PR_KIND_INTEGER, SCENARIO(decided_until), "jaar", 2000, LAST_YEAR,
          DEFAULT("2025"), NULL, "laatste jaar waarover is besloten; daarna zijn bedragen indicatief",
          "last decided year; amounts after it are indicative"),
    PLAIN("time.start", PR_KIND_MONTH, RAW(start), "maand", 0, 0, OPTIONAL, NULL,
          "eerste maand waarin mensen in dienst komen, als de gunning later valt dan 1 januari",
          "first month in which people are hired, where the award comes after 1 January"),

    PLAIN("index.rule", PR_KIND_CHOICE, SCENARIO(index_rule), "", 0, 0, DEFAULT("\"provisional\""),
          rule_choices, "regel voor de toe te passen groei; het contract: provisional",
          "rule for the growth applied; the contract: provisional"),
    INDEX_ROWS("ova", PR_SERIES_OVA, "2.8", "1.8–3.8", "1.2", "0.4", "-0.4–1.2", "0.9", "1.18", "1.27",
               "calc: definitieve OVA 2005–2024 en voorlopige cijfers (NZa, VNG)"),
    INDEX_ROWS("ppc", PR_SERIES_PPC, "2.3", NULL, "2.0", "2.07", NULL, "3.11", "2.07", "3.11",
               "calc: definitieve PPC 2005–2024 en voorlopige cijfers (NZa, VNG)"),
    NUMBER("index.correlation", INPUT(index_correlation), "", 1, -0.999, 0.999, DEFAULT("0.6"), NULL,
           "calc: residuen OVA en PPC 2006–2024", "samenhang van de schokken van OVA en PPC",
           "correlation of the shocks of OVA and PPC"),
    PLAIN("figures.*.series", PR_KIND_CHOICE, RAW_ELEMENT(figure, pr_raw_figure_t, series), "", 0, 0,
          DEFAULT("\"ova\""), series_choices, "reeks van dit gepubliceerde cijfer",
          "series of this published figure"),
    PLAIN("figures.*.year", PR_KIND_INTEGER, RAW_ELEMENT(figure, pr_raw_figure_t, year), "jaar",
          PR_FIGURES_FROM, PR_FIGURES_FROM + PR_FIGURES_YEARS - 1, REQUIRED, NULL, "jaar waarvoor het geldt",
          "year it holds for"),
    PLAIN(
        "figures.*.vintage", PR_KIND_CHOICE, RAW_ELEMENT(figure, pr_raw_figure_t, vintage), "", 0, 0,
        REQUIRED, vintage_choices,
        "moment van publicatie: voorjaar of september van het jaar ervoor, definitief, of het door de regio "
        "toegepaste cijfer",
        "when it was published: spring or September of the year before, definitive, or what the region "
        "applied"),
    PLAIN("figures.*.value", PR_KIND_GROWTH, RAW_ELEMENT(figure, pr_raw_figure_t, value), "%", -50, 50,
          REQUIRED, NULL, "groei", "growth"),
    PLAIN("figures.*.source", PR_KIND_TEXT, RAW_ELEMENT(figure, pr_raw_figure_t, source), "", 0, 0, REQUIRED,
          NULL, "waar het cijfer staat", "where the figure stands"),

    PLAIN(
        "budget.booking", PR_KIND_CHOICE, SCENARIO(booking), "", 0, 0, DEFAULT("\"project\""),
        booking_choices,
        "project: projectkosten verlagen het positieve saldo, de rest verhoogt de uitvoeringskosten; total: "
        "alles verlaagt het saldo",
        "project: project lines reduce the positive balance, the rest raises execution costs; total: "
        "everything reduces the balance"),
    PLAIN("budget.settlement_year", PR_KIND_CHOICE, SCENARIO(settlement_year), "", 0, 0, DEFAULT("\"same\""),
          settlement_choices, "jaar waarin de verrekening wordt geboekt",
          "year in which the settlement is booked"),
    PLAIN("budget.tendered", PR_KIND_AMOUNT, SCENARIO(tendered), "euro", 0, 1e9, DEFAULT("700000"), NULL,
          "aanbestede lumpsum per jaar na de besloten jaren, prijspeil",
          "tendered lump sum a year after the decided years, at the price level"),
    NUMBER("budget.vat_share", INPUT(vat_share), "", 1, 0, 0.5, DEFAULT("0"), "0–0.1736", ASSUMED,
           "niet-compensabele btw als deel van de contractbedragen (21/121 = 0,1736)",
           "non-compensable VAT as a share of the contract amounts (21/121 = 0.1736)"),
    PLAIN("budget.key_surplus.#", PR_KIND_KEY, YEARS(channel_key[PR_CHANNEL_SURPLUS]), "", 0, 0,
          DEFAULT("\"module2\""), NULL, "verdeelsleutel van het positieve saldo, per jaar",
          "key of the positive balance, per year"),
    PLAIN("budget.key_execution.#", PR_KIND_KEY, YEARS(channel_key[PR_CHANNEL_EXECUTION]), "", 0, 0,
          DEFAULT("\"module2\""), NULL,
          "verdeelsleutel van de uitvoeringskosten, per jaar (aanname: module 2)",
          "key of the execution costs, per year (assumption: module 2)"),
    PLAIN("budget.lines.*.label", PR_KIND_TEXT, ELEMENT(line, pr_line_t, label), "", 0, 0, REQUIRED, NULL,
          "naam van de begrotingsregel", "name of the budget line"),
    PLAIN("budget.lines.*.source", PR_KIND_TEXT, ELEMENT(line, pr_line_t, source), "", 0, 0, OPTIONAL, NULL,
          "bron van de bedragen", "source of the amounts"),
    PLAIN("budget.lines.*.channel", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, channel), "", 0, 0, REQUIRED,
          channel_choices, "surplus (projectkosten) of execution (uitvoeringskosten)",
          "surplus (project costs) or execution (execution costs)"),
    PLAIN("budget.lines.*.index", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, index), "", 0, 0,
          DEFAULT("\"ova\""), class_choices, "index van de regel", "index class of the line"),
    PLAIN("budget.lines.*.purpose", PR_KIND_CHOICE, ELEMENT(line, pr_line_t, purpose), "", 0, 0,
          DEFAULT("\"other\""), purpose_choices,
          "waarvoor de regel betaalt; people: de ervaringsdeskundigen; allowance en guidance: vergoeding en "
          "begeleiding van vrijwilligers; exit: wat stoppen kost",
          "what the line pays for; people: the peer experts; allowance and guidance: those of volunteers; "
          "exit: what it costs to stop"),
    PLAIN("budget.lines.*.lump_sum", PR_KIND_BOOLEAN, ELEMENT(line, pr_line_t, in_lump_sum), "", 0, 0,
          DEFAULT("false"), NULL, "hoort bij de lumpsum van de opdrachtnemer",
          "is part of the contractor's lump sum"),
    NUMBER("budget.lines.*.amounts.#",
           INNER(pr_inputs_t, PR_INTO_INPUTS, line_real_eur, sizeof(double[PR_MAX_YEARS]), sizeof(double)),
           "euro", 1, 0, 1e9, REQUIRED, NULL, "memo 20 april 2023, tabel 1", "bedrag per jaar, prijspeil",
           "amount a year at the price level"),

    PLAIN("allocation.surplus.#", PR_KIND_CHOICE, YEARS(allocation[PR_CHANNEL_SURPLUS]), "", 0, 0,
          DEFAULT("\"key\""), allocation_choices,
          "verdeelregel van de daling van het saldo, per jaar; key: de verdeelsleutel",
          "allocation policy of the lower balance, per year; key: the key"),
    PLAIN("allocation.execution.#", PR_KIND_CHOICE, YEARS(allocation[PR_CHANNEL_EXECUTION]), "", 0, 0,
          DEFAULT("\"key\""), allocation_choices, "verdeelregel van de uitvoeringskosten, per jaar",
          "allocation policy of the execution costs, per year"),
    PLAIN("allocation.compare", PR_KIND_BOOLEAN, SCENARIO(allocation_shown), "", 0, 0, DEFAULT("false"), NULL,
          "de verdeelregels naast elkaar tonen, ook waar alleen de sleutel wordt gebruikt",
          "show the allocation policies side by side, also where only the key is used"),
    NUMBER("allocation.mixed.key", INPUT(allocation.key_weight), "", 1, 0, 1, DEFAULT("0.5"), NULL, ASSUMED,
           "gemengde sleutel: gewicht van de verdeelsleutel", "mixed key: weight of the key"),
    NUMBER("allocation.mixed.residents", INPUT(allocation.residents_weight), "", 1, 0, 1, DEFAULT("0.3"),
           NULL, ASSUMED, "gemengde sleutel: gewicht van de bereikte inwoners van het jaar ervoor",
           "mixed key: weight of the residents reached in the year before"),
    NUMBER("allocation.mixed.population", INPUT(allocation.population_weight), "", 1, 0, 1, DEFAULT("0.2"),
           NULL, ASSUMED, "gemengde sleutel: gewicht van de bevolking",
           "mixed key: weight of the population"),
    PLAIN("allocation.mixed.bounds", PR_KIND_CHOICE, SCENARIO(allocation_bounds), "", 0, 0,
          DEFAULT("\"factor\""), bounds_choices,
          "hoe vloer en plafond gelden: als factor van de sleutel, of als procentpunten eronder en erboven",
          "what floor and cap are: factors of the key, or percentage points below and above it"),
    NUMBER("allocation.mixed.floor", INPUT(allocation.floor), "", 1, 0, 50, DEFAULT("0.5"), NULL, ASSUMED,
           "gemengde sleutel: vloer van het aandeel van elke gemeente",
           "mixed key: floor of every municipality's share"),
    NUMBER("allocation.mixed.cap", INPUT(allocation.cap), "", 1, 0, 50, DEFAULT("1.5"), NULL, ASSUMED,
           "gemengde sleutel: plafond van het aandeel van elke gemeente",
           "mixed key: cap of every municipality's share"),

    PLAIN("keys.*.source", PR_KIND_TEXT, ELEMENT(key, pr_key_t, source), "", 0, 0, REQUIRED, NULL,
          "waar de sleutel staat", "where the key stands"),
    PLAIN("keys.*.shares.@", PR_KIND_PERCENT,
          INNER(pr_scenario_t, PR_INTO_SCENARIO, key[0].share, sizeof(pr_key_t), sizeof(pr_percent_t)), "%",
          0, 100, REQUIRED, NULL, "aandeel van de gemeente, samen 100,00 %",
          "share of the municipality, 100.00 % together"),

    PLAIN("municipalities.*.name", PR_KIND_TEXT, ELEMENT(municipality, pr_municipality_t, name), "", 0, 0,
          REQUIRED, NULL, "naam van de gemeente", "name of the municipality"),
    PLAIN("municipalities.*.cbs", PR_KIND_CODE, ELEMENT(municipality, pr_municipality_t, cbs), "", 1, 9999,
          REQUIRED, NULL, "CBS-gemeentecode", "CBS municipality code"),
    NUMBER("municipalities.*.population", INPUT_ELEMENT(population), "inwoners", 1, 0, 2e6, REQUIRED, NULL,
           "CBS", "inwoners op 1 januari van het peiljaar",
           "inhabitants on 1 January of the population year"),
    NUMBER("municipalities.*.launch_month", INPUT_ELEMENT(launch_month), "maand", 1, 0, 191, OPTIONAL, NULL,
           ASSUMED, "geplande startmaand, geteld vanaf de eerste maand (0); anders volgt zij uit de volgorde",
           "planned launch month, counted from the first month (0); else it follows from the order"),
    NUMBER("municipalities.*.head_start_months", INPUT_ELEMENT(head_start_months), "maanden", 1, 0, 120,
           DEFAULT("0"), NULL, ASSUMED, "voorsprong in bekendheid bij de start",
           "head start in awareness at the launch"),
    NUMBER("municipalities.*.demand_factor", INPUT_ELEMENT(demand_factor), "", 1, 0.0001, 1e6, OPTIONAL, NULL,
           ASSUMED,
           "factor (boven 0) op het beroep in deze gemeente, waar die bekend is; anders wordt hij getrokken",
           "factor (above 0) on uptake in this municipality, where it is known; else it is drawn"),

    NUMBER("municipalities.*.allocation_floor", INPUT_ELEMENT(allocation.floor_of), "", 1, 0, 50, OPTIONAL,
           NULL, ASSUMED, "gemengde sleutel: eigen vloer, in plaats van allocation.mixed.floor",
           "mixed key: a floor of its own, in place of allocation.mixed.floor"),
    NUMBER("municipalities.*.allocation_cap", INPUT_ELEMENT(allocation.cap_of), "", 1, 0, 50, OPTIONAL, NULL,
           ASSUMED, "gemengde sleutel: eigen plafond, in plaats van allocation.mixed.cap",
           "mixed key: a cap of its own, in place of allocation.mixed.cap"),

    PLAIN("themes.*.label", PR_KIND_TEXT, ELEMENT(theme, pr_named_t, label), "", 0, 0, REQUIRED, NULL,
          "naam van het thema", "name of the theme"),
    NUMBER("themes.*.share", INPUT_ELEMENT(demand.theme_share), "", 1, 0, 1, REQUIRED, NULL, ASSUMED,
           "aandeel van de nieuwe inwoners, samen 1", "share of new residents, 1 together"),
    PLAIN("roles.*.label", PR_KIND_TEXT, ELEMENT(role, pr_named_t, label), "", 0, 0, REQUIRED, NULL,
          "naam van de rol", "name of the role"),
    NUMBER("roles.*.share", INPUT_ELEMENT(role_share), "", 1, 0, 1, REQUIRED, NULL, ASSUMED,
           "aandeel van de uren voor de gemeenschap, samen 1", "share of community hours, 1 together"),

    NUMBER("surplus.mean.#", INNER(pr_inputs_t, PR_INTO_INPUTS, surplus.mean_eur, 0, sizeof(double)), "euro",
           1, 0, 1e10, OPTIONAL, NULL, ASSUMED, "verwacht positief saldo vóór de pool, per jaar",
           "expected positive balance before the pool, per year"),
    NUMBER("surplus.cv", INPUT(surplus.cv), "", 1, 0, 5, DEFAULT("0.3"), NULL, ASSUMED,
           "variatiecoëfficiënt van het saldo", "coefficient of variation of the balance"),
    NUMBER("surplus.persistence", INPUT(surplus.persistence), "", 1, -0.999, 0.999, DEFAULT("0.5"), NULL,
           ASSUMED, "samenhang van het saldo met dat van het jaar ervoor",
           "correlation of the balance with that of the year before"),
    NUMBER("surplus.demand_correlation", INPUT(surplus.demand_correlation), "", 1, -1, 1, DEFAULT("0"), NULL,
           ASSUMED, "samenhang van het saldo met de schokken in de vraag",
           "correlation of the balance with the shocks in demand"),
    PLAIN("surplus.key.#", PR_KIND_KEY, YEARS(surplus_key), "", 0, 0, DEFAULT("\"module2\""), NULL,
          "verdeelsleutel van het saldo vóór de pool, per jaar",
          "key of the balance before the pool, per year"),

    NUMBER(
        "workforce.cost_per_fte", INPUT(workforce.cost_per_fte_eur), "euro per fte per jaar", 1, 1000, 1e6,
        DEFAULT("70000"), "55,000–85,000",
        "calc: CAO Sociaal Werk schaal 6 (FCB), 1.878 uur, IKB 20 %; werkgeverslasten en overhead: aanname",
        "volledige kosten van een fte, prijspeil (κ)", "loaded cost of an fte at the price level (κ)"),
    NUMBER("workforce.wage_drift", INPUT(workforce.wage_drift), "procentpunt per jaar", 0.01, -20, 20,
           DEFAULT("0"), "-0.5–0.5", ASSUMED, "loonstijging bovenop de OVA (δ)",
           "wage growth on top of OVA (δ)"),
    NUMBER("workforce.contract_fte", INPUT(workforce.contract_fte), "fte", 1, 0.05, 1.5, DEFAULT("0.667"),
           "0.44–0.89", ASSUMED, "omvang van een contract (24 van 36 uur)",
           "size of a contract (24 of 36 hours)"),
    NUMBER("workforce.hours_per_fte_month", INPUT(workforce.hours_per_fte_month), "uur per fte per maand", 1,
           10, 744, DEFAULT("131"), "122–140", "calc: 1.878 uur min verlof, feestdagen en scholing (aanname)",
           "netto uren zonder verlof, feestdagen en scholing; verzuim apart",
           "net hours without leave, holidays and training; sickness apart"),
    NUMBER("workforce.overhead_share", INPUT(workforce.overhead_share), "", 1, 0, 0.95, DEFAULT("0.25"),
           "0.15–0.35", ASSUMED, "deel van de uren voor begeleiding, reizen en planning",
           "share of hours for supervision, travel and planning"),
    NUMBER("workforce.leaving_per_year", INPUT(workforce.leaving_per_year), "kans per jaar", 1, 0, 0.99,
           DEFAULT("0.15"), "0.10–0.25", "CBS 2022–2023: uitstroom sector 11 %, werkgevers daarboven",
           "uitstroom van ervaringsdeskundigen", "peer experts leaving"),
    NUMBER("workforce.trainee_leaving_per_year", INPUT(workforce.trainee_leaving_per_year), "kans per jaar",
           1, 0, 0.99, DEFAULT("0.17"), "0.08–0.35",
           "De menselijke maat: één van zes begeleiders in opleiding (zwak)", "uitval tijdens de opleiding",
           "trainees dropping out"),
    NUMBER("workforce.training_months", INPUT(workforce.training_months), "maanden", 1, 0,
           PR_MAX_TRAINING_MONTHS, DEFAULT("12"), "6–18", "De menselijke maat: een jaar leren in de praktijk",
           "duur van de opleiding", "length of the training"),
    NUMBER("workforce.trainee_productivity", INPUT(workforce.trainee_productivity), "", 1, 0, 1,
           DEFAULT("0.5"), "0.3–0.7", ASSUMED, "inzetbaarheid tijdens de opleiding",
           "productivity during the training"),
    NUMBER("workforce.trainee_share", INPUT(workforce.trainee_share), "", 1, 0, 1, DEFAULT("0.5"), "0.2–0.8",
           ASSUMED, "deel van de nieuwe mensen dat met een opleiding begint",
           "share of hires that start as trainees"),
    NUMBER("workforce.filling_per_month", INPUT(workforce.filling_per_month), "kans per maand", 1, 0, 1,
           DEFAULT("0.25"), "0.12–0.50", ASSUMED, "kans dat een vacature binnen een maand is vervuld",
           "chance that a vacancy is filled within a month"),
    NUMBER("workforce.from_benefit_share", INPUT(workforce.from_benefit_share), "", 1, 0, 1, DEFAULT("0.3"),
           "0.1–0.5", ASSUMED, "deel van de nieuwe mensen dat uit een uitkering komt",
           "share of hires that come from a benefit"),
    NUMBER("workforce.absence_mean", INPUT(workforce.absence_mean), "", 1, 0, 0.9, DEFAULT("0.07"),
           "0.05–0.10", "sociaal werk 6,4 % (2020), zorg en welzijn 8,0 % (2022)", "ziekteverzuim",
           "sickness absence"),
    NUMBER("workforce.absence_concentration", INPUT(workforce.absence_concentration), "", 1, 0.1, 1e6,
           DEFAULT("60"), "30–120", ASSUMED, "hoe weinig het verzuim van maand tot maand schommelt",
           "how little absence varies from month to month"),

    NUMBER("deployment.regional_share", INPUT(deployment.regional_share), "", 1, 0, 1, DEFAULT("0.10"),
           "0.05–0.20", ASSUMED, "deel van de uren voor de hele regio",
           "share of hours for the whole region"),
    NUMBER("deployment.community_share", INPUT(deployment.community_share), "", 1, 0, 1, DEFAULT("0.20"),
           "0.10–0.35", ASSUMED, "deel van de uren in een gemeente voor training, advies en projecten",
           "share of the hours in a municipality for training, advice and projects"),
    NUMBER("deployment.demand_weight", INPUT(deployment.demand_weight), "", 1, 0, 1, DEFAULT("0.5"), "0–1",
           ASSUMED, "verdeling van de uren: 0 volgens de verdeelsleutel, 1 volgens de vraag (θ)",
           "division of hours: 0 by the key, 1 by demand (θ)"),
    NUMBER("deployment.sharing", INPUT(deployment.sharing), "", 1, 0, 1, DEFAULT("0.5"), "0–1", ASSUMED,
           "deel van ongebruikte uren dat naar gemeenten met een wachtlijst gaat (ψ)",
           "share of unused hours that goes to municipalities with a backlog (ψ)"),
    NUMBER("deployment.launch_lag", INPUT(deployment.launch_lag_months), "maanden", 1, 0, 36, DEFAULT("2"),
           "0–6", "Movisie/De menselijke maat: gepland 2016, eerste bijeenkomst december 2016",
           "gemiddelde vertraging van de start in een gemeente",
           "mean delay of the launch in a municipality"),
    PLAIN("deployment.launch_first", PR_KIND_FIXED, RAW(launch_first), "maand", 0, 191, DEFAULT("1"), NULL,
          "eerste geplande startmaand in de volgorde van gemeenten (1: februari van het eerste jaar)",
          "first planned launch month in the order of municipalities (1: February of the first year)"),
    PLAIN("deployment.launch_span", PR_KIND_FIXED, RAW(launch_span), "maanden", 0, 191, DEFAULT("9"), NULL,
          "aantal maanden waarover de startbijeenkomsten zijn gespreid",
          "months over which the start meetings are spread"),
    NUMBER("deployment.coverage_hours", INPUT(deployment.coverage_hours), "uur per maand", 1, 0, 1000,
           DEFAULT("16"), "8–35", ASSUMED,
           "uren vanaf waar een gemeente als gedekt telt (halve dag per week)",
           "hours from which a municipality counts as covered (half a day a week)"),
    PLAIN("deployment.mode", PR_KIND_CHOICE, SCENARIO(mode), "", 0, 0, DEFAULT("\"none\""), mode_choices,
          "hoe de pool met de wijkteams werkt; none: zonder vorm, uren en beroep zoals ze zijn",
          "how the pool works with the neighbourhood teams; none: hours and uptake as they are"),
    MODE_ROWS("referral", PR_MODE_REFERRAL, "0.7", "0.4–0.9", "0.95", "0.8–1", "6", "3–12", "0", "0–0.3",
              "verwijzing", "referral"),
    MODE_ROWS("presence", PR_MODE_PRESENCE, "1.0", NULL, "0.80", "0.6–0.9", "2", "1–4", "0", "0–0.3",
              "aanwezig op vaste tijden", "presence at fixed times"),
    MODE_ROWS("integrated", PR_MODE_INTEGRATED, "1.1", "0.9–1.3", "0.95", "0.85–1", "1", "0–3", "0.3",
              "0–0.6", "geïntegreerd in het team", "integrated in the team"),

    NUMBER("volunteers.target", INPUT(volunteers.target), "personen", 1, 0, 100000, DEFAULT("0"), NULL,
           ASSUMED, "vrijwilligers naast de betaalde ervaringsdeskundigen; 0: geen",
           "volunteers beside the paid experts; 0: none"),
    NUMBER("volunteers.targets.#",
           INNER(pr_inputs_t, PR_INTO_INPUTS, volunteers.target_of, 0, sizeof(double)), "personen", 1, 0,
           100000, OPTIONAL, NULL, ASSUMED,
           "gewenste vrijwilligers per jaar, als hun aantal groeit of krimpt; volunteers.target is dan 0",
           "volunteers wanted per year, where their number grows or shrinks; volunteers.target is then 0"),
    NUMBER("volunteers.hours_per_week", INPUT(volunteers.hours_per_week), "uur per week", 1, 0, 40,
           DEFAULT("3"), "1–6", ASSUMED, "uren van een vrijwilliger, gemiddeld over het jaar (52 weken)",
           "hours of one volunteer, averaged over the year (52 weeks)"),
    NUMBER("volunteers.leaving_per_year", INPUT(volunteers.leaving_per_year), "kans per jaar", 1, 0, 0.99,
           DEFAULT("0.25"), "0.15–0.40", ASSUMED, "vertrek van vrijwilligers", "volunteers leaving"),
    NUMBER("volunteers.filling_per_month", INPUT(volunteers.filling_per_month), "kans per maand", 1, 0, 1,
           DEFAULT("0.25"), "0.12–0.50", ASSUMED "; als bij betaalde ervaringsdeskundigen",
           "kans dat een vrije plaats binnen een maand is vervuld",
           "chance that a free place is filled within a month"),
    NUMBER("volunteers.allowance", INPUT(volunteers.allowance_eur), "euro per jaar", 1, 0, 100000,
           DEFAULT("800"), "0–2,100", ASSUMED "; seeds/004: een kleine vergoeding",
           "vergoeding van een vrijwilliger, prijspeil", "allowance of one volunteer at the price level"),
    NUMBER("volunteers.span", INPUT(volunteers.span), "personen per fte", 1, 0.1, 10000, DEFAULT("40"),
           "20–60", ASSUMED, "vrijwilligers die een fte begeleiding kan begeleiden",
           "volunteers that one fte of guidance can guide"),
    NUMBER("volunteers.signal_share", INPUT(volunteers.signal_share), "", 1, 0, 1, DEFAULT("0.2"),
           "0.05–0.40", ASSUMED "; seeds/002: ervaringen verzamelen en vertalen",
           "deel van hun uren voor het bundelen van signalen", "share of their hours for bundling signals"),

    NUMBER("budgetkring.circles", INPUT(circles.circles), "kringen", 1, 0, PR_MAX_CIRCLES, DEFAULT("0"), NULL,
           ASSUMED, "budgetkringen die een gemeente tegelijk kan hebben; 0: geen",
           "circles (Budgetkringen) that a municipality can have at the same time; 0: none"),
    NUMBER("budgetkring.size", INPUT(circles.size), "personen", 1, 1, 100, DEFAULT("9"), "8–10",
           "seeds/003: acht tot tien deelnemers", "inwoners in een volle kring",
           "residents in a full circle"),
    NUMBER("budgetkring.minimum", INPUT(circles.minimum), "personen", 1, 1, 100, DEFAULT("6"), "4–8", ASSUMED,
           "inwoners die wachten voordat een kring begint", "residents who wait before a circle starts"),
    NUMBER("budgetkring.facilitators", INPUT(circles.facilitators), "personen", 1, 1, PR_MAX_FACILITATORS,
           DEFAULT("2"), NULL, "seeds/003: twee kringbegeleiders in plaats van een",
           "begeleiders van een kring", "facilitators of a circle"),
    NUMBER("budgetkring.start_delay", INPUT(circles.start_delay_months), "maanden", 1, 0, 120, DEFAULT("9"),
           "6–12", "seeds/003: gepland in 2016, eerste bijeenkomst december 2016",
           "gemiddelde tijd van de start in een gemeente tot een kring kan beginnen",
           "mean time from the launch of a municipality until a circle can start"),
    NUMBER("budgetkring.duration", INPUT(circles.duration_months), "maanden", 1, 1, 120, DEFAULT("12"),
           "9–15", ASSUMED "; seeds/003: een opleidingsjaar met één groep",
           "duur van een ronde voor de deelnemers", "time that a round takes its residents"),
    NUMBER("budgetkring.meetings", INPUT(circles.meetings_per_month), "per maand", 1, 0, 10, DEFAULT("1"),
           NULL, ASSUMED ": 12 bijeenkomsten", "bijeenkomsten van een kring", "meetings of a circle"),
    NUMBER("budgetkring.meeting_hours", INPUT(circles.meeting_hours), "uur", 1, 0, 100, DEFAULT("3.5"), "2–6",
           ASSUMED, "inzet per begeleider en bijeenkomst, met voorbereiding",
           "hours a facilitator and meeting, preparation included"),
    NUMBER("budgetkring.training_months", INPUT(circles.training_months), "maanden", 1, 0, 120, DEFAULT("12"),
           "6–18", "seeds/003: gedurende een jaar on-the-job",
           "opleiding van een begeleider, tijdens het werk", "training of a facilitator, on the job"),
    NUMBER("budgetkring.training_hours", INPUT(circles.training_hours), "uur per maand", 1, 0, 100,
           DEFAULT("4"), "2–8", ASSUMED, "inzet voor die opleiding, per begeleider",
           "hours for that training, per facilitator"),
    NUMBER("budgetkring.drop_out", INPUT(circles.drop_out_per_year), "kans per jaar", 1, 0, 0.99,
           DEFAULT("0.15"), "0.10–0.25", ASSUMED "; als het vertrek van ervaringsdeskundigen",
           "uitval van een opgeleide begeleider", "drop-out of a trained facilitator"),
    NUMBER("budgetkring.training_drop_out", INPUT(circles.training_drop_out_per_year), "kans per jaar", 1, 0,
           0.99, DEFAULT("0.17"), "0.08–0.35", "seeds/003: een van zes begeleiders in opleiding stopte",
           "uitval van een begeleider in opleiding", "drop-out of a facilitator in training"),
    NUMBER("budgetkring.stand_in", INPUT(circles.stand_in), "", 1, 0, 1, DEFAULT("0.8"), "0.5–0.95",
           ASSUMED "; seeds/003: zij kunnen voor elkaar invallen",
           "kans dat de kring na uitval doorgaat, als een opgeleide begeleider over is",
           "chance that a circle goes on after a drop-out, where a trained facilitator is left"),
    NUMBER("budgetkring.training_stand_in", INPUT(circles.training_stand_in), "", 1, 0, 1, DEFAULT("0.2"),
           "0–0.5", ASSUMED "; seeds/003: in het opleidingsjaar stond ook de collega in de wacht",
           "die kans als er geen opgeleide begeleider over is",
           "that chance where no trained facilitator is left"),
    NUMBER("budgetkring.pause", INPUT(circles.pause_months), "maanden", 1, 0, 120, DEFAULT("4"), "2–8",
           ASSUMED "; seeds/003: diverse malen uitgesteld",
           "hoe lang een kring dan stilligt, tot er een nieuwe begeleider is",
           "how long a circle is then paused, until there is a new facilitator"),
    NUMBER("budgetkring.per_person", INPUT(circles.per_person), "kringen per persoon", 1, 0, 20, DEFAULT("2"),
           "1–3", ASSUMED, "kringen die een ervaringsdeskundige van de pool tegelijk kan begeleiden",
           "circles that one peer expert of the pool can lead at the same time"),

    NUMBER("build5.communities", INPUT(communities.communities), "communities", 1, 0, PR_MAX_COMMUNITIES,
           DEFAULT("0"), NULL, ASSUMED, "communities van Build5 in een gemeente, vanaf haar start; 0: geen",
           "communities of Build5 in a municipality, from its launch on; 0: none"),
    NUMBER("build5.months.phase1", INPUT(communities.months[0]), "maanden", 1, 0, 600, DEFAULT("4"), "2–8",
           ASSUMED "; seeds/000 geeft fasen, geen duur",
           "gemiddelde duur van fase 1, initiatie, als er niets terugvalt",
           "mean time in phase 1, initiation, if nothing falls back"),
    NUMBER("build5.months.phase2", INPUT(communities.months[1]), "maanden", 1, 0, 600, DEFAULT("6"), "3–12",
           ASSUMED "; seeds/000 geeft fasen, geen duur",
           "gemiddelde duur van fase 2, realisatie, als er niets terugvalt",
           "mean time in phase 2, realisation, if nothing falls back"),
    NUMBER("build5.months.phase3", INPUT(communities.months[2]), "maanden", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED "; seeds/000 geeft fasen, geen duur",
           "gemiddelde duur van fase 3, ontwikkeling, als er niets terugvalt",
           "mean time in phase 3, development, if nothing falls back"),
    NUMBER("build5.months.phase4", INPUT(communities.months[3]), "maanden", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED "; seeds/000 geeft fasen, geen duur",
           "gemiddelde duur van fase 4, stabilisatie, als er niets terugvalt",
           "mean time in phase 4, stabilisation, if nothing falls back"),
    NUMBER("build5.fall_back", INPUT(communities.fall_back_per_year), "kans per jaar", 1, 0, 0.99,
           DEFAULT("0.10"), "0–0.25", ASSUMED, "terugval naar de vorige fase; uit fase 1: het einde",
           "falling back to the phase before; from phase 1: the end"),
    NUMBER("build5.restart", INPUT(communities.restart_months), "maanden", 1, 0, 600, DEFAULT("12"), "6–24",
           ASSUMED, "gemiddelde tijd tot het na een einde opnieuw wordt geprobeerd; 0: nooit",
           "mean time until it is tried again after an end; 0: never"),
    NUMBER("build5.members_phase2", INPUT(communities.members_first), "personen", 1, 0, 10000, DEFAULT("8"),
           "5–10", ASSUMED "; seeds/000: een kleine groep lotgenoten", "leden van een community in fase 2",
           "members of a community in phase 2"),
    NUMBER("build5.members_phase5", INPUT(communities.members_last), "personen", 1, 0, 10000, DEFAULT("40"),
           "20–100", ASSUMED, "leden van een community in fase 5; daartussen gelijke stappen",
           "members of a community in phase 5; equal steps in between"),
    NUMBER("build5.carried_phase4", INPUT(communities.carried_stable), "", 1, 0, 1, DEFAULT("0.2"), "0–0.4",
           ASSUMED, "deel van de nieuwe inwoners dat een community in fase 4 opvangt",
           "share of new residents that a community in phase 4 carries"),
    NUMBER("build5.carried_phase5", INPUT(communities.carried_secured), "", 1, 0, 1, DEFAULT("0.5"),
           "0.2–0.8", ASSUMED "; seeds/000: deze groep houdt zichzelf in stand", "dat deel in fase 5",
           "that share in phase 5"),
    NUMBER("build5.survives_without_pool", INPUT(communities.survives_without_pool), "", 1, 0, 1,
           DEFAULT("0.5"), "0–1",
           ASSUMED "; seeds/000: autonoom, met professionele support om blijvend te profiteren",
           "kans dat een community in fase 5 blijft als de pool stopt; in eerdere fasen stopt zij",
           "chance that a community in phase 5 goes on when the pool ends; in earlier phases it ends"),

    PLAIN("demand.population_year", PR_KIND_INTEGER, SCENARIO(population_year), "jaar", 2000, LAST_YEAR,
          DEFAULT("2024"), NULL, "peiljaar van de inwonertallen", "year of the population figures"),
    NUMBER("demand.population_growth", INPUT(demand.population_growth), "per jaar", 1, -0.2, 0.2,
           DEFAULT("0.005"), "0–0.008", "calc: CBS, regio +2,1 % in drie jaar", "bevolkingsgroei (g)",
           "population growth (g)"),
    NUMBER("demand.precarious_share", INPUT(demand.precarious_share), "", 1, 0, 1, DEFAULT("0.25"),
           "0.20–0.28", "nota Ervaringskennis als nieuwe kennisbron: ruim een kwart",
           "deel met een onzeker bestaan (π)", "share with a precarious existence (π)"),
    NUMBER("demand.uptake", INPUT(demand.uptake_per_year), "per jaar", 1, 0, 1, DEFAULT("0.005"),
           "0.002–0.012", ASSUMED,
           "deel van die groep dat per jaar een beroep doet op de pool bij volle bekendheid (u)",
           "share of that group that turns to the pool in a year at full awareness (u)"),
    SEASON_ROW("jan", 0, "januari", "January"),
    SEASON_ROW("feb", 1, "februari", "February"),
    SEASON_ROW("mar", 2, "maart", "March"),
    SEASON_ROW("apr", 3, "april", "April"),
    SEASON_ROW("may", 4, "mei", "May"),
    SEASON_ROW("jun", 5, "juni", "June"),
    SEASON_ROW("jul", 6, "juli", "July"),
    SEASON_ROW("aug", 7, "augustus", "August"),
    SEASON_ROW("sep", 8, "september", "September"),
    SEASON_ROW("oct", 9, "oktober", "October"),
    SEASON_ROW("nov", 10, "november", "November"),
    SEASON_ROW("dec", 11, "december", "December"),
    NUMBER("demand.bass_innovation", INPUT(demand.bass_innovation), "per maand", 1, 0, 1, DEFAULT("0.06"),
           "0.03–0.10", ASSUMED, "bekendheid: bereik uit zichzelf (p van Bass)",
           "awareness: innovation (Bass p)"),
    NUMBER("demand.bass_imitation", INPUT(demand.bass_imitation), "per maand", 1, 0, 1, DEFAULT("0.05"),
           "0.02–0.10", ASSUMED, "bekendheid: van mond tot mond (q van Bass)",
           "awareness: imitation (Bass q)"),
    NUMBER("demand.heterogeneity_shape", INPUT(demand.heterogeneity_shape), "", 1, 0.01, 1e9, DEFAULT("4"),
           "2–10", ASSUMED, "hoe weinig gemeenten van elkaar verschillen (k)",
           "how little municipalities differ (k)"),
    NUMBER("demand.shock_persistence", INPUT(demand.shock_persistence), "per maand", 1, 0, 0.9999,
           DEFAULT("0.9"), "0.7–0.97", ASSUMED, "hoe lang een schok in de vraag aanhoudt (φ_z)",
           "how long a shock in demand lasts (φ_z)"),
    NUMBER("demand.shock_sd", INPUT(demand.shock_sd), "", 1, 0, 5, DEFAULT("0.1"), "0.05–0.2", ASSUMED,
           "omvang van de maandelijkse schok in de vraag (σ_z)", "size of the monthly shock in demand (σ_z)"),
    FORM_ROWS("individual", PR_FORM_INDIVIDUAL, "0.45", "0.3–0.7", "16", "8–30", "0.7", "individueel traject",
              "individual support"),
    FORM_ROWS("group", PR_FORM_GROUP, "0.25", "0.15–0.4", "9", "5–14", "0.5", "groep", "group"),
    FORM_ROWS("walk_in", PR_FORM_WALK_IN, "0.30", "0.15–0.5", "3", "1–6", "0.7", "inloop", "walk-in"),
    NUMBER("demand.giving_up", INPUT(demand.giving_up_per_month), "kans per maand", 1, 0, 1, DEFAULT("0.10"),
           "0.03–0.20", ASSUMED, "kans dat iemand die wacht afhaakt (η)",
           "chance that somebody who waits gives up (η)"),

    PLAIN("benefit.method", PR_KIND_CHOICE, SCENARIO(benefit_method), "", 0, 0, DEFAULT("\"none\""),
          benefit_choices,
          "hoe baten worden geteld; none: niet; mechanism: successen die kosten vermijden; sroi: een "
          "geclaimde verhouding van baten tot kosten",
          "how benefits are counted; none: not; mechanism: successes that avoid costs; sroi: a claimed ratio "
          "of benefit to cost"),
    NUMBER("benefit.success_share", INPUT(benefit.success_share), "", 1, 0, 1, DEFAULT("0.02"), "0–0.10",
           "overzichtsstudies (Lloyd-Evans 2014, White 2020): herstel, geen minder zorggebruik",
           "deel van de bereikte inwoners dat blijvend minder zorg vraagt, boven wat anders ook was gebeurd "
           "(p)",
           "share of the residents reached who need less care, beyond what would have happened anyway (p)"),
    NUMBER("benefit.avoided_per_year", INPUT(benefit.avoided_eur_per_year), "euro per jaar", 1, 0, 1e7,
           DEFAULT("3450"), "900–13,000", "calc: 1 uur Wmo-begeleiding per week à 66,43",
           "vermeden kosten per succes, gemiddeld, prijspeil",
           "cost that a success avoids, on average, at the price level"),
    NUMBER("benefit.avoided_cv", INPUT(benefit.avoided_cv), "", 1, 0, 10, DEFAULT("1.0"), NULL, ASSUMED,
           "variatiecoëfficiënt van die kosten tussen personen",
           "coefficient of variation of that cost between persons"),
    NUMBER("benefit.years", INPUT(benefit.years), "jaar", 1, 0, PR_BENEFIT_TAIL + 1, DEFAULT("1.5"), "0.5–3",
           ASSUMED, "hoe lang een succes duurt", "how long a success lasts"),
    NUMBER("benefit.decay", INPUT(benefit.decay), "per jaar", 1, 0, 1, DEFAULT("0.4"), "0.2–0.7", ASSUMED,
           "deel van het vermeden bedrag dat elk jaar wegvalt",
           "part of the avoided cost that is lost each year"),
    PAYER_ROW("regional", PR_PAYER_REGIONAL, "0.10", "regionaal budget (BW, MO, B&P)",
              "regional budget (BW, MO, B&P)"),
    PAYER_ROW("wmo_local", PR_PAYER_WMO_LOCAL, "0.35", "Wmo van de gemeente", "the municipality's Wmo"),
    PAYER_ROW("participatiewet", PR_PAYER_PARTICIPATIEWET, "0.10", "Participatiewet",
              "social assistance (Participatiewet)"),
    PAYER_ROW("uwv", PR_PAYER_UWV, "0", "UWV", "UWV"),
    PAYER_ROW("insurer", PR_PAYER_INSURER, "0.30", "zorgverzekeraar", "health insurer"),
    PAYER_ROW("wlz", PR_PAYER_WLZ, "0.05", "Wlz (zorgkantoor)", "long-term care (Wlz)"),
    PAYER_ROW("other", PR_PAYER_OTHER, "0.10", "inwoner en samenleving", "resident and society"),
    NUMBER("benefit.payer_concentration", INPUT(benefit.payer_concentration), "", 1, 0, 1e6, DEFAULT("20"),
           NULL, ASSUMED, "hoe zeker die verdeling is (Dirichlet); 0: zij staat vast",
           "how certain those shares are (Dirichlet); 0: they are fixed"),
    NUMBER("benefit.cashable_share", INPUT(benefit.cashable_share), "", 1, 0, 1, DEFAULT("0.3"), "0–0.6",
           ASSUMED, "deel van de gemeentelijke baten dat een begroting verlaagt",
           "share of the municipal benefit that lowers a budget"),
    NUMBER("benefit.work_months", INPUT(benefit.work_months), "maanden", 1, 0, 120, DEFAULT("12"), "6–24",
           ASSUMED, "maanden uitkering die iemand die uit een uitkering komt anders nog had gehad",
           "months of benefit that somebody hired from a benefit would still have had"),
    NUMBER("benefit.work_eur_per_year", INPUT(benefit.work_eur_per_year), "euro per jaar", 1, 0, 1e6,
           DEFAULT("16300"), "14,000–20,000", "bijstandsnorm alleenstaande 2025, netto (16.287)",
           "uitkering per jaar", "benefit a year"),
    NUMBER("benefit.work_participatiewet_share", INPUT(benefit.work_participatiewet_share), "", 1, 0, 1,
           DEFAULT("0.6"), "0.4–0.8", ASSUMED,
           "deel van die uitkeringen dat de gemeente betaalt (Participatiewet); de rest is van UWV",
           "share of those benefits that the municipality pays (Participatiewet); the rest is UWV's"),
    NUMBER("benefit.sroi_ratio", INPUT(benefit.sroi_ratio), "euro per euro", 1, 0, 100, DEFAULT("4.5"),
           "2–5.6", "claim: PGOsupport/Vital Innovators, april 2021",
           "geclaimde baten per euro kosten, over vijf jaar",
           "claimed benefit for a euro of cost, over five years"),
    NUMBER("benefit.sroi_municipal_cash", INPUT(benefit.sroi_municipal_cash), "", 1, 0, 1, DEFAULT("0.05"),
           "0–0.2", ASSUMED, "deel van die baten dat geld van de gemeenten is",
           "share of that benefit that is cash of the municipalities"),
    NUMBER("benefit.discount_rate", INPUT(benefit.discount_rate), "% per jaar", 0.01, 0, 20, DEFAULT("2.25"),
           "1.5–3", "Werkgroep discontovoet 2020", "reële discontovoet", "real discount rate"),
    NUMBER("benefit.guidance_per_hour", INPUT(benefit.guidance_eur_per_hour), "euro per uur", 1, 1, 1000,
           DEFAULT("66.43"), NULL, "Handleiding kostenonderzoek: begeleiding thuis, prijspeil 2023 (calc)",
           "een uur Wmo-begeleiding, als maat voor wat wordt vermeden",
           "an hour of Wmo guidance, as a measure of what is avoided"),

    PLAIN("policy.paths.*.label", PR_KIND_TEXT, ELEMENT(budget_path, pr_path_t, label), "", 0, 0, REQUIRED,
          NULL, "naam van het pad", "name of the path"),
    PLAIN("policy.paths.*.source", PR_KIND_TEXT, ELEMENT(budget_path, pr_path_t, source), "", 0, 0, OPTIONAL,
          NULL, "bron van de bedragen", "source of the amounts"),
    PLAIN("policy.paths.*.stop", PR_KIND_BOOLEAN, ELEMENT(budget_path, pr_path_t, stop), "", 0, 0,
          DEFAULT("false"), NULL,
          "de pool eindigt: elke regel waarvoor dit pad geen bedrag geeft wordt 0, tot het laatste jaar",
          "the pool ends: every line for which this path gives no amount is 0, up to the last year"),
    PLAIN("policy.paths.*.expands_to", PR_KIND_PATH, ELEMENT(budget_path, pr_path_t, expands_to), "", 0, 0,
          OPTIONAL, NULL, "het pad één stap hoger, voor een besluit tot uitbreiden",
          "the path one step up, for a decision to expand"),
    NUMBER("policy.paths.*.amounts.%",
           INNER(pr_inputs_t, PR_INTO_INPUTS, policy.path_eur, sizeof(double[PR_MAX_LINES]), sizeof(double)),
           "euro per jaar", 1, 0, 1e9, OPTIONAL, NULL, ASSUMED,
           "bedrag van een begrotingsregel in elk jaar van de contractperiode, prijspeil; anders het eigen "
           "bedrag van de regel",
           "amount of a budget line in each year of the contract period, price level; else the line's own"),
    PLAIN("policy.gates.*.source", PR_KIND_TEXT, ELEMENT(gate, pr_gate_t, source), "", 0, 0, OPTIONAL, NULL,
          "bron van de regel; zonder bron is zij een aanname",
          "source of the rule; without one it is an assumption"),
    PLAIN("policy.gates.*.year", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, year), "jaar", 2000, LAST_YEAR,
          REQUIRED, NULL, "eerste jaar waarover dit besluit gaat; het geldt tot het volgende besluit",
          "first year that this gate decides on; it holds up to the next gate"),
    PLAIN("policy.gates.*.decision", PR_KIND_MONTH, ELEMENT(gate, pr_gate_t, decision), "maand", 0, 0,
          REQUIRED, NULL, "maand van het besluit", "month of the decision"),
    PLAIN("policy.gates.*.data_until", PR_KIND_MONTH, ELEMENT(gate, pr_gate_t, data_until), "maand", 0, 0,
          REQUIRED, NULL, "laatste maand waarvan het besluit iets ziet",
          "last month of which the decision sees anything"),
    PLAIN("policy.gates.*.window_months", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, window_months), "maanden",
          1, 120, DEFAULT("6"), NULL,
          "maanden tot en met die maand waarover wordt gemeten (aanname: een halfjaarrapportage)",
          "months up to that month over which is measured (assumption: one half-year report)"),
    PLAIN(
        "policy.gates.*.choose", PR_KIND_CHOICE, ELEMENT(gate, pr_gate_t, rule.choose), "", 0, 0, REQUIRED,
        choose_choices,
        "hoe wordt gekozen; fixed: altijd `path`; evaluation: naar wat een evaluatie vindt; expand_when: "
        "naar wachtenden en open plaatsen",
        "how it chooses; fixed: always `path`; evaluation: by what an evaluation finds; expand_when: by who "
        "waits and which posts are open"),
    PLAIN("policy.gates.*.path", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, rule.path), "", 0, 0, OPTIONAL, NULL,
          "pad dat wordt gekozen (bij expand_when: als aan de voorwaarde is voldaan; anders één stap hoger)",
          "path that is chosen (with expand_when: where the condition holds; else one step up)"),
    PLAIN("policy.gates.*.otherwise", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, rule.otherwise), "", 0, 0,
          OPTIONAL, NULL, "pad als aan geen voorwaarde is voldaan; ontbreekt het, dan het pad tot dan toe",
          "path where no condition holds; the path so far where it is absent"),
    PLAIN("policy.gates.*.planned", PR_KIND_PATH, ELEMENT(gate, pr_gate_t, planned), "", 0, 0, OPTIONAL, NULL,
          "pad waarmee de begroting rekent (verplicht, tenzij het besluit vaststaat)",
          "path that the budget counts on (required, unless the decision is fixed)"),
    PLAIN("policy.gates.*.expand_when.waiting_above", PR_KIND_FIXED,
          ELEMENT(gate, pr_gate_t, rule.waiting_above), "inwoners", 0, 1e6, OPTIONAL, NULL,
          "uitbreiden als gemiddeld meer inwoners wachten of geholpen worden dan dit",
          "expand where more residents wait or are helped than this, on average"),
    PLAIN("policy.gates.*.expand_when.vacancies_below", PR_KIND_FIXED,
          ELEMENT(gate, pr_gate_t, rule.vacancies_below), "plaatsen", 0, 1e6, OPTIONAL, NULL,
          "en gemiddeld minder plaatsen openstaan dan dit",
          "and fewer posts are vacant than this, on average"),
    PLAIN(
        "policy.gates.*.evaluation.outcome", PR_KIND_CHOICE, ELEMENT(gate, pr_gate_t, outcome), "", 0, 0,
        DEFAULT("\"success_share\""), evaluated_choices,
        "wat de evaluatie meet; success_share: het deel successen onder gevolgde inwoners, met toeval; "
        "residents_reached: bereikte inwoners, zoals geteld",
        "what the evaluation measures; success_share: the share of successes among residents followed, with "
        "chance; residents_reached: as counted"),
    PLAIN("policy.gates.*.evaluation.followed", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, followed),
          "inwoners", 1, 100000, DEFAULT("60"), NULL,
          "inwoners die worden gevolgd (aanname); minder als er op tijd minder zijn bereikt",
          "residents who are followed (assumption); fewer where fewer were reached in time"),
    PLAIN("policy.gates.*.evaluation.follow_months", PR_KIND_INTEGER, ELEMENT(gate, pr_gate_t, follow_months),
          "maanden", 0, 60, DEFAULT("6"), NULL, "hoe lang zij worden gevolgd, tot en met data_until",
          "how long they are followed, up to data_until"),
    PLAIN("policy.gates.*.evaluation.at_least.&", PR_KIND_FIXED,
          INNER(pr_scenario_t, PR_INTO_SCENARIO, gate[0].rule.at_least, sizeof(pr_gate_t), sizeof(double)),
          "", 0, 1e6, OPTIONAL, NULL,
          "een pad wordt gekozen als de uitkomst minstens dit is; van meer paden dat met de hoogste grens",
          "a path is chosen where the outcome is at least this; of several the one with the highest bar"),
    NUMBER("policy.gates.*.evaluation.fixed_cost", INPUT_ELEMENT(policy.evaluation_eur), "euro", 1, 0, 1e7,
           OPTIONAL, NULL, "memo 20 april 2023, tabel 1: 15.000 in 2025",
           "vaste kosten in het jaar van het besluit, prijspeil; anders wat de regel voor evaluatie heeft",
           "fixed cost in the year of the decision, price level; else what the evaluation's line has"),
    NUMBER("policy.gates.*.evaluation.cost_per_resident", INPUT_ELEMENT(policy.per_resident_eur), "euro", 1,
           0, 1e5, DEFAULT("0"), NULL, ASSUMED, "kosten voor elke gevolgde inwoner, daarboven, prijspeil",
           "cost for each resident followed, on top of it, price level"),
    NUMBER("policy.exit_cost", INPUT(policy.exit_eur), "euro", 1, 0, 1e8, OPTIONAL, NULL, ASSUMED,
           "kosten van stoppen die de gemeenten betalen, in het laatste jaar van de pool, prijspeil; "
           "ontbreekt het, dan zijn zij van de opdrachtnemer",
           "cost of stopping that the municipalities pay, in the pool's last year, price level; where absent "
           "it is the contractor's"),
};
const size_t pr_descriptor_count = sizeof pr_descriptors / sizeof *pr_descriptors;

#define LIST(path, list, type, count, most, nl, en)                                                          \
    {                                                                                                        \
        path, offsetof(pr_scenario_t, count), offsetof(pr_scenario_t, list) + offsetof(type, id),            \
            sizeof(type), most, PR_INTO_SCENARIO, nl, en, false                                              \
    }

const pr_list_t pr_lists[] = {
    LIST("municipalities", municipality, pr_municipality_t, municipality_count, PR_MAX_MUNICIPALITIES,
         "gemeenten, in de volgorde van de tabellen", "municipalities, in the order of the tables"),
    LIST("budget.lines", line, pr_line_t, line_count, PR_MAX_LINES, "begrotingsregels", "budget lines"),
    LIST("keys", key, pr_key_t, key_count, PR_MAX_KEYS, "verdeelsleutels", "keys"),
    LIST("themes", theme, pr_named_t, theme_count, PR_MAX_THEMES, "thema's", "themes"),
    LIST("roles", role, pr_named_t, role_count, PR_MAX_ROLES, "rollen buiten de begeleiding van inwoners",
         "roles beside the support of residents"),
    {"figures", offsetof(pr_raw_t, figure_count), offsetof(pr_raw_t, figure) + offsetof(pr_raw_figure_t, id),
     sizeof(pr_raw_figure_t), PR_FIGURES_MAX, PR_INTO_RAW, "gepubliceerde indexcijfers",
     "published index figures", true},
    {"policy.paths", offsetof(pr_scenario_t, path_count),
     offsetof(pr_scenario_t, budget_path) + offsetof(pr_path_t, id), sizeof(pr_path_t), PR_MAX_PATHS,
     PR_INTO_SCENARIO, "budgetten waaruit wordt gekozen", "budgets to choose from", true},
    {"policy.gates", offsetof(pr_scenario_t, gate_count),
     offsetof(pr_scenario_t, gate) + offsetof(pr_gate_t, id), sizeof(pr_gate_t), PR_MAX_GATES,
     PR_INTO_SCENARIO, "besluitmomenten", "moments of decision", true},
};
const size_t pr_list_count = sizeof pr_lists / sizeof *pr_lists;

const char *pr_unit_text(const char *unit, bool dutch)
{
    static const char *const english[][2] = {{"% per jaar", "% a year"},
                                             {"euro per euro", "euros for a euro"},
                                             {"euro per fte per jaar", "euro per fte a year"},
                                             {"euro per jaar", "euro a year"},
                                             {"euro per uur", "euro an hour"},
                                             {"inwoners", "inhabitants"},
                                             {"jaar", "year"},
                                             {"kans per jaar", "chance a year"},
                                             {"kans per maand", "chance a month"},
                                             {"kringen", "circles"},
                                             {"kringen per persoon", "circles per person"},
                                             {"maand", "month"},
                                             {"maanden", "months"},
                                             {"per jaar", "a year"},
                                             {"per maand", "a month"},
                                             {"personen", "persons"},
                                             {"personen per fte", "persons per fte"},
                                             {"plaatsen", "posts"},
                                             {"procentpunt", "percentage points"},
                                             {"procentpunt per jaar", "percentage points a year"},
                                             {"uur", "hours"},
                                             {"uur per fte per maand", "hours per fte a month"},
                                             {"uur per maand", "hours a month"},
                                             {"uur per week", "hours a week"}};
    for (size_t i = 0; !dutch && i < sizeof english / sizeof *english; i++) {
        if (strcmp(english[i][0], unit) == 0) {
            return english[i][1];
        }
    }
    return unit;
}
