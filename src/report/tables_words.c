/* The sentences around the tables: what to take from them first, and how to read them. */
#include "report/view.h"
#include <inttypes.h>

enum { EURO = 100, THOUSAND = 100000, FEW = 1000 };

static pr_number_t whole_euros(const pr_view_t *self, int64_t euros)
{
    pr_number_t amount = pr_whole(self->lang, euros), out;
    snprintf(out.s, sizeof out.s, self->lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

static void decided_sentences(const pr_view_t *self, int decided)
{
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(self, 0, decided, EURO, row);
    pr_number_t span = pr_view_span(self->scenario->first_year, self->scenario->first_year + decided - 1);
    PR_SAY(self, PR_TEXT_HEAD_DECIDED, span.s, whole_euros(self, pr_bridge_before(&row[0])).s,
           whole_euros(self, row[0].real + row[0].index).s, whole_euros(self, row[0].execution).s);
    double se; /* the net effect is no more certain than the settlement in it */
    pr_bridge_settled(self, 0, decided, EURO, &se);
    pr_number_t net = pr_fixed(self->lang, (double)pr_bridge_net(&row[0]), pr_decimals(se, 0)), about;
    snprintf(about.s, sizeof about.s, self->lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", net.s);
    PR_SAY(self, PR_TEXT_HEAD_SETTLED, whole_euros(self, row[0].settled).s, about.s);
}

static void cost_sentence(const pr_view_t *self)
{
    const pr_summary_t *cost = pr_run_find(self->run, "cost.total", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    if (cost && cost->sd > 0) {
        PR_SAY(self, PR_TEXT_HEAD_COST_RANGE, whole_euros(self, 1000 * (int64_t)(cost->mean / 1000 + 0.5)).s,
               whole_euros(self, 1000 * (int64_t)(cost->p05 / 1000 + 0.5)).s,
               whole_euros(self, 1000 * (int64_t)(cost->p95 / 1000 + 0.5)).s);
    }
}

static void reach_sentence(const pr_view_t *self, int year)
{
    const pr_summary_t *reach = pr_view_year(self, "service.residents_reached", 0, year);
    if (reach && !reach->undefined) {
        char text[16];
        snprintf(text, sizeof text, "%d", year);
        PR_SAY(self, PR_TEXT_HEAD_REACH, text, pr_view_mean(self->lang, reach, 0).s,
               pr_view_quantile(self->lang, reach, reach->p05, 0).s,
               pr_view_quantile(self->lang, reach, reach->p95, 0).s);
    }
}

void pr_table_headline(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int decided = pr_money_decided(scenario);
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, self->run->seed);
    PR_SAY(self, PR_TEXT_TITLE, scenario->title ? scenario->title : "");
    PR_SAY(self, PR_TEXT_RUN_LINE, scenario->id ? scenario->id : "",
           pr_whole(self->lang, (int64_t)self->run->ensemble.replicates).s, seed);
    if (self->run->ensemble.interrupted) {
        PR_SAY(self, PR_TEXT_INTERRUPTED, "");
    }
    if (self->run->ensemble.replicates < FEW) {
        PR_SAY(self, PR_TEXT_FEW_REPLICATES, pr_whole(self->lang, (int64_t)self->run->ensemble.replicates).s);
    }
    pr_text_adds(self->out, "\n");
    if (decided > 0) {
        decided_sentences(self, decided);
    }
    if (decided < scenario->years) {
        pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
        pr_bridge_sum(self, decided, scenario->years, THOUSAND, row);
        pr_number_t span = pr_view_span(scenario->first_year + decided, scenario->last_year);
        PR_SAY(self, PR_TEXT_HEAD_INDICATIVE, span.s, whole_euros(self, 1000 * pr_bridge_before(&row[0])).s);
    }
    cost_sentence(self);
    reach_sentence(self, scenario->decided_until);
    reach_sentence(self, scenario->decided_until + 1);
    pr_benefit_sentence(self);
}

/* Decided cents per natural channel: what each booking would put on the balance. */
static void booking_note(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    int decided = pr_money_decided(scenario);
    int years = decided > 0 ? decided : scenario->years;
    int64_t cents[PR_CHANNELS] = {0};
    for (size_t i = 0; i < scenario->line_count; i++) {
        for (int y = 0; y < years; y++) {
            cents[scenario->line[i].channel] += self->run->central.budget.line[i][y].cents;
        }
    }
    pr_number_t project = pr_euros(self->lang, cents[PR_CHANNEL_SURPLUS]);
    pr_number_t execution = pr_euros(self->lang, cents[PR_CHANNEL_EXECUTION]);
    pr_number_t all = pr_euros(self->lang, cents[PR_CHANNEL_SURPLUS] + cents[PR_CHANNEL_EXECUTION]);
    pr_number_t span = pr_view_span(scenario->first_year, scenario->first_year + years - 1);
    if (scenario->booking == PR_BOOKING_TOTAL) {
        PR_SAY(self, PR_TEXT_NOTE_BOOKING_TOTAL, span.s, project.s, all.s, execution.s);
    } else {
        PR_SAY(self, PR_TEXT_NOTE_BOOKING_PROJECT, span.s, all.s, project.s);
    }
}

void pr_table_notes(const pr_view_t *self)
{
    static const pr_text_id_t note[] = {PR_TEXT_NOTE_SETTLEMENT, PR_TEXT_NOTE_QUANTILES, PR_TEXT_NOTE_CENTRAL,
                                        PR_TEXT_NOTE_DIGITS};
    PR_HEADING(self, PR_TEXT_NOTES, "");
    booking_note(self);
    for (size_t i = 0; i < sizeof note / sizeof *note; i++) {
        PR_SAY(self, note[i], "");
    }
}
