/* Reading scenarios that are right: what they become and how they overlay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_good.h"
#include <glob.h>
#include <locale.h>
#include <math.h>

enum { FTE, COORDINATOR, MEETINGS };

static pr_figure_t figure(const loaded_t *loaded, pr_series_id_t series, pr_vintage_t vintage, int year)
{
    return loaded->scenario.figure[series][vintage][year - PR_FIGURES_FROM];
}

static void the_memo(void **state)
{
    (void)state;
    loaded_t *loaded = basis_set(NULL);
    const pr_scenario_t *s = &loaded->scenario;
    assert_string_equal(s->id, "basis");
    assert_int_equal(s->first_year, 2023);
    assert_int_equal(s->last_year, 2031);
    assert_int_equal(s->years, 9);
    assert_int_equal(s->month_year, 2024);
    assert_int_equal(s->months, 96);
    assert_int_equal(s->start_month, 0);
    assert_int_equal(s->seed, 20230415);
    assert_int_equal(s->replicates, 10000);
    assert_int_equal(s->municipality_count, 14);
    assert_int_equal(s->line_count, 6);
    assert_int_equal(s->theme_count, 6);
    assert_int_equal(s->role_count, 5);
    assert_true(s->line[FTE].pays_people && s->line[FTE].in_lump_sum && !s->line[3].in_lump_sum);
    assert_int_equal(s->line[3].channel, PR_CHANNEL_EXECUTION);
    assert_int_equal(s->booking, PR_BOOKING_PROJECT);
    assert_int_equal(s->index_rule, PR_RULE_PROVISIONAL);
    assert_true(s->central.line_real_eur[FTE][1] == 400000 && s->central.line_real_eur[FTE][8] == 700000);
    assert_false(s->has_surplus);
    int venlo = pr_scenario_find_municipality(s, "venlo");
    assert_int_equal(venlo, 11);
    assert_int_equal(pr_scenario_find_municipality(s, "Horst aan de Maas"), 4);
    assert_int_equal(pr_scenario_find_municipality(s, "Maastricht"), -1);
    assert_int_equal(s->municipality[venlo].cbs, 983);
    assert_true(s->central.population[venlo] == 103785);
    assert_int_equal(pr_scenario_status(s, 2025), PR_STATUS_DECIDED);
    assert_int_equal(pr_scenario_status(s, 2026), PR_STATUS_INDICATIVE);
    scenario_free(loaded);
}

static void percentages_are_exact(void **state)
{
    (void)state;
    loaded_t *loaded = basis_set("budget.tendered=700000.29");
    const pr_scenario_t *s = &loaded->scenario;
    static const int32_t share[] = {78, 344, 511, 86, 337, 848, 345, 174, 949, 264, 809, 2847, 1027, 1381};
    int32_t sum = 0;
    for (size_t i = 0; i < 14; i++) {
        assert_int_equal(s->key[0].share[i].hundredths, share[i]);
        sum += share[i];
    }
    assert_int_equal(sum, 10000);
    assert_int_equal(figure(loaded, PR_SERIES_OVA, PR_VINTAGE_SPRING, 2024).growth.millionths, 49400);
    assert_int_equal(figure(loaded, PR_SERIES_PPC, PR_VINTAGE_DEFINITIVE, 2010).growth.millionths, -3100);
    assert_string_equal(figure(loaded, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2021).source,
                        "NVZ, september 2020");
    assert_false(figure(loaded, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, 2024).known);
    assert_true(s->tendered.cents == 70000029);
    scenario_free(loaded);
    loaded = basis_set("run.seed=9000000000000000001"); /* a double would lose the 1 */
    assert_true(loaded->scenario.seed == 9000000000000000001);
    scenario_free(loaded);
}

static void settings_know_where_they_come_from(void **state)
{
    (void)state;
    loaded_t *loaded = basis_with("workforce = {\n  wage_drift = 0.25;\n};\n");
    const pr_setting_t *own = scenario_setting(loaded, "workforce.wage_drift");
    assert_string_equal(own->file, loaded->scenario.path);
    assert_int_equal(own->line, 3);
    assert_true(own->assumption && !own->source && !own->uncertain);
    assert_true(fabs(loaded->scenario.central.workforce.wage_drift - 0.0025) <
                1e-18); /* percent → fraction */
    const pr_setting_t *inherited = scenario_setting(loaded, "workforce.leaving_per_year");
    assert_non_null(strstr(inherited->file, "/basis.cfg"));
    assert_true(inherited->line > 0 && inherited->uncertain && !inherited->assumption);
    assert_string_equal(inherited->unit, "chance a year");
    assert_string_equal(pr_setting_unit(inherited, PR_LANG_NL), "kans per jaar");
    assert_string_equal(pr_setting_label(inherited, PR_LANG_NL), "uitstroom van ervaringsdeskundigen");
    assert_string_equal(pr_setting_label(inherited, PR_LANG_EN), inherited->label);
    const pr_setting_t *fallback = scenario_setting(loaded, "index.ppc.mean_growth");
    assert_null(fallback->file);
    assert_non_null(strstr(pr_setting_source(fallback, PR_LANG_EN), "provisional figures (NZa"));
    assert_non_null(strstr(pr_setting_source(fallback, PR_LANG_NL), "voorlopige cijfers (NZa"));
    assert_true(loaded->scenario.central.index[PR_SERIES_PPC].mean_growth == 0.01 * 2.3);
    scenario_free(loaded);
}

static void overlays_go_setting_by_setting(void **state)
{
    (void)state;
    loaded_t *loaded = basis_with(
        "title = \"Eigen\";\n"
        "figures = ( { id = \"ova-2024-voorjaar\"; value = 5.0; } );\n"
        "budget = { lines = (\n"
        "  { id = \"extra\"; label = \"Extra\"; channel = \"execution\"; amounts = { y2023_2031 = 7; }; },\n"
        "  { id = \"coordinator\"; amounts = { y2026 = 12345.67; }; } ); };\n");
    const pr_scenario_t *s = &loaded->scenario;
    assert_string_equal(s->title, "Eigen");
    assert_string_equal(s->id, "basis");
    assert_int_equal(figure(loaded, PR_SERIES_OVA, PR_VINTAGE_SPRING, 2024).growth.millionths, 50000);
    assert_int_equal(s->line_count, 7);
    assert_string_equal(s->line[6].id, "extra");
    assert_string_equal(s->line[COORDINATOR].label, "Organisatiekosten (coördinator)");
    assert_true(s->central.line_real_eur[COORDINATOR][3] == 12345.67);
    assert_true(s->central.line_real_eur[COORDINATOR][2] == 25000);
    scenario_free(loaded);
}

static void later_files_win(void **state)
{
    (void)state;
    static const char first[] = "workforce = { wage_drift = 0.1; overhead_share = 0.31; };\n";
    static const char second[] = "workforce = { wage_drift = 0.2; };\n";
    scenario_write("first.cfg", first, strlen(first));
    scenario_write("second.cfg", second, strlen(second));
    loaded_t *loaded =
        good(scenario_load_text("list.cfg", "extends = [ \"" POOLRAMING_SCENARIOS
                                            "/basis.cfg\", \"first.cfg\", \"second.cfg\" ];\n"));
    assert_true(scenario_setting(loaded, "workforce.wage_drift")->dist.mean == 0.2);
    assert_true(scenario_setting(loaded, "workforce.overhead_share")->dist.mean == 0.31);
    scenario_free(loaded);
}

static void a_partial_surplus_is_merged(void **state)
{
    (void)state;
    static const char base[] = BASIS "surplus = { mean = { y2023_2031 = 900000; }; cv = 0.4; };\n";
    scenario_write("surplus.cfg", base, strlen(base));
    loaded_t *loaded = good(scenario_load_text("less.cfg", "extends = \"surplus.cfg\";\n"
                                                           "surplus = { mean = { y2026 = 1.5e5; }; };\n"));
    assert_true(loaded->scenario.has_surplus && loaded->scenario.surplus_is_assumption);
    assert_true(loaded->scenario.central.surplus.mean_eur[3] == 150000);
    assert_true(loaded->scenario.central.surplus.mean_eur[4] == 900000);
    assert_true(loaded->scenario.central.surplus.cv == 0.4);
    scenario_free(loaded);
}

static void volunteers_may_differ_by_year(void **state)
{
    (void)state;
    static const char text[] =
        "extends = \"" POOLRAMING_SCENARIOS "/almere-gemengd.cfg\";\n"
        "volunteers = { target = 0; targets = { y2023 = 0; y2024_2025 = 20; "
        "y2026_2031 = { dist = \"pert\"; min = 24.0; mode = 56.0; max = 70.0; }; }; };\n";
    loaded_t *loaded = good(scenario_load_text("growing.cfg", text));
    const pr_scenario_t *s = &loaded->scenario;
    assert_true(s->volunteers_by_year && s->has_volunteers);
    assert_true(s->central.volunteers.target_of[0] == 0 && s->central.volunteers.target_of[2] == 20);
    assert_true(fabs(s->central.volunteers.target_of[3] - 53) < 1e-9); /* (24 + 4 × 56 + 70) / 6 */
    scenario_free(loaded);
    loaded =
        good(scenario_load_text("nobody.cfg", BASIS "volunteers = { targets = { y2023_2031 = 0; }; };\n"));
    assert_true(loaded->scenario.volunteers_by_year && !loaded->scenario.has_volunteers);
    scenario_free(loaded);
}

static void assignments(void **state)
{
    (void)state;
    const char *const sets[] = {"run.seed=1",
                                "run.seed=2",
                                "budget.booking=total",
                                "time.start=2024-07",
                                "budget.lines.fte.amounts.2026=650000",
                                "budget.lines.fte.amounts.y2027=640000",
                                "municipalities.venlo.population=100000",
                                "workforce.filling_per_month={ dist = \"uniform\"; min = 0.1; max = 0.3; }",
                                "title=\"Een = teken; en # meer\"",
                                "story=x"};
    loaded_t *loaded =
        good(scenario_load(POOLRAMING_SCENARIOS "/basis.cfg", sets, sizeof sets / sizeof *sets));
    const pr_scenario_t *s = &loaded->scenario;
    assert_int_equal(s->seed, 2);
    assert_int_equal(s->booking, PR_BOOKING_TOTAL);
    assert_int_equal(s->start_month, 6);
    assert_true(s->central.line_real_eur[FTE][3] == 650000 && s->central.line_real_eur[FTE][4] == 640000);
    assert_true(s->central.population[11] == 100000);
    assert_string_equal(s->title, "Een = teken; en # meer");
    const pr_setting_t *setting = scenario_setting(loaded, "workforce.filling_per_month");
    assert_string_equal(setting->file, "--set workforce.filling_per_month");
    assert_int_equal(setting->line, 0);
    assert_true(fabs(s->central.workforce.filling_per_month - 0.2) < 1e-12);
    scenario_free(loaded);
}

static void parameters(void **state)
{
    (void)state;
    loaded_t *loaded = basis_with(
        "workforce = {\n"
        "  cost_per_fte = { q05 = 55000; q50 = 68000; q95 = 90000; source = \"Aanname: van ons\"; };\n"
        "  overhead_share = { dist = \"beta\"; mean = 0.25; sd = 0.06; source = \"CBS\"; note = \"n\"; };\n"
        "  training_months = { dist = \"discrete\"; values = [ 6, 12.5 ]; weights = [ 1, 3 ]; source = "
        "\"x\"; };\n"
        "  trainee_share = { value = 0.4; };\n"
        "};\n");
    const pr_setting_t *setting = scenario_setting(loaded, "workforce.overhead_share");
    assert_true(setting->uncertain && !setting->assumption && setting->dist.family == PR_DIST_BETA);
    assert_true(fabs(setting->dist.mean - 0.25) < 1e-12 && fabs(setting->dist.sd - 0.06) < 1e-12);
    assert_string_equal(setting->note, "n");
    setting = scenario_setting(loaded, "workforce.cost_per_fte");
    assert_true(setting->assumption && setting->dist.family == PR_DIST_QUANTILES);
    assert_true(fabs(loaded->scenario.central.workforce.training_months - (6 + 3 * 12.5) / 4) < 1e-12);
    setting = scenario_setting(loaded, "workforce.trainee_share");
    assert_true(!setting->uncertain && setting->assumption && setting->dist.mean == 0.4);
    scenario_free(loaded);
}

static size_t warned(const char *assignment, pr_warning_t out[PR_WARNINGS_MAX])
{
    loaded_t *loaded = basis_set(assignment);
    size_t count = pr_scenario_warnings(&loaded->scenario, out);
    scenario_free(loaded);
    return count;
}

static bool warns(const char *assignment, pr_warning_id_t id, int year)
{
    pr_warning_t out[PR_WARNINGS_MAX];
    size_t count = warned(assignment, out);
    for (size_t i = 0; i < count; i++) {
        if (out[i].id == id && out[i].year == year) {
            return true;
        }
    }
    return false;
}

static void warnings(void **state)
{
    (void)state;
    pr_warning_t out[PR_WARNINGS_MAX];
    assert_int_equal(warned(NULL, out), 4);
    assert_true(warns(NULL, PR_WARN_NO_COORDINATOR, 2026));
    assert_true(warns("budget.lines.coordinator.amounts.2026=1", PR_WARN_NO_COORDINATOR, 2027));
    assert_true(warns(NULL, PR_WARN_NO_EVALUATION, 0));
    assert_false(warns("budget.lines.evaluatie.amounts.2029=15000", PR_WARN_NO_EVALUATION, 0));
    assert_true(warns(NULL, PR_WARN_NO_PROCUREMENT, 0));
    assert_false(warns("budget.lines.contractmanagement.amounts.2027=12000", PR_WARN_NO_PROCUREMENT, 0));
    assert_false(warns(NULL, PR_WARN_OUTSIDE_TENDER, 2026));
    assert_true(warns("budget.tendered=699999.99", PR_WARN_OUTSIDE_TENDER, 2026));
    assert_true(warns(NULL, PR_WARN_NOT_CONTRACT_INDEX, 2024));
    assert_false(warns(NULL, PR_WARN_FICTITIOUS_SURPLUS, 0));
    loaded_t *loaded = good(scenario_load(POOLRAMING_SCENARIOS "/surplus-krap.cfg", NULL, 0));
    size_t count = pr_scenario_warnings(&loaded->scenario, out);
    assert_int_equal(out[count - 1].id, PR_WARN_FICTITIOUS_SURPLUS);
    scenario_free(loaded);
}

static void reads_back(const char *path)
{
    loaded_t *first = good(scenario_load(path, NULL, 0));
    assert_int_equal(strspn(first->scenario.sha256, "0123456789abcdef"), 64);
    loaded_t *second = good(scenario_load_text("resolved.cfg", first->scenario.resolved));
    assert_string_equal(first->scenario.resolved, second->scenario.resolved);
    assert_string_equal(first->scenario.sha256, second->scenario.sha256);
    assert_memory_equal(&first->scenario.central, &second->scenario.central, sizeof(pr_inputs_t));
    pr_inputs_t *drawn = calloc(2, sizeof *drawn);
    pr_scenario_draw(&first->scenario, 2385, 7, &drawn[0]);
    pr_scenario_draw(&second->scenario, 2385, 7, &drawn[1]);
    assert_memory_equal(&drawn[0], &drawn[1], sizeof *drawn);
    free(drawn);
    scenario_free(first);
    scenario_free(second);
}

static void the_resolved_text_reads_back(void **state)
{
    (void)state;
    glob_t shipped;
    assert_int_equal(glob(POOLRAMING_SCENARIOS "/*.cfg", 0, NULL, &shipped), 0);
    for (size_t i = 0; i < shipped.gl_pathc; i++) {
        reads_back(shipped.gl_pathv[i]);
    }
    globfree(&shipped);
    loaded_t *one = basis_set(NULL), *other = basis_set("run.seed=1");
    assert_string_not_equal(one->scenario.sha256, other->scenario.sha256);
    scenario_free(one);
    scenario_free(other);
}

/* Neither line ends, nor a byte order mark, tabs, comments or the kind of brackets are part of a scenario. */
static void how_it_is_written_does_not_matter(void **state)
{
    (void)state;
    static const char *const texts[] = {
        BASIS "story = \"een\ntwee\"; workforce = { training_months = { dist = \"empirical\"; values = [6, "
              "9]; }; };\n",
        "\xEF\xBB\xBF" BASIS "\r\nstory = \"een\r\ntwee\";\r\nworkforce : {\r\n\ttraining_months = { dist = "
        "\"empirical\", values = (6, 9) }\r\n}",
        "/* x */ story = \"een\\n\" \"twee\"; // y\n" BASIS
        "workforce = {#z\ntraining_months = { values = [ 6, 9 ]; dist = \"empirical\"; }; };",
    };
    loaded_t *first = good(scenario_load_text("unix.cfg", texts[0]));
    for (size_t i = 1; i < 3; i++) {
        loaded_t *other = good(scenario_load_text("other.cfg", texts[i]));
        assert_string_equal(first->scenario.story, other->scenario.story);
        assert_memory_equal(&first->scenario.central, &other->scenario.central, sizeof(pr_inputs_t));
        if (i == 1) { /* in the third the parts stand in another order */
            assert_string_equal(first->scenario.sha256, other->scenario.sha256);
        }
        scenario_free(other);
    }
    scenario_free(first);
}

/* Where no locale has a decimal comma there is nothing to test. */
static void a_locale_changes_nothing(void **state)
{
    (void)state;
    loaded_t *plain = basis_set(NULL);
    static const char *const names[] = {"nl_NL.UTF-8", "nl_NL.utf8", "nl_NL", "de_DE.UTF-8", "fr_FR.UTF-8"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        found = setlocale(LC_ALL, names[i]) != NULL;
    }
    loaded_t *local = basis_set(NULL);
    setlocale(LC_ALL, "C");
    assert_string_equal(plain->scenario.sha256, local->scenario.sha256);
    scenario_free(plain);
    scenario_free(local);
    if (!found) {
        skip();
    }
}

static void freeing_is_safe(void **state)
{
    (void)state;
    pr_scenario_t *scenario = calloc(1, sizeof *scenario);
    assert_int_equal(pr_scenario_load(scenario, "/none.cfg", NULL, 0, NULL), PR_ERR_INPUT);
    pr_scenario_free(scenario);
    pr_scenario_free(scenario);
    assert_int_equal(pr_scenario_load(scenario, POOLRAMING_SCENARIOS "/basis.cfg", NULL, 0, NULL), 0);
    pr_scenario_free(scenario);
    pr_scenario_free(scenario);
    free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_memo),
        cmocka_unit_test(percentages_are_exact),
        cmocka_unit_test(settings_know_where_they_come_from),
        cmocka_unit_test(overlays_go_setting_by_setting),
        cmocka_unit_test(later_files_win),
        cmocka_unit_test(a_partial_surplus_is_merged),
        cmocka_unit_test(volunteers_may_differ_by_year),
        cmocka_unit_test(assignments),
        cmocka_unit_test(parameters),
        cmocka_unit_test(warnings),
        cmocka_unit_test(the_resolved_text_reads_back),
        cmocka_unit_test(how_it_is_written_does_not_matter),
        cmocka_unit_test(a_locale_changes_nothing),
        cmocka_unit_test(freeing_is_safe),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
