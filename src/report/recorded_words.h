/* What the outcomes of a record are called for people. */
#ifndef PR_REPORT_RECORDED_WORDS_H
#define PR_REPORT_RECORDED_WORDS_H

#include "report/texts.h"
#include <poolraming/archive.h>

/* Of a study in words; of a run or comparison its name in results.csv. Never NULL. */
const char *pr_recorded_metric(pr_lang_t lang, const pr_record_outcome_t *at);
/* Which of its figures that is; of a run or comparison the period. "" where the metric says it all. */
const char *pr_recorded_measure(pr_lang_t lang, const pr_record_outcome_t *at);
/* Of which parameter, value, kind of figures or municipality; "" where of none. */
const char *pr_recorded_item(pr_lang_t lang, const pr_record_outcome_t *at);

#endif
