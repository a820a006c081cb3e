/*
 * Figures that people report: half-year reports of the pool and published index figures, read from CSV. A
 * file is read whole or not at all; every line that is wrong gets one sentence. Columns and forms:
 * docs/calibration.md.
 */
#ifndef POOLRAMING_REPORTED_H
#define POOLRAMING_REPORTED_H

#include <poolraming/scenario.h>

typedef enum {
    PR_REPORTED_HOURS,   /* hours of experts in the municipality in the half-year */
    PR_REPORTED_REACHED, /* residents whose help ended in it */
    PR_REPORTED_WAITING, /* residents waiting or being helped at its end */
    PR_REPORTED_PERSONS, /* experts at work at its end; of the region */
    PR_REPORTED_KINDS
} pr_reported_kind_t;

enum { PR_MAX_HALVES = 2 * PR_MAX_YEARS, PR_PUBLISHED_MAX = 200 };

/* NAN where nothing was reported. Scope 0 is the region, 1 + m municipality m of the scenario; half-year h
   is months 6h … 6h + 5 of the scenario's month axis. */
typedef struct {
    double value[PR_REPORTED_KINDS][1 + PR_MAX_MUNICIPALITIES][PR_MAX_HALVES];
    size_t figures; /* that were reported */
    int halves;     /* up to and including the last one that was reported; 0: none */
    int last_line;  /* of the file: where that one stands first */
    bool invented;  /* the file is marked so: nothing that follows is a finding */
} pr_reported_t;

/* An index figure of OVA as published. */
typedef struct {
    int year;
    pr_vintage_t vintage; /* spring, september or definitive */
    pr_growth_t growth;
    char source[200]; /* fit to print */
} pr_published_t;

typedef struct {
    pr_published_t figure[PR_PUBLISHED_MAX];
    size_t count;
    bool invented;
} pr_published_list_t;

/* A file of figures as it was read: `length` bytes and a 0 after them, and what identifies them. */
typedef struct {
    char *bytes; /* owned */
    size_t length;
    char sha256[65];
} pr_figures_t;

/* Reads a file of at most 1 MiB. 0, or after a sentence PR_ERR_INPUT, PR_ERR_IO or PR_ERR_MEMORY. Free it in
   every case. */
PR_API int pr_figures_read(pr_figures_t *self, const char *path, pr_errors_t *errors);
PR_API void pr_figures_free(pr_figures_t *self);

/* "hours", "reached", "waiting", "persons". */
PR_API const char *pr_reported_name(pr_reported_kind_t kind);

/* Nothing reported. */
PR_API void pr_reported_init(pr_reported_t *self);

/* Reads half-year reports for a scenario. 0, PR_ERR_INPUT with a sentence for each line that is wrong (and
   nothing in `self`), PR_ERR_IO or PR_ERR_MEMORY. */
PR_API int pr_reported_read(pr_reported_t *self, const pr_scenario_t *scenario, const char *path,
                            pr_errors_t *errors);
/* The same from `length` bytes, which are changed, and a 0 after them; `name` stands in the sentences. */
PR_API int pr_reported_parse(pr_reported_t *self, const pr_scenario_t *scenario, const char *name,
                             char *bytes, size_t length, pr_errors_t *errors);

/* Reads published figures of OVA: year, vintage, percent, source. As pr_reported_read. */
PR_API int pr_published_read(pr_published_list_t *self, const char *path, pr_errors_t *errors);
PR_API int pr_published_parse(pr_published_list_t *self, const char *name, char *bytes, size_t length,
                              pr_errors_t *errors);

/* The half-year as "2025-H1". */
PR_API void pr_reported_half(const pr_scenario_t *scenario, int half, char out[16]);

#endif
