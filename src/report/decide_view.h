/* What the sentences and tables of a decision share. */
#ifndef PR_REPORT_DECIDE_VIEW_H
#define PR_REPORT_DECIDE_VIEW_H

#include "report/decide_rows.h"
#include "report/view.h"
#include <poolraming/report_decide.h>

typedef struct {
    pr_view_t view; /* of the first option, without a run */
    const pr_decide_t *of;
} pr_decide_page_t;

const char *pr_decide_option(const pr_decide_page_t *self, size_t option);
/* "bc-wmo-2022 (t/m 2026)" where others go on for longer. */
pr_number_t pr_decide_named(const pr_decide_page_t *self, size_t option);
/* The same in so many columns at most: the id is cut, so that the year stays. */
pr_number_t pr_decide_named_within(const pr_decide_page_t *self, size_t option, size_t columns);
/* Does the option end before another one? */
bool pr_decide_ends(const pr_decide_t *decide, size_t option);
/* "inwoner" or "succes" */
const char *pr_decide_unit(const pr_decide_page_t *self, pr_yardstick_t yardstick);

/* "€ 1.180"; a worth is round, or rounded to what the standard error of its switch supports. */
pr_number_t pr_decide_euros(pr_lang_t lang, double x, double se);
pr_number_t pr_decide_worth(const pr_decide_page_t *self, const pr_valuation_t *at);
/* "365 ± 7" in units of `unit`, down to the digit of the error beside it; "–" where there is none. */
pr_number_t pr_decide_estimate(pr_lang_t lang, pr_valued_t x, double unit, int most);

/* An estimate of what knowing is worth: an amount; within two standard errors of 0, or below it; none where
   no rule was found that chooses otherwise. */
typedef enum { PR_TOLD_AMOUNT, PR_TOLD_NOISE, PR_TOLD_NONE } pr_decide_told_t;
pr_decide_told_t pr_decide_told(pr_valued_t x);

/* Of the informed valuations of a yardstick the one at which a piece of knowledge, or the largest study, is
   worth most; NULL where none is informed. */
const pr_valuation_t *pr_decide_most_piece(const pr_decide_t *decide, pr_yardstick_t yardstick, size_t piece);
const pr_valuation_t *pr_decide_most_study(const pr_decide_t *decide, pr_yardstick_t yardstick);
/* The piece of a group. */
size_t pr_decide_group_piece(pr_group_t group);
const char *pr_decide_group(pr_lang_t lang, pr_group_t group);

void pr_decide_answer(const pr_decide_page_t *self);
/* The same sentences by what they are about. */
typedef enum {
    PR_DECIDE_WHICH,    /* option is best at which value, and that a value is an assumption */
    PR_DECIDE_HOW_SURE, /* by how much, and in how many replicates */
    PR_DECIDE_KNOWING,  /* is worth what */
    PR_DECIDE_EVALUATION
} pr_decide_words_t;
void pr_decide_say(const pr_decide_page_t *self, pr_decide_words_t words);

/* What a decision tells, part by part; some are by yardstick. */
typedef enum {
    PR_DECIDE_BASIS, /* replicates, years, prices */
    PR_DECIDE_TABLE_OPTIONS,
    PR_DECIDE_TABLE_FRONTIER,
    PR_DECIDE_TABLE_VALUES,
    PR_DECIDE_TABLE_KNOWLEDGE,
    PR_DECIDE_TABLE_FLIPS,
    PR_DECIDE_NOTES
} pr_decide_part_t;
void pr_decide_part(const pr_decide_page_t *self, pr_decide_part_t part, pr_yardstick_t yardstick);

#endif
