/* What rules are held against: the best conditional policy that regression finds, and foresight. */
#include "analysis/continuation.h"
#include "core/memory.h"
#include <math.h>
#include <poolraming/explain.h>
#include <poolraming/random.h>
#include <string.h>

/* ---- evidence as normal scores ---- */

/* A tree that sees the normal scores of the ranks of what another one sees. */
typedef struct {
    pr_tree_t tree;
    pr_choice_t *choice;  /* [count], owned */
    double *score;        /* [count][PR_EVIDENCE_MAX][n], owned */
    double *known, *rank; /* [n], owned */
} scored_t;

static int score_item(scored_t *self, const double *x, double *out)
{
    size_t count = 0, n = self->tree.n;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            self->known[count++] = x[i];
        }
    }
    int status = pr_ranks(count, self->known, self->rank);
    for (size_t i = 0, at = 0; i < n && status == 0; i++) {
        out[i] = isnan(x[i]) ? NAN : pr_normal_inverse((self->rank[at++] - 0.5) / (double)count);
    }
    return status;
}

static int score_tree(scored_t *self, const pr_tree_t *tree)
{
    *self = (scored_t){.tree = *tree};
    self->choice = pr_new(tree->count, sizeof *self->choice);
    self->score = pr_new(tree->count * PR_EVIDENCE_MAX * tree->n, sizeof *self->score);
    self->known = pr_new(tree->n, sizeof *self->known);
    self->rank = pr_new(tree->n, sizeof *self->rank);
    int status = self->choice && self->score && self->known && self->rank ? 0 : PR_ERR_MEMORY;
    for (size_t c = 0; c < tree->count && status == 0; c++) {
        self->choice[c] = tree->choice[c];
        for (size_t k = 0; k < tree->choice[c].items && status == 0; k++) {
            double *out = self->score + (c * PR_EVIDENCE_MAX + k) * tree->n;
            status = score_item(self, tree->choice[c].evidence[k], out);
            self->choice[c].evidence[k] = out;
        }
    }
    self->tree.choice = self->choice;
    return status;
}

static void scored_free(scored_t *self)
{
    pr_free(self->choice);
    pr_free(self->score);
    pr_free(self->known);
    pr_free(self->rank);
}

/* ---- the bounds ---- */

static void foresee(pr_continuation_t *self, const pr_continuation_work_t *work)
{
    const pr_tree_t *tree = work->tree;
    for (size_t i = 0; i < tree->n; i++) {
        double most = -INFINITY;
        for (size_t c = 0; c < tree->count; c++) {
            for (size_t a = 0; a < tree->choice[c].actions; a++) {
                const pr_action_t *action = &tree->choice[c].action[a];
                most = action->next < 0 ? fmax(most, action->value[i]) : most;
            }
        }
        work->other[i] = most;
    }
    self->foresight = pr_part_mean(tree->n, work->other, NULL, PR_REPLICATES_ODD);
    self->foresight_gain = pr_part_mean(tree->n, work->other, work->fixed, PR_REPLICATES_ODD);
    self->foresight_loss = pr_part_mean(tree->n, work->other, work->value, PR_REPLICATES_ODD);
}

/* The degree that does best on the even replicates, valued on the odd ones. */
static int regress(pr_continuation_t *self, const pr_continuation_work_t *work, const pr_tree_t *tree)
{
    pr_valued_t all;
    double most = -INFINITY;
    int status = 0;
    for (int degree = 1; degree <= 3 && status == 0; degree++) {
        status = pr_regression_policy(&all, tree, degree, PR_FOLDS, work->other, work->errors);
        double even =
            status == 0 ? pr_part_mean(tree->n, work->other, NULL, PR_REPLICATES_EVEN).value : -INFINITY;
        if (even > most) {
            most = even;
            self->degree = degree;
            self->regression = pr_part_mean(tree->n, work->other, NULL, PR_REPLICATES_ODD);
            self->regression_gain = pr_part_mean(tree->n, work->other, work->fixed, PR_REPLICATES_ODD);
            self->loss = pr_part_mean(tree->n, work->other, work->value, PR_REPLICATES_ODD);
        }
    }
    return status;
}

int pr_continuation_bounds(pr_continuation_t *self, const pr_continuation_work_t *work)
{
    scored_t scored;
    int status = score_tree(&scored, work->tree);
    status = status == 0 ? regress(self, work, &scored.tree) : status;
    scored_free(&scored);
    if (status == 0) {
        foresee(self, work);
    }
    return status;
}
