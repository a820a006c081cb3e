/*
 * A scenario: everything that a run is told, checked and resolved. Names, choices and exact figures live in
 * pr_scenario_t; every number that may be uncertain lives in pr_inputs_t, a plain struct of doubles of which
 * each replicate gets its own copy. Where a setting comes from (file, line, source) is in the register.
 */
#ifndef POOLRAMING_SCENARIO_H
#define POOLRAMING_SCENARIO_H

#include <poolraming/distribution.h>
#include <poolraming/error.h>
#include <poolraming/export.h>
#include <poolraming/language.h>
#include <poolraming/money.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    PR_MAX_YEARS = 16,
    PR_MAX_MONTHS = 12 * PR_MAX_YEARS,
    PR_MAX_LINES = 24,
    PR_MAX_MUNICIPALITIES = 40,
    PR_MAX_KEYS = 8,
    PR_MAX_THEMES = 12,
    PR_MAX_ROLES = 12,
    PR_MAX_PATHS = 8, /* budget paths of a policy */
    PR_MAX_GATES = 4,
    PR_MAX_TRAINING_MONTHS = 60,
    PR_MAX_CIRCLES = 8, /* Budgetkringen of a municipality at the same time */
    PR_MAX_FACILITATORS = 4,
    PR_MAX_COMMUNITIES = 8, /* of Build5, of a municipality */
    PR_PHASES = 5,          /* of such a community */
    PR_FORMS = 3,           /* individual, group, walk-in */
    PR_MAX_UNCERTAIN = 512, /* parameters of a scenario that have a distribution */
    PR_BENEFIT_TAIL = 4,    /* years after the last one in which benefits are still counted */
    PR_FIGURES_FROM = 1990, /* published index figures are kept for 1990…2049 */
    PR_FIGURES_YEARS = 60
};

typedef enum { PR_SERIES_OVA, PR_SERIES_PPC, PR_SERIES_COUNT } pr_series_id_t;
typedef enum {
    PR_INDEX_NONE,
    PR_INDEX_OVA,
    PR_INDEX_PPC,
    PR_INDEX_OVA90_PPC10,
    PR_INDEX_CLASSES
} pr_index_class_t;
typedef enum {
    PR_VINTAGE_SPRING,     /* published in spring of the year before */
    PR_VINTAGE_SEPTEMBER,  /* published in September of the year before: the contract's vintage */
    PR_VINTAGE_DEFINITIVE, /* published in spring of the year itself */
    PR_VINTAGE_APPLIED,    /* the region's own BW category A figure */
    PR_VINTAGES
} pr_vintage_t;
typedef enum {
    PR_RULE_PROVISIONAL, /* the contract */
    PR_RULE_DEFINITIVE,
    PR_RULE_TRUE_UP_COMPOUND, /* NZa */
    PR_RULE_TRUE_UP_POINTS,   /* VNG 2025 */
    PR_RULE_TRUE_UP_RATIO,    /* VNG 2024 */
    PR_RULES
} pr_index_rule_t;
typedef enum { PR_CHANNEL_SURPLUS, PR_CHANNEL_EXECUTION, PR_CHANNELS } pr_channel_t;
typedef enum { PR_BOOKING_PROJECT, PR_BOOKING_TOTAL } pr_booking_t;
typedef enum { PR_SETTLEMENT_SAME, PR_SETTLEMENT_NEXT } pr_settlement_year_t;
typedef enum { PR_STATUS_DECIDED, PR_STATUS_INDICATIVE } pr_year_status_t;
typedef enum {
    PR_PURPOSE_PEOPLE,       /* pays the peer experts */
    PR_PURPOSE_COORDINATION, /* somebody who coordinates them */
    PR_PURPOSE_ADMINISTRATION,
    PR_PURPOSE_PROCUREMENT,
    PR_PURPOSE_EVALUATION,
    PR_PURPOSE_OTHER,
    PR_PURPOSE_ALLOWANCE, /* pays the volunteers' allowance */
    PR_PURPOSE_GUIDANCE,  /* pays those who guide the volunteers */
    PR_PURPOSE_EXIT       /* what it costs to end the pool, where the municipalities pay it */
} pr_purpose_t;
/* How the experts work with the neighbourhood teams (Empowerment in de wijk). */
typedef enum { PR_MODE_NONE, PR_MODE_REFERRAL, PR_MODE_PRESENCE, PR_MODE_INTEGRATED, PR_MODES } pr_mode_id_t;
typedef enum { PR_FORM_INDIVIDUAL, PR_FORM_GROUP, PR_FORM_WALK_IN } pr_form_t;
typedef enum {
    PR_BENEFIT_NONE,      /* no benefit is counted */
    PR_BENEFIT_MECHANISM, /* successes that avoid costs, and work from a benefit */
    PR_BENEFIT_SROI,      /* a claimed ratio of benefit to cost, over five years */
    PR_BENEFIT_METHODS
} pr_benefit_method_t;
/* How the yearly sum of a channel is split over the municipalities. */
typedef enum {
    PR_ALLOCATION_KEY,                /* the channel's key of the year: the agreement */
    PR_ALLOCATION_PREVIOUS_YEAR,      /* residents reached in the year before */
    PR_ALLOCATION_THREE_YEAR_AVERAGE, /* their mean over the three years before */
    PR_ALLOCATION_POPULATION,
    PR_ALLOCATION_MIXED, /* key, residents and population together, between a floor and a cap */
    PR_ALLOCATIONS
} pr_allocation_id_t;
/* What the floor and the cap of the mixed key are: factors of the key, or percentage points below and above
   it. */
typedef enum { PR_BOUNDS_FACTOR, PR_BOUNDS_POINTS } pr_bounds_t;
/* Who pays less. The first three are the municipalities. */
typedef enum {
    PR_PAYER_REGIONAL, /* BW, MO and B&P: returns through the surplus and the key */
    PR_PAYER_WMO_LOCAL,
    PR_PAYER_PARTICIPATIEWET,
    PR_PAYER_UWV,
    PR_PAYER_INSURER,
    PR_PAYER_WLZ,
    PR_PAYER_OTHER, /* residents and society */
    PR_PAYERS,
    PR_PAYERS_MUNICIPAL = PR_PAYER_UWV
} pr_payer_t;

/* How a gate chooses a path. */
typedef enum {
    PR_CHOOSE_FIXED,
    PR_CHOOSE_EVALUATION, /* by what an evaluation finds, with its noise */
    PR_CHOOSE_EXPAND      /* by who waits and which posts are open, as recorded */
} pr_choose_t;
typedef enum {
    PR_EVALUATE_SUCCESS, /* the share of successes among residents who are followed */
    PR_EVALUATE_REACHED  /* residents reached in the window, as recorded: no noise */
} pr_evaluated_t;

/* Whether figures of the scenario are invented, and the word that says so: nothing that follows is a finding.
 */
typedef enum {
    PR_INVENTED_NO,
    PR_INVENTED_VERZONNEN,
    PR_INVENTED_INVENTED,
    PR_INVENTED_FICTITIOUS
} pr_invented_t;

/* Where a setting was given its value. */
typedef struct {
    const char *path; /* "budget.booking" */
    const char *file; /* "--set …" for an assignment; NULL for a default of the program */
    int line;         /* 0 where none is known */
} pr_origin_t;

/* A published figure and where it stands. */
typedef struct {
    bool known;
    pr_growth_t growth;
    const char *id;     /* owned by the scenario: its settings are figures.<id>.… */
    const char *source; /* owned by the scenario */
} pr_figure_t;

typedef struct {
    char *id;
    char *label;
    char *source; /* of its amounts; NULL where none was given */
    pr_channel_t channel;
    pr_index_class_t index;
    pr_purpose_t purpose;
    bool in_lump_sum; /* part of the contractor's lump sum: settled at year's end */
    bool pays_people; /* purpose people */
} pr_line_t;

/* A budget that a gate may choose. Amounts that it gives are in pr_policy_inputs_t. */
typedef struct {
    char *id;
    char *label;
    char *source;             /* of its amounts; NULL where none was given */
    bool stop;                /* the pool ends: every line for which it gives no amount is 0 */
    int expands_to;           /* the path one step up, −1 where it stays itself */
    bool gives[PR_MAX_LINES]; /* an amount of that line */
} pr_path_t;

/* How a gate chooses; plain data, so that other rules can be tried on the same evidence. */
typedef struct {
    pr_choose_t choose;
    int path; /* fixed: this one; expand: where the condition holds, −1 the step up of the path so far */
    int otherwise;                 /* where no condition holds; −1 the path so far */
    double at_least[PR_MAX_PATHS]; /* evaluation: the bar of each path; NaN where it is none of the choices */
    double waiting_above;          /* expand: residents; NaN where it does not matter */
    double vacancies_below;        /* expand: posts; NaN where it does not matter */
} pr_gate_rule_t;

/* A moment at which the contract may be extended. Months are absolute: 12·year + month − 1. */
typedef struct {
    char *id;
    char *source;    /* of its rule; NULL where none was given */
    bool assumption; /* the source says that the rule is one, or there is none */
    int year;        /* decides on this year and those up to the next gate */
    int decision;
    int data_until;    /* nothing after it is seen */
    int window_months; /* up to data_until, over which who waits and what is vacant are averaged */
    pr_gate_rule_t rule;
    int planned; /* the path that budgets and tables count on */
    pr_evaluated_t outcome;
    int followed;      /* residents asked for; fewer where fewer were reached in time */
    int follow_months; /* before data_until */
    bool gives_cost;   /* the fixed cost is given; else it is what the evaluation's line has */
} pr_gate_t;

typedef struct {
    char *id;
    char *name;
    uint16_t cbs;      /* CBS code: the municipality's address in every random stream */
    bool launch_given; /* its launch month is set, not derived from the order */
} pr_municipality_t;

/* A verdeelsleutel: exact percentages in scenario order, summing to 100.00. */
typedef struct {
    char *id;
    char *source;
    pr_percent_t share[PR_MAX_MUNICIPALITIES];
} pr_key_t;

typedef struct {
    char *id;
    char *label;
} pr_named_t;

/* The stochastic process of one index series. Growth figures are fractions a year: 0.028 is 2.8 %. */
typedef struct {
    double mean_growth;      /* μ */
    double persistence;      /* φ */
    double shock_sd;         /* σ */
    double september_gap;    /* β of the September figure: mean of definitive − provisional */
    double september_gap_sd; /* τ of it */
    double spring_gap;       /* β of the spring figure */
    double spring_gap_sd;
} pr_index_inputs_t;

typedef struct {
    double cost_per_fte_eur;         /* κ_b, loaded, prices of the price-level year */
    double wage_drift;               /* δ, fraction a year on top of OVA */
    double contract_fte;             /* c, fte of one contract */
    double hours_per_fte_month;      /* h, net of leave, holidays and training days; sickness apart */
    double overhead_share;           /* o: supervision, travel, planning */
    double leaving_per_year;         /* q */
    double trainee_leaving_per_year; /* q_T */
    double training_months;          /* n, rounded when drawn */
    double trainee_productivity;     /* ρ */
    double trainee_share;            /* s: share of hires that start as trainees */
    double filling_per_month;        /* f: chance that a vacancy is filled within a month */
    double from_benefit_share;       /* w */
    double absence_mean;             /* α */
    double absence_concentration;
} pr_workforce_inputs_t;

typedef struct {
    double uptake;           /* multiplies the uptake of residents */
    double resident_share;   /* of the hours meant for named residents: does reach them; the rest is idle */
    double startup_months;   /* mean time until a contact in the team refers; up to 1: at once */
    double contact_turnover; /* of these contacts, a year */
    double absence_cover;    /* share of an absent expert's hours that a colleague takes over */
} pr_mode_inputs_t;

typedef struct {
    double regional_share;    /* r of productive hours */
    double community_share;   /* a of the hours in a municipality */
    double demand_weight;     /* θ: 0 key, 1 demand */
    double sharing;           /* ψ: share of unused hours that goes to municipalities with a backlog */
    double launch_lag_months; /* mean of the Poisson lag */
    double coverage_hours;    /* x: productive hours a month that count as covered */
    pr_mode_inputs_t mode[PR_MODES]; /* that of PR_MODE_NONE is not used */
} pr_deployment_inputs_t;

typedef struct {
    double target;                  /* persons, rounded when drawn; 0: no volunteers */
    double target_of[PR_MAX_YEARS]; /* the same by year − first_year, where volunteers_by_year */
    double hours_per_week;          /* of one volunteer, averaged over the year */
    double leaving_per_year;
    double filling_per_month; /* chance that a free place is filled within a month */
    double allowance_eur;     /* a volunteer a year, prices of the price-level year */
    double span;              /* volunteers that one fte of guidance can guide */
    double signal_share;      /* of their hours: bundling signals, which reaches no named resident */
} pr_volunteer_inputs_t;

/* Budgetkringen (De menselijke maat). Counts and months are rounded when drawn, but for the mean delay. */
typedef struct {
    double circles;            /* of a municipality at the same time; 0: no Budgetkringen */
    double size;               /* residents in one */
    double minimum;            /* residents who wait before one starts */
    double facilitators;       /* of one */
    double start_delay_months; /* mean of the Poisson delay after the launch */
    double duration_months;    /* of a round */
    double meetings_per_month;
    double meeting_hours;              /* of one facilitator, preparation included */
    double training_months;            /* a facilitator's first time, on the job */
    double training_hours;             /* of a facilitator in training, a month, beside the meetings */
    double drop_out_per_year;          /* of a trained facilitator */
    double training_drop_out_per_year; /* of one in training */
    double stand_in;                   /* chance of one, where a trained colleague is left */
    double training_stand_in;          /* where none is */
    double pause_months;               /* without a stand-in, until a new facilitator */
    double per_person;                 /* circles that one person of the pool can lead */
} pr_circle_inputs_t;

/* Communities of the Build5 method. */
typedef struct {
    double communities;           /* of a municipality, rounded when drawn; 0: none */
    double months[PR_PHASES - 1]; /* mean time to the next phase; up to 1: one month */
    double fall_back_per_year;    /* to the phase before; from the first one: the end */
    double restart_months;        /* mean time until an ended one is tried again; 0: never */
    double members_first;         /* in phase 2 */
    double members_last;          /* in phase 5 */
    double carried_stable;        /* share of new residents carried in phase 4 */
    double carried_secured;       /* in phase 5 */
    double survives_without_pool; /* chance that one in phase 5 goes on when the pool ends */
} pr_community_inputs_t;

typedef struct {
    double population_growth;    /* g a year, from the population year on */
    double precarious_share;     /* π */
    double uptake_per_year;      /* u within π at full awareness */
    double season[12];           /* January…December, mean 1 */
    double bass_innovation;      /* p a month */
    double bass_imitation;       /* q a month */
    double heterogeneity_shape;  /* k of Gamma(k, 1/k) */
    double shock_persistence;    /* φ_z a month */
    double shock_sd;             /* σ_z */
    double form_share[PR_FORMS]; /* sum 1 */
    double hours_mean[PR_FORMS]; /* staff hours a resident */
    double hours_cv[PR_FORMS];
    double giving_up_per_month;        /* η */
    double theme_share[PR_MAX_THEMES]; /* sum 1 */
} pr_demand_inputs_t;

typedef struct {
    double mean_eur[PR_MAX_YEARS]; /* S_y before the pool, nominal; only where has_surplus */
    double cv;
    double persistence;        /* ρ */
    double demand_correlation; /* ρ_D */
} pr_surplus_inputs_t;

/* Euros in prices of the price-level year. */
typedef struct {
    double success_share;              /* p_s of those reached, net of what would have happened anyway */
    double avoided_eur_per_year;       /* mean of a success */
    double avoided_cv;                 /* between persons */
    double years;                      /* that a success lasts, at most PR_BENEFIT_TAIL + 1 */
    double decay;                      /* fraction lost each year */
    double payer_share[PR_PAYERS];     /* sum 1; as drawn, only in proportion */
    double payer_concentration;        /* of the Dirichlet; 0: the shares are certain */
    double cashable_share;             /* of the municipal part */
    double work_months;                /* of benefit saved by a hire from a benefit */
    double work_eur_per_year;          /* of that benefit */
    double work_participatiewet_share; /* the rest is UWV's */
    double sroi_ratio;                 /* claimed euros of benefit for each euro of cost */
    double sroi_municipal_cash;        /* share of the claim that is cash of the municipalities */
    double discount_rate;              /* real, a year */
    double guidance_eur_per_hour;      /* of Wmo guidance: a measure of what is avoided */
} pr_benefit_inputs_t;

/* The mixed key; a rule that is agreed on, so that none of it is drawn. */
typedef struct {
    double key_weight, residents_weight, population_weight; /* sum 1 */
    double floor, cap;                                      /* of a municipality without its own */
    double floor_of[PR_MAX_MUNICIPALITIES], cap_of[PR_MAX_MUNICIPALITIES];
} pr_allocation_inputs_t;
/* Euros in prices of the price-level year. */
typedef struct {
    double path_eur[PR_MAX_PATHS][PR_MAX_LINES]; /* a year; only where the path gives it */
    double evaluation_eur[PR_MAX_GATES];         /* fixed part; only where gives_cost */
    double per_resident_eur[PR_MAX_GATES];       /* for each resident followed */
    double exit_eur;                             /* of ending the pool; 0: the contractor's */
} pr_policy_inputs_t;

/* All numbers of one replicate, drawn or fixed. */
typedef struct {
    pr_index_inputs_t index[PR_SERIES_COUNT];
    double index_correlation; /* of the shocks of OVA and PPC */
    double line_real_eur[PR_MAX_LINES][PR_MAX_YEARS];
    double vat_share; /* non-compensable VAT as a share of the contract lines, tax included */
    double population[PR_MAX_MUNICIPALITIES];   /* N on 1 January of the population year */
    double launch_month[PR_MAX_MUNICIPALITIES]; /* planned, months after the first month of the axis */
    double head_start_months[PR_MAX_MUNICIPALITIES];
    double demand_factor[PR_MAX_MUNICIPALITIES]; /* G_m where it is known; 0: it is drawn */
    pr_workforce_inputs_t workforce;
    pr_deployment_inputs_t deployment;
    pr_volunteer_inputs_t volunteers;
    pr_circle_inputs_t circles;
    pr_community_inputs_t communities;
    double role_share[PR_MAX_ROLES]; /* of community hours, sum 1 */
    pr_demand_inputs_t demand;
    pr_surplus_inputs_t surplus;
    pr_benefit_inputs_t benefit;
    pr_allocation_inputs_t allocation;
    pr_policy_inputs_t policy;
} pr_inputs_t;

/* One numeric setting as it was given: a row of the assumption register. */
typedef struct {
    char *path;        /* "workforce.leaving_per_year" */
    const char *unit;  /* as the user writes it, in English: "%", "euro", "hours", …; pr_setting_unit */
    const char *label; /* what it is, in English; pr_setting_label */
    char *file;        /* where it was set; NULL for a default of the program */
    int line;
    char *source;           /* as the scenario says; NULL where none was given; pr_setting_source */
    bool default_source;    /* `source` is the program's, in English */
    char *note;             /* NULL where none was given */
    size_t offset;          /* of the double in pr_inputs_t */
    double scale;           /* inputs = scale × what the user wrote */
    bool correlated;        /* drawn through the copula */
    bool uncertain;         /* false: fixed at `dist`'s value */
    bool assumption;        /* its source says that it is one, or it has none */
    pr_dist_t dist;         /* in the user's unit */
    uint32_t hash;          /* of the path: its address in the parameter stream */
    double lowest, highest; /* allowed range, user's unit */
} pr_setting_t;

/* What a setting is and its unit, in that language; constants. */
PR_API const char *pr_setting_label(const pr_setting_t *self, pr_lang_t lang);
PR_API const char *pr_setting_unit(const pr_setting_t *self, pr_lang_t lang);
/* Its source: the scenario's own words as they are, the program's for a default in that language; NULL where
   there is none. */
PR_API const char *pr_setting_source(const pr_setting_t *self, pr_lang_t lang);

/* Correlated parameters: settings in list order, Cholesky factor of their normal scores. */
typedef struct {
    size_t count;
    size_t *setting; /* indices into settings */
    size_t *score;   /* the same, indices into the scenario's uncertain settings */
    pr_copula_t copula;
} pr_correlated_t;

typedef struct {
    char *id, *title, *story;
    char *path;           /* the file that was asked for */
    char *resolved;       /* the scenario as one canonical text, all overlays applied */
    char sha256[65];      /* of `resolved` */
    const char **overlay; /* [overlay_count], owned: names of the files that were laid over it, in order */
    size_t overlay_count;
    pr_invented_t invented; /* id and title say so too */
    int first_year, last_year, price_level_year, decided_until, first_indexed_year, population_year;
    int years;       /* last_year − first_year + 1 */
    int month_year;  /* the month axis starts in January of this year */
    int months;      /* up to December of last_year */
    int start_month; /* first month, on the axis, in which people can be hired (0 unless the award slips) */
    uint64_t seed;
    uint64_t replicates;

    size_t line_count, municipality_count, key_count, theme_count, role_count;
    pr_line_t line[PR_MAX_LINES];
    pr_municipality_t municipality[PR_MAX_MUNICIPALITIES];
    pr_key_t key[PR_MAX_KEYS];
    pr_named_t theme[PR_MAX_THEMES], role[PR_MAX_ROLES];
    size_t path_count, gate_count; /* both 0 without a policy */
    pr_path_t budget_path[PR_MAX_PATHS];
    pr_gate_t gate[PR_MAX_GATES]; /* in the order of their years */

    int channel_key[PR_CHANNELS][PR_MAX_YEARS]; /* index into key */
    int surplus_key[PR_MAX_YEARS];              /* the key of the surplus before the pool */
    pr_allocation_id_t allocation[PR_CHANNELS][PR_MAX_YEARS];
    pr_bounds_t allocation_bounds;
    bool has_allocation[PR_CHANNELS]; /* some year is not split by the key */
    bool allocation_shown;            /* policies are compared: one of them is used, or it was asked for */
    pr_index_rule_t index_rule;
    pr_booking_t booking;
    pr_mode_id_t mode;
    pr_settlement_year_t settlement_year;
    pr_real_t tendered;      /* lump sum a year that the tender allows after the decided years */
    bool has_volunteers;     /* their target is not 0, in some year */
    bool volunteers_by_year; /* it is given per year */
    bool has_circles;        /* Budgetkringen: their number is not 0 */
    bool has_communities;    /* of Build5: their number is not 0 */
    bool has_surplus;        /* S_y is given */
    pr_benefit_method_t benefit_method;
    bool surplus_is_assumption; /* then no chance of a shortfall is shown as a finding */
    bool parameters_fixed;      /* run.parameters = "fixed": every parameter at its mean */
    pr_figure_t figure[PR_SERIES_COUNT][PR_VINTAGES][PR_FIGURES_YEARS];

    pr_inputs_t central; /* every parameter at its mean */
    pr_setting_t *setting;
    size_t setting_count;
    size_t *uncertain; /* [uncertain_count] settings that are drawn; none where parameters are fixed */
    size_t uncertain_count;
    pr_origin_t *origin; /* of every setting, numbers and all others */
    size_t origin_count;
    pr_correlated_t correlation;
    void *texts; /* strings owned by the scenario */
} pr_scenario_t;

/* In front of a file's name, among the changes to a scenario. */
#define PR_OVERLAY "--overlay="

/* Reads a scenario with all that it extends. `changes`, in order: "path=value" as given with --set, or
   PR_OVERLAY "FILE": the settings of that file are laid over the scenario, those that stand in it itself; not
   what it extends, nor its id, title and story.
   All errors of all files are added to `errors` in one go; 0 or PR_ERR_*. The caller owns `self` and frees it
   with pr_scenario_free, also after a failure. */
PR_API int pr_scenario_load(pr_scenario_t *self, const char *path, const char *const *changes,
                            size_t change_count, pr_errors_t *errors);
/* The same from a text without `extends`, such as `resolved` of a scenario: it gives the same scenario again.
   `name` stands for the file in messages. */
PR_API int pr_scenario_load_text(pr_scenario_t *self, const char *name, const char *text,
                                 pr_errors_t *errors);
PR_API void pr_scenario_free(pr_scenario_t *self);

/* Calls `tell` for every setting that two resolved texts do not give alike, in the order of `before` and then
   of what only `after` has: its path and both values as text, NULL where one has none. 0, PR_ERR_INPUT where
   a text cannot be read, or PR_ERR_MEMORY. */
typedef void (*pr_setting_change_t)(void *context, const char *path, const char *before, const char *after);
PR_API int pr_scenario_changes(const char *before, const char *after, pr_setting_change_t tell, void *context,
                               pr_errors_t *errors);

/* Things a person should know before relying on a scenario. */
typedef enum {
    PR_WARN_NO_COORDINATOR,     /* people are paid from `year` on and nobody coordinates them */
    PR_WARN_NO_EVALUATION,      /* no evaluation is budgeted in the indicative years */
    PR_WARN_NO_PROCUREMENT,     /* no extension or re-tender is budgeted in the indicative years */
    PR_WARN_OUTSIDE_TENDER,     /* the lump sum of `year` is above what was tendered */
    PR_WARN_NOT_CONTRACT_INDEX, /* the figure of `year` is not of the contract's vintage */
    PR_WARN_FICTITIOUS_SURPLUS, /* the surplus before the pool is an assumption */
    PR_WARN_CLAIMED_BENEFIT,    /* the benefit is somebody's claim, not computed from what the pool does */
    PR_WARN_EVALUATION_UNPAID,  /* a gate rests on an evaluation for which `year` has no amount */
    PR_WARN_INVENTED            /* figures are invented */
} pr_warning_id_t;

typedef struct {
    pr_warning_id_t id;
    int year; /* the first year it holds for; 0 where it holds for no year in particular */
} pr_warning_t;

enum { PR_WARNINGS_MAX = 16 };

/* Writes at most PR_WARNINGS_MAX warnings and returns how many. */
PR_API size_t pr_scenario_warnings(const pr_scenario_t *self, pr_warning_t *out);

/* Fills `out` with the parameters of a replicate: drawn once each, correlated ones through the copula. The
   same as the two below, one after the other. */
PR_API void pr_scenario_draw(const pr_scenario_t *self, uint64_t seed, uint64_t replicate, pr_inputs_t *out);
/* The independent standard normal scores behind a replicate's parameters: score[uncertain_count]. */
PR_API void pr_scenario_scores(const pr_scenario_t *self, uint64_t seed, uint64_t replicate, double *score);
/* The parameters at any scores: quasi-random points, one parameter moved and the others not. Correlated
   parameters take scores that are independent; the copula makes them what they are. */
PR_API void pr_scenario_inputs(const pr_scenario_t *self, const double *score, pr_inputs_t *out);
/* Its two halves. The values of the uncertain parameters at any scores, value[uncertain_count] in the user's
   unit, as drawn: shares do not add up to 1 yet. */
PR_API void pr_scenario_values(const pr_scenario_t *self, const double *score, double *value);
/* The same for `n` of them, by their place; where one of these is correlated, for all that are. The others
   stay as they are. */
PR_API void pr_scenario_values_of(const pr_scenario_t *self, size_t n, const size_t *which,
                                  const double *score, double *value);
/* The parameters at any values; what is not uncertain stays as it is. */
PR_API void pr_scenario_inputs_at(const pr_scenario_t *self, const double *value, pr_inputs_t *out);

/* Where the setting of that path ("keys.module2.shares.venlo") was given; NULL where there is none. */
PR_API const pr_origin_t *pr_scenario_origin(const pr_scenario_t *self, const char *path);

/* Index of a municipality by id or name, −1 where there is none. */
PR_API int pr_scenario_find_municipality(const pr_scenario_t *self, const char *name);

/* The reference page of all settings, in Markdown; 0, PR_ERR_MEMORY or PR_ERR_IO. */
PR_API int pr_scenario_write_reference(FILE *out, pr_lang_t lang);

/* A commented scenario to start from, which extends the file `basis`; 0, PR_ERR_MEMORY or PR_ERR_IO. */
PR_API int pr_scenario_write_template(FILE *out, const char *basis, pr_lang_t lang);

/* Version of the library that reads the files, for the provenance of a run. */
PR_API const char *pr_scenario_reader_version(void);

/* Whether a budget year was decided on or is indicative. */
PR_API pr_year_status_t pr_scenario_status(const pr_scenario_t *self, int year);

#endif
