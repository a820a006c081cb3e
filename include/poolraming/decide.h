/*
 * Options of a budget side by side: scenarios on common random numbers, what each costs and reaches from the
 * decision on, which is best at which value of a resident, and what finding out more is worth. The methods
 * are those of decision.h; here are the model's figures that go into them. Nothing here reads, writes or
 * prints. docs/decision.md "What the command does".
 */
#ifndef POOLRAMING_DECIDE_H
#define POOLRAMING_DECIDE_H

#include <poolraming/decision.h>
#include <poolraming/engine.h>

struct pr_gate_rules;

enum {
    PR_DECIDE_OPTIONS = 12,
    PR_DECIDE_LEAST = 100, /* replicates: a regression on fewer says nothing */
    PR_DECIDE_MOST = 200000,
    PR_DECIDE_VALUATIONS = 64,
    PR_STUDY_SIZES = 10
};

/* ---- What an option does ---- */

/* From the decision on. Euros and counts are present values at the end of the price-level year, in its
   prices and at the scenario's real rate: what counts as money must count in time as money does. */
typedef enum {
    PR_FLOW_COST,      /* what the municipalities bear: net effect, each line divided by its own index */
    PR_FLOW_AVOIDED,   /* municipal cost avoided that lowers a budget */
    PR_FLOW_REACHED,   /* residents reached */
    PR_FLOW_SUCCESSES, /* among them */
    PR_FLOW_RESIDENTS, /* residents reached, counted without discount */
    PR_FLOW_SHORTFALL, /* 1 where some year has a shortfall; NaN where the surplus is not sourced */
    PR_FLOWS
} pr_flow_t;

/* Of one replicate, years from `from` on (and the years after the last in which a benefit still falls).
   flow[PR_FLOWS]. */
PR_API void pr_flows_of(const pr_scenario_t *scenario, const pr_replicate_t *replicate, int from,
                        double *flow);

/* Parts of what is not known, by the setting's path. */
typedef enum {
    PR_GROUP_PEOPLE,     /* workforce, volunteers */
    PR_GROUP_DEPLOYMENT, /* deployment, launch, circles, communities */
    PR_GROUP_DEMAND,
    PR_GROUP_BENEFIT,
    PR_GROUP_INDEX,
    PR_GROUP_MONEY, /* budget, surplus, policy and all else */
    PR_GROUPS
} pr_group_t;

/* "people", "deployment", …: as in evppi.csv. */
PR_API const char *pr_group_id(pr_group_t group);
PR_API pr_group_t pr_group_of(const char *path);

typedef struct {
    const pr_setting_t *setting;
    pr_group_t group;
    size_t owner; /* the first option that has it: whose distribution, unit and scores are meant */
} pr_weighed_t;

typedef struct {
    int from;                    /* first year that counts; 0: the first after all decided years */
    double value, success_value; /* euros; NaN: not given */
    pr_run_options_t run;        /* seed, and of the ensemble replicates, threads, stop, progress */
} pr_decide_options_t;

/* The replicates themselves, for other rules and methods on the same numbers. */
typedef struct {
    const pr_scenario_t *const *scenario; /* borrowed: [options] */
    size_t options, replicates;
    int from;
    uint64_t seed;
    bool interrupted;
    double *flow[PR_FLOWS]; /* owned: [options][replicates] */
    size_t unknowns;
    pr_weighed_t *unknown; /* owned: uncertain parameters of any option */
    size_t *place;         /* owned: [options][PR_MAX_UNCERTAIN], which unknown an uncertain setting is */
    double *score;         /* owned: [unknowns][replicates], standard normal, the copula applied */
    int last_year[PR_DECIDE_OPTIONS]; /* in which the option reaches anybody in some replicate; 0: none */
    size_t observed;                  /* the option that a study looks at: see pr_decide_simulate */
    double *success_share;            /* owned: [replicates], of that option */
    size_t *reachable; /* owned: [replicates], residents who can have been followed in it in time */
    int data_until, follow_months; /* of the study; data_until is an absolute month */
} pr_decide_draws_t;

/* Simulates every option in every replicate. A study looks at what was decided when its data ended, whatever
   is chosen later: at the option that calls that year decided; where several do, at the one that reached the
   fewest on average by then, and of equals at the first id of the alphabet. So the order in which options are
   given does not matter. Options that do not match (pr_compare_run's conditions), a year
   outside the scenarios or too few replicates: PR_ERR_INPUT with a sentence. 0, PR_INTERRUPTED (whole rounds
   were kept) or PR_ERR_*; free in every case. */
PR_API int pr_decide_simulate(pr_decide_draws_t *self, const pr_scenario_t *const *scenario, size_t options,
                              const pr_decide_options_t *how, pr_errors_t *errors);
PR_API void pr_decide_draws_free(pr_decide_draws_t *self);

/* Net benefit of each option in each replicate: value · reached + success_value · successes + avoided − cost.
   nb [options][replicates]. */
PR_API void pr_decide_payoffs(const pr_decide_draws_t *self, double value, double success_value, double *nb);

/* Flows of option `option` in the first `replicates` replicates with one parameter held at a normal score and
   the others at their own draws: out[PR_FLOWS][replicates]. 0, PR_INTERRUPTED or PR_ERR_*. */
PR_API int pr_decide_moved(const pr_decide_draws_t *self, size_t unknown, double score, size_t option,
                           size_t replicates, const pr_ensemble_options_t *options, double *out,
                           pr_errors_t *errors);

/* ---- What is best, and what knowing is worth ---- */

/* What a euro value is put on. */
typedef enum { PR_YARDSTICK_RESIDENT, PR_YARDSTICK_SUCCESS, PR_YARDSTICKS } pr_yardstick_t;

typedef enum {
    PR_WORTH_GRID,
    PR_WORTH_SWITCH, /* two options are worth the same on average: there the choice turns */
    PR_WORTH_GIVEN
} pr_worth_t;

/* One way of valuing, and what is best by it. */
typedef struct {
    pr_yardstick_t yardstick;
    pr_worth_t kind;
    double worth;                /* euros for a unit of the yardstick */
    double value, success_value; /* the same as arguments of pr_decide_payoffs */
    size_t best;                 /* highest mean net benefit */
    pr_option_t option[PR_DECIDE_OPTIONS];
    pr_valued_t clairvoyance;      /* knowing chance too: never the value of any study */
    bool informed;                 /* information and study are there */
    pr_information_t *information; /* owned: [pieces] */
    pr_study_point_t study[PR_STUDY_SIZES];
    pr_study_best_t study_best;
    bool flipped; /* break-evens were looked for */
} pr_valuation_t;

/* A piece of knowledge: one parameter, a group, or all. */
typedef enum { PR_PIECE_ALL, PR_PIECE_GROUP, PR_PIECE_PARAMETER } pr_piece_kind_t;
typedef struct {
    pr_piece_kind_t kind;
    size_t at;     /* group, or unknown */
    size_t *which; /* owned: [count], unknowns */
    size_t count;
} pr_piece_t;

typedef enum {
    PR_FLIP_NONE,      /* the choice stays the same over the 1–99 % range */
    PR_FLIP_CONFIRMED, /* simulated with the parameter held there: the other option is worth as much, and at
                          the end of the range it is worth more by two standard errors */
    PR_FLIP_UNSURE     /* the regression finds one, the simulation cannot tell it from none */
} pr_flip_status_t;

/* The value of one parameter at which another option becomes best, others at their own draws. */
typedef struct {
    size_t valuation, unknown;
    pr_flip_status_t status;
    size_t other;        /* that becomes best */
    bool above;          /* for higher values of the parameter */
    double low, high;    /* 1 and 99 % points of the parameter, in the user's unit as all below */
    double at, from, to; /* and its 95 % interval, within the range */
    pr_valued_t end;     /* what the other is worth more at the end of the range, euros */
} pr_flip_t;

typedef struct {
    pr_decide_draws_t draws;
    size_t yardsticks; /* 1 where successes are not counted or a value was given */
    pr_valued_t flow[PR_FLOWS][PR_DECIDE_OPTIONS];
    pr_valued_t unit_cost[PR_DECIDE_OPTIONS];                 /* cost ÷ residents reached, ratio of means */
    pr_frontier_t frontier[PR_YARDSTICKS][PR_DECIDE_OPTIONS]; /* of cost less avoided */
    size_t valuations;
    pr_valuation_t *valuation; /* owned; by yardstick, then worth */
    size_t pieces;
    pr_piece_t *piece; /* owned: all, groups, parameters */
    size_t sizes;
    size_t size[PR_STUDY_SIZES]; /* residents that a study plans to follow */
    double
        study_cost; /* of the evaluation budgeted before the decision: present value of its line; 0: none */
    double study_cost_real;  /* the same in prices of the price-level year, not discounted */
    bool informed, searched; /* what knowing is worth, and break-evens, are there; not after a stop */
    size_t flips;
    pr_flip_t *flip; /* owned */
    size_t checked;  /* replicates behind each check of a break-even */
    pr_crossfit_options_t regression;
    const struct pr_gate_rules
        *rules; /* [rules_count], borrowed: of scenarios with gates; see continuation.h */
    size_t rules_count;
} pr_decide_t;

/* Everything. 0, PR_INTERRUPTED (what is there rests on whole rounds; what was not finished is left out, see
   `informed` and `searched`) or PR_ERR_*; free in every case. */
PR_API int pr_decide_run(pr_decide_t *self, const pr_scenario_t *const *scenario, size_t options,
                         const pr_decide_options_t *how, pr_errors_t *errors);
PR_API void pr_decide_free(pr_decide_t *self);

/* A parameter's value at a normal score, in the user's unit. */
PR_API double pr_unknown_value(const pr_weighed_t *unknown, double score);

#endif
