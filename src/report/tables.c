/* The tables of a run, in the order in which a finance officer asks. */
#include "report/streams.h"
#include "report/view.h"

int pr_report_tables(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run, FILE *out,
                     pr_errors_t *errors)
{
    static void (*const table[])(const pr_view_t *) = {
        pr_table_headline,  pr_table_bridge,     pr_table_net_effect, pr_table_budget,
        pr_table_reduction, pr_table_allocation, pr_table_gates,      pr_table_capacity,
        pr_table_hours,     pr_table_surplus,    pr_table_benefit,    pr_table_notes};
    pr_text_t text;
    pr_text_init(&text);
    const pr_view_t view = {self->lang, scenario, run, &text, NULL};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        table[i](&view);
    }
    pr_table_sampling(&view, self->sampling);
    int result = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return result;
}
