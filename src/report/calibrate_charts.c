/* Posterior against prior, and figures against bands: plots/posterior.gp, plots/backtest.gp. */
#include "report/calibrate_rows.h"
#include "report/charts.h"
#include <string.h>

static void texts_block(const pr_report_t *self, const pr_calibrated_report_t *of, const pr_text_id_t *id,
                        size_t count, pr_text_t *out)
{
    const pr_calibration_t *calibration = of->calibration;
    pr_text_adds(out, "$texts << END_OF_BLOCK\n");
    pr_chart_text_line(out, pr_text(self->lang, id[0]));
    pr_chart_source_line(self, calibration->scenario, PR_TEXT_CHART_CALIBRATE_SOURCE,
                         calibration->reported->figures, of->seed, out);
    for (size_t i = 1; i < count; i++) {
        pr_chart_text_line(out, pr_text(self->lang, id[i]));
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

static void row(void *context, const pr_calibrate_row_t *of)
{
    pr_csv_t *csv = context;
    const char *name[] = {of->section, of->name, of->unit, of->period, of->municipality};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        pr_csv_text(csv, name[i]);
    }
    for (int i = 0; i < PR_ROW_NUMBERS; i++) {
        pr_csv_number(csv, pr_ten(of->number[i]));
    }
    pr_csv_end(csv);
}

int pr_calibrate_chart_draw(const char *name, const pr_report_t *self, const pr_calibrated_report_t *of,
                            pr_text_t *picture, pr_errors_t *errors)
{
    static const pr_text_id_t posterior[] = {PR_TEXT_CHART_POSTERIOR, PR_TEXT_CHART_POSTERIOR_X,
                                             PR_TEXT_CHART_POSTERIOR_BEFORE, PR_TEXT_CHART_POSTERIOR_AFTER};
    static const pr_text_id_t backtest[] = {PR_TEXT_CHART_BACKTEST,         PR_TEXT_CHART_BACKTEST_BEFORE,
                                            PR_TEXT_CHART_BACKTEST_AFTER,   PR_TEXT_CHART_BACKTEST_SEEN,
                                            PR_TEXT_CALIBRATE_KIND_HOURS,   PR_TEXT_CALIBRATE_KIND_REACHED,
                                            PR_TEXT_CALIBRATE_KIND_WAITING, PR_TEXT_CALIBRATE_KIND_PERSONS};
    bool first = strcmp(name, "posterior") == 0;
    pr_text_t blocks;
    pr_text_init(&blocks);
    texts_block(self, of, first ? posterior : backtest,
                first ? sizeof posterior / sizeof *posterior : sizeof backtest / sizeof *backtest, &blocks);
    pr_csv_t csv = pr_chart_block_begin(&blocks, "calibrate");
    pr_csv_header(&csv, PR_CALIBRATE_HEAD);
    pr_calibrate_rows(of, row, &csv);
    pr_chart_block_end(&blocks, "calibrate");
    int status = pr_chart_draw_blocks(name, self, &blocks, picture, errors);
    pr_text_free(&blocks);
    return status;
}
