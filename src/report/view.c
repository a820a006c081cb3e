/* What the tables share: see view.h. */
#include "report/view.h"
#include <math.h>
#include <string.h>

const pr_summary_t *pr_view_year(const pr_view_t *self, const char *metric, int scope, int year)
{
    return pr_run_find(self->run, metric, scope, (pr_period_t){PR_PERIOD_YEAR, year, 0});
}

void pr_view_pool(const pr_view_t *self, int *first, int *last)
{
    *first = *last = 0;
    for (int year = self->scenario->month_year; year <= self->scenario->last_year; year++) {
        const pr_summary_t *posts = pr_view_year(self, "capacity.target_persons", 0, year);
        if (posts && posts->mean > 0) {
            *first = *first > 0 ? *first : year;
            *last = year;
        }
    }
}

void pr_view_pool_ended(const pr_view_t *self, int from)
{
    bool gates = self->scenario->gate_count > 0; /* the planned path may go on */
    PR_SAY(self, gates ? PR_TEXT_HEAD_POOL_ENDED_GATES : PR_TEXT_HEAD_POOL_ENDED, pr_view_span(from, from).s);
}

pr_number_t pr_view_span(int from, int to)
{
    pr_number_t out;
    if (from < to) {
        snprintf(out.s, sizeof out.s, "%d–%d", from, to);
    } else {
        snprintf(out.s, sizeof out.s, "%d", to);
    }
    return out;
}

pr_number_t pr_view_mean(pr_lang_t lang, const pr_summary_t *summary, int most)
{
    if (!summary || summary->undefined || !isfinite(summary->mean)) {
        return (pr_number_t){"–"};
    }
    return pr_fixed(lang, summary->mean, pr_decimals(summary->se, most));
}

double pr_view_quantile_error(const pr_summary_t *summary)
{
    return 2.1 * fmax(summary->se, summary->se_plain);
}

pr_number_t pr_view_quantile(pr_lang_t lang, const pr_summary_t *summary, double x, int most)
{
    if (!summary || summary->undefined || !isfinite(x) || isnan(summary->se)) {
        return (pr_number_t){"–"};
    }
    return pr_fixed(lang, x, pr_decimals(pr_view_quantile_error(summary), most));
}

void pr_view_amount(const pr_view_t *self, pr_table_t *table, int64_t units, int64_t unit,
                    pr_mark_kind_t mark)
{
    static const char *const sign[] = {" ", "*", "†"};
    char cell[80];
    pr_number_t number = unit == PR_UNIT_CENT ? pr_money(self->lang, units) : pr_whole(self->lang, units);
    snprintf(cell, sizeof cell, "%s%s", number.s, sign[mark]);
    pr_table_cell(table, cell);
}

void pr_view_head(pr_table_t *table, const char *text)
{
    char cell[80];
    snprintf(cell, sizeof cell, "%s ", text);
    pr_table_cell(table, cell);
}

pr_mark_kind_t pr_view_mark(const pr_view_t *self, int from, int to)
{
    pr_mark_kind_t last = PR_MARK_NONE;
    for (int y = from; y < to && y < self->scenario->years; y++) {
        for (pr_channel_t channel = 0; channel < PR_CHANNELS; channel++) {
            pr_mark_kind_t mark = pr_money_channel_mark(self->scenario, &self->run->central, channel, y);
            last = mark > last ? mark : last;
        }
    }
    return last;
}

pr_number_t pr_view_range(pr_lang_t lang, const pr_summary_t *summary, int64_t unit)
{
    pr_number_t out = {"–"};
    if (summary && !summary->undefined && summary->sd > 0) {
        double scale = 100 / (double)unit;
        int decimals = pr_decimals(pr_view_quantile_error(summary) * scale, 0);
        pr_number_t low = pr_fixed(lang, summary->p05 * scale, decimals),
                    high = pr_fixed(lang, summary->p95 * scale, decimals);
        snprintf(out.s, sizeof out.s, "%.28s–%.28s", low.s, high.s);
    } else if (summary && summary->sd == 0) {
        out.s[0] = '\0';
    }
    return out;
}

pr_number_t pr_view_between(const pr_view_t *self, const pr_summary_t *summary)
{
    pr_number_t out = {""};
    pr_text_t text;
    if (self->run->ensemble.replicates < 2) {
        return out;
    }
    pr_text_init(&text);
    PR_FILL(&text, self->lang, PR_TEXT_HEAD_RANGE, pr_view_quantile(self->lang, summary, summary->p05, 0).s,
            pr_view_quantile(self->lang, summary, summary->p95, 0).s);
    snprintf(out.s, sizeof out.s, "%s", text.data ? text.data : "");
    self->out->failed = self->out->failed || text.failed;
    pr_text_free(&text);
    return out;
}

typedef enum { PARAGRAPH, HEADING, WARNING } kind_t;

/* A printable text, on the page or on paper. */
static void put(const pr_view_t *self, kind_t kind, size_t width, const char *text)
{
    static void (*const on_page[])(pr_html_t *, const char *) = {
        [PARAGRAPH] = pr_html_paragraph, [HEADING] = pr_html_heading, [WARNING] = pr_html_warning};
    size_t indent = strspn(text, " ");
    if (self->html) {
        on_page[kind](self->html, text + indent);
    } else {
        pr_text_adds(self->out, kind == HEADING ? "\n" : "");
        pr_paragraph_within(self->out, text, indent > 0 ? indent + 3 : 0, width);
    }
}

static void tell(const pr_view_t *self, kind_t kind, size_t width, pr_text_id_t id, size_t count,
                 const char *const *argument)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_text_fill(&text, self->lang, id, count, argument);
    if (text.failed) {
        self->out->failed = true;
    } else if (text.data) {
        pr_text_make_printable(text.data);
        put(self, kind, width, text.data);
    }
    pr_text_free(&text);
}

void pr_view_paragraph(const pr_view_t *self, const char *text)
{
    put(self, PARAGRAPH, PR_TABLE_WIDTH, text);
}

void pr_view_heading(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    tell(self, HEADING, PR_TABLE_WIDTH, id, count, argument);
}

void pr_view_say(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    pr_view_say_within(self, PR_TABLE_WIDTH, id, count, argument);
}

void pr_view_say_within(const pr_view_t *self, size_t width, pr_text_id_t id, size_t count,
                        const char *const *argument)
{
    tell(self, PARAGRAPH, width, id, count, argument);
}

void pr_view_warn(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    tell(self, WARNING, PR_TABLE_WIDTH, id, count, argument);
}

void pr_view_table(const pr_view_t *self, const pr_table_t *table)
{
    if (self->html) {
        pr_html_table(self->html, table);
    } else {
        pr_table_print(table, self->out);
    }
}
