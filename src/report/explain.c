/* One figure explained, in words: see report_explain.h. */
#include "report/explain.h"
#include "core/catalogue.h"
#include "report/streams.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *pr_rule_name(pr_index_rule_t rule)
{
    static const char *const name[PR_RULES] = {"provisional", "definitive", "true_up_compound",
                                               "true_up_points", "true_up_ratio"};
    return name[rule];
}

const char *pr_vintage_name(pr_vintage_t vintage)
{
    static const char *const name[PR_VINTAGES] = {"spring", "september", "definitive", "applied"};
    return name[vintage];
}

static const char *base_name(const char *file)
{
    const char *slash = strncmp(file, "--set ", 6) == 0 ? NULL : strrchr(file, '/');
    return slash ? slash + 1 : file;
}

/* The last part of a file's name, or all of it where two files share that part. */
static const char *short_name(const pr_scenario_t *scenario, const char *file)
{
    const char *base = base_name(file);
    for (size_t i = 0; i < scenario->origin_count; i++) {
        const char *other = scenario->origin[i].file;
        if (other && strcmp(other, file) != 0 && strcmp(base_name(other), base) == 0) {
            return file;
        }
    }
    return base;
}

static void remember(pr_page_t *self, const char *file)
{
    for (size_t i = 0; i < self->files; i++) {
        if (strcmp(self->file[i], file) == 0) {
            return;
        }
    }
    if (self->files < PR_PAGE_FILES && strncmp(file, "--set ", 6) != 0) {
        self->file[self->files++] = file;
    }
}

pr_words_t pr_page_place(pr_page_t *self, const char *path)
{
    const pr_origin_t *origin = pr_scenario_origin(self->of->scenario, path);
    pr_words_t out;
    if (!origin || !origin->file) {
        snprintf(out.s, sizeof out.s, "%s", pr_text(self->view.lang, PR_TEXT_EXPLAIN_DEFAULT));
        return out;
    }
    bool assigned = strncmp(origin->file, "--set ", 6) == 0;
    remember(self, origin->file);
    if (assigned || origin->line < 1) {
        snprintf(out.s, sizeof out.s, "%.300s", origin->file);
    } else {
        snprintf(out.s, sizeof out.s, "%.300s:%d", short_name(self->of->scenario, origin->file),
                 origin->line);
    }
    return out;
}

pr_words_t pr_page_place_cell(pr_page_t *self, const char *path)
{
    enum { WIDEST = 17 };
    pr_words_t place = pr_page_place(self, path), out;
    if (strncmp(place.s, "--set ", 6) == 0) {
        place.s[5] = '\0';
    }
    const char *from = place.s;
    size_t columns = pr_text_columns(place.s);
    while (columns >= WIDEST + (from == place.s)) { /* a cut takes one column itself */
        do {
            from++;
        } while (((unsigned char)*from & 0xC0) == 0x80);
        columns--;
    }
    snprintf(out.s, sizeof out.s, "%s%.300s", from > place.s ? "…" : "", from);
    return out;
}

void pr_page_heading(pr_page_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    char number[16];
    pr_text_t text;
    pr_text_init(&text);
    pr_text_fill(&text, self->view.lang, id, count, argument);
    snprintf(number, sizeof number, "%d", ++self->step);
    PR_HEADING(&self->view, PR_TEXT_EXPLAIN_STEP, number, text.failed || !text.data ? "" : text.data);
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_text_free(&text);
}

pr_number_t pr_page_exact(pr_lang_t lang, double x)
{
    pr_number_t out = pr_exact(x);
    char *point = strchr(out.s, '.');
    if (point && lang == PR_LANG_NL) {
        *point = ',';
    }
    return out;
}

pr_number_t pr_page_growth(pr_lang_t lang, double fraction)
{
    int decimals = 2;
    while (decimals < 6 &&
           fabs(fraction * 100 - round(fraction * 100 * pow(10, decimals)) / pow(10, decimals)) > 1e-9) {
        decimals++;
    }
    return pr_percents(lang, fraction, decimals);
}

const char *pr_page_scope(pr_lang_t lang, const pr_explanation_t *of)
{
    return of->item->scope > 0 ? of->scenario->municipality[of->item->scope - 1].name
                               : pr_text(lang, PR_TEXT_REGION);
}

const char *pr_page_unit(pr_lang_t lang, const char *unit)
{
    static const char *const known[] = {
        N_("EUR"),   N_("EUR real"),   N_("persons"),        N_("residents"),
        N_("hours"), N_("hours/week"), N_("months"),         N_("years"),
        N_("share"), N_("ratio"),      N_("municipalities"), N_("circles")}; /* others are the same in both */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(unit, known[i]) == 0) {
            return pr_translate(lang, known[i]);
        }
    }
    return unit;
}

const pr_summary_t *pr_explanation_summary(const pr_explanation_t *of)
{
    return of->run ? pr_run_find(of->run, of->item->metric, of->item->scope, of->item->period) : NULL;
}

int pr_explanation_mask(const pr_report_t *self, const pr_explanation_t *of, pr_masked_t *out)
{
    *out = PR_SHOWN;
    if (self->unmasked || !of->run) {
        return 0;
    }
    pr_mask_t mask;
    int status = pr_mask_init(&mask, of->run);
    ptrdiff_t series = pr_plan_find(&of->run->plan, of->item->metric, of->item->scope, of->item->period);
    if (status == 0 && series >= 0) {
        *out = pr_mask_of(&mask, (size_t)series);
    }
    pr_mask_free(&mask);
    return status;
}

/* Whether a figure rests on the balance before the pool. */
static bool is_on_balance(const char *metric)
{
    return strcmp(metric, "surplus.before") == 0 || strcmp(metric, "surplus.after") == 0 ||
           strncmp(metric, "surplus.shortfall", strlen("surplus.shortfall")) == 0;
}

static void page_title(pr_page_t *self)
{
    const pr_explanation_t *of = self->of;
    pr_lang_t lang = self->view.lang;
    char period[16];
    pr_period_format(of->item->period, period);
    pr_text_id_t status = of->item->period.kind == PR_PERIOD_ALL ? PR_TEXT_EXPLAIN_WHOLE
                          : pr_scenario_status(of->scenario, of->item->period.year) == PR_STATUS_DECIDED
                              ? PR_TEXT_DECIDED
                              : PR_TEXT_INDICATIVE;
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_TITLE, of->item->metric, pr_page_scope(lang, of),
           of->item->period.kind == PR_PERIOD_ALL ? pr_text(lang, PR_TEXT_EXPLAIN_ALL_YEARS) : period,
           pr_text(lang, status));
    if (of->scenario->surplus_is_assumption && is_on_balance(of->item->metric)) {
        PR_SAY(&self->view, PR_TEXT_EXPLAIN_FICTITIOUS, "");
    }
    PR_SAY(&self->view, PR_TEXT_EXPLAIN_SCENARIO, of->scenario->title ? of->scenario->title : "");
}

static void page_files(pr_page_t *self)
{
    if (self->files == 0) {
        return;
    }
    PR_HEADING(&self->view, PR_TEXT_EXPLAIN_FILES, "");
    for (size_t i = 0; i < self->files; i++) {
        pr_text_adds(self->view.out, "   ");
        pr_text_adds(self->view.out, self->file[i]);
        pr_text_adds(self->view.out, "\n");
    }
}

int pr_report_explain(const pr_report_t *self, const pr_explanation_t *of, FILE *out, pr_errors_t *errors)
{
    pr_text_t text;
    pr_masked_t masked = PR_SHOWN;
    pr_text_init(&text);
    pr_page_t page = {.view = {self->lang, of->scenario, of->run, &text, NULL}, .of = of};
    int result = pr_explanation_mask(self, of, &masked);
    page_title(&page);
    if (masked != PR_SHOWN) {
        PR_SAY(&page.view, PR_TEXT_EXPLAIN_MASKED, pr_mask_sign(masked));
    } else {
        pr_page_steps(&page);
        pr_page_gates(&page);
        pr_page_parts(&page);
        pr_page_spread(&page);
        page_files(&page);
    }
    result = result ? pr_errors_add(errors, result, NULL, 0, "out of memory")
                    : pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return result;
}
