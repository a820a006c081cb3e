/* A comparison for people: what to take from it first, then years, municipalities, and what money buys. */
#include "report/compare_view.h"
#include "report/page_parts.h"
#include "report/streams.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

typedef pr_compare_page_t page_t;

/* An outcome of the tables: region or municipalities, shown in units of `unit`. */
typedef struct {
    const char *metric;
    pr_text_id_t label;
    double unit;
    int most;  /* decimals */
    bool mean; /* over years, else their sum */
} outcome_t;

static const outcome_t COST = {"cost.total", PR_TEXT_COMPARE_COST, 1000, 0, false},
                       NET_EFFECT = {"municipality.net_effect", PR_TEXT_COMPARE_NET, 1000, 0, false},
                       REACHED = {"service.residents_reached", PR_TEXT_REACHED, 1, 0, false},
                       BACKLOG = {"service.backlog_residents", PR_TEXT_WAITING, 1, 0, true},
                       RELEASED = {"service.released", PR_TEXT_COMPARE_RELEASED, 1, 0, false},
                       HOURS = {"deployment.hours_per_week", PR_TEXT_HOURS_PER_WEEK, 1, 1, true};

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

/* One replicate has no error to tell, and no chance of anything. */
static bool is_single(const page_t *self)
{
    return self->of->ensemble.replicates < 2;
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
static pr_number_t error_of(pr_lang_t lang, double se)
{
    enum { MOST = 3 };
    pr_number_t out = pr_fixed(lang, se, se > 0 ? pr_decimals(se, MOST - 1) + 1 : 0);
    return strpbrk(out.s, "123456789") ? out : (pr_number_t){"0"};
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
    pr_number_t error = {"0"};
    if (is_known(summary)) {
        error = error_of(self->view.lang, summary->se / outcome->unit);
    }
    bool exact = strcmp(error.s, "0") == 0 || is_single(self);
    snprintf(out.s, sizeof out.s, "%s%.28s%s%.20s", currency, number.s, exact ? "" : " ± ",
             exact ? "" : error.s);
    return out;
}

static pr_number_t chance_of(const page_t *self, double chance)
{
    double n = (double)self->of->ensemble.replicates;
    return isnan(chance) || is_single(self)
               ? (pr_number_t){"–"}
               : pr_percents(self->view.lang, chance, pr_decimals(100 * sqrt(chance * (1 - chance) / n), 0));
}

/* ---- sentences ---- */

static const char *id_of(const page_t *self, size_t k)
{
    const char *id = self->of->scenario[k]->id;
    return id ? id : "";
}

static bool same_status(const page_t *self, int year)
{
    return pr_scenario_status(self->of->scenario[0], year) ==
           pr_scenario_status(self->of->scenario[self->other], year);
}

/* "Besloten jaren 2023–2025", or in which of the two where the other scenario decides of other years. */
static void part_years(const page_t *self, pr_part_t part, pr_text_t *out)
{
    static const pr_text_id_t of[2][2] = {
        {PR_TEXT_COMPARE_YEARS_DECIDED, PR_TEXT_COMPARE_YEARS_DECIDED_BASE},
        {PR_TEXT_COMPARE_YEARS_INDICATIVE, PR_TEXT_COMPARE_YEARS_INDICATIVE_BASE}};
    const pr_scenario_t *base = self->of->scenario[0];
    bool decided = part == PR_PART_DECIDED, same = true;
    for (int year = base->first_year; year <= base->last_year; year++) {
        same = same && same_status(self, year);
    }
    int until = base->decided_until < base->last_year ? base->decided_until : base->last_year,
        from = until < base->first_year ? base->first_year : until + 1;
    pr_number_t span = decided ? pr_view_span(base->first_year, until) : pr_view_span(from, base->last_year);
    PR_FILL(out, self->view.lang, of[!decided][!same], span.s, id_of(self, 0));
    self->view.out->failed = self->view.out->failed || out->failed;
}

static pr_number_t decided_span(const page_t *self, size_t k)
{
    const pr_scenario_t *scenario = self->of->scenario[k];
    int until = scenario->decided_until < scenario->last_year ? scenario->decided_until : scenario->last_year;
    pr_number_t none;
    snprintf(none.s, sizeof none.s, "%s", pr_text(self->view.lang, PR_TEXT_COMPARE_NO_YEARS));
    return until < scenario->first_year ? none : pr_view_span(scenario->first_year, until);
}

/* A scenario is not decided because the base is. */
static void status_sentence(const page_t *self)
{
    const pr_scenario_t *base = self->of->scenario[0];
    for (int year = base->first_year; year <= base->last_year; year++) {
        if (!same_status(self, year)) {
            PR_SAY(&self->view, PR_TEXT_COMPARE_STATUS, id_of(self, self->other), id_of(self, 0),
                   decided_span(self, self->other).s, decided_span(self, 0).s);
            return;
        }
    }
}

/* Where somebody was waiting when a pool ended. */
static void released_sentence(const page_t *self)
{
    pr_difference_t at =
        pr_compare_find(self->of, self->other, RELEASED.metric, 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    if (at.difference && !is_nothing(&at)) {
        PR_SAY(&self->view, PR_TEXT_COMPARE_RELEASED_SENTENCE, level_of(self, at.other, &RELEASED).s,
               id_of(self, self->other), level_of(self, at.base, &RELEASED).s, id_of(self, 0));
    }
}

static void part_sentence(const page_t *self, pr_part_t part)
{
    const outcome_t euros[] = {{COST.metric, COST.label, 1, 0, false},
                               {NET_EFFECT.metric, NET_EFFECT.label, 1, 0, false}};
    const char *currency = self->view.lang == PR_LANG_EN ? "€" : "€ ";
    const outcome_t *outcome[] = {&euros[0], &REACHED, &BACKLOG, &euros[1]};
    pr_number_t number[4];
    bool same = true;
    for (size_t i = 0; i < 4; i++) {
        pr_difference_t at = pr_compare_span(self->of, self->other, outcome[i]->metric, 0, part);
        number[i] = whole_difference(self, at.difference, outcome[i], i % 3 == 0 ? currency : "");
        same = same && is_nothing(&at);
    }
    pr_text_t years;
    pr_text_init(&years);
    part_years(self, part, &years);
    const char *lead = years.failed ? "" : years.data;
    if (same) {
        PR_SAY(&self->view, PR_TEXT_COMPARE_PART_SAME, lead);
    } else {
        PR_SAY(&self->view, PR_TEXT_COMPARE_PART, lead, number[0].s, number[1].s, number[2].s, number[3].s);
    }
    pr_text_free(&years);
}

void pr_compare_pair(const page_t *self)
{
    const pr_scenario_t *other = self->of->scenario[self->other];
    PR_HEADING(&self->view, PR_TEXT_COMPARE_PAIR, id_of(self, self->other), id_of(self, 0),
               other->title ? other->title : "");
}

void pr_compare_answer(const page_t *self)
{
    const pr_scenario_t *base = self->of->scenario[0];
    status_sentence(self);
    if (base->decided_until >= base->first_year) {
        part_sentence(self, PR_PART_DECIDED);
    }
    if (base->decided_until < base->last_year) {
        part_sentence(self, PR_PART_INDICATIVE);
    }
    released_sentence(self);
}

/* ---- per year ---- */

static void year_row(const page_t *self, pr_table_t *table, const outcome_t *outcome, const char *label,
                     const pr_difference_t *at)
{
    if (!at->difference || is_nothing(at)) {
        return;
    }
    pr_number_t error = {"–"};
    if (is_known(at->difference) && !is_single(self)) {
        error = error_of(self->view.lang, at->difference->se / outcome->unit);
    }
    pr_table_cell(table, label);
    pr_table_cell(table, level_of(self, at->base, outcome).s);
    pr_table_cell(table, level_of(self, at->other, outcome).s);
    pr_table_cell(table, difference_of(self, at->difference, outcome).s);
    pr_table_cell(table, error.s);
    pr_table_cell(table, chance_of(self, at->higher).s);
    pr_table_cell(table, chance_of(self, at->lower).s);
}

static pr_difference_t year_of(const page_t *self, const outcome_t *outcome, int year)
{
    return pr_compare_find(self->of, self->other, outcome->metric, 0, (pr_period_t){PR_PERIOD_YEAR, year, 0});
}

/* "besloten", or "besloten/indicatief" where the base and the other scenario differ. */
static pr_number_t status_of(const page_t *self, int year)
{
    const pr_scenario_t *const side[] = {self->of->scenario[0], self->of->scenario[self->other]};
    const char *word[2];
    pr_number_t out;
    for (size_t i = 0; i < 2; i++) {
        bool decided = pr_scenario_status(side[i], year) == PR_STATUS_DECIDED;
        word[i] = pr_text(self->view.lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE);
    }
    bool same = same_status(self, year);
    snprintf(out.s, sizeof out.s, "%.20s%s%.20s", word[0], same ? "" : "/", same ? "" : word[1]);
    return out;
}

static void year_rows(const page_t *self, pr_table_t *table, const outcome_t *outcome)
{
    const pr_scenario_t *base = self->of->scenario[0];
    for (int year = base->first_year; year <= base->last_year; year++) {
        pr_difference_t at = year_of(self, outcome, year);
        char label[96];
        snprintf(label, sizeof label, "   %d %s", year, status_of(self, year).s);
        year_row(self, table, outcome, label, &at);
    }
}

static void part_rows(const page_t *self, pr_table_t *table, const outcome_t *outcome)
{
    static const pr_text_id_t part[PR_PARTS] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE,
                                                PR_TEXT_COMPARE_ALL_YEARS};
    for (pr_part_t p = 0; p < PR_PARTS; p++) {
        pr_difference_t at = pr_compare_span(self->of, self->other, outcome->metric, 0, p);
        char label[96];
        int until = self->of->scenario[0]->decided_until;
        snprintf(label, sizeof label, "   %s, %s",
                 p == PR_PART_DECIDED ? status_of(self, until).s : pr_text(self->view.lang, part[p]),
                 pr_text(self->view.lang, outcome->mean ? PR_TEXT_COMPARE_MEAN : PR_TEXT_COMPARE_SUM));
        year_row(self, table, outcome, label, &at);
    }
}

static bool differs(const page_t *self, const outcome_t *outcome)
{
    const pr_scenario_t *base = self->of->scenario[0];
    bool any = false;
    for (int year = base->first_year; year <= base->last_year && !any; year++) {
        pr_difference_t at = year_of(self, outcome, year);
        any = at.difference && !is_nothing(&at);
    }
    return any;
}

static void year_heads(const page_t *self, pr_table_t *table)
{
    static const pr_text_id_t head[] = {PR_TEXT_COMPARE_FIRST,      PR_TEXT_COMPARE_OTHER,
                                        PR_TEXT_COMPARE_DIFFERENCE, PR_TEXT_COMPARE_ERROR,
                                        PR_TEXT_COMPARE_HIGHER,     PR_TEXT_COMPARE_LOWER};
    pr_table_init(table, 1 + sizeof head / sizeof *head);
    pr_table_cell(table, "");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(table);
}

void pr_compare_years(const page_t *self)
{
    const outcome_t net_reduction = {"surplus.reduction_net", PR_TEXT_COMPARE_NET_REDUCTION, 1000, 0, false};
    const outcome_t persons = {"capacity.active_persons", PR_TEXT_ACTIVE_PERSONS, 1, 1, true};
    const outcome_t *outcome[] = {&COST, &net_reduction, &REACHED, &BACKLOG, &RELEASED, &persons, &HOURS};
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_COMPARE_YEARS, "");
    year_heads(self, &table);
    for (size_t i = 0; i < sizeof outcome / sizeof *outcome; i++) {
        bool any = differs(self, outcome[i]);
        if (outcome[i] == &RELEASED && !any) {
            continue; /* no pool ends here that did not end there */
        }
        pr_table_cell(&table, pr_text(self->view.lang, outcome[i]->label));
        for (int cell = 0; cell < 3 && !any; cell++) {
            pr_table_cell(&table, cell < 2 ? "" : "0");
        }
        pr_table_end(&table);
        if (any) {
            year_rows(self, &table, outcome[i]);
            part_rows(self, &table, outcome[i]);
        }
    }
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
}

/* ---- per municipality ---- */

/* −1, 0, 1: what two standard errors can tell. */
static int sign_of(const pr_summary_t *summary)
{
    bool told = is_known(summary) && summary->mean != 0 && fabs(summary->mean) >= 2 * summary->se;
    return !told ? 0 : summary->mean > 0 ? 1 : -1;
}

static pr_text_id_t verdict(int paid, int reached)
{
    static const pr_text_id_t of[3][3] = {
        {PR_TEXT_COMPARE_GIVES_UP, PR_TEXT_COMPARE_GAINS, PR_TEXT_COMPARE_GAINS},
        {PR_TEXT_COMPARE_LOSES, PR_TEXT_COMPARE_SAME, PR_TEXT_COMPARE_GAINS},
        {PR_TEXT_COMPARE_LOSES, PR_TEXT_COMPARE_LOSES, PR_TEXT_COMPARE_BUYS_MORE}};
    return of[paid + 1][reached + 1];
}

static void municipality_row(const page_t *self, pr_table_t *table, int scope)
{
    static const struct {
        const outcome_t *outcome;
        pr_part_t part;
    } column[] = {{&NET_EFFECT, PR_PART_DECIDED},
                  {&NET_EFFECT, PR_PART_INDICATIVE},
                  {&HOURS, PR_PART_WHOLE},
                  {&REACHED, PR_PART_WHOLE}};
    const pr_scenario_t *base = self->of->scenario[0];
    pr_lang_t lang = self->view.lang;
    pr_table_cell(table, scope ? base->municipality[scope - 1].name : pr_text(lang, PR_TEXT_REGION));
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        pr_difference_t at =
            pr_compare_span(self->of, self->other, column[i].outcome->metric, scope, column[i].part);
        pr_table_cell(table, whole_difference(self, at.difference, column[i].outcome, "").s);
    }
    pr_difference_t paid = pr_compare_span(self->of, self->other, NET_EFFECT.metric, scope, PR_PART_WHOLE);
    pr_difference_t reached = pr_compare_span(self->of, self->other, REACHED.metric, scope, PR_PART_WHOLE);
    pr_table_cell(table, is_single(self)
                             ? "–"
                             : pr_text(lang, verdict(sign_of(paid.difference), sign_of(reached.difference))));
}

void pr_compare_municipalities(const page_t *self)
{
    static const pr_text_id_t head[2][5] = {{PR_TEXT_COMPARE_NET, PR_TEXT_COMPARE_NET, PR_TEXT_COMPARE_HOURS,
                                             PR_TEXT_COMPARE_RESIDENTS, PR_TEXT_COMPARE_VERDICT},
                                            {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_COMPARE_MEAN,
                                             PR_TEXT_COMPARE_REACHED, PR_TEXT_COMPARE_VERDICT}};
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_COMPARE_MUNICIPALITIES, "");
    pr_table_init(&table, 6);
    table.sortable = true;
    for (size_t row = 0; row < 2; row++) {
        pr_table_cell(&table, row == 0 ? "" : pr_text(self->view.lang, PR_TEXT_MUNICIPALITY));
        for (size_t i = 0; i < 5; i++) {
            pr_table_cell(&table, row == 0 && i == 4 ? "" : pr_text(self->view.lang, head[row][i]));
        }
    }
    pr_table_rule(&table);
    for (size_t m = 1; m <= self->of->scenario[0]->municipality_count; m++) {
        municipality_row(self, &table, (int)m);
    }
    pr_table_rule(&table);
    municipality_row(self, &table, 0);
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
    PR_SAY(&self->view, PR_TEXT_COMPARE_NOTE_GAIN, "");
}

void pr_compare_cells(const page_t *self, pr_table_t *table, const pr_summary_t *difference, double unit)
{
    const outcome_t outcome = {"", PR_TEXT_COMPARE_DIFFERENCE, unit, 0, false};
    pr_lang_t lang = self->view.lang;
    bool spread = is_known(difference) && difference->sd > 0 && !isnan(difference->se);
    char range[96] = "";
    if (spread) {
        int decimals = pr_decimals(pr_view_quantile_error(difference) / unit, 0);
        snprintf(range, sizeof range, "%.40s – %.40s", with_sign(lang, difference->p05 / unit, decimals).s,
                 with_sign(lang, difference->p95 / unit, decimals).s);
    }
    pr_table_cell(table, whole_difference(self, difference, &outcome, "").s);
    pr_table_cell(table, range);
}

/* ---- what money buys ---- */

static void purchases(const page_t *self)
{
    static const pr_text_id_t label[PR_BUYS] = {PR_TEXT_REACHED, PR_TEXT_WAITING, PR_TEXT_WAIT_MONTHS};
    static const int most[PR_BUYS] = {1, 1, 2};
    pr_lang_t lang = self->view.lang;
    pr_table_t table;
    pr_table_init(&table, 3);
    pr_table_cell(&table, "");
    pr_table_cell(&table, pr_text(lang, PR_TEXT_COMPARE_BUYS_EXTRA));
    pr_table_cell(&table, pr_text(lang, PR_TEXT_COMPARE_ERROR));
    pr_table_rule(&table);
    for (pr_buys_t what = 0; what < PR_BUYS; what++) {
        pr_purchase_t bought = pr_compare_buys(self->of, self->other, what);
        bool known = bought.status == PR_BUYS_KNOWN;
        pr_table_cell(&table, pr_text(lang, label[what]));
        pr_table_cell(&table,
                      known ? with_sign(lang, bought.mean, pr_decimals(bought.se, most[what])).s : "–");
        pr_table_cell(&table, known ? error_of(lang, bought.se).s : "–");
    }
    pr_view_table(&self->view, &table);
    pr_table_free(&table);
}

void pr_compare_purchases(const page_t *self)
{
    pr_buys_status_t status = pr_compare_buys(self->of, self->other, PR_BUYS_REACHED).status;
    int price_level = self->of->scenario[0]->price_level_year;
    pr_number_t level = pr_view_span(price_level, price_level);
    PR_HEADING(&self->view, PR_TEXT_COMPARE_BUYS, level.s);
    if (status == PR_BUYS_SAME_COST) {
        PR_SAY(&self->view, PR_TEXT_COMPARE_BUYS_SAME_COST, level.s);
    } else if (status == PR_BUYS_UNCLEAR_COST) {
        PR_SAY(&self->view, PR_TEXT_COMPARE_BUYS_UNCLEAR, level.s);
    } else {
        purchases(self);
    }
}

/* ---- all of it ---- */

void pr_compare_basis(const page_t *self)
{
    const pr_ensemble_t *ensemble = &self->of->ensemble;
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, self->of->seed);
    PR_SAY(&self->view, pr_text_for(PR_TEXT_COMPARE_RUN_LINE, ensemble->replicates),
           pr_whole(self->view.lang, (int64_t)ensemble->replicates).s, seed);
    if (ensemble->interrupted) {
        PR_SAY(&self->view, PR_TEXT_INTERRUPTED, "");
    }
    if (is_single(self)) {
        PR_WARN(&self->view, PR_TEXT_COMPARE_ONE_REPLICATE, "");
    }
}

void pr_compare_notes(const page_t *self)
{
    static const pr_text_id_t note[] = {PR_TEXT_COMPARE_NOTE_NET,     PR_TEXT_COMPARE_NOTE_CHANCE,
                                        PR_TEXT_COMPARE_NOTE_BUYS,    PR_TEXT_COMPARE_NOTE_WAITING,
                                        PR_TEXT_COMPARE_NOTE_ROUNDED, PR_TEXT_NOTE_QUANTILES,
                                        PR_TEXT_NOTE_UNDEFINED};
    for (size_t i = 0; i < sizeof note / sizeof *note; i++) {
        PR_SAY(&self->view, note[i], "");
    }
}

int pr_report_compare_tables(const pr_report_t *self, const pr_comparison_t *comparison, FILE *out,
                             pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    page_t page = {.view = {.lang = self->lang, .scenario = comparison->scenario[0], .out = &text},
                   .of = comparison};
    PR_SAY(&page.view, PR_TEXT_COMPARE_TITLE, id_of(&page, 0),
           comparison->scenario[0]->title ? comparison->scenario[0]->title : "");
    pr_invented_warn(&page.view, comparison->scenario, comparison->count);
    pr_compare_basis(&page);
    for (page.other = 1; page.other < comparison->count; page.other++) {
        pr_compare_pair(&page);
        pr_compare_answer(&page);
        pr_compare_years(&page);
        pr_compare_municipalities(&page);
        pr_compare_purchases(&page);
    }
    PR_HEADING(&page.view, PR_TEXT_NOTES, "");
    pr_compare_notes(&page);
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
