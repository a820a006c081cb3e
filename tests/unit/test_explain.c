/* An explained figure ends in the figure of the files, and its steps are those that one would take by hand.
 */
#include "report/csv.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/explain.h>
#include <stdlib.h>

typedef struct {
    pr_scenario_t scenario;
    pr_central_t central;
    pr_explain_item_t item;
    pr_explain_path_t path;
} case_t;

static case_t *case_of(const char *file, const char *const *set, size_t count)
{
    case_t *self = calloc(1, sizeof *self);
    char path[1000];
    snprintf(path, sizeof path, "%s/%s", POOLRAMING_SCENARIOS, file);
    load_or_fail(&self->scenario, path, set, count);
    assert_int_equal(pr_central_path(&self->scenario, &self->central), 0);
    return self;
}

static case_t *case_new(const char *const *set, size_t count)
{
    return case_of("basis.cfg", set, count);
}

static void case_free(case_t *self)
{
    pr_scenario_free(&self->scenario);
    free(self);
}

/* Explains a figure; every identity of its steps holds, else this fails. */
static const pr_explain_path_t *explain(case_t *self, const char *item)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    int found = pr_explain_find(&self->item, &self->scenario, &item, 1, &errors);
    int status =
        found ? found : pr_explain_path(&self->path, &self->scenario, &self->central, &self->item, &errors);
    for (size_t i = 0; i < errors.count; i++) {
        print_error("%s: %s\n", item, errors.items[i].text);
    }
    pr_errors_free(&errors);
    assert_int_equal(status, 0);
    return &self->path;
}

static const char *amount_of(case_t *self, const char *item)
{
    static char out[64];
    snprintf(out, sizeof out, "%s", pr_plain_cents(explain(self, item)->cents).s);
    return out;
}

/* ---- against the files ---- */

/* Field `i` of a row of a CSV without quotes. */
static const char *field(const char *row, int i)
{
    static char out[16][64];
    static int next;
    char *to = out[next++ % 16];
    for (; i > 0; i--) {
        row = strchr(row, ',') + 1;
    }
    snprintf(to, sizeof out[0], "%.*s", (int)strcspn(row, ",\r"), row);
    return to;
}

static const char *next_row(const char *row)
{
    const char *end = strchr(row, '\n');
    return end && end[1] ? end + 1 : NULL;
}

static void compare_surplus(case_t *self)
{
    pr_text_t text;
    pr_csv_t csv;
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_RFC4180);
    pr_csv_surplus(&csv, &self->scenario, &self->central);
    int rows = 0;
    for (const char *row = next_row(text.data); row; row = next_row(row)) {
        char item[160];
        snprintf(item, sizeof item, "surplus.reduction %s %s", field(row, 2), field(row, 0));
        assert_string_equal(amount_of(self, item), field(row, 6));
        rows++;
    }
    assert_int_equal(rows, self->scenario.years * (int)self->scenario.municipality_count);
    pr_text_free(&text);
}

/* Cents of budget.csv in a year, of a column and of those lines that match. */
static int64_t budget_sum(const char *csv, int year, const char *line, const char *channel, int column)
{
    int64_t sum = 0;
    for (const char *row = next_row(csv); row; row = next_row(row)) {
        bool wanted = atoi(field(row, 0)) == year && (!line || strcmp(field(row, 2), line) == 0) &&
                      (!channel || strcmp(field(row, 3), channel) == 0);
        sum += wanted ? llround(strtod(field(row, column), NULL) * 100) : 0;
    }
    return sum;
}

static void compare_year(case_t *self, const char *csv, int year)
{
    static const char *const channel[] = {"surplus", "execution"};
    char item[160];
    for (int real = 0; real < 2; real++) {
        const char *suffix = real ? ".real" : "";
        int column = real ? 6 : 8;
        snprintf(item, sizeof item, "cost.total%s %d", suffix, year);
        assert_int_equal(explain(self, item)->cents, budget_sum(csv, year, NULL, NULL, column));
        for (size_t i = 0; i < 2; i++) {
            snprintf(item, sizeof item, "cost.channel.%s%s %d", channel[i], suffix, year);
            assert_int_equal(explain(self, item)->cents, budget_sum(csv, year, NULL, channel[i], column));
        }
        for (size_t i = 0; i < self->scenario.line_count; i++) {
            const char *id = self->scenario.line[i].id;
            snprintf(item, sizeof item, "cost.%s%s %d", id, suffix, year);
            assert_int_equal(explain(self, item)->cents, budget_sum(csv, year, id, NULL, column));
        }
    }
    snprintf(item, sizeof item, "surplus.reduction %d", year);
    assert_int_equal(explain(self, item)->cents, budget_sum(csv, year, NULL, "surplus", 8));
    snprintf(item, sizeof item, "execution.contribution %d", year);
    assert_int_equal(explain(self, item)->cents, budget_sum(csv, year, NULL, "execution", 8));
}

static void compare_budget(case_t *self)
{
    pr_text_t text;
    pr_csv_t csv;
    char item[160];
    pr_text_init(&text);
    pr_csv_begin(&csv, &text, PR_CSV_RFC4180);
    pr_csv_budget(&csv, &self->scenario, &self->central);
    for (int y = 0; y < self->scenario.years; y++) {
        int64_t sum = 0;
        int year = self->scenario.first_year + y;
        compare_year(self, text.data, year);
        for (size_t m = 0; m < self->scenario.municipality_count; m++) {
            snprintf(item, sizeof item, "execution.contribution %s %d", self->scenario.municipality[m].id,
                     year);
            int64_t cents = explain(self, item)->cents;
            assert_int_equal(cents, self->central.surplus.contribution[1 + m][y].cents);
            sum += cents;
        }
        assert_int_equal(sum, budget_sum(text.data, year, NULL, "execution", 8));
        snprintf(item, sizeof item, "index.ova %d", year);
        assert_true(explain(self, item)->value == (double)self->central.index.factor[PR_INDEX_OVA][y].factor);
    }
    for (const char *row = next_row(text.data); row; row = next_row(row)) {
        if (strcmp(field(row, 4), "ova") == 0) {
            snprintf(item, sizeof item, "index.ova %s", field(row, 0));
            assert_string_equal(pr_exact(explain(self, item)->value).s, field(row, 7));
        }
    }
    pr_text_free(&text);
}

static void test_all_figures_end_in_the_files(void **state)
{
    (void)state;
    static const char *const variant[][2] = {
        {"index.rule=provisional", "budget.booking=project"},
        {"index.rule=true_up_compound", "budget.lines.contractmanagement.index=ova90_ppc10"},
        {"index.rule=true_up_points", "budget.lines.financieel-beheer.index=ppc"},
        {"index.rule=true_up_ratio", "budget.booking=total"},
        {"index.rule=definitive", "budget.lines.evaluatie.index=none"},
        {"budget.settlement_year=next", "time.first_indexed_year=2025"}};
    for (size_t i = 0; i < sizeof variant / sizeof *variant; i++) {
        case_t *self = case_new(variant[i], 2);
        compare_surplus(self);
        compare_budget(self);
        case_free(self);
    }
}

/* With an allocation policy too, in both channels and both bookings. */
static void test_policies_end_in_the_files(void **state)
{
    (void)state;
    static const char *const policy[] = {
        "allocation.surplus.y2024_2031=previous_year", "allocation.surplus.y2025_2031=three_year_average",
        "allocation.execution.y2023_2031=population", "allocation.execution.y2026_2031=mixed"};
    for (size_t i = 0; i < sizeof policy / sizeof *policy; i++) {
        const char *set[] = {policy[i], i % 2 ? "budget.booking=total" : "budget.settlement_year=next"};
        case_t *self = case_of("verdeling-gemengd.cfg", set, 2);
        compare_surplus(self);
        compare_budget(self);
        case_free(self);
    }
}

/*
 * Beesel in 2026: its mix is above the cap of 1.5 × 0.78 = 1.17 %, of 793,413.37 that is 928,293.6429 cents;
 * its remainder is the sixth of those that share seven cents. The region's sum does not depend on the split.
 */
static void test_a_policy_by_hand(void **state)
{
    (void)state;
    case_t *self = case_of("verdeling-gemengd.cfg", NULL, 0);
    const pr_explain_year_t *year = &explain(self, "surplus.reduction Beesel 2026")->year[0];
    assert_int_equal(year->policy, PR_ALLOCATION_MIXED);
    assert_int_equal(year->total, 79341337);
    assert_true(year->mix[0] > year->base.cap[0]);
    assert_true(year->weight[0] == PR_ALLOCATION_WHOLE / 10000 * 117);
    assert_true(year->weights == PR_ALLOCATION_WHOLE);
    assert_int_equal(year->share[0].floor, 928293);
    assert_int_equal(llround((double)year->share[0].remainder / (double)year->weights * 10000), 6429);
    assert_int_equal(year->cents, 928294);
    assert_false(self->path.certain);
    explain(self, "surplus.reduction 2025");
    assert_true(self->path.certain);
    case_free(self);
    const char *people[] = {"allocation.surplus.y2025=population"};
    self = case_new(people, 1);
    explain(self, "surplus.reduction Beesel 2025"); /* no reach in it, and nothing that is drawn */
    assert_true(self->path.certain);
    case_free(self);
}

/* Years together are sums of what each year was rounded to. */
static void test_all_years_are_the_sum_of_years(void **state)
{
    (void)state;
    case_t *self = case_new(NULL, 0);
    int64_t sum = 0;
    for (int y = 0; y < self->scenario.years; y++) {
        sum += self->central.surplus.reduction[12][y].cents;
    }
    assert_int_equal(explain(self, "surplus.reduction Venlo all")->cents, sum);
    assert_false(self->path.certain);
    assert_int_equal(self->path.years, self->scenario.years);
    case_free(self);
}

static void test_a_given_balance_is_split_by_its_key(void **state)
{
    (void)state;
    const char *set[] = {"surplus.mean.2025=1000000", "surplus.cv=0.3"};
    case_t *self = case_of("surplus-krap.cfg", set, 2);
    assert_string_equal(amount_of(self, "surplus.before Venlo 2025"), "284700.00");
    assert_int_equal(self->path.kind, PR_EXPLAIN_BALANCE);
    assert_false(self->path.certain);
    explain(self, "surplus.after Venlo 2025");
    assert_int_equal(self->path.kind, PR_EXPLAIN_NONE);
    case_free(self);
}

/* ---- by hand ---- */

/*
 * 2025: 425,000 + 25,000 at 2023 prices; 1.0494 × 1.0418 = 1.09326492; 464,637.591 → 464,637.59 and
 * 27,331.623 → 27,331.62, together 491,969.21; of it 28.47 %: 14,006,363.4087 cents, remainder 4087 of
 * 10,000. Rounding down leaves nine cents, for the nine municipalities with a remainder above Gennep's 5206;
 * Venlo's is twelfth.
 */
static void test_venlo_2025_by_hand(void **state)
{
    (void)state;
    case_t *self = case_new(NULL, 0);
    const pr_explain_path_t *path = explain(self, "surplus.reduction Venlo 2025");
    const pr_explain_index_t *index = &path->index[PR_INDEX_OVA];
    const pr_explain_year_t *year = &path->year[0];
    const pr_explain_share_t *venlo = &year->share[11];
    assert_int_equal(year->lines, 2);
    assert_int_equal(year->line[0].real.cents + year->line[1].real.cents, 45000000);
    assert_int_equal(45000000 / 10000 * 2847, 12811500); /* 128,115.00 without index */
    assert_int_equal(index->years, 2);
    assert_int_equal(index->year[0].figure[0].figure->growth.millionths, 49400);
    assert_int_equal(index->year[1].figure[0].figure->growth.millionths, 41800);
    assert_int_equal(index->year[1].figure[0].vintage, PR_VINTAGE_SPRING);
    assert_true(fabsl(index->year[1].factor.factor - 1.09326492L) < 1e-15L);
    assert_int_equal(year->line[0].nominal.cents, 46463759);
    assert_int_equal(year->line[1].nominal.cents, 2733162);
    assert_int_equal(year->total, 49196921);
    assert_int_equal(year->left, 9);
    assert_int_equal(venlo->floor, 14006363);
    assert_int_equal(venlo->remainder, 4087);
    assert_int_equal(venlo->rank, 12);
    assert_false(venlo->extra);
    assert_true(year->share[2].extra && year->share[2].rank == 9);   /* Echt-Susteren, 6631 */
    assert_true(!year->share[3].extra && year->share[3].rank == 10); /* Gennep, 5206 */
    assert_int_equal(path->cents, 14006363);
    assert_true(path->certain);
    case_free(self);
}

/* ---- where a setting stands ---- */

static void test_settings_know_their_line(void **state)
{
    (void)state;
    const char *set[] = {"budget.booking=total"};
    case_t *self = case_new(set, 1);
    const pr_origin_t *origin = pr_scenario_origin(&self->scenario, "keys.module2.shares.venlo");
    assert_non_null(origin);
    assert_non_null(strstr(origin->file, "verdeelsleutel.cfg"));
    char line[200] = "";
    FILE *file = fopen(POOLRAMING_SCENARIOS "/data/verdeelsleutel.cfg", "r");
    assert_non_null(file);
    for (int i = 0; i < origin->line; i++) {
        assert_non_null(fgets(line, sizeof line, file));
    }
    fclose(file);
    assert_non_null(strstr(line, "venlo"));
    origin = pr_scenario_origin(&self->scenario, "budget.booking");
    assert_int_equal(strncmp(origin->file, "--set ", 6), 0);
    assert_null(pr_scenario_origin(&self->scenario, "budget.key_surplus.2025")->file); /* a default */
    assert_null(pr_scenario_origin(&self->scenario, "no.such.setting"));
    case_free(self);
}

/* ---- words ---- */

static void refuses(case_t *self, const char *item, const char *text)
{
    pr_errors_t errors;
    pr_errors_init(&errors);
    assert_int_equal(pr_explain_find(&self->item, &self->scenario, &item, 1, &errors), PR_ERR_INPUT);
    assert_int_equal(errors.count, 1);
    if (!strstr(errors.items[0].text, text)) {
        print_error("%s: \"%s\" does not say \"%s\"\n", item, errors.items[0].text, text);
        fail();
    }
    pr_errors_free(&errors);
}

static void test_what_is_not_a_figure_is_refused(void **state)
{
    (void)state;
    case_t *self = case_new(NULL, 0);
    refuses(self, "surplus.reducton Venlo 2025", "did you mean surplus.reduction?");
    refuses(self, "service.theme.armode 2025", "did you mean service.theme.armoede?");
    refuses(self, "zzz 2025", "expected one of results.csv");
    refuses(self, "surplus.reduction Venloo 2025", "did you mean Venlo?");
    refuses(self, "surplus.reduction Horst aan de Mas 2025", "did you mean Horst aan de Maas?");
    refuses(self, "surplus.reduction Amsterdam 2025", "expected one of its 14");
    refuses(self, "surplus.reduction Venlo 2032", "from 2023 to 2031");
    refuses(self, "surplus.reduction Venlo 2025-03", "not known for 2025-03");
    refuses(self, "deployment.hours Venlo 2023", "from 2024 to 2031");
    refuses(self, "service.theme.armoede 2025-03", "a half-year such as");
    refuses(self, "index.ova Venlo 2025", "for the region only");
    refuses(self, "surplus.before 2025", "expected surplus.mean");
    refuses(self, "surplus.reduction Venlo", "there is no period");
    refuses(self, "surplus.reduction Venlo 2025-13", "is no period");
    refuses(self, "surplus.reduction Venlo 2025-H3", "is no period");
    refuses(self, "surplus.reduction", "there is no period");
    refuses(self, "", "there is no period");
    case_free(self);
}

static void test_words_in_many_forms(void **state)
{
    (void)state;
    case_t *self = case_new(NULL, 0);
    const char *words[] = {" deployment.hours", "Horst  aan", "de Maas ", "2025-H2"};
    assert_int_equal(pr_explain_find(&self->item, &self->scenario, words, 4, NULL), 0);
    assert_int_equal(self->item.scope, 5);
    assert_int_equal(self->item.period.kind, PR_PERIOD_HALF);
    assert_int_equal(self->item.period.part, 2);
    assert_int_equal(self->item.detail, PR_DETAIL_STANDARD);
    const char *month[] = {"deployment.hours", "VENLO", "2025-03"};
    assert_int_equal(pr_explain_find(&self->item, &self->scenario, month, 3, NULL), 0);
    assert_int_equal(self->item.detail, PR_DETAIL_FULL);
    assert_int_equal(self->item.period.part, 3);
    const char *region[] = {"cost.total", "regio", "all"};
    assert_int_equal(pr_explain_find(&self->item, &self->scenario, region, 3, NULL), 0);
    assert_int_equal(self->item.scope, 0);
    char *longest = calloc(1, 5000);
    memset(longest, 'a', 4000);
    const char *many[] = {longest, longest, "2025"};
    assert_int_equal(pr_explain_find(&self->item, &self->scenario, many, 3, NULL), PR_ERR_INPUT);
    free(longest);
    case_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_figures_end_in_the_files),
        cmocka_unit_test(test_policies_end_in_the_files),
        cmocka_unit_test(test_a_policy_by_hand),
        cmocka_unit_test(test_all_years_are_the_sum_of_years),
        cmocka_unit_test(test_a_given_balance_is_split_by_its_key),
        cmocka_unit_test(test_venlo_2025_by_hand),
        cmocka_unit_test(test_settings_know_their_line),
        cmocka_unit_test(test_what_is_not_a_figure_is_refused),
        cmocka_unit_test(test_words_in_many_forms),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
