/* The answer in sentences. */
#include "report/decide_view.h"
#include <math.h>
#include <string.h>

const char *pr_decide_option(const pr_decide_page_t *self, size_t option)
{
    const char *id = self->of->draws.scenario[option]->id;
    return id ? id : "";
}

bool pr_decide_ends(const pr_decide_t *decide, size_t option)
{
    int last = 0;
    for (size_t k = 0; k < decide->draws.options; k++) {
        last = decide->draws.last_year[k] > last ? decide->draws.last_year[k] : last;
    }
    return decide->draws.last_year[option] < last;
}

pr_number_t pr_decide_named_within(const pr_decide_page_t *self, size_t option, size_t columns)
{
    pr_number_t out;
    char until[32] = "", id[80];
    if (pr_decide_ends(self->of, option)) {
        snprintf(until, sizeof until, " (%.6s %d)", pr_text(self->view.lang, PR_TEXT_DECIDE_UNTIL),
                 self->of->draws.last_year[option]);
    }
    snprintf(id, sizeof id, "%s", pr_decide_option(self, option));
    pr_table_cut(id, columns - strlen(until));
    snprintf(out.s, sizeof out.s, "%.60s%s", id, until);
    return out;
}

pr_number_t pr_decide_named(const pr_decide_page_t *self, size_t option)
{
    enum { WHOLE = 57 }; /* as far as a name has room */
    return pr_decide_named_within(self, option, WHOLE);
}

const char *pr_decide_unit(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    return pr_text(self->view.lang, yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_UNIT_RESIDENT
                                                                       : PR_TEXT_DECIDE_UNIT_SUCCESS);
}

pr_number_t pr_decide_euros(pr_lang_t lang, double x, double se)
{
    int supported = pr_decimals(se, 0), decimals = supported < 0 ? supported + 1 : 0; /* as in the tables */
    pr_number_t number = pr_fixed(lang, x, decimals), out;
    snprintf(out.s, sizeof out.s, lang == PR_LANG_EN ? "€%.50s" : "€ %.50s", number.s);
    return out;
}

pr_number_t pr_decide_estimate(pr_lang_t lang, pr_valued_t x, double unit, int most)
{
    pr_number_t out = {"–"};
    if (isnan(x.value)) {
        return out;
    }
    int supported = pr_decimals(x.se / unit, most), decimals = supported < most ? supported + 1 : most;
    pr_number_t number = pr_fixed(lang, x.value / unit, decimals);
    pr_number_t error = pr_fixed(lang, x.se / unit, decimals);
    bool exact = !(x.se > 0) || !strpbrk(error.s, "123456789");
    snprintf(out.s, sizeof out.s, "%.28s%s%.28s", number.s, exact ? "" : " ± ", exact ? "" : error.s);
    return out;
}

pr_number_t pr_decide_worth(const pr_decide_page_t *self, const pr_valuation_t *at)
{
    return pr_decide_euros(self->view.lang, at->worth, pr_decide_worth_error(self->of, at));
}

pr_decide_told_t pr_decide_told(pr_valued_t x)
{
    bool none = !(x.value < 0 || x.value > 0) && !(x.se > 0);
    return none ? PR_TOLD_NONE : x.value > 2 * x.se ? PR_TOLD_AMOUNT : PR_TOLD_NOISE;
}

const pr_valuation_t *pr_decide_most_piece(const pr_decide_t *decide, pr_yardstick_t yardstick, size_t piece)
{
    const pr_valuation_t *most = NULL;
    for (size_t i = 0; i < decide->valuations; i++) {
        const pr_valuation_t *at = &decide->valuation[i];
        if (at->informed && at->yardstick == yardstick &&
            (!most || at->information[piece].value.value > most->information[piece].value.value)) {
            most = at;
        }
    }
    return most;
}

const pr_valuation_t *pr_decide_most_study(const pr_decide_t *decide, pr_yardstick_t yardstick)
{
    const pr_valuation_t *most = NULL;
    for (size_t i = 0; i < decide->valuations; i++) {
        const pr_valuation_t *at = &decide->valuation[i];
        if (at->informed && at->yardstick == yardstick &&
            (!most || at->study[decide->sizes - 1].evsi.value.value >
                          most->study[decide->sizes - 1].evsi.value.value)) {
            most = at;
        }
    }
    return most;
}

size_t pr_decide_group_piece(pr_group_t group)
{
    return 1 + (size_t)group;
}

const char *pr_decide_group(pr_lang_t lang, pr_group_t group)
{
    static const pr_text_id_t id[PR_GROUPS] = {PR_TEXT_DECIDE_GROUP_PEOPLE, PR_TEXT_DECIDE_GROUP_DEPLOYMENT,
                                               PR_TEXT_DECIDE_GROUP_DEMAND, PR_TEXT_DECIDE_GROUP_BENEFIT,
                                               PR_TEXT_DECIDE_GROUP_INDEX,  PR_TEXT_DECIDE_GROUP_MONEY};
    return pr_text(lang, id[group]);
}

/* ---- which is best ---- */

/* "€ 6.300 ± 3.400" */
static pr_number_t valued_euros(pr_lang_t lang, pr_valued_t x)
{
    pr_number_t number = pr_decide_estimate(lang, x, 1, 0), out;
    snprintf(out.s, sizeof out.s, lang == PR_LANG_EN ? "€%.50s" : "€ %.50s", number.s);
    return out;
}

static pr_number_t option_of_switch(const pr_decide_page_t *self, const pr_valuation_t *at)
{
    return pr_decide_named(self, pr_decide_switch_to(self->of, at));
}

/* "€ 1.183 ± 4" */
static pr_number_t switch_worth(const pr_decide_page_t *self, const pr_valuation_t *at)
{
    return valued_euros(self->view.lang, (pr_valued_t){at->worth, pr_decide_worth_error(self->of, at)});
}

/* "tot € 1.183 ± 4 per inwoner is stop-2025 het beste, van … tot … doorgaan-450, daarboven basis" */
static void say_ranges(const pr_decide_page_t *self, pr_yardstick_t yardstick, pr_text_t *out)
{
    const pr_decide_t *of = self->of;
    const pr_valuation_t *before = NULL, *first = NULL;
    for (size_t i = 0; i < of->valuations; i++) {
        const pr_valuation_t *at = &of->valuation[i];
        if (at->yardstick != yardstick) {
            continue;
        }
        first = first ? first : at; /* at worth 0 */
        if (at->kind != PR_WORTH_SWITCH) {
            continue;
        }
        if (!before) {
            PR_FILL(out, self->view.lang, PR_TEXT_DECIDE_BEST_TO, switch_worth(self, at).s,
                    pr_decide_unit(self, yardstick), pr_decide_named(self, first->best).s);
        } else {
            PR_FILL(out, self->view.lang, PR_TEXT_DECIDE_BEST_BETWEEN, switch_worth(self, before).s,
                    switch_worth(self, at).s, option_of_switch(self, before).s);
        }
        before = at;
    }
    PR_FILL(out, self->view.lang, before ? PR_TEXT_DECIDE_BEST_FROM : PR_TEXT_DECIDE_BEST_ALWAYS,
            before ? option_of_switch(self, before).s : pr_decide_named(self, first->best).s);
}

typedef struct {
    char s[128]; /* longer than a number */
} and_success_t;

/* " en een succes daarbovenop voor € 20.000 (opgegeven)" where residents are the yardstick and one was given.
 */
static and_success_t and_success(const pr_decide_page_t *self)
{
    double success = self->of->valuations > 0 ? self->of->valuation[0].success_value : 0;
    and_success_t out = {""};
    pr_text_t text;
    if (!(success > 0)) {
        return out;
    }
    pr_text_init(&text);
    PR_FILL(&text, self->view.lang, PR_TEXT_DECIDE_AND_SUCCESS,
            pr_decide_euros(self->view.lang, success, 0).s);
    snprintf(out.s, sizeof out.s, "%s", text.data ? text.data : "");
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_text_free(&text);
    return out;
}

static void best_sentence(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_decide_draws_t *draws = &self->of->draws;
    pr_text_t ranges;
    pr_text_init(&ranges);
    say_ranges(self, yardstick, &ranges);
    if (yardstick == PR_YARDSTICK_RESIDENT) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_RESIDENT, ranges.data ? ranges.data : "", and_success(self).s);
    } else {
        pr_valued_t share = pr_mean_of(draws->replicates, draws->success_share);
        PR_SAY(&self->view, PR_TEXT_DECIDE_SUCCESS, ranges.data ? ranges.data : "",
               pr_percents(self->view.lang, share.value, 1).s);
    }
    self->view.out->failed = self->view.out->failed || ranges.failed;
    pr_text_free(&ranges);
}

/* No document says what a resident is worth: next to the first sentence that needs it. */
static void assumption(const pr_decide_page_t *self)
{
    const pr_valuation_t *any = &self->of->valuation[0];
    for (size_t i = 0; i < self->of->valuations; i++) {
        const pr_valuation_t *at = &self->of->valuation[i];
        any = at->kind == PR_WORTH_GIVEN ? at : any;
    }
    pr_number_t value = pr_decide_euros(self->view.lang, any->value, 0),
                success = pr_decide_euros(self->view.lang, any->success_value, 0);
    if (any->kind == PR_WORTH_GIVEN) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED_GIVEN, value.s, success.s);
        return;
    }
    PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED, "");
    if (any->success_value > 0) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_ASSUMED_SUCCESS, success.s);
    }
}

static void which_sentences(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    best_sentence(self, yardstick);
    if (yardstick == 0) {
        assumption(self);
    }
}

static size_t runner_up(const pr_decide_t *of, const pr_valuation_t *at)
{
    size_t second = at->best == 0 ? 1 : 0;
    for (size_t k = 0; k < of->draws.options; k++) {
        if (k != at->best && at->option[k].mean.value > at->option[second].mean.value) {
            second = k;
        }
    }
    return second;
}

static void sure_sentence(const pr_decide_page_t *self, const pr_valuation_t *at)
{
    size_t second = runner_up(self->of, at);
    const pr_option_t *best = &at->option[at->best];
    pr_valued_t ahead = {-at->option[second].difference.value, at->option[second].difference.se};
    PR_SAY(&self->view, ahead.value > 2 * ahead.se ? PR_TEXT_DECIDE_SURE : PR_TEXT_DECIDE_SURE_HARDLY,
           pr_decide_worth(self, at).s, pr_decide_unit(self, at->yardstick),
           pr_decide_named(self, at->best).s, valued_euros(self->view.lang, ahead).s,
           pr_decide_named(self, second).s,
           pr_percents(self->view.lang, best->best.value, pr_decimals(100 * best->best.se, 0)).s);
}

/* ---- what a study is worth ---- */

/* An amount where it can be told from 0, else in words. */
static void add_worth(pr_text_t *out, pr_lang_t lang, pr_valued_t x)
{
    pr_number_t amount = valued_euros(lang, x);
    if (pr_decide_told(x) == PR_TOLD_AMOUNT) {
        pr_text_adds(out, amount.s);
    } else {
        PR_FILL(out, lang, PR_TEXT_DECIDE_IN_NOISE, amount.s);
    }
}

/* At the value at which it is worth most. */
static void study_worth(const pr_decide_page_t *self, pr_yardstick_t yardstick, const pr_valuation_t *at)
{
    const pr_study_point_t *point = &at->study[self->of->sizes - 1];
    double net = point->net.value, error = 2 * point->net.se;
    pr_text_id_t verdict = net > error    ? PR_TEXT_DECIDE_STUDY_MORE
                           : net < -error ? PR_TEXT_DECIDE_STUDY_LESS
                                          : PR_TEXT_DECIDE_STUDY_EVEN;
    pr_text_t worth;
    pr_text_init(&worth);
    add_worth(&worth, self->view.lang, point->evsi.value);
    PR_SAY(&self->view,
           yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_STUDY_WORTH_RESIDENT
                                              : PR_TEXT_DECIDE_STUDY_WORTH_SUCCESS,
           worth.data ? worth.data : "", pr_decide_worth(self, at).s, pr_text(self->view.lang, verdict),
           and_success(self).s);
    self->view.out->failed = self->view.out->failed || worth.failed;
    pr_text_free(&worth);
}

static void study_sentence(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_valuation_t *at = pr_decide_most_study(self->of, yardstick);
    if (at && pr_decide_told(at->study[self->of->sizes - 1].evsi.value) != PR_TOLD_NONE) {
        study_worth(self, yardstick, at);
    } else if (at) {
        PR_SAY(&self->view,
               yardstick == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_STUDY_NONE_RESIDENT
                                                  : PR_TEXT_DECIDE_STUDY_NONE_SUCCESS,
               and_success(self).s);
    }
}

static void study_sentences(const pr_decide_page_t *self)
{
    const pr_decide_t *of = self->of;
    pr_lang_t lang = self->view.lang;
    double followed = 0;
    for (size_t r = 0; r < of->draws.replicates; r++) {
        followed += (double)of->draws.reachable[r] / (double)of->draws.replicates;
    }
    PR_SAY(&self->view, of->study_cost > 0 ? PR_TEXT_DECIDE_STUDY : PR_TEXT_DECIDE_STUDY_NO_COST,
           pr_decide_euros(lang, of->study_cost_real, 0).s, pr_decide_euros(lang, of->study_cost, 0).s,
           pr_month_words(self->view.lang, of->draws.data_until).s, pr_fixed(lang, followed, 0).s,
           pr_whole(lang, of->draws.follow_months).s);
    for (pr_yardstick_t y = 0; y < of->yardsticks; y++) {
        study_sentence(self, y);
    }
    PR_SAY(&self->view, PR_TEXT_DECIDE_STUDY_WHY, "");
}

static bool is_worth(const pr_valued_t *worth)
{
    return worth->value > 2 * worth->se;
}

/* "hoogstens € 28.000 ± 7.000" */
static void add_most(const pr_decide_page_t *self, const pr_valued_t *worth, pr_text_t *out)
{
    if (is_worth(worth)) {
        PR_FILL(out, self->view.lang, PR_TEXT_DECIDE_AT_MOST, valued_euros(self->view.lang, *worth).s);
    } else {
        pr_text_adds(out, pr_text(self->view.lang, PR_TEXT_DECIDE_NOTHING));
    }
}

static void add_research(const pr_decide_page_t *self, pr_yardstick_t y, const pr_valued_t *worth,
                         pr_text_t *out)
{
    pr_text_t most;
    pr_text_init(&most);
    add_most(self, worth, &most);
    PR_FILL(out, self->view.lang,
            y == PR_YARDSTICK_RESIDENT ? PR_TEXT_DECIDE_RESEARCH_RESIDENT : PR_TEXT_DECIDE_RESEARCH_SUCCESS,
            most.data ? most.data : "", and_success(self).s);
    self->view.out->failed = self->view.out->failed || most.failed;
    pr_text_free(&most);
}

static void research_sentence(const pr_decide_page_t *self)
{
    const pr_decide_t *of = self->of;
    size_t piece = pr_decide_group_piece(PR_GROUP_BENEFIT);
    bool any = false; /* worth something, for one of the yardsticks */
    pr_text_t text;
    pr_text_init(&text);
    for (pr_yardstick_t y = 0; y < of->yardsticks; y++) {
        const pr_valuation_t *at = pr_decide_most_piece(of, y, piece);
        if (at) {
            add_research(self, y, &at->information[piece].value, &text);
            any = any || is_worth(&at->information[piece].value);
        }
    }
    PR_FILL(&text, self->view.lang, any ? PR_TEXT_DECIDE_RESEARCH_WHEN : PR_TEXT_DECIDE_RESEARCH_NEVER,
            pr_month_words(self->view.lang, of->draws.data_until).s);
    pr_view_paragraph(&self->view, text.data ? text.data : "");
    self->view.out->failed = self->view.out->failed || text.failed;
    pr_text_free(&text);
}

static void knowledge_sentence(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    const pr_valuation_t *at = pr_decide_most_piece(self->of, yardstick, 0);
    if (!at || self->of->draws.unknowns == 0) {
        return;
    }
    if (pr_decide_told(at->information[0].value) != PR_TOLD_AMOUNT) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_KNOW_NOTHING, pr_decide_unit(self, yardstick));
        return;
    }
    pr_group_t most = 0;
    for (pr_group_t g = 0; g < PR_GROUPS; g++) {
        most = at->information[pr_decide_group_piece(g)].value.value >
                       at->information[pr_decide_group_piece(most)].value.value
                   ? g
                   : most;
    }
    pr_valued_t all = at->information[0].value, part = at->information[pr_decide_group_piece(most)].value;
    PR_SAY(&self->view, part.value < all.value ? PR_TEXT_DECIDE_KNOW : PR_TEXT_DECIDE_KNOW_ALL,
           valued_euros(self->view.lang, all).s, pr_decide_worth(self, at).s, pr_decide_unit(self, yardstick),
           pr_decide_group(self->view.lang, most), valued_euros(self->view.lang, part).s);
}

/* Options that end before others, so that what they cost and reach is of fewer years. */
static void ends_sentence(const pr_decide_page_t *self)
{
    pr_text_t names;
    pr_text_init(&names);
    for (size_t k = 0; k < self->of->draws.options; k++) {
        if (pr_decide_ends(self->of, k)) {
            pr_text_addf(&names, "%s%s", names.length > 0 ? ", " : "", pr_decide_named(self, k).s);
        }
    }
    if (names.length > 0) {
        PR_SAY(&self->view, PR_TEXT_DECIDE_ENDS, names.data);
    }
    self->view.out->failed = self->view.out->failed || names.failed;
    pr_text_free(&names);
}

static void sure_sentences(const pr_decide_page_t *self, pr_yardstick_t yardstick)
{
    for (size_t i = 0; i < self->of->valuations; i++) {
        if (self->of->valuation[i].flipped && self->of->valuation[i].yardstick == yardstick) {
            sure_sentence(self, &self->of->valuation[i]);
        }
    }
}

void pr_decide_answer(const pr_decide_page_t *self)
{
    for (pr_yardstick_t y = 0; y < self->of->yardsticks; y++) {
        which_sentences(self, y);
        sure_sentences(self, y);
        knowledge_sentence(self, y);
    }
    ends_sentence(self);
    if (self->of->informed) {
        study_sentences(self);
        research_sentence(self);
    }
}

void pr_decide_say(const pr_decide_page_t *self, pr_decide_words_t words)
{
    static void (*const by_yardstick[])(const pr_decide_page_t *,
                                        pr_yardstick_t) = {[PR_DECIDE_WHICH] = which_sentences,
                                                           [PR_DECIDE_HOW_SURE] = sure_sentences,
                                                           [PR_DECIDE_KNOWING] = knowledge_sentence,
                                                           [PR_DECIDE_EVALUATION] = NULL};
    for (pr_yardstick_t y = 0; y < self->of->yardsticks && by_yardstick[words]; y++) {
        by_yardstick[words](self, y);
    }
    if (words == PR_DECIDE_WHICH) {
        ends_sentence(self);
    } else if (words == PR_DECIDE_EVALUATION) {
        study_sentences(self);
    } else if (words == PR_DECIDE_KNOWING) {
        research_sentence(self);
    }
}
