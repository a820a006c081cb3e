/* A comparison for people: what to take from it first, then years, municipalities, and what money buys. */
#include "report/streams.h"
#include "report/view.h"
#include <inttypes.h>
#include <math.h>
#include <poolraming/report_compare.h>
#include <string.h>

/* A part about one scenario beside the base. */
typedef struct {
    pr_view_t view; /* of the base, without a run */
    const pr_comparison_t *of;
    size_t other;
} page_t;

/* An outcome of the tables: region or municipalities, shown in units of `unit`. */
typedef struct {
    const char *metric;
    pr_text_id_t label;
    double unit;
    int most; /* decimals */
} outcome_t;

static const outcome_t COST = {"cost.total", PR_TEXT_COMPARE_COST, 1000, 0},
                       NET_EFFECT = {"municipality.net_effect", PR_TEXT_COMPARE_NET_1, 1000, 0},
                       REACHED = {"service.residents_reached", PR_TEXT_REACHED, 1, 0},
                       BACKLOG = {"service.backlog_residents", PR_TEXT_WAITING, 1, 0},
                       HOURS = {"deployment.hours_per_week", PR_TEXT_HOURS_PER_WEEK, 1, 1};

/* ---- numbers ---- */

static bool is_nothing(const pr_difference_t *at)
{
    return at->difference && !at->difference->undefined && at->difference->mean == 0 &&
           at->difference->sd == 0;
}

static bool is_known(const pr_summary_t *summary)
{
    return summary && !summary->undefined && isfinite(summary->mean);
}

/* With a plus where it is one as printed. */
static pr_number_t with_sign(pr_lang_t lang, double x, int decimals)
{
    pr_number_t number = pr_fixed(lang, x, decimals), out;
    bool plus = x > 0 && strpbrk(number.s, "123456789") != NULL;
    snprintf(out.s, sizeof out.s, "%s%.60s", plus ? "+" : "", number.s);
    return out;
}

/* One digit more than the number that it belongs to, which would round it away. */
static pr_number_t error_of(pr_lang_t lang, double se, int most)
{
    return pr_fixed(lang, se, se > 0 ? pr_decimals(se, most) + 1 : 0);
}

static pr_number_t level_of(const page_t *self, const pr_summary_t *summary, const outcome_t *outcome)
{
    return is_known(summary) ? pr_fixed(self->view.lang, summary->mean / outcome->unit,
                                        pr_decimals(summary->se / outcome->unit, outcome->most))
                             : (pr_number_t){"–"};
}

static pr_number_t difference_of(const page_t *self, const pr_summary_t *summary, const outcome_t *outcome)
{
    return is_known(summary) ? with_sign(self->view.lang, summary->mean / outcome->unit,
                                         pr_decimals(summary->se / outcome->unit, outcome->most))
                             : (pr_number_t){"–"};
}

/* "-138 ± 3,1", after `currency` */
static pr_number_t whole_difference(const page_t *self, const pr_summary_t *summary, const outcome_t *outcome,
                                    const char *currency)
{
    pr_number_t out, number = difference_of(self, summary, outcome);
    bool exact = !is_known(summary) || summary->sd == 0;
    snprintf(out.s, sizeof out.s, "%s%.28s%s%.20s", currency, number.s, exact ? "" : " ± ",
             exact ? "" : error_of(self->view.lang, summary->se / outcome->unit, outcome->most).s);
    return out;
}

static pr_number_t chance_of(const page_t *self, double chance)
{
    double n = (double)self->of->ensemble.replicates;
    return isnan(chance) ? (pr_number_t){"–"}
                         : pr_percents(self->view.lang, chance,
                                       pr_decimals(100 * sqrt(chance * (1 - chance) / n), 0));
}

/* ---- sentences ---- */

static const char *id_of(const page_t *self, size_t k)
{
    const char *id = self->of->scenario[k]->id;
    return id ? id : "";
}

static void part_sentence(const page_t *self, pr_part_t part)
{
    const outcome_t euros[] = {{COST.metric, COST.label, 1, 0}, {NET_EFFECT.metric, NET_EFFECT.label, 1, 0}};
    const pr_scenario_t *base = self->of->scenario[0];
    bool decided = part == PR_PART_DECIDED;
    const char *currency = self->view.lang == PR_LANG_EN ? "€" : "€ ";
    const outcome_t *outcome[] = {&euros[0], &REACHED, &BACKLOG, &euros[1]};
    pr_number_t span = decided ? pr_view_span(base->first_year, base->decided_until)
                               : pr_view_span(base->decided_until + 1, base->last_year);
    pr_number_t number[4];
    bool same = true;
    for (size_t i = 0; i < 4; i++) {
        pr_difference_t at = pr_compare_span(self->of, self->other, outcome[i]->metric, 0, part);
        number[i] = whole_difference(self, at.difference, outcome[i], i % 3 == 0 ? currency : "");
        same = same && is_nothing(&at);
    }
    if (same) {
        PR_SAY(&self->view, decided ? PR_TEXT_COMPARE_DECIDED_SAME : PR_TEXT_COMPARE_INDICATIVE_SAME, span.s);
    } else {
        PR_SAY(&self->view, decided ? PR_TEXT_COMPARE_DECIDED : PR_TEXT_COMPARE_INDICATIVE, span.s,
               number[0].s, number[1].s, number[2].s, number[3].s);
    }
}

static void sentences(const page_t *self)
{
    const pr_scenario_t *base = self->of->scenario[0], *other = self->of->scenario[self->other];
    PR_HEADING(&self->view, PR_TEXT_COMPARE_PAIR, id_of(self, self->other), id_of(self, 0),
               other->title ? other->title : "");
    if (base->decided_until >= base->first_year) {
        part_sentence(self, PR_PART_DECIDED);
    }
    if (base->decided_until < base->last_year) {
        part_sentence(self, PR_PART_INDICATIVE);
    }
}

/* ---- per year ---- */

static void year_row(const page_t *self, pr_table_t *table, const outcome_t *outcome, const char *label,
                     const pr_difference_t *at)
{
    if (!at->difference || is_nothing(at)) {
        return;
    }
    pr_number_t error = {"–"};
    if (is_known(at->difference)) {
        error = error_of(self->view.lang, at->difference->se / outcome->unit, outcome->most);
    }
    pr_table_cell(table, label);
    pr_table_cell(table, level_of(self, at->base, outcome).s);
    pr_table_cell(table, level_of(self, at->other, outcome).s);
    pr_table_cell(table, difference_of(self, at->difference, outcome).s);
    pr_table_cell(table, error.s);
    pr_table_cell(table, chance_of(self, at->higher).s);
    pr_table_cell(table, chance_of(self, at->lower).s);
}

static void outcome_years(const page_t *self, pr_table_t *table, const outcome_t *outcome, bool mean)
{
    static const pr_text_id_t part[PR_PARTS] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE,
                                                PR_TEXT_COMPARE_ALL_YEARS};
    const pr_scenario_t *base = self->of->scenario[0];
    pr_lang_t lang = self->view.lang;
    char label[96];
    for (int year = base->first_year; year <= base->last_year; year++) {
        bool decided = pr_scenario_status(base, year) == PR_STATUS_DECIDED;
        pr_difference_t at = pr_compare_find(self->of, self->other, outcome->metric, 0,
                                             (pr_period_t){PR_PERIOD_YEAR, year, 0});
        snprintf(label, sizeof label, "   %d %s", year,
                 pr_text(lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE));
        year_row(self, table, outcome, label, &at);
    }
    for (pr_part_t p = 0; p < PR_PARTS; p++) {
        pr_difference_t at = pr_compare_span(self->of, self->other, outcome->metric, 0, p);
        snprintf(label, sizeof label, "   %s, %s", pr_text(lang, part[p]),
                 pr_text(lang, mean ? PR_TEXT_COMPARE_MEAN : PR_TEXT_COMPARE_SUM));
        year_row(self, table, outcome, label, &at);
    }
}

static void years(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_COMPARE_FIRST,
                                        PR_TEXT_COMPARE_OTHER,
                                        PR_TEXT_COMPARE_DIFFERENCE,
                                        PR_TEXT_COMPARE_ERROR,
                                        PR_TEXT_COMPARE_HIGHER,
                                        PR_TEXT_COMPARE_LOWER};
    const outcome_t net_reduction = {"surplus.reduction_net", PR_TEXT_COMPARE_NET_REDUCTION, 1000, 0};
    const outcome_t persons = {"capacity.active_persons", PR_TEXT_ACTIVE_PERSONS, 1, 1};
    const outcome_t *outcome[] = {&COST, &net_reduction, &REACHED, &BACKLOG, &persons, &HOURS};
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_COMPARE_YEARS, "");
    pr_table_init(&table, 1 + sizeof head / sizeof *head);
    pr_table_cell(&table, "");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < sizeof outcome / sizeof *outcome; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, outcome[i]->label));
        size_t before = table.count;
        pr_table_end(&table);
        size_t empty = table.count;
        outcome_years(self, &table, outcome[i], i > 2);
        if (table.count == empty) {
            pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_COMPARE_NONE));
            pr_table_end(&table);
        }
        (void)before;
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}
