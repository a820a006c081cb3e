/* calibrate.csv, calibrate.json and charts: see report_calibrate.h. */
#include "report/calibrate_rows.h"
#include "report/csv.h"
#include "report/files.h"
#include "report/gnuplot.h"
#include "report/json.h"
#include "report/streams.h"
#include <math.h>

/* ---- CSV ---- */

static void csv_text(const pr_report_t *self, const pr_calibrated_report_t *of, pr_text_t *out)
{
    pr_csv_t csv;
    pr_csv_begin(&csv, out, self->csv);
    pr_csv_header(&csv, pr_calibrate_head);
    pr_calibrate_rows(self->lang, of, pr_calibrate_csv_row, &csv);
}

/* ---- JSON ---- */

typedef struct {
    pr_text_t *out;
    bool any, ok;
} writer_t;

static void json_row(void *context, const pr_calibrate_row_t *row)
{
    writer_t *self = context;
    json_t *object = json_object();
    pr_json_put(object, "section", pr_json_text(row->section), &self->ok);
    pr_json_put(object, "name", pr_json_text(row->name), &self->ok);
    pr_json_put(object, "unit", pr_json_text(row->unit), &self->ok);
    pr_json_put(object, "period", pr_json_text(row->period), &self->ok);
    pr_json_put(object, "municipality", pr_json_text(row->municipality), &self->ok);
    pr_json_put(object, "label", pr_json_text(row->label), &self->ok);
    pr_json_put(object, "basis", pr_json_text(row->basis), &self->ok);
    pr_json_put(object, "data", pr_json_text(row->data), &self->ok);
    const pr_summary_t estimate = {.sd = 1}; /* ten digits, as in the CSV file */
    for (int i = 0; i < PR_ROW_NUMBERS; i++) {
        if (!isnan(row->number[i])) {
            pr_json_put(object, pr_calibrate_number_name((pr_calibrate_number_t)i),
                        pr_json_number(&estimate, row->number[i]), &self->ok);
        }
    }
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

/* How many figures of each kind were read and used, and where some were not, when they would be. */
static json_t *figures(const pr_report_t *self, const pr_calibration_t *of, bool *ok)
{
    json_t *object = json_object();
    for (int kind = 0; kind < PR_FIGURE_KINDS; kind++) {
        const pr_figures_account_t *at = &of->account[kind];
        json_t *one = json_object();
        pr_json_put(one, "read", pr_json_count(at->read), ok);
        pr_json_put(one, "used", pr_json_count(at->used), ok);
        if (at->used < at->read) {
            pr_json_put(one, "used_where", pr_json_text(pr_calibrate_used_where(self->lang, kind)), ok);
        }
        pr_json_put(object, kind < PR_REPORTED_KINDS ? pr_reported_name((pr_reported_kind_t)kind) : "ova",
                    one, ok);
    }
    return object;
}

static json_t *provenance(const pr_report_t *self, const pr_calibrated_report_t *of, bool *ok)
{
    const pr_calibration_t *calibration = of->calibration;
    json_t *object = pr_json_program(ok);
    pr_json_put(object, "scenario", pr_json_text(calibration->scenario->id), ok);
    pr_json_put(object, "sha256", pr_json_text(calibration->scenario->sha256), ok);
    pr_json_put(object, "text", pr_json_text(calibration->scenario->resolved), ok);
    pr_json_put(object, "seed", pr_json_count(of->seed), ok);
    pr_json_put(object, "figures", pr_json_count(pr_calibration_read(calibration)), ok);
    pr_json_put(object, "figures_by_kind", figures(self, calibration, ok), ok);
    pr_json_put(object, "invented", json_boolean(calibration->invented), ok);
    pr_json_put(object, "converged", json_boolean(calibration->converged), ok);
    pr_json_put(object, "rng", pr_json_text("Philox4x32-10"), ok);
    pr_json_put(object, "versions", pr_json_versions(self, ok), ok);
    return object;
}

static void json_text(const pr_report_t *self, const pr_calibrated_report_t *of, pr_text_t *out)
{
    writer_t writer = {.out = out, .ok = true};
    pr_text_adds(out, "{\"provenance\": ");
    pr_json_dump(out, provenance(self, of, &writer.ok), JSON_INDENT(2), &writer.ok);
    pr_text_adds(out, ",\n\"rows\": [");
    pr_calibrate_rows(self->lang, of, json_row, &writer);
    pr_text_adds(out, "\n]}\n");
    out->failed = out->failed || !writer.ok;
}

int pr_report_calibrate_json(const pr_report_t *self, const pr_calibrated_report_t *of, FILE *out,
                             pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    json_text(self, of, &text);
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}

/* ---- the folder ---- */

static int add(pr_output_set_t *set, const char *name,
               void (*fill)(const pr_report_t *, const pr_calibrated_report_t *, pr_text_t *),
               const pr_report_t *self, const pr_calibrated_report_t *of, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    fill(self, of, &text);
    int status = text.failed ? pr_errors_add(errors, PR_ERR_MEMORY, name, 0, "out of memory")
                             : pr_output_add(set, name, text.data, text.length, errors);
    pr_text_free(&text);
    return status;
}

/* A chart that can't be drawn leaves none of an earlier run behind. */
static int add_charts(pr_output_set_t *set, const pr_report_t *self, const pr_calibrated_report_t *of,
                      pr_errors_t *errors, pr_errors_t *warnings)
{
    static const char *const chart[][2] = {{"posterior", "plots/posterior.svg"},
                                           {"backtest", "plots/backtest.svg"}};
    bool has[2] = {pr_calibration_told(of->calibration) > 0, of->calibration->prior_check.count > 0};
    int status = 0, drawn = 0;
    for (int i = 0; i < 2 && status == 0; i++) {
        pr_text_t picture;
        pr_text_init(&picture);
        bool wanted = self->plots && has[i] && drawn != PR_GNUPLOT_HOPELESS;
        drawn = wanted ? pr_calibrate_chart_draw(chart[i][0], self, of, &picture, warnings) : drawn;
        status = wanted && drawn == 0 ? pr_output_add(set, chart[i][1], picture.data, picture.length, errors)
                                      : pr_output_drop(set, chart[i][1], errors);
        pr_text_free(&picture);
    }
    return status;
}

int pr_report_calibrate_write(const pr_report_t *self, const pr_calibrated_report_t *of, pr_errors_t *errors,
                              pr_errors_t *warnings)
{
    pr_output_set_t set = {0};
    int status = pr_output_init(&set, self->out_dir, errors);
    if (status == 0 && (status = add(&set, "calibrate.csv", csv_text, self, of, errors)) == 0 &&
        (status = add(&set, "calibrate.json", json_text, self, of, errors)) == 0 &&
        (status = add_charts(&set, self, of, errors, warnings)) == 0) {
        status = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    return status;
}
