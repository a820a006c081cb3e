/* What a specification says, as a set of bits, so that the ways of giving a family are a table. */
#ifndef PR_RANDOM_SPEC_H
#define PR_RANDOM_SPEC_H

#include "random/refuse.h"
#include <poolraming/distribution.h>

typedef enum {
    PR_SAID_VALUE,
    PR_SAID_MEAN,
    PR_SAID_SD,
    PR_SAID_Q05,
    PR_SAID_Q50,
    PR_SAID_Q95,
    PR_SAID_MIN,
    PR_SAID_MODE,
    PR_SAID_MAX,
    PR_SAID_MU,
    PR_SAID_SIGMA,
    PR_SAID_ALPHA,
    PR_SAID_BETA,
    PR_SAID_SHAPE,
    PR_SAID_SCALE,
    PR_SAID_LO,
    PR_SAID_HI,
    PR_SAID_LAMBDA,
    PR_SAID_VALUES,
    PR_SAID_WEIGHTS
} pr_said_t;

/* Bit i is set where pr_said_t i was given. */
unsigned pr_spec_said(const pr_dist_spec_t *self);
/* Only lo and hi may be infinite. */
int pr_spec_check_finite(const pr_dist_spec_t *self, pr_why_t why);
/* "mean, sd and q05" */
void pr_said_list(unsigned said, pr_lang_t lang, char *out, size_t size);

#endif
