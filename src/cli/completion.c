/* poolraming completion bash: what bash(1) may fill in, from the tables of commands, options and metrics. */
#include "cli/options.h"
#include "scenario/table.h"
#include <limits.h>
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

/* Settings that have one place, whatever the scenario: a value may be set without naming a list's element. */
static bool is_whole(const pr_descriptor_t *setting)
{
    return !strpbrk(setting->path, "*@#%&");
}

static void list_settings(void)
{
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        if (is_whole(&pr_descriptors[i])) {
            printf(" %s=", pr_descriptors[i].path);
        }
    }
}

static void print_choices(const char *const *choices)
{
    for (int i = 0; choices[i]; i++) {
        printf("%s%s", i ? " " : "", choices[i]);
    }
}

/* What may follow --set path=, where that is one of a few words. */
static void print_choices_of_settings(void)
{
    static const char *const either[] = {"true", "false", NULL};
    printf("_poolraming_setting()\n{\n    case $1 in\n");
    for (size_t i = 0; i < pr_descriptor_count; i++) {
        const pr_descriptor_t *setting = &pr_descriptors[i];
        const char *const *choices = setting->kind == PR_KIND_BOOLEAN ? either : setting->choices;
        if (is_whole(setting) && choices) {
            printf("    %s) _poolraming_words \"", setting->path);
            print_choices(choices);
            printf("\" ;;\n");
        }
    }
    printf("    esac\n}\n\n");
}

/* Names and periods as the scenario of the memo has them, which the others extend; none where it is not
   beside the program. A name may hold blanks and even a quote. */
static void print_of_scenario(void)
{
    char own[PATH_MAX], path[PATH_MAX + 32];
    pr_scenario_t scenario;
    find_own_files(own, sizeof own);
    snprintf(path, sizeof path, "%s/scenarios/basis.cfg", own);
    bool known = pr_scenario_load(&scenario, path, NULL, 0, NULL) == 0;
    printf("    local municipalities='");
    for (size_t m = 0; known && m < scenario.municipality_count; m++) {
        fputs(m ? "\n" : "", stdout);
        for (const char *c = scenario.municipality[m].name; *c; c++) {
            fputs(*c == '\'' ? "'\\''" : (char[]){*c, '\0'}, stdout);
        }
    }
    printf("'\n    local years='");
    for (int year = scenario.first_year; known && year <= scenario.last_year; year++) {
        printf(" %d", year);
    }
    printf("'\n    local halves='");
    for (int year = scenario.month_year; known && year <= scenario.last_year; year++) {
        printf(" %d-H1 %d-H2", year, year);
    }
    printf("'\n");
    if (known) {
        pr_scenario_free(&scenario);
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

/* What fills in a word that the help calls so: the first row that begins it. */
typedef struct {
    const char *name, *call;
} filler_t;

static const filler_t operands[] = {{"SCENARIO ITEM", "_poolraming_item \"$2\""},
                                    {"SCENARIO", "_poolraming_files cfg"},
                                    {"FILE", "_poolraming_files cfg"},
                                    {"ID", "_poolraming_runs \"$3\""},
                                    {"[COMMAND]", "_poolraming_words \"$commands\""},
                                    {"SHELL", "_poolraming_words bash"}};
static const filler_t values[] = {{"CSV", "_poolraming_files csv"},
                                  {"FILE|none", "_poolraming_archive"},
                                  {"FILE", "_poolraming_files cfg"},
                                  {"DIR", "_poolraming_folders"},
                                  {"METRIC", "_poolraming_words \"$metrics\""},
                                  {"NAME", "_poolraming_names \"$municipalities\""},
                                  {"PERIOD", "_poolraming_words \"all$years$halves\""},
                                  {"YEAR-HALF", "_poolraming_words \"$halves\""},
                                  {"YEAR", "_poolraming_words \"$years\""},
                                  {"path=value", "_poolraming_settings"}};

static const char *filler(const filler_t *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(name, list[i].name, strlen(list[i].name)) == 0) {
            return list[i].call;
        }
    }
    return ":";
}

static void print_value(const option_t *option)
{
    printf("    ");
    print_pattern(option);
    printf(") ");
    if (option->choices) {
        printf("_poolraming_words \"");
        print_choices(option->choices);
        printf("\"");
    } else {
        printf("%s", filler(values, sizeof values / sizeof *values, option->value));
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

static void print_operands(void)
{
    printf("# Of a command, the number of operands before it, and the program as it was called.\n"
           "_poolraming_operand()\n{\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) {
        printf("    %s) %s ;;\n", commands[i].name,
               filler(operands, sizeof operands / sizeof *operands, commands[i].operands));
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
    "# One of some lines, quoted as the word was begun.\n"
    "_poolraming_names()\n{\n"
    "    local name open='' typed=$cur\n"
    "    case $typed in\n"
    "    [\\\"\\']*) open=yes typed=${typed:1} ;;\n"
    "    *) typed=${typed//\\\\/} ;;\n"
    "    esac\n"
    "    while IFS= read -r name; do\n"
    "        [[ -n $name && ${name,,} == \"${typed,,}\"* ]] || continue\n"
    "        [[ -n $open ]] || printf -v name %q \"$name\"\n"
    "        COMPREPLY+=(\"$name\")\n"
    "    done <<<\"$1\"\n}\n\n"
    "# path=, to which a value is to be added.\n"
    "_poolraming_settings()\n{\n"
    "    compopt -o nospace 2>/dev/null\n"
    "    _poolraming_words \"$settings\"\n}\n\n"
    "_poolraming_archive()\n{\n"
    "    _poolraming_files ''\n"
    "    [[ none == \"$cur\"* ]] && COMPREPLY+=(none)\n}\n\n"
    "# A scenario, a metric, and a municipality or none, and a period.\n"
    "_poolraming_item()\n{\n"
    "    case $1 in\n"
    "    0) _poolraming_files cfg ;;\n"
    "    1) _poolraming_words \"$metrics\" ;;\n"
    "    2) _poolraming_names \"$municipalities\"$'\\n'all\"${years// /$'\\n'}${halves// /$'\\n'}\" ;;\n"
    "    *) _poolraming_words \"all$years$halves\" ;;\n"
    "    esac\n}\n\n";

static const char tail[] = "    local cur=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1)) last before "
                           "equals='' command='' operands=0 i word\n"
                           "    COMPREPLY=()\n"
                           "    if [[ $cur == '=' ]]; then\n"
                           "        cur='' equals=yes\n"
                           "    elif [[ ${COMP_WORDS[at]} == '=' ]]; then\n"
                           "        ((at--))\n"
                           "        equals=yes\n"
                           "    fi\n"
                           "    last=${COMP_WORDS[at]}\n"
                           "    before=${COMP_WORDS[at > 0 ? at - 1 : 0]}\n"
                           "    [[ $before == '=' ]] && before=${COMP_WORDS[at-2]}\n"
                           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                           "        word=${COMP_WORDS[i]}\n"
                           "        if [[ -z $command && $word != -* ]]; then\n"
                           "            command=$word\n"
                           "        elif _poolraming_takes \"$word\"; then\n"
                           "            [[ ${COMP_WORDS[i+1]} == '=' ]] && ((i++))\n"
                           "            ((i++)) # its value\n"
                           "        elif [[ $word == '=' ]]; then\n"
                           "            ((i++)) # of --set path=value\n"
                           "        elif [[ $word != -* ]]; then\n"
                           "            ((operands++))\n"
                           "        fi\n"
                           "    done\n"
                           "    if [[ -n $equals && $before == --set ]]; then\n"
                           "        _poolraming_setting \"$last\"\n"
                           "        return\n"
                           "    fi\n"
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
    print_choices_of_settings();
    printf("_poolraming()\n{\n    local commands=\"");
    list_commands();
    printf("\"\n    local metrics=\"");
    list_metrics();
    printf("\"\n    local settings=\"");
    list_settings();
    printf("\"\n");
    print_of_scenario();
    fputs(tail, stdout);
    return EXIT_DONE;
}
