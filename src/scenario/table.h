/*
 * The table of settings: one row a setting. It drives reading, checking, hints, defaults, the assumption
 * register, `init` and docs/scenario.md, so that none of them can tell another story.
 */
#ifndef PR_SCENARIO_TABLE_H
#define PR_SCENARIO_TABLE_H

#include <poolraming/scenario.h>

typedef enum {
    PR_KIND_TEXT,
    PR_KIND_INTEGER, /* into an int */
    PR_KIND_COUNT,   /* into a uint64_t */
    PR_KIND_CODE,    /* into a uint16_t */
    PR_KIND_MONTH,   /* "2024-07" into an int: 12·year + month − 1 */
    PR_KIND_CHOICE,  /* into an enum, by position in `choices` */
    PR_KIND_BOOLEAN,
    PR_KIND_PERCENT, /* exact, two decimals: pr_percent_t */
    PR_KIND_GROWTH,  /* percent a year, exact, four decimals: pr_growth_t */
    PR_KIND_AMOUNT,  /* euro, exact, two decimals: pr_real_t */
    PR_KIND_FIXED,   /* a double that can't be uncertain */
    PR_KIND_NUMBER,  /* a double of pr_inputs_t: a number or a distribution */
    PR_KIND_KEY,     /* the id of a verdeelsleutel, into its position */
    PR_KIND_PATH     /* the id of a budget path, into its position */
} pr_kind_t;

typedef enum { PR_INTO_SCENARIO, PR_INTO_INPUTS, PR_INTO_RAW } pr_into_t;

typedef struct {
    const char *path; /* "*": each element of a list; "@": each municipality; "#": each year; "%": each
                         budget line; "&": each budget path */
    pr_kind_t kind;
    pr_into_t target;
    size_t offset, stride, inner_stride; /* bytes; stride of "*", inner stride of the others */
    const char *unit;                    /* English: pr_unit_in has its Dutch */
    double scale;                        /* NUMBER: inputs = scale × what is written */
    double lowest, highest; /* allowed, as written; highest may be infinite: no limit of its own */
    const char *fallback;   /* as written in a file; NULL: it must be set */
    bool optional;          /* may be absent without a default */
    const char *range;      /* 5–95 % where uncertain, for people */
    const char *source;     /* of the default; English, as the label */
    const char *const *choices;
    const char *label; /* what it is; pr_translate has its Dutch */
} pr_descriptor_t;

/* A list of groups merged by id. */
typedef struct {
    const char *path;
    size_t count_offset, id_offset, stride, most;
    pr_into_t target;
    const char *label;
    bool optional; /* may be absent */
} pr_list_t;

/* What is read before it finds its place in pr_scenario_t. */
enum { PR_FIGURES_MAX = 400 };
typedef struct {
    char *id;
    int series, year, vintage;
    pr_growth_t value;
    char *source;
} pr_raw_figure_t;

typedef struct {
    double launch_first, launch_span;
    int start;      /* absolute month */
    int parameters; /* 0 uncertain, 1 fixed */
    size_t figure_count;
    pr_raw_figure_t figure[PR_FIGURES_MAX];
} pr_raw_t;

/* A unit of the table in that language. */
const char *pr_unit_in(pr_lang_t lang, const char *unit);

extern const pr_descriptor_t pr_descriptors[];
extern const size_t pr_descriptor_count;
extern const pr_list_t pr_lists[];
extern const size_t pr_list_count;

#endif
