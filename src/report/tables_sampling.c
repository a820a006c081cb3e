/* What another sampling of the parameters did for the means of the headlines. */
#include "report/view.h"
#include <math.h>

pr_text_id_t pr_sampling_text(pr_sampling_t sampling)
{
    return sampling == PR_SAMPLING_LHS ? PR_TEXT_SAMPLING_LHS : PR_TEXT_SAMPLING_SOBOL;
}

/* 1.8 or 57: two digits are more than a gain is known to. */
static pr_number_t gain_number(const pr_view_t *self, double gain)
{
    return isnan(gain) ? (pr_number_t){"–"} : pr_fixed(self->lang, gain, gain < 10 ? 1 : gain < 100 ? 0 : -1);
}

static void gain_row(const pr_view_t *self, pr_table_t *table, const pr_sampling_gain_t *gain)
{
    size_t metrics = 0;
    const pr_metric_t *metric = &pr_metric_table(&metrics)[self->run->plan.series[gain->series].metric];
    double noise = 1 - gain->parts.parameter_share;
    char range[160];
    pr_number_t low = gain_number(self, gain->low), high = gain_number(self, gain->high);
    snprintf(range, sizeof range, "%s – %s", low.s, high.s);
    pr_table_cell(table, pr_metric_label(metric, self->lang));
    pr_table_cell(table, gain_number(self, gain->gain).s);
    pr_table_cell(table, isnan(gain->gain) ? "–" : range);
    int decimals = pr_decimals(100 * gain->parts.share_se, 1);
    pr_table_cell(table, isnan(noise) ? "–" : pr_percents(self->lang, noise, decimals).s);
    pr_table_cell(table, isnan(noise) ? "–" : pr_percents(self->lang, gain->parts.share_se, 1).s);
}

static void gain_table(const pr_view_t *self, const pr_sampling_effect_t *effect)
{
    static const pr_text_id_t head[] = {PR_TEXT_SAMPLING_OUTCOME, PR_TEXT_SAMPLING_GAIN,
                                        PR_TEXT_SAMPLING_RANGE, PR_TEXT_SAMPLING_NOISE,
                                        PR_TEXT_SAMPLING_ERROR};
    pr_table_t table;
    pr_table_init(&table, sizeof head / sizeof *head);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pr_table_cell(&table, pr_text(self->lang, head[i]));
    }
    pr_table_rule(&table);
    for (size_t i = 0; i < effect->count; i++) {
        gain_row(self, &table, &effect->of[i]);
    }
    pr_view_table(self, &table);
    pr_table_free(&table);
}

void pr_table_sampling(const pr_view_t *self, const pr_sampling_effect_t *effect)
{
    if (!effect) {
        return;
    }
    uint64_t groups = pr_sampling_groups(self->run->sampling, self->run->ensemble.replicates);
    PR_HEADING(self, PR_TEXT_SAMPLING_HEAD, "");
    PR_SAY(self, pr_sampling_text(self->run->sampling), "");
    gain_table(self, effect);
    PR_SAY(self, PR_TEXT_SAMPLING_NOTE, pr_whole(self->lang, (int64_t)groups).s);
    PR_SAY(self, PR_TEXT_SAMPLING_NOISE_NOTE, pr_whole(self->lang, PR_SAMPLING_DRAWS).s,
           pr_whole(self->lang, PR_SAMPLING_NOISE).s);
}
