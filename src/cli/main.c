#include "cli/cli.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const command_t commands[] = {
    {"run", "SCENARIO", RUNS | WRITES | LOADS | DRAWS | KEEPS,
     "simuleert een scenario, toont de tabellen en schrijft de bestanden",
     "simulates one scenario, prints the tables and writes the files", "poolraming run scenarios/basis.cfg",
     command_run},
    {"compare", "SCENARIO...", RUNS | WRITES | LOADS | KEEPS,
     "vergelijkt scenario's op gemeenschappelijke toevalsgetallen; het eerste is de basis",
     "compares scenarios on common random numbers; the first is the base",
     "poolraming compare scenarios/basis.cfg scenarios/doorgaan-450.cfg", command_compare},
    {"decide", "SCENARIO...", EXPLAINS | WRITES | LOADS | DECIDES,
     "weegt opties af: wat is bij welke waarde het beste, en wat is meer weten waard",
     "weighs options: which is best at which value, and what knowing more is worth",
     "poolraming decide scenarios/basis.cfg scenarios/stop-2025.cfg", command_decide},
    {"explain", "SCENARIO ITEM...", LOADS | EXPLAINS,
     "legt één uitkomst stap voor stap uit: maatstaf, gemeente (of geen), periode",
     "explains one figure step by step: metric, municipality (or none), period",
     "poolraming explain scenarios/basis.cfg surplus.reduction Venlo 2025", command_explain},
    {"sensitivity", "SCENARIO", WRITES | LOADS | DRIVES,
     "welke onzekere parameters een uitkomst bepalen, en hoeveel toeval is",
     "which uncertain parameters drive an outcome, and how much is chance",
     "poolraming sensitivity scenarios/basis.cfg --outcome service.residents_reached", command_sensitivity},
    {"calibrate", "SCENARIO", WRITES | LOADS | LEARNS,
     "legt gemelde cijfers naast een scenario en schrijft het scenario dat daaruit volgt",
     "sets reported figures beside a scenario and writes the scenario that follows",
     "poolraming calibrate scenarios/basis.cfg --reports halfjaar.csv", command_calibrate},
    {"check", "SCENARIO", LOADS, "controleert een scenario en toont het register van aannamen",
     "validates a scenario and prints the assumption register", "poolraming check scenarios/basis.cfg",
     command_check},
    {"init", "FILE", 0, "schrijft een scenario met uitleg om mee te beginnen",
     "writes a commented scenario to start from", "poolraming init eigen.cfg", command_init},
    {"runs", "", KEEPS | LOOKS, "toont de bewaarde berekeningen", "lists the runs that were kept",
     "poolraming runs", command_runs},
    {"show", "ID", KEEPS | LOOKS, "toont een bewaarde berekening", "shows one kept run",
     "poolraming show last", command_show},
    {"rerun", "ID", KEEPS | RERUNS, "rekent een bewaarde berekening opnieuw en zegt of zij identiek is",
     "simulates a kept run again and says whether it is identical", "poolraming rerun last", command_rerun},
    {"diff", "ID ID", KEEPS | LOOKS | DIFFS,
     "splitst de verandering van het netto-effect tussen twee bewaarde berekeningen",
     "splits the change of the net effect between two kept runs", "poolraming diff 3f2a 91c0", command_diff},
    {"settings", "", 0, "toont alle instellingen van een scenario (Markdown)",
     "prints all settings of a scenario (Markdown)", "poolraming settings", command_settings},
};
const size_t command_count = sizeof commands / sizeof *commands;

static const command_t *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static int refuse_command(pr_lang_t lang, const char *name)
{
    fprintf(stderr,
            lang == PR_LANG_NL ? "poolraming: \"%s\" is geen opdracht: verwacht "
                               : "poolraming: \"%s\" is not a command: expected ",
            shown(name).s);
    for (size_t i = 0; i < command_count; i++) {
        fprintf(stderr, "%s%s", i ? ", " : "", commands[i].name);
    }
    fprintf(stderr, "\n");
    return EXIT_INPUT;
}

/* A standard stream that was closed must not become a file of ours; a file past its limit must be an error
   and not the end of the program. */
static void prepare_process(void)
{
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            (void)!open("/dev/null", O_RDONLY); /* the lowest that is free: this one */
        }
    }
    signal(SIGXFSZ, SIG_IGN);
}

/* What was printed may still be on its way: a full disk shows itself only now. */
static int finish(pr_lang_t lang, int status)
{
    errno = 0;
    bool whole = fflush(stdout) == 0 && !ferror(stdout);
    if (whole || status == EXIT_FAILED) {
        return status;
    }
    return output_failed(lang, errno);
}

int main(int argc, char **argv)
{
    prepare_process();
    pr_start();
    options_t options;
    const command_t *command = argc > 1 && argv[1][0] != '-' ? find_command(argv[1]) : NULL;
    if (argc > 1 && argv[1][0] != '-' && !command) {
        return refuse_command(language_asked(argc, argv), argv[1]);
    }
    int status = options_read(&options, argc, argv, command);
    if (status != EXIT_DONE) {
        return status;
    }
    if (options.version) {
        printf("poolraming %s\n", pr_version());
        return finish(options.lang, EXIT_DONE);
    }
    if (!command && options.operands > 0) {
        fprintf(stderr,
                options.lang == PR_LANG_NL
                    ? "poolraming: verwacht de opdracht vóór de opties: poolraming %s …\n"
                    : "poolraming: expected the command before the options: poolraming %s …\n",
                shown(options.operand[0]).s);
        return EXIT_INPUT;
    }
    if (options.help || !command) {
        options_help(options.help ? stdout : stderr, options.lang, command);
        return finish(options.lang, options.help ? EXIT_DONE : EXIT_INPUT);
    }
    return finish(options.lang, command->run(&options));
}
