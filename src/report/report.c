/* The output folder of a run. */
#include "core/text.h"
#include "report/charts.h"
#include "report/council.h"
#include "report/csv.h"
#include "report/files.h"
#include "report/gnuplot.h"
#include "report/halfyear.h"
#include "report/json.h"
#include "report/page.h"
#include "report/streams.h"
#include "report/workbook.h"
#include <poolraming/report.h>

/* What the files of one run are made of. */
typedef struct {
    const pr_report_t *report;
    const pr_scenario_t *scenario;
    const pr_run_t *run;
    const pr_mask_t *mask; /* NULL: unmasked */
} source_t;

static void results_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_results(csv, source->run, source->mask);
}

static void curve_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_curve(csv, source->run);
}

static void budget_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_budget(csv, source->scenario, &source->run->central);
}

static void surplus_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_surplus(csv, source->scenario, &source->run->central);
}

static void bridge_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_bridge(csv, source->scenario, source->run);
}

static void wijziging_csv(const source_t *source, pr_csv_t *csv)
{
    pr_csv_wijziging(csv, source->scenario, &source->run->central);
}

static int add_text(pr_output_set_t *set, const char *name, const pr_text_t *text, pr_errors_t *errors)
{
    return text->failed ? pr_errors_add(errors, PR_ERR_MEMORY, name, 0, "out of memory")
                        : pr_output_add(set, name, text->data ? text->data : "", text->length, errors);
}

static int add_csv_files(pr_output_set_t *set, const source_t *source, pr_errors_t *errors)
{
    static const struct {
        const char *name;
        void (*write)(const source_t *source, pr_csv_t *csv);
    } file[] = {{"results.csv", results_csv}, {"curve.csv", curve_csv},
                {"budget.csv", budget_csv},   {"surplus.csv", surplus_csv},
                {"bridge.csv", bridge_csv},   {"begrotingswijziging.csv", wijziging_csv}};
    int result = 0;
    for (size_t i = 0; i < sizeof file / sizeof *file && result == 0; i++) {
        pr_text_t text;
        pr_csv_t csv;
        pr_text_init(&text);
        pr_csv_begin(&csv, &text, source->report->csv);
        pr_csv_mark(&csv, source->scenario);
        file[i].write(source, &csv);
        result = add_text(set, file[i].name, &text, errors);
        pr_text_free(&text);
    }
    return result;
}

static int json_text(const source_t *source, pr_text_t *text, pr_errors_t *errors)
{
    int result = pr_json_results(text, source->report, source->run, source->mask);
    return result == 0 ? 0 : pr_errors_add(errors, result, "results.json", 0, "out of memory");
}

static int add_json(pr_output_set_t *set, const source_t *source, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    int result = json_text(source, &text, errors);
    if (result == 0) {
        result = add_text(set, "results.json", &text, errors);
    }
    pr_text_free(&text);
    return result;
}

/* Who pays more or less by which policy, where the scenario asks; else an earlier run's is taken away. */
static int add_allocation(pr_output_set_t *set, const source_t *source, pr_errors_t *errors)
{
    static const char name[] = "allocation.csv";
    pr_text_t text;
    pr_csv_t csv;
    if (!source->scenario->allocation_shown) {
        return pr_output_drop(set, name, errors);
    }
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, source->report->csv);
    pr_csv_mark(&csv, source->scenario);
    pr_csv_allocation(&csv, source->scenario, &source->run->central);
    int result = add_text(set, name, &text, errors);
    pr_text_free(&text);
    return result;
}

/* The half-year report, as rows and as a page. */
static int add_half_year(pr_output_set_t *set, const source_t *source, const char *name, bool page,
                         pr_errors_t *errors)
{
    const pr_halfyear_t half = {source->run, source->mask, source->report->half_year};
    pr_text_t text;
    pr_text_init(&text);
    if (page) {
        pr_halfyear_page(&half, source->report->lang, &text);
    } else {
        pr_csv_t csv;
        pr_csv_begin(&csv, &text, source->report->csv);
        pr_csv_mark(&csv, source->scenario);
        pr_halfyear_csv(&half, &csv);
    }
    int result = add_text(set, name, &text, errors);
    pr_text_free(&text);
    return result;
}

/* Writes the half-year that was asked for and takes away those of earlier runs. */
static int add_half_years(pr_output_set_t *set, const source_t *source, pr_errors_t *errors)
{
    const pr_period_t *asked = &source->report->half_year;
    int result = 0;
    for (int h = 0; h < 2 * source->scenario->years && result == 0; h++) {
        int year = source->scenario->first_year + h / 2, part = 1 + h % 2;
        bool wanted = asked->kind == PR_PERIOD_HALF && asked->year == year && asked->part == part;
        for (int page = 0; page < 2 && result == 0; page++) {
            char name[64];
            snprintf(name, sizeof name, "halfjaar-%d-H%d.%s", year, part, page ? "txt" : "csv");
            result =
                wanted ? add_half_year(set, source, name, page, errors) : pr_output_drop(set, name, errors);
        }
    }
    return result;
}

static int add_council_file(pr_output_set_t *set, const source_t *source, bool page, pr_errors_t *errors)
{
    const pr_council_t council = pr_council_of(source->report, source->run);
    const char *name = page ? "raad.txt" : "raad.csv";
    pr_text_t text;
    if (!source->report->council) {
        return pr_output_drop(set, name, errors);
    }
    pr_text_init(&text);
    if (page) {
        pr_council_page(&council, source->report->lang, &text);
    } else {
        pr_csv_t csv;
        pr_csv_begin(&csv, &text, source->report->csv);
        pr_csv_mark(&csv, source->scenario);
        pr_council_csv(&council, &csv);
    }
    int result = add_text(set, name, &text, errors);
    pr_text_free(&text);
    return result;
}

/* The council's page and its rows; else those of an earlier run are taken away. */
static int add_council(pr_output_set_t *set, const source_t *source, pr_errors_t *errors)
{
    int result = add_council_file(set, source, false, errors);
    return result == 0 ? add_council_file(set, source, true, errors) : result;
}

/* One chart; what goes wrong with gnuplot is a warning, what goes wrong with the disk an error. Where gnuplot
   turns out to be of no use, `wanted` becomes false. */
static int add_chart(pr_output_set_t *set, const source_t *source, const pr_chart_t *chart, bool *wanted,
                     pr_text_t *picture, pr_errors_t *errors, pr_errors_t *warnings)
{
    char name[64];
    snprintf(name, sizeof name, "plots/%s.svg", chart->name);
    int drawn = *wanted && pr_chart_applies(chart, source->run)
                    ? pr_chart_draw(chart, source->report, source->run, false, picture, warnings)
                    : PR_ERR_CHILD;
    *wanted = *wanted && drawn != PR_GNUPLOT_HOPELESS;
    if (drawn != 0) {
        pr_text_free(picture);
    }
    return drawn == 0 ? add_text(set, name, picture, errors) : pr_output_drop(set, name, errors);
}

/* The page, with the pictures that there are; else that of an earlier run is taken away. */
static int add_page(pr_output_set_t *set, const source_t *source, const pr_text_t *chart, bool wanted,
                    pr_errors_t *errors, pr_errors_t *warnings)
{
    static const char name[] = "report.html";
    pr_text_t fans, page;
    if (!source->report->page) {
        return pr_output_drop(set, name, errors);
    }
    pr_text_init(&fans);
    pr_text_init(&page);
    if (wanted && pr_page_fans(source->report, source->run, &fans, warnings) != 0) {
        pr_text_free(&fans);
    }
    pr_page_write(&(pr_page_source_t){source->report, source->scenario, source->run, chart, &fans}, &page);
    int result = add_text(set, name, &page, errors);
    pr_text_free(&fans);
    pr_text_free(&page);
    return result;
}

/* All charts, and the page that they stand on. */
static int add_pictures(pr_output_set_t *set, const source_t *source, pr_errors_t *errors,
                        pr_errors_t *warnings)
{
    enum { MOST = 16 };
    pr_text_t picture[MOST];
    size_t charts = 0;
    const pr_chart_t *chart = pr_charts(&charts);
    bool wanted = source->report->plots;
    int result = 0;
    for (size_t i = 0; i < MOST; i++) {
        pr_text_init(&picture[i]);
    }
    for (size_t i = 0; i < charts && i < MOST && result == 0; i++) {
        result = add_chart(set, source, &chart[i], &wanted, &picture[i], errors, warnings);
    }
    if (result == 0) {
        result = add_page(set, source, picture, wanted, errors, warnings);
    }
    for (size_t i = 0; i < MOST; i++) {
        pr_text_free(&picture[i]);
    }
    return result;
}

static int write_all(pr_output_set_t *set, const source_t *source, pr_errors_t *errors, pr_errors_t *warnings)
{
    int result = pr_output_init(set, source->report->out_dir, errors);
    if (result == 0) {
        result = add_csv_files(set, source, errors);
    }
    if (result == 0) {
        result = add_allocation(set, source, errors);
    }
    if (result == 0) {
        result = add_json(set, source, errors);
    }
    if (result == 0) {
        result = source->report->workbook
                     ? pr_workbook_write(set, source->report, source->scenario, source->run, errors)
                     : pr_output_drop(set, "report.xlsx", errors);
    }
    if (result == 0) {
        result = add_half_years(set, source, errors);
    }
    if (result == 0) {
        result = add_council(set, source, errors);
    }
    if (result == 0) {
        result = add_pictures(set, source, errors, warnings);
    }
    return result == 0 ? pr_output_commit(set, errors) : result;
}

int pr_report_write(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run,
                    pr_errors_t *errors, pr_errors_t *warnings)
{
    pr_output_set_t set = {0};
    pr_mask_t mask = {0};
    if (self->council && run->risk_count == 0) {
        return pr_errors_add(errors, PR_ERR_DOMAIN, NULL, 0, "the run kept nothing for the council's page");
    }
    if (!self->unmasked && pr_mask_init(&mask, run) != 0) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    const source_t source = {self, scenario, run, self->unmasked ? NULL : &mask};
    int result = write_all(&set, &source, errors, warnings);
    pr_output_abort(&set);
    pr_mask_free(&mask);
    return result;
}

int pr_report_json(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run, FILE *out,
                   pr_errors_t *errors)
{
    pr_text_t text;
    pr_mask_t mask = {0};
    pr_text_init(&text);
    int result = self->unmasked || pr_mask_init(&mask, run) == 0
                     ? 0
                     : pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    if (result == 0) {
        result = json_text(&(source_t){self, scenario, run, self->unmasked ? NULL : &mask}, &text, errors);
    }
    if (result == 0) {
        result = pr_stream_write(out, &text, errors);
    }
    pr_mask_free(&mask);
    pr_text_free(&text);
    return result;
}

int pr_report_council(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run, FILE *out,
                      pr_errors_t *errors)
{
    (void)scenario; /* the run holds it; the parameter keeps one call shape */
    const pr_council_t council = pr_council_of(self, run);
    pr_text_t text;
    if (run->risk_count == 0) {
        return PR_ERR_DOMAIN;
    }
    pr_text_init(&text);
    pr_council_page(&council, self->lang, &text);
    int result = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return result;
}

int pr_report_plots(const pr_report_t *self, const pr_scenario_t *scenario, const pr_run_t *run, FILE *out,
                    pr_errors_t *errors, pr_errors_t *warnings)
{
    (void)scenario; /* the run holds it; the parameter keeps one call shape */
    size_t charts = 0;
    const pr_chart_t *chart = pr_charts(&charts);
    int result = 0, drawn = 0;
    for (size_t i = 0; i < charts && result == 0 && drawn != PR_GNUPLOT_HOPELESS; i++) {
        if (!pr_chart_applies(&chart[i], run)) {
            continue;
        }
        pr_text_t picture;
        pr_text_init(&picture);
        drawn = pr_chart_draw(&chart[i], self, run, true, &picture, warnings);
        if (drawn == 0) {
            result = pr_stream_write(out, &picture, errors);
        }
        pr_text_free(&picture);
    }
    return result;
}
