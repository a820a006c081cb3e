/* What explain says of a figure that decisions change: the path it is taken on, and how often it went
 * otherwise. */
#include "report/explain.h"
#include <poolraming/policy.h>
#include <string.h>

/* The last year that a figure is about. */
static int last_year(const pr_explanation_t *of)
{
    return of->item->period.kind == PR_PERIOD_ALL ? of->scenario->last_year : of->item->period.year;
}

/* Is a line's amount part of the figure? */
static bool counts(const pr_explanation_t *of, size_t line)
{
    const pr_channel_t channel =
        of->scenario->booking == PR_BOOKING_TOTAL ? PR_CHANNEL_SURPLUS : of->scenario->line[line].channel;
    for (size_t i = 0; i < of->path->year[0].lines; i++) {
        if (of->path->year[0].line[i].line == line) {
            return true;
        }
    }
    return of->path->channel == channel || strncmp(of->item->metric, "cost.total", 10) == 0;
}

/* Before a gate's year: is its evaluation, or what its stop costs, part of the figure? */
static bool pays_beforehand(const pr_explanation_t *of)
{
    for (size_t i = 0; i < of->scenario->line_count; i++) {
        if (counts(of, i) && pr_policy_varies(of->scenario, i, last_year(of))) {
            return true;
        }
    }
    return false;
}

bool pr_explanation_depends(const pr_explanation_t *of, size_t gate)
{
    const pr_explain_kind_t kind = of->path->kind;
    const pr_gate_t *at = &of->scenario->gate[gate];
    bool reached = at->year <= last_year(of);
    bool beforehand = at->year == last_year(of) + 1 || at->decision / 12 == last_year(of);
    bool of_policy = strncmp(of->item->metric, "gate.", 5) == 0;
    if (at->rule.choose == PR_CHOOSE_FIXED || of_policy) {
        return false;
    }
    return kind == PR_EXPLAIN_NONE    ? reached
           : kind == PR_EXPLAIN_LINES ? reached || (beforehand && pays_beforehand(of))
                                      : false;
}

const pr_summary_t *pr_explanation_chosen(const pr_explanation_t *of, size_t gate, int path)
{
    const pr_gate_t *at = &of->scenario->gate[gate];
    const pr_period_t year = {PR_PERIOD_YEAR, at->year, 0};
    char name[256];
    snprintf(name, sizeof name, "gate.%s.%s", at->id,
             path >= 0 ? of->scenario->budget_path[path].id : "closed");
    return of->run ? pr_run_find(of->run, name, 0, year) : NULL;
}

static void add_share(pr_page_t *self, pr_text_t *out, const char *label, const pr_summary_t *share)
{
    int decimals = pr_decimals(100 * share->se, 1);
    pr_text_addf(out, "%s%s %s", out->length > 0 ? ", " : "", label,
                 pr_percents(self->view.lang, share->mean, decimals).s);
}

static void say_gate(pr_page_t *self, size_t gate, int planned)
{
    const pr_explanation_t *of = self->of;
    pr_lang_t lang = self->view.lang;
    const pr_summary_t *closed = pr_explanation_chosen(of, gate, -1);
    pr_text_t shares;
    char year[16];
    pr_text_init(&shares);
    for (int p = 0; p < (int)of->scenario->path_count; p++) {
        const pr_summary_t *share = pr_explanation_chosen(of, gate, p);
        if (share && (share->mean > 0 || p == planned)) {
            add_share(self, &shares, of->scenario->budget_path[p].label, share);
        }
    }
    if (closed && closed->mean > 0) {
        add_share(self, &shares, pr_text(lang, PR_TEXT_EXPLAIN_GATE_CLOSED), closed);
    }
    snprintf(year, sizeof year, "%d", of->scenario->gate[gate].year);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_GATE, of->scenario->gate[gate].id, year,
           planned >= 0 ? of->scenario->budget_path[planned].label : "–",
           shares.failed || !shares.data ? "–" : shares.data);
    self->view.out->failed = self->view.out->failed || shares.failed;
    pr_text_free(&shares);
}

void pr_page_gates(pr_page_t *self)
{
    pr_decisions_t planned;
    bool said = false;
    pr_policy_plan(self->of->scenario, &planned);
    for (size_t g = 0; g < self->of->scenario->gate_count && self->of->run; g++) {
        if (!pr_explanation_depends(self->of, g)) {
            continue;
        }
        if (!said) {
            PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_GATES, "");
            PR_SAY(&self->view,
                   self->of->path->kind == PR_EXPLAIN_LINES ? PR_TEXT_EXPLAIN_GATES_PLANNED
                                                            : PR_TEXT_EXPLAIN_GATES_ALL,
                   "");
        }
        said = true;
        say_gate(self, g, planned.gate[g].path);
    }
    if (said) {
        PR_SAY(&self->view, PR_TEXT_GATE_ASSUMED, "");
    }
}
