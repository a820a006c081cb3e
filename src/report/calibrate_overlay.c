/* calibrated.cfg: what was learnt, as a scenario on top of the one that was calibrated. */
#include "core/catalogue.h"
#include "core/memory.h"
#include "report/calibrate_rows.h"
#include "report/files.h"
#include "scenario/table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS_MAX = 8, CORRELATED_MOST = 64 };

/* A setting with its distribution, and what to say of it. */
typedef struct {
    char path[256];
    const pr_draws_fit_t *fit;
    bool told; /* else it keeps its prior, and has a place in the correlation at most */
    double prior_mean, prior_p05, prior_p95;
} entry_t;

typedef struct {
    pr_text_t *out;
    pr_lang_t lang;
    char source[160];
    char open[PARTS_MAX][128]; /* groups that are open */
    size_t depth;
    bool first[PARTS_MAX + 1]; /* no element of the list at that depth yet */
} writer_t;

/* A text in double quotes that libconfig reads back. */
static void quoted(pr_text_t *out, const char *text)
{
    char *copy = pr_text_copy(text ? text : "");
    if (!copy) {
        out->failed = true;
        return;
    }
    pr_text_make_printable(copy);
    pr_text_adds(out, "\"");
    for (const char *c = copy; *c; c++) {
        pr_text_add(out, "\\", *c == '"' || *c == '\\');
        pr_text_add(out, c, 1);
    }
    pr_text_adds(out, "\"");
    pr_free(copy);
}

/* ---- settings by their paths ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp(((const entry_t *)a)->path, ((const entry_t *)b)->path);
}

/* Whether the groups that are open up to `depth` name a list of the scenario. */
static bool is_list(const writer_t *self, size_t depth)
{
    char path[PARTS_MAX * 130] = "";
    for (size_t i = 0; i < depth; i++) {
        strcat(strcat(path, i ? "." : ""), self->open[i]);
    }
    for (size_t i = 0; i < pr_list_count; i++) {
        if (strcmp(pr_lists[i].path, path) == 0) {
            return true;
        }
    }
    return false;
}

static void indent(const writer_t *self, size_t depth)
{
    pr_text_addf(self->out, "%*s", (int)(2 * depth), "");
}

static void open_part(writer_t *self, const char *name)
{
    bool element = self->depth > 0 && is_list(self, self->depth);
    snprintf(self->open[self->depth], sizeof self->open[0], "%s", name);
    if (element) {
        pr_text_adds(self->out, self->first[self->depth] ? "" : ",\n");
        self->first[self->depth] = false;
    }
    indent(self, self->depth);
    self->depth++;
    self->first[self->depth] = true;
    if (element) {
        pr_text_addf(self->out, "{ id = \"%s\";\n", name);
    } else {
        pr_text_addf(self->out, "%s = %s\n", name, is_list(self, self->depth) ? "(" : "{");
    }
}

static void close_part(writer_t *self)
{
    bool list = is_list(self, self->depth);
    bool element = self->depth > 1 && is_list(self, self->depth - 1);
    pr_text_adds(self->out, list ? "\n" : "");
    self->depth--;
    indent(self, self->depth);
    pr_text_adds(self->out, list ? ");\n" : element ? "}" : "};\n");
}

static void numbers(pr_text_t *out, const char *name, const double *x, size_t count)
{
    pr_text_addf(out, " %s = (", name);
    for (size_t i = 0; i < count; i++) {
        pr_text_addf(out, "%s%.6g", i ? ", " : "", x[i]);
    }
    pr_text_adds(out, ");");
}

static void distribution(const writer_t *self, const entry_t *entry)
{
    pr_dist_spec_t spec = entry->fit->spec;
    pr_text_t *out = self->out;
    pr_text_adds(out, "{");
    if (spec.family != PR_DIST_FIXED) {
        pr_text_addf(out, " dist = \"%s\";", pr_family_name(spec.family));
    }
    for (size_t i = 0; pr_dist_spec_name(i); i++) {
        double x = *pr_dist_spec_number(&spec, pr_dist_spec_name(i));
        if (!isnan(x)) {
            pr_text_addf(out, " %s = %.6g;", pr_dist_spec_name(i), x);
        }
    }
    if (spec.values) {
        numbers(out, "values", spec.values, spec.count);
    }
    if (spec.weights) {
        numbers(out, "weights", spec.weights, spec.count);
    }
    pr_text_adds(out, " source = ");
    quoted(out, self->source);
    pr_text_addf(out, pr_translate(self->lang, "; note = \"was %s (5–95%%: %s to %s)\"; };\n"),
                 pr_short(self->lang, entry->prior_mean).s, pr_short(self->lang, entry->prior_p05).s,
                 pr_short(self->lang, entry->prior_p95).s);
}

static void write_entry(writer_t *self, const entry_t *entry)
{
    char path[256], *part[PARTS_MAX], *rest = path;
    size_t parts = 0, shared = 0;
    snprintf(path, sizeof path, "%s", entry->path);
    for (char *at; parts < PARTS_MAX && (at = strtok_r(rest, ".", &rest)) != NULL;) {
        part[parts++] = at;
    }
    while (shared < self->depth && shared + 1 < parts && strcmp(self->open[shared], part[shared]) == 0) {
        shared++;
    }
    while (self->depth > shared) {
        close_part(self);
    }
    while (self->depth + 1 < parts) {
        open_part(self, part[self->depth]);
    }
    indent(self, self->depth);
    pr_text_addf(self->out, "%s = ", part[parts - 1]);
    distribution(self, entry);
}

/* Parameters in the order of the calibration, then factors. */
static size_t entries_of(const pr_calibration_t *of, entry_t *entry)
{
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++) {
        const pr_calibrated_t *at = &of->parameter[i];
        entry[count] = (entry_t){"", &at->fit, at->told, at->prior_mean, at->prior_p05, at->prior_p95};
        snprintf(entry[count++].path, sizeof entry->path, "%s", of->scenario->setting[at->setting].path);
    }
    for (size_t i = 0; i < of->factor_count; i++) {
        const pr_calibrated_factor_t *at = &of->factor[i];
        entry[count] = (entry_t){"", &at->fit, at->told, 1, at->prior_p05, at->prior_p95};
        snprintf(entry[count++].path, sizeof entry->path, "municipalities.%s.demand_factor",
                 of->scenario->municipality[at->municipality].id);
    }
    return count;
}

/* ---- correlation ---- */

/* A correlation of the scenario that the figures say nothing of stays as it is, behind what was learnt. */
static size_t kept_correlation(const pr_calibration_t *of, const pr_correlated_t **kept)
{
    const pr_correlated_t *before = &of->scenario->correlation;
    for (size_t i = 0; i < of->count && before->count > 0; i++) {
        if (of->parameter[i].setting == before->setting[0]) {
            return 0; /* it was sampled with the rest */
        }
    }
    *kept = before;
    return before->count;
}

static double kept_entry(const pr_correlated_t *kept, size_t i, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < kept->count; k++) {
        sum += kept->copula.lower[i * kept->count + k] * kept->copula.lower[j * kept->count + k];
    }
    return i == j ? 1 : sum;
}

static bool goes_together(const pr_calibration_t *of, size_t i)
{
    bool any = false;
    for (size_t j = 0; j < of->correlated; j++) {
        any = any || (j != i && of->correlation[i * of->correlated + j] != 0);
    }
    return any;
}

/* Rows that go with nothing have no place, nor those that are not uncertain any more: a copula is of
   distributions. */
static int correlation(const pr_calibration_t *of, const entry_t *entry, pr_text_t *out, pr_errors_t *errors)
{
    const pr_correlated_t *kept = NULL;
    size_t own[CORRELATED_MOST], n = 0, more = kept_correlation(of, &kept);
    for (size_t i = 0; i < of->correlated && n + more < CORRELATED_MOST; i++) {
        if (goes_together(of, i) && !(entry[i].told && entry[i].fit->spec.family == PR_DIST_FIXED)) {
            own[n++] = i;
        }
    }
    if (more >= CORRELATED_MOST) {
        return pr_errors_add(
            errors, PR_ERR_DOMAIN, of->scenario->path, 0,
            "its correlation has %zu parameters: expected fewer, to add those that were learnt", more);
    }
    if (n == 0) {
        return 0;
    }
    pr_text_adds(out, "\ncorrelation = {\n  of = \"normal_scores\";\n  parameters = [");
    for (size_t i = 0; i < n + more; i++) {
        pr_text_addf(out, "%s\n    \"%s\"", i ? "," : "",
                     i < n ? entry[own[i]].path : of->scenario->setting[kept->setting[i - n]].path);
    }
    pr_text_adds(out, " ];\n  matrix = (");
    for (size_t i = 0; i < n + more; i++) {
        pr_text_addf(out, "%s\n    (", i ? "," : "");
        for (size_t j = 0; j < n + more; j++) {
            double r = i < n && j < n     ? of->correlation[own[i] * of->correlated + own[j]]
                       : i >= n && j >= n ? kept_entry(kept, i - n, j - n)
                                          : 0;
            pr_text_addf(out, "%s%.9g", j ? ", " : "", r);
        }
        pr_text_adds(out, ")");
    }
    pr_text_adds(out, " );\n};\n");
    return 0;
}

/* ---- published figures ---- */

static bool is_new(const pr_scenario_t *s, const pr_published_t *figure)
{
    const pr_figure_t *had = &s->figure[PR_SERIES_OVA][figure->vintage][figure->year - PR_FIGURES_FROM];
    return !had->known || had->growth.millionths != figure->growth.millionths;
}

static void published(const pr_calibration_t *of, pr_lang_t lang, pr_text_t *out)
{
    static const char *const vintage[] = {[PR_VINTAGE_SPRING] = "spring",
                                          [PR_VINTAGE_SEPTEMBER] = "september",
                                          [PR_VINTAGE_DEFINITIVE] = "definitive"};
    bool any = false;
    for (size_t i = 0; of->published && i < of->published->count; i++) {
        const pr_published_t *figure = &of->published->figure[i];
        if (!is_new(of->scenario, figure)) {
            continue;
        }
        const pr_figure_t *had =
            &of->scenario->figure[PR_SERIES_OVA][figure->vintage][figure->year - PR_FIGURES_FROM];
        char id[64];
        snprintf(id, sizeof id, "ova-%d-%s", figure->year, vintage[figure->vintage]);
        pr_text_addf(
            out, "%s  { id = \"%s\"; series = \"ova\"; year = %d; vintage = \"%s\"; value = %.4f; source = ",
            any ? ",\n" : "\nfigures = (\n", had->known ? had->id : id, figure->year,
            vintage[figure->vintage], figure->growth.millionths / 1e4);
        char source[300];
        snprintf(source, sizeof source, "%s%s",
                 !of->published->invented ? "" : pr_translate(lang, "assumption, INVENTED: "),
                 *figure->source ? figure->source : "calibrate");
        quoted(out, source);
        pr_text_adds(out, "; }");
        any = true;
    }
    pr_text_adds(out, any ? "\n);\n" : "");
}

/* ---- the whole ---- */

/* The scenario's file as seen from the output folder. */
static void extends(const pr_report_t *self, const char *base, pr_text_t *out)
{
    const char *folder = self->out_dir;
    pr_text_t path;
    pr_text_init(&path);
    bool plain = folder[0] != '/' && base[0] != '/' && !strstr(folder, "..");
    char *absolute = plain ? NULL : realpath(base, NULL);
    for (const char *at = folder; plain && *at;) {
        size_t length = strcspn(at, "/");
        pr_text_adds(&path, length > 0 && strncmp(at, ".", length) != 0 ? "../" : "");
        at += length + (at[length] == '/');
    }
    pr_text_adds(&path, absolute ? absolute : base);
    free(absolute);
    out->failed = out->failed || path.failed;
    pr_text_adds(out, "extends = ");
    quoted(out, path.data);
    pr_text_adds(out, ";\n\n");
    pr_text_free(&path);
}

static void head(const pr_report_t *self, const pr_calibration_t *of, const char *base, pr_text_t *out)
{
    bool nothing = !pr_calibration_learnt(of);
    pr_text_adds(
        out,
        pr_translate(
            self->lang,
            "# Made by poolraming calibrate: what reported figures say, on top of the scenario below.\n"));
    if (of->invented) {
        pr_text_adds(
            out, pr_translate(self->lang, "# NOTE: the figures are INVENTED. Nothing here is a finding.\n"));
    }
    if (nothing) {
        pr_text_adds(
            out,
            pr_translate(
                self->lang,
                "# There were no figures from which anything follows: this scenario changes nothing.\n"));
    }
    pr_text_adds(out, "\n");
    extends(self, base, out);
    char id[80], title[600];
    snprintf(id, sizeof id, "%.40s-%s%s", of->scenario->id, pr_translate(self->lang, "calibrated"),
             !of->invented ? "" : pr_translate(self->lang, "-invented"));
    snprintf(title, sizeof title, "%.500s (%s%s)", of->scenario->title,
             pr_translate(self->lang, "calibrated"),
             !of->invented ? "" : pr_translate(self->lang, " on INVENTED figures"));
    pr_text_addf(out, "id = \"%s\";\ntitle = ", id);
    quoted(out, title);
    pr_text_adds(out, ";\n");
    if (of->invented ||
        of->scenario->invented != PR_INVENTED_NO) { /* so that it marks what it is laid over */
        pr_text_addf(out, "invented = \"%s\";\n", pr_translate(self->lang, "-invented") + 1);
    }
}

static void source_of(const pr_calibration_t *of, writer_t *writer)
{
    char last[16] = "";
    if (of->reported->halves > 0) {
        pr_reported_half(of->scenario, of->reported->halves - 1, last);
    }
    if (of->invented) { /* what rests on it is an assumption then */
        snprintf(writer->source, sizeof writer->source, "%s%s%s",
                 pr_translate(writer->lang, "assumption: calibrate on INVENTED figures"),
                 !*last ? "" : pr_translate(writer->lang, " up to "), last);
        return;
    }
    snprintf(writer->source, sizeof writer->source, "calibrate: %s%s",
             !*last ? pr_translate(writer->lang, "published figures")
                    : pr_translate(writer->lang, "figures reported up to "),
             last);
}

int pr_calibrate_overlay_text(const pr_report_t *self, const pr_calibrated_report_t *of, const char *base,
                              pr_text_t *out, pr_errors_t *errors)
{
    const pr_calibration_t *calibration = of->calibration;
    size_t most = calibration->count + calibration->factor_count;
    entry_t *entry = pr_new(2 * most + 1, sizeof *entry), *sorted = entry + most;
    writer_t writer = {.out = out, .lang = self->lang};
    int status = 0;
    if (!entry) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    head(self, calibration, base, out);
    source_of(calibration, &writer);
    size_t count = entries_of(calibration, entry);
    size_t told = 0;
    for (size_t i = 0; i < count; i++) {
        if (entry[i].told) {
            sorted[told++] = entry[i];
        }
    }
    qsort(sorted, told, sizeof *sorted, by_path);
    pr_text_adds(out, told > 0 ? "\n" : "");
    for (size_t i = 0; i < told; i++) {
        write_entry(&writer, &sorted[i]);
    }
    while (writer.depth > 0) {
        close_part(&writer);
    }
    published(calibration, self->lang, out);
    if (count > 0) {
        status = correlation(calibration, entry, out, errors);
    }
    pr_free(entry);
    return status == 0 && out->failed ? pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory")
                                      : status;
}

/* Its text as that file, in place of what is there. */
static int write_overlay(const pr_report_t *self, const pr_calibrated_report_t *of, const char *base,
                         const char *name, pr_output_set_t *set, pr_errors_t *errors)
{
    pr_text_t text;
    pr_text_init(&text);
    int status = pr_calibrate_overlay_text(self, of, base, &text, errors);
    if (status == 0) {
        status = pr_output_add(set, name, text.data, text.length, errors);
    }
    pr_text_free(&text);
    return status;
}

int pr_report_calibrate_overlay(const pr_report_t *self, const pr_calibrated_report_t *of, const char *base,
                                pr_overlay_step_t step, pr_errors_t *errors)
{
    pr_output_set_t set = {0};
    int status = pr_output_init(&set, self->out_dir, errors);
    if (status == 0 && step != PR_OVERLAY_REFUSED) {
        status = write_overlay(self, of, base, step == PR_OVERLAY_TRIED ? PR_OVERLAY_TRIAL : PR_OVERLAY_NAME,
                               &set, errors);
    }
    if (status == 0 && step != PR_OVERLAY_TRIED) {
        status = pr_output_drop(&set, PR_OVERLAY_TRIAL, errors);
    }
    if (status == 0) {
        status = pr_output_commit(&set, errors);
    }
    pr_output_abort(&set);
    return status;
}
