/* What each municipality gives up and pays, per year: the reduction, the net effect, and the latter's range.
 */
#include "report/view.h"

/* A table of municipalities by years [from, to), with their total and where asked that of all years. */
typedef struct {
    const pr_view_t *view;
    pr_figure_kind_t kind;
    int from, to;
    int64_t unit;
    bool grand;
    pr_table_t table;
} local_t;

static pr_mark_kind_t mark_of(const local_t *self, int from, int to)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (int y = from; y < to && y < self->view->scenario->years && self->kind == PR_FIGURE_REDUCTION; y++) {
        pr_mark_kind_t mark =
            pr_money_channel_mark(self->view->scenario, &self->view->run->central, PR_CHANNEL_SURPLUS, y);
        last = mark > last ? mark : last;
    }
    return self->kind == PR_FIGURE_REDUCTION ? last : pr_view_mark(self->view, from, to);
}

static void heads(local_t *self)
{
    int origin = self->view->scenario->first_year;
    pr_table_init(&self->table, (size_t)(self->to - self->from) + 2 + self->grand);
    self->table.sortable = true;
    pr_table_cell(&self->table, pr_text(self->view->lang, PR_TEXT_MUNICIPALITY));
    for (int y = self->from; y < self->to; y++) {
        pr_view_head(&self->table, pr_view_span(origin + y, origin + y).s);
    }
    pr_view_head(&self->table, pr_view_span(origin + self->from, origin + self->to - 1).s);
    if (self->grand) {
        pr_view_head(&self->table, pr_view_span(origin, origin + self->to - 1).s);
    }
    pr_table_rule(&self->table);
}

/* An amount of nothing rests on nothing. */
static void cell(local_t *self, int64_t units, int from, int to)
{
    pr_view_amount(self->view, &self->table, units, self->unit,
                   units ? mark_of(self, from, to) : PR_MARK_NONE);
}

/* Cells of the years, then the row's totals; each rounded by itself. */
static void row(local_t *self, const char *label, const pr_bridge_t *years, const pr_bridge_t *total,
                const pr_bridge_t *grand)
{
    pr_table_cell(&self->table, label);
    for (int y = self->from; y < self->to; y++) {
        cell(self, pr_bridge_figure(&years[y], self->kind, self->unit), y, y + 1);
    }
    cell(self, pr_bridge_figure(total, self->kind, self->unit), self->from, self->to);
    if (self->grand) {
        cell(self, pr_bridge_figure(grand, self->kind, self->unit), 0, self->to);
    }
}

static void rows(local_t *self)
{
    const pr_view_t *view = self->view;
    size_t n = view->scenario->municipality_count;
    pr_bridge_t year[1 + PR_MAX_MUNICIPALITIES], part[1 + PR_MAX_MUNICIPALITIES],
        whole[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_t years[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    pr_bridge_sum(view, self->from, self->to, part);
    pr_bridge_sum(view, 0, self->to, whole);
    for (int y = self->from; y < self->to; y++) {
        pr_bridge_sum(view, y, y + 1, year);
        for (size_t scope = 0; scope <= n; scope++) {
            years[scope][y] = year[scope];
        }
    }
    for (size_t m = 1; m <= n + 1; m++) {
        size_t scope = m <= n ? m : 0;
        if (scope == 0) {
            pr_table_rule(&self->table);
        }
        row(self, scope ? view->scenario->municipality[m - 1].name : pr_text(view->lang, PR_TEXT_REGION),
            years[scope], &part[scope], &whole[scope]);
    }
}

static void local_table(const pr_view_t *self, pr_figure_kind_t kind, bool decided)
{
    bool reduction = kind == PR_FIGURE_REDUCTION;
    int split = pr_money_decided(self->scenario);
    int columns = reduction ? self->scenario->years : pr_bridge_columns(self->scenario);
    int64_t exact = reduction ? PR_UNIT_CENT : PR_UNIT_EURO;
    local_t table = {.view = self,
                     .kind = kind,
                     .from = decided ? 0 : split,
                     .to = decided ? split : columns,
                     .unit = decided ? exact : PR_UNIT_THOUSAND,
                     .grand = !decided && split > 0};
    if (table.from >= table.to) {
        return;
    }
    PR_HEADING(self, reduction ? PR_TEXT_REDUCTION : PR_TEXT_NET_YEARS,
               pr_text(self->lang, decided ? PR_TEXT_DECIDED : PR_TEXT_INDICATIVE),
               pr_text(self->lang, decided ? PR_TEXT_IN_EUROS : PR_TEXT_IN_THOUSANDS));
    heads(&table);
    rows(&table);
    pr_view_table(self, &table.table);
    pr_table_free(&table.table);
    if (table.unit != PR_UNIT_CENT) {
        PR_SAY(self, PR_TEXT_ROUNDED_NOTE, "");
    }
}

void pr_table_reduction(const pr_view_t *self)
{
    local_table(self, PR_FIGURE_REDUCTION, true);
    local_table(self, PR_FIGURE_REDUCTION, false);
    pr_gates_planned(self);
}

/* ---- the net effect with its range ---- */

static void add_part(const pr_view_t *self, pr_part_t part, int from, int to, pr_parts_t *out)
{
    int64_t unit = part == PR_PART_DECIDED ? PR_UNIT_EURO : PR_UNIT_THOUSAND;
    int i = out->count++;
    out->part[i] = part;
    out->from[i] = from;
    out->to[i] = to;
    out->unit[i] = unit;
    pr_bridge_sum(self, from, to, out->net[i]);
}

void pr_parts_find(const pr_view_t *self, pr_parts_t *out)
{
    int split = pr_money_decided(self->scenario), columns = pr_bridge_columns(self->scenario);
    out->count = 0;
    if (split > 0) {
        add_part(self, PR_PART_DECIDED, 0, split, out);
    }
    if (split < columns) {
        add_part(self, PR_PART_INDICATIVE, split, columns, out);
    }
    if (out->count == 2) {
        add_part(self, PR_PART_WHOLE, 0, columns, out);
    }
}

static void range_heads(const pr_view_t *self, const pr_parts_t *parts, pr_table_t *table)
{
    static const pr_text_id_t name[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE, PR_TEXT_COMPARE_SUM};
    int origin = self->scenario->first_year;
    pr_table_init(table, 1 + 2 * (size_t)parts->count);
    table->group = 2;
    table->sortable = true;
    pr_table_cell(table, "");
    for (int i = 0; i < parts->count; i++) {
        char head[64];
        snprintf(head, sizeof head, "%s,", pr_text(self->lang, name[parts->part[i]]));
        pr_view_head(table, head);
        pr_table_cell(table, "");
    }
    pr_table_cell(table, pr_text(self->lang, PR_TEXT_MUNICIPALITY));
    for (int i = 0; i < parts->count; i++) {
        pr_view_head(table, pr_text(self->lang, parts->unit[i] == PR_UNIT_EURO ? PR_TEXT_IN_EUROS
                                                                               : PR_TEXT_IN_THOUSANDS));
        pr_table_cell(table, "");
    }
    pr_table_cell(table, "");
    for (int i = 0; i < parts->count; i++) {
        pr_view_head(table, pr_view_span(origin + parts->from[i], origin + parts->to[i] - 1).s);
        pr_table_cell(table, pr_text(self->lang, PR_TEXT_RANGE));
    }
    pr_table_rule(table);
}

static void range_row(const pr_view_t *self, const pr_parts_t *parts, pr_table_t *table, size_t scope)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_table_cell(table,
                  scope ? scenario->municipality[scope - 1].name : pr_text(self->lang, PR_TEXT_REGION));
    for (int i = 0; i < parts->count; i++) {
        pr_view_amount(self, table, pr_bridge_figure(&parts->net[i][scope], PR_FIGURE_NET, parts->unit[i]),
                       parts->unit[i], pr_view_mark(self, parts->from[i], parts->to[i]));
        pr_table_cell(table, pr_view_range(self->lang,
                                           pr_run_part(self->run, "municipality.net_effect", (int)scope,
                                                       parts->part[i]),
                                           parts->unit[i])
                                 .s);
    }
}

void pr_table_net_range(const pr_view_t *self, bool whole)
{
    pr_parts_t parts;
    pr_table_t table;
    pr_parts_find(self, &parts);
    parts.count -= parts.count == PR_PARTS && !whole;
    PR_HEADING(self, PR_TEXT_NET_RANGE, "");
    range_heads(self, &parts, &table);
    for (size_t m = 1; m <= self->scenario->municipality_count; m++) {
        range_row(self, &parts, &table, m);
    }
    pr_table_rule(&table);
    range_row(self, &parts, &table, 0);
    pr_view_table(self, &table);
    pr_table_free(&table);
    PR_SAY(self, PR_TEXT_NET_RANGE_NOTE, "");
    PR_SAY(self, PR_TEXT_ROUNDED_NOTE, "");
}

void pr_table_net_years(const pr_view_t *self)
{
    local_table(self, PR_FIGURE_NET, true);
    local_table(self, PR_FIGURE_NET, false);
}

void pr_table_net_effect(const pr_view_t *self)
{
    pr_table_net_years(self);
    pr_table_net_range(self, true);
}
