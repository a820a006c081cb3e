/* Cells that the tables of a decision share: see decide_cells.h. */
#include "report/decide_cells.h"
#include "report/calibrate_rows.h"
#include <math.h>
#include <string.h>

void pr_decide_table_open(const pr_decide_page_t *self, pr_table_t *table, size_t columns,
                          const pr_text_id_t *head)
{
    pr_table_init(table, columns);
    for (size_t i = 0; i < columns; i++) {
        pr_table_cell(table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(table);
}

void pr_decide_table_close(const pr_decide_page_t *self, pr_table_t *table)
{
    pr_view_table(&self->view, table);
    pr_table_free(table);
}

void pr_decide_cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t x, double unit, int most)
{
    pr_table_cell(table, pr_decide_estimate(self->view.lang, x, unit, most).s);
}

void pr_decide_knowing_cell(pr_lang_t lang, pr_table_t *table, pr_valued_t x, double unit, int most)
{
    x.se = x.value < -2 * x.se ? -x.value : x.se; /* what is never below 0 was off by that much */
    pr_number_t amount = pr_decide_estimate(lang, x, unit, most), out;
    const char *error = strstr(amount.s, " ± ");
    switch (pr_decide_told(x)) {
    case PR_TOLD_NONE:
        pr_table_cell(table, pr_text(lang, PR_TEXT_DECIDE_NO_RULE));
        break;
    case PR_TOLD_NOISE:
        snprintf(out.s, sizeof out.s, error ? "≈ 0 (%.40s)" : "≈ 0", error ? error + 1 : "");
        pr_table_cell(table, out.s);
        break;
    default:
        pr_table_cell(table, amount.s);
    }
}

char pr_decide_letter(size_t option)
{
    return (char)('A' + option);
}

void pr_decide_option_cell(const pr_decide_page_t *self, pr_table_t *table, size_t option)
{
    enum { LETTER = 3 };
    char name[72];
    snprintf(name, sizeof name, "%c  %s", pr_decide_letter(option),
             pr_decide_named_within(self, option, PR_TABLE_FIRST_WIDTH - LETTER).s);
    pr_table_cell(table, name);
}

void pr_decide_parameter_cell(const pr_decide_page_t *self, pr_table_t *table, size_t unknown)
{
    const pr_setting_t *setting = self->of->draws.unknown[unknown].setting;
    pr_calibrate_label_t label = pr_calibrate_label(self->view.lang, self->view.scenario, setting);
    pr_table_cell(table, self->view.html ? label.s : setting->path);
}

size_t pr_decide_name_width(const pr_decide_page_t *self)
{
    enum { PAGE_WIDTH = 160 }; /* it breaks there */
    return self->view.html ? PAGE_WIDTH : PR_TABLE_FIRST_WIDTH;
}

void pr_decide_chance_cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t chance)
{
    pr_table_cell(table, isnan(chance.value)
                             ? "–"
                             : pr_percents(self->view.lang, chance.value, pr_decimals(100 * chance.se, 0)).s);
}

/* A text with the worth filled in, without its indent. */
static void worth_text(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at,
                       pr_text_id_t id)
{
    pr_text_t text;
    pr_text_init(&text);
    PR_FILL(&text, self->view.lang, id, pr_decide_worth(self, at).s);
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_table_cell(table, text.data ? text.data + strspn(text.data, " ") : "");
    pr_text_free(&text);
}

void pr_decide_worth_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at)
{
    worth_text(self, table, at, at->kind == PR_WORTH_SWITCH ? PR_TEXT_DECIDE_SWITCH : PR_TEXT_GATE_ROW);
}

void pr_decide_per_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at)
{
    worth_text(self, table, at,
               at->yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_PER_RESIDENT
                                                      : PR_TEXT_DECIDE_PER_SUCCESS);
}
