/* A calibration row by row, for its files. */
#ifndef PR_REPORT_CALIBRATE_ROWS_H
#define PR_REPORT_CALIBRATE_ROWS_H

#include "core/text.h"
#include "report/numbers.h"
#include "report/texts.h"
#include <poolraming/report_calibrate.h>

/* Numbers of a row; NAN where there is none. "prior" is what was thought before the figures, of a forecast
   the scenario as it was; of a check the prior is the prediction. */
typedef enum {
    PR_ROW_OBSERVED,
    PR_ROW_PRIOR_MEAN,
    PR_ROW_PRIOR_P05,
    PR_ROW_PRIOR_P95,
    PR_ROW_MEAN,
    PR_ROW_P05,
    PR_ROW_P10,
    PR_ROW_P90,
    PR_ROW_P95,
    PR_ROW_RANK,
    PR_ROW_Z,
    PR_ROW_CRPS,
    PR_ROW_RHAT,
    PR_ROW_ESS,
    PR_ROW_PRIOR_P10,
    PR_ROW_PRIOR_P90,
    PR_ROW_OUTSIDE, /* this and what follows: after the texts in the CSV file */
    PR_ROW_CHANCE_BELOW,
    PR_ROW_CHANCE_ABOVE,
    PR_ROW_NUMBERS
} pr_calibrate_number_t;

typedef struct {
    char s[256];
} pr_calibrate_label_t;

typedef struct {
    const char *section; /* figures, parameter, kept, factor, check, backtest, score, forecast, outside */
    const char *name, *unit, *period, *municipality;
    const char *label, *basis; /* of a parameter: as the register says it; "assumption" or "source" */
    const char *data;          /* "reported", or "invented" where the figures are marked so */
    double number[PR_ROW_NUMBERS];
} pr_calibrate_row_t;

/* Columns of calibrate.csv, by commas. */
extern const char pr_calibrate_head[];
/* Key of a number in JSON and in the head. */
const char *pr_calibrate_number_name(pr_calibrate_number_t number);

/* Gives every row in a fixed order. */
void pr_calibrate_rows(pr_lang_t lang, const pr_calibrated_report_t *of,
                       void (*each)(void *context, const pr_calibrate_row_t *row), void *context);
/* A row for pr_csv_t, the context of pr_calibrate_rows. */
void pr_calibrate_csv_row(void *csv, const pr_calibrate_row_t *row);

/* A parameter as the register says it, with its municipality where it has one. */
pr_calibrate_label_t pr_calibrate_label(pr_lang_t lang, const pr_scenario_t *scenario,
                                        const pr_setting_t *setting);
/* In a sentence, where figures of a kind are used. */
const char *pr_calibrate_used_where(pr_lang_t lang, int kind);
/* Mean before and now in the digits that the sampler supports. */
void pr_calibrate_numbers(pr_lang_t lang, const pr_calibrated_t *parameter, pr_number_t *before,
                          pr_number_t *now);

/* "0,0049 (0,0021 – 0,0098)": mean, 5 and 95 %, in the digits that `se` supports. */
pr_number_t pr_calibrate_estimate(pr_lang_t lang, double mean, double p05, double p95, double se);

/* Of few figures less than one is expected. */
pr_number_t pr_calibrate_about(pr_lang_t lang, double x);
/* The sentence on figures outside their bands, for so many. */
pr_text_id_t pr_calibrate_outside(uint64_t counted, uint64_t above, uint64_t below);

/* Outcomes whose forecast is shown, all years together. */
enum { PR_CALIBRATE_OUTCOMES = 4 };
extern const char *const pr_calibrate_outcomes[PR_CALIBRATE_OUTCOMES];
pr_difference_t pr_calibrate_moved(const pr_calibrated_report_t *of, const char *metric, int scope);

/* The text of calibrated.cfg; returns as pr_report_calibrate_overlay. */
int pr_calibrate_overlay_text(const pr_report_t *self, const pr_calibrated_report_t *of, const char *base,
                              pr_text_t *out, pr_errors_t *errors);

int pr_calibrate_chart_draw(const char *name, const pr_report_t *self, const pr_calibrated_report_t *of,
                            pr_text_t *picture, pr_errors_t *errors);

#endif
