/*
 * The ledger of one replicate, as rows `metric,unit,period,municipality,value`: every digit, in the order in
 * which the model computes, so that an auditor can follow it by hand. A quantity that results.csv has too has
 * its name and unit there. This file: parameters, index, lines, shares; draw_months.c: people, demand,
 * service; draw_money.c: what it comes to.
 */
#include "report/draw.h"
#include "report/money.h"
#include "report/streams.h"

static void put(pr_draw_t *self, const char *metric, const char *unit, const char *period, size_t scope,
                pr_number_t value)
{
    if (scope > 0 && self->scope >= 0 && scope != (size_t)self->scope) {
        return;
    }
    pr_csv_text(&self->csv, metric);
    pr_csv_text(&self->csv, unit);
    pr_csv_text(&self->csv, period);
    pr_csv_text(&self->csv, scope > 0 ? self->scenario->municipality[scope - 1].name : "");
    pr_csv_number(&self->csv, value);
    pr_csv_end(&self->csv);
}

void pr_draw_once(pr_draw_t *self, const char *metric, const char *unit, size_t scope, pr_number_t value)
{
    put(self, metric, unit, "", scope, value);
}

void pr_draw_period(pr_draw_t *self, const char *metric, const char *unit, pr_period_t period, size_t scope,
                    pr_number_t value)
{
    char text[16];
    pr_period_format(period, text);
    put(self, metric, unit, text, scope, value);
}

void pr_draw_year(pr_draw_t *self, const char *metric, const char *unit, int y, size_t scope,
                  pr_number_t value)
{
    pr_draw_period(self, metric, unit, (pr_period_t){PR_PERIOD_YEAR, self->scenario->first_year + y, 0},
                   scope, value);
}

/* As the model uses them: what is written as a percentage is a fraction. */
static void parameters(pr_draw_t *self)
{
    for (size_t i = 0; i < self->scenario->setting_count; i++) {
        const pr_setting_t *setting = &self->scenario->setting[i];
        if (setting->uncertain) {
            const char *base = (const char *)&self->replicate->inputs;
            const double *value = (const double *)(const void *)(base + setting->offset);
            char name[256];
            snprintf(name, sizeof name, "parameter.%s", setting->path);
            pr_draw_once(self, name, setting->scale < 1 ? "fraction" : setting->unit, 0, pr_exact(*value));
        }
    }
}

static void index_year(pr_draw_t *self, int y)
{
    static const char *const series[PR_SERIES_COUNT] = {"ova", "ppc"};
    const pr_index_path_t *index = &self->replicate->index;
    char name[64];
    for (size_t s = 0; s < PR_SERIES_COUNT; s++) {
        snprintf(name, sizeof name, "index.%s.provisional", series[s]);
        pr_draw_year(self, name, "fraction", y, 0, pr_exact(index->provisional[s][y]));
        snprintf(name, sizeof name, "index.%s.definitive", series[s]);
        pr_draw_year(self, name, "fraction", y, 0, pr_exact(index->definitive[s][y]));
    }
    for (int c = PR_INDEX_OVA; c < PR_INDEX_CLASSES; c++) {
        const char *class = pr_class_name((pr_index_class_t)c);
        snprintf(name, sizeof name, "index.%s.applied", class);
        pr_draw_year(self, name, "fraction", y, 0, pr_exact(index->applied[c][y]));
        snprintf(name, sizeof name, "index.%s", class);
        pr_draw_year(self, name, "factor", y, 0, pr_exact((double)index->factor[c][y].factor));
    }
}

static void lines_year(pr_draw_t *self, int y)
{
    const pr_budget_t *budget = &self->replicate->budget;
    char name[128];
    for (size_t i = 0; i < self->scenario->line_count; i++) {
        const char *id = self->scenario->line[i].id;
        snprintf(name, sizeof name, "cost.%s.real", id);
        pr_draw_year(self, name, "EUR real", y, 0, pr_plain_cents(budget->line_real[i][y].cents));
        snprintf(name, sizeof name, "cost.%s", id);
        pr_draw_year(self, name, "EUR", y, 0, pr_plain_cents(budget->line[i][y].cents));
    }
    const struct {
        const char *name;
        int64_t cents;
    } total[] = {{"cost.total", budget->total[y].cents},
                 {"cost.channel.surplus", budget->channel[PR_CHANNEL_SURPLUS][y].cents},
                 {"cost.channel.execution", budget->channel[PR_CHANNEL_EXECUTION][y].cents},
                 {"budget.lump_sum", budget->lump_sum[y].cents},
                 {"budget.people", budget->people[y].cents},
                 {"budget.allowance", budget->allowance[y].cents},
                 {"budget.guidance", budget->guidance[y].cents}};
    for (size_t i = 0; i < sizeof total / sizeof *total - (self->scenario->has_volunteers ? 0 : 2); i++) {
        pr_draw_year(self, total[i].name, "EUR", y, 0, pr_plain_cents(total[i].cents));
    }
}

static void key_rows(pr_draw_t *self, const char *metric, const int *key)
{
    const pr_scenario_t *scenario = self->scenario;
    for (int y = 0; y < scenario->years; y++) {
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            int32_t hundredths = scenario->key[key[y]].share[m].hundredths;
            pr_draw_year(self, metric, "share", y, 1 + m, pr_exact(hundredths / 10000.0));
        }
    }
}

static void named_shares(pr_draw_t *self, const char *group, const pr_named_t *named, size_t count,
                         const double *share)
{
    char name[128];
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%s.%s", group, named[i].id);
        pr_draw_once(self, name, "share", 0, pr_exact(share[i]));
    }
}

/* What divides money, hours and residents; the key of the surplus channel is that of deployment too. */
static void shares(pr_draw_t *self)
{
    static const char *const form[PR_FORMS] = {
        [PR_FORM_INDIVIDUAL] = "individual", [PR_FORM_GROUP] = "group", [PR_FORM_WALK_IN] = "walk_in"};
    const pr_scenario_t *scenario = self->scenario;
    const pr_inputs_t *inputs = &self->replicate->inputs;
    char name[64];
    key_rows(self, "key.surplus_channel", scenario->channel_key[PR_CHANNEL_SURPLUS]);
    key_rows(self, "key.execution_channel", scenario->channel_key[PR_CHANNEL_EXECUTION]);
    if (scenario->has_surplus) {
        key_rows(self, "key.surplus_before", scenario->surplus_key);
    }
    for (size_t f = 0; f < PR_FORMS; f++) {
        snprintf(name, sizeof name, "share.form.%s", form[f]);
        pr_draw_once(self, name, "share", 0, pr_exact(inputs->demand.form_share[f]));
    }
    named_shares(self, "share.theme", scenario->theme, scenario->theme_count, inputs->demand.theme_share);
    named_shares(self, "share.role", scenario->role, scenario->role_count, inputs->role_share);
}

/* What each gate saw, what its evaluation found and which path it chose (1), or that it had closed. */
static void gate_rows(pr_draw_t *self, size_t g)
{
    const pr_scenario_t *scenario = self->scenario;
    const pr_gate_t *gate = &scenario->gate[g];
    const pr_decision_t *decision = &self->replicate->decisions.gate[g];
    const pr_evidence_t *seen = &decision->seen;
    const struct {
        const char *name, *unit;
        double value;
    } item[] = {{"waiting", "residents", seen->waiting},      {"vacancies", "persons", seen->vacancies},
                {"reachable", "residents", seen->reachable},  {"followed", "residents", seen->followed},
                {"successes", "residents", seen->successes},  {"estimate", "share", seen->estimate},
                {"closed", "share", decision->path < 0},      {"ended", "persons", decision->ended},
                {"released", "residents", decision->released}};
    int year = gate->year - scenario->first_year;
    char name[128];
    for (size_t i = 0; i < sizeof item / sizeof *item; i++) {
        snprintf(name, sizeof name, "gate.%s.%s", gate->id, item[i].name);
        pr_draw_year(self, name, item[i].unit, year, 0, pr_exact(item[i].value));
    }
    for (size_t p = 0; p < scenario->path_count; p++) {
        snprintf(name, sizeof name, "gate.%s.%s", gate->id, scenario->budget_path[p].id);
        pr_draw_year(self, name, "share", year, 0, pr_exact(decision->path == (int)p));
    }
}

static void whole_draw(pr_draw_t *self)
{
    pr_csv_header(&self->csv, "metric,unit,period,municipality,value");
    pr_draw_once(self, "replicate", "", 0, pr_exact((double)self->replicate->replicate));
    parameters(self);
    for (int y = 0; y < self->scenario->years; y++) {
        index_year(self, y);
    }
    for (int y = 0; y < self->scenario->years; y++) {
        lines_year(self, y);
    }
    shares(self);
    pr_draw_people(self);
    pr_draw_demand(self);
    pr_draw_service(self);
    for (size_t g = 0; g < self->scenario->gate_count; g++) {
        gate_rows(self, g);
    }
    pr_draw_money(self);
}

int pr_report_draw(const pr_report_t *self, const pr_scenario_t *scenario, const pr_replicate_t *replicate,
                   int scope, FILE *out, pr_errors_t *errors)
{
    if (!replicate->ledger.trace) {
        return PR_ERR_DOMAIN;
    }
    pr_text_t text;
    pr_draw_t draw = {
        .scenario = scenario, .replicate = replicate, .scope = scope, .unmasked = self->unmasked};
    pr_text_init(&text);
    pr_csv_begin(&draw.csv, &text, self->csv);
    pr_csv_mark(&draw.csv, scenario);
    whole_draw(&draw);
    int result = pr_stream_write(out, &text, errors);
    pr_text_free(&text);
    return result;
}
