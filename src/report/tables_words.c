/* The sentences around the tables: what to take from them first, and how to read them. */
#include "report/page_parts.h"
#include "report/view.h"
#include <inttypes.h>
#include <math.h>

enum { FEW = 1000 };

static pr_number_t whole_euros(const pr_view_t *self, int64_t euros)
{
    pr_number_t amount = pr_whole(self->lang, euros), out;
    snprintf(out.s, sizeof out.s, self->lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

/* With the mark that the tables put behind it. */
static pr_number_t marked(pr_number_t amount, pr_mark_kind_t mark)
{
    static const char *const sign[] = {"", "*", "†"};
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%.56s%s", amount.s, sign[mark]);
    return out;
}

/* The last mark of a channel in the years [0, to). */
static pr_mark_kind_t channel_mark(const pr_view_t *self, pr_channel_t channel, int to)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (int y = 0; y < to; y++) {
        pr_mark_kind_t mark = pr_money_channel_mark(self->scenario, &self->run->central, channel, y);
        last = mark > last ? mark : last;
    }
    return last;
}

static pr_number_t step_euros(const pr_view_t *self, const pr_bridge_t *row, pr_step_t step,
                              pr_mark_kind_t mark)
{
    return marked(whole_euros(self, pr_bridge_step(row, step, PR_UNIT_EURO)), mark);
}

static void decided_sentences(const pr_view_t *self, int decided)
{
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(self, 0, decided, row);
    pr_number_t span = pr_view_span(self->scenario->first_year, self->scenario->first_year + decided - 1);
    pr_mark_kind_t mark = pr_view_mark(self, 0, decided);
    pr_number_t reduction = whole_euros(self, pr_bridge_figure(&row[0], PR_FIGURE_REDUCTION, PR_UNIT_EURO));
    PR_SAY(self, PR_TEXT_HEAD_DECIDED, span.s, step_euros(self, &row[0], PR_STEP_BEFORE, mark).s,
           marked(reduction, channel_mark(self, PR_CHANNEL_SURPLUS, decided)).s,
           step_euros(self, &row[0], PR_STEP_EXECUTION, channel_mark(self, PR_CHANNEL_EXECUTION, decided)).s);
    if (row[0].settled != 0) {
        PR_SAY(self, PR_TEXT_HEAD_SETTLED, step_euros(self, &row[0], PR_STEP_SETTLED, mark).s,
               step_euros(self, &row[0], PR_STEP_NET, mark).s);
    }
}

static void cost_sentence(const pr_view_t *self)
{
    const pr_summary_t *cost = pr_run_find(self->run, "cost.total", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    if (cost && cost->sd > 0) {
        bool gates = self->scenario->gate_count > 0;
        PR_SAY(self, gates ? PR_TEXT_HEAD_COST_RANGE_GATES : PR_TEXT_HEAD_COST_RANGE,
               marked(whole_euros(self, 1000 * (int64_t)(cost->mean / 1000 + 0.5)),
                      pr_view_mark(self, 0, self->scenario->years))
                   .s,
               whole_euros(self, 1000 * (int64_t)(cost->p05 / 1000 + 0.5)).s,
               whole_euros(self, 1000 * (int64_t)(cost->p95 / 1000 + 0.5)).s);
    }
}

/* Hours in December, that experts make alone or with volunteers. */
static void hours_sentence(const pr_view_t *self, pr_period_t december, const pr_summary_t *hours)
{
    const pr_summary_t *volunteers = pr_run_find(self->run, "capacity.volunteers", 0, december);
    if (volunteers) {
        PR_SAY(self, PR_TEXT_HEAD_POOL_VOLUNTEERS, pr_view_mean(self->lang, volunteers, 0).s,
               pr_view_mean(self->lang, hours, 0).s, pr_view_between(self, hours).s);
    }
}

/* People and hours in December of a year. */
static void pool_sentence(const pr_view_t *self, int year)
{
    const pr_period_t december = {PR_PERIOD_MONTH, year, 12};
    const pr_summary_t *active = pr_run_find(self->run, "capacity.active_persons", 0, december),
                       *posts = pr_run_find(self->run, "capacity.target_persons", 0, december),
                       *trainees = pr_run_find(self->run, "capacity.trainees", 0, december),
                       *hours = pr_run_find(self->run, "deployment.hours_per_week", 0, december);
    if (!active || !posts || !trainees || !hours) {
        return;
    }
    bool alone = !self->scenario->has_volunteers;
    PR_SAY(self, alone ? PR_TEXT_HEAD_POOL : PR_TEXT_HEAD_POOL_PAID, pr_view_span(year, year).s,
           pr_view_mean(self->lang, active, 1).s, pr_view_between(self, active).s,
           pr_view_mean(self->lang, posts, 1).s, pr_view_mean(self->lang, trainees, 1).s,
           pr_view_mean(self->lang, hours, 0).s, pr_view_between(self, hours).s);
    if (!alone) {
        hours_sentence(self, december, hours);
    }
}

static void reach_sentence(const pr_view_t *self, pr_part_t part, int from, int to)
{
    const pr_summary_t *reach = pr_run_part(self->run, "service.residents_reached", 0, part);
    int first = from > self->scenario->month_year ? from : self->scenario->month_year;
    if (reach && !reach->undefined) {
        PR_SAY(self, PR_TEXT_HEAD_REACH, pr_view_span(first, to).s, pr_view_mean(self->lang, reach, 0).s,
               pr_view_between(self, reach).s);
    }
}

/* From when on there is no pool, and whom that leaves without help. */
static void ended_sentence(const pr_view_t *self, int from)
{
    const pr_summary_t *released =
        pr_run_find(self->run, "service.released", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    pr_view_pool_ended(self, from);
    if (released && released->mean > 0) {
        PR_SAY(self, PR_TEXT_HEAD_RELEASED, pr_view_mean(self->lang, released, 0).s,
               pr_view_between(self, released).s);
    }
}

/* What the pool does by the end of the decided and of the indicative years, as far as there is one. */
static void pool_sentences(const pr_view_t *self, int decided)
{
    const pr_scenario_t *scenario = self->scenario;
    int first, last, until = scenario->first_year + decided - 1;
    pr_view_pool(self, &first, &last);
    if (last > 0 && first <= until) {
        int to = last < until ? last : until;
        pool_sentence(self, to);
        reach_sentence(self, PR_PART_DECIDED, scenario->first_year, to);
    }
    if (last > until) {
        pool_sentence(self, last);
        reach_sentence(self, PR_PART_INDICATIVE, until + 1, last);
    }
    if (last < scenario->last_year) {
        ended_sentence(self, last > 0 ? last + 1 : scenario->month_year);
    }
}

static pr_number_t thousand_euros(const pr_view_t *self, double x, double se)
{
    pr_number_t amount = pr_fixed(self->lang, x, pr_decimals(se, -3)), out;
    snprintf(out.s, sizeof out.s, self->lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

static void shortfall_sentence(const pr_view_t *self, pr_part_t part, int from, int to)
{
    static const pr_text_id_t status[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_COMPARE_SUM};
    const pr_summary_t *shortfall = pr_run_part(self->run, "surplus.shortfall", 0, part);
    bool fictitious = self->scenario->surplus_is_assumption;
    if (shortfall && from <= to) {
        PR_SAY(self, fictitious ? PR_TEXT_HEAD_SHORTFALL_FICTITIOUS : PR_TEXT_HEAD_SHORTFALL,
               pr_view_span(from, to).s, pr_text(self->lang, status[part]),
               thousand_euros(self, shortfall->mean, shortfall->se).s);
    }
}

/* Where a balance is given. A chance only where it is no assumption: the spread of a made-up path is no
   chance of anything. */
static void surplus_sentences(const pr_view_t *self, int decided)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_period_t all = {PR_PERIOD_ALL, 0, 0};
    int first = scenario->first_year, last = scenario->last_year;
    const pr_summary_t *chance = pr_run_find(self->run, "surplus.shortfall_probability", 0, all),
                       *whole = pr_run_find(self->run, "surplus.shortfall", 0, all);
    if (!scenario->has_surplus || !whole) {
        return;
    }
    if (scenario->surplus_is_assumption) {
        PR_WARN(self, PR_TEXT_HEAD_FICTITIOUS, "");
    }
    shortfall_sentence(self, PR_PART_DECIDED, first, first + decided - 1);
    shortfall_sentence(self, PR_PART_INDICATIVE, first + decided, last);
    shortfall_sentence(self, PR_PART_WHOLE, first, last);
    if (chance && self->run->ensemble.replicates > 1) {
        PR_SAY(self, PR_TEXT_HEAD_SHORTFALL_CHANCE, pr_view_span(first, last).s,
               pr_percents(self->lang, chance->mean, pr_decimals(100 * chance->se, 1)).s,
               thousand_euros(self, whole->p05, pr_view_quantile_error(whole)).s,
               thousand_euros(self, whole->p95, pr_view_quantile_error(whole)).s);
    }
}

/* Costs, in the order decided, indicative, together. */
static void cost_sentences(const pr_view_t *self, int decided)
{
    const pr_scenario_t *scenario = self->scenario;
    if (decided > 0) {
        decided_sentences(self, decided);
    } else {
        PR_SAY(self, PR_TEXT_HEAD_NOTHING_DECIDED, "");
    }
    if (decided < scenario->years) {
        pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
        pr_bridge_sum(self, decided, scenario->years, row);
        pr_number_t span = pr_view_span(scenario->first_year + decided, scenario->last_year);
        int64_t thousands = pr_bridge_step(&row[0], PR_STEP_BEFORE, PR_UNIT_THOUSAND);
        PR_SAY(self, thousands != 0 ? PR_TEXT_HEAD_INDICATIVE : PR_TEXT_HEAD_INDICATIVE_NONE, span.s,
               marked(whole_euros(self, 1000 * thousands), pr_view_mark(self, decided, scenario->years)).s);
        pr_gates_planned(self);
    }
    cost_sentence(self);
}

/* What was asked of the standard errors and what they are. */
static void precision_sentence(const pr_view_t *self)
{
    const pr_ensemble_t *ensemble = &self->run->ensemble;
    double error = ensemble->relative_error;
    if (!(ensemble->precision > 0)) {
        return;
    }
    pr_number_t asked = pr_percents(self->lang, ensemble->precision, 2), found = {"–"};
    if (isfinite(error)) {
        found = pr_percents(self->lang, error, 2);
    }
    if (ensemble->precision_reached) {
        PR_SAY(self, PR_TEXT_PRECISION_REACHED, asked.s, found.s);
    } else {
        PR_WARN(self, PR_TEXT_PRECISION_MISSED, asked.s, found.s);
    }
}

/* What the outcomes rest on. */
static void run_sentences(const pr_view_t *self)
{
    const pr_ensemble_t *ensemble = &self->run->ensemble;
    pr_number_t replicates = pr_whole(self->lang, (int64_t)ensemble->replicates);
    bool one = ensemble->replicates == 1;
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, self->run->seed);
    PR_SAY(self, pr_text_for(PR_TEXT_RUN_LINE, self->run->ensemble.replicates),
           self->scenario->id ? self->scenario->id : "", replicates.s, seed);
    if (ensemble->interrupted) {
        PR_WARN(self, PR_TEXT_INTERRUPTED, "");
    }
    if (ensemble->replicates < FEW) {
        PR_WARN(self, one ? PR_TEXT_ONE_REPLICATE : PR_TEXT_FEW_REPLICATES, replicates.s);
    }
    precision_sentence(self);
}

void pr_headline_run(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_invented_warn(self, &scenario, 1);
    if (scenario->story && *scenario->story) {
        PR_SAY(self, PR_TEXT_STORY, scenario->story);
    }
    run_sentences(self);
}

void pr_headline_cost(const pr_view_t *self)
{
    cost_sentences(self, pr_money_decided(self->scenario));
}

void pr_headline_pool(const pr_view_t *self)
{
    pool_sentences(self, pr_money_decided(self->scenario));
}

void pr_headline_surplus(const pr_view_t *self)
{
    surplus_sentences(self, pr_money_decided(self->scenario));
}

void pr_table_headline(const pr_view_t *self)
{
    PR_SAY(self, PR_TEXT_TITLE, self->scenario->title ? self->scenario->title : "");
    pr_headline_run(self);
    pr_text_adds(self->out, "\n");
    pr_headline_cost(self);
    pr_headline_pool(self);
    pr_headline_surplus(self);
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
