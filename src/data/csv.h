/* Comma-separated values as people give them: see docs/calibration.md. Public results: poolraming/reported.h.
 */
#ifndef PR_DATA_CSV_H
#define PR_DATA_CSV_H

#include <poolraming/error.h>
#include <stdbool.h>
#include <stddef.h>

enum { PR_FIELDS_MAX = 32 };

/* A column that a file may have. */
typedef struct {
    const char *name, *dutch;
    bool required;
} pr_column_t;

/* Walks through a text, which it changes: fields are unquoted in place. */
typedef struct {
    const char *name; /* of the file, in sentences */
    pr_errors_t *errors;
    char *at, *end;
    int next_line, line; /* of what comes next; of the record that was read last */
    bool semicolon;      /* then numbers have a decimal comma */
    bool invented;       /* a remark before the header says so */
    char *field[PR_FIELDS_MAX];
    size_t fields;
    const pr_column_t *column;
    size_t columns;              /* that there may be */
    bool broken;                 /* the record has quotes that make no field; it was refused */
    size_t place[PR_FIELDS_MAX]; /* of field i: its column */
    int status;                  /* 0 or PR_ERR_INPUT: something was wrong */
} pr_data_t;

/* Reads the header: remarks (lines that begin with #) and empty lines before it are skipped, a remark that
   has the word "verzonnen", "fictief", "fictieve", "invented" or "fictitious" marks the data, or is refused
   where that is not its first word and another one denies something ("niet verzonnen"); the header's first
   mark says which separator and decimal mark hold. False where the rest can't be read. */
bool pr_data_open(pr_data_t *self, const char *name, char *bytes, size_t length, const pr_column_t *column,
                  size_t columns, pr_errors_t *errors);
/* The next record that has as many fields as the header; others are refused. False at the end. */
bool pr_data_next(pr_data_t *self);
/* The field of a column in this record; "" where the file has no such column. */
const char *pr_data_field(const pr_data_t *self, size_t column);
/* The name of a column in the language of the errors. */
const char *pr_data_name(const pr_data_t *self, size_t column);
/* Adds a sentence about this record. */
void pr_data_refuse(pr_data_t *self, const char *format, ...) PR_PRINTF(2, 3);
/* The number in a column within lowest … highest; NAN where the cell is empty or was refused. */
double pr_data_number(pr_data_t *self, size_t column, double lowest, double highest);

#endif
