/* A run that was done again beside its record. */
#include "report/recorded_words.h"
#include "report/settings_changed.h"
#include "report/streams.h"
#include <math.h>
#include <poolraming/report_archive.h>
#include <string.h>

enum { SHOWN_MOST = 20, DECIMALS_MOST = 15, NAME_COLUMNS = 60 };

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static bool same_summary(const pr_summary_t *a, const pr_summary_t *b)
{
    return same_number(a->mean, b->mean) && same_number(a->sd, b->sd) && same_number(a->se, b->se) &&
           same_number(a->p05, b->p05) && same_number(a->p50, b->p50) && same_number(a->p95, b->p95) &&
           a->undefined == b->undefined;
}

/* The outcome at the same place, or wherever another version has put it; NULL where it is gone. */
static const pr_record_outcome_t *other_of(const pr_record_t *other, const pr_record_outcome_t *at, size_t i)
{
    for (size_t n = 0; n < other->outcome_count; n++) {
        const pr_record_outcome_t *found = &other->outcome[(i + n) % other->outcome_count];
        if (found->scenario == at->scenario && found->difference == at->difference &&
            strcmp(found->metric, at->metric) == 0 && strcmp(found->period, at->period) == 0 &&
            strcmp(found->municipality, at->municipality) == 0 && strcmp(found->measure, at->measure) == 0 &&
            strcmp(found->item, at->item) == 0) {
            return found;
        }
    }
    return NULL;
}

/* As many decimals as the estimate supports, and as the difference needs to be seen. */
static int decimals_for(const pr_summary_t *summary, double difference)
{
    int decimals = pr_decimals(summary->se, 2), needed = 0;
    if (isfinite(difference) && difference != 0) {
        needed = (int)ceil(-log10(fabs(difference))) + 1;
    }
    decimals = needed > decimals ? needed : decimals;
    return decimals < DECIMALS_MOST ? decimals : DECIMALS_MOST;
}

static void value_cell(const pr_view_t *view, pr_table_t *table, double x, int decimals)
{
    pr_table_cell(table, isfinite(x) ? pr_fixed(view->lang, x, decimals).s : "–");
}

/* Where the means are alike the first statistic that is not is shown. */
static void difference_row(const pr_view_t *view, pr_table_t *table, const pr_record_t *record,
                           const pr_record_outcome_t *at, const pr_record_outcome_t *other)
{
    static const pr_summary_t none = {.mean = NAN, .sd = NAN, .se = NAN, .p05 = NAN, .p50 = NAN, .p95 = NAN};
    const pr_summary_t *a = &at->summary, *b = other ? &other->summary : &none;
    const struct {
        const char *name;
        double a, b;
    } kind[] = {{"", a->mean, b->mean},
                {" p05", a->p05, b->p05},
                {" p50", a->p50, b->p50},
                {" p95", a->p95, b->p95},
                {" sd", a->sd, b->sd},
                {" se", a->se, b->se},
                {" undefined", (double)a->undefined, (double)b->undefined}};
    size_t k = 0;
    while (k + 1 < sizeof kind / sizeof *kind && same_number(kind[k].a, kind[k].b)) {
        k++;
    }
    char name[200], scenario[200];
    snprintf(name, sizeof name, "%.100s%s", pr_recorded_metric(view->lang, at), kind[k].name);
    snprintf(scenario, sizeof scenario, "%s%.150s", at->difference ? "Δ " : "",
             record->scenario[at->scenario].id);
    double difference = kind[k].b - kind[k].a;
    int decimals = decimals_for(a, difference);
    pr_table_cell(table, name);
    if (record->scenario_count > 1) {
        pr_table_cell(table, scenario);
    }
    pr_table_cell(table, pr_recorded_measure(view->lang, at));
    pr_table_cell(table, pr_recorded_item(view->lang, at));
    value_cell(view, table, kind[k].a, decimals);
    value_cell(view, table, kind[k].b, decimals);
    value_cell(view, table, difference, decimals);
}

/* What matters most comes first: the net effect over all years, then whatever else over all years, then
   years; last what differs in no digit that anybody reads. */
enum { RANKS = 4 };
static const double NOISE = 1e-6; /* of the value */

static int rank_of(const pr_record_outcome_t *at, const pr_record_outcome_t *other)
{
    bool all = strcmp(at->period, "all") == 0 || *at->measure;
    double a = at->summary.mean, b = other ? other->summary.mean : NAN;
    if (fabs(b - a) <= NOISE * fabs(a)) {
        return RANKS - 1;
    }
    return all && strcmp(at->metric, "municipality.net_effect") == 0 ? 0 : all ? 1 : 2;
}

/* The outcomes that differ, the first few; how many there are. */
static size_t difference_table(const pr_view_t *view, const pr_record_t *record, const pr_record_t *other)
{
    bool run = record->kind == PR_RECORD_RUN || record->kind == PR_RECORD_COMPARE;
    bool several = record->scenario_count > 1;
    const pr_text_id_t head[] = {PR_TEXT_RERUN_OUTCOME,
                                 PR_TEXT_RERUN_SCENARIO,
                                 run ? PR_TEXT_SHOW_PERIOD : PR_TEXT_RERUN_MEASURE,
                                 run ? PR_TEXT_MUNICIPALITY : PR_TEXT_RERUN_ITEM,
                                 PR_TEXT_RERUN_BEFORE,
                                 PR_TEXT_RERUN_AFTER,
                                 PR_TEXT_RERUN_DIFFERENCE};
    size_t count = 0;
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head - !several);
    table.first = NAME_COLUMNS;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        if (several || i != 1) {
            pr_table_cell(&table, pr_text(view->lang, head[i]));
        }
    }
    pr_table_rule(&table);
    for (size_t n = 0; n < RANKS * record->outcome_count; n++) {
        size_t i = n % record->outcome_count;
        const pr_record_outcome_t *at = &record->outcome[i];
        const pr_record_outcome_t *found = other_of(other, at, i);
        bool now = rank_of(at, found) == (int)(n / record->outcome_count);
        bool differs = !found || !same_summary(&at->summary, &found->summary);
        if (now && differs && count++ < SHOWN_MOST) {
            difference_row(view, &table, record, at, found);
        }
    }
    if (count > 0) {
        pr_table_print(&table, view->out);
    }
    view->out->failed = view->out->failed || table.cells.failed;
    pr_table_free(&table);
    if (count > SHOWN_MOST) {
        PR_SAY(view, pr_text_for(PR_TEXT_RERUN_MORE, count - SHOWN_MOST),
               pr_whole(view->lang, (int64_t)(count - SHOWN_MOST)).s);
    }
    return count;
}

static void verdict(const pr_view_t *view, const pr_rerun_t *of)
{
    const pr_record_t *record = of->record;
    if (strcmp(record->fingerprint, of->again->fingerprint) == 0) {
        bool run = record->kind == PR_RECORD_RUN || record->kind == PR_RECORD_COMPARE;
        PR_SAY(view, run ? PR_TEXT_RERUN_IDENTICAL : PR_TEXT_RERUN_IDENTICAL_ROWS, record->id,
               pr_whole(view->lang, (int64_t)of->series).s);
        return;
    }
    PR_SAY(view, PR_TEXT_RERUN_DIFFERS, record->id, record->version, POOLRAMING_VERSION);
    if (difference_table(view, record, of->again) == 0) {
        PR_SAY(view, PR_TEXT_RERUN_OTHERS, "");
    }
}

/* Whether all files of figures are as they were. */
static bool same_figures(const pr_view_t *view, const pr_rerun_t *of)
{
    bool same = true;
    for (size_t i = 0; i < of->record->input_count; i++) {
        const pr_record_input_t *kept = &of->record->input[i];
        bool changed = strcmp(of->input[i].sha256, kept->sha256) != 0;
        if (of->input_unread[i]) {
            PR_SAY(view, PR_TEXT_RERUN_FIGURES_GONE, kept->path, of->input_unread[i]);
        } else if (changed) {
            PR_SAY(view, PR_TEXT_RERUN_FIGURES_CHANGED, kept->path);
        }
        same = same && !changed && !of->input_unread[i];
    }
    return same;
}

/* Looks for a setting that changed and that the file of that name gives now. */
typedef struct {
    const pr_scenario_t *scenario;
    const char *file;
    bool found;
} search_t;

static void look(void *context, const char *path, const char *before, const char *after)
{
    search_t *self = context;
    char name[512];
    const pr_origin_t *origin = NULL;
    (void)before;
    (void)after;
    snprintf(name, sizeof name, "%s", path);
    for (char *dot = name; !origin && dot;) { /* what is told of a parameter has the parameter's place */
        origin = pr_scenario_origin(self->scenario, name);
        dot = strrchr(name, '.');
        if (dot) {
            *dot = '\0';
        }
    }
    self->found = self->found || (origin && origin->file && strcmp(origin->file, self->file) == 0);
}

/* Of each file that lies over the scenarios, once for all of them: whether it is gone or says something else.
 */
static int changed_overlays(const pr_view_t *view, const pr_rerun_t *of, pr_errors_t *errors)
{
    const size_t mark = sizeof PR_OVERLAY - 1;
    int status = 0;
    for (size_t i = 0; i < of->record->assignment_count && status == 0; i++) {
        const char *change = of->record->assignment[i];
        if (strncmp(change, PR_OVERLAY, mark) != 0) {
            continue;
        }
        search_t search = {NULL, change + mark, false};
        for (size_t k = 0; k < of->record->scenario_count && status == 0; k++) {
            search.scenario = of->files[k];
            if (search.scenario) {
                status = pr_scenario_changes(of->record->scenario[k].text, search.scenario->resolved, look,
                                             &search, errors);
            }
        }
        if (of->overlay_unread[i]) {
            PR_SAY(view, PR_TEXT_RERUN_OVERLAY_GONE, change + mark, of->overlay_unread[i]);
        } else if (search.found) {
            PR_SAY(view, PR_TEXT_RERUN_OVERLAY_CHANGED, change + mark);
        }
    }
    return status;
}

static int changed_files(const pr_view_t *view, const pr_rerun_t *of, pr_errors_t *errors)
{
    size_t read = 0;
    bool same = same_figures(view, of);
    int status = changed_overlays(view, of, errors);
    for (size_t k = 0; k < of->record->scenario_count && status == 0; k++) {
        const pr_record_scenario_t *kept = &of->record->scenario[k];
        const pr_scenario_t *file = of->files[k];
        read += file != NULL;
        if (of->unread[k]) {
            PR_SAY(view, PR_TEXT_RERUN_FILE_GONE, kept->path, of->unread[k]);
        } else if (file && strcmp(file->sha256, kept->sha256) != 0) {
            same = false;
            PR_HEADING(view, PR_TEXT_RERUN_FILES_CHANGED, kept->id);
            status = pr_settings_changed(view, kept->text, file->resolved, errors);
        }
    }
    if (status == 0 && same && read == of->record->scenario_count) {
        PR_SAY(view, of->record->input_count ? PR_TEXT_RERUN_FIGURES_SAME : PR_TEXT_RERUN_FILES_SAME, "");
    }
    return status;
}

int pr_report_rerun(const pr_report_t *self, const pr_rerun_t *of, FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const pr_view_t view = {self->lang, NULL, NULL, &text, NULL};
    verdict(&view, of);
    int status = changed_files(&view, of, errors);
    if (status == 0 && of->now) {
        bool same = strcmp(of->record->fingerprint, of->now->fingerprint) == 0;
        PR_HEADING(&view, same ? PR_TEXT_RERUN_NOW_SAME : PR_TEXT_RERUN_NOW, "");
        if (!same && difference_table(&view, of->record, of->now) == 0) {
            PR_SAY(&view, PR_TEXT_RERUN_OTHERS, "");
        }
    }
    if (status == 0 && of->now_failed) {
        PR_SAY(&view, PR_TEXT_RERUN_NOW_FAILED, of->now_failed);
    }
    int written = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status ? status : written;
}
