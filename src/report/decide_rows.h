/* The tables of a decision cell by cell: CSV and JSON are written from the same cells, so that they cannot
   tell different stories. */
#ifndef PR_REPORT_DECIDE_ROWS_H
#define PR_REPORT_DECIDE_ROWS_H

#include <poolraming/decide.h>

typedef struct {
    const char *name; /* of the column */
    const char *text; /* NULL: a number */
    double number;    /* NaN: empty */
} pr_cell_t;

/* Receives a row; its texts last as long as the call. */
typedef struct {
    void (*row)(void *context, const pr_cell_t *cell, size_t count);
    void *context;
} pr_sink_t;

/* What a table needs: options that were weighed, what knowing is worth, break-evens, rules at gates. */
typedef enum { PR_PART_OPTIONS, PR_PART_KNOWLEDGE, PR_PART_FLIPS, PR_PART_RULES } pr_table_part_t;

/* A table: `name` is that of its file (without .csv) and of its array in decide.json. Every row has the same
   columns. */
typedef struct {
    const char *name;
    const char *columns; /* separated by commas */
    void (*walk)(const pr_decide_t *decide, const pr_sink_t *sink);
    pr_table_part_t part;
} pr_decide_table_t;

/* Rows of a table. */
#define TEXT(column, value) ((pr_cell_t){.name = column, .text = (value) ? (value) : ""})
#define NUMBER(column, value) ((pr_cell_t){.name = column, .number = (value)})
#define ROW(sink, ...)                                                                                       \
    (sink)->row((sink)->context, (const pr_cell_t[]){__VA_ARGS__},                                           \
                sizeof((const pr_cell_t[]){__VA_ARGS__}) / sizeof(pr_cell_t))

/* Is there anything in it? */
bool pr_decide_has(const pr_decide_t *decide, const pr_decide_table_t *table);

void pr_rules_walk(const pr_decide_t *decide, const pr_sink_t *sink);
void pr_rules_value_walk(const pr_decide_t *decide, const pr_sink_t *sink);
void pr_rules_share_walk(const pr_decide_t *decide, const pr_sink_t *sink);

/* The option that is best from a switch on: the one whose increment it is; SIZE_MAX for any other worth. */
size_t pr_decide_switch_to(const pr_decide_t *decide, const pr_valuation_t *at);
/* The standard error of a worth at which the choice turns; 0 for any other. */
double pr_decide_worth_error(const pr_decide_t *decide, const pr_valuation_t *at);

const pr_decide_table_t *pr_decide_tables(size_t *count);

/* The pieces in the order of evppi.csv: the first for `shown` 0, then the one after `last`. */
size_t pr_decide_next_piece(const pr_decide_t *decide, const pr_valuation_t *at, size_t shown, size_t last);

/* "resident", "success" */
const char *pr_yardstick_id(pr_yardstick_t yardstick);

#endif
