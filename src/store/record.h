/* Filling in a record: its rows, and the fingerprint over all that came out. */
#ifndef PR_STORE_RECORD_H
#define PR_STORE_RECORD_H

#include "core/arena.h"
#include <nettle/sha2.h>
#include <poolraming/archive.h>

/* A record on its way; what goes wrong shows at the end. */
typedef struct {
    pr_record_t *out;
    struct sha256_ctx context;
    bool failed;
} pr_recorder_t;

/* Fills in kind and scenarios; what the caller owns must outlive the record. */
void pr_recorder_begin(pr_recorder_t *self, pr_record_t *out, pr_record_kind_t kind,
                       const pr_scenario_t *const *scenario, size_t count);
/* Appends an outcome: period and item are copied, other texts are not; those that are NULL become empty. */
void pr_recorder_add(pr_recorder_t *self, const pr_record_outcome_t *outcome);
/* Puts a number, or a text with its end, into the fingerprint. */
void pr_recorder_number(pr_recorder_t *self, double x);
void pr_recorder_text(pr_recorder_t *self, const char *text);
/* 0 or PR_ERR_MEMORY. */
int pr_recorder_end(pr_recorder_t *self);

/* A mean with its standard error, and nothing else that is known. */
pr_summary_t pr_recorded_estimate(double mean, double se);
/* The statistics that a record has of a summary. */
pr_summary_t pr_recorded_summary(const pr_summary_t *summary);

#endif
