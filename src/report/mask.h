/*
 * Counts per municipality × theme below five are not shown: in the smallest municipality a handful of people
 * a year are reached. A mask hides a whole row, spread and quantiles too, since a count's spread tells the
 * count. Sums are published (region, all themes, year), so one hidden cell in a sum could be had by
 * subtraction: then the smallest other cell of that sum is hidden as well.
 */
#ifndef PR_REPORT_MASK_H
#define PR_REPORT_MASK_H

#include <poolraming/engine.h>

typedef enum {
    PR_SHOWN,
    PR_MASKED_SMALL, /* "<5" */
    PR_MASKED_OTHER  /* "x": hidden because it would give another cell away */
} pr_masked_t;

typedef struct {
    unsigned char *state; /* [series], owned: pr_masked_t */
} pr_mask_t;

/* 0 or PR_ERR_MEMORY. */
int pr_mask_init(pr_mask_t *self, const pr_run_t *run);
void pr_mask_free(pr_mask_t *self);
/* Of a series; shown where `self` is NULL. */
pr_masked_t pr_mask_of(const pr_mask_t *self, size_t series);
/* "<5" or "x". */
const char *pr_mask_sign(pr_masked_t masked);

#endif
