/* The page of one explained figure, in parts. */
#ifndef PR_REPORT_EXPLAIN_PAGE_H
#define PR_REPORT_EXPLAIN_PAGE_H

#include "report/mask.h"
#include "report/view.h"
#include <poolraming/report_explain.h>

enum { PR_PAGE_FILES = 32 };

typedef struct {
    pr_view_t view;
    const pr_explanation_t *of;
    int step;                        /* number of the last heading */
    const char *file[PR_PAGE_FILES]; /* that were named so far */
    size_t files;
} pr_page_t;

/* A place, a name, a number with its unit: by value, so that it stands inside an argument list. */
typedef struct {
    char s[320];
} pr_words_t;

/* "basis.cfg:30", "--set a=b" or "default"; the file is remembered for the list at the end. */
pr_words_t pr_page_place(pr_page_t *self, const char *path);
/* The same for a cell of a table: at most 17 columns, the end of a long name; "--set" for an assignment. */
pr_words_t pr_page_place_cell(pr_page_t *self, const char *path);
/* The next numbered heading. */
void pr_page_heading(pr_page_t *self, pr_text_id_t id, size_t count, const char *const *argument);
#define PR_PAGE_HEADING(page, id, ...)                                                                       \
    pr_page_heading(page, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                        \
                    (const char *[]){__VA_ARGS__})

/* All digits, in the language's form. */
pr_number_t pr_page_exact(pr_lang_t lang, double x);
/* A growth with two to six decimals: "4,94 %". */
pr_number_t pr_page_growth(pr_lang_t lang, double fraction);
/* The name of the item's scope. */
const char *pr_page_scope(pr_lang_t lang, const pr_explanation_t *of);
/* Whether results.csv masks the item; PR_SHOWN without a run. 0 or PR_ERR_MEMORY. */
int pr_explanation_mask(const pr_report_t *self, const pr_explanation_t *of, pr_masked_t *out);
/* The item's summary in the run; NULL without a run. */
const pr_summary_t *pr_explanation_summary(const pr_explanation_t *of);

/* As scenario files spell them. */
const char *pr_rule_name(pr_index_rule_t rule);
const char *pr_vintage_name(pr_vintage_t vintage);

/* A metric's unit in words of the page's language: "persons", "personen". */
const char *pr_page_unit(pr_lang_t lang, const char *unit);

/* explain_gates.c: whether what a gate decides changes the figure; how often it chose a path, −1: the pool
   had stopped before (NULL without a run); and what the page says of it. */
bool pr_explanation_depends(const pr_explanation_t *of, size_t gate);
const pr_summary_t *pr_explanation_chosen(const pr_explanation_t *of, size_t gate, int path);
void pr_page_gates(pr_page_t *self);
/* explain_policy.c: the allocation policy of a year, and what it looked at. */
void pr_page_policy(pr_page_t *self, const pr_explain_year_t *year);
/* explain_steps.c: the central path. explain_parts.c: what a simulated figure is made of, and its spread. */
void pr_page_steps(pr_page_t *self);
void pr_page_parts(pr_page_t *self);
void pr_page_spread(pr_page_t *self);

#endif
