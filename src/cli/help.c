/* poolraming help and --help: from the tables of commands and options, for 80 columns or a narrower terminal.
 */
#include "cli/options.h"
#include "core/text.h"
#include "report/table.h"
#include <ctype.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDEST = 80, NARROWEST = 50, COMMAND_COLUMN = 25, OPTION_COLUMN = 28 };

static size_t width_of(FILE *out)
{
    struct winsize size;
    bool known = isatty(fileno(out)) == 1 && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    size_t width = known && size.ws_col < WIDEST ? size.ws_col : WIDEST;
    return width < NARROWEST ? NARROWEST : width;
}

const char *program_purpose(pr_lang_t lang)
{
    return pr_translate(lang, "simulation of a regional pool of peer experts");
}

const char *command_text(const command_t *command, pr_lang_t lang)
{
    return pr_translate(lang, command->text);
}

void command_sentence(const command_t *command, pr_lang_t lang, char *out, size_t size)
{
    const char *more = command->more ? pr_translate(lang, command->more) : NULL;
    snprintf(out, size, "%s.%s%s", command_text(command, lang), more ? " " : "", more ? more : "");
    out[0] = (char)toupper((unsigned char)out[0]);
}

static void heading(FILE *out, const char *text)
{
    fprintf(out, "\n");
    print_marked(out, MARK_HEADING, text);
    fprintf(out, ":\n");
}

static void print_text(FILE *out, pr_text_t *text)
{
    fputs(text->failed || !text->data ? "" : text->data, out);
    pr_text_free(text);
}

static void paragraph(FILE *out, const char *words)
{
    pr_text_t text;
    pr_text_init(&text);
    pr_paragraph_within(&text, words, 0, width_of(out));
    print_text(out, &text);
}

/* A name and what it is, in two columns; a long name has a line of its own. */
static void entry(FILE *out, const char *name, const char *words, size_t column)
{
    size_t wide = 2 + pr_text_columns(name);
    bool apart = wide + 2 > column;
    pr_text_t line, text;
    pr_text_init(&line);
    pr_text_init(&text);
    fprintf(out, apart ? "  %s\n" : "", name);
    pr_text_addf(&line, "%*s", (int)(apart ? column : 2), "");
    if (!apart) {
        pr_text_addf(&line, "%s%*s", name, (int)(column - wide), "");
    }
    pr_text_adds(&line, words);
    pr_paragraph_within(&text, line.failed ? "" : line.data, column, width_of(out));
    print_text(out, &text);
    pr_text_free(&line);
}

static void print_commands(FILE *out, pr_lang_t lang)
{
    heading(out, pr_translate(lang, "Commands"));
    for (size_t i = 0; i < command_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s", commands[i].name, pr_translate(lang, commands[i].operands));
        if (!(commands[i].letter & HIDDEN)) {
            entry(out, name, command_text(&commands[i], lang), COMMAND_COLUMN);
        }
    }
}

static void print_options(FILE *out, pr_lang_t lang, const command_t *command)
{
    size_t count;
    const option_t *table = options_table(&count);
    for (option_group_t group = 0; group < GROUPS; group++) {
        bool begun = false;
        for (size_t i = 0; i < count; i++) {
            char name[80];
            if (table[i].group != group || !option_belongs(&table[i], command)) {
                continue;
            }
            if (!begun) {
                heading(out, group_title(group, lang));
                begun = true;
            }
            option_format(&table[i], lang, name, sizeof name);
            entry(out, name, option_text(&table[i], lang), OPTION_COLUMN);
        }
    }
}

static void print_usage(FILE *out, pr_lang_t lang, const command_t *command)
{
    print_marked(out, MARK_HEADING, pr_translate(lang, "Usage"));
    fprintf(out, ": poolraming %s%s%s%s\n\n", command ? command->name : pr_translate(lang, "COMMAND"),
            pr_translate(lang, " [OPTION]..."), command && *command->operands ? " " : "",
            command && *command->operands ? pr_translate(lang, command->operands) : "");
}

/* A line that is too wide goes on as a shell wants it. */
static void print_example(FILE *out, pr_lang_t lang, const char *example)
{
    size_t width = width_of(out);
    heading(out, pr_translate(lang, "Example"));
    while (pr_text_columns(example) > width - 2) {
        size_t length = 0;
        for (size_t i = 0; i < width - 4; i++) {
            length = example[i] == ' ' ? i : length;
        }
        if (length == 0) { /* a word that is wider */
            break;
        }
        fprintf(out, "  %.*s \\\n  ", (int)length, example);
        example += length + 1;
    }
    fprintf(out, "  %s\n", example);
}

void print_help(FILE *out, pr_lang_t lang, const command_t *command)
{
    char sentence[1024];
    print_usage(out, lang, command);
    if (command) {
        command_sentence(command, lang, sentence, sizeof sentence);
    } else {
        snprintf(sentence, sizeof sentence, "Poolraming: %s.", program_purpose(lang));
    }
    paragraph(out, sentence);
    if (!command) {
        print_commands(out, lang);
    }
    print_options(out, lang, command);
    print_example(out, lang, command ? command->example : commands[0].example);
    fprintf(out, "\n");
    if (!command) {
        paragraph(
            out,
            pr_translate(lang,
                         "The options of a command: poolraming help COMMAND, or poolraming COMMAND --help."));
    }
    paragraph(out,
              pr_translate(lang, "Exit status: 0 done, 1 failed, 2 the input is wrong, 130 interrupted."));
}

int command_help(const options_t *options)
{
    const command_t *about = options->operands > 0 ? find_command(options->operand[0]) : NULL;
    if (options->operands > 0 && !about) {
        return refuse_command(options->lang, options->operand[0]);
    }
    print_help(stdout, options->lang, about);
    return EXIT_DONE;
}
