/* The step of an explained amount in which an allocation policy makes shares of what it looks at. */
#include "report/explain.h"
#include <string.h>

enum { COLUMNS_MOST = 10 };

/* A column: its heading and the number of each municipality, as a count or as a share of a whole. */
typedef struct {
    char head[64];
    const int64_t *value;
    double whole; /* of a share; 0: thousandths that are counted */
    int decimals;
} column_t;

typedef struct {
    size_t count;
    column_t column[COLUMNS_MOST];
} columns_t;

static void add_column(columns_t *self, const char *head, const int64_t *value, double whole, int decimals)
{
    column_t *column = &self->column[self->count++];
    *column = (column_t){.value = value, .whole = whole, .decimals = decimals};
    snprintf(column->head, sizeof column->head, "%s", head);
}

static void add_residents(columns_t *self, const pr_page_t *page, const pr_explain_year_t *year, int years)
{
    for (int back = years; back >= 1; back--) {
        char when[16];
        pr_text_t head;
        pr_text_init(&head);
        snprintf(when, sizeof when, "%d", year->year - back);
        PR_FILL(&head, page->view.lang, PR_TEXT_EXPLAIN_POLICY_REACHED, when);
        page->view.out->failed = page->view.out->failed || head.failed;
        if (year->year - back >= page->of->scenario->first_year) {
            add_column(self, head.failed ? "" : head.data, year->base.residents[back - 1], 0, 1);
        }
        pr_text_free(&head);
    }
}

static void add_mix(columns_t *self, pr_lang_t lang, const pr_explain_year_t *year)
{
    double whole = (double)PR_ALLOCATION_WHOLE;
    add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_POLICY_MIX), year->mix, whole, 4);
    add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_POLICY_FLOOR), year->base.floor, whole, 4);
    add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_POLICY_CAP), year->base.cap, whole, 4);
}

static void choose_columns(columns_t *self, const pr_page_t *page, const pr_explain_year_t *year)
{
    pr_lang_t lang = page->view.lang;
    bool mixed = year->policy == PR_ALLOCATION_MIXED;
    add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_KEY_SHARE), year->base.key, 1e4, 2);
    if (mixed || year->policy == PR_ALLOCATION_PREVIOUS_YEAR) {
        add_residents(self, page, year, 1);
    } else if (year->policy == PR_ALLOCATION_THREE_YEAR_AVERAGE) {
        add_residents(self, page, year, PR_ALLOCATION_LOOK_BACK);
    }
    if (mixed || year->policy == PR_ALLOCATION_POPULATION) {
        add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_POLICY_INHABITANTS), year->base.population, 0, 0);
    }
    if (mixed) {
        add_mix(self, lang, year);
    }
    add_column(self, pr_text(lang, PR_TEXT_EXPLAIN_POLICY_SHARE), year->weight, (double)year->weights, 4);
}

static void say_table(pr_page_t *self, const pr_explain_year_t *year)
{
    columns_t columns = {0};
    pr_table_t table;
    choose_columns(&columns, self, year);
    pr_table_init(&table, 1 + columns.count);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_MUNICIPALITY));
    for (size_t i = 0; i < columns.count; i++) {
        pr_table_cell(&table, columns.column[i].head);
    }
    pr_table_rule(&table);
    for (size_t m = 0; m < self->of->scenario->municipality_count; m++) {
        bool asked = self->of->item->scope == 1 + (int)m;
        char name[80];
        snprintf(name, sizeof name, "%s%.60s", asked ? "> " : "  ", self->of->scenario->municipality[m].name);
        pr_table_cell(&table, name);
        for (size_t i = 0; i < columns.count; i++) {
            const column_t *column = &columns.column[i];
            double value = (double)column->value[m];
            pr_number_t shown = column->whole > 0
                                    ? pr_percents(self->view.lang, value / column->whole, column->decimals)
                                    : pr_fixed(self->view.lang, value / 1000, column->decimals);
            pr_table_cell(&table, shown.s);
        }
    }
    pr_table_print(&table, self->view.out);
    pr_table_free(&table);
}

static bool nobody_reached(const pr_explain_year_t *year, int years)
{
    for (int back = 0; back < years; back++) {
        for (size_t m = 0; m < year->base.count; m++) {
            if (year->base.residents[back][m] > 0) {
                return false;
            }
        }
    }
    return true;
}

static void say_residents(pr_page_t *self, const pr_explain_year_t *year)
{
    bool three = year->policy == PR_ALLOCATION_THREE_YEAR_AVERAGE;
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_POLICY_RESIDENTS, "");
    if (nobody_reached(year, three ? PR_ALLOCATION_LOOK_BACK : 1)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_POLICY_FALLBACK, self->of->scenario->key[year->key].id);
    }
}

static pr_number_t number(const pr_page_t *self, double x)
{
    return pr_page_exact(self->view.lang, x);
}

/* A municipality with a floor or cap of its own has its line named, else the common one is. */
static pr_words_t bound_place(pr_page_t *self, const char *own, const char *common)
{
    char path[160];
    snprintf(path, sizeof path, "municipalities.%s.%s",
             self->of->scenario->municipality[self->of->item->scope - 1].id, own);
    return pr_page_place(self, pr_scenario_origin(self->of->scenario, path) ? path : common);
}

static void say_mix(pr_page_t *self, const pr_explain_year_t *year)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_allocation_inputs_t *in = &scenario->central.allocation;
    size_t asked = (size_t)self->of->item->scope - 1;
    bool points = scenario->allocation_bounds == PR_BOUNDS_POINTS;
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_POLICY_WEIGHTS, scenario->key[year->key].id,
           number(self, in->key_weight).s, pr_page_place(self, "allocation.mixed.key").s,
           number(self, in->residents_weight).s, pr_page_place(self, "allocation.mixed.residents").s,
           number(self, in->population_weight).s, pr_page_place(self, "allocation.mixed.population").s);
    PR_SAY(&self->view, points ? PR_TEXT_EXPLAIN_POLICY_POINTS : PR_TEXT_EXPLAIN_POLICY_FACTOR,
           number(self, in->floor_of[asked]).s,
           bound_place(self, "allocation_floor", "allocation.mixed.floor").s,
           number(self, in->cap_of[asked]).s, bound_place(self, "allocation_cap", "allocation.mixed.cap").s);
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_POLICY_BOUND, "");
}

void pr_page_policy(pr_page_t *self, const pr_explain_year_t *year)
{
    const pr_scenario_t *scenario = self->of->scenario;
    const pr_allocation_policy_t *policy = pr_allocation_policy(year->policy);
    char path[64], when[16], base[16];
    snprintf(when, sizeof when, "%d", year->year);
    snprintf(base, sizeof base, "%d", scenario->population_year);
    snprintf(path, sizeof path, "allocation.%s.%d",
             self->of->path->channel == PR_CHANNEL_SURPLUS ? "surplus" : "execution", year->year);
    PR_PAGE_HEADING(self, PR_TEXT_EXPLAIN_POLICY, policy->name, when, pr_page_place(self, path).s,
                    pr_allocation_doc(policy, self->view.lang));
    if (policy->by_residents) {
        say_residents(self, year);
    }
    if (year->policy == PR_ALLOCATION_POPULATION || year->policy == PR_ALLOCATION_MIXED) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_POLICY_POPULATION, base);
    }
    if (year->policy == PR_ALLOCATION_MIXED) {
        say_mix(self, year);
    }
    say_table(self, year);
}
