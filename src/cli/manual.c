/* poolraming manual: the page for man(1), from the tables of commands and options. */
#include "cli/options.h"
#include "core/text.h"
#include <string.h>

enum { LINE_MOST = 64 };

/* A word in roff, where these have meanings of their own. */
static void add_word(pr_text_t *out, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        switch (word[i]) {
        case '\\':
            pr_text_adds(out, "\\e");
            break;
        case '-':
            pr_text_adds(out, "\\-");
            break;
        case '\'':
            pr_text_adds(out, "\\(aq");
            break;
        default:
            pr_text_add(out, word + i, 1);
        }
    }
}

/* Running text: short lines, and a new one for each sentence. */
static void add_text(pr_text_t *out, const char *text)
{
    size_t column = 0;
    bool ended = false;
    for (const char *word = text + strspn(text, " "); *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        if (column > 0 && (ended || column + 1 + length > LINE_MOST)) {
            pr_text_adds(out, "\n");
            column = 0;
        }
        pr_text_adds(out, column > 0 ? " " : *word == '.' ? "\\&" : "");
        add_word(out, word, length);
        column += 1 + length;
        ended = strchr(".?", word[length - 1]) != NULL;
        word += length;
    }
    pr_text_adds(out, "\n");
}

static void add_marked(pr_text_t *out, char font, const char *word)
{
    pr_text_addf(out, "\\f%c", font);
    add_word(out, word, strlen(word));
    pr_text_adds(out, "\\fR");
}

static void add_section(pr_text_t *out, const char *title)
{
    pr_text_addf(out, ".SH %s\n", title);
}

static void add_head(pr_text_t *out, pr_lang_t lang)
{
    bool dutch = lang == PR_LANG_NL;
    pr_text_addf(out, ".\\\" Made by: poolraming manual --lang %s\n", dutch ? "nl" : "en");
    pr_text_addf(out, ".TH POOLRAMING 1 %s \"poolraming %s\" \"%s\"\n", POOLRAMING_RELEASE_DATE, pr_version(),
                 pr_translate(lang, "User Commands"));
    pr_text_adds(out, ".nh\n.ad l\n"); /* groff has no Dutch hyphenation and would take the English */
    add_section(out, pr_translate(lang, "NAME"));
    pr_text_adds(out, "poolraming \\- ");
    add_text(out, program_purpose(lang));
    add_section(out, pr_translate(lang, "SYNOPSIS"));
    pr_text_addf(out, ".B poolraming\n\\fI%s\\fR [\\fI%s\\fR]...\n", pr_translate(lang, "COMMAND"),
                 pr_translate(lang, "OPTION"));
    pr_text_adds(out, "[\\fIARGUMENT\\fR]...\n");
    add_section(out, pr_translate(lang, "DESCRIPTION"));
    add_text(out, pr_translate(
                      lang, "Poolraming simulates what a regional pool of peer experts costs, what it takes "
                            "from each municipality's share of a budget surplus, how many peer experts there "
                            "will be and how many residents they reach, and how uncertain that is. A "
                            "scenario is a text file; every figure can be traced to a line of it."));
}

static void add_commands(pr_text_t *out, pr_lang_t lang)
{
    add_section(out, pr_translate(lang, "COMMANDS"));
    for (size_t i = 0; i < command_count; i++) {
        char sentence[1024];
        if (commands[i].letter & HIDDEN) {
            continue;
        }
        pr_text_adds(out, ".TP\n");
        add_marked(out, 'B', commands[i].name);
        if (*commands[i].operands) {
            pr_text_adds(out, " ");
            add_marked(out, 'I', pr_translate(lang, commands[i].operands));
        }
        pr_text_adds(out, "\n");
        command_sentence(&commands[i], lang, sentence, sizeof sentence);
        add_text(out, sentence);
    }
}

/* Which commands take an option, where not all do. */
static void add_takers(pr_text_t *out, pr_lang_t lang, const option_t *option)
{
    const char *before = pr_translate(lang, "; with");
    for (size_t i = 0; i < command_count && option->commands; i++) {
        if (option_belongs(option, &commands[i])) {
            pr_text_addf(out, "%s %s", before, commands[i].name);
            before = ",";
        }
    }
}

static void add_option(pr_text_t *out, pr_lang_t lang, const option_t *option)
{
    pr_text_adds(out, ".TP\n");
    if (option->letter) {
        pr_text_addf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    pr_text_adds(out, "\\fB\\-\\-\\fR");
    add_marked(out, 'B', option->name);
    if (option->value) {
        pr_text_adds(out, " ");
        add_marked(out, 'I', pr_translate(lang, option->value));
    }
    pr_text_adds(out, "\n");
    pr_text_t text;
    pr_text_init(&text);
    pr_text_adds(&text, option_text(option, lang));
    add_takers(&text, lang, option);
    add_text(out, text.failed ? "" : text.data);
    pr_text_free(&text);
}

static void add_options(pr_text_t *out, pr_lang_t lang)
{
    size_t count;
    const option_t *table = options_table(&count);
    add_section(out, pr_translate(lang, "OPTIONS"));
    for (option_group_t group = 0; group < GROUPS; group++) {
        pr_text_addf(out, ".SS %s\n", group_title(group, lang));
        for (size_t i = 0; i < count; i++) {
            if (table[i].group == group) {
                add_option(out, lang, &table[i]);
            }
        }
    }
}

/* What is no option: names and what they mean. */
typedef struct {
    const char *name, *text;
} entry_t;

static const entry_t files[] = {
    {"out/<id>", N_("the folder with the results, unless --out names another")},
    {"~/.local/share/poolraming/runs.db", N_("the archive of runs, unless --archive names another")},
    {"share/poolraming/scenarios", N_("the scenarios that come with the program")},
    {"share/poolraming/plots", N_("the templates of the charts, for gnuplot(1)")},
};
static const entry_t environment[] = {
    {"LC_ALL, LC_MESSAGES, LANG", N_("the language: English where they begin with en, else Dutch")},
    {"XDG_DATA_HOME", N_("the folder that gets poolraming/runs.db")},
    {"NO_COLOR", N_("no colour or bold on a terminal")},
};
static const entry_t statuses[] = {
    {"0", N_("done")},
    {"1", N_("failed: a full disk, a child that failed")},
    {"2", N_("the input is wrong: a scenario or an option")},
    {"130", N_("interrupted")},
};

static void add_entries(pr_text_t *out, pr_lang_t lang, const char *title, const entry_t *list, size_t count)
{
    add_section(out, title);
    for (size_t i = 0; i < count; i++) {
        pr_text_adds(out, ".TP\n");
        add_marked(out, 'B', list[i].name);
        pr_text_adds(out, "\n");
        add_text(out, pr_translate(lang, list[i].text));
    }
}

static void add_examples(pr_text_t *out, pr_lang_t lang)
{
    add_section(out, pr_translate(lang, "EXAMPLES"));
    pr_text_adds(out, ".EX\n");
    for (size_t i = 0; i < command_count; i++) {
        if (!(commands[i].letter & HIDDEN)) {
            add_word(out, commands[i].example, strlen(commands[i].example));
            pr_text_adds(out, "\n");
        }
    }
    pr_text_adds(out, ".EE\n");
    add_section(out, pr_translate(lang, "SEE ALSO"));
    pr_text_adds(out, ".BR gnuplot (1)\n");
}

int command_manual(const options_t *options)
{
    pr_lang_t lang = options->lang;
    pr_text_t out;
    pr_text_init(&out);
    add_head(&out, lang);
    add_commands(&out, lang);
    add_options(&out, lang);
    add_entries(&out, lang, pr_translate(lang, "FILES"), files, sizeof files / sizeof *files);
    add_entries(&out, lang, pr_translate(lang, "ENVIRONMENT"), environment,
                sizeof environment / sizeof *environment);
    add_entries(&out, lang, pr_translate(lang, "\"EXIT STATUS\""), statuses,
                sizeof statuses / sizeof *statuses);
    add_examples(&out, lang);
    bool failed = out.failed;
    fputs(failed ? "" : out.data, stdout);
    pr_text_free(&out);
    return exit_status(failed ? PR_ERR_MEMORY : 0);
}
