/* What the tables share: see view.h. */
#include "report/view.h"
#include <math.h>
#include <string.h>

const pr_summary_t *pr_view_year(const pr_view_t *self, const char *metric, int scope, int year)
{
    return pr_run_find(self->run, metric, scope, (pr_period_t){PR_PERIOD_YEAR, year, 0});
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

pr_number_t pr_view_quantile(pr_lang_t lang, const pr_summary_t *summary, double x, int most)
{
    if (!summary || summary->undefined || !isfinite(x)) {
        return (pr_number_t){"–"};
    }
    return pr_fixed(lang, x, pr_decimals(2.1 * summary->se, most));
}

void pr_view_heading(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    pr_text_adds(self->out, "\n");
    pr_view_say(self, id, count, argument);
}

void pr_view_say(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_text_fill(&text, self->lang, id, count, argument);
    if (text.failed) {
        self->out->failed = true;
    } else if (text.data) {
        pr_text_make_printable(text.data);
        size_t indent = strspn(text.data, " ");
        pr_paragraph(self->out, text.data, indent > 0 ? indent + 3 : 0);
    }
    pr_text_free(&text);
}
