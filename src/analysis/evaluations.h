/* A model evaluated at many points over threads, each result kept at its own place: what the methods of
   poolraming/sensitivity.h share. */
#ifndef PR_ANALYSIS_EVALUATIONS_H
#define PR_ANALYSIS_EVALUATIONS_H

#include <poolraming/sensitivity.h>

typedef struct {
    const pr_sensitivity_model_t *model;
    const pr_ensemble_options_t *options; /* threads, stop and progress */
    const void *context;
    /* The point x[inputs] of an evaluation and the number of its chance. */
    void (*place)(const void *context, uint64_t number, double *x, uint64_t *noise);
    uint64_t done, most; /* evaluations before this call, and of all calls: for progress */
} pr_evaluations_t;

/* Evaluations 0 … count − 1 into y[count][outcomes]. 0, PR_INTERRUPTED (y is not whole) or PR_ERR_*. */
int pr_evaluations_run(pr_evaluations_t *self, uint64_t count, double *y, pr_errors_t *errors);

#endif
