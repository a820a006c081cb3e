/* Ratio and class of a buffer, the amounts behind the council's page, and the page. */
#include "report/council.h"
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <stdlib.h>

static const char BASIS[] = POOLRAMING_SCENARIOS "/basis.cfg";
static const char TIGHT[] = POOLRAMING_SCENARIOS "/surplus-krap.cfg";
enum { MOST = 128, VENLO = 12 }; /* its scope */

static size_t n; /* replicates, at most MOST */

/* ---- plain numbers ---- */

static void test_the_cases_of_the_idiom(void **state)
{
    (void)state;
    assert_true(fabs(pr_buffer_ratio(20718, 14168) - 1.4623) < 5e-5);
    assert_int_equal(pr_buffer_class(pr_buffer_ratio(20718, 14168)), 'B');
    assert_true(fabs(pr_buffer_ratio(15268, 3209) - 4.7579) < 5e-5);
    assert_int_equal(pr_buffer_class(pr_buffer_ratio(15268, 3209)), 'A');
}

/* A boundary belongs to the better of two classes; but A is above 2.0. */
static void test_every_boundary(void **state)
{
    (void)state;
    static const struct {
        double at;
        char below, on, above;
    } boundary[] = {{2.0, 'B', 'B', 'A'},
                    {1.4, 'C', 'B', 'B'},
                    {1.0, 'D', 'C', 'C'},
                    {0.8, 'E', 'D', 'D'},
                    {0.6, 'F', 'E', 'E'}};
    for (size_t i = 0; i < sizeof boundary / sizeof *boundary; i++) {
        assert_int_equal(pr_buffer_class(nextafter(boundary[i].at, 0)), boundary[i].below);
        assert_int_equal(pr_buffer_class(boundary[i].at), boundary[i].on);
        assert_int_equal(pr_buffer_class(nextafter(boundary[i].at, 9)), boundary[i].above);
        /* The same from amounts. */
        assert_int_equal(pr_buffer_class(pr_buffer_ratio(boundary[i].at * 5000, 5000)), boundary[i].on);
    }
    assert_int_equal(pr_buffer_class(0), 'F');
    assert_int_equal(pr_buffer_class(INFINITY), 'A');
    assert_int_equal(pr_buffer_class(NAN), '-');
    assert_int_equal(pr_buffer_class(-0.1), '-');
}

static void test_no_ratio_of_nothing(void **state)
{
    (void)state;
    assert_true(isnan(pr_buffer_ratio(100, 0)));
    assert_true(isnan(pr_buffer_ratio(100, -5)));
    assert_true(isnan(pr_buffer_ratio(-1, 5)));
    assert_true(isnan(pr_buffer_ratio(NAN, 5)));
    assert_true(isnan(pr_buffer_ratio(5, INFINITY)));
    assert_true(pr_buffer_ratio(0, 5) <= 0);
}

/* ---- amounts of a run ---- */

typedef struct {
    pr_scenario_t scenario;
    pr_run_t run;
} made_t;

static made_t *make(const char *path, const char *const *set, size_t count)
{
    made_t *self = calloc(1, sizeof *self);
    assert_non_null(self);
    load_or_fail(&self->scenario, path, set, count);
    pr_run_options_t options = options_of(3, n, 2);
    options.risk = true;
    run_or_fail(&self->run, &self->scenario, &options);
    return self;
}

static void destroy(made_t *self)
{
    pr_run_free(&self->run);
    pr_scenario_free(&self->scenario);
    free(self);
}

static double cents_of(const pr_surplus_t *surplus, int scope, int y)
{
    return (double)(surplus->reduction[scope][y].cents + surplus->contribution[scope][y].cents);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The other way to write the total: R + E − E⁰ − min(R⁰, S), here of the region and all years. */
static double needed_by_hand(const made_t *self, const pr_replicate_t *replicate, pr_risk_t risk)
{
    const pr_surplus_t *is = &replicate->surplus, *budget = &self->run.central.surplus;
    double sum = 0;
    for (int y = 0; y < self->scenario.years; y++) {
        double reduction = (double)budget->reduction[0][y].cents;
        double borne = risk == PR_RISK_TOTAL ? fmin(reduction, (double)is->before[0][y].cents) : reduction;
        sum += cents_of(is, 0, y) - (double)budget->contribution[0][y].cents - borne;
    }
    return sum / 100;
}

static void expect_quantiles_of_replicates(const made_t *self, pr_risk_t risk)
{
    pr_replicate_t replicate;
    double value[MOST];
    assert_int_equal(pr_replicate_init(&replicate, &self->scenario), 0);
    for (uint64_t k = 0; k < n; k++) {
        assert_int_equal(pr_replicate_simulate(&replicate, &self->scenario, 3, k), 0);
        value[k] = needed_by_hand(self, &replicate, risk);
    }
    pr_replicate_free(&replicate);
    qsort(value, n, sizeof *value, ascending);
    double before = -INFINITY;
    for (int i = 0; i < PR_COUNCIL_LEVELS; i++) {
        double found = pr_run_risk_at(&self->run, risk, 0, PR_PART_WHOLE, pr_council_level[i]);
        double wanted = pr_quantile_sorted(value, n, pr_council_level[i] / 100.0);
        assert_true(fabs(found - wanted) <= 1e-9 * fabs(wanted) + 1e-6);
        assert_true(found >= before);
        before = found;
    }
}

static void test_amounts_are_quantiles_of_the_replicates(void **state)
{
    (void)state;
    made_t *basis = make(BASIS, NULL, 0), *tight = make(TIGHT, NULL, 0);
    expect_quantiles_of_replicates(basis, PR_RISK_COST);
    assert_null(pr_run_risk(&basis->run, PR_RISK_TOTAL, 0, PR_PART_WHOLE));
    assert_true(isnan(pr_run_risk_at(&basis->run, PR_RISK_TOTAL, 0, PR_PART_WHOLE, 90)));
    expect_quantiles_of_replicates(tight, PR_RISK_COST);
    expect_quantiles_of_replicates(tight, PR_RISK_TOTAL);
    destroy(basis);
    destroy(tight);
}

/* Without a surplus the amount is the cost less the budget, whose quantiles results.csv has. */
static void test_amounts_follow_from_the_results(void **state)
{
    (void)state;
    made_t *self = make(BASIS, NULL, 0);
    const pr_summary_t *cost = pr_run_find(&self->run, "cost.total", 0, all_years());
    double budget = 0;
    for (int y = 0; y < self->scenario.years; y++) {
        budget += cents_of(&self->run.central.surplus, 0, y) / 100;
    }
    assert_true(fabs(pr_run_risk_at(&self->run, PR_RISK_COST, 0, PR_PART_WHOLE, 75) - (cost->p75 - budget)) <
                1e-6);
    assert_true(fabs(pr_run_risk_at(&self->run, PR_RISK_COST, 0, PR_PART_WHOLE, 90) - (cost->p90 - budget)) <
                1e-6);
    assert_true(fabs(pr_run_risk_at(&self->run, PR_RISK_COST, 0, PR_PART_WHOLE, 95) - (cost->p95 - budget)) <
                1e-6);
    destroy(self);
}

/* Means of municipalities add to the region's, and those of the parts to all years'. */
static void test_parts_add_up(void **state)
{
    (void)state;
    made_t *self = make(TIGHT, NULL, 0);
    for (pr_risk_t risk = 0; risk < PR_RISKS; risk++) {
        double sum = 0, whole = pr_run_risk(&self->run, risk, 0, PR_PART_WHOLE)->mean;
        for (size_t m = 1; m <= self->scenario.municipality_count; m++) {
            sum += pr_run_risk(&self->run, risk, (int)m, PR_PART_WHOLE)->mean;
        }
        assert_true(fabs(sum - whole) < 1e-6 * fabs(whole) + 1e-6);
        sum = pr_run_risk(&self->run, risk, VENLO, PR_PART_DECIDED)->mean +
              pr_run_risk(&self->run, risk, VENLO, PR_PART_INDICATIVE)->mean;
        whole = pr_run_risk(&self->run, risk, VENLO, PR_PART_WHOLE)->mean;
        assert_true(fabs(sum - whole) < 1e-6 * fabs(whole) + 1e-6);
    }
    destroy(self);
}

/* Keeping the amounts moves no outcome, and a run that did not ask for them has none. */
static void test_keeping_them_moves_nothing(void **state)
{
    (void)state;
    made_t *self = make(BASIS, NULL, 0);
    pr_run_t plain;
    pr_run_options_t options = options_of(3, n, 1);
    run_or_fail(&plain, &self->scenario, &options);
    size_t count = plain.plan.count + plain.span_count;
    assert_memory_equal(plain.ensemble.summary, self->run.ensemble.summary,
                        count * sizeof *plain.ensemble.summary);
    assert_memory_equal(plain.ensemble.curve, self->run.ensemble.curve, PR_CURVE_POINTS * sizeof(double));
    assert_null(pr_run_risk(&plain, PR_RISK_COST, 0, PR_PART_WHOLE));
    pr_report_t report = {.lang = PR_LANG_EN};
    assert_int_equal(pr_report_council(&report, &self->scenario, &plain, stdout, NULL), PR_ERR_DOMAIN);
    pr_run_free(&plain);
    destroy(self);
}

/* ---- the page ---- */

static char *page_of(const made_t *self, const pr_council_t *council, pr_lang_t lang)
{
    static pr_text_t text;
    (void)self;
    pr_text_free(&text);
    pr_text_init(&text);
    pr_council_page(council, lang, &text);
    assert_false(text.failed);
    return text.data;
}

static void test_a_ratio_only_with_a_buffer(void **state)
{
    (void)state;
    made_t *self = make(BASIS, NULL, 0);
    pr_council_t council = {&self->run, 0, false, 0};
    char *page = page_of(self, &council, PR_LANG_EN);
    assert_null(strstr(page, "ratio  "));
    assert_null(strstr(page, "(more than sufficient)"));
    assert_non_null(strstr(page, "(--buffer)"));
    assert_true(isnan(pr_council_ratio(&council, 90)));
    double needed = pr_council_needed(&council, PR_RISK_COST, PR_PART_WHOLE, 90);
    council = (pr_council_t){&self->run, 0, true, 1.5 * needed};
    assert_true(fabs(pr_council_ratio(&council, 90) - 1.5) < 1e-12);
    page = page_of(self, &council, PR_LANG_EN);
    assert_non_null(strstr(page, "B (more than sufficient)"));
    assert_null(strstr(page, "(--buffer)"));
    page = page_of(self, &council, PR_LANG_NL);
    assert_non_null(strstr(page, "B (ruim voldoende)"));
    assert_non_null(strstr(page, "dan draagt de opdrachtnemer dat"));
    destroy(self);
}

/* What rests on an assumed balance is said to, and no class is made of it; with a source it is. */
static void test_an_assumed_balance_is_no_finding(void **state)
{
    (void)state;
    made_t *self = make(TIGHT, NULL, 0);
    pr_council_t council = {&self->run, VENLO, true, 50000};
    assert_true(self->scenario.surplus_is_assumption);
    assert_int_equal(pr_council_rated(&council), PR_RISK_COST);
    char *page = page_of(self, &council, PR_LANG_EN);
    assert_non_null(strstr(page, "is an assumption; these amounts"));
    assert_non_null(strstr(page, "therefore no finding"));
    self->scenario.surplus_is_assumption = false;
    assert_int_equal(pr_council_rated(&council), PR_RISK_TOTAL);
    page = page_of(self, &council, PR_LANG_EN);
    assert_null(strstr(page, "assumption;"));
    assert_non_null(strstr(page, "That includes what the positive balance"));
    destroy(self);
}

/* Amounts never fall as the certainty rises, in any scope and however few digits are shown. */
static void test_rows_rise_with_the_certainty(void **state)
{
    (void)state;
    made_t *self = make(TIGHT, NULL, 0);
    for (int scope = 0; scope <= (int)self->scenario.municipality_count; scope++) {
        pr_council_t council = {&self->run, scope, false, 0};
        char *row = page_of(self, &council, PR_LANG_EN);
        double before[3] = {0, 0, 0};
        int rows = 0;
        while ((row = strchr(row, '\n')) != NULL) {
            char digits[3][32];
            int percent;
            row++;
            if (sscanf(row, "%d%% %31s %31s %31s", &percent, digits[0], digits[1], digits[2]) != 4) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                char plain[32], *to = plain;
                for (const char *s = digits[i]; *s; s++) {
                    *to = *s;
                    to += *s != ',';
                }
                *to = '\0';
                double amount = atof(plain);
                assert_true(amount >= (percent == 70 ? 0 : before[i]));
                before[i] = amount;
            }
            rows++;
        }
        assert_int_equal(rows, 2 * PR_COUNCIL_LEVELS);
    }
    destroy(self);
}

static void test_lines_fit_a_page(void **state)
{
    (void)state;
    static char title[] =
        "`id` $(id) %c @x =1+1 \x1b[31m een titel die veel te lang is voor één regel, en die dus "
        "moet worden afgebroken";
    made_t *self = make(TIGHT, NULL, 0);
    self->scenario.title = title;
    for (int lang = 0; lang < PR_LANGS; lang++) {
        pr_council_t council = {&self->run, VENLO, true, 50000};
        char *page = page_of(self, &council, (pr_lang_t)lang);
        assert_null(strchr(page, '\x1b'));
        assert_non_null(strstr(page, "`id` $(id) %c @x =1+1"));
        for (char *line = strtok(page, "\n"); line; line = strtok(NULL, "\n")) {
            assert_true(pr_text_columns(line) <= PR_COUNCIL_WIDTH);
        }
    }
    destroy(self);
}

int main(void)
{
    n = enough(MOST, 16);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_cases_of_the_idiom),
        cmocka_unit_test(test_every_boundary),
        cmocka_unit_test(test_no_ratio_of_nothing),
        cmocka_unit_test(test_amounts_are_quantiles_of_the_replicates),
        cmocka_unit_test(test_amounts_follow_from_the_results),
        cmocka_unit_test(test_parts_add_up),
        cmocka_unit_test(test_keeping_them_moves_nothing),
        cmocka_unit_test(test_a_ratio_only_with_a_buffer),
        cmocka_unit_test(test_an_assumed_balance_is_no_finding),
        cmocka_unit_test(test_rows_rise_with_the_certainty),
        cmocka_unit_test(test_lines_fit_a_page),
    };
    return cmocka_run_group_tests_name("council", tests, start_library, NULL);
}
