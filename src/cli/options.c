/* One table of options drives reading, --help, the manual, completion and the complaints. */
#include "cli/options.h"
#include "core/text.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const progress_choices[] = {"auto", "always", "never", NULL};
static const char *const plots_choices[] = {"files", "terminal", "none", NULL};
static const char *const format_choices[] = {"text", "json", NULL};
static const char *const lang_choices[] = {"nl", "en", NULL};
static const char *const csv_choices[] = {"rfc4180", "nl", NULL};
static const char *const detail_choices[] = {"standard", "full", NULL};
static const char *const page_choices[] = {"tables", "raad", NULL};
static const char *const sampling_choices[] = {"mc", "lhs", "sobol", NULL};

#define AT(member) offsetof(options_t, member)

static const option_t table[] = {
    {0, "reports", "CSV", KIND_TEXT, AT(reports), 0, 0, NULL, LEARNS,
     N_("half-year figures: municipality, period, hours, reached, waiting, persons"), GROUP_SIMULATION},
    {0, "ova", "CSV", KIND_TEXT, AT(ova), 0, 0, NULL, LEARNS,
     N_("published OVA figures: year, vintage, percent, source"), GROUP_SIMULATION},
    {'n', "replicates", "N", KIND_COUNT, AT(replicates), 0, 0, NULL, RUNS | EXPLAINS | LEARNS,
     N_("number of replicates (default 10,000)"), GROUP_SIMULATION},
    {0, "precision", "REL", KIND_SHARE, AT(precision), 0, 0, NULL, RUNS,
     N_("stop when the standard error of the headline outcomes is below this part of their mean; -n is then "
        "the most"),
     GROUP_SIMULATION},
    {'n', "replicates", "N", KIND_COUNT, AT(replicates), 0, 0, NULL, DRIVES,
     N_("about this many evaluations of the model at most (default 100,000)"), GROUP_SIMULATION},
    {0, "precision", N_("SHARE"), KIND_SHARE, AT(precision), 0, 0, NULL, DRIVES,
     N_("stop when no 95% interval of a Sobol' index is wider than plus or minus this share (default 0.05)"),
     GROUP_SIMULATION},
    {0, "outcome", N_("METRIC"), KIND_OUTCOME, 0, 0, 0, NULL, DRIVES,
     N_("outcome to explain; repeatable (default net effect, residents reached and settlement)"),
     GROUP_SIMULATION},
    {0, "period", N_("PERIOD"), KIND_TEXT, AT(period), 0, 0, NULL, DRIVES,
     N_("of the outcomes: 2026, 2026-H1, 2026-03 or all (default all)"), GROUP_SIMULATION},
    {0, "municipality", N_("NAME"), KIND_TEXT, AT(municipality), 0, 0, NULL, DRIVES,
     N_("of the outcomes (default the region)"), GROUP_SIMULATION},
    {0, "seed", "S", KIND_COUNT, AT(seed), AT(has_seed), 0, NULL, RUNS | EXPLAINS | DRIVES | LEARNS,
     N_("seed of the random numbers"), GROUP_SIMULATION},
    {'j', "threads", "K", KIND_THREADS, AT(threads), 0, 0, NULL, RUNS | EXPLAINS | DRIVES | LEARNS | RERUNS,
     N_("number of threads (default all cores)"), GROUP_SIMULATION},
    {'o', "out", N_("DIR"), KIND_TEXT, AT(out_dir), 0, 0, NULL, DRAWS | DRIVES | LEARNS,
     N_("folder for the files (default out/<id>)"), GROUP_OUTPUT},
    {'o', "out", N_("DIR"), KIND_TEXT, AT(out_dir), 0, 0, NULL, COMPARES,
     N_("folder for the files (default out/<id>-<id>)"), GROUP_OUTPUT},
    {'o', "out", N_("DIR"), KIND_TEXT, AT(out_dir), 0, 0, NULL, DECIDES,
     N_("folder for the files (default out/<id>-besluit)"), GROUP_OUTPUT},
    {'o', "out", N_("DIR"), KIND_TEXT, AT(out_dir), 0, 0, NULL, DIFFS,
     N_("folder for the files (default out/diff-<ID>-<ID>)"), GROUP_OUTPUT},
    {'o', "out", N_("DIR"), KIND_TEXT, AT(out_dir), 0, 0, NULL, RERUNS,
     N_("folder for the files (without it: no files)"), GROUP_OUTPUT},
    {0, "overlay", N_("FILE"), KIND_OVERLAY, 0, 0, 0, NULL, LAYS,
     N_("lay the settings of a file over each scenario, before --set; repeatable"), GROUP_SIMULATION},
    {0, "set", N_("path=value"), KIND_SET, 0, 0, 0, NULL, LOADS, N_("change a setting; repeatable"),
     GROUP_SIMULATION},
    {0, "detail", "standard|full", KIND_CHOICE, AT(detail), 0, 0, detail_choices, RUNS,
     N_("full: the months of municipalities in results.csv too"), GROUP_OUTPUT},
    {0, "draw", "K", KIND_COUNT, AT(draw), AT(has_draw), 0, NULL, DRAWS,
     N_("print replicate K alone, step by step"), GROUP_SIMULATION},
    {0, "municipality", N_("NAME"), KIND_TEXT, AT(municipality), 0, 0, NULL, DRAWS,
     N_("with --draw: the region and this municipality only; with --page raad: this municipality's page"),
     GROUP_SIMULATION},
    {0, "sampling", "mc|lhs|sobol", KIND_CHOICE, AT(sampling), 0, 0, sampling_choices, DRAWS,
     N_("how uncertain parameters are drawn: one by one (default), Latin hypercube, or Sobol' in 16 "
        "scramblings; -n is then a multiple of 16"),
     GROUP_SIMULATION},
    {0, "page", "tables|raad", KIND_CHOICE, AT(page), 0, 0, page_choices, DRAWS,
     N_("raad: print and write one page for the council instead of the tables"), GROUP_OUTPUT},
    {0, "buffer", "EURO", KIND_EUROS, AT(buffer_eur), AT(has_buffer), 0, NULL, DRAWS,
     N_("with --page raad: what is available, for the ratio and the class (weerstandsvermogen)"),
     GROUP_OUTPUT},
    {0, "plots", "files|terminal|none", KIND_CHOICE, AT(plots), 0, 0, plots_choices, DRAWS | DIFFS,
     N_("charts as files, on the terminal, or none"), GROUP_OUTPUT},
    {0, "no-plots", NULL, KIND_FLAG, AT(plots), 0, PLOTS_NONE, NULL,
     DRAWS | DRIVES | DECIDES | LEARNS | DIFFS | COMPARES, N_("no charts"), GROUP_OUTPUT},
    {0, "plots-seconds", "S", KIND_SECONDS, AT(plots_seconds), 0, 0, NULL,
     DRAWS | DRIVES | DECIDES | LEARNS | DIFFS | COMPARES,
     N_("how long gnuplot may take over a chart (default 30)"), GROUP_OUTPUT},
    {0, "half-year", N_("YEAR-HALF"), KIND_HALF, AT(half_year), 0, 0, NULL, DRAWS,
     N_("write what to expect in a half-year report too, for example 2025-H2"), GROUP_OUTPUT},
    {0, "value", "EURO", KIND_EUROS, AT(value), 0, 0, NULL, DECIDES,
     N_("what a resident reached is worth; by default a range of values"), GROUP_SIMULATION},
    {0, "success-value", "EURO", KIND_EUROS, AT(success_value), 0, 0, NULL, DECIDES,
     N_("what a success is worth on top of that; by default a range of values apart"), GROUP_SIMULATION},
    {0, "from", N_("YEAR"), KIND_YEAR, AT(from), 0, 0, NULL, DECIDES,
     N_("the first year that counts (default the first after the decided years)"), GROUP_SIMULATION},
    {0, "csv", "rfc4180|nl", KIND_CHOICE, AT(csv), 0, 0, csv_choices, WRITES | RERUNS | DIFFS,
     N_("nl: semicolon and decimal comma, for a Dutch spreadsheet"), GROUP_OUTPUT},
    {0, "unmasked", NULL, KIND_FLAG, AT(unmasked), 0, 1, NULL, WRITES | EXPLAINS,
     N_("show counts below 5 per municipality and theme too"), GROUP_OUTPUT},
    {0, "verify", NULL, KIND_FLAG, AT(verify), 0, 1, NULL, RUNS,
     N_("check every identity after each replicate"), GROUP_SIMULATION},
    {0, "format", "text|json", KIND_CHOICE, AT(format), 0, 0, format_choices, LOADS | LOOKS,
     N_("tables or JSON on the terminal"), GROUP_OUTPUT},
    {0, "archive", N_("FILE|none"), KIND_TEXT, AT(archive), 0, 0, NULL, KEEPS,
     N_("file with the runs that are kept (default in the home folder)"), GROUP_GENERAL},
    {0, "progress", "auto|always|never", KIND_CHOICE, AT(progress), 0, 0, progress_choices,
     RUNS | EXPLAINS | DRIVES | LEARNS | RERUNS, N_("progress on stderr"), GROUP_GENERAL},
    {0, "quiet", NULL, KIND_FLAG, AT(quiet), 0, 1, NULL, 0, N_("no tables, notes and progress"),
     GROUP_GENERAL},
    {0, "lang", "nl|en", KIND_CHOICE, AT(lang), 0, 0, lang_choices, 0,
     N_("language (default that of the environment)"), GROUP_GENERAL},
    {'h', "help", NULL, KIND_FLAG, AT(help), 0, 1, NULL, 0, N_("this help"), GROUP_GENERAL},
    {'V', "version", NULL, KIND_FLAG, AT(version), 0, 1, NULL, 0, N_("the version"), GROUP_GENERAL},
};
enum { TABLE_COUNT = sizeof table / sizeof *table };

const option_t *options_table(size_t *count)
{
    *count = TABLE_COUNT;
    return table;
}

void option_format(const option_t *option, pr_lang_t lang, char *out, size_t size)
{
    snprintf(out, size, "%c%c%c --%s%s%s", option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
             option->letter ? ',' : ' ', option->name, option->value ? " " : "",
             option->value ? pr_translate(lang, option->value) : "");
}

const char *option_text(const option_t *option, pr_lang_t lang)
{
    return pr_translate(lang, option->text);
}

const char *group_title(option_group_t group, pr_lang_t lang)
{
    static const char *const titles[GROUPS] = {[GROUP_SIMULATION] = N_("Simulation"),
                                               [GROUP_OUTPUT] = N_("Output"),
                                               [GROUP_GENERAL] = N_("General")};
    return pr_translate(lang, titles[group]);
}

static pr_lang_t language_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            return strncmp(value, "en", 2) == 0 ? PR_LANG_EN : PR_LANG_NL;
        }
    }
    return PR_LANG_NL;
}

/* The language in which to complain, also of what stands before --lang. */
pr_lang_t language_asked(int argc, char **argv)
{
    pr_lang_t lang = language_of_environment();
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool apart = strcmp(argv[i], "--lang") == 0 && i + 1 < argc;
        const char *value = apart ? argv[i + 1] : strncmp(argv[i], "--lang=", 7) == 0 ? argv[i] + 7 : "";
        lang = strcmp(value, "nl") == 0 ? PR_LANG_NL : strcmp(value, "en") == 0 ? PR_LANG_EN : lang;
    }
    return lang;
}

shown_t shown(const char *name)
{
    shown_t out;
    snprintf(out.s, sizeof out.s, "%.190s", name);
    pr_text_make_printable(out.s);
    return out;
}

/* `given`: the value that is refused, or NULL. */
static int complain(pr_lang_t lang, const char *name, const char *given, const char *wrong,
                    const char *detail)
{
    fprintf(stderr, "%s--%.60s%s%s:%s %s%s%s\n", mark(stderr, MARK_ERROR), name, given ? " " : "",
            given ? shown(*given ? given : "\"\"").s : "", mark(stderr, MARK_NONE), pr_translate(lang, wrong),
            detail ? " " : "", detail ? detail : "");
    return EXIT_INPUT;
}

static int store_count(options_t *self, const option_t *option, const char *text)
{
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    bool least = option->offset == AT(replicates) ? value >= 1 : true;
    if (errno || text[0] < '0' || text[0] > '9' || *end || !least || value > INT64_MAX ||
        (option->offset == AT(replicates) && value > 100000000) ||
        (option->offset == AT(draw) && value >= UINT64_C(1)
                                                    << 48)) { /* replicates have 48 bits in the streams */
        return complain(self->lang, option->name, text, N_("expected a whole number"),
                        option->offset == AT(replicates) ? "1…100000000"
                        : option->offset == AT(draw)     ? "0…281474976710655"
                                                         : ">= 0");
    }
    *(uint64_t *)(void *)((char *)self + option->offset) = value;
    return EXIT_DONE;
}

static int store_number(options_t *self, const option_t *option, const char *text)
{
    char *end = NULL;
    double value = strtod(text, &end);
    if (option->kind == KIND_SHARE) {
        if (end == text || *end || !(value > 0 && value < 1)) {
            return complain(self->lang, option->name, text,
                            N_("expected a number between 0 and 1, such as 0.01"), NULL);
        }
        self->precision = value;
        return EXIT_DONE;
    }
    if (option->kind == KIND_SECONDS) {
        if (end == text || *end || !(value > 0 && value <= 3600)) {
            return complain(self->lang, option->name, text,
                            N_("expected a number of seconds up to 3600, such as 10"), NULL);
        }
        self->plots_seconds = value;
        return EXIT_DONE;
    }
    if (end == text || *end || !(value >= 1 && value <= 256) || value != floor(value)) {
        return complain(self->lang, option->name, text, N_("expected a whole number from 1 to 256"), NULL);
    }
    self->threads = (int)value;
    return EXIT_DONE;
}

/* Euros or a year: numbers without a bound of their own but what makes sense. */
static int store_decision(options_t *self, const option_t *option, const char *text)
{
    char *end = NULL;
    double value = strtod(text, &end);
    bool number = text[0] >= '0' && text[0] <= '9' && !*end && isfinite(value);
    if (option->kind == KIND_EUROS) {
        if (!number || value > 1e12) {
            return complain(self->lang, option->name, text,
                            N_("expected an amount in euros, such as 250000 or 1250.50"), NULL);
        }
        *(double *)(void *)((char *)self + option->offset) = value;
        if (option->has) {
            *((bool *)self + option->has) = true;
        }
    } else {
        if (!number || value != floor(value) || value < 1000 || value > 9999) {
            return complain(self->lang, option->name, text, N_("expected a year, such as 2026"), NULL);
        }
        self->from = (int)value;
    }
    return EXIT_DONE;
}

static int store_choice(options_t *self, const option_t *option, const char *text)
{
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], text) == 0) {
            *(int *)(void *)((char *)self + option->offset) = i;
            return EXIT_DONE;
        }
    }
    return complain(self->lang, option->name, text, N_("expected one of"), option->value);
}

static int store_half(options_t *self, const option_t *option, const char *text)
{
    bool good = strspn(text, "0123456789") == 4 && text[4] == '-' && (text[5] == 'H' || text[5] == 'h') &&
                (text[6] == '1' || text[6] == '2') && !text[7];
    if (!good) {
        return complain(self->lang, option->name, text, N_("expected a half-year, such as 2025-H2"), NULL);
    }
    self->half_year = (pr_period_t){PR_PERIOD_HALF, atoi(text), text[6] - '0'};
    return EXIT_DONE;
}

/* Among the changes to a scenario, before what --set says, wherever that stands. */
static int store_overlay(options_t *self, const option_t *option, const char *text)
{
    if (self->overlays == OVERLAYS_MAX || self->assignments == ASSIGNMENTS_MAX) {
        return complain(self->lang, option->name, NULL, N_("given too often"), NULL);
    }
    if (!*text || strlen(text) > FOLDER_MOST) {
        return complain(self->lang, option->name, text, N_("expected a name"), NULL);
    }
    char *change = self->overlay[self->overlays];
    snprintf(change, sizeof self->overlay[0], PR_OVERLAY "%s", text);
    memmove(self->assignment + self->overlays + 1, self->assignment + self->overlays,
            (self->assignments - self->overlays) * sizeof *self->assignment);
    self->assignment[self->overlays++] = change;
    self->assignments++;
    return EXIT_DONE;
}

/* Said once, not for each scenario. */
static int refuse_overlays(const options_t *self)
{
    int status = EXIT_DONE;
    for (size_t i = 0; i < self->overlays && status == EXIT_DONE; i++) {
        status = refuse_path(self->lang, self->overlay[i] + sizeof PR_OVERLAY - 1);
    }
    return status;
}

static int store(options_t *self, const option_t *option, const char *text)
{
    switch (option->kind) {
    case KIND_FLAG:
        if (option->offset == AT(plots)) {
            self->plots = PLOTS_NONE;
        } else {
            *((bool *)self + option->offset) = option->setting != 0;
        }
        return EXIT_DONE;
    case KIND_COUNT:
        return store_count(self, option, text);
    case KIND_THREADS:
    case KIND_SHARE:
    case KIND_SECONDS:
        return store_number(self, option, text);
    case KIND_EUROS:
    case KIND_YEAR:
        return store_decision(self, option, text);
    case KIND_HALF:
        return store_half(self, option, text);
    case KIND_CHOICE:
        return store_choice(self, option, text);
    case KIND_OVERLAY:
        return store_overlay(self, option, text);
    case KIND_SET:
        if (self->assignments == ASSIGNMENTS_MAX) {
            return complain(self->lang, option->name, NULL, N_("given too often"), NULL);
        }
        if (strncmp(text, PR_OVERLAY, strlen(PR_OVERLAY)) == 0) { /* would be taken for that option */
            return complain(self->lang, option->name, text, N_("expected path=value"), NULL);
        }
        self->assignment[self->assignments++] = text;
        return EXIT_DONE;
    case KIND_OUTCOME:
        if (self->outcomes == OUTCOMES_MAX) {
            return complain(self->lang, option->name, NULL, N_("given too often"), NULL);
        }
        self->outcome[self->outcomes++] = text;
        return EXIT_DONE;
    default:
        if (!*text || strlen(text) > FOLDER_MOST) {
            bool folder = option->offset == AT(out_dir);
            return complain(self->lang, option->name, text,
                            folder ? N_("expected the name of a folder") : N_("expected a name"), NULL);
        }
        *(const char **)(void *)((char *)self + option->offset) = text;
        return EXIT_DONE;
    }
}

static bool is_called(const option_t *option, const char *name, size_t length, char letter)
{
    return name ? strlen(option->name) == length && strncmp(option->name, name, length) == 0
                : letter && option->letter == letter;
}

bool option_belongs(const option_t *option, const command_t *command)
{
    return !option->commands || (command && (option->commands & command->letter));
}

/* Without a command every option may be known: what is wrong then is that there is none. */
static bool belongs(const option_t *option, const command_t *command)
{
    return !command || option_belongs(option, command);
}

/* By name, or by letter where that is NULL: the one of this command, else another command's of that name. */
static const option_t *find(const command_t *command, const char *name, size_t length, char letter)
{
    const option_t *found = NULL;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (is_called(&table[i], name, length, letter) && (!found || !belongs(found, command))) {
            found = &table[i];
        }
    }
    return found;
}

/* A value was forgotten: what it is. */
static int refuse_no_value(pr_lang_t lang, const option_t *option)
{
    pr_text_t what;
    pr_text_init(&what);
    pr_text_addf(&what, "%s, %s", pr_translate(lang, option->value), option_text(option, lang));
    int status =
        complain(lang, option->name, NULL, N_("expected a value:"), what.failed ? option->value : what.data);
    pr_text_free(&what);
    return status;
}

/* Is this word an option of the command, and so no value of the option before it? */
static bool is_option(const char *word, const command_t *command)
{
    bool by_name = strncmp(word, "--", 2) == 0 && word[2];
    const option_t *found = by_name ? find(command, word + 2, strcspn(word + 2, "="), '\0')
                            : *word == '-' && word[1] && !word[2] ? find(command, NULL, 0, word[1])
                                                                  : NULL;
    return found && belongs(found, command);
}

/* One option at argv[*i]; its value may stand behind '=', in the same word (-n100) or in the next. */
static int read_option(options_t *self, int argc, char **argv, int *i, const command_t *command)
{
    const char *argument = argv[*i], *value = NULL;
    const option_t *option;
    if (argument[1] == '-') {
        size_t length = strcspn(argument + 2, "=");
        option = find(command, argument + 2, length, '\0');
        value = argument[2 + length] == '=' ? argument + 3 + length : NULL;
    } else {
        option = find(command, NULL, 0, argument[1]);
        value = argument[2] ? argument + 2 : NULL;
    }
    if (!option || (!option->letter && argument[1] != '-')) {
        return refuse_option(self->lang, argument, command);
    }
    if (!belongs(option, command)) {
        return refuse_foreign(self->lang, option, command);
    }
    if (option->kind == KIND_FLAG && value) {
        return complain(self->lang, option->name, NULL, N_("takes no value"), NULL);
    }
    if (option->kind != KIND_FLAG && !value) {
        if (*i + 1 >= argc || is_option(argv[*i + 1], command)) {
            return refuse_no_value(self->lang, option);
        }
        value = argv[++*i];
    }
    int status = store(self, option, value);
    if (status == EXIT_DONE && option->has) {
        *((bool *)self + option->has) = true;
    }
    return status;
}

int options_read(options_t *self, int argc, char **argv, const command_t *command)
{
    memset(self, 0, sizeof *self);
    self->lang = language_asked(argc, argv);
    self->argument = argv;
    self->arguments = argc;
    self->value = self->success_value = NAN;
    bool only_operands = false;
    for (int i = command ? 2 : 1; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (!only_operands && argv[i][0] == '-' && argv[i][1]) {
            int status = read_option(self, argc, argv, &i, command);
            if (status != EXIT_DONE) {
                return status;
            }
        } else if (self->operands < OPERANDS_MAX) {
            self->operand[self->operands++] = argv[i];
        } else {
            fprintf(stderr, pr_translate(self->lang, "too many files: expected at most %d\n"), OPERANDS_MAX);
            return EXIT_INPUT;
        }
    }
    if (self->format == FORMAT_JSON && self->plots == PLOTS_TERMINAL) {
        return complain(self->lang, "plots", NULL, N_("terminal does not go with --format json"), NULL);
    }
    if (!command || self->help || self->version) {
        return EXIT_DONE;
    }
    int status = refuse_operands(self, command);
    return status == EXIT_DONE ? refuse_overlays(self) : status;
}
