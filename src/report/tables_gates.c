/* The moments of decision: the rule in words, how often each path is chosen, and what a stop means. */
#include "report/view.h"
#include <math.h>
#include <string.h>

typedef pr_gate_words_t words_t;

static words_t fill(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument)
{
    pr_text_t text;
    words_t out = {""};
    pr_text_init(&text);
    pr_text_fill(&text, self->lang, id, count, argument);
    if (text.failed) {
        self->out->failed = true;
    } else if (text.data) {
        snprintf(out.s, sizeof out.s, "%s", text.data);
    }
    pr_text_free(&text);
    return out;
}
#define WORDS(view, id, ...)                                                                                 \
    fill(view, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

/* Appends a text after what stands between it and what was there before. */
static void append(words_t *self, const char *between, const char *text)
{
    const char *part[] = {*self->s ? between : "", text};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(self->s), room = sizeof self->s - 1 - length, size = strlen(part[i]);
        memcpy(self->s + length, part[i], size < room ? size : room);
        self->s[length + (size < room ? size : room)] = '\0';
    }
}

pr_number_t pr_month_words(pr_lang_t lang, int month)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%s %d", pr_month_name(lang, 1 + month % 12), month / 12);
    return out;
}

pr_number_t pr_plain(pr_lang_t lang, double x)
{
    for (int decimals = 0; decimals < 4; decimals++) {
        double scale = pow(10, decimals);
        if (fabs(x * scale - round(x * scale)) < 1e-9 * scale) {
            return pr_fixed(lang, x, decimals);
        }
    }
    return pr_fixed(lang, x, 4);
}

static pr_number_t integer(int x)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%d", x);
    return out;
}

/* A path by its label; `none` where the rule names no path. */
static const char *label_of(const pr_view_t *self, int path, pr_text_id_t none)
{
    return path >= 0 ? self->scenario->budget_path[path].label : pr_text(self->lang, none);
}

/* ---- the rule in words ---- */

/* "Doorgaan vanaf 1 % …, Groeien vanaf 5 % …", from the lowest bar up. */
static words_t bars_words(const pr_view_t *self, const pr_gate_t *gate)
{
    words_t out = {""};
    double last = -INFINITY;
    for (size_t i = 0; i < self->scenario->path_count; i++) {
        int next = -1;
        for (int p = 0; p < (int)self->scenario->path_count; p++) {
            double bar = gate->rule.at_least[p];
            next = bar > last && (next < 0 || bar < gate->rule.at_least[next]) ? p : next;
        }
        if (next < 0) {
            break;
        }
        last = gate->rule.at_least[next];
        bool share = gate->outcome == PR_EVALUATE_SUCCESS;
        pr_number_t bar = pr_plain(self->lang, share ? 100 * last : last);
        if (share) {
            snprintf(bar.s + strlen(bar.s), sizeof bar.s - strlen(bar.s),
                     self->lang == PR_LANG_EN ? "%%" : " %%");
        }
        words_t part = WORDS(self, PR_TEXT_GATE_BAR, label_of(self, next, PR_TEXT_GATE_KEEP), bar.s);
        append(&out, ", ", part.s);
    }
    return out;
}

static words_t evaluation_words(const pr_view_t *self, const pr_gate_t *gate)
{
    bool share = gate->outcome == PR_EVALUATE_SUCCESS;
    words_t best = WORDS(self, share ? PR_TEXT_GATE_BEST_SHARE : PR_TEXT_GATE_BEST_REACHED,
                         bars_words(self, gate).s, label_of(self, gate->rule.otherwise, PR_TEXT_GATE_KEEP));
    words_t how = share ? WORDS(self, PR_TEXT_GATE_FOLLOWS, pr_whole(self->lang, gate->followed).s,
                                integer(gate->follow_months).s)
                        : WORDS(self, pr_text_for(PR_TEXT_GATE_COUNTS, (uint64_t)gate->window_months),
                                integer(gate->window_months).s);
    append(&best, " ", how.s);
    return best;
}

static words_t expansion_words(const pr_view_t *self, const pr_gate_t *gate)
{
    const pr_gate_rule_t *rule = &gate->rule;
    words_t waiting = WORDS(self, pr_text_for(PR_TEXT_GATE_WAITING, rule->waiting_above == 1),
                            pr_plain(self->lang, rule->waiting_above).s);
    words_t vacancies = WORDS(self, pr_text_for(PR_TEXT_GATE_VACANCIES, rule->vacancies_below == 1),
                              pr_plain(self->lang, rule->vacancies_below).s);
    words_t when = isnan(rule->vacancies_below) ? waiting
                   : isnan(rule->waiting_above) ? vacancies
                                                : WORDS(self, PR_TEXT_GATE_AND, waiting.s, vacancies.s);
    return WORDS(self, pr_text_for(PR_TEXT_GATE_EXPAND, (uint64_t)gate->window_months),
                 label_of(self, rule->path, PR_TEXT_GATE_STEP_UP), when.s, integer(gate->window_months).s,
                 pr_month_words(self->lang, gate->data_until).s,
                 label_of(self, rule->otherwise, PR_TEXT_GATE_KEEP));
}

static words_t rule_words(const pr_view_t *self, const pr_gate_t *gate)
{
    switch (gate->rule.choose) {
    case PR_CHOOSE_EVALUATION:
        return evaluation_words(self, gate);
    case PR_CHOOSE_EXPAND:
        return expansion_words(self, gate);
    default:
        return WORDS(self, PR_TEXT_GATE_FIXED, label_of(self, gate->rule.path, PR_TEXT_GATE_KEEP));
    }
}

pr_number_t pr_gate_years(const pr_scenario_t *scenario, size_t g)
{
    bool last = g + 1 == scenario->gate_count;
    return pr_view_span(scenario->gate[g].year, last ? scenario->last_year : scenario->gate[g + 1].year - 1);
}

pr_gate_words_t pr_gate_words(const pr_view_t *self, size_t g)
{
    const pr_gate_t *gate = &self->scenario->gate[g];
    words_t out = WORDS(self, PR_TEXT_GATE_WHEN, gate->id, pr_month_words(self->lang, gate->decision).s,
                        pr_gate_years(self->scenario, g).s, pr_month_words(self->lang, gate->data_until).s,
                        rule_words(self, gate).s);
    pr_text_make_printable(out.s);
    return out;
}

/* ---- how often ---- */

static const pr_summary_t *gate_summary(const pr_view_t *self, size_t g, const char *what)
{
    char name[128];
    snprintf(name, sizeof name, "gate.%s.%s", self->scenario->gate[g].id, what);
    return pr_view_year(self, name, 0, self->scenario->gate[g].year);
}

static const pr_summary_t *chosen(const pr_view_t *self, size_t g, int path)
{
    return gate_summary(self, g, path >= 0 ? self->scenario->budget_path[path].id : "closed");
}

static pr_number_t share_of(const pr_view_t *self, double share, double se)
{
    return pr_percents(self->lang, share, pr_decimals(100 * se, 1));
}

static void share_row(const pr_view_t *self, pr_table_t *table, const char *label, const pr_summary_t *share)
{
    pr_table_cell(table, label);
    pr_table_cell(table, share_of(self, share->mean, share->se).s);
    pr_table_cell(table, share->se > 0 ? pr_percents(self->lang, share->se, 1).s : "–");
    pr_table_end(table);
}

/* Paths that the gate never chose are left out, but for the planned one. */
static void gate_rows(const pr_view_t *self, pr_table_t *table, size_t g, int planned)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_table_cell(table, scenario->gate[g].id);
    pr_table_end(table);
    for (int p = 0; p < (int)scenario->path_count; p++) {
        const pr_summary_t *share = chosen(self, g, p);
        if (share && (share->mean > 0 || p == planned)) {
            words_t label = WORDS(self, p == planned ? PR_TEXT_GATE_ROW_PLANNED : PR_TEXT_GATE_ROW,
                                  scenario->budget_path[p].label);
            share_row(self, table, label.s, share);
        }
    }
    const pr_summary_t *closed = chosen(self, g, -1);
    if (closed && closed->mean > 0) {
        share_row(self, table, pr_text(self->lang, PR_TEXT_GATE_CLOSED), closed);
    }
}

/* ---- sentences ---- */

static void cut_sentence(const pr_view_t *self, size_t g)
{
    const pr_summary_t *followed = gate_summary(self, g, "followed");
    if (!followed || followed->p05 >= self->scenario->gate[g].followed) {
        return;
    }
    if (followed->undefined == 0) {
        PR_SAY(self, PR_TEXT_GATE_CUT, pr_view_mean(self->lang, followed, 0).s);
    } else {
        PR_SAY(self, PR_TEXT_GATE_CUT_SOME, pr_fixed(self->lang, floor(followed->p05), 0).s);
    }
}

/* What a stop means where it happens: the mean over all replicates by its share of them. */
static bool stop_sentence(const pr_view_t *self, size_t g)
{
    const pr_scenario_t *scenario = self->scenario;
    double stopped = 0;
    for (int p = 0; p < (int)scenario->path_count; p++) {
        const pr_summary_t *share = chosen(self, g, p);
        stopped += share && pr_path_stops(scenario, p) ? share->mean : 0;
    }
    const pr_summary_t *ended = gate_summary(self, g, "ended"), *released = gate_summary(self, g, "released");
    if (!(stopped > 0) || !ended || !released) {
        return false;
    }
    int year = scenario->gate[g].year;
    PR_SAY(self, PR_TEXT_GATE_STOP, integer(year).s,
           pr_fixed(self->lang, ended->mean / stopped, pr_decimals(ended->se / stopped, 1)).s,
           integer(year - 1).s,
           pr_fixed(self->lang, released->mean / stopped, pr_decimals(released->se / stopped, 0)).s);
    return true;
}

static void exit_sentence(const pr_view_t *self)
{
    double cost = self->scenario->central.policy.exit_eur;
    if (cost > 0) {
        PR_SAY(self, PR_TEXT_GATE_EXIT_COST, pr_euros(self->lang, pr_cents_from_eur(cost)).s,
               integer(self->scenario->price_level_year).s);
    } else {
        PR_SAY(self, PR_TEXT_GATE_EXIT_CONTRACTOR, "");
    }
}

void pr_table_gates(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_decisions_t planned;
    pr_table_t table;
    bool stops = false;
    if (scenario->gate_count == 0) {
        return;
    }
    pr_policy_plan(scenario, &planned);
    PR_HEADING(self, PR_TEXT_GATES, "");
    pr_table_init(&table, 3);
    pr_table_cell(&table, pr_text(self->lang, PR_TEXT_GATE));
    pr_table_cell(&table, pr_text(self->lang, PR_TEXT_GATE_SHARE));
    pr_table_cell(&table, pr_text(self->lang, PR_TEXT_GATE_ERROR));
    pr_table_rule(&table);
    for (size_t g = 0; g < scenario->gate_count; g++) {
        gate_rows(self, &table, g, planned.gate[g].path);
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
    for (size_t g = 0; g < scenario->gate_count; g++) {
        pr_view_paragraph(self, pr_gate_words(self, g).s);
        cut_sentence(self, g);
        stops = stop_sentence(self, g) || stops;
    }
    if (stops) {
        exit_sentence(self);
    }
    PR_SAY(self, PR_TEXT_GATE_ASSUMED, "");
}

void pr_gates_planned(const pr_view_t *self)
{
    const pr_scenario_t *scenario = self->scenario;
    pr_decisions_t planned;
    words_t parts = {""};
    pr_policy_plan(scenario, &planned);
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const pr_summary_t *share = chosen(self, g, planned.gate[g].path);
        if (planned.gate[g].path < 0 || !share) {
            continue;
        }
        words_t part = WORDS(self, PR_TEXT_GATE_PLANNED_PART, integer(scenario->gate[g].year).s,
                             scenario->budget_path[planned.gate[g].path].label,
                             share_of(self, 1 - share->mean, share->se).s);
        append(&parts, ", ", part.s);
    }
    if (*parts.s) {
        PR_SAY(self, PR_TEXT_GATE_PLANNED, parts.s);
    }
}
