/* One kept run for people. */
#include "report/archive_studies.h"
#include "report/streams.h"
#include "report/view.h"
#include <inttypes.h>
#include <math.h>
#include <poolraming/report_archive.h>
#include <string.h>

typedef struct {
    pr_view_t view; /* without a run */
    const pr_record_t *record;
    size_t part;
} page_t;

/* A column of the tables. */
typedef struct {
    const char *metric;
    pr_text_id_t head;
} column_t;

static const pr_summary_t *find(const page_t *self, const char *metric, const char *municipality,
                                const char *period)
{
    return pr_record_find(self->record, (int)self->part, metric, municipality, period);
}

static void head_row(const page_t *self, pr_table_t *table, pr_text_id_t first, const column_t *column,
                     size_t count)
{
    pr_table_cell(table, pr_text(self->view.lang, first));
    for (size_t i = 0; i < count; i++) {
        pr_table_cell(table, pr_text(self->view.lang, column[i].head));
    }
}

static void row(const page_t *self, pr_table_t *table, const char *name, const column_t *column, size_t count,
                const char *municipality, const char *period)
{
    pr_table_cell(table, name);
    for (size_t i = 0; i < count; i++) {
        const pr_summary_t *summary = find(self, column[i].metric, municipality, period);
        pr_table_cell(table, pr_view_mean(self->view.lang, summary, 0).s);
    }
}

static void print(const page_t *self, pr_table_t *table)
{
    pr_table_print(table, self->view.out);
    self->view.out->failed = self->view.out->failed || table->cells.failed;
    pr_table_free(table);
}

/* Years in the order in which they are kept, then all of them. */
static void region_table(const page_t *self)
{
    static const column_t column[] = {{"cost.total", PR_TEXT_SHOW_COST},
                                      {"surplus.reduction", PR_TEXT_SHOW_REDUCTION},
                                      {"execution.contribution", PR_TEXT_SHOW_CONTRIBUTION},
                                      {"settlement", PR_TEXT_SHOW_SETTLEMENT},
                                      {"municipality.net_effect", PR_TEXT_SHOW_NET},
                                      {"deployment.hours", PR_TEXT_SHOW_HOURS},
                                      {"service.residents_reached", PR_TEXT_SHOW_REACHED}};
    enum { COLUMNS = sizeof column / sizeof *column };
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_SHOW_REGION, self->record->scenario[self->part].id);
    pr_table_init(&table, 1 + COLUMNS);
    head_row(self, &table, PR_TEXT_SHOW_PERIOD, column, COLUMNS);
    pr_table_rule(&table);
    for (size_t i = 0; i < self->record->outcome_count; i++) {
        const pr_record_outcome_t *at = &self->record->outcome[i];
        if (at->scenario == (int)self->part && !at->difference && !*at->municipality &&
            strcmp(at->metric, "municipality.net_effect") == 0) {
            bool all = strcmp(at->period, "all") == 0;
            if (all) {
                pr_table_rule(&table);
            }
            row(self, &table, all ? pr_text(self->view.lang, PR_TEXT_SHOW_ALL) : at->period, column, COLUMNS,
                "", at->period);
        }
    }
    print(self, &table);
}

static void local_table(const page_t *self)
{
    static const column_t column[] = {{"surplus.reduction", PR_TEXT_SHOW_REDUCTION},
                                      {"execution.contribution", PR_TEXT_SHOW_CONTRIBUTION},
                                      {"settlement", PR_TEXT_SHOW_SETTLEMENT},
                                      {"municipality.net_effect", PR_TEXT_SHOW_NET}};
    enum { COLUMNS = sizeof column / sizeof *column };
    pr_table_t table;
    PR_HEADING(&self->view, PR_TEXT_SHOW_LOCAL, self->record->scenario[self->part].id);
    pr_table_init(&table, 2 + COLUMNS);
    head_row(self, &table, PR_TEXT_MUNICIPALITY, column, COLUMNS);
    pr_table_cell(&table, pr_text(self->view.lang, PR_TEXT_SHOW_RANGE));
    pr_table_rule(&table);
    for (size_t i = 0; i < self->record->outcome_count; i++) {
        const pr_record_outcome_t *at = &self->record->outcome[i];
        if (at->scenario == (int)self->part && !at->difference && *at->municipality &&
            strcmp(at->period, "all") == 0 && strcmp(at->metric, "municipality.net_effect") == 0) {
            row(self, &table, at->municipality, column, COLUMNS, at->municipality, "all");
            pr_table_cell(&table, pr_view_range(self->view.lang, &at->summary, PR_UNIT_EURO).s);
        }
    }
    print(self, &table);
    PR_SAY(&self->view, PR_TEXT_SHOW_NOT_SUM, "");
}

/* What was counted. */
static pr_text_id_t count_text(const pr_record_t *record)
{
    bool fewer = record->asked > record->replicates;
    return record->kind == PR_RECORD_SENSITIVITY
               ? fewer ? PR_TEXT_SHOW_EVALUATIONS_ASKED : PR_TEXT_SHOW_EVALUATIONS
           : record->kind == PR_RECORD_CALIBRATE ? PR_TEXT_SHOW_DRAWS
           : fewer                               ? PR_TEXT_SHOW_ASKED
                                                 : PR_TEXT_SHOW_SEED;
}

/* As the command line has them, without quotes. */
static void options(const pr_view_t *view, const pr_record_t *record)
{
    pr_text_t text;
    pr_text_init(&text);
    for (size_t i = 0; i < record->option_count; i++) {
        pr_text_addf(&text, "%s--%s %s", i ? " " : "", record->option[i].name, record->option[i].value);
    }
    if (record->option_count > 0) {
        PR_SAY(view, PR_TEXT_SHOW_OPTIONS, text.data ? text.data : "");
    }
    view->out->failed = view->out->failed || text.failed;
    pr_text_free(&text);
}

static void provenance(const page_t *self)
{
    const pr_record_t *record = self->record;
    const pr_view_t *view = &self->view;
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, record->seed);
    pr_number_t done = pr_whole(view->lang, (int64_t)record->replicates);
    PR_SAY(view, PR_TEXT_SHOW_HEADING, record->id, pr_moment(view->lang, record->started).s,
           pr_fixed(view->lang, record->seconds, 1).s, record->version);
    PR_SAY(view, PR_TEXT_SHOW_COMMAND, record->command);
    PR_SAY(view, pr_text_for(count_text(record), record->replicates), done.s, seed,
           pr_whole(view->lang, (int64_t)record->asked).s);
    options(view, record);
    if (record->interrupted) {
        PR_SAY(view, PR_TEXT_SHOW_INTERRUPTED, "");
    }
    for (size_t k = 0; k < record->scenario_count; k++) {
        const pr_record_scenario_t *scenario = &record->scenario[k];
        PR_SAY(view, PR_TEXT_SHOW_SCENARIO, scenario->id, scenario->title);
        PR_SAY(view, PR_TEXT_SHOW_FILE, scenario->path, scenario->sha256);
    }
    for (size_t i = 0; i < record->input_count; i++) {
        PR_SAY(view, PR_TEXT_SHOW_FIGURES, record->input[i].path, record->input[i].sha256);
    }
}

int pr_report_record(const pr_report_t *self, const pr_record_t *record, FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    page_t page = {{self->lang, NULL, NULL, &text, NULL}, record, 0};
    provenance(&page);
    bool run = record->kind == PR_RECORD_RUN || record->kind == PR_RECORD_COMPARE;
    if (!run) {
        pr_archive_study(&page.view, record);
    }
    for (; run && page.part < record->scenario_count; page.part++) {
        region_table(&page);
        local_table(&page);
    }
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
