/* The section on rules for extension: the advised rules in words, what they bring and lose, and others. */
#include "report/page_parts.h"
#include "report/rules.h"
#include "report/streams.h"
#include <math.h>
#include <string.h>

/* What a part of the section looks at. */
typedef struct {
    pr_view_t view;
    const pr_gate_rules_t *rules;
    const pr_rules_at_t *at;
    int decimals; /* of all amounts at this value, in euros: see decimals_at */
} page_t;

/* Below this share of the replicates a choice is not told: nobody comes there. */
static const double SELDOM = 0.0005;

enum { KINDS_TOLD = 3 };

/* ---- amounts ---- */

/* Down to the digit of the standard error; coarsest where there is none. */
static int decimals_of(pr_valued_t x)
{
    int decimals = x.se > 0 && isfinite(x.se) ? pr_decimals(x.se, 0) + 1 : -6;
    return decimals < 0 ? decimals : 0;
}

/* Rules share their luck, so that a difference is known far better than either of the two: all amounts at a
   value are told in the digits of the finest difference between rules, which can then be checked by hand. */
static int decimals_at(const pr_rules_at_t *at)
{
    const pr_continuation_t *of = &at->solved;
    const pr_valued_t difference[] = {of->level[1].gain,   of->level[2].gain,  of->loss,    at->own_less,
                                      of->regression_gain, of->foresight_gain, at->own_gain};
    int decimals = decimals_of(of->level[0].valued);
    for (size_t i = 0; i < sizeof difference / sizeof *difference; i++) {
        int one = decimals_of(difference[i]);
        decimals = one > decimals ? one : decimals;
    }
    return decimals;
}

static pr_number_t with_sign(const page_t *self, double x, int decimals)
{
    pr_number_t amount = pr_fixed(self->view.lang, x, decimals), out;
    snprintf(out.s, sizeof out.s, self->view.lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

/* "€ 1.963.000" */
static pr_number_t euros(const page_t *self, double x)
{
    return with_sign(self, x, self->decimals);
}

/* In the digits that its own standard error supports. */
static pr_number_t own_euros(const page_t *self, pr_valued_t x)
{
    return with_sign(self, fabs(x.value), decimals_of(x));
}

/* A standard error itself, in two digits. */
static pr_number_t error_of(const page_t *self, double se)
{
    int decimals = se > 0 ? 1 - (int)floor(log10(se)) : 0;
    pr_number_t amount = pr_fixed(self->view.lang, se, decimals > 0 ? 0 : decimals), out;
    snprintf(out.s, sizeof out.s, self->view.lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

static void thousands(const page_t *self, pr_table_t *table, pr_valued_t x)
{
    bool known = isfinite(x.value);
    int decimals = self->decimals + 3 < 1 ? self->decimals + 3 : 1;
    pr_table_cell(table, known ? pr_fixed(self->view.lang, x.value / 1000, decimals).s : "–");
    pr_table_cell(table, known && x.se > 0 ? pr_fixed(self->view.lang, x.se / 1000, decimals).s : "–");
}

static bool is_clear(pr_valued_t x)
{
    return fabs(x.value) > 2 * x.se;
}

/* ---- the rules in words ---- */

static double comes_by(const pr_rule_set_t *set, size_t node)
{
    double share = 0;
    for (size_t a = 0; a < PR_ACTIONS_MAX; a++) {
        share += set->taken[node * PR_ACTIONS_MAX + a];
    }
    return share;
}

static void say_rule(const page_t *self, size_t node, const pr_threshold_rule_t *rule)
{
    const pr_gate_study_t *study = &self->rules->study;
    const pr_gate_node_t *at = &study->node[node];
    const pr_gate_t *gate = &study->scenario->gate[at->gate];
    pr_lang_t lang = self->view.lang;
    pr_text_t words;
    pr_text_init(&words);
    pr_rule_words(&words, lang, study, node, rule);
    const char *text = words.data ? words.data : "";
    pr_number_t years = pr_gate_years(study->scenario, at->gate);
    if (at->before < 0) {
        PR_SAY(&self->view, PR_TEXT_RULES_FIRST, years.s, pr_month_words(lang, gate->decision).s,
               pr_month_words(lang, gate->data_until).s, text);
    } else {
        PR_SAY(&self->view, PR_TEXT_RULES_AFTER, years.s, pr_month_words(lang, gate->decision).s,
               pr_month_words(lang, gate->data_until).s, study->scenario->budget_path[at->by].label, text);
    }
    self->view.out->failed = self->view.out->failed || words.failed;
    pr_text_free(&words);
}

static void say_set(const page_t *self, const pr_rule_set_t *set)
{
    for (size_t node = 0; node < self->at->solved.choices; node++) {
        if (comes_by(set, node) > SELDOM) {
            say_rule(self, node, &set->rule[node]);
        }
    }
}

/* "2026–2028 Groeien, 2029–2031 Groeien": the paths of fixed choices. */
static void fixed_words(const page_t *self, pr_text_t *out)
{
    const pr_gate_study_t *study = &self->rules->study;
    const pr_rule_set_t *fixed = &self->at->solved.level[0];
    for (int node = 0; node >= 0;) {
        int action = fixed->rule[node].action[0];
        pr_text_addf(out, "%s%s %s", node > 0 ? ", " : "",
                     pr_gate_years(study->scenario, study->node[node].gate).s,
                     pr_rule_path(study, (size_t)node, action)->label);
        node = study->choice[node].action[action].next;
    }
}

/* ---- how often ---- */

static void say_shares(const page_t *self, const pr_rule_set_t *set)
{
    const pr_scenario_t *scenario = self->rules->study.scenario;
    pr_lang_t lang = self->view.lang;
    for (size_t g = 0; g < scenario->gate_count; g++) {
        pr_text_t shares;
        double stopped = pr_rules_share(&self->rules->study, set, g, -1);
        pr_text_init(&shares);
        for (int p = 0; p < (int)scenario->path_count; p++) {
            double share = pr_rules_share(&self->rules->study, set, g, p);
            if (share > 0) {
                pr_text_addf(&shares, "%s%s %s", shares.length > 0 ? ", " : "",
                             scenario->budget_path[p].label, pr_percents(lang, share, 0).s);
            }
        }
        if (stopped > SELDOM) {
            pr_text_addf(&shares, "%s%s %s", shares.length > 0 ? ", " : "",
                         pr_text(lang, PR_TEXT_RULES_STOPPED), pr_percents(lang, stopped, 0).s);
        }
        PR_SAY(&self->view, PR_TEXT_RULES_SHARES, pr_gate_years(scenario, g).s,
               shares.data ? shares.data : "–");
        self->view.out->failed = self->view.out->failed || shares.failed;
        pr_text_free(&shares);
    }
}

/* ---- what they bring ---- */

static void say_worth(const page_t *self)
{
    const pr_continuation_t *of = &self->at->solved;
    const pr_rule_set_t *set = &of->level[of->advised];
    pr_text_t fixed;
    pr_text_init(&fixed);
    fixed_words(self, &fixed);
    const char *path = fixed.data ? fixed.data : "";
    pr_number_t worth = euros(self, set->valued.value), se = error_of(self, set->valued.se),
                chosen = euros(self, set->chosen.value), chosen_se = error_of(self, set->chosen.se);
    if (of->advised == 0) {
        PR_SAY(&self->view, PR_TEXT_RULES_NONE, path, worth.s, se.s);
    } else {
        say_set(self, set);
        PR_SAY(&self->view, PR_TEXT_RULES_BRING, worth.s, se.s, euros(self, set->gain.value).s,
               error_of(self, set->gain.se).s, path, chosen.s, chosen_se.s);
        say_shares(self, set);
    }
    self->view.out->failed = self->view.out->failed || fixed.failed;
    pr_text_free(&fixed);
}

/* Where the scenario's own rules stand: against the advised ones, and against looking at nothing. */
static void say_own(const page_t *self)
{
    const pr_rules_at_t *at = self->at;
    pr_valued_t less = at->own_less, gain = at->own_gain, advised = at->solved.level[at->solved.advised].gain;
    bool loses = is_clear(less) && less.value > 0, below = is_clear(gain) && gain.value < 0;
    PR_SAY(&self->view, loses ? PR_TEXT_RULES_OWN : PR_TEXT_RULES_OWN_ALIKE, euros(self, less.value).s,
           error_of(self, less.se).s, euros(self, at->own.value).s, error_of(self, at->own.se).s);
    PR_SAY(&self->view,
           below            ? PR_TEXT_RULES_OWN_BELOW
           : is_clear(gain) ? PR_TEXT_RULES_OWN_ABOVE
                            : PR_TEXT_RULES_OWN_FIXED,
           euros(self, fabs(gain.value)).s, error_of(self, gain.se).s);
    if (below && is_clear(advised) && advised.value > 0) {
        PR_SAY(&self->view, PR_TEXT_RULES_OWN_BLAME, euros(self, advised.value).s,
               error_of(self, advised.se).s);
    }
}

static void say_loss(const page_t *self)
{
    const pr_continuation_t *of = &self->at->solved;
    say_own(self);
    bool more = is_clear(of->loss) && of->loss.value > 0;
    PR_SAY(&self->view, more ? PR_TEXT_RULES_LOSS : PR_TEXT_RULES_NO_LOSS, euros(self, of->loss.value).s,
           error_of(self, of->loss.se).s);
    PR_SAY(&self->view, PR_TEXT_RULES_FORESIGHT, euros(self, of->foresight_loss.value).s,
           error_of(self, of->foresight_loss.se).s);
}

static void level_row(const page_t *self, pr_table_t *table, pr_text_id_t name, const pr_rule_set_t *set)
{
    pr_table_cell(table, pr_text(self->view.lang, name));
    thousands(self, table, set->chosen);
    thousands(self, table, set->valued);
    thousands(self, table, set->gain);
    pr_table_end(table);
}

static void bound_row(const page_t *self, pr_table_t *table, pr_text_id_t name, pr_valued_t valued,
                      pr_valued_t gain)
{
    pr_table_cell(table, pr_text(self->view.lang, name));
    pr_table_cell(table, "–");
    pr_table_cell(table, "–");
    thousands(self, table, valued);
    thousands(self, table, gain);
    pr_table_end(table);
}

static void level_table(const page_t *self)
{
    static const pr_text_id_t head[] = {PR_TEXT_RULES_KIND,   PR_TEXT_RULES_CHOSEN, PR_TEXT_RULES_ERROR,
                                        PR_TEXT_RULES_VALUED, PR_TEXT_RULES_ERROR,  PR_TEXT_RULES_GAIN,
                                        PR_TEXT_RULES_ERROR};
    const pr_continuation_t *of = &self->at->solved;
    pr_table_t table;
    if (self->view.html) { /* a table of a page has a caption */
        PR_HEADING(&self->view, PR_TEXT_PAGE_RULES_TABLE, "");
    }
    pr_table_init(&table, 7);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->view.lang, head[i]));
    }
    pr_table_rule(&table);
    level_row(self, &table, PR_TEXT_RULES_FIXED, &of->level[0]);
    level_row(self, &table, PR_TEXT_RULES_ONE, &of->level[1]);
    level_row(self, &table, PR_TEXT_RULES_TWO, &of->level[2]);
    bound_row(self, &table, PR_TEXT_RULES_REGRESSION, of->regression, of->regression_gain);
    bound_row(self, &table, PR_TEXT_RULES_FORESEEN, of->foresight, of->foresight_gain);
    pr_view_table(&self->view, &table);
    self->view.out->failed = self->view.out->failed || table.cells.failed;
    pr_table_free(&table);
}

/* ---- other rules, and the evaluation ---- */

/* The advised rule for the first choice itself is not another one. */
static bool is_advised(const pr_continuation_t *of, const pr_rule_kind_t *kind)
{
    return kind->less.value == 0 && kind->less.se == 0 &&
           kind->rule.shape == of->level[of->advised].rule[0].shape;
}

static void say_kinds(const page_t *self)
{
    const pr_continuation_t *of = &self->at->solved;
    PR_SAY(&self->view, PR_TEXT_RULES_KINDS, "");
    for (size_t k = 0, told = 0; k < of->kinds && told < KINDS_TOLD; k++) {
        const pr_rule_kind_t *kind = &of->kind[k];
        pr_text_t words;
        if (is_advised(of, kind)) {
            continue;
        }
        told++;
        pr_text_init(&words);
        pr_rule_words(&words, self->view.lang, &self->rules->study, 0, &kind->rule);
        PR_SAY(&self->view,
               !is_clear(kind->less)  ? PR_TEXT_RULES_EQUAL
               : kind->less.value < 0 ? PR_TEXT_RULES_MORE
                                      : PR_TEXT_RULES_LESS,
               own_euros(self, kind->less).s, error_of(self, kind->less.se).s, words.data ? words.data : "");
        self->view.out->failed = self->view.out->failed || words.failed;
        pr_text_free(&words);
    }
}

/* The first choice that rests on an evaluation; −1 none. */
static int evaluated(const pr_gate_study_t *study)
{
    for (size_t node = 0; node < study->node_count; node++) {
        if (study->scenario->gate[study->node[node].gate].rule.choose == PR_CHOOSE_EVALUATION) {
            return (int)node;
        }
    }
    return -1;
}

static void say_evaluation(const page_t *self)
{
    pr_valued_t worth = self->at->solved.item_worth;
    if (evaluated(&self->rules->study) < 0) {
        return;
    }
    pr_text_id_t text = worth.value == 0 && worth.se == 0    ? PR_TEXT_RULES_UNUSED
                        : is_clear(worth) && worth.value > 0 ? PR_TEXT_RULES_EVALUATION
                                                             : PR_TEXT_RULES_NOISE;
    PR_SAY(&self->view, text, own_euros(self, worth).s, error_of(self, worth.se).s);
}

/* How often an evaluation of successes finds none. */
static void say_found(const page_t *self)
{
    const pr_gate_study_t *study = &self->rules->study;
    int node = evaluated(study);
    if (node < 0 || study->scenario->gate[study->node[node].gate].outcome != PR_EVALUATE_SUCCESS) {
        return;
    }
    const double *estimate = study->known + ((size_t)node * PR_KNOWN + PR_KNOWN_ESTIMATE) * study->stride;
    double none = 0;
    for (size_t i = 0; i < study->n; i++) {
        none += !(estimate[i] > 0) ? 1 / (double)study->n : 0;
    }
    pr_number_t followed = pr_whole(self->view.lang, study->scenario->gate[study->node[node].gate].followed);
    PR_SAY(&self->view, PR_TEXT_RULES_FOUND, pr_gate_years(study->scenario, study->node[node].gate).s,
           followed.s, pr_percents(self->view.lang, none, 0).s);
}

/* ---- the section ---- */

static void section(page_t *self)
{
    const pr_gate_study_t *study = &self->rules->study;
    const pr_scenario_t *scenario = study->scenario;
    pr_lang_t lang = self->view.lang;
    pr_number_t level = pr_view_span(scenario->price_level_year, scenario->price_level_year);
    size_t tried = self->rules->values > 0 ? self->rules->at[0].solved.tried : 0;
    PR_HEADING(&self->view, PR_TEXT_RULES, scenario->title);
    PR_SAY(&self->view, PR_TEXT_RULES_HOW, pr_whole(lang, (int64_t)study->leaf_count).s,
           pr_whole(lang, (int64_t)study->n).s, pr_whole(lang, (int64_t)tried).s);
    PR_SAY(&self->view, PR_TEXT_RULES_UNIT, pr_view_span(scenario->gate[0].year, scenario->gate[0].year).s,
           level.s, pr_percents(lang, scenario->central.benefit.discount_rate, 2).s);
    if (!isnan(self->rules->success_eur)) {
        PR_SAY(&self->view, PR_TEXT_RULES_SUCCESS, pr_fixed(lang, self->rules->success_eur, 0).s);
    }
    say_found(self);
    PR_SAY(&self->view, PR_TEXT_RULES_OWN_ARE, "");
    for (size_t g = 0; g < scenario->gate_count; g++) {
        pr_view_paragraph(&self->view, pr_gate_words(&self->view, g).s);
    }
    for (size_t i = 0; i < self->rules->values; i++) {
        self->at = &self->rules->at[i];
        self->decimals = decimals_at(self->at);
        PR_HEADING(&self->view, self->rules->given ? PR_TEXT_RULES_GIVEN : PR_TEXT_RULES_ASSUMED,
                   pr_fixed(lang, self->at->worth, 0).s);
        say_worth(self);
        say_loss(self);
        say_evaluation(self);
        level_table(self);
        say_kinds(self);
    }
    PR_SAY(&self->view, PR_TEXT_RULES_ROUNDED, "");
    PR_SAY(&self->view, PR_TEXT_RULES_WINDOW, "");
}

void pr_rules_section(const pr_view_t *view, const pr_gate_rules_t *rules)
{
    page_t page = {.view = *view, .rules = rules};
    page.view.scenario = rules->study.scenario;
    section(&page);
}

int pr_report_rules_tables(const pr_report_t *self, const pr_gate_rules_t *rules, FILE *out,
                           pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    const pr_view_t view = {.lang = self->lang, .out = &text};
    pr_invented_warn(&view, &rules->study.scenario, 1);
    pr_rules_section(&view, rules);
    int status = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return status;
}
