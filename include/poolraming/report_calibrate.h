/* What a calibration looks like to people and to other programs, and the scenario that it makes. */
#ifndef POOLRAMING_REPORT_CALIBRATE_H
#define POOLRAMING_REPORT_CALIBRATE_H

#include <poolraming/analysis.h>
#include <poolraming/calibrate.h>
#include <poolraming/report.h>

/* A calibration, and its forecast beside the one before it: scenario 0 the one that was calibrated, 1 what
   calibrated.cfg makes of it; NULL where nothing was simulated. All borrowed. */
typedef struct {
    const pr_calibration_t *calibration;
    const pr_comparison_t *forecast;
    uint64_t seed;
} pr_calibrated_report_t;

/*
 * Writes calibrated.cfg into the output folder: a scenario that extends `base`, a path as seen from where the
 * program runs. It has each parameter that was updated with its source, the factors of municipalities, the
 * correlation of the normal scores, and published figures that are new. Where no figure informed anything it
 * changes nothing but id and title. 0, PR_ERR_DOMAIN where the prior's correlation leaves no room for it,
 * PR_ERR_IO or PR_ERR_MEMORY.
 */
PR_API int pr_report_calibrate_overlay(const pr_report_t *self, const pr_calibrated_report_t *of,
                                       const char *base, pr_errors_t *errors);

/* calibrate.csv, calibrate.json and charts into the output folder, whole or not at all. A chart that fails is
   a sentence in `warnings`. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_calibrate_write(const pr_report_t *self, const pr_calibrated_report_t *of,
                                     pr_errors_t *errors, pr_errors_t *warnings);

/* The tables for people. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_calibrate_tables(const pr_report_t *self, const pr_calibrated_report_t *of, FILE *out,
                                      pr_errors_t *errors);

/* calibrate.json on a stream. 0, PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_report_calibrate_json(const pr_report_t *self, const pr_calibrated_report_t *of, FILE *out,
                                    pr_errors_t *errors);

#endif
