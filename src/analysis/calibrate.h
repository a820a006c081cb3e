/* What calibration looks at: reported figures made ready, and their likelihood given a scenario's inputs. */
#ifndef PR_ANALYSIS_CALIBRATE_H
#define PR_ANALYSIS_CALIBRATE_H

#include "model/mode.h"
#include <poolraming/calibrate.h>

enum { PR_LAGS_MAX = 40 };

typedef struct {
    const pr_scenario_t *scenario;
    const pr_reported_t *reported;
    pr_central_t central;
    int halves;                /* that count */
    bool waits;                /* somebody waits somewhere: then giving up matters */
    size_t used[PR_EVIDENCES]; /* figures each rests on */
    size_t years;
    pr_index_year_t year[PR_FIGURES_YEARS];
} pr_evidence_set_t;

/* Figures of half-years before `halves` (at most those that were reported); 0 or PR_ERR_*. */
int pr_evidence_init(pr_evidence_set_t *self, const pr_scenario_t *scenario, const pr_reported_t *reported,
                     const pr_published_list_t *published, int halves);

/* Whether a setting has a part in the likelihood of that evidence. */
bool pr_evidence_takes(const pr_evidence_set_t *self, pr_evidence_kind_t evidence,
                       const pr_setting_t *setting);

/* Standard normal numbers beside the parameters: the region's shocks, one a half-year; 0 for the others. */
size_t pr_evidence_latents(const pr_evidence_set_t *self, pr_evidence_kind_t evidence);

/* ln of the likelihood; −INFINITY where impossible. */
double pr_evidence_log(const pr_evidence_set_t *self, pr_evidence_kind_t evidence, const pr_inputs_t *inputs,
                       const double *latent);

/* Figures of each kind, read and used: by evidence that was `sampled`. */
void pr_evidence_account(const pr_evidence_set_t *self, const bool sampled[PR_EVIDENCES],
                         const pr_published_list_t *published, pr_figures_account_t *out);
/* Whether a municipality reported new residents in some half-year. */
bool pr_evidence_has_demand(const pr_evidence_set_t *self, size_t municipality);

/* What demand says of one municipality. */
typedef struct {
    size_t lags;
    double weight[PR_LAGS_MAX];
    double mean[PR_LAGS_MAX * PR_MAX_HALVES]; /* [lag][half-year] at factor 1 */
    double count[PR_MAX_HALVES];              /* new residents, NAN where not known */
    double shape;                             /* of the factor; INFINITY where it is known */
} pr_demand_evidence_t;

/* Factors of the region's shocks of each half-year. */
void pr_evidence_shocks(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *latent,
                        double *factor);
/* `factor`: of the shocks, as above. */
void pr_evidence_demand(const pr_evidence_set_t *self, const pr_inputs_t *inputs, const double *factor,
                        size_t municipality, pr_demand_evidence_t *out);

/*
 * Hours of a half-year in all municipalities, given the experts at both its ends: mean and sd of a normal.
 * Expert-months are six times the mean of both ends, those of trainees the share of the other posts that has
 * one. Their variance: absence, what a bridge between both ends leaves open (18 times the moves of a month),
 * and who is in training.
 */
void pr_evidence_hours(const pr_evidence_set_t *self, const pr_inputs_t *inputs, int half, double *mean,
                       double *sd);

/* The posterior by figures of half-years before `halves`, without checks; as pr_calibrate_run. */
int pr_calibrate_posterior(pr_calibration_t *self, const pr_scenario_t *scenario,
                           const pr_reported_t *reported, const pr_published_list_t *published, int halves,
                           const pr_calibrate_options_t *options, pr_errors_t *errors);

#endif
