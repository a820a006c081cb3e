/* A calibration under way: what is sampled together, and what its parts hand to each other. */
#ifndef PR_ANALYSIS_CALIBRATE_WORK_H
#define PR_ANALYSIS_CALIBRATE_WORK_H

#include "analysis/calibrate.h"

enum { PR_CORRELATED_MOST = 64 }; /* parameters of a scenario's correlation */

/* What is sampled together. */
typedef struct {
    const pr_evidence_set_t *of;
    bool evidence[PR_EVIDENCES];
    size_t scores, latents;
    size_t score[PR_MAX_UNCERTAIN];            /* indices into the scenario's uncertain settings */
    pr_evidence_kind_t told[PR_MAX_UNCERTAIN]; /* by which evidence, for the tables */
} pr_block_t;

typedef struct {
    pr_calibration_t *out;
    pr_evidence_set_t set;
    pr_block_t block[PR_EVIDENCES];
    size_t blocks;
    const pr_calibrate_options_t *options;
    double *latent; /* [draws][halves] */
    double *shape;  /* [draws] of the factors */
} pr_calibrate_work_t;

/* A point of the prior's scores, its values and its inputs; score 0 for what is not looked at. */
typedef struct {
    pr_inputs_t inputs;
    double score[PR_MAX_UNCERTAIN], value[PR_MAX_UNCERTAIN];
} pr_calibrate_at_t;

void pr_calibrate_at_begin(pr_calibrate_at_t *self, const pr_scenario_t *scenario);
/* ln of a block's likelihood; x: its scores, then its latents. `at` has begun. */
double pr_block_log(const pr_block_t *block, pr_calibrate_at_t *at, const double *x);
/* Leaves out the scores that no likelihood of the block looks at. 0 or PR_ERR_MEMORY. */
int pr_block_keep_looked_at(pr_block_t *block, uint64_t seed);
/* Marks what can be told from its prior, once all is correlated. shape[draws]: of the factors. 0 or
 * PR_ERR_MEMORY.
 */
int pr_calibrate_tell(pr_calibration_t *of, const double *shape);

/* The distribution that says what draws say; `path` stands in the sentence where there is none. */
int pr_calibrate_fit(const pr_dist_spec_t *prior, size_t n, const double *x, pr_draws_fit_t *out,
                     const char *path, pr_errors_t *errors);
/* Draws the factors of municipalities that reported residents; demand has been sampled. */
int pr_calibrate_factors(pr_calibrate_work_t *self);
/* Sums them up, where they could be told from the prior. */
int pr_calibrate_learn_factors(pr_calibrate_work_t *self, pr_errors_t *errors);
/* Correlations of parameters and factors. `values`: [draws][uncertain settings], in the user's unit. */
int pr_calibrate_correlate(pr_calibrate_work_t *self, const double *values);

#endif
