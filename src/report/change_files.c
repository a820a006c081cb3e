/* The change between two runs for programs: diff.csv, JSON, and the chart's script. */
#include "report/change.h"
#include "report/charts.h"
#include "report/files.h"
#include "report/json.h"
#include "report/streams.h"
#include <string.h>

static const char HEAD[] = "period,municipality,from_eur,index_eur,amounts_eur,volume_eur,key_eur,policy_eur,"
                           "spread_eur,to_eur";

static void csv_row(void *context, const char *period, const char *municipality,
                    const int64_t bar[PR_CHANGE_BARS])
{
    pr_csv_t *csv = context;
    pr_csv_text(csv, period);
    pr_csv_text(csv, municipality);
    for (int i = 0; i < PR_CHANGE_BARS; i++) {
        pr_csv_number(csv, pr_plain_cents(bar[i]));
    }
    pr_csv_end(csv);
}

static void write_csv(const pr_difference_of_runs_t *of, pr_csv_t *csv)
{
    pr_csv_header(csv, HEAD);
    pr_change_rows(of, csv_row, csv);
}

/* ---- JSON ---- */

typedef struct {
    pr_text_t *out;
    json_t *array;
    bool any, ok;
} writer_t;

static void json_row(void *context, const char *period, const char *municipality,
                     const int64_t bar[PR_CHANGE_BARS])
{
    writer_t *self = context;
    json_t *object = json_object();
    pr_json_put(object, "period", pr_json_text(period), &self->ok);
    pr_json_put(object, "municipality", pr_json_text(municipality), &self->ok);
    for (int i = 0; i < PR_CHANGE_BARS; i++) {
        pr_json_put(object, pr_change_key[i], pr_json_text(pr_plain_cents(bar[i]).s), &self->ok);
    }
    pr_text_adds(self->out, self->any ? ",\n" : "\n");
    pr_json_dump(self->out, object, 0, &self->ok);
    self->any = true;
}

static void json_setting(void *context, const char *path, const char *before, const char *after)
{
    writer_t *self = context;
    json_t *object = json_object();
    pr_json_put(object, "path", pr_json_text(path), &self->ok);
    pr_json_put(object, "before", pr_json_text(before), &self->ok);
    pr_json_put(object, "after", pr_json_text(after), &self->ok);
    self->ok = json_array_append_new(self->array, object) == 0 && self->ok;
}

static json_t *side(const pr_difference_of_runs_t *of, int i, bool *ok)
{
    const pr_record_scenario_t *scenario = &of->record[i]->scenario[of->part[i]];
    json_t *object = json_object();
    pr_json_put(object, "run", pr_json_text(pr_change_run(of, i).s), ok);
    pr_json_put(object, "started", pr_json_text(of->record[i]->started), ok);
    pr_json_put(object, "scenario", pr_json_text(scenario->id), ok);
    pr_json_put(object, "sha256", pr_json_text(scenario->sha256), ok);
    return object;
}

static json_t *order(bool *ok)
{
    json_t *array = json_array();
    for (int i = 1; i <= PR_CHANGE_PARTS; i++) {
        *ok = json_array_append_new(array, pr_json_text(pr_change_key[i])) == 0 && *ok;
    }
    return array;
}

int pr_report_change_json(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                          pr_errors_t *errors)
{
    (void)self;
    pr_text_t text;
    pr_text_init(&text);
    writer_t writer = {&text, json_array(), false, true};
    int status =
        pr_scenario_changes(of->record[0]->scenario[of->part[0]].text,
                            of->record[1]->scenario[of->part[1]].text, json_setting, &writer, errors);
    json_t *head = json_object();
    pr_json_put(head, "from", side(of, 0, &writer.ok), &writer.ok);
    pr_json_put(head, "to", side(of, 1, &writer.ok), &writer.ok);
    pr_json_put(head, "order", order(&writer.ok), &writer.ok);
    pr_json_put(head, "settings", writer.array, &writer.ok);
    pr_text_adds(&text, "{\"difference\": ");
    pr_json_dump(&text, head, JSON_INDENT(2), &writer.ok);
    pr_text_adds(&text, ",\n\"changes\": [");
    pr_change_rows(of, json_row, &writer);
    pr_text_adds(&text, "\n]}\n");
    text.failed = text.failed || !writer.ok;
    int written = status == 0 ? pr_stream_write(out, &text, errors) : status;
    pr_text_free(&text);
    return written;
}

/* ---- the chart ---- */

static void source_text(const pr_report_t *report, const pr_difference_of_runs_t *of, pr_text_t *out)
{
    pr_text_t line;
    pr_text_init(&line);
    PR_FILL(&line, report->lang, PR_TEXT_CHART_DIFF_SOURCE, pr_change_run(of, 0).s, pr_change_scenario(of, 0),
            pr_change_run(of, 1).s, pr_change_scenario(of, 1));
    out->failed = out->failed || line.failed;
    pr_chart_text_line(out, line.data);
    pr_text_free(&line);
}

static void chart_blocks(const pr_report_t *report, const pr_difference_of_runs_t *of, pr_text_t *out)
{
    static const pr_text_id_t words[] = {PR_TEXT_CHART_DIFF_Y, PR_TEXT_CHART_DIFF_LOCAL, PR_TEXT_TOTAL};
    pr_csv_t csv;
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    pr_chart_text_line(out, pr_text(report->lang, PR_TEXT_CHART_DIFF));
    source_text(report, of, out);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pr_chart_text_line(out, pr_text(report->lang, words[i]));
    }
    for (int i = 1; i <= PR_CHANGE_PARTS; i++) {
        pr_chart_text_line(out, pr_text(report->lang, pr_change_name[i]));
    }
    pr_text_adds(out, "END_OF_BLOCK\n$diff << END_OF_BLOCK\n");
    pr_csv_begin(&csv, out, PR_CSV_RFC4180);
    csv.tame = true;
    write_csv(of, &csv);
    pr_text_adds(out, "END_OF_BLOCK\ndiff = \"$diff\"\n");
}

static int draw(const pr_report_t *report, const pr_difference_of_runs_t *of, bool terminal, pr_text_t *out,
                pr_errors_t *warnings)
{
    enum { LINES = 30 };
    pr_text_t blocks;
    pr_text_init(&blocks);
    chart_blocks(report, of, &blocks);
    int status = terminal ? pr_chart_print_blocks("verschil", LINES, report, &blocks, out, warnings)
                          : pr_chart_draw_blocks("verschil", report, &blocks, out, warnings);
    pr_text_free(&blocks);
    return status;
}

int pr_report_change_plot(const pr_report_t *self, const pr_difference_of_runs_t *of, FILE *out,
                          pr_errors_t *errors, pr_errors_t *warnings)
{
    pr_text_t picture;
    pr_text_init(&picture);
    int status = draw(self, of, true, &picture, warnings) == 0 ? pr_stream_write(out, &picture, errors) : 0;
    pr_text_free(&picture);
    return status;
}

/* ---- the folder ---- */

static int add_chart(const pr_report_t *self, const pr_difference_of_runs_t *of, pr_output_set_t *set,
                     pr_errors_t *errors, pr_errors_t *warnings)
{
    pr_text_t picture;
    pr_text_init(&picture);
    bool drawn = self->plots && draw(self, of, false, &picture, warnings) == 0;
    int status = drawn ? pr_output_add(set, "plots/verschil.svg", picture.data, picture.length, errors)
                       : pr_output_drop(set, "plots/verschil.svg", errors);
    pr_text_free(&picture);
    return status;
}

int pr_report_change_write(const pr_report_t *self, const pr_difference_of_runs_t *of, pr_errors_t *errors,
                           pr_errors_t *warnings)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_output_set_t set = {0};
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, self->csv);
    pr_csv_mark(&csv, of->scenario[0]);
    pr_csv_mark(&csv, of->scenario[1]);
    write_csv(of, &csv);
    int status = text.failed ? pr_errors_add(errors, PR_ERR_MEMORY, "diff.csv", 0, "out of memory") : 0;
    if (status == 0 && (status = pr_output_init(&set, self->out_dir, errors)) == 0 &&
        (status = pr_output_add(&set, "diff.csv", text.data, text.length, errors)) == 0 &&
        (status = add_chart(self, of, &set, errors, warnings)) == 0) {
        status = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    pr_text_free(&text);
    return status;
}
