/* The table of settings as a page for people and as a scenario to start from. */
#include "scenario/read.h"
#include "scenario/table.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *kind_text(const pr_descriptor_t *row, bool dutch)
{
    switch (row->kind) {
    case PR_KIND_TEXT:
        return dutch ? "tekst" : "text";
    case PR_KIND_MONTH:
        return dutch ? "maand \"2024-07\"" : "month \"2024-07\"";
    case PR_KIND_PATH:
        return dutch ? "id van een budgetpad" : "id of a budget path";
    case PR_KIND_BOOLEAN:
        return "true, false";
    case PR_KIND_KEY:
        return dutch ? "id van een verdeelsleutel" : "id of a key";
    case PR_KIND_INTEGER:
    case PR_KIND_COUNT:
    case PR_KIND_CODE:
        return dutch ? "geheel getal" : "whole number";
    case PR_KIND_NUMBER:
        return dutch ? "getal of verdeling" : "number or distribution";
    default:
        return dutch ? "getal" : "number";
    }
}

/* Large limits in words: digits that stand in groups could be taken for a decimal point. */
static void write_limit(double limit, bool dutch, pr_text_t *out)
{
    bool thousand_million = limit >= 1e9;
    if (limit < 1e6) {
        pr_text_addf(out, "%.12g", limit);
    } else {
        pr_text_addf(out, "%.12g %s", limit / (thousand_million ? 1e9 : 1e6),
                     !thousand_million ? (dutch ? "miljoen" : "million") : (dutch ? "miljard" : "billion"));
    }
}

static void write_limits(const pr_descriptor_t *row, bool dutch, pr_text_t *out)
{
    if (isinf(row->highest)) {
        pr_text_addf(out, dutch ? ", %.12g of meer" : ", %.12g or more", row->lowest);
    } else if (row->lowest < row->highest) {
        pr_text_addf(out, ", %.12g %s ", row->lowest, dutch ? "tot" : "to");
        write_limit(row->highest, dutch, out);
    }
}

static void write_allowed(const pr_descriptor_t *row, bool dutch, pr_text_t *out)
{
    if (row->choices) {
        for (size_t i = 0; row->choices[i]; i++) {
            pr_text_addf(out, "%s`%s`", i ? ", " : "", row->choices[i]);
        }
        return;
    }
    pr_text_adds(out, kind_text(row, dutch));
    write_limits(row, dutch, out);
}

static void write_row(const pr_descriptor_t *row, bool dutch, pr_text_t *out)
{
    pr_text_addf(out, "| `%s` | %s | ", row->path, pr_unit_text(row->unit, dutch));
    write_allowed(row, dutch, out);
    pr_text_addf(out, " | %s | %s | %s%s%s%s |\n",
                 row->fallback   ? row->fallback
                 : row->optional ? (dutch ? "mag ontbreken" : "optional")
                                 : (dutch ? "**verplicht**" : "**required**"),
                 row->range ? row->range : "", dutch ? row->nl : row->en, row->source ? " *(" : "",
                 row->source ? row->source : "", row->source ? ")*" : "");
}

static size_t group_length(const char *path)
{
    return strcspn(path, ".");
}

/* How files extend each other and how a number is made uncertain; the table has no rows for these. */
static const char *const grammar_nl =
    "\n## Hoe een scenario is opgebouwd\n\n"
    "Een scenario is een tekstbestand in libconfig: `naam = waarde;` en groepen `naam = { … };`.\n\n"
    "- `extends = \"basis.cfg\";` leest eerst een ander scenario (of een lijst ervan) en legt dit "
    "eroverheen, instelling voor "
    "instelling. Lijsten van groepen met een `id` worden per `id` samengevoegd. De naam geldt vanuit de map "
    "van het bestand waarin hij staat; is dat bestand bereikt via een symbolische koppeling, dan vanuit de "
    "map "
    "van het bestand waar die naar wijst.\n"
    "- Op de opdrachtregel: `--set workforce.filling_per_month=0.3`, `--set "
    "budget.lines.fte.amounts.y2026=500000`.\n"
    "- Een onbekende instelling is een fout; het programma noemt de naam die er het meest op lijkt.\n\n"
    "## Een getal of een verdeling\n\n"
    "`0.15`, of `{ value = 0.15; source = \"…\"; note = \"…\"; }`, of een verdeling met `source` en `note`. "
    "Een getal zonder bron, "
    "of met een bron die met *aanname* begint, telt als aanname.\n\n"
    "| verdeling | te geven als |\n|---|---|\n"
    "| `normal` | `mean, sd` · `mu, sigma` · `q05, q95` |\n"
    "| `truncated_normal` | `mu, sigma` van de gewone normale verdeling, met `lo`, `hi` of beide |\n"
    "| `lognormal`, `gamma` | `mean, sd` · `q05, q95` · `mu, sigma` (lognormal) · `shape, scale` (gamma) |\n"
    "| `beta` | `mean, sd` · `q05, q95` · `alpha, beta` |\n"
    "| `uniform` | `min, max` · `mean, sd` · `q05, q95` |\n"
    "| `triangular`, `pert` | `min, mode, max` (pert ook `lambda`) |\n"
    "| `discrete` | `values, weights` |\n"
    "| `empirical` | `values` |\n"
    "| `quantiles` | `q05, q50, q95`: een verschoven lognormale verdeling door alle drie |\n\n"
    "Samenhang: `correlation = { parameters = [ \"pad\", … ]; matrix = ( (1.0, 0.3), (0.3, 1.0) ); of = "
    "\"normal_scores\"; };` of "
    "`of = \"ranks\"`. De matrix moet positief definiet zijn.\n";
static const char *const grammar_en =
    "\n## How a scenario is written\n\n"
    "A scenario is a text file in libconfig: `name = value;` and groups `name = { … };`.\n\n"
    "- `extends = \"basis.cfg\";` first reads another scenario (or a list of them) and overlays this one, "
    "setting by setting. "
    "Lists of groups with an `id` are merged by `id`. The name is seen from the folder of the file that it "
    "stands in; where that file was reached by a symbolic link, from the folder of the file that it points "
    "to.\n"
    "- On the command line: `--set workforce.filling_per_month=0.3`, `--set "
    "budget.lines.fte.amounts.y2026=500000`.\n"
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
    "`of = \"ranks\"`. The matrix must be positive definite.\n";

static void write_reference(bool dutch, pr_text_t *out)
{
    pr_text_adds(out, dutch ? "# Instellingen van een scenario\n\n" : "# Settings of a scenario\n\n");
    pr_text_adds(
        out,
        dutch
            ? "Gemaakt door `poolraming settings`; elke regel komt uit de tabel waarmee het programma leest "
              "en "
              "controleert. `*` staat voor elk element van een lijst (bij zijn `id`), `@` voor elke "
              "gemeente, `#` "
              "voor elk jaar (`y2026`, of `y2026_2031` voor een reeks), `%` voor elke begrotingsregel, `&` "
              "voor "
              "elk budgetpad. *5–95 %* is de marge die past bij de "
              "standaardwaarde wanneer een scenario haar onzeker maakt.\n"
            : "Made by `poolraming settings`; every row comes from the table that the program reads and "
              "checks by. `*` "
              "stands for each element of a list (by its `id`), `@` for each municipality, `#` for each year "
              "(`y2026`, or `y2026_2031` for a range), `%` for each budget line, `&` for each budget path. "
              "*5–95 %* is the range that suits the default where a "
              "scenario "
              "makes it uncertain.\n");
    pr_text_adds(out, dutch ? grammar_nl : grammar_en);
    const char *group = "";
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        size_t length = group_length(row->path);
        bool top = row->path[length] == '\0';
        if (i == 0 || (!top && (strncmp(group, row->path, length) != 0 || group_length(group) != length))) {
            pr_text_addf(out, "\n## %.*s\n\n", top ? 8 : (int)length, top ? "scenario" : row->path);
            pr_text_adds(out, dutch
                                  ? "| instelling | eenheid | toegestaan | standaard | 5–95 % | betekenis |\n"
                                  : "| setting | unit | allowed | default | 5–95 % | meaning |\n");
            pr_text_adds(out, "|---|---|---|---|---|---|\n");
        }
        group = row->path;
        write_row(row, dutch, out);
    }
}

/* ---- a scenario to start from ---- */

static void write_settings_of(const char *group, size_t length, bool dutch, pr_text_t *out)
{
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *row = &pr_descriptors[i];
        if (strncmp(row->path, group, length) != 0 || row->path[length] != '.' ||
            strpbrk(row->path, "*@#%&")) {
            continue;
        }
        pr_text_addf(out, "# %s%s%s%s%s%s\n", dutch ? row->nl : row->en, row->unit[0] ? " [" : "",
                     pr_unit_text(row->unit, dutch), row->unit[0] ? "]" : "", row->range ? ", 5–95 %: " : "",
                     row->range ? row->range : "");
        if (row->fallback) {
            /* libconfig has no dotted names: one group a setting would be given twice, so it is shown as
             * --set is. */
            pr_text_addf(out, "#   %s = %s\n", row->path, row->fallback);
        }
    }
}

static void write_template(const char *basis, bool dutch, pr_text_t *out)
{
    pr_text_adds(out,
                 dutch ? "# Een eigen scenario: alles van het basisscenario, behalve wat hier anders staat.\n"
                         "# Controleer het met: poolraming check DIT-BESTAND\n\n"
                       : "# A scenario of your own: all of the basic scenario, but for what stands here.\n"
                         "# Check it with: poolraming check THIS-FILE\n\n");
    pr_text_addf(out, "extends = \"%s\";\nid = \"%s\";\ntitle = \"%s\";\n\n", basis, dutch ? "eigen" : "own",
                 dutch ? "Eigen scenario" : "Scenario of our own");
    pr_text_adds(
        out, dutch
                 ? "# Bijvoorbeeld: 500.000 per jaar voor mensen vanaf 2026, en sneller vervulde vacatures.\n"
                 : "# For example: 500,000 a year for people from 2026, and vacancies that fill sooner.\n");
    pr_text_adds(out,
                 "budget = { lines = ( { id = \"fte\"; amounts = { y2026_2031 = 500000; }; } ); };\n"
                 "workforce = {\n"
                 "  filling_per_month = { dist = \"beta\"; q05 = 0.2; q95 = 0.6; source = \"aanname\"; };\n"
                 "};\n\n");
    pr_text_adds(
        out, dutch
                 ? "# Alle instellingen die een enkele waarde hebben, met hun standaard. a.b = 1 schrijft "
                   "men in dit "
                   "bestand als\n# a = { b = 1; };  op de opdrachtregel als --set a.b=1. De rest staat in "
                   "docs/scenario.md.\n"
                 : "# All settings that have a single value, with their default. a.b = 1 is written in this "
                   "file as\n"
                   "# a = { b = 1; };  on the command line as --set a.b=1. docs/scenario.md has the rest.\n");
    const char *last = "";
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const char *path = pr_descriptors[i].path;
        size_t length = group_length(path);
        if (path[length] == '.' && (strncmp(last, path, length) != 0 || group_length(last) != length)) {
            pr_text_adds(out, "#\n");
            write_settings_of(path, length, dutch, out);
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

int pr_scenario_write_reference(FILE *out, bool dutch)
{
    pr_text_t text;
    pr_text_init(&text);
    write_reference(dutch, &text);
    return finish(&text, out);
}

int pr_scenario_write_template(FILE *out, const char *basis, bool dutch)
{
    pr_text_t text;
    pr_text_init(&text);
    write_template(basis, dutch, &text);
    return finish(&text, out);
}
