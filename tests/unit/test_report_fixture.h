/* A run in memory with made-up outcomes of a likely size: the memo's scenario, 10,000 replicates. */
#ifndef PR_TEST_REPORT_FIXTURE_H
#define PR_TEST_REPORT_FIXTURE_H

#include "engine/spans.h"
#include "support_money.h"
#include <math.h>
#include <poolraming/report.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    pr_scenario_t scenario;
    pr_run_t run;
} fixture_t;

static inline void fixture_names(pr_scenario_t *s)
{
    static char id[] = "basis", title[] = "Pilot 2024–2025, vanaf 2026 € 700.000 per jaar",
                text[] = "id = \"basis\";\n", horst[] = "Horst aan de Maas", peel[] = "Peel en Maas",
                armoede[] = "armoede", ggz[] = "ggz", maatje[] = "maatje";
    static char label[MEMO_LINES][40] = {"Fte ervaringsdeskundigen",     "Organisatiekosten (coördinator)",
                                         "Startbijeenkomsten (1e jaar)", "Financieel beheer MGR",
                                         "Inkoop en contractmanagement", "Evaluatie"};
    s->id = id;
    s->title = title;
    s->resolved = text;
    static char key[] = "module2";
    s->key[0].id = key;
    memset(s->sha256, 'a', 64);
    s->municipality[4].name = horst;
    s->municipality[8].name = peel;
    for (size_t i = 0; i < MEMO_LINES; i++) {
        s->line[i].label = label[i];
    }
    s->theme_count = 2;
    s->theme[0] = (pr_named_t){armoede, armoede};
    s->theme[1] = (pr_named_t){ggz, ggz};
    s->role_count = 1;
    s->role[0] = (pr_named_t){maatje, maatje};
}

/* Years since January 2024 at the middle of a period, and its length in years. */
static inline double fixture_time(pr_period_t p, double *length)
{
    switch (p.kind) {
    case PR_PERIOD_MONTH:
        *length = 1.0 / 12;
        return p.year - 2024 + (p.part - 0.5) / 12;
    case PR_PERIOD_HALF:
        *length = 0.5;
        return p.year - 2024 + (p.part - 0.5) / 2;
    case PR_PERIOD_YEAR:
        *length = 1;
        return p.year - 2024 + 0.5;
    default:
        *length = 8;
        return 4;
    }
}

/* Mean and sd of a metric of the region; false where the fixture gives it no spread: then 0. */
static inline void fixture_law(const char *name, pr_period_t period, const fixture_t *self, double *mean,
                               double *sd)
{
    double length, t = fixture_time(period, &length), rise = 1 - exp(-1.6 * t);
    double big = t > 2 ? 1 : 0.6;
    static const char *const flow[] = {"demand.new_residents", "service.residents_reached",
                                       "demand.theme.armoede", "service.theme.ggz"};
    static const double level[] = {660, 600, 22, 40};
    *mean = *sd = 0;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(name, flow[i]) == 0) {
            *mean = level[i] * length * rise * (i == 1 ? 0.4 + 0.6 * big : 1);
            *sd = 0.16 * *mean + (i > 1);
        }
    }
    if (strcmp(name, "capacity.target_persons") == 0) {
        *mean = t > 2 ? 15 : 8;
    } else if (strcmp(name, "capacity.active_persons") == 0 || strcmp(name, "capacity.active_fte") == 0) {
        double fte = name[16] == 'f' ? 0.667 : 1;
        *mean = fte * (t > 2 ? 15 - 1.9 - 4 * exp(-3 * (t - 2)) : 7.2 * (1 - exp(-3 * t)));
        *sd = fte * 1.1 * (1 - exp(-6 * t));
    } else if (strcmp(name, "service.backlog_residents") == 0) {
        *mean = 40 * rise * (t > 2 ? 0.8 : 1.3);
        *sd = 0.4 * *mean;
    } else if (strcmp(name, "service.wait_months") == 0) {
        *mean = 0.8 * rise;
        *sd = 0.2;
    } else if (strcmp(name, "service.utilisation") == 0) {
        *mean = 0.85 * rise;
        *sd = 0.05;
    } else if (strcmp(name, "capacity.productive_hours") == 0) {
        *mean = 12300 * length * big * rise;
        *sd = 0.08 * *mean;
    } else if (strcmp(name, "deployment.hours_per_week") == 0) {
        *mean = 207 * big * rise;
        *sd = 0.08 * *mean;
    } else if (strcmp(name, "deployment.fte_by_key") == 0) {
        *mean = 8.6 * big * rise;
        *sd = 0.7;
    } else if (strcmp(name, "settlement") == 0 && t > 0 && period.kind == PR_PERIOD_YEAR) {
        *mean = t < 1 ? 111234.56 : t < 2 ? 33012.34 : t < 3 ? 102345.67 : 35000;
        *sd = 0.4 * *mean;
    } else if (strncmp(name, "cost.total", 10) == 0 && !strchr(name + 6, 'r')) {
        for (int y = 0; y < self->scenario.years; y++) {
            int year = self->scenario.first_year + y;
            double cost = (double)self->run.central.budget.total[y].cents / 100;
            if (period.kind == PR_PERIOD_ALL || year == period.year) {
                *mean += cost;
                *sd += year > 2025 ? cost * 0.009 * sqrt(year - 2025) * 1.3 : 0;
            }
        }
    } else if (strcmp(name, "municipality.net_effect") == 0 && period.kind == PR_PERIOD_ALL) {
        double variance = 0;
        for (int y = 0; y < self->scenario.years; y++) {
            double year_mean, year_sd;
            fixture_law(name, (pr_period_t){PR_PERIOD_YEAR, self->scenario.first_year + y, 0}, self,
                        &year_mean, &year_sd);
            *mean += year_mean;
            variance += year_sd * year_sd;
        }
        *sd = sqrt(variance);
    } else if (strcmp(name, "municipality.net_effect") == 0 && period.kind == PR_PERIOD_YEAR) {
        /* cost less settlement; settlement is all that spreads */
        int y = period.year - self->scenario.first_year;
        fixture_law("settlement", period, self, mean, sd);
        *mean =
            (y < self->scenario.years ? (double)self->run.central.budget.total[y].cents / 100 : 0) - *mean;
    } else if (strcmp(name, "surplus.before") == 0) {
        *mean = 2000000;
        *sd = 600000;
    }
}

static inline pr_summary_t fixture_summary(double mean, double sd)
{
    return (pr_summary_t){.mean = mean,
                          .sd = sd,
                          .se = sd / 100,
                          .p05 = mean - 1.645 * sd > 0 ? mean - 1.645 * sd : 0,
                          .p10 = mean - 1.282 * sd > 0 ? mean - 1.282 * sd : 0,
                          .p25 = mean - 0.674 * sd,
                          .p50 = mean,
                          .p75 = mean + 0.674 * sd,
                          .p90 = mean + 1.282 * sd,
                          .p95 = mean + 1.645 * sd};
}

/* What every replicate has where nothing spreads: the central path's amount, 0 for other metrics. */
static inline double fixture_central(const fixture_t *self, const char *name, const pr_series_t *at)
{
    const pr_surplus_t *central = &self->run.central.surplus;
    int y = at->period.year - self->scenario.first_year;
    bool reduction = strcmp(name, "surplus.reduction") == 0;
    if (at->period.kind != PR_PERIOD_YEAR || (!reduction && strcmp(name, "execution.contribution") != 0)) {
        return 0;
    }
    return (double)(reduction ? central->reduction : central->contribution)[at->scope][y].cents / 100;
}

static inline void fixture_fill(fixture_t *self)
{
    pr_run_t *run = &self->run;
    for (size_t i = 0; i < run->plan.count; i++) {
        const pr_series_t *at = &run->plan.series[i];
        char name[256];
        double mean, sd;
        pr_plan_metric_name(&run->plan, i, name, sizeof name);
        fixture_law(name, at->period, self, &mean, &sd);
        double share = at->scope > 0 ? self->scenario.key[0].share[at->scope - 1].hundredths / 10000.0 : 1;
        run->ensemble.summary[i] =
            fixture_summary(share * mean + fixture_central(self, name, at), sqrt(share) * sd);
    }
    for (size_t i = 0; i < run->span_count; i++) { /* years of a part, independent */
        double mean = 0, variance = 0;
        for (size_t y = 0; y < run->span[i].count; y++) {
            const pr_summary_t *year = &run->ensemble.summary[run->span[i].first + y];
            mean += year->mean;
            variance += year->sd * year->sd;
        }
        run->ensemble.summary[run->plan.count + i] = fixture_summary(mean, sqrt(variance));
    }
    const pr_summary_t *all = pr_run_find(run, "cost.total", 0, (pr_period_t){PR_PERIOD_ALL, 0, 0});
    for (int i = 0; i < PR_CURVE_POINTS && all; i++) {
        double p = (i + 1) / 100.0; /* a logistic curve stands in for the normal one */
        run->ensemble.curve[i] = all->mean + all->sd * 0.5513 * log(p / (1 - p));
    }
}

static inline void fixture_index(fixture_t *self)
{
    pr_central_t *central = &self->run.central;
    pr_index_path(&self->scenario, &self->scenario.central, NULL, &central->index);
    pr_budget_path(&self->scenario, &self->scenario.central, &central->index, &central->budget);
    pr_surplus_path(&self->scenario, &self->scenario.central, &central->budget, NULL, NULL,
                    &central->surplus);
}

/* After a change of the scenario: everything again. */
static inline void fixture_rerun(fixture_t *self)
{
    pr_plan_free(&self->run.plan);
    free(self->run.ensemble.summary);
    free(self->run.ensemble.curve);
    free(self->run.span);
    memset(&self->run, 0, sizeof self->run);
    fixture_index(self);
    pr_plan_init(&self->run.plan, &self->scenario, PR_DETAIL_STANDARD);
    pr_spans_init(&self->run);
    pr_ensemble_t *ensemble = &self->run.ensemble;
    ensemble->series = self->run.plan.count + self->run.span_count;
    ensemble->summary = calloc(ensemble->series, sizeof *ensemble->summary);
    ensemble->curve = calloc(PR_CURVE_POINTS, sizeof *ensemble->curve);
    ensemble->replicates = 10000;
    ensemble->counted = true;
    self->run.seed = 1;
    fixture_fill(self);
}

static inline fixture_t *fixture_new(void)
{
    fixture_t *self = calloc(1, sizeof *self);
    memo_scenario(&self->scenario);
    fixture_names(&self->scenario);
    fixture_rerun(self);
    return self;
}

/* The tables as text, to be freed. */
static inline char *fixture_tables(const fixture_t *f, pr_lang_t lang)
{
    const pr_report_t report = {.lang = lang};
    static char *text; /* static: GCC takes its address for what open_memstream puts there, and warns */
    static size_t size;
    FILE *stream = open_memstream(&text, &size);
    int status = stream ? pr_report_tables(&report, &f->scenario, &f->run, stream, NULL) : -1;
    if (stream) {
        fclose(stream);
    }
    char *out = status == 0 ? strdup(text) : NULL;
    free(text);
    return out;
}

static inline void fixture_free(fixture_t *self)
{
    pr_plan_free(&self->run.plan);
    free(self->run.ensemble.summary);
    free(self->run.ensemble.curve);
    free(self->run.span);
    free(self);
}

#endif
