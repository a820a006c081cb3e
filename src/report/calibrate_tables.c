/* A calibration for people: what was learnt, what was off, how the forecast moves. */
#include "report/calibrate_rows.h"
#include "report/streams.h"
#include "report/view.h"
#include <math.h>
#include <stdio.h>

enum { DECIMALS_MOST = 6, CHECKS_MOST = 24 };

typedef struct {
    pr_view_t view;
    const pr_calibrated_report_t *of;
} page_t;

static void heads(const page_t *self, pr_table_t *table, const pr_text_id_t *id, size_t count)
{
    pr_table_init(table, count);
    for (size_t i = 0; i < count; i++) {
        pr_table_cell(table, pr_text(self->view.lang, id[i]));
    }
    pr_table_rule(table);
}

static void finish(const page_t *self, pr_table_t *table)
{
    pr_table_print(table, self->view.out);
    pr_table_free(table);
}

static const char *kind_name(const page_t *self, int kind)
{
    static const pr_text_id_t id[PR_FIGURE_KINDS] = {
        PR_TEXT_CALIBRATE_KIND_HOURS, PR_TEXT_CALIBRATE_KIND_REACHED, PR_TEXT_CALIBRATE_KIND_WAITING,
        PR_TEXT_CALIBRATE_KIND_PERSONS, PR_TEXT_CALIBRATE_KIND_OVA};
    return pr_text(self->view.lang, id[kind]);
}

static void figures_row(const page_t *self, pr_table_t *table, const char *name, size_t read, size_t used)
{
    pr_table_cell(table, name);
    pr_table_cell(table, pr_whole(self->view.lang, (int64_t)read).s);
    pr_table_cell(table, pr_whole(self->view.lang, (int64_t)used).s);
}

/* How many figures there are of each kind, how many were used, and when the others would be. */
static void figures(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_KIND, PR_TEXT_CALIBRATE_READ,
                                        PR_TEXT_CALIBRATE_USED};
    const pr_figures_account_t *of = self->of->calibration->account;
    pr_table_t table;
    size_t read = 0, used = 0;
    PR_HEADING(&self->view, PR_TEXT_CALIBRATE_FIGURES, "");
    heads(self, &table, head, 3);
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        figures_row(self, &table, kind_name(self, kind), of[kind].read, of[kind].used);
        read += of[kind].read;
        used += of[kind].used;
    }
    pr_table_rule(&table);
    figures_row(self, &table, pr_text(self->view.lang, PR_TEXT_CALIBRATE_TOTAL), read, used);
    finish(self, &table);
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        if (of[kind].used < of[kind].read) {
            pr_paragraph(self->view.out, pr_calibrate_used_where(self->view.lang, kind), 0);
        }
    }
}

static void title(const page_t *self)
{
    const pr_calibration_t *of = self->of->calibration;
    pr_lang_t lang = self->view.lang;
    pr_text_id_t words = of->invented ? PR_TEXT_CALIBRATE_TITLE_INVENTED : PR_TEXT_CALIBRATE_TITLE;
    PR_SAY(&self->view,
           pr_calibration_read(of) == 0 ? PR_TEXT_CALIBRATE_TITLE_NONE
                                        : pr_text_for(words, pr_calibration_read(of)),
           of->scenario->id, pr_whole(lang, (int64_t)pr_calibration_read(of)).s);
    if (of->invented) {
        PR_SAY(&self->view, PR_TEXT_CALIBRATE_INVENTED, "");
    }
    if (!pr_calibration_learnt(of)) {
        PR_SAY(&self->view, PR_TEXT_CALIBRATE_NOTHING, "");
    }
    if (of->count > 0) {
        PR_SAY(&self->view, PR_TEXT_CALIBRATE_CHAINS, pr_fixed(lang, of->rhat, 3).s,
               pr_fixed(lang, of->ess, 0).s);
    }
    figures(self);
}

static void most_off(const page_t *self)
{
    const pr_calibration_t *of = self->of->calibration;
    const pr_calibrated_t *most = NULL;
    pr_lang_t lang = self->view.lang;
    for (size_t i = 0; i < of->count; i++) {
        const pr_calibrated_t *at = &of->parameter[i];
        most = at->told && (!most || fabs(at->moved) > fabs(most->moved)) ? at : most;
    }
    const pr_setting_t *setting = &of->scenario->setting[most->setting];
    const pr_summary_t *now = &most->posterior;
    int wide = pr_decimals(2.1 * now->se, DECIMALS_MOST);
    pr_number_t before, after;
    pr_calibrate_numbers(lang, most, &before, &after);
    PR_SAY(&self->view, PR_TEXT_CALIBRATE_MOST, pr_calibrate_label(lang, of->scenario, setting).s, before.s,
           after.s, pr_fixed(lang, now->p05, wide).s, pr_fixed(lang, now->p95, wide).s,
           pr_fixed(lang, most->moved, 1).s, setting->path);
}

static void parameter_row(const page_t *self, pr_table_t *table, const pr_calibrated_t *at)
{
    pr_lang_t lang = self->view.lang;
    const pr_setting_t *setting = &self->view.scenario->setting[at->setting];
    const pr_summary_t *now = &at->posterior;
    pr_table_cell(table, setting->path);
    pr_table_cell(table, setting->assumption ? "A" : "");
    pr_table_cell(table,
                  pr_calibrate_estimate(lang, at->prior_mean, at->prior_p05, at->prior_p95, now->se).s);
    pr_table_cell(table, pr_calibrate_estimate(lang, now->mean, now->p05, now->p95, now->se).s);
    pr_table_cell(table, pr_fixed(lang, at->moved, 1).s);
}

/* What stays as it was, among what was looked at. */
static void kept(const page_t *self)
{
    const pr_calibration_t *of = self->of->calibration;
    size_t count = of->count - pr_calibration_told(of);
    for (size_t i = 0; i < of->factor_count; i++) {
        count += !of->factor[i].told;
    }
    if (count > 0) {
        PR_SAY(&self->view, pr_text_for(PR_TEXT_CALIBRATE_KEPT, count),
               pr_whole(self->view.lang, (int64_t)count).s);
    }
}

static void parameters(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_BEFORE, PR_TEXT_CALIBRATE_AFTER,
                                        PR_TEXT_CALIBRATE_MOVED};
    const pr_calibration_t *of = self->of->calibration;
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_CALIBRATE_PARAMETERS, "");
    if (pr_calibration_told(of) == 0) {
        PR_SAY(&self->view, PR_TEXT_CALIBRATE_NONE_TOLD, "");
        return;
    }
    pr_table_init(&table, 5);
    table.gap = 1; /* within the page's width */
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_CALIBRATE_PARAMETER));
    pr_table_cell(&table, "");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < of->count; i++) {
        if (of->parameter[i].told) {
            parameter_row(self, &table, &of->parameter[i]);
        }
    }
    finish(self, &table);
    PR_SAY(&self->view, PR_TEXT_CALIBRATE_MOVED_NOTE, "");
    most_off(self);
    kept(self);
}

static bool knows_factors(const pr_calibration_t *of)
{
    bool any = false;
    for (size_t i = 0; i < of->factor_count; i++) {
        any = any || of->factor[i].told;
    }
    return any;
}

static void factors(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_MUNICIPALITY, PR_TEXT_CALIBRATE_BEFORE,
                                        PR_TEXT_CALIBRATE_AFTER};
    const pr_calibration_t *of = self->of->calibration;
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_CALIBRATE_FACTORS, "");
    heads(self, &table, head, 3);
    for (size_t i = 0; i < of->factor_count; i++) {
        const pr_calibrated_factor_t *at = &of->factor[i];
        const pr_summary_t *now = &at->posterior;
        if (!at->told) {
            continue;
        }
        pr_table_cell(&table, of->scenario->municipality[at->municipality].name);
        pr_table_cell(&table,
                      pr_calibrate_estimate(self->view.lang, 1, at->prior_p05, at->prior_p95, now->se).s);
        pr_table_cell(&table,
                      pr_calibrate_estimate(self->view.lang, now->mean, now->p05, now->p95, now->se).s);
    }
    finish(self, &table);
}

static void check_row(const page_t *self, pr_table_t *table, const pr_checked_t *figure)
{
    char name[160], period[16];
    const pr_summary_t *said = &figure->predicted;
    const pr_scenario_t *s = self->view.scenario;
    pr_reported_half(s, figure->half, period);
    snprintf(name, sizeof name, "%s %s%s%.80s", kind_name(self, figure->kind), period,
             figure->scope ? " " : "", figure->scope ? s->municipality[figure->scope - 1].name : "");
    pr_table_cell(table, name);
    pr_table_cell(table, pr_fixed(self->view.lang, figure->observed, 0).s);
    pr_table_cell(
        table,
        pr_calibrate_estimate(self->view.lang, said->mean, said->p10, said->p90, fmax(said->se, 0.3)).s);
    pr_table_cell(table, pr_percents(self->view.lang, figure->rank, 0).s);
}

/* The region's figure of that kind and half-year, or a municipality's where the region has none. */
static bool is_shown(const pr_checks_t *of, const pr_checked_t *figure)
{
    for (size_t i = 0; i < of->count && figure->scope > 0; i++) {
        const pr_checked_t *other = &of->figure[i];
        if (other->scope == 0 && other->kind == figure->kind && other->half == figure->half) {
            return false;
        }
    }
    return true;
}

/* How many figures lie above and below their bands, beside how many of the scenario's own would. */
static void outside(const page_t *self, const pr_checks_t *checks)
{
    pr_lang_t lang = self->view.lang;
    pr_outside_t of;
    pr_checks_outside(checks, &of);
    PR_SAY(&self->view, pr_calibrate_outside(of.counted, of.above, of.below),
           pr_whole(lang, (int64_t)of.counted).s, pr_whole(lang, (int64_t)of.above).s,
           pr_whole(lang, (int64_t)of.below).s, pr_calibrate_about(lang, of.expected_above).s,
           pr_calibrate_about(lang, of.expected_below).s);
}

static void checks(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_FIGURE, PR_TEXT_CALIBRATE_REPORTED,
                                        PR_TEXT_CALIBRATE_EXPECTED, PR_TEXT_CALIBRATE_RANK};
    const pr_checks_t *of = &self->of->calibration->prior_check;
    pr_lang_t lang = self->view.lang;
    pr_table_t table;
    size_t shown = 0, left = 0;
    PR_HEADING(&self->view, PR_TEXT_CALIBRATE_CHECKS, "");
    heads(self, &table, head, 4);
    for (size_t i = 0; i < of->count; i++) {
        if (is_shown(of, &of->figure[i]) && (of->figure[i].scope == 0 || shown < CHECKS_MOST)) {
            check_row(self, &table, &of->figure[i]);
            shown++;
        } else {
            left += is_shown(of, &of->figure[i]);
        }
    }
    finish(self, &table);
    if (left > 0) {
        PR_SAY(&self->view, pr_text_for(PR_TEXT_CALIBRATE_MORE_FIGURES, left),
               pr_whole(lang, (int64_t)left).s);
    }
    PR_SAY(&self->view, PR_TEXT_CALIBRATE_RANK_NOTE, "");
    outside(self, of);
}

static void score_row(const page_t *self, pr_table_t *table, int kind, const pr_backtest_score_t *at)
{
    pr_lang_t lang = self->view.lang;
    char covered[64];
    snprintf(covered, sizeof covered, "%.10s (%.10s; %.10s–%.10s)",
             pr_whole(lang, (int64_t)at->coverage.inside).s, pr_percents(lang, at->coverage.share, 0).s,
             pr_fixed(lang, 100 * at->coverage.lower, 0).s, pr_percents(lang, at->coverage.upper, 0).s);
    pr_table_cell(table, kind_name(self, kind));
    pr_table_cell(table, pr_whole(lang, (int64_t)at->coverage.n).s);
    pr_table_cell(table, covered);
    pr_table_cell(table, isnan(at->error.mape) ? "–" : pr_percents(lang, at->error.mape, 0).s);
    pr_table_cell(table, pr_fixed(lang, at->crps, 1).s);
    pr_table_cell(table, pr_fixed(lang, at->prior_crps, 1).s);
}

static void backtest(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_KIND,    PR_TEXT_CALIBRATE_COUNT,
                                        PR_TEXT_CALIBRATE_COVERED, PR_TEXT_CALIBRATE_MAPE,
                                        PR_TEXT_CALIBRATE_CRPS,    PR_TEXT_CALIBRATE_CRPS_BEFORE};
    const pr_backtest_t *of = &self->of->calibration->backtest;
    char period[16];
    pr_table_t table;
    if (of->held_out < 0) {
        PR_HEADING(&self->view, PR_TEXT_CALIBRATE_NO_BACKTEST, "");
        return;
    }
    pr_reported_half(self->view.scenario, of->held_out, period);
    PR_HEADING(&self->view, PR_TEXT_CALIBRATE_BACKTEST, period);
    heads(self, &table, head, 6);
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        if (of->score[kind].coverage.n > 0) {
            score_row(self, &table, kind, &of->score[kind]);
        }
    }
    finish(self, &table);
    PR_SAY(&self->view, PR_TEXT_CALIBRATE_BACKTEST_NOTE, "");
}

static void forecast(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_OUTCOME, PR_TEXT_CALIBRATE_BEFORE,
                                        PR_TEXT_CALIBRATE_AFTER, PR_TEXT_CALIBRATE_DIFFERENCE};
    static const pr_text_id_t outcome[PR_CALIBRATE_OUTCOMES] = {
        PR_TEXT_CALIBRATE_OUTCOME_REACHED, PR_TEXT_CALIBRATE_OUTCOME_SETTLED, PR_TEXT_CALIBRATE_OUTCOME_NET,
        PR_TEXT_CALIBRATE_OUTCOME_COST};
    pr_lang_t lang = self->view.lang;
    pr_table_t table;
    PR_HEADING(&self->view, pr_text_for(PR_TEXT_CALIBRATE_FORECAST, self->of->forecast->ensemble.replicates),
               pr_whole(lang, (int64_t)self->of->forecast->ensemble.replicates).s);
    heads(self, &table, head, 4);
    for (int i = 0; i < PR_CALIBRATE_OUTCOMES; i++) {
        pr_difference_t at = pr_calibrate_moved(self->of, pr_calibrate_outcomes[i], 0);
        if (at.base) {
            pr_table_cell(&table, pr_text(lang, outcome[i]));
            pr_table_cell(&table, pr_calibrate_estimate(lang, at.base->mean, at.base->p05, at.base->p95,
                                                        fmax(at.base->se, 0.3))
                                      .s);
            pr_table_cell(&table, pr_calibrate_estimate(lang, at.other->mean, at.other->p05, at.other->p95,
                                                        fmax(at.other->se, 0.3))
                                      .s);
            pr_table_cell(&table, pr_view_mean(lang, at.difference, 0).s);
        }
    }
    finish(self, &table);
    PR_SAY(&self->view, PR_TEXT_CALIBRATE_PAST, "");
}

int pr_report_calibrate_tables(const pr_report_t *self, const pr_calibrated_report_t *of, FILE *out,
                               pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const page_t page = {{self->lang, of->calibration->scenario, NULL, &text, NULL}, of};
    title(&page);
    if (of->calibration->count > 0) {
        parameters(&page);
    }
    if (knows_factors(of->calibration)) {
        factors(&page);
    }
    if (of->calibration->prior_check.count > 0) {
        checks(&page);
        backtest(&page);
    }
    if (of->forecast) {
        forecast(&page);
    }
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
