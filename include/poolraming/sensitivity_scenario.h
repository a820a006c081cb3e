/*
 * Which unknowns of a scenario drive its outcomes: the methods of sensitivity.h on the model. Nothing here
 * reads, writes or prints; the same scenario, seed and sizes give the same figures for any number of threads.
 */
#ifndef POOLRAMING_SENSITIVITY_SCENARIO_H
#define POOLRAMING_SENSITIVITY_SCENARIO_H

#include <poolraming/explain.h>
#include <poolraming/sensitivity.h>

/* ---- The model as a function of what is not known and of what is chance ---- */

typedef struct {
    const pr_scenario_t *scenario; /* borrowed */
    pr_plan_t plan;                /* owned */
    size_t outcomes;
    size_t *series; /* [outcomes], owned: in the plan */
    uint64_t seed;  /* of the processes */
} pr_scenario_model_t;

/* The outcomes must have been found by pr_explain_find in the same scenario. 0; PR_ERR_DOMAIN for no outcome
   or one that the plan has not; PR_ERR_MEMORY. Free it in every case. */
PR_API int pr_scenario_model_init(pr_scenario_model_t *self, const pr_scenario_t *scenario,
                                  const pr_explain_item_t *outcome, size_t outcomes, uint64_t seed);
PR_API void pr_scenario_model_free(pr_scenario_model_t *self);

/* As a function of the independent normal scores of the uncertain parameters (pr_scenario_scores); noise is
   the number of the process replicate. At the scores of a replicate and its own number it gives that
   replicate, bit by bit. The result borrows `self`. */
PR_API pr_sensitivity_model_t pr_scenario_model_of_scores(pr_scenario_model_t *self);
/* As a function of their values, in the user's unit. */
PR_API pr_sensitivity_model_t pr_scenario_model_of_values(pr_scenario_model_t *self);

/*
 * Uncertain parameters that the copula ties together, directly or through others, share a number from 1 on in
 * together[uncertain_count]; 0 is a parameter that is tied to none. Returns how many such sets there are.
 */
PR_API size_t pr_scenario_together(const pr_scenario_t *scenario, size_t *together);

/* ---- All methods on some outcomes of a scenario ---- */

/* Finds an outcome as pr_explain_find does. PR_ERR_INPUT too, with a sentence, for a ratio of means over the
   replicates, which has no value in a replicate. */
PR_API int pr_sensitivity_find(pr_explain_item_t *self, const pr_scenario_t *scenario,
                               const char *const *word, size_t words, pr_errors_t *errors);

/* What a group of the Sobol' indices stands for. */
typedef enum {
    PR_UNKNOWN_ONE,      /* a parameter */
    PR_UNKNOWN_TOGETHER, /* parameters that are correlated: what one of them does alone has no meaning */
    PR_UNKNOWN_REST,     /* all parameters that the screening found of little weight */
    PR_UNKNOWN_CHANCE    /* the processes: what stays when every parameter is known */
} pr_unknown_kind_t;

typedef struct {
    pr_unknown_kind_t kind;
    size_t first; /* its first parameter, an index into scenario->uncertain; not for chance */
    size_t count; /* of its parameters */
} pr_unknown_t;

enum {
    PR_SENSITIVITY_LEAST = 2000,       /* evaluations asked for */
    PR_SENSITIVITY_USUAL = 100000,     /* the same, unless said otherwise */
    PR_SENSITIVITY_OUTCOMES_MOST = 8,  /* at once */
    PR_SENSITIVITY_ALONE_MOST = 14,    /* unknowns with indices of their own, beside rest and chance */
    PR_SENSITIVITY_SAMPLE_MOST = 10000 /* ordinary replicates that are looked at */
};
#define PR_SENSITIVITY_SCREEN 0.01    /* of the variance: what the screening calls little weight */
#define PR_SENSITIVITY_TOLERANCE 0.05 /* half width of the widest interval, unless said otherwise */

typedef struct {
    uint64_t evaluations; /* about this many at most; 0: the usual number */
    double tolerance;     /* in (0, 1); 0: the usual one */
    uint64_t seed;
    pr_ensemble_options_t run; /* threads, stop and progress; progress is told over all methods together */
} pr_scenario_sensitivity_options_t;

/* An outcome over the ordinary replicates. */
typedef struct {
    double mean, se, sd; /* of those that have a value; NaN where none has */
    uint64_t undefined;
    pr_regression_t raw, ranks; /* on the values of the parameters, in the order of scenario->uncertain */
} pr_outcome_sample_t;

/* Parameters are in the order of scenario->uncertain everywhere. */
typedef struct {
    const pr_scenario_t *scenario; /* borrowed */
    uint64_t seed;
    size_t outcomes, inputs; /* inputs: 0 where all parameters are fixed */
    pr_explain_item_t outcome[PR_SENSITIVITY_OUTCOMES_MOST];
    const pr_metric_t *metric[PR_SENSITIVITY_OUTCOMES_MOST];
    size_t *together; /* [inputs], owned: pr_scenario_together */
    size_t sets;      /* of correlated parameters */

    uint64_t replicates; /* ordinary ones that were looked at */
    pr_outcome_sample_t sample[PR_SENSITIVITY_OUTCOMES_MOST];
    pr_given_t *given; /* [outcomes][inputs], owned */

    bool has_tornado;
    uint64_t tornado_draws;
    double *low, *central,
        *high; /* [inputs], owned: the 5 % point, the mean and the 95 % point, user's unit */
    pr_tornado_t tornado;

    bool has_sobol;
    pr_sobol_indices_t sobol; /* its groups are `unknown`, the last of them chance */
    double tolerance;
    size_t unknowns;
    pr_unknown_t *unknown; /* [unknowns], owned */
    size_t *group;         /* [inputs], owned: the unknown that a parameter belongs to */

    uint64_t evaluations; /* of the model, all methods together */
    bool interrupted;     /* methods after the interruption are not there */
} pr_scenario_sensitivity_t;

/*
 * Ordinary replicates first (regression, correlations, first-order indices from given data), then the
 * tornado, and Sobol' indices of the unknowns that these find to have weight in any of the outcomes: the
 * others are one group, so that its total index tells what was missed. 0, PR_INTERRUPTED (what was finished
 * is there) or PR_ERR_*; free it in every case.
 */
PR_API int pr_scenario_sensitivity_run(pr_scenario_sensitivity_t *self, const pr_scenario_t *scenario,
                                       const pr_explain_item_t *outcome, size_t outcomes,
                                       const pr_scenario_sensitivity_options_t *options, pr_errors_t *errors);
PR_API void pr_scenario_sensitivity_free(pr_scenario_sensitivity_t *self);

/* The parameter's setting in the scenario. */
static inline const pr_setting_t *pr_sensitivity_setting(const pr_scenario_sensitivity_t *self, size_t input)
{
    return &self->scenario->setting[self->scenario->uncertain[input]];
}

#endif
