/*
 * The half-year report that the contractor owes (assignment, point 6 and Monitoring): what may be expected in
 * it, as rows and as a page. Hours per municipality, reached residents per municipality and theme, activities
 * by role, regional hours, each with the bands 10–90 % and 5–95 %. A planning band, not a target.
 */
#ifndef PR_REPORT_HALFYEAR_H
#define PR_REPORT_HALFYEAR_H

#include "report/csv.h"
#include "report/view.h"

/* One half-year of a run; borrowed. */
typedef struct {
    const pr_run_t *run;
    const pr_mask_t *mask; /* NULL: unmasked */
    pr_period_t half;
} pr_halfyear_t;

/*
 * Whether a series is shown: the theme counts as results.csv masks them; here a municipality's number of
 * reached residents below five too, since this report is handed on by itself. One such cell alone could be
 * had from the region's total: then the smallest other one is hidden with it.
 */
pr_masked_t pr_halfyear_mask(const pr_halfyear_t *self, size_t series);

/* halfjaar-<year>-H<half>.csv: `metric,unit,period,municipality,mean,p05,p10,p90,p95,meaning`, with metrics,
   units and numbers as in results.csv; meaning is always planning_band_not_target. */
void pr_halfyear_csv(const pr_halfyear_t *self, pr_csv_t *csv);
/* halfjaar-<year>-H<half>.txt: the same for people; `lang` is the page's. */
void pr_halfyear_page(const pr_halfyear_t *self, pr_lang_t lang, pr_text_t *out);

#endif
