/* A kept sensitivity, decision or calibration for people: see archive_studies.h. */
#include "report/archive_studies.h"
#include "report/calibrate_rows.h"
#include "report/decide_cells.h"
#include "report/sensitivity_page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMALS_MOST = 6 };

/* ---- what they share ---- */

static bool is(const pr_record_outcome_t *at, const char *metric, const char *measure)
{
    return (!metric || strcmp(at->metric, metric) == 0) && (!measure || strcmp(at->measure, measure) == 0);
}

static const pr_summary_t *find(const pr_record_t *record, int scenario, const char *metric,
                                const char *measure, const char *item)
{
    static const pr_summary_t none = {.mean = NAN, .sd = NAN, .se = NAN, .p05 = NAN, .p50 = NAN, .p95 = NAN};
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (at->scenario == scenario && is(at, metric, measure) && strcmp(at->item, item) == 0) {
            return &at->summary;
        }
    }
    return &none;
}

static void open_table(const pr_view_t *view, pr_table_t *table, size_t columns, const pr_text_id_t *head)
{
    pr_table_init(table, columns);
    for (size_t i = 0; i < columns; i++) {
        pr_table_cell(table, pr_text(view->lang, head[i]));
    }
    pr_table_rule(table);
}

static void close_table(const pr_view_t *view, pr_table_t *table)
{
    pr_table_print(table, view->out);
    view->out->failed = view->out->failed || table->cells.failed;
    pr_table_free(table);
}

/* Only where the table has rows. */
static void close_part(const pr_view_t *view, pr_table_t *table, pr_text_id_t heading)
{
    if (table->count > 2 * table->columns) { /* the head and its rule */
        PR_HEADING(view, heading, "");
        close_table(view, table);
    } else {
        pr_table_free(table);
    }
}

static void estimate_cell(const pr_view_t *view, pr_table_t *table, const pr_summary_t *at, double unit)
{
    pr_table_cell(table, pr_decide_estimate(view->lang, (pr_valued_t){at->mean, at->se}, unit, 0).s);
}

/* ---- sensitivity ---- */

/* "55 % ± 2,4 %": as the command prints it, with the digit of the error. */
static void share_cell(const pr_view_t *view, pr_table_t *table, const pr_summary_t *at)
{
    const pr_sensitivity_page_t page = {.view = *view};
    pr_number_t share = pr_sensitivity_page_share(&page, at->mean, at->se), out;
    pr_number_t error = pr_percents(view->lang, at->se, pr_decimals(100 * at->se, 1) + 1);
    snprintf(out.s, sizeof out.s, "%.25s ± %.25s", share.s, error.s);
    pr_table_cell(table, isfinite(at->mean) && at->se > 0 ? out.s : share.s);
}

static const char *unknown_name(const pr_view_t *view, const char *item)
{
    return strcmp(item, "chance") == 0 ? pr_text(view->lang, PR_TEXT_SENSITIVITY_CHANCE)
           : strcmp(item, "rest") == 0 ? pr_text(view->lang, PR_TEXT_SHOW_REST)
                                       : item;
}

static bool same_outcome(const pr_record_outcome_t *a, const pr_record_outcome_t *b)
{
    return strcmp(a->metric, b->metric) == 0 && strcmp(a->period, b->period) == 0 &&
           strcmp(a->municipality, b->municipality) == 0;
}

/* Parameters with an index of their own because of another outcome may do nothing to this one. */
static bool deserves_row(const pr_record_outcome_t *total)
{
    bool named = strcmp(total->item, "chance") != 0 && strcmp(total->item, "rest") != 0;
    return !named || !(total->summary.mean < PR_SENSITIVITY_WORTH);
}

/* Unknowns in the order in which they were kept: the largest total index first. */
static void sensitivity_table(const pr_view_t *view, const pr_record_t *record,
                              const pr_record_outcome_t *outcome)
{
    static const pr_text_id_t head[] = {PR_TEXT_SENSITIVITY_UNKNOWN, PR_TEXT_SENSITIVITY_FIRST,
                                        PR_TEXT_SENSITIVITY_TOTAL};
    const pr_record_outcome_t *first = NULL;
    pr_table_t table;
    int64_t left_out = 0;
    open_table(view, &table, 3, head);
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (!same_outcome(at, outcome)) {
            continue;
        }
        if (is(at, NULL, "sobol_first")) {
            first = at;
        } else if (first && is(at, NULL, "sobol_total") && !deserves_row(at)) {
            left_out++;
        } else if (first && is(at, NULL, "sobol_total")) {
            pr_table_cell(&table, unknown_name(view, at->item));
            share_cell(view, &table, &first->summary);
            share_cell(view, &table, &at->summary);
        }
    }
    close_table(view, &table);
    if (left_out > 0) {
        PR_SAY(view, pr_text_for(PR_TEXT_SENSITIVITY_LEFT_OUT, (uint64_t)left_out),
               pr_whole(view->lang, left_out).s, pr_percents(view->lang, PR_SENSITIVITY_WORTH, 1).s);
    }
}

static void sensitivity(const pr_view_t *view, const pr_record_t *record)
{
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (is(at, NULL, "mean")) {
            bool all = strcmp(at->period, "all") == 0;
            PR_HEADING(view, PR_TEXT_SHOW_OUTCOME, at->metric,
                       *at->municipality ? at->municipality : pr_text(view->lang, PR_TEXT_SENSITIVITY_REGION),
                       all ? pr_text(view->lang, PR_TEXT_SHOW_ALL_YEARS) : at->period,
                       pr_view_mean(view->lang, &at->summary, 4).s);
            sensitivity_table(view, record, at);
        }
    }
}

/* ---- decide ---- */

/* The first year that counts, as the command was told or found. */
static const char *first_year(const pr_record_t *record)
{
    const char *year = "";
    for (size_t i = 0; i < record->option_count; i++) {
        year = strcmp(record->option[i].name, "from") == 0 ? record->option[i].value : year;
    }
    return year;
}

static void decide_options(const pr_view_t *view, const pr_record_t *record)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_OPTION, PR_TEXT_DECIDE_COST, PR_TEXT_DECIDE_REACHED,
                                        PR_TEXT_DECIDE_UNIT_COST};
    pr_table_t table;
    PR_HEADING(view, PR_TEXT_DECIDE_OPTIONS, first_year(record));
    open_table(view, &table, 4, head);
    for (size_t k = 0; k < record->scenario_count; k++) {
        pr_table_cell(&table, record->scenario[k].id);
        estimate_cell(view, &table, find(record, (int)k, "cost", "option", ""), PR_DECIDE_THOUSAND);
        estimate_cell(view, &table, find(record, (int)k, "residents", "option", ""), 1);
        estimate_cell(view, &table, find(record, (int)k, "cost_per_resident", "option", ""), 1);
    }
    close_table(view, &table);
}

/* What knowing is worth, told as the command tells it. */
static void knowing_cell(const pr_view_t *view, pr_table_t *table, const pr_summary_t *at)
{
    if (isnan(at->mean)) {
        pr_table_cell(table, "–");
    } else {
        pr_decide_knowing_cell(view->lang, table, (pr_valued_t){at->mean, at->se}, PR_DECIDE_THOUSAND, 0);
    }
}

/* What is worth so much, and the option that is best there; of a switch the option from there on. */
static void decide_row(const pr_view_t *view, pr_table_t *table, const pr_record_t *record,
                       const pr_record_outcome_t *at)
{
    bool turns = is(at, "switch", NULL);
    double worth = turns ? at->summary.mean : strtod(at->item, NULL);
    pr_text_t best;
    pr_text_init(&best);
    if (turns) {
        PR_FILL(&best, view->lang, PR_TEXT_SHOW_SWITCH, record->scenario[at->scenario].id);
    } else {
        pr_text_adds(&best, record->scenario[at->scenario].id);
    }
    view->out->failed = view->out->failed || best.failed;
    pr_table_cell(table, pr_decide_euros(view->lang, worth, turns ? at->summary.se : 0).s);
    pr_table_cell(table, best.data ? best.data : "");
    pr_text_free(&best);
    if (turns) {
        pr_table_cell(table, "");
    } else {
        estimate_cell(view, table, &at->summary, PR_DECIDE_THOUSAND);
    }
    knowing_cell(view, table, find(record, at->scenario, "evpi", at->measure, at->item));
    knowing_cell(view, table, find(record, at->scenario, "evsi", at->measure, at->item));
}

static void decide_values(const pr_view_t *view, const pr_record_t *record, const char *yardstick,
                          pr_text_id_t heading)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_WORTH, PR_TEXT_DECIDE_BEST, PR_TEXT_DECIDE_NET_BENEFIT,
                                        PR_TEXT_SHOW_EVPI, PR_TEXT_SHOW_EVSI};
    pr_table_t table;
    open_table(view, &table, 5, head);
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (is(at, "best", yardstick) || is(at, "switch", yardstick)) {
            decide_row(view, &table, record, at);
        }
    }
    close_part(view, &table, heading);
}

static void decide_rules(const pr_view_t *view, const pr_record_t *record)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDE_OPTION, PR_TEXT_DECIDE_WORTH,
                                        PR_TEXT_DECIDE_NET_BENEFIT, PR_TEXT_SHOW_RULES_GAIN};
    pr_table_t table;
    open_table(view, &table, 4, head);
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (is(at, "rules", NULL)) {
            pr_table_cell(&table, record->scenario[at->scenario].id);
            pr_table_cell(&table, pr_decide_euros(view->lang, strtod(at->item, NULL), 0).s);
            estimate_cell(view, &table, &at->summary, PR_DECIDE_THOUSAND);
            estimate_cell(view, &table, find(record, at->scenario, "rules_gain", at->measure, at->item),
                          PR_DECIDE_THOUSAND);
        }
    }
    close_part(view, &table, PR_TEXT_SHOW_RULES);
}

static void decide(const pr_view_t *view, const pr_record_t *record)
{
    if (!isnan(find(record, 0, "cost", "option", "")->mean)) {
        decide_options(view, record);
    }
    decide_values(view, record, "resident", PR_TEXT_SHOW_VALUES_RESIDENT);
    decide_values(view, record, "success", PR_TEXT_SHOW_VALUES_SUCCESS);
    decide_rules(view, record);
}

/* ---- calibrate ---- */

static void calibrate_row(const pr_view_t *view, pr_table_t *table, const char *name, const pr_summary_t *at)
{
    pr_table_cell(table, name);
    pr_table_cell(table, pr_calibrate_estimate(view->lang, at->mean, at->p05, at->p95, at->se).s);
    pr_table_cell(table, pr_fixed(view->lang, at->sd, pr_decimals(at->se, DECIMALS_MOST)).s);
}

/* Of a kind of rows with a posterior. */
static void calibrate_table(const pr_view_t *view, const pr_record_t *record, const char *metric,
                            pr_text_id_t heading, pr_text_id_t first)
{
    const pr_text_id_t head[] = {first, PR_TEXT_CALIBRATE_AFTER, PR_TEXT_SHOW_SD};
    pr_table_t table;
    open_table(view, &table, 3, head);
    for (size_t i = 0; i < record->outcome_count; i++) {
        const pr_record_outcome_t *at = &record->outcome[i];
        if (is(at, metric, "posterior")) {
            calibrate_row(view, &table, *at->item ? at->item : at->municipality, &at->summary);
        }
    }
    close_part(view, &table, heading);
}

static int64_t count_of(const pr_record_t *record, const char *metric, const char *measure, const char *item)
{
    double x = find(record, 0, metric, measure, item)->mean;
    return isfinite(x) ? (int64_t)x : 0;
}

static void calibrate_figures(const pr_view_t *view, const pr_record_t *record)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_KIND, PR_TEXT_CALIBRATE_READ,
                                        PR_TEXT_CALIBRATE_USED, PR_TEXT_SHOW_INSIDE};
    static const struct {
        const char *item;
        pr_text_id_t name;
    } kind[PR_FIGURE_KINDS] = {{"hours", PR_TEXT_CALIBRATE_KIND_HOURS},
                               {"reached", PR_TEXT_CALIBRATE_KIND_REACHED},
                               {"waiting", PR_TEXT_CALIBRATE_KIND_WAITING},
                               {"persons", PR_TEXT_CALIBRATE_KIND_PERSONS},
                               {"ova", PR_TEXT_CALIBRATE_KIND_OVA}};
    pr_table_t table;
    PR_HEADING(view, PR_TEXT_CALIBRATE_FIGURES, "");
    open_table(view, &table, 4, head);
    for (size_t i = 0; i < PR_FIGURE_KINDS; i++) {
        int64_t held_out = count_of(record, "backtest", "figures", kind[i].item);
        pr_text_t inside;
        pr_text_init(&inside);
        PR_FILL(&inside, view->lang, PR_TEXT_SHOW_HELD_OUT,
                pr_whole(view->lang, count_of(record, "backtest", "inside", kind[i].item)).s,
                pr_whole(view->lang, held_out).s);
        pr_table_cell(&table, pr_text(view->lang, kind[i].name));
        pr_table_cell(&table, pr_whole(view->lang, count_of(record, "figures", "read", kind[i].item)).s);
        pr_table_cell(&table, pr_whole(view->lang, count_of(record, "figures", "used", kind[i].item)).s);
        pr_table_cell(&table, held_out > 0 && inside.data ? inside.data : "–");
        view->out->failed = view->out->failed || inside.failed;
        pr_text_free(&inside);
    }
    close_table(view, &table);
}

static void calibrate_forecast(const pr_view_t *view, const pr_record_t *record)
{
    static const pr_text_id_t head[] = {PR_TEXT_CALIBRATE_OUTCOME, PR_TEXT_CALIBRATE_BEFORE,
                                        PR_TEXT_CALIBRATE_AFTER};
    static const pr_text_id_t name[PR_CALIBRATE_OUTCOMES] = {
        PR_TEXT_CALIBRATE_OUTCOME_REACHED, PR_TEXT_CALIBRATE_OUTCOME_SETTLED, PR_TEXT_CALIBRATE_OUTCOME_NET,
        PR_TEXT_CALIBRATE_OUTCOME_COST};
    pr_table_t table;
    if (isnan(find(record, 0, pr_calibrate_outcomes[0], "after", "")->mean)) {
        return;
    }
    PR_HEADING(view, PR_TEXT_SHOW_FORECAST, "");
    open_table(view, &table, 3, head);
    for (int i = 0; i < PR_CALIBRATE_OUTCOMES; i++) {
        pr_table_cell(&table, pr_text(view->lang, name[i]));
        for (int after = 0; after < 2; after++) {
            const pr_summary_t *at =
                find(record, 0, pr_calibrate_outcomes[i], after ? "after" : "before", "");
            pr_table_cell(&table,
                          pr_calibrate_estimate(view->lang, at->mean, at->p05, at->p95, fmax(at->se, 0.3)).s);
        }
    }
    close_table(view, &table);
}

static void calibrate(const pr_view_t *view, const pr_record_t *record)
{
    int64_t priors = 0;
    for (size_t i = 0; i < record->outcome_count; i++) {
        priors += is(&record->outcome[i], "parameter", "prior");
    }
    if (count_of(record, "figures", "invented", "") > 0) {
        PR_SAY(view, PR_TEXT_CALIBRATE_INVENTED, "");
    }
    calibrate_figures(view, record);
    int64_t checked = count_of(record, "check", "figures", ""),
            above = count_of(record, "check", "above", ""), below = count_of(record, "check", "below", "");
    PR_SAY(view, pr_calibrate_outside((uint64_t)checked, (uint64_t)above, (uint64_t)below),
           pr_whole(view->lang, checked).s, pr_whole(view->lang, above).s, pr_whole(view->lang, below).s,
           pr_calibrate_about(view->lang, find(record, 0, "check", "expected_above", "")->mean).s,
           pr_calibrate_about(view->lang, find(record, 0, "check", "expected_below", "")->mean).s);
    calibrate_table(view, record, "parameter", PR_TEXT_CALIBRATE_PARAMETERS, PR_TEXT_CALIBRATE_PARAMETER);
    if (priors > 0) {
        PR_SAY(view, pr_text_for(PR_TEXT_SHOW_PRIOR, (uint64_t)priors), pr_whole(view->lang, priors).s);
    }
    calibrate_table(view, record, "demand_factor", PR_TEXT_CALIBRATE_FACTORS, PR_TEXT_MUNICIPALITY);
    calibrate_forecast(view, record);
}

void pr_archive_study(const pr_view_t *view, const pr_record_t *record)
{
    static void (*const page[PR_RECORD_KINDS])(const pr_view_t *,
                                               const pr_record_t *) = {[PR_RECORD_SENSITIVITY] = sensitivity,
                                                                       [PR_RECORD_DECIDE] = decide,
                                                                       [PR_RECORD_CALIBRATE] = calibrate};
    if (page[record->kind]) {
        page[record->kind](view, record);
    }
}
