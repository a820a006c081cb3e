#include "report/sensitivity_rows.h"
#include "report/texts.h"
#include <math.h>

typedef struct {
    const pr_report_t *report;
    const pr_scenario_sensitivity_t *of;
    void (*each)(void *context, const pr_sensitivity_row_t *row);
    void *context;
    bool failed;
} walk_t;

pr_sensitivity_outcome_t pr_sensitivity_outcome(const pr_scenario_sensitivity_t *of, size_t outcome)
{
    const pr_explain_item_t *item = &of->outcome[outcome];
    pr_sensitivity_outcome_t out = {
        .metric = item->metric,
        .unit = of->metric[outcome]->unit,
        .municipality = item->scope > 0 ? of->scenario->municipality[item->scope - 1].name : ""};
    pr_period_format(item->period, out.period);
    return out;
}

void pr_sensitivity_title(pr_lang_t lang, const pr_scenario_sensitivity_t *of, size_t outcome, pr_text_t *out)
{
    pr_sensitivity_outcome_t at = pr_sensitivity_outcome(of, outcome);
    const pr_metric_t *metric = of->metric[outcome];
    bool all = of->outcome[outcome].period.kind == PR_PERIOD_ALL;
    PR_FILL(out, lang, PR_TEXT_SENSITIVITY_NAME, pr_metric_label(metric, lang),
            *at.municipality ? at.municipality : pr_text(lang, PR_TEXT_SENSITIVITY_REGION),
            all ? pr_text(lang, PR_TEXT_EXPLAIN_ALL_YEARS) : at.period);
}

const char *pr_sensitivity_basis(const pr_setting_t *setting)
{
    return setting->assumption ? "assumption" : "source";
}

static bool belongs(const pr_scenario_sensitivity_t *of, const pr_unknown_t *unknown, size_t input)
{
    return of->group[input] == of->group[unknown->first];
}

bool pr_sensitivity_names(const pr_scenario_sensitivity_t *of, const pr_unknown_t *unknown, pr_lang_t lang,
                          pr_text_t *parameter, pr_text_t *label)
{
    if (unknown->kind == PR_UNKNOWN_CHANCE) {
        pr_text_adds(parameter, "chance");
        pr_text_adds(label, pr_text(lang, PR_TEXT_SENSITIVITY_CHANCE));
    } else if (unknown->kind == PR_UNKNOWN_REST) {
        char count[32];
        snprintf(count, sizeof count, "%zu", unknown->count);
        pr_text_adds(parameter, "rest");
        PR_FILL(label, lang, pr_text_for(PR_TEXT_SENSITIVITY_REST, unknown->count), count);
    } else {
        for (size_t i = 0, seen = 0; i < of->inputs; i++) {
            if (belongs(of, unknown, i)) {
                const pr_setting_t *setting = pr_sensitivity_setting(of, i);
                pr_text_addf(parameter, "%s%s", seen ? " + " : "", setting->path);
                pr_text_addf(label, "%s%s", seen ? " + " : "", pr_setting_label(setting, lang));
                seen++;
            }
        }
    }
    return !parameter->failed && !label->failed;
}

bool pr_sensitivity_assumed(const pr_scenario_sensitivity_t *of, const pr_unknown_t *unknown)
{
    bool named = unknown->kind == PR_UNKNOWN_ONE || unknown->kind == PR_UNKNOWN_TOGETHER, any = false;
    for (size_t i = 0; i < of->inputs && named; i++) {
        any = any || (belongs(of, unknown, i) && pr_sensitivity_setting(of, i)->assumption);
    }
    return any;
}

const pr_sobol_index_t *pr_sensitivity_index(const pr_scenario_sensitivity_t *of, size_t outcome,
                                             size_t unknown)
{
    return &of->sobol.index[outcome * of->sobol.groups + unknown];
}

void pr_sensitivity_order(const pr_scenario_sensitivity_t *of, size_t outcome, size_t *order)
{
    for (size_t i = 0; i < of->unknowns; i++) {
        size_t at = i;
        bool named = of->unknown[i].kind == PR_UNKNOWN_ONE || of->unknown[i].kind == PR_UNKNOWN_TOGETHER;
        while (named && at > 0 &&
               pr_sensitivity_index(of, outcome, order[at - 1])->total.value <
                   pr_sensitivity_index(of, outcome, i)->total.value) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

/* ---- rows ---- */

static pr_sensitivity_row_t row_of(const walk_t *self, size_t outcome, const char *method)
{
    return (pr_sensitivity_row_t){.outcome = outcome,
                                  .of = pr_sensitivity_outcome(self->of, outcome),
                                  .method = method,
                                  .kind = "",
                                  .parameter = "",
                                  .label = "",
                                  .basis = "",
                                  .estimate = NAN,
                                  .se = NAN,
                                  .low = NAN,
                                  .high = NAN,
                                  .p = NAN};
}

static void give_r2(const walk_t *self, size_t outcome, const char *method, const pr_regression_t *of)
{
    pr_sensitivity_row_t row = row_of(self, outcome, method);
    row.estimate = of->r2;
    self->each(self->context, &row);
}

static void name_parameter(const walk_t *self, size_t input, pr_sensitivity_row_t *row)
{
    const pr_setting_t *setting = pr_sensitivity_setting(self->of, input);
    row->kind = "parameter";
    row->parameter = setting->path;
    row->label = pr_setting_label(setting, self->report->lang);
    row->basis = pr_sensitivity_basis(setting);
}

/* A coefficient, and the partial correlation that belongs to it. */
static void give_regression(const walk_t *self, size_t outcome, const pr_regression_t *of, bool ranks)
{
    for (int partial = 0; partial < 2; partial++) {
        static const char *const method[2][2] = {{"src", "pcc"}, {"srrc", "prcc"}};
        for (size_t i = 0; i < self->of->inputs; i++) {
            const pr_regressor_t *at = &of->input[i];
            pr_sensitivity_row_t row = row_of(self, outcome, method[ranks][partial]);
            name_parameter(self, i, &row);
            row.estimate = partial ? at->partial : at->coefficient;
            row.se = partial ? NAN : at->se;
            row.p = at->p;
            self->each(self->context, &row);
        }
    }
}

static void put_estimate(pr_sensitivity_row_t *row, const pr_estimate_t *estimate)
{
    row->estimate = estimate->value;
    row->se = estimate->se;
    row->low = estimate->low;
    row->high = estimate->high;
}

static void give_given(const walk_t *self, size_t outcome)
{
    for (size_t i = 0; i < self->of->inputs; i++) {
        pr_sensitivity_row_t row = row_of(self, outcome, "first_given");
        name_parameter(self, i, &row);
        put_estimate(&row, &self->of->given[outcome * self->of->inputs + i].first);
        self->each(self->context, &row);
    }
}

static void give_sobol(walk_t *self, size_t outcome, size_t unknown)
{
    static const char *const kind[] = {"parameter", "together", "rest", "chance"};
    const pr_unknown_t *at = &self->of->unknown[unknown];
    bool named = at->kind == PR_UNKNOWN_ONE || at->kind == PR_UNKNOWN_TOGETHER;
    pr_text_t parameter, label;
    pr_text_init(&parameter);
    pr_text_init(&label);
    if (pr_sensitivity_names(self->of, at, self->report->lang, &parameter, &label)) {
        for (int total = 0; total < 2; total++) {
            const pr_sobol_index_t *index = pr_sensitivity_index(self->of, outcome, unknown);
            pr_sensitivity_row_t row = row_of(self, outcome, total ? "sobol_total" : "sobol_first");
            row.kind = kind[at->kind];
            row.parameter = parameter.data;
            row.label = label.data;
            row.basis = !named ? "" : pr_sensitivity_assumed(self->of, at) ? "assumption" : "source";
            put_estimate(&row, total ? &index->total : &index->first);
            self->each(self->context, &row);
        }
    } else {
        self->failed = true;
    }
    pr_text_free(&parameter);
    pr_text_free(&label);
}

static void give_outcome(walk_t *self, size_t outcome)
{
    const pr_outcome_sample_t *sample = &self->of->sample[outcome];
    if (sample->raw.input && sample->ranks.input) {
        give_r2(self, outcome, "r2", &sample->raw);
        give_r2(self, outcome, "r2_ranks", &sample->ranks);
        give_regression(self, outcome, &sample->raw, false);
        give_regression(self, outcome, &sample->ranks, true);
        give_given(self, outcome);
    }
    if (self->of->has_sobol) {
        size_t order[PR_SENSITIVITY_ALONE_MOST + 2];
        pr_sensitivity_order(self->of, outcome, order);
        for (size_t i = 0; i < self->of->unknowns; i++) {
            give_sobol(self, outcome, order[i]);
        }
    }
}

int pr_sensitivity_rows(const pr_report_t *report, const pr_scenario_sensitivity_t *of,
                        void (*each)(void *context, const pr_sensitivity_row_t *row), void *context)
{
    walk_t self = {.report = report, .of = of, .each = each, .context = context};
    for (size_t i = 0; i < of->outcomes; i++) {
        give_outcome(&self, i);
    }
    return self.failed ? PR_ERR_MEMORY : 0;
}
