/* The table of options as the help, the manual and completion see it. */
#ifndef PR_CLI_OPTIONS_H
#define PR_CLI_OPTIONS_H

#include "cli/cli.h"

typedef enum {
    KIND_FLAG,
    KIND_COUNT,   /* uint64_t; `has` is set too */
    KIND_THREADS, /* int, 1…256 */
    KIND_SHARE,   /* double in (0, 1) */
    KIND_SECONDS, /* double in (0, 3600] */
    KIND_EUROS,   /* double in [0, 10^12] */
    KIND_YEAR,    /* int */
    KIND_TEXT,
    KIND_HALF, /* pr_period_t, "2025-H2" */
    KIND_CHOICE,
    KIND_SET,
    KIND_OVERLAY,
    KIND_OUTCOME
} option_kind_t;

/* Under which heading of the help an option stands. */
typedef enum { GROUP_SIMULATION, GROUP_OUTPUT, GROUP_GENERAL, GROUPS } option_group_t;

typedef struct {
    char letter;
    const char *name, *value; /* value: what it is called in English, see pr_translate; NULL: none */
    option_kind_t kind;
    size_t offset, has; /* in options_t; has = 0: none */
    int setting;        /* what a flag or a choice's first value stores */
    const char *const *choices;
    unsigned commands; /* 0: all, and the program without a command too */
    const char *text;  /* English: see pr_translate */
    option_group_t group;
} option_t;

const option_t *options_table(size_t *count);
/* Whether a command takes an option; NULL: the program without a command. */
bool option_belongs(const option_t *option, const command_t *command);
/* "  -n, --replicates N", as it stands in the help. */
void option_format(const option_t *option, pr_lang_t lang, char *out, size_t size);
/* In the language asked for. */
const char *option_text(const option_t *option, pr_lang_t lang);
const char *group_title(option_group_t group, pr_lang_t lang);

/* ---- mistakes_options.c: each says what is wrong, in one line, and returns EXIT_INPUT ---- */

/* A word that is no option; the nearest that is one. */
int refuse_option(pr_lang_t lang, const char *argument, const command_t *command);
/* An option of other commands; which. */
int refuse_foreign(pr_lang_t lang, const option_t *option, const command_t *command);
/* EXIT_DONE where the number of operands is right. */
int refuse_operands(const options_t *self, const command_t *command);

#endif
