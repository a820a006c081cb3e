/* The charts of a decision: its tables as blocks of data, drawn by plots/<name>.gp from these or from the
 * files. */
#include "report/decide_charts.h"
#include "report/calibrate_rows.h"
#include "report/charts.h"
#include "report/decide_files.h"
#include <string.h>

#define TEXTS(report, decide, out, ...)                                                                      \
    texts(report, decide, out, (const pr_text_id_t[]){__VA_ARGS__},                                          \
          sizeof((const pr_text_id_t[]){__VA_ARGS__}) / sizeof(pr_text_id_t))

/* Title, source line, then the chart's own texts. */
static void texts(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out,
                  const pr_text_id_t *id, size_t count)
{
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    for (size_t i = 0; i < count; i++) {
        pr_chart_text_line(out, pr_text(report->lang, id[i]));
        if (i == 0) {
            pr_chart_source_line(report, decide->draws.scenario[0], PR_TEXT_CHART_SOURCE,
                                 decide->draws.replicates, decide->draws.seed, out);
        }
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static const pr_decide_table_t *find_table(const char *name)
{
    size_t count = 0, i = 0;
    const pr_decide_table_t *of = pr_decide_tables(&count);
    while (i + 1 < count && strcmp(of[i].name, name) != 0) {
        i++;
    }
    return &of[i];
}

static void table(const pr_decide_t *decide, const char *name, pr_text_t *out)
{
    pr_text_addf(out, "$%s << END_OF_BLOCK\n", name);
    pr_decide_csv(find_table(name), decide, PR_CSV_RFC4180, true, out);
    pr_chart_block_end(out, name);
}

/* A line for each row of evppi.csv: the name that a parameter has in the register, else nothing. */
typedef struct {
    const pr_report_t *report;
    const pr_decide_t *decide;
    pr_text_t *out;
} labels_t;

static void put_label(void *context, const pr_cell_t *cell, size_t count)
{
    const labels_t *self = context;
    const pr_decide_draws_t *draws = &self->decide->draws;
    pr_calibrate_label_t label = {""};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; strcmp(cell[i].name, "item") == 0 && k < draws->unknowns; k++) {
            const pr_setting_t *setting = draws->unknown[k].setting;
            if (strcmp(cell[i].text, setting->path) == 0) {
                label = pr_calibrate_label(self->report->lang, draws->scenario[0], setting);
            }
        }
    }
    pr_chart_text_line(self->out, label.s);
}

static void labels(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    labels_t context = {report, decide, out};
    pr_text_adds(out, "$labels << END_OF_BLOCK\n");
    find_table("evppi")->walk(decide, &(pr_sink_t){put_label, &context});
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static void acceptability(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    TEXTS(report, decide, out, PR_TEXT_CHART_ACCEPT, PR_TEXT_CHART_ACCEPT_RESIDENT,
          PR_TEXT_CHART_ACCEPT_SUCCESS, PR_TEXT_CHART_ACCEPT_Y, PR_TEXT_DECIDE_UNTIL);
    table(decide, "acceptability", out);
    table(decide, "decide", out);
}

static void unit_cost(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    TEXTS(report, decide, out, PR_TEXT_CHART_UNIT_COST, PR_TEXT_CHART_UNIT_COST_X, PR_TEXT_CHART_UNIT_COST_Y,
          PR_TEXT_CHART_UNIT_COST_EXTRA, PR_TEXT_DECIDE_UNTIL);
    table(decide, "decide", out);
}

static void study(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    TEXTS(report, decide, out, PR_TEXT_CHART_STUDY, PR_TEXT_CHART_STUDY_X, PR_TEXT_CHART_STUDY_Y,
          PR_TEXT_CHART_STUDY_RESIDENT, PR_TEXT_CHART_STUDY_SUCCESS, PR_TEXT_CHART_STUDY_COST,
          PR_TEXT_CHART_STUDY_PER_RESIDENT, PR_TEXT_CHART_STUDY_PER_SUCCESS, PR_TEXT_CHART_STUDY_BAND);
    table(decide, "evsi", out);
}

static void knowledge(const pr_report_t *report, const pr_decide_t *decide, pr_text_t *out)
{
    TEXTS(report, decide, out, PR_TEXT_CHART_KNOW, PR_TEXT_CHART_KNOW_X, PR_TEXT_CHART_KNOW_RESIDENT,
          PR_TEXT_CHART_KNOW_SUCCESS, PR_TEXT_DECIDE_EVPI, PR_TEXT_DECIDE_GROUP_PEOPLE,
          PR_TEXT_DECIDE_GROUP_DEPLOYMENT, PR_TEXT_DECIDE_GROUP_DEMAND, PR_TEXT_DECIDE_GROUP_BENEFIT,
          PR_TEXT_DECIDE_GROUP_INDEX, PR_TEXT_DECIDE_GROUP_MONEY, PR_TEXT_TORNADO_CHART_ASSUMED);
    labels(report, decide, out);
    table(decide, "evppi", out);
}

/* A scenario alone has rules at its gates, and no other option to be weighed against. */
static bool has_options(const pr_decide_t *decide)
{
    return decide->valuations > 0;
}

/* Something is uncertain, and worth knowing at some value: else the chart would be empty. */
static bool has_knowledge(const pr_decide_t *decide)
{
    bool any = false;
    for (size_t i = 0; i < decide->valuations; i++) {
        const pr_valuation_t *at = &decide->valuation[i];
        any = any || (at->informed && at->information[0].value.value > 0);
    }
    return any;
}

/* The curves are those at a switch or at the value given. */
static bool has_study(const pr_decide_t *decide)
{
    bool any = false;
    for (size_t i = 0; i < decide->valuations; i++) {
        any = any || (decide->valuation[i].informed && decide->valuation[i].kind != PR_WORTH_GRID);
    }
    return any && has_knowledge(decide);
}

const pr_decide_chart_t *pr_decide_charts(size_t *count)
{
    static const pr_decide_chart_t chart[PR_DECIDE_CHARTS] = {
        {"acceptability", PR_TEXT_CHART_ACCEPT, PR_TEXT_PAGE_ACCEPT_WORDS, acceptability, has_options,
         pr_decide_figures_chances},
        {"cost-per-resident", PR_TEXT_CHART_UNIT_COST, PR_TEXT_PAGE_UNIT_COST_WORDS, unit_cost, has_options,
         pr_decide_figures_unit_cost},
        {"evsi", PR_TEXT_CHART_STUDY, PR_TEXT_PAGE_STUDY_WORDS, study, has_study, pr_decide_figures_studies},
        {"evppi", PR_TEXT_CHART_KNOW, PR_TEXT_PAGE_KNOW_WORDS, knowledge, has_knowledge,
         pr_decide_figures_knowledge}};
    *count = sizeof chart / sizeof *chart;
    return chart;
}

int pr_decide_chart_draw(const pr_decide_chart_t *self, const pr_report_t *report, const pr_decide_t *decide,
                         pr_text_t *picture, pr_errors_t *errors)
{
    pr_text_t blocks;
    pr_text_init(&blocks);
    self->blocks(report, decide, &blocks);
    int status = pr_chart_draw_blocks(self->name, report, &blocks, picture, errors);
    pr_text_free(&blocks);
    return status;
}
