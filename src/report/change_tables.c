/* The change between two runs for people: amounts in whole euros that add up as printed. */
#include "report/change.h"
#include "report/settings_changed.h"
#include "report/streams.h"
#include <math.h>
#include <string.h>

const pr_text_id_t pr_change_name[PR_CHANGE_BARS] = {
    PR_TEXT_DIFF_FROM, PR_TEXT_DIFF_INDEX,  PR_TEXT_DIFF_AMOUNTS, PR_TEXT_DIFF_VOLUME,
    PR_TEXT_DIFF_KEY,  PR_TEXT_DIFF_POLICY, PR_TEXT_DIFF_SPREAD,  PR_TEXT_DIFF_TO};
const char *const pr_change_key[PR_CHANGE_BARS] = {"from", "index",  "amounts", "volume",
                                                   "key",  "policy", "spread",  "to"};

void pr_record_means(const pr_record_t *self, size_t part, const pr_scenario_t *scenario,
                     pr_change_means_t *out)
{
    memset(out, 0, sizeof *out);
    for (int column = 0; column <= scenario->years; column++) {
        char year[16];
        snprintf(year, sizeof year, "%d", scenario->first_year + column);
        for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
            const char *name = scope > 0 ? scenario->municipality[scope - 1].name : "";
            const pr_summary_t *net = pr_record_find(self, (int)part, "municipality.net_effect", name, year);
            out->net_effect[scope][column] = net && isfinite(net->mean) ? net->mean : 0;
        }
        const pr_summary_t *settled = pr_record_find(self, (int)part, "settlement", "", year);
        out->settlement[column] = settled && isfinite(settled->mean) ? settled->mean : 0;
    }
}

void pr_change_sum(const pr_change_t *change, size_t scope, int from, int to, int64_t out[PR_CHANGE_BARS])
{
    memset(out, 0, PR_CHANGE_BARS * sizeof *out);
    for (int column = from; column < to; column++) {
        out[0] += change->from[scope][column];
        out[PR_CHANGE_BARS - 1] += change->to[scope][column];
        for (int part = 0; part < PR_CHANGE_PARTS; part++) {
            out[1 + part] += change->part[part][scope][column];
        }
    }
}

pr_run_name_t pr_change_run(const pr_difference_of_runs_t *of, int side)
{
    pr_run_name_t out;
    bool several = of->record[side]->scenario_count > 1;
    if (several) {
        snprintf(out.s, sizeof out.s, "%s/%zu", of->record[side]->id, of->part[side] + 1);
    } else {
        snprintf(out.s, sizeof out.s, "%s", of->record[side]->id);
    }
    return out;
}

const char *pr_change_scenario(const pr_difference_of_runs_t *of, int side)
{
    return of->record[side]->scenario[of->part[side]].id;
}

/* Years of the scenario, and the one after the last where anything is booked in it. */
static int columns_of(const pr_difference_of_runs_t *of)
{
    int columns = of->change->columns, last = columns - 1;
    bool booked = false;
    for (size_t scope = 0; scope <= of->scenario[0]->municipality_count; scope++) {
        int64_t bar[PR_CHANGE_BARS];
        pr_change_sum(of->change, scope, last, columns, bar);
        for (int i = 0; i < PR_CHANGE_BARS; i++) {
            booked = booked || bar[i] != 0;
        }
    }
    return booked ? columns : last;
}

void pr_change_rows(const pr_difference_of_runs_t *of, pr_change_row_t row, void *context)
{
    const pr_scenario_t *scenario = of->scenario[0];
    int64_t bar[PR_CHANGE_BARS];
    int columns = columns_of(of);
    for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
        const char *name = scope > 0 ? scenario->municipality[scope - 1].name : "";
        for (int column = 0; column < columns; column++) {
            char year[16];
            snprintf(year, sizeof year, "%d", scenario->first_year + column);
            pr_change_sum(of->change, scope, column, column + 1, bar);
            row(context, year, name, bar);
        }
        pr_change_sum(of->change, scope, 0, of->change->columns, bar);
        row(context, "all", name, bar);
    }
}

/* ---- whole euros ---- */

/* Where the waterfall stands before each bar but the last, and after all: parts become differences of these,
   so that what is printed adds up. */
static void levels_of(const int64_t bar[PR_CHANGE_BARS], int64_t level[PR_CHANGE_BARS - 1])
{
    level[0] = bar[0];
    for (int i = 1; i <= PR_CHANGE_PARTS; i++) {
        level[i] = level[i - 1] + bar[i];
    }
}

static void bars_of(const int64_t level[PR_CHANGE_BARS - 1], int64_t bar[PR_CHANGE_BARS])
{
    bar[0] = level[0];
    for (int i = 1; i <= PR_CHANGE_PARTS; i++) {
        bar[i] = level[i] - level[i - 1];
    }
    bar[PR_CHANGE_BARS - 1] = level[PR_CHANGE_PARTS];
}

static void region_levels(const pr_change_t *change, int from, int to, int64_t out[PR_CHANGE_BARS - 1])
{
    int64_t bar[PR_CHANGE_BARS], level[PR_CHANGE_BARS - 1];
    pr_change_sum(change, 0, from, to, bar);
    levels_of(bar, level);
    for (int i = 0; i < PR_CHANGE_BARS - 1; i++) {
        out[i] = pr_round_half_away((long double)level[i] / PR_UNIT_EURO);
    }
}

/* Euros of the region: decided years, indicative ones, both. */
typedef struct {
    int64_t level[3][PR_CHANGE_BARS - 1];
} region_t;

static region_t region_of(const pr_difference_of_runs_t *of)
{
    region_t out;
    int decided = pr_money_decided(of->scenario[0]);
    region_levels(of->change, 0, decided, out.level[0]);
    region_levels(of->change, decided, of->change->columns, out.level[1]);
    for (int i = 0; i < PR_CHANGE_BARS - 1; i++) {
        out.level[2][i] = out.level[0][i] + out.level[1][i];
    }
    return out;
}

/* ---- tables ---- */

static pr_number_t signed_whole(pr_lang_t lang, int64_t x, int bar)
{
    bool part = bar > 0 && bar <= PR_CHANGE_PARTS;
    pr_number_t number = pr_whole(lang, x), out;
    snprintf(out.s, sizeof out.s, "%s%.60s", part && x > 0 ? "+" : "", number.s);
    return out;
}

static void region_table(const pr_view_t *view, const pr_difference_of_runs_t *of, const region_t *region)
{
    static const pr_text_id_t head[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_DIFF_ALL_YEARS};
    int64_t bar[3][PR_CHANGE_BARS];
    pr_table_t table;
    pr_table_init(&table, 4);
    pr_table_cell(&table, pr_text(view->lang, PR_TEXT_DIFF_PART));
    for (int i = 0; i < 3; i++) {
        pr_table_cell(&table, pr_text(view->lang, head[i]));
        bars_of(region->level[i], bar[i]);
    }
    for (int i = 0; i < PR_CHANGE_BARS; i++) {
        char name[160];
        bool end = i == 0 || i == PR_CHANGE_BARS - 1;
        int side = i > 0;
        snprintf(name, sizeof name, "%s%s%s", pr_text(view->lang, pr_change_name[i]), end ? " " : "",
                 end ? pr_change_run(of, side).s : "");
        if (i != 1 && end) {
            pr_table_rule(&table);
        }
        pr_table_cell(&table, name);
        for (int k = 0; k < 3; k++) {
            pr_table_cell(&table, signed_whole(view->lang, bar[k][i], i).s);
        }
    }
    pr_table_print(&table, view->out);
    view->out->failed = view->out->failed || table.cells.failed;
    pr_table_free(&table);
}

/* Levels of the municipalities that sum to the region's as printed: level[i][m]. */
static void local_levels(const pr_difference_of_runs_t *of, const region_t *region,
                         int64_t level[][PR_MAX_MUNICIPALITIES])
{
    size_t n = of->scenario[0]->municipality_count;
    int64_t cents[PR_CHANGE_BARS - 1][PR_MAX_MUNICIPALITIES];
    for (size_t m = 0; m < n; m++) {
        int64_t bar[PR_CHANGE_BARS], own[PR_CHANGE_BARS - 1];
        pr_change_sum(of->change, 1 + m, 0, of->change->columns, bar);
        levels_of(bar, own);
        for (int i = 0; i < PR_CHANGE_BARS - 1; i++) {
            cents[i][m] = own[i];
        }
    }
    for (int i = 0; i < PR_CHANGE_BARS - 1; i++) {
        pr_units_round(n, cents[i], PR_UNIT_EURO, region->level[2][i], level[i]);
    }
}

static void bar_cells(const pr_view_t *view, pr_table_t *table, const char *name,
                      const int64_t level[PR_CHANGE_BARS - 1])
{
    int64_t bar[PR_CHANGE_BARS];
    bars_of(level, bar);
    pr_table_cell(table, name);
    for (int i = 0; i < PR_CHANGE_BARS; i++) {
        pr_table_cell(table, signed_whole(view->lang, bar[i], i).s);
    }
}

static void local_table(const pr_view_t *view, const pr_difference_of_runs_t *of, const region_t *region)
{
    int64_t level[PR_CHANGE_BARS - 1][PR_MAX_MUNICIPALITIES], own[PR_CHANGE_BARS - 1];
    pr_table_t table;
    local_levels(of, region, level);
    pr_table_init(&table, 1 + PR_CHANGE_BARS);
    table.gap = 1;
    pr_table_cell(&table, pr_text(view->lang, PR_TEXT_MUNICIPALITY));
    for (int i = 0; i < PR_CHANGE_BARS; i++) {
        pr_table_cell(&table, pr_text(view->lang, pr_change_name[i]));
    }
    pr_table_rule(&table);
    for (size_t m = 0; m < of->scenario[0]->municipality_count; m++) {
        for (int i = 0; i < PR_CHANGE_BARS - 1; i++) {
            own[i] = level[i][m];
        }
        bar_cells(view, &table, of->scenario[0]->municipality[m].name, own);
    }
    pr_table_rule(&table);
    bar_cells(view, &table, pr_text(view->lang, PR_TEXT_REGION), region->level[2]);
    pr_table_print(&table, view->out);
    view->out->failed = view->out->failed || table.cells.failed;
    pr_table_free(&table);
}

static pr_number_t error_of(const pr_view_t *view, const pr_difference_of_runs_t *of, int side)
{
    const pr_summary_t *net =
        pr_record_find(of->record[side], (int)of->part[side], "municipality.net_effect", "", "all");
    if (!net || !isfinite(net->se)) {
        return (pr_number_t){"–"};
    }
    int decimals = net->se > 0 ? 1 - (int)floor(log10(net->se)) : 0; /* two digits */
    return pr_fixed(view->lang, net->se, decimals < 0 ? decimals : 0);
}

static int settings(const pr_view_t *view, const pr_difference_of_runs_t *of, pr_errors_t *errors)
{
    const pr_record_scenario_t *a = &of->record[0]->scenario[of->part[0]],
                               *b = &of->record[1]->scenario[of->part[1]];
    bool same = strcmp(a->sha256, b->sha256) == 0;
    PR_HEADING(view, same ? PR_TEXT_DIFF_NO_SETTINGS : PR_TEXT_DIFF_SETTINGS, "");
    return same ? 0 : pr_settings_changed(view, a->text, b->text, errors);
}

int pr_report_change(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                     pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const pr_view_t view = {self->lang, of->scenario[0], NULL, &text, NULL};
    region_t region = region_of(of);
    PR_SAY(&view, PR_TEXT_DIFF_HEADING, pr_change_run(of, 0).s, pr_change_scenario(of, 0),
           pr_change_run(of, 1).s, pr_change_scenario(of, 1));
    region_table(&view, of, &region);
    PR_HEADING(&view, PR_TEXT_DIFF_LOCAL, "");
    local_table(&view, of, &region);
    PR_SAY(&view, PR_TEXT_DIFF_ORDER, "");
    PR_SAY(&view, PR_TEXT_DIFF_ERROR, error_of(&view, of, 0).s, error_of(&view, of, 1).s);
    int status = settings(&view, of, errors);
    int written = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status ? status : written;
}
