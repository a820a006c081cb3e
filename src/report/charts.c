/*
 * Charts. A script is: texts and figures as blocks of data, the terminal, plots/stijl.gp, plots/<name>.gp.
 * The blocks have the columns of the CSV files, so that a template draws from either.
 *
 * Whatever comes from a scenario is inside a block and never on a command line: gnuplot reads a block line by
 * line without looking for commands, variables or backquotes. Each text has a bar in front, so that no text
 * can be the line that ends its block.
 */
#include "report/charts.h"
#include "core/catalogue.h"
#include "report/csv.h"
#include "report/gnuplot.h"
#include "report/money.h"
#include "report/table.h"
#include "report/texts.h"
#include "report/view.h"
#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { TEMPLATE_MOST = 1 << 20, DEFAULT_SECONDS = 30, SOURCE_COLUMNS = 112, ID_COLUMNS = 32 };

void pr_chart_text_line(pr_text_t *out, const char *text)
{
    char line[512];
    snprintf(line, sizeof line, "%.500s", text ? text : "");
    pr_text_make_printable(line);
    pr_text_make_character_data(line); /* gnuplot escapes < and & only */
    pr_text_addf(out, "|%s\n", line);
}

static void texts(const pr_report_t *report, pr_text_t *out, const pr_text_id_t *id, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pr_chart_text_line(out, pr_text(report->lang, id[i]));
    }
}

void pr_chart_source_line(const pr_report_t *report, const pr_scenario_t *scenario, pr_text_id_t form,
                          uint64_t count, uint64_t seed, pr_text_t *out)
{
    char digits[32], id[512], title[512] = "";
    pr_text_t line;
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    snprintf(id, sizeof id, "%.500s", scenario->id ? scenario->id : "");
    pr_text_make_printable(id);
    pr_table_cut(id, ID_COLUMNS);
    for (int full = 0; full < 2; full++) { /* first without a title: what the others take */
        pr_text_init(&line);
        PR_FILL(&line, report->lang, pr_text_for(form, count), title, id,
                pr_whole(report->lang, (int64_t)count).s, digits);
        if (full || line.failed) {
            break;
        }
        size_t taken = pr_text_columns(line.data);
        snprintf(title, sizeof title, "%.500s", scenario->title ? scenario->title : "");
        pr_text_make_printable(title);
        pr_table_cut(title, SOURCE_COLUMNS - (taken < SOURCE_COLUMNS ? taken : SOURCE_COLUMNS - 1));
        pr_text_free(&line);
    }
    out->failed = out->failed || line.failed;
    pr_chart_text_line(out, line.data);
    pr_text_free(&line);
}

/* Title, source line, status words, then the chart's own texts. */
static void texts_block(const pr_report_t *report, const pr_run_t *run, pr_text_t *out,
                        const pr_text_id_t *id, size_t count)
{
    static const pr_text_id_t status[] = {PR_TEXT_DECIDED, PR_TEXT_INDICATIVE};
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    texts(report, out, id, 1);
    pr_chart_source_line(report, run->plan.scenario, PR_TEXT_CHART_SOURCE, run->ensemble.replicates,
                         run->seed, out);
    texts(report, out, status, 2);
    texts(report, out, id + 1, count - 1);
    pr_text_adds(out, "END_OF_BLOCK\n");
}
#define TEXTS(report, run, out, ...)                                                                         \
    texts_block(report, run, out, (const pr_text_id_t[]){__VA_ARGS__},                                       \
                sizeof((const pr_text_id_t[]){__VA_ARGS__}) / sizeof(pr_text_id_t))

pr_csv_t pr_chart_block_begin(pr_text_t *out, const char *name)
{
    pr_csv_t csv;
    pr_text_addf(out, "$%s << END_OF_BLOCK\n", name);
    pr_csv_begin(&csv, out, PR_CSV_RFC4180);
    csv.tame = true;
    return csv;
}

void pr_chart_block_end(pr_text_t *out, const char *name)
{
    pr_text_addf(out, "END_OF_BLOCK\n%s = \"$%s\"\n", name, name);
}

static void results_block(const pr_run_t *run, pr_text_t *out, const char *const *metric, size_t count)
{
    pr_csv_t csv = pr_chart_block_begin(out, "results");
    pr_csv_results_of(&csv, run, metric, count);
    pr_chart_block_end(out, "results");
}

static void cost_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    static const char *const metric[] = {"cost.total"};
    const pr_scenario_t *scenario = run->plan.scenario;
    TEXTS(report, run, out, scenario->gate_count > 0 ? PR_TEXT_CHART_COST_PLANNED : PR_TEXT_CHART_COST,
          PR_TEXT_CHART_COST_Y, PR_TEXT_CHART_RANGE, PR_TEXT_CHART_RANGE_INNER, PR_TEXT_CHART_MEAN,
          PR_TEXT_CHART_EXECUTION);
    results_block(run, out, metric, 1);
    pr_csv_t csv = pr_chart_block_begin(out, "budget");
    pr_csv_budget(&csv, scenario, &run->central);
    pr_chart_block_end(out, "budget");
    pr_text_adds(out, "$lines << END_OF_BLOCK\n"); /* labels, in the order of the lines of each year */
    for (size_t i = 0; i < scenario->line_count; i++) {
        pr_chart_text_line(out, scenario->line[i].label);
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static void reduction_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    TEXTS(report, run, out,
          run->plan.scenario->gate_count > 0 ? PR_TEXT_CHART_REDUCTION_PLANNED : PR_TEXT_CHART_REDUCTION,
          PR_TEXT_CHART_REDUCTION_X);
    pr_csv_t csv = pr_chart_block_begin(out, "surplus");
    pr_csv_surplus(&csv, run->plan.scenario, &run->central);
    pr_chart_block_end(out, "surplus");
}

static void capacity_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    static const char *const metric[] = {"capacity.target_persons", "capacity.active_persons"};
    TEXTS(report, run, out, PR_TEXT_CHART_CAPACITY, PR_TEXT_CHART_PERSONS, PR_TEXT_CHART_RANGE,
          PR_TEXT_CHART_RANGE_INNER, PR_TEXT_CHART_MEAN, PR_TEXT_CHART_TARGET, PR_TEXT_CHART_ACTIVE);
    results_block(run, out, metric, 2);
}

static void demand_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    static const char *const metric[] = {"demand.new_residents", "service.residents_reached",
                                         "service.backlog_residents"};
    TEXTS(report, run, out, PR_TEXT_CHART_DEMAND, PR_TEXT_CHART_NEW, PR_TEXT_CHART_REACHED,
          PR_TEXT_CHART_WAITING, PR_TEXT_CHART_RANGE, PR_TEXT_CHART_RANGE_INNER, PR_TEXT_CHART_MEAN);
    results_block(run, out, metric, 3);
}

static void exceedance_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    int64_t central = 0;
    for (int y = 0; y < run->plan.scenario->years; y++) {
        central += run->central.budget.total[y].cents;
    }
    TEXTS(report, run, out, PR_TEXT_CHART_EXCEED, PR_TEXT_CHART_EXCEED_X, PR_TEXT_CHART_EXCEED_Y,
          PR_TEXT_CHART_CENTRAL);
    pr_csv_t csv = pr_chart_block_begin(out, "curve");
    pr_csv_curve(&csv, run);
    pr_chart_block_end(out, "curve");
    pr_text_addf(out, "central = %s\n", pr_plain_cents(central).s);
}

static bool has_benefits(const pr_scenario_t *scenario)
{
    return scenario->benefit_method != PR_BENEFIT_NONE;
}

/* What must be true to break even, as a title of two lines; empty where nobody is reached. */
static void break_even_block(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    const pr_scenario_t *scenario = run->plan.scenario;
    const pr_view_t view = {report->lang, scenario, run, out, NULL};
    const pr_text_id_t id[] = {PR_TEXT_CHART_BENEFIT_EVEN, scenario->benefit_method == PR_BENEFIT_SROI
                                                               ? PR_TEXT_CHART_BENEFIT_CLAIM
                                                               : PR_TEXT_CHART_BENEFIT_ASSUMED};
    pr_text_adds(out, "$title << END_OF_BLOCK\n");
    for (size_t i = 0; i < 2; i++) {
        pr_text_t line;
        pr_text_init(&line);
        pr_benefit_fill(&view, id[i], &line);
        out->failed = out->failed || line.failed;
        pr_chart_text_line(out, line.data);
        pr_text_free(&line);
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static void benefit_blocks(const pr_report_t *report, const pr_run_t *run, pr_text_t *out)
{
    static const char *const metric[] = {"value.net_present",
                                         "value.net_present.cashable",
                                         "value.net_present.municipal",
                                         "value.net_present.payer.regional",
                                         "value.net_present.payer.wmo_local",
                                         "value.net_present.payer.participatiewet",
                                         "value.net_present.payer.uwv",
                                         "value.net_present.payer.insurer",
                                         "value.net_present.payer.wlz",
                                         "value.net_present.payer.other",
                                         "value.cost_present"};
    TEXTS(report, run, out, PR_TEXT_CHART_BENEFIT, PR_TEXT_CHART_BENEFIT_X, PR_TEXT_CHART_RANGE,
          PR_TEXT_CHART_MEAN, PR_TEXT_CHART_BENEFIT_ZERO, PR_TEXT_CHART_BENEFIT_COST, PR_TEXT_PAYER_REGIONAL,
          PR_TEXT_PAYER_WMO_LOCAL, PR_TEXT_PAYER_PARTICIPATIEWET, PR_TEXT_PAYER_UWV, PR_TEXT_PAYER_INSURER,
          PR_TEXT_PAYER_WLZ, PR_TEXT_PAYER_OTHER, PR_TEXT_BENEFIT_MUNICIPAL, PR_TEXT_BENEFIT_CASHABLE,
          PR_TEXT_BENEFIT_ALL);
    break_even_block(report, run, out);
    results_block(run, out, metric, sizeof metric / sizeof *metric);
}

const pr_chart_t *pr_charts(size_t *count)
{
    static const pr_chart_t chart[] = {{"kosten", 32, cost_blocks, NULL},
                                       {"daling", 66, reduction_blocks, NULL},
                                       {"capaciteit", 28, capacity_blocks, NULL},
                                       {"vraag", 66, demand_blocks, NULL},
                                       {"overschrijding", 28, exceedance_blocks, NULL},
                                       {"baten", 36, benefit_blocks, has_benefits}};
    *count = sizeof chart / sizeof *chart;
    return chart;
}

bool pr_chart_applies(const pr_chart_t *self, const pr_run_t *run)
{
    return !self->applies || self->applies(run->plan.scenario);
}

static bool read_template(const char *folder, const char *name, pr_text_t *out)
{
    pr_text_t path;
    pr_text_init(&path);
    pr_text_addf(&path, "%s/%s.gp", folder, name);
    FILE *file = path.failed ? NULL : fopen(path.data, "rbe");
    size_t before = out->length, n = 0;
    char bytes[4096];
    while (file && out->length - before < TEMPLATE_MOST && (n = fread(bytes, 1, sizeof bytes, file)) > 0) {
        pr_text_add(out, bytes, n);
    }
    bool ok = file && !ferror(file) && out->length > before;
    if (file) {
        fclose(file);
    }
    pr_text_free(&path);
    pr_text_adds(out, "\n");
    return ok;
}

static int add_template(const pr_report_t *report, const char *name, pr_text_t *out, pr_errors_t *errors)
{
    for (size_t i = 0; i < report->plots_dir_count; i++) {
        if (read_template(report->plots_dir[i], name, out)) {
            return 0;
        }
    }
    return pr_errors_add(errors, PR_ERR_IO, NULL, 0,
                         "the chart template \"%s.gp\" is in none of the plots folders", name);
}

/* Blocks of data between what every script begins with and its template. */
static int script_of(const char *name, int lines, const pr_report_t *report, const pr_text_t *blocks,
                     bool terminal, pr_text_t *out, pr_errors_t *errors)
{
    pr_text_adds(out, "from_program = 1\n");
    bool english = report->lang == PR_LANG_EN;
    pr_text_addf(out, "set decimalsign '%s'\nthousand = '%s'\n", english ? "." : ",", english ? "," : ".");
    if (terminal) {
        pr_text_addf(out, "on_terminal = 1\nset terminal dumb noenhanced mono size 100,%d\n", lines);
    }
    pr_text_adds(out, blocks->data ? blocks->data : "");
    int result = add_template(report, "stijl", out, errors);
    if (result == 0) {
        result = add_template(report, name, out, errors);
    }
    bool failed = out->failed || blocks->failed;
    return result == 0 && failed ? pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory") : result;
}

int pr_chart_script(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                    pr_text_t *out, pr_errors_t *errors)
{
    pr_text_t blocks;
    pr_text_init(&blocks);
    if (pr_money_decided(run->plan.scenario) > 0) {
        pr_text_addf(&blocks, "decided_until = %d\n", run->plan.scenario->decided_until);
    }
    self->blocks(report, run, &blocks);
    int result = script_of(self->name, self->lines, report, &blocks, terminal, out, errors);
    pr_text_free(&blocks);
    return result;
}

/* Not half a picture, nor something else that a program named gnuplot said. */
static bool is_whole_svg(const pr_text_t *picture)
{
    static const char end[] = "</svg>";
    size_t length = picture->length;
    while (length > 0 && strchr(" \r\n", picture->data[length - 1]) != NULL) {
        length--;
    }
    size_t from = length - (sizeof end - 1);
    return length > sizeof end &&
           (memcmp(picture->data, "<?xml", 5) == 0 || memcmp(picture->data, "<svg", 4) == 0) &&
           memcmp(picture->data + from, end, sizeof end - 1) == 0;
}

static int draw(const pr_report_t *report, const pr_text_t *script, bool terminal, pr_text_t *picture,
                pr_errors_t *errors)
{
    int result = pr_gnuplot_run(report->gnuplot ? report->gnuplot : "gnuplot",
                                report->gnuplot_seconds > 0 ? report->gnuplot_seconds : DEFAULT_SECONDS,
                                report->stop, script, picture, errors);
    if (result == 0 && !terminal && !is_whole_svg(picture)) {
        return pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "what gnuplot gave is not a whole SVG picture");
    }
    return result;
}

/* Draws a script that is there, or says why there is no chart. */
static int finish(const char *name, int result, const pr_report_t *report, const pr_text_t *script,
                  bool terminal, pr_text_t *picture, pr_errors_t *why, pr_errors_t *errors)
{
    if (result == 0) {
        result = draw(report, script, terminal, picture, why);
    }
    if (result != 0) {
        pr_errors_add(errors, result < 0 ? result : PR_ERR_CHILD, NULL, 0,
                      result < 0 ? N_("chart %s is left out: %s")
                                 : N_("chart %s and those after it are left out: %s"),
                      name, why->count ? why->items[0].text : pr_errors_words(errors, "out of memory"));
    }
    return result;
}

int pr_chart_draw(const pr_chart_t *self, const pr_report_t *report, const pr_run_t *run, bool terminal,
                  pr_text_t *picture, pr_errors_t *errors)
{
    pr_text_t script;
    pr_errors_t why;
    pr_text_init(&script);
    pr_errors_init_in(&why, errors ? errors->lang : PR_LANG_EN);
    int result = pr_chart_script(self, report, run, terminal, &script, &why);
    result = finish(self->name, result, report, &script, terminal, picture, &why, errors);
    pr_errors_free(&why);
    pr_text_free(&script);
    return result;
}

static int draw_blocks(const char *name, int lines, const pr_report_t *report, const pr_text_t *blocks,
                       pr_text_t *picture, pr_errors_t *errors)
{
    pr_text_t script;
    pr_errors_t why;
    bool terminal = lines > 0;
    pr_text_init(&script);
    pr_errors_init_in(&why, errors ? errors->lang : PR_LANG_EN);
    int result = script_of(name, lines, report, blocks, terminal, &script, &why);
    result = finish(name, result, report, &script, terminal, picture, &why, errors);
    pr_errors_free(&why);
    pr_text_free(&script);
    return result;
}

int pr_chart_draw_blocks(const char *name, const pr_report_t *report, const pr_text_t *blocks,
                         pr_text_t *picture, pr_errors_t *errors)
{
    return draw_blocks(name, 0, report, blocks, picture, errors);
}

int pr_chart_print_blocks(const char *name, int lines, const pr_report_t *report, const pr_text_t *blocks,
                          pr_text_t *picture, pr_errors_t *errors)
{
    return draw_blocks(name, lines, report, blocks, picture, errors);
}
