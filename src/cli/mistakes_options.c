/* An option or a number of operands that a command does not take: what it does take. */
#include "cli/options.h"
#include "core/text.h"
#include <string.h>

enum { NAMES_MOST = 128 };

/* "--name" or "-n": an option of this command that has this letter, begins so, or is spelt nearly so; ""
   where there is none. */
static void name_nearest(const char *name, const command_t *command, char out[80])
{
    const char *names[NAMES_MOST], *begins = NULL;
    size_t count = 0, count_of;
    const option_t *table = options_table(&count_of);
    out[0] = '\0';
    for (size_t i = 0; i < count_of && count < NAMES_MOST; i++) {
        if (command && !option_belongs(&table[i], command)) {
            continue;
        }
        if (*name && !name[1] && table[i].letter == *name) {
            snprintf(out, 80, "-%c", *name);
            return;
        }
        names[count++] = table[i].name;
        begins = !begins && *name && strncmp(table[i].name, name, strlen(name)) == 0 ? table[i].name : begins;
    }
    const char *near = begins ? begins : pr_text_nearest(name, names, count);
    if (near) {
        snprintf(out, 80, "--%s", near);
    }
}

int refuse_option(pr_lang_t lang, const char *argument, const command_t *command)
{
    char name[64], near[80];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(argument, "="), argument);
    pr_text_make_printable(name);
    name_nearest(name + strspn(name, "-"), command, near);
    print_marked(stderr, MARK_ERROR, name);
    fprintf(stderr, pr_translate(lang, " is not an option: "));
    if (*near) {
        fprintf(stderr, pr_translate(lang, "did you mean %s?\n"), near);
    } else {
        fprintf(stderr, pr_translate(lang, "poolraming %s%s--help lists them\n"),
                command ? command->name : "", command ? " " : "");
    }
    return EXIT_INPUT;
}

/* Whether a command has an option of that name, which may mean something else for another. */
static bool takes(const command_t *command, const char *name)
{
    size_t count;
    const option_t *table = options_table(&count);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || (strcmp(table[i].name, name) == 0 && option_belongs(&table[i], command));
    }
    return found;
}

int refuse_foreign(pr_lang_t lang, const option_t *option, const command_t *command)
{
    char others[256] = "";
    size_t length = 0;
    for (size_t i = 0; i < command_count && length < sizeof others; i++) {
        if (takes(&commands[i], option->name)) {
            int more = snprintf(others + length, sizeof others - length, "%s%s", length ? ", " : "",
                                commands[i].name);
            length += more > 0 ? (size_t)more : 0;
        }
    }
    fprintf(stderr, "%s--%s:%s ", mark(stderr, MARK_ERROR), option->name, mark(stderr, MARK_NONE));
    fprintf(stderr, pr_translate(lang, "does not belong to this command: %s; it goes with: %s\n"),
            command->name, others);
    return EXIT_INPUT;
}

/* How many operands a command takes. */
static void count_operands(const command_t *command, size_t *least, size_t *most)
{
    const char *operands = command->operands;
    bool many = strstr(operands, "...") != NULL, two = !many && strchr(operands, ' ');
    *most = many ? OPERANDS_MAX : two ? 2 : *operands ? 1 : 0;
    *least = *operands == '[' ? 0 : !many ? *most : command->letter & DECIDES ? 1 : 2;
}

int refuse_operands(const options_t *self, const command_t *command)
{
    size_t least, most;
    count_operands(command, &least, &most);
    if (self->operands >= least && self->operands <= most) {
        return EXIT_DONE;
    }
    bool over = self->operands > most;
    /* More than one scenario: to see them side by side. */
    bool scenarios =
        over && strcmp(command->operands, "SCENARIO") == 0 && strstr(self->operand[most], ".cfg");
    bool alike = least > 1 && strcmp(command->operands, "SCENARIO...") == 0;
    fprintf(stderr, "%spoolraming %s:%s ", mark(stderr, MARK_ERROR), command->name, mark(stderr, MARK_NONE));
    if (over) {
        fprintf(stderr, pr_translate(self->lang, "\"%s\" is too much: "), shown(self->operand[most]).s);
    }
    fprintf(stderr, pr_translate(self->lang, "expected %s%s, for example: %s\n"),
            alike ? pr_translate(self->lang, "at least two of ") : "",
            *command->operands ? pr_translate(self->lang, command->operands)
                               : pr_translate(self->lang, "nothing more"),
            scenarios ? find_command("compare")->example : command->example);
    return EXIT_INPUT;
}
