/* What a sensitivity says in sentences, and the numbers of its page. */
#include "report/sensitivity_page.h"
#include "report/explain.h"
#include <math.h>
#include <string.h>

enum { NAMED = 3 };

/* ---- numbers ---- */

/* In the digits that the error supports; what is exact in four significant ones. */
pr_number_t pr_sensitivity_page_number(const pr_sensitivity_page_t *self, double x, double se)
{
    bool euros = strncmp(self->of->metric[self->outcome]->unit, "EUR", 3) == 0;
    if (!isfinite(x)) {
        return (pr_number_t){"–"};
    }
    return se > 0 ? pr_fixed(self->view.lang, x, pr_decimals(se, euros ? 0 : 4))
                  : pr_short(self->view.lang, x);
}

/* One digit more than what it is the error of. */
pr_number_t pr_sensitivity_page_error(const pr_sensitivity_page_t *self, double se)
{
    if (!(se > 0)) {
        return isnan(se) ? (pr_number_t){"–"} : (pr_number_t){"0"};
    }
    return pr_fixed(self->view.lang, se, pr_decimals(se, 5) + 1);
}

pr_number_t pr_sensitivity_page_share(const pr_sensitivity_page_t *self, double x, double se)
{
    return isfinite(x) ? pr_percents(self->view.lang, x, pr_decimals(100 * se, 1)) : (pr_number_t){"–"};
}

/* "43 – 48 %" */
pr_number_t pr_sensitivity_page_interval(const pr_sensitivity_page_t *self, const pr_estimate_t *of)
{
    int decimals = pr_decimals(100 * of->se, 1);
    pr_number_t out = {"–"};
    decimals = decimals < 0 ? 0 : decimals; /* whole percents: the ends say themselves how little is known */
    if (isfinite(of->low) && isfinite(of->high)) {
        snprintf(out.s, sizeof out.s, "%.25s – %.30s", pr_fixed(self->view.lang, 100 * of->low, decimals).s,
                 pr_percents(self->view.lang, of->high, decimals).s);
    }
    return out;
}

pr_number_t pr_sensitivity_page_count(const pr_sensitivity_page_t *self, uint64_t count)
{
    return pr_whole(self->view.lang, (int64_t)count);
}

const char *pr_sensitivity_page_unit(const pr_sensitivity_page_t *self)
{
    return pr_page_unit(self->view.lang, self->of->metric[self->outcome]->unit);
}

const pr_outcome_sample_t *pr_sensitivity_page_sample(const pr_sensitivity_page_t *self)
{
    return &self->of->sample[self->outcome];
}

/* ---- sentences ---- */

/* "(1) kans dat … (workforce.filling_per_month, aanname), op zichzelf 45 %, in totaal 50 %" */
static void add_item(const pr_sensitivity_page_t *self, size_t unknown, size_t number, pr_text_t *out)
{
    const pr_unknown_t *at = &self->of->unknown[unknown];
    const pr_sobol_index_t *index = pr_sensitivity_index(self->of, self->outcome, unknown);
    pr_lang_t lang = self->view.lang;
    pr_text_t parameter, label;
    pr_text_init(&parameter);
    pr_text_init(&label);
    if (pr_sensitivity_names(self->of, at, lang, &parameter, &label)) {
        pr_text_adds(out, number > 1 ? "; " : "");
        PR_FILL(out, lang, PR_TEXT_SENSITIVITY_CARRY_ITEM, pr_sensitivity_page_count(self, number).s,
                label.data, parameter.data,
                pr_sensitivity_assumed(self->of, at) ? pr_text(lang, PR_TEXT_SENSITIVITY_ASSUMPTION) : "",
                pr_sensitivity_page_share(self, index->first.value, index->first.se).s,
                pr_sensitivity_page_share(self, index->total.value, index->total.se).s);
    } else {
        out->failed = true;
    }
    pr_text_free(&parameter);
    pr_text_free(&label);
}

/* The unknowns that an outcome depends on most, of which the influence can be told from none; by total index,
   as in the table. */
static void carry_sentence(const pr_sensitivity_page_t *self)
{
    size_t order[PR_SENSITIVITY_ALONE_MOST + 2], named = 0;
    double sum = 0, square = 0;
    pr_text_t items;
    pr_text_init(&items);
    pr_sensitivity_order(self->of, self->outcome, order);
    for (size_t i = 0; i < self->of->unknowns && named < NAMED; i++) {
        pr_unknown_kind_t kind = self->of->unknown[order[i]].kind;
        const pr_sobol_index_t *index = pr_sensitivity_index(self->of, self->outcome, order[i]);
        if (kind != PR_UNKNOWN_REST && kind != PR_UNKNOWN_CHANCE && index->total.low > 0 &&
            index->total.value >= PR_SENSITIVITY_WORTH) {
            add_item(self, order[i], ++named, &items);
            sum += index->first.value;
            square += index->first.se * index->first.se;
        }
    }
    self->view.out->failed = self->view.out->failed || items.failed;
    if (named == 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NOTHING, "");
    } else {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_CARRY, items.data ? items.data : "");
    }
    if (named > 1) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_CARRY_SUM, pr_sensitivity_page_count(self, named).s,
               pr_sensitivity_page_share(self, sum, sqrt(square)).s);
    }
    pr_text_free(&items);
}

static void chance_sentence(const pr_sensitivity_page_t *self)
{
    const pr_estimate_t *chance =
        &pr_sensitivity_index(self->of, self->outcome, self->of->unknowns - 1)->total;
    int decimals = pr_decimals(100 * chance->se, 1);
    decimals = decimals < 0 ? 0 : decimals;
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_CHANCE_SHARE,
           pr_sensitivity_page_share(self, chance->value, chance->se).s,
           pr_percents(self->view.lang, chance->low, decimals).s,
           pr_percents(self->view.lang, chance->high, decimals).s);
}

/* Where the intervals are wider than what was asked for, so that nobody reads the sentences without that. */
static void rough_sentence(const pr_sensitivity_page_t *self)
{
    double width = self->of->sobol.outcome[self->outcome].half_width;
    if (width > self->of->tolerance) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_ROUGH, pr_percents(self->view.lang, width, 0).s);
    }
}

bool pr_sensitivity_page_varies(const pr_sensitivity_page_t *self)
{
    return pr_sensitivity_page_sample(self)->sd > 0;
}

/* A heading about the outcome. */
void pr_sensitivity_page_heading(const pr_sensitivity_page_t *self, pr_text_id_t id, const char *metric)
{
    pr_text_t title;
    pr_text_init(&title);
    pr_sensitivity_title(self->view.lang, self->of, self->outcome, &title);
    PR_HEADING(&self->view, id, title.data ? title.data : "", metric);
    self->view.out->failed = self->view.out->failed || title.failed;
    pr_text_free(&title);
}

void pr_sensitivity_page_sentences(const pr_sensitivity_page_t *self)
{
    const pr_outcome_sample_t *sample = pr_sensitivity_page_sample(self);
    uint64_t known = self->of->replicates - sample->undefined;
    pr_sensitivity_page_heading(self, PR_TEXT_SENSITIVITY_HEAD, self->of->outcome[self->outcome].metric);
    if (known == 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_NO_MEAN, "");
        return;
    }
    PR_SAY(&self->view, PR_TEXT_SENSITIVITY_MEAN,
           pr_sensitivity_page_number(self, sample->mean, sample->se).s, pr_sensitivity_page_unit(self),
           pr_sensitivity_page_number(self, sample->sd, sample->se).s,
           pr_sensitivity_page_count(self, known).s);
    if (sample->undefined > 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_UNDEFINED,
               pr_sensitivity_page_count(self, sample->undefined).s,
               pr_sensitivity_page_count(self, self->of->replicates).s);
    }
    if (!pr_sensitivity_page_varies(self)) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_CONSTANT, "");
    } else if (self->of->inputs == 0) {
        PR_SAY(&self->view, PR_TEXT_SENSITIVITY_ALL_CHANCE, "");
    } else if (self->of->has_sobol && self->of->sobol.outcome[self->outcome].status == PR_SOBOL_KNOWN) {
        carry_sentence(self);
        chance_sentence(self);
        rough_sentence(self);
    }
}
