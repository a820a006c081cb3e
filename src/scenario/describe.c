/* The table of settings as a page for people and as a scenario to start from. */
#include "core/catalogue.h"
#include "scenario/read.h"
#include "scenario/table.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *kind_text(const pr_descriptor_t *row, pr_lang_t lang)
{
    switch (row->kind) {
    case PR_KIND_TEXT:
        return pr_translate(lang, "text");
    case PR_KIND_MONTH:
        return pr_translate(lang, "month \"2024-07\"");
    case PR_KIND_PATH:
        return pr_translate(lang, "id of a budget path");
    case PR_KIND_BOOLEAN:
        return "true, false";
    case PR_KIND_KEY:
        return pr_translate(lang, "id of a key");
    case PR_KIND_INTEGER:
    case PR_KIND_COUNT:
    case PR_KIND_CODE:
        return pr_translate(lang, "whole number");
    case PR_KIND_NUMBER:
        return pr_translate(lang, "number or distribution");
    default:
        return pr_translate(lang, "number");
    }
}

/* Large limits in words: digits that stand in groups could be taken for a decimal point. */
static void write_limit(double limit, pr_lang_t lang, pr_text_t *out)
{
    bool thousand_million = limit >= 1e9;
    if (limit < 1e6) {
        pr_text_addf(out, "%.12g", limit);
    } else {
        pr_text_addf(out, "%.12g %s", limit / (thousand_million ? 1e9 : 1e6),
                     !thousand_million ? pr_translate(lang, "million") : pr_translate(lang, "billion"));
    }
}

static void write_limits(const pr_descriptor_t *row, pr_lang_t lang, pr_text_t *out)
{
    if (isinf(row->highest)) {
        pr_text_addf(out, pr_translate(lang, ", %.12g or more"), row->lowest);
    } else if (row->lowest < row->highest) {
        pr_text_addf(out, ", %.12g %s ", row->lowest, pr_translate(lang, "to"));
        write_limit(row->highest, lang, out);
    }
}

static void write_allowed(const pr_descriptor_t *row, pr_lang_t lang, pr_text_t *out)
{
    if (row->choices) {
        for (size_t i = 0; row->choices[i]; i++) {
            pr_text_addf(out, "%s`%s`", i ? ", " : "", row->choices[i]);
        }
        return;
    }
    pr_text_adds(out, kind_text(row, lang));
    write_limits(row, lang, out);
}

static void write_row(const pr_descriptor_t *row, pr_lang_t lang, pr_text_t *out)
{
    pr_text_addf(out, "| `%s` | %s | ", row->path, pr_unit_in(lang, row->unit));
    write_allowed(row, lang, out);
    pr_text_addf(out, " | %s | %s | %s%s%s%s |\n",
                 row->fallback   ? row->fallback
                 : row->optional ? pr_translate(lang, "optional")
                                 : pr_translate(lang, "**required**"),
                 row->range ? row->range : "", pr_translate(lang, row->label), row->source ? " *(" : "",
                 row->source ? pr_translate(lang, row->source) : "", row->source ? ")*" : "");
}

static size_t group_length(const char *path)
{
    return strcspn(path, ".");
}

/* How files extend each other and how a number is made uncertain; the table has no rows for these. */
static const char grammar[] = N_(
    "\n## How a scenario is written\n\n"
    "A scenario is a text file in libconfig: `name = value;` and groups `name = { … };`.\n\n"
    "- `extends = \"basis.cfg\";` first reads another scenario (or a list of them) and overlays this one, "
    "setting by setting. "
    "Lists of groups with an `id` are merged by `id`. The name is seen from the folder of the file that it "
    "stands in; where that file was reached by a symbolic link, from the folder of the file that it points "
    "to.\n"
    "- On the command line: `--set workforce.filling_per_month=0.3`, `--set "
    "budget.lines.fte.amounts.y2026=500000`; before that, `--overlay calibrated.cfg` lays the settings of a "
    "file over each scenario, but for what it extends and its `id`, `title` and `story`.\n"
    "- An unknown setting is an error; the program names the nearest known one.\n\n"
    "## A number or a distribution\n\n"
    "`0.15`, or `{ value = 0.15; source = \"…\"; note = \"…\"; }`, or a distribution with `source` and "
    "`note`. A number without a "
    "source, or with one that begins with *aanname* or *assumption*, counts as an assumption.\n\n"
    "| distribution | given by |\n|---|---|\n"
    "| `normal` | `mean, sd` · `mu, sigma` · `q05, q95` |\n"
    "| `truncated_normal` | `mu, sigma` of the parent, with `lo`, `hi` or both |\n"
    "| `lognormal`, `gamma` | `mean, sd` · `q05, q95` · `mu, sigma` (lognormal) · `shape, scale` (gamma) |\n"
    "| `beta` | `mean, sd` · `q05, q95` · `alpha, beta` |\n"
    "| `uniform` | `min, max` · `mean, sd` · `q05, q95` |\n"
    "| `triangular`, `pert` | `min, mode, max` (pert also `lambda`) |\n"
    "| `discrete` | `values, weights` |\n"
    "| `empirical` | `values` |\n"
    "| `quantiles` | `q05, q50, q95`: a shifted lognormal through all three |\n\n"
    "Correlation: `correlation = { parameters = [ \"path\", … ]; matrix = ( (1.0, 0.3), (0.3, 1.0) ); of = "
    "\"normal_scores\"; };` or "
    "`of = \"ranks\"`. The matrix must be positive definite.\n");

static void write_reference(pr_lang_t lang, pr_text_t *out)
{
    pr_text_adds(out, pr_translate(lang, "# Settings of a scenario\n\n"));
    pr_text_adds(
        out,
        pr_translate(
            lang,
            "Made by `poolraming settings`; every row comes from the table that the program reads and "
            "checks by. `*` "
            "stands for each element of a list (by its `id`), `@` for each municipality, `#` for each year "
            "(`y2026`, or `y2026_2031` for a range), `%` for each budget line, `&` for each budget path. "
            "*5–95 %* is the range that suits the default where a "
            "scenario "
            "makes it uncertain.\n"));
    pr_text_adds(out, pr_translate(lang, grammar));
    const char *group = "";
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        size_t length = group_length(row->path);
        bool top = row->path[length] == '\0';
        if (i == 0 || (!top && (strncmp(group, row->path, length) != 0 || group_length(group) != length))) {
            pr_text_addf(out, "\n## %.*s\n\n", top ? 8 : (int)length, top ? "scenario" : row->path);
            pr_text_adds(out,
                         pr_translate(lang, "| setting | unit | allowed | default | 5–95 % | meaning |\n"));
            pr_text_adds(out, "|---|---|---|---|---|---|\n");
        }
        group = row->path;
        write_row(row, lang, out);
    }
}

/* ---- a scenario to start from ---- */

static void write_settings_of(const char *group, size_t length, pr_lang_t lang, pr_text_t *out)
{
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        if (strncmp(row->path, group, length) != 0 || row->path[length] != '.' ||
            strpbrk(row->path, "*@#%&")) {
            continue;
        }
        pr_text_addf(out, "# %s%s%s%s%s%s\n", pr_translate(lang, row->label), row->unit[0] ? " [" : "",
                     pr_unit_in(lang, row->unit), row->unit[0] ? "]" : "", row->range ? ", 5–95 %: " : "",
                     row->range ? row->range : "");
        if (row->fallback) {
            /* libconfig has no dotted names: one group a setting would be given twice, so it is shown as
             * --set is. */
            pr_text_addf(out, "#   %s = %s\n", row->path, row->fallback);
        }
    }
}

static void write_template(const char *basis, pr_lang_t lang, pr_text_t *out)
{
    pr_text_adds(
        out,
        pr_translate(lang, "# A scenario of your own: all of the basic scenario, but for what stands here.\n"
                           "# Check it with: poolraming check THIS-FILE\n\n"));
    pr_text_addf(out, "extends = \"%s\";\nid = \"%s\";\ntitle = \"%s\";\n\n", basis,
                 pr_translate(lang, "own"), pr_translate(lang, "Scenario of our own"));
    pr_text_adds(
        out,
        pr_translate(
            lang, "# For example: 500,000 a year for people from 2026, and vacancies that fill sooner.\n"));
    pr_text_adds(out,
                 "budget = { lines = ( { id = \"fte\"; amounts = { y2026_2031 = 500000; }; } ); };\n"
                 "workforce = {\n"
                 "  filling_per_month = { dist = \"beta\"; q05 = 0.2; q95 = 0.6; source = \"aanname\"; };\n"
                 "};\n\n");
    pr_text_adds(
        out,
        pr_translate(
            lang, "# All settings that have a single value, with their default. a.b = 1 is written in this "
                  "file as\n"
                  "# a = { b = 1; };  on the command line as --set a.b=1. docs/scenario.md has the rest.\n"));
    const char *last = "";
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const char *path = pr_descriptors[i].path;
        size_t length = group_length(path);
        if (path[length] == '.' && (strncmp(last, path, length) != 0 || group_length(last) != length)) {
            pr_text_adds(out, "#\n");
            write_settings_of(path, length, lang, out);
        }
        last = path;
    }
}

static int finish(pr_text_t *text, FILE *out)
{
    bool good = !text->failed && fwrite(text->data, 1, text->length, out) == text->length && fflush(out) == 0;
    int status = good ? 0 : text->failed ? PR_ERR_MEMORY : PR_ERR_IO;
    pr_text_free(text);
    return status;
}

int pr_scenario_write_reference(FILE *out, pr_lang_t lang)
{
    pr_text_t text;
    pr_text_init(&text);
    write_reference(lang, &text);
    return finish(&text, out);
}

int pr_scenario_write_template(FILE *out, const char *basis, pr_lang_t lang)
{
    pr_text_t text;
    pr_text_init(&text);
    write_template(basis, lang, &text);
    return finish(&text, out);
}
