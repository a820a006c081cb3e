#include "cli/cli.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const command_t commands[] = {
    {"run", "SCENARIO", RUNS | WRITES | LOADS | LAYS | DRAWS | KEEPS,
     N_("simulates one scenario, prints the tables and writes the files"),
     "poolraming run scenarios/basis.cfg", command_run,
     N_("The files go to out/<id>: surplus.csv, budget.csv, results.csv, report.xlsx and the charts among "
        "them. The run is kept in the archive, which poolraming runs lists.")},
    {"compare", "SCENARIO...", RUNS | WRITES | LOADS | LAYS | KEEPS | COMPARES,
     N_("compares scenarios on common random numbers; the first is the base"),
     "poolraming compare scenarios/basis.cfg scenarios/doorgaan-450.cfg", command_compare,
     N_("All scenarios meet the same chance: a difference comes from the scenarios. They have the same "
        "municipalities and years.")},
    {"decide", "SCENARIO...", EXPLAINS | WRITES | LOADS | LAYS | DECIDES | KEEPS,
     N_("weighs options: which is best at which value, and what knowing more is worth"),
     "poolraming decide scenarios/basis.cfg scenarios/stop-2025.cfg", command_decide,
     N_("With basis.cfg alone, the scenarios of the documents beside it are options too. Of a scenario with "
        "gates the best rules for continuation follow as well.")},
    {"explain", N_("SCENARIO ITEM..."), LOADS | LAYS | EXPLAINS,
     N_("explains one figure step by step: metric, municipality (or none), period"),
     "poolraming explain scenarios/basis.cfg surplus.reduction Venlo 2025", command_explain,
     N_("The metrics are the first column of results.csv. A period is a year (2026), a half-year (2026-H1), "
        "a month (2026-03) or all together (all).")},
    {"sensitivity", "SCENARIO", WRITES | LOADS | LAYS | DRIVES | KEEPS,
     N_("which uncertain parameters drive an outcome, and how much is chance"),
     "poolraming sensitivity scenarios/basis.cfg --outcome service.residents_reached", command_sensitivity,
     N_("Writes sensitivity.csv, tornado.csv, sensitivity.json and two charts to out/<id>.")},
    {"calibrate", "SCENARIO", WRITES | LOADS | LEARNS | KEEPS,
     N_("sets reported figures beside a scenario and writes the scenario that follows"),
     "poolraming calibrate scenarios/basis.cfg --reports scenarios/data/halfjaarcijfers-voorbeeld.csv",
     command_calibrate,
     N_("Expects --reports, --ova or both. The new scenario is calibrated.cfg in out/<id>, with "
        "calibrate.csv and calibrate.json beside it.")},
    {"check", "SCENARIO", LOADS | LAYS, N_("validates a scenario and prints the assumption register"),
     "poolraming check scenarios/basis.cfg", command_check,
     N_("Says all errors in one go, each with its file and line.")},
    {"init", N_("FILE"), 0, N_("writes a commented scenario to start from"), "poolraming init eigen.cfg",
     command_init,
     N_("The new scenario extends basis.cfg: say only what differs. A file that is there already stays as it "
        "is.")},
    {"runs", "", KEEPS | LOOKS, N_("lists the runs that were kept"), "poolraming runs", command_runs, NULL},
    {"show", "ID", KEEPS | LOOKS, N_("shows one kept run"), "poolraming show last", command_show,
     N_("Of an ID the first characters suffice; last is the latest run.")},
    {"rerun", "ID", KEEPS | RERUNS, N_("does a kept run again and says whether it is identical"),
     "poolraming rerun last", command_rerun,
     N_("Says too whether the scenario files have changed since, and what differs.")},
    {"diff", "ID ID", KEEPS | LOOKS | DIFFS, N_("splits the change of the net effect between two kept runs"),
     "poolraming diff 3f2a 91c0", command_diff,
     N_("Into index, amounts, volume, key and policy; writes diff.csv and a chart to out/diff-<ID>-<ID>. "
        "ID/2 is the second scenario of a comparison.")},
    {"settings", "", 0, N_("prints all settings of a scenario (Markdown)"), "poolraming settings",
     command_settings, NULL},
    {"help", N_("[COMMAND]"), 0, N_("explains a command"), "poolraming help run", command_help, NULL},
    {"manual", "", HIDDEN, N_("writes the manual page for man"), "poolraming manual", command_manual, NULL},
    {"completion", "SHELL", HIDDEN, N_("writes the completion of commands for bash"),
     "poolraming completion bash", command_completion, NULL},
};
const size_t command_count = sizeof commands / sizeof *commands;

const command_t *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
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

static int refuse_order(const options_t *options)
{
    fprintf(
        stderr,
        pr_translate(options->lang, "poolraming: expected the command before the options: poolraming %s …\n"),
        shown(options->operand[0]).s);
    return EXIT_INPUT;
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
    if (!command && options.help) {
        return finish(options.lang, command_help(&options));
    }
    if (!command && options.operands > 0) {
        return refuse_order(&options);
    }
    if (options.help || !command) {
        print_help(options.help ? stdout : stderr, options.lang, command);
        return finish(options.lang, options.help ? EXIT_DONE : EXIT_INPUT);
    }
    status = refuse_out(&options, command);
    if (status != EXIT_DONE) {
        return status;
    }
    return finish(options.lang, command->run(&options));
}
