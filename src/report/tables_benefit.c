/*
 * What the pool may be worth: first what must be true for it to break even, then who gains what. Never a
 * point estimate first: benefits are assumed or claimed, and the proposal itself calls them hard to show.
 */
#include "core/catalogue.h"
#include "report/view.h"
#include <math.h>
#include <string.h>

static const pr_summary_t *whole(const pr_view_t *self, const char *metric)
{
    return pr_run_find(self->run, metric, 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
}

static pr_number_t euros(const pr_view_t *self, double x, int decimals)
{
    pr_number_t amount = pr_fixed(self->lang, x, decimals), out;
    snprintf(out.s, sizeof out.s, self->lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

/* One replicate has none. */
static bool has_range(const pr_view_t *self)
{
    return self->run->ensemble.replicates > 1;
}

static bool is_told(const pr_summary_t *ratio)
{
    return ratio && isfinite(ratio->mean);
}

/* € 1.500 and hours of guidance for it, in the digits that the resamples support. */
typedef struct {
    pr_number_t amount, hours;
} break_even_t;

static break_even_t break_even_of(const pr_view_t *self, const pr_summary_t *ratio)
{
    double hour = self->scenario->central.benefit.guidance_eur_per_hour;
    int decimals = pr_decimals(ratio->se, 0);
    break_even_t out = {.amount = euros(self, ratio->mean, decimals),
                        .hours = pr_fixed(self->lang, ratio->mean / hour, pr_decimals(ratio->se / hour, 0))};
    return out;
}

void pr_benefit_sentence(const pr_view_t *self)
{
    const pr_summary_t *ratio = whole(self, "value.break_even_per_resident");
    if (is_told(ratio)) {
        break_even_t told = break_even_of(self, ratio);
        PR_SAY(self, PR_TEXT_HEAD_BREAK_EVEN, told.amount.s, told.hours.s);
    }
}

void pr_benefit_fill(const pr_view_t *self, pr_text_id_t id, pr_text_t *out)
{
    const pr_summary_t *ratio = whole(self, "value.break_even_per_resident");
    if (is_told(ratio)) {
        break_even_t told = break_even_of(self, ratio);
        PR_FILL(out, self->lang, id, told.amount.s, told.hours.s);
    }
}

/* The same in successes, where there are any. */
static void success_sentences(const pr_view_t *self)
{
    const pr_summary_t *ratio = whole(self, "value.break_even_avoided_cost");
    const pr_summary_t *successes = whole(self, "benefit.successes");
    const pr_summary_t *reached = whole(self, "service.residents_reached");
    double assumed = self->scenario->central.benefit.avoided_eur_per_year;
    if (!is_told(ratio) || !successes || !reached || !(reached->mean > 0)) {
        return;
    }
    double percent = 100 * successes->mean / reached->mean;
    int decimals = pr_decimals(100 * successes->se / reached->mean, 1);
    PR_SAY(self, PR_TEXT_BENEFIT_BREAK_EVEN_SUCCESS, pr_fixed(self->lang, percent, decimals).s,
           euros(self, ratio->mean, pr_decimals(ratio->se, 0)).s, euros(self, assumed, -1).s);
    double needed = assumed > 0 ? percent * ratio->mean / assumed : INFINITY;
    if (needed < 100) {
        PR_SAY(self, PR_TEXT_BENEFIT_BREAK_EVEN_COUNT, pr_fixed(self->lang, needed, 0).s);
    } else {
        pr_text_t more; /* even if all succeeded */
        pr_text_init(&more);
        pr_text_adds(&more, pr_translate(self->lang, "more than 100"));
        PR_SAY(self, PR_TEXT_BENEFIT_BREAK_EVEN_COUNT, more.failed ? "" : more.data);
        pr_text_free(&more);
    }
}

/* How well the amount is known; nothing where no resamples tell. */
static void add_uncertainty(const pr_view_t *self, const pr_summary_t *ratio, pr_text_t *out)
{
    int decimals = pr_decimals(ratio->se, 0); /* one more: those of the amount would round the error away */
    if (has_range(self) && ratio->se > 0) {
        PR_FILL(out, self->lang, PR_TEXT_BENEFIT_UNCERTAIN,
                euros(self, ratio->se, decimals < 0 ? decimals + 1 : decimals).s);
    }
}

static void break_even_sentences(const pr_view_t *self)
{
    const pr_summary_t *ratio = whole(self, "value.break_even_per_resident");
    if (is_told(ratio)) {
        break_even_t told = break_even_of(self, ratio);
        double hour = self->scenario->central.benefit.guidance_eur_per_hour;
        pr_text_t error;
        pr_text_init(&error);
        add_uncertainty(self, ratio, &error);
        PR_SAY(self, PR_TEXT_BENEFIT_BREAK_EVEN, told.amount.s, told.hours.s, euros(self, hour, 2).s,
               error.data ? error.data : "");
        self->out->failed = self->out->failed || error.failed;
        pr_text_free(&error);
    }
    success_sentences(self);
}

/* Where the claim comes from, as the scenario says. */
static const char *source_of(const pr_scenario_t *scenario, pr_lang_t lang, const char *path)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->setting[i].path, path) == 0 && scenario->setting[i].source) {
            return pr_setting_source(&scenario->setting[i], lang);
        }
    }
    return "–";
}

/* Whose word it is that there are benefits at all. */
static void standing_sentences(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_benefit_info_t *method = pr_benefit_info(scenario->benefit_method);
    PR_SAY(self, PR_TEXT_BENEFIT_QUOTE, "");
    if (scenario->benefit_method == PR_BENEFIT_SROI) {
        PR_SAY(self, PR_TEXT_BENEFIT_CLAIM, pr_fixed(self->lang, scenario->central.benefit.sroi_ratio, 1).s,
               source_of(scenario, self->lang, "benefit.sroi_ratio"));
    } else {
        PR_SAY(self, PR_TEXT_BENEFIT_ASSUMED, pr_benefit_doc(method, self->lang));
    }
}

static void net_row(pr_table_t *table, const pr_view_t *self, pr_text_id_t label, const char *metric)
{
    const pr_summary_t *found = whole(self, metric);
    pr_summary_t net = found ? *found : (pr_summary_t){.mean = NAN};
    net.mean /= 1000;
    net.se /= 1000;
    net.se_plain /= 1000;
    pr_table_cell(table, pr_text(self->lang, label));
    pr_table_cell(table, pr_view_quantile(self->lang, &net, net.p05 / 1000, 0).s);
    pr_table_cell(table, pr_view_quantile(self->lang, &net, net.p95 / 1000, 0).s);
    pr_table_cell(table, pr_view_mean(self->lang, &net, 0).s);
}

static void net_table(const pr_view_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_BENEFIT_PAYER, PR_TEXT_P05, PR_TEXT_P95,
                                        PR_TEXT_BENEFIT_MEAN};
    static const pr_text_id_t payer[PR_PAYERS] = {
        PR_TEXT_PAYER_REGIONAL, PR_TEXT_PAYER_WMO_LOCAL, PR_TEXT_PAYER_PARTICIPATIEWET,
        PR_TEXT_PAYER_UWV,      PR_TEXT_PAYER_INSURER,   PR_TEXT_PAYER_WLZ,
        PR_TEXT_PAYER_OTHER};
    pr_table_t table;
    PR_HEADING(self, PR_TEXT_BENEFIT_TABLE, "");
    pr_table_init(&table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t k = 0; k < PR_PAYERS; k++) {
        char metric[64];
        snprintf(metric, sizeof metric, "value.net_present.payer.%s", pr_payer_id((pr_payer_t)k));
        net_row(&table, self, payer[k], metric);
    }
    pr_table_rule(&table);
    net_row(&table, self, PR_TEXT_BENEFIT_MUNICIPAL, "value.net_present.municipal");
    net_row(&table, self, PR_TEXT_BENEFIT_CASHABLE, "value.net_present.cashable");
    net_row(&table, self, PR_TEXT_BENEFIT_ALL, "value.net_present");
    pr_view_table(self, &table);
    pr_table_free(&table);
}

static void say_after(const pr_view_t *self, const pr_summary_t *after, int until)
{
    int last = self->scenario->last_year, decimals = pr_decimals(pr_view_quantile_error(after), -3);
    pr_text_t amount;
    pr_text_init(&amount);
    if (has_range(self)) {
        PR_FILL(&amount, self->lang, PR_TEXT_BENEFIT_AFTER_RANGE, euros(self, after->p05, decimals).s,
                euros(self, after->p95, decimals).s);
    } else {
        PR_FILL(&amount, self->lang, PR_TEXT_BENEFIT_AFTER_ONE, euros(self, after->mean, -3).s);
    }
    PR_SAY(self, PR_TEXT_BENEFIT_NOTE, amount.data ? amount.data : "", pr_view_span(last, last).s,
           pr_view_span(until, until).s);
    self->out->failed = self->out->failed || amount.failed;
    pr_text_free(&amount);
}

void pr_table_benefit(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_summary_t *after = whole(self, "benefit.after_horizon.real");
    int until = scenario->last_year + PR_BENEFIT_TAIL;
    if (scenario->benefit_method == PR_BENEFIT_NONE || !after) {
        return;
    }
    pr_number_t base = pr_view_span(scenario->price_level_year, scenario->price_level_year);
    PR_HEADING(self, PR_TEXT_BENEFIT, base.s, pr_view_span(scenario->first_year, until).s);
    break_even_sentences(self);
    standing_sentences(self);
    net_table(self);
    say_after(self, after, until);
}
