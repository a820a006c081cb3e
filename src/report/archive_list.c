/* The list of runs, and sentences about an archive that cannot be used. */
#include "core/catalogue.h"
#include "report/streams.h"
#include "report/view.h"
#include <inttypes.h>
#include <math.h>
#include <poolraming/report_archive.h>
#include <string.h>

enum { SHOWN_MOST = 40, SCENARIO_COLUMNS = 22 };

/* A detail is what the archive says in English, or "folder: what is wrong: why". */
static void add_detail(pr_text_t *out, pr_lang_t lang, const char *detail)
{
    while (*detail) {
        const char *end = strstr(detail, ": ");
        char part[sizeof((pr_archive_trouble_t *)0)->detail];
        snprintf(part, sizeof part, "%.*s", (int)(end ? (size_t)(end - detail) : strlen(detail)), detail);
        pr_text_adds(out, pr_translate(lang, part));
        pr_text_adds(out, end ? ": " : "");
        detail = end ? end + 2 : "";
    }
}

void pr_report_archive_trouble(pr_lang_t lang, const pr_archive_trouble_t *trouble, const char *path,
                               const char *asked, char *out, size_t size)
{
    static const pr_text_id_t id[PR_ARCHIVE_FAULTS] = {
        [PR_ARCHIVE_FINE] = PR_TEXT_ARCHIVE_UNUSABLE,     [PR_ARCHIVE_MISSING] = PR_TEXT_ARCHIVE_MISSING,
        [PR_ARCHIVE_LOCKED] = PR_TEXT_ARCHIVE_LOCKED,     [PR_ARCHIVE_DAMAGED] = PR_TEXT_ARCHIVE_DAMAGED,
        [PR_ARCHIVE_FOREIGN] = PR_TEXT_ARCHIVE_FOREIGN,   [PR_ARCHIVE_NEWER] = PR_TEXT_ARCHIVE_NEWER,
        [PR_ARCHIVE_UNKNOWN] = PR_TEXT_ARCHIVE_UNKNOWN,   [PR_ARCHIVE_AMBIGUOUS] = PR_TEXT_ARCHIVE_AMBIGUOUS,
        [PR_ARCHIVE_UNUSABLE] = PR_TEXT_ARCHIVE_UNUSABLE, [PR_ARCHIVE_MEMORY] = PR_TEXT_ARCHIVE_MEMORY};
    pr_text_t text, detail;
    pr_text_init(&text);
    pr_text_init(&detail);
    add_detail(&detail, lang, trouble->detail);
    PR_FILL(&text, lang, id[trouble->fault], path, detail.data ? detail.data : "", asked ? asked : "");
    snprintf(out, size, "%s", text.failed || !text.data ? trouble->detail : text.data);
    pr_text_make_printable(out);
    pr_text_free(&detail);
    pr_text_free(&text);
}

/* "basis", or "basis, stop-2025, …" */
static void scenario_cell(pr_table_t *table, const pr_record_t *record)
{
    char names[200] = "";
    size_t length = 0;
    for (size_t k = 0; k < record->scenario_count && length < sizeof names; k++) {
        int more =
            snprintf(names + length, sizeof names - length, "%s%s", k ? ", " : "", record->scenario[k].id);
        length += more > 0 ? (size_t)more : 0;
    }
    pr_text_make_printable(names);
    pr_table_cut(names, SCENARIO_COLUMNS);
    pr_table_cell(table, names);
}

static void run_row(pr_lang_t lang, pr_table_t *table, const pr_record_t *record)
{
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, record->seed);
    pr_table_cell(table, record->id);
    pr_table_cell(table, pr_moment(lang, record->started).s);
    pr_table_cell(table, pr_record_kind_name(record->kind));
    scenario_cell(table, record);
    pr_table_cell(table, pr_whole(lang, (int64_t)record->replicates).s);
    pr_table_cell(table, seed);
    pr_table_cell(table, isnan(record->net_effect) ? "–" : pr_fixed(lang, record->net_effect / 1000, 0).s);
}

static void run_table(const pr_view_t *view, const pr_record_t *list, size_t count)
{
    static const pr_text_id_t head[] = {PR_TEXT_RUNS_STARTED, PR_TEXT_RUNS_KIND, PR_TEXT_RUNS_SCENARIO,
                                        PR_TEXT_RUNS_COUNT,   PR_TEXT_RUNS_SEED, PR_TEXT_RUNS_NET};
    pr_table_t table;
    pr_table_init(&table, 7);
    table.gap = 1; /* within the page's width */
    pr_table_cell(&table, "ID");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(view->lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < count && i < SHOWN_MOST; i++) {
        run_row(view->lang, &table, &list[i]);
    }
    pr_table_print(&table, view->out);
    view->out->failed = view->out->failed || table.cells.failed;
    pr_table_free(&table);
    if (count > SHOWN_MOST) {
        PR_SAY(view, pr_text_for(PR_TEXT_RUNS_EARLIER, count - SHOWN_MOST),
               pr_whole(view->lang, (int64_t)(count - SHOWN_MOST)).s);
    }
    PR_SAY(view, PR_TEXT_RUNS_NOTE, "");
}

int pr_report_runs(const pr_report_t *self, const char *path, const pr_record_t *list, size_t count,
                   FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const pr_view_t view = {self->lang, NULL, NULL, &text, NULL};
    PR_SAY(&view, count > 0 ? PR_TEXT_RUNS_HEADING : PR_TEXT_ARCHIVE_MISSING, path);
    if (count > 0) {
        run_table(&view, list, count);
    }
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
