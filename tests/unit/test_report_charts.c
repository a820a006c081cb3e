/* The chart pipe: what gnuplot draws, and every way in which it can fail without taking the figures along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/charts.h"
#include "report/gnuplot.h"
#include "support_enough.h"
#include "unit/test_report_fixture.h"
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const plots[] = {POOLRAMING_TESTS "/../plots"};
static char folder[64];
static pr_errors_t errors, warnings;

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/poolraming-charts-XXXXXX");
    pr_errors_init(&errors);
    pr_errors_init(&warnings);
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    char command[128];
    pr_errors_free(&errors);
    pr_errors_free(&warnings);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

static pr_report_t report_to_folder(void)
{
    return (pr_report_t){.out_dir = folder, .plots = true, .plots_dir = plots, .plots_dir_count = 1};
}

/* A stand-in for gnuplot: a shell script. */
static const char *stand_in(const char *body)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/gnuplot", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", body);
    fclose(file);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static bool have_gnuplot(void)
{
    return system("gnuplot --version >/dev/null 2>&1") == 0;
}

static int run_stand_in(const char *body, double seconds, pr_text_t *picture)
{
    pr_text_t script;
    pr_text_init(&script);
    pr_text_init(picture);
    for (int i = 0; i < 200000; i++) {
        pr_text_adds(&script, "# more than a pipe holds\n");
    }
    int result = pr_gnuplot_run(stand_in(body), seconds, NULL, &script, picture, &errors);
    pr_text_free(&script);
    return result;
}

static bool exists(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void test_all_charts(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_new();
    for (pr_lang_t lang = 0; lang < PR_LANGS; lang++) {
        pr_report_t report = report_to_folder();
        report.lang = lang;
        assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
        assert_int_equal(warnings.count, 0);
    }
    static const char *const chart[] = {"kosten", "daling", "capaciteit", "vraag", "overschrijding"};
    for (size_t i = 0; i < 5; i++) {
        char name[64];
        snprintf(name, sizeof name, "plots/%s.svg", chart[i]);
        assert_true(exists(name));
    }
    assert_false(exists("plots/baten.svg")); /* none are counted */
    fixture_free(f);
}

static pr_summary_t *value_of(fixture_t *f, const char *metric)
{
    for (size_t i = 0; i < f->run.plan.count; i++) {
        char name[256];
        pr_plan_metric_name(&f->run.plan, i, name, sizeof name);
        if (strcmp(name, metric) == 0 && f->run.plan.series[i].period.kind == PR_PERIOD_ALL) {
            return &f->run.ensemble.summary[i];
        }
    }
    fail_msg("no %s", metric);
    return NULL;
}

/* A cost of 4.35 million, of which all payers get a tenth back. */
static fixture_t *fixture_with_benefits(pr_benefit_method_t method)
{
    fixture_t *f = fixture_new();
    f->scenario.benefit_method = method;
    f->scenario.central.benefit.guidance_eur_per_hour = 66.43;
    fixture_rerun(f);
    *value_of(f, "value.cost_present") = fixture_summary(4350000, 120000);
    pr_summary_t net = fixture_summary(-3915000, 500000);
    net.p05 = -4737500;
    *value_of(f, "value.net_present") = net;
    *value_of(f, "value.break_even_per_resident") = fixture_summary(1512, 2385);
    return f;
}

static char *chart_file(const char *name)
{
    static char text[200000];
    char path[128];
    snprintf(path, sizeof path, "%s/plots/%s.svg", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* The chart of benefits leads with what must be true, and says whose word the benefits are. */
static void test_benefits(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    static const char *const lead[PR_LANGS][2] = {
        [PR_LANG_NL] =
            {"Quitte pas bij € 1.510 vermeden kosten per bereikte inwoner",
             "zoveel als 23 uur Wmo-begeleiding; de baten hieronder zijn aannamen, geen bevinding"},
        [PR_LANG_EN] = {"Breaks even only at €1,510 of costs avoided per resident reached",
                        "as much as 23 hours of Wmo guidance; the benefits below are a claim, no finding"}};
    static const char *const row[PR_LANGS][2] = {[PR_LANG_NL] = {"zorgverzekeraars", "alle betalers samen"},
                                                 [PR_LANG_EN] = {"health insurers", "all payers together"}};
    for (pr_lang_t lang = 0; lang < PR_LANGS; lang++) {
        fixture_t *f = fixture_with_benefits(lang == PR_LANG_NL ? PR_BENEFIT_MECHANISM : PR_BENEFIT_SROI);
        pr_report_t report = report_to_folder();
        report.lang = lang;
        assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
        assert_int_equal(warnings.count, 0);
        const char *picture = chart_file("baten");
        for (size_t i = 0; i < 2; i++) {
            assert_non_null(strstr(picture, lead[lang][i]));
            assert_non_null(strstr(picture, row[lang][i]));
        }
        assert_non_null(strstr(picture, lang == PR_LANG_NL ? "-4,74 … " : "-4.74 … "));
        fixture_free(f);
    }
}

/* Nobody reached: no amount at which it breaks even, and no chart that says one. Once benefits are counted
   no more, their chart goes. */
static void test_benefits_without_reach(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_with_benefits(PR_BENEFIT_MECHANISM);
    *value_of(f, "value.break_even_per_resident") = (pr_summary_t){.mean = NAN, .se = NAN};
    pr_report_t report = report_to_folder();
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    assert_int_equal(warnings.count, 0);
    assert_null(strstr(chart_file("baten"), "Quitte pas"));
    assert_non_null(strstr(chart_file("baten"), "Baten min kosten"));
    f->scenario.benefit_method = PR_BENEFIT_NONE;
    fixture_rerun(f);
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    assert_false(exists("plots/baten.svg"));
    assert_true(exists("plots/kosten.svg"));
    fixture_free(f);
}

/* Whatever a scenario says is text in the picture, never a command. */
static void test_hostile_texts(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_with_benefits(PR_BENEFIT_MECHANISM);
    static char title[1024], name[1024], label[1024];
    static const char *const attack[] = {"`touch %s/pwned`",
                                         "'.system('touch %s/pwned').'",
                                         "\".system(\"touch %s/pwned\").\"",
                                         "x\nsystem(\"touch %s/pwned\")",
                                         "END_OF_BLOCK\n!touch %s/pwned",
                                         "@x $texts ${HOME} %%s {/=99 x} \\n %s",
                                         "'`touch %s/pwned`'",
                                         "x\nEND_OF_BLOCK\nset output '%s/pwned'\n"};
    for (size_t i = 0; i < enough(sizeof attack / sizeof *attack, 1); i++) {
        char *const text[] = {title, name, label};
        for (size_t k = 0; k < 3; k++) {
            strcpy(text[k], attack[i]);
            char *at = strstr(text[k], "%s");
            snprintf(at, 200, "%s%s", folder, strstr(attack[i], "%s") + 2);
        }
        f->scenario.title = f->scenario.id = title;
        f->scenario.municipality[11].name = name;
        f->scenario.line[0].label = label;
        pr_report_t report = report_to_folder();
        assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
        assert_false(exists("pwned"));
        assert_int_equal(warnings.count, 0);
    }
    fixture_free(f);
}

/* How long a text is in the picture, in code points, from `start` to its end. */
static size_t length_in_picture(const char *start)
{
    size_t length = 0;
    for (const char *s = start; *s && *s != '<'; s++) {
        length += ((unsigned char)*s & 0xC0) != 0x80;
    }
    return length;
}

/* gnuplot leaves ">" as it is, and "]]>" may stand in no text of XML. */
static void test_text_that_ends_character_data(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_new();
    static char text[] = "<script>x</script> & ]]> ]]]>";
    f->scenario.title = f->scenario.id = f->scenario.municipality[11].name = f->scenario.line[0].label = text;
    pr_report_t report = report_to_folder();
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    assert_int_equal(warnings.count, 0);
    static const char *const name[] = {"kosten", "daling"};
    for (size_t i = 0; i < 2; i++) {
        const char *picture = chart_file(name[i]);
        assert_non_null(strstr(picture, "&lt;script>x&lt;/script> &amp; ]]) ]]])"));
        assert_null(strstr(picture, "]]>"));
    }
    fixture_free(f);
}

/* The line under a picture is not wider than the picture, whatever the title and the id. */
static void test_long_title(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_new();
    static char title[400], id[200];
    memset(title, 'w', sizeof title - 1);
    memset(id, 'i', sizeof id - 1);
    f->scenario.title = title;
    f->scenario.id = id;
    f->run.seed = UINT64_MAX;
    pr_report_t report = report_to_folder();
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    const char *line = strstr(chart_file("kosten"), "wwww");
    assert_non_null(line);
    assert_in_range(length_in_picture(line), 100, 112);
    assert_non_null(strstr(line, "18446744073709551615"));
    fixture_free(f);
}

/* Figures stand; the stale chart of an earlier run goes. */
static void test_missing(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_report_t report = report_to_folder();
    report.gnuplot = "no-such-gnuplot";
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    assert_int_equal(errors.count, 0);
    assert_int_equal(warnings.count, 1);
    assert_int_equal(warnings.items[0].code, PR_ERR_CHILD);
    assert_non_null(strstr(warnings.items[0].text, "\"no-such-gnuplot\" cannot be started"));
    assert_true(exists("results.csv") && exists("results.json"));
    assert_false(exists("plots/kosten.svg"));
    fixture_free(f);
}

static void test_no_template(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_report_t report = report_to_folder();
    report.plots_dir = (const char *const[]){"/nonexistent"};
    assert_int_equal(pr_report_write(&report, &f->scenario, &f->run, &errors, &warnings), 0);
    assert_int_equal(warnings.count, 5);
    assert_non_null(strstr(warnings.items[0].text, "stijl.gp"));
    fixture_free(f);
}

/* A child that hangs is ended with all that it started, in its time. */
static void test_hanging(void **state)
{
    (void)state;
    pr_text_t picture;
    struct timespec before, after;
    char body[256], path[128];
    snprintf(path, sizeof path, "%s/pid", folder);
    snprintf(body, sizeof body, "sleep 100 & echo $! > %s; wait", path);
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert_int_equal(run_stand_in(body, 0.5, &picture), PR_GNUPLOT_HOPELESS);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_in_range(after.tv_sec - before.tv_sec, 0, 5);
    assert_non_null(strstr(errors.items[0].text, "did not finish within 0.5 s"));
    long pid = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld", &pid), 1);
    fclose(file);
    bool gone = false;
    for (int i = 0; i < 100 && !gone; i++) { /* reaped by init a moment later */
        gone = kill((pid_t)pid, 0) != 0 && errno == ESRCH;
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    char stat[64];
    snprintf(stat, sizeof stat, "grep -q ' Z ' /proc/%ld/stat", pid);
    assert_true(gone || system(stat) == 0);
    pr_text_free(&picture);
}

static void test_failing(void **state)
{
    (void)state;
    pr_text_t picture;
    assert_int_equal(
        run_stand_in("cat > /dev/null; echo half; echo no such colour >&2; exit 3", 20, &picture),
        PR_ERR_CHILD);
    assert_non_null(strstr(errors.items[0].text, "gnuplot failed (status 3): no such colour"));
    pr_text_free(&picture);
    assert_int_equal(run_stand_in("kill -9 $$", 20, &picture), PR_ERR_CHILD);
    assert_non_null(strstr(errors.items[1].text, "signal 9"));
    pr_text_free(&picture);
    assert_int_equal(run_stand_in("exit 0", 20, &picture), PR_ERR_CHILD); /* drew nothing */
    pr_text_free(&picture);
    assert_int_equal(run_stand_in("exit 127", 20, &picture),
                     PR_GNUPLOT_HOPELESS); /* as posix_spawn may say */
    assert_non_null(strstr(errors.items[3].text, "cannot be started"));
    pr_text_free(&picture);
}

/* A child that does not read its input must not end us by SIGPIPE, and one that floods must not block. */
static void test_broken_pipe_and_flood(void **state)
{
    (void)state;
    pr_text_t picture;
    assert_int_equal(run_stand_in("exec 0<&-; echo svg", 20, &picture), 0);
    assert_string_equal(picture.data, "svg\n");
    pr_text_free(&picture);
    assert_int_equal(
        run_stand_in("head -c 300000 /dev/zero | tr '\\0' x >&2; head -c 300000 /dev/zero", 20, &picture), 0);
    assert_int_equal(picture.length, 300000);
    pr_text_free(&picture);
}

static void test_terminal(void **state)
{
    (void)state;
    if (!have_gnuplot()) {
        skip();
    }
    fixture_t *f = fixture_new();
    pr_report_t report = report_to_folder();
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(pr_report_plots(&report, &f->scenario, &f->run, stream, &errors, &warnings), 0);
    fclose(stream);
    assert_int_equal(warnings.count, 0);
    assert_non_null(strstr(text, "Kosten per jaar"));
    assert_non_null(strstr(text, "Bezetting van de pool"));
    assert_null(strchr(text, '\x1b'));
    free(text);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_charts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_benefits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_benefits_without_reach, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text_that_ends_character_data, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_title, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_template, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hanging, setup, teardown),
        cmocka_unit_test_setup_teardown(test_failing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_broken_pipe_and_flood, setup, teardown),
        cmocka_unit_test_setup_teardown(test_terminal, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
