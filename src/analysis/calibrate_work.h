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
} pr_calibrate_work_t;

/* A point of the prior's scores and its inputs. */
typedef struct {
    pr_inputs_t inputs;
    double score[PR_MAX_UNCERTAIN];
} pr_calibrate_at_t;

/* The distribution that says what draws say; `path` stands in the sentence where there is none. */
int pr_calibrate_fit(const pr_dist_spec_t *prior, size_t n, const double *x, pr_draws_fit_t *out,
                     const char *path, pr_errors_t *errors);
/* Draws and sums up the factors; demand has been sampled. */
int pr_calibrate_factors(pr_calibrate_work_t *self, pr_errors_t *errors);
/* Correlations of parameters and factors. `values`: [draws][uncertain settings], in the user's unit. */
int pr_calibrate_correlate(pr_calibrate_work_t *self, const double *values);

#endif
