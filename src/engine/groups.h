/*
 * The standard error of a mean whose replicates are not independent: replicates are dealt over groups that
 * are (scramblings, Latin hypercubes), and the spread of the groups' means tells it. With S_g the sum of
 * group g, N_g its replicates, n all of them, R the groups and m the mean,
 *     se² = R/(R − 1) · Σ (S_g − m N_g)² / n²,
 * which is the variance of the groups' means over R where all N_g are equal, and holds where they are not.
 */
#ifndef PR_ENGINE_GROUPS_H
#define PR_ENGINE_GROUPS_H

#include <poolraming/engine.h>
#include <poolraming/statistics.h>

/* Of one series; start from zeros. Values are counted from the first defined one of its moments. */
typedef struct {
    double sum[PR_SCRAMBLINGS]; /* of the groups that still grow */
    uint64_t n[PR_SCRAMBLINGS];
    uint64_t closed;          /* groups that are whole */
    double square, cross, n2; /* of those: Σ S², Σ S N, Σ N² */
} pr_groups_t;

/* Adds a round of replicates, number i to group i mod PR_SCRAMBLINGS; call it after x0 is known. Undefined
   values are skipped. `renew`: the round's groups are whole, the next round has others. */
void pr_groups_add_round(pr_groups_t *self, double x0, const double *x, size_t n, bool renew);

/* Of the mean of `moments`; NAN with fewer than two groups. */
double pr_groups_se(const pr_groups_t *self, const pr_moments_t *moments);

#endif
