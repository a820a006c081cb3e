/* Standard errors by groups: see groups.h. */
#include "engine/groups.h"
#include <math.h>

static void close_groups(pr_groups_t *self)
{
    for (size_t g = 0; g < PR_SCRAMBLINGS; g++) {
        double n = (double)self->n[g];
        self->closed += self->n[g] > 0;
        self->square += self->sum[g] * self->sum[g];
        self->cross += self->sum[g] * n;
        self->n2 += n * n;
        self->sum[g] = 0;
        self->n[g] = 0;
    }
}

void pr_groups_add_round(pr_groups_t *self, double x0, const double *x, size_t n, bool renew)
{
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            self->sum[i % PR_SCRAMBLINGS] += x[i] - x0;
            self->n[i % PR_SCRAMBLINGS]++;
        }
    }
    if (renew) {
        close_groups(self);
    }
}

double pr_groups_se(const pr_groups_t *self, const pr_moments_t *moments)
{
    uint64_t groups = self->closed;
    double n = (double)moments->n, mean = moments->sum / n;
    double square = self->square - 2 * mean * self->cross + mean * mean * self->n2;
    for (size_t g = 0; g < PR_SCRAMBLINGS && moments->n > 0; g++) {
        double d = self->sum[g] - mean * (double)self->n[g];
        square += d * d;
        groups += self->n[g] > 0;
    }
    double r = (double)groups;
    return groups < 2 ? NAN : sqrt(fmax(square, 0) * r / (r - 1)) / n;
}
