#include "report/register.h"
#include "core/catalogue.h"
#include "report/numbers.h"
#include "report/streams.h"
#include "report/view.h"
#include <poolraming/register.h>
#include <string.h>

void pr_register_value(pr_text_t *cell, pr_lang_t lang, const pr_setting_t *setting)
{
    const pr_dist_t *dist = &setting->dist;
    pr_text_adds(cell, pr_short(lang, pr_dist_mean(dist)).s);
    if (setting->uncertain) {
        pr_text_addf(cell, " (%s – %s)", pr_short(lang, pr_dist_quantile(dist, 0.05)).s,
                     pr_short(lang, pr_dist_quantile(dist, 0.95)).s);
    }
}

static bool starts_with(const char *path, const char *prefix)
{
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

/* A number of a mechanism that the scenario does not use. */
static bool has_no_effect(const pr_scenario_t *scenario, const char *path)
{
    static const char modes[] = "deployment.modes.";
    static const char *const own[PR_MODES] = {"none.", "referral.", "presence.", "integrated."};
    if (starts_with(path, modes)) {
        return !starts_with(path + sizeof modes - 1, own[scenario->mode]);
    }
    for (size_t g = 0; g < scenario->gate_count; g++) { /* no evaluation, or one without such a cost */
        bool evaluates = scenario->gate[g].rule.choose == PR_CHOOSE_EVALUATION;
        char cost[128];
        snprintf(cost, sizeof cost, "policy.gates.%s.evaluation.", scenario->gate[g].id);
        if (!evaluates && starts_with(path, cost)) {
            return true;
        }
    }
    bool one_target = strcmp(path, "volunteers.target") == 0 && scenario->volunteers_by_year;
    return ((!scenario->has_volunteers || one_target) && starts_with(path, "volunteers.")) ||
           (!scenario->has_circles && starts_with(path, "budgetkring.")) ||
           (!scenario->has_communities && starts_with(path, "build5."));
}

bool pr_register_shows(const pr_scenario_t *scenario, const pr_setting_t *setting)
{
    bool amount = strncmp(setting->path, "budget.lines.", 13) == 0;
    bool idle =
        !setting->file && (strstr(setting->path, ".season.") || strstr(setting->path, ".head_start_months"));
    bool absent = !scenario->has_surplus && strncmp(setting->path, "surplus.", 8) == 0;
    return !idle && !absent && !has_no_effect(scenario, setting->path) &&
           !(amount && !setting->uncertain && pr_dist_mean(&setting->dist) == 0);
}

/* Keys and published index figures are exact, not numbers that could be uncertain: they have their own rows.
 */
static void add_keys(pr_text_t *out, pr_lang_t lang, const pr_scenario_t *scenario)
{
    for (size_t k = 0; k < scenario->key_count; k++) {
        pr_text_addf(out, "  %s %s\n      %s: %s\n", pr_translate(lang, "key"), scenario->key[k].id,
                     pr_translate(lang, "source"), scenario->key[k].source);
    }
}

static void add_figures(pr_text_t *out, pr_lang_t lang, const pr_scenario_t *scenario)
{
    static const char *const series[] = {"OVA", "PPC"};
    static const char *const vintage[] = {N_("spring"), N_("September"), N_("definitive"), N_("applied")};
    for (int s = 0; s < PR_SERIES_COUNT; s++) {
        for (int year = scenario->first_year; year <= scenario->last_year && year >= PR_FIGURES_FROM;
             year++) {
            for (int v = 0; v < PR_VINTAGES; v++) {
                const pr_figure_t *figure = &scenario->figure[s][v][year - PR_FIGURES_FROM];
                if (figure->known) {
                    pr_text_addf(out, "  %s %d, %s = %s\n      %s: %s\n", series[s], year,
                                 pr_translate(lang, vintage[v]),
                                 pr_percents(lang, figure->growth.millionths / 1e6, 2).s,
                                 pr_translate(lang, "source"), figure->source);
                }
            }
        }
    }
}

/* A gate's rule is no number that could be uncertain: it stands here in words. */
static void add_gates(pr_text_t *out, pr_lang_t lang, const pr_scenario_t *scenario)
{
    const pr_view_t view = {lang, scenario, NULL, out, NULL};
    for (size_t g = 0; g < scenario->gate_count; g++) {
        const char *source = scenario->gate[g].source;
        char line[1200];
        snprintf(line, sizeof line, "      %s", pr_gate_words(&view, g).s);
        pr_text_addf(out, "%s policy.gates.%s\n", scenario->gate[g].assumption ? "A" : " ",
                     scenario->gate[g].id);
        pr_paragraph(out, line, 6);
        snprintf(line, sizeof line, "      %s: %.900s", pr_translate(lang, "source"),
                 source ? source : pr_translate(lang, "no source given"));
        pr_text_make_printable(line);
        pr_paragraph(out, line, 8);
    }
}

static void add_row(pr_text_t *out, pr_lang_t lang, const pr_setting_t *setting)
{
    pr_text_t value;
    pr_text_init(&value);
    pr_register_value(&value, lang, setting);
    const char *source =
        setting->source ? pr_setting_source(setting, lang) : pr_translate(lang, "no source given");
    const char *file = setting->file ? strrchr(setting->file, '/') : NULL;
    file = file ? file + 1 : setting->file;
    pr_text_addf(out, "%s %s = %s %s\n", setting->assumption ? "A" : " ", setting->path,
                 value.failed ? "?" : value.data, pr_setting_unit(setting, lang));
    pr_text_addf(out, "      %s\n", pr_setting_label(setting, lang));
    pr_text_t line;
    pr_text_init(&line);
    pr_text_addf(&line, "%s: %s%s%s", pr_translate(lang, "source"), source, setting->note ? "; " : "",
                 setting->note ? setting->note : "");
    if (file && setting->line > 0) {
        pr_text_addf(&line, " [%s:%d]", file, setting->line);
    } else {
        pr_text_addf(&line, " [%s]", file ? file : pr_translate(lang, "default"));
    }
    if (!line.failed) {
        pr_text_make_printable(line.data);
        pr_text_adds(out, "      ");
        pr_paragraph(out, line.data, 8);
    }
    out->failed = out->failed || line.failed || value.failed;
    pr_text_free(&line);
    pr_text_free(&value);
}

int pr_report_register(pr_lang_t lang, const pr_scenario_t *scenario, FILE *stream, pr_errors_t *errors)
{
    pr_text_t out;
    pr_text_init(&out);
    size_t rows = 0, assumptions = 0, uncertain = 0;
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const pr_setting_t *setting = &scenario->setting[i];
        if (pr_register_shows(scenario, setting)) {
            add_row(&out, lang, setting);
            rows++;
            assumptions += setting->assumption;
            uncertain += setting->uncertain;
        }
    }
    add_gates(&out, lang, scenario);
    add_keys(&out, lang, scenario);
    add_figures(&out, lang, scenario);
    pr_text_addf(
        &out,
        pr_translate(
            lang,
            "\n%zu numbers: %zu assumptions (A), %zu with a range (5 – 95%%). Scenario %s, SHA-256 %s\n"),
        rows, assumptions, uncertain, scenario->id, scenario->sha256);
    int status = pr_stream_write(stream, &out, errors);
    pr_text_free(&out);
    return status;
}
