/*
 * One page for a council: the budget, with which certainty which amount beyond it suffices, and, where a
 * buffer is given, the ratio that councils know as weerstandsvermogen. The amounts are those of pr_run_risk.
 */
#ifndef PR_REPORT_COUNCIL_H
#define PR_REPORT_COUNCIL_H

#include "report/csv.h"
#include "report/view.h"

/* One scope of a run that kept its risk; borrowed. */
typedef struct {
    const pr_run_t *run;
    int scope; /* 0 the region, 1 + m municipality m */
    bool has_buffer;
    double buffer_eur;
} pr_council_t;

pr_council_t pr_council_of(const pr_report_t *report, const pr_run_t *run);

/* The levels of the certainty table, in percent. */
enum { PR_COUNCIL_LEVELS = 7, PR_COUNCIL_LEVEL_TOLD = 90 };
extern const int pr_council_level[PR_COUNCIL_LEVELS];

/* The risk that a ratio is made of: with the surplus where one is given that is no assumption, else costs
   alone, since a class would dress up an assumption as a finding. */
pr_risk_t pr_council_rated(const pr_council_t *self);
/* What is needed over a part of the years: the quantile, or 0 where the budget is enough. */
double pr_council_needed(const pr_council_t *self, pr_risk_t risk, pr_part_t part, int percent);
/* Buffer over what is needed in all years; NAN where no buffer is given or nothing is needed. */
double pr_council_ratio(const pr_council_t *self, int percent);

/* One amount of the certainty tables. */
typedef struct {
    pr_part_t part;
    pr_risk_t risk;
    int percent;
    double quantile_eur, needed_eur;
    bool rated;   /* the buffer, where one is given, is held against it */
    double ratio; /* NAN where there is none; its class is pr_buffer_class */
} pr_council_row_t;

enum { PR_COUNCIL_ROWS = PR_RISKS * PR_PARTS * PR_COUNCIL_LEVELS };
/* Costs alone before both risks, decided before indicative years before all; returns how many. */
size_t pr_council_rows(const pr_council_t *self, pr_council_row_t out[PR_COUNCIL_ROWS]);

/* Identifiers for files: decided, indicative, all; cost, total; none, sourced, assumption. */
const char *pr_council_years(pr_part_t part);
const char *pr_council_risk(pr_risk_t risk);
const char *pr_council_surplus(const pr_council_t *self);

/* raad.csv: `municipality,years,risk,surplus,certainty_pct,quantile_eur,needed_eur,buffer_eur,ratio,class`;
   risk is cost or total, surplus none, sourced or assumption; the last three stand only in rows that the
   buffer is held against. */
void pr_council_csv(const pr_council_t *self, pr_csv_t *csv);
/* raad.txt, at most PR_COUNCIL_WIDTH columns. */
enum { PR_COUNCIL_WIDTH = 80 };
void pr_council_page(const pr_council_t *self, pr_lang_t lang, pr_text_t *out);

#endif
