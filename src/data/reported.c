/* Half-year reports: see poolraming/reported.h. Broken files say so line by line and leave nothing behind. */
#include "core/bytes.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/csv.h"
#include <math.h>
#include <poolraming/reported.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    COLUMN_MUNICIPALITY,
    COLUMN_PERIOD,
    COLUMN_FIRST_KIND,
    COLUMNS = COLUMN_FIRST_KIND + PR_REPORTED_KINDS
};

static const pr_column_t columns[COLUMNS] = {
    {"municipality", "gemeente", true}, {"period", "periode", true},    {"hours", "uren", false},
    {"reached", "bereikt", false},      {"waiting", "wachtend", false}, {"persons", "personen", false}};

/* More than this is no half-year of a pool but a slip of the pen. */
static const double most[PR_REPORTED_KINDS] = {1e6, 1e5, 1e5, 1e4};

typedef struct {
    pr_data_t data;
    pr_reported_t *out;
    const pr_scenario_t *scenario;
    int line_of[1 + PR_MAX_MUNICIPALITIES][PR_MAX_HALVES]; /* 0: not reported yet */
} reading_t;

const char *pr_reported_name(pr_reported_kind_t kind)
{
    return columns[COLUMN_FIRST_KIND + kind].name;
}

void pr_reported_init(pr_reported_t *self)
{
    memset(self, 0, sizeof *self);
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (int scope = 0; scope <= PR_MAX_MUNICIPALITIES; scope++) {
            for (int half = 0; half < PR_MAX_HALVES; half++) {
                self->value[kind][scope][half] = NAN;
            }
        }
    }
}

void pr_reported_half(const pr_scenario_t *scenario, int half, char out[16])
{
    snprintf(out, 16, "%d-H%d", scenario->month_year + half / 2, 1 + half % 2);
}

/* 0 the region, 1 + m a municipality by name or id, −1 after saying that there is none. */
static int scope_of(reading_t *self, const char *name)
{
    const pr_scenario_t *scenario = self->scenario;
    if (strcasecmp(name, "regio") == 0 || strcasecmp(name, "region") == 0) {
        return 0;
    }
    int found = pr_scenario_find_municipality(scenario, name);
    for (size_t m = 0; m < scenario->municipality_count && found < 0; m++) {
        found = strcasecmp(name, scenario->municipality[m].name) == 0 ? (int)m : found;
    }
    if (found >= 0) {
        return 1 + found;
    }
    const char *names[PR_MAX_MUNICIPALITIES + 1] = {"Regio"};
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        names[1 + m] = scenario->municipality[m].name;
    }
    const char *near = pr_text_nearest(name, names, 1 + scenario->municipality_count);
    if (near) {
        pr_data_refuse(&self->data, "\"%.80s\" is not a municipality of the scenario: did you mean %s?", name,
                       near);
    } else {
        pr_data_refuse(&self->data,
                       "\"%.80s\" is not a municipality of the scenario: expected its name, or Regio", name);
    }
    return -1;
}

/* The half-year on the month axis, −1 after saying what is wrong. */
static int half_of(reading_t *self, const char *text)
{
    const pr_scenario_t *s = self->scenario;
    bool good = strspn(text, "0123456789") == 4 && text[4] == '-' && (text[5] == 'H' || text[5] == 'h') &&
                (text[6] == '1' || text[6] == '2') && !text[7];
    if (!good) {
        pr_data_refuse(&self->data, "period is \"%.40s\": expected a half-year, such as %d-H1", text,
                       s->month_year);
        return -1;
    }
    int year = atoi(text);
    if (year < s->month_year || year > s->last_year) {
        pr_data_refuse(&self->data, "%.7s is outside the scenario: expected %d-H1 to %d-H2", text,
                       s->month_year, s->last_year);
        return -1;
    }
    return 2 * (year - s->month_year) + (text[6] - '1');
}

/* A pool is one: its persons are the region's, and what municipalities report the region does not repeat. */
static bool belongs(reading_t *self, int kind, int scope)
{
    if ((kind == PR_REPORTED_PERSONS) == (scope == 0)) {
        return true;
    }
    pr_data_refuse(
        &self->data,
        scope == 0
            ? N_("%s of the region is given: expected an empty cell, it is the sum of the municipalities")
            : N_("%s of a municipality is given: expected it in the row of Regio only"),
        pr_data_name(&self->data, (size_t)(COLUMN_FIRST_KIND + kind)));
    return false;
}

/* Of people there is no half one, and of a pool that has not begun there is nothing. */
static bool can_be(reading_t *self, int kind, int half, double value)
{
    const pr_scenario_t *s = self->scenario;
    const char *name = pr_data_name(&self->data, (size_t)(COLUMN_FIRST_KIND + kind));
    if (kind != PR_REPORTED_HOURS && value != floor(value)) {
        pr_data_refuse(&self->data, "%s is %.40s: expected a whole number, such as %.0f or %.0f", name,
                       pr_data_field(&self->data, (size_t)(COLUMN_FIRST_KIND + kind)), floor(value),
                       ceil(value));
        return false;
    }
    if (value > 0 && 6 * half + 5 < s->start_month) {
        pr_data_refuse(&self->data,
                       "%s of a half-year before the pool begins is given: expected 0 or an empty "
                       "cell before %d-%02d",
                       name, s->month_year + s->start_month / 12, 1 + s->start_month % 12);
        return false;
    }
    return true;
}

static void read_cells(reading_t *self, int scope, int half)
{
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        double value = pr_data_number(&self->data, (size_t)(COLUMN_FIRST_KIND + kind), 0, most[kind]);
        if (isnan(value) || !belongs(self, kind, scope) || !can_be(self, kind, half, value)) {
            continue;
        }
        self->out->value[kind][scope][half] = value;
        self->out->figures++;
        if (half + 1 > self->out->halves) {
            self->out->halves = half + 1;
            self->out->last_line = self->data.line;
        }
    }
}

static void read_row(reading_t *self)
{
    int scope = scope_of(self, pr_data_field(&self->data, COLUMN_MUNICIPALITY));
    int half = half_of(self, pr_data_field(&self->data, COLUMN_PERIOD));
    if (scope < 0 || half < 0) {
        return;
    }
    int *before = &self->line_of[scope][half];
    if (*before) {
        char period[16];
        pr_reported_half(self->scenario, half, period);
        pr_data_refuse(&self->data, "%s %s was given before, on line %d: expected each half-year once",
                       scope ? self->scenario->municipality[scope - 1].name : "Regio", period, *before);
        return;
    }
    *before = self->data.line;
    read_cells(self, scope, half);
}

int pr_reported_parse(pr_reported_t *self, const pr_scenario_t *scenario, const char *name, char *bytes,
                      size_t length, pr_errors_t *errors)
{
    reading_t *reading = pr_new(1, sizeof *reading);
    pr_reported_init(self);
    if (!reading) {
        return pr_errors_add(errors, PR_ERR_MEMORY, name, 0, "out of memory");
    }
    reading->out = self;
    reading->scenario = scenario;
    if (pr_data_open(&reading->data, name, bytes, length, columns, COLUMNS, errors)) {
        while (pr_data_next(&reading->data)) {
            read_row(reading);
        }
    }
    int status = reading->data.status;
    self->invented = reading->data.invented;
    pr_free(reading);
    if (status != 0) {
        pr_reported_init(self);
    }
    return status;
}

int pr_figures_read(pr_figures_t *self, const char *path, pr_errors_t *errors)
{
    const char *why;
    int status = 0;
    memset(self, 0, sizeof *self);
    self->bytes = pr_bytes_read(path, &self->length, &why, &status);
    if (!self->bytes) {
        return pr_errors_add(errors, status, *path ? path : "CSV", 0,
                             "this file can't be read (%s): expected a CSV file of at most 1 MiB",
                             pr_errors_words(errors, why ? why : pr_status_name(status)));
    }
    pr_bytes_sha256(self->bytes, self->length, self->sha256);
    return 0;
}

void pr_figures_free(pr_figures_t *self)
{
    pr_free(self->bytes);
    memset(self, 0, sizeof *self);
}

int pr_reported_read(pr_reported_t *self, const pr_scenario_t *scenario, const char *path,
                     pr_errors_t *errors)
{
    pr_figures_t figures;
    pr_reported_init(self);
    int status = pr_figures_read(&figures, path, errors);
    if (status == 0) {
        status = pr_reported_parse(self, scenario, path, figures.bytes, figures.length, errors);
    }
    pr_figures_free(&figures);
    return status;
}

/* ---- published figures ---- */

enum { OVA_YEAR, OVA_VINTAGE, OVA_PERCENT, OVA_SOURCE, OVA_COLUMNS };

static const pr_column_t ova_columns[OVA_COLUMNS] = {{"year", "jaar", true},
                                                     {"vintage", "moment", true},
                                                     {"percent", "procent", true},
                                                     {"source", "bron", true}};

static bool vintage_of(pr_data_t *data, pr_vintage_t *out)
{
    static const struct {
        const char *name, *dutch;
        pr_vintage_t vintage;
    } known[] = {{"spring", "voorjaar", PR_VINTAGE_SPRING},
                 {"september", "september", PR_VINTAGE_SEPTEMBER},
                 {"definitive", "definitief", PR_VINTAGE_DEFINITIVE}};
    const char *text = pr_data_field(data, OVA_VINTAGE);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(text, known[i].name) == 0 || strcmp(text, known[i].dutch) == 0) {
            *out = known[i].vintage;
            return true;
        }
    }
    pr_data_refuse(
        data, "vintage is \"%.40s\": expected spring (voorjaar), september or definitive (definitief)", text);
    return false;
}

static bool is_new(pr_data_t *data, const pr_published_list_t *list, int year, pr_vintage_t vintage)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->figure[i].year == year && list->figure[i].vintage == vintage) {
            pr_data_refuse(data, "the %s figure of %d was given before: expected each once",
                           pr_data_field(data, OVA_VINTAGE), year);
            return false;
        }
    }
    return true;
}

static void read_published(pr_data_t *data, pr_published_list_t *out)
{
    double year = pr_data_number(data, OVA_YEAR, PR_FIGURES_FROM, PR_FIGURES_FROM + PR_FIGURES_YEARS - 1);
    double percent = pr_data_number(data, OVA_PERCENT, -50, 50);
    pr_published_t figure = {0};
    bool empty = !*pr_data_field(data, OVA_YEAR) || !*pr_data_field(data, OVA_PERCENT);
    if (empty || (!isnan(year) && year != floor(year))) {
        pr_data_refuse(data, "year or percent is missing: expected a whole year and its growth in percent");
        return;
    }
    if (!vintage_of(data, &figure.vintage) || isnan(year) || isnan(percent)) {
        return;
    }
    if (!is_new(data, out, (int)year, figure.vintage)) {
        return;
    }
    if (out->count == PR_PUBLISHED_MAX) {
        pr_data_refuse(data, "there are too many figures: expected at most %d", PR_PUBLISHED_MAX);
        return;
    }
    figure.year = (int)year;
    figure.growth.millionths = (int32_t)llround(percent * 1e4);
    snprintf(figure.source, sizeof figure.source, "%.190s", pr_data_field(data, OVA_SOURCE));
    pr_text_make_printable(figure.source);
    out->figure[out->count++] = figure;
}

int pr_published_parse(pr_published_list_t *self, const char *name, char *bytes, size_t length,
                       pr_errors_t *errors)
{
    pr_data_t data;
    memset(self, 0, sizeof *self);
    if (pr_data_open(&data, name, bytes, length, ova_columns, OVA_COLUMNS, errors)) {
        while (pr_data_next(&data)) {
            read_published(&data, self);
        }
    }
    self->invented = data.invented;
    if (data.status != 0) {
        memset(self, 0, sizeof *self);
    }
    return data.status;
}

int pr_published_read(pr_published_list_t *self, const char *path, pr_errors_t *errors)
{
    pr_figures_t figures;
    memset(self, 0, sizeof *self);
    int status = pr_figures_read(&figures, path, errors);
    if (status == 0) {
        status = pr_published_parse(self, path, figures.bytes, figures.length, errors);
    }
    pr_figures_free(&figures);
    return status;
}
