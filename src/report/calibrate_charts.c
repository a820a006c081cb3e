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
    pr_chart_source_line(self, calibration->scenario,
                         calibration->invented ? PR_TEXT_CHART_CALIBRATE_SOURCE_INVENTED
                                               : PR_TEXT_CHART_CALIBRATE_SOURCE,
                         pr_calibration_read(calibration), of->seed, out);
    for (size_t i = 1; i < count; i++) {
        pr_chart_text_line(out, pr_text(self->lang, id[i]));
    }
    pr_text_adds(out, "END_OF_BLOCK\n");
}

/* Beside the rows, one line each: gnuplot would end a text of a row at its first comma. */
static void label_blocks(const pr_report_t *self, const pr_calibration_t *of, pr_text_t *out)
{
    for (int numbers = 0; numbers < 2; numbers++) {
        pr_text_adds(out, numbers ? "$numbers << END_OF_BLOCK\n" : "$labels << END_OF_BLOCK\n");
        for (size_t i = 0; i < of->count; i++) {
            const pr_calibrated_t *at = &of->parameter[i];
            char line[256];
            pr_number_t before, now;
            pr_calibrate_numbers(self->lang, at, &before, &now);
            snprintf(line, sizeof line, "%s → %s", before.s, now.s);
            if (at->told) {
                pr_chart_text_line(out, numbers ? line
                                                : pr_calibrate_label(self->lang, of->scenario,
                                                                     &of->scenario->setting[at->setting])
                                                      .s);
            }
        }
        pr_text_adds(out, "END_OF_BLOCK\n");
    }
}

int pr_calibrate_chart_draw(const char *name, const pr_report_t *self, const pr_calibrated_report_t *of,
                            pr_text_t *picture, pr_errors_t *errors)
{
    bool invented = of->calibration->invented;
    const pr_text_id_t posterior[] = {invented ? PR_TEXT_CHART_POSTERIOR_INVENTED : PR_TEXT_CHART_POSTERIOR,
                                      PR_TEXT_CHART_POSTERIOR_X,
                                      PR_TEXT_CHART_POSTERIOR_BEFORE,
                                      PR_TEXT_CHART_POSTERIOR_AFTER,
                                      PR_TEXT_TORNADO_CHART_ASSUMED,
                                      PR_TEXT_CHART_POSTERIOR_NUMBERS};
    const pr_text_id_t backtest[] = {invented ? PR_TEXT_CHART_BACKTEST_INVENTED : PR_TEXT_CHART_BACKTEST,
                                     PR_TEXT_CHART_BACKTEST_BEFORE,
                                     PR_TEXT_CHART_BACKTEST_AFTER,
                                     PR_TEXT_CHART_BACKTEST_SEEN,
                                     PR_TEXT_CALIBRATE_KIND_HOURS,
                                     PR_TEXT_CALIBRATE_KIND_REACHED,
                                     PR_TEXT_CALIBRATE_KIND_WAITING,
                                     PR_TEXT_CALIBRATE_KIND_PERSONS};
    bool first = strcmp(name, "posterior") == 0;
    pr_text_t blocks;
    pr_text_init(&blocks);
    texts_block(self, of, first ? posterior : backtest,
                first ? sizeof posterior / sizeof *posterior : sizeof backtest / sizeof *backtest, &blocks);
    label_blocks(self, of->calibration, &blocks);
    pr_csv_t csv = pr_chart_block_begin(&blocks, "calibrate");
    pr_csv_header(&csv, pr_calibrate_head);
    pr_calibrate_rows(self->lang, of, pr_calibrate_csv_row, &csv);
    pr_chart_block_end(&blocks, "calibrate");
    int status = pr_chart_draw_blocks(name, self, &blocks, picture, errors);
    pr_text_free(&blocks);
    return status;
}
