/* poolraming completion bash: what bash(1) may fill in, from the tables of commands, options and metrics. */
#include "cli/options.h"
#include <stdio.h>
#include <string.h>

static void list_options(const command_t *command)
{
    size_t count;
    const option_t *table = options_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (option_belongs(&table[i], command)) {
            printf(" --%s", table[i].name);
        }
    }
}

static void list_commands(void)
{
    for (size_t i = 0; i < command_count; i++) {
        if (!(commands[i].letter & HIDDEN)) {
            printf(" %s", commands[i].name);
        }
    }
}

/* Those whose name is whole: what depends on a scenario is left out. */
static void list_metrics(void)
{
    size_t count;
    const pr_metric_t *metric = pr_metric_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (!strchr(metric[i].id, '<')) {
            printf(" %s", metric[i].id);
        }
    }
}

/* Whether an option of this name came before in the table: it has the same kind of value. */
static bool repeats(const option_t *table, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(table[k].name, table[i].name) == 0) {
            return true;
        }
    }
    return false;
}

static void print_pattern(const option_t *option)
{
    if (option->letter) {
        printf("-%c|", option->letter);
    }
    printf("--%s", option->name);
}

static void print_value(const option_t *option)
{
    printf("    ");
    print_pattern(option);
    printf(") ");
    if (option->choices) {
        printf("_poolraming_words \"");
        for (int i = 0; option->choices[i]; i++) {
            printf("%s%s", i ? " " : "", option->choices[i]);
        }
        printf("\"");
    } else if (strcmp(option->value, "CSV") == 0) {
        printf("_poolraming_files csv");
    } else if (strcmp(option->value, "DIR") == 0) {
        printf("_poolraming_folders");
    } else if (strcmp(option->value, "METRIC") == 0) {
        printf("_poolraming_words \"$metrics\"");
    } else if (strncmp(option->value, "FILE", 4) == 0) {
        printf("_poolraming_files ''");
    } else {
        printf(":");
    }
    printf(" ;;\n");
}

static void print_takers(const option_t *table, size_t count)
{
    printf("# Whether an option takes a value.\n_poolraming_takes()\n{\n    case $1 in\n    ");
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (table[i].value && !repeats(table, i)) {
            printf(first ? "" : "|");
            print_pattern(&table[i]);
            first = false;
        }
    }
    printf(") ;;\n    *) return 1 ;;\n    esac\n}\n\n");
}

static void print_values(void)
{
    size_t count;
    const option_t *table = options_table(&count);
    print_takers(table, count);
    printf("# What may follow an option.\n_poolraming_value()\n{\n    case $1 in\n");
    for (size_t i = 0; i < count; i++) {
        if (table[i].value && !repeats(table, i)) {
            print_value(&table[i]);
        }
    }
    printf("    esac\n}\n\n");
}

static void print_options_of_commands(void)
{
    printf("_poolraming_options()\n{\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) {
        printf("    %s) _poolraming_words \"", commands[i].name);
        list_options(&commands[i]);
        printf("\" ;;\n");
    }
    printf("    *) _poolraming_words \"");
    list_options(NULL);
    printf("\" ;;\n    esac\n}\n\n");
}

static const char *filler(const char *operands)
{
    static const char *const fillers[][2] = {{"SCENARIO ITEM", "_poolraming_item \"$2\""},
                                             {"SCENARIO", "_poolraming_files cfg"},
                                             {"FILE", "_poolraming_files cfg"},
                                             {"ID", "_poolraming_runs \"$3\""},
                                             {"[COMMAND]", "_poolraming_words \"$commands\""},
                                             {"SHELL", "_poolraming_words bash"}};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        if (strncmp(operands, fillers[i][0], strlen(fillers[i][0])) == 0) {
            return fillers[i][1];
        }
    }
    return ":";
}

static void print_operands(void)
{
    printf("# Of a command, the number of operands before it, and the program as it was called.\n"
           "_poolraming_operand()\n{\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) {
        printf("    %s) %s ;;\n", commands[i].name, filler(commands[i].operands));
    }
    printf("    esac\n}\n\n");
}

static const char head[] =
    "# Completion of poolraming for bash. Made by: poolraming completion bash\n"
    "# shellcheck shell=bash\n\n"
    "_poolraming_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }\n\n"
    "_poolraming_folders()\n{\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")\n}\n\n"
    "# Folders, and files that end so; '' is any file.\n"
    "_poolraming_files()\n{\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"; compgen -f -X \"${1:+!*.$1}\" -- \"$cur\" |\n"
    "        while IFS= read -r name; do [[ -d $name ]] || printf '%s\\n' \"$name\"; done)\n}\n\n"
    "# The runs that are kept, as the program lists them.\n"
    "_poolraming_runs()\n{\n"
    "    local id ids=last\n"
    "    while read -r id _; do\n"
    "        [[ $id =~ ^[0-9a-f]{8}$ ]] && ids+=\" $id\"\n"
    "    done < <(\"$1\" runs 2>/dev/null)\n"
    "    _poolraming_words \"$ids\"\n}\n\n"
    "_poolraming_item()\n{\n"
    "    case $1 in\n"
    "    0) _poolraming_files cfg ;;\n"
    "    1) _poolraming_words \"$metrics\" ;;\n"
    "    esac\n}\n\n";

static const char tail[] =
    "    local cur=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]} command='' operands=0 i word\n"
    "    COMPREPLY=()\n"
    "    if [[ $cur == '=' ]]; then\n"
    "        cur=''\n"
    "    elif [[ $last == '=' ]]; then\n"
    "        last=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [[ -z $command && $word != -* ]]; then\n"
    "            command=$word\n"
    "        elif _poolraming_takes \"$word\"; then\n"
    "            [[ ${COMP_WORDS[i+1]} == '=' ]] && ((i++))\n"
    "            ((i++)) # its value\n"
    "        elif [[ $word != -* ]]; then\n"
    "            ((operands++))\n"
    "        fi\n"
    "    done\n"
    "    if _poolraming_takes \"$last\"; then\n"
    "        _poolraming_value \"$last\"\n"
    "    elif [[ $cur == -* ]]; then\n"
    "        _poolraming_options \"$command\"\n"
    "    elif [[ -z $command ]]; then\n"
    "        _poolraming_words \"$commands\"\n"
    "    else\n"
    "        _poolraming_operand \"$command\" \"$operands\" \"$1\"\n"
    "    fi\n"
    "} && complete -F _poolraming poolraming\n";

int command_completion(const options_t *options)
{
    if (strcmp(options->operand[0], "bash") != 0) {
        fprintf(stderr, pr_translate(options->lang, "poolraming completion: expected bash and not %s\n"),
                shown(options->operand[0]).s);
        return EXIT_INPUT;
    }
    fputs(head, stdout);
    print_values();
    print_options_of_commands();
    print_operands();
    printf("_poolraming()\n{\n    local commands=\"");
    list_commands();
    printf("\"\n    local metrics=\"");
    list_metrics();
    printf("\"\n");
    fputs(tail, stdout);
    return EXIT_DONE;
}
