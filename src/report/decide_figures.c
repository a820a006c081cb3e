/* What the charts of a decision draw, in figures. */
#include "core/memory.h"
#include "report/decide_cells.h"
#include "report/decide_charts.h"
#include <math.h>

/* Nothing is beside these tables that a long name could push away. */
enum { NAME_WIDTH = 160 };

/* A row across, above those of a yardstick. */
static void part_row(pr_table_t *table, const char *text)
{
    pr_table_cell(table, text);
    pr_table_end(table);
}

/* ---- which option turns out best ---- */

void pr_decide_figures_chances(const pr_decide_page_t *self, pr_table_t *table)
{
    static const pr_text_id_t part[PR_YARDSTICKS] = {PR_TEXT_CHART_ACCEPT_RESIDENT,
                                                     PR_TEXT_CHART_ACCEPT_SUCCESS};
    const pr_decide_t *of = self->of;
    pr_table_init(table, 1 + of->draws.options);
    table->first = NAME_WIDTH;
    pr_table_cell(table, pr_text(self->view.lang, PR_TEXT_DECIDE_WORTH));
    for (size_t k = 0; k < of->draws.options; k++) {
        pr_table_cell(table, pr_decide_named(self, k).s);
    }
    pr_table_rule(table);
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (i == 0 || at->yardstick != of->valuation[i - 1].yardstick) {
            part_row(table, pr_text(self->view.lang, part[at->yardstick]));
        }
        pr_decide_worth_cell(self, table, at);
        for (size_t k = 0; k < of->draws.options; k++) {
            pr_decide_chance_cell(self, table, at->option[k].best);
        }
    }
}

/* ---- what another resident costs ---- */

/* What the municipalities are left with; both parts share their replicates. */
static pr_valued_t net_cost(const pr_decide_page_t *self, size_t option)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    const double *cost = draws->flow[PR_FLOW_COST] + option * draws->replicates,
                 *avoided = draws->flow[PR_FLOW_AVOIDED] + option * draws->replicates;
    double *net = pr_new(draws->replicates, sizeof *net);
    pr_valued_t out = {NAN, NAN};
    for (size_t r = 0; net && r < draws->replicates; r++) {
        net[r] = cost[r] - avoided[r];
    }
    if (net) {
        out = pr_mean_of(draws->replicates, net);
    }
    self->view.out->failed = self->view.out->failed || !net;
    pr_free(net);
    return out;
}

void pr_decide_figures_unit_cost(const pr_decide_page_t *self, pr_table_t *table)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_OPTION, PR_TEXT_CHART_UNIT_COST_X,
                                        PR_TEXT_DECIDE_NET_COST, PR_TEXT_DECIDE_AGAINST, PR_TEXT_DECIDE_ICER};
    const pr_decide_t *of = self->of;
    pr_decide_table_open(self, table, sizeof head / sizeof *head, head);
    for (size_t k = 0; k < of->draws.options; k++) {
        const pr_frontier_t *at = &of->frontier[PR_YARDSTICK_RESIDENT][k];
        bool joined = at->status == PR_FRONTIER_ON && at->previous != k;
        pr_decide_option_cell(self, table, k);
        pr_decide_cell(self, table, of->flow[PR_FLOW_REACHED][k], 1, 0);
        pr_decide_cell(self, table, net_cost(self, k), PR_DECIDE_THOUSAND, 0);
        pr_table_cell(table, joined ? (char[]){pr_decide_letter(at->previous), '\0'} : "–");
        pr_decide_cell(self, table, joined ? at->icer : (pr_valued_t){NAN, NAN}, 1, 0);
    }
}

/* ---- what knowing is worth ---- */

/* The bars of plots/evppi.gp: all parameters together, and what stands out from the noise and from nothing.
 */
static bool has_bar(const pr_decide_t *of, const pr_valuation_t *at, size_t piece)
{
    pr_valued_t x = at->information[piece].value;
    return of->piece[piece].kind == PR_PIECE_ALL ||
           (x.value > 2 * x.se && x.value > 0.01 * at->information[0].value.value);
}

static void bar_row(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at, size_t piece)
{
    const pr_piece_t *of = &self->of->piece[piece];
    bool one = of->kind == PR_PIECE_PARAMETER;
    bool assumed = one && self->of->draws.unknown[of->at].setting->assumption;
    pr_decide_piece_cell(self, table, piece);
    pr_decide_knowing_cell(self->view.lang, table, at->information[piece].value, PR_DECIDE_THOUSAND, 1);
    pr_table_cell(table, one ? pr_text(self->view.lang, assumed ? PR_TEXT_XLSX_YES : PR_TEXT_XLSX_NO) : "");
}

void pr_decide_figures_knowledge(const pr_decide_page_t *self, pr_table_t *table)
{
    enum { BARS = 14 };
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_KNOWN, PR_TEXT_IN_THOUSANDS, PR_TEXT_XLSX_ASSUMPTION};
    const pr_decide_t *of = self->of;
    pr_decide_table_open(self, table, sizeof head / sizeof *head, head);
    table->first = NAME_WIDTH;
    for (pr_yardstick_t y = 0; y < of->yardsticks; y++) {
        const pr_valuation_t *at = pr_decide_most_piece(of, y, 0);
        if (!at) {
            continue;
        }
        pr_decide_per_cell(self, table, at);
        pr_table_end(table);
        for (size_t shown = 0, bars = 0, i = 0; shown < of->pieces && bars < BARS; shown++) {
            i = pr_decide_next_piece(of, at, shown, i);
            if (has_bar(of, at, i)) {
                bar_row(self, table, at, i);
                bars++;
            }
        }
    }
}

/* ---- what the evaluation is worth ---- */

void pr_decide_figures_studies(const pr_decide_page_t *self, pr_table_t *table)
{
    if (!pr_decide_studies_open(self, table, true)) {
        pr_table_init(table, 1);
    }
}
