/* Deployment modes: how the experts work with the neighbourhood teams. docs/model.md "Deployment modes". */
#ifndef PR_MODEL_MODE_H
#define PR_MODEL_MODE_H

#include <poolraming/pool.h>

/* What a mode does to a replicate. */
typedef struct {
    bool changes_uptake;          /* false: uptake[] is 1 throughout */
    double uptake[PR_MAX_MONTHS]; /* multiplies uptake, by months since the launch of the municipality */
    double resident_share;        /* of the hours meant for named residents */
    double absence_cover;
} pr_mode_t;

/* A variant: what it is called in a scenario and how its inputs become effects. */
typedef struct {
    const char *name, *doc;
    void (*apply)(const pr_mode_inputs_t *inputs, pr_mode_t *out);
} pr_mode_variant_t;

extern const pr_mode_variant_t pr_mode_variants[PR_MODES];

/* 0 or PR_ERR_DOMAIN where the inputs of the mode allow none. */
int pr_mode_init(pr_mode_t *self, pr_mode_id_t mode, const pr_deployment_inputs_t *inputs);

/* K(age): the share of the team's contacts who refer, in the month `age` after the launch (0: its own month).
 */
double pr_mode_contacts(double startup_months, double turnover_per_year, int age);

#endif
