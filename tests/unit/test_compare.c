/* Scenarios side by side: what is exact whatever the number of replicates, and how it is reported. */
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/analysis.h>
#include <poolraming/report_compare.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "engine/metrics.h"

enum { REPLICATES = 200, MOST = 4 };

static uint64_t replicates;

static const pr_period_t ALL = {PR_PERIOD_ALL, 0, 0};

/* A comparison with the scenarios that it is of; `name` may carry an assignment: "basis@path=value". */
typedef struct {
    pr_scenario_t scenario[MOST];
    const pr_scenario_t *borrowed[MOST];
    size_t count;
    pr_comparison_t comparison;
} case_t;

static void load(pr_scenario_t *self, const char *name)
{
    char path[512];
    const char *at = strchr(name, '@'), *assignment[] = {at ? at + 1 : NULL};
    snprintf(path, sizeof path, "%s/%.*s.cfg", POOLRAMING_SCENARIOS, (int)strcspn(name, "@"), name);
    load_or_fail(self, path, assignment, at != NULL);
}

static case_t *case_load(size_t count, const char *const *name)
{
    case_t *self = calloc(1, sizeof *self);
    self->count = count;
    for (size_t k = 0; k < count; k++) {
        load(&self->scenario[k], name[k]);
        self->borrowed[k] = &self->scenario[k];
    }
    return self;
}

static int case_run(case_t *self, uint64_t count, int threads, pr_errors_t *errors)
{
    const pr_run_options_t options = {
        .seed = 2385, .verify = true, .ensemble = {.replicates = count, .threads = threads}};
    return pr_compare_run(&self->comparison, self->borrowed, self->count, &options, errors);
}

static case_t *case_of(const char *base, const char *other)
{
    case_t *self = case_load(2, (const char *const[]){base, other});
    assert_int_equal(case_run(self, replicates, 2, NULL), 0);
    return self;
}

static void case_free(case_t *self)
{
    pr_compare_free(&self->comparison);
    for (size_t k = 0; k < self->count; k++) {
        pr_scenario_free(&self->scenario[k]);
    }
    free(self);
}

static size_t outcomes(const case_t *self)
{
    return self->comparison.plan.count + self->comparison.span_count;
}

static void itself_differs_in_nothing(void **state)
{
    (void)state;
    case_t *self = case_of("basis", "basis");
    size_t defined = 0;
    for (size_t i = 0; i < outcomes(self); i++) {
        pr_difference_t at = pr_compare_at(&self->comparison, 1, i);
        const pr_summary_t *d = at.difference;
        assert_true(d->undefined == at.base->undefined && d->undefined == at.other->undefined);
        if (d->undefined == 0) {
            defined++;
            assert_true(d->mean == 0 && d->sd == 0 && d->se == 0);
            assert_true(d->p05 == 0 && d->p50 == 0 && d->p95 == 0);
            assert_true(at.higher == 0 && at.lower == 0);
        } else {
            assert_true(isnan(at.higher) && isnan(at.lower));
        }
    }
    assert_true(defined > outcomes(self) / 2);
    for (pr_buys_t what = 0; what < PR_BUYS; what++) {
        assert_int_equal(pr_compare_buys(&self->comparison, 1, what).status, PR_BUYS_SAME_COST);
    }
    case_free(self);
}

static void turned_round_only_the_sign_changes(void **state)
{
    (void)state;
    case_t *a = case_of("basis", "doorgaan-450"), *b = case_of("doorgaan-450", "basis");
    size_t different = 0;
    assert_int_equal(outcomes(a), outcomes(b));
    for (size_t i = 0; i < outcomes(a); i++) {
        pr_difference_t x = pr_compare_at(&a->comparison, 1, i), y = pr_compare_at(&b->comparison, 1, i);
        if (x.difference->undefined == 0) {
            assert_true(x.difference->mean == -y.difference->mean && x.difference->sd == y.difference->sd);
            assert_true(x.higher == y.lower && x.lower == y.higher);
            assert_true(x.base->mean == y.other->mean);
            different += x.difference->mean != 0;
        }
    }
    assert_true(different > 1000);
    for (pr_buys_t what = 0; what < PR_BUYS; what++) { /* from the cheaper to the dearer either way */
        pr_purchase_t x = pr_compare_buys(&a->comparison, 1, what),
                      y = pr_compare_buys(&b->comparison, 1, what);
        assert_true(x.status == PR_BUYS_KNOWN && x.mean == y.mean && x.se == y.se && x.se > 0);
        assert_true(replicates < REPLICATES || (what == PR_BUYS_REACHED ? 1 : -1) * x.mean > 5 * x.se);
    }
    case_free(a);
    case_free(b);
}

static void bytes_do_not_depend_on_threads(void **state)
{
    (void)state;
    const char *const name[] = {"basis", "vraag", "stop-2025"};
    case_t *one = case_load(3, name);
    assert_int_equal(case_run(one, replicates, 1, NULL), 0);
    const pr_ensemble_t *expected = &one->comparison.ensemble;
    for (int threads = 2; threads <= 3; threads++) {
        case_t *more = case_load(3, name);
        assert_int_equal(case_run(more, replicates, threads, NULL), 0);
        assert_int_equal(more->comparison.ensemble.series, expected->series);
        assert_memory_equal(more->comparison.ensemble.summary, expected->summary,
                            expected->series * sizeof *expected->summary);
        case_free(more);
    }
    case_free(one);
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fabs(b);
}

/* Every outcome of a run is there, with the mean that a run by itself gives. */
static void means_are_those_of_runs(void **state)
{
    (void)state;
    case_t *self = case_of("basis", "stop-2025");
    for (size_t k = 0; k < 2; k++) {
        const pr_run_options_t options = {.seed = 2385, .ensemble = {.replicates = replicates, .threads = 2}};
        pr_run_t run;
        size_t found = 0;
        assert_int_equal(pr_run_scenario(&run, &self->scenario[k], &options, NULL), 0);
        for (size_t i = 0; i < run.plan.count; i++) {
            const pr_series_t *at = &run.plan.series[i];
            const pr_summary_t *alone = &run.ensemble.summary[i];
            bool means_only = pr_metric_sources[at->metric].from == PR_FROM_RATIO;
            if ((at->period.kind == PR_PERIOD_YEAR || at->period.kind == PR_PERIOD_ALL) && !means_only) {
                pr_difference_t beside = pr_compare_at(&self->comparison, 1, found);
                const pr_summary_t *here = k == 0 ? beside.base : beside.other;
                assert_true(same(here->mean, alone->mean) && same(here->sd, alone->sd));
                assert_int_equal(here->undefined, alone->undefined);
                found++;
            }
        }
        assert_int_equal(found, self->comparison.plan.count);
        pr_run_free(&run);
    }
    case_free(self);
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

static void costs_differ_as_the_central_path_says(void **state)
{
    (void)state;
    case_t *self = case_load(3, (const char *const[]){"basis", "doorgaan-450", "uitbreiding-gefaseerd"});
    assert_int_equal(case_run(self, replicates, 2, NULL), 0);
    static pr_central_t central[3];
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(pr_central_path(&self->scenario[k], &central[k]), 0);
        for (int y = 0; k > 0 && y < self->scenario[0].years; y++) {
            pr_difference_t at = pr_compare_find(&self->comparison, k, "cost.total", 0,
                                                 (pr_period_t){PR_PERIOD_YEAR, 2023 + y, 0});
            int64_t cents = central[k].budget.total[y].cents - central[0].budget.total[y].cents;
            int expected = llabs(cents) <= 6 ? 0 : sign((double)cents); /* six lines, a cent each */
            assert_int_equal(expected, k == 1 ? -(y >= 3) : -(y >= 3 && y < 6));
            assert_int_equal(sign(at.difference->mean), expected);
            assert_true(at.lower == (expected < 0) && at.higher == 0);
        }
    }
    pr_difference_t real = pr_compare_span(&self->comparison, 1, "cost.total.real", 0, PR_PART_INDICATIVE);
    assert_true(fabs(real.difference->mean + 6 * 250000) < 0.1);
    case_free(self);
}

/* Parts add up, and the means of years are those of the years. */
static void spans_are_their_years(void **state)
{
    (void)state;
    case_t *self = case_of("basis", "doorgaan-450");
    const pr_comparison_t *c = &self->comparison;
    for (int scope = 0; scope <= 14; scope++) {
        double part[PR_PARTS];
        for (pr_part_t p = 0; p < PR_PARTS; p++) {
            part[p] = pr_compare_span(c, 1, "municipality.net_effect", scope, p).difference->mean;
        }
        double all = pr_compare_find(c, 1, "municipality.net_effect", scope, ALL).difference->mean;
        assert_true(part[PR_PART_DECIDED] == 0 && all < -1000);
        assert_true(fabs(part[PR_PART_INDICATIVE] - all) < 0.01 && fabs(part[PR_PART_WHOLE] - all) < 0.01);
    }
    double sum = 0;
    for (int year = 2024; year <= 2031; year++) {
        sum += pr_compare_find(c, 1, "service.backlog_residents", 0, (pr_period_t){PR_PERIOD_YEAR, year, 0})
                   .difference->mean;
    }
    double mean = pr_compare_span(c, 1, "service.backlog_residents", 0, PR_PART_WHOLE).difference->mean;
    assert_true(mean > 1 && fabs(mean - sum / 8) < 1e-9 * mean);
    assert_null(pr_compare_span(c, 1, "service.utilisation", 0, PR_PART_WHOLE).difference);
    assert_null(pr_compare_find(c, 1, "no.such", 0, ALL).difference);
    case_free(self);
}

/* The month axis of the other starts a year earlier: only what both have, and no means over months. */
static void another_start_leaves_common_years(void **state)
{
    (void)state;
    case_t *self = case_of("basis", "basis@budget.lines.fte.amounts.y2023=100000");
    const pr_comparison_t *c = &self->comparison;
    assert_int_equal(self->scenario[1].month_year, 2023);
    for (int year = 2023; year <= 2031; year++) {
        pr_period_t period = {PR_PERIOD_YEAR, year, 0};
        bool there = pr_compare_find(c, 1, "service.residents_reached", 0, period).difference != NULL;
        assert_true(there == (year >= 2024));
        assert_non_null(pr_compare_find(c, 1, "cost.total", 0, period).difference);
    }
    assert_non_null(pr_compare_find(c, 1, "service.residents_reached", 0, ALL).difference);
    assert_null(pr_compare_find(c, 1, "capacity.active_persons", 0, ALL).difference);
    assert_null(pr_compare_find(c, 1, "deployment.hours_per_week", 3, ALL).difference);
    case_free(self);
}

/* Each differs in one thing; a sentence names both scenarios and the thing. */
static void what_cannot_be_compared_is_refused(void **state)
{
    (void)state;
    case_t *self = case_load(2, (const char *const[]){"basis", "vraag"});
    const pr_scenario_t kept = self->scenario[1];
    for (int wrong = 0; wrong < 5; wrong++) {
        static const char *const about[] = {"2032", "2022", "1984", "beesel", "two or more"};
        pr_scenario_t *other = &self->scenario[1];
        pr_errors_t errors;
        pr_errors_init(&errors);
        *other = kept;
        other->last_year += wrong == 0;
        other->price_level_year -= wrong == 1;
        other->municipality[12].cbs = wrong == 2 ? 1984 : kept.municipality[12].cbs;
        other->municipality_count -= wrong == 3;
        self->count = wrong == 4 ? 1 : 2;
        if (wrong == 3) {
            memmove(other->municipality, other->municipality + 1, 13 * sizeof *other->municipality);
        }
        assert_int_equal(case_run(self, 8, 1, &errors), PR_ERR_INPUT);
        assert_int_equal(errors.count, 1);
        assert_non_null(strstr(errors.items[0].text, wrong == 2 ? "venray" : about[wrong]));
        assert_true(wrong == 4 ||
                    (strstr(errors.items[0].text, "basis") && strstr(errors.items[0].text, "vraag")));
        pr_compare_free(&self->comparison);
        pr_errors_free(&errors);
    }
    self->scenario[1] = kept;
    self->count = 2;
    case_free(self);
}

/* Differences of cost and of residents reached, all years, of one replicate. */
static void simulate_pair(const case_t *self, uint64_t number, double *cost, double *reached)
{
    double total[2][2] = {{0}};
    for (size_t k = 0; k < 2; k++) {
        pr_plan_t plan;
        pr_replicate_t *replicate = calloc(1, sizeof *replicate);
        assert_int_equal(pr_plan_init(&plan, &self->scenario[k], PR_DETAIL_STANDARD), 0);
        assert_int_equal(pr_replicate_init(replicate, &self->scenario[k]), 0);
        assert_int_equal(pr_replicate_simulate(replicate, &self->scenario[k], 2385, number), 0);
        double *row = calloc(plan.count, sizeof *row);
        pr_plan_record(&plan, replicate, row);
        total[0][k] = row[pr_plan_find(&plan, "cost.total.real", 0, ALL)];
        total[1][k] = row[pr_plan_find(&plan, "service.residents_reached", 0, ALL)];
        pr_replicate_free(replicate);
        pr_plan_free(&plan);
        free(replicate);
        free(row);
    }
    *cost = total[0][1] - total[0][0];
    *reached = total[1][1] - total[1][0];
}

/* With R = ȳ/x̄ the delta method's variance is Σ(y − R x)² ÷ (n (n − 1) x̄²): the covariance without its own
   name. Leaving out one replicate at a time (the jackknife) gives nearly the same. */
static void what_money_buys_has_its_standard_error(void **state)
{
    (void)state;
    case_t *self = case_load(
        2, (const char *const[]){"basis", "doorgaan-450@budget.lines.fte.amounts.y2026={ dist = \"uniform\"; "
                                          "min = 300000.0; max = 600000.0; source = \"-\"; }"});
    assert_int_equal(case_run(self, replicates, 2, NULL), 0);
    double n = (double)replicates, x[REPLICATES], y[REPLICATES], sum_x = 0, sum_y = 0, square = 0,
           jackknife = 0;
    for (uint64_t i = 0; i < replicates; i++) {
        simulate_pair(self, i, &x[i], &y[i]);
        sum_x += x[i];
        sum_y += y[i];
    }
    double r = sum_y / sum_x;
    for (uint64_t i = 0; i < replicates; i++) {
        square += pow(y[i] - r * x[i], 2);
        jackknife += pow((sum_y - y[i]) / (sum_x - x[i]) - r, 2);
    }
    double se = 1e5 * sqrt(square / (n * (n - 1))) / fabs(sum_x / n);
    pr_purchase_t bought = pr_compare_buys(&self->comparison, 1, PR_BUYS_REACHED);
    assert_true(pr_compare_span(&self->comparison, 1, "cost.total.real", 0, PR_PART_WHOLE).difference->sd >
                5e4);
    assert_true(fabs(bought.mean - 1e5 * r) <= 1e-9 * bought.mean);
    assert_true(fabs(bought.se - se) <= 1e-9 * se);
    assert_true(fabs(1e5 * sqrt(jackknife * (n - 1) / n) - se) <= 0.02 * se);
    case_free(self);
}

/* ---- the report ---- */

static char *read_all(FILE *file)
{
    char *out = calloc(1, 8000000);
    rewind(file);
    out[fread(out, 1, 7999999, file)] = '\0';
    fclose(file);
    return out;
}

static void tables_fit_and_speak_two_languages(void **state)
{
    (void)state;
    static const char *const said[PR_LANGS] = {"koopt", "buys"};
    case_t *self = case_load(4, (const char *const[]){"basis", "doorgaan-450", "vraag", "stop-2025"});
    assert_int_equal(case_run(self, replicates, 2, NULL), 0);
    for (pr_lang_t lang = 0; lang < PR_LANGS; lang++) {
        const pr_report_t report = {.lang = lang};
        FILE *file = tmpfile();
        assert_int_equal(pr_report_compare_tables(&report, &self->comparison, file, NULL), 0);
        char *text = read_all(file);
        assert_non_null(strstr(text, said[lang]));
        assert_null(strstr(text, "nan"));
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
            assert_true(pr_text_columns(line) <= 100);
        }
        free(text);
    }
    case_free(self);
}

static char *tables_of(const pr_comparison_t *comparison, pr_lang_t lang)
{
    const pr_report_t report = {.lang = lang};
    FILE *file = tmpfile();
    assert_int_equal(pr_report_compare_tables(&report, comparison, file, NULL), 0);
    return read_all(file);
}

/* A proposal is not decided because the memo is; and who waits when a pool ends is not forgotten. */
static void a_proposal_is_not_decided(void **state)
{
    (void)state;
    static const char *const said[] = {
        "bc-wmo-2022 heeft andere besloten jaren dan basis (geen tegen 2023–2025)",
        "Jaren 2023–2025, in basis besloten, verschil: kosten € +263.000;",
        "\n   2023 besloten/indicatief ",
        "\n   besloten/indicatief, samen ",
        "\n   2026 indicatief ",
        "\nlosgelaten inwoners\n   2027 indicatief "};
    case_t *self = case_of("basis", "bc-wmo-2022"), *back = case_of("bc-wmo-2022", "basis"),
           *same = case_of("basis", "doorgaan-450");
    char *there = tables_of(&self->comparison, PR_LANG_NL), *again = tables_of(&back->comparison, PR_LANG_EN),
         *plain = tables_of(&same->comparison, PR_LANG_NL), line[128];
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        assert_non_null(strstr(there, said[i]));
    }
    assert_non_null(strstr(again, "\n   2023 indicative/decided "));
    assert_non_null(strstr(again, "(2023–2025 against none)"));
    assert_null(strstr(again, "Decided years 2023"));
    pr_difference_t at = pr_compare_find(&self->comparison, 1, "service.released", 0, ALL);
    assert_true(at.base->mean == 0 && at.other->mean > (replicates < REPLICATES ? 0 : 50));
    snprintf(line, sizeof line, "alle jaren samen: %.0f in\nbc-wmo-2022, 0 in basis.",
             10 * round(at.other->mean / 10)); /* its standard error, about 15, supports tens */
    assert_true(replicates < REPLICATES || strstr(there, line));
    assert_non_null(strstr(plain, "Besloten jaren 2023–2025: geen verschil"));
    assert_null(strstr(plain, "losgelaten inwoners\n"));
    assert_null(strstr(plain, "besloten/indicatief"));
    free(there);
    free(again);
    free(plain);
    case_free(self);
    case_free(back);
    case_free(same);
}

static char *written(const pr_comparison_t *comparison, pr_csv_dialect_t csv, bool unmasked)
{
    char folder[] = "/tmp/pr-compare-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    const pr_report_t report = {.csv = csv, .out_dir = folder, .unmasked = unmasked};
    assert_int_equal(pr_report_compare_write(&report, comparison, NULL, NULL), 0);
    snprintf(path, sizeof path, "%s/compare.csv", folder);
    char *text = read_all(fopen(path, "r"));
    unlink(path);
    rmdir(folder);
    return text;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *s = text; (s = strstr(s, what)) != NULL; s += strlen(what)) {
        count++;
    }
    return count;
}

static void the_file_holds_every_difference(void **state)
{
    (void)state;
    case_t *self = case_of("basis", "doorgaan-450");
    const pr_comparison_t *c = &self->comparison;
    char *plain = written(c, PR_CSV_RFC4180, true), *masked = written(c, PR_CSV_RFC4180, false),
         *dutch = written(c, PR_CSV_NL, true);
    size_t lines = count_of(plain, "\r\n"), sums = 2 + 4 * 15; /* spans that are `all` already */
    assert_true(strncmp(plain,
                        "scenario,base,metric,unit,period,municipality,base_mean,mean,difference,se,p05,p50,"
                        "p95,chance_higher,chance_lower\r\n",
                        100) == 0);
    assert_true(lines < outcomes(self) && lines > c->plan.count && lines + sums >= outcomes(self));
    assert_int_equal(count_of(plain, ","), 14 * lines);
    assert_int_equal(count_of(masked, "\r\n"), lines);
    assert_non_null(strstr(plain, "\r\ndoorgaan-450,basis,cost.total.real,EUR real,2026,,711"));
    assert_non_null(strstr(plain, ",municipality.net_effect,EUR,indicative,Venlo,"));
    assert_null(strstr(plain, "<5"));
    size_t small = count_of(masked, ",<5,<5,<5,<5,<5,<5,<5,<5,<5\r\n");
    assert_true(small > 100 && 9 * small == count_of(masked, "<5"));
    assert_int_equal(count_of(dutch, ";"), 14 * lines);
    assert_non_null(strstr(dutch, "\r\ndoorgaan-450;basis;index.ova;factor;2024;;1,04"));
    free(plain);
    free(masked);
    free(dutch);
    case_free(self);
}

int main(void)
{
    replicates = enough(REPLICATES, 8);
    const struct CMUnitTest tests[] = {cmocka_unit_test(itself_differs_in_nothing),
                                       cmocka_unit_test(turned_round_only_the_sign_changes),
                                       cmocka_unit_test(bytes_do_not_depend_on_threads),
                                       cmocka_unit_test(means_are_those_of_runs),
                                       cmocka_unit_test(costs_differ_as_the_central_path_says),
                                       cmocka_unit_test(spans_are_their_years),
                                       cmocka_unit_test(another_start_leaves_common_years),
                                       cmocka_unit_test(what_cannot_be_compared_is_refused),
                                       cmocka_unit_test(what_money_buys_has_its_standard_error),
                                       cmocka_unit_test(tables_fit_and_speak_two_languages),
                                       cmocka_unit_test(a_proposal_is_not_decided),
                                       cmocka_unit_test(the_file_holds_every_difference)};
    return cmocka_run_group_tests(tests, start_library, NULL);
}
