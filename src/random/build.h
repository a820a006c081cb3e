/* The families that take more than a formula to prepare. */
#ifndef PR_RANDOM_BUILD_H
#define PR_RANDOM_BUILD_H

#include "random/refuse.h"
#include <poolraming/distribution.h>

/* mu and sigma are the parent's; lo and hi are the specification's, absent ones infinite. */
int pr_build_truncated_normal(pr_dist_t *self, const pr_dist_spec_t *spec, double mu, double sigma,
                              pr_why_t why);
/* On self->lo…hi, which the caller has set. */
int pr_build_beta(pr_dist_t *self, double alpha, double beta, pr_why_t why);
int pr_build_gamma(pr_dist_t *self, double shape, double scale, pr_why_t why);
/* Discrete and empirical. */
int pr_build_values(pr_dist_t *self, const pr_dist_spec_t *spec, pr_why_t why);

/* The member of the family with these 5 and 95 % points. */
int pr_fit_gamma(double q05, double q95, double *shape, double *scale, pr_why_t why);
int pr_fit_beta(double q05, double q95, double *alpha, double *beta, pr_why_t why);

#endif
